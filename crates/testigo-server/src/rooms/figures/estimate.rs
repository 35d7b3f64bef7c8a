//! An estimate of the people whom no list behind a figure names: every method with its interval or why it gives none.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use testigo_archive::{
    EstimateAnswer, EstimateRequest, Interval, MethodAnswer, OtherGrouping, Reason, Result,
    Sensitivity, Warning,
};

use crate::frame::{Frame, Room, page};
use crate::rooms::library::path_of;
use crate::visit::Visit;
use crate::workspace::{Asked, Workspace, not_found};

/// Said once for the whole answer.
const TWO_LISTS: &str = "two_lists_independence_assumed";

/// The last estimate of this session.
pub(crate) struct Estimated {
    /// The figure's id.
    pub(crate) figure: String,
    title: String,
    answer: EstimateAnswer,
}

#[derive(Template)]
#[template(path = "estimate.html")]
struct EstimatePage {
    frame: Frame,
    title: String,
    back: String,
    observed: String,
    headline: Vec<String>,
    methods_title: String,
    methods: Vec<Line>,
    bound: Option<String>,
    lists: Vec<List>,
    combinations: String,
    intervals: String,
    sensitivity: Vec<Line>,
    linkage: Vec<String>,
    warnings: Vec<String>,
    settings: String,
}

struct List {
    name: String,
    people: u64,
    only_here: u64,
}

/// A method, or one thing changed.
struct Line {
    name: String,
    about: String,
    /// Middle and interval; none where no estimate is given.
    numbers: Option<(String, String)>,
    refused: String,
    warnings: Vec<String>,
}

/// Estimates, as long work.
pub(crate) async fn begin(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Path(id): Path<String>,
) -> Response {
    let shared = Arc::clone(&workspace);
    let estimate = move |asked: &mut Asked<'_>| {
        let id = asked.archive.figure(&id)?.ok_or_else(not_found)?;
        let title = asked.archive.figure_name(id)?;
        let figure = id.to_string();
        let request = EstimateRequest {
            threads: shared.settings.surroundings.threads,
            ..EstimateRequest::default()
        };
        let answer = asked.archive.estimate_figure(&figure, &request)?;
        let place = format!("{}/estimate", path_of("figure", &figure));
        shared.work.results().estimate = Some(Estimated {
            figure,
            title,
            answer,
        });
        Ok(place)
    };
    workspace.begin(&visit, estimate)
}

/// The estimate that was made last, if it is of this figure.
pub(crate) async fn show(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Path(id): Path<String>,
) -> Response {
    let shared = Arc::clone(&workspace);
    let look = move |asked: &mut Asked<'_>| -> Result<Response> {
        let figure = asked
            .archive
            .figure(&id)?
            .ok_or_else(not_found)?
            .to_string();
        let results = shared.work.results();
        let estimated = results.estimate.as_ref();
        Ok(
            match estimated.filter(|estimated| estimated.figure == figure) {
                Some(estimated) => page(&estimate_page(asked, estimated)),
                None => Redirect::to(&path_of("figure", &figure)).into_response(),
            },
        )
    };
    workspace.ask(&visit, look).await
}

fn estimate_page(asked: &Asked<'_>, estimated: &Estimated) -> EstimatePage {
    let frame = asked.frame(Room::Figures);
    let (answer, found) = (&estimated.answer, &estimated.answer.assessment);
    let level = level(answer);
    let charts = answer.charts(asked.words());
    let methods = found.methods.iter().map(|answer| of_method(&frame, answer));
    let sensitivity = found.sensitivity.iter().map(|row| of_change(&frame, row));
    let linkage = answer.linkage.iter().map(|other| of_grouping(asked, other));
    let warnings = found.warnings.iter();
    let lists = found.list_sizes.iter().map(|list| List {
        name: list.list.clone(),
        people: list.people,
        only_here: list.only_here,
    });
    let seed = answer.settings.seed.to_string();
    EstimatePage {
        title: estimated.title.clone(),
        back: path_of("figure", &estimated.figure),
        observed: frame.say_with("estimate-observed", "observed", found.observed),
        headline: headline(asked, answer),
        methods_title: frame.say_with("estimate-methods", "level", &level),
        methods: methods.collect(),
        bound: found
            .lower_bound
            .map(|bound| frame.say_with("estimate-bound", "bound", people(bound))),
        lists: lists.collect(),
        combinations: charts.combinations.unwrap_or_default(),
        intervals: charts.methods.unwrap_or_default(),
        sensitivity: sensitivity.collect(),
        linkage: linkage.collect(),
        warnings: warnings
            .map(|warning| of_warning(&frame, warning))
            .collect(),
        settings: asked
            .words()
            .say("figures-settings", &[("seed", &seed), ("level", &level)]),
        frame,
    }
}

