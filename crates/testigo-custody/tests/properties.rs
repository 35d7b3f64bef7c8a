//! Properties: what must hold for any tree, any statement, any text.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop, and says what it skips"
)]

use std::convert::Infallible;
use std::fmt::Write as _;

use proptest::prelude::*;
use testigo_custody::merkle::{
    self, Frontier, consistency_holds, consistency_proof, inclusion_holds, inclusion_path,
    node_hash,
};
use testigo_custody::tile::new_tiles;
use testigo_custody::{
    ArchiveId, Digest, Field, Head, LogId, Note, Opening, Part, Seed, Signature, SigningKey,
    Statement, Tile, TilePath, VerifierKey, check_plain_json, json_string, sha256,
};

fn leaves(count: u64) -> Vec<Digest> {
    (0..count)
        .map(|index| sha256(&index.to_be_bytes()))
        .collect()
}

/// The root as RFC 6962, section 2.1, defines it.
fn defined_root(leaves: &[Digest]) -> Digest {
    match leaves {
        [] => sha256(b""),
        [leaf] => *leaf,
        _ => {
            let middle = leaves.len().next_power_of_two() / 2;
            node_hash(
                &defined_root(&leaves[..middle]),
                &defined_root(&leaves[middle..]),
            )
        }
    }
}

/// Complete subtrees of the leaves; asking for any other fails the test.
fn subtrees(leaves: &[Digest]) -> impl FnMut(u8, u64) -> Result<Digest, Infallible> {
    let mut levels = vec![leaves.to_vec()];
    while let Some(below) = levels.last().filter(|level| level.len() > 1) {
        let above = below
            .chunks_exact(2)
            .map(|pair| node_hash(&pair[0], &pair[1]))
            .collect();
        levels.push(above);
    }
    move |level, index| Ok(levels[usize::from(level)][usize::try_from(index).unwrap()])
}

fn check_tree(
    leaves: &[Digest],
    indexes: impl Iterator<Item = u64>,
    old_sizes: impl Iterator<Item = u64>,
) {
    let size = leaves.len() as u64;
    let (root, other) = (defined_root(leaves), sha256(b"another"));
    let mut fetch = subtrees(leaves);
    assert_eq!(merkle::tree_root(leaves), root);
    assert_eq!(merkle::root(size, &mut fetch), Ok(root));
    for index in indexes {
        let path = inclusion_path(index, size, &mut fetch).unwrap();
        let leaf = leaves[usize::try_from(index).unwrap()];
        assert!(
            inclusion_holds(&leaf, index, size, &path, &root),
            "{index} of {size}"
        );
        assert!(!inclusion_holds(&other, index, size, &path, &root));
        assert!(!inclusion_holds(&leaf, index, size, &path, &other));
        assert!(!inclusion_holds(
            &leaf,
            index,
            size,
            &[path.as_slice(), &[other]].concat(),
            &root
        ));
        for wrong in [index + 1, index ^ 1, index + size]
            .into_iter()
            .filter(|wrong| *wrong != index)
        {
            assert!(
                !inclusion_holds(&leaf, wrong, size, &path, &root),
                "{wrong} for {index} of {size}"
            );
        }
        for place in 0..path.len() {
            let (mut changed, mut cut) = (path.clone(), path.clone());
            changed[place] = other;
            cut.remove(place);
            assert!(!inclusion_holds(&leaf, index, size, &changed, &root));
            assert!(!inclusion_holds(&leaf, index, size, &cut, &root));
        }
    }
    for old in old_sizes {
        let old_root = defined_root(&leaves[..usize::try_from(old).unwrap()]);
        let proof = consistency_proof(old, size, &mut fetch).unwrap();
        assert!(
            consistency_holds(old, &old_root, size, &root, &proof),
            "{old} to {size}"
        );
        assert!(!consistency_holds(old, &other, size, &root, &proof));
        assert!(old == 0 || !consistency_holds(old, &old_root, size, &other, &proof));
        assert!(!consistency_holds(
            old,
            &old_root,
            size,
            &root,
            &[proof.as_slice(), &[other]].concat()
        ));
        for place in 0..proof.len() {
            let (mut changed, mut cut) = (proof.clone(), proof.clone());
            changed[place] = other;
            cut.remove(place);
            assert!(!consistency_holds(old, &old_root, size, &root, &changed));
            assert!(!consistency_holds(old, &old_root, size, &root, &cut));
        }
    }
}

