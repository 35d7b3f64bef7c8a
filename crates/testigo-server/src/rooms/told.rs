//! What is said of a record, in words: the same on the page of a record and of an item.

use std::collections::{BTreeMap, BTreeSet};

use testigo_archive::{ClaimShown, ShowAnswer, SourceShown};

use crate::frame::Frame;
use crate::rooms::library::path_of;
use crate::workspace::Asked;

/// Letters of an id that people see.
const ID_LETTERS: usize = 12;

/// What a record page and an item page have in common.
pub(crate) struct Told {
    pub(crate) id: String,
    pub(crate) short: String,
    pub(crate) kind: String,
    pub(crate) kind_label: String,
    pub(crate) title: String,
    pub(crate) level: String,
    pub(crate) level_label: String,
    pub(crate) retracted: bool,
    pub(crate) fields: Vec<Field>,
    pub(crate) claims_total: u64,
    pub(crate) differing: Vec<Differing>,
    pub(crate) withdrawn: Vec<Withdrawn>,
    pub(crate) same_person: Vec<SamePerson>,
    pub(crate) judged: Vec<String>,
    /// Decisions of others about pairs that whoever looks still has to decide.
    pub(crate) judged_hidden: usize,
    pub(crate) proof: Option<Proof>,
    /// Of a consent: the page where it is changed, which is that of what it speaks of.
    pub(crate) changed_at: Option<String>,
}

/// A field with every claim about it.
pub(crate) struct Field {
    pub(crate) label: String,
    pub(crate) differs: bool,
    pub(crate) claims: Vec<Claim>,
}

pub(crate) struct Claim {
    pub(crate) value: String,
    /// Where the value is a record.
    pub(crate) path: Option<String>,
    pub(crate) note: String,
    pub(crate) source: String,
    pub(crate) source_path: Option<String>,
    pub(crate) locator: String,
    pub(crate) recorded_at: String,
    pub(crate) by: String,
    pub(crate) statement: String,
}

pub(crate) struct Differing {
    pub(crate) label: String,
    pub(crate) versions: Vec<(String, String)>,
}

pub(crate) struct Withdrawn {
    pub(crate) how: String,
    pub(crate) label: String,
    pub(crate) value: String,
    pub(crate) source: String,
    pub(crate) reason: String,
}

pub(crate) struct SamePerson {
    pub(crate) path: String,
    pub(crate) title: String,
    pub(crate) list: String,
    pub(crate) why: Vec<String>,
}

/// Where the record stands in which log.
pub(crate) struct Proof {
    pub(crate) log: String,
    pub(crate) entry: u64,
    pub(crate) size: String,
    pub(crate) hashes: usize,
    pub(crate) checkpoint: String,
}

/// What is said of a record, as it stands on its page.
pub(crate) fn told(asked: &Asked<'_>, frame: &Frame, mut answer: ShowAnswer) -> Told {
    let claims = std::mem::take(&mut answer.claims);
    let differ = answer.disagreements.iter();
    let differ: BTreeSet<String> = differ.map(|one| one.field.clone()).collect();
    Told {
        short: short(&answer.id),
        kind_label: frame.code("kind", &answer.kind),
        title: called(asked, &answer.kind, &answer.title, &answer.id),
        level: answer.level.to_owned(),
        level_label: frame.code("level", answer.level),
        retracted: answer.retracted,
        fields: by_field(asked, frame, &answer.kind, claims, &differ),
        claims_total: answer.claims_total,
        differing: differing(asked, &answer),
        withdrawn: withdrawn(asked, frame, &answer),
        same_person: same_person(asked, frame, &answer),
        judged: judged(frame, &answer),
        judged_hidden: answer.judgements.iter().filter(|one| one.is_blind).count(),
        proof: answer.proof.as_ref().and_then(proof_of),
        changed_at: changed_at(asked, &answer),
        id: answer.id,
        kind: answer.kind,
    }
}

fn changed_at(asked: &Asked<'_>, answer: &ShowAnswer) -> Option<String> {
    let spoken_of = asked.archive.consent_speaks_of(&answer.id).ok().flatten();
    spoken_of.map(|(kind, id)| match kind.as_str() {
        "account" => format!("/account/{id}"),
        _ => path_of(&kind, &id),
    })
}

fn differing(asked: &Asked<'_>, answer: &ShowAnswer) -> Vec<Differing> {
    let kind = &answer.kind;
    answer
        .disagreements
        .iter()
        .map(|disagreement| Differing {
            label: asked.labels.field(kind, &disagreement.field),
            versions: disagreement
                .values
                .iter()
                .map(|version| {
                    let source = version.source.as_ref();
                    (
                        asked.labels.told(kind, &disagreement.field, &version.value),
                        source.map_or_else(|| "-".to_owned(), name_of),
                    )
                })
                .collect(),
        })
        .collect()
}

fn withdrawn(asked: &Asked<'_>, frame: &Frame, answer: &ShowAnswer) -> Vec<Withdrawn> {
    let kind = &answer.kind;
    let withdrawn = answer.withdrawn.iter().map(|claim| Withdrawn {
        how: frame.code("withdrawn", &claim.by),
        label: asked.labels.field(kind, &claim.field),
        value: asked.labels.told(kind, &claim.field, &claim.value),
        source: claim.source.as_ref().map_or_else(String::new, name_of),
        reason: claim.reason.clone().unwrap_or_default(),
    });
    withdrawn.collect()
}

