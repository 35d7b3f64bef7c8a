//! Objects of PDF (ISO 32000-1, 7.2 and 7.3), read out of bytes from a place on.

use std::collections::BTreeMap;

/// Arrays and dictionaries within each other.
const DEPTH_MAX: usize = 48;
/// Values that one object may hold in all; each takes more memory than it takes in the file.
const VALUES_MAX: usize = 100_000;

pub(super) type Dictionary = BTreeMap<Vec<u8>, Object>;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Object {
    Null,
    Boolean(bool),
    Number(f64),
    Name(Vec<u8>),
    Text(Vec<u8>),
    Array(Vec<Object>),
    Dictionary(Dictionary),
    /// The number of an object elsewhere; generations are not told apart.
    Reference(u32),
    /// An operator of a content stream, or a word such as `endobj`.
    Word(Vec<u8>),
}

impl Object {
    pub(super) fn number(&self) -> Option<f64> {
        if let Self::Number(number) = self {
            Some(*number)
        } else {
            None
        }
    }

    /// A whole number that can be a count or a place.
    pub(super) fn count(&self) -> Option<usize> {
        whole(self.number()?)
    }

    pub(super) fn name(&self) -> Option<&[u8]> {
        if let Self::Name(name) = self {
            Some(name)
        } else {
            None
        }
    }

    pub(super) fn array(&self) -> Option<&[Object]> {
        if let Self::Array(values) = self {
            Some(values)
        } else {
            None
        }
    }

    pub(super) fn dictionary(&self) -> Option<&Dictionary> {
        if let Self::Dictionary(values) = self {
            Some(values)
        } else {
            None
        }
    }

    pub(super) fn into_dictionary(self) -> Option<Dictionary> {
        if let Self::Dictionary(values) = self {
            Some(values)
        } else {
            None
        }
    }

    /// How many values it holds in all, itself among them.
    pub(super) fn weight(&self) -> usize {
        let inside: usize = match self {
            Self::Array(values) => values.iter().map(Self::weight).sum(),
            Self::Dictionary(values) => values.values().map(Self::weight).sum(),
            Self::Null
            | Self::Boolean(_)
            | Self::Number(_)
            | Self::Name(_)
            | Self::Text(_)
            | Self::Reference(_)
            | Self::Word(_) => 0,
        };
        inside + 1
    }

    pub(super) fn is_word(&self, word: &[u8]) -> bool {
        matches!(self, Self::Word(found) if found == word)
    }
}

