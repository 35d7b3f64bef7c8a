//! The whole report in both languages, and what hostile text does to it: nothing.

#[path = "sample/report.rs"]
mod sample;

use testigo_report::{
    Attestation, BreakdownRow, ClaimedNumber, Disagreement, Exhibit, FieldLine, Figure, Log,
    Paragraph, Report, Section, Value, Version, html,
};
use testigo_words::{Language, Words};

fn page(report: &Report, language: Language) -> String {
    html(report, &Words::new(language))
}

#[test]
fn whole_report_in_english() {
    insta::assert_snapshot!(page(&sample::report(Language::English), Language::English));
}

#[test]
fn whole_report_in_spanish() {
    insta::assert_snapshot!(page(&sample::report(Language::Spanish), Language::Spanish));
}

#[test]
fn empty_report() {
    let text = page(&Report::default(), Language::English);
    insta::assert_snapshot!(
        text.split_once("<body>")
            .map(|(_, body)| body)
            .unwrap_or_default()
    );
}

/// A report in which every text is the same hostile one.
#[allow(clippy::too_many_lines, reason = "every field once")]
fn hostile(text: &str) -> Report {
    let t = || text.to_owned();
    let mut report = sample::report(Language::English);
    let value = Value {
        text: t(),
        source: t(),
        locator: t(),
        unread: true,
        ..Value::default()
    };
    let other = Value {
        text: t(),
        refers: Some(1),
        source: t(),
        source_paragraph: Some(1),
        ..Value::default()
    };
    report.title = t();
    report.language = t();
    report.recipient = t();
    report.purpose = t();
    report.level = t();
    report.created = t();
    report.archive = t();
    report.group_key = t();
    report.generator = t();
    report.selection = t();
    report.sections = vec![Section {
        heading: t(),
        text: t(),
    }];
    report.held = [(t(), 1)].into();
    report.withheld.reasons = [(t(), 1)].into();
    let fields = vec![FieldLine {
        field: "name".to_owned(),
        label: t(),
        values: vec![value, other],
    }];
    report.paragraphs = vec![Paragraph {
        number: 1,
        kind: t(),
        title: t(),
        fields,
        statement: t(),
    }];
    report.figures = vec![Figure {
        name: t(),
        what: t(),
        condition: t(),
        by: vec![t()],
        unit: t(),
        withheld: [(t(), 1)].into(),
        rows: vec![BreakdownRow {
            labels: vec![t(), t()],
            ..BreakdownRow::default()
        }],
        claimed: vec![ClaimedNumber {
            field: t(),
            incident: t(),
            text: t(),
            source: t(),
            ..ClaimedNumber::default()
        }],
        sql: t(),
        warnings: vec![t()],
        ..Figure::default()
    }];
    report.exhibits = ["image/png", text]
        .map(|media_type| Exhibit {
            number: t(),
            path: t(),
            media_type: media_type.to_owned(),
            sha256: t(),
            bytes: 1,
            caption: vec![t()],
            statement: t(),
        })
        .into();
    let values = vec![Version {
        text: t(),
        source: t(),
    }];
    report.disagreements = vec![Disagreement {
        record: t(),
        paragraph: None,
        field: t(),
        values,
    }];
    let attestations = || {
        vec![Attestation {
            name: t(),
            time: t(),
        }]
    };
    report.logs = vec![Log {
        log: t(),
        root: t(),
        cosignatures: attestations(),
        tokens: attestations(),
        ..Log::default()
    }];
    report
}

/// The page without its text: only tags, with their attributes. Fails if a tag is not closed.
fn tags(page: &str) -> Vec<String> {
    page.split('<')
        .skip(1)
        .map(|piece| piece.split_once('>').expect("a closed tag").0.to_owned())
        .collect()
}

#[test]
fn hostile_text_changes_no_tag_and_no_style() {
    // The same report with harmless text has the same tags, but for the marks of unseen characters.
    let names = |text: &str| -> Vec<String> {
        tags(&page(&hostile(text), Language::English))
            .iter()
            .map(|tag| tag.split(['=', ' ']).next().unwrap_or_default().to_owned())
            .collect()
    };
    let without_marks = |text: &str| -> Vec<String> {
        let page = page(&hostile(text), Language::English)
            .replace("<span class=\"mark\">[U+", "[U+")
            .replace("]</span>", "]");
        tags(&page)
            .iter()
            .map(|tag| tag.split(['=', ' ']).next().unwrap_or_default().to_owned())
            .collect()
    };
    let harmless = names("harmless!");
    for text in [
        "<script>alert(1)</script>",
        "</style><script>alert(1)</script>",
        "</title><script>",
        "<!--",
        "]]>",
        "&lt;script&gt;",
        "\" onmouseover=\"alert(1)",
        "' onmouseover='alert(1)",
        "\"} body { display: none } @import 'https://example.org/x';",
        "{ $title } { report-kicker }",
    ] {
        assert_eq!(names(text), harmless, "{text}");
    }
    let hidden = "a\u{202e}b\u{2066}c\u{200b}d\u{feff}e\u{e0041}";
    assert_eq!(without_marks(hidden), harmless);
    let shown = page(&hostile(hidden), Language::English);
    assert!(!shown.contains(['\u{202e}', '\u{2066}', '\u{200b}', '\u{feff}', '\u{e0041}']));
    assert!(shown.contains("a<span class=\"mark\">[U+202E]</span>b"));
    assert!(!page(&hostile("\0\u{1b}[2J"), Language::English).contains(['\0', '\u{1b}']));
}

