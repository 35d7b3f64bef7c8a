//! What the verbs need to know to receive, to erase and to disclose.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, Row, params};
use testigo_custody::{LogId, StatementId};
use testigo_record::{Expression, Level};

use crate::kept::kept_or;
use crate::lookup::{Page, selection};
use crate::schema::{Catalog, CatalogError};
use crate::sql_text::list;

/// A value with the record that it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValueOfRecord<'a> {
    /// The record.
    pub record: StatementId,
    /// The record's kind.
    pub kind: &'a str,
    /// The field.
    pub field: &'a str,
    /// The value.
    pub text: &'a str,
    /// Who says it.
    pub source: Option<StatementId>,
    /// Whether it was said of a record that was there already.
    pub is_claim: bool,
}

/// A figure that somebody saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFigure {
    /// The statement.
    pub id: StatementId,
    /// Its name, as JSON text.
    pub name: String,
    /// When, as the device states it.
    pub recorded_at: Option<String>,
    /// The person acting.
    pub by: Option<String>,
}

fn id(row: &Row<'_>) -> Result<StatementId, rusqlite::Error> {
    Ok(StatementId::from_bytes(row.get(0)?))
}

impl Catalog {
    /// The kind of a statement that was met.
    pub fn kind_of(&self, id: StatementId) -> Result<Option<String>, CatalogError> {
        let mut query = self.ready()?.prepare_cached(
            "SELECT kind FROM statement WHERE id = ?1 AND kind IS NOT NULL
             AND number NOT IN (SELECT statement FROM erased)",
        )?;
        Ok(query
            .query_row([id.as_bytes()], |row| row.get(0))
            .optional()?)
    }

    /// Where a statement stands.
    pub fn position_of(&self, id: StatementId) -> Result<Option<(LogId, u64)>, CatalogError> {
        let mut query = self.ready()?.prepare_cached(
            "SELECT l.id, s.position FROM statement AS s JOIN log AS l ON l.number = s.log WHERE s.id = ?1",
        )?;
        let row = query.query_row([id.as_bytes()], |row| {
            Ok((
                LogId::from_bytes(row.get(0)?),
                row.get::<_, i64>(1)?.cast_unsigned(),
            ))
        });
        Ok(row.optional()?)
    }

    /// Whether an item of this size was received.
    pub fn has_item_of_size(&self, bytes: u64) -> Result<bool, CatalogError> {
        let mut query = self
            .ready()?
            .prepare_cached("SELECT 1 FROM claim WHERE field = 'bytes' AND folded = ?1 LIMIT 1")?;
        Ok(query.exists([bytes.to_string()])?)
    }

