//! The report of an estimate: one page, nothing loaded, foreign text never markup, a refusal never zero.

use testigo_report::{
    CombinationLine, Drawing, EstimateEnds, EstimatePart, EstimateReport, InputFile, ListLine,
    MethodLine, PairLine, RangeLine, Said, SensitivityLine, estimate_html,
};
use testigo_words::{Language, Words};

fn said(code: &str, subject: &str) -> Said {
    Said {
        code: code.to_owned(),
        subject: subject.to_owned(),
    }
}

fn method(name: &str, outcome: Result<EstimateEnds, Vec<Said>>) -> MethodLine {
    MethodLine {
        method: name.to_owned(),
        outcome,
        model: Some("[12,3]".to_owned()),
        warnings: vec![said("models_disagree", "2 / 5")],
        diagnostics: vec![("rhat".to_owned(), "1.002".to_owned())],
    }
}

fn sample(list: &str) -> EstimateReport {
    let ends = EstimateEnds {
        middle: 12_345.5,
        outer: (9_999.9, 20_000.1),
        inner: (11_000.0, 14_000.0),
    };
    let whole = EstimatePart {
        name: String::new(),
        observed: 4_400,
        range: Some(RangeLine {
            methods: vec!["dga".to_owned(), "lcmcr".to_owned()],
            ends: (9_999.9, 20_000.1),
        }),
        methods: vec![
            method("dga", Ok(ends)),
            method("lcmcr", Err(vec![said("not_converged", "")])),
        ],
        drawing: Drawing::new("<svg><title>a chart</title></svg>".to_owned()),
        sensitivity: vec![SensitivityLine {
            change: "without_list".to_owned(),
            subject: list.to_owned(),
            method: "dga".to_owned(),
            outcome: Ok((5_000.0, (4_500.0, 6_000.0))),
        }],
        warnings: vec![said("list_influential", list)],
    };
    let mut part = whole.clone();
    list.clone_into(&mut part.name);
    part.range = None;
    part.methods.retain(|method| method.outcome.is_err());
    EstimateReport {
        generator: "testigo 0".to_owned(),
        files: vec![InputFile {
            name: format!("{list}.csv"),
            sha256: "ab".repeat(32),
        }],
        observed: 4_400,
        lists: vec![ListLine {
            name: list.to_owned(),
            people: 1_910,
            only_here: 1_131,
        }],
        lists_used: 4,
        combinations: vec![CombinationLine {
            lists: vec![list.to_owned(), "b".to_owned()],
            people: 177,
        }],
        pairs: vec![PairLine {
            lists: [list.to_owned(), "b".to_owned()],
            people: 403,
            shares: [0.211, 0.264],
        }],
        combinations_drawing: None,
        level: "95".to_owned(),
        whole,
        lower_bound: Some(8_586.0),
        strata: vec![part],
        strata_drawing: None,
        seed: 7,
        settings: vec![("lcmcr.classes".to_owned(), "10".to_owned())],
    }
}

/// The page without its style sheet.
fn body(language: Language, list: &str) -> String {
    let html = estimate_html(&sample(list), &Words::new(language));
    html.split_once("</style>")
        .expect("a style sheet")
        .1
        .to_owned()
}

#[test]
fn the_page_in_english() {
    insta::assert_snapshot!(body(Language::English, "Lista A"));
}

#[test]
fn parts_stand_in_their_order_in_both_languages() {
    for language in Language::ALL {
        let html = body(language, "Lista A");
        let order = [
            "counted",
            "lists",
            "estimates",
            "sensitivity",
            "warnings",
            "settings",
            "quote",
        ];
        let places: Vec<usize> = order
            .iter()
            .map(|part| {
                html.find(&format!("<section class=\"part\" id=\"{part}\""))
                    .unwrap()
            })
            .collect();
        assert!(places.is_sorted(), "{places:?}");
    }
}

#[test]
fn a_refusal_never_reads_as_zero() {
    let words = [
        (
            Language::English,
            "This does not mean that there were no undocumented people.",
        ),
        (
            Language::Spanish,
            "Esto no significa que no haya habido personas sin documentar.",
        ),
    ];
    for (language, sentence) in words {
        let html = body(language, "Lista A");
        // Once for the part without any figure, and once for each refused method.
        assert_eq!(html.matches(sentence).count(), 3, "{html}");
        assert!(!html.contains(">0<"), "{html}");
    }
}

#[test]
fn nothing_is_loaded_and_foreign_text_is_text() {
    let html = estimate_html(
        &sample("<script src=\"http://x\">\u{202e}'\""),
        &Words::new(Language::Spanish),
    );
    for never in [
        "<script", "http://", "https://", "url(", "@import", "\u{202e}", "<img", "<link",
    ] {
        let without_text = html.replace("src=&quot;http://x&quot;", "");
        assert!(!without_text.contains(never), "{never}");
    }
    assert!(html.contains("default-src 'none'"));
    assert!(html.contains("&lt;script"));
}
