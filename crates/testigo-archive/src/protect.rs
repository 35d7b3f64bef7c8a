//! `level` and `consent`: who may see what, and for what it was given. Neither erases anything.

use serde::Serialize;
use testigo_custody::StatementId;
use testigo_record::{ClaimedValue, Level, field};

use crate::archive::{Archive, Batch};
use crate::draft::Draft;
use crate::error::{Error, Result};

/// What a person decided about their account or their name.
#[derive(Debug, Clone, Default)]
pub struct ConsentRequest {
    /// For what.
    pub purpose: String,
    /// For whom; for everybody if none.
    pub recipient: Option<String>,
    /// Until when, EDTF.
    pub until: Option<String>,
    /// `granted`, `refused`, `withdrawn`, `not_asked`.
    pub status: String,
}

/// The answer to `consent`.
#[derive(Debug, Serialize)]
pub struct ConsentAnswer {
    /// The statement.
    pub statement: String,
    /// Records that no longer leave for this purpose.
    pub stops: Vec<String>,
}

impl Archive {
    /// Sets how far a record, or one field of it, may go.
    pub fn set_level(
        &mut self,
        subject: &str,
        level: Level,
        of_field: Option<&str>,
        reason: &str,
    ) -> Result<StatementId> {
        self.complete_own_log()?;
        let subject = self.record_id(subject)?;
        let kind = self.kind_of(subject)?;
        if let Some(name) = of_field {
            field(&kind, name).ok_or_else(|| {
                Error::new("unknown_field")
                    .with("field", name)
                    .with("kind", &kind)
            })?;
        }
        let mut batch = Batch::default();
        let mut draft = Draft::new("level");
        draft.subject = Some(subject);
        draft.level = Some(level);
        draft.reason = Some(reason_given(reason)?);
        draft.optional("field", of_field);
        let id = self.write(draft, &mut batch)?;
        self.commit(batch)?;
        Ok(id)
    }

    /// The record that a consent speaks of, with its kind; none of anything else.
    pub fn consent_speaks_of(&self, consent: &str) -> Result<Option<(String, String)>> {
        let id = self.record_id(consent)?;
        if self.kind_of(id)? != "consent" {
            return Ok(None);
        }
        let view = self.catalog.statement(id)?;
        let Some(subject) = view.and_then(|view| view.subject) else {
            return Ok(None);
        };
        Ok(Some((self.kind_of(subject)?, subject.to_string())))
    }

    /// Records what a person said about a purpose.
    pub fn consent(&mut self, subject: &str, request: &ConsentRequest) -> Result<ConsentAnswer> {
        self.complete_own_log()?;
        let subject = self.record_id(subject)?;
        self.kind_of(subject)?;
        let mut batch = Batch::default();
        let mut draft = Draft::new("consent");
        draft.subject = Some(subject);
        let said = [
            ("purpose", Some(&request.purpose)),
            ("recipient", request.recipient.as_ref()),
            ("until", request.until.as_ref()),
            ("status", Some(&request.status)),
        ];
        for (name, text) in said {
            let Some(text) = text else { continue };
            let definition = field("consent", name).ok_or_else(|| Error::new("internal"))?;
            draft.claim(
                name,
                ClaimedValue::Read(self.read_value(definition, name, text)?),
            );
        }
        let id = self.write(draft, &mut batch)?;
        self.commit(batch)?;
        let mut stops = Vec::new();
        if testigo_record::read(
            field("consent", "status").ok_or_else(|| Error::new("internal"))?,
            &request.status,
        )
        .is_ok_and(|status| status != "granted")
        {
            stops.push(subject.to_string());
            stops.extend(
                self.catalog
                    .records_said_by(subject)?
                    .iter()
                    .map(StatementId::to_string),
            );
        }
        Ok(ConsentAnswer {
            statement: id.to_string(),
            stops,
        })
    }
}

/// A reason with something in it.
pub(crate) fn reason_given(reason: &str) -> Result<String> {
    let reason = reason.trim();
    if reason.is_empty() {
        Err(Error::new("reason_missing"))
    } else {
        Ok(reason.to_owned())
    }
}
