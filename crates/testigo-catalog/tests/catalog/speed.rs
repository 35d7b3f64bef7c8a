//! Measured by hand, in a release build:
//! `cargo test -p testigo-catalog --release -- --ignored --nocapture`

use std::time::Instant;

use testigo_catalog::{Catalog, Question, Sought, What};
use testigo_custody::{StatementId, sha256};
use testigo_record::{Projected, ProjectedClaim, fold, parse_expression};

use crate::archive::{log_id, root};

const LINES: usize = 125_000;
const CLAIMS_A_LINE: usize = 8;

fn id(kind: &str, number: usize) -> StatementId {
    StatementId::from_bytes(*sha256(format!("{kind} {number}").as_bytes()).as_bytes())
}

fn claim(part: usize, field: &str, value: String, low: Option<i64>) -> ProjectedClaim {
    let folded = fold(&value);
    ProjectedClaim {
        field: field.to_owned(),
        part,
        folded,
        value,
        low,
        high: low,
        refers: None,
        unread: false,
        absent: None,
    }
}

fn syllables(mut number: usize) -> String {
    let parts = [
        "ma", "ri", "qui", "spe", "hua", "nco", "ta", "lle", "po", "su",
    ];
    let mut word = String::new();
    for _ in 0..3 {
        word.push_str(parts[number % 10]);
        number /= 10;
    }
    word
}

/// A line of a list with eight claims, or an act done to the person before it.
fn line(number: usize) -> Projected {
    let spread = number.wrapping_mul(7_919);
    let list = id("list", number / 10_000);
    let mut refers = claim(1, "list", list.to_string(), None);
    refers.refers = Some(list);
    let date = 17_000 + i64::try_from(spread % 1_000).unwrap();
    let claims = vec![
        refers,
        claim(2, "given_name", syllables(spread), None),
        claim(3, "surname", syllables(spread / 1_000), None),
        claim(4, "sex", ["01", "02"][spread % 2].to_owned(), None),
        claim(
            5,
            "age",
            (spread % 90).to_string(),
            Some(i64::try_from(spread % 90).unwrap()),
        ),
        claim(
            6,
            "date",
            format!("2019-01-{:02}", spread % 28 + 1),
            Some(date),
        ),
        claim(
            7,
            "place",
            format!("Pueblo {}", syllables(spread / 31)),
            None,
        ),
        claim(
            8,
            "x.remarks",
            format!("fue visto cerca de {}", syllables(spread / 77)),
            None,
        ),
    ];
    assert_eq!(claims.len(), CLAIMS_A_LINE);
    Projected {
        id: id("entry", number),
        log: log_id(0),
        position: number as u64,
        kind: "entry".to_owned(),
        known_kind: true,
        critical: false,
        recorded_at: Some("2026-01-02T03:04:05Z".to_owned()),
        by: Some("tester".to_owned()),
        source: Some(id("source", 0)),
        locator: Some(format!("row {number}")),
        subject: None,
        import: Some(id("import", 0)),
        key: None,
        level: None,
        reason: None,
        field: None,
        targets: Vec::new(),
        claims,
        other: Vec::new(),
    }
}

#[allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "it measures and tells"
)]
fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    println!("{what}: {} ms", start.elapsed().as_millis());
    result
}

