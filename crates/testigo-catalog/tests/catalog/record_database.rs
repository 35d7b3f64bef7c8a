use std::path::{Path, PathBuf};

use rusqlite::Connection;
use testigo_catalog::{
    Beside, Difference, DifferenceKind, Question, RecordDatabase, RecordDatabaseError, What,
    figure_sql, run_figure,
};
use testigo_record::Projected;

use crate::archive::Archive;

struct Sample {
    folder: tempfile::TempDir,
    statements: Vec<Projected>,
    figures: Vec<(String, String)>,
}

fn sample() -> Sample {
    let mut archive = Archive {
        log: 2,
        ..Archive::default()
    };
    let source = archive.source("Post");
    let person = archive.record(
        "person",
        Some(source),
        &[("name", "Ana"), ("sex", "F"), ("age", "30")],
    );
    archive.log = 1;
    archive.record(
        "act",
        Some(source),
        &[("victim", &person.to_string()), ("date", "2019")],
    );
    let question = Question {
        what: What::Persons,
        expression: None,
        by: Vec::new(),
        min_sources: 0,
        unit: None,
    };
    let figures = vec![(
        "figure_1".to_owned(),
        figure_sql(&question, false).unwrap().figure,
    )];
    Sample {
        folder: tempfile::tempdir().unwrap(),
        statements: archive.in_order(),
        figures,
    }
}

impl Sample {
    fn database(&self) -> RecordDatabase {
        let withheld = [(1, "person".to_owned())];
        RecordDatabase::project(
            &mut self.statements.iter().cloned(),
            Beside {
                withheld_persons: &withheld,
                figures: &self.figures,
                ..Beside::default()
            },
        )
        .unwrap()
    }

    fn written(&self, name: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        self.database().write(&path).unwrap();
        path
    }

    /// Changes a written file and compares it.
    fn after(&self, change: impl Fn(&Path)) -> Vec<Difference> {
        let path = self.written("changed ?#%.sqlite");
        change(&path);
        let found = self.database().differences(&path);
        std::fs::remove_file(path).unwrap();
        found
    }

    fn after_sql(&self, sql: &str) -> Vec<(String, Option<i64>, &'static str)> {
        let found = self.after(|path| Connection::open(path).unwrap().execute_batch(sql).unwrap());
        found
            .into_iter()
            .map(|found| (found.table, found.row, found.kind.code()))
            .collect()
    }
}

fn one(
    table: &str,
    row: Option<i64>,
    code: &'static str,
) -> Vec<(String, Option<i64>, &'static str)> {
    vec![(table.to_owned(), row, code)]
}

#[test]
fn the_same_statements_make_the_same_bytes() {
    let sample = sample();
    let first = std::fs::read(sample.written("a.sqlite")).unwrap();
    let second = std::fs::read(sample.written("b.sqlite")).unwrap();
    assert_eq!(first, second);
    assert!(first.starts_with(b"SQLite format 3\0"));
    assert_eq!(sample.after(|_| {}), []);
    // A file in WAL mode, as any tool may leave it, is read all the same.
    assert_eq!(sample.after_sql("PRAGMA journal_mode = WAL"), []);
}

#[test]
fn numbers_follow_the_order_of_logs() {
    let sample = sample();
    let connection = Connection::open(sample.written("a.sqlite")).unwrap();
    let read = |sql: &str| -> Vec<String> {
        let mut query = connection.prepare(sql).unwrap();
        let rows = query.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    };
    // The act of log 1 comes first; source and person are met as its references.
    assert_eq!(
        read(
            "SELECT number || ' ' || kind || ' ' || position || ' ' || coalesce(source, '-') FROM statement ORDER BY number"
        ),
        ["1 act 0 2", "2 source 0 -", "3 person 1 2"]
    );
    assert_eq!(
        read(
            "SELECT subject || ' ' || field || ' ' || coalesce(low, '-') || ' ' || coalesce(refers, '-') FROM claim ORDER BY number"
        ),
        [
            "1 victim - 3",
            "1 date 17897 -",
            "2 name - -",
            "2 kind - -",
            "3 name - -",
            "3 sex - -",
            "3 age 30 -"
        ]
    );
    assert_eq!(
        read("SELECT field || ' ' || value FROM claims WHERE kind = 'person' ORDER BY 1"),
        ["age 30", "name Ana", "sex 02"]
    );
    assert_eq!(
        read("SELECT \"min\" || ' ' || coalesce(\"value\", '-') || ' ' || \"max\" FROM figure_1"),
        ["1 - 2"]
    );
}

