//! Choosing blocking rules from the data: conjunctions that together propose as many of the
//! likely matches as possible, for a bounded number of pairs (greedy weighted set cover, as in
//! Bilenko, Kamath and Mooney 2006).
//!
//! Which parts agree in a match is first guessed, then learned from the likely matches that the
//! guessed rules found, or from reviewed pairs. A column's agreement is learned only from pairs
//! whose rule did not demand it.

use std::collections::BTreeSet;

use crate::blocks::Keys;
use crate::dictionary::NOT_SAID;
use crate::entries::EntryId;
use crate::error::LinkError;
use crate::field::Kind;
use crate::rule::{Part, Rule, View, keys_of};
use crate::sample::{below, chance, unit};
use crate::table::Table;

/// Pairs an entry may be compared in, in the mean, in lists of any size.
const PAIRS_PER_ENTRY: f64 = 20.0;
/// Pairs that cost nothing to speak of: lists that form fewer are compared whole.
const PAIRS_FREE: f64 = 3_000_000.0;
/// Entries up to which all pairs are compared.
const EVERY_PAIR_ENTRIES_MAX: usize = 2_450;
/// Pairs to learn from: two an entry, of short lists ten, so that matches are no rarity among them.
const LEARNING_PAIRS_PER_ENTRY: f64 = 2.0;
const LEARNING_PAIRS_PER_ENTRY_OF_SHORT: f64 = 10.0;
const LEARNING_PAIRS_OF_SHORT_MAX: f64 = 10_000.0;
/// The share of the guessed matches that the rules to learn from have to propose.
const LEARNING_SHARE_MIN: f64 = 0.5;
const RULES_CHOSEN_MAX: usize = 18;
const PARTS_CHOSEN_MAX: usize = 3;
/// Matches that are imagined for choosing.
const MATCHES: usize = 10_000;
/// The share of the imagined matches that a further rule has to add.
const GAIN_MIN: f64 = 0.000_1;
/// A rule may propose so many times the pairs that its parts' chances promise.
const SURPRISE_MAX: f64 = 4.0;
const PARTS_MAX: usize = 60;

/// Pairs that rules together may propose: by their parts' chances, and when they are counted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Budget {
    promised: f64,
    found: f64,
}

/// A part with what choosing needs of it.
#[derive(Debug)]
struct Candidate {
    part: Part,
    keys: Vec<u32>,
    /// Chance that it agrees in two random entries.
    chance: f64,
    /// First guess that it agrees in a match if both say it.
    guess: f64,
    /// Share of the entries that say it.
    said: f64,
}

/// The parts that rules are made of, and which of them agree in a match.
#[derive(Debug)]
pub(crate) struct Chooser {
    candidates: Vec<Candidate>,
    entries: f64,
}

/// A match by its agreeing parts, and the columns that were free to disagree; one bit each.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KnownMatch {
    agrees: u64,
    free: u64,
}

/// Whether lists are small enough to compare everything with everything.
pub(crate) fn is_small(table: &Table) -> bool {
    table.len() <= EVERY_PAIR_ENTRIES_MAX
}

fn views_of(kind: Kind) -> &'static [(View, f64)] {
    match kind {
        Kind::GivenName => &[(View::FirstSound, 0.8), (View::Start(2), 0.85)],
        Kind::Surname => &[(View::Sound, 0.85), (View::Start(3), 0.88)],
        Kind::FullName => &[
            (View::Sorted, 0.5),
            (View::Long, 0.6),
            (View::FirstSound, 0.75),
            (View::LastSound, 0.7),
        ],
        Kind::Date => &[
            (View::Whole, 0.75),
            (View::Month, 0.8),
            (View::Day, 0.78),
            (View::Year, 0.85),
        ],
        Kind::Place => &[(View::Whole, 0.8), (View::Start(4), 0.85)],
        Kind::Code => &[(View::Whole, 0.85), (View::Start(4), 0.9)],
        Kind::Text => &[(View::Whole, 0.5), (View::Start(5), 0.7)],
        Kind::Year | Kind::Number => &[(View::Whole, 0.8)],
        Kind::Sex => &[(View::Whole, 0.97)],
        Kind::Age => &[],
    }
}

