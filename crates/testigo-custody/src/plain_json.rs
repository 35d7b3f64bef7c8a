//! Plain JSON (FORMAT 1.1): the subset of JSON in which a value can be written in one way only.

use std::fmt::Write as _;

/// A value is at most 256 KiB.
pub const VALUE_BYTES_MAX: usize = 262_144;
/// Arrays and objects nest at most 16 deep.
const DEPTH_MAX: usize = 16;
/// The largest integer that every JSON reader keeps exactly: 2^53 - 1.
const INTEGER_MAX: u64 = (1 << 53) - 1;

/// Why a text is not plain JSON. Positions are bytes from the start, never the text itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlainJsonError {
    /// Longer than [`VALUE_BYTES_MAX`].
    #[error("longer than {VALUE_BYTES_MAX} bytes")]
    TooLong,
    /// No value, another character than the grammar wants, or something behind the value.
    #[error("unexpected character at byte {position}")]
    Unexpected {
        /// Byte offset.
        position: usize,
    },
    /// An escape where the character stands as itself, a long form of a short escape, upper-case hex.
    #[error("an escape that plain JSON does not have at byte {position}")]
    Escape {
        /// Byte offset.
        position: usize,
    },
    /// A control character that is not escaped, or a Unicode noncharacter.
    #[error("a character that a string may not hold at byte {position}")]
    Character {
        /// Byte offset.
        position: usize,
    },
    /// Not an integer in the range, or not in its one form.
    #[error("not a plain integer at byte {position}")]
    Number {
        /// Byte offset.
        position: usize,
    },
    /// Two members of one object have the same name.
    #[error("an object with two members of one name at byte {position}")]
    Duplicate {
        /// Byte offset.
        position: usize,
    },
    /// More than 16 arrays and objects within one another.
    #[error("nested deeper than {DEPTH_MAX} at byte {position}")]
    Depth {
        /// Byte offset.
        position: usize,
    },
}

/// Whether the text is one value of plain JSON.
pub fn check_plain_json(text: &str) -> Result<(), PlainJsonError> {
    if text.len() > VALUE_BYTES_MAX {
        return Err(PlainJsonError::TooLong);
    }
    let mut scanner = Scanner { text, position: 0 };
    scanner.value(0)?;
    if scanner.position == text.len() {
        Ok(())
    } else {
        Err(scanner.unexpected())
    }
}

/// The plain-JSON form of a string. (A noncharacter in it stays, and `check_plain_json` refuses it.)
pub fn json_string(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    write_json_string(text, &mut written);
    written
}

/// As [`json_string`], appended to a text.
pub(crate) fn write_json_string(text: &str, written: &mut String) {
    written.push('"');
    let mut rest = text;
    while let Some(at) = rest
        .bytes()
        .position(|byte| byte < 0x20 || byte == b'"' || byte == b'\\')
    {
        let (before, from) = rest.split_at(at);
        written.push_str(before);
        let mut characters = from.chars();
        let escaped = characters.next().unwrap_or_default();
        match escaped {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\u{8}' => written.push_str("\\b"),
            '\t' => written.push_str("\\t"),
            '\n' => written.push_str("\\n"),
            '\u{c}' => written.push_str("\\f"),
            '\r' => written.push_str("\\r"),
            control => {
                let _ = write!(written, "\\u{:04x}", u32::from(control));
            }
        }
        rest = characters.as_str();
    }
    written.push_str(rest);
    written.push('"');
}

struct Scanner<'a> {
    text: &'a str,
    position: usize,
}

