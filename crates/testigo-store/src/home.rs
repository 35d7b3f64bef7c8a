//! `$TESTIGO_HOME`: what this installation knows of its archives. No names and no paths in clear.
//!
//! ```text
//! pins/<archive>.json          group key and recipients seen at the first unlock
//! devices/<archive>.age        keys of this device, sealed to the archive
//! searches/<archive>.age       searches that people gave a name, sealed to the archive
//! heads/<archive>/<log>        own logs: last signed head; other logs: largest head seen
//! verified/<archive>           when it was last verified and held
//! copies/<archive>.age         where copies of it were made and how far they reach, sealed to the archive
//! copies/<archive>.unread-<n>.age  such a list that could not be read, set aside
//! locks/<log>                  held while appending
//! archives/<archive>-<path>/   the catalog, and what goes with it; <path> is a digest of where the archive lies
//! ```

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use testigo_custody::{ArchiveId, LogId, sha256};
use zeroize::Zeroizing;

use crate::disk::{Disk, Lock};
use crate::error::{Result, StoreError};
use crate::keys::{DeviceKeys, KeyRing};
use crate::sealing;
use crate::store::Store;

/// Of the copies that are remembered.
const COPIES_BYTES_MAX: u64 = 1 << 22;
/// Of the file of searches, sealed.
const SEARCHES_BYTES_MAX: u64 = 1 << 20;

/// This installation.
#[derive(Debug, Clone)]
pub struct Home {
    disk: Disk,
}

#[derive(Serialize, Deserialize, PartialEq)]
struct Pin {
    group_key: String,
    recipients: Vec<String>,
}

impl Home {
    /// The installation kept in `disk`'s folder.
    pub fn new(disk: Disk) -> Self {
        Self { disk }
    }

    /// Compares the unlocked keys with those pinned at the first unlock, or pins them now.
    /// Epochs may be added, never changed.
    pub fn pin(&self, ring: &KeyRing) -> Result<()> {
        let place = format!("pins/{}.json", ring.archive());
        let now = Pin {
            group_key: ring.group_verifier().to_string(),
            recipients: ring.recipient_texts(),
        };
        let Some(text) = self.disk.read_text(&place)? else {
            let bytes = serde_json::to_vec(&now).map_err(|_| StoreError::Sealing)?;
            return self.replace(&place, &bytes);
        };
        let pinned: Pin = serde_json::from_str(&text).map_err(|_| StoreError::KeyFileDamaged {
            place: place.clone(),
        })?;
        if pinned.group_key == now.group_key && now.recipients.starts_with(&pinned.recipients) {
            return Ok(());
        }
        Err(StoreError::KeysNotPinned { place })
    }

    /// This device's keys for the archive; made now if there are none.
    pub fn device_keys(&self, ring: &KeyRing, random: fn() -> [u8; 32]) -> Result<DeviceKeys> {
        let place = device_place(ring.archive());
        if let Some(sealed) = self.disk.read(&place, 1 << 20)? {
            return DeviceKeys::open(&sealed, ring, &place);
        }
        let keys = DeviceKeys::create(random);
        self.keep_device_keys(ring, &keys)?;
        Ok(keys)
    }

    /// The searches kept for an archive, opened; none if none were kept.
    pub fn searches(&self, ring: &KeyRing) -> Result<Option<Zeroizing<Vec<u8>>>> {
        let place = searches_place(ring.archive());
        match self.disk.read(&place, SEARCHES_BYTES_MAX)? {
            Some(sealed) => sealing::open_bytes(ring.identities(), &sealed, &place).map(Some),
            None => Ok(None),
        }
    }

    /// Durably keeps the searches of an archive in place of those that were kept.
    pub fn keep_searches(&self, ring: &KeyRing, searches: &[u8]) -> Result<()> {
        let sealed = sealing::seal_bytes(&ring.recipient(), searches)?;
        self.replace(&searches_place(ring.archive()), &sealed)
    }

    /// Removes the searches of an archive.
    pub fn remove_searches(&self, archive: ArchiveId) -> Result<()> {
        self.disk.remove(&searches_place(archive))
    }

    /// Durably keeps this device's keys.
    pub fn keep_device_keys(&self, ring: &KeyRing, keys: &DeviceKeys) -> Result<()> {
        self.replace(&device_place(ring.archive()), &keys.seal(ring)?)
    }

    /// Two processes of this home must not write the new file of one place at the same moment. Taken
    /// last, after any other lock.
    fn replace(&self, place: &str, bytes: &[u8]) -> Result<()> {
        let _lock = self.disk.lock("locks/files")?;
        self.disk.replace(place, bytes)
    }

    /// The last head kept of a log, as a signed note.
    pub fn head(&self, archive: ArchiveId, log: LogId) -> Result<Option<String>> {
        self.disk.read_text(&format!("heads/{archive}/{log}"))
    }

    /// Durably keeps a head of a log.
    pub fn keep_head(&self, archive: ArchiveId, log: LogId, note: &str) -> Result<()> {
        self.replace(&format!("heads/{archive}/{log}"), note.as_bytes())
    }

    /// The logs of which a head was kept.
    pub fn logs_seen(&self, archive: ArchiveId) -> Result<Vec<LogId>> {
        let names = self.disk.list(&format!("heads/{archive}"))?;
        Ok(names.iter().filter_map(|name| name.parse().ok()).collect())
    }

    /// When the whole archive was last verified and held, as this machine's clock said.
    pub fn verified_at(&self, archive: ArchiveId) -> Result<Option<String>> {
        self.disk.read_text(&format!("verified/{archive}"))
    }

