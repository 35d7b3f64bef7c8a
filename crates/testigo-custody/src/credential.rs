//! What a group's key says about logs and epochs (FORMAT 4.1, 5.1): signed notes of fixed lines.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::line::{Lines, base64_text, decimal, digest_of_base64};
use crate::{
    ArchiveId, Digest, LogId, Note, Signature, VerifierKey, archive_key_name, log_key_name,
};

/// Letters of the data part of a bech32 text, which an age recipient is.
const BECH32_LETTERS: &str = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
/// An age X25519 recipient: `age1`, 52 letters of key, 6 of checksum.
const RECIPIENT_BYTES: usize = 62;

/// Why a credential is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CredentialError {
    /// Not a signed note, or its text is not the fixed lines.
    #[error("not the form of a credential")]
    Malformed,
    /// Of another archive than the group key.
    #[error("the credential is of another archive")]
    Archive,
    /// The log's id or the key's name does not belong to the key.
    #[error("the log's id does not belong to its key")]
    LogKey,
    /// No signature under the group key's name.
    #[error("the group's signature is missing")]
    SignatureMissing,
    /// The signature under the group key's name is false.
    #[error("the group's signature is not valid")]
    SignatureInvalid,
}

/// A log counts for an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admission {
    /// The archive.
    pub archive: ArchiveId,
    /// The admitted log.
    pub log: LogId,
    /// The log's key; its name and the log's id are made from it.
    pub key: VerifierKey,
    /// The device's age recipient. Its checksum is left to whoever encrypts to it.
    pub recipient: String,
}

/// A log counts no longer: its entries from `size` on are quarantined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    /// The archive.
    pub archive: ArchiveId,
    /// The removed log.
    pub log: LogId,
    /// The number of entries that still count.
    pub size: u64,
    /// The root over them.
    pub root: Digest,
}

/// The key to which an archive is sealed from an epoch on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Epoch {
    /// The archive.
    pub archive: ArchiveId,
    /// Its number, from 1.
    pub epoch: u32,
    /// The epoch's age recipient. Its checksum is left to whoever encrypts to it.
    pub recipient: String,
}

/// The sealed key files of an epoch, so that a changed one is noticed by who cannot open it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyFiles {
    /// The archive.
    pub archive: ArchiveId,
    /// The epoch's number, from 1.
    pub epoch: u32,
    /// Name and SHA-256 of each, in the order of names.
    pub files: BTreeMap<String, Digest>,
}

impl Admission {
    /// The text to be signed.
    pub fn to_text(&self) -> String {
        let Self {
            archive,
            log,
            key,
            recipient,
        } = self;
        format!(
            "testigo/1/admission\narchive {archive}\nlog {log}\nkey {key}\nrecipient {recipient}\nrole writer\n"
        )
    }

    /// Reads the text.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut lines = Lines::of(text);
        lines.next().filter(|line| *line == "testigo/1/admission")?;
        let archive = lines.field("archive")?.parse().ok()?;
        let log = lines.field("log")?.parse().ok()?;
        let key = lines.field("key")?.parse().ok()?;
        let recipient = recipient(lines.field("recipient")?)?;
        lines.field("role").filter(|role| *role == "writer")?;
        lines.end()?;
        Some(Self {
            archive,
            log,
            key,
            recipient,
        })
    }

    /// Believes the note if this group key signed it for its own archive, and the log's id is that of the log's key.
    pub fn open(note_text: &str, group_key: &VerifierKey) -> Result<Self, CredentialError> {
        let note = Note::parse(note_text).map_err(|_| CredentialError::Malformed)?;
        let admission = Self::from_text(&note.text).ok_or(CredentialError::Malformed)?;
        let log = LogId::of_public_key(admission.key.public_key_bytes());
        if admission.log != log || admission.key.name != log_key_name(log) {
            return Err(CredentialError::LogKey);
        }
        believe(&note, admission.archive, group_key)?;
        Ok(admission)
    }
}

impl Removal {
    /// The text to be signed.
    pub fn to_text(&self) -> String {
        let Self {
            archive,
            log,
            size,
            root,
        } = self;
        let root = base64_text(root.as_bytes());
        format!("testigo/1/removal\narchive {archive}\nlog {log}\nsize {size}\nroot {root}\n")
    }

