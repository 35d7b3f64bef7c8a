//! EXIF: the texts and the position in the TIFF structure of a photograph (CIPA DC-008, TIFF 6).

use super::metadata_text::{push_strings, push_unknown, text_field, utf16_field};
use super::{Collector, page, photoshop};
use std::collections::BTreeSet;

const DIRECTORIES_MAX: usize = 64;
const ENTRIES_MAX: usize = 4096;

const ASCII: u16 = 2;
const RATIONAL: u16 = 5;
const UNDEFINED: u16 = 7;
const UTF8: u16 = 129;

/// Directories that an entry points to: sub-images, EXIF, position, interoperability.
const POINTERS: [u16; 4] = [0x014A, 0x8769, 0x8825, 0xA005];
const POSITION_DIRECTORY: u16 = 0x8825;
const MAKER_NOTE: u16 = 0x927C;
/// Bytes that are no text: versions, tables, patterns, padding, preview images, print settings.
const NO_TEXT: [u16; 14] = [
    0x0202, 0x501B, 0x828D, 0x828E, 0x9000, 0x9101, 0xA000, 0xA300, 0xA301, 0xA302, 0xA40B, 0xC4A5,
    0xEA1C, 0xEA1D,
];

/// Names for locators; others are given as numbers.
const NAMES: [(u16, &str); 26] = [
    (0x010D, "DocumentName"),
    (0x010E, "ImageDescription"),
    (0x010F, "Make"),
    (0x0110, "Model"),
    (0x0131, "Software"),
    (0x0132, "DateTime"),
    (0x013B, "Artist"),
    (0x013C, "HostComputer"),
    (0x8298, "Copyright"),
    (0x9003, "DateTimeOriginal"),
    (0x9004, "DateTimeDigitized"),
    (0x9286, "UserComment"),
    (0x9C9B, "XPTitle"),
    (0x9C9C, "XPComment"),
    (0x9C9D, "XPAuthor"),
    (0x9C9E, "XPKeywords"),
    (0x9C9F, "XPSubject"),
    (0xA420, "ImageUniqueID"),
    (0xA430, "CameraOwnerName"),
    (0xA431, "BodySerialNumber"),
    (0xA433, "LensMake"),
    (0xA434, "LensModel"),
    (0xA435, "LensSerialNumber"),
    (0xA436, "ImageTitle"),
    (0xA437, "Photographer"),
    (0xA438, "ImageEditor"),
];

const POSITION_NAMES: [(u16, &str); 10] = [
    (0x01, "GPSLatitudeRef"),
    (0x02, "GPSLatitude"),
    (0x03, "GPSLongitudeRef"),
    (0x04, "GPSLongitude"),
    (0x06, "GPSAltitude"),
    (0x07, "GPSTimeStamp"),
    (0x11, "GPSImgDirection"),
    (0x14, "GPSDestLatitude"),
    (0x16, "GPSDestLongitude"),
    (0x1D, "GPSDateStamp"),
];

pub(crate) struct Tiff<'a> {
    bytes: &'a [u8],
    big_endian: bool,
}

pub(crate) struct Entry<'a> {
    pub(crate) tag: u16,
    kind: u16,
    pub(crate) value: &'a [u8],
    in_position: bool,
}

impl<'a> Tiff<'a> {
    /// None if it does not begin as such a structure does.
    pub(crate) fn of(bytes: &'a [u8]) -> Option<Self> {
        let big_endian = bytes.starts_with(b"MM\0*");
        (big_endian || bytes.starts_with(b"II*\0")).then_some(Self { bytes, big_endian })
    }

    pub(crate) fn first_directory(&self) -> Option<usize> {
        self.position(4)
    }

