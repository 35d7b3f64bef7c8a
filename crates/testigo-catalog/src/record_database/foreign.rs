//! A database file that somebody else made. Nothing in it is run but views whose text is known.

use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};

use crate::schema::run_pragma;

/// No value or row is longer (bytes): a claim's value and its folded text are at most 256 KiB each.
const LENGTH_MAX: i32 = 4 * 1_024 * 1_024;
/// No text of a view is longer (bytes).
const SQL_LENGTH_MAX: i32 = 1_024 * 1_024;
/// Steps of SQLite's machine between two looks at the count.
const STEPS: i32 = 10_000;
/// So many looks, about 10^10 steps, are enough for any honest file. This crate's own tests do not wait for so many.
const LOOKS_MAX: u32 = if cfg!(test) { 1_000 } else { 1_000_000 };

/// Opens a foreign file: read-only, as if nobody could change it, without trust in its schema, with limits.
pub(super) fn open(path: &Path) -> Result<Connection, rusqlite::Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    restrict(Connection::open_with_flags(uri(path), flags)?)
}

/// Opens foreign bytes the same way.
pub(super) fn open_bytes(bytes: &[u8]) -> Result<Connection, rusqlite::Error> {
    if !is_plain(bytes) {
        let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_NOTADB);
        return Err(rusqlite::Error::SqliteFailure(code, None));
    }
    let mut connection = Connection::open_in_memory()?;
    connection.deserialize_read_exact("main", bytes, bytes.len(), true)?;
    restrict(connection)
}

/// Whether these are the pages that the header counts and nothing more, of a file without a log
/// beside it (SQLite file format, section 1.3).
fn is_plain(bytes: &[u8]) -> bool {
    let number = |from: usize, length: usize| {
        let part = bytes.get(from..from + length).unwrap_or(&[]);
        part.iter()
            .fold(0, |sum: u64, byte| sum << 8 | u64::from(*byte))
    };
    bytes.starts_with(b"SQLite format 3\0")
        && bytes.get(18..20) == Some(&[1, 1])
        && number(16, 2) * number(28, 4) == bytes.len() as u64
}

fn restrict(mut connection: Connection) -> Result<Connection, rusqlite::Error> {
    run_pragma(&connection, "PRAGMA cell_size_check = ON")?;
    bound(&mut connection)?;
    Ok(connection)
}

/// What a stranger's SQL can do on a connection from now on: read, without trust in its schema, within limits.
pub(super) fn bound(connection: &mut Connection) -> Result<(), rusqlite::Error> {
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, LENGTH_MAX)?;
    connection.set_limit(Limit::SQLITE_LIMIT_SQL_LENGTH, SQL_LENGTH_MAX)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    connection.set_limit(Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 1)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    for pragma in [
        "PRAGMA query_only = ON",
        "PRAGMA temp_store = MEMORY",
        "PRAGMA mmap_size = 0",
    ] {
        run_pragma(connection, pragma)?;
    }
    let mut looks = 0;
    let count = move || {
        looks += 1;
        looks > LOOKS_MAX
    };
    connection.progress_handler(STEPS, Some(count))
}

fn uri(path: &Path) -> String {
    let mut uri = "file:".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => {
                uri.push(char::from(*byte));
            }
            b'\\' if cfg!(windows) => uri.push('/'),
            _ => uri.extend([format!("%{byte:02X}")]),
        }
    }
    uri.push_str("?mode=ro&immutable=1");
    uri
}

/// A thing in a schema: its type, name, table and text.
pub(super) type SchemaObject = (String, String, String, Option<String>);

/// What a file says it holds.
pub(super) fn schema_of(connection: &Connection) -> Result<Vec<SchemaObject>, rusqlite::Error> {
    let mut query = connection.prepare(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name, tbl_name",
    )?;
    let rows = query.query_map([], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    })?;
    rows.collect()
}

/// Whether everything that `own` holds stands in the foreign schema, and beside it nothing but views.
pub(super) fn has_schema_of(
    foreign: &Connection,
    own: &Connection,
) -> Result<bool, rusqlite::Error> {
    let (found, wanted) = (schema_of(foreign)?, schema_of(own)?);
    let all = wanted.iter().all(|object| found.contains(object));
    Ok(all
        && found
            .iter()
            .all(|object| object.0 == "view" || wanted.contains(object)))
}
