//! The folder that receives a copy: nothing in it is followed, and nothing gets its name before it was read back.

use std::collections::BTreeSet;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};

use sha2::{Digest as _, Sha256};
use testigo_custody::Digest;

use crate::disk::{Disk, folders_above};
use crate::error::{Result, StoreError};

/// Where a file grows before it has its name. Readers of an archive never look there (FORMAT 5).
const GROWING: &str = "objects/tmp/backup/1";
/// Of [`GROWING`].
const GROWING_FOLDER: &str = "objects/tmp/backup";
const CHUNK_BYTES: usize = 1 << 16;

/// What was received and read back, and has no name yet.
#[derive(Debug)]
pub(super) struct Received {
    pub(super) digest: Digest,
    pub(super) bytes: u64,
}

/// The folder of a copy.
#[derive(Debug)]
pub(super) struct Target {
    disk: Disk,
    /// Folders that are known to be folders of their own.
    folders: BTreeSet<String>,
    /// Folders in which names changed since they were last made durable.
    touched: BTreeSet<String>,
}

impl Target {
    /// The folder of `disk`, whose own path has no links in it.
    pub(super) fn new(disk: Disk) -> Self {
        Self {
            disk,
            folders: BTreeSet::new(),
            touched: BTreeSet::new(),
        }
    }

    pub(super) fn disk(&self) -> &Disk {
        &self.disk
    }

    /// What stands at `place`; neither it nor a folder above it is a link.
    fn standing(&mut self, place: &str) -> Result<Option<Metadata>> {
        for folder in folders_above(place) {
            if self.folders.contains(&folder) {
                continue;
            }
            match self.look(&folder)? {
                Some(found) if found.is_dir() => {
                    self.folders.insert(folder);
                }
                Some(_) => return Err(StoreError::CopyLink { place: folder }),
                None => return Ok(None),
            }
        }
        self.look(place)
    }

    fn look(&self, place: &str) -> Result<Option<Metadata>> {
        match fs::symlink_metadata(self.disk.path(place)) {
            Ok(found) => Ok(Some(found)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(StoreError::io(place, error)),
        }
    }

    /// The size of the file at `place`.
    pub(super) fn bytes_of(&mut self, place: &str) -> Result<Option<u64>> {
        match self.standing(place)? {
            None => Ok(None),
            Some(found) if found.is_file() => Ok(Some(found.len())),
            Some(_) => Err(StoreError::CopyLink {
                place: place.to_owned(),
            }),
        }
    }

    /// The bytes of a file; `None` if there is none, or more than `bytes_max`.
    pub(super) fn read(&mut self, place: &str, bytes_max: u64) -> Result<Option<Vec<u8>>> {
        match self.bytes_of(place)? {
            Some(bytes) if bytes <= bytes_max => self.disk.read(place, bytes_max),
            _ => Ok(None),
        }
    }

    /// The text of a small file, empty where it is no text.
    pub(super) fn text(&mut self, place: &str) -> Result<Option<String>> {
        let read = self.read(place, 1 << 20)?;
        Ok(read.map(|bytes| String::from_utf8(bytes).unwrap_or_default()))
    }

    /// The names in a folder; none if there is no such folder.
    pub(super) fn list(&mut self, place: &str) -> Result<Vec<String>> {
        match self.standing(place)? {
            None => Ok(Vec::new()),
            Some(found) if found.is_dir() => self.disk.list(place),
            Some(_) => Err(StoreError::CopyLink {
                place: place.to_owned(),
            }),
        }
    }

    /// Whether the file at `place` has the bytes of `source`; `None` if `source` cannot be read to its end.
    pub(super) fn holds_bytes_of(
        &mut self,
        place: &str,
        source: &mut File,
    ) -> Result<Option<bool>> {
        if self.bytes_of(place)?.is_none() {
            return Ok(Some(false));
        }
        let Ok((expected, _)) = digest_of(source) else {
            return Ok(None);
        };
        // What cannot be read here has to be written again.
        let here = File::open(self.disk.path(place)).and_then(|mut file| digest_of(&mut file));
        Ok(Some(here.is_ok_and(|(digest, _)| digest == expected)))
    }

    /// Writes all of `source`, makes it durable and reads it back; `None` if the source cannot be read to its end.
    pub(super) fn receive(&mut self, source: &mut dyn Read) -> Result<Option<Received>> {
        self.standing(GROWING)?;
        let mut file = self.disk.create_fresh(GROWING)?;
        let mut digest = Sha256::new();
        let mut bytes = 0u64;
        let mut chunk = vec![0; CHUNK_BYTES];
        loop {
            let read = match source.read(&mut chunk) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(_) => {
                    self.disk.remove(GROWING)?;
                    return Ok(None);
                }
            };
            let part = chunk.get(..read).unwrap_or(&chunk);
            digest.update(part);
            bytes += read as u64;
            self.disk.write_to(&mut file, GROWING, part)?;
        }
        drop(file);
        self.disk.sync_file(GROWING)?;
        let digest = Digest::from_bytes(digest.finalize().into());
        let again = File::open(self.disk.path(GROWING))
            .and_then(|mut file| digest_of(&mut file))
            .map_err(|error| StoreError::io(GROWING, error))?;
        if again == (digest, bytes) {
            Ok(Some(Received { digest, bytes }))
        } else {
            Err(StoreError::CopyDiffers {
                place: GROWING.to_owned(),
            })
        }
    }

    /// Gives what was received its name, in place of what stood there.
    pub(super) fn name(&mut self, place: &str) -> Result<()> {
        // Refuses links in the folders above.
        self.bytes_of(place)?;
        self.disk.rename(GROWING, place)?;
        self.touched.extend(folders_above(place));
        Ok(())
    }

    /// Gives up what was received.
    pub(super) fn discard(&self) -> Result<()> {
        self.disk.remove(GROWING)
    }

    /// Puts these bytes there, unless they are; whether they were not.
    pub(super) fn put_bytes(&mut self, place: &str, bytes: &[u8]) -> Result<bool> {
        if self.read(place, bytes.len() as u64)?.as_deref() == Some(bytes) {
            return Ok(false);
        }
        self.receive(&mut &*bytes)?;
        self.name(place)?;
        Ok(true)
    }

    /// Removes a file, if it is there.
    pub(super) fn remove(&mut self, place: &str) -> Result<bool> {
        if self.bytes_of(place)?.is_none() {
            return Ok(false);
        }
        self.disk.remove(place)?;
        self.touched.extend(folders_above(place));
        Ok(true)
    }

    /// Makes every name durable that changed.
    pub(super) fn settle(&mut self) -> Result<()> {
        // Deepest first: a folder is named by the one above it.
        for folder in std::mem::take(&mut self.touched).iter().rev() {
            self.disk.sync_folder(folder)?;
        }
        Ok(())
    }

    /// Removes what a run that was cut short left without a name.
    pub(super) fn sweep(&mut self) -> Result<()> {
        if self.standing(GROWING_FOLDER)?.is_some() {
            self.bytes_of(GROWING)?;
            self.disk.remove_folder(GROWING_FOLDER)?;
            self.folders.remove(GROWING_FOLDER);
        }
        Ok(())
    }
}

/// SHA-256 and size of what can be read.
fn digest_of(reader: &mut dyn Read) -> io::Result<(Digest, u64)> {
    let mut digest = Sha256::new();
    let bytes = io::copy(reader, &mut digest)?;
    Ok((Digest::from_bytes(digest.finalize().into()), bytes))
}
