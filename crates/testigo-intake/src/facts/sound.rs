//! Headers of sounds: WAV (RIFF; EBU Tech 3285 for the broadcast extension), AMR (RFC 4867).

use super::{Facts, day_of};
use crate::decode::text_of;
use crate::searchable::sections::Sections;
use std::io;

const CHUNKS_MAX: usize = 10_000;
/// RFC 4867, 5.3: bytes behind the first of each kind of frame, which 3GPP TS 26.101 and 26.201
/// give in bits; none where the kind is reserved.
const NARROW_FRAMES: [Option<u64>; 16] = frames_of(&[12, 13, 15, 17, 19, 20, 26, 31, 5], 1);
const WIDE_FRAMES: [Option<u64>; 16] = frames_of(&[17, 23, 32, 36, 40, 46, 50, 58, 60, 5], 2);
const FRAME_MS: u64 = 20;

/// The kinds with content come first, those without at the end.
const fn frames_of(bytes: &[u64], without: usize) -> [Option<u64>; 16] {
    let mut frames = [None; 16];
    let mut place = 0;
    while place < 16 {
        if place < bytes.len() {
            frames[place] = Some(bytes[place]);
        } else if place >= 16 - without {
            frames[place] = Some(0);
        }
        place += 1;
    }
    frames
}

/// Frames of one channel behind each other; what is no frame says nothing.
pub(super) fn read_amr(sections: &mut Sections<'_>, found: &mut Facts) -> io::Result<Option<()>> {
    let frames = match sections.array::<6>()? {
        Some(header) if &header == b"#!AMR\n" => NARROW_FRAMES,
        Some(header) if &header == b"#!AMR-" && sections.array()? == Some(*b"WB\n") => WIDE_FRAMES,
        Some(_) | None => return Ok(None),
    };
    let mut count = 0_u64;
    while let Some(first) = sections.byte()? {
        let kind = frames.get(usize::from(first >> 3 & 15)).copied().flatten();
        let Some(bytes) = kind else {
            return Ok(None);
        };
        if !sections.skip(bytes)? {
            break;
        }
        count += 1;
    }
    found.duration_ms = Some(count * FRAME_MS).filter(|ms| *ms > 0);
    Ok(Some(()))
}

pub(super) fn read_wav(sections: &mut Sections<'_>, found: &mut Facts) -> io::Result<Option<()>> {
    let header = sections.array::<12>()?;
    if !header.is_some_and(|header| header.starts_with(b"RIFF") && header.ends_with(b"WAVE")) {
        return Ok(None);
    }
    let mut bytes_per_second = 0_u64;
    for _ in 0..CHUNKS_MAX {
        let (Some(kind), Some(length)) = (
            sections.array::<4>()?,
            sections.array()?.map(u32::from_le_bytes),
        ) else {
            return Ok(Some(()));
        };
        let padded = u64::from(length) + u64::from(length % 2);
        match &kind {
            b"fmt " | b"bext" => {
                let Some(chunk) = sections.section(padded)? else {
                    return Ok(None);
                };
                if &kind == b"bext" {
                    read_broadcast(&chunk, found);
                } else {
                    let rate = chunk.get(8..).and_then(|rest| rest.first_chunk());
                    bytes_per_second = rate.map_or(0, |rate| u64::from(u32::from_le_bytes(*rate)));
                }
            }
            b"data" => {
                found.duration_ms = (u64::from(length) * 1000).checked_div(bytes_per_second);
                if !sections.skip(padded)? {
                    return Ok(None);
                }
            }
            _ if !sections.skip(padded)? => return Ok(None),
            _ => {}
        }
    }
    Ok(None)
}

/// Who recorded it, with what, and the day.
fn read_broadcast(chunk: &[u8], found: &mut Facts) {
    for field in [256..288, 288..320] {
        found.add_device(&text_of(chunk.get(field).unwrap_or_default()));
    }
    found.captured_at = day_of(&text_of(chunk.get(320..330).unwrap_or_default()));
}
