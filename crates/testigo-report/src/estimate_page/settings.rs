//! What somebody needs to run it again, and what may be quoted.

use crate::estimate::EstimateReport;
use crate::markup::Markup;

use super::counted::counted_sentence;
use super::estimates::headline;
use super::head;

pub(super) fn settings(page: &mut Markup<'_>, report: &EstimateReport) {
    page.raw("<p>")
        .say("estimate-report-settings-intro")
        .raw("</p>\n<dl class=\"facts\">\n");
    page.term("report-generator", |page| {
        page.text(&report.generator);
    });
    page.term("estimate-report-seed", |page| {
        page.text(&report.seed.to_string());
    });
    page.term("estimate-report-files", |page| {
        for file in &report.files {
            page.raw("<div>")
                .isolated(&file.name)
                .raw("<br>SHA-256 ")
                .hash(&file.sha256)
                .raw("</div>");
        }
    });
    page.raw("</dl>\n<h3>")
        .say("estimate-report-all-settings")
        .raw("</h3>\n");
    pairs(page, &report.settings);
    let parts = std::iter::once(&report.whole).chain(&report.strata);
    for part in parts {
        for method in part
            .methods
            .iter()
            .filter(|method| !method.diagnostics.is_empty())
        {
            page.raw("<h3>")
                .say("estimate-report-diagnostics")
                .raw(" <code>")
                .text(&method.method)
                .raw("</code> ");
            page.isolated(&part.name).raw("</h3>\n");
            pairs(page, &method.diagnostics);
        }
    }
}

fn pairs(page: &mut Markup<'_>, pairs: &[(String, String)]) {
    page.raw("<div class=\"wide\"><table class=\"settings\">\n");
    head(
        page,
        &[
            ("estimate-report-setting", false),
            ("estimate-report-value", false),
        ],
    );
    page.raw("<tbody>\n");
    for (name, value) in pairs {
        page.raw("<tr><th scope=\"row\"><code>")
            .text(name)
            .raw("</code></th><td>")
            .text(value);
        page.raw("</td></tr>\n");
    }
    page.raw("</tbody></table></div>\n");
}

pub(super) fn quote(page: &mut Markup<'_>, report: &EstimateReport) {
    page.raw("<p>")
        .say("estimate-report-quote-intro")
        .raw("</p>\n<div class=\"quoted\">\n<p>");
    counted_sentence(page, report);
    page.raw(" ");
    headline(page, report, &report.whole);
    page.raw("</p>\n");
    if report
        .whole
        .methods
        .iter()
        .any(|method| method.outcome.is_ok())
    {
        page.raw("<p>").say("estimate-assumptions").raw("</p>\n");
    }
    page.raw("</div>\n");
}
