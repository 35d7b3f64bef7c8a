//! What is printed: one JSON object, or words. Data goes to standard output, everything else to
//! standard error.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value, json};
use testigo_archive::{Error, Notice};
use testigo_words::Words;

/// Ids in words are cut to so many letters; JSON has them whole.
const ID_LETTERS: usize = 12;

/// The answer of a command: as JSON, as words, and its exit status.
#[derive(Debug)]
pub(crate) struct Answer {
    json: Value,
    words: String,
    pub(crate) status: u8,
}

impl Answer {
    pub(crate) fn new(answer: &impl Serialize, words: String) -> Result<Self, Error> {
        let json =
            serde_json::to_value(answer).map_err(|error| Error::new("internal").because(error))?;
        Ok(Self {
            json,
            words,
            status: 0,
        })
    }

    #[must_use]
    pub(crate) fn with_status(mut self, status: u8) -> Self {
        self.status = status;
        self
    }
}

/// Prints an answer.
pub(crate) fn print_answer(answer: &Answer, command: &str, as_json: bool) -> io::Result<()> {
    crate::progress::clear();
    let mut out = io::stdout().lock();
    if as_json {
        let mut object = Map::new();
        object.insert("schema".to_owned(), json!(format!("testigo.{command}/1")));
        if let Value::Object(fields) = &answer.json {
            object.extend(fields.clone());
        }
        writeln!(out, "{}", Value::Object(object))
    } else {
        out.write_all(answer.words.as_bytes())
    }
}

/// Prints what people must be told.
pub(crate) fn print_notices(notices: &[Notice], words: &Words) -> io::Result<()> {
    crate::progress::clear();
    let mut out = io::stderr().lock();
    for notice in notices {
        let id = format!("notice-{}", notice.code.replace('_', "-"));
        writeln!(
            out,
            "{}",
            words.say(&id, &[("subject", &short(&notice.subject))])
        )?;
    }
    Ok(())
}

/// What happened and what to do, in words.
pub(crate) fn error_words(error: &Error, words: &Words) -> (String, String) {
    let argument = |name: &str| {
        let found = error.arguments.iter().find(|(known, _)| *known == name);
        found.map_or("", |(_, value)| value.as_str())
    };
    let of_system = std::error::Error::source(error)
        .map(ToString::to_string)
        .unwrap_or_default();
    // Two errors carry a code that has words of its own.
    let mut detail = match error.code {
        "value_unreadable" if !argument("detail").is_empty() => words.say(
            &format!("cell-{}", argument("detail").replace('_', "-")),
            &[],
        ),
        "item_withheld" => words.say(
            &format!("reason-{}", argument("detail").replace('_', "-")),
            &[],
        ),
        _ => argument("detail").to_owned(),
    };
    for name in ["field", "kind", "places", "level"] {
        if !argument(name).is_empty() {
            if !detail.is_empty() {
                detail.push_str(", ");
            }
            detail.push_str(argument(name));
        }
    }
    let mut path = argument("path").to_owned();
    if detail.is_empty() {
        detail = if of_system.is_empty() {
            path.clone()
        } else {
            of_system
        };
    }
    if path.is_empty() {
        path.clone_from(&detail);
    }
    let code = error.code.replace(['_', '.'], "-");
    let say = |prefix: &str| {
        let id = format!("{prefix}-{code}");
        words.say(&id, &[("path", &path), ("detail", &detail)])
    };
    (say("err"), say("rec"))
}

/// Prints an error.
pub(crate) fn print_error(error: &Error, words: &Words, as_json: bool) -> io::Result<()> {
    crate::progress::clear();
    let (message, hint) = error_words(error, words);
    if as_json {
        let object = json!({
            "schema": "testigo.error/1",
            "code": error.code,
            "message": message,
            "hint": hint,
        });
        return writeln!(io::stdout().lock(), "{object}");
    }
    let mut out = io::stderr().lock();
    writeln!(out, "{} {message}", words.say("label-error", &[]))?;
    let mut cause = std::error::Error::source(error);
    while let Some(behind) = cause {
        writeln!(out, "{} {behind}", words.say("label-cause", &[]))?;
        cause = behind.source();
    }
    writeln!(out, "{} {hint}", words.say("label-hint", &[]))
}

/// The beginning of an id, enough to type.
pub(crate) fn short(id: &str) -> String {
    if id.len() == 64 && id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        id.chars().take(ID_LETTERS).collect()
    } else {
        id.to_owned()
    }
}

/// Lines of `label: value` for answers without a form of their own.
pub(crate) fn plain(words: &Words, lines: &[(&str, String)]) -> String {
    let mut text = String::new();
    for (label, value) in lines {
        let label = words.say(&format!("label-{label}"), &[]);
        // Writing to a string does not fail.
        let _ = writeln!(text, "{label}: {value}");
    }
    text
}
