//! A saved figure: then and now, and from the number down to the persons, the claims and the items.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;
use testigo_archive::{CountedRecord, Result, range_shown};

use super::counted::{Counted, EstimatedCell, counted};
use super::estimate::{Estimated, range_words};
use super::{Given, by_label};
use crate::frame::{Frame, Room, page};
use crate::rooms::library::{Pages, path_of};
use crate::rooms::told::{called, name_of, short};
use crate::visit::Visit;
use crate::workspace::{Asked, Workspace, not_found};

/// Persons or records on a page.
const ONES: u64 = 50;

#[derive(Template)]
#[template(path = "figure.html")]
struct FigurePage {
    frame: Frame,
    title: String,
    then: String,
    now: String,
    has_changed: bool,
    counted: Counted,
    estimated: EstimatedCell,
    /// Where the question can be changed.
    again: String,
    ones: Vec<One>,
    pages: Pages,
}

/// One person with all its records, or another record.
struct One {
    records: Vec<Record>,
}

struct Record {
    path: String,
    kind: String,
    title: String,
    list: String,
    why: Vec<Why>,
    sources: Vec<(String, String)>,
    /// Path, what it is called, the beginning of its digest.
    items: Vec<(String, String, String)>,
}

struct Why {
    label: String,
    value: String,
    source: String,
}

#[derive(Deserialize)]
pub(crate) struct Place {
    #[serde(default)]
    from: u64,
}

pub(crate) async fn saved(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Path(id): Path<String>,
    Query(place): Query<Place>,
) -> Response {
    let shared = Arc::clone(&workspace);
    let look = move |asked: &mut Asked<'_>| {
        let results = shared.work.results();
        figure_page(asked, &id, place.from, results.estimate.as_ref()).map(|found| page(&found))
    };
    workspace.ask(&visit, look).await
}

fn figure_page(
    asked: &mut Asked<'_>,
    id: &str,
    from: u64,
    estimated: Option<&Estimated>,
) -> Result<FigurePage> {
    let figure = asked.archive.figure(id)?.ok_or_else(not_found)?;
    let request = asked.archive.saved_request(figure)?;
    let answer = asked.archive.show_figure_part(figure, ONES, from)?;
    let frame = asked.frame(Room::Figures);
    let counted = counted(asked, &frame, &request, 0)?;
    let then = &answer.saved["documented"];
    let ones: Vec<One> = answer
        .counted
        .iter()
        .map(|one| One {
            records: one
                .records
                .iter()
                .map(|record| of_record(asked, &frame, record))
                .collect(),
        })
        .collect();
    let parts = (answer.counted_total, from, ones.len() as u64, ONES);
    Ok(FigurePage {
        pages: Pages::new(parts, |from| format!("/figures/{}?from={from}", answer.id)),
        then: range_shown(then),
        now: range_shown(&answer.documented),
        has_changed: *then != answer.documented,
        estimated: estimated_cell(asked, &frame, &counted, &answer.id, estimated),
        counted,
        again: Given::of_request(&request).path(),
        ones,
        title: answer.title,
        frame,
    })
}

/// The estimate of this session, or how to make one.
fn estimated_cell(
    asked: &Asked<'_>,
    frame: &Frame,
    counted: &Counted,
    figure: &str,
    estimated: Option<&Estimated>,
) -> EstimatedCell {
    if !counted.is_persons {
        return EstimatedCell {
            words: frame.say("figures-estimate-persons"),
            ..EstimatedCell::default()
        };
    }
    let path = format!("{}/estimate", path_of("figure", figure));
    match estimated.filter(|estimated| estimated.figure == figure) {
        Some(estimated) => EstimatedCell {
            range: range_words(asked, estimated),
            path,
            words: frame.say("figures-estimate-hangs"),
        },
        None => EstimatedCell {
            range: String::new(),
            path,
            words: frame.say("figures-estimate-what"),
        },
    }
}

fn of_record(asked: &Asked<'_>, frame: &Frame, record: &CountedRecord) -> Record {
    let why = record.why.iter().map(|claim| {
        // What is said of an act stands here too.
        let written = asked.labels.told("claim", &claim.field, &claim.value);
        Why {
            label: by_label(asked, frame, &claim.field),
            value: claim.title.as_deref().map_or(written, |title| {
                let kind = claim.refers_kind.as_deref().unwrap_or_default();
                called(asked, kind, title, &claim.value)
            }),
            source: claim.source.as_ref().map_or_else(String::new, name_of),
        }
    });
    let sources = record
        .sources
        .iter()
        .map(|source| (path_of("source", &source.id), name_of(source)));
    let items = record.items.iter().map(|item| {
        let digest = item.sha256.as_deref().map_or_else(String::new, short);
        (path_of("item", &item.id), item.title.clone(), digest)
    });
    Record {
        path: path_of(&record.kind, &record.id),
        kind: frame.code("kind", &record.kind),
        title: called(asked, &record.kind, &record.title, &record.id),
        list: record.list.as_ref().map_or_else(String::new, name_of),
        why: why.collect(),
        sources: sources.collect(),
        items: items.collect(),
    }
}
