//! Where the parts of an export are: one file, a zip, or a folder.

use super::ForeignError;
use crate::sheet::Book;
use crate::table::{Source, TableError, TableReader, open_table_of};
use crate::zip_parts::{self, Part};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

pub(super) const PARTS_MAX: usize = 1_000_000;
/// Folders within folders.
const DEPTH_MAX: usize = 64;
/// How many times its size a deflated part can be at the most (RFC 1951: 258 bytes for two bits).
const INFLATION_MAX: u64 = 1032;
/// What the parts of a zip may unpack to together: so much, and so many times what it has. Texts
/// of tables and logs take a fifth to a fiftieth of their room, films all of it.
const UNPACKED_BYTES_FREE: u64 = 4 * 1024 * 1024 * 1024;
const UNPACKED_TIMES_MAX: u64 = 100;
/// A table of a zip is held in memory.
const ZIPPED_TABLE_BYTES_MAX: u64 = 256 * 1024 * 1024;

/// A file, a zip or a folder, by the names of its parts.
pub(super) struct Package {
    root: Root,
    /// Path of each part, with `/`, sorted.
    names: Vec<String>,
    left_out: Vec<(String, &'static str)>,
}

enum Root {
    /// One file, and where it is.
    File(PathBuf),
    Zip(PathBuf, Vec<Part>),
    /// A folder, and the path in it of each part.
    Folder(PathBuf, Vec<PathBuf>),
}

impl Package {
    /// Looks what is there; a workbook is a file, although it is packed like a zip.
    pub(super) fn open(path: &Path) -> Result<Self, ForeignError> {
        if path.is_dir() {
            return Self::open_folder(path);
        }
        let mut file = File::open(path)?;
        let mut first_bytes = [0; 4];
        let count = read_full(&mut file, &mut first_bytes)?;
        if count == 4 && matches!(&first_bytes, b"PK\x03\x04" | b"PK\x05\x06") {
            return Self::open_zip(path, file);
        }
        Ok(Self::single(path))
    }

    fn single(path: &Path) -> Self {
        let name = path.file_name().unwrap_or_default();
        Self {
            root: Root::File(path.to_owned()),
            names: vec![name.to_string_lossy().into_owned()],
            left_out: Vec::new(),
        }
    }

    fn open_zip(path: &Path, mut file: File) -> Result<Self, ForeignError> {
        let parts_max = u64::try_from(PARTS_MAX).unwrap_or(u64::MAX);
        let parts = zip_parts::parts_at_most(&mut file, parts_max).map_err(|error| {
            let kind = error.kind();
            if matches!(
                kind,
                io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof
            ) {
                ForeignError::PackageDamaged
            } else {
                ForeignError::Unreadable(error)
            }
        })?;
        let is_workbook_part =
            |part: &Part| matches!(part.name.as_str(), "[Content_Types].xml" | "content.xml");
        if parts.iter().any(is_workbook_part) {
            return Ok(Self::single(path));
        }
        check_unpacked(&parts, file.metadata()?.len())?;
        let mut pairs: Vec<(String, Part)> = parts
            .into_iter()
            .map(|part| (part.name.replace('\\', "/"), part))
            .filter(|(name, _)| !name.ends_with('/'))
            .collect();
        pairs.sort_by(|(one, _), (other, _)| one.cmp(other));
        let (names, parts) = pairs.into_iter().unzip();
        Ok(Self {
            root: Root::Zip(path.to_owned(), parts),
            names,
            left_out: Vec::new(),
        })
    }

    fn open_folder(path: &Path) -> Result<Self, ForeignError> {
        let mut found = Vec::new();
        let mut left_out = Vec::new();
        let mut waiting = vec![(PathBuf::new(), 0)];
        while let Some((folder, depth)) = waiting.pop() {
            let name = name_of(&folder);
            let Ok(entries) = fs::read_dir(path.join(&folder)) else {
                left_out.push((name, "folder_unreadable"));
                continue;
            };
            if depth > DEPTH_MAX {
                left_out.push((name, "folder_too_deep"));
                continue;
            }
            let mut names: Vec<OsString> = entries
                .filter_map(|entry| Some(entry.ok()?.file_name()))
                .take(PARTS_MAX + 1)
                .collect();
            names.sort();
            for name in names {
                let inside = folder.join(name);
                let kind = fs::symlink_metadata(path.join(&inside)).map(|found| found.file_type());
                match kind {
                    Ok(kind) if kind.is_dir() => waiting.push((inside, depth + 1)),
                    Ok(kind) if kind.is_file() => found.push((name_of(&inside), inside)),
                    Ok(_) => left_out.push((name_of(&inside), "link_not_followed")),
                    Err(_) => left_out.push((name_of(&inside), "file_unreadable")),
                }
            }
            if found.len() > PARTS_MAX {
                return Err(ForeignError::PackageTooLarge { limit: PARTS_MAX });
            }
        }
        found.sort();
        left_out.sort();
        let (names, paths) = found.into_iter().unzip();
        Ok(Self {
            root: Root::Folder(path.to_owned(), paths),
            names,
            left_out,
        })
    }

