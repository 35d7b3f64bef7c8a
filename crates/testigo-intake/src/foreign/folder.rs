//! Files with a sheet that describes them.
//!
//! - A row describes the file that it names (`MAP.toml`: `"header" = "path"`): what it says is said
//!   of the file itself, which makes no other record.
//! - A row whose file is not there becomes a `source`, of kind `recording` or `document` by the
//!   ending: the group has a description of something, and not the thing. So does a second row of
//!   the same file.
//! - Every file goes out, described or not.

use super::list::{self, List, find_table, is_table_name};
use super::output::{Output, Stop};
use super::package::{Package, file_name};
use super::values::Draft;
use super::{ForeignError, Format};
use crate::found::Found;
use crate::map::{Map, RowReader, guess_as, own_field};
use crate::table::Row;
use std::collections::{BTreeMap, BTreeSet};
use testigo_record::{field, fold};

/// Headers, folded, that name a file.
const FILE_HEADERS: [&str; 26] = [
    "file",
    "filename",
    "file name",
    "name of file",
    "path",
    "photo",
    "image",
    "picture",
    "video",
    "audio",
    "media",
    "document",
    "archivo",
    "nombre de archivo",
    "nombre del archivo",
    "fichero",
    "nombre del fichero",
    "ruta",
    "foto",
    "fotografia",
    "imagen",
    "documento",
    "grabacion",
    "medio",
    "nombre archivo",
    "attachment",
];
/// Names of sheets that are looked at first.
const SHEETS: [&str; 12] = [
    "index.csv",
    "index.xlsx",
    "index.ods",
    "indice.csv",
    "indice.xlsx",
    "indice.ods",
    "metadata.csv",
    "metadata.xlsx",
    "descripciones.csv",
    "descripciones.xlsx",
    "descriptions.csv",
    "descriptions.xlsx",
];
/// Tables of one package that are looked at to find the sheet.
const TABLES_MAX: usize = 20;
/// The field that says in a map which column names the file.
const FILE_FIELD: &str = "path";
/// Fields of a file that a source calls otherwise.
/// A title stays with whoever holds the file; the name of a source may go anywhere.
const OF_SOURCE: [(&str, &str); 2] = [("title", "x.private_title"), ("captured_at", "date")];
const RECORDING_ENDINGS: [&str; 16] = [
    "jpg", "jpeg", "png", "gif", "heic", "webp", "tif", "tiff", "mp4", "mov", "avi", "3gp", "mp3",
    "m4a", "ogg", "wav",
];

pub(super) fn read(
    package: &Package,
    map: Option<&Map>,
    output: &mut Output<'_>,
) -> Result<(), Stop> {
    let list = open_sheet(package, map, output)?;
    let (map, file_column) = match map {
        Some(map) => {
            let map = list.complete(map)?;
            let mut columns = map.columns.iter();
            let named = columns.find(|(_, target)| *target == FILE_FIELD);
            let column = named.map(|(header, _)| header.clone());
            (map, column)
        }
        None => guess(&list, output),
    };
    let Some(file_column) = file_column else {
        return Err(Stop::not_this_format(Format::Folder));
    };
    output.use_map(&map);
    let mut without_file = map.clone();
    without_file.columns.remove(&file_column);
    without_file.skip.push(file_column.clone());
    let missing = of_source(&without_file);
    let mut sheet = Sheet {
        of_file: RowReader::of_kind(without_file, "item").map_err(ForeignError::Map)?,
        of_missing: RowReader::of_kind(missing, "source").map_err(ForeignError::Map)?,
        file_column,
        by_stem: by_stem(package),
    };
    list.each_row(output, |header, row, output| {
        sheet.give(header, &row, output)
    })
}

/// The sheet: by its name, or the table whose rows name most files.
fn open_sheet(package: &Package, map: Option<&Map>, output: &Output<'_>) -> Result<List, Stop> {
    if let Some(place) = find_table(package, &SHEETS) {
        return Ok(List::open(package, place)?);
    }
    let mut best: Option<(usize, List)> = None;
    let tables = package
        .names()
        .iter()
        .enumerate()
        .filter(|(_, path)| is_table_name(path));
    for (place, _) in tables.take(TABLES_MAX) {
        let Ok(list) = List::open(package, place) else {
            continue;
        };
        let (guessed, column) = guess(&list, output);
        let has_columns = map.is_none_or(|map| {
            map.columns
                .keys()
                .all(|name| guessed.columns.contains_key(name))
        });
        let count = column.map_or(0, |column| named_files(&list, &column, output));
        if has_columns && count > best.as_ref().map_or(0, |(most, _)| *most) {
            best = Some((count, list));
        }
    }
    best.map(|(_, list)| list)
        .ok_or_else(|| Stop::not_this_format(Format::Folder))
}

/// How many rows of the sample name a file that is there.
fn named_files(list: &List, column: &str, output: &Output<'_>) -> usize {
    let place = list.header.iter().position(|name| name == column);
    let cells = list.sample.iter().filter_map(|row| row.cells.get(place?));
    cells.filter(|cell| output.is_there(cell)).count()
}

