//! Log-linear models, all of them, and what each says of the cell that nobody saw (Rivest and Baillargeon 2007,
//! Biometrics 63; profile intervals as in Cormack 1992, Biometrics 48).

use serde::Serialize;

mod heterogeneity;
mod profile;

use crate::chance::Chance;
use crate::draw::poisson;
use crate::figure::{Figure, INNER_LEVEL, Interval};
use crate::hierarchy::{Hierarchy, hierarchies, sets_name};
use crate::normal_quantile::normal_quantile;
use crate::regression::{Design, Fit, Room, fit};
use crate::table::{ListSet, OverlapTable};
use crate::warning::{Reason, Warning};
use profile::{Profile, ProfileInterval};

pub use heterogeneity::HeterogeneityModel;

/// More lists would mean tens of thousands of models.
pub(crate) const LISTS: std::ops::RangeInclusive<usize> = 3..=5;
/// A standard error of ln of the unseen beyond this, a factor of 50 each way, says that the model does not determine them.
const SPREAD_MAX: f64 = 2.0;
/// So many unseen for each observed person, and the fit is on its way to infinity: it has no maximum.
const UNSEEN_SHARE_MAX: f64 = 1e6;

/// No array of an answer is longer.
const MODELS_LISTED: usize = 1_000;
/// Draws beyond this, 2^50, are taken as this; counts are exact up to 2^53.
const UNSEEN_MOST: f64 = 1_125_899_906_842_624.0;

/// One model and what it says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LoglinearModel {
    /// Its largest terms, lists by number.
    pub model: String,
    /// People, observed or not.
    pub estimate: f64,
    /// The standard error of that.
    pub standard_error: f64,
    /// How far the fitted counts are from the observed ones.
    pub deviance: f64,
    /// Cells less parameters.
    pub degrees: usize,
    /// Akaike's criterion.
    pub aic: f64,
    /// The Bayesian criterion, with people as the sample size.
    pub bic: f64,
}

/// What the grid of models found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LoglinearDiagnostics {
    /// Models that could be fitted, of those tried.
    pub models_fitted: usize,
    /// Models tried.
    pub models_tried: usize,
    /// Models within the stated units of BIC of the best.
    pub models_near: usize,
    /// Those, best first; at most 1,000.
    pub models: Vec<LoglinearModel>,
    /// The best by AIC.
    pub best_by_aic: Option<LoglinearModel>,
    /// Over all models, weighted by BIC, and those with a column for how people differ (Mth) among them: what the
    /// uncertainty about the model adds.
    pub weighted: Interval,
    /// The middle of the same.
    pub weighted_median: f64,
    /// Where the profile likelihood of the best model is highest.
    pub profile_maximum: f64,
    /// Whether the upper end lies beyond where it was looked for, three times the estimate.
    pub upper_end_open: bool,
    /// People who differ in how easily they are listed.
    pub heterogeneity: Vec<HeterogeneityModel>,
    /// How the draws were made.
    pub draws: &'static str,
}

/// A fitted model of the grid.
struct Fitted {
    hierarchy: Hierarchy,
    fit: Fit,
    bic: f64,
    aic: f64,
}

/// One part of the mixture over models.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Component {
    /// ln of the unseen, and the variance of that.
    log_unseen: f64,
    variance: f64,
    bic: f64,
}

impl Fitted {
    fn component(&self) -> Component {
        Component {
            log_unseen: self.fit.coefficients[0],
            variance: self.fit.intercept_variance,
            bic: self.bic,
        }
    }

    fn unseen(&self) -> f64 {
        libm::exp(self.fit.coefficients[0])
    }

    fn shown(&self, table: &OverlapTable, numbers: &[usize]) -> LoglinearModel {
        let unseen = self.unseen();
        let generators = self.hierarchy.generators(numbers.len());
        LoglinearModel {
            model: format!("[{}]", sets_name(&generators, numbers)),
            estimate: table.observed() as f64 + unseen,
            standard_error: (unseen + unseen * unseen * self.fit.intercept_variance).sqrt(),
            deviance: self.fit.deviance,
            degrees: (1 << numbers.len()) - 1 - self.fit.coefficients.len(),
            aic: self.aic,
            bic: self.bic,
        }
    }
}

