//! Where copies of the archive were made from this installation, and how far they reach. A list that cannot be read is
//! never taken for an empty one: a copy that nobody knows of keeps what is erased.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use testigo_custody::LogId;
use testigo_store::StoreError;

use crate::archive::Archive;
use crate::error::{Error, Result};

/// Copies that are remembered; of more, those that are oldest are forgotten.
const COPIES_MAX: usize = 100;
const DAY_S: i64 = 24 * 3600;

/// A copy that was made from this installation.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct CopyKnown {
    /// Its folder.
    pub path: String,
    /// How far it reaches: `LOG:SIZE`, with commas between those of several logs.
    pub checkpoint: String,
    /// When it was brought up to date.
    pub copied_at: String,
    /// Whether all of it is there: else it was begun then and stopped, or failed.
    pub finished: bool,
    /// Whole days since then, as this machine's clock says.
    pub age_days: u64,
    /// When it was brought up to date, if it was verified then and held.
    pub verified_at: Option<String>,
    /// Statements that were recorded since then.
    pub statements_since: u64,
    /// Whether something was erased since then, and still stands in it.
    pub erased_since: bool,
}

/// The copies that were made from this installation.
#[derive(Debug, Clone, Default)]
pub struct Copies {
    /// The newest first.
    pub known: Vec<CopyKnown>,
    /// Whether a list of copies could not be read: there may be others, and what is erased may stand in them.
    pub unread: bool,
}

/// What came of remembering that a copy is begun.
pub(crate) struct Remembered {
    /// Whether nobody knew of the folder.
    pub(crate) is_new: bool,
    /// Whether the list could not be read, and another was begun.
    pub(crate) set_aside: bool,
}

/// A copy, as it is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct CopyKept {
    path: String,
    copied_at: String,
    /// The same, in seconds since 1970.
    copied_s: i64,
    holds: bool,
    #[serde(default = "finished")]
    finished: bool,
    sizes: BTreeMap<String, u64>,
}

fn finished() -> bool {
    true
}

impl Archive {
    /// The copies that were made from here.
    pub fn copies(&self) -> Result<Copies> {
        let kept = self.copies_kept()?;
        let unread = kept.is_none() || self.home.has_copies_aside(self.ring.archive())?;
        let kept = kept.unwrap_or_default();
        if kept.is_empty() {
            return Ok(Copies {
                known: Vec::new(),
                unread,
            });
        }
        let now = self.catalog.heads()?;
        let erasures = self.catalog.last_erasures()?;
        let now_s = (self.surroundings.now_s)();
        let known = kept.into_iter().map(|copy| {
            let size_of = |log: &LogId| copy.sizes.get(&log.to_string()).copied().unwrap_or(0);
            CopyKnown {
                statements_since: now
                    .iter()
                    .map(|(log, size, _)| size.saturating_sub(size_of(log)))
                    .sum(),
                erased_since: erasures.iter().any(|(log, at)| *at >= size_of(log)),
                checkpoint: checkpoint_text(&copy.sizes),
                age_days: u64::try_from((now_s - copy.copied_s) / DAY_S).unwrap_or(0),
                verified_at: copy.holds.then(|| copy.copied_at.clone()),
                finished: copy.finished,
                copied_at: copy.copied_at,
                path: copy.path,
            }
        });
        Ok(Copies {
            known: known.collect(),
            unread,
        })
    }

    /// Remembers a folder into which copying begins, and what may stand in it.
    pub(crate) fn remember_begun(
        &self,
        path: &str,
        mut sizes: BTreeMap<String, u64>,
    ) -> Result<Remembered> {
        let kept = self.copies_kept()?;
        let set_aside = kept.is_none();
        if set_aside {
            self.home.set_copies_aside(self.ring.archive())?;
        }
        let copies = kept.unwrap_or_default();
        let before = copies.iter().find(|copy| copy.path == path);
        let is_new = before.is_none();
        if let Some(before) = before.filter(|before| !before.holds) {
            // It may show a head already, and still have what was erased before that.
            for (log, size) in &mut sizes {
                *size = before.sizes.get(log).copied().unwrap_or(0).min(*size);
            }
        }
        self.keep_first(copies, self.copy_now(path, false, false, sizes))?;
        Ok(Remembered { is_new, set_aside })
    }

    /// Remembers what came of it.
    pub(crate) fn remember_finished(
        &self,
        path: &str,
        holds: bool,
        mut sizes: BTreeMap<String, u64>,
    ) -> Result<()> {
        let copies = self.copies_kept()?.ok_or_else(|| Error::new("internal"))?;
        if !holds {
            // Then nothing says that what was erased is gone from it.
            let begun = copies.iter().find(|copy| copy.path == path);
            sizes = begun.map_or(sizes, |begun| begun.sizes.clone());
        }
        self.keep_first(copies, self.copy_now(path, true, holds, sizes))
    }

    /// Forgets a folder into which nothing was put.
    pub(crate) fn forget_copy(&self, path: &str) -> Result<()> {
        let mut copies = self.copies_kept()?.ok_or_else(|| Error::new("internal"))?;
        copies.retain(|copy| copy.path != path);
        self.keep_copies(&copies)
    }

    fn copy_now(
        &self,
        path: &str,
        finished: bool,
        holds: bool,
        sizes: BTreeMap<String, u64>,
    ) -> CopyKept {
        CopyKept {
            path: path.to_owned(),
            copied_at: self.surroundings.now(),
            copied_s: (self.surroundings.now_s)(),
            holds,
            finished,
            sizes,
        }
    }

    /// Those that are kept; none at all if the list cannot be read.
    fn copies_kept(&self) -> Result<Option<Vec<CopyKept>>> {
        match self.home.copies(&self.ring) {
            Ok(Some(text)) => Ok(serde_json::from_slice(&text).ok()),
            Ok(None) => Ok(Some(Vec::new())),
            Err(StoreError::Damaged { .. } | StoreError::ObjectDamaged { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn keep_first(&self, mut copies: Vec<CopyKept>, first: CopyKept) -> Result<()> {
        copies.retain(|copy| copy.path != first.path);
        copies.insert(0, first);
        copies.truncate(COPIES_MAX);
        self.keep_copies(&copies)
    }

    fn keep_copies(&self, copies: &[CopyKept]) -> Result<()> {
        let text =
            serde_json::to_vec(copies).map_err(|error| Error::new("internal").because(error))?;
        Ok(self.home.keep_copies(&self.ring, &text)?)
    }
}

pub(crate) fn checkpoint_text(sizes: &BTreeMap<String, u64>) -> String {
    let heads: Vec<String> = sizes
        .iter()
        .map(|(log, size)| format!("{log}:{size}"))
        .collect();
    heads.join(",")
}
