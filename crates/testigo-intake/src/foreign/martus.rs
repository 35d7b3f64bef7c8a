//! Bulletins of Martus as XML, with the files that they name beside them.
//!
//! - A bulletin is an `incident`; each line of a grid is a record of its own (an `entry` where a
//!   column names a person) that refers to it.
//! - `Simple:` and `Range:` dates become EDTF, ticks `yes` and `no`; a field is called by its
//!   label, or by its tag where it has none.
//! - What stands in the private section is kept under `x.private_...`, never under a field that
//!   also holds public words.

mod bulletin;

use super::list::{self, attachment};
use super::output::{Output, Stop};
use super::package::{Package, file_name};
use super::{ForeignError, Format};
use crate::found::{Found, FoundValue, Said};
use crate::map::{Map, RowReader, guess_as, guess_foreign, own_field};
use bulletin::{Bulletin, Bulletins, Field, Grid};
use std::collections::{BTreeMap, BTreeSet};
use testigo_record::Date;

/// The fields that every bulletin has, as far as the vocabulary has them.
const STANDARD: [(&str, &str); 4] = [
    ("title", "title"),
    ("location", "place"),
    ("eventdate", "date"),
    ("publicinfo", "narrative"),
];
/// Standard tags whose words are no header of the vocabulary.
const STANDARD_OWN: [&str; 7] = [
    "language",
    "author",
    "organization",
    "keywords",
    "entrydate",
    "summary",
    "privateinfo",
];
const COLUMNS_MAX: usize = 16_384;

pub(super) fn read(
    package: &Package,
    map: Option<&Map>,
    output: &mut Output<'_>,
) -> Result<(), Stop> {
    let parts: Vec<usize> = if package.is_single_file() {
        vec![0]
    } else {
        let named = package.names().iter().enumerate();
        let is_xml = |path: &str| path.to_lowercase().ends_with(".xml") && !list::is_shadow(path);
        named
            .filter(|(_, path)| is_xml(path))
            .map(|(place, _)| place)
            .collect()
    };
    let mut columns = Columns::default();
    for place in &parts {
        let mut bulletins = Bulletins::new(package.bytes(*place)?);
        while let Some(bulletin) = bulletins.next_bulletin()? {
            columns.take_up(&bulletin);
        }
    }
    if !columns.has_bulletin {
        return Err(Stop::not_this_format(Format::Martus));
    }
    let (mut readers, shown) = columns.readers(map)?;
    output.use_map(&shown);
    for place in parts {
        let mut bulletins = Bulletins::new(package.bytes(place)?);
        while let Some(bulletin) = bulletins.next_bulletin()? {
            give(&bulletin, &mut readers, output)?;
        }
    }
    Ok(())
}

/// The readers by grid; the empty one is for the bulletins themselves.
type Readers = BTreeMap<String, RowReader>;

fn give(bulletin: &Bulletin, readers: &mut Readers, output: &mut Output<'_>) -> Result<(), Stop> {
    let row = output.next_row();
    if bulletin.is_too_large {
        output.trouble(row, "", &bulletin.local_id, "bulletin_too_large")?;
    }
    let locator = format!("bulletin {row}");
    let Some(reader) = readers.get_mut("") else {
        return Ok(());
    };
    let cells: Vec<(&str, String)> = bulletin
        .fields
        .iter()
        .map(|field| (field.header.as_str(), text_of(&field.kind, &field.text)))
        .collect();
    let pairs = cells.iter().map(|(header, text)| (*header, text.as_str()));
    let mapped = reader.read_cells(pairs);
    let mut values = mapped.values;
    for named in &bulletin.attachments {
        values.push(FoundValue {
            column: named.column.clone(),
            field: if named.is_private {
                "x.private_attachment"
            } else {
                "x.attachment"
            }
            .to_owned(),
            said: Said::Text(named.name.clone()),
        });
    }
    let stated = if mapped.key.is_empty() {
        bulletin.local_id.clone()
    } else {
        mapped.key
    };
    let has_more = !bulletin.attachments.is_empty() || !bulletin.grids.is_empty();
    let key = if stated.is_empty() && has_more {
        let texts: Vec<String> = cells.into_iter().map(|(_, text)| text).collect();
        output.key_of_content(&texts)
    } else {
        stated
    };
    let kind = reader.kind();
    list::give_place(row, &locator, mapped.place, output)?;
    let found = Found {
        kind,
        key: key.clone(),
        locator: locator.clone(),
        values,
    };
    output.record(row, found)?;
    for grid in &bulletin.grids {
        give_grid(row, grid, (kind, &key), readers, output)?;
    }
    for named in &bulletin.attachments {
        let about = attachment(&named.column, &key);
        // The tool that writes bulletins from tables marks names of files by these signs.
        let plain = named.name.trim_start_matches('$');
        let name = [named.name.as_str(), plain]
            .into_iter()
            .find(|name| output.is_there(name));
        match name {
            Some(name) => drop(output.file(row, name, about)?),
            None => output.trouble(row, &named.column, &named.name, "attachment_missing")?,
        }
    }
    Ok(())
}

