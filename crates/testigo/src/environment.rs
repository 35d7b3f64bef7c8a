//! The outside world: environment, clock, chance, terminal. Nothing else in the workspace reads them.
//!
//! | variable | meaning |
//! |---|---|
//! | `TESTIGO_ARCHIVE` | the archive's folder |
//! | `TESTIGO_HOME` | device keys, catalogs, settings; else `testigo` in the user's data folder |
//! | `TESTIGO_PASSPHRASE_FILE` | a file with the passphrase, for scripts |
//! | `TESTIGO_BY` | the person acting |
//! | `TESTIGO_LANG` | `en` or `es`; else the locale |

use std::ffi::OsString;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use age::secrecy::SecretString;
use testigo_archive::{Error, Result, Surroundings};
use testigo_words::{Language, Words};

#[expect(clippy::disallowed_methods, reason = "this is the edge")]
fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

fn text(name: &str) -> Option<String> {
    variable(name)?.into_string().ok()
}

/// The language of words and warnings.
pub(crate) fn language() -> Language {
    let tag = ["TESTIGO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| text(name));
    Language::from_tag(tag.as_deref().unwrap_or("en"))
}

/// `-C`, `$TESTIGO_ARCHIVE`, or the nearest folder above that holds an archive.
pub(crate) fn archive_folder(given: Option<&Path>) -> Result<PathBuf> {
    if let Some(given) = given {
        return Ok(given.to_path_buf());
    }
    if let Some(stated) = variable("TESTIGO_ARCHIVE") {
        return Ok(PathBuf::from(stated));
    }
    let here = std::env::current_dir().map_err(|error| Error::new("io_failed").because(error))?;
    here.ancestors()
        .find(|folder| folder.join("testigo.toml").is_file())
        .map(Path::to_path_buf)
        .ok_or_else(|| Error::new("not_an_archive").with("path", "."))
}

/// What the verbs see of the outside world.
pub(crate) fn surroundings(by: Option<&str>) -> Result<Surroundings> {
    let home = match variable("TESTIGO_HOME") {
        Some(home) => PathBuf::from(home),
        None => data_folder()
            .ok_or_else(|| Error::new("home_unset"))?
            .join("testigo"),
    };
    let by = by.map(str::to_owned).or_else(|| text("TESTIGO_BY"));
    Ok(Surroundings {
        threads: cores(),
        home,
        now_s,
        random,
        by,
        progress: crate::progress::show,
        // A command is stopped by ending the program.
        stopped: || false,
    })
}

#[cfg(windows)]
fn data_folder() -> Option<PathBuf> {
    variable("LOCALAPPDATA").map(PathBuf::from)
}

#[cfg(target_os = "macos")]
fn data_folder() -> Option<PathBuf> {
    Some(PathBuf::from(variable("HOME")?).join("Library/Application Support"))
}

#[cfg(not(any(windows, target_os = "macos")))]
fn data_folder() -> Option<PathBuf> {
    variable("XDG_DATA_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(variable("HOME")?).join(".local/share")))
}

#[expect(clippy::disallowed_methods, reason = "this is the edge")]
fn now_s() -> i64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    now.map_or(0, |since| {
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
    })
}

/// The system's own source of randomness. Without it nothing may go on.
fn random() -> [u8; 32] {
    let mut bytes = [0; 32];
    assert!(
        getrandom::getrandom(&mut bytes).is_ok(),
        "this system gives no random numbers"
    );
    bytes
}

/// This moment, to tell how long something took.
#[expect(clippy::disallowed_methods, reason = "this is the edge")]
pub(crate) fn moment() -> std::time::Instant {
    std::time::Instant::now()
}

/// This program's file, to start it again for what must not be done in the same process.
pub(crate) fn program() -> Result<PathBuf> {
    std::env::current_exe().map_err(|error| Error::new("io_failed").because(error))
}

/// How many threads this machine runs at once.
pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get)
}

/// The passphrase: from the file for scripts, else asked for.
pub(crate) fn passphrase(words: &Words) -> Result<SecretString> {
    if let Some(stated) = stated_passphrase()? {
        return Ok(stated);
    }
    ask(&words.say("ask-passphrase", &[]))
}

/// A new passphrase: from the file for scripts, else asked for twice.
pub(crate) fn new_passphrase(words: &Words) -> Result<SecretString> {
    use age::secrecy::ExposeSecret;
    if let Some(stated) = stated_passphrase()? {
        return Ok(stated);
    }
    let first = ask(&words.say("ask-new-passphrase", &[]))?;
    let again = ask(&words.say("ask-passphrase-again", &[]))?;
    if first.expose_secret() == again.expose_secret() {
        return Ok(first);
    }
    Err(Error::new("passphrases_differ"))
}

fn stated_passphrase() -> Result<Option<SecretString>> {
    let Some(path) = variable("TESTIGO_PASSPHRASE_FILE") else {
        return Ok(None);
    };
    let file = fs::read_to_string(path)
        .map_err(|error| Error::new("passphrase_missing").because(error))?;
    let line = file.lines().next().unwrap_or("").to_owned();
    if line.is_empty() {
        return Err(Error::new("passphrase_missing"));
    }
    Ok(Some(SecretString::from(line)))
}

/// Asks on the terminal, without showing what is typed.
pub(crate) fn ask(prompt: &str) -> Result<SecretString> {
    if !io::stdin().is_terminal() {
        return Err(Error::new("passphrase_missing"));
    }
    let typed = rpassword::prompt_password(format!("{prompt} "))
        .map_err(|error| Error::new("passphrase_missing").because(error))?;
    if typed.is_empty() {
        return Err(Error::new("passphrase_missing"));
    }
    Ok(SecretString::from(typed))
}

/// Shows an address in this person's browser. It holds a key, and everybody on a machine may see the words of a command:
/// what is opened is a page that only this person can read and that leads there.
pub(crate) fn open_in_browser(home: &Path, url: &str) -> Result<()> {
    let failed = |error: io::Error| Error::new("io_failed").because(error);
    let page = home.join("open.html");
    fs::create_dir_all(home).map_err(failed)?;
    // One of an earlier run, whose key is used or forgotten.
    let _gone = fs::remove_file(&page);
    let text = format!(
        "<!doctype html><title>testigo</title><meta http-equiv=\"refresh\" content=\"0;url={url}\">\
         <a href=\"{url}\">testigo</a>\n"
    );
    testigo_archive::NewFile::create(&page)?.write(text.as_bytes())?;
    let mut opener = std::process::Command::new(OPENER);
    opener
        .arg(&page)
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null());
    opener.spawn().map(drop).map_err(failed)
}

/// What opens a file as a double click does.
const OPENER: &str = if cfg!(windows) {
    "explorer"
} else if cfg!(target_os = "macos") {
    "open"
} else {
    "xdg-open"
};
