//! Draws from the distributions that the estimators need. All are exact, not approximate: rejection
//! with the true density, at any size up to counts of 2^52.

#![allow(
    clippy::many_single_char_names,
    reason = "names of the papers, which readers compare with"
)]
#![allow(
    clippy::float_cmp,
    reason = "a shape is exactly 1 for an empty class, and only then"
)]

mod binomial;
mod poisson;

pub(crate) use binomial::split;
pub use binomial::{binomial, multinomial};
pub use poisson::poisson;

use crate::chance::Chance;

const TWO_TO_MINUS_32: f64 = 1.0 / (1_u64 << 32) as f64;

/// Gamma with this shape (above 0) and scale 1: squeeze and rejection of Marsaglia and Tsang (2000),
/// ACM Transactions on Mathematical Software 26(3).
#[inline]
pub fn gamma(chance: &mut Chance, shape: f64) -> f64 {
    if shape == 1.0 {
        return chance.exponential();
    }
    if shape < 1.0 {
        let logarithm = ln_gamma(chance, shape);
        return chance.tables.exp(logarithm);
    }
    let height = chance.bits() >> 32;
    above_one(chance, shape, height)
}

/// Gamma for a shape above 1. `height` is 32 random bits: with them the first squeeze nearly always
/// decides; where it does not, more bits follow, so that nothing is rounded.
#[inline]
fn above_one(chance: &mut Chance, shape: f64, height: u64) -> f64 {
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (3.0 * d.sqrt());
    let x = chance.normal();
    let y = c * x;
    let root = 1.0 + y;
    if root >= 0.5 && (height + 1) as i64 as f64 * TWO_TO_MINUS_32 <= squeeze(d, y) {
        return d * (root * root * root);
    }
    unsqueezed(chance, (d, c), x, height)
}

/// A lower bound of the chance to accept, for y >= -1/2. Tighter than the paper's, and more so for a larger
/// shape: the chance has the logarithm `3 d (ln(1 + y) - y + y^2 / 2 - y^3 / 3)`, whose series begins with
/// `-3/4 d y^4`. That alone is below it for y >= 0, and twice that for y >= -1/2.
#[inline]
fn squeeze(d: f64, y: f64) -> f64 {
    let square = y * y;
    1.0 - 1.5 * d * square * square
}

/// The rest of [`above_one`]: the squeeze has not decided about `x`.
#[cold]
fn unsqueezed(chance: &mut Chance, (d, c): (f64, f64), mut x: f64, mut height: u64) -> f64 {
    loop {
        let root = 1.0 + c * x;
        if root > 0.0 {
            let v = root * root * root;
            let u = (height as i64 as f64 + chance.open_unit()) * TWO_TO_MINUS_32;
            if chance.tables.ln(u) < 0.5 * x * x + d * (1.0 - v + chance.tables.ln(v)) {
                return d * v;
            }
        }
        x = chance.normal();
        height = chance.bits() >> 32;
    }
}

/// The logarithm of a gamma draw: where the shape is near 0, the draw itself is too small for a number.
pub fn ln_gamma(chance: &mut Chance, shape: f64) -> f64 {
    if shape < 1.0 {
        let larger = gamma(chance, shape + 1.0);
        return chance.tables.ln(larger) - chance.exponential() / shape;
    }
    let draw = gamma(chance, shape);
    chance.tables.ln(draw)
}

/// Beta: the draw, and 1 less the draw, each to its own last digit.
#[inline]
pub fn beta(chance: &mut Chance, a: f64, b: f64) -> (f64, f64) {
    if a == 1.0 && b == 1.0 {
        let x = chance.open_unit();
        return (x, 1.0 - x);
    }
    if a < 0.1 || b < 0.1 {
        let (ln_x, ln_rest) = ln_beta(chance, a, b);
        return (chance.tables.exp(ln_x), chance.tables.exp(ln_rest));
    }
    let (x, y) = if a > 1.0 && b > 1.0 {
        let heights = chance.bits();
        (
            above_one(chance, a, heights >> 32),
            above_one(chance, b, heights & 0xffff_ffff),
        )
    } else {
        (gamma(chance, a), gamma(chance, b))
    };
    let scale = 1.0 / (x + y);
    (x * scale, y * scale)
}

/// Beta in logarithms: ln of the draw, and ln of 1 less the draw.
pub fn ln_beta(chance: &mut Chance, a: f64, b: f64) -> (f64, f64) {
    let (ln_x, ln_y) = (ln_gamma(chance, a), ln_gamma(chance, b));
    let larger = ln_x.max(ln_y);
    let smaller = ln_x.min(ln_y);
    let ln_sum = larger + libm::log1p(chance.tables.exp(smaller - larger));
    (ln_x - ln_sum, ln_y - ln_sum)
}

/// Failures before `successes` successes (above 0, a real number) where failures have chance `failure`
/// and successes `success`, their sum 1: Poisson with a gamma mean. None where the draw is beyond
/// `most` (at most 2^52).
#[inline]
pub fn negative_binomial(
    chance: &mut Chance,
    successes: f64,
    failure: f64,
    success: f64,
    most: u64,
) -> Option<u64> {
    let mean = gamma(chance, successes) * failure / success;
    // Beyond it, a Poisson number is above 2^52 but for a chance below 1e-300; and this is false for
    // a mean that is no number.
    let drawable = mean < (1_u64 << 53) as f64;
    if !drawable {
        return None;
    }
    let draw = poisson(chance, mean);
    (draw <= most).then_some(draw)
}

#[cfg(test)]
mod tests;
