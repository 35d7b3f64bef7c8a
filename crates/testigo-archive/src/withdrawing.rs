//! `retract` and `supersede`: what somebody takes back, or says anew, counts no longer; both versions stay visible.

use std::collections::BTreeMap;

use serde::Serialize;
use testigo_custody::StatementId;
use testigo_record::{creates_record, field};

use crate::archive::{Archive, Batch};
use crate::draft::Draft;
use crate::error::{Error, Result};
use crate::protect::reason_given;

/// The answer to `retract`.
#[derive(Debug, Serialize)]
pub struct RetractAnswer {
    /// The retraction.
    pub statement: String,
    /// Records that count no longer, by kind.
    pub records: BTreeMap<String, u64>,
}

impl Archive {
    /// Takes back a statement, or an import with all that came with it.
    pub fn retract(&mut self, target: &str, reason: &str) -> Result<RetractAnswer> {
        self.complete_own_log()?;
        let reason = reason_given(reason)?;
        let id = self.record_id(target)?;
        let kind = self.catalog.kind_of(id)?.unwrap_or_default();
        let is_record = creates_record(&kind) && kind != "consent";
        if !is_record
            && !matches!(
                kind.as_str(),
                "import" | "claim" | "supersession" | "receipt" | "judgement"
            )
        {
            return Err(Error::new("not_retractable").with("detail", kind));
        }
        self.refuse_retracted(id)?;
        let targets = if kind == "judgement" {
            self.own_judgements_of_pair(id)?
        } else {
            vec![id]
        };
        let mut records: BTreeMap<String, u64> = BTreeMap::new();
        if kind == "import" {
            records.extend(self.catalog.records_of_import(id)?);
        } else if is_record {
            records.insert(kind.clone(), 1);
        }
        let subject = if kind == "import" {
            id
        } else {
            self.spoken_of(id)?
        };
        let mut batch = Batch::default();
        let mut draft = Draft::new("retraction");
        draft.subject = Some(subject);
        draft.reason = Some(reason);
        draft.targets(&targets);
        let statement = self.write(draft, &mut batch)?;
        self.commit(batch)?;
        Ok(RetractAnswer {
            statement: statement.to_string(),
            records,
        })
    }

    /// Takes back one thing that is said of this record, and of no other.
    pub fn retract_said_of(
        &mut self,
        record: &str,
        target: &str,
        reason: &str,
    ) -> Result<RetractAnswer> {
        let (record, id) = (self.record_id(record)?, self.record_id(target)?);
        if self.spoken_of(id)? != record {
            return Err(Error::new("said_of_another").with("path", id.to_string()));
        }
        self.retract(target, reason)
    }

    /// Says again what a statement said of some fields: the source is the same, the earlier version stays visible.
    pub fn supersede(
        &mut self,
        target: &str,
        fields: &[(String, String)],
        reason: &str,
    ) -> Result<StatementId> {
        self.complete_own_log()?;
        let reason = reason_given(reason)?;
        let id = self.record_id(target)?;
        let view = self.catalog.statement(id)?;
        let view = view.ok_or_else(|| Error::new("not_found").with("path", id.to_string()))?;
        let says = creates_record(&view.kind) && !matches!(view.kind.as_str(), "consent" | "item");
        if !says && !matches!(view.kind.as_str(), "claim" | "supersession") {
            return Err(Error::new("not_supersedable").with("detail", view.kind));
        }
        self.refuse_retracted(id)?;
        let subject = self.spoken_of(id)?;
        let kind = self.kind_of(subject)?;
        let said = self.catalog.fields_of_statement(id)?;
        let mut draft = Draft::new("supersession");
        draft.source = view.source;
        draft.locator = view.locator;
        draft.subject = Some(subject);
        draft.reason = Some(reason);
        draft.targets(&[id]);
        for (name, text) in fields {
            let definition = field(&kind, name).ok_or_else(|| {
                Error::new("unknown_field")
                    .with("field", name)
                    .with("kind", &kind)
            })?;
            if !said.contains(name) {
                return Err(Error::new("field_not_said").with("detail", name));
            }
            draft.claim(name, self.read_claim(definition, name, text)?);
        }
        if draft.is_empty() {
            return Err(Error::new("nothing_said"));
        }
        let mut batch = Batch::default();
        let statement = self.write(draft, &mut batch)?;
        self.commit(batch)?;
        Ok(statement)
    }

    fn refuse_retracted(&self, id: StatementId) -> Result<()> {
        if self.catalog.is_retracted(id)? {
            return Err(Error::new("already_retracted").with("path", id.to_string()));
        }
        Ok(())
    }

    /// The record that a statement speaks of.
    fn spoken_of(&self, id: StatementId) -> Result<StatementId> {
        let view = self.catalog.statement(id)?;
        Ok(view.and_then(|view| view.subject).unwrap_or(id))
    }
}
