//! From pairs to persons: entries that hang together, then average linkage inside, so that one
//! wrong pair does not make one person of two families.

use std::collections::BTreeSet;

use crate::compare::Memo;
use crate::entries::EntryId;
use crate::judgement::{Settled, Unions};
use crate::model::Scorer;
use crate::scoring::Pair;
use crate::touched::Touched;
use crate::warning::Warning;

/// Entries of a component in which every pair is weighed; a larger one is first taken apart at
/// higher thresholds.
const COMPONENT_ENTRIES_MAX: usize = 400;
/// By so much the threshold rises.
const STEP_BITS: f64 = 2.0;
const STEPS_MAX: usize = 12;
/// What one pair can say for or against, in bits from the threshold: no single pair decides alone
/// about large groups.
const PAIR_BITS_MAX: f64 = 15.0;

/// How pairs become persons.
#[derive(Debug)]
pub(crate) struct Linkage<'a> {
    pub(crate) scorer: &'a Scorer<'a>,
    pub(crate) match_bits: f64,
    pub(crate) settled: &'a Settled,
    pub(crate) unique_within_source: bool,
}

/// Groups of entries: for each entry, the first entry of its group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Grouping {
    pub(crate) first: Vec<u32>,
    /// Whether a component was too large to weigh every pair.
    pub(crate) is_cut: bool,
}

