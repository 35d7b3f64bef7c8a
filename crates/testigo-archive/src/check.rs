//! `verify` of an archive: nothing derived is looked at, everything true is recomputed.

mod heads;
mod keys;
mod tiles;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;

use testigo_catalog::Catalog;
use testigo_custody::{
    Admission, Checkpoint, Digest, Entry, LogId, Note, Opening, StatementId, open_checkpoint,
};
use testigo_package::{
    Code, Findings, Outcome, Trust, check_opening, check_trust, count_witnesses, digest_stream,
};
use testigo_record::{Projected, project};
use testigo_store::{DeviceKeys, Home, KeyRing, LogFiles, Store, StoreError, objects, openings};

use crate::archive::Archive;
use crate::error::Result;
use crate::surroundings::{Surroundings, Work};

/// The longest list of a batch: 1,000 files of some 140 bytes, with room.
const LIST_BYTES_MAX: u64 = 1 << 28;

/// What the openings of all logs say that later checks need.
#[derive(Default)]
pub(crate) struct Read {
    /// Statements that an erasure names.
    erased: BTreeSet<StatementId>,
    /// Openings of which something besides the head is bare.
    incomplete: BTreeMap<StatementId, String>,
    /// Openings of which something besides the head is shown.
    shown: BTreeSet<StatementId>,
    /// Items: where and which digest.
    items: Vec<(StatementId, LogId, Digest)>,
    /// Whether lists were replaced by another process while they were read.
    lists_changed: bool,
    /// Objects that a batch listed, by their names.
    listed: BTreeSet<[u8; 32]>,
    /// Heads of the logs that count.
    pub(crate) heads: BTreeMap<LogId, Checkpoint>,
    /// Logs that another one continues, and from which size.
    pub(crate) continued: BTreeMap<LogId, u64>,
}

/// What is checked, with what this installation knows of it: the archive that is open, or a copy of it elsewhere.
#[derive(Debug)]
pub(crate) struct Check<'a> {
    pub(crate) store: &'a Store,
    pub(crate) home: &'a Home,
    pub(crate) ring: &'a KeyRing,
    pub(crate) device: &'a DeviceKeys,
    pub(crate) catalog: &'a Catalog,
    pub(crate) surroundings: &'a Surroundings,
}

/// What a check came to, beside its findings.
#[derive(Debug)]
pub(crate) struct Checked {
    /// Whether the signers are known another way.
    pub(crate) confirmed: bool,
    /// Names of the objects that statements or the lists of batches name.
    pub(crate) objects: BTreeSet<[u8; 32]>,
}

impl Archive {
    /// Checks the whole archive.
    pub fn verify(&mut self, trust: Option<&Trust>, findings: &mut Findings) -> Result<bool> {
        let check = self.check_of(&self.store);
        let seen = check.heads_seen()?;
        let checked = check.run(trust, &seen, findings)?;
        if findings.outcome() != Outcome::Fails {
            let now = self.surroundings.now();
            self.home.keep_verified_at(self.ring.archive(), &now)?;
        }
        Ok(checked.confirmed)
    }

    /// The check of this archive as it lies in `store`.
    pub(crate) fn check_of<'a>(&'a self, store: &'a Store) -> Check<'a> {
        Check {
            store,
            home: &self.home,
            ring: &self.ring,
            device: &self.device,
            catalog: &self.catalog,
            surroundings: &self.surroundings,
        }
    }
}

