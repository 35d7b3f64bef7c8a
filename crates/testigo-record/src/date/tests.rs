use proptest::prelude::*;

use super::*;

/// `first` and `last` as plain days; an empty text is an open end.
fn check(text: &str, first: &str, last: &str) {
    let day = |text: &str| (!text.is_empty()).then(|| Date::parse(text).unwrap().earliest.unwrap());
    let expected = Date {
        text: text.to_owned(),
        earliest: day(first),
        latest: day(last),
    };
    assert_eq!(Date::parse(text), Some(expected), "{text}");
}

#[test]
fn dates_and_their_days() {
    check("2019", "2019-01-01", "2019-12-31");
    check("2019-11", "2019-11-01", "2019-11-30");
    check("2019-11-15", "2019-11-15", "2019-11-15");
    check("2019-11-15?", "2019-11-15", "2019-11-15");
    check("2019-11~", "2019-11-01", "2019-11-30");
    check("2019%", "2019-01-01", "2019-12-31");
    check("2019-XX", "2019-01-01", "2019-12-31");
    check("2019-11-XX", "2019-11-01", "2019-11-30");
    check("2019-XX-XX", "2019-01-01", "2019-12-31");
    check("2019-XX-15", "2019-01-15", "2019-12-15");
    check("2020-02", "2020-02-01", "2020-02-29");
    check("1900-02-XX", "1900-02-01", "1900-02-28");
    check("-0044-03-15", "-0044-03-15", "-0044-03-15");
    check("2019-11/2020-11", "2019-11-01", "2020-11-30");
    check("2019-11-15?/2019~", "2019-11-15", "2019-12-31");
    check("../2019-11-15", "", "2019-11-15");
    check("2019/..", "2019-01-01", "");
}

#[test]
fn no_dates() {
    for text in [
        "",
        " ",
        "19",
        "201",
        "20199",
        "2019-",
        "2019-1",
        "2019-00",
        "2019-13",
        "2019-11-00",
        "2019-11-31",
        "2019-02-29",
        "1900-02-29",
        "2019-xx",
        "XXXX",
        "2019-11-15??",
        "?",
        "2019-11-15-01",
        "-0000",
        "--2019",
        "+2019",
        "2019/",
        "/2019",
        "../..",
        "2020/2019",
        "2019/2020/2021",
        "15/11/2019",
        "2019-11-15T10:00:00Z",
        "２０１９",
        "2019-XX-32",
        "yesterday",
    ] {
        assert_eq!(Date::parse(text), None, "{text}");
    }
}

#[test]
fn known_days() {
    for (year, month, day, number) in [
        (1970, 1, 1, 0),
        (1969, 12, 31, -1),
        (2000, 2, 29, 11_016),
        (2000, 3, 1, 11_017),
        (2019, 11, 15, 18_215),
        (0, 3, 1, -719_468),
        (9999, 12, 31, 2_932_896),
        (-9999, 1, 1, -4_371_587),
    ] {
        assert_eq!(
            day_number(year, month, day),
            Some(number),
            "{year}-{month}-{day}"
        );
        assert_eq!(civil(number), (year, month, day));
    }
    for (year, month, day) in [
        (10_000, 1, 1),
        (-10_000, 12, 31),
        (2019, 0, 1),
        (2019, 1, 32),
        (2019, 1, 0),
    ] {
        assert_eq!(day_number(year, month, day), None);
    }
}

#[test]
fn days_follow_one_another() {
    let mut expected = day_number(-9_999, 1, 1).unwrap();
    for year in -9_999..=9_999 {
        for month in 1..=12 {
            for day in 1..=month_length_d(year, month) {
                assert_eq!(day_number(year, month, day), Some(expected));
                assert_eq!(civil(expected), (year, month, day));
                expected += 1;
            }
        }
    }
}

#[test]
fn timestamps() {
    for (seconds, text) in [
        (0, "1970-01-01T00:00:00Z"),
        (-1, "1969-12-31T23:59:59Z"),
        (1_767_323_045, "2026-01-02T03:04:05Z"),
        (253_402_300_799, "9999-12-31T23:59:59Z"),
        (-62_167_219_200, "0000-01-01T00:00:00Z"),
    ] {
        assert_eq!(timestamp_text(seconds), text);
        assert_eq!(parse_timestamp(text), Some(seconds));
    }
    assert_eq!(timestamp_text(i64::MAX), "9999-12-31T23:59:59Z");
    assert_eq!(timestamp_text(i64::MIN), "0000-01-01T00:00:00Z");
    for text in [
        "",
        "Z",
        "2026-01-02",
        "2026-01-02T03:04:05",
        "2026-01-02T03:04:05+00:00",
        "2026-01-02T24:00:00Z",
        "2026-01-02T03:60:00Z",
        "2026-01-02T03:04:60Z",
        "2026-02-30T00:00:00Z",
        "2026-01-02T03:04Z",
        "2026-01-02T03:04:05.1Z",
        "2026-01-02t03:04:05z",
        "2026-1-02T03:04:05Z",
    ] {
        assert_eq!(parse_timestamp(text), None, "{text}");
    }
}

fn simple() -> impl Strategy<Value = String> {
    let part = || {
        prop_oneof![
            Just("XX".to_owned()),
            (0_u32..=32).prop_map(|n| format!("{n:02}"))
        ]
    };
    let qualifier = prop_oneof![Just(""), Just("?"), Just("~"), Just("%")];
    (
        "-?[0-9]{4}",
        proptest::option::of((part(), proptest::option::of(part()))),
        qualifier,
    )
        .prop_map(|(year, rest, qualifier)| match rest {
            None => format!("{year}{qualifier}"),
            Some((month, None)) => format!("{year}-{month}{qualifier}"),
            Some((month, Some(day))) => format!("{year}-{month}-{day}{qualifier}"),
        })
}

fn any_date() -> impl Strategy<Value = String> {
    prop_oneof![
        simple(),
        (simple(), simple()).prop_map(|(start, end)| format!("{start}/{end}")),
        simple().prop_map(|end| format!("../{end}")),
        simple().prop_map(|start| format!("{start}/..")),
    ]
}

proptest! {
    #[test]
    fn canonical_text_reads_as_itself(text in any_date()) {
        if let Some(date) = Date::parse(&text) {
            prop_assert_eq!(Date::parse(&date.to_string()), Some(date.clone()));
            if let (Some(earliest), Some(latest)) = (date.earliest, date.latest) {
                prop_assert!(earliest <= latest);
            }
        }
    }

    #[test]
    fn any_text_is_survived(text in "\\PC{0,40}", pieces in "[-0-9X/.?~%TZ:]{0,34}") {
        for text in [text, pieces] {
            drop((Date::parse(&text), parse_timestamp(&text)));
        }
    }

    #[test]
    fn any_number_is_survived(number: i64, month: u32, day: u32) {
        drop((civil(number), day_number(number, month, day), timestamp_text(number)));
    }

    #[test]
    fn timestamps_come_back(seconds in -62_167_219_200_i64..=253_402_300_799) {
        prop_assert_eq!(parse_timestamp(&timestamp_text(seconds)), Some(seconds));
    }
}
