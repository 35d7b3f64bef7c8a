//! Signed notes (C2SP signed-note) with Ed25519 signatures, and cosignatures (C2SP tlog-cosignature, v1).

use std::fmt;
use std::str::FromStr;

use crate::line::{base64_text, bytes_of_base64};
use crate::{SigningKey, sha256, verify_strict};

/// A note is at most 1 MiB.
pub const NOTE_BYTES_MAX: usize = 1_048_576;
/// A note has at most 100 signatures.
pub const SIGNATURES_MAX: usize = 100;
/// What begins a signature line: an em dash and a space.
const SIGNATURE_MARK: &str = "\u{2014} ";
/// Type of an Ed25519 signature over the text itself.
const TYPE_ED25519: u8 = 0x01;
/// Type of a timestamped Ed25519 cosignature.
const TYPE_COSIGNATURE: u8 = 0x04;

/// Why a text is not a signed note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Longer than [`NOTE_BYTES_MAX`].
    #[error("a note longer than {NOTE_BYTES_MAX} bytes")]
    TooLong,
    /// More than [`SIGNATURES_MAX`] signatures.
    #[error("a note with more than {SIGNATURES_MAX} signatures")]
    TooManySignatures,
    /// No empty line between text and signatures, no signature, or a line that is no signature.
    #[error("not the form of a signed note")]
    Malformed,
    /// A control character other than the newline.
    #[error("a control character in a note")]
    ControlCharacter,
}

/// Why a text is not a verifier key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VerifierKeyError {
    /// Not `<name>+<8 hex digits>+<base64>`.
    #[error("not the form of a verifier key")]
    Malformed,
    /// A key that is not Ed25519 for notes.
    #[error("not an Ed25519 key for notes")]
    Type,
    /// The key id is not that of name and key.
    #[error("the key id does not belong to the key")]
    KeyId,
}

/// A key's name and its full public key. The four bytes of its id are only a hint where to look.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct VerifierKey {
    /// Its name in notes.
    pub name: String,
    /// The public key (RFC 8032).
    pub public: [u8; 32],
}

impl VerifierKey {
    /// A key under a name, which must be one of a signed note: not empty, no spaces, no plus.
    pub fn new(name: impl Into<String>, public: [u8; 32]) -> Self {
        Self {
            name: name.into(),
            public,
        }
    }

    /// The public key (RFC 8032).
    pub fn public_key_bytes(&self) -> &[u8; 32] {
        &self.public
    }

    /// The first four bytes of `SHA-256(name || "\n" || 0x01 || public key)`.
    pub fn key_id(&self) -> [u8; 4] {
        key_id(&self.name, TYPE_ED25519, &self.public)
    }

    /// As [`VerifierKey::key_id`], for the cosignatures that this key makes.
    pub fn cosignature_key_id(&self) -> [u8; 4] {
        key_id(&self.name, TYPE_COSIGNATURE, &self.public)
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = base64_text([&[TYPE_ED25519][..], &self.public].concat());
        write!(
            formatter,
            "{}+{}+{key}",
            self.name,
            hex::encode(self.key_id())
        )
    }
}

impl FromStr for VerifierKey {
    type Err = VerifierKeyError;

    fn from_str(text: &str) -> Result<Self, VerifierKeyError> {
        let (name, rest) = text.split_once('+').ok_or(VerifierKeyError::Malformed)?;
        let (id, key) = rest.split_once('+').ok_or(VerifierKeyError::Malformed)?;
        let key = bytes_of_base64(key).ok_or(VerifierKeyError::Malformed)?;
        if !is_key_name(name) || name.chars().any(char::is_control) {
            return Err(VerifierKeyError::Malformed);
        }
        let Some((key_type, public)) = key.split_first() else {
            return Err(VerifierKeyError::Malformed);
        };
        if *key_type != TYPE_ED25519 {
            return Err(VerifierKeyError::Type);
        }
        let public = public.try_into().map_err(|_| VerifierKeyError::Malformed)?;
        let verifier = Self::new(name, public);
        if hex::encode(verifier.key_id()) != id {
            return Err(VerifierKeyError::KeyId);
        }
        Ok(verifier)
    }
}

/// One line below a note's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSignature {
    /// The signing key's name.
    pub name: String,
    /// Four bytes of key id, then what the type of the key says.
    pub bytes: Vec<u8>,
}

/// A text and the signatures below it, none of them believed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The signed text, with its last newline.
    pub text: String,
    /// The signature lines in order.
    pub signatures: Vec<NoteSignature>,
}

/// What a note has of one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signature {
    /// The key signed this text.
    Valid,
    /// A line claims to be the key's and is not.
    Invalid,
    /// No line claims to be the key's.
    Absent,
}

/// What a note has of one witness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cosignature {
    /// The witness saw this head.
    Valid {
        /// When, as the witness states: seconds since 1970-01-01 UTC.
        time_s: u64,
    },
    /// A line claims to be the witness's and is not.
    Invalid,
    /// No line claims to be the witness's.
    Absent,
}

