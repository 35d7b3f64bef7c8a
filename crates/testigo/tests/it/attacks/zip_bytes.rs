//! Zip files as only an enemy writes them: refused with a finding, and nothing is unpacked anywhere.

use std::fs;
use std::io::Write as _;

use tempfile::TempDir;

use super::package::{Package, Verified, verify};

/// One entry, with everything that can be a lie.
#[derive(Clone)]
struct Entry {
    name: Vec<u8>,
    /// In the header before the bytes; as in the directory if none.
    local_name: Option<Vec<u8>>,
    bytes: Vec<u8>,
    stated_size: u32,
    mode: u32,
    flags: u16,
    extra: Vec<u8>,
    listed: bool,
}

impl Entry {
    fn new(name: impl AsRef<[u8]>, bytes: &[u8]) -> Self {
        Self {
            name: name.as_ref().to_vec(),
            local_name: None,
            bytes: bytes.to_vec(),
            stated_size: u32::try_from(bytes.len()).unwrap(),
            mode: 0o100_644,
            // Names are UTF-8.
            flags: 1 << 11,
            extra: Vec::new(),
            listed: true,
        }
    }
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 {
                sum >> 1 ^ 0xedb8_8320
            } else {
                sum >> 1
            }
        })
    })
}

/// The fields that stand in both headers of an entry, up to its name.
fn shared_fields(entry: &Entry, name: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    out.extend(20u16.to_le_bytes());
    out.extend(entry.flags.to_le_bytes());
    out.extend([0; 2]);
    out.extend([0, 0, 0x21, 0]);
    out.extend(crc32(&entry.bytes).to_le_bytes());
    out.extend(u32::try_from(entry.bytes.len()).unwrap().to_le_bytes());
    out.extend(entry.stated_size.to_le_bytes());
    out.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
    out.extend(u16::try_from(entry.extra.len()).unwrap().to_le_bytes());
    out
}

fn zip(entries: &[Entry]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    let mut count = 0u16;
    for entry in entries {
        let at = u32::try_from(out.len()).unwrap();
        let local = entry.local_name.as_ref().unwrap_or(&entry.name);
        out.extend(b"PK\x03\x04");
        out.extend(shared_fields(entry, local));
        out.extend(local);
        out.extend(&entry.extra);
        out.extend(&entry.bytes);
        if !entry.listed {
            continue;
        }
        count += 1;
        directory.extend(b"PK\x01\x02\x14\x03");
        directory.extend(shared_fields(entry, &entry.name));
        directory.extend([0; 6]);
        directory.extend((entry.mode << 16).to_le_bytes());
        directory.extend(at.to_le_bytes());
        directory.extend(&entry.name);
        directory.extend(&entry.extra);
    }
    let begin = u32::try_from(out.len()).unwrap();
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(u32::try_from(directory.len()).unwrap().to_le_bytes());
    out.extend(begin.to_le_bytes());
    out.extend([0; 2]);
    out
}

/// The good dossier as entries.
fn entries() -> Vec<Entry> {
    Package::built()
        .files
        .iter()
        .map(|(name, bytes)| Entry::new(format!("dossier/{name}"), bytes))
        .collect()
}

fn verified(bytes: &[u8]) -> Verified {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("dossier.zip");
    fs::write(&path, bytes).unwrap();
    verify(&path, None)
}

#[track_caller]
fn refused(entries: &[Entry], code: &str) {
    refused_bytes(&zip(entries), code);
}

#[track_caller]
fn refused_bytes(bytes: &[u8], code: &str) {
    let verified = verified(bytes);
    assert_eq!(
        verified.failing().into_iter().collect::<Vec<_>>(),
        [code],
        "{}",
        verified.answered.out
    );
    assert_eq!(
        (verified.verdict().as_str(), verified.answered.status),
        ("fails", 3)
    );
}

/// The good dossier and one entry more.
#[track_caller]
fn with(entry: Entry, code: &str) {
    let mut entries = entries();
    entries.push(entry);
    refused(&entries, code);
}

