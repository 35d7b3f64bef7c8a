//! The whole way by a model: score, set the threshold, group, and say how much was missed.

use std::collections::BTreeSet;

use crate::blocks::Keys;
use crate::cluster::Linkage;
use crate::compare::{Memo, comparisons};
use crate::entries::EntryId;
use crate::error::LinkError;
use crate::histogram::Histogram;
use crate::judgement::{Judgement, Settled, settle};
use crate::model::{Frequencies, Model, Scorer, bits_of, probability};
use crate::recall::{Interval, blocking_recall};
use crate::scoring::{Pair, PairSink, Scope, score};
use crate::table::Table;
use crate::threshold::{Thresholds, shift_of, thresholds};
use crate::touched::Touched;
use crate::warning::Warning;

/// What it counts to judge a pair inside a larger cluster, which holds together without it.
const LARGE_CLUSTER_USE: f64 = 0.25;

/// What may be given; everything has good defaults.
#[derive(Debug, Clone)]
pub struct LinkSettings {
    /// Blocking rules; chosen from the lists if there are none.
    pub blocking: Vec<String>,
    /// Chance from which a pair counts as a match; the model's own if none.
    pub threshold: Option<f64>,
    /// No list holds a person twice.
    pub unique_within_source: bool,
    /// Threads; the result is the same for any number.
    pub threads: usize,
    /// For what is sampled.
    pub seed: u64,
    /// How rare values are is counted among so many first entries; among all if none. A run that
    /// continues another counts as that one did.
    pub frequency_entries: Option<usize>,
}

impl Default for LinkSettings {
    fn default() -> Self {
        Self {
            blocking: Vec::new(),
            threshold: None,
            unique_within_source: false,
            threads: 1,
            seed: 20_191_115,
            frequency_entries: None,
        }
    }
}

/// What came out.
#[derive(Debug, Clone)]
pub struct Linked {
    /// The model that was learned or used.
    pub model: Model,
    /// Pairs worth keeping, by entries.
    pub pairs: Vec<Pair>,
    /// For each entry, the first entry of its cluster.
    pub first: Vec<EntryId>,
    /// Where a pair counts as a match.
    pub thresholds: Thresholds,
    /// How many pairs were compared.
    pub pairs_scored: u64,
    /// How many of them count as matches.
    pub matches: u64,
    /// The share of true matches among what was compared; none if there is nothing to go by.
    pub blocking_recall: Option<Interval>,
    /// Judgements that contradict each other: pairs judged different that others make one person.
    pub contradictions: Vec<(EntryId, EntryId)>,
    /// What to bear in mind.
    pub warnings: Vec<Warning>,
    /// The name of each entry's cluster.
    pub cluster_ids: Vec<ClusterId>,
    /// The name that the next new cluster gets.
    next_cluster: u64,
    /// Among how many first entries rarity was counted.
    pub frequency_entries: usize,
    pub(crate) settled: Settled,
    pub(crate) histogram: Histogram,
}

impl Linked {
    /// Pairs between the thresholds, judged or not, the most useful first: those of which the model is
    /// least sure and whose answer changes the number of persons. Whoever reviews after somebody else
    /// sees the same pairs in the same order.
    pub fn review_queue(&self) -> Vec<Pair> {
        let thresholds = &self.thresholds;
        let range = thresholds.review_bits..thresholds.sure_bits;
        let mut sizes = vec![0_u32; self.first.len()];
        for first in &self.first {
            sizes[first.0 as usize] += 1;
        }
        let use_of = |pair: &Pair| {
            let (left, right) = (
                self.first[pair.left.0 as usize],
                self.first[pair.right.0 as usize],
            );
            let changes_count = left != right || sizes[left.0 as usize] == 2;
            let unsure = 1.0 - (2.0 * probability(pair.bits + thresholds.shift_bits) - 1.0).abs();
            if changes_count {
                unsure
            } else {
                unsure * LARGE_CLUSTER_USE
            }
        };
        let pairs = self.pairs.iter();
        let mut queue: Vec<Pair> = pairs
            .filter(|pair| range.contains(&pair.bits))
            .copied()
            .collect();
        queue.sort_by(|one, other| {
            use_of(other)
                .total_cmp(&use_of(one))
                .then((one.left, one.right).cmp(&(other.left, other.right)))
        });
        queue
    }

    /// Of the [`Linked::review_queue`] the pairs that nobody has judged.
    pub fn candidates(&self) -> Vec<Pair> {
        let settled = &self.settled;
        let judged = [&settled.same, &settled.different, &settled.unsure];
        let is_open = |pair: &Pair| {
            let entries = (pair.left.0, pair.right.0);
            let mut judged = judged.iter();
            judged.all(|pairs| pairs.binary_search(&entries).is_err())
        };
        let mut queue = self.review_queue();
        queue.retain(is_open);
        queue
    }

    /// How many persons there are, as far as this goes.
    pub fn clusters(&self) -> usize {
        let first = self.first.iter().enumerate();
        first
            .filter(|(place, first)| first.0 as usize == *place)
            .count()
    }
}

/// The stable name of a cluster; never given to another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClusterId(pub u64);

/// Links the entries of a table by a model. Pairs that are not all too unlikely go to `sink` as they
/// are found, in an order that never changes.
pub fn link(
    table: &Table,
    settings: &LinkSettings,
    model: &Model,
    judgements: &[Judgement],
    sink: Option<&mut PairSink<'_>>,
) -> Result<Linked, LinkError> {
    run(table, settings, model, judgements, sink, None)
}

