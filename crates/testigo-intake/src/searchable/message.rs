//! Messages of e-mail (RFC 5322): what a reader sees of the header, the texts, and as metadata the
//! rest of the header. Attachments make it not complete.

use super::{Collector, page, plain};
use crate::mime;
use std::io::{self, Read};

/// A larger message is not opened.
const MESSAGE_BYTES_MAX: u64 = 128 * 1024 * 1024;
const SHOWN: [&str; 7] = ["From", "To", "Cc", "Bcc", "Subject", "Date", "Reply-To"];

pub(super) fn read(bytes: &mut dyn Read, found: &mut Collector) -> io::Result<()> {
    let mut held = Vec::new();
    let mut source = bytes.take(MESSAGE_BYTES_MAX);
    source.read_to_end(&mut held)?;
    if source.limit() == 0 {
        found.leave_out();
        return Ok(());
    }
    let message = mime::read(&held);
    for (name, value) in &message.header.0 {
        let value = mime::decode_words(value);
        match SHOWN.iter().find(|known| known.eq_ignore_ascii_case(name)) {
            Some(known) => found.push_text(&format!("header {known}"), &value),
            // The name of a field may be anybody's words.
            None => found.push_metadata("header", &format!("{name}: {value}")),
        }
    }
    if message.is_cut {
        found.leave_out();
    }
    for (place, part) in message.parts.iter().enumerate() {
        let place = place + 1;
        if part.is_attachment {
            found.push_metadata(&format!("part {place} name"), &part.name);
            found.leave_out();
            continue;
        }
        let mut inner = Collector::default();
        // The mark says that the character set was undone, whatever a page says of itself.
        let text = format!("\u{FEFF}{}", part.text());
        let read = if part.media_type == "text/html" {
            page::read_html(&mut text.as_bytes(), &mut inner)
        } else {
            plain::read_text(&mut text.as_bytes(), &mut inner)
        };
        for passage in &inner.text {
            found.push_text(&format!("part {place} {}", passage.locator), &passage.text);
        }
        for passage in &inner.metadata {
            found.push_metadata(&format!("part {place} {}", passage.locator), &passage.text);
        }
        if read.is_err() || inner.left_out {
            found.leave_out();
        }
    }
    Ok(())
}
