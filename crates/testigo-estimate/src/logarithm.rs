//! Natural logarithm and exponential, quick and the same on every machine: tables from libm and short
//! series, no platform float function. The sampler needs about a hundred of them for each sweep.
//!
//! Error, tested against libm: [`Tables::ln`] 5e-16 absolute plus one part in 2^52; [`Tables::exp`] four
//! parts in 10^16.

#![allow(clippy::float_cmp, reason = "exact results are meant")]

use std::sync::LazyLock;

const STEPS: usize = 128;
const STEP_BITS: u32 = 7;
const MANTISSA_BITS: u32 = 52;
/// ln 2 in two parts; the first has 32 trailing zero bits, so that its products with small whole
/// numbers are exact.
const LN_2_HIGH: f64 = 0.693_147_180_369_123_8;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// Adding and subtracting it rounds to a whole number (1.5 times 2^52).
const ROUNDING: f64 = 6_755_399_441_055_744.0;

/// What the series start from.
#[derive(Debug)]
pub(crate) struct Tables {
    /// For each 128th of [1, 2): the reciprocal of its middle, and the middle's logarithm.
    middles: [(f64, f64); STEPS],
    /// 2 to the power of each 128th of [0, 1).
    powers: [f64; STEPS],
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables {
    middles: std::array::from_fn(|step| {
        let inverse = 1.0 / (1.0 + (step as f64 + 0.5) / STEPS as f64);
        (inverse, -libm::log(inverse))
    }),
    powers: std::array::from_fn(|step| libm::exp2(step as f64 / STEPS as f64)),
});

/// The tables, made at first use.
pub(crate) fn tables() -> &'static Tables {
    &TABLES
}

impl Tables {
    /// The natural logarithm of a positive, finite number.
    #[inline]
    pub(crate) fn ln(&self, x: f64) -> f64 {
        let bits = x.to_bits();
        let exponent = (bits >> MANTISSA_BITS) as i32 - 1023;
        if exponent == -1023 || x == 1.0 {
            // Subnormal numbers have no leading one; and ln 1 is 0 to the last bit.
            return libm::log(x);
        }
        let step = (bits >> (MANTISSA_BITS - STEP_BITS)) as usize % STEPS;
        let mantissa = f64::from_bits(bits & ((1 << MANTISSA_BITS) - 1) | 1023 << MANTISSA_BITS);
        let (inverse, ln_middle) = self.middles[step];
        let z = mantissa * inverse - 1.0;
        let tail = z * z * (-0.5 + z * (1.0 / 3.0 + z * (-0.25 + z * (0.2 - z * (1.0 / 6.0)))));
        let exponent = f64::from(exponent);
        exponent * LN_2_HIGH + (ln_middle + (z + (tail + exponent * LN_2_LOW)))
    }

    /// The logarithm of 1 - x for x in [0, 1), exact for small x too.
    #[inline]
    pub(crate) fn ln_complement(&self, x: f64) -> f64 {
        if x < 1e-3 {
            -x * (1.0 + x * (0.5 + x * (1.0 / 3.0 + x * (0.25 + x * (0.2 + x * (1.0 / 6.0))))))
        } else {
            self.ln(1.0 - x)
        }
    }

    /// The exponential.
    #[inline]
    pub(crate) fn exp(&self, x: f64) -> f64 {
        if !(-700.0..700.0).contains(&x) {
            return libm::exp(x);
        }
        let scaled = x * (STEPS as f64 / core::f64::consts::LN_2);
        let whole = (scaled + ROUNDING) - ROUNDING;
        let index = whole as i64;
        let rest = (x - whole * (LN_2_HIGH / STEPS as f64)) - whole * (LN_2_LOW / STEPS as f64);
        let series = rest
            * (1.0
                + rest * (0.5 + rest * (1.0 / 6.0 + rest * (1.0 / 24.0 + rest * (1.0 / 120.0)))));
        let power = self.powers[index.rem_euclid(STEPS as i64) as usize];
        let scale = f64::from_bits(((1023 + (index >> STEP_BITS)) as u64) << MANTISSA_BITS);
        (power + power * series) * scale
    }
}

#[cfg(test)]
mod tests {
    use super::tables;

    /// Numbers spread over the exponents, close to each other near 1.
    fn numbers() -> impl Iterator<Item = f64> {
        let wide = (0..200_000_u32).map(|i| libm::exp2(f64::from(i) * 0.01 - 1000.0));
        let near = (1..100_000_u32).map(|i| 0.5 + f64::from(i) * 1.5e-5);
        wide.chain(near)
    }

    #[test]
    fn logarithms_are_those_of_libm() {
        for x in numbers() {
            let (ours, theirs) = (tables().ln(x), libm::log(x));
            assert!(
                (ours - theirs).abs() <= 5e-16 + theirs.abs() * 2.3e-16,
                "{x:e}: {ours} {theirs}"
            );
        }
        for x in [1e-320, f64::MIN_POSITIVE, 1.0, f64::MAX] {
            assert!((tables().ln(x) / libm::log(x).max(f64::MIN) - 1.0).abs() < 1e-15 || x == 1.0);
        }
        assert_eq!(tables().ln(1.0).to_bits(), 0.0_f64.to_bits());
    }

    #[test]
    fn complements_are_exact_near_nothing() {
        for power in 1..300 {
            let x = libm::exp2(-f64::from(power) / 2.0) * 0.999;
            let (ours, theirs) = (tables().ln_complement(x), libm::log1p(-x));
            assert!(
                (ours / theirs - 1.0).abs() < 1e-12,
                "{x:e}: {ours} {theirs}"
            );
        }
    }

    #[test]
    fn exponentials_are_those_of_libm() {
        for step in -80_000..80_000_i32 {
            let x = f64::from(step) * 0.009_99;
            let (ours, theirs) = (tables().exp(x), libm::exp(x));
            let same = ours == theirs || (ours / theirs - 1.0).abs() <= 4e-16;
            assert!(same, "{x}: {ours:e} {theirs:e}");
        }
    }
}
