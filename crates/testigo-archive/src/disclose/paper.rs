//! What the report says: only rows that the gate let through are looked at.

use std::collections::{BTreeMap, BTreeSet};

use testigo_catalog::FigureValue;
use testigo_custody::StatementId;
use testigo_record::{
    ComparedClaim, OwnLabels, ProjectedClaim, Type, base_name, disagreements, field, term_label,
};
use testigo_report::{
    BreakdownRow, ClaimedNumber, Disagreement, Exhibit as ReportExhibit, FieldLine, Figure, Log,
    Paragraph, Range, Report, Section, Value, Version, Withheld,
};
use testigo_words::Language;

use super::Decided;
use crate::archive::Archive;
use crate::disclose::figures::CountedFigure;
use crate::disclose::own_labels::own_term;
use crate::disclose::proofs::opened_in;
use crate::disclose::selection::Disclosed;
use crate::error::Result;

/// The disclosed rows, by record and in the order of the report.
struct Shown<'a> {
    order: Vec<StatementId>,
    said: BTreeMap<StatementId, Vec<&'a Disclosed>>,
    numbers: BTreeMap<StatementId, u64>,
    titles: BTreeMap<StatementId, String>,
    spanish: bool,
    own: OwnLabels,
}

/// Kinds in the order in which the report numbers its paragraphs.
const ORDER: [&str; 11] = [
    "incident",
    "act",
    "person",
    "involvement",
    "account",
    "entry",
    "list",
    "place",
    "source",
    "item",
    "consent",
];

impl Archive {
    pub(super) fn report(&self, decided: &Decided<'_>) -> Result<Report> {
        let specification = decided.specification;
        let language = Language::from_tag(&specification.language);
        let shown = Shown::new(decided, language == Language::Spanish, self.own_labels()?);
        let paragraphs = shown.paragraphs(decided);
        let mut report = Report {
            title: specification.title.clone(),
            language: specification.language.clone(),
            recipient: specification.recipient.clone(),
            purpose: label(
                "consent",
                "purpose",
                &specification.purpose,
                language == Language::Spanish,
            ),
            level: specification.level.code().to_owned(),
            created: self.surroundings.now(),
            archive: self.ring.archive().to_string(),
            group_key: self.ring.group_verifier().to_string(),
            generator: format!("testigo {}", env!("CARGO_PKG_VERSION")),
            word_count: 0,
            word_limit: specification.word_limit,
            sections: specification
                .sections
                .iter()
                .map(|section| Section {
                    heading: section.heading.clone(),
                    text: section.text.clone(),
                })
                .collect(),
            held: self.catalog.counts_by_kind()?.into_iter().collect(),
            selection: specification.selection.clone(),
            figures: decided
                .figures
                .iter()
                .map(|figure| shown.figure(figure, language))
                .collect::<Result<_>>()?,
            exhibits: shown.exhibits(decided),
            disagreements: shown.disagreements(decided),
            withheld: withheld(decided),
            logs: logs(decided),
            paragraphs,
        };
        report.word_count = words_of(&report);
        Ok(report)
    }
}

impl<'a> Shown<'a> {
    fn new(decided: &'a Decided<'_>, spanish: bool, own: OwnLabels) -> Self {
        let mut said: BTreeMap<StatementId, Vec<&Disclosed>> = BTreeMap::new();
        let mut first_met = Vec::new();
        for disclosed in &decided.selection.statements {
            let of_record = said.entry(disclosed.record).or_default();
            if of_record.is_empty() {
                first_met.push(disclosed.record);
            }
            of_record.push(disclosed);
        }
        let kind_of = |record: &StatementId| {
            let kind = decided
                .selection
                .standings
                .get(record)
                .map_or("", |record| &record.kind);
            ORDER
                .iter()
                .position(|known| *known == kind)
                .unwrap_or(ORDER.len())
        };
        let mut order = first_met;
        // Stable: within a kind the order of logs and entries.
        order.sort_by_key(kind_of);
        let numbers = (1..)
            .zip(&order)
            .map(|(number, record)| (*record, number))
            .collect();
        let titles = said
            .iter()
            .map(|(record, statements)| (*record, title(statements, spanish)))
            .collect();
        Self {
            order,
            said,
            numbers,
            titles,
            spanish,
            own,
        }
    }

