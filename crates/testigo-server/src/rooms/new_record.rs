//! A new record of any kind, said by a source.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use testigo_archive::{Error, Result, Saying, recordable_kinds};
use testigo_record::{Level, fields};

use crate::controls::{Control, Typed, names_of, told_at_control};
use crate::frame::{Frame, Room, page, page_with};
use crate::rooms::library::path_of;
use crate::rooms::which::{Wanted, settle};
use crate::visit::Visit;
use crate::workspace::{Asked, Workspace};

/// The fields of each kind that people fill in most; the others can be opened.
const FIRST: [(&str, &[&str]); 12] = [
    (
        "source",
        &["name", "kind", "connection", "date", "url", "description"],
    ),
    ("incident", &["title", "date", "place", "narrative"]),
    (
        "act",
        &["victim", "type", "date", "place", "incident", "method"],
    ),
    ("person", &["name", "alias", "sex", "age", "occupation"]),
    ("involvement", &["act", "person", "role", "degree"]),
    ("list", &["name"]),
    ("place", &["name", "within", "precision"]),
    ("relation", &["from", "relation", "to", "date"]),
    (
        "assessment",
        &["of", "confirmation", "standard", "reliability", "reasons"],
    ),
    (
        "intervention",
        &[
            "incident",
            "body",
            "requested",
            "sent_at",
            "deadline",
            "response",
        ],
    ),
    (
        "proceeding",
        &[
            "incident",
            "title",
            "body",
            "file_number",
            "stage",
            "outcome",
        ],
    ),
    ("account", &["person", "taken_at", "narrative"]),
];
const PART: &str = "field";

#[derive(Template)]
#[template(path = "new_record.html")]
struct NewPage {
    frame: Frame,
    kind: String,
    kind_label: String,
    problems: usize,
    problem: String,
    first: Vec<Control>,
    rest: Vec<Control>,
    is_rest_open: bool,
    source: Control,
    locator: Control,
    level: Control,
}

/// The form; what the address names is filled in.
pub(crate) async fn ask(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Path(kind): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Response {
    if kind == "account" {
        // An account begins with consent.
        return Redirect::to("/account").into_response();
    }
    let show = move |asked: &mut Asked<'_>| {
        let pairs = pairs.into_iter().map(|(name, value)| match name.as_str() {
            "source" | "locator" | "level" => (name, value),
            _ => (format!("{PART}.{name}"), value),
        });
        Ok(page(&new_page(asked, &kind, &Typed::new(pairs.collect()))?))
    };
    workspace.ask(&visit, show).await
}

pub(crate) async fn record(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Path(kind): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let record = move |asked: &mut Asked<'_>| -> Result<Response> {
        let mut typed = Typed::new(pairs);
        let mut wanted = Wanted::of_fields(asked, PART, &kind);
        wanted.push(Wanted::source(asked));
        let settled = match settle(asked, Room::Library, &mut typed, wanted)? {
            Ok(settled) => settled,
            Err(asking) => return Ok(asking),
        };
        let said = typed.fields(asked, PART, &kind);
        for (name, text) in &said {
            if let Err(error) = asked.archive.try_value(&kind, name, text) {
                let told = told_at_control(asked, &error);
                typed.object(format!("{PART}.{name}"), told);
            }
        }
        if typed.problems() == 0 {
            let saying = Saying {
                fields: said,
                source: typed.said("source"),
                locator: typed.said("locator"),
                level: Level::from_code(typed.get("level")),
                new: settled.new_in(PART),
            };
            match asked.archive.record(&kind, &[saying]) {
                Ok(ids) => {
                    let id = ids.last().map(ToString::to_string).unwrap_or_default();
                    let told = settled.told_at(&path_of(&kind, &id));
                    return Ok(Redirect::to(&told).into_response());
                }
                Err(error) => {
                    let told = told_at_control(asked, &error);
                    typed.object(place_of(&error), told);
                }
            }
        }
        settled.give_back(&mut typed);
        let again = new_page(asked, &kind, &typed)?;
        Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, &again))
    };
    workspace.ask(&visit, record).await
}

/// The control that an error is about.
fn place_of(error: &Error) -> &'static str {
    match error.code {
        "source_missing" | "not_a_source" | "ambiguous_id" => "source",
        _ => "form",
    }
}

fn new_page(asked: &mut Asked<'_>, kind: &str, typed: &Typed) -> Result<NewPage> {
    if !recordable_kinds().any(|known| known == kind) {
        return Err(Error::new("unknown_kind").with("kind", kind));
    }
    let sources = names_of(asked, "source")?;
    let frame = asked.frame(Room::Library);
    let listed = FIRST.iter().find(|(known, _)| *known == kind);
    let listed = listed.map_or(&[][..], |(_, names)| *names);
    let control = |name: &str| Control::of_field(asked, typed, (PART, kind), name);
    let others: Vec<&str> = fields(kind)
        .iter()
        .map(|definition| definition.name)
        .filter(|name| !listed.contains(name))
        .collect();
    let is_touched = |name: &&str| {
        let part = format!("{PART}.{name}");
        typed.has(&part) || typed.is_wrong(&part)
    };
    let mut source = Control::line(typed, "source", frame.say("record-source"))
        .explained(frame.say("record-source-why"))
        .suggesting(sources);
    // A source is described by the group itself; everything else is somebody's word.
    source.is_required = kind != "source";
    let levels = ["restricted", "sealed", "coalition", "recipient", "public"];
    let levels = levels.map(|code| (code.to_owned(), frame.code("level", code)));
    let mut level = Control::choice(typed, "level", frame.say("record-level"), levels.to_vec())
        .explained(frame.say("new-level-why"));
    if level.value.is_empty() {
        "restricted".clone_into(&mut level.value);
    }
    Ok(NewPage {
        kind: kind.to_owned(),
        kind_label: frame.code("kind", kind),
        problems: typed.problems(),
        problem: typed.problem("form"),
        first: listed.iter().map(|name| control(name)).collect(),
        is_rest_open: others.iter().any(is_touched),
        rest: others.iter().map(|name| control(name)).collect(),
        source,
        locator: Control::line(typed, "locator", frame.say("record-locator"))
            .explained(frame.say("new-locator-why")),
        level,
        frame,
    })
}

/// The kinds that a form can record, with what people call them.
pub(crate) fn kinds(frame: &Frame) -> Vec<(&'static str, String)> {
    recordable_kinds()
        .map(|kind| (kind, frame.code("kind", kind)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{FIRST, recordable_kinds};
    use testigo_record::field;

    #[test]
    fn every_kind_has_its_first_fields_and_they_exist() {
        for kind in recordable_kinds() {
            assert!(FIRST.iter().any(|(known, _)| *known == kind), "{kind}");
        }
        for (kind, names) in FIRST {
            for name in names {
                assert!(field(kind, name).is_some(), "{kind}.{name}");
            }
        }
    }
}
