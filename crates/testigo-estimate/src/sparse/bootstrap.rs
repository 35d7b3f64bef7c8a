//! Intervals by the bootstrap, bias-corrected and accelerated (Efron 1987), where each resample chooses its model anew.

use super::SparseRequest;
use super::pair_model::Lists;
use super::stepwise::Chooser;
use crate::chance::Chance;
use crate::distribution::{normal_below, quantile};
use crate::draw::multinomial;
use crate::normal_quantile::normal_quantile;
use crate::parallel::in_order;

/// Unseen people of each resample, infinite where there is no estimate.
pub(super) struct Resamples {
    pub(super) in_turn: Vec<f64>,
    sorted: Vec<f64>,
}

impl Resamples {
    /// Draws the observed people anew, with replacement, from the combinations that were observed.
    pub(super) fn draw(request: &SparseRequest<'_>, lists: &Lists, counts: &[f64]) -> Self {
        let people = request.table.observed();
        let in_turn = in_order(
            request.threads,
            request.resamples,
            || Chooser::new(lists, request.threshold),
            |chooser, resample| {
                let mut chance = Chance::new(request.seed, resample as u64);
                unseen(chooser, &drawn(counts, people, &mut chance))
            },
        );
        let mut sorted = in_turn.clone();
        sorted.sort_by(f64::total_cmp);
        Self { in_turn, sorted }
    }

    pub(super) fn failed(&self) -> usize {
        self.in_turn
            .iter()
            .filter(|unseen| unseen.is_infinite())
            .count()
    }

    /// Those with an estimate, sorted.
    pub(super) fn finite(&self) -> Vec<f64> {
        self.sorted
            .iter()
            .copied()
            .filter(|unseen| unseen.is_finite())
            .collect()
    }
}

fn unseen(chooser: &mut Chooser<'_>, counts: &[f64]) -> f64 {
    chooser
        .choose(counts)
        .map_or(f64::INFINITY, |chosen| chosen.unseen())
}

/// One resample of so many people.
fn drawn(counts: &[f64], people: u64, chance: &mut Chance) -> Vec<f64> {
    let drawn = multinomial(chance, people, counts);
    drawn.into_iter().map(|people| people as f64).collect()
}

/// For each combination with people: how many, and the unseen people with one of them taken away.
pub(super) fn without_one(
    request: &SparseRequest<'_>,
    lists: &Lists,
    counts: &[f64],
) -> Vec<(f64, f64)> {
    let cells: Vec<usize> = (0..counts.len())
        .filter(|&cell| counts[cell] > 0.0)
        .collect();
    let mut chooser = Chooser::new(lists, request.threshold);
    let one_less = |&cell: &usize| {
        let mut counts = counts.to_vec();
        counts[cell] -= 1.0;
        unseen(&mut chooser, &counts)
    };
    let estimates: Vec<f64> = cells.iter().map(one_less).collect();
    cells
        .iter()
        .map(|&cell| counts[cell])
        .zip(estimates)
        .collect()
}

/// The ends of the interval, in unseen people.
pub(super) fn corrected(
    resamples: &Resamples,
    estimate: f64,
    without_one: &[(f64, f64)],
    level: f64,
) -> [f64; 2] {
    let all = resamples.sorted.len() as f64;
    // Half a resample away from the ends, so that the correction stays finite.
    let below = resamples
        .sorted
        .partition_point(|unseen| *unseen < estimate) as f64;
    let bias = normal_quantile((below / all).clamp(0.5 / all, 1.0 - 0.5 / all));
    let acceleration = acceleration(without_one);
    [0.5 - 0.5 * level, 0.5 + 0.5 * level].map(|share| {
        let z = bias + normal_quantile(share);
        let stretched = 1.0 - acceleration * z;
        let at = if stretched > 0.0 {
            bias + z / stretched
        } else {
            f64::INFINITY.copysign(z)
        };
        quantile(&resamples.sorted, normal_below(at))
    })
}

/// Efron's acceleration. A jackknife in which somebody's absence leaves no estimate says nothing of it.
fn acceleration(without_one: &[(f64, f64)]) -> f64 {
    let people: f64 = without_one.iter().map(|(people, _)| people).sum();
    let mean = without_one
        .iter()
        .map(|(people, unseen)| people * unseen)
        .sum::<f64>()
        / people;
    let moment = |power: i32| -> f64 {
        let off = |unseen: f64| {
            let off = mean - unseen;
            if power == 2 {
                off * off
            } else {
                off * off * off
            }
        };
        without_one
            .iter()
            .map(|(people, unseen)| people * off(*unseen))
            .sum()
    };
    let square = moment(2);
    let acceleration = moment(3) / (6.0 * square * square.sqrt());
    if acceleration.is_finite() {
        acceleration
    } else {
        0.0
    }
}
