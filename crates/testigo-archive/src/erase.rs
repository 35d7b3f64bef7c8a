//! `erase`: for ever, in two steps, with a receipt of what it did not reach (DESIGN 4.3).

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use testigo_custody::{Digest, LogId, Opening, StatementId, sha256};
use testigo_record::Level;
use testigo_store::{StoreError, objects, openings};

use crate::archive::{Archive, Batch};
use crate::draft::Draft;
use crate::error::{Error, Result};
use crate::protect::reason_given;

/// Targets that one `erased` statement names (FORMAT 6.3).
const TARGETS_MAX: usize = 1_000;
/// Kept beside the catalog: a digest of all targets, and the openings files that hold none of them.
const CLEARED: &str = "cleared";

/// Something that stays, and why.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct Kept {
    /// The record.
    pub id: String,
    /// A stable reason: `refers_to_it`, `said_by_it`, `original_list`.
    pub why: &'static str,
}

/// A copy that erasing cannot reach.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct NotReached {
    /// What it is.
    pub copy: &'static str,
    /// Of a dossier, the release.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Of a backup, where it lies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Of when, where known.
    pub as_of: Option<String>,
}

/// The answer to `erase`.
#[derive(Debug, Default, Serialize)]
pub struct EraseAnswer {
    /// First step: the code that confirms it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirm: Option<String>,
    /// Statements, fields and objects that would go, or went.
    pub erased: BTreeMap<&'static str, u64>,
    /// What stays.
    pub kept: Vec<Kept>,
    /// What is out of reach.
    pub not_reached: Vec<NotReached>,
}

impl Archive {
    /// Without a code: restricts the record and says what would go. With it: erases.
    pub fn erase(
        &mut self,
        subject: &str,
        reason: &str,
        confirm: Option<&str>,
    ) -> Result<EraseAnswer> {
        self.complete_own_log()?;
        let reason = reason_given(reason)?;
        let subject = self.record_id(subject)?;
        self.kind_of(subject)?;
        let mut about = self.catalog.statements_about(subject)?;
        about.extend(self.catalog.judgements_naming(subject)?);
        let code = confirmation(subject, &about);
        let mut answer = EraseAnswer {
            erased: self.what_goes(&about)?,
            kept: self.what_stays(subject)?,
            not_reached: self.out_of_reach()?,
            confirm: None,
        };
        match confirm {
            None => {
                if self.catalog.level_of(subject)? != Level::Sealed {
                    // Room for the statement, even on a full disk.
                    self.store.release_reserve()?;
                    self.set_level(&subject.to_string(), Level::Sealed, None, &reason)?;
                    self.store.keep_reserve()?;
                }
                answer.confirm = Some(code);
            }
            Some(given) if given.trim() == code => self.erase_now(subject, &about, &reason)?,
            Some(_) => return Err(Error::new("confirm_wrong")),
        }
        Ok(answer)
    }

    fn erase_now(
        &mut self,
        subject: StatementId,
        about: &[(StatementId, String)],
        reason: &str,
    ) -> Result<()> {
        self.own_log()?;
        // Room for the statement and the new files, even on a full disk.
        self.store.release_reserve()?;
        let mut batch = Batch::default();
        for targets in about.chunks(TARGETS_MAX) {
            let mut draft = Draft::new("erased");
            draft.subject = Some(subject);
            draft.reason = Some(reason.to_owned());
            let ids: Vec<StatementId> = targets.iter().map(|(id, _)| *id).collect();
            draft.targets(&ids);
            self.write(draft, &mut batch)?;
        }
        self.commit(batch)?;
        self.replace_catalog()?;
        self.clear_erased(true)?;
        self.store.keep_reserve()?;
        Ok(())
    }

    /// The catalog held the erased values: a new one under a new key.
    fn replace_catalog(&mut self) -> Result<()> {
        let lock = self.home.lock_archive(self.ring.archive())?;
        self.device.replace_catalog_key(self.surroundings.random);
        self.home.keep_device_keys(&self.ring, &self.device)?;
        self.forget_catalog()?;
        drop(lock);
        self.catch_up()
    }

