//! Which records and which fields leave: every answer comes from the gate.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use testigo_custody::{Field, LogId, Opening, StatementId};
use testigo_record::{
    Consent, Decision, Level, Projected, Question, Reason, Type, creates_record, field, gate,
    project,
};
use testigo_store::openings;

use crate::archive::Archive;
use crate::disclose::specification::Specification;
use crate::error::Result;

/// Where a record stands before the gate.
#[derive(Debug, Clone)]
pub(crate) struct Standing {
    pub(crate) kind: String,
    level: Level,
    field_levels: BTreeMap<String, Level>,
    consent: Consent,
    /// Why it stays as a whole.
    pub(crate) stays: Option<Reason>,
}

impl Standing {
    /// Whether the gate would let a field of this record leave.
    pub(crate) fn field_leaves(&self, name: &str, dossier_level: Level) -> bool {
        let value = field(&self.kind, name).map_or(Type::Identifier, |definition| definition.value);
        let question = Question {
            kind: &self.kind,
            field: name,
            value: &value,
            record_level: self.level,
            field_level: self.field_levels.get(name).copied(),
            consent: self.consent,
            reference_leaves: true,
            dossier_level,
        };
        gate(&question) == Decision::Leaves
    }
}

/// A statement that leaves, with what it shows.
#[derive(Debug)]
pub(crate) struct Disclosed {
    pub(crate) opening: Opening,
    pub(crate) row: Projected,
    /// The record it speaks of.
    pub(crate) record: StatementId,
}

/// What leaves and what stays.
#[derive(Debug, Default)]
pub(crate) struct Selection {
    pub(crate) standings: BTreeMap<StatementId, Standing>,
    /// In the order of log and index.
    pub(crate) statements: Vec<Disclosed>,
    pub(crate) fields_withheld: u64,
    /// Fields of records that leave of which something stays, and why.
    pub(crate) fields_staying: BTreeMap<StatementId, BTreeSet<(String, Reason)>>,
    /// Items that leave without their original.
    pub(crate) originals_staying: Vec<(StatementId, Reason)>,
    /// Statements about records that leave which were taken back with their whole import.
    pub(crate) retracted_left_out: u64,
    pub(crate) reasons: BTreeMap<&'static str, u64>,
    /// Records that figures count and that do not leave, with their kinds.
    pub(crate) counted_and_staying: BTreeMap<StatementId, String>,
}

impl Selection {
    pub(crate) fn leaves(&self, record: StatementId) -> bool {
        self.standings
            .get(&record)
            .is_some_and(|standing| standing.stays.is_none())
    }

    pub(crate) fn has_consent(&self, record: StatementId) -> bool {
        self.standings
            .get(&record)
            .is_some_and(|standing| standing.consent == Consent::Granted)
    }

    /// Records that stay, by whether their kind is one of these.
    pub(crate) fn staying(&self, kinds: &[&str]) -> u64 {
        self.standings
            .values()
            .filter(|standing| standing.stays.is_some() && kinds.contains(&standing.kind.as_str()))
            .count() as u64
    }

    pub(crate) fn count_reason(&mut self, reason: Reason) {
        *self.reasons.entry(reason.code()).or_default() += 1;
    }
}

impl Archive {
    /// Chooses by the specification's filter, adds what the chosen records refer to, and asks the
    /// gate about every record and every field.
    pub(crate) fn select(&mut self, specification: &Specification) -> Result<Selection> {
        let mut selection = Selection::default();
        let mut waiting: VecDeque<StatementId> = self
            .catalog
            .matching(None, specification.filter.as_ref())?
            .into();
        while let Some(record) = waiting.pop_front() {
            if selection.standings.contains_key(&record) {
                continue;
            }
            let Some(standing) = self.standing(record, specification)? else {
                continue;
            };
            if standing.stays.is_none() {
                waiting.extend(self.catalog.referred_by(record)?);
                // How sure somebody is of it goes along, or the receiver would take it for more or less than it is.
                waiting.extend(self.catalog.assessments_of(record)?);
            }
            selection.standings.insert(record, standing);
        }
        let stays: Vec<Reason> = selection
            .standings
            .values()
            .filter_map(|standing| standing.stays)
            .collect();
        for reason in stays {
            selection.count_reason(reason);
        }
        self.open_selected(specification, &mut selection)?;
        Ok(selection)
    }

