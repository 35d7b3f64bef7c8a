//! The whole way: learn, choose rules, score, set the threshold, group, and say how much was missed.

use crate::blocks::Keys;
use crate::choose::{Chooser, is_small};
use crate::cluster::Linkage;
use crate::compare::{Comparison, Memo, comparisons};
use crate::entries::EntryId;
use crate::error::LinkError;
use crate::judgement::{Judgement, settle};
use crate::learn::{Session, chance_of, chances_of_two, learn};
use crate::model::{Frequencies, Model, Scorer, bits_of};
use crate::recall::{Interval, blocking_recall};
use crate::rule::{RULES_MAX, Rule};
use crate::sample::{RuleSample, random_pairs, rule_pairs};
use crate::scoring::{Pair, PairSink, Scope, score};
use crate::table::Table;
use crate::threshold::{Thresholds, thresholds};
use crate::warning::Warning;

/// Chance from which a sampled pair helps to choose rules.
const LIKELY: f64 = 0.5;
/// The prior is not raised by more than this tells.
const SHARE_PROPOSED_MIN: f64 = 0.2;

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
}

impl Default for LinkSettings {
    fn default() -> Self {
        Self {
            blocking: Vec::new(),
            threshold: None,
            unique_within_source: false,
            threads: 1,
            seed: 20_191_115,
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
}

impl Linked {
    /// How many persons there are, as far as this goes.
    pub fn clusters(&self) -> usize {
        let first = self.first.iter().enumerate();
        first.filter(|(place, first)| first.0 as usize == *place).count()
    }

    /// The model in words for whoever works on the engine.
    pub fn describe(&self, table: &Table) -> String {
        let mut text = format!("prior {:.3e} ({:.2} bits)\n", self.model.prior, self.model.prior_bits());
        for rule in &self.model.rules {
            text.push_str(&format!("rule {}\n", rule.text(table)));
        }
        for comparison in &self.model.comparisons {
            text.push_str(&comparison.name);
            for (level, name) in comparison.levels.iter().enumerate() {
                text.push_str(&format!("  {name} {:.4}/{:.2e}={:.1}", comparison.m[level], comparison.u[level], comparison.bits(level)));
            }
            text.push('\n');
        }
        text
    }
}

/// Links the entries of a table. `model` is used as it is if given, else learned. Every compared
/// pair goes to `sink`, in an order that never changes.
pub fn link(
    table: &Table,
    settings: &LinkSettings,
    model: Option<Model>,
    judgements: &[Judgement],
    sink: Option<&mut PairSink<'_>>,
) -> Result<Linked, LinkError> {
    let given = settings.threshold;
    if given.is_some_and(|given| !(given > 0.0 && given < 1.0)) {
        return Err(LinkError::OutOfRange("threshold"));
    }
    let comparisons = comparisons(table);
    let mut memos: Vec<Memo> = (0..settings.threads.max(1)).map(|_| Memo::new()).collect();
    let mut warnings = table.warnings().to_vec();
    let model = match model {
        Some(model) => {
            model.check(table)?;
            model
        }
        None => learn_model(table, settings, &comparisons, &mut memos, &mut warnings)?,
    };
    let frequencies = Frequencies::of_first(table, &comparisons, table.len());
    let scorer = Scorer::new(table, &comparisons, &model, &frequencies);
    let mut keys = Keys::new(&model.rules, table)?;
    let scope = Scope {
        unique_within_source: settings.unique_within_source,
        from: 0,
    };
    let scored = score(&scorer, &mut keys, scope, &mut memos, sink)?;
    for rule in &scored.cut_rules {
        warnings.push(Warning::new("block_cut", model.rules[*rule].text(table)));
    }
    let given = given.map(bits_of).or(model.match_bits);
    let thresholds = thresholds(&scored.histogram, given);
    let settled = settle(table.len(), judgements);
    let linkage = Linkage {
        scorer: &scorer,
        match_bits: thresholds.match_bits,
        settled: &settled,
        unique_within_source: settings.unique_within_source,
    };
    let grouping = linkage.group(&scored.kept);
    warnings.extend(Linkage::warning(&grouping));
    let blocking_recall = blocking_recall(
        &scorer,
        &keys,
        &model.rules,
        memos.len(),
        settings.seed,
        settings.unique_within_source,
    )?;
    warnings.sort();
    warnings.dedup();
    let is_match = |pair: &&Pair| f64::from(pair.bits) >= thresholds.match_bits;
    Ok(Linked {
        matches: scored.kept.iter().filter(is_match).count() as u64,
        pairs: scored.kept,
        first: grouping.first.into_iter().map(EntryId).collect(),
        thresholds,
        pairs_scored: scored.histogram.total(),
        blocking_recall,
        contradictions: settled.contradictions,
        warnings,
        model,
    })
}

fn learn_model(
    table: &Table,
    settings: &LinkSettings,
    comparisons: &[Comparison],
    memos: &mut [Memo],
    warnings: &mut Vec<Warning>,
) -> Result<Model, LinkError> {
    let mut given = Vec::with_capacity(settings.blocking.len());
    for text in &settings.blocking {
        given.push(Rule::read(text, table)?);
    }
    if given.len() > RULES_MAX {
        return Err(LinkError::TooLarge("rules"));
    }
    let mut model = Model {
        prior: 0.5,
        comparisons: Vec::new(),
        rules: given,
        match_bits: None,
        review_bits: None,
    };
    if table.len() < 2 {
        let (random, _) = (Session::default(), true);
        let u = chances_of_two(table, comparisons, &random, true, |_| 0.0);
        let learned = learn(comparisons, &[], u);
        model.comparisons = learned.comparisons;
        return Ok(model);
    }
    let (random, is_everything) = random_pairs(table, comparisons, memos, settings.seed)?;
    let of_two = |chance: &dyn Fn(u128) -> f64| {
        chances_of_two(table, comparisons, &random, is_everything, chance)
    };
    let chooser = Chooser::new(table)?;
    let guessed = chooser.guessed(settings.seed);
    let mut rules = model.rules.clone();
    if rules.is_empty() {
        rules = chooser.choose(table, &guessed, chooser.learning_budget())?;
    }
    let samples = rule_pairs(table, comparisons, &rules, memos)?;
    fit(&mut model, comparisons, &samples, of_two(&|_| 0.0), table, warnings);
    // Random pairs hold a few matches: with a first model they are known and left out of u.
    let u = {
        let first = model.clone();
        of_two(&|pattern| chance_of(pattern, &first))
    };
    warnings.retain(|warning| !matches!(warning.code, "few_matches" | "class_flip" | "m_not_above_u"));
    fit(&mut model, comparisons, &samples, u, table, warnings);
    if model.rules.is_empty() {
        let known = likely(&chooser, table, comparisons, &samples, &model);
        let matches = chooser.learned(&known, settings.seed).unwrap_or(guessed);
        let share = chooser.share_proposed(&rules, &matches).max(SHARE_PROPOSED_MIN);
        model.prior = (model.prior / share).min(0.5);
        model.rules = if is_small(table) {
            vec![Rule::default()]
        } else {
            chooser.choose(table, &matches, chooser.budget())?
        };
    }
    Ok(model)
}

/// Learns m, and the prior from the expected matches among the pairs that rules propose.
fn fit(
    model: &mut Model,
    comparisons: &[Comparison],
    samples: &[RuleSample],
    u: Vec<Vec<f64>>,
    table: &Table,
    warnings: &mut Vec<Warning>,
) {
    let sessions: Vec<Session> = samples.iter().map(RuleSample::session).collect();
    let learned = learn(comparisons, &sessions, u);
    warnings.extend(learned.warnings);
    model.comparisons = learned.comparisons;
    let mut matches = 0.0;
    for (sample, share) in samples.iter().zip(&learned.shares) {
        let evidence = Model {
            prior: *share,
            ..model.clone()
        };
        let firsts = sample.sampled.iter().filter(|pair| pair.is_first);
        let chances = firsts.map(|pair| evidence.chance_without(pair.pattern, sample.decided));
        let rate = sample.pairs as f64 / sample.sampled.len().max(1) as f64;
        matches += chances.sum::<f64>() * rate;
    }
    model.prior = (matches.max(0.5) / table.pairs_possible()).clamp(1e-15, 0.5);
}

/// Sampled pairs that are likely matches, each with the columns that did not make it one.
fn likely(
    chooser: &Chooser,
    table: &Table,
    comparisons: &[Comparison],
    samples: &[RuleSample],
    model: &Model,
) -> Vec<crate::choose::KnownMatch> {
    let mut known = Vec::new();
    for sample in samples {
        for pair in &sample.sampled {
            if chance_of(pair.pattern, model) < LIKELY {
                continue;
            }
            let mut free = 0;
            for (place, comparison) in comparisons.iter().enumerate() {
                let is_free = sample.decided >> place & 1 == 0
                    && model.chance_without(pair.pattern, 1 << place) >= LIKELY;
                if is_free {
                    free |= comparison.columns().fold(0, |bits, column| bits | 1 << column);
                }
            }
            known.push(chooser.known(table, (pair.left, pair.right), free));
        }
    }
    known
}
