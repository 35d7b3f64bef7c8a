//! Lists of records.

use std::sync::Arc;

use rusqlite::params;
use testigo_custody::{LogId, StatementId};
use testigo_record::{Expression, kinds};

use super::{Page, bound};
use crate::filter::{Filter, Reach, with_clause};
use crate::kept::kept_or;
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

/// Of a condition that more records meet, the page alone is looked for, each time: 8 MiB of numbers are enough.
const FOUND_MAX: u64 = 1 << 20;

/// `hidden`: statements of kinds that create records, which are none. Few statements can be, so that these are looked at,
/// and not all.
const HIDDEN: &str = "doubtful (number) AS (
      SELECT statement FROM erased UNION SELECT statement FROM retracted
      UNION SELECT s.number FROM statement AS s WHERE s.import IN (SELECT statement FROM retracted)
      UNION SELECT s.subject FROM statement AS s WHERE s.critical = 1 AND s.subject IS NOT NULL),
    hidden (number) AS (
      SELECT d.number FROM doubtful AS d WHERE NOT EXISTS (SELECT 1 FROM record AS r WHERE r.number = d.number))";

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
        let sql = if expression.is_some() {
            let (with, condition) = selection(None, expression)?;
            format!(
                "{with}SELECT r.kind, count(*) FROM record AS r WHERE {condition} GROUP BY r.kind ORDER BY r.kind"
            )
        } else {
            let kinds = list(kinds().iter().copied())?;
            format!(
                "WITH {HIDDEN}
                 SELECT s.kind, count(*) - (
                     SELECT count(*) FROM hidden AS h JOIN statement AS x ON x.number = h.number WHERE x.kind = s.kind) AS n
                 FROM statement AS s WHERE s.kind IN {kinds} GROUP BY s.kind HAVING n > 0 ORDER BY s.kind"
            )
        };
        let connection = self.ready_for_all()?;
        kept_or(&self.kept_kinds, connection, &sql, || {
            let mut query = connection.prepare(&sql)?;
            let rows = query.query_map([], |row| {
                Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned()))
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The records of a kind that match, newest first.
    pub fn records(
        &self,
        kind: Option<&str>,
        expression: Option<&Expression>,
        limit: u64,
        offset: u64,
    ) -> Result<Page<StatementId>, CatalogError> {
        let counts = self.kinds_matching(expression)?;
        let of_kind = |count: &&KindCount| kind.is_none_or(|kind| count.0 == kind);
        let total = counts.iter().filter(of_kind).map(|count| count.1).sum();
        let connection = self.ready()?;
        let mut parts = vec![HIDDEN.to_owned()];
        let mut condition = String::new();
        if let Some(expression) = expression {
            let (filter, root) = Filter::of(kind, expression, Reach::OF_RECORDS)?;
            parts.extend(filter);
            condition = format!(" AND s.number IN (SELECT record FROM {root})");
        }
        let (index, kinds) = match kind {
            Some(kind) => ("statement_kind", list([kind])?),
            None => ("statement_recorded_at", list(kinds().iter().copied())?),
        };
        let order = self.newest_first()?;
        // The walk touches nothing but the index; only what is on the page is looked up.
        let walk = format!(
            "{}SELECT s.number AS number FROM statement AS s INDEXED BY {index}
             WHERE s.kind IN {kinds} AND s.number NOT IN (SELECT number FROM hidden){condition} ORDER BY {order}",
            with_clause(&parts)
        );
        let numbers = if expression.is_some() && total <= FOUND_MAX {
            let found = self.found(&walk)?;
            let place = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
            let page = found.iter().skip(place(offset)).take(place(limit));
            page.copied().collect()
        } else {
            let mut query = connection.prepare(&format!("{walk} LIMIT ?1 OFFSET ?2"))?;
            let rows = query.query_map(params![bound(limit), bound(offset)], |row| row.get(0))?;
            rows.collect::<Result<Vec<i64>, _>>()?
        };
        let mut id = connection.prepare_cached("SELECT id FROM statement WHERE number = ?1")?;
        let mut items = Vec::with_capacity(numbers.len());
        for number in numbers {
            items.push(StatementId::from_bytes(
                id.query_row([number], |row| row.get(0))?,
            ));
        }
        Ok(Page { total, items })
    }

    /// All that a walk finds. A condition takes far longer than leafing: its answer is kept for the next page.
    fn found(&self, walk: &str) -> Result<Arc<[i64]>, CatalogError> {
        let connection = self.ready_for_all()?;
        kept_or(&self.kept_found, connection, walk, || {
            let mut query = connection.prepare(walk)?;
            let rows = query.query_map([], |row| row.get(0))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The order of statements `s`, newest first; of those of one moment by log, then the later ones of a log first. Logs are
    /// numbered as they were met: where that is their order, the indexes have it.
    pub(crate) fn newest_first(&self) -> Result<&'static str, CatalogError> {
        let is_crossed = self
            .ready()?
            .prepare_cached(
                "SELECT 1 FROM log AS a JOIN log AS b ON b.number > a.number AND b.id < a.id",
            )?
            .exists([])?;
        Ok(if is_crossed {
            "s.recorded_at DESC, (SELECT l.id FROM log AS l WHERE l.number = s.log), s.position DESC"
        } else {
            "s.recorded_at DESC, s.log, s.position DESC"
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
    let selection = selected(kind, expression)?;
    let condition = selection.anywhere();
    Ok((selection.with, condition))
}

/// A condition on records in SQL.
pub(super) struct Selection {
    /// Common table expressions, or nothing.
    pub(super) with: String,
    /// The condition on a record `r`, but for the expression.
    pub(super) plain: String,
    /// The name of the pairs of record and scope that meet the expression, if there is one.
    pub(super) pairs: Option<String>,
}

impl Selection {
    /// The condition on a record `r`: it meets the expression in some scope.
    pub(super) fn anywhere(&self) -> String {
        match &self.pairs {
            Some(pairs) => format!(
                "{} AND r.number IN (SELECT record FROM {pairs})",
                self.plain
            ),
            None => self.plain.clone(),
        }
    }

    /// The same, but in this scope.
    pub(super) fn in_scope(&self, scope: &str) -> String {
        match &self.pairs {
            Some(pairs) => format!(
                "{} AND (r.number, {scope}) IN (SELECT record, scope FROM {pairs})",
                self.plain
            ),
            None => self.plain.clone(),
        }
    }
}

pub(super) fn selected(
    kind: Option<&str>,
    expression: Option<&Expression>,
) -> Result<Selection, CatalogError> {
    let mut conditions = vec!["1".to_owned()];
    if let Some(kind) = kind {
        conditions.push(format!("r.kind = {}", literal(kind)?));
    }
    let (mut with, mut pairs) = (String::new(), None);
    if let Some(expression) = expression {
        let (parts, root) = Filter::of(kind, expression, Reach::OF_RECORDS)?;
        with = with_clause(&parts);
        pairs = Some(root);
    }
    Ok(Selection {
        with,
        plain: conditions.join(" AND "),
        pairs,
    })
}
