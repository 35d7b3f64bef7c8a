//! The BagIt conformance suite of the Library of Congress against our profile of BagIt 1.0: SHA-256
//! only, UTF-8 only, no `fetch.txt`, every file in a manifest, one way to write a manifest line.
//!
//! Each bag is checked twice: *as it stands* (almost none has SHA-256 manifests alone, so almost none
//! can hold), and *restated*: the same files and the same lists of paths with SHA-256 digests and our
//! declaration where the suite's is a plain 0.97. So that what a case is about is really looked at.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop, and says why it is skipped"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::Digest as _;
use testigo_package::{DECLARATION, FileEntry, FileKind, Files, Findings, check_bag};

/// A bag in memory.
struct Bag {
    entries: Vec<FileEntry>,
    bytes: BTreeMap<String, Vec<u8>>,
}

impl Bag {
    fn new(bytes: BTreeMap<String, Vec<u8>>) -> Self {
        let entry = |(name, bytes): (&String, &Vec<u8>)| FileEntry {
            name: name.clone(),
            bytes: bytes.len() as u64,
            kind: FileKind::Regular,
        };
        Self {
            entries: bytes.iter().map(entry).collect(),
            bytes,
        }
    }
}

impl Files for Bag {
    fn entries(&self) -> &[FileEntry] {
        &self.entries
    }

    fn open(&mut self, index: usize) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(self.bytes[&self.entries[index].name].as_slice()))
    }
}

fn suite() -> Option<PathBuf> {
    let suite = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/standards/bagit-conformance");
    if suite.is_dir() {
        return Some(suite);
    }
    println!("skipped: shared/ is absent");
    None
}

fn read(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(here) = waiting.pop() {
        for entry in fs::read_dir(here).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned();
                found.insert(name, fs::read(path).unwrap());
            }
        }
    }
    found
}

/// The codes that fail; none if the bag holds.
fn failing(files: BTreeMap<String, Vec<u8>>) -> String {
    let mut findings = Findings::default();
    drop(check_bag(&mut Bag::new(files), &mut findings));
    let fails = findings
        .list()
        .iter()
        .filter(|finding| finding.verdict == testigo_package::Verdict::Fails);
    let codes: BTreeSet<&str> = fails.map(|finding| finding.code.as_str()).collect();
    codes.into_iter().collect::<Vec<_>>().join(" ")
}

const METHODS: [&str; 4] = ["sha256", "sha512", "sha224", "md5"];

/// RFC 1321, to read the suite's older digests. Nothing of ours uses it.
fn md5(bytes: &[u8]) -> Vec<u8> {
    const TURNS: [[u32; 4]; 4] = [
        [7, 12, 17, 22],
        [5, 9, 14, 20],
        [4, 11, 16, 23],
        [6, 10, 15, 21],
    ];
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::disallowed_methods,
        reason = "below 2^32 and positive"
    )]
    let sine = |step: u32| ((f64::from(step) + 1.0).sin().abs() * 4_294_967_296.0) as u32;
    let mut message = bytes.to_vec();
    message.push(0x80);
    message.resize(message.len() + (120 - message.len() % 64) % 64, 0);
    message.extend((bytes.len() as u64 * 8).to_le_bytes());
    let mut state = [0x6745_2301_u32, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476];
    for block in message.chunks(64) {
        let [mut a, mut b, mut c, mut d] = state;
        for step in 0..64 {
            let (mixed, word) = match step / 16 {
                0 => (b & c | !b & d, step),
                1 => (d & b | !d & c, 5 * step + 1),
                2 => (b ^ c ^ d, 3 * step + 5),
                _ => (c ^ (b | !d), 7 * step),
            };
            let at = word as usize % 16 * 4;
            let word = u32::from_le_bytes(block[at..at + 4].try_into().unwrap());
            let turned = a
                .wrapping_add(mixed)
                .wrapping_add(sine(step))
                .wrapping_add(word);
            let turn = TURNS[step as usize / 16][step as usize % 4];
            (a, d, c, b) = (d, c, b, b.wrapping_add(turned.rotate_left(turn)));
        }
        for (whole, part) in state.iter_mut().zip([a, b, c, d]) {
            *whole = whole.wrapping_add(part);
        }
    }
    state.iter().flat_map(|word| word.to_le_bytes()).collect()
}

