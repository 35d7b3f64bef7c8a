//! The words that people read, in English and Spanish.
//!
//! Codes, keys and file formats never change with the language; everything a person reads comes from the
//! Fluent files in `words/`, by identifier: `err-<code>` says what happened, `rec-<code>` what to do,
//! `finding-<code>` what a verification looked at; `_` and `.` of a code are written `-` (see [`identifier`]).
//!
//! **Invariant:** the same identifier and arguments give the same text on every machine. No clock, no locale of the
//! system, no marks that cannot be seen are added to a text; an argument stands in it exactly as it was given.

mod bundles;
mod detail;
mod language;

pub use bundles::{Words, identifiers};
pub use language::Language;

/// The identifier of a message about a code: `identifier("err", "disk_full")` is `err-disk-full`.
pub fn identifier(prefix: &str, code: &str) -> String {
    format!("{prefix}-{}", code.replace(['_', '.'], "-"))
}