fn same_person(asked: &Asked<'_>, frame: &Frame, answer: &ShowAnswer) -> Vec<SamePerson> {
    let same_person = answer.entries.iter().map(|entry| SamePerson {
        path: path_of(&entry.kind, &entry.id),
        title: called(asked, &entry.kind, &entry.title, &entry.id),
        list: entry.list.as_ref().map_or_else(String::new, name_of),
        why: entry
            .weights
            .iter()
            .map(|weight| {
                let field = asked.labels.field("entry", &weight.field);
                format!("{field}: {}", frame.code("match", &weight.reason))
            })
            .collect(),
    });
    same_person.collect()
}

fn judged(frame: &Frame, answer: &ShowAnswer) -> Vec<String> {
    let seen = answer.judgements.iter().filter(|one| !one.is_blind);
    let judged = seen.map(|judgement| {
        format!(
            "{}: {} — {} {}",
            short(&judgement.with),
            frame.code("verdict", &judgement.verdict),
            judgement.by.as_deref().unwrap_or("-"),
            judgement.reason.as_deref().unwrap_or_default()
        )
    });
    judged.collect()
}

/// Claims under the fields that they are about, in the order in which the first of each was said.
fn by_field(
    asked: &Asked<'_>,
    frame: &Frame,
    kind: &str,
    claims: Vec<ClaimShown>,
    differing: &BTreeSet<String>,
) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for claim in claims {
        let place = *places.entry(claim.field.clone()).or_insert_with(|| {
            fields.push(Field {
                label: asked.labels.field(kind, &claim.field),
                differs: differing.contains(&claim.field),
                claims: Vec::new(),
            });
            fields.len() - 1
        });
        if let Some(field) = fields.get_mut(place) {
            field.claims.push(claim_line(asked, frame, kind, claim));
        }
    }
    fields
}

fn claim_line(asked: &Asked<'_>, frame: &Frame, kind: &str, claim: ClaimShown) -> Claim {
    let note = match claim.absent {
        Some(absence) => frame.code("absent", absence),
        None if claim.unread => frame.say("value-unread"),
        None => String::new(),
    };
    let is_absent = claim.absent == Some(claim.value.as_str());
    let path = claim
        .title
        .is_some()
        .then(|| format!("/record/{}", claim.value));
    Claim {
        value: match (&claim.title, is_absent) {
            (Some(title), _) => {
                let kind = claim.refers_kind.as_deref().unwrap_or_default();
                called(asked, kind, title, &claim.value)
            }
            (None, true) => String::new(),
            (None, false) => asked.labels.told(kind, &claim.field, &claim.value),
        },
        path,
        note,
        source: claim.source.as_ref().map_or_else(String::new, name_of),
        source_path: claim
            .source
            .as_ref()
            .map(|source| format!("/record/{}", source.id)),
        locator: locator_of(asked, claim.locator.as_deref()),
        recorded_at: claim.recorded_at.unwrap_or_default(),
        by: claim.by.unwrap_or_default(),
        statement: claim.statement,
    }
}

/// A claimed value as people say it; that there is none, and why.
pub(crate) fn in_words(asked: &Asked<'_>, frame: &Frame, kind: &str, claim: &ClaimShown) -> String {
    let value = match &claim.title {
        Some(title) => {
            let kind = claim.refers_kind.as_deref().unwrap_or_default();
            called(asked, kind, title, &claim.value)
        }
        None => asked.labels.told(kind, &claim.field, &claim.value),
    };
    match claim.absent {
        Some(absence) if absence == claim.value => frame.code("absent", absence),
        Some(absence) => format!("{value} ({})", frame.code("absent", absence)),
        None => value,
    }
}

/// Where in a source, as people say it; empty where nobody says.
pub(crate) fn locator_of(asked: &Asked<'_>, locator: Option<&str>) -> String {
    locator.map_or_else(String::new, |locator| asked.labels.locator(locator))
}

fn proof_of(proof: &serde_json::Value) -> Option<Proof> {
    let checkpoint = proof["checkpoint"].as_str()?;
    Some(Proof {
        log: proof["log"].as_str()?.to_owned(),
        entry: proof["index"].as_u64()?,
        // The second line of a checkpoint is the size of the log (C2SP tlog-checkpoint).
        size: checkpoint.lines().nth(1).unwrap_or_default().to_owned(),
        hashes: proof["path"].as_array()?.len(),
        checkpoint: checkpoint.to_owned(),
    })
}

/// What a source or a list is called; an account often has no title.
pub(crate) fn name_of(source: &SourceShown) -> String {
    titled(&source.name, &source.id)
}

/// What a record is called. An act is called by its type and an involvement by its role: their codes in words.
pub(crate) fn called(asked: &Asked<'_>, kind: &str, title: &str, id: &str) -> String {
    match kind {
        _ if title.is_empty() => short(id),
        "act" | "entry" => asked.labels.value(kind, "type", title),
        "involvement" => asked.labels.value(kind, "role", title),
        _ => title.to_owned(),
    }
}

pub(crate) fn titled(title: &str, id: &str) -> String {
    if title.is_empty() {
        short(id)
    } else {
        title.to_owned()
    }
}

/// The beginning of an id.
pub(crate) fn short(id: &str) -> String {
    id.chars().take(ID_LETTERS).collect()
}
