//! `search`, `show`.

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::Path;

use testigo_archive::{Error, FigureAnswer, Result, SearchHit, ShowAnswer, names_in, range_shown};

use super::count::warnings;
use super::{ReportFile, Session, field_label, read_text, reviewing};
use crate::arguments::{SearchArguments, ShowArguments};
use crate::output::{Answer, short};

/// Longest list of names from standard input, in bytes.
const NAMES_BYTES_MAX: u64 = 16 << 20;

pub(super) fn search(session: &Session<'_>, given: &SearchArguments) -> Result<Answer> {
    if let Some(file) = &given.names {
        return search_names(session, given, file);
    }
    let mut archive = session.open()?;
    let found = archive.search(
        given.query.as_deref().unwrap_or(""),
        given.kind.as_deref(),
        given.condition.as_deref(),
        given.limit,
        given.offset,
    );
    session.tell(&mut archive);
    let answer = found?;
    let mut words = String::new();
    hits_in_words(session, &mut words, &answer.hits);
    let total = answer.total.to_string();
    words.push_str(&session.say("search-total", &[("total", &total)]));
    words.push('\n');
    Answer::new(&answer, words)
}

fn hits_in_words(session: &Session<'_>, words: &mut String, hits: &[SearchHit]) {
    for hit in hits {
        let kind = session.say(&format!("kind-{}", hit.kind), &[]);
        let locator = hit.locator.as_deref().unwrap_or("");
        let id = short(&hit.id);
        let _ = writeln!(words, "{id}  {kind}  {}  {locator}", hit.title);
        let _ = writeln!(words, "    {}", hit.snippet);
    }
}

fn search_names(session: &Session<'_>, given: &SearchArguments, file: &Path) -> Result<Answer> {
    let text = if file.as_os_str() == "-" {
        let mut text = String::new();
        let read = std::io::stdin()
            .take(NAMES_BYTES_MAX)
            .read_to_string(&mut text);
        read.map_err(|error| Error::new("names_unreadable").because(error))?;
        text
    } else {
        read_text(file, "names_unreadable")?
    };
    let is_csv = file
        .extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("csv"));
    let names = names_in(&text, is_csv)?;
    let mut archive = session.open()?;
    let mut report = ReportFile::open(given.report.as_deref())?;
    let kind = given.kind.as_deref();
    let found = archive.search_names(&names, kind, given.limit, &mut |name| report.line(name));
    session.tell(&mut archive);
    let answer = found?;
    let mut words = String::new();
    for name in &answer.names {
        let _ = writeln!(words, "{}: {}", name.name, name.total);
        hits_in_words(session, &mut words, &name.hits);
    }
    let (found, total) = (answer.found.to_string(), answer.names_total.to_string());
    let said = session.say("search-names", &[("found", &found), ("total", &total)]);
    let _ = writeln!(words, "{said}");
    Answer::new(&answer, words)
}

pub(super) fn show(session: &Session<'_>, given: &ShowArguments) -> Result<Answer> {
    let mut archive = session.open()?;
    if let Some(figure) = archive.figure(&given.id)? {
        let answer = archive.show_figure(figure)?;
        let words = figure_in_words(session, &answer);
        return Answer::new(&answer, words);
    }
    let answer = archive.show(&given.id, given.proof)?;
    let mut words = String::new();
    let kind = session.say(&format!("kind-{}", answer.kind), &[]);
    let level = session.say(&format!("level-{}", answer.level), &[]);
    let _ = writeln!(words, "{kind}: {} [{level}]\n{}", answer.title, answer.id);
    said(session, &mut words, &answer);
    if answer.retracted {
        let _ = writeln!(words, "{}", session.say("show-retracted", &[]));
    }
    for claim in &answer.withdrawn {
        let how = session.say(&format!("withdrawn-{}", claim.by), &[]);
        let label = field_label(session, &answer.kind, &claim.field);
        let source = claim.source.as_ref().map_or("-", |source| &source.name);
        let reason = claim.reason.as_deref().unwrap_or("-");
        let _ = writeln!(
            words,
            "  {how} {label}: {}  — {source}  ({reason})",
            claim.value
        );
    }
    for disagreement in &answer.disagreements {
        let label = session.say("label-differing", &[]);
        let name = field_label(session, &answer.kind, &disagreement.field);
        let _ = writeln!(words, "{label} {name}:");
        for version in &disagreement.values {
            let source = version
                .source
                .as_ref()
                .map_or("-", |source| source.name.as_str());
            let _ = writeln!(words, "  {}  — {source}", version.value);
        }
    }
    for link in &answer.links {
        let kind = session.say(&format!("kind-{}", link.kind), &[]);
        let _ = writeln!(
            words,
            "  <- {kind} {} ({}) {}",
            short(&link.id),
            link.field,
            link.title
        );
    }
    same_person(session, &mut words, &answer);
    if let Some(proof) = &answer.proof {
        let _ = writeln!(words, "{}: {proof:#}", session.say("label-proof", &[]));
    }
    Answer::new(&answer, words)
}

