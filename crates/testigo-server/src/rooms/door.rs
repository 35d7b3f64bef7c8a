//! At the door: the key in the address, the passphrase, locking, leaving at once; and refusals.

use std::sync::Arc;

use age::secrecy::SecretString;
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;
use testigo_archive::Error;

use crate::frame::{Frame, Room, page, page_with};
use crate::visit::{SESSION, Visit, own_place};
use crate::workspace::{Workspace, not_found};

/// Nothing of ours stands in it.
const HARMLESS: &str = include_str!("../../templates/harmless.html");

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
}

#[derive(Deserialize)]
pub(crate) struct Key {
    key: String,
}

/// `/open?key=`: the key for a session, once.
pub(crate) async fn open(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Query(given): Query<Key>,
) -> Response {
    let Some(session) = workspace.admit(&given.key) else {
        return closed(&visit);
    };
    let cookie = format!("{SESSION}={session}; Path=/; HttpOnly; SameSite=Strict");
    ([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response()
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
pub(crate) struct Passphrase {
    passphrase: String,
    #[serde(default)]
    by: String,
    #[serde(default)]
    next: String,
}

pub(crate) async fn unlock(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Form(given): Form<Passphrase>,
) -> Response {
    let by = given.by.trim().to_owned();
    let acting = (!by.is_empty()).then(|| by.clone());
    let passphrase = SecretString::from(given.passphrase);
    // Takes a second on purpose (scrypt), and is given a thread that may wait.
    let tried = tokio::task::spawn_blocking(move || workspace.unlock(&passphrase, acting)).await;
    let error = match tried {
        Ok(Ok(())) => return Redirect::to(own_place(&given.next)).into_response(),
        Ok(Err(error)) => error,
        Err(_) => Error::new("internal"),
    };
    let refused = UnlockPage {
        frame: Frame::new(&visit, Room::Home),
        next: own_place(&given.next).to_owned(),
        by,
        refused: Some(error.in_words(&visit.words)),
    };
    page_with(StatusCode::FORBIDDEN, &refused)
}

pub(crate) async fn lock(State(workspace): State<Arc<Workspace>>) -> Response {
    if workspace.work.is_running() {
        return Redirect::to("/work").into_response();
    }
    let locked = tokio::task::spawn_blocking(move || workspace.lock()).await;
    // A panic while locking leaves the archive taken out all the same.
    let _locked = locked;
    Redirect::to("/unlock").into_response()
}

/// Quick exit: keys wiped, sessions ended, a page that tells nothing.
pub(crate) async fn leave(State(workspace): State<Arc<Workspace>>) -> Response {
    let left = tokio::task::spawn_blocking(move || workspace.leave()).await;
    let _left = left;
    let headers = [
        (
            header::SET_COOKIE,
            format!("{SESSION}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"),
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
    told(visit, StatusCode::UNAUTHORIZED, "closed", false)
}

/// Asked by another site, or under another name.
pub(crate) fn refused(visit: &Visit) -> Response {
    told(visit, StatusCode::FORBIDDEN, "stranger", false)
}

pub(crate) async fn nothing_here(visit: Visit) -> Response {
    refusal(&visit, &not_found())
}

fn told(visit: &Visit, status: StatusCode, code: &str, is_inside: bool) -> Response {
    let frame = Frame::new(visit, Room::Home);
    let told = ToldPage {
        title: frame.say(&format!("{code}-title")),
        what: frame.say(&format!("{code}-what")),
        todo: frame.say(&format!("{code}-todo")),
        frame,
        is_inside,
    };
    page_with(status, &told)
}

/// A verb said no.
pub(crate) fn refusal(visit: &Visit, error: &Error) -> Response {
    let frame = Frame::new(visit, Room::Home);
    let (what, todo) = error.in_words(&visit.words);
    let told = ToldPage {
        title: frame.say("refusal-title"),
        what,
        todo,
        frame,
        is_inside: true,
    };
    let status = match error.code {
        "not_found" | "not_a_record" | "not_an_item" => StatusCode::NOT_FOUND,
        "internal" | "io_failed" | "catalog_failed" => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    page_with(status, &told)
}
