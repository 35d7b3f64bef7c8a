//! Files that a browser hands over. They lie in a folder of this person's home, readable by nobody else, until they
//! are read, and are removed then, when the archive is locked, and when the workspace begins again.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use axum::extract::Multipart;
use testigo_archive::{Error, Result};

use crate::workspace::Workspace;

/// All files of one form. Larger collections are named by their place on this computer.
pub(crate) const UPLOAD_BYTES_MAX: usize = 4 << 30;
const FOLDER: &str = "handed-over";
const FIELD_BYTES_MAX: usize = 1 << 20;
const NAME_BYTES_MAX: usize = 200;

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
        while let Some(mut part) = form.next_field().await.map_err(damaged)? {
            let name = part.name().unwrap_or_default().to_owned();
            let Some(file_name) = part.file_name().map(safe_name) else {
                let mut text = Vec::new();
                while let Some(chunk) = part.chunk().await.map_err(damaged)? {
                    text.extend_from_slice(&chunk);
                    if text.len() > FIELD_BYTES_MAX {
                        return Err(Error::new("upload_damaged"));
                    }
                }
                let text = String::from_utf8(text).map_err(|_| Error::new("upload_damaged"))?;
                uploaded.fields.push((name, text));
                continue;
            };
            if file_name.is_empty() {
                continue;
            }
            if uploaded.folder.is_none() {
                uploaded.folder = Some(new_folder(workspace)?);
            }
            let Some(folder) = &uploaded.folder else {
                continue;
            };
            // Two files of one name lie in folders of their own.
            let place = folder.path.join(uploaded.files.len().to_string());
            private_folder(&place)?;
            let path = place.join(file_name);
            let mut file = private_file(&path)?;
            while let Some(chunk) = part.chunk().await.map_err(damaged)? {
                tokio::task::block_in_place(|| file.write_all(&chunk)).map_err(failed)?;
            }
            uploaded.files.push(path);
        }
        Ok(uploaded)
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

fn place(workspace: &Workspace) -> PathBuf {
    workspace.settings.surroundings.home.join(FOLDER)
}

fn new_folder(workspace: &Workspace) -> Result<Handed> {
    let random = (workspace.settings.surroundings.random)();
    let path = place(workspace).join(hex::encode(&random[..16]));
    private_folder(&path)?;
    Ok(Handed { path })
}

/// What an earlier run left behind.
pub(crate) fn sweep(workspace: &Workspace) -> Result<()> {
    match fs::remove_dir_all(place(workspace)) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(failed(error)),
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
