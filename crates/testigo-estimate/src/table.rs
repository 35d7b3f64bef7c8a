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

    /// People on every list of a set, and perhaps on others.
    pub fn people_on(&self, lists: ListSet) -> u64 {
        let holding = self
            .cells
            .iter()
            .filter(|cell| cell.lists.0 & lists.0 == lists.0);
        holding.map(|cell| cell.people).sum()
    }

    /// People on exactly so many lists.
    pub fn people_on_exactly(&self, count: u32) -> u64 {
        let exact = self.cells.iter().filter(|cell| cell.lists.len() == count);
        exact.map(|cell| cell.people).sum()
    }

    /// The table without one list: who is only on that one is on none, and no longer counted.
    #[must_use]
    pub fn without(&self, index: usize) -> Self {
        let mut lists = self.lists.clone();
        lists.remove(index);
        let low = (1_u32 << index) - 1;
        self.mapped(lists, |set| (set & low) | (set >> (index + 1) << index))
    }

    /// The table with two lists made one: who is on either is on it. It stands in the place of `kept`.
    #[must_use]
    pub fn merged(&self, kept: usize, gone: usize) -> Self {
        let mut both = self.clone();
        both.lists[kept] = format!("{}+{}", self.lists[kept], self.lists[gone]);
        for cell in &mut both.cells {
            if cell.lists.holds(gone) {
                cell.lists.0 |= 1 << kept;
            }
        }
        both.without(gone)
    }

    /// The same table with its lists in another order: list `order[j]` of this one becomes list `j`.
    #[must_use]
    pub fn reordered(&self, order: &[usize]) -> Self {
        let lists = order
            .iter()
            .map(|&index| self.lists[index].clone())
            .collect();
        self.mapped(lists, |set| {
            let places = order.iter().enumerate();
            places.fold(0, |found, (place, &index)| {
                found | (set >> index & 1) << place
            })
        })
    }

    /// People by combination, with a place for each of the 2^J; place 0, of nobody observed, is 0. Only for tables of few
    /// lists.
    pub(crate) fn dense(&self) -> Vec<f64> {
        let mut people = vec![0.0; 1 << self.lists.len()];
        for cell in &self.cells {
            people[cell.lists.0 as usize] = cell.people as f64;
        }
        people
    }

    fn mapped(&self, lists: Vec<String>, map: impl Fn(u32) -> u32) -> Self {
        let mut cells: Vec<Cell> = self
            .cells
            .iter()
            .map(|cell| Cell {
                lists: ListSet(map(cell.lists.0)),
                people: cell.people,
            })
            .filter(|cell| !cell.lists.is_empty())
            .collect();
        cells.sort_by_key(|cell| cell.lists);
        cells.dedup_by(|one, kept| {
            let same = one.lists == kept.lists;
            if same {
                kept.people += one.people;
            }
            same
        });
        let observed = cells.iter().map(|cell| cell.people).sum();
        Self {
            lists,
            cells,
            observed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(lists: usize, cells: &[(u32, u64)]) -> OverlapTable {
        let names = (0..lists).map(|index| format!("L{index}")).collect();
        let cells: Vec<Cell> = cells
            .iter()
            .map(|&(set, people)| Cell {
                lists: ListSet(set),
                people,
            })
            .collect();
        OverlapTable::new(names, &cells).unwrap()
    }

    #[test]
    fn lists_go_and_are_joined() {
        let three = table(
            3,
            &[(0b001, 5), (0b010, 3), (0b011, 2), (0b100, 4), (0b110, 1)],
        );
        assert_eq!(
            three.without(0),
            OverlapTable {
                lists: vec!["L1".to_owned(), "L2".to_owned()],
                ..table(2, &[(0b01, 5), (0b10, 4), (0b11, 1)])
            }
        );
        assert_eq!(
            three.merged(0, 1),
            OverlapTable {
                lists: vec!["L0+L1".to_owned(), "L2".to_owned()],
                ..table(2, &[(0b01, 10), (0b10, 4), (0b11, 1)])
            }
        );
        assert_eq!(three.reordered(&[2, 0, 1]).reordered(&[1, 2, 0]), three);
        assert_eq!(three.people_on(ListSet(0b010)), 6);
        assert_eq!(three.people_on_exactly(2), 3);
    }

    #[test]
    fn what_is_no_table() {
        let names = |count: usize| {
            (0..count)
                .map(|index| index.to_string())
                .collect::<Vec<_>>()
        };
        let cell = |set, people| Cell {
            lists: ListSet(set),
            people,
        };
        assert_eq!(OverlapTable::new(names(0), &[]), Err(TableError::Lists(0)));
        assert_eq!(
            OverlapTable::new(names(21), &[]),
            Err(TableError::Lists(21))
        );
        assert_eq!(
            OverlapTable::new(names(2), &[cell(1, 1), cell(4, 1)]),
            Err(TableError::Cell(1))
        );
        assert_eq!(
            OverlapTable::new(names(2), &[cell(0, 1)]),
            Err(TableError::Cell(0))
        );
        let many = [cell(1, 1 << 51), cell(2, 1 << 51)];
        assert_eq!(
            OverlapTable::new(names(2), &many),
            Err(TableError::Overflow)
        );
        assert!(OverlapTable::new(names(20), &[cell(1 << 19, 1)]).is_ok());
    }
}
