//! `import --as list`: each line of somebody's list is an entry whose every cell is that list's claim.

use std::collections::BTreeSet;

use testigo_custody::StatementId;
use testigo_intake::{
    Found, Map, Row, RowReader, Said, TableError, TableReader, guess, open_table,
};
use testigo_record::ClaimedValue;

use super::columns::columns_shown;
use super::recording::{Claims, Voice};
use super::{EntryLine, ImportAnswer, ImportRequest, Importing, file_name, file_stem};
use crate::archive::Archive;
use crate::error::{Error, Result};
use crate::surroundings::Work;

/// Lines looked at to guess a mapping.
const SAMPLE_LINES: usize = 200;

/// A list that is being read.
struct Lines {
    reader: RowReader,
    header: Vec<String>,
    list_column: Option<usize>,
    /// The one source of all lists, if it was given.
    one_source: Option<StatementId>,
    /// List and key of lines of this file so far.
    keys: BTreeSet<(String, String)>,
}

impl Archive {
    pub(super) fn import_list<'a>(
        &mut self,
        request: &'a ImportRequest,
        report: &'a mut EntryLine<'a>,
    ) -> Result<ImportAnswer> {
        let mut table = open_table(&request.file).map_err(|error| table_failed(request, error))?;
        let (sample, trouble) = sample(&mut table).map_err(|error| table_failed(request, error))?;
        // Taken after the sample: a line with more cells than the header names further columns.
        let header = table.header().to_vec();
        let map = match request.given_map()? {
            Some(mut map) => {
                map.add_clear_formats(&header, &sample);
                map
            }
            None => guess(&header, &sample),
        };
        let mut importing = Importing::new(request, report, map.to_toml());
        let mut lines = Lines::new(map, header)?;
        if request.dry_run {
            importing.answer.map = Some(importing.map.clone());
            importing.answer.columns = columns_shown(&mut lines.reader, &lines.header, &sample);
        }
        let done = self.import_lines(&mut table, (sample, trouble), &mut lines, &mut importing);
        importing.ended(done)?;
        Ok(importing.finish(0))
    }

    fn import_lines(
        &mut self,
        table: &mut TableReader,
        (sample, trouble): Sample,
        lines: &mut Lines,
        importing: &mut Importing<'_>,
    ) -> Result<()> {
        let request = importing.request;
        if !request.dry_run {
            let name = importing.list_name();
            let source = request.source.clone().unwrap_or(name);
            self.keep_original(importing, &source)?;
            let source = self.source_named(&source, &mut importing.batch)?;
            importing.source = Some(source);
            lines.one_source = request.source.is_some().then_some(source);
        }
        for trouble in table.troubles() {
            importing.reject(trouble.row, "", &trouble.value, trouble.code);
        }
        for row in sample {
            self.import_row(&row, lines, importing)?;
        }
        for (line, code) in trouble {
            importing.reject(line, "", "", code);
        }
        while let Some(next) = table.next_row() {
            match next {
                Ok(row) => {
                    // A row with more cells names further columns.
                    if lines.header.len() < table.header().len() {
                        lines.header = table.header().to_vec();
                    }
                    self.import_row(&row, lines, importing)?;
                }
                Err(TableError::Row { number, problem }) => {
                    importing.reject(number, "", "", problem.code());
                }
                Err(error) => return Err(table_failed(request, error)),
            }
        }
        if let Some(source) = importing.source {
            self.say_deferred(Voice::of(source), importing)?;
        }
        self.flush_import(importing)
    }

    fn import_row(
        &mut self,
        row: &Row,
        lines: &mut Lines,
        importing: &mut Importing<'_>,
    ) -> Result<()> {
        if row.cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        if let Some(problem) = row.problem {
            let line = row.cells.join(" ");
            importing.reject(row.number, "", line.trim(), problem.code());
        }
        let mapped = lines.reader.read(&lines.header, row);
        let locator = format!("row {}", row.number);
        for value in &mapped.values {
            if let Said::Unread(text, code) = &value.said {
                importing.reject(row.number, &value.column, text, code);
            }
        }
        let mut found = Found {
            kind: lines.reader.kind(),
            key: mapped.key,
            locator: locator.clone(),
            values: mapped.values,
        };
        let name = lines.list_of(row, importing);
        if !found.key.is_empty() && !lines.keys.insert((name.clone(), found.key.clone())) {
            importing.reject(row.number, "", &found.key, "key_twice");
            found.key.clear();
        }
        if importing.request.dry_run {
            importing.at_row(&locator);
            importing.row_is_new = true;
            // What could not be recorded is named as it will be, of each place once.
            if let Some(place) = mapped.place
                && lines.keys.insert((String::new(), place.key.clone()))
            {
                importing.claims_of_found(&Found { locator, ..place });
            }
            importing.claims_of_found(&found);
            (self.surroundings.progress)(Work::Importing, importing.rows, None);
            return self.surroundings.go_on();
        }
        let (source, list) = self.list_named(&name, lines, importing)?;
        if let Some(place) = mapped.place {
            let place = Found { locator, ..place };
            if !importing.ids.contains_key(&place.key) {
                self.record_found(&place, Vec::new(), Voice::of(source), importing)?;
            }
        }
        let mut before = Claims::new();
        let mut within = source;
        if found.kind == "entry" {
            within = list;
            before.push(("list".to_owned(), ClaimedValue::Read(list.to_string())));
            let number = row.number.to_string();
            before.push(("row".to_owned(), ClaimedValue::Read(number)));
        }
        self.record_found(&found, before, Voice { source, within }, importing)?;
        Ok(())
    }

    /// A list of this import and its source; made before its first line.
    fn list_named(
        &mut self,
        name: &str,
        lines: &Lines,
        importing: &mut Importing<'_>,
    ) -> Result<(StatementId, StatementId)> {
        if let Some(known) = importing.lists.get(name) {
            return Ok(*known);
        }
        let source = match lines.one_source {
            Some(source) => source,
            None => self.source_named(name, &mut importing.batch)?,
        };
        let list = if lines.reader.kind() == "entry" {
            let statements_before = importing.batch.statements();
            let list = self.named("list", name, Some(source), &mut importing.batch)?;
            if importing.batch.statements() > statements_before {
                *importing.answer.records.entry("list").or_default() += 1;
            }
            list
        } else {
            source
        };
        importing.lists.insert(name.to_owned(), (source, list));
        Ok((source, list))
    }
}

