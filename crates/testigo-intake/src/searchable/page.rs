//! Pages (HTML) and other markup (XML, SVG): the text without tags, and as metadata what a
//! reader does not see: attributes, comments, scripts.

use super::plain::unescape_json;
use super::{Collector, PASSAGE_CHARS};
use crate::decode::text_of;
use crate::markup::{Language, Token, Tokens};
use crate::text_lines::TextLines;
use encoding_rs::Encoding;
use std::io::{self, Read};

/// Elements that stand in the middle of a line: they part no word.
const INLINE: [&str; 30] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "tt", "u", "var", "wbr",
];
/// A run without any white space this long is packed data, not words.
const SOLID_BYTES: usize = 4096;

pub(super) fn read_html(bytes: &mut dyn Read, found: &mut Collector) -> io::Result<()> {
    let lines = TextLines::new(bytes, declared_encoding)?;
    read(
        Tokens::new(lines.into_utf8(), Language::Html),
        Language::Html,
        found,
    )
}

pub(super) fn read_xml(bytes: &mut dyn Read, found: &mut Collector) -> io::Result<()> {
    let lines = TextLines::new(bytes, declared_encoding)?;
    read(
        Tokens::new(lines.into_utf8(), Language::Xml),
        Language::Xml,
        found,
    )
}

/// The charset of a `meta` element, or the encoding of an XML declaration.
pub(crate) fn declared_encoding(first_bytes: &[u8]) -> Option<&'static Encoding> {
    let start = text_of(first_bytes).to_ascii_lowercase();
    let (_, behind) = start
        .split_once("charset=")
        .or_else(|| start.split_once(" encoding="))?;
    let label = behind.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|next: char| !(next.is_ascii_alphanumeric() || "-_:".contains(next)));
    Encoding::for_label(label.get(..end.unwrap_or(label.len()))?.as_bytes())
}

/// What is being gathered.
#[derive(Default)]
struct Draft {
    /// How many elements that are blocks were opened so far.
    block: u64,
    text: String,
    text_block: u64,
    hidden: String,
    hidden_block: u64,
}

impl Draft {
    fn end_block(&mut self, found: &mut Collector) {
        self.text.push('\n');
        if self.text.len() >= PASSAGE_CHARS {
            self.flush_text(found);
        }
        if self.hidden.len() >= PASSAGE_CHARS {
            self.flush_hidden(found);
        }
    }

    fn add_text(&mut self, text: &str) {
        if self.text.trim().is_empty() {
            self.text.clear();
            self.text_block = self.block;
        }
        self.text.push_str(text);
    }

    fn add_hidden(&mut self, text: &str) {
        if self.hidden.is_empty() {
            self.hidden_block = self.block;
        }
        self.hidden.push_str(text);
        self.hidden.push('\n');
    }

    fn flush_text(&mut self, found: &mut Collector) {
        found.push_text(&format!("block {}", self.text_block.max(1)), &self.text);
        self.text.clear();
    }

    fn flush_hidden(&mut self, found: &mut Collector) {
        found.push_metadata(&format!("block {}", self.hidden_block.max(1)), &self.hidden);
        self.hidden.clear();
    }
}

fn read<R: Read>(
    mut tokens: Tokens<R>,
    language: Language,
    found: &mut Collector,
) -> io::Result<()> {
    let mut draft = Draft::default();
    while let Some(token) = tokens.next_token()? {
        if found.is_full() {
            found.leave_out();
            return Ok(());
        }
        if holds_packed_data(&token, language) {
            found.leave_out();
        }
        let is_inline = |name: &str| language == Language::Html && INLINE.contains(&name);
        match token {
            Token::Text(text) => draft.add_text(&text),
            // In a page a script, in XML a section of text.
            Token::Raw(text) if language == Language::Xml => draft.add_text(&text),
            Token::Raw(text) => draft.add_hidden(&unescape_json(&text)),
            Token::Comment(text) => draft.add_hidden(&text),
            Token::Declaration(text) => declaration(&text, &mut draft),
            Token::Close { name } if is_inline(&name) => {}
            Token::Close { .. } => draft.end_block(found),
            Token::Open {
                name, attributes, ..
            } => {
                if !is_inline(&name) {
                    draft.end_block(found);
                    draft.block += 1;
                }
                for (_, value) in &attributes {
                    attribute(value, &mut draft);
                }
            }
        }
        // A text without any block border.
        if draft.text.len() > 16 * PASSAGE_CHARS {
            draft.flush_text(found);
        }
    }
    draft.flush_text(found);
    draft.flush_hidden(found);
    if tokens.cut {
        found.leave_out();
    }
    Ok(())
}

fn attribute(value: &str, draft: &mut Draft) {
    if value.is_empty() {
        return;
    }
    draft.add_hidden(value);
    if value.contains('%') {
        let decoded = percent_decoded(value);
        if decoded != value {
            draft.add_hidden(&decoded);
        }
    }
}

fn declaration(text: &str, draft: &mut Draft) {
    let lower = text.to_ascii_lowercase();
    if lower != "doctype html" && !lower.starts_with("xml version") {
        draft.add_hidden(text);
    }
}

/// Embedded images and pages, entities that stand for text, long runs without white space.
fn holds_packed_data(token: &Token, language: Language) -> bool {
    match token {
        Token::Open { attributes, .. } => attributes.iter().any(|(name, value)| {
            let start = value.trim_start().get(..5).unwrap_or_default();
            name.eq_ignore_ascii_case("srcdoc") || start.eq_ignore_ascii_case("data:")
        }),
        Token::Raw(text) if language == Language::Html => text.contains(";base64,"),
        Token::Text(text) | Token::Raw(text) => text
            .split_ascii_whitespace()
            .any(|run| run.len() > SOLID_BYTES),
        Token::Declaration(text) => text.contains("<!ENTITY"),
        Token::Comment(text) => text.contains(";base64,"),
        Token::Close { .. } => false,
    }
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let escaped = behind.split_at_checked(2).and_then(|(digits, after)| {
            let digits = std::str::from_utf8(digits)
                .ok()
                .filter(|_| *first == b'%')?;
            Some((u8::from_str_radix(digits, 16).ok()?, after))
        });
        let (byte, after) = escaped.unwrap_or((*first, behind));
        bytes.push(byte);
        rest = after;
    }
    text_of(&bytes)
}

/// The XML of a metadata packet as metadata.
pub(super) fn read_packet(locator: &str, packet: &[u8], found: &mut Collector) {
    let mut inner = Collector::default();
    let mut source = packet;
    let read = read_xml(&mut source, &mut inner);
    for passage in inner.metadata.iter().chain(&inner.text) {
        found.push_metadata(locator, &passage.text);
    }
    if read.is_err() || inner.left_out {
        found.leave_out();
    }
}
