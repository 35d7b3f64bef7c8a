//! Keeping the catalog up with the logs: the only way in which derived things come about.

use testigo_catalog::{Catalog, WaitingText};
use testigo_custody::{Checkpoint, Digest, Entry, LogId, Opening, StatementId};
use testigo_record::{Projected, project};
use testigo_store::{Commit, LogFiles, StoreError, objects, openings, published_head};

use crate::archive::{Archive, Batch, open_catalog};
use crate::error::{Error, Result};
use crate::surroundings::Work;
use crate::{import, receive};

/// Statements applied to the catalog in one transaction.
const APPLIED_AT_ONCE: usize = 4_096;
/// Items whose text is read in one transaction ...
const TEXTS_AT_ONCE: u32 = 1_000;
/// Items that a notice names.
const NAMED_MAX: usize = 5;
/// ... or so much text, whichever comes first.
const TEXT_BYTES_AT_ONCE: usize = 16 * 1024 * 1024;

impl Archive {
    /// Applies what this process just committed.
    pub(crate) fn apply_own(&mut self, log: LogId, commit: Commit, batch: &Batch) -> Result<()> {
        let known = self.catalog_size(log)?;
        if known != commit.first {
            // Another process of this home appended in between.
            return self.catch_up();
        }
        let mut rows = Vec::with_capacity(batch.statements());
        for (opening, position) in batch.openings().iter().zip(commit.first..) {
            let checked = opening
                .check()
                .map_err(|error| Error::new("internal").because(error))?;
            rows.push(project(&checked, log, position));
        }
        self.apply(&rows, log, commit.size, commit.root)?;
        self.finish_erasures()
    }

    fn catalog_size(&self, log: LogId) -> Result<u64> {
        let heads = self.catalog.heads()?;
        Ok(heads
            .iter()
            .find(|(known, _, _)| *known == log)
            .map_or(0, |(_, size, _)| *size))
    }

    fn apply(&mut self, rows: &[Projected], log: LogId, size: u64, root: Digest) -> Result<()> {
        self.catalog.begin()?;
        let done = self.apply_rows(rows, log, size, root);
        self.catalog.end(done.is_ok())?;
        done?;
        self.erasures.extend(erased_by(rows));
        Ok(())
    }

    fn apply_rows(
        &mut self,
        rows: &[Projected],
        log: LogId,
        size: u64,
        root: Digest,
    ) -> Result<()> {
        self.catalog.apply(rows, log, size, root)?;
        self.remember_lines(rows)?;
        self.remember_texts(rows)
    }

    /// Erasures are carried out once the openings files are no longer being read.
    fn finish_erasures(&mut self) -> Result<()> {
        let targets = std::mem::take(&mut self.erasures);
        if targets.is_empty() {
            return Ok(());
        }
        self.erase_from_disk(&targets)
    }

    /// What tells a line or a receipt that is here already (see `seen` in the catalog).
    fn remember_lines(&mut self, rows: &[Projected]) -> Result<()> {
        let mut lines = Vec::new();
        for row in rows {
            let keys = match row.kind.as_str() {
                "item" | "receipt" => receive::receipt_key_of(row).into_iter().collect(),
                _ => import::keys_of(row),
            };
            lines.extend(keys.into_iter().map(|key| (key, row.id)));
        }
        Ok(self.catalog.add_seen(&lines)?)
    }

    /// Items with a text to read are remembered: receiving does not wait for the text index.
    fn remember_texts(&mut self, rows: &[Projected]) -> Result<()> {
        let has_text = |row: &&Projected| {
            row.kind == "item"
                && row.claims.iter().any(|claim| {
                    claim.field == "media_type" && testigo_intake::has_text(&claim.value)
                })
        };
        let items: Vec<StatementId> = rows.iter().filter(has_text).map(|row| row.id).collect();
        Ok(self.catalog.add_text_waiting(&items)?)
    }

    /// Reads the text of items that came since the last search, from their sealed objects: nothing is written in
    /// clear. Cut short, the next search goes on with the rest. An object that is not here yet, or is damaged, waits.
    pub(crate) fn read_texts(&mut self) -> Result<()> {
        let total = self.catalog.text_waiting_total()?;
        let (mut after, mut done) = (0, 0);
        let mut reading = Reading::default();
        let mut goes_on = Ok(());
        while goes_on.is_ok() {
            let waiting = self.catalog.text_waiting(after, TEXTS_AT_ONCE)?;
            if waiting.is_empty() {
                break;
            }
            self.catalog.begin()?;
            reading.bytes = 0;
            let mut read = Ok(());
            for text in &waiting {
                read = self.read_text(text, &mut reading);
                after = text.number;
                done += 1;
                (self.surroundings.progress)(Work::ReadingTexts, done, Some(total));
                goes_on = self.surroundings.go_on();
                if read.is_err() || goes_on.is_err() || reading.bytes >= TEXT_BYTES_AT_ONCE {
                    break;
                }
            }
            self.catalog.end(read.is_ok())?;
            read?;
        }
        if reading.unread > 0 {
            self.notice("texts_unread", reading.unread.to_string());
        }
        for item in &reading.named {
            self.notice("text_cut", item.to_string());
        }
        let more = reading.cut - reading.named.len() as u64;
        if more > 0 {
            self.notice("texts_cut", more.to_string());
        }
        goes_on
    }

