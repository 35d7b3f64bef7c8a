//! MP4, `QuickTime` and 3GP: boxes in boxes (ISO/IEC 14496-12; `QuickTime` File Format).

use super::{Facts, day_of, degrees};
use crate::decode::text_of;
use crate::searchable::sections::Sections;
use std::io;

const BOXES_MAX: usize = 10_000;
/// The box of all headers.
const HEADERS_BYTES_MAX: u64 = 16 * 1024 * 1024;
const DEPTH_MAX: usize = 8;
/// From 1904-01-01, where these files count from, to 1970-01-01.
const EPOCH_S: u64 = 2_082_844_800;
const DAY_S: u64 = 86_400;

pub(super) fn read(sections: &mut Sections<'_>, found: &mut Facts) -> io::Result<Option<()>> {
    for _ in 0..BOXES_MAX {
        let Some(head) = sections.array::<8>()? else {
            return Ok(Some(()));
        };
        let [a, b, c, d, kind @ ..] = head;
        let mut length = u64::from(u32::from_be_bytes([a, b, c, d]));
        let mut header = 8;
        if length == 1 {
            let Some(long) = sections.array()? else {
                return Ok(None);
            };
            length = u64::from_be_bytes(long);
            header = 16;
        }
        // Zero: to the end of the file.
        let Some(content) = length.checked_sub(header).filter(|_| length != 0) else {
            return Ok(None);
        };
        if &kind == b"moov" && content <= HEADERS_BYTES_MAX {
            let Some(headers) = sections.section(content)? else {
                return Ok(None);
            };
            read_boxes(&headers, found, 0);
            return Ok(Some(()));
        }
        if !sections.skip(content)? {
            return Ok(None);
        }
    }
    Ok(None)
}

fn read_boxes(bytes: &[u8], found: &mut Facts, depth: usize) {
    let mut rest = bytes;
    let mut keys = Vec::new();
    for _ in 0..BOXES_MAX {
        let Some((length, behind)) = rest.split_first_chunk::<4>() else {
            return;
        };
        let Some((kind, behind)) = behind.split_first_chunk::<4>() else {
            return;
        };
        let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
        let content = length
            .checked_sub(8)
            .and_then(|length| behind.split_at_checked(length));
        let Some((content, after)) = content else {
            return;
        };
        match kind {
            b"trak" | b"udta" if depth < DEPTH_MAX => read_boxes(content, found, depth + 1),
            // Of `QuickTime` a plain box, of MP4 one with a version before its content.
            b"meta" if depth < DEPTH_MAX => {
                let plain = content.get(4..8) == Some(b"hdlr");
                let inner = if plain {
                    Some(content)
                } else {
                    content.get(4..)
                };
                read_boxes(inner.unwrap_or_default(), found, depth + 1);
            }
            b"mvhd" => read_movie_header(content, found),
            b"tkhd" => read_track_header(content, found),
            b"\xA9xyz" => read_location(&text_of(content.get(4..).unwrap_or_default()), found),
            b"loci" => read_coordinates(content, found),
            b"\xA9mak" | b"\xA9mod" | b"\xA9swr" | b"\xA9too" => {
                found.add_device(&text_of(content.get(4..).unwrap_or_default()));
            }
            b"keys" => keys = read_keys(content),
            b"ilst" => read_items(content, &keys, found),
            _ => {}
        }
        rest = after;
    }
}

fn number(bytes: &[u8], at: usize, width: usize) -> Option<u64> {
    let digits = bytes.get(at..at.checked_add(width)?)?;
    Some(
        digits
            .iter()
            .fold(0, |number, byte| number << 8 | u64::from(*byte)),
    )
}

/// 8.2.2: time of creation, units in a second, duration in them.
fn read_movie_header(content: &[u8], found: &mut Facts) {
    let is_long = content.first() == Some(&1);
    let width = if is_long { 8 } else { 4 };
    let created = number(content, 4, width);
    let units = number(content, 4 + 2 * width, 4);
    let duration = number(content, 8 + 2 * width, width);
    let is_known = |duration: &u64| *duration != 0 && *duration < u64::from(u32::MAX);
    if let (Some(units), Some(duration)) = (units, duration.filter(is_known)) {
        found.duration_ms = (duration * 1000).checked_div(units);
    }
    // Before 1970 is a clock that was never set.
    let day = created
        .and_then(|created| created.checked_sub(EPOCH_S))
        .and_then(|seconds| i64::try_from(seconds / DAY_S).ok())
        .filter(|day| (1..200_000).contains(day));
    if let Some(day) = day {
        let (year, month, day) = testigo_record::civil(day);
        let day = format!("{year:04}-{month:02}-{day:02}");
        found.captured_at = found.captured_at.take().or(Some(day));
    }
}

