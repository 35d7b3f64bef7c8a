//! What stops the engine. Everything else is a [`crate::Warning`].

use std::io;

/// Why nothing came out. Never holds a value of an entry.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// No field to compare by.
    #[error("no field is given to compare entries by")]
    NoFields,
    /// A column name that stands for two fields, or for none.
    #[error("the field \"{0}\" is given twice")]
    FieldRepeated(String),
    /// A field refers to one that is not there.
    #[error("the field \"{0}\" is not there")]
    FieldUnknown(String),
    /// A kind that is none of [`crate::Kind::ALL`].
    #[error("there is no kind \"{0}\"")]
    KindUnknown(String),
    /// A blocking rule that cannot be read.
    #[error("this blocking rule cannot be read: {0}")]
    RuleInvalid(String),
    /// A number outside its range.
    #[error("{0} is out of range")]
    OutOfRange(&'static str),
    /// A table of nicknames, particles or sounds that cannot be read.
    #[error("the name tables cannot be read: {0}")]
    TablesInvalid(String),
    /// A model that cannot be read.
    #[error("the model cannot be read: {0}")]
    ModelInvalid(String),
    /// A model for other fields than these.
    #[error("the model is for other fields: {0}")]
    ModelMismatch(String),
    /// More entries, values or text than an engine of this size holds.
    #[error("the lists are too large: {0}")]
    TooLarge(&'static str),
    /// Whoever takes the pairs could not.
    #[error("the pairs could not be written: {0}")]
    SinkFailed(#[from] io::Error),
}

impl LinkError {
    /// A stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoFields => "link_no_fields",
            Self::FieldRepeated(_) => "link_field_repeated",
            Self::FieldUnknown(_) => "link_field_unknown",
            Self::KindUnknown(_) => "link_kind_unknown",
            Self::RuleInvalid(_) => "link_rule_invalid",
            Self::OutOfRange(_) => "link_out_of_range",
            Self::TablesInvalid(_) => "link_tables_invalid",
            Self::ModelInvalid(_) => "link_model_invalid",
            Self::ModelMismatch(_) => "link_model_mismatch",
            Self::TooLarge(_) => "link_too_large",
            Self::SinkFailed(_) => "link_not_written",
        }
    }

    /// What it is about: a field, a rule, a place in a file.
    pub fn subject(&self) -> &str {
        match self {
            Self::NoFields | Self::SinkFailed(_) => "",
            Self::FieldRepeated(subject)
            | Self::FieldUnknown(subject)
            | Self::KindUnknown(subject)
            | Self::RuleInvalid(subject)
            | Self::TablesInvalid(subject)
            | Self::ModelInvalid(subject)
            | Self::ModelMismatch(subject) => subject,
            Self::OutOfRange(subject) | Self::TooLarge(subject) => subject,
        }
    }
}
