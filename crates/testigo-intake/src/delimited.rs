//! Delimited text (RFC 4180, read leniently), one record at a time in bounded memory.
//!
//! Own reader because a stray quote must not swallow the rest of a list: the record that it
//! opens is its first line as it stands, quotes and all, and reading goes on at the next line.

use crate::table::RowProblem;
use std::io::{self, Read};

pub(crate) const CELL_BYTES_MAX: usize = 1024 * 1024;
pub(crate) const CELLS_MAX: usize = 4096;
pub(crate) const ROW_BYTES_MAX: usize = 16 * 1024 * 1024;
const CHUNK_BYTES: usize = 64 * 1024;

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Record {
    /// The line on which the record begins, from 1.
    pub(crate) line: u64,
    pub(crate) cells: Vec<String>,
    /// Why the cells may not be what was meant.
    pub(crate) problem: Option<RowProblem>,
}

#[derive(Debug)]
pub(crate) enum RecordError {
    Io(io::Error),
    Row { line: u64, problem: RowProblem },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    CellStart,
    Plain,
    Quoted,
    /// After a quote inside a quoted cell: the end of the cell, or half of a doubled quote.
    QuoteSeen,
}

enum Step {
    Continue,
    EndOfRecord,
    Fail(RowProblem),
}

/// The record being read.
struct Draft {
    state: State,
    cells: Vec<String>,
    cell: Vec<u8>,
    problem: Option<RowProblem>,
}

impl Draft {
    fn new() -> Self {
        Self {
            state: State::CellStart,
            cells: Vec::new(),
            cell: Vec::new(),
            problem: None,
        }
    }

    fn end_cell(&mut self) {
        self.cells
            .push(String::from_utf8_lossy(&self.cell).into_owned());
        self.cell.clear();
        self.state = State::CellStart;
    }

    fn take(&mut self, byte: u8, delimiter: u8) -> Step {
        let quoted = self.state == State::Quoted;
        if !quoted && (byte == b'\n' || byte == b'\r') {
            self.end_cell();
            return Step::EndOfRecord;
        }
        if !quoted && byte == delimiter {
            self.end_cell();
            if self.cells.len() >= CELLS_MAX {
                return Step::Fail(RowProblem::TooManyCells);
            }
            return Step::Continue;
        }
        match (self.state, byte) {
            (State::CellStart, b'"') => self.state = State::Quoted,
            (State::Quoted, b'"') => self.state = State::QuoteSeen,
            (State::QuoteSeen, b'"') | (State::Quoted, _) => {
                self.state = State::Quoted;
                self.cell.push(byte);
            }
            (State::CellStart | State::Plain | State::QuoteSeen, _) => {
                self.state = State::Plain;
                self.cell.push(byte);
            }
        }
        if self.cell.len() > CELL_BYTES_MAX {
            return Step::Fail(RowProblem::CellTooLong);
        }
        Step::Continue
    }

    fn is_blank(&self) -> bool {
        self.cells.len() == 1 && self.cells.first().is_some_and(String::is_empty)
    }
}

/// Records of UTF-8 text.
pub(crate) struct Records<R> {
    source: R,
    delimiter: u8,
    buffer: Vec<u8>,
    /// Where in `buffer` the current record begins.
    start: usize,
    /// The first byte of `buffer` that is not yet taken.
    next: usize,
    /// The line of the byte at `next`.
    line: u64,
    after_carriage_return: bool,
    failed: bool,
}

impl<R: Read> Records<R> {
    pub(crate) fn new(source: R, delimiter: u8) -> Self {
        Self {
            source,
            delimiter,
            buffer: Vec::new(),
            start: 0,
            next: 0,
            line: 1,
            after_carriage_return: false,
            failed: false,
        }
    }

    /// The next record that is no blank line. After an `Io` error there is none.
    pub(crate) fn next_record(&mut self) -> Option<Result<Record, RecordError>> {
        loop {
            if self.failed {
                return None;
            }
            match self.read_record() {
                Ok(None) => return None,
                Ok(Some((_, draft))) if draft.is_blank() => {}
                Ok(Some((line, draft))) => {
                    return Some(Ok(Record {
                        line,
                        cells: draft.cells,
                        problem: draft.problem,
                    }));
                }
                Err(error) => {
                    self.failed = matches!(error, RecordError::Io(_));
                    return Some(Err(error));
                }
            }
        }
    }

