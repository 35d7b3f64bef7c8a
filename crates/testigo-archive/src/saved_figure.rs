//! Figures with a name: their rule is a statement, and whoever asks walks down from the number to the persons, the
//! claims and the items.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Value, json};
use testigo_catalog::{ClaimView, Question, What, said_field};
use testigo_custody::StatementId;
use testigo_record::{Expression, field};

use crate::archive::{Archive, Batch};
use crate::counting::{CountRequest, range_json};
use crate::draft::Draft;
use crate::error::{Error, Result};
use crate::find::{ClaimShown, SourceShown};
use crate::receive::LISTED_MAX;
use crate::reconciling::CLAIMS_SHOWN;

/// Names are short.
const NAME_BYTES_MAX: usize = 200;

/// The answer to `show` of a figure.
#[derive(Debug, Serialize)]
pub struct FigureAnswer {
    /// The statement that saved it.
    pub id: String,
    /// `figure`.
    pub kind: &'static str,
    /// Its name.
    pub title: String,
    /// What it counts, of what, by what, under which standard.
    pub rule: Value,
    /// The number when it was saved, and of which heads.
    pub saved: Value,
    /// The number now.
    pub documented: Value,
    /// SQL that gives it.
    pub sql: String,
    /// What is counted, at most 1,000: of persons each with all its records that are counted.
    pub counted: Vec<CountedOne>,
    /// All of them.
    pub counted_total: u64,
    /// As of `count`.
    pub warnings: Vec<&'static str>,
}

/// A figure in a list of figures.
#[derive(Debug, Clone)]
pub struct FigureName {
    /// The statement that saved it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// When it was saved, as the device states it.
    pub recorded_at: String,
    /// The person acting.
    pub by: String,
}

/// One person, or one record of another kind.
#[derive(Debug, Serialize)]
pub struct CountedOne {
    /// Its records that are counted.
    pub records: Vec<CountedRecord>,
}

/// A record that is counted, and why.
#[derive(Debug, Serialize)]
pub struct CountedRecord {
    /// The record.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// The list of an entry.
    pub list: Option<SourceShown>,
    /// What is said of the fields that the figure asks for.
    pub why: Vec<ClaimShown>,
    /// Who says anything of it.
    pub sources: Vec<SourceShown>,
    /// The items that this comes from.
    pub items: Vec<ItemBehind>,
}

/// An item behind a record.
#[derive(Debug, Clone, Serialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct ItemBehind {
    /// The item.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// SHA-256 of its bytes.
    pub sha256: Option<String>,
}

impl Archive {
    /// Keeps a figure's rule, the number and the heads that it is as of, under a name.
    pub(crate) fn save_figure(
        &mut self,
        name: &str,
        request: &CountRequest,
        counted: &Value,
        heads: &Value,
    ) -> Result<StatementId> {
        let name = name.trim();
        if name.is_empty() || name.len() > NAME_BYTES_MAX {
            return Err(Error::new("figure_name"));
        }
        self.complete_own_log()?;
        let mut batch = Batch::default();
        let mut draft = Draft::new("figure");
        draft.text("name", name);
        draft.text("what", &request.what);
        draft.optional("where", request.condition.as_deref());
        draft.json("breakdown", json!(request.by).to_string());
        draft.json("min_sources", request.min_sources.to_string());
        draft.optional("unit", request.unit.as_deref());
        draft.json("counted", counted.to_string());
        draft.json("heads", heads.to_string());
        let id = self.write(draft, &mut batch)?;
        self.commit(batch)?;
        Ok(id)
    }

    /// The figure that was saved last under this name, or with this id or the only one whose id begins so.
    pub fn figure(&self, text: &str) -> Result<Option<StatementId>> {
        if let Some(id) = self.catalog.figure_named(text.trim())? {
            return Ok(Some(id));
        }
        let Ok(id) = self.record_id(text) else {
            return Ok(None);
        };
        let kind = self.catalog.kind_of(id)?;
        Ok(kind.is_some_and(|kind| kind == "figure").then_some(id))
    }

    /// What a saved figure is called.
    pub fn figure_name(&self, id: StatementId) -> Result<String> {
        let saved = self.saved_fields(id)?;
        Ok(saved["name"].as_str().unwrap_or_default().to_owned())
    }

    /// What a saved figure asks.
    pub fn saved_request(&self, id: StatementId) -> Result<CountRequest> {
        Ok(request_of(&self.saved_fields(id)?))
    }

    /// The fields of a saved figure.
    fn saved_fields(&self, id: StatementId) -> Result<Value> {
        let details = self.catalog.details(id)?.into_iter();
        let read = details.map(|(name, text)| {
            let value = serde_json::from_str(&text).unwrap_or(Value::Null);
            (name, value)
        });
        Ok(Value::Object(read.collect()))
    }

    /// The figures that were saved, newest first, and how many there are.
    pub fn figures(&self, limit: u64, offset: u64) -> Result<(Vec<FigureName>, u64)> {
        let page = self.catalog.figures(limit.min(LISTED_MAX as u64), offset)?;
        let named = page.items.into_iter().map(|figure| FigureName {
            id: figure.id.to_string(),
            name: serde_json::from_str(&figure.name).unwrap_or_default(),
            recorded_at: figure.recorded_at.unwrap_or_default(),
            by: figure.by.unwrap_or_default(),
        });
        Ok((named.collect(), page.total))
    }

    /// A saved figure: the number then and now, and the way down to what it counts.
    pub fn show_figure(&mut self, id: StatementId) -> Result<FigureAnswer> {
        self.show_figure_part(id, LISTED_MAX as u64, 0)
    }

