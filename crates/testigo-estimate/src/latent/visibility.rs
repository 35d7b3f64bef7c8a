//! The step that Gibbs steps lack: a class becomes more or less visible to all lists at once, and its
//! weight changes so that as many of its people are seen as before. Along this line the observed people
//! hardly tell values apart, so the number of unlisted wanders slowly when chances, weights and unlisted
//! are drawn in turn; with this step, twice as many draws are effective (kosovo, ten classes).
//!
//! A Metropolis step on the log-odds of the class's chances and the logarithm of its weight, where the
//! map has determinant 1, with the classes of people and the number of unlisted integrated out: a state's
//! density is `prod (p_m / seen)^n_m` times the priors, with `p_m` a combination's chance.

use crate::chance::Chance;
use crate::draw::negative_binomial;
use crate::table::MAX_LISTS;

use super::listing::Listing;
use super::prior::Prior;
use super::state::{State, sum};

/// The standard deviation of steps in log-odds, drawn anew each time: from a tenth, by this much in
/// logarithm.
const STEP_LEAST: f64 = 0.1;
const STEPS_LN_RATIO: f64 = 3.5;

/// What a proposal changes for one class.
struct Proposal {
    class: usize,
    /// The step in log-odds, and e to its power.
    step: f64,
    odds: f64,
    /// Product over lists of `miss + hit * odds`: what each chance is divided by.
    divisor: f64,
    /// The factor of the class's weight.
    growth: f64,
    /// The factor of its weight in a row, by the number of lists of the row.
    factors: [f64; MAX_LISTS + 1],
    hidden: f64,
}

/// Proposes one step for a random class.
pub(super) fn change_visibility<const S: usize>(
    chance: &mut Chance,
    listing: &Listing,
    prior: &Prior,
    state: &mut State<S>,
) {
    let class = chance.below(state.classes);
    let spread = STEP_LEAST * chance.tables.exp(STEPS_LN_RATIO * chance.unit());
    let step = spread * chance.normal();
    let height = -chance.exponential();
    let proposal = propose(chance, listing, state, class, step);
    let ln_ratio = ln_prior_ratio(chance, listing, prior, state, &proposal)
        + ln_rows_ratio(chance, listing, state, &proposal);
    // False for what is no number, too.
    let accepted = height < ln_ratio;
    if !accepted {
        return;
    }
    let (hidden, seen) = state.hidden_and_seen();
    let hidden = hidden - state.hidden[class] + proposal.hidden;
    let observed = listing.observed as f64;
    if let Some(unlisted) = negative_binomial(chance, observed, hidden, seen, prior.unlisted_most) {
        state.unlisted = unlisted;
        apply(listing, state, &proposal);
    }
}

fn propose<const S: usize>(
    chance: &Chance,
    listing: &Listing,
    state: &State<S>,
    class: usize,
    step: f64,
) -> Proposal {
    let odds = chance.tables.exp(step);
    let (mut divisor, mut hidden, mut seen) = (1.0, state.weight[class], 0.0);
    for (hit, miss) in state.hit.iter().zip(&state.miss) {
        let (hit, miss) = (hit[class] * odds, miss[class]);
        let whole = hit + miss;
        seen += hidden * (hit / whole);
        hidden *= miss / whole;
        divisor *= whole;
    }
    let growth = state.seen[class] / seen;
    let mut factors = [growth / divisor; MAX_LISTS + 1];
    for lists in 1..=listing.lists {
        factors[lists] = factors[lists - 1] * odds;
    }
    Proposal {
        class,
        step,
        odds,
        divisor,
        growth,
        factors,
        hidden: hidden * growth,
    }
}

/// Beta priors of the chances in log-odds; the stick-breaking prior in logarithms of weights: with `R_h`
/// the weights from class `h` on and `W = R_1`, its logarithm is
/// `alpha ln(w_K / W) + sum over h < K of ln(w_h / W) - sum over 1 < h < K of ln(R_h / W)`.
fn ln_prior_ratio<const S: usize>(
    chance: &Chance,
    listing: &Listing,
    prior: &Prior,
    state: &State<S>,
    proposal: &Proposal,
) -> f64 {
    let tables = chance.tables;
    let class = proposal.class;
    let last = state.classes - 1;
    let (mut before, mut after) = (0.0, 0.0);
    let mut tails = 1.0;
    for (place, weight) in state.weight[..state.classes].iter().enumerate().rev() {
        before += weight;
        after += if place == class {
            weight * proposal.growth
        } else {
            *weight
        };
        if place <= class && place > 0 && place < last {
            tails *= after / before;
        }
    }
    let own = if class == last { state.alpha } else { 1.0 };
    own * tables.ln(proposal.growth)
        - (state.alpha + 1.0) * tables.ln(after / before)
        - tables.ln(tails)
        + prior.listing_a * proposal.step * listing.lists as f64
        - (prior.listing_a + prior.listing_b) * tables.ln(proposal.divisor)
}

/// The observed combinations; as many people are seen as before, so their own weights are what changes.
fn ln_rows_ratio<const S: usize>(
    chance: &Chance,
    listing: &Listing,
    state: &State<S>,
    proposal: &Proposal,
) -> f64 {
    let mut ln_ratio = 0.0;
    for (place, row) in listing.rows.iter().enumerate() {
        let weight = state.row_weight[place][proposal.class];
        let changed = weight * proposal.factors[row.places.len()];
        let before = state.row_sum[place];
        let after = before - weight + changed;
        ln_ratio += row.people as i64 as f64 * chance.tables.ln(after / before);
    }
    ln_ratio
}

fn apply<const S: usize>(listing: &Listing, state: &mut State<S>, proposal: &Proposal) {
    let class = proposal.class;
    for (hit, miss) in state.hit.iter_mut().zip(&mut state.miss) {
        let whole = hit[class] * proposal.odds + miss[class];
        hit[class] *= proposal.odds / whole;
        miss[class] /= whole;
    }
    state.weight[class] *= proposal.growth;
    state.hidden[class] = proposal.hidden;
    for (place, row) in listing.rows.iter().enumerate() {
        let weights = &mut state.row_weight[place];
        weights[class] *= proposal.factors[row.places.len()];
        state.row_sum[place] = sum(weights);
    }
}
