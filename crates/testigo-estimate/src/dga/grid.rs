//! The sum over graphs and numbers of unseen people, without a matrix of both: blocks of numbers, and in each block only
//! the graphs that can matter there.

use super::graph::Graph;
use super::{AT_END_SMALL, GridEnd, at_end};
use crate::table::{ListSet, OverlapTable};

/// Of ln weight: what is so far below the highest adds nothing to any digit that is kept.
const NEGLIGIBLE: f64 = 50.0;
/// Of ln weight: beyond this the sums are scaled anew before they overflow.
const SCALED_ABOVE: f64 = 300.0;
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
        let graphs = self.graphs.iter();
        graphs
            .map(|terms| {
                let sum: f64 = terms
                    .sets
                    .iter()
                    .map(|(set, sign)| sign * of_sets[*set])
                    .sum();
                terms.constant + sum - terms.whole * all + orders
            })
            .collect()
    }
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
        of_sets: vec![Vec::new(); weights.marginals.len()],
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
    /// Of the present block: ln G of each set, where it was needed.
    of_sets: Vec<Vec<f64>>,
    line: Vec<f64>,
}

impl Walk {
    /// Goes on to so many unseen, and with them.
    fn to(&mut self, last: u64) {
        let end = last as usize + 1;
        let mut start = self.sums.of_unseen.len();
        // The weights at a block's first number are those behind the last of the block before.
        let mut here = self.weights.at(start as f64);
        while start < end {
            let length = ((4.0 * start as f64).sqrt() as usize).clamp(BLOCK_MIN, BLOCK_MAX);
            let length = length.min(end - start);
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
        self.of_sets.iter_mut().for_each(Vec::clear);
        let numbers = || (start..start + length).map(|unseen| unseen as f64);
        let (mut all, mut orders): (Vec<f64>, Vec<f64>) = (Vec::new(), Vec::new());
        let bend = if start == 0 {
            f64::INFINITY
        } else {
            let (from, wide) = (start as f64, length as f64);
            (1.0 / from + 1.0 / (from * from)) * wide * wide / 8.0
        };
        for (graph, (at_start, at_end)) in here.iter().zip(next).enumerate() {
            let terms = &self.weights.graphs[graph];
            let bound = at_start.max(*at_end) + terms.bending * bend;
            if bound < self.scale - NEGLIGIBLE {
                continue;
            }
            if all.is_empty() {
                all.extend(numbers().map(|unseen| self.weights.of_all(unseen)));
                orders.extend(numbers().map(|unseen| self.weights.of_orders(unseen)));
            }
            self.line.clear();
            let of_both = all.iter().zip(&orders);
            self.line
                .extend(of_both.map(|(all, orders)| terms.constant - terms.whole * all + orders));
            for (set, sign) in &terms.sets {
                if self.of_sets[*set].is_empty() {
                    let values = numbers().map(|unseen| self.weights.of_set(*set, unseen));
                    self.of_sets[*set].extend(values);
                }
                for (sum, value) in self.line.iter_mut().zip(&self.of_sets[*set]) {
                    *sum += sign * value;
                }
            }
            self.add(graph, start);
        }
    }

    /// Adds the weights of the line to the sums.
    fn add(&mut self, graph: usize, start: usize) {
        let highest = self.line.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if highest > self.scale + SCALED_ABOVE {
            let factor = libm::exp(self.scale - highest);
            self.sums
                .of_unseen
                .iter_mut()
                .for_each(|sum| *sum *= factor);
            self.sums.of_graph.iter_mut().for_each(|sum| *sum *= factor);
            self.scale = highest;
        }
        let mut of_graph = 0.0;
        for (sum, weight) in self.sums.of_unseen[start..].iter_mut().zip(&self.line) {
            let above = weight - self.scale;
            if above > -NEGLIGIBLE {
                let weight = libm::exp(above);
                *sum += weight;
                of_graph += weight;
            }
        }
        self.sums.of_graph[graph] += of_graph;
    }
}
