//! MP3 and its older layers (ISO/IEC 11172-3, 2.4; 13818-3 for the lower rates): a frame behind
//! the other, each with a header that says its length.

use super::Facts;
use crate::searchable::sections::Sections;
use std::io;

/// Zeros between a tag and the first frame.
const PADDING_BYTES_MAX: usize = 1024 * 1024;
const TAGS_MAX: usize = 16;

/// 2.4.2.3, in 1000 bits a second, by version and layer; 0 stands for a rate that is not stated.
const RATES: [[u64; 15]; 5] = [
    [
        0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448,
    ],
    [
        0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384,
    ],
    [
        0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320,
    ],
    [
        0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256,
    ],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];

/// What a header says of its frame.
#[derive(Clone, Copy)]
struct Frame {
    bytes: u64,
    samples: u64,
    samples_per_second: u64,
    /// Bytes between the header and where a count of all frames may stand: the side information
    /// of the third layer (2.4.1.7).
    side_bytes: usize,
}

impl Frame {
    fn of(header: [u8; 4]) -> Option<Self> {
        let [0xFF, second, third, fourth] = header else {
            return None;
        };
        if second < 0xE0 {
            return None;
        }
        // 0 halves the lower rates once more, by an extension that everybody knows.
        let (version, layer) = (second >> 3 & 3, 4 - (second >> 1 & 3));
        let (table, samples) = match (version, layer) {
            (1, _) | (_, 4) => return None,
            (3, 1) => (0, 384),
            (3, 2) => (1, 1152),
            (3, _) => (2, 1152),
            (_, 1) => (3, 384),
            (_, 2) => (4, 1152),
            _ => (4, 576),
        };
        let rate = *RATES.get(table)?.get(usize::from(third >> 4))?;
        let whole = *[44_100, 48_000, 32_000].get(usize::from(third >> 2 & 3))?;
        let samples_per_second = match version {
            3 => whole,
            2 => whole / 2,
            _ => whole / 4,
        };
        let padding = u64::from(third >> 1 & 1);
        let bytes = if layer == 1 {
            (12 * rate * 1000 / samples_per_second + padding) * 4
        } else {
            samples / 8 * rate * 1000 / samples_per_second + padding
        };
        let is_mono = fourth >> 6 == 3;
        let side_bytes = match (version, is_mono) {
            (3, true) => 17,
            (3, false) => 32,
            (_, true) => 9,
            (_, false) => 17,
        };
        (rate > 0).then_some(Self {
            bytes,
            samples,
            samples_per_second,
            side_bytes,
        })
    }
}

/// The duration: from the count of frames that an encoder put into the first, else from all
/// frames. What is no frame in between says nothing.
pub(super) fn read(sections: &mut Sections<'_>, found: &mut Facts) -> io::Result<Option<()>> {
    let Some(first) = first_header(sections)? else {
        return Ok(None);
    };
    let Some(frame) = Frame::of(first) else {
        return Ok(None);
    };
    let Some(content) = sections.section(frame.bytes.saturating_sub(4))? else {
        return Ok(None);
    };
    let samples = match frames_stated(&frame, &content) {
        Some(count) => count.checked_mul(frame.samples),
        None => count_samples(sections, frame)?,
    };
    found.duration_ms = samples
        .and_then(|samples| samples.checked_mul(1000))
        .and_then(|samples| samples.checked_div(frame.samples_per_second));
    Ok(Some(()))
}

/// The first four bytes behind tags (`ID3v2`, 3.1) and zeros.
fn first_header(sections: &mut Sections<'_>) -> io::Result<Option<[u8; 4]>> {
    let mut header = sections.array::<4>()?;
    for _ in 0..TAGS_MAX {
        let Some([b'I', b'D', b'3', _]) = header else {
            break;
        };
        let Some([_, flags, size @ ..]) = sections.array::<6>()? else {
            return Ok(None);
        };
        // Seven bits of each byte count.
        let size = size
            .iter()
            .fold(0, |size, byte| size << 7 | u64::from(byte & 0x7F));
        let footer = u64::from(flags >> 4 & 1) * 10;
        if !sections.skip(size + footer)? {
            return Ok(None);
        }
        header = sections.array::<4>()?;
    }
    for _ in 0..PADDING_BYTES_MAX {
        match header {
            Some([0, behind @ ..]) => {
                let [one, two, three] = behind;
                let next = sections.byte()?;
                header = next.map(|next| [one, two, three, next]);
            }
            other => return Ok(other),
        }
    }
    Ok(None)
}

/// The count that encoders put where the first frame would have sound: `Xing` or `Info` behind
/// the side information, `VBRI` always at the same place.
fn frames_stated(frame: &Frame, content: &[u8]) -> Option<u64> {
    let number = |bytes: &[u8]| Some(u64::from(u32::from_be_bytes(*bytes.first_chunk()?)));
    let count = match content.get(frame.side_bytes..)?.split_first_chunk::<4>() {
        Some((b"Xing" | b"Info", behind)) if behind.get(3)? & 1 != 0 => number(behind.get(4..)?),
        Some((b"Xing" | b"Info", _)) => None,
        _ => {
            let behind = content.get(32..)?.strip_prefix(b"VBRI")?;
            number(behind.get(10..)?)
        }
    };
    count.filter(|count| *count > 0)
}

/// The samples of all frames; none if they are not of one rate or something else stands between.
fn count_samples(sections: &mut Sections<'_>, first: Frame) -> io::Result<Option<u64>> {
    let mut samples = first.samples;
    while let Some(header) = sections.array::<4>()? {
        let next = Frame::of(header);
        match next.filter(|next| next.samples_per_second == first.samples_per_second) {
            Some(next) => {
                // A frame that is cut off is not played.
                if !sections.skip(next.bytes.saturating_sub(4))? {
                    break;
                }
                samples += next.samples;
            }
            // Tags at the end: ID3v1, APE, Lyrics3; or zeros.
            None if header.starts_with(b"TAG") => break,
            None if matches!(&header, b"APET" | b"LYRI" | b"\0\0\0\0") => break,
            None => return Ok(None),
        }
    }
    Ok(Some(samples))
}
