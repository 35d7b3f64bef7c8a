//! LINK.toml.

use serde::Deserialize;
use testigo_link::{Field, Kind, NameAdditions};

use crate::error::{Error, Result};

/// What a group says of its lists.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ListSettings {
    /// The column with an entry's id; the line's number if none.
    pub(super) id: Option<String>,
    /// The column with the list; each file is one if none.
    pub(super) source: Option<String>,
    #[serde(default)]
    pub(super) blocking: Vec<String>,
    pub(super) threshold: Option<f64>,
    #[serde(default)]
    pub(super) unique_within_source: bool,
    pub(super) field: Vec<FieldSettings>,
    /// Further particles, nicknames and sounds.
    #[serde(default)]
    pub(super) names: NameAdditions,
}

/// One field.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FieldSettings {
    pub(super) column: ColumnNames,
    kind: String,
    /// Columns that make the value together, in a file that has none of `column`: a list with the parts of a name
    /// beside one with whole names.
    #[serde(default)]
    pub(super) parts: Vec<String>,
    /// Of an age: the column with the date of which it is.
    at: Option<String>,
    /// Of an age: the column with the date of birth.
    birth: Option<String>,
}

/// A column's name, or its names in different files.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum ColumnNames {
    One(String),
    Several(Vec<String>),
}

impl ColumnNames {
    pub(super) fn names(&self) -> &[String] {
        match self {
            Self::One(name) => std::slice::from_ref(name),
            Self::Several(names) => names,
        }
    }
}

impl FieldSettings {
    /// The first of its names.
    pub(super) fn name(&self) -> String {
        self.column.names().first().cloned().unwrap_or_default()
    }
}

impl ListSettings {
    pub(super) fn read(text: &str) -> Result<Self> {
        toml::from_str(text).map_err(|error| {
            Error::new("link_settings_invalid").with("detail", error.message().to_owned())
        })
    }

    pub(super) fn fields(&self) -> Result<Vec<Field>> {
        let field = |settings: &FieldSettings| {
            let kind = Kind::read(&settings.kind).map_err(super::failed)?;
            let mut field = Field::new(settings.name(), kind);
            field.at.clone_from(&settings.at);
            field.birth.clone_from(&settings.birth);
            Ok(field)
        };
        self.field.iter().map(field).collect()
    }
}
