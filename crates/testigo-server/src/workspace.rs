//! What all requests share: the archive while it is unlocked, who may come in, and long work.

use std::collections::BTreeSet;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::Duration;

use age::secrecy::SecretString;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use sha2::{Digest as _, Sha256};
use testigo_archive::{
    Archive, Error, Labels, Notice, Result, Surroundings, Unlocked, looks_like_archive,
};
use testigo_words::Words;

use crate::Settings;
use crate::door::plain;
use crate::drawing::Drawing;
use crate::frame::Room;
use crate::in_sight::InSight;
use crate::rooms::door::refusal;
use crate::upload::Spool;
use crate::visit::Visit;
use crate::work::Work;

/// Until the page that tells nothing has gone out.
const ANSWER_SENT: Duration = Duration::from_millis(100);

/// How long the page of the passphrase waits for what comes after it; from then on its progress is shown.
const UNLOCK_WAIT: Duration = Duration::from_secs(1);

/// What was asked for; or what is shown instead.
pub(crate) type Answered<T> = std::result::Result<T, Box<Response>>;

/// What came of a right passphrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Entered {
    Open,
    /// It takes longer: it goes on as long work.
    Later,
}

/// One archive in one browser.
pub(crate) struct Workspace {
    pub(crate) settings: Settings,
    pub(crate) port: u16,
    door: Mutex<Keys>,
    archive: Mutex<Option<Archive>>,
    pub(crate) work: Work,
    pub(crate) in_sight: InSight,
    /// Who draws pages of documents.
    pub(crate) drawing: Drawing,
    /// What people must be told of the archive, until it is locked.
    notices: Mutex<Vec<Notice>>,
    /// When a page was last asked for.
    asked_s: AtomicI64,
    unlocked: AtomicBool,
    unlocking: AtomicBool,
    /// Counts lockings: what was begun before one must not open the archive after it.
    locked: AtomicU64,
    /// Set once somebody left: nothing is taken in any more.
    left: AtomicBool,
    /// Where this process keeps what is handed over.
    pub(crate) spool: Spool,
    /// A form that came while the archive was locked, until it is sent again.
    kept: Mutex<Option<KeptForm>>,
}

/// A form as it was filled in.
#[derive(Debug, Clone)]
pub(crate) struct KeptForm {
    /// Where it was sent.
    pub(crate) place: String,
    pub(crate) pairs: Vec<(String, String)>,
}

/// Digests of secrets: a comparison of digests tells nothing of a secret by how long it takes.
#[derive(Default)]
struct Keys {
    /// Of the key in the address, until it is used.
    address: Option<[u8; 32]>,
    sessions: BTreeSet<[u8; 32]>,
}

/// What a page is asked with.
pub(crate) struct Asked<'a> {
    pub(crate) archive: &'a mut Archive,
    pub(crate) labels: Labels,
    pub(crate) visit: &'a Visit,
    /// What people must be told of the archive.
    pub(crate) notices: Vec<Notice>,
}

impl Workspace {
    pub(crate) fn new(settings: Settings, port: u16) -> Result<Self> {
        let asked_s = AtomicI64::new((settings.surroundings.now_s)());
        Ok(Self {
            spool: Spool::new(&settings.surroundings)?,
            drawing: Drawing::new(settings.program.clone()),
            settings,
            port,
            door: Mutex::default(),
            archive: Mutex::new(None),
            work: Work::default(),
            in_sight: InSight::default(),
            notices: Mutex::default(),
            asked_s,
            unlocked: AtomicBool::new(false),
            unlocking: AtomicBool::new(false),
            locked: AtomicU64::new(0),
            left: AtomicBool::new(false),
            kept: Mutex::default(),
        })
    }

    /// A new one-time key for the address.
    pub(crate) fn new_key(&self) -> String {
        let key = self.secret();
        held(&self.door).address = Some(digest(&key));
        key
    }

    /// A session for whoever brings the key of the address, once.
    pub(crate) fn admit(&self, key: &str) -> Option<String> {
        let mut keys = held(&self.door);
        if keys.address != Some(digest(key)) {
            return None;
        }
        keys.address = None;
        let session = self.secret();
        keys.sessions.insert(digest(&session));
        Some(session)
    }

    pub(crate) fn knows(&self, session: &str) -> bool {
        held(&self.door).sessions.contains(&digest(session))
    }

    fn secret(&self) -> String {
        hex::encode((self.settings.surroundings.random)())
    }

