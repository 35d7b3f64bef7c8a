//! What the engine believes: how often each level is seen in one person's entries (m) and in those
//! of two (u), and how rare it is that two entries are one person's.

use crate::compare::{Comparison, LEVELS_MAX, Level, Memo, NOT_COMPARED, comparisons};
use crate::dictionary::{hash_text, mix};
use crate::entries::EntryId;
use crate::error::LinkError;
use crate::rule::Rule;
use crate::table::Table;

/// Weight of no evidence, and bounds of what one field can say, in bits.
const FIELD_BITS_MAX: f64 = 40.0;

/// A model: saved, it gives the same pairs the same weights again.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Chance that two random entries are one person's.
    pub(crate) prior: f64,
    /// In the order of a table's comparisons.
    pub(crate) comparisons: Vec<ComparisonModel>,
    pub(crate) rules: Vec<Rule>,
    /// Where a pair counts as a match, in bits, once that is settled.
    pub(crate) match_bits: Option<f64>,
}

/// Chances of one field's levels.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ComparisonModel {
    pub(crate) name: String,
    pub(crate) levels: Vec<String>,
    pub(crate) m: Vec<f64>,
    pub(crate) u: Vec<f64>,
}

impl ComparisonModel {
    /// Evidence of a level in bits.
    pub(crate) fn bits(&self, level: usize) -> f64 {
        let ratio = self.m[level] / self.u[level];
        libm::log2(ratio).clamp(-FIELD_BITS_MAX, FIELD_BITS_MAX)
    }
}

impl Model {
    /// The blocking rules in words, in the order of [`crate::Pair::rule`].
    pub fn rules(&self, table: &Table) -> Vec<String> {
        self.rules.iter().map(|rule| rule.text(table)).collect()
    }

    /// A short name of what the model is made of: the same model, the same version.
    pub fn version(&self) -> String {
        let mut hash = mix(7, self.prior.to_bits());
        for comparison in &self.comparisons {
            hash = mix(hash, hash_text(&comparison.name));
            for chance in comparison.m.iter().chain(&comparison.u) {
                hash = mix(hash, chance.to_bits());
            }
        }
        for rule in &self.rules {
            hash = mix(hash, hash_text(&format!("{rule:?}")));
        }
        format!("{hash:016x}")
    }

    /// What two random entries weigh before anything is compared, in bits.
    pub(crate) fn prior_bits(&self) -> f64 {
        libm::log2(self.prior / (1.0 - self.prior))
    }

    /// The chance of a pattern without rarity, and without the comparisons that are decided.
    pub(crate) fn chance_without(&self, pattern: Pattern, decided: u64) -> f64 {
        let places = self.comparisons.iter().enumerate();
        let evidence: f64 = places
            .filter(|(place, _)| decided >> place & 1 == 0)
            .filter_map(|(place, comparison)| Some(comparison.bits(level_in(pattern, place)?)))
            .sum();
        probability(self.prior_bits() + evidence)
    }

    /// The model's comparisons are those of the table.
    pub(crate) fn check(&self, table: &Table) -> Result<(), LinkError> {
        let wanted = comparisons(table);
        let fits = wanted.len() == self.comparisons.len()
            && wanted.iter().zip(&self.comparisons).all(|(wanted, model)| {
                wanted.name == model.name
                    && wanted.levels.iter().eq(model.levels.iter())
                    && model.m.len() == wanted.levels.len()
                    && model.u.len() == wanted.levels.len()
            });
        if !fits {
            let names: Vec<&str> = self
                .comparisons
                .iter()
                .map(|one| one.name.as_str())
                .collect();
            return Err(LinkError::ModelMismatch(names.join(", ")));
        }
        let is_chance = |chance: &f64| *chance > 0.0 && *chance < 1.0 + 1e-9;
        let chances = self
            .comparisons
            .iter()
            .flat_map(|one| one.m.iter().chain(&one.u));
        if !chances.chain([&self.prior]).all(is_chance) || self.prior >= 1.0 {
            return Err(LinkError::ModelInvalid(
                "a chance is not between 0 and 1".to_owned(),
            ));
        }
        Ok(())
    }
}

/// The chance that goes with a weight.
pub fn probability(bits: f64) -> f64 {
    if bits > 300.0 {
        return 1.0;
    }
    let odds = libm::exp2(bits);
    odds / (1.0 + odds)
}

/// The weight that goes with a chance.
pub fn bits_of(probability: f64) -> f64 {
    let chance = probability.clamp(1e-12, 1.0 - 1e-12);
    libm::log2(chance / (1.0 - chance))
}

/// A model laid out for one table.
#[derive(Debug)]
pub(crate) struct Scorer<'a> {
    pub(crate) table: &'a Table,
    pub(crate) comparisons: &'a [Comparison],
    prior_bits: f64,
    bits: Vec<[f64; LEVELS_MAX]>,
    /// By comparison and code: how much more or less it says that both say exactly this.
    rarity: Vec<Vec<f32>>,
}

