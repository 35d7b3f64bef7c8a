//! A disclosed statement with its proof: one line of `proof/openings.jsonl` (FORMAT 7.1).

use serde::Deserialize;
use serde_json::value::RawValue;
use testigo_custody::{Digest, LogId, Opening};

/// An opening, where it stands, and the path from there to its log's head.
#[derive(Debug, Clone)]
pub struct ProvenOpening {
    /// The log.
    pub log: LogId,
    /// Index of the entry.
    pub index: u64,
    /// RFC 6962 inclusion path.
    pub path: Vec<Digest>,
    /// What is shown.
    pub opening: Opening,
}

/// Why a line is not a proven opening.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ProofError {
    /// Not the JSON form of FORMAT 7.1.
    #[error("malformed line")]
    Malformed,
    /// Not the one way to write it: people take it apart with `sed`, who must read the same.
    #[error("not the one way to write a line")]
    Writing,
    /// The opening itself is malformed.
    #[error("malformed opening")]
    Opening,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line<'a> {
    log: &'a str,
    index: u64,
    path: Vec<&'a str>,
    #[serde(borrow)]
    parts: &'a RawValue,
}

impl ProvenOpening {
    /// Reads a line.
    pub fn from_json(text: &str) -> Result<Self, ProofError> {
        let line: Line<'_> = serde_json::from_str(text).map_err(|_| ProofError::Malformed)?;
        let path = line
            .path
            .iter()
            .map(|digest| digest.parse().map_err(|_| ProofError::Malformed))
            .collect::<Result<_, _>>()?;
        let opening = Opening::from_json(&format!("{{\"parts\":{}}}", line.parts.get()))
            .map_err(|_| ProofError::Opening)?;
        let log = line.log.parse().map_err(|_| ProofError::Malformed)?;
        let proven = Self {
            log,
            index: line.index,
            path,
            opening,
        };
        if proven.to_json() == text {
            Ok(proven)
        } else {
            Err(ProofError::Writing)
        }
    }

    /// Writes the line, without its end. The opening must not hold a seed.
    pub fn to_json(&self) -> String {
        let path: Vec<String> = self
            .path
            .iter()
            .map(|digest| format!("\"{digest}\""))
            .collect();
        let opening = self.opening.to_json();
        let parts = opening.strip_prefix("{\"parts\":").unwrap_or(&opening);
        format!(
            "{{\"log\":\"{}\",\"index\":{},\"path\":[{}],\"parts\":{parts}",
            self.log,
            self.index,
            path.join(",")
        )
    }
}
