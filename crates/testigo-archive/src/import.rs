//! `import`: what other people's files say, as records and claims that each say from which row or element they come.
//! The original is kept as an item, the same file twice adds nothing, a corrected file adds what changed.

mod columns;
mod files;
mod foreign;
mod identity;
mod list;
mod recording;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;
use testigo_custody::{Digest, StatementId};
use testigo_intake::{Format, Map};
use testigo_record::Level;

use crate::archive::{Archive, Batch};
use crate::draft::Draft;
use crate::error::{Error, Result};
use crate::find::is_zero;
use crate::receive::{AddRequest, LISTED_MAX};
use crate::retrieve::file_name;
use crate::surroundings::STOPPED;
use recording::Deferred;

pub(crate) use identity::keys_of;

/// Statements committed together.
const STATEMENTS_AT_ONCE: usize = 2_000;
/// Files committed together: each is a sealed object.
const FILES_AT_ONCE: usize = 500;
/// Text committed together, where rows are long.
const BYTES_AT_ONCE: usize = 16 * 1024 * 1024;
/// The format of a list: rows of one table, each the line of somebody's list.
const LIST: &str = "list";

/// What to import.
#[derive(Debug, Clone, Default)]
pub struct ImportRequest {
    /// A file, or a folder where the format has one.
    pub file: PathBuf,
    /// One of [`import_formats`].
    pub format: String,
    /// `MAP.toml`, if given.
    pub map: Option<String>,
    /// Name of the list; the file's name if none.
    pub list: Option<String>,
    /// Id or name of the source; the list's or the file's name if none.
    pub source: Option<String>,
    /// Level of what is recorded.
    pub level: Option<Level>,
    /// Only say what would happen.
    pub dry_run: bool,
}

/// A value that was kept as written, or something that became no record.
#[derive(Debug, Clone, Serialize)]
pub struct Rejected {
    /// Line of the file, the header being 1, or number of the element; 0 if it is none.
    pub row: u64,
    /// Its header.
    pub column: String,
    /// As written.
    pub value: String,
    /// The stable code.
    pub code: String,
    /// In words, filled in at the edge.
    pub message: String,
}

/// The answer to `import`.
#[derive(Debug, Default, Serialize)]
pub struct ImportAnswer {
    /// Rows or elements with anything in them.
    pub rows: u64,
    /// Of these, those that say anything new.
    pub recorded: u64,
    /// Those that were there.
    pub known: u64,
    /// At most [`LISTED_MAX`].
    pub rejected: Vec<Rejected>,
    /// All of them.
    pub rejected_total: u64,
    /// Records made, by kind.
    pub records: BTreeMap<&'static str, u64>,
    /// Records that were there and of which something new is said.
    #[serde(skip_serializing_if = "is_zero")]
    pub changed: u64,
    /// Whether it was stopped before its end. What is counted here is stored; the same again goes on from there.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub stopped: bool,
    /// Id of the import; empty in a dry run, and where nothing was new.
    pub import: String,
    /// The mapping as TOML, in a dry run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub map: Option<String>,
    /// The columns of a list with what stands in its first lines, in a dry run.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<ColumnShown>,
}

/// A column of a list.
#[derive(Debug, Clone, Serialize)]
pub struct ColumnShown {
    /// Its header.
    pub header: String,
    /// What stands under it first.
    pub examples: Vec<String>,
    /// The same cells, as they would be read.
    #[serde(skip)]
    pub cells: Vec<CellShown>,
    /// The forms that its cells may be in: a code, and what the map says for it.
    #[serde(skip)]
    pub formats: Vec<(&'static str, String)>,
    /// Whether a cell may hold several values.
    #[serde(skip)]
    pub may_repeat: bool,
}

/// A cell of a list, and what would be recorded of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellShown {
    /// As written.
    pub written: String,
    /// Each value; none if the column is left out.
    pub values: Vec<ValueShown>,
}

/// A value as it would be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueShown {
    /// The field.
    pub field: String,
    /// In its canonical form; as written where it could not be read.
    pub value: String,
    /// The stable code of why it could not be read.
    pub unread: Option<&'static str>,
}

/// An import as it stands in the log.
#[derive(Debug, Clone)]
pub struct ImportShown {
    /// Its statement: what `retract` takes back.
    pub id: String,
    /// The format.
    pub format: String,
    /// The original, if it was one file.
    pub item: String,
    /// What the original is called.
    pub title: String,
    /// When it was begun, as the device states it.
    pub recorded_at: String,
    /// Records that it made.
    pub records: u64,
    /// Whether it was taken back.
    pub is_retracted: bool,
}

