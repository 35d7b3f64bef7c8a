//! Each draw against its exact distribution. Seeds are fixed; a threshold of five standard errors would
//! fail one seed in millions.

use super::{
    beta, binomial, gamma, ln_beta, ln_gamma, multinomial, negative_binomial, poisson, squeeze,
};
use crate::chance::Chance;
use crate::logarithm::tables;
use crate::saddle_point::{ln_binomial_mass, ln_poisson_mass};

const DRAWS: u32 = 40_000;

/// Chi-square of drawn counts against masses; counts expected less than 20 times are put together.
fn assert_masses(name: &str, draw: impl FnMut() -> u64, mass: impl Fn(u64) -> f64, most: u64) {
    let mut counts = vec![0.0; most as usize + 2];
    let draws = f64::from(DRAWS);
    for value in std::iter::repeat_with(draw).take(DRAWS as usize) {
        counts[value.min(most + 1) as usize] += 1.0;
    }
    let (mut chi_square, mut bins) = (0.0, -1.0);
    let (mut found, mut expected) = (0.0, 0.0);
    let mut left = draws;
    for value in 0..=most {
        found += counts[value as usize];
        expected += draws * mass(value);
        if expected >= 20.0 && left - expected >= 20.0 {
            chi_square += (found - expected) * (found - expected) / expected;
            bins += 1.0;
            left -= expected;
            (found, expected) = (0.0, 0.0);
        }
    }
    found += counts[most as usize + 1];
    chi_square += (found - left) * (found - left) / left.max(20.0);
    bins += 1.0;
    let limit = bins + 5.0 * (2.0 * f64::max(bins, 1.0)).sqrt();
    assert!(chi_square < limit, "{name}: {chi_square} for {bins}");
}

/// The share of draws up to `border` against its probability.
fn assert_share(name: &str, mut draw: impl FnMut() -> f64, border: f64, probability: f64) {
    let below = (0..DRAWS).filter(|_| draw() <= border).count() as f64;
    let draws = f64::from(DRAWS);
    let error = (draws * probability * (1.0 - probability)).sqrt();
    let z = (below - draws * probability) / error;
    assert!(z.abs() < 5.0, "{name} up to {border}: {z}");
}

fn assert_moments(name: &str, mut draw: impl FnMut() -> f64, mean: f64, variance: f64) {
    let draws = f64::from(DRAWS);
    let (mut sum, mut squares) = (0.0, 0.0);
    for _ in 0..DRAWS {
        let difference = draw() - mean;
        sum += difference;
        squares += difference * difference;
    }
    let z = sum / (draws * variance).sqrt();
    assert!(z.abs() < 5.0, "{name}: mean is off by {z}");
    // Fourth moments here are at most a few times those of the normal distribution.
    let ratio = squares / draws / variance;
    assert!(
        (ratio - 1.0).abs() < 0.08,
        "{name}: variance is off by {ratio}"
    );
}

#[test]
fn binomial_numbers_have_their_masses() {
    let mut chance = Chance::new(1, 0);
    for (n, p) in [
        (1, 0.3),
        (8, 0.2),
        (1000, 0.000_2),
        (1000, 0.003),
        (5000, 0.001_9),
        (20, 0.5),
        (40, 0.9),
        (60, 0.25),
        (500, 0.1),
        (9000, 0.004),
        (30_000, 0.4),
    ] {
        let mass = |k: u64| libm::exp(ln_binomial_mass(tables(), k as f64, n as f64, p, 1.0 - p));
        assert_masses(&format!("{n} {p}"), || binomial(&mut chance, n, p), mass, n);
    }
}

#[test]
fn binomial_numbers_have_their_ends() {
    let mut chance = Chance::new(2, 0);
    assert_eq!(binomial(&mut chance, 0, 0.5), 0);
    assert_eq!(binomial(&mut chance, 1 << 52, 0.0), 0);
    assert_eq!(binomial(&mut chance, 1 << 52, 1.0), 1 << 52);
    let n = (1_u64 << 52) as f64;
    let huge = |p| move |chance: &mut Chance| binomial(chance, 1 << 52, p) as f64;
    for p in [0.5, 0.01, 1e-12, 3.0 / n] {
        let draw = huge(p);
        assert_moments("2^52", || draw(&mut chance), n * p, n * p * (1.0 - p));
    }
}

