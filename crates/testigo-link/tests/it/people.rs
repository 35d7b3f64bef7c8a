//! Finding persons, and what people decide about them.

use std::collections::BTreeMap;

use testigo_link::{
    EntryId, Judgement, LinkSettings, Linked, Table, Verdict, explain, learn, link,
};

use crate::lists;

fn linked(table: &Table, judgements: &[Judgement]) -> Linked {
    let settings = LinkSettings::default();
    let (model, _) = learn(table, &settings, judgements).unwrap();
    link(table, &settings, &model, judgements, None).unwrap()
}

/// Pairwise F1 of clusters.
fn f1(rows: &[(u32, [String; 5])], first: &[EntryId]) -> f64 {
    let (mut true_sizes, mut sizes, mut both) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for ((person, _), first) in rows.iter().zip(first) {
        *true_sizes.entry(*person).or_insert(0_u32) += 1;
        *sizes.entry(first.0).or_insert(0_u32) += 1;
        *both.entry((*person, first.0)).or_insert(0_u32) += 1;
    }
    let pairs = |sizes: Vec<u32>| {
        sizes
            .iter()
            .map(|size| f64::from(size * (size - 1) / 2))
            .sum::<f64>()
    };
    let right = pairs(both.into_values().collect());
    let all = pairs(true_sizes.into_values().collect()) + pairs(sizes.into_values().collect());
    2.0 * right / all
}

#[test]
fn most_persons_are_found_and_the_model_knows_how_well() {
    for persons in [600, 4_000] {
        let rows = lists::rows(persons, 7);
        let table = lists::table(&rows);
        let linked = linked(&table, &[]);
        let found = f1(&rows, &linked.first);
        assert!(found > 0.9, "{persons}: {found}");
        assert!((linked.thresholds.precision - 1.0).abs() < 0.1);
        let recall = linked.blocking_recall.unwrap();
        assert!(recall.low <= recall.estimate && recall.estimate <= recall.high);
        let true_pairs = pairs_of_persons(&rows);
        let settings = LinkSettings::default();
        let mut reached = 0;
        let mut sink = |pairs: &[testigo_link::Pair]| {
            let same = |pair: &&testigo_link::Pair| {
                rows[pair.left.0 as usize].0 == rows[pair.right.0 as usize].0
            };
            reached += pairs.iter().filter(same).count();
            Ok(())
        };
        link(&table, &settings, &linked.model, &[], Some(&mut sink)).unwrap();
        let truth = f64::from(reached as u32) / true_pairs;
        assert!(
            recall.low <= truth && truth <= recall.high,
            "{persons}: {truth} {recall:?}"
        );
    }
}

fn pairs_of_persons(rows: &[(u32, [String; 5])]) -> f64 {
    let mut sizes = BTreeMap::new();
    for (person, _) in rows {
        *sizes.entry(person).or_insert(0_u32) += 1;
    }
    sizes
        .values()
        .map(|size| f64::from(size * (size - 1) / 2))
        .sum()
}

