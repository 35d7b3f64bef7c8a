//! The tables, and a connection that may hold them: sealed on disk, or in memory.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};
use sha2::{Digest as _, Sha256};
use testigo_custody::{LogId, StatementId};
use testigo_record::VOCABULARY_VERSION;

use crate::apply::Numbers;
use crate::count::Counted;
use crate::kept::Kept;
use crate::lookup::{KindCount, TimeLine};
use crate::text_index::Stems;
use crate::withdrawal::{any_withdrawn, withdraw};

/// Tables and views that the catalog and `record.sqlite` have in common.
pub(crate) const SHARED: &str = include_str!("schema.sql");
const CATALOG_ONLY: &str = include_str!("catalog.sql");
const INDEXES: &str = include_str!("indexes.sql");
/// One index of `indexes.sql`: where it stands all stand, as they are made in one transaction.
const LAST_INDEX: &str = "erased_by";
/// Rows that SQLite looks at in each index when it counts.
const ANALYSED_ROWS: u32 = 2_000;
/// What SQLite says of a question that opens too many tables.
const TOO_DEEP: &str = "nested too deep";
/// Questions that are kept prepared: more than there are in the crate.
const PREPARED_MAX: usize = 128;
/// So many claims make a load a long one.
const MANY_CLAIMS: i64 = 50_000;
/// With fewer claims any plan is good.
const FEW_CLAIMS: i64 = 2_000;
/// Pages kept at hand for questions that look at all records, at most 128 MiB.
const CACHE_FOR_ALL: &str = "PRAGMA cache_size = -131072";
/// How long another process of this installation may be writing a batch.
const OTHERS_WRITE_MAX: Duration = Duration::from_mins(10);

/// Why the catalog could not answer. Nothing of its content stands in the text of an error.
#[derive(Debug, thiserror::Error)]
pub enum CatalogError {
    /// Another key, another version, or damaged: delete it and build it again from the logs.
    #[error("the catalog cannot be read; it can be derived again")]
    Unreadable,
    /// A batch does not continue the head that the catalog has of a log.
    #[error("a batch of log {log} does not fit the head of the catalog")]
    Head {
        /// The log.
        log: LogId,
    },
    /// A search is longer than 1 KiB or has more than 64 words.
    #[error("the search is too long")]
    QueryTooLong,
    /// A filter cannot be turned into a question to the tables.
    #[error(transparent)]
    Filter(#[from] crate::filter::FilterError),
    /// SQLite refused; the extended result code says why.
    #[error("SQLite result code {code}")]
    Sql {
        /// Extended result code, 0 where SQLite gave none.
        code: i32,
    },
}

impl From<rusqlite::Error> for CatalogError {
    fn from(error: rusqlite::Error) -> CatalogError {
        let unreadable = matches!(
            error.sqlite_error_code(),
            Some(rusqlite::ErrorCode::NotADatabase | rusqlite::ErrorCode::DatabaseCorrupt)
        );
        if unreadable {
            return CatalogError::Unreadable;
        }
        // SQLite opens a thousand tables at most for one question.
        let too_much = matches!(&error, rusqlite::Error::SqliteFailure(_, Some(text)) if text.contains(TOO_DEEP));
        if too_much {
            return CatalogError::Filter(crate::filter::FilterError::TooMany);
        }
        CatalogError::Sql {
            code: error.sqlite_error().map_or(0, |cause| cause.extended_code),
        }
    }
}

/// The rows of an archive's statements with their text index, in one encrypted file or in memory.
pub struct Catalog {
    pub(crate) connection: Connection,
    pub(crate) numbers: RefCell<Numbers>,
    /// SQLite's `data_version` at the last [`Catalog::begin`]: another one means that another
    /// process wrote.
    pub(crate) version_seen: Cell<i64>,
    /// The same at the last question.
    version_ready: Cell<i64>,
    /// For the text of items.
    pub(crate) stems: RefCell<Stems>,
    /// How many claims there were when SQLite last counted the tables for its plans.
    counted: Cell<i64>,
    /// Claims added since the indexes were made, or since this process began.
    pub(crate) added: Cell<i64>,
    /// Whether the indexes of `indexes.sql` stand. Until they do, erased rows may still be there.
    indexed: Cell<bool>,
    pub(crate) kept_kinds: RefCell<Kept<Vec<KindCount>>>,
    pub(crate) kept_totals: RefCell<Kept<(u64, u64)>>,
    pub(crate) kept_figures: RefCell<Kept<Counted>>,
    pub(crate) kept_time: RefCell<Kept<TimeLine>>,
    /// What conditions found, as numbers of statements.
    pub(crate) kept_found: RefCell<Kept<Arc<[i64]>>>,
    pub(crate) kept_records: RefCell<Kept<Arc<[StatementId]>>>,
}

impl fmt::Debug for Catalog {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Catalog")
            .field("indexed", &self.indexed)
            .finish_non_exhaustive()
    }
}