/// Links entries that were added behind those of an earlier run: only they are compared, with all,
/// and only the components that they or new judgements touch are grouped again. The pairs and
/// clusters are those of a full run by the same model, rarity and threshold.
pub fn link_more(
    table: &Table,
    settings: &LinkSettings,
    judgements: &[Judgement],
    earlier: &Linked,
) -> Result<Linked, LinkError> {
    if table.len() < earlier.first.len() {
        return Err(LinkError::OutOfRange("entries"));
    }
    let settings = LinkSettings {
        frequency_entries: Some(earlier.frequency_entries),
        threshold: None,
        ..settings.clone()
    };
    run(
        table,
        &settings,
        &earlier.model,
        judgements,
        None,
        Some(earlier),
    )
}

fn run(
    table: &Table,
    settings: &LinkSettings,
    model: &Model,
    judgements: &[Judgement],
    sink: Option<&mut PairSink<'_>>,
    earlier: Option<&Linked>,
) -> Result<Linked, LinkError> {
    let given = settings.threshold;
    if given.is_some_and(|given| !(given > 0.0 && given < 1.0)) {
        return Err(LinkError::OutOfRange("threshold"));
    }
    model.check(table)?;
    let comparisons = comparisons(table);
    let mut memos: Vec<Memo> = (0..settings.threads.max(1)).map(|_| Memo::new()).collect();
    let mut warnings = table.warnings().to_vec();
    let frequency_entries = settings.frequency_entries.unwrap_or(table.len());
    let frequencies = Frequencies::of_first(table, &comparisons, frequency_entries);
    let scorer = Scorer::new(table, &comparisons, model, &frequencies);
    let mut keys = Keys::new(&model.rules, table)?;
    let scope = Scope {
        unique_within_source: settings.unique_within_source,
        from: earlier.map_or(0, |earlier| earlier.first.len() as u32),
    };
    let mut found = score(&scorer, &mut keys, scope, &mut memos, sink)?;
    let mut touched = Touched::new(table.len(), earlier);
    if let Some(earlier) = earlier {
        touched.by_pairs(table, &keys, earlier, &mut found);
    }
    for rule in &found.cut_rules {
        warnings.push(Warning::new("block_cut", model.rules[*rule].text(table)));
    }
    let settled = settle(table.len(), judgements);
    touched.by_judgements(&settled, earlier);
    let given = given.map(bits_of).or(model.match_bits);
    let shift = shift_of(&judged_bits(&scorer, &settled, &mut memos[0]));
    let thresholds = thresholds(&found.histogram, given, model.prior_bits(), shift);
    let linkage = Linkage {
        scorer: &scorer,
        match_bits: thresholds.match_bits,
        settled: &settled,
        unique_within_source: settings.unique_within_source,
    };
    let grouping = linkage.group(&found.kept, &touched);
    warnings.extend(Linkage::warning(&grouping));
    let recall = blocking_recall(&scorer, &keys, &model.rules, memos.len(), settings)?;
    warnings.sort();
    warnings.dedup();
    let is_match = |pair: &&Pair| pair.bits >= thresholds.match_bits;
    let first: Vec<EntryId> = grouping.first.into_iter().map(EntryId).collect();
    let (cluster_ids, next_cluster) = name_clusters(&first, earlier);
    Ok(Linked {
        matches: found.kept.iter().filter(is_match).count() as u64,
        pairs: found.kept,
        cluster_ids,
        next_cluster,
        first,
        thresholds,
        pairs_scored: found.histogram.total(),
        blocking_recall: recall,
        contradictions: settled.contradictions.clone(),
        warnings,
        model: Model {
            match_bits: Some(thresholds.match_bits),
            ..model.clone()
        },
        frequency_entries,
        settled,
        histogram: found.histogram,
    })
}

/// Names clusters: one keeps the oldest name among those of its entries that no cluster before it
/// keeps; others get new names. Names that are given up never come back.
fn name_clusters(first: &[EntryId], earlier: Option<&Linked>) -> (Vec<ClusterId>, u64) {
    let known = earlier.map_or(&[][..], |earlier| &earlier.cluster_ids);
    let mut next = earlier.map_or(1, |earlier| earlier.next_cluster);
    let mut wanted: Vec<Option<ClusterId>> = vec![None; first.len()];
    for (first, id) in first.iter().zip(known) {
        let oldest = &mut wanted[first.0 as usize];
        *oldest = Some(oldest.map_or(*id, |oldest| oldest.min(*id)));
    }
    let mut taken: BTreeSet<ClusterId> = BTreeSet::new();
    let mut names: Vec<ClusterId> = Vec::with_capacity(first.len());
    for (place, first) in first.iter().enumerate() {
        let top = first.0 as usize;
        let name = if top < place {
            names[top]
        } else {
            let kept = wanted[place].filter(|id| taken.insert(*id));
            kept.unwrap_or_else(|| {
                next += 1;
                ClusterId(next - 1)
            })
        };
        names.push(name);
    }
    (names, next)
}

/// What judged pairs weigh, and whether they are matches.
fn judged_bits(scorer: &Scorer<'_>, settled: &Settled, memo: &mut Memo) -> Vec<(f64, bool)> {
    let same = settled.same.iter().map(|pair| (pair, true));
    let different = settled.different.iter().map(|pair| (pair, false));
    same.chain(different)
        .map(|((left, right), is_same)| {
            (
                scorer.score_entries(EntryId(*left), EntryId(*right), memo),
                is_same,
            )
        })
        .collect()
}
