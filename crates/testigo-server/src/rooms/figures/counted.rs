//! A number with what stands beside it: claimed, documented, the breakdown, what to bear in mind, the rule.

use serde_json::Value;
use testigo_archive::{BarRow, CountRequest, Result, figure_chart, range_shown};
use testigo_record::{Type, field};

use super::{Given, by_label};
use crate::frame::Frame;
use crate::rooms::library::Pages;
use crate::workspace::Asked;

/// Rows of a breakdown on a page.
const ROWS: usize = 100;
/// Claimed numbers that are named; all are in the range.
const CLAIMS: usize = 20;
/// Breakdowns whose values are persons.
const PERSONS: [&str; 3] = ["attributed_to", "person", "victim"];
/// Warnings that go away when lists are compared.
const BEHIND: [&str; 3] = [
    "not_reconciled",
    "judged_since_linked",
    "changed_since_linked",
];

/// A figure as its page shows it.
pub(crate) struct Counted {
    pub(crate) what: String,
    pub(crate) is_persons: bool,
    pub(crate) documented: String,
    /// What the number is: records, or what they allow.
    pub(crate) documented_words: String,
    /// The claimed numbers as a range, where they are about one thing.
    pub(crate) claimed: Option<String>,
    pub(crate) claims: Vec<ClaimedLine>,
    pub(crate) claims_total: u64,
    pub(crate) warnings: Vec<String>,
    /// Comparing lists would change the number.
    pub(crate) is_behind: bool,
    /// What the breakdown is by.
    pub(crate) by: Vec<String>,
    /// Whether the breakdown may name persons.
    pub(crate) has_names: bool,
    pub(crate) rows: Vec<Row>,
    pub(crate) rows_listed: u64,
    pub(crate) rows_total: u64,
    pub(crate) chart: String,
    pub(crate) rule: Vec<(String, String)>,
    pub(crate) sql: String,
    pub(crate) rows_sql: String,
}

/// What stands where an estimate would.
#[derive(Default)]
pub(crate) struct EstimatedCell {
    /// The estimate of this session; empty if there is none.
    pub(crate) range: String,
    /// Where it is made and shown; empty if none can be made.
    pub(crate) path: String,
    /// What it says, or why there is none.
    pub(crate) words: String,
}

/// A number that a source states.
pub(crate) struct ClaimedLine {
    pub(crate) field: String,
    pub(crate) value: String,
    pub(crate) source: String,
    pub(crate) path: String,
}

/// A line of the breakdown.
pub(crate) struct Row {
    /// Each with whether it may name a person.
    pub(crate) labels: Vec<(String, bool)>,
    pub(crate) number: String,
}

/// Asks, and says it in words.
pub(crate) fn counted(
    asked: &mut Asked<'_>,
    frame: &Frame,
    request: &CountRequest,
    from: u64,
) -> Result<Counted> {
    let answer = asked.archive.count(request)?;
    let what = frame.code("what", &request.what);
    let all = answer["rows"].as_array().map_or(&[][..], Vec::as_slice);
    let first = usize::try_from(from).unwrap_or(usize::MAX).min(all.len());
    let shown: Vec<&Value> = all[first..].iter().take(ROWS).collect();
    let rows: Vec<Row> = shown
        .iter()
        .map(|row| Row {
            labels: labels_of(asked, frame, request, row),
            number: range_shown(row),
        })
        .collect();
    let claimed = &answer["claimed"];
    let codes = answer["warnings"].as_array().into_iter().flatten();
    let codes: Vec<&str> = codes.filter_map(Value::as_str).collect();
    let by = request.by.iter();
    Ok(Counted {
        is_persons: request.what == "persons",
        documented: range_shown(&answer["documented"]),
        documented_words: if answer["documented"]["min"] == answer["documented"]["max"] {
            frame.say("figures-documented-what")
        } else {
            frame.say("figures-documented-range")
        },
        claimed: (!claimed["min"].is_null() || !claimed["max"].is_null())
            .then(|| range_shown(claimed)),
        claims: claims(asked, claimed),
        claims_total: claimed["claims_total"].as_u64().unwrap_or(0),
        is_behind: codes.iter().any(|code| BEHIND.contains(code)),
        warnings: codes
            .iter()
            .map(|code| frame.code("warning", code))
            .collect(),
        has_names: request.by.iter().any(|by| is_naming(by)),
        by: by.map(|by| by_label(asked, frame, by)).collect(),
        chart: chart(frame, request, &what, &shown, &rows),
        rows,
        rows_listed: all.len() as u64,
        rows_total: answer["rows_total"].as_u64().unwrap_or(0),
        rule: rule(asked, frame, request, &answer),
        sql: answer["sql"].as_str().unwrap_or_default().to_owned(),
        rows_sql: answer["rows_sql"].as_str().unwrap_or_default().to_owned(),
        what,
    })
}

