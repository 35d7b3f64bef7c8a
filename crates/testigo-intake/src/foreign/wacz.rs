//! WACZ (1.1.1): a zip with captures, a list of their pages, and a digest of each of its parts.
//!
//! One item for each page that the list names. What the package says of itself is checked in three
//! values: a digest holds, differs, or is absent; a signature holds for the key that came along,
//! fails, or could not be checked.

mod digests;
mod signature;

use super::Format;
use super::output::{Output, Stop};
use super::package::Package;
use super::warc::{self, Looked, Page, value};
use digests::Digests;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};

/// The list of pages.
const PAGES: &str = "pages/pages.jsonl";
const PAGES_MAX: usize = 200_000;
const LIST_BYTES_MAX: usize = 256 * 1024 * 1024;
/// One page with its text.
const LINE_BYTES_MAX: u64 = 16 * 1024 * 1024;
/// Pages that are kept in memory while the captures are looked through: of each its address and
/// title, and of its text so much.
const TEXT_CHARS_MAX: usize = 4096;

/// A line of `pages.jsonl` (section 5.2.3).
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Line {
    id: Option<serde_json::Value>,
    url: String,
    ts: Option<serde_json::Value>,
    title: Option<String>,
    text: Option<String>,
}

/// A page that the list names, and where its capture was found.
struct Listed {
    line: u64,
    id: String,
    url: String,
    /// As written: `2020-10-07T21:22:36Z`.
    time: String,
    title: String,
    text: String,
    /// The file and the number of the record; and whether it has the very time of the page.
    found: Option<(usize, u64, bool)>,
}

pub(super) fn read(package: &Package, output: &mut Output<'_>) -> Result<(), Stop> {
    if place_of(package, "datapackage.json").is_none() {
        return Err(Stop::not_this_format(Format::Wacz));
    }
    let digests = digests::check(package, output)?;
    let mut pages = read_list(package, output)?;
    let mut looked = BTreeMap::new();
    let mut by_address: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, page) in pages.iter().enumerate() {
        by_address.entry(page.url.clone()).or_default().push(place);
    }
    for (file, name) in package.names().iter().enumerate() {
        if !warc::is_warc(name) {
            continue;
        }
        let captures = warc::look_through(package, file, &mut |capture| {
            let places = by_address.get(capture.url);
            for place in places.into_iter().flatten() {
                if let Some(page) = pages.get_mut(*place) {
                    let is_same = seconds(capture.date) == seconds(&page.time);
                    // The first capture, unless another has the time of the page.
                    let is_better = page.found.is_none_or(|(.., exact)| is_same && !exact);
                    if is_better {
                        page.found = Some((file, capture.number, is_same));
                    }
                }
            }
            places.is_some()
        });
        warc::name_troubles(&captures, 0, name, output)?;
        looked.insert(file, captures);
    }
    for _ in &pages {
        output.next_row();
    }
    give_listed(package, &pages, &mut looked, &digests, output)
}

/// The part with exactly this path.
fn place_of(package: &Package, path: &str) -> Option<usize> {
    let names = package.names();
    names.binary_search_by(|name| name.as_str().cmp(path)).ok()
}

/// Up to the second, without what stands between its parts.
fn seconds(time: &str) -> String {
    time.chars().filter(char::is_ascii_digit).take(14).collect()
}