/// What is said of a record, and by whom.
fn said(session: &Session<'_>, words: &mut String, answer: &ShowAnswer) {
    for claim in &answer.claims {
        let source = claim
            .source
            .as_ref()
            .map_or("-", |source| source.name.as_str());
        let unread = match claim.absent {
            Some(absence) => format!(
                " ({})",
                session.say(&format!("absent-{}", absence.replace('_', "-")), &[])
            ),
            None if claim.unread => session.say("value-unread", &[]),
            None => String::new(),
        };
        let label = field_label(session, &answer.kind, &claim.field);
        let value = claim.title.as_ref().unwrap_or(&claim.value);
        let value = if claim.absent == Some(value) {
            ""
        } else {
            value
        };
        let _ = writeln!(words, "  {label}: {value}{unread}  — {source}");
    }
}

/// The other entries of a person, why, and what people decided.
fn same_person(session: &Session<'_>, words: &mut String, answer: &ShowAnswer) {
    for entry in &answer.entries {
        let label = session.say("label-same-person", &[]);
        let kind = session.say(&format!("kind-{}", entry.kind), &[]);
        let list = entry.list.as_ref().map_or("", |list| list.name.as_str());
        let _ = writeln!(
            words,
            "{label}: {kind} {} {}  [{list}]",
            short(&entry.id),
            entry.title
        );
        reviewing::weights(session, words, &entry.weights);
    }
    for judgement in &answer.judgements {
        let label = session.say("label-judged", &[]);
        let verdict = session.say(&format!("verdict-{}", judgement.verdict), &[]);
        let (by, with) = (
            judgement.by.as_deref().unwrap_or("-"),
            short(&judgement.with),
        );
        let reason = judgement.reason.as_deref().unwrap_or("");
        let _ = writeln!(words, "{label}: {with}: {verdict}  — {by}: {reason}");
    }
}

/// A figure from the number down to the items.
fn figure_in_words(session: &Session<'_>, answer: &FigureAnswer) -> String {
    let mut words = String::new();
    let kind = session.say("kind-figure", &[]);
    let _ = writeln!(words, "{kind}: {}\n{}", answer.title, answer.id);
    let documented = session.say("label-documented", &[]);
    let what = session.say(
        &format!("what-{}", answer.rule["what"].as_str().unwrap_or("")),
        &[],
    );
    let _ = writeln!(
        words,
        "{documented}: {what}: {}",
        range_shown(&answer.documented)
    );
    if answer.saved["documented"] != answer.documented {
        let then = range_shown(&answer.saved["documented"]);
        let _ = writeln!(
            words,
            "{}",
            session.say("figure-then", &[("number", &then)])
        );
    }
    for (number, one) in (1..).zip(&answer.counted) {
        for record in &one.records {
            let kind = session.say(&format!("kind-{}", record.kind), &[]);
            let list = record.list.as_ref().map_or("", |list| list.name.as_str());
            let id = short(&record.id);
            let _ = writeln!(
                words,
                "{number:>5}. {kind} {id}: {}  [{list}]",
                record.title
            );
            for claim in &record.why {
                // What is said of an act stands here too.
                let label = field_label(session, "claim", &claim.field);
                let written = reviewing::value_label(session, "claim", &claim.field, &claim.value);
                let value = claim.title.as_ref().unwrap_or(&written);
                let source = claim
                    .source
                    .as_ref()
                    .map_or("-", |source| source.name.as_str());
                let _ = writeln!(words, "         {label}: {value}  — {source}");
            }
            for item in &record.items {
                let kind = session.say("kind-item", &[]);
                let digest = item
                    .sha256
                    .as_deref()
                    .map_or("", |digest| &digest[..12.min(digest.len())]);
                let _ = writeln!(
                    words,
                    "         {kind} {}: {}  {digest}",
                    short(&item.id),
                    item.title
                );
            }
        }
    }
    let listed = answer.counted.len() as u64;
    if listed < answer.counted_total {
        let (listed, total) = (listed.to_string(), answer.counted_total.to_string());
        let said = session.say("figure-more", &[("listed", &listed), ("total", &total)]);
        let _ = writeln!(words, "{said}");
    }
    warnings(session, &mut words, &answer.warnings);
    words
}
