//! Distributions: the normal, Student's t and the Poisson, without any function of the platform.

use crate::normal_quantile::normal_quantile;

/// ln of the square root of 2 pi.
const LN_ROOT_2_PI: f64 = 0.918_938_533_204_672_8;
/// Steps after which a continued fraction or a search stops; they need far fewer.
const STEPS_MAX: u32 = 400;
/// Above this mean the Poisson is as good as normal, and its sums too long.
const POISSON_MEAN_MAX: f64 = 1e6;
/// Terms smaller than this share of their sum add nothing.
const NEGLIGIBLE: f64 = 1e-18;

/// P(Z <= z) of the standard normal.
pub(crate) fn normal_below(z: f64) -> f64 {
    0.5 * libm::erfc(-z / std::f64::consts::SQRT_2)
}

/// How far from the middle a symmetric interval of this level reaches, in standard errors.
pub(crate) fn normal_width(level: f64) -> f64 {
    normal_quantile(0.5 + 0.5 * level)
}

/// The t with P(T <= t) = `share`, for `share` >= 1/2 and any positive number of degrees of freedom.
pub(crate) fn student_quantile(share: f64, degrees: f64) -> f64 {
    let below =
        |t: f64| 1.0 - 0.5 * incomplete_beta(degrees / (degrees + t * t), 0.5 * degrees, 0.5);
    let mut high = 1.0;
    while below(high) < share && high < 1e300 {
        high *= 2.0;
    }
    let mut low = 0.0;
    for _ in 0..STEPS_MAX {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if below(middle) < share {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// The regularised incomplete beta function, by its continued fraction (Abramowitz and Stegun 26.5.8).
fn incomplete_beta(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - incomplete_beta(1.0 - x, b, a);
    }
    let log_front = libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b)
        + a * libm::log(x)
        + b * libm::log1p(-x);
    // Lentz's way of evaluating a continued fraction from the front.
    let away_from_0 = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let mut upper = 1.0;
    let mut lower = 1.0 / away_from_0(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = lower;
    for step in 1..STEPS_MAX {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        lower = 1.0 / away_from_0(1.0 + even * lower);
        upper = away_from_0(1.0 + even / upper);
        fraction *= lower * upper;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        lower = 1.0 / away_from_0(1.0 + odd * lower);
        upper = away_from_0(1.0 + odd / upper);
        fraction *= lower * upper;
        if (lower * upper - 1.0).abs() < 1e-16 {
            break;
        }
    }
    libm::exp(log_front) * fraction / a
}

/// ln of the smaller of P(X <= count) and P(X >= count) for X ~ Poisson(mean).
pub(crate) fn log_poisson_tail(count: f64, mean: f64) -> f64 {
    if mean <= 0.0 {
        return if count > 0.0 { f64::NEG_INFINITY } else { 0.0 };
    }
    let log_of_count = count * libm::log(mean) - mean - libm::lgamma(count + 1.0);
    if mean > POISSON_MEAN_MAX {
        return log_normal_tail((count - mean).abs() / mean.sqrt());
    }
    let log_below = || log_of_count + libm::log(outwards(|step| (count - step).max(0.0) / mean));
    let log_above = || log_of_count + libm::log(outwards(|step| mean / (count + step + 1.0)));
    // The tail away from the mean is the smaller one, unless the two are nearly alike.
    if count < mean - 1.0 {
        log_below().min(0.0)
    } else if count > mean + 1.0 {
        log_above().min(0.0)
    } else {
        log_below().min(log_above()).min(0.0)
    }
}

/// 1 and the terms after it, each the one before times a ratio.
fn outwards(ratio: impl Fn(f64) -> f64) -> f64 {
    let (mut term, mut sum, mut step) = (1.0, 1.0, 0.0);
    while term > NEGLIGIBLE * sum {
        term *= ratio(step);
        sum += term;
        step += 1.0;
    }
    sum
}

/// ln P(Z >= z) for z >= 0, beyond where the tail itself is 0 in floating point.
fn log_normal_tail(z: f64) -> f64 {
    if z < 30.0 {
        libm::log(normal_below(-z))
    } else {
        // Mills' ratio to its third term.
        let square = 1.0 / (z * z);
        -0.5 * z * z - LN_ROOT_2_PI - libm::log(z) + libm::log1p(square * (3.0 * square - 1.0))
    }
}

/// The value at `share` of sorted values, as Hyndman and Fan's eighth definition has it.
pub(crate) fn quantile(sorted: &[f64], share: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let place = (sorted.len() as f64 + 1.0 / 3.0) * share + 1.0 / 3.0;
    let below = place.floor().clamp(1.0, sorted.len() as f64) as usize - 1;
    let above = (below + 1).min(last);
    let part = (place - (below + 1) as f64).clamp(0.0, 1.0);
    // Where both ends are infinite their difference would be no number.
    if sorted[below] >= sorted[above] || part <= 0.0 {
        return sorted[below];
    }
    sorted[below] + part * (sorted[above] - sorted[below])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn near(found: f64, wanted: f64) {
        assert!(
            (found - wanted).abs() < 1e-10 * wanted.abs().max(1.0),
            "{found} is not {wanted}"
        );
    }

    #[test]
    fn quantiles_of_student() {
        near(student_quantile(0.975, 1.0), 12.706_204_736_174_7);
        near(
            student_quantile(0.975, 23.686_113_423_627),
            2.065_346_890_810_65,
        );
        near(
            student_quantile(0.975, 3_599.112_144_610_66),
            1.960_623_329_274_5,
        );
    }

    #[test]
    fn tails_of_the_poisson() {
        // P(X <= 2) of mean 5 and P(X >= 9) of mean 3, summed by hand.
        near(log_poisson_tail(2.0, 5.0), libm::log(18.5) - 5.0);
        near(
            log_poisson_tail(9.0, 3.0),
            libm::log(0.003_802_992_061_675_9),
        );
        near(log_poisson_tail(0.0, 7.0), -7.0);
        assert!(log_poisson_tail(4_000.0, 100.0) < -10_000.0);
        assert!(log_poisson_tail(0.0, 0.0).abs() < 1e-300);
        near(log_normal_tail(30.0), libm::log(normal_below(-30.0)));
    }

    #[test]
    fn quantiles_of_values() {
        let values: Vec<f64> = (1..=10).map(f64::from).collect();
        near(quantile(&values, 0.5), 5.5);
        near(quantile(&values, 0.25), 2.916_666_666_666_667);
        near(quantile(&values, 0.0), 1.0);
        near(quantile(&values, 1.0), 10.0);
        assert!(quantile(&[], 0.5).is_nan());
        assert!(quantile(&[1.0, f64::INFINITY, f64::INFINITY], 0.99).is_infinite());
    }
}
