//! Entities of `FollowTheMoney`, a JSON line each, ids being record ids.
//!
//! Records have the schema that fits them, and `TestigoClaim` every value with who says it; `docs/ftm-extension.yaml`
//! has the schemata that `FollowTheMoney` lacks. Its `contentHash` is a SHA-1, so it is left out: the SHA-256 of a file
//! is a claim. What a property cannot hold as it is (a code, an age, a range that is no date) stands in the claims only.

use std::collections::BTreeMap;

use serde_json::json;
use testigo_catalog::ListedClaim;
use testigo_record::Date;

use super::rows::{RecordRow, Rows};

/// Counting unit of groups, organisations and institutions.
const ORGANISATION: &str = "03";
/// Fields of the vocabulary as properties, by schema.
const PROPERTIES: &[(&str, &[(&str, &str)])] = &[
    (
        "Person",
        &[
            ("alias", "alias"),
            ("given_name", "firstName"),
            ("surname", "lastName"),
            ("second_surname", "lastName"),
            ("birth_place", "birthPlace"),
            ("occupation", "profession"),
            ("ethnicity", "ethnicity"),
            ("religion", "religion"),
            ("id_document", "idNumber"),
        ],
    ),
    ("Organization", &[("alias", "alias")]),
    ("Event", &[("narrative", "description")]),
    (
        "Address",
        &[("name", "full"), ("lat", "latitude"), ("lon", "longitude")],
    ),
    (
        "CourtCase",
        &[
            ("body", "court"),
            ("file_number", "caseNumber"),
            ("stage", "status"),
            ("narrative", "description"),
        ],
    ),
    (
        "Document",
        &[
            ("title", "title"),
            ("media_type", "mimeType"),
            ("bytes", "fileSize"),
            ("author", "author"),
            ("url", "sourceUrl"),
            ("description", "description"),
        ],
    ),
    (
        "UnknownLink",
        &[("from", "subject"), ("to", "object"), ("relation", "role")],
    ),
    (
        "TestigoAct",
        &[
            ("type", "actType"),
            ("method", "method"),
            ("cause", "cause"),
            ("incident", "incident"),
        ],
    ),
    (
        "TestigoInvolvement",
        &[
            ("act", "act"),
            ("person", "person"),
            ("role", "role"),
            ("degree", "degree"),
        ],
    ),
    ("TestigoEntry", &[("list", "list"), ("row", "row")]),
    (
        "TestigoRecord",
        &[
            ("of", "about"),
            ("person", "about"),
            ("description", "description"),
        ],
    ),
];

/// Of an entity: each property with its different values.
#[derive(Debug, Default)]
struct Properties(BTreeMap<&'static str, Vec<String>>);

impl Properties {
    fn say(&mut self, property: &'static str, text: impl Into<String>) {
        let text = text.into();
        let said = self.0.entry(property).or_default();
        if !said.contains(&text) {
            said.push(text);
        }
    }

    fn say_all(
        &mut self,
        property: &'static str,
        texts: impl IntoIterator<Item = impl Into<String>>,
    ) {
        texts.into_iter().for_each(|text| self.say(property, text));
    }
}

/// Every record, then every claim.
pub(super) fn lines(rows: &Rows) -> Vec<u8> {
    let titles = rows.titles();
    let mut lines = Vec::new();
    let mut push = |id: &str, schema: &str, properties: &Properties| {
        let entity = json!({"id": id, "schema": schema, "properties": properties.0});
        lines.extend_from_slice(entity.to_string().as_bytes());
        lines.push(b'\n');
    };
    for row in &rows.records {
        let schema = schema_of(row);
        push(&row.record.id, schema, &properties_of(row, schema, &titles));
        if schema == "TestigoAct" {
            for (number, victim) in (1..).zip(row.texts("victim")) {
                let id = format!("{}.victim.{number}", row.record.id);
                push(&id, "TestigoVictim", &victim_of(row, victim));
            }
        }
    }
    let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
    for claim in rows.claims() {
        let number = numbers.entry(&claim.statement).or_default();
        *number += 1;
        let id = format!("{}.claim.{number}", claim.statement);
        push(&id, "TestigoClaim", &claim_of(claim));
    }
    lines
}

fn schema_of(row: &RecordRow) -> &'static str {
    match row.record.kind.as_str() {
        "person" => match row.texts("unit").as_slice() {
            [ORGANISATION] => "Organization",
            _ => "Person",
        },
        "entry" => "TestigoEntry",
        "incident" => "Event",
        "act" => "TestigoAct",
        "involvement" => "TestigoInvolvement",
        "place" => "Address",
        "relation" => "UnknownLink",
        "proceeding" => "CourtCase",
        "item" => "Document",
        _ => "TestigoRecord",
    }
}

