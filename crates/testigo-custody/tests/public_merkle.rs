//! The public vectors for RFC 6962 trees: every file is run or counted as not applicable.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop, and says what it skips"
)]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use testigo_custody::Digest;
use testigo_custody::merkle::{consistency_holds, inclusion_holds};

const FOLDER: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../../shared/data/standards/rfc6962-merkle/testdata"
);

#[derive(Debug, Default, Clone, Copy, PartialEq)]
struct Counts {
    hold: usize,
    refused: usize,
    not_applicable: usize,
}

#[test]
fn inclusion() {
    run(
        "inclusion",
        Counts {
            hold: 6,
            refused: 92,
            not_applicable: 0,
        },
        |vector| {
            // A leaf or root that has not 32 bytes cannot even be a digest.
            let (Some(leaf), Some(root), Some(path)) = (
                digest(&vector["leafHash"]),
                digest(&vector["root"]),
                proof(vector),
            ) else {
                return Some(false);
            };
            Some(inclusion_holds(
                &leaf,
                number(vector, "leafIdx"),
                number(vector, "treeSize"),
                &path,
                &root,
            ))
        },
    );
}

#[test]
fn consistency() {
    run(
        "consistency",
        Counts {
            hold: 5,
            refused: 92,
            not_applicable: 1,
        },
        |vector| {
            // One vector that is to hold compares two texts that are no digests, which our types cannot hold.
            if vector["wantErr"] == false && digest(&vector["root1"]).is_none() {
                return None;
            }
            Some(consistency_of(vector, "size1", "size2"))
        },
    );
}

/// Subtree proofs are another protocol; where the subtree begins at leaf 0 they are plain inclusion proofs.
#[test]
fn subtree_inclusion() {
    run(
        "subtreeinclusion",
        Counts {
            hold: 6,
            refused: 95,
            not_applicable: 103,
        },
        |vector| {
            if number(vector, "start") != 0 {
                return None;
            }
            let (Some(leaf), Some(root), Some(path)) = (
                digest(&vector["leafHash"]),
                digest(&vector["root"]),
                proof(vector),
            ) else {
                return Some(false);
            };
            Some(inclusion_holds(
                &leaf,
                number(vector, "leafIdx"),
                number(vector, "end"),
                &path,
                &root,
            ))
        },
    );
}

/// As above: a subtree from leaf 0 on is an older tree. Of the empty tree that protocol does not look at the root.
#[test]
fn subtree_consistency() {
    run(
        "subtreeconsistency",
        Counts {
            hold: 5,
            refused: 89,
            not_applicable: 24,
        },
        |vector| {
            let undigested = vector["wantErr"] == false && digest(&vector["root1"]).is_none();
            let empty = number(vector, "end") == 0 && number(vector, "size") == 0;
            if number(vector, "start") != 0 || undigested || empty {
                return None;
            }
            Some(consistency_of(vector, "end", "size"))
        },
    );
}

fn consistency_of(vector: &Value, old: &str, new: &str) -> bool {
    let (Some(old_root), Some(new_root), Some(proof)) = (
        digest(&vector["root1"]),
        digest(&vector["root2"]),
        proof(vector),
    ) else {
        return false;
    };
    consistency_holds(
        number(vector, old),
        &old_root,
        number(vector, new),
        &new_root,
        &proof,
    )
}

fn run(family: &str, expected: Counts, holds: impl Fn(&Value) -> Option<bool>) {
    let folder = Path::new(FOLDER).join(family);
    if !folder.exists() {
        println!("skipped: shared/ is absent");
        return;
    }
    let mut counts = Counts::default();
    for path in files_below(&folder) {
        let vector: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let found = holds(&vector);
        match found {
            Some(true) => counts.hold += 1,
            Some(false) => counts.refused += 1,
            None => {
                counts.not_applicable += 1;
                continue;
            }
        }
        assert_eq!(
            found,
            vector["wantErr"].as_bool().map(|error| !error),
            "{}",
            path.display()
        );
    }
    assert_eq!(counts, expected, "{family}");
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn number(vector: &Value, name: &str) -> u64 {
    vector[name].as_u64().unwrap()
}

fn digest(value: &Value) -> Option<Digest> {
    use base64::Engine as _;
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(value.as_str()?)
        .ok()?;
    Some(Digest::from_bytes(bytes.try_into().ok()?))
}

fn proof(vector: &Value) -> Option<Vec<Digest>> {
    let Some(hashes) = vector["proof"].as_array() else {
        return Some(Vec::new());
    };
    hashes.iter().map(digest).collect()
}
