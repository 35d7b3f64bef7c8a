//! `OpenDocument` spreadsheets (ODF 1.2, part 1, chapter 9).

use super::number::{number_text, without_midnight};
use super::{
    Choice, RowDraft, SHEETS_MAX, SheetRows, Workbook, XmlTokens, attribute, from_io, open_xml,
};
use crate::delimited::CELL_BYTES_MAX;
use crate::markup::Token;
use crate::table::TableError;
use crate::zip_parts::Part;
use std::collections::BTreeSet;
use std::io::{ErrorKind, Read, Seek};

pub(super) fn read<R: Read + Seek>(file: &mut R, content: &Part) -> Result<Workbook, TableError> {
    let mut tokens = open_xml(file, content)?;
    let mut choice = Choice::default();
    let mut style = String::new();
    let mut hidden_styles = BTreeSet::new();
    let mut tables = 0;
    while let Some(token) = tokens.next_token().map_err(from_io)? {
        let Token::Open {
            name,
            attributes,
            is_empty,
        } = token
        else {
            continue;
        };
        match name.as_str() {
            "style:style" => {
                attribute(&attributes, "style:name")
                    .unwrap_or_default()
                    .clone_into(&mut style);
            }
            "style:table-properties"
                if attribute(&attributes, "table:display") == Some("false") =>
            {
                hidden_styles.insert(style.clone());
            }
            "table:table" if !is_empty && tables < SHEETS_MAX => {
                tables += 1;
                let style = attribute(&attributes, "table:style-name").unwrap_or_default();
                let (rows, is_whole) = TableDraft::default().read(&mut tokens)?;
                choice.offer(rows, hidden_styles.contains(style));
                if !is_whole {
                    break;
                }
            }
            _ => {}
        }
    }
    choice.workbook()
}

/// The cell being read.
#[derive(Default)]
struct CellDraft {
    repeats: usize,
    /// The value that an attribute gives; without one the paragraphs are the value.
    value: Option<String>,
    text: String,
    paragraphs: usize,
}

#[derive(Default)]
struct TableDraft {
    rows: SheetRows,
    row: RowDraft,
    row_number: u64,
    row_repeats: usize,
    column: usize,
    cell: Option<CellDraft>,
    /// Depth inside an annotation, whose text is no value.
    in_annotation: u32,
}

impl TableDraft {
    /// Reads to the end of the table; false if the file ends or breaks before it.
    fn read(mut self, tokens: &mut XmlTokens<'_>) -> Result<(SheetRows, bool), TableError> {
        self.row_number = 1;
        loop {
            match tokens.next_token() {
                Ok(Some(Token::Open {
                    name,
                    attributes,
                    is_empty,
                })) => {
                    self.open(&name, &attributes);
                    if is_empty {
                        self.close(&name)?;
                    }
                }
                Ok(Some(Token::Close { name })) if name == "table:table" => {
                    return Ok((self.rows, true));
                }
                Ok(Some(Token::Close { name })) => self.close(&name)?,
                Ok(Some(Token::Text(text) | Token::Raw(text))) => self.text(&text),
                Ok(Some(Token::Comment(_) | Token::Declaration(_))) => {}
                Err(error) if error.kind() == ErrorKind::FileTooLarge => {
                    return Err(TableError::TooLarge {
                        limit_bytes: super::PART_BYTES_MAX,
                    });
                }
                Ok(None) | Err(_) => {
                    self.rows.push_damaged(self.row_number);
                    return Ok((self.rows, false));
                }
            }
        }
    }

    fn open(&mut self, name: &str, attributes: &[(String, String)]) {
        let count = |name: &str| {
            attribute(attributes, name)
                .and_then(|count| count.parse().ok())
                .unwrap_or(1_usize)
        };
        match (name, &mut self.cell) {
            ("table:table-row", None) => {
                self.row.clear();
                self.column = 0;
                self.row_repeats = count("table:number-rows-repeated");
            }
            ("table:table-cell" | "table:covered-table-cell", None) => {
                self.cell = Some(CellDraft {
                    repeats: count("table:number-columns-repeated"),
                    value: value_of(attributes),
                    ..CellDraft::default()
                });
            }
            ("office:annotation", Some(_)) => self.in_annotation += 1,
            ("text:p", Some(cell)) if self.in_annotation == 0 => {
                if cell.paragraphs > 0 {
                    cell.text.push('\n');
                }
                cell.paragraphs += 1;
            }
            ("text:s", Some(_)) => self.text(&" ".repeat(count("text:c").min(1000))),
            ("text:tab", Some(_)) => self.text("\t"),
            ("text:line-break", Some(_)) => self.text("\n"),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = &mut self.cell
            && self.in_annotation == 0
            && cell.paragraphs > 0
            && cell.text.len() <= CELL_BYTES_MAX
        {
            cell.text.push_str(text);
        }
    }

    fn close(&mut self, name: &str) -> Result<(), TableError> {
        match name {
            "office:annotation" => self.in_annotation = self.in_annotation.saturating_sub(1),
            "table:table-cell" | "table:covered-table-cell" => {
                if let Some(cell) = self.cell.take() {
                    let text = cell.value.unwrap_or(cell.text);
                    self.row.set(self.column, cell.repeats, &text);
                    self.column = self.column.saturating_add(cell.repeats);
                }
                self.in_annotation = 0;
            }
            "table:table-row" => {
                self.rows
                    .push(&self.row, self.row_number, self.row_repeats)?;
                self.row.clear();
                let repeats = u64::try_from(self.row_repeats).unwrap_or(u64::MAX);
                self.row_number = self.row_number.saturating_add(repeats);
            }
            _ => {}
        }
        Ok(())
    }
}

/// ODF 1.2, 19.385: the attribute that holds the value of each type.
fn value_of(attributes: &[(String, String)]) -> Option<String> {
    let value = |name: &str| attribute(attributes, name);
    match value("office:value-type")? {
        "date" => value("office:date-value").map(|date| without_midnight(date).to_owned()),
        "time" => value("office:time-value").map(str::to_owned),
        "boolean" => value("office:boolean-value").map(str::to_owned),
        "string" => value("office:string-value")
            .filter(|text| !text.is_empty())
            .map(str::to_owned),
        _ => value("office:value").map(number_text),
    }
}
