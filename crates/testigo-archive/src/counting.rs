//! `count`: figures with their rule. Claimed stands beside documented; they are never added up.

use serde_json::{Value, json};
use testigo_catalog::{Claimed, Counted, Question, What, suppressed};

use testigo_estimate::chart::{BarRow, ChartWords, bars_chart, time_chart};

use crate::archive::Archive;
use crate::as_of::HeadAt;
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
    /// Leave out numbers below this, and those that would tell them.
    pub suppress: Option<u64>,
    /// Keep the rule under this name.
    pub save: Option<String>,
    /// Over the record as it was then: a saved figure, a release or checkpoints.
    pub as_of: Option<String>,
}

impl CountRequest {
    /// The question, read.
    pub(crate) fn question(&self) -> Result<Question> {
        let what = What::from_code(&self.what)
            .ok_or_else(|| Error::new("unknown_kind").with("kind", &self.what))?;
        Ok(Question {
            what,
            expression: parse_condition(self.condition.as_deref().unwrap_or(""))?,
            by: self.by.clone(),
            min_sources: self.min_sources,
            unit: self.unit.clone(),
        })
    }

    /// The rule of the figure.
    pub(crate) fn rule(&self) -> Value {
        json!({
            "what": self.what,
            "where": self.condition,
            "by": self.by,
            "min_sources": self.min_sources,
            "unit": self.unit,
        })
    }
}

/// At least, the number where it is one, at most.
pub(crate) fn range_json(counted: &Counted) -> Value {
    json!({"min": counted.min, "value": counted.value, "max": counted.max})
}

/// A number that strangers may not see.
fn leave_out(cell: &mut Value) {
    for name in ["min", "value", "max"] {
        cell[name] = Value::Null;
    }
    cell["suppressed"] = Value::Bool(true);
}

impl Archive {
    /// Counts, and says by which rule and with which SQL.
    pub fn count(&mut self, request: &CountRequest) -> Result<Value> {
        let Some(text) = &request.as_of else {
            let heads = self.heads_now()?;
            return self.count_at(request, &heads, 0);
        };
        if request.save.is_some() {
            return Err(Error::new("as_of_saved"));
        }
        let heads = self.heads_named(text)?;
        self.at_heads(&heads, |then, erased_since| {
            then.count_at(request, &heads, erased_since)
        })
    }

    fn count_at(
        &mut self,
        request: &CountRequest,
        heads: &[HeadAt],
        erased_since: u64,
    ) -> Result<Value> {
        let question = request.question()?;
        let counted = self.catalog.count(&question)?;
        let claimed = self.catalog.claimed(question.expression.as_ref())?;
        let heads: Value = heads
            .iter()
            .map(|head| json!({"log": head.log.to_string(), "size": head.size, "root": head.root.to_string()}))
            .collect();
        let saved = match &request.save {
            Some(name) => Some(self.save_figure(name, request, &range_json(&counted), &heads)?),
            None => None,
        };
        let mut warnings = counted.warnings.clone();
        warnings.extend(&claimed.warnings);
        if erased_since > 0 {
            warnings.push("erased_since");
        }
        let mut documented = range_json(&counted);
        let mut rows = self.rows_json(&question, &counted)?;
        let mut left_out = 0;
        if let Some(limit) = request.suppress {
            let hidden = suppressed(&counted.rows, limit);
            for (row, _) in rows.iter_mut().zip(hidden).filter(|(_, hidden)| *hidden) {
                leave_out(row);
                left_out += 1;
            }
            let is_small = |max: u64| max > 0 && max < limit;
            if counted.max.is_some_and(is_small) {
                leave_out(&mut documented);
                left_out += 1;
            }
            if left_out > 0 {
                warnings.push("cells_suppressed");
            }
        }
        Ok(json!({
            "claimed": claimed_json(&claimed),
            "documented": documented,
            "estimated": Value::Null,
            "suppressed": request.suppress.map(|below| json!({"below": below, "cells": left_out})),
            "rows": rows,
            "rows_total": counted.rows_total,
            "rule": request.rule(),
            "sql": counted.sql,
            "rows_sql": counted.rows_sql,
            "as_of": heads,
            "linkage": if question.what == What::Persons { json!(self.linkage_told()?) } else { Value::Null },
            "saved": saved.map(|id| id.to_string()),
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

/// A figure's rows as a chart: `over_time` if they are moments. The words are the caller's.
pub fn figure_chart(rows: &[BarRow], over_time: bool, title: &str, description: &str) -> String {
    let words = ChartWords { title, description };
    if over_time {
        time_chart(rows, words)
    } else {
        bars_chart(rows, words)
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
