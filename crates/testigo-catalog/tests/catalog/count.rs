use testigo_catalog::{Beside, Catalog, FilterError, Question, What, figure_sql};
use testigo_custody::StatementId;
use testigo_record::parse_expression;

use crate::archive::Archive;

fn question(what: What, expression: &str, by: &[&str], min_sources: u32) -> Question {
    Question {
        what,
        expression: (!expression.is_empty()).then(|| parse_expression(expression).unwrap()),
        by: by.iter().map(|field| (*field).to_owned()).collect(),
        min_sources,
        unit: None,
    }
}

type Range = (u64, Option<u64>, Option<u64>);

/// The same SQL must give the same numbers in the catalog and in `record.sqlite`.
fn check(archive: &Archive, question: &Question, expected: Range, warnings: &[&str]) {
    let counted = archive.catalog().count(question).unwrap();
    assert_eq!(
        (counted.min, counted.value, counted.max),
        expected,
        "{question:?}"
    );
    assert_eq!(counted.warnings, warnings, "{question:?}");
    assert_eq!(counted.sql, figure_sql(question, false).unwrap().figure);
    let shown = archive.database().run_figure(&counted.sql).unwrap();
    assert_eq!(
        (shown.min, shown.value, shown.max),
        expected,
        "record.sqlite: {question:?}"
    );
}

fn exactly(number: u64) -> Range {
    (number, Some(number), Some(number))
}

fn check_rows(catalog: &Catalog, question: &Question, expected: &[&str]) {
    let counted = catalog.count(question).unwrap();
    let rows: Vec<String> = counted
        .rows
        .iter()
        .map(|row| {
            let values: Vec<&str> = row
                .values
                .iter()
                .map(|value| value.as_deref().unwrap_or("null"))
                .collect();
            let end = |end: Option<u64>| end.map_or("-".to_owned(), |end| end.to_string());
            format!(
                "{}: {} {} {}",
                values.join("/"),
                row.min,
                end(row.value),
                end(row.max)
            )
        })
        .collect();
    assert_eq!(rows, expected, "{question:?}");
    assert_eq!(counted.rows_total, expected.len() as u64);
}

#[test]
fn persons_by_unit() {
    let mut archive = Archive::default();
    let source = archive.source("Post");
    archive.record("person", Some(source), &[("name", "Ana")]);
    archive.record("person", Some(source), &[("name", "Beto"), ("unit", "01")]);
    check(
        &archive,
        &question(What::Persons, "", &[], 0),
        exactly(2),
        &[],
    );
    archive.record(
        "person",
        Some(source),
        &[("name", "Bakers"), ("unit", "03"), ("number", "12")],
    );
    archive.record(
        "person",
        Some(source),
        &[("name", "Ministry"), ("unit", "organisation")],
    );
    check(
        &archive,
        &question(What::Persons, "", &[], 0),
        exactly(14),
        &[],
    );
    let group = archive.record(
        "person",
        Some(source),
        &[("unit", "03"), ("number", "20..30")],
    );
    check(
        &archive,
        &question(What::Persons, "", &[], 0),
        (34, None, Some(44)),
        &[],
    );
    archive.claim(group, source, &[("number", "35")]);
    check(
        &archive,
        &question(What::Persons, "", &[], 0),
        (34, None, Some(49)),
        &[],
    );
    archive.record("person", Some(source), &[("unit", "family")]);
    check(
        &archive,
        &question(What::Persons, "", &[], 0),
        (35, None, None),
        &["no_upper_end"],
    );
    let of_unit = |unit: &str| Question {
        unit: Some(unit.to_owned()),
        ..question(What::Persons, "", &[], 0)
    };
    check(&archive, &of_unit("03"), exactly(3), &[]);
    check(&archive, &of_unit("individual"), exactly(2), &[]);
    assert_eq!(
        figure_sql(&of_unit("nonsense"), false),
        Err(FilterError::Value)
    );
    let acts = Question {
        what: What::Acts,
        ..of_unit("03")
    };
    assert_eq!(figure_sql(&acts, false), Err(FilterError::Unit));
}

/// Two lists of 3 and 2 lines, one line without a list, and 1 person.
fn with_lists() -> Archive {
    let mut archive = Archive::default();
    let source = archive.source("Post");
    let lists = ["Hospital", "Parish"].map(|name| {
        archive
            .record("list", Some(source), &[("name", name)])
            .to_string()
    });
    for (list, sex) in [(0, "F"), (0, "M"), (0, "F"), (1, "F"), (1, "M")] {
        archive.record(
            "entry",
            Some(source),
            &[("list", &lists[list]), ("sex", sex)],
        );
    }
    archive.record("entry", Some(source), &[("sex", "M")]);
    archive.record("person", Some(source), &[("sex", "F")]);
    archive
}

