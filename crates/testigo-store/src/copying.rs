//! A copy of an archive in another folder: sealed files as they are, in an order that leaves an archive there whenever
//! it is cut short.
//!
//! The heads of all logs are taken first, then what they need is copied: keys, objects, openings with their lists,
//! tiles, admissions, earlier heads, and each log's `checkpoint` last. An archive that changes meanwhile is gone
//! through again, which copies only what is new; in the last pass nobody else of this installation may write.

mod ahead;
mod keys;
mod place;
mod target;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Seek};
use std::path::Path;

use testigo_custody::{Checkpoint, LogId, Tile, open_checkpoint, tiles_of};

use crate::disk::{Disk, Lock};
use crate::error::{Result, StoreError};
use crate::home::Home;
use crate::log_files::published_head;
use crate::openings::{self, OpeningsFile};
use crate::store::Store;
use target::Target;

/// How often an archive that changes is gone through; in the last pass nobody may write.
const PASSES: u32 = 4;

/// A log's head that a copy holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopiedHead {
    /// The log.
    pub log: LogId,
    /// The head as a signed note.
    pub note: String,
    /// What it says.
    pub head: Checkpoint,
}

/// How much was done.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Amounts {
    /// Files that were not there.
    pub copied: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Files that were there and differed, and were put there anew.
    pub mended: u64,
    /// Sealed files that the archive has no longer, and the copy neither.
    pub removed: u64,
}

/// A copy on its way.
#[derive(Debug)]
pub struct Copying<'a> {
    source: &'a Store,
    target: Target,
    is_new: bool,
    /// Sizes of the logs as the copy had them before.
    sizes_before: BTreeMap<LogId, u64>,
    /// The archive's openings files that the copy has now.
    openings: BTreeMap<LogId, Vec<OpeningsFile>>,
    /// While damaged files are sought: places that are damaged in the archive itself.
    mending: Option<BTreeSet<String>>,
    amounts: Amounts,
    _lock: Lock,
}

/// What came of copying one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Put {
    /// It stands there as it should, or as well as it can.
    There,
    /// The archive has it no longer.
    Gone,
}

impl<'a> Copying<'a> {
    /// Looks at the folder of `disk`: it must be new, empty, or hold a copy of this archive that knows no more than the
    /// archive. Writes nothing.
    pub fn begin(source: &'a Store, home: &Home, disk: &Disk) -> Result<Self> {
        let lock = home.lock_copying(source.archive())?;
        let root = place::resolved(disk.root())?;
        place::apart(source, &root)?;
        let mut target = Target::new(disk.moved_to(root));
        let is_new = place::is_new(source, &mut target)?;
        let sizes_before = if is_new {
            BTreeMap::new()
        } else {
            ahead::compare(source, &mut target, &heads_of(source)?)?
        };
        Ok(Self {
            source,
            target,
            is_new,
            sizes_before,
            openings: BTreeMap::new(),
            mending: None,
            amounts: Amounts::default(),
            _lock: lock,
        })
    }

    /// Copies what is missing. `progress` is told how many sealed files were looked at, of how many, and says whether to go
    /// on; if not, it ends with [`StoreError::Stopped`] and the next copying goes on from there.
    pub fn copy(
        &mut self,
        home: &Home,
        progress: &dyn Fn(u64, u64) -> bool,
    ) -> Result<Vec<CopiedHead>> {
        self.target.sweep()?;
        for pass in 1..=PASSES {
            let _locks = if pass == PASSES {
                self.source
                    .logs()?
                    .into_iter()
                    .map(|log| home.lock_log(log))
                    .collect::<Result<Vec<Lock>>>()?
            } else {
                Vec::new()
            };
            let heads = heads_of(self.source)?;
            let whole = self.copy_before_heads(&heads, progress)?;
            if heads_of(self.source)? != heads {
                continue;
            }
            // What is still missing when nobody may write is missing for good: `verify` names it.
            if !whole && pass < PASSES {
                continue;
            }
            self.show_heads(&heads)?;
            if self.copy_after_heads(&heads)? || pass == PASSES {
                self.target.sweep()?;
                return Ok(heads);
            }
        }
        Err(StoreError::CopyUnsettled)
    }

