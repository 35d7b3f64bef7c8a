//! The same result for any number of threads, and whether lists come at once or one by one.

use proptest::prelude::*;
use testigo_link::{
    Judgement, LinkSettings, Linked, NameTables, Pair, Table, Verdict, learn, link, link_more,
};

use crate::lists;

fn run(table: &Table, threads: usize) -> (Linked, Vec<Pair>) {
    let settings = LinkSettings {
        threads,
        ..LinkSettings::default()
    };
    let (model, _) = learn(table, &settings, &[]).unwrap();
    let mut pairs = Vec::new();
    let mut sink = |found: &[Pair]| {
        pairs.extend_from_slice(found);
        Ok(())
    };
    let linked = link(table, &settings, &model, &[], Some(&mut sink)).unwrap();
    (linked, pairs)
}

#[test]
fn threads_never_show() {
    let table = lists::table(&lists::rows(3_000, 17));
    let (one, one_pairs) = run(&table, 1);
    for threads in [2, 5] {
        let (many, pairs) = run(&table, threads);
        assert_eq!(pairs, one_pairs);
        assert_eq!(many.model, one.model);
        assert_eq!(many.first, one.first);
        assert_eq!(many.warnings, one.warnings);
        assert_eq!(many.blocking_recall, one.blocking_recall);
    }
}

/// Links the first rows, then all; and all at once by the same model, rarity and threshold.
fn check_continued(persons: u32, seed: u64, share: f64, judged: bool, rules: &[&str]) {
    let rows = lists::rows(persons, seed);
    let part = (rows.len() as f64 * share) as usize;
    let settings = LinkSettings {
        blocking: rules.iter().map(|rule| (*rule).to_owned()).collect(),
        ..LinkSettings::default()
    };
    let early = lists::table(&rows[..part]);
    let (model, _) = learn(&early, &settings, &[]).unwrap();
    let first = link(&early, &settings, &model, &[], None).unwrap();
    let mut judgements = Vec::new();
    if judged {
        judgements.extend(first.pairs.iter().step_by(5).map(|pair| Judgement {
            left: pair.left,
            right: pair.right,
            verdict: if pair.left.0 % 2 == 0 {
                Verdict::Same
            } else {
                Verdict::Different
            },
        }));
    }
    let mut entries = early.into_entries();
    lists::push(&mut entries, &rows[part..]);
    let late = Table::new(entries, &NameTables::built_in().unwrap()).unwrap();
    let continued = link_more(&late, &settings, &judgements, &first).unwrap();
    let whole_settings = LinkSettings {
        frequency_entries: Some(part),
        ..settings
    };
    let whole = link(&late, &whole_settings, &first.model, &judgements, None).unwrap();
    assert_eq!(continued.pairs, whole.pairs);
    assert_eq!(continued.first, whole.first);
    assert_eq!(continued.contradictions, whole.contradictions);
    // A name that an earlier cluster had is only found among its own entries.
    for (place, id) in continued.cluster_ids.iter().enumerate() {
        if first.cluster_ids.contains(id) {
            let kept = (0..part).any(|entry| {
                first.cluster_ids[entry] == *id && continued.first[entry] == continued.first[place]
            });
            assert!(kept, "a name was given to another cluster");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn a_list_more_gives_what_all_at_once_gives(
        persons in 20_u32..250,
        seed in 0_u64..1_000,
        share in 0.2_f64..1.0,
        judged in any::<bool>(),
    ) {
        check_continued(persons, seed, share, judged, &["surname.sound+place", "born", "given.first_sound+second"]);
    }
}

#[test]
fn a_block_that_outgrows_its_bound_on_the_way() {
    check_continued(3_200, 1, 0.75, false, &["place.start4", "born+surname"]);
}
