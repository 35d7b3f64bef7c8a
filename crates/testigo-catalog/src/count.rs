//! Figures: how many records match, as a range, and the numbers that sources claim. The program never decides: where
//! lists of persons were not reconciled, or sources differ, a figure is a range.

mod claimed;
mod figure;
mod linked;
mod suppression;

pub use claimed::{Claimed, ClaimedGroup, ClaimedNumber};
pub use figure::{FigureSql, figure_sql, said_field};
pub use suppression::suppressed;

use std::collections::BTreeMap;

use rusqlite::{Connection, Row, Transaction, TransactionBehavior};
use testigo_custody::StatementId;
use testigo_record::Expression;

use crate::kept::kept_or;
use crate::schema::{Catalog, CatalogError};

/// Fills the table `reached`.
pub(crate) const REACH: &str =
    "INSERT OR IGNORE INTO reached SELECT record, scope, holder FROM reach";
/// Rows of a breakdown that are returned; the true number stands beside them.
pub const ROWS_MAX: usize = 1_000;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Persons: records of persons, and lines of lists that were not yet reconciled with them.
    Persons,
    /// Acts.
    Acts,
    /// Incidents.
    Incidents,
    /// Items.
    Items,
}

impl What {
    /// The stable word.
    pub fn code(self) -> &'static str {
        match self {
            What::Persons => "persons",
            What::Acts => "acts",
            What::Incidents => "incidents",
            What::Items => "items",
        }
    }

    /// From the stable word.
    pub fn from_code(code: &str) -> Option<What> {
        [What::Persons, What::Acts, What::Incidents, What::Items]
            .into_iter()
            .find(|what| what.code() == code)
    }

    /// Kinds of records that it counts.
    pub fn kinds(self) -> &'static [&'static str] {
        match self {
            What::Persons => &["person", "entry"],
            What::Acts => &["act"],
            What::Incidents => &["incident"],
            What::Items => &["item"],
        }
    }
}

/// What a figure asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is counted.
    pub what: What,
    /// Of which records.
    pub expression: Option<Expression>,
    /// Broken down by these fields.
    pub by: Vec<String>,
    /// Only records of which at least so many independent sources speak, 0 to 5. From 2 on only sources whose kind
    /// (of an account: person) is stated count, and two of them only if they go back to no common origin.
    pub min_sources: u32,
    /// Of persons: count records of this counting unit, each as one, instead of the individuals they stand for.
    pub unit: Option<String>,
}

impl Question {
    /// Whether it asks for what is said of the records, and not only how many there are.
    fn looks_beyond(&self) -> bool {
        self.expression.is_some() || !self.by.is_empty() || self.min_sources > 0
    }
}

/// One line of a breakdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedRow {
    /// The value in each of the fields, as one of the sources writes it, of a reference the id; none where no source
    /// gives one.
    pub values: Vec<Option<String>>,
    /// Records that have only these values.
    pub min: u64,
    /// The number, where it is one.
    pub value: Option<u64>,
    /// Records that have these values by at least one source; none where no upper end is stated.
    pub max: Option<u64>,
}

/// A figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// At least.
    pub min: u64,
    /// The number, where it is one.
    pub value: Option<u64>,
    /// At most; none where a group has no stated upper end.
    pub max: Option<u64>,
    /// The breakdown, at most 1,000 lines.
    pub rows: Vec<CountedRow>,
    /// The true number of its lines.
    pub rows_total: u64,
    /// SQL that gives one row `min`, `value`, `max`.
    pub sql: String,
    /// SQL of the breakdown.
    pub rows_sql: Option<String>,
    /// `not_reconciled`: records are counted that were not linked and may be the same persons.
    /// `judged_since_linked`, `changed_since_linked`: people judged pairs, or more was said of linked records, since the
    /// last linkage. `range_of_three_groupings`: groupings between those of the linkage may give numbers outside the range.
    /// `no_upper_end`: a group has no stated upper end.
    pub warnings: Vec<&'static str>,
}

