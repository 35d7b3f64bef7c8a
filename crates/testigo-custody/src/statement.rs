//! Statements and their commitment (FORMAT 3).

use std::fmt::{self, Write as _};

use hmac::Mac;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::identifier::keyed_hmac;
use crate::{
    ArchiveId, Digest, LogId, Opening, PlainJsonError, StatementId, VALUE_BYTES_MAX,
    check_plain_json,
};

/// A statement has at most 1,024 fields, its head among them.
pub const FIELDS_MAX: usize = 1024;
/// All values of a statement together are at most 1 MiB.
pub const STATEMENT_BYTES_MAX: usize = 1_048_576;
/// The name of field 0.
pub const HEAD_NAME: &str = "head";
/// A field's name is at most 64 bytes.
const NAME_BYTES_MAX: usize = 64;
/// A kind is at most 32 bytes.
const KIND_BYTES_MAX: usize = 32;

/// Why fields do not make a statement. Places are field numbers, counted with the head as 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    /// More than [`FIELDS_MAX`] fields.
    #[error("{count} fields, more than {FIELDS_MAX}")]
    TooManyFields {
        /// Fields, with the head.
        count: usize,
    },
    /// The values are longer than [`STATEMENT_BYTES_MAX`] together.
    #[error("{bytes} bytes of values, more than {STATEMENT_BYTES_MAX}")]
    TooLong {
        /// Bytes of all values.
        bytes: usize,
    },
    /// The kind does not match `[a-z][a-z_]{0,31}`.
    #[error("not the form of a kind")]
    Kind,
    /// A name does not match `[a-z][a-z0-9_.]{0,63}`.
    #[error("field {field} has no valid name")]
    Name {
        /// Number of the field.
        field: usize,
    },
    /// Two fields have one name.
    #[error("two fields have one name")]
    Duplicate,
    /// A value is not plain JSON.
    #[error("the value of field {field} is not plain JSON: {error}")]
    Value {
        /// Number of the field.
        field: usize,
        /// What is wrong with it.
        error: PlainJsonError,
    },
}

/// A name and its value. The value is a plain-JSON text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// `[a-z][a-z0-9_.]{0,63}`; carries no content.
    pub name: String,
    /// Plain JSON (FORMAT 1.1).
    pub value: String,
}

/// What field 0 says: where the statement belongs and of what kind it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The archive it was made for.
    pub archive: ArchiveId,
    /// The one log in which it counts.
    pub log: LogId,
    /// `[a-z][a-z_]{0,31}`.
    pub kind: String,
    /// A program that does not know the kind must neither count nor disclose the subject.
    pub critical: bool,
}

/// The secret from which the salts of a statement come: 32 random bytes, never shown outside an archive.
#[derive(Clone, PartialEq, Eq)]
pub struct Seed(Zeroizing<[u8; 32]>);

impl Seed {
    /// The seed with these bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    pub(crate) fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// All salts in order: `HMAC-SHA-256(seed, "testigo/1/salt" || u32be(i))`.
    pub(crate) fn salts(&self) -> impl Iterator<Item = [u8; 32]> + use<> {
        let keyed = keyed_hmac(&self.0).chain_update(b"testigo/1/salt");
        (0_u32..).map(move |number| {
            keyed
                .clone()
                .chain_update(number.to_be_bytes())
                .finalize()
                .into_bytes()
                .into()
        })
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Seed(..)")
    }
}

/// A statement whose every field obeys the format; field 0 is its head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    head: Head,
    fields: Vec<Field>,
}

impl Statement {
    /// Puts the head before the fields and checks all of them.
    pub fn new(head: &Head, fields: Vec<Field>) -> Result<Self, StatementError> {
        let count = fields.len() + 1;
        if count > FIELDS_MAX {
            return Err(StatementError::TooManyFields { count });
        }
        if !is_kind(&head.kind) {
            return Err(StatementError::Kind);
        }
        let mut names: Vec<&str> = Vec::with_capacity(count);
        names.push(HEAD_NAME);
        for (index, field) in fields.iter().enumerate() {
            if !is_field_name(&field.name) {
                return Err(StatementError::Name { field: index + 1 });
            }
            check_plain_json(&field.value).map_err(|error| StatementError::Value {
                field: index + 1,
                error,
            })?;
            names.push(&field.name);
        }
        let value = head_value(head, &names);
        let bytes = fields.iter().map(|field| field.value.len()).sum::<usize>() + value.len();
        if bytes > STATEMENT_BYTES_MAX {
            return Err(StatementError::TooLong { bytes });
        }
        if !all_different(&mut names) {
            return Err(StatementError::Duplicate);
        }
        let mut all = Vec::with_capacity(count);
        all.push(Field {
            name: HEAD_NAME.to_owned(),
            value,
        });
        all.extend(fields);
        Ok(Self {
            head: head.clone(),
            fields: all,
        })
    }

