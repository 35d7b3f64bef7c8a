//! Dates: the same day, the same year where more is not known, mistyped, or so far apart.

use super::Level;
use crate::date_value::DateValue;

/// From "same" to "different".
pub(super) const DATE_LEVELS: [&str; 8] = [
    "same",
    "year_known",
    "typing",
    "days",
    "month",
    "year",
    "decade",
    "different",
];
/// From "same" to "different".
pub(super) const YEAR_LEVELS: [&str; 4] = ["same", "one_year", "few_years", "different"];

const DAYS_D: u32 = 3;
const MONTH_D: u32 = 31;
const YEAR_D: u32 = 366;
const DECADE_D: u32 = 3_653;
/// Bounds of "days", "month", "year" and "decade".
pub(crate) const BOUNDS_D: [u32; 4] = [DAYS_D, MONTH_D, YEAR_D, DECADE_D];
const FEW_YEARS: f64 = 5.0;

/// Of two different dates.
pub(super) fn date_level(one: DateValue, other: DateValue) -> Level {
    let same_month = one.month == other.month || one.month == 0 || other.month == 0;
    let year_alone = one.is_year_only() || other.is_year_only();
    let month_alone = (!one.has_day() || !other.has_day()) && same_month;
    if one.year == other.year && (year_alone || month_alone) {
        return 1;
    }
    if one.has_day() && other.has_day() {
        if is_mistyped(one, other) {
            return 2;
        }
        return match one.number.abs_diff(other.number) {
            days if days <= DAYS_D => 3,
            days if days <= MONTH_D => 4,
            days if days <= YEAR_D => 5,
            days if days <= DECADE_D => 6,
            _ => 7,
        };
    }
    match one.year.abs_diff(other.year) {
        0..=1 => 5,
        2..=10 => 6,
        _ => 7,
    }
}

/// Day and month changed places, or one digit is another one, or two neighbours changed places.
fn is_mistyped(one: DateValue, other: DateValue) -> bool {
    let turned = one.year == other.year && one.month == other.day && one.day == other.month;
    let (digits, others) = (one.digits(), other.digits());
    let mut differing = (0..digits.len()).filter(|place| digits[*place] != others[*place]);
    let edits = match (differing.next(), differing.next(), differing.next()) {
        (Some(_), None, _) => true,
        (Some(first), Some(second), None) => {
            second == first + 1
                && digits[first] == others[second]
                && digits[second] == others[first]
        }
        _ => false,
    };
    turned || edits
}

/// Of two different years.
pub(super) fn year_level(one: f64, other: f64) -> Level {
    let apart = (one - other).abs();
    if apart <= 1.0 {
        1
    } else if apart <= FEW_YEARS {
        2
    } else {
        3
    }
}
