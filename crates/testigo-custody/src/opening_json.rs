//! The JSON of an opening, read in one pass: the hot loop of every rebuild of a catalog.
//!
//! Any JSON writing of the two forms of FORMAT 3 is read (spaces, order of members, escapes), because the bytes
//! that count are hashed after reading. What members there are is strict.

use std::borrow::Cow;

use crate::identifier::bytes_of_hex;
use crate::statement::is_field_name;
use crate::{Digest, FIELDS_MAX, Opening, OpeningError, Part, Seed};

/// An opening is at most 8 MiB of JSON: 1 MiB of values with every byte escaped, and the salts.
pub const OPENING_BYTES_MAX: usize = 8 * 1_048_576;

pub(crate) fn parse(text: &str) -> Result<Opening, OpeningError> {
    if text.len() > OPENING_BYTES_MAX {
        return Err(OpeningError::TooLong);
    }
    let mut reader = Reader { text, position: 0 };
    let opening = reader.opening()?;
    reader.spaces();
    if reader.position == text.len() {
        Ok(opening)
    } else {
        Err(reader.malformed())
    }
}

struct Reader<'a> {
    text: &'a str,
    position: usize,
}

/// What has been seen of all parts: decides whether a seed fits them.
#[derive(Default)]
struct Found {
    parts: Vec<Part>,
    bare: bool,
    salted: bool,
    first_unsalted: Option<usize>,
}

impl<'a> Reader<'a> {
    fn opening(&mut self) -> Result<Opening, OpeningError> {
        let (mut seed, mut found) = (None, None);
        let mut more = self.begins(b'{', b'}')?;
        while more {
            let start = self.position;
            let member = self.member_name()?;
            match member.as_ref() {
                "seed" if seed.is_none() => seed = Some(Seed::from_bytes(self.hex()?)),
                "parts" if found.is_none() => found = Some(self.parts()?),
                _ => return Err(OpeningError::Member { position: start }),
            }
            more = self.continues(b'}')?;
        }
        join(found.ok_or(OpeningError::Count)?, seed)
    }

    fn parts(&mut self) -> Result<Found, OpeningError> {
        let mut found = Found::default();
        let mut more = self.begins(b'[', b']')?;
        while more {
            if found.parts.len() == FIELDS_MAX {
                return Err(OpeningError::Count);
            }
            self.part(&mut found)?;
            more = self.continues(b']')?;
        }
        if found.parts.is_empty() {
            Err(OpeningError::Count)
        } else {
            Ok(found)
        }
    }

    fn part(&mut self, found: &mut Found) -> Result<(), OpeningError> {
        let number = found.parts.len();
        let (mut salt, mut name, mut value, mut digest) = (None, None, None, None);
        let mut more = self.begins(b'{', b'}')?;
        while more {
            let start = self.position;
            let member = self.member_name()?;
            match member.as_ref() {
                "salt" if salt.is_none() => salt = Some(self.hex()?),
                "name" if name.is_none() => name = Some(self.string()?),
                "value" if value.is_none() => value = Some(self.string()?),
                "digest" if digest.is_none() => digest = Some(self.hex()?),
                _ => return Err(OpeningError::Member { position: start }),
            }
            more = self.continues(b'}')?;
        }
        found.parts.push(match (salt, name, value, digest) {
            (None, None, None, Some(digest)) => {
                found.bare = true;
                Part::Bare(Digest::from_bytes(digest))
            }
            (salt, Some(name), Some(value), None) => {
                if !is_field_name(&name) {
                    return Err(OpeningError::Name { part: number });
                }
                match salt {
                    Some(_) => found.salted = true,
                    None => found.first_unsalted = found.first_unsalted.or(Some(number)),
                }
                let (name, value) = (name.into_owned(), value.into_owned());
                Part::Shown {
                    salt: salt.unwrap_or_default(),
                    name,
                    value,
                }
            }
            _ => return Err(OpeningError::Part { part: number }),
        });
        Ok(())
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }

    fn malformed(&self) -> OpeningError {
        OpeningError::Malformed {
            position: self.position,
        }
    }

