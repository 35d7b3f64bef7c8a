//! Poisson regression with a log link: counts of cells on columns of a design, by iteratively reweighted least squares.

/// Steps after which a fit that has not settled is given up. Fits whose parameters run to minus infinity settle too, because
/// their deviance does.
const STEPS_MAX: u32 = 100;
/// A fit has settled when its deviance changes by less than this share.
const SETTLED: f64 = 1e-11;
/// A column of which less than this share is its own says nothing that the columns before it did not.
const OWN_SHARE_MIN: f64 = 1e-9;
const HALVINGS_MAX: u32 = 12;

/// Columns of numbers, one row for each cell.
#[derive(Clone, Debug)]
pub(crate) struct Design {
    pub(crate) rows: usize,
    /// The first is the intercept: 1 everywhere.
    pub(crate) columns: Vec<Vec<f64>>,
}

/// A settled fit.
#[derive(Clone, Debug)]
pub(crate) struct Fit {
    pub(crate) coefficients: Vec<f64>,
    /// Of each cell.
    pub(crate) means: Vec<f64>,
    pub(crate) deviance: f64,
    pub(crate) log_likelihood: f64,
    /// Of the intercept; infinite if it is not determined.
    pub(crate) intercept_variance: f64,
    /// Columns that are determined by the data.
    pub(crate) rank: usize,
}

/// Room for one fit, used again and again.
#[derive(Debug, Default)]
pub(crate) struct Room {
    /// The weighted columns, and the weighted working response behind them.
    work: Vec<Vec<f64>>,
    /// The upper triangle, by column.
    triangle: Vec<Vec<f64>>,
    determined: Vec<usize>,
}

/// Fits; none if the counts are no counts or it does not settle. `start` are means of each cell to begin with.
pub(crate) fn fit(
    design: &Design,
    counts: &[f64],
    start: Option<&[f64]>,
    room: &mut Room,
) -> Option<Fit> {
    let mut means: Vec<f64> = match start {
        Some(means) => means.iter().map(|mean| mean.max(1e-10)).collect(),
        None => counts.iter().map(|count| count + 0.1).collect(),
    };
    let mut predictor: Vec<f64> = means.iter().map(|&mean| libm::log(mean)).collect();
    let mut coefficients: Option<Vec<f64>> = None;
    let mut deviance = f64::INFINITY;
    for _ in 0..STEPS_MAX {
        let mut next = solve(design, counts, &means, &predictor, room);
        let mut next_deviance = step(design, counts, &next, &mut predictor, &mut means);
        if let Some(before) = &coefficients {
            for _ in 0..HALVINGS_MAX {
                if next_deviance.is_finite() && next_deviance <= deviance * (1.0 + 1e-8) + 1e-8 {
                    break;
                }
                for (value, old) in next.iter_mut().zip(before) {
                    *value = 0.5 * (*value + old);
                }
                next_deviance = step(design, counts, &next, &mut predictor, &mut means);
            }
        }
        if !next_deviance.is_finite() {
            return None;
        }
        let settled = (next_deviance - deviance).abs() < SETTLED * (next_deviance.abs() + 0.1);
        deviance = next_deviance;
        coefficients = Some(next);
        if settled {
            // The triangle belongs to the weights before the last step, which changed nothing.
            return Some(Fit {
                coefficients: coefficients?,
                log_likelihood: log_likelihood(counts, &means),
                deviance,
                intercept_variance: intercept_variance(room),
                rank: room.determined.len(),
                means,
            });
        }
    }
    None
}

/// The predictor and the means that coefficients give; the deviance.
fn step(
    design: &Design,
    counts: &[f64],
    coefficients: &[f64],
    predictor: &mut [f64],
    means: &mut [f64],
) -> f64 {
    predictor.fill(0.0);
    for (column, coefficient) in design.columns.iter().zip(coefficients) {
        for (sum, value) in predictor.iter_mut().zip(column) {
            *sum += coefficient * value;
        }
    }
    let mut deviance = 0.0;
    for ((mean, count), predicted) in means.iter_mut().zip(counts).zip(predictor.iter()) {
        *mean = libm::exp(*predicted);
        let gain = if *count > 0.0 {
            count * (libm::log(*count) - predicted)
        } else {
            0.0
        };
        deviance += 2.0 * (gain - (count - *mean));
    }
    deviance
}

fn log_likelihood(counts: &[f64], means: &[f64]) -> f64 {
    let cells = counts.iter().zip(means);
    cells
        .map(|(&count, &mean)| {
            let gain = if count > 0.0 {
                count * libm::log(mean)
            } else {
                0.0
            };
            gain - mean - libm::lgamma(count + 1.0)
        })
        .sum()
}

