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

/// Prints an error.
pub(crate) fn print_error(error: &Error, words: &Words, as_json: bool) -> io::Result<()> {
    crate::progress::clear();
    let (message, hint) = error.in_words(words);
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
