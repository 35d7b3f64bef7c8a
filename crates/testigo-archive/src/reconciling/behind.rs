//! The other records of a person: which entries stand behind it, and why.

use serde::Serialize;
use testigo_catalog::JudgementView;
use testigo_custody::StatementId;

use super::explained_in;
use super::review::{CLAIMS_SHOWN, WeightShown, sum_of};
use crate::archive::Archive;
use crate::error::Result;
use crate::find::SourceShown;

/// Records of one person among which the pair that ties another to them is looked for.
const TIES_MAX: usize = 20;

/// A record that is taken for the same person.
#[derive(Debug, Clone, Serialize)]
pub struct EntryBehind {
    /// The record.
    pub id: String,
    /// `person` or `entry`.
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// The list of an entry.
    pub list: Option<SourceShown>,
    /// The record of this person that it was compared with: the one shown, or another.
    pub compared_with: Option<String>,
    /// The weight of that pair, in bits.
    pub weight: Option<f64>,
    /// The chance that they are one person.
    pub probability: Option<f64>,
    /// The rule that proposed it.
    pub rule: Option<String>,
    /// What each field says.
    pub weights: Vec<WeightShown>,
}

/// Somebody's decision.
#[derive(Debug, Clone, Serialize)]
pub struct JudgementShown {
    /// The statement.
    pub statement: String,
    /// The record that it was compared with.
    pub with: String,
    /// `same`, `different` or `unsure`.
    pub verdict: String,
    /// Why.
    pub reason: Option<String>,
    /// The person acting.
    pub by: Option<String>,
    /// When, as the device states it.
    pub recorded_at: Option<String>,
    /// Whoever acts here still has to decide this pair and should not be shown what others decided.
    #[serde(skip)]
    pub is_blind: bool,
}

impl Archive {
    /// What people decided about a record and others.
    pub(crate) fn judgements_shown(&self, record: StatementId) -> Result<Vec<JudgementShown>> {
        let judgements = self.catalog.judgements()?;
        let sight = self.sight()?;
        let mut about = Vec::new();
        for judgement in &judgements {
            let with = match (judgement.one == record, judgement.other == record) {
                (true, _) => judgement.other,
                (_, true) => judgement.one,
                _ => continue,
            };
            let is_blind = self.is_blind(&sight, judgement.pair(), &judgement.reviewer)?;
            about.push(shown(judgement, with, is_blind));
        }
        Ok(about)
    }

    /// The records that the last linkage takes for the same person as this one, at most `limit`, and how
    /// many there are.
    pub(crate) fn entries_behind(
        &self,
        record: StatementId,
        limit: u64,
    ) -> Result<(Vec<EntryBehind>, u64)> {
        let (others, total) = self.catalog.same_person(record, limit)?;
        if others.is_empty() {
            return Ok((Vec::new(), total));
        }
        let mut entries = Vec::with_capacity(others.len());
        for other in &others {
            entries.push(self.entry_behind(record, *other, &others)?);
        }
        Ok((entries, total))
    }

    fn entry_behind(
        &self,
        record: StatementId,
        other: StatementId,
        all: &[StatementId],
    ) -> Result<EntryBehind> {
        // Directly compared, or tied to the person by the heaviest pair with another of its records.
        let mut tie = self.catalog.linked_pair(record, other)?;
        if tie.is_none() {
            for third in all.iter().take(TIES_MAX) {
                let Some(pair) = self.catalog.linked_pair(*third, other)? else {
                    continue;
                };
                if tie.as_ref().is_none_or(|tie| pair.bits > tie.bits) {
                    tie = Some(pair);
                }
            }
        }
        let explained = tie.as_ref().map(explained_in).transpose()?;
        let compared_with = tie.map(|tie| if tie.one == other { tie.other } else { tie.one });
        let claims = self.catalog.claims_of(other, CLAIMS_SHOWN, 0)?.items;
        Ok(EntryBehind {
            id: other.to_string(),
            kind: self.kind_of(other)?,
            title: self.catalog.title(other)?,
            list: self.list_in(&claims)?,
            compared_with: compared_with.map(|record| record.to_string()),
            weight: explained.as_ref().map(sum_of),
            probability: explained.as_ref().map(|explained| explained.probability),
            rule: explained
                .as_ref()
                .and_then(|explained| explained.rule.clone()),
            weights: explained
                .map(|explained| explained.weights)
                .unwrap_or_default(),
        })
    }
}

fn shown(judgement: &JudgementView, with: StatementId, is_blind: bool) -> JudgementShown {
    JudgementShown {
        statement: judgement.statement.to_string(),
        with: with.to_string(),
        verdict: judgement.verdict.clone(),
        reason: judgement.reason.clone(),
        by: judgement.by.clone(),
        recorded_at: judgement.recorded_at.clone(),
        is_blind,
    }
}