#[test]
fn entries_are_a_range() {
    let archive = with_lists();
    let warnings = ["not_reconciled"];
    check(
        &archive,
        &question(What::Persons, "", &[], 0),
        (3, None, Some(7)),
        &warnings,
    );
    check(
        &archive,
        &question(What::Persons, "sex = F", &[], 0),
        (2, None, Some(4)),
        &warnings,
    );
    check(
        &archive,
        &question(What::Persons, "list = parish", &[], 0),
        (2, None, Some(2)),
        &warnings,
    );
    check(
        &archive,
        &question(What::Persons, "kind = person", &[], 0),
        exactly(1),
        &[],
    );
    check(
        &archive,
        &question(What::Persons, "sex = 98", &[], 0),
        exactly(0),
        &[],
    );
    let by_sex = question(What::Persons, "", &["sex"], 0);
    check_rows(&archive.catalog(), &by_sex, &["01: 1 - 3", "02: 2 - 4"]);
}

/// Acts with differing sources.
fn with_acts() -> (Archive, [StatementId; 3]) {
    let mut archive = Archive::default();
    let post = archive.source("Post");
    let radio = archive.source("Radio");
    let ana = archive.record("person", Some(post), &[("name", "Ana"), ("sex", "F")]);
    let beto = archive.record("person", Some(post), &[("name", "Beto"), ("sex", "M")]);
    archive.record("person", Some(post), &[("name", "Carla")]);
    archive.claim(beto, radio, &[("sex", "F")]);
    let mut act = |victim: StatementId, kind: &str, date: &str| {
        let victim = victim.to_string();
        archive.record(
            "act",
            Some(post),
            &[("victim", &victim), ("type", kind), ("date", date)],
        )
    };
    let acts = [
        act(ana, "030101", "2019"),
        act(ana, "020101", "2020"),
        act(beto, "030101", "2020"),
    ];
    (archive, acts)
}

#[test]
fn breakdowns() {
    let (archive, [_, _, third]) = with_acts();
    let catalog = archive.catalog();
    check_rows(
        &catalog,
        &question(What::Persons, "", &["sex"], 0),
        &["01: 0 - 1", "02: 1 - 2", "null: 1 1 1"],
    );
    // Two acts done to one person are both so: she counts in each.
    check_rows(
        &catalog,
        &question(What::Persons, "", &["type"], 0),
        &["020101: 1 1 1", "030101: 2 2 2", "null: 1 1 1"],
    );
    // Each act has its own type and date; nothing is crossed.
    check_rows(
        &catalog,
        &question(What::Persons, "not name = carla", &["type", "date"], 0),
        &[
            "020101/2020: 1 1 1",
            "030101/2019: 1 1 1",
            "030101/2020: 1 1 1",
        ],
    );
    // Only the matching act is broken down.
    check_rows(
        &catalog,
        &question(What::Persons, "date = 2019", &["type"], 0),
        &["030101: 1 1 1"],
    );
    check_rows(
        &catalog,
        &question(What::Acts, "", &["type", "sex"], 0),
        &["020101/02: 1 1 1", "030101/01: 0 - 1", "030101/02: 1 - 2"],
    );
    let mut archive = archive;
    let radio = archive.source("Radio 2");
    archive.claim(third, radio, &[("type", "030102"), ("date", "2020")]);
    check_rows(
        &archive.catalog(),
        &question(What::Acts, "", &["type"], 0),
        &["020101: 1 1 1", "030101: 1 - 2", "030102: 0 - 1"],
    );
    check(&archive, &question(What::Acts, "", &[], 0), exactly(3), &[]);
    check(
        &archive,
        &question(What::Incidents, "", &[], 0),
        exactly(0),
        &[],
    );
}

#[test]
fn breakdown_sql_runs_in_both() {
    let (archive, _) = with_acts();
    let sql = figure_sql(
        &question(What::Persons, "sex = F", &["type", "x.o\"k"], 0),
        false,
    )
    .unwrap();
    let figures = [
        ("figure_1".to_owned(), sql.figure),
        ("figure_1_rows".to_owned(), sql.rows.unwrap()),
    ];
    let statements = archive.in_order();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.sqlite");
    let beside = Beside {
        figures: &figures,
        ..Beside::default()
    };
    testigo_catalog::write_record_database(&path, &mut statements.into_iter(), beside).unwrap();
    let connection = rusqlite::Connection::open(&path).unwrap();
    let rows: i64 = connection
        .query_row("SELECT count(*) FROM figure_1_rows", [], |row| row.get(0))
        .unwrap();
    assert_eq!(rows, 2);
    assert_eq!(
        testigo_catalog::run_figure(&path, "figure_1", &figures[0].1).unwrap(),
        testigo_catalog::FigureValue {
            min: 2,
            value: Some(2),
            max: Some(2)
        }
    );
}

