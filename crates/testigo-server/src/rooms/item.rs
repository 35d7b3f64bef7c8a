//! The item viewer: picture, video, sound or text beside what is said of it, and what somebody reads in it as a claim.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use testigo_archive::{Result, TextPart};

use crate::frame::{Frame, Room, page};
use crate::media::{Shown, shown_as};
use crate::rooms::home::size_text;
use crate::rooms::library::{Pages, path_of};
use crate::rooms::record::{FieldChoice, field_choices};
use crate::rooms::told::{Told, told};
use crate::visit::Visit;
use crate::workspace::{Asked, Workspace};

/// Parts of a text on a page.
const PARTS: u64 = 20;
/// Links that are looked at for whom an item is about.
const LINKS: u64 = 50;

#[derive(Template)]
#[template(path = "item.html")]
struct ItemPage {
    frame: Frame,
    told: Told,
    shown: Shown,
    size: String,
    media_type: String,
    text: Vec<TextPart>,
    pages: Pages,
    fields: Vec<FieldChoice>,
}

#[derive(Deserialize)]
pub(crate) struct Place {
    #[serde(default)]
    from: u64,
}

pub(crate) async fn item(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Path(id): Path<String>,
    Query(place): Query<Place>,
) -> Response {
    let look = move |asked: &mut Asked<'_>| -> Result<Response> {
        let answer = asked.archive.show_part(&id, true, LINKS, 0)?;
        if answer.kind != "item" {
            return Ok(Redirect::to(&path_of(&answer.kind, &answer.id)).into_response());
        }
        let frame = asked.frame(Room::Library);
        let opened = asked.archive.open_item(&id);
        // Bytes that are gone are said so where they would stand; what is known of the item is shown all the same.
        let (media_type, size) = match opened {
            Ok(opened) => (opened.media_type, size_text(opened.bytes)),
            Err(_) => (String::new(), frame.say("item-missing")),
        };
        let shown = shown_as(&media_type);
        let (text, total) = asked.archive.text_of(&id, PARTS, place.from)?;
        Ok(page(&ItemPage {
            pages: Pages::new((total, place.from, text.len() as u64, PARTS), |from| {
                format!("/item/{}?from={from}", answer.id)
            }),
            text,
            fields: field_choices(asked, "item"),
            told: told(asked, &frame, answer),
            shown,
            size,
            media_type,
            frame,
        }))
    };
    workspace.ask(&visit, look).await
}