fn read_list(package: &Package, output: &mut Output<'_>) -> Result<Vec<Listed>, Stop> {
    let mut pages = Vec::new();
    let Some(place) = place_of(package, PAGES) else {
        output.trouble(0, "pages.jsonl", "", "pages_missing")?;
        return Ok(pages);
    };
    let mut source = BufReader::new(package.bytes(place)?);
    let mut bytes_left = LIST_BYTES_MAX;
    for line_number in 1.. {
        let mut line = Vec::new();
        if source
            .by_ref()
            .take(LINE_BYTES_MAX)
            .read_until(b'\n', &mut line)
            .is_err()
        {
            output.trouble(line_number, "pages.jsonl", "", "file_damaged")?;
            break;
        }
        if line.is_empty() {
            break;
        }
        bytes_left = bytes_left.saturating_sub(line.len());
        if pages.len() >= PAGES_MAX || bytes_left == 0 {
            output.trouble(line_number, "pages.jsonl", "", "more_pages")?;
            break;
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        match serde_json::from_slice::<Line>(&line) {
            Ok(found) if !found.url.is_empty() => pages.push(listed(line_number, found)),
            // The first line says what the list is.
            Ok(_) if line_number == 1 => {}
            Ok(_) | Err(_) => {
                let text = String::from_utf8_lossy(line.trim_ascii());
                output.trouble(line_number, "pages.jsonl", &text, "page_unreadable")?;
            }
        }
    }
    Ok(pages)
}

fn listed(line: u64, found: Line) -> Listed {
    let plain = |value: Option<serde_json::Value>| match value {
        Some(serde_json::Value::String(text)) => text,
        Some(serde_json::Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    Listed {
        line,
        id: plain(found.id),
        url: found.url,
        time: plain(found.ts),
        title: found.title.unwrap_or_default(),
        text: found
            .text
            .unwrap_or_default()
            .chars()
            .take(TEXT_CHARS_MAX)
            .collect(),
        found: None,
    }
}

fn give_listed(
    package: &Package,
    pages: &[Listed],
    looked: &mut BTreeMap<usize, Looked>,
    digests: &Digests,
    output: &mut Output<'_>,
) -> Result<(), Stop> {
    let mut by_record: BTreeMap<(usize, u64), (u64, &Listed)> = BTreeMap::new();
    for (row, page) in (1..).zip(pages) {
        match page.found {
            None => output.trouble(row, "url", &page.url, "page_not_captured")?,
            Some((file, number, _)) if by_record.contains_key(&(file, number)) => {
                output.trouble(row, "url", &page.url, "page_twice")?;
            }
            Some((file, number, _)) => {
                by_record.insert((file, number), (row, page));
            }
        }
    }
    for (file, captures) in looked.iter_mut() {
        captures
            .pages
            .retain(|number, _| by_record.contains_key(&(*file, *number)));
        let name = package.names().get(*file).map_or("", String::as_str);
        warc::give_pages(
            package,
            *file,
            name,
            captures,
            output,
            &mut |page, output, bytes| {
                let Some((row, listed)) = by_record.get(&(*file, page.number)) else {
                    return Ok(());
                };
                let page = described(page, listed, name, digests);
                output.piece(*row, page.path, bytes, page.about)
            },
        )?;
    }
    Ok(())
}

/// What the list says of a page, beside what its capture says.
fn described(mut page: Page, listed: &Listed, name: &str, digests: &Digests) -> Page {
    let values = &mut page.about.values;
    page.about.locator = format!("page {}", listed.line);
    if !listed.title.is_empty() {
        values.retain(|value| value.field != "title");
        values.push(value("title", "title", &listed.title));
    }
    if !listed.text.is_empty() {
        values.push(value("text", "description", &listed.text));
    }
    for (column, text) in [("ts", &listed.time), ("id", &listed.id)] {
        if !text.is_empty() {
            values.push(value(column, "capture", &format!("{column}: {text}")));
        }
    }
    // The digest of the file of captures binds the page as well as that of its record does.
    let stated = digests.of(name);
    let own = values.iter().position(|value| value.field == "condition");
    let own = own.map(|place| values.remove(place));
    let holds = |condition: &str| {
        let of_record = own.as_ref().is_some_and(
            |own| matches!(&own.said, crate::found::Said::Text(text) if text == condition),
        );
        of_record || stated == condition
    };
    let condition = ["digest_differs", "digest_holds"]
        .into_iter()
        .find(|known| holds(known));
    values.push(value("", "condition", condition.unwrap_or("digest_absent")));
    for signature in digests.signature_of(name) {
        values.push(value("", "condition", signature));
    }
    page
}
