//! Messages of e-mail: one (`.eml`, RFC 5322), many in a file (`.mbox`, RFC 4155), or a zip or
//! folder of both. Each message goes out as its bytes, and behind it each of its attachments.

use super::Format;
use super::output::{Output, Stop, hex};
use super::package::{Package, file_name};
use super::warc::value;
use crate::found::{Found, FoundValue, Said};
use crate::mime::{self, Header, Message};
use sha2::{Digest as _, Sha256};
use std::io::{BufRead, BufReader, Cursor, Read};

/// A larger message is named and passed over.
const MESSAGE_BYTES_MAX: usize = 128 * 1024 * 1024;
/// A line of a message that is longer comes in pieces.
const LINE_BYTES_MAX: u64 = 64 * 1024;
/// Values of one field that may come many times.
const FIELDS_MAX: usize = 64;
const NAME_CHARS_MAX: usize = 120;
/// What the ways and programs of a message noted, in this order.
const CUSTODY: [&str; 12] = [
    "Message-ID",
    "Date",
    "In-Reply-To",
    "Return-Path",
    "Delivered-To",
    "Sender",
    "Reply-To",
    "X-Mailer",
    "User-Agent",
    "X-Originating-IP",
    "Authentication-Results",
    "Received",
];

pub(super) fn read(package: &Package, output: &mut Output<'_>) -> Result<(), Stop> {
    let names = package.names();
    for (place, name) in names.iter().enumerate() {
        let lower = name.to_ascii_lowercase();
        let ending = lower.rsplit_once('.').map_or("", |(_, ending)| ending);
        if !package.is_single_file() && !matches!(ending, "eml" | "mbox" | "mbx") {
            continue;
        }
        let Ok(bytes) = package.bytes(place) else {
            output.trouble(0, "", name, "file_unreadable")?;
            continue;
        };
        read_file(bytes, name, output)?;
    }
    if output.rows() == 0 {
        return Err(Stop::not_this_format(Format::Mail));
    }
    Ok(())
}

fn read_file(bytes: Box<dyn Read>, name: &str, output: &mut Output<'_>) -> Result<(), Stop> {
    let mut source = BufReader::with_capacity(64 * 1024, bytes);
    let start = source.fill_buf().map(<[u8]>::to_vec);
    let Ok(start) = start else {
        return output.trouble(0, "", name, "file_damaged");
    };
    // Each message of many begins behind a line `From `.
    let is_many = is_from_line(&start);
    if !is_many && !begins_as_message(&start) {
        return Ok(());
    }
    let mut draft = Draft::default();
    let mut count = 0;
    loop {
        let mut line = Vec::new();
        let read = source
            .by_ref()
            .take(LINE_BYTES_MAX)
            .read_until(b'\n', &mut line);
        if read.is_err() {
            output.trouble(output.rows(), "", name, "file_damaged")?;
        }
        let is_end = read.is_err() || line.is_empty();
        let begins = is_many && draft.at_border && is_from_line(&line);
        if is_end || begins {
            if draft.has_lines {
                count += 1;
                give(&draft, name, is_many.then_some(count), output)?;
            }
            draft = Draft::default();
            draft.has_lines = begins;
        }
        if is_end {
            return Ok(());
        }
        if !begins {
            draft.push(&line, is_many);
        }
    }
}

/// `From a@b.example Fri Nov 15 10:20:30 2019`.
fn is_from_line(line: &[u8]) -> bool {
    let line = line.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let has_clock = |line: &[u8]| {
        line.windows(5).any(|part| {
            matches!(part, [a, b, b':', c, d] if [a, b, c, d].iter().all(|digit| digit.is_ascii_digit()))
        })
    };
    line.starts_with(b"From ") && (has_clock(line) || line.contains(&b'@'))
}

/// The first line names a field, and one of those that every message has comes before the body.
fn begins_as_message(start: &[u8]) -> bool {
    let (header, _) = mime::split_header(start);
    let known = [
        "From",
        "To",
        "Date",
        "Subject",
        "Message-ID",
        "Received",
        "MIME-Version",
    ];
    let count = known
        .iter()
        .filter(|name| !header.field(name).is_empty())
        .count();
    let first = header.0.first().map_or("", |(name, _)| name.as_str());
    let is_name = !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_graphic());
    is_name && count >= 2
}

/// The message that is being gathered.
struct Draft {
    /// None once it is too large.
    bytes: Option<Vec<u8>>,
    /// The last line was empty, or there is none yet: another message may begin.
    at_border: bool,
    at_line_start: bool,
    has_lines: bool,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            bytes: Some(Vec::new()),
            at_border: true,
            at_line_start: true,
            has_lines: false,
        }
    }
}