/// Receives a JSON line for each record right after the commit that stores it.
pub type EntryLine<'a> = dyn FnMut(&RecordedEntry) -> std::io::Result<()> + 'a;

/// One line of `--report`.
#[derive(Debug, Clone, Serialize)]
pub struct RecordedEntry {
    /// Line of the file, or number of the element.
    pub row: u64,
    /// Its kind.
    pub kind: &'static str,
    /// The record.
    pub id: String,
}

/// The codes of `import --as`.
pub fn import_formats() -> Vec<&'static str> {
    let foreign = Format::ALL.iter().map(|format| format.code());
    std::iter::once(LIST).chain(foreign).collect()
}

/// An import on its way.
struct Importing<'a> {
    request: &'a ImportRequest,
    report: &'a mut EntryLine<'a>,
    /// The map that is used, as TOML.
    map: String,
    /// The original, if it is one file.
    item: String,
    /// Who says all of it, unless each list has its own.
    source: Option<StatementId>,
    import: Option<StatementId>,
    /// Name of a list to its source and itself.
    lists: BTreeMap<String, (StatementId, StatementId)>,
    /// What this file calls its records.
    ids: BTreeMap<String, StatementId>,
    /// References to what did not come yet.
    deferred: Vec<Deferred>,
    batch: Batch,
    waiting: Vec<RecordedEntry>,
    /// Items of this batch, which the catalog does not know yet.
    fresh: BTreeMap<Digest, StatementId>,
    parts: u64,
    /// Of text in the batch.
    bytes: usize,
    /// Whether the file itself was not here before.
    original_is_new: bool,
    /// Per content: how often it stood in this file so far, and how often the archive held it before.
    occurrences: BTreeMap<[u8; 16], (u64, u64)>,
    /// The row of the last record, whether anything of it is new, and how many rows were whole before it.
    row: String,
    row_is_new: bool,
    rows: u64,
    answer: ImportAnswer,
}

impl Archive {
    /// Imports a file of another program, or a list.
    pub fn import(
        &mut self,
        request: &ImportRequest,
        report: &mut EntryLine<'_>,
    ) -> Result<ImportAnswer> {
        self.complete_own_log()?;
        let mut report = |entry: &RecordedEntry| report(entry);
        if request.format == LIST {
            return self.import_list(request, &mut report);
        }
        let format = Format::from_code(&request.format)
            .ok_or_else(|| Error::new("unknown_format").with("detail", &request.format))?;
        self.import_foreign(request, format, &mut report)
    }

    /// The newest imports, each with what it brought that still counts.
    pub fn imports(&self, limit: u64) -> Result<Vec<ImportShown>> {
        let mut shown = Vec::new();
        for import in self.catalog.recent_of_kind("import", limit)? {
            let details: BTreeMap<String, String> =
                self.catalog.details(import.id)?.into_iter().collect();
            let text = |name: &str| {
                let json = details.get(name).map_or("", String::as_str);
                serde_json::from_str::<String>(json).unwrap_or_default()
            };
            let item = text("item");
            let title = match item.parse() {
                Ok(item) => self.catalog.title(item)?,
                Err(_) => String::new(),
            };
            shown.push(ImportShown {
                id: import.id.to_string(),
                format: text("format"),
                item,
                title,
                recorded_at: import.recorded_at.unwrap_or_default(),
                records: self
                    .catalog
                    .records_of_import(import.id)?
                    .iter()
                    .map(|(_, count)| count)
                    .sum(),
                is_retracted: self.catalog.is_retracted(import.id)?,
            });
        }
        Ok(shown)
    }

    /// The original becomes an item, or each file of a folder one.
    fn keep_original(&mut self, importing: &mut Importing<'_>, source: &str) -> Result<()> {
        let request = importing.request;
        let add = AddRequest {
            paths: vec![request.file.clone()],
            source: Some(source.to_owned()),
            ..AddRequest::default()
        };
        let added = self.add(&add, &mut |_| Ok(()))?;
        importing.original_is_new = added.counts.contains_key("stored");
        if request.file.is_dir() {
            // Links and files that cannot be read are named; the rest of the folder is read.
            for failure in &added.failed {
                importing.reject(0, "", &failure.path, failure.code);
            }
            let stored = added.counts.get("stored").copied().unwrap_or(0);
            if stored > 0 {
                *importing.answer.records.entry("item").or_default() += stored;
            }
            return if added.stopped {
                Err(Error::new(STOPPED))
            } else {
                Ok(())
            };
        }
        if let Some(failure) = added.failed.first() {
            return Err(Error::new(failure.code).with("path", file_name(&request.file)));
        }
        if let Some(item) = added.items.first() {
            importing.item.clone_from(&item.id);
        }
        Ok(())
    }

