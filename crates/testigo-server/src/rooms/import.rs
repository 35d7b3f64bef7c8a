//! Import: hand over files, see how they are understood, correct it, bring them in, take it back.

mod mapping;
mod report;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Multipart, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use testigo_archive::{
    AddAnswer, AddRequest, Error, ImportAnswer, ImportRequest, Result, import_formats,
};
use testigo_intake::Map;
use testigo_record::Level;

use mapping::corrected;
use report::report_page;

use crate::frame::{Frame, Room, page};
use crate::rooms::door::refusal;
use crate::rooms::told::titled;
use crate::upload::{Handed, Uploaded};
use crate::visit::Visit;
use crate::workspace::{Asked, Workspace, not_found};

/// Files that are kept as they are, and not read for records.
const FILES: &str = "files";
/// Earlier imports that are listed.
const LISTED: u64 = 50;
/// The page of what came of it.
const REPORT: &str = "/import/report";

/// What came of the last look or import.
pub(crate) struct Report {
    request: ImportRequest,
    /// What lies in a folder of ours until it is imported.
    handed: Option<Handed>,
    answer: ImportAnswer,
    /// Of files that were kept as they are.
    added: Option<AddAnswer>,
    /// The mapping as it was read or corrected, also where it went wrong with it.
    map: Option<Map>,
    /// Why it went wrong, and what to do.
    problem: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "import.html")]
struct ImportPage {
    frame: Frame,
    formats: Vec<(&'static str, String)>,
    before: Vec<Before>,
}

/// An earlier import.
struct Before {
    id: String,
    path: String,
    title: String,
    format: String,
    recorded_at: String,
    records: u64,
    is_retracted: bool,
}

pub(crate) async fn ask(State(workspace): State<Arc<Workspace>>, visit: Visit) -> Response {
    let show = |asked: &mut Asked<'_>| {
        let frame = asked.frame(Room::Import);
        let mut formats = vec![(FILES, frame.say("format-files"))];
        let known = import_formats().into_iter();
        formats.extend(known.map(|code| (code, frame.code("format", code))));
        let imports = asked.archive.imports(LISTED)?.into_iter();
        let before = imports.map(|import| Before {
            path: format!("/item/{}", import.item),
            title: titled(&import.title, &import.id),
            format: frame.code("format", &import.format),
            id: import.id,
            recorded_at: import.recorded_at,
            records: import.records,
            is_retracted: import.is_retracted,
        });
        Ok(page(&ImportPage {
            before: before.collect(),
            frame,
            formats,
        }))
    };
    workspace.ask(&visit, show).await
}

/// Takes the files in and says how they would be read; what is only kept is kept.
pub(crate) async fn look_at(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    form: Multipart,
) -> Response {
    if !workspace.is_unlocked() {
        return visit.to_unlock();
    }
    let uploaded = match Uploaded::receive(&workspace, form).await {
        Ok(uploaded) => uploaded,
        Err(error) => return refusal(&visit, &error),
    };
    let mut paths = uploaded.files.clone();
    paths.extend(uploaded.said("path").map(PathBuf::from));
    if paths.is_empty() {
        return refusal(&visit, &Error::new("nothing_handed_over"));
    }
    // A device or a pipe would be waited for for ever.
    let is_read = |path: &PathBuf| path.is_file() || path.is_dir();
    if !paths.iter().all(is_read) {
        return refusal(&visit, &Error::new("nothing_there"));
    }
    if uploaded.field("format") == FILES {
        return keep_files(&workspace, &visit, uploaded, paths);
    }
    if paths.len() > 1 {
        return refusal(&visit, &Error::new("one_at_a_time"));
    }
    let request = ImportRequest {
        file: paths.remove(0),
        format: uploaded.field("format").to_owned(),
        map: uploaded.said("map"),
        list: uploaded.said("list"),
        source: uploaded.said("source"),
        level: level_of(&uploaded),
        dry_run: true,
    };
    let handed = uploaded.folder;
    let shared = Arc::clone(&workspace);
    let look = move |asked: &mut Asked<'_>| {
        let answer = asked.archive.import(&request, &mut |_| Ok(()))?;
        let map = map_of(answer.map.as_ref())?;
        shared.work.results().import = Some(Report {
            request,
            handed,
            answer,
            added: None,
            map,
            problem: None,
        });
        Ok(REPORT.to_owned())
    };
    workspace.begin(&visit, look)
}

/// Keeps files as they are.
fn keep_files(
    workspace: &Arc<Workspace>,
    visit: &Visit,
    uploaded: Uploaded,
    paths: Vec<PathBuf>,
) -> Response {
    let shared = Arc::clone(workspace);
    let keep = move |asked: &mut Asked<'_>| {
        let request = AddRequest {
            paths,
            source: uploaded.said("source"),
            collected_by: uploaded.said("collected_by"),
            collected_at: uploaded.said("collected_at"),
            place: uploaded.said("place"),
            level: level_of(&uploaded),
            ..AddRequest::default()
        };
        let added = asked.archive.add(&request, &mut |_| Ok(()))?;
        let problem = read_texts(asked, added.stopped);
        shared.work.results().import = Some(Report {
            request: ImportRequest::default(),
            handed: None,
            answer: ImportAnswer::default(),
            added: Some(added),
            map: None,
            problem,
        });
        Ok(REPORT.to_owned())
    };
    workspace.begin(visit, keep)
}