/// The map, and the column that names the file: the one whose cells do, else by its header.
fn guess(list: &List, output: &Output<'_>) -> (Map, Option<String>) {
    let mut map = guess_as("item", &list.header, &list.sample);
    let mut best: Option<(usize, &String)> = None;
    for header in &list.header {
        let by_header = usize::from(FILE_HEADERS.contains(&fold(header).as_str()));
        let weight = 2 * named_files(list, header, output) + by_header;
        if weight > best.map_or(0, |(most, _)| most) {
            best = Some((weight, header));
        }
    }
    let column = best.map(|(_, header)| header.clone());
    if let Some(column) = &column {
        map.columns.insert(column.clone(), FILE_FIELD.to_owned());
        map.key_column = map.key_column.filter(|key| key != column);
    }
    (map, column)
}

/// The same map for a source.
fn of_source(map: &Map) -> Map {
    let mut map = map.clone();
    for (header, target) in &mut map.columns {
        let renamed = OF_SOURCE.iter().find(|(name, _)| *name == target.as_str());
        *target = match renamed {
            Some((_, name)) => (*name).to_owned(),
            None if field("source", target).is_none() => own_field(header),
            None => continue,
        };
    }
    map.multiple.retain(|header, _| {
        let target = map.columns.get(header).map_or("", String::as_str);
        field("source", target).is_some_and(|found| found.multiple)
    });
    map
}

/// Name without its ending, in lower case, to the only part that has it.
fn by_stem(package: &Package) -> BTreeMap<String, Option<String>> {
    let mut found: BTreeMap<String, Option<String>> = BTreeMap::new();
    for path in package.names().iter().filter(|path| !list::is_shadow(path)) {
        let name = file_name(path).to_lowercase();
        if let Some((stem, _)) = name.rsplit_once('.') {
            found
                .entry(stem.to_owned())
                .and_modify(|only| *only = None)
                .or_insert_with(|| Some(path.clone()));
        }
    }
    found
}

struct Sheet {
    of_file: RowReader,
    of_missing: RowReader,
    file_column: String,
    by_stem: BTreeMap<String, Option<String>>,
}

impl Sheet {
    fn give(&mut self, header: &[String], row: &Row, output: &mut Output<'_>) -> Result<(), Stop> {
        let place = header.iter().position(|name| *name == self.file_column);
        let cell = place.and_then(|place| row.cells.get(place));
        let cell = cell.map_or("", |cell| cell.trim());
        let names = self.names(cell, output);
        let mapped = self.of_file.read(header, row);
        let locator = format!("row {}", row.number);
        let mut described = BTreeSet::new();
        for name in &names {
            let path = output.path_of(name, "").unwrap_or(name).to_owned();
            let key = format!("file:{path}");
            if output.is_known(&key) || !described.insert(path) {
                output.trouble(row.number, &self.file_column, name, "described_before")?;
                continue;
            }
            list::give_place(row.number, &locator, mapped.place.clone(), output)?;
            let about = Found {
                kind: "item",
                key,
                locator: locator.clone(),
                values: mapped.values.clone(),
            };
            output.file(row.number, name, about)?;
        }
        if !described.is_empty() {
            return Ok(());
        }
        if names.is_empty() {
            let code = if cell.is_empty() {
                "file_not_named"
            } else {
                "file_missing"
            };
            output.trouble(row.number, &self.file_column, cell, code)?;
        }
        self.give_missing(header, row, cell, output)
    }

    /// The files that a cell names and that are there: the whole cell, what `|`, `;` or `,` part in
    /// it, or a name without its ending.
    fn names(&self, cell: &str, output: &Output<'_>) -> Vec<String> {
        let found = |name: &str| {
            let name = name.trim();
            let by_stem = || {
                self.by_stem
                    .get(&file_name(name).to_lowercase())
                    .cloned()
                    .flatten()
            };
            if name.is_empty() {
                None
            } else if output.is_there(name) {
                Some(name.to_owned())
            } else {
                by_stem()
            }
        };
        if let Some(name) = found(cell) {
            return vec![name];
        }
        let parted = ['|', ';', ','].iter().map(|sign| {
            let pieces: Option<Vec<String>> = cell.split(*sign).map(found).collect();
            pieces.filter(|pieces| pieces.len() > 1)
        });
        parted.flatten().next().unwrap_or_default()
    }

    fn give_missing(
        &mut self,
        header: &[String],
        row: &Row,
        cell: &str,
        output: &mut Output<'_>,
    ) -> Result<(), Stop> {
        let mapped = self.of_missing.read(header, row);
        let ending = cell
            .rsplit_once('.')
            .map_or(String::new(), |(_, ending)| ending.to_lowercase());
        let is_recording = RECORDING_ENDINGS.contains(&ending.as_str());
        let kind = if is_recording {
            "recording"
        } else {
            "document"
        };
        let mut draft = Draft::of(Found {
            kind: "source",
            key: mapped.key,
            locator: format!("row {}", row.number),
            values: mapped.values,
        });
        draft.say("", "kind", kind);
        draft.say(&self.file_column, &own_field(&self.file_column), cell);
        output.record(row.number, draft.found)
    }
}
