//! A linear programme on a small dense tableau.

/// Numbers closer to 0 than this are 0. The programmes solved here have entries of 0 and 1 and right sides below 2^8, so that
/// true values are fractions with small denominators, far from this.
const ZERO: f64 = 1e-9;
/// Pivots after which the rule changes to Bland's, which cannot run in circles.
const PIVOTS_FAST: usize = 200;
const PIVOTS_MAX: usize = 20_000;

/// The largest value of one variable `s` >= 0 under `matrix` y + `along` s = `right`, y >= 0. `right` is not negative, and the
/// system has a solution with s = 0. None if it did not end.
pub(super) fn largest(matrix: &[Vec<f64>], along: &[f64], right: &[f64]) -> Option<f64> {
    let mut tableau = Tableau::new(matrix, along, right);
    // First the artificial variables go to 0, then s grows.
    let artificial = tableau.width - matrix.len();
    tableau.price(|column| if column >= artificial { -1.0 } else { 0.0 });
    tableau.run(tableau.width)?;
    let s = matrix.first().map_or(0, Vec::len);
    tableau.price(|column| if column == s { 1.0 } else { 0.0 });
    tableau.run(artificial)?;
    let place = tableau.basis.iter().position(|&column| column == s);
    Some(place.map_or(0.0, |row| tableau.rows[row][tableau.width]))
}

struct Tableau {
    /// Variables: y, s, and one artificial for each row.
    width: usize,
    /// Each row with its right side behind it.
    rows: Vec<Vec<f64>>,
    basis: Vec<usize>,
    /// What one more of each variable adds to the goal.
    gains: Vec<f64>,
}

impl Tableau {
    fn new(matrix: &[Vec<f64>], along: &[f64], right: &[f64]) -> Self {
        let variables = matrix.first().map_or(0, Vec::len) + 1;
        let width = variables + matrix.len();
        let rows =
            matrix
                .iter()
                .zip(along)
                .zip(right)
                .enumerate()
                .map(|(place, ((row, step), right))| {
                    let mut line = row.clone();
                    line.push(*step);
                    line.resize(width, 0.0);
                    line[variables + place] = 1.0;
                    line.push(*right);
                    line
                });
        Self {
            width,
            rows: rows.collect(),
            basis: (variables..width).collect(),
            gains: Vec::new(),
        }
    }

    /// Sets the goal: the gain of each variable, less what it costs in the basis.
    fn price(&mut self, goal: impl Fn(usize) -> f64) {
        self.gains = (0..self.width).map(&goal).collect();
        for (row, &column) in self.rows.iter().zip(&self.basis) {
            let cost = goal(column);
            if cost != 0.0 {
                for (gain, value) in self.gains.iter_mut().zip(row) {
                    *gain -= cost * value;
                }
            }
        }
    }

    /// Pivots until nothing is gained by any of the first variables.
    fn run(&mut self, variables: usize) -> Option<()> {
        for pivots in 0..PIVOTS_MAX {
            let gaining = (0..variables).filter(|&column| self.gains[column] > ZERO);
            let entering = if pivots < PIVOTS_FAST {
                gaining.max_by(|&one, &other| {
                    self.gains[one]
                        .total_cmp(&self.gains[other])
                        .then(other.cmp(&one))
                })
            } else {
                gaining.min()
            };
            let Some(column) = entering else {
                return Some(());
            };
            let row = self.leaving(column, variables)?;
            self.pivot(row, column);
        }
        None
    }

    /// The row that first reaches 0; of equal ones that with the lowest variable. An artificial variable that is still in
    /// the basis, at 0, leaves before it could grow.
    fn leaving(&self, column: usize, variables: usize) -> Option<usize> {
        let held = |row: usize| self.basis[row] >= variables && self.rows[row][column].abs() > ZERO;
        if let Some(row) = (0..self.rows.len()).find(|&row| held(row)) {
            return Some(row);
        }
        let ratio = |row: usize| self.rows[row][self.width] / self.rows[row][column];
        let rows = (0..self.rows.len()).filter(|&row| self.rows[row][column] > ZERO);
        rows.min_by(|&one, &other| {
            let (first, second) = (ratio(one), ratio(other));
            if (first - second).abs() <= ZERO {
                self.basis[one].cmp(&self.basis[other])
            } else {
                first.total_cmp(&second)
            }
        })
    }

    fn pivot(&mut self, row: usize, column: usize) {
        let scale = self.rows[row][column];
        self.rows[row].iter_mut().for_each(|value| *value /= scale);
        let line = self.rows[row].clone();
        let eliminate = |values: &mut [f64]| {
            let factor = values[column];
            if factor != 0.0 {
                for (value, own) in values.iter_mut().zip(&line) {
                    *value -= factor * own;
                }
                values[column] = 0.0;
            }
        };
        for (place, other) in self.rows.iter_mut().enumerate() {
            if place != row {
                eliminate(other);
            }
        }
        eliminate(&mut self.gains);
        self.basis[row] = column;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(matrix: &[&[f64]], along: &[f64], right: &[f64], wanted: f64) {
        let matrix: Vec<Vec<f64>> = matrix.iter().map(|row| row.to_vec()).collect();
        let found = largest(&matrix, along, right).unwrap();
        assert!((found - wanted).abs() < 1e-9, "{found} is not {wanted}");
    }

    #[test]
    fn small_programmes() {
        // y1 + s = 3, y2 + 2 s = 4
        check(&[&[1.0, 0.0], &[0.0, 1.0]], &[1.0, 2.0], &[3.0, 4.0], 2.0);
        // y1 - y2 + s = 0 grows without end but for y1 + y2 + s = 2
        check(&[&[1.0, -1.0], &[1.0, 1.0]], &[1.0, 1.0], &[0.0, 2.0], 1.0);
        // the first row forbids s
        check(&[&[1.0, 0.0], &[0.0, 1.0]], &[1.0, 1.0], &[0.0, 5.0], 0.0);
        // the second row repeats the first
        check(&[&[1.0, 1.0], &[1.0, 1.0]], &[2.0, 2.0], &[4.0, 4.0], 2.0);
    }
}