impl Check<'_> {
    /// Checks everything; the heads `seen` must be there.
    pub(crate) fn run(
        &self,
        trust: Option<&Trust>,
        seen: &BTreeMap<LogId, Checkpoint>,
        findings: &mut Findings,
    ) -> Result<Checked> {
        let id = self.ring.archive().to_string();
        self.check_format(&id, findings)?;
        let confirmed = check_trust(trust, self.store.group_key(), findings);
        self.check_key_files(findings)?;
        let mut read = Read::default();
        for log in self.store.logs()? {
            let Some((admission, head)) = self.check_head(log, trust, findings)? else {
                continue;
            };
            self.check_tiles(log, &head, findings)?;
            self.check_earlier_heads(log, &admission, &head, findings)?;
            self.check_sealed_lists(log, head.size, &mut read, findings)?;
            self.check_openings(log, &head, &mut read, findings)?;
            read.heads.insert(log, head);
        }
        self.check_seen_heads(seen, &read, findings)?;
        check_erasures(&read, findings);
        let mut objects = self.check_objects(&read, findings)?;
        objects.append(&mut read.listed);
        Ok(Checked { confirmed, objects })
    }

    fn check_format(&self, id: &str, findings: &mut Findings) -> Result<()> {
        let written = self.store.disk().read_note("testigo.toml")?;
        if written.as_deref() == Some(&self.store.archive_file()?) {
            findings.holds(Code::ArchiveFormat, id, testigo_store::FORMAT);
        } else {
            findings.fails(Code::ArchiveFormat, "testigo.toml", "not the three lines");
        }
        if !self.store.reserve_holds()? {
            findings.fails(Code::ArchiveFormat, "reserve", "not zeros");
        }
        Ok(())
    }

    fn check_head(
        &self,
        log: LogId,
        trust: Option<&Trust>,
        findings: &mut Findings,
    ) -> Result<Option<(Admission, Checkpoint)>> {
        let subject = log.to_string();
        let Some(admission) = self.store.admission(log)? else {
            findings.fails(Code::LogAdmission, subject, "not admitted by the group key");
            return Ok(None);
        };
        let text = self
            .store
            .disk()
            .read_note(&format!("log/{log}/checkpoint"))?;
        let Some(text) = text else {
            // A device that was admitted and never wrote: nothing to count.
            findings.absent(Code::LogCheckpoint, subject, "nothing was ever committed");
            return Ok(None);
        };
        findings.holds(
            Code::LogAdmission,
            subject.clone(),
            "admitted by the group key",
        );
        match open_checkpoint(&text, &admission.key) {
            Ok((note, head)) => {
                findings.holds(Code::LogCheckpoint, subject, format!("size {}", head.size));
                self.check_attestations(log, &note, trust, findings)?;
                Ok(Some((admission, head)))
            }
            Err(error) => {
                findings.fails(Code::LogCheckpoint, subject, error.to_string());
                Ok(None)
            }
        }
    }

    fn check_attestations(
        &self,
        log: LogId,
        note: &Note,
        trust: Option<&Trust>,
        findings: &mut Findings,
    ) -> Result<()> {
        count_witnesses(note, trust, log, findings);
        findings.absent(
            Code::TimeToken,
            log.to_string(),
            "no trusted clock signed this head",
        );
        if let Some(removal) = self.store.removal(log)? {
            let detail = format!("entries from {} on are quarantined", removal.size);
            findings.holds(Code::LogRemoval, log.to_string(), detail);
        } else if self.store.disk().exists(&format!("log/{log}/removal")) {
            let detail = "malformed or not signed by the group";
            findings.fails(Code::LogRemoval, log.to_string(), detail);
        }
        Ok(())
    }

    /// The sealed files are those that their batches listed; what a list names is remembered.
    fn check_sealed_lists(
        &self,
        log: LogId,
        size: u64,
        read: &mut Read,
        findings: &mut Findings,
    ) -> Result<()> {
        let before = findings.failures();
        let mut listed = 0u64;
        for file in openings::files(self.store, log)? {
            self.surroundings.go_on()?;
            if file.first >= size {
                // Of a batch that no head covers.
                continue;
            }
            let place = file.list_place(log);
            let text = self.store.disk().read(&place, LIST_BYTES_MAX);
            let text = text
                .ok()
                .flatten()
                .map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
            let Some(text) = text else {
                if self.store.disk().exists(&file.place(log)) {
                    findings.fails(Code::SealedList, place, "missing");
                }
                // Else another process has put one file in place of several.
                read.lists_changed = true;
                continue;
            };
            let own = file.place(log);
            let lines: Vec<(&str, &str)> = text
                .lines()
                .filter_map(|line| line.split_once("  "))
                .collect();
            let is_whole = lines.len() == text.lines().count() && text.ends_with('\n');
            if !is_whole || !lines.iter().any(|(_, path)| *path == own) {
                findings.fails(Code::SealedList, place.clone(), "malformed");
            }
            for (digest, path) in lines {
                self.surroundings.go_on()?;
                listed += 1;
                let holds =
                    testigo_package::refused(path).is_none() && self.sealed_holds(path, digest);
                if !holds && self.store.disk().exists(&place) {
                    let detail = "missing or changed since it was sealed";
                    findings.fails(Code::SealedList, path, detail);
                }
                read.listed.extend(object_key(path));
            }
        }
        let detail = format!("{listed} sealed files");
        findings.holds_unless_failed(before, Code::SealedList, log.to_string(), detail);
        Ok(())
    }

    fn sealed_holds(&self, path: &str, stated: &str) -> bool {
        File::open(self.store.disk().path(path))
            .and_then(|mut file| digest_stream(&mut file))
            .is_ok_and(|(digest, _)| digest.to_string() == stated)
    }

    fn check_openings(
        &self,
        log: LogId,
        head: &Checkpoint,
        read: &mut Read,
        findings: &mut Findings,
    ) -> Result<()> {
        let before = findings.failures();
        let mut covered = BTreeSet::new();
        let mut ids = BTreeMap::new();
        let mut files = openings::files(self.store, log)?;
        let mut at = 0;
        while let Some(file) = files.get(at).cloned() {
            self.surroundings.go_on()?;
            at += 1;
            if file.first >= head.size {
                continue;
            }
            let entries = LogFiles::new(self.store.disk(), log, head.size);
            let Ok(entries) = entries.entries(file.first, file.last + 1) else {
                continue;
            };
            let outcome = openings::read(self.store, self.ring, log, &file, &mut |index, line| {
                let at = usize::try_from(index - file.first).unwrap_or(usize::MAX);
                let entry = entries.get(at).map(Vec::as_slice);
                let subject = format!("entry {index} of log {log}");
                if let Some(id) =
                    self.check_statement(line, entry, log, index, &subject, read, findings)
                {
                    covered.insert(index);
                    if ids.insert(id, index).is_some_and(|other| other != index) {
                        findings.absent(Code::StatementRepeated, subject, "does not count again");
                    }
                }
                Ok(())
            });
            if let Err(StoreError::Damaged { place }) = outcome {
                if place != file.place(log) || self.store.disk().exists(&place) {
                    findings.fails(Code::StatementOpening, place, "missing or damaged");
                } else {
                    // Another process has put one file in place of several: look again. What is gone
                    // for good shows as an entry without an opening.
                    files = openings::files(self.store, log)?;
                    at = 0;
                }
            }
        }
        let entries = LogFiles::new(self.store.disk(), log, head.size).entries(0, head.size);
        for (index, entry) in (0u64..).zip(entries.unwrap_or_default()) {
            let is_statement = matches!(Entry::from_bytes(&entry), Some(Entry::Statement(_)));
            if is_statement && !covered.contains(&index) && findings.failures() == before {
                let subject = format!("entry {index} of log {log}");
                findings.fails(Code::StatementOpening, subject, "its opening is missing");
            }
        }
        let detail = format!("{} statements", covered.len());
        findings.holds_unless_failed(
            before,
            Code::StatementOpening,
            log.to_string(),
            detail.clone(),
        );
        findings.holds_unless_failed(before, Code::StatementHead, log.to_string(), detail);
        Ok(())
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one entry with everything it is compared with"
    )]
    fn check_statement(
        &self,
        line: &str,
        entry: Option<&[u8]>,
        log: LogId,
        index: u64,
        subject: &str,
        read: &mut Read,
        findings: &mut Findings,
    ) -> Option<StatementId> {
        let Some(Entry::Statement(committed)) = entry.and_then(Entry::from_bytes) else {
            return None;
        };
        let Ok(opening) = Opening::from_json(line) else {
            findings.fails(Code::StatementOpening, subject, "malformed");
            return None;
        };
        let checked = check_opening(&opening, subject, self.ring.archive(), log, findings)?;
        if checked.id != committed {
            findings.fails(
                Code::StatementOpening,
                subject,
                "is not what the log commits to",
            );
            return None;
        }
        if checked.fields.len() + 1 < checked.parts {
            read.incomplete.insert(committed, subject.to_owned());
        }
        if !checked.fields.is_empty() {
            read.shown.insert(committed);
        }
        let row = project(&checked, log, index);
        if row.kind == "erased" {
            read.erased.extend(row.targets.iter().copied());
        }
        read.continued.extend(continued_log(&row));
        if row.kind == "item" {
            let digest = row.claims.iter().find(|claim| claim.field == "sha256");
            if let Some(digest) = digest.and_then(|claim| claim.value.parse().ok()) {
                read.items.push((committed, log, digest));
            }
        }
        Some(committed)
    }

    fn check_objects(&self, read: &Read, findings: &mut Findings) -> Result<BTreeSet<[u8; 32]>> {
        let before = findings.failures();
        let mut expected: BTreeSet<[u8; 32]> = BTreeSet::new();
        for (done, (id, log, digest)) in (1u64..).zip(&read.items) {
            if read.erased.contains(id) {
                continue;
            }
            self.surroundings.go_on()?;
            let total = read.items.len() as u64;
            (self.surroundings.progress)(Work::Verifying, done, Some(total));
            let place = objects::place_of(self.ring, *log, *digest);
            let key = object_key(&place);
            match objects::digest_of_sealed(self.store, self.ring, &place) {
                Ok((again, _)) if again == *digest => {}
                Ok(_) => findings.fails(Code::ObjectBytes, place.clone(), "not the recorded bytes"),
                Err(StoreError::ObjectMissing { .. }) => {
                    findings.fails(Code::ObjectBytes, place.clone(), "missing");
                }
                Err(_) => findings.fails(Code::ObjectBytes, place.clone(), "does not open"),
            }
            if !read.lists_changed && key.is_some_and(|key| !read.listed.contains(&key)) {
                findings.fails(Code::SealedList, place, "listed by no batch");
            }
            expected.extend(key);
        }
        let detail = format!("{} objects", expected.len());
        findings.holds_unless_failed(before, Code::ObjectBytes, "objects", detail);
        let unreferenced = self.unreferenced(&expected)?;
        if unreferenced > 0 {
            let detail = format!("{unreferenced} left by an interrupted batch");
            findings.absent(Code::ObjectUnreferenced, "objects", detail);
        }
        Ok(expected)
    }

    fn unreferenced(&self, expected: &BTreeSet<[u8; 32]>) -> Result<u64> {
        let disk = self.store.disk();
        let mut unreferenced = 0u64;
        let folders = disk.list("objects")?;
        for folder in folders.iter().filter(|name| name.len() == 2) {
            for name in disk.list(&format!("objects/{folder}"))? {
                let key = object_key(&format!("objects/{folder}/{name}"));
                unreferenced += u64::from(key.is_none_or(|key| !expected.contains(&key)));
            }
        }
        Ok(unreferenced)
    }
}