#[test]
fn the_same_dossier_holds_as_a_zip_file() {
    let verified = verified(&zip(&entries()));
    assert_eq!(
        (verified.verdict().as_str(), verified.answered.status),
        ("holds", 0),
        "{}",
        verified.answered.out
    );
}

#[test]
fn paths_that_lead_elsewhere() {
    for name in [
        "dossier/../../outside.txt",
        "../outside.txt",
        "dossier/..",
        "/tmp/outside.txt",
        "outside.txt",
        "other/outside.txt",
        "dossier//data/x",
        "dossier/data//x",
        "dossier/./x",
        "dossier/data/./x",
        "dossier/data/..",
        "dossier/C:/x",
        "C:/x",
        "dossier/data\\x",
        "dossier\\data\\x",
        "dossier/data/x:stream",
        "dossier/data/x\u{1}",
        "dossier/data/x\u{202e}gpj",
        "dossier/data/x.",
        "dossier/data/x ",
        "dossier/data/nul",
        "dossier/data/CON.txt",
        "dossier/fetch.txt",
        &format!("dossier/data/{}", "x".repeat(256)),
        // Folders lead elsewhere too.
        "dossier/../../outside/",
        "dossier/data\\",
        "dossier/data/a//",
        "../",
        "/",
        "dossier/C:/",
    ] {
        with(
            Entry::new(name, if name.ends_with('/') { b"" } else { b"x" }),
            "package.path",
        );
    }
}

#[test]
fn folders_are_nothing_unless_they_hold_something() {
    let mut plain = entries();
    let mut folder = Entry::new("dossier/data/", b"");
    folder.mode = 0o040_755;
    plain.insert(0, folder.clone());
    assert_eq!(verified(&zip(&plain)).verdict(), "holds");
    folder = Entry::new("dossier/data/more/", b"a file that looks like a folder");
    with(folder, "package.path");
}

#[test]
fn names_that_are_the_same_for_somebody() {
    with(
        Entry::new("dossier/data/report.html", b"another"),
        "package.path",
    );
    with(
        Entry::new("dossier/DATA/Report.HTML", b"another"),
        "package.path",
    );
    with(
        Entry::new("dossier/Data/more.html", b"another"),
        "package.path",
    );
    with(Entry::new("dossier/verify.txt", b"another"), "package.path");
    with(
        Entry::new("dossier/data/report.html/x", b"another"),
        "package.path",
    );
    with(
        Entry::new("DOSSIER/data/more.html", b"another"),
        "package.path",
    );
}

#[test]
fn links_and_devices() {
    for mode in [
        0o120_777, 0o020_666, 0o060_666, 0o010_644, 0o140_644, 0o040_755,
    ] {
        let mut entry = Entry::new("dossier/data/link", b"/etc/passwd");
        entry.mode = mode;
        with(entry, "package.path");
    }
}

#[test]
fn what_one_program_sees_and_another_does_not() {
    // Another name before the bytes than in the directory.
    let mut entry = Entry::new("dossier/data/report2.html", b"another");
    entry.local_name = Some(b"dossier/data/report3.html".to_vec());
    with(entry, "package.path");
    // An entry that only a program finds that reads from the front.
    let mut entry = Entry::new("dossier/data/report2.html", b"another");
    entry.listed = false;
    with(entry, "package.path");
    // A second name in a field that some programs prefer.
    let mut entry = Entry::new("dossier/data/report2.html", b"another");
    let other = b"dossier/data/report.html";
    entry.extra = [
        &[0x75, 0x70][..],
        &u16::try_from(other.len() + 5).unwrap().to_le_bytes(),
        &[1],
        &crc32(&entry.name).to_le_bytes(),
        other,
    ]
    .concat();
    let mut entries_with = entries();
    entries_with.push(entry);
    assert_ne!(verified(&zip(&entries_with)).verdict(), "holds");
    let good = zip(&entries());
    // Something before, behind, or in the comment.
    refused_bytes(&[b"#!/bin/sh\n", &good[..]].concat(), "package.path");
    refused_bytes(&[&good[..], b"more"].concat(), "package.path");
    let mut commented = good.clone();
    let length = commented.len();
    commented[length - 2] = 4;
    commented.write_all(b"note").unwrap();
    refused_bytes(&commented, "package.path");
    // Two whole zip files, one behind the other.
    let other = zip(&[Entry::new("dossier/bagit.txt", b"another")]);
    refused_bytes(&[&other[..], &good[..]].concat(), "package.path");
    // One entry less in the count than in the directory.
    let mut fewer = good.clone();
    let count = u16::from_le_bytes([good[length - 12], good[length - 11]]) - 1;
    for at in [length - 14, length - 12] {
        fewer[at..at + 2].copy_from_slice(&count.to_le_bytes());
    }
    refused_bytes(&fewer, "package.path");
}

