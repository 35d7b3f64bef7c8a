//! `add`, `get`, `import`.

use std::fmt::Write as _;

use serde_json::json;
use testigo_archive::{AddRequest, Error, ImportRequest, Result};

use super::{ReportFile, Session, read_text};
use crate::arguments::{AddArguments, GetArguments, ImportArguments};
use crate::output::{Answer, plain, short};

pub(super) fn add(session: &Session<'_>, given: &AddArguments) -> Result<Answer> {
    let mut archive = session.open()?;
    let mut report = ReportFile::open(given.report.as_deref())?;
    let request = AddRequest {
        paths: given.paths.clone(),
        source: given.source.clone(),
        collected_by: given.collected_by.clone(),
        collected_at: given.collected_at.clone(),
        place: given.place.clone(),
        level: given.level.map(Into::into),
        of: given.of.clone(),
        role: given.role.clone(),
        language: given.language.clone(),
        order: given.order,
    };
    let added = archive.add(&request, &mut |item| report.line(item));
    session.tell(&mut archive);
    let mut answer = added?;
    for failure in &mut answer.failed {
        let error = Error::new(failure.code).with("path", failure.path.clone());
        failure.message = error.in_words(session.words).0;
    }
    let mut words = String::new();
    for item in &answer.items {
        let status = session.say(&format!("status-{}", item.status), &[]);
        let _ = writeln!(
            words,
            "{}  {status}  {} ({} B)",
            short(&item.id),
            item.path,
            item.bytes
        );
    }
    for failure in &answer.failed {
        let _ = writeln!(words, "{}", failure.message);
    }
    let total = answer.items_total.to_string();
    let failed = answer.failed_total.to_string();
    words.push_str(&session.say("added", &[("items", &total), ("failed", &failed)]));
    words.push('\n');
    let status = u8::from(answer.failed_total > 0);
    Ok(Answer::new(&answer, words)?.with_status(status))
}

pub(super) fn get(session: &Session<'_>, given: &GetArguments) -> Result<Answer> {
    let archive = session.open()?;
    let recipient = given.recipient.as_deref().zip(given.purpose.as_deref());
    let (sha256, bytes) = archive.get(&given.item, &given.out, recipient)?;
    let words = plain(
        session.words,
        &[("sha256", sha256.clone()), ("bytes", bytes.to_string())],
    );
    Answer::new(&json!({"sha256": sha256, "bytes": bytes}), words)
}

pub(super) fn import(session: &Session<'_>, given: &ImportArguments) -> Result<Answer> {
    let map = given
        .map
        .as_deref()
        .map(|file| read_text(file, "map_invalid"))
        .transpose()?;
    let mut archive = session.open()?;
    let mut report = ReportFile::open(given.report.as_deref())?;
    let request = ImportRequest {
        file: given.file.clone(),
        format: given.format.clone(),
        map,
        list: given.list.clone(),
        source: given.source.clone(),
        level: given.level.map(Into::into),
        dry_run: given.dry_run,
    };
    let imported = archive.import(&request, &mut |entry| report.line(entry));
    session.tell(&mut archive);
    let mut answer = imported?;
    for rejected in &mut answer.rejected {
        rejected.message = session.say(
            &format!("cell-{}", rejected.code.replace(['_', '.'], "-")),
            &[],
        );
    }
    let mut words = String::new();
    if let Some(map) = &answer.map {
        words.push_str(map);
    }
    for rejected in &answer.rejected {
        let row = rejected.row.to_string();
        if rejected.column.is_empty() {
            let said = if rejected.value.is_empty() {
                session.say("row-left-out", &[("row", &row)])
            } else {
                session.say("row-kept", &[("row", &row)])
            };
            let _ = writeln!(words, "{said} {}", rejected.message);
            continue;
        }
        let said = session.say("cell-kept", &[("row", &row), ("column", &rejected.column)]);
        let _ = writeln!(
            words,
            "{said} \"{}\" ({})",
            rejected.value, rejected.message
        );
    }
    let counts = [
        ("rows", answer.rows.to_string()),
        ("recorded", answer.recorded.to_string()),
        ("known", answer.known.to_string()),
        ("unread", answer.rejected_total.to_string()),
    ];
    words.push_str(&plain(session.words, &counts));
    if !answer.import.is_empty() {
        // With it, `retract` takes all of it back.
        words.push_str(&plain(session.words, &[("import", short(&answer.import))]));
    }
    Answer::new(&answer, words)
}
