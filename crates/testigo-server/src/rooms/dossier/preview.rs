//! The page that shows what would leave and what would stay, before anything is written.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use testigo_archive::{
    DossierPreview, Error, LeavingOriginal, LeavingRecord, PreviewedFigure, StayingRecord,
    WithheldCounts,
};

use super::Preview;
use super::place::{Place, Warned, place_of, warned};
use crate::frame::{Frame, Room, page};
use crate::rooms::home::size_text;
use crate::rooms::library::path_of;
use crate::rooms::told::{called, titled};
use crate::visit::Visit;
use crate::workspace::{Asked, Workspace};

/// What stands around the lists.
struct About {
    title: String,
    recipient: String,
    purpose: String,
    level: String,
    out: String,
}

#[derive(Template)]
#[template(path = "dossier_preview.html")]
struct PreviewPage {
    frame: Frame,
    about: About,
    mark: String,
    is_anew: bool,
    numbers: Vec<(String, u64)>,
    reasons: Vec<(String, u64)>,
    warnings: Vec<Warned>,
    figures: Vec<FigureLine>,
    leaving: Listed<RecordLine>,
    originals: Listed<OriginalLine>,
    originals_staying: Listed<StayingLine>,
    staying: Listed<StayingLine>,
}

#[derive(Template)]
#[template(path = "dossier_refused.html")]
struct RefusedPage {
    frame: Frame,
    about: About,
    what: String,
    todo: String,
    places: Listed<Place>,
}

/// The first lines of a list, and how many there are.
struct Listed<T> {
    lines: Vec<T>,
    total: u64,
}

impl<T> Listed<T> {
    fn of<R>(all: &[R], total: u64, line: impl FnMut(&R) -> T) -> Self {
        Self {
            lines: all.iter().map(line).collect(),
            total,
        }
    }

    fn is_cut(&self) -> bool {
        self.total > self.lines.len() as u64
    }
}

struct FigureLine {
    name: String,
    stated: String,
    shown: String,
    rows: u64,
    suppressed: u64,
    withheld: Vec<(String, u64)>,
}

struct RecordLine {
    path: String,
    kind: String,
    title: String,
    fields: String,
    /// By reason.
    staying: Vec<(String, String)>,
}

struct OriginalLine {
    path: String,
    title: String,
    file: String,
    size: String,
    not_searched: bool,
}

struct StayingLine {
    path: String,
    kind: String,
    title: String,
    reason: String,
}

pub(crate) async fn preview(State(workspace): State<Arc<Workspace>>, visit: Visit) -> Response {
    let shared = Arc::clone(&workspace);
    let show = move |asked: &mut Asked<'_>| {
        let results = shared.work.results();
        let Some(preview) = &results.preview else {
            return Ok(Redirect::to("/dossier").into_response());
        };
        Ok(match &preview.outcome {
            Ok(found) => page(&preview_page(asked, preview, found)),
            Err(error) => page(&refused_page(asked, preview, error)),
        })
    };
    workspace.ask(&visit, show).await
}

fn about(asked: &Asked<'_>, preview: &Preview) -> About {
    let given = &preview.given;
    let purpose = given.purpose_said();
    About {
        title: given.title.clone(),
        recipient: given.recipient.clone(),
        purpose: asked.labels.value("consent", "purpose", purpose),
        level: given.level.clone(),
        out: preview.out.display().to_string(),
    }
}

fn refused_page(asked: &Asked<'_>, preview: &Preview, error: &Error) -> RefusedPage {
    let frame = asked.frame(Room::Dossier);
    let (mut what, mut todo) = error.on_a_page(asked.words());
    let argument = |name: &str| {
        let found = error.arguments.iter().find(|(known, _)| *known == name);
        found.map_or("", |(_, value)| value.as_str())
    };
    let places: Vec<Place> = argument("places")
        .split("; ")
        .filter(|place| !place.is_empty())
        .map(|place| place_of(&frame, &asked.labels, place))
        .collect();
    // The places stand in a list, each with a way to it.
    if !places.is_empty() {
        what = frame.say("dossier-found-what");
        todo = frame.say("dossier-found-todo");
    }
    RefusedPage {
        about: about(asked, preview),
        what,
        todo,
        places: Listed {
            total: argument("count").parse().unwrap_or(places.len() as u64),
            lines: places,
        },
        frame,
    }
}

