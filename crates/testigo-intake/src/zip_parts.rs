//! The parts of a zip file (APPNOTE 6.3), as the few kinds of workbook need them.
//!
//! Strict: one directory, at the very end of the file, no encryption, no part inside another. What
//! a part of a workbook unpacks to is bounded by its reader, whatever the file says about sizes; a
//! part that is to be kept must have the size and the checksum that the directory says.

use crate::inflate::Inflate;
use std::io::{self, Read, Seek, SeekFrom};

const DIRECTORY_END: [u8; 4] = *b"PK\x05\x06";
const DIRECTORY_END_BYTES: usize = 22;
const COMMENT_BYTES_MAX: usize = 65_535;
const DIRECTORY_ENTRY: [u8; 4] = *b"PK\x01\x02";
const LOCAL_HEADER: [u8; 4] = *b"PK\x03\x04";
const LOCAL_HEADER_BYTES: u64 = 30;
/// Of a workbook.
const PARTS_MAX: u64 = 4096;
const DIRECTORY_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// The 64-bit extension: where its end record is, the record itself, and its extra field.
const LOCATOR_64: [u8; 4] = *b"PK\x06\x07";
const LOCATOR_64_BYTES: u64 = 20;
const DIRECTORY_END_64: [u8; 4] = *b"PK\x06\x06";
const EXTRA_64: u16 = 1;

/// The upper half of code page 850, in which Windows writes names in western Europe and Latin
/// America where it does not write UTF-8; code page 437 has the small letters of Spanish alike.
const CODE_PAGE_850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
    └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

/// A name: UTF-8, or else of the code page.
fn name_text(bytes: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let sign = |byte: &u8| match byte.checked_sub(128) {
        Some(place) => CODE_PAGE_850.chars().nth(usize::from(place)),
        None => Some(char::from(*byte)),
    };
    bytes.iter().filter_map(sign).collect()
}

/// A part as the directory names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) name: String,
    /// As the directory says.
    pub(crate) unpacked_bytes: u64,
    packed_bytes: u64,
    checksum: u32,
    header_at: u64,
    is_deflated: bool,
}

fn broken() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "broken zip file")
}

fn number16(bytes: &[u8], at: usize) -> io::Result<u16> {
    let pair = bytes
        .get(at..)
        .and_then(|rest| rest.first_chunk())
        .ok_or_else(broken)?;
    Ok(u16::from_le_bytes(*pair))
}

fn number32(bytes: &[u8], at: usize) -> io::Result<u32> {
    let four = bytes
        .get(at..)
        .and_then(|rest| rest.first_chunk())
        .ok_or_else(broken)?;
    Ok(u32::from_le_bytes(*four))
}

fn number64(bytes: &[u8], at: usize) -> io::Result<u64> {
    let eight = bytes
        .get(at..)
        .and_then(|rest| rest.first_chunk())
        .ok_or_else(broken)?;
    Ok(u64::from_le_bytes(*eight))
}

/// The directory of a workbook, in its order.
pub(crate) fn parts<R: Read + Seek>(file: &mut R) -> io::Result<Vec<Part>> {
    let found = parts_at_most(file, PARTS_MAX)?;
    if is_overlapping(&found) {
        return Err(broken());
    }
    Ok(found)
}

/// Whether two parts share bytes, so that a small file unpacks to any size. Names and extra fields
/// are not counted, so all parts that pass hold no more bytes than the file has.
pub(crate) fn is_overlapping(parts: &[Part]) -> bool {
    let mut ranges: Vec<(u64, u64)> = parts
        .iter()
        .map(|part| {
            let bytes = LOCAL_HEADER_BYTES.saturating_add(part.packed_bytes);
            (part.header_at, part.header_at.saturating_add(bytes))
        })
        .collect();
    ranges.sort_unstable();
    ranges
        .windows(2)
        .any(|pair| matches!(pair, [(_, end), (start, _)] if start < end))
}

