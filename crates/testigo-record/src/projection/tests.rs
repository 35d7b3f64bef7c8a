use testigo_custody::{ArchiveId, Head, Seed, Statement};

use super::*;
use crate::claimed_value::{ClaimedValue, claimed_fields};

mod properties;

fn id_text(number: u8) -> String {
    StatementId::from_bytes([number; 32]).to_string()
}

fn statement_id(number: u8) -> StatementId {
    StatementId::from_bytes([number; 32])
}

fn checked(kind: &str, fields: &[(&str, &str)]) -> Checked {
    let fields: Vec<(usize, Field)> = fields
        .iter()
        .enumerate()
        .map(|(index, (name, value))| {
            (
                index + 1,
                Field {
                    name: (*name).to_owned(),
                    value: (*value).to_owned(),
                },
            )
        })
        .collect();
    let head = Head {
        archive: ArchiveId::from_bytes([1; 32]),
        log: LogId::from_bytes([2; 32]),
        kind: kind.to_owned(),
        critical: kind == "hearsay",
    };
    Checked {
        id: statement_id(9),
        head: Some(head),
        field_names: fields.iter().map(|(_, field)| field.name.clone()).collect(),
        parts: fields.len() + 1,
        fields,
    }
}

/// A statement without any field.
fn empty(kind: &str) -> Projected {
    let claiming = creates_record(kind) || matches!(kind, "claim" | "supersession" | "receipt");
    let silent = matches!(
        kind,
        "level"
            | "erased"
            | "retraction"
            | "import"
            | "judgement"
            | "figure"
            | "vocabulary"
            | "release"
            | "archive"
            | "log"
    );
    Projected {
        id: statement_id(9),
        log: LogId::from_bytes([2; 32]),
        position: 7,
        kind: kind.to_owned(),
        known_kind: claiming || silent,
        critical: kind == "hearsay",
        recorded_at: None,
        by: None,
        source: None,
        locator: None,
        subject: None,
        import: None,
        key: None,
        level: None,
        reason: None,
        field: None,
        targets: Vec::new(),
        claims: Vec::new(),
        other: Vec::new(),
    }
}

fn plain_claim(field: &str, part: usize, value: &str) -> ProjectedClaim {
    ProjectedClaim {
        field: field.to_owned(),
        part,
        value: value.to_owned(),
        folded: fold(value),
        low: None,
        high: None,
        refers: None,
        unread: false,
        absent: None,
    }
}

