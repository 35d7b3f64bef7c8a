//! The keys of an archive: what a passphrase opens (FORMAT 5.1), and the keys of this installation.

use std::str::FromStr;

use age::secrecy::{ExposeSecret, SecretString};
use age::x25519;
use serde::{Deserialize, Serialize};
use testigo_custody::{
    Admission, ArchiveId, Epoch, KeyFiles, LogId, Note, SigningKey, VerifierKey, archive_key_name,
    log_key_name, sha256,
};
use zeroize::{Zeroize, Zeroizing};

use crate::error::{Result, StoreError};
use crate::sealing;
use crate::store::Store;

const KEY_FORMAT: &str = "testigo/1/keys";
/// The recovery passphrase is 8 groups of 4 letters: 160 bits.
const RECOVERY_ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// An unlocked archive's keys.
pub struct KeyRing {
    archive: ArchiveId,
    identities: Vec<x25519::Identity>,
    naming_key: Zeroizing<[u8; 32]>,
    group_key: SigningKey,
}

impl std::fmt::Debug for KeyRing {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("KeyRing")
            .field("archive", &self.archive)
            .finish_non_exhaustive()
    }
}

#[derive(Serialize, Deserialize)]
struct KeyFile {
    format: String,
    archive: String,
    epochs: Vec<EpochSecret>,
    naming_key: String,
    group_key: String,
}

#[derive(Serialize, Deserialize)]
struct EpochSecret {
    epoch: u32,
    identity: String,
}

impl Drop for KeyFile {
    fn drop(&mut self) {
        self.naming_key.zeroize();
        self.group_key.zeroize();
        for epoch in &mut self.epochs {
            epoch.identity.zeroize();
        }
    }
}

impl KeyRing {
    /// Keys for a new archive. `random` gives 32 fresh bytes a call.
    pub fn create(random: fn() -> [u8; 32]) -> Self {
        let group_key = SigningKey::from_seed(random());
        Self {
            archive: ArchiveId::of_group_key(&group_key.public()),
            identities: vec![x25519::Identity::generate()],
            naming_key: Zeroizing::new(random()),
            group_key,
        }
    }

    /// The archive these keys belong to.
    pub fn archive(&self) -> ArchiveId {
        self.archive
    }

    /// The key under which the group is known.
    pub fn group_verifier(&self) -> VerifierKey {
        VerifierKey::new(archive_key_name(self.archive), self.group_key.public())
    }

    /// What opens sealed files, all epochs.
    pub fn identities(&self) -> &[x25519::Identity] {
        &self.identities
    }

    /// To whom new files are sealed: the last epoch.
    pub fn recipient(&self) -> x25519::Recipient {
        self.identities[self.identities.len() - 1].to_public()
    }

    /// The key that names objects.
    pub fn naming_key(&self) -> &[u8; 32] {
        &self.naming_key
    }

    /// All recipients, as text, oldest epoch first.
    pub fn recipient_texts(&self) -> Vec<String> {
        self.identities
            .iter()
            .map(|identity| identity.to_public().to_string())
            .collect()
    }

    /// The signed note that names the recipient of an epoch (counted from 1).
    pub fn epoch_note(&self, epoch: u32) -> Option<String> {
        let recipient = self
            .recipient_texts()
            .into_iter()
            .nth(epoch.checked_sub(1)? as usize)?;
        let text = Epoch {
            archive: self.archive,
            epoch,
            recipient,
        }
        .to_text();
        Some(Note::sign(text, &archive_key_name(self.archive), &self.group_key).to_string())
    }

    /// The signed note that lists the key files of an epoch (counted from 1), `(name, bytes)` each.
    pub fn key_files_note(&self, epoch: u32, files: &[(&str, Vec<u8>)]) -> String {
        let list = KeyFiles {
            archive: self.archive,
            epoch,
            files: files
                .iter()
                .map(|(name, bytes)| ((*name).to_owned(), sha256(bytes)))
                .collect(),
        };
        Note::sign(
            list.to_text(),
            &archive_key_name(self.archive),
            &self.group_key,
        )
        .to_string()
    }

    /// The signed note that admits a device's log.
    pub fn admission_note(&self, device: &DeviceLog, device_recipient: &str) -> String {
        let admission = Admission {
            archive: self.archive,
            log: device.log,
            key: device.verifier(),
            recipient: device_recipient.to_owned(),
        };
        Note::sign(
            admission.to_text(),
            &archive_key_name(self.archive),
            &self.group_key,
        )
        .to_string()
    }

