//! A table inside a package: which part it is, its map, and its rows as records.

use super::output::{Output, Stop};
use super::package::{Package, file_name};
use super::{ForeignError, Format};
use crate::found::{Found, FoundValue, Said};
use crate::map::{Map, RowReader};
use crate::table::{Row, TableError, TableReader};
use std::collections::BTreeSet;

/// Rows looked at to guess a map.
const SAMPLE_ROWS: usize = 200;
const TABLE_ENDINGS: [&str; 5] = [".csv", ".tsv", ".xlsx", ".ods", ".txt"];
/// The endings of names that mean a file, at the most.
const ENDING_CHARS_MAX: usize = 5;

/// The part that is the table: that of one of these names, or the only one.
pub(super) fn find_table(package: &Package, preferred: &[&str]) -> Option<usize> {
    if package.is_single_file() {
        return Some(0);
    }
    let tables: Vec<usize> = package
        .names()
        .iter()
        .enumerate()
        .filter(|(_, path)| is_table_name(path))
        .map(|(place, _)| place)
        .collect();
    let name_of = |place: &usize| package.names().get(*place).map(|path| file_name(path));
    let named = tables.iter().find(|place| {
        name_of(place).is_some_and(|name| preferred.contains(&name.to_lowercase().as_str()))
    });
    match (named, tables.as_slice()) {
        (Some(place), _) | (None, [place]) => Some(*place),
        (None, _) => None,
    }
}

