//! What an earlier run found and a later one need not find again.

use crate::blocks::Keys;
use crate::entries::EntryId;
use crate::judgement::Settled;
use crate::link::Linked;
use crate::scoring::{Pair, Scored};
use crate::table::Table;

/// Which entries have to be grouped again, and the groups of the others.
#[derive(Debug)]
pub(crate) struct Touched {
    is_touched: Vec<bool>,
    first: Vec<u32>,
}

impl Touched {
    /// All entries that the earlier run did not have.
    pub(crate) fn new(entries: usize, earlier: Option<&Linked>) -> Self {
        let first: Vec<u32> = earlier.map_or_else(Vec::new, |earlier| {
            earlier.first.iter().map(|first| first.0).collect()
        });
        Self {
            is_touched: (0..entries).map(|entry| entry >= first.len()).collect(),
            first,
        }
    }

    /// Takes over the earlier run's pairs, but for those that no rule proposes any more because a
    /// block has grown so large that it is cut.
    pub(crate) fn by_pairs(
        &mut self,
        table: &Table,
        keys: &Keys,
        earlier: &Linked,
        scored: &mut Scored,
    ) {
        let mut pairs: Vec<Pair> = Vec::with_capacity(earlier.pairs.len());
        for pair in &earlier.pairs {
            let (left, right) = (table.row(pair.left), table.row(pair.right));
            let rule = (0..keys.rule_count()).find(|rule| keys.proposes(*rule, left, right));
            if let Some(rule) = rule {
                pairs.push(Pair {
                    rule: rule as u16,
                    ..*pair
                });
            } else {
                self.touch(pair.left);
                self.touch(pair.right);
            }
        }
        // Neighbours in cut blocks are found again, old ones among them.
        for pair in &scored.kept {
            self.touch(pair.left);
            self.touch(pair.right);
        }
        scored.kept.extend(pairs);
        scored
            .kept
            .sort_unstable_by_key(|pair| (pair.left, pair.right));
        scored.kept.dedup_by_key(|pair| (pair.left, pair.right));
        scored.histogram.merge(&earlier.histogram);
    }

    /// Touches what is judged otherwise than before.
    pub(crate) fn by_judgements(&mut self, settled: &Settled, earlier: Option<&Linked>) {
        let Some(earlier) = earlier else { return };
        let changes = [
            (&settled.same, &earlier.settled.same),
            (&settled.different, &earlier.settled.different),
        ];
        for (now, before) in changes {
            let missing = |pairs: &[(u32, u32)], others: &[(u32, u32)]| {
                let missing = pairs
                    .iter()
                    .filter(|pair| others.binary_search(pair).is_err());
                missing.copied().collect::<Vec<_>>()
            };
            for (left, right) in missing(now, before).into_iter().chain(missing(before, now)) {
                self.touch(EntryId(left));
                self.touch(EntryId(right));
            }
        }
    }

    fn touch(&mut self, entry: EntryId) {
        if let Some(is_touched) = self.is_touched.get_mut(entry.0 as usize) {
            *is_touched = true;
        }
    }

    /// The earlier groups of a component's entries, if nothing about it has changed.
    pub(crate) fn known_groups(&self, component: &[u32]) -> Option<Vec<u32>> {
        let untouched = |entry: &u32| !self.is_touched[*entry as usize];
        if !component.iter().all(untouched) {
            return None;
        }
        component
            .iter()
            .map(|entry| self.first.get(*entry as usize).copied())
            .collect()
    }
}
