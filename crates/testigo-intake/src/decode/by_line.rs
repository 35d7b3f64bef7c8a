//! Text that was put together from lines of two encodings, as lists are that people paste from
//! several programs: each line is UTF-8 where it is valid as such, else Windows-1252.

use super::RAW_BYTES;
use encoding_rs::WINDOWS_1252;
use std::io::{self, Read};

/// A longer line is decoded in pieces; no reader of lines takes one so long.
const LINE_BYTES_MAX: usize = 16 * 1024 * 1024;

/// Lines, each with the carriage return or line feed that ends it; both end one.
struct Lines<R> {
    source: R,
    buffer: Vec<u8>,
    /// Where in `buffer` the next line begins.
    start: usize,
    /// The number of the next line, from 1.
    number: u64,
    after_carriage_return: bool,
}

impl<R: Read> Lines<R> {
    fn new(source: R) -> Self {
        Self {
            source,
            buffer: Vec::new(),
            start: 0,
            number: 1,
            after_carriage_return: false,
        }
    }

    /// The next line and its number.
    fn next_line(&mut self) -> io::Result<Option<(u64, &[u8])>> {
        let end = self.find_end()?;
        let line = self.buffer.get(self.start..end).unwrap_or_default();
        self.start = end;
        // The second half of CR LF is no line of its own.
        if self.after_carriage_return && line == b"\n" {
            self.after_carriage_return = false;
            return Ok(Some((self.number.saturating_sub(1), line)));
        }
        let number = self.number;
        let last = line.last();
        self.after_carriage_return = last == Some(&b'\r');
        self.number += u64::from(matches!(last, Some(b'\r' | b'\n')));
        Ok(Some((number, line)).filter(|(_, line)| !line.is_empty()))
    }

    fn find_end(&mut self) -> io::Result<usize> {
        let mut seen = self.start;
        loop {
            let rest = self.buffer.get(seen..).unwrap_or_default();
            let at = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            if let Some(at) = at {
                return Ok(seen + at + 1);
            }
            if self.buffer.len() - self.start >= LINE_BYTES_MAX {
                return Ok(self.buffer.len());
            }
            self.buffer.drain(..self.start);
            self.start = 0;
            seen = self.buffer.len();
            let limit = u64::try_from(RAW_BYTES).unwrap_or(u64::MAX);
            let mut source = self.source.by_ref().take(limit);
            if source.read_to_end(&mut self.buffer)? == 0 {
                return Ok(seen);
            }
        }
    }
}

/// How a line is to be read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Ascii,
    Utf8,
    Windows,
    /// Windows-1252, but with signs in it that only UTF-8 explains.
    Both,
}

/// A sign of two bytes may be a capital and a quotation mark of Windows-1252 (`PERÚ”`). Latin
/// letters in UTF-8 begin with a byte that hardly ever stands so; two signs that follow each
/// other, or one of three bytes, do not come about by chance either.
fn kind_of(line: &[u8]) -> Kind {
    if line.is_ascii() {
        return Kind::Ascii;
    }
    let mut is_valid = true;
    let mut is_told = false;
    for chunk in line.utf8_chunks() {
        is_valid &= chunk.invalid().is_empty();
        let mut is_behind_sign = false;
        for sign in chunk.valid().chars() {
            let is_latin = matches!(sign, '\u{80}'..='\u{17F}');
            let is_sign = !sign.is_ascii();
            is_told |= is_latin || sign.len_utf8() > 2 || (is_sign && is_behind_sign);
            is_behind_sign = is_sign;
        }
    }
    match (is_valid, is_told) {
        (true, true) => Kind::Utf8,
        (false, true) => Kind::Both,
        (_, false) => Kind::Windows,
    }
}

/// The lines of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counted {
    pub(crate) count: u64,
    /// The number of the first, from 1.
    pub(crate) first: u64,
}

impl Counted {
    fn add(&mut self, number: u64) {
        if self.count == 0 {
            self.first = number;
        }
        self.count += 1;
    }
}

/// Which lines of a text are of which encoding.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Mixture {
    utf8: Counted,
    windows: Counted,
    /// Lines that hold both; they are read as Windows-1252.
    pub(crate) both: Counted,
}