fn digest_by(method: &str, bytes: &[u8]) -> String {
    hex::encode(match method {
        "sha256" => sha2::Sha256::digest(bytes).to_vec(),
        "sha512" => sha2::Sha512::digest(bytes).to_vec(),
        "sha224" => sha2::Sha224::digest(bytes).to_vec(),
        _ => md5(bytes),
    })
}

#[test]
fn the_older_digest_is_read_rightly() {
    assert_eq!(hex::encode(md5(b"")), "d41d8cd98f00b204e9800998ecf8427e");
    assert_eq!(
        hex::encode(md5(b"message digest")),
        "f96b697d7cb7938d525a2f31aaf161d0"
    );
    assert_eq!(
        hex::encode(md5(&[b'a'; 64])),
        "014842d480b571495a4a0363793f7367"
    );
}

/// The suite's list of one kind: each line with the path as it is written, and whether its digest is right.
fn listed(files: &BTreeMap<String, Vec<u8>>, kind: &str) -> Vec<(Vec<u8>, bool)> {
    let list = METHODS
        .iter()
        .find_map(|method| Some((method, files.get(&format!("{kind}-{method}.txt"))?)));
    let (method, list) = list.unwrap();
    let lines = list
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let space = line
                .iter()
                .position(|byte| b" \t".contains(byte))
                .unwrap_or(0);
            let path = line[space..].trim_ascii();
            let name = std::str::from_utf8(path)
                .unwrap_or("")
                .trim_start_matches('*')
                .trim_start_matches("./");
            let stated = String::from_utf8_lossy(&line[..space]).to_lowercase();
            (
                path.to_vec(),
                files
                    .get(name)
                    .is_some_and(|bytes| digest_by(method, bytes) == stated),
            )
        })
        .collect()
}

/// The same bag with SHA-256 manifests over the paths that the suite's manifest lists, as it writes
/// them. A digest that the suite states wrongly is wrong here too.
fn restated(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    let is_manifest =
        |name: &str| name.starts_with("manifest-") || name.starts_with("tagmanifest-");
    let mut bag: BTreeMap<String, Vec<u8>> = files
        .iter()
        .filter(|(name, _)| !is_manifest(name))
        .map(|(name, bytes)| (name.clone(), bytes.clone()))
        .collect();
    let declared = bag
        .get("bagit.txt")
        .map(|bytes| String::from_utf8_lossy(bytes).replace('\r', ""));
    let older =
        ["0.96", "0.97"].map(|version| DECLARATION.replace("1.0", version).trim_end().to_owned());
    if declared.is_some_and(|text| older.iter().any(|older| text.trim_end() == older)) {
        bag.insert("bagit.txt".to_owned(), DECLARATION.into());
    }
    let mut payload = Vec::new();
    for (path, right) in listed(files, "manifest") {
        let name = std::str::from_utf8(&path)
            .unwrap_or("")
            .trim_start_matches('*')
            .trim_start_matches("./");
        let digest = match files.get(name) {
            Some(bytes) if right => digest_by("sha256", bytes),
            _ => "0".repeat(64),
        };
        payload.extend([digest.as_bytes(), b"  ", &path, b"\n"].concat());
    }
    bag.insert("manifest-sha256.txt".to_owned(), payload);
    let wrong: Vec<Vec<u8>> = listed(files, "tagmanifest")
        .into_iter()
        .filter(|(_, right)| !right)
        .map(|(path, _)| path)
        .collect();
    let mut tags = String::new();
    for (name, bytes) in bag.iter().filter(|(name, _)| !name.starts_with("data/")) {
        let is_wrong = files.contains_key(name) && wrong.iter().any(|path| path == name.as_bytes());
        let digest = if is_wrong {
            "0".repeat(64)
        } else {
            digest_by("sha256", bytes)
        };
        tags.push_str(&[&digest, "  ", name, "\n"].concat());
    }
    for path in wrong
        .iter()
        .filter_map(|path| std::str::from_utf8(path).ok())
    {
        if !files.contains_key(path) {
            tags.push_str(&["0".repeat(64).as_str(), "  ", path, "\n"].concat());
        }
    }
    bag.insert("tagmanifest-sha256.txt".to_owned(), tags.into());
    bag
}

