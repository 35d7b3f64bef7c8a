//! Whether somebody who gives an account gave one before: telling it again costs, and versions are later set against each
//! other. People are told and decide; nothing is refused. And which records an account is the source of.

use std::collections::{BTreeSet, VecDeque};

use serde::Serialize;
use testigo_custody::StatementId;

use crate::archive::Archive;
use crate::error::Result;
use crate::find::SourceShown;

/// Records that are one person, and accounts of one person, that are looked at.
const LOOKED_AT_MAX: usize = 1_000;

/// An account that was given before.
#[derive(Debug, Clone, Serialize)]
pub struct AccountBefore {
    /// The later account.
    pub account: String,
    /// The earlier one.
    pub before: String,
    /// Who recorded the earlier one: its source.
    pub source: Option<SourceShown>,
    /// When, as the device stated it.
    pub recorded_at: Option<String>,
}

/// A record that an account is the source of.
#[derive(Debug, Clone)]
pub struct SaidRecord {
    /// The record.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// What it is called.
    pub title: String,
}

impl Archive {
    /// The accounts that whoever gave this one had given when it was recorded.
    pub fn accounts_given_before(&self, account: &str) -> Result<Vec<AccountBefore>> {
        let account = self.record_id(account)?;
        let view = self.catalog.statement(account)?;
        let recorded_at = view.and_then(|view| view.recorded_at);
        let mut before = self.accounts_before(&[account])?;
        // Two groups may take one down in the same second: then each is named to the other.
        before.retain(|one| one.recorded_at <= recorded_at);
        Ok(before)
    }

    /// The records that an account is the source of.
    pub fn said_by_account(&self, account: &str) -> Result<Vec<SaidRecord>> {
        let account = self.record_id(account)?;
        let said = self.catalog.records_said_by(account)?.into_iter();
        let said = said.map(|id| {
            Ok(SaidRecord {
                kind: self.kind_of(id)?,
                title: self.catalog.title(id)?,
                id: id.to_string(),
            })
        });
        said.collect()
    }

    /// For accounts that were just recorded, in their order: those that the same persons gave before, to whichever group.
    /// The same person is the same record, or one that the linkage or anybody's judgement says is the same.
    pub fn accounts_before(&self, recorded: &[StatementId]) -> Result<Vec<AccountBefore>> {
        let mut found = Vec::new();
        for (place, account) in recorded.iter().enumerate() {
            let later = recorded.get(place..).unwrap_or_default();
            let mut seen = BTreeSet::new();
            for person in self.persons_of(*account)? {
                for before in self.catalog.accounts_of(person)? {
                    if !later.contains(&before) && seen.insert(before) {
                        found.push(self.account_before(*account, before)?);
                    }
                }
            }
        }
        Ok(found)
    }

    fn account_before(&self, account: StatementId, before: StatementId) -> Result<AccountBefore> {
        let view = self.catalog.statement(before)?;
        let source = match view.as_ref().and_then(|view| view.source) {
            Some(source) => Some(SourceShown {
                id: source.to_string(),
                name: self.catalog.title(source)?,
            }),
            None => None,
        };
        Ok(AccountBefore {
            account: account.to_string(),
            before: before.to_string(),
            source,
            recorded_at: view.and_then(|view| view.recorded_at),
        })
    }

    /// Whoever gave an account, and the records that are the same person.
    fn persons_of(&self, account: StatementId) -> Result<BTreeSet<StatementId>> {
        let claims = self.catalog.claims_of(account, LOOKED_AT_MAX as u64, 0)?;
        let named = claims.items.iter().filter(|claim| claim.field == "person");
        let mut waiting: VecDeque<StatementId> = named.filter_map(|claim| claim.refers).collect();
        let mut persons = BTreeSet::new();
        if waiting.is_empty() {
            return Ok(persons);
        }
        let judgements = self.catalog.judgements()?;
        while let Some(person) = waiting.pop_front() {
            if persons.len() >= LOOKED_AT_MAX || !persons.insert(person) {
                continue;
            }
            let (linked, _) = self.catalog.same_person(person, LOOKED_AT_MAX as u64)?;
            waiting.extend(linked);
            let same = judgements
                .iter()
                .filter(|judgement| judgement.verdict == "same");
            waiting.extend(same.filter_map(|judgement| match person {
                _ if judgement.one == person => Some(judgement.other),
                _ if judgement.other == person => Some(judgement.one),
                _ => None,
            }));
        }
        Ok(persons)
    }
}
