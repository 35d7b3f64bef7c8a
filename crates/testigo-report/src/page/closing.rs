//! Differing versions, what was withheld, custody, and how to verify.

use crate::markup::Markup;
use crate::report::{Attestation, Disagreement, Log, Report, Withheld};

pub(super) fn versions(page: &mut Markup<'_>, report: &Report) {
    if report.disagreements.is_empty() {
        page.raw("<p>").say("report-versions-none").raw("</p>\n");
        return;
    }
    page.raw("<p class=\"lead\">")
        .say("report-versions-intro")
        .raw("</p>\n");
    for disagreement in &report.disagreements {
        version_table(page, disagreement);
    }
}

fn version_table(page: &mut Markup<'_>, disagreement: &Disagreement) {
    page.raw("<table class=\"versions\">\n<caption>");
    let about = [
        ("field", disagreement.field.as_str()),
        ("record", disagreement.record.as_str()),
    ];
    page.say_with("report-version-about", &about);
    if let Some(number) = disagreement.paragraph {
        page.raw(" (").paragraph_link(number).raw(")");
    }
    page.raw("</caption>\n<thead><tr><th scope=\"col\">")
        .say("report-source");
    page.raw("</th><th scope=\"col\">")
        .say("report-version")
        .raw("</th></tr></thead>\n<tbody>\n");
    for version in &disagreement.values {
        page.raw("<tr><th scope=\"row\">")
            .isolated(&version.source)
            .raw("</th><td><bdi class=\"prose\">");
        page.text(&version.text).raw("</bdi></td></tr>\n");
    }
    page.raw("</tbody>\n</table>\n");
}

pub(super) fn withheld(page: &mut Markup<'_>, report: &Report) {
    let withheld = &report.withheld;
    if *withheld == Withheld::default() {
        page.raw("<p>").say("report-withheld-none").raw("</p>\n");
        return;
    }
    page.raw("<p class=\"lead\">")
        .say("report-withheld-intro")
        .raw("</p>\n");
    count_table(page, "report-withheld-caption", "report-withheld-what");
    for (id, count) in [
        ("report-withheld-records", withheld.records),
        ("report-withheld-persons", withheld.persons),
        ("report-withheld-items", withheld.items),
        ("report-withheld-fields", withheld.fields),
    ] {
        page.raw("<tr><th scope=\"row\">")
            .say(id)
            .raw("</th><td class=\"number\">")
            .number(count)
            .raw("</td></tr>\n");
    }
    page.raw("</tbody>\n</table>\n");
    if !withheld.reasons.is_empty() {
        count_table(page, "report-reasons-caption", "report-reason");
        for (code, count) in &withheld.reasons {
            page.raw("<tr><th scope=\"row\">")
                .label("reason", code)
                .raw("</th><td class=\"number\">");
            page.number(*count).raw("</td></tr>\n");
        }
        page.raw("</tbody>\n</table>\n");
    }
    for (id, count) in [
        ("report-not-searched", withheld.not_searched),
        (
            "report-names-without-consent",
            withheld.names_without_consent,
        ),
    ] {
        if count > 0 {
            let count = crate::markup::grouped(count);
            page.raw("<p>")
                .say_with(id, &[("count", &count)])
                .raw("</p>\n");
        }
    }
}

/// The beginning of a table of counts, up to its first row.
fn count_table(page: &mut Markup<'_>, caption: &str, what: &str) {
    page.raw("<table class=\"counts\">\n<caption>")
        .say(caption)
        .raw("</caption>\n<thead><tr><th scope=\"col\">");
    page.say(what)
        .raw("</th><th scope=\"col\" class=\"number\">")
        .say("report-withheld-count");
    page.raw("</th></tr></thead>\n<tbody>\n");
}

pub(super) fn custody(page: &mut Markup<'_>, report: &Report) {
    if report.logs.is_empty() {
        page.raw("<p>").say("report-custody-none").raw("</p>\n");
        return;
    }
    page.raw("<p class=\"lead\">")
        .say("report-custody-intro")
        .raw("</p>\n");
    for (place, log) in report.logs.iter().enumerate() {
        page.raw("<div class=\"log\">\n<h3>");
        page.say_with(
            "report-custody-log",
            &[("number", &(place + 1).to_string())],
        )
        .raw("</h3>\n");
        one_log(page, log);
        page.raw("</div>\n");
    }
}

fn one_log(page: &mut Markup<'_>, log: &Log) {
    page.raw("<dl class=\"facts\">\n");
    page.term("report-log-id", |page| {
        page.hash(&log.log);
    });
    page.term("report-log-size", |page| {
        page.number(log.size);
    });
    page.term("report-log-opened", |page| {
        let opened = crate::markup::grouped(log.opened);
        let size = crate::markup::grouped(log.size);
        page.say_with(
            "report-log-opened-value",
            &[("opened", &opened), ("size", &size)],
        );
    });
    page.term("report-log-root", |page| {
        page.hash(&log.root);
    });
    page.term("report-cosignatures", |page| {
        attestations(page, &log.cosignatures, "report-cosignatures-none");
    });
    page.term("report-tokens", |page| {
        attestations(page, &log.tokens, "report-tokens-none");
    });
    page.raw("</dl>\n");
}

fn attestations(page: &mut Markup<'_>, attestations: &[Attestation], none: &str) {
    if attestations.is_empty() {
        page.say(none);
        return;
    }
    page.raw("<ul>");
    for attestation in attestations {
        page.raw("<li>");
        let arguments = [
            ("name", attestation.name.as_str()),
            ("time", attestation.time.as_str()),
        ];
        page.say_with("report-attestation", &arguments).raw("</li>");
    }
    page.raw("</ul>");
}

pub(super) fn verify(page: &mut Markup<'_>, report: &Report) {
    page.raw("<p class=\"lead\">")
        .say("report-verify-intro")
        .raw("</p>\n<ol class=\"steps\">\n");
    for id in ["report-verify-step-digests", "report-verify-step-key"] {
        page.raw("<li>").say(id).raw("</li>\n");
    }
    for id in [
        "report-verify-step-signatures",
        "report-verify-step-release",
        "report-verify-step-program",
    ] {
        page.raw("<li>").say(id).raw("</li>\n");
    }
    page.raw("</ol>\n<dl class=\"facts\">\n");
    page.term("report-group-key", |page| {
        page.hash(&report.group_key);
    });
    page.raw("</dl>\n");
}
