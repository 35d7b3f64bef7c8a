//! `VERIFY.txt`, whole; and its lines, taken out of the text and run by a shell on a small dossier
//! (`by-hand/dossier`, made by `by-hand/make.py`).

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use testigo_report::{VerifyPage, verify_text};
use testigo_words::{Language, Words};

const ARCHIVE: &str = "e1e4443fc5687d744c8847cfbe00546f403812af865052771cd9f9f23909ad52";
const LOG: &str = "b4bd9412f7f3135a7583e79a92ab72e0aaa40a7f46d4551a144eb97171abcc1a";
const ROOT: &str = "8787d8260ce93f8ea46c657269aa67c0f1922b9b64f35f531354a84ad6f5f8ee";

fn text(language: Language) -> String {
    let page = VerifyPage {
        archive: ARCHIVE.to_owned(),
        group_key: fs::read_to_string(dossier().join("proof/group/vkey"))
            .expect("a vkey")
            .trim_end()
            .to_owned(),
        logs: vec![LOG.to_owned()],
        release_log: LOG.to_owned(),
        release_index: 6,
        path_length: 2,
    };
    verify_text(&page, &Words::new(language))
}

fn dossier() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/by-hand/dossier")
}

fn has(program: &str, argument: &str) -> Option<String> {
    let output = Command::new(program).arg(argument).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Why the lines cannot be run here, if they cannot.
fn missing() -> Option<&'static str> {
    if !has("openssl", "version").is_some_and(|version| version.starts_with("OpenSSL 3")) {
        return Some("openssl 3");
    }
    if has("xxd", "-v").is_none() {
        return Some("xxd");
    }
    has("sha256sum", "--version")
        .is_none()
        .then_some("sha256sum")
}

/// The lines to copy of the first language, as a person on Linux would enter them for this dossier. `record` is where the
/// line of step 5 goes.
fn script(text: &str, record: &Path) -> String {
    let first = text.split("\n====").next().expect("a first language");
    let blocks: Vec<String> = first
        .split("\n\n")
        .filter(|block| block.starts_with("    "))
        .map(|block| block.lines().flat_map(|line| [&line[4..], "\n"]).collect())
        .collect();
    let chosen: Vec<&String> = blocks
        .iter()
        .filter(|block| !block.starts_with("foreach (") && !block.contains("shasum"))
        .collect();
    assert_eq!(
        chosen.len() + 2,
        blocks.len(),
        "one block for PowerShell and one for macOS are left out"
    );
    let again: String = blocks
        .iter()
        .filter(|block| block.starts_with("LOG=$(") || block.starts_with("f=$INDEX"))
        .map(String::as_str)
        .collect();
    chosen
        .into_iter()
        .map(String::as_str)
        .collect::<String>()
        .replace("E0001.jpg", "E0001.txt")
        .replace("12p", "1p")
        .replace("/tmp/record.json", &record.display().to_string())
        + &again
}

fn run(folder: &Path, script: &str) -> String {
    let mut shell = Command::new("sh")
        .current_dir(folder)
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a shell");
    let mut input = shell.stdin.take().expect("its input");
    input
        .write_all(script.as_bytes())
        .expect("writing to the shell");
    drop(input);
    let output = shell.wait_with_output().expect("its output");
    String::from_utf8(output.stdout).expect("text")
}

/// A file for this test alone.
fn temporary(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

#[test]
fn whole_text_english_first() {
    insta::assert_snapshot!(text(Language::English));
}

#[test]
fn the_other_language_first_says_the_same() {
    let halves = |language| -> Vec<String> {
        text(language)
            .split("\n\n====")
            .map(|half| half.trim_matches(['=', '\n']).to_owned())
            .collect()
    };
    let mut spanish_first = halves(Language::Spanish);
    spanish_first.reverse();
    assert_eq!(halves(Language::English), spanish_first);
}

#[test]
fn the_lines_do_what_the_text_says() {
    if let Some(missing) = missing() {
        println!("skipped: {missing} is absent");
        return;
    }
    let record = temporary("by-hand-whole.json");
    insta::assert_snapshot!(run(&dossier(), &script(&text(Language::English), &record)));
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

#[test]
fn the_lines_notice_what_was_changed() {
    if let Some(missing) = missing() {
        println!("skipped: {missing} is absent");
        return;
    }
    let log = format!("proof/logs/{LOG}/checkpoint.body");
    let check = |name: &str, file: &str, from: &str, to: &str, expected: &str| {
        let folder = temporary(name);
        copy(&dossier(), &folder);
        let before = fs::read_to_string(folder.join(file)).unwrap_or_default();
        assert!(before.contains(from), "{name}");
        let mut changed = fs::File::create(folder.join(file)).unwrap();
        changed
            .write_all(before.replacen(from, to, 1).as_bytes())
            .unwrap();
        let record = temporary(&format!("{name}.json"));
        let output = run(&folder, &script(&text(Language::English), &record));
        assert!(output.contains(expected), "{name}:\n{output}");
        fs::remove_dir_all(folder).unwrap();
    };
    check(
        "by-hand-exhibit",
        "data/items/E0001.txt",
        "closed",
        "open",
        "data/items/E0001.txt: FAILED",
    );
    check(
        "by-hand-manifest",
        "manifest-sha256.txt",
        "b",
        "c",
        "manifest-sha256.txt: FAILED",
    );
    check(
        "by-hand-size",
        &log,
        "\n7\n",
        "\n8\n",
        "Signature Verification Failure",
    );
    check(
        "by-hand-key",
        "proof/group/vkey",
        "+A",
        "+B",
        "BeKKiXB1MzK9cv70E+awsu8bSq3aeqLBQfIzcSpodrNR",
    );
    check(
        "by-hand-file",
        "bag-info.txt",
        "23",
        "24",
        "bag-info.txt: FAILED",
    );
    // The walk ends at another root: the two last lines of step 4 differ.
    let other_root =
        format!("7e5257d279a3a348f947a7e04eba521713cb09ba4f1546f8a63802c2ec4dd0ad\n{ROOT}\n");
    check(
        "by-hand-title",
        "proof/release.json",
        "A court",
        "A Court",
        &other_root,
    );
}

#[test]
fn the_root_is_reached_twice() {
    if missing().is_none() {
        let output = run(
            &dossier(),
            &script(&text(Language::Spanish), &temporary("by-hand-root.json")),
        );
        assert_eq!(output.lines().filter(|line| *line == ROOT).count(), 4);
    }
}
