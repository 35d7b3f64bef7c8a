//! Where one chain stands, and the arrays it works in.

use super::listing::Listing;

/// Classes are padded to a multiple of this, with classes of weight 0, so that loops over them run in
/// whole registers.
const LANES: usize = 4;
/// A combination less likely than this is weighed in logarithms instead.
const SMALLEST: f64 = 1e-200;

/// Values for each class, padded.
pub(super) type Classes = Vec<f64>;

/// Parameters and counts of one chain. Counts are whole numbers below 2^53 held as `f64`; weights of
/// classes need not add up to 1.
#[derive(Debug, Clone)]
pub(super) struct State {
    /// Classes of the model, and the length of the arrays.
    pub(super) classes: usize,
    pub(super) stride: usize,
    /// For list `j`, class `k` at `j * stride + k`: people of the class that the list names.
    pub(super) named: Vec<f64>,
    /// People of each class, on lists or not.
    pub(super) size: Classes,
    /// The chance that list `j` names somebody of class `k`, and the chance that it does not.
    pub(super) hit: Vec<f64>,
    pub(super) miss: Vec<f64>,
    /// Sticks V of the stick-breaking prior and ln(1 - V), for all classes but the last.
    pub(super) stick: Classes,
    pub(super) ln_rest: Classes,
    /// Each class's weight; those of people on no list and on at least one.
    pub(super) weight: Classes,
    pub(super) hidden: Classes,
    pub(super) seen: Classes,
    /// Weight of row `m` in class `k` at `m * stride + k`, and each row's sum.
    pub(super) row_weight: Vec<f64>,
    pub(super) row_sum: Vec<f64>,
    pub(super) alpha: f64,
    /// People on no list.
    pub(super) unlisted: u64,
    /// Working space of [`State::spread_sums`] and of allocation.
    pub(super) rests: Classes,
    pub(super) counts: Classes,
}

impl State {
    pub(super) fn new(listing: &Listing, classes: usize) -> Self {
        let stride = classes.next_multiple_of(LANES);
        let by_list = vec![0.0; listing.lists * stride];
        let by_class = vec![0.0; stride];
        Self {
            classes,
            stride,
            named: by_list.clone(),
            size: by_class.clone(),
            hit: by_list.clone(),
            miss: by_list,
            stick: by_class.clone(),
            ln_rest: by_class.clone(),
            weight: by_class.clone(),
            hidden: by_class.clone(),
            seen: by_class.clone(),
            row_weight: vec![0.0; listing.rows.len() * stride],
            row_sum: vec![0.0; listing.rows.len()],
            alpha: 1.0,
            unlisted: 0,
            rests: by_class.clone(),
            counts: by_class,
        }
    }

    /// Weights of classes from the sticks.
    pub(super) fn weigh_classes(&mut self) {
        let mut left = 1.0;
        let last = self.classes - 1;
        for class in 0..last {
            self.weight[class] = left * self.stick[class];
            left *= 1.0 - self.stick[class];
        }
        self.weight[last] = left;
    }

    /// Weights of rows, of the hidden and of the seen, from weights of classes and chances of lists.
    pub(super) fn weigh_rows(&mut self, listing: &Listing) {
        let stride = self.stride;
        self.hidden.copy_from_slice(&self.weight);
        self.seen.fill(0.0);
        for list in 0..listing.lists {
            let hit = &self.hit[list * stride..][..stride];
            let miss = &self.miss[list * stride..][..stride];
            let classes = self.seen.iter_mut().zip(&mut self.hidden);
            for ((seen, hidden), (hit, miss)) in classes.zip(hit.iter().zip(miss)) {
                // Seen first by this list: sums of positive terms, exact however rare it is.
                *seen += *hidden * hit;
                *hidden *= miss;
            }
        }
        for (place, row) in listing.rows.iter().enumerate() {
            let weights = &mut self.row_weight[place * stride..][..stride];
            weights.copy_from_slice(&self.weight);
            let mut named = row.lists.iter().copied().peekable();
            for list in 0..listing.lists {
                let side = if named.next_if_eq(&list).is_some() {
                    &self.hit
                } else {
                    &self.miss
                };
                let chances = &side[list * stride..][..stride];
                for (weight, chance) in weights.iter_mut().zip(chances) {
                    *weight *= chance;
                }
            }
            self.row_sum[place] = weights.iter().sum();
            if self.row_sum[place] < SMALLEST {
                self.weigh_rare_row(listing, place);
            }
        }
    }

    /// The same in logarithms, with the largest weight set to 1.
    #[cold]
    fn weigh_rare_row(&mut self, listing: &Listing, place: usize) {
        let stride = self.stride;
        let row = &listing.rows[place];
        let weights = &mut self.row_weight[place * stride..][..stride];
        for (class, weight) in weights.iter_mut().enumerate() {
            let chances = (0..listing.lists).map(|list| {
                let side = if row.lists.contains(&list) {
                    &self.hit
                } else {
                    &self.miss
                };
                libm::log(side[list * stride + class])
            });
            *weight = libm::log(self.weight[class]) + chances.sum::<f64>();
        }
        let largest = weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        for weight in weights.iter_mut() {
            // No class allows it: then all are as unlikely as each other.
            *weight = if largest.is_finite() {
                libm::exp(*weight - largest)
            } else {
                1.0
            };
        }
        weights[self.classes..].fill(0.0);
        self.row_sum[place] = weights.iter().sum();
    }

    /// Classes with people.
    pub(super) fn occupied(&self) -> usize {
        self.size.iter().filter(|&&size| size > 0.0).count()
    }

    /// The chance of being on no list.
    pub(super) fn hidden_share(&self) -> f64 {
        let (hidden, seen) = self.hidden_and_seen();
        hidden / (hidden + seen)
    }

    /// Weights of people on no list, and on at least one.
    pub(super) fn hidden_and_seen(&self) -> (f64, f64) {
        (self.hidden.iter().sum(), self.seen.iter().sum())
    }
}
