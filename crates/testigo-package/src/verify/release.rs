//! The release statement: the group's word over the whole package (FORMAT 7.2).

use std::collections::BTreeMap;

use serde::Deserialize;
use testigo_custody::{ArchiveId, Checkpoint, Digest, LogId};

use super::Proven;
use crate::bag::{self, FileDigests, MANIFEST, TAG_MANIFEST};
use crate::files::Files;
use crate::finding::{Code, Findings};

const PLACE: &str = "proof/release.json";

/// Whether a release that holds covers exactly these files; then the heads that it names.
pub(super) fn check(
    files: &mut dyn Files,
    archive: ArchiveId,
    heads: &BTreeMap<LogId, Checkpoint>,
    digests: &FileDigests,
    findings: &mut Findings,
) -> Option<serde_json::Value> {
    let before = findings.failures();
    let Some(text) = bag::read_text(files, PLACE, 8 << 20) else {
        findings.fails(
            Code::ReleaseStatement,
            PLACE,
            "missing: report and figures are nobody's word",
        );
        return None;
    };
    let text = text.strip_suffix('\n').unwrap_or(&text);
    let proven = super::read_line(text, PLACE, archive, findings)
        .and_then(|(line, checked)| super::prove_line(&line, checked, PLACE, heads, findings));
    let Some(proven) = proven.filter(is_release) else {
        findings.fails(
            Code::ReleaseStatement,
            PLACE,
            "no release that holds: report and figures are nobody's word",
        );
        return None;
    };
    let value = |name: &str| {
        let (_, field) = proven
            .checked
            .fields
            .iter()
            .find(|(_, field)| field.name == name)?;
        Some(field.value.as_str())
    };
    let stated: Option<Digest> =
        value("manifest").and_then(|text| text.trim_matches('"').parse().ok());
    if stated.is_none() || stated != digests.get(MANIFEST).copied() {
        findings.fails(
            Code::ReleaseStatement,
            MANIFEST,
            "not the manifest that was released",
        );
    }
    let named = value("heads").filter(|text| heads_agree(text, heads) == Some(true));
    if named.is_none() {
        findings.fails(
            Code::ReleaseStatement,
            PLACE,
            "its heads are missing or contradict the logs",
        );
    }
    compare_files(value("files"), digests, findings);
    let subject = format!("entry {} of log {}", proven.index, proven.log);
    let detail = "covers the manifest";
    findings.holds_unless_failed(before, Code::ReleaseStatement, subject.clone(), detail);
    findings.holds_unless_failed(
        before,
        Code::ReleaseFiles,
        subject,
        "covers the other files",
    );
    if findings.failures() > before {
        return None;
    }
    serde_json::from_str(named?).ok()
}

fn is_release(proven: &Proven) -> bool {
    proven
        .checked
        .head
        .as_ref()
        .is_some_and(|head| head.kind == "release")
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NamedHead {
    log: String,
    size: u64,
    root: String,
}

/// Whether the named heads stand in the order of logs and none contradicts the log it names. At
/// another size than the checkpoint's a root is the group's word.
fn heads_agree(text: &str, heads: &BTreeMap<LogId, Checkpoint>) -> Option<bool> {
    let named: Vec<NamedHead> = serde_json::from_str(text).ok()?;
    let mut last = None;
    for head in &named {
        let log: LogId = head.log.parse().ok()?;
        let root: Digest = head.root.parse().ok()?;
        let contradicted = heads.get(&log).is_some_and(|known| {
            head.size > known.size || (head.size == known.size && root != known.root)
        });
        if contradicted || last.is_some_and(|last| last >= log) {
            return Some(false);
        }
        last = Some(log);
    }
    Some(true)
}

/// `text` is the release's list: path to digest.
fn compare_files(text: Option<&str>, digests: &FileDigests, findings: &mut Findings) {
    let released: Option<BTreeMap<String, Digest>> = text
        .and_then(|text| serde_json::from_str::<BTreeMap<String, String>>(text).ok())
        .and_then(|files| {
            files
                .into_iter()
                .map(|(name, digest)| Some((name, digest.parse().ok()?)))
                .collect()
        });
    let Some(released) = released else {
        findings.fails(Code::ReleaseFiles, PLACE, "the list of files is missing");
        return;
    };
    for (name, digest) in &released {
        if digests.get(name) != Some(digest) {
            findings.fails(Code::ReleaseFiles, name.clone(), "not as released");
        }
    }
    for name in digests.keys().filter(|name| is_covered(name)) {
        if !released.contains_key(name) {
            findings.fails(Code::ReleaseFiles, name.clone(), "not part of the release");
        }
    }
}

/// Files outside `data/` whose digest the release itself names.
pub fn is_covered(name: &str) -> bool {
    !name.starts_with("data/")
        && !name.starts_with("proof/")
        && !matches!(name, "bagit.txt" | MANIFEST | TAG_MANIFEST)
}
