//! In thirty years stock `age` is enough: it opens an object and an openings file.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use age::secrecy::ExposeSecret;
use testigo_custody::{Opening, sha256};
use testigo_store::{objects, openings};

use crate::place::{Place, ids};

fn age_is_absent() -> bool {
    let asked = Command::new("age")
        .arg("--version")
        .stdout(Stdio::null())
        .status();
    if asked.is_ok() {
        return false;
    }
    println!("skipped: the program age is absent");
    true
}

fn opened_by_age(identity: &Path, sealed: &Path) -> Vec<u8> {
    let output = Command::new("age")
        .arg("--decrypt")
        .arg("--identity")
        .arg(identity)
        .arg(sealed)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

#[test]
fn stock_age_opens_an_object_and_an_openings_file() {
    if age_is_absent() {
        return;
    }
    let (place, keys) = Place::new();
    let log = keys.own().log;
    let plain: Vec<u8> = (0..200_000u32).flat_map(u32::to_le_bytes).collect();
    let staged = objects::stage(&place.store(), &keys.ring, log, 1, &mut plain.as_slice()).unwrap();
    place.append(&keys, &keys.openings(0..3), &[staged]);
    let folder = tempfile::TempDir::new().unwrap();
    let identity = folder.path().join("identity.txt");
    let text = keys.ring.identities()[0].to_string();
    fs::write(&identity, text.expose_secret()).unwrap();

    let store = place.store();
    let object = objects::place_of(&keys.ring, log, sha256(&plain));
    assert_eq!(opened_by_age(&identity, &store.disk().path(&object)), plain);

    let file = &openings::files(&store, log).unwrap()[0];
    let compressed = opened_by_age(&identity, &store.disk().path(&file.place(log)));
    let lines = String::from_utf8(zstd::decode_all(compressed.as_slice()).unwrap()).unwrap();
    let read: Vec<Opening> = lines
        .lines()
        .map(|line| Opening::from_json(line).unwrap())
        .collect();
    assert_eq!(ids(&read), ids(&keys.openings(0..3)));
}
