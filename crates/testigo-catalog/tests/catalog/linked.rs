//! Persons after linkage: the same SQL in the catalog and in `record.sqlite`.

use testigo_catalog::{
    Beside, Catalog, CatalogError, FilterError, Grouped, LinkableRecord, LinkedPair, Question,
    RecordDatabase, RecordDatabaseError, What, figure_sql,
};
use testigo_custody::{StatementId, json_string};
use testigo_record::parse_expression;

use crate::archive::Archive;

/// Two lists of three entries, and how they are grouped.
struct World {
    archive: Archive,
    groups: Vec<Grouped>,
    lists: [StatementId; 2],
    entries: Vec<StatementId>,
}

fn world() -> World {
    let mut archive = Archive::default();
    let sources = [archive.source("Parish"), archive.source("Union")];
    let lists = sources.map(|source| archive.record("list", Some(source), &[("name", "List")]));
    let mut entry = |of: usize, claims: &[(&str, &str)]| {
        let list = lists[of].to_string();
        let claims = [claims, &[("list", list.as_str())]].concat();
        archive.record("entry", Some(sources[of]), &claims)
    };
    let entries = vec![
        entry(0, &[("sex", "F"), ("place", "Lirio")]),
        entry(0, &[("sex", "M")]),
        entry(0, &[]),
        entry(1, &[("date", "2019")]),
        entry(1, &[("sex", "F")]),
        entry(1, &[]),
    ];
    let answers = [
        (0, 1, 1, 1),
        (3, 1, 1, 1),
        (1, 2, 2, 2),
        (4, 3, 2, 2),
        (2, 4, 3, 3),
        (5, 5, 4, 3),
    ];
    let groups = answers
        .iter()
        .map(|(entry, sure, likely, possible)| Grouped {
            record: entries[*entry],
            sure: *sure,
            likely: *likely,
            possible: *possible,
        })
        .collect();
    World {
        archive,
        groups,
        lists,
        entries,
    }
}

impl World {
    fn catalog(&self) -> Catalog {
        let mut catalog = self.archive.catalog();
        let groups = &mut self.groups.iter().copied();
        catalog
            .keep_linkage::<CatalogError>("{}", groups, |_| Ok(()))
            .unwrap();
        catalog
    }

    fn database(&self, withheld: &[(u64, String)]) -> RecordDatabase {
        let beside = Beside {
            withheld_persons: withheld,
            same_person: &self.groups,
            ..Beside::default()
        };
        RecordDatabase::project(&mut self.archive.in_order().into_iter(), beside).unwrap()
    }

    #[track_caller]
    fn check(&self, question: &Question, expected: (u64, Option<u64>, Option<u64>)) {
        let counted = self.catalog().count(question).unwrap();
        assert_eq!((counted.min, counted.value, counted.max), expected);
        assert_eq!(counted.sql, figure_sql(question, true).unwrap().figure);
        let shown = self.database(&[]).run_figure(&counted.sql).unwrap();
        assert_eq!((shown.min, shown.value, shown.max), expected);
    }
}

fn persons(expression: &str, by: &[&str], min_sources: u32) -> Question {
    Question {
        what: What::Persons,
        expression: (!expression.is_empty()).then(|| parse_expression(expression).unwrap()),
        by: by.iter().map(|field| (*field).to_owned()).collect(),
        min_sources,
        unit: None,
    }
}

#[test]
fn what_a_figure_counts_comes_person_by_person_and_in_parts() {
    let world = world();
    let catalog = world.catalog();
    let question = persons("", &[], 0);
    let part = |limit, offset| catalog.counted_records(&question, limit, offset).unwrap();
    let whole = part(10, 0);
    assert_eq!((whole.records.len(), whole.total), (6, 4));
    // Two persons with two records each stand first; no part divides the records of a person.
    let parts: Vec<usize> = (0..5).map(|from| part(1, from).records.len()).collect();
    assert_eq!(parts, [2, 2, 1, 1, 0]);
    let together: Vec<_> = (0..4).flat_map(|from| part(1, from).records).collect();
    assert_eq!(together, whole.records);
    assert!(part(u64::MAX, u64::MAX).records.is_empty());
}

