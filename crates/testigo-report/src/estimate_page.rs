//! The report of an estimate as one HTML file, for a volunteer to read and a statistician to check: what was counted,
//! lists and overlaps, estimates, what they hang on, warnings, settings, and a text to quote.

mod counted;
mod estimates;
mod settings;

use testigo_words::{Words, identifier};

use crate::estimate::{EstimateReport, Said};
use crate::markup::{Markup, grouped};

/// A part of the page: its anchor, the words of its heading, and what writes it.
type Part = (
    &'static str,
    &'static str,
    fn(&mut Markup<'_>, &EstimateReport),
);

const PARTS: [Part; 7] = [
    ("counted", "estimate-report-counted", counted::counted),
    ("lists", "estimate-report-lists", counted::lists),
    (
        "estimates",
        "estimate-report-estimates",
        estimates::estimates,
    ),
    (
        "sensitivity",
        "estimate-report-sensitivity",
        estimates::sensitivity,
    ),
    ("warnings", "estimate-report-warnings", estimates::warnings),
    ("settings", "estimate-report-settings", settings::settings),
    ("quote", "estimate-report-quote", settings::quote),
];

/// The report in the language of the words: one file, no script, nothing loaded from anywhere.
pub fn estimate_html(report: &EstimateReport, words: &Words) -> String {
    let mut markup = Markup::new(words);
    let page = &mut markup;
    page.raw("<!DOCTYPE html>\n<html")
        .attribute("lang", words.language().tag());
    page.raw(">\n<head>\n<meta charset=\"utf-8\">\n");
    page.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; ");
    page.raw("base-uri 'none'; form-action 'none'\">\n");
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.raw("<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
    page.raw("<meta name=\"generator\"")
        .attribute("content", &report.generator)
        .raw(">\n<title>");
    page.say("estimate-report-title").raw("</title>\n<style>\n");
    page.raw(include_str!("page/style.css"));
    page.raw(include_str!("estimate_page/style.css"))
        .raw("</style>\n</head>\n<body>\n");
    page.raw("<a class=\"skip\" href=\"#content\">")
        .say("report-skip")
        .raw("</a>\n");
    page.raw("<header class=\"cover\">\n<h1>")
        .say("estimate-report-title")
        .raw("</h1>\n</header>\n");
    page.raw("<main id=\"content\">\n");
    for (anchor, heading, write) in PARTS {
        page.raw("<section class=\"part\"")
            .attribute("id", anchor)
            .raw(" aria-labelledby=\"h-");
        page.raw(anchor)
            .raw("\">\n<h2 id=\"h-")
            .raw(anchor)
            .raw("\">")
            .say(heading)
            .raw("</h2>\n");
        write(page, report);
        page.raw("</section>\n");
    }
    page.raw("</main>\n</body>\n</html>\n");
    markup.into_html()
}

/// The estimate beside a figure of a dossier: what may be quoted, each method, how lists overlap, what to bear in mind, and
/// the settings with which anybody can run it again.
pub(crate) fn in_dossier(page: &mut Markup<'_>, report: &EstimateReport) {
    page.raw("<div class=\"estimated\">\n<h4>")
        .say("report-estimated")
        .raw("</h4>\n<p>")
        .say("report-estimated-intro")
        .raw("</p>\n");
    estimates::part(page, report, &report.whole);
    if let Some(drawing) = &report.combinations_drawing {
        counted::draw(page, drawing);
    }
    if !report.whole.warnings.is_empty() {
        estimates::warnings(page, report);
    }
    page.raw("<details>\n<summary>")
        .say("estimate-report-settings")
        .raw("</summary>\n");
    settings::settings(page, report);
    page.raw("</details>\n</div>\n");
}

/// People as a whole number.
fn people(number: f64) -> String {
    // Below 2^53 by the estimator's own limits; a saturating cast covers the rest.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "saturates"
    )]
    grouped(number.round().max(0.0) as u64)
}

/// Ends of an interval, rounded outwards.
fn ends((low, high): (f64, f64)) -> [String; 2] {
    [people(low.floor()), people(high.ceil())]
}

/// From where to where.
fn interval(page: &mut Markup<'_>, given: (f64, f64)) {
    let [low, high] = ends(given);
    page.say_with("estimate-report-interval", &[("lo", &low), ("hi", &high)]);
}

/// A warning or a reason: its words, and what it is about.
fn say_code(page: &mut Markup<'_>, prefix: &str, said: &Said) {
    let id = identifier(prefix, &said.code);
    page.say(&id);
    if !said.subject.is_empty() {
        page.raw(": ").isolated(&said.subject);
    }
}

/// Why there is no estimate, in a sentence that cannot be read as zero.
fn refused(page: &mut Markup<'_>, reasons: &[Said]) {
    let said: Vec<String> = reasons
        .iter()
        .map(|reason| {
            let words = page.words().say(&identifier("refusal", &reason.code), &[]);
            if reason.subject.is_empty() {
                words
            } else {
                format!("{words}: {}", reason.subject)
            }
        })
        .collect();
    page.say_with("estimate-refused", &[("reason", &said.join("; "))]);
}

/// A table's heading row; the last columns are numbers.
fn head(page: &mut Markup<'_>, columns: &[(&'static str, bool)]) {
    page.raw("<thead><tr>");
    for (id, is_number) in columns {
        page.raw(if *is_number {
            "<th scope=\"col\" class=\"number\">"
        } else {
            "<th scope=\"col\">"
        });
        page.say(id).raw("</th>");
    }
    page.raw("</tr></thead>\n");
}

fn cell_number(page: &mut Markup<'_>, text: &str) {
    page.raw("<td class=\"number\">").text(text).raw("</td>");
}
