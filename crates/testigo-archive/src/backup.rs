//! `backup`: a copy of the archive elsewhere, brought up to date and verified; and where copies were made (DESIGN 4.3
//! to 4.5).

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Serialize};
use testigo_custody::{Checkpoint, Entry, LogId, Opening};
use testigo_package::{Findings, Outcome, Verdict};
use testigo_store::openings::{self, OpeningsFile};
use testigo_store::{CopiedHead, Copying, Disk, LogFiles, Store};

use crate::archive::Archive;
use crate::check::{Checked, object_key};
use crate::error::{Error, Result};
use crate::surroundings::Work;

/// Copies that are remembered; of more, those that are oldest are forgotten.
const COPIES_MAX: usize = 100;
const DAY_S: i64 = 24 * 3600;

/// The answer to `backup`.
#[derive(Debug)]
pub struct BackupAnswer {
    /// The folder of the copy.
    pub path: String,
    /// Files that were not there before.
    pub copied: u64,
    /// Their bytes.
    pub copied_bytes: u64,
    /// Files of the copy that differed, and were put there anew.
    pub mended: u64,
    /// Sealed files that the archive has no longer, and the copy neither.
    pub removed: u64,
    /// Statements in the copy.
    pub statements: u64,
    /// How far the copy reaches: `LOG:SIZE`, with commas between those of several logs.
    pub checkpoint: String,
    /// Whether both lie on one disk, which breaks as a whole.
    pub same_disk: bool,
    /// What the verification of the copy found.
    pub findings: Findings,
    /// Whether the archive itself fails: looked at only where the copy does.
    pub archive_fails: bool,
}

/// A copy that was made from this installation.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct CopyKnown {
    /// Its folder.
    pub path: String,
    /// How far it reaches: `LOG:SIZE`, with commas between those of several logs.
    pub checkpoint: String,
    /// When it was brought up to date.
    pub copied_at: String,
    /// Whole days since then, as this machine's clock says.
    pub age_days: u64,
    /// When it was brought up to date, if it was verified then and held.
    pub verified_at: Option<String>,
    /// Statements that were recorded since then.
    pub statements_since: u64,
    /// Whether something was erased since then, and still stands in it.
    pub erased_since: bool,
}

/// The same, as it is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct CopyKept {
    path: String,
    copied_at: String,
    /// The same, in seconds since 1970.
    copied_s: i64,
    holds: bool,
    sizes: BTreeMap<String, u64>,
}

impl Archive {
    /// Copies into the folder what is missing there, takes out what is erased here, and verifies the copy.
    pub fn backup(&mut self, folder: &Path) -> Result<BackupAnswer> {
        let told = |error: testigo_store::StoreError| {
            Error::from(error).with("detail", folder.display().to_string())
        };
        let disk = Disk::at(folder);
        let mut copying = Copying::begin(&self.store, &self.home, &disk).map_err(told)?;
        let progress = |done, total| {
            (self.surroundings.progress)(Work::CopyingAway, done, Some(total));
            !(self.surroundings.stopped)()
        };
        let mut heads = copying.copy(&self.home, &progress).map_err(told)?;
        let (mut findings, mut checked) = self.check_copy(&mut copying, &heads)?;
        let mut archive_fails = false;
        if findings.outcome() == Outcome::Fails {
            let broken = self.broken_places()?;
            archive_fails = broken.as_ref().is_none_or(|places| !places.is_empty());
            if let Some(broken) = broken {
                heads = copying.mend(&self.home, broken, &progress).map_err(told)?;
                (findings, checked) = self.check_copy(&mut copying, &heads)?;
            }
        }
        let holds = findings.outcome() != Outcome::Fails;
        if holds {
            // What fails may be what says which objects are needed.
            let needed =
                |place: &str| object_key(place).is_some_and(|key| checked.objects.contains(&key));
            copying.remove_objects(&needed).map_err(told)?;
        }
        let amounts = copying.amounts();
        let path = copying.folder().display().to_string();
        let same_disk = copying.is_on_same_disk();
        let kept = CopyKept {
            path: path.clone(),
            copied_at: self.surroundings.now(),
            copied_s: (self.surroundings.now_s)(),
            holds,
            sizes: heads
                .iter()
                .map(|head| (head.log.to_string(), head.head.size))
                .collect(),
        };
        let answer = BackupAnswer {
            path,
            copied: amounts.copied,
            copied_bytes: amounts.bytes,
            mended: amounts.mended,
            removed: amounts.removed,
            statements: kept.sizes.values().sum(),
            checkpoint: checkpoint_text(&kept.sizes),
            same_disk,
            findings,
            archive_fails,
        };
        // While this is the only backup of the archive that this home makes.
        self.remember_copy(kept)?;
        drop(copying);
        Ok(answer)
    }

