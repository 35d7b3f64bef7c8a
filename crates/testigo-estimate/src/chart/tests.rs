use super::{
    BarRow, ChartWords, IntervalEnds, IntervalRow, UpsetList, UpsetRow, bars_chart, interval_chart,
    time_chart, upset_chart,
};

const WORDS: ChartWords<'static> = ChartWords {
    title: "Title",
    description: "How to read it",
};

fn row(label: &str, outer: Option<(f64, f64)>) -> IntervalRow {
    let ends = outer.map(|(low, high)| IntervalEnds {
        outer: (low, high),
        inner: (low * 0.75 + high * 0.25, low * 0.25 + high * 0.75),
    });
    IntervalRow {
        label: label.to_owned(),
        ends,
        refused: "no estimate is given".to_owned(),
    }
}

fn hostile(text: &str) -> bool {
    text.contains("<script") || text.contains('\u{202e}') || text.contains("onload=\"")
}

#[test]
fn intervals_stand_above_the_documented() {
    let rows = [row("dga", Some((9_827.0, 16_544.0))), row("sparse", None)];
    insta::assert_snapshot!(interval_chart(&rows, 4_400.0, "documented", WORDS));
}

#[test]
fn far_ends_are_drawn_by_factors() {
    let svg = interval_chart(
        &[row("far", Some((200.0, 90_000.0)))],
        150.0,
        "documented",
        WORDS,
    );
    for tick in [">1000<", ">10\u{202f}000<", ">50\u{202f}000<"] {
        assert!(svg.contains(tick), "{tick}: {svg}");
    }
    assert!(!svg.contains(">0<"), "{svg}");
}

#[test]
fn combinations_stand_largest_first() {
    let lists = ["a", "b", "c"].map(|name| UpsetList {
        name: name.to_owned(),
        people: 50,
    });
    let rows = [(vec![0], 20), (vec![0, 2], 45), (vec![1], 3)]
        .map(|(lists, people)| UpsetRow { lists, people });
    insta::assert_snapshot!(upset_chart(&lists, &rows, WORDS));
}

#[test]
fn groups_and_times_have_their_bars() {
    let rows =
        [("1999", 120, 150), ("2000", 0, 0), ("2001", 9_000, 12_345)].map(|(label, low, high)| {
            BarRow {
                label: label.to_owned(),
                low,
                high,
                number: format!("{low}-{high}"),
            }
        });
    insta::assert_snapshot!("bars", bars_chart(&rows, WORDS));
    insta::assert_snapshot!("time", time_chart(&rows, WORDS));
}

#[test]
fn foreign_text_is_never_markup() {
    let text = "\" onload=\"x\"><script>\u{202e}&\0";
    let words = ChartWords {
        title: text,
        description: text,
    };
    let lists = [UpsetList {
        name: text.to_owned(),
        people: 1,
    }];
    let combination = [UpsetRow {
        lists: vec![0],
        people: 1,
    }];
    let bar = [BarRow {
        label: text.to_owned(),
        low: 1,
        high: 2,
        number: text.to_owned(),
    }];
    for svg in [
        interval_chart(&[row(text, Some((1.0, 2.0)))], 1.0, text, words),
        upset_chart(&lists, &combination, words),
        bars_chart(&bar, words),
        time_chart(&bar, words),
    ] {
        assert!(!hostile(&svg), "{svg}");
    }
}

#[test]
fn empty_and_huge_charts_are_charts() {
    let huge = BarRow {
        label: String::new(),
        low: u64::MAX - 1,
        high: u64::MAX,
        number: String::new(),
    };
    for svg in [
        interval_chart(&[], 0.0, "", WORDS),
        interval_chart(&[row("far", Some((1.0, 1e18)))], 1.0, "", WORDS),
        upset_chart(&[], &[], WORDS),
        bars_chart(&[], WORDS),
        time_chart(&[huge], WORDS),
    ] {
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    }
}