impl Catalog {
    /// Opens the catalog at `path`, or makes an empty one there. Everything that reaches the disk is sealed under
    /// `key`, temporary content stays in memory. `Unreadable` asks the caller to delete the file and its `-wal` and
    /// `-shm` neighbours and to build it again.
    pub fn open_or_create(path: &Path, key: &[u8; 32]) -> Result<Catalog, CatalogError> {
        let connection = Connection::open(path)?;
        // Otherwise SQLCipher writes its own complaints about a wrong key to standard error.
        run_pragma(&connection, "PRAGMA cipher_log_level = NONE")?;
        run_pragma(
            &connection,
            &format!("PRAGMA key = \"x'{}'\"", hex::encode(key)),
        )?;
        run_pragma(&connection, "PRAGMA cipher_log_level = NONE")?;
        Catalog::prepare(connection)
    }

    /// An empty catalog that is gone with the process.
    pub fn in_memory() -> Result<Catalog, CatalogError> {
        Catalog::prepare(Connection::open_in_memory()?)
    }

    fn prepare(mut connection: Connection) -> Result<Catalog, CatalogError> {
        connection.busy_timeout(OTHERS_WRITE_MAX)?;
        connection.set_prepared_statement_cache_capacity(PREPARED_MAX);
        for pragma in [
            "PRAGMA temp_store = MEMORY",
            "PRAGMA secure_delete = ON",
            "PRAGMA foreign_keys = OFF",
            "PRAGMA trusted_schema = OFF",
            "PRAGMA cache_size = -32768",
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = NORMAL",
        ] {
            run_pragma(&connection, pragma)?;
        }
        let version = schema_version();
        let found: i32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        let objects: i64 =
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        if objects == 0 {
            let transaction = connection.transaction()?;
            transaction.execute_batch(SHARED)?;
            transaction.execute_batch(CATALOG_ONLY)?;
            transaction.execute_batch(&format!("PRAGMA user_version = {version}"))?;
            transaction.commit()?;
        } else if found != version {
            return Err(CatalogError::Unreadable);
        }
        let indexed = indexes_stand(&connection)?;
        run_pragma(
            &connection,
            &format!("PRAGMA analysis_limit = {ANALYSED_ROWS}"),
        )?;
        let counted = Cell::new(counted_claims(&connection)?);
        Ok(Catalog {
            connection,
            numbers: RefCell::default(),
            version_seen: Cell::new(0),
            version_ready: Cell::new(0),
            stems: RefCell::default(),
            counted,
            added: Cell::new(0),
            indexed: Cell::new(indexed),
            kept_kinds: RefCell::new(Kept::of(64)),
            kept_totals: RefCell::new(Kept::of(1)),
            kept_figures: RefCell::new(Kept::of(64)),
            kept_time: RefCell::new(Kept::of(16)),
            kept_found: RefCell::new(Kept::of(2)),
            kept_records: RefCell::new(Kept::of(2)),
        })
    }

    /// Whether rows are still loaded into bare tables.
    pub(crate) fn is_loading(&self) -> bool {
        !self.indexed.get()
    }

    /// The connection, ready for questions: after a first load this makes the indexes and removes what erasures
    /// left behind, once.
    pub(crate) fn ready(&self) -> Result<&Connection, CatalogError> {
        let version: i64 = self
            .connection
            .prepare_cached("PRAGMA data_version")?
            .query_row([], |row| row.get(0))?;
        if self.version_ready.replace(version) != version {
            // Another process wrote, and may have made the indexes or dropped them for a long load.
            self.indexed.set(indexes_stand(&self.connection)?);
        }
        if self.is_loading() {
            let transaction =
                Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?;
            // Another process may have made them while this one waited.
            if !indexes_stand(&transaction)? {
                transaction.execute_batch(INDEXES)?;
            }
            crate::removal::remove_all_erased(&transaction)?;
            if any_withdrawn(&transaction)? {
                withdraw(&transaction)?;
            }
            transaction.commit()?;
            self.numbers.borrow_mut().clear();
            self.indexed.set(true);
            self.added.set(0);
        }
        self.count_again_if_grown()?;
        Ok(&self.connection)
    }

    /// The same for questions that look at all records: they need the same pages again and again, and one that is read anew
    /// is deciphered anew.
    pub(crate) fn ready_for_all(&self) -> Result<&Connection, CatalogError> {
        let connection = self.ready()?;
        run_pragma(connection, CACHE_FOR_ALL)?;
        Ok(connection)
    }

    /// Told between the batches of a long load: once it has added as much as there was before, the indexes go, and the
    /// rest is loaded into bare tables. The next question makes them again.
    pub fn go_on_loading(&mut self) -> Result<(), CatalogError> {
        let added = self.added.get();
        if self.is_loading() || added < MANY_CLAIMS || added * 2 < self.claims()? {
            return Ok(());
        }
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        for line in INDEXES.lines() {
            let named = line.strip_prefix("CREATE INDEX ");
            if let Some(name) = named.and_then(|rest| rest.split(' ').next()) {
                transaction.execute_batch(&format!("DROP INDEX IF EXISTS {name}"))?;
            }
        }
        transaction.commit()?;
        self.indexed.set(false);
        Ok(())
    }

