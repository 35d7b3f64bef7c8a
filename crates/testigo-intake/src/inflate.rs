//! DEFLATE (RFC 1951) and zlib (RFC 1950) in bounded memory, as a stream.
//!
//! Decoding only: the output is read through a limit by whoever asks for it, so what a file
//! says about its own size is never believed. Check sums are not checked: they protect
//! against accidents, and content is bound by the digest of the whole file.

use std::io::{self, Read};

const WINDOW_BYTES: usize = 32 * 1024;
const CODE_BITS_MAX: u32 = 15;
const FREE_BLOCKS: usize = 1000;
const BYTES_PER_BLOCK_MIN: usize = 64;
const END_OF_BLOCK: u16 = 256;
/// RFC 1951 3.2.7: the order in which lengths of the code length code are given.
const LENGTH_CODE_ORDER: [usize; 19] = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
];
fn broken() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "broken compressed stream")
}

struct Bits<R> {
    source: R,
    /// Bits read ahead, the next one lowest.
    held: u64,
    count: u32,
    /// How many of the held bits lie beyond the end of the source.
    beyond: u32,
    buffer: Vec<u8>,
    next: usize,
}

impl<R: Read> Bits<R> {
    fn next_byte(&mut self) -> io::Result<Option<u8>> {
        if self.next >= self.buffer.len() {
            self.buffer.clear();
            self.next = 0;
            self.source
                .by_ref()
                .take(8192)
                .read_to_end(&mut self.buffer)?;
        }
        let byte = self.buffer.get(self.next).copied();
        self.next += 1;
        Ok(byte)
    }

    /// Makes at least 32 bits available; beyond the end they are zeros, and using them fails.
    fn refill(&mut self) -> io::Result<()> {
        while self.count <= 32 {
            let byte = self.next_byte()?;
            if byte.is_none() {
                self.beyond += 8;
            }
            self.held |= u64::from(byte.unwrap_or(0)) << self.count;
            self.count += 8;
        }
        Ok(())
    }

    fn drop_bits(&mut self, count: u32) -> io::Result<()> {
        self.held >>= count;
        self.count -= count;
        if self.count < self.beyond {
            Err(io::Error::from(io::ErrorKind::UnexpectedEof))
        } else {
            Ok(())
        }
    }

    /// At most 16 bits.
    fn take(&mut self, count: u32) -> io::Result<u16> {
        self.refill()?;
        let value = self.held & ((1 << count) - 1);
        self.drop_bits(count)?;
        u16::try_from(value).map_err(|_| broken())
    }

    fn skip_to_byte_border(&mut self) -> io::Result<()> {
        self.drop_bits(self.count % 8)
    }
}

/// A prefix code: for each 15-bit look-ahead the symbol and its length in bits, 0 if none.
struct Code(Vec<(u16, u8)>);

impl Code {
    fn new(lengths: &[u8]) -> io::Result<Self> {
        let mut table = vec![(0, 0); 1 << CODE_BITS_MAX];
        let mut code: u32 = 0;
        for bits in 1..=CODE_BITS_MAX {
            for (symbol, _) in lengths
                .iter()
                .enumerate()
                .filter(|(_, length)| u32::from(**length) == bits)
            {
                if code >> bits != 0 {
                    return Err(broken());
                }
                // Codes come highest bit first, the stream lowest bit first.
                let reversed = code.reverse_bits() >> (32 - bits);
                let first = usize::try_from(reversed).map_err(|_| broken())?;
                let entry = (
                    u16::try_from(symbol).map_err(|_| broken())?,
                    u8::try_from(bits).map_err(|_| broken())?,
                );
                for slot in table.iter_mut().skip(first).step_by(1 << bits) {
                    *slot = entry;
                }
                code += 1;
            }
            code <<= 1;
        }
        Ok(Self(table))
    }

    fn next_symbol<R: Read>(&self, bits: &mut Bits<R>) -> io::Result<u16> {
        bits.refill()?;
        let ahead = usize::try_from(bits.held & ((1 << CODE_BITS_MAX) - 1)).unwrap_or(0);
        match self.0.get(ahead) {
            Some((symbol, length)) if *length > 0 => {
                bits.drop_bits(u32::from(*length))?;
                Ok(*symbol)
            }
            _ => Err(broken()),
        }
    }
}