impl Linkage<'_> {
    /// Groups entries by the pairs that count as matches.
    pub(crate) fn group(&self, pairs: &[Pair], touched: &Touched) -> Grouping {
        let matches: Vec<&Pair> = pairs
            .iter()
            .filter(|pair| pair.bits >= self.match_bits)
            .collect();
        let entries = self.scorer.table.len();
        let mut unions = Unions::new(entries);
        for pair in &matches {
            unions.join(pair.left.0, pair.right.0);
        }
        for (left, right) in &self.settled.same {
            unions.join(*left, *right);
        }
        let mut grouping = Grouping {
            first: (0..entries as u32).collect(),
            is_cut: false,
        };
        let mut memo = Memo::new();
        let mut members: Vec<(u32, u32)> = (0..entries as u32)
            .map(|entry| (unions.find(entry), entry))
            .collect();
        members.sort_unstable();
        let mut edges: Vec<(u32, Pair)> = matches
            .into_iter()
            .map(|pair| (unions.find(pair.left.0), *pair))
            .collect();
        edges.sort_by_key(|(component, pair)| (*component, pair.left, pair.right));
        let mut rest = edges.as_slice();
        for component in members.chunk_by(|one, other| one.0 == other.0) {
            let top = component[0].0;
            let count = rest
                .iter()
                .take_while(|(component, _)| *component == top)
                .count();
            let (own, later) = rest.split_at(count);
            rest = later;
            if component.len() < 2 {
                continue;
            }
            let entries: Vec<u32> = component.iter().map(|(_, entry)| *entry).collect();
            if let Some(known) = touched.known_groups(&entries) {
                for (entry, first) in entries.iter().zip(known) {
                    grouping.first[*entry as usize] = first;
                }
                continue;
            }
            let edges: Vec<Pair> = own.iter().map(|(_, pair)| *pair).collect();
            self.part(
                &entries,
                &edges,
                self.match_bits,
                0,
                &mut grouping,
                &mut memo,
            );
        }
        grouping
    }

    /// Groups the entries of one component.
    fn part(
        &self,
        entries: &[u32],
        edges: &[Pair],
        bits: f64,
        step: usize,
        grouping: &mut Grouping,
        memo: &mut Memo,
    ) {
        if entries.len() <= COMPONENT_ENTRIES_MAX {
            return self.link_average(entries, grouping, memo);
        }
        grouping.is_cut = true;
        if step == STEPS_MAX {
            for entry in entries {
                grouping.first[*entry as usize] = entries[0];
            }
            return;
        }
        let bits = bits + STEP_BITS;
        let place = |entry: u32| entries.binary_search(&entry).unwrap_or(0) as u32;
        let mut unions = Unions::new(entries.len());
        let kept: Vec<Pair> = edges
            .iter()
            .filter(|pair| pair.bits >= bits)
            .copied()
            .collect();
        for pair in &kept {
            unions.join(place(pair.left.0), place(pair.right.0));
        }
        for (left, right) in &self.settled.same {
            if entries.binary_search(left).is_ok() && entries.binary_search(right).is_ok() {
                unions.join(place(*left), place(*right));
            }
        }
        let mut members: Vec<(u32, u32)> = (0..entries.len() as u32)
            .map(|place| (unions.find(place), entries[place as usize]))
            .collect();
        members.sort_unstable();
        for part in members.chunk_by(|one, other| one.0 == other.0) {
            let part: Vec<u32> = part.iter().map(|(_, entry)| *entry).collect();
            let is_of_part = |pair: &&Pair| part.binary_search(&pair.left.0).is_ok();
            let edges: Vec<Pair> = kept.iter().filter(is_of_part).copied().collect();
            self.part(&part, &edges, bits, step + 1, grouping, memo);
        }
    }

    /// Average linkage: the two groups whose pairs speak most for it in the mean become one, as
    /// long as they speak for it at all. What people have decided comes first.
    fn link_average(&self, entries: &[u32], grouping: &mut Grouping, memo: &mut Memo) {
        let size = entries.len();
        let mut sums = vec![0.0_f64; size * size];
        for left in 0..size {
            for right in left + 1..size {
                let bits = self.pair_bits(entries[left], entries[right], memo);
                sums[left * size + right] = bits;
                sums[right * size + left] = bits;
            }
        }
        let mut groups: Vec<Vec<usize>> = (0..size).map(|place| vec![place]).collect();
        let mut alive: BTreeSet<usize> = (0..size).collect();
        for (left, right) in &self.settled.same {
            let places = (entries.binary_search(left), entries.binary_search(right));
            if let (Ok(left), Ok(right)) = places {
                let holding = |place: usize| {
                    let found = alive.iter().find(|group| groups[**group].contains(&place));
                    found.copied().unwrap_or(place)
                };
                let (one, other) = (holding(left), holding(right));
                if one != other {
                    merge(
                        &mut groups,
                        &mut sums,
                        &mut alive,
                        (one.min(other), one.max(other)),
                    );
                }
            }
        }
        while let Some(pair) = closest(&groups, &sums, &alive) {
            merge(&mut groups, &mut sums, &mut alive, pair);
        }
        for group in alive {
            let first = groups[group].iter().map(|place| entries[*place]).min();
            for place in &groups[group] {
                let entry = entries[*place];
                grouping.first[entry as usize] = first.unwrap_or(entry);
            }
        }
    }

    /// What a pair says for one person, in bits from the threshold.
    fn pair_bits(&self, left: u32, right: u32, memo: &mut Memo) -> f64 {
        let (left, right) = (left.min(right), left.max(right));
        if self.settled.different.binary_search(&(left, right)).is_ok() {
            return f64::NEG_INFINITY;
        }
        if self.settled.same.binary_search(&(left, right)).is_ok() {
            return PAIR_BITS_MAX;
        }
        let (left, right) = (EntryId(left), EntryId(right));
        let table = self.scorer.table;
        if self.unique_within_source && table.source(left) == table.source(right) {
            return f64::NEG_INFINITY;
        }
        let bits = self.scorer.score_entries(left, right, memo) - self.match_bits;
        bits.clamp(-PAIR_BITS_MAX, PAIR_BITS_MAX)
    }

    pub(crate) fn warning(grouping: &Grouping) -> Option<Warning> {
        grouping.is_cut.then(|| Warning::new("component_large", ""))
    }
}

/// The two groups with the highest mean, if it is not below the threshold; of equals the first.
fn closest(groups: &[Vec<usize>], sums: &[f64], alive: &BTreeSet<usize>) -> Option<(usize, usize)> {
    let size = groups.len();
    let mut best: Option<((usize, usize), f64)> = None;
    for one in alive {
        for other in alive.range(one + 1..) {
            let count = (groups[*one].len() * groups[*other].len()) as f64;
            let mean = sums[one * size + other] / count;
            if mean >= 0.0 && best.is_none_or(|(_, known)| mean > known) {
                best = Some(((*one, *other), mean));
            }
        }
    }
    best.map(|(pair, _)| pair)
}

/// The second group goes into the first; sums of pairs add up.
fn merge(
    groups: &mut [Vec<usize>],
    sums: &mut [f64],
    alive: &mut BTreeSet<usize>,
    (one, other): (usize, usize),
) {
    let size = groups.len();
    alive.remove(&other);
    for third in alive.iter().filter(|third| **third != one) {
        let sum = sums[one * size + third] + sums[other * size + third];
        sums[one * size + third] = sum;
        sums[third * size + one] = sum;
    }
    let moved = std::mem::take(&mut groups[other]);
    groups[one].extend(moved);
}
