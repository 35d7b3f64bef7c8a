//! `import --as list`: each line of somebody's list is an entry whose every cell is that list's claim.

mod lines;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::{Path, PathBuf};

use serde::Serialize;
use testigo_custody::StatementId;
use testigo_intake::{Map, Row, TableError, TableReader, guess, open_table};
use testigo_record::{ClaimedValue, FieldDefinition, Level};

use crate::archive::{Archive, Batch};
use crate::draft::Draft;
use crate::error::{Error, Result};
use crate::receive::AddRequest;
use crate::surroundings::Work;
use lines::entry_key;
pub(crate) use lines::entry_key_of;

/// Lines committed together.
const LINES_AT_ONCE: usize = 2_000;
/// Lines looked at to guess a mapping.
const SAMPLE_LINES: usize = 200;
const FORMAT: &str = "list";

/// What to import.
#[derive(Debug, Clone, Default)]
pub struct ImportRequest {
    /// The table.
    pub file: PathBuf,
    /// `MAP.toml`, if given.
    pub map: Option<String>,
    /// Name of the list; the file's name if none.
    pub list: Option<String>,
    /// Id or name of the source; the list's name if none.
    pub source: Option<String>,
    /// Level of the entries.
    pub level: Option<Level>,
    /// Only say what would happen.
    pub dry_run: bool,
}

/// A cell that was kept as written, or a line that could not be read.
#[derive(Debug, Clone, Serialize)]
pub struct Rejected {
    /// Line of the file, the header being 1.
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
    /// Lines with anything in them.
    pub rows: u64,
    /// New entries.
    pub recorded: u64,
    /// Entries that were there.
    pub known: u64,
    /// At most [`LISTED_MAX`].
    pub rejected: Vec<Rejected>,
    /// All of them.
    pub rejected_total: u64,
    /// Records made, by kind.
    pub records: BTreeMap<&'static str, u64>,
    /// Id of the import; empty in a dry run.
    pub import: String,
    /// The mapping as TOML, in a dry run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub map: Option<String>,
}

/// Receives a JSON line for each entry right after the commit that stores it.
pub type EntryLine<'a> = dyn FnMut(&RecordedEntry) -> std::io::Result<()> + 'a;

/// One line of `--report`.
#[derive(Debug, Clone, Serialize)]
pub struct RecordedEntry {
    /// Line of the file.
    pub row: u64,
    /// The entry.
    pub id: String,
}

struct Importing<'a> {
    request: &'a ImportRequest,
    map: Map,
    /// Column number to field, in the order of columns.
    columns: Vec<(usize, String, &'static FieldDefinition)>,
    list_column: Option<usize>,
    header: Vec<String>,
    /// The original as an item, and its source.
    item: String,
    of_original: Option<StatementId>,
    /// The one source of all lists, if it was given.
    source: Option<StatementId>,
    import: Option<StatementId>,
    /// Name of a list to its source and itself.
    lists: BTreeMap<String, (StatementId, StatementId)>,
    batch: Batch,
    waiting: Vec<RecordedEntry>,
    /// Per content of a line: how often it stood in this file so far, and how often the archive
    /// held it before.
    occurrences: BTreeMap<[u8; 16], (u64, u64)>,
    answer: ImportAnswer,
}

impl Archive {
    /// Imports a list of victims.
    pub fn import_list(
        &mut self,
        request: &ImportRequest,
        report: &mut EntryLine<'_>,
    ) -> Result<ImportAnswer> {
        self.complete_own_log()?;
        let mut table =
            open_table(&request.file).map_err(|error| table_failed(&request.file, error))?;
        let (sample, trouble) =
            sample(&mut table).map_err(|error| table_failed(&request.file, error))?;
        // Taken after the sample: a line with more cells than the header names further columns.
        let header = table.header().to_vec();
        let map = match &request.map {
            Some(text) => {
                let mut map = Map::from_toml(text)
                    .map_err(|error| Error::new("map_invalid").with("detail", error.to_string()))?;
                map.add_clear_formats(&header, &sample);
                map
            }
            None => guess(&header, &sample),
        };
        let mut importing = Importing::new(request, map, &header)?;
        if request.dry_run {
            importing.answer.map = Some(importing.map.to_toml());
        } else {
            self.keep_original(&mut importing)?;
        }
        for row in sample {
            self.import_row(&row, &mut importing, report)?;
        }
        for (line, code) in trouble {
            importing.reject(line, "", "", code);
        }
        while let Some(next) = table.next_row() {
            match next {
                Ok(row) => {
                    importing.name_columns(table.header())?;
                    self.import_row(&row, &mut importing, report)?;
                }
                Err(TableError::Row { number, problem }) => {
                    importing.reject(number, "", "", problem.code());
                }
                Err(error) => return Err(table_failed(&request.file, error)),
            }
        }
        self.flush_import(&mut importing, report)?;
        Ok(importing.answer)
    }