enum Block {
    Between,
    Stored {
        left: u16,
    },
    Coded {
        literals: Box<Code>,
        distances: Box<Code>,
    },
    End,
}

/// The unpacked form of a deflate stream.
pub(crate) struct Inflate<R> {
    bits: Bits<R>,
    block: Block,
    is_last: bool,
    /// The last 32 KiB and what was unpacked since.
    unpacked: Vec<u8>,
    served: usize,
    /// Everything unpacked before what `unpacked` holds.
    forgotten_bytes: usize,
    coded_blocks: usize,
}

impl<R: Read> Inflate<R> {
    pub(crate) fn new(source: R) -> Self {
        Self {
            bits: Bits {
                source,
                held: 0,
                count: 0,
                beyond: 0,
                buffer: Vec::new(),
                next: 0,
            },
            block: Block::Between,
            is_last: false,
            unpacked: Vec::new(),
            served: 0,
            forgotten_bytes: 0,
            coded_blocks: 0,
        }
    }

    /// A zlib stream: two header bytes before the deflate stream.
    pub(crate) fn zlib(mut source: R) -> io::Result<Self> {
        let mut header = [0; 2];
        source.read_exact(&mut header)?;
        let [method, flags] = header;
        let has_dictionary = flags & 0x20 != 0;
        if method & 0x0F != 8 || u16::from_be_bytes(header) % 31 != 0 || has_dictionary {
            return Err(broken());
        }
        Ok(Self::new(source))
    }

    /// What was read ahead and is no part of the stream, and the source behind it. Only where the
    /// stream was read to its end.
    pub(crate) fn into_rest(self) -> (Vec<u8>, R) {
        let bits = self.bits;
        let held = (bits.held >> (bits.count % 8)).to_le_bytes();
        let count = usize::try_from((bits.count / 8).saturating_sub(bits.beyond / 8)).unwrap_or(0);
        let mut ahead: Vec<u8> = held.into_iter().take(count).collect();
        ahead.extend(bits.buffer.get(bits.next..).unwrap_or_default());
        (ahead, bits.source)
    }

