//! The pairs that rules propose. Keys are built and dropped rule by rule, and a pair belongs to the
//! first rule that proposes it, found by comparing the earlier rules' keys again: there is no
//! table of pairs.

use std::collections::BTreeMap;

use crate::dictionary::{NOT_SAID, mix};
use crate::entries::EntryId;
use crate::error::LinkError;
use crate::rule::{Part, Rule, keys_of};
use crate::table::Table;

/// Entries of a block of which all pairs are compared; of a larger one only neighbours.
pub(crate) const BLOCK_ENTRIES_MAX: usize = 2_000;
/// Neighbours on one side, in a block that is cut.
const NEIGHBOURS_MAX: usize = 20;
/// Pairs of neighbours, unless each entry has only one.
const NEIGHBOUR_PAIRS_MAX: usize = 4_000_000;

/// Rules with the keys of their parts, ready to tell which rule proposes a pair.
#[derive(Debug)]
pub(crate) struct Keys {
    rules: Vec<Vec<(usize, usize)>>,
    /// By part: the key of each code of its column.
    views: Vec<Vec<u32>>,
    /// By rule: hashes of the keys of blocks that are cut, sorted.
    cut: Vec<Vec<u64>>,
}

/// One rule's blocks: entries that share its key.
#[derive(Debug, Default)]
pub(crate) struct Blocks {
    /// Entries, block by block.
    pub(crate) entries: Vec<u32>,
    /// Where each block with at least two entries begins and ends in `entries`.
    pub(crate) bounds: Vec<(u32, u32)>,
    /// Blocks that are too large.
    pub(crate) cut: Vec<(u32, u32)>,
    cut_keys: Vec<u64>,
}

impl Blocks {
    /// All pairs of entries in blocks that are not cut.
    pub(crate) fn pairs(&self) -> u64 {
        let pairs =
            |(start, end): &(u32, u32)| u64::from(end - start) * u64::from(end - start - 1) / 2;
        self.bounds.iter().map(pairs).sum()
    }
}

impl Keys {
    pub(crate) fn new(rules: &[Rule], table: &Table) -> Result<Self, LinkError> {
        let mut places: BTreeMap<Part, usize> = BTreeMap::new();
        let mut views = Vec::new();
        let mut numbered = Vec::with_capacity(rules.len());
        for rule in rules {
            let mut parts = Vec::with_capacity(rule.parts.len());
            for part in &rule.parts {
                let place = if let Some(place) = places.get(part) {
                    *place
                } else {
                    views.push(keys_of(*part, table)?);
                    places.insert(*part, views.len() - 1);
                    views.len() - 1
                };
                parts.push((part.column, place));
            }
            numbered.push(parts);
        }
        Ok(Self {
            cut: vec![Vec::new(); numbered.len()],
            rules: numbered,
            views,
        })
    }

    pub(crate) fn rule_count(&self) -> usize {
        self.rules.len()
    }

    /// The hash of a row's key under a rule; none if a part is not said.
    fn key(&self, rule: usize, row: &[u32]) -> Option<u64> {
        let mut hash = 1;
        for (column, view) in &self.rules[rule] {
            let key = self.views[*view][row[*column] as usize];
            if key == NOT_SAID {
                return None;
            }
            hash = mix(hash, u64::from(key));
        }
        Some(hash)
    }

    /// Whether a rule's key is the same in both rows.
    #[inline]
    fn agrees(&self, rule: usize, left: &[u32], right: &[u32]) -> bool {
        self.rules[rule].iter().all(|(column, view)| {
            let keys = &self.views[*view];
            let key = keys[left[*column] as usize];
            key != NOT_SAID && key == keys[right[*column] as usize]
        })
    }

    /// Whether a rule proposes a pair in a block that is not cut.
    #[inline]
    pub(crate) fn proposes(&self, rule: usize, left: &[u32], right: &[u32]) -> bool {
        self.agrees(rule, left, right)
            && (self.cut[rule].is_empty()
                || self
                    .key(rule, left)
                    .is_some_and(|key| self.cut[rule].binary_search(&key).is_err()))
    }

