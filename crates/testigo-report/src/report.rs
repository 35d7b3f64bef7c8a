//! What a report is made from: plain data, every text as it may leave the archive.
//!
//! Codes (kinds, levels, reasons, warnings) are given as codes and put into words here; an unknown code is shown as it is.

use std::collections::BTreeMap;

use crate::estimate::EstimateReport;

/// A whole report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Title of the dossier.
    pub title: String,
    /// Language tag of what people wrote: the title and the sections.
    pub language: String,
    /// Who receives it.
    pub recipient: String,
    /// What it is for.
    pub purpose: String,
    /// Code of the disclosure level.
    pub level: String,
    /// When it was made, as text.
    pub created: String,
    /// Id of the archive, 64 hex digits.
    pub archive: String,
    /// The group's key as a vkey.
    pub group_key: String,
    /// Name and version of the program.
    pub generator: String,
    /// Words of the report, as counted by whoever gathers the data.
    pub word_count: u64,
    /// The recipient's limit, if there is one.
    pub word_limit: Option<u64>,
    /// What the group itself submits, before the records.
    pub sections: Vec<Section>,
    /// Records held by the archive, by code of their kind.
    pub held: BTreeMap<String, u64>,
    /// The filter that chose the records, word for word; empty if everything was chosen.
    pub selection: String,
    /// The disclosed records.
    pub paragraphs: Vec<Paragraph>,
    /// The figures.
    pub figures: Vec<Figure>,
    /// The exhibits.
    pub exhibits: Vec<Exhibit>,
    /// Where sources differ.
    pub disagreements: Vec<Disagreement>,
    /// What was withheld, counted.
    pub withheld: Withheld,
    /// The logs and their heads.
    pub logs: Vec<Log>,
}

/// A section that the group wrote. A blank line in the text begins a new paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// Its text.
    pub text: String,
}

/// One disclosed record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// Number in the report; its anchor is `#p<number>`.
    pub number: u64,
    /// Code of the kind.
    pub kind: String,
    /// Title; may be empty.
    pub title: String,
    /// What sources say about it.
    pub fields: Vec<FieldLine>,
    /// Id of the statement that created the record.
    pub statement: String,
}

/// One field of a record with all disclosed values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldLine {
    /// Code of the field.
    pub field: String,
    /// The field's label in the language of the report.
    pub label: String,
    /// Its values.
    pub values: Vec<Value>,
}

/// What one source says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Value {
    /// The value; of a reference, the title of the record.
    pub text: String,
    /// Number of the paragraph that the value refers to.
    pub refers: Option<u64>,
    /// Name of the source; empty if it may not be shown.
    pub source: String,
    /// Number of the source's own paragraph.
    pub source_paragraph: Option<u64>,
    /// Where in the source; empty if not known or not shown.
    pub locator: String,
    /// It could not be read as its type and stands as written.
    pub unread: bool,
}

/// A count: at least, the value if there is a single one, at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// At least.
    pub min: u64,
    /// The value, where everything needed is known.
    pub value: Option<u64>,
    /// At most.
    pub max: u64,
}

/// A number with its rule.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figure {
    /// Its name.
    pub name: String,
    /// What it counts: `persons`, `acts`, `incidents` or `items`.
    pub what: String,
    /// The condition, word for word; empty if there is none.
    pub condition: String,
    /// Labels of the fields that it is broken down by.
    pub by: Vec<String>,
    /// How many independent sources a record needs to be counted.
    pub min_sources: u64,
    /// The counting unit; empty if none is stated.
    pub unit: String,
    /// Counted in the whole record.
    pub stated: Range,
    /// Counted in what is disclosed.
    pub shown: Range,
    /// Why the two differ: how many were withheld, by code of the reason.
    pub withheld: BTreeMap<String, u64>,
    /// The breakdown.
    pub rows: Vec<BreakdownRow>,
    /// What sources claim about the same thing.
    pub claimed: Vec<ClaimedNumber>,
    /// How many people no list names, as the group estimates it.
    pub estimated: Option<EstimateReport>,
    /// The query that gives `shown` on `data/record.sqlite`.
    pub sql: String,
    /// Codes of warnings.
    pub warnings: Vec<String>,
}

/// One line of a breakdown; a label for each field of [`Figure::by`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BreakdownRow {
    /// The labels.
    pub labels: Vec<String>,
    /// The count; none where it is left out for strangers.
    pub range: Option<Range>,
}

/// A number that a source states without names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClaimedNumber {
    /// Label of the field.
    pub field: String,
    /// Title of the incident.
    pub incident: String,
    /// Number of the incident's paragraph.
    pub paragraph: Option<u64>,
    /// The number as the source gives it, such as `about 60`.
    pub text: String,
    /// Its lower end; none if it has none.
    pub low: Option<u64>,
    /// Its upper end; none if it has none.
    pub high: Option<u64>,
    /// Name of the source.
    pub source: String,
}

/// A file that goes along.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exhibit {
    /// Such as `E0001`; its anchor is `#E0001`.
    pub number: String,
    /// Address from the report's folder, such as `items/E0001.jpg`.
    pub path: String,
    /// Media type.
    pub media_type: String,
    /// Digest of the bytes, 64 hex digits.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Lines under the exhibit; the first is also its text alternative.
    pub caption: Vec<String>,
    /// Id of the statement behind it.
    pub statement: String,
}

/// Versions of different sources that cannot all be so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Disagreement {
    /// Title of the record.
    pub record: String,
    /// Number of its paragraph.
    pub paragraph: Option<u64>,
    /// Label of the field.
    pub field: String,
    /// The versions.
    pub values: Vec<Version>,
}

/// One of several versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// What the source says.
    pub text: String,
    /// Name of the source.
    pub source: String,
}

/// What was withheld (FORMAT 7.4, `data/withheld.json`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Withheld {
    /// Single details.
    pub fields: u64,
    /// Items whose bytes do not go along.
    pub items: u64,
    /// Persons whose identity is not shown.
    pub persons: u64,
    /// Whole records.
    pub records: u64,
    /// How many for which reason, by code of the reason.
    pub reasons: BTreeMap<String, u64>,
    /// Items that leave although not all of them could be searched.
    pub not_searched: u64,
    /// Names that leave without the consent of their bearers.
    pub names_without_consent: u64,
}

/// One log and the head that the dossier stands on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// Its id, 64 hex digits.
    pub log: String,
    /// Entries at the head.
    pub size: u64,
    /// Root at the head, 64 hex digits.
    pub root: String,
    /// How many of its entries are opened in the dossier.
    pub opened: u64,
    /// Other groups that confirmed the head.
    pub cosignatures: Vec<Attestation>,
    /// Clocks that confirmed the head.
    pub tokens: Vec<Attestation>,
}

/// Somebody else's word about a head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attestation {
    /// Who.
    pub name: String,
    /// When, as text.
    pub time: String,
}
