//! Averaging over decomposable graphs (Madigan and York 1997, Biometrika 84): the posterior of
//! the number of people that nobody observed, exactly and without chance.

pub(crate) mod graph;
mod grid;

use serde::Serialize;

use crate::chance::Chance;
use crate::figure::{Figure, INNER_LEVEL, Interval};
use crate::hierarchy::sets_name;
use crate::table::{ListSet, OverlapTable};
use crate::warning::{Reason, Warning};

/// With 7 lists there are 617,675 graphs.
pub(crate) const LISTS: std::ops::RangeInclusive<usize> = 3..=6;
/// More mass than this in the last hundredth of the grid, and the grid's end would decide.
const AT_END_MAX: f64 = 1e-3;
/// Below this the end does not matter.
pub(crate) const AT_END_SMALL: f64 = 1e-6;
/// Graphs that are named in an answer.
const GRAPHS_NAMED: usize = 10;

/// What the averaging needs to know.
#[derive(Clone, Copy, Debug)]
pub struct DgaRequest<'a> {
    /// 3 to 6 lists.
    pub table: &'a OverlapTable,
    /// Prior weight of a cell of the full table, in people; 2^-J if none.
    pub delta: Option<f64>,
    /// Whether the graph in which every list depends on every other is among those averaged.
    pub complete_graph: bool,
    /// The largest number of unseen people: exactly this, or found from the posterior but never above it.
    pub end: GridEnd,
}

/// Where the grid of unseen people ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GridEnd {
    /// There.
    At(u64),
    /// Where what is beyond no longer matters, and at the latest there.
    Found(u64),
}

/// The posterior of the unseen.
#[derive(Clone, Debug)]
pub struct DgaPosterior {
    observed: u64,
    /// Of 0, 1, ... unseen people; they sum to 1.
    pub probabilities: Vec<f64>,
    /// Each graph's cliques and its posterior weight, the heaviest first.
    pub graphs: Vec<(Vec<ListSet>, f64)>,
    /// The prior weight of a cell that was used.
    pub delta: f64,
    /// Mass in the last hundredth of the grid.
    pub at_end: f64,
}

/// What is behind an estimate.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DgaDiagnostics {
    /// Prior weight of a cell.
    pub delta: f64,
    /// Graphs averaged.
    pub graphs: usize,
    /// The largest number of unseen people that was looked at.
    pub unseen_max: u64,
    /// Posterior mass in the last hundredth of that.
    pub mass_at_end: f64,
    /// Standard deviation of the posterior.
    pub deviation: f64,
    /// Its mode, in people.
    pub mode: f64,
    /// The heaviest graphs by their cliques, lists by number, and their weights.
    pub heaviest: Vec<(String, f64)>,
    /// How the draws were made.
    pub draws: &'static str,
}

/// The posterior.
pub fn dga(request: &DgaRequest<'_>) -> Result<DgaPosterior, Reason> {
    let lists = request.table.lists().len();
    if !LISTS.contains(&lists) {
        return Err(Reason::new("lists_out_of_range", format!("{lists}: 3-6")));
    }
    let mut graphs = graph::graphs(lists);
    if !request.complete_graph {
        graphs.retain(|graph| graph.cliques[0].len() < lists as u32);
    }
    let delta = request
        .delta
        .unwrap_or_else(|| 1.0 / f64::from(1_u32 << lists));
    let sums = grid::sums(request.table, &graphs, delta, request.end);
    let whole: f64 = sums.of_unseen.iter().sum();
    if !(whole.is_finite() && whole > 0.0) {
        return Err(Reason::new("not_computable", ""));
    }
    let probabilities: Vec<f64> = sums.of_unseen.iter().map(|sum| sum / whole).collect();
    let mut weights: Vec<(Vec<ListSet>, f64)> = graphs
        .into_iter()
        .zip(&sums.of_graph)
        .map(|(graph, sum)| (graph.cliques, sum / whole))
        .collect();
    weights.sort_by(|one, other| other.1.total_cmp(&one.1));
    Ok(DgaPosterior {
        observed: request.table.observed(),
        at_end: at_end(&probabilities),
        probabilities,
        graphs: weights,
        delta,
    })
}

