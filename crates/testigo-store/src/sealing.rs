//! Sealing and opening with stock age v1 (C2SP age): X25519 for everything stored, scrypt for key files.

use std::io::{self, BufReader, Read, Write};

use age::secrecy::SecretString;
use age::x25519;
use zeroize::Zeroizing;

use crate::error::{Result, StoreError};

/// log2 N of new key files. A cheap one exists only in builds for tests.
pub(crate) const WORK_FACTOR: u8 = if cfg!(feature = "test") { 4 } else { 18 };
/// What is accepted when reading (FORMAT 5.1).
const WORK_FACTORS: std::ops::RangeInclusive<u8> = if cfg!(feature = "test") {
    1..=20
} else {
    17..=20
};

/// A writer that seals to one recipient. Call `finish`, or the file is cut short.
pub(crate) fn sealing_writer<W: Write>(
    recipient: &x25519::Recipient,
    output: W,
) -> Result<age::stream::StreamWriter<W>> {
    age::Encryptor::with_recipients(std::iter::once(recipient as &dyn age::Recipient))
        .map_err(|_| StoreError::Sealing)?
        .wrap_output(output)
        .map_err(|error| StoreError::io("", error))
}

/// A reader that opens with one of the identities. Wrong keys and damage are `ObjectDamaged`.
pub(crate) fn opening_reader<R: Read>(
    identities: &[x25519::Identity],
    input: R,
    place: &str,
) -> Result<age::stream::StreamReader<BufReader<R>>> {
    let damaged = |_| StoreError::ObjectDamaged {
        place: place.to_owned(),
    };
    age::Decryptor::new_buffered(BufReader::with_capacity(1 << 16, input))
        .map_err(damaged)?
        .decrypt(
            identities
                .iter()
                .map(|identity| identity as &dyn age::Identity),
        )
        .map_err(damaged)
}

/// Seals a small secret to a recipient.
pub(crate) fn seal_bytes(recipient: &x25519::Recipient, bytes: &[u8]) -> Result<Vec<u8>> {
    let mut writer = sealing_writer(recipient, Vec::new())?;
    writer
        .write_all(bytes)
        .map_err(|error| StoreError::io("", error))?;
    writer.finish().map_err(|error| StoreError::io("", error))
}

/// Opens a small secret.
pub(crate) fn open_bytes(
    identities: &[x25519::Identity],
    sealed: &[u8],
    place: &str,
) -> Result<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::new());
    opening_reader(identities, sealed, place)?
        .read_to_end(&mut bytes)
        .map_err(|_| StoreError::ObjectDamaged {
            place: place.to_owned(),
        })?;
    Ok(bytes)
}

/// Seals with a passphrase.
pub(crate) fn seal_with_passphrase(passphrase: &SecretString, bytes: &[u8]) -> Result<Vec<u8>> {
    let mut recipient = age::scrypt::Recipient::new(passphrase.clone());
    recipient.set_work_factor(WORK_FACTOR);
    let mut writer =
        age::Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))
            .map_err(|_| StoreError::Sealing)?
            .wrap_output(Vec::new())
            .map_err(|error| StoreError::io("", error))?;
    writer
        .write_all(bytes)
        .map_err(|error| StoreError::io("", error))?;
    writer.finish().map_err(|error| StoreError::io("", error))
}

/// Opens with a passphrase: `None` if it is not the one.
pub(crate) fn open_with_passphrase(
    passphrase: &SecretString,
    sealed: &[u8],
    place: &str,
) -> Result<Option<Zeroizing<Vec<u8>>>> {
    let damaged = || StoreError::KeyFileDamaged {
        place: place.to_owned(),
    };
    let factor = stated_work_factor(sealed).ok_or_else(damaged)?;
    if !WORK_FACTORS.contains(&factor) {
        return Err(StoreError::WorkFactor {
            place: place.to_owned(),
            factor,
        });
    }
    let mut identity = age::scrypt::Identity::new(passphrase.clone());
    identity.set_max_work_factor(*WORK_FACTORS.end());
    let decryptor = age::Decryptor::new_buffered(sealed).map_err(|_| damaged())?;
    let mut reader = match decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity)) {
        Ok(reader) => reader,
        Err(age::DecryptError::NoMatchingKeys | age::DecryptError::DecryptionFailed) => {
            return Ok(None);
        }
        Err(_) => return Err(damaged()),
    };
    let mut bytes = Zeroizing::new(Vec::new());
    reader
        .read_to_end(&mut bytes)
        .map_err(|_: io::Error| damaged())?;
    Ok(Some(bytes))
}

/// The work factor that an age file with one scrypt stanza states in its second line.
fn stated_work_factor(sealed: &[u8]) -> Option<u8> {
    let head = sealed.get(..sealed.len().min(512))?;
    let mut lines = head.split(|byte| *byte == b'\n');
    if lines.next()? != b"age-encryption.org/v1" {
        return None;
    }
    let stanza = std::str::from_utf8(lines.next()?).ok()?;
    let mut words = stanza.split(' ');
    (words.next()? == "->" && words.next()? == "scrypt").then_some(())?;
    words.nth(1)?.parse().ok()
}

#[cfg(test)]
mod cctv;
