//! Learning m and the shares of matches by expectation and maximisation (Fellegi and Sunter 1969;
//! Winkler 1988) on counts of patterns. u comes from random pairs and stays.
//!
//! Each blocking rule gives a session: what the rule demands is no evidence there, and every rule
//! has its own share of matches, but all share one m.

use std::collections::BTreeMap;

use crate::compare::{Comparison, LEVELS_MAX};
use crate::model::{ComparisonModel, Model, Pattern, level_in};
use crate::table::Table;
use crate::warning::Warning;

const ROUNDS_MAX: usize = 200;
/// The largest change of a chance at which learning ends.
const SETTLED: f64 = 1e-6;
/// Matches' worth of belief in the first guess: as many as are needed to learn anything. In short lists what
/// happened together must not look like one person; in long ones this weighs nothing.
const GUESS_WEIGHT: f64 = MATCHES_MIN;
/// Fewer expected matches than this are too few to learn from.
pub(crate) const MATCHES_MIN: f64 = 40.0;
/// Where more of the matches than this have different names, it was not persons that were learned.
const NAMES_DIFFERENT_MAX: f64 = 0.5;
const CHANCE_MIN: f64 = 1e-7;
/// Of a first guess: each level is so much rarer than the one before it.
const GUESS_STEP: f64 = 0.3;
const GUESS_SAME: f64 = 0.75;
/// First guess of the share of matches in a rule's pairs.
const SHARE_GUESS: f64 = 0.2;

/// Patterns of the pairs of one rule, or of random pairs.
#[derive(Debug, Clone, Default)]
pub(crate) struct Session {
    /// Comparisons that the rule decides; one bit each.
    pub(crate) decided: u64,
    pub(crate) patterns: Vec<(Pattern, u32)>,
}

impl Session {
    pub(crate) fn new(decided: u64, counts: BTreeMap<Pattern, u32>) -> Self {
        Self {
            decided,
            patterns: counts.into_iter().collect(),
        }
    }
}

/// Levels of pairs that people judged to be one person's: each counts as a match.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reviewed {
    pub(crate) same: Vec<Pattern>,
}

impl Reviewed {
    fn counts(&self, comparisons: usize) -> Vec<[f64; LEVELS_MAX]> {
        let mut counted = vec![[0.0; LEVELS_MAX]; comparisons];
        for pattern in &self.same {
            for (place, levels) in counted.iter_mut().enumerate() {
                if let Some(level) = level_in(*pattern, place) {
                    levels[level] += 1.0;
                }
            }
        }
        counted
    }
}

/// What was learned.
#[derive(Debug)]
pub(crate) struct Learned {
    pub(crate) comparisons: Vec<ComparisonModel>,
    /// Of each session: the share of matches.
    pub(crate) shares: Vec<f64>,
    pub(crate) warnings: Vec<Warning>,
}

/// u of each level: of random pairs; of "same" from how often each value is.
pub(crate) fn chances_of_two(
    table: &Table,
    comparisons: &[Comparison],
    random: &Session,
    is_everything: bool,
    is_match: impl Fn(Pattern) -> f64,
) -> Vec<Vec<f64>> {
    let mut counted = vec![[0.0; LEVELS_MAX]; comparisons.len()];
    for (pattern, count) in &random.patterns {
        let weight = f64::from(*count) * (1.0 - is_match(*pattern));
        for (place, levels) in counted.iter_mut().enumerate() {
            if let Some(level) = level_in(*pattern, place) {
                levels[level] += weight;
            }
        }
    }
    let each = comparisons.iter().zip(counted);
    each.map(|(comparison, counted)| {
        let levels = comparison.levels.len();
        let mut u = with_guess(&counted[..levels], &vec![1.0 / levels as f64; levels], 1.0);
        if comparison.weighs_rarity() && !is_everything {
            let same = table.columns[comparison.column].chance_same();
            let others: f64 = u[1..].iter().sum();
            u[0] = same.max(CHANCE_MIN);
            let rest = (1.0 - same).max(CHANCE_MIN) / others.max(CHANCE_MIN);
            for chance in &mut u[1..] {
                *chance *= rest;
            }
        }
        u.iter().map(|chance| chance.max(CHANCE_MIN)).collect()
    })
    .collect()
}

/// Shares of counts, with a little of a guess.
fn with_guess(counts: &[f64], guess: &[f64], weight: f64) -> Vec<f64> {
    let total: f64 = counts.iter().sum::<f64>() + weight;
    let share = |(count, guess): (&f64, &f64)| (count + weight * guess) / total;
    counts.iter().zip(guess).map(share).collect()
}

