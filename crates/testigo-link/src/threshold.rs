//! Where a pair counts as a match: where the model itself expects precision and recall to be best
//! together, never at a fixed chance.

use crate::histogram::Histogram;
use crate::model::{bits_of, probability};

/// Between these chances, and on either side of the threshold, people decide.
const REVIEW_FROM: f64 = 0.05;
const SURE_FROM: f64 = 0.99;

/// Where review begins, where a pair counts as a match, and from where it is not worth a look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// Below this weight a pair is not reviewed.
    pub review_bits: f64,
    /// From this weight on a pair counts as a match.
    pub match_bits: f64,
    /// From this weight on a match is not reviewed.
    pub sure_bits: f64,
    /// Share of true matches among pairs that count as matches, as the model expects.
    pub precision: f64,
    /// Share of the true matches among compared pairs that count as such, as the model expects.
    pub recall: f64,
    /// What reviewed pairs say the weights are too low by, in bits.
    pub shift_bits: f64,
}

/// Reviewed pairs from which on they correct the model.
const REVIEWED_MIN: usize = 20;
const SHIFT_BITS_MAX: f64 = 20.0;
const SHIFT_ROUNDS: usize = 60;

/// By how much weights have to be shifted so that the model expects as many matches among reviewed
/// pairs as people found there.
pub(crate) fn shift_of(reviewed: &[(f64, bool)]) -> f64 {
    let same = reviewed.iter().filter(|(_, is_same)| *is_same).count();
    if reviewed.len() < REVIEWED_MIN || same == 0 || same == reviewed.len() {
        return 0.0;
    }
    let (mut low, mut high) = (-SHIFT_BITS_MAX, SHIFT_BITS_MAX);
    for _ in 0..SHIFT_ROUNDS {
        let shift = f64::midpoint(low, high);
        let expected: f64 = reviewed
            .iter()
            .map(|(bits, _)| probability(bits + shift))
            .sum();
        if expected < same as f64 {
            low = shift;
        } else {
            high = shift;
        }
    }
    f64::midpoint(low, high)
}

/// However common matches are: two entries of which nothing is said are none.
const EVIDENCE_BITS_MIN: f64 = 0.5;

/// The threshold with the highest expected F1, or the one that is given.
pub(crate) fn thresholds(
    histogram: &Histogram,
    given: Option<f64>,
    prior_bits: f64,
    shift: f64,
) -> Thresholds {
    let matches = histogram.matches(shift).max(f64::MIN_POSITIVE);
    let (mut pairs, mut found) = (0.0, 0.0);
    // With nothing to learn from: even odds.
    let mut best = (0.0, probability(0.0), 1.0, 0.0);
    let mut best_f1 = 0.0;
    for (low, count, chance) in histogram.steps(shift) {
        if given.is_some_and(|given| low < given) {
            break;
        }
        pairs += count as f64;
        found += count as f64 * chance;
        let f1 = 2.0 * found / (pairs + matches);
        if given.is_some() || f1 > best_f1 {
            best_f1 = f1;
            best = (low, chance, found / pairs, found / matches);
        }
    }
    // Where nothing lies between this and even odds, even odds will do: other lists may have pairs there.
    let is_gap = best.0 > 0.0
        && !histogram
            .steps(shift)
            .any(|(low, ..)| low >= 0.0 && low < best.0);
    let own = if is_gap { 0.0 } else { best.0 };
    let match_bits = given.unwrap_or_else(|| own.max(prior_bits + EVIDENCE_BITS_MIN));
    Thresholds {
        review_bits: (bits_of(REVIEW_FROM) - shift).min(match_bits),
        match_bits,
        sure_bits: (bits_of(SURE_FROM) - shift).max(match_bits),
        precision: best.2,
        recall: best.3,
        shift_bits: shift,
    }
}
