//! Foreign text encodings in, UTF-8 out, a chunk at a time.

mod by_line;

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, WINDOWS_1252};
use std::io::{self, Read};

pub(crate) use by_line::{DecodedByLine, Mixture};

const RAW_BYTES: usize = 32 * 1024;
/// One decoded byte of any supported encoding takes at most three bytes of UTF-8.
const DECODED_BYTES: usize = 3 * RAW_BYTES + 16;

/// Bytes of any encoding as UTF-8; a byte order mark is left out, malformed bytes become U+FFFD.
pub(crate) struct Decoded<R> {
    source: R,
    decoder: Decoder,
    raw: Vec<u8>,
    ready: Vec<u8>,
    served: usize,
    ended: bool,
}

impl<R: Read> Decoded<R> {
    pub(crate) fn new(source: R, encoding: &'static Encoding) -> Self {
        Self {
            source,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: Vec::new(),
            ready: Vec::new(),
            served: 0,
            ended: false,
        }
    }

    fn decode_more(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.served = 0;
        while self.ready.is_empty() && !self.ended {
            self.raw.clear();
            let limit = u64::try_from(RAW_BYTES).unwrap_or(u64::MAX);
            self.source
                .by_ref()
                .take(limit)
                .read_to_end(&mut self.raw)?;
            self.ended = self.raw.is_empty();
            self.ready.resize(DECODED_BYTES, 0);
            let (result, _, written, _) =
                self.decoder
                    .decode_to_utf8(&self.raw, &mut self.ready, self.ended);
            debug_assert!(result == CoderResult::InputEmpty);
            self.ready.truncate(written);
        }
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.served >= self.ready.len() {
            self.decode_more()?;
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

/// The encoding that a byte order mark names (UTF-8, UTF-16 LE, UTF-16 BE).
pub(crate) fn encoding_of_mark(first_bytes: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_bom(first_bytes).map(|(encoding, _)| encoding)
}

/// UTF-8 if every byte of the source is valid as such, else Windows-1252, the encoding
/// that spreadsheet programs write where they do not write Unicode.
pub(crate) fn encoding_of_all(source: &mut dyn Read) -> io::Result<&'static Encoding> {
    let mut pending = Vec::new();
    loop {
        let held = pending.len();
        let limit = u64::try_from(RAW_BYTES).unwrap_or(u64::MAX);
        source.take(limit).read_to_end(&mut pending)?;
        let at_end = pending.len() == held;
        match std::str::from_utf8(&pending) {
            Ok(_) => pending.clear(),
            // Only a character cut off by the end of the chunk may still become valid.
            Err(error) if error.error_len().is_none() && !at_end => {
                pending.drain(..error.valid_up_to());
            }
            Err(_) => return Ok(WINDOWS_1252),
        }
        if at_end {
            return Ok(UTF_8);
        }
    }
}

/// A short text: UTF-8 if valid, else Windows-1252.
pub(crate) fn text_of(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1252
            .decode_without_bom_handling(bytes)
            .0
            .into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{UTF_16BE, UTF_16LE};

    fn check(bytes: &[u8], encoding: &'static Encoding, expected: &str) {
        let mut text = String::new();
        Decoded::new(bytes, encoding)
            .read_to_string(&mut text)
            .unwrap();
        assert_eq!(text, expected);
    }

    #[test]
    fn decodes_each_encoding() {
        check(b"\xEF\xBB\xBF\xC3\xB1", UTF_8, "ñ");
        check(b"\xFF\xFEa\0\xF1\0", UTF_16LE, "añ");
        check(b"\xFE\xFF\0a\0\xF1", UTF_16BE, "añ");
        check(b"Nu\xF1ez \x96", WINDOWS_1252, "Nuñez –");
        check(b"", UTF_8, "");
    }

    #[test]
    fn decodes_across_chunk_borders() {
        let text = "añ€😀".repeat(40_000);
        check(text.as_bytes(), UTF_8, &text);
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&wide, UTF_16LE, &text);
    }

    #[test]
    fn one_late_byte_decides() {
        let mut bytes = "ñ".repeat(50_000).into_bytes();
        assert_eq!(encoding_of_all(&mut bytes.as_slice()).unwrap(), UTF_8);
        bytes.push(0xF1);
        assert_eq!(
            encoding_of_all(&mut bytes.as_slice()).unwrap(),
            WINDOWS_1252
        );
    }
}