    fn unpack_more(&mut self) -> io::Result<()> {
        if self.served > WINDOW_BYTES {
            let dropped = self.served - WINDOW_BYTES;
            self.unpacked.drain(..dropped);
            self.forgotten_bytes += dropped;
            self.served = WINDOW_BYTES;
        }
        let enough = self.served + WINDOW_BYTES;
        while self.unpacked.len() < enough {
            match &mut self.block {
                Block::End => return Ok(()),
                Block::Between if self.is_last => self.block = Block::End,
                Block::Between => self.begin_block()?,
                Block::Stored { left: 0 } => self.block = Block::Between,
                Block::Stored { left } => {
                    *left -= 1;
                    let byte = self.bits.take(8)?;
                    self.unpacked
                        .push(u8::try_from(byte).map_err(|_| broken())?);
                }
                Block::Coded {
                    literals,
                    distances,
                } => {
                    let symbol = literals.next_symbol(&mut self.bits)?;
                    if let Ok(byte) = u8::try_from(symbol) {
                        self.unpacked.push(byte);
                    } else if symbol == END_OF_BLOCK {
                        self.block = Block::Between;
                    } else {
                        copy(symbol, distances, &mut self.bits, &mut self.unpacked)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn begin_block(&mut self) -> io::Result<()> {
        self.is_last = self.bits.take(1)? == 1;
        let kind = self.bits.take(2)?;
        if kind != 0 {
            // Each coded block costs its tables, so a stream of empty ones is refused.
            self.coded_blocks += 1;
            let unpacked_bytes = self.forgotten_bytes + self.unpacked.len();
            if self.coded_blocks > FREE_BLOCKS + unpacked_bytes / BYTES_PER_BLOCK_MIN {
                return Err(broken());
            }
        }
        self.block = match kind {
            0 => {
                self.bits.skip_to_byte_border()?;
                let left = self.bits.take(16)?;
                if self.bits.take(16)? != !left {
                    return Err(broken());
                }
                Block::Stored { left }
            }
            1 => {
                let mut lengths = [8; 288];
                for (symbol, length) in lengths.iter_mut().enumerate() {
                    *length = match symbol {
                        144..=255 => 9,
                        256..=279 => 7,
                        _ => 8,
                    };
                }
                coded(&lengths, &[5; 30])?
            }
            2 => dynamic_block(&mut self.bits)?,
            _ => return Err(broken()),
        };
        Ok(())
    }
}

fn coded(literals: &[u8], distances: &[u8]) -> io::Result<Block> {
    Ok(Block::Coded {
        literals: Box::new(Code::new(literals)?),
        distances: Box::new(Code::new(distances)?),
    })
}

/// RFC 1951 3.2.7.
fn dynamic_block<R: Read>(bits: &mut Bits<R>) -> io::Result<Block> {
    let literal_count = usize::from(bits.take(5)?) + 257;
    let distance_count = usize::from(bits.take(5)?) + 1;
    let length_count = usize::from(bits.take(4)?) + 4;
    let mut code_lengths = [0; 19];
    for place in LENGTH_CODE_ORDER.iter().take(length_count) {
        if let Some(length) = code_lengths.get_mut(*place) {
            *length = u8::try_from(bits.take(3)?).map_err(|_| broken())?;
        }
    }
    let code = Code::new(&code_lengths)?;
    let mut lengths = Vec::new();
    while lengths.len() < literal_count + distance_count {
        let symbol = code.next_symbol(bits)?;
        let (length, repeats) = match symbol {
            16 => (*lengths.last().ok_or_else(broken)?, 3 + bits.take(2)?),
            17 => (0, 3 + bits.take(3)?),
            18 => (0, 11 + bits.take(7)?),
            _ => (u8::try_from(symbol).map_err(|_| broken())?, 1),
        };
        lengths.extend(std::iter::repeat_n(length, usize::from(repeats)));
    }
    if lengths.len() > literal_count + distance_count {
        return Err(broken());
    }
    let distances = lengths.split_off(literal_count);
    coded(&lengths, &distances)
}

/// Repeats bytes that were unpacked before.
fn copy<R: Read>(
    symbol: u16,
    distances: &Code,
    bits: &mut Bits<R>,
    unpacked: &mut Vec<u8>,
) -> io::Result<()> {
    // Four codes for each number of extra bits, from the ninth on (RFC 1951 3.2.5).
    let code = u32::from(symbol).checked_sub(257).ok_or_else(broken)?;
    let extra = (code / 4).saturating_sub(1);
    let length = match code {
        0..8 => 3 + code,
        8..28 => ((4 + code % 4) << extra) + 3 + u32::from(bits.take(extra)?),
        28 => 258,
        _ => return Err(broken()),
    };
    let code = u32::from(distances.next_symbol(bits)?);
    // Two codes for each number of extra bits, from the fifth on (RFC 1951 3.2.5).
    let extra = (code / 2).saturating_sub(1);
    if code > 29 {
        return Err(broken());
    }
    let first = if code < 2 {
        code + 1
    } else {
        ((2 + code % 2) << extra) + 1
    };
    let distance = first + u32::from(bits.take(extra)?);
    let distance = usize::try_from(distance).map_err(|_| broken())?;
    let start = unpacked.len().checked_sub(distance).ok_or_else(broken)?;
    for (from, _) in (start..).zip(0..length) {
        let byte = unpacked.get(from).copied().ok_or_else(broken)?;
        unpacked.push(byte);
    }
    Ok(())
}

impl<R: Read> Read for Inflate<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.served >= self.unpacked.len() {
            self.unpack_more()?;
        }
        let ready = self.unpacked.get(self.served..).unwrap_or_default();
        let count = ready.len().min(into.len());
        for (to, from) in into.iter_mut().zip(ready) {
            *to = *from;
        }
        self.served += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests;
