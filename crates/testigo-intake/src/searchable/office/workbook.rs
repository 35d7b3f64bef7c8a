//! Cells of Office Open XML workbooks, every sheet (ECMA-376, part 1, chapter 18): a passage for
//! each row. Texts that no cell uses any more are metadata.

use super::aside::Aside;
use super::{OfficeFile, XmlTokens, from_table};
use crate::markup::{Token, local_name};
use crate::searchable::{Collector, PASSAGE_CHARS};
use crate::sheet::number::{Format, date_text, number_text, without_midnight};
use crate::sheet::{Texts, attribute, xlsx};
use crate::zip_parts::Part;
use std::io;

const ROW_CHARS_MAX: usize = 64 * PASSAGE_CHARS;

/// What the cells of all sheets refer to.
struct Book {
    strings: Texts,
    is_used: Vec<bool>,
    formats: Vec<Format>,
    is_1904: bool,
}

struct Cell {
    kind: String,
    format: Format,
    text: String,
}

struct Row<'a> {
    locator: String,
    number: u64,
    text: String,
    cell: Option<Cell>,
    /// Inside `v` or `t`.
    in_value: bool,
    book: &'a mut Book,
}

/// Reads the sheets in the order of the workbook.
pub(super) fn read(file: &mut OfficeFile, found: &mut Collector) -> io::Result<()> {
    let (sheets, is_1904) = sheets(file, found)?;
    let strings = match file.part("xl/sharedStrings.xml") {
        Some(part) => xlsx::read_strings(&mut file.open_xml(&part)?).map_err(from_table)?,
        None => Texts::default(),
    };
    let formats = match file.part("xl/styles.xml") {
        Some(part) => xlsx::read_formats(&mut file.open_xml(&part)?).map_err(from_table)?,
        None => Vec::new(),
    };
    let mut book = Book {
        is_used: vec![false; strings.count()],
        strings,
        formats,
        is_1904,
    };
    for (place, part) in sheets.iter().enumerate() {
        let mut tokens = file.open_xml(part)?;
        read_sheet(&mut tokens, place + 1, &mut book, found)?;
        if tokens.cut {
            found.leave_out();
        }
    }
    for (place, is_used) in book.is_used.iter().enumerate() {
        if !is_used {
            found.push_metadata("unused text", book.strings.get(place).unwrap_or_default());
        }
    }
    Ok(())
}

/// The parts of the sheets in order; their names, which a reader sees, are text.
fn sheets(file: &mut OfficeFile, found: &mut Collector) -> io::Result<(Vec<Part>, bool)> {
    let relations = file.relations("xl/workbook.xml")?;
    let Some(workbook) = file.part("xl/workbook.xml") else {
        return Ok((Vec::new(), false));
    };
    let mut wanted = Vec::new();
    let mut is_1904 = false;
    let mut tokens = file.open_xml(&workbook)?;
    let mut number = 0_u32;
    while let Some(token) = tokens.next_token()? {
        let Token::Open {
            name, attributes, ..
        } = token
        else {
            continue;
        };
        match local_name(&name) {
            "workbookPr" => {
                is_1904 = matches!(attribute(&attributes, "date1904"), Some("1" | "true"));
            }
            "sheet" => {
                number += 1;
                let name = attribute(&attributes, "name").unwrap_or_default();
                found.push_text(&format!("sheet {number}"), name);
                wanted.extend(super::relation_of(&attributes, &relations));
            }
            _ => {}
        }
    }
    drop(tokens);
    let mut parts: Vec<Part> = wanted.iter().filter_map(|name| file.part(name)).collect();
    let named = parts.len();
    // A sheet that the workbook does not name is read too.
    let unnamed = |part: &&Part| part.name.starts_with("xl/worksheets/sheet");
    let rest: Vec<Part> = file.parts.iter().filter(unnamed).cloned().collect();
    parts.extend(rest);
    let mut kept: Vec<Part> = Vec::new();
    for part in parts.into_iter().take(named + super::SHEETS_MAX) {
        if !kept.contains(&part) {
            kept.push(part);
        }
    }
    Ok((kept, is_1904))
}

