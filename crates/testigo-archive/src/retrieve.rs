//! `get`, and the two places where plain bytes are written: only where the caller said.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use testigo_custody::Digest;
use testigo_package::copy_stream;
use testigo_store::objects;

use crate::archive::Archive;
use crate::error::{Error, Result};

impl Archive {
    /// Writes an item's bytes to a new file; gives their SHA-256 and number. What does not have the
    /// recorded digest is not left behind. For somebody else (recipient and purpose) the gate is
    /// asked first.
    pub fn get(
        &self,
        item: &str,
        out: &Path,
        recipient: Option<(&str, &str)>,
    ) -> Result<(String, u64)> {
        let id = self.record_id(item)?;
        if self.kind_of(id)? != "item" {
            return Err(Error::new("not_an_item").with("path", id.to_string()));
        }
        let claims = self.catalog.claims_of(id, 1_000, 0)?;
        let recorded: Digest = claims
            .items
            .iter()
            .find(|claim| claim.field == "sha256")
            .and_then(|claim| claim.value.parse().ok())
            .ok_or_else(|| Error::new("object_missing").with("path", id.to_string()))?;
        let (log, _) = self
            .catalog
            .position_of(id)?
            .ok_or_else(|| Error::new("not_found").with("path", id.to_string()))?;
        let place = objects::place_of(&self.ring, log, recorded);
        if let Some((recipient, purpose)) = recipient {
            let media = claims
                .items
                .iter()
                .find(|claim| claim.field == "media_type");
            let media = media.map_or("", |claim| claim.value.as_str());
            self.item_may_leave(id, &place, media, recipient, purpose)?;
        }
        let mut reader = objects::open(&self.store, &self.ring, &place)?;
        let mut file = create_private(out)?;
        let written = copy_stream(&mut reader, &mut file)
            .and_then(|written| file.sync_all().map(|()| written));
        match written {
            Ok((digest, bytes)) if digest == recorded => Ok((digest.to_string(), bytes)),
            Ok(_) => {
                remove(out)?;
                Err(Error::new("object_damaged").with("path", place))
            }
            Err(error) => {
                remove(out)?;
                let code = if objects::is_decryption(&error) {
                    "object_damaged"
                } else {
                    "io_failed"
                };
                Err(Error::new(code).with("path", place).because(error))
            }
        }
    }
}

/// Writes a new file that only its owner can read.
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut file = create_private(path)?;
    file.write_all(bytes)
        .and_then(|()| file.sync_all())
        .map_err(|error| {
            Error::new("io_failed")
                .with("path", shown(path))
                .because(error)
        })
}

fn create_private(path: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| {
        let exists = error.kind() == io::ErrorKind::AlreadyExists;
        let code = if exists {
            "out_exists"
        } else {
            testigo_store::system_code(&error)
        };
        Error::new(code).with("path", shown(path)).because(error)
    })
}

fn remove(path: &Path) -> Result<()> {
    fs::remove_file(path).map_err(|error| {
        Error::new("io_failed")
            .with("path", shown(path))
            .because(error)
    })
}

fn shown(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Whether the folder holds an archive of a known format: asked before a passphrase is.
pub fn looks_like_archive(folder: &Path) -> Result<()> {
    testigo_store::Store::open(testigo_store::Disk::at(folder)).map_err(|error| {
        let error = Error::from(error);
        if error.code == "not_an_archive" {
            return Error::new(error.code).with("path", folder.display().to_string());
        }
        error
    })?;
    Ok(())
}
