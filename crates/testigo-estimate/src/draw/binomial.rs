//! Binomial and multinomial numbers.

use crate::chance::{Chance, unit_of};
use crate::saddle_point::ln_binomial_ratio;

/// From this mean on, rejection is quicker than counting up (and holds).
const REJECTION_MEAN: f64 = 10.0;
/// Heights have as many first values as a random word has bits beside a place.
const HEIGHTS: f64 = (1_u64 << 11) as f64;
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
    let is_larger = here > rest;
    let (smaller, larger) = (here.min(rest), here.max(rest));
    let count = of_smaller(chance, n, smaller, larger);
    if is_larger { n - count } else { count }
}

#[inline]
fn of_smaller(chance: &mut Chance, n: u64, smaller: f64, larger: f64) -> u64 {
    let people = n as i64 as f64;
    let whole = smaller + larger;
    let expected = people * smaller;
    if expected >= REJECTION_MEAN * whole {
        return rejected(chance, people, smaller, larger);
    }
    let u = chance.unit();
    // P(0) = q^n is at least 1 - n p, so most draws that are 0 need no power.
    if u * whole < whole - expected {
        return 0;
    }
    if smaller == 0.0 {
        return 0;
    }
    counted(chance, u, people, (smaller, larger))
}

/// Inversion: the first count whose cumulated probability is above `u`.
fn counted(chance: &mut Chance, mut u: f64, people: f64, (smaller, larger): (f64, f64)) -> u64 {
    let odds = smaller / larger;
    let whole = smaller + larger;
    let scale = (people + 1.0) * odds;
    let none = if people <= 1024.0 {
        power(larger / whole, people as i64 as u64)
    } else {
        chance
            .tables
            .exp(people * chance.tables.ln_complement(smaller / whole))
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
/// Simulation 46, with exact masses. One random word has the place and the first bits of the height; where
/// those do not decide, more follow.
fn rejected(chance: &mut Chance, people: f64, smaller: f64, larger: f64) -> u64 {
    let inverse = 1.0 / (smaller + larger);
    let sd = (people * smaller).sqrt() * larger.sqrt() * inverse;
    let p = smaller * inverse;
    let b = 1.15 + 2.53 * sd;
    let a = -0.0873 + 0.0248 * b + 0.01 * p;
    let middle = people * p + 0.5;
    let inside = (0.92 * b - 4.2) * HEIGHTS;
    loop {
        let bits = chance.bits();
        let u = unit_of(bits) - 0.5;
        let height = (bits & (HEIGHTS as u64 - 1)) as i64 as f64;
        let edge = 0.5 - u.abs();
        let k = a * (2.0 * u / edge) + b * u + middle;
        if edge >= 0.07 && (height + 1.0) * b <= inside {
            return k as i64 as u64;
        }
        if edge <= 0.0 || k < 0.0 || k >= people + 1.0 {
            continue;
        }
        let k = k as i64 as f64;
        let v = (height + chance.open_unit()) * (1.0 / HEIGHTS);
        let square = edge * edge;
        // The mass of k must be as large as `over / under`, in masses of the mode.
        let over = v * (2.83 * b + 5.1) * sd * square;
        let under = (a + b * square) * b;
        if is_accepted(chance, (k, people), (p, larger * inverse), (over, under)) {
            return k as i64 as u64;
        }
    }
}

/// Whether the mass of `k`, divided by that of the mode, is at least `over / under`.
///
/// With `A = (n + 1) p`, neighbouring masses have the ratio `(A - x p) / (x q)` at x, so that the logarithm
/// of the product from the mode `m` to `k` lies between `-s / (2 d)` for two numbers d, where
/// `s = (k - m) (k - m + 1 - 2 (A - m))`: those are `x q` and `A - x p` for the x that is furthest from the
/// mode, since `z / (1 + z) <= ln(1 + z) <= z`. Bounds of the exponential then mostly decide without it:
/// `(2 - y) / (2 + y) <= exp(-y) <= 1 / (1 + y + y^2 / 2)`.
#[inline]
fn is_accepted(
    chance: &Chance,
    (k, people): (f64, f64),
    (p, q): (f64, f64),
    (over, under): (f64, f64),
) -> bool {
    let peak = (people + 1.0) * p;
    let mode = peak as i64 as f64;
    let steps = k - mode;
    let s = steps * (steps + 1.0 - 2.0 * (peak - mode));
    let furthest = if steps > 0.0 { k } else { k + 1.0 };
    let (one, other) = (furthest * q, peak - furthest * p);
    let (smaller, larger) = (one.min(other), one.max(other));
    if smaller > 0.0 && over * (4.0 * smaller + s) <= under * (4.0 * smaller - s) {
        return true;
    }
    let twice = 2.0 * larger;
    if over * (twice * twice + s * (twice + 0.5 * s)) > under * (twice * twice) {
        return false;
    }
    let height = chance.tables.ln(over / under);
    height <= ln_binomial_ratio(chance.tables, (k, mode), people, p, q)
}

/// `base` to the power of `exponent`, by squaring: no bit of it is guessed.
#[inline]
fn power(base: f64, exponent: u64) -> f64 {
    let (mut result, mut square, mut bits) = (1.0, base, exponent);
    while bits > 0 {
        let chosen = (bits & 1).wrapping_neg();
        result *= f64::from_bits(square.to_bits() & chosen | 1.0_f64.to_bits() & !chosen);
        square *= square;
        bits >>= 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::is_accepted;
    use crate::chance::Chance;
    use crate::saddle_point::ln_binomial_mass;

    /// Whatever bound decides, it decides as the masses themselves do.
    #[test]
    fn bounds_decide_as_masses_do() {
        let chance = Chance::new(1, 0);
        for people in [20.0, 21.0, 150.0, 4_000.0, 1e9_f64] {
            for p in [0.5, 0.31, 0.07, 0.002, 1e-6] {
                let q = 1.0 - p;
                let mean: f64 = people * p;
                let mode = ((people + 1.0) * p).trunc();
                let sd = (mean * q).sqrt();
                for step in -120..=120 {
                    let k = (mean + f64::from(step) * 0.05 * sd).trunc();
                    if !(0.0..=people).contains(&k) {
                        continue;
                    }
                    let ln_mass = |k| ln_binomial_mass(chance.tables, k, people, p, q);
                    let ratio = libm::exp(ln_mass(k) - ln_mass(mode));
                    for (factor, wanted) in [
                        (0.5, true),
                        (1.0 - 1e-7, true),
                        (1.0 + 1e-7, false),
                        (2.0, false),
                    ] {
                        let (over, under) = (ratio * factor * 3.0, 3.0);
                        let found = is_accepted(&chance, (k, people), (p, q), (over, under));
                        assert_eq!(found, wanted, "{k} of {people} at {p}, {factor}");
                    }
                }
            }
        }
    }
}