    /// Unlocks the archive for this person. Where more than the passphrase takes long, it goes on as long work.
    pub(crate) fn unlock(
        self: &Arc<Self>,
        passphrase: &SecretString,
        by: Option<String>,
        next: String,
    ) -> Result<Entered> {
        looks_like_archive(&self.settings.folder)?;
        let before = self.locked.load(Ordering::SeqCst);
        let unlocked = Unlocked::try_passphrase(&self.settings.folder, passphrase)?;
        let surroundings = Surroundings {
            by,
            ..self.settings.surroundings.clone()
        };
        if !self.work.begin() {
            // What runs without the archive is not stopped by this, nor this by stopping it.
            let surroundings = Surroundings {
                stopped: || false,
                ..surroundings
            };
            self.let_in(unlocked, surroundings, before)?;
            return Ok(Entered::Open);
        }
        self.unlocking.store(true, Ordering::SeqCst);
        let (tell, told) = channel();
        let workspace = Arc::clone(self);
        self.run(
            move || {
                workspace
                    .let_in(unlocked, surroundings, before)
                    .map(|()| next)
            },
            tell,
        );
        if told.recv_timeout(UNLOCK_WAIT).is_err() {
            return Ok(Entered::Later);
        }
        match self.work.look() {
            Err(Some(done)) => done.map(|_| Entered::Open),
            // Another page was told, or began other work.
            Ok(_) | Err(None) => Ok(Entered::Later),
        }
    }

    fn let_in(
        &self,
        unlocked: Unlocked,
        surroundings: Surroundings,
        locked_before: u64,
    ) -> Result<()> {
        let opened = unlocked.open(surroundings);
        let mut archive = held(&self.archive);
        if self.locked.load(Ordering::SeqCst) != locked_before {
            // Somebody locked or left while it was opened.
            return Err(Error::new("locked_meanwhile"));
        }
        let mut opened = opened?;
        if self.is_unlocking() {
            self.work.settle();
        }
        *held(&self.notices) = opened.take_notices();
        *archive = Some(opened);
        self.unlocked.store(true, Ordering::SeqCst);
        Ok(())
    }

    /// Whether what runs is the opening of the archive: locking it then wins.
    pub(crate) fn is_unlocking(&self) -> bool {
        self.unlocking.load(Ordering::SeqCst)
    }

    /// Locks: the keys are wiped from memory. What is on its way ends first.
    pub(crate) fn lock(&self) {
        self.locked.fetch_add(1, Ordering::SeqCst);
        self.unlocked.store(false, Ordering::SeqCst);
        if self.is_unlocking() {
            self.work.stop();
        }
        self.in_sight.forget();
        let mut archive = held(&self.archive);
        // Somebody may have opened it again while this waited for what was on its way.
        if !self.is_unlocked() {
            self.forget(&mut archive);
        }
    }

    fn forget(&self, archive: &mut Option<Archive>) {
        archive.take();
        held(&self.notices).clear();
        self.work.forget();
        self.in_sight.forget();
        self.drawing.forget();
        // What was handed over to be imported is no longer wanted.
        self.spool.empty();
    }

    /// Locks, and lets nobody in any more. It waits for nothing: where something is on its way, the program ends with the
    /// keys that it holds. What was committed is stored, and the next to open the archive goes on from there.
    pub(crate) fn leave(self: &Arc<Self>) {
        self.left.store(true, Ordering::SeqCst);
        self.locked.fetch_add(1, Ordering::SeqCst);
        self.unlocked.store(false, Ordering::SeqCst);
        *held(&self.door) = Keys::default();
        held(&self.kept).take();
        let free = match self.archive.try_lock() {
            Ok(archive) => Some(archive),
            Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        };
        if let Some(mut archive) = free.filter(|_| !self.work.is_running()) {
            self.forget(&mut archive);
            return;
        }
        let workspace = Arc::clone(self);
        std::thread::spawn(move || {
            std::thread::sleep(ANSWER_SENT);
            workspace.spool.empty();
            end_program();
        });
    }

    /// Whether nothing is to be taken in any more.
    pub(crate) fn is_left(&self) -> bool {
        self.left.load(Ordering::SeqCst)
    }

    /// Keeps a form that cannot be answered before the archive is unlocked.
    pub(crate) fn keep(&self, form: KeptForm) {
        *held(&self.kept) = Some(form);
    }

    pub(crate) fn kept(&self) -> Option<KeptForm> {
        held(&self.kept).clone()
    }

    /// A form that was kept was sent again.
    pub(crate) fn sent_again(&self, place: &str) {
        let mut kept = held(&self.kept);
        if kept.as_ref().is_some_and(|kept| kept.place == place) {
            kept.take();
        }
    }

    pub(crate) fn touch(&self) {
        let now_s = (self.settings.surroundings.now_s)();
        self.asked_s.store(now_s, Ordering::Relaxed);
    }

    pub(crate) fn lock_if_idle(&self) {
        let now_s = (self.settings.surroundings.now_s)();
        let is_idle = now_s - self.asked_s.load(Ordering::Relaxed) >= self.settings.idle_s;
        if is_idle && !self.work.is_running() && self.is_unlocked() {
            self.lock();
        }
    }

    /// Changes when the archive is locked.
    pub(crate) fn lockings(&self) -> u64 {
        self.locked.load(Ordering::SeqCst)
    }

    pub(crate) fn is_unlocked(&self) -> bool {
        self.unlocked.load(Ordering::SeqCst)
    }

