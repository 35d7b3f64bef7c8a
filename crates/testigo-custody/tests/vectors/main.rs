//! The vectors of `testkit/vectors`, which a second implementation (Python) computed.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop, and says what it skips"
)]

mod signed;
mod statements;
mod trees;

use std::fmt::Debug;
use std::fs;
use std::path::Path;

use serde_json::Value;
use testigo_custody::Digest;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../testkit/vectors");

#[test]
fn all_vectors_hold() {
    let mut paths: Vec<_> = fs::read_dir(FOLDER)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "json")
    });
    paths.sort();
    let mut counts = [
        ("statement", 0),
        ("opening", 0),
        ("checkpoint", 0),
        ("cosignature", 0),
        ("credential", 0),
        ("tlog-proof", 0),
        ("", 0),
    ];
    for path in &paths {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let vector: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let family = counts
            .iter_mut()
            .find(|(family, _)| name.starts_with(family))
            .unwrap();
        family.1 += 1;
        let found = match family.0 {
            "statement" => statements::statement(&vector),
            "opening" => statements::opening(&vector),
            "checkpoint" => signed::checkpoint(&vector),
            "cosignature" => signed::cosignature(&vector),
            "credential" => signed::credential(&vector),
            "tlog-proof" => signed::tlog_proof(&vector),
            _ => {
                trees::several(name, &vector);
                continue;
            }
        };
        assert_eq!(found, text(&vector, "expect"), "{name}");
    }
    let expected = [
        ("statement", 17),
        ("opening", 68),
        ("checkpoint", 36),
        ("cosignature", 8),
        ("credential", 49),
        ("tlog-proof", 15),
        ("", 6),
    ];
    assert_eq!(counts, expected, "vectors were added or lost");
}

/// Both implementations are run: whoever changes one of them sees it here.
#[test]
fn the_vectors_are_those_of_the_second_implementation() {
    let script = Path::new(FOLDER).join("make_vectors.py");
    match std::process::Command::new("python3")
        .args(["-B".as_ref(), script.as_os_str(), "--check".as_ref()])
        .output()
    {
        Ok(output) => assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        ),
        Err(_) => println!("skipped: python3 is absent"),
    }
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name]
        .as_str()
        .unwrap_or_else(|| panic!("no text {name}"))
}

fn number(value: &Value, name: &str) -> u64 {
    value[name]
        .as_u64()
        .unwrap_or_else(|| panic!("no number {name}"))
}

fn list<'a>(value: &'a Value, name: &str) -> &'a Vec<Value> {
    value[name]
        .as_array()
        .unwrap_or_else(|| panic!("no list {name}"))
}

fn parsed<T: std::str::FromStr<Err: Debug>>(value: &Value, name: &str) -> T {
    text(value, name).parse().unwrap()
}

fn bytes<const N: usize>(value: &Value, name: &str) -> [u8; N] {
    hex::decode(text(value, name)).unwrap().try_into().unwrap()
}

fn digests(value: &Value, name: &str) -> Vec<Digest> {
    list(value, name)
        .iter()
        .map(|digest| digest.as_str().unwrap().parse().unwrap())
        .collect()
}

fn verdict(holds: bool) -> &'static str {
    if holds { "holds" } else { "refused" }
}
