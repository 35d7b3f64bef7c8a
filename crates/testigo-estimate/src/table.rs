//! The overlap table: for each combination of lists, how many people are on exactly those.

use thiserror::Error;

/// The most lists one table may have.
pub const MAX_LISTS: usize = 20;

/// A set of lists; bit `j` stands for list `j` of its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListSet(pub u32);

impl ListSet {
    /// Whether list `index` is in the set.
    pub const fn holds(self, index: usize) -> bool {
        self.0 >> index & 1 == 1
    }

    /// How many lists are in the set.
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether no list is in the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// One combination of lists and the people who are on exactly those, in people (never 0).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The lists that name them, and no other does; never empty.
    pub lists: ListSet,
    /// People.
    pub people: u64,
}

/// People by the combination of lists that name them; nobody in it is on no list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverlapTable {
    lists: Vec<String>,
    cells: Vec<Cell>,
    observed: u64,
}

/// Why cells make no table.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TableError {
    /// No list at all, or more than [`MAX_LISTS`].
    #[error("{0} lists")]
    Lists(usize),
    /// A cell names a list the table does not have, or none.
    #[error("cell {0} names no list of the table")]
    Cell(usize),
    /// The people together do not fit 2^52, beyond which sums in floating point lose people.
    #[error("too many people")]
    Overflow,
}

impl OverlapTable {
    /// Cells in any order; the same combination twice is added up and empty cells are left out.
    pub fn new(lists: Vec<String>, cells: &[Cell]) -> Result<Self, TableError> {
        if lists.is_empty() || lists.len() > MAX_LISTS {
            return Err(TableError::Lists(lists.len()));
        }
        let mut sorted = cells.to_vec();
        for (place, cell) in cells.iter().enumerate() {
            if cell.lists.is_empty() || cell.lists.0 >> lists.len() != 0 {
                return Err(TableError::Cell(place));
            }
        }
        sorted.sort_by_key(|cell| cell.lists);
        let mut merged: Vec<Cell> = Vec::new();
        let mut observed: u64 = 0;
        for cell in sorted.into_iter().filter(|cell| cell.people > 0) {
            observed = observed
                .checked_add(cell.people)
                .filter(|&sum| sum < 1 << 52)
                .ok_or(TableError::Overflow)?;
            match merged.last_mut() {
                Some(last) if last.lists == cell.lists => last.people += cell.people,
                _ => merged.push(cell),
            }
        }
        Ok(Self {
            lists,
            cells: merged,
            observed,
        })
    }

    /// The lists' names, in the order of the bits.
    pub fn lists(&self) -> &[String] {
        &self.lists
    }

    /// The cells with people, by combination.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// People on at least one list.
    pub const fn observed(&self) -> u64 {
        self.observed
    }
}
