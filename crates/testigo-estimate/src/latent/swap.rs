//! Changes of the classes' order: stick-breaking gives classes an order, and Gibbs steps alone hardly
//! ever change it. The two swaps of Papaspiliopoulos and Roberts (2008), Biometrika 95(1).

use crate::chance::Chance;

use super::state::State;

/// Proposes to swap the sticks of two neighbours along with their people.
pub(super) fn swap_neighbours<const S: usize>(chance: &mut Chance, state: &mut State<S>) {
    // The last class has no stick to swap.
    let pairs = state.classes - 2;
    if pairs == 0 {
        return;
    }
    let first = chance.below(pairs);
    let second = first + 1;
    let ln_ratio =
        state.size[first] * state.ln_rest[second] - state.size[second] * state.ln_rest[first];
    if accepts(chance, ln_ratio) {
        state.stick.swap(first, second);
        state.ln_rest.swap(first, second);
        swap_people(state, first, second);
    }
}

/// Proposes to swap the people of two classes, and leaves the weights where they are.
pub(super) fn swap_classes<const S: usize>(chance: &mut Chance, state: &mut State<S>) {
    let first = chance.below(state.classes);
    let second = (first + 1 + chance.below(state.classes - 1)) % state.classes;
    let more = state.size[second] - state.size[first];
    if more == 0.0 {
        swap_people(state, first, second);
        return;
    }
    if state.weight[first] <= 0.0 || state.weight[second] <= 0.0 {
        return;
    }
    let ln_ratio = more * chance.tables.ln(state.weight[first] / state.weight[second]);
    if accepts(chance, ln_ratio) {
        swap_people(state, first, second);
    }
}

fn accepts(chance: &mut Chance, ln_ratio: f64) -> bool {
    ln_ratio >= 0.0 || -chance.exponential() < ln_ratio
}

fn swap_people<const S: usize>(state: &mut State<S>, first: usize, second: usize) {
    state.size.swap(first, second);
    for by_list in [&mut state.named, &mut state.hit, &mut state.miss] {
        for classes in by_list {
            classes.swap(first, second);
        }
    }
}
