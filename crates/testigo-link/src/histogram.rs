//! How many pairs have which weight: all that the threshold needs to know of millions of pairs.

use crate::model::probability;

/// Steps of one bit.
const STEPS: f64 = 16.0;
const BITS_MIN: f64 = -64.0;
const BITS_MAX: f64 = 64.0;
const SIZE: usize = 128 * 16 + 1;

/// Counts of pairs by weight.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Histogram {
    counts: Vec<u64>,
}

impl Histogram {
    pub(crate) fn new() -> Self {
        Self {
            counts: vec![0; SIZE],
        }
    }

    #[inline]
    pub(crate) fn add(&mut self, bits: f64) {
        let place = (bits.clamp(BITS_MIN, BITS_MAX) - BITS_MIN) * STEPS;
        self.counts[place as usize] += 1;
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count += more;
        }
    }

    pub(crate) fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// From the heaviest down: the lower end of the step, its pairs, and the chance of a match if all
    /// weights are shifted.
    pub(crate) fn steps(&self, shift: f64) -> impl Iterator<Item = (f64, u64, f64)> + '_ {
        let steps = self.counts.iter().enumerate().rev();
        steps
            .filter(|(_, count)| **count > 0)
            .map(move |(place, count)| {
                let low = BITS_MIN + place as f64 / STEPS;
                (low, *count, probability(low + 0.5 / STEPS + shift))
            })
    }

    /// Matches to expect among all pairs.
    pub(crate) fn matches(&self, shift: f64) -> f64 {
        self.steps(shift)
            .map(|(_, count, chance)| count as f64 * chance)
            .sum()
    }
}