impl Mixture {
    /// Of a text that as a whole is no valid UTF-8.
    pub(crate) fn of(source: &mut dyn Read) -> io::Result<Self> {
        let mut found = Self::default();
        let mut lines = Lines::new(source);
        while let Some((number, line)) = lines.next_line()? {
            match kind_of(line) {
                Kind::Ascii => {}
                Kind::Utf8 => found.utf8.add(number),
                Kind::Windows => found.windows.add(number),
                Kind::Both => found.both.add(number),
            }
        }
        Ok(found)
    }

    /// Whether each line is to be read by itself.
    pub(crate) fn is_by_line(&self) -> bool {
        self.utf8.count > 0
    }

    /// The lines of the encoding that has fewer, if there are two.
    pub(crate) fn fewer(&self) -> Option<Counted> {
        if self.utf8.count == 0 || self.windows.count == 0 {
            return None;
        }
        Some(if self.utf8.count < self.windows.count {
            self.utf8
        } else {
            self.windows
        })
    }
}

/// Bytes of such a text as UTF-8.
pub(crate) struct DecodedByLine<R> {
    lines: Lines<R>,
    ready: Vec<u8>,
    served: usize,
}

impl<R: Read> DecodedByLine<R> {
    pub(crate) fn new(source: R) -> Self {
        Self {
            lines: Lines::new(source),
            ready: Vec::new(),
            served: 0,
        }
    }
}

impl<R: Read> Read for DecodedByLine<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.served >= self.ready.len() {
            self.ready.clear();
            self.served = 0;
            let Some((_, line)) = self.lines.next_line()? else {
                return Ok(0);
            };
            match kind_of(line) {
                Kind::Ascii | Kind::Utf8 => self.ready.extend(line),
                Kind::Windows | Kind::Both => {
                    let (text, _) = WINDOWS_1252.decode_without_bom_handling(line);
                    self.ready.extend(text.bytes());
                }
            }
        }
        let rest = self.ready.get(self.served..).unwrap_or_default();
        let count = rest.len().min(into.len());
        for (to, from) in into.iter_mut().zip(rest) {
            *to = *from;
        }
        self.served += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mixture(bytes: &[u8]) -> (u64, u64, u64) {
        let mut source = bytes;
        let found = Mixture::of(&mut source).unwrap();
        (found.utf8.count, found.windows.count, found.both.count)
    }

    fn decoded(bytes: &[u8]) -> String {
        let mut text = String::new();
        DecodedByLine::new(bytes).read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn each_line_is_read_in_its_encoding() {
        let bytes = b"a\r\nPe\xC3\xB1a\r\nNu\xF1ez\rMu\xC3\xB1oz\n";
        assert_eq!(decoded(bytes), "a\r\nPeña\r\nNuñez\rMuñoz\n");
        assert_eq!(mixture(bytes), (2, 1, 0));
        let mut source = &bytes[..];
        let fewer = Mixture::of(&mut source).unwrap().fewer().unwrap();
        assert_eq!((fewer.count, fewer.first), (1, 3));
    }

    #[test]
    fn capitals_before_quotation_marks_are_no_utf8() {
        // In Windows-1252: PERÚ” and JOSÉ… .
        let bytes = b"PER\xDA\x94\nJOS\xC9\x85\nNu\xF1ez\n";
        assert_eq!(mixture(bytes), (0, 3, 0));
        assert_eq!(decoded(bytes), "PERÚ”\nJOSÉ…\nNuñez\n");
        // Words of other scripts are.
        let bytes = "Иван\nعلي\n€\n".as_bytes();
        assert_eq!(mixture(bytes), (3, 0, 0));
    }

    #[test]
    fn a_line_with_both_is_told() {
        let bytes = b"Pe\xC3\xB1a;Nu\xF1ez\n";
        assert_eq!(mixture(bytes), (0, 0, 1));
        assert_eq!(decoded(bytes), "PeÃ±a;Nuñez\n");
    }

    proptest! {
        #[test]
        fn valid_text_stays_as_it_is(lines in prop::collection::vec("[a-zñáé€😀]{0,9}", 0..9)) {
            let text = lines.join("\n");
            prop_assert_eq!(decoded(text.as_bytes()), text);
        }

        #[test]
        fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let ascii: Vec<u8> = bytes.iter().copied().filter(u8::is_ascii).collect();
            let text = decoded(&bytes);
            let kept: Vec<u8> = text.bytes().filter(u8::is_ascii).collect();
            prop_assert_eq!(kept, ascii);
            mixture(&bytes);
        }
    }
}
