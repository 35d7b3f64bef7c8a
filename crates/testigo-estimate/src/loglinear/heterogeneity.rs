//! Models of people who differ in how easily they are listed: one more column by the number of lists (Darroch 1993,
//! Poisson and Gamma of Rivest and Baillargeon 2007, and Chao's lower bound as a model).

use serde::Serialize;

use super::Component;
use crate::regression::{Design, Fit, Room, fit};
use crate::table::{ListSet, OverlapTable};

/// A model and what it says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HeterogeneityModel {
    /// `M0`, `Mt`, or `Mh` and `Mth` with the form of the column.
    pub model: &'static str,
    /// People, observed or not.
    pub estimate: f64,
    /// The standard error of that.
    pub standard_error: f64,
    /// How far the fitted counts are from the observed ones.
    pub deviance: f64,
    /// Akaike's criterion.
    pub aic: f64,
    /// The Bayesian criterion, with people as the sample size.
    pub bic: f64,
    /// ln of the unseen, and the variance of that; none of a model that is only a bound.
    #[serde(skip)]
    pub(super) component: Option<Component>,
}

/// How the chance to be on a further list grows with the lists that one is on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    None,
    Chao,
    Poisson,
    Darroch,
    Gamma,
}

const MODELS: [(&str, bool, Form); 10] = [
    ("M0", false, Form::None),
    ("Mt", true, Form::None),
    ("Mh Chao", false, Form::Chao),
    ("Mh Poisson2", false, Form::Poisson),
    ("Mh Darroch", false, Form::Darroch),
    ("Mh Gamma3.5", false, Form::Gamma),
    ("Mth Chao", true, Form::Chao),
    ("Mth Poisson2", true, Form::Poisson),
    ("Mth Darroch", true, Form::Darroch),
    ("Mth Gamma3.5", true, Form::Gamma),
];

/// All of them that can be fitted.
pub(super) fn heterogeneity(table: &OverlapTable, counts: &[f64]) -> Vec<HeterogeneityModel> {
    let people = table.observed().max(1) as f64;
    let models = MODELS.iter().filter_map(|&(model, by_list, form)| {
        let (fit, parameters) = fitted(table.lists().len(), by_list, form, counts)?;
        let unseen = libm::exp(fit.coefficients[0]);
        let parameters = parameters as f64;
        let bic = libm::log(people) * parameters - 2.0 * fit.log_likelihood;
        // With lists of one size (Mh) and as a bound (Chao) a model only orients.
        let is_estimate = by_list && !matches!(form, Form::None | Form::Chao);
        Some(HeterogeneityModel {
            component: is_estimate.then_some(Component {
                log_unseen: fit.coefficients[0],
                variance: fit.intercept_variance,
                bic,
            }),
            model,
            estimate: table.observed() as f64 + unseen,
            standard_error: (unseen + unseen * unseen * fit.intercept_variance).sqrt(),
            deviance: fit.deviance,
            aic: 2.0 * parameters - 2.0 * fit.log_likelihood,
            bic,
        })
    });
    models
        .filter(|model| model.standard_error.is_finite())
        .collect()
}

/// The fit and its parameters. Chao's columns that come out negative are taken away, one after the other.
fn fitted(lists: usize, by_list: bool, form: Form, counts: &[f64]) -> Option<(Fit, usize)> {
    let mut bends: Vec<u32> = if form == Form::Chao {
        (3..=lists as u32).collect()
    } else {
        Vec::new()
    };
    loop {
        let design = design(lists, by_list, form, &bends);
        let fit = fit(&design, counts, None, &mut Room::default())?;
        if fit.rank < design.columns.len() {
            return None;
        }
        let first = design.columns.len() - bends.len();
        let lowest = (0..bends.len())
            .filter(|place| fit.coefficients[first + place] < 0.0)
            .min_by(|one, other| {
                fit.coefficients[first + one].total_cmp(&fit.coefficients[first + other])
            });
        let Some(place) = lowest else {
            return Some((fit, design.columns.len()));
        };
        bends.remove(place);
    }
}

fn design(lists: usize, by_list: bool, form: Form, bends: &[u32]) -> Design {
    let rows = (1 << lists) - 1;
    let cells = || (1..=rows as u32).map(ListSet);
    let count = |set: ListSet| f64::from(set.len());
    let mut columns: Vec<Vec<f64>> = vec![vec![1.0; rows]];
    if by_list {
        let on = |index: usize| {
            cells()
                .map(|set| if set.holds(index) { 1.0 } else { 0.0 })
                .collect()
        };
        columns.extend((0..lists).map(on));
    } else {
        columns.push(cells().map(count).collect());
    }
    match form {
        Form::None => {}
        // One free bend at each number of lists above two.
        Form::Chao => {
            let from = |bend: u32| {
                cells()
                    .map(|set| f64::from((set.len() + 1).saturating_sub(bend)))
                    .collect()
            };
            columns.extend(bends.iter().map(|&bend| from(bend)));
        }
        Form::Poisson => columns.push(
            cells()
                .map(|set| f64::from(1_u32 << set.len()) - 1.0)
                .collect(),
        ),
        Form::Darroch => columns.push(cells().map(|set| 0.5 * count(set) * count(set)).collect()),
        Form::Gamma => {
            let column = cells().map(|set| libm::log(3.5) - libm::log(3.5 + count(set)));
            columns.push(column.collect());
        }
    }
    Design { rows, columns }
}