impl Lines {
    fn new(map: Map, header: Vec<String>) -> Result<Self> {
        let invalid = |detail: String| Error::new("map_invalid").with("detail", detail);
        let list_column = match &map.list_column {
            Some(name) => {
                let place = header.iter().position(|header| header == name);
                let missing = || invalid(format!("no column for list_column: {name}"));
                Some(place.ok_or_else(missing)?)
            }
            None => None,
        };
        let mut named = map.columns.keys().chain(&map.key_column);
        if let Some(name) = named.find(|name| !header.contains(name)) {
            return Err(invalid(format!("no such column: {name}")));
        }
        let reader = RowReader::new(map).map_err(|error| invalid(error.to_string()))?;
        Ok(Self {
            reader,
            header,
            list_column,
            one_source: None,
            keys: BTreeSet::new(),
        })
    }

    fn list_of(&self, row: &Row, importing: &Importing<'_>) -> String {
        self.list_column
            .and_then(|column| row.cells.get(column))
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| importing.list_name())
    }
}

impl Importing<'_> {
    fn list_name(&self) -> String {
        let given = self.request.list.clone();
        given.unwrap_or_else(|| file_stem(&self.request.file))
    }
}

#[expect(clippy::needless_pass_by_value, reason = "stands in map_err")]
fn table_failed(request: &ImportRequest, error: TableError) -> Error {
    Error::new(error.code())
        .with("path", file_name(&request.file))
        .with("detail", error.to_string())
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
