//! Checks without the program: `VERIFY.txt` of a fresh dossier line by line in a shell, and the
//! independent verifier in Python on archives, openings and dossiers that the program made.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::attacks::package::{Package, build};
use crate::world::World;

/// The English half's lines to copy, but for those of PowerShell and macOS.
fn blocks(text: &str) -> Vec<String> {
    let english = text
        .split("\n====")
        .find(|half| half.contains("HOW TO CHECK"))
        .unwrap();
    let blocks: Vec<String> = english
        .split("\n\n")
        .filter(|block| block.starts_with("    "))
        .map(|block| block.lines().flat_map(|line| [&line[4..], "\n"]).collect())
        .collect();
    let chosen: Vec<String> = blocks
        .iter()
        .filter(|block| !block.starts_with("foreach (") && !block.contains("shasum"))
        .cloned()
        .collect();
    assert_eq!(
        chosen.len() + 2,
        blocks.len(),
        "one block for PowerShell and one for macOS are left out"
    );
    chosen
}

/// What a shell prints when the lines are entered in the dossier's folder.
fn entered(package: &Package) -> String {
    let folder = TempDir::new().unwrap();
    let dossier = folder.path().join("dossier");
    package.write(&dossier);
    let text = Package::built().text("VERIFY.txt");
    let blocks = blocks(&text);
    let again: String = blocks
        .iter()
        .filter(|block| block.starts_with("LOG=$(") || block.starts_with("f=$INDEX"))
        .map(String::as_str)
        .collect();
    // As a person would: the exhibit that is there, and the line that was printed for it.
    let line = Package::built().line_with("\\\"kind\\\":\\\"item\\\"") + 1;
    let script = (blocks.concat() + &again)
        .replace("E0001.jpg", "E0001.txt")
        .replace("12p", &format!("{line}p"))
        .replace(
            "/tmp/record.json",
            folder.path().join("record.json").to_str().unwrap(),
        );
    let mut shell = Command::new("sh")
        .current_dir(&dossier)
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = shell.stdin.take().unwrap();
    input.write_all(script.as_bytes()).unwrap();
    drop(input);
    let output = shell.wait_with_output().unwrap();
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

fn count(text: &str, line: &str) -> usize {
    text.lines().filter(|each| *each == line).count()
}

/// The root of a log as hex, from its checkpoint.
fn root_of(package: &Package, log: &str) -> String {
    let text = package.text(&format!("proof/logs/{log}/checkpoint"));
    let checkpoint = testigo_custody::Note::parse(&text).unwrap();
    testigo_custody::Checkpoint::from_text(&checkpoint.text)
        .unwrap()
        .root
        .to_string()
}

/// Two logs, each with two signatures; the release and one exhibit walk to their root.
#[test]
fn the_lines_of_the_page_succeed_on_a_fresh_dossier() {
    let package = Package::built();
    let output = entered(&package);
    let ok = output.lines().filter(|line| line.ends_with(": OK")).count();
    let listed = package.text("manifest-sha256.txt").lines().count()
        + package.text("tagmanifest-sha256.txt").lines().count();
    assert_eq!(ok, listed + 3, "{output}");
    assert_eq!(count(&output, "tagmanifest-sha256.txt"), 1, "{output}");
    assert_eq!(
        count(&output, "Signature Verified Successfully"),
        4,
        "{output}"
    );
    assert_eq!(
        count(&output, &format!("{}  -", package.archive())),
        1,
        "{output}"
    );
    for log in package.logs() {
        assert_eq!(count(&output, &format!("{log}  -")), 1, "{output}");
    }
    let key = package
        .text("proof/group/vkey")
        .trim()
        .splitn(3, '+')
        .nth(2)
        .unwrap()
        .to_owned();
    assert_eq!(count(&output, &key), 2, "{output}");
    for said in [
        "title: \"The bridge at Puerto Amber\"",
        "recipient: \"Court of Puerto Amber\"",
        "level: \"recipient\"",
    ] {
        assert_eq!(count(&output, said), 1, "{output}");
    }
    let manifest =
        testigo_package::digest_stream(&mut package.files["manifest-sha256.txt"].as_slice())
            .unwrap()
            .0;
    assert_eq!(count(&output, &manifest.to_string()), 2, "{output}");
    // Each of the two walks ends in two equal lines: the root computed and the root signed.
    let log_of = |line: &str| line.split('"').nth(3).unwrap().to_owned();
    let release = root_of(&package, &log_of(&package.text("proof/release.json")));
    let item = root_of(
        &package,
        &log_of(&package.lines()[package.line_with("\\\"kind\\\":\\\"item\\\"")]),
    );
    if release == item {
        assert_eq!(count(&output, &release), 4, "{output}");
    } else {
        assert_eq!(
            (count(&output, &release), count(&output, &item)),
            (2, 2),
            "{output}"
        );
    }
    assert!(
        !output.contains("FAILED") && !output.contains("WARNING") && !output.contains("rror"),
        "{output}"
    );
}

#[test]
fn the_lines_of_the_page_notice_one_byte() {
    let check = |name: &str, old: &str, new: &str, correct: bool, expected: &str| {
        let mut package = Package::built();
        package.replace(name, old, new);
        if correct {
            package.correct();
        }
        let output = entered(&package);
        assert!(output.contains(expected), "{name}: {expected}\n{output}");
    };
    check(
        "data/report.html",
        "Radio Amber",
        "Radio Ember",
        false,
        "data/report.html: FAILED",
    );
    check(
        "data/items/E0001.txt",
        "closed",
        "clased",
        false,
        "data/items/E0001.txt: FAILED",
    );
    check("bag-info.txt", "Oxum", "Oxim", true, "bag-info.txt: FAILED");
    let log = Package::built().logs()[1].clone();
    check(
        &format!("proof/logs/{log}/checkpoint.body"),
        "\n",
        "0\n",
        true,
        "Signature Verification Failure",
    );
    check(
        &format!("proof/logs/{log}/admission.body"),
        "writer",
        "writor",
        true,
        "Signature Verification Failure",
    );
    check("proof/group/key.pem", "MCow", "MCox", true, "rror");
    // The released manifest is not this one, and the walk ends elsewhere.
    let mut altered = Package::built();
    altered.replace("data/report.html", "Radio Amber", "Radio Ember");
    altered.correct();
    let manifest =
        testigo_package::digest_stream(&mut altered.files["manifest-sha256.txt"].as_slice())
            .unwrap()
            .0;
    assert_eq!(count(&entered(&altered), &manifest.to_string()), 1);
    let mut altered = Package::built();
    altered.replace("proof/release.json", "Puerto Amber", "Puerto Ember");
    altered.correct();
    let log = altered
        .text("proof/release.json")
        .split('"')
        .nth(3)
        .unwrap()
        .to_owned();
    let (before, after) = (entered(&Package::built()), entered(&altered));
    let root = root_of(&altered, &log);
    assert_eq!(count(&after, &root), count(&before, &root) - 1, "{after}");
}

/// The program in Python, which knows the formats only.
fn independent(arguments: &[&str]) -> Output {
    let script =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testkit/independent_verifier.py");
    Command::new("python3")
        .arg("-B")
        .arg(script)
        .args(arguments)
        .output()
        .unwrap()
}

#[track_caller]
fn says(arguments: &[&str], status: i32, verdict: &str) -> String {
    let output = independent(arguments);
    let text = String::from_utf8(output.stdout).unwrap();
    let last = text.lines().last().unwrap_or_default().to_owned();
    assert_eq!(
        (output.status.code(), last.as_str()),
        (Some(status), verdict),
        "{arguments:?}\n{text}"
    );
    text
}

#[test]
fn the_vectors_are_met() {
    let vectors = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testkit/vectors");
    let text = says(&["vectors", vectors.to_str().unwrap()], 0, "verdict holds");
    assert!(
        text.lines()
            .filter(|line| line.starts_with("holds "))
            .count()
            > 150,
        "{text}"
    );
}

#[test]
fn a_living_archive_and_its_dossier_in_both_forms() {
    let mut world = World::new();
    build(&mut world);
    let archive = world.path("archive");
    let archive = archive.to_str().unwrap();
    let text = says(&["log", archive], 0, "verdict holds");
    assert_eq!(
        text.lines()
            .filter(|line| line.starts_with("holds log.checkpoint"))
            .count(),
        2,
        "{text}"
    );
    world.done(&["dossier", "build", "spec.toml", "--out", "again.zip"]);
    for path in ["dossier", "again.zip"] {
        says(
            &["dossier", world.path(path).to_str().unwrap()],
            0,
            "verdict holds",
        );
    }
    let mut tiles = crate::world::files_below(Path::new(archive));
    tiles.retain(|path| path.to_str().unwrap().contains("/tile/entries/"));
    for path in &tiles {
        let mut bytes = fs::read(path).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(path, bytes).unwrap();
    }
    let text = says(&["log", archive], 3, "verdict fails");
    assert!(text.contains("fails log.tiles"), "{text}");
}

/// An opening of a dossier, whole and with a field more withheld; what was withheld is not in it.
#[test]
fn an_opening_with_withheld_fields() {
    let folder = TempDir::new().unwrap();
    let package = Package::built();
    let line = package.lines()[package.line_with("\\\"kind\\\":\\\"item\\\"")].clone();
    let opening: Value = serde_json::from_str(&line).unwrap();
    let parts = opening["parts"].as_array().unwrap();
    assert!(
        parts.iter().any(|part| part.get("digest").is_some()),
        "something is withheld: {line}"
    );
    let custody =
        testigo_custody::Opening::from_json(&json!({"parts": parts}).to_string()).unwrap();
    let commitment = custody.check().unwrap().id.to_string();
    let write = |parts: &Value| {
        let path = folder.path().join("opening.json");
        fs::write(&path, json!({"parts": parts}).to_string()).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let text = says(
        &["opening", &write(&json!(parts)), &commitment],
        0,
        "verdict holds",
    );
    assert!(
        text.contains("shown sha256") && !text.contains("notice"),
        "{text}"
    );
    // One more withheld, by the digest that the other program computes.
    let fewer = custody.showing(|_, name| name != "sha256");
    let fewer: Value = serde_json::from_str(&fewer.to_json()).unwrap();
    let text = says(
        &["opening", &write(&fewer["parts"]), &commitment],
        0,
        "verdict holds",
    );
    assert!(!text.contains("shown sha256"), "{text}");
    let mut wrong = fewer["parts"].clone();
    wrong.as_array_mut().unwrap().pop();
    says(
        &["opening", &write(&wrong), &commitment],
        3,
        "verdict fails",
    );
    says(
        &["opening", &write(&fewer["parts"]), &"00".repeat(32)],
        3,
        "verdict fails",
    );
}

/// What a person sees who runs the demonstration.
#[test]
fn the_dossiers_of_the_demonstration() {
    let world = World::empty();
    let answer = world.done(&["demo", "demo"]);
    let out = Path::new(answer["out"].as_str().unwrap()).to_path_buf();
    let out = if out.is_absolute() {
        out
    } else {
        world.root().join(out)
    };
    let mut checked = 0;
    for entry in fs::read_dir(out).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() || path.extension().is_some_and(|extension| extension == "zip") {
            says(&["dossier", path.to_str().unwrap()], 0, "verdict holds");
            checked += 1;
        }
    }
    assert!(checked >= 2, "a folder and a zip file");
    says(
        &["log", world.path("demo/archive").to_str().unwrap()],
        0,
        "verdict holds",
    );
}
