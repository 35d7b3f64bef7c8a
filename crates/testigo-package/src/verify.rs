//! Everything about a dossier that can be checked without SQL (FORMAT 7, 9).

mod exhibits;
mod release;

pub use release::is_covered;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read};

use testigo_custody::{
    Admission, ArchiveId, Checked, Checkpoint, LogId, Note, Opening, VerifierKey, archive_key_name,
    entry_bytes, inclusion_holds, leaf_hash, log_key_name, open_checkpoint, public_key_pem,
};

use crate::bag::{self, FileDigests};
use crate::files::Files;
use crate::finding::{Code, Findings, Trust, check_trust};
use crate::proof::ProvenOpening;

/// Longest line of `proof/openings.jsonl`.
const LINE_BYTES_MAX: u64 = 8 << 20;
/// Most disclosed statements that one verification holds in memory.
pub const STATEMENTS_MAX: usize = 5_000_000;

/// A statement whose inclusion was proven.
#[derive(Debug, Clone)]
pub struct Proven {
    /// The log it stands in.
    pub log: LogId,
    /// Its index there.
    pub index: u64,
    /// What its opening shows.
    pub checked: Checked,
}

/// A log of the package whose head holds.
#[derive(Debug, Clone)]
pub struct PackageLog {
    /// The log.
    pub log: LogId,
    /// Its head.
    pub checkpoint: Checkpoint,
    /// Its key, as admitted.
    pub key: VerifierKey,
}

/// What a dossier says, as far as it is proven.
#[derive(Debug)]
pub struct Dossier {
    /// The archive that the group key makes.
    pub archive: ArchiveId,
    /// The group's key.
    pub group_key: VerifierKey,
    /// Whether the signers are known from outside the package.
    pub confirmed: bool,
    /// Logs whose heads hold, in the order of ids.
    pub logs: Vec<PackageLog>,
    /// The disclosed statements whose proofs hold, in order.
    pub statements: Vec<Proven>,
    /// The heads that the release names, if it holds: without it figures and report are nobody's word.
    pub released: Option<serde_json::Value>,
    /// Digests of all files.
    pub digests: FileDigests,
}

/// Checks a dossier. `None` if it is too broken or hostile to go on with.
pub fn verify_dossier(
    files: &mut dyn Files,
    trust: Option<&Trust>,
    findings: &mut Findings,
) -> Option<Dossier> {
    let digests = bag::check_bag(files, findings)?;
    let group_key = check_group(files, findings)?;
    let archive = ArchiveId::of_group_key(group_key.public_key_bytes());
    let confirmed = check_trust(trust, &group_key, findings);
    check_places(files, findings);
    let logs = check_logs(files, &group_key, trust, findings);
    let heads: BTreeMap<LogId, Checkpoint> = logs
        .iter()
        .map(|log| (log.log, log.checkpoint.clone()))
        .collect();
    let statements = check_openings(files, archive, &heads, findings);
    let released = release::check(files, archive, &heads, &digests, findings);
    exhibits::check(files, &digests, &logs, &statements, findings);
    Some(Dossier {
        archive,
        group_key,
        confirmed,
        logs,
        statements,
        released,
        digests,
    })
}

/// The release names no file of `proof/`, so nothing may stand there but what is checked: a stranger
/// could else add a file that looks like the group's word.
fn check_places(files: &dyn Files, findings: &mut Findings) {
    const OF_LOG: [&str; 8] = [
        "vkey",
        "key.pem",
        "admission",
        "admission.body",
        "admission.sig",
        "checkpoint",
        "checkpoint.body",
        "checkpoint.sig",
    ];
    for entry in files.entries() {
        let Some(name) = entry.name.strip_prefix("proof/") else {
            continue;
        };
        let known = match name.split('/').collect::<Vec<_>>().as_slice() {
            ["openings.jsonl" | "release.json"] | ["group", "vkey" | "key.pem"] => true,
            ["logs", _, file] => OF_LOG.contains(file),
            ["exhibits", file] => file.ends_with(".tlog-proof"),
            _ => false,
        };
        if !known {
            findings.fails(
                Code::BagComplete,
                entry.name.clone(),
                "no file of proof/ has this name",
            );
        }
    }
}

fn check_group(files: &mut dyn Files, findings: &mut Findings) -> Option<VerifierKey> {
    let text = bag::read_text(files, "proof/group/vkey", 4096);
    let key = text
        .as_deref()
        .and_then(|text| text.strip_suffix('\n')?.parse::<VerifierKey>().ok());
    let Some(key) = key else {
        findings.fails(Code::GroupKey, "proof/group/vkey", "missing or malformed");
        return None;
    };
    let archive = ArchiveId::of_group_key(key.public_key_bytes());
    if key.name != archive_key_name(archive) {
        findings.fails(
            Code::GroupKey,
            "proof/group/vkey",
            "its name is not made from the key",
        );
        return None;
    }
    findings.holds(
        Code::GroupKey,
        archive.to_string(),
        "the archive's id is made from this key",
    );
    check_pem(files, "proof/group/key.pem", &key, findings);
    Some(key)
}

