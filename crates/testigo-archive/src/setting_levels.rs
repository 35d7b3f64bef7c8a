//! `level` for many records at once: what they are at, and one decision for all of them.

use std::collections::BTreeSet;

use testigo_custody::StatementId;
use testigo_record::Level;

use crate::archive::{Archive, Batch};
use crate::draft::Draft;
use crate::error::{Error, Result};
use crate::protect::reason_given;

/// Records that one decision takes at most: they are one batch.
pub const CHOSEN_MAX: usize = 1_000;

/// A record that is to get another level.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// The record.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// What it is called; empty where nobody names it.
    pub title: String,
    /// How far it may go now.
    pub level: Level,
}

/// A record of which it could not be decided, and why.
#[derive(Debug)]
pub struct NotDecided {
    /// As it was named.
    pub id: String,
    /// Why not.
    pub error: Error,
}

/// What came of one decision about many records.
#[derive(Debug, Default)]
pub struct LevelsAnswer {
    /// Records of which it is decided, and that have the level now.
    pub set: u64,
    /// Records of which this device decided so before: nothing is written of them.
    pub unchanged: u64,
    /// Records of which it is decided, but that stay lower because another device decided so.
    pub held_lower: u64,
    /// The others.
    pub failed: Vec<NotDecided>,
}

impl Archive {
    /// What many records are at, in the order in which they are named, and which could not be looked up.
    pub fn chosen(&self, subjects: &[String]) -> Result<(Vec<Chosen>, Vec<NotDecided>)> {
        if subjects.len() > CHOSEN_MAX {
            return Err(Error::new("too_many_chosen").with("detail", CHOSEN_MAX.to_string()));
        }
        let (mut chosen, mut failed) = (Vec::with_capacity(subjects.len()), Vec::new());
        let mut known = BTreeSet::new();
        for subject in subjects {
            match self.one_chosen(subject) {
                Ok((id, one)) => {
                    if known.insert(id) {
                        chosen.push(one);
                    }
                }
                Err(error) => failed.push(NotDecided {
                    id: subject.clone(),
                    error,
                }),
            }
        }
        Ok((chosen, failed))
    }

    fn one_chosen(&self, subject: &str) -> Result<(StatementId, Chosen)> {
        let id = self.record_id(subject)?;
        let one = Chosen {
            id: id.to_string(),
            kind: self.kind_of(id)?,
            title: self.catalog.title(id)?,
            level: self.catalog.level_of(id)?,
        };
        Ok((id, one))
    }

    /// What this device decided last about a record, not about a field of it.
    fn own_decision(&self, id: StatementId) -> Result<Option<Level>> {
        match self.own() {
            Some(own) => Ok(self.catalog.level_decided_in(own.log, id)?),
            None => Ok(None),
        }
    }

    /// Sets how far many records may go, for one reason and in one batch. What cannot be decided is named, and stops
    /// nothing.
    pub fn set_levels(
        &mut self,
        subjects: &[String],
        level: Level,
        reason: &str,
    ) -> Result<LevelsAnswer> {
        self.complete_own_log()?;
        let reason = reason_given(reason)?;
        let (chosen, failed) = self.chosen(subjects)?;
        let mut answer = LevelsAnswer {
            failed,
            ..LevelsAnswer::default()
        };
        let (mut batch, mut decided) = (Batch::default(), Vec::new());
        for one in chosen {
            let id = self.record_id(&one.id)?;
            // A level that holds without a decision of this log can be raised by another log, whose decision then is
            // the only one.
            if self.own_decision(id)? == Some(level) {
                if one.level == level {
                    answer.unchanged += 1;
                } else {
                    answer.held_lower += 1;
                }
                continue;
            }
            let mut draft = Draft::new("level");
            draft.subject = Some(id);
            draft.level = Some(level);
            draft.reason = Some(reason.clone());
            self.write(draft, &mut batch)?;
            decided.push(id);
        }
        self.commit(batch)?;
        for id in decided {
            if self.catalog.level_of(id)? == level {
                answer.set += 1;
            } else {
                answer.held_lower += 1;
            }
        }
        Ok(answer)
    }
}
