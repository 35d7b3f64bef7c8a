//! `record`, `claim`, `retract`, `supersede`.

use std::fmt::Write as _;
use std::io::Read;

use serde_json::{Map, Value, json};
use testigo_archive::{AccountBefore, Error, LISTED_MAX, Result, Saying};
use testigo_custody::StatementId;

use super::{Session, read_text};
use crate::arguments::{
    ClaimArguments, RecordArguments, RetractArguments, Said, SupersedeArguments,
};
use crate::output::{Answer, plain, short};

/// Longest input of `--from`, in bytes.
const FROM_BYTES_MAX: u64 = 64 << 20;

pub(super) fn record(session: &Session<'_>, given: &RecordArguments) -> Result<Answer> {
    let mut sayings = sayings(&given.said)?;
    for saying in &mut sayings {
        saying.level = given.level.map(Into::into);
    }
    let mut archive = session.open()?;
    let recorded = archive.record(&given.kind, &sayings);
    session.tell(&mut archive);
    let recorded = recorded?;
    let before = if given.kind == "account" {
        archive.accounts_before(&recorded)?
    } else {
        Vec::new()
    };
    answer(session, &recorded, true, &before)
}

pub(super) fn claim(session: &Session<'_>, given: &ClaimArguments) -> Result<Answer> {
    let sayings = sayings(&given.said)?;
    let mut archive = session.open()?;
    let said = archive.claim(&given.subject, &sayings);
    session.tell(&mut archive);
    let said = said?;
    let fields = sayings.iter().flat_map(|saying| &saying.fields);
    let before = if fields.into_iter().any(|(name, _)| name == "person") {
        archive.accounts_before(&[archive.record_id(&given.subject)?])?
    } else {
        Vec::new()
    };
    answer(session, &said, false, &before)
}

pub(super) fn retract(session: &Session<'_>, given: &RetractArguments) -> Result<Answer> {
    let mut archive = session.open()?;
    let retracted = archive.retract(&given.statement, &given.reason);
    session.tell(&mut archive);
    let answer = retracted?;
    let mut words = plain(session.words, &[("id", answer.statement.clone())]);
    for (kind, count) in &answer.records {
        let kind = session.say(&format!("kinds-{kind}"), &[]);
        let count = count.to_string();
        let said = session.say("retracted-records", &[("kind", &kind), ("count", &count)]);
        let _ = writeln!(words, "{said}");
    }
    Answer::new(&answer, words)
}

pub(super) fn supersede(session: &Session<'_>, given: &SupersedeArguments) -> Result<Answer> {
    let said = Said {
        fields: given.fields.clone(),
        from: given.from.clone(),
        ..Said::default()
    };
    let mut sayings = sayings(&said)?;
    let (Some(saying), true) = (sayings.pop(), sayings.is_empty()) else {
        return Err(Error::new("usage").with("detail", "--from"));
    };
    let mut archive = session.open()?;
    let superseded = archive.supersede(&given.statement, &saying.fields, &given.reason);
    session.tell(&mut archive);
    answer(session, &[superseded?], false, &[])
}

fn answer(
    session: &Session<'_>,
    ids: &[StatementId],
    creates: bool,
    before: &[AccountBefore],
) -> Result<Answer> {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let last = ids.last().cloned().unwrap_or_default();
    let mut json = Map::new();
    if creates {
        json.insert("id".to_owned(), json!(last));
    }
    json.insert("statement".to_owned(), json!(last));
    if ids.len() > 1 {
        json.insert("statements".to_owned(), json!(ids));
    }
    let lines: Vec<(&str, String)> = ids.iter().map(|id| ("id", id.clone())).collect();
    let mut words = plain(session.words, &lines);
    if !before.is_empty() {
        json.insert("warnings".to_owned(), json!(["account_given_before"]));
        let listed: Vec<&AccountBefore> = before.iter().take(LISTED_MAX).collect();
        json.insert("accounts_before".to_owned(), json!(listed));
        json.insert("accounts_before_total".to_owned(), json!(before.len()));
    }
    for one in before.iter().take(LISTED_MAX) {
        let label = session.say("label-warning", &[]);
        let said = session.say("warning-account-given-before", &[]);
        let source = one.source.as_ref().map_or("-", |source| &source.name);
        let _ = writeln!(words, "{label} {said} {}  — {source}", short(&one.before));
    }
    Answer::new(&Value::Object(json), words)
}

/// What is said on the command line, or in a file: one object, or one a line.
fn sayings(said: &Said) -> Result<Vec<Saying>> {
    let base = Saying {
        fields: Vec::new(),
        source: said.source.clone(),
        locator: said.locator.clone(),
        ..Saying::default()
    };
    let mut fields = Vec::new();
    for text in &said.fields {
        let (name, value) = text
            .split_once('=')
            .ok_or_else(|| Error::new("usage").with("detail", "FIELD=VALUE"))?;
        fields.push((name.trim().to_owned(), value.to_owned()));
    }
    let Some(from) = &said.from else {
        return Ok(vec![Saying { fields, ..base }]);
    };
    let text = if from.as_os_str() == "-" {
        let mut text = String::new();
        std::io::stdin()
            .take(FROM_BYTES_MAX)
            .read_to_string(&mut text)
            .map_err(|error| Error::new("from_invalid").because(error))?;
        text
    } else {
        read_text(from, "from_invalid")?
    };
    let objects = serde_json::Deserializer::from_str(&text).into_iter::<Map<String, Value>>();
    let sayings: Vec<Saying> = objects
        .map(|object| {
            let object = object.map_err(|error| {
                let place = format!("line {}, column {}", error.line(), error.column());
                Error::new("from_invalid").with("detail", place)
            })?;
            with_object(&base, &fields, object)
        })
        .collect::<Result<_>>()?;
    if sayings.is_empty() {
        return Err(Error::new("nothing_said"));
    }
    Ok(sayings)
}

fn with_object(
    base: &Saying,
    fields: &[(String, String)],
    object: Map<String, Value>,
) -> Result<Saying> {
    let mut saying = Saying {
        fields: fields.to_vec(),
        ..base.clone()
    };
    for (name, value) in object {
        match (name.as_str(), value) {
            ("source", Value::String(text)) => saying.source = Some(text),
            ("locator", Value::String(text)) => saying.locator = Some(text),
            (_, Value::Array(values)) => {
                for value in values {
                    saying.fields.push((name.clone(), scalar(&name, value)?));
                }
            }
            (_, value) => {
                let value = scalar(&name, value)?;
                saying.fields.push((name, value));
            }
        }
    }
    Ok(saying)
}

fn scalar(name: &str, value: Value) -> Result<String> {
    match value {
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
            Err(Error::new("value_unreadable").with("field", name))
        }
    }
}