    /// Items with these bytes and the logs whose objects hold them.
    pub fn items_with_digest(
        &self,
        sha256: &str,
    ) -> Result<Vec<(StatementId, LogId)>, CatalogError> {
        let mut query = self.ready()?.prepare_cached(
            // In this order: where many items have one size, SQLite would rather walk all items.
            "SELECT s.id, l.id FROM said AS c
             CROSS JOIN statement AS s ON s.number = c.statement
             CROSS JOIN log AS l ON l.number = s.log
             WHERE c.field = 'sha256' AND c.folded = ?1 AND s.kind = 'item'
               AND s.number NOT IN (SELECT statement FROM erased) ORDER BY s.id",
        )?;
        let rows = query.query_map([sha256], |row| {
            Ok((
                StatementId::from_bytes(row.get(0)?),
                LogId::from_bytes(row.get(1)?),
            ))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The digest of an item's bytes, whether the item counts or was taken back.
    pub fn digest_of(&self, item: StatementId) -> Result<Option<String>, CatalogError> {
        let mut query = self.ready()?.prepare_cached(
            "SELECT c.value FROM said AS c JOIN statement AS s ON s.number = c.statement
             WHERE s.id = ?1 AND c.field = 'sha256' LIMIT 1",
        )?;
        let found = query.query_row([item.as_bytes()], |row| row.get(0));
        Ok(found.optional()?)
    }

    /// Every statement that an erasure names, in the order of ids.
    pub fn erased_statements(&self) -> Result<Vec<StatementId>, CatalogError> {
        let mut query = self.connection.prepare(
            "SELECT DISTINCT s.id FROM erased AS e JOIN statement AS s ON s.number = e.statement ORDER BY s.id",
        )?;
        let rows = query.query_map([], |row| Ok(StatementId::from_bytes(row.get(0)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The place of the last erasure in each log that has one.
    pub fn last_erasures(&self) -> Result<Vec<(LogId, u64)>, CatalogError> {
        let mut query = self.connection.prepare(
            "SELECT l.id, max(s.position) FROM statement AS s JOIN log AS l ON l.number = s.log
             WHERE s.kind = 'erased' AND s.position IS NOT NULL GROUP BY l.id ORDER BY l.id",
        )?;
        let rows = query.query_map([], |row| {
            Ok((
                LogId::from_bytes(row.get(0)?),
                row.get::<_, i64>(1)?.cast_unsigned(),
            ))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many items there are, and their bytes.
    pub fn item_totals(&self) -> Result<(u64, u64), CatalogError> {
        let sql = "SELECT count(*), coalesce(sum(CAST(c.value AS INTEGER)), 0) FROM record AS r
             JOIN claim AS c ON c.statement = r.number WHERE r.kind = 'item' AND c.field = 'bytes'";
        let connection = self.ready()?;
        kept_or(&self.kept_totals, connection, sql, || {
            Ok(connection.query_row(sql, [], |row| {
                Ok((
                    row.get::<_, i64>(0)?.cast_unsigned(),
                    row.get::<_, i64>(1)?.cast_unsigned(),
                ))
            })?)
        })
    }

    /// The first record of a kind with exactly this name, of this source if one is given.
    pub fn record_named(
        &self,
        kind: &str,
        name: &str,
        source: Option<StatementId>,
    ) -> Result<Option<StatementId>, CatalogError> {
        let mut query = self.ready()?.prepare_cached(
            "SELECT s.id FROM claim AS c
             CROSS JOIN statement AS s ON s.number = c.statement
             WHERE c.field = 'name' AND c.folded = ?3 AND c.value = ?2 AND s.kind = ?1
               AND (?4 IS NULL OR s.source = (SELECT number FROM statement WHERE id = ?4))
               AND s.number NOT IN (SELECT statement FROM erased)
             ORDER BY s.recorded_at, s.id LIMIT 1",
        )?;
        let folded = testigo_record::fold(name);
        Ok(query
            .query_row(
                params![kind, name, folded, source.map(|id| *id.as_bytes())],
                id,
            )
            .optional()?)
    }

    /// Every record that matches, in the order of ids.
    pub fn matching(
        &self,
        kind: Option<&str>,
        expression: Option<&Expression>,
    ) -> Result<Vec<StatementId>, CatalogError> {
        let connection = self.ready()?;
        let (with, condition) = selection(kind, expression)?;
        let mut query = connection.prepare(&format!(
            "{with}SELECT s.id FROM record AS r JOIN statement AS s ON s.number = r.number
             WHERE {condition} ORDER BY s.id"
        ))?;
        Ok(query.query_map([], id)?.collect::<Result<_, _>>()?)
    }

    /// Every statement about a record, the one that created it first, with its kind.
    pub fn statements_about(
        &self,
        record: StatementId,
    ) -> Result<Vec<(StatementId, String)>, CatalogError> {
        let Some(number) = self.number_of(record)? else {
            return Ok(Vec::new());
        };
        let mut query = self.ready()?.prepare_cached(
            "SELECT s.id, s.kind FROM statement AS s JOIN log AS l ON l.number = s.log
             WHERE (s.number = ?1 OR s.subject = ?1) AND s.kind IS NOT NULL AND s.kind <> 'erased'
               AND s.number NOT IN (SELECT statement FROM erased)
             ORDER BY s.number <> ?1, l.id, s.position",
        )?;
        let rows = query.query_map([number], |row| Ok((id(row)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many claims a statement makes.
    pub fn claims_of_statement(&self, statement: StatementId) -> Result<u64, CatalogError> {
        let Some(number) = self.number_of(statement)? else {
            return Ok(0);
        };
        let mut query = self
            .ready()?
            .prepare_cached("SELECT count(*) FROM said WHERE statement = ?1")?;
        Ok(query
            .query_row([number], |row| row.get::<_, i64>(0))?
            .cast_unsigned())
    }

    /// The fields that a statement claims.
    pub fn fields_of_statement(
        &self,
        statement: StatementId,
    ) -> Result<BTreeSet<String>, CatalogError> {
        let mut query = self.ready()?.prepare_cached(
            "SELECT DISTINCT c.field FROM said AS c JOIN statement AS s ON s.number = c.statement WHERE s.id = ?1",
        )?;
        let rows = query.query_map([statement.as_bytes()], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What the statements about a record refer to: in their claims, and as their sources.
    pub fn referred_by(&self, record: StatementId) -> Result<Vec<StatementId>, CatalogError> {
        let Some(number) = self.number_of(record)? else {
            return Ok(Vec::new());
        };
        let mut query = self.ready()?.prepare_cached(
            "SELECT t.id FROM claim AS c JOIN statement AS t ON t.number = c.refers WHERE c.subject = ?1
             UNION SELECT t.id FROM statement AS s JOIN statement AS t ON t.number = s.source
             WHERE s.number = ?1 OR s.subject = ?1 ORDER BY 1",
        )?;
        Ok(query.query_map([number], id)?.collect::<Result<_, _>>()?)
    }

    /// Assessments of this record, by whomever.
    pub fn assessments_of(&self, record: StatementId) -> Result<Vec<StatementId>, CatalogError> {
        let Some(number) = self.number_of(record)? else {
            return Ok(Vec::new());
        };
        let mut query = self.ready()?.prepare_cached(
            "SELECT DISTINCT r.id FROM claim AS c JOIN statement AS r ON r.number = c.subject
             WHERE c.refers = ?1 AND c.field = 'of' AND r.kind = 'assessment' ORDER BY r.id",
        )?;
        Ok(query.query_map([number], id)?.collect::<Result<_, _>>()?)
    }

    /// Records that refer to this one, at most 1,000.
    pub fn referring_records(&self, record: StatementId) -> Result<Vec<StatementId>, CatalogError> {
        let Some(number) = self.number_of(record)? else {
            return Ok(Vec::new());
        };
        let mut query = self.ready()?.prepare_cached(
            "SELECT DISTINCT s.id FROM claim AS c JOIN statement AS s ON s.number = c.subject
             WHERE c.refers = ?1 AND c.subject <> ?1 ORDER BY s.id LIMIT 1000",
        )?;
        Ok(query.query_map([number], id)?.collect::<Result<_, _>>()?)
    }

    /// Records that this source created, at most 1,000.
    pub fn records_said_by(&self, source: StatementId) -> Result<Vec<StatementId>, CatalogError> {
        let Some(number) = self.number_of(source)? else {
            return Ok(Vec::new());
        };
        let mut query = self.ready()?.prepare_cached(
            "SELECT s.id FROM statement AS s JOIN record AS r ON r.number = s.number
             WHERE s.source = ?1 ORDER BY s.id LIMIT 1000",
        )?;
        Ok(query.query_map([number], id)?.collect::<Result<_, _>>()?)
    }

    /// Acts that were done to a person, in the order of ids.
    pub fn acts_of(&self, person: StatementId) -> Result<Vec<StatementId>, CatalogError> {
        let Some(number) = self.number_of(person)? else {
            return Ok(Vec::new());
        };
        let mut query = self.ready()?.prepare_cached(
            "SELECT DISTINCT s.id FROM claim AS c JOIN record AS r ON r.number = c.subject
             JOIN statement AS s ON s.number = r.number
             WHERE c.refers = ?1 AND c.field = 'victim' AND r.kind = 'act' ORDER BY s.id LIMIT 1000",
        )?;
        Ok(query.query_map([number], id)?.collect::<Result<_, _>>()?)
    }

    /// The figure that was saved last under this name: by the time that its device stated, then by id.
    pub fn figure_named(&self, name: &str) -> Result<Option<StatementId>, CatalogError> {
        let mut query = self.ready()?.prepare_cached(
            "SELECT s.id FROM statement AS s JOIN detail AS d ON d.statement = s.number AND d.name = 'name'
             WHERE s.kind = 'figure' AND d.value = ?1 AND s.number NOT IN (SELECT statement FROM erased)
             ORDER BY s.recorded_at DESC, s.position DESC, s.id LIMIT 1",
        )?;
        Ok(query
            .query_row([testigo_custody::json_string(name)], id)
            .optional()?)
    }

    /// Figures that were saved, newest first: each with its name, its day and who saved it; and how many there are.
    pub fn figures(&self, limit: u64, offset: u64) -> Result<Page<SavedFigure>, CatalogError> {
        const SAVED: &str =
            "FROM statement AS s JOIN detail AS d ON d.statement = s.number AND d.name = 'name'
             WHERE s.kind = 'figure' AND s.number NOT IN (SELECT statement FROM erased)";
        let connection = self.ready()?;
        let total: i64 = connection
            .prepare_cached(&format!("SELECT count(*) {SAVED}"))?
            .query_row([], |row| row.get(0))?;
        let mut query = connection.prepare_cached(&format!(
            "SELECT s.id, d.value, s.recorded_at, s.by_name {SAVED}
             ORDER BY s.recorded_at DESC, s.position DESC, s.id LIMIT ?1 OFFSET ?2"
        ))?;
        let rows = query.query_map([limit.cast_signed(), offset.cast_signed()], |row| {
            Ok(SavedFigure {
                id: id(row)?,
                name: row.get(1)?,
                recorded_at: row.get(2)?,
                by: row.get(3)?,
            })
        })?;
        Ok(Page {
            total: total.cast_unsigned(),
            items: rows.collect::<Result<_, _>>()?,
        })
    }

    /// Accounts that a person gave.
    pub fn accounts_of(&self, person: StatementId) -> Result<Vec<StatementId>, CatalogError> {
        let Some(number) = self.number_of(person)? else {
            return Ok(Vec::new());
        };
        let mut query = self.ready()?.prepare_cached(
            "SELECT DISTINCT s.id FROM claim AS c JOIN record AS r ON r.number = c.subject
             JOIN statement AS s ON s.number = r.number
             WHERE c.refers = ?1 AND c.field = 'person' AND r.kind = 'account' ORDER BY s.id",
        )?;
        Ok(query.query_map([number], id)?.collect::<Result<_, _>>()?)
    }

    /// The original files of the imports that anything said of a record came with.
    pub fn originals_of(&self, record: StatementId) -> Result<Vec<StatementId>, CatalogError> {
        let mut query = self.ready()?.prepare_cached(
            "SELECT DISTINCT d.value FROM statement AS r JOIN statement AS s ON s.number = r.number OR s.subject = r.number
             JOIN detail AS d ON d.statement = s.import AND d.name = 'item' WHERE r.id = ?1 ORDER BY d.value",
        )?;
        let rows = query.query_map([record.as_bytes()], |row| row.get::<_, String>(0))?;
        let texts = rows.collect::<Result<Vec<_>, _>>()?;
        let ids = texts.iter();
        Ok(ids
            .filter_map(|text| text.trim_matches('"').parse().ok())
            .collect())
    }

    /// Dossiers that were released, with the time that the device stated.
    pub fn releases(&self) -> Result<Vec<(StatementId, Option<String>)>, CatalogError> {
        let mut query = self.ready()?.prepare_cached(
            "SELECT id, recorded_at FROM statement WHERE kind = 'release'
               AND number NOT IN (SELECT statement FROM erased) ORDER BY recorded_at, id",
        )?;
        let rows = query.query_map([], |row| Ok((id(row)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The level that people decided for a record; none if only its creating statement has one.
    pub fn level_decided(&self, record: StatementId) -> Result<Option<Level>, CatalogError> {
        let Some(number) = self.number_of(record)? else {
            return Ok(None);
        };
        let mut query = self.ready()?.prepare_cached(
            "SELECT level FROM level_decision WHERE subject = ?1 AND field IS NULL",
        )?;
        let code: Option<String> = query.query_row([number], |row| row.get(0)).optional()?;
        Ok(code.as_deref().and_then(Level::from_code))
    }

    /// Every value of these fields in the archive, record by record.
    pub fn each_value(
        &self,
        fields: &[&str],
        each: &mut dyn FnMut(ValueOfRecord<'_>),
    ) -> Result<(), CatalogError> {
        let sql = format!(
            "SELECT s.id, s.kind, c.field, c.value, o.id, d.number <> s.number
             FROM said AS c JOIN statement AS s ON s.number = c.subject
             JOIN statement AS d ON d.number = c.statement LEFT JOIN statement AS o ON o.number = d.source
             WHERE c.field IN {} OR c.field LIKE 'x.%' ORDER BY c.subject, c.number",
            list(fields.iter().copied())?
        );
        let mut query = self.ready()?.prepare(&sql)?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            each(ValueOfRecord {
                record: id(row)?,
                kind: row.get_ref(1)?.as_str().unwrap_or(""),
                field: row.get_ref(2)?.as_str().unwrap_or(""),
                text: row.get_ref(3)?.as_str().unwrap_or(""),
                source: row
                    .get::<_, Option<[u8; 32]>>(4)?
                    .map(StatementId::from_bytes),
                is_claim: row.get(5)?,
            });
        }
        Ok(())
    }

    /// The persons who acted at devices, by name.
    pub fn persons_acting(&self) -> Result<Vec<String>, CatalogError> {
        let mut query = self.ready()?.prepare(
            "SELECT DISTINCT by_name FROM statement WHERE by_name IS NOT NULL ORDER BY by_name",
        )?;
        Ok(query
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?)
    }
}
