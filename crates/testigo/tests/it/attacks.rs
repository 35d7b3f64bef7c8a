//! Dossiers as strangers would change them: everything that is not the group's word is noticed.

mod findings;
mod openings;
pub(crate) mod package;
mod record;
mod signers;
mod whole;
mod zip_bytes;
