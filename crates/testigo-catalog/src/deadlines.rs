//! What comes due: dates until which something may be kept, is agreed to, or is to be answered.

use testigo_custody::StatementId;

use crate::lookup::Page;
use crate::schema::{Catalog, CatalogError};

/// Rows that are listed.
const LISTED_MAX: u64 = 1_000;

/// A date that is past or near.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The record.
    pub id: StatementId,
    /// Its kind.
    pub kind: String,
    /// `retain_until`, `deadline`, or `until` of a consent.
    pub what: String,
    /// EDTF, as a source says it.
    pub until: String,
}

impl Catalog {
    /// What is due on this day (days since 1970-01-01) or before, the first date first, then by id. A date without an end
    /// is never due; nor is a deadline that was answered, or a consent that was not given or in whose place its log has
    /// another for the same purpose and recipient.
    pub fn due(&self, last_day: i64) -> Result<Page<Due>, CatalogError> {
        let mut query = self.ready()?.prepare_cached(
            "SELECT DISTINCT s.id, r.kind, c.field, c.value, c.high
             FROM claim AS c JOIN record AS r ON r.number = c.subject JOIN statement AS s ON s.number = r.number
             WHERE c.unread = 0 AND c.high <= ?1 AND (c.field = 'retain_until'
               OR c.field = 'deadline' AND NOT EXISTS (
                 SELECT 1 FROM claim AS a WHERE a.subject = r.number AND a.field IN ('answered_at', 'response'))
               OR c.field = 'until' AND r.kind = 'consent' AND EXISTS (
                   SELECT 1 FROM claim AS g WHERE g.subject = r.number AND g.field = 'status' AND g.unread = 0
                     AND g.value IN ('granted', 'by_guardian'))
                 AND NOT EXISTS (
                   SELECT 1 FROM statement AS o
                   WHERE o.kind = 'consent' AND o.subject = s.subject AND o.log = s.log AND o.position > s.position
                     AND NOT EXISTS (
                       SELECT x.field, x.folded FROM claim AS x
                       WHERE x.subject = o.number AND x.field IN ('purpose', 'recipient')
                       EXCEPT SELECT y.field, y.folded FROM claim AS y WHERE y.subject = s.number)
                     AND NOT EXISTS (
                       SELECT y.field, y.folded FROM claim AS y
                       WHERE y.subject = s.number AND y.field IN ('purpose', 'recipient')
                       EXCEPT SELECT x.field, x.folded FROM claim AS x WHERE x.subject = o.number)))
             ORDER BY c.high, s.id, c.field, c.value",
        )?;
        let rows = query.query_map([last_day], |row| {
            Ok(Due {
                id: StatementId::from_bytes(row.get(0)?),
                kind: row.get(1)?,
                what: row.get(2)?,
                until: row.get(3)?,
            })
        })?;
        let mut page = Page::empty();
        for row in rows {
            page.total += 1;
            if page.total <= LISTED_MAX {
                page.items.push(row?);
            }
        }
        Ok(page)
    }
}
