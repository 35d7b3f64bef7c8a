//! Content codings of responses (RFC 9110, 8.4). How much a body may unpack to is for whoever reads
//! it; here is bounded what a decoder holds in memory.

use crate::inflate::Inflate;
use brotli_decompressor::{BrotliDecoderParameter, Decompressor};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{self, Cursor, Read};

const BUFFER_BYTES: usize = 64 * 1024;
/// RFC 9659, 3: what is sent as a content coding needs no larger window.
const ZSTD_WINDOW_BYTES_MAX: u64 = 8 * 1024 * 1024;
/// RFC 8878, 3.1.1 and 3.1.2: what a frame begins with, and one that is to be passed over.
const ZSTD_FRAME: u32 = 0xFD2F_B528;
const ZSTD_SKIPPED: std::ops::RangeInclusive<u32> = 0x184D_2A50..=0x184D_2A5F;

/// Undoes the content coding; none if it is not known here. What claims to be packed is not always.
pub(super) fn decoded<'a>(
    coding: &str,
    mut body: Box<dyn Read + 'a>,
) -> io::Result<Option<Box<dyn Read + 'a>>> {
    let coding = coding.trim().to_ascii_lowercase();
    if matches!(coding.as_str(), "" | "identity") {
        return Ok(Some(body));
    }
    let mut first = Vec::new();
    body.by_ref().take(4).read_to_end(&mut first)?;
    let is_gzip = first.starts_with(b"\x1F\x8B");
    let is_zlib = first.first() == Some(&0x78);
    let is_zstd = is_zstd(&first);
    // Read as Brotli (RFC 7932, 9.2), `<` begins a block with a bit set that is reserved.
    let is_brotli = !matches!(first.first(), None | Some(b'<'));
    let mut whole = Cursor::new(first).chain(body);
    Ok(match coding.as_str() {
        "gzip" | "x-gzip" | "deflate" if is_gzip => {
            super::members::skip_header(&mut whole)?;
            Some(Box::new(Inflate::new(whole)))
        }
        "gzip" | "x-gzip" | "deflate" if is_zlib => Some(Box::new(Inflate::zlib(whole)?)),
        "br" if is_brotli => Some(Box::new(brotli(whole))),
        "zstd" if is_zstd => Some(Box::new(Frames::new(whole))),
        "gzip" | "x-gzip" | "deflate" | "br" | "zstd" => Some(Box::new(whole)),
        _ => None,
    })
}

/// Whether these are the first bytes of zstd.
pub(super) fn is_zstd(first: &[u8]) -> bool {
    let magic = first.first_chunk().map(|bytes| u32::from_le_bytes(*bytes));
    magic.is_some_and(|magic| magic == ZSTD_FRAME || ZSTD_SKIPPED.contains(&magic))
}

/// Brotli as in RFC 7932: its window is at most 16 MiB, and that of its extension, which may be
/// 1 GiB, is refused.
fn brotli<R: Read>(source: R) -> Decompressor<R> {
    let mut decoder = Decompressor::new(source, BUFFER_BYTES);
    decoder.set_parameter(BrotliDecoderParameter::BROTLI_DECODER_PARAM_LARGE_WINDOW, 0);
    decoder
}

/// The unpacked form of zstd frames, one behind the other (RFC 8878, 3). Check sums are passed over
/// as in `inflate`; frames that need a dictionary are broken here.
struct Frames<R> {
    source: R,
    decoder: FrameDecoder,
}

impl<R: Read> Frames<R> {
    fn new(source: R) -> Self {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(ZSTD_WINDOW_BYTES_MAX);
        Self { source, decoder }
    }

    /// Begins the next frame; false at the end.
    fn begin(&mut self) -> io::Result<bool> {
        loop {
            let mut magic = Vec::new();
            self.source.by_ref().take(4).read_to_end(&mut magic)?;
            if magic.is_empty() {
                return Ok(false);
            }
            let bytes: [u8; 4] = magic.as_slice().try_into().map_err(broken)?;
            if !ZSTD_SKIPPED.contains(&u32::from_le_bytes(bytes)) {
                let frame = Cursor::new(bytes).chain(self.source.by_ref());
                self.decoder.init(frame).map_err(broken)?;
                return Ok(true);
            }
            let mut length = [0; 4];
            self.source.read_exact(&mut length)?;
            let length = u64::from(u32::from_le_bytes(length));
            let passed = io::copy(&mut self.source.by_ref().take(length), &mut io::sink())?;
            if passed < length {
                return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
            }
        }
    }
}

fn broken(cause: impl std::error::Error + Send + Sync + 'static) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, cause)
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.decoder.can_collect() == 0 {
            if self.decoder.is_finished() {
                if !self.begin()? {
                    return Ok(0);
                }
            } else {
                // A block is at most 128 KiB.
                let one = BlockDecodingStrategy::UptoBlocks(1);
                self.decoder
                    .decode_blocks(self.source.by_ref(), one)
                    .map_err(broken)?;
            }
        }
        self.decoder.read(into)
    }
}