    /// All fields, the head first.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// What its head says.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The statement's id: binds the number, the order, the names and the values of its fields.
    pub fn commitment(&self, seed: &Seed) -> StatementId {
        let mut commitment = Commitment::new(self.fields.len());
        for ((index, field), salt) in self.fields.iter().enumerate().zip(seed.salts()) {
            commitment.add(&field_digest(index, &salt, &field.name, &field.value));
        }
        commitment.finish()
    }

    /// The whole statement as an opening, in the short form that never leaves an archive.
    pub fn opening(self, seed: Seed) -> Opening {
        Opening::whole(self.fields, seed)
    }
}

/// The hash over the digests of the fields, as they come.
pub(crate) struct Commitment(Sha256);

impl Commitment {
    /// Of a statement with this many fields, at most [`FIELDS_MAX`].
    pub(crate) fn new(fields: usize) -> Self {
        let hasher = Sha256::new_with_prefix(b"testigo/1/statement\n");
        Self(hasher.chain_update(two_bytes(fields)))
    }

    pub(crate) fn add(&mut self, digest: &Digest) {
        self.0.update(digest.as_bytes());
    }

    pub(crate) fn finish(self) -> StatementId {
        StatementId::from_bytes(self.0.finalize().into())
    }
}

/// `SHA-256("testigo/1/field\n" || u16be(i) || salt || u16be(len(name)) || name || value)`.
pub(crate) fn field_digest(index: usize, salt: &[u8; 32], name: &str, value: &str) -> Digest {
    let mut hasher = Sha256::new_with_prefix(b"testigo/1/field\n");
    hasher.update(two_bytes(index));
    hasher.update(salt);
    hasher.update(two_bytes(name.len()));
    hasher.update(name);
    hasher.update(value);
    Digest::from_bytes(hasher.finalize().into())
}

/// Callers pass field numbers, counts and name lengths, all of which are bounded far below 65,536.
fn two_bytes(number: usize) -> [u8; 2] {
    u16::try_from(number)
        .expect("fields and names are bounded")
        .to_be_bytes()
}

pub(crate) fn is_field_name(name: &str) -> bool {
    let letter = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'.');
    name.len() <= NAME_BYTES_MAX
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(letter)
}

fn is_kind(kind: &str) -> bool {
    kind.len() <= KIND_BYTES_MAX
        && kind.starts_with(|first: char| first.is_ascii_lowercase())
        && kind.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'_'))
}

pub(crate) fn all_different(names: &mut [&str]) -> bool {
    names.sort_unstable();
    names.windows(2).all(|pair| pair.first() != pair.last())
}

/// The one form of field 0's value.
fn head_value(head: &Head, names: &[&str]) -> String {
    let length = names.iter().map(|name| name.len() + 3).sum::<usize>();
    let mut value = String::with_capacity(length + 240);
    let Head {
        archive,
        log,
        kind,
        critical,
    } = head;
    let start = format_args!(r#"{{"archive":"{archive}","log":"{log}","kind":"{kind}","fields":["#)
        .to_string();
    value.push_str(&start);
    for (index, name) in names.iter().enumerate() {
        let comma = if index == 0 { "" } else { "," };
        let _ = write!(value, "{comma}\"{name}\"");
    }
    value.push_str(if *critical {
        r#"],"critical":true}"#
    } else {
        "]}"
    });
    value
}

/// Reads field 0's value: the head and the names of all fields, or `None` if it is written in any other way.
pub(crate) fn parse_head(value: &str) -> Option<(Head, Vec<&str>)> {
    if value.len() > VALUE_BYTES_MAX {
        return None;
    }
    let (archive, rest) = value.strip_prefix(r#"{"archive":""#)?.split_once('"')?;
    let (log, rest) = rest.strip_prefix(r#","log":""#)?.split_once('"')?;
    let (kind, rest) = rest.strip_prefix(r#","kind":""#)?.split_once('"')?;
    let (names, rest) = rest.strip_prefix(r#","fields":[""#)?.split_once("\"]")?;
    let critical = match rest {
        "}" => false,
        r#","critical":true}"# => true,
        _ => return None,
    };
    let names: Vec<&str> = names.split("\",\"").take(FIELDS_MAX + 1).collect();
    let well_named = names.first() == Some(&HEAD_NAME)
        && names.len() <= FIELDS_MAX
        && names.iter().all(|name| is_field_name(name))
        && all_different(&mut names.clone());
    if !well_named || !is_kind(kind) {
        return None;
    }
    let head = Head {
        archive: archive.parse().ok()?,
        log: log.parse().ok()?,
        kind: kind.to_owned(),
        critical,
    };
    Some((head, names))
}
