//! PNG (W3C PNG, third edition): text chunks, EXIF, the names of profiles and palettes.

use super::metadata_text::{push_strings, push_unknown, text_field};
use super::sections::Sections;
use super::{Collector, exif, page};
use crate::decode::text_of;
use crate::inflate::Inflate;
use encoding_rs::WINDOWS_1252;
use std::io::{self, Read};

const UNPACKED_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// Chunks that hold an image, numbers or times only.
const NO_TEXT: [&[u8; 4]; 23] = [
    b"IHDR", b"PLTE", b"tRNS", b"cHRM", b"gAMA", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI",
    b"bKGD", b"hIST", b"pHYs", b"tIME", b"acTL", b"fcTL", b"fdAT", b"oFFs", b"sTER", b"gIFg",
    b"vpAg", b"CgBI", b"iDOT",
];

pub(super) fn read(bytes: &mut dyn Read, found: &mut Collector) -> io::Result<()> {
    let mut sections = Sections::new(bytes);
    if sections.array()? != Some(*b"\x89PNG\r\n\x1A\n") {
        found.leave_out();
        return Ok(());
    }
    while let Some(length) = sections.array()?.map(u32::from_be_bytes) {
        let Some(kind) = sections.array::<4>()? else {
            break;
        };
        let is_whole = if &kind == b"IDAT" || NO_TEXT.contains(&&kind) {
            sections.skip(u64::from(length))?
        } else if let Some(chunk) = sections.section(u64::from(length))? {
            read_chunk(kind, &chunk, found);
            true
        } else {
            false
        };
        // Each chunk ends in four bytes of check sum.
        if !is_whole || sections.array::<4>()?.is_none() {
            break;
        }
        if &kind == b"IEND" {
            // Whatever follows the image is unknown.
            if sections.byte()?.is_some() {
                found.leave_out();
            }
            return Ok(());
        }
    }
    found.leave_out();
    Ok(())
}

fn read_chunk(kind: [u8; 4], chunk: &[u8], found: &mut Collector) {
    let is_read = match &kind {
        b"tEXt" => read_latin_text(chunk, found),
        b"zTXt" => read_packed_text(chunk, found),
        b"iTXt" => read_international_text(chunk, found),
        b"eXIf" => {
            exif::read(chunk, found);
            Some(())
        }
        b"iCCP" => read_profile(chunk, found),
        b"sPLT" | b"sCAL" => {
            push_strings("png chunk", chunk, found);
            Some(())
        }
        b"IEND" => Some(()),
        _ => None,
    };
    if is_read.is_none() {
        push_unknown("png chunk", chunk, found);
    }
}

fn until_zero(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().position(|byte| *byte == 0)?;
    let (before, behind) = bytes.split_at_checked(end)?;
    Some((before, behind.get(1..)?))
}

fn push(keyword: &[u8], text: &str, found: &mut Collector) {
    let keyword = text_of(keyword);
    // The keyword is the writer's own words, so it is content as well.
    found.push_metadata("png text", &keyword);
    if keyword.starts_with("Raw profile type") {
        // Another kind of metadata, written as digits.
        found.leave_out();
    } else if keyword.starts_with("XML:") {
        page::read_packet("xmp", text.as_bytes(), found);
    } else {
        found.push_metadata("png text", text);
    }
}

fn read_latin_text(chunk: &[u8], found: &mut Collector) -> Option<()> {
    let (keyword, text) = until_zero(chunk)?;
    push(keyword, &text_field(text), found);
    Some(())
}

fn read_packed_text(chunk: &[u8], found: &mut Collector) -> Option<()> {
    let (keyword, rest) = until_zero(chunk)?;
    let text = unpack(rest.strip_prefix(&[0])?, found)?;
    push(keyword, &text_field(&text), found);
    Some(())
}

fn read_international_text(chunk: &[u8], found: &mut Collector) -> Option<()> {
    let (keyword, rest) = until_zero(chunk)?;
    let ([is_packed, method], rest) = rest.split_first_chunk::<2>()?;
    let (language, rest) = until_zero(rest)?;
    let (translated, text) = until_zero(rest)?;
    found.push_metadata("png text", &text_of(language));
    found.push_metadata("png text", &text_of(translated));
    let text = match (is_packed, method) {
        (0, _) => text_of(text),
        (1, 0) => text_of(&unpack(text, found)?),
        _ => return None,
    };
    push(keyword, &text, found);
    Some(())
}

fn read_profile(chunk: &[u8], found: &mut Collector) -> Option<()> {
    let (name, rest) = until_zero(chunk)?;
    let profile = unpack(rest.strip_prefix(&[0])?, found)?;
    found.push_metadata(
        "colour profile",
        &WINDOWS_1252.decode_without_bom_handling(name).0,
    );
    push_strings("colour profile", &profile, found);
    Some(())
}

fn unpack(packed: &[u8], found: &mut Collector) -> Option<Vec<u8>> {
    let mut unpacked = Vec::new();
    let stream = Inflate::zlib(packed).ok()?;
    let mut stream = stream.take(UNPACKED_BYTES_MAX);
    stream.read_to_end(&mut unpacked).ok()?;
    if stream.limit() == 0 {
        found.leave_out();
    }
    Some(unpacked)
}
