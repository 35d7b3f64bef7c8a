//! What is not certain about the linkage, handed on: partitions as they might be, and the fewest and
//! the most persons.

use crate::entries::EntryId;
use crate::judgement::Unions;
use crate::link::Linked;
use crate::model::probability;
use crate::sample::{chance, unit};

/// The fewest and the most persons that the entries can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonsRange {
    /// If every pair worth a look is one person's.
    pub fewest: usize,
    /// If only the sure ones are.
    pub most: usize,
}

impl Linked {
    /// The fewest and the most persons, within what people have judged.
    pub fn persons_range(&self) -> PersonsRange {
        let persons = |first: Vec<EntryId>| {
            let places = first.iter().enumerate();
            places
                .filter(|(place, first)| first.0 as usize == *place)
                .count()
        };
        PersonsRange {
            fewest: persons(self.all_joined()).min(self.clusters()),
            most: persons(self.sure_joined()).max(self.clusters()),
        }
    }

    /// For each entry the first of its group, if only the pairs that are not worth a look because they
    /// are sure were one person's.
    pub fn sure_joined(&self) -> Vec<EntryId> {
        let sure = self.thresholds.sure_bits;
        self.partition(|bits| bits >= sure)
    }

    /// The same if every pair worth a look were.
    pub fn all_joined(&self) -> Vec<EntryId> {
        let review = self.thresholds.review_bits;
        self.partition(|bits| bits >= review)
    }

    /// Partitions drawn at random: each pair is one person's by its chance, the likeliest first, as
    /// far as judgements allow. The same seed gives the same partitions.
    pub fn sampled_partitions(&self, count: usize, seed: u64) -> Vec<Vec<EntryId>> {
        let draw = |number: usize| {
            let mut chance = chance(seed, (5 << 32) + number as u64);
            let shift = self.thresholds.shift_bits;
            self.partition(|bits| unit(&mut chance) < probability(bits + shift))
        };
        (0..count).map(draw).collect()
    }

    /// For each entry the first of its group, if pairs are joined as `is_joined` says of their weight.
    fn partition(&self, mut is_joined: impl FnMut(f64) -> bool) -> Vec<EntryId> {
        let entries = self.first.len();
        let mut unions = Unions::new(entries);
        let mut apart: Vec<Vec<u32>> = vec![
            Vec::new();
            if self.settled.different.is_empty() {
                0
            } else {
                entries
            }
        ];
        for (left, right) in &self.settled.different {
            apart[*left as usize].push(*right);
            apart[*right as usize].push(*left);
        }
        let mut join = |unions: &mut Unions, left: u32, right: u32| {
            let (left, right) = (unions.find(left), unions.find(right));
            if left == right {
                return;
            }
            if !apart.is_empty() {
                let others = apart[right as usize].clone();
                if others.iter().any(|other| unions.find(*other) == left) {
                    return;
                }
                let (first, second) = (left.min(right), left.max(right));
                let moved = std::mem::take(&mut apart[second as usize]);
                apart[first as usize].extend(moved);
            }
            unions.join(left, right);
        };
        for (left, right) in &self.settled.same {
            join(&mut unions, *left, *right);
        }
        let mut order: Vec<usize> = (0..self.pairs.len()).collect();
        order.sort_by(|one, other| {
            self.pairs[*other]
                .bits
                .total_cmp(&self.pairs[*one].bits)
                .then(one.cmp(other))
        });
        for pair in order.into_iter().map(|place| self.pairs[place]) {
            if is_joined(pair.bits) {
                join(&mut unions, pair.left.0, pair.right.0);
            }
        }
        (0..entries as u32)
            .map(|entry| EntryId(unions.find(entry)))
            .collect()
    }
}
