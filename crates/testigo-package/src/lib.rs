//! The dossier as a package: its names, its bag, its proofs, and every check that needs no SQL.
//!
//! **Invariant**: it never unpacks, never writes, never trusts a path or a size that a package
//! states, and knows no archive: whoever receives a dossier needs nothing but this floor (and SQL
//! for the figures). Files come in through [`Files`]; findings go out.

mod bag;
mod files;
mod finding;
mod path;
mod proof;
mod verify;

pub use bag::{
    DECLARATION, FileDigests, MANIFEST, Manifest, ManifestError, TAG_MANIFEST, check_bag,
    copy_stream, digest_stream, manifest_text, parse_manifest, read_bytes, read_text,
};
pub use files::{
    FILES_MAX, FileEntry, FileKind, Files, UNPACKED_BYTES_FREE, UNPACKED_RATIO_MAX, ZipError,
    ZipFiles,
};
pub use finding::{Code, FINDINGS_MAX, Finding, Findings, Outcome, Trust, Verdict, check_trust};
pub use path::{PATH_BYTES_MAX, folding_collisions, refused};
pub use proof::{ProofError, ProvenOpening};
pub use verify::{
    Dossier, PackageLog, Proven, STATEMENTS_MAX, check_opening, count_witnesses, is_covered,
    verify_dossier,
};
