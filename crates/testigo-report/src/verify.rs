//! `VERIFY.txt`: how to check a dossier with a terminal, in both languages, one after the other.
//!
//! The shell blocks are files of their own in `verify/`; `tests/by_hand.rs` takes them out of the finished text again
//! and runs them on a small dossier.

use testigo_words::{Language, Words};

use crate::markup::visible;

/// What the text names beside what is the same in every dossier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifyPage {
    /// Id of the archive, 64 hex digits.
    pub archive: String,
    /// The group's key as a vkey.
    pub group_key: String,
    /// Ids of the logs in `proof/logs/`.
    pub logs: Vec<String>,
    /// Id of the log that holds the release.
    pub release_log: String,
    /// Index of the release in that log.
    pub release_index: u64,
    /// Length of the release's inclusion path.
    pub path_length: u64,
}

/// Width of a line of prose.
const LINE: usize = 100;
const RULE: &str = "====================================================================================================";

/// A step: words, and lines to copy.
enum Step {
    Heading(&'static str),
    Words(&'static str),
    Lines(&'static str),
}

const DIGESTS: &str = "sha256sum -c manifest-sha256.txt\nsha256sum -c tagmanifest-sha256.txt\n";
const SHASUM: &str = "sha256sum() { shasum -a 256 \"$@\"; }\n";
const LINKS: &str = "find . ! -type f ! -type d\n";

/// Steps 1 and 2.
const BEFORE_LOGS: [Step; 22] = [
    Step::Heading("verify-tools-heading"),
    Step::Words("verify-tools-unix"),
    Step::Words("verify-tools-mac"),
    Step::Lines(SHASUM),
    Step::Words("verify-tools-windows"),
    Step::Words("verify-tools-copy"),
    Step::Heading("verify-step-digests-heading"),
    Step::Words("verify-step-digests"),
    Step::Lines(DIGESTS),
    Step::Words("verify-step-unlisted"),
    Step::Lines(include_str!("verify/unlisted.sh")),
    Step::Words("verify-step-links"),
    Step::Lines(LINKS),
    Step::Words("verify-step-powershell"),
    Step::Lines(include_str!("verify/check.ps1")),
    Step::Heading("verify-step-key-heading"),
    Step::Words("verify-step-key"),
    Step::Lines("cat proof/group/vkey\n"),
    Step::Words("verify-step-key-pem"),
    Step::Lines(include_str!("verify/key.sh")),
    Step::Words("verify-step-key-archive"),
    Step::Lines(include_str!("verify/archive.sh")),
];

/// Steps 4 and 5, and what it means.
const AFTER_LOGS: [Step; 21] = [
    Step::Heading("verify-step-release-heading"),
    Step::Words("verify-step-release-functions"),
    Step::Lines(include_str!("verify/functions.sh")),
    Step::Words("verify-step-release-read"),
    Step::Lines(include_str!("verify/read.sh")),
    Step::Words("verify-step-release-manifest"),
    Step::Lines(include_str!("verify/manifest.sh")),
    Step::Words("verify-step-release-files"),
    Step::Lines(include_str!("verify/files.sh")),
    Step::Words("verify-step-release-leaf"),
    Step::Lines(include_str!("verify/leaf.sh")),
    Step::Words("verify-step-release-walk"),
    Step::Lines(include_str!("verify/walk.sh")),
    Step::Heading("verify-step-others-heading"),
    Step::Words("verify-step-others"),
    Step::Lines(include_str!("verify/find.sh")),
    Step::Words("verify-step-others-again"),
    Step::Lines(include_str!("verify/again.sh")),
    Step::Heading("verify-meaning-heading"),
    Step::Words("verify-meaning-shows"),
    Step::Words("verify-meaning-not"),
];

/// The text: first in the language of the words, then in the other.
pub fn verify_text(page: &VerifyPage, words: &Words) -> String {
    let mut text = String::new();
    one_language(&mut text, page, words);
    for other in Language::ALL
        .into_iter()
        .filter(|language| *language != words.language())
    {
        push(&mut text, &["\n\n", RULE, "\n\n"]);
        one_language(&mut text, page, &Words::new(other));
    }
    text
}

fn one_language(text: &mut String, page: &VerifyPage, words: &Words) {
    push(text, &[&words.say("verify-title", &[]), "\n\n"]);
    prose(text, &words.say("verify-intro", &[]));
    fact(text, words, "verify-archive", &page.archive);
    fact(text, words, "verify-group-key", &page.group_key);
    for log in &page.logs {
        fact(text, words, "verify-logs", log);
    }
    let arguments = [
        ("index", page.release_index.to_string()),
        ("log", page.release_log.clone()),
        ("steps", page.path_length.to_string()),
    ];
    let arguments = arguments
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    fact(
        text,
        words,
        "verify-release",
        &words.say("verify-release-value", &arguments),
    );
    text.push('\n');
    steps(text, words, &BEFORE_LOGS);
    steps(
        text,
        words,
        &[
            Step::Heading("verify-step-signatures-heading"),
            Step::Words("verify-step-signatures"),
        ],
    );
    for log in page.logs.iter().filter(|log| is_plain(log)) {
        lines(text, &include_str!("verify/log.sh").replace("{log}", log));
    }
    steps(text, words, &AFTER_LOGS);
    while text.ends_with("\n\n") {
        text.pop();
    }
}

fn push(text: &mut String, pieces: &[&str]) {
    for piece in pieces {
        text.push_str(piece);
    }
}

/// An id of hex digits, which alone may stand in a line that people copy into a shell.
fn is_plain(log: &str) -> bool {
    log.len() == 64
        && log
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn fact(text: &mut String, words: &Words, id: &str, value: &str) {
    push(text, &[&words.say(id, &[]), ": ", &visible(value), "\n"]);
}

fn steps(text: &mut String, words: &Words, steps: &[Step]) {
    for step in steps {
        match step {
            Step::Heading(id) => {
                let heading = words.say(id, &[]);
                let underline = "-".repeat(heading.chars().count());
                push(text, &["\n", &heading, "\n", &underline, "\n\n"]);
            }
            Step::Words(id) => prose(text, &words.say(id, &[])),
            Step::Lines(block) => lines(text, block),
        }
    }
}

/// Lines to copy, indented by four spaces.
fn lines(text: &mut String, block: &str) {
    for line in block.lines() {
        push(text, &["    ", line, "\n"]);
    }
    text.push('\n');
}

/// A paragraph, its lines broken between words.
fn prose(text: &mut String, paragraph: &str) {
    let mut width = 0;
    for word in paragraph.split(' ') {
        let length = word.chars().count();
        if width > 0 && width + 1 + length > LINE {
            text.push('\n');
            width = 0;
        } else if width > 0 {
            text.push(' ');
            width += 1;
        }
        text.push_str(word);
        width += length;
    }
    text.push_str("\n\n");
}

#[cfg(test)]
mod tests {
    use testigo_words::{Language, Words};

    use super::{VerifyPage, verify_text};

    #[test]
    fn only_an_id_stands_in_lines_for_a_shell() {
        let text = |log: &str| {
            let page = VerifyPage {
                logs: vec![log.to_owned()],
                ..VerifyPage::default()
            };
            verify_text(&page, &Words::new(Language::English))
        };
        let log = "0".repeat(64);
        assert_eq!(text(&log).matches(&format!("    LOG={log}\n")).count(), 2);
        for log in [
            "",
            "x; rm -rf .",
            &"A".repeat(64),
            &format!("{}\n", "0".repeat(63)),
        ] {
            assert!(
                !text(log).contains("    LOG=\n") && !text(log).contains(&format!("LOG={log}\n")),
                "{log}"
            );
        }
        assert!(!text("\u{202e}\n    rm").contains(['\u{202e}']));
        assert!(!text("\n    rm").contains("\n    rm"));
    }

    #[test]
    fn prose_fits_a_terminal() {
        let text = verify_text(&VerifyPage::default(), &Words::new(Language::Spanish));
        for line in text.lines().filter(|line| !line.starts_with("    ")) {
            assert!(line.chars().count() <= super::LINE, "{line}");
        }
    }
}
