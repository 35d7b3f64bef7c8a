use super::{Draws, quantile};
use crate::chance::Chance;

/// Chains of an autoregression with this correlation, each around its own middle.
fn chains(seed: u64, middles: &[f64], correlation: f64, length: usize) -> Draws {
    let chain = |(number, middle): (usize, &f64)| {
        let mut chance = Chance::new(seed, number as u64);
        let scale = (1.0 - correlation * correlation).sqrt();
        let mut value = chance.normal();
        let step = || {
            value = correlation * value + scale * chance.normal();
            middle + value
        };
        std::iter::repeat_with(step).take(length).collect()
    };
    Draws::new(middles.iter().enumerate().map(chain).collect())
}

#[test]
fn independent_draws_count_fully() {
    let draws = chains(1, &[0.0; 4], 0.0, 2_000);
    assert!(draws.rhat() < 1.002, "{}", draws.rhat());
    for ess in [
        draws.ess_bulk(),
        draws.ess_quantile(0.025),
        draws.ess_quantile(0.975),
    ] {
        assert!((ess / 8_000.0 - 1.0).abs() < 0.1, "{ess}");
    }
    // The error of a normal median is sqrt(pi / 2 n).
    let expected = (core::f64::consts::FRAC_PI_2 / 8_000.0).sqrt();
    assert!((draws.quantile_error(0.5) / expected - 1.0).abs() < 0.15);
}

/// An autoregression's draws are worth (1 - r) / (1 + r) of independent ones.
#[test]
fn correlated_draws_count_for_less() {
    for correlation in [0.5, 0.9, -0.3] {
        let draws = chains(2, &[0.0; 4], correlation, 20_000);
        let expected = 80_000.0 * (1.0 - correlation) / (1.0 + correlation);
        let ess = draws.ess_bulk();
        assert!(
            (ess / expected - 1.0).abs() < 0.12,
            "{correlation}: {ess} {expected}"
        );
    }
}

#[test]
fn chains_that_differ_are_seen() {
    // In place, in spread, and in how they move.
    assert!(chains(3, &[0.0, 0.0, 0.0, 0.5], 0.0, 500).rhat() > 1.02);
    let mut mixed = chains(4, &[0.0; 4], 0.0, 500).chains;
    for draw in mixed[2..].iter_mut().flatten() {
        *draw *= 3.0;
    }
    assert!(Draws::new(mixed).rhat() > 1.02);
    let drift = (0..500_u32).map(f64::from).collect();
    assert!(Draws::new(vec![drift]).rhat() > 1.5);
}

#[test]
fn draws_that_stand_still_agree_only_at_one_place() {
    let same = Draws::new(vec![vec![7.0; 20]; 4]);
    assert_eq!(
        (same.rhat().to_bits(), same.ess_bulk().to_bits()),
        (1.0_f64.to_bits(), 80.0_f64.to_bits())
    );
    assert_eq!(same.quantile_error(0.5).to_bits(), 0.0_f64.to_bits());
    let apart = Draws::new(vec![vec![7.0; 20], vec![8.0; 20]]);
    assert!(apart.rhat().is_infinite());
}

/// Ranks alone count: a rising map of the draws changes nothing.
#[test]
fn scales_do_not_show() {
    let draws = chains(6, &[0.0, 0.1, 0.0, 0.2], 0.6, 400);
    let raised = Draws::new(
        draws
            .chains
            .iter()
            .map(|chain| chain.iter().map(|&x| libm::exp(x)).collect())
            .collect(),
    );
    assert!((draws.ess_bulk() - raised.ess_bulk()).abs() < 1e-9);
}

#[test]
fn quantiles_lie_between_their_neighbours() {
    let sorted = [1.0, 2.0, 4.0, 8.0];
    for (share, expected) in [(0.0, 1.0), (0.5, 3.0), (0.9, 6.8), (1.0, 8.0)] {
        assert!((quantile(&sorted, share) - expected).abs() < 1e-12);
    }
    assert_eq!(chains(7, &[1.0, 2.0], 0.0, 9).chain_medians().len(), 2);
}
