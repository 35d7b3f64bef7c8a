//! Entities of `FollowTheMoney`: a JSON line each, an array, or wrapped (`entities`).
//!
//! - `Person`, `LegalEntity` -> `person`; `Organization`, `Company`, `PublicBody` -> `person` with
//!   the unit of groups and organisations; `Event` -> `incident`; `Address` -> `place`;
//!   `CourtCase` -> `proceeding`.
//! - What holds a text, a picture or a sound -> `source`; so does anything else that is no link,
//!   with the kind `other`: it is kept in words, and never counted as a person.
//! - A link (`Ownership`, `Family`, ...) -> `relation` with the name of its schema; one for each
//!   pair if it names several at an end. A property that names another entity, such as `involved`
//!   of an event, -> a `relation` with the name of the property.
//! - Every value is kept: a second one of a field that a record has once, and what the vocabulary
//!   does not have, under `x.<property>`. `x.schema` is the schema.

mod schema;
mod values_of_records;

use super::Format;
use super::json::{Json, Piece, each_piece};
use super::list::{attachment, is_shadow};
use super::output::{Output, Stop};
use super::package::{Package, file_name};
use super::values::{Draft, words_of};
use crate::map::own_field;
use schema::{Becomes, Target};
use sha1::Sha1;
use testigo_record::Date;
use values_of_records::Claims;

const LISTS: [&str; 2] = ["entities", "results"];
const ENDINGS: [&str; 5] = [".json", ".ijson", ".jsonl", ".ndjson", ".ftm"];
const SHA1_DIGITS: usize = 40;
/// Links that one entity may stand for, each end naming several.
const PAIRS_MAX: usize = 1024;

pub(super) fn read(package: &Package, output: &mut Output<'_>) -> Result<(), Stop> {
    let paths = package.names().iter().enumerate();
    let is_entities = |path: &str| {
        let path = path.to_lowercase();
        !is_shadow(&path) && ENDINGS.iter().any(|ending| path.ends_with(ending))
    };
    let parts = paths.filter(|(_, path)| package.is_single_file() || is_entities(path));
    let mut has_entity = false;
    let parts: Vec<usize> = parts.map(|(place, _)| place).collect();
    let mut claims = Claims::default();
    for place in &parts {
        claims.look_for(package.bytes(*place)?)?;
    }
    for place in parts {
        each_piece(package.bytes(place)?, &LISTS, &mut |piece| match piece {
            Piece::Element(json) if is_entity(&json) => {
                has_entity = true;
                let row = output.next_row();
                if claims.are_there {
                    claims.take(row, &json, output)
                } else {
                    give(row, &json, output)
                }
            }
            Piece::Element(json) => {
                let row = output.next_row();
                let names: Vec<&str> = json
                    .members()
                    .iter()
                    .map(|(name, _)| name.as_str())
                    .collect();
                output.trouble(row, "", &names.join(", "), "no_entity")
            }
            Piece::Rest(_) => Ok(()),
            Piece::Problem(shown, code) => output.damaged(&shown, code),
        })?;
    }
    claims.finish(output)?;
    if has_entity {
        Ok(())
    } else {
        Err(Stop::not_this_format(Format::Ftm))
    }
}

fn is_entity(json: &Json) -> bool {
    matches!(json.get("schema"), Some(Json::Text(_)))
        && matches!(json.get("properties"), Some(Json::Object(_)))
}

/// One entity.
struct Entity<'a> {
    row: u64,
    id: String,
    schema: String,
    locator: String,
    json: &'a Json,
}

impl Entity<'_> {
    /// The texts of a property; of another entity its id.
    fn texts(&self, property: &str) -> Vec<String> {
        let value = self
            .json
            .get("properties")
            .and_then(|all| all.get(property));
        value.map_or(Vec::new(), texts_of)
    }

    fn properties(&self) -> &[(String, Json)] {
        self.json.get("properties").map_or(&[], Json::members)
    }
}

fn texts_of(value: &Json) -> Vec<String> {
    let text = |one: &Json| match one.get("id") {
        Some(id) => id.text(),
        None => one.text(),
    };
    match value.list() {
        [] => text(value).into_iter().collect(),
        several => several.iter().filter_map(text).collect(),
    }
}

fn give(row: u64, json: &Json, output: &mut Output<'_>) -> Result<(), Stop> {
    let text = |name: &str| json.get(name).and_then(Json::text).unwrap_or_default();
    let entity = Entity {
        row,
        id: text("id"),
        schema: text("schema"),
        locator: format!("entity {row}"),
        json,
    };
    match schema::becomes(&entity.schema) {
        Becomes::Record(kind) => give_record(&entity, kind, output)?,
        Becomes::Link(from, to) => give_link(&entity, from, to, output)?,
    }
    // Entities may stand inside others instead of beside them.
    for (_, value) in entity.properties() {
        for inner in value
            .list()
            .iter()
            .chain([value])
            .filter(|inner| is_entity(inner))
        {
            give(row, inner, output)?;
        }
    }
    Ok(())
}

