//! What kind of file it is: by its first bytes, and by its name only where bytes cannot tell.

/// Bytes at an offset, and the media type that they mean.
const SIGNATURES: [(usize, &[u8], &str); 47] = [
    (0, b"\xFF\xD8\xFF", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1A\n", "image/png"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (8, b"WEBP", "image/webp"),
    (8, b"WAVE", "audio/wav"),
    (8, b"AVI ", "video/x-msvideo"),
    (0, b"%PDF-", "application/pdf"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypheix", "image/heic"),
    (4, b"ftyphevc", "image/heic"),
    (4, b"ftypmif1", "image/heif"),
    (28, b"OpusHead", "audio/opus"),
    (
        0,
        b"\x00OpenTimestamps\x00",
        "application/vnd.opentimestamps.ots",
    ),
    (4, b"ftypavif", "image/avif"),
    (4, b"ftypqt  ", "video/quicktime"),
    (4, b"ftypM4A ", "audio/mp4"),
    (4, b"ftyp3g", "video/3gpp"),
    (4, b"ftyp", "video/mp4"),
    (4, b"moov", "video/quicktime"),
    (0, b"\x1A\x45\xDF\xA3", "video/webm"),
    (0, b"OggS", "audio/ogg"),
    (0, b"fLaC", "audio/flac"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xFF\xFB", "audio/mpeg"),
    (0, b"\xFF\xF3", "audio/mpeg"),
    (0, b"\xFF\xF1", "audio/aac"),
    (0, b"\xFF\xF9", "audio/aac"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"\x00\x00\x01\xBA", "video/mpeg"),
    (0, b"FLV\x01", "video/x-flv"),
    (0, b"BM", "image/bmp"),
    (0, b"8BPS", "image/vnd.adobe.photoshop"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"PK\x05\x06", "application/zip"),
    (0, b"\x1F\x8B", "application/gzip"),
    (0, b"7z\xBC\xAF\x27\x1C", "application/x-7z-compressed"),
    (0, b"Rar!\x1A\x07", "application/vnd.rar"),
    (0, b"\xFD7zXZ\0", "application/x-xz"),
    (0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "application/x-cfb"),
    (0, b"SQLite format 3\0", "application/vnd.sqlite3"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"WARC/", "application/warc"),
    (257, b"ustar", "application/x-tar"),
    (0, b"age-encryption.org/v1", "application/age"),
];

/// The ending of a name, and the media type that it means among those the bytes allow.
const ENDINGS: [(&str, Family, &str); 38] = [
    (
        "docx",
        Family::Zip,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    (
        "xlsx",
        Family::Zip,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    (
        "pptx",
        Family::Zip,
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    (
        "odt",
        Family::Zip,
        "application/vnd.oasis.opendocument.text",
    ),
    (
        "ods",
        Family::Zip,
        "application/vnd.oasis.opendocument.spreadsheet",
    ),
    (
        "odp",
        Family::Zip,
        "application/vnd.oasis.opendocument.presentation",
    ),
    ("epub", Family::Zip, "application/epub+zip"),
    ("wacz", Family::Zip, "application/wacz"),
    ("kmz", Family::Zip, "application/vnd.google-earth.kmz"),
    ("doc", Family::Cfb, "application/msword"),
    ("xls", Family::Cfb, "application/vnd.ms-excel"),
    ("ppt", Family::Cfb, "application/vnd.ms-powerpoint"),
    ("msg", Family::Cfb, "application/vnd.ms-outlook"),
    ("mkv", Family::Matroska, "video/x-matroska"),
    ("webm", Family::Matroska, "video/webm"),
    ("csv", Family::Text, "text/csv"),
    ("tsv", Family::Text, "text/tab-separated-values"),
    ("tab", Family::Text, "text/tab-separated-values"),
    ("html", Family::Text, "text/html"),
    ("htm", Family::Text, "text/html"),
    ("xhtml", Family::Text, "text/html"),
    ("svg", Family::Text, "image/svg+xml"),
    ("xml", Family::Text, "application/xml"),
    ("kml", Family::Text, "application/vnd.google-earth.kml+xml"),
    ("gpx", Family::Text, "application/gpx+xml"),
    ("json", Family::Text, "application/json"),
    ("geojson", Family::Text, "application/geo+json"),
    ("jsonl", Family::Text, "application/jsonl"),
    ("ndjson", Family::Text, "application/jsonl"),
    ("ftm", Family::Text, "application/jsonl"),
    ("md", Family::Text, "text/markdown"),
    ("vcf", Family::Text, "text/vcard"),
    ("ics", Family::Text, "text/calendar"),
    ("srt", Family::Text, "application/x-subrip"),
    ("vtt", Family::Text, "text/vtt"),
    ("eml", Family::Text, "message/rfc822"),
    ("mbox", Family::Text, "application/mbox"),
    ("asc", Family::Text, "application/pgp-signature"),
];

/// Endings for files handed on; the first media type that matches.
const EXTENSIONS: [(&str, &str); 50] = [
    ("image/jpeg", "jpg"),
    ("image/png", "png"),
    ("image/gif", "gif"),
    ("image/tiff", "tif"),
    ("image/webp", "webp"),
    ("image/heic", "heic"),
    ("image/heif", "heif"),
    ("image/avif", "avif"),
    ("image/bmp", "bmp"),
    ("image/svg+xml", "svg"),
    ("audio/wav", "wav"),
    ("audio/mp4", "m4a"),
    ("audio/ogg", "ogg"),
    ("audio/flac", "flac"),
    ("audio/mpeg", "mp3"),
    ("audio/aac", "aac"),
    ("audio/amr", "amr"),
    ("video/mp4", "mp4"),
    ("video/quicktime", "mov"),
    ("video/3gpp", "3gp"),
    ("video/webm", "webm"),
    ("video/x-matroska", "mkv"),
    ("video/x-msvideo", "avi"),
    ("video/mpeg", "mpg"),
    ("application/pdf", "pdf"),
    ("application/zip", "zip"),
    ("application/gzip", "gz"),
    ("application/rtf", "rtf"),
    ("application/warc", "warc"),
    ("application/vnd.sqlite3", "sqlite"),
    ("application/json", "json"),
    ("application/geo+json", "geojson"),
    ("application/jsonl", "jsonl"),
    ("application/xml", "xml"),
    ("text/html", "html"),
    ("text/csv", "csv"),
    ("text/tab-separated-values", "tsv"),
    ("text/markdown", "md"),
    ("text/vcard", "vcf"),
    ("text/calendar", "ics"),
    ("text/vtt", "vtt"),
    ("application/x-subrip", "srt"),
    ("message/rfc822", "eml"),
    ("audio/opus", "opus"),
    ("application/mbox", "mbox"),
    ("application/timestamp-reply", "tsr"),
    ("application/vnd.opentimestamps.ots", "ots"),
    ("application/pgp-signature", "asc"),
    ("application/pgp-keys", "asc"),
    ("text/plain", "txt"),
];

const UNKNOWN: &str = "application/octet-stream";
/// Enough to see markup behind a comment or a byte order mark.
const MARKUP_BYTES: usize = 1024;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Zip,
    Cfb,
    Matroska,
    Text,
}

/// The media type of a file, from its first bytes (512 or more) and its name. What the bytes say
/// wins over the name; nothing readable gives `application/octet-stream`.
pub fn media_type(first_bytes: &[u8], name: &str) -> &'static str {
    let signature = SIGNATURES
        .iter()
        .find(|(at, bytes, _)| {
            first_bytes
                .get(*at..)
                .is_some_and(|rest| rest.starts_with(bytes))
        })
        // `WEBP`, `WAVE` and `AVI ` are kinds of RIFF, and `BM` alone begins many a text.
        .filter(|(at, bytes, _)| *at != 8 || bytes.len() != 4 || first_bytes.starts_with(b"RIFF"))
        .filter(|(_, bytes, _)| bytes != b"BM" || first_bytes.contains(&0))
        .filter(|(at, _, _)| *at != 28 || first_bytes.starts_with(b"OggS"))
        .map(|(_, _, media_type)| *media_type);
    match signature {
        Some("application/zip") => zip_kind(first_bytes)
            .or_else(|| by_ending(name, Family::Zip))
            .unwrap_or("application/zip"),
        Some("application/x-cfb") => by_ending(name, Family::Cfb).unwrap_or("application/x-cfb"),
        Some("video/webm") => by_ending(name, Family::Matroska).unwrap_or("video/webm"),
        Some(known) => known,
        None if is_time_stamp(first_bytes) => "application/timestamp-reply",
        None if !is_text(first_bytes) => UNKNOWN,
        None => text_kind(first_bytes, name),
    }
}

/// The ending for a file of this media type that is handed on: `jpg`, `pdf`, `bin`.
pub fn extension(media_type: &str) -> &'static str {
    let known = EXTENSIONS.iter().find(|(known, _)| *known == media_type);
    let by_name = ENDINGS.iter().find(|(_, _, known)| *known == media_type);
    known
        .map(|(_, ending)| *ending)
        .or_else(|| by_name.map(|(ending, _, _)| *ending))
        .unwrap_or("bin")
}

/// A reply of RFC 3161: a sequence, and in it first a status of granted (0 or 1).
fn is_time_stamp(first_bytes: &[u8]) -> bool {
    let granted = b"\x30\x03\x02\x01\x00\x30".as_slice();
    let with_changes = b"\x30\x03\x02\x01\x01\x30".as_slice();
    let inside = first_bytes
        .strip_prefix(b"\x30\x82")
        .and_then(|rest| rest.get(2..));
    inside.is_some_and(|inside| inside.starts_with(granted) || inside.starts_with(with_changes))
}

/// `OpenDocument` and EPUB name their type in the first part, which is not compressed; the names
/// of the parts tell what else it is.
fn zip_kind(first_bytes: &[u8]) -> Option<&'static str> {
    let first_part = first_bytes.get(30..)?;
    let holds = |name: &[u8]| first_bytes.windows(name.len()).any(|window| window == name);
    let is_capture = [
        b"indexes/index.".as_slice(),
        b"pages/pages.jsonl",
        b"archive/",
    ]
    .iter()
    .any(|name| first_part.starts_with(name));
    if is_capture || (first_part.starts_with(b"datapackage.json") && holds(b"pages/pages.jsonl")) {
        return by_ending(".wacz", Family::Zip);
    }
    for (name, ending) in [
        (b"word/document.xml".as_slice(), ".docx"),
        (b"ppt/presentation.xml", ".pptx"),
        (b"xl/workbook.xml", ".xlsx"),
    ] {
        if holds(name) {
            return by_ending(ending, Family::Zip);
        }
    }
    let stated = first_part.strip_prefix(b"mimetype")?;
    let kinds = ENDINGS
        .iter()
        .filter(|(_, family, _)| *family == Family::Zip);
    kinds
        .map(|(_, _, kind)| *kind)
        .find(|kind| stated.starts_with(kind.as_bytes()))
}

/// Kinds of text that begin as nothing else does; `start` is in lower case.
fn message_kind(start: &[u8]) -> Option<&'static str> {
    for (mark, kind) in [
        (
            b"-----begin pgp signature".as_slice(),
            "application/pgp-signature",
        ),
        (b"-----begin pgp public key", "application/pgp-keys"),
        (b"webvtt", "text/vtt"),
    ] {
        if start.starts_with(mark) {
            return Some(kind);
        }
    }
    let mut lines = start.split(|byte| *byte == b'\n');
    let first = lines.next()?.trim_ascii();
    let second = lines.next().unwrap_or_default();
    let is_number = !first.is_empty() && first.iter().all(u8::is_ascii_digit);
    if is_number && second.windows(5).any(|window| window == b" --> ") {
        return Some("application/x-subrip");
    }
    let header_names: [&[u8]; 6] = [
        b"from:",
        b"to:",
        b"subject:",
        b"date:",
        b"message-id:",
        b"mime-version:",
    ];
    let headers = start
        .split(|byte| *byte == b'\n')
        .take_while(|line| !line.trim_ascii().is_empty())
        .filter(|line| header_names.iter().any(|name| line.starts_with(name)))
        .count();
    let is_header = first
        .iter()
        .position(|byte| *byte == b':')
        .is_some_and(|end| {
            first
                .iter()
                .take(end)
                .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
        });
    match (first.starts_with(b"from "), is_header) {
        (true, _) if headers >= 1 => Some("application/mbox"),
        (false, true) if headers >= 3 => Some("message/rfc822"),
        _ => None,
    }
}

fn by_ending(name: &str, family: Family) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    ENDINGS
        .iter()
        .find(|(known, of, _)| *known == ending && *of == family)
        .map(|(_, _, media_type)| *media_type)
}