    fn paragraphs(&self, decided: &Decided<'_>) -> Vec<Paragraph> {
        self.order
            .iter()
            .map(|record| Paragraph {
                number: self.numbers.get(record).copied().unwrap_or(0),
                kind: kind(decided, *record).to_owned(),
                title: self.title(*record),
                fields: self.lines(decided, *record),
                statement: record.to_string(),
            })
            .collect()
    }

    fn lines(&self, decided: &Decided<'_>, record: StatementId) -> Vec<FieldLine> {
        let kind = kind(decided, record);
        let mut lines: Vec<(&str, FieldLine)> = Vec::new();
        for disclosed in self.said.get(&record).into_iter().flatten() {
            for claim in &disclosed.row.claims {
                let value = self.value(kind, disclosed, claim);
                match lines.iter_mut().find(|(name, _)| *name == claim.field) {
                    Some((_, line)) => line.values.push(value),
                    None => lines.push((
                        &claim.field,
                        FieldLine {
                            field: claim.field.clone(),
                            label: self.label(kind, &claim.field),
                            values: vec![value],
                        },
                    )),
                }
            }
        }
        lines.into_iter().map(|(_, line)| line).collect()
    }

    fn value(&self, kind: &str, disclosed: &Disclosed, claim: &ProjectedClaim) -> Value {
        let row = &disclosed.row;
        Value {
            text: self.text(kind, claim),
            refers: claim
                .refers
                .and_then(|record| self.numbers.get(&record).copied()),
            source: row
                .source
                .map(|source| self.title(source))
                .unwrap_or_default(),
            source_paragraph: row
                .source
                .and_then(|source| self.numbers.get(&source).copied()),
            locator: row.locator.clone().unwrap_or_default(),
            unread: claim.unread,
        }
    }

    fn text(&self, kind: &str, claim: &ProjectedClaim) -> String {
        if let Some(record) = claim.refers {
            return self.title(record);
        }
        if claim.unread {
            return claim.value.clone();
        }
        match own_term(&self.own, kind, &claim.field, &claim.value, self.spanish) {
            Some(label) => label.to_owned(),
            None => label(kind, &claim.field, &claim.value, self.spanish),
        }
    }

    fn title(&self, record: StatementId) -> String {
        self.titles.get(&record).cloned().unwrap_or_default()
    }

    fn label(&self, kind: &str, name: &str) -> String {
        if let Some(label) = self.own.field(name, self.spanish) {
            return label.to_owned();
        }
        match field(kind, name) {
            Some(_) if name.starts_with("x.") => name[2..].replace('_', " "),
            Some(definition) => definition.label(self.spanish).to_owned(),
            None => base_name(name).to_owned(),
        }
    }

    fn disagreements(&self, decided: &Decided<'_>) -> Vec<Disagreement> {
        let mut found = Vec::new();
        for record in &self.order {
            let kind = kind(decided, *record);
            let claims: Vec<(&Disclosed, &ProjectedClaim)> = self
                .said
                .get(record)
                .into_iter()
                .flatten()
                .flat_map(|disclosed| disclosed.row.claims.iter().map(|claim| (*disclosed, claim)))
                .collect();
            let compared: Vec<ComparedClaim<'_>> = claims
                .iter()
                .map(|(disclosed, claim)| compared(disclosed, claim))
                .collect();
            for disagreement in disagreements(kind, &compared) {
                let values = disagreement
                    .values
                    .iter()
                    .filter_map(|at| claims.get(*at))
                    .map(|(disclosed, claim)| Version {
                        text: self.text(kind, claim),
                        source: disclosed
                            .row
                            .source
                            .map(|id| self.title(id))
                            .unwrap_or_default(),
                    })
                    .collect();
                found.push(Disagreement {
                    record: self.title(*record),
                    paragraph: self.numbers.get(record).copied(),
                    field: self.label(kind, &disagreement.field),
                    values,
                });
            }
        }
        found
    }

