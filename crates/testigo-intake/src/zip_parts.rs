//! The parts of a zip file (APPNOTE 6.3), as the few kinds of workbook need them.
//!
//! Strict: one directory, at the very end of the file, no 64-bit extension, no encryption.
//! What a part unpacks to is bounded by its reader, whatever the file says about sizes.

use crate::inflate::Inflate;
use std::io::{self, Read, Seek, SeekFrom};

const DIRECTORY_END: [u8; 4] = *b"PK\x05\x06";
const DIRECTORY_END_BYTES: usize = 22;
const COMMENT_BYTES_MAX: usize = 65_535;
const DIRECTORY_ENTRY: [u8; 4] = *b"PK\x01\x02";
const LOCAL_HEADER: [u8; 4] = *b"PK\x03\x04";
const PARTS_MAX: u16 = 4096;

/// A part as the directory names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) name: String,
    packed_bytes: u64,
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

/// The directory of the file, in its order.
pub(crate) fn parts<R: Read + Seek>(file: &mut R) -> io::Result<Vec<Part>> {
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
    let count = number16(end, 10)?;
    let directory_bytes = u64::from(number32(end, 12)?);
    let directory_at = u64::from(number32(end, 16)?);
    let end_position = file_bytes - u64::try_from(end.len()).map_err(|_| broken())?;
    if count > PARTS_MAX
        || number32(end, 4)? != 0
        || number16(end, 8)? != count
        || directory_at + directory_bytes != end_position
    {
        return Err(broken());
    }
    file.seek(SeekFrom::Start(directory_at))?;
    let mut directory = Vec::new();
    file.take(directory_bytes).read_to_end(&mut directory)?;
    read_directory(&directory, count)
}

fn read_directory(directory: &[u8], count: u16) -> io::Result<Vec<Part>> {
    let mut rest = directory;
    let mut found = Vec::new();
    for _ in 0..count {
        if !rest.starts_with(&DIRECTORY_ENTRY) {
            return Err(broken());
        }
        let is_encrypted = number16(rest, 8)? & 1 != 0;
        let method = number16(rest, 10)?;
        let name_bytes = usize::from(number16(rest, 28)?);
        let behind = usize::from(number16(rest, 30)?) + usize::from(number16(rest, 32)?);
        let name = rest.get(46..46 + name_bytes).ok_or_else(broken)?;
        if is_encrypted || !matches!(method, 0 | 8) {
            return Err(broken());
        }
        found.push(Part {
            name: String::from_utf8_lossy(name).into_owned(),
            packed_bytes: u64::from(number32(rest, 20)?),
            header_at: u64::from(number32(rest, 42)?),
            is_deflated: method == 8,
        });
        rest = rest.get(46 + name_bytes + behind..).ok_or_else(broken)?;
    }
    if rest.is_empty() {
        Ok(found)
    } else {
        Err(broken())
    }
}

/// The unpacked bytes of a part. The caller bounds how many it takes.
pub(crate) fn open_part<'a, R: Read + Seek>(
    file: &'a mut R,
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
