//! Binomial and multinomial numbers.

use crate::chance::Chance;
use crate::saddle_point::ln_binomial_ratio;

/// From this mean on, rejection is quicker than counting up (and holds).
const REJECTION_MEAN: f64 = 10.0;
/// Counting further than this happens once in 10^70 draws, and then by rounding.
const COUNTED: usize = 128;

const RECIPROCALS: [f64; COUNTED] = {
    let mut reciprocals = [0.0; COUNTED];
    let mut count = 1;
    while count < COUNTED {
        reciprocals[count] = 1.0 / count as f64;
        count += 1;
    }
    reciprocals
};

/// How many of `n` (at most 2^52), each with chance `p` from 0 to 1.
pub fn binomial(chance: &mut Chance, n: u64, p: f64) -> u64 {
    split(chance, n, p, 1.0 - p)
}

/// Splits `n` people (at most 2^52) over classes in proportion to weights that are not negative and not
/// all 0.
pub fn multinomial(chance: &mut Chance, n: u64, weights: &[f64]) -> Vec<u64> {
    let mut rests: Vec<f64> = weights
        .iter()
        .rev()
        .scan(0.0, |sum, weight| {
            let behind = *sum;
            *sum += weight;
            Some(behind)
        })
        .collect();
    rests.reverse();
    let mut left = n;
    weights
        .iter()
        .zip(&rests)
        .map(|(&weight, &rest)| {
            let here = if left == 0 {
                0
            } else {
                split(chance, left, weight, rest)
            };
            left -= here;
            here
        })
        .collect()
}

/// How many of `n` fall on the first of two sides with these weights (not negative, not both 0).
#[inline]
pub(crate) fn split(chance: &mut Chance, n: u64, here: f64, rest: f64) -> u64 {
    if here <= rest {
        of_smaller(chance, n, here, rest)
    } else {
        n - of_smaller(chance, n, rest, here)
    }
}

#[inline]
fn of_smaller(chance: &mut Chance, n: u64, smaller: f64, larger: f64) -> u64 {
    let people = n as i64 as f64;
    let whole = smaller + larger;
    let expected = people * smaller;
    if expected >= REJECTION_MEAN * whole {
        return rejected(chance, people, smaller / whole, larger / whole);
    }
    let u = chance.unit();
    // P(0) = q^n is at least 1 - n p, so most draws that are 0 need no power.
    if u * whole < whole - expected {
        return 0;
    }
    if smaller == 0.0 {
        return 0;
    }
    counted(chance, u, people, smaller / whole, larger / whole)
}

/// Inversion: the first count whose cumulated probability is above `u`.
fn counted(chance: &mut Chance, mut u: f64, people: f64, p: f64, q: f64) -> u64 {
    let odds = p / q;
    let scale = (people + 1.0) * odds;
    let none = if people <= 1024.0 {
        power(q, people as i64 as u64)
    } else {
        chance.tables.exp(people * chance.tables.ln_complement(p))
    };
    loop {
        let mut mass = none;
        for count in 0..COUNTED {
            if u < mass {
                return count as u64;
            }
            u -= mass;
            // The ratio of neighbouring masses; 0 behind `people`.
            let next = count + 1;
            if next == COUNTED || next as f64 > people {
                break;
            }
            mass *= scale * RECIPROCALS[next] - odds;
        }
        u = chance.unit();
    }
}

/// Transformed rejection, algorithm BTRS of Hörmann (1993), Journal of Statistical Computation and
/// Simulation 46, with exact masses.
fn rejected(chance: &mut Chance, people: f64, p: f64, q: f64) -> u64 {
    let mean = people * p;
    let sd = (mean * q).sqrt();
    let b = 1.15 + 2.53 * sd;
    let a = -0.0873 + 0.0248 * b + 0.01 * p;
    let middle = mean + 0.5;
    let inside = 0.92 - 4.2 / b;
    loop {
        let u = chance.unit() - 0.5;
        let v = chance.open_unit();
        let edge = 0.5 - u.abs();
        let k = (2.0 * a / edge + b) * u + middle;
        if edge >= 0.07 && v <= inside {
            return k as i64 as u64;
        }
        if edge <= 0.0 || k < 0.0 || k >= people + 1.0 {
            continue;
        }
        let k = k as i64 as f64;
        let mode = ((people + 1.0) * p) as i64 as f64;
        let alpha = (2.83 + 5.1 / b) * sd;
        let height = chance.tables.ln(v * alpha / (a / (edge * edge) + b));
        if height <= ln_binomial_ratio(chance.tables, (k, mode), people, p, q) {
            return k as i64 as u64;
        }
    }
}

/// `base` to the power of `exponent`, by squaring: no branch to guess.
#[inline]
fn power(base: f64, exponent: u64) -> f64 {
    let (mut result, mut square, mut bits) = (1.0, base, exponent);
    while bits > 0 {
        result *= if bits & 1 == 1 { square } else { 1.0 };
        square *= square;
        bits >>= 1;
    }
    result
}
