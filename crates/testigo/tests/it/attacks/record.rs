//! `record.sqlite` from a stranger: nothing in it runs, whatever it holds.

use std::process::Command;

use tempfile::TempDir;

use super::package::Package;

const RECORD: &str = "data/record.sqlite";

/// The database after some SQL of the stock program; the test says so where it is absent.
fn altered(sql: &str) -> Option<Vec<u8>> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("record.sqlite");
    std::fs::write(&path, &Package::built().files[RECORD]).unwrap();
    let Ok(output) = Command::new("sqlite3")
        .arg("-bail")
        .arg(&path)
        .arg(sql)
        .output()
    else {
        println!("skipped: sqlite3 is absent");
        return None;
    };
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let bytes = std::fs::read(&path).unwrap();
    assert_ne!(
        bytes,
        Package::built().files[RECORD],
        "{sql}: nothing was changed"
    );
    Some(bytes)
}

/// With this database everything that rests on the manifest fails too, and the rows do.
#[track_caller]
fn refused(bytes: impl AsRef<[u8]>) {
    let mut package = Package::built();
    package.put(RECORD, bytes);
    package.corrected_fails(&["figure.rerun", "record.rows", "release.statement"]);
}

#[test]
fn a_row_changed_added_or_removed() {
    for sql in [
        "UPDATE claim SET value = '13' WHERE value = '12'",
        "UPDATE claim SET low = NULL WHERE value = '12'",
        "UPDATE claim SET folded = 'the tunnel' WHERE value = 'The bridge'",
        "UPDATE claim SET unread = 1 WHERE value = '12'",
        "UPDATE claim SET value = CAST(value AS BLOB) WHERE value = '12'",
        "UPDATE statement SET by_name = 'Somebody' WHERE number = 1",
        "UPDATE statement SET id = zeroblob(32) WHERE number = 1",
        "UPDATE log SET id = zeroblob(32) WHERE number = 1",
        "DELETE FROM claim WHERE value = '12'",
        "DELETE FROM withheld WHERE number = 1",
        "INSERT INTO withheld SELECT max(number) + 1, 'person' FROM withheld",
        "UPDATE same_person SET person = person + 1",
        "DELETE FROM same_person",
        "DELETE FROM reached",
        "INSERT INTO erased SELECT number, number FROM statement LIMIT 1",
        "INSERT INTO claim SELECT max(number) + 1, statement, subject, 'age', '30', '30', 30, 30, NULL, 0 FROM claim",
    ] {
        if let Some(bytes) = altered(sql) {
            refused(bytes);
        }
    }
}

#[test]
fn anything_else_in_the_schema() {
    for sql in [
        "CREATE TRIGGER t AFTER INSERT ON claim BEGIN DELETE FROM claim; END",
        "CREATE VIEW more AS SELECT 1",
        "CREATE TABLE more (a)",
        "CREATE INDEX more ON claim (value)",
        "CREATE VIRTUAL TABLE more USING fts5 (a)",
        "DROP VIEW figure_2",
        "DROP VIEW record",
        "DROP VIEW figure_2; CREATE VIEW figure_2 AS SELECT 7 AS min, 7 AS value, 7 AS max",
        "DROP VIEW record; CREATE VIEW record (number, id, kind) AS SELECT number, id, kind FROM statement",
        "ALTER TABLE claim ADD COLUMN more",
        "ALTER TABLE claim RENAME TO c; CREATE VIEW claim AS SELECT * FROM c",
        "DROP TABLE withheld; CREATE TABLE withheld (number INTEGER PRIMARY KEY, kind TEXT NOT NULL DEFAULT 'x')",
    ] {
        if let Some(bytes) = altered(sql) {
            refused(bytes);
        }
    }
}

/// A loop in the place of a figure's view: it is never run.
#[test]
fn a_view_that_never_ends() {
    let endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) \
        SELECT count(*) AS min, 0 AS value, 0 AS max FROM n";
    for name in ["figure_2", "record", "reach"] {
        if let Some(bytes) = altered(&format!(
            "DROP VIEW {name}; CREATE VIEW {name} AS {endless}"
        )) {
            refused(bytes);
        }
    }
}

#[test]
fn a_row_far_too_long() {
    if let Some(bytes) = altered("UPDATE claim SET value = zeroblob(20000000) WHERE value = '12'") {
        refused(bytes);
    }
    if let Some(bytes) =
        altered("UPDATE statement SET reason = printf('%.*c', 6000000, 'x') WHERE number = 1")
    {
        refused(bytes);
    }
}

/// Bytes 18 and 19 say whether a file has a log beside it (2); opened as a file, that log would be
/// looked for, and perhaps written.
#[test]
fn a_header_that_asks_for_a_log_beside_it() {
    let own = Package::built().files[RECORD].clone();
    assert_eq!(own[18..20], [1, 1]);
    for (write, read) in [(2, 2), (1, 2), (2, 1), (3, 3), (0, 0)] {
        let mut bytes = own.clone();
        (bytes[18], bytes[19]) = (write, read);
        refused(bytes);
    }
}

#[test]
fn damaged_or_no_database_at_all() {
    let own = Package::built().files[RECORD].clone();
    refused("not a database");
    refused("");
    refused(&own[..own.len() / 2]);
    refused(&own[..100]);
    refused([&own[..], &[0; 4096]].concat());
    // The size of a page, the count of pages, the encoding.
    for (at, change) in [(16, 0x55), (31, 0x55), (59, 0x03)] {
        let mut bytes = own.clone();
        bytes[at] ^= change;
        refused(bytes);
    }
    // Every page that holds anything overwritten once: bytes 3 and 4 of a page count its cells, and
    // what lies in the page of an empty table is no content.
    for page in 1..own.len() / 4096 {
        if own[page * 4096 + 3..page * 4096 + 5] == [0, 0] {
            continue;
        }
        let mut bytes = own.clone();
        bytes[page * 4096 + 100..(page + 1) * 4096].fill(0xa5);
        refused(bytes);
    }
}
