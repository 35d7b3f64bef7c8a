//! A log's tiles and entries as files (C2SP tlog-tiles).

use std::collections::BTreeMap;

use testigo_custody::{
    Checkpoint, Digest, LogId, Tile, TilePath, VerifierKey, decode_bundle, encode_bundle,
    leaf_hash, node_hash, open_checkpoint, root,
};

use crate::disk::Disk;
use crate::error::{Result, StoreError};
use crate::store::Store;

/// Entries of 256 make one tile.
pub const TILE_WIDTH: u64 = 256;
const TILE_BYTES_MAX: u64 = 1 << 25;

/// Reads one log up to a head.
#[derive(Debug)]
pub struct LogFiles<'a> {
    disk: &'a Disk,
    log: LogId,
    size: u64,
    cache: BTreeMap<(u8, u64), Vec<Digest>>,
}

impl<'a> LogFiles<'a> {
    /// The log's files, never looking beyond `size`.
    pub fn new(disk: &'a Disk, log: LogId, size: u64) -> Self {
        Self {
            disk,
            log,
            size,
            cache: BTreeMap::new(),
        }
    }

    /// The complete subtree of `2^level` leaves, number `index`, from the tiles.
    pub fn subtree(&mut self, level: u8, index: u64) -> Result<Digest> {
        let tile_level = level / 8;
        let within = level % 8;
        let first = index << within;
        let (tile_index, offset) = (first / TILE_WIDTH, first % TILE_WIDTH);
        let log = self.log;
        let hashes = self.tile(tile_level, tile_index)?;
        let end = offset + (1 << within);
        let part = usize::try_from(offset)
            .ok()
            .zip(usize::try_from(end).ok())
            .and_then(|(from, to)| hashes.get(from..to))
            .ok_or_else(|| damaged(log, "tile"))?;
        Ok(fold_pairs(part.to_vec()))
    }

    /// The root at any size up to the head, recomputed from the tiles.
    pub fn root_at(&mut self, size: u64) -> Result<Digest> {
        root(size, &mut |level, index| self.subtree(level, index))
    }

    fn tile(&mut self, level: u8, index: u64) -> Result<&[Digest]> {
        if !self.cache.contains_key(&(level, index)) {
            let width = self.width(level, index);
            if width == 0 {
                return Err(damaged(self.log, "tile"));
            }
            let tile = Tile {
                level,
                index,
                width,
            };
            let (place, mut bytes) = self.read(tile, Tile::path)?;
            if place.ends_with(&tile.full().path()) {
                bytes.truncate(32 * usize::from(width));
            }
            let hashes: Vec<Digest> = bytes
                .chunks_exact(32)
                .filter_map(|chunk| <[u8; 32]>::try_from(chunk).ok())
                .map(Digest::from_bytes)
                .collect();
            if hashes.len() != usize::from(width) || bytes.len() != hashes.len() * 32 {
                return Err(StoreError::Damaged { place });
            }
            // Bounded: a walk goes from left to right and needs few tiles at a time.
            if self.cache.len() > 64 {
                self.cache.clear();
            }
            self.cache.insert((level, index), hashes);
        }
        Ok(self.cache.get(&(level, index)).map_or(&[], Vec::as_slice))
    }

    /// The bytes of a tile or bundle, and where they stand: under its own name, or, once that was removed, in the
    /// full one that begins with it.
    fn read(&self, tile: Tile, path: fn(&Tile) -> String) -> Result<(String, Vec<u8>)> {
        for tile in [tile, tile.full()] {
            let place = format!("log/{}/{}", self.log, path(&tile));
            if let Some(bytes) = self.disk.read(&place, TILE_BYTES_MAX)? {
                return Ok((place, bytes));
            }
        }
        Err(StoreError::Damaged {
            place: format!("log/{}/{}", self.log, path(&tile)),
        })
    }

    /// Whose files these are.
    pub fn log(&self) -> LogId {
        self.log
    }

    /// Whether a tile or bundle (`path` says which) can be read from its own file or from the full one.
    pub fn reads(&self, tile: Tile, path: fn(&Tile) -> String) -> bool {
        self.read(tile, path).is_ok()
    }

