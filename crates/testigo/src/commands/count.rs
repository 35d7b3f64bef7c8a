//! `count`.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;
use testigo_archive::{BarRow, CountRequest, Result, TableCountRequest, figure_chart, range_shown};

use super::reviewing::value_label;
use super::{Session, field_label, write_text};
use crate::arguments::CountArguments;
use crate::output::Answer;

pub(super) fn count(session: &Session<'_>, given: &CountArguments) -> Result<Answer> {
    if let Some(table) = &given.table {
        return count_table(session, given, table);
    }
    let request = CountRequest {
        what: given.what.clone(),
        condition: given.condition.clone(),
        by: given.by.clone(),
        min_sources: given.min_sources,
        unit: given.unit.clone(),
        suppress: given.suppress,
        save: given.save.clone(),
        as_of: given.as_of.clone(),
    };
    let mut archive = session.open()?;
    let counted = archive.count(&request);
    session.tell(&mut archive);
    let answer = counted?;
    if let Some(path) = &given.svg {
        write_chart(session, given, &answer, path)?;
    }
    let mut words = String::new();
    for head in answer["as_of"].as_array().into_iter().flatten() {
        if given.as_of.is_some() {
            let label = session.say("label-as-of", &[]);
            let log = head["log"].as_str().unwrap_or_default();
            let _ = writeln!(words, "{label}: {log}:{}", head["size"]);
        }
    }
    let what = session.say(&format!("what-{}", given.what), &[]);
    let documented = session.say("label-documented", &[]);
    let _ = writeln!(
        words,
        "{documented}: {what}: {}",
        range_shown(&answer["documented"])
    );
    for claim in answer["claimed"]["claims"].as_array().into_iter().flatten() {
        let label = session.say("label-claimed", &[]);
        let source = claim["source"]["name"].as_str().unwrap_or("-");
        let value = claim["value"].as_str().unwrap_or("");
        let field = field_label(session, "incident", claim["field"].as_str().unwrap_or(""));
        let _ = writeln!(words, "{label}: {field}: {value}  — {source}");
    }
    for row in answer["rows"].as_array().into_iter().flatten() {
        let _ = writeln!(
            words,
            "  {:<32} {}",
            label_of(session, given, row),
            range_shown(row)
        );
    }
    let codes = answer["warnings"].as_array().into_iter().flatten();
    let codes: Vec<&str> = codes.filter_map(Value::as_str).collect();
    warnings(session, &mut words, &codes);
    let _ = writeln!(words, "{}", session.say("count-sql", &[]));
    Answer::new(&answer, words)
}

/// A number that a source states, and the one that a table gives.
fn count_table(session: &Session<'_>, given: &CountArguments, table: &str) -> Result<Answer> {
    let request = TableCountRequest {
        table: table.to_owned(),
        value: given.value.clone().unwrap_or_default(),
        beside: given.beside.clone().unwrap_or_default(),
        condition: given.condition.clone(),
    };
    let mut archive = session.open()?;
    let counted = archive.count_table(&request);
    session.tell(&mut archive);
    let answer = counted?;
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let mut words = String::new();
    let stated = session.say("label-stated", &[]);
    let (number, source) = (
        &answer["stated"]["value"],
        &answer["stated"]["source"]["name"],
    );
    let _ = writeln!(words, "{stated}: {}  — {}", text(number), text(source));
    let recomputed = session.say("label-recomputed", &[]);
    let (number, title) = (&answer["recomputed"], &answer["table"]["title"]);
    let _ = writeln!(words, "{recomputed}: {}  — {}", text(number), text(title));
    let rows = session.say("label-table-rows", &[]);
    let _ = writeln!(words, "{rows}: {}", answer["table"]["rows"]);
    let codes = answer["warnings"].as_array().into_iter().flatten();
    let codes: Vec<&str> = codes.filter_map(Value::as_str).collect();
    warnings(session, &mut words, &codes);
    let _ = writeln!(words, "{}", text(&answer["sql"]));
    Answer::new(&answer, words)
}

/// What a row of the breakdown is about.
fn label_of(session: &Session<'_>, given: &CountArguments, row: &Value) -> String {
    let labels = given.by.iter().map(|name| {
        let titled = row["labels"][name].as_str().map(str::to_owned);
        let coded = row["by"][name]
            .as_str()
            .map(|value| value_label(session, "claim", name, value));
        let label = titled.or(coded).filter(|label| !label.is_empty());
        label.unwrap_or_else(|| session.say("value-unknown", &[]))
    });
    labels.collect::<Vec<_>>().join(" / ")
}

/// The breakdown as a chart, or the one number.
fn write_chart(
    session: &Session<'_>,
    given: &CountArguments,
    answer: &Value,
    path: &Path,
) -> Result<()> {
    let what = session.say(&format!("what-{}", given.what), &[]);
    let bar = |label: String, row: &Value| {
        let low = row["min"].as_u64().unwrap_or(0);
        BarRow {
            label,
            low,
            high: row["max"].as_u64().unwrap_or(low),
            number: range_shown(row),
        }
    };
    let rows = answer["rows"].as_array().into_iter().flatten();
    let mut bars: Vec<BarRow> = rows
        .map(|row| bar(label_of(session, given, row), row))
        .collect();
    if given.by.is_empty() {
        bars.push(bar(what.clone(), &answer["documented"]));
    }
    let over_time = matches!(given.by.as_slice(), [one] if one == "month" || one == "date");
    let how = session.say("chart-figure-how", &[]);
    write_text(path, &figure_chart(&bars, over_time, &what, &how))
}

/// What to bear in mind.
pub(super) fn warnings(session: &Session<'_>, words: &mut String, codes: &[&str]) {
    for code in codes {
        let label = session.say("label-warning", &[]);
        let said = session.say(&format!("warning-{}", code.replace('_', "-")), &[]);
        let _ = writeln!(words, "{label} {said}");
    }
}
