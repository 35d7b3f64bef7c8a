//! The latent-class model (`lcmcr`): people fall into a few unknown classes, each seen by the lists with
//! chances of its own; how many people no list names is drawn with everything else.
//!
//! Model of Manrique-Vallier (2016), Biometrics 72(4): a truncated stick-breaking mixture of independent
//! lists, uniform (or beta) priors for chances, prior 1/N for the number of people, here up to a stated
//! cap. Sampling is by blocked Gibbs steps, label swaps and a Metropolis move, several chains from far
//! starts; a run whose chains do not agree is refused.

mod chain;
mod diagnosis;
mod gibbs;
mod listing;
mod prior;
mod state;
mod swap;
#[cfg(test)]
mod tests;
mod visibility;

pub use chain::LatentChain;
pub use diagnosis::{LatentDiagnostics, LatentReason};
pub use prior::{LatentError, LatentSettings, LatentSettingsError};

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use crate::table::OverlapTable;
use listing::Listing;

/// With fewer lists that name anybody, the model says nothing.
const LISTS_LEAST: usize = 3;

/// What the sampler found: draws, or why there are none, and whether they may be reported.
#[derive(Clone, Debug, PartialEq)]
pub struct LatentOutcome {
    /// The settings as they were used.
    pub settings: LatentSettings,
    /// The seed of all chains; chain `i` has stream `i`.
    pub seed: u64,
    /// People on at least one list.
    pub observed: u64,
    /// The most unlisted people that the prior allowed.
    pub cap: u64,
    /// Draws by chain; empty where nothing was drawn.
    pub chains: Vec<LatentChain>,
    /// How far the draws can be trusted; none where nothing was drawn.
    pub diagnostics: Option<LatentDiagnostics>,
    /// Why no estimate is given; empty where one is.
    pub reasons: Vec<LatentReason>,
}

impl LatentOutcome {
    /// The size of the population, listed and unlisted, at this share of the draws (0 to 1), in people;
    /// linear between draws. None where the estimate is refused.
    pub fn population_quantile(&self, share: f64) -> Option<f64> {
        if !self.reasons.is_empty() {
            return None;
        }
        let mut draws = self.unlisted_draws();
        draws.sort_unstable();
        let numbers: Vec<f64> = draws.iter().map(|&draw| draw as f64).collect();
        Some(self.observed as f64 + crate::convergence::quantile(&numbers, share))
    }

    /// The draws of people on no list, chain after chain.
    pub fn unlisted_draws(&self) -> Vec<u64> {
        self.chains
            .iter()
            .flat_map(|chain| chain.unlisted.iter().copied())
            .collect()
    }
}

/// Draws from the posterior of the latent-class model. `progress` hears sweeps done and sweeps in all,
/// from any thread, and says whether to go on; if not, the outcome is [`LatentError::Stopped`]. The draws do not
/// depend on `threads`.
pub fn estimate(
    table: &OverlapTable,
    settings: &LatentSettings,
    seed: u64,
    threads: usize,
    progress: &(dyn Fn(u64, u64) -> ControlFlow<()> + Sync),
) -> Result<LatentOutcome, LatentError> {
    settings.check()?;
    let listing = Listing::new(table);
    let mut outcome = LatentOutcome {
        settings: *settings,
        seed,
        observed: table.observed(),
        cap: settings.cap(table.observed()),
        chains: Vec::new(),
        diagnostics: None,
        reasons: Vec::new(),
    };
    if listing.lists < LISTS_LEAST {
        outcome.reasons.push(LatentReason::TooFewLists);
        return Ok(outcome);
    }
    let chains = run_chains(&listing, settings, seed, threads, progress);
    outcome.chains = chains.ok_or(LatentError::Stopped)?;
    let diagnostics = diagnosis::diagnose(&outcome.chains, outcome.cap);
    outcome.reasons = diagnosis::reasons(&diagnostics);
    outcome.diagnostics = Some(diagnostics);
    Ok(outcome)
}

fn run_chains(
    listing: &Listing,
    settings: &LatentSettings,
    seed: u64,
    threads: usize,
    progress: &(dyn Fn(u64, u64) -> ControlFlow<()> + Sync),
) -> Option<Vec<LatentChain>> {
    let total = settings.sweeps();
    let done = AtomicU64::new(0);
    let swept = |sweeps: u64| {
        let before = done.fetch_add(sweeps, Ordering::Relaxed);
        progress(before + sweeps, total)
    };
    let next = AtomicUsize::new(0);
    let work = || {
        let mut mine = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= settings.chains {
                return mine;
            }
            mine.push((number, chain::run(listing, settings, seed, number, &swept)));
        }
    };
    let mut chains: Vec<(usize, Option<LatentChain>)> = if threads <= 1 {
        work()
    } else {
        std::thread::scope(|scope| {
            let workers = threads.min(settings.chains);
            let running: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
            let joined = running.into_iter().map(|thread| match thread.join() {
                Ok(chains) => chains,
                Err(panic) => std::panic::resume_unwind(panic),
            });
            joined.flatten().collect()
        })
    };
    chains.sort_unstable_by_key(|(number, _)| *number);
    chains.into_iter().map(|(_, chain)| chain).collect()
}
