//! Pairs to learn from: random ones, and a sample of those that each rule proposes.

use std::collections::BTreeMap;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::blocks::{Blocks, Keys, chunks};
use crate::compare::{Comparison, Memo};
use crate::dictionary::mix;
use crate::entries::EntryId;
use crate::error::LinkError;
use crate::learn::Session;
use crate::model::{Pattern, pattern};
use crate::parallel::in_order;
use crate::rule::Rule;
use crate::table::Table;

/// Random pairs for u; of lists that form fewer, all of them.
const RANDOM_PAIRS: usize = 400_000;
/// Pairs of one rule to learn m from.
const RULE_PAIRS: u64 = 60_000;
const PIECE_PAIRS: usize = 20_000;
const CHUNK_PAIRS: u64 = 200_000;

/// A number that is random as far as lists go, and the same each time.
pub(crate) fn chance(seed: u64, stream: u64) -> ChaCha8Rng {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    chance.set_stream(stream);
    chance
}

/// A number below a bound.
pub(crate) fn below(chance: &mut ChaCha8Rng, bound: usize) -> usize {
    let wide = u128::from(chance.next_u64()) * bound as u128;
    (wide >> 64) as usize
}

/// A number from 0 to 1.
pub(crate) fn unit(chance: &mut ChaCha8Rng) -> f64 {
    (chance.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
}

/// Patterns of random pairs, and whether these are all pairs.
pub(crate) fn random_pairs(
    table: &Table,
    comparisons: &[Comparison],
    memos: &mut [Memo],
    seed: u64,
) -> Result<(Session, bool), LinkError> {
    let entries = table.len();
    let possible = table.pairs_possible();
    let is_everything = possible <= RANDOM_PAIRS as f64;
    let mut counts: BTreeMap<Pattern, u32> = BTreeMap::new();
    let pieces = if is_everything {
        entries
    } else {
        RANDOM_PAIRS / PIECE_PAIRS
    };
    let count = |memo: &mut Memo, piece: usize| {
        let mut found: BTreeMap<Pattern, u32> = BTreeMap::new();
        let mut add = |left: usize, right: usize| {
            let (left, right) = (EntryId(left as u32), EntryId(right as u32));
            let levels = pattern(table, comparisons, table.row(left), table.row(right), memo);
            *found.entry(levels).or_default() += 1;
        };
        if is_everything {
            (piece + 1..entries).for_each(|right| add(piece, right));
        } else {
            let mut chance = chance(seed, piece as u64);
            for _ in 0..PIECE_PAIRS {
                let left = below(&mut chance, entries);
                let right = below(&mut chance, entries - 1);
                add(left, right + usize::from(right >= left));
            }
        }
        found
    };
    in_order(memos, pieces, count, |_, found| {
        add_counts(&mut counts, found);
        Ok(())
    })?;
    Ok((Session::new(0, counts), is_everything))
}

fn add_counts(counts: &mut BTreeMap<Pattern, u32>, found: BTreeMap<Pattern, u32>) {
    for (pattern, count) in found {
        *counts.entry(pattern).or_default() += count;
    }
}

/// A sampled pair: its entries, and whether no earlier rule proposes it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SampledPair {
    pub(crate) left: EntryId,
    pub(crate) right: EntryId,
    pub(crate) is_first: bool,
    pub(crate) pattern: Pattern,
}

/// The pairs that one rule proposes, or a sample of them.
#[derive(Debug)]
pub(crate) struct RuleSample {
    pub(crate) pairs: u64,
    pub(crate) sampled: Vec<SampledPair>,
    pub(crate) decided: u64,
}

impl RuleSample {
    pub(crate) fn session(&self) -> Session {
        let mut counts: BTreeMap<Pattern, u32> = BTreeMap::new();
        for pair in &self.sampled {
            *counts.entry(pair.pattern).or_default() += 1;
        }
        Session::new(self.decided, counts)
    }
}

/// Which comparisons a rule decides, one bit each.
pub(crate) fn decided(rule: &Rule, comparisons: &[Comparison]) -> u64 {
    let is_decided = |comparison: &Comparison| {
        comparison
            .columns()
            .any(|column| rule.parts.iter().any(|part| part.column == column))
    };
    let places = comparisons.iter().enumerate();
    places
        .filter(|(_, comparison)| is_decided(comparison))
        .fold(0, |bits, (place, _)| bits | 1 << place)
}

/// Samples the pairs of each rule.
pub(crate) fn rule_pairs(
    table: &Table,
    comparisons: &[Comparison],
    rules: &[Rule],
    memos: &mut [Memo],
) -> Result<Vec<RuleSample>, LinkError> {
    let mut keys = Keys::new(rules, table)?;
    let mut samples = Vec::with_capacity(rules.len());
    for (number, rule) in rules.iter().enumerate() {
        let blocks = keys.blocks(number, table);
        samples.push(RuleSample {
            pairs: blocks.pairs(),
            sampled: sample_blocks(table, comparisons, &keys, number, &blocks, memos)?,
            decided: decided(rule, comparisons),
        });
    }
    Ok(samples)
}

fn sample_blocks(
    table: &Table,
    comparisons: &[Comparison],
    keys: &Keys,
    rule: usize,
    blocks: &Blocks,
    memos: &mut [Memo],
) -> Result<Vec<SampledPair>, LinkError> {
    let pairs = blocks.pairs();
    // A pair is in the sample if its hash is below this.
    let bound = if pairs <= RULE_PAIRS {
        u64::MAX
    } else {
        (u64::MAX / pairs).saturating_mul(RULE_PAIRS)
    };
    let (segments, pieces) = chunks(blocks, CHUNK_PAIRS);
    let mut sampled = Vec::new();
    let work = |memo: &mut Memo, piece: usize| {
        let (first, last) = pieces[piece];
        let mut found = Vec::new();
        for segment in &segments[first as usize..last as usize] {
            for place in segment.from..segment.to {
                let left = blocks.entries[place as usize];
                for right in &blocks.entries[place as usize + 1..segment.end as usize] {
                    let hash = mix(u64::from(left) << 32 | u64::from(*right), 0x5EED);
                    if hash <= bound {
                        found.push((left, *right));
                    }
                }
            }
        }
        let of_pair = |(left, right)| {
            let (left, right) = (EntryId(left), EntryId(right));
            let rows = (table.row(left), table.row(right));
            SampledPair {
                left,
                right,
                is_first: !keys.proposed_before(rule, rows.0, rows.1),
                pattern: pattern(table, comparisons, rows.0, rows.1, memo),
            }
        };
        found.into_iter().map(of_pair).collect::<Vec<_>>()
    };
    in_order(memos, pieces.len(), work, |_, found| {
        sampled.extend(found);
        Ok(())
    })?;
    Ok(sampled)
}