/// A byte order mark, or no control characters but those of text.
fn is_text(first_bytes: &[u8]) -> bool {
    let has_mark = [b"\xEF\xBB\xBF".as_slice(), b"\xFF\xFE", b"\xFE\xFF"]
        .iter()
        .any(|mark| first_bytes.starts_with(mark));
    let is_control = |byte: &u8| {
        *byte == 0x7F || (*byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C))
    };
    has_mark || (!first_bytes.is_empty() && !first_bytes.iter().any(is_control))
}

fn text_kind(first_bytes: &[u8], name: &str) -> &'static str {
    let start: Vec<u8> = first_bytes
        .iter()
        .take(MARKUP_BYTES)
        .filter(|byte| **byte != 0)
        .map(u8::to_ascii_lowercase)
        .collect();
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&start);
    let start = start.strip_prefix(b"\xFF\xFE").unwrap_or(start);
    let start = start.strip_prefix(b"\xFE\xFF").unwrap_or(start);
    let start = start.trim_ascii_start();
    let holds = |wanted: &[u8]| start.windows(wanted.len()).any(|window| window == wanted);
    if start.starts_with(b"<!doctype html") || start.starts_with(b"<html") {
        return "text/html";
    }
    if start.starts_with(b"<svg") || (start.starts_with(b"<?xml") && holds(b"<svg")) {
        return "image/svg+xml";
    }
    if let Some(kind) = message_kind(start) {
        return kind;
    }
    match by_ending(name, Family::Text) {
        Some(media_type) => media_type,
        None if start.starts_with(b"<?xml") && holds(b"<html") => "text/html",
        None if start.starts_with(b"<?xml") => "application/xml",
        None if start.starts_with(b"begin:vcard") => "text/vcard",
        None if start.starts_with(b"{\"") || start.starts_with(b"[{") => "application/json",
        None => "text/plain",
    }
}

#[cfg(test)]
mod tests;
