//! One chain from its start to its last draw.

use std::ops::ControlFlow;

use crate::chance::Chance;

use super::gibbs::{draw_sticks, draw_unlisted, sweep};
use super::listing::Listing;
use super::prior::{CLASSES_MOST, LatentSettings, Prior};
use super::state::State;
use super::swap::{swap_classes, swap_neighbours};
use super::visibility::change_visibility;

/// Sweeps between two reports of progress.
const REPORTED_SWEEPS: u64 = 1_000;

/// What one chain kept: four columns of the same length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LatentChain {
    /// People on no list.
    pub unlisted: Vec<u64>,
    /// Classes with people.
    pub occupied: Vec<u8>,
    /// The parameter that says how many classes there are.
    pub alpha: Vec<f64>,
    /// The chance of being on no list (rho).
    pub hidden_share: Vec<f64>,
}

/// Runs chain `number`; `swept` hears of sweeps done, and says whether to go on. None if not.
pub(super) fn run(
    listing: &Listing,
    settings: &LatentSettings,
    seed: u64,
    number: usize,
    swept: &dyn Fn(u64) -> ControlFlow<()>,
) -> Option<LatentChain> {
    let run = match settings.classes {
        ..=8 => run_sized::<8>,
        9..=10 => run_sized::<10>,
        11..=12 => run_sized::<12>,
        13..=16 => run_sized::<16>,
        17..=32 => run_sized::<32>,
        _ => run_sized::<CLASSES_MOST>,
    };
    run(listing, settings, seed, number, swept)
}

fn run_sized<const S: usize>(
    listing: &Listing,
    settings: &LatentSettings,
    seed: u64,
    number: usize,
    swept: &dyn Fn(u64) -> ControlFlow<()>,
) -> Option<LatentChain> {
    let mut chance = Chance::new(seed, number as u64);
    let prior = Prior::new(settings, listing.observed);
    let mut state: State<S> = start(&mut chance, listing, &prior, settings.classes, number);
    let mut unreported = 0;
    let mut walk = |sweeps: u64, state: &mut State<S>| {
        for _ in 0..sweeps {
            step(&mut chance, listing, &prior, state);
            unreported += 1;
            if unreported == REPORTED_SWEEPS {
                swept(unreported)?;
                unreported = 0;
            }
        }
        ControlFlow::Continue(())
    };
    walk(settings.burn_in_sweeps, &mut state).continue_value()?;
    let mut chain = LatentChain::default();
    for _ in 0..settings.draws {
        walk(settings.thin_sweeps, &mut state).continue_value()?;
        chain.unlisted.push(state.unlisted);
        chain.occupied.push(state.occupied() as u8);
        chain.alpha.push(state.alpha);
        chain.hidden_share.push(state.hidden_share());
    }
    swept(unreported).continue_value()?;
    Some(chain)
}

/// One sweep with all its moves.
pub(super) fn step<const S: usize>(
    chance: &mut Chance,
    listing: &Listing,
    prior: &Prior,
    state: &mut State<S>,
) {
    sweep(chance, listing, prior, state);
    swap_neighbours(chance, state);
    state.weigh_classes();
    swap_classes(chance, state);
    state.weigh_rows(listing);
    draw_unlisted(chance, listing, prior, state);
    change_visibility(chance, listing, prior, state);
}

/// A start further out than the posterior. Even chains begin where every list has people of its own, a
/// class each that hardly any other list sees, so that few are missed; odd ones where all classes are
/// alike and seen as often as the lists' shares of the observed say. Later chains begin with a quarter of
/// those shares. Chains that find no way from one to the other belong to a posterior that is not known.
fn start<const S: usize>(
    chance: &mut Chance,
    listing: &Listing,
    prior: &Prior,
    classes: usize,
    number: usize,
) -> State<S> {
    let mut state = State::new(listing, classes);
    let is_apart = number.is_multiple_of(2);
    let seen = if (number / 2).is_multiple_of(2) {
        1.0
    } else {
        0.25
    };
    for class in 0..classes {
        // The list that the class belongs to; the last place stands for none.
        let own = class % (listing.lists + 1);
        for (list, share) in listing.shares.iter().enumerate() {
            let typical = match own {
                _ if !is_apart => share * seen,
                own if own == list => 0.5,
                own if own == listing.lists => share * seen,
                _ => share * 0.1,
            };
            let hit = (typical * (0.5 + chance.unit())).clamp(1e-6, 0.95);
            state.hit[list][class] = hit;
            state.miss[list][class] = 1.0 - hit;
        }
    }
    if is_apart {
        state.alpha = 1.0;
        state.weight[..classes].fill(1.0);
    } else {
        state.alpha = 0.3 / classes as f64;
        draw_sticks(chance, &mut state);
        state.weigh_classes();
    }
    state.weigh_rows(listing);
    state.unlisted = prior.unlisted_most.min(listing.observed);
    draw_unlisted(chance, listing, prior, &mut state);
    state
}
