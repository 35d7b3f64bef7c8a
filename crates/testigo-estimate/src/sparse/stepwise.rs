//! Stepwise choice of the pairs of lists that depend on each other.

use std::collections::BTreeMap;

use super::pair_model::{Lists, PairSet, Verdict};
use crate::distribution::log_poisson_tail;
use crate::regression::{Fit, Room};

/// What a choice ends with.
#[derive(Clone, Debug)]
pub(super) struct Chosen {
    /// In the order in which they came in.
    pub(super) order: Vec<usize>,
    pub(super) fit: Fit,
    pub(super) empty_pairs: u32,
}

impl Chosen {
    pub(super) fn unseen(&self) -> f64 {
        libm::exp(self.fit.coefficients[0])
    }
}

/// Choices in many tables of the same lists; verdicts about patterns of empty cells are kept.
pub(super) struct Chooser<'a> {
    lists: &'a Lists,
    /// ln of the largest p-value that still brings a pair in.
    log_threshold: f64,
    room: Room,
    verdicts: BTreeMap<(Vec<u64>, PairSet), Verdict>,
}

impl<'a> Chooser<'a> {
    pub(super) fn new(lists: &'a Lists, threshold: f64) -> Self {
        Self {
            lists,
            log_threshold: libm::log(threshold),
            room: Room::default(),
            verdicts: BTreeMap::new(),
        }
    }

    /// The verdict about a model of this table.
    pub(super) fn verdict(&mut self, model: PairSet, counts: &[f64], shared: &[f64]) -> Verdict {
        let mut key = (vec![0_u64; counts.len().div_ceil(64)], model);
        for (cell, people) in counts.iter().enumerate() {
            key.0[cell / 64] |= u64::from(*people > 0.0) << (cell % 64);
        }
        if let Some(verdict) = self.verdicts.get(&key) {
            return *verdict;
        }
        let verdict = self.lists.shape(model, shared).verdict(counts);
        self.verdicts.insert(key, verdict);
        verdict
    }

    /// From no pair on, always the pair whose shared people are the least likely under the model so far.
    pub(super) fn choose(&mut self, counts: &[f64]) -> Result<Chosen, Verdict> {
        let shared = self.lists.shared(counts);
        let mut model: PairSet = 0;
        let mut order = Vec::new();
        let verdict = self.verdict(model, counts, &shared);
        if verdict != Verdict::Good {
            return Err(verdict);
        }
        let mut means: Option<Vec<f64>> = None;
        loop {
            let shape = self.lists.shape(model, &shared);
            let fit = shape.fit(counts, means.as_deref(), &mut self.room);
            let Some(fit) = fit else {
                return Err(Verdict::NoMaximum);
            };
            let mut all = vec![0.0; counts.len()];
            for (&cell, mean) in shape.cells.iter().zip(&fit.means) {
                all[cell] = *mean;
            }
            let Some(next) = self.next_pair(model, counts, &shared, &all) else {
                let empty_pairs = shape.empty_pairs;
                return Ok(Chosen {
                    order,
                    fit,
                    empty_pairs,
                });
            };
            model |= 1 << next;
            order.push(next);
            means = Some(all);
        }
    }

    fn next_pair(
        &mut self,
        model: PairSet,
        counts: &[f64],
        shared: &[f64],
        means: &[f64],
    ) -> Option<usize> {
        let fitted = self.lists.shared(means);
        let outside = (0..self.lists.pairs.len()).filter(|pair| model >> pair & 1 == 0);
        let mut candidates: Vec<(f64, usize)> = outside
            .map(|pair| (log_poisson_tail(shared[pair], fitted[pair]), pair))
            .filter(|(log_p, _)| *log_p < self.log_threshold)
            .collect();
        candidates.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        let good = |&(_, pair): &(f64, usize)| {
            self.verdict(model | 1 << pair, counts, shared) == Verdict::Good
        };
        candidates.into_iter().find(good).map(|(_, pair)| pair)
    }
}