    /// Compares every file with the archive's, and puts those there anew that differ. `broken` are places where the
    /// archive itself is damaged: there the copy may be the better one.
    pub fn mend(
        &mut self,
        home: &Home,
        broken: BTreeSet<String>,
        progress: &dyn Fn(u64, u64) -> bool,
    ) -> Result<Vec<CopiedHead>> {
        self.mending = Some(broken);
        let heads = self.copy(home, progress);
        self.mending = None;
        heads
    }

    /// The copy as an archive.
    pub fn store(&self) -> Result<Store> {
        Store::open(self.target.disk().clone())
    }

    /// Whether it lies on the same disk as the archive, where the system can tell.
    pub fn is_on_same_disk(&self) -> bool {
        place::device_of(self.source.disk().root())
            .zip(place::device_of(self.target.disk().root()))
            .is_some_and(|(one, other)| one == other)
    }

    /// The folder, without links on the way to it.
    pub fn folder(&self) -> &Path {
        self.target.disk().root()
    }

    /// From which size on of each log something that is erased may still stand in the folder, as it is now: where it
    /// was; of a new one, where the archive is.
    pub fn sizes_begun(&self) -> Result<BTreeMap<LogId, u64>> {
        if !self.is_new {
            return Ok(self.sizes_before.clone());
        }
        let heads = heads_of(self.source)?;
        Ok(heads
            .into_iter()
            .map(|head| (head.log, head.head.size))
            .collect())
    }

    /// Whether the folder was new and nothing was put there.
    pub fn has_put_nothing(&self) -> bool {
        self.is_new && self.amounts.copied == 0
    }

    /// How much was done until now.
    pub fn amounts(&self) -> Amounts {
        self.amounts
    }

    /// Openings files of the copy that the archive has no longer, each with those that cover its entries now. One of
    /// which not all entries are covered is left where it is: the archive may have lost them.
    pub fn superseded(&mut self) -> Result<Vec<(LogId, OpeningsFile, Vec<OpeningsFile>)>> {
        let mut superseded = Vec::new();
        for (log, kept) in &self.openings {
            let mut standing = BTreeSet::new();
            for (folder, end) in [("openings", ".age"), ("sealed", ".sha256")] {
                for name in self.target.list(&format!("log/{log}/{folder}"))? {
                    let named = name
                        .strip_suffix(end)
                        .and_then(|stem| OpeningsFile::parse(&format!("{stem}.age")));
                    standing.extend(named);
                }
            }
            for file in standing {
                if kept.contains(&file) {
                    continue;
                }
                if let Some(covering) = covering(&file, kept) {
                    superseded.push((*log, file, covering));
                }
            }
        }
        Ok(superseded)
    }

    /// Removes an openings file of the copy and its list.
    pub fn remove_openings(&mut self, log: LogId, file: &OpeningsFile) -> Result<()> {
        // In this order each openings file that stands has its list.
        if self.target.remove(&file.place(log))? {
            self.amounts.removed += 1;
        }
        self.target.remove(&file.list_place(log))?;
        self.target.settle()
    }

    /// Removes the objects of the copy that are not `needed`, which are places.
    pub fn remove_objects(&mut self, needed: &dyn Fn(&str) -> bool) -> Result<()> {
        for folder in self.target.list("objects")? {
            if !place::is_hex(&folder, 2) {
                continue;
            }
            for name in self.target.list(&format!("objects/{folder}"))? {
                let place = format!("objects/{folder}/{name}");
                if place::is_object(&place) && !needed(&place) {
                    self.target.remove(&place)?;
                    self.amounts.removed += 1;
                }
            }
        }
        self.target.settle()
    }

