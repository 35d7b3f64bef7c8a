//! The latent-class sampler beside its reference, and what must not change its answer.

use std::ops::ControlFlow;

use proptest::prelude::*;
use testigo_estimate::latent::{LatentError, LatentReason, LatentSettingsError, estimate};
use testigo_estimate::{
    Cell, LatentOutcome, LatentSettings, ListSet, Method, OverlapTable, SEED_DEFAULT, Settings,
};

use crate::tables::{cell, number, read, rows, run as assess_table, shared, table};

/// Enough for tables on which chains mix well.
const SHORT: LatentSettings = LatentSettings {
    classes: 10,
    alpha_shape: 0.25,
    alpha_rate: 0.25,
    listing_a: 1.0,
    listing_b: 1.0,
    unlisted_most: None,
    chains: 4,
    burn_in_sweeps: 1_000,
    draws: 1_500,
    thin_sweeps: 30,
};

/// Far too little for any figure; for what has to hold at any length.
const BRIEF: LatentSettings = LatentSettings {
    burn_in_sweeps: 20,
    draws: 30,
    thin_sweeps: 2,
    ..SHORT
};

fn run(table: &OverlapTable, settings: &LatentSettings, seed: u64) -> LatentOutcome {
    estimate(table, settings, seed, 2, &|_, _| ControlFlow::Continue(())).unwrap()
}

/// Median within four Monte Carlo errors of both, ends of the 95 % interval within 5 %. The reference is
/// LCMCR 0.4.14 with ten classes, four chains of 110,000 sweeps.
#[track_caller]
fn assert_agrees(name: &str, settings: &LatentSettings) {
    let Some(shared) = shared() else { return };
    let published = rows(&shared.join("reference/lcmcr_K10.csv"));
    let reference = published
        .iter()
        .find(|row| cell(row, "dataset") == name)
        .unwrap();
    let found = run(&read(name), settings, SEED_DEFAULT);
    let diagnostics = found.diagnostics.as_ref().unwrap();
    assert_eq!(found.reasons, [], "{name}: {diagnostics:?}");
    // The error of a normal median, from the reference's spread and effective draws.
    let theirs = 1.2533 * number(reference, "sd") / number(reference, "ess_log_n0").sqrt();
    let error = theirs.hypot(diagnostics.median_error);
    let median = found.population_quantile(0.5).unwrap();
    let distance = (median - number(reference, "q500")).abs() / error;
    assert!(distance < 4.0, "{name}: {median}, {distance} errors off");
    for (share, column) in [(0.025, "q25"), (0.975, "q975")] {
        let ratio = found.population_quantile(share).unwrap() / number(reference, column);
        assert!((ratio - 1.0).abs() < 0.05, "{name} {column}: {ratio}");
    }
}

#[test]
fn kosovo_is_as_published() {
    assert_agrees("kosovo", &LatentSettings::default());
}

#[test]
fn easier_tables_are_as_published() {
    assert_agrees("spina_MY97", &SHORT);
    assert_agrees("sim_indep4", &LatentSettings::default());
    assert_agrees("sim4", &LatentSettings::default());
}

#[track_caller]
fn assert_refused(name: &str, settings: &LatentSettings, seed: u64) {
    if shared().is_none() {
        return;
    }
    let found = run(&read(name), settings, seed);
    let refused = found.reasons.contains(&LatentReason::NotConverged);
    assert!(refused, "{name}, seed {seed}: {:?}", found.diagnostics);
    assert_eq!(found.population_quantile(0.5), None);
}

/// Their posteriors have a second mode that chains hardly ever find or leave.
#[test]
fn tables_on_which_chains_disagree_are_refused() {
    assert_refused("Ned_5", &SHORT, SEED_DEFAULT);
    assert_refused("UKdat_5", &LatentSettings::default(), SEED_DEFAULT);
}

