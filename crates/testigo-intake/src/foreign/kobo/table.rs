//! The table that a server exports: `group/question` as headers, one row a submission.

use super::questions::{last_step, own_name};
use super::{KEYS, sheets};
use crate::foreign::list::{self, List, is_file_name};
use crate::foreign::output::{Output, Stop};
use crate::foreign::package::Package;
use crate::foreign::{ForeignError, Format};
use crate::map::{Map, RowReader, guess_foreign, own_field};
use crate::table::Row;

pub(super) fn read(
    package: &Package,
    map: Option<&Map>,
    output: &mut Output<'_>,
) -> Result<(), Stop> {
    let place =
        list::find_table(package, &[]).ok_or_else(|| Stop::not_this_format(Format::Kobo))?;
    if let Some(mut book) = package.book(place)?
        && let Some(levels) = sheets::levels(&mut book)?
    {
        return sheets::read(book, &levels, map, output);
    }
    let list = List::open(package, place)?;
    let map = match map {
        Some(map) => list.complete(map)?,
        None => guess(&list.header, &list.sample),
    };
    output.use_map(&map);
    let mut reader = RowReader::new(map).map_err(ForeignError::Map)?;
    list.each_row(output, |header, row, output| {
        let files = files_of(header, &row.cells, output);
        list::give_row(&mut reader, header, &row, &files, output)
    })
}

/// The files that the cells of a row name, each with its column.
pub(super) fn files_of(
    header: &[String],
    cells: &[String],
    output: &Output<'_>,
) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for (name, cell) in header.iter().zip(cells) {
        let cell = cell.trim();
        // A file has a second column with its address.
        let has_address = || header.contains(&format!("{name}_URL"));
        let is_named = is_file_name(cell) && has_address();
        if is_named || (!cell.is_empty() && output.has_part(cell)) {
            files.push((name.clone(), cell.to_owned()));
        }
    }
    files
}

pub(super) fn guess(header: &[String], sample: &[Row]) -> Map {
    let mut words: Vec<String> = Vec::new();
    for header in header {
        // A point has columns of its own for its parts.
        let part = ["latitude", "longitude"]
            .into_iter()
            .find(|part| header.ends_with(&format!("_{part}")));
        let is_added = header.starts_with('_') || header.starts_with("meta/");
        let word = match part {
            Some(part) => part,
            None if is_added => "",
            None => last_step(header),
        };
        let is_taken = word.is_empty() || words.iter().any(|known| known == word);
        words.push(if is_taken {
            format!("added by the server: {header}")
        } else {
            word.to_owned()
        });
    }
    let mut guessed = guess_foreign(&words, sample);
    let mut map = Map {
        kind: guessed.kind.take(),
        ..Map::default()
    };
    for (header, word) in header.iter().zip(&words) {
        let field = guessed.columns.remove(word).unwrap_or_default();
        let short = own_name(header);
        let is_taken = map.columns.values().any(|field| *field == short);
        let field = match field.starts_with("x.") {
            true if is_taken => own_field(header),
            true => short,
            false => field,
        };
        map.columns.insert(header.clone(), field);
        if let Some(format) = guessed.formats.remove(word) {
            map.formats.insert(header.clone(), format);
        }
    }
    let key = KEYS
        .iter()
        .find(|key| header.iter().any(|name| name == *key));
    map.key_column = key.map(|key| (*key).to_owned());
    map
}
