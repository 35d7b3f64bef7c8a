//! Responses of HTTP/1.1 as they were received (RFC 9112): head, transfer coding.

use std::io::{self, BufRead, BufReader, Read};

/// Status line and fields.
const HEAD_BYTES_MAX: u64 = 256 * 1024;
/// A line with the length of a chunk.
const CHUNK_LINE_BYTES_MAX: u64 = 4096;

/// The head of a response.
#[derive(Debug, Clone, Default)]
pub(super) struct Head {
    pub(super) status: u16,
    fields: Vec<(String, String)>,
}

impl Head {
    pub(super) fn field(&self, name: &str) -> &str {
        let same = |(known, _): &&(String, String)| known.eq_ignore_ascii_case(name);
        let found = self.fields.iter().find(same);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// Reads up to the empty line; none if there is none.
    pub(super) fn read(source: &mut dyn BufRead) -> io::Result<Option<Self>> {
        let mut head = Self::default();
        let mut source = source.take(HEAD_BYTES_MAX);
        let mut is_first = true;
        loop {
            let mut line = Vec::new();
            if source.read_until(b'\n', &mut line)? == 0 {
                return Ok(None);
            }
            let text = String::from_utf8_lossy(&line);
            if text.trim().is_empty() {
                return Ok((!is_first).then_some(head));
            }
            if is_first {
                let status = text.split_ascii_whitespace().nth(1);
                head.status = status.and_then(|status| status.parse().ok()).unwrap_or(0);
                is_first = false;
            } else if let Some((name, value)) = text.split_once(':') {
                head.fields
                    .push((name.trim().to_owned(), value.trim().to_owned()));
            }
        }
    }

    pub(super) fn is_chunked(&self) -> bool {
        self.field("Transfer-Encoding")
            .to_ascii_lowercase()
            .contains("chunked")
    }
}

/// The bytes of a chunked body; a body that only claims to be chunked as it is.
pub(super) struct Dechunked<R> {
    source: BufReader<R>,
    left: u64,
    state: Chunks,
}

enum Chunks {
    Before,
    Inside,
    /// No chunks at all, or the end of them.
    Plain,
    End,
}

impl<R: Read> Dechunked<R> {
    pub(super) fn new(source: R, is_chunked: bool) -> Self {
        Self {
            source: BufReader::with_capacity(16 * 1024, source),
            left: 0,
            state: if is_chunked {
                Chunks::Before
            } else {
                Chunks::Plain
            },
        }
    }

    /// RFC 9112, 7.1: the length as hexadecimal digits, then what may be left aside.
    fn next_length(&mut self, is_first: bool) -> io::Result<()> {
        if is_first {
            let buffer = self.source.fill_buf()?;
            let line = buffer.iter().take_while(|byte| **byte != b'\n').count();
            let digits: Vec<u8> = buffer.iter().take(line).copied().collect();
            let is_length = line < buffer.len() && length_of(&digits).is_some();
            if !is_length {
                self.state = Chunks::Plain;
                return Ok(());
            }
        }
        let mut line = Vec::new();
        self.source
            .by_ref()
            .take(CHUNK_LINE_BYTES_MAX)
            .read_until(b'\n', &mut line)?;
        if line.trim_ascii().is_empty() && !line.is_empty() {
            line.clear();
            self.source
                .by_ref()
                .take(CHUNK_LINE_BYTES_MAX)
                .read_until(b'\n', &mut line)?;
        }
        self.left = length_of(&line).ok_or_else(|| io::Error::from(io::ErrorKind::InvalidData))?;
        self.state = if self.left == 0 {
            Chunks::End
        } else {
            Chunks::Inside
        };
        Ok(())
    }
}

fn length_of(line: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(line).ok()?;
    let digits = text.split(';').next()?.trim();
    u64::from_str_radix(digits, 16)
        .ok()
        .filter(|_| digits.len() <= 15)
}

impl<R: Read> Read for Dechunked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut is_first = matches!(self.state, Chunks::Before);
        loop {
            match self.state {
                Chunks::Plain => return self.source.read(into),
                Chunks::End => return Ok(0),
                Chunks::Before => self.next_length(std::mem::take(&mut is_first))?,
                Chunks::Inside if self.left == 0 => self.next_length(false)?,
                Chunks::Inside => {
                    let count = self.source.by_ref().take(self.left).read(into)?;
                    if count == 0 && !into.is_empty() {
                        return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
                    }
                    self.left = self
                        .left
                        .saturating_sub(u64::try_from(count).unwrap_or(u64::MAX));
                    return Ok(count);
                }
            }
        }
    }
}
