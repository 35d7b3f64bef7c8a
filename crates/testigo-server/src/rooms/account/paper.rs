//! The same on paper, for where there is no computer.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use testigo_archive::Result;
use testigo_record::vocabulary;
use testigo_words::{Language, Words};

use super::{SHEET, TOLD, TOLD_MORE, consent};
use crate::frame::{Frame, Room, page};
use crate::visit::Visit;
use crate::workspace::{Asked, Workspace};

#[derive(Template)]
#[template(path = "account_form.html")]
struct PaperPage {
    frame: Frame,
    sheet: &'static [&'static str],
    questions: Vec<(bool, String)>,
    told: Vec<String>,
    more: Vec<String>,
    sexes: Vec<String>,
    acts: Vec<String>,
}

#[derive(Deserialize)]
pub(crate) struct Chosen {
    #[serde(default)]
    language: String,
}

pub(crate) async fn paper(
    State(workspace): State<Arc<Workspace>>,
    mut visit: Visit,
    Query(chosen): Query<Chosen>,
) -> Response {
    if !chosen.language.is_empty() {
        visit.words = Words::new(Language::from_tag(&chosen.language));
    }
    let show = |asked: &mut Asked<'_>| -> Result<Response> {
        let frame = asked.frame(Room::Account);
        let labels = |names: &[&str]| -> Vec<String> {
            let labels = names.iter().map(|name| asked.labels.field("account", name));
            labels.collect()
        };
        Ok(page(&PaperPage {
            sheet: &SHEET,
            questions: consent::purposes()
                .map(|code| {
                    let is_needed = testigo_archive::KEEPING_PURPOSES.contains(&code);
                    (is_needed, frame.code("consent-ask", code))
                })
                .collect(),
            told: labels(&TOLD),
            more: labels(&TOLD_MORE),
            sexes: terms(asked, "person", "sex", "sex"),
            acts: terms(asked, "act", "type", "act_type_core"),
            frame,
        }))
    };
    workspace.ask(&visit, show).await
}

fn terms(asked: &Asked<'_>, kind: &str, field: &str, list: &str) -> Vec<String> {
    let terms = vocabulary(list).map(|known| &known.terms);
    let terms = terms.into_iter().flatten();
    let terms = terms.map(|term| asked.labels.value(kind, field, term.code));
    terms.collect()
}
