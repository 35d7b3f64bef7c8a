//! Lines of one list that stand behind one another: a table, in which each line is still a numbered paragraph.

use super::paragraphs::{own_text, shared_source, source_name};
use crate::markup::Markup;
use crate::report::{FieldLine, Paragraph};

/// What stands in the title, the caption or the place in the list.
const SAID_ELSEWHERE: [&str; 6] = [
    "list",
    "row",
    "name",
    "given_name",
    "surname",
    "second_surname",
];
/// Digits of a statement's id in print; the program takes any unique beginning, and the tables have it whole.
const ID_DIGITS: usize = 12;

/// Whether both are lines of one list, of which the list alone says everything that is shown, each thing once.
pub(super) fn same_list(left: &Paragraph, right: &Paragraph) -> bool {
    let source = |paragraph: &Paragraph| {
        let once = paragraph.fields.iter().all(|field| field.values.len() == 1);
        shared_source(paragraph)
            .filter(|_| once && paragraph.kind == "entry")
            .map(|value| (value.source.clone(), value.source_paragraph))
    };
    source(left).is_some_and(|of_left| source(right) == Some(of_left))
}

/// `first` is the first of the lines.
pub(super) fn register(page: &mut Markup<'_>, lines: &[Paragraph], first: &Paragraph) {
    let columns = columns(lines);
    page.raw("<table class=\"register\">\n<caption>")
        .label("kinds", &first.kind)
        .raw(". ");
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

/// Fields in the order in which the lines name them first.
fn columns(lines: &[Paragraph]) -> Vec<&FieldLine> {
    let mut columns: Vec<&FieldLine> = Vec::new();
    for field in lines.iter().flat_map(|line| &line.fields) {
        let known = columns.iter().any(|column| column.field == field.field);
        if !known && !SAID_ELSEWHERE.contains(&field.field.as_str()) {
            columns.push(field);
        }
    }
    columns
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
        let field = line.fields.iter().find(|field| field.field == column.field);
        if let Some(value) = field.and_then(|field| field.values.first()) {
            own_text(page, value);
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
