//! The page of an account: what was recorded, what the person agreed to, and how they change their mind.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use testigo_archive::{ConsentRequest, Result, ShowAnswer};

use super::consent::purposes;
use crate::controls::{Control, Typed, told_at_control};
use crate::frame::{Frame, Room, page, page_with};
use crate::rooms::library::path_of;
use crate::rooms::told::{called, name_of, short};
use crate::rooms::which;
use crate::visit::Visit;
use crate::workspace::{Asked, Workspace, not_found};

/// What a person answers later.
const ANSWERS: [(&str, &str); 3] = [
    ("withdrawn", "withdrawn"),
    ("refused", "no"),
    ("granted", "yes"),
];
const ANSWERED: [&str; 4] = ["purpose", "status", "recipient", "until"];

#[derive(Template)]
#[template(path = "account_taken.html")]
struct TakenPage {
    frame: Frame,
    account: String,
    taken: Vec<which::Choice>,
    short: String,
    is_sealed: bool,
    records: Vec<Line>,
    before: Vec<Line>,
    consents: Vec<Answer>,
    problems: usize,
    changing: Vec<Control>,
}

/// The records that were just taken by their names.
#[derive(Deserialize)]
pub(crate) struct Named {
    #[serde(default)]
    taken: String,
}

struct Line {
    path: String,
    kind: String,
    title: String,
    beside: String,
}

struct Answer {
    question: String,
    said: String,
    recipient: String,
    until: String,
}

pub(crate) async fn taken(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Path(id): Path<String>,
    Query(named): Query<Named>,
) -> Response {
    let look = move |asked: &mut Asked<'_>| {
        let mut shown = taken_page(asked, &id, &Typed::default())?;
        shown.taken = which::taken(asked, &shown.frame, &named.taken);
        Ok(page(&shown))
    };
    workspace.ask(&visit, look).await
}

fn taken_page(asked: &mut Asked<'_>, id: &str, typed: &Typed) -> Result<TakenPage> {
    let frame = asked.frame(Room::Account);
    let shown = account_shown(asked, id)?;
    let before = asked.archive.accounts_given_before(id)?.into_iter();
    let before = before.map(|one| Line {
        path: path_of("account", &one.before),
        kind: frame.code("kind", "account"),
        title: short(&one.before),
        beside: one.source.as_ref().map_or_else(String::new, name_of),
    });
    let consents = asked.archive.consents_said(id)?.into_iter();
    let consents = consents.map(|said| Answer {
        question: question(&frame, asked, &said.purpose),
        said: answer_in_words(&frame, asked, &said.status),
        recipient: said.recipient.unwrap_or_default(),
        until: said.until.unwrap_or_default(),
    });
    let mut records = vec![Line {
        path: path_of("account", &shown.id),
        kind: frame.code("kind", "account"),
        title: called(asked, "account", &shown.title, &shown.id),
        beside: String::new(),
    }];
    let tellers = shown.claims.iter().filter(|claim| claim.field == "person");
    records.extend(tellers.map(|claim| Line {
        path: path_of("person", &claim.value),
        kind: frame.code("kind", "person"),
        title: called(
            asked,
            "person",
            claim.title.as_deref().unwrap_or_default(),
            &claim.value,
        ),
        beside: frame.say("account-teller"),
    }));
    let said = asked.archive.said_by_account(id)?.into_iter();
    records.extend(said.map(|one| Line {
        path: path_of(&one.kind, &one.id),
        kind: frame.code("kind", &one.kind),
        title: called(asked, &one.kind, &one.title, &one.id),
        beside: String::new(),
    }));
    Ok(TakenPage {
        taken: Vec::new(),
        before: before.collect(),
        consents: consents.collect(),
        problems: typed.problems(),
        changing: changing(&frame, typed),
        records,
        short: short(&shown.id),
        is_sealed: shown.level == "sealed",
        account: shown.id,
        frame,
    })
}

/// An account; no other record is looked at here.
pub(super) fn account_shown(asked: &Asked<'_>, id: &str) -> Result<ShowAnswer> {
    let shown = asked.archive.show_part(id, false, 0, 0)?;
    if shown.kind == "account" {
        Ok(shown)
    } else {
        Err(not_found())
    }
}

/// What was asked; of a purpose that is not ours, what people call it.
fn question(frame: &Frame, asked: &Asked<'_>, purpose: &str) -> String {
    if purposes().any(|known| known == purpose) {
        frame.code("consent-ask", purpose)
    } else {
        asked.labels.value("consent", "purpose", purpose)
    }
}

/// As it was answered; what only the list of codes knows, as that list says it.
fn answer_in_words(frame: &Frame, asked: &Asked<'_>, status: &str) -> String {
    match status {
        "granted" => frame.code("consent-answer", "yes"),
        "refused" => frame.code("consent-answer", "no"),
        "withdrawn" | "not_asked" => frame.code("consent-answer", status),
        _ => asked.labels.value("consent", "status", status),
    }
}

fn changing(frame: &Frame, typed: &Typed) -> Vec<Control> {
    let asked = purposes().map(|code| (code.to_owned(), frame.code("consent-ask", code)));
    let answers = ANSWERS.map(|(status, words)| {
        let words = frame.code("consent-answer", words);
        (status.to_owned(), words)
    });
    let mut recipient = Control::line(typed, "recipient", frame.say("consent-only-for"))
        .explained(frame.say("consent-change-for-why"));
    recipient.is_name = true;
    vec![
        Control::choice(
            typed,
            "purpose",
            frame.say("paper-question"),
            asked.collect(),
        )
        .required(),
        Control::choice(
            typed,
            "status",
            frame.say("consent-answer"),
            answers.to_vec(),
        )
        .required(),
        recipient,
        Control::line(typed, "until", frame.say("consent-until"))
            .explained(frame.say("control-date")),
    ]
}

/// Records what the person says now; the last word counts.
pub(crate) async fn answer(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Path(id): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let answer = move |asked: &mut Asked<'_>| -> Result<Response> {
        let mut typed = Typed::new(pairs);
        for name in ANSWERED {
            let text = typed.get(name).to_owned();
            let is_needed = matches!(name, "purpose" | "status");
            if text.is_empty() && !is_needed {
                continue;
            }
            if let Err(error) = asked.archive.try_value("consent", name, &text) {
                let told = told_at_control(asked, &error);
                typed.object(name, told);
            }
        }
        if typed.problems() > 0 {
            let again = taken_page(asked, &id, &typed)?;
            return Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, &again));
        }
        let request = ConsentRequest {
            purpose: typed.get("purpose").to_owned(),
            recipient: typed.said("recipient"),
            until: typed.said("until"),
            status: typed.get("status").to_owned(),
        };
        let account = account_shown(asked, &id)?.id;
        asked.archive.consent(&account, &request)?;
        Ok(Redirect::to(&format!("/account/{id}")).into_response())
    };
    workspace.ask(&visit, answer).await
}
