//! An archive's folder: what lies where (FORMAT 5).

use serde::{Deserialize, Serialize};
use testigo_custody::{Admission, ArchiveId, LogId, Removal, VerifierKey};

use crate::disk::Disk;
use crate::error::{Result, StoreError};

/// Written into `testigo.toml`.
pub const FORMAT: &str = "testigo/1 experimental";
const RESERVE_BYTES: usize = 1 << 20;

/// An archive on disk, not necessarily unlocked.
#[derive(Debug, Clone)]
pub struct Store {
    disk: Disk,
    archive: ArchiveId,
    group_key: VerifierKey,
}

#[derive(Serialize, Deserialize)]
struct ArchiveFile {
    format: String,
    archive: String,
    group_key: String,
}

impl Store {
    /// Opens the archive in `disk`'s folder.
    pub fn open(disk: Disk) -> Result<Self> {
        let text = disk
            .read_text("testigo.toml")?
            .ok_or(StoreError::NotAnArchive)?;
        let file: ArchiveFile = toml::from_str(&text).map_err(|_| StoreError::NotAnArchive)?;
        if file.format != FORMAT {
            return Err(StoreError::FormatUnknown);
        }
        let group_key: VerifierKey = file
            .group_key
            .parse()
            .map_err(|_| StoreError::NotAnArchive)?;
        let archive = ArchiveId::of_group_key(group_key.public_key_bytes());
        if file.archive != archive.to_string() {
            return Err(StoreError::NotAnArchive);
        }
        Ok(Self {
            disk,
            archive,
            group_key,
        })
    }

    /// Makes the folder of a new archive: keys first, `testigo.toml` last. `key_files` are
    /// `(name in keys/1, bytes)`.
    pub fn create(
        disk: Disk,
        group_key: VerifierKey,
        key_files: &[(&str, Vec<u8>)],
    ) -> Result<Self> {
        if disk.exists("testigo.toml") {
            return Err(StoreError::ArchiveExists);
        }
        let archive = ArchiveId::of_group_key(group_key.public_key_bytes());
        let mut written = Vec::new();
        for (name, bytes) in key_files {
            let place = format!("keys/1/{name}");
            disk.write(&place, bytes)?;
            written.push(place);
        }
        disk.write("reserve", &vec![0; RESERVE_BYTES])?;
        written.push("reserve".to_owned());
        disk.sync(written.iter().map(String::as_str))?;
        let store = Self {
            disk,
            archive,
            group_key,
        };
        let text = store.archive_file()?;
        store.disk.replace("testigo.toml", text.as_bytes())?;
        Ok(store)
    }

    /// What `testigo.toml` holds, byte for byte.
    pub fn archive_file(&self) -> Result<String> {
        let file = ArchiveFile {
            format: FORMAT.to_owned(),
            archive: self.archive.to_string(),
            group_key: self.group_key.to_string(),
        };
        toml::to_string(&file).map_err(|_| StoreError::Sealing)
    }

    /// Whether the reserve is what it should be; it may be absent.
    pub fn reserve_holds(&self) -> Result<bool> {
        match self.disk.read("reserve", RESERVE_BYTES as u64) {
            Ok(reserve) => Ok(reserve.is_none_or(|bytes| bytes.iter().all(|byte| *byte == 0))),
            Err(StoreError::Damaged { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// The archive's folder.
    pub fn disk(&self) -> &Disk {
        &self.disk
    }

    /// The archive's id.
    pub fn archive(&self) -> ArchiveId {
        self.archive
    }

    /// The group's public key, as `testigo.toml` states it and the archive's id binds it.
    pub fn group_key(&self) -> &VerifierKey {
        &self.group_key
    }

    /// Every log folder, admitted or not, in the order of ids.
    pub fn logs(&self) -> Result<Vec<LogId>> {
        Ok(self
            .disk
            .list("log")?
            .iter()
            .filter_map(|name| name.parse().ok())
            .collect())
    }

    /// The admission of a log by the group: `None` if it has none that holds.
    pub fn admission(&self, log: LogId) -> Result<Option<Admission>> {
        let Some(note) = self.disk.read_note(&format!("log/{log}/admission"))? else {
            return Ok(None);
        };
        Ok(Admission::open(&note, &self.group_key)
            .ok()
            .filter(|admission| admission.log == log && admission.archive == self.archive))
    }

    /// The removal of a log by the group, if it holds.
    pub fn removal(&self, log: LogId) -> Result<Option<Removal>> {
        let Some(note) = self.disk.read_note(&format!("log/{log}/removal"))? else {
            return Ok(None);
        };
        Ok(Removal::open(&note, &self.group_key)
            .ok()
            .filter(|removal| removal.log == log && removal.archive == self.archive))
    }

    /// Gives up the reserve, so that an erasure fits on a full disk.
    pub fn release_reserve(&self) -> Result<()> {
        self.disk.remove("reserve")
    }

    /// Takes the reserve again, if there is room; a full disk is no error here.
    pub fn keep_reserve(&self) -> Result<()> {
        match self.disk.write("reserve", &vec![0; RESERVE_BYTES]) {
            Err(error) if error.code() == "disk_full" => self.disk.remove("reserve"),
            done => done,
        }
    }
}
