//! Messages of e-mail: header, parts, encodings (RFC 5322, RFC 2045 to 2047, RFC 2231).
//!
//! A message is in memory as a whole; whoever reads it bounds it. Never fails: what is not well
//! formed is read as far as it can be.

mod words;

use crate::decode::text_of;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
pub(crate) use words::{address_list, day_of_date, decode_words};

/// Parts within parts.
const DEPTH_MAX: usize = 16;
const PARTS_MAX: usize = 10_000;
const FIELDS_MAX: usize = 10_000;
/// RFC 2046, 5.1.1.
const BOUNDARY_BYTES_MAX: usize = 200;

/// The fields of a header, unfolded.
#[derive(Debug, Clone, Default)]
pub(crate) struct Header(pub(crate) Vec<(String, String)>);

impl Header {
    /// The first field of that name, as written.
    pub(crate) fn field(&self, name: &str) -> &str {
        let same = |(known, _): &&(String, String)| known.eq_ignore_ascii_case(name);
        let found = self.0.iter().find(same);
        found.map_or("", |(_, value)| value.as_str())
    }
}

/// A part that holds content and no further parts.
#[derive(Debug)]
pub(crate) struct Part<'a> {
    header: Header,
    /// As it was sent, encoded.
    body: &'a [u8],
    /// In lower case, without its parameters.
    pub(crate) media_type: String,
    /// The name of the file that it is, if it says one.
    pub(crate) name: String,
    /// It is no text that is read with the message.
    pub(crate) is_attachment: bool,
}

/// A message taken apart.
#[derive(Debug, Default)]
pub(crate) struct Message<'a> {
    pub(crate) header: Header,
    pub(crate) parts: Vec<Part<'a>>,
    /// Parts were left out: too many, or too deep.
    pub(crate) is_cut: bool,
}

/// Takes a message apart.
pub(crate) fn read(bytes: &[u8]) -> Message<'_> {
    let (header, body) = split_header(bytes);
    let mut message = Message::default();
    add_parts(header.clone(), body, "text/plain", 0, &mut message);
    message.header = header;
    message
}

/// The header up to the first empty line, and what is behind it.
pub(crate) fn split_header(bytes: &[u8]) -> (Header, &[u8]) {
    let mut header = Header::default();
    let mut rest = bytes;
    while !rest.is_empty() {
        let end = rest
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(rest.len(), |at| at + 1);
        let (line, behind) = rest.split_at_checked(end).unwrap_or((rest, &[]));
        rest = behind;
        let text = text_of(line);
        let text = text.trim_end_matches(['\r', '\n']);
        if text.is_empty() {
            break;
        }
        if text.starts_with([' ', '\t']) {
            if let Some((_, value)) = header.0.last_mut() {
                value.push(' ');
                value.push_str(text.trim());
            }
        } else if let Some((name, value)) = text.split_once(':')
            && header.0.len() < FIELDS_MAX
        {
            header
                .0
                .push((name.trim().to_owned(), value.trim().to_owned()));
        }
    }
    (header, rest)
}

fn add_parts<'a>(
    header: Header,
    body: &'a [u8],
    default_type: &str,
    depth: usize,
    message: &mut Message<'a>,
) {
    let stated = header.field("Content-Type");
    let media_type = stated
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let media_type = if media_type.contains('/') {
        media_type
    } else {
        default_type.to_owned()
    };
    let boundary =
        parameter(stated, "boundary").filter(|boundary| boundary.len() <= BOUNDARY_BYTES_MAX);
    if let Some(boundary) = boundary.filter(|_| media_type.starts_with("multipart/")) {
        if depth >= DEPTH_MAX {
            message.is_cut = true;
            return;
        }
        let default_type = if media_type == "multipart/digest" {
            "message/rfc822"
        } else {
            "text/plain"
        };
        for piece in pieces(body, boundary.as_bytes()) {
            if message.parts.len() >= PARTS_MAX {
                message.is_cut = true;
                return;
            }
            let (header, body) = split_header(piece);
            add_parts(header, body, default_type, depth + 1, message);
        }
        return;
    }
    let disposition = header.field("Content-Disposition");
    let name = parameter(disposition, "filename").or_else(|| parameter(stated, "name"));
    let name = decode_words(&name.unwrap_or_default());
    let is_text = matches!(
        media_type.as_str(),
        "text/plain" | "text/html" | "text/enriched"
    );
    let is_kept_apart = disposition
        .trim_start()
        .to_ascii_lowercase()
        .starts_with("attachment");
    message.parts.push(Part {
        is_attachment: !is_text || is_kept_apart || !name.is_empty(),
        header,
        body,
        media_type,
        name,
    });
}