    fn figure(&self, counted: &CountedFigure<'_>, language: Language) -> Result<Figure> {
        let question = &counted.wanted.question;
        let stated = &counted.stated;
        let whole = FigureValue {
            min: stated.min,
            value: stated.value,
            max: stated.max,
        };
        let claimed = counted
            .claimed
            .claims
            .iter()
            .filter(|claim| self.titles.contains_key(&claim.incident));
        let estimated = counted.estimated.as_ref();
        let estimated = estimated.map(|estimated| estimated.to_report(language));
        Ok(Figure {
            name: counted.wanted.name.clone(),
            what: question.what.code().to_owned(),
            condition: counted.wanted.condition.clone(),
            by: question
                .by
                .iter()
                .map(|name| self.label("entry", name))
                .collect(),
            min_sources: u64::from(question.min_sources),
            unit: question.unit.clone().unwrap_or_default(),
            stated: range(whole),
            shown: range(counted.shown),
            withheld: counted.withheld.clone(),
            rows: self.breakdown(counted),
            claimed: claimed
                .map(|claim| ClaimedNumber {
                    field: self.label("incident", &claim.field),
                    incident: self.title(claim.incident),
                    paragraph: self.numbers.get(&claim.incident).copied(),
                    text: claim.text.clone(),
                    low: claim.low.and_then(|low| u64::try_from(low).ok()),
                    high: claim.high.and_then(|high| u64::try_from(high).ok()),
                    source: claim
                        .source
                        .as_ref()
                        .map(|source| self.title(source.id))
                        .unwrap_or_default(),
                })
                .collect(),
            sql: stated.sql.clone(),
            estimated: estimated.transpose()?,
            warnings: stated
                .warnings
                .iter()
                .chain(
                    counted
                        .suppressed
                        .contains(&true)
                        .then_some(&"cells_suppressed"),
                )
                .map(|code| (*code).to_owned())
                .collect(),
        })
    }

    fn breakdown(&self, counted: &CountedFigure<'_>) -> Vec<BreakdownRow> {
        let rows = counted.stated.rows.iter().zip(&counted.suppressed);
        rows.map(|(row, hidden)| BreakdownRow {
            labels: row
                .values
                .iter()
                .map(|value| self.row_label(value.as_ref()))
                .collect(),
            range: (!hidden).then(|| {
                range(FigureValue {
                    min: row.min,
                    value: row.value,
                    max: row.max,
                })
            }),
        })
        .collect()
    }

    /// Of a reference the title of the record.
    fn row_label(&self, value: Option<&String>) -> String {
        let Some(value) = value else {
            return String::new();
        };
        value
            .parse()
            .map_or_else(|_| value.clone(), |record| self.title(record))
    }

    fn exhibits(&self, decided: &Decided<'_>) -> Vec<ReportExhibit> {
        decided
            .exhibits
            .iter()
            .map(|exhibit| ReportExhibit {
                number: exhibit.number.clone(),
                path: exhibit.path(),
                media_type: exhibit.media_type.clone(),
                sha256: exhibit.digest.to_string(),
                bytes: exhibit.bytes,
                caption: self.caption(decided, exhibit.item),
                statement: exhibit.item.to_string(),
            })
            .collect()
    }

