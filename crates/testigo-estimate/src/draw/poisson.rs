//! Poisson numbers.

use crate::chance::Chance;
use crate::saddle_point::ln_poisson_mass;

/// From this mean on, rejection is quicker than counting up.
const REJECTION_MEAN: f64 = 10.0;

/// Poisson with this mean (0 to 2^53).
pub fn poisson(chance: &mut Chance, mean: f64) -> u64 {
    if mean < REJECTION_MEAN {
        counted(chance, mean)
    } else {
        rejected(chance, mean)
    }
}

/// How many exponential steps fit.
fn counted(chance: &mut Chance, mean: f64) -> u64 {
    let mut reached = chance.exponential();
    let mut count = 0;
    while reached < mean {
        reached += chance.exponential();
        count += 1;
    }
    count
}

/// Transformed rejection, algorithm PTRS of Hörmann (1993), Insurance: Mathematics and Economics 12(1).
fn rejected(chance: &mut Chance, mean: f64) -> u64 {
    let b = 0.931 + 2.53 * mean.sqrt();
    let a = -0.059 + 0.024_83 * b;
    let inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
    let inside = 0.9277 - 3.6224 / (b - 2.0);
    loop {
        let u = chance.unit() - 0.5;
        let v = chance.open_unit();
        let edge = 0.5 - u.abs();
        let k = (2.0 * a / edge + b) * u + mean + 0.43;
        if edge >= 0.07 && v <= inside {
            return k as u64;
        }
        if edge <= 0.0 || k < 0.0 || edge < 0.013 && v > edge {
            continue;
        }
        let k = k as u64;
        let height = chance
            .tables
            .ln(v * inverse_alpha / (a / (edge * edge) + b));
        if height <= ln_poisson_mass(chance.tables, k as f64, mean) {
            return k;
        }
    }
}
