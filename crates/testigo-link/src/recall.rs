//! How many of the true matches the blocking rules propose, estimated in two ways that know nothing
//! of each other.
//!
//! A loose net: sampled entries are held against all entries, and whatever shares rare enough values
//! in any two fields is scored; the rules propose a share of what is caught. But what shares too
//! little is in no net. So, from the matches that are caught without a field's help, one sees how
//! often that field agrees in a match, and matches put together from such fields are imagined: the
//! rules propose a share of those too. The interval holds both.

mod imagined;

use crate::blocks::Keys;
use crate::choose::net_views;
use crate::compare::{Memo, NOT_COMPARED};
use crate::dictionary::NOT_SAID;
use crate::entries::EntryId;
use crate::error::LinkError;
use crate::link::LinkSettings;
use crate::model::{Scorer, probability};
use crate::parallel::in_order;
use crate::rule::{Part, Rule, keys_of};
use crate::sample::{below, chance};
use crate::table::Table;
use imagined::{Agreeing, Imagined};

/// Entries that are held against all others.
const SAMPLED_ENTRIES: usize = 1_500;
/// A value that a larger share of the entries has is too loose a mesh: in short lists one that a
/// quarter has, in long ones one that a fiftieth has.
const SHARE_MAX: f64 = 0.25;
const SHARE_MAX_LONG: f64 = 0.02;
const SHARED_ENTRIES: f64 = 20_000.0;
/// What two entries have to share beyond the prior, in bits, less this, is in the net.
const SLACK_BITS: f64 = 12.0;
const CHANCE_MIN: f64 = 0.01;
const CHUNK_ENTRIES: usize = 8_192;
/// Of a normal distribution, 95 %.
const WIDTH: f64 = 1.96;

/// So many times the misses that are seen may be unseen.
const DAMAGED_SHARE: f64 = 0.1;

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
    /// The comparison that the column belongs to.
    comparison: usize,
    /// By code: a range of `entries`.
    range_of: Vec<(u32, u32)>,
    entries: Vec<u32>,
    /// By code: what sharing its key says, in bits.
    bits: Vec<f32>,
}

impl Mesh {
    /// None if the part tells nothing.
    fn new(part: Part, net: &Net<'_>) -> Result<Option<Self>, LinkError> {
        let table = net.scorer.table;
        let keys = keys_of(part, table)?;
        let counts = &table.columns[part.column].counts;
        let size = keys.iter().max().map_or(0, |key| *key as usize) + 1;
        let mut shares = vec![0_u32; size];
        for (key, count) in keys.iter().zip(counts) {
            shares[*key as usize] += count;
        }
        let entries = table.len() as f64;
        let share_max = (SHARED_ENTRIES / entries).clamp(SHARE_MAX_LONG, SHARE_MAX);
        let most = share_max * entries + 2.0;
        let mut held: Vec<(u32, u32)> = net
            .sampled
            .iter()
            .enumerate()
            .map(|(place, entry)| {
                (
                    keys[table.row(EntryId(*entry))[part.column] as usize],
                    place as u32,
                )
            })
            .filter(|(key, _)| *key != NOT_SAID)
            .filter(|(key, _)| f64::from(shares[*key as usize]) <= most)
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
        let bits = |key: &u32| libm::log2(entries / f64::from(shares[*key as usize].max(1))) as f32;
        Ok(Some(Self {
            column: part.column,
            comparison: net.comparison_of(part.column),
            range_of: keys.iter().map(|key| range_of_key[*key as usize]).collect(),
            bits: keys.iter().map(bits).collect(),
            entries: held.into_iter().map(|(_, place)| place).collect(),
        }))
    }
}

/// What the net is made from.
struct Net<'a> {
    scorer: &'a Scorer<'a>,
    keys: &'a Keys,
    sampled: Vec<u32>,
    unique_within_source: bool,
    agreeing: Agreeing,
}

/// A thread's tally of what each sampled entry shares with one row.
struct Tally {
    memo: Memo,
    /// By sampled entry and comparison.
    bits: Vec<f32>,
    /// By sampled entry: how many comparisons share something, and how much in all.
    fields: Vec<u8>,
    total: Vec<f32>,
    touched: Vec<u32>,
}

/// A pair in the net.
struct Caught {
    /// The place of the sampled entry.
    place: u32,
    chance: f64,
    is_proposed: bool,
    /// Comparisons without which it would be in the net and likely too, one bit each.
    free: u64,
    /// Parts of the rules that agree, one bit each.
    agrees: u128,
}

