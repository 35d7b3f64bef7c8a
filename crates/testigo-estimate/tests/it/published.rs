//! The whole answer for each published table, but for the sampler's part, which its own tests compare.

use std::fmt::Write as _;

use testigo_estimate::{Assessment, Settings};

use crate::tables::{QUICK, read, run, shared};

/// An answer in a few lines, people rounded.
fn shown(found: &Assessment) -> String {
    let mut text = format!(
        "observed {}, lists {}\n",
        found.observed,
        found.lists_used.join(" ")
    );
    for pair in &found.overlap {
        let (first, second) = (100.0 * pair.share_of_first, 100.0 * pair.share_of_second);
        let lists = pair.lists.join(" & ");
        writeln!(
            text,
            "  {lists}: {} ({first:.1} %, {second:.1} %)",
            pair.people
        )
        .unwrap();
    }
    for answer in &found.methods {
        let name = answer.method.name();
        match answer.figure() {
            Some(figure) => {
                let (ends, inner) = (figure.interval, figure.inner);
                writeln!(
                    text,
                    "{name} {:?}: {:.1} [{:.1}, {:.1}] half [{:.1}, {:.1}] mean {:.1?}",
                    answer.model.as_deref().unwrap_or(""),
                    figure.median,
                    ends.lo,
                    ends.hi,
                    inner.lo,
                    inner.hi,
                    figure.mean
                )
                .unwrap();
            }
            None => writeln!(text, "{name} refused: {:?}", answer.reasons()).unwrap(),
        }
        for warning in &answer.warnings {
            writeln!(text, "  {warning}").unwrap();
        }
    }
    writeln!(
        text,
        "bound {:.1?}, range {:.1?}",
        found.lower_bound, found.range
    )
    .unwrap();
    for row in &found.sensitivity {
        let people = [row.median, row.lo, row.hi].map(|people| people.map(f64::round));
        writeln!(
            text,
            "{:?} {} {} {people:?}",
            row.change, row.subject, row.method
        )
        .unwrap();
    }
    for warning in &found.warnings {
        writeln!(text, "! {warning}").unwrap();
    }
    text
}

#[test]
fn published_tables() {
    if shared().is_none() {
        return;
    }
    for name in [
        "Artificial_3",
        "Ned_5",
        "UKdat",
        "UKdat_5",
        "hepatitisA_taiwan",
        "kosovo",
        "sim4",
        "sim_indep4",
        "spina_MY97",
    ] {
        let mut settings = Settings::default();
        // A fifth of the default, so that the test is short.
        settings.sparse.resamples = 200;
        insta::assert_snapshot!(name, shown(&run(&read(name), &QUICK, &settings)));
    }
}

/// Of these people the true number is known, about 545. No method alone has it right.
#[test]
fn hepatitis_is_flagged() {
    if shared().is_none() {
        return;
    }
    let found = run(&read("hepatitisA_taiwan"), &QUICK, &Settings::default());
    let disagree = found
        .warnings
        .iter()
        .find(|warning| warning.code == "methods_disagree");
    assert_eq!(disagree.unwrap().subject, "4.5");
    let range = found.range.unwrap();
    assert!(range.lo < 545.0 && 545.0 < range.hi, "{range:?}");
}
