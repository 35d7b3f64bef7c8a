//! Erasing for ever, in two steps: what would go and what is out of reach; then, with a code that only fits this, it goes.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use testigo_archive::{EraseAnswer, Result};

use crate::controls::told_at_control;
use crate::frame::{Frame, Room, page, page_with};
use crate::rooms::library::path_of;
use crate::rooms::told::{called, short};
use crate::visit::Visit;
use crate::workspace::{Asked, Workspace};

/// Of what stays so many are named.
const NAMED: usize = 50;

#[derive(Template)]
#[template(path = "erase.html")]
struct ErasePage {
    frame: Frame,
    id: String,
    short: String,
    title: String,
    reason: String,
    /// Of the reason, or of the code.
    problem: String,
    /// What would go, or went; nothing before the reason was given.
    looked: Option<Looked>,
    is_done: bool,
}

struct Looked {
    confirm: String,
    /// What, and how much of it.
    goes: Vec<(String, u64)>,
    kept: Vec<Stays>,
    kept_total: usize,
    not_reached: Vec<String>,
}

/// A record that is not erased with it.
struct Stays {
    path: String,
    kind: String,
    title: String,
    why: String,
}

pub(crate) async fn ask(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Path(id): Path<String>,
) -> Response {
    let show =
        move |asked: &mut Asked<'_>| Ok(page(&erase_page(asked, &id, "", String::new(), None)?));
    workspace.ask(&visit, show).await
}

#[derive(Deserialize)]
pub(crate) struct Erasing {
    reason: String,
    /// Nothing in the first step.
    confirm: Option<String>,
}

pub(crate) async fn erase(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Path(id): Path<String>,
    Form(given): Form<Erasing>,
) -> Response {
    let erase = move |asked: &mut Asked<'_>| -> Result<Response> {
        // Once it is gone, what it was called is gone too.
        let mut shown = erase_page(asked, &id, &given.reason, String::new(), None)?;
        let confirm = given.confirm.as_deref();
        match asked.archive.erase(&id, &given.reason, confirm) {
            Ok(answer) => {
                shown.is_done = confirm.is_some();
                if shown.is_done {
                    shown.title.clone_from(&shown.short);
                }
                shown.looked = Some(looked(asked, &shown.frame, answer)?);
                Ok(page(&shown))
            }
            Err(error) if matches!(error.code, "reason_missing" | "confirm_wrong") => {
                shown.problem = told_at_control(asked, &error);
                if confirm.is_some() && error.code == "confirm_wrong" {
                    let again = asked.archive.erase(&id, &given.reason, None)?;
                    shown.looked = Some(looked(asked, &shown.frame, again)?);
                }
                Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown))
            }
            Err(error) => Err(error),
        }
    };
    workspace.ask(&visit, erase).await
}

fn erase_page(
    asked: &Asked<'_>,
    id: &str,
    reason: &str,
    problem: String,
    looked: Option<Looked>,
) -> Result<ErasePage> {
    let shown = asked.archive.show_part(id, false, 0, 0)?;
    Ok(ErasePage {
        frame: asked.frame(Room::Library),
        short: short(&shown.id),
        title: called(asked, &shown.kind, &shown.title, &shown.id),
        id: shown.id,
        reason: reason.to_owned(),
        problem,
        looked,
        is_done: false,
    })
}

fn looked(asked: &Asked<'_>, frame: &Frame, answer: EraseAnswer) -> Result<Looked> {
    let kept = answer.kept.iter().take(NAMED).map(|kept| {
        let shown = asked.archive.show_part(&kept.id, false, 0, 0)?;
        Ok(Stays {
            path: path_of(&shown.kind, &kept.id),
            kind: frame.code("kind", &shown.kind),
            title: called(asked, &shown.kind, &shown.title, &kept.id),
            why: frame.code("kept", kept.why),
        })
    });
    let kept: Vec<Stays> = kept.collect::<Result<_>>()?;
    let goes = answer.erased.into_iter();
    let not_reached = answer.not_reached.into_iter().map(|copy| {
        let parts = [
            frame.code("copy", copy.copy),
            copy.id.as_deref().map(short).unwrap_or_default(),
            copy.path.unwrap_or_default(),
            copy.as_of.unwrap_or_default(),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" · ")
    });
    Ok(Looked {
        goes: goes
            .map(|(what, count)| (frame.code("label", what), count))
            .collect(),
        kept_total: answer.kept.len(),
        kept,
        not_reached: not_reached.collect(),
        confirm: answer.confirm.unwrap_or_default(),
    })
}
