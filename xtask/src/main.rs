//! Automation, as a program instead of shell scripts: `cargo xtask` says what it can do.
//!
//! **Invariant**: nothing here is part of what people install, and nothing here writes outside
//! `target/`, except `generate`, which writes the generated pages of `docs/`.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "automation talks to a terminal, measures time and reads the environment"
)]

mod demo;
mod generate;
mod part;
mod setup;
mod shipped;
mod suite;
mod tally;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

const USAGE: &str = "\
cargo xtask demo [DIR]      go the whole way on the sample, in DIR or a new folder under target/
cargo xtask test [--long]   run every test; --long also runs the slow ones
cargo xtask generate        write docs/FINDINGS.md and docs/CLI.md again
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["demo"] => demo::run(None),
        ["demo", folder] if !folder.starts_with('-') => demo::run(Some(Path::new(folder))),
        ["test"] => suite::run(suite::Length::Usual),
        ["test", "--long"] => suite::run(suite::Length::Long),
        ["generate"] => generate::run(),
        _ => {
            print!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(said) => {
            println!("{said}");
            ExitCode::FAILURE
        }
    }
}

/// The repository's folder.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// The cargo that runs us, in the repository's folder.
fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(root());
    command
}

/// Where the binary stands that people would install (without the `test` feature, and unoptimised).
/// It has a target folder of its own, so that it never replaces the binary that tests run.
fn shipped_binary() -> PathBuf {
    root().join("target/shipped/debug").join(binary_name())
}

/// The binary with the `test` feature.
fn test_binary() -> PathBuf {
    root().join("target/debug").join(binary_name())
}

fn binary_name() -> String {
    format!("testigo{}", std::env::consts::EXE_SUFFIX)
}

/// Builds the binary that people would install.
fn build_shipped() -> Command {
    cargo(&["build", "-p", "testigo", "--target-dir", "target/shipped"])
}

/// Runs to a successful end, or says what did not.
fn succeed(mut command: Command) -> Result<(), String> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{command:?}: {status}")),
        Err(error) => Err(format!("{command:?}: {error}")),
    }
}