    fn read_record(&mut self) -> Result<Option<(u64, Draft)>, RecordError> {
        self.skip_line_feed()?;
        self.start = self.next;
        if self.start > CHUNK_BYTES {
            self.forget_taken();
        }
        let first_line = self.line;
        let mut draft = Draft::new();
        loop {
            let Some(byte) = self.take_byte()? else {
                return self.end_of_text(first_line, draft);
            };
            match draft.take(byte, self.delimiter) {
                Step::Continue if self.next - self.start > ROW_BYTES_MAX => {
                    self.skip_line()?;
                    return Err(row_error(first_line, RowProblem::RowTooLong));
                }
                Step::Continue => {}
                Step::EndOfRecord => return Ok(Some((first_line, draft))),
                Step::Fail(problem) => {
                    if draft.state == State::Quoted {
                        return self.first_line(first_line, problem).map(Some);
                    }
                    self.skip_line()?;
                    return Err(row_error(first_line, problem));
                }
            }
        }
    }

    fn end_of_text(
        &mut self,
        first_line: u64,
        mut draft: Draft,
    ) -> Result<Option<(u64, Draft)>, RecordError> {
        if draft.state == State::Quoted {
            let problem = RowProblem::UnclosedQuote;
            return self.first_line(first_line, problem).map(Some);
        }
        if self.next == self.start {
            return Ok(None);
        }
        draft.end_cell();
        Ok(Some((first_line, draft)))
    }

    fn take_byte(&mut self) -> Result<Option<u8>, RecordError> {
        let Some(byte) = self.peek()? else {
            return Ok(None);
        };
        self.next += 1;
        if byte == b'\r' || (byte == b'\n' && !self.after_carriage_return) {
            self.line += 1;
        }
        self.after_carriage_return = byte == b'\r';
        Ok(Some(byte))
    }

    fn peek(&mut self) -> Result<Option<u8>, RecordError> {
        if let Some(byte) = self.buffer.get(self.next) {
            return Ok(Some(*byte));
        }
        self.source
            .by_ref()
            .take(u64::try_from(CHUNK_BYTES).unwrap_or(u64::MAX))
            .read_to_end(&mut self.buffer)
            .map_err(RecordError::Io)?;
        Ok(self.buffer.get(self.next).copied())
    }

    /// A line may end in CR LF: the CR ended the record, the LF is still to be taken.
    fn skip_line_feed(&mut self) -> Result<(), RecordError> {
        if self.after_carriage_return && self.peek()? == Some(b'\n') {
            self.take_byte()?;
        }
        Ok(())
    }

    fn skip_line(&mut self) -> Result<(), RecordError> {
        loop {
            // What is skipped need not be kept.
            if self.next > ROW_BYTES_MAX {
                self.forget_taken();
            }
            match self.take_byte()? {
                None | Some(b'\n' | b'\r') => return Ok(()),
                Some(_) => {}
            }
        }
    }

    fn forget_taken(&mut self) {
        self.buffer.drain(..self.next.min(self.buffer.len()));
        self.start = 0;
        self.next = 0;
    }

    /// The first line of a record whose quote does not end, cell by cell as it stands. Reading goes on behind it.
    fn first_line(
        &mut self,
        first_line: u64,
        problem: RowProblem,
    ) -> Result<(u64, Draft), RecordError> {
        let start = self.start;
        self.resume_after_first_line(first_line);
        let line = self.buffer.get(start..self.next).unwrap_or_default();
        let line = line.trim_ascii_end();
        let mut draft = Draft::new();
        draft.problem = Some(problem);
        for cell in line.split(|byte| *byte == self.delimiter) {
            if cell.len() > CELL_BYTES_MAX || draft.cells.len() >= CELLS_MAX {
                return Err(row_error(first_line, problem));
            }
            draft.cells.push(String::from_utf8_lossy(cell).into_owned());
        }
        Ok((first_line, draft))
    }

    fn resume_after_first_line(&mut self, first_line: u64) {
        let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
        let end = self
            .buffer
            .iter()
            .skip(self.start)
            .position(is_end)
            .map(|at| at + self.start);
        self.next = end.map_or(self.buffer.len(), |at| at + 1);
        self.line = first_line + 1;
        self.after_carriage_return = end.and_then(|at| self.buffer.get(at)) == Some(&b'\r');
    }
}

fn row_error(line: u64, problem: RowProblem) -> RecordError {
    RecordError::Row { line, problem }
}

#[cfg(test)]
mod tests;
