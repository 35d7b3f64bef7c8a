//! `serve`; and `testigo` alone, which opens the workspace of the archive around it.

use std::ffi::OsString;
use std::io::{IsTerminal as _, Write as _};

use serde_json::json;
use testigo_archive::{Result, Surroundings, looks_like_archive};
use testigo_server::Settings;

use super::Session;
use crate::arguments::ServeArguments;
use crate::environment;
use crate::output::Answer;

/// Without anybody asking for a page, the archive is locked after so many seconds.
const IDLE_S: i64 = 15 * 60;

/// What is run for these words: `testigo` alone, on a terminal and in an archive, opens the workspace in a browser.
pub(crate) fn alone(mut given: Vec<OsString>) -> Vec<OsString> {
    let is_alone = given.len() == 1 && std::io::stdout().is_terminal();
    if is_alone && environment::archive_folder(None).is_ok() {
        given.extend(["serve", "--browser"].map(OsString::from));
    }
    given
}

pub(super) fn serve(session: &Session<'_>, given: &ServeArguments) -> Result<Answer> {
    let folder = environment::archive_folder(session.arguments.archive.as_deref())?;
    looks_like_archive(&folder)?;
    let settings = Settings {
        folder,
        surroundings: Surroundings {
            progress: testigo_server::note_progress,
            stopped: testigo_server::is_stopped,
            ..environment::surroundings(session.by())?
        },
        language: session.words.language(),
        port: given.port,
        program: environment::program()?,
        idle_s: IDLE_S,
    };
    let home = settings.surroundings.home.clone();
    testigo_server::serve(settings, |url| {
        if given.browser {
            // Where there is no browser to be found, the address below is what there is.
            let _opened = environment::open_in_browser(&home, url);
        }
        let ready = json!({"schema": "testigo.serve/1", "url": url});
        // Whoever started this may not read what it says.
        let _told = writeln!(std::io::stdout().lock(), "{ready}");
        let _flushed = std::io::stdout().lock().flush();
    })?;
    Answer::new(&json!({}), String::new())
}
