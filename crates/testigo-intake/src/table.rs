//! A list as it was received: a header and rows of text, from CSV, XLSX or ODS.

use crate::decode::{Decoded, DecodedByLine, Mixture, encoding_of_all, encoding_of_mark};
use crate::delimited::{CELLS_MAX, RecordError, Records};
use crate::found::Trouble;
use crate::media_type::media_type;
use crate::sheet::{self, SheetRows};
use encoding_rs::UTF_8;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek};
use std::path::Path;

const SNIFFED_BYTES: u64 = 64 * 1024;
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
const GUESS_RECORDS: usize = 100;

/// Why a file, or one row of it, could not be read as a table. Never holds content.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The file could not be read from disk.
    #[error("the file could not be read: {0}")]
    Unreadable(#[from] io::Error),
    /// The file is empty, of another kind, protected by a password, or damaged.
    #[error("this file is no table")]
    NotATable,
    /// The file, or what it unpacks to, is over a stated limit.
    #[error("this table is larger than {limit_bytes} bytes, the limit for its kind")]
    TooLarge {
        /// The limit that was passed.
        limit_bytes: u64,
    },
    /// A sheet of more rows or cells than are read.
    #[error("this sheet has more than 1,048,576 rows or 134,217,728 cells")]
    TooManyRows,
    /// One row; reading goes on after it.
    #[error("row {number}: {problem}")]
    Row {
        /// As in [`Row::number`].
        number: u64,
        /// What is wrong with it.
        problem: RowProblem,
    },
}

impl TableError {
    /// A stable code for reports.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "table_unreadable",
            Self::NotATable => "not_a_table",
            Self::TooLarge { .. } | Self::TooManyRows => "table_too_large",
            Self::Row { problem, .. } => problem.code(),
        }
    }
}

/// What is wrong with one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RowProblem {
    /// A cell of more than 1 MiB; often a quote that was never closed.
    #[error("a cell is longer than 1 MiB; is a quote never closed?")]
    CellTooLong,
    /// More than 4,096 cells.
    #[error("more than 4,096 cells")]
    TooManyCells,
    /// More than 16 MiB in one row.
    #[error("more than 16 MiB in one row")]
    RowTooLong,
    /// A quote is opened on this line and never closed.
    #[error("a quote is opened on this line and never closed")]
    UnclosedQuote,
    /// The rest of a spreadsheet, from this row on, is damaged.
    #[error("the sheet is damaged from this row on")]
    Damaged,
}

impl RowProblem {
    /// A stable code for reports.
    pub fn code(self) -> &'static str {
        match self {
            Self::CellTooLong => "cell_too_long",
            Self::TooManyCells => "too_many_cells",
            Self::RowTooLong => "row_too_long",
            Self::UnclosedQuote => "unclosed_quote",
            Self::Damaged => "sheet_damaged",
        }
    }
}

/// One row of cells, at least as many as the header has when the row is handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line of a text file on which the row begins, or the row of a sheet; from 1.
    pub number: u64,
    /// The text of each cell, as written.
    pub cells: Vec<String>,
    /// Why the cells may not be what was meant: a quote that never ends. They are the line as it stands.
    pub problem: Option<RowProblem>,
}

/// Bytes of a table: a file, or what a zip held.
pub(crate) trait Source: Read + Seek {}

impl<T: Read + Seek> Source for T {}

enum Rows {
    Delimited(Box<Records<Box<dyn Read>>>),
    Sheet(SheetRows),
}

impl Rows {
    fn next(&mut self) -> Option<Result<Row, TableError>> {
        match self {
            Self::Sheet(rows) => rows.next_row(),
            Self::Delimited(records) => Some(match records.next_record()? {
                Ok(record) => Ok(Row {
                    number: record.line,
                    cells: record.cells,
                    problem: record.problem,
                }),
                Err(RecordError::Io(error)) => Err(TableError::Unreadable(error)),
                Err(RecordError::Row { line, problem }) => Err(TableError::Row {
                    number: line,
                    problem,
                }),
            }),
        }
    }
}

