//! Dates as people write them, read as EDTF.

use testigo_record::{Date, day_number, fold, words};

/// Months in English and Spanish, folded; a word counts if it is one of these.
const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "enero", "ene"],
    &["february", "feb", "febrero"],
    &["march", "mar", "marzo"],
    &["april", "apr", "abril", "abr"],
    &["may", "mayo"],
    &["june", "jun", "junio"],
    &["july", "jul", "julio"],
    &["august", "aug", "agosto", "ago"],
    &["september", "sept", "sep", "septiembre", "setiembre", "set"],
    &["october", "oct", "octubre"],
    &["november", "nov", "noviembre"],
    &["december", "dec", "diciembre", "dic"],
];

/// Words that may stand between the parts of a date.
const LINKS: [&str; 19] = [
    "de",
    "del",
    "of",
    "the",
    "el",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "lunes",
    "martes",
    "miercoles",
    "jueves",
    "viernes",
    "sabado",
    "domingo",
];

/// Why a text is no date: stable codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateProblem {
    /// More than one day could be meant.
    Ambiguous,
    /// There is no such day, or it is not written in the stated format.
    Invalid,
    /// No date at all.
    NoDate,
}

impl DateProblem {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Ambiguous => "date_ambiguous",
            Self::Invalid => "date_invalid",
            Self::NoDate => "not_a_date",
        }
    }
}

/// What is wrong with a date format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// A sign that is no part of a date.
    #[error(
        "only %d, %m, %b, %Y, %y, %H, %M and %S stand for parts of a date; `H/M`, `V/M` and `M/F` for the letters of a sex"
    )]
    UnknownPart,
    /// A part that stands twice.
    #[error("a part stands in it twice")]
    PartTwice,
    /// No year, or a day without a month.
    #[error("a year must stand in it, and a month if a day does")]
    PartMissing,
    /// Two digits of a year do not say the century.
    #[error("two-digit years need a first year: `%d-%m-%y from 1930` reads 1930 to 2029")]
    CenturyMissing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Day,
    Month,
    MonthName,
    Year,
    YearOfCentury,
    /// Hours, minutes or seconds: read over.
    Time,
    Literal(char),
}

/// A stated form of the dates of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DateFormat {
    parts: Vec<Part>,
    first_year: Option<i64>,
}

impl DateFormat {
    pub(super) fn parse(text: &str) -> Result<Self, FormatError> {
        let (text, first_year) = match text.split_once(" from ") {
            Some((before, year)) if year.len() == 4 => (
                before,
                Some(year.parse().map_err(|_| FormatError::CenturyMissing)?),
            ),
            Some(_) => return Err(FormatError::CenturyMissing),
            None => (text, None),
        };
        let mut parts = Vec::new();
        let mut characters = text.trim().chars();
        while let Some(character) = characters.next() {
            let part = if character == '%' {
                part(characters.next()).ok_or(FormatError::UnknownPart)?
            } else {
                Part::Literal(character)
            };
            if !matches!(part, Part::Literal(_) | Part::Time) && parts.contains(&part) {
                return Err(FormatError::PartTwice);
            }
            parts.push(part);
        }
        let has = |wanted: Part| parts.contains(&wanted);
        let has_month = has(Part::Month) || has(Part::MonthName);
        if has(Part::Month) && has(Part::MonthName) || has(Part::Year) && has(Part::YearOfCentury) {
            return Err(FormatError::PartTwice);
        }
        if !(has(Part::Year) || has(Part::YearOfCentury)) || (has(Part::Day) && !has_month) {
            return Err(FormatError::PartMissing);
        }
        if has(Part::YearOfCentury) != first_year.is_some() {
            return Err(FormatError::CenturyMissing);
        }
        Ok(Self { parts, first_year })
    }

    /// The EDTF form of a cell. Without the stated form: EDTF itself or a spelled-out month.
    pub(super) fn read(&self, cell: &str) -> Result<String, DateProblem> {
        let numbers = self
            .numbers(cell)
            .or_else(|| self.numbers(without_time(cell)));
        let (year, month, day) = match numbers {
            Some(numbers) => numbers,
            None if is_edtf(cell) => return Ok(cell.to_owned()),
            None => {
                let has_words = cell.chars().any(char::is_alphabetic);
                return read_spelled(cell).map_err(|problem| {
                    if has_words {
                        problem
                    } else {
                        DateProblem::Invalid
                    }
                });
            }
        };
        edtf(year, month, day).ok_or(DateProblem::Invalid)
    }