fn give_record(
    entity: &Entity<'_>,
    kind: &'static str,
    output: &mut Output<'_>,
) -> Result<(), Stop> {
    let mut draft = Draft::new(kind, &entity.id, &entity.locator);
    draft.say("schema", "x.schema", &entity.schema);
    if kind == "source" {
        draft.say("schema", "kind", schema::source_kind(&entity.schema));
    }
    if kind == "person" && schema::is_organisation(&entity.schema) {
        draft.say("schema", "unit", "organisation");
    }
    say_dates(entity, &mut draft);
    let mut references = Vec::new();
    for (property, value) in entity.properties() {
        let texts = texts_of(value);
        match schema::target(kind, property) {
            _ if is_date_part(property) => {}
            Target::Entities => references.extend(texts.into_iter().map(|id| (property, id))),
            Target::Digest => texts.iter().for_each(|hex| {
                draft.say("other_digest", "other_digest", &format!("sha1:{hex}"));
            }),
            Target::Field(name) => texts.iter().for_each(|text| {
                let is_second_name = name == "name" && draft.has("name") && kind == "person";
                let name = if is_second_name { "alias" } else { name };
                draft.say(property, name, without_time(text));
            }),
        }
    }
    say_rest(entity, &mut draft);
    output.record(entity.row, draft.found)?;
    for (number, (property, id)) in (1..).zip(references) {
        let key = format!("{}#{property}[{number}]", entity.id);
        let mut link = Draft::new("relation", &key, &entity.locator);
        link.refer("id", "from", &entity.id);
        link.refer(property, "to", &id);
        link.say(
            property,
            "relation",
            own_field(&words_of(property)).trim_start_matches("x."),
        );
        output.record(entity.row, link.found)?;
    }
    if kind == "source" {
        give_file(entity, output)
    } else {
        Ok(())
    }
}

/// The file of a document, where the package has it: by its digest or by its name.
fn give_file(entity: &Entity<'_>, output: &mut Output<'_>) -> Result<(), Stop> {
    let hashes = entity.texts("contentHash");
    let names = hashes.iter().cloned().chain(entity.texts("fileName"));
    for name in names {
        let Some(path) = output.path_of(&name, "") else {
            continue;
        };
        let mut about = Draft::of(attachment("fileName", &entity.id));
        if let [stated] = hashes.as_slice()
            && stated.len() == SHA1_DIGITS
        {
            let holds = output.digest::<Sha1>(path) == Some(stated.to_lowercase());
            let condition = if holds {
                "digest_holds"
            } else {
                "digest_differs"
            };
            about.say("contentHash", "condition", condition);
            if !holds {
                output.trouble(entity.row, "contentHash", stated, "digest_differs")?;
            }
        }
        for hex in &hashes {
            about.say("contentHash", "other_digest", &format!("sha1:{hex}"));
        }
        for typed in entity.texts("fileName") {
            if typed != file_name(path) {
                about.say("fileName", "original_name", &typed);
            }
        }
        output.file(entity.row, path, about.found)?;
        return Ok(());
    }
    Ok(())
}

/// A relation for each pair of ends.
fn give_link(
    entity: &Entity<'_>,
    from: &str,
    to: &str,
    output: &mut Output<'_>,
) -> Result<(), Stop> {
    let ends = |property: &str| {
        let ids = entity.texts(property);
        if ids.is_empty() {
            vec![String::new()]
        } else {
            ids
        }
    };
    let (starts, targets) = (ends(from), ends(to));
    let pairs = starts
        .iter()
        .flat_map(|start| targets.iter().map(move |target| (start, target)));
    if starts.len().saturating_mul(targets.len()) > PAIRS_MAX {
        output.trouble(entity.row, "", &entity.id, "too_many_pairs")?;
    }
    for (number, (start, target)) in (1..).zip(pairs.take(PAIRS_MAX)) {
        let key = match number {
            1 => entity.id.clone(),
            _ => format!("{}#{number}", entity.id),
        };
        let mut draft = Draft::new("relation", &key, &entity.locator);
        draft.refer(from, "from", start);
        draft.refer(to, "to", target);
        let name = own_field(&words_of(&entity.schema));
        draft.say("schema", "relation", name.trim_start_matches("x."));
        say_dates(entity, &mut draft);
        for (property, value) in entity.properties() {
            if property == from || property == to || is_date_part(property) {
                continue;
            }
            let name = match property.as_str() {
                "role" | "relationship" => "relation",
                _ => "",
            };
            for text in texts_of(value) {
                draft.say(property, name, &text);
            }
        }
        say_rest(entity, &mut draft);
        output.record(entity.row, draft.found)?;
    }
    Ok(())
}

fn is_date_part(property: &str) -> bool {
    matches!(property, "date" | "startDate" | "endDate")
}

/// `date`, or the time from `startDate` to `endDate`; further ones under their own names.
fn say_dates(entity: &Entity<'_>, draft: &mut Draft) {
    let [dates, starts, ends] = ["date", "startDate", "endDate"].map(|name| entity.texts(name));
    let span = match (starts.as_slice(), ends.as_slice()) {
        ([start], [end]) => format!("{}/{}", without_time(start), without_time(end)),
        ([start], []) if dates.is_empty() => format!("{}/..", without_time(start)),
        ([], [end]) if dates.is_empty() => format!("../{}", without_time(end)),
        _ => String::new(),
    };
    let is_span = dates.is_empty() && Date::parse(&span).is_some();
    if is_span {
        draft.say("startDate", "date", &span);
    }
    for (property, texts) in [("date", dates), ("startDate", starts), ("endDate", ends)] {
        let name = if property == "date" { "date" } else { "" };
        for text in texts.iter().filter(|_| property == "date" || !is_span) {
            draft.say(property, name, without_time(text));
        }
    }
}

/// `2019-11-15` of `2019-11-15T10:00:00`.
fn without_time(text: &str) -> &str {
    match text.split_once(['T', ' ']) {
        Some((date, time)) if time.contains(':') && Date::parse(date).is_some() => date,
        Some(_) | None => text,
    }
}

/// What stands beside the properties: datasets, a caption, when it was seen.
fn say_rest(entity: &Entity<'_>, draft: &mut Draft) {
    for (name, value) in entity.json.members() {
        if !matches!(name.as_str(), "id" | "schema" | "properties") {
            for text in texts_of(value) {
                draft.say(name, "", &text);
            }
        }
    }
}
