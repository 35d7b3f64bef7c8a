//! What can be read of an item: for the text index, and for the search for withheld values.

pub(crate) mod exif;
mod gif;
mod jpeg;
mod message;
mod metadata_text;
mod office;
pub(crate) mod page;
mod pdf;
mod photoshop;
mod plain;
mod png;
mod rtf;
pub(crate) mod sections;
mod subtitles;
mod wav;

use std::io::Read;

/// All passages of one item together.
const TEXT_BYTES_MAX: usize = 64 * 1024 * 1024;

/// What a passage takes beside its text.
const PASSAGE_OVERHEAD_BYTES: usize = 64;
/// A passage ends at the first border of lines or blocks after this.
const PASSAGE_CHARS: usize = 2000;

/// Kinds of package that `office` reads, by the start of their media type.
const OFFICE: [&str; 3] = [
    "application/vnd.openxmlformats-officedocument.",
    "application/vnd.oasis.opendocument.",
    "application/epub+zip",
];

/// A piece of text and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// `line 120`, `block 4`, `exif Artist`; never content.
    pub locator: String,
    /// The text, without soft hyphens and other invisible signs that would hide a word.
    pub text: String,
}

/// What was read of an item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Searchable {
    /// What a person sees as text.
    pub text: Vec<Passage>,
    /// What is embedded beside it: EXIF, comments, hidden parts of a page.
    pub metadata: Vec<Passage>,
    /// All text and all embedded metadata of this file was read. Says nothing of what an image
    /// shows or a recording says.
    pub complete: bool,
}

/// Whether a file of this kind holds a text that people search for.
pub fn has_text(media_type: &str) -> bool {
    media_type.starts_with("text/")
        || media_type.ends_with("+xml")
        || OFFICE.iter().any(|start| media_type.starts_with(start))
        || matches!(
            media_type,
            "application/json"
                | "application/geo+json"
                | "application/jsonl"
                | "application/xml"
                | "application/x-subrip"
                | "application/pdf"
                | "message/rfc822"
        )
}

/// Reads text and embedded metadata; at most 64 MiB of text. Never fails: what cannot be read,
/// or is not known, makes it not complete.
pub fn searchable(media_type: &str, bytes: &mut dyn Read) -> Searchable {
    let mut found = Collector::default();
    let read = match media_type {
        "image/jpeg" => jpeg::read(bytes, &mut found),
        "image/png" => png::read(bytes, &mut found),
        "image/gif" => gif::read(bytes, &mut found),
        "audio/wav" | "audio/x-wav" | "audio/wave" => wav::read(bytes, &mut found),
        "text/html" => page::read_html(bytes, &mut found),
        "application/xml" | "text/xml" => page::read_xml(bytes, &mut found),
        // Both may carry attachments in an encoding that is not undone here.
        "text/vcard" | "text/calendar" => {
            found.leave_out();
            plain::read_text(bytes, &mut found)
        }
        "application/json" | "application/geo+json" | "application/jsonl" => {
            plain::read_json(bytes, &mut found)
        }
        "application/x-subrip" | "text/vtt" => subtitles::read(bytes, &mut found),
        "application/rtf" | "text/rtf" => rtf::read(bytes, &mut found),
        "message/rfc822" => message::read(bytes, &mut found),
        "application/pdf" => pdf::read(bytes, &mut found),
        kind if OFFICE.iter().any(|start| kind.starts_with(start)) => {
            office::read(bytes, &mut found)
        }
        // Markdown may hold the references of HTML.
        "text/markdown" => plain::read_markdown(bytes, &mut found),
        other if other.ends_with("+xml") => page::read_xml(bytes, &mut found),
        other if other.starts_with("text/") => plain::read_text(bytes, &mut found),
        _ => {
            found.leave_out();
            Ok(())
        }
    };
    if read.is_err() {
        found.leave_out();
    }
    found.finish()
}

/// Passages within the limit, and whether anything was left out.
#[derive(Default)]
struct Collector {
    text: Vec<Passage>,
    metadata: Vec<Passage>,
    bytes: usize,
    left_out: bool,
}

impl Collector {
    fn push_text(&mut self, locator: &str, text: &str) {
        if let Some(passage) = self.passage(locator, text) {
            self.text.push(passage);
        }
    }

    fn push_metadata(&mut self, locator: &str, text: &str) {
        if let Some(passage) = self.passage(locator, text) {
            self.metadata.push(passage);
        }
    }

    fn passage(&mut self, locator: &str, text: &str) -> Option<Passage> {
        let visible: String = text.chars().filter(|next| !is_invisible(*next)).collect();
        let visible = visible.trim();
        if visible.is_empty() {
            return None;
        }
        if self.is_full() {
            self.left_out = true;
            return None;
        }
        // A passage is at most a few MiB, so the limit is passed by no more than that.
        self.bytes += visible.len() + locator.len() + PASSAGE_OVERHEAD_BYTES;
        Some(Passage {
            locator: locator.to_owned(),
            text: visible.to_owned(),
        })
    }

    fn is_full(&self) -> bool {
        self.bytes >= TEXT_BYTES_MAX
    }

    /// Something of the file was not read.
    fn leave_out(&mut self) {
        self.left_out = true;
    }

    fn finish(self) -> Searchable {
        Searchable {
            text: self.text,
            metadata: self.metadata,
            complete: !self.left_out,
        }
    }
}

/// Signs that are not seen and would part a word: soft hyphen, zero-width, controls.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
        || matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        || (character.is_control() && !character.is_whitespace())
}

#[cfg(test)]
pub(crate) mod tests;
