//! Files of a log: C2SP tlog-tiles of height 8, and bundles of entries.

use std::fmt::Write as _;
use std::ops::Range;

use crate::line::decimal;

/// A full tile holds this many hashes, a full bundle this many entries.
pub const TILE_HASHES: u16 = 256;
/// A tile's height: each of its hashes stands for 2^(8 * level) leaves.
const HEIGHT: u8 = 8;
/// With tiles of height 8, level 7 is the last of a tree of 2^64 leaves.
const LEVEL_MAX: u8 = 7;

/// Why bytes are not a bundle of entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// The bytes end inside an entry or its length.
    #[error("the bundle ends inside an entry")]
    Truncated,
    /// More than 256 entries.
    #[error("more than {TILE_HASHES} entries in a bundle")]
    TooMany,
}

/// A run of hashes of one level: `width` of them, from number `index * 256` on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tile {
    /// 0 for leaf hashes; each level stands 8 levels of the tree above the one before.
    pub level: u8,
    /// Its number on this level.
    pub index: u64,
    /// 1 to 256; below 256 it is partial.
    pub width: u16,
}

/// What a path under `log/<log>/tile/` names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TilePath {
    /// Hashes.
    Hashes(Tile),
    /// Entries; the tile is the one of level 0 beside them.
    Entries(Tile),
}

impl Tile {
    /// A full tile.
    pub fn full_of(level: u8, index: u64) -> Self {
        Self {
            level,
            index,
            width: TILE_HASHES,
        }
    }

    /// The full tile that begins with this one.
    #[must_use]
    pub fn full(&self) -> Self {
        Self::full_of(self.level, self.index)
    }

    /// The path of its hashes, such as `tile/0/x001/234.p/5`.
    pub fn path(&self) -> String {
        self.path_below(&format!("tile/{}", self.level))
    }

    /// The path of the entries beside a tile of level 0, such as `tile/entries/x001/234.p/5`.
    pub fn entries_path(&self) -> String {
        self.path_below("tile/entries")
    }

    fn path_below(&self, folder: &str) -> String {
        let decimal = self.index.to_string();
        let digits = format!("{decimal:0>width$}", width = decimal.len().div_ceil(3) * 3);
        let mut path = folder.to_owned();
        for (place, digit) in digits.chars().enumerate() {
            if place % 3 == 0 {
                path.push_str(if place + 3 < digits.len() { "/x" } else { "/" });
            }
            path.push(digit);
        }
        if self.width < TILE_HASHES {
            let _ = write!(path, ".p/{}", self.width);
        }
        path
    }

    /// Reads a path in its one form.
    pub fn parse_path(path: &str) -> Option<TilePath> {
        let (level, rest) = path.strip_prefix("tile/")?.split_once('/')?;
        let entries = level == "entries";
        let level = if entries {
            0
        } else {
            u8::try_from(decimal(level)?).ok()?
        };
        let (number, width) = match rest.split_once(".p/") {
            None => (rest, TILE_HASHES),
            Some((number, width)) => (number, u16::try_from(decimal(width)?).ok()?),
        };
        let digits = number.replace("/x", "/").replace('/', "");
        let digits = digits
            .strip_prefix('x')
            .unwrap_or(&digits)
            .trim_start_matches('0');
        let index = decimal(if digits.is_empty() { "0" } else { digits })?;
        let tile = Self {
            level,
            index,
            width,
        };
        // Whatever was read loosely above is no path unless it is written this way.
        let written = if entries {
            tile.entries_path()
        } else {
            tile.path()
        };
        let valid = level <= LEVEL_MAX && (1..=TILE_HASHES).contains(&width) && written == path;
        let found = if entries {
            TilePath::Entries(tile)
        } else {
            TilePath::Hashes(tile)
        };
        valid.then_some(found)
    }

    /// Where a complete subtree of a tree of `size` leaves is found: the tile that holds the hashes directly below
    /// it, and which of them; the root over them is the subtree's. `None` if the subtree reaches beyond the tree.
    pub fn holding(level: u8, index: u64, size: u64) -> Option<(Self, Range<usize>)> {
        let hashes = 1_u64.checked_shl((level % HEIGHT).into())?;
        let tile_level = level / HEIGHT;
        let first = index.checked_mul(hashes)?;
        let available = size.checked_shr((tile_level * HEIGHT).into())?;
        if first.checked_add(hashes)? > available {
            return None;
        }
        let tile_index = first / u64::from(TILE_HASHES);
        let from = usize::try_from(first % u64::from(TILE_HASHES)).ok()?;
        let until = from + usize::try_from(hashes).ok()?;
        Some((tile_number(tile_level, tile_index, available)?, from..until))
    }
}

/// All tiles of a tree, level by level. The list is as long as size / 255: bound a size that is not your own.
pub fn tiles_of(size: u64) -> Vec<Tile> {
    new_tiles(0, size)
}

/// The tiles to write when a tree grows: new ones, and those that were partial.
pub fn new_tiles(old_size: u64, new_size: u64) -> Vec<Tile> {
    let mut tiles = Vec::new();
    for level in 0..=LEVEL_MAX {
        let (old, new) = (old_size >> (level * HEIGHT), new_size >> (level * HEIGHT));
        if old < new {
            let indexes = old / u64::from(TILE_HASHES)..new.div_ceil(u64::from(TILE_HASHES));
            tiles.extend(indexes.filter_map(|index| tile_number(level, index, new)));
        }
    }
    tiles
}

/// The tile of this number where its level has so many hashes, full or partial.
fn tile_number(level: u8, index: u64, hashes: u64) -> Option<Tile> {
    let before = index.checked_mul(u64::from(TILE_HASHES))?;
    let width = hashes.checked_sub(before)?.min(u64::from(TILE_HASHES));
    let width = u16::try_from(width).ok().filter(|width| *width > 0)?;
    Some(Tile {
        level,
        index,
        width,
    })
}

/// Entries one after another, each as `u16be(length) || bytes`.
///
/// # Panics
/// If an entry is longer than 65,535 bytes; those of this program have 33.
pub fn encode_bundle(entries: &[impl AsRef<[u8]>]) -> Vec<u8> {
    let length = entries.iter().map(|entry| entry.as_ref().len() + 2).sum();
    let mut bundle = Vec::with_capacity(length);
    for entry in entries {
        let entry = entry.as_ref();
        let length = u16::try_from(entry.len()).expect("an entry is at most 65,535 bytes");
        bundle.extend_from_slice(&length.to_be_bytes());
        bundle.extend_from_slice(entry);
    }
    bundle
}

/// The entries of a bundle, at most 256.
pub fn decode_bundle(bundle: &[u8]) -> Result<Vec<Vec<u8>>, BundleError> {
    let mut entries = Vec::new();
    let mut rest = bundle;
    while !rest.is_empty() {
        if entries.len() == usize::from(TILE_HASHES) {
            return Err(BundleError::TooMany);
        }
        let (length, behind) = rest.split_first_chunk().ok_or(BundleError::Truncated)?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (entry, behind) = behind
            .split_at_checked(length)
            .ok_or(BundleError::Truncated)?;
        entries.push(entry.to_vec());
        rest = behind;
    }
    Ok(entries)
}
