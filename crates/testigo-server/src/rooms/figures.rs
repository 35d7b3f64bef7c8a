//! Figures: a question, its number as a range, what sources claim beside it, and the rule. Asking changes nothing and can be
//! linked to; a figure that is saved keeps its name.

mod counted;
mod estimate;
mod saved;

pub(crate) use estimate::{Estimated, begin as begin_estimate, show as show_estimate};
pub(crate) use saved::saved;

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{Redirect, Response};
use testigo_archive::{CountRequest, FigureName, Result};
use testigo_record::fields;

use crate::frame::{Frame, Room, page};
use crate::query::query;
use crate::rooms::library::{Pages, path_of};
use crate::rooms::record::field_choices;
use crate::visit::Visit;
use crate::workspace::{Asked, Workspace};
use counted::{Counted, EstimatedCell, counted};

/// What can be counted: `what-<code>` in words.
const WHATS: [&str; 4] = ["persons", "acts", "incidents", "items"];
/// What people break figures down by, most often; any other field can be named.
const BREAKDOWNS: [&str; 12] = [
    "month",
    "place",
    "age_group",
    "sex",
    "type",
    "list",
    "status",
    "cause",
    "occupation",
    "incident",
    "attributed_to",
    "date",
];
/// The most sources that can be asked for.
const SOURCES_MAX: u32 = 5;
/// Saved figures on a page.
const SAVED: u64 = 20;

#[derive(Template)]
#[template(path = "figures.html")]
struct FiguresPage {
    frame: Frame,
    given: Given,
    whats: Vec<Choice>,
    breakdowns: Vec<Choice>,
    other_by: String,
    sources: Vec<Choice>,
    units: Vec<Choice>,
    examples: Vec<(&'static str, String)>,
    /// `(code, label)` of what a condition can ask for.
    fields: Vec<(String, String)>,
    refused: Option<(String, String)>,
    counted: Option<Counted>,
    estimated: EstimatedCell,
    pages: Pages,
    saved: Vec<Saved>,
    saved_pages: Pages,
}

/// Something to choose.
struct Choice {
    code: String,
    label: String,
    is_chosen: bool,
}

struct Saved {
    path: String,
    name: String,
    recorded_at: String,
    by: String,
}

/// What is asked for, as it stands in an address.
#[derive(Debug, Clone, Default)]
pub(crate) struct Given {
    pub(crate) what: String,
    pub(crate) condition: String,
    pub(crate) by: Vec<String>,
    pub(crate) min_sources: u32,
    pub(crate) unit: String,
    /// The first row of the breakdown that is shown.
    pub(crate) from: u64,
    /// The first saved figure that is shown.
    pub(crate) saved_from: u64,
    /// Under which it is to be saved.
    name: String,
}

impl Given {
    /// From the fields of a form. Unknown ones are passed over.
    fn read(pairs: Vec<(String, String)>) -> Self {
        let mut given = Self::default();
        for (field, value) in pairs {
            let value = value.trim();
            match field.as_str() {
                "what" => value.clone_into(&mut given.what),
                "where" => value.clone_into(&mut given.condition),
                "by" => {
                    for name in value.split(',').map(str::trim) {
                        if !name.is_empty() && given.by.iter().all(|known| known != name) {
                            given.by.push(name.to_owned());
                        }
                    }
                }
                "min_sources" => given.min_sources = value.parse().unwrap_or(0),
                "unit" => value.clone_into(&mut given.unit),
                "from" => given.from = value.parse().unwrap_or(0),
                "saved" => given.saved_from = value.parse().unwrap_or(0),
                "name" => value.clone_into(&mut given.name),
                _ => {}
            }
        }
        given
    }

    fn of_request(request: &CountRequest) -> Self {
        Self {
            what: request.what.clone(),
            condition: request.condition.clone().unwrap_or_default(),
            by: request.by.clone(),
            min_sources: request.min_sources,
            unit: request.unit.clone().unwrap_or_default(),
            ..Self::default()
        }
    }

    fn request(&self) -> CountRequest {
        let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        CountRequest {
            what: self.what.clone(),
            condition: some(&self.condition),
            by: self.by.clone(),
            min_sources: self.min_sources,
            unit: some(&self.unit),
            ..CountRequest::default()
        }
    }

