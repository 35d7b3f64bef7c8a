//! Which record somebody means by a name: taken only where it can be no other, and else shown to choose from.

use std::collections::BTreeSet;

use testigo_custody::StatementId;
use testigo_record::{Absence, field, fold, kinds};

use crate::archive::Archive;
use crate::error::Result;
use crate::find::{ClaimShown, SourceShown};

/// Records to choose from at once.
const CANDIDATES_MAX: usize = 20;
/// Of a name with more hits than this nobody can tell whether one record alone is called so.
const LOOKED_AT_MAX: u64 = 50;
/// With so many to choose from nobody looks for other spellings: that walks every word there is.
const CLOSE_ENOUGH: usize = 5;
/// Records that refer to one of that name and are looked through.
const REFERRING_MAX: u64 = 200;
/// Claims of a candidate among which those that tell it apart are looked for.
const CLAIMS_MAX: u64 = 100;
const TELLING_MAX: usize = 4;

/// Letters and digits of a whole id.
const ID_DIGITS: usize = 64;

/// Fields that are what a record is called.
const NAMES: [&str; 2] = ["name", "title"];
/// A part of a name, which with the others is what a person is called.
const PART: &str = "given_name";
/// Fields under which it is known beside that: they make a name doubtful.
const OTHER_NAMES: [&str; 1] = ["alias"];
/// Kinds of record that nobody calls by a name: they are found by the name of a record that they refer to.
const NAMELESS: [&str; 3] = ["act", "account", "involvement"];
/// Fields that tell records of one name apart, in this order.
const TELLING: [&str; 9] = [
    "list", "row", "victim", "birth", "age", "date", "taken_at", "place", "within",
];

/// A record that may be meant.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The record.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// It is called exactly so, but for capitals and accents.
    pub is_exact: bool,
    /// Who said it first.
    pub source: Option<SourceShown>,
    /// When it was recorded, as the device states it.
    pub recorded_at: Option<String>,
    /// What tells it apart from others of the name.
    pub telling: Vec<ClaimShown>,
}

/// What is meant by what somebody typed.
#[derive(Debug, Clone)]
pub enum Meaning {
    /// The id of a record of these kinds or the beginning of one, and nobody's name; or that there is no answer: read as
    /// it is.
    Written,
    /// The only record of this name.
    One(Candidate),
    /// Nobody can tell: records to choose from, those of exactly this name first.
    Which {
        /// At most 20.
        candidates: Vec<Candidate>,
        /// How many are called exactly so.
        exact: u64,
    },
}

/// Who is called exactly so.
struct Called {
    /// At most 20 by the value of one field, and some by their parts.
    exact: Vec<StatementId>,
    total: u64,
    /// Everything that may be called so was looked at.
    is_seen_whole: bool,
    /// What a search found.
    hits: Vec<StatementId>,
}

impl Archive {
    /// Which record of these kinds somebody means; of any kind if none is given. Names that only come close are offered
    /// where somebody wants them.
    pub fn meaning(
        &mut self,
        of_kinds: &[&str],
        text: &str,
        offers_close: bool,
    ) -> Result<Meaning> {
        let text = text.trim();
        let with_id = self.with_id(of_kinds, text)?;
        let is_whole_id = text.len() == ID_DIGITS && !with_id.is_empty();
        if Absence::marked(text).is_some() || is_whole_id {
            return Ok(Meaning::Written);
        }
        let of_kinds = if of_kinds.is_empty() {
            kinds()
        } else {
            of_kinds
        };
        let folded = fold(text);
        if folded.is_empty() {
            return Ok(Meaning::Which {
                candidates: Vec::new(),
                exact: 0,
            });
        }
        let called = self.called_so(of_kinds, (text, &folded), offers_close)?;
        let limit = CANDIDATES_MAX as u64;
        let mut close = self
            .catalog
            .called(of_kinds, &OTHER_NAMES, &folded, limit)?
            .items;
        let is_known = |id: &StatementId| called.exact.contains(id);
        let is_doubtful = !close.iter().chain(&with_id).all(is_known);
        if let ([only], 1, true, false) = (
            called.exact.as_slice(),
            called.total,
            called.is_seen_whole,
            is_doubtful,
        ) {
            return Ok(Meaning::One(self.candidate(*only, true)?));
        }
        close.extend(self.referring(of_kinds, &folded)?);
        // What begins an id may be a name all the same.
        if called.exact.is_empty() && close.is_empty() && !with_id.is_empty() {
            return Ok(Meaning::Written);
        }
        close.extend(with_id);
        close.extend(called.hits);
        if offers_close && called.exact.len() + close.len() < CLOSE_ENOUGH {
            let spelled = self.catalog.search_name(text, of_kinds, limit)?;
            close.extend(spelled.hits.into_iter().map(|hit| hit.id));
        }
        self.which((called.exact, called.total), close)
    }

