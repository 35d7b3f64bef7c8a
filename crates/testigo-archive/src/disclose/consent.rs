//! What the person concerned said about a purpose and a recipient.

use testigo_catalog::Consent as Recorded;
use testigo_custody::StatementId;
use testigo_record::{Consent, Date, civil, field, fold, read};

use crate::archive::Archive;
use crate::disclose::specification::Specification;
use crate::error::Result;

impl Archive {
    /// The consent that a record needs and has.
    pub(crate) fn consent_of(
        &self,
        record: StatementId,
        kind: &str,
        specification: &Specification,
    ) -> Result<Consent> {
        match kind {
            // A telling never leaves without its teller's word.
            "account" => self.recorded(record, Consent::Missing, specification),
            "person" => {
                let accounts = self.catalog.accounts_of(record)?;
                let unasked = if accounts.is_empty() {
                    Consent::NotNeeded
                } else {
                    Consent::Missing
                };
                let own = self.recorded(record, unasked, specification)?;
                if own != Consent::Missing {
                    return Ok(own);
                }
                // Who gave an account is bound by what they said about it.
                for account in accounts {
                    let said = self.recorded(account, Consent::Missing, specification)?;
                    if said != Consent::Granted {
                        return Ok(said);
                    }
                }
                Ok(Consent::Granted)
            }
            "item" => {
                let own = self.recorded(record, Consent::NotNeeded, specification)?;
                match self
                    .catalog
                    .statement(record)?
                    .and_then(|statement| statement.source)
                {
                    Some(source) if own == Consent::NotNeeded => {
                        self.consent_of_source(source, specification)
                    }
                    _ => Ok(own),
                }
            }
            _ => self.recorded(record, Consent::NotNeeded, specification),
        }
    }

    /// What an account says, or an item that is an account's recording, leaves only with it.
    pub(crate) fn consent_of_source(
        &self,
        source: StatementId,
        specification: &Specification,
    ) -> Result<Consent> {
        let is_account = self
            .catalog
            .kind_of(source)?
            .is_some_and(|kind| kind == "account");
        let unasked = if is_account {
            Consent::Missing
        } else {
            Consent::NotNeeded
        };
        self.recorded(source, unasked, specification)
    }

    fn recorded(
        &self,
        record: StatementId,
        unasked: Consent,
        specification: &Specification,
    ) -> Result<Consent> {
        let consents = self.catalog.consents_of(record)?;
        let today = civil((self.surroundings.now_s)().div_euclid(86_400));
        let today = format!("{:04}-{:02}-{:02}", today.0, today.1, today.2);
        Ok(consent_for(&consents, specification, &today, unasked))
    }
}

/// In one log the last word counts; between logs the one that lets less leave. A word for one
/// recipient says nothing about another.
fn consent_for(
    consents: &[Recorded],
    specification: &Specification,
    today: &str,
    unasked: Consent,
) -> Consent {
    let purpose = canonical("purpose", &specification.purpose);
    let concerns = |consent: &&Recorded| {
        let same =
            |name, wanted: &str| stated(consent, name).map(|said| fold(said) == fold(wanted));
        same("purpose", &purpose) == Some(true)
            && same("recipient", &specification.recipient) != Some(false)
    };
    let mut last: Vec<&Recorded> = Vec::new();
    for consent in consents.iter().filter(concerns) {
        match last.iter_mut().find(|other| other.log == consent.log) {
            Some(other) if other.position < consent.position => *other = consent,
            Some(_) => {}
            None => last.push(consent),
        }
    }
    if last.is_empty() {
        return unasked;
    }
    if last
        .iter()
        .any(|consent| matches!(stated(consent, "status"), Some("refused" | "withdrawn")))
    {
        return Consent::Refused;
    }
    let granted = last.iter().all(|consent| {
        matches!(
            stated(consent, "status"),
            Some("granted" | "by_guardian" | "not_applicable")
        ) && !has_ended(stated(consent, "until"), today)
    });
    if granted {
        Consent::Granted
    } else {
        Consent::Missing
    }
}

/// A purpose may be given by its code or by its label.
fn canonical(name: &str, text: &str) -> String {
    let definition = field("consent", name);
    definition
        .and_then(|definition| read(definition, text).ok())
        .unwrap_or_else(|| text.to_owned())
}

fn stated<'a>(consent: &'a Recorded, name: &str) -> Option<&'a str> {
    consent
        .fields
        .iter()
        .find(|(field, _)| field == name)
        .map(|(_, text)| text.as_str())
}

/// Whether the last day of `until` is past. What cannot be read has ended.
fn has_ended(until: Option<&str>, today: &str) -> bool {
    let Some(until) = until else { return false };
    let day = |text: &str| Date::parse(text).and_then(|date| date.latest);
    match (day(until), day(today)) {
        (Some(last), Some(today)) => last < today,
        _ => true,
    }
}
