//! What must not change an answer, and what must.

use testigo_estimate::{Assessment, Method, Settings, Stratum};

use crate::tables::{QUICK, run, run_all, table};

/// Four lists that overlap well.
fn four() -> testigo_estimate::OverlapTable {
    table(
        &["mill", "lake", "bridge", "orchard"],
        &[
            (1, 131),
            (2, 84),
            (3, 17),
            (4, 93),
            (5, 22),
            (6, 21),
            (7, 18),
            (8, 60),
            (9, 10),
            (10, 9),
            (11, 4),
            (12, 12),
            (13, 6),
            (14, 5),
            (15, 8),
        ],
    )
}

fn with_sampler() -> (Vec<Method>, Settings) {
    let mut settings = Settings::default();
    settings.sparse.resamples = 200;
    settings.lcmcr.burn_in_sweeps = 500;
    settings.lcmcr.draws = 500;
    settings.lcmcr.thin_sweeps = 4;
    ([&QUICK[..], &[Method::Lcmcr]].concat(), settings)
}

/// Everything that does not name lists by their place.
#[track_caller]
fn same(one: &Assessment, other: &Assessment) {
    for (one, other) in one.methods.iter().zip(&other.methods) {
        assert_eq!(one.outcome, other.outcome);
    }
    assert_eq!(one.range, other.range);
    assert_eq!(one.observed, other.observed);
}

#[test]
fn the_order_of_lists_changes_nothing() {
    let (methods, settings) = with_sampler();
    let found = run(&four(), &methods, &settings);
    let turned = run(&four().reordered(&[2, 0, 3, 1]), &methods, &settings);
    same(&found, &turned);
    let subjects = |found: &Assessment| {
        let mut lists: Vec<String> = found
            .sensitivity
            .iter()
            .map(|row| row.subject.clone())
            .collect();
        for name in &mut lists {
            let mut names: Vec<&str> = name.split('+').collect();
            names.sort_unstable();
            *name = names.join("+");
        }
        lists.sort();
        lists
    };
    assert_eq!(subjects(&found), subjects(&turned));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let (methods, settings) = with_sampler();
    let replicates = [vec![Stratum {
        name: String::new(),
        table: four(),
    }]];
    let alone = run_all(&replicates, &methods, &settings, 1);
    for threads in [2, 5] {
        assert_eq!(run_all(&replicates, &methods, &settings, threads), alone);
    }
}

#[test]
fn cells_in_pieces_are_the_same_cells() {
    let (methods, settings) = with_sampler();
    let mut cells: Vec<(u32, u64)> = four()
        .cells()
        .iter()
        .map(|cell| (cell.lists.0, cell.people - 1))
        .collect();
    cells.extend(four().cells().iter().rev().map(|cell| (cell.lists.0, 1)));
    let pieces = table(&["mill", "lake", "bridge", "orchard"], &cells);
    assert_eq!(
        run(&four(), &methods, &settings),
        run(&pieces, &methods, &settings)
    );
}

#[test]
fn a_list_of_nobody_changes_nothing_and_is_named() {
    let (methods, settings) = with_sampler();
    let cells: Vec<(u32, u64)> = four()
        .cells()
        .iter()
        .map(|cell| {
            (
                (cell.lists.0 & 0b11) | (cell.lists.0 & 0b1100) << 1,
                cell.people,
            )
        })
        .collect();
    let more = table(&["mill", "lake", "empty", "bridge", "orchard"], &cells);
    let found = run(&more, &methods, &settings);
    same(&run(&four(), &methods, &settings), &found);
    assert_eq!(found.lists, 5);
    assert_eq!(found.lists_used, ["mill", "lake", "bridge", "orchard"]);
    assert!(
        found
            .warnings
            .iter()
            .any(|warning| warning.to_string() == "list_empty: empty")
    );
}

