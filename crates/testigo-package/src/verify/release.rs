//! The release statement: the group's word over the whole package (FORMAT 7.2).

use std::collections::BTreeMap;

use testigo_custody::{ArchiveId, Checkpoint, Digest, LogId};

use crate::bag::{self, FileDigests, MANIFEST, TAG_MANIFEST};
use crate::files::Files;
use crate::finding::{Code, Findings};

const PLACE: &str = "proof/release.json";

/// Whether a release that holds covers exactly these files.
pub(super) fn check(
    files: &mut dyn Files,
    archive: ArchiveId,
    heads: &BTreeMap<LogId, Checkpoint>,
    digests: &FileDigests,
    findings: &mut Findings,
) -> bool {
    let Some(text) = bag::read_text(files, PLACE, 8 << 20) else {
        findings.fails(
            Code::ReleaseStatement,
            PLACE,
            "missing: report and figures are nobody's word",
        );
        return false;
    };
    let before = findings.failures();
    let text = text.trim_end_matches('\n');
    let Some(proven) = super::check_line(text, PLACE, archive, heads, findings) else {
        findings.fails(
            Code::ReleaseStatement,
            PLACE,
            "does not hold: report and figures are nobody's word",
        );
        return false;
    };
    if proven
        .checked
        .head
        .as_ref()
        .is_none_or(|head| head.kind != "release")
    {
        findings.fails(Code::ReleaseStatement, PLACE, "is no release");
        return false;
    }
    let value = |name: &str| {
        proven
            .checked
            .fields
            .iter()
            .find(|(_, field)| field.name == name)
            .map(|(_, field)| &field.value)
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
    let released: Option<BTreeMap<String, Digest>> = value("files")
        .and_then(|text| serde_json::from_str::<BTreeMap<String, String>>(text).ok())
        .and_then(|files| {
            files
                .into_iter()
                .map(|(name, digest)| Some((name, digest.parse().ok()?)))
                .collect()
        });
    match released {
        Some(released) => compare_files(&released, digests, findings),
        None => findings.fails(Code::ReleaseFiles, PLACE, "the list of files is missing"),
    }
    let subject = format!("entry {} of log {}", proven.index, proven.log);
    findings.holds_unless_failed(
        before,
        Code::ReleaseStatement,
        subject.clone(),
        "covers the manifest",
    );
    findings.holds_unless_failed(
        before,
        Code::ReleaseFiles,
        subject,
        "covers the other files",
    );
    findings.failures() == before
}

fn compare_files(
    released: &BTreeMap<String, Digest>,
    digests: &FileDigests,
    findings: &mut Findings,
) {
    for (name, digest) in released {
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
