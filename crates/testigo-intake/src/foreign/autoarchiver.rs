//! The sheet of auto-archiver, and what it saved.
//!
//! - A row is a `source` of kind `web`; its address is its key. The first column whose cells are
//!   addresses is the address, so a sheet may have no header row, or headers of any words.
//! - A cell that holds a Python value (a dict of what was found, a list of media) is read, and its
//!   parts stand under `header/part`.
//! - A saved file is found by the name that the row gives, or by the digest in its name; a stated
//!   SHA-256 is compared. Time stamps and web archives beside it are `as` proof of it.

mod literal;
mod saved;

use super::json::Json;
use super::list::{List, is_table_name};
use super::output::{Output, Stop};
use super::package::Package;
use super::values::Draft;
use super::{ForeignError, Format};
use crate::found::{Found, Said};
use crate::map::{Map, RowReader, guess_as, own_field};
use crate::table::Row;
use saved::{Saved, digest_text, give_proofs, give_saved, name_in, saved_of};
use testigo_record::{Date, fold};

/// Headers and names of parts, folded, and the field of a source that they mean.
const FIELDS: [(&str, &str); 16] = [
    ("link", "url"),
    ("url", "url"),
    ("enlace", "url"),
    ("upload title", "name"),
    ("title", "name"),
    ("titulo", "name"),
    ("upload timestamp", "date"),
    ("timestamp", "date"),
    ("date", "date"),
    ("fecha", "date"),
    ("text content", "description"),
    ("content", "description"),
    ("text", "description"),
    ("author", "author"),
    ("uploader", "author"),
    ("language", "language"),
];
/// The same address so often has keys of its own.
const SAME_ADDRESS_MAX: usize = 100;
const DEPTH_MAX: usize = 16;

pub(super) fn read(
    package: &Package,
    map: Option<&Map>,
    output: &mut Output<'_>,
) -> Result<(), Stop> {
    let named = package.names().iter().enumerate();
    let tables: Vec<usize> = named
        .filter(|(_, path)| package.is_single_file() || is_table_name(path))
        .map(|(place, _)| place)
        .collect();
    let mut has_sheet = false;
    for place in tables {
        let list = match List::open(package, place) {
            Ok(list) => list,
            Err(error) if package.is_single_file() => return Err(Stop::Failed(error)),
            Err(_) => continue,
        };
        has_sheet |= read_sheet(list, map, output)?;
    }
    if !has_sheet {
        return Err(Stop::not_this_format(Format::AutoArchiver));
    }
    give_proofs(package, output)
}

/// Whether it was a sheet of addresses.
fn read_sheet(list: List, map: Option<&Map>, output: &mut Output<'_>) -> Result<bool, Stop> {
    let first = list.first_row().clone();
    let without_header = first.cells.iter().any(|cell| is_address(cell));
    let header: Vec<String> = if without_header {
        let width = list.header.len();
        (1..=width)
            .map(|number| format!("column {number}"))
            .collect()
    } else {
        list.header.clone()
    };
    let extra = without_header.then_some(&first);
    let Some(map) = map.cloned().or_else(|| guess(&header, &list.sample, extra)) else {
        return Ok(false);
    };
    output.use_map(&map);
    let mut sheet = Sheet {
        reader: RowReader::of_kind(map, "source").map_err(ForeignError::Map)?,
        header,
    };
    if without_header {
        output.next_row();
        sheet.give(&first, output)?;
    }
    list.each_row(output, |header, row, output| {
        if !without_header {
            sheet.header = header.to_vec();
        }
        sheet.give(&row, output)
    })?;
    Ok(true)
}

/// None without a column of addresses.
fn guess(header: &[String], sample: &[Row], first: Option<&Row>) -> Option<Map> {
    let mut map = guess_as("source", header, sample);
    map.key_column = None;
    let mut address = None;
    let mut has_values = false;
    for (place, name) in header.iter().enumerate() {
        let cells = sample
            .iter()
            .chain(first)
            .filter_map(|row| row.cells.get(place));
        let mut cells = cells.filter(|cell| !cell.trim().is_empty()).peekable();
        has_values |= cells.peek().is_some_and(|cell| is_literal(cell));
        let is_all = cells.peek().is_some() && cells.all(|cell| is_address(cell));
        let means_address = field_of(name) == Some("url");
        if is_all && (address.is_none() || means_address) {
            address = Some(name);
        }
    }
    let mut taken = Vec::new();
    for name in header {
        let field = field_of(name).filter(|field| *field != "url" && !taken.contains(field));
        taken.extend(field);
        let target = match field {
            Some(field) => field.to_owned(),
            None if Some(name) == address => "url".to_owned(),
            None => own_field(name),
        };
        map.columns.insert(name.clone(), target);
    }
    (address.is_some() || has_values).then_some(map)
}

