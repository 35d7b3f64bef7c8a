//! Gzip files of many members (RFC 1952, 2.2), as one stream; anything else as it is.

use crate::inflate::Inflate;
use std::cell::Cell;
use std::io::{self, Cursor, Read};
use std::rc::Rc;

/// Of a packed file at most this many times its bytes come out, once that is much.
const RATIO_MAX: u64 = if cfg!(test) { 20 } else { 200 };
const FREE_BYTES: u64 = if cfg!(test) { 1 << 20 } else { 1 << 30 };
/// A name or a comment in the header of a member.
const NAME_BYTES_MAX: usize = 64 * 1024;

type Source = io::Chain<Cursor<Vec<u8>>, Counted>;

/// Counts what is read.
pub(super) struct Counted {
    source: Box<dyn Read>,
    bytes: Rc<Cell<u64>>,
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(into)?;
        let bytes = u64::try_from(count).unwrap_or(u64::MAX);
        self.bytes.set(self.bytes.get().saturating_add(bytes));
        Ok(count)
    }
}

enum State {
    Plain(Source),
    Packed(Box<Inflate<Source>>),
    End,
}

/// The unpacked form of a file.
pub(super) struct Members {
    state: State,
    unpacked: u64,
    /// Bytes of the packed file so far.
    read: Rc<Cell<u64>>,
}

impl Members {
    pub(super) fn open(source: Box<dyn Read>) -> io::Result<Self> {
        let read = Rc::new(Cell::new(0));
        let bytes = Rc::clone(&read);
        let mut counted = Counted { source, bytes };
        let mut first_bytes = Vec::new();
        counted.by_ref().take(4).read_to_end(&mut first_bytes)?;
        if super::coding::is_zstd(&first_bytes) {
            // Such files begin with the dictionary of their frames, in a form of its own.
            return Err(io::Error::from(io::ErrorKind::Unsupported));
        }
        let is_packed = first_bytes.starts_with(b"\x1F\x8B");
        let mut source = Cursor::new(first_bytes).chain(counted);
        let state = if is_packed {
            skip_header(&mut source)?;
            State::Packed(Box::new(Inflate::new(source)))
        } else {
            State::Plain(source)
        };
        Ok(Self {
            state,
            unpacked: 0,
            read,
        })
    }

    /// To the next member, behind the check sum and the length of the last.
    fn next_member(&mut self) -> io::Result<()> {
        let State::Packed(last) = std::mem::replace(&mut self.state, State::End) else {
            return Ok(());
        };
        let (ahead, source) = last.into_rest();
        let (_, counted) = source.into_inner();
        let mut source = Cursor::new(ahead).chain(counted);
        let mut trailer = [0; 8];
        source.read_exact(&mut trailer)?;
        let mut first = [0];
        if source.read(&mut first)? == 0 {
            return Ok(());
        }
        let (rest, counted) = source.into_inner();
        let at = usize::try_from(rest.position()).unwrap_or(usize::MAX);
        let mut ahead = first.to_vec();
        ahead.extend(rest.into_inner().get(at..).unwrap_or_default());
        let mut source = Cursor::new(ahead).chain(counted);
        skip_header(&mut source)?;
        self.state = State::Packed(Box::new(Inflate::new(source)));
        Ok(())
    }
}

impl Read for Members {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = match &mut self.state {
                State::Plain(source) => return source.read(into),
                State::End => return Ok(0),
                State::Packed(_) if into.is_empty() => return Ok(0),
                State::Packed(inflate) => inflate.read(into)?,
            };
            self.unpacked = self
                .unpacked
                .saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
            if count > 0 {
                let most = self
                    .read
                    .get()
                    .saturating_mul(RATIO_MAX)
                    .saturating_add(FREE_BYTES);
                if self.unpacked > most {
                    return Err(io::Error::from(io::ErrorKind::FileTooLarge));
                }
                return Ok(count);
            }
            self.next_member()?;
        }
    }
}

/// RFC 1952, 2.3.
pub(super) fn skip_header(source: &mut dyn Read) -> io::Result<()> {
    let broken = || io::Error::new(io::ErrorKind::InvalidData, "broken gzip member");
    let mut header = [0; 10];
    source.read_exact(&mut header)?;
    let [0x1F, 0x8B, 8, flags, ..] = header else {
        return Err(broken());
    };
    if flags & 4 != 0 {
        let mut length = [0; 2];
        source.read_exact(&mut length)?;
        let length = u64::from(u16::from_le_bytes(length));
        io::copy(&mut source.take(length), &mut io::sink())?;
    }
    // The name, the comment: to the next zero.
    for flag in [8, 16] {
        let mut byte = [u8::from(flags & flag != 0)];
        for _ in 0..NAME_BYTES_MAX {
            if byte == [0] {
                break;
            }
            source.read_exact(&mut byte)?;
        }
        if byte != [0] {
            return Err(broken());
        }
    }
    if flags & 2 != 0 {
        source.read_exact(&mut [0; 2])?;
    }
    Ok(())
}
