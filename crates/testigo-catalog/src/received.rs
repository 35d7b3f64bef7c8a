//! What is kept of received things beside their statements: the text of items, and which lines came before.

use rusqlite::{OptionalExtension, params};
use testigo_custody::{LogId, StatementId};

use crate::apply::{INSERT_TEXT, Place, Writer, is_erased};
use crate::removal::remove_passages;
use crate::schema::{Catalog, CatalogError};
use crate::text_index::TextRow;

/// An item whose text is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingText {
    /// The item.
    pub item: StatementId,
    /// The log that stored its object.
    pub log: LogId,
    /// As the item states it.
    pub media_type: String,
    /// Hex, as the item states it.
    pub sha256: String,
    /// Its place among those that wait.
    pub number: i64,
}

impl Catalog {
    /// Replaces what can be read of an item, each passage a locator and a text; it waits no longer. Nothing is kept of
    /// an erased item.
    pub fn add_passages(
        &mut self,
        subject: StatementId,
        passages: &[(String, String)],
    ) -> Result<(), CatalogError> {
        // A savepoint would make the text index write out what it holds in memory, item by item.
        if !self.connection.is_autocommit() {
            return self.insert_passages(subject, passages);
        }
        self.begin()?;
        let done = self.insert_passages(subject, passages);
        self.end(done.is_ok())?;
        done
    }

    fn insert_passages(
        &mut self,
        subject: StatementId,
        passages: &[(String, String)],
    ) -> Result<(), CatalogError> {
        let connection = &self.connection;
        let number =
            Writer::new(connection, self.numbers.get_mut(), Place::Catalog)?.intern(subject)?;
        remove_passages(connection, number)?;
        connection
            .prepare_cached("DELETE FROM text_waiting WHERE item = ?1")?
            .execute([number])?;
        if is_erased(connection, number)? {
            return Ok(());
        }
        let mut insert =
            connection.prepare_cached("INSERT INTO passage (subject, locator) VALUES (?1, ?2)")?;
        let mut content = connection
            .prepare_cached("INSERT INTO passage_content (number, text) VALUES (?1, ?2)")?;
        let mut index = connection.prepare_cached(INSERT_TEXT)?;
        for (locator, text) in passages {
            insert.execute(params![number, locator])?;
            let passage = connection.last_insert_rowid();
            content.execute(params![passage, text])?;
            let mut row = TextRow::default();
            row.add_free_text(&testigo_record::fold(text), self.stems.get_mut());
            index.execute(params![passage * 2 + 1, row.folded, row.stemmed])?;
        }
        Ok(())
    }

    /// Remembers items whose text is to be read.
    pub fn add_text_waiting(&mut self, items: &[StatementId]) -> Result<(), CatalogError> {
        let mut writer = Writer::new(&self.connection, self.numbers.get_mut(), Place::Catalog)?;
        let mut insert = self
            .connection
            .prepare_cached("INSERT OR IGNORE INTO text_waiting (item) VALUES (?1)")?;
        for item in items {
            let number = writer.intern(*item)?;
            if !is_erased(&self.connection, number)? {
                insert.execute([number])?;
            }
        }
        Ok(())
    }

    /// Up to `limit` items whose text is to be read, behind the one of number `after`.
    pub fn text_waiting(&self, after: i64, limit: u32) -> Result<Vec<WaitingText>, CatalogError> {
        let connection = self.ready()?;
        let mut query = connection.prepare_cached(
            "SELECT s.id, l.id, m.value, d.value, w.item
             FROM text_waiting AS w
             JOIN statement AS s ON s.number = w.item JOIN log AS l ON l.number = s.log
             JOIN claim AS m ON m.statement = w.item AND m.field = 'media_type'
             JOIN claim AS d ON d.statement = w.item AND d.field = 'sha256'
             WHERE w.item > ?1 ORDER BY w.item LIMIT ?2",
        )?;
        let rows = query.query_map(params![after, limit], |row| {
            Ok(WaitingText {
                item: StatementId::from_bytes(row.get(0)?),
                log: LogId::from_bytes(row.get(1)?),
                media_type: row.get(2)?,
                sha256: row.get(3)?,
                number: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many items' text is to be read.
    pub fn text_waiting_total(&self) -> Result<u64, CatalogError> {
        let count = self
            .connection
            .prepare_cached("SELECT count(*) FROM text_waiting")?
            .query_row([], |row| row.get::<_, i64>(0))?;
        Ok(count.cast_unsigned())
    }

    /// How many statements that were not taken back came from a line with this keyed digest.
    pub fn seen(&self, key: &[u8; 16]) -> Result<u64, CatalogError> {
        let mut query = self.connection.prepare_cached(
            "SELECT count(*) FROM seen AS k JOIN statement AS s ON s.number = k.statement
                 WHERE k.key = ?1 AND s.number NOT IN (SELECT statement FROM retracted)
                   AND (s.import IS NULL OR s.import NOT IN (SELECT statement FROM retracted))",
        )?;
        Ok(query
            .query_row([key.as_slice()], |row| row.get::<_, i64>(0))?
            .cast_unsigned())
    }

    /// Of those, the one behind `before` others, in the order in which they were recorded.
    pub fn seen_statement(
        &self,
        key: &[u8; 16],
        before: u64,
    ) -> Result<Option<StatementId>, CatalogError> {
        let mut query = self.connection.prepare_cached(
            "SELECT s.id FROM seen AS k JOIN statement AS s ON s.number = k.statement
             WHERE k.key = ?1 AND s.number NOT IN (SELECT statement FROM retracted)
               AND (s.import IS NULL OR s.import NOT IN (SELECT statement FROM retracted))
             ORDER BY s.recorded_at, s.id LIMIT 1 OFFSET ?2",
        )?;
        let found = query.query_row(params![key.as_slice(), before.cast_signed()], |row| {
            Ok(StatementId::from_bytes(row.get(0)?))
        });
        Ok(found.optional()?)
    }

    /// Remembers from which lines statements came. Erased statements are not remembered.
    pub fn add_seen(&mut self, lines: &[([u8; 16], StatementId)]) -> Result<(), CatalogError> {
        let transaction = self.connection.savepoint()?;
        let mut writer = Writer::new(&transaction, self.numbers.get_mut(), Place::Catalog)?;
        let mut insert =
            transaction.prepare("INSERT OR IGNORE INTO seen (key, statement) VALUES (?1, ?2)")?;
        for (key, statement) in lines {
            let number = writer.intern(*statement)?;
            if !is_erased(&transaction, number)? {
                insert.execute(params![key.as_slice(), number])?;
            }
        }
        drop(insert);
        drop(writer);
        let done = transaction.commit();
        if done.is_err() {
            self.numbers.get_mut().clear();
        }
        Ok(done?)
    }
}