fn field_of(header: &str) -> Option<&'static str> {
    let folded = fold(header);
    let found = FIELDS.iter().find(|(known, _)| *known == folded);
    found.map(|(_, field)| *field)
}

fn is_address(cell: &str) -> bool {
    let cell = cell.trim();
    ["http://", "https://"]
        .iter()
        .any(|start| cell.starts_with(start))
}

fn is_literal(cell: &str) -> bool {
    let cell = cell.trim();
    cell.starts_with(['{', '[']) && literal::parse(cell).is_some()
}

struct Sheet {
    reader: RowReader,
    header: Vec<String>,
}

impl Sheet {
    fn give(&mut self, row: &Row, output: &mut Output<'_>) -> Result<(), Stop> {
        let mut plain: Vec<(&str, &str)> = Vec::new();
        let mut parts: Vec<(String, String)> = Vec::new();
        let mut saved: Vec<Saved> = Vec::new();
        for (header, cell) in self.header.iter().zip(&row.cells) {
            let cell = cell.trim();
            let value = cell
                .starts_with(['{', '['])
                .then(|| literal::parse(cell))
                .flatten();
            match value {
                Some(value) => flatten(header, &value, DEPTH_MAX, &mut parts, &mut saved),
                None if cell == "None" => {}
                None => {
                    saved.extend(saved_of(header, cell));
                    plain.push((header, cell));
                }
            }
        }
        let mapped = self.reader.read_cells(plain.into_iter());
        let locator = format!("row {}", row.number);
        let mut draft = Draft::of(Found {
            kind: "source",
            locator,
            values: mapped.values,
            ..Found::default()
        });
        draft.say("", "kind", "web");
        for (path, text) in &parts {
            let name = field_of(path.rsplit_once('/').map_or("", |(_, last)| last));
            let text = if name == Some("date") {
                day_of(text)
            } else {
                text
            };
            draft.say(path, name.unwrap_or_default(), text);
        }
        let url = draft.found.values.iter().find(|value| value.field == "url");
        let key = match (mapped.key, url.map(|value| &value.said)) {
            (key, _) if !key.is_empty() => key,
            (_, Some(Said::Text(url))) => free_key(url, output),
            _ if saved.is_empty() => String::new(),
            _ => output.key_of_content(&row.cells),
        };
        key.clone_into(&mut draft.found.key);
        for one in &saved {
            if let Some(digest) = digest_text(&one.digest) {
                draft.say("hash", "x.other_digest", &digest);
            }
        }
        output.record(row.number, draft.found)?;
        for one in &saved {
            give_saved(row.number, one, &key, output)?;
        }
        Ok(())
    }
}

/// The address, with a number where it came before.
fn free_key(url: &str, output: &Output<'_>) -> String {
    let mut keys = (1..=SAME_ADDRESS_MAX).map(|count| match count {
        1 => url.to_owned(),
        _ => format!("{url}#{count}"),
    });
    keys.find(|key| !output.is_known(key)).unwrap_or_default()
}

/// `2024-03-01` of a moment.
fn day_of(text: &str) -> &str {
    let day = text.get(..10).unwrap_or(text);
    if Date::parse(day).is_some() {
        day
    } else {
        text
    }
}

/// The parts of a value as `header/part`, and the media in it.
fn flatten(
    path: &str,
    value: &Json,
    depth: usize,
    parts: &mut Vec<(String, String)>,
    saved: &mut Vec<Saved>,
) {
    if depth == 0 {
        return;
    }
    if let Some(name) = value.get("filename").and_then(Json::text) {
        let digest = value
            .get("properties")
            .and_then(|all| all.get("hash")?.text());
        saved.push(Saved {
            name: name_in(&name),
            digest: digest.unwrap_or_default(),
        });
    }
    for one in value.list() {
        flatten(path, one, depth - 1, parts, saved);
    }
    for (name, inner) in value.members() {
        flatten(&format!("{path}/{name}"), inner, depth - 1, parts, saved);
    }
    parts.extend(value.text().map(|text| (path.to_owned(), text)));
}
