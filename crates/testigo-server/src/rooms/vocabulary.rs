//! Own fields and terms of a group: what there is, a file that adds more, one field by hand.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Multipart, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use testigo_archive::{Error, Result};
use testigo_record::{OwnVocabulary, Type, VocabularyProblem, fields, kinds, vocabularies};

use crate::controls::{Control, Typed, told_at_control};
use crate::frame::{Frame, Room, page, page_with};
use crate::rooms::door::refusal;
use crate::visit::Visit;
use crate::workspace::{Asked, Workspace};

/// Of a file; a little more than the archive takes, so that it says itself what is too large.
const FILE_BYTES_MAX: usize = 256 * 1024;
/// Of one list.
const LISTED: usize = 200;
/// Own vocabularies on a page.
const OWN: usize = 50;

#[derive(Template)]
#[template(path = "vocabulary.html")]
struct VocabularyPage {
    frame: Frame,
    is_added: bool,
    own: Vec<Own>,
    own_total: usize,
    problems: Vec<String>,
    problems_total: usize,
    /// Of the file.
    refused: String,
    looked: Option<Looked>,
    wrong: usize,
    adding: Vec<Control>,
    common_fields: Vec<Listed>,
    common_terms: Vec<Listed>,
}

/// A group's vocabulary.
struct Own {
    name: String,
    version: String,
    fields: Listed,
    terms: Listed,
}

/// Labels with the names behind them, as many as are shown, and how many there are.
struct Listed {
    title: String,
    /// `(label, code)`.
    lines: Vec<(String, String)>,
    total: usize,
}

/// A file that was handed over and is not recorded yet.
struct Looked {
    own: Own,
    replaces: bool,
    problems: Vec<String>,
    problems_total: usize,
    text: String,
}

#[derive(Deserialize)]
pub(crate) struct Before {
    #[serde(default)]
    added: String,
}

pub(crate) async fn vocabulary(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Query(before): Query<Before>,
) -> Response {
    let look = move |asked: &mut Asked<'_>| {
        let mut shown = vocabulary_page(asked, &Typed::default())?;
        shown.is_added = before.added == "1";
        Ok(page(&shown))
    };
    workspace.ask(&visit, look).await
}

/// Shows what a file would add.
pub(crate) async fn look(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    form: Multipart,
) -> Response {
    let text = match text_of(form).await {
        Ok(text) => text,
        Err(error) => return refusal(&visit, &error),
    };
    let look = move |asked: &mut Asked<'_>| -> Result<Response> {
        let mut shown = vocabulary_page(asked, &Typed::default())?;
        match asked.archive.look_at_vocabulary(&text) {
            Ok(looked) => {
                let frame = &shown.frame;
                shown.looked = Some(Looked {
                    own: own_of(frame, &looked.own, asked.visit.is_spanish()),
                    replaces: looked.replaces,
                    problems_total: looked.problems.len(),
                    problems: problems_of(frame, &looked.problems),
                    text,
                });
                Ok(page(&shown))
            }
            Err(error) => Ok(refused(shown, &error)),
        }
    };
    workspace.ask(&visit, look).await
}

#[derive(Deserialize)]
pub(crate) struct Added {
    text: String,
}

/// Records a file that was looked at.
pub(crate) async fn add(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Form(given): Form<Added>,
) -> Response {
    let add = move |asked: &mut Asked<'_>| -> Result<Response> {
        match asked.archive.add_vocabulary(&given.text) {
            Ok(_) => Ok(Redirect::to("/vocabulary?added=1").into_response()),
            Err(error) => Ok(refused(vocabulary_page(asked, &Typed::default())?, &error)),
        }
    };
    workspace.ask(&visit, add).await
}

/// Records one own field.
pub(crate) async fn add_field(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let add = move |asked: &mut Asked<'_>| -> Result<Response> {
        let mut typed = Typed::new(pairs);
        let labels = [typed.get("en"), typed.get("es")];
        match asked.archive.add_own_field(typed.get("name"), labels) {
            Ok(_) => Ok(Redirect::to("/vocabulary?added=1").into_response()),
            Err(error) => {
                let place = match error.code {
                    "own_field_unlabelled" if labels[0].is_empty() => "en",
                    "own_field_unlabelled" => "es",
                    _ => "name",
                };
                let said = if error.code == "vocabulary_invalid" {
                    why(&asked.frame(Room::Settings), &error)
                } else {
                    told_at_control(asked, &error)
                };
                typed.object(place, said);
                let again = vocabulary_page(asked, &typed)?;
                Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, &again))
            }
        }
    };
    workspace.ask(&visit, add).await
}

