//! What tells a receipt that is here already, and what a rendition belongs to.

use sha2::{Digest as _, Sha256};
use testigo_custody::StatementId;
use testigo_record::Projected;

use super::AddRequest;
use crate::archive::Archive;
use crate::error::{Error, Result};

/// What tells receipts of the same bytes from the same source apart; those that were not stated are left out.
const FIELDS: [&str; 9] = [
    "path",
    "modified",
    "collected_by",
    "collected_at",
    "place",
    "of",
    "as",
    "language",
    "order",
];

/// An item or an account that other items belong to.
pub(super) struct Owner {
    pub(super) id: StatementId,
    pub(super) source: StatementId,
}

impl Archive {
    /// What a rendition is one of, or a recording's account. Both the role and the owner are said, or neither.
    pub(super) fn belongs_to(&self, request: &AddRequest) -> Result<Option<Owner>> {
        let (Some(of), Some(_)) = (&request.of, &request.role) else {
            let neither = request.of.is_none() && request.role.is_none();
            return neither
                .then_some(None)
                .ok_or_else(|| Error::new("role_missing"));
        };
        let id = self.record_id(of)?;
        match self.kind_of(id)?.as_str() {
            "account" => Ok(Some(Owner { id, source: id })),
            "item" => {
                let view = self.catalog.statement(id)?;
                let source = view.and_then(|view| view.source);
                let source = source.ok_or_else(|| Error::new("source_missing"))?;
                Ok(Some(Owner { id, source }))
            }
            _ => Err(Error::new("not_an_item").with("path", id.to_string())),
        }
    }
}

/// What makes two receipts of the same bytes the same receipt: the source, and what was stated.
pub(super) fn receipt_key(source: StatementId, digest: &str, fields: &[(&str, &str)]) -> [u8; 16] {
    let mut hasher = Sha256::new();
    hasher.update(source.as_bytes());
    hasher.update(digest);
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        hasher.update(format!("\n{}:{name}={}:", name.len(), value.len()));
        hasher.update(value);
    }
    let digest: [u8; 32] = hasher.finalize().into();
    let mut key = [0; 16];
    key.copy_from_slice(&digest[..16]);
    key
}

/// The same key, from a projected `item` or `receipt`.
pub(crate) fn receipt_key_of(row: &Projected) -> Option<[u8; 16]> {
    let value = |field: &str| {
        row.claims
            .iter()
            .find(|claim| claim.field == field)
            .map(|claim| claim.value.as_str())
    };
    let fields = FIELDS.map(|field| (field, value(field).unwrap_or_default()));
    Some(receipt_key(row.source?, value("sha256")?, &fields))
}
