//! What can go wrong on the way to and from the disk.

use std::io;

/// An error of this crate. `Display` names places inside an archive or a home, which hold no names
/// of persons; the edge turns [`StoreError::code`] into words.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The operating system refused or failed.
    #[error("{place}: {source}")]
    Io {
        /// Path relative to the archive or home.
        place: String,
        /// What the system said.
        source: io::Error,
    },
    /// The folder is no archive.
    #[error("no archive here")]
    NotAnArchive,
    /// `init` found an archive already.
    #[error("an archive stands here already")]
    ArchiveExists,
    /// The archive was written by a later version.
    #[error("unknown format version")]
    FormatUnknown,
    /// No key file opens with this passphrase.
    #[error("the passphrase opens no key file")]
    PassphraseWrong,
    /// A key file is cheaper or dearer than FORMAT 5.1 allows.
    #[error("{place}: scrypt work factor {factor} is outside what is accepted")]
    WorkFactor {
        /// The key file.
        place: String,
        /// Its log2 N.
        factor: u8,
    },
    /// A key file opened, but is damaged or made for another archive.
    #[error("{place}: damaged key file")]
    KeyFileDamaged {
        /// The key file.
        place: String,
    },
    /// The keys differ from those this home pinned, or from what the group key signed.
    #[error("{place}: these keys are not the ones this home knows")]
    KeysNotPinned {
        /// Where the foreign key stands.
        place: String,
    },
    /// A file of a log or of the openings is missing or damaged.
    #[error("{place}: missing or damaged")]
    Damaged {
        /// The file.
        place: String,
    },
    /// The log in the archive and the head this home signed do not belong together.
    #[error("log {log}: the archive and this installation disagree about its end")]
    LogForked {
        /// The log.
        log: String,
    },
    /// An earlier write failed: nothing more is written in this run.
    #[error("an earlier write failed; read-only until reopened")]
    ReadOnlyNow,
    /// The object is not there.
    #[error("{place}: the sealed object is missing")]
    ObjectMissing {
        /// The object.
        place: String,
    },
    /// The object does not open or does not give the recorded bytes.
    #[error("{place}: the sealed object is damaged")]
    ObjectDamaged {
        /// The object.
        place: String,
    },
    /// The source of an intake ended with an error.
    #[error("reading what is to be stored: {source}")]
    Intake {
        /// What the system said.
        source: io::Error,
    },
    /// Sealing failed inside age.
    #[error("sealing failed")]
    Sealing,
}

impl StoreError {
    /// Wraps an error of the system.
    pub fn io(place: impl Into<String>, source: io::Error) -> Self {
        Self::Io {
            place: place.into(),
            source,
        }
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Io { source, .. } | Self::Intake { source } => system_code(source),
            Self::NotAnArchive => "not_an_archive",
            Self::ArchiveExists => "archive_exists",
            Self::FormatUnknown => "format_unknown",
            Self::PassphraseWrong => "passphrase_wrong",
            Self::WorkFactor { .. } => "weak_passphrase_factor",
            Self::KeyFileDamaged { .. } => "key_file_damaged",
            Self::KeysNotPinned { .. } => "keys_not_pinned",
            Self::Damaged { .. } => "log_damaged",
            Self::LogForked { .. } => "log_forked",
            Self::ReadOnlyNow => "stored_read_only",
            Self::ObjectMissing { .. } => "object_missing",
            Self::ObjectDamaged { .. } => "object_damaged",
            Self::Sealing => "internal",
        }
    }
}

/// The stable code for what the system said about writing.
pub fn system_code(error: &io::Error) -> &'static str {
    use io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    if matches!(error.kind(), StorageFull | QuotaExceeded) {
        "disk_full"
    } else if matches!(error.kind(), ReadOnlyFilesystem | PermissionDenied) {
        "read_only"
    } else {
        "io_failed"
    }
}

/// Result of this crate.
pub type Result<T> = std::result::Result<T, StoreError>;