    /// What was stated when the item was received, as far as it leaves.
    fn caption(&self, decided: &Decided<'_>, item: StatementId) -> Vec<String> {
        let wanted: BTreeSet<&str> = BTreeSet::from(["collected_at", "place"]);
        let kind = kind(decided, item);
        self.said
            .get(&item)
            .into_iter()
            .flatten()
            .flat_map(|disclosed| &disclosed.row.claims)
            .filter(|claim| wanted.contains(claim.field.as_str()))
            .map(|claim| {
                format!(
                    "{}: {}",
                    self.label(kind, &claim.field),
                    self.text(kind, claim)
                )
            })
            .collect()
    }
}

fn compared<'a>(disclosed: &Disclosed, claim: &'a ProjectedClaim) -> ComparedClaim<'a> {
    ComparedClaim {
        field: &claim.field,
        value: &claim.value,
        folded: &claim.folded,
        low: claim.low,
        high: claim.high,
        refers: claim.refers,
        unread: claim.unread,
        source: disclosed.row.source,
    }
}

fn kind<'a>(decided: &'a Decided<'_>, record: StatementId) -> &'a str {
    decided
        .selection
        .standings
        .get(&record)
        .map_or("", |standing| &standing.kind)
}

/// A record's title from what is disclosed of it; an act is called by its type.
fn title(statements: &[&Disclosed], spanish: bool) -> String {
    let value = |name: &str| {
        statements
            .iter()
            .flat_map(|disclosed| &disclosed.row.claims)
            .find(|claim| claim.field == name)
            .map(|claim| claim.value.as_str())
    };
    if let Some(title) = value("title").or_else(|| value("name")) {
        return title.to_owned();
    }
    let parts: Vec<&str> = ["given_name", "surname", "second_surname"]
        .iter()
        .filter_map(|name| value(name))
        .collect();
    if parts.is_empty() {
        let kind = statements.first().map_or("", |first| &first.row.kind);
        return value("type").map_or_else(String::new, |code| label(kind, "type", code, spanish));
    }
    parts.join(" ")
}

/// The label of a code of this field, or what is written.
fn label(kind: &str, name: &str, code: &str, spanish: bool) -> String {
    match field(kind, name).map(|definition| definition.value) {
        Some(Type::Code { vocabulary, .. }) => term_label(vocabulary, code, spanish)
            .unwrap_or(code)
            .to_owned(),
        _ => code.to_owned(),
    }
}

fn range(value: FigureValue) -> Range {
    // Without an upper end the least is all that can be printed; the warning says so.
    Range {
        min: value.min,
        value: value.value,
        max: value.max.unwrap_or(value.min),
    }
}

fn withheld(decided: &Decided<'_>) -> Withheld {
    let counts = &decided.withheld;
    Withheld {
        fields: counts.fields,
        items: counts.items,
        persons: counts.persons,
        records: counts.records,
        reasons: counts
            .reasons
            .iter()
            .map(|(code, count)| ((*code).to_owned(), *count))
            .collect(),
        not_searched: counts.not_searched,
        names_without_consent: counts.names_without_consent,
    }
}

fn logs(decided: &Decided<'_>) -> Vec<Log> {
    let opened = opened_in(&decided.selection.statements);
    decided
        .logs
        .iter()
        .map(|log| Log {
            log: log.log.to_string(),
            size: log.head.size,
            root: log.head.root.to_string(),
            opened: opened.get(&log.log).copied().unwrap_or(0),
            cosignatures: Vec::new(),
            tokens: Vec::new(),
        })
        .collect()
}

/// Words that people wrote or that were recorded: titles, sections and values.
fn words_of(report: &Report) -> u64 {
    let count = |text: &str| text.split_whitespace().count() as u64;
    let sections: u64 = report
        .sections
        .iter()
        .map(|section| count(&section.heading) + count(&section.text))
        .sum();
    let paragraphs: u64 = report
        .paragraphs
        .iter()
        .map(|paragraph| {
            let values: u64 = paragraph
                .fields
                .iter()
                .flat_map(|line| &line.values)
                .map(|value| count(&value.text))
                .sum();
            count(&paragraph.title) + values
        })
        .sum();
    count(&report.title) + sections + paragraphs
}
