//! Markup as a stream of tokens: XML strictly enough for workbooks and metadata, HTML leniently.
//!
//! Never fails on what the bytes hold, and never keeps more than one token of bounded size.

use crate::entities;
use std::io::{self, Read};

/// A longer text comes in several tokens; a longer tag or comment is cut and marked so.
const TOKEN_BYTES_MAX: usize = 1024 * 1024;
const CHUNK_BYTES: u64 = 32 * 1024;

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Token {
    Open {
        name: String,
        attributes: Vec<(String, String)>,
        is_empty: bool,
    },
    Close {
        name: String,
    },
    /// Text with its entities replaced.
    Text(String),
    /// What stands in a script, a style or a CDATA section, as written.
    Raw(String),
    Comment(String),
    /// A processing instruction or a document type.
    Declaration(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    Xml,
    Html,
}

pub(crate) struct Tokens<R> {
    source: R,
    language: Language,
    buffer: Vec<u8>,
    next: usize,
    /// The element whose content is raw: `script` or `style`.
    raw_in: Option<String>,
    /// A tag, comment or declaration was longer than the limit and its end was left out.
    pub(crate) cut: bool,
}

impl<R: Read> Tokens<R> {
    /// The bytes must be UTF-8; what is not becomes U+FFFD.
    pub(crate) fn new(source: R, language: Language) -> Self {
        Self {
            source,
            language,
            buffer: Vec::new(),
            next: 0,
            raw_in: None,
            cut: false,
        }
    }

    pub(crate) fn next_token(&mut self) -> io::Result<Option<Token>> {
        if self.next > TOKEN_BYTES_MAX {
            self.buffer.drain(..self.next.min(self.buffer.len()));
            self.next = 0;
        }
        if let Some(name) = self.raw_in.take() {
            return self.raw_content(name);
        }
        if !self.is_markup()? {
            return self.text();
        }
        if self.starts_with(b"<!--")? {
            self.next += 4;
            return Ok(Some(Token::Comment(self.until(b"-->")?)));
        }
        if self.starts_with(b"<![CDATA[")? {
            self.next += 9;
            return Ok(Some(Token::Raw(self.until(b"]]>")?)));
        }
        if self.starts_with(b"<?")? {
            self.next += 2;
            let end: &[u8] = if self.language == Language::Xml {
                b"?>"
            } else {
                b">"
            };
            return Ok(Some(Token::Declaration(self.until(end)?)));
        }
        if self.starts_with(b"<!")? {
            self.next += 2;
            return Ok(Some(Token::Declaration(self.document_type()?)));
        }
        let tag = self.tag()?;
        if let Some(name) = tag.strip_prefix('/') {
            return Ok(Some(Token::Close {
                name: self.name_of(name),
            }));
        }
        let (tag, is_empty) = match tag.strip_suffix('/') {
            Some(tag) => (tag.to_owned(), true),
            None => (tag, false),
        };
        let end = tag.find(char::is_whitespace).unwrap_or(tag.len());
        let name = self.name_of(tag.get(..end).unwrap_or_default());
        let attributes = attributes(tag.get(end..).unwrap_or_default());
        let holds_raw = matches!(name.as_str(), "script" | "style");
        if self.language == Language::Html && holds_raw && !is_empty {
            self.raw_in = Some(name.clone());
        }
        Ok(Some(Token::Open {
            name,
            attributes,
            is_empty,
        }))
    }

    fn name_of(&self, name: &str) -> String {
        match self.language {
            Language::Xml => name.trim().to_owned(),
            Language::Html => name.trim().to_ascii_lowercase(),
        }
    }

    fn peek(&mut self, ahead: usize) -> io::Result<Option<u8>> {
        while self.buffer.len() <= self.next + ahead {
            let held = self.buffer.len();
            self.source
                .by_ref()
                .take(CHUNK_BYTES)
                .read_to_end(&mut self.buffer)?;
            if self.buffer.len() == held {
                break;
            }
        }
        Ok(self.buffer.get(self.next + ahead).copied())
    }

    fn starts_with(&mut self, expected: &[u8]) -> io::Result<bool> {
        for (ahead, byte) in expected.iter().enumerate() {
            if self.peek(ahead)? != Some(*byte) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// A `<` that begins no tag is text.
    fn is_markup(&mut self) -> io::Result<bool> {
        if self.peek(0)? != Some(b'<') {
            return Ok(false);
        }
        Ok(match self.peek(1)? {
            Some(b'!' | b'?') => true,
            Some(b'/') => self.peek(2)?.is_some_and(is_name_start),
            Some(byte) => is_name_start(byte),
            None => false,
        })
    }

    fn text(&mut self) -> io::Result<Option<Token>> {
        let mut text = Vec::new();
        while let Some(byte) = self.peek(0)? {
            let at_border = !text.is_empty() && byte == b'<' && self.is_markup()?;
            let too_long = text.len() >= TOKEN_BYTES_MAX && byte.is_ascii_whitespace();
            if at_border || too_long || text.len() >= 2 * TOKEN_BYTES_MAX {
                break;
            }
            text.push(byte);
            self.take_one();
        }
        if text.is_empty() {
            return Ok(None);
        }
        Ok(Some(Token::Text(entities::replace(
            &String::from_utf8_lossy(&text),
        ))))
    }

    fn take_one(&mut self) {
        self.next += 1;
        if self.next > TOKEN_BYTES_MAX {
            self.buffer.drain(..self.next.min(self.buffer.len()));
            self.next = 0;
        }
    }

    /// Up to and past `end`; what is over the limit is left out.
    fn until(&mut self, end: &[u8]) -> io::Result<String> {
        let mut taken = Vec::new();
        while !self.starts_with(end)? {
            let Some(byte) = self.peek(0)? else {
                return Ok(String::from_utf8_lossy(&taken).into_owned());
            };
            self.keep(byte, &mut taken);
            self.take_one();
        }
        self.next += end.len();
        Ok(String::from_utf8_lossy(&taken).into_owned())
    }

    fn keep(&mut self, byte: u8, taken: &mut Vec<u8>) {
        if taken.len() < TOKEN_BYTES_MAX {
            taken.push(byte);
        } else {
            self.cut = true;
        }
    }

    fn document_type(&mut self) -> io::Result<String> {
        let mut taken = Vec::new();
        let mut depth = 0_u32;
        while let Some(byte) = self.peek(0)? {
            self.take_one();
            match byte {
                b'[' => depth = depth.saturating_add(1),
                b']' => depth = depth.saturating_sub(1),
                b'>' if depth == 0 => break,
                _ => {}
            }
            self.keep(byte, &mut taken);
        }
        Ok(String::from_utf8_lossy(&taken).into_owned())
    }

    /// What stands between `<` and `>`; a quote counts as one only after an equals sign.
    fn tag(&mut self) -> io::Result<String> {
        self.take_one();
        let mut taken = Vec::new();
        let mut quote = None;
        let mut after_equals = false;
        while let Some(byte) = self.peek(0)? {
            self.take_one();
            match quote {
                Some(open) if open == byte => quote = None,
                None if byte == b'>' => break,
                None if after_equals && matches!(byte, b'"' | b'\'') => quote = Some(byte),
                Some(_) | None => {}
            }
            after_equals = byte == b'=' || (after_equals && byte.is_ascii_whitespace());
            self.keep(byte, &mut taken);
        }
        Ok(String::from_utf8_lossy(&taken).into_owned())
    }

    /// The content of a script or style element, in pieces if it is long.
    fn raw_content(&mut self, name: String) -> io::Result<Option<Token>> {
        let mut raw = Vec::new();
        while let Some(byte) = self.peek(0)? {
            if byte == b'<' && self.closes(&name)? {
                return Ok(Some(Token::Raw(String::from_utf8_lossy(&raw).into_owned())));
            }
            let too_long = raw.len() >= TOKEN_BYTES_MAX && byte.is_ascii_whitespace();
            if too_long || raw.len() >= 2 * TOKEN_BYTES_MAX {
                self.raw_in = Some(name);
                return Ok(Some(Token::Raw(String::from_utf8_lossy(&raw).into_owned())));
            }
            raw.push(byte);
            self.take_one();
        }
        if raw.is_empty() {
            return Ok(None);
        }
        Ok(Some(Token::Raw(String::from_utf8_lossy(&raw).into_owned())))
    }

    fn closes(&mut self, name: &str) -> io::Result<bool> {
        if self.peek(1)? != Some(b'/') {
            return Ok(false);
        }
        for (ahead, byte) in name.bytes().enumerate() {
            if self
                .peek(ahead + 2)?
                .map(|found| found.to_ascii_lowercase())
                != Some(byte)
            {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

fn is_name_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
}

fn attributes(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = rest.find(|next: char| next == '=' || next.is_whitespace());
        let (name, behind) = rest
            .split_at_checked(end.unwrap_or(rest.len()))
            .unwrap_or((rest, ""));
        let behind = behind.trim_start();
        let (value, behind) = match behind.strip_prefix('=') {
            Some(value) => attribute_value(value.trim_start()),
            None => ("", behind),
        };
        if !name.is_empty() {
            found.push((name.to_owned(), entities::replace(value)));
        }
        rest = behind.trim_start();
    }
    found
}

fn attribute_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// The name without its namespace prefix.
pub(crate) fn local_name(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

#[cfg(test)]
mod tests;
