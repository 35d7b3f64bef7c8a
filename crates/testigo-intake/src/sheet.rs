//! Workbooks: the first sheet that has cells, as rows of text, or each of its sheets.
//!
//! Own readers, because the file is foreign and every step of unpacking it must be bounded:
//! what is unpacked, how many cells a repetition may stand for, and how much text is held.

mod book;
pub(crate) mod number;
mod ods;
pub(crate) mod package;
pub(crate) mod xlsx;

use crate::decode::{Decoded, encoding_of_mark};
use crate::delimited::{CELL_BYTES_MAX, CELLS_MAX};
use crate::markup::{Language, Tokens};
use crate::table::{Row, RowProblem, TableError};
use crate::zip_parts::{self, Part};
use encoding_rs::UTF_8;
use std::io::{self, Cursor, Read, Seek, SeekFrom};

pub(crate) use book::Book;

const FILE_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// What one part of a workbook may unpack to.
const PART_BYTES_MAX: u64 = 4 * 1024 * 1024 * 1024;
const TEXT_BYTES_MAX: usize = 512 * 1024 * 1024;
/// The limit of the spreadsheet programs themselves.
const ROWS_MAX: usize = 1_048_576;
/// Cells of one sheet, each repetition counted: what has to be gone through at the most.
const CELLS_TOTAL_MAX: usize = 128 * 1024 * 1024;
const SHEETS_MAX: usize = 1024;

/// Many strings in one piece of memory.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    text: String,
    ends: Vec<usize>,
}

impl Texts {
    fn push(&mut self, text: &str) -> Result<(), TableError> {
        if self.text.len() + text.len() > TEXT_BYTES_MAX || self.ends.len() >= TEXT_BYTES_MAX / 8 {
            let limit_bytes = u64::try_from(TEXT_BYTES_MAX).unwrap_or(u64::MAX);
            return Err(TableError::TooLarge { limit_bytes });
        }
        self.text.push_str(text);
        self.ends.push(self.text.len());
        Ok(())
    }

    pub(crate) fn count(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn get(&self, place: usize) -> Option<&str> {
        let end = *self.ends.get(place)?;
        let start = match place.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.text.get(start..end)
    }
}

#[derive(Debug)]
enum StoredRow {
    Cells {
        number: u64,
        first: usize,
        count: usize,
    },
    Failed {
        number: u64,
        problem: RowProblem,
    },
}

/// The rows of a sheet that have content.
#[derive(Debug, Default)]
pub(crate) struct SheetRows {
    texts: Texts,
    rows: Vec<StoredRow>,
    cells_total: usize,
    next: usize,
}

impl SheetRows {
    pub(crate) fn next_row(&mut self) -> Option<Result<Row, TableError>> {
        let stored = self.rows.get(self.next)?;
        self.next += 1;
        Some(match stored {
            StoredRow::Failed { number, problem } => Err(TableError::Row {
                number: *number,
                problem: *problem,
            }),
            StoredRow::Cells {
                number,
                first,
                count,
            } => Ok(Row {
                number: *number,
                cells: (*first..first + count)
                    .map(|place| self.texts.get(place).unwrap_or_default().to_owned())
                    .collect(),
                problem: None,
            }),
        })
    }

    fn has_content(&self) -> bool {
        !self.rows.is_empty()
    }

    /// Adds a row, and the same row again for each repetition. Rows without content are left out.
    fn push(&mut self, draft: &RowDraft, number: u64, repeats: usize) -> Result<(), TableError> {
        if draft.problem.is_none() && draft.cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        let cells = draft.cells.len().saturating_mul(repeats);
        self.cells_total = self.cells_total.saturating_add(cells);
        let rows_total = self.rows.len().saturating_add(repeats);
        if rows_total > ROWS_MAX || self.cells_total > CELLS_TOTAL_MAX {
            return Err(TableError::TooManyRows);
        }
        let first = self.texts.ends.len();
        if draft.problem.is_none() {
            for cell in &draft.cells {
                self.texts.push(cell)?;
            }
        }
        for (number, _) in (number..).zip(0..repeats) {
            self.rows.push(match draft.problem {
                Some(problem) => StoredRow::Failed { number, problem },
                None => StoredRow::Cells {
                    number,
                    first,
                    count: draft.cells.len(),
                },
            });
        }
        Ok(())
    }

