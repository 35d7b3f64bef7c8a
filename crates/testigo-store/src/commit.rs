//! Appending to this device's log: one batch, one checkpoint, the commit point (DESIGN 4.2, 4.5).

use testigo_custody::{Checkpoint, Digest, Frontier, Opening, StatementId, entry_bytes};

use crate::error::{Result, StoreError};
use crate::home::Home;
use crate::keys::{DeviceKeys, DeviceLog, KeyRing};
use crate::log_files::{self, LogFiles, TILE_WIDTH, TileWriter, published_head};
use crate::objects::{self, Staged};
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
    /// A commit that was cut short after it became durable was completed, or, where nothing is
    /// changed, can be.
    Completed,
    /// They disagree: the archive was copied or restored. The key is to be retired.
    Forked {
        /// The size that the archive shows.
        size: u64,
    },
}

/// Compares the archive's head of an own log with the one this home signed last. Changes nothing.
pub fn own_log_state(store: &Store, home: &Home, own: &DeviceLog) -> Result<Opened> {
    let published = match published_head(store, own.log, &own.verifier()) {
        Ok(head) => head,
        Err(StoreError::Damaged { .. }) => return Ok(Opened::Forked { size: 0 }),
        Err(error) => return Err(error),
    };
    let kept = home.head(store.archive(), own.log)?;
    let size = published.as_ref().map_or(0, |(_, head)| head.size);
    Ok(match (published, kept) {
        (None, None) => Opened::Absent,
        (Some((text, _)), Some(kept)) if text == kept => Opened::Agreed,
        (_, Some(kept)) if completable(store, own, size, &kept)?.is_some() => Opened::Completed,
        _ => Opened::Forked { size },
    })
}

/// The same, and completes a commit that was one step from the end, and sweeps this device's own
/// debris.
pub fn open_own_log(store: &Store, home: &Home, own: &DeviceLog) -> Result<Opened> {
    let _lock = home.lock_log(own.log)?;
    let opened = own_log_state(store, home, own)?;
    if matches!(opened, Opened::Forked { .. }) {
        return Ok(opened);
    }
    if opened == Opened::Completed {
        let kept = home.head(store.archive(), own.log)?.unwrap_or_default();
        let published = published_head(store, own.log, &own.verifier())?;
        let size = published.map_or(0, |(_, head)| head.size);
        if let Some(size) = completable(store, own, size, &kept)? {
            show_head(store, own, size, &kept)?;
        }
    }
    sweep(store, home, own)?;
    Ok(opened)
}

/// The size of a head that is durable at home, if everything it covers is in the archive.
fn completable(
    store: &Store,
    own: &DeviceLog,
    published_size: u64,
    kept: &str,
) -> Result<Option<u64>> {
    let Ok((_, head)) = testigo_custody::open_checkpoint(kept, &own.verifier()) else {
        return Ok(None);
    };
    if head.size <= published_size {
        return Ok(None);
    }
    let mut files = LogFiles::new(store.disk(), own.log, head.size);
    if !matches!(files.root_at(head.size), Ok(root) if root == head.root) {
        return Ok(None);
    }
    let covered = openings::files(store, own.log)?
        .iter()
        .any(|file| file.first <= published_size && file.last + 1 == head.size);
    Ok(covered.then_some(head.size))
}

/// Removes what a batch that never became a checkpoint left behind. Only this device's own.
fn sweep(store: &Store, home: &Home, own: &DeviceLog) -> Result<()> {
    let size = published_head(store, own.log, &own.verifier())?.map_or(0, |(_, head)| head.size);
    for file in openings::files(store, own.log)? {
        if file.last >= size {
            store.disk().remove(&file.place(own.log))?;
            store.disk().remove(&file.list_place(own.log))?;
        }
    }
    openings::sweep_halves(store, own.log)?;
    for place in log_files::debris(store.disk(), own.log, size)? {
        store.disk().remove(&place)?;
    }
    if home.may_sweep_staging(own.log)?.is_none() {
        // Another process of this home is staging; what it left, a later one removes.
        return Ok(());
    }
    store
        .disk()
        .remove_folder(&format!("objects/tmp/{}", own.log))
}

/// Appends a batch: objects, openings, tiles, checkpoint, each durable before the next. After an
/// error nothing of the batch counts as stored, and the caller writes nothing more in this run.
/// What comes after the checkpoint only tidies up: if it fails, the batch is stored all the same.
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
    let objects = publish_objects(store, ring, staged)?;
    let lines: Vec<String> = batch.iter().map(Opening::to_json).collect();
    let written = openings::write(store, ring, own.log, first, &lines, &objects)?;
    let (place, list) = (written.place(own.log), written.list_place(own.log));
    store.disk().sync([place.as_str(), list.as_str()])?;
    let ids: Vec<StatementId> = batch.iter().map(Opening::commitment).collect();
    let (size, root) = write_tiles(store, own, first, &ids)?;
    publish_head(store, home, own, size, root)?;
    if first / TILE_WIDTH < size / TILE_WIDTH {
        let _tidied = tidy(store, ring, own, first, size);
    }
    Ok(Commit { first, size, root })
}

/// Joins small openings files, and removes the partial tiles of full ones: readers of an earlier head find
/// the same hashes in those.
fn tidy(store: &Store, ring: &KeyRing, own: &DeviceLog, first: u64, size: u64) -> Result<()> {
    compact(store, ring, own, first, size)?;
    for folder in log_files::filled(own.log, first, size) {
        store.disk().remove_folder(&folder)?;
    }
    Ok(())
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

/// Names the staged objects, and gives `(hex digest of the sealed bytes, place)` of each.
fn publish_objects(
    store: &Store,
    ring: &KeyRing,
    staged: &[Staged],
) -> Result<Vec<(String, String)>> {
    let disk = store.disk();
    for object in staged {
        disk.sync_file(&object.temporary)?;
    }
    let mut listed = Vec::with_capacity(staged.len());
    for object in staged {
        // Another process of this home may have stored the same bytes meanwhile: its batch lists
        // the digest of that file, which therefore stays.
        let sealed = if let Some(standing) = objects::standing(store, ring, object) {
            disk.remove(&object.temporary)?;
            standing
        } else {
            disk.rename(&object.temporary, &object.place)?;
            object.sealed
        };
        listed.push((sealed.to_string(), object.place.clone()));
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
    Ok(listed)
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
