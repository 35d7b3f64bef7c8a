//! Small forms inside of messages: encoded words, encodings of content, addresses, dates.

use super::decoded;

const ADDRESSES_MAX: usize = 200;
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// RFC 2045, 6.8: signs that are none of the 64 are passed over.
pub(super) fn base64(text: &[u8]) -> Vec<u8> {
    let (mut held, mut count) = (0_u32, 0_u32);
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    for sign in text {
        let value = match sign {
            b'A'..=b'Z' => sign - b'A',
            b'a'..=b'z' => sign - b'a' + 26,
            b'0'..=b'9' => sign - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                // Padding ends a piece; another may follow.
                count = 0;
                continue;
            }
            _ => continue,
        };
        held = (held << 6 | u32::from(value)) & 0xFF_FFFF;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(held >> count & 0xFF).unwrap_or_default());
        }
    }
    bytes
}

/// RFC 2045, 6.7, and the variant for words of RFC 2047, 4.2, where `_` is a space.
pub(super) fn quoted_printable(text: &[u8], is_word: bool) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((sign, behind)) = rest.split_first() {
        rest = behind;
        match sign {
            b'=' => {
                let pair = behind.split_at_checked(2);
                let value = pair.and_then(|(digits, _)| {
                    let digits = std::str::from_utf8(digits).ok()?;
                    u8::from_str_radix(digits, 16).ok()
                });
                if let (Some(value), Some((_, after))) = (value, pair) {
                    bytes.push(value);
                    rest = after;
                } else if let Some(after) = soft_break(behind) {
                    rest = after;
                } else {
                    bytes.push(b'=');
                }
            }
            b'_' if is_word => bytes.push(b' '),
            _ => bytes.push(*sign),
        }
    }
    bytes
}

/// A line that goes on: white space, then the end of the line.
fn soft_break(behind: &[u8]) -> Option<&[u8]> {
    let blank = behind
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r'))
        .count();
    let rest = behind.get(blank..)?;
    if rest.is_empty() {
        Some(rest)
    } else {
        rest.strip_prefix(b"\n")
    }
}

pub(super) fn percent_decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((sign, behind)) = rest.split_first() {
        rest = behind;
        let digits = behind.get(..2).filter(|_| *sign == b'%');
        let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(value) => {
                bytes.push(value);
                rest = behind.get(2..).unwrap_or_default();
            }
            None => bytes.push(*sign),
        }
    }
    bytes
}

/// The content of a quoted string whose first quote is behind, and what follows it.
pub(super) fn quoted(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut characters = text.chars();
    while let Some(next) = characters.next() {
        match next {
            '"' => break,
            '\\' => value.extend(characters.next()),
            _ => value.push(next),
        }
    }
    (value, characters.as_str())
}

/// RFC 2047: words such as `=?utf-8?B?...?=`; white space between two of them is none.
pub(crate) fn decode_words(text: &str) -> String {
    let mut shown = String::new();
    let mut rest = text;
    let mut after_word = false;
    while let Some((before, behind)) = rest.split_once("=?") {
        let Some((word, after)) = encoded_word(behind) else {
            shown.push_str(before);
            shown.push_str("=?");
            rest = behind;
            after_word = false;
            continue;
        };
        if !(after_word && before.trim().is_empty()) {
            shown.push_str(before);
        }
        shown.push_str(&word);
        rest = after;
        after_word = true;
    }
    shown.push_str(rest);
    shown.trim().to_owned()
}

fn encoded_word(text: &str) -> Option<(String, &str)> {
    let (label, rest) = text.split_once('?')?;
    let (kind, rest) = rest.split_once('?')?;
    let (content, rest) = rest.split_once("?=")?;
    // A language may stand behind the character set (RFC 2231, 5).
    let label = label.split('*').next().unwrap_or_default();
    let is_label = !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_graphic());
    let bytes = match kind {
        "B" | "b" => base64(content.as_bytes()),
        "Q" | "q" => quoted_printable(content.as_bytes(), true),
        _ => return None,
    };
    is_label.then(|| (decoded(&bytes, label), rest))
}

/// The addresses of a field, one by one, as written but with their words decoded.
pub(crate) fn address_list(field: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut current = String::new();
    let (mut in_quotes, mut depth) = (false, 0_u32);
    for next in field.chars() {
        match next {
            '"' => in_quotes = !in_quotes,
            '<' | '(' if !in_quotes => depth = depth.saturating_add(1),
            '>' | ')' if !in_quotes => depth = depth.saturating_sub(1),
            ',' | ';' if !in_quotes && depth == 0 => {
                found.push(std::mem::take(&mut current));
                continue;
            }
            _ => {}
        }
        current.push(next);
    }
    found.push(current);
    let decoded = found
        .iter()
        .map(|address| decode_words(address).replace('"', ""));
    let filled = decoded.filter(|address| !address.is_empty());
    filled.take(ADDRESSES_MAX).collect()
}

/// The day of `Fri, 15 Nov 2019 10:20:30 -0400`, by the clock of the sender.
pub(crate) fn day_of_date(text: &str) -> Option<String> {
    let words: Vec<&str> = text
        .split([' ', ',', '-', '\t'])
        .filter(|word| !word.is_empty())
        .collect();
    for triple in words.windows(3) {
        let [day, month, year] = triple else {
            return None;
        };
        let month = month.get(..3).map(str::to_ascii_lowercase);
        let month = MONTHS
            .iter()
            .position(|known| Some(*known) == month.as_deref());
        let (Some(month), Ok(day), Ok(year)) = (month, day.parse::<u32>(), year.parse::<u32>())
        else {
            continue;
        };
        // RFC 5322, 4.3: years of two digits.
        let year = match year {
            0..50 => year + 2000,
            50..1000 => year + 1900,
            _ => year,
        };
        let text = format!("{year:04}-{:02}-{day:02}", month + 1);
        return testigo_record::Date::parse(&text).map(|date| date.text);
    }
    None
}
