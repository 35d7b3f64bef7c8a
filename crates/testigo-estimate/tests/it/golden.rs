//! Against reference results of other programs, for the published tables in `shared/data/estimation`.

use testigo_estimate::{
    DgaRequest, Diagnostics, GridEnd, Joined, LoglinearDiagnostics, Method, MethodAnswer, Rule,
    Settings, SparseDiagnostics, chao_bounds, dga,
};

use crate::tables::{cell, number, read, rows, run, shared};

#[track_caller]
fn near(found: f64, wanted: f64, share: f64, what: &str) {
    let off = (found - wanted).abs();
    assert!(
        off <= share * wanted.abs(),
        "{what}: {found} is not {wanted} ({:e})",
        off / wanted
    );
}

#[test]
fn chao_bounds_are_the_published_ones() {
    let Some(shared) = shared() else { return };
    for row in rows(&shared.join("reference/chao_lower_bounds.csv")) {
        let name = cell(&row, "dataset");
        let bounds = chao_bounds(&read(name));
        let check = |found: f64, column| {
            near(
                found,
                number(&row, column),
                1e-12,
                &format!("{name} {column}"),
            );
        };
        check(bounds.mh.unwrap(), "chao87");
        check(bounds.mh_corrected, "chao_bc");
        check(bounds.mh_finite.unwrap(), "chao_Mh_J");
        check(bounds.mt.unwrap(), "chao_Mt");
        check(bounds.mt_corrected, "chao_Mt_bc");
    }
}

#[test]
fn averages_over_graphs_are_the_published_ones() {
    let Some(shared) = shared() else { return };
    let reference = shared.join("reference");
    let models = rows(&reference.join("dga_models.csv"));
    for row in rows(&reference.join("dga.csv")) {
        let (name, delta) = (cell(&row, "dataset"), cell(&row, "delta"));
        let posterior = dga(&DgaRequest {
            table: &read(name),
            delta: Some(number(&row, "delta_value")),
            complete_graph: true,
            end: GridEnd::At(number(&row, "Nmissing_max") as u64),
        })
        .unwrap();
        assert_eq!(posterior.graphs.len().to_string(), cell(&row, "n_graphs"));
        near(
            posterior.mean(),
            number(&row, "mean"),
            1e-8,
            &format!("{name} {delta} mean"),
        );
        near(
            posterior.deviation(),
            number(&row, "sd"),
            1e-8,
            &format!("{name} {delta} sd"),
        );
        for (column, share) in [
            ("q25", 0.025),
            ("q50", 0.05),
            ("q100", 0.1),
            ("q250", 0.25),
            ("q500", 0.5),
            ("q750", 0.75),
            ("q900", 0.9),
            ("q950", 0.95),
            ("q975", 0.975),
        ] {
            near(
                posterior.quantile(share),
                number(&row, column),
                0.0,
                &format!("{name} {delta} {column}"),
            );
        }
        let numbers: Vec<usize> = (1..=read(name).lists().len()).collect();
        for model in models
            .iter()
            .filter(|model| cell(model, "dataset") == name && cell(model, "delta") == delta)
        {
            let wanted = number(model, "post");
            let found = posterior
                .named(&numbers)
                .find(|(cliques, _)| same_sets(cliques, cell(model, "cliques")))
                .unwrap_or_else(|| panic!("{name}: no graph {}", cell(model, "cliques")));
            assert!(
                (found.1 - wanted).abs() < 1e-8,
                "{name} {delta} {}: {} is not {wanted}",
                found.0,
                found.1
            );
        }
    }
}

/// `12,3` and `3,12` are the same.
fn same_sets(one: &str, other: &str) -> bool {
    let sorted = |text: &str| {
        let mut sets: Vec<String> = text.split(',').map(str::to_owned).collect();
        sets.sort();
        sets
    };
    sorted(one) == sorted(other)
}

fn answer(name: &str, method: Method, settings: &Settings) -> MethodAnswer {
    run(&read(name), &[method], settings).methods.remove(0)
}

fn loglinear(name: &str) -> (MethodAnswer, LoglinearDiagnostics) {
    let mut settings = Settings::default();
    settings.loglinear.bic_units = 1e9;
    let answer = answer(name, Method::Loglinear, &settings);
    let Diagnostics::Loglinear(diagnostics) = &answer.diagnostics else {
        panic!("{name}: {answer:?}");
    };
    let diagnostics = diagnostics.as_ref().clone();
    (answer, diagnostics)
}

