//! An open archive: unlocked, its catalog caught up, ready for the verbs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use age::secrecy::SecretString;
use testigo_catalog::Catalog;
use testigo_custody::{LogId, Opening, StatementId};
use testigo_store::{
    DeviceKeys, DeviceLog, Disk, Home, KeyRing, Lock, Opened, Staged, Store, admit_new_log, append,
    open_own_log, own_log_state, recovery_passphrase,
};

use crate::draft::Draft;
use crate::error::{Error, Notice, Result};
use crate::surroundings::Surroundings;

/// An unlocked archive.
#[derive(Debug)]
pub struct Archive {
    pub(crate) store: Store,
    pub(crate) home: Home,
    pub(crate) ring: KeyRing,
    pub(crate) device: DeviceKeys,
    pub(crate) catalog: Catalog,
    pub(crate) surroundings: Surroundings,
    pub(crate) notices: Vec<Notice>,
    /// Statements that erasures name and whose openings may still have to be rewritten.
    pub(crate) erasures: BTreeSet<StatementId>,
    /// Set while it is being opened: bringing its catalog up may then be stopped.
    pub(crate) is_opening: bool,
    /// Held while this run may stage objects.
    staging: Option<Lock>,
    /// Set once this run has checked its own log against the home's memory.
    ready: bool,
    /// Set after a failed write: nothing more is written in this run.
    read_only: bool,
}

/// A batch on its way to a commit.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    openings: Vec<Opening>,
    pub(crate) staged: Vec<Staged>,
    /// Sources and lists made by this batch, by name: the catalog does not know them yet.
    pub(crate) named: BTreeMap<(&'static str, String, Option<StatementId>), StatementId>,
}

impl Batch {
    pub(crate) fn statements(&self) -> usize {
        self.openings.len()
    }

    pub(crate) fn openings(&self) -> &[Opening] {
        &self.openings
    }
}

/// An archive whose keys are known, and nothing else yet. To open it may take long, where its catalog lies far behind.
#[derive(Debug)]
pub struct Unlocked {
    store: Store,
    ring: KeyRing,
}

impl Unlocked {
    /// Tries a passphrase; this takes a second on purpose.
    pub fn try_passphrase(folder: &Path, passphrase: &SecretString) -> Result<Self> {
        let store = Store::open(Disk::at(folder))?;
        let ring = KeyRing::unlock(&store, passphrase)?;
        Ok(Self { store, ring })
    }

    /// Opens the archive and brings its catalog up. Stopped, the next to open it goes on from there.
    pub fn open(self, surroundings: Surroundings) -> Result<Archive> {
        let mut archive = Archive::with_keys(self.store, self.ring, surroundings)?;
        archive.compare_seen_logs()?;
        archive.fill_gaps()?;
        let began_empty = archive.catalog.heads()?.is_empty();
        archive.is_opening = true;
        archive.catch_up()?;
        archive.is_opening = false;
        archive.clear_erased(began_empty)?;
        Ok(archive)
    }
}

/// What `init` made.
#[derive(Debug)]
pub struct Initialised {
    /// The archive, open.
    pub archive: Archive,
    /// The recovery passphrase, to be shown once.
    pub recovery: SecretString,
}

impl Archive {
    /// Makes a new archive: group key, key files, first device, first statement.
    pub fn init(
        folder: &Path,
        name: &str,
        group: &str,
        passphrase: &SecretString,
        surroundings: Surroundings,
    ) -> Result<Initialised> {
        let ring = KeyRing::create(surroundings.random);
        let recovery = recovery_passphrase(surroundings.random);
        let epoch_note = ring.epoch_note(1).unwrap_or_default();
        let mut key_files = vec![
            ("passphrase-1.age", ring.seal_with_passphrase(passphrase)?),
            ("recovery.age", ring.seal_with_passphrase(&recovery)?),
        ];
        let list = ring.key_files_note(1, &key_files);
        key_files.push(("files", list.into_bytes()));
        key_files.push(("recipient", epoch_note.into_bytes()));
        let store = Store::create(Disk::at(folder), ring.group_verifier(), &key_files)?;
        let mut archive = Self::with_keys(store, ring, surroundings)?;
        let mut batch = Batch::default();
        let mut first = Draft::new("archive");
        first.text("name", name);
        first.text("group", group);
        archive.write(first, &mut batch)?;
        archive.commit(batch)?;
        archive.notices.clear();
        Ok(Initialised { archive, recovery })
    }

    /// Unlocks an archive, compares its keys with those this home knows, and brings the catalog
    /// up to the heads of all admitted logs.
    pub fn open(
        folder: &Path,
        passphrase: &SecretString,
        surroundings: Surroundings,
    ) -> Result<Self> {
        Unlocked::try_passphrase(folder, passphrase)?.open(surroundings)
    }

    /// What this home saw of the archive's logs must still be there: reported at every open, acted
    /// on only by an append.
    fn compare_seen_logs(&mut self) -> Result<()> {
        if let Some(own) = self.device.logs.last() {
            let log = own.log;
            if matches!(
                own_log_state(&self.store, &self.home, own)?,
                Opened::Forked { .. }
            ) {
                self.notice("log_behind", log.to_string());
            }
        }
        for log in self.home.logs_seen(self.store.archive())? {
            let own = self.device.logs.iter().any(|own| own.log == log);
            if !own && !self.store.disk().exists(&format!("log/{log}/checkpoint")) {
                self.notice("log_behind", log.to_string());
            }
        }
        Ok(())
    }