#[test]
fn a_linkage_says_what_it_did_not_take_in() {
    let mut world = world();
    assert!(!world.catalog().has_unlinked().unwrap());
    world.groups.pop();
    assert!(world.catalog().has_unlinked().unwrap());
}

#[test]
fn a_figure_counts_persons_with_the_range_of_the_linkage() {
    let world = world();
    world.check(&persons("", &[], 0), (3, Some(4), Some(5)));
    world.check(&persons("sex = F", &[], 0), (2, Some(2), Some(2)));
    world.check(&persons("not sex = F", &[], 0), (1, Some(2), Some(3)));
    // What one list says holds for the line of the other list too.
    world.check(
        &persons("place = Lirio and date = 2019", &[], 0),
        (1, Some(1), Some(1)),
    );
    world.check(&persons("", &[], 1), (3, Some(4), Some(5)));
    // Two lists that name one person are two sources, as far as they do.
    world.check(&persons("", &[], 2), (1, Some(2), Some(3)));
    // Only by the most generous answer two lists name a person of which no sex is said.
    world.check(
        &persons(
            "source = Parish and source = Union and not sex = F and not sex = M",
            &[],
            0,
        ),
        (0, Some(0), Some(1)),
    );
    assert!(
        world
            .catalog()
            .count(&persons("", &[], 0))
            .unwrap()
            .warnings
            .is_empty()
    );
    // Acts and items are counted as before.
    let acts = Question {
        what: What::Acts,
        ..persons("", &[], 0)
    };
    assert_eq!(
        figure_sql(&acts, true).unwrap(),
        figure_sql(&acts, false).unwrap()
    );
}

#[test]
fn a_breakdown_counts_persons_too() {
    let counted = world().catalog().count(&persons("", &["sex"], 0)).unwrap();
    let rows: Vec<_> = counted
        .rows
        .iter()
        .map(|row| (row.values[0].as_deref(), row.min, row.value, row.max))
        .collect();
    // The two lists differ about the second person, if it is one.
    assert_eq!(
        rows,
        [
            (Some("01"), 0, None, Some(1)),
            (Some("02"), 1, None, Some(2)),
            (None, 1, Some(2), Some(2)),
        ]
    );
}

#[test]
fn what_was_not_linked_stays_a_range() {
    let mut world = world();
    let later = world
        .archive
        .record("entry", None, &[("list", &world.lists[1].to_string())]);
    world.check(&persons("", &[], 0), (3, None, Some(6)));
    let counted = world.catalog().count(&persons("", &[], 0)).unwrap();
    assert_eq!(counted.warnings, ["not_reconciled"]);
    // A record of a person that came later may be one of the linked.
    world.archive.record("person", None, &[("name", "Ana")]);
    world.check(&persons("", &[], 0), (3, None, Some(7)));
    // A group keeps its number, alone.
    let group = world.archive.record("person", None, &[("number", "30")]);
    for (record, number) in [(later, 6), (group, 7)] {
        world.groups.push(Grouped {
            record,
            sure: number,
            likely: number,
            possible: number,
        });
    }
    world.check(&persons("not name = Ana", &[], 0), (34, Some(35), Some(36)));
    world.check(&persons("number > 5", &[], 0), (30, Some(30), Some(30)));
}

