//! Where an export is written: a private folder beside its place, until all of it is there.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};
use testigo_custody::Digest;
use testigo_package::{MANIFEST, copy_stream, digest_stream, manifest_text};

use crate::disclose::bag_writer::{out_exists, out_failed, zip_files};
use crate::error::Result;
use crate::retrieve::create_private;

/// What stands at the path in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Folder,
    Zip,
    /// One file, by its name inside the folder.
    File(&'static str),
}

/// An export being written. Whatever is left unfinished is removed.
#[derive(Debug)]
pub(super) struct ExportFolder {
    out: PathBuf,
    folder: PathBuf,
    shape: Shape,
    files: BTreeMap<String, Digest>,
}

impl ExportFolder {
    /// Begins in `<out>.exporting`, which only its owner can read.
    pub(super) fn begin(out: &Path, shape: Shape) -> Result<Self> {
        let mut name = out.file_name().unwrap_or_default().to_os_string();
        name.push(".exporting");
        let folder = out.with_file_name(name);
        let failed = |error| out_failed(&folder, error);
        // Left behind by a run that was cut short.
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(failed)?;
        }
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&folder).map_err(failed)?;
        Ok(Self {
            out: out.to_path_buf(),
            folder,
            shape,
            files: BTreeMap::new(),
        })
    }

    /// Where a file lies while it is being written.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Writes a file.
    pub(super) fn write(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        self.copy(name, &mut &*bytes).map(drop)
    }

    /// Writes a file from a stream; gives its digest.
    pub(super) fn copy(&mut self, name: &str, input: &mut dyn Read) -> Result<Digest> {
        let path = self.path(name);
        let mut file = create_private(&path)?;
        let (digest, _) = copy_stream(input, &mut file)
            .and_then(|written| file.sync_all().map(|()| written))
            .map_err(|error| out_failed(&path, error))?;
        self.files.insert(name.to_owned(), digest);
        Ok(digest)
    }

    /// Takes up a file that something else wrote at [`ExportFolder::path`].
    pub(super) fn adopt(&mut self, name: &str) -> Result<()> {
        let path = self.path(name);
        let adopted = File::open(&path).and_then(|mut file| {
            #[cfg(unix)]
            file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
            let (digest, _) = digest_stream(&mut file)?;
            file.sync_all()?;
            Ok(digest)
        });
        let digest = adopted.map_err(|error| out_failed(&path, error))?;
        self.files.insert(name.to_owned(), digest);
        Ok(())
    }

    /// Writes the manifest where there are several files, and packs a zip; gives the manifest's digest.
    pub(super) fn close(&mut self) -> Result<String> {
        let text = manifest_text(&self.files);
        let digest = Digest::from_bytes(Sha256::digest(text.as_bytes()).into());
        if matches!(self.shape, Shape::File(_)) {
            return Ok(digest.to_string());
        }
        let mut names: Vec<String> = self.files.keys().cloned().collect();
        self.write(MANIFEST, text.as_bytes())?;
        names.push(MANIFEST.to_owned());
        if self.shape == Shape::Zip {
            let path = self.packed();
            let file = create_private(&path)?;
            zip_files(&self.folder, &names, "", file).map_err(|error| out_failed(&path, error))?;
        }
        Ok(digest.to_string())
    }

    fn packed(&self) -> PathBuf {
        self.path("packed.zip")
    }

    /// Puts it in its place, if nothing came there meanwhile.
    pub(super) fn finish(self) -> Result<()> {
        if self.out.exists() {
            return Err(out_exists(&self.out));
        }
        let written = match self.shape {
            Shape::Folder => self.folder.clone(),
            Shape::Zip => self.packed(),
            Shape::File(name) => self.path(name),
        };
        fs::rename(written, &self.out).map_err(|error| out_failed(&self.out, error))
    }
}

impl Drop for ExportFolder {
    fn drop(&mut self) {
        // A folder that was moved to its place is no longer here; nothing more can be done about one that does not go.
        let _gone = fs::remove_dir_all(&self.folder);
    }
}
