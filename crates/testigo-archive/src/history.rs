//! Everything that was stated about a record, by whom, when and from where, in the order of time.

use testigo_catalog::{Reviewer, Stated, StatedClaim};
use testigo_custody::{LogId, StatementId};
use testigo_record::{Absence, creates_record};

use crate::archive::Archive;
use crate::error::Result;
use crate::find::{ClaimShown, SourceShown};
use crate::reconciling::Sight;

/// Statements at once.
const LINES_MAX: u64 = 200;

/// Another record, as it is shown.
#[derive(Debug, Clone)]
pub struct Other {
    /// The record.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// What it is called.
    pub title: String,
}

/// What a statement did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It made the record.
    Made,
    /// More was said of it.
    Said,
    /// Another version was given of something.
    Superseded,
    /// The same file was received once more.
    Received,
    /// How far it may go was decided.
    Levelled,
    /// Something was taken back.
    TakenBack,
    /// Something was erased.
    Erased,
    /// Somebody decided whether it and another record are one person.
    Judged,
    /// Somebody agreed to something or refused it.
    Consented,
    /// Another record named it.
    Named,
    /// What a newer program wrote.
    Unknown,
}

impl Step {
    /// A stable word for it.
    pub fn code(self) -> &'static str {
        match self {
            Step::Made => "made",
            Step::Said => "said",
            Step::Superseded => "superseded",
            Step::Received => "received",
            Step::Levelled => "levelled",
            Step::TakenBack => "taken-back",
            Step::Erased => "erased",
            Step::Judged => "judged",
            Step::Consented => "consented",
            Step::Named => "named",
            Step::Unknown => "unknown",
        }
    }
}

/// One statement about a record.
#[derive(Debug, Clone)]
pub struct HistoryLine {
    /// The statement.
    pub statement: String,
    /// What it did.
    pub step: Step,
    /// When, as the device states it.
    pub recorded_at: Option<String>,
    /// The person acting.
    pub by: Option<String>,
    /// The log of the device.
    pub log: String,
    /// Whether that is this device's.
    pub is_this_device: bool,
    /// Who says so.
    pub source: Option<SourceShown>,
    /// Where in the source.
    pub locator: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// The level it decides.
    pub level: Option<&'static str>,
    /// Of a level: the one field.
    pub level_field: Option<String>,
    /// The kind of the record that the claims are about.
    pub kind: String,
    /// What it claims, with whether that counts no longer.
    pub claims: Vec<(ClaimShown, bool)>,
    /// Of a judgement the record that it was compared with; of a record that names this one, that record.
    pub other: Option<Other>,
    /// What was decided about the two; none as long as whoever acts here has to decide it too.
    pub verdict: Option<String>,
    /// The decision is not shown: whoever acts here has to decide it too.
    pub is_blind: bool,
    /// Taken back as a whole.
    pub is_taken_back: bool,
}

/// What was stated about a record.
#[derive(Debug, Clone)]
pub struct HistoryAnswer {
    /// All statements.
    pub total: u64,
    /// The part that was asked for, oldest first.
    pub lines: Vec<HistoryLine>,
    /// More than 1,000 records name it: they do not stand here.
    pub leaves_out_naming: bool,
}

impl Archive {
    /// Everything that was stated about a record, oldest first.
    pub fn history(&self, id: &str, limit: u64, from: u64) -> Result<HistoryAnswer> {
        let record = self.record_id(id)?;
        let kind = self.kind_of(record)?;
        let limit = limit.min(LINES_MAX);
        let history = self.catalog.history_of(record, limit, from)?;
        let sight = self.sight()?;
        let mut lines = Vec::with_capacity(history.stated.items.len());
        for stated in history.stated.items {
            lines.push(self.history_line((record, &kind), &sight, stated)?);
        }
        Ok(HistoryAnswer {
            total: history.stated.total,
            lines,
            leaves_out_naming: history.leaves_out_naming,
        })
    }

    fn history_line(
        &self,
        (record, kind): (StatementId, &str),
        sight: &Sight,
        stated: Stated,
    ) -> Result<HistoryLine> {
        let step = step_of(record, &stated);
        let view = &stated.statement;
        let kind = if step == Step::Named {
            let about = view.subject.unwrap_or(view.id);
            self.catalog.kind_of(about)?.unwrap_or_default()
        } else if step == Step::Consented {
            "consent".to_owned()
        } else {
            kind.to_owned()
        };
        let other = match (step, stated.pair) {
            (Step::Named, _) => view.subject,
            (_, Some((one, other))) => Some(if one == record { other } else { one }),
            _ => None,
        };
        let is_blind = match stated.pair {
            Some(pair) => {
                let reviewer = Reviewer::new(view.by.as_deref(), view.log);
                self.is_blind(sight, pair, &reviewer)?
            }
            None => false,
        };
        let mut claims = Vec::with_capacity(stated.claims.len());
        for claim in &stated.claims {
            claims.push((self.stated_claim(view.id, claim)?, claim.is_withdrawn));
        }
        Ok(HistoryLine {
            statement: view.id.to_string(),
            step,
            recorded_at: view.recorded_at.clone(),
            by: view.by.clone(),
            log: view.log.to_string(),
            is_this_device: self.is_own_log(view.log),
            source: match view.source {
                Some(source) => Some(SourceShown {
                    id: source.to_string(),
                    name: self.catalog.title(source)?,
                }),
                None => None,
            },
            locator: view.locator.clone(),
            reason: view.reason.clone().filter(|_| !is_blind),
            level: view.level.map(testigo_record::Level::code),
            level_field: view.field.clone(),
            kind,
            claims,
            other: other.map(|other| self.other(other)).transpose()?,
            verdict: stated.verdict.filter(|_| !is_blind),
            is_blind,
            is_taken_back: stated.is_taken_back,
        })
    }

    fn is_own_log(&self, log: LogId) -> bool {
        self.own().is_some_and(|own| own.log == log)
    }

    fn other(&self, id: StatementId) -> Result<Other> {
        Ok(Other {
            kind: self.catalog.kind_of(id)?.unwrap_or_default(),
            title: self.catalog.title(id)?,
            id: id.to_string(),
        })
    }

    fn stated_claim(&self, statement: StatementId, claim: &StatedClaim) -> Result<ClaimShown> {
        let (title, refers_kind) = match claim.refers {
            Some(record) => (
                Some(self.catalog.title(record)?),
                self.catalog.kind_of(record)?,
            ),
            None => (None, None),
        };
        Ok(ClaimShown {
            field: claim.field.clone(),
            value: claim.value.clone(),
            source: None,
            locator: None,
            statement: statement.to_string(),
            recorded_at: None,
            by: None,
            unread: claim.unread,
            absent: claim.absent.map(Absence::code),
            title,
            refers_kind,
        })
    }
}

fn step_of(record: StatementId, stated: &Stated) -> Step {
    match stated.statement.kind.as_str() {
        _ if stated.statement.id == record => Step::Made,
        _ if stated.is_of_another => Step::Named,
        "consent" => Step::Consented,
        "claim" => Step::Said,
        "supersession" => Step::Superseded,
        "receipt" => Step::Received,
        "level" => Step::Levelled,
        "retraction" => Step::TakenBack,
        "erased" => Step::Erased,
        "judgement" => Step::Judged,
        kind if creates_record(kind) => Step::Named,
        _ => Step::Unknown,
    }
}
