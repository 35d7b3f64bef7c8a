//! Row by row, both ways.

use std::cmp::Ordering;
use std::path::Path;

use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, Row};

use super::{RecordDatabaseError, foreign};

const DIFFERENCES_MAX: usize = 1_000;

/// One way in which a file is not what its statements make. No content of either side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The table or view; `sqlite_schema` for what should not be there at all.
    pub table: String,
    /// The number in the first column.
    pub row: Option<i64>,
    /// What is wrong.
    pub kind: DifferenceKind,
}

/// What is wrong with a row or a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DifferenceKind {
    /// The file, or the table, cannot be read.
    Unreadable,
    /// Reading it took more steps than any honest file needs.
    TooMuchWork,
    /// A table or view is missing, or a row.
    Missing,
    /// A table, view or row that should not be there.
    Unexpected,
    /// Another text of a table or view, or another value in a row.
    Changed,
}

impl std::fmt::Display for Difference {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} {}", self.table, self.kind.code())?;
        self.row
            .map_or(Ok(()), |row| write!(formatter, " at {row}"))
    }
}

impl DifferenceKind {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            DifferenceKind::Unreadable => "unreadable",
            DifferenceKind::TooMuchWork => "too_much_work",
            DifferenceKind::Missing => "missing",
            DifferenceKind::Unexpected => "unexpected",
            DifferenceKind::Changed => "changed",
        }
    }
}

/// A table, its columns, and how many of them order its rows.
const TABLES: [(&str, &str, usize); 10] = [
    ("log", "number, id", 1),
    (
        "statement",
        "number, id, log, position, kind, critical, recorded_at, by_name, source, locator, subject, import, level, \
         reason, field",
        1,
    ),
    (
        "claim",
        "number, statement, subject, field, value, folded, low, high, refers, unread",
        1,
    ),
    (
        "withdrawn",
        "number, statement, subject, field, value, folded, low, high, refers, unread",
        1,
    ),
    ("erased", "statement, by_statement", 2),
    ("retracted", "statement, by_statement", 2),
    ("superseded", "statement, by_statement", 2),
    ("same_person", "record, answer, person", 2),
    ("reached", "record, scope, holder", 3),
    ("withheld", "number, kind", 1),
];

fn difference(table: &str, row: Option<i64>, kind: DifferenceKind) -> Difference {
    Difference {
        table: table.to_owned(),
        row,
        kind,
    }
}

fn unreadable(error: &rusqlite::Error) -> DifferenceKind {
    if error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted) {
        DifferenceKind::TooMuchWork
    } else {
        DifferenceKind::Unreadable
    }
}

/// In what the file at `path` differs from `expected`.
pub(super) fn differences(expected: &Connection, path: &Path) -> Vec<Difference> {
    compare(expected, foreign::open(path))
}

/// The same for a file that is in memory.
pub(super) fn differences_of_bytes(expected: &Connection, bytes: &[u8]) -> Vec<Difference> {
    compare(expected, foreign::open_bytes(bytes))
}

/// The rows of one of the tables as text, the names of its columns first.
pub(super) fn each_row(
    connection: &Connection,
    table: &str,
    each: &mut dyn FnMut(&[String]),
) -> Result<(), RecordDatabaseError> {
    let Some((table, columns, keys)) = TABLES.iter().find(|(name, _, _)| *name == table) else {
        return Err(RecordDatabaseError::Unreadable);
    };
    let names: Vec<String> = columns
        .split(',')
        .map(|name| name.trim().to_owned())
        .collect();
    each(&names);
    let order: Vec<String> = (1..=*keys).map(|key| key.to_string()).collect();
    let sql = format!(
        "SELECT {columns} FROM {table} ORDER BY {}",
        order.join(", ")
    );
    let mut query = connection.prepare(&sql)?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let mut cells = Vec::with_capacity(names.len());
        for column in 0..names.len() {
            cells.push(match row.get_ref(column)? {
                ValueRef::Null => String::new(),
                ValueRef::Integer(number) => number.to_string(),
                ValueRef::Real(number) => number.to_string(),
                ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                ValueRef::Blob(bytes) => hex::encode(bytes),
            });
        }
        each(&cells);
    }
    Ok(())
}