fn give_grid(
    row: u64,
    grid: &Grid,
    (parent_kind, parent): (&str, &str),
    readers: &mut Readers,
    output: &mut Output<'_>,
) -> Result<(), Stop> {
    let Some(reader) = readers.get_mut(&grid.header) else {
        return Ok(());
    };
    for (number, line) in (1..).zip(&grid.lines) {
        let cells: Vec<(&str, String)> = grid
            .columns
            .iter()
            .zip(line)
            .map(|(column, cell)| (column.header.as_str(), text_of(&column.kind, cell)))
            .collect();
        let extra = line.get(grid.columns.len()..).unwrap_or_default();
        for cell in extra.iter().filter(|cell| !cell.trim().is_empty()) {
            output.trouble(row, &grid.header, cell, "column_unknown")?;
        }
        let pairs = cells.iter().map(|(header, text)| (*header, text.as_str()));
        let mapped = reader.read_cells(pairs);
        if mapped.values.is_empty() {
            continue;
        }
        let locator = format!("bulletin {row}, {} {number}", grid.tag);
        list::give_place(row, &locator, mapped.place, output)?;
        let mut values = mapped.values;
        list::link(
            &grid.header,
            (reader.kind(), parent_kind),
            parent,
            &mut values,
        );
        let found = Found {
            kind: reader.kind(),
            key: format!("{parent}/{}[{number}]", grid.tag),
            locator,
            values,
        };
        output.record(row, found)?;
    }
    Ok(())
}

/// A value in the form that fields read: dates as EDTF, ticks in words.
fn text_of(kind: &str, text: &str) -> String {
    let text = text.trim();
    let date = match kind {
        "DATE" | "DATERANGE" => text
            .strip_prefix("Simple:")
            .or_else(|| text.strip_prefix("Range:"))
            .map(|dates| match dates.split_once(',') {
                Some((from, to)) if from == to => from.to_owned(),
                Some((from, to)) => format!("{from}/{to}"),
                None => dates.to_owned(),
            })
            .filter(|date| Date::parse(date).is_some()),
        _ => None,
    };
    match (kind, text) {
        ("BOOLEAN", "1") => "yes".to_owned(),
        ("BOOLEAN", "0") => "no".to_owned(),
        _ => date.unwrap_or_else(|| text.to_owned()),
    }
}

/// The columns of all bulletins, and of their grids.
#[derive(Default)]
struct Columns {
    has_bulletin: bool,
    fields: Vec<Field>,
    grids: BTreeMap<String, Vec<String>>,
    known: BTreeSet<String>,
}

impl Columns {
    fn take_up(&mut self, bulletin: &Bulletin) {
        self.has_bulletin = true;
        for field in &bulletin.fields {
            if self.known.len() < COLUMNS_MAX && self.known.insert(field.header.clone()) {
                self.fields.push(Field {
                    text: String::new(),
                    ..field.clone()
                });
            }
        }
        for grid in &bulletin.grids {
            if self.known.len() < COLUMNS_MAX {
                let headers = self.grids.entry(grid.header.clone()).or_default();
                for column in &grid.columns {
                    if self.known.insert(column.header.clone()) {
                        headers.push(column.header.clone());
                    }
                }
            }
        }
    }

    fn readers(&self, given: Option<&Map>) -> Result<(Readers, Map), Stop> {
        let mut readers = BTreeMap::new();
        let mut shown = given.cloned().unwrap_or_default();
        let top: Vec<String> = self
            .fields
            .iter()
            .map(|field| field.header.clone())
            .collect();
        let mut levels = vec![("", top, self.guess())];
        for (grid, headers) in &self.grids {
            levels.push((grid, headers.clone(), guess_grid(headers)));
        }
        for (level, headers, guessed) in levels {
            let headers: BTreeSet<String> = headers.into_iter().collect();
            let map = match given {
                Some(given) => list::part_of(given, &headers, guessed.row_kind(), level.is_empty()),
                None => guessed,
            };
            if level.is_empty() {
                shown.kind.clone_from(&map.kind);
            }
            shown.columns.extend(map.columns.clone());
            let reader = RowReader::new(map).map_err(ForeignError::Map)?;
            readers.insert(level.to_owned(), reader);
        }
        Ok((readers, shown))
    }

    fn guess(&self) -> Map {
        let words: Vec<String> = self
            .fields
            .iter()
            .map(|field| {
                if STANDARD_OWN.contains(&field.tag.as_str()) {
                    format!("standard: {}", field.header)
                } else {
                    field.header.clone()
                }
            })
            .collect();
        let mut guessed = guess_as("incident", &words, &[]);
        let mut map = Map {
            kind: Some("incident".to_owned()),
            ..Map::default()
        };
        let present: BTreeSet<&str> = self.fields.iter().map(|field| field.tag.as_str()).collect();
        for (field, word) in self.fields.iter().zip(&words) {
            let standard = STANDARD.iter().find(|(tag, _)| *tag == field.tag);
            let guess = guessed.columns.remove(word).unwrap_or_default();
            // The standard fields come first, whatever others are called.
            let is_taken = STANDARD
                .iter()
                .any(|(tag, name)| present.contains(tag) && *name == guess);
            let target = match standard {
                _ if field.is_private => own_field(&format!("private {}", field.header)),
                Some((_, name)) => (*name).to_owned(),
                None if is_taken || guess.starts_with("x.") => own_field(&field.header),
                None => guess,
            };
            map.columns.insert(field.header.clone(), target);
        }
        map
    }
}

fn guess_grid(headers: &[String]) -> Map {
    let words: Vec<String> = headers
        .iter()
        .map(|header| file_name(header).to_owned())
        .collect();
    let mut guessed = guess_foreign(&words, &[]);
    let columns = headers.iter().zip(&words).map(|(header, word)| {
        let field = guessed.columns.get(word).cloned();
        (header.clone(), field.unwrap_or_else(|| own_field(word)))
    });
    Map {
        columns: columns.collect(),
        kind: guessed.kind.take(),
        ..Map::default()
    }
}