/// How often values are among the entries that a model was made from: a run that continues another
/// uses the same.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Frequencies {
    /// By comparison, by code; empty where rarity does not count.
    shares: Vec<Vec<f64>>,
}

impl Frequencies {
    /// Among the first so many entries of a table.
    pub(crate) fn of_first(table: &Table, comparisons: &[Comparison], entries: usize) -> Self {
        let shares = comparisons.iter().map(|comparison| {
            if !comparison.weighs_rarity() {
                return Vec::new();
            }
            let column = comparison.column;
            let mut counts = vec![0_u32; table.columns[column].counts.len()];
            for entry in 0..entries.min(table.len()) as u32 {
                counts[table.row(EntryId(entry))[column] as usize] += 1;
            }
            let said: u32 = counts.iter().skip(1).sum();
            let share = |count: u32| f64::from(count.max(1)) / f64::from(said.max(1));
            counts.into_iter().map(share).collect()
        });
        Self {
            shares: shares.collect(),
        }
    }
}

impl<'a> Scorer<'a> {
    pub(crate) fn new(
        table: &'a Table,
        comparisons: &'a [Comparison],
        model: &Model,
        frequencies: &Frequencies,
    ) -> Self {
        let bits = model.comparisons.iter().map(|comparison| {
            let mut bits = [0.0; LEVELS_MAX];
            for (level, bit) in bits.iter_mut().enumerate().take(comparison.levels.len()) {
                *bit = comparison.bits(level);
            }
            bits
        });
        let rarity = model.comparisons.iter().zip(&frequencies.shares);
        let rarity = rarity.map(|(chances, shares)| {
            shares
                .iter()
                .map(|share| libm::log2(chances.u[0] / share) as f32)
                .collect()
        });
        Self {
            table,
            comparisons,
            prior_bits: model.prior_bits(),
            bits: bits.collect(),
            rarity: rarity.collect(),
        }
    }

    /// The weight of a pair, in bits.
    #[inline]
    pub(crate) fn score(&self, left: &[u32], right: &[u32], memo: &mut Memo) -> f64 {
        let mut total = self.prior_bits;
        for (place, comparison) in self.comparisons.iter().enumerate() {
            let level = comparison.level(self.table, left, right, memo);
            if level == NOT_COMPARED {
                continue;
            }
            total += self.bits[place][usize::from(level)];
            if level == 0 {
                total += self.rarity(place, left[comparison.column], right[comparison.column]);
            }
        }
        total
    }

    /// What it says more or less that both say this; of two spellings the more frequent counts.
    #[inline]
    fn rarity(&self, place: usize, one: u32, other: u32) -> f64 {
        let rarity = &self.rarity[place];
        if rarity.is_empty() {
            return 0.0;
        }
        f64::from(rarity[one as usize].min(rarity[other as usize]))
    }

    /// Of one comparison: its level, its weight, and the part of it that is rarity.
    pub(crate) fn parts(
        &self,
        place: usize,
        left: &[u32],
        right: &[u32],
        memo: &mut Memo,
    ) -> (Level, f64, f64) {
        let comparison = &self.comparisons[place];
        let level = comparison.level(self.table, left, right, memo);
        if level == NOT_COMPARED {
            return (level, 0.0, 0.0);
        }
        let more = if level == 0 {
            self.rarity(place, left[comparison.column], right[comparison.column])
        } else {
            0.0
        };
        (level, self.bits[place][usize::from(level)], more)
    }

    pub(crate) fn prior_bits(&self) -> f64 {
        self.prior_bits
    }

    pub(crate) fn score_entries(&self, left: EntryId, right: EntryId, memo: &mut Memo) -> f64 {
        self.score(self.table.row(left), self.table.row(right), memo)
    }
}

/// The levels of a pair, four bits a comparison; all ones is "not compared".
pub(crate) type Pattern = u128;

/// Bits of one level in a pattern.
const LEVEL_BITS: usize = 4;
const LEVEL_MASK: u128 = 0xF;

pub(crate) fn pattern(
    table: &Table,
    comparisons: &[Comparison],
    left: &[u32],
    right: &[u32],
    memo: &mut Memo,
) -> Pattern {
    comparisons.iter().rev().fold(0, |pattern, comparison| {
        let level = comparison.level(table, left, right, memo);
        pattern << LEVEL_BITS | (u128::from(level) & LEVEL_MASK)
    })
}

/// The level of a comparison in a pattern.
pub(crate) fn level_in(pattern: Pattern, comparison: usize) -> Option<usize> {
    let level = (pattern >> (comparison * LEVEL_BITS) & LEVEL_MASK) as usize;
    (level < LEVELS_MAX).then_some(level)
}