/// The share of a sum that is in the last hundredth of its places.
fn at_end(sums: &[f64]) -> f64 {
    let from = (0.99 * (sums.len() - 1) as f64) as usize + 1;
    let whole: f64 = sums.iter().sum();
    sums.get(from..)
        .map_or(0.0, |last| last.iter().sum::<f64>() / whole)
}

impl DgaPosterior {
    /// The smallest number of people, observed or not, with at least this share of the posterior up to it.
    pub fn quantile(&self, share: f64) -> f64 {
        let mut reached = 0.0;
        let place = self.probabilities.iter().position(|probability| {
            reached += probability;
            reached >= share
        });
        (self.observed + place.unwrap_or(self.probabilities.len() - 1) as u64) as f64
    }

    /// The mean number of people.
    pub fn mean(&self) -> f64 {
        let places = self.probabilities.iter().enumerate();
        self.observed as f64
            + places
                .map(|(place, probability)| place as f64 * probability)
                .sum::<f64>()
    }

    /// The standard deviation.
    pub fn deviation(&self) -> f64 {
        let mean = self.mean() - self.observed as f64;
        let places = self.probabilities.iter().enumerate();
        let squares = places.map(|(place, probability)| {
            let off = place as f64 - mean;
            off * off * probability
        });
        squares.sum::<f64>().sqrt()
    }

    fn mode(&self) -> f64 {
        let places = self.probabilities.iter().enumerate();
        let highest =
            places.max_by(|one, other| one.1.total_cmp(other.1).then(other.0.cmp(&one.0)));
        (self.observed + highest.map_or(0, |(place, _)| place as u64)) as f64
    }

    /// The figure that it makes, or why the grid's end forbids one.
    pub(crate) fn figure(
        &self,
        level: f64,
        draws: usize,
        chance: &mut Chance,
    ) -> Result<(Figure, Vec<Warning>), Reason> {
        let end = (self.probabilities.len() - 1).to_string();
        if self.at_end > AT_END_MAX {
            return Err(Reason::new("mass_at_end", end));
        }
        let mut warnings = Vec::new();
        if self.at_end > AT_END_SMALL {
            warnings.push(Warning::new("mass_near_end", end));
        }
        let around = |level: f64| Interval {
            lo: self.quantile(0.5 - 0.5 * level),
            hi: self.quantile(0.5 + 0.5 * level),
        };
        let figure = Figure {
            median: self.quantile(0.5),
            mean: Some(self.mean()),
            interval: around(level),
            inner: around(INNER_LEVEL),
            unseen: self.draws(draws, chance),
        };
        Ok((figure, warnings))
    }

    fn draws(&self, draws: usize, chance: &mut Chance) -> Vec<f64> {
        let mut reached = 0.0;
        let mut sums = Vec::with_capacity(self.probabilities.len());
        for probability in &self.probabilities {
            reached += probability;
            sums.push(reached);
        }
        (0..draws)
            .map(|_| {
                let wanted = chance.unit() * reached;
                sums.partition_point(|sum| *sum <= wanted)
                    .min(sums.len() - 1) as f64
            })
            .collect()
    }

    /// The heaviest graph's cliques, by number.
    pub(crate) fn model(&self, numbers: &[usize]) -> String {
        self.graphs
            .first()
            .map_or_else(String::new, |(cliques, _)| sets_name(cliques, numbers))
    }

    /// Every graph by its cliques, the heaviest first; `numbers` are what the lists are called.
    pub fn named(&self, numbers: &[usize]) -> impl Iterator<Item = (String, f64)> {
        let graphs = self.graphs.iter();
        graphs.map(|(cliques, weight)| (sets_name(cliques, numbers), *weight))
    }

    pub(crate) fn diagnostics(&self, numbers: &[usize]) -> DgaDiagnostics {
        DgaDiagnostics {
            delta: self.delta,
            graphs: self.graphs.len(),
            unseen_max: (self.probabilities.len() - 1) as u64,
            mass_at_end: self.at_end,
            deviation: self.deviation(),
            mode: self.mode(),
            heaviest: self.named(numbers).take(GRAPHS_NAMED).collect(),
            draws: "posterior",
        }
    }
}
