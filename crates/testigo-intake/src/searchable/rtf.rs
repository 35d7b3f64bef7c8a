//! Rich Text Format (RTF 1.9.1): the text by paragraphs, and as metadata what stands in other
//! destinations. Pictures and objects make it not complete.

use super::sections::Sections;
use super::{Collector, PASSAGE_CHARS};
use encoding_rs::{Encoding, WINDOWS_1252};
use std::io::{self, Read};

/// Groups within groups.
const DEPTH_MAX: usize = 1000;
const WORD_BYTES_MAX: usize = 64;
const PASSAGE_CHARS_MAX: usize = 64 * PASSAGE_CHARS;

/// Where the text of a group goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Destination {
    Text,
    /// Properties, comments, field codes, anything unknown.
    Hidden,
    /// Fonts, colours, styles: no words of anybody.
    Nothing,
}

#[derive(Clone, Copy)]
struct Group {
    destination: Destination,
    /// Characters that stand behind a `\u` for readers without Unicode.
    skipped_after: u32,
}

struct Reader<'a> {
    sections: Sections<'a>,
    /// A byte that was read too far.
    held: Option<u8>,
    groups: Vec<Group>,
    encoding: &'static Encoding,
    /// Bytes in that encoding that wait for the next letter.
    bytes: Vec<u8>,
    units: Vec<u16>,
    text: String,
    hidden: String,
    paragraph: u64,
    /// How many characters still are to be passed over.
    skip: u32,
    /// The next word may say what group this is, and `\*` came before it.
    is_group_start: bool,
    is_optional: bool,
}

pub(super) fn read(bytes: &mut dyn Read, found: &mut Collector) -> io::Result<()> {
    let mut reader = Reader {
        sections: Sections::new(bytes),
        held: None,
        groups: vec![Group {
            destination: Destination::Text,
            skipped_after: 1,
        }],
        encoding: WINDOWS_1252,
        bytes: Vec::new(),
        units: Vec::new(),
        text: String::new(),
        hidden: String::new(),
        paragraph: 1,
        skip: 0,
        is_group_start: false,
        is_optional: false,
    };
    let read = reader.read(found);
    reader.end_paragraph(found);
    // Every group that was opened was closed, and nothing stands behind the last.
    if reader.groups.len() != 1 {
        found.leave_out();
    }
    read
}

