//! Matches put together field by field, and the share of them that rules propose.

use super::{Caught, Interval, WIDTH};
use crate::compare::Comparison;
use crate::dictionary::NOT_SAID;
use crate::error::LinkError;
use crate::rule::{Part, Rule, keys_of};
use crate::sample::{below, chance};
use crate::table::Table;

/// Chance of a match without a field from which on the field is learned from it.
pub(super) const LIKELY: f64 = 0.5;
/// Matches that are imagined.
const MATCHES: usize = 20_000;
/// Matches a field has to be learned from, at least.
const KNOWN_MIN: usize = 20;
/// Parts that rules may have for this.
const PARTS_MAX: usize = 128;

/// The distinct parts of rules with their keys.
pub(super) struct Agreeing {
    parts: Vec<Part>,
    keys: Vec<Vec<u32>>,
    /// By rule: its parts, one bit each.
    rules: Vec<u128>,
}

impl Agreeing {
    pub(super) fn new(rules: &[Rule], table: &Table) -> Result<Self, LinkError> {
        let mut parts: Vec<Part> = rules.iter().flat_map(|rule| rule.parts.clone()).collect();
        parts.sort_unstable();
        parts.dedup();
        parts.truncate(PARTS_MAX);
        let mut keys = Vec::with_capacity(parts.len());
        for part in &parts {
            keys.push(keys_of(*part, table)?);
        }
        let mask = |rule: &Rule| {
            rule.parts.iter().try_fold(0_u128, |mask, part| {
                let place = parts.binary_search(part).ok()?;
                Some(mask | 1 << place)
            })
        };
        Ok(Self {
            rules: rules.iter().filter_map(mask).collect(),
            parts,
            keys,
        })
    }

    /// The parts that agree in two rows.
    pub(super) fn of(&self, left: &[u32], right: &[u32]) -> u128 {
        let parts = self.parts.iter().zip(&self.keys).enumerate();
        parts.fold(0, |bits, (place, (part, keys))| {
            let key = keys[left[part.column] as usize];
            let agrees = key != NOT_SAID && key == keys[right[part.column] as usize];
            bits | u128::from(agrees) << place
        })
    }
}

/// Imagined matches, by the parts that agree.
pub(super) struct Imagined {
    agrees: Vec<u128>,
    /// The fewest matches that a field was learned from.
    known: usize,
}

impl Imagined {
    /// None if some field of a rule could be learned from too little.
    pub(super) fn new(
        agreeing: &Agreeing,
        comparisons: &[Comparison],
        caught: &[Caught],
        seed: u64,
    ) -> Option<Self> {
        let mut imagined = Self {
            agrees: vec![0; MATCHES],
            known: usize::MAX,
        };
        for (place, comparison) in comparisons.iter().enumerate() {
            let of_field = |part: &Part| comparison.columns().any(|column| column == part.column);
            let parts = agreeing.parts.iter().enumerate();
            let mask: u128 = parts
                .filter(|(_, part)| of_field(part))
                .fold(0, |mask, (part, _)| mask | 1 << part);
            if mask == 0 {
                continue;
            }
            let free: Vec<u128> = caught
                .iter()
                .filter(|pair| pair.free >> place & 1 == 1)
                .map(|pair| pair.agrees & mask)
                .collect();
            if free.len() < KNOWN_MIN {
                return None;
            }
            imagined.known = imagined.known.min(free.len());
            let mut chance = chance(seed, (4 << 32) + place as u64);
            for agrees in &mut imagined.agrees {
                *agrees |= free[below(&mut chance, free.len())];
            }
        }
        (imagined.known < usize::MAX).then_some(imagined)
    }

    /// The share that some rule proposes.
    pub(super) fn recall(&self, agreeing: &Agreeing) -> Option<Interval> {
        let proposed = |agrees: &&u128| agreeing.rules.iter().any(|rule| *agrees & rule == *rule);
        let count = self.agrees.iter().filter(proposed).count() as f64;
        let estimate = count / self.agrees.len() as f64;
        let known = self.known as f64;
        let error = WIDTH * (estimate * (1.0 - estimate) / known).sqrt();
        (known > 0.0).then_some(Interval {
            estimate,
            low: (estimate - error).max(0.0),
            high: (estimate + error).min(1.0),
        })
    }
}