fn preview_page(asked: &Asked<'_>, preview: &Preview, found: &DossierPreview) -> PreviewPage {
    let frame = asked.frame(Room::Dossier);
    let answer = &found.answer;
    let leaves = |id: &str, count: u64| (frame.say(id), count);
    let mut numbers = vec![
        leaves("dossier-records", found.leaving_total),
        leaves("dossier-statements", answer.statements),
        leaves("dossier-originals", answer.items),
        leaves("what-figures", answer.figures),
    ];
    numbers.extend(withheld_numbers(&frame, &answer.withheld));
    let warnings = answer.warnings.iter();
    let staying = |record: &StayingRecord| staying_line(asked, &frame, record);
    PreviewPage {
        about: about(asked, preview),
        mark: preview.mark.clone(),
        is_anew: preview.is_anew,
        numbers,
        reasons: reasons(&frame, &answer.withheld),
        warnings: warnings
            .map(|warning| warned(&frame, &asked.labels, warning))
            .collect(),
        figures: found
            .figures
            .iter()
            .map(|figure| figure_line(&frame, figure))
            .collect(),
        leaving: Listed::of(&found.leaving, found.leaving_total, |record| {
            record_line(asked, &frame, record)
        }),
        originals: Listed::of(&found.originals, answer.items, original_line),
        originals_staying: Listed::of(
            &found.originals_staying,
            found.originals_staying_total,
            staying,
        ),
        staying: Listed::of(&found.staying, found.staying_total, staying),
        frame,
    }
}

/// What stays, as numbers.
pub(super) fn withheld_numbers(frame: &Frame, withheld: &WithheldCounts) -> Vec<(String, u64)> {
    let numbers = [
        ("label-withheld-fields", withheld.fields),
        ("label-withheld-items", withheld.items),
        ("label-withheld-persons", withheld.persons),
        ("dossier-withheld-records", withheld.records),
    ];
    numbers.map(|(id, count)| (frame.say(id), count)).into()
}

pub(super) fn reasons(frame: &Frame, withheld: &WithheldCounts) -> Vec<(String, u64)> {
    let reasons = withheld.reasons.iter();
    reasons
        .map(|(code, count)| (frame.code("reason", code), *count))
        .collect()
}

fn figure_line(frame: &Frame, figure: &PreviewedFigure) -> FigureLine {
    let withheld = figure.withheld.iter();
    FigureLine {
        name: figure.name.clone(),
        stated: range_text(frame, figure.stated),
        shown: range_text(frame, figure.shown),
        rows: figure.rows,
        suppressed: figure.suppressed,
        withheld: withheld
            .map(|(code, count)| (frame.code("reason", code), *count))
            .collect(),
    }
}

/// Least, likeliest and most as people read them.
fn range_text(frame: &Frame, [least, value, most]: [Option<u64>; 3]) -> String {
    let least = least.unwrap_or(0);
    let range = match most {
        Some(most) if most == least => return least.to_string(),
        Some(most) => format!("{least}–{most}"),
        None => frame.say_with("dossier-at-least", "count", least),
    };
    match value {
        Some(value) => format!("{value} ({range})"),
        None => range,
    }
}

fn record_line(asked: &Asked<'_>, frame: &Frame, record: &LeavingRecord) -> RecordLine {
    let label = |name: &String| asked.labels.field(&record.kind, name);
    let fields: Vec<String> = record.fields.iter().map(label).collect();
    let mut staying: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (name, reason) in &record.fields_staying {
        staying.entry(reason).or_default().push(label(name));
    }
    let staying = staying.into_iter();
    RecordLine {
        path: path_of(&record.kind, &record.id),
        kind: frame.code("kind", &record.kind),
        title: called(asked, &record.kind, &record.title, &record.id),
        fields: fields.join("; "),
        staying: staying
            .map(|(reason, fields)| (frame.code("reason", reason), fields.join("; ")))
            .collect(),
    }
}

fn original_line(original: &LeavingOriginal) -> OriginalLine {
    OriginalLine {
        path: path_of("item", &original.id),
        title: titled(&original.title, &original.id),
        file: original.path.clone(),
        size: size_text(original.bytes),
        not_searched: original.not_searched,
    }
}

fn staying_line(asked: &Asked<'_>, frame: &Frame, record: &StayingRecord) -> StayingLine {
    StayingLine {
        path: path_of(&record.kind, &record.id),
        kind: frame.code("kind", &record.kind),
        title: called(asked, &record.kind, &record.title, &record.id),
        reason: frame.code("reason", record.reason),
    }
}
