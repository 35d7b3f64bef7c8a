//! `judge` and `link` inside an archive: the machine's answers are derived and can be made again, what
//! people decide are statements.

mod behind;
mod entries;
mod review;
mod standing;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use testigo_catalog::{Catalog, Grouped, LinkedPair, renumbered};
use testigo_custody::StatementId;
use testigo_link::{
    Entries, EntryId, Explanation, Judgement, LinkSettings, Linked, Model, NameTables, Pair, Table,
    Verdict, explain, explain_each, learn, link,
};

use crate::archive::{Archive, Batch};
use crate::draft::Draft;
use crate::error::{Error, Result};
use crate::linking::{LinkAnswer, answer, failed, said};
use crate::protect::reason_given;
use entries::line_of;

pub use behind::{EntryBehind, JudgementShown};
pub use review::{AgreementAnswer, ExplainAnswer, NextAnswer, ReviewSide, WeightShown};
pub(crate) use review::{CLAIMS_SHOWN, Sight};
pub use standing::LinkStanding;

/// With what a linkage was made, beside its rows in the catalog.
#[derive(Debug, Serialize, Deserialize)]
struct MadeWith {
    /// The model, as Splink settings.
    model: String,
    /// The names of the fields that were compared.
    fields: Vec<String>,
    /// The lists that were linked; everything if none.
    lists: Vec<String>,
    /// What people are told of it beside a figure.
    told: LinkageTold,
}

/// How the records behind a figure were linked.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct LinkageTold {
    /// Records.
    entries: usize,
    /// Lists, if not everything was linked.
    lists: Option<usize>,
    /// Chance from which a pair counted as one person's.
    threshold: f64,
    /// Judgements of people that were taken in.
    judgements: usize,
    /// The model's version.
    model: String,
}

