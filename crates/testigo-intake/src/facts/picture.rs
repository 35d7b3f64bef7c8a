//! Headers of pictures.

use super::{Facts, tiff};
use crate::searchable::sections::Sections;
use std::io;

/// Segments and chunks before the image itself.
const SECTIONS_MAX: usize = 10_000;
/// A TIFF file keeps its directories anywhere: only as much as this is read.
const TIFF_BYTES_MAX: u64 = 16 * 1024 * 1024;

fn number16(bytes: &[u8], at: usize) -> Option<u32> {
    let pair: &[u8; 2] = bytes.get(at..)?.first_chunk()?;
    Some(u32::from(u16::from_be_bytes(*pair)))
}

fn little16(bytes: &[u8], at: usize) -> Option<u32> {
    let pair: &[u8; 2] = bytes.get(at..)?.first_chunk()?;
    Some(u32::from(u16::from_le_bytes(*pair)))
}

fn number32(bytes: &[u8], at: usize) -> Option<u32> {
    let four: &[u8; 4] = bytes.get(at..)?.first_chunk()?;
    Some(u32::from_be_bytes(*four))
}

/// ITU T.81, B.2: segments up to the frame, and EXIF.
pub(super) fn read_jpeg(sections: &mut Sections<'_>, found: &mut Facts) -> io::Result<Option<()>> {
    if sections.array()? != Some([0xFF, 0xD8]) {
        return Ok(None);
    }
    for _ in 0..SECTIONS_MAX {
        let Some([0xFF, mut marker]) = sections.array()? else {
            return Ok(None);
        };
        while marker == 0xFF {
            let Some(next) = sections.byte()? else {
                return Ok(None);
            };
            marker = next;
        }
        let Some(length) = sections.array()?.map(u16::from_be_bytes) else {
            return Ok(None);
        };
        let length = u64::from(length).saturating_sub(2);
        match marker {
            // Frames; the tables C4, C8 and CC are none.
            0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => {
                let Some(frame) = sections.section(length)? else {
                    return Ok(None);
                };
                if let (Some(height), Some(width)) = (number16(&frame, 1), number16(&frame, 3)) {
                    found.set_size(width, height);
                }
            }
            0xE1 => {
                let Some(segment) = sections.section(length)? else {
                    return Ok(None);
                };
                if let Some(inner) = segment.strip_prefix(b"Exif\0\0") {
                    tiff::read(inner, false, found);
                }
            }
            0xDA | 0xD9 => return Ok(Some(())),
            _ if !sections.skip(length)? => return Ok(None),
            _ => {}
        }
    }
    Ok(None)
}

/// W3C PNG, third edition, 11.2.2 and 11.3.4.
pub(super) fn read_png(sections: &mut Sections<'_>, found: &mut Facts) -> io::Result<Option<()>> {
    if sections.array()? != Some(*b"\x89PNG\r\n\x1A\n") {
        return Ok(None);
    }
    for _ in 0..SECTIONS_MAX {
        let (Some(length), Some(kind)) = (
            sections.array()?.map(u32::from_be_bytes),
            sections.array::<4>()?,
        ) else {
            return Ok(None);
        };
        let length = u64::from(length);
        match &kind {
            b"IHDR" | b"eXIf" => {
                let Some(chunk) = sections.section(length)? else {
                    return Ok(None);
                };
                if &kind == b"eXIf" {
                    tiff::read(&chunk, false, found);
                } else if let (Some(width), Some(height)) =
                    (number32(&chunk, 0), number32(&chunk, 4))
                {
                    found.set_size(width, height);
                }
            }
            b"IEND" => return Ok(Some(())),
            _ if !sections.skip(length)? => return Ok(None),
            _ => {}
        }
        // The check sum.
        if !sections.skip(4)? {
            return Ok(None);
        }
    }
    Ok(None)
}

/// GIF 89a, 18.
pub(super) fn read_gif(sections: &mut Sections<'_>, found: &mut Facts) -> io::Result<Option<()>> {
    let Some(header) = sections.array::<10>()? else {
        return Ok(None);
    };
    if let (true, Some(width), Some(height)) = (
        header.starts_with(b"GIF8"),
        little16(&header, 6),
        little16(&header, 8),
    ) {
        found.set_size(width, height);
    }
    Ok(Some(()))
}

/// RFC 9649, 2.4 to 2.7.
pub(super) fn read_webp(sections: &mut Sections<'_>, found: &mut Facts) -> io::Result<Option<()>> {
    let header = sections.array::<12>()?;
    if !header.is_some_and(|header| header.starts_with(b"RIFF") && header.ends_with(b"WEBP")) {
        return Ok(None);
    }
    for _ in 0..SECTIONS_MAX {
        let (Some(kind), Some(length)) = (
            sections.array::<4>()?,
            sections.array()?.map(u32::from_le_bytes),
        ) else {
            return Ok(None);
        };
        let padded = u64::from(length) + u64::from(length % 2);
        match &kind {
            b"VP8X" | b"EXIF" => {
                let Some(chunk) = sections.section(padded)? else {
                    return Ok(None);
                };
                if &kind == b"EXIF" {
                    tiff::read(
                        chunk.strip_prefix(b"Exif\0\0").unwrap_or(&chunk),
                        false,
                        found,
                    );
                } else {
                    found.set_size(three_bytes(&chunk, 4) + 1, three_bytes(&chunk, 7) + 1);
                }
            }
            b"VP8 " | b"VP8L" => {
                let Some(start) = sections.array::<10>()? else {
                    return Ok(None);
                };
                read_frame(kind, &start, found);
                if !sections.skip(padded.saturating_sub(10))? {
                    return Ok(None);
                }
            }
            _ if !sections.skip(padded)? => return Ok(None),
            _ => {}
        }
    }
    Ok(None)
}

fn three_bytes(bytes: &[u8], at: usize) -> u32 {
    let three = bytes.get(at..).and_then(|rest| rest.first_chunk::<3>());
    three.map_or(0, |[low, middle, high]| {
        u32::from_le_bytes([*low, *middle, *high, 0])
    })
}

fn read_frame(kind: [u8; 4], start: &[u8], found: &mut Facts) {
    if &kind == b"VP8 " {
        // RFC 6386, 9.1: fourteen bits each, behind the start code.
        if let (Some(width), Some(height)) = (little16(start, 6), little16(start, 8)) {
            found.set_size(width & 0x3FFF, height & 0x3FFF);
        }
    } else if let Some(bits) = start.get(1..).and_then(|rest| rest.first_chunk()) {
        // RFC 9649, 3.4: fourteen bits each, one less than the size.
        let bits = u32::from_le_bytes(*bits);
        found.set_size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
    }
}

pub(super) fn read_tiff(sections: &mut Sections<'_>, found: &mut Facts) -> io::Result<Option<()>> {
    let start = sections.at_most(TIFF_BYTES_MAX)?;
    Ok(tiff::read(&start, true, found))
}