impl Draft {
    fn push(&mut self, line: &[u8], is_many: bool) {
        self.has_lines = true;
        self.at_border = self.at_line_start && line.trim_ascii().is_empty();
        // A line of the message itself that begins as a border does was marked with `>`.
        let marks = line.iter().take_while(|byte| **byte == b'>').count();
        let behind = line.get(marks..).unwrap_or_default();
        let is_marked = is_many && self.at_line_start && marks > 0 && behind.starts_with(b"From ");
        let has_room = |bytes: &Vec<u8>| bytes.len() + line.len() <= MESSAGE_BYTES_MAX;
        self.bytes = self.bytes.take().filter(has_room);
        if let Some(bytes) = &mut self.bytes {
            bytes.extend(line.get(usize::from(is_marked)..).unwrap_or_default());
        }
        self.at_line_start = line.ends_with(b"\n");
    }
}

fn give(
    draft: &Draft,
    name: &str,
    number: Option<u64>,
    output: &mut Output<'_>,
) -> Result<(), Stop> {
    let row = output.next_row();
    let Some(bytes) = draft.bytes.as_deref() else {
        return output.trouble(row, "", name, "message_too_large");
    };
    let message = mime::read(bytes);
    let path = match number {
        Some(number) => format!("{name}/{number}.eml"),
        None => name.to_owned(),
    };
    let key = key_of(&message.header, bytes, output);
    let about = Found {
        kind: "item",
        key: key.clone(),
        locator: format!("message {row}"),
        values: values_of(&message.header),
    };
    if number.is_none() {
        output.mark_given(name);
    }
    output.piece(row, path.clone(), &mut Cursor::new(bytes), about)?;
    if message.is_cut {
        output.trouble(row, "", &path, "parts_left_out")?;
    }
    give_attachments(&message, row, &path, &key, output)
}

/// What the message calls itself; else what its bytes are.
fn key_of(header: &Header, bytes: &[u8], output: &Output<'_>) -> String {
    let stated = header.field("Message-ID").trim();
    if !stated.is_empty() && !output.is_known(stated) {
        return stated.to_owned();
    }
    // No name, or the same message once more.
    let digits = hex(Sha256::digest(bytes).get(..16).unwrap_or_default());
    let key = format!("message:{digits}");
    if output.is_known(&key) {
        format!("{key}-{}", output.rows())
    } else {
        key
    }
}

fn values_of(header: &Header) -> Vec<FoundValue> {
    let mut values = Vec::new();
    let subject = mime::decode_words(header.field("Subject"));
    if !subject.is_empty() {
        values.push(value("Subject", "title", &subject));
    }
    for (column, field) in [
        ("From", "author"),
        ("To", "addressee"),
        ("Cc", "addressee"),
        ("Bcc", "addressee"),
    ] {
        for address in mime::address_list(header.field(column)) {
            values.push(value(column, field, &address));
        }
    }
    let date = header.field("Date");
    match mime::day_of_date(date) {
        Some(day) => values.push(value("Date", "captured_at", &day)),
        None if !date.is_empty() => values.push(FoundValue {
            column: "Date".to_owned(),
            field: "captured_at".to_owned(),
            said: Said::Unread(date.to_owned(), "not_a_date"),
        }),
        None => {}
    }
    for name in CUSTODY {
        let same = header
            .0
            .iter()
            .filter(|(known, _)| known.eq_ignore_ascii_case(name));
        for (_, text) in same.take(FIELDS_MAX) {
            let text = mime::decode_words(text);
            values.push(value(name, "capture", &format!("{name}: {text}")));
        }
    }
    values
}

fn give_attachments(
    message: &Message<'_>,
    row: u64,
    path: &str,
    key: &str,
    output: &mut Output<'_>,
) -> Result<(), Stop> {
    let attachments = message.parts.iter().filter(|part| part.is_attachment);
    for (number, part) in (1_u64..).zip(attachments) {
        let mut about = Found {
            kind: "item",
            key: format!("{key}#{number}"),
            locator: format!("message {row}, attachment {number}"),
            values: vec![
                FoundValue {
                    column: String::new(),
                    field: "of".to_owned(),
                    said: Said::Refers(key.to_owned()),
                },
                value("", "as", "attachment"),
            ],
        };
        if !part.name.is_empty() {
            about
                .values
                .push(value("filename", "original_name", &part.name));
        }
        let content = part.content();
        let name = attachment_name(&part.name, &part.media_type);
        let path = format!("{path}/{number}-{name}");
        output.piece(row, path, &mut Cursor::new(content), about)?;
    }
    Ok(())
}

/// A name without folders, with an ending.
fn attachment_name(stated: &str, media_type: &str) -> String {
    let stated = stated.replace('\\', "/");
    let plain: String = file_name(&stated)
        .chars()
        .filter(|next| !next.is_control())
        .take(NAME_CHARS_MAX)
        .collect();
    if plain.is_empty() {
        format!("attachment.{}", crate::media_type::extension(media_type))
    } else {
        plain
    }
}