fn check_pem(files: &mut dyn Files, name: &str, key: &VerifierKey, findings: &mut Findings) {
    match bag::read_text(files, name, 4096) {
        Some(text) if text == public_key_pem(key.public_key_bytes()) => {}
        _ => findings.fails(Code::KeysPem, name, "missing, or another key"),
    }
}

fn check_logs(
    files: &mut dyn Files,
    group_key: &VerifierKey,
    trust: Option<&Trust>,
    findings: &mut Findings,
) -> Vec<PackageLog> {
    let names: BTreeSet<String> = files
        .entries()
        .iter()
        .filter_map(|entry| entry.name.strip_prefix("proof/logs/")?.split('/').next())
        .map(str::to_owned)
        .collect();
    let before = findings.failures();
    let mut logs = Vec::new();
    for name in names {
        match name.parse::<LogId>() {
            Ok(log) => logs.extend(check_log(files, log, group_key, trust, findings)),
            Err(_) => findings.fails(
                Code::LogCheckpoint,
                "proof/logs",
                "a name that is no log id",
            ),
        }
    }
    if logs.is_empty() {
        findings.fails(
            Code::ProofCheckpoint,
            "proof/logs",
            "no log with a head that holds",
        );
    } else {
        let detail = format!("{} logs", logs.len());
        findings.holds_unless_failed(before, Code::ProofCheckpoint, "proof/logs", detail.clone());
        findings.holds_unless_failed(before, Code::KeysPem, "proof", detail);
    }
    logs
}

fn check_log(
    files: &mut dyn Files,
    log: LogId,
    group_key: &VerifierKey,
    trust: Option<&Trust>,
    findings: &mut Findings,
) -> Option<PackageLog> {
    let at = |name: &str| format!("proof/logs/{log}/{name}");
    let admission = bag::read_text(files, &at("admission"), 1 << 16).and_then(|text| {
        Admission::open(&text, group_key)
            .ok()
            .map(|admission| (text, admission))
    });
    let Some((note_text, admission)) = admission.filter(|(_, admission)| admission.log == log)
    else {
        findings.fails(
            Code::LogAdmission,
            log.to_string(),
            "the group key did not admit this log",
        );
        return None;
    };
    findings.holds(
        Code::LogAdmission,
        log.to_string(),
        "admitted by the group key",
    );
    let key = admission.key;
    check_by_hand(files, &at("admission"), &note_text, group_key, findings);
    let head = bag::read_text(files, &at("checkpoint"), 1 << 20)
        .map(|text| open_checkpoint(&text, &key).map(|(note, head)| (text, note, head)));
    let (text, note, checkpoint) = match head {
        Some(Ok(head)) => head,
        Some(Err(error)) => {
            findings.fails(Code::LogCheckpoint, log.to_string(), error.to_string());
            return None;
        }
        None => {
            findings.fails(Code::LogCheckpoint, log.to_string(), "missing");
            return None;
        }
    };
    let detail = format!("size {}", checkpoint.size);
    findings.holds(Code::LogCheckpoint, log.to_string(), detail);
    check_by_hand(files, &at("checkpoint"), &text, &key, findings);
    check_pem(files, &at("key.pem"), &key, findings);
    let vkey = bag::read_text(files, &at("vkey"), 4096);
    if vkey != Some(format!("{key}\n")) || key.name != log_key_name(log) {
        findings.fails(Code::KeysPem, at("vkey"), "missing, or another key");
    }
    count_witnesses(&note, trust, log, findings);
    findings.absent(
        Code::TimeToken,
        log.to_string(),
        "no trusted clock signed this head",
    );
    Some(PackageLog {
        log,
        checkpoint,
        key,
    })
}

/// `<name>.body` and `<name>.sig` must say what the note says.
fn check_by_hand(
    files: &mut dyn Files,
    name: &str,
    note_text: &str,
    key: &VerifierKey,
    findings: &mut Findings,
) {
    let note = Note::parse(note_text).ok();
    let body = bag::read_bytes(files, &format!("{name}.body"), 1 << 20);
    let signature = bag::read_bytes(files, &format!("{name}.sig"), 64);
    let same = note.is_some_and(|note| {
        body.as_deref() == Some(note.text.as_bytes())
            && signature.as_deref()
                == note
                    .raw_signature_by(key)
                    .as_ref()
                    .map(<[u8; 64]>::as_slice)
    });
    if !same {
        findings.fails(
            Code::KeysPem,
            name,
            "body or signature file differs from the note",
        );
    }
}