/// Pairs that people are asked to look at; further ones are told, and asked after the next run.
const QUEUE_MAX: usize = 10_000;

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
        let reason = reason_given(reason)?;
        if let Some(judged) = self.judged_already((one, other), word_of(verdict), &reason)? {
            return Ok(judged);
        }
        let mut batch = Batch::default();
        let mut draft = Draft::new("judgement");
        draft.subject = Some(one);
        draft.reason = Some(reason);
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
    pub fn link_run(&mut self, lists: &[String]) -> Result<LinkAnswer> {
        let lists = self.lists_named(lists)?;
        let fields = self.fields_to_compare(&lists)?;
        let gathered = self.gather(&lists, &fields)?;
        if gathered.records.is_empty() {
            return Err(Error::new("nothing_to_link"));
        }
        let table = table_of(gathered.entries)?;
        let settings = LinkSettings {
            threads: self.surroundings.threads,
            ..LinkSettings::default()
        };
        let mut warnings = BTreeSet::new();
        let judgements = self.judgements_on(&gathered.records, &mut warnings)?;
        self.surroundings.go_on()?;
        let (model, learning) = learn(&table, &settings, &judgements).map_err(failed)?;
        self.surroundings.go_on()?;
        let linked = link(&table, &settings, &model, &judgements, None).map_err(failed)?;
        self.surroundings.go_on()?;
        warnings.extend(
            learning
                .iter()
                .chain(&linked.warnings)
                .map(|warning| said(warning.code, &warning.subject)),
        );
        for (left, right) in &linked.contradictions {
            let id = |entry: &EntryId| gathered.records[entry.0 as usize];
            let pair = format!("{} {}", id(left), id(right));
            warnings.insert(said("judgements_contradict", &pair));
        }
        let mut answer = answer(&table, &linked, warnings);
        answer.entries += gathered.alone.len();
        answer.clusters += gathered.alone.len();
        let made_with = MadeWith {
            model: linked.model.to_json(&table).map_err(failed)?,
            fields: fields.iter().map(|field| field.name.clone()).collect(),
            lists: lists.iter().map(StatementId::to_string).collect(),
            told: LinkageTold {
                entries: answer.entries,
                lists: Some(lists.len()).filter(|lists| *lists > 0),
                threshold: answer.threshold,
                judgements: judgements.len(),
                model: linked.model.version(),
            },
        };
        let cut = self.keep(
            &table,
            &linked,
            &gathered.records,
            &gathered.alone,
            &made_with,
        )?;
        if cut > 0 {
            answer.warnings.push(said("queue_cut", &cut.to_string()));
        }
        Ok(answer)
    }

    /// Keeps groups, the queue, and of each record the heaviest pair; gives how many pairs of the queue are left out.
    fn keep(
        &mut self,
        table: &Table,
        linked: &Linked,
        records: &[StatementId],
        alone: &[StatementId],
        made_with: &MadeWith,
    ) -> Result<usize> {
        let internal = |error: serde_json::Error| Error::new("internal").because(error);
        let made_with = serde_json::to_string(made_with).map_err(internal)?;
        let groups = groups(linked, records, alone);
        let (pairs, cut) = worth_keeping(linked);
        let entries: Vec<(EntryId, EntryId)> = pairs
            .iter()
            .map(|(pair, _)| (pair.left, pair.right))
            .collect();
        self.catalog
            .keep_linkage::<Error>(&made_with, &mut groups.into_iter(), |keep| {
                let mut kept = Ok(());
                let mut waiting = pairs.iter();
                let mut each = |explanation: Explanation| {
                    let (Some((pair, place)), Ok(())) = (waiting.next(), &kept) else {
                        return;
                    };
                    let explained = serde_json::to_string(&Explained::from(explanation));
                    kept = explained.map_err(internal).and_then(|explained| {
                        Ok(keep(LinkedPair {
                            one: records[pair.left.0 as usize],
                            other: records[pair.right.0 as usize],
                            place: *place,
                            bits: pair.bits,
                            explained,
                        })?)
                    });
                };
                let (model, rarity) = (&linked.model, linked.frequency_entries);
                explain_each(table, model, rarity, &entries, &mut each).map_err(failed)?;
                kept
            })?;
        Ok(cut)
    }

    /// How the records were linked, in a figure's rule; none if they were not.
    pub(crate) fn linkage_told(&self) -> Result<Option<LinkageTold>> {
        Ok(self.made_with()?.map(|made_with| made_with.told))
    }

    /// The lists that another catalog's linkage was made of; none if it was not linked.
    pub(crate) fn linked_lists(catalog: &Catalog) -> Result<Option<Vec<String>>> {
        Ok(made_with(catalog)?.map(|made_with| made_with.lists))
    }

    /// Links the same lists as another linkage, as far as they are here.
    pub(crate) fn link_again(&mut self, lists: &[String]) -> Result<()> {
        let mut here = Vec::new();
        for list in lists {
            if self.record_id(list).is_ok() {
                here.push(list.clone());
            }
        }
        if here.is_empty() && !lists.is_empty() {
            return Ok(());
        }
        match self.link_run(&here) {
            Err(error) if error.code != "nothing_to_link" => Err(error),
            Ok(_) | Err(_) => Ok(()),
        }
    }

    fn made_with(&self) -> Result<Option<MadeWith>> {
        made_with(&self.catalog)
    }

    /// Lists by id or name.
    fn lists_named(&self, lists: &[String]) -> Result<Vec<StatementId>> {
        let mut found = Vec::new();
        for name in lists {
            let by_name = self.catalog.find_list(name)?;
            let list = match by_name.as_slice() {
                [list] => *list,
                [] => self
                    .record_id(name)
                    .map_err(|_| Error::new("list_unknown").with("detail", name))?,
                _ => return Err(Error::new("ambiguous_id").with("path", name)),
            };
            if self.kind_of(list)? != "list" {
                return Err(Error::new("not_a_list").with("path", list.to_string()));
            }
            found.push(list);
        }
        Ok(found)
    }

    /// What people have decided about these records. What cannot be taken in is told.
    fn judgements_on(
        &self,
        records: &[StatementId],
        warnings: &mut BTreeSet<String>,
    ) -> Result<Vec<Judgement>> {
        let mut taken = Vec::new();
        for judgement in self.catalog.judgements()? {
            let pair = (
                line_of(records, judgement.one),
                line_of(records, judgement.other),
            );
            if let ((Some(left), Some(right)), Some(verdict)) =
                (pair, verdict_of(&judgement.verdict))
            {
                taken.push(Judgement {
                    left,
                    right,
                    verdict,
                });
            } else {
                let pair = format!("{} {}", judgement.one, judgement.other);
                warnings.insert(said("judgement_not_used", &pair));
            }
        }
        Ok(taken)
    }

    /// Why a pair that was not worth keeping weighs what it weighs: by the model of the last linkage, over what is there
    /// now.
    fn explained_anew(&self, one: StatementId, other: StatementId) -> Result<Explained> {
        let not_linked = || Error::new("not_linked");
        let made_with = self.made_with()?.ok_or_else(not_linked)?;
        let lists: Vec<StatementId> = made_with
            .lists
            .iter()
            .filter_map(|list| list.parse().ok())
            .collect();
        let gathered = self.gather(&lists, &entries::fields_named(&made_with.fields))?;
        let entry = |record| line_of(&gathered.records, record).ok_or_else(not_linked);
        let (left, right) = (entry(one)?, entry(other)?);
        let table = table_of(gathered.entries)?;
        let model = Model::from_json(&made_with.model, &table).map_err(|_| not_linked())?;
        let explanation = explain(&table, &model, table.len(), left, right).map_err(failed)?;
        Ok(explanation.into())
    }
}

