//! One chain from its start to its last draw.

use crate::chance::Chance;

use super::gibbs::{draw_unlisted, sweep};
use super::listing::Listing;
use super::prior::{LatentSettings, Prior};
use super::state::State;
use super::swap::{swap_classes, swap_neighbours};
use super::visibility::change_visibility;

/// Proposals of [`change_visibility`] for each sweep.
const VISIBILITY_MOVES: usize = 2;
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

/// Runs chain `number`; `swept` hears of sweeps done.
pub(super) fn run(
    listing: &Listing,
    settings: &LatentSettings,
    seed: u64,
    number: usize,
    swept: &dyn Fn(u64),
) -> LatentChain {
    let mut chance = Chance::new(seed, number as u64);
    let prior = Prior::new(settings, listing.observed);
    let mut state = start(&mut chance, listing, &prior, settings.classes, number);
    let mut unreported = 0;
    let mut walk = |sweeps: u64, state: &mut State| {
        for _ in 0..sweeps {
            step(&mut chance, listing, &prior, state);
            unreported += 1;
            if unreported == REPORTED_SWEEPS {
                swept(unreported);
                unreported = 0;
            }
        }
    };
    walk(settings.burn_in_sweeps, &mut state);
    let mut chain = LatentChain::default();
    for _ in 0..settings.draws {
        walk(settings.thin_sweeps, &mut state);
        chain.unlisted.push(state.unlisted);
        chain.occupied.push(state.occupied() as u8);
        chain.alpha.push(state.alpha);
        chain.hidden_share.push(state.hidden_share());
    }
    swept(unreported);
    chain
}

/// One sweep with all its moves.
pub(super) fn step(chance: &mut Chance, listing: &Listing, prior: &Prior, state: &mut State) {
    sweep(chance, listing, prior, state);
    swap_neighbours(chance, state);
    state.weigh_classes();
    swap_classes(chance, state);
    state.weigh_rows(listing);
    draw_unlisted(chance, listing, prior, state);
    for _ in 0..VISIBILITY_MOVES {
        change_visibility(chance, listing, prior, state);
    }
}

/// A start further out than the posterior: chains begin with lists that see more than they do, as much,
/// or far less, and with few classes or many.
pub(super) fn start(
    chance: &mut Chance,
    listing: &Listing,
    prior: &Prior,
    classes: usize,
    number: usize,
) -> State {
    const VISIBILITY: [f64; 4] = [1.0, 0.25, 3.0, 0.06];
    let mut state = State::new(listing, classes);
    state.alpha = if number.is_multiple_of(2) {
        0.3 / classes as f64
    } else {
        1.0
    };
    super::gibbs::draw_sticks(chance, &mut state);
    state.weigh_classes();
    let visibility = VISIBILITY[number % VISIBILITY.len()];
    for list in 0..listing.lists {
        for class in 0..classes {
            let place = list * state.stride + class;
            let hit = (listing.shares[list] * visibility * (0.5 + chance.unit())).clamp(1e-3, 0.95);
            state.hit[place] = hit;
            state.miss[place] = 1.0 - hit;
        }
    }
    state.weigh_rows(listing);
    state.unlisted = prior.unlisted_most.min(listing.observed);
    draw_unlisted(chance, listing, prior, &mut state);
    state
}