fn read_sheet(
    tokens: &mut XmlTokens<'_>,
    sheet: usize,
    book: &mut Book,
    found: &mut Collector,
) -> io::Result<()> {
    let mut aside = Aside::new(&format!("sheet {sheet}"));
    let mut row = Row {
        locator: format!("sheet {sheet} row"),
        number: 0,
        text: String::new(),
        cell: None,
        in_value: false,
        book,
    };
    while let Some(token) = tokens.next_token()? {
        if found.is_full() {
            found.leave_out();
            break;
        }
        match token {
            Token::Open {
                name,
                attributes,
                is_empty,
            } => {
                let name = local_name(&name);
                if !matches!(name, "row" | "c" | "f") {
                    aside.attributes(&attributes, found);
                }
                row.open(name, &attributes, is_empty, found);
            }
            Token::Close { name } => row.close(local_name(&name), found),
            Token::Text(text) | Token::Raw(text) => match &mut row.cell {
                Some(cell) if row.in_value => cell.text.push_str(&text),
                // Formulas, headers and footers.
                Some(_) | None => aside.text(&text, found),
            },
            Token::Comment(text) => aside.text(&text, found),
            Token::Declaration(_) => {}
        }
        if row
            .cell
            .as_ref()
            .is_some_and(|cell| cell.text.len() > ROW_CHARS_MAX)
        {
            row.close("c", found);
            row.flush(found);
        }
    }
    row.flush(found);
    aside.finish(found);
    Ok(())
}

impl Row<'_> {
    fn open(
        &mut self,
        name: &str,
        attributes: &[(String, String)],
        is_empty: bool,
        found: &mut Collector,
    ) {
        match name {
            "row" => {
                self.flush(found);
                let number = attribute(attributes, "r").and_then(|number| number.parse().ok());
                self.number = number.unwrap_or_else(|| self.number.saturating_add(1));
            }
            "c" if !is_empty => {
                let style = attribute(attributes, "s").and_then(|style| style.parse().ok());
                let format = style.and_then(|style: usize| self.book.formats.get(style));
                self.cell = Some(Cell {
                    kind: attribute(attributes, "t").unwrap_or("n").to_owned(),
                    format: format.copied().unwrap_or(Format::Number),
                    text: String::new(),
                });
            }
            "v" | "t" => self.in_value = !is_empty && self.cell.is_some(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str, found: &mut Collector) {
        match name {
            "c" => {
                self.in_value = false;
                if let Some(cell) = self.cell.take() {
                    if !self.text.is_empty() {
                        self.text.push('\t');
                    }
                    match cell_text(&cell, self.book) {
                        Some(text) => self.text.push_str(&text),
                        None => found.leave_out(),
                    }
                    if self.text.len() > ROW_CHARS_MAX {
                        self.flush(found);
                    }
                }
            }
            "v" | "t" => self.in_value = false,
            "row" => self.flush(found),
            _ => {}
        }
    }

    fn flush(&mut self, found: &mut Collector) {
        found.push_text(&format!("{} {}", self.locator, self.number), &self.text);
        self.text.clear();
    }
}

/// None if the cell names a text that is not there.
fn cell_text(cell: &Cell, book: &mut Book) -> Option<String> {
    let text = cell.text.as_str();
    if text.trim().is_empty() {
        return Some(String::new());
    }
    Some(match (cell.kind.as_str(), cell.format) {
        ("s", _) => {
            let place: usize = text.trim().parse().ok()?;
            *book.is_used.get_mut(place)? = true;
            book.strings.get(place)?.to_owned()
        }
        ("d", _) => without_midnight(text).to_owned(),
        ("n", Format::Number) => number_text(text),
        ("n", format) => date_text(text, format, book.is_1904),
        _ => xlsx::unescape(text),
    })
}