/// All parts that rules could be made of: the loose net of [`crate::recall`].
pub(crate) fn net_views(table: &Table) -> Vec<Part> {
    let columns = table.columns.iter().enumerate();
    columns
        .flat_map(|(column, described)| {
            let views = views_of(described.kind).iter();
            views.map(move |(view, _)| Part {
                column,
                view: *view,
            })
        })
        .collect()
}

impl Chooser {
    pub(crate) fn new(table: &Table) -> Result<Self, LinkError> {
        let entries = table.len() as f64;
        let mut candidates = Vec::new();
        for (column, described) in table.columns.iter().enumerate() {
            for (view, guess) in views_of(described.kind) {
                let part = Part {
                    column,
                    view: *view,
                };
                let keys = keys_of(part, table)?;
                let (chance, said) = chance_and_said(&keys, &described.counts, entries);
                if said > 0.0 && chance > 0.0 && candidates.len() < PARTS_MAX {
                    candidates.push(Candidate {
                        part,
                        keys,
                        chance,
                        guess: *guess,
                        said,
                    });
                }
            }
        }
        Ok(Self {
            candidates,
            entries,
        })
    }

    /// Pairs that may be compared.
    pub(crate) fn budget(&self) -> Budget {
        let pairs = (PAIRS_PER_ENTRY * self.entries).max(PAIRS_FREE);
        Budget {
            promised: pairs,
            found: pairs,
        }
    }

    /// Rules to learn a model from: so narrow that matches are no rarity among their pairs. Lists in
    /// which persons stand many times need wider ones.
    pub(crate) fn choose_to_learn(
        &self,
        table: &Table,
        matches: &[u64],
    ) -> Result<Vec<Rule>, LinkError> {
        let whole = self.budget();
        let mut budget = Budget {
            promised: (LEARNING_PAIRS_PER_ENTRY_OF_SHORT * self.entries)
                .min(LEARNING_PAIRS_OF_SHORT_MAX)
                .max(LEARNING_PAIRS_PER_ENTRY * self.entries),
            ..whole
        };
        loop {
            let rules = self.choose(table, matches, budget)?;
            let is_enough = self.share_proposed(&rules, matches) >= LEARNING_SHARE_MIN;
            if is_enough || budget.promised >= whole.promised {
                return Ok(rules);
            }
            budget.promised *= 2.0;
        }
    }

    /// The share of matches that rules propose.
    pub(crate) fn share_proposed(&self, rules: &[Rule], matches: &[u64]) -> f64 {
        let masks: Vec<u64> = rules.iter().map(|rule| self.mask(rule)).collect();
        let proposed = |agrees: &&u64| masks.iter().any(|mask| *agrees & mask == *mask);
        matches.iter().filter(proposed).count() as f64 / matches.len().max(1) as f64
    }

    /// A rule's parts, one bit each; of a rule with other parts all bits, which nothing has.
    fn mask(&self, rule: &Rule) -> u64 {
        let place = |part: &Part| self.candidates.iter().position(|one| one.part == *part);
        let bits = rule.parts.iter().map(place);
        bits.fold(0, |mask, place| {
            place.map_or(u64::MAX, |place| mask | 1 << place)
        })
    }

    /// Matches as they might be, before anything is known: each column agrees or not by one draw,
    /// so that a finer view agrees only where the coarser does.
    pub(crate) fn guessed(&self, seed: u64) -> Vec<u64> {
        let mut chance = chance(seed, 1 << 32);
        let imagine = |_| {
            let mut agrees = 0;
            let (mut column, mut draw, mut said) = (usize::MAX, 0.0, false);
            for (place, candidate) in self.candidates.iter().enumerate() {
                if candidate.part.column != column {
                    column = candidate.part.column;
                    draw = unit(&mut chance);
                    said = unit(&mut chance) < candidate.said * candidate.said;
                }
                agrees |= u64::from(said && draw < candidate.guess) << place;
            }
            agrees
        };
        (0..MATCHES).map(imagine).collect()
    }

