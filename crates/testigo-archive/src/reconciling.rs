//! `judge` and `link` inside an archive: the machine's answers are derived and can be made again, what
//! people decide are statements.

mod behind;
mod entries;
mod review;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use testigo_catalog::{Grouped, LinkedPair};
use testigo_custody::StatementId;
use testigo_link::{
    EntryId, Explanation, Judgement, LinkSettings, Linked, Model, NameAdditions, NameTables, Pair,
    Table, Verdict, explain, explain_each, learn, link,
};

use crate::archive::{Archive, Batch};
use crate::draft::Draft;
use crate::error::{Error, Result};
use crate::linking::{LinkAnswer, answer, failed, said};
use crate::protect::reason_given;

pub use behind::EntryBehind;
pub use review::{AgreementAnswer, ExplainAnswer, NextAnswer, ReviewSide, WeightShown};

/// With what a linkage was made, beside its rows in the catalog.
#[derive(Debug, Serialize, Deserialize)]
struct MadeWith {
    /// The model, as Splink settings.
    model: String,
    /// The names of the fields that were compared.
    fields: Vec<String>,
    /// The lists that were linked; everything if none.
    lists: Vec<String>,
}

/// Why a pair weighs what it weighs, as it is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Explained {
    prior: f64,
    weights: Vec<WeightShown>,
    probability: f64,
    rule: Option<String>,
    model: String,
}

impl From<Explanation> for Explained {
    fn from(explanation: Explanation) -> Self {
        Self {
            prior: explanation.prior_bits,
            weights: explanation
                .weights
                .into_iter()
                .map(WeightShown::from)
                .collect(),
            probability: explanation.probability,
            rule: explanation.rule,
            model: explanation.model,
        }
    }
}

impl Archive {
    /// Records what a person decided about two records of persons or entries.
    pub fn judge(
        &mut self,
        one: &str,
        other: &str,
        verdict: Verdict,
        reason: &str,
    ) -> Result<StatementId> {
        self.complete_own_log()?;
        let (one, other) = self.pair_of(one, other)?;
        let mut batch = Batch::default();
        let mut draft = Draft::new("judgement");
        draft.subject = Some(one);
        draft.reason = Some(reason_given(reason)?);
        draft.text("other", &other.to_string());
        draft.text("verdict", word_of(verdict));
        let id = self.write(draft, &mut batch)?;
        self.commit(batch)?;
        Ok(id)
    }

    /// Two different records that can be one person.
    fn pair_of(&self, one: &str, other: &str) -> Result<(StatementId, StatementId)> {
        let pair = (self.record_id(one)?, self.record_id(other)?);
        for record in [pair.0, pair.1] {
            if !matches!(self.kind_of(record)?.as_str(), "person" | "entry") {
                return Err(Error::new("not_a_person").with("path", record.to_string()));
            }
        }
        if pair.0 == pair.1 {
            return Err(Error::new("judged_with_itself").with("path", pair.0.to_string()));
        }
        Ok(pair)
    }

    /// Links the entries of these lists, or all persons and entries, and keeps what came of it.
    pub fn link_run(&mut self, lists: &[String], threads: usize) -> Result<LinkAnswer> {
        let lists = self.lists_named(lists)?;
        let fields = self.fields_to_compare(&lists)?;
        let gathered = self.gather(&lists, &fields)?;
        if gathered.records.is_empty() {
            return Err(Error::new("nothing_to_link"));
        }
        let names = NameTables::with(&NameAdditions::default()).map_err(failed)?;
        let table = Table::new(gathered.entries, &names).map_err(failed)?;
        let settings = LinkSettings {
            threads,
            ..LinkSettings::default()
        };
        let judgements = self.judgements_on(&gathered.records)?;
        let (model, learning) = learn(&table, &settings, &judgements).map_err(failed)?;
        let linked = link(&table, &settings, &model, &judgements, None).map_err(failed)?;
        let made_with = MadeWith {
            model: linked.model.to_json(&table).map_err(failed)?,
            fields: fields.iter().map(|field| field.name.clone()).collect(),
            lists: lists.iter().map(StatementId::to_string).collect(),
        };
        let made_with = serde_json::to_string(&made_with)
            .map_err(|error| Error::new("internal").because(error))?;
        let groups = groups(&linked, &gathered.records, &gathered.alone);
        let pairs = explained_pairs(&table, &linked, &gathered.records)?;
        self.catalog
            .keep_linkage(&made_with, &mut groups.into_iter(), &mut pairs.into_iter())?;
        let mut warnings: std::collections::BTreeSet<String> = learning
            .iter()
            .chain(&linked.warnings)
            .map(|warning| said(warning.code, &warning.subject))
            .collect();
        for (left, right) in &linked.contradictions {
            let id = |entry: &EntryId| gathered.records[entry.0 as usize];
            warnings.insert(said(
                "judgements_contradict",
                &format!("{} {}", id(left), id(right)),
            ));
        }
        let mut answer = answer(&table, &linked, warnings);
        answer.entries += gathered.alone.len();
        answer.clusters += gathered.alone.len();
        Ok(answer)
    }

    /// Lists by id or name.
    fn lists_named(&self, lists: &[String]) -> Result<Vec<StatementId>> {
        let mut found = Vec::new();
        for name in lists {
            let by_name = self.catalog.find_list(name)?;
            let list = match by_name.as_slice() {
                [list] => *list,
                [] => self.record_id(name)?,
                _ => return Err(Error::new("ambiguous_id").with("path", name)),
            };
            if self.kind_of(list)? != "list" {
                return Err(Error::new("not_a_list").with("path", list.to_string()));
            }
            found.push(list);
        }
        Ok(found)
    }