    /// Everything that may stand there before a head names it; whether all of it was there to copy.
    fn copy_before_heads(
        &mut self,
        heads: &[CopiedHead],
        progress: &dyn Fn(u64, u64) -> bool,
    ) -> Result<bool> {
        if self.is_new {
            place::claim(self.source, &self.target)?;
        }
        self.put_keys()?;
        if self.is_new {
            place::name_archive(&self.target)?;
            self.is_new = false;
        }
        self.put_reserve()?;
        self.put_objects(heads, progress)?;
        self.target.settle()?;
        let mut whole = true;
        for head in heads {
            let before = self.sizes_before.get(&head.log).copied().unwrap_or(0);
            // An erasure shows in rewritten openings, which hold only beside the head that knows of it.
            whole &= self.put_openings(head, |file| file.last >= before)?;
        }
        self.target.settle()?;
        for head in heads {
            whole &= self.put_tiles(head)?;
        }
        self.target.settle()?;
        for log in self.source.logs()? {
            self.put_credentials(log)?;
        }
        self.target.settle()?;
        for head in heads {
            whole &= self.put_earlier_heads(head)?;
        }
        self.target.settle()?;
        Ok(whole)
    }

    fn show_heads(&mut self, heads: &[CopiedHead]) -> Result<()> {
        for head in heads {
            let place = format!("log/{}/checkpoint", head.log);
            let key = self
                .source
                .admission(head.log)?
                .map(|admitted| admitted.key);
            let before = self.target.text(&place)?;
            let damaged = before
                .zip(key)
                .is_some_and(|(note, key)| open_checkpoint(&note, &key).is_err());
            self.target.put_bytes(&place, head.note.as_bytes())?;
            self.target.settle()?;
            self.amounts.mended += u64::from(damaged);
        }
        Ok(())
    }

    fn copy_after_heads(&mut self, heads: &[CopiedHead]) -> Result<bool> {
        let mut whole = true;
        for head in heads {
            whole &= self.put_openings(head, |_| true)?;
        }
        self.target.settle()?;
        Ok(whole)
    }

    fn put_objects(
        &mut self,
        heads: &[CopiedHead],
        progress: &dyn Fn(u64, u64) -> bool,
    ) -> Result<()> {
        let mut total = 0;
        for head in heads {
            for file in files_of(self.source, head)? {
                total += openings::listed_objects(self.source, head.log, &file)
                    .map_or(0, |listed| listed.len() as u64);
            }
        }
        let mut done = 0;
        for head in heads {
            for file in files_of(self.source, head)? {
                // A list that is gone or damaged shows when the list itself is copied.
                let listed = openings::listed_objects(self.source, head.log, &file);
                for (digest, place) in listed.unwrap_or_default() {
                    done += 1;
                    if !progress(done, total) {
                        return Err(StoreError::Stopped);
                    }
                    if place::is_object(&place) {
                        // One that is missing shows in `verify`; an erasure may have come between.
                        self.put(&place, Some(&digest))?;
                    }
                }
            }
        }
        Ok(())
    }

    fn put_openings(
        &mut self,
        head: &CopiedHead,
        wanted: impl Fn(&OpeningsFile) -> bool,
    ) -> Result<bool> {
        let log = head.log;
        let mut whole = true;
        let mut there = Vec::new();
        for file in files_of(self.source, head)? {
            if !wanted(&file) {
                continue;
            }
            let listed = own_digest(self.source, log, &file);
            // Each openings file that stands has its list.
            let list = self.put(&file.list_place(log), None)?;
            let both = [list, self.put(&file.place(log), listed.as_deref())?];
            if both == [Put::There; 2] {
                there.push(file);
            } else {
                whole = false;
            }
        }
        self.openings.insert(log, there);
        Ok(whole)
    }

    fn put_tiles(&mut self, head: &CopiedHead) -> Result<bool> {
        let mut whole = true;
        for tile in tiles_of(head.head.size) {
            let paths: &[fn(&Tile) -> String] = if tile.level == 0 {
                &[Tile::path, Tile::entries_path]
            } else {
                &[Tile::path]
            };
            for path in paths {
                let place = format!("log/{}/{}", head.log, path(&tile));
                whole &= self.put(&place, None)? == Put::There;
            }
        }
        Ok(whole)
    }

