//! How far something is, on a terminal and nowhere else: one line of standard error that is written over.

use std::cell::{Cell, RefCell};
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use testigo_archive::Work;
use testigo_words::Words;

use crate::environment;

/// What is shorter shows nothing.
const SILENT: Duration = Duration::from_secs(1);
/// Between two lines.
const PAUSE: Duration = Duration::from_millis(200);

thread_local! {
    static WORDS: RefCell<Option<Words>> = const { RefCell::new(None) };
    static NEXT: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// Work on several threads shows from any of them; the first takes the line away.
static SHOWN: AtomicBool = AtomicBool::new(false);

/// Shows how far it is, if it is time to.
#[expect(clippy::disallowed_methods, reason = "this is the edge")]
pub(crate) fn show(work: Work, done: u64, total: Option<u64>) {
    let now = Instant::now();
    match NEXT.get() {
        None => return NEXT.set(Some(now + SILENT)),
        Some(next) if now < next => return,
        Some(_) => NEXT.set(Some(now + PAUSE)),
    }
    let mut out = io::stderr().lock();
    if !out.is_terminal() {
        return;
    }
    let id = format!("progress-{}", work.code());
    let done = match total {
        Some(total) => format!("{done} / {total}"),
        None => done.to_string(),
    };
    let line = WORDS.with_borrow_mut(|words| {
        words
            .get_or_insert_with(|| Words::new(environment::language()))
            .say(&id, &[("done", &done)])
    });
    // A terminal that went away is told nothing more.
    let _told = write!(out, "\r{line}\x1b[K").and_then(|()| out.flush());
    SHOWN.store(true, Ordering::Relaxed);
}

/// Takes the line away, before anything else is said.
pub(crate) fn clear() {
    if SHOWN.swap(false, Ordering::Relaxed) {
        let _told = write!(io::stderr().lock(), "\r\x1b[K");
    }
}
