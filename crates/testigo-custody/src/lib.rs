//! Custody: what ties a statement to a signed log, as pure functions. Bytes come in, a verdict goes out.
//!
//! This is the floor an auditor reads first. `docs/FORMAT.md`, sections 1 to 5.1 and 7.1, specifies every byte.
//!
//! **Invariant**: nothing here reads a file, a clock, the environment or a source of randomness, and no
//! input, however hostile, makes it panic or take memory beyond the stated limits. Nothing is accepted that
//! could be written in two ways where the format allows one.

mod checkpoint;
mod credential;
mod entry;
mod identifier;
mod line;
pub mod merkle;
mod note;
mod opening;
mod opening_json;
mod plain_json;
mod signing;
mod statement;
pub mod tile;
mod tlog_proof;

pub use checkpoint::{
    Checkpoint, CheckpointError, archive_key_name, log_key_name, open_checkpoint,
};
pub use credential::{Admission, CredentialError, Epoch, KeyFiles, Removal};
pub use entry::{ENTRY_VERSION, Entry, entry_bytes};
pub use identifier::{ArchiveId, Digest, IdentifierError, LogId, ObjectName, StatementId, sha256};
pub use merkle::{
    Frontier, consistency_holds, consistency_proof, empty_root, inclusion_holds, inclusion_path,
    leaf_hash, node_hash, root, tree_root,
};
pub use note::{
    Cosignature, NOTE_BYTES_MAX, Note, NoteError, NoteSignature, SIGNATURES_MAX, Signature,
    VerifierKey, VerifierKeyError,
};
pub use opening::{Checked, Opening, OpeningError, Part};
pub use opening_json::OPENING_BYTES_MAX;
pub use plain_json::{PlainJsonError, VALUE_BYTES_MAX, check_plain_json, json_string};
pub use signing::{SigningKey, public_key_pem, verify_strict};
pub use statement::{
    FIELDS_MAX, Field, HEAD_NAME, Head, STATEMENT_BYTES_MAX, Seed, Statement, StatementError,
};
pub use tile::{
    BundleError, TILE_HASHES, Tile, TilePath, decode_bundle, encode_bundle, new_tiles, tiles_of,
};
pub use tlog_proof::{TlogProof, TlogProofError};