/// No value, and why: the words as written, or else the reason.
#[test]
fn what_is_absent_has_no_meaning() {
    for (json, value) in [
        (r#"{"absent":"not_asked","written":""}"#, "not_asked"),
        (r#"{"absent":"not_asked","written":"2019"}"#, "2019"),
    ] {
        let rows = project(
            &checked("person", &[("birth", json)]),
            LogId::from_bytes([2; 32]),
            7,
        );
        let expected = ProjectedClaim {
            unread: true,
            absent: Some(Absence::NotAsked),
            ..plain_claim("birth", 1, value)
        };
        assert_eq!(rows.claims, [expected]);
    }
}

fn check(kind: &str, fields: &[(&str, &str)], expected: &Projected) {
    let found = project(&checked(kind, fields), LogId::from_bytes([2; 32]), 7);
    assert_eq!(&found, expected, "{kind} {fields:?}");
}

#[test]
fn a_record() {
    let (source, import, incident) = (id_text(3), id_text(4), id_text(5));
    let quoted = |id: &str| format!("\"{id}\"");
    let expected = Projected {
        recorded_at: Some("2026-01-02T03:04:05Z".to_owned()),
        by: Some("Una \"Persona\"".to_owned()),
        source: Some(statement_id(3)),
        locator: Some("p. 4".to_owned()),
        import: Some(statement_id(4)),
        level: Some(Level::Coalition),
        claims: vec![
            ProjectedClaim {
                refers: Some(statement_id(5)),
                ..plain_claim("incident", 7, &incident)
            },
            ProjectedClaim {
                low: Some(18_201),
                high: Some(18_230),
                ..plain_claim("date", 8, "2019-11")
            },
            ProjectedClaim {
                low: Some(30),
                high: Some(38),
                ..plain_claim("age", 9, "about 34")
            },
            plain_claim("place", 10, "Vado Hondo"),
            plain_claim("type", 11, "030101"),
            ProjectedClaim {
                unread: true,
                ..plain_claim("cause", 12, "¿?")
            },
        ],
        ..empty("act")
    };
    check(
        "act",
        &[
            ("recorded_at", r#""2026-01-02T03:04:05Z""#),
            ("by", r#""Una \"Persona\"""#),
            ("source", &quoted(&source)),
            ("locator", r#""p. 4""#),
            ("import", &quoted(&import)),
            ("level", r#""coalition""#),
            ("incident", &quoted(&incident)),
            ("date", r#""2019-11""#),
            ("age", r#""about 34""#),
            ("place", r#""Vado Hondo""#),
            ("type", r#""030101""#),
            ("cause", r#"{"unread":"¿?"}"#),
        ],
        &expected,
    );
}

#[test]
fn claims_about_a_record() {
    let expected = Projected {
        subject: Some(statement_id(3)),
        claims: vec![
            plain_claim("alias", 2, "Uno"),
            plain_claim("alias", 3, "Dos"),
            plain_claim("sex", 4, "02"),
            ProjectedClaim {
                low: Some(61),
                ..plain_claim("victims.killed.count", 5, ">60")
            },
            plain_claim("x.altura", 6, "alta"),
            ProjectedClaim {
                unread: true,
                ..plain_claim("x.altura", 7, "?")
            },
        ],
        ..empty("claim")
    };
    check(
        "claim",
        &[
            ("subject", &format!("\"{}\"", id_text(3))),
            ("alias", r#""Uno""#),
            ("alias.2", r#""Dos""#),
            ("sex", r#""02""#),
            ("victims.killed.count", r#"">60""#),
            ("x.1", r#"{"name":"x.altura","value":"alta"}"#),
            ("x.2", r#"{"name":"x.altura","value":{"unread":"?"}}"#),
        ],
        &expected,
    );
}

#[test]
fn consents_items_and_receipts() {
    let subject = format!("\"{}\"", id_text(3));
    let consent = Projected {
        subject: Some(statement_id(3)),
        claims: vec![
            plain_claim("purpose", 2, "share_un"),
            plain_claim("status", 3, "granted"),
        ],
        ..empty("consent")
    };
    check(
        "consent",
        &[
            ("subject", &subject),
            ("purpose", r#""share_un""#),
            ("status", r#""granted""#),
        ],
        &consent,
    );
    for kind in ["item", "receipt"] {
        let expected = Projected {
            claims: vec![
                plain_claim("path", 1, "a/b.jpg"),
                ProjectedClaim {
                    low: Some(12),
                    high: Some(12),
                    ..plain_claim("bytes", 2, "12")
                },
            ],
            ..empty(kind)
        };
        check(
            kind,
            &[("path", r#""a/b.jpg""#), ("bytes", r#""12""#)],
            &expected,
        );
    }
}

#[test]
fn kinds_without_claims() {
    let (one, two) = (id_text(1), id_text(2));
    let other = |fields: &[(&str, &str)]| {
        fields
            .iter()
            .map(|(name, json)| ((*name).to_owned(), (*json).to_owned()))
            .collect()
    };
    let level = Projected {
        subject: Some(statement_id(1)),
        level: Some(Level::Public),
        reason: Some("asked".to_owned()),
        field: Some("name".to_owned()),
        ..empty("level")
    };
    let subject = format!("\"{one}\"");
    check(
        "level",
        &[
            ("subject", &subject),
            ("level", r#""public""#),
            ("reason", r#""asked""#),
            ("field", r#""name""#),
        ],
        &level,
    );
    let erased = Projected {
        targets: vec![statement_id(1), statement_id(2)],
        ..empty("erased")
    };
    check(
        "erased",
        &[("targets", &format!(r#"["{one}","{two}"]"#))],
        &erased,
    );
    check("erased", &[("targets", "[]")], &empty("erased"));
    for kind in SILENT_KINDS {
        let fields = [
            ("name", r#""A""#),
            ("rows", "12"),
            ("x.1", r#"{"name":"x.a","value":"b"}"#),
        ];
        check(
            kind,
            &fields,
            &Projected {
                other: other(&fields),
                ..empty(kind)
            },
        );
    }
    let unknown = [("verdict", r#""a""#)];
    let expected = Projected {
        known_kind: false,
        subject: Some(statement_id(1)),
        other: other(&unknown),
        ..empty("hearsay")
    };
    check(
        "hearsay",
        &[("subject", &subject), ("verdict", r#""a""#)],
        &expected,
    );
}

#[test]
fn what_is_not_as_the_format_wants_it_is_kept() {
    let many = format!("[{}]", vec![format!("\"{}\"", id_text(1)); 1_001].join(","));
    for (name, json) in [
        ("recorded_at", "12"),
        ("by", r#"["a"]"#),
        ("source", r#""0a""#),
        ("subject", "null"),
        ("import", r#""""#),
        ("level", r#""top""#),
        ("targets", r#"["0a"]"#),
        ("targets", "["),
        ("targets", "[1]"),
        ("targets", &format!(r#"["{}",]"#, id_text(1))),
        ("targets", &many),
    ] {
        let expected = Projected {
            other: vec![(name.to_owned(), json.to_owned())],
            ..empty("person")
        };
        check("person", &[(name, json)], &expected);
    }
    let thousand = format!("[{}]", vec![format!("\"{}\"", id_text(1)); 1_000].join(","));
    let erased = Projected {
        targets: vec![statement_id(1); 1_000],
        ..empty("erased")
    };
    check("erased", &[("targets", &thousand)], &erased);
    for (name, json, field, value) in [
        ("age", r#""ca. 34""#, "age", "ca. 34"),
        ("age", r#""151""#, "age", "151"),
        ("age", "34", "age", "34"),
        ("birth", r#""yesterday""#, "birth", "yesterday"),
        ("sex", r#""female""#, "sex", "female"),
        (
            "x.1",
            r#"{"name":"sex","value":"02"}"#,
            "x.1",
            r#"{"name":"sex","value":"02"}"#,
        ),
        ("x.1", r#""02""#, "x.1", r#""02""#),
        (
            "x.01",
            r#"{"name":"x.a","value":"b"}"#,
            "x.01",
            r#"{"name":"x.a","value":"b"}"#,
        ),
    ] {
        let claim = ProjectedClaim {
            unread: true,
            ..plain_claim(field, 1, value)
        };
        check(
            "person",
            &[(name, json)],
            &Projected {
                claims: vec![claim],
                ..empty("person")
            },
        );
    }
    // A field that the vocabulary does not have is text.
    let claim = plain_claim("shoe_size", 1, "42");
    check(
        "person",
        &[("shoe_size", r#""42""#)],
        &Projected {
            claims: vec![claim],
            ..empty("person")
        },
    );
}

#[test]
fn a_statement_that_shows_nothing() {
    let bare = Checked {
        head: None,
        fields: Vec::new(),
        ..checked("person", &[])
    };
    let expected = Projected {
        kind: String::new(),
        known_kind: false,
        ..empty("person")
    };
    assert_eq!(project(&bare, LogId::from_bytes([2; 32]), 7), expected);
}

#[test]
fn part_numbers_are_places_in_the_statement() {
    let head = checked("person", &[]).head.unwrap();
    let claims = [
        (
            "given_name".to_owned(),
            ClaimedValue::Read("Ñusta".to_owned()),
        ),
        ("x.altura".to_owned(), ClaimedValue::Read("alta".to_owned())),
        ("surname".to_owned(), ClaimedValue::Read("Rima".to_owned())),
    ];
    let statement = Statement::new(&head, claimed_fields(&claims)).unwrap();
    let opening = statement
        .opening(Seed::from_bytes([5; 32]))
        .showing(|_, name| name != "x.1");
    let rows = project(&opening.check().unwrap(), LogId::from_bytes([2; 32]), 7);
    assert_eq!(
        rows.claims,
        [
            plain_claim("given_name", 1, "Ñusta"),
            plain_claim("surname", 3, "Rima")
        ]
    );
    assert_eq!(rows.id, opening.commitment());
}
