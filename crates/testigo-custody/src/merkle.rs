//! The Merkle tree of RFC 6962, section 2.1: roots, inclusion, consistency.
//!
//! A `fetch` gives the hash of a complete subtree: `fetch(level, index)` covers the 2^level leaves from
//! `index * 2^level` on. Only subtrees that lie wholly inside the tree are asked for.

use sha2::{Digest as _, Sha256};

use crate::{Digest, sha256};

/// `SHA-256(0x00 || entry)`.
pub fn leaf_hash(entry: &[u8]) -> Digest {
    let hasher = Sha256::new_with_prefix([0]);
    Digest::from_bytes(hasher.chain_update(entry).finalize().into())
}

/// `SHA-256(0x01 || left || right)`.
pub fn node_hash(left: &Digest, right: &Digest) -> Digest {
    let hasher = Sha256::new_with_prefix([1]).chain_update(left.as_bytes());
    Digest::from_bytes(hasher.chain_update(right.as_bytes()).finalize().into())
}

/// The root of the tree without leaves: `SHA-256("")`.
pub fn empty_root() -> Digest {
    sha256(b"")
}

/// All that a growing tree needs to remember: its size and the roots of its complete subtrees, one for each bit
/// of the size, the largest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Digest>,
}

impl Frontier {
    /// The empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// The frontier of a tree of this size whose subtrees can be fetched.
    pub fn from_hashes<E>(
        size: u64,
        mut fetch: impl FnMut(u8, u64) -> Result<Digest, E>,
    ) -> Result<Self, E> {
        let peaks = peaks(0, size).map(|(level, index)| fetch(level, index));
        Ok(Self {
            size,
            peaks: peaks.collect::<Result<_, E>>()?,
        })
    }

    /// Appends a leaf, given by its leaf hash. A tree of 2^64 - 1 leaves is full and stays as it is.
    pub fn push(&mut self, leaf: Digest) {
        let Some(size) = self.size.checked_add(1) else {
            return;
        };
        let mut hash = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                hash = node_hash(&left, &hash);
            }
        }
        self.peaks.push(hash);
        self.size = size;
    }

    /// The number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root over all leaves.
    pub fn root(&self) -> Digest {
        join_peaks(self.peaks.iter().copied())
    }
}

/// The root over leaf hashes in memory.
pub fn tree_root(leaves: &[Digest]) -> Digest {
    let mut frontier = Frontier::new();
    for leaf in leaves {
        frontier.push(*leaf);
    }
    frontier.root()
}

/// The root of the first `size` leaves.
pub fn root<E>(
    size: u64,
    fetch: &mut impl FnMut(u8, u64) -> Result<Digest, E>,
) -> Result<Digest, E> {
    range_root(0, size, fetch)
}

/// The audit path of a leaf, the lowest sibling first. A leaf outside the tree has an empty path, which does not hold.
pub fn inclusion_path<E>(
    index: u64,
    size: u64,
    fetch: &mut impl FnMut(u8, u64) -> Result<Digest, E>,
) -> Result<Vec<Digest>, E> {
    let mut path = Vec::new();
    if index >= size {
        return Ok(path);
    }
    let (mut start, mut end) = (0, size);
    while end - start > 1 {
        let middle = start + largest_power_below(end - start);
        if index < middle {
            path.push(range_root(middle, end, fetch)?);
            end = middle;
        } else {
            path.push(range_root(start, middle, fetch)?);
            start = middle;
        }
    }
    path.reverse();
    Ok(path)
}

/// The proof that the tree of `new` leaves begins with that of `old` leaves: empty where nothing is to be shown
/// (`old` is 0 or `new`) or nothing can be (`old` is larger).
pub fn consistency_proof<E>(
    old: u64,
    new: u64,
    fetch: &mut impl FnMut(u8, u64) -> Result<Digest, E>,
) -> Result<Vec<Digest>, E> {
    let mut proof = Vec::new();
    if old == 0 || old >= new {
        return Ok(proof);
    }
    let (mut start, mut end) = (0, new);
    while end != old {
        let middle = start + largest_power_below(end - start);
        if old <= middle {
            proof.push(range_root(middle, end, fetch)?);
            end = middle;
        } else {
            proof.push(range_root(start, middle, fetch)?);
            start = middle;
        }
    }
    // Whoever checks knows the old root already where the old tree is one complete subtree.
    if start != 0 {
        proof.push(range_root(start, end, fetch)?);
    }
    proof.reverse();
    Ok(proof)
}

