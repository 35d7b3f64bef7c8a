//! What is kept of received things beside their statements: the text of items, and which lines came before.

use rusqlite::params;
use testigo_custody::StatementId;

use crate::apply::{INSERT_TEXT, Place, Writer, is_erased, remove_passages};
use crate::schema::{Catalog, CatalogError};
use crate::text_index::TextRow;

impl Catalog {
    /// Replaces what can be read of an item, each passage a locator and a text. Nothing is kept of an erased item.
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
        if is_erased(connection, number)? {
            return Ok(());
        }
        let mut insert = connection
            .prepare_cached("INSERT INTO passage (subject, locator, text) VALUES (?1, ?2, ?3)")?;
        let mut index = connection.prepare_cached(INSERT_TEXT)?;
        for (locator, text) in passages {
            insert.execute(params![number, locator, text])?;
            let passage = connection.last_insert_rowid();
            let mut row = TextRow::default();
            row.add_free_text(&testigo_record::fold(text), self.stems.get_mut());
            index.execute(params![passage * 2 + 1, row.folded, row.stemmed])?;
        }
        Ok(())
    }

    /// How many statements came from a line with this keyed digest.
    pub fn seen(&self, key: &[u8; 16]) -> Result<u64, CatalogError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT count(*) FROM seen WHERE key = ?1")?;
        Ok(query
            .query_row([key.as_slice()], |row| row.get::<_, i64>(0))?
            .cast_unsigned())
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