    /// Asks the archive, on a thread that may wait. Locked, or busy with long work: the page that says so. A page that takes
    /// long is waited for in sight; what is sent is simply waited for.
    pub(crate) async fn ask<T: IntoResponse>(
        self: &Arc<Self>,
        visit: &Visit,
        ask: impl FnOnce(&mut Asked<'_>) -> Result<T> + Send + 'static,
    ) -> Response {
        let (workspace, asking) = (Arc::clone(self), visit.clone());
        let page = |asked: &mut Asked<'_>| ask(asked).map(IntoResponse::into_response);
        let made = async move {
            let answer = workspace.ask_for(&asking, page).await;
            answer.unwrap_or_else(|instead| *instead)
        };
        if visit.is_sent {
            self.in_sight.forget();
            return made.await;
        }
        self.shown_once_made(visit, made).await
    }

    /// The same for something that no page shows yet; or what is shown instead.
    pub(crate) async fn ask_for<T: Send + 'static>(
        self: &Arc<Self>,
        visit: &Visit,
        ask: impl FnOnce(&mut Asked<'_>) -> Result<T> + Send + 'static,
    ) -> Answered<T> {
        // What somebody wrote waits for its turn rather than being lost.
        if self.work.is_running() && !visit.is_sent {
            let busy = if visit.is_part_of_a_page() {
                plain(StatusCode::SERVICE_UNAVAILABLE, "busy")
            } else {
                Redirect::to("/work").into_response()
            };
            return Err(Box::new(busy));
        }
        // Locked already, though something may still be on its way.
        if !self.is_unlocked() {
            return Err(Box::new(visit.to_unlock()));
        }
        let (workspace, visit) = (Arc::clone(self), visit.clone());
        let asked = tokio::task::spawn_blocking(move || {
            let mut archive = held(&workspace.archive);
            let Some(archive) = archive.as_mut() else {
                return Err(Box::new(visit.to_unlock()));
            };
            let answer = workspace.answer(archive, &visit, ask);
            answer.map_err(|error| Box::new(refusal(&visit, &error)))
        });
        asked.await.unwrap_or_else(|_| Err(Box::new(bug())))
    }

    /// Starts work that may take long, on a thread of its own. It says at which page its result is shown.
    pub(crate) fn begin(
        self: &Arc<Self>,
        visit: &Visit,
        work: impl FnOnce(&mut Asked<'_>) -> Result<String> + Send + 'static,
    ) -> Response {
        let (workspace, visit) = (Arc::clone(self), visit.clone());
        let asking = visit.clone();
        self.begin_alone(&asking, move || match held(&workspace.archive).as_mut() {
            Some(archive) => {
                let done = workspace.answer(archive, &visit, work);
                workspace.work.settle();
                done
            }
            None => Ok("/unlock".to_owned()),
        })
    }

    /// The same of work that needs no archive.
    pub(crate) fn begin_alone(
        self: &Arc<Self>,
        visit: &Visit,
        work: impl FnOnce() -> Result<String> + Send + 'static,
    ) -> Response {
        if !self.work.begin() {
            return refusal(visit, &Error::new("work_running"));
        }
        self.in_sight.forget();
        let (nobody, _) = channel();
        self.run(work, nobody);
        Redirect::to("/work").into_response()
    }

    /// Runs work that was begun, and tells whoever waits that it ended.
    fn run(
        self: &Arc<Self>,
        work: impl FnOnce() -> Result<String> + Send + 'static,
        ended: Sender<()>,
    ) {
        let workspace = Arc::clone(self);
        std::thread::spawn(move || {
            // A bug of ours must not leave the workspace at work for ever.
            let done = std::panic::catch_unwind(AssertUnwindSafe(work));
            workspace.touch();
            workspace.unlocking.store(false, Ordering::SeqCst);
            workspace
                .work
                .end(done.unwrap_or_else(|_| Err(Error::new("internal"))));
            // Nobody may wait any more.
            let _told = ended.send(());
        });
    }

    fn answer<T>(
        &self,
        archive: &mut Archive,
        visit: &Visit,
        ask: impl FnOnce(&mut Asked<'_>) -> Result<T>,
    ) -> Result<T> {
        let labels = Labels::new(visit.words, archive.own_labels()?);
        let notices = held(&self.notices).clone();
        let answer = ask(&mut Asked {
            archive,
            labels,
            visit,
            notices,
        });
        held(&self.notices).extend(archive.take_notices());
        answer
    }
}

/// Ends the program with everything that it holds in memory.
#[expect(clippy::exit, reason = "whoever leaves at once wants nothing to go on")]
fn end_program() -> ! {
    std::process::exit(0)
}

impl Asked<'_> {
    /// The frame of a page of this room.
    pub(crate) fn frame(&self, room: Room) -> crate::frame::Frame {
        crate::frame::Frame::new(self.visit, room)
    }

    pub(crate) fn words(&self) -> &Words {
        &self.visit.words
    }
}

/// Something of ours broke.
pub(crate) fn bug() -> Response {
    plain(StatusCode::INTERNAL_SERVER_ERROR, "internal")
}

fn digest(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

/// A panic elsewhere does not close the workspace: what is committed is stored, and a catalog can be derived again.
fn held<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// No record; used up where an error is shown outside of an archive.
pub(crate) fn not_found() -> Error {
    Error::new("not_found").with("path", "")
}
