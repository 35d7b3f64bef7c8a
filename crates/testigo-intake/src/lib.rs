//! Foreign formats in, plain rows and plain text out: lists as header and rows, the map from
//! columns to fields, what files of other systems say, what kind of file something is, and all
//! that can be read of it.
//!
//! **Invariant**: bytes from anywhere never make this crate panic, take more than stated memory,
//! or leave something out in silence: a row that cannot be read is an error with its number, a
//! cell that cannot be read is the caller's to keep as written, and a file of which anything
//! was not read says so. It writes nothing and asks no clock.

mod decode;
mod delimited;
mod entities;
mod facts;
mod foreign;
mod found;
mod inflate;
mod map;
mod markup;
mod media_type;
mod mime;
mod searchable;
mod sheet;
mod table;
mod text_lines;
mod zip_parts;

pub use facts::{Facts, facts};
pub use foreign::{ForeignError, Format, ReadSummary, read_foreign};
pub use found::{Element, Found, FoundValue, Said, Trouble};
pub use map::{FormatError, Map, MapError, MappedRow, RowReader, guess, read_cell};
pub use media_type::{extension, media_type};
pub use searchable::{Passage, Searchable, searchable};
pub use table::{Row, RowProblem, TableError, TableReader, open_table, read_table};
