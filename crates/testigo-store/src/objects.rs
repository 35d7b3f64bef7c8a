//! Sealed objects: staged, read back, named, opened (FORMAT 5.2).

use std::fs::File;
use std::io::{self, Read, Seek, Write};

use sha2::{Digest as _, Sha256};
use testigo_custody::{Digest, LogId, ObjectName};

use crate::error::{Result, StoreError};
use crate::keys::KeyRing;
use crate::sealing::{opening_reader, sealing_writer};
use crate::store::Store;

const CHUNK_BYTES: usize = 1 << 16;
/// How much of the beginning is kept, to tell the media type.
const FIRST_BYTES: usize = 4096;

/// An object sealed and read back, waiting for its batch.
#[derive(Debug)]
pub struct Staged {
    /// SHA-256 of the plain bytes.
    pub plaintext: Digest,
    /// Number of plain bytes.
    pub bytes: u64,
    /// The first plain bytes, at most 4,096.
    pub first_bytes: Vec<u8>,
    pub(crate) sealed: Digest,
    pub(crate) temporary: String,
    pub(crate) place: String,
}

/// Where an object lies.
pub fn object_place(name: ObjectName) -> String {
    let text = name.to_string();
    format!("objects/{}/{}", &text[..2], &text[2..])
}

/// The name and place of the object that `log` stored for these plain bytes.
pub fn place_of(ring: &KeyRing, log: LogId, plaintext: Digest) -> String {
    object_place(ObjectName::new(ring.naming_key(), log, plaintext))
}

/// Seals a stream into `objects/tmp/<log>/<number>`, then reads it back and compares. What comes
/// back is stored in the sense of the promise only after its batch is committed.
pub fn stage(
    store: &Store,
    ring: &KeyRing,
    log: LogId,
    number: u64,
    input: &mut dyn Read,
) -> Result<Staged> {
    let temporary = format!("objects/tmp/{log}/{}-{number}", std::process::id());
    let file = store.disk().create(&temporary)?;
    let staged = seal_stream(ring, file, input, &temporary).inspect_err(|_| {
        // What is left lies under tmp/ and is swept; the first error is the one to tell.
        let _swept = store.disk().remove(&temporary);
    })?;
    let (plaintext, bytes, first_bytes, sealed) = staged;
    let (again, again_bytes) = digest_of_sealed(store, ring, &temporary)?;
    if (again, again_bytes) != (plaintext, bytes) {
        store.disk().remove(&temporary)?;
        return Err(StoreError::ObjectDamaged { place: temporary });
    }
    let place = place_of(ring, log, plaintext);
    Ok(Staged {
        plaintext,
        bytes,
        first_bytes,
        sealed,
        temporary,
        place,
    })
}

/// Gives up a staged object.
pub fn discard(store: &Store, staged: &Staged) -> Result<()> {
    store.disk().remove(&staged.temporary)
}

type Sealed = (Digest, u64, Vec<u8>, Digest);

fn seal_stream(ring: &KeyRing, file: File, input: &mut dyn Read, place: &str) -> Result<Sealed> {
    let output = HashingWriter {
        file,
        digest: Sha256::new(),
    };
    let mut writer = sealing_writer(&ring.recipient(), output)?;
    let mut plain = Sha256::new();
    let mut bytes = 0u64;
    let mut first_bytes = Vec::new();
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        let read = match input.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(source) => return Err(StoreError::Intake { source }),
        };
        let part = chunk.get(..read).unwrap_or(&chunk);
        plain.update(part);
        bytes += read as u64;
        if first_bytes.len() < FIRST_BYTES {
            first_bytes.extend(part.iter().take(FIRST_BYTES - first_bytes.len()));
        }
        writer
            .write_all(part)
            .map_err(|error| StoreError::io(place, error))?;
    }
    let output = writer
        .finish()
        .map_err(|error| StoreError::io(place, error))?;
    let plain = Digest::from_bytes(plain.finalize().into());
    Ok((
        plain,
        bytes,
        first_bytes,
        Digest::from_bytes(output.digest.finalize().into()),
    ))
}

/// Hashes what reaches the file: the digest that a holder without keys can check.
struct HashingWriter {
    file: File,
    digest: Sha256,
}

impl Write for HashingWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.digest.update(bytes.get(..written).unwrap_or(bytes));
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Opens a sealed file: a reader of the plain bytes, which opens no more than what is read.
pub fn open(store: &Store, ring: &KeyRing, place: &str) -> Result<impl Read + Seek + use<>> {
    let file = match File::open(store.disk().path(place)) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(StoreError::ObjectMissing {
                place: place.to_owned(),
            });
        }
        Err(error) => return Err(StoreError::io(place, error)),
    };
    opening_reader(ring.identities(), file, place)
}

/// The plain bytes of an object that waits for its commit.
pub fn open_staged(store: &Store, ring: &KeyRing, staged: &Staged) -> Result<impl Read + use<>> {
    open(store, ring, &staged.temporary)
}

/// SHA-256 and size of the plain bytes of a sealed file.
pub fn digest_of_sealed(store: &Store, ring: &KeyRing, place: &str) -> Result<(Digest, u64)> {
    let mut reader = open(store, ring, place)?;
    let mut digest = Sha256::new();
    let mut bytes = 0u64;
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        match reader.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => {
                digest.update(chunk.get(..read).unwrap_or(&chunk));
                bytes += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if is_decryption(&error) => {
                return Err(StoreError::ObjectDamaged {
                    place: place.to_owned(),
                });
            }
            Err(error) => return Err(StoreError::io(place, error)),
        }
    }
    Ok((Digest::from_bytes(digest.finalize().into()), bytes))
}

/// SHA-256 of the sealed file that stands at an object's place already, if it opens to the same bytes.
pub(crate) fn standing(store: &Store, ring: &KeyRing, staged: &Staged) -> Option<Digest> {
    if !store.disk().exists(&staged.place) {
        return None;
    }
    let (plaintext, _) = digest_of_sealed(store, ring, &staged.place).ok()?;
    if plaintext != staged.plaintext {
        return None;
    }
    let mut file = File::open(store.disk().path(&staged.place)).ok()?;
    let mut digest = Sha256::new();
    io::copy(&mut file, &mut digest).ok()?;
    Some(Digest::from_bytes(digest.finalize().into()))
}

/// Whether an error of a reader from [`open`] means damaged bytes rather than a failing disk.
pub fn is_decryption(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof
    )
}
