//! Where sources differ: claims about one field of one record that cannot all be so.
//!
//! A less precise claim does not contradict a more precise one, and a source does not contradict itself.

use std::collections::BTreeMap;

use testigo_custody::StatementId;

use crate::fold::words;
use crate::reading::Decimal;
use crate::vocabulary::{Type, field, vocabulary};

/// Codes that say that nothing is known.
const UNKNOWN_CODES: [&str; 2] = ["99", "unknown"];

/// A claim to compare; all of one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ComparedClaim<'a> {
    /// The field, without a repeat suffix.
    pub field: &'a str,
    /// The text.
    pub value: &'a str,
    /// The text folded.
    pub folded: &'a str,
    /// The least it means.
    pub low: Option<i64>,
    /// The most it means.
    pub high: Option<i64>,
    /// The record it refers to.
    pub refers: Option<StatementId>,
    /// Whether its words could not be read as the field's type.
    pub unread: bool,
    /// Who says so. Claims without a source count as of one source.
    pub source: Option<StatementId>,
}

/// A field in which sources differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The field.
    pub field: String,
    /// Indexes into the input of every claim that some other source's claim contradicts, ascending.
    pub values: Vec<usize>,
}

/// The fields of a record of this kind in which claims of different sources cannot all be so, by name.
pub fn disagreements(kind: &str, claims: &[ComparedClaim]) -> Vec<Disagreement> {
    let mut by_field: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, claim) in claims.iter().enumerate() {
        if !claim.unread {
            by_field.entry(claim.field).or_default().push(index);
        }
    }
    let mut found = Vec::new();
    for (name, indexes) in by_field {
        let Some(definition) = field(kind, name).filter(|field| field.compared && !field.multiple)
        else {
            continue;
        };
        let values = contradicted(definition.value, claims, &indexes);
        if !values.is_empty() {
            found.push(Disagreement {
                field: name.to_owned(),
                values,
            });
        }
    }
    found
}

/// The claims among `indexes` that another source's claim contradicts. Claims with the same text and source are
/// compared once.
fn contradicted(value: Type, claims: &[ComparedClaim], indexes: &[usize]) -> Vec<usize> {
    let mut versions: BTreeMap<(&str, Option<StatementId>), Vec<usize>> = BTreeMap::new();
    for &index in indexes {
        if let Some(claim) = claims.get(index) {
            versions
                .entry((claim.value, claim.source))
                .or_default()
                .push(index);
        }
    }
    let first_of = |same: &[usize]| same.first().and_then(|index| claims.get(*index));
    let firsts: Vec<&ComparedClaim> = versions
        .values()
        .filter_map(|same| first_of(same))
        .collect();
    let mut values: Vec<usize> = versions
        .values()
        .filter(|same| {
            first_of(same)
                .is_some_and(|claim| firsts.iter().any(|other| differ(value, claim, other)))
        })
        .flatten()
        .copied()
        .collect();
    values.sort_unstable();
    values
}

fn differ(value: Type, left: &ComparedClaim, right: &ComparedClaim) -> bool {
    left.source != right.source && left.value != right.value && !agree(value, left, right)
}

/// Whether both claims can be so.
fn agree(value: Type, left: &ComparedClaim, right: &ComparedClaim) -> bool {
    match value {
        Type::Date | Type::Quantity => ranges_meet(left, right),
        Type::Number => match (Decimal::parse(left.value), Decimal::parse(right.value)) {
            (Some(left), Some(right)) => left.agrees(&right),
            (_, _) => true,
        },
        Type::Reference => left.refers == right.refers,
        // A place by name and a place record cannot be compared without that record.
        Type::Place => match (left.refers, right.refers) {
            (Some(left), Some(right)) => left == right,
            (None, None) => names_agree(left.folded, right.folded),
            (Some(_), None) | (None, Some(_)) => true,
        },
        Type::Code { vocabulary, .. } => codes_agree(vocabulary, left, right),
        Type::Identifier => left.folded == right.folded,
        Type::Text | Type::Label | Type::Name => names_agree(left.folded, right.folded),
    }
}

fn ranges_meet(left: &ComparedClaim, right: &ComparedClaim) -> bool {
    let begins_by_end = |low: Option<i64>, high: Option<i64>| match (low, high) {
        (Some(low), Some(high)) => low <= high,
        (_, _) => true,
    };
    begins_by_end(left.low, right.high) && begins_by_end(right.low, left.high)
}

/// The words of one are among the words of the other: "Rosa" and "Rosa Quispe".
fn names_agree(left: &str, right: &str) -> bool {
    let among =
        |few: &str, many: &str| words(few).all(|word| words(many).any(|other| other == word));
    among(left, right) || among(right, left)
}

fn codes_agree(vocabulary_name: &str, left: &ComparedClaim, right: &ComparedClaim) -> bool {
    let (left_code, right_code) = (left.value, right.value);
    if UNKNOWN_CODES
        .iter()
        .any(|unknown| left_code == *unknown || right_code == *unknown)
    {
        return true;
    }
    let listed =
        |code: &str| vocabulary(vocabulary_name).is_some_and(|list| list.term(code).is_some());
    let hierarchical = |code: &str| {
        code.len() >= 2
            && code.len().is_multiple_of(2)
            && code.bytes().all(|byte| byte.is_ascii_digit())
    };
    if hierarchical(left_code) && hierarchical(right_code) {
        return left_code.starts_with(right_code) || right_code.starts_with(left_code);
    }
    if listed(left_code) || listed(right_code) {
        return left.folded == right.folded;
    }
    names_agree(left.folded, right.folded)
}

#[cfg(test)]
mod tests;
