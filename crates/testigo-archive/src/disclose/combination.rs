//! People without a name whom a few details tell apart: together they may name somebody.

use std::collections::{BTreeMap, BTreeSet};

use testigo_custody::StatementId;

use crate::disclose::selection::Selection;

/// Details that neighbours know.
const DETAILS: [&str; 4] = ["place", "age", "sex", "occupation"];
/// Fewer of them rarely tell anybody apart.
const DETAILS_MIN: usize = 3;
const NAMES: [&str; 5] = ["name", "given_name", "surname", "second_surname", "alias"];

/// What is disclosed of a person or an entry.
#[derive(Debug, Default)]
struct Person<'a> {
    named: bool,
    details: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

/// How many disclosed records of persons and entries show at least three of place, age, sex and occupation in a
/// combination that no other shows, and no name. What an act shows is also said of the person whom it was done to.
pub(crate) fn unique_combinations(selection: &Selection) -> u64 {
    let mut persons: BTreeMap<StatementId, Person<'_>> = BTreeMap::new();
    let mut victims: BTreeMap<StatementId, BTreeSet<StatementId>> = BTreeMap::new();
    for disclosed in &selection.statements {
        let victim = disclosed
            .row
            .claims
            .iter()
            .filter(|claim| claim.field == "victim");
        let victim = victim.filter_map(|claim| claim.refers);
        victims.entry(disclosed.record).or_default().extend(victim);
    }
    for disclosed in &selection.statements {
        let kind = selection.standings.get(&disclosed.record);
        let of: Vec<StatementId> = match kind.map_or("", |standing| &standing.kind) {
            "person" | "entry" => vec![disclosed.record],
            "act" => victims
                .get(&disclosed.record)
                .into_iter()
                .flatten()
                .copied()
                .collect(),
            _ => continue,
        };
        for record in of {
            let person = persons.entry(record).or_default();
            for claim in &disclosed.row.claims {
                person.named |= NAMES.contains(&claim.field.as_str());
                if let Some(detail) = DETAILS.iter().find(|detail| **detail == claim.field) {
                    let values = person.details.entry(detail).or_default();
                    values.insert(&claim.folded);
                }
            }
        }
    }
    let mut times: BTreeMap<&BTreeMap<&str, BTreeSet<&str>>, u64> = BTreeMap::new();
    for person in persons.values() {
        *times.entry(&person.details).or_default() += 1;
    }
    let alone = |person: &&Person<'_>| {
        !person.named
            && person.details.len() >= DETAILS_MIN
            && times.get(&person.details) == Some(&1)
    };
    persons.values().filter(alone).count() as u64
}