#[test]
fn bombs() {
    let mut entry = Entry::new("dossier/data/bomb", b"small");
    entry.stated_size = 3 << 30;
    with(entry, "package.limit");
    let mut entry = Entry::new("dossier/data/bomb", b"small");
    entry.stated_size = 500_000_000;
    // Not so large that it is refused unread; but it is not what it states.
    let mut all = entries();
    all.push(entry);
    let verdict = verified(&zip(&all));
    assert_eq!(verdict.verdict(), "fails", "{}", verdict.answered.out);
    let mut many = entries();
    many.extend((0..12).map(|number| {
        let mut entry = Entry::new(format!("dossier/data/bomb{number}"), b"small");
        entry.stated_size = 1 << 28;
        entry
    }));
    refused(&many, "package.limit");
}

/// What cannot be read at all is no package: status 1.
#[test]
fn truncated_damaged_and_encrypted() {
    let good = zip(&entries());
    for bytes in [
        &good[..good.len() / 2],
        &good[..good.len() - 1],
        &good[..10],
        b"",
        b"not a zip file",
    ] {
        let verified = verified(bytes);
        assert_eq!(
            (verified.answered.status, verified.error()),
            (1, Some("not_a_package")),
            "{}",
            verified.answered.out
        );
    }
    let mut encrypted = entries();
    encrypted[3].flags |= 1;
    let verified = verified(&zip(&encrypted));
    assert_eq!(
        (verified.answered.status, verified.error()),
        (1, Some("not_a_package"))
    );
}

/// The same names in a folder, where a file system can hold them.
#[cfg(unix)]
#[test]
fn hostile_folders() {
    use std::os::unix::ffi::OsStrExt;
    let check = |change: &dyn Fn(&std::path::Path), codes: &[&str]| {
        let folder = TempDir::new().unwrap();
        let root = folder.path().join("dossier");
        Package::built().write(&root);
        change(&root);
        let verified = verify(&root, None);
        assert_eq!(
            verified.failing().into_iter().collect::<Vec<_>>(),
            codes,
            "{}",
            verified.answered.out
        );
    };
    let file = |name: &'static [u8]| {
        move |root: &std::path::Path| {
            let name = std::ffi::OsStr::from_bytes(name);
            fs::write(root.join("data").join(name), "x").unwrap();
        }
    };
    check(&|_| (), &[]);
    check(&file(b"a\\b"), &["package.path"]);
    check(&file(b"Report.html"), &["package.path"]);
    check(&file(b"a\x07b"), &["package.path"]);
    check(&file(b"aux.txt"), &["package.path"]);
    check(&file(b"\xff\xfe"), &["package.path"]);
    check(
        &|root| std::os::unix::fs::symlink("report.html", root.join("data/link")).unwrap(),
        &["package.path"],
    );
    check(
        &|root| std::os::unix::fs::symlink("/", root.join("data/link")).unwrap(),
        &["package.path"],
    );
    check(
        &|root| std::os::unix::fs::symlink(".", root.join("data/link")).unwrap(),
        &["package.path"],
    );
    check(
        &|root| {
            fs::remove_file(root.join("data/report.html")).unwrap();
            std::os::unix::fs::symlink("../VERIFY.txt", root.join("data/report.html")).unwrap();
        },
        &["package.path"],
    );
    check(
        &|root| {
            let pipe = root.join("data/pipe");
            let made = std::process::Command::new("mkfifo").arg(pipe).status();
            assert!(made.unwrap().success());
        },
        &["package.path"],
    );
}