/// The directory of the file, in its order, if it has no more parts than that.
pub(crate) fn parts_at_most<R: Read + Seek>(file: &mut R, parts_max: u64) -> io::Result<Vec<Part>> {
    let file_bytes = file.seek(SeekFrom::End(0))?;
    let tail_bytes = file_bytes
        .min(u64::try_from(DIRECTORY_END_BYTES + COMMENT_BYTES_MAX).map_err(|_| broken())?);
    file.seek(SeekFrom::Start(file_bytes - tail_bytes))?;
    let mut tail = Vec::new();
    file.take(tail_bytes).read_to_end(&mut tail)?;
    let end = tail
        .windows(DIRECTORY_END_BYTES)
        .enumerate()
        .filter(|(_, window)| window.starts_with(&DIRECTORY_END))
        .filter_map(|(at, _)| tail.get(at..))
        .find(|end| {
            let comment_bytes = number16(end, 20).map(usize::from);
            comment_bytes.is_ok_and(|bytes| end.len() == DIRECTORY_END_BYTES + bytes)
        })
        .ok_or_else(broken)?;
    let end_position = file_bytes - u64::try_from(end.len()).map_err(|_| broken())?;
    let directory = directory_of(file, end, end_position)?;
    if directory.count > parts_max
        || directory.bytes > DIRECTORY_BYTES_MAX
        || directory.at.checked_add(directory.bytes) != Some(directory.end)
    {
        return Err(broken());
    }
    file.seek(SeekFrom::Start(directory.at))?;
    let mut bytes = Vec::new();
    file.take(directory.bytes).read_to_end(&mut bytes)?;
    read_directory(&bytes, directory.count)
}

/// Where the directory is.
struct Directory {
    count: u64,
    bytes: u64,
    at: u64,
    /// Where what comes behind it begins.
    end: u64,
}

fn directory_of<R: Read + Seek>(
    file: &mut R,
    end: &[u8],
    end_position: u64,
) -> io::Result<Directory> {
    let count = number16(end, 10)?;
    let found = Directory {
        count: u64::from(count),
        bytes: u64::from(number32(end, 12)?),
        at: u64::from(number32(end, 16)?),
        end: end_position,
    };
    if number32(end, 4)? != 0 || number16(end, 8)? != count {
        return Err(broken());
    }
    let is_extended = count == u16::MAX || [found.bytes, found.at].contains(&u64::from(u32::MAX));
    let Some(locator_at) = end_position
        .checked_sub(LOCATOR_64_BYTES)
        .filter(|_| is_extended)
    else {
        return Ok(found);
    };
    let mut locator = [0; 20];
    file.seek(SeekFrom::Start(locator_at))?;
    file.read_exact(&mut locator)?;
    if !locator.starts_with(&LOCATOR_64) {
        return Ok(found);
    }
    let record_at = number64(&locator, 8)?;
    let mut record = [0; 56];
    file.seek(SeekFrom::Start(record_at))?;
    file.read_exact(&mut record)?;
    if !record.starts_with(&DIRECTORY_END_64) || number64(&record, 24)? != number64(&record, 32)? {
        return Err(broken());
    }
    Ok(Directory {
        count: number64(&record, 32)?,
        bytes: number64(&record, 40)?,
        at: number64(&record, 48)?,
        end: record_at,
    })
}

fn read_directory(directory: &[u8], count: u64) -> io::Result<Vec<Part>> {
    let mut rest = directory;
    let mut found = Vec::new();
    for _ in 0..count {
        if !rest.starts_with(&DIRECTORY_ENTRY) {
            return Err(broken());
        }
        let is_encrypted = number16(rest, 8)? & 1 != 0;
        let method = number16(rest, 10)?;
        let name_bytes = usize::from(number16(rest, 28)?);
        let extra_bytes = usize::from(number16(rest, 30)?);
        let behind = extra_bytes + usize::from(number16(rest, 32)?);
        let name = rest.get(46..46 + name_bytes).ok_or_else(broken)?;
        let extra = rest
            .get(46 + name_bytes..46 + name_bytes + extra_bytes)
            .ok_or_else(broken)?;
        if is_encrypted || !matches!(method, 0 | 8) {
            return Err(broken());
        }
        let mut part = Part {
            name: name_text(name),
            unpacked_bytes: u64::from(number32(rest, 24)?),
            packed_bytes: u64::from(number32(rest, 20)?),
            checksum: number32(rest, 16)?,
            header_at: u64::from(number32(rest, 42)?),
            is_deflated: method == 8,
        };
        part.extend(extra)?;
        found.push(part);
        rest = rest.get(46 + name_bytes + behind..).ok_or_else(broken)?;
    }
    if rest.is_empty() {
        Ok(found)
    } else {
        Err(broken())
    }
}

