//! The report of an estimate: the engine's answer, its charts and the page, joined.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use testigo_estimate::chart::{
    BarRow, ChartWords, IntervalEnds, IntervalRow, UpsetList, UpsetRow, bars_chart, interval_chart,
    time_chart, upset_chart,
};
use testigo_estimate::{
    Assessment, MethodAnswer, Range, Reason, Sensitivity, Settings, Stratum, Warning,
};
use testigo_report::{
    CombinationLine, Drawing, EstimateEnds, EstimatePart, EstimateReport, InputFile, ListLine,
    MethodLine, PairLine, RangeLine, Said, SensitivityLine, estimate_html,
};
use testigo_words::Words;

use super::EstimateCharts;
use crate::error::{Error, Result};

/// What the page is made from.
pub(crate) struct Given<'a> {
    pub(crate) files: &'a [PathBuf],
    /// The strata of the first table.
    pub(crate) strata: &'a [Stratum],
    pub(crate) found: &'a Assessment,
    pub(crate) settings: &'a Settings,
}

/// The page in the language of the words.
pub(super) fn page(given: &Given<'_>, words: &Words) -> Result<String> {
    Ok(estimate_html(&report(given, words)?, words))
}

/// The charts alone.
pub(super) fn charts(given: &Given<'_>, words: &Words) -> EstimateCharts {
    let found = given.found;
    let svg = |drawing: Option<Drawing>| drawing.map(|drawing| drawing.svg().to_owned());
    EstimateCharts {
        combinations: svg(draw_combinations(found, given.strata, words)),
        methods: svg(draw_intervals(&of_all(found), &level_of(given), words)),
    }
}

/// The level, in tenths of a percent.
fn level_of(given: &Given<'_>) -> String {
    let percent = (given.settings.level * 1_000.0).round() / 10.0;
    format!("{percent}")
}

/// All people.
fn of_all(found: &Assessment) -> Whole<'_> {
    Whole {
        name: "",
        observed: found.observed,
        methods: &found.methods,
        range: found.range.as_ref(),
        sensitivity: &found.sensitivity,
        warnings: &found.warnings,
    }
}

/// What the page shows.
pub(crate) fn report(given: &Given<'_>, words: &Words) -> Result<EstimateReport> {
    let found = given.found;
    let level = level_of(given);
    let combinations = combinations(given.strata);
    let files = given.files.iter().map(|path| input_file(path));
    let strata = found.strata.iter().map(|stratum| {
        let whole = Whole {
            name: &stratum.stratum,
            observed: stratum.observed,
            methods: &stratum.methods,
            range: stratum.range.as_ref(),
            sensitivity: &stratum.sensitivity,
            warnings: &stratum.warnings,
        };
        part(&whole, &level, words)
    });
    let strata: Vec<EstimatePart> = strata.collect();
    let whole = of_all(found);
    Ok(EstimateReport {
        generator: format!("testigo {}", env!("CARGO_PKG_VERSION")),
        files: files.collect::<Result<_>>()?,
        observed: found.observed,
        lists: found
            .list_sizes
            .iter()
            .map(|list| ListLine {
                name: list.list.clone(),
                people: list.people,
                only_here: list.only_here,
            })
            .collect(),
        lists_used: found.lists_used.len(),
        combinations_drawing: draw_combinations(found, given.strata, words),
        combinations,
        pairs: found
            .overlap
            .iter()
            .map(|pair| PairLine {
                lists: pair.lists.clone(),
                people: pair.people,
                shares: [pair.share_of_first, pair.share_of_second],
            })
            .collect(),
        whole: part(&whole, &level, words),
        level,
        lower_bound: found.lower_bound,
        strata_drawing: draw_strata(&strata, words),
        strata,
        seed: given.settings.seed,
        settings: flat(given.settings),
    })
}

fn input_file(path: &Path) -> Result<InputFile> {
    let bytes = std::fs::read(path).map_err(|error| {
        Error::new("table_unreadable")
            .with("path", path.display().to_string())
            .with("detail", error.to_string())
    })?;
    let name = path.file_name().unwrap_or(path.as_os_str());
    Ok(InputFile {
        name: name.to_string_lossy().into_owned(),
        sha256: hex::encode(Sha256::digest(&bytes)),
    })
}

/// People by places of lists, over all strata.
fn merged(strata: &[Stratum]) -> Vec<(Vec<usize>, u64)> {
    let mut people: BTreeMap<u32, u64> = BTreeMap::new();
    for cell in strata.iter().flat_map(|stratum| stratum.table.cells()) {
        *people.entry(cell.lists.0).or_default() += cell.people;
    }
    let places = |bits: u32| (0..32).filter(|place| bits >> place & 1 == 1).collect();
    let mut merged: Vec<(Vec<usize>, u64)> = people
        .into_iter()
        .map(|(bits, people)| (places(bits), people))
        .collect();
    merged.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
    merged
}

fn combinations(strata: &[Stratum]) -> Vec<CombinationLine> {
    let names = strata
        .first()
        .map_or(&[][..], |stratum| stratum.table.lists());
    let lists = |places: &[usize]| places.iter().map(|&place| names[place].clone()).collect();
    merged(strata)
        .into_iter()
        .map(|(places, people)| CombinationLine {
            lists: lists(&places),
            people,
        })
        .collect()
}

fn draw_combinations(found: &Assessment, strata: &[Stratum], words: &Words) -> Option<Drawing> {
    let lists: Vec<UpsetList> = found
        .list_sizes
        .iter()
        .map(|list| UpsetList {
            name: list.list.clone(),
            people: list.people,
        })
        .collect();
    let rows: Vec<UpsetRow> = merged(strata)
        .into_iter()
        .map(|(lists, people)| UpsetRow { lists, people })
        .collect();
    let title = words.say("estimate-chart-combinations", &[]);
    let description = words.say("estimate-chart-combinations-about", &[]);
    let words = ChartWords {
        title: &title,
        description: &description,
    };
    Drawing::new(upset_chart(&lists, &rows, words))
}

