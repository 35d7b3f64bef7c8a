//! How many of the true matches the blocking rules propose, estimated from a net that knows nothing
//! of the rules: sampled entries are held against all entries, and whatever shares rare enough
//! values in any two columns is scored.

use crate::blocks::Keys;
use crate::choose::net_views;
use crate::compare::Memo;
use crate::dictionary::NOT_SAID;
use crate::entries::EntryId;
use crate::error::LinkError;
use crate::model::{Scorer, probability};
use crate::parallel::in_order;
use crate::rule::{Part, keys_of};
use crate::sample::{below, chance};
use crate::table::Table;

/// Entries that are held against all others.
const SAMPLED_ENTRIES: usize = 1_500;
/// A value that more entries share than this tells nothing.
const SHARE_MAX: f64 = 0.02;
/// What two entries have to share beyond the prior, in bits, less this, is in the net.
const SLACK_BITS: f64 = 8.0;
const CHANCE_MIN: f64 = 0.01;
const CHUNK_ENTRIES: usize = 8_192;
/// Of a normal distribution, 95 %.
const WIDTH: f64 = 1.96;

/// A share with its interval of 95 %.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The estimate.
    pub estimate: f64,
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// One part of the net: which sampled entries have the key of a code.
struct Mesh {
    column: usize,
    /// By code: a range of `entries`.
    range_of: Vec<(u32, u32)>,
    entries: Vec<u32>,
    /// By code: what sharing its key says, in bits.
    bits: Vec<f32>,
}

impl Mesh {
    /// None if the part tells nothing.
    fn new(part: Part, table: &Table, sampled: &[u32]) -> Result<Option<Self>, LinkError> {
        let keys = keys_of(part, table)?;
        let counts = &table.columns[part.column].counts;
        let size = keys.iter().max().map_or(0, |key| *key as usize) + 1;
        let mut shares = vec![0_u32; size];
        for (key, count) in keys.iter().zip(counts) {
            shares[*key as usize] += count;
        }
        let mut held: Vec<(u32, u32)> = sampled
            .iter()
            .enumerate()
            .map(|(place, entry)| (keys[table.row(EntryId(*entry))[part.column] as usize], place as u32))
            .filter(|(key, _)| *key != NOT_SAID)
            .filter(|(key, _)| f64::from(shares[*key as usize]) <= SHARE_MAX * table.len() as f64 + 2.0)
            .collect();
        if held.is_empty() {
            return Ok(None);
        }
        held.sort_unstable();
        let mut range_of_key = vec![(0, 0); size];
        let mut start = 0;
        for group in held.chunk_by(|one, other| one.0 == other.0) {
            range_of_key[group[0].0 as usize] = (start, start + group.len() as u32);
            start += group.len() as u32;
        }
        let entries = table.len() as f64;
        let bits = |key: &u32| libm::log2(entries / f64::from(shares[*key as usize].max(1))) as f32;
        Ok(Some(Self {
            column: part.column,
            range_of: keys.iter().map(|key| range_of_key[*key as usize]).collect(),
            bits: keys.iter().map(bits).collect(),
            entries: held.into_iter().map(|(_, place)| place).collect(),
        }))
    }
}

/// A thread's tally of what each sampled entry shares with one row.
pub(crate) struct Tally {
    memo: Memo,
    bits: Vec<f32>,
    column: Vec<u32>,
    columns: Vec<u8>,
    touched: Vec<u32>,
}

/// A pair of the net: the sampled entry, its chance, and whether the rules propose it.
type Caught = (u32, f64, bool);

