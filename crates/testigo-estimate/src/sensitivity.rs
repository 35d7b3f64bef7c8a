//! How much the answer hangs on one choice: other priors, one list left out, two lists made one (Binette and Steorts 2022 call
//! the latter internal consistency).

mod sampler;

use serde::Serialize;

use crate::bound::chapman;
use crate::chance::Chance;
use crate::check::pairs;
use crate::dga::{DgaRequest, dga};
use crate::figure::Figure;
use crate::method::Method;
use crate::settings::Settings;
use crate::single::{Prepared, Single, Way, dga_request};
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
    /// The prior of alpha, which says how many latent classes there are.
    AlphaPrior,
    /// The beta prior of the chance to be listed.
    ListingPrior,
    /// The most latent classes.
    Classes,
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
            Self::AlphaPrior => "alpha_prior",
            Self::ListingPrior => "listing_prior",
            Self::Classes => "classes",
        }
    }
}

/// One run with one thing changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sensitivity {
    /// What was changed.
    pub change: Change,
    /// The prior or its weight, the number of classes, or the lists; empty if that is clear.
    pub subject: String,
    /// With which method it was run: `dga`, `chapman` where two lists are left, or `lcmcr`.
    pub method: &'static str,
    /// Of `lcmcr`: the sweeps of each chain, fewer than those of its own estimate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sweeps: Option<u64>,
    /// The middle of what is likely, in people; none if refused.
    pub median: Option<f64>,
    /// The lower end.
    pub lo: Option<f64>,
    /// The upper end.
    pub hi: Option<f64>,
    /// Why there is none.
    pub reasons: Vec<Reason>,
}

/// The runs with one thing changed each, of `dga` and of `lcmcr` where these gave an estimate of the same table.
pub(crate) fn sensitivity(
    found: &Single,
    way: Way<'_>,
    warnings: &mut Vec<Warning>,
) -> Vec<Sensitivity> {
    let own = |method: Method| {
        let mut answers = found.methods.iter();
        answers.find(|answer| answer.method == method)?.figure()
    };
    let mut rows = Vec::new();
    if let Some(own) = own(Method::Dga) {
        rows.extend(of_dga(&found.prepared, own, way.settings, warnings));
    }
    if let Some(own) = own(Method::Lcmcr) {
        let others = sampler::others(&found.prepared.table, way);
        if others.iter().any(|row| is_far(row, own)) {
            warnings.push(Warning::new("prior_matters", Method::Lcmcr.name()));
        }
        rows.extend(others);
    }
    rows
}

fn is_far(row: &Sensitivity, own: &Figure) -> bool {
    row.median
        .is_some_and(|median| (median / own.median - 1.0).abs() > PRIOR_SHARE_MAX)
}

fn of_dga(
    prepared: &Prepared,
    own: &Figure,
    settings: &Settings,
    warnings: &mut Vec<Warning>,
) -> Vec<Sensitivity> {
    let table = &prepared.table;
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
        rows.push(row(Change::Delta, delta.to_string(), Method::Dga, outcome));
    }
    if rows.iter().any(|row| is_far(row, own)) {
        warnings.push(Warning::new("prior_matters", Method::Dga.name()));
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
        by_dga(&other, settings),
    ));
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
        let outcome = outcome.map_err(|reason| vec![reason]);
        return row(change, subject, Method::Chapman, outcome);
    }
    row(
        change,
        subject,
        Method::Dga,
        by_dga(&dga_request(table, settings), settings),
    )
}

type Outcome = Result<Figure, Vec<Reason>>;

fn by_dga(request: &DgaRequest<'_>, settings: &Settings) -> Outcome {
    let mut chance = Chance::new(settings.seed, 0);
    let posterior = dga(request).map_err(|reason| vec![reason])?;
    let found = posterior.figure(settings.level, 0, &mut chance);
    Ok(found.map_err(|reason| vec![reason])?.0)
}

fn row(change: Change, subject: String, method: Method, outcome: Outcome) -> Sensitivity {
    let figure = outcome.as_ref().ok();
    Sensitivity {
        change,
        subject,
        method: method.name(),
        sweeps: None,
        median: figure.map(|figure| figure.median),
        lo: figure.map(|figure| figure.interval.lo),
        hi: figure.map(|figure| figure.interval.hi),
        reasons: outcome.err().unwrap_or_default(),
    }
}
