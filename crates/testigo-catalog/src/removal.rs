//! Taking out of the tables what was erased: nothing stays but a statement's place and kind.

use rusqlite::Connection;

use crate::apply::Place;
use crate::schema::{Catalog, CatalogError};
use testigo_custody::StatementId;

/// What is left of an erased statement: its place, its kind, and that it created a record.
const BLANK: &str = "UPDATE statement SET recorded_at = NULL, by_name = NULL, source = NULL, locator = NULL,
    subject = CASE WHEN kind IN ('source', 'item', 'account', 'incident', 'act', 'person', 'involvement', 'list',
      'entry', 'place', 'consent', 'relation', 'assessment', 'intervention', 'proceeding') THEN number END,
    import = NULL, level = NULL, reason = NULL, field = NULL";

impl Catalog {
    /// Takes statements out as if they were erased; gives how many of them are here. The reason stands in no log that was
    /// read: a catalog of earlier heads is told of it by the one of now.
    pub fn forget(&mut self, statements: &[StatementId]) -> Result<u64, CatalogError> {
        let transaction = self.connection.transaction()?;
        let mut forgotten = 0;
        for id in statements {
            forgotten += transaction.execute(
                "INSERT OR IGNORE INTO erased (statement, by_statement)
                 SELECT number, number FROM statement WHERE id = ?1 AND kind IS NOT NULL",
                [id.as_bytes()],
            )?;
        }
        remove_all_erased(&transaction)?;
        transaction.commit()?;
        self.numbers.get_mut().clear();
        Ok(forgotten as u64)
    }
}

pub(crate) fn remove_content(connection: &Connection, number: i64) -> Result<(), rusqlite::Error> {
    connection.execute("DELETE FROM claim WHERE statement = ?1", [number])?;
    connection.execute("DELETE FROM withdrawn WHERE statement = ?1", [number])?;
    connection.execute("DELETE FROM retracted WHERE by_statement = ?1", [number])?;
    connection.execute("DELETE FROM superseded WHERE by_statement = ?1", [number])?;
    connection.execute("DELETE FROM detail WHERE statement = ?1", [number])?;
    connection.execute("DELETE FROM seen WHERE statement = ?1", [number])?;
    connection.execute("DELETE FROM same_person WHERE record = ?1", [number])?;
    connection.execute(
        "DELETE FROM linked_pair WHERE one = ?1 OR other = ?1",
        [number],
    )?;
    connection.execute("DELETE FROM passage_text WHERE rowid = 2 * ?1", [number])?;
    connection.execute("DELETE FROM text_waiting WHERE item = ?1", [number])?;
    remove_passages(connection, number)?;
    connection.execute(&format!("{BLANK} WHERE number = ?1"), [number])?;
    Ok(())
}

pub(crate) fn remove_passages(
    connection: &Connection,
    subject: i64,
) -> Result<(), rusqlite::Error> {
    let any = connection
        .prepare_cached("SELECT 1 FROM passage WHERE subject = ?1")?
        .exists([subject])?;
    if !any {
        // The deletion alone would make the text index write out what it holds in memory.
        return Ok(());
    }
    connection.execute(
        "DELETE FROM passage_text WHERE rowid IN (SELECT 2 * number + 1 FROM passage WHERE subject = ?1)",
        [subject],
    )?;
    connection.execute(
        "DELETE FROM passage_content WHERE number IN (SELECT number FROM passage WHERE subject = ?1)",
        [subject],
    )?;
    connection.execute("DELETE FROM passage WHERE subject = ?1", [subject])?;
    Ok(())
}

/// Removes the content of every erased statement from a catalog.
pub(crate) fn remove_all_erased(transaction: &Connection) -> Result<(), rusqlite::Error> {
    let mut query = transaction.prepare("SELECT DISTINCT statement FROM erased")?;
    let numbers: Vec<i64> = query
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    if numbers.is_empty() {
        return Ok(());
    }
    for number in numbers {
        remove_content(transaction, number)?;
    }
    remove_orphans(transaction, Place::Catalog)
}

/// Removes the content of every erased statement from `record.sqlite`, which has no indexes.
pub(crate) fn remove_all_erased_shared(connection: &Connection) -> Result<(), rusqlite::Error> {
    let erased = "IN (SELECT statement FROM erased)";
    for table in ["claim", "withdrawn"] {
        connection.execute(&format!("DELETE FROM {table} WHERE statement {erased}"), [])?;
    }
    for table in ["retracted", "superseded"] {
        connection.execute(
            &format!("DELETE FROM {table} WHERE by_statement {erased}"),
            [],
        )?;
    }
    connection.execute(&format!("{BLANK} WHERE number {erased}"), [])?;
    remove_orphans(connection, Place::RecordDatabase)
}

/// Removes ids that nothing refers to any more: the rest of an erased statement would still tell of them.
pub(crate) fn remove_orphans(connection: &Connection, place: Place) -> Result<(), rusqlite::Error> {
    let beside = match place {
        Place::Catalog => {
            "AND NOT EXISTS (SELECT 1 FROM passage WHERE subject = o.number)
             AND NOT EXISTS (SELECT 1 FROM seen WHERE statement = o.number)
             AND NOT EXISTS (SELECT 1 FROM text_waiting WHERE item = o.number)"
        }
        Place::RecordDatabase => "",
    };
    connection.execute(
        &format!(
            "DELETE FROM statement WHERE number IN (
               SELECT o.number FROM statement AS o WHERE o.kind IS NULL
                 AND NOT EXISTS (SELECT 1 FROM said WHERE refers = o.number)
                 AND NOT EXISTS (SELECT 1 FROM said WHERE subject = o.number)
                 AND NOT EXISTS (SELECT 1 FROM retracted WHERE statement = o.number)
                 AND NOT EXISTS (SELECT 1 FROM superseded WHERE statement = o.number)
                 AND NOT EXISTS (SELECT 1 FROM statement AS s WHERE s.source = o.number)
                 AND NOT EXISTS (SELECT 1 FROM statement AS s WHERE s.subject = o.number)
                 AND NOT EXISTS (SELECT 1 FROM statement AS s WHERE s.import = o.number)
                 AND NOT EXISTS (SELECT 1 FROM erased AS e WHERE e.statement = o.number)
                 {beside})"
        ),
        [],
    )?;
    Ok(())
}