    /// How many claims there are, those that were removed included.
    fn claims(&self) -> Result<i64, rusqlite::Error> {
        self.connection
            .prepare_cached("SELECT coalesce(max(number), 0) FROM claim")?
            .query_row([], |row| row.get(0))
    }

    /// SQLite plans its questions by what it last counted: plans made for ten rows take for ever on
    /// ten thousand.
    fn count_again_if_grown(&self) -> Result<(), CatalogError> {
        let claims = self.claims()?;
        if claims > self.counted.get() * 4 + FEW_CLAIMS {
            // By name: counted while nearly empty, the tables of the text index would be walked whole.
            self.connection
                .execute_batch("ANALYZE statement; ANALYZE claim; ANALYZE erased")?;
            self.counted.set(claims);
        }
        Ok(())
    }
}

fn counted_claims(connection: &Connection) -> Result<i64, rusqlite::Error> {
    let analysed = connection
        .prepare("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'")?
        .exists([])?;
    if !analysed {
        return Ok(0);
    }
    // The first number of `stat` is the number of rows.
    let sql =
        "SELECT coalesce(max(CAST(stat AS INTEGER)), 0) FROM sqlite_stat1 WHERE tbl = 'claim'";
    connection.query_row(sql, [], |row| row.get(0))
}

fn indexes_stand(connection: &Connection) -> Result<bool, rusqlite::Error> {
    connection
        .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = ?1")?
        .exists([LAST_INDEX])
}

/// Runs a pragma whether or not it answers with rows.
pub(crate) fn run_pragma(connection: &Connection, pragma: &str) -> Result<(), rusqlite::Error> {
    let mut statement = connection.prepare(pragma)?;
    let mut rows = statement.query([])?;
    while rows.next()?.is_some() {}
    Ok(())
}

/// Changes with the tables and with the vocabulary, so that an older catalog is built again.
fn schema_version() -> i32 {
    let mut hasher = Sha256::new();
    for text in [SHARED, CATALOG_ONLY, INDEXES] {
        hasher.update(text.as_bytes());
    }
    hasher.update(VOCABULARY_VERSION.to_be_bytes());
    let digest: [u8; 32] = hasher.finalize().into();
    let [a, b, c, d, ..] = digest;
    i32::from_be_bytes([a & 0x7f, b, c, d | 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_catalog_that_was_asked_early_is_counted_again_when_it_has_grown() {
        let catalog = Catalog::in_memory().unwrap();
        catalog.ready().unwrap();
        assert_eq!(catalog.counted.get(), 0);
        catalog
            .connection
            .execute_batch(
                "WITH RECURSIVE n (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM n WHERE n < 5000)
                 INSERT INTO claim (statement, subject, field, value, folded, unread)
                 SELECT n, n, 'name', 'x', 'x', 0 FROM n",
            )
            .unwrap();
        catalog.ready().unwrap();
        assert_eq!(catalog.counted.get(), 5_000);
        assert!(counted_claims(&catalog.connection).unwrap() > 0);
    }

    /// One process asks while another drops the indexes and loads.
    #[test]
    fn questions_stand_a_load_by_another_process() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("catalog.db");
        let asking = Catalog::open_or_create(&path, &[7; 32]).unwrap();
        asking.ready().unwrap();
        let mut loading = Catalog::open_or_create(&path, &[7; 32]).unwrap();
        loading.added.set(MANY_CLAIMS);
        loading.go_on_loading().unwrap();
        assert!(loading.is_loading());
        assert!(!asking.has_item_of_size(5).unwrap());
        assert!(asking.items_with_digest("00").unwrap().is_empty());
        assert!(
            indexes_stand(&loading.connection).unwrap(),
            "made for the question"
        );
    }

    #[test]
    fn a_long_load_goes_into_bare_tables_until_somebody_asks() {
        let mut catalog = Catalog::in_memory().unwrap();
        catalog.ready().unwrap();
        let indexes = |catalog: &Catalog| -> i64 {
            let sql = "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL";
            let mut query = catalog.connection.prepare(sql).unwrap();
            query.query_row([], |row| row.get(0)).unwrap()
        };
        let all = indexes(&catalog);
        // A short load, and one that is small beside what is there, leave them.
        catalog.added.set(MANY_CLAIMS - 1);
        catalog.go_on_loading().unwrap();
        let sql = format!(
            "INSERT INTO claim (number, statement, subject, field, value, folded, unread)
             VALUES ({}, 1, 1, 'name', 'x', 'x', 0)",
            MANY_CLAIMS * 2 + 1
        );
        catalog.connection.execute_batch(&sql).unwrap();
        catalog.added.set(MANY_CLAIMS);
        catalog.go_on_loading().unwrap();
        assert_eq!((indexes(&catalog), catalog.is_loading()), (all, false));
        catalog.added.set(MANY_CLAIMS + 1);
        catalog.go_on_loading().unwrap();
        let kept = all - i64::try_from(INDEXES.matches("CREATE INDEX").count()).unwrap();
        assert_eq!((indexes(&catalog), catalog.is_loading()), (kept, true));
        catalog.ready().unwrap();
        assert_eq!((indexes(&catalog), catalog.is_loading()), (all, false));
        assert_eq!(catalog.added.get(), 0);
    }
}
