//! An account that somebody gives: what they agreed to, what they tell, and whom they name. All of it is recorded, or
//! nothing of it.

use testigo_custody::StatementId;
use testigo_record::{Level, field};

use crate::archive::{Archive, Batch};
use crate::draft::Draft;
use crate::error::{Error, Result};
use crate::protect::ConsentRequest;

/// `(field, value as typed)`.
type Fields = Vec<(String, String)>;

/// Without a yes to these two an account is kept, if at all, for nobody.
pub const KEEPING_PURPOSES: [&str; 2] = ["collect", "store"];
const YES: [&str; 2] = ["granted", "by_guardian"];
/// Claims of an account that are looked through for whoever gave it.
const CLAIMS_MAX: u64 = 1_000;
/// What is said of somebody of whom nothing else is: that it is one person.
const ONE_PERSON: (&str, &str) = ("unit", "01");

/// Somebody whom an account speaks of, and what happened to them.
#[derive(Debug, Clone, Default)]
pub struct PersonNamed {
    /// It is whoever gives the account.
    pub is_teller: bool,
    /// Fields of a person.
    pub person: Fields,
    /// Fields of an act.
    pub act: Fields,
}

/// What is taken down.
#[derive(Debug, Clone, Default)]
pub struct AccountRequest {
    /// Id or name of whoever takes it down.
    pub source: String,
    /// How far it may go; nowhere without consent.
    pub level: Option<Level>,
    /// Fields of whoever tells; none if that is left out.
    pub teller: Fields,
    /// Fields of the account.
    pub account: Fields,
    /// What they were asked, and what they said.
    pub consents: Vec<ConsentRequest>,
    /// Whom they name.
    pub named: Vec<PersonNamed>,
}

/// What was recorded.
#[derive(Debug, Clone)]
pub struct AccountAnswer {
    /// The account.
    pub account: StatementId,
    /// Whoever gave it.
    pub teller: Option<StatementId>,
    /// Those it names, in their order.
    pub named: Vec<StatementId>,
    /// What happened to them.
    pub acts: Vec<StatementId>,
    /// Whether it was sealed, because nobody was asked whether it may be kept.
    pub is_sealed: bool,
}

/// Something that stands in the way: `teller.name`, `named.0.act.date`, `consent.collect`.
#[derive(Debug)]
pub struct Problem {
    /// Where in the request.
    pub place: String,
    /// What it is.
    pub error: Error,
}

impl Archive {
    /// Whether a value could be recorded in a field of a kind.
    pub fn try_value(&self, kind: &str, name: &str, text: &str) -> Result<()> {
        let definition = field(kind, name).ok_or_else(|| {
            Error::new("unknown_field")
                .with("field", name)
                .with("kind", kind)
        })?;
        self.read_claim(definition, name, text).map(|_| ())
    }

    /// Everything that keeps an account from being recorded.
    pub fn account_problems(&self, request: &AccountRequest) -> Vec<Problem> {
        let mut problems = Vec::new();
        if request.source.trim().is_empty() {
            problems.push(problem("source", Error::new("source_missing")));
        }
        for purpose in KEEPING_PURPOSES {
            let place = format!("consent.{purpose}");
            let answer = request.consents.iter().find(|said| said.purpose == purpose);
            match answer.map(|said| said.status.as_str()) {
                None | Some("") => problems.push(problem(place, Error::new("consent_not_said"))),
                Some("refused") => problems.push(problem(place, Error::new("consent_refused"))),
                Some(_) => {}
            }
        }
        for said in &request.consents {
            for (name, text) in answers(said) {
                if let Err(error) = self.try_value("consent", name, text) {
                    problems.push(problem(format!("consent.{}.{name}", said.purpose), error));
                }
            }
        }
        self.try_all("account", "account", &request.account, &mut problems);
        if let Some(Err(error)) = known_teller(request).map(|id| self.known_person(id)) {
            // What cannot be read as an id at all is told already.
            if error.code == "teller_not_a_person" {
                problems.push(problem("account.person", error));
            }
        }
        self.try_all("teller", "person", &request.teller, &mut problems);
        problems.extend(self.naming_problems(&request.named));
        problems
    }