/// Whether a leaf, given by its leaf hash, stands at `index` in the tree with this size and root (RFC 9162, 2.1.3.2).
pub fn inclusion_holds(
    leaf: &Digest,
    index: u64,
    size: u64,
    path: &[Digest],
    root: &Digest,
) -> bool {
    if index >= size {
        return false;
    }
    let (mut index, mut last, mut hash) = (index, size - 1, *leaf);
    for sibling in path {
        if last == 0 {
            return false;
        }
        if index % 2 == 1 || index == last {
            hash = node_hash(sibling, &hash);
            let passed = if index == 0 {
                0
            } else {
                index.trailing_zeros()
            };
            (index, last) = (index >> passed, last >> passed);
        } else {
            hash = node_hash(&hash, sibling);
        }
        (index, last) = (index >> 1, last >> 1);
    }
    last == 0 && hash == *root
}

/// Whether the new tree begins with the old one (RFC 9162, 2.1.4.2). The empty tree begins every tree, with an empty proof.
pub fn consistency_holds(
    old_size: u64,
    old_root: &Digest,
    new_size: u64,
    new_root: &Digest,
    proof: &[Digest],
) -> bool {
    if old_size == new_size {
        let empty = old_size > 0 || *old_root == empty_root();
        return empty && proof.is_empty() && old_root == new_root;
    }
    if old_size == 0 || old_size > new_size {
        return old_size == 0 && proof.is_empty() && *old_root == empty_root();
    }
    let (mut index, mut last) = (old_size - 1, new_size - 1);
    let passed = index.trailing_ones();
    (index, last) = (index >> passed, last >> passed);
    // An old tree that is one complete subtree is where the proof starts; else the proof begins with a part of it.
    let (first, rest) = match proof.split_first() {
        _ if old_size.is_power_of_two() => (old_root, proof),
        Some((first, rest)) => (first, rest),
        None => return false,
    };
    let (mut old, mut new) = (*first, *first);
    for sibling in rest {
        if last == 0 {
            return false;
        }
        if index % 2 == 1 || index == last {
            old = node_hash(sibling, &old);
            new = node_hash(sibling, &new);
            let passed = if index == 0 {
                0
            } else {
                index.trailing_zeros()
            };
            (index, last) = (index >> passed, last >> passed);
        } else {
            new = node_hash(&new, sibling);
        }
        (index, last) = (index >> 1, last >> 1);
    }
    last == 0 && old == *old_root && new == *new_root
}

/// The largest power of two below a number of at least two.
fn largest_power_below(number: u64) -> u64 {
    1 << (number - 1).ilog2()
}

/// The root over leaves `start..end`, where `start` is a multiple of a power of two that is not below the length.
fn range_root<E>(
    start: u64,
    end: u64,
    fetch: &mut impl FnMut(u8, u64) -> Result<Digest, E>,
) -> Result<Digest, E> {
    let hashes: Result<Vec<Digest>, E> = peaks(start, end)
        .map(|(level, index)| fetch(level, index))
        .collect();
    Ok(join_peaks(hashes?.into_iter()))
}

/// The complete subtrees (level, index) that make up a range, the largest first.
fn peaks(start: u64, end: u64) -> impl Iterator<Item = (u8, u64)> {
    let length = end - start;
    let mut next = start;
    (0_u8..64)
        .rev()
        .filter(move |level| length >> level & 1 == 1)
        .map(move |level| {
            let index = next >> level;
            next += 1 << level;
            (level, index)
        })
}

fn join_peaks(peaks: impl DoubleEndedIterator<Item = Digest>) -> Digest {
    peaks
        .rev()
        .reduce(|right, left| node_hash(&left, &right))
        .unwrap_or_else(empty_root)
}
