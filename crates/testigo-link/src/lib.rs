//! Is this the same person? Lists in, pairs, clusters and their reasons out.
//!
//! **Invariant**: this crate proposes and never decides.

mod compare;
mod date_value;
mod dictionary;
mod entries;
mod error;
mod field;
mod name_book;
mod name_tables;
mod similarity;
mod table;
mod warning;
pub use entries::{Entries, EntryId, SourceId};
pub use error::LinkError;
pub use field::{Field, Kind};
pub use name_tables::{NameAdditions, NameTables};
pub use table::Table;
pub use warning::Warning;