    /// The entries of one directory that can be read.
    pub(crate) fn entries(
        &self,
        at: usize,
        in_position: bool,
    ) -> impl Iterator<Item = Entry<'a>> + use<'_, 'a> {
        let count = self.number16(at).map_or(0, usize::from);
        (0..count).filter_map(move |place| {
            let at = at.checked_add(2)?.checked_add(place * 12)?;
            self.entry(at, in_position)
        })
    }

    /// The first number of an entry of whole numbers.
    pub(crate) fn whole(&self, entry: &Entry<'_>) -> Option<u32> {
        let inner = Tiff {
            bytes: entry.value,
            big_endian: self.big_endian,
        };
        match entry.kind {
            3 => inner.number16(0).map(u32::from),
            4 => inner.number32(0),
            _ => None,
        }
    }

    /// Degrees, minutes and seconds as degrees.
    pub(crate) fn angle(&self, entry: &Entry<'_>) -> Option<f64> {
        let inner = Tiff {
            bytes: entry.value,
            big_endian: self.big_endian,
        };
        let part = |place: usize| {
            let (top, bottom) = (inner.number32(place * 8)?, inner.number32(place * 8 + 4)?);
            (bottom > 0).then(|| f64::from(top) / f64::from(bottom))
        };
        let seconds = part(2).unwrap_or(0.0);
        let angle = part(0)? + part(1)? / 60.0 + seconds / 3600.0;
        (entry.kind == RATIONAL).then_some(angle)
    }

    fn slice(&self, at: usize, count: usize) -> Option<&'a [u8]> {
        self.bytes.get(at..at.checked_add(count)?)
    }

    fn number16(&self, at: usize) -> Option<u16> {
        let bytes = *self.slice(at, 2)?.first_chunk()?;
        Some(if self.big_endian {
            u16::from_be_bytes(bytes)
        } else {
            u16::from_le_bytes(bytes)
        })
    }

    fn number32(&self, at: usize) -> Option<u32> {
        let bytes = *self.slice(at, 4)?.first_chunk()?;
        Some(if self.big_endian {
            u32::from_be_bytes(bytes)
        } else {
            u32::from_le_bytes(bytes)
        })
    }

    fn position(&self, at: usize) -> Option<usize> {
        usize::try_from(self.number32(at)?).ok()
    }

    /// The entry at a place, with its value in place or where it points to.
    fn entry(&self, at: usize, in_position: bool) -> Option<Entry<'a>> {
        let tag = self.number16(at)?;
        let kind = self.number16(at.checked_add(2)?)?;
        let width = match kind {
            1 | ASCII | 6 | UNDEFINED | UTF8 => 1,
            3 | 8 => 2,
            4 | 9 | 11 | 13 => 4,
            RATIONAL | 10 | 12 => 8,
            _ => return None,
        };
        let count = self.position(at.checked_add(4)?)?.checked_mul(width)?;
        let in_place = at.checked_add(8)?;
        let start = if count <= 4 {
            in_place
        } else {
            self.position(in_place)?
        };
        Some(Entry {
            tag,
            kind,
            value: self.slice(start, count)?,
            in_position,
        })
    }
}

/// Reads the TIFF structure that an EXIF segment holds.
pub(super) fn read(bytes: &[u8], found: &mut Collector) {
    let Some(tiff) = Tiff::of(bytes) else {
        push_unknown("exif", bytes, found);
        return;
    };
    let big_endian = tiff.big_endian;
    let mut waiting: Vec<(usize, bool)> =
        tiff.position(4).map(|at| (at, false)).into_iter().collect();
    let mut seen = BTreeSet::new();
    let mut entries = 0;
    while let Some((at, in_position)) = waiting.pop() {
        if !seen.insert(at) || seen.len() > DIRECTORIES_MAX {
            found.leave_out();
            continue;
        }
        let Some(count) = tiff.number16(at).map(usize::from) else {
            found.leave_out();
            continue;
        };
        for place in 0..count {
            entries += 1;
            let entry = tiff.entry(at + 2 + place * 12, in_position);
            let Some(entry) = entry.filter(|_| entries <= ENTRIES_MAX) else {
                found.leave_out();
                continue;
            };
            if POINTERS.contains(&entry.tag) && !in_position {
                let pointers = (0..entry.value.len() / 4).take(DIRECTORIES_MAX);
                let inner = Tiff {
                    bytes: entry.value,
                    big_endian,
                };
                let inner = pointers.filter_map(|pointer| inner.position(pointer * 4));
                waiting.extend(inner.map(|at| (at, entry.tag == POSITION_DIRECTORY)));
            } else {
                read_entry(&tiff, &entry, found);
            }
        }
        // The next directory holds the preview image; zero ends the chain.
        let next = tiff.position(at + 2 + count * 12).filter(|next| *next != 0);
        waiting.extend(next.map(|next| (next, false)));
    }
}

