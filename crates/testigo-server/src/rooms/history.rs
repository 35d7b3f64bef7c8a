//! Everything that was stated about a record, in the order of time.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;
use testigo_archive::{ClaimShown, HistoryLine, Result, Step};

use crate::frame::{Frame, Room, page};
use crate::rooms::library::{Pages, path_of};
use crate::rooms::told::{called, in_words, locator_of, name_of, short};
use crate::visit::Visit;
use crate::workspace::{Asked, Workspace};

/// Statements on a page.
const LINES: u64 = 50;

#[derive(Template)]
#[template(path = "history.html")]
struct HistoryPage {
    frame: Frame,
    path: String,
    kind: String,
    title: String,
    lines: Vec<Line>,
    leaves_out_naming: bool,
    pages: Pages,
}

struct Line {
    /// What happened, in words.
    step: String,
    recorded_at: String,
    by: String,
    /// The log of another device; nothing of this one.
    other_device: Option<String>,
    /// Path and name.
    source: Option<(String, String)>,
    locator: String,
    reason: String,
    /// A level, and the one field that it is of.
    level: String,
    level_field: String,
    said: Vec<Said>,
    /// Kind, path and name.
    other: Option<(String, String, String)>,
    is_judged: bool,
    verdict: String,
    is_blind: bool,
    is_taken_back: bool,
}

struct Said {
    label: String,
    value: String,
    path: Option<String>,
    counts_not: bool,
}

#[derive(Deserialize)]
pub(crate) struct Place {
    #[serde(default)]
    from: u64,
}

pub(crate) async fn history(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Path(id): Path<String>,
    Query(place): Query<Place>,
) -> Response {
    let look = move |asked: &mut Asked<'_>| Ok(page(&history_page(asked, &id, place.from)?));
    workspace.ask(&visit, look).await
}

fn history_page(asked: &Asked<'_>, id: &str, from: u64) -> Result<HistoryPage> {
    let frame = asked.frame(Room::Library);
    let record = asked.archive.candidate_shown(id)?;
    let history = asked.archive.history(&record.id, LINES, from)?;
    let shown = history.lines.len() as u64;
    let pages = Pages::new((history.total, from, shown, LINES), |from| {
        format!("/record/{}/history?from={from}", record.id)
    });
    let lines = history.lines.into_iter();
    let lines = lines.map(|line| line_of(asked, &frame, line));
    Ok(HistoryPage {
        path: path_of(&record.kind, &record.id),
        kind: frame.code("kind", &record.kind),
        title: called(asked, &record.kind, &record.title, &record.id),
        lines: lines.collect(),
        leaves_out_naming: history.leaves_out_naming,
        pages,
        frame,
    })
}

fn line_of(asked: &Asked<'_>, frame: &Frame, line: HistoryLine) -> Line {
    let said = line.claims.iter();
    let said =
        said.map(|(claim, counts_not)| said_of(asked, frame, &line.kind, claim, *counts_not));
    let source = line.source.as_ref();
    let other = line.other.as_ref().map(|other| {
        (
            frame.code("kind", &other.kind),
            path_of(&other.kind, &other.id),
            called(asked, &other.kind, &other.title, &other.id),
        )
    });
    Line {
        step: frame.code("history", line.step.code()),
        said: said.collect(),
        source: source.map(|source| (path_of("source", &source.id), name_of(source))),
        level: line
            .level
            .filter(|_| matches!(line.step, Step::Made | Step::Levelled))
            .map_or_else(String::new, |level| frame.code("level", level)),
        level_field: line
            .level_field
            .map_or_else(String::new, |name| asked.labels.field(&line.kind, &name)),
        other,
        is_judged: line.is_blind || line.verdict.is_some(),
        verdict: line
            .verdict
            .map_or_else(String::new, |verdict| frame.code("verdict", &verdict)),
        recorded_at: line.recorded_at.unwrap_or_default(),
        by: line.by.unwrap_or_default(),
        other_device: (!line.is_this_device).then(|| short(&line.log)),
        locator: locator_of(asked, line.locator.as_deref()),
        reason: line.reason.unwrap_or_default(),
        is_blind: line.is_blind,
        is_taken_back: line.is_taken_back,
    }
}

fn said_of(
    asked: &Asked<'_>,
    frame: &Frame,
    kind: &str,
    claim: &ClaimShown,
    counts_not: bool,
) -> Said {
    Said {
        label: asked.labels.field(kind, &claim.field),
        value: in_words(asked, frame, kind, claim),
        path: claim
            .title
            .is_some()
            .then(|| format!("/record/{}", claim.value)),
        counts_not,
    }
}
