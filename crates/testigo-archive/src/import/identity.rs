//! What makes two lines the same line: what their file calls them, or else all that they say.

use sha2::{Digest as _, Sha256};
use testigo_custody::StatementId;
use testigo_record::{ClaimedValue, Projected, creates_record};

/// Of a whole line: the list or source, the kind, the name and every value, not its place in the file.
pub(super) fn key_of_content<'a>(
    within: StatementId,
    kind: &str,
    key: &str,
    values: impl Iterator<Item = (&'a str, &'a ClaimedValue)>,
) -> [u8; 16] {
    let mut hasher = Sha256::new();
    hasher.update(within.as_bytes());
    if kind != "entry" || !key.is_empty() {
        hasher.update(format!("{kind}:{key}"));
    }
    for (field, value) in values.filter(|(field, _)| is_content(field)) {
        let (mark, text) = match value {
            ClaimedValue::Read(text) => ('=', text),
            ClaimedValue::Unread(text) => ('?', text),
        };
        hasher.update(format!("\n{field}{mark}{}:", text.len()));
        hasher.update(text);
    }
    shortened(hasher)
}

/// Of a line with a name: the list or source, and what the file calls it.
pub(super) fn key_of_name(within: StatementId, kind: &str, key: &str) -> [u8; 16] {
    let mut hasher = Sha256::new();
    hasher.update(within.as_bytes());
    hasher.update(format!("\nkey {kind}:"));
    hasher.update(key);
    shortened(hasher)
}

fn is_content(field: &str) -> bool {
    !matches!(field, "list" | "row")
}

fn shortened(hasher: Sha256) -> [u8; 16] {
    let digest: [u8; 32] = hasher.finalize().into();
    let mut key = [0; 16];
    key.copy_from_slice(&digest[..16]);
    key
}

/// The same keys, from a projected statement: none of what came from no import.
pub(crate) fn keys_of(row: &Projected) -> Vec<[u8; 16]> {
    if !creates_record(&row.kind) || row.import.is_none() || row.kind == "item" {
        return Vec::new();
    }
    let list = row.claims.iter().find(|claim| claim.field == "list");
    let Some(within) = list.and_then(|list| list.refers).or(row.source) else {
        return Vec::new();
    };
    let values: Vec<(&str, ClaimedValue)> = row
        .claims
        .iter()
        .map(|claim| {
            let text = claim.value.clone();
            let value = if claim.unread {
                ClaimedValue::Unread(text)
            } else {
                ClaimedValue::Read(text)
            };
            (claim.field.as_str(), value)
        })
        .collect();
    let values = values.iter().map(|(field, value)| (*field, value));
    let name = row.key.as_deref().unwrap_or_default();
    let mut keys = vec![key_of_content(within, &row.kind, name, values)];
    if !name.is_empty() {
        keys.push(key_of_name(within, &row.kind, name));
    }
    keys
}
