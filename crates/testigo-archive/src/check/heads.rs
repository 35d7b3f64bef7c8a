//! A log's heads against each other: those it published before, and those this home saw.

use std::collections::{BTreeMap, BTreeSet};

use testigo_custody::{Admission, Checkpoint, LogId, Note, VerifierKey, open_checkpoint};
use testigo_package::{Code, Findings};
use testigo_store::{LogFiles, Opened, StoreError, own_log_state, published_head};

use super::{Check, Read};
use crate::error::Result;

impl Check<'_> {
    /// Every head that was published must be one of the same tree. After an interrupted commit one
    /// larger than the checkpoint may stand there (FORMAT 4).
    pub(super) fn check_earlier_heads(
        &self,
        log: LogId,
        admission: &Admission,
        head: &Checkpoint,
        findings: &mut Findings,
    ) -> Result<()> {
        let before = findings.failures();
        let folder = format!("log/{log}/checkpoints");
        let names = self.store.disk().list(&folder)?;
        let mut files = LogFiles::new(self.store.disk(), log, head.size);
        let mut larger = 0;
        for name in names
            .iter()
            .filter(|name| name.bytes().all(|byte| byte.is_ascii_digit()))
        {
            let place = format!("{folder}/{name}");
            let text = self.store.disk().read_note(&place)?.unwrap_or_default();
            let Ok((_, other)) = open_checkpoint(&text, &admission.key) else {
                let detail = "malformed or not signed by the log";
                findings.fails(Code::LogConsistency, place, detail);
                continue;
            };
            let root = if other.size > head.size {
                // Another process may have gone on while this one looks.
                let published = self.published_size(log, &admission.key)?;
                larger += usize::from(other.size > published);
                LogFiles::new(self.store.disk(), log, other.size).root_at(other.size)
            } else {
                files.root_at(other.size)
            };
            let same = (larger <= 1 || other.size <= head.size)
                && other.size.to_string() == *name
                && matches!(root, Ok(root) if root == other.root);
            if !same {
                let detail = "a signed head of another history";
                findings.fails(Code::LogConsistency, place, detail);
            }
        }
        let detail = format!("{} earlier heads", names.len());
        findings.holds_unless_failed(before, Code::LogConsistency, log.to_string(), detail);
        Ok(())
    }

    /// How large the log's head is now; 0 if there is none that holds.
    fn published_size(&self, log: LogId, key: &VerifierKey) -> Result<u64> {
        match published_head(self.store, log, key) {
            Ok(head) => Ok(head.map_or(0, |(_, head)| head.size)),
            Err(StoreError::Damaged { .. }) => Ok(0),
            Err(error) => Err(error.into()),
        }
    }

    /// The largest heads that this home saw. Taken before the archive's own are read: whoever writes meanwhile makes
    /// those larger, never smaller.
    pub(crate) fn heads_seen(&self) -> Result<BTreeMap<LogId, Checkpoint>> {
        let mut logs: BTreeSet<LogId> = self.store.logs()?.into_iter().collect();
        logs.extend(self.home.logs_seen(self.ring.archive())?);
        let mut seen = BTreeMap::new();
        for log in logs {
            if let Some(head) = self.seen_head(log)? {
                seen.insert(log, head);
            }
        }
        Ok(seen)
    }

    /// What this home saw of each log must still be there.
    pub(super) fn check_seen_heads(
        &self,
        seen: &BTreeMap<LogId, Checkpoint>,
        read: &Read,
        findings: &mut Findings,
    ) -> Result<()> {
        let mut logs: BTreeSet<LogId> = read.heads.keys().copied().collect();
        logs.extend(seen.keys());
        for log in logs {
            self.check_seen_head(log, seen.get(&log), read, findings)?;
        }
        Ok(())
    }

    fn check_seen_head(
        &self,
        log: LogId,
        seen: Option<&Checkpoint>,
        read: &Read,
        findings: &mut Findings,
    ) -> Result<()> {
        let subject = log.to_string();
        let Some(seen) = seen else {
            let detail = "this installation sees the log for the first time";
            findings.absent(Code::LogHeadSeen, subject, detail);
            return Ok(());
        };
        let mut size = read.heads.get(&log).map_or(0, |head| head.size);
        if seen.size > size
            && let Some(admission) = self.store.admission(log)?
        {
            // A commit that was durable at home and not yet shown when the heads were read.
            size = size.max(self.published_size(log, &admission.key)?);
        }
        let mut files = LogFiles::new(self.store.disk(), log, size);
        if seen.size > size {
            if let Some(why) = self.shorter_because(log, size, read)? {
                findings.absent(Code::LogHeadSeen, subject, why);
            } else {
                let detail = format!("it had {} entries, now {size}", seen.size);
                findings.fails(Code::LogHeadSeen, subject, detail);
            }
        } else if matches!(files.root_at(seen.size), Ok(root) if root == seen.root) {
            let detail = format!("size {}", seen.size);
            findings.holds(Code::LogHeadSeen, subject, detail);
        } else {
            let detail = "another history than this installation saw";
            findings.fails(Code::LogHeadSeen, subject, detail);
        }
        Ok(())
    }

    /// Why an own log may be shorter here than this home signed: nothing that was stored here is
    /// missing then.
    fn shorter_because(&self, log: LogId, size: u64, read: &Read) -> Result<Option<&'static str>> {
        let Some(own) = self.device.logs.iter().find(|own| own.log == log) else {
            return Ok(None);
        };
        if own_log_state(self.store, self.home, own)? == Opened::Completed {
            return Ok(Some(
                "the next append completes a commit that was cut short",
            ));
        }
        if size > 0 && read.continued.get(&log) == Some(&size) {
            return Ok(Some("another copy holds more; here a new log continues it"));
        }
        let heads = self.catalog.heads()?;
        if size == 0 && !heads.iter().any(|(known, _, _)| *known == log) {
            return Ok(Some("begun in another copy of this archive"));
        }
        Ok(None)
    }

    /// The home's own file: its signature was checked before it was kept.
    fn seen_head(&self, log: LogId) -> Result<Option<Checkpoint>> {
        let text = self.home.head(self.ring.archive(), log)?;
        Ok(text
            .and_then(|text| Note::parse(&text).ok())
            .and_then(|note| Checkpoint::from_text(&note.text)))
    }
}
