//! Lines of one list that stand behind one another: a table, in which each line is still a numbered paragraph.

use super::paragraphs::{said, shared_source, source_name};
use crate::markup::Markup;
use crate::report::{FieldLine, Paragraph, Value};

/// The parts of a name: left out where the title holds them all.
const NAME_PARTS: [&str; 4] = ["name", "given_name", "surname", "second_surname"];
/// Digits of a statement's id in print; the program takes any unique beginning, and the tables have it whole.
const ID_DIGITS: usize = 12;

/// Whether both are lines of one list, of which the list alone says everything that is shown, each thing once.
pub(super) fn same_list(left: &Paragraph, right: &Paragraph) -> bool {
    let origin = |paragraph: &Paragraph| {
        let once = paragraph.fields.iter().all(|field| field.values.len() == 1);
        shared_source(paragraph)
            .filter(|_| once && paragraph.kind == "entry")
            .map(|value| {
                let list = value_of(paragraph, "list").cloned();
                (value.source.clone(), value.source_paragraph, list)
            })
    };
    let same = |left: &(String, Option<u64>, Option<Value>)| {
        origin(right).is_some_and(|right| {
            // The place in the list differs from line to line.
            let list = |value: &Option<Value>| value.as_ref().map(|value| value.text.clone());
            (&left.0, left.1, list(&left.2)) == (&right.0, right.1, list(&right.2))
        })
    };
    origin(left).is_some_and(|left| same(&left))
}

fn value_of<'a>(paragraph: &'a Paragraph, name: &str) -> Option<&'a Value> {
    let field = paragraph.fields.iter().find(|field| field.field == name)?;
    field.values.first()
}

/// `first` is the first of the lines.
pub(super) fn register(page: &mut Markup<'_>, lines: &[Paragraph], first: &Paragraph) {
    let columns = columns(lines);
    page.raw("<table class=\"register\">\n<caption>")
        .label("kinds", &first.kind)
        .raw(". ");
    if let Some(list) = value_of(first, "list") {
        said(page, list);
        page.raw(". ");
    }
    if let Some(value) = shared_source(first) {
        page.say("report-according-to").raw(" ");
        source_name(page, value);
    }
    page.raw("</caption>\n<thead><tr><th scope=\"col\">")
        .say("report-register-number")
        .raw("</th><th scope=\"col\">")
        .say("report-register-name")
        .raw("</th>");
    for column in &columns {
        page.raw("<th scope=\"col\">")
            .text(&column.label)
            .raw("</th>");
    }
    page.raw("<th scope=\"col\">")
        .say("report-register-place")
        .raw("</th><th scope=\"col\">")
        .say("report-statement")
        .raw("</th></tr></thead>\n<tbody>\n");
    for line in lines {
        row(page, line, &columns);
    }
    page.raw("</tbody>\n</table>\n");
}

/// Fields in the order in which the lines name them first, without those that every line shows elsewhere.
fn columns(lines: &[Paragraph]) -> Vec<&FieldLine> {
    let mut columns: Vec<&FieldLine> = Vec::new();
    for field in lines.iter().flat_map(|line| &line.fields) {
        let known = columns.iter().any(|column| column.field == field.field);
        if !known && !lines.iter().all(|line| is_elsewhere(line, &field.field)) {
            columns.push(field);
        }
    }
    columns
}

/// Whether what a line says of a field stands in the caption, in the line's title, or in its place in the list.
fn is_elsewhere(line: &Paragraph, field: &str) -> bool {
    let Some(value) = value_of(line, field) else {
        return true;
    };
    let is_in_title = || {
        let mut words = value.text.split_whitespace();
        words.all(|word| {
            line.title
                .split_whitespace()
                .any(|of_title| of_title == word)
        })
    };
    match field {
        "list" => true,
        "row" => value.locator.ends_with(&format!(" {}", value.text)),
        _ => NAME_PARTS.contains(&field) && !value.unread && is_in_title(),
    }
}

fn row(page: &mut Markup<'_>, line: &Paragraph, columns: &[&FieldLine]) {
    let anchor = format!("p{}", line.number);
    page.raw("<tr")
        .attribute("id", &anchor)
        .raw("><td class=\"number\"><a class=\"own-number\"")
        .attribute("href", &format!("#{anchor}"))
        .raw(">")
        .text(&line.number.to_string())
        .raw("</a></td><th scope=\"row\">")
        .isolated(&line.title)
        .raw("</th>");
    for column in columns {
        page.raw("<td>");
        if let Some(value) = value_of(line, &column.field) {
            said(page, value);
        }
        page.raw("</td>");
    }
    let locator = shared_source(line).map_or("", |value| value.locator.as_str());
    let id = line.statement.get(..ID_DIGITS).unwrap_or(&line.statement);
    page.raw("<td>")
        .isolated(locator)
        .raw("</td><td>")
        .hash(id)
        .raw("</td></tr>\n");
}
