//! Settings of the latent-class sampler, and what a chain needs of them.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The cap of the unlisted where none is set, in multiples of the people observed: the published
/// sampler's own, so that results compare.
const CAP_FACTOR: u64 = 20;
/// All people together stay below 2^53, so that counts are exact in floating point.
const UNLISTED_MOST: u64 = 1 << 52;
/// The largest size that chains are compiled for.
pub(super) const CLASSES_MOST: usize = 64;
const CHAINS_LEAST: usize = 4;
const CHAINS_MOST: usize = 64;
/// Split chains need a few draws in each half.
const DRAWS_LEAST: usize = 8;
const DRAWS_MOST: usize = 100_000;

/// How the latent-class sampler works. Names nothing of the machine: threads do not change results.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LatentSettings {
    /// The most latent classes (2 to 64); those not needed stay empty.
    pub classes: usize,
    /// Shape and rate of the gamma prior of alpha, which says how many classes there are.
    pub alpha_shape: f64,
    /// See [`LatentSettings::alpha_shape`].
    pub alpha_rate: f64,
    /// The beta prior of the chance that a list names somebody of a class; 1 and 1 is uniform.
    pub listing_a: f64,
    /// See [`LatentSettings::listing_a`].
    pub listing_b: f64,
    /// The prior of the unlisted ends here, in people; 20 times the observed where not set.
    pub unlisted_most: Option<u64>,
    /// Chains, each from another start (4 to 64).
    pub chains: usize,
    /// Sweeps of each chain that are thrown away.
    pub burn_in_sweeps: u64,
    /// Draws kept of each chain (8 to 100,000).
    pub draws: usize,
    /// Sweeps for each draw kept.
    pub thin_sweeps: u64,
}

impl Default for LatentSettings {
    fn default() -> Self {
        Self {
            classes: 10,
            alpha_shape: 0.25,
            alpha_rate: 0.25,
            listing_a: 1.0,
            listing_b: 1.0,
            unlisted_most: None,
            // More and shorter chains see more often that some stay elsewhere.
            chains: 8,
            burn_in_sweeps: 10_000,
            draws: 1_250,
            thin_sweeps: 160,
        }
    }
}

/// A setting out of its range, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{0} is out of range")]
pub struct LatentSettingsError(pub &'static str);

/// Why there is no outcome at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum LatentError {
    /// A setting out of its range.
    #[error(transparent)]
    Settings(#[from] LatentSettingsError),
    /// Whoever heard of the progress did not want it to go on.
    #[error("stopped before its end")]
    Stopped,
}

impl LatentSettings {
    /// Whether the sampler can work with them.
    pub fn check(&self) -> Result<(), LatentSettingsError> {
        let positive = |number: f64| number.is_finite() && (1e-3..=1e6).contains(&number);
        let ranges = [
            ("classes", (2..=CLASSES_MOST).contains(&self.classes)),
            ("alpha_shape", positive(self.alpha_shape)),
            ("alpha_rate", positive(self.alpha_rate)),
            ("listing_a", positive(self.listing_a)),
            ("listing_b", positive(self.listing_b)),
            (
                "unlisted_most",
                self.unlisted_most
                    .is_none_or(|most| (1..=UNLISTED_MOST).contains(&most)),
            ),
            (
                "chains",
                (CHAINS_LEAST..=CHAINS_MOST).contains(&self.chains),
            ),
            ("burn_in_sweeps", u32::try_from(self.burn_in_sweeps).is_ok()),
            ("draws", (DRAWS_LEAST..=DRAWS_MOST).contains(&self.draws)),
            (
                "thin_sweeps",
                (1..=u64::from(u32::MAX)).contains(&self.thin_sweeps),
            ),
        ];
        match ranges.iter().find(|(_, fits)| !fits) {
            Some((name, _)) => Err(LatentSettingsError(name)),
            None => Ok(()),
        }
    }

    /// The most unlisted people that the prior allows for this many observed.
    pub fn cap(&self, observed: u64) -> u64 {
        let cap = self
            .unlisted_most
            .unwrap_or_else(|| observed.saturating_mul(CAP_FACTOR));
        cap.clamp(1, UNLISTED_MOST)
    }

    /// Sweeps of each chain.
    pub fn chain_sweeps(&self) -> u64 {
        self.burn_in_sweeps + self.draws as u64 * self.thin_sweeps
    }

    /// Sweeps of all chains together.
    pub(super) fn sweeps(&self) -> u64 {
        self.chain_sweeps() * self.chains as u64
    }
}

/// The priors of one run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Prior {
    pub(super) alpha_shape: f64,
    pub(super) alpha_rate: f64,
    pub(super) listing_a: f64,
    pub(super) listing_b: f64,
    pub(super) unlisted_most: u64,
}

impl Prior {
    pub(super) fn new(settings: &LatentSettings, observed: u64) -> Self {
        Self {
            alpha_shape: settings.alpha_shape,
            alpha_rate: settings.alpha_rate,
            listing_a: settings.listing_a,
            listing_b: settings.listing_b,
            unlisted_most: settings.cap(observed),
        }
    }
}
