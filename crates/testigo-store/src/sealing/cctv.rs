//! The age vectors of C2SP's CCTV against how this crate opens files. What does not apply is listed
//! with its reason, and is refused.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};

use super::*;

/// A vector: what its header says, and the age file.
struct Vector {
    name: String,
    header: BTreeMap<String, Vec<String>>,
    file: Vec<u8>,
}

impl Vector {
    fn all(&self, key: &str) -> &[String] {
        self.header.get(key).map_or(&[], Vec::as_slice)
    }

    fn expect(&self) -> &str {
        &self.all("expect")[0]
    }

    fn says(&self, key: &str) -> bool {
        !self.all(key).is_empty()
    }
}

fn vectors() -> Option<Vec<Vector>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/standards/cctv/age/testdata");
    if !folder.is_dir() {
        println!("skipped: shared/ is absent");
        return None;
    }
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    Some(paths.iter().map(|path| read(path)).collect())
}

fn read(path: &Path) -> Vector {
    let bytes = fs::read(path).unwrap();
    let end = bytes.windows(2).position(|two| two == b"\n\n").unwrap();
    let mut header: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in std::str::from_utf8(&bytes[..end]).unwrap().lines() {
        let (key, value) = line.split_once(": ").unwrap();
        header
            .entry(key.to_owned())
            .or_default()
            .push(value.to_owned());
    }
    let name = path.file_name().unwrap().to_str().unwrap().to_owned();
    let file = if header.contains_key("compressed") {
        inflated(path)
    } else {
        bytes[end + 2..].to_vec()
    };
    Vector { name, header, file }
}

/// Nothing of ours reads zlib; Python does.
fn inflated(path: &Path) -> Vec<u8> {
    let script = "import sys, zlib\n\
        body = open(sys.argv[1], 'rb').read().split(b'\\n\\n', 1)[1]\n\
        sys.stdout.buffer.write(zlib.decompress(body))";
    let output = Command::new("python3")
        .args(["-c", script])
        .arg(path)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

fn digest(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// What this crate does with a file: all bytes that it gave, and whether it came to the end.
fn opened(identities: &[x25519::Identity], file: &[u8]) -> (Vec<u8>, bool) {
    let mut given = Vec::new();
    let Ok(mut reader) = opening_reader(identities, file, "a place") else {
        return (given, false);
    };
    let mut chunk = [0; 4096];
    loop {
        match reader.read(&mut chunk) {
            Ok(0) => return (given, true),
            Ok(read) => given.extend_from_slice(&chunk[..read]),
            Err(_) => return (given, false),
        }
    }
}

/// Sealed to keys of a kind that this crate does not have (`hybrid*`), or in letters (`armor*`).
fn applies(vector: &Vector) -> bool {
    let has_a_key = vector
        .all("identity")
        .iter()
        .any(|text| text.parse::<x25519::Identity>().is_ok());
    !vector.says("armored")
        && (has_a_key || vector.says("passphrase") || vector.all("identity").is_empty())
}

/// Stanzas without their last, empty line. The `age` library takes it, as its early versions wrote such
/// stanzas; the header's MAC still covers every byte, so nothing can be changed this way.
const TAKEN: [&str; 2] = ["stanza_missing_body", "stanza_missing_final_line"];

/// Not a passphrase file at all for this crate, which wants exactly one `scrypt` stanza: damaged, not
/// merely another passphrase.
const DAMAGED: [&str; 1] = ["scrypt_uppercase"];

#[test]
fn files_sealed_to_keys() {
    let Some(vectors) = vectors() else { return };
    let mut checked = 0;
    for vector in vectors
        .iter()
        .filter(|vector| applies(vector) && !vector.says("passphrase"))
    {
        let identities: Vec<x25519::Identity> = vector
            .all("identity")
            .iter()
            .filter_map(|text| text.parse().ok())
            .collect();
        let (given, ended) = opened(&identities, &vector.file);
        let taken = TAKEN.contains(&vector.name.as_str());
        assert_eq!(
            ended,
            vector.expect() == "success" || taken,
            "{}",
            vector.name
        );
        match vector.all("payload").first() {
            Some(expected) => assert_eq!(digest(&given), *expected, "{}", vector.name),
            None => assert!(given.is_empty() || taken, "{}", vector.name),
        }
        // Where all is read at once, a file that breaks off gives nothing.
        assert_eq!(
            open_bytes(&identities, &vector.file, "a place").is_ok(),
            ended,
            "{}",
            vector.name
        );
        checked += 1;
    }
    assert!(checked >= 60, "{checked}");
}

#[test]
fn files_sealed_with_a_passphrase() {
    let Some(vectors) = vectors() else { return };
    let mut outside = BTreeSet::new();
    let mut checked = 0;
    for vector in vectors
        .iter()
        .filter(|vector| applies(vector) && vector.says("passphrase"))
    {
        let passphrase = SecretString::from(vector.all("passphrase")[0].clone());
        match open_with_passphrase(&passphrase, &vector.file, "a place") {
            Ok(Some(bytes)) => {
                assert_eq!(vector.expect(), "success", "{}", vector.name);
                assert_eq!(digest(&bytes), vector.all("payload")[0], "{}", vector.name);
            }
            Ok(None) => assert_eq!(vector.expect(), "no match", "{}", vector.name),
            Err(StoreError::WorkFactor { factor, .. }) => {
                assert!(!WORK_FACTORS.contains(&factor), "{}", vector.name);
                outside.insert(factor);
            }
            Err(_) => assert!(
                DAMAGED.contains(&vector.name.as_str())
                    || !["success", "no match"].contains(&vector.expect()),
                "{}",
                vector.name
            ),
        }
        // A key is not found in such a file either.
        assert!(
            !opened(&[x25519::Identity::generate()], &vector.file).1,
            "{}",
            vector.name
        );
        checked += 1;
    }
    assert!(checked >= 20, "{checked}");
    // Beyond what is accepted: too dear to try, and in what is shipped also too cheap to trust.
    assert!(outside.contains(&23), "{outside:?}");
}

#[test]
fn what_does_not_apply_is_refused() {
    let Some(vectors) = vectors() else { return };
    let key = x25519::Identity::generate();
    for vector in vectors.iter().filter(|vector| !applies(vector)) {
        assert!(
            vector.name.starts_with("armor") || vector.name.starts_with("hybrid"),
            "{}",
            vector.name
        );
        let identities: Vec<x25519::Identity> = vector
            .all("identity")
            .iter()
            .filter_map(|text| text.parse().ok())
            .chain([key.clone()])
            .collect();
        assert_eq!(
            opened(&identities, &vector.file),
            (Vec::new(), false),
            "{}",
            vector.name
        );
        let passphrase = SecretString::from(
            vector
                .all("passphrase")
                .first()
                .cloned()
                .unwrap_or_default(),
        );
        assert!(
            !matches!(
                open_with_passphrase(&passphrase, &vector.file, "a place"),
                Ok(Some(_))
            ),
            "{}",
            vector.name
        );
    }
}
