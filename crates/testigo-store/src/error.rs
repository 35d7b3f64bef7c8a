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
    /// The folder for a copy holds something that is no copy of this archive.
    #[error("the folder for the copy holds something else")]
    CopyForeign,
    /// The folder for a copy lies in the archive, or the archive in it.
    #[error("the copy and the archive would lie in each other")]
    CopyInside,
    /// Nobody can tell where the folder for a copy would lie.
    #[error("the place of the copy leads nowhere")]
    CopyUnclear,
    /// The copy has statements that the archive has not.
    #[error("log {log}: the copy knows more than the archive")]
    CopyAhead {
        /// The log.
        log: String,
    },
    /// The copy and the archive have different histories.
    #[error("log {log}: the copy has another history than the archive")]
    CopyForked {
        /// The log.
        log: String,
    },
    /// In the copy a link or a device stands where a file or a folder belongs.
    #[error("{place}: neither a file nor a folder")]
    CopyLink {
        /// Where, in the copy.
        place: String,
    },
    /// What was written into the copy reads differently.
    #[error("{place}: reads back differently than it was written")]
    CopyDiffers {
        /// Where, in the copy.
        place: String,
    },
    /// The archive did not stand still long enough to be copied.
    #[error("the archive changed again and again while it was copied")]
    CopyUnsettled,
    /// Another backup of this installation is under way.
    #[error("another backup of this archive is under way")]
    CopyRunning,
    /// Somebody asked it to stop, and it did where that loses nothing.
    #[error("stopped")]
    Stopped,
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
            Self::CopyForeign => "backup_foreign",
            Self::CopyInside => "backup_inside",
            Self::CopyUnclear => "out_unclear",
            Self::CopyAhead { .. } => "backup_ahead",
            Self::CopyForked { .. } => "backup_forked",
            Self::CopyLink { .. } => "backup_link",
            Self::CopyDiffers { .. } => "backup_differs",
            Self::CopyUnsettled => "backup_unsettled",
            Self::CopyRunning => "backup_running",
            Self::Stopped => "stopped",
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
