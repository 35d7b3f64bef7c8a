//! Entries, tiles and head of a log are one tree; so is every tile that stands beside it.

use testigo_custody::{Checkpoint, Digest, Entry, Frontier, LogId, Tile, encode_bundle, leaf_hash};
use testigo_package::{Code, Findings};
use testigo_store::{LogFiles, StoreError, TILE_WIDTH};

use super::Check;
use crate::error::Result;

/// A bundle of 256 entries of the largest size.
const TILE_BYTES_MAX: u64 = 1 << 25;

impl Check<'_> {
    /// Every file of the tree is recomputed from the entries, and the root from them and from the tiles.
    pub(super) fn check_tiles(
        &self,
        log: LogId,
        head: &Checkpoint,
        findings: &mut Findings,
    ) -> Result<()> {
        let subject = log.to_string();
        let files = LogFiles::new(self.store.disk(), log, head.size);
        let mut frontier = Frontier::new();
        let mut unknown = 0u64;
        // Of the levels above the leaves: 32 bytes for each 256 entries.
        let mut above = Vec::new();
        for index in 0..head.size.div_ceil(TILE_WIDTH) {
            let entries = match files.bundle(index) {
                Ok(entries) => entries,
                Err(StoreError::Damaged { place }) => {
                    findings.fails(Code::LogTiles, place, "missing or damaged");
                    return Ok(());
                }
                Err(error) => return Err(error.into()),
            };
            let hashes: Vec<Digest> = entries.iter().map(|entry| leaf_hash(entry)).collect();
            for hash in &hashes {
                frontier.push(*hash);
            }
            unknown += entries.iter().filter(|entry| is_unknown(entry)).count() as u64;
            let tile = tile_of(0, index, hashes.len());
            self.check_standing(&files, tile, Tile::entries_path, findings, &|width| {
                encode_bundle(entries.get(..width).unwrap_or(&entries))
            })?;
            self.check_hashes(&files, tile, &hashes, findings)?;
            above.extend(full_root(&hashes));
        }
        self.check_upper_tiles(&files, above, findings)?;
        check_roots(log, head, files, frontier.root(), findings);
        if unknown == 0 {
            findings.holds(Code::LogEntry, subject, "all of a known version");
        } else {
            let detail = format!("{unknown} of an unknown version");
            findings.incomplete(Code::LogEntry, subject, detail);
        }
        Ok(())
    }

    fn check_upper_tiles(
        &self,
        files: &LogFiles<'_>,
        mut hashes: Vec<Digest>,
        findings: &mut Findings,
    ) -> Result<()> {
        let mut level = 1;
        while !hashes.is_empty() {
            let mut above = Vec::new();
            for (index, part) in (0u64..).zip(hashes.chunks(256)) {
                self.check_hashes(files, tile_of(level, index, part.len()), part, findings)?;
                above.extend(full_root(part));
            }
            hashes = above;
            level += 1;
        }
        Ok(())
    }

    fn check_hashes(
        &self,
        files: &LogFiles<'_>,
        tile: Tile,
        hashes: &[Digest],
        findings: &mut Findings,
    ) -> Result<()> {
        self.check_standing(files, tile, Tile::path, findings, &|width| {
            let part = hashes.get(..width).unwrap_or(hashes);
            part.iter().flat_map(|hash| *hash.as_bytes()).collect()
        })
    }

    /// Compares each file of a tile or bundle with what its width makes of it.
    fn check_standing(
        &self,
        files: &LogFiles<'_>,
        tile: Tile,
        path: fn(&Tile) -> String,
        findings: &mut Findings,
        expected: &dyn Fn(usize) -> Vec<u8>,
    ) -> Result<()> {
        let standing = files.standing(tile, path)?;
        let own = standing.iter().any(|(_, width)| *width == Some(tile.width));
        if !own && !files.reads(tile, path) {
            let place = format!("log/{}/{}", files.log(), path(&tile));
            findings.fails(Code::LogTiles, place, "missing or damaged");
        }
        for (place, width) in standing {
            let bytes = self
                .store
                .disk()
                .read(&place, TILE_BYTES_MAX)
                .ok()
                .flatten();
            if bytes.is_none() && !self.store.disk().exists(&place) && files.reads(tile, path) {
                // Another process has filled the tile meanwhile.
                continue;
            }
            let holds = width.is_some_and(|width| bytes == Some(expected(usize::from(width))));
            if !holds {
                findings.fails(Code::LogTiles, place, "not made from the entries");
            }
        }
        Ok(())
    }
}

fn check_roots(
    log: LogId,
    head: &Checkpoint,
    mut files: LogFiles<'_>,
    by_entries: Digest,
    findings: &mut Findings,
) {
    let subject = log.to_string();
    if by_entries != head.root {
        let detail = "the entries do not give the signed root";
        findings.fails(Code::LogTiles, subject, detail);
    } else if !matches!(files.root_at(head.size), Ok(root) if root == head.root) {
        let detail = "the tiles do not give the signed root";
        findings.fails(Code::LogTiles, subject, detail);
    } else {
        findings.holds(Code::LogTiles, subject, format!("{} entries", head.size));
    }
}

fn is_unknown(entry: &[u8]) -> bool {
    !matches!(Entry::from_bytes(entry), Some(Entry::Statement(_)))
}

fn tile_of(level: u8, index: u64, width: usize) -> Tile {
    Tile {
        level,
        index,
        width: u16::try_from(width).unwrap_or(u16::MAX),
    }
}

/// The one hash above a full tile.
fn full_root(hashes: &[Digest]) -> Option<Digest> {
    if hashes.len() as u64 != TILE_WIDTH {
        return None;
    }
    let mut frontier = Frontier::new();
    for hash in hashes {
        frontier.push(*hash);
    }
    Some(frontier.root())
}