/// Of one seed in a few, a chain on kosovo or sim4 stays long in a small mode, and the run is refused: that is
/// meant. A table with two modes is refused with nearly every seed.
#[test]
#[ignore = "long: many seeds at full length"]
fn refusal_and_agreement_are_no_luck() {
    if shared().is_none() {
        return;
    }
    let refused = |name: &str| {
        let is_refused = |&seed: &u64| {
            let found = run(&read(name), &LatentSettings::default(), seed);
            found.reasons.contains(&LatentReason::NotConverged)
        };
        (2..12_u64).filter(is_refused).count()
    };
    let counts = ["Ned_5", "UKdat_5", "kosovo", "sim4"].map(refused);
    println!("of ten seeds refused: {counts:?}");
    assert!(counts[0] == 10 && counts[1] >= 7, "{counts:?}");
    assert!(counts[2] <= 4 && counts[3] <= 5, "{counts:?}");
}

/// Four independent lists of invented people.
fn invented() -> OverlapTable {
    let cells = [
        (1, 306),
        (2, 192),
        (3, 65),
        (4, 237),
        (5, 100),
        (6, 61),
        (7, 25),
        (8, 118),
        (9, 62),
        (10, 35),
        (11, 15),
        (12, 53),
        (13, 15),
        (14, 15),
        (15, 4),
    ];
    table(&["a", "b", "c", "d"], &cells)
}

#[test]
fn threads_and_progress_do_not_show() {
    let settings = LatentSettings { chains: 5, ..BRIEF };
    let last = std::sync::Mutex::new((0, 0));
    let heard = |done: u64, all: u64| {
        let mut last = last.lock().unwrap();
        *last = (last.0.max(done), all);
        ControlFlow::Continue(())
    };
    let alone = estimate(&invented(), &settings, 7, 1, &heard).unwrap();
    assert_eq!(*last.lock().unwrap(), (400, 400));
    for threads in [0, 2, 3, 9] {
        assert_eq!(
            alone,
            estimate(&invented(), &settings, 7, threads, &|_, _| {
                ControlFlow::Continue(())
            })
            .unwrap()
        );
    }
    assert_ne!(
        alone.chains,
        estimate(&invented(), &settings, 8, 1, &|_, _| ControlFlow::Continue(
            ()
        ))
        .unwrap()
        .chains
    );
    assert_ne!(alone.chains[0], alone.chains[1]);
}

#[test]
fn it_ends_where_it_is_stopped() {
    for threads in [1, 2] {
        let heard = std::sync::atomic::AtomicUsize::new(0);
        let stop = |_: u64, _: u64| {
            heard.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            ControlFlow::Break(())
        };
        let stopped = estimate(&invented(), &SHORT, 7, threads, &stop);
        assert_eq!(stopped.unwrap_err(), LatentError::Stopped);
        // Each chain goes no further than to where it tells of itself first.
        assert_eq!(heard.into_inner(), SHORT.chains);
    }
}

/// A list that names nobody says nothing; nor does the order of rows.
#[test]
fn empty_lists_and_the_order_of_rows_do_not_show() {
    let own = invented();
    let mut cells: Vec<Cell> = own.cells().to_vec();
    cells.reverse();
    let shifted: Vec<Cell> = cells
        .iter()
        .map(|cell| Cell {
            lists: ListSet(cell.lists.0 << 1),
            people: cell.people,
        })
        .collect();
    let names = ["nobody", "a", "b", "c", "d"].map(str::to_owned).to_vec();
    let other = OverlapTable::new(names, &shifted).unwrap();
    assert_eq!(run(&own, &BRIEF, 3).chains, run(&other, &BRIEF, 3).chains);
}

