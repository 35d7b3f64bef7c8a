//! `get`, and the two places where plain bytes are written: only where the caller said.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};

use testigo_custody::{Digest, StatementId};
use testigo_package::copy_stream;
use testigo_store::objects;

use crate::archive::Archive;
use crate::error::{Error, Result};

impl Archive {
    /// Nothing in clear goes into the archive's own folder, nor where this installation keeps its key.
    pub(crate) fn refuse_inside(&self, out: &Path) -> Result<()> {
        let refused = |error: Error| Err(error.with("path", file_name(out)));
        let folder = match out.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            Some(_) | None => Path::new("."),
        };
        // What is not there yet has no symbolic links in it: it lies where the folder lies that is there.
        let mut known = folder
            .ancestors()
            .filter(|path| !path.as_os_str().is_empty());
        let known = known
            .find(|path| path.symlink_metadata().is_ok())
            .unwrap_or(Path::new("."));
        let missing = folder.strip_prefix(known).unwrap_or(folder);
        // A `..` behind a folder that is not there leads nobody knows where.
        if missing
            .components()
            .any(|part| part == Component::ParentDir)
        {
            return refused(Error::new("out_unclear"));
        }
        let Ok(known) = known.canonicalize() else {
            // A symbolic link to nothing: once its target is made, this may lead inside.
            return refused(Error::new("out_unclear"));
        };
        let own = [self.store.disk().root(), &self.surroundings.home];
        let inside = own.iter().any(|own| {
            let own = own.canonicalize();
            own.is_ok_and(|own| known.starts_with(own))
        });
        if inside {
            return refused(Error::new("out_inside_archive"));
        }
        Ok(())
    }

    /// The digest of an item's bytes, and where they lie sealed.
    pub(crate) fn sealed_object_of(&self, id: StatementId) -> Result<(Digest, String)> {
        if self.kind_of(id)? != "item" {
            return Err(Error::new("not_an_item").with("path", id.to_string()));
        }
        let recorded = self.catalog.digest_of(id)?;
        let recorded: Digest = recorded
            .and_then(|digest| digest.parse().ok())
            .ok_or_else(|| Error::new("object_missing").with("path", id.to_string()))?;
        let (log, _) = self
            .catalog
            .position_of(id)?
            .ok_or_else(|| Error::new("not_found").with("path", id.to_string()))?;
        Ok((recorded, objects::place_of(&self.ring, log, recorded)))
    }

    /// An item's bytes in memory, if they are at most `limit_bytes` and have the recorded digest; and that digest.
    pub(crate) fn bytes_of(&self, id: StatementId, limit_bytes: u64) -> Result<(Digest, Vec<u8>)> {
        let (recorded, place) = self.sealed_object_of(id)?;
        let mut reader = objects::open(&self.store, &self.ring, &place)?.take(limit_bytes + 1);
        let mut bytes = Vec::new();
        let (digest, count) = copy_stream(&mut reader, &mut bytes).map_err(|error| {
            Error::new("object_damaged")
                .with("path", &place)
                .because(error)
        })?;
        if count > limit_bytes {
            let limit = format!("{limit_bytes}");
            return Err(Error::new("item_too_large")
                .with("path", id.to_string())
                .with("detail", limit));
        }
        if digest != recorded {
            return Err(Error::new("object_damaged").with("path", place));
        }
        Ok((digest, bytes))
    }

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
        let (recorded, place) = self.sealed_object_of(id)?;
        if let Some((recipient, purpose)) = recipient {
            let claims = self.catalog.claims_of(id, 1_000, 0)?;
            let mut claims = claims.items.iter();
            let media = claims.find(|claim| claim.field == "media_type");
            let media = media.map_or("", |claim| claim.value.as_str());
            self.item_may_leave(id, &place, media, recipient, purpose)?;
        }
        self.refuse_inside(out)?;
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

/// A new file that only its owner can read; gone again unless it is written whole.
#[derive(Debug)]
pub struct NewFile {
    path: PathBuf,
    file: File,
    written: bool,
}

impl NewFile {
    /// Takes the place; what stands there already is left alone.
    pub fn create(path: &Path) -> Result<Self> {
        Ok(Self {
            path: path.to_path_buf(),
            file: create_private(path)?,
            written: false,
        })
    }

    /// Writes all of it.
    pub fn write(mut self, bytes: &[u8]) -> Result<()> {
        let done = self
            .file
            .write_all(bytes)
            .and_then(|()| self.file.sync_all());
        done.map_err(|error| {
            Error::new("io_failed")
                .with("path", file_name(&self.path))
                .because(error)
        })?;
        self.written = true;
        Ok(())
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if !self.written {
            // Nothing more can be done about a file that does not go.
            let _gone = fs::remove_file(&self.path);
        }
    }
}

/// A new file that only its owner can read.
pub(crate) fn create_private(path: &Path) -> Result<File> {
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
        Error::new(code)
            .with("path", file_name(path))
            .because(error)
    })
}

fn remove(path: &Path) -> Result<()> {
    fs::remove_file(path).map_err(|error| {
        Error::new("io_failed")
            .with("path", file_name(path))
            .because(error)
    })
}

/// What people call a file.
pub(crate) fn file_name(path: &Path) -> String {
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
