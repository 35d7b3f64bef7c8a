//! Identifiers: 32 bytes each, one type per meaning (FORMAT 2).

use std::fmt;
use std::str::FromStr;

use hmac::{Hmac, Mac};
use sha2::{Digest as _, Sha256};

/// Why a text is not an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not 64 lower-case hex digits")]
pub struct IdentifierError;

macro_rules! identifier {
    ($(#[$documentation:meta])* $name:ident) => {
        $(#[$documentation])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 32]);

        impl $name {
            /// The identifier with these bytes.
            pub const fn from_bytes(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            /// Its 32 bytes.
            pub const fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(hex_text(&self.0, &mut [0; 64]))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut buffer = [0; 64];
                let prefix = hex_text(&self.0, &mut buffer).get(..8).unwrap_or_default();
                write!(formatter, "{}({prefix})", stringify!($name))
            }
        }

        impl FromStr for $name {
            type Err = IdentifierError;

            fn from_str(text: &str) -> Result<Self, IdentifierError> {
                bytes_of_hex(text).map(Self).ok_or(IdentifierError)
            }
        }
    };
}

identifier!(
    /// A SHA-256 digest (FIPS 180-4).
    Digest
);
identifier!(
    /// Identity of an archive: made from its group's public key.
    ArchiveId
);
identifier!(
    /// Identity of a log: made from the public key of the device that writes it.
    LogId
);
identifier!(
    /// Identity of a statement: its commitment. A record has the id of the statement that created it.
    StatementId
);
identifier!(
    /// Name of a sealed object: tells nothing about its content to whoever lacks the naming key.
    ObjectName
);

impl ArchiveId {
    /// `SHA-256("testigo/1/archive\n" || group public key)`.
    pub fn of_group_key(public: &[u8; 32]) -> Self {
        let hasher = Sha256::new_with_prefix(b"testigo/1/archive\n");
        Self(hasher.chain_update(public).finalize().into())
    }
}

impl LogId {
    /// `SHA-256(log public key)`.
    pub fn of_public_key(public: &[u8; 32]) -> Self {
        Self(Sha256::digest(public).into())
    }
}

impl ObjectName {
    /// `HMAC-SHA-256(naming key, log id || SHA-256(plaintext))`.
    pub fn new(naming_key: &[u8; 32], log: LogId, plaintext: Digest) -> Self {
        let keyed = keyed_hmac(naming_key).chain_update(log.as_bytes());
        Self(
            keyed
                .chain_update(plaintext.as_bytes())
                .finalize()
                .into_bytes()
                .into(),
        )
    }
}

/// SHA-256 of bytes in memory.
pub fn sha256(bytes: &[u8]) -> Digest {
    Digest(Sha256::digest(bytes).into())
}

/// HMAC-SHA-256 that has taken its key and waits for the message.
pub(crate) fn keyed_hmac(key: &[u8; 32]) -> Hmac<Sha256> {
    <Hmac<Sha256> as Mac>::new_from_slice(key).expect("HMAC takes a key of any length")
}

/// Lower-case hex of 32 bytes, written into the caller's buffer.
pub(crate) fn hex_text<'a>(bytes: &[u8; 32], buffer: &'a mut [u8; 64]) -> &'a str {
    hex::encode_to_slice(bytes, buffer).expect("the buffer has two digits for each byte");
    std::str::from_utf8(buffer).expect("hex digits are ASCII")
}

/// 32 bytes from exactly 64 lower-case hex digits.
pub(crate) fn bytes_of_hex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    let digits = text.as_bytes();
    if digits.len() != 64 {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let [high, low] = pair else { return None };
        *byte = (nibble(*high)? << 4) | nibble(*low)?;
    }
    Some(bytes)
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_texts_of_an_identifier() {
        let digest = sha256(b"abc");
        let text = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(digest.to_string(), text);
        assert_eq!(format!("{digest:?}"), "Digest(ba7816bf)");
        assert_eq!(text.parse(), Ok(digest));
    }

    #[test]
    fn only_64_lower_case_digits_are_an_identifier() {
        for text in [
            String::new(),
            "ab".repeat(31),
            "ab".repeat(33),
            "AB".repeat(32),
            "0x".to_owned() + &"ab".repeat(31),
            "é".repeat(32),
            " ".to_owned() + &"a".repeat(63),
            "g".repeat(64),
        ] {
            assert_eq!(text.parse::<Digest>(), Err(IdentifierError), "{text}");
        }
    }
}