/// Reads a table row by row. Rows without any content are passed over.
pub struct TableReader {
    header: Vec<String>,
    first: Row,
    taken: BTreeSet<String>,
    rows: Rows,
    sheets_left_out: usize,
    mixture: Mixture,
}

impl std::fmt::Debug for TableReader {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("TableReader")
            .finish_non_exhaustive()
    }
}

/// Opens a file as a table, by its content: XLSX, ODS or delimited text.
pub fn open_table(path: &Path) -> Result<TableReader, TableError> {
    let file = File::open(path)?;
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    open_table_of(Box::new(file), &name.unwrap_or_default())
}

/// Reads a table from anything that can be read again from its start; `name` is that of its file.
pub fn read_table(
    source: impl Read + Seek + 'static,
    name: &str,
) -> Result<TableReader, TableError> {
    open_table_of(Box::new(source), name)
}

/// The same, from bytes and the name of their file.
pub(crate) fn open_table_of(
    mut file: Box<dyn Source>,
    name: &str,
) -> Result<TableReader, TableError> {
    let mut first_bytes = Vec::new();
    file.by_ref()
        .take(SNIFFED_BYTES)
        .read_to_end(&mut first_bytes)?;
    file.rewind()?;
    if first_bytes.starts_with(b"PK\x03\x04") {
        let sheet = sheet::read_workbook(file)?;
        return TableReader::new(Rows::Sheet(sheet.rows), sheet.others);
    }
    if !is_plain_text(&first_bytes, name) {
        return Err(TableError::NotATable);
    }
    let mut mixture = Mixture::default();
    let encoding = if let Some(encoding) = encoding_of_mark(&first_bytes) {
        encoding
    } else {
        let encoding = encoding_of_all(&mut file)?;
        file.rewind()?;
        if encoding != UTF_8 {
            mixture = Mixture::of(&mut file)?;
            file.rewind()?;
        }
        encoding
    };
    let mut sample = Vec::new();
    Decoded::new(Cursor::new(&first_bytes), encoding).read_to_end(&mut sample)?;
    let whole = first_bytes.len() < usize::try_from(SNIFFED_BYTES).unwrap_or(usize::MAX);
    let (delimiter, declared) = match declared_delimiter(&sample) {
        Some(delimiter) => (delimiter, true),
        None => (guess_delimiter(&sample, whole), false),
    };
    let text: Box<dyn Read> = if mixture.is_by_line() {
        Box::new(DecodedByLine::new(file))
    } else {
        Box::new(Decoded::new(file, encoding))
    };
    let mut records = Box::new(Records::new(text, delimiter));
    if declared {
        drop(records.next_record());
    }
    let mut table = TableReader::new(Rows::Delimited(records), 0)?;
    table.mixture = mixture;
    Ok(table)
}

impl TableReader {
    /// One sheet of a workbook.
    pub(crate) fn of_sheet(rows: SheetRows) -> Result<Self, TableError> {
        Self::new(Rows::Sheet(rows), 0)
    }

    fn new(mut rows: Rows, sheets_left_out: usize) -> Result<Self, TableError> {
        let first = loop {
            match rows.next() {
                None => return Err(TableError::NotATable),
                Some(Ok(row)) if is_blank(&row.cells) => {}
                Some(Ok(row)) => break row,
                Some(Err(error)) => return Err(error),
            }
        };
        let mut reader = Self {
            header: Vec::new(),
            first,
            taken: BTreeSet::new(),
            rows,
            sheets_left_out,
            mixture: Mixture::default(),
        };
        // A trailing delimiter in the header alone makes no column.
        let first_cells = reader.first.cells.clone();
        let named = first_cells
            .iter()
            .rposition(|cell| !cell.trim().is_empty())
            .unwrap_or(0);
        for cell in first_cells.iter().take(named + 1) {
            reader.add_column(cell);
        }
        Ok(reader)
    }

    /// The column names, each of them once: an empty one is "column 3", a second "Name" is
    /// "Name (2)". It grows by further columns when a row with more cells is read.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The row that the header is made of, as it stands.
    pub(crate) fn first_row(&self) -> &Row {
        &self.first
    }