    /// What agrees in a pair of which columns are free to disagree: the pair was proposed, and is
    /// likely a match, without them.
    pub(crate) fn known(&self, table: &Table, pair: (EntryId, EntryId), free: u64) -> KnownMatch {
        let (left, right) = (table.row(pair.0), table.row(pair.1));
        let agrees = self.candidates.iter().enumerate().filter(|(_, candidate)| {
            let key = candidate.keys[left[candidate.part.column] as usize];
            key != NOT_SAID && key == candidate.keys[right[candidate.part.column] as usize]
        });
        KnownMatch {
            agrees: agrees.fold(0, |bits, (place, _)| bits | 1 << place),
            free,
        }
    }

    /// What agrees in pairs that people judged to be one person's.
    pub(crate) fn judged(&self, table: &Table, same: &[(u32, u32)]) -> Vec<u64> {
        let entries = same
            .iter()
            .map(|(left, right)| (EntryId(*left), EntryId(*right)));
        entries
            .map(|pair| self.known(table, pair, 0).agrees)
            .collect()
    }

    /// Matches put together from known ones, column by column, each column from a pair where it
    /// was free. None if some column never was.
    pub(crate) fn learned(&self, known: &[KnownMatch], seed: u64) -> Option<Vec<u64>> {
        let columns: BTreeSet<usize> = self.candidates.iter().map(|one| one.part.column).collect();
        let mut matches = vec![0; MATCHES];
        for column in columns {
            let of_column = self.candidates.iter().enumerate();
            let mask: u64 = of_column
                .filter(|(_, candidate)| candidate.part.column == column)
                .fold(0, |bits, (place, _)| bits | 1 << place);
            let free: Vec<u64> = known
                .iter()
                .filter(|one| one.free >> column & 1 == 1)
                .map(|one| one.agrees & mask)
                .collect();
            if free.is_empty() {
                return None;
            }
            let mut chance = chance(seed, (2 << 32) + column as u64);
            for agrees in &mut matches {
                *agrees |= free[below(&mut chance, free.len())];
            }
        }
        Some(matches)
    }

    /// The rules that propose most of these matches within a budget of pairs.
    pub(crate) fn choose(
        &self,
        table: &Table,
        matches: &[u64],
        budget: Budget,
    ) -> Result<Vec<Rule>, LinkError> {
        let Budget { promised, found } = budget;
        let (mut promised_left, mut found_left) = (promised, found);
        let mut conjunctions = self.conjunctions(promised);
        let mut uncovered: Vec<u64> = matches.to_vec();
        let mut rules = Vec::new();
        // What it costs to sort all entries by a further key, in pairs.
        let overhead = self.entries * 0.5 + promised / 50.0;
        while rules.len() < RULES_CHOSEN_MAX {
            let next = best(
                &conjunctions,
                &uncovered,
                promised_left,
                overhead,
                matches.len(),
            );
            let Some(next) = next else { break };
            let (mask, pairs_promised) = conjunctions.swap_remove(next);
            conjunctions.sort_unstable_by_key(|(mask, _)| *mask);
            let rule = self.rule(mask);
            let mut keys = Keys::new(std::slice::from_ref(&rule), table)?;
            let blocks = keys.blocks(0, table);
            let pairs = blocks.pairs() as f64;
            let is_surprise = pairs > pairs_promised * SURPRISE_MAX && pairs > found / 4.0;
            if pairs > found_left || is_surprise {
                continue;
            }
            found_left -= pairs;
            promised_left -= pairs_promised;
            uncovered.retain(|agrees| agrees & mask != mask);
            rules.push(rule);
        }
        if rules.is_empty() {
            rules.extend(self.narrowest());
        }
        Ok(rules)
    }