fn locator(entry: &Entry<'_>) -> String {
    let names = if entry.in_position {
        &POSITION_NAMES[..]
    } else {
        &NAMES[..]
    };
    match names.iter().find(|(tag, _)| *tag == entry.tag) {
        Some((_, name)) => format!("exif {name}"),
        None => format!("exif 0x{:04X}", entry.tag),
    }
}

fn read_entry(tiff: &Tiff<'_>, entry: &Entry<'_>, found: &mut Collector) {
    let locator = locator(entry);
    let value = entry.value;
    match (entry.tag, entry.kind) {
        (_, ASCII | UTF8) => found.push_metadata(&locator, &text_field(value)),
        (_, RATIONAL) if entry.in_position => {
            found.push_metadata(&locator, &rationals_text(tiff, entry));
        }
        (0x1B | 0x1C, UNDEFINED) if entry.in_position => {
            found.push_metadata(&locator, &coded_text(value, tiff.big_endian));
        }
        (0x9286, _) => found.push_metadata(&locator, &coded_text(value, tiff.big_endian)),
        (0x9C9B..=0x9C9F, _) => found.push_metadata(&locator, &utf16_field(value, false)),
        (0x02BC, _) => page::read_packet("xmp", value, found),
        (0x83BB, _) => photoshop::read_records(value, found),
        (0x8649, _) => photoshop::read_resources(value, found),
        // A colour profile: its texts are plain.
        (0x8773, _) => push_strings("colour profile", value, found),
        (MAKER_NOTE, _) => push_unknown(&locator, value, found),
        (tag, 1 | 6 | UNDEFINED)
            if value.len() > 8
                && !NO_TEXT.contains(&tag)
                && value.iter().any(|byte| *byte != 0) =>
        {
            push_unknown(&locator, value, found);
        }
        // Numbers, and bytes too few or known to be no text.
        _ => {}
    }
}

/// Eight bytes that name the character code, then the text.
fn coded_text(value: &[u8], big_endian: bool) -> String {
    let (code, text) = value.split_at_checked(8).unwrap_or((&[], value));
    if code.starts_with(b"UNICODE") {
        // Writers disagree on the byte order: the one that gives the more plain letters.
        let plain = |text: &str| text.chars().filter(|next| u32::from(*next) < 0x250).count();
        let (stated, other) = (
            utf16_field(text, big_endian),
            utf16_field(text, !big_endian),
        );
        return if plain(&other) > plain(&stated) {
            other
        } else {
            stated
        };
    }
    if code.starts_with(b"JIS") {
        return encoding_rs::ISO_2022_JP
            .decode_without_bom_handling(text)
            .0
            .into_owned();
    }
    text_field(
        if code.iter().all(|byte| *byte == 0) || code.starts_with(b"ASCII") {
            text
        } else {
            value
        },
    )
}

/// Degrees, minutes and seconds as written and as one decimal number; other numbers as decimals.
fn rationals_text(tiff: &Tiff<'_>, entry: &Entry<'_>) -> String {
    let inner = Tiff {
        bytes: entry.value,
        big_endian: tiff.big_endian,
    };
    let parts: Vec<(u64, u64)> = (0..entry.value.len() / 8)
        .take(16)
        .filter_map(|place| {
            let top = inner.number32(place * 8)?;
            let bottom = inner.number32(place * 8 + 4)?;
            Some((u64::from(top), u64::from(bottom)))
        })
        .collect();
    let decimals: Vec<String> = parts
        .iter()
        .map(|part| decimal(millionths(*part)))
        .collect();
    let written = decimals.join(" ");
    match (entry.tag, parts.as_slice()) {
        (0x02 | 0x04 | 0x14 | 0x16, [degrees, minutes, seconds]) => {
            let total = millionths(*degrees)
                .saturating_add(millionths(*minutes) / 60)
                .saturating_add(millionths(*seconds) / 3600);
            format!("{} ({written})", decimal(total))
        }
        _ => written,
    }
}

fn millionths((top, bottom): (u64, u64)) -> u64 {
    // 32-bit numbers: the product fits.
    (top * 1_000_000).checked_div(bottom).unwrap_or(0)
}

fn decimal(millionths: u64) -> String {
    format!("{}.{:06}", millionths / 1_000_000, millionths % 1_000_000)
}