/// What a figure counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedRecords {
    /// The records, each with the number of its person if it was linked.
    pub records: Vec<(StatementId, Option<i64>)>,
    /// Persons, or records without one, in all.
    pub total: u64,
}

impl Catalog {
    /// Answers a figure's question.
    pub fn count(&self, question: &Question) -> Result<Counted, CatalogError> {
        let connection = self.ready_to_count(question.looks_beyond())?;
        let asked = format!("{question:?}");
        kept_or(&self.kept_figures, connection, &asked, || {
            self.count_anew(connection, question)
        })
    }

    fn count_anew(
        &self,
        connection: &Connection,
        question: &Question,
    ) -> Result<Counted, CatalogError> {
        let is_linked = self.is_linked()?;
        let text = figure_sql(question, is_linked)?;
        if let Some(rows_sql) = text.rows {
            let whole = Question {
                by: Vec::new(),
                ..question.clone()
            };
            let counted = self.count(&whole)?;
            let (rows, rows_total) = run_rows(connection, &rows_sql, question.by.len())?;
            return Ok(Counted {
                rows,
                rows_total,
                rows_sql: Some(rows_sql),
                ..counted
            });
        }
        let ((min, value, max), has_entries) =
            connection.query_row(&text.beside_entries, [], |row| {
                Ok((range_at(row, 0)?, row.get::<_, bool>(3)?))
            })?;
        let mut warnings = Vec::new();
        if has_entries {
            warnings.push("not_reconciled");
        }
        if is_linked && question.what == What::Persons {
            if self.judged_since_linked()? {
                warnings.push("judged_since_linked");
            }
            if self.changed_since_linked()? {
                warnings.push("changed_since_linked");
            }
            // What is asked of several records together, joining can make true: other groupings may give other numbers.
            if question.min_sources > 1 || question.expression.as_ref().is_some_and(joins) {
                warnings.push("range_of_three_groupings");
            }
        }
        if max.is_none() {
            warnings.push("no_upper_end");
        }
        Ok(Counted {
            min,
            value,
            max,
            rows: Vec::new(),
            rows_total: 0,
            sql: text.figure,
            rows_sql: None,
            warnings,
        })
    }
}

impl Catalog {
    /// The connection; for questions that look beyond the records with the rows of `reached` as of now.
    fn ready_to_count(&self, looks_beyond: bool) -> Result<&Connection, CatalogError> {
        const NOW: &str =
            "SELECT (SELECT coalesce(sum(size), 0) FROM head), (SELECT count(*) FROM erased)";
        let connection = self.ready_for_all()?;
        let is_kept = format!("SELECT 1 FROM reached_of WHERE (entries, erasures) = ({NOW})");
        if looks_beyond && !connection.prepare_cached(&is_kept)?.exists([])? {
            let transaction =
                Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
            transaction.execute_batch(&format!(
                "DELETE FROM reached; DELETE FROM reached_of; {REACH};
                 INSERT INTO reached_of (entries, erasures) {NOW};"
            ))?;
            transaction.commit()?;
        }
        Ok(connection)
    }