    /// Everything that keeps those whom an account names from being recorded.
    pub fn naming_problems(&self, named: &[PersonNamed]) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (place, one) in named.iter().enumerate() {
            let part = |kind: &str| format!("named.{place}.{kind}");
            self.try_all(&part("person"), "person", &one.person, &mut problems);
            self.try_all(&part("act"), "act", &one.act, &mut problems);
        }
        problems
    }

    fn try_all(&self, part: &str, kind: &str, fields: &Fields, problems: &mut Vec<Problem>) {
        for (name, text) in fields {
            if let Err(error) = self.try_value(kind, name, text) {
                problems.push(problem(format!("{part}.{name}"), error));
            }
        }
    }

    /// Takes an account down: the person, the account, what they agreed to and whom they name, in one commit.
    pub fn take_account(&mut self, request: &AccountRequest) -> Result<AccountAnswer> {
        if let Some(problem) = self.account_problems(request).into_iter().next() {
            return Err(problem.error);
        }
        self.complete_own_log()?;
        let is_sealed = !may_be_kept(&request.consents);
        let level = if is_sealed {
            Some(Level::Sealed)
        } else {
            request.level
        };
        let mut batch = Batch::default();
        let source = Some(self.source_named(&request.source, &mut batch)?);
        let teller = self.teller(request, source, level, &mut batch)?;
        let mut told = request.account.clone();
        told.retain(|(name, _)| name != "person");
        let mut draft = self.drafted("account", "account", &told)?;
        if let Some(teller) = teller {
            draft.claim(
                "person",
                testigo_record::ClaimedValue::Read(teller.to_string()),
            );
        }
        if draft.is_empty() {
            return Err(Error::new("nothing_said"));
        }
        draft.source = source;
        draft.level = level;
        let account = self.write(draft, &mut batch)?;
        self.say_of_known_teller(request, account, &mut batch)?;
        for said in &request.consents {
            let fields: Fields = answers(said)
                .map(|(name, text)| (name.to_owned(), text.to_owned()))
                .collect();
            let mut draft = self.drafted("consent", "consent", &fields)?;
            draft.subject = Some(account);
            self.write(draft, &mut batch)?;
        }
        let (named, acts) = self.name(account, teller, level, &request.named, &mut batch)?;
        self.commit(batch)?;
        Ok(AccountAnswer {
            account,
            teller,
            named,
            acts,
            is_sealed,
        })
    }

    /// Whoever tells: somebody who is known here, somebody new, or nobody that is named.
    fn teller(
        &mut self,
        request: &AccountRequest,
        source: Option<StatementId>,
        level: Option<Level>,
        batch: &mut Batch,
    ) -> Result<Option<StatementId>> {
        let known = known_teller(request);
        let known = known.map(|id| self.known_person(id)).transpose()?;
        let speaks_of_self = request.named.iter().any(|one| one.is_teller);
        let teller = match known {
            Some(known) => Some(known),
            None if request.teller.is_empty() && !speaks_of_self => None,
            None => {
                let mut person = self.drafted("person", "person", &somebody(&request.teller))?;
                person.source = source;
                person.level = level;
                Some(self.write(person, batch)?)
            }
        };
        Ok(teller)
    }

    /// What a teller who is known here says of themselves. The account is its source, so that it leaves with the account
    /// only: a claim about a record has no level of its own.
    fn say_of_known_teller(
        &mut self,
        request: &AccountRequest,
        account: StatementId,
        batch: &mut Batch,
    ) -> Result<()> {
        let known = known_teller(request).filter(|_| !request.teller.is_empty());
        let Some(known) = known else { return Ok(()) };
        let mut more = self.drafted("claim", "person", &request.teller)?;
        more.source = Some(account);
        more.subject = Some(self.known_person(known)?);
        self.write(more, batch)?;
        Ok(())
    }

    fn known_person(&self, id: &str) -> Result<StatementId> {
        let id = self.record_id(id)?;
        if self.kind_of(id)? == "person" {
            Ok(id)
        } else {
            Err(Error::new("teller_not_a_person").with("path", id.to_string()))
        }
    }

    /// Adds those whom an account names, at the account's own level.
    pub fn name_persons(&mut self, account: &str, named: &[PersonNamed]) -> Result<AccountAnswer> {
        if let Some(problem) = self.naming_problems(named).into_iter().next() {
            return Err(problem.error);
        }
        self.complete_own_log()?;
        let account = self.record_id(account)?;
        if self.kind_of(account)? != "account" {
            return Err(Error::new("not_a_source").with("path", account.to_string()));
        }
        let claims = self.catalog.claims_of(account, CLAIMS_MAX, 0)?.items;
        let teller = claims.iter().find(|claim| claim.field == "person");
        let teller = teller.and_then(|claim| claim.refers);
        let level = self.catalog.level_of(account)?;
        let mut batch = Batch::default();
        let (named, acts) = self.name(account, teller, Some(level), named, &mut batch)?;
        if named.is_empty() {
            return Err(Error::new("nothing_said"));
        }
        self.commit(batch)?;
        Ok(AccountAnswer {
            account,
            teller,
            named,
            acts,
            is_sealed: level == Level::Sealed,
        })
    }

    /// What was said about a record's purposes, in the order in which it was recorded; the last word counts.
    pub fn consents_said(&self, subject: &str) -> Result<Vec<ConsentRequest>> {
        let mut consents = self.catalog.consents_of(self.record_id(subject)?)?;
        consents.sort_by_key(|consent| (consent.recorded_at.clone(), consent.position));
        let said = consents.into_iter().map(|consent| {
            let stated = |name: &str| {
                let found = consent.fields.iter().find(|(field, _)| field == name);
                found.map(|(_, text)| text.clone())
            };
            ConsentRequest {
                purpose: stated("purpose").unwrap_or_default(),
                recipient: stated("recipient"),
                until: stated("until"),
                status: stated("status").unwrap_or_default(),
            }
        });
        Ok(said.collect())
    }

    /// Persons and acts, with the account as their source.
    fn name(
        &mut self,
        account: StatementId,
        teller: Option<StatementId>,
        level: Option<Level>,
        named: &[PersonNamed],
        batch: &mut Batch,
    ) -> Result<(Vec<StatementId>, Vec<StatementId>)> {
        let (mut persons, mut acts) = (Vec::new(), Vec::new());
        for one in named {
            if one.person.is_empty() && one.act.is_empty() && !one.is_teller {
                continue;
            }
            let person = match teller.filter(|_| one.is_teller) {
                Some(teller) if one.person.is_empty() => teller,
                Some(teller) => {
                    let mut more = self.drafted("claim", "person", &one.person)?;
                    more.source = Some(account);
                    more.subject = Some(teller);
                    self.write(more, batch)?;
                    teller
                }
                None => {
                    let mut draft = self.drafted("person", "person", &somebody(&one.person))?;
                    draft.source = Some(account);
                    draft.level = level;
                    self.write(draft, batch)?
                }
            };
            persons.push(person);
            if !one.act.is_empty() {
                let mut act = self.drafted("act", "act", &one.act)?;
                act.claim(
                    "victim",
                    testigo_record::ClaimedValue::Read(person.to_string()),
                );
                act.source = Some(account);
                act.level = level;
                acts.push(self.write(act, batch)?);
            }
        }
        Ok((persons, acts))
    }

    fn drafted(&self, statement_kind: &str, record_kind: &str, fields: &Fields) -> Result<Draft> {
        let mut draft = Draft::new(statement_kind);
        for (name, text) in fields {
            let definition = field(record_kind, name).ok_or_else(|| Error::new("internal"))?;
            draft.claim(name, self.read_claim(definition, name, text)?);
        }
        Ok(draft)
    }
}