/// Reads the texts of what came in, unless that was stopped; and says what kept it from its end. What is stored is told
/// all the same.
fn read_texts(asked: &mut Asked<'_>, is_stopped: bool) -> Option<(String, String)> {
    let done = if is_stopped {
        Err(Error::new("stopped"))
    } else {
        asked.archive.read_new_texts()
    };
    done.err().map(|error| error.on_a_page(asked.words()))
}

fn level_of(uploaded: &Uploaded) -> Option<Level> {
    Level::from_code(uploaded.field("level"))
}

pub(crate) async fn report(State(workspace): State<Arc<Workspace>>, visit: Visit) -> Response {
    let shared = Arc::clone(&workspace);
    let show = move |asked: &mut Asked<'_>| {
        let results = shared.work.results();
        let Some(report) = &results.import else {
            return Ok(Redirect::to("/import").into_response());
        };
        Ok(page(&report_page(asked, report)))
    };
    workspace.ask(&visit, show).await
}

/// Imports what was looked at, with the mapping as it was corrected; or looks again.
pub(crate) async fn run(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Form(given): Form<Vec<(String, String)>>,
) -> Response {
    let given: BTreeMap<String, String> = given.into_iter().collect();
    if workspace.work.is_running() {
        return Redirect::to("/work").into_response();
    }
    let Some(report) = workspace.work.results().import.take() else {
        return Redirect::to("/import").into_response();
    };
    let again = given.contains_key("again");
    let map = report.map.clone();
    let map = map.map(|map| corrected(map, &report.answer.columns, &given));
    let before = report.request.clone();
    let said = |name: &str| given.get(name).map(|value| value.trim().to_owned());
    let said = |name: &str| said(name).filter(|value| !value.is_empty());
    let request = ImportRequest {
        map: map.as_ref().map(Map::to_toml),
        list: said("list"),
        source: said("source"),
        dry_run: again,
        ..before
    };
    let shared = Arc::clone(&workspace);
    let import = move |asked: &mut Asked<'_>| {
        let next = match asked.archive.import(&request, &mut |_| Ok(())) {
            Ok(answer) => {
                let problem = if request.dry_run {
                    None
                } else {
                    read_texts(asked, answer.stopped)
                };
                Report {
                    // Once it is in, what was handed over goes.
                    handed: report.handed.filter(|_| request.dry_run || answer.stopped),
                    map: match &answer.map {
                        Some(read) => map_of(Some(read))?,
                        None => map,
                    },
                    request,
                    answer,
                    added: None,
                    problem,
                }
            }
            // Nothing that was handed over or corrected is lost.
            Err(error) => {
                let mut tried = report;
                tried.problem = Some(error.on_a_page(asked.words()));
                tried.map = map;
                tried
            }
        };
        shared.work.results().import = Some(next);
        Ok(REPORT.to_owned())
    };
    workspace.begin(&visit, import)
}

/// A mapping from its text.
fn map_of(text: Option<&String>) -> Result<Option<Map>> {
    let map = text.map(|text| Map::from_toml(text)).transpose();
    map.map_err(|error| Error::new("map_invalid").with("detail", error.to_string()))
}

/// The mapping with what is chosen on the page, as a file to keep for the next list of this kind.
pub(crate) async fn map(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Form(given): Form<Vec<(String, String)>>,
) -> Response {
    let shared = Arc::clone(&workspace);
    let given: BTreeMap<String, String> = given.into_iter().collect();
    let give = move |_: &mut Asked<'_>| {
        let results = shared.work.results();
        let report = results.import.as_ref().ok_or_else(not_found)?;
        let map = report.map.clone().ok_or_else(not_found)?;
        let text = corrected(map, &report.answer.columns, &given).to_toml();
        // What cannot be read again is not worth keeping.
        map_of(Some(&text))?;
        let headers = [
            (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
            (
                header::CONTENT_DISPOSITION,
                "attachment; filename=\"MAP.toml\"",
            ),
        ];
        Ok((headers, text))
    };
    workspace.ask(&visit, give).await
}

#[derive(Deserialize)]
pub(crate) struct Undo {
    import: String,
    reason: String,
}

/// Takes an import back; everything of it stays to be seen.
pub(crate) async fn undo(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Form(given): Form<Undo>,
) -> Response {
    let shared = Arc::clone(&workspace);
    let take_back = move |asked: &mut Asked<'_>| {
        asked.archive.retract(&given.import, &given.reason)?;
        shared.work.results().import = None;
        Ok("/import".to_owned())
    };
    workspace.begin(&visit, take_back)
}

#[cfg(test)]
mod tests {
    use testigo_archive::import_formats;
    use testigo_words::{Language, Words, identifier};

    #[test]
    fn every_format_is_called_something() {
        for language in Language::ALL {
            let words = Words::new(language);
            for code in import_formats() {
                assert!(words.has(&identifier("format", code)), "{code}");
            }
        }
    }
}