    /// These keys, sealed with a passphrase.
    pub fn seal_with_passphrase(&self, passphrase: &SecretString) -> Result<Vec<u8>> {
        let file = KeyFile {
            format: KEY_FORMAT.to_owned(),
            archive: self.archive.to_string(),
            epochs: (1u32..)
                .zip(&self.identities)
                .map(|(epoch, identity)| EpochSecret {
                    epoch,
                    identity: identity.to_string().expose_secret().to_owned(),
                })
                .collect(),
            naming_key: hex::encode(self.naming_key.as_slice()),
            group_key: hex::encode(self.group_key.seed()),
        };
        let text = Zeroizing::new(serde_json::to_vec(&file).map_err(|_| StoreError::Sealing)?);
        sealing::seal_with_passphrase(passphrase, &text)
    }

    /// Opens the key files of an archive with a passphrase and checks them against the group key.
    pub fn unlock(store: &Store, passphrase: &SecretString) -> Result<Self> {
        let epochs = store.disk().list("keys")?;
        let newest = epochs
            .iter()
            .filter_map(|name| name.parse::<u32>().ok())
            .max()
            .ok_or_else(|| StoreError::KeyFileDamaged {
                place: "keys".to_owned(),
            })?;
        let folder = format!("keys/{newest}");
        let mut names: Vec<String> = store
            .disk()
            .list(&folder)?
            .into_iter()
            .filter(|name| {
                name.strip_suffix(".age")
                    .is_some_and(|stem| stem == "recovery" || stem.starts_with("passphrase-"))
            })
            .collect();
        if looks_like_recovery(passphrase.expose_secret()) {
            names.sort_by_key(|name| name != "recovery.age");
        } else if !names.iter().any(|name| name.starts_with("passphrase-")) {
            // Not the passphrase is wrong: what it would open is gone.
            return Err(StoreError::KeyFileDamaged {
                place: format!("{folder}/passphrase-1.age"),
            });
        }
        for name in names {
            let place = format!("{folder}/{name}");
            let Some(sealed) = store.disk().read(&place, 1 << 16)? else {
                continue;
            };
            if let Some(text) = sealing::open_with_passphrase(passphrase, &sealed, &place)? {
                return Self::from_key_file(store, &text, &place);
            }
        }
        Err(StoreError::PassphraseWrong)
    }

    fn from_key_file(store: &Store, text: &[u8], place: &str) -> Result<Self> {
        let damaged = || StoreError::KeyFileDamaged {
            place: place.to_owned(),
        };
        let foreign = || StoreError::KeysNotPinned {
            place: place.to_owned(),
        };
        let file: KeyFile = serde_json::from_slice(text).map_err(|_| damaged())?;
        if file.format != KEY_FORMAT {
            return Err(StoreError::FormatUnknown);
        }
        let group_key = SigningKey::from_seed(bytes_32(&file.group_key).ok_or_else(damaged)?);
        let archive = ArchiveId::of_group_key(&group_key.public());
        if archive != store.archive() || file.archive != archive.to_string() {
            return Err(foreign());
        }
        let naming_key = Zeroizing::new(bytes_32(&file.naming_key).ok_or_else(damaged)?);
        let mut identities = Vec::new();
        for (number, secret) in (1u32..).zip(&file.epochs) {
            let identity = x25519::Identity::from_str(&secret.identity).map_err(|_| damaged())?;
            let note = store
                .disk()
                .read_text(&format!("keys/{number}/recipient"))?
                .ok_or_else(foreign)?;
            let epoch = Epoch::open(&note, store.group_key()).map_err(|_| foreign())?;
            if secret.epoch != number
                || epoch.epoch != number
                || epoch.recipient != identity.to_public().to_string()
            {
                return Err(foreign());
            }
            identities.push(identity);
        }
        if identities.is_empty() {
            return Err(damaged());
        }
        Ok(Self {
            archive,
            identities,
            naming_key,
            group_key,
        })
    }
}

