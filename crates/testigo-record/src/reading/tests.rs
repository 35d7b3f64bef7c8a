use proptest::prelude::*;

use super::*;
use crate::vocabulary::{field, fields, kinds};

fn check(kind: &str, name: &str, spellings: &[&str], expected: Result<&str, &'static str>) {
    let definition = field(kind, name).unwrap();
    for text in spellings {
        let found = read(definition, text);
        assert_eq!(
            found.as_deref().map_err(|error| error.code),
            expected,
            "{kind}.{name}: {text}"
        );
    }
}

#[test]
fn text() {
    check(
        "person",
        "name",
        &["  Ñusta Rima ", "N\u{303}usta Rima"],
        Ok("Ñusta Rima"),
    );
    check(
        "account",
        "narrative",
        &["first\nsecond\n"],
        Ok("first\nsecond"),
    );
    check("act", "place", &["Vado Hondo"], Ok("Vado Hondo"));
    check("person", "x.height", &["tall"], Ok("tall"));
    check("person", "name", &["", " \n ", "\u{a0}"], Err("empty"));
    check(
        "person",
        "name",
        &["a\u{FFFE}b", "\u{FDD0}", "\u{10FFFF}"],
        Err("noncharacter"),
    );
    check(
        "account",
        "narrative",
        &["a".repeat(VALUE_BYTES_MAX).as_str()],
        Err("too_long"),
    );
    check(
        "account",
        "narrative",
        &["\u{1}".repeat(VALUE_BYTES_MAX / 6 + 1).as_str()],
        Err("too_long"),
    );
    let longest = "a".repeat(VALUE_BYTES_MAX - 2);
    check("account", "narrative", &[&longest], Ok(&longest));
}

#[test]
fn dates_and_quantities() {
    check(
        "act",
        "date",
        &["2019-11-15?", " 2019-11-15? "],
        Ok("2019-11-15?"),
    );
    check("act", "date", &["15 Nov", "2019-02-30"], Err("not_a_date"));
    check(
        "incident",
        "victims.injured.count",
        &["cerca de 860"],
        Ok("about 860"),
    );
    check(
        "incident",
        "victims.injured.count",
        &["many", "-3"],
        Err("not_a_quantity"),
    );
    check("person", "age", &["34"], Ok("34"));
    check("person", "age", &["0"], Ok("0"));
    check("person", "age", &["150"], Ok("150"));
    check("person", "age", &[">60", "over 60"], Ok(">60"));
    check(
        "person",
        "age",
        &["151", ">150", "1934"],
        Err("out_of_range"),
    );
    check("person", "age", &["thirty"], Err("not_a_quantity"));
}

#[test]
fn decimals() {
    check(
        "place",
        "lat",
        &["-13.158", "\u{2212}013.158", " -13.158 "],
        Ok("-13.158"),
    );
    check("place", "lat", &["-13,15"], Ok("-13.15"));
    check("place", "lat", &["+5.50"], Ok("5.50"));
    check("place", "lat", &["90", "090"], Ok("90"));
    check("place", "lat", &["-0"], Ok("0"));
    check("place", "lat", &["-90.000"], Ok("-90.000"));
    check(
        "place",
        "lat",
        &["90.1", "-90.01", "91", "-1000"],
        Err("out_of_range"),
    );
    check("place", "lon", &["-180", "-0180"], Ok("-180"));
    check("place", "lon", &["180.00001"], Err("out_of_range"));
    check("place", "lat", &["", " "], Err("empty"));
    check(
        "place",
        "lat",
        &[
            "-13,158",
            ".5",
            "5.",
            "1.2.3",
            "1,2,3",
            "1e3",
            "north",
            "--1",
            "+-1",
            "1 2",
            "1234567890123456789",
        ],
        Err("not_a_number"),
    );
    check("item", "bytes", &["12345"], Ok("12345"));
    check("item", "bytes", &["0.5"], Ok("0.5"));
    check("item", "bytes", &["-1", "-0.5"], Err("out_of_range"));
}

