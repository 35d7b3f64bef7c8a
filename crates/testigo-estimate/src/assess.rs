//! The whole answer: every replicate and stratum, every method, and what they say together.

mod joining;

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Serialize;
use thiserror::Error;

use crate::bound::chao_bounds;
use crate::check::{ListSize, Overlap, list_sizes, overlaps};
use crate::method::{Method, MethodAnswer};
use crate::sensitivity::{Sensitivity, sensitivity};
use crate::settings::{Settings, SettingsError};
use crate::single::{Range, Single, Way, range, single, warn_below_bound};
use crate::table::OverlapTable;
use crate::warning::Warning;
use joining::{over_replicates, over_strata};

/// Seeds of replicates and strata are so far apart (2^64 over the golden ratio), so that no two meet.
const SEED_STEP: u64 = 0x9E37_79B9_7F4A_7C15;
/// Fewer replicates than this say little about how they vary.
const REPLICATES_MIN: usize = 10;

/// A part of the people, with a table of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Stratum {
    /// What it is called; empty if the table is not divided.
    pub name: String,
    /// Its table. All strata of all replicates have the same lists, in any order of people.
    pub table: OverlapTable,
}

/// What is asked.
#[derive(Clone, Copy)]
#[expect(missing_debug_implementations, reason = "a function cannot be shown")]
pub struct Request<'a> {
    /// Each replicate as its strata; one table is one replicate of one stratum without a name.
    pub replicates: &'a [Vec<Stratum>],
    /// None: all that fit the number of lists.
    pub methods: Option<&'a [Method]>,
    /// What can be set.
    pub settings: &'a Settings,
    /// Threads; they do not change the answer.
    pub threads: usize,
    /// Hears of sweeps done and sweeps in all, from any thread, and says whether to go on.
    pub progress: &'a (dyn Fn(u64, u64) -> ControlFlow<()> + Sync),
}

/// Why a request cannot be answered at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AssessError {
    /// A setting out of its range.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// No replicate, or one without strata.
    #[error("there is no table")]
    Nothing,
    /// The replicate of this number, from 1, has other lists than the first.
    #[error("table {0} has other lists than the first")]
    ListsDiffer(usize),
    /// Whoever heard of the progress did not want it to go on.
    #[error("stopped before its end")]
    Stopped,
}

/// One stratum's answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StratumAnswer {
    /// What it is called.
    pub stratum: String,
    /// People observed in it.
    pub observed: u64,
    /// The lists that were used, in the order of their numbers.
    pub lists_used: Vec<String>,
    /// Each method.
    pub methods: Vec<MethodAnswer>,
    /// What the models say together.
    pub range: Option<Range>,
    /// One thing changed at a time.
    pub sensitivity: Vec<Sensitivity>,
    /// What to bear in mind.
    pub warnings: Vec<Warning>,
}

/// Draws of one method in one table.
#[derive(Clone, Debug, PartialEq)]
pub struct Draws {
    /// Which replicate, from 1.
    pub replicate: usize,
    /// Which stratum; empty if there are none.
    pub stratum: String,
    /// Which method.
    pub method: Method,
    /// People observed.
    pub observed: u64,
    /// People not observed, draw by draw.
    pub unseen: Vec<f64>,
}

impl Draws {
    /// All people, where so many were not observed.
    pub fn people(&self, unseen: f64) -> f64 {
        self.observed as f64 + unseen
    }
}

/// The whole answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Assessment {
    /// People on at least one list; of replicates the mean.
    pub observed: u64,
    /// Lists of the table.
    pub lists: usize,
    /// The lists, as they stand in the first table.
    pub list_sizes: Vec<ListSize>,
    /// The lists that were used, in the order of their numbers: without empty ones, and copies made one.
    pub lists_used: Vec<String>,
    /// How far each pair of lists overlaps, in the first table.
    pub overlap: Vec<Overlap>,
    /// Tables that stand for one another.
    pub replicates: usize,
    /// Chao's bound for lists of different sizes, in the first table; none where nobody is on two lists.
    pub lower_bound: Option<f64>,
    /// Each method.
    pub methods: Vec<MethodAnswer>,
    /// What the models say together; none unless two of them gave an estimate.
    pub range: Option<Range>,
    /// One thing changed at a time.
    pub sensitivity: Vec<Sensitivity>,
    /// Each stratum; empty if there are none.
    pub strata: Vec<StratumAnswer>,
    /// What to bear in mind.
    pub warnings: Vec<Warning>,
    /// All draws.
    #[serde(skip)]
    pub draws: Vec<Draws>,
}

