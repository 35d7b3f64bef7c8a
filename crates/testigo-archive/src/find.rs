//! `search`, `show`, `log`, `status`: looking at what the archive holds.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};
use testigo_catalog::{ClaimView, Hit, SourceName, WithdrawnClaim};
use testigo_custody::StatementId;
use testigo_record::{Absence, ComparedClaim, disagreements, kinds};
use testigo_store::published_head;

use crate::archive::Archive;
use crate::disclose::parse_condition;
use crate::error::{Error, Result};
use crate::receive::LISTED_MAX;
use crate::reconciling::{EntryBehind, JudgementShown};

const LISTED: u64 = LISTED_MAX as u64;

/// One hit of a search.
#[derive(Debug, Clone, Serialize)]
pub struct SearchHit {
    /// The record.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// The words around the first match.
    pub snippet: String,
    /// Where in the record or item.
    pub locator: Option<String>,
}

/// The answer to `search`.
#[derive(Debug, Serialize)]
pub struct SearchAnswer {
    /// Distinct records.
    pub total: u64,
    /// The page asked for.
    pub hits: Vec<SearchHit>,
}

/// A source as shown beside a claim.
#[derive(Debug, Clone, Serialize)]
pub struct SourceShown {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// One attributed value.
#[derive(Debug, Clone, Serialize)]
pub struct ClaimShown {
    /// The field.
    pub field: String,
    /// The value.
    pub value: String,
    /// Who says so.
    pub source: Option<SourceShown>,
    /// Where in the source.
    pub locator: Option<String>,
    /// The statement.
    pub statement: String,
    /// When it was recorded, as the device states it.
    pub recorded_at: Option<String>,
    /// The person acting.
    pub by: Option<String>,
    /// It could not be read as its type and stands as written.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unread: bool,
    /// Why there is no value: `unknown`, `not_applicable`, `not_asked` or `other`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absent: Option<&'static str>,
    /// Of a reference, what the record is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Of a reference, the kind of the record.
    #[serde(skip)]
    pub refers_kind: Option<String>,
}

/// Values of different sources that cannot all be so.
#[derive(Debug, Clone, Serialize)]
pub struct DisagreementShown {
    /// The field.
    pub field: String,
    /// The versions, each with its source.
    pub values: Vec<VersionShown>,
}

/// One version.
#[derive(Debug, Clone, Serialize)]
pub struct VersionShown {
    /// The value.
    pub value: String,
    /// Who says so.
    pub source: Option<SourceShown>,
    /// The statement.
    pub statement: String,
}

/// A value that counts no longer: taken back, or superseded by another version.
#[derive(Debug, Clone, Serialize)]
pub struct WithdrawnShown {
    /// The field.
    pub field: String,
    /// The value.
    pub value: String,
    /// Who said so.
    pub source: Option<SourceShown>,
    /// The statement.
    pub statement: String,
    /// `retraction` or `supersession`.
    pub by: String,
    /// That statement.
    pub by_statement: String,
    /// Why.
    pub reason: Option<String>,
}

/// A record that refers to this one, or that this one refers to.
#[derive(Debug, Clone, Serialize)]
pub struct LinkShown {
    /// The other record.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// The field that links.
    pub field: String,
}

/// The answer to `show`.
#[derive(Debug, Serialize)]
pub struct ShowAnswer {
    /// The record.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// Its level.
    pub level: &'static str,
    /// What sources say, at most 1,000.
    pub claims: Vec<ClaimShown>,
    /// All of them.
    pub claims_total: u64,
    /// Where sources differ.
    pub disagreements: Vec<DisagreementShown>,
    /// Whether the record itself was taken back: it counts no longer.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub retracted: bool,
    /// What was said and counts no longer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub withdrawn: Vec<WithdrawnShown>,
    /// All of it.
    #[serde(skip_serializing_if = "is_zero")]
    pub withdrawn_total: u64,
    /// Records that refer to it, at most 1,000.
    pub links: Vec<LinkShown>,
    /// All of them.
    pub links_total: u64,
    /// Of a person or an entry that was linked: the other records that are taken for the same person, at most
    /// 1,000, and why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<EntryBehind>,
    /// All of them.
    #[serde(skip_serializing_if = "is_zero")]
    pub entries_total: u64,
    /// What people decided about it and other records.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub judgements: Vec<JudgementShown>,
    /// With `--proof`: where it stands in which log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proof: Option<Value>,
}

impl Archive {
    /// Searches everything textual. What came since the last search is read first.
    pub fn search(
        &mut self,
        query: &str,
        kind: Option<&str>,
        condition: Option<&str>,
        limit: u64,
        offset: u64,
    ) -> Result<SearchAnswer> {
        known_kind(kind)?;
        let expression = parse_condition(condition.unwrap_or(""))?;
        let limit = limit.min(LISTED);
        self.read_texts()?;
        let found = self
            .catalog
            .search(query, kind, expression.as_ref(), limit, offset)?;
        Ok(SearchAnswer {
            total: found.total,
            hits: hits_shown(found.hits),
        })
    }

