//! What a reader has to know, and why there may be no number; both by stable code.

use std::fmt;

use serde::{Serialize, Serializer};

/// One thing to bear in mind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warning {
    /// The stable code.
    pub code: &'static str,
    /// The list, stratum or setting it is about, or a number; empty if it is about everything.
    pub subject: String,
}

impl Warning {
    /// A warning with what it is about.
    pub fn new(code: &'static str, subject: impl Into<String>) -> Self {
        Self {
            code,
            subject: subject.into(),
        }
    }
}

/// Why a method gives no estimate. Never to be read as "nobody is missing".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reason {
    /// The stable code.
    pub code: &'static str,
    /// What it is about; empty if that is clear.
    pub subject: String,
}

impl Reason {
    pub(crate) fn new(code: &'static str, subject: impl Into<String>) -> Self {
        Self {
            code,
            subject: subject.into(),
        }
    }
}

/// `code`, or `code: subject`.
fn written(code: &str, subject: &str, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    formatter.write_str(code)?;
    if subject.is_empty() {
        return Ok(());
    }
    write!(formatter, ": {subject}")
}

impl fmt::Display for Warning {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        written(self.code, &self.subject, formatter)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        written(self.code, &self.subject, formatter)
    }
}

impl Serialize for Warning {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