impl Note {
    /// Takes a note apart. Signatures of unknown keys are kept and mean nothing.
    pub fn parse(note: &str) -> Result<Self, NoteError> {
        if note.len() > NOTE_BYTES_MAX {
            return Err(NoteError::TooLong);
        }
        if note.bytes().any(|byte| byte < 0x20 && byte != b'\n') {
            return Err(NoteError::ControlCharacter);
        }
        let (text, lines) = note.rsplit_once("\n\n").ok_or(NoteError::Malformed)?;
        let lines = lines.strip_suffix('\n').ok_or(NoteError::Malformed)?;
        let mut signatures = Vec::new();
        for line in lines.split('\n') {
            if signatures.len() == SIGNATURES_MAX {
                return Err(NoteError::TooManySignatures);
            }
            signatures.push(signature_of(line).ok_or(NoteError::Malformed)?);
        }
        Ok(Self {
            text: format!("{text}\n"),
            signatures,
        })
    }

    /// Signs a text, which must end in a newline and have no other control characters.
    pub fn sign(text: String, name: &str, key: &SigningKey) -> Self {
        let id = key_id(name, TYPE_ED25519, &key.public());
        let bytes = [&id[..], &key.sign(text.as_bytes())].concat();
        Self {
            signatures: vec![NoteSignature {
                name: name.to_owned(),
                bytes,
            }],
            text,
        }
    }

    /// Whether this key signed the text. One false line under the key's name and id spoils the note.
    pub fn signature_by(&self, key: &VerifierKey) -> Signature {
        let mut found = Signature::Absent;
        for signature in self.signatures_under(&key.name, key.key_id()) {
            if !self.is_signed(key, signature) {
                return Signature::Invalid;
            }
            found = Signature::Valid;
        }
        found
    }

    /// The 64 bytes of this key's signature, if it is valid.
    pub fn raw_signature_by(&self, key: &VerifierKey) -> Option<[u8; 64]> {
        self.signatures_under(&key.name, key.key_id())
            .find(|signature| self.is_signed(key, signature))
            .and_then(|signature| signature.try_into().ok())
    }

    /// Whether this witness cosigned the text, and when. Of several cosignatures the latest time stands.
    pub fn cosignature_by(&self, witness: &VerifierKey) -> Cosignature {
        let mut found = Cosignature::Absent;
        for cosignature in self.signatures_under(&witness.name, witness.cosignature_key_id()) {
            let Some(time_s) = self.cosigned_at(witness, cosignature) else {
                return Cosignature::Invalid;
            };
            found = match found {
                Cosignature::Valid { time_s: other } if other > time_s => found,
                Cosignature::Valid { .. } | Cosignature::Invalid | Cosignature::Absent => {
                    Cosignature::Valid { time_s }
                }
            };
        }
        found
    }

    fn signatures_under(&self, name: &str, id: [u8; 4]) -> impl Iterator<Item = &[u8]> {
        let under_name = self
            .signatures
            .iter()
            .filter(move |signature| signature.name == name);
        under_name.filter_map(move |signature| signature.bytes.strip_prefix(&id))
    }

    fn is_signed(&self, key: &VerifierKey, signature: &[u8]) -> bool {
        signature
            .try_into()
            .is_ok_and(|signature| verify_strict(&key.public, self.text.as_bytes(), signature))
    }

    fn cosigned_at(&self, witness: &VerifierKey, cosignature: &[u8]) -> Option<u64> {
        let (time, signature) = cosignature.split_first_chunk()?;
        let time_s = u64::from_be_bytes(*time);
        let signature = signature.try_into().ok()?;
        let message = format!("cosignature/v1\ntime {time_s}\n{}", self.text);
        let valid = i64::try_from(time_s).is_ok()
            && verify_strict(&witness.public, message.as_bytes(), signature);
        valid.then_some(time_s)
    }
}

impl fmt::Display for Note {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{}", self.text)?;
        for NoteSignature { name, bytes } in &self.signatures {
            writeln!(formatter, "{SIGNATURE_MARK}{name} {}", base64_text(bytes))?;
        }
        Ok(())
    }
}

fn signature_of(line: &str) -> Option<NoteSignature> {
    let (name, base64) = line.strip_prefix(SIGNATURE_MARK)?.split_once(' ')?;
    let bytes = bytes_of_base64(base64)?;
    let valid = is_key_name(name) && bytes.len() > 4;
    valid.then(|| NoteSignature {
        name: name.to_owned(),
        bytes,
    })
}

fn is_key_name(name: &str) -> bool {
    !name.is_empty()
        && !name.contains(|character: char| character.is_whitespace() || character == '+')
}

fn key_id(name: &str, key_type: u8, public: &[u8; 32]) -> [u8; 4] {
    let digest = sha256(&[name.as_bytes(), b"\n", &[key_type], public].concat());
    let [first, second, third, fourth, ..] = *digest.as_bytes();
    [first, second, third, fourth]
}
