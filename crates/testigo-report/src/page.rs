//! The report as one HTML file, in the order that the command-line contract names.

mod closing;
mod cover;
mod exhibits;
mod figures;
mod opening;
mod paragraphs;
mod range_bar;
mod register;

use testigo_words::Words;

use crate::markup::{Markup, css_string, label};
use crate::report::Report;

/// Longest running title in characters: one line at the top of an A4 page.
const RUNNING_TITLE_MAX: usize = 70;

/// A part of the report: its anchor, the words of its heading, and what writes its content.
struct Part {
    anchor: &'static str,
    heading: &'static str,
    number: &'static str,
    write: fn(&mut Markup<'_>, &Report),
}

const PARTS: [Part; 9] = [
    Part {
        anchor: "held",
        heading: "report-held-heading",
        number: "I",
        write: opening::held,
    },
    Part {
        anchor: "method",
        heading: "report-method-heading",
        number: "II",
        write: opening::method,
    },
    Part {
        anchor: "paragraphs",
        heading: "report-paragraphs-heading",
        number: "III",
        write: paragraphs::paragraphs,
    },
    Part {
        anchor: "figures",
        heading: "report-figures-heading",
        number: "IV",
        write: figures::figures,
    },
    Part {
        anchor: "exhibits",
        heading: "report-exhibits-heading",
        number: "V",
        write: exhibits::exhibits,
    },
    Part {
        anchor: "versions",
        heading: "report-versions-heading",
        number: "VI",
        write: closing::versions,
    },
    Part {
        anchor: "withheld",
        heading: "report-withheld-heading",
        number: "VII",
        write: closing::withheld,
    },
    Part {
        anchor: "custody",
        heading: "report-custody-heading",
        number: "VIII",
        write: closing::custody,
    },
    Part {
        anchor: "verify",
        heading: "report-verify-heading",
        number: "IX",
        write: closing::verify,
    },
];

/// The report in the language of the words: one file, no script, no address outside the exhibits beside it.
pub fn html(report: &Report, words: &Words) -> String {
    let mut markup = Markup::new(words);
    let page = &mut markup;
    page.raw("<!DOCTYPE html>\n<html")
        .attribute("lang", words.language().tag())
        .raw(">\n");
    head(page, report);
    page.raw("<body>\n<a class=\"skip\" href=\"#content\">")
        .say("report-skip")
        .raw("</a>\n");
    cover::cover(page, report);
    contents(page);
    page.raw("<main id=\"content\">\n");
    for part in &PARTS {
        page.raw("<section class=\"part\"")
            .attribute("id", part.anchor);
        page.raw(" aria-labelledby=\"h-")
            .raw(part.anchor)
            .raw("\">\n<h2 id=\"h-")
            .raw(part.anchor);
        page.raw("\"><span class=\"part-number\">")
            .raw(part.number)
            .raw("</span> ");
        page.say(part.heading).raw("</h2>\n");
        (part.write)(page, report);
        page.raw("</section>\n");
    }
    page.raw("</main>\n</body>\n</html>\n");
    markup.into_html()
}

fn head(page: &mut Markup<'_>, report: &Report) {
    page.raw("<head>\n<meta charset=\"utf-8\">\n");
    page.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; ");
    page.raw("img-src 'self' file:; base-uri 'none'; form-action 'none'\">\n");
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.raw("<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
    page.raw("<meta name=\"generator\"")
        .attribute("content", &report.generator)
        .raw(">\n");
    page.raw("<title>")
        .plain(&report.title)
        .raw("</title>\n<style>\n");
    page.raw(include_str!("page/style.css"))
        .raw(include_str!("estimate_page/style.css"));
    running_lines(page, report);
    page.raw("</style>\n</head>\n");
}

/// The lines at the top and bottom of printed pages. `css_string` leaves nothing in them that CSS or HTML would read.
fn running_lines(page: &mut Markup<'_>, report: &Report) {
    let mut title: String = report.title.chars().take(RUNNING_TITLE_MAX).collect();
    if title.len() < report.title.len() {
        title.push('…');
    }
    let level = label(page.words(), "level", &report.level);
    page.raw("@page {\n  @top-left { content: ")
        .css(&css_string(&title))
        .raw("; }\n");
    page.raw("  @top-right { content: ")
        .css(&css_string(&level))
        .raw("; }\n");
    page.raw("  @bottom-left { content: ")
        .css(&css_string(&report.created))
        .raw("; }\n}\n");
}

fn contents(page: &mut Markup<'_>) {
    page.raw("<nav class=\"contents\" aria-labelledby=\"h-contents\">\n<h2 id=\"h-contents\">");
    page.say("report-contents").raw("</h2>\n<ol>\n");
    for part in &PARTS {
        page.raw("<li><a href=\"#")
            .raw(part.anchor)
            .raw("\"><span class=\"part-number\">");
        page.raw(part.number)
            .raw("</span> ")
            .say(part.heading)
            .raw("</a></li>\n");
    }
    page.raw("</ol>\n</nav>\n");
}
