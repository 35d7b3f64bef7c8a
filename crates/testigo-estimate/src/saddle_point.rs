//! Probabilities of single counts without cancellation, also for counts near 2^52: the saddle-point
//! form of Loader (2000), "Fast and accurate computation of binomial probabilities".

#![allow(
    clippy::float_cmp,
    reason = "counts are whole numbers; a sum that no longer changes is done"
)]

use std::sync::LazyLock;

use crate::logarithm::Tables;

const LN_TWO_PI: f64 = 1.837_877_066_409_345_3;
/// Below it, Stirling's error comes from factorials, which are exact numbers up to here.
const EXACT: usize = 16;

/// Up to here ln n! is looked up, which is quicker; its sums lose no more than 1e-11.
const FACTORIALS: usize = 8_192;

static LN_FACTORIALS: LazyLock<Vec<f64>> = LazyLock::new(|| {
    (0..FACTORIALS)
        .map(|n| libm::lgamma(n as f64 + 1.0))
        .collect()
});

static STIRLING_ERRORS: LazyLock<[f64; EXACT]> = LazyLock::new(|| {
    let mut factorial = 1.0;
    std::array::from_fn(|count| {
        if count == 0 {
            return 0.0;
        }
        let n = count as f64;
        factorial *= n;
        libm::log(factorial) - 0.5 * (LN_TWO_PI + libm::log(n)) - n * libm::log(n) + n
    })
});

/// ln n! less Stirling's approximation of it, for a whole number n of at least 1.
fn stirling_error(n: f64) -> f64 {
    if n < EXACT as f64 {
        return STIRLING_ERRORS[n as usize];
    }
    let square = 1.0 / (n * n);
    (1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square / 1680.0))) / n
}

/// x ln(x / mean) + mean - x.
fn deviance(tables: &Tables, x: f64, mean: f64) -> f64 {
    let difference = x - mean;
    if difference.abs() >= 0.1 * (x + mean) {
        return x * tables.ln(x / mean) - difference;
    }
    let ratio = difference / (x + mean);
    let square = ratio * ratio;
    let mut sum = difference * ratio;
    let mut term = 2.0 * x * ratio;
    let mut odd = 3.0;
    loop {
        term *= square;
        let next = sum + term / odd;
        if next == sum {
            return sum;
        }
        sum = next;
        odd += 2.0;
    }
}

/// ln P(X = k) for X binomial: `n` trials with chance `p`, `q` = 1 - p; `k` a whole number up to `n`.
pub(crate) fn ln_binomial_mass(tables: &Tables, k: f64, n: f64, p: f64, q: f64) -> f64 {
    if k == 0.0 {
        return n * if p < q {
            tables.ln_complement(p)
        } else {
            tables.ln(q)
        };
    }
    if k == n {
        return n * if q < p {
            tables.ln_complement(q)
        } else {
            tables.ln(p)
        };
    }
    let rest = n - k;
    stirling_error(n)
        - stirling_error(k)
        - stirling_error(rest)
        - deviance(tables, k, n * p)
        - deviance(tables, rest, n * q)
        + 0.5 * (tables.ln(n / k / rest) - LN_TWO_PI)
}

/// ln of the ratio of two binomial probabilities: of `k` to that of `other`.
pub(crate) fn ln_binomial_ratio(
    tables: &Tables,
    (k, other): (f64, f64),
    n: f64,
    p: f64,
    q: f64,
) -> f64 {
    if n < FACTORIALS as f64 {
        let ln_factorials = LN_FACTORIALS.as_slice();
        let ln = |n: f64| ln_factorials[n as i64 as usize];
        return ln(other) + ln(n - other) - ln(k) - ln(n - k) + (k - other) * tables.ln(p / q);
    }
    ln_binomial_mass(tables, k, n, p, q) - ln_binomial_mass(tables, other, n, p, q)
}

/// ln P(X = k) for X Poisson with this mean.
pub(crate) fn ln_poisson_mass(tables: &Tables, k: f64, mean: f64) -> f64 {
    if k == 0.0 {
        return -mean;
    }
    -stirling_error(k) - deviance(tables, k, mean) - 0.5 * (LN_TWO_PI + tables.ln(k))
}

#[cfg(test)]
mod tests {
    use super::{ln_binomial_mass, ln_poisson_mass};
    use crate::logarithm::tables;

    #[test]
    fn binomial_masses_are_those_of_log_gamma() {
        for (n, p) in [
            (1.0, 0.3),
            (7.0, 0.5),
            (40.0, 0.01),
            (200.0, 0.9),
            (3000.0, 0.2),
        ] {
            let mut sum = 0.0;
            let mut k = 0.0;
            while k <= n {
                let q = 1.0 - p;
                let ours = ln_binomial_mass(tables(), k, n, p, q);
                let theirs =
                    libm::lgamma(n + 1.0) - libm::lgamma(k + 1.0) - libm::lgamma(n - k + 1.0)
                        + k * libm::log(p)
                        + (n - k) * libm::log(q);
                assert!(
                    (ours - theirs).abs() < 1e-9,
                    "{k} of {n} at {p}: {ours} {theirs}"
                );
                sum += libm::exp(ours);
                k += 1.0;
            }
            assert!((sum - 1.0).abs() < 1e-11, "{n} {p}: {sum}");
        }
    }

    #[test]
    fn poisson_masses_are_those_of_log_gamma() {
        for mean in [0.1, 3.0, 47.5, 900.0] {
            for k in 0..2000_u32 {
                let k = f64::from(k);
                let ours = ln_poisson_mass(tables(), k, mean);
                let theirs = k * libm::log(mean) - mean - libm::lgamma(k + 1.0);
                assert!(
                    (ours - theirs).abs() < 1e-10 * (1.0 + theirs.abs()),
                    "{k} at {mean}"
                );
            }
        }
    }

    /// At these sizes log-gamma functions lose all digits; the normal density is the reference.
    #[test]
    fn masses_of_large_counts_keep_their_digits() {
        let mean: f64 = 1e15;
        let sd = mean.sqrt();
        for z in [-2.0, 0.0, 1.0, 3.0] {
            let normal = -0.5 * (z * z + 1.837_877_066_409_345_3) - libm::log(sd);
            let ours = ln_poisson_mass(tables(), (mean + z * sd).trunc(), mean);
            assert!((ours - normal).abs() < 1e-6, "{z}: {ours} {normal}");
            let (n, half) = (4.0 * mean, 0.5);
            let ours = ln_binomial_mass(tables(), (2.0 * mean + z * sd).trunc(), n, half, half);
            assert!((ours - normal).abs() < 1e-6, "{z}: {ours} {normal}");
        }
    }
}