/// Estimates the recall of the rules. Without anything to go by there is none.
pub(crate) fn blocking_recall(
    scorer: &Scorer<'_>,
    keys: &Keys,
    rules: &[Rule],
    threads: usize,
    settings: &LinkSettings,
) -> Result<Option<Interval>, LinkError> {
    let table = scorer.table;
    let seed = settings.seed;
    let net = Net {
        scorer,
        keys,
        sampled: sample_entries(table, seed),
        unique_within_source: settings.unique_within_source,
        agreeing: Agreeing::new(rules, table)?,
    };
    let mut meshes = Vec::new();
    for part in net_views(table) {
        meshes.extend(Mesh::new(part, &net)?);
    }
    let mut tallies: Vec<Tally> = (0..threads.max(1))
        .map(|_| Tally {
            memo: Memo::new(),
            bits: vec![0.0; net.sampled.len() * scorer.comparisons.len()],
            fields: vec![0; net.sampled.len()],
            total: vec![0.0; net.sampled.len()],
            touched: Vec::new(),
        })
        .collect();
    let mut caught: Vec<Caught> = Vec::new();
    let work = |tally: &mut Tally, piece: usize| {
        let start = piece * CHUNK_ENTRIES;
        let mut found = Vec::new();
        for entry in start..(start + CHUNK_ENTRIES).min(table.len()) {
            net.hold(&meshes, EntryId(entry as u32), tally, &mut found);
        }
        found
    };
    in_order(
        &mut tallies,
        table.len().div_ceil(CHUNK_ENTRIES),
        work,
        |_, found| {
            caught.extend(found);
            Ok(())
        },
    )?;
    let Some(netted) = interval(net.sampled.len(), &caught) else {
        return Ok(None);
    };
    if rules.iter().any(|rule| rule.parts.is_empty()) {
        // Everything is compared with everything: nothing can be missed.
        return Ok(Some(Interval {
            estimate: 1.0,
            low: 1.0,
            high: 1.0,
        }));
    }
    let imagined = Imagined::new(&net.agreeing, scorer.comparisons, &caught, seed);
    Ok(Some(
        match imagined.and_then(|imagined| imagined.recall(&net.agreeing)) {
            None => allow_for_damage(netted),
            Some(imagined) => allow_for_damage(Interval {
                estimate: f64::midpoint(netted.estimate, imagined.estimate),
                low: netted.low.min(imagined.low),
                high: netted.high.max(imagined.high),
            }),
        },
    ))
}

/// Both ways see too few of the matches of which nearly everything is damaged: the lower end leaves
/// room for them.
fn allow_for_damage(interval: Interval) -> Interval {
    Interval {
        low: (interval.low - DAMAGED_SHARE * (1.0 - interval.low)).max(0.0),
        ..interval
    }
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

impl Net<'_> {
    fn comparison_of(&self, column: usize) -> usize {
        let mut comparisons = self.scorer.comparisons.iter();
        comparisons
            .position(|comparison| comparison.columns().any(|one| one == column))
            .unwrap_or(0)
    }

    /// Which sampled entries an entry may be the same person as.
    fn hold(&self, meshes: &[Mesh], entry: EntryId, tally: &mut Tally, found: &mut Vec<Caught>) {
        let width = self.scorer.comparisons.len();
        let row = self.scorer.table.row(entry);
        for mesh in meshes {
            let code = row[mesh.column] as usize;
            let (start, end) = mesh.range_of[code];
            for place in &mesh.entries[start as usize..end as usize] {
                let at = *place as usize;
                let bits = &mut tally.bits[at * width + mesh.comparison];
                let more = mesh.bits[code] - *bits;
                if more <= 0.0 {
                    continue;
                }
                if tally.fields[at] == 0 {
                    tally.touched.push(*place);
                }
                tally.fields[at] += u8::from(*bits == 0.0);
                tally.total[at] += more;
                *bits += more;
            }
        }
        let wanted = self.wanted_bits();
        for place in std::mem::take(&mut tally.touched) {
            let at = place as usize;
            let shared = at * width..(at + 1) * width;
            if tally.fields[at] >= 2 && f64::from(tally.total[at]) >= wanted {
                let pair = self.catch(entry, place, &tally.bits[shared.clone()], &mut tally.memo);
                found.extend(pair);
            }
            tally.bits[shared].fill(0.0);
            tally.fields[at] = 0;
            tally.total[at] = 0.0;
        }
    }

    /// What a pair has to share to be in the net.
    fn wanted_bits(&self) -> f64 {
        -self.scorer.prior_bits() - SLACK_BITS
    }

    /// The pair, if it shares enough and is not unlikely.
    fn catch(&self, entry: EntryId, place: u32, shared: &[f32], memo: &mut Memo) -> Option<Caught> {
        let scorer = self.scorer;
        let table = scorer.table;
        let wanted = self.wanted_bits();
        let fields = shared.iter().filter(|bits| **bits > 0.0).count();
        let total: f64 = shared.iter().map(|bits| f64::from(*bits)).sum();
        let other = EntryId(self.sampled[place as usize]);
        let is_pair = entry != other
            && !(self.unique_within_source && table.source(entry) == table.source(other));
        if !is_pair {
            return None;
        }
        let (row, other_row) = (table.row(entry), table.row(other));
        let bits = scorer.score(row, other_row, memo);
        let mut free = 0;
        for (place, shared) in shared.iter().enumerate() {
            let is_shared = *shared > 0.0;
            let (level, own, more) = scorer.parts(place, row, other_row, memo);
            let own = if level == NOT_COMPARED {
                0.0
            } else {
                own + more
            };
            let is_free = fields >= 2 + usize::from(is_shared)
                && total - f64::from(*shared) >= wanted
                && probability(bits - own) >= imagined::LIKELY;
            free |= u64::from(is_free) << place;
        }
        let chance = probability(bits);
        if chance < CHANCE_MIN && free == 0 {
            return None;
        }
        let rules = self.keys.rule_count();
        Some(Caught {
            place,
            chance,
            is_proposed: self.keys.proposed_before(rules, row, other_row),
            free,
            agrees: self.agreeing.of(row, other_row),
        })
    }
}

/// Ratio of sums over sampled entries, with the spread between entries.
fn interval(sampled: usize, caught: &[Caught]) -> Option<Interval> {
    let mut sums = vec![(0.0, 0.0); sampled];
    for pair in caught {
        let (proposed, all) = &mut sums[pair.place as usize];
        *all += pair.chance;
        if pair.is_proposed {
            *proposed += pair.chance;
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
