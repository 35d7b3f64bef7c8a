//! What the group signed: key files, admissions, removals. What does not hold here never replaces what stands there.

use testigo_custody::{Epoch, KeyFiles, LogId, sha256};

use crate::error::{Result, StoreError};

use super::Copying;

/// Of a key file, sealed.
const KEY_FILE_BYTES_MAX: u64 = 1 << 16;

impl Copying<'_> {
    /// The key files of every epoch. A key file is damaged unless the group's list names its digest: the copy may be
    /// what opens the archive then.
    pub(super) fn put_keys(&mut self) -> Result<()> {
        let epochs = self.source.disk().list("keys")?;
        for epoch in epochs.iter().filter_map(|name| name.parse::<u32>().ok()) {
            self.put_epoch(epoch)?;
            self.target.settle()?;
        }
        Ok(())
    }

    fn put_epoch(&mut self, epoch: u32) -> Result<()> {
        let disk = self.source.disk();
        let group = self.source.group_key();
        let folder = format!("keys/{epoch}");
        let list_note = disk.read_note(&format!("{folder}/files"))?;
        let list = list_note
            .as_ref()
            .and_then(|note| KeyFiles::open(note, group).ok())
            .filter(|list| list.epoch == epoch);
        let recipient_note = disk.read_note(&format!("{folder}/recipient"))?;
        let recipient_holds = recipient_note
            .as_ref()
            .is_some_and(|note| Epoch::open(note, group).is_ok_and(|read| read.epoch == epoch));
        let listed = |name: &str, bytes: &[u8]| {
            let digest = list.as_ref().and_then(|list| list.files.get(name));
            digest == Some(&sha256(bytes))
        };
        for name in disk.list(&folder)?.iter().filter(|name| is_key_file(name)) {
            let place = format!("{folder}/{name}");
            let read = match disk.read(&place, KEY_FILE_BYTES_MAX) {
                Err(StoreError::Damaged { .. }) => None,
                read => read?,
            };
            if let Some(bytes) = read {
                let holds = listed(name, &bytes);
                self.put_if(holds, &place, &bytes)?;
            }
        }
        let list_holds = list.is_some();
        for (name, note, holds) in [
            ("recipient", recipient_note, recipient_holds),
            ("files", list_note, list_holds),
        ] {
            if let Some(note) = note {
                self.put_if(holds, &format!("{folder}/{name}"), note.as_bytes())?;
            }
        }
        let Some(list) = list else {
            return Ok(());
        };
        // A passphrase that was taken back must not open the copy either.
        for name in self.target.list(&folder)? {
            if is_key_file(&name) && !list.files.contains_key(&name) {
                self.target.remove(&format!("{folder}/{name}"))?;
            }
        }
        Ok(())
    }

    /// The group's word about a log.
    pub(super) fn put_credentials(&mut self, log: LogId) -> Result<()> {
        let admitted = self.source.admission(log)?.is_some();
        let removed = self.source.removal(log)?.is_some();
        for (name, holds) in [("admission", admitted), ("removal", removed)] {
            let place = format!("log/{log}/{name}");
            let note = self.source.disk().read_note(&place)?;
            if let Some(note) = note.filter(|_| holds) {
                self.put_if(true, &place, note.as_bytes())?;
            }
        }
        Ok(())
    }

    /// Room that an erasure may need on a full disk.
    pub(super) fn put_reserve(&mut self) -> Result<()> {
        let wanted = self.mending.is_some() || self.target.bytes_of("reserve")?.is_none();
        if wanted && self.source.reserve_holds()? {
            // While an erasure is under way there is none, and then the copy has none either.
            self.put("reserve", None)?;
            self.target.settle()?;
        }
        Ok(())
    }

    /// What holds is put there; what does not, only where there is nothing.
    fn put_if(&mut self, holds: bool, place: &str, bytes: &[u8]) -> Result<()> {
        let standing = self.target.bytes_of(place)?;
        let is_sought = self
            .mending
            .as_ref()
            .is_some_and(|broken| !broken.contains(place));
        if !holds && !is_sought && standing.is_some() {
            return Ok(());
        }
        if self.target.put_bytes(place, bytes)? {
            if standing.is_none() {
                self.amounts.copied += 1;
                self.amounts.bytes += bytes.len() as u64;
            } else {
                self.amounts.mended += 1;
            }
        }
        Ok(())
    }
}

fn is_key_file(name: &str) -> bool {
    std::path::Path::new(name)
        .extension()
        .is_some_and(|end| end == "age")
}