/// The file of the form, in memory.
async fn text_of(mut form: Multipart) -> Result<String> {
    let damaged = || Error::new("upload_damaged");
    let mut text = Vec::new();
    while let Some(mut part) = form.next_field().await.map_err(|_| damaged())? {
        while let Some(chunk) = part.chunk().await.map_err(|_| damaged())? {
            if text.len() + chunk.len() > FILE_BYTES_MAX {
                return Err(damaged());
            }
            text.extend_from_slice(&chunk);
        }
    }
    // What is no text is no vocabulary, and is said to be none.
    Ok(String::from_utf8_lossy(&text).into_owned())
}

fn refused(mut shown: VocabularyPage, error: &Error) -> Response {
    shown.refused = why(&shown.frame, error);
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

/// Why a file is no vocabulary, in words.
fn why(frame: &Frame, error: &Error) -> String {
    let argument = |name: &str| {
        let found = error.arguments.iter().find(|(known, _)| *known == name);
        found.map_or("", |(_, value)| value.as_str())
    };
    let said = frame.code("vocabulary-why", argument("why"));
    match argument("subject") {
        "" => said,
        subject => format!("{said} {subject}"),
    }
}

fn vocabulary_page(asked: &Asked<'_>, typed: &Typed) -> Result<VocabularyPage> {
    let frame = asked.frame(Room::Settings);
    let spanish = asked.visit.is_spanish();
    let own = asked.archive.own_vocabularies()?;
    let problems = asked.archive.vocabulary_problems()?;
    let shown = own.iter().take(OWN);
    Ok(VocabularyPage {
        is_added: false,
        own: shown.map(|own| own_of(&frame, own, spanish)).collect(),
        own_total: own.len(),
        problems_total: problems.len(),
        problems: problems_of(&frame, &problems),
        refused: String::new(),
        looked: None,
        wrong: typed.problems(),
        adding: adding(&frame, typed),
        common_fields: common_fields(&frame, spanish),
        common_terms: common_terms(spanish),
        frame,
    })
}

fn adding(frame: &Frame, typed: &Typed) -> Vec<Control> {
    let control = |name: &str| Control::line(typed, name, frame.code("vocabulary-field", name));
    vec![
        control("en").required(),
        control("es").required(),
        control("name")
            .explained(frame.say("vocabulary-field-name-why"))
            .required(),
    ]
}

fn own_of(frame: &Frame, own: &OwnVocabulary, spanish: bool) -> Own {
    let label = |en: &str, es: &str, code: &str| {
        let [first, second] = if spanish { [es, en] } else { [en, es] };
        let labels = [first, second, code].into_iter();
        let mut said = labels.filter(|label| !label.is_empty());
        (said.next().unwrap_or_default().to_owned(), code.to_owned())
    };
    let fields = own.fields.iter().take(LISTED);
    let terms = own.terms.iter().take(LISTED);
    Own {
        name: own.name.clone(),
        version: own.version.clone(),
        fields: Listed {
            title: frame.say_with("settings-fields", "count", own.fields.len()),
            lines: fields
                .map(|field| label(&field.en, &field.es, &field.name))
                .collect(),
            total: own.fields.len(),
        },
        terms: Listed {
            title: frame.say_with("settings-terms", "count", own.terms.len()),
            lines: terms
                .map(|term| {
                    let (said, code) = label(&term.en, &term.es, &term.code);
                    (said, format!("{}: {code}", term.vocabulary))
                })
                .collect(),
            total: own.terms.len(),
        },
    }
}

fn problems_of(frame: &Frame, problems: &[VocabularyProblem]) -> Vec<String> {
    let shown = problems.iter().take(LISTED).map(|problem| {
        let id = testigo_words::identifier("problem", problem.code);
        let said = frame.say_with(&id, "detail", &problem.detail);
        format!("{}: {}: {said}", problem.vocabulary, problem.subject)
    });
    shown.collect()
}

/// The fields of each kind of record that every archive has.
fn common_fields(frame: &Frame, spanish: bool) -> Vec<Listed> {
    let of_kinds = kinds().iter().map(|kind| {
        let all = fields(kind);
        let lines = all.iter();
        Listed {
            title: frame.code("kind", kind),
            total: all.len(),
            lines: lines
                .map(|field| (field.label(spanish).to_owned(), field.name.to_owned()))
                .collect(),
        }
    });
    of_kinds.collect()
}

/// The terms of each list, which is called by its first field and by its own name.
fn common_terms(spanish: bool) -> Vec<Listed> {
    let of_terms = vocabularies().iter().map(|list| {
        let mut all = kinds().iter().flat_map(|kind| fields(kind));
        let first = all.find(
            |field| matches!(field.value, Type::Code { vocabulary, .. } if vocabulary == list.name),
        );
        let terms = list.terms.iter().take(LISTED);
        Listed {
            title: first.map_or_else(
                || list.name.to_owned(),
                |field| format!("{} · {}", field.label(spanish), list.name),
            ),
            total: list.terms.len(),
            lines: terms
                .map(|term| {
                    let label = if spanish { term.spanish } else { term.english };
                    (label.to_owned(), term.code.to_owned())
                })
                .collect(),
        }
    });
    of_terms.collect()
}
