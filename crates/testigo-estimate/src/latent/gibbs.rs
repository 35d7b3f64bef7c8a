//! The Gibbs steps: each draws a part of the state from its distribution given the rest, after
//! Manrique-Vallier (2016), Biometrics 72(4), on distinct combinations instead of people.

use crate::chance::Chance;
use crate::draw::{beta, gamma, ln_beta, negative_binomial, split};

use super::listing::Listing;
use super::prior::Prior;
use super::state::{Classes, State, sum};

/// Draws of the unlisted above the cap before the chain keeps the number it has. That it may keep it
/// depends on the parameters only, so the distribution given them is left as it is.
const CAP_TRIALS: usize = 64;
/// So few people choose their classes one by one; and a class that expects so few is not drawn alone.
const FEW: u64 = 8;
const FEW_EXPECTED: f64 = 6.0;
/// Sticks with a smaller parameter are drawn in logarithms: their rest is often too small for a number.
const SMALL_SHAPE: f64 = 0.1;

/// One draw of everything but the unlisted: who is of which class, chances of lists, sticks, alpha.
pub(super) fn sweep<const S: usize>(
    chance: &mut Chance,
    listing: &Listing,
    prior: &Prior,
    state: &mut State<S>,
) {
    allocate(chance, listing, state);
    draw_chances(chance, listing, prior, state);
    draw_sticks(chance, state);
    draw_alpha(chance, prior, state);
}

/// How many people of each combination, and of the unlisted, are of each class.
pub(super) fn allocate<const S: usize>(
    chance: &mut Chance,
    listing: &Listing,
    state: &mut State<S>,
) {
    state.size = spread(chance, state.unlisted, &state.hidden, sum(&state.hidden));
    state.named.fill([0.0; S]);
    let weighed = state.row_weight.iter().zip(&state.row_sum);
    for (row, (weights, &whole)) in listing.rows.iter().zip(weighed) {
        let counts = spread(chance, row.people, weights, whole);
        add(&mut state.size, &counts);
        for &list in &row.places {
            add(&mut state.named[list], &counts);
        }
    }
}

fn add<const S: usize>(sums: &mut Classes<S>, counts: &Classes<S>) {
    for (sum, count) in sums.iter_mut().zip(counts) {
        *sum += count;
    }
}

/// A multinomial draw, of weights and their sum. Classes that expect few people share one binomial draw,
/// and those people choose one by one; the others have a binomial draw each.
#[inline]
pub(super) fn spread<const S: usize>(
    chance: &mut Chance,
    people: u64,
    weights: &Classes<S>,
    whole: f64,
) -> Classes<S> {
    let few = if people <= FEW {
        f64::INFINITY
    } else {
        whole * (FEW_EXPECTED / people as i64 as f64)
    };
    // Each class's end on the line of those that expect few; what the others weigh.
    let (mut reached, mut end) = ([0.0; S], 0.0);
    let mut others = [0.0; S];
    for class in 0..S {
        let weight = weights[class];
        let is_few = weight <= few;
        end += if is_few { weight } else { 0.0 };
        reached[class] = end;
        others[class] = if is_few { 0.0 } else { weight };
    }
    // The others, the last first, and what those before each in this order weigh together.
    let (mut places, mut rests) = ([0_usize; S], [0.0; S]);
    let (mut large, mut found) = (0.0, 0_usize);
    for class in (0..S).rev() {
        places[found] = class;
        rests[found] = large;
        large += others[class];
        found += usize::from(others[class] > 0.0);
    }
    let choosing = if found == 0 {
        people
    } else {
        split(chance, people, end, large)
    };
    let mut counts = choose_each(chance, choosing, &reached);
    let mut left = people - choosing;
    for place in (1..found).rev() {
        let class = places[place];
        let here = split(chance, left, weights[class], rests[place]);
        counts[class] = here as i64 as f64;
        left -= here;
    }
    if found > 0 {
        counts[places[0]] = left as i64 as f64;
    }
    counts
}

/// How many of so many people fall into each class, where each takes a place on the line up to the last
/// end. A place passes the ends of the classes before its own; rounding never passes the last.
#[inline]
fn choose_each<const S: usize>(
    chance: &mut Chance,
    people: u64,
    reached: &Classes<S>,
) -> Classes<S> {
    let mut passed = [0.0; S];
    for _ in 0..people {
        let place = chance.unit() * reached[S - 1];
        for (passed, &end) in passed.iter_mut().zip(reached) {
            *passed += if end <= place { 1.0 } else { 0.0 };
        }
    }
    let mut counts = [people as i64 as f64; S];
    counts[1..].copy_from_slice(&passed[..S - 1]);
    for (count, passed) in counts.iter_mut().zip(&passed) {
        *count -= passed;
    }
    counts
}

/// The chances of lists given how many of each class they name.
pub(super) fn draw_chances<const S: usize>(
    chance: &mut Chance,
    listing: &Listing,
    prior: &Prior,
    state: &mut State<S>,
) {
    for list in 0..listing.lists {
        for class in 0..state.classes {
            let named = state.named[list][class];
            let missed = state.size[class] - named;
            let (hit, miss) = beta(chance, prior.listing_a + named, prior.listing_b + missed);
            state.hit[list][class] = hit;
            state.miss[list][class] = miss;
        }
    }
}

/// The sticks given the sizes of classes.
pub(super) fn draw_sticks<const S: usize>(chance: &mut Chance, state: &mut State<S>) {
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
pub(super) fn draw_alpha<const S: usize>(chance: &mut Chance, prior: &Prior, state: &mut State<S>) {
    let broken = state.classes - 1;
    let ln_last: f64 = state.ln_rest[..broken].iter().sum();
    let shape = prior.alpha_shape + broken as f64;
    state.alpha = gamma(chance, shape) / (prior.alpha_rate - ln_last);
}

/// How many people are on no list, given chances and weights, under the prior 1/N up to the cap.
pub(super) fn draw_unlisted<const S: usize>(
    chance: &mut Chance,
    listing: &Listing,
    prior: &Prior,
    state: &mut State<S>,
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