    /// The records of these kinds that are called exactly so.
    fn called_so(
        &mut self,
        of_kinds: &[&str],
        (text, folded): (&str, &str),
        offers_close: bool,
    ) -> Result<Called> {
        let limit = CANDIDATES_MAX as u64;
        let named = self.catalog.called(of_kinds, &NAMES, folded, limit)?;
        let mut exact: Vec<StatementId> = named.items;
        let mut total = named.total;
        // A name in parts is no value of one field: the search finds it, and its title says whether it is the name.
        let has_parts = of_kinds.iter().any(|kind| field(kind, PART).is_some());
        let mut hits = Vec::new();
        let mut is_seen_whole = true;
        if has_parts || offers_close {
            self.read_new_texts()?;
            let found = self.catalog.search_among(text, of_kinds, LOOKED_AT_MAX)?;
            is_seen_whole = !has_parts || found.total <= LOOKED_AT_MAX;
            for hit in &found.hits {
                let is_called_so = fold(&hit.title) == folded && !exact.contains(&hit.id);
                if is_called_so && !self.is_named(hit.id, folded)? {
                    total += 1;
                    exact.push(hit.id);
                }
                hits.push(hit.id);
            }
        }
        Ok(Called {
            exact,
            total,
            is_seen_whole,
            hits,
        })
    }

    /// The records of these kinds whose id is this or begins so; of any kind if none is given.
    fn with_id(&self, of_kinds: &[&str], text: &str) -> Result<Vec<StatementId>> {
        let mut fitting = Vec::new();
        for id in self.catalog.resolve_prefix(&text.to_ascii_lowercase())? {
            match self.kind_of(id) {
                Ok(kind) if of_kinds.is_empty() || of_kinds.contains(&kind.as_str()) => {
                    fitting.push(id);
                }
                Ok(_) => {}
                // A claim or a decision: nobody refers to one.
                Err(error) if error.code == "not_a_record" => {}
                Err(error) => return Err(error),
            }
        }
        Ok(fitting)
    }

    fn is_named(&self, id: StatementId, folded: &str) -> Result<bool> {
        let claims = self.catalog.claims_of(id, CLAIMS_MAX, 0)?.items;
        Ok(claims
            .iter()
            .any(|claim| NAMES.contains(&claim.field.as_str()) && claim.folded == folded))
    }

    fn which(
        &self,
        (exact, total): (Vec<StatementId>, u64),
        close: Vec<StatementId>,
    ) -> Result<Meaning> {
        let mut seen: BTreeSet<StatementId> = BTreeSet::new();
        let mut candidates = Vec::new();
        let exact = exact.into_iter().map(|id| (id, true));
        for (id, is_exact) in exact.chain(close.into_iter().map(|id| (id, false))) {
            if candidates.len() < CANDIDATES_MAX && seen.insert(id) {
                candidates.push(self.candidate(id, is_exact)?);
            }
        }
        Ok(Meaning::Which {
            candidates,
            exact: total,
        })
    }

    /// Acts, accounts and the like of somebody of this name.
    fn referring(&self, of_kinds: &[&str], folded: &str) -> Result<Vec<StatementId>> {
        let nameless: Vec<&str> = of_kinds
            .iter()
            .copied()
            .filter(|kind| NAMELESS.contains(kind))
            .collect();
        let mut found = Vec::new();
        if nameless.is_empty() {
            return Ok(found);
        }
        let limit = CANDIDATES_MAX as u64;
        for named in self.catalog.called(kinds(), &NAMES, folded, limit)?.items {
            let links = self.catalog.links_to(named, REFERRING_MAX, 0)?.items;
            let fitting = links
                .into_iter()
                .filter(|link| nameless.contains(&link.kind.as_str()));
            found.extend(fitting.map(|link| link.id));
        }
        Ok(found)
    }

    /// What people see of a record to tell it from another.
    pub fn candidate_shown(&self, id: &str) -> Result<Candidate> {
        let id = self.record_id(id)?;
        self.candidate(id, true)
    }

    fn candidate(&self, id: StatementId, is_exact: bool) -> Result<Candidate> {
        let view = self.catalog.statement(id)?;
        let claims = self.catalog.claims_of(id, CLAIMS_MAX, 0)?.items;
        let mut telling = Vec::new();
        for name in TELLING {
            let said = claims.iter().find(|claim| claim.field == name);
            telling.extend(said.cloned());
        }
        telling.truncate(TELLING_MAX);
        let source = match view.as_ref().and_then(|view| view.source) {
            Some(source) => Some(SourceShown {
                id: source.to_string(),
                name: self.catalog.title(source)?,
            }),
            None => None,
        };
        Ok(Candidate {
            id: id.to_string(),
            kind: self.kind_of(id)?,
            title: self.catalog.title(id)?,
            is_exact,
            source,
            recorded_at: view.and_then(|view| view.recorded_at),
            telling: self.claims_shown(&telling)?,
        })
    }
}
