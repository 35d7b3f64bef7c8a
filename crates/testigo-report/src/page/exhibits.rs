//! The exhibits: pictures are shown, everything else is linked; each with its digest and the statement behind it.

use crate::markup::{Markup, grouped};
use crate::report::{Exhibit, Report};

pub(super) fn exhibits(page: &mut Markup<'_>, report: &Report) {
    if report.exhibits.is_empty() {
        page.raw("<p>").say("report-exhibits-none").raw("</p>\n");
    }
    for exhibit in &report.exhibits {
        one(page, exhibit);
    }
}

fn one(page: &mut Markup<'_>, exhibit: &Exhibit) {
    page.raw("<article class=\"exhibit\"")
        .attribute("id", &exhibit.number)
        .raw(">\n<h3>");
    page.say_with("report-exhibit", &[("number", &exhibit.number)])
        .raw("</h3>\n<figure>\n");
    let beside = is_beside(&exhibit.path);
    if beside && is_picture(&exhibit.media_type) {
        let alternative = match exhibit.caption.first() {
            Some(line) => {
                let arguments = [
                    ("number", exhibit.number.as_str()),
                    ("caption", line.as_str()),
                ];
                page.words().say("report-exhibit-alt", &arguments)
            }
            None => page
                .words()
                .say("report-exhibit", &[("number", &exhibit.number)]),
        };
        page.raw("<img")
            .attribute("src", &exhibit.path)
            .attribute("alt", &alternative)
            .raw(">\n");
    }
    if !exhibit.caption.is_empty() {
        page.raw("<figcaption>");
        for line in &exhibit.caption {
            page.raw("<p>").isolated(line).raw("</p>");
        }
        page.raw("</figcaption>\n");
    }
    page.raw("</figure>\n");
    page.raw("<p class=\"open\">");
    if beside {
        page.raw("<a").attribute("href", &exhibit.path).raw(">");
        page.say_with("report-exhibit-open", &[("path", &exhibit.path)])
            .raw("</a>");
    } else {
        page.text(&exhibit.path);
    }
    page.raw("</p>\n<dl class=\"facts\">\n");
    page.term("report-media-type", |page| {
        page.text(&exhibit.media_type);
    });
    page.term("report-size", |page| {
        page.say_with("report-size-bytes", &[("count", &grouped(exhibit.bytes))]);
    });
    page.term("report-digest", |page| {
        page.hash(&exhibit.sha256);
    });
    page.term("report-statement", |page| {
        page.hash(&exhibit.statement);
    });
    page.raw("</dl>\n</article>\n");
}

/// Formats that every browser shows and that carry no script.
fn is_picture(media_type: &str) -> bool {
    matches!(
        media_type,
        "image/jpeg" | "image/png" | "image/gif" | "image/webp"
    )
}

/// An address of the form that the dossier gives to exhibits; anything else is shown and not linked.
fn is_beside(path: &str) -> bool {
    path.strip_prefix("items/").is_some_and(|name| {
        name.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
            && name.starts_with(|character: char| character.is_ascii_alphanumeric())
            && !name.contains("..")
    })
}

#[cfg(test)]
mod tests {
    use super::is_beside;

    #[test]
    fn only_exhibits_beside_the_report_are_linked() {
        for path in ["items/E0001.jpg", "items/E0002", "items/E12345.tar.gz"] {
            assert!(is_beside(path), "{path}");
        }
        for path in [
            "",
            "items/",
            "E0001.jpg",
            "items/../record.sqlite",
            "items/a/b",
            "/items/E0001.jpg",
            "items/E0001.jpg?x=1",
            "https://example.org/E0001.jpg",
            "javascript:alert(1)",
            "items/\"onerror=",
            "items/.hidden",
            "items/a..b",
        ] {
            assert!(!is_beside(path), "{path}");
        }
    }
}
