//! One table: every method on it, and what they say together.

use std::ops::ControlFlow;

use crate::bound::{chao, chao_bounds, chapman};
use crate::chance::Chance;
use crate::check::check;
use crate::dga::{DgaRequest, GridEnd, dga};
use crate::figure::{Figure, Interval};
use crate::latent::{self, LatentError, LatentOutcome};
use crate::loglinear::{LoglinearRequest, loglinear};
use crate::method::{Diagnostics, LcmcrDiagnostics, Method, MethodAnswer, Outcome};
use crate::settings::Settings;
use crate::sparse::{SparseRequest, sparse};
use crate::table::OverlapTable;
use crate::warning::{Reason, Warning};

/// Streams of chance from here on belong to methods; those below to resamples and chains.
const STREAMS: u64 = 1 << 40;
/// Medians of methods that are further apart than this factor do not agree.
const MEDIANS_RATIO_MAX: f64 = 1.5;
/// A median so far below the lower bound cannot be right.
const BELOW_BOUND: f64 = 0.9;

/// How a table is to be looked at.
#[derive(Clone, Copy)]
pub(crate) struct Way<'a> {
    pub(crate) settings: &'a Settings,
    /// None: all that fit the number of lists.
    pub(crate) methods: Option<&'a [Method]>,
    pub(crate) seed: u64,
    pub(crate) threads: usize,
    pub(crate) progress: &'a (dyn Fn(u64, u64) -> ControlFlow<()> + Sync),
}

/// A table as methods see it: without empty lists and copies, its lists in the order of their names, so that their order in
/// the file does not matter.
#[derive(Clone, Debug)]
pub(crate) struct Prepared {
    pub(crate) table: OverlapTable,
    /// What each list is called in names of models: its place among the used lists of the file, from 1.
    pub(crate) numbers: Vec<usize>,
    /// The used lists in the order of their numbers.
    pub(crate) names: Vec<String>,
}

/// What was found in one table.
#[derive(Clone, Debug)]
pub(crate) struct Single {
    pub(crate) observed: u64,
    pub(crate) prepared: Prepared,
    pub(crate) methods: Vec<MethodAnswer>,
    pub(crate) warnings: Vec<Warning>,
}

/// Checks a table and puts its lists in order.
pub(crate) fn prepare(table: &OverlapTable) -> (Prepared, Vec<Warning>) {
    let checked = check(table);
    let names = checked.table.lists().to_vec();
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by(|&one, &other| names[one].cmp(&names[other]));
    let prepared = Prepared {
        table: checked.table.reordered(&order),
        numbers: order.iter().map(|index| index + 1).collect(),
        names,
    };
    (prepared, checked.warnings)
}

/// Every method that was asked for, or all that fit.
pub(crate) fn single(table: &OverlapTable, way: Way<'_>) -> Single {
    let (prepared, mut warnings) = prepare(table);
    let lists = prepared.table.lists().len();
    if lists == 2 {
        warnings.push(Warning::new("two_lists_independence_assumed", ""));
    }
    let is_asked = |method: &Method| match way.methods {
        Some(methods) => methods.contains(method),
        None => lists <= 2 || *method != Method::Chapman,
    };
    let asked = Method::ALL.into_iter().filter(is_asked);
    let methods = asked.map(|method| answer(method, &prepared, way)).collect();
    Single {
        observed: table.observed(),
        prepared,
        methods,
        warnings,
    }
}

/// One method.
pub(crate) fn answer(method: Method, prepared: &Prepared, way: Way<'_>) -> MethodAnswer {
    let table = &prepared.table;
    let lists = table.lists().len();
    let mut reasons = Vec::new();
    if table.observed() == 0 {
        reasons.push(Reason::new("nobody_observed", ""));
    } else if lists < 2 || (lists < 3 && method.is_model()) {
        reasons.push(Reason::new("too_few_lists", lists.to_string()));
    } else if table.people_on_exactly(1) == table.observed() {
        // Without anybody on two lists, an estimate would be the prior alone.
        reasons.push(Reason::new("no_overlap", ""));
    }
    if !reasons.is_empty() {
        return MethodAnswer::refused(method, reasons);
    }
    let mut chance = Chance::new(way.seed, STREAMS + method as u64);
    let found = match method {
        Method::Chapman => of_chapman(prepared, way, &mut chance),
        Method::Chao => of_chao(prepared, way, &mut chance),
        Method::Dga => of_dga(prepared, way, &mut chance),
        Method::Lcmcr => of_lcmcr(prepared, way),
        Method::Loglinear => of_loglinear(prepared, way, &mut chance),
        Method::Sparse => of_sparse(prepared, way),
    };
    let mut answer = found.unwrap_or_else(|reasons| MethodAnswer::refused(method, reasons));
    if lists == 2 && answer.figure().is_some() {
        answer
            .warnings
            .push(Warning::new("two_lists_independence_assumed", ""));
    }
    answer
}

