//! An estimate, which is never without its interval.

use serde::Serialize;

use crate::distribution::quantile;

/// From where to where, in people, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// The lower end.
    pub lo: f64,
    /// The upper end.
    pub hi: f64,
}

impl Interval {
    /// The smallest interval that holds both.
    pub(crate) fn hull(self, other: Self) -> Self {
        Self {
            lo: self.lo.min(other.lo),
            hi: self.hi.max(other.hi),
        }
    }

    pub(crate) fn holds(self, value: f64) -> bool {
        self.lo <= value && value <= self.hi
    }
}

/// How many people there were, observed and not, as one method has it; in people, never below the observed.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The middle of what is likely: a posterior median, or a point estimate.
    pub median: f64,
    /// The posterior mean, where there is a posterior.
    pub mean: Option<f64>,
    /// At the level that was asked for.
    pub interval: Interval,
    /// The same at 50 %.
    pub inner: Interval,
    /// Draws of the people who were *not* observed: what is summed over strata and joined over replicates.
    pub unseen: Vec<f64>,
}

impl Figure {
    /// A figure from draws of the unseen alone, beside so many observed.
    pub(crate) fn of_draws(observed: f64, unseen: Vec<f64>, level: f64) -> Self {
        let mut sorted = unseen.clone();
        sorted.sort_by(f64::total_cmp);
        let at = |share: f64| observed + quantile(&sorted, share);
        let around = |level: f64| Interval {
            lo: at(0.5 - 0.5 * level),
            hi: at(0.5 + 0.5 * level),
        };
        Self {
            median: at(0.5),
            mean: Some(observed + unseen.iter().sum::<f64>() / unseen.len() as f64),
            interval: around(level),
            inner: around(INNER_LEVEL),
            unseen,
        }
    }
}

/// The level of [`Figure::inner`].
pub(crate) const INNER_LEVEL: f64 = 0.5;
