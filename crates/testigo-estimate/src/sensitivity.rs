//! How much the answer hangs on one choice: other priors, one list left out, two lists made one (Binette and Steorts 2022 call
//! the latter internal consistency).

use serde::Serialize;

use crate::bound::chapman;
use crate::chance::Chance;
use crate::check::pairs;
use crate::dga::{DgaRequest, LISTS, dga};
use crate::figure::Figure;
use crate::method::Method;
use crate::settings::Settings;
use crate::single::{Prepared, dga_request};
use crate::table::OverlapTable;
use crate::warning::{Reason, Warning};

/// Medians under other priors that are further off than this share are told.
const PRIOR_SHARE_MAX: f64 = 0.2;

/// What was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The prior weight of a cell of `dga`.
    Delta,
    /// The graph in which all lists depend on all was left out.
    WithoutCompleteGraph,
    /// It was let in.
    WithCompleteGraph,
    /// A list was left out.
    WithoutList,
    /// Two lists were made one.
    MergedLists,
}

impl Change {
    /// A stable code, as in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Delta => "delta",
            Self::WithoutCompleteGraph => "without_complete_graph",
            Self::WithCompleteGraph => "with_complete_graph",
            Self::WithoutList => "without_list",
            Self::MergedLists => "merged_lists",
        }
    }
}

/// One run with one thing changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sensitivity {
    /// What was changed.
    pub change: Change,
    /// The prior weight, or the lists; empty if that is clear.
    pub subject: String,
    /// With which method it was run: `dga`, or `chapman` where two lists are left.
    pub method: &'static str,
    /// The middle of what is likely, in people; none if refused.
    pub median: Option<f64>,
    /// The lower end.
    pub lo: Option<f64>,
    /// The upper end.
    pub hi: Option<f64>,
    /// Why there is none.
    pub reasons: Vec<Reason>,
}

/// The runs of `dga` with one thing changed each, beside its own figure; empty for more lists than it takes.
pub(crate) fn sensitivity(
    prepared: &Prepared,
    own: &Figure,
    settings: &Settings,
    warnings: &mut Vec<Warning>,
) -> Vec<Sensitivity> {
    let table = &prepared.table;
    if !LISTS.contains(&table.lists().len()) {
        return Vec::new();
    }
    let request = dga_request(table, settings);
    let mut rows = Vec::new();
    for &delta in &settings.dga.delta_others {
        let outcome = by_dga(
            &DgaRequest {
                delta: Some(delta),
                ..request
            },
            settings,
        );
        rows.push(row(Change::Delta, delta.to_string(), Method::Dga, &outcome));
    }
    let other = DgaRequest {
        complete_graph: !request.complete_graph,
        ..request
    };
    let change = if other.complete_graph {
        Change::WithCompleteGraph
    } else {
        Change::WithoutCompleteGraph
    };
    rows.push(row(
        change,
        String::new(),
        Method::Dga,
        &by_dga(&other, settings),
    ));
    let off = |median: f64| (median / own.median - 1.0).abs() > PRIOR_SHARE_MAX;
    if rows
        .iter()
        .any(|row| row.change == Change::Delta && row.median.is_some_and(off))
    {
        warnings.push(Warning::new("prior_matters", Method::Dga.name()));
    }
    rows.extend(other_lists(prepared, settings));
    let outside = |change: Change| -> Vec<&str> {
        let is_outside = |median: f64| !own.interval.holds(median);
        let moved = rows
            .iter()
            .filter(|row| row.change == change && row.median.is_some_and(is_outside));
        moved.map(|row| row.subject.as_str()).collect()
    };
    let (influential, inconsistent) = (outside(Change::WithoutList), outside(Change::MergedLists));
    if !influential.is_empty() {
        warnings.push(Warning::new("list_influential", influential.join(", ")));
    }
    if !inconsistent.is_empty() {
        warnings.push(Warning::new("lists_inconsistent", inconsistent.join(", ")));
    }
    rows
}

/// Without each list, and with each pair as one, in the order of the file.
fn other_lists(prepared: &Prepared, settings: &Settings) -> Vec<Sensitivity> {
    let table = &prepared.table;
    let mut rows = Vec::new();
    let count = table.lists().len();
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|&index| prepared.numbers[index]);
    for &index in &order {
        let name = table.lists()[index].clone();
        rows.push(of_table(
            Change::WithoutList,
            name,
            &table.without(index),
            settings,
        ));
    }
    for (first, second) in pairs(count).map(|(first, second)| (order[first], order[second])) {
        let name = format!("{}+{}", table.lists()[first], table.lists()[second]);
        rows.push(of_table(
            Change::MergedLists,
            name,
            &table.merged(first, second),
            settings,
        ));
    }
    rows
}

fn of_table(
    change: Change,
    subject: String,
    table: &OverlapTable,
    settings: &Settings,
) -> Sensitivity {
    if table.lists().len() == 2 {
        let outcome = chapman(table, settings.level, 0, &mut Chance::new(settings.seed, 0));
        return row(change, subject, Method::Chapman, &outcome);
    }
    row(
        change,
        subject,
        Method::Dga,
        &by_dga(&dga_request(table, settings), settings),
    )
}

fn by_dga(request: &DgaRequest<'_>, settings: &Settings) -> Result<Figure, Reason> {
    let mut chance = Chance::new(settings.seed, 0);
    Ok(dga(request)?.figure(settings.level, 0, &mut chance)?.0)
}

fn row(
    change: Change,
    subject: String,
    method: Method,
    outcome: &Result<Figure, Reason>,
) -> Sensitivity {
    let figure = outcome.as_ref().ok();
    Sensitivity {
        change,
        subject,
        method: method.name(),
        median: figure.map(|figure| figure.median),
        lo: figure.map(|figure| figure.interval.lo),
        hi: figure.map(|figure| figure.interval.hi),
        reasons: outcome.as_ref().err().cloned().into_iter().collect(),
    }
}
