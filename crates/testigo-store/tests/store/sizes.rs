//! Logs of awkward sizes: tiles, roots and proofs against the reference frontier; openings joined.

use std::collections::BTreeMap;
use std::fs;

use testigo_custody::{
    Digest, Frontier, StatementId, consistency_holds, consistency_proof, entry_bytes,
    inclusion_holds, inclusion_path, leaf_hash, tiles_of,
};
use testigo_store::{LogFiles, openings};

use crate::place::{Keys, Place, ids};

/// Grows a log to each of `sizes` in turn; every size is checked against the reference.
fn check(sizes: &[u64]) {
    let (place, keys) = Place::new();
    let all: Vec<StatementId> = ids(&keys.openings(0..*sizes.last().unwrap()));
    let mut reference = Frontier::new();
    let mut roots = BTreeMap::from([(0, reference.root())]);
    for id in &all {
        reference.push(leaf_hash(&entry_bytes(*id)));
        roots.insert(reference.size(), reference.root());
    }
    let mut size = 0;
    for next in sizes {
        let commit = place.append(&keys, &keys.openings(size..*next), &[]);
        assert_eq!((commit.first, commit.size), (size, *next));
        assert_eq!(commit.root, roots[next]);
        size = *next;
        check_tiles(&place, &keys, size);
        check_proofs(&place, &keys, size, &all, &roots);
    }
    place.verify(&keys, &all);
}

/// The tiles of this size are there, each as long as its name says.
fn check_tiles(place: &Place, keys: &Keys, size: u64) {
    let store = place.store();
    for tile in tiles_of(size) {
        let at = |path: String| store.disk().path(&format!("log/{}/{path}", keys.own().log));
        let bytes = fs::read(at(tile.path())).unwrap();
        assert_eq!(bytes.len(), usize::from(tile.width) * 32, "{}", tile.path());
        if tile.level == 0 {
            let bytes = fs::read(at(tile.entries_path())).unwrap();
            assert_eq!(bytes.len(), usize::from(tile.width) * 35);
        }
    }
}

fn check_proofs(
    place: &Place,
    keys: &Keys,
    size: u64,
    all: &[StatementId],
    roots: &BTreeMap<u64, Digest>,
) {
    let store = place.store();
    let mut files = LogFiles::new(store.disk(), keys.own().log, size);
    let near = [
        0,
        1,
        2,
        254,
        255,
        256,
        257,
        511,
        512,
        513,
        65_535,
        65_536,
        size / 2,
    ];
    let mut places: Vec<u64> = near.into_iter().filter(|place| *place < size).collect();
    places.push(size - 1);
    for index in places {
        let leaf = leaf_hash(&entry_bytes(all[usize::try_from(index).unwrap()]));
        let path = inclusion_path(index, size, &mut |level, at| files.subtree(level, at)).unwrap();
        assert!(
            inclusion_holds(&leaf, index, size, &path, &roots[&size]),
            "{index} of {size}"
        );
        assert_eq!(
            files.root_at(index).unwrap(),
            roots[&index],
            "{index} of {size}"
        );
        let proof =
            consistency_proof(index, size, &mut |level, at| files.subtree(level, at)).unwrap();
        assert!(consistency_holds(
            index,
            &roots[&index],
            size,
            &roots[&size],
            &proof
        ));
    }
}

#[test]
fn around_one_tile() {
    check(&[1, 2, 254, 255, 256, 257, 258]);
    check(&[255, 258]);
    check(&[256, 512]);
}

#[test]
fn around_two_tiles() {
    check(&[511, 512, 513, 514]);
    check(&[257, 511, 513]);
}

#[test]
fn around_a_tile_of_the_second_level() {
    check(&[65_535, 65_536, 65_537]);
}

/// Many small batches over the end of a tile: their openings files become one, and none is lost.
#[test]
fn small_openings_are_joined_when_a_tile_fills() {
    let (place, keys) = Place::new();
    let mut size = 0;
    for batch in [100, 1, 50, 4, 99, 1, 1, 1, 10, 200, 43, 2, 5] {
        place.append(&keys, &keys.openings(size..size + batch), &[]);
        size += batch;
        place.verify(&keys, &ids(&keys.openings(0..size)));
    }
    let files: Vec<(u64, u64)> = openings::files(&place.store(), keys.own().log)
        .unwrap()
        .into_iter()
        .map(|file| (file.first, file.last))
        .collect();
    assert_eq!(files, [(0, 255), (256, 511), (512, 516)]);
}

/// The same object from two processes of one home: the file that the first batch lists stays.
#[test]
fn the_same_bytes_staged_twice_are_one_object_and_both_lists_hold() {
    let (place, keys) = Place::new();
    let stage = |number| {
        let mut input = b"the same".as_slice();
        testigo_store::objects::stage(
            &place.store(),
            &keys.ring,
            keys.own().log,
            number,
            &mut input,
        )
        .unwrap()
    };
    let (first, second) = (stage(1), stage(2));
    place.append(&keys, &keys.openings(0..1), &[first]);
    place.append(&keys, &keys.openings(1..2), &[second]);
    place.verify(&keys, &ids(&keys.openings(0..2)));
    place.verify_object(&keys, b"the same");
}