type Found = Result<MethodAnswer, Vec<Reason>>;

fn estimated(
    method: Method,
    figure: Figure,
    model: Option<String>,
    diagnostics: Diagnostics,
    warnings: Vec<Warning>,
) -> MethodAnswer {
    MethodAnswer {
        method,
        outcome: Outcome::Estimated(figure),
        model,
        diagnostics,
        warnings,
    }
}

fn of_chapman(prepared: &Prepared, way: Way<'_>, chance: &mut Chance) -> Found {
    let settings = way.settings;
    let figure = chapman(&prepared.table, settings.level, settings.draws, chance)
        .map_err(|reason| vec![reason])?;
    Ok(estimated(
        Method::Chapman,
        figure,
        None,
        Diagnostics::None {},
        Vec::new(),
    ))
}

fn of_chao(prepared: &Prepared, way: Way<'_>, chance: &mut Chance) -> Found {
    let settings = way.settings;
    let (figure, bounds) = chao(&prepared.table, settings.level, settings.draws, chance)
        .map_err(|reason| vec![reason])?;
    let mut warnings = Vec::new();
    if prepared.table.lists().len() > 2 {
        warnings.push(Warning::new("lower_bound_only", ""));
    }
    if bounds.mt_corrected < BELOW_BOUND * bounds.mh_corrected {
        let unequal = format!("{:.0}", bounds.mt_corrected);
        warnings.push(Warning::new("bound_assumes_equal_lists", unequal));
    }
    let model = Some("Mh".to_owned());
    Ok(estimated(
        Method::Chao,
        figure,
        model,
        Diagnostics::Chao(bounds),
        warnings,
    ))
}

fn of_dga(prepared: &Prepared, way: Way<'_>, chance: &mut Chance) -> Found {
    let settings = way.settings;
    let posterior = dga(&dga_request(&prepared.table, settings)).map_err(|reason| vec![reason])?;
    let (figure, warnings) = posterior
        .figure(settings.level, settings.draws, chance)
        .map_err(|reason| vec![reason])?;
    let diagnostics = Diagnostics::Dga(posterior.diagnostics(&prepared.numbers));
    let model = Some(posterior.model(&prepared.numbers));
    Ok(estimated(Method::Dga, figure, model, diagnostics, warnings))
}

/// `dga` as the settings have it.
pub(crate) fn dga_request<'a>(table: &'a OverlapTable, settings: &Settings) -> DgaRequest<'a> {
    let dga = &settings.dga;
    DgaRequest {
        table,
        delta: dga.delta,
        complete_graph: dga.complete_graph,
        end: dga
            .unseen_end
            .map_or(GridEnd::Found(dga.unseen_most), GridEnd::At),
    }
}

fn of_lcmcr(prepared: &Prepared, way: Way<'_>) -> Found {
    let table = &prepared.table;
    let outcome = latent::estimate(
        table,
        &way.settings.lcmcr,
        way.seed,
        way.threads,
        way.progress,
    )
    .map_err(|error| match error {
        LatentError::Settings(setting) => vec![Reason::new("setting_out_of_range", setting.0)],
        // Then nothing of the whole answer is given.
        LatentError::Stopped => Vec::new(),
    })?;
    let diagnostics = outcome.diagnostics.clone().map(|chains| {
        let draws = "posterior";
        Diagnostics::Lcmcr(LcmcrDiagnostics {
            chains,
            unseen_most: outcome.cap,
            draws,
        })
    });
    let diagnostics = diagnostics.unwrap_or(Diagnostics::None {});
    if !outcome.reasons.is_empty() {
        let reasons = outcome.reasons.iter().map(|&reason| Reason::from(reason));
        let refused = MethodAnswer::refused(Method::Lcmcr, reasons.collect());
        return Ok(MethodAnswer {
            diagnostics,
            ..refused
        });
    }
    let figure = sampled(&outcome, way.settings.level);
    let model = Some(format!("K={}", outcome.settings.classes));
    Ok(estimated(
        Method::Lcmcr,
        figure,
        model,
        diagnostics,
        Vec::new(),
    ))
}

