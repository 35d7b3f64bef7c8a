//! Office Open XML workbooks (ECMA-376, part 1, chapter 18).

use super::number::{Format, date_text, number_text, without_midnight};
use super::{RowDraft, SheetRows, Texts, XmlTokens, attribute, from_io};
use crate::delimited::{CELL_BYTES_MAX, CELLS_MAX};
use crate::markup::{Token, local_name};
use crate::table::{RowProblem, TableError};
use std::collections::BTreeMap;
use std::io::ErrorKind;

const STYLES_MAX: usize = 100_000;

/// 18.4: each `si` is one text or several runs; phonetic runs are no part of it.
pub(crate) fn read_strings(tokens: &mut XmlTokens<'_>) -> Result<Texts, TableError> {
    let mut strings = Texts::default();
    let mut draft = TextDraft::default();
    while let Some(token) = tokens.next_token().map_err(from_io)? {
        match token {
            Token::Open { name, is_empty, .. } if local_name(&name) == "si" => {
                draft = TextDraft::default();
                if is_empty {
                    strings.push("")?;
                }
            }
            Token::Open {
                name,
                is_empty: false,
                ..
            } => draft.open(local_name(&name)),
            Token::Close { name } if local_name(&name) == "si" => {
                strings.push(&unescape(&draft.text))?;
            }
            Token::Close { name } => draft.close(local_name(&name)),
            Token::Text(text) | Token::Raw(text) => draft.text(&text),
            Token::Open { .. } | Token::Comment(_) | Token::Declaration(_) => {}
        }
    }
    Ok(strings)
}

/// The format of each cell style, in their order (18.8.45).
pub(crate) fn read_formats(tokens: &mut XmlTokens<'_>) -> Result<Vec<Format>, TableError> {
    let mut own = BTreeMap::new();
    let mut formats = Vec::new();
    let mut in_cell_styles = false;
    while let Some(token) = tokens.next_token().map_err(from_io)? {
        let (name, attributes) = match token {
            Token::Open {
                name, attributes, ..
            } => (name, attributes),
            Token::Close { name } => {
                in_cell_styles &= local_name(&name) != "cellXfs";
                continue;
            }
            Token::Text(_) | Token::Raw(_) | Token::Comment(_) | Token::Declaration(_) => continue,
        };
        let id = attribute(&attributes, "numFmtId").and_then(|id| id.parse::<u32>().ok());
        match local_name(&name) {
            "numFmt" if own.len() < STYLES_MAX => {
                let code = attribute(&attributes, "formatCode").unwrap_or_default();
                own.insert(id, Format::of_code(code));
            }
            "cellXfs" => in_cell_styles = true,
            "xf" if in_cell_styles && formats.len() < STYLES_MAX => {
                let by_id = Format::of_id(id.unwrap_or_default());
                formats.push(own.get(&id).copied().unwrap_or(by_id));
            }
            _ => {}
        }
    }
    Ok(formats)
}

/// Text of `t` elements (and `v`), without phonetic runs.
#[derive(Default)]
struct TextDraft {
    text: String,
    is_open: bool,
    in_phonetic: bool,
}

impl TextDraft {
    fn open(&mut self, name: &str) {
        match name {
            "t" | "v" => self.is_open = !self.in_phonetic,
            "rPh" => self.in_phonetic = true,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" | "v" => self.is_open = false,
            "rPh" => self.in_phonetic = false,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.is_open && self.text.len() <= CELL_BYTES_MAX {
            self.text.push_str(text);
        }
    }
}

/// 22.9.2.19: `_x000D_` stands for the character with that number.
pub(crate) fn unescape(text: &str) -> String {
    let mut unescaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("_x") {
        unescaped.push_str(before);
        let escape = behind.split_at_checked(4).and_then(|(digits, after)| {
            let code = u32::from_str_radix(digits, 16).ok()?;
            Some((char::from_u32(code)?, after.strip_prefix('_')?))
        });
        if let Some((character, after)) = escape {
            unescaped.push(character);
            rest = after;
        } else {
            unescaped.push_str("_x");
            rest = behind;
        }
    }
    unescaped.push_str(rest);
    unescaped
}

/// What the cells of all sheets refer to.
pub(super) struct Shared {
    pub(super) strings: Texts,
    pub(super) formats: Vec<Format>,
    /// Dates are counted from 1904.
    pub(super) is_1904: bool,
}

struct CellDraft {
    column: usize,
    kind: String,
    format: Format,
    text: TextDraft,
}

pub(super) struct SheetDraft<'a> {
    shared: &'a Shared,
    rows: SheetRows,
    row: RowDraft,
    row_number: u64,
    next_column: usize,
    cell: Option<CellDraft>,
    /// Rows with content after which the rest need not be read.
    rows_max: usize,
}