impl Part {
    /// Takes from the extra field the numbers for which 32 bits were too few.
    fn extend(&mut self, mut extra: &[u8]) -> io::Result<()> {
        let mut numbers = [
            &mut self.unpacked_bytes,
            &mut self.packed_bytes,
            &mut self.header_at,
        ];
        while extra.len() >= 4 {
            let bytes = usize::from(number16(extra, 2)?);
            let content = extra.get(4..4 + bytes).ok_or_else(broken)?;
            if number16(extra, 0)? == EXTRA_64 {
                let missing = numbers
                    .iter_mut()
                    .filter(|number| ***number == u64::from(u32::MAX));
                for (place, number) in missing.enumerate() {
                    **number = number64(content, place * 8)?;
                }
                return Ok(());
            }
            extra = extra.get(4 + bytes..).unwrap_or_default();
        }
        Ok(())
    }
}

/// The unpacked bytes of a part. The caller bounds how many it takes.
pub(crate) fn open_part<'a, R: Read + Seek + 'a>(
    mut file: R,
    part: &Part,
) -> io::Result<Box<dyn Read + 'a>> {
    file.seek(SeekFrom::Start(part.header_at))?;
    let mut header = [0; 30];
    file.read_exact(&mut header)?;
    if !header.starts_with(&LOCAL_HEADER) {
        return Err(broken());
    }
    let behind = i64::from(number16(&header, 26)?) + i64::from(number16(&header, 28)?);
    file.seek(SeekFrom::Current(behind))?;
    let packed = file.take(part.packed_bytes);
    Ok(if part.is_deflated {
        Box::new(Inflate::new(packed))
    } else {
        Box::new(packed)
    })
}

/// The unpacked bytes of a part, which fail where size or checksum are not what the directory says.
pub(crate) fn open_checked<'a, R: Read + Seek + 'a>(
    file: R,
    part: &Part,
) -> io::Result<Box<dyn Read + 'a>> {
    Ok(Box::new(Checked {
        source: open_part(file, part)?,
        left: part.unpacked_bytes,
        expected: part.checksum,
        state: u32::MAX,
    }))
}

struct Checked<R> {
    source: R,
    left: u64,
    expected: u32,
    state: u32,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        let count = self.source.read(into)?;
        self.left = self
            .left
            .checked_sub(u64::try_from(count).unwrap_or(u64::MAX))
            .ok_or_else(broken)?;
        for byte in into.iter().take(count) {
            let place = (self.state ^ u32::from(*byte)) & 0xFF;
            let place = usize::try_from(place).unwrap_or_default();
            self.state = CRC_STEPS.get(place).copied().unwrap_or_default() ^ (self.state >> 8);
        }
        if count == 0 && (self.left != 0 || !self.state != self.expected) {
            return Err(broken());
        }
        Ok(count)
    }
}

/// CRC-32 (ISO 3309), a byte at a time.
const CRC_STEPS: [u32; 256] = {
    let mut steps = [0_u32; 256];
    let mut place = 0;
    let mut state_of_place = 0_u32;
    while place < steps.len() {
        let mut state = state_of_place;
        let mut bit = 0;
        while bit < 8 {
            state = (state >> 1) ^ (0xEDB8_8320 * (state & 1));
            bit += 1;
        }
        steps[place] = state;
        place += 1;
        state_of_place += 1;
    }
    steps
};
#[cfg(test)]
pub(crate) mod samples;
