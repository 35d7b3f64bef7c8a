//! The files of a package, wherever they lie, read without unpacking.

use std::io::{self, BufReader, Read, Seek, SeekFrom};

use zip::ZipArchive;
use zip::read::ZipFile;

use crate::path;

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

/// A zip file with the package as its one top folder.
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ZipError {
    /// Not a zip file, or a damaged one.
    #[error("not a zip file, or damaged")]
    Damaged,
    /// More files than [`FILES_MAX`].
    #[error("too many files")]
    TooMany,
    /// More than [`UNPACKED_BYTES_FREE`] and [`UNPACKED_RATIO_MAX`] times what is stored.
    #[error("would unpack to far more than it stores")]
    TooLarge,
    /// Two entries with one name: programs differ in which they show.
    #[error("an entry stands twice")]
    Duplicate,
    /// Directory, entries and end disagree, or there is more in the file than they tell: programs
    /// differ in what they show.
    #[error("its directory is not the one way to read it")]
    Ambiguous,
    /// The package is not the one top folder.
    #[error("not one top folder")]
    TopFolder,
    /// Encrypted, or compressed in an unknown way.
    #[error("encrypted or unknown compression")]
    Unsupported,
}

/// Bytes that any zip file may unpack to.
pub const UNPACKED_BYTES_FREE: u64 = 1 << 30;
/// Beyond that, so many times its own size: text and databases stay far below.
pub const UNPACKED_RATIO_MAX: u64 = 100;

impl<R: Read + Seek> ZipFiles<R> {
    /// Reads the directory of a zip file.
    pub fn open(reader: R) -> Result<Self, ZipError> {
        let mut archive = ZipArchive::new(reader).map_err(|_| ZipError::Damaged)?;
        if archive.len() > FILES_MAX {
            return Err(ZipError::TooMany);
        }
        if archive.has_duplicate_names() {
            return Err(ZipError::Duplicate);
        }
        let (entries, positions) = read_entries(&mut archive)?;
        let is_plain = archive.offset() == 0 && archive.comment().is_empty();
        if !is_plain || archive.validate_header_consistency().is_err() {
            return Err(ZipError::Ambiguous);
        }
        let (begin, count) = (archive.central_directory_start(), archive.len());
        let mut reader = archive.into_inner();
        let length = reader
            .seek(SeekFrom::End(0))
            .map_err(|_| ZipError::Damaged)?;
        if !directory_is_whole(&mut reader, begin, count, length).map_err(|_| ZipError::Damaged)? {
            return Err(ZipError::Ambiguous);
        }
        let unpacked = entries
            .iter()
            .fold(0u64, |sum, entry| sum.saturating_add(entry.bytes));
        if unpacked > UNPACKED_BYTES_FREE && unpacked / UNPACKED_RATIO_MAX > length {
            return Err(ZipError::TooLarge);
        }
        let archive = ZipArchive::new(reader).map_err(|_| ZipError::Damaged)?;
        Ok(Self {
            archive,
            entries,
            positions,
        })
    }
}

/// The files of a zip file without their one top folder, and where each stands.
fn read_entries<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
) -> Result<(Vec<FileEntry>, Vec<usize>), ZipError> {
    let mut entries = Vec::new();
    let mut positions = Vec::new();
    let mut top: Option<String> = None;
    for position in 0..archive.len() {
        let file = archive
            .by_index_raw(position)
            .map_err(|_| ZipError::Damaged)?;
        if file.encrypted() {
            return Err(ZipError::Unsupported);
        }
        let name = std::str::from_utf8(file.name_raw()).map_err(|_| ZipError::Damaged)?;
        let (first, rest) = name.split_once('/').ok_or(ZipError::TopFolder)?;
        if path::refused(first).is_some() || top.get_or_insert_with(|| first.to_owned()) != first {
            return Err(ZipError::TopFolder);
        }
        let kind = kind_of(rest, &file);
        let Some(kind) = kind else { continue };
        entries.push(FileEntry {
            name: rest.to_owned(),
            bytes: file.size(),
            kind,
        });
        positions.push(position);
    }
    Ok((entries, positions))
}

/// What an entry is; `None` for a folder, which holds nothing and has a name that a file could be in.
fn kind_of<R: Read>(name: &str, file: &ZipFile<'_, R>) -> Option<FileKind> {
    const FOLDER: u32 = 0o040_000;
    const REGULAR: u32 = 0o100_000;
    let mode = file.unix_mode().unwrap_or(0) & 0o170_000;
    let folder = name.is_empty() || name.ends_with('/');
    let is_honest_folder = folder
        && matches!(mode, 0 | FOLDER)
        && file.size() == 0
        && name
            .strip_suffix('/')
            .is_none_or(|name| path::refused(name).is_none());
    match mode {
        _ if is_honest_folder => None,
        0 | REGULAR if !folder => Some(FileKind::Regular),
        _ => Some(FileKind::Special),
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

/// Whether the central directory is all that stands between the entries and the end record, which
/// is the end of the file: then every program finds the same directory and the same entries.
fn directory_is_whole<R: Read + Seek>(
    reader: &mut R,
    begin: u64,
    count: usize,
    length: u64,
) -> io::Result<bool> {
    /// Bytes of the end record, and of it with the two records of a large zip file before it.
    const END: usize = 22;
    const LARGE_END: usize = END + 20 + 56;
    let mut tail = vec![0; LARGE_END.min(usize::try_from(length).unwrap_or(LARGE_END))];
    reader.seek(SeekFrom::Start(length - tail.len() as u64))?;
    reader.read_exact(&mut tail)?;
    let starts = |from_end: usize, magic: &[u8]| {
        tail.len()
            .checked_sub(from_end)
            .is_some_and(|at| tail.get(at..).unwrap_or(&[]).starts_with(magic))
    };
    let end = tail
        .len()
        .checked_sub(END)
        .and_then(|at| tail.get(at..))
        .unwrap_or(&[]);
    let is_large = end
        .get(8..12)
        .is_some_and(|counts| counts.contains(&0xff) && counts.starts_with(&[0xff; 2]))
        || end.get(12..16) == Some(&[0xff; 4])
        || end.get(16..20) == Some(&[0xff; 4]);
    if !starts(END, b"PK\x05\x06") {
        return Ok(false);
    }
    let behind = if is_large { LARGE_END } else { END };
    if is_large && !(starts(END + 20, b"PK\x06\x07") && starts(LARGE_END, b"PK\x06\x06")) {
        return Ok(false);
    }
    let Some(mut left) = length
        .checked_sub(behind as u64)
        .and_then(|end| end.checked_sub(begin))
    else {
        return Ok(false);
    };
    reader.seek(SeekFrom::Start(begin))?;
    let mut directory = BufReader::new(reader.take(left));
    for _ in 0..count {
        let mut header = [0; 46];
        directory.read_exact(&mut header)?;
        let part = |from: usize| {
            header.get(from..from + 2).map_or(0, |two| {
                two.iter()
                    .rev()
                    .fold(0, |sum, byte| sum << 8 | u64::from(*byte))
            })
        };
        let names = part(28) + part(30) + part(32);
        io::copy(&mut directory.by_ref().take(names), &mut io::sink())?;
        left = left.saturating_sub(46 + names);
    }
    Ok(left == 0)
}
