//! Figures: the rule, then what was documented and what is claimed, side by side and never added.

use crate::estimate_page::in_dossier;

use super::range_bar::{Look, Scale, bar};
use crate::markup::{Markup, grouped};
use crate::report::{ClaimedNumber, Figure, Range, Report};

pub(super) fn figures(page: &mut Markup<'_>, report: &Report) {
    if report.figures.is_empty() {
        page.raw("<p>").say("report-figures-none").raw("</p>\n");
        return;
    }
    page.raw("<p class=\"lead\">")
        .say("report-figures-intro")
        .raw("</p>\n");
    for (place, figure) in report.figures.iter().enumerate() {
        let anchor = format!("f{}", place + 1);
        page.raw("<article class=\"figure\"")
            .attribute("id", &anchor)
            .raw(">\n<h3><span class=\"kind\">");
        page.say_with(
            "report-figure-number",
            &[("number", &(place + 1).to_string())],
        )
        .raw("</span> ");
        page.isolated(&figure.name).raw("</h3>\n");
        rule(page, figure);
        strip(page, figure);
        difference(page, figure);
        breakdown(page, figure);
        warnings(page, figure);
        if let Some(estimated) = &figure.estimated {
            in_dossier(page, estimated);
        }
        if !figure.sql.is_empty() {
            page.raw("<div class=\"again\">\n<h4>")
                .say("report-sql")
                .raw("</h4>\n<p>")
                .say("report-sql-hint");
            page.raw("</p>\n<pre class=\"verbatim\"><code>")
                .text(&figure.sql)
                .raw("</code></pre>\n</div>\n");
        }
        page.raw("</article>\n");
    }
}

fn rule(page: &mut Markup<'_>, figure: &Figure) {
    page.raw("<dl class=\"facts rule\">\n");
    page.term("report-counts", |page| {
        page.label("what", &figure.what);
    });
    page.term("report-where", |page| {
        if figure.condition.is_empty() {
            page.say("report-where-all");
        } else {
            page.raw("<code>").text(&figure.condition).raw("</code>");
        }
    });
    page.term("report-min-sources", |page| {
        page.say_with(
            "report-min-sources-value",
            &[("count", &figure.min_sources.max(1).to_string())],
        );
    });
    if !figure.unit.is_empty() {
        page.term("report-unit", |page| {
            page.isolated(&figure.unit);
        });
    }
    if !figure.by.is_empty() {
        page.term("report-by", |page| {
            page.text(&figure.by.join(", "));
        });
    }
    page.term("report-as-of", |page| {
        page.say("report-as-of-value");
    });
    page.raw("</dl>\n");
}

/// The largest number that a figure draws.
fn largest(figure: &Figure) -> u64 {
    let claimed = figure
        .claimed
        .iter()
        .flat_map(|claim| [claim.low, claim.high])
        .flatten();
    claimed
        .chain([figure.stated.max, figure.shown.max])
        .max()
        .unwrap_or_default()
}

fn strip(page: &mut Markup<'_>, figure: &Figure) {
    let scale = Scale::reaching(largest(figure));
    page.raw("<table class=\"strip\">\n<caption>")
        .say("report-strip-caption")
        .raw("</caption>\n<thead><tr>");
    page.raw("<th scope=\"col\">")
        .say("report-strip-version")
        .raw("</th><th scope=\"col\">");
    page.say("report-strip-number")
        .raw(" <span class=\"scale\">");
    page.say("report-scale")
        .raw(" ")
        .say_with("report-scale-value", &[("scale", &grouped(scale.end()))]);
    page.raw("</span></th></tr></thead>\n<tbody>\n");
    group(page, "report-documented");
    for (id, range) in [
        ("report-stated", figure.stated),
        ("report-shown", figure.shown),
    ] {
        page.raw("<tr><th scope=\"row\">")
            .say(id)
            .raw("</th><td><span class=\"value\">");
        range_text(page, range);
        page.raw("</span>");
        bar(
            page,
            scale,
            Look::Documented,
            Some(range.min),
            Some(range.max),
        );
        page.raw("</td></tr>\n");
    }
    page.raw("</tbody>\n<tbody>\n");
    group(page, "report-claimed");
    if figure.claimed.is_empty() {
        page.raw("<tr><td colspan=\"2\">")
            .say("report-claimed-none")
            .raw("</td></tr>\n");
    }
    for claim in &figure.claimed {
        claimed(page, scale, claim);
    }
    page.raw("</tbody>\n</table>\n");
}

