//! Several tables for one figure: the same people under other imputations, or other linkages.
//! The rule for multiple imputation of Rubin (1987) on the logarithm of the unseen, as the published one has it.

use serde::{Deserialize, Serialize};

use crate::distribution::student_quantile;
use crate::figure::{Figure, INNER_LEVEL, Interval};

/// Nobody unseen has no logarithm: such a draw counts as a tenth of a person.
const NOBODY: f64 = 0.1;

/// How degrees of freedom are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// (m - 1) (1 + W / ((m + 1) B))^2.
    Verdata,
    /// (m - 1) (1 + m W / ((m + 1) B))^2.
    Rubin,
}

/// One replicate: people observed, and draws of the unseen.
#[derive(Clone, Copy, Debug)]
pub struct Replicate<'a> {
    /// People observed.
    pub observed: f64,
    /// Draws of the unseen, at least two.
    pub unseen: &'a [f64],
}

/// What joining replicates goes by: logarithms of the unseen.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Joined {
    /// Replicates joined.
    pub replicates: usize,
    /// The mean of all.
    pub mean_log: f64,
    /// The mean variance inside a replicate.
    pub within: f64,
    /// The variance between the replicates' means.
    pub between: f64,
    /// Of the mean: within + (1 + 1/m) between.
    pub total: f64,
    /// Degrees of freedom.
    pub degrees: f64,
}

impl Joined {
    /// From the mean and the two variances of `replicates` >= 2 replicates.
    pub fn new(replicates: usize, mean_log: f64, within: f64, between: f64, rule: Rule) -> Self {
        let count = replicates as f64;
        let of_within = match rule {
            Rule::Verdata => within,
            Rule::Rubin => count * within,
        };
        let root = 1.0 + of_within / ((count + 1.0) * between);
        Self {
            replicates,
            mean_log,
            within,
            between,
            total: within + (1.0 + 1.0 / count) * between,
            degrees: (count - 1.0) * root * root,
        }
    }

    /// The factor of Student's t at a level.
    pub fn width(&self, level: f64) -> f64 {
        // Replicates that all say the same leave no limit to the degrees of freedom.
        student_quantile(0.5 + 0.5 * level, self.degrees.min(1e9))
    }

    /// The interval beside so many observed, in whole people.
    pub fn interval(&self, observed: f64, level: f64) -> Interval {
        let off = self.width(level) * self.total.sqrt();
        let at = |log: f64| observed + libm::exp(log).round();
        Interval {
            lo: at(self.mean_log - off),
            hi: at(self.mean_log + off),
        }
    }
}

/// Joins at least two replicates.
pub fn join(replicates: &[Replicate<'_>], rule: Rule, level: f64) -> (Figure, Joined) {
    let logs: Vec<Vec<f64>> = replicates
        .iter()
        .map(|replicate| {
            let draws = replicate.unseen.iter();
            draws
                .map(|&unseen| libm::log(if unseen > 0.0 { unseen } else { NOBODY }))
                .collect()
        })
        .collect();
    let means: Vec<f64> = logs.iter().map(|logs| mean(logs)).collect();
    let variances: Vec<f64> = logs.iter().map(|logs| variance(logs)).collect();
    let joined = Joined::new(
        replicates.len(),
        mean(&means),
        mean(&variances),
        variance(&means),
        rule,
    );
    let observed: Vec<f64> = replicates
        .iter()
        .map(|replicate| replicate.observed)
        .collect();
    let observed = mean(&observed).round();
    let unseen: Vec<f64> = replicates
        .iter()
        .map(|replicate| mean(replicate.unseen))
        .collect();
    let figure = Figure {
        median: observed + libm::exp(joined.mean_log).round(),
        mean: Some(observed + mean(&unseen).round()),
        interval: joined.interval(observed, level),
        inner: joined.interval(observed, INNER_LEVEL),
        unseen: replicates
            .iter()
            .flat_map(|replicate| replicate.unseen.iter().copied())
            .collect(),
    };
    (figure, joined)
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn variance(values: &[f64]) -> f64 {
    let mean = mean(values);
    let squares: f64 = values
        .iter()
        .map(|value| (value - mean) * (value - mean))
        .sum();
    squares / (values.len() as f64 - 1.0)
}
