//! `backup`.

use std::fmt::Write as _;

use serde_json::{Value, json};
use testigo_archive::Result;
use testigo_package::{Finding, Outcome, Verdict};

use super::Session;
use super::custody::{finding_json, finding_words};
use crate::arguments::BackupArguments;
use crate::output::{Answer, plain};

pub(super) fn backup(session: &Session<'_>, given: &BackupArguments) -> Result<Answer> {
    let mut archive = session.open()?;
    let done = archive.backup(&given.dir);
    session.tell(&mut archive);
    let answer = done?;
    let findings = &answer.findings;
    let outcome = findings.outcome();
    let failing: Vec<&Finding> = findings
        .list()
        .iter()
        .filter(|finding| finding.verdict == Verdict::Fails)
        .collect();
    let listed = failing.iter().take(testigo_archive::LISTED_MAX);
    let listed: Vec<Value> = listed.map(|finding| finding_json(finding)).collect();
    let json = json!({
        "path": answer.path,
        "copied": answer.copied,
        "copied_bytes": answer.copied_bytes,
        "mended": answer.mended,
        "removed": answer.removed,
        "statements": answer.statements,
        "checkpoint": answer.checkpoint,
        "same_disk": answer.same_disk,
        "verdict": outcome.code(),
        "archive_fails": answer.archive_fails,
        "findings": listed,
        "findings_total": failing.len(),
    });
    let mut words = plain(
        session.words,
        &[
            ("path", answer.path),
            ("copied", answer.copied.to_string()),
            ("mended", answer.mended.to_string()),
            ("removed", answer.removed.to_string()),
            ("statements", answer.statements.to_string()),
        ],
    );
    for finding in failing {
        words.push_str(&finding_words(session, finding));
    }
    let mut lines = vec![session.say(&format!("outcome-backup-{}", outcome.code()), &[])];
    if answer.archive_fails {
        lines.push(session.say("backup-archive-fails", &[]));
    }
    if answer.same_disk {
        lines.push(session.say("backup-same-disk", &[]));
    }
    for line in lines {
        let _ = writeln!(words, "{line}");
    }
    let status = if outcome == Outcome::Fails { 3 } else { 0 };
    Ok(Answer::new(&json, words)?.with_status(status))
}
