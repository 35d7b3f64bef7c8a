//! WARC (ISO 28500:2017), packed or not: each page that was captured goes out as it was received,
//! with its transfer and content coding undone. Everything else is counted and stays in the
//! original.
//!
//! A file is read twice: first the digests are compared and every body is unpacked for a try, so
//! that what is handed out afterwards is known to be whole.

mod coding;
pub(super) mod digest;
mod http;
mod members;
mod page;
mod record;

use super::Format;
use super::output::{Output, Stop};
use super::package::Package;
use coding::decoded;
use digest::{Check, Stated};
use http::{Dechunked, Head};
pub(super) use page::{Page, give_pages, value};
use record::{Next, Record, Records};
use std::collections::BTreeMap;
use std::io::{self, BufReader, Read};

/// Pages of one file.
const PAGES_MAX: usize = 1_000_000;
/// Troubles of one file that are named; the rest is one more.
const TROUBLES_MAX: usize = 1000;
/// A body may unpack to this much, and beyond it to so many times its size.
const FREE_BYTES: u64 = if cfg!(test) { 1 << 20 } else { 1 << 30 };
const RATIO_MAX: u64 = if cfg!(test) { 20 } else { 200 };

/// The whole file is packed with zstd.
const ZSTD_UNREAD: &str = "warc_zstd_unread";

/// A capture whose page may be wanted.
pub(super) struct Capture<'a> {
    pub(super) url: &'a str,
    /// As written: `2017-03-06T04:02:06Z`.
    pub(super) date: &'a str,
    /// The number of its record.
    pub(super) number: u64,
    pub(super) media_type: &'a str,
}

/// What the first reading found out about a page.
pub(super) struct Outcome {
    pub(super) condition: &'static str,
    /// Why its body cannot go out.
    trouble: Option<&'static str>,
}

/// What the first reading found.
#[derive(Default)]
pub(super) struct Looked {
    pub(super) pages: BTreeMap<u64, Outcome>,
    pub(super) records: u64,
    troubles: Vec<(u64, String, &'static str)>,
}

pub(super) fn read(package: &Package, output: &mut Output<'_>) -> Result<(), Stop> {
    let is_single = package.is_single_file();
    let mut has_captures = false;
    for (place, name) in package.names().iter().enumerate() {
        if is_single || is_warc(name) {
            has_captures |= read_file(package, place, name, output)?;
        }
    }
    if !has_captures {
        return Err(Stop::not_this_format(Format::Warc));
    }
    Ok(())
}

pub(super) fn is_warc(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let packed = [".gz", ".zst"];
    let plain = packed.iter().find_map(|ending| lower.strip_suffix(ending));
    plain
        .unwrap_or(&lower)
        .rsplit_once('.')
        .is_some_and(|(_, ending)| ending == "warc")
}

/// False if the file is no web capture.
fn read_file(
    package: &Package,
    place: usize,
    name: &str,
    output: &mut Output<'_>,
) -> Result<bool, Stop> {
    // Pictures and films are the page only where nothing else is.
    let mut has_documents = false;
    let mut media = Vec::new();
    let mut looked = look_through(package, place, &mut |capture| {
        let is_document = is_document(capture.media_type);
        let is_media = ["image/", "video/", "audio/"]
            .iter()
            .any(|kind| capture.media_type.starts_with(kind));
        has_documents |= is_document;
        if is_media && !has_documents {
            media.push(capture.number);
        }
        is_document || (is_media && !has_documents)
    });
    if has_documents {
        for number in media {
            looked.pages.remove(&number);
        }
    }
    let first_row = output.rows();
    for _ in 0..looked.records {
        output.next_row();
    }
    name_troubles(&looked, first_row, name, output)?;
    give_pages(
        package,
        place,
        name,
        &looked,
        output,
        &mut |page, output, bytes| {
            let row = first_row + page.number;
            output.piece(row, page.path, bytes, page.about)
        },
    )?;
    let is_unread = |(.., code): &(u64, String, &str)| *code == ZSTD_UNREAD;
    Ok(looked.records > 0 || looked.troubles.iter().any(is_unread))
}

fn is_document(media_type: &str) -> bool {
    matches!(
        media_type,
        "text/html" | "application/xhtml+xml" | "application/pdf" | "text/plain" | "message/rfc822"
    )
}

pub(super) fn name_troubles(
    looked: &Looked,
    first_row: u64,
    name: &str,
    output: &mut Output<'_>,
) -> Result<(), Stop> {
    for (number, value, code) in &looked.troubles {
        output.trouble(first_row + number, name, value, code)?;
    }
    Ok(())
}

/// The head of a response, or what stands for it in a resource; none for other records.
fn head_of(record: &Record, source: &mut BufReader<impl Read>) -> io::Result<Option<Head>> {
    match record.field("WARC-Type") {
        "response" if record.field("Content-Type").starts_with("application/http") => {
            Ok(Head::read(source)?.filter(|head| (200..300).contains(&head.status)))
        }
        "resource" => Ok(Some(Head::default())),
        _ => Ok(None),
    }
}

fn media_type_of(record: &Record, head: &Head) -> String {
    let stated = if head.status == 0 {
        record.field("Content-Type")
    } else {
        head.field("Content-Type")
    };
    let plain = stated.split(';').next().unwrap_or_default();
    plain.trim().to_ascii_lowercase()
}

fn url_of(record: &Record) -> &str {
    record.field("WARC-Target-URI").trim_matches(['<', '>'])
}

/// Reads through a checker; what it read and what it gave are the same bytes.
struct Checked<'a, R> {
    source: R,
    check: &'a mut Option<Check>,
}