/// Answers a request.
pub fn assess(request: &Request<'_>) -> Result<Assessment, AssessError> {
    let is_stopped = AtomicBool::new(false);
    let progress = |done, all| {
        let flow = (request.progress)(done, all);
        is_stopped.fetch_or(flow.is_break(), Ordering::Relaxed);
        flow
    };
    let assessment = assess_all(&Request {
        progress: &progress,
        ..*request
    });
    // What some of its runs did not come to is no answer.
    if is_stopped.load(Ordering::Relaxed) {
        return Err(AssessError::Stopped);
    }
    assessment
}

fn assess_all(request: &Request<'_>) -> Result<Assessment, AssessError> {
    request.settings.check()?;
    let first = request.replicates.first().and_then(|strata| strata.first());
    let first = first.ok_or(AssessError::Nothing)?;
    same_lists(request, &first.table)?;
    let found: Vec<Vec<Single>> = (0..)
        .zip(request.replicates)
        .map(|(number, strata)| of_replicate(request, number, strata))
        .collect();
    let has_strata = !first.name.is_empty();
    let whole = whole(&request.replicates[0])?;
    let mut warnings = Vec::new();
    let by_replicate: Vec<Vec<MethodAnswer>> = request
        .replicates
        .iter()
        .zip(&found)
        .map(|(strata, found)| {
            if has_strata {
                over_strata(strata, found, request.settings.level)
            } else {
                found[0].methods.clone()
            }
        })
        .collect();
    let observed: Vec<u64> = found
        .iter()
        .map(|strata| strata.iter().map(|single| single.observed).sum())
        .collect();
    let methods = over_replicates(&by_replicate, &observed, request.settings);
    if observed.len() > 1 && observed.len() < REPLICATES_MIN {
        warnings.push(Warning::new("few_replicates", observed.len().to_string()));
    }
    let strata = if has_strata {
        strata_answers(request, &found, &mut warnings)
    } else {
        Vec::new()
    };
    let mut rows = Vec::new();
    if !has_strata {
        let singles: Vec<&Single> = found.iter().filter_map(|strata| strata.first()).collect();
        rows = of_table(&singles, &methods, request, &mut warnings);
    }
    let range = range(&methods, &mut warnings);
    let bounds = chao_bounds(&whole);
    let mean = observed.iter().sum::<u64>() as f64 / observed.len() as f64;
    Ok(Assessment {
        observed: mean.round() as u64,
        lists: whole.lists().len(),
        list_sizes: list_sizes(&whole),
        lists_used: found[0][0].prepared.names.clone(),
        overlap: overlaps(&whole),
        replicates: found.len(),
        lower_bound: (bounds.on_two > 0).then_some(bounds.mt_corrected),
        methods,
        range,
        sensitivity: rows,
        strata,
        warnings,
        draws: draws(request, &found),
    })
}

fn same_lists(request: &Request<'_>, first: &OverlapTable) -> Result<(), AssessError> {
    for (number, strata) in (1..).zip(request.replicates) {
        if strata.is_empty() {
            return Err(AssessError::Nothing);
        }
        if strata
            .iter()
            .any(|stratum| stratum.table.lists() != first.lists())
        {
            return Err(AssessError::ListsDiffer(number));
        }
    }
    Ok(())
}

fn of_replicate(request: &Request<'_>, number: u64, strata: &[Stratum]) -> Vec<Single> {
    (0..)
        .zip(strata)
        .map(|(place, stratum)| {
            let step = number * strata.len() as u64 + place;
            let seed = request.settings.seed;
            let seed = seed.wrapping_add(SEED_STEP.wrapping_mul(step));
            single(&stratum.table, way(request, seed))
        })
        .collect()
}

