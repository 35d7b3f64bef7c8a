//! Figures of a dossier: counted over the whole record, and again over what is disclosed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use testigo_catalog::{
    Claimed, Counted, FigureValue, Grouped, RecordDatabase, What, renumbered, said_field,
    suppressed,
};
use testigo_custody::StatementId;
use testigo_record::{Consent, Decision, Question, Type, field, gate};

use crate::archive::Archive;
use crate::disclose::estimated::EstimatedFigure;
use crate::disclose::proofs::ShownLog;
use crate::disclose::selection::{Disclosed, Selection};
use crate::disclose::specification::{Specification, WantedFigure};
use crate::error::{Error, Result};
use crate::reconciling::LinkageTold;

/// A figure with both numbers.
#[derive(Debug)]
pub(crate) struct CountedFigure<'a> {
    pub(crate) wanted: &'a WantedFigure,
    /// Its view in `record.sqlite`.
    pub(crate) view: String,
    pub(crate) stated: Counted,
    pub(crate) claimed: Claimed,
    pub(crate) shown: FigureValue,
    /// Which rows of the breakdown are left out because their numbers are small, or would tell those.
    pub(crate) suppressed: Vec<bool>,
    /// How many people no list names.
    pub(crate) estimated: Option<EstimatedFigure>,
    /// Matching records that stay, by reason.
    pub(crate) withheld: BTreeMap<String, u64>,
}

impl Archive {
    /// Counts over the whole record.
    pub(crate) fn state_figures<'a>(
        &self,
        specification: &'a Specification,
        selection: &mut Selection,
    ) -> Result<Vec<CountedFigure<'a>>> {
        let mut figures = Vec::new();
        for (number, wanted) in (1..).zip(&specification.figures) {
            may_break_down(wanted, specification)?;
            let mut stated = self.catalog.count(&wanted.question)?;
            hide_references(&mut stated, selection);
            let suppressed = suppressed_rows(wanted, &stated)?;
            let claimed = self.catalog.claimed(wanted.question.expression.as_ref())?;
            let withheld = self.withheld_of(wanted, specification, selection)?;
            let settings = wanted.estimate.as_ref();
            let estimated = settings.map(|settings| self.estimated(wanted, settings, selection));
            figures.push(CountedFigure {
                wanted,
                view: format!("figure_{number}"),
                stated,
                claimed,
                shown: FigureValue {
                    min: 0,
                    value: None,
                    max: None,
                },
                suppressed,
                estimated: estimated.transpose()?,
                withheld,
            });
        }
        Ok(figures)
    }

    /// Records that a figure counts and that do not leave. They are entered among the standings,
    /// so that persons among them are counted once.
    fn withheld_of(
        &self,
        wanted: &WantedFigure,
        specification: &Specification,
        selection: &mut Selection,
    ) -> Result<BTreeMap<String, u64>> {
        let mut reasons = BTreeMap::new();
        for kind in wanted.question.what.kinds() {
            for record in self.catalog.countable(
                wanted.question.what,
                kind,
                wanted.question.expression.as_ref(),
            )? {
                if selection.leaves(record) {
                    continue;
                }
                let standing = match selection.standings.get(&record) {
                    Some(standing) => standing.stays,
                    None => self
                        .standing(record, specification)?
                        .and_then(|standing| standing.stays),
                };
                // Without a reason of its own the specification's filter left it out.
                let reason = standing.map_or("not_selected", testigo_record::Reason::code);
                *reasons.entry(reason.to_owned()).or_default() += 1;
                selection
                    .counted_and_staying
                    .insert(record, (*kind).to_owned());
            }
        }
        Ok(reasons)
    }
}

/// Rows that strangers may not see. A number that is small as a whole is no figure for strangers at all.
fn suppressed_rows(wanted: &WantedFigure, stated: &Counted) -> Result<Vec<bool>> {
    let Some(limit) = wanted.suppress else {
        return Ok(vec![false; stated.rows.len()]);
    };
    if stated.max.is_some_and(|max| max > 0 && max < limit) {
        return Err(Error::new("figure_small").with("detail", &wanted.name));
    }
    Ok(suppressed(&stated.rows, limit))
}