impl<'a> Scanner<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }

    fn unexpected(&self) -> PlainJsonError {
        PlainJsonError::Unexpected {
            position: self.position,
        }
    }

    fn literal(&mut self, literal: &str) -> Result<(), PlainJsonError> {
        let rest = self
            .text
            .as_bytes()
            .get(self.position..)
            .unwrap_or_default();
        if !rest.starts_with(literal.as_bytes()) {
            return Err(self.unexpected());
        }
        self.position += literal.len();
        Ok(())
    }

    fn value(&mut self, depth: usize) -> Result<(), PlainJsonError> {
        match self.peek() {
            Some(b'"') => self.string().map(drop),
            Some(b'-' | b'0'..=b'9') => self.integer(),
            Some(b't') => self.literal("true"),
            Some(b'f') => self.literal("false"),
            Some(b'n') => self.literal("null"),
            Some(b'[' | b'{') if depth == DEPTH_MAX => Err(PlainJsonError::Depth {
                position: self.position,
            }),
            Some(b'[') => self.array(depth + 1),
            Some(b'{') => self.object(depth + 1),
            _ => Err(self.unexpected()),
        }
    }

    fn array(&mut self, depth: usize) -> Result<(), PlainJsonError> {
        self.literal("[")?;
        if self.peek() == Some(b']') {
            return self.literal("]");
        }
        loop {
            self.value(depth)?;
            if self.peek() != Some(b',') {
                return self.literal("]");
            }
            self.position += 1;
        }
    }

    fn object(&mut self, depth: usize) -> Result<(), PlainJsonError> {
        let start = self.position;
        self.literal("{")?;
        if self.peek() == Some(b'}') {
            return self.literal("}");
        }
        // A string has one form, so names are equal exactly where their texts are.
        let mut names: Vec<&'a str> = Vec::new();
        loop {
            names.push(self.string()?);
            self.literal(":")?;
            self.value(depth)?;
            if self.peek() != Some(b',') {
                break;
            }
            self.position += 1;
        }
        self.literal("}")?;
        names.sort_unstable();
        if names.windows(2).any(|pair| pair.first() == pair.last()) {
            return Err(PlainJsonError::Duplicate { position: start });
        }
        Ok(())
    }

    fn integer(&mut self) -> Result<(), PlainJsonError> {
        let start = self.position;
        let wrong = PlainJsonError::Number { position: start };
        let negative = self.peek() == Some(b'-');
        self.position += usize::from(negative);
        let first = self.position;
        let mut integer = 0_u64;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            integer = integer * 10 + u64::from(digit - b'0');
            if integer > INTEGER_MAX {
                return Err(wrong);
            }
            self.position += 1;
        }
        let digits = self.position - first;
        let leading_zero = digits > 1 && self.text.as_bytes().get(first) == Some(&b'0');
        let fraction = matches!(self.peek(), Some(b'.' | b'e' | b'E'));
        if digits == 0 || leading_zero || fraction || (negative && integer == 0) {
            return Err(wrong);
        }
        Ok(())
    }

    /// Passes over a string and gives what stands between its quotes.
    fn string(&mut self) -> Result<&'a str, PlainJsonError> {
        self.literal("\"")?;
        let start = self.position;
        let text = self.text;
        loop {
            match self.peek() {
                None => return Err(self.unexpected()),
                Some(b'"') => {
                    let inside = text.get(start..self.position).unwrap_or_default();
                    self.position += 1;
                    return Ok(inside);
                }
                Some(b'\\') => self.escape()?,
                Some(0..0x20) => {
                    return Err(PlainJsonError::Character {
                        position: self.position,
                    });
                }
                Some(0xEF | 0xF0..) => self.high_character()?,
                Some(_) => self.position += 1,
            }
        }
    }

    fn escape(&mut self) -> Result<(), PlainJsonError> {
        let position = self.position;
        let rest = self.text.as_bytes().get(position + 1..).unwrap_or_default();
        self.position += match rest {
            [b'"' | b'\\' | b'b' | b't' | b'n' | b'f' | b'r', ..] => 2,
            [b'u', b'0', b'0', b'0', b'0'..=b'7' | b'b' | b'e' | b'f', ..]
            | [b'u', b'0', b'0', b'1', b'0'..=b'9' | b'a'..=b'f', ..] => 6,
            _ => return Err(PlainJsonError::Escape { position }),
        };
        Ok(())
    }

    /// Noncharacters are U+FDD0 to U+FDEF and the last two of each plane: all begin with 0xEF or more in UTF-8.
    fn high_character(&mut self) -> Result<(), PlainJsonError> {
        let rest = self.text.get(self.position..).unwrap_or_default();
        let character = rest.chars().next().ok_or_else(|| self.unexpected())?;
        let code = u32::from(character);
        if (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFE == 0xFFFE {
            return Err(PlainJsonError::Character {
                position: self.position,
            });
        }
        self.position += character.len_utf8();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<(), PlainJsonError>) {
        assert_eq!(check_plain_json(text), expected, "{text}");
    }

    #[test]
    fn what_plain_json_is() {
        for text in [
            "null",
            "true",
            "false",
            "0",
            "-1",
            "9007199254740991",
            "-9007199254740991",
            r#""""#,
            r#""a\"b\\c\b\t\n\f\r\u0000\u0007\u000b\u000e\u001f""#,
            "\"Ñ €\u{7f}\u{10FFFD}\u{FDCF}\u{FDF0}\"",
            "[]",
            "{}",
            r#"[1,"a",[],{}]"#,
            r#"{"a":1,"A":{"a":null}}"#,
            "[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]",
        ] {
            check(text, Ok(()));
        }
        check(&json_string(&"a".repeat(VALUE_BYTES_MAX - 2)), Ok(()));
    }

    fn check_all<const N: usize>(texts: [&str; N], expected: PlainJsonError) {
        for text in texts {
            check(text, Err(expected));
        }
    }

    #[test]
    fn what_is_not_even_json_or_has_spaces() {
        let texts = [
            ("", 0),
            (" 1", 0),
            ("1 ", 1),
            ("[1, 2]", 3),
            ("[1,]", 3),
            ("{\"a\":1,}", 7),
            ("nul", 0),
            ("True", 0),
            ("'a'", 0),
            ("\"a", 2),
            ("[1", 2),
            ("{1:2}", 1),
            ("{\"a\" :1}", 4),
            ("1\n", 1),
            ("\u{feff}1", 0),
            ("NaN", 0),
            ("+1", 0),
            ("[", 1),
            ("{\"a\":1 }", 6),
            ("11a", 2),
            ("truefalse", 4),
            (r#""\""#, 3),
        ];
        for (text, position) in texts {
            check(text, Err(PlainJsonError::Unexpected { position }));
        }
    }

    #[test]
    fn what_could_be_written_in_another_way() {
        let escapes = [
            r#""\/""#,
            r#""\u0041""#,
            r#""\u0008""#,
            r#""\u0009""#,
            r#""\u000a""#,
            r#""\u000A""#,
            r#""\u001F""#,
            r#""\u0020""#,
            r#""\u007f""#,
            r#""\ud800""#,
            r#""\x41""#,
            r#""\u00"#,
            r#""\"#,
        ];
        check_all(escapes, PlainJsonError::Escape { position: 1 });
        let numbers = [
            "00",
            "01",
            "-0",
            "-",
            "1.0",
            "1e2",
            "1E2",
            "9007199254740992",
            "-9007199254740992",
            "-01",
            "99999999999999999999999",
        ];
        check_all(numbers, PlainJsonError::Number { position: 0 });
    }

    #[test]
    fn what_some_readers_of_json_would_not_keep() {
        let characters = [
            "\"\t\"",
            "\"\n\"",
            "\"\0\"",
            "\"\u{FDD0}\"",
            "\"\u{FDEF}\"",
            "\"\u{FFFE}\"",
            "\"\u{FFFF}\"",
            "\"\u{10FFFF}\"",
        ];
        check_all(characters, PlainJsonError::Character { position: 1 });
        check(
            r#"{"a":1,"b":2,"a":3}"#,
            Err(PlainJsonError::Duplicate { position: 0 }),
        );
        check(
            r#"[{"\n":1,"\n":2}]"#,
            Err(PlainJsonError::Duplicate { position: 1 }),
        );
        check(
            "[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]",
            Err(PlainJsonError::Depth { position: 16 }),
        );
        check(
            &"[".repeat(100_000),
            Err(PlainJsonError::Depth { position: 16 }),
        );
        check(
            &json_string(&"a".repeat(VALUE_BYTES_MAX - 1)),
            Err(PlainJsonError::TooLong),
        );
    }
}