/// One weighted least squares step, by Householder reflections of the columns in turn. Columns that the ones before them
/// determine are left out, with a coefficient of 0.
fn solve(
    design: &Design,
    counts: &[f64],
    means: &[f64],
    predictor: &[f64],
    room: &mut Room,
) -> Vec<f64> {
    let width = design.columns.len();
    room.work.resize_with(width + 1, Vec::new);
    room.triangle.clear();
    room.determined.clear();
    let roots: Vec<f64> = means.iter().map(|mean| mean.sqrt()).collect();
    for (work, column) in room.work.iter_mut().zip(&design.columns) {
        work.clear();
        work.extend(column.iter().zip(&roots).map(|(value, root)| value * root));
    }
    let response = &mut room.work[width];
    response.clear();
    let cells = counts.iter().zip(means).zip(predictor).zip(&roots);
    response.extend(
        cells.map(|(((count, mean), predicted), root)| root * (predicted + (count - mean) / mean)),
    );
    for index in 0..width {
        let (done, later) = room.work.split_at_mut(index + 1);
        let column = &mut done[index];
        let top = room.determined.len();
        if top >= design.rows {
            break;
        }
        let whole: f64 = column.iter().map(|value| value * value).sum();
        let own: f64 = column[top..].iter().map(|value| value * value).sum();
        if own.is_nan() || own <= whole * OWN_SHARE_MIN * OWN_SHARE_MIN || own <= 0.0 {
            continue;
        }
        let length = if column[top] > 0.0 {
            -own.sqrt()
        } else {
            own.sqrt()
        };
        let mut in_triangle = column[..top].to_vec();
        in_triangle.push(length);
        column[top] -= length;
        let scale = -length * column[top];
        let reflector = &column[top..];
        for other in later {
            let along: f64 = reflector
                .iter()
                .zip(&other[top..])
                .map(|(one, two)| one * two)
                .sum();
            let along = along / scale;
            for (value, one) in other[top..].iter_mut().zip(reflector) {
                *value -= along * one;
            }
        }
        room.triangle.push(in_triangle);
        room.determined.push(index);
    }
    back_substituted(room, width)
}

fn back_substituted(room: &Room, width: usize) -> Vec<f64> {
    let mut coefficients = vec![0.0; width];
    let mut left: Vec<f64> = room.work[width].clone();
    for (place, column) in room.triangle.iter().enumerate().rev() {
        let value = left[place] / column[place];
        coefficients[room.determined[place]] = value;
        for (remaining, entry) in left.iter_mut().zip(&column[..place]) {
            *remaining -= value * entry;
        }
    }
    coefficients
}

/// The first entry of the inverse of R'R: the squared length of the first row of the inverse of R.
fn intercept_variance(room: &Room) -> f64 {
    if room.determined.first() != Some(&0) {
        return f64::INFINITY;
    }
    let mut row: Vec<f64> = Vec::with_capacity(room.triangle.len());
    for (place, column) in room.triangle.iter().enumerate() {
        let sum: f64 = row.iter().zip(column).map(|(one, two)| one * two).sum();
        let wanted = if place == 0 { 1.0 } else { 0.0 };
        row.push((wanted - sum) / column[place]);
    }
    row.iter().map(|value| value * value).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two lists, independent: 10 on the first, 20 on the second, 5 on both; so 40 on none.
    #[test]
    fn two_independent_lists() {
        let design = Design {
            rows: 3,
            columns: vec![vec![1.0; 3], vec![1.0, 0.0, 1.0], vec![0.0, 1.0, 1.0]],
        };
        let found = fit(&design, &[10.0, 20.0, 5.0], None, &mut Room::default()).unwrap();
        assert!((libm::exp(found.coefficients[0]) - 40.0).abs() < 1e-8);
        assert!((found.intercept_variance - (0.1 + 0.05 + 0.2)).abs() < 1e-8);
        assert_eq!(found.rank, 3);
        assert!(found.deviance.abs() < 1e-9);
    }

    #[test]
    fn a_column_that_says_nothing_new_is_left_out() {
        let design = Design {
            rows: 3,
            columns: vec![vec![1.0; 3], vec![1.0, 0.0, 1.0], vec![0.0, 1.0, 0.0]],
        };
        let found = fit(&design, &[10.0, 20.0, 5.0], None, &mut Room::default()).unwrap();
        assert_eq!(found.rank, 2);
        assert!((found.means[1] - 20.0).abs() < 1e-8);
    }
}
