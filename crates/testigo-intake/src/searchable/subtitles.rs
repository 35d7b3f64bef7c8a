//! Subtitles, a passage for each cue: `SubRip`, as its programs write it, and `WebVTT` (W3C).

use super::Collector;
use crate::entities;
use crate::text_lines::TextLines;
use std::io::{self, Read};

/// A cue that goes on for longer is handed out in pieces.
const CUE_BYTES_MAX: usize = 256 * 1024;
/// The number of a cue; a longer one may be something else.
const NUMBER_DIGITS_MAX: usize = 5;

/// The cue that is being read.
#[derive(Default)]
struct Cue {
    /// `time 00:01:02.500`; none before the first cue.
    locator: Option<String>,
    text: String,
    /// Lines since the last empty one, of which no time was seen yet: a number, a name or a note.
    before: String,
    is_open: bool,
}

pub(super) fn read(bytes: &mut dyn Read, found: &mut Collector) -> io::Result<()> {
    let mut lines = TextLines::new(bytes, |_| None)?;
    let mut cue = Cue::default();
    let mut line = String::new();
    while let Some(piece) = lines.next_piece()? {
        if found.is_full() {
            found.leave_out();
            return Ok(());
        }
        line.push_str(&piece.text);
        if piece.ends_line || line.len() > CUE_BYTES_MAX {
            read_line(line.trim(), &mut cue, found);
            line.clear();
        }
    }
    read_line(line.trim(), &mut cue, found);
    cue.flush(found);
    Ok(())
}

fn read_line(line: &str, cue: &mut Cue, found: &mut Collector) {
    if line.is_empty() {
        cue.is_open = false;
        cue.flush_before(found);
        return;
    }
    if let Some(time) = line.split_once("-->").and_then(|(start, _)| clock(start)) {
        // Without an empty line between, the number of this cue stands in the text of the last.
        cue.flush_text(found);
        cue.locator = Some(format!("time {time}"));
        cue.is_open = true;
        cue.flush_before(found);
        // Settings of the cue stand behind its end.
        let settings = line.split_once("-->").map_or("", |(_, end)| end.trim());
        if let Some((_, settings)) = settings.split_once(char::is_whitespace) {
            cue.push_hidden(settings, found);
        }
        return;
    }
    if cue.is_open {
        let text = without_tags(line, cue, found);
        cue.text.push_str(&text);
        cue.text.push('\n');
    } else {
        cue.before.push_str(line);
        cue.before.push('\n');
    }
    if cue.text.len() > CUE_BYTES_MAX || cue.before.len() > CUE_BYTES_MAX {
        cue.flush(found);
    }
}

impl Cue {
    fn place(&self) -> &str {
        self.locator.as_deref().unwrap_or("subtitles")
    }

    fn push_hidden(&self, text: &str, found: &mut Collector) {
        let is_number = text.len() <= NUMBER_DIGITS_MAX && text.bytes().all(|b| b.is_ascii_digit());
        if !is_number {
            found.push_metadata(self.place(), text);
        }
    }

    fn flush_text(&mut self, found: &mut Collector) {
        found.push_text(self.place(), &self.text);
        self.text.clear();
    }

    fn flush_before(&mut self, found: &mut Collector) {
        self.push_hidden(self.before.trim(), found);
        self.before.clear();
    }

    fn flush(&mut self, found: &mut Collector) {
        self.flush_text(found);
        self.flush_before(found);
    }
}

/// `00:01:02,500`, `00:01:02.500` or `01:02.500` as `00:01:02.500`.
fn clock(text: &str) -> Option<String> {
    let (whole, thousandths) = text.trim().rsplit_once(['.', ','])?;
    let is_number = |part: &str| {
        !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut parts: Vec<&str> = whole.split(':').map(str::trim).collect();
    if parts.len() == 2 {
        parts.insert(0, "00");
    }
    let [hours, minutes, seconds] = parts.as_slice() else {
        return None;
    };
    let all_numbers = [hours, minutes, seconds, &thousandths]
        .iter()
        .all(|part| is_number(part));
    all_numbers.then(|| format!("{hours:0>2}:{minutes:0>2}:{seconds:0>2}.{thousandths:0<3}"))
}

/// The words that are shown; a tag that says more than its name (`<v Ana>`) is metadata.
fn without_tags(line: &str, cue: &Cue, found: &mut Collector) -> String {
    let mut shown = String::new();
    let mut rest = line;
    while let Some((before, behind)) = rest.split_once('<') {
        let tag = behind.split_once('>').filter(|_| {
            behind.starts_with(|next: char| next == '/' || next.is_ascii_alphanumeric())
        });
        shown.push_str(before);
        let Some((tag, after)) = tag else {
            shown.push('<');
            rest = behind;
            continue;
        };
        if tag.contains(|next: char| next.is_whitespace() || next == '.') {
            found.push_metadata(cue.place(), &entities::replace(tag));
        }
        rest = after;
    }
    shown.push_str(rest);
    entities::replace(&shown)
}
