//! GIF 89a: comments, plain text and application extensions.

use super::metadata_text::{push_strings, push_unknown, text_field};
use super::sections::{SECTION_BYTES_MAX, Sections};
use super::{Collector, page};
use std::io::{self, Read};

const EXTENSION: u8 = 0x21;
const IMAGE: u8 = 0x2C;
const TRAILER: u8 = 0x3B;
/// What stands behind an XMP packet so that readers find its end.
const XMP_TAIL_BYTES: usize = 257;

pub(super) fn read(bytes: &mut dyn Read, found: &mut Collector) -> io::Result<()> {
    let mut sections = Sections::new(bytes);
    if read_blocks(&mut sections, found)?.is_none() {
        found.leave_out();
    }
    Ok(())
}

/// None if the file ends or is something else before its trailer.
fn read_blocks(sections: &mut Sections<'_>, found: &mut Collector) -> io::Result<Option<()>> {
    let Some(header) = sections.array::<13>()? else {
        return Ok(None);
    };
    if !header.starts_with(b"GIF8") || !skip_colours(sections, header.get(10).copied())? {
        return Ok(None);
    }
    loop {
        match sections.byte()? {
            Some(TRAILER) => return Ok(sections.byte()?.is_none().then_some(())),
            Some(IMAGE) => {
                let Some(descriptor) = sections.array::<9>()? else {
                    return Ok(None);
                };
                if !skip_colours(sections, descriptor.get(8).copied())?
                    || sections.byte()?.is_none()
                    || !skip_blocks(sections)?
                {
                    return Ok(None);
                }
            }
            Some(EXTENSION) => {
                let Some(label) = sections.byte()? else {
                    return Ok(None);
                };
                if !read_extension(label, sections, found)? {
                    return Ok(None);
                }
            }
            Some(_) | None => return Ok(None),
        }
    }
}

/// A colour table follows if the highest bit is set; the lowest three give its size.
fn skip_colours(sections: &mut Sections<'_>, flags: Option<u8>) -> io::Result<bool> {
    match flags {
        Some(flags) if flags & 0x80 != 0 => sections.skip(3 << ((flags & 7) + 1)),
        Some(_) => Ok(true),
        None => Ok(false),
    }
}

fn skip_blocks(sections: &mut Sections<'_>) -> io::Result<bool> {
    loop {
        match sections.byte()? {
            None => return Ok(false),
            Some(0) => return Ok(true),
            Some(length) => {
                if !sections.skip(u64::from(length))? {
                    return Ok(false);
                }
            }
        }
    }
}

/// The blocks with their lengths between them, which an XMP packet treats as text.
struct Blocks {
    joined: Vec<u8>,
    with_lengths: Vec<u8>,
}

fn blocks(sections: &mut Sections<'_>) -> io::Result<Option<Blocks>> {
    let mut blocks = Blocks {
        joined: Vec::new(),
        with_lengths: Vec::new(),
    };
    let most = usize::try_from(SECTION_BYTES_MAX).unwrap_or(usize::MAX);
    loop {
        let Some(length) = sections.byte()? else {
            return Ok(None);
        };
        if length == 0 {
            return Ok(Some(blocks).filter(|blocks| blocks.joined.len() < most));
        }
        let Some(block) = sections.section(u64::from(length))? else {
            return Ok(None);
        };
        if blocks.joined.len() < most {
            blocks.joined.extend(&block);
            blocks.with_lengths.push(length);
            blocks.with_lengths.extend(&block);
        }
    }
}

fn read_extension(
    label: u8,
    sections: &mut Sections<'_>,
    found: &mut Collector,
) -> io::Result<bool> {
    // A graphic control: four bytes of numbers.
    if label == 0xF9 {
        return skip_blocks(sections);
    }
    let application = if label == 0xFF {
        let Some(length) = sections.byte()? else {
            return Ok(false);
        };
        sections.section(u64::from(length))?
    } else {
        Some(Vec::new())
    };
    let (Some(application), Some(blocks)) = (application, blocks(sections)?) else {
        return Ok(false);
    };
    match (label, application.as_slice()) {
        (0xFE, _) => found.push_metadata("gif comment", &text_field(&blocks.joined)),
        // Twelve bytes of numbers, then text that is shown.
        (0x01, _) => {
            found.push_text(
                "gif text",
                &text_field(blocks.joined.get(12..).unwrap_or_default()),
            );
        }
        (0xFF, b"NETSCAPE2.0" | b"ANIMEXTS1.0") => {}
        (0xFF, b"XMP DataXMP") => {
            let end = blocks.with_lengths.len().saturating_sub(XMP_TAIL_BYTES);
            page::read_packet(
                "xmp",
                blocks.with_lengths.get(..end).unwrap_or_default(),
                found,
            );
        }
        (0xFF, b"ICCRGBG1012") => push_strings("colour profile", &blocks.joined, found),
        _ => push_unknown("gif extension", &blocks.joined, found),
    }
    Ok(true)
}
