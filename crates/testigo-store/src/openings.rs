//! The sealed openings of a log: batches of JSON lines, compressed and sealed (FORMAT 5.2).

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};

use testigo_custody::{LogId, sha256};

use crate::error::{Result, StoreError};
use crate::keys::KeyRing;
use crate::objects;
use crate::sealing::sealing_writer;
use crate::store::Store;

/// One opening as JSON: all values (1 MiB), escaped, and the parts around them.
const LINE_BYTES_MAX: u64 = 8 << 20;
const COMPRESSION_LEVEL: i32 = 3;

/// One openings file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OpeningsFile {
    /// Index of the first entry it covers.
    pub first: u64,
    /// Index of the last entry it covers.
    pub last: u64,
    /// First 8 hex digits of the sealed file's SHA-256.
    pub mark: String,
}

impl OpeningsFile {
    pub(crate) fn parse(name: &str) -> Option<Self> {
        let mut parts = name.strip_suffix(".age")?.split('-');
        let first = parts.next()?.parse().ok()?;
        let last = parts.next()?.parse().ok()?;
        let mark = parts.next()?.to_owned();
        (parts.next().is_none() && first <= last).then_some(Self { first, last, mark })
    }

    /// Where the sealed openings lie.
    pub fn place(&self, log: LogId) -> String {
        format!(
            "log/{log}/openings/{}-{}-{}.age",
            self.first, self.last, self.mark
        )
    }

    /// Where the digests of the batch's sealed files lie.
    pub fn list_place(&self, log: LogId) -> String {
        format!(
            "log/{log}/sealed/{}-{}-{}.sha256",
            self.first, self.last, self.mark
        )
    }
}

/// The openings files of a log, in order.
pub fn files(store: &Store, log: LogId) -> Result<Vec<OpeningsFile>> {
    let names = store.disk().list(&format!("log/{log}/openings"))?;
    let files: BTreeSet<OpeningsFile> = names
        .iter()
        .filter_map(|name| OpeningsFile::parse(name))
        .collect();
    Ok(files.into_iter().collect())
}

/// Seals openings of the entries from `first` on, and lists them with `objects`, which are `(hex
/// digest of the sealed bytes, place)`.
fn seal(
    ring: &KeyRing,
    log: LogId,
    first: u64,
    lines: &[String],
    objects: &[(String, String)],
) -> Result<(OpeningsFile, Vec<u8>, String)> {
    let sealed = seal_lines(ring, lines)?;
    let digest = sha256(&sealed).to_string();
    let file = OpeningsFile {
        first,
        last: first + (lines.len() as u64).saturating_sub(1),
        mark: digest[..8].to_owned(),
    };
    let mut list = format!("{digest}  {}\n", file.place(log));
    for (object_digest, place) in objects {
        list.push_str(object_digest);
        list.push_str("  ");
        list.push_str(place);
        list.push('\n');
    }
    Ok((file, sealed, list))
}

/// Writes the openings of a batch and their list, not yet durable: no head covers them yet.
pub(crate) fn write(
    store: &Store,
    ring: &KeyRing,
    log: LogId,
    first: u64,
    lines: &[String],
    objects: &[(String, String)],
) -> Result<OpeningsFile> {
    let (file, sealed, list) = seal(ring, log, first, lines, objects)?;
    store.disk().write(&file.list_place(log), list.as_bytes())?;
    store.disk().write(&file.place(log), &sealed)?;
    Ok(file)
}

/// Removes halves of files: new ones that never got their name, and lists without openings.
pub(crate) fn sweep_halves(store: &Store, log: LogId) -> Result<()> {
    let disk = store.disk();
    let lists: BTreeSet<String> = files(store, log)?
        .iter()
        .map(|file| file.list_place(log))
        .collect();
    for folder in ["openings", "sealed"] {
        for name in disk.list(&format!("log/{log}/{folder}"))? {
            let place = format!("log/{log}/{folder}/{name}");
            let orphan = folder == "sealed" && !lists.contains(&place);
            if orphan || name.strip_suffix(".new").is_some() {
                disk.remove(&place)?;
            }
        }
    }
    Ok(())
}

