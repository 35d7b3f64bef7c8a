//! A record: every claim about it, by whom, from where; what differs, what hangs together with it, and what is proven.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use testigo_archive::{ClaimShown, Result, Saying, ShowAnswer};
use testigo_record::{Level, Type, fields, vocabulary};

use crate::frame::{Frame, Room, page};
use crate::rooms::library::{Hit, Pages, path_of};
use crate::visit::Visit;
use crate::workspace::{Asked, Workspace, not_found};

/// Links on a page.
const LINKS: u64 = 50;
/// Letters of an id that people see.
const ID_LETTERS: usize = 12;

#[derive(Template)]
#[template(path = "record.html")]
struct RecordPage {
    frame: Frame,
    told: Told,
    fields: Vec<FieldChoice>,
    links: Vec<LinkLine>,
    pages: Pages,
}

/// What a record page and an item page have in common.
pub(crate) struct Told {
    pub(crate) id: String,
    pub(crate) short: String,
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
    pub(crate) proof: Option<Proof>,
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

struct LinkLine {
    hit: Hit,
    field: String,
}

/// A field that somebody can say something about.
pub(crate) struct FieldChoice {
    pub(crate) name: String,
    pub(crate) label: String,
    /// What to choose from, `(code, label)`; empty for anything else.
    pub(crate) terms: Vec<(String, String)>,
}

#[derive(Deserialize)]
pub(crate) struct Place {
    #[serde(default)]
    from: u64,
}

pub(crate) async fn record(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Path(id): Path<String>,
    Query(place): Query<Place>,
) -> Response {
    let look = move |asked: &mut Asked<'_>| {
        if asked.archive.figure(&id)?.is_some() {
            return Ok(Redirect::to(&path_of("figure", &id)).into_response());
        }
        let answer = asked.archive.show_part(&id, true, LINKS, place.from)?;
        if answer.kind == "item" {
            return Ok(Redirect::to(&path_of("item", &answer.id)).into_response());
        }
        Ok(page(&record_page(asked, answer, place.from)))
    };
    workspace.ask(&visit, look).await
}

fn record_page(asked: &Asked<'_>, mut answer: ShowAnswer, from: u64) -> RecordPage {
    let frame = asked.frame(Room::Library);
    let links = std::mem::take(&mut answer.links);
    let shown = links.len() as u64;
    let pages = Pages::new((answer.links_total, from, shown, LINKS), |from| {
        format!("/record/{}?from={from}", answer.id)
    });
    let links = links.into_iter().map(|link| LinkLine {
        field: asked.labels.field(&link.kind, &link.field),
        hit: Hit {
            path: path_of(&link.kind, &link.id),
            kind: frame.code("kind", &link.kind),
            title: titled(&link.title, &link.id),
            snippet: String::new(),
            locator: String::new(),
        },
    });
    RecordPage {
        links: links.collect(),
        fields: field_choices(asked, &answer.kind),
        told: told(asked, &frame, answer),
        pages,
        frame,
    }
}

fn titled(title: &str, id: &str) -> String {
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

/// What is said of a record, as it stands on its page.
pub(crate) fn told(asked: &Asked<'_>, frame: &Frame, answer: ShowAnswer) -> Told {
    let kind = answer.kind;
    let differing: Vec<Differing> = answer
        .disagreements
        .iter()
        .map(|disagreement| Differing {
            label: asked.labels.field(&kind, &disagreement.field),
            versions: disagreement
                .values
                .iter()
                .map(|version| {
                    let source = version.source.as_ref();
                    (
                        asked
                            .labels
                            .value(&kind, &disagreement.field, &version.value),
                        source.map_or_else(|| "-".to_owned(), |source| source.name.clone()),
                    )
                })
                .collect(),
        })
        .collect();
    let differ = answer.disagreements.iter();
    let differ: BTreeSet<String> = differ.map(|one| one.field.clone()).collect();
    let withdrawn = answer.withdrawn.iter().map(|claim| Withdrawn {
        how: frame.code("withdrawn", &claim.by),
        label: asked.labels.field(&kind, &claim.field),
        value: asked.labels.value(&kind, &claim.field, &claim.value),
        source: claim
            .source
            .as_ref()
            .map_or_else(String::new, |source| source.name.clone()),
        reason: claim.reason.clone().unwrap_or_default(),
    });
    let same_person = answer.entries.iter().map(|entry| SamePerson {
        path: path_of(&entry.kind, &entry.id),
        title: titled(&entry.title, &entry.id),
        list: entry
            .list
            .as_ref()
            .map_or_else(String::new, |list| list.name.clone()),
        why: entry
            .weights
            .iter()
            .map(|weight| {
                let field = asked.labels.field("entry", &weight.field);
                format!("{field}: {}", frame.code("match", &weight.reason))
            })
            .collect(),
    });
    let judged = answer.judgements.iter().map(|judgement| {
        format!(
            "{}: {} — {} {}",
            short(&judgement.with),
            frame.code("verdict", &judgement.verdict),
            judgement.by.as_deref().unwrap_or("-"),
            judgement.reason.as_deref().unwrap_or_default()
        )
    });
    Told {
        short: short(&answer.id),
        kind_label: frame.code("kind", &kind),
        title: titled(&answer.title, &answer.id),
        level: answer.level.to_owned(),
        level_label: frame.code("level", answer.level),
        retracted: answer.retracted,
        fields: by_field(asked, frame, &kind, answer.claims, &differ),
        claims_total: answer.claims_total,
        differing,
        withdrawn: withdrawn.collect(),
        same_person: same_person.collect(),
        judged: judged.collect(),
        proof: answer.proof.as_ref().and_then(proof_of),
        id: answer.id,
    }
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
            (Some(title), _) => titled(title, &claim.value),
            (None, true) => String::new(),
            (None, false) => asked.labels.value(kind, &claim.field, &claim.value),
        },
        path,
        note,
        source: claim
            .source
            .as_ref()
            .map_or_else(String::new, |source| source.name.clone()),
        source_path: claim
            .source
            .as_ref()
            .map(|source| format!("/record/{}", source.id)),
        locator: claim.locator.unwrap_or_default(),
        recorded_at: claim.recorded_at.unwrap_or_default(),
        by: claim.by.unwrap_or_default(),
        statement: claim.statement,
    }
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