    /// Erasures win over any copy: openings files that were not there at the last look are searched
    /// for what is erased, and after an erasure that came since then all are, and the catalog goes.
    pub(crate) fn clear_erased(&mut self, catalog_is_new: bool) -> Result<()> {
        let targets: BTreeSet<StatementId> =
            self.catalog.erased_statements()?.into_iter().collect();
        if targets.is_empty() {
            return Ok(());
        }
        let mark = format!("targets {}", digest_of(&targets));
        let before = self.home.remembered(&self.store, CLEARED)?;
        let before: BTreeSet<&str> = before.as_deref().unwrap_or("").lines().collect();
        let same_targets = before.contains(mark.as_str());
        let looked_at = if same_targets {
            before
        } else {
            BTreeSet::new()
        };
        for log in self.store.logs()? {
            for file in openings::files(&self.store, log)? {
                if !looked_at.contains(file.place(log).as_str()) {
                    self.erase_from_file(log, &file, &targets)?;
                }
            }
        }
        if !same_targets && !catalog_is_new {
            self.replace_catalog()?;
        }
        self.remember_cleared(&mark)
    }

    fn remember_cleared(&self, mark: &str) -> Result<()> {
        let mut text = format!("{mark}\n");
        for log in self.store.logs()? {
            for file in openings::files(&self.store, log)? {
                text.push_str(&file.place(log));
                text.push('\n');
            }
        }
        Ok(self.home.remember(&self.store, CLEARED, &text)?)
    }

