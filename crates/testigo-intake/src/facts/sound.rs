//! Headers of sounds: WAV (RIFF; EBU Tech 3285 for the broadcast extension).

use super::{Facts, day_of};
use crate::decode::text_of;
use crate::searchable::sections::Sections;
use std::io;

const CHUNKS_MAX: usize = 10_000;

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