#[test]
fn judgements_come_first_and_contradictions_are_shown() {
    let rows = lists::rows(300, 3);
    let table = lists::table(&rows);
    let before = linked(&table, &[]);
    let matched = before
        .pairs
        .iter()
        .find(|pair| pair.bits > before.thresholds.sure_bits)
        .unwrap();
    let apart = (EntryId(0), EntryId(rows.len() as u32 - 1));
    assert_ne!(
        before.first[apart.0.0 as usize],
        before.first[apart.1.0 as usize]
    );
    let judged = |left, right, verdict| Judgement {
        left,
        right,
        verdict,
    };
    let judgements = [
        judged(matched.left, matched.right, Verdict::Different),
        judged(apart.1, apart.0, Verdict::Same),
    ];
    let after = linked(&table, &judgements);
    let first = |entry: EntryId| after.first[entry.0 as usize];
    assert_ne!(first(matched.left), first(matched.right));
    assert_eq!(first(apart.0), first(apart.1));
    assert!(after.contradictions.is_empty());
    let both = [judgements[1], judged(apart.0, apart.1, Verdict::Different)];
    let contradicted = linked(&table, &both);
    assert_eq!(contradicted.contradictions, [apart]);
    assert_eq!(contradicted.first, before.first);
    for partition in after.sampled_partitions(5, 1) {
        let first = |entry: EntryId| partition[entry.0 as usize];
        assert_ne!(first(matched.left), first(matched.right));
        assert_eq!(first(apart.0), first(apart.1));
    }
    let judged_pair =
        |pair: &testigo_link::Pair| (pair.left, pair.right) == (matched.left, matched.right);
    assert!(!after.candidates().iter().any(judged_pair));
    let doubtful = before.candidates()[0];
    let unsure = [judged(doubtful.left, doubtful.right, Verdict::Unsure)];
    let asked = linked(&table, &unsure).candidates();
    assert_eq!(asked, before.candidates()[1..]);
}

/// Four short lists of the people of two days in two places: that somebody was there the same day is no
/// sign of being the same person, however many are.
#[test]
fn people_of_one_event_are_not_one_person() {
    let mut sum = 0.0;
    for seed in 1..=12 {
        let (rows, table) = lists::of_one_event(45, seed);
        let linked = linked(&table, &[]);
        let found = f1(&rows, &linked.first);
        assert!(found > 0.7, "{seed}: {found}");
        let persons = linked.clusters();
        assert!((33..=52).contains(&persons), "{seed}: {persons}");
        sum += found;
    }
    assert!(sum / 12.0 > 0.85, "{sum}");
}

#[test]
fn a_list_without_duplicates_gives_none() {
    let rows = lists::rows(400, 5);
    let table = lists::table(&rows);
    let settings = LinkSettings {
        unique_within_source: true,
        ..LinkSettings::default()
    };
    let (model, _) = learn(&table, &settings, &[]).unwrap();
    let linked = link(&table, &settings, &model, &[], None).unwrap();
    let mut seen = BTreeMap::new();
    for (place, first) in linked.first.iter().enumerate() {
        let source = table.entries().source_name(EntryId(place as u32));
        assert!(seen.insert((first, source), place).is_none());
    }
    assert!(linked.clusters() < rows.len());
}

#[test]
fn a_pair_is_explained_to_the_last_bit() {
    let rows = lists::rows(500, 11);
    let table = lists::table(&rows);
    let linked = linked(&table, &[]);
    for pair in linked.pairs.iter().step_by(37) {
        let explained = explain(&table, &linked.model, table.len(), pair.left, pair.right).unwrap();
        let sum: f64 = explained.weights.iter().map(|weight| weight.bits).sum();
        assert!((explained.prior_bits + sum - pair.bits).abs() < 1e-9);
        assert_eq!(
            explained.rule,
            Some(linked.model.rules(&table)[usize::from(pair.rule)].clone())
        );
        assert_eq!(explained.model, linked.model.version());
    }
    assert!(explain(&table, &linked.model, 0, EntryId(0), EntryId(9_999)).is_err());
}

#[test]
fn the_range_of_persons_holds_the_samples() {
    let rows = lists::rows(500, 13);
    let table = lists::table(&rows);
    let linked = linked(&table, &[]);
    let range = linked.persons_range();
    assert!(range.fewest <= linked.clusters() && linked.clusters() <= range.most);
    let samples = linked.sampled_partitions(20, 9);
    assert_eq!(samples, linked.sampled_partitions(20, 9));
    assert_ne!(samples[0], samples[1]);
    for sample in samples {
        let places = sample.iter().enumerate();
        let persons = places
            .filter(|(place, first)| first.0 as usize == *place)
            .count();
        assert!(
            range.fewest <= persons + 20 && persons <= range.most + 20,
            "{persons} {range:?}"
        );
    }
}
