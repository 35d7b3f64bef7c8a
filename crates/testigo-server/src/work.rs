//! Work that takes long: one at a time, with how far it is.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use testigo_archive::{Result, Work as Kind};

/// How far the work of this process is. The verbs tell it to a function without a memory of its own
/// ([`testigo_archive::Surroundings::progress`]), so it is kept here.
static STAGE: Mutex<Option<Kind>> = Mutex::new(None);
static DONE: AtomicU64 = AtomicU64::new(0);
/// 0 if it is not known.
static TOTAL: AtomicU64 = AtomicU64::new(0);

/// Whether the work of this process is to stop where that loses nothing.
static STOPPED: AtomicBool = AtomicBool::new(false);

/// For [`testigo_archive::Surroundings::stopped`].
pub fn is_stopped() -> bool {
    STOPPED.load(Ordering::Relaxed)
}

/// For [`testigo_archive::Surroundings::progress`].
pub fn note_progress(work: Kind, done: u64, total: Option<u64>) {
    *STAGE.lock().unwrap_or_else(PoisonError::into_inner) = Some(work);
    DONE.store(done, Ordering::Relaxed);
    TOTAL.store(total.unwrap_or(0), Ordering::Relaxed);
}

/// How far it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Progress {
    pub(crate) stage: Option<Kind>,
    pub(crate) done: u64,
    pub(crate) total: Option<u64>,
    /// Whether somebody asked it to stop.
    pub(crate) is_stopping: bool,
}

/// What was done last, and how far: `progress` is told of pages too.
pub(crate) fn stage() -> Progress {
    let total = TOTAL.load(Ordering::Relaxed);
    Progress {
        stage: *STAGE.lock().unwrap_or_else(PoisonError::into_inner),
        done: DONE.load(Ordering::Relaxed),
        total: (total > 0).then_some(total),
        is_stopping: is_stopped(),
    }
}

#[derive(Default)]
enum State {
    #[default]
    Idle,
    Running {
        /// Not once it has done what can be stopped: whatever asks the archive next is not to be.
        can_stop: bool,
    },
    /// Where its result is shown, or why there is none.
    Done(Result<String>),
}

/// The one long work.
#[derive(Default)]
pub(crate) struct Work {
    state: Mutex<State>,
    /// What it found, for the page that shows it.
    pub(crate) results: Mutex<Results>,
}

/// The last result of each kind: shown until the next, or until the archive is locked.
#[derive(Default)]
pub(crate) struct Results {
    pub(crate) import: Option<crate::rooms::import::Report>,
    pub(crate) preview: Option<crate::rooms::dossier::Preview>,
    pub(crate) dossier: Option<crate::rooms::dossier::Built>,
    pub(crate) verified: Option<crate::rooms::verify::Verified>,
    pub(crate) backup: Option<testigo_archive::BackupAnswer>,
    pub(crate) linkage: Option<crate::rooms::review::Linked>,
    pub(crate) estimate: Option<crate::rooms::figures::Estimated>,
}

impl Work {
    /// Whether nothing else runs, and so this may.
    pub(crate) fn begin(&self) -> bool {
        let mut state = self.state();
        if matches!(*state, State::Running { .. }) {
            return false;
        }
        *state = State::Running { can_stop: true };
        STOPPED.store(false, Ordering::Relaxed);
        *STAGE.lock().unwrap_or_else(PoisonError::into_inner) = None;
        true
    }

    /// Asks what runs to stop; where nothing runs, nothing happens.
    pub(crate) fn stop(&self) {
        let state = self.state();
        if matches!(*state, State::Running { can_stop: true }) {
            STOPPED.store(true, Ordering::Relaxed);
        }
    }

    /// Said while the archive is still held: from here on nothing is stopped.
    pub(crate) fn settle(&self) {
        let mut state = self.state();
        if let State::Running { can_stop } = &mut *state {
            *can_stop = false;
        }
        STOPPED.store(false, Ordering::Relaxed);
    }

    pub(crate) fn end(&self, done: Result<String>) {
        *STAGE.lock().unwrap_or_else(PoisonError::into_inner) = None;
        let mut state = self.state();
        *state = State::Done(done);
        STOPPED.store(false, Ordering::Relaxed);
    }

    /// Where nothing runs, what is told next is of something new.
    pub(crate) fn forget_stage(&self) {
        if !self.is_running() {
            *STAGE.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
    }

    pub(crate) fn is_running(&self) -> bool {
        matches!(*self.state(), State::Running { .. })
    }

    /// Of work that runs, how far it is; of work that is done, where it is shown or why not, once.
    pub(crate) fn look(&self) -> std::result::Result<Progress, Option<Result<String>>> {
        let mut state = self.state();
        match std::mem::take(&mut *state) {
            State::Idle => Err(None),
            State::Done(done) => Err(Some(done)),
            State::Running { can_stop } => {
                *state = State::Running { can_stop };
                Ok(stage())
            }
        }
    }

    pub(crate) fn results(&self) -> MutexGuard<'_, Results> {
        self.results.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Nothing of what was found stays.
    pub(crate) fn forget(&self) {
        *self.results() = Results::default();
        let mut state = self.state();
        if !matches!(*state, State::Running { .. }) {
            *state = State::Idle;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
