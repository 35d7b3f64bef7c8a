//! Library: searching and leafing through all records, and what is done with several of them.

pub(crate) mod chosen;
mod map;
pub(crate) mod searches;
mod time_line;

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use testigo_archive::{Result, SearchAnswer, SearchHit};

use crate::frame::{Frame, Room, page};
use crate::query::query;
use crate::rooms::told::{called, locator_of};
use crate::visit::Visit;
use crate::workspace::{Asked, Workspace};
use map::{MapPage, map_page};
use searches::{Searches, searches};
use time_line::{TimePage, time_page};

/// What figures call what they count, by kind of record.
const COUNTED: [(&str, &str); 4] = [
    ("person", "persons"),
    ("act", "acts"),
    ("incident", "incidents"),
    ("item", "items"),
];
/// How what is found is shown, and what that is called.
const VIEWS: [(&str, &str); 4] = [
    ("", "library-view-cards"),
    ("table", "library-view-table"),
    ("time", "library-view-time"),
    ("map", "library-view-map"),
];
/// Hits on a page.
pub(crate) const PAGE: u64 = 50;

#[derive(Template)]
#[template(path = "library.html")]
struct LibraryPage {
    frame: Frame,
    given: Given,
    facets: Vec<Facet>,
    new: Vec<(&'static str, String)>,
    searches: Searches,
    hits: Vec<Hit>,
    pages: Pages,
    time: Option<TimePage>,
    map: Option<MapPage>,
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
    /// One of [`VIEWS`].
    #[serde(default)]
    view: String,
    /// `all`: everything on this page.
    #[serde(default)]
    chosen: String,
    /// On the time line: the year whose months are shown.
    #[serde(default)]
    year: String,
    /// On the map: what is looked at.
    #[serde(default)]
    near: String,
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
    pub(crate) id: String,
    /// Its box is ticked.
    pub(crate) is_chosen: bool,
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
            id: hit.id,
            is_chosen: false,
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

/// What a search, or a look without words, finds.
fn found(asked: &mut Asked<'_>, given: &Given, limit: u64, from: u64) -> Result<SearchAnswer> {
    let (words, kind, condition) = given.question();
    if words.is_empty() {
        asked.archive.browse(kind, condition, limit, from)
    } else {
        asked.archive.search(words, kind, condition, limit, from)
    }
}

fn library_page(asked: &mut Asked<'_>, given: Given) -> Result<LibraryPage> {
    let (words, kind, condition) = given.question();
    let kinds = if words.is_empty() {
        asked.archive.kinds_matching(condition)?
    } else {
        asked.archive.kinds_found(words, condition)?
    };
    let counted = kinds
        .iter()
        .filter(|(code, _)| kind.is_none_or(|kind| kind == *code));
    let total: u64 = counted.map(|(_, count)| count).sum();
    let frame = asked.frame(Room::Library);
    let facets = kinds.into_iter().map(|(code, count)| Facet {
        label: frame.code("kinds", &code),
        is_chosen: code == given.kind,
        code,
        count,
    });
    let facets = facets.collect();
    let (mut time, mut map) = (None, None);
    let found = match given.view.as_str() {
        "time" => {
            time = Some(time_page(asked, &frame, &given, total)?);
            none_of(total)
        }
        "map" => {
            map = Some(map_page(asked, &frame, &given)?);
            none_of(total)
        }
        _ => found(asked, &given, PAGE, given.from)?,
    };
    let shown = found.hits.len() as u64;
    let pages = Pages::new((found.total, given.from, shown, PAGE), |from| {
        given.at(&given.kind, &given.view, from)
    });
    let hits = found.hits.into_iter();
    let hits = hits.map(|hit| Hit {
        is_chosen: given.chosen == "all",
        ..Hit::new(asked, &frame, hit)
    });
    Ok(LibraryPage {
        searches: searches(asked, &given)?,
        hits: hits.collect(),
        facets,
        new: crate::rooms::new_record::kinds(&frame),
        pages,
        time,
        map,
        given,
        frame,
    })
}

/// Where records are not shown one by one.
fn none_of(total: u64) -> SearchAnswer {
    SearchAnswer {
        total,
        hits: Vec::new(),
    }
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

    /// This page as it is.
    fn here(&self) -> String {
        self.as_view(&self.given.view)
    }

    /// This page with everything on it chosen.
    fn all_chosen(&self) -> String {
        let Given {
            kind, view, from, ..
        } = &self.given;
        self.given.at_chosen(kind, view, *from, "all")
    }

    /// Everything that this search finds, as far as it can be chosen at once.
    fn everything_found(&self) -> String {
        let Given {
            q, kind, condition, ..
        } = &self.given;
        let pairs = query(&[
            ("found", "1"),
            ("q", q),
            ("kind", kind),
            ("where", condition),
            ("back", &self.here()),
        ]);
        format!("/library/chosen?{pairs}")
    }

    fn views(&self) -> Vec<(&'static str, String)> {
        let views = VIEWS.into_iter();
        let views = views.map(|(view, words)| (view, self.frame.say(words)));
        views.collect()
    }

    /// Whether anything is asked for, so that it can be kept or taken elsewhere.
    fn is_question(&self) -> bool {
        self.given.question() != ("", None, None)
    }

    /// Where what is found is counted, if a figure can ask for it.
    fn figure(&self) -> Option<String> {
        let (words, kind, condition) = self.given.question();
        let what = kind.map_or(Some("persons"), |kind| {
            let counted = COUNTED.iter().find(|(known, _)| *known == kind);
            counted.map(|(_, what)| *what)
        });
        let pairs = query(&[("what", what?), ("where", condition.unwrap_or_default())]);
        words.is_empty().then(|| format!("/figures?{pairs}"))
    }

    /// Where a dossier of what is found begins, if a condition says it.
    fn dossier(&self) -> Option<String> {
        let condition = self.given.as_condition();
        (!condition.is_empty()).then(|| format!("/dossier?{}", query(&[("where", &condition)])))
    }
}

impl Given {
    /// Words, kind and condition; nothing where nothing was given.
    fn question(&self) -> (&str, Option<&str>, Option<&str>) {
        let given = |text: &'_ str| !text.is_empty();
        (
            self.q.trim(),
            Some(self.kind.as_str()).filter(|kind| given(kind)),
            Some(self.condition.as_str()).filter(|condition| given(condition)),
        )
    }

    /// Kind and condition as one condition; empty if there is none, or if words say more than a condition can.
    fn as_condition(&self) -> String {
        match self.question() {
            ("", Some(kind), Some(condition)) => format!("kind = {kind} and ({condition})"),
            ("", Some(kind), None) => format!("kind = {kind}"),
            ("", None, Some(condition)) => condition.to_owned(),
            _ => String::new(),
        }
    }

    fn at(&self, kind: &str, view: &str, from: u64) -> String {
        self.at_chosen(kind, view, from, "")
    }

    fn at_chosen(&self, kind: &str, view: &str, from: u64, chosen: &str) -> String {
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
            ("year", if view == "time" { &self.year } else { "" }),
            ("near", if view == "map" { &self.near } else { "" }),
            ("from", &from),
            ("chosen", chosen),
        ]);
        if pairs.is_empty() {
            return "/library".to_owned();
        }
        format!("/library?{pairs}")
    }
}
