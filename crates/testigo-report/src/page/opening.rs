//! What is held, what is not claimed, and the method.

use std::collections::{BTreeMap, BTreeSet};

use crate::markup::Markup;
use crate::report::Report;

pub(super) fn held(page: &mut Markup<'_>, report: &Report) {
    page.raw("<p class=\"lead\">")
        .say("report-held-intro")
        .raw("</p>\n");
    held_table(page, report);
    page.raw("<div class=\"pair\">\n<div>\n<h3>")
        .say("report-claimed-heading")
        .raw("</h3>\n");
    list(
        page,
        &[
            "report-claimed-in-log",
            "report-claimed-opened",
            "report-claimed-selection",
            "report-claimed-versions",
        ],
    );
    page.raw("</div>\n<div>\n<h3>")
        .say("report-not-claimed-heading")
        .raw("</h3>\n");
    list(
        page,
        &[
            "report-not-claimed-complete",
            "report-not-claimed-true",
            "report-not-claimed-chosen",
            "report-not-claimed-sum",
        ],
    );
    page.raw("</div>\n</div>\n<h3>")
        .say("report-selection")
        .raw("</h3>\n");
    if report.selection.is_empty() {
        page.raw("<p>").say("report-selection-all").raw("</p>\n");
    } else {
        page.raw("<pre class=\"verbatim\"><code>")
            .text(&report.selection)
            .raw("</code></pre>\n");
    }
}

fn held_table(page: &mut Markup<'_>, report: &Report) {
    let mut shown: BTreeMap<&str, u64> = BTreeMap::new();
    for paragraph in &report.paragraphs {
        *shown.entry(&paragraph.kind).or_default() += 1;
    }
    let kinds: BTreeSet<&str> = report
        .held
        .keys()
        .map(String::as_str)
        .chain(shown.keys().copied())
        .collect();
    if kinds.is_empty() {
        page.raw("<p>").say("report-held-none").raw("</p>\n");
        return;
    }
    page.raw("<table class=\"counts\">\n<caption>")
        .say("report-held-caption")
        .raw("</caption>\n<thead><tr>");
    page.raw("<th scope=\"col\">")
        .say("report-held-kind")
        .raw("</th><th scope=\"col\" class=\"number\">");
    page.say("report-held-count")
        .raw("</th><th scope=\"col\" class=\"number\">")
        .say("report-held-shown");
    page.raw("</th></tr></thead>\n<tbody>\n");
    for kind in kinds {
        page.raw("<tr><th scope=\"row\">")
            .label("kinds", kind)
            .raw("</th><td class=\"number\">");
        page.number(report.held.get(kind).copied().unwrap_or_default())
            .raw("</td><td class=\"number\">");
        page.number(shown.get(kind).copied().unwrap_or_default())
            .raw("</td></tr>\n");
    }
    page.raw("</tbody>\n</table>\n");
}

pub(super) fn method(page: &mut Markup<'_>, _report: &Report) {
    list(
        page,
        &[
            "report-method-source",
            "report-method-recorded",
            "report-method-dates",
            "report-method-unread",
            "report-method-figures",
            "report-method-disclosure",
            "report-method-marks",
        ],
    );
}

/// A list of our own sentences.
fn list(page: &mut Markup<'_>, ids: &[&str]) {
    page.raw("<ul>\n");
    for id in ids {
        page.raw("<li>").say(id).raw("</li>\n");
    }
    page.raw("</ul>\n");
}
