//! Appending to this device's log: one batch, one checkpoint, the commit point (DESIGN 4.2, 4.5).

use testigo_custody::{Checkpoint, Digest, Frontier, Opening, StatementId, entry_bytes};

use crate::error::{Result, StoreError};
use crate::home::Home;
use crate::keys::{DeviceKeys, DeviceLog, KeyRing};
use crate::log_files::{LogFiles, TILE_WIDTH, TileWriter, published_head};
use crate::objects::Staged;
use crate::openings;
use crate::store::Store;

/// What a commit made true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Commit {
    /// Index of the batch's first statement.
    pub first: u64,
    /// Size of the log after the batch.
    pub size: u64,
    /// Root at that size.
    pub root: Digest,
}

/// Where this device's log stands when it is opened for appending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opened {
    /// There is no log yet.
    Absent,
    /// Archive and home agree.
    Agreed,
    /// A commit that was cut short after it became durable was completed.
    Completed,
    /// They disagree: the archive was copied or restored. The key is to be retired.
    Forked {
        /// The size that the archive shows.
        size: u64,
    },
}

/// Compares the archive's head of an own log with the one this home signed last, completes a
/// commit that was one step from the end, and sweeps this device's own debris.
pub fn open_own_log(store: &Store, home: &Home, own: &DeviceLog) -> Result<Opened> {
    let _lock = home.lock_log(own.log)?;
    let key = own.verifier();
    let published = match published_head(store, own.log, &key) {
        Ok(head) => head,
        Err(StoreError::Damaged { .. }) => return Ok(Opened::Forked { size: 0 }),
        Err(error) => return Err(error),
    };
    let kept = home.head(store.archive(), own.log)?;
    let opened = match (published, kept) {
        (None, None) => Opened::Absent,
        (Some((text, _)), Some(kept)) if text == kept => Opened::Agreed,
        (published, Some(kept)) => {
            let size = published.map_or(0, |(_, checkpoint)| checkpoint.size);
            if complete(store, own, size, &kept)? {
                Opened::Completed
            } else {
                return Ok(Opened::Forked { size });
            }
        }
        (Some((_, checkpoint)), None) => {
            return Ok(Opened::Forked {
                size: checkpoint.size,
            });
        }
    };
    sweep(store, own)?;
    Ok(opened)
}

/// Publishes a head that is durable at home, if everything it covers is in the archive.
fn complete(store: &Store, own: &DeviceLog, published_size: u64, kept: &str) -> Result<bool> {
    let damaged = || StoreError::Damaged {
        place: "heads".to_owned(),
    };
    let (_, head) =
        testigo_custody::open_checkpoint(kept, &own.verifier()).map_err(|_| damaged())?;
    if head.size <= published_size {
        return Ok(false);
    }
    let mut files = LogFiles::new(store.disk(), own.log, head.size);
    if !matches!(files.root_at(head.size), Ok(root) if root == head.root) {
        return Ok(false);
    }
    let covered = openings::files(store, own.log)?
        .iter()
        .any(|file| file.first <= published_size && file.last + 1 == head.size);
    if covered {
        show_head(store, own, head.size, kept)?;
    }
    Ok(covered)
}

/// Removes what a batch that never became a checkpoint left behind. Only this device's own.
fn sweep(store: &Store, own: &DeviceLog) -> Result<()> {
    let size = published_head(store, own.log, &own.verifier())?.map_or(0, |(_, head)| head.size);
    for file in openings::files(store, own.log)? {
        if file.last >= size {
            store.disk().remove(&file.place(own.log))?;
            store.disk().remove(&file.list_place(own.log))?;
        }
    }
    store
        .disk()
        .remove_folder(&format!("objects/tmp/{}", own.log))
}

/// Appends a batch: objects, openings, tiles, checkpoint, each durable before the next. After an
/// error nothing of the batch counts as stored, and the caller writes nothing more in this run.
pub fn append(
    store: &Store,
    home: &Home,
    ring: &KeyRing,
    own: &DeviceLog,
    batch: &[Opening],
    staged: &[Staged],
) -> Result<Commit> {
    let _lock = home.lock_log(own.log)?;
    let head = agreed_head(store, home, own)?;
    let first = head.as_ref().map_or(0, |head| head.size);
    publish_objects(store, staged)?;
    let lines: Vec<String> = batch.iter().map(Opening::to_json).collect();
    let objects: Vec<(String, String)> = staged
        .iter()
        .map(|staged| (staged.sealed.to_string(), staged.place.clone()))
        .collect();
    let written = openings::write(store, ring, own.log, first, &lines, &objects)?;
    let (place, list) = (written.place(own.log), written.list_place(own.log));
    store.disk().sync([place.as_str(), list.as_str()])?;
    let ids: Vec<StatementId> = batch.iter().map(Opening::commitment).collect();
    let (size, root) = write_tiles(store, own, first, &ids)?;
    publish_head(store, home, own, size, root)?;
    if first / TILE_WIDTH < size / TILE_WIDTH {
        compact(store, ring, own, first, size)?;
    }
    Ok(Commit { first, size, root })
}

