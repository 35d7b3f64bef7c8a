//! The sum over graphs and numbers of unseen people, without a matrix of both: blocks of numbers, and in each block only
//! the graphs that can matter there.

use super::graph::Graph;
use super::{AT_END_SMALL, GridEnd, at_end};
use crate::table::{ListSet, OverlapTable};

/// Of ln weight: what is so far below the highest adds less than 1e-9 to the sum, even a hundred million times.
const NEGLIGIBLE: f64 = 42.0;
/// Of ln weight: beyond this the sums are scaled anew before they overflow.
const SCALED_ABOVE: f64 = 300.0;
/// Of ln weight: a piece of a block in which a graph's weight changes by more is cut in two, so that nothing underflows.
const CHANGE_MAX: f64 = 300.0;
/// The rough grid grows by this factor.
const ROUGH_FACTOR: f64 = 1.2;
/// Beyond the last rough place with more than exp(-16) of the highest mass, less than 1e-6 is left.
const ROUGH_REACH: f64 = 16.0;
const BLOCK_MIN: usize = 64;
const BLOCK_MAX: usize = 4_096;
/// A grid whose end is to be found begins with so many numbers.
const FIRST_END: u64 = 1_000;

/// Sums of weights, all on one scale.
pub(super) struct Sums {
    pub(super) of_unseen: Vec<f64>,
    pub(super) of_graph: Vec<f64>,
}

/// One set of lists: its marginal table in what the formula needs.
#[derive(Clone, Copy, Default)]
struct Marginal {
    /// People on none of these lists, and the prior weight of a cell.
    offset: f64,
    /// All that does not depend on the unseen.
    constant: f64,
}

/// A graph's weight as a sum: constant + sum of sign * G(set) - terms * T.
struct Terms {
    constant: f64,
    sets: Vec<(usize, f64)>,
    /// Cliques less separators.
    whole: f64,
    /// Functions of the unseen that are added up, to bound how far they bend.
    bending: f64,
}

struct Weights {
    observed: f64,
    /// ln of the number of orders in which the observed can be arranged, less what the unseen add.
    arranged: f64,
    /// Prior weight of the whole table.
    prior: f64,
    marginals: Vec<Marginal>,
    graphs: Vec<Terms>,
}

impl Weights {
    fn new(table: &OverlapTable, graphs: &[Graph], delta: f64) -> Self {
        let lists = table.lists().len();
        let cells = table.dense();
        let prior = delta * f64::from(1_u32 << lists);
        let marginals: Vec<Marginal> = (0..1_u32 << lists)
            .map(|set| marginal(&cells, ListSet(set), delta, prior))
            .collect();
        let arranged: f64 = cells.iter().map(|&people| libm::lgamma(people + 1.0)).sum();
        let terms = graphs.iter().map(|graph| {
            let cliques = graph.cliques.iter().map(|set| (set.0 as usize, 1.0));
            let separators = graph.separators.iter().map(|set| (set.0 as usize, -1.0));
            let sets: Vec<(usize, f64)> = cliques.chain(separators).collect();
            Terms {
                constant: sets
                    .iter()
                    .map(|(set, sign)| sign * marginals[*set].constant)
                    .sum(),
                whole: sets.iter().map(|(_, sign)| sign).sum(),
                bending: 2.0 * sets.len() as f64 + 4.0,
                sets,
            }
        });
        Self {
            observed: table.observed() as f64,
            arranged,
            prior,
            graphs: terms.collect(),
            marginals,
        }
    }

    /// ln G of a marginal cell that the unseen are in.
    fn of_set(&self, set: usize, unseen: f64) -> f64 {
        libm::lgamma(self.marginals[set].offset + unseen)
    }

    /// ln G of all people with the prior.
    fn of_all(&self, unseen: f64) -> f64 {
        libm::lgamma(self.observed + unseen + self.prior)
    }

    /// ln of the arrangements of all people, with the prior 1/N.
    fn of_orders(&self, unseen: f64) -> f64 {
        let all = self.observed + unseen;
        libm::lgamma(all + 1.0) - self.arranged - libm::lgamma(unseen + 1.0) - libm::log(all)
    }

    /// ln weight of every graph at one number of unseen.
    fn at(&self, unseen: f64) -> Vec<f64> {
        let of_sets: Vec<f64> = (0..self.marginals.len())
            .map(|set| {
                if set == 0 {
                    0.0
                } else {
                    self.of_set(set, unseen)
                }
            })
            .collect();
        let (all, orders) = (self.of_all(unseen), self.of_orders(unseen));
        let of_graph = |terms| weight(terms, |set| of_sets[set], all, orders);
        self.graphs.iter().map(of_graph).collect()
    }