    fn touches_a_number(&self, place: usize) -> bool {
        let is_number = |place: usize| {
            let part = self.parts.get(place);
            part.is_some_and(|part| !matches!(part, Part::Literal(_) | Part::MonthName))
        };
        is_number(place + 1) || place.checked_sub(1).is_some_and(is_number)
    }

    fn numbers(&self, cell: &str) -> Option<(i64, Option<u32>, Option<u32>)> {
        let mut rest = cell.trim();
        let (mut year, mut month, mut day) = (None, None, None);
        for (place, part) in self.parts.iter().enumerate() {
            // Without a sign between them only full digits tell where a number ends.
            let least = if self.touches_a_number(place) { 2 } else { 1 };
            rest = match part {
                Part::Literal(character) => rest.strip_prefix(*character)?,
                Part::MonthName => {
                    let end = rest
                        .find(|next: char| !next.is_alphabetic())
                        .unwrap_or(rest.len());
                    let (name, behind) = rest.split_at_checked(end)?;
                    month = Some(month_of(&fold(name))?);
                    // An abbreviation may end in a full stop.
                    behind.strip_prefix('.').unwrap_or(behind)
                }
                Part::Day => digits(rest, least, 2, &mut day)?,
                Part::Month => digits(rest, least, 2, &mut month)?,
                Part::Year => digits(rest, 4, 4, &mut year)?,
                Part::YearOfCentury => digits(rest, 2, 2, &mut year)?,
                Part::Time => digits(rest, least, 2, &mut None)?,
            };
        }
        let year = i64::from(year.filter(|_| rest.is_empty())?);
        let year = match self.first_year {
            Some(first) => first + (year - first).rem_euclid(100),
            None => year,
        };
        Some((year, month, day))
    }
}

fn part(letter: Option<char>) -> Option<Part> {
    Some(match letter? {
        'd' => Part::Day,
        'm' => Part::Month,
        'b' | 'B' => Part::MonthName,
        'Y' => Part::Year,
        'y' => Part::YearOfCentury,
        'H' | 'M' | 'S' => Part::Time,
        '%' => Part::Literal('%'),
        _ => return None,
    })
}

/// Takes from `least` to `most` digits, as many as there are.
fn digits<'a>(text: &'a str, least: usize, most: usize, into: &mut Option<u32>) -> Option<&'a str> {
    let count = text
        .bytes()
        .take(most)
        .take_while(u8::is_ascii_digit)
        .count();
    let (number, rest) = text.split_at_checked(count)?;
    *into = Some(number.parse().ok().filter(|_| count >= least)?);
    Some(rest)
}

fn is_edtf(text: &str) -> bool {
    Date::parse(text).is_some()
}

fn edtf(year: i64, month: Option<u32>, day: Option<u32>) -> Option<String> {
    if !(1..=9999).contains(&year) {
        return None;
    }
    match (month, day) {
        (None, _) => Some(format!("{year:04}")),
        (Some(month), None) if (1..=12).contains(&month) => Some(format!("{year:04}-{month:02}")),
        (Some(month), Some(day)) => {
            day_number(year, month, day).map(|_| format!("{year:04}-{month:02}-{day:02}"))
        }
        (Some(_), None) => None,
    }
}

fn month_of(word: &str) -> Option<u32> {
    let place = MONTHS.iter().position(|names| names.contains(&word))?;
    u32::try_from(place + 1).ok()
}

/// A date without a stated form: EDTF, digits that can mean one day only, or a spelled-out month.
pub(super) fn read_unstated(cell: &str) -> Result<String, DateProblem> {
    let cell = without_time(cell.trim());
    if is_edtf(cell) {
        return Ok(cell.to_owned());
    }
    let parts: Vec<&str> = cell.split(['/', '-', '.', ' ']).collect();
    let all_digits = parts
        .iter()
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    if all_digits {
        read_digits(&parts)
    } else {
        read_spelled(cell)
    }
}

