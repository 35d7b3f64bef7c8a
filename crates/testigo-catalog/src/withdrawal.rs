//! What somebody took back (`retraction`), or put another version in place of (`supersession`): it counts no longer, and
//! stands in `withdrawn` for everybody to see.

use rusqlite::Connection;

use crate::lookup::{KindCount, Page, SourceName, Titles};
use crate::schema::{Catalog, CatalogError};
use testigo_custody::StatementId;

/// Statements that are taken back as a whole: named by a retraction, or of an import that is.
pub(crate) const TAKEN_BACK: &str = "SELECT t.statement FROM retracted AS t
    UNION SELECT s.number FROM statement AS s JOIN retracted AS t ON s.import = t.statement";

const COLUMNS: &str = "number, statement, subject, field, value, folded, low, high, refers, unread";

/// Puts every claim where it belongs by all retractions and supersessions there are, in whatever order they came.
pub(crate) fn withdraw(connection: &Connection) -> Result<(), rusqlite::Error> {
    connection.execute_batch(&format!(
        "INSERT INTO claim ({COLUMNS}) SELECT {COLUMNS} FROM withdrawn; DELETE FROM withdrawn;"
    ))?;
    let taken_back = format!("c.statement IN ({TAKEN_BACK})");
    // A supersession that was itself taken back puts nothing in place of anything.
    let superseded = format!(
        "EXISTS (SELECT 1 FROM superseded AS p JOIN claim AS n ON n.statement = p.by_statement
           WHERE p.statement = c.statement AND n.field = c.field AND p.by_statement NOT IN ({TAKEN_BACK}))"
    );
    let goes = format!("SELECT c.number FROM claim AS c WHERE {taken_back} OR {superseded}");
    connection.execute_batch(&format!(
        "INSERT INTO withdrawn ({COLUMNS}) SELECT {COLUMNS} FROM claim WHERE number IN ({goes});
         DELETE FROM claim WHERE number IN (SELECT number FROM withdrawn);"
    ))?;
    Ok(())
}

/// A claim that counts no longer, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithdrawnClaim {
    /// The field.
    pub field: String,
    /// Canonical text, or as written.
    pub value: String,
    /// Who said so.
    pub source: Option<SourceName>,
    /// The statement.
    pub statement: StatementId,
    /// The retraction or supersession; the first of several.
    pub by_statement: StatementId,
    /// `retraction` or `supersession`.
    pub by_kind: String,
    /// Why.
    pub reason: Option<String>,
}

impl Catalog {
    /// What was once said of a record and counts no longer, at most 1,000, and how much there is of it.
    pub fn withdrawn_of(&self, id: StatementId) -> Result<Page<WithdrawnClaim>, CatalogError> {
        let Some(number) = self.number_of(id)? else {
            return Ok(Page::empty());
        };
        let connection = self.ready()?;
        let total: i64 = connection.query_row(
            "SELECT count(*) FROM withdrawn WHERE subject = ?1",
            [number],
            |row| row.get(0),
        )?;
        let mut query = connection.prepare(
            "SELECT w.field, w.value, s.source, s.id, b.id, b.kind, b.reason
             FROM withdrawn AS w JOIN statement AS s ON s.number = w.statement
             JOIN log AS l ON l.number = s.log
             JOIN statement AS b ON b.number = (
               SELECT y.number FROM (
                 SELECT t.by_statement AS n FROM retracted AS t WHERE t.statement IN (s.number, s.import)
                 UNION ALL SELECT p.by_statement FROM superseded AS p WHERE p.statement = s.number
                   AND EXISTS (SELECT 1 FROM said AS c WHERE c.statement = p.by_statement AND c.field = w.field))
               JOIN statement AS y ON y.number = n JOIN log AS yl ON yl.number = y.log
               ORDER BY yl.id, y.position LIMIT 1)
             WHERE w.subject = ?1 ORDER BY l.id, s.position, w.number LIMIT 1000",
        )?;
        let mut titles = Titles::new(connection)?;
        let mut rows = query.query([number])?;
        let mut items = Vec::new();
        while let Some(row) = rows.next()? {
            items.push(WithdrawnClaim {
                field: row.get(0)?,
                value: row.get(1)?,
                source: titles.source(row.get(2)?)?,
                statement: StatementId::from_bytes(row.get(3)?),
                by_statement: StatementId::from_bytes(row.get(4)?),
                by_kind: row.get(5)?,
                reason: row.get(6)?,
            });
        }
        Ok(Page {
            total: total.cast_unsigned(),
            items,
        })
    }

    /// Whether a statement was taken back as a whole, alone or with its import.
    pub fn is_retracted(&self, id: StatementId) -> Result<bool, CatalogError> {
        let mut query = self.ready()?.prepare_cached(
            "SELECT 1 FROM statement AS s JOIN retracted AS t ON t.statement IN (s.number, s.import) WHERE s.id = ?1",
        )?;
        Ok(query.exists([id.as_bytes()])?)
    }

    /// Whether a statement was taken back with its whole import, and not by itself.
    pub fn is_retracted_with_import(&self, id: StatementId) -> Result<bool, CatalogError> {
        let mut query = self.ready()?.prepare_cached(
            "SELECT 1 FROM statement AS s JOIN retracted AS t ON t.statement = s.import
             WHERE s.id = ?1 AND s.number NOT IN (SELECT statement FROM retracted)",
        )?;
        Ok(query.exists([id.as_bytes()])?)
    }

    /// Statements that came with an import and create a record, by kind.
    pub fn records_of_import(&self, import: StatementId) -> Result<Vec<KindCount>, CatalogError> {
        let mut query = self.ready()?.prepare_cached(
            "SELECT s.kind, count(*) FROM statement AS s JOIN statement AS m ON m.number = s.import
             WHERE m.id = ?1 AND s.subject = s.number GROUP BY s.kind ORDER BY s.kind",
        )?;
        let rows = query.query_map([import.as_bytes()], |row| {
            Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned()))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Whether anything was taken back or superseded.
pub(crate) fn any_withdrawn(connection: &Connection) -> Result<bool, rusqlite::Error> {
    connection
        .prepare_cached("SELECT 1 FROM retracted UNION ALL SELECT 1 FROM superseded LIMIT 1")?
        .exists([])
}

/// Whether something that came before takes a statement back, or gives another version of it.
pub(crate) fn is_withdrawn(
    connection: &Connection,
    number: i64,
    import: Option<i64>,
) -> Result<bool, rusqlite::Error> {
    connection
        .prepare_cached(
            "SELECT 1 FROM retracted WHERE statement IN (?1, ?2)
             UNION ALL SELECT 1 FROM superseded WHERE statement = ?1",
        )?
        .exists([number, import.unwrap_or(number)])
}
