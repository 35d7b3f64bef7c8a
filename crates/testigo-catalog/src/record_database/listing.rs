//! The disclosed rows as records and claims, for other forms than SQL.

use rusqlite::Row;

use super::{RecordDatabase, RecordDatabaseError};

/// A record that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedRecord {
    /// Its id, hex.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// Of a consent: the record that it is about.
    pub subject: Option<String>,
}

/// What a source says of a record in one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedClaim {
    /// The record, hex.
    pub record: String,
    /// The record's kind.
    pub kind: String,
    /// The field.
    pub field: String,
    /// Canonical text, or as written.
    pub value: String,
    /// 0 a value, 1 words that could not be read, 2 and up no value, and why (FORMAT 8).
    pub unread: i64,
    /// The record that it refers to, hex.
    pub refers: Option<String>,
    /// Who says so, hex.
    pub source: Option<String>,
    /// Where in the source.
    pub locator: Option<String>,
    /// The statement, hex.
    pub statement: String,
    /// When, as the device stated it.
    pub recorded_at: Option<String>,
}

fn claim_at(row: &Row<'_>) -> Result<ListedClaim, rusqlite::Error> {
    Ok(ListedClaim {
        record: row.get(0)?,
        kind: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
        field: row.get(2)?,
        value: row.get(3)?,
        unread: row.get(4)?,
        refers: row.get(5)?,
        source: row.get(6)?,
        locator: row.get(7)?,
        statement: row.get(8)?,
        recorded_at: row.get(9)?,
    })
}

impl RecordDatabase {
    /// The records that count, in the order of the statements that created them.
    pub fn listed_records(&self) -> Result<Vec<ListedRecord>, RecordDatabaseError> {
        let mut query = self.connection.prepare(
            "SELECT r.id, r.kind, CASE WHEN s.subject <> s.number THEN lower(hex(t.id)) END
             FROM record AS r JOIN statement AS s ON s.number = r.number
             LEFT JOIN statement AS t ON t.number = s.subject
             ORDER BY s.log, s.position",
        )?;
        let rows = query.query_map([], |row| {
            Ok(ListedRecord {
                id: row.get(0)?,
                kind: row.get(1)?,
                subject: row.get(2)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The claims that count, record by record, then in the order in which they were said.
    pub fn listed_claims(&self) -> Result<Vec<ListedClaim>, RecordDatabaseError> {
        self.claims_in("claim")
    }

    /// The claims that were taken back or superseded, in the same order.
    pub fn listed_withdrawn(&self) -> Result<Vec<ListedClaim>, RecordDatabaseError> {
        self.claims_in("withdrawn")
    }

    fn claims_in(&self, table: &str) -> Result<Vec<ListedClaim>, RecordDatabaseError> {
        let mut query = self.connection.prepare(&format!(
            "SELECT lower(hex(r.id)), r.kind, c.field, c.value, c.unread,
               nullif(lower(hex(t.id)), ''), nullif(lower(hex(f.id)), ''), s.locator, lower(hex(s.id)), s.recorded_at
             FROM {table} AS c JOIN statement AS s ON s.number = c.statement
             JOIN statement AS r ON r.number = c.subject
             LEFT JOIN statement AS t ON t.number = c.refers LEFT JOIN statement AS f ON f.number = s.source
             ORDER BY r.log, r.position, c.subject, c.number"
        ))?;
        let rows = query.query_map([], claim_at)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
