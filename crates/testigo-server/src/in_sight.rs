//! Pages that take long: after a second a page says so, and asks for the same address again until the other one is made.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use askama::Template;
use axum::response::Response;
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout};

use crate::frame::{Frame, Room, page};
use crate::rooms::working::stage_text;
use crate::visit::Visit;
use crate::work::stage;
use crate::workspace::{Workspace, bug};

/// How long a browser waits for a page before it is told how things stand.
const WAIT: Duration = Duration::from_secs(1);
/// A page that nobody asked for again for so long is given up, so that none is shown that is old.
const WANTED: Duration = Duration::from_secs(5);
/// Pages that are being made at once; more are simply waited for.
const MOST: usize = 8;

#[derive(Template)]
#[template(path = "waited.html")]
struct WaitedPage {
    frame: Frame,
    stage: String,
}

/// The pages that are being made.
#[derive(Default)]
pub(crate) struct InSight(Mutex<Vec<Made>>);

struct Made {
    /// Who asked, and for what: language and mask are of the page too.
    visit: Visit,
    page: Making,
    asked: Instant,
}

/// A page on its way. Given up, what can be given up of it is: the archive ends what it was asked.
struct Making(JoinHandle<Response>);

impl Drop for Making {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl InSight {
    /// The page that this visit waits for already.
    fn take(&self, visit: &Visit) -> Option<Making> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|made| made.asked.elapsed() < WANTED);
        let at = all
            .iter()
            .position(|made| made.visit.is_for_the_same(visit))?;
        Some(all.swap_remove(at).page)
    }

    /// Keeps a page until it is asked for again; gives it back where there are too many.
    fn keep(&self, visit: &Visit, page: Making) -> Option<Making> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            return Some(page);
        }
        all.push(Made {
            visit: visit.clone(),
            page,
            asked: Instant::now(),
        });
        None
    }

    /// Gives all of them up: the archive is locked, or something is being written.
    pub(crate) fn forget(&self) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.clear();
    }
}

impl Workspace {
    /// A page that is only looked at: itself if it is made within a second, else one that says so and asks again.
    pub(crate) async fn shown_once_made(
        self: &Arc<Self>,
        visit: &Visit,
        page: impl Future<Output = Response> + Send + 'static,
    ) -> Response {
        let lockings = self.lockings();
        let mut on_its_way = self.in_sight.take(visit).unwrap_or_else(|| {
            self.work.forget_stage();
            Making(tokio::spawn(page))
        });
        let mut made = timeout(WAIT, &mut on_its_way.0).await.ok();
        if made.is_none() && self.lockings() == lockings {
            match self.in_sight.keep(visit, on_its_way) {
                Some(mut alone) => made = Some((&mut alone.0).await),
                None => return waited(visit),
            }
        }
        // Nothing that was asked for before the lock is given out after it.
        match made {
            Some(made) if self.lockings() == lockings => made.unwrap_or_else(|_| bug()),
            _ => visit.to_unlock(),
        }
    }
}

fn waited(visit: &Visit) -> Response {
    let frame = Frame::new(visit, Room::Home);
    let stage = stage_text(&frame, stage());
    page(&WaitedPage { frame, stage })
}
