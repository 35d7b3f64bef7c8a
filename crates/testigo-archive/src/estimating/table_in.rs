//! A table of overlapping lists from a file: a column of 0 and 1 for each list, and the column `count`. Nothing is guessed
//! and no row is left out: a number that stands for people is either read or named.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use testigo_estimate::{
    Cell, ListSet, MAX_LISTS, OverlapTable, Stratum, TableError as OverlapError,
};
use testigo_intake::{Row, TableError, TableReader, open_table};

use crate::error::{Error, Result};

/// The name of the column with people, in any case.
const COUNT: &str = "count";
/// Above this, sums in floating point lose people.
const PEOPLE_MOST: u64 = 1 << 52;
/// An answer lists its strata, each with up to two warnings; no array of it is longer than 1,000.
const STRATA_MOST: usize = 400;

/// A file as it was read.
pub(super) struct TableFile {
    /// In the order in which they first appear; one without a name if the table is not divided.
    pub(super) strata: Vec<Stratum>,
    /// Rows for a combination of lists that an earlier row had already; they were added up.
    pub(super) repeated: usize,
}

/// Where the file has what.
struct Columns {
    count: usize,
    strata: Option<usize>,
    lists: Vec<usize>,
    /// All columns that have a heading.
    width: usize,
}

/// Reads the rows of one file.
struct Rows<'a> {
    /// The file's name, for errors.
    name: &'a str,
    header: Vec<String>,
    columns: Columns,
}

impl TableFile {
    pub(super) fn read(path: &Path, strata: Option<&str>) -> Result<Self> {
        let name = path.display().to_string();
        let of_file = |error: TableError| match error {
            TableError::Row { number, problem } => Error::new("estimate_row_unreadable")
                .with("path", name.clone())
                .with("detail", number.to_string())
                .because(problem),
            error @ (TableError::Unreadable(_)
            | TableError::NotATable
            | TableError::TooLarge { .. }
            | TableError::TooManyRows) => Error::new(error.code())
                .with("path", name.clone())
                .because(error),
        };
        let mut reader = open_table(path).map_err(of_file)?;
        let rows = Rows {
            name: &name,
            header: reader.header().to_vec(),
            columns: Columns::find(&reader, strata, &name)?,
        };
        let mut order: Vec<String> = Vec::new();
        let mut cells: BTreeMap<String, Vec<Cell>> = BTreeMap::new();
        let mut seen: BTreeSet<(String, ListSet)> = BTreeSet::new();
        let mut repeated = 0;
        while let Some(row) = reader.next_row() {
            let row = row.map_err(of_file)?;
            let (stratum, cell) = rows.cell(&row)?;
            if !cells.contains_key(&stratum) {
                order.push(stratum.clone());
            }
            repeated += usize::from(!seen.insert((stratum.clone(), cell.lists)));
            let of_stratum = cells.entry(stratum).or_default();
            if !cell.lists.is_empty() {
                of_stratum.push(cell);
            }
        }
        if order.is_empty() {
            return Err(Error::new("estimate_no_rows").with("path", name));
        }
        if order.len() > STRATA_MOST {
            return Err(Error::new("estimate_too_many_strata").with("path", name));
        }
        let lists: Vec<String> = rows
            .columns
            .lists
            .iter()
            .map(|&column| rows.header[column].clone())
            .collect();
        let mut strata = Vec::with_capacity(order.len());
        for stratum in order {
            let table = OverlapTable::new(lists.clone(), &cells[&stratum]);
            let table = table.map_err(|error| too_large(&name, error))?;
            strata.push(Stratum {
                name: stratum,
                table,
            });
        }
        Ok(Self { strata, repeated })
    }
}

fn too_large(name: &str, error: OverlapError) -> Error {
    Error::new("estimate_too_many_people")
        .with("path", name)
        .because(error)
}