    /// ln weight of one graph.
    fn of_one(&self, graph: usize, unseen: f64) -> f64 {
        let of_set = |set| self.of_set(set, unseen);
        weight(
            &self.graphs[graph],
            of_set,
            self.of_all(unseen),
            self.of_orders(unseen),
        )
    }
}

fn weight(terms: &Terms, of_set: impl Fn(usize) -> f64, all: f64, orders: f64) -> f64 {
    let sum: f64 = terms
        .sets
        .iter()
        .map(|(set, sign)| sign * of_set(*set))
        .sum();
    terms.constant + sum - terms.whole * all + orders
}

/// The marginal table of a set of lists: each cell of it is as many cells of the full table as there are combinations of
/// the other lists, and has their prior weight.
fn marginal(cells: &[f64], set: ListSet, delta: f64, prior: f64) -> Marginal {
    let mut people = vec![0.0; cells.len()];
    for (cell, count) in cells.iter().enumerate() {
        people[cell & set.0 as usize] += count;
    }
    let delta = delta * cells.len() as f64 / f64::from(1_u32 << set.len());
    let inside = (1..cells.len()).filter(|cell| cell & !(set.0 as usize) == 0);
    let sum: f64 = inside.map(|cell| libm::lgamma(people[cell] + delta)).sum();
    let of_prior = f64::from(1_u32 << set.len()) * libm::lgamma(delta);
    Marginal {
        offset: people[0] + delta,
        constant: sum - of_prior + libm::lgamma(prior),
    }
}

/// The sums, to the end of the grid.
pub(super) fn sums(table: &OverlapTable, graphs: &[Graph], delta: f64, end: GridEnd) -> Sums {
    let weights = Weights::new(table, graphs, delta);
    let (GridEnd::At(last) | GridEnd::Found(last)) = end;
    let rough = Rough::new(&weights, last);
    let mut walk = Walk {
        sums: Sums {
            of_unseen: Vec::new(),
            of_graph: vec![0.0; graphs.len()],
        },
        scale: rough.highest,
        steps: Steps {
            start: 0,
            of_orders: Vec::new(),
            up: vec![Vec::new(); weights.marginals.len()],
            down: vec![Vec::new(); weights.marginals.len()],
        },
        line: Vec::new(),
        weights,
    };
    match end {
        GridEnd::At(last) => walk.to(last),
        GridEnd::Found(last) => {
            let mut reached = rough.reach.max(FIRST_END).min(last);
            walk.to(reached);
            while reached < last && at_end(&walk.sums.of_unseen) > AT_END_SMALL {
                reached = (reached * 3 / 2).min(last);
                walk.to(reached);
            }
        }
    }
    walk.sums
}

/// The weights at a few numbers, each a fifth larger than the one before.
struct Rough {
    highest: f64,
    /// Where the mass has become small.
    reach: u64,
}

impl Rough {
    fn new(weights: &Weights, last: u64) -> Self {
        let mut highest = f64::NEG_INFINITY;
        let mut masses: Vec<(u64, f64)> = Vec::new();
        let mut unseen = 0_u64;
        loop {
            let here = weights
                .at(unseen as f64)
                .into_iter()
                .fold(f64::NEG_INFINITY, f64::max);
            highest = highest.max(here);
            masses.push((unseen, here + libm::log(0.2 * unseen as f64 + 1.0)));
            if unseen >= last {
                break;
            }
            unseen = ((unseen as f64 * ROUGH_FACTOR) as u64 + 1).min(last);
        }
        let top = masses
            .iter()
            .map(|(_, mass)| *mass)
            .fold(f64::NEG_INFINITY, f64::max);
        let reach = masses
            .iter()
            .rev()
            .find(|(_, mass)| *mass > top - ROUGH_REACH);
        let next = reach.map_or(last, |(unseen, _)| {
            (*unseen as f64 * ROUGH_FACTOR) as u64 + 1
        });
        Self {
            highest,
            reach: next,
        }
    }
}

/// The walk along the grid.
struct Walk {
    weights: Weights,
    sums: Sums,
    /// ln of the weight that is 1 in the sums.
    scale: f64,
    steps: Steps,
    /// By how much a graph's weight grows from each number to the next.
    line: Vec<f64>,
}

/// By how much parts of weights grow from each number of the present block to the next: G(x + 1) / G(x) = x.
struct Steps {
    start: usize,
    of_orders: Vec<f64>,
    /// Of each set as a clique; empty until it is needed.
    up: Vec<Vec<f64>>,
    /// Of each set as a separator.
    down: Vec<Vec<f64>>,
}

