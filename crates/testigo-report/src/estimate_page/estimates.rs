//! What is estimated, what it hangs on, and what to bear in mind.

use crate::estimate::{EstimatePart, EstimateReport, MethodLine, SensitivityLine};
use crate::markup::{Markup, grouped};
use testigo_words::identifier;

use super::counted::draw;
use super::{cell_number, ends, head, interval, people, refused, say_code};

pub(super) fn estimates(page: &mut Markup<'_>, report: &EstimateReport) {
    part(page, report, &report.whole);
    if let Some(bound) = report.lower_bound {
        page.raw("<p>")
            .say_with("estimate-bound", &[("bound", &people(bound))])
            .raw("</p>\n");
    }
    for stratum in &report.strata {
        page.raw("<h3>");
        let observed = grouped(stratum.observed);
        page.say_with(
            "estimate-stratum",
            &[("stratum", &stratum.name), ("observed", &observed)],
        );
        page.raw("</h3>\n");
        part(page, report, stratum);
    }
}

pub(super) fn part(page: &mut Markup<'_>, report: &EstimateReport, part: &EstimatePart) {
    page.raw("<p class=\"headline\">");
    headline(page, report, part);
    page.raw("</p>\n");
    if let Some(drawing) = &part.drawing {
        draw(page, drawing);
    }
    page.raw("<div class=\"wide\"><table>\n");
    head(
        page,
        &[
            ("estimate-report-method", false),
            ("estimate-report-middle", true),
        ],
    );
    page.raw("<tbody>\n");
    for method in &part.methods {
        method_row(page, &report.level, method);
    }
    page.raw("</tbody></table></div>\n");
}

/// What may be quoted, or that nothing may.
pub(super) fn headline(page: &mut Markup<'_>, report: &EstimateReport, part: &EstimatePart) {
    if let Some(range) = &part.range {
        let lists = grouped(report.lists_used as u64);
        let [low, high] = ends(range.ends);
        page.say_with(
            "estimate-range",
            &[
                ("lists", &lists),
                ("lo", &low),
                ("hi", &high),
                ("level", &report.level),
                ("methods", &range.methods.join(", ")),
            ],
        );
    } else if part.methods.iter().any(|method| method.outcome.is_ok()) {
        page.say("estimate-no-headline");
    } else {
        page.say("estimate-none");
    }
}

fn method_row(page: &mut Markup<'_>, level: &str, method: &MethodLine) {
    page.raw("<tr><th scope=\"row\"><strong>")
        .text(&method.method)
        .raw("</strong><br>");
    page.say(&identifier("method", &method.method));
    if let Some(model) = &method.model {
        page.raw("<br><code>").text(model).raw("</code>");
    }
    for warning in &method.warnings {
        page.raw("<br><span class=\"note\">");
        say_code(page, "warning", warning);
        page.raw("</span>");
    }
    page.raw("</th>");
    match &method.outcome {
        Ok(estimate) => {
            page.raw("<td class=\"number\">")
                .text(&people(estimate.middle))
                .raw("<br>");
            interval(page, estimate.outer);
            page.raw(" <span class=\"kind\">")
                .text(level)
                .raw("\u{202f}%</span><br>");
            interval(page, estimate.inner);
            page.raw(" <span class=\"kind\">50\u{202f}%</span></td>");
        }
        Err(reasons) => {
            page.raw("<td>");
            refused(page, reasons);
            page.raw("</td>");
        }
    }
    page.raw("</tr>\n");
}

pub(super) fn sensitivity(page: &mut Markup<'_>, report: &EstimateReport) {
    page.raw("<p>")
        .say("estimate-report-sensitivity-intro")
        .raw("</p>\n");
    let parts = std::iter::once(&report.whole).chain(&report.strata);
    let mut is_empty = true;
    for part in parts.filter(|part| !part.sensitivity.is_empty()) {
        is_empty = false;
        if !part.name.is_empty() {
            page.raw("<h3>").isolated(&part.name).raw("</h3>\n");
        }
        table(page, &part.sensitivity);
    }
    if is_empty {
        page.raw("<p>")
            .say("estimate-report-sensitivity-none")
            .raw("</p>\n");
    }
}

fn table(page: &mut Markup<'_>, rows: &[SensitivityLine]) {
    page.raw("<div class=\"wide\"><table>\n");
    head(
        page,
        &[
            ("estimate-report-change", false),
            ("estimate-report-method", false),
            ("estimate-report-middle-alone", true),
            ("estimate-report-ends", true),
        ],
    );
    page.raw("<tbody>\n");
    for row in rows {
        page.raw("<tr><th scope=\"row\">");
        page.say_with(
            &identifier("change", &row.change),
            &[("subject", &row.subject)],
        );
        page.raw("</th><td>").text(&row.method).raw("</td>");
        match &row.outcome {
            Ok((middle, given)) => {
                cell_number(page, &people(*middle));
                page.raw("<td class=\"number\">");
                interval(page, *given);
                page.raw("</td>");
            }
            Err(reasons) => {
                page.raw("<td colspan=\"2\">");
                refused(page, reasons);
                page.raw("</td>");
            }
        }
        page.raw("</tr>\n");
    }
    page.raw("</tbody></table></div>\n");
}

pub(super) fn warnings(page: &mut Markup<'_>, report: &EstimateReport) {
    let parts = std::iter::once(&report.whole).chain(&report.strata);
    let mut is_empty = true;
    for part in parts.filter(|part| !part.warnings.is_empty()) {
        is_empty = false;
        if !part.name.is_empty() {
            page.raw("<h3>").isolated(&part.name).raw("</h3>\n");
        }
        page.raw("<ul>\n");
        for warning in &part.warnings {
            page.raw("<li>");
            say_code(page, "warning", warning);
            page.raw("</li>\n");
        }
        page.raw("</ul>\n");
    }
    if is_empty {
        page.raw("<p>")
            .say("estimate-report-warnings-none")
            .raw("</p>\n");
    }
}
