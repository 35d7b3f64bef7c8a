//! Copies of the archive on other disks: where they are, how old, and making one.

use std::path::PathBuf;
use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use testigo_archive::{BackupAnswer, CopyKnown, Error, LISTED_MAX};
use testigo_package::Verdict;

use crate::frame::{Frame, Room, page};
use crate::rooms::door::refusal;
use crate::rooms::home::size_text;
use crate::rooms::verify::{Line, line};
use crate::visit::Visit;
use crate::workspace::{Asked, Workspace};

/// A copy, in words.
pub(crate) struct CopyShown {
    pub(crate) path: String,
    /// How old it is.
    pub(crate) age: String,
    /// The same to the second.
    pub(crate) copied_at: String,
    /// What was recorded since.
    pub(crate) since: String,
    /// What makes it worth less than it looks.
    pub(crate) problems: Vec<String>,
}

#[derive(Template)]
#[template(path = "backup.html")]
struct BackupPage {
    frame: Frame,
    /// `holds`, `fails` or `incomplete`.
    outcome: &'static str,
    path: String,
    /// What was done, and how much of it.
    counts: Vec<(String, String)>,
    same_disk: bool,
    archive_fails: bool,
    lines: Vec<Line>,
    more: usize,
}

#[derive(Deserialize)]
pub(crate) struct Where {
    folder: String,
}

/// Makes a copy, or brings one up to date.
pub(crate) async fn copy(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Form(given): Form<Where>,
) -> Response {
    let folder = PathBuf::from(given.folder.trim());
    // Nobody knows in which folder this program was started.
    if !folder.is_absolute() {
        return refusal(
            &visit,
            &Error::new("place_not_whole").with("path", given.folder.trim()),
        );
    }
    let shared = Arc::clone(&workspace);
    let copy = move |asked: &mut Asked<'_>| {
        let answer = asked.archive.backup(&folder)?;
        shared.work.results().backup = Some(answer);
        Ok("/backup".to_owned())
    };
    workspace.begin(&visit, copy)
}

/// What came of the last one.
pub(crate) async fn report(State(workspace): State<Arc<Workspace>>, visit: Visit) -> Response {
    let results = workspace.work.results();
    match &results.backup {
        Some(answer) => page(&backup_page(&visit, answer)),
        None => Redirect::to("/settings").into_response(),
    }
}

fn backup_page(visit: &Visit, answer: &BackupAnswer) -> BackupPage {
    let frame = Frame::new(visit, Room::Settings);
    let failing = answer.findings.list().iter();
    let mut failing = failing.filter(|finding| finding.verdict == Verdict::Fails);
    let lines = failing.by_ref().take(LISTED_MAX);
    let lines = lines.map(|finding| line(visit, finding)).collect();
    let counts = [
        ("label-copied", answer.copied.to_string()),
        ("label-bytes", size_text(answer.copied_bytes)),
        ("label-mended", answer.mended.to_string()),
        ("label-removed", answer.removed.to_string()),
        ("label-statements", answer.statements.to_string()),
    ];
    BackupPage {
        outcome: answer.findings.outcome().code(),
        path: answer.path.clone(),
        counts: counts
            .into_iter()
            .map(|(label, count)| (frame.say(label), count))
            .collect(),
        same_disk: answer.same_disk,
        archive_fails: answer.archive_fails,
        lines,
        more: failing.count(),
        frame,
    }
}

/// Copies as pages name them.
pub(crate) fn shown(frame: &Frame, copies: Vec<CopyKnown>) -> Vec<CopyShown> {
    let shown = copies.into_iter().map(|copy| CopyShown {
        age: if copy.finished {
            frame.say_with("backup-age", "days", copy.age_days)
        } else {
            frame.say("backup-unfinished")
        },
        since: if copy.finished {
            frame.say_with("backup-since", "count", copy.statements_since)
        } else {
            frame.say("backup-unfinished-what")
        },
        problems: [
            (copy.finished && copy.verified_at.is_none()).then(|| frame.say("backup-held-not")),
            copy.erased_since.then(|| frame.say("backup-erased-since")),
        ]
        .into_iter()
        .flatten()
        .collect(),
        path: copy.path,
        copied_at: copy.copied_at,
    });
    shown.collect()
}
