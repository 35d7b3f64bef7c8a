//! Every pair that the rules propose gets its weight; only the counts and the pairs worth keeping stay.

use crate::blocks::{Blocks, Keys, Segment, chunks};
use crate::compare::Memo;
use crate::entries::EntryId;
use crate::error::LinkError;
use crate::histogram::Histogram;
use crate::model::Scorer;
use crate::parallel::in_order;
use crate::table::Table;

const CHUNK_PAIRS: u64 = 50_000;
/// Pairs from this weight on (one chance in a million) are handed on.
const HANDED_ON_BITS: f64 = -20.0;
/// Pairs from this weight on are kept too.
const KEPT_BITS: f64 = -6.0;

/// A pair with its weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The entry that came first.
    pub left: EntryId,
    /// The other entry.
    pub right: EntryId,
    /// Its weight in bits, prior included: `match_weight` of Splink.
    pub bits: f64,
    /// The rule that proposed it.
    pub rule: u16,
}

/// Which pairs are to be scored.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Scope {
    /// No pairs within a list.
    pub(crate) unique_within_source: bool,
    /// Only pairs with an entry from here on.
    pub(crate) from: u32,
}

impl Scope {
    #[inline]
    fn holds(self, table: &Table, left: u32, right: u32) -> bool {
        let is_new = self.from == 0 || left.max(right) >= self.from;
        let is_across = !self.unique_within_source
            || table.source(EntryId(left)) != table.source(EntryId(right));
        is_new && is_across
    }
}

/// What came of scoring.
#[derive(Debug)]
pub(crate) struct Scored {
    /// Pairs of at least [`KEPT_BITS`], by entries.
    pub(crate) kept: Vec<Pair>,
    pub(crate) histogram: Histogram,
    /// Rules of which blocks were cut.
    pub(crate) cut_rules: Vec<usize>,
}

/// Whoever takes the pairs that are not all too unlikely, in an order that never changes.
pub type PairSink<'a> = dyn FnMut(&[Pair]) -> Result<(), LinkError> + 'a;

/// Scores the pairs of all rules. Without a sink only the pairs worth keeping are ever collected.
pub(crate) fn score(
    scorer: &Scorer<'_>,
    keys: &mut Keys,
    scope: Scope,
    memos: &mut [Memo],
    mut sink: Option<&mut PairSink<'_>>,
) -> Result<Scored, LinkError> {
    let mut found = Scored {
        kept: Vec::new(),
        histogram: Histogram::new(),
        cut_rules: Vec::new(),
    };
    let lowest = if sink.is_some() {
        HANDED_ON_BITS
    } else {
        KEPT_BITS
    };
    let mut take = |found: &mut Scored, pairs: Vec<Pair>, histogram: &Histogram| {
        found.histogram.merge(histogram);
        let worth = |pair: &&Pair| pair.bits >= KEPT_BITS;
        found.kept.extend(pairs.iter().filter(worth));
        sink.as_mut().map_or(Ok(()), |sink| sink(&pairs))
    };
    for rule in 0..keys.rule_count() {
        let blocks = keys.blocks(rule, scorer.table);
        if !blocks.cut.is_empty() {
            found.cut_rules.push(rule);
        }
        let (segments, pieces) = chunks(&blocks, CHUNK_PAIRS);
        let keys = &*keys;
        let work = |memo: &mut Memo, piece: usize| {
            let (first, last) = pieces[piece];
            let segments = &segments[first as usize..last as usize];
            score_chunk(
                scorer,
                keys,
                scope,
                (rule, lowest),
                (&blocks, segments),
                memo,
            )
        };
        in_order(memos, pieces.len(), work, |_, (pairs, histogram)| {
            take(&mut found, pairs, &histogram)
        })?;
    }
    if !found.cut_rules.is_empty() {
        let (pairs, histogram) = score_neighbours(scorer, keys, scope, lowest, &mut memos[0]);
        take(&mut found, pairs, &histogram)?;
    }
    found
        .kept
        .sort_unstable_by_key(|pair| (pair.left, pair.right));
    Ok(found)
}

fn score_chunk(
    scorer: &Scorer<'_>,
    keys: &Keys,
    scope: Scope,
    (rule, lowest): (usize, f64),
    (blocks, segments): (&Blocks, &[Segment]),
    memo: &mut Memo,
) -> (Vec<Pair>, Histogram) {
    let table = scorer.table;
    let (mut pairs, mut histogram) = (Vec::new(), Histogram::new());
    for segment in segments {
        for place in segment.from..segment.to {
            let left = blocks.entries[place as usize];
            let left_row = table.row(EntryId(left));
            for right in &blocks.entries[place as usize + 1..segment.end as usize] {
                let right_row = table.row(EntryId(*right));
                if !scope.holds(table, left, *right)
                    || keys.proposed_before(rule, left_row, right_row)
                {
                    continue;
                }
                let bits = scorer.score(left_row, right_row, memo);
                histogram.add(bits);
                if bits >= lowest {
                    pairs.push(Pair {
                        left: EntryId(left),
                        right: EntryId(*right),
                        bits,
                        rule: rule as u16,
                    });
                }
            }
        }
    }
    (pairs, histogram)
}

/// The neighbours in blocks that were cut; in a run that continues another all of them, for blocks
/// grow and neighbours change.
fn score_neighbours(
    scorer: &Scorer<'_>,
    keys: &mut Keys,
    scope: Scope,
    lowest: f64,
    memo: &mut Memo,
) -> (Vec<Pair>, Histogram) {
    let mut histogram = Histogram::new();
    let whole = Scope { from: 0, ..scope };
    let pairs = keys
        .neighbours(scorer.table)
        .into_iter()
        .filter(|(left, right, _)| whole.holds(scorer.table, *left, *right))
        .filter_map(|(left, right, rule)| {
            let (left, right) = (EntryId(left), EntryId(right));
            let bits = scorer.score_entries(left, right, memo);
            histogram.add(bits);
            (bits >= lowest).then_some(Pair {
                left,
                right,
                bits,
                rule,
            })
        })
        .collect();
    (pairs, histogram)
}