    fn what_goes(&self, about: &[(StatementId, String)]) -> Result<BTreeMap<&'static str, u64>> {
        let mut goes = BTreeMap::from([("statements", about.len() as u64), ("objects", 0)]);
        for (id, kind) in about {
            *goes.entry("fields").or_default() += self.catalog.claims_of_statement(*id)?;
            if kind == "item" && !self.is_needed_beside(*id, about)? {
                *goes.entry("objects").or_default() += 1;
            }
        }
        Ok(goes)
    }

    /// Whether an item that stays, also one that was taken back, has the same bytes in the same log.
    fn is_needed_beside(&self, item: StatementId, about: &[(StatementId, String)]) -> Result<bool> {
        let Some((log, _)) = self.catalog.position_of(item)? else {
            return Ok(false);
        };
        let Some(digest) = self.catalog.digest_of(item)? else {
            return Ok(false);
        };
        let others = self.catalog.items_with_digest(&digest)?;
        Ok(others
            .iter()
            .any(|(id, other)| *other == log && about.iter().all(|(gone, _)| gone != id)))
    }

    fn what_stays(&self, subject: StatementId) -> Result<Vec<Kept>> {
        let mut kept: Vec<Kept> = self
            .catalog
            .referring_records(subject)?
            .iter()
            .map(|id| Kept {
                id: id.to_string(),
                why: "refers_to_it",
            })
            .collect();
        for said in self.catalog.records_said_by(subject)? {
            kept.push(Kept {
                id: said.to_string(),
                why: "said_by_it",
            });
        }
        for original in self.catalog.originals_of(subject)? {
            kept.push(Kept {
                id: original.to_string(),
                why: "original_list",
            });
        }
        Ok(kept)
    }

    /// Copies that this program cannot reach: what was released, and what every disk keeps.
    fn out_of_reach(&self) -> Result<Vec<NotReached>> {
        let mut copies: Vec<NotReached> = self
            .catalog
            .releases()?
            .into_iter()
            .map(|(id, when)| NotReached {
                copy: "dossier",
                id: Some(id.to_string()),
                path: None,
                as_of: when,
            })
            .collect();
        // Until the next backup reaches them.
        let made = self.copies()?;
        copies.extend(made.known.into_iter().map(|copy| NotReached {
            copy: "backup",
            id: None,
            path: Some(copy.path),
            as_of: Some(copy.copied_at),
        }));
        // What cannot be read may name others.
        if made.unread {
            copies.push(NotReached {
                copy: "backups_unread",
                id: None,
                path: None,
                as_of: None,
            });
        }
        for copy in [
            "backups",
            "copies_of_the_folder",
            "bucket_versions",
            "flash_remnants",
        ] {
            copies.push(NotReached {
                copy,
                id: None,
                path: None,
                as_of: None,
            });
        }
        // What cannot be read may hold something too.
        if self.searches().map_or(true, |kept| !kept.is_empty()) {
            copies.push(NotReached {
                copy: "saved_searches",
                id: None,
                path: None,
                as_of: None,
            });
        }
        Ok(copies)
    }

    /// Rewrites the openings of erased statements and removes their objects, in every log that
    /// lies here. Doing it twice changes nothing.
    pub(crate) fn erase_from_disk(&mut self, targets: &BTreeSet<StatementId>) -> Result<()> {
        for log in self.store.logs()? {
            for file in openings::files(&self.store, log)? {
                self.erase_from_file(log, &file, targets)?;
            }
        }
        Ok(())
    }

    fn erase_from_file(
        &mut self,
        log: LogId,
        file: &openings::OpeningsFile,
        targets: &BTreeSet<StatementId>,
    ) -> Result<()> {
        // Of the processes of this home only one at a time rewrites, and none while another appends.
        let _lock = self.home.lock_log(log)?;
        let mut lines = Vec::new();
        let mut gone = BTreeSet::new();
        let mut changed = false;
        let read = openings::read(&self.store, &self.ring, log, file, &mut |_, line| {
            let Ok(opening) = Opening::from_json(line) else {
                lines.push(line.to_owned());
                return Ok(());
            };
            if !targets.contains(&opening.commitment()) {
                lines.push(line.to_owned());
                return Ok(());
            }
            gone.extend(self.object_of(&opening, log, targets));
            let erased = opening.showing(|index, _| index == 0).to_json();
            changed |= erased != line;
            lines.push(erased);
            Ok(())
        });
        match read {
            Err(StoreError::Damaged { place }) if !self.store.disk().exists(&place) => {
                return Ok(());
            }
            Err(StoreError::Damaged { place }) => {
                // `verify` names it; an erasure must not stop at a file that nobody can read.
                self.notice("log_damaged", place);
                return Ok(());
            }
            other => other?,
        }
        // Objects first: while the opening can still be read, an interrupted erasure finds them again.
        for place in &gone {
            self.store.disk().remove(place)?;
        }
        if changed {
            openings::rewrite(
                &self.store,
                &self.ring,
                log,
                std::slice::from_ref(file),
                &lines,
                &|place| !gone.contains(place),
            )?;
        }
        Ok(())
    }

    /// The object of an item, unless an item that stays needs it too.
    fn object_of(
        &self,
        opening: &Opening,
        log: LogId,
        targets: &BTreeSet<StatementId>,
    ) -> Option<String> {
        let checked = opening.check().ok()?;
        checked.head.as_ref().filter(|head| head.kind == "item")?;
        let (_, digest) = checked
            .fields
            .iter()
            .find(|(_, field)| field.name == "sha256")?;
        let digest: Digest = digest.value.trim_matches('"').parse().ok()?;
        let needing = self.catalog.items_with_digest(&digest.to_string()).ok()?;
        if needing
            .iter()
            .any(|(id, other)| *other == log && !targets.contains(id))
        {
            return None;
        }
        Some(objects::place_of(&self.ring, log, digest))
    }
}

fn digest_of(targets: &BTreeSet<StatementId>) -> Digest {
    let bytes: Vec<u8> = targets.iter().flat_map(|id| *id.as_bytes()).collect();
    sha256(&bytes)
}

/// A code that only fits what the first step showed: statements added since then change it. The
/// levels are left out, because the first step sets one.
fn confirmation(subject: StatementId, about: &[(StatementId, String)]) -> String {
    let mut text = format!("testigo/1/erase\n{subject}\n");
    for (id, kind) in about {
        if kind != "level" {
            text.push_str(&id.to_string());
            text.push('\n');
        }
    }
    sha256(text.as_bytes()).to_string()[..8].to_owned()
}
