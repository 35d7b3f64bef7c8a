//! What an export holds: each record with what is said of it, in the order in which it was recorded.

use std::collections::{BTreeMap, BTreeSet};

use testigo_catalog::{ListedClaim, ListedRecord, RecordDatabase, RecordDatabaseError};
use testigo_record::{fields, kinds};

use crate::error::{Error, Result};

/// Letters of an id that stand for a name where there is none.
const ID_LETTERS: usize = 12;

/// A record and its claims.
#[derive(Debug)]
pub(super) struct RecordRow {
    pub(super) record: ListedRecord,
    pub(super) claims: Vec<ListedClaim>,
}

/// Everything that leaves.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) records: Vec<RecordRow>,
    /// What was taken back or superseded, and goes along.
    pub(super) withdrawn: Vec<ListedClaim>,
}

impl Rows {
    pub(super) fn of(database: &RecordDatabase) -> Result<Self> {
        let failed = |error: RecordDatabaseError| Error::new("catalog_failed").because(error);
        let mut of_record: BTreeMap<String, Vec<ListedClaim>> = BTreeMap::new();
        for claim in database.listed_claims().map_err(failed)? {
            of_record
                .entry(claim.record.clone())
                .or_default()
                .push(claim);
        }
        let records = database.listed_records().map_err(failed)?;
        let records = records.into_iter().map(|record| RecordRow {
            claims: of_record.remove(&record.id).unwrap_or_default(),
            record,
        });
        Ok(Self {
            records: records.collect(),
            withdrawn: database.listed_withdrawn().map_err(failed)?,
        })
    }

    /// The records of each kind that there are, in the order of kinds.
    pub(super) fn by_kind(&self) -> Vec<(&'static str, Vec<&RecordRow>)> {
        let of_kind = |kind: &str| {
            let rows = self.records.iter();
            rows.filter(|row| row.record.kind == kind).collect()
        };
        let kinds = kinds().iter().map(|kind| (*kind, of_kind(kind)));
        kinds
            .filter(|(_, rows): &(_, Vec<_>)| !rows.is_empty())
            .collect()
    }

    /// Every claim that counts.
    pub(super) fn claims(&self) -> impl Iterator<Item = &ListedClaim> {
        self.records.iter().flat_map(|row| &row.claims)
    }

    /// What each record is called; every name once, so that it means one record.
    pub(super) fn titles(&self) -> BTreeMap<&str, String> {
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        for row in &self.records {
            *times.entry(row.title()).or_default() += 1;
        }
        let titles = self.records.iter().map(|row| {
            let title = row.title();
            let title = match times.get(&title) {
                Some(1) => title,
                _ => format!("{title} ({})", row.short_id()),
            };
            (row.record.id.as_str(), title)
        });
        titles.collect()
    }
}

impl RecordRow {
    /// The different values of a field, in the order in which they were said.
    pub(super) fn values(&self, field: &str) -> Vec<&ListedClaim> {
        let mut seen = BTreeSet::new();
        let of_field = self.claims.iter().filter(|claim| claim.field == field);
        of_field
            .filter(|claim| seen.insert(claim.value.as_str()))
            .collect()
    }

    /// The same as texts.
    pub(super) fn texts(&self, field: &str) -> Vec<&str> {
        let values = self.values(field).into_iter();
        values.map(|claim| claim.value.as_str()).collect()
    }

    /// Who says anything of it.
    pub(super) fn sources(&self) -> Vec<&str> {
        let mut seen = BTreeSet::new();
        let sources = self
            .claims
            .iter()
            .filter_map(|claim| claim.source.as_deref());
        sources.filter(|source| seen.insert(*source)).collect()
    }

    /// The first name or title that is shown; its parts of a name; else its kind and the beginning of its id.
    pub(super) fn title(&self) -> String {
        let first = |field: &str| self.texts(field).first().map(|text| (*text).to_owned());
        if let Some(title) = first("name").or_else(|| first("title")) {
            return title;
        }
        let parts = ["given_name", "surname", "second_surname"];
        let parts: Vec<String> = parts.iter().filter_map(|part| first(part)).collect();
        if parts.is_empty() {
            format!("{} {}", self.record.kind, self.short_id())
        } else {
            parts.join(" ")
        }
    }

    fn short_id(&self) -> &str {
        self.record.id.get(..ID_LETTERS).unwrap_or(&self.record.id)
    }
}

/// The fields that any of these records of one kind has: in the order of the vocabulary, then the group's own.
pub(super) fn columns(kind: &str, rows: &[&RecordRow]) -> Vec<String> {
    let claims = rows.iter().flat_map(|row| &row.claims);
    let mut said: BTreeSet<&str> = claims.map(|claim| claim.field.as_str()).collect();
    let known = fields(kind).into_iter();
    let mut columns: Vec<String> = known
        .filter(|field| said.remove(field.name))
        .map(|field| field.name.to_owned())
        .collect();
    columns.extend(said.into_iter().map(str::to_owned));
    columns
}