    /// Reads the text.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut lines = Lines::of(text);
        lines.next().filter(|line| *line == "testigo/1/removal")?;
        let archive = lines.field("archive")?.parse().ok()?;
        let log = lines.field("log")?.parse().ok()?;
        let size = decimal(lines.field("size")?)?;
        let root = digest_of_base64(lines.field("root")?)?;
        lines.end()?;
        Some(Self {
            archive,
            log,
            size,
            root,
        })
    }

    /// Believes the note if this group key signed it for its own archive.
    pub fn open(note_text: &str, group_key: &VerifierKey) -> Result<Self, CredentialError> {
        let note = Note::parse(note_text).map_err(|_| CredentialError::Malformed)?;
        let removal = Self::from_text(&note.text).ok_or(CredentialError::Malformed)?;
        believe(&note, removal.archive, group_key)?;
        Ok(removal)
    }
}

impl Epoch {
    /// The text to be signed.
    pub fn to_text(&self) -> String {
        let Self {
            archive,
            epoch,
            recipient,
        } = self;
        format!("testigo/1/epoch\narchive {archive}\nepoch {epoch}\nrecipient {recipient}\n")
    }

    /// Reads the text.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut lines = Lines::of(text);
        lines.next().filter(|line| *line == "testigo/1/epoch")?;
        let archive = lines.field("archive")?.parse().ok()?;
        let epoch = u32::try_from(decimal(lines.field("epoch")?)?).ok()?;
        let recipient = recipient(lines.field("recipient")?)?;
        lines.end()?;
        (epoch > 0).then_some(Self {
            archive,
            epoch,
            recipient,
        })
    }

    /// Believes the note if this group key signed it for its own archive.
    pub fn open(note_text: &str, group_key: &VerifierKey) -> Result<Self, CredentialError> {
        let note = Note::parse(note_text).map_err(|_| CredentialError::Malformed)?;
        let epoch = Self::from_text(&note.text).ok_or(CredentialError::Malformed)?;
        believe(&note, epoch.archive, group_key)?;
        Ok(epoch)
    }
}

impl KeyFiles {
    /// The text to be signed.
    pub fn to_text(&self) -> String {
        let Self {
            archive,
            epoch,
            files,
        } = self;
        let mut text = format!("testigo/1/key-files\narchive {archive}\nepoch {epoch}\n");
        for (name, digest) in files {
            let _ = writeln!(text, "{digest}  {name}");
        }
        text
    }

    /// Reads the text.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut lines = Lines::of(text);
        lines.next().filter(|line| *line == "testigo/1/key-files")?;
        let archive = lines.field("archive")?.parse().ok()?;
        let epoch = u32::try_from(decimal(lines.field("epoch")?)?).ok()?;
        let mut files = BTreeMap::new();
        while let Some(line) = lines.next() {
            let (digest, name) = line.split_once("  ")?;
            let follows = files
                .last_key_value()
                .is_none_or(|(last, _): (&String, _)| last.as_str() < name);
            if !follows || !is_key_file_name(name) {
                return None;
            }
            files.insert(name.to_owned(), digest.parse().ok()?);
        }
        lines.end()?;
        (epoch > 0 && !files.is_empty()).then_some(Self {
            archive,
            epoch,
            files,
        })
    }

    /// Believes the note if this group key signed it for its own archive.
    pub fn open(note_text: &str, group_key: &VerifierKey) -> Result<Self, CredentialError> {
        let note = Note::parse(note_text).map_err(|_| CredentialError::Malformed)?;
        let list = Self::from_text(&note.text).ok_or(CredentialError::Malformed)?;
        believe(&note, list.archive, group_key)?;
        Ok(list)
    }
}

/// Lower-case letters, digits and hyphens, at most 96, and `.age`.
fn is_key_file_name(name: &str) -> bool {
    name.strip_suffix(".age").is_some_and(|stem| {
        (1..=96).contains(&stem.len())
            && stem
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    })
}

fn recipient(text: &str) -> Option<String> {
    let letters = text.strip_prefix("age1")?;
    let valid = text.len() == RECIPIENT_BYTES
        && letters
            .chars()
            .all(|letter| BECH32_LETTERS.contains(letter));
    valid.then(|| text.to_owned())
}

fn believe(
    note: &Note,
    archive: ArchiveId,
    group_key: &VerifierKey,
) -> Result<(), CredentialError> {
    let expected = ArchiveId::of_group_key(group_key.public_key_bytes());
    if archive != expected || group_key.name != archive_key_name(expected) {
        return Err(CredentialError::Archive);
    }
    match note.signature_by(group_key) {
        Signature::Valid => Ok(()),
        Signature::Invalid => Err(CredentialError::SignatureInvalid),
        Signature::Absent => Err(CredentialError::SignatureMissing),
    }
}
