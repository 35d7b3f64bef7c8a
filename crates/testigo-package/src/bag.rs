//! The bag around a dossier: declaration and manifests (RFC 8493, FORMAT 7).

use std::collections::BTreeMap;
use std::io::{self, Read, Write};

use sha2::{Digest as _, Sha256};
use testigo_custody::Digest;

use crate::files::{FileKind, Files};
use crate::finding::{Code, Findings};
use crate::path;

/// `bagit.txt`, byte for byte.
pub const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
/// The manifest of `data/`.
pub const MANIFEST: &str = "manifest-sha256.txt";
/// The manifest of everything else.
pub const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";
/// A manifest of [`crate::FILES_MAX`] long lines.
const MANIFEST_BYTES_MAX: u64 = 1 << 26;

/// A manifest: path to digest.
pub type Manifest = BTreeMap<String, Digest>;

/// Why a manifest is no manifest.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("line {line} of the manifest is malformed or repeats a path")]
pub struct ManifestError {
    /// Counted from 1.
    pub line: usize,
}

/// Reads a manifest: `<64 hex digits>  <path>` a line. Percent-encoded line breaks (RFC 8493 2.1.3)
/// are not needed: paths with control characters are refused.
pub fn parse_manifest(text: &str) -> Result<Manifest, ManifestError> {
    let mut manifest = Manifest::new();
    for (index, line) in text.split_terminator('\n').enumerate() {
        let wrong = ManifestError { line: index + 1 };
        let Some((digest, name)) = line.split_once("  ") else {
            return Err(wrong);
        };
        let Ok(digest) = digest.parse() else {
            return Err(wrong);
        };
        if manifest.insert(name.to_owned(), digest).is_some() {
            return Err(wrong);
        }
    }
    if text.is_empty() || text.ends_with('\n') {
        Ok(manifest)
    } else {
        Err(ManifestError {
            line: text.split('\n').count(),
        })
    }
}

/// Writes a manifest, in the order of paths.
pub fn manifest_text(manifest: &Manifest) -> String {
    let mut text = String::new();
    for (path, digest) in manifest {
        text.push_str(&digest.to_string());
        text.push_str("  ");
        text.push_str(path);
        text.push('\n');
    }
    text
}

/// The digests of all files, by name: what the further checks rest on.
pub type FileDigests = BTreeMap<String, Digest>;

/// Checks names, declaration, manifests and completeness. `None` if the package is too hostile to
/// go on with.
pub fn check_bag(files: &mut dyn Files, findings: &mut Findings) -> Option<FileDigests> {
    if !check_names(files, findings) {
        return None;
    }
    let digests = digest_files(files, findings);
    match read_text(files, "bagit.txt", 1024) {
        Some(text) if text == DECLARATION => {
            findings.holds(Code::BagDeclaration, "bagit.txt", "BagIt 1.0");
        }
        Some(_) => findings.fails(Code::BagDeclaration, "bagit.txt", "not BagIt 1.0 in UTF-8"),
        None => findings.fails(Code::BagDeclaration, "bagit.txt", "missing"),
    }
    let payload = read_manifest(files, MANIFEST, findings);
    let tags = read_manifest(files, TAG_MANIFEST, findings);
    compare(&digests, payload.as_ref(), tags.as_ref(), findings);
    Some(digests)
}

fn check_names(files: &dyn Files, findings: &mut Findings) -> bool {
    let before = findings.failures();
    if files.entries().len() > crate::FILES_MAX {
        findings.fails(Code::PackageLimit, "package", "too many files");
        return false;
    }
    findings.holds(
        Code::PackageLimit,
        "package",
        format!("{} files", files.entries().len()),
    );
    for (number, entry) in files.entries().iter().enumerate() {
        let refused = match entry.kind {
            FileKind::Special => Some("a link or device"),
            FileKind::Regular => path::refused(&entry.name),
        };
        if let Some(why) = refused {
            findings.fails(Code::PackagePath, format!("file {}", number + 1), why);
        }
    }
    let names = files.entries().iter().map(|entry| entry.name.as_str());
    for (first, second) in path::folding_collisions(names) {
        findings.fails(
            Code::PackagePath,
            first,
            format!("is the same name as {second}"),
        );
    }
    findings.holds_unless_failed(before, Code::PackagePath, "package", "all names are safe");
    findings.failures() == before
}

