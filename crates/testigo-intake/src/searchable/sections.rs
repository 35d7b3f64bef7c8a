//! The bytes of a file from front to back, with every step bounded.

use std::io::{self, BufReader, Read};

/// A section longer than this is passed over and makes the reading not complete.
pub(crate) const SECTION_BYTES_MAX: u64 = 16 * 1024 * 1024;

pub(crate) struct Sections<'a> {
    source: BufReader<&'a mut dyn Read>,
}

impl<'a> Sections<'a> {
    pub(crate) fn new(source: &'a mut dyn Read) -> Self {
        Self {
            source: BufReader::with_capacity(64 * 1024, source),
        }
    }

    pub(crate) fn byte(&mut self) -> io::Result<Option<u8>> {
        let mut one = [0];
        let count = self.source.read(&mut one)?;
        let [byte] = one;
        Ok(Some(byte).filter(|_| count == 1))
    }

    /// The next `count` bytes; none if the file ends before.
    pub(crate) fn array<const COUNT: usize>(&mut self) -> io::Result<Option<[u8; COUNT]>> {
        let mut bytes = [0; COUNT];
        match self.source.read_exact(&mut bytes) {
            Ok(()) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The next `count` bytes; none if there are fewer or more than a section may have.
    pub(crate) fn section(&mut self, count: u64) -> io::Result<Option<Vec<u8>>> {
        if count > SECTION_BYTES_MAX {
            self.skip(count)?;
            return Ok(None);
        }
        let mut bytes = Vec::new();
        self.source.by_ref().take(count).read_to_end(&mut bytes)?;
        let is_whole = u64::try_from(bytes.len()).is_ok_and(|read| read == count);
        Ok(Some(bytes).filter(|_| is_whole))
    }

    /// The next bytes, at most this many.
    pub(crate) fn at_most(&mut self, count: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.source.by_ref().take(count).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// False if the file ends before.
    pub(crate) fn skip(&mut self, count: u64) -> io::Result<bool> {
        let skipped = io::copy(&mut self.source.by_ref().take(count), &mut io::sink())?;
        Ok(skipped == count)
    }
}
