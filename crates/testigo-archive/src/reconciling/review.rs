//! People look at pairs: one at a time, blind to what others decided, and how far they agree.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use testigo_catalog::{ClaimView, JudgementView, Reviewer};
use testigo_custody::StatementId;
use testigo_link::{
    ChartWords, Explanation, FieldWeight, krippendorff_alpha, probability, waterfall,
};

use super::{Explained, explained_in, verdict_of};
use crate::archive::Archive;
use crate::error::{Error, Result};
use crate::find::{ClaimShown, SourceShown};
use crate::withdrawing::RetractAnswer;

/// Claims of a record that are shown for review.
pub(crate) const CLAIMS_SHOWN: u64 = 200;

/// What one field says about a pair.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WeightShown {
    /// The field.
    pub field: String,
    /// How much it speaks for one person, in bits; negative: against.
    pub weight: f64,
    /// The part of it that is rarity.
    pub rarity: f64,
    /// The level's code: `same`, `similar` and the like (`match-<code>` in words).
    pub reason: String,
    /// What the one record says.
    pub left: String,
    /// What the other says.
    pub right: String,
}

impl From<FieldWeight> for WeightShown {
    fn from(weight: FieldWeight) -> Self {
        Self {
            field: weight.field,
            weight: weight.bits,
            rarity: weight.rarity_bits,
            reason: weight.level,
            left: weight.left,
            right: weight.right,
        }
    }
}

/// One of the two records.
#[derive(Debug, Clone, Serialize)]
pub struct ReviewSide {
    /// The record.
    pub id: String,
    /// `person` or `entry`.
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// The list of an entry.
    pub list: Option<SourceShown>,
    /// What sources say of it.
    pub claims: Vec<ClaimShown>,
}

/// The answer to `link next`.
#[derive(Debug, Default, Serialize)]
pub struct NextAnswer {
    /// One record; none if nothing waits.
    pub left: Option<ReviewSide>,
    /// The other.
    pub right: Option<ReviewSide>,
    /// What each field says.
    pub weights: Vec<WeightShown>,
    /// What two records weigh before anything is compared, in bits.
    pub prior: Option<f64>,
    /// The chance that they are one person.
    pub probability: Option<f64>,
    /// The rule that proposed the pair.
    pub rule: Option<String>,
    /// Pairs that this person has not judged, this one among them.
    pub waiting: u64,
    /// Pairs of the queue that this person has judged.
    pub judged: u64,
}

/// The answer to `link explain`.
#[derive(Debug, Serialize)]
pub struct ExplainAnswer {
    /// One record.
    pub left: ReviewSide,
    /// The other.
    pub right: ReviewSide,
    /// What each field says.
    pub weights: Vec<WeightShown>,
    /// What two records weigh before anything is compared, in bits.
    pub prior: f64,
    /// The sum, in bits.
    pub weight: f64,
    /// The chance that they are one person.
    pub probability: f64,
    /// The rule that proposes the pair.
    pub rule: Option<String>,
    /// The model's version.
    pub model: String,
}

/// The answer to `link agreement`.
#[derive(Debug, Serialize)]
pub struct AgreementAnswer {
    /// Krippendorff's alpha; none if there is nothing to compare.
    pub alpha: Option<f64>,
    /// Pairs that at least two people judged.
    pub pairs: u64,
    /// How many people judged one of them.
    pub reviewers: u64,
}

/// Which pairs whoever acts here has decided.
#[derive(Debug)]
pub(crate) struct Sight {
    own: Option<Reviewer>,
    decided: BTreeSet<(StatementId, StatementId)>,
}

impl Archive {
    /// The first pair of the queue that the person acting has not judged. What others decided about it is not
    /// shown and changes nothing.
    pub fn link_next(&self) -> Result<NextAnswer> {
        if !self.catalog.is_linked()? {
            return Err(Error::new("not_linked"));
        }
        let judged = self.sight()?.decided;
        let judged_queued = self.queued_among(&judged)?;
        let mut next = None;
        self.catalog.each_queued(&mut |pair| {
            let is_open = !judged.contains(&ordered(pair.one, pair.other));
            if is_open {
                next = Some(pair);
            }
            !is_open
        })?;
        let Some(pair) = next else {
            return Ok(NextAnswer {
                judged: judged_queued,
                ..NextAnswer::default()
            });
        };
        let explained = explained_in(&pair)?;
        Ok(NextAnswer {
            left: Some(self.side(pair.one)?),
            right: Some(self.side(pair.other)?),
            weights: explained.weights,
            prior: Some(explained.prior),
            probability: Some(explained.probability),
            rule: explained.rule,
            waiting: self.catalog.queued()?.saturating_sub(judged_queued),
            judged: judged_queued,
        })
    }