    fn read_text(&mut self, text: &WaitingText, reading: &mut Reading) -> Result<()> {
        let Some((passages, complete)) = self.passages_of(text) else {
            reading.unread += 1;
            return Ok(());
        };
        if !complete {
            reading.cut += 1;
            if reading.named.len() < NAMED_MAX {
                reading.named.push(text.item);
            }
        }
        reading.bytes += passages.iter().map(|(_, text)| text.len()).sum::<usize>();
        Ok(self.catalog.add_passages(text.item, &passages)?)
    }

    /// What can be read of an item, and whether that is all; none where the object cannot be opened.
    fn passages_of(&self, text: &WaitingText) -> Option<(Vec<(String, String)>, bool)> {
        let digest = text.sha256.parse().ok()?;
        let place = objects::place_of(&self.ring, text.log, digest);
        let mut reader = objects::open(&self.store, &self.ring, &place).ok()?;
        let read = testigo_intake::searchable(&text.media_type, &mut reader);
        let passages = read.text.into_iter();
        let passages = passages.map(|passage| (passage.locator, passage.text));
        Some((passages.collect(), read.complete))
    }

    /// Reads every admitted log up to its head, as far as the catalog has not.
    pub(crate) fn catch_up(&mut self) -> Result<()> {
        for log in self.store.logs()? {
            let Some(head) = self.counting_head(log)? else {
                continue;
            };
            let (size, root) = (head.size, head.root);
            let mut known = self.catalog_size(log)?;
            if !self.catalog_is_prefix(log, known, &head)? {
                self.forget_catalog()?;
                return self.catch_up();
            }
            if known < size {
                self.read_log(log, &mut known, size, root)?;
            }
        }
        self.finish_erasures()
    }

    /// The head of a log up to which its statements count: `None` if it does not count at all.
    pub(crate) fn counting_head(&mut self, log: LogId) -> Result<Option<Checkpoint>> {
        let Some(admission) = self.store.admission(log)? else {
            self.notice("log_not_admitted", log.to_string());
            return Ok(None);
        };
        let head = match published_head(&self.store, log, &admission.key) {
            Ok(Some((text, head))) => {
                self.compare_with_seen(log, &admission.key, &text, &head)?;
                head
            }
            Ok(None) => return Ok(None),
            Err(StoreError::Damaged { .. }) => {
                self.notice("log_damaged", log.to_string());
                return Ok(None);
            }
            Err(error) => return Err(error.into()),
        };
        let Some(removal) = self.store.removal(log)? else {
            return Ok(Some(head));
        };
        self.notice("log_removed", log.to_string());
        if removal.size >= head.size {
            return Ok(Some(head));
        }
        Ok(Some(Checkpoint {
            size: removal.size,
            root: removal.root,
            ..head
        }))
    }

    /// Other logs: the archive must contain the largest head that this home ever saw.
    fn compare_with_seen(
        &mut self,
        log: LogId,
        key: &testigo_custody::VerifierKey,
        text: &str,
        head: &Checkpoint,
    ) -> Result<()> {
        if self.device.logs.iter().any(|own| own.log == log) {
            return Ok(());
        }
        let archive = self.ring.archive();
        // Another process of this home may see a larger head at this moment.
        let _lock = self.home.lock_log(log)?;
        let seen = self.home.head(archive, log)?;
        let seen = seen
            .and_then(|text| testigo_custody::open_checkpoint(&text, key).ok())
            .map(|(_, seen)| seen);
        if let Some(seen) = &seen {
            if seen.size > head.size {
                self.notice("log_behind", log.to_string());
                return Ok(());
            }
            let mut files = LogFiles::new(self.store.disk(), log, head.size);
            match files.root_at(seen.size) {
                Ok(root) if root == seen.root => {}
                Ok(_) => {
                    self.notice("log_rewritten", log.to_string());
                    return Ok(());
                }
                Err(_) => {
                    self.notice("log_damaged", log.to_string());
                    return Ok(());
                }
            }
        }
        if seen.is_none_or(|seen| seen.size < head.size) {
            self.home.keep_head(archive, log, text)?;
        }
        Ok(())
    }

