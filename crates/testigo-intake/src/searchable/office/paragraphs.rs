//! Paragraphs of Office Open XML: `WordprocessingML` and `DrawingML` (ECMA-376, part 1, chapters
//! 17 and 21), which share the names of the elements that hold text.

use super::aside::Aside;
use super::{OfficeFile, XmlTokens};
use crate::markup::{Token, local_name};
use crate::searchable::{Collector, PASSAGE_CHARS};
use crate::zip_parts::Part;
use std::io;

/// Text boxes stand in paragraphs, and paragraphs in text boxes.
const NESTING_MAX: usize = 64;
/// A longer paragraph is handed out in pieces.
const PARAGRAPH_CHARS_MAX: usize = 64 * PASSAGE_CHARS;

/// Where the text of a part belongs.
pub(super) enum Place {
    /// Counts its paragraphs: `paragraph 12`, `header 1 paragraph 2`.
    Counted(&'static str, u64),
    /// One place for the whole part: `slide 3`.
    Whole(String),
    /// Nothing of it is shown to a reader of the text: comments, properties.
    Hidden(String),
}

#[derive(Default)]
struct Paragraph {
    number: u64,
    text: String,
    deleted: String,
}

struct Draft<'a> {
    place: &'a Place,
    count: u64,
    open: Vec<Paragraph>,
    in_text: bool,
    in_deleted_text: bool,
    /// Depth inside text that was deleted or moved away (17.13.5).
    deletions: u32,
    aside: Aside,
}

/// Reads a part paragraph by paragraph.
pub(super) fn read(
    file: &mut OfficeFile,
    part: &Part,
    place: &Place,
    found: &mut Collector,
) -> io::Result<()> {
    let mut tokens = file.open_xml(part)?;
    let mut draft = Draft {
        place,
        count: 0,
        open: Vec::new(),
        in_text: false,
        in_deleted_text: false,
        deletions: 0,
        aside: Aside::new(&locator(place, 0, "")),
    };
    let read = draft.read(&mut tokens, found);
    while let Some(paragraph) = draft.open.pop() {
        push(place, &paragraph, found);
    }
    if tokens.cut {
        found.leave_out();
    }
    draft.aside.finish(found);
    read
}

fn locator(place: &Place, number: u64, what: &str) -> String {
    let place = match place {
        Place::Counted("", _) if number == 0 => "document".to_owned(),
        Place::Counted("", _) => format!("paragraph {number}"),
        Place::Counted(kind, part) if number == 0 => format!("{kind} {part}"),
        Place::Counted(kind, part) => format!("{kind} {part} paragraph {number}"),
        Place::Whole(locator) | Place::Hidden(locator) => locator.clone(),
    };
    place + what
}

fn push(place: &Place, paragraph: &Paragraph, found: &mut Collector) {
    let shown = locator(place, paragraph.number, "");
    if matches!(place, Place::Hidden(_)) {
        found.push_metadata(&shown, &paragraph.text);
    } else {
        found.push_text(&shown, &paragraph.text);
    }
    let deleted = locator(place, paragraph.number, " deleted");
    found.push_metadata(&deleted, &paragraph.deleted);
}

impl Draft<'_> {
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
                    self.aside.attributes(&attributes, found);
                    let name = local_name(&name);
                    self.open(name, is_empty, found);
                }
                Token::Close { name } => self.close(local_name(&name), found),
                Token::Text(text) | Token::Raw(text) => self.text(&text, found),
                Token::Declaration(text) if text.starts_with("xml") => {}
                Token::Comment(text) | Token::Declaration(text) => self.aside.text(&text, found),
            }
        }
        Ok(())
    }

    fn open(&mut self, name: &str, is_empty: bool, found: &mut Collector) {
        match name {
            "p" if !is_empty => {
                if self.open.len() >= NESTING_MAX {
                    found.leave_out();
                    return;
                }
                self.count += 1;
                self.open.push(Paragraph {
                    number: self.count,
                    ..Paragraph::default()
                });
            }
            "p" => self.count += 1,
            "t" => self.in_text = !is_empty,
            "delText" => self.in_deleted_text = !is_empty,
            "del" | "moveFrom" if !is_empty => self.deletions = self.deletions.saturating_add(1),
            "tab" => self.add("\t", found),
            "br" | "cr" => self.add("\n", found),
            "noBreakHyphen" => self.add("-", found),
            _ => {}
        }
    }

    fn close(&mut self, name: &str, found: &mut Collector) {
        match name {
            "p" => {
                if let Some(paragraph) = self.open.pop() {
                    push(self.place, &paragraph, found);
                }
            }
            "t" => self.in_text = false,
            "delText" => self.in_deleted_text = false,
            "del" | "moveFrom" => self.deletions = self.deletions.saturating_sub(1),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, found: &mut Collector) {
        if (self.in_text || self.in_deleted_text) && !self.open.is_empty() {
            self.add(text, found);
        } else {
            // Codes of fields, formulas, names of objects.
            self.aside.text(text, found);
        }
    }

    fn add(&mut self, text: &str, found: &mut Collector) {
        let is_deleted = self.in_deleted_text || self.deletions > 0;
        let Some(paragraph) = self.open.last_mut() else {
            return;
        };
        if is_deleted {
            paragraph.deleted.push_str(text);
        } else {
            paragraph.text.push_str(text);
        }
        if paragraph.text.len() + paragraph.deleted.len() > PARAGRAPH_CHARS_MAX {
            push(self.place, paragraph, found);
            paragraph.text.clear();
            paragraph.deleted.clear();
        }
    }
}
