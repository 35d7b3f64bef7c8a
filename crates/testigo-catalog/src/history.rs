//! Everything that was stated about a record, in the order of time.

use rusqlite::{OptionalExtension, params};
use testigo_custody::StatementId;
use testigo_record::Absence;

use crate::lookup::{Page, STATEMENT, StatementView, bound, id_at, statement_at};
use crate::schema::{Catalog, CatalogError};
use crate::withdrawal::TAKEN_BACK;

/// A record that more records name has only its own statements listed: the others stand among its links.
const NAMING_MAX: i64 = 1_000;
/// Claims of one statement that are shown.
const CLAIMS_MAX: i64 = 100;

/// Statements that are about more than their subject.
const OF_SEVERAL: [&str; 3] = ["judgement", "retraction", "erased"];

/// One statement about a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The statement.
    pub statement: StatementView,
    /// What it claims; of a statement about another record, what names this one.
    pub claims: Vec<StatedClaim>,
    /// It is about another record, and names this one.
    pub is_of_another: bool,
    /// Taken back as a whole, alone or with its import.
    pub is_taken_back: bool,
    /// Of a judgement: the two records.
    pub pair: Option<(StatementId, StatementId)>,
    /// Of a judgement: what was decided.
    pub verdict: Option<String>,
}

/// A value that was claimed, whether it counts or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedClaim {
    /// The field.
    pub field: String,
    /// Canonical text, or as written.
    pub value: String,
    /// The record it refers to.
    pub refers: Option<StatementId>,
    /// Whether it could not be read as its type, or is no value.
    pub unread: bool,
    /// Why there is no value.
    pub absent: Option<Absence>,
    /// It counts no longer.
    pub is_withdrawn: bool,
}

/// What was stated about a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// The part that was asked for, oldest first.
    pub stated: Page<Stated>,
    /// More than 1,000 records name this one: they do not stand here.
    pub leaves_out_naming: bool,
}

/// The statements about record `?1`; those of other records that name it if `?2`.
const ABOUT: &str = "WITH own (number) AS (
      SELECT s.number FROM statement AS s WHERE s.subject = ?1
      UNION SELECT ?1),
    about (number) AS (
      SELECT number FROM own
      UNION SELECT c.statement FROM claim AS c WHERE ?2 AND c.refers = ?1
      UNION SELECT t.by_statement FROM retracted AS t WHERE t.statement IN (
        SELECT s.import FROM statement AS s JOIN own ON own.number = s.number WHERE s.import IS NOT NULL)
      UNION SELECT e.by_statement FROM erased AS e WHERE e.statement IN (SELECT number FROM own)
      UNION SELECT j.number FROM statement AS j JOIN detail AS o ON o.statement = j.number AND o.name = 'other'
        WHERE j.kind = 'judgement' AND o.value = ?3)";

impl Catalog {
    /// Everything that was stated about a record, oldest first.
    pub fn history_of(
        &self,
        id: StatementId,
        limit: u64,
        offset: u64,
    ) -> Result<History, CatalogError> {
        let Some(number) = self.number_of(id)? else {
            return Ok(History {
                stated: Page::empty(),
                leaves_out_naming: false,
            });
        };
        let connection = self.ready()?;
        let naming: i64 = connection.query_row(
            "SELECT count(*) FROM (SELECT DISTINCT subject FROM claim WHERE refers = ?1 LIMIT ?2)",
            [number, NAMING_MAX + 1],
            |row| row.get(0),
        )?;
        let lists_naming = naming <= NAMING_MAX;
        let other = format!("\"{id}\"");
        let total: i64 = connection.query_row(
            &format!(
                "{ABOUT} SELECT count(*) FROM about AS a JOIN statement AS s ON s.number = a.number
                 WHERE s.kind IS NOT NULL"
            ),
            params![number, lists_naming, other],
            |row| row.get(0),
        )?;
        let mut query = connection.prepare(&format!(
            "{ABOUT} {STATEMENT} WHERE s.number IN (SELECT number FROM about) AND s.kind IS NOT NULL
             ORDER BY s.recorded_at, l.id, s.position LIMIT ?4 OFFSET ?5"
        ))?;
        let page = params![number, lists_naming, other, bound(limit), bound(offset)];
        let views: Vec<StatementView> = query
            .query_map(page, statement_at)?
            .collect::<Result<_, _>>()?;
        let mut items = Vec::with_capacity(views.len());
        for view in views {
            items.push(self.stated(id, number, view)?);
        }
        Ok(History {
            stated: Page {
                total: total.cast_unsigned(),
                items,
            },
            leaves_out_naming: !lists_naming,
        })
    }

    fn stated(
        &self,
        record: StatementId,
        record_number: i64,
        statement: StatementView,
    ) -> Result<Stated, CatalogError> {
        let connection = self.ready()?;
        let number = self.number_of(statement.id)?.unwrap_or_default();
        let mut claims = connection.prepare_cached(
            "SELECT c.field, c.value, t.id, c.unread, c.gone FROM (
               SELECT number, field, value, refers, unread, 0 AS gone FROM claim WHERE statement = ?1
               UNION ALL
               SELECT number, field, value, refers, unread, 1 FROM withdrawn WHERE statement = ?1) AS c
             LEFT JOIN statement AS t ON t.number = c.refers
             WHERE ?2 OR c.refers = ?3 ORDER BY c.number LIMIT ?4",
        )?;
        let is_of_another = statement.id != record
            && statement.subject.is_some_and(|subject| subject != record)
            && !OF_SEVERAL.contains(&statement.kind.as_str());
        let shown = params![number, !is_of_another, record_number, CLAIMS_MAX];
        let claims = claims
            .query_map(shown, |row| {
                Ok(StatedClaim {
                    field: row.get(0)?,
                    value: row.get(1)?,
                    refers: id_at(row, 2)?,
                    unread: row.get(3)?,
                    absent: Absence::from_number(row.get(3)?),
                    is_withdrawn: row.get(4)?,
                })
            })?
            .collect::<Result<Vec<_>, _>>()?;
        let mut taken_back =
            connection.prepare_cached(&format!("SELECT 1 WHERE ?1 IN ({TAKEN_BACK})"))?;
        let is_taken_back = taken_back.exists([number])?;
        let (pair, verdict) = match (statement.kind.as_str(), statement.subject) {
            ("judgement", Some(one)) => {
                let other = self
                    .detail(number, "other")?
                    .and_then(|text| text.parse().ok());
                (
                    other.map(|other| (one, other)),
                    self.detail(number, "verdict")?,
                )
            }
            _ => (None, None),
        };
        Ok(Stated {
            statement,
            claims,
            is_of_another,
            is_taken_back,
            pair,
            verdict,
        })
    }

    /// A text among the fields of a statement that are no claims.
    fn detail(&self, statement: i64, name: &str) -> Result<Option<String>, CatalogError> {
        let mut query = self
            .ready()?
            .prepare_cached("SELECT value FROM detail WHERE statement = ?1 AND name = ?2")?;
        let json: Option<String> = query
            .query_row(params![statement, name], |row| row.get(0))
            .optional()?;
        Ok(json.map(|json| json.trim_matches('"').to_owned()))
    }
}
