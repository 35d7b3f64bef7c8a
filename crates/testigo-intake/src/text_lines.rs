//! Text of unstated encoding, line by line: each line that is UTF-8 is read as such, any other
//! as Windows-1252, so that one foreign line garbles nothing else.

use crate::decode::{Decoded, encoding_of_mark, text_of};
use encoding_rs::{Encoding, UTF_8};
use std::io::{self, BufRead, BufReader, Cursor, Read};

/// A longer line comes in pieces, parted at white space if there is any.
const PIECE_BYTES_MAX: usize = 64 * 1024;

/// The encoding that the start of a text declares by itself.
pub(crate) type Declared = fn(&[u8]) -> Option<&'static Encoding>;

/// Lines of a text, in UTF-8.
pub(crate) struct TextLines<'a> {
    source: BufReader<Box<dyn Read + 'a>>,
    piece: Vec<u8>,
    ended: bool,
}

/// A line, or a piece of a long one.
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) ends_line: bool,
}

impl<'a> TextLines<'a> {
    /// A byte order mark decides; then what `declared` finds in the first 2 KiB.
    pub(crate) fn new(source: &'a mut dyn Read, declared: Declared) -> io::Result<Self> {
        let mut first_bytes = Vec::new();
        source.take(2048).read_to_end(&mut first_bytes)?;
        let encoding = encoding_of_mark(&first_bytes)
            .or_else(|| declared(&first_bytes))
            .filter(|encoding| *encoding != UTF_8);
        let whole = Cursor::new(first_bytes).chain(source);
        let source: Box<dyn Read + 'a> = match encoding {
            Some(encoding) => Box::new(Decoded::new(whole, encoding)),
            None => Box::new(whole),
        };
        Ok(Self {
            source: BufReader::new(source),
            piece: Vec::new(),
            ended: false,
        })
    }

    pub(crate) fn next_piece(&mut self) -> io::Result<Option<Piece>> {
        while !self.ended && self.piece.len() < PIECE_BYTES_MAX {
            let room = PIECE_BYTES_MAX - self.piece.len();
            let buffer = self.source.fill_buf()?;
            let buffer = buffer.get(..room.min(buffer.len())).unwrap_or_default();
            self.ended = buffer.is_empty();
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let count = end.map_or(buffer.len(), |at| at + 1);
            self.piece.extend(buffer.iter().take(count));
            self.source.consume(count);
            if end.is_some() {
                return Ok(Some(self.take_piece(self.piece.len(), true)));
            }
        }
        if self.piece.is_empty() {
            return Ok(None);
        }
        if self.ended {
            return Ok(Some(self.take_piece(self.piece.len(), true)));
        }
        let border = self
            .piece
            .iter()
            .rposition(u8::is_ascii_whitespace)
            .map(|at| at + 1);
        Ok(Some(self.take_piece(
            border.unwrap_or_else(|| character_border(&self.piece)),
            false,
        )))
    }

    fn take_piece(&mut self, count: usize, ends_line: bool) -> Piece {
        let rest = self.piece.split_off(count.min(self.piece.len()));
        let text = text_of(&self.piece);
        self.piece = rest;
        Piece { text, ends_line }
    }

    /// The same text as a stream of UTF-8.
    pub(crate) fn into_utf8(self) -> Utf8<'a> {
        Utf8 {
            lines: self,
            ready: Vec::new(),
            served: 0,
        }
    }
}

/// The start of the last character, which may be cut off.
fn character_border(bytes: &[u8]) -> usize {
    let tail = bytes
        .iter()
        .rev()
        .take(4)
        .position(|byte| byte & 0xC0 != 0x80);
    tail.map_or(bytes.len(), |behind| bytes.len() - behind - 1)
}

pub(crate) struct Utf8<'a> {
    lines: TextLines<'a>,
    ready: Vec<u8>,
    served: usize,
}

impl Read for Utf8<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.served >= self.ready.len() {
            self.served = 0;
            self.ready = match self.lines.next_piece()? {
                Some(piece) => piece.text.into_bytes(),
                None => Vec::new(),
            };
        }
        let ready = self.ready.get(self.served..).unwrap_or_default();
        let count = ready.len().min(into.len());
        for (to, from) in into.iter_mut().zip(ready) {
            *to = *from;
        }
        self.served += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: &[&str]) {
        let mut source = bytes;
        let mut lines = TextLines::new(&mut source, |_| None).unwrap();
        let mut found = Vec::new();
        while let Some(piece) = lines.next_piece().unwrap() {
            found.push(piece.text);
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn each_line_has_its_encoding() {
        check(b"a\xC3\xB1\r\nb\xF1\nc", &["añ\r\n", "bñ\n", "c"]);
        check(b"\xFF\xFEa\0\n\0\xF1\0", &["a\n", "ñ"]);
        check(b"", &[]);
    }

    #[test]
    fn long_lines_come_in_pieces() {
        let line = "palabra ñandú ".repeat(20_000);
        let mut source = line.as_bytes();
        let mut lines = TextLines::new(&mut source, |_| None).unwrap();
        let mut joined = String::new();
        while let Some(piece) = lines.next_piece().unwrap() {
            assert!(piece.text.len() <= PIECE_BYTES_MAX && piece.text.ends_with(' '));
            joined.push_str(&piece.text);
        }
        assert_eq!(joined, line);
        let solid = "ñ".repeat(100_000);
        let mut text = String::new();
        let mut source = solid.as_bytes();
        let lines = TextLines::new(&mut source, |_| None).unwrap();
        lines.into_utf8().read_to_string(&mut text).unwrap();
        assert_eq!(text, solid);
    }
}