impl<'a> SheetDraft<'a> {
    pub(super) fn new(shared: &'a Shared, rows_max: usize) -> Self {
        Self {
            shared,
            rows: SheetRows::default(),
            row: RowDraft::default(),
            row_number: 0,
            next_column: 0,
            cell: None,
            rows_max,
        }
    }

    /// Reads the sheet; what is damaged ends it with a failed row.
    pub(super) fn read(mut self, tokens: &mut XmlTokens<'_>) -> Result<SheetRows, TableError> {
        loop {
            if self.rows.rows.len() >= self.rows_max {
                return Ok(self.rows);
            }
            match tokens.next_token() {
                Ok(Some(Token::Open {
                    name,
                    attributes,
                    is_empty,
                })) => {
                    let name = local_name(&name);
                    self.open(name, &attributes);
                    if is_empty {
                        self.close(name)?;
                    }
                }
                Ok(Some(Token::Close { name })) if local_name(&name) == "sheetData" => {
                    return Ok(self.rows);
                }
                Ok(Some(Token::Close { name })) => self.close(local_name(&name))?,
                Ok(Some(Token::Text(text) | Token::Raw(text))) => {
                    if let Some(cell) = &mut self.cell {
                        cell.text.text(&text);
                    }
                }
                Ok(Some(Token::Comment(_) | Token::Declaration(_))) => {}
                Err(error) if error.kind() == ErrorKind::FileTooLarge => {
                    return Err(TableError::TooLarge {
                        limit_bytes: super::PART_BYTES_MAX,
                    });
                }
                Ok(None) | Err(_) => {
                    self.rows.push_damaged(self.row_number + 1);
                    return Ok(self.rows);
                }
            }
        }
    }

    fn open(&mut self, name: &str, attributes: &[(String, String)]) {
        match (name, &mut self.cell) {
            ("row", _) => {
                let number = attribute(attributes, "r").and_then(|number| number.parse().ok());
                self.row_number = number.unwrap_or_else(|| self.row_number.saturating_add(1));
                self.row.clear();
                self.next_column = 0;
                self.cell = None;
            }
            ("c", _) => {
                let column = attribute(attributes, "r").and_then(column_of);
                let style = attribute(attributes, "s").and_then(|style| style.parse().ok());
                let format = style.and_then(|style: usize| self.shared.formats.get(style));
                self.cell = Some(CellDraft {
                    column: column.unwrap_or(self.next_column),
                    kind: attribute(attributes, "t").unwrap_or("n").to_owned(),
                    format: format.copied().unwrap_or(Format::Number),
                    text: TextDraft::default(),
                });
            }
            (_, Some(cell)) => cell.text.open(name),
            (_, None) => {}
        }
    }

    fn close(&mut self, name: &str) -> Result<(), TableError> {
        match (name, &mut self.cell) {
            ("c", Some(_)) => {
                if let Some(cell) = self.cell.take() {
                    self.next_column = cell.column.saturating_add(1);
                    match self.cell_text(&cell) {
                        Some(text) => self.row.set(cell.column, 1, &text),
                        None => self.row.problem = Some(RowProblem::Damaged),
                    }
                }
            }
            ("row", _) => {
                self.rows.push(&self.row, self.row_number, 1)?;
                self.row.clear();
            }
            (_, Some(cell)) => cell.text.close(name),
            (_, None) => {}
        }
        Ok(())
    }

    /// None if the cell names a text that is not there.
    fn cell_text(&self, cell: &CellDraft) -> Option<String> {
        let text = cell.text.text.as_str();
        if text.is_empty() {
            return Some(String::new());
        }
        Some(match (cell.kind.as_str(), cell.format) {
            ("s", _) => self
                .shared
                .strings
                .get(text.trim().parse().ok()?)?
                .to_owned(),
            ("b", _) => if text.trim() == "1" { "true" } else { "false" }.to_owned(),
            ("d", _) => without_midnight(text).to_owned(),
            ("n", Format::Number) => number_text(text),
            ("n", format) => date_text(text, format, self.shared.is_1904),
            _ => unescape(text),
        })
    }
}

/// The column, from 0, of a cell reference such as `AB12`.
fn column_of(reference: &str) -> Option<usize> {
    let mut column = 0_usize;
    for letter in reference.bytes().take_while(u8::is_ascii_alphabetic) {
        let digit = letter.to_ascii_uppercase().checked_sub(b'A')?;
        column = column
            .saturating_mul(26)
            .saturating_add(usize::from(digit) + 1);
    }
    // A column beyond the limit fails its row, whatever its number.
    column.checked_sub(1).map(|column| column.min(CELLS_MAX))
}