/// A cosignature counts only if its witness is known from outside.
pub fn count_witnesses(note: &Note, trust: Option<&Trust>, log: LogId, findings: &mut Findings) {
    let witnesses = trust.map(Trust::witnesses).unwrap_or_default();
    let mut counted = 0u64;
    for witness in &witnesses {
        match note.cosignature_by(witness) {
            testigo_custody::Cosignature::Valid { .. } => counted += 1,
            testigo_custody::Cosignature::Invalid => findings.fails(
                Code::WitnessCosignature,
                log.to_string(),
                "a known witness's cosignature does not hold",
            ),
            testigo_custody::Cosignature::Absent => {}
        }
    }
    if counted > 0 {
        let detail = format!("{counted} known witnesses");
        findings.holds(Code::WitnessCosignature, log.to_string(), detail);
    } else {
        let unknown = note.signatures.len().saturating_sub(1);
        let detail = format!("no known witness; {unknown} signatures by others not counted");
        findings.absent(Code::WitnessCosignature, log.to_string(), detail);
    }
}

fn check_openings(
    files: &mut dyn Files,
    archive: ArchiveId,
    heads: &BTreeMap<LogId, Checkpoint>,
    findings: &mut Findings,
) -> Vec<Proven> {
    const PLACE: &str = "proof/openings.jsonl";
    let Some(position) = files.entries().iter().position(|entry| entry.name == PLACE) else {
        findings.fails(Code::StatementOpening, PLACE, "missing");
        return Vec::new();
    };
    let Ok(reader) = files.open(position) else {
        findings.fails(Code::StatementOpening, PLACE, "cannot be read");
        return Vec::new();
    };
    let before = findings.failures();
    let mut reader = BufReader::new(reader);
    let mut proven: Vec<Proven> = Vec::new();
    let mut ids = BTreeSet::new();
    let mut last = None;
    let mut line = String::new();
    for number in 1u64.. {
        line.clear();
        match reader.by_ref().take(LINE_BYTES_MAX).read_line(&mut line) {
            Ok(0) => break,
            Ok(_) if proven.len() < STATEMENTS_MAX && line.ends_with('\n') => {}
            Ok(_) | Err(_) => {
                findings.fails(
                    Code::StatementOpening,
                    PLACE,
                    format!("line {number}: unreadable"),
                );
                break;
            }
        }
        let subject = format!("{PLACE}:{number}");
        let text = line.trim_end_matches('\n');
        let Some((line, checked)) = read_line(text, &subject, archive, findings) else {
            continue;
        };
        let place = (line.log, line.index);
        if last.is_some_and(|last| last >= place) {
            findings.fails(Code::StatementOrder, subject, "out of order or twice");
        } else if !ids.insert(checked.id) {
            findings.fails(
                Code::StatementRepeated,
                subject,
                "stands in the package already",
            );
        } else {
            last = Some(place);
            proven.extend(prove_line(&line, checked, &subject, heads, findings));
        }
    }
    let detail = format!("{} statements", proven.len());
    for code in [
        Code::StatementOpening,
        Code::StatementHead,
        Code::StatementOrder,
        Code::StatementRepeated,
        Code::ProofInclusion,
    ] {
        findings.holds_unless_failed(before, code, PLACE, detail.clone());
    }
    proven
}

/// Reads one proven opening, and checks what can be checked without the head of its log.
fn read_line(
    text: &str,
    subject: &str,
    archive: ArchiveId,
    findings: &mut Findings,
) -> Option<(ProvenOpening, Checked)> {
    match ProvenOpening::from_json(text) {
        Ok(line) => {
            let checked = check_opening(&line.opening, subject, archive, line.log, findings)?;
            Some((line, checked))
        }
        Err(error) => {
            findings.fails(Code::StatementOpening, subject, error.to_string());
            None
        }
    }
}

/// Checks it against the head of its log.
fn prove_line(
    line: &ProvenOpening,
    checked: Checked,
    subject: &str,
    heads: &BTreeMap<LogId, Checkpoint>,
    findings: &mut Findings,
) -> Option<Proven> {
    let Some(head) = heads.get(&line.log) else {
        findings.fails(
            Code::ProofCheckpoint,
            subject,
            "its log has no head that holds",
        );
        return None;
    };
    let leaf = leaf_hash(&entry_bytes(checked.id));
    if !inclusion_holds(&leaf, line.index, head.size, &line.path, &head.root) {
        findings.fails(Code::ProofInclusion, subject, "not in its log");
        return None;
    }
    Some(Proven {
        log: line.log,
        index: line.index,
        checked,
    })
}

/// Checks an opening by itself and that its head names this archive and log.
pub fn check_opening(
    opening: &Opening,
    subject: &str,
    archive: ArchiveId,
    log: LogId,
    findings: &mut Findings,
) -> Option<Checked> {
    let checked = match opening.check() {
        Ok(checked) => checked,
        Err(error) => {
            findings.fails(Code::StatementOpening, subject, error.to_string());
            return None;
        }
    };
    if checked
        .head
        .as_ref()
        .is_some_and(|head| head.archive != archive || head.log != log)
    {
        findings.fails(Code::StatementHead, subject, "names another archive or log");
        return None;
    }
    Some(checked)
}