#[test]
fn every_change_is_found() {
    let sample = sample();
    for (sql, expected) in [
        (
            "UPDATE claim SET value = '02 ' WHERE number = 6",
            one("claim", Some(6), "changed"),
        ),
        (
            "UPDATE claim SET low = 1 WHERE number = 7",
            one("claim", Some(7), "changed"),
        ),
        (
            "UPDATE claim SET folded = CAST('ana' AS BLOB) WHERE number = 5",
            one("claim", Some(5), "changed"),
        ),
        (
            "DELETE FROM claim WHERE number = 3",
            one("claim", Some(3), "missing"),
        ),
        (
            "INSERT INTO claim VALUES (99, 1, 1, 'name', 'X', 'x', NULL, NULL, NULL, 0)",
            one("claim", Some(99), "unexpected"),
        ),
        (
            "INSERT INTO claim VALUES (-1, 1, 1, 'name', 'X', 'x', NULL, NULL, NULL, 0)",
            one("claim", Some(-1), "unexpected"),
        ),
        (
            "UPDATE statement SET by_name = 'Eve' WHERE number = 1",
            one("statement", Some(1), "changed"),
        ),
        ("DELETE FROM withheld", one("withheld", Some(1), "missing")),
        (
            "INSERT INTO erased VALUES (3, 1)",
            one("erased", Some(3), "unexpected"),
        ),
        (
            "INSERT INTO log VALUES (9, x'00')",
            one("log", Some(9), "unexpected"),
        ),
        ("DROP VIEW figure_1", one("figure_1", None, "missing")),
        (
            "DROP VIEW figure_1; CREATE VIEW figure_1 AS SELECT 9 AS \"min\", 9 AS value, 9 AS \"max\"",
            one("figure_1", None, "changed"),
        ),
        (
            "CREATE TABLE more (a)",
            one("sqlite_schema", None, "unexpected"),
        ),
        (
            "CREATE INDEX more ON claim (value)",
            one("sqlite_schema", None, "unexpected"),
        ),
        (
            "CREATE TRIGGER more AFTER INSERT ON claim BEGIN SELECT 1; END",
            one("sqlite_schema", None, "unexpected"),
        ),
        (
            "CREATE VIEW \"log \" AS SELECT 1",
            one("sqlite_schema", None, "unexpected"),
        ),
        (
            "DROP TABLE withheld; CREATE TABLE withheld (number INTEGER PRIMARY KEY, kind TEXT)",
            one("withheld", None, "changed"),
        ),
    ] {
        assert_eq!(sample.after_sql(sql), expected, "{sql}");
    }
}

#[test]
fn broken_files_are_unreadable() {
    let sample = sample();
    let overwrite = |path: &Path, at: usize, with: &[u8]| {
        let mut bytes = std::fs::read(path).unwrap();
        bytes.splice(at..(at + with.len()).min(bytes.len()), with.iter().copied());
        std::io::Write::write_all(&mut std::fs::File::create(path).unwrap(), &bytes).unwrap();
    };
    let unreadable = |found: Vec<Difference>| {
        assert!(
            found
                .iter()
                .any(|found| found.kind == DifferenceKind::Unreadable),
            "{found:?}"
        );
    };
    unreadable(sample.after(|path| overwrite(path, 0, b"no database at all")));
    unreadable(sample.after(|path| overwrite(path, 4_096, &[0xff; 4_096])));
    assert_eq!(
        sample
            .database()
            .differences(&sample.folder.path().join("absent"))
            .len(),
        1
    );
    assert_eq!(sample.database().differences(sample.folder.path()).len(), 1);
    // Every single page damaged in some way is noticed or changes nothing that is read.
    let size = std::fs::metadata(sample.written("size.sqlite"))
        .unwrap()
        .len();
    for page in 1..size / 4_096 {
        let at = usize::try_from(page * 4_096).unwrap();
        assert_ne!(
            sample.after(|path| overwrite(path, at, &[0x55; 64])),
            [],
            "page {page}"
        );
    }
}

#[test]
fn only_expected_views_run() {
    let sample = sample();
    let path = sample.written("a.sqlite");
    let sql = &sample.figures[0].1;
    let value = run_figure(&path, "figure_1", sql).unwrap();
    assert_eq!((value.min, value.value, value.max), (1, None, Some(2)));
    assert_eq!(sample.database().run_figure(sql).unwrap(), value);
    assert_eq!(
        run_figure(&path, "figure_1", "SELECT 1"),
        Err(RecordDatabaseError::View)
    );
    assert_eq!(
        run_figure(&path, "figure_2", sql),
        Err(RecordDatabaseError::View)
    );
    assert_eq!(
        run_figure(&path, "x\" --", sql),
        Err(RecordDatabaseError::ViewName)
    );
    // The view is the same, but what it stands on is not.
    Connection::open(&path)
        .unwrap()
        .execute_batch(
            "DROP VIEW headcount; CREATE VIEW headcount AS SELECT 1 AS record, 9 AS low, 9 AS high",
        )
        .unwrap();
    assert_eq!(
        run_figure(&path, "figure_1", sql),
        Err(RecordDatabaseError::View)
    );
    let bad = [("Figure 1".to_owned(), sql.clone())];
    let beside = Beside {
        figures: &bad,
        ..Beside::default()
    };
    let made = RecordDatabase::project(&mut std::iter::empty(), beside);
    assert!(matches!(made, Err(RecordDatabaseError::ViewName)));
}