/// 8.3.2: the last two numbers, 16.16; sounds have none.
fn read_track_header(content: &[u8], found: &mut Facts) {
    let size = content
        .len()
        .checked_sub(8)
        .map(|at| (number(content, at, 2), number(content, at + 4, 2)));
    if let Some((Some(width), Some(height))) = size
        && let (Ok(width), Ok(height)) = (u32::try_from(width), u32::try_from(height))
    {
        found.set_size(width, height);
    }
}

/// ISO 6709: `+16.5000-068.1500+3650/`.
fn read_location(text: &str, found: &mut Facts) {
    let text = text.trim_end_matches(['/', '\0']);
    let signs: Vec<usize> = text
        .char_indices()
        .filter(|(_, next)| matches!(next, '+' | '-'))
        .map(|(at, _)| at)
        .collect();
    let [first, second, ..] = signs.as_slice() else {
        return;
    };
    let end = signs.get(2).copied().unwrap_or(text.len());
    let part = |from: usize, to: usize| text.get(from..to)?.parse::<f64>().ok();
    let (latitude, longitude) = (part(*first, *second), part(*second, end));
    if let (Some(latitude), Some(longitude)) = (latitude, longitude)
        && latitude.abs() <= 90.0
    {
        found.location = degrees(latitude).zip(degrees(longitude));
    }
}

/// 3GPP TS 26.244, 8: a name, a role, then longitude and latitude as 16.16.
fn read_coordinates(content: &[u8], found: &mut Facts) {
    let name = content.get(6..).unwrap_or_default();
    let Some(end) = name.iter().position(|byte| *byte == 0) else {
        return;
    };
    let fixed = |at: usize| {
        let four = name.get(at..)?.first_chunk::<4>()?;
        Some(f64::from(i32::from_be_bytes(*four)) / 65_536.0)
    };
    if let (Some(longitude), Some(latitude)) = (fixed(end + 2), fixed(end + 6))
        && latitude.abs() <= 90.0
    {
        found.location = found
            .location
            .take()
            .or_else(|| degrees(latitude).zip(degrees(longitude)));
    }
}

/// `QuickTime` metadata: names, which the items number from 1.
fn read_keys(content: &[u8]) -> Vec<String> {
    let mut rest = content.get(8..).unwrap_or_default();
    let mut keys = Vec::new();
    while let Some(length) = number(rest, 0, 4).and_then(|length| usize::try_from(length).ok()) {
        let Some((key, after)) = rest.split_at_checked(length).filter(|_| length >= 8) else {
            break;
        };
        keys.push(text_of(key.get(8..).unwrap_or_default()));
        rest = after;
        if keys.len() >= BOXES_MAX {
            break;
        }
    }
    keys
}

fn read_items(content: &[u8], keys: &[String], found: &mut Facts) {
    let mut rest = content;
    while let Some(length) = number(rest, 0, 4).and_then(|length| usize::try_from(length).ok()) {
        let Some((item, after)) = rest.split_at_checked(length).filter(|_| length >= 8) else {
            return;
        };
        let place = number(item, 4, 4).and_then(|place| usize::try_from(place).ok());
        let key = place.and_then(|place| keys.get(place.checked_sub(1)?));
        // The box of the value: length, `data`, kind, language.
        let value = text_of(item.get(24..).unwrap_or_default());
        match key.map(|key| key.rsplit('.').next().unwrap_or_default()) {
            Some("make" | "model" | "software") => found.add_device(&value),
            Some("ISO6709") => read_location(&value, found),
            Some("creationdate") => {
                // With the clock and zone of the phone, so it says more than the header does.
                found.captured_at = day_of(&value).or(found.captured_at.take());
                found.add_device(&value);
            }
            _ => {}
        }
        rest = after;
    }
}