fn compare(expected: &Connection, foreign: Result<Connection, rusqlite::Error>) -> Vec<Difference> {
    let mut found = Vec::new();
    let result = foreign.and_then(|foreign| {
        schema(expected, &foreign, &mut found)?;
        // Tables of another shape cannot be compared.
        if !found.is_empty() {
            return Ok(());
        }
        let sound: String = foreign.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        if sound != "ok" {
            found.push(difference(
                "sqlite_schema",
                None,
                DifferenceKind::Unreadable,
            ));
            return Ok(());
        }
        for (table, columns, keys) in TABLES {
            rows(expected, &foreign, (table, columns, keys), &mut found)?;
        }
        Ok(())
    });
    if let Err(error) = result {
        found.push(difference("sqlite_schema", None, unreadable(&error)));
    }
    found.truncate(DIFFERENCES_MAX);
    found
}

fn schema(
    expected: &Connection,
    foreign: &Connection,
    found: &mut Vec<Difference>,
) -> Result<(), rusqlite::Error> {
    let wanted = foreign::schema_of(expected)?;
    let there = foreign::schema_of(foreign)?;
    for object in &wanted {
        let same_name = there
            .iter()
            .find(|other| other.0 == object.0 && other.1 == object.1);
        match same_name {
            None => found.push(difference(&object.1, None, DifferenceKind::Missing)),
            Some(other) if other != object => {
                found.push(difference(&object.1, None, DifferenceKind::Changed));
            }
            Some(_) => {}
        }
    }
    for object in &there {
        if !wanted
            .iter()
            .any(|other| other.0 == object.0 && other.1 == object.1)
            || there.iter().filter(|other| other.1 == object.1).count() > 1
        {
            found.push(difference(
                "sqlite_schema",
                None,
                DifferenceKind::Unexpected,
            ));
        }
    }
    Ok(())
}

fn rows(
    expected: &Connection,
    foreign: &Connection,
    (table, columns, keys): (&str, &str, usize),
    found: &mut Vec<Difference>,
) -> Result<(), rusqlite::Error> {
    let order = (1..=keys)
        .map(|key| key.to_string())
        .collect::<Vec<_>>()
        .join(", ");
    let sql = format!("SELECT {columns} FROM {table} NOT INDEXED ORDER BY {order}");
    let mut ours = expected.prepare(&sql)?;
    let mut ours = ours.query([])?;
    let mut theirs = foreign.prepare(&sql)?;
    let mut theirs = theirs.query([])?;
    let width = columns.split(',').count();
    ours.advance()?;
    theirs.advance()?;
    while found.len() < DIFFERENCES_MAX {
        let order = match (ours.get(), theirs.get()) {
            (None, None) => break,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(our), Some(their)) => {
                let order = key(our, keys)?.cmp(&key(their, keys)?);
                if order == Ordering::Equal && !same(our, their, width)? {
                    let row = our.get(0)?;
                    found.push(difference(table, Some(row), DifferenceKind::Changed));
                }
                order
            }
        };
        if let (Ordering::Less, Some(our)) = (order, ours.get()) {
            found.push(difference(
                table,
                Some(our.get(0)?),
                DifferenceKind::Missing,
            ));
        }
        if let (Ordering::Greater, Some(their)) = (order, theirs.get()) {
            found.push(difference(
                table,
                Some(their.get(0)?),
                DifferenceKind::Unexpected,
            ));
        }
        if order != Ordering::Greater {
            ours.advance()?;
        }
        if order != Ordering::Less {
            theirs.advance()?;
        }
    }
    Ok(())
}

fn key(row: &Row<'_>, keys: usize) -> Result<Vec<i64>, rusqlite::Error> {
    (0..keys).map(|column| row.get(column)).collect()
}

fn same(our: &Row<'_>, their: &Row<'_>, width: usize) -> Result<bool, rusqlite::Error> {
    for column in 0..width {
        if our.get_ref(column)? != their.get_ref(column)? {
            return Ok(false);
        }
    }
    Ok(true)
}
