//! While something takes long: how far it is, and from there to what came of it.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use crate::frame::{Frame, Room, page};
use crate::rooms::door::refusal;
use crate::visit::Visit;
use crate::work::Progress;
use crate::workspace::Workspace;

#[derive(Template)]
#[template(path = "working.html")]
struct WorkingPage {
    frame: Frame,
    stage: String,
    done: u64,
    total: Option<u64>,
    is_stopping: bool,
}

/// What is being done and how far it is, in words.
pub(crate) fn stage_text(frame: &Frame, progress: Progress) -> String {
    let Some(stage) = progress.stage else {
        return frame.say("working-begins");
    };
    let done = match progress.total {
        Some(total) => format!("{} / {total}", progress.done),
        None => progress.done.to_string(),
    };
    frame.say_with(&format!("progress-{}", stage.code()), "done", done)
}

/// Asks what runs to stop, and shows how it does.
pub(crate) async fn stop(State(workspace): State<Arc<Workspace>>) -> Redirect {
    workspace.work.stop();
    Redirect::to("/work")
}

pub(crate) async fn working(State(workspace): State<Arc<Workspace>>, visit: Visit) -> Response {
    match workspace.work.look() {
        Err(None) => Redirect::to("/").into_response(),
        Err(Some(Ok(place))) => Redirect::to(&place).into_response(),
        Err(Some(Err(error))) => refusal(&visit, &error),
        Ok(progress) => {
            let frame = Frame::new(&visit, Room::Home);
            let stage = stage_text(&frame, progress);
            page(&WorkingPage {
                frame,
                stage,
                done: progress.done,
                total: progress.total,
                is_stopping: progress.is_stopping,
            })
        }
    }
}
