//! The Gibbs steps: each draws a part of the state from its distribution given the rest, after
//! Manrique-Vallier (2016), Biometrics 72(4), on distinct combinations instead of people.

use crate::chance::Chance;
use crate::draw::{beta, gamma, ln_beta, negative_binomial, split};

use super::listing::Listing;
use super::prior::Prior;
use super::state::State;

/// Draws of the unlisted above the cap before the chain keeps the number it has. That it may keep it
/// depends on the parameters only, so the distribution given them is left as it is.
const CAP_TRIALS: usize = 64;
/// Sticks with a smaller parameter are drawn in logarithms: their rest is often too small for a number.
const SMALL_SHAPE: f64 = 0.1;

/// One draw of everything but the unlisted: who is of which class, chances of lists, sticks, alpha.
pub(super) fn sweep(chance: &mut Chance, listing: &Listing, prior: &Prior, state: &mut State) {
    allocate(chance, listing, state);
    draw_chances(chance, listing, prior, state);
    draw_sticks(chance, state);
    draw_alpha(chance, prior, state);
}

/// How many people of each combination, and of the unlisted, are of each class.
pub(super) fn allocate(chance: &mut Chance, listing: &Listing, state: &mut State) {
    let stride = state.stride;
    state.named.fill(0.0);
    state.size.fill(0.0);
    let State {
        row_weight,
        hidden,
        counts,
        rests,
        size,
        named,
        unlisted,
        ..
    } = state;
    let weights = row_weight.chunks_exact(stride).chain([hidden.as_slice()]);
    let people = listing.rows.iter().map(|row| row.people).chain([*unlisted]);
    for (place, (weights, people)) in weights.zip(people).enumerate() {
        spread(chance, people, weights, rests, counts);
        add(size, counts);
        let lists = listing.rows.get(place).map_or(&[][..], |row| &row.lists);
        for list in lists {
            add(&mut named[list * stride..][..stride], counts);
        }
    }
}

fn add(sums: &mut [f64], counts: &[f64]) {
    for (sum, count) in sums.iter_mut().zip(counts) {
        *sum += count;
    }
}

/// A multinomial draw as binomials one class after the other.
#[inline]
fn spread(
    chance: &mut Chance,
    people: u64,
    weights: &[f64],
    rests: &mut [f64],
    counts: &mut [f64],
) {
    counts.fill(0.0);
    let mut sum = 0.0;
    for (rest, weight) in rests.iter_mut().zip(weights).rev() {
        *rest = sum;
        sum += weight;
    }
    let mut left = people;
    for ((count, &weight), &rest) in counts.iter_mut().zip(weights).zip(&*rests) {
        if left == 0 {
            return;
        }
        let here = if rest == 0.0 {
            left
        } else {
            split(chance, left, weight, rest)
        };
        *count = here as i64 as f64;
        left -= here;
    }
}

/// The chances of lists given how many of each class they name.
pub(super) fn draw_chances(
    chance: &mut Chance,
    listing: &Listing,
    prior: &Prior,
    state: &mut State,
) {
    for list in 0..listing.lists {
        for class in 0..state.classes {
            let place = list * state.stride + class;
            let named = state.named[place];
            let missed = state.size[class] - named;
            let (hit, miss) = beta(chance, prior.listing_a + named, prior.listing_b + missed);
            state.hit[place] = hit;
            state.miss[place] = miss;
        }
    }
}

/// The sticks given the sizes of classes.
pub(super) fn draw_sticks(chance: &mut Chance, state: &mut State) {
    let mut behind = 0.0;
    for class in (0..state.classes - 1).rev() {
        behind += state.size[class + 1];
        let (a, b) = (1.0 + state.size[class], state.alpha + behind);
        let (stick, ln_rest) = if state.size[class] == 0.0 && behind == 0.0 {
            let ln_rest = -chance.exponential() / b;
            (-libm::expm1(ln_rest), ln_rest)
        } else if b < SMALL_SHAPE {
            let (ln_stick, ln_rest) = ln_beta(chance, a, b);
            (chance.tables.exp(ln_stick), ln_rest)
        } else {
            let (stick, rest) = beta(chance, a, b);
            (stick, chance.tables.ln(rest))
        };
        state.stick[class] = stick;
        state.ln_rest[class] = ln_rest;
    }
}

/// Alpha given the sticks.
pub(super) fn draw_alpha(chance: &mut Chance, prior: &Prior, state: &mut State) {
    let broken = state.classes - 1;
    let ln_last: f64 = state.ln_rest[..broken].iter().sum();
    let shape = prior.alpha_shape + broken as f64;
    state.alpha = gamma(chance, shape) / (prior.alpha_rate - ln_last);
}

/// How many people are on no list, given chances and weights, under the prior 1/N up to the cap.
pub(super) fn draw_unlisted(
    chance: &mut Chance,
    listing: &Listing,
    prior: &Prior,
    state: &mut State,
) {
    let (hidden, seen) = state.hidden_and_seen();
    let observed = listing.observed as f64;
    for _ in 0..CAP_TRIALS {
        let most = prior.unlisted_most;
        if let Some(unlisted) = negative_binomial(chance, observed, hidden, seen, most) {
            state.unlisted = unlisted;
            return;
        }
    }
}