pub(super) fn is_table_name(path: &str) -> bool {
    let name = file_name(path).to_lowercase();
    !is_shadow(path) && TABLE_ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// What an Apple system adds to each file of a zip, and a spreadsheet program to an open one.
pub(super) fn is_shadow(path: &str) -> bool {
    let name = file_name(path);
    path.contains("__MACOSX/") || name.starts_with("._") || name.starts_with("~$")
}

/// Whether a text looks like the name of a file: something, a full stop, a short ending.
pub(super) fn is_file_name(text: &str) -> bool {
    let is_ending = |ending: &str| {
        let count = ending.chars().count();
        (1..=ENDING_CHARS_MAX).contains(&count) && ending.chars().all(char::is_alphanumeric)
    };
    !text.contains("://")
        && text
            .rsplit_once('.')
            .is_some_and(|(name, ending)| !name.is_empty() && is_ending(ending))
}

/// The columns of a given map that are of one level of records: that of the rows themselves, or
/// of what stands in them.
pub(super) fn part_of(
    given: &Map,
    headers: &BTreeSet<String>,
    guessed_kind: &str,
    is_top: bool,
) -> Map {
    let mut map = given.clone();
    map.list_column = None;
    let is_here = |header: &String| headers.contains(header);
    for table in [&mut map.columns, &mut map.multiple, &mut map.formats] {
        table.retain(|header, _| is_here(header));
    }
    map.key_column = map.key_column.filter(is_here);
    if !is_top || map.kind.is_none() {
        map.kind = Some(guessed_kind.to_owned());
    }
    map
}

/// A table whose first rows were looked at.
pub(super) struct List {
    /// What trouble with a whole row is told of: a sheet that is one of several, else nothing.
    pub(super) name: String,
    table: TableReader,
    pub(super) header: Vec<String>,
    pub(super) sample: Vec<Row>,
    failed: Vec<TableError>,
}

impl List {
    pub(super) fn open(package: &Package, place: usize) -> Result<Self, ForeignError> {
        Self::of(package.table(place)?)
    }

    pub(super) fn of(mut table: TableReader) -> Result<Self, ForeignError> {
        let (mut sample, mut failed) = (Vec::new(), Vec::new());
        while sample.len() + failed.len() < SAMPLE_ROWS {
            match table.next_row() {
                Some(Ok(row)) => sample.push(row),
                Some(Err(error @ TableError::Row { .. })) => failed.push(error),
                Some(Err(error)) => return Err(ForeignError::Table(error)),
                None => break,
            }
        }
        Ok(Self {
            name: String::new(),
            // A row with more cells than the header names further columns.
            header: table.header().to_vec(),
            table,
            sample,
            failed,
        })
    }

    /// The row that the header is made of.
    pub(super) fn first_row(&self) -> &Row {
        self.table.first_row()
    }

    /// The given map, completed by formats that are clear; it must fit.
    pub(super) fn complete(&self, map: &Map) -> Result<Map, ForeignError> {
        let mut map = map.clone();
        map.list_column = None;
        let mut named = map.columns.keys().chain(&map.key_column);
        if let Some(header) = named.find(|name| !self.header.contains(name)) {
            return Err(ForeignError::NoSuchColumn {
                header: header.clone(),
            });
        }
        map.add_clear_formats(&self.header, &self.sample);
        Ok(map)
    }

    /// Visits each row with the header as it is by then; rows that cannot be read are named.
    pub(super) fn each_row(
        self,
        output: &mut Output<'_>,
        mut visit: impl FnMut(&[String], Row, &mut Output<'_>) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        let Self {
            name,
            mut table,
            sample,
            failed,
            ..
        } = self;
        for trouble in table.troubles() {
            output.trouble(trouble.row, &trouble.column, &trouble.value, trouble.code)?;
        }
        let first = sample
            .into_iter()
            .map(Ok)
            .chain(failed.into_iter().map(Err));
        let header = table.header().to_vec();
        for next in first {
            visit_row(next, &name, &header, output, &mut visit)?;
        }
        while let Some(next) = table.next_row() {
            visit_row(next, &name, table.header(), output, &mut visit)?;
        }
        Ok(())
    }
}

fn visit_row(
    next: Result<Row, TableError>,
    name: &str,
    header: &[String],
    output: &mut Output<'_>,
    visit: &mut impl FnMut(&[String], Row, &mut Output<'_>) -> Result<(), Stop>,
) -> Result<(), Stop> {
    match next {
        Ok(row) => {
            output.next_row();
            if let Some(problem) = row.problem {
                let line = row.cells.join(" ");
                output.trouble(row.number, name, line.trim(), problem.code())?;
            }
            visit(header, row, output)
        }
        Err(TableError::Row { number, problem }) => {
            output.trouble(number, name, "", problem.code())
        }
        Err(error) => Err(Stop::Failed(ForeignError::Table(error))),
    }
}

/// A row as a record, after the place that it speaks of, and before the files that it names.
pub(super) fn give_row(
    reader: &mut RowReader,
    header: &[String],
    row: &Row,
    files: &[(String, String)],
    output: &mut Output<'_>,
) -> Result<(), Stop> {
    let mapped = reader.read(header, row);
    let locator = format!("row {}", row.number);
    give_place(row.number, &locator, mapped.place, output)?;
    let mut key = mapped.key;
    if key.is_empty() && !files.is_empty() {
        key = output.key_of_content(&row.cells);
    }
    let owner = key.clone();
    let found = Found {
        kind: reader.kind(),
        key,
        locator,
        values: mapped.values,
    };
    output.record(row.number, found)?;
    for (column, name) in files {
        give_attachment(row.number, column, name, &owner, output)?;
    }
    Ok(())
}

/// The place whose coordinates a row states, once.
pub(super) fn give_place(
    row: u64,
    locator: &str,
    place: Option<Found>,
    output: &mut Output<'_>,
) -> Result<(), Stop> {
    match place {
        Some(mut place) if !output.is_known(&place.key) => {
            locator.clone_into(&mut place.locator);
            output.record(row, place)
        }
        Some(_) | None => Ok(()),
    }
}

/// Says that a record stands in another: an entry in its incident, anything else as a part.
pub(super) fn link(
    column: &str,
    (kind, parent_kind): (&str, &str),
    parent: &str,
    values: &mut Vec<FoundValue>,
) {
    let field = match (kind, parent_kind) {
        ("entry", "incident") => "incident",
        ("entry" | "incident", _) => "part_of",
        _ => "x.part_of",
    };
    // A map may have given the field to a column.
    let is_taken = values.iter().any(|value| value.field == field);
    values.push(FoundValue {
        column: column.to_owned(),
        field: if is_taken { "x.part_of" } else { field }.to_owned(),
        said: Said::Refers(parent.to_owned()),
    });
}

/// The file that a value names, as an attachment of a record; one that is not there is named.
pub(super) fn give_attachment(
    row: u64,
    column: &str,
    name: &str,
    owner: &str,
    output: &mut Output<'_>,
) -> Result<(), Stop> {
    if !output.file(row, name, attachment(column, owner))? {
        output.trouble(row, column, name, "attachment_missing")?;
    }
    Ok(())
}

/// What is said of a file that belongs to a record.
pub(super) fn attachment(column: &str, owner: &str) -> Found {
    let say = |field: &str, said| FoundValue {
        column: column.to_owned(),
        field: field.to_owned(),
        said,
    };
    let mut values = Vec::new();
    if !owner.is_empty() {
        values.push(say("of", Said::Refers(owner.to_owned())));
        values.push(say("as", Said::Text("attachment".to_owned())));
    }
    Found {
        kind: "item",
        values,
        ..Found::default()
    }
}

/// The only table of the package, or none of this format.
pub(super) fn open_list(
    package: &Package,
    preferred: &[&str],
    format: Format,
) -> Result<List, Stop> {
    let place = find_table(package, preferred).ok_or_else(|| Stop::not_this_format(format))?;
    Ok(List::open(package, place)?)
}
