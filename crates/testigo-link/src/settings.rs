//! A model as a Splink settings JSON: saved, read again, and run by Splink over the columns that
//! [`crate::prepared`] writes. A level's code stands in `label_for_charts` and the threshold in
//! `linker_uid`, because Splink refuses keys that it does not know.

mod sql;

use serde::{Deserialize, Serialize};

use crate::compare::comparisons;
use crate::error::LinkError;
use crate::model::{ComparisonModel, Model};
use crate::rule::RULES_MAX;
use crate::table::Table;

pub(crate) use sql::prepared_names;

/// What `linker_uid` begins with; behind it the threshold in thousandths of a bit.
const UID: &str = "testigo_match_millibits_";
const MILLI: f64 = 1_000.0;

#[derive(Debug, Serialize, Deserialize)]
struct Settings {
    link_type: String,
    probability_two_random_records_match: f64,
    comparisons: Vec<SplinkComparison>,
    blocking_rules_to_generate_predictions: Vec<SplinkRule>,
    #[serde(default = "unique_id")]
    unique_id_column_name: String,
    #[serde(default = "source_dataset")]
    source_dataset_column_name: String,
    #[serde(default)]
    linker_uid: Option<String>,
    #[serde(default = "duckdb")]
    sql_dialect: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct SplinkComparison {
    output_column_name: String,
    comparison_levels: Vec<SplinkLevel>,
    #[serde(default)]
    comparison_description: String,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct SplinkLevel {
    sql_condition: String,
    label_for_charts: String,
    #[serde(default, skip_serializing_if = "is_false")]
    is_null_level: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    m_probability: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    u_probability: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tf_adjustment_column: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tf_adjustment_weight: Option<f64>,
}

#[derive(Debug, Serialize, Deserialize)]
struct SplinkRule {
    blocking_rule: String,
    #[serde(default = "duckdb")]
    sql_dialect: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_false(value: &bool) -> bool {
    !value
}

fn unique_id() -> String {
    "unique_id".to_owned()
}

fn source_dataset() -> String {
    "source_dataset".to_owned()
}

fn duckdb() -> String {
    "duckdb".to_owned()
}

impl Model {
    /// The model as a Splink settings JSON.
    pub fn to_json(&self, table: &Table) -> Result<String, LinkError> {
        let described = comparisons(table);
        let mut models = Vec::with_capacity(described.len());
        for (comparison, model) in described.iter().zip(&self.comparisons) {
            let conditions = sql::conditions(comparison, table);
            let mut levels = vec![SplinkLevel {
                sql_condition: sql::null_condition(comparison, table),
                label_for_charts: "not_compared".to_owned(),
                is_null_level: true,
                ..SplinkLevel::default()
            }];
            for (place, condition) in conditions.into_iter().enumerate() {
                let by_rarity = place == 0 && comparison.weighs_rarity();
                levels.push(SplinkLevel {
                    sql_condition: condition,
                    label_for_charts: model.levels[place].clone(),
                    m_probability: Some(model.m[place]),
                    u_probability: Some(model.u[place]),
                    tf_adjustment_column: by_rarity.then(|| sql::column_name(&comparison.name)),
                    tf_adjustment_weight: by_rarity.then_some(1.0),
                    ..SplinkLevel::default()
                });
            }
            models.push(SplinkComparison {
                output_column_name: sql::column_name(&comparison.name),
                comparison_levels: levels,
                comparison_description: format!("{}: {}", comparison.kind.word(), comparison.name),
            });
        }
        let rules = self.rules.iter().map(|rule| SplinkRule {
            blocking_rule: sql::rule(rule, table),
            sql_dialect: duckdb(),
        });
        let settings = Settings {
            link_type: "dedupe_only".to_owned(),
            probability_two_random_records_match: self.prior,
            comparisons: models,
            blocking_rules_to_generate_predictions: rules.collect(),
            unique_id_column_name: unique_id(),
            source_dataset_column_name: source_dataset(),
            linker_uid: self
                .match_bits
                .map(|bits| format!("{UID}{}", (bits * MILLI).round()).replace('-', "minus_")),
            sql_dialect: duckdb(),
        };
        serde_json::to_string_pretty(&settings)
            .map_err(|error| LinkError::ModelInvalid(error.to_string()))
    }

    /// Reads a model that [`Model::to_json`] wrote, for lists with the same fields.
    pub fn from_json(json: &str, table: &Table) -> Result<Self, LinkError> {
        let settings: Settings = serde_json::from_str(json).map_err(|error| {
            LinkError::ModelInvalid(format!("line {}, column {}", error.line(), error.column()))
        })?;
        let comparisons = settings.comparisons.into_iter().map(|comparison| {
            let described = comparison.comparison_description.split_once(": ");
            let name = described.map_or(comparison.output_column_name.as_str(), |(_, name)| name);
            let mut model = ComparisonModel {
                name: name.to_owned(),
                levels: Vec::new(),
                m: Vec::new(),
                u: Vec::new(),
            };
            let levels = comparison.comparison_levels.into_iter();
            for level in levels.filter(|level| !level.is_null_level) {
                model.levels.push(level.label_for_charts);
                model.m.push(level.m_probability.unwrap_or(0.0));
                model.u.push(level.u_probability.unwrap_or(0.0));
            }
            model
        });
        let mut model = Self {
            prior: settings.probability_two_random_records_match,
            comparisons: comparisons.collect(),
            rules: Vec::new(),
            match_bits: settings.linker_uid.as_deref().and_then(read_threshold),
        };
        for rule in settings
            .blocking_rules_to_generate_predictions
            .iter()
            .take(RULES_MAX)
        {
            model
                .rules
                .push(sql::read_rule(&rule.blocking_rule, table)?);
        }
        model.check(table)?;
        Ok(model)
    }
}

fn read_threshold(uid: &str) -> Option<f64> {
    let number: f64 = uid.strip_prefix(UID)?.replace("minus_", "-").parse().ok()?;
    number.is_finite().then_some(number / MILLI)
}
