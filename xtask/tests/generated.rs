//! `docs/FINDINGS.md` and `docs/CLI.md` are made from the program; `cargo xtask generate` writes
//! them, `cargo test` compares.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test may stop; this test is also what writes the pages"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use testigo_package::Code;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_path_buf()
}

/// The binary that this build of the workspace made, beside this test.
fn binary() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let folder = test.parent().unwrap().parent().unwrap();
    let binary = folder.join(format!("testigo{}", std::env::consts::EXE_SUFFIX));
    assert!(
        binary.is_file(),
        "build it first: cargo build -p testigo --features test"
    );
    binary
}

#[track_caller]
fn check(name: &str, made: &str) {
    let path = root().join("docs").join(name);
    if std::env::var_os("TESTIGO_GENERATE").is_some() {
        fs::write(&path, made).unwrap();
    }
    let written = fs::read_to_string(&path)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    assert!(
        written == made,
        "docs/{name} is not up to date: cargo xtask generate"
    );
}

#[test]
fn findings() {
    let mut page = String::from(
        "# Findings\n\n\
        What `testigo verify` checks. Each line of its report is a finding: one of these codes and one of three answers: *holds*, *fails*,\n\
        *unchecked* (it could not be checked, or was never promised). Codes are stable; a new check is a new code.\n\n\
        Made by `cargo xtask generate` from `crates/testigo-package/src/finding.rs`.\n\n\
        | code | what holds when it holds |\n|---|---|\n",
    );
    for code in Code::ALL {
        writeln!(page, "| `{}` | {} |", code.as_str(), code.meaning()).unwrap();
    }
    check("FINDINGS.md", &page);
}

/// `testigo help <command>`, as on a terminal of 100 columns.
fn help(path: &[&str]) -> String {
    let output = Command::new(binary())
        .arg("help")
        .args(path)
        .env("COLUMNS", "100")
        .output()
        .unwrap();
    assert!(output.status.success(), "testigo help {}", path.join(" "));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines()
        .map(str::trim_end)
        .collect::<Vec<_>>()
        .join("\n")
        .trim_end()
        .to_owned()
}

/// The names below `Commands:`.
fn commands(help: &str) -> Vec<String> {
    help.lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

/// A command and those below it, depth first.
fn section(path: &[&str], page: &mut String) {
    let text = help(path);
    let title = ["testigo"]
        .iter()
        .chain(path)
        .copied()
        .collect::<Vec<_>>()
        .join(" ");
    write!(page, "\n## {title}\n\n```text\n{text}\n```\n").unwrap();
    for name in commands(&text) {
        section(&[path, &[&name]].concat(), page);
    }
}

#[test]
fn command_line() {
    let mut page = String::from(
        "# The command line\n\n\
        What `testigo help` says of every command. Made by `cargo xtask generate` from `crates/testigo/src/arguments.rs`.\n\n\
        Exit status: 0 done; 1 could not; 2 usage; 3 verification found a failure; 4 refused by a protection rule; 70 a bug of ours.\n\
        Data goes to standard output; words, warnings and progress to standard error.\n",
    );
    section(&[], &mut page);
    check("CLI.md", &page);
}