/// The parts of the breakdown.
pub(crate) fn row_pages(counted: Option<&Counted>, given: &Given) -> Pages {
    let (listed, shown) = counted.map_or((0, 0), |found| (found.rows_listed, found.rows.len()));
    Pages::new((listed, given.from, shown as u64, ROWS as u64), |from| {
        let other = Given {
            from,
            ..given.clone()
        };
        other.path()
    })
}

fn claims(asked: &Asked<'_>, claimed: &Value) -> Vec<ClaimedLine> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let claims = claimed["claims"].as_array().into_iter().flatten();
    let lines = claims.take(CLAIMS).map(|claim| ClaimedLine {
        field: asked.labels.field("incident", &text(&claim["field"])),
        value: text(&claim["value"]),
        source: text(&claim["source"]["name"]),
        path: format!("/record/{}", text(&claim["incident"])),
    });
    lines.collect()
}

/// What a row of the breakdown is about: of a reference what the record is called, of a code what people call it.
fn labels_of(
    asked: &Asked<'_>,
    frame: &Frame,
    request: &CountRequest,
    row: &Value,
) -> Vec<(String, bool)> {
    let labels = request.by.iter().map(|name| {
        let titled = row["labels"][name].as_str().map(str::to_owned);
        let coded = row["by"][name]
            .as_str()
            .map(|value| asked.labels.value("claim", name, value));
        let label = titled.or(coded).filter(|label| !label.is_empty());
        match label {
            Some(label) => (label, is_naming(name)),
            None => (frame.say("value-unknown"), false),
        }
    });
    labels.collect()
}

/// Whether values of a field may name a person, and so can be masked.
fn is_naming(by: &str) -> bool {
    let names = |value: Type| matches!(value, Type::Name | Type::Identifier | Type::Text);
    PERSONS.contains(&by) || field("claim", by).is_some_and(|definition| names(definition.value))
}

/// The breakdown as bars, over time where it is by time.
fn chart(
    frame: &Frame,
    request: &CountRequest,
    what: &str,
    shown: &[&Value],
    rows: &[Row],
) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let bars: Vec<BarRow> = shown
        .iter()
        .zip(rows)
        .map(|(value, row)| {
            let low = value["min"].as_u64().unwrap_or(0);
            BarRow {
                label: label_of(row),
                low,
                high: value["max"].as_u64().unwrap_or(low),
                number: row.number.clone(),
            }
        })
        .collect();
    let over_time = matches!(request.by.as_slice(), [one] if one == "month" || one == "date");
    figure_chart(&bars, over_time, what, &frame.say("chart-figure-how"))
}

fn label_of(row: &Row) -> String {
    let labels: Vec<&str> = row.labels.iter().map(|(label, _)| label.as_str()).collect();
    labels.join(" / ")
}

/// By which rule, of which heads, and how records were linked.
fn rule(
    asked: &Asked<'_>,
    frame: &Frame,
    request: &CountRequest,
    answer: &Value,
) -> Vec<(String, String)> {
    let by: Vec<String> = request
        .by
        .iter()
        .map(|by| by_label(asked, frame, by))
        .collect();
    let everything = || frame.say("figures-where-none");
    let mut rule = vec![
        (frame.say("figures-what"), frame.code("what", &request.what)),
        (
            frame.say("figures-where"),
            request.condition.clone().unwrap_or_else(everything),
        ),
        (
            frame.say("figures-min-sources"),
            frame.say_with("figures-sources-at-least", "count", request.min_sources),
        ),
    ];
    if !by.is_empty() {
        rule.insert(2, (frame.say("figures-by"), by.join(", ")));
    }
    if let Some(unit) = &request.unit {
        let unit = asked.labels.value("entry", "unit", unit);
        rule.push((frame.say("figures-unit"), unit));
    }
    let linkage = &answer["linkage"];
    if !linkage.is_null() {
        let number = |name: &str| linkage[name].to_string();
        let said = asked.words().say(
            "figures-linkage",
            &[
                ("entries", &number("entries")),
                (
                    "threshold",
                    &format!("{:.3}", linkage["threshold"].as_f64().unwrap_or(0.0)),
                ),
                ("judgements", &number("judgements")),
                ("model", linkage["model"].as_str().unwrap_or("-")),
            ],
        );
        rule.push((frame.say("figures-linked"), said));
    }
    let heads = answer["as_of"].as_array().into_iter().flatten();
    for head in heads {
        let log: String = head["log"]
            .as_str()
            .unwrap_or_default()
            .chars()
            .take(12)
            .collect();
        rule.push((frame.say("label-as-of"), format!("{log}:{}", head["size"])));
    }
    rule
}
