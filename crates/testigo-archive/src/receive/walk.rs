//! Finding the files below a path, in a fixed order, with a failure for each that cannot be received.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

/// A file to receive.
#[derive(Debug)]
pub(crate) struct Found {
    /// Where it lies.
    pub(crate) path: PathBuf,
    /// Its path from the folder that was given, that folder's name included, as text.
    pub(crate) shown: String,
    /// The same in hex, where it is not Unicode.
    pub(crate) path_bytes: Option<String>,
    /// Its own name.
    pub(crate) name: String,
}

/// Something that is named in the answer and not received.
#[derive(Debug)]
pub(crate) struct Refused {
    pub(crate) path: String,
    pub(crate) code: &'static str,
}

/// Walks one path; holds the names of one folder per depth in memory.
pub(crate) struct Walk {
    excluded: BTreeSet<PathBuf>,
    /// Path and relative path still to visit, the next one last.
    waiting: Vec<(PathBuf, PathBuf, bool)>,
}

impl Walk {
    pub(crate) fn new(path: &Path, excluded: &[PathBuf]) -> Self {
        let excluded = excluded
            .iter()
            .filter_map(|folder| folder.canonicalize().ok())
            .collect();
        let name = path
            .file_name()
            .map(OsString::from)
            .or_else(|| path.canonicalize().ok()?.file_name().map(OsString::from))
            .unwrap_or_default();
        Self {
            excluded,
            waiting: vec![(path.to_path_buf(), PathBuf::from(name), true)],
        }
    }

    fn visit(
        &mut self,
        path: PathBuf,
        relative: &Path,
        given: bool,
    ) -> Option<Result<Found, Refused>> {
        let refuse = |code| {
            Some(Err(Refused {
                path: relative.to_string_lossy().into_owned(),
                code,
            }))
        };
        // A link that the person named is followed; one inside a folder may lead anywhere, or round.
        let metadata = if given {
            fs::metadata(&path)
        } else {
            fs::symlink_metadata(&path)
        };
        let metadata = match metadata {
            Ok(metadata) => metadata,
            Err(error) => {
                let is_link = fs::symlink_metadata(&path).is_ok_and(|found| found.is_symlink());
                let is_loop = is_link && error.kind() != io::ErrorKind::NotFound;
                return refuse(if is_loop {
                    "symlink_loop"
                } else {
                    file_code(&error)
                });
            }
        };
        if metadata.is_symlink() {
            return refuse("symlink_not_followed");
        }
        if metadata.is_dir() {
            if path
                .canonicalize()
                .is_ok_and(|whole| self.excluded.contains(&whole))
            {
                return refuse("inside_archive");
            }
            return match self.enter(&path, relative) {
                Ok(()) => None,
                Err(error) => refuse(file_code(&error)),
            };
        }
        if !metadata.is_file() {
            return refuse("not_a_file");
        }
        Some(Ok(found(path, relative)))
    }

    fn enter(&mut self, path: &Path, relative: &Path) -> io::Result<()> {
        let mut names = BTreeSet::new();
        for entry in fs::read_dir(path)? {
            names.insert(entry?.file_name());
        }
        for name in names.into_iter().rev() {
            self.waiting
                .push((path.join(&name), relative.join(&name), false));
        }
        Ok(())
    }
}

impl Iterator for Walk {
    type Item = Result<Found, Refused>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some((path, relative, given)) = self.waiting.pop() {
            if let Some(visited) = self.visit(path, &relative, given) {
                return Some(visited);
            }
        }
        None
    }
}

fn found(path: PathBuf, relative: &Path) -> Found {
    let name = relative
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    // `/` on every platform: the record is read elsewhere.
    let shown = relative
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/");
    let path_bytes = relative
        .to_str()
        .is_none()
        .then(|| hex::encode(relative.as_os_str().as_encoded_bytes()));
    Found {
        path,
        shown,
        path_bytes,
        name,
    }
}

/// The code for a file that the system does not give us.
pub(crate) fn file_code(error: &io::Error) -> &'static str {
    if error.kind() == io::ErrorKind::NotFound {
        "not_found"
    } else {
        "item_unreadable"
    }
}

/// Whole seconds; `None` where the system does not say.
pub(crate) fn modified_s(metadata: &Metadata) -> Option<i64> {
    let modified = metadata.modified().ok()?;
    match modified.duration_since(std::time::UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_secs()).ok(),
        Err(before) => i64::try_from(before.duration().as_secs())
            .ok()
            .map(|seconds| -seconds),
    }
}
