//! `data/record.sqlite` of a dossier (FORMAT 7.4): written, and compared with what a verifier projected itself.

mod compare;
mod foreign;
mod listing;

pub use compare::{Difference, DifferenceKind};
pub use listing::{ListedClaim, ListedRecord};

use std::fmt;
use std::path::Path;

use rusqlite::{Connection, params};
use testigo_record::Projected;

use crate::apply::{Numbers, Place, Writer};
use crate::count::{REACH, run_range};
use crate::linkage::Grouped;
use crate::schema::{SHARED, run_pragma};

/// Names of views are short.
const VIEW_NAME_BYTES_MAX: usize = 64;

/// Why `record.sqlite` could not be made or asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordDatabaseError {
    /// A view is to have a name that is not `[a-z][a-z0-9_]{0,63}`.
    #[error("a figure's view has no proper name")]
    ViewName,
    /// The file has no such view, or one with another text.
    #[error("the view is not the one that its figure makes")]
    View,
    /// Somebody is said to be one person with somebody that is no disclosed person or entry, or is said so twice.
    #[error("a record that is grouped is no person or entry here, or is grouped twice")]
    Group,
    /// The file cannot be read as a database.
    #[error("the file cannot be read as a database")]
    Unreadable,
    /// SQLite refused; the extended result code says why.
    #[error("SQLite result code {code}")]
    Sql {
        /// Extended result code, 0 where SQLite gave none.
        code: i32,
    },
}

impl From<rusqlite::Error> for RecordDatabaseError {
    fn from(error: rusqlite::Error) -> RecordDatabaseError {
        let code = error.sqlite_error().map_or(0, |cause| cause.extended_code);
        RecordDatabaseError::Sql { code }
    }
}

/// The three numbers of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FigureValue {
    /// At least.
    pub min: u64,
    /// The number, where it is one.
    pub value: Option<u64>,
    /// At most, where there is an upper end.
    pub max: Option<u64>,
}

/// What stands in the file beside the rows of the statements.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'a> {
    /// Withheld persons: a fresh number and the kind.
    pub withheld_persons: &'a [(u64, String)],
    /// Which persons and entries are one person, as the group says.
    pub same_person: &'a [Grouped],
    /// The name of each figure's view and its SQL.
    pub figures: &'a [(String, String)],
}

/// The rows of `record.sqlite`, in memory.
pub struct RecordDatabase {
    connection: Connection,
}

impl fmt::Debug for RecordDatabase {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RecordDatabase")
            .finish_non_exhaustive()
    }
}

impl RecordDatabase {
    /// Projects statements, which come in the order of log id, then index.
    pub fn project(
        statements: &mut dyn Iterator<Item = Projected>,
        beside: Beside<'_>,
    ) -> Result<RecordDatabase, RecordDatabaseError> {
        let mut connection = Connection::open_in_memory()?;
        run_pragma(&connection, "PRAGMA page_size = 4096")?;
        run_pragma(&connection, "PRAGMA temp_store = MEMORY")?;
        run_pragma(&connection, "PRAGMA foreign_keys = OFF")?;
        let transaction = connection.transaction()?;
        transaction.execute_batch(SHARED)?;
        let mut numbers = Numbers::default();
        let mut writer = Writer::new(&transaction, &mut numbers, Place::RecordDatabase)?;
        for statement in statements {
            writer.statement(&statement)?;
        }
        let finished = writer.finish();
        if !finished.erased.is_empty() {
            crate::removal::remove_all_erased_shared(&transaction)?;
        }
        if finished.withdraws {
            crate::withdrawal::withdraw(&transaction)?;
        }
        for (number, kind) in beside.withheld_persons {
            transaction.execute(
                "INSERT INTO withheld (number, kind) VALUES (?1, ?2)",
                params![number.cast_signed(), kind],
            )?;
        }
        transaction.execute_batch(REACH)?;
        group(&transaction, beside.same_person)?;
        for (view, sql) in beside.figures {
            if !is_view_name(view) {
                return Err(RecordDatabaseError::ViewName);
            }
            transaction.execute(&view_text(view, sql), [])?;
        }
        transaction.commit()?;
        Ok(RecordDatabase { connection })
    }

