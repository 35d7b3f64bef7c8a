//! Why a pair weighs what it weighs.

use serde::Serialize;

use crate::blocks::Keys;
use crate::compare::{Comparison, Memo, NOT_COMPARED, comparisons};
use crate::entries::EntryId;
use crate::error::LinkError;
use crate::model::{Frequencies, Model, Scorer, probability};
use crate::table::Table;

/// What one field says about a pair.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldWeight {
    /// The column's name.
    pub field: String,
    /// What it holds: a word of [`crate::Kind::ALL`].
    pub kind: &'static str,
    /// The level's code, or `not_compared`.
    pub level: String,
    /// Its weight in bits, rarity included.
    pub bits: f64,
    /// The part of it that is rarity: how much more it says that both say exactly this.
    pub rarity_bits: f64,
    /// What the left entry says, as written.
    pub left: String,
    /// What the right entry says, as written.
    pub right: String,
}

/// Why a pair weighs what it weighs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// What two entries weigh before anything is compared.
    pub prior_bits: f64,
    /// What each field adds.
    pub weights: Vec<FieldWeight>,
    /// The sum.
    pub bits: f64,
    /// The chance that goes with it.
    pub probability: f64,
    /// The first rule that proposes the pair; none if no rule does.
    pub rule: Option<String>,
    /// The model's version.
    pub model: String,
}

/// Explains a pair by a model, with rarity as among the first `frequency_entries` entries.
pub fn explain(
    table: &Table,
    model: &Model,
    frequency_entries: usize,
    left: EntryId,
    right: EntryId,
) -> Result<Explanation, LinkError> {
    let mut explained = None;
    let mut keep = |explanation| explained = Some(explanation);
    explain_each(table, model, frequency_entries, &[(left, right)], &mut keep)?;
    explained.ok_or(LinkError::OutOfRange("entry"))
}

/// The same for many pairs, in their order; what all of them need is made once.
pub fn explain_each(
    table: &Table,
    model: &Model,
    frequency_entries: usize,
    pairs: &[(EntryId, EntryId)],
    each: &mut dyn FnMut(Explanation),
) -> Result<(), LinkError> {
    model.check(table)?;
    let comparisons = comparisons(table);
    let frequencies = Frequencies::of_first(table, &comparisons, frequency_entries);
    let scorer = Scorer::new(table, &comparisons, model, &frequencies);
    let mut memo = Memo::new();
    let mut keys = Keys::new(&model.rules, table)?;
    for rule in 0..keys.rule_count() {
        // It remembers which blocks are cut.
        drop(keys.blocks(rule, table));
    }
    for (left, right) in pairs {
        if left.0.max(right.0) as usize >= table.len() {
            return Err(LinkError::OutOfRange("entry"));
        }
        let (left_row, right_row) = (table.row(*left), table.row(*right));
        let bits = scorer.score(left_row, right_row, &mut memo);
        let rule = (0..keys.rule_count()).find(|rule| keys.proposes(*rule, left_row, right_row));
        each(Explanation {
            prior_bits: scorer.prior_bits(),
            weights: weights(&scorer, &comparisons, (*left, *right), &mut memo),
            bits,
            probability: probability(bits),
            rule: rule.map(|rule| model.rules[rule].text(table)),
            model: model.version(),
        });
    }
    Ok(())
}

fn weights(
    scorer: &Scorer<'_>,
    comparisons: &[Comparison],
    (left, right): (EntryId, EntryId),
    memo: &mut Memo,
) -> Vec<FieldWeight> {
    let table = scorer.table;
    let (left_row, right_row) = (table.row(left), table.row(right));
    let weight = |(place, comparison): (usize, &Comparison)| {
        let (level, bits, rarity_bits) = scorer.parts(place, left_row, right_row, memo);
        let code = match level {
            NOT_COMPARED => "not_compared",
            level => comparison.levels[usize::from(level)],
        };
        FieldWeight {
            field: comparison.name.clone(),
            kind: comparison.kind.word(),
            level: code.to_owned(),
            bits: bits + rarity_bits,
            rarity_bits,
            left: table.entries().cell(left, comparison.column).to_owned(),
            right: table.entries().cell(right, comparison.column).to_owned(),
        }
    };
    comparisons.iter().enumerate().map(weight).collect()
}
