//! Settings: language, masked names, what this archive knows of itself.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::frame::{Frame, Room, page};
use crate::rooms::backup::{self, CopyShown};
use crate::visit::{LANGUAGE, MASKED, Visit, own_place};
use crate::workspace::{Asked, Workspace};

/// Own vocabularies that stand here; all of them have a page.
const LISTED: usize = 20;
/// A year.
const KEPT_S: u32 = 365 * 24 * 3600;

#[derive(Template)]
#[template(path = "settings.html")]
struct SettingsPage {
    frame: Frame,
    archive: String,
    group_key: String,
    folder: String,
    devices: Vec<Device>,
    vocabularies: Vec<Vocabulary>,
    problems: usize,
    copies: Vec<CopyShown>,
    /// A list of copies could not be read.
    copies_unread: bool,
}

struct Device {
    log: String,
    is_this: bool,
    statements: u64,
}

struct Vocabulary {
    name: String,
    version: String,
    fields: usize,
    terms: usize,
}

pub(crate) async fn settings(State(workspace): State<Arc<Workspace>>, visit: Visit) -> Response {
    let folder = workspace.settings.folder.display().to_string();
    let look = move |asked: &mut Asked<'_>| {
        let status = asked.archive.status()?;
        let frame = asked.frame(Room::Settings);
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let devices = status["logs"].as_array().into_iter().flatten();
        let devices = devices.map(|log| Device {
            log: text(&log["log"]),
            is_this: log["label"] == "this device",
            statements: log["statements"].as_u64().unwrap_or(0),
        });
        let own = asked.archive.own_vocabularies()?;
        let vocabularies = own.iter().take(LISTED).map(|own| Vocabulary {
            name: own.name.clone(),
            version: own.version.clone(),
            fields: own.fields.len(),
            terms: own.terms.len(),
        });
        let copies = asked.archive.copies()?;
        Ok(page(&SettingsPage {
            copies_unread: copies.unread,
            copies: backup::shown(&frame, copies.known),
            frame,
            archive: text(&status["archive"]),
            group_key: text(&status["group_key"]),
            folder,
            devices: devices.collect(),
            vocabularies: vocabularies.collect(),
            problems: asked.archive.vocabulary_problems()?.len(),
        }))
    };
    workspace.ask(&visit, look).await
}

#[derive(Deserialize)]
pub(crate) struct Choice {
    value: String,
    #[serde(default)]
    next: String,
}

pub(crate) async fn language(Form(choice): Form<Choice>) -> Response {
    let tag = testigo_words::Language::from_tag(&choice.value).tag();
    kept(LANGUAGE, tag, &choice.next)
}

/// Names are not to be read by whoever looks over a shoulder.
pub(crate) async fn mask(Form(choice): Form<Choice>) -> Response {
    let value = if choice.value == "1" { "1" } else { "0" };
    kept(MASKED, value, &choice.next)
}

fn kept(name: &str, value: &str, next: &str) -> Response {
    let cookie = format!("{name}={value}; Path=/; SameSite=Strict; Max-Age={KEPT_S}");
    (
        [(header::SET_COOKIE, cookie)],
        Redirect::to(own_place(next)),
    )
        .into_response()
}
