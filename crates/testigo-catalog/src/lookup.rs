//! Questions about one record or statement, and short lists. Every list is in an order that follows from its
//! content, so that it is the same in every catalog built from the same heads.

mod found_places;
mod listing;
mod sought;
mod time_line;
mod title;
mod waiting;

pub use found_places::{FoundPlace, FoundPlaces, Position};
pub(crate) use listing::selection;
pub use listing::{Consent, KindCount};
pub use sought::Sought;
pub use time_line::{TimeLine, TimePart, TimeUnit};
pub use title::SourceName;
pub(crate) use title::Titles;

use rusqlite::{OptionalExtension, Row, params};
use testigo_custody::{LogId, StatementId};
use testigo_record::{Absence, Level};

use crate::schema::{Catalog, CatalogError};

/// Part of a list, and how long the whole is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// Length of the whole list.
    pub total: u64,
    /// The part that was asked for.
    pub items: Vec<T>,
}

impl<T> Page<T> {
    /// Of nothing.
    pub(crate) fn empty() -> Self {
        Self {
            total: 0,
            items: Vec::new(),
        }
    }
}

/// A statement as a row, without its claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementView {
    /// The statement.
    pub id: StatementId,
    /// Its log.
    pub log: LogId,
    /// Its index in the log.
    pub position: u64,
    /// Its kind; empty if its head is not shown.
    pub kind: String,
    /// When, as the device states it.
    pub recorded_at: Option<String>,
    /// The person acting.
    pub by: Option<String>,
    /// Who says so.
    pub source: Option<StatementId>,
    /// Where in the source.
    pub locator: Option<String>,
    /// The record it speaks of; itself if it creates one.
    pub subject: Option<StatementId>,
    /// The import it came with.
    pub import: Option<StatementId>,
    /// The level it sets.
    pub level: Option<Level>,
    /// Why.
    pub reason: Option<String>,
    /// Of a level statement: the one field.
    pub field: Option<String>,
    /// Whether an erasure names it.
    pub erased: bool,
}

/// A record in short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordView {
    /// The record.
    pub id: StatementId,
    /// Its kind; empty if its head is not shown.
    pub kind: String,
    /// What it is called, as the first source that names it says.
    pub title: String,
    /// How far it may go.
    pub level: Level,
    /// Whether the statement that created it was erased.
    pub erased: bool,
    /// Whether figures look at it: its kind is known, it is not erased, and no critical statement of an unknown
    /// kind speaks of it.
    pub counts: bool,
    /// Number of claims about it.
    pub claims_total: u64,
    /// Number of links to it.
    pub links_total: u64,
}

/// A claim with who says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimView {
    /// The field.
    pub field: String,
    /// Canonical text, or as written.
    pub value: String,
    /// The value folded.
    pub folded: String,
    /// Low end of its range.
    pub low: Option<i64>,
    /// High end of its range.
    pub high: Option<i64>,
    /// The record it refers to.
    pub refers: Option<StatementId>,
    /// Whether it could not be read as its type, or is no value.
    pub unread: bool,
    /// Why there is no value.
    pub absent: Option<Absence>,
    /// Who says so.
    pub source: Option<SourceName>,
    /// Where in the source.
    pub locator: Option<String>,
    /// The statement.
    pub statement: StatementId,
    /// When, as the device states it.
    pub recorded_at: Option<String>,
    /// The person acting.
    pub by: Option<String>,
}

/// A record that refers to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The record that refers.
    pub id: StatementId,
    /// Its kind.
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// In which field.
    pub field: String,
}

pub(crate) const STATEMENT: &str = "SELECT s.id, l.id, s.position, s.kind, s.recorded_at, s.by_name, f.id, s.locator, t.id,
      m.id, s.level, s.reason, s.field, EXISTS (SELECT 1 FROM erased AS e WHERE e.statement = s.number)
    FROM statement AS s JOIN log AS l ON l.number = s.log
    LEFT JOIN statement AS f ON f.number = s.source LEFT JOIN statement AS t ON t.number = s.subject
    LEFT JOIN statement AS m ON m.number = s.import";

pub(crate) fn id_at(row: &Row<'_>, column: usize) -> Result<Option<StatementId>, rusqlite::Error> {
    Ok(row
        .get::<_, Option<[u8; 32]>>(column)?
        .map(StatementId::from_bytes))
}

pub(crate) fn statement_at(row: &Row<'_>) -> Result<StatementView, rusqlite::Error> {
    Ok(StatementView {
        id: StatementId::from_bytes(row.get(0)?),
        log: LogId::from_bytes(row.get(1)?),
        position: row.get::<_, i64>(2)?.cast_unsigned(),
        kind: row.get(3)?,
        recorded_at: row.get(4)?,
        by: row.get(5)?,
        source: id_at(row, 6)?,
        locator: row.get(7)?,
        subject: id_at(row, 8)?,
        import: id_at(row, 9)?,
        level: row
            .get::<_, Option<String>>(10)?
            .and_then(|code| Level::from_code(&code)),
        reason: row.get(11)?,
        field: row.get(12)?,
        erased: row.get(13)?,
    })
}