#[test]
fn every_proof_of_every_tree_of_up_to_70_leaves() {
    let all = leaves(70);
    let mut frontier = Frontier::new();
    for size in 0..=all.len() {
        let part = &all[..size];
        assert_eq!(
            frontier,
            Frontier::from_hashes(size as u64, subtrees(part)).unwrap()
        );
        assert_eq!(
            (frontier.size(), frontier.root()),
            (size as u64, defined_root(part))
        );
        check_tree(part, 0..size as u64, 0..=size as u64);
        if let Some(leaf) = all.get(size) {
            frontier.push(*leaf);
        }
    }
}

#[test]
fn proofs_outside_the_tree_do_not_hold() {
    let all = leaves(9);
    let root = defined_root(&all);
    assert_eq!(inclusion_path(9, 9, &mut subtrees(&all)), Ok(Vec::new()));
    assert!(!inclusion_holds(&root, 9, 9, &[], &root));
    assert!(!inclusion_holds(&root, 0, 0, &[], &root));
    assert_eq!(
        consistency_proof(10, 9, &mut subtrees(&all)),
        Ok(Vec::new())
    );
    assert!(!consistency_holds(10, &root, 9, &root, &[]));
    assert!(!consistency_holds(
        u64::MAX,
        &root,
        u64::MAX,
        &sha256(b""),
        &[]
    ));
    let long = vec![root; 65];
    assert!(!inclusion_holds(
        &root,
        u64::MAX - 1,
        u64::MAX,
        &long,
        &root
    ));
    assert!(!consistency_holds(
        u64::MAX - 1,
        &root,
        u64::MAX,
        &root,
        &long
    ));
}

fn plain_value() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>().prop_map(|text| json_string(&text)),
        (-1000..1000_i32).prop_map(|number| number.to_string()),
        Just(r#"{"unread":"x"}"#.to_owned()),
        Just("null".to_owned()),
    ]
    .prop_filter("noncharacters are no plain JSON", |value| {
        check_plain_json(value).is_ok()
    })
}

prop_compose! {
    fn statement()(values in prop::collection::vec(plain_value(), 0..12), seed: [u8; 32], ids: [[u8; 32]; 2],
                   critical: bool) -> (Statement, Seed) {
        let head = Head {
            archive: ArchiveId::from_bytes(ids[0]), log: LogId::from_bytes(ids[1]), kind: "person".to_owned(), critical,
        };
        let field = |(number, value)| Field { name: format!("field.{number}"), value };
        let fields = values.into_iter().enumerate().map(field).collect();
        (Statement::new(&head, fields).unwrap(), Seed::from_bytes(seed))
    }
}

