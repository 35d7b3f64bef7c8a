//! The latent-class sampler under other priors and with other numbers of classes. Six more runs, so each has half the
//! sweeps of the estimate itself; a run that is too short then says so, as every run does.

use crate::latent::{LatentSettings, estimate};
use crate::method::Method;
use crate::single::{Way, sampled};
use crate::table::OverlapTable;
use crate::warning::Reason;

use super::{Change, Sensitivity, row};

/// Twice and half of what is set.
const FACTORS: [f64; 2] = [2.0, 0.5];
/// Sweeps for each draw kept, by this.
const SHORTER: u64 = 2;

/// One run for each change that is still a setting.
pub(super) fn others(table: &OverlapTable, way: Way<'_>) -> Vec<Sensitivity> {
    let own = LatentSettings {
        thin_sweeps: (way.settings.lcmcr.thin_sweeps / SHORTER).max(1),
        ..way.settings.lcmcr
    };
    let changed = changes(&own).into_iter();
    let runs = changed.filter_map(|(change, subject, settings)| {
        let found = estimate(table, &settings, way.seed, way.threads, way.progress);
        let found = found.ok()?;
        let reasons = found.reasons.iter().map(|&reason| Reason::from(reason));
        let outcome = match reasons.collect::<Vec<Reason>>() {
            reasons if reasons.is_empty() => Ok(sampled(&found, way.settings.level)),
            reasons => Err(reasons),
        };
        Some(Sensitivity {
            sweeps: Some(settings.chain_sweeps()),
            ..row(change, subject, Method::Lcmcr, outcome)
        })
    });
    runs.collect()
}

/// What is changed, how it is called, and the settings with it.
fn changes(own: &LatentSettings) -> Vec<(Change, String, LatentSettings)> {
    let mut changes = Vec::new();
    for factor in FACTORS {
        let settings = LatentSettings {
            alpha_rate: own.alpha_rate / factor,
            ..*own
        };
        let mean = settings.alpha_shape / settings.alpha_rate;
        changes.push((Change::AlphaPrior, mean.to_string(), settings));
    }
    for factor in FACTORS {
        let settings = LatentSettings {
            listing_a: own.listing_a * factor,
            listing_b: own.listing_b * factor,
            ..*own
        };
        let subject = format!("{}, {}", settings.listing_a, settings.listing_b);
        changes.push((Change::ListingPrior, subject, settings));
    }
    for classes in [own.classes * 2, own.classes / 2] {
        let settings = LatentSettings { classes, ..*own };
        changes.push((Change::Classes, classes.to_string(), settings));
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::{Change, changes};
    use crate::latent::LatentSettings;

    #[test]
    fn one_thing_is_changed_at_a_time_to_twice_and_half() {
        let own = LatentSettings::default();
        let changes = changes(&own);
        let said: Vec<String> = changes
            .iter()
            .map(|(change, subject, _)| format!("{} {subject}", change.code()))
            .collect();
        let wanted = [
            "alpha_prior 2",
            "alpha_prior 0.5",
            "listing_prior 2, 2",
            "listing_prior 0.5, 0.5",
            "classes 20",
            "classes 5",
        ];
        assert_eq!(said, wanted);
        for (change, _, settings) in &changes {
            let mut as_before = *settings;
            if *change == Change::AlphaPrior {
                as_before.alpha_rate = own.alpha_rate;
            } else if *change == Change::ListingPrior {
                as_before.listing_a = own.listing_a;
                as_before.listing_b = own.listing_b;
            } else {
                as_before.classes = own.classes;
            }
            assert_eq!(as_before, own);
            assert_ne!(*settings, own);
        }
    }
}
