//! The page that says where the dossier stands and what to do with it.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use super::place::{Warned, warned};
use super::preview::{reasons, withheld_numbers};
use crate::frame::{Frame, Room, page};
use crate::visit::Visit;
use crate::workspace::{Asked, Workspace};

#[derive(Template)]
#[template(path = "dossier_report.html")]
struct ReportPage {
    frame: Frame,
    path: String,
    recipient: String,
    purpose: String,
    level: String,
    numbers: Vec<(String, u64)>,
    reasons: Vec<(String, u64)>,
    warnings: Vec<Warned>,
    group_key: String,
}

pub(crate) async fn report(State(workspace): State<Arc<Workspace>>, visit: Visit) -> Response {
    let shared = Arc::clone(&workspace);
    let show = move |asked: &mut Asked<'_>| {
        let results = shared.work.results();
        let Some(built) = &results.dossier else {
            return Ok(Redirect::to("/dossier").into_response());
        };
        let answer = &built.answer;
        let status = asked.archive.status()?;
        let frame = asked.frame(Room::Dossier);
        let mut numbers = vec![
            (frame.say("dossier-statements"), answer.statements),
            (frame.say("dossier-originals"), answer.items),
            (frame.say("what-figures"), answer.figures),
        ];
        numbers.extend(withheld_numbers(&frame, &answer.withheld));
        let warnings = answer.warnings.iter();
        let warnings = warnings.map(|warning| warned(&frame, &asked.labels, warning));
        Ok(page(&ReportPage {
            path: answer.path.clone(),
            recipient: answer.recipient.clone(),
            purpose: asked.labels.value("consent", "purpose", &answer.purpose),
            level: frame.code("level", answer.level),
            numbers,
            reasons: reasons(&frame, &answer.withheld),
            warnings: warnings.collect(),
            group_key: status["group_key"].as_str().unwrap_or_default().to_owned(),
            frame,
        }))
    };
    workspace.ask(&visit, show).await
}
