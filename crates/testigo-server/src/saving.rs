//! A copy of an item for another program: the browser writes it where the person wants it, in clear.

use std::io::{self, Read};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_core::Stream;
use sha2::{Digest as _, Sha256};
use testigo_archive::OpenedItem;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::media::POLICY;
use crate::query::encode;
use crate::visit::Visit;
use crate::workspace::{Asked, Workspace};

/// What is held in memory at once, twice.
const PART_BYTES: u64 = 1 << 20;
/// Between two looks whether the browser takes the next part.
const LOOK: Duration = Duration::from_millis(5);

/// `/item/{id}/save`.
pub(crate) async fn save(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Path(id): Path<String>,
) -> Response {
    let lockings = workspace.lockings();
    let open = move |asked: &mut Asked<'_>| asked.archive.open_item(&id);
    match workspace.ask_for(&visit, open).await {
        Ok(item) => sent(&workspace, lockings, item),
        Err(instead) => *instead,
    }
}

fn sent(workspace: &Arc<Workspace>, lockings: u64, mut item: OpenedItem) -> Response {
    let (to_browser, arriving) = channel(1);
    let name = format!(
        "attachment; filename*=UTF-8''{}",
        encode(base_name(&item.name))
    );
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_LENGTH, item.bytes.to_string()),
        (header::CONTENT_DISPOSITION, name),
        (header::CONTENT_SECURITY_POLICY, POLICY.to_owned()),
    ];
    let parts = Parts {
        arriving,
        workspace: Arc::clone(workspace),
        lockings,
    };
    let workspace = Arc::clone(workspace);
    tokio::task::spawn_blocking(move || {
        let expected = item.sha256;
        let is_open = || workspace.lockings() == lockings;
        // What fails here shows in the browser: less arrives than was announced.
        let _cut_short = pass_on(&mut item.reader, expected, |part| {
            handed_over(&to_browser, part, is_open)
        });
    });
    (headers, Body::from_stream(parts)).into_response()
}

/// Hands a part over once the browser takes it; not after the archive was locked, however long it takes.
fn handed_over(to_browser: &Sender<Bytes>, mut part: Bytes, is_open: impl Fn() -> bool) -> bool {
    while is_open() {
        match to_browser.try_send(part) {
            Ok(()) => return true,
            Err(TrySendError::Closed(_)) => return false,
            Err(TrySendError::Full(again)) => part = again,
        }
        std::thread::sleep(LOOK);
    }
    false
}

/// Hands on what is read, part by part, as long as it is wanted. The last part goes only if all of it has the digest that
/// was recorded: what differs never arrives whole.
fn pass_on(
    reader: &mut impl Read,
    expected: [u8; 32],
    mut send: impl FnMut(Bytes) -> bool,
) -> io::Result<()> {
    let mut digest = Sha256::new();
    let mut held = Bytes::new();
    loop {
        let mut part = Vec::new();
        reader.by_ref().take(PART_BYTES).read_to_end(&mut part)?;
        if part.is_empty() {
            break;
        }
        digest.update(&part);
        let before = std::mem::replace(&mut held, part.into());
        if !before.is_empty() && !send(before) {
            return Ok(());
        }
    }
    if digest.finalize()[..] == expected[..] && !held.is_empty() {
        send(held);
    }
    Ok(())
}

/// The name without folders, whichever system it comes from.
fn base_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or_default()
}

/// The parts as a body, which ends when the archive is locked.
struct Parts {
    arriving: Receiver<Bytes>,
    workspace: Arc<Workspace>,
    lockings: u64,
}

impl Stream for Parts {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.workspace.lockings() != self.lockings {
            return Poll::Ready(None);
        }
        self.arriving.poll_recv(context).map(|part| part.map(Ok))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passed(bytes: &[u8], expected: [u8; 32]) -> Vec<u8> {
        let mut arrived = Vec::new();
        pass_on(&mut &bytes[..], expected, |part| {
            arrived.extend(part);
            true
        })
        .unwrap();
        arrived
    }

    #[test]
    fn what_differs_from_what_was_recorded_never_arrives_whole() {
        for size in [0, 1, 1 << 20, (1 << 20) + 1, 3 << 20] {
            let bytes: Vec<u8> = (0..size).map(|place: u32| place.to_le_bytes()[1]).collect();
            assert_eq!(passed(&bytes, Sha256::digest(&bytes).into()), bytes);
            let other = passed(&bytes, Sha256::digest(b"other").into());
            assert!(size == 0 || other.len() < bytes.len(), "{size}");
        }
    }

    #[test]
    fn a_name_has_no_folders() {
        for (name, expected) in [
            ("a.pdf", "a.pdf"),
            ("../../x/a.pdf", "a.pdf"),
            ("C:\\x\\a.pdf", "a.pdf"),
            ("x/", ""),
        ] {
            assert_eq!(base_name(name), expected);
        }
    }
}
