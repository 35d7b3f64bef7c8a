//! What tells a receipt that is here already.

use sha2::{Digest as _, Sha256};
use testigo_custody::StatementId;
use testigo_record::Projected;

/// What makes two receipts of the same bytes the same receipt: source, path, time, collector, place.
pub(super) fn receipt_key(
    source: StatementId,
    digest: &str,
    fields: &[(&str, Option<&str>)],
) -> [u8; 16] {
    let mut hasher = Sha256::new();
    hasher.update(source.as_bytes());
    hasher.update(digest);
    for (name, value) in fields {
        if let Some(value) = value {
            hasher.update(format!("\n{}:{name}={}:", name.len(), value.len()));
            hasher.update(value);
        }
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
    let fields = ["path", "modified", "collected_by", "collected_at", "place"]
        .map(|field| (field, value(field)));
    Some(receipt_key(row.source?, value("sha256")?, &fields))
}
