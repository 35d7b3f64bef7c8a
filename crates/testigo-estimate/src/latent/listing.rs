//! The table as the sampler walks it: lists with people only, one row for each combination.

use crate::table::{ListSet, OverlapTable};

/// One observed combination of lists.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// The lists that name these people; bits are places among the lists with people.
    pub(super) lists: ListSet,
    /// The same as places.
    pub(super) places: Vec<usize>,
    pub(super) people: u64,
}

/// The table without lists that name nobody: those say nothing about who is missed.
#[derive(Debug, Clone)]
pub(super) struct Listing {
    pub(super) lists: usize,
    pub(super) rows: Vec<Row>,
    pub(super) observed: u64,
    /// The share of the observed that each list names.
    pub(super) shares: Vec<f64>,
}

impl Listing {
    pub(super) fn new(table: &OverlapTable) -> Self {
        let people_on = |list: usize| -> u64 {
            let cells = table.cells().iter().filter(|cell| cell.lists.holds(list));
            cells.map(|cell| cell.people).sum()
        };
        let used: Vec<usize> = (0..table.lists().len())
            .filter(|&list| people_on(list) > 0)
            .collect();
        let rows = table.cells().iter().map(|cell| {
            let places: Vec<usize> = (0..used.len())
                .filter(|&place| cell.lists.holds(used[place]))
                .collect();
            let bits = places.iter().fold(0, |bits, place| bits | 1 << place);
            Row {
                lists: ListSet(bits),
                places,
                people: cell.people,
            }
        });
        let shares = used
            .iter()
            .map(|&list| people_on(list) as f64 / table.observed() as f64);
        Self {
            lists: used.len(),
            rows: rows.collect(),
            observed: table.observed(),
            shares: shares.collect(),
        }
    }
}
