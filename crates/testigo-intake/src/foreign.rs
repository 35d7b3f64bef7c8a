//! Structured files of other systems: a file, a zip or a folder in, what it says out.
//!
//! One format is one file beside this one. Each reads a bounded piece at a time, hands it out in
//! the file's own words, and names whatever it could not read or map.

mod autoarchiver;
mod claims;
mod folder;
mod ftm;
mod json;
mod kobo;
mod list;
mod mail;
mod martus;
mod output;
mod package;
mod proofmode;
mod uwazi;
mod values;
mod wacz;
mod warc;
mod whatsapp;

use crate::found::Element;
use crate::map::{Map, MapError};
use crate::table::TableError;
use output::{Output, Stop};
use package::Package;
use std::io;
use std::ops::ControlFlow;
use std::path::Path;

/// A format of another system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A CSV of Uwazi, or a zip or folder with it and its files.
    Uwazi,
    /// Submissions of `KoboToolbox` or ODK as JSON, or their table, with attachments.
    Kobo,
    /// Bulletins of Martus as XML, with attachments.
    Martus,
    /// Entities of `FollowTheMoney`, a JSON line each or in one object.
    Ftm,
    /// The sheet of auto-archiver, with what it saved.
    AutoArchiver,
    /// Proof tables of `ProofMode` or Tella, with their photos.
    ProofMode,
    /// Files with a sheet that describes them.
    Folder,
    /// Captures of the web: WARC, packed or not.
    Warc,
    /// Captures of the web with a list of their pages: WACZ.
    Wacz,
    /// Messages of e-mail: `.eml` or `.mbox`, or many of them.
    Mail,
    /// An exported chat of `WhatsApp`, with its media.
    WhatsApp,
}

/// All formats, with the codes that people write.
const FORMATS: [(Format, &str); 11] = [
    (Format::Uwazi, "uwazi"),
    (Format::Kobo, "kobo"),
    (Format::Martus, "martus"),
    (Format::Ftm, "ftm"),
    (Format::AutoArchiver, "auto-archiver"),
    (Format::ProofMode, "proofmode"),
    (Format::Folder, "folder"),
    (Format::Warc, "warc"),
    (Format::Wacz, "wacz"),
    (Format::Mail, "mail"),
    (Format::WhatsApp, "whatsapp"),
];

impl Format {
    /// All of them.
    pub const ALL: [Self; FORMATS.len()] = {
        let mut all = [Self::Uwazi; FORMATS.len()];
        let mut place = 0;
        while place < FORMATS.len() {
            all[place] = FORMATS[place].0;
            place += 1;
        }
        all
    };

    /// The format that a code means.
    pub fn from_code(code: &str) -> Option<Self> {
        let found = FORMATS.iter().find(|(_, known)| *known == code);
        found.map(|(format, _)| *format)
    }

    /// The code, as in `import --as`.
    pub fn code(self) -> &'static str {
        let found = FORMATS.iter().find(|(known, _)| *known == self);
        found.map_or("", |(_, code)| *code)
    }
}

/// What was gone through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadSummary {
    /// Rows, submissions, bulletins or entities that the file holds.
    pub rows: u64,
    /// The mapping that was used, where the format is a table: the given one completed, or the guess.
    pub map: Option<Map>,
}

/// Why a file was not read as its format at all. Never holds content.
#[derive(Debug, thiserror::Error)]
pub enum ForeignError {
    /// It could not be read from disk.
    #[error("the file could not be read: {0}")]
    Unreadable(#[from] io::Error),
    /// It holds nothing of this format.
    #[error("this is nothing that `{format}` gives")]
    NotThisFormat {
        /// The code of the format.
        format: &'static str,
    },
    /// A zip that is damaged, protected by a password, or of a kind that is not read.
    #[error("the zip is damaged or protected by a password")]
    PackageDamaged,
    /// More parts than are read.
    #[error("more than {limit} files in one package")]
    PackageTooLarge {
        /// The limit that was passed.
        limit: usize,
    },
    /// All parts together unpack to more than is read.
    #[error("the zip unpacks to more than {limit_bytes} bytes, the limit for its size")]
    PackageUnpacksTooFar {
        /// The limit that was passed.
        limit_bytes: u64,
    },
    /// Parts that share bytes: no program that packs files makes such a zip.
    #[error("parts of the zip overlap")]
    PackageOverlaps,
    /// Its table could not be read.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The map cannot be used for this format.
    #[error(transparent)]
    Map(#[from] MapError),
    /// The format has no columns that a map could name.
    #[error("`{format}` has no columns to map")]
    NothingToMap {
        /// The code of the format.
        format: &'static str,
    },
    /// The map does not fit the table.
    #[error("the map names a column `{header}` that the table does not have")]
    NoSuchColumn {
        /// As the map has it.
        header: String,
    },
}

impl ForeignError {
    /// A stable code for reports.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "file_unreadable",
            Self::NotThisFormat { .. } => "not_this_format",
            Self::PackageDamaged => "package_damaged",
            Self::PackageTooLarge { .. } | Self::PackageUnpacksTooFar { .. } => "package_too_large",
            Self::PackageOverlaps => "package_overlaps",
            Self::Table(error) => error.code(),
            Self::Map(_) | Self::NothingToMap { .. } => "map_invalid",
            Self::NoSuchColumn { .. } => "no_such_column",
        }
    }
}

/// Reads `path`, which is a file, a zip or a folder, and hands out what it says, in its order and
/// a piece at a time. It ends early, without an error, where `receive` breaks.
pub fn read_foreign(
    format: Format,
    path: &Path,
    map: Option<&Map>,
    receive: &mut dyn FnMut(Element<'_>) -> ControlFlow<()>,
) -> Result<ReadSummary, ForeignError> {
    let package = Package::open(path)?;
    let mut output = Output::new(&package, receive);
    match read(format, &package, map, &mut output) {
        Ok(()) | Err(Stop::Enough) => Ok(output.summary()),
        Err(Stop::Failed(error)) => Err(error),
    }
}

fn read(
    format: Format,
    package: &Package,
    map: Option<&Map>,
    output: &mut Output<'_>,
) -> Result<(), Stop> {
    for (name, code) in package.left_out() {
        output.trouble(0, "", name, code)?;
    }
    if map.is_some() && matches!(format, Format::Ftm | Format::ProofMode) {
        let format = format.code();
        return Err(Stop::Failed(ForeignError::NothingToMap { format }));
    }
    match format {
        Format::Uwazi => uwazi::read(package, map, output)?,
        Format::Kobo => kobo::read(package, map, output)?,
        Format::Martus => martus::read(package, map, output)?,
        Format::Ftm => ftm::read(package, output)?,
        Format::ProofMode => proofmode::read(package, output)?,
        Format::AutoArchiver => autoarchiver::read(package, map, output)?,
        Format::Folder => folder::read(package, map, output)?,
        Format::Mail => mail::read(package, output)?,
        Format::WhatsApp => whatsapp::read(package, output)?,
        // What is no page stays in the original.
        Format::Warc => return warc::read(package, output),
        Format::Wacz => return wacz::read(package, output),
    }
    output.remaining_files()?;
    output.name_missing_references()
}

#[cfg(test)]
mod tests;
