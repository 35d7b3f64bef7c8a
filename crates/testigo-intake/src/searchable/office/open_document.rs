//! `OpenDocument` text, slides and sheets (ODF 1.2, part 1): paragraphs, or a passage for each row.

use super::aside::Aside;
use super::{OfficeFile, XmlTokens};
use crate::markup::Token;
use crate::searchable::{Collector, PASSAGE_CHARS};
use crate::sheet::attribute;
use crate::zip_parts::Part;
use std::io;

/// Notes, frames and annotations stand in paragraphs.
const NESTING_MAX: usize = 64;
const PASSAGE_CHARS_MAX: usize = 64 * PASSAGE_CHARS;
/// More spaces than this are said to be this many.
const SPACES_MAX: usize = 64;

#[derive(Default)]
struct Paragraph {
    text: String,
    hidden: String,
}

struct Draft {
    /// What the part is called where it is not the content: `styles`.
    part: &'static str,
    paragraphs: u64,
    slide: u64,
    is_spreadsheet: bool,
    sheet: u64,
    row: u64,
    row_repeats: u64,
    /// The cells of the row so far.
    row_text: String,
    open: Vec<Paragraph>,
    /// Depth inside annotations and deleted text.
    hidden: u32,
    aside: Aside,
}

/// Reads `content.xml` (`part_name` empty) or a part of the same form.
pub(super) fn read(
    file: &mut OfficeFile,
    part: &Part,
    part_name: &'static str,
    found: &mut Collector,
) -> io::Result<()> {
    let mut tokens = file.open_xml(part)?;
    let mut draft = Draft {
        part: part_name,
        paragraphs: 0,
        slide: 0,
        is_spreadsheet: false,
        sheet: 0,
        row: 1,
        row_repeats: 1,
        row_text: String::new(),
        open: Vec::new(),
        hidden: 0,
        aside: Aside::new(if part_name.is_empty() {
            "document"
        } else {
            part_name
        }),
    };
    let read = draft.read(&mut tokens, found);
    while let Some(paragraph) = draft.open.pop() {
        draft.end_paragraph(&paragraph, found);
    }
    draft.flush_row(found);
    if tokens.cut {
        found.leave_out();
    }
    draft.aside.finish(found);
    read
}

impl Draft {
    fn read(&mut self, tokens: &mut XmlTokens<'_>, found: &mut Collector) -> io::Result<()> {
        while let Some(token) = tokens.next_token()? {
            if found.is_full() {
                found.leave_out();
                return Ok(());
            }
            match token {
                Token::Open {
                    name,
                    attributes,
                    is_empty,
                } => {
                    self.open(&name, &attributes, is_empty, found);
                    self.aside.attributes(&attributes, found);
                    if is_empty {
                        self.close(&name, found);
                    }
                }
                Token::Close { name } => self.close(&name, found),
                Token::Text(text) | Token::Raw(text) if self.open.is_empty() => {
                    self.aside.text(&text, found);
                }
                Token::Text(text) | Token::Raw(text) => self.add(&text, found),
                Token::Comment(text) => self.aside.text(&text, found),
                Token::Declaration(_) => {}
            }
        }
        Ok(())
    }

    fn locator(&self) -> String {
        if !self.part.is_empty() {
            return format!("{} paragraph {}", self.part, self.paragraphs);
        }
        match (self.slide, self.sheet) {
            (0, 0) => format!("paragraph {}", self.paragraphs),
            (0, sheet) => format!("sheet {sheet} row {}", self.row),
            (slide, _) => format!("slide {slide}"),
        }
    }

    fn open(
        &mut self,
        name: &str,
        attributes: &[(String, String)],
        is_empty: bool,
        found: &mut Collector,
    ) {
        let count = |name: &str| {
            let count = attribute(attributes, name).and_then(|count| count.parse().ok());
            count.unwrap_or(1_u64)
        };
        match name {
            "text:p" | "text:h" => {
                self.paragraphs += 1;
                if self.open.len() < NESTING_MAX {
                    self.open.push(Paragraph::default());
                } else {
                    found.leave_out();
                }
            }
            "text:s" => {
                let count = usize::try_from(count("text:c")).unwrap_or(SPACES_MAX);
                self.add(&" ".repeat(count.min(SPACES_MAX)), found);
            }
            "text:tab" => self.add("\t", found),
            "text:line-break" => self.add("\n", found),
            "office:annotation" | "text:tracked-changes" | "table:tracked-changes" if !is_empty => {
                self.hidden = self.hidden.saturating_add(1);
            }
            "draw:page" => self.slide += 1,
            "office:spreadsheet" => self.is_spreadsheet = true,
            "table:table" if self.is_spreadsheet && self.open.is_empty() => {
                self.sheet += 1;
                self.row = 1;
                let name = attribute(attributes, "table:name").unwrap_or_default();
                found.push_text(&format!("sheet {}", self.sheet), name);
            }
            "table:table-row" => self.row_repeats = count("table:number-rows-repeated"),
            "table:table-cell" => {
                // A date is shown in the words of its place; the value has a plain form.
                let date = attribute(attributes, "office:date-value");
                let text = date.or_else(|| attribute(attributes, "office:string-value"));
                self.add_cell(text.unwrap_or_default());
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str, found: &mut Collector) {
        match name {
            "text:p" | "text:h" => {
                if let Some(paragraph) = self.open.pop() {
                    self.end_paragraph(&paragraph, found);
                }
            }
            "office:annotation" | "text:tracked-changes" | "table:tracked-changes" => {
                self.hidden = self.hidden.saturating_sub(1);
            }
            // Who wrote an annotation, and when.
            "dc:creator" | "dc:date" => self.add("\n", found),
            "table:table-row" => {
                self.flush_row(found);
                self.row = self.row.saturating_add(self.row_repeats);
            }
            _ => {}
        }
    }

    fn add(&mut self, text: &str, found: &mut Collector) {
        let Some(paragraph) = self.open.last_mut() else {
            return;
        };
        if self.hidden > 0 {
            paragraph.hidden.push_str(text);
        } else {
            paragraph.text.push_str(text);
        }
        if paragraph.text.len() + paragraph.hidden.len() > PASSAGE_CHARS_MAX {
            let full = std::mem::take(paragraph);
            self.end_paragraph(&full, found);
        }
    }

    fn add_cell(&mut self, text: &str) {
        if self.is_in_row() && !text.is_empty() {
            self.row_text.push_str(text);
            self.row_text.push('\t');
        }
    }

    fn is_in_row(&self) -> bool {
        self.sheet > 0 && self.part.is_empty()
    }

    fn end_paragraph(&mut self, paragraph: &Paragraph, found: &mut Collector) {
        let (text, is_hidden) = (paragraph.text.trim(), self.hidden > 0);
        if self.is_in_row() && !is_hidden {
            self.add_cell(text);
            if self.row_text.len() > PASSAGE_CHARS_MAX {
                self.flush_row(found);
            }
        } else if is_hidden {
            found.push_metadata(&self.locator(), text);
        } else {
            found.push_text(&self.locator(), text);
        }
        found.push_metadata(&self.locator(), &paragraph.hidden);
    }

    fn flush_row(&mut self, found: &mut Collector) {
        let locator = format!("sheet {} row {}", self.sheet, self.row);
        found.push_text(&locator, &self.row_text);
        self.row_text.clear();
    }
}
