//! Two lists (Chapman), and a lower bound from how many people are on one list and on two (Chao).

use serde::Serialize;

use crate::chance::Chance;
use crate::check::pairs;
use crate::distribution::normal_width;
use crate::figure::{Figure, INNER_LEVEL, Interval};
use crate::normal_quantile::normal_quantile;
use crate::table::{ListSet, OverlapTable};
use crate::warning::Reason;

/// Chao's bound in its forms, in people.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ChaoBounds {
    /// People on exactly one list.
    pub on_one: u64,
    /// People on exactly two lists.
    pub on_two: u64,
    /// Chao 1987: people differ in how easily they are listed, lists are alike.
    pub mh: Option<f64>,
    /// The same, bias-corrected; the estimate that is given.
    pub mh_corrected: f64,
    /// For finitely many lists.
    pub mh_finite: Option<f64>,
    /// Lists of different sizes.
    pub mt: Option<f64>,
    /// The same, bias-corrected: the bound that others are held against.
    pub mt_corrected: f64,
}

/// Chao's bounds (Chao 1987, Biometrics 43; Mt as in Rivest and Baillargeon 2007).
pub fn chao_bounds(table: &OverlapTable) -> ChaoBounds {
    let observed = table.observed() as f64;
    let (on_one, on_two) = (table.people_on_exactly(1), table.people_on_exactly(2));
    let (one, two) = (on_one as f64, on_two as f64);
    let lists = table.lists().len();
    let finite = (lists as f64 - 1.0) / lists as f64;
    let only = |index: usize| {
        let set = ListSet(1 << index);
        let cell = table.cells().iter().find(|cell| cell.lists == set);
        cell.map_or(0.0, |cell| cell.people as f64)
    };
    let products: f64 = pairs(lists)
        .map(|(first, second)| only(first) * only(second))
        .sum();
    let has_two = on_two > 0;
    ChaoBounds {
        on_one,
        on_two,
        mh: has_two.then(|| observed + one * one / (2.0 * two)),
        mh_corrected: observed + one * (one - 1.0).max(0.0) / (2.0 * (two + 1.0)),
        mh_finite: has_two.then(|| observed + finite * one * one / (2.0 * two)),
        mt: has_two.then(|| observed + products / two),
        mt_corrected: observed + products / (two + 1.0),
    }
}

/// Chao's bound with its interval. Without anybody on two lists there is nothing to go by.
pub(crate) fn chao(
    table: &OverlapTable,
    level: f64,
    draws: usize,
    chance: &mut Chance,
) -> Result<(Figure, ChaoBounds), Reason> {
    let bounds = chao_bounds(table);
    if bounds.on_two == 0 {
        return Err(Reason::new("no_overlap", ""));
    }
    let (one, two) = (bounds.on_one as f64, bounds.on_two as f64);
    let below = two + 1.0;
    let variance = one * (one - 1.0).max(0.0) / (2.0 * below)
        + one * (2.0 * one - 1.0) * (2.0 * one - 1.0) / (4.0 * below * below)
        + one * one * two * (one - 1.0) * (one - 1.0) / (4.0 * below * below * below * below);
    let observed = table.observed() as f64;
    let unseen = bounds.mh_corrected - observed;
    Ok((
        log_normal(observed, unseen, variance, level, draws, chance),
        bounds,
    ))
}

/// Chapman's estimate for two lists (Chapman 1951), with Seber's variance (1970).
pub(crate) fn chapman(
    table: &OverlapTable,
    level: f64,
    draws: usize,
    chance: &mut Chance,
) -> Result<Figure, Reason> {
    if table.lists().len() != 2 {
        return Err(Reason::new(
            "needs_two_lists",
            table.lists().len().to_string(),
        ));
    }
    let on = |set: u32| table.people_on(ListSet(set)) as f64;
    let (first, second, both) = (on(0b01), on(0b10), on(0b11));
    if both <= 0.0 {
        return Err(Reason::new("no_overlap", ""));
    }
    let all = (first + 1.0) * (second + 1.0) / (both + 1.0) - 1.0;
    let variance = (first + 1.0) * (second + 1.0) * (first - both) * (second - both)
        / ((both + 1.0) * (both + 1.0) * (both + 2.0));
    let observed = table.observed() as f64;
    Ok(log_normal(
        observed,
        (all - observed).max(0.0),
        variance,
        level,
        draws,
        chance,
    ))
}

/// An interval that never reaches below the observed: the unseen as log-normal (Chao 1987).
fn log_normal(
    observed: f64,
    unseen: f64,
    variance: f64,
    level: f64,
    draws: usize,
    chance: &mut Chance,
) -> Figure {
    // ln of the factor by which the unseen are off, a standard error's worth.
    let spread = if unseen > 0.0 {
        libm::log1p(variance / (unseen * unseen)).sqrt()
    } else {
        0.0
    };
    let at = |z: f64| observed + unseen * libm::exp(z * spread);
    let around = |level: f64| {
        let z = normal_width(level);
        Interval {
            lo: at(-z),
            hi: at(z),
        }
    };
    let mut draw = || unseen * libm::exp(spread * normal_quantile(chance.open_unit()));
    Figure {
        median: observed + unseen,
        mean: None,
        interval: around(level),
        inner: around(INNER_LEVEL),
        unseen: (0..draws).map(|_| draw()).collect(),
    }
}
