//! Whether draws may be reported.

use serde::Serialize;

use crate::convergence::Draws;
use crate::warning::Reason;

use super::chain::LatentChain;

/// Chains disagree above it (Vehtari and others 2021).
const RHAT_MOST: f64 = 1.01;
/// Fewer effective draws say too little about the middle or the ends of an interval.
const ESS_LEAST: f64 = 400.0;
/// Draws within this share of the cap are at it; more of them than the second share, and the cap shapes
/// the result.
const NEAR_CAP: f64 = 0.05;
const SHARE_AT_CAP_MOST: f64 = 0.001;
/// The ends of the interval that is reported: effective draws are counted there. (Further out than the
/// 5 % and 95 % of the paper, because a small mode at the edge shows there first.)
const LOW_TAIL: f64 = 0.025;
const HIGH_TAIL: f64 = 0.975;

/// How far draws of the unlisted can be trusted.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LatentDiagnostics {
    /// Rank-normalised split R-hat; 1 is agreement.
    pub rhat: f64,
    /// Effective draws for the middle, and for the 2.5 % and 97.5 % quantiles.
    pub ess_bulk: f64,
    /// See [`LatentDiagnostics::ess_bulk`].
    pub ess_tail_low: f64,
    /// See [`LatentDiagnostics::ess_bulk`].
    pub ess_tail_high: f64,
    /// Monte Carlo error of the median, in people.
    pub median_error: f64,
    /// Each chain's median of the unlisted, in people.
    pub chain_medians: Vec<f64>,
    /// The share of draws within 5 % of the cap.
    pub share_at_cap: f64,
    /// Classes with people, on average.
    pub occupied_mean: f64,
}

/// Why no estimate is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LatentReason {
    /// Fewer than three lists name anybody.
    TooFewLists,
    /// Chains disagree, or there are too few effective draws.
    NotConverged,
    /// The result would be shaped by the cap of the prior.
    AtCap,
}

impl LatentReason {
    /// A stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooFewLists => "too_few_lists",
            Self::NotConverged => "not_converged",
            Self::AtCap => "at_cap",
        }
    }
}

impl From<LatentReason> for Reason {
    fn from(reason: LatentReason) -> Self {
        Self::new(reason.code(), "")
    }
}

pub(super) fn diagnose(chains: &[LatentChain], cap: u64) -> LatentDiagnostics {
    let numbers = |chain: &LatentChain| chain.unlisted.iter().map(|&draw| draw as f64).collect();
    let draws = Draws::new(chains.iter().map(numbers).collect());
    let near = cap as f64 * (1.0 - NEAR_CAP);
    let below = draws.sorted().partition_point(|&draw| draw < near);
    let count = draws.sorted().len() as f64;
    let occupied = chains
        .iter()
        .flat_map(|chain| &chain.occupied)
        .map(|&classes| f64::from(classes));
    LatentDiagnostics {
        rhat: draws.rhat(),
        ess_bulk: draws.ess_bulk(),
        ess_tail_low: draws.ess_quantile(LOW_TAIL),
        ess_tail_high: draws.ess_quantile(HIGH_TAIL),
        median_error: draws.quantile_error(0.5),
        chain_medians: draws.chain_medians(),
        share_at_cap: (count - below as f64) / count,
        occupied_mean: occupied.sum::<f64>() / count,
    }
}

pub(super) fn reasons(diagnostics: &LatentDiagnostics) -> Vec<LatentReason> {
    let effective = diagnostics
        .ess_bulk
        .min(diagnostics.ess_tail_low)
        .min(diagnostics.ess_tail_high);
    // A number that is none is no agreement.
    let agrees = diagnostics.rhat <= RHAT_MOST && effective >= ESS_LEAST;
    let mut reasons = Vec::new();
    if !agrees {
        reasons.push(LatentReason::NotConverged);
    }
    if diagnostics.share_at_cap > SHARE_AT_CAP_MOST {
        reasons.push(LatentReason::AtCap);
    }
    reasons
}
