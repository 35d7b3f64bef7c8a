//! The numbered paragraphs: what the group submits (A.1, A.2, ...), then one paragraph for each record (1, 2, ...).

use super::cover::language;
use super::register;
use crate::markup::Markup;
use crate::report::{FieldLine, Paragraph, Report, Section, Value};

pub(super) fn paragraphs(page: &mut Markup<'_>, report: &Report) {
    if !report.sections.is_empty() {
        page.raw("<h3>")
            .say("report-submission-heading")
            .raw("</h3>\n");
        for (place, section) in report.sections.iter().enumerate() {
            submission(page, report, &letters(place), section);
        }
        page.raw("<h3>")
            .say("report-records-heading")
            .raw("</h3>\n");
    }
    if report.paragraphs.is_empty() {
        page.raw("<p>").say("report-paragraphs-none").raw("</p>\n");
    }
    let heading = if report.sections.is_empty() {
        Heading::Third
    } else {
        Heading::Fourth
    };
    for run in report.paragraphs.chunk_by(register::same_list) {
        match run {
            [first, _, ..] => register::register(page, run, first),
            alone => alone
                .iter()
                .for_each(|paragraph| record(page, paragraph, heading)),
        }
    }
}

/// The level of a record's heading: no level is left out.
#[derive(Clone, Copy)]
enum Heading {
    Third,
    Fourth,
}

/// 0 is A, 25 is Z, 26 is AA.
fn letters(place: usize) -> String {
    let mut rest = place;
    let mut reversed = Vec::new();
    loop {
        reversed.push(char::from(
            b'A' + u8::try_from(rest % 26).unwrap_or_default(),
        ));
        if rest < 26 {
            return reversed.into_iter().rev().collect();
        }
        rest = rest / 26 - 1;
    }
}

fn submission(page: &mut Markup<'_>, report: &Report, letter: &str, section: &Section) {
    page.raw("<div class=\"submission\"");
    language(page, report);
    page.raw(">\n<h4><span class=\"letter\">")
        .text(letter)
        .raw("</span> ");
    page.isolated(&section.heading).raw("</h4>\n");
    let text = section.text.replace("\r\n", "\n");
    let texts = text
        .split("\n\n")
        .map(str::trim)
        .filter(|text| !text.is_empty());
    for (place, text) in texts.enumerate() {
        let number = format!("{letter}.{}", place + 1);
        page.raw("<p class=\"own\"")
            .attribute("id", &format!("s{number}"))
            .raw(">");
        page.raw("<a class=\"own-number\"")
            .attribute("href", &format!("#s{number}"))
            .raw(">")
            .text(&number);
        page.raw("</a> <bdi class=\"prose\">")
            .text(text)
            .raw("</bdi></p>\n");
    }
    page.raw("</div>\n");
}

fn record(page: &mut Markup<'_>, paragraph: &Paragraph, heading: Heading) {
    let number = paragraph.number.to_string();
    let anchor = format!("p{number}");
    page.raw("<article class=\"record\"")
        .attribute("id", &anchor);
    page.raw(" aria-labelledby=\"h-")
        .plain(&anchor)
        .raw("\">\n");
    let (open, close) = match heading {
        Heading::Third => ("<h3", "</h3>\n"),
        Heading::Fourth => ("<h4", "</h4>\n"),
    };
    page.raw("<a class=\"record-number\"")
        .attribute("href", &format!("#{anchor}"));
    let link = page
        .words()
        .say("report-paragraph-link", &[("number", &number)]);
    page.attribute("aria-label", &link)
        .raw(">")
        .text(&number)
        .raw("</a>\n");
    page.raw(open)
        .attribute("id", &format!("h-{anchor}"))
        .raw("><span class=\"kind\">");
    page.label("kind", &paragraph.kind).raw("</span> ");
    if paragraph.title.is_empty() {
        page.raw("<span class=\"untitled\">")
            .say("report-untitled")
            .raw("</span>");
    } else {
        page.isolated(&paragraph.title);
    }
    page.raw(close);
    let shared = shared_source(paragraph);
    if !paragraph.fields.is_empty() {
        page.raw("<dl class=\"fields\">\n");
        for field in &paragraph.fields {
            line(page, field, shared.is_none());
        }
        page.raw("</dl>\n");
    }
    if let Some(value) = shared {
        page.raw("<p class=\"according\">")
            .say("report-according-to")
            .raw(" ");
        source(page, value);
        page.raw("</p>\n");
    }
    page.raw("<p class=\"statement\">")
        .say("report-statement")
        .raw(" ")
        .hash(&paragraph.statement)
        .raw("</p>\n");
    page.raw("</article>\n");
}

/// A value whose source and place are those of every value of the record: then it is named once, below them.
pub(super) fn shared_source(paragraph: &Paragraph) -> Option<&Value> {
    let mut values = paragraph.fields.iter().flat_map(|field| &field.values);
    let first = values.next().filter(|first| !first.source.is_empty())?;
    let origin = |value: &Value| {
        (
            value.source.clone(),
            value.source_paragraph,
            value.locator.clone(),
        )
    };
    values
        .all(|value| origin(value) == origin(first))
        .then_some(first)
}

fn line(page: &mut Markup<'_>, field: &FieldLine, with_source: bool) {
    page.raw("<div><dt>").text(&field.label).raw("</dt>");
    for value in &field.values {
        page.raw("<dd>");
        said(page, value);
        if with_source && !value.source.is_empty() {
            page.raw(" <span class=\"source\">");
            source(page, value);
            page.raw("</span>");
        }
        page.raw("</dd>");
    }
    page.raw("</div>\n");
}

/// A value: a link to the record that it refers to, or its text.
pub(super) fn said(page: &mut Markup<'_>, value: &Value) {
    match value.refers {
        Some(number) => {
            page.raw("<a")
                .attribute("href", &format!("#p{number}"))
                .raw(">");
            page.isolated(&value.text).raw("</a>");
        }
        None => own_text(page, value),
    }
}

fn own_text(page: &mut Markup<'_>, value: &Value) {
    if value.unread {
        page.raw("<bdi class=\"unread\">")
            .text(&value.text)
            .raw("</bdi> <span class=\"note\">");
        page.say("report-as-written").raw("</span>");
    } else {
        page.raw("<bdi class=\"prose\">")
            .text(&value.text)
            .raw("</bdi>");
    }
}

fn source(page: &mut Markup<'_>, value: &Value) {
    source_name(page, value);
    if !value.locator.is_empty() {
        page.raw(", ").isolated(&value.locator);
    }
}

pub(super) fn source_name(page: &mut Markup<'_>, value: &Value) {
    match value.source_paragraph {
        Some(number) => {
            page.raw("<a")
                .attribute("href", &format!("#p{number}"))
                .raw(">");
            page.isolated(&value.source).raw("</a>");
        }
        None => {
            page.isolated(&value.source);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn sections_are_lettered() {
        let check = |place: usize, expected: &str| assert_eq!(letters(place), expected);
        check(0, "A");
        check(25, "Z");
        check(26, "AA");
        check(701, "ZZ");
        check(702, "AAA");
    }
}
