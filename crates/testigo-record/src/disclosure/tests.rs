use super::*;

const TITLE: Question = Question {
    kind: "incident",
    field: "title",
    value: &Type::Label,
    record_level: Level::Public,
    field_level: None,
    consent: Consent::NotNeeded,
    reference_leaves: true,
    dossier_level: Level::Public,
};

fn check(question: &Question, expected: &str) {
    let found = match gate(question) {
        Decision::Leaves => "leaves",
        Decision::Withheld(reason) => reason.code(),
    };
    assert_eq!(found, expected, "{question:?}");
}

#[test]
fn the_record_and_its_consent() {
    use Consent::{Granted, Missing, NotNeeded, Refused};
    use Level::{Coalition, Recipient, Restricted, Sealed};
    for (record_level, consent, dossier_level, expected) in [
        (Level::Public, NotNeeded, Level::Public, "leaves"),
        (Level::Public, Granted, Level::Public, "leaves"),
        (Level::Public, Missing, Level::Public, "consent"),
        (Level::Public, Refused, Level::Public, "consent"),
        (Level::Public, Granted, Restricted, "level"),
        (Level::Public, Granted, Sealed, "level"),
        (Level::Public, Refused, Sealed, "level"),
        (Recipient, NotNeeded, Level::Public, "level"),
        (Recipient, NotNeeded, Recipient, "leaves"),
        (Recipient, Refused, Level::Public, "consent"),
        (Coalition, Granted, Recipient, "level"),
        (Coalition, Granted, Coalition, "leaves"),
        (Restricted, Granted, Coalition, "level"),
        (Sealed, Granted, Coalition, "level"),
        (Restricted, Granted, Restricted, "level"),
    ] {
        check(
            &Question {
                record_level,
                consent,
                dossier_level,
                ..TITLE
            },
            expected,
        );
    }
}

#[test]
fn the_field_and_its_reference() {
    use Level::{Coalition, Public, Recipient, Sealed};
    let name = Question {
        kind: "person",
        field: "name",
        value: &Type::Name,
        ..TITLE
    };
    let narrative = Question {
        field: "narrative",
        value: &Type::Text,
        ..TITLE
    };
    for (question, field_level, reference_leaves, dossier_level, expected) in [
        (TITLE, None, true, Public, "leaves"),
        (TITLE, Some(Recipient), true, Public, "policy"),
        (TITLE, Some(Recipient), true, Recipient, "leaves"),
        (TITLE, Some(Sealed), true, Coalition, "policy"),
        (TITLE, None, false, Public, "reference"),
        (TITLE, Some(Sealed), false, Public, "policy"),
        (narrative, None, true, Coalition, "policy"),
        (narrative, Some(Public), true, Public, "leaves"),
        (name, None, true, Public, "policy"),
        (name, None, true, Recipient, "leaves"),
        (name, Some(Public), true, Public, "leaves"),
        (name, Some(Coalition), true, Recipient, "policy"),
    ] {
        check(
            &Question {
                field_level,
                reference_leaves,
                dossier_level,
                ..question
            },
            expected,
        );
    }
    let closed = Question {
        field_level: Some(Sealed),
        reference_leaves: false,
        ..TITLE
    };
    check(
        &Question {
            record_level: Recipient,
            ..closed
        },
        "level",
    );
    check(
        &Question {
            consent: Consent::Missing,
            ..closed
        },
        "consent",
    );
}

#[test]
fn ceilings_of_fields() {
    for (kind, name, value, expected) in [
        ("person", "by", Type::Name, Level::Restricted),
        ("claim", "by", Type::Label, Level::Restricted),
        ("level", "reason", Type::Label, Level::Restricted),
        ("person", "locator", Type::Label, Level::Recipient),
        ("person", "recorded_at", Type::Label, Level::Public),
        ("person", "source", Type::Reference, Level::Public),
        ("claim", "subject", Type::Reference, Level::Public),
        ("person", "name", Type::Name, Level::Recipient),
        ("person", "alias.2", Type::Name, Level::Recipient),
        ("source", "name", Type::Name, Level::Public),
        ("item", "name", Type::Name, Level::Restricted),
        ("receipt", "path", Type::Label, Level::Restricted),
        ("claim", "name", Type::Name, Level::Restricted),
        ("involvement", "name", Type::Name, Level::Recipient),
        ("involvement", "role", Type::Label, Level::Public),
        ("person", "sex", Type::Label, Level::Public),
        ("person", "x.height", Type::Label, Level::Recipient),
        ("person", "x.1", Type::Label, Level::Recipient),
        ("entry", "x.private_info", Type::Label, Level::Restricted),
        // A column that names lines is kept as `key`, and under its own name.
        ("entry", "x.id", Type::Label, Level::Restricted),
        ("entry", "x.codigo_de_caso", Type::Label, Level::Restricted),
        ("entry", "x.idea", Type::Label, Level::Recipient),
        ("person", "x.height", Type::Text, Level::Restricted),
        ("place", "name", Type::Text, Level::Restricted),
        ("person", "never heard of", Type::Label, Level::Restricted),
        ("never_heard_of", "name", Type::Name, Level::Restricted),
    ] {
        assert_eq!(ceiling(kind, name, &value), expected, "{kind}.{name}");
    }
}

