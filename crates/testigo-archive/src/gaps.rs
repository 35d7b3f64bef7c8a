//! What of a log could not be read when the catalog was derived, so that it is read once it can be.

use std::fmt::Write as _;

use testigo_custody::{Entry, LogId};
use testigo_store::{LogFiles, openings};

use crate::archive::Archive;
use crate::error::Result;

/// Kept beside the catalog: a line `<log> <first> <last>` for each stretch.
const NAME: &str = "gaps";

impl Archive {
    /// Notes entries from `first` to before `end` that no openings file covers, if there are any.
    pub(crate) fn note_missing(
        &mut self,
        log: LogId,
        first: u64,
        end: u64,
        gaps: &mut Vec<(u64, u64)>,
    ) {
        if first >= end {
            return;
        }
        let entries = LogFiles::new(self.store.disk(), log, self.size_on_disk(log, end));
        // Entries of an unknown version may have no opening that this program could read.
        let missing = entries.entries(first, end).map_or(true, |entries| {
            entries
                .iter()
                .any(|entry| matches!(Entry::from_bytes(entry), Some(Entry::Statement(_))))
        });
        if missing {
            self.notice("log_damaged", format!("log/{log}/openings"));
            gaps.push((first, end - 1));
        }
    }

    fn size_on_disk(&self, log: LogId, at_least: u64) -> u64 {
        let admission = self.store.admission(log).ok().flatten();
        admission
            .and_then(|admission| {
                testigo_store::published_head(&self.store, log, &admission.key).ok()?
            })
            .map_or(at_least, |(_, head)| head.size.max(at_least))
    }

    pub(crate) fn remember_gaps(&mut self, log: LogId, gaps: &mut Vec<(u64, u64)>) -> Result<()> {
        if gaps.is_empty() {
            return Ok(());
        }
        let mut text = self.home.remembered(&self.store, NAME)?.unwrap_or_default();
        for (first, last) in gaps.drain(..) {
            // Writing to a string does not fail.
            let _ = writeln!(text, "{log} {first} {last}");
        }
        Ok(self.home.remember(&self.store, NAME, &text)?)
    }

    /// Derives the catalog again if what could not be read then can be read now.
    pub(crate) fn fill_gaps(&mut self) -> Result<()> {
        let Some(text) = self.home.remembered(&self.store, NAME)? else {
            return Ok(());
        };
        for line in text.lines() {
            let mut words = line.split(' ');
            let gap = (|| {
                let log: LogId = words.next()?.parse().ok()?;
                Some((
                    log,
                    words.next()?.parse().ok()?,
                    words.next()?.parse().ok()?,
                ))
            })();
            let Some((log, first, last)) = gap else {
                continue;
            };
            if self.readable(log, first, last)? {
                return self.forget_catalog();
            }
            self.notice("log_damaged", format!("log/{log}/openings"));
        }
        Ok(())
    }

    fn readable(&self, log: LogId, first: u64, last: u64) -> Result<bool> {
        let size = self.size_on_disk(log, last + 1);
        if LogFiles::new(self.store.disk(), log, size)
            .entries(first, last + 1)
            .is_err()
        {
            return Ok(false);
        }
        let mut next = first;
        for file in openings::files(&self.store, log)? {
            if file.first <= next
                && next <= file.last
                && openings::read(&self.store, &self.ring, log, &file, &mut |_, _| Ok(())).is_ok()
            {
                next = file.last + 1;
            }
        }
        Ok(next > last)
    }
}
