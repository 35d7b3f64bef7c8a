//! What comes in from the edge: where this installation is kept, the clock, chance, who acts.

use std::path::PathBuf;

/// The outside world, as the verbs see it.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// `$TESTIGO_HOME`.
    pub home: PathBuf,
    /// Seconds since 1970-01-01T00:00:00Z, as this machine's clock says.
    pub now_s: fn() -> i64,
    /// 32 fresh random bytes.
    pub random: fn() -> [u8; 32],
    /// The person acting (`--by`).
    pub by: Option<String>,
}

impl Surroundings {
    /// The present moment, RFC 3339.
    pub(crate) fn now(&self) -> String {
        testigo_record::timestamp_text((self.now_s)())
    }
}
