//! `serve`.

use std::io::Write as _;

use serde_json::json;
use testigo_archive::{Result, Surroundings, looks_like_archive};
use testigo_server::Settings;

use super::Session;
use crate::arguments::ServeArguments;
use crate::environment;
use crate::output::Answer;

/// Without anybody asking for a page, the archive is locked after so many seconds.
const IDLE_S: i64 = 15 * 60;

pub(super) fn serve(session: &Session<'_>, given: &ServeArguments) -> Result<Answer> {
    let folder = environment::archive_folder(session.arguments.archive.as_deref())?;
    looks_like_archive(&folder)?;
    let settings = Settings {
        folder,
        surroundings: Surroundings {
            progress: testigo_server::note_progress,
            ..environment::surroundings(session.by())?
        },
        language: session.words.language(),
        port: given.port,
        idle_s: IDLE_S,
    };
    testigo_server::serve(settings, |url| {
        let ready = json!({"schema": "testigo.serve/1", "url": url});
        // Whoever started this may not read what it says.
        let _told = writeln!(std::io::stdout().lock(), "{ready}");
        let _flushed = std::io::stdout().lock().flush();
    })?;
    Answer::new(&json!({}), String::new())
}