    fn push_damaged(&mut self, number: u64) {
        self.rows.push(StoredRow::Failed {
            number,
            problem: RowProblem::Damaged,
        });
    }
}

/// The row being read.
#[derive(Debug, Default)]
struct RowDraft {
    cells: Vec<String>,
    problem: Option<RowProblem>,
}

impl RowDraft {
    /// Sets `repeats` cells from `column` (from 0) on.
    fn set(&mut self, column: usize, repeats: usize, text: &str) {
        if text.is_empty() || repeats == 0 {
            return;
        }
        let end = column.saturating_add(repeats);
        if end > CELLS_MAX {
            self.problem = Some(RowProblem::TooManyCells);
        } else if text.len() > CELL_BYTES_MAX {
            self.problem = Some(RowProblem::CellTooLong);
        } else if text.len().saturating_mul(repeats) > crate::delimited::ROW_BYTES_MAX {
            self.problem = Some(RowProblem::RowTooLong);
        } else {
            if self.cells.len() < end {
                self.cells.resize(end, String::new());
            }
            for cell in self.cells.iter_mut().take(end).skip(column) {
                text.clone_into(cell);
            }
        }
    }

    fn clear(&mut self) {
        self.cells.clear();
        self.problem = None;
    }
}

pub(crate) struct Workbook {
    pub(crate) rows: SheetRows,
    /// How many further sheets have content.
    pub(crate) others: usize,
}

/// Keeps the first visible sheet with content, or else the first hidden one.
#[derive(Default)]
struct Choice {
    visible: Option<SheetRows>,
    hidden: Option<SheetRows>,
    with_content: usize,
}

impl Choice {
    fn offer(&mut self, rows: SheetRows, is_hidden: bool) {
        if !rows.has_content() {
            return;
        }
        self.with_content += 1;
        let place = if is_hidden {
            &mut self.hidden
        } else {
            &mut self.visible
        };
        place.get_or_insert(rows);
    }

    /// Nothing that is still offered can be kept.
    fn is_made(&self) -> bool {
        self.visible.is_some()
    }

    fn workbook(self) -> Result<Workbook, TableError> {
        let rows = self.visible.or(self.hidden).ok_or(TableError::NotATable)?;
        Ok(Workbook {
            rows,
            others: self.with_content.saturating_sub(1),
        })
    }
}

/// Reads an XLSX or ODS file.
pub(crate) fn read_workbook<R: Read + Seek>(mut file: R) -> Result<Workbook, TableError> {
    check_size(&mut file)?;
    read_parts(&mut file)
}

fn check_size<R: Seek>(file: &mut R) -> Result<(), TableError> {
    if file.seek(SeekFrom::End(0))? > FILE_BYTES_MAX {
        return Err(TableError::TooLarge {
            limit_bytes: FILE_BYTES_MAX,
        });
    }
    Ok(())
}

fn read_parts<R: Read + Seek>(file: &mut R) -> Result<Workbook, TableError> {
    let parts = zip_parts::parts(file).map_err(from_io)?;
    if let Some(content) = part(&parts, "content.xml") {
        return ods::read(file, content);
    }
    book::read(file, &parts)
}

fn part<'a>(parts: &'a [Part], name: &str) -> Option<&'a Part> {
    let wanted = name.trim_start_matches('/');
    parts.iter().find(|part| {
        part.name
            .replace('\\', "/")
            .trim_start_matches('/')
            .eq_ignore_ascii_case(wanted)
    })
}

/// Damage is no table; a disk that cannot be read is said as such.
fn from_io(error: io::Error) -> TableError {
    let kind = error.kind();
    if matches!(
        kind,
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof
    ) {
        TableError::NotATable
    } else if kind == io::ErrorKind::FileTooLarge {
        TableError::TooLarge {
            limit_bytes: PART_BYTES_MAX,
        }
    } else {
        TableError::Unreadable(error)
    }
}

/// Fails, instead of ending, at the limit.
struct Bounded<R> {
    source: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(into)?;
        self.left = self
            .left
            .checked_sub(u64::try_from(count).unwrap_or(u64::MAX))
            .ok_or_else(|| io::Error::from(io::ErrorKind::FileTooLarge))?;
        Ok(count)
    }
}

pub(crate) type XmlTokens<'a> = Tokens<Box<dyn Read + 'a>>;

fn open_xml<'a, R: Read + Seek>(file: &'a mut R, part: &Part) -> Result<XmlTokens<'a>, TableError> {
    let unpacked = zip_parts::open_part(file, part).map_err(from_io)?;
    let mut source = Bounded {
        source: unpacked,
        left: PART_BYTES_MAX,
    };
    let mut first_bytes = Vec::new();
    source
        .by_ref()
        .take(4)
        .read_to_end(&mut first_bytes)
        .map_err(from_io)?;
    let encoding = encoding_of_mark(&first_bytes).unwrap_or(UTF_8);
    let whole = Cursor::new(first_bytes).chain(source);
    let decoded: Box<dyn Read + 'a> = Box::new(Decoded::new(whole, encoding));
    Ok(Tokens::new(decoded, Language::Xml))
}

pub(crate) fn attribute<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = attributes.iter().find(|(known, _)| known == name);
    found.map(|(_, value)| value.as_str())
}

#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;