#[test]
fn log_linear_models_are_the_published_ones() {
    let Some(shared) = shared() else { return };
    let reference = shared.join("reference");
    let all = rows(&reference.join("rcapture_loglinear_models.csv"));
    for best in rows(&reference.join("rcapture_best.csv")) {
        let name = cell(&best, "dataset");
        let (answer, found) = loglinear(name);
        assert_eq!(
            found.models_tried.to_string(),
            cell(&best, "n_models"),
            "{name}"
        );
        if cell(&best, "criterion") == "AIC" {
            let by_aic = found.best_by_aic.unwrap();
            assert!(
                same_model(&by_aic.model, cell(&best, "model")),
                "{name} {}",
                by_aic.model
            );
            continue;
        }
        assert!(
            same_model(answer.model.as_ref().unwrap(), cell(&best, "model")),
            "{name} {:?}",
            answer.model
        );
        let figure = answer.figure().unwrap();
        near(figure.median, number(&best, "poisson_N"), 1e-6, name);
        near(
            found.profile_maximum,
            number(&best, "multinom_N"),
            1e-3,
            &format!("{name} top"),
        );
        near(
            figure.interval.lo,
            number(&best, "ci95_lo"),
            1e-3,
            &format!("{name} lo"),
        );
        near(
            figure.interval.hi,
            number(&best, "ci95_hi"),
            1e-3,
            &format!("{name} hi"),
        );
        for row in all.iter().filter(|row| cell(row, "dataset") == name) {
            let what = format!("{name} {}", cell(row, "model"));
            let model = found
                .models
                .iter()
                .find(|model| same_model(&model.model, cell(row, "model")));
            let model = model.unwrap_or_else(|| panic!("{what} is not among the models"));
            near(model.estimate, number(row, "abundance"), 1e-6, &what);
            near(model.bic, number(row, "BIC"), 1e-6, &what);
            assert_eq!(model.degrees.to_string(), cell(row, "df"), "{what}");
        }
    }
}

/// `[134,12]` and `[12,134]` are the same.
fn same_model(one: &str, other: &str) -> bool {
    same_sets(one.trim_matches(['[', ']']), other.trim_matches(['[', ']']))
}

#[test]
fn heterogeneity_models_are_the_published_ones() {
    let Some(shared) = shared() else { return };
    let (_, found) = loglinear("kosovo");
    for row in rows(&shared.join("reference/rcapture_closedp.csv")) {
        let name = cell(&row, "model").trim_end_matches(" (LB)");
        let Some(model) = found.heterogeneity.iter().find(|model| model.model == name) else {
            assert!(["Mb", "Mbh"].contains(&name), "{name}");
            continue;
        };
        near(model.estimate, number(&row, "abundance"), 1e-6, name);
        near(model.deviance, number(&row, "deviance"), 1e-6, name);
    }
}

fn sparse(name: &str) -> (MethodAnswer, SparseDiagnostics) {
    let mut settings = Settings::default();
    settings.sparse.resamples = 100;
    let answer = answer(name, Method::Sparse, &settings);
    let Diagnostics::Sparse(diagnostics) = &answer.diagnostics else {
        panic!("{name}: {answer:?}");
    };
    let diagnostics = diagnostics.clone();
    (answer, diagnostics)
}

#[test]
fn stepwise_models_are_the_published_ones() {
    let Some(shared) = shared() else { return };
    for row in rows(&shared.join("reference/sparsemse_point.csv")) {
        let name = cell(&row, "dataset");
        let (answer, found) = sparse(name);
        let terms = match (cell(&row, "terms"), cell(&row, "emptyoverlaps")) {
            ("", "") => "independent".to_owned(),
            (terms, empty) => format!("{terms} {empty}").trim().to_owned(),
        };
        let mut wanted: Vec<&str> = terms.split(' ').collect();
        let mut chosen: Vec<&str> = answer.model.as_ref().unwrap().split(' ').collect();
        wanted.sort_unstable();
        chosen.sort_unstable();
        assert_eq!(chosen, wanted, "{name}");
        near(
            answer.figure().unwrap().median,
            number(&row, "N"),
            1e-6,
            name,
        );
        // The reference takes its variance from the weights one step earlier.
        near(found.model_interval.lo, number(&row, "wald_lo"), 1e-4, name);
        near(found.model_interval.hi, number(&row, "wald_hi"), 1e-4, name);
        near(found.deviance, number(&row, "deviance"), 1e-6, name);
        near(found.aic, number(&row, "aic"), 1e-6, name);
        near(found.independent, number(&row, "N_main"), 1e-6, name);
    }
}

#[test]
fn replicates_are_joined_as_published() {
    let Some(shared) = shared() else { return };
    for row in rows(&shared.join("reference/combine_replicates.csv")) {
        let case = cell(&row, "case");
        let replicates = number(&row, "m") as usize;
        let joined = Joined::new(
            replicates,
            number(&row, "mean_log"),
            number(&row, "W"),
            number(&row, "B"),
            Rule::Verdata,
        );
        near(joined.total, number(&row, "T"), 1e-12, case);
        near(joined.degrees, number(&row, "df"), 1e-12, case);
        near(joined.width(0.95), number(&row, "t"), 1e-9, case);
        let interval = joined.interval(number(&row, "n_obs"), 0.95);
        near(interval.lo, number(&row, "N_025"), 0.0, case);
        near(interval.hi, number(&row, "N_975"), 0.0, case);
    }
}