/// A time line where all parts are called by a year or a date, bars otherwise.
fn draw_strata(strata: &[EstimatePart], words: &Words) -> Option<Drawing> {
    if strata.is_empty() {
        return None;
    }
    let mut rows: Vec<BarRow> = strata
        .iter()
        .map(|stratum| BarRow {
            label: stratum.name.clone(),
            low: stratum.observed,
            high: stratum.observed,
            number: stratum.observed.to_string(),
        })
        .collect();
    let title = words.say("estimate-chart-parts", &[]);
    let description = words.say("estimate-chart-parts-about", &[]);
    let words = ChartWords {
        title: &title,
        description: &description,
    };
    if rows.iter().all(|row| is_time(&row.label)) {
        rows.sort_by(|one, other| one.label.cmp(&other.label));
        return Drawing::new(time_chart(&rows, words));
    }
    Drawing::new(bars_chart(&rows, words))
}

/// `1999`, `1999-03`, `1999-03-24`: the order of the letters is the order of time.
fn is_time(name: &str) -> bool {
    let bytes = name.as_bytes();
    matches!(bytes.len(), 4 | 7 | 10)
        && (0..).zip(bytes).all(|(place, byte)| match place {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

/// All people, or a stratum.
struct Whole<'a> {
    name: &'a str,
    observed: u64,
    methods: &'a [MethodAnswer],
    range: Option<&'a Range>,
    sensitivity: &'a [Sensitivity],
    warnings: &'a [Warning],
}

fn part(whole: &Whole<'_>, level: &str, words: &Words) -> EstimatePart {
    EstimatePart {
        name: whole.name.to_owned(),
        observed: whole.observed,
        range: whole.range.map(|range| RangeLine {
            methods: range
                .methods
                .iter()
                .map(|&method| method.to_owned())
                .collect(),
            ends: (range.lo, range.hi),
        }),
        methods: whole.methods.iter().map(method_line).collect(),
        drawing: draw_intervals(whole, level, words),
        sensitivity: whole.sensitivity.iter().map(sensitivity_line).collect(),
        warnings: whole.warnings.iter().map(warning_said).collect(),
    }
}

fn draw_intervals(whole: &Whole<'_>, level: &str, words: &Words) -> Option<Drawing> {
    let rows: Vec<IntervalRow> = whole
        .methods
        .iter()
        .map(|answer| IntervalRow {
            label: answer.method.name().to_owned(),
            ends: answer.figure().map(|figure| IntervalEnds {
                outer: (figure.interval.lo, figure.interval.hi),
                inner: (figure.inner.lo, figure.inner.hi),
            }),
            refused: words.say("estimate-report-refused-short", &[]),
        })
        .collect();
    let title = words.say("estimate-chart-intervals", &[]);
    let description = words.say("estimate-chart-intervals-about", &[("level", level)]);
    let floor = words.say("estimate-chart-floor", &[]);
    let words = ChartWords {
        title: &title,
        description: &description,
    };
    // Below 2^52, so that nothing is rounded.
    #[expect(
        clippy::cast_precision_loss,
        reason = "tables with more people are refused"
    )]
    let documented = whole.observed as f64;
    Drawing::new(interval_chart(&rows, documented, &floor, words))
}

fn method_line(answer: &MethodAnswer) -> MethodLine {
    let outcome = match answer.figure() {
        Some(figure) => Ok(EstimateEnds {
            middle: figure.median,
            outer: (figure.interval.lo, figure.interval.hi),
            inner: (figure.inner.lo, figure.inner.hi),
        }),
        None => Err(answer.reasons().iter().map(reason_said).collect()),
    };
    MethodLine {
        method: answer.method.name().to_owned(),
        outcome,
        model: answer.model.clone(),
        warnings: answer.warnings.iter().map(warning_said).collect(),
        diagnostics: flat(&answer.diagnostics),
    }
}

fn sensitivity_line(row: &Sensitivity) -> SensitivityLine {
    let outcome = match (row.median, row.lo, row.hi) {
        (Some(median), Some(lo), Some(hi)) => Ok((median, (lo, hi))),
        _ => Err(row.reasons.iter().map(reason_said).collect()),
    };
    SensitivityLine {
        change: row.change.code().to_owned(),
        subject: row.subject.clone(),
        method: row.method.to_owned(),
        outcome,
    }
}

fn warning_said(warning: &Warning) -> Said {
    Said {
        code: warning.code.to_owned(),
        subject: warning.subject.clone(),
    }
}

fn reason_said(reason: &Reason) -> Said {
    Said {
        code: reason.code.to_owned(),
        subject: reason.subject.clone(),
    }
}

/// Every number and text by its path, as in `lcmcr.classes`.
fn flat(value: &impl Serialize) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    // What the engine serialises has keys that are text and numbers that are finite.
    if let Ok(value) = serde_json::to_value(value) {
        flatten("", &value, &mut pairs);
    }
    pairs
}

fn flatten(path: &str, value: &Value, pairs: &mut Vec<(String, String)>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let dot = if path.is_empty() { "" } else { "." };
                flatten(&format!("{path}{dot}{name}"), value, pairs);
            }
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            for (place, item) in items.iter().enumerate() {
                flatten(&format!("{path}.{}", place + 1), item, pairs);
            }
        }
        Value::String(text) => pairs.push((path.to_owned(), text.clone())),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => {
            pairs.push((path.to_owned(), value.to_string()));
        }
    }
}
