//! Sparse tables (Chan, Silverman and Vincent 2019, arXiv 1902.05156): interactions of two lists,
//! chosen step by step, with checks that an estimate exists, and a bootstrap that chooses anew each time.

mod bootstrap;
mod pair_model;
mod simplex;
mod stepwise;

use serde::Serialize;

use crate::distribution::{normal_width, quantile};
use crate::figure::{Figure, INNER_LEVEL, Interval};
use crate::table::OverlapTable;
use crate::warning::{Reason, Warning};
use bootstrap::{Resamples, corrected};
use pair_model::{Lists, Verdict};
use stepwise::{Chooser, Chosen};

/// With more lists the programmes of the existence check become large.
pub(crate) const LISTS: std::ops::RangeInclusive<usize> = 3..=8;
/// More resamples than this share without an estimate are told.
const FAILED_SHARE_TOLD: f64 = 0.01;

/// What is behind an estimate.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SparseDiagnostics {
    /// Pairs of the model that share somebody, in the order in which they were chosen, lists by number.
    pub pairs: Vec<[usize; 2]>,
    /// Pairs of the model that share nobody.
    pub empty_pairs: Vec<[usize; 2]>,
    /// How far the fitted counts are from the observed ones.
    pub deviance: f64,
    /// Akaike's criterion, 2 more for each pair that shares nobody.
    pub aic: f64,
    /// The interval that takes the model for known (Wald).
    pub model_interval: Interval,
    /// The estimate without any pair.
    pub independent: f64,
    /// Resamples of the bootstrap.
    pub resamples: usize,
    /// Of those, the ones without a finite estimate; they count as infinitely large.
    pub resamples_failed: usize,
    /// How the draws were made.
    pub draws: &'static str,
}

/// What the method needs to know.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SparseRequest<'a> {
    pub(crate) table: &'a OverlapTable,
    pub(crate) numbers: &'a [usize],
    /// The largest p-value that brings a pair in.
    pub(crate) threshold: f64,
    pub(crate) resamples: usize,
    pub(crate) level: f64,
    pub(crate) seed: u64,
    pub(crate) threads: usize,
}

/// An estimate, the model behind it, and what to bear in mind.
#[derive(Debug)]
pub(crate) struct SparseEstimate {
    pub(crate) figure: Figure,
    pub(crate) model: String,
    pub(crate) diagnostics: SparseDiagnostics,
    pub(crate) warnings: Vec<Warning>,
}

/// Chooses a model and bootstraps the choice.
pub(crate) fn sparse(request: &SparseRequest<'_>) -> Result<SparseEstimate, Vec<Reason>> {
    let count = request.table.lists().len();
    if !LISTS.contains(&count) {
        return Err(vec![Reason::new(
            "lists_out_of_range",
            format!("{count}: 3-8"),
        )]);
    }
    let lists = Lists::new(count);
    let counts = request.table.dense();
    let mut chooser = Chooser::new(&lists, request.threshold);
    let chosen = chooser.choose(&counts).map_err(reasons)?;
    let observed = request.table.observed() as f64;
    let resamples = Resamples::draw(request, &lists, &counts);
    let jackknife = bootstrap::without_one(request, &lists, &counts);
    let median = observed + chosen.unseen();
    let around = |level: f64| {
        let [lo, hi] = corrected(&resamples, chosen.unseen(), &jackknife, level);
        // A bias so large that the estimate itself is corrected away widens the interval, it does not move it.
        Interval {
            lo: observed + lo,
            hi: observed + hi,
        }
        .hull(Interval {
            lo: median,
            hi: median,
        })
    };
    let interval = around(request.level);
    if !interval.hi.is_finite() {
        return Err(vec![Reason::new("interval_unbounded", "")]);
    }
    let wide = normal_width(request.level) * chosen.fit.intercept_variance.sqrt();
    let diagnostics = diagnostics(
        request,
        &lists,
        &chosen,
        &resamples,
        [-wide, wide].map(|off| observed + libm::exp(chosen.fit.coefficients[0] + off)),
    );
    let failed = resamples.failed();
    let mut warnings = Vec::new();
    if failed as f64 > FAILED_SHARE_TOLD * request.resamples as f64 {
        warnings.push(Warning::new(
            "resamples_failed",
            format!("{failed} / {}", request.resamples),
        ));
    }
    // A resample without an estimate stands for more than any that has one.
    let largest = quantile(&resamples.finite(), 1.0);
    Ok(SparseEstimate {
        figure: Figure {
            median,
            mean: None,
            interval,
            inner: around(INNER_LEVEL),
            unseen: resamples
                .in_turn
                .iter()
                .map(|unseen| unseen.min(largest))
                .collect(),
        },
        model: model_name(&lists, &chosen, request),
        diagnostics,
        warnings,
    })
}