    /// How many pairs of the queue wait for the person acting; none if nothing was linked.
    pub fn link_waiting(&self) -> Result<Option<u64>> {
        if !self.catalog.is_linked()? {
            return Ok(None);
        }
        let judged = self.queued_among(&self.sight()?.decided)?;
        Ok(Some(self.catalog.queued()?.saturating_sub(judged)))
    }

    /// How many of these pairs are in the queue.
    fn queued_among(&self, pairs: &BTreeSet<(StatementId, StatementId)>) -> Result<u64> {
        let mut queued = 0;
        for (one, other) in pairs {
            let pair = self.catalog.linked_pair(*one, *other)?;
            queued += u64::from(pair.is_some_and(|pair| pair.place.is_some()));
        }
        Ok(queued)
    }

    /// The person acting; without one, reviewers are told apart by their devices only.
    pub fn person_acting(&self) -> Option<&str> {
        self.surroundings.by.as_deref()
    }

    /// Who judges here: the person acting, or this device.
    fn reviewer(&self) -> Option<Reviewer> {
        let by = self.surroundings.by.as_deref();
        self.own().map(|own| Reviewer::new(by, own.log))
    }

    /// What whoever acts here has decided, and may therefore see of others.
    pub(crate) fn sight(&self) -> Result<Sight> {
        let own = self.reviewer();
        let judgements = self.catalog.judgements()?.into_iter();
        let decided = judgements
            .filter(|judgement| Some(&judgement.reviewer) == own.as_ref())
            .map(|judgement| judgement.pair());
        Ok(Sight {
            decided: decided.collect(),
            own,
        })
    }

    /// Whether what this reviewer decided about a pair is not to be seen here yet: the pair is in the queue, and whoever
    /// acts here has not decided it.
    pub(crate) fn is_blind(
        &self,
        sight: &Sight,
        (one, other): (StatementId, StatementId),
        reviewer: &Reviewer,
    ) -> Result<bool> {
        if sight.own.as_ref() == Some(reviewer) || sight.decided.contains(&ordered(one, other)) {
            return Ok(false);
        }
        let pair = self.catalog.linked_pair(one, other)?;
        Ok(pair.is_some_and(|pair| pair.place.is_some()))
    }

    /// Of a judgement: only who gave it takes it back, and only the last about a pair, so that reviewers stay independent.
    /// Gives all that goes with it: else what they had decided of the pair before would count again.
    pub(crate) fn own_judgements_of_pair(&self, id: StatementId) -> Result<Vec<StatementId>> {
        let own = self
            .own_last_judgement(id)?
            .ok_or_else(|| Error::new("judgement_of_another").with("path", id.to_string()))?;
        let standing = self.catalog.judgements_standing()?.into_iter();
        let standing = standing
            .filter(|other| other.reviewer == own.reviewer && other.pair() == own.pair())
            .map(|other| other.statement);
        Ok(standing.collect())
    }

    fn own_last_judgement(&self, id: StatementId) -> Result<Option<JudgementView>> {
        let own = self.reviewer();
        let mut judgements = self.catalog.judgements()?.into_iter();
        Ok(judgements.find(|judgement| {
            judgement.statement == id && Some(&judgement.reviewer) == own.as_ref()
        }))
    }

    /// The same that this reviewer decided of this pair last, with the same reason: a button pressed twice decides once.
    pub(super) fn judged_already(
        &self,
        (one, other): (StatementId, StatementId),
        verdict: &str,
        reason: &str,
    ) -> Result<Option<StatementId>> {
        let (own, pair) = (self.reviewer(), ordered(one, other));
        let mut judgements = self.catalog.judgements()?.into_iter();
        let found = judgements.find(|judgement| {
            judgement.pair() == pair
                && Some(&judgement.reviewer) == own.as_ref()
                && judgement.verdict == verdict
                && judgement.reason.as_deref() == Some(reason)
        });
        Ok(found.map(|judgement| judgement.statement))
    }

