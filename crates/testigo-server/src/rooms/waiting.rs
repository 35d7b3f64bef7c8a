//! Records that somebody should look at: values that could not be read, and where sources differ.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;
use testigo_archive::{Result, WaitingRecord};

use crate::frame::{Frame, Room, page};
use crate::rooms::library::{PAGE, Pages, path_of};
use crate::rooms::told::called;
use crate::visit::Visit;
use crate::workspace::{Asked, Workspace, not_found};

#[derive(Template)]
#[template(path = "waiting.html")]
struct WaitingPage {
    frame: Frame,
    /// `unread` or `differing`.
    what: String,
    is_more: bool,
    lines: Vec<Line>,
    pages: Pages,
}

struct Line {
    path: String,
    kind: String,
    title: String,
    fields: Vec<String>,
}

#[derive(Deserialize)]
pub(crate) struct Place {
    #[serde(default)]
    from: u64,
}

pub(crate) async fn waiting(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Path(what): Path<String>,
    Query(place): Query<Place>,
) -> Response {
    let look = move |asked: &mut Asked<'_>| {
        waiting_page(asked, what, place.from).map(|found| page(&found))
    };
    workspace.ask(&visit, look).await
}

fn waiting_page(asked: &Asked<'_>, what: String, from: u64) -> Result<WaitingPage> {
    let waiting = asked.archive.waiting()?;
    let (total, records) = match what.as_str() {
        "unread" => (waiting.unread, asked.archive.unread_records(PAGE, from)?),
        "differing" => (
            waiting.differing,
            asked.archive.differing_records(PAGE, from)?,
        ),
        _ => return Err(not_found()),
    };
    let frame = asked.frame(Room::Home);
    let pages = Pages::new((total, from, records.len() as u64, PAGE), |from| {
        format!("/waiting/{what}?from={from}")
    });
    Ok(WaitingPage {
        lines: records.iter().map(|one| line(asked, &frame, one)).collect(),
        is_more: what == "differing" && waiting.differing_more,
        pages,
        what,
        frame,
    })
}

fn line(asked: &Asked<'_>, frame: &Frame, record: &WaitingRecord) -> Line {
    let fields = record.fields.iter();
    Line {
        path: path_of(&record.kind, &record.id),
        title: called(asked, &record.kind, &record.title, &record.id),
        fields: fields
            .map(|field| asked.labels.field(&record.kind, field))
            .collect(),
        kind: frame.code("kind", &record.kind),
    }
}
