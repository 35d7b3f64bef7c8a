use proptest::prelude::*;

use super::*;

fn check(spellings: &[&str], canonical: &str, low: i64, high: Option<i64>) {
    let expected = Quantity {
        text: canonical.to_owned(),
        low: Some(low),
        high,
    };
    for text in spellings.iter().chain([&canonical]) {
        assert_eq!(Quantity::parse(text), Some(expected.clone()), "{text}");
    }
}

#[test]
fn spellings_and_ranges() {
    check(&["860", " 0860 "], "860", 860, Some(860));
    check(
        &["1,200", "1.200", "1 200", "1\u{a0}200", "1'200"],
        "1200",
        1_200,
        Some(1_200),
    );
    check(&["1,200,300"], "1200300", 1_200_300, Some(1_200_300));
    check(&["0"], "0", 0, Some(0));
    check(
        &[
            "about 860",
            "About  860",
            "~860",
            "~ 860",
            "ca. 860",
            "cerca de 860",
            "unos 860",
            "UNAS 860",
            "circa 860",
        ],
        "about 860",
        774,
        Some(946),
    );
    check(&["about 1"], "about 1", 0, Some(2));
    check(&["about 15"], "about 15", 13, Some(17));
}

#[test]
fn bounds_and_ranges() {
    check(
        &["over 60", "more than 60", "más de 60", "mas de 60", "> 60"],
        ">60",
        61,
        None,
    );
    check(
        &[
            "at least 60",
            "al menos 60",
            "por lo menos 60",
            "60+",
            "60 +",
            "≥60",
        ],
        ">=60",
        60,
        None,
    );
    check(
        &["under 60", "less than 60", "menos de 60"],
        "<60",
        0,
        Some(59),
    );
    check(
        &["at most 60", "up to 60", "hasta 60", "no más de 60", "≤ 60"],
        "<=60",
        0,
        Some(60),
    );
    check(
        &[
            "800-860",
            "800 – 860",
            "800 to 860",
            "800 a 860",
            "de 800 a 860",
            "between 800 and 860",
            "entre 800 y 860",
        ],
        "800..860",
        800,
        Some(860),
    );
    assert_eq!(Quantity::parse("800..800").unwrap().text, "800");
}

#[test]
fn no_quantities() {
    for text in [
        "",
        " ",
        "-5",
        "1.5",
        "12,34",
        "0.500",
        "1,2345",
        "1,200.300",
        "860..800",
        "..860",
        "860..",
        "<0",
        "> >60",
        "about",
        "many",
        "60 persons",
        "١٢",
        "1000000000000000",
        "~",
        "+",
        "60-",
        "1-2-3",
        "NaN",
    ] {
        assert_eq!(Quantity::parse(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn canonical_text_reads_as_itself(text in "(about |>|>=|<|<=|~|over |)[0-9]{1,6}(\\.\\.[0-9]{1,6}|\\+|)") {
        if let Some(quantity) = Quantity::parse(&text) {
            prop_assert_eq!(Quantity::parse(&quantity.to_string()), Some(quantity.clone()));
            prop_assert!(quantity.low.unwrap() >= 0);
            prop_assert!(quantity.high.is_none_or(|high| quantity.low.unwrap() <= high));
        }
    }

    #[test]
    fn about_holds_its_number(number in 0_i64..=999_999_999_999_999) {
        let quantity = Quantity::parse(&format!("about {number}")).unwrap();
        let (low, high) = (quantity.low.unwrap(), quantity.high.unwrap());
        prop_assert!(low <= number && number <= high);
        // Outwards, and by less than one.
        prop_assert!(low * 10 <= number * 9 && (low + 1) * 10 > number * 9);
        prop_assert!(high * 10 >= number * 11 && (high - 1) * 10 < number * 11);
    }

    #[test]
    fn any_text_is_survived(text in "\\PC{0,40}", pieces in "[-0-9.,<>=~+ ayto]{0,20}") {
        drop((Quantity::parse(&text), Quantity::parse(&pieces)));
    }
}