#[test]
fn a_copied_list_is_named_and_makes_no_interval_narrower() {
    let (methods, settings) = with_sampler();
    let alone = run(&four(), &methods, &settings);
    // The whole list, and all of it but every twentieth person.
    for is_whole in [true, false] {
        let cells: Vec<(u32, u64)> = four()
            .cells()
            .iter()
            .flat_map(|cell| {
                let left = if is_whole { 0 } else { cell.people / 20 };
                let copied = cell.lists.0 | (cell.lists.0 & 1) << 4;
                [(copied, cell.people - left), (cell.lists.0, left)]
            })
            .collect();
        let copied = table(
            &["mill", "lake", "bridge", "orchard", "second mill"],
            &cells,
        );
        let found = run(&copied, &methods, &settings);
        let warning = "duplicated_list: mill, second mill";
        assert!(
            found
                .warnings
                .iter()
                .any(|known| known.to_string() == warning),
            "{:?}",
            found.warnings
        );
        for (found, alone) in found.methods.iter().zip(&alone.methods) {
            let (Some(found), Some(alone)) = (found.figure(), alone.figure()) else {
                continue;
            };
            let width = |figure: &testigo_estimate::Figure| figure.interval.hi - figure.interval.lo;
            assert!(width(found) >= width(alone), "{found:?} {alone:?}");
        }
    }
}

#[test]
fn strata_are_summed_draw_by_draw() {
    let (methods, settings) = with_sampler();
    let stratum = |name: &str, table| Stratum {
        name: name.to_owned(),
        table,
    };
    let lonely = table(
        &["mill", "lake", "bridge", "orchard"],
        &[(1, 5), (2, 4), (4, 3), (8, 2)],
    );
    let strata = [vec![
        stratum("north", four()),
        stratum("south", four()),
        stratum("far", lonely),
    ]];
    let found = run_all(&strata, &methods, &settings, 2);
    let one = run(&four(), &methods, &settings);
    for (sum, one) in found.methods.iter().zip(&one.methods) {
        if ![Method::Chao, Method::Dga].contains(&sum.method) {
            continue;
        }
        let (sum, one) = (sum.figure().unwrap(), one.figure().unwrap());
        let middle = sum.median - 14.0;
        assert!(
            (middle / one.median - 2.0).abs() < 0.1,
            "{} {}",
            sum.median,
            one.median
        );
        // Independent errors cancel in part: the sum's interval is narrower than the sum of the intervals.
        let width = (sum.interval.hi - sum.interval.lo) / (one.interval.hi - one.interval.lo);
        assert!((1.1..1.9).contains(&width), "{width}");
    }
    let said: Vec<String> = found.warnings.iter().map(ToString::to_string).collect();
    assert!(
        said.contains(&"stratum_not_estimated: far".to_owned()),
        "{said:?}"
    );
    assert_eq!(found.strata.len(), 3);
    assert_eq!(found.observed, 1_014);
}

#[test]
fn replicates_are_wider_than_they_are_on_average() {
    let (methods, settings) = with_sampler();
    let replicate = |more: u64| {
        let cells: Vec<(u32, u64)> = four()
            .cells()
            .iter()
            .map(|cell| (cell.lists.0, cell.people + more))
            .collect();
        vec![Stratum {
            name: String::new(),
            table: table(&["mill", "lake", "bridge", "orchard"], &cells),
        }]
    };
    let found = run_all(
        &[replicate(0), replicate(1), replicate(2)],
        &methods,
        &settings,
        2,
    );
    assert_eq!((found.observed, found.replicates), (515, 3));
    assert!(
        found
            .warnings
            .iter()
            .any(|warning| warning.to_string() == "few_replicates: 3")
    );
    let mut compared = 0;
    for answer in &found.methods {
        let Some(joined) = answer.figure() else {
            continue;
        };
        // Replicates are joined on the logarithm of the unseen: there, nothing is narrower than they are on
        // average.
        let of_method = found
            .draws
            .iter()
            .filter(|draws| draws.method == answer.method);
        let variances: Vec<f64> = of_method.map(|draws| ln_variance(&draws.unseen)).collect();
        assert_eq!(variances.len(), 3);
        let within = variances.iter().sum::<f64>() / 3.0;
        let (lo, hi) = (joined.interval.lo - 515.0, joined.interval.hi - 515.0);
        // The ends are whole people.
        assert!(libm::log((hi + 1.0) / (lo - 1.0)) > 2.0 * 1.96 * within.sqrt());
        compared += 1;
    }
    assert!(compared >= 4, "{compared}");
}

/// The variance of the logarithm; nobody unseen counts as a tenth of a person, as in joining.
fn ln_variance(unseen: &[f64]) -> f64 {
    let logarithms = unseen.iter().map(|&unseen| libm::log(unseen.max(0.1)));
    let logarithms: Vec<f64> = logarithms.collect();
    let count = logarithms.len() as f64;
    let mean = logarithms.iter().sum::<f64>() / count;
    let squares = logarithms
        .iter()
        .map(|logarithm| (logarithm - mean) * (logarithm - mean));
    squares.sum::<f64>() / (count - 1.0)
}