/// A number that is whole, not negative and below 2^32, as a place.
pub(super) fn whole(number: f64) -> Option<usize> {
    let is_whole = number >= 0.0 && number < f64::from(u32::MAX) && number.fract() == 0.0;
    // The text of a whole number has no point.
    is_whole.then(|| format!("{number:.0}").parse().ok())?
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

/// Reads one object after the other.
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    pub(super) at: usize,
    /// Content streams and mappings know no references.
    has_references: bool,
    left: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self {
            bytes,
            at,
            has_references: true,
            left: VALUES_MAX,
        }
    }

    /// For the operators of a content stream, one after the other.
    pub(super) fn of_content(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            has_references: false,
            left: VALUES_MAX,
        }
    }

    pub(super) fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at.checked_add(ahead)?).copied()
    }

    pub(super) fn skip_space(&mut self) {
        while let Some(byte) = self.peek(0) {
            if byte == b'%' {
                while self
                    .peek(0)
                    .is_some_and(|byte| !matches!(byte, b'\n' | b'\r'))
                {
                    self.at += 1;
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// None at the end, or where one object holds more than it may.
    pub(super) fn object(&mut self) -> Option<Object> {
        self.left = VALUES_MAX;
        self.object_within(0)
    }

    fn object_within(&mut self, depth: usize) -> Option<Object> {
        self.skip_space();
        self.left = self.left.checked_sub(1)?;
        if depth > DEPTH_MAX {
            return None;
        }
        let first = self.peek(0)?;
        match first {
            b'/' => {
                self.at += 1;
                Some(Object::Name(self.name()))
            }
            b'(' => {
                self.at += 1;
                Some(Object::Text(self.literal()))
            }
            b'<' if self.peek(1) == Some(b'<') => {
                self.at += 2;
                self.dictionary(depth)
            }
            b'<' => {
                self.at += 1;
                Some(Object::Text(self.hexadecimal()))
            }
            b'[' => {
                self.at += 1;
                self.array(depth)
            }
            b'0'..=b'9' | b'+' | b'-' | b'.' => Some(self.number_or_reference()),
            _ if is_delimiter(first) => {
                // A bracket that closes nothing, or a part of a function.
                self.at += if first == b'>' && self.peek(1) == Some(b'>') {
                    2
                } else {
                    1
                };
                Some(Object::Word(vec![first]))
            }
            _ => Some(match self.run() {
                b"true" => Object::Boolean(true),
                b"false" => Object::Boolean(false),
                b"null" => Object::Null,
                word => Object::Word(word.to_vec()),
            }),
        }
    }

    /// Bytes up to white space or a delimiter; at least one.
    fn run(&mut self) -> &'a [u8] {
        let start = self.at;
        self.at += 1;
        while self
            .peek(0)
            .is_some_and(|byte| !is_space(byte) && !is_delimiter(byte))
        {
            self.at += 1;
        }
        self.bytes.get(start..self.at).unwrap_or_default()
    }

    fn name(&mut self) -> Vec<u8> {
        let mut name = Vec::new();
        while let Some(byte) = self
            .peek(0)
            .filter(|byte| !is_space(*byte) && !is_delimiter(*byte))
        {
            self.at += 1;
            let digits = match (byte, self.peek(0), self.peek(1)) {
                (b'#', Some(high), Some(low)) => digit(high).zip(digit(low)),
                _ => None,
            };
            if let Some((high, low)) = digits {
                name.push(high << 4 | low);
                self.at += 2;
            } else {
                name.push(byte);
            }
        }
        name
    }

    /// 7.3.4.2; the opening parenthesis is behind.
    fn literal(&mut self) -> Vec<u8> {
        let mut text = Vec::new();
        let mut depth = 1_usize;
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                b'\\' => {
                    self.escape(&mut text);
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        text
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek(0) else { return };
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\r' => self.at += usize::from(self.peek(0) == Some(b'\n')),
            b'\n' => {}
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(next @ b'0'..=b'7') = self.peek(0) else {
                        break;
                    };
                    value = value * 8 + u32::from(next - b'0');
                    self.at += 1;
                }
                // High bits of a number over 255 are ignored.
                text.push(u8::try_from(value & 0xFF).unwrap_or_default());
            }
            other => text.push(other),
        }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        let mut text = Vec::new();
        let mut high = None;
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            let Some(value) = digit(byte) else { continue };
            match high.take() {
                None => high = Some(value),
                Some(first) => text.push(first << 4 | value),
            }
        }
        text.extend(high.map(|first| first << 4));
        text
    }

    fn array(&mut self, depth: usize) -> Option<Object> {
        let mut values = Vec::new();
        loop {
            self.skip_space();
            if self.peek(0) == Some(b']') {
                self.at += 1;
                return Some(Object::Array(values));
            }
            let value = self.object_within(depth + 1)?;
            if value.is_word(b"endobj") {
                return Some(Object::Array(values));
            }
            values.push(value);
        }
    }

    fn dictionary(&mut self, depth: usize) -> Option<Object> {
        let mut values = Dictionary::new();
        loop {
            self.skip_space();
            match self.peek(0)? {
                b'>' => {
                    self.at += if self.peek(1) == Some(b'>') { 2 } else { 1 };
                    return Some(Object::Dictionary(values));
                }
                b'/' => {
                    self.at += 1;
                    let name = self.name();
                    self.skip_space();
                    // A name without a value.
                    if self.peek(0) == Some(b'>') && self.peek(1) == Some(b'>') {
                        continue;
                    }
                    let value = self.object_within(depth + 1)?;
                    values.insert(name, value);
                }
                _ => {
                    let stray = self.object_within(depth + 1)?;
                    if stray.is_word(b"endobj") || stray.is_word(b"stream") {
                        return Some(Object::Dictionary(values));
                    }
                }
            }
        }
    }

    fn number_or_reference(&mut self) -> Object {
        let number = number_of(self.run());
        let is_id = self.has_references && number >= 0.0 && number.fract() == 0.0;
        let Some(id) = whole(number)
            .and_then(|id| u32::try_from(id).ok())
            .filter(|_| is_id)
        else {
            return Object::Number(number);
        };
        let behind = self.at;
        self.skip_space();
        if self.peek(0).is_some_and(|byte| byte.is_ascii_digit()) {
            let generation = self.run();
            self.skip_space();
            let is_digits = generation.iter().all(u8::is_ascii_digit) && generation.len() <= 5;
            let ends = self
                .peek(1)
                .is_none_or(|byte| is_space(byte) || is_delimiter(byte));
            if is_digits && self.peek(0) == Some(b'R') && ends {
                self.at += 1;
                return Object::Reference(id);
            }
        }
        self.at = behind;
        Object::Number(number)
    }
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

/// What is no number is zero.
fn number_of(text: &[u8]) -> f64 {
    let text = std::str::from_utf8(text).unwrap_or_default();
    let plain = text.len() <= 64 && !text.contains(['e', 'E', 'n', 'i', 'I', 'N']);
    let number: f64 = if plain {
        text.parse().unwrap_or(0.0)
    } else {
        0.0
    };
    if number.is_finite() { number } else { 0.0 }
}
