//! `judge`, `link next`, `link explain`, `link agreement`.

use std::fmt::Write as _;

use serde_json::json;
use testigo_archive::{ChartWords, ExplainAnswer, Result, ReviewSide, Verdict, WeightShown};

use super::{Session, field_label, write_text};
use crate::arguments::{JudgeArguments, LinkExplainArguments, VerdictArgument};
use crate::output::{Answer, plain, short};

impl From<VerdictArgument> for Verdict {
    fn from(verdict: VerdictArgument) -> Self {
        match verdict {
            VerdictArgument::Same => Self::Same,
            VerdictArgument::Different => Self::Different,
            VerdictArgument::Unsure => Self::Unsure,
        }
    }
}

pub(super) fn judge(session: &Session<'_>, given: &JudgeArguments) -> Result<Answer> {
    let mut archive = session.open()?;
    let judged = archive.judge(
        &given.one,
        &given.other,
        given.verdict.into(),
        &given.reason,
    );
    session.tell(&mut archive);
    let statement = judged?.to_string();
    let words = plain(session.words, &[("statement", statement.clone())]);
    Answer::new(&json!({"statement": statement}), words)
}

pub(super) fn next(session: &Session<'_>) -> Result<Answer> {
    let answer = session.open()?.link_next()?;
    let mut words = String::new();
    if let (Some(left), Some(right), Some(chance)) =
        (&answer.left, &answer.right, answer.probability)
    {
        side(session, &mut words, left);
        side(session, &mut words, right);
        weights(session, &mut words, &answer.weights);
        let _ = writeln!(words, "{}", chance_line(session, chance));
        let (left, right) = (short(&left.id), short(&right.id));
        let waiting = answer.waiting.to_string();
        let how = session.say(
            "review-how",
            &[("left", &left), ("right", &right), ("waiting", &waiting)],
        );
        let _ = writeln!(words, "{how}");
    } else {
        let _ = writeln!(words, "{}", session.say("review-nothing", &[]));
    }
    Answer::new(&answer, words)
}

pub(super) fn explain(session: &Session<'_>, given: &LinkExplainArguments) -> Result<Answer> {
    let answer = session.open()?.link_explain(&given.one, &given.other)?;
    if let Some(path) = &given.svg {
        write_text(path, &chart(session, &answer))?;
    }
    let mut words = String::new();
    side(session, &mut words, &answer.left);
    side(session, &mut words, &answer.right);
    weights(session, &mut words, &answer.weights);
    let _ = writeln!(words, "{}", chance_line(session, answer.probability));
    Answer::new(&answer, words)
}

pub(super) fn agreement(session: &Session<'_>) -> Result<Answer> {
    let answer = session.open()?.link_agreement()?;
    let (pairs, people) = (answer.pairs.to_string(), answer.reviewers.to_string());
    let alpha = answer.alpha.map(|alpha| format!("{alpha:.3}"));
    let said = match &alpha {
        Some(alpha) => session.say(
            "agreement",
            &[("alpha", alpha), ("pairs", &pairs), ("people", &people)],
        ),
        None => session.say("agreement-none", &[("pairs", &pairs)]),
    };
    Answer::new(&answer, format!("{said}\n"))
}

/// The weights as a chart; it names no person.
fn chart(session: &Session<'_>, answer: &ExplainAnswer) -> String {
    let words = ChartWords {
        title: &session.say("chart-pair", &[]),
        description: &session.say("chart-pair-how", &[]),
    };
    let label = |name: &str, level: &str| {
        let reason = session.say(&format!("match-{}", level.replace('_', "-")), &[]);
        format!("{}: {reason}", field_label(session, "entry", name))
    };
    let (prior, sum) = (
        session.say("chart-prior", &[]),
        session.say("chart-sum", &[]),
    );
    answer.chart(words, &prior, &sum, &label)
}

/// One of the two records with what sources say of it.
fn side(session: &Session<'_>, words: &mut String, side: &ReviewSide) {
    let kind = session.say(&format!("kind-{}", side.kind), &[]);
    let list = side.list.as_ref().map_or("", |list| list.name.as_str());
    let _ = writeln!(
        words,
        "{kind} {}: {}  [{list}]",
        short(&side.id),
        side.title
    );
    for claim in side.claims.iter().filter(|claim| claim.field != "list") {
        let label = field_label(session, &side.kind, &claim.field);
        let value = claim
            .title
            .clone()
            .unwrap_or_else(|| value_label(session, &side.kind, &claim.field, &claim.value));
        let _ = writeln!(words, "    {label}: {value}");
    }
}

/// What speaks for one person, and what against.
pub(super) fn weights(session: &Session<'_>, words: &mut String, weights: &[WeightShown]) {
    for weight in weights {
        let label = field_label(session, "entry", &weight.field);
        let reason = session.say(&format!("match-{}", weight.reason.replace('_', "-")), &[]);
        let rare = if weight.rarity >= 1.0 {
            session.say("match-rare", &[])
        } else {
            String::new()
        };
        let _ = writeln!(words, "  {:+6.1}  {label}: {reason}{rare}", weight.weight);
    }
}

fn chance_line(session: &Session<'_>, probability: f64) -> String {
    let chance = format!("{:.1} %", probability * 100.0);
    session.say("pair-chance", &[("chance", &chance)])
}

/// Of a code what people call it.
pub(super) fn value_label(session: &Session<'_>, kind: &str, name: &str, value: &str) -> String {
    session.labels().value(kind, name, value)
}