    /// What people have decided about these records, which are in the order of ids.
    fn judgements_on(&self, records: &[StatementId]) -> Result<Vec<Judgement>> {
        let entry = |record: StatementId| {
            let place = records.binary_search(&record).ok()?;
            u32::try_from(place).ok().map(EntryId)
        };
        let judgements = self.catalog.judgements()?;
        Ok(judgements
            .iter()
            .filter_map(|judgement| {
                Some(Judgement {
                    left: entry(judgement.one)?,
                    right: entry(judgement.other)?,
                    verdict: verdict_of(&judgement.verdict)?,
                })
            })
            .collect())
    }

    /// Why a pair weighs what it weighs by the last linkage: as it was kept, or, of a pair that was not
    /// worth keeping, by the same model over what is there now.
    fn explained(&self, one: StatementId, other: StatementId) -> Result<Explained> {
        let not_linked = || Error::new("not_linked");
        if let Some(pair) = self.catalog.linked_pair(one, other)? {
            return explained_in(&pair);
        }
        let made_with = self.catalog.linkage()?.ok_or_else(not_linked)?;
        let made_with: MadeWith = serde_json::from_str(&made_with)
            .map_err(|error| Error::new("internal").because(error))?;
        let lists: Vec<StatementId> = made_with
            .lists
            .iter()
            .filter_map(|list| list.parse().ok())
            .collect();
        let mut fields = self.fields_to_compare(&lists)?;
        fields.retain(|field| made_with.fields.contains(&field.name));
        let gathered = self.gather(&lists, &fields)?;
        let entry = |record: StatementId| {
            let place = gathered.records.binary_search(&record).ok();
            let place = place.and_then(|place| u32::try_from(place).ok());
            place.map(EntryId).ok_or_else(not_linked)
        };
        let (left, right) = (entry(one)?, entry(other)?);
        let names = NameTables::with(&NameAdditions::default()).map_err(failed)?;
        let table = Table::new(gathered.entries, &names).map_err(failed)?;
        let model = Model::from_json(&made_with.model, &table).map_err(|_| not_linked())?;
        let explanation = explain(&table, &model, table.len(), left, right).map_err(failed)?;
        Ok(explanation.into())
    }
}

fn explained_in(pair: &LinkedPair) -> Result<Explained> {
    serde_json::from_str(&pair.explained).map_err(|error| Error::new("internal").because(error))
}

/// The stable word of a verdict.
fn word_of(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Same => "same",
        Verdict::Different => "different",
        Verdict::Unsure => "unsure",
    }
}

fn verdict_of(word: &str) -> Option<Verdict> {
    let all = [Verdict::Same, Verdict::Different, Verdict::Unsure];
    all.into_iter().find(|verdict| word_of(*verdict) == word)
}

/// The group of each record by each answer, numbered in the order of records; those that are no
/// individuals are alone.
fn groups(linked: &Linked, records: &[StatementId], alone: &[StatementId]) -> Vec<Grouped> {
    let answers = [
        linked.sure_joined(),
        linked.first.clone(),
        linked.all_joined(),
    ];
    let mut numbers: [BTreeMap<EntryId, u32>; 3] = Default::default();
    let mut number = |answer: usize, first: EntryId| {
        let next = u32::try_from(numbers[answer].len()).unwrap_or(u32::MAX) + 1;
        *numbers[answer].entry(first).or_insert(next)
    };
    let mut grouped: Vec<Grouped> = Vec::with_capacity(records.len() + alone.len());
    for (place, record) in records.iter().enumerate() {
        grouped.push(Grouped {
            record: *record,
            sure: number(0, answers[0][place]),
            likely: number(1, answers[1][place]),
            possible: number(2, answers[2][place]),
        });
    }
    let sizes = numbers.map(|known| u32::try_from(known.len()).unwrap_or(u32::MAX));
    for (more, record) in (1..).zip(alone) {
        grouped.push(Grouped {
            record: *record,
            sure: sizes[0] + more,
            likely: sizes[1] + more,
            possible: sizes[2] + more,
        });
    }
    grouped
}

/// The pairs that are one person's or worth a look, with the reasons for their weight.
fn explained_pairs(
    table: &Table,
    linked: &Linked,
    records: &[StatementId],
) -> Result<Vec<LinkedPair>> {
    let places: BTreeMap<(EntryId, EntryId), u64> = (1..)
        .zip(linked.review_queue())
        .map(|(place, pair)| ((pair.left, pair.right), place))
        .collect();
    let kept: Vec<&Pair> = linked
        .pairs
        .iter()
        .filter(|pair| pair.bits >= linked.thresholds.review_bits)
        .collect();
    let entries: Vec<(EntryId, EntryId)> =
        kept.iter().map(|pair| (pair.left, pair.right)).collect();
    let mut pairs = Vec::with_capacity(kept.len());
    let mut each = |explanation: Explanation| {
        let Some(pair) = kept.get(pairs.len()) else {
            return;
        };
        pairs.push(LinkedPair {
            one: records[pair.left.0 as usize],
            other: records[pair.right.0 as usize],
            place: places.get(&(pair.left, pair.right)).copied(),
            bits: pair.bits,
            explained: serde_json::to_string(&Explained::from(explanation)).unwrap_or_default(),
        });
    };
    explain_each(
        table,
        &linked.model,
        linked.frequency_entries,
        &entries,
        &mut each,
    )
    .map_err(failed)?;
    Ok(pairs)
}