/// Other orders of lists draw otherwise, from the same distribution. At full length, because short runs on
/// this table are refused with one seed in ten.
#[test]
fn the_order_of_lists_does_not_matter() {
    let own = invented();
    let turned: Vec<Cell> = own
        .cells()
        .iter()
        .map(|cell| Cell {
            lists: ListSet(cell.lists.0 >> 1 | (cell.lists.0 & 1) << 3),
            people: cell.people,
        })
        .collect();
    let names = ["b", "c", "d", "a"].map(str::to_owned).to_vec();
    let other = OverlapTable::new(names, &turned).unwrap();
    let settings = LatentSettings::default();
    let (one, two) = (run(&own, &settings, 5), run(&other, &settings, 5));
    assert_eq!((&one.reasons, &two.reasons), (&vec![], &vec![]));
    let error = |found: &LatentOutcome| found.diagnostics.as_ref().unwrap().median_error;
    // Medians are whole people, so that they are half a person off without any chance.
    let error = error(&one).hypot(error(&two)).hypot(0.5);
    let median = |found: &LatentOutcome| found.population_quantile(0.5).unwrap();
    let distance = (median(&one) - median(&two)).abs() / error;
    assert!(distance < 4.0, "{distance}");
}

#[test]
fn too_few_lists_are_refused_without_drawing() {
    let two = table(&["a", "b", "c"], &[(1, 10), (2, 10), (3, 5)]);
    let found = run(&two, &BRIEF, 1);
    assert_eq!(found.reasons, [LatentReason::TooFewLists]);
    assert_eq!((found.chains.len(), found.diagnostics), (0, None));
}

/// A cap inside the posterior shapes it, and that is no estimate.
#[test]
fn a_cap_inside_the_posterior_is_refused() {
    let settings = LatentSettings {
        unlisted_most: Some(100),
        ..SHORT
    };
    let found = run(&invented(), &settings, 1);
    assert!(
        found.reasons.contains(&LatentReason::AtCap),
        "{:?}",
        found.diagnostics
    );
    assert!(found.unlisted_draws().iter().all(|&draw| draw <= 100));
}

#[test]
fn settings_out_of_range_are_named() {
    let bad = [
        (
            "classes",
            LatentSettings {
                classes: 1,
                ..BRIEF
            },
        ),
        (
            "classes",
            LatentSettings {
                classes: 65,
                ..BRIEF
            },
        ),
        (
            "alpha_shape",
            LatentSettings {
                alpha_shape: 0.0,
                ..BRIEF
            },
        ),
        (
            "alpha_rate",
            LatentSettings {
                alpha_rate: f64::NAN,
                ..BRIEF
            },
        ),
        (
            "listing_a",
            LatentSettings {
                listing_a: -1.0,
                ..BRIEF
            },
        ),
        (
            "listing_b",
            LatentSettings {
                listing_b: f64::INFINITY,
                ..BRIEF
            },
        ),
        (
            "unlisted_most",
            LatentSettings {
                unlisted_most: Some(0),
                ..BRIEF
            },
        ),
        ("chains", LatentSettings { chains: 3, ..BRIEF }),
        ("draws", LatentSettings { draws: 7, ..BRIEF }),
        (
            "thin_sweeps",
            LatentSettings {
                thin_sweeps: 0,
                ..BRIEF
            },
        ),
    ];
    for (name, settings) in bad {
        let error = estimate(&invented(), &settings, 1, 1, &|_, _| {
            ControlFlow::Continue(())
        })
        .unwrap_err();
        assert_eq!(error, LatentError::Settings(LatentSettingsError(name)));
    }
}

/// Whatever comes out is inside the cap, and the shares are shares.
fn assert_sound(table: &OverlapTable, settings: &LatentSettings) {
    let found = run(table, settings, 1);
    for chain in &found.chains {
        assert_eq!(chain.unlisted.len(), settings.draws);
        assert!(
            chain.unlisted.iter().all(|&draw| draw <= found.cap),
            "{found:?}"
        );
        assert!(
            chain
                .hidden_share
                .iter()
                .all(|share| (0.0..=1.0).contains(share)),
            "{found:?}"
        );
        assert!(
            chain
                .alpha
                .iter()
                .all(|&alpha| alpha.is_finite() && alpha > 0.0),
            "{found:?}"
        );
    }
}

