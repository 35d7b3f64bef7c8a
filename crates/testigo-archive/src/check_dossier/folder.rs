//! A package that lies unpacked in a folder.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use testigo_package::{FILES_MAX, FileEntry, FileKind, Files};

/// The files below a folder; links are not followed.
#[derive(Debug)]
pub(crate) struct FolderFiles {
    root: PathBuf,
    entries: Vec<FileEntry>,
}

impl FolderFiles {
    pub(crate) fn open(root: &Path) -> io::Result<Self> {
        let mut entries = Vec::new();
        let mut waiting = vec![PathBuf::new()];
        while let Some(folder) = waiting.pop() {
            for entry in fs::read_dir(root.join(&folder))? {
                let entry = entry?;
                let relative = folder.join(entry.file_name());
                let metadata = entry.metadata()?;
                if metadata.is_dir() {
                    waiting.push(relative);
                    continue;
                }
                // A name that is no Unicode is none that a package may hold.
                let kind = if metadata.is_file() && relative.to_str().is_some() {
                    FileKind::Regular
                } else {
                    FileKind::Special
                };
                entries.push(FileEntry {
                    name: package_name(&relative),
                    bytes: metadata.len(),
                    kind,
                });
                if entries.len() > FILES_MAX {
                    break;
                }
            }
        }
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Self {
            root: root.to_path_buf(),
            entries,
        })
    }
}

impl Files for FolderFiles {
    fn entries(&self) -> &[FileEntry] {
        &self.entries
    }

    fn open(&mut self, index: usize) -> io::Result<Box<dyn Read + '_>> {
        let entry = self.entries.get(index).ok_or(io::ErrorKind::NotFound)?;
        let file = File::open(self.root.join(&entry.name))?;
        Ok(Box::new(file.take(entry.bytes.saturating_add(1))))
    }
}

/// `/` on every platform. A name that is no Unicode holds U+FFFD and fails to open.
fn package_name(path: &Path) -> String {
    path.components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}