const CONSENTS: [Consent; 4] = [
    Consent::NotNeeded,
    Consent::Missing,
    Consent::Granted,
    Consent::Refused,
];

/// A field for each ceiling that the vocabulary has.
const FIELDS: [(&str, &str, Type, Level); 4] = [
    ("item", "path", Type::Label, Level::Restricted),
    ("account", "narrative", Type::Text, Level::Restricted),
    ("person", "name", Type::Name, Level::Recipient),
    ("incident", "title", Type::Label, Level::Public),
];

/// Every combination of levels, field, a person's decision, consent and reference.
fn every_question() -> Vec<(Question<'static>, Level)> {
    let decisions = || std::iter::once(None).chain(Level::ALL.map(Some));
    let mut questions = Vec::new();
    for (kind, field, value, policy) in &FIELDS {
        for (record_level, dossier_level) in Level::ALL
            .iter()
            .flat_map(|record| Level::ALL.map(|dossier| (*record, dossier)))
        {
            for field_level in decisions() {
                for (consent, reference_leaves) in CONSENTS
                    .into_iter()
                    .flat_map(|consent| [true, false].map(|leaves| (consent, leaves)))
                {
                    let question = Question {
                        kind,
                        field,
                        value,
                        record_level,
                        field_level,
                        consent,
                        reference_leaves,
                        dossier_level,
                    };
                    questions.push((question, field_level.unwrap_or(*policy)));
                }
            }
        }
    }
    questions
}

fn leaves(question: &Question) -> bool {
    gate(question) == Decision::Leaves
}

#[test]
fn every_combination() {
    let questions = every_question();
    assert_eq!(questions.len(), 4 * 5 * 5 * 6 * 4 * 2);
    for (question, limit) in &questions {
        let goes_to = question.dossier_level;
        let expected = goes_to >= Level::Coalition
            && question.record_level >= goes_to
            && *limit >= goes_to
            && matches!(question.consent, Consent::NotNeeded | Consent::Granted)
            && question.reference_leaves;
        assert_eq!(leaves(question), expected, "{question:?}");
        if question.record_level < Level::Coalition || *limit < Level::Coalition {
            assert!(
                !leaves(question),
                "sealed and restricted never leave: {question:?}"
            );
        }
    }
    // Counted by hand: with each ceiling c and no reference in the way, consent in two of four ways: the pairs (record,
    // dossier) with coalition <= dossier <= min(record, c).
    let pairs = |limit: Level| match limit {
        Level::Sealed | Level::Restricted => 0,
        Level::Coalition => 3,
        Level::Recipient => 5,
        Level::Public => 6,
    };
    let expected: usize = FIELDS
        .iter()
        .map(|(.., policy)| 2 * (pairs(*policy) + Level::ALL.into_iter().map(pairs).sum::<usize>()))
        .sum();
    assert_eq!(
        questions
            .iter()
            .filter(|(question, _)| leaves(question))
            .count(),
        expected
    );
}

/// Going further, or allowing less, never lets more leave.
#[test]
fn less_allowed_is_less_leaving() {
    for (question, _) in every_question() {
        if leaves(&question) {
            continue;
        }
        let tighter = |changed: Question| assert!(!leaves(&changed), "{question:?} -> {changed:?}");
        let sound_dossier = question.dossier_level >= Level::Coalition;
        for level in Level::ALL {
            if sound_dossier && level > question.dossier_level {
                tighter(Question {
                    dossier_level: level,
                    ..question
                });
            }
            if level < question.record_level {
                tighter(Question {
                    record_level: level,
                    ..question
                });
            }
            let limit = question
                .field_level
                .unwrap_or_else(|| ceiling(question.kind, question.field, question.value));
            if level < limit {
                tighter(Question {
                    field_level: Some(level),
                    ..question
                });
            }
        }
        tighter(Question {
            consent: Consent::Missing,
            ..question
        });
        tighter(Question {
            consent: Consent::Refused,
            ..question
        });
        tighter(Question {
            reference_leaves: false,
            ..question
        });
    }
}