fn properties_of(row: &RecordRow, schema: &str, titles: &BTreeMap<&str, String>) -> Properties {
    let mut properties = Properties::default();
    let of_schema: &[&str] = match schema {
        "TestigoEntry" => &["TestigoEntry", "Person"],
        "TestigoAct" => &["TestigoAct", "Event"],
        other => &[other],
    };
    let mapped = PROPERTIES.iter().filter(|(of, _)| of_schema.contains(of));
    for (field, property) in mapped.flat_map(|(_, fields)| *fields) {
        let read = row
            .values(field)
            .into_iter()
            .filter(|claim| claim.unread == 0);
        properties.say_all(property, read.map(|claim| claim.value.as_str()));
    }
    match schema {
        "Person" | "TestigoEntry" => {
            let genders = row.texts("sex").into_iter().filter_map(gender);
            properties.say_all("gender", genders);
            properties.say_all("birthDate", dates(row, "birth"));
            properties.say_all("deathDate", dates(row, "death"));
        }
        "Event" | "TestigoAct" | "UnknownLink" => say_when(row, &mut properties),
        "CourtCase" => properties.say_all("fileDate", dates(row, "date")),
        "Document" => properties.say_all("date", dates(row, "captured_at")),
        "TestigoRecord" => {
            properties.say("kind", row.record.kind.as_str());
            properties.say_all("about", row.record.subject.as_deref());
        }
        _ => {}
    }
    say_where(row, schema, titles, &mut properties);
    say_name(row, schema, &mut properties);
    properties
}

/// A place record is an entity; an event has its name too.
fn say_where(
    row: &RecordRow,
    schema: &str,
    titles: &BTreeMap<&str, String>,
    properties: &mut Properties,
) {
    let is_event = matches!(schema, "Event" | "TestigoAct");
    for place in row.values("place") {
        let name = match place.refers.as_deref() {
            Some(id) => {
                properties.say("addressEntity", id);
                titles.get(id).map(String::as_str)
            }
            None => Some(place.value.as_str()),
        };
        properties.say_all("location", name.filter(|_| is_event));
    }
}

/// Most schemata require a name: what none is shown of has one that says nothing.
fn say_name(row: &RecordRow, schema: &str, properties: &mut Properties) {
    match schema {
        "UnknownLink" | "TestigoInvolvement" => {}
        "Document" => properties.say("fileName", row.title()),
        _ if row.values("name").is_empty() => properties.say("name", row.title()),
        _ => properties.say_all("name", row.texts("name")),
    }
}

/// `date`, or the time from `startDate` to `endDate`.
fn say_when(row: &RecordRow, properties: &mut Properties) {
    let read = row
        .values("date")
        .into_iter()
        .filter(|claim| claim.unread == 0);
    for claim in read {
        match claim.value.split_once('/') {
            Some((from, to)) => {
                properties.say_all("startDate", plain_date(from));
                properties.say_all("endDate", plain_date(to));
            }
            None => properties.say_all("date", plain_date(&claim.value)),
        }
    }
}

fn dates(row: &RecordRow, field: &str) -> Vec<String> {
    let values = row
        .values(field)
        .into_iter()
        .filter(|claim| claim.unread == 0);
    values
        .filter_map(|claim| plain_date(&claim.value))
        .collect()
}

/// `2019`, `2019-11` or `2019-11-15` of an EDTF date, as far as it is known; none of a range.
fn plain_date(edtf: &str) -> Option<String> {
    let sure = edtf.trim_end_matches(['?', '~', '%']);
    let known: Vec<&str> = sure
        .split('-')
        .take_while(|part| !part.contains('X'))
        .collect();
    let plain = known.join("-");
    Date::parse(&plain).filter(|_| !plain.contains(['/', '.']))?;
    Some(plain)
}

fn gender(code: &str) -> Option<&'static str> {
    match code {
        "01" => Some("male"),
        "02" => Some("female"),
        "90" => Some("other"),
        _ => None,
    }
}

fn victim_of(act: &RecordRow, victim: &str) -> Properties {
    let mut properties = Properties::default();
    properties.say("act", act.record.id.as_str());
    properties.say("victim", victim);
    for field in ["age", "status"] {
        properties.say_all(field, act.texts(field));
    }
    properties
}

fn claim_of(claim: &ListedClaim) -> Properties {
    let mut properties = Properties::default();
    for (name, text) in [
        ("record", &claim.record),
        ("kind", &claim.kind),
        ("field", &claim.field),
        ("value", &claim.value),
        ("statement", &claim.statement),
    ] {
        properties.say(name, text.as_str());
    }
    for (name, text) in [
        ("refersTo", &claim.refers),
        ("statedBy", &claim.source),
        ("locator", &claim.locator),
        ("recordedAt", &claim.recorded_at),
    ] {
        properties.say_all(name, text.as_deref());
    }
    properties.say_all(
        "unread",
        (claim.unread != 0).then(|| claim.unread.to_string()),
    );
    properties
}
