//! Files that a browser hands over. They lie in a folder of this person's home, readable by nobody else, until they
//! are read, and are removed then, when the archive is locked, and, where the program was killed, when one begins again.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use axum::extract::Multipart;
use testigo_archive::{Error, Result, Surroundings};

use crate::workspace::Workspace;

/// All files of one form. Larger collections are named by their place on this computer.
pub(crate) const UPLOAD_BYTES_MAX: usize = 4 << 30;
const FOLDER: &str = "handed-over";
/// Held as long as the process that a folder belongs to runs.
const LOCK: &str = "in-use";
/// All fields of one form that are no files, in memory.
const FIELDS_BYTES_MAX: usize = 4 << 20;
/// Fields and files of one form.
const PARTS_MAX: usize = 20_000;
/// The one file of a form that is a field of it.
const MAP: &str = "map";
const NAME_BYTES_MAX: usize = 200;

/// The folder of this process, and the file that says so to others.
#[derive(Debug)]
pub(crate) struct Spool {
    folder: PathBuf,
    random: fn() -> [u8; 32],
    _lock: File,
}

impl Spool {
    /// Removes what processes left behind that were killed, and makes a folder of its own.
    pub(crate) fn new(surroundings: &Surroundings) -> Result<Self> {
        let all = surroundings.home.join(FOLDER);
        private_folder(&all)?;
        for entry in fs::read_dir(&all).map_err(failed)? {
            let folder = entry.map_err(failed)?.path();
            let lock = File::open(folder.join(LOCK));
            let is_in_use = lock.is_ok_and(|lock| lock.try_lock().is_err());
            if !is_in_use {
                // Another process may be faster.
                let _gone = fs::remove_dir_all(&folder);
            }
        }
        let random = surroundings.random;
        let folder = all.join(hex::encode(&random()[..16]));
        private_folder(&folder)?;
        let lock = private_file(&folder.join(LOCK))?;
        lock.lock().map_err(failed)?;
        Ok(Self {
            folder,
            random,
            _lock: lock,
        })
    }

    /// Removes everything that was handed over to this process.
    pub(crate) fn empty(&self) {
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            if entry.file_name() != LOCK {
                // What does not go now is gone over when the next process begins.
                let _gone = fs::remove_dir_all(entry.path());
            }
        }
    }

    /// Whether a place lies where everything is removed again.
    pub(crate) fn holds(&self, place: &Path) -> bool {
        let whole = |path: &Path| path.parent()?.canonicalize().ok();
        let all = whole(&self.folder);
        let folder = whole(place);
        all.zip(folder)
            .is_some_and(|(all, folder)| folder.starts_with(all))
    }

    fn new_folder(&self) -> Result<Handed> {
        let path = self.folder.join(hex::encode(&(self.random)()[..16]));
        private_folder(&path)?;
        Ok(Handed { path })
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        let _gone = fs::remove_dir_all(&self.folder);
    }
}

/// A form with files: its fields, and where the files lie.
#[derive(Debug, Default)]
pub(crate) struct Uploaded {
    fields: Vec<(String, String)>,
    pub(crate) files: Vec<PathBuf>,
    /// Removed with everything in it when it is no longer wanted.
    pub(crate) folder: Option<Handed>,
}

/// A folder with what was handed over; gone when nobody holds it.
#[derive(Debug)]
pub(crate) struct Handed {
    pub(crate) path: PathBuf,
}

impl Drop for Handed {
    fn drop(&mut self) {
        // Swept again when the archive is locked.
        let _gone = fs::remove_dir_all(&self.path);
    }
}

impl Uploaded {
    pub(crate) fn field(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.trim())
    }

    /// The same; nothing if it is empty.
    pub(crate) fn said(&self, name: &str) -> Option<String> {
        let value = self.field(name);
        (!value.is_empty()).then(|| value.to_owned())
    }

    /// Takes a form in, file by file, without holding a file in memory.
    pub(crate) async fn receive(workspace: &Workspace, mut form: Multipart) -> Result<Self> {
        let mut uploaded = Self::default();
        let (mut parts, mut bytes) = (0, 0);
        while let Some(mut part) = form.next_field().await.map_err(damaged)? {
            parts += 1;
            if parts > PARTS_MAX {
                return Err(Error::new("upload_damaged"));
            }
            let name = part.name().unwrap_or_default().to_owned();
            // A mapping is short, and is read as if it had been typed.
            let file_name = part.file_name().filter(|_| name != MAP).map(safe_name);
            let Some(file_name) = file_name else {
                let mut text = Vec::new();
                while let Some(chunk) = part.chunk().await.map_err(damaged)? {
                    bytes += chunk.len();
                    if bytes > FIELDS_BYTES_MAX {
                        return Err(Error::new("upload_damaged"));
                    }
                    text.extend_from_slice(&chunk);
                }
                let text = String::from_utf8(text).map_err(|_| Error::new("upload_damaged"))?;
                uploaded.fields.push((name, text));
                continue;
            };
            if file_name.is_empty() {
                continue;
            }
            let mut file = uploaded.new_file(workspace, &file_name)?;
            while let Some(chunk) = part.chunk().await.map_err(damaged)? {
                if workspace.is_left() {
                    return Err(Error::new("upload_damaged"));
                }
                tokio::task::block_in_place(|| file.write_all(&chunk)).map_err(failed)?;
            }
        }
        Ok(uploaded)
    }

    fn new_file(&mut self, workspace: &Workspace, file_name: &str) -> Result<File> {
        let folder = match self.folder.take() {
            Some(folder) => folder,
            None => workspace.spool.new_folder()?,
        };
        // Two files of one name lie in folders of their own.
        let place = folder.path.join(self.files.len().to_string());
        self.folder = Some(folder);
        private_folder(&place)?;
        let path = place.join(file_name);
        let file = private_file(&path)?;
        self.files.push(path);
        Ok(file)
    }
}

fn damaged(error: axum::extract::multipart::MultipartError) -> Error {
    Error::new("upload_damaged").because(error)
}

fn failed(error: io::Error) -> Error {
    Error::new("io_failed").because(error)
}

/// The last part of a name, without what a path could be made of.
fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\', ':']).next().unwrap_or_default();
    let mut safe: String = last.chars().filter(|letter| !letter.is_control()).collect();
    while safe.len() > NAME_BYTES_MAX {
        safe.remove(0);
    }
    let safe = safe.trim();
    if safe.trim_matches('.').is_empty() {
        String::new()
    } else {
        safe.to_owned()
    }
}

fn private_folder(path: &Path) -> Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(failed)
}

fn private_file(path: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::safe_name;

    #[test]
    fn a_name_leads_nowhere() {
        for (name, expected) in [
            ("list.csv", "list.csv"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\a\\list.csv", "list.csv"),
            ("..", ""),
            (".", ""),
            ("", ""),
            ("a\0b\n.csv", "ab.csv"),
            ("C:list.csv", "list.csv"),
            ("  ", ""),
        ] {
            assert_eq!(safe_name(name), expected, "{name:?}");
        }
        assert!(safe_name(&format!("{}.csv", "ñ".repeat(400))).ends_with("ñ.csv"));
    }
}