/// A breakdown prints the values of its fields, of withheld records too: only a field that nothing
/// but a record's level holds back may be one.
fn may_break_down(wanted: &WantedFigure, specification: &Specification) -> Result<()> {
    for name in &wanted.question.by {
        let name = said_field(name);
        for kind in wanted.question.what.kinds() {
            let Some(definition) = field(kind, name) else {
                continue;
            };
            let question = Question {
                kind,
                field: name,
                value: &definition.value,
                record_level: specification.level,
                field_level: None,
                consent: Consent::NotNeeded,
                reference_leaves: true,
                dossier_level: specification.level,
            };
            let names_people = matches!(definition.value, Type::Name | Type::Identifier);
            if names_people || gate(&question) != Decision::Leaves {
                return Err(Error::new("breakdown_withheld").with("field", name));
            }
        }
    }
    Ok(())
}

/// A record that stays is only told apart from others that stay.
fn hide_references(stated: &mut Counted, selection: &Selection) {
    let mut hidden: Vec<String> = Vec::new();
    for value in stated
        .rows
        .iter_mut()
        .flat_map(|row| &mut row.values)
        .flatten()
    {
        let Ok(record) = value.parse::<StatementId>() else {
            continue;
        };
        if selection.leaves(record) {
            continue;
        }
        let number = hidden
            .iter()
            .position(|known| known == value)
            .unwrap_or_else(|| {
                hidden.push(value.clone());
                hidden.len() - 1
            });
        *value = format!("({})", number + 1);
    }
}

/// The withheld persons that figures need, each a fresh number: which is which cannot be told,
/// because they are counted by kind.
pub(crate) fn withheld_persons(selection: &Selection) -> Vec<(u64, String)> {
    let mut kinds: Vec<&String> = selection
        .counted_and_staying
        .values()
        .filter(|kind| matches!(kind.as_str(), "person" | "entry"))
        .collect();
    kinds.sort();
    (1..)
        .zip(kinds)
        .map(|(number, kind)| (number, kind.clone()))
        .collect()
}

