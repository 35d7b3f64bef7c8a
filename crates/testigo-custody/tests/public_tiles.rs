//! The public trees of sunlight (C2SP tlog-tiles): roots from tiles, checkpoints, cosignatures, a split view.
//!
//! Not applicable, and therefore not run: the logs themselves sign with ECDSA (RFC 6962 tree heads, note type 5), which
//! this program does not know; ten files (all tiles of `tree/`, `tile/data`, `tile/names`, `tile/entries`, two decoys) are
//! placeholders that hold no hashes or entries.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop, and says what it skips"
)]

use std::convert::Infallible;
use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use serde_json::Value;
use testigo_custody::merkle::{self, Frontier, consistency_holds, inclusion_holds};
use testigo_custody::tile::tiles_of;
use testigo_custody::{
    Checkpoint, Cosignature, Digest, Note, Signature, Tile, VerifierKey, VerifierKeyError,
    decode_bundle,
};

const FOLDER: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../../shared/data/standards/tlog-tiles-sunlight"
);
const LOG: &str = "000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706";
const OTHER_LOG: &str = "88ad7a28caeb0b2aa890fdf0304c2fcaf59fca2ee140134ff8c1300bac493482";
/// The time all three cosigners state: 2025-12-31T00:00:00Z.
const COSIGNED_AT_S: u64 = 1_767_139_200;

fn testdata(path: &str) -> Option<PathBuf> {
    let folder = Path::new(FOLDER);
    if !folder.exists() {
        println!("skipped: shared/ is absent");
        return None;
    }
    Some(folder.join(path))
}

fn hashes(path: &Path) -> Vec<Digest> {
    let bytes = fs::read(path).unwrap();
    assert_eq!(bytes.len() % 32, 0);
    bytes
        .chunks_exact(32)
        .map(|hash| Digest::from_bytes(hash.try_into().unwrap()))
        .collect()
}

/// A subtree's hash from the tiles below a folder, and nothing else.
fn from_tiles(log: &Path, size: u64) -> impl FnMut(u8, u64) -> Result<Digest, Infallible> {
    move |level, index| {
        let (tile, range) = Tile::holding(level, index, size).expect("inside the tree");
        Ok(merkle::tree_root(&hashes(&log.join(tile.path()))[range]))
    }
}

fn note_of(path: &Path) -> (Note, Checkpoint) {
    let text = fs::read_to_string(path).unwrap();
    let note = Note::parse(&text).unwrap();
    assert_eq!(note.to_string(), text);
    let checkpoint = Checkpoint::from_text(&note.text).unwrap();
    assert_eq!(checkpoint.to_text(), note.text);
    (note, checkpoint)
}

/// The one key of a cosigner's description. It is of the type for cosignatures only, which is no key for notes.
fn cosigner(path: &Path) -> VerifierKey {
    let description: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let text = description["verifier_keys"][0].as_str().unwrap();
    assert_eq!(text.parse::<VerifierKey>(), Err(VerifierKeyError::Type));
    let (name, rest) = text.split_once('+').unwrap();
    let (id, base64) = rest.split_once('+').unwrap();
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(base64)
        .unwrap();
    let key = VerifierKey::new(name, bytes[1..].try_into().unwrap());
    assert_eq!(hex::encode(key.cosignature_key_id()), id);
    key
}

#[test]
fn the_tree_of_the_tiles_has_the_root_of_the_checkpoint() {
    let Some(folder) = testdata("cmd/skylight/testdata") else {
        return;
    };
    let log = folder.join("witness/mirror").join(LOG);
    let (_, checkpoint) = note_of(&log.join("checkpoint"));
    assert_eq!(checkpoint.size, 300);
    let mut leaves = Vec::new();
    for tile in tiles_of(checkpoint.size) {
        let found = hashes(&log.join(tile.path()));
        assert_eq!(found.len(), usize::from(tile.width));
        match tile.level {
            0 => leaves.extend(found),
            _ => assert_eq!(found, [merkle::tree_root(&leaves[..256])]),
        }
    }
    let mut fetch = from_tiles(&log, checkpoint.size);
    assert_eq!(merkle::tree_root(&leaves), checkpoint.root);
    assert_eq!(
        merkle::root(checkpoint.size, &mut fetch),
        Ok(checkpoint.root)
    );
    assert_eq!(
        Frontier::from_hashes(checkpoint.size, &mut fetch)
            .unwrap()
            .root(),
        checkpoint.root
    );
    for index in [0, 255, 256, 299] {
        let path = merkle::inclusion_path(index, checkpoint.size, &mut fetch).unwrap();
        let leaf = leaves[usize::try_from(index).unwrap()];
        assert!(inclusion_holds(
            &leaf,
            index,
            checkpoint.size,
            &path,
            &checkpoint.root
        ));
    }
}

