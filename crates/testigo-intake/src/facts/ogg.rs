//! Ogg (RFC 3533) with Opus (RFC 7845), as in the voice notes of telephones, or Vorbis I.

use super::Facts;
use crate::searchable::sections::Sections;
use std::io;

const BEGINS: u8 = 2;
const ENDS: u8 = 4;
/// RFC 3533, 6: the position of a page on which nothing ends.
const NO_POSITION: u64 = u64::MAX;
/// RFC 7845, 4: positions count samples at this rate, whatever the recording was made at.
const OPUS_RATE: u64 = 48_000;

/// A page without its content, which follows it.
struct Page {
    flags: u8,
    position: u64,
    serial: u32,
    /// The lengths that its packets are laced of.
    lacing: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Codec {
    Opus,
    Vorbis,
}

/// One recording; a file may hold several behind each other.
struct Recording {
    serial: u32,
    codec: Codec,
    /// Positions in a second.
    rate: u64,
    /// Decoded and not played.
    pre_skip: u64,
    /// The position that it begins at: not zero where it was cut out of a broadcast.
    start: Option<u64>,
    end: u64,
    has_ended: bool,
}

impl Recording {
    fn duration_ms(&self) -> Option<u64> {
        let start = self.start? + self.pre_skip;
        self.end
            .checked_sub(start)?
            .checked_mul(1000)?
            .checked_div(self.rate)
    }
}

/// The duration, from the first and the last position of each recording. What is cut off says how
/// long the rest is; what is no Ogg in between says nothing.
pub(super) fn read(sections: &mut Sections<'_>, found: &mut Facts) -> io::Result<Option<()>> {
    let mut before_ms = 0_u64;
    let mut current: Option<Recording> = None;
    loop {
        let page = match next_page(sections)? {
            Next::Page(page) => page,
            Next::End => break,
            Next::Damaged => return Ok(None),
        };
        let bytes = page.lacing.iter().map(|length| u64::from(*length)).sum();
        let Some(content) = sections.section(bytes)? else {
            break;
        };
        if page.flags & BEGINS != 0 {
            if current.as_ref().is_none_or(|recording| recording.has_ended)
                && let Some(next) = recording_of(&page, &content)
            {
                let done = current.replace(next);
                let done_ms = done.and_then(|done| done.duration_ms());
                before_ms = before_ms.saturating_add(done_ms.unwrap_or(0));
            }
        } else if let Some(recording) = &mut current
            && recording.serial == page.serial
        {
            take_page(recording, &page, &content);
        }
    }
    let last_ms = current.and_then(|recording| recording.duration_ms());
    found.duration_ms = last_ms.map(|last_ms| before_ms.saturating_add(last_ms));
    Ok(Some(()))
}

enum Next {
    Page(Page),
    End,
    Damaged,
}

/// RFC 3533, 6.
fn next_page(sections: &mut Sections<'_>) -> io::Result<Next> {
    let Some(header) = sections.array::<27>()? else {
        return Ok(Next::End);
    };
    let [b'O', b'g', b'g', b'S', 0, flags, rest @ ..] = header else {
        return Ok(Next::Damaged);
    };
    let Some((position, rest)) = rest.split_first_chunk() else {
        return Ok(Next::Damaged);
    };
    let (Some(serial), Some(count)) = (rest.first_chunk(), rest.last()) else {
        return Ok(Next::Damaged);
    };
    let Some(lacing) = sections.section(u64::from(*count))? else {
        return Ok(Next::End);
    };
    Ok(Next::Page(Page {
        flags,
        position: u64::from_le_bytes(*position),
        serial: u32::from_le_bytes(*serial),
        lacing,
    }))
}

/// The recording that a first page begins, if it is a sound of a known kind.
fn recording_of(page: &Page, content: &[u8]) -> Option<Recording> {
    let (codec, rate, pre_skip) = if content.starts_with(b"OpusHead") {
        // RFC 7845, 5.1.
        let pre_skip = u16::from_le_bytes(*content.get(10..)?.first_chunk()?);
        (Codec::Opus, OPUS_RATE, u64::from(pre_skip))
    } else if content.starts_with(b"\x01vorbis") {
        // Vorbis I, 4.2.2.
        let rate = u32::from_le_bytes(*content.get(12..)?.first_chunk()?);
        (Codec::Vorbis, u64::from(rate), 0)
    } else {
        return None;
    };
    Some(Recording {
        serial: page.serial,
        codec,
        rate,
        pre_skip,
        start: None,
        end: 0,
        has_ended: false,
    })
}

fn take_page(recording: &mut Recording, page: &Page, content: &[u8]) {
    recording.has_ended |= page.flags & ENDS != 0;
    // The pages of headers stand at zero.
    if page.position == NO_POSITION || page.position == 0 {
        return;
    }
    if recording.start.is_none() {
        // Only Opus says in each packet how much it is; where it is less than that, its end is cut.
        let samples = match recording.codec {
            Codec::Opus => opus_samples(&page.lacing, content),
            Codec::Vorbis => page.position,
        };
        recording.start = Some(page.position.saturating_sub(samples));
    }
    recording.end = page.position;
}

/// How many samples the packets of a page are.
fn opus_samples(lacing: &[u8], content: &[u8]) -> u64 {
    let (mut samples, mut rest, mut length) = (0, content, 0);
    for piece in lacing {
        length += usize::from(*piece);
        // RFC 3533, 5: a piece of 255 bytes is not the last of its packet.
        if *piece < u8::MAX {
            let (packet, behind) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            samples += samples_of(packet);
            (rest, length) = (behind, 0);
        }
    }
    samples
}

/// RFC 6716, 3.1 and 3.2: the first byte says how long a frame is and, mostly, how many there are.
fn samples_of(packet: &[u8]) -> u64 {
    let Some((first, behind)) = packet.split_first() else {
        return 0;
    };
    let frame = match (first >> 3, (first >> 3) % 4) {
        (0..=11, 3) => 2880,
        (0..=11, step) => 480 << step,
        (12..=15, step) => 480 << (step % 2),
        (_, step) => 120 << step,
    };
    let count = match first & 3 {
        0 => 1,
        1 | 2 => 2,
        _ => behind.first().map_or(0, |count| u64::from(count & 0x3F)),
    };
    frame * count
}
