//! Numbers that sources state without names: "over 60 arrested".

use rusqlite::params;
use testigo_custody::StatementId;
use testigo_record::Expression;

use crate::count::ROWS_MAX;
use crate::filter::{Filter, Reach, with_clause};
use crate::lookup::{SourceName, Titles};
use crate::schema::{Catalog, CatalogError};
use crate::sql_text::list;

/// The fields that state how many.
const COUNT_FIELDS: [&str; 4] = [
    "victims.detained.count",
    "victims.disappeared.count",
    "victims.injured.count",
    "victims.killed.count",
];

/// One number as one source states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimedNumber {
    /// The incident.
    pub incident: StatementId,
    /// Which number.
    pub field: String,
    /// As the source states it.
    pub text: String,
    /// At least; none where the text sets no lower end.
    pub low: Option<i64>,
    /// At most; none where the text sets no upper end.
    pub high: Option<i64>,
    /// Who says so.
    pub source: Option<SourceName>,
    /// The statement.
    pub statement: StatementId,
}

/// One number of one incident over all its sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimedGroup {
    /// The incident.
    pub incident: StatementId,
    /// Which number.
    pub field: String,
    /// The least that a source states.
    pub min: Option<i64>,
    /// The most that a source states; none where one sets no upper end.
    pub max: Option<i64>,
    /// How many claims.
    pub claims: u64,
}

/// What sources claim. Numbers of different incidents or of different kinds are never added up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claimed {
    /// The least that a source states, if all claims are about one number.
    pub min: Option<i64>,
    /// The most that a source states, if all claims are about one number and have an upper end.
    pub max: Option<i64>,
    /// The claims, at most 1,000.
    pub claims: Vec<ClaimedNumber>,
    /// The true number of claims.
    pub claims_total: u64,
    /// One for each incident and field, at most 1,000.
    pub groups: Vec<ClaimedGroup>,
    /// The true number of groups.
    pub groups_total: u64,
    /// `claimed_not_comparable`: the claims are about more than one number.
    pub warnings: Vec<&'static str>,
}

impl Catalog {
    /// The numbers that sources claim of the incidents that match. Where the expression names such numbers, only
    /// those are taken.
    pub fn claimed(&self, expression: Option<&Expression>) -> Result<Claimed, CatalogError> {
        let connection = self.ready()?;
        let (mut parts, mut condition) = (Vec::new(), String::new());
        let mut fields = COUNT_FIELDS.to_vec();
        if let Some(expression) = expression {
            let (filter, root) = Filter::of(Some("incident"), expression, Reach::OF_RECORDS)?;
            condition = format!("AND r.number IN (SELECT record FROM {root})");
            parts = filter;
            let mut named = Vec::new();
            count_fields(expression, &mut named);
            if !named.is_empty() {
                fields.retain(|field| named.contains(field));
            }
        }
        parts.push(format!(
            "stated AS (\n  SELECT c.number AS number, r.number AS incident, c.field AS field, c.low AS low, c.high AS high\n  \
             FROM record AS r JOIN claim AS c ON c.subject = r.number\n  \
             WHERE r.kind = 'incident' AND c.unread = 0 AND c.field IN {} {condition})",
            list(fields)?
        ));
        let with = with_clause(&parts);
        let mut claimed = Claimed::default();
        let totals = format!(
            "{with}SELECT count(*), (SELECT count(*) FROM (SELECT DISTINCT incident, field FROM stated)) FROM stated"
        );
        let (claims, groups): (i64, i64) =
            connection.query_row(&totals, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        claimed.claims_total = claims.cast_unsigned();
        claimed.groups_total = groups.cast_unsigned();
        claimed.claims = self.claimed_numbers(&with)?;
        claimed.groups = self.claimed_groups(&with)?;
        match claimed.groups.as_slice() {
            [] => {}
            [only] => (claimed.min, claimed.max) = (only.min, only.max),
            _ => claimed.warnings.push("claimed_not_comparable"),
        }
        Ok(claimed)
    }

    fn claimed_numbers(&self, with: &str) -> Result<Vec<ClaimedNumber>, CatalogError> {
        let mut query = self.connection.prepare(&format!(
            "{with}SELECT i.id, t.field, c.value, t.low, t.high, s.source, s.id
             FROM stated AS t JOIN claim AS c ON c.number = t.number
             JOIN statement AS i ON i.number = t.incident JOIN statement AS s ON s.number = c.statement
             ORDER BY i.id, t.field, s.recorded_at, s.id, c.value LIMIT ?1"
        ))?;
        let mut titles = Titles::new(&self.connection)?;
        let mut rows = query.query(params![i64::try_from(ROWS_MAX).unwrap_or(i64::MAX)])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(ClaimedNumber {
                incident: StatementId::from_bytes(row.get(0)?),
                field: row.get(1)?,
                text: row.get(2)?,
                low: row.get(3)?,
                high: row.get(4)?,
                source: titles.source(row.get(5)?)?,
                statement: StatementId::from_bytes(row.get(6)?),
            });
        }
        Ok(found)
    }

    fn claimed_groups(&self, with: &str) -> Result<Vec<ClaimedGroup>, CatalogError> {
        let mut query = self.connection.prepare(&format!(
            "{with}SELECT i.id, t.field, CASE WHEN count(*) = count(t.low) THEN min(t.low) END,
               CASE WHEN count(*) = count(t.high) THEN max(t.high) END, count(*)
             FROM stated AS t JOIN statement AS i ON i.number = t.incident
             GROUP BY t.incident, t.field ORDER BY i.id, t.field LIMIT ?1"
        ))?;
        let rows = query.query_map(
            params![i64::try_from(ROWS_MAX).unwrap_or(i64::MAX)],
            |row| {
                Ok(ClaimedGroup {
                    incident: StatementId::from_bytes(row.get(0)?),
                    field: row.get(1)?,
                    min: row.get(2)?,
                    max: row.get(3)?,
                    claims: row.get::<_, i64>(4)?.cast_unsigned(),
                })
            },
        )?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// The claimed numbers that an expression names.
fn count_fields<'a>(expression: &'a Expression, named: &mut Vec<&'a str>) {
    match expression {
        Expression::Compare { field, .. } => {
            if COUNT_FIELDS.contains(&field.as_str()) {
                named.push(field);
            }
        }
        Expression::And(left, right) | Expression::Or(left, right) => {
            count_fields(left, named);
            count_fields(right, named);
        }
        Expression::Not(inside) => count_fields(inside, named),
    }
}