#[test]
fn extreme_tables_come_to_an_end() {
    let twenty: Vec<String> = (0..20).map(|list| format!("list {list}")).collect();
    let names: Vec<&str> = twenty.iter().map(String::as_str).collect();
    let all = (1 << 20) - 1;
    let singles: Vec<(u32, u64)> = (0..20).map(|list| (1 << list, 1 << 40)).collect();
    let tables = [
        // All in one cell; one person; people apart; on all lists; numbers near the end.
        table(&["a", "b", "c"], &[(7, 1_000)]),
        table(&["a", "b", "c"], &[(7, 1)]),
        table(&["a", "b", "c"], &[(1, 500), (2, 500), (4, 500)]),
        table(&names, &[(all, 3), (1, 1)]),
        table(&names, &singles),
        table(
            &["a", "b", "c"],
            &[(1, 1 << 40), (2, 1 << 40), (4, 1), (7, 1 << 41)],
        ),
        table(&["a", "b", "c"], &[(3, (1 << 52) - 20), (5, 3), (6, 1)]),
    ];
    for table in &tables {
        assert_sound(table, &BRIEF);
        let skewed = LatentSettings {
            listing_a: 0.01,
            listing_b: 50.0,
            classes: 33,
            ..BRIEF
        };
        assert_sound(table, &skewed);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn no_table_makes_it_panic(
        lists in 1_usize..8,
        cells in proptest::collection::vec((1_u32..256, 0_u32..42), 0..12),
        classes in 2_usize..14,
        beta in prop_oneof![Just(1.0), Just(0.001), Just(300.0)],
        most in prop_oneof![Just(None), Just(Some(1)), Just(Some(1 << 52))],
    ) {
        let cells: Vec<Cell> = cells
            .iter()
            .map(|&(set, power)| Cell {
                lists: ListSet(1.max(set % (1 << lists))),
                people: (1_u64 << power) - 1,
            })
            .collect();
        let names = (0..lists).map(|list| list.to_string()).collect();
        let table = OverlapTable::new(names, &cells).unwrap();
        let settings = LatentSettings {
            classes,
            listing_b: beta,
            unlisted_most: most,
            burn_in_sweeps: 3,
            draws: 8,
            thin_sweeps: 1,
            ..BRIEF
        };
        assert_sound(&table, &settings);
    }
}

/// Six rows, one for each other prior and number of classes, with half the sweeps for each draw; what is not
/// estimated says why, and where the estimate itself is refused there are none.
#[test]
fn other_priors_and_classes_are_tried() {
    let settings = Settings {
        lcmcr: LatentSettings {
            draws: 2_500,
            ..SHORT
        },
        ..Settings::default()
    };
    let found = assess_table(&invented(), &[Method::Lcmcr], &settings);
    let said: Vec<(&str, &str)> = found
        .sensitivity
        .iter()
        .map(|row| (row.change.code(), row.subject.as_str()))
        .collect();
    let wanted = [
        ("alpha_prior", "2"),
        ("alpha_prior", "0.5"),
        ("listing_prior", "2, 2"),
        ("listing_prior", "0.5, 0.5"),
        ("classes", "20"),
        ("classes", "5"),
    ];
    assert_eq!(said, wanted);
    let mut estimated = 0;
    for row in &found.sensitivity {
        assert_eq!((row.method, row.sweeps), ("lcmcr", Some(38_500)));
        assert_eq!(row.median.is_none(), !row.reasons.is_empty());
        if let Some(median) = row.median {
            // Lists of one kind of people: no prior matters much.
            assert!((median / 2_016.0 - 1.0).abs() < 0.05, "{row:?}");
            estimated += 1;
        }
    }
    assert!(estimated >= 3, "{:?}", found.sensitivity);
    let brief = Settings {
        lcmcr: BRIEF,
        ..settings
    };
    let refused = assess_table(&invented(), &[Method::Lcmcr], &brief);
    assert_eq!(refused.methods[0].figure(), None);
    assert_eq!(refused.sensitivity, []);
}
