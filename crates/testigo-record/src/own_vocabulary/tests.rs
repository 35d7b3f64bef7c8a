use super::*;

const FILE: &str = "name = \"Ours\"\nversion = \"2\"\n\
    [[field]]\nname = \"x.height\"\nen = \"Height\"\nes = \"Estatura\"\nhelp_en = \"In centimetres\"\n\
    [[term]]\nvocabulary = \"act_type_core\"\ncode = \"burning\"\nen = \"Burning\"\n";

fn own(name: &str, text: &str) -> OwnVocabulary {
    OwnVocabulary::from_toml(&format!("name = \"{name}\"\n{text}")).unwrap()
}

#[test]
fn labels_in_one_language_or_the_other() {
    let labels = OwnLabels::of(&[OwnVocabulary::from_toml(FILE).unwrap()]);
    assert_eq!(labels.field("x.height", true), Some("Estatura"));
    assert_eq!(labels.field("x.height", false), Some("Height"));
    assert_eq!(
        labels.term("act_type_core", "burning", true),
        Some("Burning")
    );
    assert_eq!(labels.term("cause_of_death", "burning", true), None);
    assert_eq!(labels.field("x.other", true), None);
}

#[test]
fn what_is_no_vocabulary() {
    for (text, expected) in [
        ("", "missing field `name`"),
        ("name = \" \"", "it needs a name of at most 200 bytes"),
        ("name = 1", "invalid type: integer `1`, expected a string"),
        (
            "name = \"a\"\nwrong = 1",
            "unknown field `wrong`, expected one of `name`, `version`, `field`, `term`",
        ),
        (
            "name = \"a\"\n[[field]]\nname = \"height\"",
            "the name of an own field begins with x.: height",
        ),
        (
            "name = \"a\"\n[[term]]\nvocabulary = \"sex\"\ncode = \"x\"",
            "there is no open vocabulary of this name: sex",
        ),
        (
            "name = \"a\"\n[[term]]\nvocabulary = \"cause_of_death\"\ncode = \" x\"",
            "a term has no code, or one with spaces around it or longer than 200 bytes",
        ),
    ] {
        let error = OwnVocabulary::from_toml(text).unwrap_err();
        assert_eq!(error.to_string(), expected, "{text}");
    }
    let large = format!("name = \"{}\"", "a".repeat(BYTES_MAX));
    assert_eq!(
        OwnVocabulary::from_toml(&large),
        Err(OwnVocabularyError::TooLarge)
    );
}

#[track_caller]
fn check(vocabularies: &[OwnVocabulary], expected: &[(&str, &str, &str)]) {
    let problems = lint(vocabularies);
    let found: Vec<(&str, &str, &str)> = problems
        .iter()
        .map(|problem| {
            (
                problem.code,
                problem.subject.as_str(),
                problem.detail.as_str(),
            )
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn what_people_would_trip_over() {
    let field = |name: &str, en: &str, es: &str| {
        format!("[[field]]\nname = \"{name}\"\nen = \"{en}\"\nes = \"{es}\"\n")
    };
    let term = |code: &str, en: &str, es: &str| {
        format!(
            "[[term]]\nvocabulary = \"cause_of_death\"\ncode = \"{code}\"\nen = \"{en}\"\nes = \"{es}\"\n"
        )
    };
    let sound = own(
        "a",
        &(field("x.height", "Height", "Estatura") + &term("fall", "Fall", "Caída")),
    );
    check(std::slice::from_ref(&sound), &[]);
    check(
        &[own("a", &field("x.a", "", "A"))],
        &[("label_missing", "x.a", "en")],
    );
    check(
        &[own(
            "a",
            &(field("x.a", "One", "Uno") + &field("x.b", "óne", "Dos")),
        )],
        &[("label_twice", "x.b", "x.a")],
    );
    check(
        &[
            sound.clone(),
            own("b", &field("x.height", "Tallness", "Estatura")),
        ],
        &[("label_contradictory", "x.height", "en")],
    );
    check(
        &[own(
            "a",
            &(term("caida", "Fall", "Caída") + &term("Caída", "A fall", "Una caída")),
        )],
        &[(
            "code_nearly_same",
            "cause_of_death:Caída",
            "cause_of_death:caida",
        )],
    );
    check(
        &[own("a", &term("gun", "Gunshot", "Disparo"))],
        &[("term_built_in", "cause_of_death:gun", "small_arms")],
    );
    // The same label for a field and a term, or in two vocabularies, is no confusion.
    check(
        &[own(
            "a",
            &(field("x.fall", "Fall", "Caída") + &term("fall", "Fall", "Caída")),
        )],
        &[],
    );
    check(&[sound.clone(), sound], &[]);
}
