//! Pages of PDF files as pictures.
#![expect(clippy::unwrap_used, reason = "a test may stop")]

mod drawing;
mod made;