/// The level, in tenths of a percent.
fn level(answer: &EstimateAnswer) -> String {
    format!("{}", (answer.settings.level * 1_000.0).round() / 10.0)
}

/// People as a whole number. Ends of intervals are rounded outwards.
fn people(number: f64) -> String {
    format!("{number:.0}")
}

fn interval(ends: Interval) -> String {
    format!("{}–{}", people(ends.lo.floor()), people(ends.hi.ceil()))
}

/// The range that may be quoted, or that there is none.
pub(crate) fn range_words(asked: &Asked<'_>, estimated: &Estimated) -> String {
    match &estimated.answer.assessment.range {
        Some(range) => interval(Interval {
            lo: range.lo,
            hi: range.hi,
        }),
        None => asked.words().say("figures-no-range", &[]),
    }
}

/// What may be quoted, with what it hangs on.
fn headline(asked: &Asked<'_>, answer: &EstimateAnswer) -> Vec<String> {
    let words = asked.words();
    let found = &answer.assessment;
    let assumptions = words.say("estimate-assumptions", &[]);
    if let Some(range) = &found.range {
        let lists = found.lists_used.len().to_string();
        let (lo, hi) = (people(range.lo.floor()), people(range.hi.ceil()));
        let quoted = words.say(
            "estimate-range",
            &[
                ("lists", &lists),
                ("lo", &lo),
                ("hi", &hi),
                ("level", &level(answer)),
                ("methods", &range.methods.join(", ")),
            ],
        );
        return vec![quoted, assumptions];
    }
    if found.methods.iter().any(|method| method.figure().is_some()) {
        return vec![words.say("estimate-no-headline", &[]), assumptions];
    }
    vec![words.say("estimate-none", &[])]
}

fn of_method(frame: &Frame, answer: &MethodAnswer) -> Line {
    let name = answer.method.name();
    let own = answer.warnings.iter();
    let own = own.filter(|warning| warning.code != TWO_LISTS);
    Line {
        name: name.to_owned(),
        about: frame.code("method", name),
        numbers: answer
            .figure()
            .map(|figure| (people(figure.median), interval(figure.interval))),
        refused: refused(frame, answer.reasons()),
        warnings: own.map(|warning| of_warning(frame, warning)).collect(),
    }
}

fn of_change(frame: &Frame, row: &Sensitivity) -> Line {
    let id = testigo_words::identifier("change", row.change.code());
    let numbers = match (row.median, row.lo, row.hi) {
        (Some(median), Some(lo), Some(hi)) => Some((people(median), interval(Interval { lo, hi }))),
        _ => None,
    };
    Line {
        name: row.method.to_owned(),
        about: frame.say_with(&id, "subject", &row.subject),
        numbers,
        refused: refused(frame, &row.reasons),
        warnings: Vec::new(),
    }
}

/// What comes out if entries are grouped otherwise.
fn of_grouping(asked: &Asked<'_>, other: &OtherGrouping) -> String {
    let words = asked.words();
    let observed = other.observed.to_string();
    let grouping = words.say(&format!("grouping-{}", other.grouping), &[]);
    let said = [("grouping", grouping.as_str()), ("observed", &observed)];
    match &other.range {
        Some(range) => {
            let ends = interval(Interval {
                lo: range.lo,
                hi: range.hi,
            });
            let [grouping, observed] = said;
            words.say("estimate-grouping", &[grouping, observed, ("range", &ends)])
        }
        None => words.say("estimate-grouping-none", &said),
    }
}

fn of_warning(frame: &Frame, warning: &Warning) -> String {
    with_subject(frame, "warning", warning.code, &warning.subject)
}

fn refused(frame: &Frame, reasons: &[Reason]) -> String {
    if reasons.is_empty() {
        return String::new();
    }
    let said: Vec<String> = reasons
        .iter()
        .map(|reason| with_subject(frame, "refusal", reason.code, &reason.subject))
        .collect();
    frame.say_with("estimate-refused", "reason", said.join("; "))
}

fn with_subject(frame: &Frame, prefix: &str, code: &str, subject: &str) -> String {
    let separator = if subject.is_empty() { "" } else { ": " };
    format!("{}{separator}{subject}", frame.code(prefix, code))
}
