use proptest::prelude::*;
use testigo_custody::check_plain_json;

use super::*;

fn check(json: &str, expected: &ClaimedValue) {
    assert_eq!(&ClaimedValue::from_json(json), expected, "{json}");
}

#[test]
fn reads() {
    let read = |text: &str| ClaimedValue::Read(text.to_owned());
    let unread = |text: &str| ClaimedValue::Unread(text.to_owned());
    check(r#""""#, &read(""));
    check(r#""Ñusta""#, &read("Ñusta"));
    check(
        r#""a \"b\" \\ \n\t\b\f\r\u0001 c""#,
        &read("a \"b\" \\ \n\t\u{8}\u{c}\r\u{1} c"),
    );
    check(r#"{"unread":"ayer"}"#, &unread("ayer"));
    check(r#"{"unread":"\"ayer\""}"#, &unread("\"ayer\""));
    let absent = |absence, text: &str| ClaimedValue::Absent(absence, text.to_owned());
    for (json, expected) in [
        (
            r#"{"absent":"unknown","written":"no se sabe"}"#,
            absent(Absence::Unknown, "no se sabe"),
        ),
        (
            r#"{"absent":"not_applicable","written":""}"#,
            absent(Absence::NotApplicable, ""),
        ),
    ] {
        check(json, &expected);
        assert_eq!(expected.to_json(), json);
    }
    for json in [
        r#"{"absent":"perhaps","written":""}"#,
        r#"{"absent":"unknown"}"#,
        r#"{"absent":"unknown","written":""}}"#,
        "",
        "\"",
        "12",
        "null",
        "[]",
        "{}",
        r#"{"unread":12}"#,
        r#"{"unread":"a","b":"c"}"#,
        r#"{"unread":"a"#,
        r#""a"b"#,
        r#""a\q""#,
        r#""a\u12""#,
        r#""a\ud800""#,
        r#""a\"#,
    ] {
        check(json, &unread(json));
    }
}

#[test]
fn own_fields() {
    let check = |json: &str, expected: Option<(&str, &str, Standing)>| {
        let found = own_claimed(json);
        let found = found
            .as_ref()
            .map(|(name, text, unread)| (&**name, &**text, *unread));
        assert_eq!(found, expected, "{json}");
    };
    check(
        r#"{"name":"x.altura","value":"alta"}"#,
        Some(("x.altura", "alta", Standing::Read)),
    );
    check(
        r#"{"name":"x.altura","value":{"unread":"?"}}"#,
        Some(("x.altura", "?", Standing::Unread)),
    );
    check(
        r#"{"name":"x.altura","value":{"absent":"not_asked","written":""}}"#,
        Some(("x.altura", "", Standing::Absent(Absence::NotAsked))),
    );
    check(r#"{"name":"sex","value":"02"}"#, None);
    check(r#"{"name":"x.","value":"02"}"#, None);
    check(r#"{"name":"x.a\n","value":"02"}"#, None);
    check(r#"{"value":"02","name":"x.a"}"#, None);
    check(r#"{"name":"x.a","value":2}"#, None);
    check(r#""x.a""#, None);
    check(
        &format!(
            r#"{{"name":"x.{}","value":"1"}}"#,
            "a".repeat(OWN_NAME_BYTES_MAX)
        ),
        None,
    );
}

#[test]
fn fields_of_a_statement() {
    let read = |text: &str| ClaimedValue::Read(text.to_owned());
    let claims = [
        ("alias".to_owned(), read("Uno")),
        ("x.altura".to_owned(), read("alta")),
        ("alias".to_owned(), ClaimedValue::Unread("Dos".to_owned())),
        ("sex".to_owned(), read("02")),
        ("x.altura".to_owned(), read("media")),
        ("alias".to_owned(), read("Tres")),
    ];
    let fields: Vec<(String, String)> = claimed_fields(&claims)
        .into_iter()
        .map(|field| (field.name, field.value))
        .collect();
    let expected = [
        ("alias", r#""Uno""#),
        ("x.1", r#"{"name":"x.altura","value":"alta"}"#),
        ("alias.2", r#"{"unread":"Dos"}"#),
        ("sex", r#""02""#),
        ("x.2", r#"{"name":"x.altura","value":"media"}"#),
        ("alias.3", r#""Tres""#),
    ];
    assert_eq!(
        fields,
        expected.map(|(name, value)| (name.to_owned(), value.to_owned()))
    );
}

#[test]
fn noncharacters_do_not_keep_a_row_out() {
    let value = ClaimedValue::Unread("a\u{FFFF}b".to_owned());
    assert_eq!(value.to_json(), "{\"unread\":\"a\u{FFFD}b\"}");
}

proptest! {
    #[test]
    fn values_come_back(text: String, unread: bool) {
        prop_assume!(!text.contains(is_noncharacter));
        let value = if unread { ClaimedValue::Unread(text) } else { ClaimedValue::Read(text) };
        prop_assert_eq!(ClaimedValue::from_json(&value.to_json()), value);
    }

    #[test]
    fn every_value_is_plain_json(text: String, name: String) {
        let claim = (format!("x.{name}"), ClaimedValue::Unread(text.clone()));
        let fields = claimed_fields(&[claim, ("a".to_owned(), ClaimedValue::Read(text))]);
        for field in fields {
            prop_assert_eq!(check_plain_json(&field.value), Ok(()));
        }
    }

    #[test]
    fn strings_are_read_as_by_a_json_library(text: String) {
        let json = json_string(&text);
        let known: String = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(string(&json), Some(Cow::Owned(known)));
    }

    #[test]
    fn any_text_is_survived(text in "\\PC{0,30}", pieces in "[\\\\\"a{}:,unred0-9]{0,30}") {
        for text in [text, pieces] {
            for json in [text.clone(), format!("\"{text}"), format!("{{\"unread\":\"{text}"), format!("{{\"name\":\"x.{text}")] {
                drop((ClaimedValue::from_json(&json), own_claimed(&json), leading_string(&json)));
            }
        }
    }
}