fn digest_files(files: &mut dyn Files, findings: &mut Findings) -> FileDigests {
    let entries: Vec<(usize, String, u64)> = files
        .entries()
        .iter()
        .enumerate()
        .map(|(index, entry)| (index, entry.name.clone(), entry.bytes))
        .collect();
    let mut digests = FileDigests::new();
    for (index, name, stated) in entries {
        match files
            .open(index)
            .and_then(|mut reader| digest_stream(&mut *reader))
        {
            Ok((digest, bytes)) if bytes == stated => {
                digests.insert(name, digest);
            }
            Ok(_) => findings.fails(Code::PackageLimit, name, "longer or shorter than stated"),
            Err(_) => findings.fails(Code::BagManifest, name, "cannot be read"),
        }
    }
    digests
}

/// SHA-256 and length of a stream.
pub fn digest_stream(reader: &mut dyn Read) -> io::Result<(Digest, u64)> {
    copy_stream(reader, &mut io::sink())
}

/// Copies a stream; SHA-256 and length of what was copied.
pub fn copy_stream(reader: &mut dyn Read, writer: &mut dyn Write) -> io::Result<(Digest, u64)> {
    let mut hasher = Sha256::new();
    let mut chunk = vec![0; 1 << 16];
    let mut bytes = 0;
    loop {
        match reader.read(&mut chunk) {
            Ok(0) => return Ok((Digest::from_bytes(hasher.finalize().into()), bytes)),
            Ok(read) => {
                let part = chunk.get(..read).unwrap_or(&chunk);
                hasher.update(part);
                writer.write_all(part)?;
                bytes += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

fn read_manifest(
    files: &mut dyn Files,
    name: &'static str,
    findings: &mut Findings,
) -> Option<Manifest> {
    let Some(text) = read_text(files, name, MANIFEST_BYTES_MAX) else {
        findings.fails(Code::BagManifest, name, "missing");
        return None;
    };
    parse_manifest(&text)
        .map_err(|error| findings.fails(Code::BagManifest, name, error.to_string()))
        .ok()
}

fn compare(
    digests: &FileDigests,
    payload: Option<&Manifest>,
    tags: Option<&Manifest>,
    findings: &mut Findings,
) {
    let (Some(payload), Some(tags)) = (payload, tags) else {
        return;
    };
    let before = findings.failures();
    for (name, stated) in payload.iter().chain(tags) {
        match digests.get(name) {
            Some(digest) if digest == stated => {}
            Some(_) => findings.fails(Code::BagManifest, name, "changed since the manifest"),
            None => findings.fails(Code::BagComplete, name, "listed but missing"),
        }
    }
    for name in payload.keys().filter(|name| !name.starts_with("data/")) {
        findings.fails(Code::BagManifest, name, "listed in the wrong manifest");
    }
    for name in digests.keys() {
        let listed = if name.starts_with("data/") {
            payload.contains_key(name)
        } else {
            name == TAG_MANIFEST || tags.contains_key(name)
        };
        if !listed {
            findings.fails(Code::BagComplete, name, "not listed");
        }
    }
    let files = payload.len() + tags.len();
    findings.holds_unless_failed(
        before,
        Code::BagManifest,
        "package",
        format!("{files} files"),
    );
    findings.holds_unless_failed(
        before,
        Code::BagComplete,
        "package",
        "nothing missing, nothing more",
    );
}

/// The bytes of a file of at most `bytes_max`.
pub fn read_bytes(files: &mut dyn Files, name: &str, bytes_max: u64) -> Option<Vec<u8>> {
    let index = files
        .entries()
        .iter()
        .position(|entry| entry.name == name)?;
    let mut bytes = Vec::new();
    files
        .open(index)
        .ok()?
        .take(bytes_max.saturating_add(1))
        .read_to_end(&mut bytes)
        .ok()?;
    (bytes.len() as u64 <= bytes_max).then_some(bytes)
}

/// The text of a file of at most `bytes_max`.
pub fn read_text(files: &mut dyn Files, name: &str, bytes_max: u64) -> Option<String> {
    String::from_utf8(read_bytes(files, name, bytes_max)?).ok()
}
