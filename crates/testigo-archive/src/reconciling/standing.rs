//! What the last linkage was made of, and whether it still says all that is here.

use testigo_custody::StatementId;

use super::MadeWith;
use crate::archive::Archive;
use crate::error::{Error, Result};
use crate::find::SourceShown;

/// How the last linkage stands to what is here now.
#[derive(Debug, Clone)]
pub struct LinkStanding {
    /// The lists that were linked; everything if none.
    pub lists: Vec<SourceShown>,
    /// People judged pairs since, or took a judgement back.
    pub is_judged_since: bool,
    /// More was said of linked records since.
    pub is_changed_since: bool,
    /// Persons or entries are here that it did not take in.
    pub has_unlinked: bool,
}

impl Archive {
    /// How the last linkage stands to what is here now; none if nothing was linked.
    pub fn link_standing(&self) -> Result<Option<LinkStanding>> {
        let Some(MadeWith { lists, .. }) = self.made_with()? else {
            return Ok(None);
        };
        let mut linked = Vec::with_capacity(lists.len());
        for id in lists {
            let list: StatementId = id.parse().map_err(|_| Error::new("internal"))?;
            linked.push(SourceShown {
                name: self.catalog.title(list)?,
                id,
            });
        }
        Ok(Some(LinkStanding {
            lists: linked,
            is_judged_since: self.catalog.judged_since_linked()?,
            is_changed_since: self.catalog.changed_since_linked()?,
            has_unlinked: self.catalog.has_unlinked()?,
        }))
    }
}
