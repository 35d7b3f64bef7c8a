//! The workbook that a server exports: submissions on one sheet, and the elements of each repeated
//! group on a sheet of its own, where `_parent_table_name` and `_parent_index` name the row that
//! each stands in, and `_submission__uuid` or `_submission__id` its submission.

mod levels;
mod standing;

use super::questions::own_name;
use super::table::{files_of, guess};
use crate::foreign::ForeignError;
use crate::foreign::list::{self, List};
use crate::foreign::output::{Output, Stop};
use crate::found::{Found, FoundValue, Said};
use crate::map::{Map, RowReader};
use crate::sheet::Book;
use crate::table::{Row, Source, TableReader};
pub(super) use levels::levels;
use levels::{Level, Levels, path_of};
use standing::{Links, Standing};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn read(
    mut book: Book<Box<dyn Source>>,
    levels: &Levels,
    map: Option<&Map>,
    output: &mut Output<'_>,
) -> Result<(), Stop> {
    levels.check(map)?;
    if levels.left_out > 0 {
        output.trouble(0, "", &levels.left_out.to_string(), "sheets_left_out")?;
    }
    let mut shown = map.cloned().unwrap_or_default();
    let mut standing = Standing::default();
    for level in levels.sheets() {
        let rows = book
            .rows(level.place, usize::MAX)
            .map_err(ForeignError::Table)?;
        let table = TableReader::of_sheet(rows).map_err(ForeignError::Table)?;
        let mut list = List::of(table)?;
        if level.is_repeat {
            list.name.clone_from(&level.name);
        }
        let map = level_map(level, &list, map);
        show(level, &map, &mut shown);
        output.use_map(&shown);
        let mut rows = Rows {
            level,
            levels,
            reader: RowReader::new(map).map_err(ForeignError::Map)?,
            paths: Vec::new(),
            counts: BTreeMap::new(),
        };
        list.each_row(output, |header, row, output| {
            rows.give(header, &row, &mut standing, output)
        })?;
    }
    Ok(())
}

/// The given map as far as it is about this sheet, or the guess.
fn level_map(level: &Level, list: &List, given: Option<&Map>) -> Map {
    let guessed = guess_answers(level, list);
    let paths: Vec<String> = list
        .header
        .iter()
        .map(|header| path_of(level, header))
        .collect();
    let mut map = if let Some(given) = given {
        let here: BTreeSet<String> = paths.iter().cloned().collect();
        list::part_of(given, &here, guessed.row_kind(), !level.is_repeat)
    } else {
        let by_path = |table: BTreeMap<String, String>| {
            let pairs = table.into_iter();
            pairs
                .map(|(header, text)| (path_of(level, &header), text))
                .collect()
        };
        Map {
            columns: by_path(guessed.columns),
            formats: by_path(guessed.formats),
            key_column: guessed.key_column.filter(|_| !level.is_repeat),
            ..guessed
        }
    };
    if level.is_repeat {
        for (header, path) in list.header.iter().zip(&paths) {
            // The submission says the same already, and the link says the rest.
            let is_given = given.is_some_and(|given| given.columns.contains_key(path));
            if standing::is_link(header) && !is_given && !map.skip.contains(path) {
                map.skip.push(path.clone());
            }
        }
    }
    map.add_clear_formats(&paths, &list.sample);
    map
}

/// The guess from the columns that are no links.
fn guess_answers(level: &Level, list: &List) -> Map {
    let is_answer = |header: &str| !level.is_repeat || !standing::is_link(header);
    let places: Vec<usize> = (0..list.header.len())
        .filter(|place| list.header.get(*place).is_some_and(|name| is_answer(name)))
        .collect();
    let chosen = |texts: &[String]| -> Vec<String> {
        let texts = places.iter().map(|place| texts.get(*place));
        texts
            .map(|text| text.cloned().unwrap_or_default())
            .collect()
    };
    let rows: Vec<Row> = list
        .sample
        .iter()
        .map(|row| Row {
            cells: chosen(&row.cells),
            ..row.clone()
        })
        .collect();
    guess(&chosen(&list.header), &rows)
}

