//! Models with interactions of two lists, over tables in which some pairs of lists share nobody.

use super::simplex::largest;
use crate::regression::{Design, Fit, Room, fit};

/// Which pairs of lists interact; bit `p` is pair `p` in the order of [`crate::check::pairs`].
pub(super) type PairSet = u64;

/// Why a model gives no estimate (codes of Chan, Silverman and Vincent 2019).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Good,
    /// Code 1: the likelihood has no maximum.
    NoMaximum,
    /// Code 2: the counts do not determine the parameters.
    NotIdentifiable,
    /// Code 3.
    Both,
}

/// The lists and pairs of a table.
#[derive(Clone, Debug)]
pub(super) struct Lists {
    pub(super) count: usize,
    /// Both lists of each pair, as bits.
    pub(super) pairs: Vec<usize>,
}

/// A model's cells and columns.
pub(super) struct Shape {
    /// The combinations of lists that can have people.
    pub(super) cells: Vec<usize>,
    pub(super) design: Design,
    /// Pairs of the model that share nobody: their parameters are minus infinity.
    pub(super) empty_pairs: u32,
}

impl Lists {
    pub(super) fn new(count: usize) -> Self {
        let both = |(first, second): (usize, usize)| 1 << first | 1 << second;
        Self {
            count,
            pairs: crate::check::pairs(count).map(both).collect(),
        }
    }

    /// People that each pair shares.
    pub(super) fn shared(&self, counts: &[f64]) -> Vec<f64> {
        let of_pair = |&both: &usize| {
            let cells = counts.iter().enumerate();
            cells
                .filter(|(cell, _)| cell & both == both)
                .map(|(_, people)| people)
                .sum()
        };
        self.pairs.iter().map(of_pair).collect()
    }

    /// Where a pair of the model shares nobody, the cells with both lists and the pair's column go.
    pub(super) fn shape(&self, model: PairSet, shared: &[f64]) -> Shape {
        let (mut empty, mut present) = (Vec::new(), Vec::new());
        for (place, &both) in self.pairs.iter().enumerate() {
            if model >> place & 1 == 1 {
                if shared[place] > 0.0 {
                    present.push(both);
                } else {
                    empty.push(both);
                }
            }
        }
        let possible = |cell: &usize| !empty.iter().any(|both| cell & both == *both);
        let cells: Vec<usize> = (1..1 << self.count).filter(possible).collect();
        let singles = (0..self.count).map(|index| 1 << index);
        let terms = std::iter::once(0).chain(singles).chain(present);
        let column = |term: usize| {
            cells
                .iter()
                .map(|cell| if cell & term == term { 1.0 } else { 0.0 })
                .collect()
        };
        let columns = terms.map(column).collect();
        Shape {
            design: Design {
                rows: cells.len(),
                columns,
            },
            cells,
            empty_pairs: empty.len() as u32,
        }
    }
}

impl Shape {
    /// Whether the model has an estimate. Both answers depend only on which cells are empty: a maximum exists if and only if
    /// a table with people in every cell has the same margins, and cells with people can lend some.
    pub(super) fn verdict(&self, counts: &[f64]) -> Verdict {
        let has_maximum = self.has_maximum(counts);
        match (has_maximum, self.is_identifiable()) {
            (true, true) => Verdict::Good,
            (false, true) => Verdict::NoMaximum,
            (true, false) => Verdict::NotIdentifiable,
            (false, false) => Verdict::Both,
        }
    }

    fn has_maximum(&self, counts: &[f64]) -> bool {
        let has_people: Vec<f64> = self
            .cells
            .iter()
            .map(|&cell| if counts[cell] > 0.0 { 1.0 } else { 0.0 })
            .collect();
        if has_people.iter().all(|&people| people > 0.0) {
            return true;
        }
        let margin = |column: &Vec<f64>| {
            column
                .iter()
                .zip(&has_people)
                .map(|(one, two)| one * two)
                .sum()
        };
        let right: Vec<f64> = self.design.columns.iter().map(margin).collect();
        let along: Vec<f64> = self
            .design
            .columns
            .iter()
            .map(|column| column.iter().sum())
            .collect();
        largest(&self.design.columns, &along, &right).is_some_and(|least| least > 1e-7)
    }

    fn is_identifiable(&self) -> bool {
        let mut rows = self.design.columns.clone();
        let mut rank = 0;
        for cell in 0..self.design.rows {
            let Some(pivot) = (rank..rows.len()).find(|&row| rows[row][cell].abs() > 1e-9) else {
                continue;
            };
            rows.swap(rank, pivot);
            let (above, below) = rows.split_at_mut(rank + 1);
            let line = &above[rank];
            for row in below {
                let factor = row[cell] / line[cell];
                for (value, own) in row.iter_mut().zip(line) {
                    *value -= factor * own;
                }
            }
            rank += 1;
        }
        rank == self.design.columns.len()
    }

    pub(super) fn fit(
        &self,
        counts: &[f64],
        start: Option<&[f64]>,
        room: &mut Room,
    ) -> Option<Fit> {
        let own = |all: &[f64]| -> Vec<f64> { self.cells.iter().map(|&cell| all[cell]).collect() };
        fit(&self.design, &own(counts), start.map(own).as_deref(), room)
    }
}