    /// The statement that everything of this import names; made before the first of it.
    fn import_statement(&mut self, importing: &mut Importing<'_>) -> Result<StatementId> {
        if let Some(id) = importing.import {
            return Ok(id);
        }
        let mut draft = Draft::new("import");
        draft.source = importing.source;
        draft.text("format", &importing.request.format);
        draft.text("item", &importing.item);
        draft.text("map", &importing.map);
        let id = self.write(draft, &mut importing.batch)?;
        importing.import = Some(id);
        importing.answer.import = id.to_string();
        Ok(id)
    }

    /// Commits what is waiting, if it is as much as is committed together, or if this is to stop here.
    fn flush_if_full(&mut self, importing: &mut Importing<'_>) -> Result<()> {
        let is_full = importing.batch.statements() >= STATEMENTS_AT_ONCE
            || importing.batch.staged.len() >= FILES_AT_ONCE
            || importing.bytes >= BYTES_AT_ONCE;
        let goes_on = self.surroundings.go_on();
        if is_full || goes_on.is_err() {
            self.flush_import(importing)?;
        }
        goes_on
    }

    fn flush_import(&mut self, importing: &mut Importing<'_>) -> Result<()> {
        let batch = std::mem::take(&mut importing.batch);
        self.catalog.go_on_loading()?;
        self.commit(batch)?;
        importing.fresh.clear();
        importing.bytes = 0;
        for entry in std::mem::take(&mut importing.waiting) {
            (importing.report)(&entry)
                .map_err(|error| Error::new("report_failed").because(error))?;
            *importing.answer.records.entry(entry.kind).or_default() += 1;
        }
        Ok(())
    }
}

impl ImportRequest {
    /// The map that was given.
    fn given_map(&self) -> Result<Option<Map>> {
        let map = self.map.as_deref().map(Map::from_toml).transpose();
        map.map_err(|error| Error::new("map_invalid").with("detail", error.to_string()))
    }
}

impl<'a> Importing<'a> {
    fn new(request: &'a ImportRequest, report: &'a mut EntryLine<'a>, map: String) -> Self {
        Self {
            request,
            report,
            map,
            item: String::new(),
            source: None,
            import: None,
            lists: BTreeMap::new(),
            ids: BTreeMap::new(),
            deferred: Vec::new(),
            batch: Batch::default(),
            waiting: Vec::new(),
            fresh: BTreeMap::new(),
            parts: 0,
            bytes: 0,
            original_is_new: false,
            occurrences: BTreeMap::new(),
            row: String::new(),
            row_is_new: false,
            rows: 0,
            answer: ImportAnswer::default(),
        }
    }

    fn reject(&mut self, row: u64, column: &str, value: &str, code: &str) {
        self.answer.rejected_total += 1;
        if self.answer.rejected.len() < LISTED_MAX {
            self.answer.rejected.push(Rejected {
                row,
                column: column.to_owned(),
                value: value.to_owned(),
                code: code.to_owned(),
                message: String::new(),
            });
        }
    }

    /// Takes note of the row that a record is of: `submission 3, member 2` is of the row `submission 3`.
    fn at_row(&mut self, locator: &str) {
        let row = locator.split(',').next().unwrap_or_default();
        if self.row != row {
            self.end_row();
            row.clone_into(&mut self.row);
        }
    }

    fn end_row(&mut self) {
        if !self.row.is_empty() {
            self.rows += 1;
            self.answer.recorded += u64::from(self.row_is_new);
        }
        self.row.clear();
        self.row_is_new = false;
    }

    /// Whether all of it was taken in: stopped, what was is stored, and is what the answer tells.
    fn ended<T>(&mut self, done: Result<T>) -> Result<Option<T>> {
        match done {
            Err(error) if error.code == STOPPED && !self.request.dry_run => {
                self.answer.stopped = true;
                Ok(None)
            }
            done => done.map(Some),
        }
    }

    /// The answer, once everything is stored. `rows` is what the reader counted.
    fn finish(mut self, rows: u64) -> ImportAnswer {
        self.end_row();
        self.answer.rows = if rows == 0 { self.rows } else { rows };
        // A row without a record of its own (a message of a chat) is as new as the file that holds it; a file beside the
        // rows is none.
        if self.answer.recorded > 0 || self.original_is_new {
            self.answer.recorded += self.answer.rows.saturating_sub(self.rows);
        }
        self.answer.recorded = self.answer.recorded.min(self.answer.rows);
        self.answer.known = self.answer.rows - self.answer.recorded;
        self.answer
    }
}

/// What people call a file, without its ending.
fn file_stem(path: &Path) -> String {
    let name = path.file_stem().unwrap_or_default();
    name.to_string_lossy().into_owned()
}