#[test]
fn poisson_numbers_have_their_masses() {
    let mut chance = Chance::new(3, 0);
    for mean in [0.1, 3.0, 9.9, 10.0, 14.0, 80.0, 2_000.0] {
        let mass = |k: u64| libm::exp(ln_poisson_mass(tables(), k as f64, mean));
        let most = (mean * 2.0) as u64 + 30;
        assert_masses(
            &format!("{mean}"),
            || poisson(&mut chance, mean),
            mass,
            most,
        );
    }
    assert_eq!(poisson(&mut chance, 0.0), 0);
    assert_moments("1e15", || poisson(&mut chance, 1e15) as f64, 1e15, 1e15);
}

#[test]
fn negative_binomial_numbers_have_their_masses() {
    let mut chance = Chance::new(4, 0);
    for (successes, failure) in [(3.0, 0.2), (50.0, 0.6), (400.0, 0.1)] {
        let mass = |k: u64| {
            let k = k as f64;
            let ways =
                libm::lgamma(successes + k) - libm::lgamma(successes) - libm::lgamma(k + 1.0);
            libm::exp(ways + successes * libm::log(1.0 - failure) + k * libm::log(failure))
        };
        let mut draw =
            || negative_binomial(&mut chance, successes, failure, 1.0 - failure, u64::MAX).unwrap();
        assert_masses(&format!("{successes} {failure}"), &mut draw, mass, 500);
    }
    let beyond = negative_binomial(&mut chance, 1e9, 1.0 - 1e-12, 1e-12, 1 << 52);
    assert_eq!(beyond, None);
    assert_eq!(negative_binomial(&mut chance, 100.0, 0.5, 0.5, 3), None);
}

#[test]
fn multinomial_numbers_add_up_and_have_their_masses() {
    let mut chance = Chance::new(5, 0);
    let weights = [0.0, 2.0, 0.5, 7.0, 0.0, 0.5];
    for place in [1, 3, 5] {
        let p = weights[place] / 10.0;
        let mass = |k: u64| libm::exp(ln_binomial_mass(tables(), k as f64, 30.0, p, 1.0 - p));
        let draw = || {
            let counts = multinomial(&mut chance, 30, &weights);
            assert_eq!(counts.iter().sum::<u64>(), 30);
            assert_eq!((counts[0], counts[4]), (0, 0));
            counts[place]
        };
        assert_masses("30 people", draw, mass, 30);
    }
}

/// A gamma number of whole shape is above t where a Poisson number with mean t is below the shape.
#[test]
fn gamma_numbers_have_their_distribution() {
    let mut chance = Chance::new(6, 0);
    for (shape, borders) in [
        (1, [0.1, 2.0]),
        (2, [0.5, 4.0]),
        (7, [4.0, 11.0]),
        (90, [80.0, 99.0]),
    ] {
        for border in borders {
            let fewer =
                (0..shape).map(|k| libm::exp(ln_poisson_mass(tables(), f64::from(k), border)));
            let probability = 1.0 - fewer.sum::<f64>();
            let draw = || gamma(&mut chance, f64::from(shape));
            assert_share(&format!("shape {shape}"), draw, border, probability);
        }
    }
    for shape in [0.2, 0.5, 1.5, 1e6, 1e15] {
        let name = format!("shape {shape}");
        assert_moments(&name, || gamma(&mut chance, shape), shape, shape);
    }
    // The square of a normal number, halved, is gamma of shape 1/2.
    for border in [1e-6_f64, 0.1, 2.0] {
        let draw = || gamma(&mut chance, 0.5);
        assert_share("shape 1/2", draw, border, libm::erf(border.sqrt()));
    }
}