fn reasons(verdict: Verdict) -> Vec<Reason> {
    let (missing, undetermined) = (
        Reason::new("no_maximum", ""),
        Reason::new("not_identifiable", ""),
    );
    match verdict {
        Verdict::Good => Vec::new(),
        Verdict::NoMaximum => vec![missing],
        Verdict::NotIdentifiable => vec![undetermined],
        Verdict::Both => vec![missing, undetermined],
    }
}

/// `A:B C:D`, the pairs in the order in which they were chosen; `independent` if there is none.
fn model_name(lists: &Lists, chosen: &Chosen, request: &SparseRequest<'_>) -> String {
    if chosen.order.is_empty() {
        return "independent".to_owned();
    }
    let names = request.table.lists();
    let name = |&pair: &usize| {
        let [first, second] = members(lists, pair, request.numbers);
        format!("{}:{}", names[first.0], names[second.0])
    };
    chosen.order.iter().map(name).collect::<Vec<_>>().join(" ")
}

/// The lists of a pair: place in the table and number, the lower number first.
fn members(lists: &Lists, pair: usize, numbers: &[usize]) -> [(usize, usize); 2] {
    let both = lists.pairs[pair];
    let first = both.trailing_zeros() as usize;
    let second = (both & (both - 1)).trailing_zeros() as usize;
    let mut found = [(first, numbers[first]), (second, numbers[second])];
    found.sort_by_key(|(_, number)| *number);
    found
}

fn diagnostics(
    request: &SparseRequest<'_>,
    lists: &Lists,
    chosen: &Chosen,
    resamples: &Resamples,
    [lo, hi]: [f64; 2],
) -> SparseDiagnostics {
    let counts = request.table.dense();
    let shared = lists.shared(&counts);
    let numbered = |is_empty: bool| -> Vec<[usize; 2]> {
        let pairs = chosen
            .order
            .iter()
            .filter(|&&pair| (shared[pair] <= 0.0) == is_empty);
        pairs
            .map(|&pair| members(lists, pair, request.numbers).map(|(_, number)| number))
            .collect()
    };
    let parameters = chosen.fit.coefficients.len() as f64 + f64::from(chosen.empty_pairs);
    let alone = lists
        .shape(0, &shared)
        .fit(&counts, None, &mut crate::regression::Room::default());
    SparseDiagnostics {
        pairs: numbered(false),
        empty_pairs: numbered(true),
        deviance: chosen.fit.deviance,
        aic: 2.0 * parameters - 2.0 * chosen.fit.log_likelihood,
        model_interval: Interval { lo, hi },
        independent: request.table.observed() as f64
            + alone.map_or(f64::NAN, |fit| libm::exp(fit.coefficients[0])),
        resamples: request.resamples,
        resamples_failed: resamples.failed(),
        draws: "bootstrap",
    }
}

/// The verdicts and estimates of every model of a table of three lists, for comparison with published ones.
#[cfg(test)]
mod tests {
    use super::*;
    use crate::regression::Room;
    use crate::table::{Cell, ListSet};

    /// Table `Artificial_3`: lists A and C, and B and C, share nobody. Pairs: bit 0 AB, 1 AC, 2 BC.
    #[test]
    fn codes_and_estimates_of_artificial_3() {
        let names = ["A", "B", "C"].map(str::to_owned).to_vec();
        let cells = [(1, 40), (2, 30), (4, 20), (3, 6)].map(|(set, people)| Cell {
            lists: ListSet(set),
            people,
        });
        let counts = OverlapTable::new(names, &cells).unwrap().dense();
        let lists = Lists::new(3);
        let shared = lists.shared(&counts);
        let outcome = |model| {
            let shape = lists.shape(model, &shared);
            let verdict = shape.verdict(&counts);
            let fit = shape.fit(&counts, None, &mut Room::default());
            let estimate = fit.map_or(0.0, |fit| 96.0 + libm::exp(fit.coefficients[0]));
            (verdict, estimate)
        };
        for (model, wanted) in [
            (0b000, 539.093_929_428_606),
            (0b010, 396.0),
            (0b100, 429.333_333_333_333),
            (0b110, 296.0),
        ] {
            let (verdict, estimate) = outcome(model);
            assert_eq!(verdict, Verdict::Good);
            assert!((estimate - wanted).abs() < 1e-6, "{model:b}: {estimate}");
        }
        for model in [0b001, 0b011, 0b101] {
            assert_eq!(outcome(model).0, Verdict::NoMaximum, "{model:b}");
        }
        assert_eq!(outcome(0b111).0, Verdict::NotIdentifiable);
    }
}