fn group(page: &mut Markup<'_>, id: &str) {
    page.raw("<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"2\">")
        .say(id)
        .raw("</th></tr>\n");
}

fn claimed(page: &mut Markup<'_>, scale: Scale, claim: &ClaimedNumber) {
    page.raw("<tr><th scope=\"row\">")
        .isolated(&claim.source)
        .raw("<span class=\"about\">");
    page.text(&claim.field);
    if !claim.incident.is_empty() {
        page.raw(" · ").isolated(&claim.incident);
    }
    if let Some(number) = claim.paragraph {
        page.raw(" (").paragraph_link(number).raw(")");
    }
    page.raw("</span></th><td><span class=\"value\">")
        .isolated(&claim.text)
        .raw("</span>");
    bar(page, scale, Look::Claimed, claim.low, claim.high);
    page.raw("</td></tr>\n");
}

fn range_text(page: &mut Markup<'_>, range: Range) {
    let (low, high) = (grouped(range.min), grouped(range.max));
    match range.value {
        Some(value) if range.min == range.max => page.number(value),
        Some(value) => page.say_with(
            "report-range-value",
            &[("value", &grouped(value)), ("low", &low), ("high", &high)],
        ),
        None if range.min == range.max => page.number(range.min),
        None => page.say_with("report-range", &[("low", &low), ("high", &high)]),
    };
}

fn difference(page: &mut Markup<'_>, figure: &Figure) {
    let reasons: Vec<(&String, &u64)> = figure
        .withheld
        .iter()
        .filter(|(_, count)| **count > 0)
        .collect();
    if reasons.is_empty() {
        return;
    }
    page.raw("<h4>")
        .say("report-difference")
        .raw("</h4>\n<ul>\n");
    for (code, count) in reasons {
        let reason = crate::markup::label(page.words(), "reason", code);
        page.raw("<li>");
        page.say_with(
            "report-difference-line",
            &[("count", &grouped(*count)), ("reason", &reason)],
        )
        .raw("</li>\n");
    }
    page.raw("</ul>\n");
}

fn breakdown(page: &mut Markup<'_>, figure: &Figure) {
    if figure.rows.is_empty() {
        return;
    }
    let columns = figure.by.len().max(1);
    page.raw("<table class=\"counts\">\n<caption>");
    page.say_with("report-breakdown-caption", &[("name", &figure.name)])
        .raw("</caption>\n<thead><tr>");
    for column in 0..columns {
        page.raw("<th scope=\"col\">")
            .text(figure.by.get(column).map_or("", String::as_str))
            .raw("</th>");
    }
    for id in [
        "report-breakdown-low",
        "report-breakdown-value",
        "report-breakdown-high",
    ] {
        page.raw("<th scope=\"col\" class=\"number\">")
            .say(id)
            .raw("</th>");
    }
    page.raw("</tr></thead>\n<tbody>\n");
    for row in &figure.rows {
        page.raw("<tr>");
        for column in 0..columns {
            let label = row.labels.get(column).map_or("", String::as_str);
            page.raw("<th scope=\"row\">").isolated(label).raw("</th>");
        }
        let Some(range) = row.range else {
            page.raw("<td class=\"number\" colspan=\"3\">")
                .say("report-left-out")
                .raw("</td></tr>\n");
            continue;
        };
        page.raw("<td class=\"number\">")
            .number(range.min)
            .raw("</td><td class=\"number\">");
        match range.value {
            Some(value) => page.number(value),
            None => page.say("report-no-value"),
        };
        page.raw("</td><td class=\"number\">")
            .number(range.max)
            .raw("</td></tr>\n");
    }
    page.raw("</tbody>\n</table>\n");
}

fn warnings(page: &mut Markup<'_>, figure: &Figure) {
    if figure.warnings.is_empty() {
        return;
    }
    page.raw("<div class=\"warnings\">\n<h4>")
        .say("report-warnings")
        .raw("</h4>\n<ul>\n");
    for code in &figure.warnings {
        page.raw("<li>").label("warning", code).raw("</li>\n");
    }
    page.raw("</ul>\n</div>\n");
}
