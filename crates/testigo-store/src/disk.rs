//! The durable writer: every system call that makes bytes stay, in one place.
//!
//! A file is durable when it was written, `fsync`ed, named, and the folders that name it were
//! `fsync`ed, in that order. A failed `fsync` is never tried again (the kernel may have dropped the
//! pages): the caller ends its batch and writes nothing more in this run.
//!
//! BUG: on macOS `fsync` does not reach the platter; `F_FULLFSYNC` belongs here when that platform comes.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::error::{Result, StoreError};

/// A folder whose files are read and durably written by paths relative to it.
#[derive(Debug, Clone)]
pub struct Disk {
    root: PathBuf,
    #[cfg(feature = "test")]
    faults: Option<std::sync::Arc<crate::fault::Faults>>,
}

/// An exclusive lock of the operating system; released when dropped.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Disk {
    /// The folder `root`, which need not exist yet.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self {
            root: root.into(),
            #[cfg(feature = "test")]
            faults: None,
        }
    }

    /// The same folder, failing as planned.
    #[cfg(feature = "test")]
    #[must_use]
    pub fn with_faults(mut self, faults: std::sync::Arc<crate::fault::Faults>) -> Self {
        self.faults = Some(faults);
        self
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The absolute path of `place`.
    pub fn path(&self, place: &str) -> PathBuf {
        self.root.join(place)
    }

    /// The bytes of a file, `None` if there is none. Larger than `bytes_max` is an error.
    pub fn read(&self, place: &str, bytes_max: u64) -> Result<Option<Vec<u8>>> {
        let file = match File::open(self.path(place)) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(StoreError::io(place, error)),
        };
        let mut bytes = Vec::new();
        file.take(bytes_max.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|error| StoreError::io(place, error))?;
        if bytes.len() as u64 > bytes_max {
            return Err(StoreError::Damaged {
                place: place.to_owned(),
            });
        }
        Ok(Some(bytes))
    }

    /// The text of a file of at most 1 MiB.
    pub fn read_text(&self, place: &str) -> Result<Option<String>> {
        self.read(place, 1 << 20)?
            .map(|bytes| {
                String::from_utf8(bytes).map_err(|_| StoreError::Damaged {
                    place: place.to_owned(),
                })
            })
            .transpose()
    }

    /// The text of a signed note. One that is no text holds as little as one that is changed: it is read as empty.
    pub fn read_note(&self, place: &str) -> Result<Option<String>> {
        match self.read_text(place) {
            Err(StoreError::Damaged { .. }) => Ok(Some(String::new())),
            read => read,
        }
    }

    /// Whether something stands at `place`.
    pub fn exists(&self, place: &str) -> bool {
        self.path(place).exists()
    }

    /// The names in a folder, sorted; none if there is no such folder.
    pub fn list(&self, place: &str) -> Result<Vec<String>> {
        let entries = match fs::read_dir(self.path(place)) {
            Ok(entries) => entries,
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                ) =>
            {
                return Ok(Vec::new());
            }
            Err(error) => return Err(StoreError::io(place, error)),
        };
        let mut names = BTreeSet::new();
        for entry in entries {
            let entry = entry.map_err(|error| StoreError::io(place, error))?;
            names.insert(entry.file_name().to_string_lossy().into_owned());
        }
        Ok(names.into_iter().collect())
    }

    /// Makes a folder and those above it, readable by the owner alone.
    pub fn make_folder(&self, place: &str) -> Result<()> {
        self.durable(place, || make_private_folder(&self.path(place)))
    }

    /// Opens a new or emptied file for writing, with the folders above it. Not durable yet.
    pub fn create(&self, place: &str) -> Result<File> {
        let path = self.path(place);
        self.durable(place, || {
            if let Some(parent) = path.parent() {
                make_private_folder(parent)?;
            }
            open_private(&path)
        })
    }

    /// The folder at another place, with the same plan of faults.
    pub(crate) fn moved_to(&self, root: PathBuf) -> Self {
        let mut moved = self.clone();
        moved.root = root;
        moved
    }

    /// Opens a file for writing that is nobody's: what stood at `place`, a link too, is not written through but gone.
    pub(crate) fn create_fresh(&self, place: &str) -> Result<File> {
        self.remove(place)?;
        let path = self.path(place);
        self.durable(place, || {
            if let Some(parent) = path.parent() {
                make_private_folder(parent)?;
            }
            open_fresh(&path)
        })
    }

    /// Writes to an open file of this folder.
    pub(crate) fn write_to(&self, file: &mut File, place: &str, bytes: &[u8]) -> Result<()> {
        self.durable(place, || file.write_all(bytes))
    }

    /// Writes a whole file. Not durable before [`Disk::sync`].
    pub fn write(&self, place: &str, bytes: &[u8]) -> Result<()> {
        let mut file = self.create(place)?;
        self.durable(place, || file.write_all(bytes))
    }

    /// Makes the bytes of one file durable; its name only after [`Disk::sync_folder`].
    pub fn sync_file(&self, place: &str) -> Result<()> {
        self.durable(place, || File::open(self.path(place))?.sync_all())
    }

    /// Makes files and all folders above them durable: the files first, then the folders.
    pub fn sync<'a>(&self, places: impl IntoIterator<Item = &'a str>) -> Result<()> {
        let mut folders = BTreeSet::new();
        for place in places {
            self.sync_file(place)?;
            folders.extend(folders_above(place));
        }
        // Deepest first: a folder is named by the one above it.
        for folder in folders.iter().rev() {
            self.sync_folder(folder)?;
        }
        Ok(())
    }

    /// Makes the names in one folder durable.
    pub fn sync_folder(&self, place: &str) -> Result<()> {
        self.durable(place, || sync_directory(&self.path(place)))
    }

    /// Gives a file another name, in place of what stood there. Durable after [`Disk::sync_folder`].
    pub fn rename(&self, from: &str, to: &str) -> Result<()> {
        let target = self.path(to);
        self.durable(to, || {
            if let Some(parent) = target.parent() {
                make_private_folder(parent)?;
            }
            fs::rename(self.path(from), &target)
        })
    }

    /// Durably puts a whole file in place of what stood there: it is the old or the new one, never
    /// a part.
    pub fn replace(&self, place: &str, bytes: &[u8]) -> Result<()> {
        let new = format!("{place}.new");
        self.write(&new, bytes)?;
        self.sync_file(&new)?;
        self.rename(&new, place)?;
        for folder in folders_above(place).iter().rev() {
            self.sync_folder(folder)?;
        }
        Ok(())
    }

    /// Removes a file, if it is there.
    pub fn remove(&self, place: &str) -> Result<()> {
        self.durable(place, || match fs::remove_file(self.path(place)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            done => done,
        })
    }

    /// Removes a folder and everything in it, if it is there.
    pub fn remove_folder(&self, place: &str) -> Result<()> {
        self.durable(place, || match fs::remove_dir_all(self.path(place)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            done => done,
        })
    }

    /// Waits for the exclusive lock of `place`.
    pub fn lock(&self, place: &str) -> Result<Lock> {
        let file = self.create(place)?;
        file.lock().map_err(|error| StoreError::io(place, error))?;
        Ok(Lock { _file: file })
    }

    /// Waits for a lock of `place` that any number may share.
    pub fn share_lock(&self, place: &str) -> Result<Lock> {
        let file = self.create(place)?;
        file.lock_shared()
            .map_err(|error| StoreError::io(place, error))?;
        Ok(Lock { _file: file })
    }

    /// The exclusive lock of `place`, if nobody holds or shares it now.
    pub fn try_lock(&self, place: &str) -> Result<Option<Lock>> {
        let file = self.create(place)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Lock { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(StoreError::io(place, error)),
        }
    }

    #[cfg_attr(
        not(feature = "test"),
        expect(clippy::unused_self, reason = "a disk with faults needs it")
    )]
    fn durable<T>(&self, place: &str, work: impl FnOnce() -> io::Result<T>) -> Result<T> {
        #[cfg(feature = "test")]
        if let Some(faults) = &self.faults {
            return faults
                .run(work)
                .map_err(|error| StoreError::io(place, error));
        }
        work().map_err(|error| StoreError::io(place, error))
    }
}

/// The folders above `place`, outermost (the root, "") first.
pub(crate) fn folders_above(place: &str) -> BTreeSet<String> {
    let mut folders = BTreeSet::from([String::new()]);
    folders.extend(
        place
            .match_indices('/')
            .map(|(at, _)| place[..at].to_owned()),
    );
    folders
}

#[cfg(unix)]
fn make_private_folder(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
}

#[cfg(not(unix))]
fn make_private_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

#[cfg(unix)]
fn open_private(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)
}

#[cfg(not(unix))]
fn open_private(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .open(path)
}

fn open_fresh(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(unix)]
fn sync_directory(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// Windows has no call for this; its file systems order names by themselves.
#[cfg(not(unix))]
fn sync_directory(_path: &Path) -> io::Result<()> {
    Ok(())
}
