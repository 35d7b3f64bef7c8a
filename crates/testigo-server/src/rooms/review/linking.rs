//! Comparing lists: choosing which, and what came of the last time.

use std::sync::Arc;

use axum::Form;
use axum::extract::State;
use axum::response::Response;
use testigo_archive::{LISTED_MAX, LinkAnswer, LinkStanding, Result};

use crate::frame::Frame;
use crate::visit::Visit;
use crate::workspace::{Asked, Workspace};

/// What came of the last comparison in this session.
pub(crate) struct Linked {
    answer: LinkAnswer,
}

/// The part of the page that compares.
pub(crate) struct Linking {
    pub(crate) is_linked: bool,
    /// Why it would be well to compare again.
    pub(crate) newer: Vec<String>,
    /// Nothing was compared, or there is more to compare than decisions.
    pub(crate) is_due: bool,
    pub(crate) lists: Vec<ListChoice>,
    /// What came of it, `(label, number)`, if it was just made.
    pub(crate) numbers: Vec<(String, String)>,
    pub(crate) warnings: Vec<String>,
}

/// A list that can be compared.
pub(crate) struct ListChoice {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) is_chosen: bool,
}

pub(crate) fn linking(
    asked: &Asked<'_>,
    frame: &Frame,
    linked: Option<&Linked>,
) -> Result<Linking> {
    let standing = asked.archive.link_standing()?;
    let found = asked
        .archive
        .browse(Some("list"), None, LISTED_MAX as u64, 0)?;
    let is_chosen = |id: &str| {
        let chosen = standing.iter().flat_map(|standing| &standing.lists);
        chosen.into_iter().any(|list| list.id == id)
    };
    let lists = found.hits.into_iter().map(|hit| ListChoice {
        is_chosen: is_chosen(&hit.id),
        id: hit.id,
        name: hit.title,
    });
    Ok(Linking {
        is_linked: standing.is_some(),
        is_due: standing
            .as_ref()
            .is_none_or(|standing| standing.is_changed_since || standing.has_unlinked),
        newer: standing
            .as_ref()
            .map_or_else(Vec::new, |standing| newer(frame, standing)),
        lists: lists.collect(),
        numbers: linked.map_or_else(Vec::new, |linked| numbers(frame, &linked.answer)),
        warnings: linked.map_or_else(Vec::new, |linked| warnings(frame, &linked.answer)),
    })
}

/// Why it would be well to compare again.
fn newer(frame: &Frame, standing: &LinkStanding) -> Vec<String> {
    let mut newer = Vec::new();
    if standing.is_judged_since {
        newer.push(frame.say("review-judged-since"));
    }
    if standing.is_changed_since {
        newer.push(frame.say("review-changed-since"));
    }
    if standing.has_unlinked {
        newer.push(frame.say("review-unlinked"));
    }
    newer
}

fn numbers(frame: &Frame, answer: &LinkAnswer) -> Vec<(String, String)> {
    vec![
        (frame.say("label-entries"), answer.entries.to_string()),
        (
            frame.say("label-pairs-scored"),
            answer.pairs_scored.to_string(),
        ),
        (frame.say("label-matches"), answer.matches.to_string()),
        (frame.say("label-candidates"), answer.candidates.to_string()),
        (frame.say("label-clusters"), answer.clusters.to_string()),
    ]
}

fn warnings(frame: &Frame, answer: &LinkAnswer) -> Vec<String> {
    let said = answer.warnings.iter().map(|warning| {
        let (code, subject) = warning.split_once(": ").unwrap_or((warning, ""));
        let separator = if subject.is_empty() { "" } else { ": " };
        format!("{}{separator}{subject}", frame.code("warning", code))
    });
    said.collect()
}

/// Compares the lists that were chosen, or everything.
pub(crate) async fn link(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Form(given): Form<Vec<(String, String)>>,
) -> Response {
    let lists: Vec<String> = given
        .into_iter()
        .filter(|(name, _)| name == "list")
        .map(|(_, id)| id)
        .collect();
    let shared = Arc::clone(&workspace);
    let compare = move |asked: &mut Asked<'_>| {
        let answer = asked.archive.link_run(&lists)?;
        shared.work.results().linkage = Some(Linked { answer });
        Ok("/review?compared=1".to_owned())
    };
    workspace.begin(&visit, compare)
}