fn problem(place: impl Into<String>, error: Error) -> Problem {
    Problem {
        place: place.into(),
        error,
    }
}

/// The id of a teller who is known here.
fn known_teller(request: &AccountRequest) -> Option<&str> {
    let mut said = request.account.iter();
    let known = said.find(|(name, _)| name == "person");
    known.map(|(_, id)| id.as_str())
}

fn somebody(fields: &Fields) -> Fields {
    if fields.is_empty() {
        vec![(ONE_PERSON.0.to_owned(), ONE_PERSON.1.to_owned())]
    } else {
        fields.clone()
    }
}

fn answers(said: &ConsentRequest) -> impl Iterator<Item = (&'static str, &str)> {
    let all = [
        ("purpose", Some(said.purpose.as_str())),
        ("recipient", said.recipient.as_deref()),
        ("until", said.until.as_deref()),
        ("status", Some(said.status.as_str())),
    ];
    all.into_iter()
        .filter_map(|(name, text)| text.map(|text| (name, text)))
        .filter(|(_, text)| !text.is_empty())
}

/// Whether the person said yes to being written down and kept.
fn may_be_kept(consents: &[ConsentRequest]) -> bool {
    KEEPING_PURPOSES.iter().all(|purpose| {
        consents
            .iter()
            .any(|said| said.purpose == *purpose && YES.contains(&said.status.as_str()))
    })
}
