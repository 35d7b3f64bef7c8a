//! The files of a package, wherever they lie, read without unpacking.

use std::io::{self, Read, Seek, SeekFrom};

use zip::ZipArchive;

/// Most files in a package.
pub const FILES_MAX: usize = 200_000;

/// What stands under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Bytes.
    Regular,
    /// A link or a device: refused.
    Special,
}

/// One file of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEntry {
    /// Path from the package's top, `/`-separated.
    pub name: String,
    /// Stated size.
    pub bytes: u64,
    /// What it is.
    pub kind: FileKind,
}

/// The files of a package: a folder (in `testigo-archive`) or a zip file ([`ZipFiles`]).
pub trait Files {
    /// All files, as stored; names may be hostile.
    fn entries(&self) -> &[FileEntry];
    /// Opens one of the entries.
    fn open(&mut self, index: usize) -> io::Result<Box<dyn Read + '_>>;
}

/// A zip file with the package as its one top folder, or without one.
pub struct ZipFiles<R> {
    archive: ZipArchive<R>,
    entries: Vec<FileEntry>,
    /// Position of each entry in the zip file.
    positions: Vec<usize>,
}

impl<R> std::fmt::Debug for ZipFiles<R> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ZipFiles")
            .field("files", &self.entries.len())
            .finish_non_exhaustive()
    }
}

/// Why a zip file cannot be read as a package.
#[derive(Debug, thiserror::Error)]
pub enum ZipError {
    /// Not a zip file, or a damaged one.
    #[error("not a zip file, or damaged")]
    Damaged,
    /// More files than [`FILES_MAX`].
    #[error("too many files")]
    TooMany,
    /// Two entries with one name: programs differ in which they show.
    #[error("an entry stands twice")]
    Duplicate,
    /// Encrypted, or compressed in an unknown way.
    #[error("encrypted or unknown compression")]
    Unsupported,
}

impl<R: Read + Seek> ZipFiles<R> {
    /// Reads the directory of a zip file.
    pub fn open(reader: R) -> Result<Self, ZipError> {
        let mut archive = ZipArchive::new(reader).map_err(|_| ZipError::Damaged)?;
        if archive.len() > FILES_MAX {
            return Err(ZipError::TooMany);
        }
        let mut entries = Vec::new();
        let mut positions = Vec::new();
        for position in 0..archive.len() {
            let file = archive
                .by_index_raw(position)
                .map_err(|_| ZipError::Damaged)?;
            if file.encrypted() {
                return Err(ZipError::Unsupported);
            }
            if file.is_dir() {
                continue;
            }
            let special = file
                .unix_mode()
                .is_some_and(|mode| !matches!(mode & 0o170_000, 0 | 0o100_000));
            let name = std::str::from_utf8(file.name_raw()).map_err(|_| ZipError::Damaged)?;
            entries.push(FileEntry {
                name: name.to_owned(),
                bytes: file.size(),
                kind: if special {
                    FileKind::Special
                } else {
                    FileKind::Regular
                },
            });
            positions.push(position);
        }
        let listed = archive.len();
        let mut reader = archive.into_inner();
        if count_directory(&mut reader).map_err(|_| ZipError::Damaged)? != listed as u64 {
            return Err(ZipError::Duplicate);
        }
        strip_top_folder(&mut entries);
        let archive = ZipArchive::new(reader).map_err(|_| ZipError::Damaged)?;
        Ok(Self {
            archive,
            entries,
            positions,
        })
    }
}

impl<R: Read + Seek> Files for ZipFiles<R> {
    fn entries(&self) -> &[FileEntry] {
        &self.entries
    }

    fn open(&mut self, index: usize) -> io::Result<Box<dyn Read + '_>> {
        let position = *self.positions.get(index).ok_or(io::ErrorKind::NotFound)?;
        let stated = self.entries.get(index).map_or(0, |entry| entry.bytes);
        let file = self.archive.by_index(position).map_err(io::Error::other)?;
        // One byte more than stated is enough to notice a lie; a bomb goes no further.
        Ok(Box::new(file.take(stated.saturating_add(1))))
    }
}

/// Takes away the one top folder, if all names share it.
fn strip_top_folder(entries: &mut [FileEntry]) {
    let Some(top) = entries
        .first()
        .and_then(|entry| entry.name.split_once('/'))
        .map(|(top, _)| format!("{top}/"))
    else {
        return;
    };
    if matches!(top.as_str(), "data/" | "proof/" | "/" | "../" | "./")
        || !entries.iter().all(|entry| entry.name.starts_with(&top))
    {
        return;
    }
    for entry in entries {
        entry.name.drain(..top.len());
    }
}

/// Counts the entries of the central directory by walking it: the zip library keeps one of two
/// entries with the same name, and which one other programs take is not known.
fn count_directory<R: Read + Seek>(reader: &mut R) -> io::Result<u64> {
    const END: [u8; 4] = *b"PK\x05\x06";
    let length = reader.seek(SeekFrom::End(0))?;
    let tail = length.min(66_000);
    reader.seek(SeekFrom::Start(length - tail))?;
    let mut bytes = Vec::new();
    reader.take(tail).read_to_end(&mut bytes)?;
    let at = bytes
        .windows(4)
        .rposition(|window| window == END)
        .ok_or(io::ErrorKind::InvalidData)?;
    let field = |from: usize| -> io::Result<u64> {
        let part = bytes
            .get(at + from..at + from + 4)
            .ok_or(io::ErrorKind::InvalidData)?;
        Ok(u64::from(u32::from_le_bytes(
            part.try_into().unwrap_or([0; 4]),
        )))
    };
    let (size, start) = (field(12)?, field(16)?);
    // Larger archives (zip64) are not written by testigo.
    if start == u64::from(u32::MAX) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let directory_end = length - tail + at as u64;
    let begin = directory_end
        .checked_sub(size)
        .ok_or(io::ErrorKind::InvalidData)?;
    reader.seek(SeekFrom::Start(begin))?;
    let mut directory = Vec::new();
    reader.take(size).read_to_end(&mut directory)?;
    let mut position = 0;
    let mut count = 0;
    while let Some(header) = directory.get(position..position + 46) {
        let length =
            |from: usize| usize::from(u16::from_le_bytes([header[from], header[from + 1]]));
        if header[..4] != *b"PK\x01\x02" {
            return Err(io::ErrorKind::InvalidData.into());
        }
        position += 46 + length(28) + length(30) + length(32);
        count += 1;
    }
    Ok(count)
}
