//! Dossier: say what it is to hold, see what would leave and what would stay, then build it.

mod given;
mod place;
mod preview;
mod report;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use testigo_archive::{DossierAnswer, DossierPreview, Error, LISTED_MAX, Result};
use testigo_record::timestamp_text;

use crate::frame::{Frame, Room, page};
use crate::rooms::record::field_choices;
use crate::visit::Visit;
use crate::workspace::{Asked, Workspace};
use given::{Given, usual_place};

pub(crate) use preview::preview;
pub(crate) use report::report;

/// How far a dossier may go, from near to far.
const LEVELS: [&str; 3] = ["coalition", "recipient", "public"];
/// Letters of a date in a timestamp.
const DATE_LETTERS: usize = 10;

/// What came of the last look.
pub(crate) struct Preview {
    /// Which look it was: only what a page shows is built from it.
    mark: String,
    /// The state of the record that was looked at.
    heads: String,
    /// Something was recorded since the page before, so it was looked at again.
    is_anew: bool,
    given: Given,
    specification: String,
    out: PathBuf,
    outcome: Result<DossierPreview>,
}

/// What was built last.
pub(crate) struct Built {
    answer: DossierAnswer,
}

#[derive(Template)]
#[template(path = "dossier.html")]
struct DossierPage {
    frame: Frame,
    given: Given,
    purposes: Vec<(String, String)>,
    levels: [&'static str; 3],
    figures: Vec<Saved>,
    sections: Vec<(String, String)>,
}

/// A saved figure.
struct Saved {
    name: String,
    is_chosen: bool,
}

/// What a dossier can be begun with.
#[derive(Deserialize)]
pub(crate) struct Begun {
    /// EXPR.
    #[serde(default, rename = "where")]
    condition: String,
}

pub(crate) async fn ask(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Query(begun): Query<Begun>,
) -> Response {
    let shared = Arc::clone(&workspace);
    let show = move |asked: &mut Asked<'_>| {
        let before = shared
            .work
            .results()
            .preview
            .as_ref()
            .map(|last| last.given.clone());
        let mut shown = form(asked, &shared, before)?;
        if !begun.condition.is_empty() {
            shown.given.condition = begun.condition;
        }
        Ok(page(&shown))
    };
    workspace.ask(&visit, show).await
}

fn form(asked: &Asked<'_>, workspace: &Workspace, before: Option<Given>) -> Result<DossierPage> {
    let frame = asked.frame(Room::Dossier);
    let mut given = before.unwrap_or_else(|| Given::usual(frame.language()));
    if given.out.is_empty() {
        let now = timestamp_text((workspace.settings.surroundings.now_s)());
        let date = now.get(..DATE_LETTERS).unwrap_or_default();
        given.out = usual_place(&beside(workspace), date).display().to_string();
    }
    let mut figures: Vec<Saved> = Vec::new();
    for saved in asked.archive.figures(LISTED_MAX as u64, 0)?.0 {
        // The newest of a name is the one that a dossier takes.
        if figures.iter().all(|known| known.name != saved.name) {
            figures.push(Saved {
                is_chosen: given.figures.contains(&saved.name),
                name: saved.name,
            });
        }
    }
    let fields = field_choices(asked, "consent").into_iter();
    let purposes = fields.filter(|field| field.name == "purpose");
    Ok(DossierPage {
        purposes: purposes.flat_map(|field| field.terms).collect(),
        levels: LEVELS,
        figures,
        sections: given.sections_offered(),
        given,
        frame,
    })
}

/// Where it would be removed again it is not built either.
fn may_build_at(asked: &Asked<'_>, workspace: &Workspace, out: &Path) -> Result<()> {
    if workspace.spool.holds(out) {
        return Err(Error::new("out_unclear").with("path", ""));
    }
    asked.archive.may_build_at(out)
}

/// The state of the record: of every log, how much it holds, and its head.
fn heads(asked: &mut Asked<'_>) -> Result<String> {
    Ok(asked.archive.status()?["logs"].to_string())
}

/// The folder in which the archive's folder lies.
fn beside(workspace: &Workspace) -> PathBuf {
    let folder = &workspace.settings.folder;
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.clone());
    folder.parent().map_or(folder.clone(), Path::to_path_buf)
}

/// Decides what would leave, and writes nothing.
pub(crate) async fn look(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Form(fields): Form<Vec<(String, String)>>,
) -> Response {
    let shared = Arc::clone(&workspace);
    let given = Given::from_form(fields);
    let look = move |asked: &mut Asked<'_>| {
        let out = given.place(&beside(&shared));
        let mut specification = String::new();
        let outcome = may_build_at(asked, &shared, &out).and_then(|()| {
            specification = given.specification()?;
            asked.archive.preview_dossier(&specification)
        });
        let outcome = match outcome {
            // Stopped: nothing was decided.
            Err(error) if error.code == "stopped" => return Err(error),
            outcome => outcome,
        };
        let mark = (shared.settings.surroundings.random)();
        let heads = heads(asked)?;
        shared.work.results().preview = Some(Preview {
            mark: hex::encode(mark),
            heads,
            is_anew: false,
            given,
            specification,
            out,
            outcome,
        });
        Ok("/dossier/preview".to_owned())
    };
    workspace.begin(&visit, look)
}

#[derive(Deserialize)]
pub(crate) struct Build {
    preview: String,
}

/// Builds what was looked at.
pub(crate) async fn build(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Form(given): Form<Build>,
) -> Response {
    let looked_at = {
        let results = workspace.work.results();
        let preview = results.preview.as_ref();
        let preview = preview.filter(|preview| preview.mark == given.preview);
        preview.map(|preview| {
            (
                preview.specification.clone(),
                preview.out.clone(),
                preview.heads.clone(),
            )
        })
    };
    // Somebody looked at another one since, perhaps in another window.
    let Some((specification, out, seen)) = looked_at else {
        return Redirect::to("/dossier/preview").into_response();
    };
    let shared = Arc::clone(&workspace);
    let build = move |asked: &mut Asked<'_>| {
        let heads = heads(asked)?;
        if heads != seen {
            // What was recorded since may leave too: it is looked at before it does.
            let outcome = asked.archive.preview_dossier(&specification);
            let mut results = shared.work.results();
            if let Some(preview) = &mut results.preview {
                preview.outcome = outcome;
                preview.heads = heads;
                preview.is_anew = true;
                preview.mark = hex::encode((shared.settings.surroundings.random)());
            }
            return Ok("/dossier/preview".to_owned());
        }
        let answer = asked.archive.build_dossier(&specification, &out)?;
        let mut results = shared.work.results();
        results.preview = None;
        results.dossier = Some(Built { answer });
        Ok("/dossier/report".to_owned())
    };
    workspace.begin(&visit, build)
}
