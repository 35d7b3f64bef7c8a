//! Every reader, on the files of its system and on invented ones.

mod autoarchiver;
mod damage;
mod folder;
mod ftm;
mod kobo;
mod kobo_sheets;
mod mail;
mod martus;
mod proofmode;
mod uwazi;
mod wacz;
mod wacz_signature;
mod warc;
mod warc_coding;
mod whatsapp;

use super::*;
use crate::found::{Found, Said, Trouble};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::PathBuf;

/// What a reader gave.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Given {
    pub(super) records: Vec<Found>,
    /// What is said, the path, and the bytes if they could be read.
    pub(super) files: Vec<(Found, String, Option<Vec<u8>>)>,
    pub(super) troubles: Vec<Trouble>,
    pub(super) rows: u64,
    pub(super) map: Option<Map>,
}

impl Given {
    pub(super) fn kinds(&self) -> String {
        let mut counts = std::collections::BTreeMap::new();
        for record in &self.records {
            *counts.entry(record.kind).or_insert(0) += 1;
        }
        let texts: Vec<String> = counts
            .iter()
            .map(|(kind, n)| format!("{kind} {n}"))
            .collect();
        texts.join(", ")
    }

    pub(super) fn lines(&self) -> String {
        self.records.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    pub(super) fn file_lines(&self) -> String {
        let lines = self.files.iter().map(|(about, path, bytes)| {
            let count = bytes
                .as_ref()
                .map_or("unreadable".to_owned(), |b| b.len().to_string());
            format!("{path} {count} {}", line(about))
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    pub(super) fn trouble_lines(&self) -> String {
        let lines = self.troubles.iter().map(|trouble| {
            let Trouble {
                row,
                column,
                value,
                code,
            } = trouble;
            format!("{row} [{column}] {value}: {code}")
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// `kind key @locator: field=text field->key field?text`.
pub(super) fn line(found: &Found) -> String {
    let mut text = format!("{} {} @{}:", found.kind, found.key, found.locator);
    for value in &found.values {
        let (sign, said) = match &value.said {
            Said::Text(said) => ("=", said),
            Said::Refers(said) => ("->", said),
            Said::Unread(said, _) => ("?", said),
        };
        write!(text, " {}{sign}{said:?}", value.field).unwrap();
    }
    text
}

pub(super) fn try_read(
    format: Format,
    path: &Path,
    map: Option<&Map>,
) -> Result<Given, ForeignError> {
    let mut given = Given::default();
    let summary = read_foreign(format, path, map, &mut |element| {
        match element {
            Element::Record(found) => given.records.push(found),
            Element::File { about, path, bytes } => {
                let mut held = Vec::new();
                let whole = bytes.take(16 << 20).read_to_end(&mut held);
                given.files.push((about, path, whole.ok().map(|_| held)));
            }
            Element::Trouble(trouble) => given.troubles.push(trouble),
        }
        ControlFlow::Continue(())
    })?;
    given.rows = summary.rows;
    given.map = summary.map;
    Ok(given)
}

pub(super) fn give(format: Format, path: &Path) -> Given {
    try_read(format, path, None).unwrap()
}

/// A file of the collection of standards, if it is there.
pub(super) fn standard(name: &str) -> Option<PathBuf> {
    fixture(&format!("../standards/{name}"))
}

/// A file with these bytes, read.
pub(super) fn give_bytes(format: Format, name: &str, bytes: &[u8]) -> Result<Given, ForeignError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    File::create(&path).unwrap().write_all(bytes).unwrap();
    try_read(format, &path, None)
}

/// A file of another system, if the collection of them is there.
pub(super) fn fixture(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/peers");
    let path = path.join(name);
    if !path.exists() {
        println!("skipped: {name} is not there");
        return None;
    }
    Some(path)
}

/// A folder with these files.
pub(super) fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        File::create(path)
            .unwrap()
            .write_all(text.as_bytes())
            .unwrap();
    }
    folder
}

#[test]
fn codes_and_formats_are_one_to_one() {
    for (format, code) in FORMATS {
        assert_eq!(Format::from_code(code), Some(format));
        assert_eq!(format.code(), code);
    }
    assert_eq!(Format::from_code("list"), None);
}
