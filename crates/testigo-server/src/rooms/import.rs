//! Import: hand over files, see how they are understood, correct it, bring them in, take it back.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Multipart, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use testigo_archive::{
    AddAnswer, AddRequest, ColumnShown, Error, ImportAnswer, ImportRequest, LISTED_MAX, Result,
    import_formats,
};
use testigo_intake::Map;
use testigo_record::Level;

use crate::frame::{Frame, Room, page};
use crate::rooms::door::refusal;
use crate::rooms::record::field_choices;
use crate::rooms::told::titled;
use crate::upload::{Handed, Uploaded};
use crate::visit::Visit;
use crate::workspace::{Asked, Workspace};

/// Files that are kept as they are, and not read for records.
const FILES: &str = "files";
/// A column that is not recorded.
const SKIPPED: &str = "-";
/// Earlier imports that are listed.
const LISTED: u64 = 50;
/// The page of what came of it.
const REPORT: &str = "/import/report";
/// Lines of a report on a page: as many as the verb names.
const LINES: usize = LISTED_MAX;

/// What came of the last look or import.
pub(crate) struct Report {
    request: ImportRequest,
    /// What lies in a folder of ours until it is imported.
    handed: Option<Handed>,
    answer: ImportAnswer,
    /// Of files that were kept as they are.
    added: Option<AddAnswer>,
    /// What was chosen for columns in a try that went wrong.
    chosen: BTreeMap<String, String>,
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

#[derive(Template)]
#[template(path = "import_report.html")]
struct ReportPage {
    frame: Frame,
    is_dry: bool,
    is_stopped: bool,
    problem: Option<(String, String)>,
    name: String,
    format: String,
    list: String,
    source: String,
    rows: u64,
    recorded: u64,
    known: u64,
    records: Vec<(String, u64)>,
    import: String,
    columns: Vec<Column>,
    choices: Vec<(String, String)>,
    map: String,
    rejected: Vec<Line>,
    rejected_total: u64,
    added: Vec<AddedLine>,
    added_total: u64,
}

struct Column {
    header: String,
    examples: Vec<String>,
    chosen: String,
    /// A target that no list of fields has, as it is.
    other: Option<String>,
}

struct Line {
    row: u64,
    column: String,
    value: String,
    why: String,
}

struct AddedLine {
    path: String,
    name: String,
    status: String,
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
        map: None,
        list: uploaded.said("list"),
        source: uploaded.said("source"),
        level: level_of(&uploaded),
        dry_run: true,
    };
    let handed = uploaded.folder;
    let shared = Arc::clone(&workspace);
    let look = move |asked: &mut Asked<'_>| {
        let answer = asked.archive.import(&request, &mut |_| Ok(()))?;
        shared.work.results().import = Some(Report {
            request,
            handed,
            answer,
            added: None,
            chosen: BTreeMap::new(),
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
            chosen: BTreeMap::new(),
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
    done.err().map(|error| error.in_words(asked.words()))
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
        Ok(page(&report_page(asked, report)?))
    };
    workspace.ask(&visit, show).await
}

fn report_page(asked: &Asked<'_>, report: &Report) -> Result<ReportPage> {
    let frame = asked.frame(Room::Import);
    let answer = &report.answer;
    let map = answer.map.as_deref().map(Map::from_toml).transpose();
    let map = map.map_err(|error| Error::new("map_invalid").with("detail", error.to_string()))?;
    let kind = map.as_ref().and_then(|map| map.kind.clone());
    let kind = kind.as_deref().unwrap_or("entry");
    let choices: Vec<(String, String)> = field_choices(asked, kind)
        .into_iter()
        .map(|choice| (choice.name, choice.label))
        .collect();
    let columns = match &map {
        Some(map) => columns(map, &report.chosen, &answer.columns, &choices),
        None => Vec::new(),
    };
    let rejected = answer.rejected.iter().take(LINES).map(|rejected| Line {
        row: rejected.row,
        column: rejected.column.clone(),
        value: rejected.value.clone(),
        why: frame.code("cell", &rejected.code),
    });
    let records = answer.records.iter();
    let records = records.map(|(kind, count)| (frame.code("kinds", kind), *count));
    let name = report.request.file.file_name().unwrap_or_default();
    let added = report.added.iter().flat_map(|added| &added.items);
    let failed = report.added.iter().flat_map(|added| &added.failed);
    let failed = failed.map(|failure| AddedLine {
        path: String::new(),
        name: failure.path.clone(),
        status: Error::new(failure.code)
            .with("path", failure.path.clone())
            .in_words(asked.words())
            .0,
    });
    let added = added.map(|item| AddedLine {
        path: format!("/item/{}", item.id),
        name: item.path.clone(),
        status: frame.say(&format!("status-{}", item.status)),
    });
    Ok(ReportPage {
        is_dry: report.request.dry_run,
        is_stopped: answer.stopped,
        problem: report.problem.clone(),
        name: name.to_string_lossy().into_owned(),
        format: report.request.format.clone(),
        list: report.request.list.clone().unwrap_or_default(),
        source: report.request.source.clone().unwrap_or_default(),
        rows: answer.rows,
        recorded: answer.recorded,
        known: answer.known,
        records: records.collect(),
        import: answer.import.clone(),
        columns,
        choices,
        map: answer.map.clone().unwrap_or_default(),
        rejected: rejected.collect(),
        rejected_total: answer.rejected_total,
        added: failed.chain(added).take(LINES).collect(),
        added_total: report
            .added
            .as_ref()
            .map_or(0, |added| added.items_total + added.failed_total),
        frame,
    })
}

fn columns(
    map: &Map,
    chosen: &BTreeMap<String, String>,
    shown: &[ColumnShown],
    choices: &[(String, String)],
) -> Vec<Column> {
    let columns = shown.iter().map(|column| {
        let target = match chosen.get(&column.header) {
            Some(chosen) => Some(chosen.clone()).filter(|chosen| chosen != SKIPPED),
            None => map.columns.get(&column.header).cloned(),
        };
        let is_known = target
            .as_ref()
            .is_some_and(|target| choices.iter().any(|(name, _)| name == target));
        Column {
            header: column.header.clone(),
            examples: column.examples.clone(),
            chosen: target.clone().unwrap_or_else(|| SKIPPED.to_owned()),
            other: target.filter(|_| !is_known),
        }
    });
    columns.collect()
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
    let chosen = chosen(&report.answer, &given);
    // Of an import that was stopped, the map with which it goes on.
    let map = report.answer.map.as_ref().or(report.request.map.as_ref());
    let map = match map.map(|map| corrected(map, &chosen)).transpose() {
        Ok(map) => map,
        Err(error) => {
            workspace.work.results().import = Some(report);
            return refusal(&visit, &error);
        }
    };
    let before = report.request.clone();
    let said = |name: &str| given.get(name).map(|value| value.trim().to_owned());
    let said = |name: &str| said(name).filter(|value| !value.is_empty());
    let request = ImportRequest {
        map,
        list: said("list"),
        source: said("source"),
        dry_run: again,
        ..before
    };
    let shared = Arc::clone(&workspace);
    let import = move |asked: &mut Asked<'_>| {
        let next = match asked.archive.import(&request, &mut |_| Ok(())) {
            Ok(answer) => {
                let problem = match request.dry_run {
                    true => None,
                    false => read_texts(asked, answer.stopped),
                };
                Report {
                    // Once it is in, what was handed over goes.
                    handed: report.handed.filter(|_| request.dry_run || answer.stopped),
                    request,
                    answer,
                    added: None,
                    chosen: BTreeMap::new(),
                    problem,
                }
            }
            // Nothing that was handed over or corrected is lost.
            Err(error) => {
                let mut tried = report;
                tried.problem = Some(error.in_words(asked.words()));
                tried.chosen = chosen;
                tried
            }
        };
        shared.work.results().import = Some(next);
        Ok(REPORT.to_owned())
    };
    workspace.begin(&visit, import)
}

/// What was chosen for each column, by its header: fields `column-<place>`.
fn chosen(answer: &ImportAnswer, given: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let columns = answer.columns.iter().enumerate();
    let chosen = columns.filter_map(|(place, column)| {
        let chosen = given.get(&format!("column-{place}"))?;
        Some((column.header.clone(), chosen.clone()))
    });
    chosen.collect()
}

/// The mapping with these choices.
fn corrected(text: &str, chosen: &BTreeMap<String, String>) -> Result<String> {
    let mut map = Map::from_toml(text)
        .map_err(|error| Error::new("map_invalid").with("detail", error.to_string()))?;
    for (header, chosen) in chosen {
        map.skip.retain(|skipped| skipped != header);
        if chosen == SKIPPED {
            map.columns.remove(header);
            map.skip.push(header.clone());
        } else {
            map.columns.insert(header.clone(), chosen.clone());
        }
    }
    Ok(map.to_toml())
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
