//! Text out of bytes whose layout is known in part or not at all.

use super::Collector;
use crate::decode::text_of;
use encoding_rs::{UTF_16BE, UTF_16LE};

/// Shorter runs are chance.
const RUN_CHARS_MIN: usize = 4;

/// A text field: UTF-8, or else Windows-1252, up to its padding of zeros.
pub(super) fn text_field(bytes: &[u8]) -> String {
    let parts = bytes
        .split(|byte| *byte == 0)
        .filter(|part| !part.is_empty());
    parts.map(text_of).collect::<Vec<_>>().join("\n")
}

pub(super) fn utf16_field(bytes: &[u8], big_endian: bool) -> String {
    let encoding = if big_endian { UTF_16BE } else { UTF_16LE };
    encoding
        .decode_with_bom_removal(bytes)
        .0
        .replace('\0', "\n")
}

/// Whatever reads as text in a block of unknown layout. The reading is not complete by it.
pub(super) fn push_unknown(locator: &str, bytes: &[u8], found: &mut Collector) {
    found.leave_out();
    push_strings(locator, bytes, found);
}

/// Runs of printable characters, one byte or two bytes wide.
pub(super) fn push_strings(locator: &str, bytes: &[u8], found: &mut Collector) {
    let narrow = runs(&text_of(bytes));
    let odd = bytes.get(1..).unwrap_or_default();
    let wide = runs(&UTF_16LE.decode_without_bom_handling(bytes).0)
        + &runs(&UTF_16LE.decode_without_bom_handling(odd).0);
    found.push_metadata(locator, &narrow);
    found.push_metadata(locator, &wide);
}

/// Latin letters, digits and punctuation: other scripts cannot be told from chance here.
fn runs(text: &str) -> String {
    let is_part = |next: char| !next.is_control() && u32::from(next) < 0x250;
    let mut found = String::new();
    for run in text.split(|next: char| !is_part(next)) {
        let letters = run.chars().filter(|next| next.is_alphanumeric()).count();
        if letters >= RUN_CHARS_MIN {
            found.push_str(run);
            found.push('\n');
        }
    }
    found
}
