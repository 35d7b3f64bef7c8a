//! What a column holds, as whoever asks says it.

use std::collections::BTreeSet;

use crate::error::LinkError;

/// What kind of value a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Given names; several columns are read as one.
    GivenName,
    /// A surname; the first such column is the first surname, the next the second.
    Surname,
    /// A whole name in one column.
    FullName,
    /// A day, a month or a year.
    Date,
    /// A year.
    Year,
    /// Sex.
    Sex,
    /// A place; several columns are one hierarchy.
    Place,
    /// A number or code that identifies, or nearly.
    Code,
    /// Free text.
    Text,
    /// A quantity.
    Number,
    /// An age in years, at the date of an act if one is named.
    Age,
}

impl Kind {
    /// Every kind and its word in settings.
    pub const ALL: [(&'static str, Kind); 11] = [
        ("given_name", Kind::GivenName),
        ("surname", Kind::Surname),
        ("full_name", Kind::FullName),
        ("date", Kind::Date),
        ("year", Kind::Year),
        ("sex", Kind::Sex),
        ("place", Kind::Place),
        ("code", Kind::Code),
        ("text", Kind::Text),
        ("number", Kind::Number),
        ("age", Kind::Age),
    ];

    /// The kind that a word names.
    pub fn read(word: &str) -> Result<Self, LinkError> {
        let found = Self::ALL.iter().find(|(name, _)| *name == word);
        found
            .map(|(_, kind)| *kind)
            .ok_or_else(|| LinkError::KindUnknown(word.to_owned()))
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        let found = Self::ALL.iter().find(|(_, kind)| *kind == self);
        found.map_or("", |(name, _)| name)
    }

    pub(crate) fn is_name(self) -> bool {
        matches!(self, Self::GivenName | Self::Surname | Self::FullName)
    }
}

/// A column to compare by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The column's name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// Of an age: the column with the date of which it is.
    pub at: Option<String>,
    /// Of an age: the column with the date of birth, which then goes before.
    pub birth: Option<String>,
}

impl Field {
    /// A field that refers to no other.
    pub fn new(name: impl Into<String>, kind: Kind) -> Self {
        Self {
            name: name.into(),
            kind,
            at: None,
            birth: None,
        }
    }
}

/// Checks that names are unique and references are to dates that are there.
pub(crate) fn check(fields: &[Field]) -> Result<(), LinkError> {
    if fields.is_empty() {
        return Err(LinkError::NoFields);
    }
    let mut names = BTreeSet::new();
    for field in fields {
        if !names.insert(field.name.as_str()) {
            return Err(LinkError::FieldRepeated(field.name.clone()));
        }
    }
    for name in fields
        .iter()
        .flat_map(|field| [&field.at, &field.birth])
        .flatten()
    {
        let is_date =
            |field: &Field| field.name == *name && matches!(field.kind, Kind::Date | Kind::Year);
        if !fields.iter().any(is_date) {
            return Err(LinkError::FieldUnknown(name.clone()));
        }
    }
    Ok(())
}
