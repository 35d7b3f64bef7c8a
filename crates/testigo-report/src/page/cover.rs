//! The cover: what this is, for whom, for what, by which key.

use crate::markup::{Markup, grouped};
use crate::report::Report;

pub(super) fn cover(page: &mut Markup<'_>, report: &Report) {
    page.raw("<header class=\"cover\">\n<p class=\"kicker\">")
        .say("report-kicker")
        .raw("</p>\n<h1");
    language(page, report);
    page.raw(">")
        .isolated(&report.title)
        .raw("</h1>\n<dl class=\"facts\">\n");
    page.term("report-recipient", |page| {
        page.isolated(&report.recipient);
    });
    page.term("report-purpose", |page| {
        page.isolated(&report.purpose);
    });
    page.term("report-level", |page| {
        page.label("level", &report.level);
    });
    page.term("report-created", |page| {
        page.text(&report.created);
    });
    page.term("report-words", |page| word_count(page, report));
    page.term("report-archive", |page| {
        page.hash(&report.archive);
    });
    page.term("report-group-key", |page| {
        page.hash(&report.group_key);
    });
    page.term("report-generator", |page| {
        page.text(&report.generator);
    });
    page.raw("</dl>\n</header>\n");
}

/// The language of what people wrote, where it is a plain tag.
pub(super) fn language(page: &mut Markup<'_>, report: &Report) {
    let tag = report.language.as_str();
    if !tag.is_empty()
        && tag
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    {
        page.attribute("lang", tag);
    }
}

fn word_count(page: &mut Markup<'_>, report: &Report) {
    let count = grouped(report.word_count);
    match report.word_limit {
        None => page.say_with("report-word-count", &[("count", &count)]),
        Some(limit) => {
            let id = if report.word_count > limit {
                "report-word-count-over"
            } else {
                "report-word-count-of"
            };
            page.say_with(id, &[("count", &count), ("limit", &grouped(limit))])
        }
    };
}
