//! `init`, `status`, `log`, `rebuild`, `verify`.

use std::fmt::Write as _;
use std::io::{IsTerminal, Write as _};

use age::secrecy::ExposeSecret;
use serde_json::{Value, json};
use testigo_archive::{Archive, Error, NewFile, Result, verify_package};
use testigo_package::{Finding, Findings, Outcome, Trust, Verdict};

use super::{ReportFile, Session, field_label, read_text};
use crate::arguments::{InitArguments, LogArguments, VerifyArguments};
use crate::environment;
use crate::output::{Answer, plain, short};

pub(super) fn init(session: &Session<'_>, given: &InitArguments) -> Result<Answer> {
    let surroundings = environment::surroundings(session.by())?;
    if given.dir.join("testigo.toml").exists() {
        return Err(Error::new("archive_exists").with("path", given.dir.display().to_string()));
    }
    if given.recovery.is_none() && !std::io::stdin().is_terminal() {
        return Err(Error::new("recovery_unseen"));
    }
    let passphrase = environment::new_passphrase(session.words)?;
    // Before there is an archive: one whose sheet has no place would be made without a sheet.
    let sheet_file = match &given.recovery {
        Some(path) => Some(NewFile::create(path)?),
        None => None,
    };
    let made = Archive::init(
        &given.dir,
        &given.name,
        &given.group,
        &passphrase,
        surroundings,
    )?;
    let archive = made.archive;
    let status = { archive }.status()?;
    let sheet = recovery_sheet(session, &status, made.recovery.expose_secret());
    match sheet_file {
        Some(file) => file.write(sheet.as_bytes())?,
        None => show_recovery(session, &sheet, made.recovery.expose_secret())?,
    }
    let log = status["logs"][0]["log"].clone();
    let answer = json!({
        "archive": status["archive"],
        "group_key": status["group_key"],
        "log": log,
        "path": given.dir.display().to_string(),
    });
    let words = plain(
        session.words,
        &[
            ("archive", text(&status["archive"])),
            ("group-key", text(&status["group_key"])),
            ("log", text(&log)),
            ("path", given.dir.display().to_string()),
        ],
    );
    Answer::new(&answer, words)
}

fn recovery_sheet(session: &Session<'_>, status: &Value, passphrase: &str) -> String {
    session.say(
        "recovery-sheet",
        &[
            ("archive", status["archive"].as_str().unwrap_or("")),
            ("key", status["group_key"].as_str().unwrap_or("")),
            ("passphrase", passphrase),
        ],
    ) + "\n"
}

/// Shown once and asked back: a sheet that was not copied is no sheet.
fn show_recovery(session: &Session<'_>, sheet: &str, passphrase: &str) -> Result<()> {
    let mut out = std::io::stderr().lock();
    let failed = |error| Error::new("io_failed").because(error);
    writeln!(out, "{sheet}").map_err(failed)?;
    drop(out);
    let prompt = session.say("ask-recovery", &[]);
    while environment::ask(&prompt)?.expose_secret().trim() != passphrase {
        let mut out = std::io::stderr().lock();
        writeln!(out, "{}", session.say("recovery-differs", &[])).map_err(failed)?;
    }
    Ok(())
}

pub(super) fn status(session: &Session<'_>) -> Result<Answer> {
    let status = session.open()?.status()?;
    let mut words = plain(
        session.words,
        &[
            ("archive", text(&status["archive"])),
            ("group-key", text(&status["group_key"])),
            ("items", text(&status["items"])),
            ("bytes", text(&status["bytes"])),
        ],
    );
    for log in status["logs"].as_array().into_iter().flatten() {
        let _ = writeln!(
            words,
            "{}: {} ({} {})",
            session.say("label-log", &[]),
            short(&text(&log["log"])),
            text(&log["statements"]),
            session.say("label-statements", &[]).to_lowercase(),
        );
    }
    for (kind, count) in status["records"].as_object().into_iter().flatten() {
        let _ = writeln!(
            words,
            "  {}: {count}",
            session.say(&format!("kinds-{kind}"), &[])
        );
    }
    for copy in status["copies"].as_array().into_iter().flatten() {
        let [path, when] = [text(&copy["path"]), text(&copy["copied_at"])];
        let state = if copy["finished"] == true {
            let since = text(&copy["statements_since"]);
            format!("{} {since}", session.say("label-since", &[]))
        } else {
            session.say("backup-unfinished", &[])
        };
        let label = session.say("label-backup", &[]);
        let _ = writeln!(words, "{label}: {path} {when} ({state})");
    }
    if status["copies_unread"] == true {
        let _ = writeln!(words, "{}", session.say("backup-list-unread", &[]));
    }
    for due in status["due"].as_array().into_iter().flatten() {
        let [kind, what] = [text(&due["kind"]), text(&due["what"])];
        let _ = writeln!(
            words,
            "{} {} {}: {} {}",
            session.say("label-due", &[]),
            session.say(&format!("kind-{kind}"), &[]),
            short(&text(&due["id"])),
            field_label(session, &kind, &what),
            text(&due["until"]),
        );
    }
    Answer::new(&status, words)
}

