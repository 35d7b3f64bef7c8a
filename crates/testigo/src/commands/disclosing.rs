//! `level`, `consent`, `erase`, `dossier build`.

use std::fmt::Write as _;

use serde_json::json;
use testigo_archive::{ConsentRequest, Result};

use super::{Session, read_text};
use crate::arguments::{BuildArguments, ConsentArguments, EraseArguments, LevelArguments};
use crate::output::{Answer, plain, short};

pub(super) fn level(session: &Session<'_>, given: &LevelArguments) -> Result<Answer> {
    let mut archive = session.open()?;
    let level = given.level.into();
    let done = archive.set_level(&given.subject, level, given.field.as_deref(), &given.reason);
    session.tell(&mut archive);
    let statement = done?.to_string();
    let words = plain(session.words, &[("statement", statement.clone())]);
    Answer::new(&json!({"statement": statement}), words)
}

pub(super) fn consent(session: &Session<'_>, given: &ConsentArguments) -> Result<Answer> {
    let mut archive = session.open()?;
    let request = ConsentRequest {
        purpose: given.purpose.clone(),
        recipient: given.recipient.clone(),
        until: given.until.clone(),
        status: given.status.clone(),
    };
    let done = archive.consent(&given.subject, &request);
    session.tell(&mut archive);
    let answer = done?;
    let mut words = plain(session.words, &[("statement", answer.statement.clone())]);
    for record in &answer.stops {
        let _ = writeln!(
            words,
            "{}",
            session.say("consent-stops", &[("record", &short(record))])
        );
    }
    Answer::new(&answer, words)
}

pub(super) fn erase(session: &Session<'_>, given: &EraseArguments) -> Result<Answer> {
    let mut archive = session.open()?;
    let done = archive.erase(&given.subject, &given.reason, given.confirm.as_deref());
    session.tell(&mut archive);
    let answer = done?;
    let mut words = String::new();
    let first = if answer.confirm.is_some() {
        "erase-would-go"
    } else {
        "erase-gone"
    };
    let _ = writeln!(words, "{}", session.say(first, &[]));
    for (what, count) in &answer.erased {
        let _ = writeln!(
            words,
            "  {}: {count}",
            session.say(&format!("label-{what}"), &[])
        );
    }
    for kept in &answer.kept {
        let why = session.say(&format!("kept-{}", kept.why.replace('_', "-")), &[]);
        let _ = writeln!(
            words,
            "{} {}: {why}",
            session.say("label-kept", &[]),
            short(&kept.id)
        );
    }
    for copy in &answer.not_reached {
        let mut line = session.say("label-not-reached", &[]);
        let named = session.say(&format!("copy-{}", copy.copy.replace('_', "-")), &[]);
        let id = copy.id.as_deref().map(short).unwrap_or_default();
        let path = copy.path.clone().unwrap_or_default();
        for part in [named, id, path, copy.as_of.clone().unwrap_or_default()] {
            if !part.is_empty() {
                line.push(' ');
                line.push_str(&part);
            }
        }
        let _ = writeln!(words, "{line}");
    }
    if let Some(code) = &answer.confirm {
        let _ = writeln!(words, "{}", session.say("erase-confirm", &[("code", code)]));
    }
    Answer::new(&answer, words)
}

pub(super) fn build(session: &Session<'_>, given: &BuildArguments) -> Result<Answer> {
    let specification = read_text(&given.spec, "spec_invalid")?;
    let mut archive = session.open()?;
    let built = archive.build_dossier(&specification, &given.out);
    session.tell(&mut archive);
    let answer = built?;
    let withheld = &answer.withheld;
    let mut words = plain(
        session.words,
        &[
            ("path", answer.path.clone()),
            ("statements", answer.statements.to_string()),
            ("items", answer.items.to_string()),
            ("figures", answer.figures.to_string()),
            ("withheld-fields", withheld.fields.to_string()),
            ("withheld-items", withheld.items.to_string()),
            ("withheld-persons", withheld.persons.to_string()),
        ],
    );
    say_warnings(session, &mut words, &answer.warnings);
    Answer::new(&answer, words)
}

/// Codes with what stands behind them, in words.
pub(super) fn say_warnings(session: &Session<'_>, words: &mut String, warnings: &[String]) {
    for warning in warnings {
        let (code, rest) = warning.split_once(": ").unwrap_or((warning, ""));
        let said = session.say(&format!("warning-{}", code.replace('_', "-")), &[]);
        let label = session.say("label-warning", &[]);
        let _ = writeln!(words, "{label} {said} ({rest})");
    }
}
