//! The workspace: pages for a browser on the same machine.
//!
//! **Invariant**: it listens on this machine only, answers nobody without a session, holds no rule
//! and no record: each page asks verbs of `testigo_archive` and shows what they say. It loads
//! nothing from elsewhere and works without script. Decrypted bytes go into answers that nobody may
//! keep, and to disk only where the person said.

mod assets;
mod controls;
mod door;
mod drawing;
mod frame;
mod in_sight;
mod media;
mod query;
mod rooms;
mod saving;
mod upload;
mod visit;
mod work;
mod workspace;

use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use testigo_archive::{Error, Result, Surroundings};
use testigo_words::Language;

pub use work::{is_stopped, note_progress};
use workspace::Workspace;

/// Between two looks whether anybody is still there.
const LOOK_S: u64 = 5;

/// What a workspace is opened with.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The archive's folder.
    pub folder: PathBuf,
    /// The outside world; its `progress` should be [`note_progress`], and its `stopped` [`is_stopped`].
    pub surroundings: Surroundings,
    /// Until somebody chooses another.
    pub language: Language,
    /// On 127.0.0.1; 0 for any free one.
    pub port: u16,
    /// A program that begins with [`testigo_media::as_child`], and draws pages of documents.
    pub program: PathBuf,
    /// Without a page asked for, the archive is locked after so many seconds.
    pub idle_s: i64,
}

/// Serves until the process is ended. `ready` is told the address, with the one-time key that opens it.
pub fn serve(settings: Settings, ready: impl FnOnce(&str)) -> Result<()> {
    let failed = |error: std::io::Error| Error::new("io_failed").because(error);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(failed)?;
    runtime.block_on(async move {
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, settings.port))
            .await
            .map_err(|error| {
                Error::new("port_taken")
                    .with("detail", settings.port.to_string())
                    .because(error)
            })?;
        let port = listener.local_addr().map_err(failed)?.port();
        query::begin_sealing(settings.surroundings.random);
        let workspace = Arc::new(Workspace::new(settings, port)?);
        let key = workspace.new_key();
        let looked_after = Arc::clone(&workspace);
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(Duration::from_secs(LOOK_S)).await;
                looked_after.lock_if_idle();
            }
        });
        ready(&format!("http://127.0.0.1:{port}/open?key={key}"));
        axum::serve(listener, rooms::routes(workspace))
            .await
            .map_err(failed)
    })
}
