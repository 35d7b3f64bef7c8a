//! What waits for somebody to look at it: values that could not be read, and records of which sources say different things.

use std::collections::BTreeSet;
use std::sync::Arc;

use testigo_custody::StatementId;
use testigo_record::{fields, kinds};

use crate::archive::Archive;
use crate::error::{Error, Result};
use crate::find::differing;
use crate::receive::LISTED_MAX;

/// Records that are looked at for differing sources; of more only these.
const COMPARED_MAX: usize = 1_000;

/// How much waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Records with a value that could not be read as what it should be.
    pub unread: u64,
    /// Records of which sources say different things.
    pub differing: u64,
    /// Whether there are more records to compare than were compared.
    pub differing_more: bool,
}

/// A record that somebody should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingRecord {
    /// The record.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// The fields because of which.
    pub fields: BTreeSet<String>,
}

impl Archive {
    /// How much waits for somebody to look at it.
    pub fn waiting(&self) -> Result<Waiting> {
        let (differing, differing_more) = self.differing_ids()?;
        Ok(Waiting {
            unread: self.catalog.with_unread(0, 0)?.total,
            differing: differing.len() as u64,
            differing_more,
        })
    }

    /// The records with a value that could not be read; beside each the fields of such values.
    pub fn unread_records(&self, limit: u64, offset: u64) -> Result<Vec<WaitingRecord>> {
        let limit = limit.min(LISTED_MAX as u64);
        let mut shown = Vec::new();
        for id in self.catalog.with_unread(limit, offset)?.items {
            let claims = self.catalog.claims_of(id, LISTED_MAX as u64, 0)?.items;
            let unread = claims
                .into_iter()
                .filter(|claim| claim.unread && claim.absent.is_none());
            shown.push(self.waiting_record(id, unread.map(|claim| claim.field).collect())?);
        }
        Ok(shown)
    }

    /// The records of which sources say different things; beside each the fields in which they do.
    pub fn differing_records(&self, limit: u64, offset: u64) -> Result<Vec<WaitingRecord>> {
        let place = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        let (all, _) = self.differing_ids()?;
        let page = all
            .iter()
            .skip(place(offset))
            .take(place(limit).min(LISTED_MAX));
        page.map(|id| self.waiting_record(*id, self.differing_fields(*id)?))
            .collect()
    }

    fn waiting_record(&self, id: StatementId, fields: BTreeSet<String>) -> Result<WaitingRecord> {
        Ok(WaitingRecord {
            id: id.to_string(),
            kind: self.kind_of(id)?,
            title: self.catalog.title(id)?,
            fields,
        })
    }

    /// Which records differ, and whether there are more to compare.
    fn differing_ids(&self) -> Result<(Arc<[StatementId]>, bool)> {
        let several = self
            .catalog
            .kept_records("several", || self.said_in_several_ways())?;
        let differing = self.catalog.kept_records("differing", || {
            let mut differing = Vec::new();
            for id in several.iter().take(COMPARED_MAX) {
                if !self.differing_fields(*id)?.is_empty() {
                    differing.push(*id);
                }
            }
            Ok::<_, Error>(differing)
        })?;
        Ok((differing, several.len() > COMPARED_MAX))
    }

    /// Records that may differ: one more than are compared, to know of more.
    fn said_in_several_ways(&self) -> Result<Vec<StatementId>> {
        let compared: BTreeSet<&str> = kinds()
            .iter()
            .flat_map(|kind| fields(kind))
            .filter(|field| field.compared && !field.multiple)
            .map(|field| field.name)
            .collect();
        let compared: Vec<&str> = compared.into_iter().collect();
        let limit = COMPARED_MAX as u64 + 1;
        Ok(self.catalog.said_in_several_ways(&compared, limit)?)
    }

    fn differing_fields(&self, id: StatementId) -> Result<BTreeSet<String>> {
        let kind = self.kind_of(id)?;
        let claims = self.catalog.claims_of(id, LISTED_MAX as u64, 0)?;
        let found = differing(&kind, &claims.items).into_iter();
        Ok(found.map(|one| one.field).collect())
    }
}
