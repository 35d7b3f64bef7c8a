//! What `status` says comes due: nothing is erased or withdrawn by itself, people decide.

use serde_json::{Value, json};

use crate::archive::Archive;
use crate::error::Result;

/// How far ahead `status` looks.
const AHEAD_DAYS: i64 = 30;
const SECONDS_IN_DAY: i64 = 86_400;

/// Dates that are past or near.
#[derive(Debug)]
pub(crate) struct DueDates {
    /// `{id,kind,what,until}`, at most 1,000, the first date first.
    pub(crate) listed: Vec<Value>,
    /// All of them.
    pub(crate) total: u64,
}

impl Archive {
    /// Dates until which something may be kept, is agreed to or is to be answered, that passed or end within 30 days.
    pub(crate) fn due(&self) -> Result<DueDates> {
        let today = (self.surroundings.now_s)().div_euclid(SECONDS_IN_DAY);
        let due = self.catalog.due(today + AHEAD_DAYS)?;
        let listed = due.items.into_iter().map(|due| {
            json!({
                "id": due.id.to_string(),
                "kind": due.kind,
                "what": due.what,
                "until": due.until,
            })
        });
        Ok(DueDates {
            listed: listed.collect(),
            total: due.total,
        })
    }
}
