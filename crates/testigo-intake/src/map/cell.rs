//! One cell of a column, read as its field.

use super::date_format::{DateFormat, read_unstated};
use super::{Map, is_sex};
use testigo_record::{FieldDefinition, Type, Unreadable, fold, read};

/// Signs for "not known" in any field but free text.
const SIGNS: [&str; 14] = [
    "-", "--", "---", "–", "—", "?", "??", "???", ".", "n/a", "#n/a", "s/d", "s/i", "n/d",
];

/// Words for "not known", folded, in fields that are no names: `Null` may be somebody's surname.
const WORDS: [&str; 27] = [
    "na",
    "n a",
    "n d",
    "nd",
    "s d",
    "sd",
    "s i",
    "si n",
    "null",
    "none",
    "nan",
    "unknown",
    "not known",
    "not available",
    "no data",
    "desconocido",
    "desconocida",
    "se desconoce",
    "ignorado",
    "ignorada",
    "no sabe",
    "no se sabe",
    "sin dato",
    "sin datos",
    "sin informacion",
    "no disponible",
    "ns nr",
];

/// Which letters of a column stand for a man and a woman.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SexLetters {
    pub(super) text: &'static str,
    male: &'static str,
    female: &'static str,
}

pub(super) const SEX_LETTERS: [SexLetters; 3] = [
    SexLetters {
        text: "M/F",
        male: "m",
        female: "f",
    },
    SexLetters {
        text: "H/M",
        male: "h",
        female: "m",
    },
    SexLetters {
        text: "V/M",
        male: "v",
        female: "m",
    },
];

impl SexLetters {
    pub(super) fn parse(text: &str) -> Option<Self> {
        SEX_LETTERS
            .iter()
            .find(|letters| letters.text == text)
            .copied()
    }
}

/// The canonical text of a cell as the value of a field; empty for an empty cell, which claims
/// nothing. An unreadable cell is to be kept as written.
///
/// Codes beside those of [`testigo_record::read`]: `unknown_value` (a mark such as `-` or `s/d`),
/// `date_ambiguous` (all digits, and more than one day could be meant: state a format),
/// `date_invalid` (no such day, or not in the stated format), `sex_ambiguous` (`M` without a
/// format: a man or a woman).
pub fn read_cell(
    map: &Map,
    header: &str,
    field: &FieldDefinition,
    cell: &str,
) -> Result<String, Unreadable> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Ok(String::new());
    }
    let result = match field.value {
        Type::Date => read_date(map, header, field, cell),
        Type::Quantity => read_quantity(field, cell),
        Type::Code { .. } if is_sex(field) => read_sex(map, header, field, cell),
        Type::Name | Type::Place | Type::Identifier | Type::Code { open: true, .. }
            if is_sign(cell) =>
        {
            Err(Unreadable {
                code: "unknown_value",
            })
        }
        Type::Text
        | Type::Label
        | Type::Name
        | Type::Place
        | Type::Identifier
        | Type::Number
        | Type::Reference
        | Type::Code { .. } => read(field, cell),
    };
    result.map_err(|unreadable| {
        if is_sign(cell) || WORDS.contains(&fold(cell).as_str()) {
            Unreadable {
                code: "unknown_value",
            }
        } else {
            unreadable
        }
    })
}

fn is_sign(cell: &str) -> bool {
    SIGNS.contains(&cell.to_ascii_lowercase().as_str())
}

fn read_date(
    map: &Map,
    header: &str,
    field: &FieldDefinition,
    cell: &str,
) -> Result<String, Unreadable> {
    let format = map
        .formats
        .get(header)
        .and_then(|format| DateFormat::parse(format).ok());
    let date = match format {
        Some(format) => format.read(cell),
        None => read_unstated(cell),
    };
    match date {
        Ok(date) => read(field, &date),
        Err(problem) => Err(Unreadable {
            code: problem.code(),
        }),
    }
}

/// A whole number that a program wrote as `74.0`, and an age with its unit, are counts.
fn read_quantity(field: &FieldDefinition, cell: &str) -> Result<String, Unreadable> {
    read(field, cell).or_else(|unreadable| {
        let plain = match cell.strip_suffix(".0") {
            Some(whole) => whole,
            None if field.name == "age" => without_years(cell),
            None => cell,
        };
        let is_whole = !plain.is_empty() && plain.bytes().all(|byte| byte.is_ascii_digit());
        if is_whole {
            read(field, plain)
        } else {
            Err(unreadable)
        }
    })
}

fn without_years(cell: &str) -> &str {
    let end = cell
        .find(|next: char| !next.is_ascii_digit())
        .unwrap_or(cell.len());
    let (number, unit) = cell.split_at_checked(end).unwrap_or((cell, ""));
    let is_years = matches!(
        fold(unit).as_str(),
        "anos" | "ano" | "years" | "year" | "yrs" | "y o"
    );
    if is_years { number } else { cell }
}

/// `M` is a man beside `F` and a woman (mujer) beside `H` or `V`: alone it says nothing.
fn read_sex(
    map: &Map,
    header: &str,
    field: &FieldDefinition,
    cell: &str,
) -> Result<String, Unreadable> {
    let folded = fold(cell);
    let letters = map
        .formats
        .get(header)
        .and_then(|format| SexLetters::parse(format));
    match letters {
        Some(letters) if folded == letters.male => read(field, "male"),
        Some(letters) if folded == letters.female => read(field, "female"),
        None if folded == "m" => Err(Unreadable {
            code: "sex_ambiguous",
        }),
        Some(_) | None => read(field, cell),
    }
}

#[cfg(test)]
mod tests;
