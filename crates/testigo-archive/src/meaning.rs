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
    /// An id or the beginning of one, or that there is no answer: read as it is.
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
        if Absence::marked(text).is_some() || self.is_id(text) {
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
        let limit = CANDIDATES_MAX as u64;
        let named = self.catalog.called(of_kinds, &NAMES, &folded, limit)?;
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
                if is_called_so && !self.is_named(hit.id, &folded)? {
                    total += 1;
                    exact.push(hit.id);
                }
                hits.push(hit.id);
            }
        }
        let known_as = self
            .catalog
            .called(of_kinds, &OTHER_NAMES, &folded, limit)?;
        let is_doubtful = known_as.items.iter().any(|id| !exact.contains(id));
        if let ([only], 1, true, false) = (exact.as_slice(), total, is_seen_whole, is_doubtful) {
            return Ok(Meaning::One(self.candidate(*only, true)?));
        }
        let mut close = known_as.items;
        close.extend(self.referring(of_kinds, &folded)?);
        close.extend(hits);
        if offers_close && exact.len() + close.len() < CLOSE_ENOUGH {
            let spelled = self
                .catalog
                .search_name(text, of_kinds, CANDIDATES_MAX as u64)?;
            close.extend(spelled.hits.into_iter().map(|hit| hit.id));
        }
        self.which((exact, total), close)
    }

    /// Whether it is an id, or the beginning of one or several.
    fn is_id(&self, text: &str) -> bool {
        match self.record_id(text) {
            Ok(_) => true,
            Err(error) => error.code == "ambiguous_id",
        }
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
