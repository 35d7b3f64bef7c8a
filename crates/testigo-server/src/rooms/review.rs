//! Review: one pair at a time, both entries side by side, why they may be one person, and a decision with its reason.
//! Nothing here tells what others decided about a pair.

mod beside;
mod linking;
mod weights;

pub(crate) use linking::{Linked, link};

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use testigo_archive::{ChartWords, ExplainAnswer, NextAnswer, Result, Verdict, WeightShown};

use crate::frame::{Frame, Room, page};
use crate::query::query;
use crate::visit::Visit;
use crate::workspace::{Asked, Workspace, not_found};
use beside::{Row, Side, rows, side, signs};
use linking::{Linking, linking};
use weights::{Weight, weights};

/// Fields that the reason names which is offered.
const REASON_FIELDS: usize = 2;

/// The verdicts with their words and the keys that press them, in the order of their buttons.
const VERDICTS: [(Verdict, &str, &str); 3] = [
    (Verdict::Same, "same", "y"),
    (Verdict::Different, "different", "n"),
    (Verdict::Unsure, "unsure", "h"),
];

#[derive(Template)]
#[template(path = "review.html")]
struct ReviewPage {
    frame: Frame,
    /// The person acting; empty if nobody gave a name.
    reviewer: String,
    /// The own last judgement, and its verdict in words.
    last: Option<(String, String)>,
    undone: bool,
    pair: Option<Pair>,
    waiting: u64,
    judged: u64,
    in_all: u64,
    linking: Linking,
    agreement: String,
}

/// Two records that may be one person.
struct Pair {
    left: Side,
    right: Side,
    rows: Vec<Row>,
    signs: Vec<(&'static str, String)>,
    chart: String,
    /// The chart's lines, for narrow screens and in numbers.
    weights: Vec<Weight>,
    chance: String,
    /// A reason that can be kept as it is.
    reason: String,
    verdicts: Vec<VerdictButton>,
}

struct VerdictButton {
    code: &'static str,
    key: &'static str,
    label: String,
}

/// What was done just before.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Before {
    #[serde(default)]
    judged: String,
    #[serde(default)]
    undone: String,
    #[serde(default)]
    compared: String,
}

pub(crate) async fn review(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Query(before): Query<Before>,
) -> Response {
    let shared = Arc::clone(&workspace);
    let look = move |asked: &mut Asked<'_>| {
        let results = shared.work.results();
        let linked = results.linkage.as_ref().filter(|_| before.compared == "1");
        review_page(asked, &before, linked).map(|found| page(&found))
    };
    workspace.ask(&visit, look).await
}

fn review_page(asked: &Asked<'_>, before: &Before, linked: Option<&Linked>) -> Result<ReviewPage> {
    let frame = asked.frame(Room::Review);
    let next = match asked.archive.link_next() {
        Err(error) if error.code == "not_linked" => NextAnswer::default(),
        next => next?,
    };
    let pair = match (&next.left, &next.right) {
        (Some(left), Some(right)) => {
            let explained = asked.archive.link_explain(&left.id, &right.id)?;
            Some(pair(asked, &frame, &explained))
        }
        _ => None,
    };
    // The address may name anything: only an own judgement can be taken back.
    let last = asked.archive.own_verdict(&before.judged)?;
    let last = last.map(|verdict| (before.judged.clone(), frame.code("verdict", &verdict)));
    Ok(ReviewPage {
        reviewer: asked.archive.person_acting().unwrap_or_default().to_owned(),
        last,
        undone: before.undone == "1",
        pair,
        waiting: next.waiting,
        judged: next.judged,
        in_all: next.judged + next.waiting,
        linking: linking(asked, &frame, linked)?,
        agreement: agreement(asked)?,
        frame,
    })
}