#[test]
fn a_larger_tree_is_consistent_with_a_smaller_one_from_its_partial_tile() {
    let Some(log) = testdata("testdata/navigli2025h2") else {
        return;
    };
    let full = hashes(&log.join("tile/0/003"));
    assert_eq!(hashes(&log.join("tile/0/003.p/10")), full[..10]);
    let tile = |index| {
        hashes(
            &log.join(
                Tile {
                    level: 0,
                    index,
                    width: 256,
                }
                .path(),
            ),
        )
    };
    let leaves: Vec<Digest> = (0..4).flat_map(tile).collect();
    let (old, new) = (
        merkle::tree_root(&leaves[..778]),
        merkle::tree_root(&leaves),
    );
    // This tree has no tiles of level 1: the subtrees come from the leaves.
    let mut fetch = |level: u8, index: u64| {
        let start = usize::try_from(index << level).unwrap();
        Ok::<_, Infallible>(merkle::tree_root(&leaves[start..start + (1 << level)]))
    };
    let proof = merkle::consistency_proof(778, 1024, &mut fetch).unwrap();
    assert!(consistency_holds(778, &old, 1024, &new, &proof));
    assert!(!consistency_holds(777, &old, 1024, &new, &proof));
}

#[test]
fn cosignatures_of_the_witnesses_hold() {
    let Some(folder) = testdata("cmd/skylight/testdata") else {
        return;
    };
    let witness = cosigner(&folder.join("witness/witness.v0.json"));
    let second = cosigner(&folder.join("witness2/witness.v0.json"));
    let mirror = cosigner(&folder.join("witness/mirror/mirror.v0.json"));
    let (note, _) = note_of(&folder.join("witness").join(LOG).join("checkpoint"));
    let (second_note, _) = note_of(&folder.join("witness2").join(OTHER_LOG).join("checkpoint"));
    let (mirror_note, _) = note_of(&folder.join("witness/mirror").join(LOG).join("checkpoint"));

    let valid = Cosignature::Valid {
        time_s: COSIGNED_AT_S,
    };
    let notes = [&note, &second_note, &mirror_note];
    for (place, key) in [witness, second, mirror].iter().enumerate() {
        let found = notes.map(|note| note.cosignature_by(key));
        let mut expected = [Cosignature::Absent; 3];
        expected[place] = valid;
        assert_eq!(found, expected, "{}", key.name);
        // A cosignature is no signature of the note.
        assert!(
            notes
                .iter()
                .all(|note| note.signature_by(key) == Signature::Absent)
        );
        let mut changed = notes[place].clone();
        changed.text = changed.text.replace("\n300\n", "\n301\n");
        assert_eq!(changed.cosignature_by(key), Cosignature::Invalid);
    }
    // The log's own line is kept, unknown, and does not stand in the way.
    assert_eq!(note.signatures[0].name, "rome2026h1.example.org");
}

#[test]
fn two_roots_for_one_size_are_a_split_view() {
    let Some(folder) = testdata("cmd/skylight/testdata") else {
        return;
    };
    let (_, one) = note_of(&folder.join("witness").join(LOG).join("checkpoint"));
    let (_, two) = note_of(&folder.join("witness/mirror").join(LOG).join("checkpoint"));
    assert_eq!((&one.origin, one.size), (&two.origin, two.size));
    assert!(!consistency_holds(
        one.size,
        &one.root,
        two.size,
        &two.root,
        &[]
    ));
    assert!(consistency_holds(
        one.size,
        &one.root,
        one.size,
        &one.root,
        &[]
    ));
}

#[test]
fn what_is_no_checkpoint_is_refused() {
    let Some(folder) = testdata("cmd/skylight/testdata/witness") else {
        return;
    };
    for path in ["checkpoint", "mirror/checkpoint"] {
        let decoy = fs::read_to_string(folder.join(path)).unwrap();
        assert!(Note::parse(&decoy).is_err());
    }
    let placeholder = fs::read(folder.join("mirror").join(LOG).join("tile/entries/000")).unwrap();
    assert!(decode_bundle(&placeholder).is_err());
}