    /// Whether one of the rules before this one proposes the pair.
    #[inline]
    pub(crate) fn proposed_before(&self, rule: usize, left: &[u32], right: &[u32]) -> bool {
        (0..rule).any(|earlier| self.proposes(earlier, left, right))
    }

    /// A rule's blocks; remembers which are cut.
    pub(crate) fn blocks(&mut self, rule: usize, table: &Table) -> Blocks {
        let is_everything = self.rules[rule].is_empty();
        let mut keyed: Vec<(u64, u32)> = (0..table.len() as u32)
            .filter_map(|entry| Some((self.key(rule, table.row(EntryId(entry)))?, entry)))
            .collect();
        keyed.sort_unstable();
        let mut blocks = Blocks::default();
        for block in keyed.chunk_by(|one, other| one.0 == other.0) {
            if block.len() < 2 {
                continue;
            }
            let start = blocks.entries.len() as u32;
            blocks.entries.extend(block.iter().map(|(_, entry)| *entry));
            let bounds = (start, blocks.entries.len() as u32);
            if block.len() > BLOCK_ENTRIES_MAX && !is_everything {
                blocks.cut.push(bounds);
                blocks.cut_keys.push(block[0].0);
            } else {
                blocks.bounds.push(bounds);
            }
        }
        self.cut[rule].clone_from(&blocks.cut_keys);
        blocks
    }

    /// Pairs of neighbours in cut blocks that no rule proposes in a whole one: left, right, rule;
    /// sorted, each once. Entries that say the same stand beside each other, so that thousands
    /// of equal lines become one chain and not millions of pairs.
    pub(crate) fn neighbours(&mut self, table: &Table) -> Vec<(u32, u32, u16)> {
        let mut found: Vec<(u32, u32, u16)> = Vec::new();
        let cut_rules: Vec<usize> = (0..self.rules.len())
            .filter(|rule| !self.cut[*rule].is_empty())
            .collect();
        for rule in cut_rules {
            let mut blocks = self.blocks(rule, table);
            let entries: usize = blocks
                .cut
                .iter()
                .map(|(start, end)| (end - start) as usize)
                .sum();
            let neighbours = (NEIGHBOUR_PAIRS_MAX / entries.max(1)).clamp(1, NEIGHBOURS_MAX);
            for (start, end) in blocks.cut.clone() {
                let block = &mut blocks.entries[start as usize..end as usize];
                block.sort_unstable_by(|one, other| {
                    let rows = (table.row(EntryId(*one)), table.row(EntryId(*other)));
                    rows.0.cmp(rows.1).then(one.cmp(other))
                });
                for (place, left) in block.iter().enumerate() {
                    for right in block.iter().skip(place + 1).take(neighbours) {
                        found.push((*left.min(right), *left.max(right), rule as u16));
                    }
                }
            }
            found.sort_unstable();
            found.dedup_by_key(|(left, right, _)| (*left, *right));
        }
        found.retain(|(left, right, _)| {
            let (left, right) = (table.row(EntryId(*left)), table.row(EntryId(*right)));
            !self.proposed_before(self.rules.len(), left, right)
        });
        found
    }
}

/// A stretch of a block: each of its entries from `from` to `to` with all that come after it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Segment {
    pub(crate) from: u32,
    pub(crate) to: u32,
    pub(crate) end: u32,
}

/// Blocks as chunks of about so many pairs, each a range of segments.
pub(crate) fn chunks(blocks: &Blocks, pairs: u64) -> (Vec<Segment>, Vec<(u32, u32)>) {
    let mut segments = Vec::new();
    let mut chunks = Vec::new();
    let (mut first, mut waiting) = (0_u32, 0_u64);
    for (start, end) in &blocks.bounds {
        let mut from = *start;
        while from < *end {
            let mut to = from;
            while to < *end && waiting < pairs {
                waiting += u64::from(end - to - 1);
                to += 1;
            }
            segments.push(Segment {
                from,
                to,
                end: *end,
            });
            from = to;
            if waiting >= pairs {
                chunks.push((first, segments.len() as u32));
                first = segments.len() as u32;
                waiting = 0;
            }
        }
    }
    if first < segments.len() as u32 {
        chunks.push((first, segments.len() as u32));
    }
    (segments, chunks)
}