/// A person with an act, and an entry that says nothing of it, are one person, and one row.
#[test]
fn an_act_counts_for_all_records_of_a_person() {
    let mut world = world();
    let source = world.archive.source("Press");
    let person = world
        .archive
        .record("person", Some(source), &[("name", "Ana")]);
    let victim = person.to_string();
    world.archive.record(
        "act",
        Some(source),
        &[("victim", &victim), ("type", "030101")],
    );
    world.groups.push(Grouped {
        record: person,
        ..world.groups[0]
    });
    world.check(&persons("type = 030101", &[], 0), (1, Some(1), Some(1)));
    world.check(&persons("not type = 030101", &[], 0), (2, Some(3), Some(4)));
    world.check(
        &persons("place = Lirio and type = 030101", &[], 0),
        (1, Some(1), Some(1)),
    );
    world.check(
        &persons("place = Lirio and not type = 030101", &[], 0),
        (0, Some(0), Some(0)),
    );
    let question = persons("place = Lirio", &["type"], 0);
    let rows = world.catalog().count(&question).unwrap().rows;
    assert_eq!(rows.len(), 1, "{rows:?}");
    let by_list = world.catalog().count(&persons("", &["list"], 0)).unwrap();
    for row in by_list.rows.iter().filter(|row| row.values[0].is_some()) {
        assert_eq!((row.min, row.value, row.max), (3, Some(3), Some(3)));
    }
}

#[test]
fn withheld_persons_raise_the_upper_end_only() {
    let world = world();
    let sql = figure_sql(&persons("", &[], 0), true).unwrap().figure;
    let withheld = [(1, "entry".to_owned()), (2, "person".to_owned())];
    let shown = world.database(&withheld).run_figure(&sql).unwrap();
    assert_eq!((shown.min, shown.value, shown.max), (3, None, Some(7)));
}

#[test]
fn a_group_of_strangers_makes_no_database() {
    let world = world();
    for record in [world.lists[0], Archive::id(999), world.entries[0]] {
        let mut groups = world.groups.clone();
        groups.push(Grouped {
            record,
            ..groups[0]
        });
        let beside = Beside {
            same_person: &groups,
            ..Beside::default()
        };
        let made = RecordDatabase::project(&mut world.archive.in_order().into_iter(), beside);
        assert!(matches!(made, Err(RecordDatabaseError::Group)));
    }
}

#[test]
fn records_that_match_together_are_countable() {
    let world = world();
    let expression = parse_expression("place = Lirio and date = 2019").unwrap();
    let found = world
        .catalog()
        .countable(What::Persons, "entry", Some(&expression))
        .unwrap();
    let mut both = vec![world.entries[0], world.entries[3]];
    both.sort();
    assert_eq!(found, both);
    let unlinked = world.archive.catalog();
    let found = unlinked.countable(What::Persons, "entry", Some(&expression));
    assert!(found.unwrap().is_empty());
}

#[test]
fn linkage_reads_what_is_said_first() {
    let mut world = world();
    let source = world.archive.source("Press");
    let place = world
        .archive
        .record("place", None, &[("name", "Alto Lirio")]);
    let person = world
        .archive
        .record("person", Some(source), &[("name", "Ana Ruiz")]);
    world
        .archive
        .claim(person, source, &[("name", "Anna Ruiz"), ("sex", "F")]);
    let claims = [
        ("victim", person.to_string()),
        ("date", "2019-11".to_owned()),
        ("place", place.to_string()),
    ];
    let claims: Vec<(&str, &str)> = claims
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    world.archive.record("act", Some(source), &claims);
    world
        .archive
        .record("person", None, &[("name", "Family"), ("unit", "02")]);
    let read = |lists: &[StatementId]| {
        let mut records: Vec<LinkableRecord> = Vec::new();
        let fields = ["name", "sex", "date", "place"];
        let each = &mut |record| records.push(record);
        world
            .archive
            .catalog()
            .each_linkable(lists, &fields, each)
            .unwrap();
        records
    };
    let all = read(&[]);
    assert_eq!(all.len(), 8);
    assert!(all.is_sorted_by_key(|record| record.id));
    let ana = all.iter().find(|record| record.id == person).unwrap();
    let values: Vec<(&str, &str)> = ana
        .values
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(
        values,
        [
            ("date", "2019-11"),
            ("name", "Ana Ruiz"),
            ("place", "Alto Lirio"),
            ("sex", "02"),
        ]
    );
    assert!(ana.is_individual);
    assert_eq!(all.iter().filter(|record| !record.is_individual).count(), 1);
    let of_list = read(&world.lists[..1]);
    assert_eq!(of_list.len(), 3);
    assert!(
        of_list
            .iter()
            .all(|record| record.list == Some(world.lists[0]))
    );
}

