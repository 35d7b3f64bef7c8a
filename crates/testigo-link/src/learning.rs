//! Learning a model from the lists themselves, and from reviewed pairs where there are some.

use crate::choose::{Chooser, KnownMatch, is_small};
use crate::compare::{Comparison, Memo, comparisons};
use crate::error::LinkError;
use crate::judgement::{Judgement, settle};
use crate::learn::{MATCHES_MIN, Reviewed, Session, chance_of, chances_of_two, learn_chances};
use crate::link::LinkSettings;
use crate::model::{Model, pattern};
use crate::rule::{RULES_MAX, Rule};
use crate::sample::{RuleSample, random_pairs, rule_pairs};
use crate::table::Table;
use crate::warning::Warning;

/// Chance from which a sampled pair helps to choose rules.
const LIKELY: f64 = 0.5;
/// The prior is not raised by more than this tells.
const SHARE_PROPOSED_MIN: f64 = 0.2;
/// Reviewed matches from which on rules are chosen by them alone.
const REVIEWED_MIN: usize = 50;

/// Learns a model: chances of levels, how rare matches are, and blocking rules unless some are given.
pub fn learn(
    table: &Table,
    settings: &LinkSettings,
    judgements: &[Judgement],
) -> Result<(Model, Vec<Warning>), LinkError> {
    let mut model = Model {
        prior: 0.5,
        comparisons: Vec::new(),
        rules: given_rules(table, settings)?,
        match_bits: None,
    };
    let comparisons = comparisons(table);
    let mut memos: Vec<Memo> = (0..settings.threads.max(1)).map(|_| Memo::new()).collect();
    if table.len() < 2 {
        let u = chances_of_two(table, &comparisons, &Session::default(), true, |_| 0.0);
        model.comparisons = learn_chances(&comparisons, &[], &Reviewed::default(), u).comparisons;
        return Ok((model, Vec::new()));
    }
    let (random, is_everything) = random_pairs(table, &comparisons, &mut memos, settings.seed)?;
    let of_two = |chance: &dyn Fn(u128) -> f64| {
        chances_of_two(table, &comparisons, &random, is_everything, chance)
    };
    let chooser = Chooser::new(table)?;
    let guessed = chooser.guessed(settings.seed);
    let mut rules = model.rules.clone();
    if rules.is_empty() {
        rules = chooser.choose_to_learn(table, &guessed)?;
    }
    let samples = rule_pairs(table, &comparisons, &rules, &mut memos)?;
    let reviewed = reviewed(table, &comparisons, judgements, &mut memos[0]);
    fit(
        &mut model,
        &comparisons,
        &samples,
        &reviewed,
        of_two(&|_| 0.0),
        table,
    );
    // Random pairs hold a few matches: with a first model they are known and left out of u.
    let u = {
        let first = model.clone();
        of_two(&|pattern| chance_of(pattern, &first))
    };
    let warnings = fit(&mut model, &comparisons, &samples, &reviewed, u, table);
    if model.rules.is_empty() {
        let known = likely(&chooser, table, &comparisons, &samples, &model);
        let learned = chooser.learned(&known, settings.seed);
        let mut matches = learned.unwrap_or_else(|| guessed.clone());
        let share = chooser
            .share_proposed(&rules, &matches)
            .max(SHARE_PROPOSED_MIN);
        model.prior = (model.prior / share).min(0.5);
        let judged = chooser.judged(table, &settle(table.len(), judgements).same);
        if judged.len() >= REVIEWED_MIN {
            matches = judged;
        } else {
            // Likely matches are the cleaner ones; the guess speaks for those that are damaged more.
            matches.extend(guessed);
        }
        model.rules = if is_small(table) {
            vec![Rule::default()]
        } else {
            chooser.choose(table, &matches, chooser.budget())?
        };
    }
    Ok((model, warnings))
}

fn given_rules(table: &Table, settings: &LinkSettings) -> Result<Vec<Rule>, LinkError> {
    if settings.blocking.len() > RULES_MAX {
        return Err(LinkError::TooLarge("rules"));
    }
    let texts = settings.blocking.iter();
    texts.map(|text| Rule::read(text, table)).collect()
}

/// The levels of the pairs that people have judged.
fn reviewed(
    table: &Table,
    comparisons: &[Comparison],
    judgements: &[Judgement],
    memo: &mut Memo,
) -> Reviewed {
    let settled = settle(table.len(), judgements);
    let mut patterns = |pairs: &[(u32, u32)]| {
        let rows = pairs.iter().map(|(left, right)| {
            let (left, right) = (crate::EntryId(*left), crate::EntryId(*right));
            (table.row(left), table.row(right))
        });
        rows.map(|(left, right)| pattern(table, comparisons, left, right, memo))
            .collect()
    };
    Reviewed {
        same: patterns(&settled.same),
    }
}

/// Learns m, and the prior from the expected matches among the pairs that rules propose.
fn fit(
    model: &mut Model,
    comparisons: &[Comparison],
    samples: &[RuleSample],
    reviewed: &Reviewed,
    u: Vec<Vec<f64>>,
    table: &Table,
) -> Vec<Warning> {
    let sessions: Vec<Session> = samples.iter().map(RuleSample::session).collect();
    let learned = learn_chances(comparisons, &sessions, reviewed, u);
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
    let mut warnings = learned.warnings;
    if matches < MATCHES_MIN {
        warnings.push(Warning::new("few_matches", ""));
    }
    warnings
}

/// Sampled pairs that are likely matches, each with the columns that did not make it one.
fn likely(
    chooser: &Chooser,
    table: &Table,
    comparisons: &[Comparison],
    samples: &[RuleSample],
    model: &Model,
) -> Vec<KnownMatch> {
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
                    free |= comparison
                        .columns()
                        .fold(0, |bits, column| bits | 1 << column);
                }
            }
            known.push(chooser.known(table, (pair.left, pair.right), free));
        }
    }
    known
}
