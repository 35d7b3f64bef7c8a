//! `vocabulary list`, `add`, `lint`.

use std::fmt::Write as _;

use serde_json::json;
use testigo_archive::Result;
use testigo_record::{
    OwnVocabulary, VOCABULARY_VERSION, VocabularyProblem, fields, kinds, vocabularies,
};
use testigo_words::Language;

use super::{Session, read_text};
use crate::arguments::{VocabularyAddArguments, VocabularyCommand};
use crate::environment;
use crate::output::{Answer, plain};

pub(super) fn vocabulary(
    session: &Session<'_>,
    command: Option<&VocabularyCommand>,
) -> Result<Answer> {
    match command {
        None | Some(VocabularyCommand::List) => list(session),
        Some(VocabularyCommand::Add(given)) => add(session, given),
        Some(VocabularyCommand::Lint) => {
            let problems = session.open()?.vocabulary_problems()?;
            let words = in_words(session, &problems);
            Answer::new(&json!({"problems": problems}), words)
        }
    }
}

fn add(session: &Session<'_>, given: &VocabularyAddArguments) -> Result<Answer> {
    let text = read_text(&given.file, "vocabulary_invalid")?;
    let mut archive = session.open()?;
    let added = archive.add_vocabulary(&text);
    session.tell(&mut archive);
    let answer = added?;
    let mut words = plain(session.words, &[("statement", answer.statement.clone())]);
    words.push_str(&in_words(session, &answer.problems));
    Answer::new(&answer, words)
}

fn in_words(session: &Session<'_>, problems: &[VocabularyProblem]) -> String {
    let mut words = String::new();
    for problem in problems {
        let id = format!("problem-{}", problem.code.replace('_', "-"));
        let said = session.say(&id, &[("detail", &problem.detail)]);
        let (own, subject) = (&problem.vocabulary, &problem.subject);
        let _ = writeln!(words, "{own}: {subject}: {said}");
    }
    if problems.is_empty() {
        let _ = writeln!(words, "{}", session.say("vocabulary-sound", &[]));
    }
    words
}

/// Outside an archive there is nothing of a group's own.
fn own(session: &Session<'_>) -> Result<Vec<OwnVocabulary>> {
    let folder = environment::archive_folder(session.arguments.archive.as_deref());
    let is_archive =
        folder.is_ok_and(|folder| testigo_archive::looks_like_archive(&folder).is_ok());
    if is_archive {
        session.open()?.own_vocabularies()
    } else {
        Ok(Vec::new())
    }
}

fn list(session: &Session<'_>) -> Result<Answer> {
    let spanish = session.words.language() == Language::Spanish;
    let mut listed = Vec::new();
    let mut words = String::new();
    for kind in kinds() {
        for field in fields(kind) {
            let _ = writeln!(
                words,
                "{kind:<12} {:<28} {}",
                field.name,
                field.label(spanish)
            );
            listed.push(json!({
                "kind": kind,
                "field": field.name,
                "label_en": field.label(false),
                "label_es": field.label(true),
                "multiple": field.multiple,
            }));
        }
    }
    let mut terms = Vec::new();
    for vocabulary in vocabularies() {
        for term in &vocabulary.terms {
            terms.push(json!({
                "vocabulary": vocabulary.name,
                "code": term.code,
                "en": term.english,
                "es": term.spanish,
            }));
        }
    }
    let own = own(session)?;
    for one in &own {
        for field in &one.fields {
            let label = if spanish { &field.es } else { &field.en };
            let _ = writeln!(words, "{:<12} {:<28} {label}", one.name, field.name);
            listed.push(json!({
                "kind": null,
                "field": field.name,
                "label_en": field.en,
                "label_es": field.es,
                "help_en": field.help_en,
                "help_es": field.help_es,
                "multiple": true,
                "own": one.name,
            }));
        }
        for term in &one.terms {
            terms.push(json!({
                "vocabulary": term.vocabulary,
                "code": term.code,
                "en": term.en,
                "es": term.es,
                "own": one.name,
            }));
        }
    }
    let versions = own
        .iter()
        .map(|one| json!({"name": one.name, "version": one.version}));
    let answer = json!({
        "version": VOCABULARY_VERSION,
        "own": versions.collect::<Vec<_>>(),
        "fields": listed,
        "terms": terms,
    });
    Answer::new(&answer, words)
}
