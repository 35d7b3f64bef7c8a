//! One method's answers put together: summed over strata draw by draw, joined over replicates by the rule.

use super::Stratum;
use crate::figure::Figure;
use crate::method::{Diagnostics, Method, MethodAnswer, Outcome, Summed};
use crate::replicate::{Replicate, join};
use crate::settings::Settings;
use crate::single::Single;
use crate::warning::{Reason, Warning};

/// Each method that every stratum was asked for, summed. Interval ends are never added. Of a stratum without an estimate
/// only the observed are counted, and it is named.
pub(super) fn over_strata(strata: &[Stratum], found: &[Single], level: f64) -> Vec<MethodAnswer> {
    let asked = |method: &Method| {
        found
            .iter()
            .all(|single| single.methods.iter().any(|answer| answer.method == *method))
    };
    Method::ALL
        .into_iter()
        .filter(asked)
        .map(|method| sum(method, strata, found, level))
        .collect()
}

fn sum(method: Method, strata: &[Stratum], found: &[Single], level: f64) -> MethodAnswer {
    let observed: u64 = found.iter().map(|single| single.observed).sum();
    let mut unseen: Vec<f64> = Vec::new();
    let mut summed = Summed {
        strata_estimated: 0,
        strata_not_estimated: Vec::new(),
        observed_not_estimated: 0,
    };
    for (stratum, single) in strata.iter().zip(found) {
        let own = single.methods.iter().find(|answer| answer.method == method);
        let Some(figure) = own.and_then(MethodAnswer::figure) else {
            summed.strata_not_estimated.push(stratum.name.clone());
            summed.observed_not_estimated += single.observed;
            continue;
        };
        summed.strata_estimated += 1;
        if unseen.is_empty() {
            unseen.clone_from(&figure.unseen);
        } else {
            // Strata have streams of chance of their own, so that the draws of the same place are independent.
            for (place, sum) in unseen.iter_mut().enumerate() {
                *sum += figure.unseen[place % figure.unseen.len()];
            }
        }
    }
    if summed.strata_estimated == 0 {
        return MethodAnswer::refused(method, vec![Reason::new("no_stratum_estimated", "")]);
    }
    let mut warnings = Vec::new();
    if !summed.strata_not_estimated.is_empty() {
        warnings.push(Warning::new(
            "strata_not_estimated",
            summed.strata_not_estimated.join(", "),
        ));
    }
    MethodAnswer {
        method,
        outcome: Outcome::Estimated(Figure::of_draws(observed as f64, unseen, level)),
        model: None,
        diagnostics: Diagnostics::Summed(summed),
        warnings,
    }
}

/// Each method's answers in all replicates as one. A method that half of them refuse is refused.
pub(super) fn over_replicates(
    answers: &[Vec<MethodAnswer>],
    observed: &[u64],
    settings: &Settings,
) -> Vec<MethodAnswer> {
    let [first, _, ..] = answers else {
        return answers.first().cloned().unwrap_or_default();
    };
    first
        .iter()
        .map(|answer| joined(answer, answers, observed, settings))
        .collect()
}

fn joined(
    first: &MethodAnswer,
    answers: &[Vec<MethodAnswer>],
    observed: &[u64],
    settings: &Settings,
) -> MethodAnswer {
    let method = first.method;
    let of_method = |answers: &'_ Vec<MethodAnswer>| {
        answers
            .iter()
            .find(|answer| answer.method == method)
            .cloned()
    };
    let own: Vec<Option<MethodAnswer>> = answers.iter().map(of_method).collect();
    let replicates: Vec<Replicate<'_>> = own
        .iter()
        .zip(observed)
        .filter_map(|(answer, &observed)| {
            let figure = answer.as_ref()?.figure()?;
            Some(Replicate {
                observed: observed as f64,
                unseen: &figure.unseen,
            })
        })
        .collect();
    let (estimated, all) = (replicates.len(), answers.len());
    if estimated < 2 || 2 * estimated <= all {
        let mut reasons: Vec<Reason> = own
            .iter()
            .flatten()
            .flat_map(|answer| answer.reasons().iter().cloned())
            .collect();
        reasons.sort();
        reasons.dedup();
        reasons.insert(
            0,
            Reason::new("replicates_refused", format!("{} / {all}", all - estimated)),
        );
        return MethodAnswer::refused(method, reasons);
    }
    let (figure, joined) = join(&replicates, settings.replicates.rule, settings.level);
    let mut warnings = first.warnings.clone();
    if estimated < all {
        warnings.push(Warning::new(
            "replicates_refused",
            format!("{} / {all}", all - estimated),
        ));
    }
    MethodAnswer {
        method,
        outcome: Outcome::Estimated(figure),
        model: first.model.clone(),
        diagnostics: Diagnostics::Joined(joined),
        warnings,
    }
}
