//! Comparing two entries, field by field: each comparison answers with a level, from "same" down to
//! "different", or with nothing where one of them does not say.

mod age;
mod date;
mod memo;
mod name;
mod place;
mod text;

use crate::field::Kind;
use crate::table::{Meaning, Table};

pub(crate) use age::AgeColumns;
pub(crate) use date::BOUNDS_D as DATE_BOUNDS_D;
pub(crate) use memo::Memo;
pub(crate) use name::{CLOSE, SIMILAR};

/// A level of a comparison: 0 is "same", the last is "different".
pub(crate) type Level = u8;

/// One of the two does not say: no evidence.
pub(crate) const NOT_COMPARED: Level = u8::MAX;

/// The most levels that a comparison has.
pub(crate) const LEVELS_MAX: usize = 8;

/// A field's comparison.
#[derive(Debug, Clone)]
pub(crate) struct Comparison {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    /// The column that is compared; of places the smallest.
    pub(crate) column: usize,
    /// Its levels' codes, from "same" to "different".
    pub(crate) levels: Vec<&'static str>,
    /// Of a name: other columns of names, where it may stand by mistake.
    pub(crate) crossed: Vec<usize>,
    /// Of a place: columns of larger places, the smaller first.
    pub(crate) larger: Vec<usize>,
    /// Of an age: where the dates stand.
    pub(crate) age: AgeColumns,
}

const SEX_LEVELS: [&str; 2] = ["same", "different"];

impl Comparison {
    /// The columns whose agreement says what this comparison says.
    pub(crate) fn columns(&self) -> impl Iterator<Item = usize> {
        std::iter::once(self.column).chain(self.larger.iter().copied())
    }

    /// Of an age: the years between which a person was born.
    pub(crate) fn born(&self, table: &Table, row: &[u32]) -> Option<(f64, f64)> {
        age::born(self, table, row)
    }

    /// Whether rare values that are the same weigh more.
    pub(crate) fn weighs_rarity(&self) -> bool {
        !matches!(self.kind, Kind::Sex | Kind::Age)
    }

    /// The level of two rows.
    pub(crate) fn level(
        &self,
        table: &Table,
        left: &[u32],
        right: &[u32],
        memo: &mut Memo,
    ) -> Level {
        let (one, other) = (left[self.column], right[self.column]);
        if self.kind == Kind::Age {
            return age::level(self, table, left, right);
        }
        if self.kind == Kind::Place {
            return place::level(self, table, left, right, memo);
        }
        if one == 0 || other == 0 {
            return NOT_COMPARED;
        }
        if one == other {
            return 0;
        }
        let level = memo.level(self.column, one, other, || self.of_codes(table, one, other));
        if self.crossed.is_empty() || level <= name::close_of(self.kind) {
            return level;
        }
        let elsewhere = self
            .crossed
            .iter()
            .any(|column| left[*column] == other || right[*column] == one);
        if elsewhere {
            name::elsewhere_of(self.kind).min(level)
        } else {
            level
        }
    }

    /// The level of two different codes of the column.
    fn of_codes(&self, table: &Table, one: u32, other: u32) -> Level {
        let column = &table.columns[self.column];
        match (&column.meaning, self.kind) {
            (Meaning::Name, Kind::FullName) => name::full_name_level(&table.names, one, other),
            (Meaning::Name, Kind::GivenName) => name::given_name_level(&table.names, one, other),
            (Meaning::Name, _) => name::surname_level(&table.names, one, other),
            (Meaning::Dates(dates), _) => {
                date::date_level(dates[one as usize], dates[other as usize])
            }
            (Meaning::Numbers(numbers), Kind::Year) => {
                date::year_level(numbers[one as usize], numbers[other as usize])
            }
            (Meaning::Numbers(numbers), _) => {
                text::number_level(numbers[one as usize], numbers[other as usize])
            }
            (Meaning::Text, kind) => {
                let one = table.lettered(self.column, one);
                let other = table.lettered(self.column, other);
                if kind == Kind::Sex {
                    1
                } else if kind == Kind::Code {
                    text::code_level(one, other)
                } else {
                    text::text_level(one, other)
                }
            }
        }
    }
}

/// The comparisons that a table's columns give, in their order.
pub(crate) fn comparisons(table: &Table) -> Vec<Comparison> {
    let of_kind = |kind: Kind| {
        let columns = table.columns.iter().enumerate();
        columns
            .filter(move |(_, column)| column.kind == kind)
            .map(|(place, _)| place)
    };
    let mut places: Vec<usize> = of_kind(Kind::Place).collect();
    let distinct = |column: usize| table.columns[column].counts.len();
    // The smallest place first: the column with most values; of equals the one further right.
    places.sort_by_key(|column| std::cmp::Reverse((distinct(*column), *column)));
    let mut comparisons = Vec::new();
    for (place, column) in table.columns.iter().enumerate() {
        let crossed = if column.kind == Kind::GivenName {
            of_kind(Kind::Surname).collect()
        } else if column.kind == Kind::Surname {
            let others = of_kind(Kind::Surname).filter(|other| *other != place);
            others.chain(of_kind(Kind::GivenName)).collect()
        } else {
            Vec::new()
        };
        let larger = match places.split_first() {
            Some((smallest, larger)) if *smallest == place => larger.to_vec(),
            Some(_) if column.kind == Kind::Place => continue,
            _ => Vec::new(),
        };
        comparisons.push(Comparison {
            name: column.name.clone(),
            kind: column.kind,
            column: place,
            levels: levels_of(column.kind, larger.len()),
            crossed,
            larger,
            age: AgeColumns::of(table, place),
        });
    }
    comparisons
}

fn levels_of(kind: Kind, larger: usize) -> Vec<&'static str> {
    match kind {
        Kind::GivenName => name::GIVEN_NAME_LEVELS.to_vec(),
        Kind::Surname => name::SURNAME_LEVELS.to_vec(),
        Kind::FullName => name::FULL_NAME_LEVELS.to_vec(),
        Kind::Date => date::DATE_LEVELS.to_vec(),
        Kind::Year => date::YEAR_LEVELS.to_vec(),
        Kind::Sex => SEX_LEVELS.to_vec(),
        Kind::Place => place::levels(larger),
        Kind::Code => text::CODE_LEVELS.to_vec(),
        Kind::Text => text::TEXT_LEVELS.to_vec(),
        Kind::Number => text::NUMBER_LEVELS.to_vec(),
        Kind::Age => age::LEVELS.to_vec(),
    }
}

#[cfg(test)]
mod tests;
