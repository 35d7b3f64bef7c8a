//! Small rules that no lint knows: names, sizes, reasons, licences, the list of crates.
#![expect(clippy::unwrap_used, reason = "a test may stop")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A thing with no name has no home yet.
const NAMES_BANNED: &[&str] = &[
    "util", "utils", "helper", "helpers", "common", "manager", "data", "info", "misc",
];

/// Longer files, each with the reason why it is one subject.
const LONG_FILES: &[(&str, &str)] = &[(
    "crates/testigo/tests/it/failure.rs",
    "one list of everything that goes wrong, each a short case",
)];

const LINES_MAX: usize = 600;

/// Of a file of tests: cases are long, and read one at a time.
const TEST_LINES_MAX: usize = 1_000;

/// Where people keep their own files on their own machines. Written in two halves, so that this
/// file does not find itself.
const OWN_PLACES: &[(&str, &str)] = &[
    ("/ho", "me/"),
    ("/ro", "ot/"),
    ("/Us", "ers/"),
    ("/wo", "rk/"),
    ("C:\\Us", "ers\\"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_path_buf()
}

/// Every file of ours below `folder`, as paths from the root.
fn files(root: &Path, folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![root.join(folder)];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if path.is_dir() {
                if !["target", ".git", "__pycache__", "node_modules"].contains(&name) {
                    waiting.push(path);
                }
            } else {
                found.push(
                    path.strip_prefix(root)
                        .unwrap()
                        .to_str()
                        .unwrap()
                        .replace('\\', "/"),
                );
            }
        }
    }
    found.sort();
    found
}

fn lines_max(file: &str) -> usize {
    let is_test = file.contains("/tests/") || file.ends_with("/tests.rs");
    if is_test { TEST_LINES_MAX } else { LINES_MAX }
}

fn is_source(file: &str) -> bool {
    Path::new(file)
        .extension()
        .is_some_and(|extension| extension == "rs")
}

/// What is wrong with one source file.
fn wrong_source(file: &str, text: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for part in file.trim_end_matches(".rs").split(['/', '-', '_']) {
        if NAMES_BANNED.contains(&part) {
            wrong.push(format!("{file}: no file or folder is called {part}"));
        }
    }
    for name in declared(text) {
        if words_of(&name)
            .iter()
            .any(|word| NAMES_BANNED.contains(&word.as_str()))
        {
            wrong.push(format!("{file}: nothing is called {name}"));
        }
    }
    let (lines, max) = (text.lines().count(), lines_max(file));
    if lines > max && !LONG_FILES.iter().any(|(long, _)| *long == file) {
        wrong.push(format!(
            "{file}: {lines} lines; more than {max} need a reason here"
        ));
    }
    for attribute in attributes(text, "allow(").chain(attributes(text, "expect(")) {
        if !attribute.contains("reason =") {
            wrong.push(format!("{file}: a lint is switched off without a reason"));
        }
    }
    if file.ends_with("/mod.rs") {
        wrong.push(format!("{file}: foo.rs beside foo/, not foo/mod.rs"));
    }
    if file.ends_with("src/lib.rs") && !text.contains("**Invariant") {
        wrong.push(format!("{file}: says no **Invariant**"));
    }
    wrong
}

/// Names of modules and types that a source declares.
fn declared(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for line in text.lines() {
        let mut words = line
            .split_whitespace()
            .skip_while(|word| word.starts_with("pub"));
        let keyword = words.next();
        if matches!(
            keyword,
            Some("mod" | "struct" | "enum" | "trait" | "type" | "union")
        ) {
            let name: String = words
                .next()
                .unwrap_or("")
                .chars()
                .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
                .collect();
            names.push(name);
        }
    }
    names
}

/// `RecordInfo` and `record_info` -> `record`, `info`.
fn words_of(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for letter in name.chars() {
        if letter == '_' || letter.is_uppercase() {
            words.push(String::new());
        }
        if letter != '_' {
            words.last_mut().unwrap().extend(letter.to_lowercase());
        }
    }
    words
}

/// The insides of `#[<opening> ...]` and `#![<opening> ...]`.
fn attributes<'a>(text: &'a str, opening: &str) -> impl Iterator<Item = &'a str> {
    let (outer, inner) = (format!("#[{opening}"), format!("#![{opening}"));
    text.match_indices('#').filter_map(move |(place, _)| {
        let from = &text[place..];
        let is_one = from.starts_with(&outer) || from.starts_with(&inner);
        is_one.then(|| from.split_once(")]").map_or(from, |(inside, _)| inside))
    })
}

