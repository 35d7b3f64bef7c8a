//! `count --as-of`: a figure over the record as it was at an earlier point of the logs. What was said up to
//! there is derived again, beside the catalog; nothing of the archive changes.

use serde_json::Value;
use testigo_catalog::Catalog;
use testigo_custody::{Digest, LogId, StatementId};
use testigo_store::LogFiles;

use crate::archive::Archive;
use crate::error::{Error, Result};

/// Fewest letters of a log's id.
const LOG_LETTERS_MIN: usize = 6;

/// Up to where a log counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct HeadAt {
    pub(crate) log: LogId,
    pub(crate) size: u64,
    pub(crate) root: Digest,
}

impl Archive {
    /// The heads of all logs that count, as of now.
    pub(crate) fn heads_now(&mut self) -> Result<Vec<HeadAt>> {
        let mut heads = Vec::new();
        for log in self.store.logs()? {
            if let Some(head) = self.counting_head(log)? {
                heads.push(HeadAt {
                    log,
                    size: head.size,
                    root: head.root,
                });
            }
        }
        Ok(heads)
    }

    /// The heads that a text names: a saved figure or a release by its name or id, or checkpoints as `LOG:SIZE`, with
    /// commas between those of several logs. A log that is not named counts for nothing.
    pub(crate) fn heads_named(&mut self, text: &str) -> Result<Vec<HeadAt>> {
        let now = self.heads_now()?;
        let parts = text.split(',');
        let checkpoints = parts.map(|part| self.checkpoint_named(part.trim(), &now));
        if let Some(heads) = checkpoints.collect::<Result<Option<Vec<_>>>>()? {
            return Ok(heads);
        }
        let unknown = || Error::new("as_of_unknown").with("detail", text);
        let id = match self.figure(text)? {
            Some(id) => id,
            None => self.record_id(text).map_err(|_| unknown())?,
        };
        let heads = self.heads_of(id)?.ok_or_else(unknown)?;
        for head in &heads {
            let known = now.iter().find(|known| known.log == head.log);
            let at = known.and_then(|known| self.root_at(head.log, head.size, known.size));
            if at != Some(head.root) {
                let detail = format!("{}:{}", head.log, head.size);
                return Err(Error::new("as_of_differs").with("detail", detail));
            }
        }
        Ok(heads)
    }

    fn checkpoint_named(&self, text: &str, now: &[HeadAt]) -> Result<Option<HeadAt>> {
        let parts = text.rsplit_once(':');
        let Some((log, Ok(size))) = parts.map(|(log, size)| (log, size.parse())) else {
            return Ok(None);
        };
        let log = log.to_ascii_lowercase();
        let is_named =
            |head: &&HeadAt| log.len() >= LOG_LETTERS_MIN && head.log.to_string().starts_with(&log);
        let unknown = || Error::new("as_of_unknown").with("detail", text);
        let mut named = now.iter().filter(is_named);
        let (Some(head), None) = (named.next(), named.next()) else {
            return Err(unknown());
        };
        let root = self.root_at(head.log, size, head.size);
        Ok(Some(HeadAt {
            log: head.log,
            size,
            root: root.ok_or_else(unknown)?,
        }))
    }

    fn root_at(&self, log: LogId, size: u64, size_now: u64) -> Option<Digest> {
        if size == 0 || size > size_now {
            return None;
        }
        let mut files = LogFiles::new(self.store.disk(), log, size_now);
        files.root_at(size).ok()
    }

    /// The field `heads` of a saved figure or a release.
    fn heads_of(&self, id: StatementId) -> Result<Option<Vec<HeadAt>>> {
        let details = self.catalog.details(id)?;
        let Some((_, heads)) = details.into_iter().find(|(name, _)| name == "heads") else {
            return Ok(None);
        };
        let heads: Value = serde_json::from_str(&heads).unwrap_or(Value::Null);
        let head = |head: &Value| {
            Some(HeadAt {
                log: head["log"].as_str()?.parse().ok()?,
                size: head["size"].as_u64()?,
                root: head["root"].as_str()?.parse().ok()?,
            })
        };
        Ok(heads
            .as_array()
            .and_then(|heads| heads.iter().map(head).collect()))
    }

    /// Does something with the record as it was at these heads. What it is told: how many statements were erased since,
    /// and count for nothing.
    pub(crate) fn at_heads<T>(
        &mut self,
        heads: &[HeadAt],
        work: impl FnOnce(&mut Self, u64) -> Result<T>,
    ) -> Result<T> {
        let (_lock, path) = self.home.earlier_catalog(&self.store)?;
        let then = Catalog::open_or_create(&path, &self.device.catalog_key)?;
        let now = std::mem::replace(&mut self.catalog, then);
        let erasures = std::mem::take(&mut self.erasures);
        let done = self
            .derived_up_to(heads, &now)
            .and_then(|erased_since| work(self, erased_since));
        self.catalog = now;
        self.erasures = erasures;
        self.home.remove_earlier_catalog(&self.store)?;
        done
    }

    fn derived_up_to(&mut self, heads: &[HeadAt], now: &Catalog) -> Result<u64> {
        for head in heads {
            self.read_log(head.log, &mut 0, head.size, head.root)?;
        }
        // Erasures win over everything, whenever they were made.
        let erased = self.catalog.forget(&now.erased_statements()?)?;
        if let Some(lists) = Self::linked_lists(now)? {
            self.link_again(&lists)?;
        }
        Ok(erased)
    }
}