/// The figure of draws that may be reported.
pub(crate) fn sampled(outcome: &LatentOutcome, level: f64) -> Figure {
    let draws = outcome.unlisted_draws();
    let draws = draws.iter().map(|&unseen| unseen as f64).collect();
    Figure::of_draws(outcome.observed as f64, draws, level)
}

fn of_loglinear(prepared: &Prepared, way: Way<'_>, chance: &mut Chance) -> Found {
    let request = LoglinearRequest {
        table: &prepared.table,
        numbers: &prepared.numbers,
        bic_units: way.settings.loglinear.bic_units,
        level: way.settings.level,
        draws: way.settings.draws,
    };
    let found = loglinear(&request, chance)?;
    let diagnostics = Diagnostics::Loglinear(Box::new(found.diagnostics));
    Ok(estimated(
        Method::Loglinear,
        found.figure,
        Some(found.model),
        diagnostics,
        found.warnings,
    ))
}

fn of_sparse(prepared: &Prepared, way: Way<'_>) -> Found {
    let request = SparseRequest {
        table: &prepared.table,
        numbers: &prepared.numbers,
        threshold: way.settings.sparse.p_threshold,
        resamples: way.settings.sparse.resamples,
        level: way.settings.level,
        seed: way.seed,
        threads: way.threads,
    };
    let found = sparse(&request)?;
    let diagnostics = Diagnostics::Sparse(found.diagnostics);
    Ok(estimated(
        Method::Sparse,
        found.figure,
        Some(found.model),
        diagnostics,
        found.warnings,
    ))
}

/// What several methods say together: never one of them alone.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Range {
    /// The methods that it holds.
    pub methods: Vec<&'static str>,
    /// The lowest lower end.
    pub lo: f64,
    /// The highest upper end.
    pub hi: f64,
    /// The lowest median.
    pub median_lo: f64,
    /// The highest.
    pub median_hi: f64,
}

/// The range of the models that gave an estimate, if there are two; and what is to be said of it. Log-linear models bring
/// their uncertainty about the model with them.
pub(crate) fn range(methods: &[MethodAnswer], warnings: &mut Vec<Warning>) -> Option<Range> {
    let models: Vec<(&MethodAnswer, &Figure)> = methods
        .iter()
        .filter(|answer| answer.method.is_model())
        .filter_map(|answer| Some((answer, answer.figure()?)))
        .collect();
    let (first, figure) = models.first()?;
    if models.len() == 1 {
        warnings.push(Warning::new("single_method", first.method.name()));
        return None;
    }
    let mut ends = figure.interval;
    let mut medians = Interval {
        lo: figure.median,
        hi: figure.median,
    };
    for (answer, figure) in &models {
        ends = ends.hull(figure.interval);
        if let Diagnostics::Loglinear(diagnostics) = &answer.diagnostics {
            ends = ends.hull(diagnostics.weighted);
        }
        medians = medians.hull(Interval {
            lo: figure.median,
            hi: figure.median,
        });
    }
    if medians.hi > MEDIANS_RATIO_MAX * medians.lo {
        let ratio = medians.hi / medians.lo;
        warnings.push(Warning::new("methods_disagree", format!("{ratio:.1}")));
    }
    Some(Range {
        methods: models
            .iter()
            .map(|(answer, _)| answer.method.name())
            .collect(),
        lo: ends.lo,
        hi: ends.hi,
        median_lo: medians.lo,
        median_hi: medians.hi,
    })
}

/// Tells which models lie far below the bound for lists of different sizes.
pub(crate) fn warn_below_bound(
    prepared: &Prepared,
    methods: &[MethodAnswer],
    warnings: &mut Vec<Warning>,
) {
    let bounds = chao_bounds(&prepared.table);
    if bounds.on_two == 0 {
        return;
    }
    for answer in methods.iter().filter(|answer| answer.method.is_model()) {
        let is_below = |figure: &Figure| figure.median < BELOW_BOUND * bounds.mt_corrected;
        if answer.figure().is_some_and(is_below) {
            warnings.push(Warning::new("below_lower_bound", answer.method.name()));
        }
    }
}