#[test]
fn the_last_judgement_of_a_person_counts() {
    let mut world = world();
    let (one, other) = (world.entries[0], world.entries[3]);
    let mut judge = |one: StatementId, other: StatementId, verdict: &str, by: &str| {
        let common = [
            ("by", json_string(by)),
            ("subject", json_string(&one.to_string())),
            ("reason", json_string("read")),
            ("other", json_string(&other.to_string())),
            ("verdict", json_string(verdict)),
        ];
        world.archive.put("judgement", &common, &[])
    };
    judge(one, other, "different", "Rosa");
    let second = judge(other, one, "same", "Rosa");
    let third = judge(one, other, "different", "Luis");
    let found = world.archive.catalog().judgements().unwrap();
    let found: Vec<_> = found
        .iter()
        .map(|judgement| {
            (
                judgement.statement,
                judgement.verdict.as_str(),
                judgement.by.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            (second, "same", Some("Rosa")),
            (third, "different", Some("Luis"))
        ]
    );
    let naming = world.archive.catalog().judgements_naming(other).unwrap();
    assert_eq!(naming.len(), 2);
    // Erased, they count no more.
    world.archive.erase(one, &[second, third]);
    let left = world.archive.catalog().judgements().unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].verdict, "different");
}

#[test]
fn pairs_are_kept_in_the_order_of_the_queue_and_erased_with_their_records() {
    let mut world = world();
    let mut catalog = world.catalog();
    let pair = |one: usize, other: usize, place, bits| LinkedPair {
        one: world.entries[one],
        other: world.entries[other],
        place,
        bits,
        explained: "{}".to_owned(),
    };
    let pairs = [
        pair(0, 3, None, 9.0),
        pair(1, 4, Some(2), 1.0),
        pair(2, 5, Some(1), 0.5),
    ];
    catalog
        .keep_linkage::<CatalogError>("{\"a\":1}", &mut world.groups.iter().copied(), |keep| {
            pairs.iter().cloned().try_for_each(keep)
        })
        .unwrap();
    let queue = |catalog: &Catalog| {
        let mut queue = Vec::new();
        let each = &mut |pair: LinkedPair| {
            queue.push(pair.one);
            true
        };
        catalog.each_queued(each).unwrap();
        queue
    };
    assert_eq!(queue(&catalog), [world.entries[2], world.entries[1]]);
    assert_eq!(catalog.queued().unwrap(), 2);
    assert_eq!(catalog.linkage().unwrap().as_deref(), Some("{\"a\":1}"));
    let found = catalog
        .linked_pair(world.entries[3], world.entries[0])
        .unwrap();
    assert_eq!(found, Some(pairs[0].clone()));
    assert_eq!(
        catalog.same_person(world.entries[0], 9).unwrap(),
        (vec![world.entries[3]], 1)
    );
    let erased = world.entries[1];
    world.archive.erase(erased, &[erased]);
    world.archive.load(&mut catalog);
    assert_eq!(queue(&catalog), [world.entries[2]]);
    assert!(
        catalog
            .same_person(world.entries[4], 9)
            .unwrap()
            .0
            .is_empty()
    );
}

#[test]
fn much_can_be_asked_at_once_and_too_much_is_refused() {
    let world = world();
    let asked = |conditions: usize, by: &[&str]| {
        let expression = vec!["sex = F"; conditions].join(" and ");
        persons(&expression, by, 2)
    };
    for catalog in [world.catalog(), world.archive.catalog()] {
        for (conditions, by) in [
            (4, &["sex", "place", "date", "age"][..]),
            (8, &["sex", "place"]),
            (20, &[]),
        ] {
            let counted = catalog.count(&asked(conditions, by));
            assert!(counted.is_ok(), "{conditions} {by:?} {counted:?}");
        }
        let refused = catalog.count(&asked(190, &["sex", "place", "date", "age"]));
        assert!(matches!(
            refused,
            Err(CatalogError::Filter(FilterError::TooMany))
        ));
    }
}