/// A limit or offset as SQLite takes it.
pub(crate) fn bound(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

impl Catalog {
    pub(crate) fn number_of(&self, id: StatementId) -> Result<Option<i64>, CatalogError> {
        let mut query = self
            .ready()?
            .prepare("SELECT number FROM statement WHERE id = ?1")?;
        Ok(query
            .query_row([id.as_bytes()], |row| row.get(0))
            .optional()?)
    }

    /// A statement that was met; none for an unknown id, or one that is only referred to.
    pub fn statement(&self, id: StatementId) -> Result<Option<StatementView>, CatalogError> {
        let sql = format!("{STATEMENT} WHERE s.id = ?1 AND s.kind IS NOT NULL");
        let mut query = self.ready()?.prepare(&sql)?;
        Ok(query.query_row([id.as_bytes()], statement_at).optional()?)
    }

    /// The latest statements, newest first.
    pub fn recent_statements(&self, limit: u64) -> Result<Vec<StatementView>, CatalogError> {
        let mut query = self.ready()?.prepare(&format!(
            "{STATEMENT} WHERE s.kind IS NOT NULL ORDER BY {} LIMIT ?1",
            self.newest_first()?
        ))?;
        let rows = query.query_map([bound(limit)], statement_at)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The newest statements of a kind.
    pub fn recent_of_kind(
        &self,
        kind: &str,
        limit: u64,
    ) -> Result<Vec<StatementView>, CatalogError> {
        let mut query = self.ready()?.prepare(&format!(
            "{STATEMENT} WHERE s.kind = ?1 ORDER BY {} LIMIT ?2",
            self.newest_first()?
        ))?;
        let rows = query.query_map(params![kind, bound(limit)], statement_at)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Fields of a statement that are no claims, as plain JSON.
    pub fn details(&self, id: StatementId) -> Result<Vec<(String, String)>, CatalogError> {
        let mut query = self.ready()?.prepare(
            "SELECT d.name, d.value FROM detail AS d JOIN statement AS s ON s.number = d.statement
             WHERE s.id = ?1 ORDER BY d.name",
        )?;
        let rows = query.query_map([id.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The statements whose id begins with these hex digits, at least 6; at most 10 of them.
    pub fn resolve_prefix(&self, prefix: &str) -> Result<Vec<StatementId>, CatalogError> {
        let Some(condition) = crate::sql_text::id_prefix("id", prefix) else {
            return Ok(Vec::new());
        };
        let mut query = self.ready()?.prepare(&format!(
            "SELECT id FROM statement WHERE kind IS NOT NULL AND {condition} ORDER BY id LIMIT 10"
        ))?;
        let rows = query.query_map([], |row| Ok(StatementId::from_bytes(row.get(0)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// A record in short; none for an id that was not met.
    pub fn record(&self, id: StatementId) -> Result<Option<RecordView>, CatalogError> {
        let Some(statement) = self.statement(id)? else {
            return Ok(None);
        };
        let Some(number) = self.number_of(id)? else {
            return Ok(None);
        };
        let connection = self.ready()?;
        let counts: i64 = connection.query_row(
            "SELECT count(*) FROM record WHERE number = ?1",
            [number],
            |row| row.get(0),
        )?;
        let claims: i64 = connection.query_row(
            "SELECT count(*) FROM claim WHERE subject = ?1",
            [number],
            |row| row.get(0),
        )?;
        Ok(Some(RecordView {
            id,
            title: Titles::new(connection)?.of(number)?,
            level: self.level_of(id)?,
            erased: statement.erased,
            kind: statement.kind,
            counts: counts > 0,
            claims_total: claims.cast_unsigned(),
            links_total: self.links_total(number)?,
        }))
    }

    /// What is said of a record, in the order of logs and positions.
    pub fn claims_of(
        &self,
        id: StatementId,
        limit: u64,
        offset: u64,
    ) -> Result<Page<ClaimView>, CatalogError> {
        let Some(number) = self.number_of(id)? else {
            return Ok(Page::empty());
        };
        let connection = self.ready()?;
        let total: i64 = connection.query_row(
            "SELECT count(*) FROM claim WHERE subject = ?1",
            [number],
            |row| row.get(0),
        )?;
        let mut query = connection.prepare(
            "SELECT c.field, c.value, c.folded, c.low, c.high, t.id, c.unread, s.source, s.locator, s.id,
               s.recorded_at, s.by_name
             FROM claim AS c JOIN statement AS s ON s.number = c.statement JOIN log AS l ON l.number = s.log
             LEFT JOIN statement AS t ON t.number = c.refers
             WHERE c.subject = ?1 ORDER BY l.id, s.position, c.number LIMIT ?2 OFFSET ?3",
        )?;
        let mut titles = Titles::new(connection)?;
        let mut rows = query.query(params![number, bound(limit), bound(offset)])?;
        let mut items = Vec::new();
        while let Some(row) = rows.next()? {
            items.push(ClaimView {
                field: row.get(0)?,
                value: row.get(1)?,
                folded: row.get(2)?,
                low: row.get(3)?,
                high: row.get(4)?,
                refers: id_at(row, 5)?,
                unread: row.get(6)?,
                absent: Absence::from_number(row.get(6)?),
                source: titles.source(row.get(7)?)?,
                locator: row.get(8)?,
                statement: StatementId::from_bytes(row.get(9)?),
                recorded_at: row.get(10)?,
                by: row.get(11)?,
            });
        }
        Ok(Page {
            total: total.cast_unsigned(),
            items,
        })
    }

    fn links_total(&self, number: i64) -> Result<u64, CatalogError> {
        let total: i64 = self.ready()?.query_row(
            "SELECT count(*) FROM (SELECT DISTINCT field, subject FROM claim WHERE refers = ?1)",
            [number],
            |row| row.get(0),
        )?;
        Ok(total.cast_unsigned())
    }

    /// The records that refer to a record, in the order in which they were recorded.
    pub fn links_to(
        &self,
        id: StatementId,
        limit: u64,
        offset: u64,
    ) -> Result<Page<Link>, CatalogError> {
        let Some(number) = self.number_of(id)? else {
            return Ok(Page::empty());
        };
        let connection = self.ready()?;
        let mut query = connection.prepare(
            "SELECT s.id, s.kind, d.field, s.number
             FROM (SELECT DISTINCT field, subject FROM claim WHERE refers = ?1) AS d
             JOIN statement AS s ON s.number = d.subject
             ORDER BY s.recorded_at, s.id, d.field LIMIT ?2 OFFSET ?3",
        )?;
        let mut titles = Titles::new(connection)?;
        let mut rows = query.query(params![number, bound(limit), bound(offset)])?;
        let mut items = Vec::new();
        while let Some(row) = rows.next()? {
            items.push(Link {
                id: StatementId::from_bytes(row.get(0)?),
                kind: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
                title: titles.of(row.get(3)?)?,
                field: row.get(2)?,
            });
        }
        Ok(Page {
            total: self.links_total(number)?,
            items,
        })
    }

    /// What a record is called, as the first source that names it says; empty where none does.
    pub fn title(&self, id: StatementId) -> Result<String, CatalogError> {
        match self.number_of(id)? {
            Some(number) => Ok(Titles::new(self.ready()?)?.of(number)?),
            None => Ok(String::new()),
        }
    }

    /// How far a record may go: what people decided (in one log the last decision, between logs the lowest), else
    /// the level of the statement that created it, else restricted.
    pub fn level_of(&self, id: StatementId) -> Result<Level, CatalogError> {
        let Some(number) = self.number_of(id)? else {
            return Ok(Level::Restricted);
        };
        let mut query = self.ready()?.prepare(
            "SELECT coalesce((SELECT d.level FROM level_decision AS d WHERE d.subject = ?1 AND d.field IS NULL),
               (SELECT s.level FROM statement AS s WHERE s.number = ?1))",
        )?;
        let code: Option<String> = query.query_row([number], |row| row.get(0))?;
        Ok(code
            .and_then(|code| Level::from_code(&code))
            .unwrap_or(Level::Restricted))
    }

    /// What one log decided last about a record, not about a field of it.
    pub fn level_decided_in(
        &self,
        log: LogId,
        id: StatementId,
    ) -> Result<Option<Level>, CatalogError> {
        let mut query = self.ready()?.prepare(
            "SELECT s.level FROM statement AS s JOIN log AS l ON l.number = s.log JOIN statement AS r ON r.number = s.subject
             WHERE s.kind = 'level' AND s.level IS NOT NULL AND s.field IS NULL AND l.id = ?1 AND r.id = ?2
             ORDER BY s.position DESC LIMIT 1",
        )?;
        let code: Option<String> = query
            .query_row(params![log.as_bytes(), id.as_bytes()], |row| row.get(0))
            .optional()?;
        Ok(code.and_then(|code| Level::from_code(&code)))
    }

    /// What people decided about single fields of a record, by field.
    pub fn field_levels(&self, id: StatementId) -> Result<Vec<(String, Level)>, CatalogError> {
        let Some(number) = self.number_of(id)? else {
            return Ok(Vec::new());
        };
        let mut query = self.ready()?.prepare(
            "SELECT field, level FROM level_decision WHERE subject = ?1 AND field IS NOT NULL ORDER BY field",
        )?;
        let mut rows = query.query([number])?;
        let mut levels = Vec::new();
        while let Some(row) = rows.next()? {
            let code: String = row.get(1)?;
            levels.push((
                row.get(0)?,
                Level::from_code(&code).unwrap_or(Level::Sealed),
            ));
        }
        Ok(levels)
    }
}
