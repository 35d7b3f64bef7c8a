//! Which sheets of a workbook hold submissions and repeated groups, parents before what stands in them.

use super::standing::{PARENT_INDEX, PARENT_TABLE};
use crate::foreign::ForeignError;
use crate::map::Map;
use crate::sheet::Book;
use crate::table::{Source, TableError, TableReader};
use std::collections::BTreeSet;

/// A longer name is cut by the spreadsheet programs, and by the server marked with `...`.
const SHEET_NAME_CHARS_MAX: usize = 31;
const CUT: &str = "...";
/// What no name of a sheet may have; the server writes `_` instead.
const NOT_IN_SHEET_NAMES: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];

/// A sheet that is read.
pub(super) struct Level {
    pub(super) place: usize,
    pub(super) name: String,
    /// Whether its rows stand in those of another sheet.
    pub(super) is_repeat: bool,
    /// The sheet that its first row stands in, as that row calls it.
    parent: String,
    header: Vec<String>,
}

/// The sheets that are read, in this order.
pub(in super::super) struct Levels {
    top: Level,
    repeats: Vec<Level>,
    /// Further sheets with content, which no row of another names.
    pub(super) left_out: usize,
    /// Whether some sheet names the one of the submissions as its parent; if not, it was renamed.
    is_top_named: bool,
}

/// The path of a column: that of the form where the header has it, else the sheet and the header.
pub(super) fn path_of(level: &Level, header: &str) -> String {
    let has_group = || {
        header
            .split('/')
            .rev()
            .skip(1)
            .any(|step| step == level.name)
    };
    if !level.is_repeat || has_group() {
        header.to_owned()
    } else {
        format!("{}/{header}", level.name)
    }
}

/// The sheets of a workbook that has repeated groups; none if it has none.
pub(in super::super) fn levels(
    book: &mut Book<Box<dyn Source>>,
) -> Result<Option<Levels>, ForeignError> {
    let listed: Vec<(String, bool)> = book
        .sheets()
        .iter()
        .map(|sheet| (sheet.name.clone(), sheet.is_hidden))
        .collect();
    let (mut top, mut repeats) = (None::<(Level, bool)>, Vec::new());
    let mut left_out = 0;
    for (place, (name, is_hidden)) in listed.into_iter().enumerate() {
        let (header, parent) = match first_rows(book, place) {
            Ok(found) => found,
            Err(TableError::NotATable) => continue,
            Err(error @ TableError::Unreadable(_)) => return Err(ForeignError::Table(error)),
            Err(_) => {
                left_out += 1;
                continue;
            }
        };
        let level = Level {
            place,
            name,
            is_repeat: header.iter().any(|name| name == PARENT_INDEX),
            parent,
            header,
        };
        // The first that is shown, else the first.
        let is_better = |top: &Option<(Level, bool)>| match top {
            None => true,
            Some((_, is_top_hidden)) => *is_top_hidden && !is_hidden,
        };
        if level.is_repeat {
            repeats.push(level);
        } else if is_better(&top) {
            left_out += usize::from(top.is_some());
            top = Some((level, is_hidden));
        } else {
            left_out += 1;
        }
    }
    let Some((top, _)) = top.filter(|_| !repeats.is_empty()) else {
        return Ok(None);
    };
    let mut levels = Levels {
        top,
        repeats,
        left_out,
        is_top_named: true,
    };
    let top = levels.top.place;
    let mut parents = levels
        .repeats
        .iter()
        .map(|level| levels.place_of(&level.parent));
    let is_top_named = parents.any(|place| place == Some(top));
    levels.is_top_named = is_top_named;
    levels.sort();
    Ok(Some(levels))
}

/// The header of a sheet, and which sheet its first row stands in.
fn first_rows(
    book: &mut Book<Box<dyn Source>>,
    place: usize,
) -> Result<(Vec<String>, String), TableError> {
    let mut table = TableReader::of_sheet(book.rows(place, 2)?)?;
    let header = table.header().to_vec();
    let first = table.next_row().and_then(Result::ok);
    let at = header.iter().position(|name| name == PARENT_TABLE);
    let parent = at.and_then(|at| first.as_ref()?.cells.get(at).cloned());
    Ok((header, parent.unwrap_or_default()))
}

impl Levels {
    pub(super) fn sheets(&self) -> impl Iterator<Item = &Level> {
        std::iter::once(&self.top).chain(&self.repeats)
    }

    /// The sheet of the submissions.
    pub(super) fn top(&self) -> usize {
        self.top.place
    }

    /// The sheet that a row calls so: a name may be longer than that of the sheet, and have signs
    /// that a sheet cannot have; where no sheet has the name of the form, it was renamed.
    pub(super) fn place_of(&self, name: &str) -> Option<usize> {
        let name = name.trim();
        let shown = name.replace(NOT_IN_SHEET_NAMES, "_");
        let same = |level: &&Level| level.name == name || level.name == shown;
        if let Some(level) = self.sheets().find(same) {
            return Some(level.place);
        }
        let is_beginning = |level: &&Level| {
            let stem = level.name.split(CUT).next().unwrap_or_default();
            level.name.chars().count() == SHEET_NAME_CHARS_MAX && shown.starts_with(stem)
        };
        let mut cut = self.sheets().filter(is_beginning);
        match (cut.next(), cut.next()) {
            (Some(level), None) => Some(level.place),
            (None, _) if !self.is_top_named || name.is_empty() => Some(self.top.place),
            (Some(_) | None, _) => None,
        }
    }

    /// Parents first; sheets whose parent is none of them keep their order behind.
    fn sort(&mut self) {
        let parents: Vec<Option<usize>> = self
            .repeats
            .iter()
            .map(|level| self.place_of(&level.parent))
            .collect();
        let mut waiting: Vec<(Level, Option<usize>)> =
            self.repeats.drain(..).zip(parents).collect();
        let mut done = vec![self.top.place];
        while !waiting.is_empty() {
            let is_next = |(_, parent): &(Level, Option<usize>)| {
                parent.is_some_and(|parent| done.contains(&parent))
            };
            let next = waiting.iter().position(is_next).unwrap_or(0);
            let (level, _) = waiting.remove(next);
            done.push(level.place);
            self.repeats.push(level);
        }
    }

    /// A given map may name columns of any sheet, and no others.
    pub(super) fn check(&self, map: Option<&Map>) -> Result<(), ForeignError> {
        let Some(map) = map else {
            return Ok(());
        };
        let known: BTreeSet<String> = self
            .sheets()
            .flat_map(|level| level.header.iter().map(|header| path_of(level, header)))
            .collect();
        let mut named = map.columns.keys().chain(&map.key_column);
        match named.find(|name| !known.contains(*name)) {
            Some(header) => Err(ForeignError::NoSuchColumn {
                header: header.clone(),
            }),
            None => Ok(()),
        }
    }
}