#[test]
fn codes() {
    check(
        "person",
        "sex",
        &[
            "m",
            "M",
            "h",
            "V",
            "male",
            "Hombre",
            "MASCULINO",
            "man",
            "01",
        ],
        Ok("01"),
    );
    check(
        "person",
        "sex",
        &["f", "F", "female", "mujer", "Femenino", "woman", "02"],
        Ok("02"),
    );
    check(
        "person",
        "sex",
        &["unknown", "Desconocido", "desconocida", "99"],
        Ok("99"),
    );
    check(
        "person",
        "sex",
        &["x", "1", "?", "male or female"],
        Err("not_in_vocabulary"),
    );
    check("person", "unit", &["Familia", "family", "02"], Ok("02"));
    check(
        "act",
        "type",
        &["030102", "detention imprisonment", "DETENCIÓN"],
        Ok("030102"),
    );
    check("act", "type", &["Something else"], Ok("Something else"));
    check(
        "act",
        "cause",
        &["small_arms", "Small arms and light weapons", "bala"],
        Ok("small_arms"),
    );
    check(
        "consent",
        "status",
        &["granted", "Otorgado", "yes", "sí"],
        Ok("granted"),
    );
    check("consent", "status", &["maybe"], Err("not_in_vocabulary"));
    check(
        "consent",
        "purpose",
        &["share_un", "share un"],
        Ok("share_un"),
    );
    check("source", "kind", &["periódico"], Ok("press"));
}

#[test]
fn references() {
    let id = "0a".repeat(32);
    check("act", "victim", &[&id, &format!(" {id} ")], Ok(&id));
    check(
        "act",
        "victim",
        &["0a", &"0A".repeat(32), &"zz".repeat(32)],
        Err("not_a_reference"),
    );
    check("act", "place", &[&id], Ok(&id));
}

#[test]
fn what_canonical_texts_mean() {
    let meant = |kind, name, text| meaning(field(kind, name).unwrap(), text);
    let range = |low, high| {
        Some(Meaning {
            low,
            high,
            refers: None,
        })
    };
    let id = "0a".repeat(32);
    let refers = Some(Meaning {
        refers: id.parse().ok(),
        ..Meaning::default()
    });
    assert_eq!(meant("person", "name", "anything"), range(None, None));
    assert_eq!(meant("act", "date", "1970-01"), range(Some(0), Some(30)));
    assert_eq!(meant("act", "date", " 1970-01"), None);
    assert_eq!(meant("act", "date", "1970/.."), range(Some(0), None));
    assert_eq!(
        meant("person", "age", "about 40"),
        range(Some(36), Some(44))
    );
    assert_eq!(meant("person", "age", "ca. 40"), None);
    assert_eq!(meant("person", "age", "200"), None);
    assert_eq!(meant("place", "lat", "-13"), range(Some(-13), Some(-13)));
    assert_eq!(meant("place", "lat", "-13.5"), range(None, None));
    assert_eq!(meant("place", "lat", "-13,5"), None);
    assert_eq!(meant("place", "lat", "013"), None);
    assert_eq!(meant("person", "sex", "02"), range(None, None));
    assert_eq!(meant("person", "sex", "female"), None);
    assert_eq!(meant("act", "type", "as written"), range(None, None));
    assert_eq!(meant("act", "victim", &id), refers);
    assert_eq!(meant("act", "victim", "Rosa"), None);
    assert_eq!(meant("act", "place", &id), refers);
    assert_eq!(meant("act", "place", "Vado Hondo"), range(None, None));
}

#[test]
fn decimals_agree() {
    for (left, right, expected) in [
        ("13", "13", true),
        ("13", "13.5", true),
        ("13.1", "13.15", true),
        ("13.1", "13.2", false),
        ("13", "135", false),
        ("13", "-13", false),
        ("0", "-0.5", false),
    ] {
        let agrees = Decimal::parse(left)
            .unwrap()
            .agrees(&Decimal::parse(right).unwrap());
        assert_eq!(agrees, expected, "{left} {right}");
    }
}

proptest! {
    /// What was read is canonical: it reads as itself, and its meaning is known.
    #[test]
    fn what_is_read_reads_as_itself(text in "\\PC{0,30}", pieces in "[-0-9.,X/~<>= ]{0,14}") {
        for kind in kinds() {
            for definition in fields(kind) {
                for text in [&text, &pieces] {
                    if let Ok(canonical) = read(definition, text) {
                        prop_assert_eq!(read(definition, &canonical), Ok(canonical.clone()));
                        prop_assert!(meaning(definition, &canonical).is_some());
                    }
                    let _ = meaning(definition, text);
                }
            }
        }
    }
}
