//! Figures of a dossier that are also estimated: how many people no list names, as the group states it.

use std::cell::RefCell;

use serde_json::{Value, json};
use testigo_custody::StatementId;
use testigo_estimate::{OverlapTable, Stratum};
use testigo_report::EstimateReport;
use testigo_words::{Language, Words};

use crate::archive::Archive;
use crate::disclose::selection::Selection;
use crate::disclose::specification::WantedFigure;
use crate::error::{Error, Result};
use crate::estimating::report_out::{Given, report};
use crate::estimating::{EstimateAnswer, EstimateRequest};

/// An estimate beside a figure.
#[derive(Debug)]
pub(crate) struct EstimatedFigure {
    answer: EstimateAnswer,
    /// What it comes from; lists that stay are numbers.
    table: OverlapTable,
    /// Whether small numbers are left out: then the combinations of lists are not shown either.
    is_for_strangers: bool,
}

impl Archive {
    /// All settings are printed beside it.
    pub(crate) fn estimated(
        &self,
        wanted: &WantedFigure,
        settings: &str,
        selection: &Selection,
    ) -> Result<EstimatedFigure> {
        let staying: RefCell<Vec<StatementId>> = RefCell::default();
        let list_name = |list: StatementId| {
            if selection.leaves(list) {
                return Ok(self.catalog.title(list)?);
            }
            // A list that stays is only told apart from others that stay.
            let mut staying = staying.borrow_mut();
            let place = staying.iter().position(|known| *known == list);
            let place = place.unwrap_or_else(|| {
                staying.push(list);
                staying.len() - 1
            });
            Ok(format!("({})", place + 1))
        };
        let request = EstimateRequest {
            settings: Some(settings.to_owned()),
            threads: self.surroundings.threads,
            ..EstimateRequest::default()
        };
        let (answer, table) =
            self.estimate_question(&wanted.question, &wanted.name, &list_name, &request)?;
        Ok(EstimatedFigure {
            answer,
            table,
            is_for_strangers: wanted.suppress.is_some(),
        })
    }
}

impl EstimatedFigure {
    /// The answer of `estimate`, and the table: anybody can run it again.
    pub(crate) fn to_json(&self) -> Result<Value> {
        let internal = |error: serde_json::Error| Error::new("internal").because(error);
        let mut json = serde_json::to_value(&self.answer).map_err(internal)?;
        if self.is_for_strangers {
            json["overlap"] = Value::Null;
            json["list_sizes"] = Value::Null;
            json["table"] = Value::Null;
            // From the numbers behind the methods the table could be solved.
            json["lower_bound"] = Value::Null;
            json["sensitivity"] = Value::Null;
            json["linkage"] = Value::Null;
            for method in json["methods"].as_array_mut().into_iter().flatten() {
                method["diagnostics"] = Value::Null;
                method["model"] = Value::Null;
                method["warnings"] = Value::Null;
            }
            return Ok(json);
        }
        let places = 0..self.table.lists().len();
        let cells: Vec<Value> = self
            .table
            .cells()
            .iter()
            .map(|cell| {
                let bit = |place: usize| cell.lists.0 >> place & 1;
                let row: Vec<u32> = places.clone().map(bit).collect();
                json!({"lists": row, "count": cell.people})
            })
            .collect();
        json["table"] = json!({"lists": self.table.lists(), "cells": cells});
        Ok(json)
    }

    /// For the page.
    pub(crate) fn to_report(&self, language: Language) -> Result<EstimateReport> {
        let strata = [Stratum {
            name: String::new(),
            table: self.table.clone(),
        }];
        let given = Given {
            files: &[],
            strata: &strata,
            found: &self.answer.assessment,
            settings: &self.answer.settings,
        };
        let mut page = report(&given, &Words::new(language))?;
        if self.is_for_strangers {
            page.lists.clear();
            page.combinations.clear();
            page.combinations_drawing = None;
            page.pairs.clear();
            page.lower_bound = None;
            page.whole.sensitivity.clear();
            for method in &mut page.whole.methods {
                method.diagnostics.clear();
                method.model = None;
                method.warnings.clear();
            }
        }
        Ok(page)
    }
}