fn made_with(catalog: &Catalog) -> Result<Option<MadeWith>> {
    let text = catalog.linkage()?;
    text.map(|text| serde_json::from_str(&text))
        .transpose()
        .map_err(|error| Error::new("internal").because(error))
}

fn table_of(entries: Entries) -> Result<Table> {
    let names = NameTables::built_in().map_err(failed)?;
    Table::new(entries, &names).map_err(failed)
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
    let (sure, possible) = (linked.sure_joined(), linked.all_joined());
    let of_first = |(place, record): (usize, &StatementId)| Grouped {
        record: *record,
        sure: sure[place].0,
        likely: linked.first[place].0,
        possible: possible[place].0,
    };
    let mut grouped: Vec<Grouped> = records.iter().enumerate().map(of_first).collect();
    // Behind every entry there is.
    let free = u32::try_from(records.len()).unwrap_or(u32::MAX);
    grouped.extend((free..).zip(alone).map(|(number, record)| Grouped {
        record: *record,
        sure: number,
        likely: number,
        possible: number,
    }));
    renumbered(&grouped)
}

/// The pairs to keep, by entries: those of the queue, each with its place, and of each record the heaviest, which says why
/// it is in its group. And how many pairs of the queue are too many.
fn worth_keeping(linked: &Linked) -> (Vec<(Pair, Option<u64>)>, usize) {
    let queue = linked.review_queue();
    let cut = queue.len().saturating_sub(QUEUE_MAX);
    let mut kept: BTreeMap<(EntryId, EntryId), (Pair, Option<u64>)> = BTreeMap::new();
    let mut heaviest: BTreeMap<EntryId, &Pair> = BTreeMap::new();
    let likely = linked.pairs.iter();
    for pair in likely.filter(|pair| pair.bits >= linked.thresholds.review_bits) {
        for entry in [pair.left, pair.right] {
            let best = heaviest.entry(entry).or_insert(pair);
            if pair.bits > best.bits {
                *best = pair;
            }
        }
    }
    for pair in heaviest.into_values() {
        kept.insert((pair.left, pair.right), (*pair, None));
    }
    for (place, pair) in (1..).zip(queue.into_iter().take(QUEUE_MAX)) {
        kept.insert((pair.left, pair.right), (pair, Some(place)));
    }
    (kept.into_values().collect(), cut)
}
