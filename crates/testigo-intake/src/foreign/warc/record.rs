//! Records of WARC (ISO 28500:2017, 5): a version, named fields, a block of stated length.

use super::members::Members;
use std::io::{self, BufRead, BufReader, Read};

/// All fields of one record.
const FIELDS_BYTES_MAX: usize = 64 * 1024;
/// A line in which a record is looked for where none is.
const LINE_BYTES_MAX: u64 = 64 * 1024;

/// The fields of a record and where it begins.
#[derive(Debug, Clone, Default)]
pub(super) struct Record {
    /// From 1.
    pub(super) number: u64,
    fields: Vec<(String, String)>,
    /// Bytes of the block.
    pub(super) length: u64,
}

impl Record {
    /// The value of a named field; names know no case.
    pub(super) fn field(&self, name: &str) -> &str {
        let same = |(known, _): &&(String, String)| known.eq_ignore_ascii_case(name);
        let found = self.fields.iter().find(same);
        found.map_or("", |(_, value)| value.as_str())
    }
}

/// What comes next.
pub(super) enum Next {
    Record(Record),
    /// Something else stood where a record should: how many bytes were passed over.
    Lost(u64),
    /// The file ends in the middle of a record.
    Truncated,
    End,
}

pub(super) struct Records {
    source: BufReader<Members>,
    /// Of the block that was begun.
    left: u64,
    /// In the unpacked file.
    pub(super) at: u64,
    count: u64,
    /// The first line of the next record was read already.
    has_start: bool,
}

impl Records {
    pub(super) fn open(source: Box<dyn Read>) -> io::Result<Self> {
        Ok(Self {
            source: BufReader::with_capacity(64 * 1024, Members::open(source)?),
            left: 0,
            at: 0,
            count: 0,
            has_start: false,
        })
    }

    /// The next record; what is left of the last block is passed over.
    pub(super) fn next_record(&mut self) -> io::Result<Next> {
        if !self.skip_block()? {
            return Ok(Next::Truncated);
        }
        if std::mem::take(&mut self.has_start) {
            return self.fields();
        }
        let mut lost = 0;
        loop {
            let line = self.line(LINE_BYTES_MAX)?;
            if line.is_empty() {
                return Ok(if lost > 0 {
                    Next::Lost(lost)
                } else {
                    Next::End
                });
            }
            if line.starts_with(b"WARC/") && line.len() < 32 {
                if lost == 0 {
                    return self.fields();
                }
                self.has_start = true;
                return Ok(Next::Lost(lost));
            }
            if !line.trim_ascii().is_empty() {
                lost += u64::try_from(line.len()).unwrap_or(u64::MAX);
            }
        }
    }

    fn fields(&mut self) -> io::Result<Next> {
        self.count += 1;
        let mut record = Record {
            number: self.count,
            ..Record::default()
        };
        let mut bytes = 0;
        loop {
            let line = self.line(LINE_BYTES_MAX)?;
            bytes += line.len();
            if line.is_empty() || bytes > FIELDS_BYTES_MAX {
                return Ok(Next::Truncated);
            }
            let text = String::from_utf8_lossy(&line);
            if text.trim().is_empty() {
                break;
            }
            // A line that begins with white space goes on with the one before.
            if text.starts_with([' ', '\t'])
                && let Some((_, value)) = record.fields.last_mut()
            {
                value.push(' ');
                value.push_str(text.trim());
            } else if let Some((name, value)) = text.split_once(':') {
                record
                    .fields
                    .push((name.trim().to_owned(), value.trim().to_owned()));
            }
        }
        let Ok(length) = record.field("Content-Length").parse() else {
            return Ok(Next::Truncated);
        };
        record.length = length;
        self.left = length;
        Ok(Next::Record(record))
    }

    fn line(&mut self, limit: u64) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        self.source
            .by_ref()
            .take(limit)
            .read_until(b'\n', &mut line)?;
        self.at += u64::try_from(line.len()).unwrap_or(0);
        Ok(line)
    }

    /// False if the file ends before the block does.
    fn skip_block(&mut self) -> io::Result<bool> {
        io::copy(&mut self.block(), &mut io::sink())?;
        Ok(self.left == 0)
    }

    /// What is left of the block of the record.
    pub(super) fn block(&mut self) -> Block<'_> {
        Block { records: self }
    }

    /// The block was read to its end.
    pub(super) fn is_whole(&self) -> bool {
        self.left == 0
    }
}

pub(super) struct Block<'a> {
    records: &'a mut Records,
}

impl Read for Block<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let records = &mut *self.records;
        let count = records.source.by_ref().take(records.left).read(into)?;
        let count_64 = u64::try_from(count).unwrap_or(u64::MAX);
        records.left = records.left.saturating_sub(count_64);
        records.at = records.at.saturating_add(count_64);
        Ok(count)
    }
}