    /// A record with every claim about it, by whom, and where sources differ.
    pub fn show(&self, id: &str, with_proof: bool) -> Result<ShowAnswer> {
        self.show_part(id, with_proof, LISTED, 0)
    }

    /// The same with at most so many links, from one of them on.
    pub fn show_part(
        &self,
        id: &str,
        with_proof: bool,
        links: u64,
        links_from: u64,
    ) -> Result<ShowAnswer> {
        let id = self.record_id(id)?;
        let kind = self.kind_of(id)?;
        let record = self
            .catalog
            .record(id)?
            .ok_or_else(|| Error::new("not_a_record").with("path", id.to_string()))?;
        let claims = self.catalog.claims_of(id, LISTED, 0)?;
        let links = self.catalog.links_to(id, links.min(LISTED), links_from)?;
        let (entries, entries_total) = self.entries_behind(id, LISTED)?;
        let proof = if with_proof {
            Some(self.proof_of(id)?)
        } else {
            None
        };
        let withdrawn = self.catalog.withdrawn_of(id)?;
        Ok(ShowAnswer {
            id: id.to_string(),
            retracted: self.catalog.is_retracted(id)?,
            withdrawn: withdrawn.items.iter().map(withdrawn_shown).collect(),
            withdrawn_total: withdrawn.total,
            title: record.title,
            level: record.level.code(),
            disagreements: differing(&kind, &claims.items),
            kind,
            claims: self.claims_shown(&claims.items)?,
            claims_total: claims.total,
            links: links
                .items
                .into_iter()
                .map(|link| LinkShown {
                    id: link.id.to_string(),
                    kind: link.kind,
                    title: link.title,
                    field: link.field,
                })
                .collect(),
            links_total: links.total,
            entries,
            entries_total,
            judgements: self.judgements_shown(id)?,
            proof,
        })
    }

    pub(crate) fn claims_shown(&self, claims: &[ClaimView]) -> Result<Vec<ClaimShown>> {
        let mut shown = Vec::new();
        for claim in claims {
            let (title, refers_kind) = match claim.refers {
                Some(record) => (
                    Some(self.catalog.title(record)?),
                    self.catalog.kind_of(record)?,
                ),
                None => (None, None),
            };
            shown.push(ClaimShown {
                title,
                refers_kind,
                ..claim_shown(claim)
            });
        }
        Ok(shown)
    }

    /// Where a statement stands: log, index, head, and the inclusion path between them.
    fn proof_of(&self, id: StatementId) -> Result<Value> {
        let (log, index) = self
            .catalog
            .position_of(id)?
            .ok_or_else(|| Error::new("not_found").with("path", id.to_string()))?;
        let admission = self
            .store
            .admission(log)?
            .ok_or_else(|| Error::new("log_damaged").with("path", log.to_string()))?;
        let (checkpoint, head) = published_head(&self.store, log, &admission.key)?
            .ok_or_else(|| Error::new("log_damaged").with("path", log.to_string()))?;
        let mut files = testigo_store::LogFiles::new(self.store.disk(), log, head.size);
        let path = testigo_custody::inclusion_path(index, head.size, &mut |level, index| {
            files.subtree(level, index)
        })?;
        let path: Vec<String> = path.iter().map(ToString::to_string).collect();
        Ok(json!({
            "log": log.to_string(),
            "index": index,
            "path": path,
            "checkpoint": checkpoint,
        }))
    }

