//! `testkit/findings`: one broken package for each code that a package can break, for this program and
//! for the one that was written from the formats alone.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use testigo_words::{Language, Words};

use super::package::verify;
use crate::world::World;

fn testkit() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testkit")
}

/// A folder with what is expected of its package.
struct Case {
    folder: PathBuf,
    verdict: String,
    codes: BTreeSet<String>,
    trust: Option<String>,
}

impl Case {
    fn status(&self) -> i32 {
        if self.verdict == "fails" { 3 } else { 0 }
    }
}

fn cases() -> Vec<Case> {
    let folders = fs::read_dir(testkit().join("findings"))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut cases: Vec<Case> = folders
        .filter(|path| path.join("expect.json").exists())
        .map(read)
        .collect();
    cases.sort_by(|a, b| a.folder.cmp(&b.folder));
    cases
}

fn read(folder: PathBuf) -> Case {
    let expected: Value =
        serde_json::from_slice(&fs::read(folder.join("expect.json")).unwrap()).unwrap();
    let codes = expected["codes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|code| code.as_str().unwrap().to_owned());
    Case {
        verdict: expected["verdict"].as_str().unwrap().to_owned(),
        codes: codes.collect(),
        trust: fs::read_to_string(folder.join("trust.txt")).ok(),
        folder,
    }
}

#[test]
fn every_broken_package_fails_with_its_code() {
    for case in cases() {
        let name = case.folder.file_name().unwrap().to_str().unwrap();
        assert!(
            name == "valid" || case.codes.contains(name),
            "{name} is named by its code"
        );
        let verified = verify(&case.folder.join("dossier.zip"), case.trust.as_deref());
        let found = (
            verified.verdict(),
            verified.failing(),
            verified.answered.status,
        );
        assert_eq!(
            found,
            (case.verdict.clone(), case.codes.clone(), case.status()),
            "{name}: {}",
            verified.answered.out
        );
    }
}

/// Parts of a package and names of formats: the same in every language.
const IN_EVERY_LANGUAGE: [&str; 2] = ["BagIt 1.0", "testigo/1 experimental"];

/// The details of findings that have no Spanish words.
fn without_words(verified: &Value) -> BTreeSet<String> {
    let spanish = Words::new(Language::Spanish);
    let findings = verified["findings"].as_array().unwrap();
    findings
        .iter()
        .map(|finding| finding["detail"].as_str().unwrap())
        .filter(|detail| !IN_EVERY_LANGUAGE.contains(detail) && spanish.detail(detail) == *detail)
        .map(str::to_owned)
        .collect()
}

#[test]
fn details_are_said_in_spanish_too() {
    let mut without = BTreeSet::new();
    for case in cases() {
        let verified = verify(&case.folder.join("dossier.zip"), case.trust.as_deref());
        without.extend(without_words(&verified.answered.json()));
    }
    let world = World::new();
    world.file("photo.bin", [7; 100]);
    world.done(&["add", "photo.bin", "--source", "Group"]);
    without.extend(without_words(&world.done(&["verify"])));
    assert_eq!(without, BTreeSet::new());
}

#[test]
fn the_independent_verifier_says_the_same() {
    for case in cases() {
        let name = case.folder.file_name().unwrap().to_str().unwrap();
        let mut command = Command::new("python3");
        command
            .arg("-B")
            .arg(testkit().join("independent_verifier.py"));
        if case.trust.is_some() {
            command.arg("--trust").arg(case.folder.join("trust.txt"));
        }
        let output = command
            .arg("dossier")
            .arg(case.folder.join("dossier.zip"))
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let failing: BTreeSet<String> = text
            .lines()
            .filter_map(|line| Some(line.strip_prefix("fails ")?.split(' ').next()?.to_owned()))
            .collect();
        let verdict = text.lines().last().unwrap_or_default().to_owned();
        let expected = (
            format!("verdict {}", case.verdict),
            case.codes.clone(),
            Some(case.status()),
        );
        assert_eq!(
            (verdict, failing, output.status.code()),
            expected,
            "{name}: {text}"
        );
    }
}

/// Which codes a package cannot break, and why there is no folder for them.
const OF_ARCHIVES: [&str; 13] = [
    "archive.format",
    "key.files",
    "log.removal",
    "log.tiles",
    "log.consistency",
    "log.head_seen",
    "log.entry",
    "sealed.list",
    "erasure.applied",
    "object.bytes",
    "object.unreferenced",
    // Nothing makes tokens yet, so none can be false.
    "time.token",
    // Not a code, but the package that holds.
    "valid",
];

#[test]
fn every_code_that_a_package_can_break_has_a_folder() {
    let folders: BTreeSet<String> = cases()
        .iter()
        .map(|case| {
            case.folder
                .file_name()
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    let all: BTreeSet<String> = testigo_package::Code::ALL
        .iter()
        .map(|code| code.as_str().to_owned())
        .collect();
    let of_archives: BTreeSet<String> = OF_ARCHIVES.iter().map(|code| (*code).to_owned()).collect();
    assert_eq!(
        all.difference(&of_archives).collect::<BTreeSet<_>>(),
        folders.iter().filter(|name| *name != "valid").collect()
    );
}

#[test]
fn the_folders_are_as_their_script_makes_them() {
    let output = Command::new("python3")
        .arg("-B")
        .arg(testkit().join("findings/make_findings.py"))
        .arg("--check")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
