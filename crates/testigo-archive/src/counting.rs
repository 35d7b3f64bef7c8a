//! `count`: figures with their rule. Claimed stands beside documented; they are never added up.

use serde_json::{Value, json};
use testigo_catalog::{Claimed, Counted, Question, What};

use crate::archive::Archive;
use crate::disclose::parse_condition;
use crate::error::{Error, Result};

/// What to count.
#[derive(Debug, Clone, Default)]
pub struct CountRequest {
    /// `persons`, `acts`, `incidents`, `items`.
    pub what: String,
    /// EXPR.
    pub condition: Option<String>,
    /// Breakdown.
    pub by: Vec<String>,
    /// Independent sources that a record needs.
    pub min_sources: u32,
    /// Counting unit.
    pub unit: Option<String>,
}

impl Archive {
    /// Counts, and says by which rule and with which SQL.
    pub fn count(&mut self, request: &CountRequest) -> Result<Value> {
        let what = What::from_code(&request.what)
            .ok_or_else(|| Error::new("unknown_kind").with("kind", &request.what))?;
        let question = Question {
            what,
            expression: parse_condition(request.condition.as_deref().unwrap_or(""))?,
            by: request.by.clone(),
            min_sources: request.min_sources,
            unit: request.unit.clone(),
        };
        let counted = self.catalog.count(&question)?;
        let claimed = self.catalog.claimed(question.expression.as_ref())?;
        let mut as_of = Vec::new();
        for log in self.store.logs()? {
            if let Some(head) = self.counting_head(log)? {
                as_of.push(json!({"log": log.to_string(), "size": head.size, "root": head.root.to_string()}));
            }
        }
        let mut warnings = counted.warnings.clone();
        warnings.extend(&claimed.warnings);
        Ok(json!({
            "claimed": claimed_json(&claimed),
            "documented": {"min": counted.min, "value": counted.value, "max": counted.max},
            "estimated": Value::Null,
            "rows": self.rows_json(&question, &counted)?,
            "rows_total": counted.rows_total,
            "rule": {
                "what": what.code(),
                "where": request.condition,
                "by": request.by,
                "min_sources": request.min_sources,
                "unit": request.unit,
            },
            "sql": counted.sql,
            "rows_sql": counted.rows_sql,
            "as_of": as_of,
            "warnings": warnings,
        }))
    }
}

impl Archive {
    /// Of a reference the id, and beside it what the record is called.
    fn rows_json(&self, question: &Question, counted: &Counted) -> Result<Vec<Value>> {
        let mut rows = Vec::new();
        for row in &counted.rows {
            let mut by = serde_json::Map::new();
            let mut labels = serde_json::Map::new();
            for (name, value) in question.by.iter().zip(&row.values) {
                if let Some(record) = value.as_ref().and_then(|value| value.parse().ok()) {
                    labels.insert(name.clone(), json!(self.catalog.title(record)?));
                }
                by.insert(name.clone(), json!(value));
            }
            rows.push(json!({
                "by": by,
                "labels": labels,
                "min": row.min,
                "value": row.value,
                "max": row.max,
            }));
        }
        Ok(rows)
    }
}

fn claimed_json(claimed: &Claimed) -> Value {
    let claims: Vec<Value> = claimed
        .claims
        .iter()
        .map(|claim| {
            let source = claim
                .source
                .as_ref()
                .map(|source| json!({"id": source.id.to_string(), "name": source.name}));
            json!({
                "incident": claim.incident.to_string(),
                "field": claim.field,
                "value": claim.text,
                "min": claim.low,
                "max": claim.high,
                "source": source,
                "statement": claim.statement.to_string(),
            })
        })
        .collect();
    let groups: Vec<Value> = claimed
        .groups
        .iter()
        .map(|group| {
            json!({
                "incident": group.incident.to_string(),
                "field": group.field,
                "min": group.min,
                "max": group.max,
                "claims": group.claims,
            })
        })
        .collect();
    json!({
        "min": claimed.min,
        "max": claimed.max,
        "claims": claims,
        "claims_total": claimed.claims_total,
        "groups": groups,
    })
}