impl Reader<'_> {
    fn next(&mut self) -> io::Result<Option<u8>> {
        match self.held.take() {
            Some(byte) => Ok(Some(byte)),
            None => self.sections.byte(),
        }
    }

    fn read(&mut self, found: &mut Collector) -> io::Result<()> {
        while let Some(byte) = self.next()? {
            match byte {
                b'{' => {
                    self.flush();
                    if self.groups.len() >= DEPTH_MAX {
                        found.leave_out();
                        return Ok(());
                    }
                    let group = self.groups.last().copied();
                    self.groups.extend(group);
                    (self.is_group_start, self.is_optional) = (true, false);
                    continue;
                }
                b'}' => {
                    self.flush();
                    self.skip = 0;
                    if self.groups.len() == 1 {
                        found.leave_out();
                        return Ok(());
                    }
                    self.groups.pop();
                    if self.destination() == Destination::Text {
                        self.hidden.push('\n');
                    }
                }
                b'\\' => {
                    self.control(found)?;
                    continue;
                }
                b'\r' | b'\n' | 0 => continue,
                _ if self.skip > 0 => self.skip -= 1,
                _ => self.bytes.push(byte),
            }
            self.is_group_start = false;
            if self.bytes.len() > PASSAGE_CHARS || found.is_full() {
                self.flush();
                self.limit(found);
            }
        }
        Ok(())
    }

    fn destination(&self) -> Destination {
        self.groups
            .last()
            .map_or(Destination::Text, |group| group.destination)
    }

    /// A backslash: a sign, two digits, or a word with a number.
    fn control(&mut self, found: &mut Collector) -> io::Result<()> {
        let Some(first) = self.next()? else {
            return Ok(());
        };
        if first == b'\'' {
            let digits = [self.next()?.unwrap_or(b'?'), self.next()?.unwrap_or(b'?')];
            let value = std::str::from_utf8(&digits)
                .ok()
                .and_then(|digits| u8::from_str_radix(digits, 16).ok());
            if self.skip > 0 {
                self.skip -= 1;
            } else {
                self.bytes.extend(value);
            }
            return Ok(());
        }
        if !first.is_ascii_alphabetic() {
            match first {
                b'*' => self.is_optional = true,
                b'~' => self.bytes.push(b' '),
                b'_' => self.bytes.push(b'-'),
                b'{' | b'}' | b'\\' => self.bytes.push(first),
                b'\r' | b'\n' => self.end_paragraph(found),
                _ => {}
            }
            return Ok(());
        }
        let mut word = vec![first];
        let mut digits = String::new();
        while let Some(byte) = self.next()? {
            let in_word =
                byte.is_ascii_alphabetic() && digits.is_empty() && word.len() < WORD_BYTES_MAX;
            let in_number = byte.is_ascii_digit() || (byte == b'-' && digits.is_empty());
            if in_word {
                word.push(byte);
            } else if in_number && digits.len() < 12 {
                digits.push(char::from(byte));
            } else {
                // A space ends the word and belongs to it.
                self.held = Some(byte).filter(|byte| *byte != b' ');
                break;
            }
        }
        self.word(&word, digits.parse().ok(), found)
    }

    fn word(&mut self, word: &[u8], number: Option<i64>, found: &mut Collector) -> io::Result<()> {
        let is_group_start = std::mem::take(&mut self.is_group_start);
        let is_optional = std::mem::take(&mut self.is_optional);
        match word {
            b"par" | b"row" | b"sect" | b"page" => self.end_paragraph(found),
            b"line" => self.push('\n'),
            b"tab" | b"cell" => self.push('\t'),
            b"emdash" => self.push('—'),
            b"endash" => self.push('–'),
            b"lquote" => self.push('‘'),
            b"rquote" => self.push('’'),
            b"ldblquote" => self.push('“'),
            b"rdblquote" => self.push('”'),
            b"bullet" => self.push('•'),
            b"u" => self.unicode(number.unwrap_or(0)),
            b"uc" => {
                let count = number
                    .and_then(|number| u32::try_from(number).ok())
                    .unwrap_or(1);
                if let Some(group) = self.groups.last_mut() {
                    group.skipped_after = count.min(16);
                }
            }
            b"ansicpg" => {
                let label = format!("windows-{}", number.unwrap_or(1252));
                self.encoding = Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252);
            }
            b"bin" => {
                found.leave_out();
                let count = number
                    .and_then(|number| u64::try_from(number).ok())
                    .unwrap_or(0);
                self.sections.skip(count)?;
            }
            b"pict" | b"object" | b"objdata" | b"datastore" | b"themedata" => {
                found.leave_out();
                self.enter(Destination::Nothing);
            }
            b"fonttbl" | b"colortbl" | b"stylesheet" | b"listtable" | b"rsidtbl"
            | b"latentstyles" => {
                self.enter(Destination::Nothing);
            }
            b"info" | b"annotation" | b"fldinst" => self.enter(Destination::Hidden),
            b"author" | b"title" | b"subject" | b"keywords" | b"operator" | b"doccomm"
            | b"comment" | b"company" | b"manager" | b"category" | b"atnid" | b"atnauthor" => {
                self.enter(Destination::Hidden);
                self.push('\n');
            }
            // Text that was deleted, or is not shown.
            b"deleted" | b"v" if number != Some(0) => self.enter(Destination::Hidden),
            b"shptxt" | b"fldrslt" => self.enter(Destination::Text),
            _ if is_group_start && is_optional => self.enter(Destination::Hidden),
            _ => {}
        }
        Ok(())
    }

    /// Nothing inside of what is no text becomes text again.
    fn enter(&mut self, destination: Destination) {
        self.flush();
        if let Some(group) = self.groups.last_mut()
            && group.destination != Destination::Nothing
        {
            group.destination = destination;
        }
    }

    /// A unit of UTF-16, written as a signed number.
    fn unicode(&mut self, number: i64) {
        self.flush_bytes();
        let unit = u16::try_from(number.rem_euclid(0x1_0000)).unwrap_or(0xFFFD);
        self.units.push(unit);
        self.skip = self.groups.last().map_or(1, |group| group.skipped_after);
    }

    fn push(&mut self, character: char) {
        self.flush();
        self.keep(&character.to_string());
    }

    fn keep(&mut self, text: &str) {
        match self.destination() {
            Destination::Text => self.text.push_str(text),
            Destination::Hidden => self.hidden.push_str(text),
            Destination::Nothing => {}
        }
    }

    fn flush_bytes(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        if !self.units.is_empty() {
            let text = String::from_utf16_lossy(&std::mem::take(&mut self.units));
            self.keep(&text);
        }
        let bytes = std::mem::take(&mut self.bytes);
        let text = self
            .encoding
            .decode_without_bom_handling(&bytes)
            .0
            .into_owned();
        self.keep(&text);
    }

    fn flush(&mut self) {
        self.flush_bytes();
        if !self.units.is_empty() {
            let text = String::from_utf16_lossy(&std::mem::take(&mut self.units));
            self.keep(&text);
        }
    }

    fn limit(&mut self, found: &mut Collector) {
        if self.text.len() > PASSAGE_CHARS_MAX || self.hidden.len() > PASSAGE_CHARS_MAX {
            self.push_passages(found);
        }
    }

    fn push_passages(&mut self, found: &mut Collector) {
        let locator = format!("paragraph {}", self.paragraph);
        found.push_text(&locator, &self.text);
        found.push_metadata(&locator, &self.hidden);
        self.text.clear();
        self.hidden.clear();
    }

    fn end_paragraph(&mut self, found: &mut Collector) {
        self.flush();
        if self.destination() == Destination::Text || !self.text.is_empty() {
            self.push_passages(found);
            self.paragraph += 1;
        } else {
            self.hidden.push('\n');
            self.limit(found);
        }
    }
}
