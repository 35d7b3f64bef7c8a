//! Files of many cases: plain JSON, keys and identifiers, trees and tiles.

use serde_json::Value;
use testigo_custody::merkle::{self, consistency_holds, inclusion_holds, leaf_hash};
use testigo_custody::tile::{new_tiles, tiles_of};
use testigo_custody::{
    ArchiveId, Digest, LogId, ObjectName, SigningKey, Tile, TilePath, VerifierKey,
    VerifierKeyError, archive_key_name, check_plain_json, decode_bundle, encode_bundle,
    log_key_name, public_key_pem, sha256, verify_strict,
};

use crate::{bytes, digests, list, number, parsed, text, verdict};

pub(crate) fn several(name: &str, vector: &Value) {
    match name {
        "plain-json" => {
            cases(vector, |case| {
                verdict(check_plain_json(text(case, "text")).is_ok())
            });
        }
        "signatures" => cases(vector, signature),
        "vkeys" => cases(vector, verifier_key),
        "identifiers" => identifiers(vector),
        "merkle" => trees(vector),
        "tiles" => tiles(vector),
        _ => panic!("no runner for {name}"),
    }
}

fn cases(vector: &Value, run: impl Fn(&Value) -> &'static str) {
    let cases = list(vector, "cases");
    assert!(cases.len() > 10);
    for case in cases {
        assert_eq!(run(case), text(case, "expect"), "{case}");
    }
}

fn signature(case: &Value) -> &'static str {
    let message = text(case, "message").as_bytes();
    verdict(verify_strict(
        &bytes(case, "public"),
        message,
        &bytes(case, "signature"),
    ))
}

fn verifier_key(case: &Value) -> &'static str {
    match text(case, "text").parse::<VerifierKey>() {
        Ok(key) => {
            assert_eq!(key.to_string(), text(case, "text"));
            "holds"
        }
        Err(VerifierKeyError::Malformed) => "malformed",
        Err(VerifierKeyError::Type) => "type",
        Err(VerifierKeyError::KeyId) => "key_id",
    }
}

fn identifiers(vector: &Value) {
    let group = SigningKey::from_seed(bytes(vector, "group_seed"));
    assert_eq!(group.public(), bytes(vector, "group_public"));
    let archive = ArchiveId::of_group_key(&group.public());
    assert_eq!(archive, parsed(vector, "archive"));
    let key = VerifierKey::new(archive_key_name(archive), group.public());
    assert_eq!(key.to_string(), text(vector, "group_vkey"));

    let device = SigningKey::from_seed(bytes(vector, "log_seed"));
    assert_eq!(device.seed(), bytes(vector, "log_seed"));
    assert_eq!(device.public(), bytes(vector, "log_public"));
    let log = LogId::of_public_key(&device.public());
    assert_eq!(log, parsed(vector, "log"));
    let key = VerifierKey::new(log_key_name(log), device.public());
    assert_eq!(key.to_string(), text(vector, "log_vkey"));
    assert_eq!(public_key_pem(&device.public()), text(vector, "log_pem"));
    let naming_key = bytes(vector, "naming_key");
    let name = ObjectName::new(&naming_key, log, parsed(vector, "plaintext"));
    assert_eq!(name, parsed(vector, "object_name"));
}

fn trees(vector: &Value) {
    let roots = &vector["roots"];
    let root = |size: u64| parsed::<Digest>(roots, &size.to_string());
    let leaves: Vec<Digest> = (0..300).map(test_leaf).collect();
    for size in roots.as_object().unwrap().keys() {
        let size: usize = size.parse().unwrap();
        assert_eq!(merkle::tree_root(&leaves[..size]), root(size as u64));
    }
    for case in list(vector, "inclusion") {
        let (index, size) = (number(case, "index"), number(case, "size"));
        let leaf = leaves[usize::try_from(index).unwrap()];
        let holds = inclusion_holds(&leaf, index, size, &digests(case, "path"), &root(size));
        assert_eq!(verdict(holds), text(case, "expect"), "{case}");
    }
    for case in list(vector, "consistency") {
        let (old, new) = (number(case, "old"), number(case, "new"));
        let holds = consistency_holds(old, &root(old), new, &root(new), &digests(case, "proof"));
        assert_eq!(verdict(holds), text(case, "expect"), "{case}");
    }
}

/// The leaf hash of `0x01 || SHA-256("testigo test entry <index>")`.
fn test_leaf(index: u64) -> Digest {
    let digest = sha256(format!("testigo test entry {index}").as_bytes());
    leaf_hash(&[&[1][..], digest.as_bytes()].concat())
}

fn tiles(vector: &Value) {
    for case in list(vector, "paths") {
        let path = text(case, "path");
        let found = Tile::parse_path(path);
        assert_eq!(verdict(found.is_some()), text(case, "expect"), "{path}");
        let Some(TilePath::Hashes(tile)) = found else {
            continue;
        };
        let level = u8::try_from(number(case, "level")).unwrap();
        let width = u16::try_from(number(case, "width")).unwrap();
        assert_eq!(
            tile,
            Tile {
                level,
                index: number(case, "index"),
                width
            }
        );
        assert_eq!(tile.path(), path);
    }
    for case in list(vector, "growth") {
        let (old, new) = (number(case, "old"), number(case, "new"));
        let written = new_tiles(old, new);
        let paths: Vec<Value> = written.iter().map(|tile| tile.path().into()).collect();
        assert_eq!(&paths, list(case, "tiles"));
        assert!(old > 0 || tiles_of(new) == written);
    }
    let bundle = hex::decode(text(&vector["bundle"], "bytes")).unwrap();
    let entries: Vec<Vec<u8>> = list(&vector["bundle"], "entries")
        .iter()
        .map(|entry| hex::decode(entry.as_str().unwrap()).unwrap())
        .collect();
    assert_eq!(encode_bundle(&entries), bundle);
    assert_eq!(decode_bundle(&bundle), Ok(entries));
}