    pub(crate) fn standing(
        &self,
        record: StatementId,
        specification: &Specification,
    ) -> Result<Option<Standing>> {
        let Some(kind) = self
            .catalog
            .kind_of(record)?
            .filter(|kind| creates_record(kind))
        else {
            return Ok(None);
        };
        let level = self.catalog.level_of(record)?;
        let consent = self.consent_of(record, &kind, specification)?;
        let field_levels = self.catalog.field_levels(record)?.into_iter().collect();
        // A record leaves if a field that nothing else holds back would.
        let stays = match gate(&Question {
            kind: &kind,
            field: "recorded_at",
            value: &Type::Identifier,
            record_level: level,
            field_level: None,
            consent,
            reference_leaves: true,
            dossier_level: specification.level,
        }) {
            Decision::Leaves => None,
            Decision::Withheld(reason) => Some(reason),
        };
        Ok(Some(Standing {
            kind,
            level,
            field_levels,
            consent,
            stays,
        }))
    }

    /// Reads the openings of everything said about the records that leave.
    fn open_selected(
        &mut self,
        specification: &Specification,
        selection: &mut Selection,
    ) -> Result<()> {
        let leaving: Vec<StatementId> = selection
            .standings
            .iter()
            .filter(|(_, standing)| standing.stays.is_none())
            .map(|(record, _)| *record)
            .collect();
        let mut wanted: BTreeMap<LogId, BTreeMap<u64, StatementId>> = BTreeMap::new();
        for record in leaving {
            for (id, kind) in self.catalog.statements_about(record)? {
                let says = id == record
                    || matches!(kind.as_str(), "claim" | "supersession" | "retraction");
                // Its retraction speaks of the import, not of this record: without it, it would count for the receiver.
                if says && self.catalog.is_retracted_with_import(id)? {
                    selection.retracted_left_out += 1;
                    continue;
                }
                if let Some((log, position)) = self.catalog.position_of(id)?.filter(|_| says) {
                    wanted.entry(log).or_default().insert(position, record);
                }
            }
        }
        for (log, positions) in wanted {
            for file in openings::files(&self.store, log)? {
                if positions.range(file.first..=file.last).next().is_none() {
                    continue;
                }
                let mut lines = Vec::new();
                openings::read(&self.store, &self.ring, log, &file, &mut |index, line| {
                    if positions.contains_key(&index) {
                        lines.push((index, line.to_owned()));
                    }
                    Ok(())
                })?;
                for (index, line) in lines {
                    let Some(record) = positions.get(&index) else {
                        continue;
                    };
                    self.disclose_statement(log, index, &line, *record, specification, selection)?;
                }
            }
        }
        Ok(())
    }

    /// How far a statement may go by whoever says it, and with which consent. More that an account says of a record goes as
    /// far as the account: what it speaks of first is a record with a level of its own, which people can decide; a claim has
    /// none.
    fn said_under(
        &self,
        standing: &Standing,
        statement: &Projected,
        specification: &Specification,
    ) -> Result<(Level, Consent)> {
        let Some(source) = statement.source else {
            return Ok((standing.level, standing.consent));
        };
        let consent = self.consent_of_source(source, specification)?;
        let level = self.level_of_source(source, statement.subject.is_some())?;
        let level = standing.level.min(level);
        Ok((level, worse(standing.consent, consent)))
    }

