//! `count --table`: a number that a source states, beside the one that an attached table gives.

use std::io::Cursor;

use serde_json::{Value, json};
use testigo_catalog::{AttachedTable, ClaimView, TableQuestionError};
use testigo_custody::StatementId;
use testigo_intake::{TableError, read_table};
use testigo_record::{Quantity, Type, field};

use crate::archive::Archive;
use crate::disclose::parse_condition;
use crate::error::{Error, Result};

/// A larger table is not read into memory.
const TABLE_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// Of one record.
const CLAIMS_MAX: u64 = 1_000;

/// What to compute, and what to put it beside.
#[derive(Debug, Clone, Default)]
pub struct TableCountRequest {
    /// The item.
    pub table: String,
    /// A formula over columns: `sum(votes)`, `count()`, `sum(a) / sum(b)`.
    pub value: String,
    /// A statement that states a number; `STATEMENT:FIELD` where it states several.
    pub beside: String,
    /// EXPR over the columns.
    pub condition: Option<String>,
}

impl Archive {
    /// Both numbers. Neither is decided to be right.
    pub fn count_table(&mut self, request: &TableCountRequest) -> Result<Value> {
        let stated = self.stated_number(&request.beside)?;
        let item = self.record_id(&request.table)?;
        let (digest, bytes) = self.bytes_of(item, TABLE_BYTES_MAX)?;
        let condition = parse_condition(request.condition.as_deref().unwrap_or(""))?;
        let (table, unread_rows) = attached(item, bytes)?;
        let answer = table
            .ask(&request.value, condition.as_ref())
            .map_err(refused)?;
        let mut warnings = Vec::new();
        if answer.cells_not_numbers > 0 {
            warnings.push("cells_not_numbers");
        }
        if unread_rows > 0 {
            warnings.push("rows_unread");
        }
        let columns: Vec<Value> = answer
            .columns
            .iter()
            .map(|(header, name)| json!({"header": header, "name": name}))
            .collect();
        Ok(json!({
            "stated": stated,
            "recomputed": answer.number,
            "sql": answer.sql,
            "rule": {"table": item.to_string(), "value": request.value, "where": request.condition},
            "table": {
                "id": item.to_string(),
                "title": self.catalog.title(item)?,
                "sha256": digest.to_string(),
                "rows": answer.rows,
                "columns": columns,
            },
            "cells_not_numbers": answer.cells_not_numbers,
            "rows_unread": unread_rows,
            "warnings": warnings,
        }))
    }

    /// The one number of a statement, and who states it.
    fn stated_number(&self, beside: &str) -> Result<Value> {
        let (statement, wanted) = match beside.split_once(':') {
            Some((statement, field)) => (statement, Some(field)),
            None => (beside, None),
        };
        let statement = self.record_id(statement)?;
        let view = self.catalog.statement(statement)?;
        let subject = view.and_then(|view| view.subject).unwrap_or(statement);
        let claims = self.catalog.claims_of(subject, CLAIMS_MAX, 0)?.items;
        let is_stated = |claim: &&ClaimView| {
            claim.statement == statement
                && wanted.is_none_or(|field| claim.field == field)
                && number_in(claim).is_some()
        };
        let numbers: Vec<&ClaimView> = claims.iter().filter(is_stated).collect();
        let claim = match numbers.as_slice() {
            [claim] => *claim,
            [] => return Err(Error::new("no_number_stated")),
            several => {
                let fields: Vec<&str> = several.iter().map(|claim| claim.field.as_str()).collect();
                return Err(Error::new("several_numbers_stated").with("detail", fields.join(", ")));
            }
        };
        let (min, max) = number_in(claim).unwrap_or_default();
        let source = claim
            .source
            .as_ref()
            .map(|source| json!({"id": source.id.to_string(), "name": source.name}));
        Ok(json!({
            "value": claim.value,
            "min": min,
            "max": max,
            "field": claim.field,
            "record": subject.to_string(),
            "statement": statement.to_string(),
            "locator": claim.locator,
            "source": source,
        }))
    }
}

/// The least and the most that a claim's number may be, where they are whole numbers. A field of the group's own is text:
/// it states a number if it is one.
fn number_in(claim: &ClaimView) -> Option<(Option<i64>, Option<i64>)> {
    if claim.unread || claim.refers.is_some() {
        return None;
    }
    let definition = field("claim", &claim.field)?;
    if matches!(definition.value, Type::Quantity | Type::Number) {
        return Some((claim.low, claim.high));
    }
    if !claim.field.starts_with("x.") {
        return None;
    }
    match Quantity::parse(&claim.value) {
        Some(quantity) => Some((quantity.low, quantity.high)),
        None => claim.value.parse::<f64>().ok().map(|_| (None, None)),
    }
}

/// The table in memory, and how many of its rows could not be read.
fn attached(item: StatementId, bytes: Vec<u8>) -> Result<(AttachedTable, u64)> {
    let not_read = |error: &TableError| {
        Error::new(error.code())
            .with("path", item.to_string())
            .with("detail", error.to_string())
    };
    let mut reader = read_table(Cursor::new(bytes), "").map_err(|error| not_read(&error))?;
    let mut rows = Vec::new();
    let mut unread = 0;
    while let Some(next) = reader.next_row() {
        match next {
            Ok(row) => rows.push(row.cells),
            Err(TableError::Row { .. }) => unread += 1,
            Err(error) => return Err(not_read(&error)),
        }
    }
    // Rows may name further columns, so the header is whole only now.
    let mut table = AttachedTable::new(reader.header()).map_err(refused)?;
    for row in rows {
        table.add(&row).map_err(refused)?;
    }
    Ok((table, unread))
}

#[expect(clippy::needless_pass_by_value, reason = "stands in map_err")]
fn refused(error: TableQuestionError) -> Error {
    Error::new(error.code()).with("detail", error.to_string())
}