    /// Path of each part, with `/`.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// What stands in a folder and is no part: its path, and the code of why.
    pub(super) fn left_out(&self) -> &[(String, &'static str)] {
        &self.left_out
    }

    /// Whether it is one file, and not a zip or a folder.
    pub(super) fn is_single_file(&self) -> bool {
        matches!(self.root, Root::File(_))
    }

    /// The bytes of a part, which fail where a zip is damaged.
    pub(super) fn bytes(&self, place: usize) -> io::Result<Box<dyn Read>> {
        match &self.root {
            Root::File(path) => Ok(Box::new(File::open(path)?)),
            Root::Zip(path, parts) => {
                let part = parts.get(place).ok_or(io::ErrorKind::NotFound)?;
                zip_parts::open_checked(File::open(path)?, part)
            }
            Root::Folder(path, parts) => {
                let part = parts.get(place).ok_or(io::ErrorKind::NotFound)?;
                Ok(Box::new(File::open(path.join(part))?))
            }
        }
    }

    /// The bytes of a file beside the one file that this is: only a plain name, never a path, so
    /// that a foreign file cannot point elsewhere.
    pub(super) fn beside(&self, name: &str) -> Option<File> {
        let Root::File(path) = &self.root else {
            return None;
        };
        let is_plain = !name.contains(['/', '\\', ':']) && !matches!(name, "" | "." | "..");
        let beside = path.parent()?.join(name);
        let is_file = is_plain
            && beside != *path
            && fs::symlink_metadata(&beside).is_ok_and(|found| found.file_type().is_file());
        File::open(beside).ok().filter(|_| is_file)
    }

    /// A part as a table.
    pub(super) fn table(&self, place: usize) -> Result<TableReader, ForeignError> {
        let name = self.names.get(place).map_or("", String::as_str);
        Ok(open_table_of(self.source(place)?, file_name(name))?)
    }

    /// The sheets of a part, if it is an Office Open XML workbook.
    pub(super) fn book(&self, place: usize) -> Result<Option<Book<Box<dyn Source>>>, ForeignError> {
        let mut source = self.source(place)?;
        let mut first_bytes = Vec::new();
        source.by_ref().take(4).read_to_end(&mut first_bytes)?;
        source.rewind()?;
        if first_bytes != b"PK\x03\x04" {
            return Ok(None);
        }
        Ok(Book::open(source)?)
    }

    /// A part that is read more than once.
    fn source(&self, place: usize) -> Result<Box<dyn Source>, ForeignError> {
        Ok(match &self.root {
            Root::File(path) => Box::new(File::open(path)?),
            Root::Folder(path, parts) => {
                let part = parts.get(place).ok_or(TableError::NotATable)?;
                Box::new(File::open(path.join(part))?)
            }
            Root::Zip(..) => {
                let mut bytes = Vec::new();
                self.bytes(place)?
                    .take(ZIPPED_TABLE_BYTES_MAX + 1)
                    .read_to_end(&mut bytes)?;
                if u64::try_from(bytes.len()).is_ok_and(|held| held > ZIPPED_TABLE_BYTES_MAX) {
                    return Err(ForeignError::Table(TableError::TooLarge {
                        limit_bytes: ZIPPED_TABLE_BYTES_MAX,
                    }));
                }
                Box::new(Cursor::new(bytes))
            }
        })
    }
}

/// A part never gives more than the directory says, so that what all of them unpack to is known
/// before the first is read.
fn check_unpacked(parts: &[Part], zip_bytes: u64) -> Result<(), ForeignError> {
    if zip_parts::is_overlapping(parts) {
        return Err(ForeignError::PackageOverlaps);
    }
    let unpacked = parts
        .iter()
        .fold(0_u64, |sum, part| sum.saturating_add(part.unpacked_bytes));
    if unpacked > zip_bytes.saturating_mul(INFLATION_MAX) {
        return Err(ForeignError::PackageDamaged);
    }
    let limit_bytes = zip_bytes
        .saturating_mul(UNPACKED_TIMES_MAX)
        .saturating_add(UNPACKED_BYTES_FREE);
    if unpacked > limit_bytes {
        return Err(ForeignError::PackageUnpacksTooFar { limit_bytes });
    }
    Ok(())
}

/// What stands behind the last `/`.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

fn name_of(path: &Path) -> String {
    let steps: Vec<String> = path
        .components()
        .map(|step| step.as_os_str().to_string_lossy().into_owned())
        .collect();
    steps.join("/")
}

fn read_full(file: &mut File, into: &mut [u8]) -> io::Result<usize> {
    let limit = u64::try_from(into.len()).unwrap_or_default();
    let mut bytes = Vec::new();
    file.take(limit).read_to_end(&mut bytes)?;
    for (to, from) in into.iter_mut().zip(&bytes) {
        *to = *from;
    }
    Ok(bytes.len())
}

#[cfg(test)]
mod tests;
