//! The signed head of a log (FORMAT 4).

use crate::line::{Lines, base64_text, decimal, digest_of_base64};
use crate::{ArchiveId, Digest, LogId, Note, Signature, VerifierKey};

/// Why a checkpoint is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// Not a signed note, or its text is not origin, size and root.
    #[error("not the form of a checkpoint")]
    Malformed,
    /// Of another log than the key.
    #[error("the checkpoint is of another log")]
    Origin,
    /// No signature under the key's name.
    #[error("the log's signature is missing")]
    SignatureMissing,
    /// The signature under the key's name is false.
    #[error("the log's signature is not valid")]
    SignatureInvalid,
}

/// How many entries a log has and their root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The name of the log's key.
    pub origin: String,
    /// The number of entries.
    pub size: u64,
    /// The root over them.
    pub root: Digest,
}

impl Checkpoint {
    /// Reads exactly three lines: no extension lines.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut lines = Lines::of(text);
        let origin = lines.next().filter(|origin| !origin.is_empty())?.to_owned();
        let size = decimal(lines.next()?)?;
        let root = digest_of_base64(lines.next()?)?;
        lines.end()?;
        Some(Self { origin, size, root })
    }

    /// The text to be signed.
    pub fn to_text(&self) -> String {
        format!(
            "{}\n{}\n{}\n",
            self.origin,
            self.size,
            base64_text(self.root.as_bytes())
        )
    }
}

/// The name of a log's key in signed notes, and the origin of its checkpoints.
pub fn log_key_name(log: LogId) -> String {
    format!("testigo.invalid/log/{log}")
}

/// The name of a group's key in signed notes.
pub fn archive_key_name(archive: ArchiveId) -> String {
    format!("testigo.invalid/archive/{archive}")
}

/// Reads a checkpoint and believes it if it is of this key's log and signed by it.
pub fn open_checkpoint(
    note_text: &str,
    log_key: &VerifierKey,
) -> Result<(Note, Checkpoint), CheckpointError> {
    let note = Note::parse(note_text).map_err(|_| CheckpointError::Malformed)?;
    let checkpoint = Checkpoint::from_text(&note.text).ok_or(CheckpointError::Malformed)?;
    let name = log_key_name(LogId::of_public_key(log_key.public_key_bytes()));
    if checkpoint.origin != name || log_key.name != name {
        return Err(CheckpointError::Origin);
    }
    match note.signature_by(log_key) {
        Signature::Valid => Ok((note, checkpoint)),
        Signature::Invalid => Err(CheckpointError::SignatureInvalid),
        Signature::Absent => Err(CheckpointError::SignatureMissing),
    }
}
