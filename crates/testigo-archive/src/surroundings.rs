//! What comes in from the edge: where this installation is kept, the clock, chance, who acts.

use std::path::PathBuf;

use crate::error::{Error, Result};

/// The code of work that was stopped before its end.
pub(crate) const STOPPED: &str = "stopped";

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
    /// Threads that long work may take. No answer hangs on their number.
    pub threads: usize,
    /// Told how far something is that may take long, and of how much if that is known. Called often.
    pub progress: fn(Work, u64, Option<u64>),
    /// Asked where what was begun is whole: whether long work is to stop there. What is stored stays stored.
    pub stopped: fn() -> bool,
}

/// What may take long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// `add`: files.
    Receiving,
    /// `import`: lines.
    Importing,
    /// Before a search, and in `rebuild`: items.
    ReadingTexts,
    /// Bringing the catalog up to the logs: statements.
    Projecting,
    /// `verify`: sealed files.
    Verifying,
    /// `backup`: sealed files.
    CopyingAway,
    /// `estimate`: sweeps of a sampler.
    Estimating,
}

impl Work {
    /// Its words: `progress-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Receiving => "receiving",
            Self::Importing => "importing",
            Self::ReadingTexts => "reading-texts",
            Self::Projecting => "projecting",
            Self::Verifying => "verifying",
            Self::CopyingAway => "copying-away",
            Self::Estimating => "estimating",
        }
    }
}

impl Surroundings {
    /// `stopped`, once somebody asked long work to stop.
    pub(crate) fn go_on(&self) -> Result<()> {
        if (self.stopped)() {
            return Err(Error::new(STOPPED));
        }
        Ok(())
    }

    /// The present moment, RFC 3339.
    pub(crate) fn now(&self) -> String {
        testigo_record::timestamp_text((self.now_s)())
    }
}