    /// The copies that were made from here, the newest first.
    pub fn copies(&self) -> Result<Vec<CopyKnown>> {
        let kept = self.copies_kept()?;
        if kept.is_empty() {
            return Ok(Vec::new());
        }
        let now = self.catalog.heads()?;
        let erasures = self.catalog.last_erasures()?;
        let now_s = (self.surroundings.now_s)();
        let copies = kept.into_iter().map(|copy| {
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
                copied_at: copy.copied_at,
                path: copy.path,
            }
        });
        Ok(copies.collect())
    }

    fn copies_kept(&self) -> Result<Vec<CopyKept>> {
        let text = self.home.copies(&self.ring)?;
        // One that cannot be read any more is one that nobody knows of.
        Ok(text
            .and_then(|text| serde_json::from_slice(&text).ok())
            .unwrap_or_default())
    }

    fn remember_copy(&self, kept: CopyKept) -> Result<()> {
        let mut copies = self.copies_kept()?;
        copies.retain(|copy| copy.path != kept.path);
        copies.insert(0, kept);
        copies.truncate(COPIES_MAX);
        let text =
            serde_json::to_vec(&copies).map_err(|error| Error::new("internal").because(error))?;
        Ok(self.home.keep_copies(&self.ring, &text)?)
    }

    /// Takes out of the copy what was rewritten here, then verifies it as an archive.
    fn check_copy(
        &self,
        copying: &mut Copying<'_>,
        heads: &[CopiedHead],
    ) -> Result<(Findings, Checked)> {
        let copy = copying.store()?;
        for (log, old, covering) in copying.superseded()? {
            let head = heads.iter().find(|head| head.log == log);
            let size = head.map_or(0, |head| head.head.size);
            if covering
                .iter()
                .all(|file| self.opens_whole(&copy, log, size, file))
            {
                copying.remove_openings(log, &old)?;
            }
        }
        let seen: BTreeMap<LogId, Checkpoint> = heads
            .iter()
            .map(|head| (head.log, head.head.clone()))
            .collect();
        let mut findings = Findings::default();
        let checked = self.check_of(&copy).run(None, &seen, &mut findings)?;
        Ok((findings, checked))
    }

    /// Whether an openings file of the copy holds what the log commits to, entry for entry: only then may it take the
    /// place of another.
    fn opens_whole(&self, copy: &Store, log: LogId, size: u64, file: &OpeningsFile) -> bool {
        let entries = LogFiles::new(copy.disk(), log, size).entries(file.first, file.last + 1);
        let Ok(entries) = entries else {
            return false;
        };
        let mut whole = true;
        let read = openings::read(copy, &self.ring, log, file, &mut |index, line| {
            let at = usize::try_from(index - file.first).unwrap_or(usize::MAX);
            let entry = entries.get(at).and_then(|entry| Entry::from_bytes(entry));
            if let Some(Entry::Statement(committed)) = entry {
                let opening = Opening::from_json(line);
                whole &= opening.is_ok_and(|opening| opening.commitment() == committed);
            }
            Ok(())
        });
        read.is_ok() && whole
    }

    /// Places that are damaged in the archive itself; `None` if it cannot be told which files those are.
    fn broken_places(&self) -> Result<Option<BTreeSet<String>>> {
        let check = self.check_of(&self.store);
        let seen = check.heads_seen()?;
        let mut findings = Findings::default();
        check.run(None, &seen, &mut findings)?;
        let fails = findings.list().iter();
        let fails = fails.filter(|finding| finding.verdict == Verdict::Fails);
        let mut places = BTreeSet::new();
        for finding in fails {
            let is_place = finding.subject.contains('/')
                || ["testigo.toml", "reserve"].contains(&finding.subject.as_str());
            if !is_place {
                return Ok(None);
            }
            places.insert(finding.subject.clone());
        }
        Ok(Some(places))
    }
}

fn checkpoint_text(sizes: &BTreeMap<String, u64>) -> String {
    let heads: Vec<String> = sizes
        .iter()
        .map(|(log, size)| format!("{log}:{size}"))
        .collect();
    heads.join(",")
}
