//! The item viewer: picture, video, sound or text beside what is said of it, and what somebody reads in it as a claim.

mod paper;

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use testigo_archive::{Result, Saying, SourceShown, TextPart, naming_field};

use crate::controls::Typed;
use crate::drawing::{Drawn, pages_of};
use crate::frame::{Frame, Room, page};
use crate::media::{Shown, shown_as};
use crate::query::query;
use crate::rooms::home::size_text;
use crate::rooms::library::{Pages, path_of};
use crate::rooms::record::{FieldChoice, field_choices};
use crate::rooms::told::{Told, called, short, told};
use crate::rooms::which::{Choice, Wanted, settle, taken};
use crate::visit::Visit;
use crate::workspace::{Asked, Workspace, not_found};
use paper::Paper;

/// What people read in items; the item itself last.
const READ: [&str; 5] = ["person", "incident", "act", "place", "item"];
/// Parts of a text on a page.
const PARTS: u64 = 20;
/// Links that are looked at for whom an item is about.
const LINKS: u64 = 50;
/// Letters of an id that stand in a field.
const ID_TYPED: usize = 12;

#[derive(Template)]
#[template(path = "item.html")]
struct ItemPage {
    frame: Frame,
    told: Told,
    shown: Shown,
    size: String,
    media_type: String,
    /// Of a PDF.
    paper: Option<Paper>,
    /// Where it stands, in words, and the part.
    text: Vec<(String, TextPart)>,
    pages: Pages,
    /// What something read in it can be about: kind, its words, its fields.
    kinds: Vec<(&'static str, String, Vec<FieldChoice>)>,
    /// Who gave it; what it says is theirs unless somebody says otherwise.
    source: String,
    /// The record that the last reading was about: its page and its title.
    said: Option<(String, String)>,
    taken: Vec<Choice>,
    about: String,
}

#[derive(Deserialize)]
pub(crate) struct Place {
    /// The first part of its text that is shown.
    from: Option<u64>,
    /// Of a PDF, counted from 1.
    #[serde(default)]
    page: u32,
    /// Of the picture of a page.
    #[serde(default)]
    width: u16,
    /// The record that was said something of.
    #[serde(default)]
    said: String,
    /// The records that were just taken by their names.
    #[serde(default)]
    taken: String,
}

pub(crate) async fn item(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Path(id): Path<String>,
    Query(place): Query<Place>,
) -> Response {
    let (shared, asking) = (Arc::clone(&workspace), visit.clone());
    // Counting the pages of a PDF may take as long as drawing one.
    let made = async move {
        match pages_of(&shared, &asking, &id).await {
            Ok(drawn) => {
                let look = move |asked: &mut Asked<'_>| item_page(asked, &id, drawn, &place);
                shared.ask_for(&asking, look).await
            }
            Err(instead) => Err(instead),
        }
        .unwrap_or_else(|instead| *instead)
    };
    workspace.shown_once_made(&visit, made).await
}

fn item_page(
    asked: &mut Asked<'_>,
    id: &str,
    drawn: Option<Drawn<u32>>,
    place: &Place,
) -> Result<Response> {
    let answer = asked.archive.show_part(id, true, LINKS, 0)?;
    if answer.kind != "item" {
        return Ok(Redirect::to(&path_of(&answer.kind, &answer.id)).into_response());
    }
    let frame = asked.frame(Room::Library);
    let opened = asked.archive.open_item(id);
    // Bytes that are gone are said so where they would stand; what is known of the item is shown all the same.
    let (media_type, size) = match opened {
        Ok(opened) => (opened.media_type, size_text(opened.bytes)),
        Err(_) => (String::new(), frame.say("item-missing")),
    };
    let shown = shown_as(&media_type);
    let paper = drawn.map(|pages| Paper::new(asked, &answer.id, pages, place));
    let (text, from, total) = text_at(asked, &answer.id, paper.as_ref(), place.from)?;
    let said = said_of(asked, &place.said)?;
    let kinds = READ.map(|kind| (kind, frame.code("kind", kind), field_choices(asked, kind)));
    let source = answer.claims.iter().find_map(|claim| claim.source.as_ref());
    Ok(page(&ItemPage {
        pages: Pages::new((total, from, text.len() as u64, PARTS), |from| {
            let plain = || format!("/item/{}?from={from}", answer.id);
            paper
                .as_ref()
                .map_or_else(plain, |paper| paper.text_at(from))
        }),
        text: text
            .into_iter()
            .map(|part| (asked.labels.locator(&part.locator), part))
            .collect(),
        paper,
        kinds: kinds.into(),
        source: source.map_or_else(String::new, source_typed),
        about: place.said.chars().take(ID_TYPED).collect(),
        said,
        taken: taken(asked, &frame, &place.taken),
        told: told(asked, &frame, answer),
        shown,
        size,
        media_type,
        frame,
    }))
}

/// Parts of an item's text, where they begin, and how many there are: from a given one on, or of the page that is shown.
fn text_at(
    asked: &mut Asked<'_>,
    id: &str,
    paper: Option<&Paper>,
    from: Option<u64>,
) -> Result<(Vec<TextPart>, u64, u64)> {
    if let (Some(paper), None) = (paper, from) {
        return paper.text(asked);
    }
    let from = from.unwrap_or(0);
    let (text, total) = asked.archive.text_of(id, PARTS, from)?;
    Ok((text, from, total))
}

/// A source as somebody would type it: by its name, or an account without one by its id.
fn source_typed(source: &SourceShown) -> String {
    if source.name.is_empty() {
        source.id.clone()
    } else {
        source.name.clone()
    }
}

fn said_of(asked: &Asked<'_>, id: &str) -> Result<Option<(String, String)>> {
    if id.is_empty() {
        return Ok(None);
    }
    let answer = asked.archive.show_part(id, false, 0, 0)?;
    Ok(Some((
        path_of(&answer.kind, &answer.id),
        called(asked, &answer.kind, &answer.title, &answer.id),
    )))
}

/// Says of somebody or something what an item says, with its place there.
pub(crate) async fn read(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Path(id): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let say = move |asked: &mut Asked<'_>| -> Result<Response> {
        let mut typed = Typed::new(pairs);
        let chosen = typed.get("field").to_owned();
        let (kind, field) = chosen.split_once('.').ok_or_else(not_found)?;
        let settled = match settle(asked, Room::Library, &mut typed, wanted(asked, kind, field))? {
            Ok(settled) => settled,
            Err(asking) => return Ok(asking),
        };
        let mut locator = format!("item {}", short(&id));
        if let Some(within) = typed.said("locator") {
            locator = format!("{within}, {locator}");
        }
        let new = settled.new_value("value", field);
        let mut saying = Saying {
            source: Some(typed.get("source").to_owned()),
            locator: Some(locator),
            ..Saying::default()
        };
        if new.is_empty() {
            let value = typed.get("value").to_owned();
            saying.fields.push((field.to_owned(), value));
        }
        saying.new = new;
        let about = typed.get("about");
        let record = if kind == "item" {
            asked.archive.claim(&id, &[saying])?;
            id.clone()
        } else if about.is_empty() {
            if let Some((name, called)) = naming_field(kind).zip(settled.new_of("about"))
                && name != field
            {
                saying
                    .fields
                    .insert(0, (name.to_owned(), called.to_owned()));
            }
            let made = asked.archive.record(kind, &[saying])?;
            made.first().map(ToString::to_string).unwrap_or_default()
        } else {
            asked.archive.claim(about, &[saying])?;
            asked.archive.record_id(about)?.to_string()
        };
        let mut back = vec![("said", record.as_str())];
        // Of a PDF, to come back to the same page.
        back.extend(["page", "width"].map(|name| (name, typed.get(name))));
        let told = settled.told_at(&format!("/item/{id}?{}", query(&back)));
        Ok(Redirect::to(&told).into_response())
    };
    workspace.ask(&visit, say).await
}

/// The records that a reading names.
fn wanted(asked: &Asked<'_>, kind: &str, field: &str) -> Vec<Wanted> {
    let mut wanted = Vec::new();
    if let Some(kind) = READ
        .into_iter()
        .find(|known| *known == kind && kind != "item")
    {
        wanted.push(Wanted {
            name: "about".to_owned(),
            label: asked.words().say("item-about", &[]),
            kinds: vec![kind],
            new: naming_field(kind).map(|_| kind),
            is_made_unasked: false,
            is_several: false,
        });
    }
    wanted.extend(Wanted::value(asked, "value", (kind, field)));
    wanted.push(Wanted::source(asked));
    wanted
}