#[test]
fn hostile_text_never_becomes_an_address_or_an_attribute() {
    for text in [
        "https://example.org/x.png",
        "javascript:alert(1)",
        "items/../../x\" onload=\"alert(1)",
        "//example.org",
    ] {
        let page = page(&hostile(text), Language::English);
        for tag in tags(&page) {
            for name in ["href=\"", "src=\""] {
                if let Some((_, rest)) = tag.split_once(name) {
                    assert!(rest.starts_with('#'), "{tag}");
                }
            }
            let quotes = tag.matches('"').count();
            assert!(quotes.is_multiple_of(2), "{tag}");
            assert!(
                !tag.contains(" onload=\"") && !tag.contains(" onmouseover=\""),
                "{tag}"
            );
        }
    }
}

#[test]
fn the_page_asks_for_nothing_outside_its_folder_and_runs_nothing() {
    for language in Language::ALL {
        let page = page(&sample::report(language), language);
        for forbidden in [
            "<script",
            "javascript:",
            "http:",
            "https:",
            "@import",
            "url(",
            "<iframe",
            "<link",
            "<object",
        ] {
            assert!(!page.contains(forbidden), "{forbidden}");
        }
    }
}

#[test]
fn anchors_are_unique_and_every_inner_link_leads_somewhere() {
    for language in Language::ALL {
        let page = page(&sample::report(language), language);
        let mut anchors: Vec<&str> = page
            .split(" id=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        let all = anchors.len();
        anchors.sort_unstable();
        anchors.dedup();
        assert_eq!(anchors.len(), all, "an anchor stands twice");
        for target in page
            .split(" href=\"#")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
        {
            assert!(anchors.contains(&target), "#{target}");
        }
        for expected in ["p4", "E0001", "f1", "sA.1"] {
            assert!(anchors.contains(&expected), "#{expected}");
        }
    }
}

#[test]
fn headings_leave_out_no_level() {
    let mut without_sections = sample::report(Language::English);
    without_sections.sections.clear();
    for report in [
        sample::report(Language::English),
        without_sections,
        Report::default(),
    ] {
        let page = page(&report, Language::English);
        let levels: Vec<u8> = tags(&page)
            .iter()
            .filter_map(|tag| match tag.as_bytes() {
                [b'h', level @ b'1'..=b'6', ..] => Some(level - b'0'),
                _ => None,
            })
            .collect();
        assert_eq!(
            levels.iter().position(|level| *level == 1),
            levels.iter().rposition(|level| *level == 1)
        );
        assert!(levels.contains(&1));
        for pair in levels.windows(2) {
            assert!(pair[1] <= pair[0] + 1, "{levels:?}");
        }
    }
}

#[test]
fn no_words_are_missing() {
    for language in Language::ALL {
        let page = page(&sample::report(language), language);
        for prefix in [
            "report-", "verify-", "kind-", "kinds-", "level-", "reason-", "what-", "warning-", "{$",
        ] {
            let body = page.split_once("<body>").expect("a body").1;
            assert!(!body.contains(&format!(">{prefix}")), "{prefix}");
        }
    }
}

/// `cargo test -p testigo-report -- --ignored` writes the sample into the folder for temporary files, to be looked at.
#[test]
#[ignore = "writes files to look at"]
fn write_the_sample() {
    let folder = std::env::temp_dir().join("testigo-report-sample");
    std::fs::create_dir_all(&folder).unwrap();
    for language in Language::ALL {
        let mut report = sample::report(language);
        let more: Vec<Paragraph> = (8..40)
            .map(|number| Paragraph {
                number,
                ..report.paragraphs[usize::try_from(number).unwrap() % 6].clone()
            })
            .collect();
        report.paragraphs.extend(more);
        #[allow(
            clippy::disallowed_methods,
            reason = "a sample to look at needs no durable write"
        )]
        std::fs::write(
            folder.join(format!("report-{}.html", language.tag())),
            page(&report, language),
        )
        .unwrap();
    }
}