#[test]
fn independent_sources() {
    let mut archive = Archive::default();
    let post = archive.source("Post");
    let copy = archive.record(
        "source",
        None,
        &[
            ("name", "Copy"),
            ("kind", "press"),
            ("based_on", &post.to_string()),
        ],
    );
    let other_copy = archive.record(
        "source",
        None,
        &[
            ("name", "Third"),
            ("kind", "web"),
            ("based_on", &copy.to_string()),
        ],
    );
    let radio = archive.source("Radio");
    let unknown = archive.record("source", None, &[("name", "Somebody")]);
    let digest = archive.record(
        "source",
        None,
        &[
            ("kind", "web"),
            ("based_on", &post.to_string()),
            ("based_on", &radio.to_string()),
        ],
    );
    let mut person = |sources: &[StatementId]| {
        let id = archive.record("person", Some(sources[0]), &[("sex", "F")]);
        for source in &sources[1..] {
            archive.claim(id, *source, &[("sex", "F")]);
        }
    };
    person(&[post, radio]);
    person(&[post, copy]);
    person(&[copy, other_copy]);
    person(&[post, unknown]);
    person(&[unknown]);
    person(&[digest, post]);
    person(&[digest, copy, radio]);
    let n = |n: u32| question(What::Persons, "", &[], n);
    check(&archive, &n(0), exactly(7), &[]);
    check(&archive, &n(1), exactly(7), &[]);
    check(&archive, &n(2), exactly(2), &[]);
    check(&archive, &n(3), exactly(0), &[]);
    assert_eq!(figure_sql(&n(6), false), Err(FilterError::TooMany));
}

#[test]
fn sources_of_acts_count_for_the_person() {
    let mut archive = Archive::default();
    let post = archive.source("Post");
    let radio = archive.source("Radio");
    let person = archive.record("person", Some(post), &[("name", "Ana")]);
    archive.record(
        "act",
        Some(radio),
        &[("victim", &person.to_string()), ("type", "030101")],
    );
    check(
        &archive,
        &question(What::Persons, "", &[], 2),
        exactly(1),
        &[],
    );
    check(&archive, &question(What::Acts, "", &[], 2), exactly(0), &[]);
}

#[test]
fn withheld_persons_make_a_range() {
    let (archive, _) = with_acts();
    let withheld = [(1, "person".to_owned()), (2, "person".to_owned())];
    let database = testigo_catalog::RecordDatabase::project(
        &mut archive.in_order().into_iter(),
        Beside {
            withheld_persons: &withheld,
            ..Beside::default()
        },
    )
    .unwrap();
    let run = |what| {
        database
            .run_figure(
                &figure_sql(&question(what, "", &[], 0), false)
                    .unwrap()
                    .figure,
            )
            .unwrap()
    };
    let persons = run(What::Persons);
    assert_eq!(
        (persons.min, persons.value, persons.max),
        (3, None, Some(5))
    );
    let acts = run(What::Acts);
    assert_eq!((acts.min, acts.value, acts.max), exactly(3));
}

#[test]
fn critical_unknown_and_erased_do_not_count() {
    let (mut archive, [first, second, _]) = with_acts();
    let subject = ("subject", format!("\"{first}\""));
    archive.put_head("future_thing", false, std::slice::from_ref(&subject), &[]);
    check(&archive, &question(What::Acts, "", &[], 0), exactly(3), &[]);
    archive.put_head("future_thing", true, &[subject], &[]);
    check(&archive, &question(What::Acts, "", &[], 0), exactly(2), &[]);
    archive.erase(second, &[second]);
    check(&archive, &question(What::Acts, "", &[], 0), exactly(1), &[]);
    check(
        &archive,
        &question(What::Persons, "type = 020101", &[], 0),
        exactly(0),
        &[],
    );
}

#[test]
fn claimed_numbers() {
    let mut archive = Archive::default();
    let post = archive.source("Post");
    let radio = archive.source("Radio");
    let march = archive.record(
        "incident",
        Some(post),
        &[
            ("title", "March"),
            ("victims.injured.count", "800"),
            ("victims.killed.count", ">60"),
        ],
    );
    archive.claim(march, radio, &[("victims.injured.count", "860")]);
    let strike = archive.record(
        "incident",
        Some(post),
        &[("title", "Strike"), ("victims.injured.count", "3")],
    );
    let catalog = archive.catalog();
    let claimed = |expression: &str| {
        let parsed = (!expression.is_empty()).then(|| parse_expression(expression).unwrap());
        catalog.claimed(parsed.as_ref()).unwrap()
    };
    let all = claimed("");
    assert_eq!(
        (all.min, all.max, all.claims_total, all.groups_total),
        (None, None, 4, 3)
    );
    assert_eq!(all.warnings, ["claimed_not_comparable"]);
    let injured = claimed("title = march and victims.injured.count > 0");
    assert_eq!((injured.min, injured.max), (Some(800), Some(860)));
    assert!(injured.warnings.is_empty());
    let texts: Vec<(&str, &str)> = injured
        .claims
        .iter()
        .map(|claim| {
            (
                claim.text.as_str(),
                claim.source.as_ref().unwrap().name.as_str(),
            )
        })
        .collect();
    assert_eq!(texts, [("800", "Post"), ("860", "Radio")]);
    let killed = claimed("victims.killed.count > 0");
    assert_eq!(
        (killed.min, killed.max, killed.claims[0].text.as_str()),
        (Some(61), None, ">60")
    );
    assert_eq!(claimed("title = strike").claims[0].incident, strike);
    assert_eq!(
        claimed("title = nothing"),
        testigo_catalog::Claimed::default()
    );
}