impl<R: Read> Read for Checked<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(into)?;
        if let Some(check) = self.check {
            check.update(into.get(..count).unwrap_or_default());
        }
        Ok(count)
    }
}

/// The first reading: what pages there are, and in what condition.
pub(super) fn look_through(
    package: &Package,
    place: usize,
    is_wanted: &mut dyn FnMut(&Capture<'_>) -> bool,
) -> Looked {
    let mut looked = Looked::default();
    let mut records = match package.bytes(place).and_then(Records::open) {
        Ok(records) => records,
        Err(error) => {
            looked.troubles.push((0, String::new(), code_of(&error)));
            return looked;
        }
    };
    loop {
        let at = format!("byte {}", records.at);
        let number = looked.records + 1;
        if looked.troubles.len() > TROUBLES_MAX {
            looked.troubles.push((looked.records, at, "more_troubles"));
            break;
        }
        let trouble = match records.next_record() {
            Ok(Next::End) => break,
            Ok(Next::Record(record)) => {
                looked.records = record.number;
                let outcome = if looked.pages.len() < PAGES_MAX {
                    check_page(&mut records, &record, is_wanted)
                } else {
                    Ok(None)
                };
                // An error of the file comes again with the next record.
                if let Ok(Some(outcome)) = outcome {
                    if let Some(code) = outcome.trouble {
                        looked
                            .troubles
                            .push((record.number, url_of(&record).to_owned(), code));
                    }
                    looked.pages.insert(record.number, outcome);
                }
                continue;
            }
            Ok(Next::Lost(bytes)) => (number, format!("{at}, {bytes} bytes"), "warc_record_lost"),
            Ok(Next::Truncated) => (looked.records, at, "warc_truncated"),
            Err(error) => (looked.records, at, code_of(&error)),
        };
        let is_last = trouble.2 != "warc_record_lost";
        looked.troubles.push(trouble);
        if is_last {
            break;
        }
    }
    looked
}

fn code_of(error: &io::Error) -> &'static str {
    if error.kind() == io::ErrorKind::FileTooLarge {
        "unpacks_too_far"
    } else if error.kind() == io::ErrorKind::Unsupported {
        ZSTD_UNREAD
    } else if error.kind() == io::ErrorKind::UnexpectedEof {
        "warc_truncated"
    } else {
        "warc_damaged"
    }
}

/// None if the record is no page that is wanted.
fn check_page(
    records: &mut Records,
    record: &Record,
    is_wanted: &mut dyn FnMut(&Capture<'_>) -> bool,
) -> io::Result<Option<Outcome>> {
    let block_stated = Stated::read(record.field("WARC-Block-Digest"));
    let payload_stated = Stated::read(record.field("WARC-Payload-Digest"));
    let mut block = block_stated.as_ref().map(Check::new);
    let mut raw = payload_stated.as_ref().map(Check::new);
    let mut joined = raw.clone();
    let mut source = BufReader::new(Checked {
        source: records.block(),
        check: &mut block,
    });
    let Some(head) = head_of(record, &mut source)? else {
        return Ok(None);
    };
    let media_type = media_type_of(record, &head);
    let capture = Capture {
        url: url_of(record),
        date: record.field("WARC-Date"),
        number: record.number,
        media_type: &media_type,
    };
    if !is_wanted(&capture) {
        return Ok(None);
    }
    let mut body = Checked {
        source: &mut source,
        check: &mut raw,
    };
    let mut plain = Checked {
        source: Dechunked::new(&mut body, head.is_chunked()),
        check: &mut joined,
    };
    let trouble = try_body(&head, &mut plain, record.length);
    // What the decoding did not need belongs to the digests.
    drop(io::copy(&mut plain, &mut io::sink()));
    drop(plain);
    io::copy(&mut body, &mut io::sink())?;
    io::copy(&mut source, &mut io::sink())?;
    drop(source);
    if !records.is_whole() {
        return Ok(None);
    }
    let payload = match (raw, joined) {
        // Over the body as it came, or with its chunks joined: writers differ.
        (Some(raw), Some(joined)) => Some(raw.holds() || joined.holds()),
        _ => None,
    };
    let both = [block.map(Check::holds), payload];
    let condition = if both.contains(&Some(false)) {
        "digest_differs"
    } else if both.contains(&Some(true)) {
        "digest_holds"
    } else {
        "digest_absent"
    };
    Ok(Some(Outcome { condition, trouble }))
}

/// Unpacks a body for a try.
fn try_body(head: &Head, plain: &mut impl Read, length: u64) -> Option<&'static str> {
    let most = length.saturating_mul(RATIO_MAX).max(FREE_BYTES);
    match decoded(head.field("Content-Encoding"), Box::new(plain)) {
        Ok(Some(body)) => match io::copy(&mut body.take(most), &mut io::sink()) {
            Ok(count) if count >= most => Some("unpacks_too_far"),
            Ok(_) => None,
            Err(_) => Some("body_damaged"),
        },
        Ok(None) => Some("content_coding_unknown"),
        Err(_) => Some("body_damaged"),
    }
}