/// A fresh recovery passphrase, in groups that people can copy by hand.
pub fn recovery_passphrase(random: fn() -> [u8; 32]) -> SecretString {
    let mut bytes = random();
    let letters: Vec<char> = bytes
        .iter()
        .map(|byte| char::from(RECOVERY_ALPHABET[usize::from(byte & 31)]))
        .collect();
    bytes.zeroize();
    let groups: Vec<String> = letters
        .chunks(4)
        .map(|group| group.iter().collect())
        .collect();
    SecretString::from(groups.join("-"))
}

fn looks_like_recovery(text: &str) -> bool {
    text.len() == 39 && text.matches('-').count() == 7
}

/// One log that this installation may append to.
#[derive(Debug)]
pub struct DeviceLog {
    /// The log.
    pub log: LogId,
    key: SigningKey,
}

impl DeviceLog {
    /// A log with this key.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        let key = SigningKey::from_seed(seed);
        Self {
            log: LogId::of_public_key(&key.public()),
            key,
        }
    }

    /// The key that verifies its checkpoints.
    pub fn verifier(&self) -> VerifierKey {
        VerifierKey::new(log_key_name(self.log), self.key.public())
    }

    pub(crate) fn sign(&self, text: String) -> Note {
        Note::sign(text, &log_key_name(self.log), &self.key)
    }
}

/// The keys of this installation for one archive, sealed to the archive's identity.
pub struct DeviceKeys {
    /// Logs, the one in use last; those before it are retired.
    pub logs: Vec<DeviceLog>,
    /// The device's own age identity.
    identity: x25519::Identity,
    /// Key of the catalog database.
    pub catalog_key: Zeroizing<[u8; 32]>,
}

impl std::fmt::Debug for DeviceKeys {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("DeviceKeys")
            .field("logs", &self.logs)
            .finish_non_exhaustive()
    }
}

#[derive(Serialize, Deserialize)]
struct DeviceFile {
    format: String,
    logs: Vec<String>,
    identity: String,
    catalog_key: String,
}

impl Drop for DeviceFile {
    fn drop(&mut self) {
        self.logs.zeroize();
        self.identity.zeroize();
        self.catalog_key.zeroize();
    }
}

impl DeviceKeys {
    /// A device without a log yet.
    pub fn create(random: fn() -> [u8; 32]) -> Self {
        Self {
            logs: Vec::new(),
            identity: x25519::Identity::generate(),
            catalog_key: Zeroizing::new(random()),
        }
    }

    /// The device's own recipient.
    pub fn recipient(&self) -> String {
        self.identity.to_public().to_string()
    }

    /// Takes a new key for the catalog; the old one is forgotten.
    pub fn replace_catalog_key(&mut self, random: fn() -> [u8; 32]) {
        self.catalog_key = Zeroizing::new(random());
    }

    /// Sealed to the archive.
    pub fn seal(&self, ring: &KeyRing) -> Result<Vec<u8>> {
        let file = DeviceFile {
            format: "testigo/1/device".to_owned(),
            logs: self
                .logs
                .iter()
                .map(|log| hex::encode(log.key.seed()))
                .collect(),
            identity: self.identity.to_string().expose_secret().to_owned(),
            catalog_key: hex::encode(self.catalog_key.as_slice()),
        };
        let text = Zeroizing::new(serde_json::to_vec(&file).map_err(|_| StoreError::Sealing)?);
        sealing::seal_bytes(&ring.recipient(), &text)
    }

    /// Opened with the archive's identities.
    pub fn open(sealed: &[u8], ring: &KeyRing, place: &str) -> Result<Self> {
        let damaged = || StoreError::KeyFileDamaged {
            place: place.to_owned(),
        };
        let text = sealing::open_bytes(ring.identities(), sealed, place).map_err(|_| damaged())?;
        let file: DeviceFile = serde_json::from_slice(&text).map_err(|_| damaged())?;
        let logs = file
            .logs
            .iter()
            .map(|seed| bytes_32(seed).map(DeviceLog::from_seed))
            .collect::<Option<Vec<_>>>()
            .ok_or_else(damaged)?;
        Ok(Self {
            logs,
            identity: x25519::Identity::from_str(&file.identity).map_err(|_| damaged())?,
            catalog_key: Zeroizing::new(bytes_32(&file.catalog_key).ok_or_else(damaged)?),
        })
    }
}

fn bytes_32(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    hex::decode_to_slice(text, &mut bytes).ok()?;
    Some(bytes)
}
