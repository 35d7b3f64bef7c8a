//! `backup`: a copy of the archive elsewhere, brought up to date and verified (DESIGN 4.3 to 4.5).

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use testigo_custody::{Checkpoint, Entry, LogId, Opening};
use testigo_package::{Findings, Outcome, Verdict};
use testigo_store::openings::{self, OpeningsFile};
use testigo_store::{CopiedHead, Copying, Disk, LogFiles, Store};

use crate::archive::Archive;
use crate::check::{Checked, object_key};
use crate::copies::checkpoint_text;
use crate::error::{Error, Result};
use crate::surroundings::Work;

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

impl Archive {
    /// Copies into the folder what is missing there, takes out what is erased here, and verifies the copy.
    pub fn backup(&mut self, folder: &Path) -> Result<BackupAnswer> {
        let told = |error: testigo_store::StoreError| {
            Error::from(error).with("detail", folder.display().to_string())
        };
        let mut copying =
            Copying::begin(&self.store, &self.home, &Disk::at(folder)).map_err(told)?;
        // Known from its first file on: whatever ends the copying, what it holds already is named. As long as `copying`
        // stands, this is the only backup of the archive that this home makes.
        let path = copying.folder().display().to_string();
        let begun = copying.sizes_begun().map_err(told)?;
        let begun = begun
            .iter()
            .map(|(log, size)| (log.to_string(), *size))
            .collect();
        let remembered = self.remember_begun(&path, begun)?;
        let copied = self.copy_into(&mut copying, &told);
        let (heads, findings, archive_fails) = match copied {
            Ok(copied) => copied,
            Err(error) => {
                if copying.has_put_nothing() && remembered.is_new {
                    self.forget_copy(&path)?;
                }
                return Err(error);
            }
        };
        let amounts = copying.amounts();
        let sizes = heads
            .iter()
            .map(|head| (head.log.to_string(), head.head.size))
            .collect();
        let answer = BackupAnswer {
            path,
            copied: amounts.copied,
            copied_bytes: amounts.bytes,
            mended: amounts.mended,
            removed: amounts.removed,
            statements: heads.iter().map(|head| head.head.size).sum(),
            checkpoint: checkpoint_text(&sizes),
            same_disk: copying.is_on_same_disk(),
            findings,
            archive_fails,
        };
        let holds = answer.findings.outcome() != Outcome::Fails;
        self.remember_finished(&answer.path, holds, sizes)?;
        drop(copying);
        if remembered.set_aside {
            self.notice("copies_set_aside", "");
        }
        Ok(answer)
    }

    /// The same, as far as the folder is concerned: the heads that the copy has, what its verification found, and
    /// whether the archive itself fails.
    fn copy_into(
        &self,
        copying: &mut Copying<'_>,
        told: &dyn Fn(testigo_store::StoreError) -> Error,
    ) -> Result<(Vec<CopiedHead>, Findings, bool)> {
        let progress = |done, total| {
            (self.surroundings.progress)(Work::CopyingAway, done, Some(total));
            !(self.surroundings.stopped)()
        };
        let mut heads = copying.copy(&self.home, &progress).map_err(told)?;
        let (mut findings, mut checked) = self.check_copy(copying, &heads)?;
        let mut archive_fails = false;
        if findings.outcome() == Outcome::Fails {
            let broken = self.broken_places()?;
            archive_fails = broken.as_ref().is_none_or(|places| !places.is_empty());
            if let Some(broken) = broken {
                heads = copying.mend(&self.home, broken, &progress).map_err(told)?;
                (findings, checked) = self.check_copy(copying, &heads)?;
            }
        }
        if findings.outcome() != Outcome::Fails {
            // What fails may be what says which objects are needed.
            let needed =
                |place: &str| object_key(place).is_some_and(|key| checked.objects.contains(&key));
            copying.remove_objects(&needed).map_err(told)?;
        }
        Ok((heads, findings, archive_fails))
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