fn seal_lines(ring: &KeyRing, lines: &[String]) -> Result<Vec<u8>> {
    let failed = |error| StoreError::io("openings", error);
    let writer = sealing_writer(&ring.recipient(), Vec::new())?;
    let mut encoder =
        zstd::stream::write::Encoder::new(writer, COMPRESSION_LEVEL).map_err(failed)?;
    for line in lines {
        encoder.write_all(line.as_bytes()).map_err(failed)?;
        encoder.write_all(b"\n").map_err(failed)?;
    }
    encoder.finish().map_err(failed)?.finish().map_err(failed)
}

/// Reads one openings file: `each(index, line)` for its lines in order.
pub fn read(
    store: &Store,
    ring: &KeyRing,
    log: LogId,
    file: &OpeningsFile,
    each: &mut dyn FnMut(u64, &str) -> Result<()>,
) -> Result<()> {
    let place = file.place(log);
    let damaged = || StoreError::Damaged {
        place: place.clone(),
    };
    let sealed = objects::open(store, ring, &place).map_err(|error| {
        let lost = matches!(
            error,
            StoreError::ObjectDamaged { .. } | StoreError::ObjectMissing { .. }
        );
        if lost { damaged() } else { error }
    })?;
    let decoder = zstd::stream::read::Decoder::new(sealed).map_err(|_| damaged())?;
    let mut reader = BufReader::new(decoder);
    let mut index = file.first;
    let mut line = String::new();
    loop {
        line.clear();
        let read = reader.by_ref().take(LINE_BYTES_MAX).read_line(&mut line);
        if read.map_err(|_| damaged())? == 0 {
            break;
        }
        let text = line.strip_suffix('\n').ok_or_else(damaged)?;
        if index > file.last {
            return Err(damaged());
        }
        each(index, text)?;
        index += 1;
    }
    if index == file.last + 1 {
        Ok(())
    } else {
        Err(damaged())
    }
}

/// The objects that a batch's list names, as `(hex digest, place)`.
pub fn listed_objects(
    store: &Store,
    log: LogId,
    file: &OpeningsFile,
) -> Result<Vec<(String, String)>> {
    let place = file.list_place(log);
    let Some(bytes) = store.disk().read(&place, 1 << 28)? else {
        return Ok(Vec::new());
    };
    let text = String::from_utf8(bytes).map_err(|_| StoreError::Damaged {
        place: place.clone(),
    })?;
    text.lines()
        .map(|line| {
            let (digest, path) = line.split_once("  ").ok_or_else(|| StoreError::Damaged {
                place: place.clone(),
            })?;
            Ok((digest.to_owned(), path.to_owned()))
        })
        .filter(|entry| {
            entry
                .as_ref()
                .map_or(true, |(_, path)| path.starts_with("objects/"))
        })
        .collect()
}

/// Puts one openings file in place of others that it covers: first the new list, then the new file,
/// each whole before it has its name, then the old ones removed. At every moment each entry has an
/// opening, and each openings file its list. Doing it twice changes nothing.
pub fn rewrite(
    store: &Store,
    ring: &KeyRing,
    log: LogId,
    old: &[OpeningsFile],
    lines: &[String],
    keep_object: &dyn Fn(&str) -> bool,
) -> Result<()> {
    let Some(first) = old.first().map(|file| file.first) else {
        return Ok(());
    };
    let mut objects = Vec::new();
    for file in old {
        objects.extend(
            listed_objects(store, log, file)?
                .into_iter()
                .filter(|(_, place)| keep_object(place)),
        );
    }
    let (new, sealed, list) = seal(ring, log, first, lines, &objects)?;
    store
        .disk()
        .replace(&new.list_place(log), list.as_bytes())?;
    store.disk().replace(&new.place(log), &sealed)?;
    for file in old.iter().filter(|file| **file != new) {
        store.disk().remove(&file.place(log))?;
        store.disk().remove(&file.list_place(log))?;
    }
    store.disk().sync_folder(&format!("log/{log}/openings"))?;
    store.disk().sync_folder(&format!("log/{log}/sealed"))
}
