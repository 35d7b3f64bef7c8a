//! `cargo xtask test`: every test there is, and one line that sums them up.

use std::collections::BTreeMap;
use std::process::Command;

use crate::part::{self, Counting};
use crate::tally::Tally;

/// The test of a large folder.
const LARGE: &str = "large::";
/// Rounds of the test that kills the program, in the long suite.
const KILL_ROUNDS_LONG: &str = "2000";

/// How much is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Length {
    /// What every change has to pass.
    Usual,
    /// Also ignored (slow) tests, and more rounds of those that have rounds.
    Long,
}

pub(crate) fn run(length: Length) -> Result<(), String> {
    crate::setup::ready(crate::setup::BUILD)?;
    crate::setup::ready(crate::setup::TEST)?;
    let mut sum = Tally::default();
    sum.add(part::run(
        "format",
        Counting::One,
        &mut crate::cargo(&["fmt", "--all", "--check"]),
    ));
    sum.add(part::run("clippy", Counting::One, &mut clippy()));
    sum.add(part::run(
        "cargo test",
        Counting::CargoTest,
        &mut cargo_test(length),
    ));
    if length == Length::Long {
        sum.add(part::run(
            "large folder",
            Counting::CargoTest,
            &mut large_folder(),
        ));
    }
    sum.add(part::run("vectors", Counting::One, &mut vectors()));
    sum.add(part::run(
        "verifier in Python",
        Counting::Unittest,
        &mut unittest(),
    ));
    sum.add(crate::shipped::check());
    sum.add(in_browser());
    sum.add(part::check("nothing skipped that could run", || {
        skipped_rightly(&sum.skipped)
    }));
    say_skipped(&sum.skipped);
    let line = sum.line();
    if sum.failed > 0 {
        return Err(line);
    }
    println!("{line}");
    Ok(())
}

fn clippy() -> Command {
    let arguments = [
        "clippy",
        "--quiet",
        "--workspace",
        "--all-targets",
        "--features",
        "testigo/test",
    ];
    let mut command = crate::cargo(&arguments);
    command.args(["--", "-D", "warnings"]);
    command
}

fn cargo_test(length: Length) -> Command {
    let arguments = [
        "test",
        "--workspace",
        "--features",
        "testigo/test",
        "--no-fail-fast",
    ];
    let mut command = crate::cargo(&arguments);
    command.args(["--", "--show-output"]);
    if length == Length::Long {
        command
            .args(["--include-ignored", "--skip", LARGE])
            .env("TESTIGO_KILL_ROUNDS", KILL_ROUNDS_LONG);
    }
    command
}

/// 300,000 files take an hour without optimisation.
fn large_folder() -> Command {
    let mut command = crate::cargo(&["test", "--release", "--package", "testigo"]);
    command.args(["--features", "test", "--test", "it", "--", LARGE]);
    command.args(["--ignored", "--show-output"]);
    command
}

fn vectors() -> Command {
    let mut command = python(&["vectors/make_vectors.py", "--check"]);
    command.current_dir(crate::root().join("testkit"));
    command
}

fn unittest() -> Command {
    let mut command = python(&["-m", "unittest", "--verbose"]);
    command.current_dir(crate::root().join("testkit"));
    command
}

/// The workspace in Chromium, with the programs that the parts before built.
fn in_browser() -> Tally {
    let folder = crate::root().join("testkit/browser");
    let mut install = Command::new("npm");
    install
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(&folder);
    let installed = part::run("browser, packages", Counting::One, &mut install);
    if installed.failed > 0 {
        return installed;
    }
    let mut tests = Command::new("node");
    // One file after the other: they share two cores with the program and the browser.
    tests
        .args(["--test", "--test-concurrency=1", "--test-reporter=tap"])
        .env("TESTIGO_BINARY", crate::test_binary())
        .env("TESTIGO_SHIPPED", crate::shipped_binary())
        .current_dir(&folder);
    let mut sum = installed;
    sum.add(part::run("browser", Counting::Node, &mut tests));
    sum
}

fn python(arguments: &[&str]) -> Command {
    let mut command = Command::new("python3");
    command.args(arguments).env("PYTHONDONTWRITEBYTECODE", "1");
    command
}

/// On the machine that decides (`CI=true`) a test may be skipped for want of `shared/` only where
/// that folder really is absent.
fn skipped_rightly(skipped: &[String]) -> Result<(), String> {
    let decides = std::env::var_os("CI").is_some_and(|value| value == "true");
    let shared = crate::root().join("../shared");
    let wrongly = skipped
        .iter()
        .filter(|reason| reason.starts_with("shared/"))
        .count();
    if decides && wrongly > 0 && shared.is_dir() {
        return Err(format!(
            "{wrongly} tests say that shared/ is absent, and it is there"
        ));
    }
    Ok(())
}

fn say_skipped(skipped: &[String]) {
    let mut counted: BTreeMap<&str, u32> = BTreeMap::new();
    for reason in skipped {
        *counted.entry(reason).or_default() += 1;
    }
    for (reason, number) in counted {
        println!("skipped {number}: {reason}");
    }
}
