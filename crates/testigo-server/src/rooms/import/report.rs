//! The page of an import: how a file would be read, or what came of it.

use askama::Template;
use testigo_archive::{ColumnShown, Error, LISTED_MAX};
use testigo_intake::Map;

use super::Report;
use super::mapping::{Choice, Column, columns};
use crate::frame::{Frame, Room};
use crate::rooms::record::field_choices;
use crate::workspace::Asked;

/// Lines of a report on a page: as many as the verb names.
const LINES: usize = LISTED_MAX;

#[derive(Template)]
#[template(path = "import_report.html")]
pub(super) struct ReportPage {
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
    /// Which column says from which list a line is, and which says which line it is.
    of_list: Vec<Choice>,
    of_key: Vec<Choice>,
    map: String,
    rejected: Vec<Line>,
    rejected_total: u64,
    added: Vec<AddedLine>,
    added_total: u64,
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

pub(super) fn report_page(asked: &Asked<'_>, report: &Report) -> ReportPage {
    let frame = asked.frame(Room::Import);
    let answer = &report.answer;
    let map = report.map.as_ref();
    let kind = map.and_then(|map| map.kind.clone());
    let kind = kind.as_deref().unwrap_or("entry");
    let choices: Vec<(String, String)> = field_choices(asked, kind)
        .into_iter()
        .map(|choice| (choice.name, choice.label))
        .collect();
    let columns = match map {
        Some(map) => columns(asked, &frame, map, &answer.columns, &choices),
        None => Vec::new(),
    };
    let of_column = |stated: Option<&String>| of_column(&frame, &answer.columns, stated);
    let of_list = of_column(map.and_then(|map| map.list_column.as_ref()));
    let of_key = of_column(map.and_then(|map| map.key_column.as_ref()));
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
            .on_a_page(asked.words())
            .0,
    });
    let added = added.map(|item| AddedLine {
        path: format!("/item/{}", item.id),
        name: item.path.clone(),
        status: frame.say(&format!("status-{}", item.status)),
    });
    ReportPage {
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
        of_list,
        of_key,
        map: map.map(Map::to_toml).unwrap_or_default(),
        rejected: rejected.collect(),
        rejected_total: answer.rejected_total,
        added: failed.chain(added).take(LINES).collect(),
        added_total: report
            .added
            .as_ref()
            .map_or(0, |added| added.items_total + added.failed_total),
        frame,
    }
}

/// One of the columns, or none.
fn of_column(frame: &Frame, columns: &[ColumnShown], stated: Option<&String>) -> Vec<Choice> {
    let none = Choice {
        value: String::new(),
        label: frame.say("import-no-column"),
        is_chosen: stated.is_none(),
    };
    let headers = columns.iter().map(|column| Choice {
        value: column.header.clone(),
        label: column.header.clone(),
        is_chosen: stated == Some(&column.header),
    });
    std::iter::once(none).chain(headers).collect()
}
