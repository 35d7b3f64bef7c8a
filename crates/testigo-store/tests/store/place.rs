//! An archive and a home in one folder, and what must be true of them whatever happened.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use age::secrecy::SecretString;
use tempfile::TempDir;
use testigo_custody::{
    Checkpoint, Digest, Entry, Field, Frontier, Head, Opening, Seed, Statement, StatementId, Tile,
    encode_bundle, entry_bytes, json_string, leaf_hash, open_checkpoint, sha256,
};
use testigo_store::fault::Faults;
use testigo_store::{
    Commit, DeviceKeys, DeviceLog, Disk, Home, KeyRing, LogFiles, Result, Staged, Store,
    admit_new_log, append, objects, openings, published_head,
};

/// 32 bytes that differ from call to call and not from run to run.
pub(crate) fn random() -> [u8; 32] {
    static CALLS: AtomicU64 = AtomicU64::new(0);
    let call = CALLS.fetch_add(1, Ordering::SeqCst);
    *sha256(format!("random {call}").as_bytes()).as_bytes()
}

/// Keys that stay the same while folders are copied and damaged.
pub(crate) struct Keys {
    pub(crate) ring: KeyRing,
    pub(crate) device: DeviceKeys,
}

impl Keys {
    pub(crate) fn own(&self) -> &DeviceLog {
        self.device.logs.last().unwrap()
    }

    /// Statement number `number` of the log.
    pub(crate) fn opening(&self, number: u64) -> Opening {
        let head = Head {
            archive: self.ring.archive(),
            log: self.own().log,
            kind: "claim".to_owned(),
            critical: false,
        };
        let note = Field {
            name: "note".to_owned(),
            value: json_string(&format!("number {number}")),
        };
        let seed = Seed::from_bytes(*sha256(&number.to_be_bytes()).as_bytes());
        Statement::new(&head, vec![note]).unwrap().opening(seed)
    }

    pub(crate) fn openings(&self, numbers: impl IntoIterator<Item = u64>) -> Vec<Opening> {
        numbers
            .into_iter()
            .map(|number| self.opening(number))
            .collect()
    }
}

/// A folder with `archive/` and `home/`.
pub(crate) struct Place {
    folder: TempDir,
}

impl Place {
    /// A new archive, with one device whose log is admitted and empty.
    pub(crate) fn new() -> (Self, Keys) {
        let place = Self {
            folder: TempDir::new().unwrap(),
        };
        let ring = KeyRing::create(random);
        let files = [
            ("recipient", ring.epoch_note(1).unwrap().into_bytes()),
            (
                "passphrase-1.age",
                ring.seal_with_passphrase(&SecretString::from("seven lanterns".to_owned()))
                    .unwrap(),
            ),
        ];
        let store =
            Store::create(Disk::at(place.archive()), ring.group_verifier(), &files).unwrap();
        // Copied often; not needed here.
        store.release_reserve().unwrap();
        let mut device = DeviceKeys::create(random);
        admit_new_log(&store, &place.home(), &ring, &mut device, random).unwrap();
        (place, Keys { ring, device })
    }

    pub(crate) fn archive(&self) -> PathBuf {
        self.folder.path().join("archive")
    }

    pub(crate) fn store(&self) -> Store {
        Store::open(Disk::at(self.archive())).unwrap()
    }

    pub(crate) fn home(&self) -> Home {
        Home::new(Disk::at(self.folder.path().join("home")))
    }

    /// Store and home on a disk that fails as planned.
    pub(crate) fn failing(&self, faults: &Arc<Faults>) -> (Result<Store>, Home) {
        let disk = |name| Disk::at(self.folder.path().join(name)).with_faults(Arc::clone(faults));
        (Store::open(disk("archive")), Home::new(disk("home")))
    }

    /// The same files in another folder.
    pub(crate) fn copy(&self) -> Self {
        let copy = Self {
            folder: TempDir::new().unwrap(),
        };
        copy_folder(self.folder.path(), copy.folder.path());
        copy
    }

    pub(crate) fn append(&self, keys: &Keys, batch: &[Opening], staged: &[Staged]) -> Commit {
        append(
            &self.store(),
            &self.home(),
            &keys.ring,
            keys.own(),
            batch,
            staged,
        )
        .unwrap()
    }

    /// Every tile and bundle of the lowest level that stands begins with these statements: of batches that were cut
    /// short nothing is left.
    pub(crate) fn tiles_hold(&self, keys: &Keys, all: &[StatementId]) {
        let store = self.store();
        let files = LogFiles::new(store.disk(), keys.own().log, all.len() as u64);
        for (index, part) in (0u64..).zip(all.chunks(256)) {
            // The widest there may be, so that wider ones than the log needs show too.
            let widest = Tile::full_of(0, index);
            let entries: Vec<Vec<u8>> = part.iter().map(|id| entry_bytes(*id).to_vec()).collect();
            for (place, width) in files.standing(widest, Tile::path).unwrap() {
                let width = usize::from(width.unwrap());
                let hashes = entries.iter().take(width).map(|entry| leaf_hash(entry));
                let expected: Vec<u8> = hashes.flat_map(|hash| *hash.as_bytes()).collect();
                assert_eq!(
                    (width, fs::read(store.disk().path(&place)).unwrap()),
                    (expected.len() / 32, expected),
                    "{place}"
                );
            }
            for (place, width) in files.standing(widest, Tile::entries_path).unwrap() {
                let width = usize::from(width.unwrap());
                let expected = encode_bundle(&entries[..width]);
                assert!(
                    fs::read(store.disk().path(&place)).unwrap() == expected,
                    "{place}"
                );
            }
        }
    }

