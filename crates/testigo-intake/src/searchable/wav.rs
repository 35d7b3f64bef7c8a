//! WAV: the texts of a RIFF file (INFO lists, labels, broadcast extension).

use super::metadata_text::{push_unknown, text_field};
use super::sections::Sections;
use super::{Collector, page};
use std::io::{self, Read};

pub(super) fn read(bytes: &mut dyn Read, found: &mut Collector) -> io::Result<()> {
    let mut sections = Sections::new(bytes);
    let header = sections.array::<12>()?;
    if !header.is_some_and(|header| header.starts_with(b"RIFF") && header.ends_with(b"WAVE")) {
        found.leave_out();
        return Ok(());
    }
    while let Some(head) = sections.array::<8>()? {
        let [a, b, c, d, size @ ..] = head;
        let length = u64::from(u32::from_le_bytes(size));
        let is_whole = match &[a, b, c, d] {
            b"data" | b"fmt " | b"fact" | b"cue " | b"smpl" | b"inst" | b"plst" | b"PEAK" => {
                sections.skip(length)?
            }
            kind => match sections.section(length)? {
                Some(chunk) => {
                    read_chunk(*kind, &chunk, found);
                    true
                }
                None => false,
            },
        };
        // Chunks of odd length are padded; the last one not always.
        if !is_whole {
            found.leave_out();
            return Ok(());
        }
        if length % 2 == 1 {
            sections.byte()?;
        }
    }
    Ok(())
}

fn read_chunk(kind: [u8; 4], chunk: &[u8], found: &mut Collector) {
    match &kind {
        b"LIST" => read_list(chunk, found),
        b"bext" => {
            found.push_metadata("wav bext", &text_field(chunk.get(..348).unwrap_or(chunk)));
            let history = chunk.get(602..).unwrap_or_default();
            found.push_metadata("wav bext", &text_field(history));
            let between = chunk.get(348..602.min(chunk.len())).unwrap_or_default();
            // Numbers, a unique identifier and reserved bytes.
            found.push_metadata(
                "wav bext",
                &text_field(between.get(8..).unwrap_or_default()),
            );
        }
        b"iXML" | b"_PMX" => page::read_packet("wav xml", chunk, found),
        b"JUNK" | b"PAD " | b"FLLR" if chunk.iter().all(|byte| *byte == 0) => {}
        _ => push_unknown("wav chunk", chunk, found),
    }
}

/// `INFO` or `adtl`, then chunks of text.
fn read_list(chunk: &[u8], found: &mut Collector) {
    let Some((kind, mut rest)) = chunk.split_first_chunk::<4>() else {
        found.leave_out();
        return;
    };
    // Labels and notes begin with the number of the place they belong to.
    let skipped = match kind {
        b"INFO" => 0,
        b"adtl" => 4,
        _ => return push_unknown("wav list", chunk, found),
    };
    while let Some((name, behind)) = rest.split_first_chunk::<4>() {
        let split = behind.split_first_chunk::<4>().and_then(|(size, behind)| {
            let length = usize::try_from(u32::from_le_bytes(*size)).ok()?;
            behind.split_at_checked(length)
        });
        let Some((value, behind)) = split else { break };
        let locator = format!("wav {}", tag_text(*name));
        found.push_metadata(
            &locator,
            &text_field(value.get(skipped..).unwrap_or_default()),
        );
        rest = behind.get(value.len() % 2..).unwrap_or_default();
    }
    if rest.iter().any(|byte| *byte != 0) {
        push_unknown("wav list", rest, found);
    }
}

/// A tag of four capitals or digits; anything else could be content.
fn tag_text(tag: [u8; 4]) -> String {
    let is_plain = tag.iter().all(u8::is_ascii_alphanumeric);
    if is_plain {
        tag.iter().map(|byte| char::from(*byte)).collect()
    } else {
        "chunk".to_owned()
    }
}
