//! Exhibits: each has one file and one proof, which leads to the disclosed item that it is (FORMAT 7.1).

use std::collections::BTreeSet;

use testigo_custody::{
    Digest, Note, TlogProof, entry_bytes, inclusion_holds, leaf_hash, log_key_name, open_checkpoint,
};

use super::{PackageLog, Proven};
use crate::bag::{self, FileDigests};
use crate::files::Files;
use crate::finding::{Code, Findings};

const ITEMS: &str = "data/items/";
const PROOFS: &str = "proof/exhibits/";

/// Checks every exhibit, and that no proof stands alone.
pub(super) fn check(
    files: &mut dyn Files,
    digests: &FileDigests,
    logs: &[PackageLog],
    statements: &[Proven],
    findings: &mut Findings,
) {
    let before = findings.failures();
    let mut exhibits: Vec<(&str, Digest)> = Vec::new();
    let mut numbers = BTreeSet::new();
    for (name, digest) in digests {
        let Some(file) = name.strip_prefix(ITEMS) else {
            continue;
        };
        let number = file.split('.').next().unwrap_or(file);
        exhibits.push((number, *digest));
        if !numbers.insert(number) {
            findings.fails(Code::ExhibitProof, name, "a second file of one exhibit");
        }
    }
    let mut unused: BTreeSet<&str> = digests
        .keys()
        .filter_map(|name| name.strip_prefix(PROOFS)?.strip_suffix(".tlog-proof"))
        .collect();
    for (number, digest) in &exhibits {
        unused.remove(number);
        let place = format!("{PROOFS}{number}.tlog-proof");
        let proven = bag::read_text(files, &place, 1 << 20)
            .and_then(|text| TlogProof::from_text(&text).ok())
            .and_then(|proof| proven_by(&proof, logs, statements));
        match proven {
            None => findings.fails(
                Code::ExhibitProof,
                place,
                "missing, or leads to no disclosed item",
            ),
            Some(statement) if stated_digest(statement) == Some(*digest) => {}
            Some(_) => findings.fails(
                Code::ExhibitDigest,
                format!("{ITEMS}{number}"),
                "not the bytes that were recorded",
            ),
        }
    }
    for number in unused {
        findings.fails(Code::ExhibitProof, number, "the proof of no exhibit");
    }
    let detail = format!("{} exhibits", exhibits.len());
    findings.holds_unless_failed(before, Code::ExhibitProof, "data/items", detail.clone());
    findings.holds_unless_failed(before, Code::ExhibitDigest, "data/items", detail);
}

/// The disclosed item that a tlog-proof leads to, if it does.
fn proven_by<'a>(
    proof: &TlogProof,
    logs: &[PackageLog],
    statements: &'a [Proven],
) -> Option<&'a Proven> {
    let origin = Note::parse(&proof.checkpoint).ok()?.text;
    let origin = origin.lines().next()?;
    let known = logs
        .iter()
        .find(|known| log_key_name(known.log) == origin)?;
    let (_, head) = open_checkpoint(&proof.checkpoint, &known.key).ok()?;
    let at = statements
        .binary_search_by(|statement| {
            (statement.log, statement.index).cmp(&(known.log, proof.index))
        })
        .ok()?;
    let statement = statements.get(at)?;
    let is_item = statement
        .checked
        .head
        .as_ref()
        .is_some_and(|said| said.kind == "item");
    let leaf = leaf_hash(&entry_bytes(statement.checked.id));
    let leads = head == known.checkpoint
        && inclusion_holds(&leaf, proof.index, head.size, &proof.path, &head.root);
    (is_item && leads).then_some(statement)
}

/// The SHA-256 that an item statement shows.
fn stated_digest(statement: &Proven) -> Option<Digest> {
    let (_, field) = statement
        .checked
        .fields
        .iter()
        .find(|(_, field)| field.name == "sha256")?;
    field.value.trim_matches('"').parse().ok()
}
