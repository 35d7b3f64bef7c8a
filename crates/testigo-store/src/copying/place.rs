//! Where a copy may lie, and what may stand there.

use std::path::{Component, Path, PathBuf};

use crate::disk::Disk;
use crate::error::{Result, StoreError};
use crate::store::Store;

use super::target::Target;

const ARCHIVE_FILE: &str = "testigo.toml";
/// The first file of a new copy: its other name comes once the keys are there.
const CLAIM: &str = "testigo.toml.new";
/// What disks and file managers put into an empty folder, beside names that begin with a dot.
const NOBODYS: [&str; 3] = ["lost+found", "System Volume Information", "$RECYCLE.BIN"];

/// The folder without links on the way to it. What is not there yet lies in the folder that is.
pub(super) fn resolved(folder: &Path) -> Result<PathBuf> {
    let unclear = || StoreError::CopyUnclear;
    let whole = std::path::absolute(folder).map_err(|_| unclear())?;
    let known = whole
        .ancestors()
        .find(|path| path.symlink_metadata().is_ok())
        .ok_or_else(unclear)?;
    let missing = whole.strip_prefix(known).map_err(|_| unclear())?;
    // A `..` behind a folder that is not there leads nobody knows where.
    if missing
        .components()
        .any(|part| part == Component::ParentDir)
    {
        return Err(unclear());
    }
    // A link to nothing: once its target is made, this may lead anywhere.
    let known = known.canonicalize().map_err(|_| unclear())?;
    Ok(if missing.as_os_str().is_empty() {
        known
    } else {
        known.join(missing)
    })
}

/// Neither may lie in the other.
pub(super) fn apart(source: &Store, root: &Path) -> Result<()> {
    let own = source
        .disk()
        .root()
        .canonicalize()
        .map_err(|error| StoreError::io("", error))?;
    if root.starts_with(&own) || own.starts_with(root) {
        return Err(StoreError::CopyInside);
    }
    Ok(())
}

/// Whether the copy begins now: the folder is not there, is empty, or was left before it became an archive. `false` if it
/// holds this archive; an error if it holds anything else.
pub(super) fn is_new(source: &Store, target: &mut Target) -> Result<bool> {
    if target.disk().root().is_file() {
        return Err(StoreError::CopyForeign);
    }
    let names = target.list("")?;
    let ours = source.archive_file()?;
    if names.iter().any(|name| name == ARCHIVE_FILE) {
        target.bytes_of(ARCHIVE_FILE)?;
        let found = Store::open(target.disk().clone()).map_err(|error| {
            if matches!(error, StoreError::NotAnArchive | StoreError::Damaged { .. }) {
                StoreError::CopyForeign
            } else {
                error
            }
        })?;
        return if found.archive() == source.archive() {
            Ok(false)
        } else {
            Err(StoreError::CopyForeign)
        };
    }
    let others = names.iter().filter(|name| {
        *name != CLAIM && !name.starts_with('.') && !NOBODYS.contains(&name.as_str())
    });
    let others = others.count();
    let claim = target.text(CLAIM)?;
    let is_ours = match claim {
        None => others == 0,
        // Cut short while its very first file was written.
        Some(text) => text == ours || (others == 0 && ours.starts_with(&text)),
    };
    if is_ours {
        Ok(true)
    } else {
        Err(StoreError::CopyForeign)
    }
}

/// Makes the folder, and says in it what it will be.
pub(super) fn claim(source: &Store, target: &Target) -> Result<()> {
    let disk = target.disk();
    disk.make_folder("")?;
    if let Some(parent) = disk.root().parent() {
        Disk::at(parent).sync_folder("")?;
    }
    let text = source.archive_file()?;
    let mut file = disk.create_fresh(CLAIM)?;
    disk.write_to(&mut file, CLAIM, text.as_bytes())?;
    disk.sync([CLAIM])
}

/// From now on the folder is an archive: its keys are there.
pub(super) fn name_archive(target: &Target) -> Result<()> {
    target.disk().rename(CLAIM, ARCHIVE_FILE)?;
    target.disk().sync_folder("")
}

/// Whether this is a place that an object can have (FORMAT 5), whoever wrote it down.
pub(super) fn is_object(place: &str) -> bool {
    place
        .strip_prefix("objects/")
        .and_then(|name| name.split_once('/'))
        .is_some_and(|(first, rest)| is_hex(first, 2) && is_hex(rest, 62))
}

pub(super) fn is_hex(text: &str, letters: usize) -> bool {
    text.len() == letters
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// The number of the disk that a folder lies on.
#[cfg(unix)]
pub(super) fn device_of(folder: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    folder.metadata().ok().map(|found| found.dev())
}

#[cfg(not(unix))]
pub(super) fn device_of(_folder: &Path) -> Option<u64> {
    None
}