    pub(crate) fn head(&self, keys: &Keys) -> Option<Checkpoint> {
        let head = published_head(&self.store(), keys.own().log, &keys.own().verifier());
        head.unwrap().map(|(_, head)| head)
    }

    /// What the log commits to must be `expected`, entry for entry, in entries, tiles, openings and
    /// lists, with nothing beside it.
    pub(crate) fn verify(&self, keys: &Keys, expected: &[StatementId]) {
        let head = self.head(keys).unwrap();
        let store = self.store();
        let log = keys.own().log;
        assert_eq!(head.size, expected.len() as u64);
        let mut frontier = Frontier::new();
        for id in expected {
            frontier.push(leaf_hash(&entry_bytes(*id)));
        }
        assert_eq!(head.root, frontier.root(), "the signed root");
        let mut files = LogFiles::new(store.disk(), log, head.size);
        assert_eq!(
            files.root_at(head.size).unwrap(),
            head.root,
            "the tiles' root"
        );
        let entries: Vec<Entry> = files
            .entries(0, head.size)
            .unwrap()
            .iter()
            .map(|entry| Entry::from_bytes(entry).unwrap())
            .collect();
        let wanted: Vec<Entry> = expected.iter().map(|id| Entry::Statement(*id)).collect();
        assert_eq!(entries, wanted);
        self.verify_openings(keys, expected);
        self.verify_lists(keys);
    }

    fn verify_openings(&self, keys: &Keys, expected: &[StatementId]) {
        let store = self.store();
        let log = keys.own().log;
        let mut shown = BTreeMap::new();
        for file in openings::files(&store, log).unwrap() {
            assert!(file.last < expected.len() as u64, "debris: {file:?}");
            openings::read(&store, &keys.ring, log, &file, &mut |index, line| {
                let id = Opening::from_json(line).unwrap().check().unwrap().id;
                assert_eq!(*shown.entry(index).or_insert(id), id);
                Ok(())
            })
            .unwrap();
        }
        let shown: Vec<StatementId> = shown.into_values().collect();
        assert_eq!(shown, expected, "each entry has its opening");
    }

    fn verify_lists(&self, keys: &Keys) {
        let store = self.store();
        let log = keys.own().log;
        let mut lists = BTreeSet::new();
        for file in openings::files(&store, log).unwrap() {
            lists.insert(file.list_place(log));
            let list = fs::read_to_string(store.disk().path(&file.list_place(log))).unwrap();
            let mut listed = Vec::new();
            for line in list.lines() {
                let (digest, path) = line.split_once("  ").unwrap();
                let bytes = fs::read(store.disk().path(path)).unwrap();
                assert_eq!(sha256(&bytes).to_string(), digest, "{path}");
                listed.push(path.to_owned());
            }
            assert_eq!(listed.first(), Some(&file.place(log)));
        }
        let on_disk: BTreeSet<String> = store
            .disk()
            .list(&format!("log/{log}/sealed"))
            .unwrap()
            .into_iter()
            .map(|name| format!("log/{log}/sealed/{name}"))
            .collect();
        assert_eq!(on_disk, lists, "each list has its openings");
    }

    /// The object of these plain bytes opens to them.
    pub(crate) fn verify_object(&self, keys: &Keys, plain: &[u8]) {
        let place = objects::place_of(&keys.ring, keys.own().log, sha256(plain));
        let digest = objects::digest_of_sealed(&self.store(), &keys.ring, &place).unwrap();
        assert_eq!(digest, (sha256(plain), plain.len() as u64));
    }

    /// Every head that this log ever signed and that anybody but this process could see: size to
    /// root. A half-written file of the home is none: nothing reads it, and it is replaced.
    pub(crate) fn signed_heads(&self, keys: &Keys, heads: &mut BTreeMap<u64, Digest>) {
        for path in files_below(self.folder.path()) {
            let in_home = path.starts_with(self.folder.path().join("home"));
            if in_home && path.extension().is_some_and(|ending| ending == "new") {
                continue;
            }
            let Ok(text) = fs::read_to_string(&path) else {
                continue;
            };
            if let Ok((_, head)) = open_checkpoint(&text, &keys.own().verifier()) {
                let known = heads.entry(head.size).or_insert(head.root);
                assert_eq!(
                    *known,
                    head.root,
                    "two heads of size {}: {}",
                    head.size,
                    path.display()
                );
            }
        }
    }
}

pub(crate) fn ids(batch: &[Opening]) -> Vec<StatementId> {
    batch.iter().map(Opening::commitment).collect()
}

pub(crate) fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files
}
