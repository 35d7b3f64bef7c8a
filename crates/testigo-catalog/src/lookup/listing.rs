//! Lists of records.

use rusqlite::params;
use testigo_custody::{LogId, StatementId};
use testigo_record::Expression;

use super::{Page, bound};
use crate::filter::{Filter, Reach, with_clause};
use crate::schema::{Catalog, CatalogError};
use crate::sql_text::{list, literal};

/// How many records of a kind there are.
pub type KindCount = (String, u64);

/// What somebody agreed to or refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// The consent.
    pub id: StatementId,
    /// Its log.
    pub log: LogId,
    /// Its index in the log.
    pub position: u64,
    /// When, as the device states it.
    pub recorded_at: Option<String>,
    /// Field and canonical text, in the order of the statement; what could not be read is left out.
    pub fields: Vec<(String, String)>,
}

impl Catalog {
    /// How many records there are of each kind, by kind.
    pub fn counts_by_kind(&self) -> Result<Vec<KindCount>, CatalogError> {
        self.kinds_matching(None)
    }

    /// How many records that match there are of each kind, by kind.
    pub fn kinds_matching(
        &self,
        expression: Option<&Expression>,
    ) -> Result<Vec<KindCount>, CatalogError> {
        let (with, condition) = selection(None, expression)?;
        let mut query = self.ready()?.prepare(&format!(
            "{with}SELECT r.kind, count(*) FROM record AS r WHERE {condition} GROUP BY r.kind ORDER BY r.kind"
        ))?;
        let rows = query.query_map([], |row| {
            Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned()))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The records of a kind that match, newest first.
    pub fn records(
        &self,
        kind: Option<&str>,
        expression: Option<&Expression>,
        limit: u64,
        offset: u64,
    ) -> Result<Page<StatementId>, CatalogError> {
        let connection = self.ready()?;
        let (with, condition) = selection(kind, expression)?;
        let from = format!(
            "FROM record AS r JOIN statement AS s ON s.number = r.number WHERE {condition}"
        );
        let total: i64 =
            connection.query_row(&format!("{with}SELECT count(*) {from}"), [], |row| {
                row.get(0)
            })?;
        let mut query = connection.prepare(&format!(
            "{with}SELECT s.id {from} ORDER BY s.recorded_at DESC, s.id LIMIT ?1 OFFSET ?2"
        ))?;
        let rows = query.query_map(params![bound(limit), bound(offset)], |row| {
            Ok(StatementId::from_bytes(row.get(0)?))
        })?;
        Ok(Page {
            total: total.cast_unsigned(),
            items: rows.collect::<Result<_, _>>()?,
        })
    }

    /// The sources with this folded name, by id.
    pub fn find_source(&self, name_folded: &str) -> Result<Vec<StatementId>, CatalogError> {
        self.named("source", name_folded)
    }

    /// The lists with this name, by id.
    pub fn find_list(&self, name: &str) -> Result<Vec<StatementId>, CatalogError> {
        self.named("list", &testigo_record::fold(name))
    }

    /// The items with these bytes, by id. `sha256` is lower-case hex.
    pub fn item_by_digest(&self, sha256: &str) -> Result<Vec<StatementId>, CatalogError> {
        self.having("item", "sha256", sha256)
    }

    /// The records of these kinds that somebody calls so in one of these fields, the newest first. `folded` is the name as
    /// [`testigo_record::fold`] gives it.
    pub fn called(
        &self,
        kinds: &[&str],
        fields: &[&str],
        folded: &str,
        limit: u64,
    ) -> Result<Page<StatementId>, CatalogError> {
        let (kinds, fields) = (list(kinds.iter().copied())?, list(fields.iter().copied())?);
        let named = format!(
            "FROM statement AS s JOIN record AS r ON r.number = s.number WHERE r.kind IN {kinds} AND s.number IN (
               SELECT c.subject FROM claim AS c WHERE c.field IN {fields} AND c.folded = ?1 AND c.unread = 0)"
        );
        let connection = self.ready()?;
        let total: i64 =
            connection.query_row(&format!("SELECT count(*) {named}"), [folded], |row| {
                row.get(0)
            })?;
        let mut query = connection.prepare(&format!(
            "SELECT s.id {named} ORDER BY s.recorded_at DESC, s.id LIMIT ?2"
        ))?;
        let rows = query.query_map(params![folded, bound(limit)], |row| {
            Ok(StatementId::from_bytes(row.get(0)?))
        })?;
        Ok(Page {
            total: total.cast_unsigned(),
            items: rows.collect::<Result<_, _>>()?,
        })
    }