impl Steps {
    fn begin(&mut self, weights: &Weights, start: usize, length: usize) {
        self.start = start;
        self.up
            .iter_mut()
            .chain(&mut self.down)
            .for_each(Vec::clear);
        let step = |unseen: usize| (weights.observed + unseen as f64) / (unseen as f64 + 1.0);
        self.of_orders.clear();
        self.of_orders.extend((start..start + length).map(step));
    }

    /// The steps of a set, up or down.
    fn of_set(&mut self, weights: &Weights, set: usize, is_up: bool) -> &[f64] {
        let steps = if is_up {
            &mut self.up[set]
        } else {
            &mut self.down[set]
        };
        if steps.is_empty() {
            let offset = weights.marginals[set].offset;
            let whole = weights.observed + weights.prior;
            let unseen =
                (self.start..self.start + self.of_orders.len()).map(|unseen| unseen as f64);
            if is_up {
                steps.extend(unseen.map(|unseen| (offset + unseen) / (whole + unseen)));
            } else {
                steps.extend(unseen.map(|unseen| (whole + unseen) / (offset + unseen)));
            }
        }
        steps
    }
}

impl Walk {
    /// Goes on to so many unseen, and with them.
    fn to(&mut self, last: u64) {
        let end = last as usize + 1;
        let mut start = self.sums.of_unseen.len();
        let mut here = self.weights.at(start as f64);
        while start < end {
            let length = ((4.0 * start as f64).sqrt() as usize).clamp(BLOCK_MIN, BLOCK_MAX);
            let length = length.min(end - start);
            // The last number of this block is weighed too, so that the next one begins where this one ends.
            let next = self.weights.at((start + length) as f64);
            self.block(start, length, &here, &next);
            start += length;
            here = next;
        }
    }

    /// One block. Between its two ends a graph's weight lies above their chord by no more than it can bend: each lnG bends
    /// by at most 1/x + 1/x^2 (the trigamma function's bound).
    fn block(&mut self, start: usize, length: usize, here: &[f64], next: &[f64]) {
        self.sums.of_unseen.resize(start + length, 0.0);
        self.steps.begin(&self.weights, start, length);
        let bend = if start == 0 {
            f64::INFINITY
        } else {
            let (from, wide) = (start as f64, length as f64);
            (1.0 / from + 1.0 / (from * from)) * wide * wide / 8.0
        };
        for (graph, ends) in here.iter().zip(next).enumerate() {
            let highest = ends.0.max(*ends.1);
            if highest + self.weights.graphs[graph].bending * bend < self.scale - NEGLIGIBLE {
                continue;
            }
            if highest > self.scale + SCALED_ABOVE {
                self.scale_to(highest);
            }
            self.line.clear();
            self.line.extend_from_slice(&self.steps.of_orders);
            for (set, sign) in &self.weights.graphs[graph].sets {
                let steps = self.steps.of_set(&self.weights, *set, *sign > 0.0);
                for (product, step) in self.line.iter_mut().zip(steps) {
                    *product *= step;
                }
            }
            self.sums.of_graph[graph] += self.add(graph, 0..length, (*ends.0, *ends.1));
        }
    }

    fn scale_to(&mut self, highest: f64) {
        let factor = libm::exp(self.scale - highest);
        self.sums
            .of_unseen
            .iter_mut()
            .for_each(|sum| *sum *= factor);
        self.sums.of_graph.iter_mut().for_each(|sum| *sum *= factor);
        self.scale = highest;
    }

    /// Adds a graph's weights at some numbers of the block, from ln weight at the first and behind the last; their sum.
    fn add(&mut self, graph: usize, places: std::ops::Range<usize>, ends: (f64, f64)) -> f64 {
        if (ends.1 - ends.0).abs() > CHANGE_MAX && places.len() > 1 {
            let middle = places.start + places.len() / 2;
            let weight = self
                .weights
                .of_one(graph, (self.steps.start + middle) as f64);
            let first = self.add(graph, places.start..middle, (ends.0, weight));
            return first + self.add(graph, middle..places.end, (weight, ends.1));
        }
        let mut weight = libm::exp(ends.0 - self.scale);
        let mut whole = 0.0;
        let sums = &mut self.sums.of_unseen[self.steps.start..][places.clone()];
        for (sum, step) in sums.iter_mut().zip(&self.line[places]) {
            *sum += weight;
            whole += weight;
            weight *= step;
        }
        whole
    }
}
