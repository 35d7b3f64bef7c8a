//! The pages of the guide: where they are, their order, their links.

use std::fs;
use std::path::PathBuf;

use crate::machine::root;

/// The guide's folder.
pub(crate) fn guide() -> PathBuf {
    root().join("docs/guide")
}

/// The text of a chapter.
pub(crate) fn page(language: &str, chapter: &str) -> String {
    let path = guide().join(language).join("src").join(chapter);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The chapters of a language, in the order of its `SUMMARY.md`.
pub(crate) fn chapters(language: &str) -> Vec<String> {
    links(&page(language, "SUMMARY.md"))
}

/// Where the links of a page lead: `[words](where)`.
pub(crate) fn links(text: &str) -> Vec<String> {
    let behind = text.split("](").skip(1);
    behind
        .filter_map(|rest| rest.split_once(')'))
        .map(|(link, _)| link.to_owned())
        .collect()
}

/// A command with everything between quotes left out: what a translation may change.
pub(crate) fn without_quoted(command: &str) -> String {
    let mut kept = String::new();
    let mut open: Option<char> = None;
    for letter in command.chars() {
        match open {
            Some(quote) if letter == quote => {
                open = None;
                kept.push(letter);
            }
            Some(_) => {}
            None => {
                if matches!(letter, '"' | '\'') {
                    open = Some(letter);
                }
                kept.push(letter);
            }
        }
    }
    kept
}

#[test]
fn pages_are_read() {
    assert_eq!(links("- [A](a.md)\n- [B](b.md) and (c)"), ["a.md", "b.md"]);
    assert_eq!(
        without_quoted("record \"title=It's\" age=3 --where 'a = \"b\"' x"),
        "record \"\" age=3 --where '' x"
    );
}