#[test]
#[ignore = "measures a release build"]
fn load_and_questions() {
    let folder = tempfile::tempdir().unwrap();
    let mut catalog = Catalog::open_or_create(&folder.path().join("catalog.db"), &[7; 32]).unwrap();
    let lines: Vec<Projected> = (0..LINES).map(line).collect();
    println!("{} claims", LINES * CLAIMS_A_LINE);
    timed("load", || {
        for batch in lines.chunks(25_000) {
            let size = batch.last().unwrap().position + 1;
            catalog.apply(batch, log_id(0), size, root(size)).unwrap();
        }
    });
    timed("indexes", || catalog.counts_by_kind().unwrap());
    for query in ["maripo", "maripo quispe", "huancota talle", "mari", "fue"] {
        let total = timed(query, || {
            catalog.search(query, None, None, 20, 0).unwrap().total
        });
        println!("  {total} found");
    }
    timed("10,000 links", || {
        catalog.links_to(id("list", 3), 20, 0).unwrap()
    });
    timed("one record", || catalog.record(id("list", 3)).unwrap());
    for expression in ["", "sex = 02", "sex = 02 and age < 18 and not place ~ mari"] {
        let question = Question {
            what: What::Persons,
            expression: (!expression.is_empty()).then(|| parse_expression(expression).unwrap()),
            by: vec!["sex".to_owned()],
            min_sources: 0,
            unit: None,
        };
        let counted = timed(expression, || catalog.count(&question).unwrap());
        println!("  {} {:?} {:?}", counted.min, counted.max, counted.rows);
    }
}

/// CPU time of this thread: other work of the machine does not count. Linux only.
fn cpu_ms() -> u64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let first = told.split(' ').next().unwrap_or_default();
    first.parse::<u64>().unwrap_or(0) / 1_000_000
}

/// An act done to a person, or the person.
fn act_or_person(number: usize) -> Projected {
    let mut one = line(number);
    let mut victim = claim(1, "victim", String::new(), None);
    if number.is_multiple_of(2) {
        "person".clone_into(&mut one.kind);
        one.claims
            .retain(|claim| !matches!(claim.field.as_str(), "list" | "date" | "place"));
    } else {
        "act".clone_into(&mut one.kind);
        let person = id("entry", number - 1);
        victim.refers = Some(person);
        victim.value = person.to_string();
        one.claims
            .retain(|claim| matches!(claim.field.as_str(), "date" | "place"));
        one.claims.push(victim);
    }
    one
}

fn place(number: usize) -> Projected {
    let mut one = line(number);
    "place".clone_into(&mut one.kind);
    let north = format!("{}.5", number % 60);
    let east = format!("-{}.25", number % 80);
    one.claims = vec![
        claim(1, "name", format!("Pueblo {}", syllables(number)), None),
        claim(2, "lat", north, None),
        claim(3, "lon", east, None),
    ];
    one
}

#[test]
#[ignore = "measures"]
fn time_lines_and_places() {
    let folder = tempfile::tempdir().unwrap();
    let mut catalog = Catalog::open_or_create(&folder.path().join("catalog.db"), &[7; 32]).unwrap();
    let records = (0..100_000).map(|number| match number {
        0..60_000 => line(number),
        60_000..99_600 => act_or_person(number),
        _ => place(number),
    });
    let records: Vec<Projected> = records.collect();
    for batch in records.chunks(25_000) {
        let size = batch.last().unwrap().position + 1;
        catalog.apply(batch, log_id(0), size, root(size)).unwrap();
    }
    catalog.counts_by_kind().unwrap();
    let condition = parse_expression("place ~ pueblo").unwrap();
    for (what, kind, expression, year) in [
        ("years", None, None, None),
        ("years again", None, None, None),
        ("months", None, None, Some(2017)),
        ("years of persons", Some("person"), None, None),
        ("years with a condition", None, Some(&condition), None),
    ] {
        let sought = Sought {
            words: "",
            kind,
            expression,
        };
        let began = cpu_ms();
        let found = catalog.time_line(sought, year).unwrap();
        println!("{what}: {} ms, {} dated", cpu_ms() - began, found.dated);
    }
    for (what, kind) in [
        ("places", None),
        ("places again", None),
        ("places of persons", Some("person")),
    ] {
        let began = cpu_ms();
        let found = catalog
            .found_places(
                Sought {
                    kind,
                    ..Sought::default()
                },
                1_000,
            )
            .unwrap();
        println!("{what}: {} ms, {} located", cpu_ms() - began, found.located);
    }
    let began = cpu_ms();
    catalog.kinds_matching(None).unwrap();
    println!("kinds, to compare with: {} ms", cpu_ms() - began);
}
