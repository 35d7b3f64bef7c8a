//! What is done with several records at once: how far all of them may go. What it means is said before it is done.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::Response;
use testigo_archive::{CHOSEN_MAX, Chosen, NotDecided, Result};
use testigo_record::Level;

use super::{Given, Hit, found, path_of};
use crate::frame::{Frame, Room, page};
use crate::rooms::told::{called, short};
use crate::visit::{Visit, own_place};
use crate::workspace::{Asked, Workspace, not_found};

/// Records that are named on the page before something is done; the others are counted.
const NAMED: usize = 50;

#[derive(Template)]
#[template(path = "chosen.html")]
struct ChosenPage {
    frame: Frame,
    asked_for: AskedFor,
    /// How many records are at which level, from near to far.
    levels: Vec<(&'static str, usize)>,
    all: [&'static str; 5],
    ids: Vec<String>,
    named: Vec<Hit>,
    failed: Vec<Refused>,
    /// Found, of which only the first were chosen; 0 if all were.
    found_total: u64,
    /// What has to be confirmed: how many records would be let further than now.
    raised: usize,
}

#[derive(Template)]
#[template(path = "levels_set.html")]
struct LevelsSetPage {
    frame: Frame,
    level: String,
    set: u64,
    unchanged: u64,
    held_lower: u64,
    failed: Vec<Refused>,
    back: String,
}

/// A record that something cannot be done with.
struct Refused {
    short: String,
    why: String,
}

/// The form, as it was sent.
#[derive(Default)]
struct AskedFor {
    ids: Vec<String>,
    /// Everything that this search finds, instead of single records.
    search: Option<Given>,
    level: String,
    reason: String,
    /// Whoever sends it has read that it lets more leave.
    is_sure: bool,
    /// The page to go back to.
    back: String,
}

impl AskedFor {
    fn read(pairs: Vec<(String, String)>) -> Self {
        let (mut asked, mut given, mut is_found) = (Self::default(), Given::default(), false);
        for (name, value) in pairs {
            match name.as_str() {
                "id" => asked.ids.push(value),
                "level" => asked.level = value,
                "reason" => asked.reason = value,
                "sure" => asked.is_sure = value == "1",
                "back" => asked.back = value,
                "found" => is_found = value == "1",
                "q" => given.q = value,
                "kind" => given.kind = value,
                "where" => given.condition = value,
                _ => {}
            }
        }
        asked.back = match own_place(&asked.back) {
            "/" => "/library".to_owned(),
            back => back.to_owned(),
        };
        asked.search = is_found.then_some(given);
        asked
    }
}

pub(crate) async fn ask(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Response {
    let look = move |asked: &mut Asked<'_>| {
        let mut asked_for = AskedFor::read(pairs);
        let mut total = 0;
        if let Some(search) = asked_for.search.take() {
            let answer = found(asked, &search, CHOSEN_MAX as u64, 0)?;
            total = answer.total;
            asked_for.ids = answer.hits.into_iter().map(|hit| hit.id).collect();
        }
        let (chosen, failed) = asked.archive.chosen(&asked_for.ids)?;
        let mut shown = chosen_page(asked, asked_for, chosen, failed);
        shown.found_total = if total > CHOSEN_MAX as u64 { total } else { 0 };
        Ok(page(&shown))
    };
    workspace.ask(&visit, look).await
}

/// Sets the level of what was chosen; if that lets more leave, only after it was confirmed.
pub(crate) async fn set(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let decide = move |asked: &mut Asked<'_>| {
        let asked_for = AskedFor::read(pairs);
        let level = Level::from_code(&asked_for.level).ok_or_else(not_found)?;
        if !asked_for.is_sure {
            let (chosen, failed) = asked.archive.chosen(&asked_for.ids)?;
            let raised = chosen.iter().filter(|one| one.level < level).count();
            if raised > 0 {
                let mut shown = chosen_page(asked, asked_for, chosen, failed);
                shown.raised = raised;
                return Ok(page(&shown));
            }
        }
        levels_set(asked, asked_for, level).map(|done| page(&done))
    };
    workspace.ask(&visit, decide).await
}

fn chosen_page(
    asked: &Asked<'_>,
    asked_for: AskedFor,
    chosen: Vec<Chosen>,
    failed: Vec<NotDecided>,
) -> ChosenPage {
    let frame = asked.frame(Room::Library);
    let levels = Level::ALL.map(|level| {
        let count = chosen.iter().filter(|one| one.level == level).count();
        (level.code(), count)
    });
    let ids = chosen.iter().map(|one| one.id.clone()).collect();
    let named = chosen.into_iter().take(NAMED).map(|one| Hit {
        path: path_of(&one.kind, &one.id),
        kind: frame.code("kind", &one.kind),
        title: called(asked, &one.kind, &one.title, &one.id),
        snippet: String::new(),
        locator: frame.code("level", one.level.code()),
        id: one.id,
        is_chosen: true,
    });
    ChosenPage {
        levels: levels.into_iter().filter(|(_, count)| *count > 0).collect(),
        all: Level::ALL.map(Level::code),
        named: named.collect(),
        failed: refused(asked, failed),
        ids,
        found_total: 0,
        raised: 0,
        asked_for,
        frame,
    }
}

fn levels_set(asked: &mut Asked<'_>, asked_for: AskedFor, level: Level) -> Result<LevelsSetPage> {
    let AskedFor {
        ids, reason, back, ..
    } = asked_for;
    let answer = asked.archive.set_levels(&ids, level, &reason)?;
    let frame = asked.frame(Room::Library);
    Ok(LevelsSetPage {
        level: frame.code("level", level.code()),
        set: answer.set,
        unchanged: answer.unchanged,
        held_lower: answer.held_lower,
        failed: refused(asked, answer.failed),
        back,
        frame,
    })
}

fn refused(asked: &Asked<'_>, failed: Vec<NotDecided>) -> Vec<Refused> {
    let refused = failed.into_iter().map(|one| Refused {
        short: short(&one.id),
        why: one.error.on_a_page(asked.words()).0,
    });
    refused.collect()
}