/// The name of the object at `objects/<2 hex>/<62 hex>`.
pub(crate) fn object_key(place: &str) -> Option<[u8; 32]> {
    let name = place.strip_prefix("objects/")?.replacen('/', "", 1);
    name.parse().ok().map(|name: Digest| *name.as_bytes())
}

/// The log that a `log` statement continues, and from which size (FORMAT 6).
fn continued_log(row: &Projected) -> Option<(LogId, u64)> {
    if row.kind != "log" {
        return None;
    }
    let (_, stated) = row.other.iter().find(|(name, _)| name == "continues")?;
    let stated: serde_json::Value = serde_json::from_str(stated).ok()?;
    Some((
        stated["log"].as_str()?.parse().ok()?,
        stated["size"].as_u64()?,
    ))
}

fn check_erasures(read: &Read, findings: &mut Findings) {
    let before = findings.failures();
    for (id, subject) in &read.incomplete {
        if !read.erased.contains(id) {
            findings.fails(
                Code::StatementOpening,
                subject.clone(),
                "withheld without an erasure",
            );
        }
    }
    for id in read.erased.intersection(&read.shown) {
        findings.fails(
            Code::ErasureApplied,
            id.to_string(),
            "is erased and can still be read",
        );
    }
    let detail = format!("{} erased statements", read.erased.len());
    findings.holds_unless_failed(before, Code::ErasureApplied, "archive", detail);
}