fn pair(asked: &Asked<'_>, frame: &Frame, explained: &ExplainAnswer) -> Pair {
    let chance = format!("{:.1} %", explained.probability * 100.0);
    let verdicts = VERDICTS.map(|(verdict, code, key)| VerdictButton {
        code,
        key,
        label: match verdict {
            Verdict::Same => frame.say("review-same"),
            Verdict::Different => frame.say("review-different"),
            Verdict::Unsure => frame.say("review-unsure"),
        },
    });
    Pair {
        left: side(asked, frame, &explained.left),
        right: side(asked, frame, &explained.right),
        rows: rows(asked, frame, explained),
        signs: signs(frame),
        chart: chart(asked, frame, explained),
        weights: weights(asked, frame, explained),
        chance: frame.say_with("pair-chance", "chance", chance),
        reason: reason(asked, frame, &explained.weights),
        verdicts: verdicts.into(),
    }
}

/// What a field says, in words.
fn weight_words(asked: &Asked<'_>, frame: &Frame, field: &str, reason: &str) -> String {
    let label = asked.labels.field("entry", field);
    format!("{label}: {}", frame.code("match", reason))
}

/// The weights as a chart; it names no person.
fn chart(asked: &Asked<'_>, frame: &Frame, explained: &ExplainAnswer) -> String {
    let words = ChartWords {
        title: &frame.say("chart-pair"),
        description: &frame.say("chart-pair-how"),
    };
    let label = |field: &str, reason: &str| weight_words(asked, frame, field, reason);
    explained.chart(
        words,
        &frame.say("chart-prior"),
        &frame.say("chart-sum"),
        &label,
    )
}

/// The fields that weigh most, for or against.
fn reason(asked: &Asked<'_>, frame: &Frame, weights: &[WeightShown]) -> String {
    let mut heaviest: Vec<&WeightShown> = weights
        .iter()
        .filter(|weight| weight.weight != 0.0)
        .collect();
    heaviest.sort_by(|one, other| other.weight.abs().total_cmp(&one.weight.abs()));
    let said: Vec<String> = heaviest
        .into_iter()
        .take(REASON_FIELDS)
        .map(|weight| weight_words(asked, frame, &weight.field, &weight.reason))
        .collect();
    said.join("; ")
}

fn agreement(asked: &Asked<'_>) -> Result<String> {
    let answer = asked.archive.link_agreement()?;
    let (pairs, people) = (answer.pairs.to_string(), answer.reviewers.to_string());
    let words = asked.words();
    Ok(match answer.alpha {
        Some(alpha) => words.say(
            "agreement",
            &[
                ("alpha", &format!("{alpha:.3}")),
                ("pairs", &pairs),
                ("people", &people),
            ],
        ),
        None => words.say("agreement-none", &[("pairs", &pairs)]),
    })
}

#[derive(Deserialize)]
pub(crate) struct NewJudgement {
    one: String,
    other: String,
    verdict: String,
    reason: String,
}

/// Decides about a pair, and goes on to the next.
pub(crate) async fn judge(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Form(given): Form<NewJudgement>,
) -> Response {
    let decide = move |asked: &mut Asked<'_>| {
        let known = VERDICTS.iter().find(|(_, code, _)| given.verdict == *code);
        let (verdict, ..) = known.ok_or_else(not_found)?;
        let statement = asked
            .archive
            .judge(&given.one, &given.other, *verdict, &given.reason)?;
        let statement = statement.to_string();
        let before = query(&[("judged", &statement)]);
        Ok(Redirect::to(&format!("/review?{before}")))
    };
    workspace.ask(&visit, decide).await
}

#[derive(Deserialize)]
pub(crate) struct Undo {
    statement: String,
}

/// Takes the own last judgement back: its pair waits again.
pub(crate) async fn undo(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Form(given): Form<Undo>,
) -> Response {
    let take_back = move |asked: &mut Asked<'_>| {
        let reason = asked.words().say("review-undo-reason", &[]);
        asked
            .archive
            .take_back_judgement(&given.statement, &reason)?;
        Ok(Redirect::to("/review?undone=1").into_response())
    };
    workspace.ask(&visit, take_back).await
}