/// How far fields go as long as nobody decided, read out of the design and not out of the vocabulary: names of people go
/// to a recipient at most; whoever helped, and every free text, stays; how to reach somebody is sealed. What is not here
/// tells what happened, and may be public.
const KEPT: &[(&str, &str, Level)] = &[
    ("person entry", "contact", Level::Sealed),
    ("person entry", "id_document protection", Level::Restricted),
    (
        "person entry",
        "name given_name surname second_surname alias birth birth_place religion civil_status",
        Level::Recipient,
    ),
    ("entry", "row", Level::Recipient),
    (
        "account",
        "narrative taken_by interpreter present prior_account shown",
        Level::Restricted,
    ),
    ("account", "session benefits", Level::Recipient),
    (
        "incident intervention proceeding",
        "narrative",
        Level::Restricted,
    ),
    (
        "item",
        "name path path_bytes modified collected_by title description author addressee capture original_name translator",
        Level::Restricted,
    ),
    ("item source", "url", Level::Recipient),
    ("source", "description author", Level::Restricted),
    ("assessment", "reasons", Level::Restricted),
    ("assessment", "reliability", Level::Recipient),
    ("intervention proceeding", "file_number", Level::Recipient),
];

/// Fields that every statement has: who acted and why stays, where in the source goes to a recipient.
const OF_STATEMENTS: [(&str, Level); 8] = [
    ("by", Level::Restricted),
    ("reason", Level::Restricted),
    ("locator", Level::Recipient),
    ("recorded_at", Level::Public),
    ("source", Level::Public),
    ("import", Level::Public),
    ("subject", Level::Public),
    ("level", Level::Public),
];

/// Every kind with every field that it can have, and how far the field goes.
fn every_field() -> Vec<(&'static str, String, Type, Level)> {
    let mut all = Vec::new();
    for kind in crate::vocabulary::kinds() {
        for definition in crate::vocabulary::fields(kind) {
            let has = |list: &str, word: &str| list.split(' ').any(|other| other == word);
            let kept = KEPT
                .iter()
                .find(|(kinds, names, _)| has(kinds, kind) && has(names, definition.name));
            let limit = kept.map_or(Level::Public, |(_, _, limit)| *limit);
            all.push((*kind, definition.name.to_owned(), definition.value, limit));
            if definition.multiple {
                // A second value is what the first is.
                all.push((
                    *kind,
                    format!("{}.2", definition.name),
                    definition.value,
                    limit,
                ));
            }
        }
        all.push((*kind, "x.own".to_owned(), Type::Label, Level::Recipient));
        for (name, limit) in OF_STATEMENTS {
            all.push((*kind, name.to_owned(), Type::Identifier, limit));
        }
    }
    all
}

/// The rules of the gate, one after the other: nothing leaves at a level that is none to leave at, without a consent that
/// is needed, beyond the level of its record, or beyond that of the field, which a person may set either way.
#[test]
fn every_kind_field_level_and_consent() {
    let fields = every_field();
    let known: usize = KEPT
        .iter()
        .map(|(kinds, names, _)| kinds.split(' ').count() * names.split(' ').count())
        .sum();
    let below_public = fields
        .iter()
        .filter(|(_, name, _, limit)| {
            let of_vocabulary = !name.ends_with(".2") && !name.starts_with("x.");
            let of_statement = OF_STATEMENTS.iter().any(|(other, _)| other == name);
            of_vocabulary && !of_statement && *limit < Level::Public
        })
        .count();
    assert_eq!(below_public, known, "each field that is kept exists");
    for (kind, name, value, limit) in &fields {
        for record_level in Level::ALL {
            for dossier_level in Level::ALL {
                for consent in CONSENTS {
                    for field_level in std::iter::once(None).chain(Level::ALL.map(Some)) {
                        let question = Question {
                            kind,
                            field: name,
                            value,
                            record_level,
                            field_level,
                            consent,
                            reference_leaves: true,
                            dossier_level,
                        };
                        let is_given = consent == Consent::NotNeeded || consent == Consent::Granted;
                        let goes_far = field_level.unwrap_or(*limit) >= dossier_level
                            && record_level >= dossier_level;
                        let is_a_level =
                            dossier_level != Level::Sealed && dossier_level != Level::Restricted;
                        let expected = is_a_level && is_given && goes_far;
                        assert_eq!(leaves(&question), expected, "{question:?}");
                    }
                }
            }
        }
    }
}
