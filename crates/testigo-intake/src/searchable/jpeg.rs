//! JPEG (ITU T.81): comments, EXIF, XMP, IPTC; the image itself is passed over.

use super::metadata_text::{push_strings, push_unknown, text_field};
use super::sections::Sections;
use super::{Collector, exif, page, photoshop};
use std::io::{self, Read};

const START_OF_SCAN: u8 = 0xDA;
const END_OF_IMAGE: u8 = 0xD9;
const COMMENT: u8 = 0xFE;

pub(super) fn read(bytes: &mut dyn Read, found: &mut Collector) -> io::Result<()> {
    let mut sections = Sections::new(bytes);
    if sections.array()? != Some([0xFF, 0xD8]) {
        found.leave_out();
        return Ok(());
    }
    let mut marker = next_marker(&mut sections, found)?;
    while let Some(code) = marker {
        match code {
            END_OF_IMAGE => {
                // Whatever follows is another image, a video, or hidden.
                if sections.byte()?.is_some() {
                    found.leave_out();
                }
                return Ok(());
            }
            // Markers without a length.
            0x01 | 0xD0..=0xD8 => marker = next_marker(&mut sections, found)?,
            _ => {
                let Some(segment) = segment(&mut sections)? else {
                    break;
                };
                read_segment(code, &segment, found);
                marker = if code == START_OF_SCAN {
                    marker_after_scan(&mut sections)?
                } else {
                    next_marker(&mut sections, found)?
                };
            }
        }
    }
    found.leave_out();
    Ok(())
}

fn segment(sections: &mut Sections<'_>) -> io::Result<Option<Vec<u8>>> {
    let Some(length) = sections.array()?.map(u16::from_be_bytes) else {
        return Ok(None);
    };
    match length.checked_sub(2) {
        Some(length) => sections.section(u64::from(length)),
        None => Ok(None),
    }
}

/// The next marker; bytes before it that are none are something unknown.
fn next_marker(sections: &mut Sections<'_>, found: &mut Collector) -> io::Result<Option<u8>> {
    let mut after_fill = false;
    while let Some(byte) = sections.byte()? {
        match byte {
            0xFF => after_fill = true,
            0 => {
                found.leave_out();
                after_fill = false;
            }
            code if after_fill => return Ok(Some(code)),
            _ => found.leave_out(),
        }
    }
    Ok(None)
}

/// Entropy-coded data ends at a marker that is no restart and no stuffed zero.
fn marker_after_scan(sections: &mut Sections<'_>) -> io::Result<Option<u8>> {
    let mut after_fill = false;
    while let Some(byte) = sections.byte()? {
        match byte {
            0xFF => after_fill = true,
            0 | 0xD0..=0xD7 => after_fill = false,
            code if after_fill => return Ok(Some(code)),
            _ => {}
        }
    }
    Ok(None)
}

fn read_segment(code: u8, segment: &[u8], found: &mut Collector) {
    match code {
        COMMENT => found.push_metadata("jpeg comment", &text_field(segment)),
        0xE0 if segment.starts_with(b"JFIF\0") || segment.starts_with(b"JFXX\0") => {}
        0xE1 => read_app1(segment, found),
        // A colour profile may come in several segments; its texts are plain.
        0xE2 if segment.starts_with(b"ICC_PROFILE\0") => {
            push_strings(
                "colour profile",
                segment.get(14..).unwrap_or_default(),
                found,
            );
        }
        0xED => match segment.strip_prefix(b"Photoshop 3.0\0") {
            Some(resources) => photoshop::read_resources(resources, found),
            None => push_unknown("jpeg segment 13", segment, found),
        },
        0xEE if segment.starts_with(b"Adobe") && segment.len() == 12 => {}
        0xE0..=0xEF => {
            push_unknown(&format!("jpeg segment {}", code & 0x0F), segment, found);
        }
        // Frames, tables, restart intervals.
        0xC0..=0xDF => {}
        _ => push_unknown("jpeg segment", segment, found),
    }
}

fn read_app1(segment: &[u8], found: &mut Collector) {
    if let Some(tiff) = segment
        .strip_prefix(b"Exif\0\0")
        .or_else(|| segment.strip_prefix(b"Exif\0\xFF"))
    {
        exif::read(tiff, found);
    } else if let Some(packet) = segment.strip_prefix(b"http://ns.adobe.com/xap/1.0/\0") {
        page::read_packet("xmp", packet, found);
    } else {
        // The rest of a long XMP packet comes here, in pieces that may part a word.
        push_unknown("jpeg segment 1", segment, found);
    }
}