/// Refused before anything is fetched.
const FETCH: &str = "nothing is fetched: fetch.txt is refused";
/// What most of the suite's bags lack for us, as they stand.
const OLDER: &str = "bag.declaration bag.manifest";

/// A bag; what fails as it stands; what fails restated; why that is right where it is not plain.
#[rustfmt::skip]
const CASES: [(&str, &str, &str, &str); 44] = [
    ("v0.97/invalid/baginfo-missing-encoding", OLDER, "bag.declaration bag.manifest", "states no encoding, and not the version that we write"),
    ("v0.97/invalid/bom-in-bagit.txt", OLDER, "bag.declaration", "a byte order mark before the declaration"),
    ("v0.97/invalid/corrupt-data-file", OLDER, "bag.manifest", ""),
    ("v0.97/invalid/corrupt-tag-file", OLDER, "bag.manifest", ""),
    ("v0.97/invalid/extra-file-in-bag", OLDER, "bag.complete", ""),
    ("v0.97/invalid/invalid-version-number", OLDER, "bag.declaration bag.manifest", "also tag digests of another declaration"),
    ("v0.97/invalid/missing-baginfo", OLDER, "bag.complete", "the tag manifest lists it"),
    ("v0.97/invalid/missing-bagit.txt", OLDER, "bag.complete bag.declaration", ""),
    ("v0.97/invalid/out-of-scope-file-paths-using-dot-notation", OLDER, "bag.complete bag.manifest", "no file has such a path, and it is never opened"),
    ("v0.97/invalid/out-of-scope-file-paths-using-dot-notation-for-fetch", "package.path", "package.path", FETCH),
    ("v0.97/invalid/same-filename-listed-twice-with-different-hashes", OLDER, "bag.manifest", ""),
    ("v0.97/linux-only/out-of-scope-file-paths-using-shortcut", OLDER, "bag.complete bag.manifest", "a path beside data/ in the payload manifest; never opened"),
    ("v0.97/linux-only/out-of-scope-file-paths-using-shortcut-for-fetch", "package.path", "package.path", FETCH),
    ("v0.97/linux-only/out-of-scope-file-paths-using-shortcut-username", OLDER, "bag.complete bag.manifest", "a path beside data/ in the payload manifest; never opened"),
    ("v0.97/linux-only/out-of-scope-file-paths-using-shortcut-username-for-fetch", "package.path", "package.path", FETCH),
    ("v0.97/valid/ISO-8859-1-encoded-tag-files", OLDER, "bag.declaration", "does not apply: tag files are UTF-8"),
    ("v0.97/valid/UTF-16-encoded-tag-files", OLDER, "bag.complete bag.declaration bag.manifest", "does not apply: tag files are UTF-8"),
    ("v0.97/valid/bag-in-a-bag", OLDER, "", ""),
    ("v0.97/valid/bag-with-encoded-names", OLDER, "", "a percent sign is a percent sign: no path of ours has line breaks to encode"),
    ("v0.97/valid/bag-with-escapable-characters", OLDER, "", ""),
    ("v0.97/valid/bag-with-leading-dot-slash-in-manifest", OLDER, "bag.complete bag.manifest", "one way to write a path: refused, where 0.97 allowed it"),
    ("v0.97/valid/bag-with-space", OLDER, "", ""),
    ("v0.97/valid/basic-bag", OLDER, "", ""),
    ("v0.97/valid/duplicate-metadata-entries", OLDER, "", "bag-info.txt is not read"),
    ("v0.97/valid/holey-bag", "package.path", "package.path", "does not apply: nothing is fetched"),
    ("v0.97/valid/minimal-bag", OLDER, "", ""),
    ("v0.97/valid/uncommon-metadata-separators", OLDER, "", "bag-info.txt is not read"),
    ("v0.97/warning/duplicate-file-with-different-case", OLDER, "bag.complete", "the other case is another path, and missing"),
    ("v0.97/warning/made-with-md5sum-tools", OLDER, "bag.complete bag.manifest", "the star of md5sum is part of no path"),
    ("v0.97/warning/relative-path", OLDER, "bag.complete bag.manifest", "one way to write a path"),
    ("v0.97/warning/same-filename-listed-twice-with-different-normalization", OLDER, "bag.complete", "the other normalization is another path, and missing"),
    ("v0.97/warning/same-filename-listed-twice-with-the-same-hash", OLDER, "bag.manifest", "stricter than a warning"),
    ("v0.97/warning/special-system-files", OLDER, "bag.complete", "the suite's copy lacks one of them"),
    ("v0.97/windows-only/out-of-scope-file-paths-using-absolute-path", OLDER, "bag.complete bag.manifest", "a path beside data/ in the payload manifest; never opened"),
    ("v0.97/windows-only/out-of-scope-file-paths-using-absolute-path-for-fetch", "package.path", "package.path", FETCH),
    ("v0.97/windows-only/out-of-scope-file-paths-using-shortcut", OLDER, "bag.complete bag.manifest", "a path beside data/ in the payload manifest; never opened"),
    ("v0.97/windows-only/out-of-scope-file-paths-using-shortcut-for-fetch", "package.path", "package.path", FETCH),
    ("v0.97/windows-only/out-of-scope-file-paths-using-unc", OLDER, "bag.complete bag.manifest", "a path beside data/ in the payload manifest; never opened"),
    ("v0.97/windows-only/out-of-scope-file-paths-using-unc-for-fetch", "package.path", "package.path", FETCH),
    ("v1.0/invalid/bagit-with-invalid-whitespace", OLDER, "bag.declaration", ""),
    ("v1.0/invalid/notAllManifestsListAllFiles", "bag.manifest", "bag.complete", ""),
    ("v1.0/invalid/same-filename-listed-twice-with-different-hashes", OLDER, "bag.declaration bag.manifest", "the declaration has a space behind its version too"),
    ("v1.0/invalid/same-filename-listed-twice-with-the-same-hash", "bag.manifest", "bag.manifest", ""),
    ("v1.0/valid/basicBag", "bag.manifest", "", "as it stands it has SHA-512 only"),
];

#[test]
fn every_bag_of_the_suite() {
    let Some(suite) = suite() else { return };
    let mut found = Vec::new();
    for version in ["v0.97", "v1.0"] {
        for group in fs::read_dir(suite.join(version)).unwrap() {
            for bag in fs::read_dir(group.unwrap().path()).unwrap() {
                let path = bag.unwrap().path();
                found.push(
                    path.strip_prefix(&suite)
                        .unwrap()
                        .to_str()
                        .unwrap()
                        .to_owned(),
                );
            }
        }
    }
    found.sort();
    assert_eq!(
        found,
        CASES.map(|(name, ..)| name),
        "every bag of the suite has its line"
    );
    for (name, as_it_stands, again, why) in CASES {
        let files = read(&suite.join(name));
        assert_eq!(failing(files.clone()), as_it_stands, "{name} {why}");
        assert_eq!(failing(restated(&files)), again, "{name} restated {why}");
        // An invalid bag never holds; a valid one does, unless the table says why not.
        assert!(!name.contains("/invalid/") || !again.is_empty(), "{name}");
        assert!(
            !name.contains("/valid/") || again.is_empty() || !why.is_empty(),
            "{name}"
        );
    }
}