    /// Where every conjunction proposes too much: the one that proposes least, whose blocks are cut.
    fn narrowest(&self) -> Option<Rule> {
        let conjunctions = self.conjunctions(f64::INFINITY);
        let least = conjunctions
            .iter()
            .min_by(|one, other| one.1.total_cmp(&other.1));
        least.map(|(mask, _)| self.rule(*mask))
    }

    /// Every conjunction of parts of different columns that fits the budget, with the pairs that
    /// its parts' chances promise.
    fn conjunctions(&self, budget: f64) -> Vec<(u64, f64)> {
        let pairs = self.entries * (self.entries - 1.0) / 2.0;
        let mut found = Vec::new();
        let mut growing: Vec<(u64, f64, usize)> = vec![(0, pairs, 0)];
        for _ in 0..PARTS_CHOSEN_MAX {
            let mut grown = Vec::new();
            for (mask, promised, from) in &growing {
                for (place, candidate) in self.candidates.iter().enumerate().skip(*from) {
                    let is_taken = self
                        .columns_of(*mask)
                        .any(|column| column == candidate.part.column);
                    if !is_taken {
                        grown.push((mask | 1 << place, promised * candidate.chance, place + 1));
                    }
                }
            }
            found.extend(
                grown
                    .iter()
                    .filter(|(_, promised, _)| *promised <= budget)
                    .map(|(mask, promised, _)| (*mask, *promised)),
            );
            growing = grown;
        }
        found.sort_unstable_by_key(|(mask, _)| *mask);
        found
    }

    fn columns_of(&self, mask: u64) -> impl Iterator<Item = usize> {
        let candidates = self.candidates.iter().enumerate();
        candidates
            .filter(move |(place, _)| mask >> place & 1 == 1)
            .map(|(_, candidate)| candidate.part.column)
    }

    fn rule(&self, mask: u64) -> Rule {
        let candidates = self.candidates.iter().enumerate();
        let mut parts: Vec<Part> = candidates
            .filter(|(place, _)| mask >> place & 1 == 1)
            .map(|(_, candidate)| candidate.part)
            .collect();
        parts.sort_unstable();
        Rule { parts }
    }
}

/// The conjunction with most new matches for its pairs; of equals the first.
fn best(
    conjunctions: &[(u64, f64)],
    uncovered: &[u64],
    left: f64,
    overhead: f64,
    matches: usize,
) -> Option<usize> {
    let mut best: Option<(usize, f64)> = None;
    for (place, (mask, promised)) in conjunctions.iter().enumerate() {
        if *promised > left {
            continue;
        }
        let gain = uncovered
            .iter()
            .filter(|agrees| **agrees & mask == *mask)
            .count() as f64;
        let ratio = gain / (promised + overhead);
        if gain >= GAIN_MIN * matches as f64 && best.is_none_or(|(_, known)| ratio > known) {
            best = Some((place, ratio));
        }
    }
    best.map(|(place, _)| place)
}

/// Chance that two random entries agree in a key, and the share of the entries that have one.
fn chance_and_said(keys: &[u32], counts: &[u32], entries: f64) -> (f64, f64) {
    let mut by_key: Vec<(u32, u32)> = keys.iter().copied().zip(counts.iter().copied()).collect();
    by_key.retain(|(key, count)| *key != NOT_SAID && *count > 0);
    by_key.sort_unstable();
    let (mut same, mut said) = (0.0, 0.0);
    for group in by_key.chunk_by(|one, other| one.0 == other.0) {
        let count: f64 = group.iter().map(|(_, count)| f64::from(*count)).sum();
        same += count * (count - 1.0);
        said += count;
    }
    (
        same / (entries * (entries - 1.0)).max(1.0),
        said / entries.max(1.0),
    )
}