/// The columns of a model over all cells but that of nobody.
fn design(lists: usize, interactions: &[ListSet]) -> Design {
    let rows = (1 << lists) - 1;
    let singles = (0..lists).map(|index| ListSet(1 << index));
    let mut columns = vec![vec![1.0; rows]];
    for term in singles.chain(interactions.iter().copied()) {
        let holds = |cell: u32| if cell & term.0 == term.0 { 1.0 } else { 0.0 };
        columns.push((1..=rows as u32).map(holds).collect());
    }
    Design { rows, columns }
}

/// What the grid needs to know.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LoglinearRequest<'a> {
    pub(crate) table: &'a OverlapTable,
    /// What the lists of the table are called in names of models.
    pub(crate) numbers: &'a [usize],
    pub(crate) bic_units: f64,
    pub(crate) level: f64,
    pub(crate) draws: usize,
}

/// An estimate, the model behind it, and what to bear in mind.
#[derive(Debug)]
pub(crate) struct LoglinearEstimate {
    pub(crate) figure: Figure,
    pub(crate) model: String,
    pub(crate) diagnostics: LoglinearDiagnostics,
    pub(crate) warnings: Vec<Warning>,
}

/// Fits all models and takes the best by BIC.
pub(crate) fn loglinear(
    request: &LoglinearRequest<'_>,
    chance: &mut Chance,
) -> Result<LoglinearEstimate, Vec<Reason>> {
    let table = request.table;
    let lists = table.lists().len();
    if !LISTS.contains(&lists) {
        return Err(vec![Reason::new(
            "lists_out_of_range",
            format!("{lists}: 3-5"),
        )]);
    }
    let counts = &table.dense()[1..];
    let (mut fitted, tried) = grid(table, counts);
    fitted.sort_by(|one, other| one.bic.total_cmp(&other.bic));
    let Some(best) = fitted.first() else {
        return Err(vec![Reason::new("no_model_fits", "")]);
    };
    let observed = table.observed() as f64;
    let design = design(lists, &best.hierarchy.interactions);
    let profile = Profile::new(&design, counts, best.unseen());
    let ends = profile.and_then(|profile| {
        let outer = profile.interval(request.level)?;
        Some((outer, profile.interval(INNER_LEVEL)?, profile.highest))
    });
    let median = observed + best.unseen();
    let holds = |ends: &(ProfileInterval, ProfileInterval, f64)| ends.0.interval.holds(median);
    let Some((outer, inner, highest)) = ends.filter(holds) else {
        return Err(vec![Reason::new("no_interval", "")]);
    };
    let heterogeneity = heterogeneity::heterogeneity(table, counts);
    let unseen = mixture(&components(&fitted, &heterogeneity), request.draws, chance);
    let weighted = Figure::of_draws(observed, unseen, request.level);
    let near: Vec<&Fitted> = fitted
        .iter()
        .filter(|model| model.bic - best.bic <= request.bic_units)
        .collect();
    let by_aic = fitted
        .iter()
        .min_by(|one, other| one.aic.total_cmp(&other.aic));
    let diagnostics = LoglinearDiagnostics {
        models_fitted: fitted.len(),
        models_tried: tried,
        models_near: near.len(),
        models: near
            .iter()
            .take(MODELS_LISTED)
            .map(|model| model.shown(table, request.numbers))
            .collect(),
        best_by_aic: by_aic.map(|model| model.shown(table, request.numbers)),
        weighted: weighted.interval,
        weighted_median: weighted.median,
        profile_maximum: observed + highest,
        upper_end_open: outer.is_open,
        heterogeneity,
        draws: "weighted_models",
    };
    Ok(LoglinearEstimate {
        model: diagnostics.models[0].model.clone(),
        warnings: warnings(&diagnostics, median, outer.interval),
        figure: Figure {
            median,
            mean: None,
            interval: outer.interval,
            inner: inner.interval,
            unseen: weighted.unseen,
        },
        diagnostics,
    })
}