/// Estimates the recall of the rules. Without anything to go by there is none.
pub(crate) fn blocking_recall(
    scorer: &Scorer<'_>,
    keys: &Keys,
    threads: usize,
    seed: u64,
    unique_within_source: bool,
) -> Result<Option<Interval>, LinkError> {
    let table = scorer.table;
    let sampled = sample_entries(table, seed);
    let mut meshes = Vec::new();
    for part in net_views(table) {
        meshes.extend(Mesh::new(part, table, &sampled)?);
    }
    let mut tallies: Vec<Tally> = (0..threads.max(1))
        .map(|_| Tally {
            memo: Memo::new(),
            bits: vec![0.0; sampled.len()],
            column: vec![u32::MAX; sampled.len()],
            columns: vec![0; sampled.len()],
            touched: Vec::new(),
        })
        .collect();
    let mut caught: Vec<Caught> = Vec::new();
    let work = |tally: &mut Tally, piece: usize| {
        let start = piece * CHUNK_ENTRIES;
        let mut found = Vec::new();
        for entry in start..(start + CHUNK_ENTRIES).min(table.len()) {
            let entry = EntryId(entry as u32);
            hold_against(scorer, keys, &meshes, &sampled, entry, unique_within_source, tally, &mut found);
        }
        found
    };
    in_order(&mut tallies, table.len().div_ceil(CHUNK_ENTRIES), work, |_, found| {
        caught.extend(found);
        Ok(())
    })?;
    Ok(interval(sampled.len(), &caught))
}

fn sample_entries(table: &Table, seed: u64) -> Vec<u32> {
    let mut all: Vec<u32> = (0..table.len() as u32).collect();
    let mut chance = chance(seed, 3 << 32);
    let wanted = SAMPLED_ENTRIES.min(all.len());
    for place in 0..wanted {
        let other = place + below(&mut chance, all.len() - place);
        all.swap(place, other);
    }
    all.truncate(wanted);
    all
}

/// Which sampled entries an entry may be the same person as.
#[expect(clippy::too_many_arguments, reason = "one step of one loop")]
fn hold_against(
    scorer: &Scorer<'_>,
    keys: &Keys,
    meshes: &[Mesh],
    sampled: &[u32],
    entry: EntryId,
    unique_within_source: bool,
    tally: &mut Tally,
    found: &mut Vec<Caught>,
) {
    let table = scorer.table;
    let row = table.row(entry);
    for mesh in meshes {
        let code = row[mesh.column] as usize;
        let (start, end) = mesh.range_of[code];
        for place in &mesh.entries[start as usize..end as usize] {
            let at = *place as usize;
            if tally.columns[at] == 0 {
                tally.touched.push(*place);
            } else if tally.column[at] == mesh.column as u32 {
                continue;
            }
            tally.columns[at] += 1;
            tally.column[at] = mesh.column as u32;
            tally.bits[at] += mesh.bits[code];
        }
    }
    let wanted = -scorer.prior_bits() - SLACK_BITS;
    for place in tally.touched.drain(..) {
        let at = place as usize;
        let (bits, columns) = (f64::from(tally.bits[at]), tally.columns[at]);
        tally.bits[at] = 0.0;
        tally.columns[at] = 0;
        tally.column[at] = u32::MAX;
        let other = EntryId(sampled[at]);
        let is_pair = entry != other
            && !(unique_within_source && table.source(entry) == table.source(other));
        if columns < 2 || bits < wanted || !is_pair {
            continue;
        }
        let other_row = table.row(other);
        let chance = probability(scorer.score(row, other_row, &mut tally.memo));
        if chance >= CHANCE_MIN {
            found.push((place, chance, keys.proposed_before(keys.rule_count(), row, other_row)));
        }
    }
}

/// Ratio of sums over sampled entries, with the spread between entries.
fn interval(sampled: usize, caught: &[Caught]) -> Option<Interval> {
    let mut sums = vec![(0.0, 0.0); sampled];
    for (place, chance, is_proposed) in caught {
        let (proposed, all) = &mut sums[*place as usize];
        *all += chance;
        if *is_proposed {
            *proposed += chance;
        }
    }
    let proposed: f64 = sums.iter().map(|(proposed, _)| proposed).sum();
    let all: f64 = sums.iter().map(|(_, all)| all).sum();
    if all < 1.0 {
        return None;
    }
    let estimate = proposed / all;
    let spread: f64 = sums
        .iter()
        .map(|(proposed, all)| (proposed - estimate * all) * (proposed - estimate * all))
        .sum();
    // Where the sample shows no miss at all there may still be some: at most three in `all` (the
    // rule of three).
    let error = WIDTH * spread.sqrt() / all;
    Some(Interval {
        estimate,
        low: (estimate - error.max(3.0 / all)).max(0.0),
        high: (estimate + error.max(1.0 / all)).min(1.0),
    })
}
