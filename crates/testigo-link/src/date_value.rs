//! Dates as lists write them, with what is known of them.

use testigo_record::day_number;

/// In which order a column writes day and month where both readings are possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum DayOrder {
    #[default]
    DayFirst,
    MonthFirst,
}

/// A date; month and day are 0 where they are not said. Year 0 is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct DateValue {
    pub(crate) year: i16,
    pub(crate) month: u8,
    pub(crate) day: u8,
    /// Days since 1970-01-01; only with a day.
    pub(crate) number: i32,
}

const YEARS: std::ops::RangeInclusive<u32> = 1000..=2999;

const MONTHS: [&[&str]; 12] = [
    &["ene", "jan"],
    &["feb"],
    &["mar"],
    &["abr", "apr"],
    &["may"],
    &["jun"],
    &["jul"],
    &["ago", "aug"],
    &["sep", "set"],
    &["oct"],
    &["nov"],
    &["dic", "dec"],
];

impl DateValue {
    pub(crate) fn is_said(self) -> bool {
        self.year != 0
    }

    /// A year alone, or the first of January, which often stands for a year alone.
    pub(crate) fn is_year_only(self) -> bool {
        self.month == 0 || (self.month == 1 && self.day == 1)
    }

    pub(crate) fn has_day(self) -> bool {
        self.day != 0
    }

    /// Its eight digits, for finding one that was mistyped.
    pub(crate) fn digits(self) -> [u8; 8] {
        let year = self.year.unsigned_abs();
        let whole = u32::from(year) * 10_000 + u32::from(self.month) * 100 + u32::from(self.day);
        let mut digits = [0; 8];
        let mut rest = whole;
        for digit in digits.iter_mut().rev() {
            *digit = (rest % 10) as u8;
            rest /= 10;
        }
        digits
    }

    /// As ISO 8601, with what is known.
    pub(crate) fn text(self) -> String {
        match (self.month, self.day) {
            (0, _) => format!("{:04}", self.year),
            (month, 0) => format!("{:04}-{month:02}", self.year),
            (month, day) => format!("{:04}-{month:02}-{day:02}", self.year),
        }
    }
}

/// Whether a column writes the month first: only if some value is possible that way alone and
/// none the other way alone.
pub(crate) fn order_of<'a>(values: impl Iterator<Item = &'a str>) -> DayOrder {
    let (mut day_first, mut month_first) = (0_usize, 0_usize);
    for value in values {
        let parts = numbers(value);
        if let [(first, _), (second, _), (_, 4)] = parts.as_slice() {
            day_first += usize::from((13..=31).contains(first) && *second <= 12);
            month_first += usize::from((13..=31).contains(second) && *first <= 12);
        }
    }
    if month_first > day_first {
        DayOrder::MonthFirst
    } else {
        DayOrder::DayFirst
    }
}

/// Numbers in a text and how many digits each has, at most four of them.
fn numbers(text: &str) -> Vec<(u32, usize)> {
    text.split(|letter: char| !letter.is_ascii_digit())
        .filter(|part| !part.is_empty() && part.len() <= 8)
        .take(4)
        .map(|part| (part.parse().unwrap_or(0), part.len()))
        .collect()
}

/// Reads `2019-11-15`, `15/11/2019`, `20191115`, `15 nov 2019`, `11/2019`, `2019-11`, `2019`; a
/// time behind is passed over. `00/00/0000`, an impossible day and anything else is no date.
pub(crate) fn read_date(text: &str, order: DayOrder) -> DateValue {
    read(text, order).unwrap_or_default()
}

