//! Pages on their way out: the second reading of a WARC file.

use super::coding::decoded;
use super::digest::Stated;
use super::http::{Dechunked, Head};
use super::record::{Next, Record, Records};
use super::{Looked, Outcome, head_of, media_type_of, url_of};
use crate::foreign::output::{Output, Stop};
use crate::foreign::package::{Package, file_name};
use crate::found::{Found, FoundValue, Said};
use crate::markup::{Language, Token, Tokens};
use crate::media_type::extension;
use crate::searchable::page::declared_encoding;
use crate::text_lines::TextLines;
use std::io::{BufReader, Cursor, Read};

/// The title stands within these.
const TITLE_BYTES: u64 = 64 * 1024;
const NAME_CHARS_MAX: usize = 80;

/// A page on its way out.
pub(in crate::foreign) struct Page {
    pub(in crate::foreign) number: u64,
    pub(in crate::foreign) path: String,
    pub(in crate::foreign) about: Found,
}

/// Takes a page and its body.
type GivePage<'f> = dyn FnMut(Page, &mut Output<'_>, &mut dyn Read) -> Result<(), Stop> + 'f;

/// The second reading: hands out the pages that are left in `looked`.
pub(in crate::foreign) fn give_pages(
    package: &Package,
    place: usize,
    name: &str,
    looked: &Looked,
    output: &mut Output<'_>,
    give: &mut GivePage<'_>,
) -> Result<(), Stop> {
    let Some(last) = looked.pages.keys().next_back() else {
        return Ok(());
    };
    let mut records = package.bytes(place).and_then(Records::open)?;
    loop {
        let record = match records.next_record()? {
            Next::Record(record) => record,
            Next::Lost(_) => continue,
            Next::Truncated | Next::End => return Ok(()),
        };
        let outcome = looked
            .pages
            .get(&record.number)
            .filter(|outcome| outcome.trouble.is_none());
        if let Some(outcome) = outcome {
            let mut source = BufReader::new(records.block());
            if let Some(head) = head_of(&record, &mut source)? {
                let plain = Dechunked::new(&mut source, head.is_chunked());
                if let Some(body) = decoded(head.field("Content-Encoding"), Box::new(plain))? {
                    give_page(&record, &head, body, name, outcome, output, give)?;
                }
            }
        }
        if record.number >= *last {
            return Ok(());
        }
    }
}

fn give_page(
    record: &Record,
    head: &Head,
    mut body: Box<dyn Read + '_>,
    name: &str,
    outcome: &Outcome,
    output: &mut Output<'_>,
    give: &mut GivePage<'_>,
) -> Result<(), Stop> {
    let media_type = media_type_of(record, head);
    let mut start = Vec::new();
    body.by_ref().take(TITLE_BYTES).read_to_end(&mut start)?;
    let is_markup = media_type == "text/html" || media_type == "application/xhtml+xml";
    let title = if is_markup { title_of(&start) } else { None };
    let mut about = Found {
        kind: "item",
        key: record.field("WARC-Record-ID").to_owned(),
        locator: format!("record {}", record.number),
        values: Vec::new(),
    };
    let date = record.field("WARC-Date");
    let mut say = |column: &str, field: &str, text: &str| {
        if !text.is_empty() {
            about.values.push(value(column, field, text));
        }
    };
    say("WARC-Target-URI", "url", url_of(record));
    say("title", "title", &title.unwrap_or_default());
    say(
        "WARC-Date",
        "captured_at",
        date.get(..10).unwrap_or_default(),
    );
    say("", "as", "page");
    say("", "condition", outcome.condition);
    for name in ["WARC-Payload-Digest", "WARC-Block-Digest"] {
        // The digest of the body as it came, which may be packed and then is not that of the item.
        let stated = Stated::read(record.field(name));
        say(
            name,
            "other_digest",
            &stated.map(|stated| stated.text()).unwrap_or_default(),
        );
    }
    for name in ["WARC-Date", "WARC-IP-Address", "WARC-Record-ID"] {
        let text = record.field(name);
        if !text.is_empty() {
            say(name, "capture", &format!("{name}: {text}"));
        }
    }
    let page = Page {
        number: record.number,
        path: path_of(record, &media_type, name),
        about,
    };
    give(page, output, &mut Cursor::new(start).chain(body))
}

pub(in crate::foreign) fn value(column: &str, field: &str, text: &str) -> FoundValue {
    FoundValue {
        column: column.to_owned(),
        field: field.to_owned(),
        said: Said::Text(text.to_owned()),
    }
}

/// A name for the page: the number of its record, the last step of its address, an ending.
fn path_of(record: &Record, media_type: &str, name: &str) -> String {
    let url = url_of(record);
    let address = url.split_once("://").map_or(url, |(_, address)| address);
    let address = address.split(['?', '#']).next().unwrap_or_default();
    let step = file_name(address.trim_end_matches('/'));
    let plain: String = step
        .chars()
        .map(|next| {
            if next.is_alphanumeric() || ".-_".contains(next) {
                next
            } else {
                '_'
            }
        })
        .take(NAME_CHARS_MAX)
        .collect();
    let ending = extension(if media_type == "application/xhtml+xml" {
        "text/html"
    } else {
        media_type
    });
    let has_ending = plain.to_ascii_lowercase().ends_with(&format!(".{ending}"));
    let ending = if has_ending {
        String::new()
    } else {
        format!(".{ending}")
    };
    format!("{name}/{}-{plain}{ending}", record.number)
}

/// The content of the first `title` element.
fn title_of(start: &[u8]) -> Option<String> {
    let mut source = start;
    let lines = TextLines::new(&mut source, declared_encoding).ok()?;
    let mut tokens = Tokens::new(lines.into_utf8(), Language::Html);
    let mut title: Option<String> = None;
    while let Some(token) = tokens.next_token().ok()? {
        match (token, &mut title) {
            (Token::Open { name, .. }, None) if name == "title" => title = Some(String::new()),
            (Token::Close { name }, Some(_)) if name == "title" => break,
            (Token::Text(text), Some(title)) => title.push_str(&text),
            _ => {}
        }
    }
    let words: Vec<&str> = title.as_ref()?.split_whitespace().collect();
    let joined: String = words.join(" ").chars().take(1024).collect();
    (!joined.is_empty()).then_some(joined)
}