#[test]
fn the_squeeze_of_gamma_numbers_is_below_the_chance_to_accept() {
    for d in [2.0 / 3.0, 1.7, 20.0, 1e4, 1e12] {
        for step in -500..=3_000_i32 {
            let y = f64::from(step) * 1e-3;
            let series = libm::log1p(y) - y + y * y / 2.0 - y * y * y / 3.0;
            let accepted = libm::exp(3.0 * d * series);
            assert!(squeeze(d, y) <= accepted + 1e-15 * (1.0 + d), "{d} {y}");
        }
    }
}

/// Near 0 a gamma number of shape a is as t to the power a: its logarithm has an exponential tail.
#[test]
fn small_gamma_numbers_keep_their_logarithm() {
    let mut chance = Chance::new(7, 0);
    let shape = 1e-4;
    let probability = libm::exp(-0.5 - libm::lgamma(1.0 + shape));
    assert_share(
        "shape 1e-4",
        || ln_gamma(&mut chance, shape),
        -0.5 / shape,
        probability,
    );
}

/// A beta number of whole parameters is up to x where a binomial number of chance x is at least a.
#[test]
fn beta_numbers_have_their_distribution() {
    let mut chance = Chance::new(8, 0);
    for (a, b, x) in [
        (1, 1, 0.3),
        (1, 4, 0.1),
        (3, 1, 0.7),
        (2, 5, 0.3),
        (40, 60, 0.43),
    ] {
        let tosses = f64::from(a + b - 1);
        let hits = (a..a + b)
            .map(|k| libm::exp(ln_binomial_mass(tables(), f64::from(k), tosses, x, 1.0 - x)));
        let probability = hits.sum::<f64>();
        let draw = || {
            let (hit, miss) = beta(&mut chance, f64::from(a), f64::from(b));
            assert!((hit + miss - 1.0).abs() < 1e-15);
            hit
        };
        assert_share(&format!("{a} {b}"), draw, x, probability);
        let draw = || libm::exp(ln_beta(&mut chance, f64::from(a), f64::from(b)).0);
        assert_share(&format!("ln {a} {b}"), draw, x, probability);
    }
    let draw = || beta(&mut chance, 0.05, 0.5).0;
    assert_moments(
        "0.05 0.5",
        draw,
        0.05 / 0.55,
        0.05 * 0.5 / (0.55 * 0.55 * 1.55),
    );
}

#[test]
fn normal_and_exponential_numbers_have_their_distribution() {
    let mut chance = Chance::new(9, 0);
    for border in [-4.0, -3.6, -1.0, 0.0, 0.3, 2.0, 3.7] {
        let probability = 0.5 * libm::erfc(-border / core::f64::consts::SQRT_2);
        assert_share("normal", || chance.normal(), border, probability);
    }
    for border in [0.001, 0.5, 2.0, 7.0, 7.8, 9.0] {
        assert_share(
            "exponential",
            || chance.exponential(),
            border,
            -libm::expm1(-border),
        );
    }
    assert_moments("normal", || chance.normal(), 0.0, 1.0);
    assert_moments("exponential", || chance.exponential(), 1.0, 1.0);
}

/// What other machines must draw too.
#[test]
fn streams_are_the_same_everywhere() {
    let mut chance = Chance::new(19_481_210, 3);
    let drawn = [
        chance.unit().to_bits(),
        chance.normal().to_bits(),
        chance.exponential().to_bits(),
        gamma(&mut chance, 0.3).to_bits(),
        gamma(&mut chance, 5.5).to_bits(),
        binomial(&mut chance, 900, 0.3),
        binomial(&mut chance, 900, 0.003),
        poisson(&mut chance, 55.0),
        chance.below(1000) as u64,
    ];
    insta::assert_snapshot!(format!("{drawn:x?}"), @"[3fb7679262c40fb8, bffbfeb714f52fbc, 3fc9bee4ae31117a, 3ff77b0eba26af13, 400d7063a3874dc2, 11f, 3, 34, 380]");
}
