//! JSON (RFC 8259) of any size, one element at a time.
//!
//! What is handed out is an element of the outermost array, an element of a named array in the
//! outermost object, or an outermost object that has no such array: so an array, a wrapped array
//! and a file of JSON lines are read alike. What is longer than the limit or no JSON is a problem
//! with its beginning, and reading goes on behind it where it is clear where that is.

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::io::{self, BufReader, Read};

/// One element, which is held whole: a parsed one takes up to about twenty times its bytes.
const ELEMENT_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Lines in a row that are no JSON, after which the file is none.
const LINES_WITHOUT_MAX: u32 = 100;
/// What is shown of an element that cannot be read.
const SHOWN_BYTES: usize = 1024;

/// A value, its members in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Json {
    Null,
    Flag(bool),
    /// As text.
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    pub(super) fn get(&self, name: &str) -> Option<&Json> {
        let Self::Object(members) = self else {
            return None;
        };
        let found = members.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value)
    }

    /// A text, number or flag as text; none if it is null, empty or no single value.
    pub(super) fn text(&self) -> Option<String> {
        let text = match self {
            Self::Text(text) | Self::Number(text) => text.clone(),
            Self::Flag(flag) => flag.to_string(),
            Self::Null | Self::List(_) | Self::Object(_) => return None,
        };
        (!text.trim().is_empty()).then_some(text)
    }

    pub(super) fn list(&self) -> &[Json] {
        match self {
            Self::List(elements) => elements,
            Self::Null | Self::Flag(_) | Self::Number(_) | Self::Text(_) | Self::Object(_) => &[],
        }
    }

    pub(super) fn members(&self) -> &[(String, Json)] {
        match self {
            Self::Object(members) => members,
            Self::Null | Self::Flag(_) | Self::Number(_) | Self::Text(_) | Self::List(_) => &[],
        }
    }

    /// A small piece, whole.
    pub(super) fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Json, E> {
        Ok(Json::Flag(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(Json::Number(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
        Ok(Json::Number(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Json, E> {
        Ok(Json::Number(number.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Json, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = from.next_element()? {
            elements.push(element);
        }
        Ok(Json::List(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Json, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = from.next_entry()? {
            members.push(member);
        }
        Ok(Json::Object(members))
    }
}

/// What is handed out.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Element(Json),
    /// The other members of an object with a named array, after its elements.
    Rest(Json),
    /// The beginning of what could not be read, and the stable code.
    Problem(String, &'static str),
}

/// Why the walk ends before the end of the file.
enum Break<E> {
    Io(io::Error),
    Receiver(E),
    /// No JSON, and no telling where it goes on.
    Damaged,
}

impl<E> From<io::Error> for Break<E> {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Hands out the elements; `lists` are the names of the arrays that hold them.
pub(super) fn each_piece<E: From<io::Error>>(
    source: Box<dyn Read>,
    lists: &[&str],
    receive: &mut dyn FnMut(Piece) -> Result<(), E>,
) -> Result<(), E> {
    let mut walk = Walk {
        source: BufReader::new(source),
        ahead: None,
        lines_without: 0,
        lists,
        receive,
    };
    match walk.document() {
        Ok(()) => Ok(()),
        Err(Break::Io(error)) => Err(E::from(error)),
        Err(Break::Receiver(error)) => Err(error),
        Err(Break::Damaged) => receive(Piece::Problem(String::new(), "json_damaged")),
    }
}

struct Walk<'a, E> {
    source: BufReader<Box<dyn Read>>,
    /// The next byte, if it was looked at.
    ahead: Option<u8>,
    lines_without: u32,
    lists: &'a [&'a str],
    receive: &'a mut dyn FnMut(Piece) -> Result<(), E>,
}

impl<E> Walk<'_, E> {
    fn peek(&mut self) -> Result<Option<u8>, Break<E>> {
        if self.ahead.is_none() {
            let mut one = [0];
            if self.source.read(&mut one)? == 1 {
                self.ahead = Some(one[0]);
            }
        }
        Ok(self.ahead)
    }

    fn take(&mut self) -> Result<Option<u8>, Break<E>> {
        let byte = self.peek()?;
        self.ahead = None;
        Ok(byte)
    }

    fn skip_blanks(&mut self) -> Result<Option<u8>, Break<E>> {
        // A byte order mark counts as blank.
        while let Some(b' ' | b'\t' | b'\r' | b'\n' | 0xEF | 0xBB | 0xBF) = self.peek()? {
            self.ahead = None;
        }
        self.peek()
    }

    fn give(&mut self, piece: Piece) -> Result<(), Break<E>> {
        if matches!(piece, Piece::Element(_)) {
            self.lines_without = 0;
        }
        (self.receive)(piece).map_err(Break::Receiver)
    }

    /// One value after the other, to the end.
    fn document(&mut self) -> Result<(), Break<E>> {
        while let Some(byte) = self.skip_blanks()? {
            let done = match byte {
                b'[' => self.array(),
                b'{' => self.object(),
                _ => Err(Break::Damaged),
            };
            match done {
                Err(Break::Damaged) => self.skip_line()?,
                other => other?,
            }
        }
        Ok(())
    }

    /// Goes on behind a line that is damaged or no JSON.
    fn skip_line(&mut self) -> Result<(), Break<E>> {
        let mut line = Vec::new();
        while let Some(byte) = self.take()?.filter(|byte| *byte != b'\n') {
            if line.len() < SHOWN_BYTES {
                line.push(byte);
            }
        }
        self.lines_without += 1;
        if self.lines_without > LINES_WITHOUT_MAX {
            return Err(Break::Damaged);
        }
        let text = String::from_utf8_lossy(&line).into_owned();
        self.give(Piece::Problem(text, "json_damaged"))
    }

    fn array(&mut self) -> Result<(), Break<E>> {
        self.take()?;
        loop {
            match self.skip_blanks()? {
                Some(b']') => {
                    self.take()?;
                    return Ok(());
                }
                Some(b',') => {
                    self.take()?;
                }
                Some(b'}' | b':') | None => return Err(Break::Damaged),
                Some(_) => {
                    let piece = self.value()?.into_piece();
                    self.give(piece)?;
                }
            }
        }
    }

    /// An object with a named array is gone through; any other is an element.
    fn object(&mut self) -> Result<(), Break<E>> {
        self.take()?;
        let mut rest = Bytes::default();
        rest.push(b'{');
        let mut has_list = false;
        loop {
            match self.skip_blanks()? {
                Some(b'}') => {
                    self.take()?;
                    rest.push(b'}');
                    let mut piece = rest.into_piece();
                    if has_list && let Piece::Element(json) = piece {
                        piece = Piece::Rest(json);
                    }
                    return self.give(piece);
                }
                Some(b',') => {
                    self.take()?;
                }
                Some(b'"') => {
                    let name = self.value()?;
                    if self.skip_blanks()? != Some(b':') {
                        return Err(Break::Damaged);
                    }
                    self.take()?;
                    let text: Option<String> = serde_json::from_slice(&name.held).ok();
                    let is_list = text.is_some_and(|text| self.lists.contains(&text.as_str()));
                    match self.skip_blanks()? {
                        Some(b'[') if is_list => {
                            has_list = true;
                            self.array()?;
                        }
                        Some(_) => {
                            let value = self.value()?;
                            rest.member(&name, &value);
                        }
                        None => return Err(Break::Damaged),
                    }
                }
                Some(_) | None => return Err(Break::Damaged),
            }
        }
    }

    /// The bytes of one value.
    fn value(&mut self) -> Result<Bytes, Break<E>> {
        let mut bytes = Bytes::default();
        let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
        while let Some(byte) = self.peek()? {
            if in_text {
                in_text = escaped || byte != b'"';
                escaped = !escaped && byte == b'\\';
            } else {
                match byte {
                    b'"' => in_text = true,
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' if depth > 0 => depth -= 1,
                    b'}' | b']' | b',' | b':' | b' ' | b'\t' | b'\r' | b'\n' if depth == 0 => {
                        return Ok(bytes);
                    }
                    _ => {}
                }
            }
            bytes.push(byte);
            self.ahead = None;
            if depth == 0 && !in_text && matches!(byte, b'"' | b'}' | b']') {
                return Ok(bytes);
            }
        }
        bytes.is_cut_short = depth > 0 || in_text;
        Ok(bytes)
    }
}

/// The bytes of a value, as many as are held.
#[derive(Default)]
struct Bytes {
    held: Vec<u8>,
    is_too_long: bool,
    is_cut_short: bool,
}

impl Bytes {
    fn push(&mut self, byte: u8) {
        if self.held.len() < ELEMENT_BYTES_MAX {
            self.held.push(byte);
        } else {
            self.is_too_long = true;
        }
    }

    fn member(&mut self, name: &Bytes, value: &Bytes) {
        let comma: &[u8] = if self.held.len() > 1 { b"," } else { b"" };
        let parts = [comma, &name.held, b":", &value.held];
        for byte in parts.into_iter().flatten() {
            self.push(*byte);
        }
        self.is_too_long |= name.is_too_long || value.is_too_long;
        self.is_cut_short |= value.is_cut_short;
    }

    fn into_piece(self) -> Piece {
        let shown = |held: &[u8]| {
            String::from_utf8_lossy(held.get(..SHOWN_BYTES).unwrap_or(held)).into_owned()
        };
        if self.is_too_long {
            return Piece::Problem(shown(&self.held), "element_too_large");
        }
        match Json::parse(&String::from_utf8_lossy(&self.held)) {
            Some(json) if !self.is_cut_short => Piece::Element(json),
            Some(_) | None => Piece::Problem(shown(&self.held), "json_damaged"),
        }
    }
}

#[cfg(test)]
mod tests;