    fn level_of_source(&self, source: StatementId, is_claim: bool) -> Result<Level> {
        if is_claim && self.catalog.kind_of(source)?.as_deref() == Some("account") {
            Ok(self.catalog.level_of(source)?)
        } else {
            Ok(Level::Public)
        }
    }

    /// Whether what this source says may leave if the record may.
    pub(crate) fn source_lets_go(
        &self,
        source: StatementId,
        is_claim: bool,
        specification: &Specification,
    ) -> Result<bool> {
        let consent = self.consent_of_source(source, specification)?;
        let level = self.level_of_source(source, is_claim)?;
        let refused = matches!(consent, Consent::Missing | Consent::Refused);
        Ok(!refused && level >= specification.level)
    }

    fn disclose_statement(
        &self,
        log: LogId,
        index: u64,
        line: &str,
        record: StatementId,
        specification: &Specification,
        selection: &mut Selection,
    ) -> Result<()> {
        let Ok(opening) = Opening::from_json(line) else {
            return Ok(());
        };
        let Ok(checked) = opening.check() else {
            return Ok(());
        };
        let whole = project(&checked, log, index);
        let Some(standing) = selection.standings.get(&record).cloned() else {
            return Ok(());
        };
        let (level, consent) = self.said_under(&standing, &whole, specification)?;
        let mut shown = BTreeSet::new();
        let mut bare = 0;
        let mut says_something = whole.id == record || whole.kind == "retraction";
        for (part, stated) in &checked.fields {
            let decision = decide(
                &standing,
                (level, consent),
                *part,
                stated,
                &whole,
                specification.level,
                selection,
            );
            match decision {
                Decision::Leaves => {
                    shown.insert(*part);
                    says_something |= whole.claims.iter().any(|claim| claim.part == *part);
                }
                Decision::Withheld(reason) => {
                    bare += 1;
                    selection.count_reason(reason);
                    let claim = whole.claims.iter().find(|claim| claim.part == *part);
                    if let Some(claim) = claim {
                        let of_record = selection.fields_staying.entry(record).or_default();
                        of_record.insert((claim.field.clone(), reason));
                    }
                }
            }
        }
        // What stays as a whole is counted by its reasons only: it has no part in the package.
        if !says_something {
            return Ok(());
        }
        selection.fields_withheld += bare;
        let opening = opening.showing(|part, _| part == 0 || shown.contains(&part));
        let Ok(checked) = opening.check() else {
            return Ok(());
        };
        let row = project(&checked, log, index);
        selection.statements.push(Disclosed {
            opening,
            row,
            record,
        });
        Ok(())
    }
}

/// Asks the gate about one field of one statement.
fn decide(
    standing: &Standing,
    (level, consent): (Level, Consent),
    part: usize,
    stated: &Field,
    whole: &Projected,
    dossier_level: Level,
    selection: &Selection,
) -> Decision {
    let claim = whole.claims.iter().find(|claim| claim.part == part);
    let name = claim.map_or(stated.name.as_str(), |claim| claim.field.as_str());
    let definition = claim.and_then(|_| field(&standing.kind, name));
    let value = definition.map_or(Type::Identifier, |definition| definition.value);
    let refers = match (name, claim) {
        (_, Some(claim)) => claim.refers,
        ("source", None) => whole.source,
        ("import", None) => whole.import,
        _ => None,
    };
    gate(&Question {
        kind: &standing.kind,
        field: name,
        value: &value,
        record_level: level,
        field_level: standing.field_levels.get(name).copied(),
        consent,
        reference_leaves: refers.is_none_or(|record| selection.leaves(record)),
        dossier_level,
    })
}

/// The one that lets less leave.
fn worse(first: Consent, second: Consent) -> Consent {
    let rank = |consent| match consent {
        Consent::Refused => 0,
        Consent::Missing => 1,
        Consent::Granted => 2,
        Consent::NotNeeded => 3,
    };
    if rank(second) < rank(first) {
        second
    } else {
        first
    }
}