    /// Where the answer stands.
    pub(crate) fn path(&self) -> String {
        let text = |number: u64| match number {
            0 => String::new(),
            number => number.to_string(),
        };
        let (sources, from) = (text(self.min_sources.into()), text(self.from));
        let (by, saved) = (self.by.join(","), text(self.saved_from));
        let pairs = query(&[
            ("what", &self.what),
            ("where", &self.condition),
            ("by", &by),
            ("min_sources", &sources),
            ("unit", &self.unit),
            ("from", &from),
            ("saved", &saved),
        ]);
        format!("/figures?{pairs}")
    }
}

pub(crate) async fn figures(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Response {
    let given = Given::read(pairs);
    let look = move |asked: &mut Asked<'_>| figures_page(asked, given).map(|found| page(&found));
    workspace.ask(&visit, look).await
}

fn figures_page(asked: &mut Asked<'_>, given: Given) -> Result<FiguresPage> {
    let frame = asked.frame(Room::Figures);
    let (mut found, mut refused) = (None, None);
    if !given.what.is_empty() {
        match counted(asked, &frame, &given.request(), given.from) {
            Ok(counted) => found = Some(counted),
            // Beside the form, so that nothing has to be written again.
            Err(error) => refused = Some(error.on_a_page(asked.words())),
        }
    }
    let (saved, saved_total) = asked.archive.figures(SAVED, given.saved_from)?;
    let saved: Vec<Saved> = saved.into_iter().map(saved_line).collect();
    let parts = (saved_total, given.saved_from, saved.len() as u64, SAVED);
    let saved_pages = Pages::new(parts, |saved_from| {
        let other = Given {
            saved_from,
            ..given.clone()
        };
        other.path()
    });
    let pages = counted::row_pages(found.as_ref(), &given);
    let other_by = given
        .by
        .iter()
        .filter(|by| !BREAKDOWNS.contains(&by.as_str()));
    let other_by: Vec<String> = other_by.cloned().collect();
    Ok(FiguresPage {
        whats: whats(&frame, &given),
        breakdowns: breakdowns(asked, &frame, &given),
        other_by: other_by.join(", "),
        sources: sources(&frame, &given),
        units: units(asked, &frame, &given),
        examples: examples(&frame),
        fields: field_names(asked),
        refused,
        estimated: EstimatedCell {
            words: match &found {
                Some(found) if found.is_persons => frame.say("figures-estimate-saved"),
                _ => frame.say("figures-estimate-persons"),
            },
            ..EstimatedCell::default()
        },
        counted: found,
        pages,
        saved,
        saved_pages,
        given,
        frame,
    })
}

fn saved_line(figure: FigureName) -> Saved {
    Saved {
        path: path_of("figure", &figure.id),
        name: figure.name,
        recorded_at: figure.recorded_at,
        by: figure.by,
    }
}

fn whats(frame: &Frame, given: &Given) -> Vec<Choice> {
    let chosen = WHATS.into_iter().find(|code| given.what == *code);
    let choices = WHATS.into_iter().map(|code| Choice {
        code: code.to_owned(),
        label: frame.code("what", code),
        is_chosen: code == chosen.unwrap_or("persons"),
    });
    choices.collect()
}

/// What a breakdown is called.
fn by_label(asked: &Asked<'_>, frame: &Frame, by: &str) -> String {
    match by {
        "month" => frame.say("figures-by-month"),
        "age_group" => frame.say("figures-by-age-group"),
        "attributed_to" => frame.say("figures-by-attributed-to"),
        field => asked.labels.field("claim", field),
    }
}

fn breakdowns(asked: &Asked<'_>, frame: &Frame, given: &Given) -> Vec<Choice> {
    let choices = BREAKDOWNS.into_iter().map(|code| Choice {
        code: code.to_owned(),
        label: by_label(asked, frame, code),
        is_chosen: given.by.iter().any(|by| by == code),
    });
    choices.collect()
}

fn sources(frame: &Frame, given: &Given) -> Vec<Choice> {
    let choices = (0..=SOURCES_MAX).map(|count| Choice {
        code: count.to_string(),
        label: frame.say_with("figures-sources-at-least", "count", count),
        is_chosen: count == given.min_sources,
    });
    choices.collect()
}

fn units(asked: &Asked<'_>, frame: &Frame, given: &Given) -> Vec<Choice> {
    let field = field_choices(asked, "entry")
        .into_iter()
        .find(|choice| choice.name == "unit");
    let terms = field.map(|field| field.terms).unwrap_or_default();
    let usual = (String::new(), frame.say("figures-unit-persons"));
    let choices = std::iter::once(usual).chain(terms);
    let choices = choices.map(|(code, label)| Choice {
        is_chosen: code == given.unit,
        code,
        label,
    });
    choices.collect()
}

/// Conditions as people write them, and what they mean.
fn examples(frame: &Frame) -> Vec<(&'static str, String)> {
    vec![
        ("place = \"Alto Verde\"", frame.say("figures-example-1")),
        ("age < 18", frame.say("figures-example-2")),
        (
            "date >= 2019-11-01 and date <= 2019-11-30",
            frame.say("figures-example-3"),
        ),
        (
            "sex = female and not type = \"lesión\"",
            frame.say("figures-example-4"),
        ),
        (
            "occupation ~ \"estudiante\"",
            frame.say("figures-example-5"),
        ),
    ]
}

/// The fields of what is counted, by their labels.
fn field_names(asked: &Asked<'_>) -> Vec<(String, String)> {
    let kinds = ["person", "entry", "act", "incident", "item"];
    let mut names: Vec<(String, String)> = Vec::new();
    for definition in kinds.into_iter().flat_map(fields) {
        if names.iter().all(|(name, _)| name != definition.name) {
            let label = definition.label(asked.visit.is_spanish()).to_owned();
            names.push((definition.name.to_owned(), label));
        }
    }
    names.sort_by(|one, other| one.1.cmp(&other.1));
    names
}

/// Keeps the question, the number and what it is as of, under a name.
pub(crate) async fn save(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let given = Given::read(pairs);
    let keep = move |asked: &mut Asked<'_>| {
        let request = CountRequest {
            save: Some(given.name.clone()),
            ..given.request()
        };
        let answer = asked.archive.count(&request)?;
        let id = answer["saved"].as_str().unwrap_or_default();
        Ok(Redirect::to(&path_of("figure", id)))
    };
    workspace.ask(&visit, keep).await
}
