//! All that can be set. What is not set has a stated default; every answer repeats all of it.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::latent::LatentSettings;
use crate::replicate::Rule;

/// The seed where none is given: 10 December 1948.
pub const SEED_DEFAULT: u64 = 19_481_210;
/// More unseen people than this no grid holds: 8 bytes each.
const UNSEEN_MOST: u64 = 20_000_000;

/// Settings of a whole run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The level of intervals, 0.5 to 0.999.
    pub level: f64,
    /// The seed of all chance; up to 2^53, so that JSON keeps it.
    pub seed: u64,
    /// Draws of each method without chains (100 to 100,000).
    pub draws: usize,
    /// Averaging over decomposable graphs.
    pub dga: DgaSettings,
    /// Log-linear models.
    pub loglinear: LoglinearSettings,
    /// Sparse tables.
    pub sparse: SparseSettings,
    /// The latent-class sampler.
    pub lcmcr: LatentSettings,
    /// Replicates of the table.
    pub replicates: ReplicateSettings,
}

/// Settings of `dga`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DgaSettings {
    /// Prior weight of a cell, in people; 2^-J for J lists if not set.
    pub delta: Option<f64>,
    /// Other prior weights under which the table of sensitivity looks.
    pub delta_others: Vec<f64>,
    /// Whether the graph is averaged in which every list depends on every other. Under it the unseen follow the prior alone.
    pub complete_graph: bool,
    /// The grid of unseen people ends exactly here; if not set, where the rest no longer matters.
    pub unseen_end: Option<u64>,
    /// A grid whose end is looked for ends here at the latest, in people.
    pub unseen_most: u64,
}

/// Settings of `loglinear`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LoglinearSettings {
    /// Models within so many units of BIC of the best are listed.
    pub bic_units: f64,
}

/// Settings of `sparse`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SparseSettings {
    /// The largest p-value with which a pair of lists comes into the model.
    pub p_threshold: f64,
    /// Resamples of the bootstrap (100 to 100,000).
    pub resamples: usize,
}

/// Settings of several tables for one figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReplicateSettings {
    /// How the degrees of freedom are counted.
    pub rule: Rule,
}

/// A setting out of its range, by its name in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{0} is out of range")]
pub struct SettingsError(pub &'static str);

impl Default for Settings {
    fn default() -> Self {
        Self {
            level: 0.95,
            seed: SEED_DEFAULT,
            draws: 1_000,
            dga: DgaSettings::default(),
            loglinear: LoglinearSettings::default(),
            sparse: SparseSettings::default(),
            lcmcr: LatentSettings::default(),
            replicates: ReplicateSettings::default(),
        }
    }
}

impl Default for DgaSettings {
    fn default() -> Self {
        Self {
            delta: None,
            delta_others: vec![0.5, 1.0],
            complete_graph: true,
            unseen_end: None,
            unseen_most: 1_000_000,
        }
    }
}

impl Default for LoglinearSettings {
    fn default() -> Self {
        Self { bic_units: 10.0 }
    }
}

impl Default for SparseSettings {
    fn default() -> Self {
        Self {
            p_threshold: 0.02,
            resamples: 1_000,
        }
    }
}

impl Default for ReplicateSettings {
    fn default() -> Self {
        Self {
            rule: Rule::Verdata,
        }
    }
}

impl Settings {
    /// Whether every method can work with them.
    pub fn check(&self) -> Result<(), SettingsError> {
        let weight = |delta: f64| (1e-6..=100.0).contains(&delta);
        let end = |people: u64| (100..=UNSEEN_MOST).contains(&people);
        let repeated = 100..=100_000;
        let ranges = [
            ("level", (0.5..=0.999).contains(&self.level)),
            ("seed", self.seed <= 1 << 53),
            ("draws", repeated.contains(&self.draws)),
            ("dga.delta", self.dga.delta.is_none_or(weight)),
            (
                "dga.delta_others",
                self.dga.delta_others.len() <= 10
                    && self.dga.delta_others.iter().all(|&delta| weight(delta)),
            ),
            ("dga.unseen_end", self.dga.unseen_end.is_none_or(end)),
            ("dga.unseen_most", end(self.dga.unseen_most)),
            (
                "loglinear.bic_units",
                (0.0..=1e9).contains(&self.loglinear.bic_units),
            ),
            (
                "sparse.p_threshold",
                (1e-12..=0.5).contains(&self.sparse.p_threshold),
            ),
            (
                "sparse.resamples",
                repeated.contains(&self.sparse.resamples),
            ),
        ];
        if let Some((name, _)) = ranges.iter().find(|(_, fits)| !fits) {
            return Err(SettingsError(name));
        }
        self.lcmcr.check().map_err(|error| SettingsError(error.0))
    }
}