/// Runs every figure on the disclosed rows.
pub(crate) fn show_figures(
    figures: &mut [CountedFigure<'_>],
    database: &RecordDatabase,
) -> Result<()> {
    for figure in figures {
        figure.shown = database
            .run_figure(&figure.stated.sql)
            .map_err(|error| Error::new("catalog_failed").because(error))?;
        // With "not", what is withheld can make more match: the two numbers together would tell it.
        if figure
            .stated
            .max
            .is_some_and(|most| figure.shown.min > most)
        {
            return Err(Error::new("figure_tells").with("detail", figure.wanted.name.clone()));
        }
    }
    Ok(())
}

impl Archive {
    /// Which of the disclosed persons and entries are one person, if a figure counts persons: fresh numbers, from 1 in
    /// the order of the statements that created the records. Records that a group would tell more of than they show
    /// themselves are left out of it; how many is the second answer.
    pub(crate) fn same_person_shown(
        &self,
        figures: &[CountedFigure<'_>],
        selection: &Selection,
    ) -> Result<(Vec<Grouped>, u64)> {
        let persons = |figure: &CountedFigure<'_>| figure.wanted.question.what == What::Persons;
        if !figures.iter().any(persons) {
            return Ok((Vec::new(), 0));
        }
        let mut leaving: BTreeMap<StatementId, BTreeSet<String>> = BTreeMap::new();
        let mut created: Vec<&Disclosed> = Vec::new();
        for disclosed in &selection.statements {
            let claims = disclosed.row.claims.iter();
            let fields = leaving.entry(disclosed.record).or_default();
            fields.extend(claims.map(|claim| claim.field.clone()));
            if disclosed.row.id == disclosed.record {
                created.push(disclosed);
            }
        }
        created.sort_by_key(|disclosed| (disclosed.row.log, disclosed.row.position));
        let mut members = Vec::new();
        for disclosed in created {
            if let Some(group) = self.catalog.grouped(disclosed.record)? {
                let said = self.catalog.fields_said(disclosed.record)?;
                let shows = leaving.remove(&disclosed.record).unwrap_or_default();
                members.push(Member { group, said, shows });
            }
        }
        let groups = without_told(&members);
        let told = (members.len() - groups.len()) as u64;
        Ok((renumbered(&groups), told))
    }
}

/// A record that leaves, in its group.
struct Member {
    group: Grouped,
    /// Fields that sources say of it.
    said: BTreeSet<String>,
    /// Of these, those that leave.
    shows: BTreeSet<String>,
}

impl Member {
    /// Whether being of a group that shows these fields tells a name of it that it does not show, or a field that is
    /// withheld.
    fn is_told_by(&self, group: &BTreeSet<&str>) -> bool {
        let hides = |name: &&str| self.said.contains(*name) && !self.shows.contains(*name);
        let is_named = self.shows.iter().any(|name| is_name(name));
        !is_named && group.iter().any(|name| is_name(name)) || group.iter().any(hides)
    }
}

fn is_name(name: &str) -> bool {
    field("entry", name).is_some_and(|definition| definition.value == Type::Name)
}

/// The groups of the records that no other record of their group tells more of.
fn without_told(members: &[Member]) -> Vec<Grouped> {
    let mut shown: BTreeMap<u32, BTreeSet<&str>> = BTreeMap::new();
    for member in members {
        let of_group = shown.entry(member.group.possible).or_default();
        of_group.extend(member.shows.iter().map(String::as_str));
    }
    let is_told = |member: &&Member| {
        let group = shown.get(&member.group.possible);
        group.is_some_and(|group| member.is_told_by(group))
    };
    let kept = members.iter().filter(|member| !is_told(member));
    kept.map(|member| member.group).collect()
}

/// `data/figures.json` (FORMAT 7.3).
pub(crate) fn figures_json(
    figures: &[CountedFigure<'_>],
    same_person: &[Grouped],
    linkage: Option<&LinkageTold>,
    logs: &[ShownLog],
) -> Result<Value> {
    let heads = heads_json(logs);
    let figures: Vec<Value> = figures
        .iter()
        .map(|figure| {
            let estimated = figure.estimated.as_ref().map(EstimatedFigure::to_json);
            let question = &figure.wanted.question;
            let rows: Vec<Value> = figure
                .stated
                .rows
                .iter()
                .zip(&figure.suppressed)
                .map(|(row, hidden)| match hidden {
                    true => json!({"values": row.values, "min": null, "value": null, "max": null, "suppressed": true}),
                    false => json!({"values": row.values, "min": row.min, "value": row.value, "max": row.max}),
                })
                .collect();
            let stated = &figure.stated;
            Ok(json!({
                "name": figure.wanted.name,
                "what": question.what.code(),
                "where": figure.wanted.condition,
                "by": question.by,
                "min_sources": question.min_sources,
                "unit": question.unit,
                "view": figure.view,
                "sql": stated.sql,
                "stated": {"min": stated.min, "value": stated.value, "max": stated.max},
                "shown": {"min": figure.shown.min, "value": figure.shown.value, "max": figure.shown.max},
                "rows": rows,
                "rows_total": stated.rows_total,
                "claimed": {"min": figure.claimed.min, "max": figure.claimed.max, "claims": figure.claimed.claims_total},
                "withheld": figure.withheld.values().sum::<u64>(),
                "withheld_by_reason": figure.withheld,
                "suppress": figure.wanted.suppress,
                "estimated": estimated.transpose()?,
                "warnings": stated.warnings,
                "as_of": heads,
            }))
        })
        .collect::<Result<_>>()?;
    if same_person.is_empty() {
        return Ok(json!({"figures": figures}));
    }
    let rows: Vec<Value> = same_person
        .iter()
        .map(|group| {
            json!([
                group.record.to_string(),
                group.sure,
                group.likely,
                group.possible
            ])
        })
        .collect();
    Ok(json!({"figures": figures, "linkage": linkage, "same_person": rows}))
}

/// Heads as FORMAT 7.2 writes them.
pub(crate) fn heads_json(logs: &[ShownLog]) -> Value {
    logs.iter()
        .map(|log| {
            json!({"log": log.log.to_string(), "size": log.head.size, "root": log.head.root.to_string()})
        })
        .collect()
}

/// Persons and entries that leave with a name although nobody asked them.
pub(crate) fn names_without_consent(selection: &Selection) -> u64 {
    let mut named: BTreeSet<StatementId> = BTreeSet::new();
    for disclosed in &selection.statements {
        let kind = selection
            .standings
            .get(&disclosed.record)
            .map_or("", |record| &record.kind);
        let says_name = disclosed.row.claims.iter().any(|claim| {
            matches!(
                claim.field.as_str(),
                "name" | "given_name" | "surname" | "second_surname" | "alias"
            )
        });
        if says_name
            && matches!(kind, "person" | "entry")
            && !selection.has_consent(disclosed.record)
        {
            named.insert(disclosed.record);
        }
    }
    named.len() as u64
}
