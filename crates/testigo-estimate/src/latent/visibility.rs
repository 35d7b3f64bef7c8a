//! The move that Gibbs steps lack: a class becomes more or less visible to all lists at once, and its
//! weight changes so that as many of its people are seen as before. Along this line the observed people
//! hardly tell values apart, so the number of unlisted wanders slowly when chances, weights and
//! unlisted are drawn in turn.
//!
//! A Metropolis step on the chances' log-odds and the logarithm of the class's weight, where the map has
//! determinant 1, with people's classes and the unlisted integrated out: a state's density is
//! `prod (p_m / seen)^n_m` times the priors.

use crate::chance::Chance;
use crate::draw::negative_binomial;

use super::listing::Listing;
use super::prior::Prior;
use super::state::State;

/// The standard deviation of steps in log-odds, drawn anew each time between these (in logarithm).
const STEP_LEAST: f64 = 0.1;
const STEPS_LN_RATIO: f64 = 3.5;

/// What a proposal changes for one class.
struct Proposal {
    class: usize,
    /// e to the power of the step in log-odds.
    odds: f64,
    /// Product over lists of `miss + hit * odds`: what each chance is divided by.
    divisor: f64,
    /// The factor of the class's weight.
    growth: f64,
    hidden: f64,
    seen: f64,
}

/// Proposes one step for a random class.
pub(super) fn change_visibility(
    chance: &mut Chance,
    listing: &Listing,
    prior: &Prior,
    state: &mut State,
) {
    let class = chance.below(state.classes);
    let spread = STEP_LEAST * chance.tables.exp(STEPS_LN_RATIO * chance.unit());
    let step = spread * chance.normal();
    let height = -chance.exponential();
    let proposal = propose(chance, listing, state, class, step);
    let ln_ratio = ln_prior_ratio(chance, listing, prior, state, &proposal, step)
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

fn propose(chance: &Chance, listing: &Listing, state: &State, class: usize, step: f64) -> Proposal {
    let odds = chance.tables.exp(step);
    let (mut divisor, mut hidden, mut seen) = (1.0, state.weight[class], 0.0);
    for list in 0..listing.lists {
        let place = list * state.stride + class;
        let (hit, miss) = (state.hit[place] * odds, state.miss[place]);
        let sum = hit + miss;
        seen += hidden * (hit / sum);
        hidden *= miss / sum;
        divisor *= sum;
    }
    let growth = state.seen[class] / seen;
    Proposal {
        class,
        odds,
        divisor,
        growth,
        hidden: hidden * growth,
        seen: seen * growth,
    }
}

/// Beta priors of the chances in log-odds; the stick-breaking prior in logarithms of weights: with `R_h`
/// the weights from class `h` on and `W = R_1`, its logarithm is
/// `alpha ln(w_K / W) + sum over h < K of ln(w_h / W) - sum over 1 < h < K of ln(R_h / W)`.
fn ln_prior_ratio(
    chance: &Chance,
    listing: &Listing,
    prior: &Prior,
    state: &State,
    proposal: &Proposal,
    step: f64,
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
        + prior.listing_a * step * listing.lists as f64
        - (prior.listing_a + prior.listing_b) * tables.ln(proposal.divisor)
}

/// The observed combinations: seen people stay as many, so the rows' sums are all that changes.
fn ln_rows_ratio(chance: &Chance, listing: &Listing, state: &State, proposal: &Proposal) -> f64 {
    let mut sum = 0.0;
    for (place, row) in listing.rows.iter().enumerate() {
        let weight = state.row_weight[place * state.stride + proposal.class];
        let changed = weight * proposal.factor(row.lists.len());
        let row_sum = state.row_sum[place];
        sum += row.people as i64 as f64 * chance.tables.ln((row_sum - weight + changed) / row_sum);
    }
    sum
}

impl Proposal {
    /// The factor of the class's weight in a row with this many lists.
    fn factor(&self, lists: usize) -> f64 {
        let mut factor = self.growth / self.divisor;
        for _ in 0..lists {
            factor *= self.odds;
        }
        factor
    }
}

fn apply(listing: &Listing, state: &mut State, proposal: &Proposal) {
    let class = proposal.class;
    for list in 0..listing.lists {
        let place = list * state.stride + class;
        let (hit, miss) = (state.hit[place] * proposal.odds, state.miss[place]);
        state.hit[place] = hit / (hit + miss);
        state.miss[place] = miss / (hit + miss);
    }
    state.weight[class] *= proposal.growth;
    state.hidden[class] = proposal.hidden;
    state.seen[class] = proposal.seen;
    for (place, row) in listing.rows.iter().enumerate() {
        let weights = &mut state.row_weight[place * state.stride..][..state.stride];
        weights[class] *= proposal.factor(row.lists.len());
        state.row_sum[place] = weights.iter().sum();
    }
}