impl Columns {
    fn find(reader: &TableReader, strata: Option<&str>, name: &str) -> Result<Self> {
        let header = reader.header();
        let count = header
            .iter()
            .position(|column| column.trim().eq_ignore_ascii_case(COUNT));
        let count = count.ok_or_else(|| {
            Error::new("estimate_no_count")
                .with("path", name)
                .with("detail", header.join(", "))
        })?;
        let strata = match strata {
            None => None,
            Some(wanted) => {
                let place = header.iter().position(|column| column == wanted);
                Some(place.filter(|place| *place != count).ok_or_else(|| {
                    Error::new("estimate_strata_missing")
                        .with("path", name)
                        .with("detail", wanted)
                })?)
            }
        };
        let lists: Vec<usize> = (0..header.len())
            .filter(|&column| column != count && Some(column) != strata)
            .collect();
        if lists.is_empty() {
            return Err(Error::new("estimate_no_lists").with("path", name));
        }
        if lists.len() > MAX_LISTS {
            return Err(Error::new("estimate_too_many_lists")
                .with("path", name)
                .with("detail", lists.len().to_string()));
        }
        Ok(Self {
            count,
            strata,
            lists,
            width: header.len(),
        })
    }
}

impl Rows<'_> {
    /// The stratum and the cell of a row.
    fn cell(&self, row: &Row) -> Result<(String, Cell)> {
        if row.problem.is_some() {
            return Err(self.wrong("estimate_row_unreadable", row, None));
        }
        let beyond = row.cells.iter().skip(self.columns.width);
        if beyond.into_iter().any(|cell| !cell.trim().is_empty()) {
            return Err(self.wrong("estimate_row_ragged", row, None));
        }
        let at = |column: usize| row.cells.get(column).map_or("", |cell| cell.trim());
        let mut lists = ListSet(0);
        for (bit, &column) in self.columns.lists.iter().enumerate() {
            match at(column) {
                "0" => {}
                "1" => lists.0 |= 1 << bit,
                "" => return Err(self.wrong("estimate_cell_missing", row, Some(column))),
                _ => return Err(self.wrong("estimate_cell_not_binary", row, Some(column))),
            }
        }
        let column = self.columns.count;
        let people = people(at(column)).map_err(|code| self.wrong(code, row, Some(column)))?;
        if lists.is_empty() && people > 0 {
            return Err(self.wrong("estimate_row_of_no_list", row, None));
        }
        let stratum = match self.columns.strata {
            None => String::new(),
            Some(column) if at(column).is_empty() => {
                return Err(self.wrong("estimate_cell_missing", row, Some(column)));
            }
            Some(column) => at(column).to_owned(),
        };
        Ok((stratum, Cell { lists, people }))
    }

    fn wrong(&self, code: &'static str, row: &Row, column: Option<usize>) -> Error {
        let place = match column {
            Some(column) => format!("{}, {}", row.number, self.header[column]),
            None => row.number.to_string(),
        };
        let error = Error {
            code,
            ..Error::new("internal")
        };
        error.with("path", self.name).with("detail", place)
    }
}

/// People as a whole number, or the code of what is wrong with it.
fn people(text: &str) -> std::result::Result<u64, &'static str> {
    if text.is_empty() {
        return Err("estimate_cell_missing");
    }
    let (is_negative, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !are_digits(whole) || !are_digits(fraction) {
        return Err("estimate_count_unreadable");
    }
    if fraction.bytes().any(|byte| byte != b'0') {
        return Err("estimate_count_fraction");
    }
    // Digits that do not fit are too many people.
    let people = whole.parse().unwrap_or(u64::MAX);
    if is_negative && people > 0 {
        return Err("estimate_count_negative");
    }
    if people >= PEOPLE_MOST {
        return Err("estimate_count_too_large");
    }
    Ok(people)
}

#[cfg(test)]
mod tests {
    use super::people;

    #[test]
    fn numbers_of_people() {
        for (text, wanted) in [
            ("0", Ok(0)),
            ("17", Ok(17)),
            ("17.0", Ok(17)),
            ("-0", Ok(0)),
            ("-3", Err("estimate_count_negative")),
            ("2.5", Err("estimate_count_fraction")),
            ("1,131", Err("estimate_count_unreadable")),
            ("1e3", Err("estimate_count_unreadable")),
            ("many", Err("estimate_count_unreadable")),
            (".", Err("estimate_count_unreadable")),
            ("", Err("estimate_cell_missing")),
            ("4503599627370496", Err("estimate_count_too_large")),
            ("99999999999999999999999", Err("estimate_count_too_large")),
        ] {
            assert_eq!(people(text), wanted, "{text}");
        }
    }
}
