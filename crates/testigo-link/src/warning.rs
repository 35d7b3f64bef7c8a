//! What whoever reads the result has to know, by stable code.

use serde::Serialize;

/// One thing to bear in mind. `subject` is a column, a field or a rule, never a value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Warning {
    /// The stable code.
    pub code: &'static str,
    /// What it is about; empty if it is about everything.
    pub subject: String,
}

impl Warning {
    pub(crate) fn new(code: &'static str, subject: impl Into<String>) -> Self {
        Self {
            code,
            subject: subject.into(),
        }
    }
}