    /// Every file of a tile or bundle (`path` says which) that a head of this size covers, by place, with its width;
    /// none if the name is not that of a width. Narrower ones stand beside the one in use until it is full.
    pub fn standing(
        &self,
        tile: Tile,
        path: fn(&Tile) -> String,
    ) -> Result<Vec<(String, Option<u16>)>> {
        let full = format!("log/{}/{}", self.log, path(&tile.full()));
        let mut standing = Vec::new();
        let names = self.disk.list(&format!("{full}.p"))?;
        // A file manager may have left something there.
        for name in names.into_iter().filter(|name| !name.starts_with('.')) {
            let place = format!("{full}.p/{name}");
            let width = name
                .parse::<u16>()
                .ok()
                .filter(|width| (1..=255).contains(width) && width.to_string() == name);
            if width.is_none_or(|width| width <= tile.width) {
                standing.push((place, width));
            }
        }
        if u64::from(tile.width) == TILE_WIDTH && self.disk.exists(&full) {
            standing.push((full, Some(tile.width)));
        }
        Ok(standing)
    }

    /// How many hashes the tile holds at this log's size.
    fn width(&self, level: u8, index: u64) -> u16 {
        let shift = 8 * u32::from(level);
        let hashes = self.size.checked_shr(shift).unwrap_or(0);
        let rest = hashes
            .saturating_sub(index.saturating_mul(TILE_WIDTH))
            .min(TILE_WIDTH);
        u16::try_from(rest).unwrap_or(0)
    }

    /// The entries of bundle `index` (at most 256).
    pub fn bundle(&self, index: u64) -> Result<Vec<Vec<u8>>> {
        let width = self.width(0, index);
        if width == 0 {
            return Ok(Vec::new());
        }
        let tile = Tile {
            level: 0,
            index,
            width,
        };
        let (place, bytes) = self.read(tile, Tile::entries_path)?;
        let mut entries = decode_bundle(&bytes).map_err(|_| StoreError::Damaged {
            place: place.clone(),
        })?;
        if place.ends_with(&tile.full().entries_path()) {
            entries.truncate(usize::from(width));
        }
        if entries.len() == usize::from(width) {
            Ok(entries)
        } else {
            Err(StoreError::Damaged { place })
        }
    }

    /// All entries from `first` to before `end`, in order.
    pub fn entries(&self, first: u64, end: u64) -> Result<Vec<Vec<u8>>> {
        let end = end.min(self.size);
        let mut entries = Vec::new();
        let mut at = first;
        while at < end {
            let bundle = self.bundle(at / TILE_WIDTH)?;
            let skip = usize::try_from(at % TILE_WIDTH).unwrap_or(0);
            let take = usize::try_from(end - at).unwrap_or(usize::MAX);
            entries.extend(bundle.into_iter().skip(skip).take(take));
            at = (at / TILE_WIDTH + 1) * TILE_WIDTH;
        }
        Ok(entries)
    }
}

/// Folders of the partial tiles and bundles that a log which grew from `first` to `size` has filled.
pub(crate) fn filled(log: LogId, first: u64, size: u64) -> Vec<String> {
    let mut folders = Vec::new();
    for level in 0..8_u8 {
        let full = |size: u64| size.checked_shr(8 * u32::from(level)).unwrap_or(0) / TILE_WIDTH;
        for index in full(first)..full(size) {
            let tile = Tile::full_of(level, index);
            folders.push(format!("log/{log}/{}.p", tile.path()));
            if level == 0 {
                folders.push(format!("log/{log}/{}.p", tile.entries_path()));
            }
        }
    }
    folders
}

/// Files below `tile/` that no head of this size needs and no tile begins with: those of a batch that was cut short,
/// and partial ones whose tile is full.
pub(crate) fn debris(disk: &Disk, log: LogId, size: u64) -> Result<Vec<String>> {
    let home = format!("log/{log}");
    let mut folders = vec![format!("{home}/tile")];
    let mut debris = Vec::new();
    while let Some(folder) = folders.pop() {
        for name in disk.list(&folder)? {
            let place = format!("{folder}/{name}");
            if disk.path(&place).is_dir() {
                folders.push(place);
                continue;
            }
            let within = place.strip_prefix(&home).unwrap_or(&place);
            let parsed = Tile::parse_path(within.trim_start_matches('/'));
            let Some(TilePath::Hashes(tile) | TilePath::Entries(tile)) = parsed else {
                // No file of ours.
                continue;
            };
            let hashes = size.checked_shr(8 * u32::from(tile.level)).unwrap_or(0);
            let there = hashes
                .saturating_sub(tile.index.saturating_mul(TILE_WIDTH))
                .min(TILE_WIDTH);
            let width = u64::from(tile.width);
            if width > there || (width < TILE_WIDTH && there == TILE_WIDTH) {
                debris.push(place);
            }
        }
    }
    Ok(debris)
}

