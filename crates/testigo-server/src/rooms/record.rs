//! A record: every claim about it, by whom, from where; what differs, what hangs together with it, and what is proven.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use testigo_archive::{Result, Saying, ShowAnswer};
use testigo_record::{Level, Type, fields, vocabulary};

use crate::controls::Typed;
use crate::frame::{Frame, Room, page};
use crate::query::query;
use crate::rooms::library::{Hit, Pages, path_of};
use crate::rooms::told::{Told, called, told};
use crate::rooms::which::{Choice, Wanted, settle, taken};
use crate::visit::Visit;
use crate::workspace::{Asked, Workspace, not_found};

/// Links on a page.
const LINKS: u64 = 50;

#[derive(Template)]
#[template(path = "record.html")]
struct RecordPage {
    frame: Frame,
    told: Told,
    taken: Vec<Choice>,
    fields: Vec<FieldChoice>,
    links: Vec<LinkLine>,
    pages: Pages,
}

struct LinkLine {
    hit: Hit,
    field: String,
}

/// A field that somebody can say something about.
pub(crate) struct FieldChoice {
    pub(crate) name: String,
    pub(crate) label: String,
    /// What to choose from, `(code, label)`; empty for anything else.
    pub(crate) terms: Vec<(String, String)>,
}

#[derive(Deserialize)]
pub(crate) struct Place {
    #[serde(default)]
    from: u64,
    /// The records that were just taken by their names.
    #[serde(default)]
    taken: String,
}

pub(crate) async fn record(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Path(id): Path<String>,
    Query(place): Query<Place>,
) -> Response {
    let look = move |asked: &mut Asked<'_>| {
        if asked.archive.figure(&id)?.is_some() {
            return Ok(Redirect::to(&path_of("figure", &id)).into_response());
        }
        let answer = asked.archive.show_part(&id, true, LINKS, place.from)?;
        if answer.kind == "item" {
            let path = path_of("item", &answer.id);
            let taken = query(&[("taken", &place.taken)]);
            let path = if taken.is_empty() {
                path
            } else {
                format!("{path}?{taken}")
            };
            return Ok(Redirect::to(&path).into_response());
        }
        Ok(page(&record_page(asked, answer, &place)))
    };
    workspace.ask(&visit, look).await
}

fn record_page(asked: &Asked<'_>, mut answer: ShowAnswer, place: &Place) -> RecordPage {
    let from = place.from;
    let frame = asked.frame(Room::Library);
    let links = std::mem::take(&mut answer.links);
    let shown = links.len() as u64;
    let pages = Pages::new((answer.links_total, from, shown, LINKS), |from| {
        format!("/record/{}?from={from}", answer.id)
    });
    let links = links.into_iter().map(|link| LinkLine {
        field: asked.labels.field(&link.kind, &link.field),
        hit: Hit {
            path: path_of(&link.kind, &link.id),
            kind: frame.code("kind", &link.kind),
            title: called(asked, &link.kind, &link.title, &link.id),
            snippet: String::new(),
            locator: String::new(),
            id: link.id,
            is_chosen: false,
        },
    });
    RecordPage {
        taken: taken(asked, &frame, &place.taken),
        links: links.collect(),
        fields: field_choices(asked, &answer.kind),
        told: told(asked, &frame, answer),
        pages,
        frame,
    }
}

/// Fields of a kind that a form offers.
pub(crate) fn field_choices(asked: &Asked<'_>, kind: &str) -> Vec<FieldChoice> {
    let spanish = asked.visit.is_spanish();
    let choices = fields(kind).into_iter().map(|definition| FieldChoice {
        name: definition.name.to_owned(),
        label: definition.label(spanish).to_owned(),
        terms: match definition.value {
            Type::Code {
                vocabulary: name, ..
            } => {
                let terms = vocabulary(name).map(|known| &known.terms);
                let terms = terms.into_iter().flatten();
                let own = asked.labels.own_terms(name);
                let terms = terms.map(|term| term.code).chain(own).map(|code| {
                    let label = asked.labels.term(name, code);
                    (code.to_owned(), label)
                });
                terms.collect()
            }
            Type::Text
            | Type::Label
            | Type::Name
            | Type::Identifier
            | Type::Place
            | Type::Date
            | Type::Quantity
            | Type::Number
            | Type::Reference => Vec::new(),
        },
    });
    let own = asked.labels.own_fields().map(|name| FieldChoice {
        name: name.to_owned(),
        label: asked.labels.field(kind, name),
        terms: Vec::new(),
    });
    let mut choices: Vec<FieldChoice> = choices.chain(own).collect();
    choices.sort_by(|one, other| one.label.cmp(&other.label));
    choices
}

/// Says more about a record.
pub(crate) async fn claim(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Path(id): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let say = move |asked: &mut Asked<'_>| -> Result<Response> {
        let mut typed = Typed::new(pairs);
        let kind = asked.archive.kind_of_record(&id)?;
        let field = typed.get("field").to_owned();
        let mut wanted: Vec<Wanted> = Wanted::value(asked, "value", (&kind, &field))
            .into_iter()
            .collect();
        wanted.push(Wanted::source(asked));
        let settled = match settle(asked, Room::Library, &mut typed, wanted)? {
            Ok(settled) => settled,
            Err(asking) => return Ok(asking),
        };
        let new = settled.new_value("value", &field);
        let value = typed.get("value").to_owned();
        let saying = Saying {
            fields: if new.is_empty() {
                vec![(field, value)]
            } else {
                Vec::new()
            },
            source: Some(typed.get("source").to_owned()),
            locator: typed.said("locator"),
            level: None,
            new,
        };
        asked.archive.claim(&id, &[saying])?;
        let told = settled.told_at(&format!("/record/{id}"));
        Ok(Redirect::to(&told).into_response())
    };
    workspace.ask(&visit, say).await
}

#[derive(Deserialize)]
pub(crate) struct NewLevel {
    level: String,
    reason: String,
}

/// Decides how far a record may go.
pub(crate) async fn level(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Path(id): Path<String>,
    Form(given): Form<NewLevel>,
) -> Response {
    let decide = move |asked: &mut Asked<'_>| {
        let level = Level::from_code(&given.level).ok_or_else(not_found)?;
        asked.archive.set_level(&id, level, None, &given.reason)?;
        Ok(Redirect::to(&format!("/record/{id}")))
    };
    workspace.ask(&visit, decide).await
}

#[derive(Deserialize)]
pub(crate) struct Retraction {
    /// A statement of it; the record itself if empty.
    #[serde(default)]
    statement: String,
    reason: String,
}

/// Takes back a record, or one thing said of it.
pub(crate) async fn retract(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Path(id): Path<String>,
    Form(given): Form<Retraction>,
) -> Response {
    let take_back = move |asked: &mut Asked<'_>| -> Result<Redirect> {
        if given.statement.is_empty() {
            asked.archive.retract(&id, &given.reason)?;
        } else {
            let (said, reason) = (&given.statement, &given.reason);
            asked.archive.retract_said_of(&id, said, reason)?;
        }
        Ok(Redirect::to(&format!("/record/{id}")))
    };
    workspace.ask(&visit, take_back).await
}