pub(super) fn log(session: &Session<'_>, given: &LogArguments) -> Result<Answer> {
    let statements = session.open()?.log_entries(given.limit)?;
    let mut words = String::new();
    for statement in &statements {
        let kind = text(&statement["kind"]);
        let _ = writeln!(
            words,
            "{}  {}  {}  {}",
            short(&text(&statement["id"])),
            text(&statement["recorded_at"]),
            session.say(&format!("kind-{kind}"), &[]),
            statement["by"].as_str().unwrap_or(""),
        );
    }
    Answer::new(&json!({"statements": statements}), words)
}

pub(super) fn rebuild(session: &Session<'_>) -> Result<Answer> {
    let mut archive = session.open()?;
    let (statements, seconds) = archive.rebuild()?;
    session.tell(&mut archive);
    let words = plain(session.words, &[("statements", statements.to_string())]);
    Answer::new(
        &json!({"statements": statements, "seconds": seconds}),
        words,
    )
}

pub(super) fn verify(session: &Session<'_>, given: &VerifyArguments) -> Result<Answer> {
    let trust = match &given.trust {
        Some(file) => Some(Trust::from_text(&read_text(file, "trust_unreadable")?)),
        None => None,
    };
    let mut findings = Findings::default();
    let confirmed = match &given.path {
        Some(path) if !path.join("testigo.toml").exists() => {
            verify_package(path, trust.as_ref(), || false, &mut findings)?
        }
        Some(path) => {
            let surroundings = environment::surroundings(session.by())?;
            let passphrase = environment::passphrase(session.words)?;
            let mut archive = Archive::open(path, &passphrase, surroundings)?;
            session.tell(&mut archive);
            archive.verify(trust.as_ref(), &mut findings)?
        }
        None => session.open()?.verify(trust.as_ref(), &mut findings)?,
    };
    let mut report = ReportFile::open(given.report.as_deref())?;
    for finding in findings.list() {
        report
            .line(&finding_json(finding))
            .map_err(|error| Error::new("report_failed").because(error))?;
    }
    verdict(session, &findings, confirmed)
}

fn verdict(session: &Session<'_>, findings: &Findings, confirmed: bool) -> Result<Answer> {
    let outcome = findings.outcome();
    let signers = if confirmed {
        "confirmed"
    } else {
        "not_confirmed"
    };
    let (holds, fails, unchecked) = findings.counts();
    // What fails first: the list may be cut.
    let mut ordered: Vec<&Finding> = findings.list().iter().collect();
    ordered.sort_by_key(|finding| finding.verdict != Verdict::Fails);
    let listed: Vec<Value> = ordered
        .iter()
        .take(testigo_archive::LISTED_MAX)
        .map(|finding| finding_json(finding))
        .collect();
    let answer = json!({
        "verdict": outcome.code(),
        "signers": signers,
        "findings": listed,
        "findings_total": holds + fails + unchecked,
        "counts": {"holds": holds, "fails": fails, "unchecked": unchecked},
    });
    let mut words = String::new();
    let _ = writeln!(
        words,
        "{}",
        session.say(&format!("signers-{}", signers.replace('_', "-")), &[])
    );
    for finding in ordered {
        words.push_str(&finding_words(session, finding));
    }
    let _ = writeln!(
        words,
        "{}",
        session.say(&format!("outcome-{}", outcome.code()), &[])
    );
    let status = if outcome == Outcome::Fails { 3 } else { 0 };
    Ok(Answer::new(&answer, words)?.with_status(status))
}

/// One line.
pub(super) fn finding_words(session: &Session<'_>, finding: &Finding) -> String {
    let verdict = session.say(&format!("verdict-{}", finding.verdict.code()), &[]);
    let id = format!("finding-{}", finding.code.as_str().replace(['.', '_'], "-"));
    format!(
        "{verdict:<12} {}: {} ({})\n",
        session.say(&id, &[]),
        short_words(&session.words.detail(&finding.subject)),
        short_words(&session.words.detail(&finding.detail)),
    )
}

/// Words with every id in them cut short.
fn short_words(text: &str) -> String {
    text.split(' ').map(short).collect::<Vec<_>>().join(" ")
}

pub(super) fn finding_json(finding: &Finding) -> Value {
    json!({
        "code": finding.code.as_str(),
        "verdict": finding.verdict.code(),
        "subject": finding.subject,
        "detail": finding.detail,
    })
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