fn read_digits(parts: &[&str]) -> Result<String, DateProblem> {
    let number = |text: &str| text.parse::<u32>().ok().filter(|_| text.len() <= 2);
    let year = |text: &str| text.parse::<i64>().ok().filter(|_| text.len() == 4);
    match parts {
        [first, month, day] if first.len() == 4 => {
            let (year, month, day) = (year(first), number(month), number(day));
            year.zip(month.zip(day))
                .and_then(|(year, (month, day))| edtf(year, Some(month), Some(day)))
                .ok_or(DateProblem::Invalid)
        }
        [a, b, last] if last.len() == 4 => {
            let (Some(year), Some(a), Some(b)) = (year(last), number(a), number(b)) else {
                return Err(DateProblem::Invalid);
            };
            let day_first = edtf(year, Some(b), Some(a));
            let month_first = edtf(year, Some(a), Some(b));
            match (day_first, month_first) {
                (Some(one), Some(other)) if one != other => Err(DateProblem::Ambiguous),
                (Some(date), _) | (None, Some(date)) => Ok(date),
                (None, None) => Err(DateProblem::Invalid),
            }
        }
        [first, last] if first.len() == 4 || last.len() == 4 => {
            let (year, month) = match year(first) {
                Some(first) => (Some(first), number(last)),
                None => (year(last), number(first)),
            };
            year.zip(month)
                .and_then(|(year, month)| edtf(year, Some(month), None))
                .ok_or(DateProblem::Invalid)
        }
        _ => Err(DateProblem::Ambiguous),
    }
}

/// `15 de noviembre de 2019`, `Nov 15, 2019`, `15-nov-2019`, `noviembre 2019`; a question mark
/// behind it stays.
fn read_spelled(cell: &str) -> Result<String, DateProblem> {
    let (cell, mark) = match cell.trim().strip_suffix('?') {
        Some(before) => (before, "?"),
        None => (cell, ""),
    };
    let folded = fold(cell);
    let parts: Vec<&str> = words(&folded)
        .filter(|word| !LINKS.contains(word))
        .collect();
    if !parts.iter().any(|part| month_of(part).is_some()) {
        return Err(DateProblem::NoDate);
    }
    let year = |text: &str| text.parse::<i64>().ok().filter(|_| text.len() == 4);
    let date = match parts.as_slice() {
        [month, last] => match (month_of(month), year(last)) {
            (Some(month), Some(year)) => edtf(year, Some(month), None),
            _ => None,
        },
        [a, b, c] => {
            let (month, day, last) = match (month_of(a), month_of(b)) {
                (Some(month), None) => (month, day_of(b), c),
                (None, Some(month)) if a.len() == 4 => (month, day_of(c), a),
                (None, Some(month)) => (month, day_of(a), c),
                (Some(_), Some(_)) | (None, None) => return Err(DateProblem::NoDate),
            };
            let Some(day) = day else {
                return Err(DateProblem::NoDate);
            };
            match year(last) {
                Some(year) => Some(edtf(year, Some(month), Some(day)).ok_or(DateProblem::Invalid)?),
                None if last.len() == 2 && last.parse::<u8>().is_ok() => {
                    return Err(DateProblem::Ambiguous);
                }
                None => None,
            }
        }
        _ => None,
    };
    date.map(|date| format!("{date}{mark}"))
        .ok_or(DateProblem::NoDate)
}

/// `15`, `1st`, `1ro`, `1º`.
fn day_of(word: &str) -> Option<u32> {
    let end = word
        .find(|next: char| !next.is_ascii_digit())
        .unwrap_or(word.len());
    let (number, suffix) = word.split_at_checked(end)?;
    let known = matches!(
        suffix,
        "" | "st" | "nd" | "rd" | "th" | "ro" | "o" | "er" | "a"
    );
    number.parse().ok().filter(|_| known && number.len() <= 2)
}

/// The date of a date with a time of day.
fn without_time(cell: &str) -> &str {
    let Some((date, time)) = cell.split_once(['T', ' ']) else {
        return cell;
    };
    let is_time = time.starts_with(|first: char| first.is_ascii_digit())
        && time.contains(':')
        && time
            .chars()
            .all(|next| next.is_ascii_digit() || ":.+-Zz apmAPM".contains(next));
    if is_time { date } else { cell }
}

#[cfg(test)]
mod tests;
