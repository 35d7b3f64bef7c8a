//! Ages, as what they say of the time of birth. Where both entries give a date of birth that is compared
//! already, and an age adds nothing.

use super::{Comparison, Level, NOT_COMPARED};
use crate::table::{Meaning, Table};

/// From "fits" to "different".
pub(super) const LEVELS: [&str; 4] = ["same", "near", "few_years", "different"];

const NEAR_YEARS: f64 = 2.0;
const FEW_YEARS: f64 = 5.0;
const YEAR_D: f64 = 365.25;
/// The year of day 0.
const EPOCH_YEAR: f64 = 1970.0;

/// Where the dates stand that belong to an age.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct AgeColumns {
    pub(crate) at: Option<usize>,
    pub(crate) birth: Option<usize>,
}

impl AgeColumns {
    pub(super) fn of(table: &Table, column: usize) -> Self {
        let name = &table.columns[column].name;
        let field = table.fields().iter().find(|field| field.name == *name);
        let named = |name: Option<&String>| name.and_then(|name| table.column_named(name));
        Self {
            at: named(field.and_then(|field| field.at.as_ref())),
            birth: named(field.and_then(|field| field.birth.as_ref())),
        }
    }
}

pub(super) fn level(comparison: &Comparison, table: &Table, left: &[u32], right: &[u32]) -> Level {
    if let Some(birth) = comparison.age.birth
        && left[birth] != 0
        && right[birth] != 0
    {
        return NOT_COMPARED;
    }
    let (Some(one), Some(other)) = (
        born(comparison, table, left),
        born(comparison, table, right),
    ) else {
        return NOT_COMPARED;
    };
    let apart_years = (one.0 - other.1).max(other.0 - one.1);
    if apart_years <= 0.0 {
        0
    } else if apart_years <= NEAR_YEARS {
        1
    } else if apart_years <= FEW_YEARS {
        2
    } else {
        3
    }
}

/// The years between which a person was born; without a date of the age, as if it were of year 0.
pub(super) fn born(comparison: &Comparison, table: &Table, row: &[u32]) -> Option<(f64, f64)> {
    if let Some(birth) = comparison.age.birth
        && let Some(years) = years(table, birth, row)
    {
        return Some(years);
    }
    let code = row[comparison.column];
    let Meaning::Numbers(ages) = &table.columns[comparison.column].meaning else {
        return None;
    };
    let age = ages.get(code as usize).copied().filter(|_| code != 0)?;
    let at = match comparison.age.at {
        Some(column) => years(table, column, row)?,
        None => (0.0, 0.0),
    };
    Some((at.0 - age - 1.0, at.1 - age))
}

/// The stretch of time, in years, that a date or a year is.
fn years(table: &Table, column: usize, row: &[u32]) -> Option<(f64, f64)> {
    let code = row[column];
    if code == 0 {
        return None;
    }
    match &table.columns[column].meaning {
        Meaning::Dates(dates) => {
            let date = dates[code as usize];
            if date.has_day() && !date.is_year_only() {
                let year = EPOCH_YEAR + f64::from(date.number) / YEAR_D;
                Some((year, year))
            } else {
                let year = f64::from(date.year);
                Some((year, year + 1.0))
            }
        }
        Meaning::Numbers(numbers) => {
            let year = numbers[code as usize];
            Some((year, year + 1.0))
        }
        Meaning::Name | Meaning::Text => None,
    }
}
