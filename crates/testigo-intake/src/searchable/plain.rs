//! Plain text, in passages of whole lines.

use super::{Collector, PASSAGE_CHARS};
use crate::entities;
use crate::text_lines::TextLines;
use std::io::{self, Read};

pub(super) fn read_text(bytes: &mut dyn Read, found: &mut Collector) -> io::Result<()> {
    read_lines(bytes, found, |text| text)
}

pub(super) fn read_markdown(bytes: &mut dyn Read, found: &mut Collector) -> io::Result<()> {
    read_lines(bytes, found, |text| entities::replace(&text))
}

/// JSON as text, with the escapes of its strings undone.
pub(super) fn read_json(bytes: &mut dyn Read, found: &mut Collector) -> io::Result<()> {
    read_lines(bytes, found, |text| unescape_json(&text))
}

fn read_lines(
    bytes: &mut dyn Read,
    found: &mut Collector,
    undo: fn(String) -> String,
) -> io::Result<()> {
    let mut lines = TextLines::new(bytes, |_| None)?;
    let mut line = 1_u64;
    let mut first_line = line;
    let mut passage = String::new();
    while let Some(piece) = lines.next_piece()? {
        if found.is_full() {
            found.leave_out();
            return Ok(());
        }
        passage.push_str(&undo(piece.text));
        line += u64::from(piece.ends_line);
        if passage.len() >= PASSAGE_CHARS {
            found.push_text(&format!("line {first_line}"), &passage);
            passage.clear();
            first_line = line;
        }
    }
    found.push_text(&format!("line {first_line}"), &passage);
    Ok(())
}

/// Replaces the escapes of JSON strings; anything else stays.
pub(super) fn unescape_json(text: &str) -> String {
    let mut unescaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('\\') {
        unescaped.push_str(before);
        let mut characters = behind.chars();
        let (replaced, after) = match characters.next() {
            Some('u') => match unicode_escape(behind) {
                Some((character, after)) => (character, after),
                None => ('\\', behind),
            },
            Some('n' | 'r' | 't' | 'b' | 'f') => ('\n', characters.as_str()),
            Some(plain @ ('"' | '/' | '\\')) => (plain, characters.as_str()),
            Some(_) | None => ('\\', behind),
        };
        unescaped.push(replaced);
        rest = after;
    }
    unescaped.push_str(rest);
    unescaped
}

/// `uXXXX`, or two of them that stand for one character.
fn unicode_escape(text: &str) -> Option<(char, &str)> {
    let (first, rest) = unit(text)?;
    let (units, rest) = match rest.strip_prefix('\\').and_then(unit) {
        Some((second, behind)) if (0xD800..0xDC00).contains(&first) => {
            (vec![first, second], behind)
        }
        Some(_) | None => (vec![first], rest),
    };
    let character = char::decode_utf16(units).next()?.ok()?;
    Some((character, rest))
}

fn unit(text: &str) -> Option<(u16, &str)> {
    let (digits, rest) = text.strip_prefix('u')?.split_at_checked(4)?;
    Some((u16::from_str_radix(digits, 16).ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::unescape_json;

    #[test]
    fn escapes_are_undone() {
        for (text, expected) in [
            (r"Nu\u00f1oa", "Nuñoa"),
            (r"\ud83d\ude00!", "😀!"),
            (r"\ud83d\u0041", r"\ud83dA"),
            (r#"\"a\/b\\\""#, r#""a/b\""#),
            (r"a\nb", "a\nb"),
            (r"\u12", r"\u12"),
            (r"\x\", r"\x\"),
            ("\\uñ", "\\uñ"),
        ] {
            assert_eq!(unescape_json(text), expected, "{text}");
        }
    }
}
