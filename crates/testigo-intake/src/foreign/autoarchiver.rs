//! The sheet of auto-archiver, and what it saved.
//!
//! - A row is a `source` of kind `web`; its address is its key. The first column whose cells are
//!   addresses is the address, so a sheet may have no header row, or headers of any words.
//! - A cell that holds a Python value (a dict of what was found, a list of media) is read, and its
//!   parts stand under `header/part`.
//! - A saved file is found by the name that the row gives, or by the digest in its name; a stated
//!   SHA-256 is compared. Time stamps and web archives beside it are `as` proof of it.

mod literal;

use super::json::Json;
use super::list::{List, is_shadow, is_table_name};
use super::output::{Output, Stop, hex};
use super::package::{Package, file_name};
use super::values::Draft;
use super::{ForeignError, Format};
use crate::map::{Map, RowReader, guess_as, own_field};
use crate::table::Row;
use std::collections::BTreeMap;
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
const PROOF_ENDINGS: [&str; 5] = ["tsr", "ots", "wacz", "asc", "sig"];
/// Digits of a digest that stand in the name of a file.
const DIGITS_IN_NAME: usize = 24;
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

/// A file that a row names, with what the row says of it.
#[derive(Default)]
struct Saved {
    name: String,
    digest: String,
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
        let mut draft = Draft::new("source", "", &locator);
        draft.0.values = mapped.values;
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
        let url = draft.0.values.iter().find(|value| value.field == "url");
        let key = match (mapped.key, url.map(|value| &value.said)) {
            (key, _) if !key.is_empty() => key,
            (_, Some(crate::found::Said::Text(url))) => free_key(url, output),
            _ if saved.is_empty() => String::new(),
            _ => output.key_of_content(&row.cells),
        };
        key.clone_into(&mut draft.0.key);
        for one in &saved {
            if let Some(digest) = digest_text(&one.digest) {
                draft.say("hash", "x.other_digest", &digest);
            }
        }
        output.record(row.number, draft.0)?;
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

/// A column that says where something was saved, or its digest.
fn saved_of(header: &str, cell: &str) -> Option<Saved> {
    match fold(header).as_str() {
        "archive location" | "screenshot" | "thumbnail" | "wacz" | "filename" | "file" => {
            Some(Saved {
                name: name_in(cell),
                ..Saved::default()
            })
        }
        "hash" | "sha256" => Some(Saved {
            digest: cell.to_owned(),
            ..Saved::default()
        }),
        _ => None,
    }
}

/// The name of a file in an address or a path.
fn name_in(text: &str) -> String {
    let end = text.find(['?', '#']).unwrap_or(text.len());
    file_name(text.get(..end).unwrap_or(text).trim_end_matches('/')).to_owned()
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

/// `sha256:<digits>` of `SHA-256:<digits>` or of 64 digits alone.
fn digest_text(text: &str) -> Option<String> {
    let (name, digits) = text.split_once(':').unwrap_or(("sha256", text));
    let digits = digits.trim().to_lowercase();
    let is_hex = digits.len() >= 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let name = match name.trim().to_lowercase().as_str() {
        "sha-256" | "sha256" if digits.len() != 64 => return None,
        "sha-256" => "sha256".to_owned(),
        "sha-512" => "sha512".to_owned(),
        name => name.to_owned(),
    };
    is_hex.then(|| format!("{name}:{digits}"))
}

fn give_saved(row: u64, saved: &Saved, of: &str, output: &mut Output<'_>) -> Result<(), Stop> {
    let digest = digest_text(&saved.digest);
    let digits = digest
        .as_deref()
        .and_then(|text| text.strip_prefix("sha256:"));
    let by_name = output.path_of(&saved.name, "").map(str::to_owned);
    let by_digest = || {
        let start = digits?.get(..DIGITS_IN_NAME)?;
        output.path_with(start).map(str::to_owned)
    };
    let Some(path) = by_name.or_else(by_digest) else {
        // Where a sheet came alone, nothing was to be found beside it.
        let is_missing = !saved.name.is_empty() && output.has_parts();
        return if is_missing {
            output.trouble(row, "", &saved.name, "file_missing")
        } else {
            Ok(())
        };
    };
    let mut about = about_saved(&path, of);
    if let (Some(digest), Some(digits)) = (&digest, digits) {
        let holds = output
            .digest(&path)
            .is_some_and(|held| hex(&held) == digits);
        about.say(
            "hash",
            "condition",
            if holds {
                "digest_holds"
            } else {
                "digest_differs"
            },
        );
        if !holds {
            about.say("hash", "other_digest", digest);
            output.trouble(row, "hash", &saved.digest, "digest_differs")?;
        }
    } else if let Some(digest) = &digest {
        about.say("hash", "other_digest", digest);
    }
    output.file(row, &path, about.0)?;
    Ok(())
}

fn about_saved(path: &str, of: &str) -> Draft {
    let mut about = Draft::new("item", &format!("file:{path}"), "");
    about.refer("", "of", of);
    let role = if proof_ending(path).is_some() {
        "proof"
    } else {
        "attachment"
    };
    if !of.is_empty() {
        about.say("", "as", role);
    }
    about
}

fn proof_ending(path: &str) -> Option<&str> {
    let (_, ending) = path.rsplit_once('.')?;
    PROOF_ENDINGS
        .contains(&ending.to_lowercase().as_str())
        .then_some(ending)
}

/// The files that no row names: time stamps and web archives as proof of the file of the same name.
fn give_proofs(package: &Package, output: &mut Output<'_>) -> Result<(), Stop> {
    if package.is_single_file() {
        return Ok(());
    }
    let mut by_stem: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    for path in package.names().iter().map(String::as_str) {
        if is_shadow(path) || is_table_name(path) || proof_ending(path).is_some() {
            continue;
        }
        by_stem.insert(path, Some(path));
        if let Some((stem, _)) = path.rsplit_once('.') {
            by_stem
                .entry(stem)
                .and_modify(|only| *only = only.filter(|known| *known == path))
                .or_insert(Some(path));
        }
    }
    for path in package.names() {
        let ending = proof_ending(path);
        let stem = ending.and_then(|ending| path.strip_suffix(ending)?.strip_suffix('.'));
        let owner = stem.and_then(|stem| by_stem.get(stem).copied().flatten());
        let mut about = match ending {
            Some(_) => about_saved(
                path,
                &owner.map_or(String::new(), |path| format!("file:{path}")),
            ),
            None if by_stem.contains_key(path.as_str()) => about_saved(path, ""),
            None => continue,
        };
        if ending.is_some() && owner.is_none() {
            about.say("", "as", "proof");
        }
        output.file(0, path, about.0)?;
    }
    Ok(())
}
