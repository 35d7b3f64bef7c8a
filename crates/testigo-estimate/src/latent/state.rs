//! Where one chain stands, and the arrays it works in.

use super::listing::Listing;

/// A combination less likely than this is weighed in logarithms instead.
const SMALLEST: f64 = 1e-200;

/// A value for each class. Arrays are longer than there are classes, so that loops over them have a
/// length known to the compiler; what is behind the last class has weight 0.
pub(super) type Classes<const S: usize> = [f64; S];

/// Parameters and counts of one chain. Counts are whole numbers below 2^53 held as `f64`; weights of
/// classes need not add up to 1.
#[derive(Debug, Clone)]
pub(super) struct State<const S: usize> {
    /// Classes of the model, at most `S`.
    pub(super) classes: usize,
    /// People of each class that a list names, by list.
    pub(super) named: Vec<Classes<S>>,
    /// People of each class, on lists or not.
    pub(super) size: Classes<S>,
    /// The chance that a list names somebody of a class, and the chance that it does not, by list.
    pub(super) hit: Vec<Classes<S>>,
    pub(super) miss: Vec<Classes<S>>,
    /// Sticks V of the stick-breaking prior and ln(1 - V), for all classes but the last.
    pub(super) stick: Classes<S>,
    pub(super) ln_rest: Classes<S>,
    /// Each class's weight; those of people on no list and on at least one.
    pub(super) weight: Classes<S>,
    pub(super) hidden: Classes<S>,
    pub(super) seen: Classes<S>,
    /// Weights of the table's rows in each class, and each row's sum.
    pub(super) row_weight: Vec<Classes<S>>,
    pub(super) row_sum: Vec<f64>,
    pub(super) alpha: f64,
    /// People on no list.
    pub(super) unlisted: u64,
}

impl<const S: usize> State<S> {
    pub(super) fn new(listing: &Listing, classes: usize) -> Self {
        let by_list = vec![[0.0; S]; listing.lists];
        let rows = listing.rows.len();
        Self {
            classes,
            named: by_list.clone(),
            size: [0.0; S],
            hit: by_list.clone(),
            miss: by_list,
            stick: [0.0; S],
            ln_rest: [0.0; S],
            weight: [0.0; S],
            hidden: [0.0; S],
            seen: [0.0; S],
            row_weight: vec![[0.0; S]; rows],
            row_sum: vec![0.0; rows],
            alpha: 1.0,
            unlisted: 0,
        }
    }

    /// Weights of classes from the sticks.
    pub(super) fn weigh_classes(&mut self) {
        let mut left = 1.0;
        let last = self.classes - 1;
        for (weight, stick) in self.weight[..last].iter_mut().zip(&self.stick) {
            *weight = left * stick;
            left *= 1.0 - stick;
        }
        self.weight[last] = left;
    }

    /// Weights of rows, of the hidden and of the seen, from weights of classes and chances of lists.
    pub(super) fn weigh_rows(&mut self, listing: &Listing) {
        self.hidden = self.weight;
        self.seen = [0.0; S];
        for (hit, miss) in self.hit.iter().zip(&self.miss) {
            for class in 0..S {
                // Seen first by this list: sums of positive terms, exact however rare it is.
                self.seen[class] += self.hidden[class] * hit[class];
                self.hidden[class] *= miss[class];
            }
        }
        for (place, row) in listing.rows.iter().enumerate() {
            let mut weights = self.weight;
            for (list, (hit, miss)) in self.hit.iter().zip(&self.miss).enumerate() {
                let chances = if row.lists.holds(list) { hit } else { miss };
                for (weight, chance) in weights.iter_mut().zip(chances) {
                    *weight *= chance;
                }
            }
            self.row_sum[place] = sum(&weights);
            self.row_weight[place] = weights;
            if self.row_sum[place] < SMALLEST {
                self.weigh_rare_row(listing, place);
            }
        }
    }

    /// The same in logarithms, with the largest weight set to 1.
    #[cold]
    fn weigh_rare_row(&mut self, listing: &Listing, place: usize) {
        let row = &listing.rows[place];
        let weights = &mut self.row_weight[place];
        for (class, weight) in weights.iter_mut().enumerate() {
            let chances = (0..listing.lists).map(|list| {
                let side = if row.lists.holds(list) {
                    &self.hit
                } else {
                    &self.miss
                };
                libm::log(side[list][class])
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
        self.row_sum[place] = sum(weights);
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
        (sum(&self.hidden), sum(&self.seen))
    }
}

/// A sum in two parts, which does not wait for each addition; sizes are even.
#[inline]
pub(super) fn sum<const S: usize>(classes: &Classes<S>) -> f64 {
    let mut parts = [0.0; 2];
    for two in classes.as_chunks::<2>().0 {
        for (part, value) in parts.iter_mut().zip(two) {
            *part += value;
        }
    }
    parts[0] + parts[1]
}