    /// What this reviewer decided last about a pair, if this is the statement of it.
    pub fn own_verdict(&self, statement: &str) -> Result<Option<String>> {
        let Ok(id) = statement.parse() else {
            return Ok(None);
        };
        let found = self.own_last_judgement(id)?;
        Ok(found.map(|judgement| judgement.verdict))
    }

    /// Takes back what this reviewer decided about a pair, and nothing else.
    pub fn take_back_judgement(&mut self, statement: &str, reason: &str) -> Result<RetractAnswer> {
        if self.own_verdict(statement)?.is_none() {
            return Err(Error::new("judgement_of_another").with("path", statement));
        }
        self.retract(statement, reason)
    }

    /// Why two records weigh what they weigh as a pair.
    pub fn link_explain(&self, one: &str, other: &str) -> Result<ExplainAnswer> {
        let (one, other) = self.pair_of(one, other)?;
        let (left, right, explained) = match self.catalog.linked_pair(one, other)? {
            Some(pair) => (pair.one, pair.other, explained_in(&pair)?),
            None => (one, other, self.explained_anew(one, other)?),
        };
        Ok(ExplainAnswer {
            left: self.side(left)?,
            right: self.side(right)?,
            weight: sum_of(&explained),
            weights: explained.weights,
            prior: explained.prior,
            probability: explained.probability,
            rule: explained.rule,
            model: explained.model,
        })
    }

    /// How far people agree who judged the same pairs.
    pub fn link_agreement(&self) -> Result<AgreementAnswer> {
        let mut answers: BTreeMap<_, BTreeMap<Reviewer, u32>> = BTreeMap::new();
        for judgement in self.catalog.judgements()? {
            if let Some(verdict) = verdict_of(&judgement.verdict) {
                let of_pair = answers.entry(judgement.pair()).or_default();
                of_pair.insert(judgement.reviewer, verdict as u32);
            }
        }
        answers.retain(|_, of_pair| of_pair.len() > 1);
        let reviewers: BTreeSet<&Reviewer> = answers.values().flat_map(BTreeMap::keys).collect();
        let units: Vec<Vec<u32>> = answers
            .values()
            .map(|of_pair| of_pair.values().copied().collect())
            .collect();
        Ok(AgreementAnswer {
            alpha: krippendorff_alpha(&units),
            pairs: units.len() as u64,
            reviewers: reviewers.len() as u64,
        })
    }

    fn side(&self, record: StatementId) -> Result<ReviewSide> {
        let claims = self.catalog.claims_of(record, CLAIMS_SHOWN, 0)?.items;
        Ok(ReviewSide {
            id: record.to_string(),
            kind: self.kind_of(record)?,
            title: self.catalog.title(record)?,
            list: self.list_in(&claims)?,
            claims: self.claims_shown(&claims)?,
        })
    }

    /// The list that an entry with these claims stands in.
    pub(crate) fn list_in(&self, claims: &[ClaimView]) -> Result<Option<SourceShown>> {
        let mut lists = claims.iter().filter(|claim| claim.field == "list");
        let Some(list) = lists.find_map(|claim| claim.refers) else {
            return Ok(None);
        };
        Ok(Some(SourceShown {
            id: list.to_string(),
            name: self.catalog.title(list)?,
        }))
    }
}

/// The whole weight of a pair, in bits.
pub(super) fn sum_of(explained: &Explained) -> f64 {
    let weights = explained.weights.iter();
    explained.prior + weights.map(|weight| weight.weight).sum::<f64>()
}

fn ordered(one: StatementId, other: StatementId) -> (StatementId, StatementId) {
    (one.min(other), one.max(other))
}

impl ExplainAnswer {
    /// The chart of the weights, from the prior down to the sum.
    pub fn chart(
        &self,
        words: ChartWords<'_>,
        prior: &str,
        sum: &str,
        label: &dyn Fn(&str, &str) -> String,
    ) -> String {
        let weights = self.weights.iter().map(|weight| FieldWeight {
            field: weight.field.clone(),
            kind: "",
            level: weight.reason.clone(),
            bits: weight.weight,
            rarity_bits: weight.rarity,
            left: weight.left.clone(),
            right: weight.right.clone(),
        });
        let explanation = Explanation {
            prior_bits: self.prior,
            weights: weights.collect(),
            bits: self.weight,
            probability: probability(self.weight),
            rule: self.rule.clone(),
            model: self.model.clone(),
        };
        let label = |weight: &FieldWeight| label(&weight.field, &weight.level);
        waterfall(&explanation, words, prior, sum, &label)
    }
}