    /// The records that a figure counts, those of one person (by the middle answer of a linkage) behind each other with the
    /// person's number; and how many persons, or records without one, there are. Of these at most `limit`, each with all
    /// its records.
    pub fn counted_records(
        &self,
        question: &Question,
        limit: u64,
        offset: u64,
    ) -> Result<CountedRecords, CatalogError> {
        let connection = self.ready_to_count(question.looks_beyond())?;
        let sql = figure_sql(question, self.is_linked()?)?.counted;
        let total = format!(
            "SELECT count(DISTINCT person) + coalesce(sum(person IS NULL), 0) FROM (\n{sql})"
        );
        let total: i64 = connection.query_row(&total, [], |row| row.get(0))?;
        let mut query = connection.prepare(&format!(
            "SELECT id, person FROM (
               SELECT s.id AS id, k.person AS person,
                 dense_rank() OVER (ORDER BY k.person IS NULL, k.person, iif(k.person IS NULL, s.id, NULL)) AS place
               FROM (\n{sql}) AS k JOIN statement AS s ON s.number = k.record)
             WHERE place > ?1 AND place <= ?2 ORDER BY place, id"
        ))?;
        let places = [offset, offset.saturating_add(limit)].map(|place| place.min(i64::MAX as u64));
        let rows = query.query_map(places.map(u64::cast_signed), |row| {
            Ok((StatementId::from_bytes(row.get(0)?), row.get(1)?))
        })?;
        Ok(CountedRecords {
            records: rows.collect::<Result<_, _>>()?,
            total: total.cast_unsigned(),
        })
    }

    /// On which lists the counted persons stand, by the middle answer of a linkage: each combination of lists, and how many
    /// persons are on exactly those. Records without a list are left out; `is_linked` has to hold.
    pub fn list_overlaps(
        &self,
        question: &Question,
        answer: u8,
    ) -> Result<BTreeMap<Vec<StatementId>, u64>, CatalogError> {
        let connection = self.ready_to_count(question.looks_beyond())?;
        let sql = linked::persons_on_lists(question)?;
        let mut query = connection.prepare(&sql)?;
        let mut rows = query.query([answer])?;
        let mut of_person: BTreeMap<i64, Vec<StatementId>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let lists = of_person.entry(row.get(0)?).or_default();
            lists.push(StatementId::from_bytes(row.get(1)?));
        }
        let mut overlaps = BTreeMap::new();
        for lists in of_person.into_values() {
            *overlaps.entry(lists).or_default() += 1;
        }
        Ok(overlaps)
    }

    /// The records of one kind that a figure may count, whatever its sources and its counting unit are: those that match,
    /// and those that match together with other records of the same person.
    pub fn countable(
        &self,
        what: What,
        kind: &str,
        expression: Option<&Expression>,
    ) -> Result<Vec<StatementId>, CatalogError> {
        let linked = what == What::Persons && self.is_linked()?;
        let Some(expression) = expression.filter(|_| linked) else {
            return self.matching(Some(kind), expression);
        };
        let connection = self.ready_to_count(true)?;
        let mut query = connection.prepare(&linked::countable(expression)?)?;
        let rows = query.query_map([kind], |row| Ok(StatementId::from_bytes(row.get(0)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Whether two things are asked of one record.
fn joins(expression: &Expression) -> bool {
    match expression {
        Expression::Compare { .. } => false,
        Expression::And(..) => true,
        Expression::Or(left, right) => joins(left) || joins(right),
        Expression::Not(inside) => joins(inside),
    }
}

/// Runs SQL that gives one row `min`, `value`, `max`.
pub(crate) fn run_range(
    connection: &Connection,
    sql: &str,
) -> Result<(u64, Option<u64>, Option<u64>), rusqlite::Error> {
    connection.query_row(sql, [], |row| range_at(row, 0))
}

fn range_at(
    row: &Row<'_>,
    first: usize,
) -> Result<(u64, Option<u64>, Option<u64>), rusqlite::Error> {
    let unsigned = |number: Option<i64>| number.map(i64::cast_unsigned);
    let min: i64 = row.get(first)?;
    Ok((
        min.cast_unsigned(),
        unsigned(row.get(first + 1)?),
        unsigned(row.get(first + 2)?),
    ))
}

fn run_rows(
    connection: &Connection,
    sql: &str,
    fields: usize,
) -> Result<(Vec<CountedRow>, u64), rusqlite::Error> {
    let mut query = connection.prepare(sql)?;
    let mut found = query.query([])?;
    let mut rows = Vec::new();
    let mut total = 0;
    while let Some(row) = found.next()? {
        total += 1;
        if rows.len() < ROWS_MAX {
            let values = (0..fields)
                .map(|index| row.get(index))
                .collect::<Result<_, _>>()?;
            let (min, value, max) = range_at(row, fields)?;
            rows.push(CountedRow {
                values,
                min,
                value,
                max,
            });
        }
    }
    Ok((rows, total))
}