    fn spaces(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.position += 1;
        }
    }

    fn expect(&mut self, token: u8) -> Result<(), OpeningError> {
        self.spaces();
        if self.peek() != Some(token) {
            return Err(self.malformed());
        }
        self.position += 1;
        Ok(())
    }

    /// Passes the opening token, and the closing one where it follows. True if something stands between.
    fn begins(&mut self, opening: u8, closing: u8) -> Result<bool, OpeningError> {
        self.expect(opening)?;
        self.spaces();
        let empty = self.peek() == Some(closing);
        self.position += usize::from(empty);
        Ok(!empty)
    }

    /// Passes a comma (true) or the closing token (false).
    fn continues(&mut self, closing: u8) -> Result<bool, OpeningError> {
        self.spaces();
        let token = self.peek();
        if token != Some(b',') && token != Some(closing) {
            return Err(self.malformed());
        }
        self.position += 1;
        Ok(token == Some(b','))
    }

    fn member_name(&mut self) -> Result<Cow<'a, str>, OpeningError> {
        let name = self.string()?;
        self.expect(b':')?;
        Ok(name)
    }

    fn hex(&mut self) -> Result<[u8; 32], OpeningError> {
        let malformed = self.malformed();
        bytes_of_hex(&self.string()?).ok_or(malformed)
    }

    fn string(&mut self) -> Result<Cow<'a, str>, OpeningError> {
        self.expect(b'"')?;
        let text = self.text;
        let rest = text.get(self.position..).unwrap_or_default();
        let stop = |byte: u8| byte == b'"' || byte == b'\\' || byte < 0x20;
        let plain = rest
            .bytes()
            .position(stop)
            .ok_or_else(|| self.malformed())?;
        if rest.as_bytes().get(plain) == Some(&b'"') {
            self.position += plain + 1;
            return Ok(Cow::Borrowed(rest.get(..plain).unwrap_or_default()));
        }
        let mut string = String::with_capacity(escaped_length(rest));
        loop {
            let rest = text.get(self.position..).unwrap_or_default();
            let plain = rest
                .bytes()
                .position(stop)
                .ok_or_else(|| self.malformed())?;
            string.push_str(rest.get(..plain).unwrap_or_default());
            self.position += plain;
            match self.peek() {
                Some(b'"') => {
                    self.position += 1;
                    return Ok(Cow::Owned(string));
                }
                Some(b'\\') => string.push(self.escape()?),
                _ => return Err(self.malformed()),
            }
        }
    }

    fn escape(&mut self) -> Result<char, OpeningError> {
        let malformed = self.malformed();
        self.position += 1;
        let escaped = self.peek().ok_or(malformed)?;
        self.position += 1;
        Ok(match escaped {
            b'"' | b'\\' | b'/' => char::from(escaped),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let first = self.four_digits().ok_or(malformed)?;
                let mut code = u32::from(first);
                if (0xD800..0xDC00).contains(&first) {
                    let rest = self
                        .text
                        .as_bytes()
                        .get(self.position..)
                        .unwrap_or_default();
                    self.position += 2;
                    let second = self.four_digits().ok_or(malformed)?;
                    if !rest.starts_with(b"\\u") || !(0xDC00..0xE000).contains(&second) {
                        return Err(malformed);
                    }
                    code = 0x1_0000 + ((code & 0x3FF) << 10) + u32::from(second & 0x3FF);
                }
                char::from_u32(code).ok_or(malformed)?
            }
            _ => return Err(malformed),
        })
    }

    fn four_digits(&mut self) -> Option<u16> {
        let digits = self
            .text
            .get(self.position..self.position.checked_add(4)?)?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        self.position += 4;
        u16::from_str_radix(digits, 16).ok()
    }
}

/// The length of what stands before the closing quote, escapes counted as written: never less than its meaning.
fn escaped_length(text: &str) -> usize {
    let mut escaped = false;
    let closing = text.bytes().position(|byte| {
        let closes = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        closes
    });
    closing.unwrap_or_default()
}

/// Gives every part its salt: its own, or the seed's; never a mixture.
fn join(mut found: Found, seed: Option<Seed>) -> Result<Opening, OpeningError> {
    match (&seed, found.first_unsalted) {
        (None, Some(part)) => return Err(OpeningError::Part { part }),
        (None, None) => {}
        (Some(_), _) if found.bare || found.salted => return Err(OpeningError::Seed),
        (Some(seed), _) => {
            for (part, from_seed) in found.parts.iter_mut().zip(seed.salts()) {
                if let Part::Shown { salt, .. } = part {
                    *salt = from_seed;
                }
            }
        }
    }
    Ok(Opening::of_parts(found.parts, seed))
}