/// Fields of a kind that a form offers.
pub(crate) fn field_choices(asked: &Asked<'_>, kind: &str) -> Vec<FieldChoice> {
    let spanish = asked.visit.is_spanish();
    let own = asked.archive.own_labels().unwrap_or_default();
    let choices = fields(kind).into_iter().map(|definition| FieldChoice {
        name: definition.name.to_owned(),
        label: definition.label(spanish).to_owned(),
        terms: match definition.value {
            Type::Code {
                vocabulary: name, ..
            } => {
                let terms = vocabulary(name).map(|known| &known.terms);
                let terms = terms.into_iter().flatten().map(|term| {
                    let label = own.term(name, term.code, spanish);
                    let usual = if spanish { term.spanish } else { term.english };
                    let label = label.unwrap_or(usual);
                    (term.code.to_owned(), label.to_owned())
                });
                terms.collect()
            }
            _ => Vec::new(),
        },
    });
    let mut choices: Vec<FieldChoice> = choices.collect();
    choices.sort_by(|one, other| one.label.cmp(&other.label));
    choices
}

#[derive(Deserialize)]
pub(crate) struct NewClaim {
    field: String,
    value: String,
    source: String,
    #[serde(default)]
    locator: String,
}

/// Says more about a record.
pub(crate) async fn claim(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Path(id): Path<String>,
    Form(given): Form<NewClaim>,
) -> Response {
    let say = move |asked: &mut Asked<'_>| {
        let locator = given.locator.trim();
        let saying = Saying {
            fields: vec![(given.field, given.value.trim().to_owned())],
            source: Some(given.source),
            locator: (!locator.is_empty()).then(|| locator.to_owned()),
            level: None,
        };
        asked.archive.claim(&id, &[saying])?;
        Ok(Redirect::to(&format!("/record/{id}")))
    };
    workspace.ask(&visit, say).await
}

#[derive(Deserialize)]
pub(crate) struct NewLevel {
    level: String,
    reason: String,
}

/// Decides how far a record may go.
pub(crate) async fn level(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Path(id): Path<String>,
    Form(given): Form<NewLevel>,
) -> Response {
    let decide = move |asked: &mut Asked<'_>| {
        let level = Level::from_code(&given.level).ok_or_else(not_found)?;
        asked.archive.set_level(&id, level, None, &given.reason)?;
        Ok(Redirect::to(&format!("/record/{id}")))
    };
    workspace.ask(&visit, decide).await
}

#[derive(Deserialize)]
pub(crate) struct Retraction {
    /// A statement of it; the record itself if empty.
    #[serde(default)]
    statement: String,
    reason: String,
}

/// Takes back a record, or one thing said of it.
pub(crate) async fn retract(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Path(id): Path<String>,
    Form(given): Form<Retraction>,
) -> Response {
    let take_back = move |asked: &mut Asked<'_>| -> Result<Redirect> {
        let target = if given.statement.is_empty() {
            &id
        } else {
            &given.statement
        };
        asked.archive.retract(target, &given.reason)?;
        Ok(Redirect::to(&format!("/record/{id}")))
    };
    workspace.ask(&visit, take_back).await
}
