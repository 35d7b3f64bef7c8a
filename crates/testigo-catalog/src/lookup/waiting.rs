//! Records that somebody should look at: with values that could not be read, and those that more than one statement
//! speaks of, so that sources may differ.

use std::sync::Arc;

use rusqlite::params;
use testigo_custody::StatementId;

use super::{Page, bound};
use crate::kept::kept_or;
use crate::schema::{Catalog, CatalogError};
use crate::sql_text::list;

impl Catalog {
    /// Records that the floor above found by questions of its own: found again once anything was written.
    pub fn kept_records<E: From<CatalogError>>(
        &self,
        question: &str,
        find: impl FnOnce() -> Result<Vec<StatementId>, E>,
    ) -> Result<Arc<[StatementId]>, E> {
        kept_or(&self.kept_records, self.ready()?, question, || {
            Ok(find()?.into())
        })
    }

    /// The records with a value that could not be read as what it should be, by id.
    pub fn with_unread(&self, limit: u64, offset: u64) -> Result<Page<StatementId>, CatalogError> {
        let records =
            "FROM (SELECT DISTINCT c.subject AS number FROM claim AS c WHERE c.unread = 1) AS u
             JOIN record AS r ON r.number = u.number JOIN statement AS s ON s.number = r.number";
        let connection = self.ready()?;
        let total: i64 =
            connection.query_row(&format!("SELECT count(*) {records}"), [], |row| row.get(0))?;
        let mut query = connection.prepare(&format!(
            "SELECT s.id {records} ORDER BY s.id LIMIT ?1 OFFSET ?2"
        ))?;
        let rows = query.query_map(params![bound(limit), bound(offset)], |row| {
            Ok(StatementId::from_bytes(row.get(0)?))
        })?;
        Ok(Page {
            total: total.cast_unsigned(),
            items: rows.collect::<Result<_, _>>()?,
        })
    }

    /// The records of which sources say one of these fields in more than one way, by id; at most `limit`. Whether both can
    /// be so is not asked here.
    pub fn said_in_several_ways(
        &self,
        fields: &[&str],
        limit: u64,
    ) -> Result<Vec<StatementId>, CatalogError> {
        let mut query = self.ready()?.prepare(&format!(
            "SELECT DISTINCT s.id FROM (
               SELECT c.subject AS number FROM claim AS c JOIN statement AS f ON f.number = c.statement
               WHERE c.unread = 0 AND c.field IN {} AND c.subject IN (
                 SELECT x.subject FROM statement AS x WHERE x.kind IN ('claim', 'supersession', 'receipt'))
               GROUP BY c.subject, c.field
               HAVING count(DISTINCT c.value) > 1 AND count(DISTINCT coalesce(f.source, 0)) > 1) AS d
             JOIN record AS r ON r.number = d.number JOIN statement AS s ON s.number = r.number
             ORDER BY s.id LIMIT ?1",
            list(fields.iter().copied())?
        ))?;
        let rows = query.query_map([bound(limit)], |row| {
            Ok(StatementId::from_bytes(row.get(0)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