    /// The newest statements.
    pub fn log_entries(&self, limit: u64) -> Result<Vec<Value>> {
        let statements = self.catalog.recent_statements(limit.min(LISTED))?;
        Ok(statements
            .into_iter()
            .map(|statement| {
                json!({
                    "id": statement.id.to_string(),
                    "log": statement.log.to_string(),
                    "index": statement.position,
                    "kind": statement.kind,
                    "recorded_at": statement.recorded_at,
                    "by": statement.by,
                })
            })
            .collect())
    }

    /// What the archive holds.
    pub fn status(&mut self) -> Result<Value> {
        let mut logs = Vec::new();
        for log in self.store.logs()? {
            let Some(head) = self.counting_head(log)? else {
                continue;
            };
            let own = self.own().is_some_and(|own| own.log == log);
            let label = if own { "this device" } else { "another device" };
            logs.push(json!({
                "log": log.to_string(),
                "label": label,
                "statements": head.size,
                "checkpoint": head.root.to_string(),
            }));
        }
        let records: BTreeMap<String, u64> = self.catalog.counts_by_kind()?.into_iter().collect();
        let (items, bytes) = self.catalog.item_totals()?;
        let due = self.due()?;
        let copies = self.copies()?;
        Ok(json!({
            "archive": self.ring.archive().to_string(),
            "group_key": self.ring.group_verifier().to_string(),
            "logs": logs,
            "records": records,
            "items": items,
            "bytes": bytes,
            "verified_at": self.home.verified_at(self.ring.archive())?,
            "copies": copies.known,
            "copies_unread": copies.unread,
            "due": due.listed,
            "due_total": due.total,
        }))
    }
}

/// A kind that is asked for is one of those that there are.
pub(crate) fn known_kind(kind: Option<&str>) -> Result<()> {
    match kind.filter(|kind| !kinds().contains(kind)) {
        Some(kind) => Err(Error::new("unknown_kind").with("kind", kind)),
        None => Ok(()),
    }
}

pub(crate) fn hits_shown(hits: Vec<Hit>) -> Vec<SearchHit> {
    let shown = hits.into_iter().map(|hit| SearchHit {
        id: hit.id.to_string(),
        kind: hit.kind,
        title: hit.title,
        snippet: hit.snippet,
        locator: hit.locator,
    });
    shown.collect()
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands out references"
)]
pub(crate) fn is_zero(number: &u64) -> bool {
    *number == 0
}

fn withdrawn_shown(claim: &WithdrawnClaim) -> WithdrawnShown {
    WithdrawnShown {
        field: claim.field.clone(),
        value: claim.value.clone(),
        source: source_shown(claim.source.as_ref()),
        statement: claim.statement.to_string(),
        by: claim.by_kind.clone(),
        by_statement: claim.by_statement.to_string(),
        reason: claim.reason.clone(),
    }
}

fn claim_shown(claim: &ClaimView) -> ClaimShown {
    ClaimShown {
        field: claim.field.clone(),
        value: claim.value.clone(),
        source: source_shown(claim.source.as_ref()),
        locator: claim.locator.clone(),
        statement: claim.statement.to_string(),
        recorded_at: claim.recorded_at.clone(),
        by: claim.by.clone(),
        absent: claim.absent.map(Absence::code),
        unread: claim.unread,
        title: None,
        refers_kind: None,
    }
}

fn source_shown(source: Option<&SourceName>) -> Option<SourceShown> {
    source.map(|source| SourceShown {
        id: source.id.to_string(),
        name: source.name.clone(),
    })
}

pub(crate) fn differing(kind: &str, claims: &[ClaimView]) -> Vec<DisagreementShown> {
    let compared: Vec<ComparedClaim<'_>> = claims
        .iter()
        .map(|claim| ComparedClaim {
            field: &claim.field,
            value: &claim.value,
            folded: &claim.folded,
            low: claim.low,
            high: claim.high,
            refers: claim.refers,
            unread: claim.unread,
            source: claim.source.as_ref().map(|source| source.id),
        })
        .collect();
    disagreements(kind, &compared)
        .into_iter()
        .map(|disagreement| DisagreementShown {
            field: disagreement.field,
            values: disagreement
                .values
                .iter()
                .filter_map(|at| claims.get(*at))
                .map(|claim| VersionShown {
                    value: claim.value.clone(),
                    source: source_shown(claim.source.as_ref()),
                    statement: claim.statement.to_string(),
                })
                .collect(),
        })
        .collect()
}