    /// Writes the rows to a new file; the same rows give the same bytes.
    pub fn write(&self, path: &Path) -> Result<(), RecordDatabaseError> {
        let path = path.to_str().ok_or(RecordDatabaseError::Unreadable)?;
        self.connection.execute("VACUUM INTO ?1", [path])?;
        Ok(())
    }

    /// Runs a figure's SQL on these rows.
    pub fn run_figure(&self, sql: &str) -> Result<FigureValue, RecordDatabaseError> {
        let (min, value, max) = run_range(&self.connection, sql)?;
        Ok(FigureValue { min, value, max })
    }

    /// From now on SQL, which may be a stranger's, can only read these rows, and not for ever.
    pub fn bound(&mut self) -> Result<(), RecordDatabaseError> {
        Ok(foreign::bound(&mut self.connection)?)
    }

    /// The rows of a table as text, its header first: ids as hex, null as nothing.
    pub fn each_row(
        &self,
        table: &str,
        each: &mut dyn FnMut(&[String]),
    ) -> Result<(), RecordDatabaseError> {
        compare::each_row(&self.connection, table, each)
    }

    /// [`RecordDatabase::differences`] of a file that is in memory: nothing is unpacked to disk.
    pub fn differences_of_bytes(&self, bytes: &[u8]) -> Vec<Difference> {
        compare::differences_of_bytes(&self.connection, bytes)
    }

    /// In what a foreign file differs from these rows: at most 1,000 differences, none if it is the same.
    pub fn differences(&self, path: &Path) -> Vec<Difference> {
        compare::differences(&self.connection, path)
    }
}

/// Runs a figure's view in a foreign file, if it is exactly the view that the figure makes.
pub fn run_figure(path: &Path, view: &str, sql: &str) -> Result<FigureValue, RecordDatabaseError> {
    if !is_view_name(view) {
        return Err(RecordDatabaseError::ViewName);
    }
    let connection = foreign::open(path).map_err(|_| RecordDatabaseError::Unreadable)?;
    let mut query = connection
        .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'view' AND name = ?1 AND sql = ?2")?;
    let own = Connection::open_in_memory()?;
    own.execute_batch(SHARED)?;
    if !query.exists([view, &view_text(view, sql)])? || !foreign::has_schema_of(&connection, &own)?
    {
        return Err(RecordDatabaseError::View);
    }
    let (min, value, max) = run_range(
        &connection,
        &format!("SELECT \"min\", \"value\", \"max\" FROM \"{view}\""),
    )?;
    Ok(FigureValue { min, value, max })
}

/// Writes `record.sqlite`.
pub fn write_record_database(
    path: &Path,
    statements: &mut dyn Iterator<Item = Projected>,
    beside: Beside<'_>,
) -> Result<(), RecordDatabaseError> {
    RecordDatabase::project(statements, beside)?.write(path)
}

/// Compares a foreign `record.sqlite` with what these statements make.
pub fn compare_record_database(
    path: &Path,
    statements: &mut dyn Iterator<Item = Projected>,
    beside: Beside<'_>,
) -> Result<Vec<Difference>, RecordDatabaseError> {
    Ok(RecordDatabase::project(statements, beside)?.differences(path))
}

/// Only persons and entries whose statements stand here are grouped, each once.
fn group(transaction: &Connection, same_person: &[Grouped]) -> Result<(), RecordDatabaseError> {
    let mut insert = transaction.prepare(
        "INSERT OR IGNORE INTO same_person (record, answer, person)
         SELECT r.number, a.answer, CASE a.answer WHEN 1 THEN ?2 WHEN 2 THEN ?3 ELSE ?4 END
         FROM statement AS s JOIN record AS r ON r.number = s.number JOIN answer AS a
         WHERE s.id = ?1 AND r.kind IN ('person', 'entry')",
    )?;
    for one in same_person {
        let grouped = params![one.record.as_bytes(), one.sure, one.likely, one.possible];
        if insert.execute(grouped)? != 3 {
            return Err(RecordDatabaseError::Group);
        }
    }
    Ok(())
}

fn is_view_name(name: &str) -> bool {
    name.len() <= VIEW_NAME_BYTES_MAX
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

fn view_text(view: &str, sql: &str) -> String {
    format!("CREATE VIEW \"{view}\" AS {sql}")
}

#[cfg(test)]
mod tests;
