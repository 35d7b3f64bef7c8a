//! At the door: the key in the address, the passphrase, locking, leaving at once; and refusals.

use std::sync::Arc;
use std::time::Duration;

use age::secrecy::SecretString;
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;
use testigo_archive::Error;

use crate::door::is_led_here;
use crate::frame::{Frame, Room, page, page_with};
use crate::visit::{Visit, own_place, session_name};
use crate::workspace::{Entered, Workspace, not_found};

/// How long whoever locks waits for what is on its way.
const LOCK_WAIT: Duration = Duration::from_millis(500);

/// Nothing of ours stands in it.
const HARMLESS: &str = include_str!("../../templates/harmless.html");

/// Leads on to the first page.
const THRESHOLD: &str = "<!doctype html><title>testigo</title>\
    <meta http-equiv=\"refresh\" content=\"0;url=/\"><a href=\"/\">testigo</a>";

#[derive(Template)]
#[template(path = "unlock.html")]
struct UnlockPage {
    frame: Frame,
    next: String,
    by: String,
    /// What happened and what to do.
    refused: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "told.html")]
struct ToldPage {
    frame: Frame,
    title: String,
    what: String,
    todo: String,
    /// Whether there are rooms to go to.
    is_inside: bool,
    /// The page before.
    back: String,
}

#[derive(Template)]
#[template(path = "kept.html")]
struct KeptPage {
    frame: Frame,
    place: String,
    pairs: Vec<(String, String)>,
}

#[derive(Deserialize)]
pub(crate) struct Key {
    key: String,
}

/// `/open?key=`: the key for a session, once.
pub(crate) async fn open(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    headers: HeaderMap,
    Query(given): Query<Key>,
) -> Response {
    let Some(session) = workspace.admit(&given.key) else {
        return closed(&visit);
    };
    let name = session_name(workspace.port);
    let cookie = format!("{name}={session}; Path=/; HttpOnly; SameSite=Strict");
    let next = if is_led_here(&headers) {
        // The browser sends the new cookie only from a page of ours.
        Html(THRESHOLD).into_response()
    } else {
        Redirect::to("/").into_response()
    };
    ([(header::SET_COOKIE, cookie)], next).into_response()
}

#[derive(Deserialize)]
pub(crate) struct Next {
    #[serde(default)]
    next: String,
}

pub(crate) async fn ask_passphrase(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Query(given): Query<Next>,
) -> Response {
    if workspace.is_unlocked() {
        return Redirect::to(own_place(&given.next)).into_response();
    }
    let by = workspace.settings.surroundings.by.clone();
    page(&UnlockPage {
        frame: Frame::new(&visit, Room::Home),
        next: own_place(&given.next).to_owned(),
        by: by.unwrap_or_default(),
        refused: None,
    })
}

#[derive(Deserialize)]
pub(crate) struct Entering {
    passphrase: String,
    #[serde(default)]
    by: String,
    #[serde(default)]
    next: String,
}

pub(crate) async fn unlock(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Form(given): Form<Entering>,
) -> Response {
    let by = given.by.trim().to_owned();
    let acting = (!by.is_empty()).then(|| by.clone());
    let passphrase = SecretString::from(given.passphrase);
    // Takes a second on purpose (scrypt), and is given a thread that may wait.
    let next = own_place(&given.next).to_owned();
    let tried =
        tokio::task::spawn_blocking(move || workspace.unlock(&passphrase, acting, next)).await;
    let error = match tried {
        Ok(Ok(Entered::Open)) => return Redirect::to(own_place(&given.next)).into_response(),
        Ok(Ok(Entered::Later)) => return Redirect::to("/work").into_response(),
        Ok(Err(error)) => error,
        Err(_) => Error::new("internal"),
    };
    let refused = UnlockPage {
        frame: Frame::new(&visit, Room::Home),
        next: own_place(&given.next).to_owned(),
        by,
        refused: Some(error.on_a_page(&visit.words)),
    };
    page_with(StatusCode::FORBIDDEN, &refused)
}

