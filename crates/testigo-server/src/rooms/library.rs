//! Library: searching and leafing through all records.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use testigo_archive::{Result, SearchHit};

use crate::frame::{Frame, Room, page};
use crate::query::query;
use crate::rooms::told::{called, locator_of};
use crate::visit::Visit;
use crate::workspace::{Asked, Workspace};

/// Hits on a page.
pub(crate) const PAGE: u64 = 50;

#[derive(Template)]
#[template(path = "library.html")]
struct LibraryPage {
    frame: Frame,
    given: Given,
    facets: Vec<Facet>,
    new: Vec<(&'static str, String)>,
    hits: Vec<Hit>,
    pages: Pages,
}

/// What is asked for.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Given {
    #[serde(default)]
    q: String,
    #[serde(default)]
    kind: String,
    /// EXPR.
    #[serde(default, rename = "where")]
    condition: String,
    #[serde(default)]
    from: u64,
    /// `table`; else cards.
    #[serde(default)]
    view: String,
}

struct Facet {
    code: String,
    label: String,
    count: u64,
    is_chosen: bool,
}

pub(crate) struct Hit {
    pub(crate) path: String,
    pub(crate) kind: String,
    pub(crate) title: String,
    pub(crate) snippet: String,
    pub(crate) locator: String,
}

/// A long list in parts.
pub(crate) struct Pages {
    pub(crate) total: u64,
    /// The first that is shown, counted from 1; 0 if there is none.
    pub(crate) first: u64,
    pub(crate) last: u64,
    /// The address of the part before.
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
}

impl Pages {
    /// `at` is the address of the part that begins there.
    pub(crate) fn new(
        (total, from, shown, at_once): (u64, u64, u64, u64),
        at: impl Fn(u64) -> String,
    ) -> Self {
        // The address may name any number.
        let last = from.saturating_add(shown);
        Self {
            total,
            first: if shown == 0 {
                0
            } else {
                from.saturating_add(1)
            },
            last,
            before: (from > 0).then(|| at(from.saturating_sub(at_once))),
            after: (last < total && shown > 0).then(|| at(last)),
        }
    }
}

impl Hit {
    pub(crate) fn new(asked: &Asked<'_>, frame: &Frame, hit: SearchHit) -> Self {
        Self {
            path: path_of(&hit.kind, &hit.id),
            kind: frame.code("kind", &hit.kind),
            title: called(asked, &hit.kind, &hit.title, &hit.id),
            snippet: hit.snippet,
            locator: locator_of(asked, hit.locator.as_deref()),
        }
    }
}

/// Where a record is looked at.
pub(crate) fn path_of(kind: &str, id: &str) -> String {
    match kind {
        "item" => format!("/item/{id}"),
        "figure" => format!("/figures/{id}"),
        _ => format!("/record/{id}"),
    }
}

pub(crate) async fn library(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Query(given): Query<Given>,
) -> Response {
    let look = move |asked: &mut Asked<'_>| library_page(asked, given).map(|found| page(&found));
    workspace.ask(&visit, look).await
}

fn library_page(asked: &mut Asked<'_>, given: Given) -> Result<LibraryPage> {
    let kind = Some(given.kind.as_str()).filter(|kind| !kind.is_empty());
    let condition = Some(given.condition.as_str()).filter(|condition| !condition.is_empty());
    let words = given.q.trim();
    let (found, kinds) = if words.is_empty() {
        let found = asked.archive.browse(kind, condition, PAGE, given.from)?;
        (found, asked.archive.kinds_matching(condition)?)
    } else {
        let found = asked
            .archive
            .search(words, kind, condition, PAGE, given.from)?;
        (found, asked.archive.kinds_found(words, condition)?)
    };
    let frame = asked.frame(Room::Library);
    let facets = kinds.into_iter().map(|(code, count)| Facet {
        label: frame.code("kinds", &code),
        is_chosen: code == given.kind,
        code,
        count,
    });
    let facets = facets.collect();
    let shown = found.hits.len() as u64;
    let pages = Pages::new((found.total, given.from, shown, PAGE), |from| {
        given.at(&given.kind, &given.view, from)
    });
    let hits = found
        .hits
        .into_iter()
        .map(|hit| Hit::new(asked, &frame, hit));
    Ok(LibraryPage {
        hits: hits.collect(),
        facets,
        new: crate::rooms::new_record::kinds(&frame),
        pages,
        given,
        frame,
    })
}

impl LibraryPage {
    /// This page for another kind.
    fn of_kind(&self, kind: &str) -> String {
        self.given.at(kind, &self.given.view, 0)
    }

    /// This page as cards or as a table.
    fn as_view(&self, view: &str) -> String {
        self.given.at(&self.given.kind, view, self.given.from)
    }
}

impl Given {
    fn at(&self, kind: &str, view: &str, from: u64) -> String {
        let from = if from == 0 {
            String::new()
        } else {
            from.to_string()
        };
        let pairs = query(&[
            ("q", &self.q),
            ("kind", kind),
            ("where", &self.condition),
            ("view", view),
            ("from", &from),
        ]);
        format!("/library?{pairs}")
    }
}