    fn named(&self, kind: &str, folded: &str) -> Result<Vec<StatementId>, CatalogError> {
        self.having(kind, "name", folded)
    }

    fn having(
        &self,
        kind: &str,
        field: &str,
        folded: &str,
    ) -> Result<Vec<StatementId>, CatalogError> {
        let mut query = self.ready()?.prepare(
            "SELECT DISTINCT s.id FROM claim AS c JOIN record AS r ON r.number = c.subject
             JOIN statement AS s ON s.number = r.number
             WHERE c.field = ?2 AND c.folded = ?3 AND c.unread = 0 AND r.kind = ?1 ORDER BY s.id LIMIT 1000",
        )?;
        let rows = query.query_map(params![kind, field, folded], |row| {
            Ok(StatementId::from_bytes(row.get(0)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The names of all places, in order.
    pub fn place_names(&self) -> Result<Vec<String>, CatalogError> {
        let mut query = self.ready()?.prepare(
            "SELECT DISTINCT c.value FROM record AS r JOIN claim AS c ON c.subject = r.number
             WHERE r.kind = 'place' AND c.field = 'name' AND c.unread = 0 ORDER BY c.value",
        )?;
        let rows = query.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The consents about a record, in the order of logs and positions.
    pub fn consents_of(&self, id: StatementId) -> Result<Vec<Consent>, CatalogError> {
        let Some(number) = self.number_of(id)? else {
            return Ok(Vec::new());
        };
        let connection = self.ready()?;
        let mut query = connection.prepare(
            "SELECT s.number, s.id, l.id, s.position, s.recorded_at
             FROM statement AS s JOIN record AS r ON r.number = s.number JOIN log AS l ON l.number = s.log
             WHERE s.subject = ?1 AND s.kind = 'consent' ORDER BY l.id, s.position",
        )?;
        let mut fields = connection.prepare(
            "SELECT field, value FROM claim WHERE subject = ?1 AND unread = 0 ORDER BY number",
        )?;
        let mut rows = query.query([number])?;
        let mut consents = Vec::new();
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            consents.push(Consent {
                id: StatementId::from_bytes(row.get(1)?),
                log: LogId::from_bytes(row.get(2)?),
                position: row.get::<_, i64>(3)?.cast_unsigned(),
                recorded_at: row.get(4)?,
                fields: fields
                    .query_map([number], |row| Ok((row.get(0)?, row.get(1)?)))?
                    .collect::<Result<_, _>>()?,
            });
        }
        Ok(consents)
    }
}

/// The common table expressions and the condition on a record `r`.
pub(crate) fn selection(
    kind: Option<&str>,
    expression: Option<&Expression>,
) -> Result<(String, String), CatalogError> {
    let mut conditions = vec!["1".to_owned()];
    if let Some(kind) = kind {
        conditions.push(format!("r.kind = {}", literal(kind)?));
    }
    let mut with = String::new();
    if let Some(expression) = expression {
        let (parts, root) = Filter::of(kind, expression, Reach::OF_RECORDS)?;
        with = with_clause(&parts);
        conditions.push(format!("r.number IN (SELECT record FROM {root})"));
    }
    Ok((with, conditions.join(" AND ")))
}
