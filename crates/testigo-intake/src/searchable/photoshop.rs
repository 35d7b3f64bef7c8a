//! Photoshop image resources, and the IPTC records (IIM 4) that stand in one of them.

use super::metadata_text::{push_strings, push_unknown, text_field};
use super::{Collector, exif, page};
use crate::decode::text_of;

/// Resources that hold numbers, settings or a preview image only.
const NO_TEXT: [u16; 24] = [
    0x03E8, 0x03ED, 0x03EE, 0x03EF, 0x03F0, 0x03F3, 0x03F5, 0x03F8, 0x0400, 0x0402, 0x0406, 0x0408,
    0x0409, 0x040A, 0x040C, 0x040D, 0x0411, 0x0414, 0x0419, 0x041A, 0x0425, 0x0426, 0x0428, 0x2710,
];

/// `8BIM`, a number, a padded name, a length, padded bytes; over and over.
pub(super) fn read_resources(bytes: &[u8], found: &mut Collector) {
    let mut rest = bytes;
    while !rest.is_empty() && !rest.iter().all(|byte| *byte == 0) {
        let Some((number, name, value, behind)) = resource(rest) else {
            push_unknown("photoshop", rest, found);
            return;
        };
        found.push_metadata("photoshop", &text_of(name));
        match number {
            0x0404 => read_records(value, found),
            0x0422 | 0x0423 => exif::read(value, found),
            0x0424 => page::read_packet("xmp", value, found),
            // The colour profile and the version of the program: plain texts.
            0x040F | 0x0421 => push_strings("photoshop", value, found),
            known if NO_TEXT.contains(&known) => {}
            _ => push_unknown("photoshop", value, found),
        }
        rest = behind;
    }
}

type Resource<'a> = (u16, &'a [u8], &'a [u8], &'a [u8]);

fn resource(bytes: &[u8]) -> Option<Resource<'_>> {
    let rest = bytes.strip_prefix(b"8BIM")?;
    let (number, rest) = rest.split_first_chunk::<2>()?;
    let (name_bytes, rest) = rest.split_first()?;
    let name_bytes = usize::from(*name_bytes);
    // The name with its length byte takes an even number of bytes.
    let (name, rest) = rest.split_at_checked(name_bytes | 1)?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (value, rest) = rest.split_at_checked(length)?;
    let rest = rest.get(length % 2..).unwrap_or_default();
    Some((
        u16::from_be_bytes(*number),
        name.get(..name_bytes)?,
        value,
        rest,
    ))
}

/// IIM datasets: 0x1C, record, dataset, length, text.
pub(super) fn read_records(bytes: &[u8], found: &mut Collector) {
    let mut rest = bytes;
    while let Some(behind) = rest.strip_prefix(&[0x1C]) {
        let Some(([record, dataset, high, low], behind)) = behind.split_first_chunk::<4>() else {
            break;
        };
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        // A length with the high bit set is an extended dataset: never a text that is written.
        let Some((value, behind)) = behind.split_at_checked(length).filter(|_| length < 0x8000)
        else {
            break;
        };
        if (*record, *dataset) != (1, 90) && (*record, *dataset) != (2, 0) {
            found.push_metadata(&format!("iptc {record}:{dataset:02}"), &text_field(value));
        }
        rest = behind;
    }
    if rest.iter().any(|byte| *byte != 0) {
        push_unknown("iptc", rest, found);
    }
}