/// The head that archive and home agree on.
fn agreed_head(store: &Store, home: &Home, own: &DeviceLog) -> Result<Option<Checkpoint>> {
    let published = published_head(store, own.log, &own.verifier())?;
    let kept = home.head(store.archive(), own.log)?;
    if published.as_ref().map(|(text, _)| text) == kept.as_ref() {
        Ok(published.map(|(_, checkpoint)| checkpoint))
    } else {
        Err(StoreError::LogForked {
            log: own.log.to_string(),
        })
    }
}

fn publish_objects(store: &Store, staged: &[Staged]) -> Result<()> {
    let disk = store.disk();
    for object in staged {
        disk.sync_file(&object.temporary)?;
    }
    for object in staged {
        disk.rename(&object.temporary, &object.place)?;
    }
    let mut folders: Vec<&str> = staged
        .iter()
        .filter_map(|object| object.place.rsplit_once('/').map(|(at, _)| at))
        .collect();
    folders.sort_unstable();
    folders.dedup();
    for folder in &folders {
        disk.sync_folder(folder)?;
    }
    if !folders.is_empty() {
        disk.sync_folder("objects")?;
        disk.sync_folder("")?;
    }
    Ok(())
}

fn write_tiles(
    store: &Store,
    own: &DeviceLog,
    first: u64,
    ids: &[StatementId],
) -> Result<(u64, Digest)> {
    let mut files = LogFiles::new(store.disk(), own.log, first);
    let mut frontier = Frontier::from_hashes(first, |level, index| files.subtree(level, index))?;
    let mut writer = TileWriter::load(&mut files)?;
    for id in ids {
        let entry = entry_bytes(*id);
        frontier.push(testigo_custody::leaf_hash(&entry));
        writer.push(&entry);
    }
    let (tiles, size) = writer.finish();
    for (place, bytes) in &tiles {
        store.disk().write(place, bytes)?;
    }
    store
        .disk()
        .sync(tiles.iter().map(|(place, _)| place.as_str()))?;
    Ok((size, frontier.root()))
}

/// The commit point: the head durable at home, then visible in the archive.
fn publish_head(
    store: &Store,
    home: &Home,
    own: &DeviceLog,
    size: u64,
    root: Digest,
) -> Result<()> {
    let origin = testigo_custody::log_key_name(own.log);
    let note = own
        .sign(Checkpoint { origin, size, root }.to_text())
        .to_string();
    // Durable at home before anybody can see it: a signed head that the home does not know would
    // look like a second history.
    home.keep_head(store.archive(), own.log, &note)?;
    show_head(store, own, size, &note)
}

fn show_head(store: &Store, own: &DeviceLog, size: u64, note: &str) -> Result<()> {
    let log = own.log;
    store
        .disk()
        .replace(&format!("log/{log}/checkpoints/{size}"), note.as_bytes())?;
    store
        .disk()
        .replace(&format!("log/{log}/checkpoint"), note.as_bytes())
}

/// Joins the small openings files of tiles that are now full.
fn compact(store: &Store, ring: &KeyRing, own: &DeviceLog, old_size: u64, size: u64) -> Result<()> {
    let from = old_size / TILE_WIDTH * TILE_WIDTH;
    let to = size / TILE_WIDTH * TILE_WIDTH;
    let small: Vec<openings::OpeningsFile> = openings::files(store, own.log)?
        .into_iter()
        .filter(|file| file.first >= from && file.last < to && file.last - file.first < TILE_WIDTH)
        .collect();
    let joined = small
        .windows(2)
        .all(|pair| pair[0].last + 1 == pair[1].first);
    if small.len() < 2 || !joined {
        return Ok(());
    }
    let mut lines = Vec::new();
    for file in &small {
        openings::read(store, ring, own.log, file, &mut |_, line| {
            lines.push(line.to_owned());
            Ok(())
        })?;
    }
    openings::rewrite(store, ring, own.log, &small, &lines, &|_| true)
}

/// Makes a new log for this device: its key kept at home, its admission in the archive.
pub fn admit_new_log<'a>(
    store: &Store,
    home: &Home,
    ring: &KeyRing,
    device: &'a mut DeviceKeys,
    random: fn() -> [u8; 32],
) -> Result<&'a DeviceLog> {
    let new = DeviceLog::from_seed(random());
    let log = new.log;
    device.logs.push(new);
    home.keep_device_keys(ring, device)?;
    let recipient = device.recipient();
    let Some(own) = device.logs.last() else {
        return Err(StoreError::Sealing);
    };
    let note = ring.admission_note(own, &recipient);
    store
        .disk()
        .replace(&format!("log/{log}/admission"), note.as_bytes())?;
    Ok(own)
}
