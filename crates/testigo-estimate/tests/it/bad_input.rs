//! Tables as they may come: a figure that is none below the observed, or a reason; never a crash.

use proptest::prelude::*;
use testigo_estimate::{Assessment, Settings};

use crate::tables::{run, table};

fn quick() -> Settings {
    let mut settings = Settings {
        draws: 100,
        ..Settings::default()
    };
    settings.sparse.resamples = 100;
    settings.dga.unseen_most = 20_000;
    settings.lcmcr.burn_in_sweeps = 20;
    settings.lcmcr.draws = 20;
    settings.lcmcr.thin_sweeps = 1;
    settings
}

#[track_caller]
fn sound(found: &Assessment) {
    for answer in &found.methods {
        let Some(figure) = answer.figure() else {
            assert!(!answer.reasons().is_empty(), "{answer:?}");
            continue;
        };
        let ends = figure.interval;
        let observed = found.observed as f64;
        assert!(ends.hi.is_finite(), "{answer:?}");
        assert!(
            observed <= ends.lo && ends.lo <= figure.median && figure.median <= ends.hi,
            "{answer:?}"
        );
        assert!(
            figure
                .unseen
                .iter()
                .all(|unseen| *unseen >= 0.0 && unseen.is_finite())
        );
    }
    if let Some(range) = &found.range {
        assert!(
            range.methods.len() > 1 && range.lo <= range.median_lo && range.median_hi <= range.hi
        );
    }
}

#[test]
fn few_lists() {
    let settings = Settings::default();
    let check = |lists: &[&str], cells: &[(u32, u64)], wanted: &[&str]| {
        let found = run(&table(lists, cells), &[], &settings);
        sound(&found);
        let said: Vec<String> = found
            .methods
            .iter()
            .map(|answer| {
                let outcome = answer
                    .reasons()
                    .first()
                    .map_or("estimated".to_owned(), ToString::to_string);
                format!("{} {outcome}", answer.method.name())
            })
            .collect();
        assert_eq!(said, wanted);
        found
    };
    let found = check(
        &["mill", "lake"],
        &[(1, 60), (2, 40), (3, 30)],
        &[
            "chapman estimated",
            "chao estimated",
            "dga too_few_lists: 2",
            "lcmcr too_few_lists: 2",
            "loglinear too_few_lists: 2",
            "sparse too_few_lists: 2",
        ],
    );
    assert!(
        found
            .warnings
            .iter()
            .any(|warning| warning.to_string() == "two_lists_independence_assumed")
    );
    assert!(found.range.is_none());
    check(
        &["mill"],
        &[(1, 60)],
        &[
            "chapman too_few_lists: 1",
            "chao too_few_lists: 1",
            "dga too_few_lists: 1",
            "lcmcr too_few_lists: 1",
            "loglinear too_few_lists: 1",
            "sparse too_few_lists: 1",
        ],
    );
    let nobody = run(&table(&["mill", "lake", "bridge"], &[]), &[], &settings);
    assert!(
        nobody
            .methods
            .iter()
            .all(|answer| answer.reasons()[0].code == "nobody_observed")
    );
}

#[test]
fn lists_that_share_nobody() {
    let apart = table(&["mill", "lake", "bridge"], &[(1, 60), (2, 40), (4, 30)]);
    let found = run(&apart, &[], &quick());
    sound(&found);
    assert!(
        found
            .methods
            .iter()
            .all(|answer| answer.reasons()[0].code == "no_overlap")
    );
}

#[test]
fn twenty_lists_and_huge_counts() {
    let names: Vec<String> = (0..20).map(|index| format!("list {index}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let cells: Vec<(u32, u64)> = (0..19).map(|index| (0b11 << index, 40 + index)).collect();
    sound(&run(&table(&names, &cells), &[], &quick()));
    let huge: Vec<(u32, u64)> = (1..16)
        .map(|set| (set, (1 << 47) + u64::from(set)))
        .collect();
    sound(&run(
        &table(&["mill", "lake", "bridge", "orchard"], &huge),
        &[],
        &quick(),
    ));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_table_breaks_it(
        lists in 1..7_usize,
        cells in proptest::collection::vec((1..64_u32, prop_oneof![0..4_u64, 0..60_u64, 0..100_000_u64]), 0..24),
    ) {
        let names = ["a", "b", "c", "d", "e", "f"];
        let cells: Vec<(u32, u64)> = cells
            .into_iter()
            .map(|(set, people)| (set & ((1 << lists) - 1), people))
            .filter(|(set, _)| *set != 0)
            .collect();
        sound(&run(&table(&names[..lists], &cells), &[], &quick()));
    }
}