/// JSON-like texts, most of which some rule refuses.
fn json_like() -> impl Strategy<Value = String> {
    let token = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\"a\"",
        "\"b\"",
        "\\",
        "\\u00",
        "1f",
        "\\n",
        "\\u0041",
        "0",
        "1",
        "-",
        ".",
        "e",
        "true",
        "null",
        " ",
        "\n",
        "é",
        "\u{fdd0}",
        "9007199254740991",
        "\"\\u001f\"",
        "{\"a\":",
        "[1,",
        "]}",
        "\\ud83d\\ude00",
    ]);
    prop::collection::vec(token, 0..12).prop_map(|tokens| tokens.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn proofs_of_larger_trees(size in 71_u64..3000, index: prop::sample::Index, old: prop::sample::Index) {
        let all = leaves(size);
        let index = index.index(all.len()) as u64;
        let old = old.index(all.len() + 1) as u64;
        check_tree(&all, std::iter::once(index), std::iter::once(old));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn an_opening_is_read_as_written((statement, seed) in statement(), kept: u16) {
        let id = statement.commitment(&seed);
        let fields = statement.fields().to_vec();
        let head = statement.head().clone();
        let whole = statement.opening(seed);
        let partial = whole.showing(|place, _| kept >> place & 1 == 1);
        let erased = whole.showing(|place, _| place == 0);
        let nothing = whole.showing(|_, _| false);
        for opening in [&whole, &whole.showing(|_, _| true), &partial, &erased, &nothing] {
            prop_assert_eq!(opening.commitment(), id);
            let read = Opening::from_json(&opening.to_json()).unwrap();
            prop_assert_eq!(&read, opening);
            prop_assert_eq!(read.check().unwrap().id, id);
        }
        prop_assert_eq!(&whole.to_json()[..8], "{\"seed\":");
        prop_assert!(!partial.to_json().contains("\"seed\""));

        let checked = partial.check().unwrap();
        let any = (0..fields.len()).any(|place| kept >> place & 1 == 1);
        prop_assert_eq!(checked.head, any.then_some(head.clone()));
        let shown = fields.iter().cloned().enumerate().filter(|(place, _)| *place > 0 && kept >> place & 1 == 1);
        prop_assert_eq!(checked.fields, shown.collect::<Vec<_>>());
        prop_assert_eq!(erased.check().unwrap().head, Some(head));
        prop_assert_eq!(nothing.check().unwrap().head, None);
    }

    #[test]
    fn any_change_of_any_part_changes_the_commitment(
        (statement, seed) in statement(), place: prop::sample::Index, bit in 0_usize..256, kept: u16,
    ) {
        let opening = statement.opening(seed).showing(|place, _| kept >> place & 1 == 1);
        let place = place.index(opening.parts().len());
        let with = |change: &dyn Fn(&mut Vec<Part>)| {
            let mut parts = opening.parts().to_vec();
            change(&mut parts);
            Opening::from_json(&json_of(&parts)).unwrap().commitment()
        };
        prop_assert_eq!(with(&|_| ()), opening.commitment());
        let flip = |bytes: &[u8; 32]| {
            let mut bytes = *bytes;
            bytes[bit / 8] ^= 1 << (bit % 8);
            bytes
        };
        prop_assert_ne!(with(&|parts| match &mut parts[place] {
            Part::Bare(digest) => *digest = Digest::from_bytes(flip(digest.as_bytes())),
            Part::Shown { salt, .. } => *salt = flip(salt),
        }), opening.commitment());
        prop_assert_ne!(with(&|parts| match &mut parts[place] {
            Part::Bare(digest) => *digest = sha256(digest.as_bytes()),
            Part::Shown { name, .. } => name.push('_'),
        }), opening.commitment());
        prop_assert_ne!(with(&|parts| match &mut parts[place] {
            Part::Bare(digest) => *digest = sha256(digest.as_bytes()),
            Part::Shown { name, value, .. } => {
                // The border between name and value moves; the bytes behind one another stay the same.
                value.insert(0, 'x');
                name.truncate(name.len() - 1);
            }
        }), opening.commitment());
        prop_assert_ne!(with(&|parts| parts.push(Part::Bare(sha256(b"one more")))), opening.commitment());
        if opening.parts().len() > 1 {
            prop_assert_ne!(with(&|parts| drop(parts.remove(place))), opening.commitment());
            prop_assert_ne!(with(&|parts| parts.rotate_left(1)), opening.commitment());
        }
    }

    #[test]
    fn a_plain_string_is_plain_and_means_the_same_to_other_readers(text: String) {
        let plain = json_string(&text);
        prop_assert_eq!(serde_json::from_str::<String>(&plain).unwrap(), text.clone());
        prop_assert_eq!(serde_json::to_string(&text).unwrap(), plain.clone());
        let noncharacter = |letter: char| matches!(u32::from(letter), 0xFDD0..=0xFDEF) || u32::from(letter) & 0xFFFE == 0xFFFE;
        prop_assert_eq!(check_plain_json(&plain).is_ok(), !text.chars().any(noncharacter));
    }

    #[test]
    fn what_is_plain_other_readers_read_and_write_the_same(text in json_like()) {
        if check_plain_json(&text).is_ok() {
            let value: serde_json::Value = serde_json::from_str(&text).unwrap();
            if !text.contains('{') {
                prop_assert_eq!(serde_json::to_string(&value).unwrap(), text);
            }
        }
    }

    #[test]
    fn an_opening_is_read_from_any_writing_of_its_json((statement, seed) in statement(), pretty: bool) {
        let opening = statement.opening(seed).showing(|place, _| place % 2 == 0);
        let value: serde_json::Value = serde_json::from_str(&opening.to_json()).unwrap();
        let written = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
        prop_assert_eq!(Opening::from_json(&written.unwrap()), Ok(opening.clone()));
        let mut ascii = String::new();
        for letter in opening.to_json().chars() {
            if letter.is_ascii() {
                ascii.push(letter);
                continue;
            }
            for unit in letter.encode_utf16(&mut [0; 2]) {
                write!(ascii, "\\u{unit:04X}").unwrap();
            }
        }
        prop_assert_eq!(Opening::from_json(&ascii), Ok(opening));
    }

    #[test]
    fn no_text_panics(text: String, json in json_like(), cut: prop::sample::Index, (statement, seed) in statement()) {
        let opening = statement.opening(seed).to_json();
        let cut: String = opening.chars().take(cut.index(opening.chars().count())).collect();
        prop_assert!(Opening::from_json(&cut).is_err());
        for text in [text, json, cut] {
            drop(Opening::from_json(&text).map(|opening| opening.check()));
            let _ = check_plain_json(&text);
            drop(Note::parse(&text));
            let _ = Tile::parse_path(&text);
            drop(text.parse::<VerifierKey>());
        }
    }

    #[test]
    fn a_tile_path_is_read_as_written(level in 0_u8..8, index: u64, width in 1_u16..=256) {
        let tile = Tile { level, index, width };
        prop_assert_eq!(Tile::parse_path(&tile.path()), Some(TilePath::Hashes(tile)));
        let tile = Tile { level: 0, index, width };
        prop_assert_eq!(Tile::parse_path(&tile.entries_path()), Some(TilePath::Entries(tile)));
    }

    #[test]
    fn a_tree_that_grew_in_steps_has_all_its_tiles(steps in prop::collection::vec(0_u64..100_000, 1..5)) {
        let mut sizes = steps;
        sizes.sort_unstable();
        let mut written = std::collections::BTreeSet::new();
        let mut old = 0;
        for size in sizes {
            written.extend(new_tiles(old, size));
            old = size;
        }
        for tile in testigo_custody::tile::tiles_of(old) {
            prop_assert!(written.contains(&tile), "{}", tile.path());
        }
        for level in 0..32_u8 {
            let complete = old >> level;
            if let Some(last) = complete.checked_sub(1) {
                let (tile, range) = Tile::holding(level, last, old).unwrap();
                prop_assert!(written.contains(&tile) && range.end <= usize::from(tile.width));
            }
            prop_assert_eq!(Tile::holding(level, complete, old), None);
        }
    }

    #[test]
    fn a_note_is_read_as_written_and_signed_by_its_key_only(lines in prop::collection::vec("[^\\p{Cc}]{0,20}", 1..5), seeds: [[u8; 32]; 2]) {
        prop_assume!(seeds[0] != seeds[1]);
        let (key, other) = (SigningKey::from_seed(seeds[0]), SigningKey::from_seed(seeds[1]));
        let note = Note::sign(lines.join("\n") + "\n", "key.invalid", &key);
        prop_assert_eq!(Note::parse(&note.to_string()).unwrap(), note.clone());
        prop_assert_eq!(note.signature_by(&VerifierKey::new("key.invalid", key.public())), Signature::Valid);
        prop_assert_eq!(note.signature_by(&VerifierKey::new("key.invalid", other.public())), Signature::Absent);
        prop_assert_eq!(note.signature_by(&VerifierKey::new("other.invalid", key.public())), Signature::Absent);
        let mut changed = note.clone();
        changed.text.insert(0, 'x');
        prop_assert_eq!(changed.signature_by(&VerifierKey::new("key.invalid", key.public())), Signature::Invalid);
        prop_assert_eq!(changed.raw_signature_by(&VerifierKey::new("key.invalid", key.public())), None);
    }
}

/// The salted form of any parts.
fn json_of(parts: &[Part]) -> String {
    let written = parts.iter().map(|part| match part {
        Part::Bare(digest) => format!(r#"{{"digest":"{digest}"}}"#),
        Part::Shown { salt, name, value } => {
            let (salt, value) = (hex::encode(salt), json_string(value));
            format!(r#"{{"salt":"{salt}","name":"{name}","value":{value}}}"#)
        }
    });
    format!(r#"{{"parts":[{}]}}"#, written.collect::<Vec<_>>().join(","))
}