/// Adds the map of a sheet to the one that shows them all.
fn show(level: &Level, map: &Map, shown: &mut Map) {
    if !level.is_repeat {
        shown.kind.clone_from(&map.kind);
        shown.key_column.clone_from(&map.key_column);
    }
    for (into, from) in [
        (&mut shown.columns, &map.columns),
        (&mut shown.multiple, &map.multiple),
        (&mut shown.formats, &map.formats),
    ] {
        into.extend(from.iter().map(|(path, text)| (path.clone(), text.clone())));
    }
    for path in &map.skip {
        if !shown.skip.contains(path) {
            shown.skip.push(path.clone());
        }
    }
}

/// The rows of one sheet.
struct Rows<'a> {
    level: &'a Level,
    levels: &'a Levels,
    reader: RowReader,
    /// The path of each column.
    paths: Vec<String>,
    /// Rows so far, by the row that they stand in.
    counts: BTreeMap<usize, u64>,
}

impl Rows<'_> {
    fn give(
        &mut self,
        header: &[String],
        row: &Row,
        standing: &mut Standing,
        output: &mut Output<'_>,
    ) -> Result<(), Stop> {
        let more = header.iter().skip(self.paths.len());
        self.paths
            .extend(more.map(|header| path_of(self.level, header)));
        let cells = self.paths.iter().zip(&row.cells);
        let cells = cells.map(|(path, cell)| (path.as_str(), cell.as_str()));
        let mapped = self.reader.read_cells(cells);
        let locator = if self.level.is_repeat {
            format!("row {} of sheet {}", row.number, self.level.name)
        } else {
            format!("row {}", row.number)
        };
        list::give_place(row.number, &locator, mapped.place, output)?;
        let (mut key, mut values) = (mapped.key, mapped.values);
        let links = Links::of(header, &row.cells, self.level.is_repeat);
        let mut parent = None;
        if self.level.is_repeat {
            parent = self.stand_in(&links, standing, &mut key, &mut values);
            let is_direct = parent.is_some_and(|(_, is_direct)| is_direct);
            if !is_direct {
                self.keep_links(header, row, &mut values, output)?;
            }
        }
        if key.is_empty() {
            key = output.key_of_content(&row.cells);
        }
        let kind = self.reader.kind();
        standing.add(
            self.level.place,
            &links,
            (&key, kind),
            parent.map(|(place, _)| place),
        )?;
        let files = files_of(header, &row.cells, output);
        let owner = key.clone();
        let found = Found {
            kind,
            key,
            locator,
            values,
        };
        output.record(row.number, found)?;
        for (column, name) in files {
            let path = path_of(self.level, &column);
            list::give_attachment(row.number, &path, &name, &owner, output)?;
        }
        Ok(())
    }

    /// Lets a row refer to the one that it stands in, and names it by its number there.
    fn stand_in(
        &mut self,
        links: &Links<'_>,
        standing: &Standing,
        key: &mut String,
        values: &mut Vec<FoundValue>,
    ) -> Option<(usize, bool)> {
        let sheet = self.levels.place_of(links.table);
        let found = standing.parent_of(sheet, sheet == Some(self.levels.top()), links)?;
        let parent = standing.get(found.0)?;
        let count = self.counts.entry(found.0).or_default();
        *count += 1;
        let name = &self.level.name;
        if key.is_empty() {
            *key = format!("{}/{name}[{count}]", parent.key);
        }
        list::link(name, (self.reader.kind(), parent.kind), &parent.key, values);
        Some(found)
    }

    /// What a row says of the one that it stands in, where that one is not there.
    fn keep_links(
        &self,
        header: &[String],
        row: &Row,
        values: &mut Vec<FoundValue>,
        output: &mut Output<'_>,
    ) -> Result<(), Stop> {
        let mut named = String::new();
        for ((header, path), cell) in header.iter().zip(&self.paths).zip(&row.cells) {
            let cell = cell.trim();
            let is_said = values.iter().any(|value| value.column == *path);
            if !standing::is_link(header) || cell.is_empty() || is_said {
                continue;
            }
            if header == standing::PARENT_INDEX {
                cell.clone_into(&mut named);
            }
            // The server repeats the columns of the submission under such a name.
            let of_submission = header.strip_prefix("_submission_").unwrap_or(header);
            let is_private = own_name(of_submission).starts_with("x.private_");
            values.push(FoundValue {
                column: path.clone(),
                field: own_name(if is_private { of_submission } else { header }),
                said: Said::Text(cell.to_owned()),
            });
        }
        let path = path_of(self.level, standing::PARENT_INDEX);
        output.trouble(row.number, &path, &named, "parent_row_not_found")
    }
}