    /// The same with a part of what it counts: `limit` persons or records from `offset` on.
    pub fn show_figure_part(
        &mut self,
        id: StatementId,
        limit: u64,
        offset: u64,
    ) -> Result<FigureAnswer> {
        let saved = self.saved_fields(id)?;
        let request = request_of(&saved);
        let question = request.question()?;
        let counted = self.catalog.count(&question)?;
        let limit = limit.min(LISTED_MAX as u64);
        let rests_on = self.catalog.counted_records(&question, limit, offset)?;
        let fields = fields_asked(&question);
        let mut ones: Vec<CountedOne> = Vec::new();
        let mut last = None;
        for (record, person) in rests_on.records {
            let shown = self.counted_record(record, &fields)?;
            match ones
                .last_mut()
                .filter(|_| person.is_some() && person == last)
            {
                Some(one) => one.records.push(shown),
                None => ones.push(CountedOne {
                    records: vec![shown],
                }),
            }
            last = person;
        }
        Ok(FigureAnswer {
            id: id.to_string(),
            kind: "figure",
            title: saved["name"].as_str().unwrap_or_default().to_owned(),
            rule: request.rule(),
            saved: json!({"documented": saved["counted"], "as_of": saved["heads"]}),
            documented: range_json(&counted),
            sql: counted.sql,
            counted: ones,
            counted_total: rests_on.total,
            warnings: counted.warnings,
        })
    }

    fn counted_record(
        &self,
        record: StatementId,
        fields: &BTreeSet<String>,
    ) -> Result<CountedRecord> {
        let mut claims = self.catalog.claims_of(record, CLAIMS_SHOWN, 0)?.items;
        let kind = self.kind_of(record)?;
        if kind == "person" {
            for act in self.catalog.acts_of(record)? {
                claims.extend(self.catalog.claims_of(act, CLAIMS_SHOWN, 0)?.items);
            }
        }
        let mut sources: Vec<SourceShown> = Vec::new();
        let mut items: BTreeSet<ItemBehind> = BTreeSet::new();
        for source in claims.iter().filter_map(|claim| claim.source.as_ref()) {
            let id = source.id.to_string();
            if sources.iter().all(|known| known.id != id) {
                items.extend(self.items_of_source(source.id)?);
                sources.push(SourceShown {
                    id,
                    name: source.name.clone(),
                });
            }
        }
        let list = self.list_in(&claims)?;
        for original in self.catalog.originals_of(record)? {
            items.insert(self.item_behind(original)?);
        }
        if kind == "item" {
            items.insert(self.item_behind(record)?);
        }
        let why: Vec<ClaimView> = claims
            .into_iter()
            .filter(|claim| fields.contains(&claim.field))
            .collect();
        Ok(CountedRecord {
            id: record.to_string(),
            title: self.catalog.title(record)?,
            list,
            why: self.claims_shown(&why)?,
            sources,
            items: items.into_iter().collect(),
            kind,
        })
    }

    /// Items that belong to an account: what was received with it as its source.
    fn items_of_source(&self, source: StatementId) -> Result<Vec<ItemBehind>> {
        if self.kind_of(source)? != "account" {
            return Ok(Vec::new());
        }
        let said = self.catalog.records_said_by(source)?;
        let mut items = Vec::new();
        for record in said {
            if self.kind_of(record)? == "item" {
                items.push(self.item_behind(record)?);
            }
        }
        Ok(items)
    }

    fn item_behind(&self, item: StatementId) -> Result<ItemBehind> {
        let claims = self.catalog.claims_of(item, CLAIMS_SHOWN, 0)?.items;
        let digest = claims.into_iter().find(|claim| claim.field == "sha256");
        Ok(ItemBehind {
            id: item.to_string(),
            title: self.catalog.title(item)?,
            sha256: digest.map(|claim| claim.value),
        })
    }
}

/// What the fields of a saved figure ask.
fn request_of(saved: &Value) -> CountRequest {
    let text = |name: &str| saved[name].as_str().map(str::to_owned);
    let by = saved["breakdown"].as_array().into_iter().flatten();
    let min_sources = saved["min_sources"].as_u64();
    CountRequest {
        what: text("what").unwrap_or_default(),
        condition: text("where"),
        by: by
            .filter_map(|field| field.as_str().map(str::to_owned))
            .collect(),
        min_sources: min_sources
            .and_then(|number| u32::try_from(number).ok())
            .unwrap_or(0),
        unit: text("unit"),
        suppress: None,
        save: None,
        as_of: None,
    }
}

/// The fields that a figure asks for, in its condition and its breakdown.
fn fields_asked(question: &Question) -> BTreeSet<String> {
    let mut fields: BTreeSet<String> = question
        .by
        .iter()
        .map(|by| said_field(by).to_owned())
        .collect();
    let mut waiting: Vec<&Expression> = question.expression.iter().collect();
    while let Some(expression) = waiting.pop() {
        match expression {
            Expression::Compare { field, .. } => {
                fields.insert(field.clone());
            }
            Expression::And(left, right) | Expression::Or(left, right) => {
                waiting.extend([left.as_ref(), right.as_ref()]);
            }
            Expression::Not(inside) => waiting.push(inside),
        }
    }
    // What a number of persons rests on.
    if question.what == What::Persons {
        fields.extend(["number", "unit"].map(str::to_owned));
    }
    fields.retain(|name| field("claim", name).is_some());
    fields
}
