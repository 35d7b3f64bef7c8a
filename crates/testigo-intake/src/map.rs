//! Which column of a list is which field: `MAP.toml`, and the guess that a person starts from.

mod cell;
mod choices;
mod date_format;
mod guess;
mod headers;
mod row;
mod target;

pub use cell::read_cell;
pub use guess::guess;
pub(crate) use guess::{guess_as, guess_foreign, own_field};
pub use row::{MappedRow, RowReader};

use crate::table::Row;
use cell::SexLetters;
pub use date_format::FormatError;

use date_format::DateFormat;
use serde::Serialize;
use std::collections::BTreeMap;
use target::Target;
use testigo_record::{FieldDefinition, Type, field, kinds};

const MAP_BYTES_MAX: usize = 1024 * 1024;
/// What a line of a list becomes where the map does not say.
pub(crate) const KIND_OF_LISTS: &str = "entry";
/// What a line can become; the other kinds come with bytes or from their own commands.
const KINDS_OF_ROWS: [&str; 10] = [
    "entry",
    "incident",
    "person",
    "act",
    "account",
    "source",
    "place",
    "relation",
    "intervention",
    "proceeding",
];

/// The mapping of one list.
///
/// A column may stand for several fields, with what separates them in its cells: `"surname,
/// given_name"`, `"lat|lon"`; the coordinates of anything but a place are those of its place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Map {
    /// The column that says which list a row is from, where one file holds several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list_column: Option<String>,
    /// What a row becomes, where it is not an `entry`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The column that says which row it is, the same in a later or corrected file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_column: Option<String>,
    /// Columns that are not recorded.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skip: Vec<String>,
    /// Header to field, or to several.
    pub columns: BTreeMap<String, String>,
    /// Header to what separates the several values of its cells.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub multiple: BTreeMap<String, String>,
    /// Header to the form of its dates, such as `%d/%m/%Y`, or to the letters of its sexes: `H/M`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub formats: BTreeMap<String, String>,
}

/// Why a `MAP.toml` cannot be used. It names keys and headers, never the content of a row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MapError {
    /// The text is longer than 1 MiB.
    #[error("the map is longer than 1 MiB")]
    TooLong,
    /// The text is no TOML.
    #[error("line {line} is no TOML")]
    Syntax {
        /// From 1.
        line: usize,
    },
    /// A key that a map does not have.
    #[error(
        "unknown key `{key}`; a map has list_column, kind, key_column, skip, [columns], [multiple] and [formats]"
    )]
    UnknownKey {
        /// As written.
        key: String,
    },
    /// A key with a value of another kind.
    #[error("`{key}` must be {expected}")]
    WrongValue {
        /// With its table.
        key: String,
        /// What it must be.
        expected: &'static str,
    },
    /// A field that no kind of record has.
    #[error("column `{header}`: unknown field `{field}`; {hint}")]
    UnknownField {
        /// The column.
        header: String,
        /// As written.
        field: String,
        /// What to write instead.
        hint: String,
    },
    /// Two columns for a field that a record has once.
    #[error(
        "columns `{first}` and `{second}` are both `{field}`, which a record has once; name one of them `x.{field}`"
    )]
    FieldTwice {
        /// One column.
        first: String,
        /// The other.
        second: String,
        /// The field.
        field: String,
    },
    /// A kind that a row cannot become.
    #[error(
        "no row becomes a `{kind}`; kind is entry, incident, person, act, account, source, place, relation, intervention or proceeding"
    )]
    UnknownKind {
        /// As written.
        kind: String,
    },
    /// A field of another kind of record.
    #[error("column `{header}`: a record of kind `{kind}` has no `{field}`")]
    FieldOfOtherKind {
        /// The column.
        header: String,
        /// The field.
        field: String,
        /// The kind of the rows.
        kind: String,
    },
    /// Several values for a field that a record has once, or for several fields.
    #[error("column `{header}` cannot have several values; its field must be one that may repeat")]
    NotMultiple {
        /// The column.
        header: String,
    },
    /// A format that cannot be understood.
    #[error("format of `{header}`: {problem}")]
    Format {
        /// The column.
        header: String,
        /// What is wrong with it.
        problem: FormatError,
    },
}