#[test]
fn sources_are_tidy() {
    let root = root();
    let mut wrong = Vec::new();
    let mut sources = files(&root, "crates");
    sources.extend(files(&root, "xtask"));
    for file in sources.iter().filter(|file| is_source(file)) {
        let text = fs::read_to_string(root.join(file)).unwrap();
        wrong.extend(wrong_source(file, &text));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_untidy_source_is_named() {
    let text = format!(
        "#[{}(dead_code)]\npub(crate) struct RecordInfo;\nmod data;\n{}",
        "allow",
        "\n".repeat(LINES_MAX)
    );
    assert_eq!(
        wrong_source("crates/x/src/lib.rs", &text),
        [
            "crates/x/src/lib.rs: nothing is called RecordInfo",
            "crates/x/src/lib.rs: nothing is called data",
            "crates/x/src/lib.rs: 603 lines; more than 600 need a reason here",
            "crates/x/src/lib.rs: a lint is switched off without a reason",
            "crates/x/src/lib.rs: says no **Invariant**",
        ]
    );
    assert_eq!(
        wrong_source(
            "crates/x/src/date_util/mod.rs",
            "mod metadata_text;\nstruct Database;\n"
        ),
        [
            "crates/x/src/date_util/mod.rs: no file or folder is called util",
            "crates/x/src/date_util/mod.rs: foo.rs beside foo/, not foo/mod.rs",
        ]
    );
}

#[test]
fn long_files_still_are() {
    for (file, reason) in LONG_FILES {
        let lines = fs::read_to_string(root().join(file))
            .unwrap()
            .lines()
            .count();
        assert!(
            lines > lines_max(file),
            "{file} is no longer long: {reason}"
        );
    }
}

#[test]
fn no_file_names_somebody_s_machine() {
    let root = root();
    let mut wrong = Vec::new();
    for file in files(&root, "") {
        let Ok(text) = fs::read_to_string(root.join(&file)) else {
            continue; // not text
        };
        for (number, line) in text.lines().enumerate() {
            if OWN_PLACES
                .iter()
                .any(|(first, second)| line.contains(&format!("{first}{second}")))
            {
                wrong.push(format!("{file}:{}: {line}", number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Names of the workspace's packages, from their folders.
fn members() -> BTreeSet<String> {
    let root = root();
    let mut members = BTreeSet::from(["xtask".to_owned()]);
    for entry in fs::read_dir(root.join("crates")).unwrap() {
        members.insert(entry.unwrap().file_name().into_string().unwrap());
    }
    members
}

#[test]
fn every_package_has_the_licence_of_the_project() {
    let root = root();
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        assert!(root.join(name).is_file(), "{name} is absent");
    }
    for member in members() {
        let folder = if member == "xtask" {
            root.clone()
        } else {
            root.join("crates")
        };
        let text = fs::read_to_string(folder.join(&member).join("Cargo.toml")).unwrap();
        for line in [
            "license.workspace = true",
            "publish.workspace = true",
            "[lints]\nworkspace = true",
        ] {
            assert!(text.contains(line), "{member} lacks: {line}");
        }
        assert!(
            text.contains(&format!("name = \"{member}\"")),
            "folder = crate: {member}"
        );
    }
}

/// Crates that the code map of ARCHITECTURE.md names, in backticks: `testigo-record`, `xtask`.
fn mapped(text: &str) -> BTreeSet<String> {
    let is_heading = |line: &&str| line.starts_with("## ");
    let map = text
        .lines()
        .skip_while(|line| !(is_heading(line) && line.to_lowercase().contains("code map")))
        .skip(1)
        .take_while(|line| !is_heading(line));
    map.flat_map(|line| line.split('`').skip(1).step_by(2))
        .map(|span| span.trim_start_matches("crates/").trim_end_matches('/'))
        .filter(|span| {
            let plain = span
                .chars()
                .all(|letter| letter.is_ascii_lowercase() || letter == '-');
            plain && (*span == "testigo" || *span == "xtask" || span.starts_with("testigo-"))
        })
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_code_map_names_every_crate() {
    let path = root().join("ARCHITECTURE.md");
    let text = fs::read_to_string(&path).expect("ARCHITECTURE.md is there");
    assert_eq!(mapped(&text), members());
}

#[test]
fn the_code_map_is_read_as_written() {
    let text = "# A\n`testigo-old`\n## 5. Code map\n### `crates/testigo-record/`\n\
        A `Claim`, for `testigo` and `testigo verify`.\n## Next\n`testigo-link`\n";
    let expected: BTreeSet<String> = ["testigo", "testigo-record"]
        .iter()
        .map(|name| (*name).to_owned())
        .collect();
    assert_eq!(mapped(text), expected);
}
