//! The binary that people install has no cheap scrypt: it refuses an archive that the test binary
//! made, and opens its own.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::part::{self, Counting};
use crate::tally::Tally;

/// The code of FORMAT 5.1's limit on scrypt.
const REFUSAL: &str = "\"weak_passphrase_factor\"";

pub(crate) fn check() -> Tally {
    let mut tally = part::run(
        "shipped binary, build",
        Counting::One,
        &mut crate::build_shipped(),
    );
    if tally.failed > 0 {
        return tally;
    }
    tally.add(part::check(
        "shipped binary, refuses a cheap passphrase file",
        refuses_cheap,
    ));
    tally.add(part::check(
        "shipped binary, opens its own archive",
        opens_its_own,
    ));
    tally
}

fn refuses_cheap() -> Result<(), String> {
    let output = make_and_open("cheap", &crate::test_binary())?;
    let said = String::from_utf8_lossy(&output.stdout);
    if output.status.code() == Some(1) && said.contains(REFUSAL) {
        return Ok(());
    }
    Err(format!(
        "expected status 1 and {REFUSAL}: {}, {said}",
        output.status
    ))
}

fn opens_its_own() -> Result<(), String> {
    let output = make_and_open("own", &crate::shipped_binary())?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{}: {said}", output.status))
}

/// An archive made by one binary, and what the shipped one answers about it.
fn make_and_open(name: &str, maker: &Path) -> Result<Output, String> {
    let folder = part::folder().join(format!("archive-{name}"));
    let failed = |error| format!("{}: {error}", folder.display());
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(failed)?;
    }
    fs::create_dir_all(&folder).map_err(failed)?;
    fs::write(folder.join("passphrase"), "seven lanterns over the river\n").map_err(failed)?;
    let on = |program: &Path, home: &str| {
        let mut command = Command::new(program);
        command
            .current_dir(&folder)
            .env("TESTIGO_HOME", folder.join(home))
            .env("TESTIGO_PASSPHRASE_FILE", folder.join("passphrase"));
        command
    };
    let mut init = on(maker, "home");
    init.args(["init", "archive", "--name", "Archive", "--group", "Group"]);
    let made = init
        .args(["--recovery", "recovery", "--json"])
        .output()
        .map_err(failed)?;
    if !made.status.success() {
        return Err(format!("init: {}", String::from_utf8_lossy(&made.stderr)));
    }
    let mut status = on(&crate::shipped_binary(), "other-home");
    status
        .args(["-C", "archive", "--json", "status"])
        .output()
        .map_err(failed)
}