impl Map {
    /// Reads a `MAP.toml` strictly: an unknown key or field is an error, never ignored.
    pub fn from_toml(text: &str) -> Result<Self, MapError> {
        if text.len() > MAP_BYTES_MAX {
            return Err(MapError::TooLong);
        }
        let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
            let start = error.span().map_or(0, |span| span.start);
            MapError::Syntax {
                line: text
                    .bytes()
                    .take(start)
                    .filter(|byte| *byte == b'\n')
                    .count()
                    + 1,
            }
        })?;
        let mut map = Self::default();
        for (key, value) in table {
            match key.as_str() {
                "list_column" => map.list_column = Some(text_value(&key, value)?),
                "kind" => map.kind = Some(text_value(&key, value)?),
                "key_column" => map.key_column = Some(text_value(&key, value)?),
                "skip" => map.skip = list_value(&key, value)?,
                "columns" => map.columns = table_value(&key, value)?,
                "multiple" => map.multiple = table_value(&key, value)?,
                "formats" => map.formats = table_value(&key, value)?,
                _ => return Err(MapError::UnknownKey { key }),
            }
        }
        map.check()?;
        Ok(map)
    }

    /// The map as a person may edit it.
    pub fn to_toml(&self) -> String {
        toml::to_string(self).unwrap_or_default()
    }

    /// The field of a column, or its several with their separators; none for a column that is
    /// skipped. A column that the map does not name keeps its words under a field of the group's own.
    pub fn field_of(&self, header: &str) -> Option<String> {
        if self.skip.iter().any(|skipped| skipped == header) {
            return None;
        }
        Some(match self.columns.get(header) {
            Some(name) => name.clone(),
            None => guess::own_field(header),
        })
    }

    /// Adds the formats that a sample of the rows leaves no doubt about, where none is stated:
    /// the order of day and month, and whether `M` is a man or a woman (mujer).
    pub fn add_clear_formats(&mut self, header: &[String], sample: &[Row]) {
        guess::add_clear_formats(self, header, sample);
    }

    /// The kind of record that a row becomes, as far as the map says.
    pub(crate) fn row_kind(&self) -> &'static str {
        let stated = self.kind.as_deref().unwrap_or(KIND_OF_LISTS);
        let found = KINDS_OF_ROWS.iter().find(|kind| **kind == stated);
        found.copied().unwrap_or(KIND_OF_LISTS)
    }

    /// The definition of a field: that of the rows' kind, else of the first kind that has it.
    fn definition(&self, name: &str) -> Option<&'static FieldDefinition> {
        field(self.row_kind(), name).or_else(|| kinds().iter().find_map(|kind| field(kind, name)))
    }

    fn check(&self) -> Result<(), MapError> {
        if let Some(kind) = &self.kind
            && !KINDS_OF_ROWS.contains(&kind.as_str())
        {
            return Err(MapError::UnknownKind { kind: kind.clone() });
        }
        let mut columns_of: BTreeMap<(&str, String), &str> = BTreeMap::new();
        for (header, target) in &self.columns {
            let unknown = |hinted: &str| MapError::UnknownField {
                header: header.clone(),
                field: target.clone(),
                hint: hint(hinted, target),
            };
            let parsed = Target::parse(target).ok_or_else(|| unknown(target))?;
            for name in parsed.fields {
                let definition = self.definition(&name).ok_or_else(|| unknown(&name))?;
                // A repeated group of questions is a record of its own: `victims/name`, `family/name`.
                let group = header.rsplit_once('/').map_or("", |(group, _)| group);
                let first = columns_of.insert((group, name.clone()), header);
                if let Some(first) = first.filter(|_| !definition.multiple) {
                    return Err(MapError::FieldTwice {
                        first: first.to_owned(),
                        second: header.clone(),
                        field: name,
                    });
                }
            }
        }
        for (header, separator) in &self.multiple {
            let target = self.field_of(header).unwrap_or_default();
            let repeats = self.definition(&target).is_some_and(|found| found.multiple);
            if separator.is_empty() || !repeats {
                return Err(MapError::NotMultiple {
                    header: header.clone(),
                });
            }
        }
        for (header, format) in &self.formats {
            if SexLetters::parse(format).is_none() {
                DateFormat::parse(format).map_err(|problem| MapError::Format {
                    header: header.clone(),
                    problem,
                })?;
            }
        }
        Ok(())
    }
}

/// The field that differs by at most two letters, or how to name an own one.
fn hint(name: &str, target: &str) -> String {
    let own = format!("a field of your own is `{}`", guess::own_field(target));
    let nearest = kinds()
        .iter()
        .flat_map(|kind| testigo_record::fields(kind))
        .map(|known| (distance(name, known.name), known.name))
        .min();
    match nearest {
        Some((0..=2, known)) => format!("is it `{known}`? {own}"),
        _ => own,
    }
}

/// How many letters must be put in, left out or changed (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    if a.len() > 64 || b.len() > 64 {
        return usize::MAX;
    }
    let b: Vec<char> = b.chars().collect();
    let mut costs: Vec<usize> = (0..=b.len()).collect();
    for (row, letter) in a.chars().enumerate() {
        let mut next = vec![row + 1];
        let pairs = costs.windows(2).zip(&b);
        for (pair, other) in pairs {
            let [diagonal, above] = pair else { continue };
            let left = next.last().copied().unwrap_or_default();
            next.push(
                (diagonal + usize::from(letter != *other))
                    .min(above + 1)
                    .min(left + 1),
            );
        }
        costs = next;
    }
    costs.last().copied().unwrap_or(usize::MAX)
}

fn text_value(key: &str, value: toml::Value) -> Result<String, MapError> {
    match value {
        toml::Value::String(text) => Ok(text),
        toml::Value::Integer(_)
        | toml::Value::Float(_)
        | toml::Value::Boolean(_)
        | toml::Value::Datetime(_)
        | toml::Value::Array(_)
        | toml::Value::Table(_) => Err(MapError::WrongValue {
            key: key.to_owned(),
            expected: "a text in quotes",
        }),
    }
}

fn list_value(key: &str, value: toml::Value) -> Result<Vec<String>, MapError> {
    let wrong = MapError::WrongValue {
        key: key.to_owned(),
        expected: "a list of headers",
    };
    let Ok(values) = value.try_into::<Vec<toml::Value>>() else {
        return Err(wrong);
    };
    values
        .into_iter()
        .map(|value| text_value(key, value))
        .collect()
}

fn table_value(key: &str, value: toml::Value) -> Result<BTreeMap<String, String>, MapError> {
    let wrong = MapError::WrongValue {
        key: key.to_owned(),
        expected: "a table of \"header\" = \"text\"",
    };
    let Ok(table) = value.try_into::<toml::Table>() else {
        return Err(wrong);
    };
    table
        .into_iter()
        .map(|(name, value)| {
            let value = text_value(&format!("{key}.{name}"), value)?;
            Ok((name, value))
        })
        .collect()
}

fn is_sex(definition: &FieldDefinition) -> bool {
    matches!(
        definition.value,
        Type::Code {
            vocabulary: "sex",
            ..
        }
    )
}

#[cfg(test)]
mod tests;
