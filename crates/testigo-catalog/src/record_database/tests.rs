use super::*;

fn rows(figures: &[(&str, &str)]) -> Result<RecordDatabase, RecordDatabaseError> {
    let figures: Vec<(String, String)> = figures
        .iter()
        .map(|(view, sql)| ((*view).to_owned(), (*sql).to_owned()))
        .collect();
    let beside = Beside {
        figures: &figures,
        ..Beside::default()
    };
    RecordDatabase::project(&mut std::iter::empty(), beside)
}

/// A figure's SQL comes out of the package: it can only ask, and not for ever.
#[test]
fn a_strangers_figure_ends() {
    const HONEST: &str = "SELECT 1 AS min, 2 AS value, 3 AS max";
    const ENDLESS: &str = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) \
        SELECT count(*) AS min, 0 AS value, 0 AS max FROM n";
    const LARGE: &str = "SELECT length(zeroblob(100000000)) AS min, 0 AS value, 0 AS max";
    let mut database = rows(&[("honest", HONEST), ("endless", ENDLESS), ("large", LARGE)]).unwrap();
    database.bound().unwrap();
    let value = FigureValue {
        min: 1,
        value: Some(2),
        max: Some(3),
    };
    assert_eq!(database.run_figure(HONEST), Ok(value));
    let code = |sql| match database.run_figure(sql) {
        Err(RecordDatabaseError::Sql { code }) => code & 0xff,
        other => panic!("{other:?}"),
    };
    assert_eq!(code(LARGE), rusqlite::ffi::SQLITE_TOOBIG);
    assert_eq!(code(ENDLESS), rusqlite::ffi::SQLITE_INTERRUPT);
}

/// What is no question makes no view.
#[test]
fn a_strangers_figure_only_asks() {
    for sql in [
        "DELETE FROM claim",
        "PRAGMA query_only = OFF",
        "ATTACH 'elsewhere' AS other",
        "VACUUM INTO 'elsewhere'",
        "SELECT 1; DELETE FROM claim",
        "SELECT 1 AS min, 2 AS value, 3 AS max; ATTACH 'elsewhere' AS other",
        "",
    ] {
        assert!(rows(&[("figure", sql)]).is_err(), "{sql}");
    }
    for view in [
        "",
        "Figure",
        "1figure",
        "fig ure",
        "figure\" AS SELECT 1; --",
        "claim",
    ] {
        assert!(
            rows(&[(view, "SELECT 1 AS min, 2 AS value, 3 AS max")]).is_err(),
            "{view}"
        );
    }
}
