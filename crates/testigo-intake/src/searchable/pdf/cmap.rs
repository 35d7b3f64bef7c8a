//! What the codes of a font mean as characters: `ToUnicode` mappings (ISO 32000-1, 9.10.3; Adobe
//! technical note 5411).

use super::object::{Lexer, Object};
use encoding_rs::UTF_16BE;

/// Entries of one mapping; a range is one.
const ENTRIES_MAX: usize = 100_000;

#[derive(Debug)]
struct Range {
    first: u32,
    last: u32,
    /// UTF-16, big-endian, of the first code; its last unit counts up.
    text: Vec<u8>,
}

/// From codes to characters.
#[derive(Debug, Default)]
pub(super) struct CharacterMap {
    /// Sorted by their first code.
    ranges: Vec<Range>,
    /// How many bytes a code has; 0 if the mapping does not say.
    pub(super) code_bytes: usize,
}

impl CharacterMap {
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut lexer = Lexer::of_content(bytes);
        let mut operands: Vec<Object> = Vec::new();
        while let Some(object) = lexer.object() {
            if let Object::Word(word) = &object {
                match word.as_slice() {
                    b"endcodespacerange" => map.spaces(&operands),
                    b"endbfchar" => map.characters(&operands),
                    b"endbfrange" => map.ranges(&operands),
                    _ => {}
                }
                operands.clear();
            } else if operands.len() < 3 * ENTRIES_MAX {
                operands.push(object);
            }
        }
        map.ranges.sort_by_key(|range| range.first);
        map
    }

    pub(super) fn entries(&self) -> usize {
        self.ranges.len()
    }

    /// The characters of a code; none if the mapping does not know it.
    pub(super) fn text(&self, code: u32) -> Option<String> {
        let behind = self.ranges.partition_point(|range| range.first <= code);
        let range = self.ranges.get(behind.checked_sub(1)?)?;
        let step = code
            .checked_sub(range.first)
            .filter(|_| code <= range.last)?;
        let mut text = range.text.clone();
        let last = text.len().checked_sub(2)?;
        let unit = text
            .get(last..)?
            .first_chunk::<2>()
            .map(|unit| u16::from_be_bytes(*unit))?;
        let moved = unit.wrapping_add(u16::try_from(step).ok()?);
        text.truncate(last);
        text.extend(moved.to_be_bytes());
        Some(UTF_16BE.decode_without_bom_handling(&text).0.into_owned())
    }

    fn spaces(&mut self, operands: &[Object]) {
        for pair in operands.chunks_exact(2) {
            if let [Object::Text(first), _] = pair
                && (1..=4).contains(&first.len())
            {
                self.code_bytes = self.code_bytes.max(first.len());
            }
        }
    }

    fn push(&mut self, first: u32, last: u32, text: &[u8]) {
        // One byte is not UTF-16, but is written.
        let text = match text {
            [one] => vec![0, *one],
            _ => text.get(..text.len().min(64)).unwrap_or_default().to_vec(),
        };
        if self.ranges.len() < ENTRIES_MAX && first <= last {
            self.ranges.push(Range { first, last, text });
        }
    }

    fn characters(&mut self, operands: &[Object]) {
        for pair in operands.chunks_exact(2) {
            if let [Object::Text(code), Object::Text(text)] = pair {
                self.push(number(code), number(code), text);
            }
        }
    }

    fn ranges(&mut self, operands: &[Object]) {
        for triple in operands.chunks_exact(3) {
            match triple {
                [Object::Text(first), Object::Text(last), Object::Text(text)] => {
                    self.push(number(first), number(last), text);
                }
                [Object::Text(first), _, Object::Array(texts)] => {
                    for (code, text) in (number(first)..=u32::MAX).zip(texts) {
                        if let Object::Text(text) = text {
                            self.push(code, code, text);
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

/// A code as a number; of more than four bytes only the last four.
pub(super) fn number(code: &[u8]) -> u32 {
    code.iter()
        .fold(0, |number, byte| number << 8 | u32::from(*byte))
}
