//! One entry's proof as a file of its own (C2SP tlog-proof).

use std::fmt::Write as _;

use crate::line::{Lines, base64_text, decimal, digest_of_base64};
use crate::{Digest, NOTE_BYTES_MAX};

const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";
/// No tree of less than 2^64 leaves has a longer path.
const PATH_MAX: usize = 64;

/// Why a text is not a proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TlogProofError {
    /// Not the lines of a proof, or longer than a note may be.
    #[error("not the form of a tlog-proof")]
    Malformed,
}

/// Where an entry stands, its path to the root, and the checkpoint that signs the root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlogProof {
    /// Number of the entry, from 0.
    pub index: u64,
    /// Its audit path, the lowest sibling first.
    pub path: Vec<Digest>,
    /// The checkpoint as a signed note, verbatim and not checked.
    pub checkpoint: String,
}

impl TlogProof {
    /// The file's text.
    pub fn to_text(&self) -> String {
        let mut text = format!("{FIRST_LINE}\nindex {}\n", self.index);
        for hash in &self.path {
            let _ = writeln!(text, "{}", base64_text(hash.as_bytes()));
        }
        text.push('\n');
        text.push_str(&self.checkpoint);
        text
    }

    /// Reads the file's text. The optional line `extra` is not part of our format and is refused.
    pub fn from_text(text: &str) -> Result<Self, TlogProofError> {
        if text.len() > NOTE_BYTES_MAX {
            return Err(TlogProofError::Malformed);
        }
        Self::read(text).ok_or(TlogProofError::Malformed)
    }

    fn read(text: &str) -> Option<Self> {
        let mut lines = Lines::of(text);
        lines.next().filter(|line| *line == FIRST_LINE)?;
        let index = decimal(lines.field("index")?)?;
        let mut path = Vec::new();
        loop {
            match lines.next()? {
                "" => break,
                _ if path.len() == PATH_MAX => return None,
                line => path.push(digest_of_base64(line)?),
            }
        }
        let checkpoint = lines.rest().to_owned();
        (!checkpoint.is_empty()).then_some(Self {
            index,
            path,
            checkpoint,
        })
    }
}