    /// The original becomes an item.
    fn keep_original(&mut self, importing: &mut Importing<'_>) -> Result<()> {
        let request = importing.request;
        let source = request
            .source
            .clone()
            .unwrap_or_else(|| importing.list_name());
        let add = AddRequest {
            paths: vec![request.file.clone()],
            source: source.clone(),
            ..AddRequest::default()
        };
        let added = self.add(&add, &mut |_| Ok(()))?;
        let Some(item) = added.items.first() else {
            let code = added
                .failed
                .first()
                .map_or("item_unreadable", |failure| failure.code);
            let name = request
                .file
                .file_name()
                .unwrap_or_default()
                .to_string_lossy();
            return Err(Error::new(code).with("path", name));
        };
        importing.item.clone_from(&item.id);
        let of_original = self.source_named(&source, &mut importing.batch)?;
        importing.of_original = Some(of_original);
        importing.source = request.source.is_some().then_some(of_original);
        Ok(())
    }

    /// The statement that all entries of this import name; made before the first of them.
    fn import_statement(&mut self, importing: &mut Importing<'_>) -> Result<StatementId> {
        if let Some(id) = importing.import {
            return Ok(id);
        }
        let mut draft = Draft::new("import");
        draft.source = importing.of_original;
        draft.text("format", FORMAT);
        draft.text("item", &importing.item);
        draft.text("map", &importing.map.to_toml());
        let id = self.write(draft, &mut importing.batch)?;
        importing.import = Some(id);
        importing.answer.import = id.to_string();
        Ok(id)
    }

    /// A list of this import and its source; made before its first entry.
    fn list_named(
        &mut self,
        name: &str,
        importing: &mut Importing<'_>,
    ) -> Result<(StatementId, StatementId)> {
        if let Some(known) = importing.lists.get(name) {
            return Ok(*known);
        }
        let source = match importing.source {
            Some(source) => source,
            None => self.source_named(name, &mut importing.batch)?,
        };
        let statements_before = importing.batch.statements();
        let list = self.named("list", name, Some(source), &mut importing.batch)?;
        if importing.batch.statements() > statements_before {
            *importing.answer.records.entry("list").or_default() += 1;
        }
        importing.lists.insert(name.to_owned(), (source, list));
        Ok((source, list))
    }

    fn import_row(
        &mut self,
        row: &Row,
        importing: &mut Importing<'_>,
        report: &mut EntryLine<'_>,
    ) -> Result<()> {
        if row.cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        importing.answer.rows += 1;
        if let Some(problem) = row.problem {
            let line = row.cells.join(" ");
            importing.reject(row.number, "", line.trim(), problem.code());
        }
        (self.surroundings.progress)(Work::Importing, importing.answer.rows, None);
        let cells = importing.read_cells(row);
        let list_name = importing.list_of(row);
        if importing.request.dry_run {
            importing.answer.recorded += 1;
            return Ok(());
        }
        let (source, list) = self.list_named(&list_name, importing)?;
        let key = entry_key(list, cells.iter().map(|(field, value)| (field, value)));
        let (here, before) = match importing.occurrences.entry(key) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert((0, self.catalog.seen(&key)?)),
        };
        *here += 1;
        if *here <= *before {
            importing.answer.known += 1;
            return Ok(());
        }
        let import = self.import_statement(importing)?;
        let mut draft = Draft::new("entry");
        draft.source = Some(source);
        draft.locator = Some(format!("row {}", row.number));
        draft.import = Some(import);
        draft.level = importing.request.level;
        draft.claim("list", ClaimedValue::Read(list.to_string()));
        draft.claim("row", ClaimedValue::Read(row.number.to_string()));
        for (name, value) in cells {
            draft.claim(&name, value);
        }
        let id = self.write(draft, &mut importing.batch)?;
        importing.waiting.push(RecordedEntry {
            row: row.number,
            id: id.to_string(),
        });
        if importing.waiting.len() >= LINES_AT_ONCE {
            self.flush_import(importing, report)?;
        }
        Ok(())
    }

    fn flush_import(
        &mut self,
        importing: &mut Importing<'_>,
        report: &mut EntryLine<'_>,
    ) -> Result<()> {
        let batch = std::mem::take(&mut importing.batch);
        self.catalog.go_on_loading()?;
        self.commit(batch)?;
        for entry in std::mem::take(&mut importing.waiting) {
            report(&entry).map_err(|error| Error::new("report_failed").because(error))?;
            importing.answer.recorded += 1;
            *importing.answer.records.entry("entry").or_default() += 1;
        }
        Ok(())
    }
}

fn table_failed(file: &Path, error: TableError) -> Error {
    let path = file
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    Error::new(error.code()).with("path", path).because(error)
}

type Sample = (Vec<Row>, Vec<(u64, &'static str)>);

/// The first lines, and those among them that could not be read.
fn sample(table: &mut TableReader) -> std::result::Result<Sample, TableError> {
    let mut rows = Vec::new();
    let mut trouble = Vec::new();
    while rows.len() + trouble.len() < SAMPLE_LINES {
        match table.next_row() {
            Some(Ok(row)) => rows.push(row),
            Some(Err(TableError::Row { number, problem })) => {
                trouble.push((number, problem.code()));
            }
            Some(Err(error)) => return Err(error),
            None => break,
        }
    }
    Ok((rows, trouble))
}