/// The published head of a log, its signature checked: `None` if nothing was published.
pub fn published_head(
    store: &Store,
    log: LogId,
    key: &VerifierKey,
) -> Result<Option<(String, Checkpoint)>> {
    let place = format!("log/{log}/checkpoint");
    let Some(text) = store.disk().read_text(&place)? else {
        return Ok(None);
    };
    let (_, checkpoint) = open_checkpoint(&text, key).map_err(|_| StoreError::Damaged { place })?;
    Ok(Some((text, checkpoint)))
}

/// Grows the files of a log from a head: the last tile of each level and bundle is kept in memory.
pub(crate) struct TileWriter {
    log: LogId,
    size: u64,
    levels: Vec<Vec<Digest>>,
    /// Which levels have grown: a tile that a published head covers is never written again.
    grown: Vec<bool>,
    bundle: Vec<Vec<u8>>,
    files: Vec<(String, Vec<u8>)>,
}

impl TileWriter {
    pub(crate) fn load(files: &mut LogFiles<'_>) -> Result<Self> {
        let mut levels = Vec::new();
        let mut level = 0u8;
        while files.size.checked_shr(8 * u32::from(level)).unwrap_or(0) > 0 {
            let hashes = files.size >> (8 * u32::from(level));
            let rest = hashes % TILE_WIDTH;
            levels.push(if rest == 0 {
                Vec::new()
            } else {
                files.tile(level, hashes / TILE_WIDTH)?.to_vec()
            });
            level += 1;
        }
        let bundle = if files.size.is_multiple_of(TILE_WIDTH) {
            Vec::new()
        } else {
            files.bundle(files.size / TILE_WIDTH)?
        };
        Ok(Self {
            log: files.log,
            size: files.size,
            grown: vec![false; levels.len()],
            levels,
            bundle,
            files: Vec::new(),
        })
    }

    pub(crate) fn push(&mut self, entry: &[u8]) {
        let hash = leaf_hash(entry);
        self.bundle.push(entry.to_vec());
        if self.bundle.len() as u64 == TILE_WIDTH {
            self.emit_bundle();
            self.bundle.clear();
        }
        self.size += 1;
        self.push_hash(0, hash);
    }

    fn push_hash(&mut self, level: usize, hash: Digest) {
        if self.levels.len() == level {
            self.levels.push(Vec::new());
            self.grown.push(false);
        }
        self.levels[level].push(hash);
        self.grown[level] = true;
        if self.levels[level].len() as u64 == TILE_WIDTH {
            self.emit_tile(level);
            let above = fold_pairs(std::mem::take(&mut self.levels[level]));
            self.push_hash(level + 1, above);
        }
    }

    /// The files to write, in no order that matters, and the new size.
    pub(crate) fn finish(mut self) -> (Vec<(String, Vec<u8>)>, u64) {
        for level in 0..self.levels.len() {
            if self.grown[level] && !self.levels[level].is_empty() {
                self.emit_tile(level);
            }
        }
        if !self.bundle.is_empty() {
            self.emit_bundle();
        }
        (self.files, self.size)
    }

    fn emit_tile(&mut self, level: usize) {
        let hashes = &self.levels[level];
        // `size` counts the leaf being pushed only after its tile is complete.
        let shift = 8 * u32::try_from(level).unwrap_or(u32::MAX);
        let complete = self.size.checked_shr(shift).unwrap_or(0);
        let index = complete.saturating_sub(1) / TILE_WIDTH;
        let tile = Tile {
            level: u8::try_from(level).unwrap_or(u8::MAX),
            index,
            width: u16::try_from(hashes.len()).unwrap_or(u16::MAX),
        };
        let bytes = hashes.iter().flat_map(|hash| *hash.as_bytes()).collect();
        self.files
            .push((format!("log/{}/{}", self.log, tile.path()), bytes));
    }

    fn emit_bundle(&mut self) {
        // While a bundle is being filled `size` is the index of its last entry, or, at the end, one more.
        let index = self.size / TILE_WIDTH;
        let width = u16::try_from(self.bundle.len()).unwrap_or(u16::MAX);
        let tile = Tile {
            level: 0,
            index,
            width,
        };
        let place = format!("log/{}/{}", self.log, tile.entries_path());
        self.files.push((place, encode_bundle(&self.bundle)));
    }
}

/// The root of a complete subtree from its hashes, whose number is a power of two.
fn fold_pairs(mut hashes: Vec<Digest>) -> Digest {
    while hashes.len() > 1 {
        hashes = hashes
            .chunks_exact(2)
            .map(|pair| node_hash(&pair[0], &pair[1]))
            .collect();
    }
    hashes[0]
}

fn damaged(log: LogId, what: &str) -> StoreError {
    StoreError::Damaged {
        place: format!("log/{log}/{what}"),
    }
}
