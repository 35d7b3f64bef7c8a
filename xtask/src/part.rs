//! One part of the suite: a command whose output goes to a file and is summed up in a line.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::tally::Tally;

/// How a part's output is counted.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Counting {
    /// The whole part is one check.
    One,
    /// Every test that cargo reports.
    CargoTest,
    /// Every test that Python's unittest reports.
    Unittest,
    /// Every test that Node's runner reports.
    Node,
}

/// Of a part that failed, so many lines are shown; the rest is in the file.
const SHOWN_LINES: usize = 150;

/// Runs the command with both its outputs in `target/xtask/<name>.log`.
pub(crate) fn run(name: &str, counting: Counting, command: &mut Command) -> Tally {
    let log = log_path(name);
    println!("{name} ...");
    let start = Instant::now();
    let ended = into_file(command, &log);
    let text = fs::read(&log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let mut tally = match counting {
        Counting::One => Tally::default(),
        Counting::CargoTest => Tally::of_cargo_test(&text),
        Counting::Unittest => Tally::of_unittest(&text),
        Counting::Node => Tally::of_node(&text),
    };
    match (counting, &ended) {
        (Counting::One, Ok(true)) => tally.passed += 1,
        (Counting::CargoTest | Counting::Unittest | Counting::Node, Ok(true))
            if tally.passed > 0 => {}
        // It did not compile, was killed, or counted nothing: that is a failure too.
        _ if tally.failed == 0 => tally.failed += 1,
        _ => {}
    }
    println!("  {} ({} s)", tally.line(), start.elapsed().as_secs());
    if tally.failed > 0 {
        show_failure(&text, &log, ended);
    }
    tally
}

/// A check that is a function: `Err` says what is wrong.
pub(crate) fn check(name: &str, check: impl FnOnce() -> Result<(), String>) -> Tally {
    println!("{name} ...");
    let mut tally = Tally::default();
    match check() {
        Ok(()) => tally.passed += 1,
        Err(said) => {
            tally.failed += 1;
            println!("{said}");
        }
    }
    println!("  {}", tally.line());
    tally
}

/// Where logs and folders of the suite lie.
pub(crate) fn folder() -> PathBuf {
    crate::root().join("target/xtask")
}

fn log_path(name: &str) -> PathBuf {
    let name: String = name
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                '-'
            }
        })
        .collect();
    folder().join(name).with_extension("log")
}

fn into_file(command: &mut Command, log: &Path) -> io::Result<bool> {
    fs::create_dir_all(folder())?;
    let file = File::create(log)?;
    let status = command
        .env("CARGO_TERM_COLOR", "never")
        .env("TERM", "dumb")
        .stdout(file.try_clone()?)
        .stderr(file)
        .status()?;
    Ok(status.success())
}

fn show_failure(text: &str, log: &Path, ended: io::Result<bool>) {
    if let Err(error) = ended {
        println!("{error}");
    }
    for line in telling(text) {
        println!("  | {line}");
    }
    println!("  the whole output: {}", log.display());
}

/// What tests say that failed, what did not compile or was killed; of another output, the end.
fn telling(text: &str) -> Vec<&str> {
    let mut telling = Vec::new();
    let (mut failures, mut error) = (false, false);
    for line in text.lines() {
        failures = (failures || line == "failures:") && !line.starts_with("test result: ");
        error = line.starts_with("error") || error && !line.is_empty();
        let cause = line.ends_with(" ... FAILED")
            || line.starts_with("not ok ")
            || line.contains("process didn't exit");
        if failures || error || cause {
            telling.push(line);
        }
    }
    if telling.is_empty() {
        telling = text.lines().collect();
        telling.drain(..telling.len().saturating_sub(SHOWN_LINES));
    }
    telling.truncate(SHOWN_LINES);
    telling
}

#[cfg(test)]
mod tests {
    use super::{SHOWN_LINES, telling};

    #[test]
    fn failures_are_shown_and_passing_tests_are_not() {
        let text = "successes:\n---- a stdout ----\nskipped: x\nfailures:\n---- b stdout ----\nwhy\n\
            test result: FAILED. 1 passed\nsuccesses:\n    c\ntest result: ok. 1 passed\n";
        assert_eq!(telling(text), ["failures:", "---- b stdout ----", "why"]);
        let killed = "test a ... ok\ntest b ... FAILED\nerror: test failed\n\nCaused by:\n  \
            process didn't exit successfully: `x` (signal: 9)\n";
        assert_eq!(
            telling(killed),
            [
                "test b ... FAILED",
                "error: test failed",
                "  process didn't exit successfully: `x` (signal: 9)"
            ]
        );
    }

    #[test]
    fn of_other_output_the_end_is_shown() {
        let text = "line\n".repeat(SHOWN_LINES) + "Diff in x\n";
        let shown = telling(&text);
        assert_eq!(
            (shown.len(), shown.last()),
            (SHOWN_LINES, Some(&"Diff in x"))
        );
    }
}
