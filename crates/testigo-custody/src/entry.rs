//! Entries of a log (FORMAT 4): a version byte and what that version says.

use crate::StatementId;

/// The first byte of an entry that holds a statement's commitment.
pub const ENTRY_VERSION: u8 = 1;

/// One leaf of a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// A statement's commitment.
    Statement(StatementId),
    /// An opaque leaf of a later version: part of the tree, says nothing.
    Unknown {
        /// Its first byte.
        version: u8,
    },
}

impl Entry {
    /// Reads an entry; `None` for an empty one, or one of version 1 that is not 33 bytes long.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (version, rest) = bytes.split_first()?;
        if *version != ENTRY_VERSION {
            return Some(Self::Unknown { version: *version });
        }
        let commitment: [u8; 32] = rest.try_into().ok()?;
        Some(Self::Statement(StatementId::from_bytes(commitment)))
    }
}

/// The 33 bytes of a statement's entry.
pub fn entry_bytes(id: StatementId) -> [u8; 33] {
    let mut bytes = [ENTRY_VERSION; 33];
    for (to, from) in bytes.iter_mut().skip(1).zip(id.as_bytes()) {
        *to = *from;
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_read_as_written() {
        let id = StatementId::from_bytes([7; 32]);
        let bytes = entry_bytes(id);
        assert_eq!(bytes, [&[1][..], &[7; 32][..]].concat().as_slice());
        assert_eq!(Entry::from_bytes(&bytes), Some(Entry::Statement(id)));
    }

    #[test]
    fn other_versions_are_opaque_and_broken_entries_are_none() {
        assert_eq!(Entry::from_bytes(&[2]), Some(Entry::Unknown { version: 2 }));
        assert_eq!(
            Entry::from_bytes(&[0; 33]),
            Some(Entry::Unknown { version: 0 })
        );
        for bytes in [&[][..], &[1], &[1; 32], &[1; 34]] {
            assert_eq!(Entry::from_bytes(bytes), None);
        }
    }
}
