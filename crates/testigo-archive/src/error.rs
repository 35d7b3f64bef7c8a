//! One error for all verbs: a stable code, what it is about, and what caused it.

use std::fmt;

use testigo_store::StoreError;

/// An error of a verb. The edge turns the code into words (`err-<code>`, `rec-<code>`) and an exit
/// status. Arguments never hold a claimed value or a person's name.
#[derive(Debug)]
pub struct Error {
    /// The stable code.
    pub code: &'static str,
    /// What the words need: `path`, `detail` and the like.
    pub arguments: Vec<(&'static str, String)>,
    /// What lies behind it, for `Caused by`.
    pub cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// Result of a verb.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error with this code.
    pub fn new(code: &'static str) -> Self {
        Self {
            code,
            arguments: Vec::new(),
            cause: None,
        }
    }

    /// With one more argument for its words.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.arguments.push((name, value.into()));
        self
    }

    /// With what lies behind it.
    #[must_use]
    pub fn because(mut self, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.cause = Some(cause.into());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause
            .as_deref()
            .map(|cause| cause as &(dyn std::error::Error + 'static))
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        let code = error.code();
        let place = match &error {
            StoreError::Io { place, .. }
            | StoreError::WorkFactor { place, .. }
            | StoreError::KeyFileDamaged { place }
            | StoreError::KeysNotPinned { place }
            | StoreError::Damaged { place }
            | StoreError::ObjectMissing { place }
            | StoreError::ObjectDamaged { place }
            | StoreError::CopyLink { place }
            | StoreError::CopyDiffers { place } => place.clone(),
            StoreError::LogForked { log }
            | StoreError::CopyAhead { log }
            | StoreError::CopyForked { log } => log.clone(),
            StoreError::Intake { .. }
            | StoreError::NotAnArchive
            | StoreError::ArchiveExists
            | StoreError::FormatUnknown
            | StoreError::PassphraseWrong
            | StoreError::ReadOnlyNow
            | StoreError::Sealing
            | StoreError::CopyForeign
            | StoreError::CopyInside
            | StoreError::CopyUnclear
            | StoreError::CopyUnsettled
            | StoreError::CopyRunning
            | StoreError::Stopped => String::new(),
        };
        Self::new(code).with("path", place).because(error)
    }
}

impl From<testigo_catalog::CatalogError> for Error {
    fn from(error: testigo_catalog::CatalogError) -> Self {
        use testigo_catalog::{CatalogError, FilterError};
        match &error {
            CatalogError::Filter(FilterError::UnknownField) => Self::new("unknown_field"),
            CatalogError::Filter(filter) => {
                Self::new("expression_invalid").with("detail", filter.to_string())
            }
            CatalogError::QueryTooLong => Error::new("query_too_long"),
            CatalogError::Unreadable | CatalogError::Head { .. } | CatalogError::Sql { .. } => {
                Self::new("catalog_failed").because(error)
            }
        }
    }
}

/// Something that is not an error but that people must be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Message id at the edge (`notice-<code>`), and a warning code in JSON.
    pub code: &'static str,
    /// What it is about.
    pub subject: String,
}
