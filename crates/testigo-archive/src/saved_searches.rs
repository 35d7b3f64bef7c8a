//! Searches that people gave a name. They are this installation's convenience and nobody's statement; what somebody
//! searched for tells whom they look for, so they lie sealed and outside of the catalog, which is thrown away at will.

use serde::{Deserialize, Serialize};
use testigo_store::StoreError;
use zeroize::Zeroizing;

use crate::archive::Archive;
use crate::error::{Error, Result};

const FORMAT: &str = "testigo/1/searches";
/// Searches that are kept.
const SEARCHES_MAX: usize = 100;
/// All of one: its name and what it asks for.
const SEARCH_BYTES_MAX: usize = 1_024;

/// A search with a name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedSearch {
    /// As somebody called it. No two have the same.
    pub name: String,
    /// The words that are searched.
    pub words: String,
    /// One kind of record; all if empty.
    pub kind: String,
    /// EXPR.
    pub condition: String,
    /// How what is found is shown.
    pub view: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    searches: Vec<SavedSearch>,
}

impl SavedSearch {
    /// Trimmed, and within the limits.
    fn checked(self) -> Result<Self> {
        let search = Self {
            name: self.name.trim().to_owned(),
            words: self.words.trim().to_owned(),
            condition: self.condition.trim().to_owned(),
            ..self
        };
        if search.name.is_empty() {
            return Err(Error::new("search_name_missing"));
        }
        if search.is_too_long() {
            return Err(Error::new("search_too_long"));
        }
        Ok(search)
    }

    fn is_too_long(&self) -> bool {
        let Self {
            name,
            words,
            kind,
            condition,
            view,
        } = self;
        let parts = [name, words, kind, condition, view];
        parts.iter().map(|part| part.len()).sum::<usize>() > SEARCH_BYTES_MAX
    }
}

impl Archive {
    /// The searches that were kept, by name.
    pub fn searches(&self) -> Result<Vec<SavedSearch>> {
        let damaged = || Error::new("searches_damaged");
        let kept = match self.home.searches(&self.ring) {
            Err(StoreError::Damaged { .. } | StoreError::ObjectDamaged { .. }) => {
                return Err(damaged());
            }
            kept => kept?,
        };
        let Some(text) = kept else {
            return Ok(Vec::new());
        };
        let file: File = serde_json::from_slice(&text).map_err(|_| damaged())?;
        let is_sound = file.format == FORMAT
            && file.searches.len() <= SEARCHES_MAX
            && !file.searches.iter().any(SavedSearch::is_too_long);
        if is_sound {
            Ok(file.searches)
        } else {
            Err(damaged())
        }
    }

    /// Keeps a search under its name, in place of one of the same name.
    pub fn save_search(&mut self, search: SavedSearch) -> Result<()> {
        let search = search.checked()?;
        let _lock = self.home.lock_archive(self.ring.archive())?;
        let mut searches = self.searches()?;
        searches.retain(|known| known.name != search.name);
        if searches.len() >= SEARCHES_MAX {
            return Err(Error::new("searches_full").with("detail", SEARCHES_MAX.to_string()));
        }
        searches.push(search);
        searches.sort_by(|one, other| one.name.cmp(&other.name));
        self.keep_searches(searches)
    }

    /// Forgets the search of this name.
    pub fn remove_search(&mut self, name: &str) -> Result<()> {
        let _lock = self.home.lock_archive(self.ring.archive())?;
        let mut searches = self.searches()?;
        searches.retain(|known| known.name != name);
        self.keep_searches(searches)
    }

    /// Forgets all searches: also those that cannot be read.
    pub fn forget_searches(&mut self) -> Result<()> {
        let _lock = self.home.lock_archive(self.ring.archive())?;
        Ok(self.home.remove_searches(self.ring.archive())?)
    }

    fn keep_searches(&self, searches: Vec<SavedSearch>) -> Result<()> {
        let file = File {
            format: FORMAT.to_owned(),
            searches,
        };
        let text =
            serde_json::to_vec(&file).map_err(|error| Error::new("internal").because(error))?;
        let text = Zeroizing::new(text);
        Ok(self.home.keep_searches(&self.ring, &text)?)
    }
}