    fn catalog_is_prefix(&self, log: LogId, known: u64, head: &Checkpoint) -> Result<bool> {
        if known == 0 {
            return Ok(true);
        }
        let heads = self.catalog.heads()?;
        let Some((_, _, root)) = heads.iter().find(|(other, _, _)| *other == log) else {
            return Ok(true);
        };
        if known > head.size {
            return Ok(false);
        }
        if known == head.size {
            return Ok(*root == head.root);
        }
        let mut files = LogFiles::new(self.store.disk(), log, head.size);
        Ok(matches!(files.root_at(known), Ok(at) if at == *root))
    }

    pub(crate) fn read_log(
        &mut self,
        log: LogId,
        known: &mut u64,
        size: u64,
        root: Digest,
    ) -> Result<()> {
        let mut rows = Vec::new();
        let mut gaps = Vec::new();
        let mut files = openings::files(&self.store, log)?;
        let mut at = 0;
        while let Some(file) = files.get(at).cloned() {
            at += 1;
            if file.last < *known || file.first >= size {
                continue;
            }
            match self.read_file(log, &file, *known, size) {
                Ok(mut read) => rows.append(&mut read),
                Err(StoreError::Damaged { .. }) if !self.store.disk().exists(&file.place(log)) => {
                    // Another process put one file in place of several: look again.
                    files = openings::files(&self.store, log)?;
                    at = 0;
                    continue;
                }
                Err(StoreError::Damaged { place }) => {
                    self.notice("log_damaged", place);
                    gaps.push((file.first, file.last));
                }
                Err(error) => return Err(error.into()),
            }
            self.note_missing(log, *known, file.first, &mut gaps);
            *known = (*known).max(file.last + 1);
            (self.surroundings.progress)(Work::Projecting, *known, Some(size));
            if rows.len() >= APPLIED_AT_ONCE && *known < size {
                let at_known = LogFiles::new(self.store.disk(), log, size).root_at(*known);
                if let Ok(at_known) = at_known {
                    self.remember_gaps(log, &mut gaps)?;
                    self.apply(&std::mem::take(&mut rows), log, *known, at_known)?;
                    // A verb that writes must know everything first.
                    if self.is_opening {
                        self.surroundings.go_on()?;
                    }
                }
            }
        }
        self.note_missing(log, *known, size, &mut gaps);
        self.remember_gaps(log, &mut gaps)?;
        self.apply(&rows, log, size, root)
    }

    fn read_file(
        &self,
        log: LogId,
        file: &openings::OpeningsFile,
        from: u64,
        size: u64,
    ) -> testigo_store::Result<Vec<Projected>> {
        let entries = LogFiles::new(self.store.disk(), log, size);
        let entries = entries.entries(file.first, file.last + 1)?;
        let mut read = Vec::new();
        openings::read(&self.store, &self.ring, log, file, &mut |index, line| {
            if index < from || index >= size {
                return Ok(());
            }
            let at = usize::try_from(index - file.first).unwrap_or(usize::MAX);
            let entry = entries.get(at).map(Vec::as_slice);
            read.extend(checked_row(line, entry, log, index));
            Ok(())
        })?;
        Ok(read)
    }

    /// Derives the catalog again; gives the number of statements and the seconds it took.
    pub fn rebuild(&mut self) -> Result<(u64, i64)> {
        let began_s = (self.surroundings.now_s)();
        self.forget_catalog()?;
        self.catch_up()?;
        self.read_texts()?;
        let statements = self.catalog.heads()?.iter().map(|(_, size, _)| size).sum();
        Ok((statements, (self.surroundings.now_s)() - began_s))
    }

    /// Throws the catalog away and makes an empty one.
    pub(crate) fn forget_catalog(&mut self) -> Result<()> {
        self.catalog = Catalog::in_memory()?;
        self.home.remove_catalog(&self.store)?;
        self.catalog = open_catalog(&self.store, &self.home, &self.device)?;
        Ok(())
    }
}

/// The rows of one opening, if it is the one that the log commits to. What does not hold derives
/// nothing; `verify` says so.
fn checked_row(line: &str, entry: Option<&[u8]>, log: LogId, index: u64) -> Option<Projected> {
    let opening = Opening::from_json(line).ok()?;
    let checked = opening.check().ok()?;
    let Some(Entry::Statement(committed)) = entry.and_then(Entry::from_bytes) else {
        return None;
    };
    let named = checked.head.as_ref().is_none_or(|head| head.log == log);
    (committed == checked.id && named).then(|| project(&checked, log, index))
}

/// What came of reading texts.
#[derive(Debug, Default)]
struct Reading {
    /// Of text in the transaction that is open.
    bytes: usize,
    /// Items whose object is not here, or damaged.
    unread: u64,
    /// Items of which not all could be read: scanned pages, damage, more than is read of one file.
    cut: u64,
    /// The first of them.
    named: Vec<StatementId>,
}

/// The statements that erasures among these name.
fn erased_by(rows: &[Projected]) -> impl Iterator<Item = StatementId> {
    let erasures = rows.iter().filter(|row| row.kind == "erased");
    erasures.flat_map(|row| row.targets.iter().copied())
}
