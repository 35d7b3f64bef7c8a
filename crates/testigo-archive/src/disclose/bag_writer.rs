//! Writing a bag: every file hashed as it is written, so that the manifests need no second pass.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read};
use std::path::{Path, PathBuf};

use testigo_custody::Digest;
use testigo_package::{
    DECLARATION, MANIFEST, Manifest, TAG_MANIFEST, copy_stream, digest_stream, is_covered,
    manifest_text,
};

use crate::error::{Error, Result};
use crate::retrieve::file_name;

/// A bag being written into a folder of its own, which becomes the package at the end.
#[derive(Debug)]
pub(crate) struct BagWriter {
    folder: PathBuf,
    payload: Manifest,
    tags: Manifest,
    payload_bytes: u64,
}

impl BagWriter {
    /// Begins in `<out>.building`, beside where the package will stand.
    pub(crate) fn begin(out: &Path) -> Result<Self> {
        if out.exists() {
            return Err(out_exists(out));
        }
        let mut name = out.file_name().unwrap_or_default().to_os_string();
        name.push(".building");
        let folder = out.with_file_name(name);
        let failed = |error| out_failed(&folder, error);
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(failed)?;
        }
        fs::create_dir_all(folder.join("data")).map_err(failed)?;
        Ok(Self {
            folder,
            payload: Manifest::new(),
            tags: Manifest::new(),
            payload_bytes: 0,
        })
    }

    /// Where a file of the bag lies while it is being written.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Writes a file.
    pub(crate) fn write(&mut self, name: &str, bytes: &[u8]) -> Result<Digest> {
        self.copy(name, &mut &*bytes)
    }

    /// Writes a file from a stream.
    pub(crate) fn copy(&mut self, name: &str, input: &mut dyn Read) -> Result<Digest> {
        let path = self.path(name);
        let failed = |error| out_failed(&path, error);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(failed)?;
        }
        let mut file = BufWriter::new(File::create(&path).map_err(failed)?);
        let (digest, bytes) = copy_stream(input, &mut file).map_err(failed)?;
        let file = file
            .into_inner()
            .map_err(|error| failed(error.into_error()))?;
        file.sync_all().map_err(failed)?;
        self.enter(name, digest, bytes);
        Ok(digest)
    }

    /// Takes up a file that something else wrote at [`BagWriter::path`].
    pub(crate) fn adopt(&mut self, name: &str) -> Result<Digest> {
        let path = self.path(name);
        let failed = |error| out_failed(&path, error);
        let mut file = File::open(&path).map_err(failed)?;
        let (digest, bytes) = digest_stream(&mut file).map_err(failed)?;
        file.sync_all().map_err(failed)?;
        self.enter(name, digest, bytes);
        Ok(digest)
    }

    fn enter(&mut self, name: &str, digest: Digest, bytes: u64) {
        if name.starts_with("data/") {
            self.payload_bytes += bytes;
            self.payload.insert(name.to_owned(), digest);
        } else {
            self.tags.insert(name.to_owned(), digest);
        }
    }

    /// `Payload-Oxum` of RFC 8493.
    pub(crate) fn oxum(&self) -> String {
        format!("{}.{}", self.payload_bytes, self.payload.len())
    }

    /// Files of `data/` with their digests.
    pub(crate) fn payload(&self) -> &Manifest {
        &self.payload
    }

    /// Writes declaration and payload manifest; gives the manifest's digest and the digests of the
    /// other files that the release names.
    pub(crate) fn close_payload(&mut self) -> Result<(Digest, Manifest)> {
        self.write("bagit.txt", DECLARATION.as_bytes())?;
        let text = manifest_text(&self.payload);
        let manifest = self.write(MANIFEST, text.as_bytes())?;
        let covered = self
            .tags
            .iter()
            .filter(|(name, _)| is_covered(name))
            .map(|(name, digest)| (name.clone(), *digest))
            .collect();
        Ok((manifest, covered))
    }

    /// Writes the tag manifest and puts the package in its place: a folder, or a zip file.
    pub(crate) fn finish(mut self, out: &Path) -> Result<()> {
        let text = manifest_text(&self.tags);
        self.write(TAG_MANIFEST, text.as_bytes())?;
        if out.extension().is_some_and(|extension| extension == "zip") {
            let partial = self.folder.with_extension("zip");
            let names: Vec<String> = self
                .payload
                .keys()
                .chain(self.tags.keys())
                .cloned()
                .collect();
            zip_up(&self.folder, &names, &partial, out).map_err(|error| out_failed(out, error))?;
            return fs::remove_dir_all(&self.folder)
                .map_err(|error| out_failed(&self.folder, error));
        }
        fs::rename(&self.folder, out).map_err(|error| out_failed(out, error))
    }

    /// Removes what was begun.
    pub(crate) fn abandon(self) -> Result<()> {
        fs::remove_dir_all(&self.folder).map_err(|error| out_failed(&self.folder, error))
    }
}

fn zip_up(folder: &Path, names: &[String], partial: &Path, out: &Path) -> io::Result<()> {
    let stem = out
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let top = if testigo_package::refused(&stem).is_none() {
        stem
    } else {
        "dossier".to_owned()
    };
    zip_files(folder, names, &format!("{top}/"), File::create(partial)?)?;
    fs::rename(partial, out)
}

/// Packs files of a folder, each under its name behind `prefix`.
pub(crate) fn zip_files(
    folder: &Path,
    names: &[String],
    prefix: &str,
    zip: File,
) -> io::Result<()> {
    let mut writer = zip::ZipWriter::new(BufWriter::new(zip));
    // One fixed moment: the same bag gives the same bytes.
    let options = zip::write::SimpleFileOptions::default()
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644);
    for name in names {
        let is_packed = name.starts_with("data/items/");
        let method = if is_packed {
            zip::CompressionMethod::Stored
        } else {
            zip::CompressionMethod::Deflated
        };
        let mut file = File::open(folder.join(name))?;
        let large = file.metadata()?.len() > u64::from(u32::MAX) - 1;
        writer
            .start_file(
                format!("{prefix}{name}"),
                options.compression_method(method).large_file(large),
            )
            .map_err(io::Error::other)?;
        io::copy(&mut file, &mut writer)?;
    }
    let file = writer.finish().map_err(io::Error::other)?;
    file.into_inner()
        .map_err(io::IntoInnerError::into_error)?
        .sync_all()
}

/// What stands in the place already stays.
pub(crate) fn out_exists(out: &Path) -> Error {
    Error::new("out_exists").with("path", file_name(out))
}

pub(crate) fn out_failed(path: &Path, error: io::Error) -> Error {
    Error::new(testigo_store::system_code(&error))
        .with("path", file_name(path))
        .because(error)
}
