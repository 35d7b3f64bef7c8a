//! Whatever bytes come: findings or an error, never a panic, and nothing hostile is let through.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use std::io::{Cursor, Write as _};

use proptest::prelude::*;
use testigo_package::{
    Findings, Manifest, Outcome, PATH_BYTES_MAX, ProvenOpening, ZipFiles, folding_collisions,
    manifest_text, parse_manifest, refused, verify_dossier,
};

/// A zip file with these files in a top folder.
fn zip(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, bytes) in files {
        writer
            .start_file(format!("dossier/{name}"), options)
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// What a verifier says of bytes: nothing at all, or a verdict.
fn verdict(bytes: &[u8]) -> Option<Outcome> {
    let mut files = ZipFiles::open(Cursor::new(bytes)).ok()?;
    let mut findings = Findings::default();
    drop(verify_dossier(&mut files, None, &mut findings));
    Some(findings.outcome())
}

/// The committed dossier that holds.
fn valid() -> Vec<u8> {
    include_bytes!("../../../testkit/findings/valid/dossier.zip").to_vec()
}

/// Names that a dossier has, and others.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("bagit.txt".to_owned()),
        Just("manifest-sha256.txt".to_owned()),
        Just("tagmanifest-sha256.txt".to_owned()),
        Just("proof/group/vkey".to_owned()),
        Just("proof/openings.jsonl".to_owned()),
        Just("proof/release.json".to_owned()),
        Just(format!("proof/logs/{}/admission", "0".repeat(64))),
        Just("proof/exhibits/E0001.tlog-proof".to_owned()),
        Just("data/items/E0001.jpg".to_owned()),
        "[a-zA-Z./\\\\:]{1,12}",
        "\\PC{1,8}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_as_a_zip_file(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        prop_assert_eq!(verdict(&bytes), None);
    }

    #[test]
    fn any_files_in_a_zip_file(
        files in proptest::collection::btree_map(name(), proptest::collection::vec(any::<u8>(), 0..200), 0..12),
    ) {
        let files: Vec<_> = files.into_iter().collect();
        prop_assert_ne!(verdict(&zip(&files)), Some(Outcome::Holds));
    }

    #[test]
    fn any_text_as_a_manifest(text in "\\PC{0,80}(\n[0-9a-f]{60,66} {1,3}\\PC{0,9}\n?){0,4}") {
        if let Ok(manifest) = parse_manifest(&text) {
            prop_assert_eq!(manifest.len(), text.lines().count());
            prop_assert_eq!(parse_manifest(&manifest_text(&manifest)), Ok(manifest));
        }
    }

    #[test]
    fn a_manifest_is_read_as_it_was_written(
        lines in proptest::collection::btree_map("[^\u{0}-\u{1f}]{1,20}", any::<[u8; 32]>(), 0..20),
    ) {
        let manifest: Manifest =
            lines.into_iter().map(|(name, digest)| (name, testigo_custody::Digest::from_bytes(digest))).collect();
        let text = manifest_text(&manifest);
        prop_assert_eq!(parse_manifest(&text), Ok(manifest.clone()));
        // A line twice, a line cut, a digest in capitals: no manifest.
        if let Some(first) = text.lines().next() {
            let wrong = [
                format!("{text}{first}\n"),
                text[..text.len() - 1].to_owned(),
                format!("{}  new\n", "A".repeat(64)),
                format!("{} new\n", "0".repeat(64)),
            ];
            for text in wrong {
                prop_assert!(parse_manifest(&text).is_err());
            }
        }
    }

    #[test]
    fn any_text_as_a_proven_opening(text in "\\PC{0,200}") {
        prop_assert!(ProvenOpening::from_json(&text).is_err());
    }

    #[test]
    fn one_change_in_a_proven_opening(at in any::<prop::sample::Index>(), put in "\\PC{0,3}", cut in 0usize..4) {
        let line = line();
        let at = at.index(line.len());
        let end = (at + cut).min(line.len());
        if !line.is_char_boundary(at) || !line.is_char_boundary(end) {
            return Ok(());
        }
        let changed = format!("{}{put}{}", &line[..at], &line[end..]);
        // Either refused, or read as exactly what stands there.
        if let Ok(proven) = ProvenOpening::from_json(&changed) {
            prop_assert_eq!(proven.to_json(), changed);
        }
    }

    /// Some bytes of a whole dossier changed, or its end cut off.
    #[test]
    fn a_dossier_that_was_damaged(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let good = valid();
        let mut bytes = good.clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        // What changed may be a date in the zip file's directory: then every file is as it was.
        if let (Some(Outcome::Holds), true) = (verdict(&bytes), bytes != good) {
            prop_assert_eq!(contents(&bytes), contents(&good));
        }
    }

    #[test]
    fn a_path_that_is_let_through_stays_inside(path in "[a-zA-Z0-9./\\\\: \u{0}-\u{9f}\u{200b}-\u{202f}\u{feff}é~%-]{0,30}") {
        if refused(&path).is_none() {
            prop_assert!(!path.is_empty() && path.len() <= PATH_BYTES_MAX);
            let strange = |letter: char| letter.is_control() || "\\:\u{202e}\u{feff}".contains(letter);
            prop_assert!(!path.chars().any(strange));
            for part in path.split('/') {
                prop_assert!(!part.is_empty() && !part.ends_with(['.', ' ']));
            }
            let inside = std::path::Path::new("/bag").join(&path);
            prop_assert_eq!(inside.components().count(), 2 + path.split('/').count());
            // In a folder that is let through too it is let through, but for the one name at the top.
            let below = format!("data/{path}");
            prop_assert!(refused(&below).is_none());
        }
    }

    #[test]
    fn hostile_parts_are_refused_wherever_they_stand(
        before in "([a-z]{1,5}/){0,3}",
        part in prop_oneof![
            Just(".."), Just("."), Just(""), Just("a\\b"), Just("C:"), Just("nul"), Just("Com1.txt"), Just("a "),
            Just("a."), Just("a\nb"), Just("a\u{202e}b"), Just("a\u{200b}b"),
        ],
        after in "(/[a-z]{1,5}){0,3}",
    ) {
        let path = format!("{before}{part}{after}");
        prop_assert!(refused(&path).is_some(), "{path:?}");
    }

    /// Names that differ collide exactly if some folder or file of both is the same after folding.
    #[test]
    fn collisions_are_found_in_any_order(names in proptest::collection::btree_set("[aAbBß/]{1,6}", 0..8)) {
        let names: Vec<&str> = names.iter().map(String::as_str).filter(|name| refused(name).is_none()).collect();
        let reversed: Vec<&str> = names.iter().rev().copied().collect();
        let found = !folding_collisions(names.iter().copied()).is_empty();
        prop_assert_eq!(found, !folding_collisions(reversed).is_empty());
        let prefixes = |name: &str| -> Vec<(String, String, bool)> {
            let ends = name.match_indices('/').map(|(at, _)| (at, true)).chain([(name.len(), false)]);
            ends.map(|(end, folder)| (fold(&name[..end]), name[..end].to_owned(), folder)).collect()
        };
        let mut expected = false;
        for (index, first) in names.iter().enumerate() {
            for second in &names[index + 1..] {
                for a in prefixes(first) {
                    for b in prefixes(second) {
                        expected |= a.0 == b.0 && !(a == b && a.2);
                    }
                }
            }
        }
        prop_assert_eq!(found, expected, "{:?}", names);
    }
}

/// Full folding of the few letters above.
fn fold(text: &str) -> String {
    text.to_lowercase().replace('ß', "ss")
}

/// A line of the committed dossier.
fn line() -> String {
    let mut files = ZipFiles::open(Cursor::new(valid())).unwrap();
    let text = testigo_package::read_text(&mut files, "proof/openings.jsonl", 1 << 20).unwrap();
    text.lines().nth(1).unwrap().to_owned()
}

/// Names and bytes of a zip file.
fn contents(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    use testigo_package::Files as _;
    let mut files = ZipFiles::open(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = files
        .entries()
        .iter()
        .map(|entry| entry.name.clone())
        .collect();
    names
        .into_iter()
        .map(|name| {
            let bytes = testigo_package::read_bytes(&mut files, &name, 1 << 24).unwrap();
            (name, bytes)
        })
        .collect()
}

#[test]
fn the_committed_dossier_holds_and_its_line_is_read() {
    assert_eq!(verdict(&valid()), Some(Outcome::Holds));
    assert_eq!(ProvenOpening::from_json(&line()).unwrap().to_json(), line());
}
