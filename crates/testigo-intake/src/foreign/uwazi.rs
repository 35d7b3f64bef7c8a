//! Uwazi's CSV, alone or beside its files.
//!
//! A row is an `entry` where a column names a person, else an `incident`. Its marks:
//!
//! - the column `id` says which entity a row is;
//! - `|` stands between several values, or between the coordinates of a place, or between the
//!   words of a link and its address;
//! - `Parent::Child` is a term under its group: in a field with codes the term counts;
//! - dates `from:to` and `from~to` are ranges;
//! - `title__en` is the title in English: the first language of a property is the property, a
//!   further one a field `x.title_en` of its own;
//! - a relationship names other rows by their titles, and stays text.

use super::claims;
use super::list::{self, List, is_file_name};
use super::output::{Output, Stop};
use super::package::Package;
use super::{ForeignError, Format};
use crate::map::{Map, RowReader, guess_foreign, own_field, read_cell};
use crate::table::Row;
use std::collections::{BTreeMap, BTreeSet};
use testigo_record::{FieldDefinition, Type, fold};

/// Headers, folded, of columns that name files.
const FILE_HEADERS: [&str; 22] = [
    "file",
    "files",
    "document",
    "documents",
    "attachment",
    "attachments",
    "image",
    "images",
    "photo",
    "photos",
    "media",
    "video",
    "audio",
    "archivo",
    "archivos",
    "documento",
    "documentos",
    "adjunto",
    "adjuntos",
    "imagen",
    "foto",
    "fotos",
];

pub(super) fn read(
    package: &Package,
    map: Option<&Map>,
    output: &mut Output<'_>,
) -> Result<(), Stop> {
    if claims::read_table(package, output)? {
        return Ok(());
    }
    let list = list::open_list(package, &["import.csv"], Format::Uwazi)?;
    let map = match map {
        Some(map) => list.complete(map)?,
        None => guess(&list),
    };
    output.use_map(&map);
    let mut reader = RowReader::new(map).map_err(ForeignError::Map)?;
    list.each_row(output, |header, mut row, output| {
        let files = files_of(header, &row, output);
        for (name, cell) in header.iter().zip(&mut row.cells) {
            if let Some(definition) = reader.definition(name) {
                *cell = without_marks(reader.map(), name, definition, cell);
            }
        }
        list::give_row(&mut reader, header, &row, &files, output)
    })
}

/// Header and name of the files that a row names.
fn files_of(header: &[String], row: &Row, output: &Output<'_>) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (name, cell) in header.iter().zip(&row.cells) {
        let says_file = FILE_HEADERS.contains(&fold(name).as_str());
        for piece in cell.split('|').map(str::trim) {
            let is_named = says_file && is_file_name(piece);
            if !piece.is_empty() && (is_named || output.has_part(piece)) {
                found.push((name.clone(), piece.to_owned()));
            }
        }
    }
    found
}

/// A cell as its field has it: the term of a group, and a range as EDTF.
fn without_marks(map: &Map, header: &str, definition: &FieldDefinition, cell: &str) -> String {
    match definition.value {
        Type::Code { .. } => {
            let child = cell.rsplit_once("::").map_or(cell, |(_, child)| child);
            child.trim().to_owned()
        }
        Type::Date => range(map, header, definition, cell).unwrap_or_else(|| cell.to_owned()),
        Type::Text
        | Type::Label
        | Type::Name
        | Type::Identifier
        | Type::Place
        | Type::Quantity
        | Type::Number
        | Type::Reference => cell.to_owned(),
    }
}

/// `from~to` or `from:to` where both are dates, or one is and the other empty.
fn range(map: &Map, header: &str, definition: &FieldDefinition, cell: &str) -> Option<String> {
    let (from, to) = cell.split_once('~').or_else(|| cell.split_once(':'))?;
    let read = |text: &str| match text.trim() {
        "" => Some("..".to_owned()),
        text => read_cell(map, header, definition, text).ok(),
    };
    let (from, to) = (read(from)?, read(to)?);
    match (from.as_str(), to.as_str()) {
        ("..", "..") => None,
        (from, to) if from == to => Some(from.to_owned()),
        (from, to) => Some(format!("{from}/{to}")),
    }
}

/// The map that headers and marks suggest.
fn guess(list: &List) -> Map {
    let plain = without_languages(&list.header);
    let mut map = guess_foreign(&plain, &list.sample);
    let renamed: BTreeMap<&String, &String> = plain.iter().zip(&list.header).collect();
    let rename = |name: &String| renamed.get(name).map_or(name, |name| *name).clone();
    for table in [&mut map.columns, &mut map.formats] {
        *table = std::mem::take(table)
            .into_iter()
            .map(|(name, value)| (rename(&name), value))
            .collect();
    }
    let id = list.header.iter().find(|name| fold(name) == "id");
    map.key_column = id.cloned().or(map.key_column.as_ref().map(rename));
    let mut has_place = false;
    for (place, header) in list.header.iter().enumerate() {
        let cells: Vec<&str> = list
            .sample
            .iter()
            .filter_map(|row| row.cells.get(place))
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty())
            .collect();
        let own = own_field(header);
        let is_own = map
            .columns
            .get(header)
            .is_some_and(|field| field.starts_with("x."));
        let may_repeat = map
            .field_of(header)
            .and_then(|name| testigo_record::field(map.row_kind(), &name))
            .is_some_and(|definition| definition.multiple);
        let marked: Vec<&str> = cells
            .iter()
            .filter(|cell| cell.contains('|'))
            .copied()
            .collect();
        if marked.is_empty() {
            continue;
        }
        if is_own && !has_place && cells.iter().all(|cell| is_coordinates(cell)) {
            has_place = true;
            map.columns.insert(header.clone(), "lat|lon".to_owned());
        } else if is_own && marked.iter().all(|cell| is_link(cell)) {
            map.columns
                .insert(header.clone(), format!("{own}|{own}_url"));
        } else if may_repeat {
            map.multiple.insert(header.clone(), "|".to_owned());
        }
    }
    map
}

/// The headers, that of a property's first language without its mark.
fn without_languages(header: &[String]) -> Vec<String> {
    let mut taken: BTreeSet<String> = header.iter().cloned().collect();
    header
        .iter()
        .map(|name| match language_of(name) {
            Some((property, _)) if taken.insert(property.to_owned()) => property.to_owned(),
            Some(_) | None => name.clone(),
        })
        .collect()
}

/// A property and its language: `title__es`.
fn language_of(header: &str) -> Option<(&str, &str)> {
    let (property, language) = header.rsplit_once("__")?;
    let is_language =
        matches!(language.len(), 2 | 3) && language.bytes().all(|byte| byte.is_ascii_lowercase());
    (is_language && !property.trim().is_empty()).then_some((property.trim_end(), language))
}

fn is_coordinates(cell: &str) -> bool {
    let within = |text: &str, most: f64| {
        let number: Result<f64, _> = text.trim().parse();
        number.is_ok_and(|number| number.abs() <= most)
    };
    cell.split_once('|')
        .is_some_and(|(lat, lon)| within(lat, 90.0) && within(lon, 180.0))
}

fn is_link(cell: &str) -> bool {
    let (label, address) = cell.split_once('|').unwrap_or_default();
    let address = address.trim();
    !label.trim().is_empty()
        && !address.contains('|')
        && (address.starts_with("https://") || address.starts_with("http://"))
}
