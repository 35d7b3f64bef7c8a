//! Pages of a PDF as pictures: drawn one at a time, by a process of their own, while the archive goes on.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use testigo_archive::{Error, OpenedItem, ReadSeek};
use testigo_media::{CannotDraw, Drawer, PDF_BYTES_MAX, TIME_S_MAX};

use crate::media::POLICY;
use crate::rooms::door::refusal;
use crate::visit::Visit;
use crate::workspace::{Asked, Workspace, not_found};

/// How wide a page is drawn, in pixels: to be read, larger, and to look closely.
pub(crate) const WIDTHS: [u16; 3] = [1_000, 1_800, 2_800];

const PDF: &str = "application/pdf";
/// Files whose pages are known at once.
const COUNTED_MAX: usize = 100;

pub(crate) type Drawn<T> = Result<T, CannotDraw>;

/// The one who draws.
pub(crate) struct Drawing {
    drawer: Drawer,
    /// One page at a time.
    turn: Arc<tokio::sync::Mutex<()>>,
    /// How many pages an item has, until the archive is locked.
    counted: Mutex<BTreeMap<String, Drawn<u32>>>,
}

impl Drawing {
    /// With a program that begins with [`testigo_media::as_child`].
    pub(crate) fn new(program: PathBuf) -> Self {
        Self {
            drawer: Drawer::new(program),
            turn: Arc::default(),
            counted: Mutex::default(),
        }
    }

    pub(crate) fn forget(&self) {
        self.counted().clear();
    }

    fn note(&self, item: String, pages: Drawn<u32>) {
        // What went wrong here may go well the next time.
        if matches!(pages, Err(CannotDraw::GivenUp | CannotDraw::NotStarted)) {
            return;
        }
        let mut counted = self.counted();
        if counted.len() >= COUNTED_MAX {
            counted.clear();
        }
        counted.insert(item, pages);
    }

    fn counted(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Drawn<u32>>> {
        self.counted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How many pages an item has; nothing if it is no PDF.
pub(crate) async fn pages_of(
    workspace: &Arc<Workspace>,
    visit: &Visit,
    id: &str,
) -> Result<Option<Drawn<u32>>, Box<Response>> {
    let id = id.to_owned();
    let lockings = workspace.lockings();
    // What cannot be opened is told by the item's page.
    let open = move |asked: &mut Asked<'_>| {
        let opened = asked.archive.open_item(&id).ok();
        let pdf = opened.filter(|opened| opened.media_type == PDF);
        Ok(pdf.zip(asked.archive.record_id(&id).ok()))
    };
    let Some((pdf, item)) = workspace.ask_for(visit, open).await? else {
        return Ok(None);
    };
    let item = item.to_string();
    let known = workspace.drawing.counted().get(&item).copied();
    if known.is_some() {
        return Ok(known);
    }
    let count = |drawer: &Drawer, pdf, is_wanted: &dyn Fn() -> bool| drawer.pages(pdf, is_wanted);
    let pages = drawn(workspace, pdf, lockings, count).await;
    workspace.drawing.note(item, pages);
    Ok(Some(pages))
}

#[derive(Deserialize)]
pub(crate) struct Wide {
    #[serde(default)]
    width: u16,
}

/// `/item/{id}/page/{number}`: a page as a PNG, or a page of ours that says why not.
pub(crate) async fn picture(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Path((id, page)): Path<(String, u32)>,
    Query(wide): Query<Wide>,
) -> Response {
    let lockings = workspace.lockings();
    let open = move |asked: &mut Asked<'_>| {
        let opened = asked.archive.open_item(&id)?;
        if opened.media_type != PDF {
            return Err(not_found());
        }
        Ok(opened)
    };
    let pdf = match workspace.ask_for(&visit, open).await {
        Ok(pdf) => pdf,
        Err(instead) => return *instead,
    };
    let width = width_near(wide.width);
    let draw = move |drawer: &Drawer, pdf, is_wanted: &dyn Fn() -> bool| {
        drawer.page(pdf, page, width, is_wanted)
    };
    let headers = [
        (header::CONTENT_TYPE, "image/png"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    match drawn(&workspace, pdf, lockings, draw).await {
        Ok(png) => (headers, png).into_response(),
        Err(CannotDraw::GivenUp) => visit.to_unlock(),
        Err(why) => refusal(&visit, &told(why)),
    }
}

/// The smallest width that is drawn and not smaller.
pub(crate) fn width_near(asked: u16) -> u16 {
    let [least, .., most] = WIDTHS;
    let fitting = WIDTHS.into_iter().find(|width| *width >= asked.max(least));
    fitting.unwrap_or(most)
}

/// Waits for its turn, and draws on a thread that may wait. It is given up when the archive is locked, and when nobody
/// waits for it any more.
async fn drawn<T: Send + 'static>(
    workspace: &Arc<Workspace>,
    pdf: OpenedItem,
    lockings: u64,
    draw: impl FnOnce(&Drawer, Box<dyn ReadSeek>, &dyn Fn() -> bool) -> Drawn<T> + Send + 'static,
) -> Drawn<T> {
    if pdf.bytes > PDF_BYTES_MAX {
        return Err(CannotDraw::TooLarge);
    }
    let turn = Arc::clone(&workspace.drawing.turn).lock_owned().await;
    let workspace = Arc::clone(workspace);
    let here = Arc::new(());
    let waiting = Arc::downgrade(&here);
    let drawn = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        let is_wanted = || waiting.strong_count() > 0 && workspace.lockings() == lockings;
        draw(&workspace.drawing.drawer, pdf.reader, &is_wanted)
    });
    let drawn = drawn.await.unwrap_or(Err(CannotDraw::NotStarted));
    drop(here);
    drawn
}

/// Why there is no picture, as an error with words.
pub(crate) fn told(why: CannotDraw) -> Error {
    let megabytes = || (PDF_BYTES_MAX >> 20).to_string();
    match why {
        CannotDraw::Damaged => Error::new("pdf_damaged"),
        CannotDraw::Encrypted => Error::new("pdf_encrypted"),
        CannotDraw::NoSuchPage => Error::new("pdf_page_missing"),
        CannotDraw::TooLarge => Error::new("pdf_too_large").with("detail", megabytes()),
        CannotDraw::TooMuch => Error::new("pdf_too_much").with("detail", TIME_S_MAX.to_string()),
        CannotDraw::NotStarted => Error::new("pdf_not_drawn"),
        CannotDraw::Unreadable => Error::new("object_damaged"),
        CannotDraw::GivenUp => Error::new("locked_meanwhile"),
    }
}

#[cfg(test)]
mod tests {
    use super::width_near;

    #[test]
    fn only_three_widths_are_drawn() {
        for (asked, expected) in [
            (0, 1_000),
            (1_000, 1_000),
            (1_001, 1_800),
            (2_800, 2_800),
            (u16::MAX, 2_800),
        ] {
            assert_eq!(width_near(asked), expected);
        }
    }
}