fn way<'a>(request: &Request<'a>, seed: u64) -> Way<'a> {
    Way {
        settings: request.settings,
        methods: request.methods,
        seed,
        threads: request.threads,
        progress: request.progress,
    }
}

/// All strata as one table.
fn whole(strata: &[Stratum]) -> Result<OverlapTable, AssessError> {
    let cells: Vec<_> = strata
        .iter()
        .flat_map(|stratum| stratum.table.cells().iter().copied())
        .collect();
    let lists = strata[0].table.lists().to_vec();
    // Each stratum is a table already; only their sum could be too large.
    OverlapTable::new(lists, &cells).map_err(|_| AssessError::Nothing)
}

/// Warnings and sensitivity of one table, or of the same table in each replicate.
fn of_table(
    singles: &[&Single],
    methods: &[MethodAnswer],
    request: &Request<'_>,
    warnings: &mut Vec<Warning>,
) -> Vec<Sensitivity> {
    let Some(first) = singles.first() else {
        return Vec::new();
    };
    warnings.extend(first.warnings.iter().cloned());
    // Of further replicates only what is new.
    for warning in singles.iter().skip(1).flat_map(|single| &single.warnings) {
        if !warnings.iter().any(|known| known.code == warning.code) {
            warnings.push(warning.clone());
        }
    }
    warn_below_bound(&first.prepared, methods, warnings);
    sensitivity(first, way(request, request.settings.seed), warnings)
}

fn strata_answers(
    request: &Request<'_>,
    found: &[Vec<Single>],
    warnings: &mut Vec<Warning>,
) -> Vec<StratumAnswer> {
    let mut answers: Vec<StratumAnswer> = Vec::new();
    for (number, strata) in request.replicates.iter().enumerate() {
        for stratum in strata {
            if answers.iter().any(|answer| answer.stratum == stratum.name) {
                continue;
            }
            // The same stratum of this replicate and the later ones; earlier ones do not have it.
            let singles: Vec<&Single> = request.replicates[number..]
                .iter()
                .zip(&found[number..])
                .filter_map(|(strata, found)| {
                    let place = strata.iter().position(|other| other.name == stratum.name)?;
                    found.get(place)
                })
                .collect();
            answers.push(stratum_answer(&stratum.name, &singles, request));
        }
    }
    for answer in &answers {
        if answer
            .methods
            .iter()
            .all(|method| method.figure().is_none())
        {
            warnings.push(Warning::new(
                "stratum_not_estimated",
                answer.stratum.clone(),
            ));
        }
        if answer.lists_used != answers[0].lists_used {
            warnings.push(Warning::new(
                "strata_use_different_lists",
                answer.stratum.clone(),
            ));
        }
    }
    answers
}

fn stratum_answer(name: &str, singles: &[&Single], request: &Request<'_>) -> StratumAnswer {
    let observed: Vec<u64> = singles.iter().map(|single| single.observed).collect();
    let answers: Vec<Vec<MethodAnswer>> = singles
        .iter()
        .map(|single| single.methods.clone())
        .collect();
    let methods = over_replicates(&answers, &observed, request.settings);
    let mut warnings = Vec::new();
    let sensitivity = of_table(singles, &methods, request, &mut warnings);
    StratumAnswer {
        stratum: name.to_owned(),
        observed: (observed.iter().sum::<u64>() as f64 / observed.len() as f64).round() as u64,
        lists_used: singles[0].prepared.names.clone(),
        range: range(&methods, &mut warnings),
        methods,
        sensitivity,
        warnings,
    }
}

fn draws(request: &Request<'_>, found: &[Vec<Single>]) -> Vec<Draws> {
    let mut all = Vec::new();
    for (replicate, (strata, found)) in (1..).zip(request.replicates.iter().zip(found)) {
        for (stratum, single) in strata.iter().zip(found) {
            for answer in &single.methods {
                if let Some(figure) = answer.figure() {
                    all.push(Draws {
                        replicate,
                        stratum: stratum.name.clone(),
                        method: answer.method,
                        observed: single.observed,
                        unseen: figure.unseen.clone(),
                    });
                }
            }
        }
    }
    all
}