    /// What is to be said of the table as a whole: how many further sheets with content were not
    /// read; how many lines are of another encoding than the most, or hold two, with the first.
    pub fn troubles(&self) -> Vec<Trouble> {
        let sheets = u64::try_from(self.sheets_left_out).unwrap_or(u64::MAX);
        let fewer = self.mixture.fewer().unwrap_or_default();
        let both = self.mixture.both;
        [
            (0, sheets, "sheets_left_out"),
            (fewer.first, fewer.count, "encodings_mixed"),
            (both.first, both.count, "encodings_in_one_line"),
        ]
        .into_iter()
        .filter(|(_, count, _)| *count > 0)
        .map(|(row, count, code)| Trouble {
            row,
            column: String::new(),
            value: count.to_string(),
            code,
        })
        .collect()
    }

    /// The next row with content. After [`TableError::Row`] reading goes on.
    pub fn next_row(&mut self) -> Option<Result<Row, TableError>> {
        loop {
            let mut row = match self.rows.next()? {
                Err(error) => return Some(Err(error)),
                Ok(row) => row,
            };
            let Some(last) = row.cells.iter().rposition(|cell| !cell.trim().is_empty()) else {
                continue;
            };
            while self.header.len() <= last {
                self.add_column("");
            }
            row.cells.resize(self.header.len(), String::new());
            return Some(Ok(row));
        }
    }

    fn add_column(&mut self, name: &str) {
        let trimmed = name.trim();
        let base = if trimmed.is_empty() {
            format!("column {}", self.header.len() + 1)
        } else {
            trimmed.to_owned()
        };
        let mut unique = base.clone();
        let mut count = 1;
        while !self.taken.insert(unique.clone()) {
            count += 1;
            unique = format!("{base} ({count})");
        }
        self.header.push(unique);
    }
}

fn is_blank(cells: &[String]) -> bool {
    cells.iter().all(|cell| cell.trim().is_empty())
}

fn is_plain_text(first_bytes: &[u8], name: &str) -> bool {
    if first_bytes.is_empty() {
        return false;
    }
    if encoding_of_mark(first_bytes).is_none() && first_bytes.contains(&0) {
        return false;
    }
    // A list that calls itself something else is still a list: only the content counts, and a
    // header that begins with a bracket is markup or JSON.
    let is_text = matches!(
        media_type(first_bytes, "table.txt"),
        "text/plain" | "text/csv" | "text/tab-separated-values"
    );
    let first = first_bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    let is_named_list = matches!(
        media_type(first_bytes, name),
        "text/csv" | "text/tab-separated-values"
    );
    is_text && (is_named_list || !matches!(first, Some(b'{' | b'[' | b'<')))
}

/// Excel's first line `sep=;`.
fn declared_delimiter(sample: &[u8]) -> Option<u8> {
    let line = sample.split(|byte| matches!(byte, b'\n' | b'\r')).next()?;
    match line {
        [b's', b'e', b'p', b'=', delimiter] if DELIMITERS.contains(delimiter) => Some(*delimiter),
        _ => None,
    }
}

/// The delimiter under which most records have as many cells as the first; then the one with
/// more columns; then the comma.
fn guess_delimiter(sample: &[u8], whole: bool) -> u8 {
    let mut best = (0, 0, b',');
    for delimiter in DELIMITERS {
        let (agreeing_per_mille, columns) = score(sample, whole, delimiter);
        if columns > 1 && (agreeing_per_mille, columns) > (best.0, best.1) {
            best = (agreeing_per_mille, columns, delimiter);
        }
    }
    best.2
}

fn score(sample: &[u8], whole: bool, delimiter: u8) -> (usize, usize) {
    let mut records = Records::new(sample, delimiter);
    let mut widths = Vec::new();
    while let Some(item) = records.next_record() {
        widths.push(item.map_or(0, |record| record.cells.len()));
        if widths.len() > GUESS_RECORDS {
            break;
        }
    }
    if !whole && widths.len() > 1 {
        widths.pop();
    }
    let columns = widths.first().copied().unwrap_or_default().min(CELLS_MAX);
    let agreeing = widths.iter().filter(|width| **width == columns).count();
    (agreeing * 1000 / widths.len().max(1), columns)
}

#[cfg(test)]
mod tests;
