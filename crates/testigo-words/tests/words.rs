//! Both languages say the same things: same identifiers, same variables, nothing empty, nothing half done.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use testigo_words::{Language, Words, identifier, identifiers};

const FILES: [&str; 6] = [
    "details",
    "errors",
    "findings",
    "interface",
    "report",
    "workspace",
];

/// The messages of several lines: everything else stands in a line or a paragraph.
const OF_SEVERAL_LINES: [&str; 1] = ["recovery-sheet"];

/// Message identifier to the variables in its text, of one file.
fn messages(language: Language, file: &str) -> BTreeMap<String, BTreeSet<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("words")
        .join(language.tag())
        .join(format!("{file}.ftl"));
    let text = std::fs::read_to_string(path).expect("a message file");
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with(|character: char| character.is_ascii_alphabetic()) {
            line.split_once('=')
                .expect("a message")
                .0
                .trim_end()
                .clone_into(&mut current);
            let twice = messages.insert(current.clone(), BTreeSet::new());
            assert_eq!(twice, None, "{current} stands twice");
        }
        for piece in line.split('$').skip(1) {
            let end = piece
                .find(|c: char| !c.is_ascii_alphanumeric())
                .unwrap_or(piece.len());
            messages
                .get_mut(&current)
                .expect("inside a message")
                .insert(piece[..end].to_owned());
        }
    }
    messages
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_variables() {
    for file in FILES {
        assert_eq!(
            messages(Language::English, file),
            messages(Language::Spanish, file),
            "{file}"
        );
    }
    assert_eq!(
        identifiers(Language::English),
        identifiers(Language::Spanish)
    );
    let unique: BTreeSet<String> = identifiers(Language::English).into_iter().collect();
    assert_eq!(
        unique.len(),
        identifiers(Language::English).len(),
        "an identifier stands in two files"
    );
}

#[test]
fn every_error_says_what_happened_and_what_to_do() {
    let all: BTreeSet<String> = identifiers(Language::English).into_iter().collect();
    let with = |prefix: &str| -> BTreeSet<String> {
        all.iter()
            .filter_map(|id| id.strip_prefix(prefix))
            .map(str::to_owned)
            .collect()
    };
    assert_eq!(with("err-"), with("rec-"));
}

#[test]
fn errors_use_only_the_two_agreed_variables_and_findings_none() {
    let agreed: BTreeSet<String> = ["path", "detail"].map(str::to_owned).into();
    for (id, variables) in messages(Language::English, "errors") {
        assert!(variables.is_subset(&agreed), "{id}: {variables:?}");
        assert!(
            id.starts_with("err-") || variables.is_empty(),
            "{id}: advice takes no arguments"
        );
    }
    for (id, variables) in messages(Language::English, "findings") {
        assert!(variables.is_empty(), "{id}: {variables:?}");
    }
}

#[test]
fn every_message_is_a_complete_text() {
    let names: BTreeSet<String> = FILES
        .iter()
        .flat_map(|file| messages(Language::English, file))
        .flat_map(|(_, variables)| variables)
        .collect();
    for language in Language::ALL {
        let words = Words::new(language);
        for value in ["1", "2", "text"] {
            let arguments: Vec<(&str, &str)> =
                names.iter().map(|name| (name.as_str(), value)).collect();
            for id in identifiers(language) {
                let text = words.say(&id, &arguments);
                assert!(words.has(&id), "{id}");
                assert!(!text.trim().is_empty() && text != id, "{id}");
                assert!(!text.contains(['{', '}', '$']), "{id}: {text}");
                assert!(!text.contains(['\u{2068}', '\u{2069}']), "{id}: {text:?}");
                let several = OF_SEVERAL_LINES.contains(&id.as_str());
                assert_eq!(text.contains('\n'), several, "{id}: {text:?}");
            }
        }
    }
}

#[test]
fn codes_become_identifiers() {
    assert_eq!(identifier("err", "disk_full"), "err-disk-full");
    assert_eq!(
        identifier("finding", "log.head_seen"),
        "finding-log-head-seen"
    );
}