/// All models that can be fitted and determine the unseen; and how many were tried.
fn grid(table: &OverlapTable, counts: &[f64]) -> (Vec<Fitted>, usize) {
    let lists = table.lists().len();
    let models = hierarchies(lists);
    let tried = models.len();
    let mut room = Room::default();
    let weight = libm::log(table.observed().max(1) as f64);
    let mut fitted = Vec::with_capacity(tried);
    for hierarchy in models {
        let design = design(lists, &hierarchy.interactions);
        let Some(fit) = fit(&design, counts, None, &mut room) else {
            continue;
        };
        let parameters = fit.coefficients.len();
        let spread = fit.intercept_variance.sqrt();
        let unseen = libm::exp(fit.coefficients[0]);
        let is_determined = fit.rank == parameters
            && spread <= SPREAD_MAX
            && unseen <= UNSEEN_SHARE_MAX * table.observed() as f64;
        if !is_determined {
            continue;
        }
        let parameters = parameters as f64;
        fitted.push(Fitted {
            aic: 2.0 * parameters - 2.0 * fit.log_likelihood,
            bic: weight * parameters - 2.0 * fit.log_likelihood,
            hierarchy,
            fit,
        });
    }
    (fitted, tried)
}

/// All models that determine the unseen.
fn components(fitted: &[Fitted], heterogeneity: &[HeterogeneityModel]) -> Vec<Component> {
    let of_lists = fitted.iter().map(Fitted::component);
    let of_people = heterogeneity.iter().filter_map(|model| model.component);
    let tells = |component: &Component| component.variance < SPREAD_MAX * SPREAD_MAX;
    of_lists.chain(of_people.filter(tells)).collect()
}

/// Draws of the unseen: a model by its weight exp(-BIC/2), a mean that is log-normal around what it says, and a count with
/// that mean.
fn mixture(components: &[Component], draws: usize, chance: &mut Chance) -> Vec<f64> {
    let best = components
        .iter()
        .map(|component| component.bic)
        .fold(f64::INFINITY, f64::min);
    let mut sums = Vec::with_capacity(components.len());
    let mut sum = 0.0;
    for component in components {
        sum += libm::exp(0.5 * (best - component.bic));
        sums.push(sum);
    }
    (0..draws)
        .map(|_| {
            let wanted = chance.unit() * sum;
            let place = sums
                .partition_point(|reached| *reached <= wanted)
                .min(sums.len() - 1);
            let z = normal_quantile(chance.open_unit());
            let component = components[place];
            let mean = libm::exp(component.log_unseen + z * component.variance.sqrt());
            poisson(chance, mean.min(UNSEEN_MOST)) as f64
        })
        .collect()
}

fn warnings(diagnostics: &LoglinearDiagnostics, median: f64, interval: Interval) -> Vec<Warning> {
    let mut warnings = vec![Warning::new("interval_conditional_on_model", "")];
    let outside = diagnostics
        .models
        .iter()
        .filter(|model| !interval.holds(model.estimate))
        .count();
    if outside > 0 {
        let all = diagnostics.models.len();
        warnings.push(Warning::new(
            "models_disagree",
            format!("{outside} / {all}"),
        ));
    }
    let best = diagnostics
        .models
        .first()
        .map_or(f64::INFINITY, |model| model.bic);
    let of_people = diagnostics
        .heterogeneity
        .iter()
        .filter(|model| model.component.is_some());
    let better = of_people.min_by(|one, other| one.bic.total_cmp(&other.bic));
    if let Some(better) = better.filter(|model| model.bic < best) {
        let said = format!("{}: {:.0}", better.model, better.estimate);
        warnings.push(Warning::new("heterogeneity_fits_better", said));
    }
    if diagnostics.upper_end_open {
        warnings.push(Warning::new(
            "upper_end_open",
            format!("{:.0}", 3.0 * median),
        ));
    }
    warnings
}