/// What stands between the lines with the boundary.
fn pieces<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let mut found = Vec::new();
    let mut start: Option<usize> = None;
    let mut at = 0;
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let rest = line
            .strip_prefix(b"--")
            .and_then(|rest| rest.strip_prefix(boundary));
        let tail = rest
            .map(<[u8]>::trim_ascii_end)
            .filter(|tail| tail.is_empty() || *tail == b"--");
        if let Some(tail) = tail {
            if let Some(start) = start {
                // The line break before a boundary belongs to the boundary.
                let piece = body.get(start..at).unwrap_or_default();
                let piece = piece.strip_suffix(b"\n").unwrap_or(piece);
                found.push(piece.strip_suffix(b"\r").unwrap_or(piece));
            }
            start = tail.is_empty().then_some(at + line.len());
            if found.len() > PARTS_MAX {
                return found;
            }
        }
        at += line.len();
    }
    // A message that was cut off.
    found.extend(
        start
            .and_then(|start| body.get(start..))
            .filter(|rest| !rest.is_empty()),
    );
    found
}

impl Part<'_> {
    /// The content with its encoding undone (RFC 2045, 6).
    pub(crate) fn content(&self) -> Vec<u8> {
        let encoding = self
            .header
            .field("Content-Transfer-Encoding")
            .trim()
            .to_ascii_lowercase();
        match encoding.as_str() {
            "base64" => words::base64(self.body),
            "quoted-printable" => words::quoted_printable(self.body, false),
            _ => self.body.to_vec(),
        }
    }

    /// The content as text, in the character set that it states.
    pub(crate) fn text(&self) -> String {
        let label = parameter(self.header.field("Content-Type"), "charset").unwrap_or_default();
        decoded(&self.content(), &label)
    }
}

/// Text in a named character set; without a name UTF-8 if it is that, else Windows-1252.
fn decoded(bytes: &[u8], label: &str) -> String {
    match Encoding::for_label(label.trim().as_bytes()) {
        // Both are stated by programs that write something else.
        Some(encoding) if encoding != UTF_8 && encoding != WINDOWS_1252 => {
            encoding.decode_without_bom_handling(bytes).0.into_owned()
        }
        Some(_) | None => text_of(bytes),
    }
}

/// A parameter of a field (`name="value"`), also split and encoded as RFC 2231 has it.
fn parameter(field: &str, name: &str) -> Option<String> {
    let mut plain = None;
    let mut pieces: Vec<(u32, String)> = Vec::new();
    for (known, value) in parameters(field) {
        let known = known.to_ascii_lowercase();
        if known == name {
            plain = plain.or(Some(value));
        } else if let Some(place) = known
            .strip_prefix(name)
            .and_then(|rest| rest.strip_prefix('*'))
        {
            let number = place.trim_end_matches('*').parse().unwrap_or(0);
            let text = if place.is_empty() || place.ends_with('*') {
                value
            } else {
                // Not encoded: its signs stand for themselves.
                value.replace('%', "%25")
            };
            pieces.push((number, text));
        }
    }
    if pieces.is_empty() {
        return plain;
    }
    pieces.sort_by_key(|(number, _)| *number);
    let joined: String = pieces.into_iter().map(|(_, text)| text).collect();
    let (label, text) = match joined.splitn(3, '\'').collect::<Vec<_>>().as_slice() {
        [label, _, text] => ((*label).to_owned(), (*text).to_owned()),
        _ => (String::new(), joined),
    };
    Some(decoded(&words::percent_decoded(&text), &label))
}

fn parameters(field: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = field.split_once(';').map_or("", |(_, rest)| rest);
    while let Some((name, behind)) = rest.split_once('=') {
        let behind = behind.trim_start();
        let (value, after) = if let Some(quoted) = behind.strip_prefix('"') {
            words::quoted(quoted)
        } else {
            let end = behind.find(';').unwrap_or(behind.len());
            let (value, after) = behind.split_at_checked(end).unwrap_or((behind, ""));
            (value.trim().to_owned(), after)
        };
        found.push((name.trim_matches([';', ' ', '\t']).to_owned(), value));
        rest = after;
    }
    found
}

#[cfg(test)]
mod tests;