/// A first guess of m: "same" mostly, each further level rarer.
fn guess(levels: usize) -> Vec<f64> {
    let mut chances = vec![GUESS_SAME];
    let mut rest = 1.0;
    for _ in 1..levels {
        rest *= GUESS_STEP;
        chances.push(rest);
    }
    let others: f64 = chances[1..].iter().sum();
    for chance in &mut chances[1..] {
        *chance *= (1.0 - GUESS_SAME) / others;
    }
    chances
}

/// Learns from the rules' sessions.
pub(crate) fn learn_chances(
    comparisons: &[Comparison],
    sessions: &[Session],
    reviewed: &Reviewed,
    u: Vec<Vec<f64>>,
) -> Learned {
    let guesses: Vec<Vec<f64>> = comparisons
        .iter()
        .map(|comparison| guess(comparison.levels.len()))
        .collect();
    let mut m = guesses.clone();
    let mut shares = vec![SHARE_GUESS; sessions.len()];
    for _ in 0..ROUNDS_MAX {
        let mut counted = reviewed.counts(comparisons.len());
        let logs = logs(&m, &u);
        for (session, share) in sessions.iter().zip(&mut shares) {
            let odds = libm::log2(*share / (1.0 - *share));
            let (mut matches, mut pairs) = (0.0, 0.0);
            for (pattern, count) in &session.patterns {
                let bits = bits(*pattern, &logs, session.decided);
                let chance = crate::model::probability(odds + bits) * f64::from(*count);
                matches += chance;
                pairs += f64::from(*count);
                for (place, levels) in counted.iter_mut().enumerate() {
                    if session.decided >> place & 1 == 0
                        && let Some(level) = level_in(*pattern, place)
                    {
                        levels[level] += chance;
                    }
                }
            }
            *share = ((matches + 1e-3) / (pairs + 1.0)).clamp(1e-9, 0.999_9);
        }
        let mut change: f64 = 0.0;
        for ((m, counted), guess) in m.iter_mut().zip(&counted).zip(&guesses) {
            let next = with_guess(&counted[..m.len()], guess, GUESS_WEIGHT);
            for (old, new) in m.iter_mut().zip(next) {
                change = change.max((*old - new).abs());
                *old = new.max(CHANCE_MIN);
            }
        }
        if change < SETTLED {
            break;
        }
    }
    finish(comparisons, shares, m, u, &guesses)
}

fn logs(m: &[Vec<f64>], u: &[Vec<f64>]) -> Vec<[f64; LEVELS_MAX]> {
    let each = m.iter().zip(u);
    each.map(|(m, u)| {
        let mut logs = [0.0; LEVELS_MAX];
        for (log, (m, u)) in logs.iter_mut().zip(m.iter().zip(u)) {
            *log = libm::log2(m / u);
        }
        logs
    })
    .collect()
}

/// Evidence of a pattern without the comparisons that are decided.
fn bits(pattern: Pattern, logs: &[[f64; LEVELS_MAX]], decided: u64) -> f64 {
    let places = 0..logs.len();
    places
        .filter(|place| decided >> place & 1 == 0)
        .filter_map(|place| Some(logs[place][level_in(pattern, place)?]))
        .sum()
}

/// The guards: a model that makes no sense says so, and falls back to the guess.
fn finish(
    comparisons: &[Comparison],
    shares: Vec<f64>,
    mut m: Vec<Vec<f64>>,
    u: Vec<Vec<f64>>,
    guesses: &[Vec<f64>],
) -> Learned {
    let mut warnings = Vec::new();
    let all_same: f64 = m.iter().zip(&u).map(|(m, u)| libm::log2(m[0] / u[0])).sum();
    // In short lists of a few events, what happened together can look like one person.
    let is_of_others = |(comparison, m): (&Comparison, &Vec<f64>)| {
        let different = m.last().copied().unwrap_or(0.0);
        comparison.kind.is_name() && different > NAMES_DIFFERENT_MAX
    };
    if all_same <= 0.0 || comparisons.iter().zip(&m).any(is_of_others) {
        warnings.push(Warning::new("class_flip", ""));
        m = guesses.to_vec();
    }
    let mut models = Vec::with_capacity(comparisons.len());
    for ((comparison, m), u) in comparisons.iter().zip(m).zip(u) {
        if m[0] <= u[0] {
            warnings.push(Warning::new("m_not_above_u", comparison.name.as_str()));
        }
        models.push(ComparisonModel {
            name: comparison.name.clone(),
            levels: comparison
                .levels
                .iter()
                .map(|level| (*level).to_owned())
                .collect(),
            m,
            u,
        });
    }
    Learned {
        comparisons: models,
        shares,
        warnings,
    }
}

/// The chance that a pattern is a match among random pairs.
pub(crate) fn chance_of(pattern: Pattern, model: &Model) -> f64 {
    model.chance_without(pattern, 0)
}
