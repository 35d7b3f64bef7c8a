//! The guide in `docs/guide/`, run as a volunteer would run it: every command of every chapter, in
//! both languages, in a copy of `docs/guide/samples/`.
//!
//! How blocks are marked: `xtask/tests/readme/session.rs`. One chapter goes on where the one before
//! it ended.
#![expect(clippy::unwrap_used, reason = "a test may stop")]

mod any_order;
#[path = "../readme/machine.rs"]
mod machine;
mod pages;
#[path = "../readme/session.rs"]
mod session;

use std::fs;

use any_order::compare;
use machine::{Machine, root};
use pages::{chapters, guide, links, page, without_quoted};
use session::{Ids, Step, steps, without_ids};

const LANGUAGES: [&str; 2] = ["en", "es"];
/// Fewer would mean that blocks are no longer found.
const COMMANDS_MIN: usize = 90;

#[test]
fn the_english_guide_is_true() {
    is_true("en");
}

#[test]
fn the_spanish_guide_is_true() {
    is_true("es");
}

/// Runs all chapters and says of every command that prints something else than its page shows.
fn is_true(language: &str) {
    let machine = Machine::new(&format!("guide-{language}"), &guide().join("samples"));
    machine.set("TESTIGO_LANG", language);
    let mut ids = Ids::default();
    let mut commands = 0;
    let mut wrong = Vec::new();
    for chapter in chapters(language) {
        for step in steps(&page(language, &chapter)) {
            match step {
                Step::File { name, text } => machine.write(&name, &ids.fill(&text)),
                Step::Run { command, output } => {
                    commands += 1;
                    let printed = machine.run(&ids.fill(&command));
                    let lines: Vec<&str> = printed.trim_end().lines().map(str::trim_end).collect();
                    match compare(&ids, &output, &lines) {
                        Some(learnt) => ids = learnt,
                        None => wrong.push(format!(
                            "{language}/{chapter}: $ {command}\nthe page shows:\n{}\nprinted:\n{}\n",
                            output.join("\n"),
                            ids.as_shown(&lines.join("\n"))
                        )),
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(commands >= COMMANDS_MIN, "{commands} commands are run");
    machine.remove();
}

/// A chapter without its words: what it writes and runs.
fn skeleton(language: &str, chapter: &str) -> Vec<String> {
    let steps = steps(&page(language, chapter)).into_iter();
    let without_words = steps.map(|step| match step {
        Step::File { name, .. } => format!("file {name}"),
        Step::Run { command, .. } => without_quoted(&without_ids(&command)),
    });
    without_words.collect()
}

#[test]
fn both_languages_have_the_same_chapters_and_commands() {
    let [english, spanish] = LANGUAGES.map(chapters);
    assert_eq!(english, spanish);
    for chapter in &english {
        assert_eq!(
            skeleton("en", chapter),
            skeleton("es", chapter),
            "{chapter}"
        );
    }
}

#[test]
fn every_chapter_is_listed_and_every_link_leads_somewhere() {
    let list = fs::read_to_string(guide().join("README.md")).unwrap();
    let listed = links(&list);
    for language in LANGUAGES {
        let source = guide().join(language).join("src");
        let mut written: Vec<String> = fs::read_dir(&source)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != "SUMMARY.md")
            .collect();
        written.sort();
        assert_eq!(chapters(language), written);
        for chapter in &written {
            let place = format!("{language}/src/{chapter}");
            assert!(listed.contains(&place), "README.md does not list {place}");
            for link in links(&page(language, chapter)) {
                assert!(source.join(&link).is_file(), "{place}: {link} is not there");
            }
        }
    }
    for link in listed {
        assert!(
            guide().join(&link).exists(),
            "README.md: {link} is not there"
        );
    }
}

/// The guide speaks of pages of the project by their path.
#[test]
fn the_pages_that_the_guide_names_are_there() {
    for language in LANGUAGES {
        for chapter in chapters(language) {
            let text = page(language, &chapter);
            let named = text.split('`').skip(1).step_by(2);
            for path in named.filter(|span| span.starts_with("docs/") && !span.contains(' ')) {
                assert!(root().join(path).exists(), "{language}/{chapter}: {path}");
            }
        }
    }
}