fn read(text: &str, order: DayOrder) -> Option<DateValue> {
    let text = text.trim();
    let date = match text.find(['T', ':']) {
        Some(at) if text.as_bytes().get(at) == Some(&b'T') && at >= 8 => &text[..at],
        _ => text
            .split(' ')
            .next()
            .filter(|first| first.len() >= 8)
            .unwrap_or(text),
    };
    if let Some(month) = written_month(text) {
        return match numbers(text).as_slice() {
            [(day, 1 | 2), (year, 4), ..] | [(year, 4), (day, 1 | 2), ..] => {
                value(*year, month, *day)
            }
            [(year, 4)] => value(*year, month, 0),
            _ => None,
        };
    }
    match numbers(date).as_slice() {
        [(number, 8)] => {
            let year_first = value(number / 10_000, number / 100 % 100, number % 100);
            let day_first = value(number % 10_000, number / 10_000 % 100, number / 1_000_000);
            let whole = |date: &DateValue| date.has_day();
            year_first
                .filter(whole)
                .or(day_first.filter(whole))
                .or(year_first)
        }
        [(year, 4)] => value(*year, 0, 0),
        [(year, 4), (month, 1 | 2)] | [(month, 1 | 2), (year, 4)] => value(*year, *month, 0),
        [(year, 4), (month, 1 | 2), (day, 1 | 2), ..] => value(*year, *month, *day),
        [(first, 1 | 2), (second, 1 | 2), (year, 4), ..] => match order {
            DayOrder::MonthFirst if *first <= 12 => value(*year, *first, *second),
            DayOrder::DayFirst if *second > 12 => value(*year, *first, *second),
            DayOrder::DayFirst | DayOrder::MonthFirst => value(*year, *second, *first),
        },
        _ => None,
    }
}

fn written_month(text: &str) -> Option<u32> {
    if !text.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let folded = testigo_record::fold(text);
    let word = folded
        .split(' ')
        .find(|word| word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_alphabetic()))?;
    let month = MONTHS
        .iter()
        .position(|names| names.iter().any(|name| word.starts_with(name)))?;
    Some(month as u32 + 1)
}

/// A day that is not there takes the month with it, but not the year.
fn value(year: u32, month: u32, day: u32) -> Option<DateValue> {
    if !YEARS.contains(&year) {
        return None;
    }
    let mut date = DateValue {
        year: i16::try_from(year).ok()?,
        ..DateValue::default()
    };
    if (1..=12).contains(&month) {
        date.month = month as u8;
        if day != 0 {
            let number = day_number(i64::from(year), month, day);
            match number.and_then(|number| i32::try_from(number).ok()) {
                Some(number) => {
                    date.day = day as u8;
                    date.number = number;
                }
                None => date.month = 0,
            }
        }
    }
    Some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_lists_write_them() {
        let check = |text: &str, order: DayOrder, expected: &str| {
            let date = read_date(text, order);
            let found = if date.is_said() {
                date.text()
            } else {
                String::new()
            };
            assert_eq!(found, expected, "{text}");
        };
        for (text, expected) in [
            ("2019-11-15", "2019-11-15"),
            ("15/11/2019", "2019-11-15"),
            ("5.3.1980", "1980-03-05"),
            ("20191115", "2019-11-15"),
            ("15112019", "2019-11-15"),
            ("2019-11-15T10:20:30", "2019-11-15"),
            ("2019-11-15 10:20", "2019-11-15"),
            ("11/15/2019", "2019-11-15"),
            ("15 de noviembre de 2019", "2019-11-15"),
            ("15-Nov-2019", "2019-11-15"),
            ("March 5, 1980", "1980-03-05"),
            ("setiembre 1980", "1980-09"),
            ("11/2019", "2019-11"),
            ("2019-11", "2019-11"),
            ("2019", "2019"),
            (" 2019 ", "2019"),
            ("2019-00-00", "2019"),
            ("2019-02-30", "2019"),
            ("00/00/0000", ""),
            ("0000-00-00", ""),
            ("", ""),
            ("unknown", ""),
            ("99999999", ""),
            ("1/2/3/4/5", ""),
        ] {
            check(text, DayOrder::DayFirst, expected);
        }
        check("3/5/1980", DayOrder::DayFirst, "1980-05-03");
        check("3/5/1980", DayOrder::MonthFirst, "1980-03-05");
    }

    #[test]
    fn a_column_shows_its_order() {
        assert_eq!(
            order_of(["3/25/1980", "1/2/1980"].into_iter()),
            DayOrder::MonthFirst
        );
        assert_eq!(
            order_of(["25/3/1980", "1/2/1980"].into_iter()),
            DayOrder::DayFirst
        );
        assert_eq!(order_of(["1/2/1980"].into_iter()), DayOrder::DayFirst);
    }
}