    fn put_earlier_heads(&mut self, head: &CopiedHead) -> Result<bool> {
        let folder = format!("log/{}/checkpoints", head.log);
        let mut whole = true;
        for name in self.source.disk().list(&folder)? {
            // One that is larger belongs to a commit that was cut short.
            let is_earlier = name
                .parse::<u64>()
                .is_ok_and(|size| size <= head.head.size && size.to_string() == name);
            if is_earlier {
                whole &= self.put(&format!("{folder}/{name}"), None)? == Put::There;
            }
        }
        Ok(whole)
    }

    /// Copies one file of the archive. `listed` is the digest that the archive lists for it.
    fn put(&mut self, place: &str, listed: Option<&str>) -> Result<Put> {
        let mut file = match File::open(self.source.disk().path(place)) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Put::Gone),
            Err(error) => return Err(StoreError::io(place, error)),
        };
        let standing = self.target.bytes_of(place)?;
        let stays = match (&self.mending, standing) {
            (_, None) => false,
            // What has a name of its own never changes.
            (None, Some(bytes)) => file.metadata().is_ok_and(|found| found.len() == bytes),
            (Some(broken), Some(_)) if broken.contains(place) => true,
            (Some(_), Some(_)) => {
                let same = self.target.holds_bytes_of(place, &mut file)?;
                file.rewind()
                    .map_err(|error| StoreError::io(place, error))?;
                same.unwrap_or(true)
            }
        };
        if stays {
            return Ok(Put::There);
        }
        let Some(received) = self.target.receive(&mut file)? else {
            // The disk of the archive is failing here; the rest can still be saved.
            return Ok(Put::There);
        };
        let damaged = listed.is_some_and(|listed| listed != received.digest.to_string());
        if damaged && standing.is_some() {
            self.target.discard()?;
            return Ok(Put::There);
        }
        self.target.name(place)?;
        if standing.is_some() {
            self.amounts.mended += 1;
        } else {
            self.amounts.copied += 1;
            self.amounts.bytes += received.bytes;
        }
        Ok(Put::There)
    }
}

/// The heads that the archive shows now.
fn heads_of(source: &Store) -> Result<Vec<CopiedHead>> {
    let mut heads = Vec::new();
    for log in source.logs()? {
        let Some(admission) = source.admission(log)? else {
            continue;
        };
        if let Some((note, head)) = published_head(source, log, &admission.key)? {
            heads.push(CopiedHead { log, note, head });
        }
    }
    Ok(heads)
}

/// The openings files that a head needs.
fn files_of(source: &Store, head: &CopiedHead) -> Result<Vec<OpeningsFile>> {
    let mut files = openings::files(source, head.log)?;
    files.retain(|file| file.first < head.head.size);
    Ok(files)
}

/// The digest of an openings file that its own list states.
fn own_digest(source: &Store, log: LogId, file: &OpeningsFile) -> Option<String> {
    let bytes = source.disk().read(&file.list_place(log), 1 << 28).ok()??;
    let text = String::from_utf8(bytes).ok()?;
    let (digest, place) = text.lines().next()?.split_once("  ")?;
    (place == file.place(log)).then(|| digest.to_owned())
}

/// Those of `kept` that cover every entry of `file`, if they do.
fn covering(file: &OpeningsFile, kept: &[OpeningsFile]) -> Option<Vec<OpeningsFile>> {
    let mut covering = Vec::new();
    let mut next = file.first;
    // In order of what they begin with.
    for other in kept {
        if other.first > file.last || other.last < file.first {
            continue;
        }
        if other.first > next {
            return None;
        }
        next = next.max(other.last + 1);
        covering.push(other.clone());
    }
    (next > file.last).then_some(covering)
}