    /// Keeps that time.
    pub fn keep_verified_at(&self, archive: ArchiveId, when: &str) -> Result<()> {
        self.replace(&format!("verified/{archive}"), when.as_bytes())
    }

    /// The copies that this home made of an archive, as they were kept; none if none were kept.
    pub fn copies(&self, ring: &KeyRing) -> Result<Option<Zeroizing<Vec<u8>>>> {
        let place = copies_place(ring.archive());
        match self.disk.read(&place, COPIES_BYTES_MAX)? {
            Some(sealed) => sealing::open_bytes(ring.identities(), &sealed, &place).map(Some),
            None => Ok(None),
        }
    }

    /// Gives what is kept of the copies another name, under which it is left alone: somebody may be able to read it.
    pub fn set_copies_aside(&self, archive: ArchiveId) -> Result<()> {
        let _lock = self.disk.lock("locks/files")?;
        let mut number = 1_u64;
        while self.disk.exists(&copies_aside(archive, number)) {
            number += 1;
        }
        self.disk
            .rename(&copies_place(archive), &copies_aside(archive, number))?;
        self.disk.sync_folder("copies")
    }

    /// Whether something was set aside so, and still stands there.
    pub fn has_copies_aside(&self, archive: ArchiveId) -> Result<bool> {
        let begins = format!("{archive}.unread-");
        let names = self.disk.list("copies")?;
        Ok(names.iter().any(|name| name.starts_with(&begins)))
    }

    /// Durably keeps them. Paths are names: they are sealed to the archive.
    pub fn keep_copies(&self, ring: &KeyRing, text: &[u8]) -> Result<()> {
        let sealed = sealing::seal_bytes(&ring.recipient(), text)?;
        self.replace(&copies_place(ring.archive()), &sealed)
    }

    /// The right to make a copy of an archive, unless another process of this home makes one.
    pub(crate) fn lock_copying(&self, archive: ArchiveId) -> Result<Lock> {
        self.disk
            .try_lock(&format!("locks/{archive}-copying"))?
            .ok_or(StoreError::CopyRunning)
    }

    /// Waits for the right to append to a log of this device.
    pub fn lock_log(&self, log: LogId) -> Result<Lock> {
        self.disk.lock(&format!("locks/{log}"))
    }

    /// Held by each process that stages objects for a log: as long as one does, none is swept.
    pub fn hold_staging(&self, log: LogId) -> Result<Lock> {
        self.disk.share_lock(&staging_place(log))
    }

    /// The right to sweep what was staged for a log, unless somebody is staging.
    pub(crate) fn may_sweep_staging(&self, log: LogId) -> Result<Option<Lock>> {
        self.disk.try_lock(&staging_place(log))
    }

    /// Waits for the right to change this device's keys and catalog of an archive.
    pub fn lock_archive(&self, archive: ArchiveId) -> Result<Lock> {
        self.disk.lock(&format!("locks/{archive}"))
    }

    /// Where the catalog of an archive at `store`'s place lies; the folder is made.
    pub fn catalog_path(&self, store: &Store) -> Result<PathBuf> {
        let place = catalog_folder(store);
        self.disk.make_folder(&place)?;
        Ok(self.disk.path(&place).join("catalog.db"))
    }

    /// Where a catalog of earlier heads may lie for as long as the lock is held; what a run that was killed left there is
    /// gone.
    pub fn earlier_catalog(&self, store: &Store) -> Result<(Lock, PathBuf)> {
        let lock = self
            .disk
            .lock(&format!("locks/{}-earlier", store.archive()))?;
        self.remove_earlier_catalog(store)?;
        let place = earlier_folder(store);
        self.disk.make_folder(&place)?;
        Ok((lock, self.disk.path(&place).join("catalog.db")))
    }

    /// Removes the catalog of earlier heads.
    pub fn remove_earlier_catalog(&self, store: &Store) -> Result<()> {
        self.disk.remove_folder(&earlier_folder(store))
    }

    /// Something remembered beside the catalog, and thrown away with it.
    pub fn remembered(&self, store: &Store, name: &str) -> Result<Option<String>> {
        let place = format!("{}/{name}", catalog_folder(store));
        match self.disk.read(&place, 1 << 28)? {
            Some(bytes) => Ok(String::from_utf8(bytes).ok()),
            None => Ok(None),
        }
    }

    /// Remembers something beside the catalog.
    pub fn remember(&self, store: &Store, name: &str, text: &str) -> Result<()> {
        let place = format!("{}/{name}", catalog_folder(store));
        self.replace(&place, text.as_bytes())
    }

    /// Removes the catalog; it is derived again from the truth.
    pub fn remove_catalog(&self, store: &Store) -> Result<()> {
        self.disk.remove_folder(&catalog_folder(store))
    }
}

fn copies_place(archive: ArchiveId) -> String {
    format!("copies/{archive}.age")
}

fn copies_aside(archive: ArchiveId, number: u64) -> String {
    format!("copies/{archive}.unread-{number}.age")
}

fn staging_place(log: LogId) -> String {
    format!("locks/{log}-staging")
}

fn device_place(archive: ArchiveId) -> String {
    format!("devices/{archive}.age")
}

fn searches_place(archive: ArchiveId) -> String {
    format!("searches/{archive}.age")
}

fn earlier_folder(store: &Store) -> String {
    format!("{}/earlier", catalog_folder(store))
}

fn catalog_folder(store: &Store) -> String {
    let root = store.disk().root();
    let whole = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    let digest = sha256(whole.as_os_str().as_encoded_bytes()).to_string();
    format!("archives/{}-{}", store.archive(), &digest[..16])
}