    fn with_keys(store: Store, ring: KeyRing, surroundings: Surroundings) -> Result<Self> {
        let home = Home::new(Disk::at(&surroundings.home));
        let _lock = home.lock_archive(ring.archive())?;
        home.pin(&ring)?;
        let device = home.device_keys(&ring, surroundings.random)?;
        let catalog = open_catalog(&store, &home, &device)?;
        Ok(Self {
            store,
            home,
            ring,
            device,
            catalog,
            surroundings,
            notices: Vec::new(),
            erasures: BTreeSet::new(),
            is_opening: false,
            staging: None,
            ready: false,
            read_only: false,
        })
    }

    /// What people must be told of, and have not been told yet.
    pub fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    pub(crate) fn notice(&mut self, code: &'static str, subject: impl Into<String>) {
        let notice = Notice {
            code,
            subject: subject.into(),
        };
        if !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
    }

    /// This device's log, ready to be appended to: the archive's end of it compared with the one
    /// this home signed last. A log that was copied or restored is retired and a new one begins.
    pub(crate) fn own_log(&mut self) -> Result<LogId> {
        if self.read_only {
            return Err(testigo_store::StoreError::ReadOnlyNow.into());
        }
        if !self.ready {
            self.prepare_own_log()
                .inspect_err(|_| self.read_only = true)?;
            if let Some(own) = self.device.logs.last() {
                self.staging = Some(self.home.hold_staging(own.log)?);
            }
            self.ready = true;
        }
        self.device
            .logs
            .last()
            .map(|own| own.log)
            .ok_or_else(|| Error::new("internal"))
    }

    /// Asked first by every verb that writes: what a commit that was cut short stored must be known
    /// before anything is looked up, or it would be stored again.
    pub(crate) fn complete_own_log(&mut self) -> Result<()> {
        let Some(own) = self.device.logs.last() else {
            return Ok(());
        };
        if own_log_state(&self.store, &self.home, own)? == Opened::Completed {
            self.own_log()?;
        }
        Ok(())
    }

    fn prepare_own_log(&mut self) -> Result<()> {
        // Locked: two processes of this home must not both make a log.
        let _lock = self.home.lock_archive(self.ring.archive())?;
        self.device = self
            .home
            .device_keys(&self.ring, self.surroundings.random)?;
        let opened = match self.device.logs.last() {
            Some(own) => open_own_log(&self.store, &self.home, own)?,
            None => Opened::Forked { size: 0 },
        };
        match opened {
            Opened::Agreed => Ok(()),
            Opened::Absent => self.readmit(),
            Opened::Completed => {
                self.notice("commit_completed", "");
                self.catch_up()
            }
            Opened::Forked { size } => self.begin_new_log(size),
        }
    }

    /// A log without a commit: its admission may not have been written.
    fn readmit(&mut self) -> Result<()> {
        let Some(own) = self.device.logs.last() else {
            return Ok(());
        };
        if self.store.admission(own.log)?.is_none() {
            let note = self.ring.admission_note(own, &self.device.recipient());
            let place = format!("log/{}/admission", own.log);
            self.store.disk().replace(&place, note.as_bytes())?;
        }
        Ok(())
    }

    fn begin_new_log(&mut self, old_size: u64) -> Result<()> {
        let old = self.device.logs.last().map(|own| own.log);
        let random = self.surroundings.random;
        let new = admit_new_log(
            &self.store,
            &self.home,
            &self.ring,
            &mut self.device,
            random,
        )?
        .log;
        let Some(old) = old else {
            self.notice("log_admitted", new.to_string());
            return Ok(());
        };
        self.notice("log_continued", new.to_string());
        let mut draft = Draft::new("log");
        draft.json(
            "continues",
            format!("{{\"log\":\"{old}\",\"size\":{old_size}}}"),
        );
        let (_, opening) = draft.seal(self.ring.archive(), new, &self.surroundings)?;
        let batch = Batch {
            openings: vec![opening],
            ..Batch::default()
        };
        self.append(&batch)
    }

    /// Puts a statement into a batch and gives its id.
    pub(crate) fn write(&mut self, draft: Draft, batch: &mut Batch) -> Result<StatementId> {
        let log = self.own_log()?;
        let (id, opening) = draft.seal(self.ring.archive(), log, &self.surroundings)?;
        batch.openings.push(opening);
        Ok(id)
    }

    /// Commits a batch: when this returns, it is stored.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a committed batch is used up"
    )]
    pub(crate) fn commit(&mut self, batch: Batch) -> Result<()> {
        self.own_log()?;
        self.append(&batch)
    }

    fn append(&mut self, batch: &Batch) -> Result<()> {
        if batch.openings.is_empty() {
            return Ok(());
        }
        let own = self
            .device
            .logs
            .last()
            .ok_or_else(|| Error::new("internal"))?;
        let log = own.log;
        let done = append(
            &self.store,
            &self.home,
            &self.ring,
            own,
            &batch.openings,
            &batch.staged,
        );
        let commit = match done {
            Ok(commit) => commit,
            Err(error) => {
                self.read_only = true;
                return Err(error.into());
            }
        };
        self.apply_own(log, commit, batch)
    }

    pub(crate) fn own(&self) -> Option<&DeviceLog> {
        self.device.logs.last()
    }
}

/// Opens the catalog; one that cannot be read is thrown away, for it can be derived again.
pub(crate) fn open_catalog(store: &Store, home: &Home, device: &DeviceKeys) -> Result<Catalog> {
    let path = home.catalog_path(store)?;
    if let Ok(catalog) = Catalog::open_or_create(&path, &device.catalog_key) {
        return Ok(catalog);
    }
    home.remove_catalog(store)?;
    let path = home.catalog_path(store)?;
    Ok(Catalog::open_or_create(&path, &device.catalog_key)?)
}