pub(crate) async fn lock(State(workspace): State<Arc<Workspace>>) -> Response {
    // While it is being opened, locking wins.
    let is_in_use = workspace.is_unlocked() && !workspace.is_unlocking();
    if workspace.work.is_running() && is_in_use {
        return Redirect::to("/work").into_response();
    }
    let locking = tokio::task::spawn_blocking(move || workspace.lock());
    // From here on no page is given out; what is on its way keeps the keys until it ends.
    let _locked = tokio::time::timeout(LOCK_WAIT, locking).await;
    Redirect::to("/unlock").into_response()
}

/// What was sent while the archive was locked, to be sent again.
pub(crate) async fn kept(State(workspace): State<Arc<Workspace>>, visit: Visit) -> Response {
    if !workspace.is_unlocked() {
        return visit.to_unlock();
    }
    match workspace.kept() {
        None => Redirect::to("/").into_response(),
        Some(kept) => page(&KeptPage {
            frame: Frame::new(&visit, Room::Home),
            place: kept.place,
            pairs: kept.pairs,
        }),
    }
}

/// Typing in a form counts as being there.
pub(crate) async fn still_here() -> StatusCode {
    StatusCode::NO_CONTENT
}

/// Quick exit: keys wiped, sessions ended, a page that tells nothing.
pub(crate) async fn leave(State(workspace): State<Arc<Workspace>>) -> Response {
    let name = session_name(workspace.port);
    let left = tokio::task::spawn_blocking(move || workspace.leave()).await;
    let _left = left;
    let headers = [
        (
            header::SET_COOKIE,
            format!("{name}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"),
        ),
        (
            header::HeaderName::from_static("clear-site-data"),
            "\"cache\", \"cookies\", \"storage\"".to_owned(),
        ),
    ];
    (headers, Html(HARMLESS)).into_response()
}

/// Without a session. Whoever looks over a shoulder learns nothing.
pub(crate) fn closed(visit: &Visit) -> Response {
    told(visit, StatusCode::UNAUTHORIZED, "closed")
}

/// Asked by another site, or under another name.
pub(crate) fn refused(visit: &Visit) -> Response {
    told(visit, StatusCode::FORBIDDEN, "stranger")
}

pub(crate) async fn nothing_here(visit: Visit) -> Response {
    refusal(&visit, &not_found())
}

/// A page of three sentences: `<code>-title`, `-what` and `-todo`.
pub(crate) fn told(visit: &Visit, status: StatusCode, code: &str) -> Response {
    page_with(status, &told_page(visit, code))
}

/// Nobody can read any more what this address asks. `place` is where it can be asked again.
pub(crate) fn asked_before(visit: &Visit, place: &str) -> Response {
    let told = ToldPage {
        is_inside: true,
        back: own_place(place).to_owned(),
        ..told_page(visit, "unreadable-question")
    };
    page_with(StatusCode::GONE, &told)
}

fn told_page(visit: &Visit, code: &str) -> ToldPage {
    let frame = Frame::new(visit, Room::Home);
    ToldPage {
        title: frame.say(&format!("{code}-title")),
        what: frame.say(&format!("{code}-what")),
        todo: frame.say(&format!("{code}-todo")),
        frame,
        is_inside: false,
        back: "/".to_owned(),
    }
}

/// A verb said no.
pub(crate) fn refusal(visit: &Visit, error: &Error) -> Response {
    let frame = Frame::new(visit, Room::Home);
    let (what, todo) = error.on_a_page(&visit.words);
    let told = ToldPage {
        title: frame.say("refusal-title"),
        what,
        todo,
        frame,
        is_inside: true,
        back: visit.from.clone().unwrap_or_else(|| "/".to_owned()),
    };
    let status = match error.code {
        "not_found" | "not_a_record" | "not_an_item" => StatusCode::NOT_FOUND,
        "internal" | "io_failed" | "catalog_failed" => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    page_with(status, &told)
}
