//! What is certain: the people that lists name, and how lists overlap.

use crate::drawing::Drawing;
use crate::estimate::EstimateReport;
use crate::markup::{Markup, grouped};

use super::{cell_number, head};

/// Combinations behind this one are not listed; the chart and the table's own file have them.
const COMBINATIONS_LISTED: usize = 64;

pub(super) fn counted(page: &mut Markup<'_>, report: &EstimateReport) {
    page.raw("<p class=\"headline\">");
    counted_sentence(page, report);
    page.raw("</p>\n<p>")
        .say("estimate-report-certain")
        .raw("</p>\n");
    if report.files.len() > 1 {
        let number = grouped(report.files.len() as u64);
        page.raw("<p>")
            .say_with("estimate-report-replicates", &[("number", &number)])
            .raw("</p>\n");
    }
    if let Some(drawing) = &report.strata_drawing {
        draw(page, drawing);
    }
    if report.strata.is_empty() {
        return;
    }
    page.raw("<div class=\"wide\"><table>\n");
    head(
        page,
        &[
            ("estimate-report-part", false),
            ("estimate-report-documented", true),
        ],
    );
    page.raw("<tbody>\n");
    for stratum in &report.strata {
        page.raw("<tr><th scope=\"row\">")
            .isolated(&stratum.name)
            .raw("</th>");
        cell_number(page, &grouped(stratum.observed));
        page.raw("</tr>\n");
    }
    page.raw("</tbody></table></div>\n");
}

/// How many people the lists name.
pub(super) fn counted_sentence(page: &mut Markup<'_>, report: &EstimateReport) {
    let observed = grouped(report.observed);
    page.say_with("estimate-observed", &[("observed", &observed)]);
}

pub(super) fn lists(page: &mut Markup<'_>, report: &EstimateReport) {
    page.raw("<p>")
        .say("estimate-report-lists-intro")
        .raw("</p>\n<div class=\"wide\"><table>\n");
    head(
        page,
        &[
            ("estimate-report-list", false),
            ("estimate-report-people", true),
            ("estimate-report-only-here", true),
        ],
    );
    page.raw("<tbody>\n");
    for list in &report.lists {
        page.raw("<tr><th scope=\"row\">")
            .isolated(&list.name)
            .raw("</th>");
        cell_number(page, &grouped(list.people));
        cell_number(page, &grouped(list.only_here));
        page.raw("</tr>\n");
    }
    page.raw("</tbody></table></div>\n");
    if let Some(drawing) = &report.combinations_drawing {
        draw(page, drawing);
    }
    combinations(page, report);
    pairs(page, report);
}

fn combinations(page: &mut Markup<'_>, report: &EstimateReport) {
    page.raw("<h3>")
        .say("estimate-report-combinations")
        .raw("</h3>\n<div class=\"wide\"><table>\n");
    head(
        page,
        &[
            ("estimate-report-exactly", false),
            ("estimate-report-people", true),
        ],
    );
    page.raw("<tbody>\n");
    for combination in report.combinations.iter().take(COMBINATIONS_LISTED) {
        page.raw("<tr><th scope=\"row\">")
            .isolated(&combination.lists.join(", "))
            .raw("</th>");
        cell_number(page, &grouped(combination.people));
        page.raw("</tr>\n");
    }
    page.raw("</tbody></table></div>\n");
    if let Some(more) = report
        .combinations
        .get(COMBINATIONS_LISTED..)
        .filter(|more| !more.is_empty())
    {
        let number = grouped(more.len() as u64);
        let people = grouped(more.iter().map(|combination| combination.people).sum());
        page.raw("<p class=\"note\">");
        page.say_with(
            "estimate-report-more",
            &[("number", &number), ("people", &people)],
        )
        .raw("</p>\n");
    }
}

fn pairs(page: &mut Markup<'_>, report: &EstimateReport) {
    page.raw("<h3>")
        .say("estimate-report-pairs")
        .raw("</h3>\n<p>")
        .say("estimate-report-pairs-intro");
    page.raw("</p>\n<div class=\"wide\"><table>\n");
    head(
        page,
        &[
            ("estimate-report-first", false),
            ("estimate-report-second", false),
            ("estimate-report-both", true),
            ("estimate-report-share-first", true),
            ("estimate-report-share-second", true),
        ],
    );
    page.raw("<tbody>\n");
    for pair in &report.pairs {
        page.raw("<tr><th scope=\"row\">")
            .isolated(&pair.lists[0])
            .raw("</th><td>");
        page.isolated(&pair.lists[1]).raw("</td>");
        cell_number(page, &grouped(pair.people));
        for share in pair.shares {
            cell_number(page, &format!("{:.1}\u{202f}%", share * 100.0));
        }
        page.raw("</tr>\n");
    }
    page.raw("</tbody></table></div>\n");
}

/// A chart that was checked.
pub(super) fn draw(page: &mut Markup<'_>, drawing: &Drawing) {
    page.raw("<figure class=\"drawing\">")
        .drawing(drawing)
        .raw("</figure>\n");
}
