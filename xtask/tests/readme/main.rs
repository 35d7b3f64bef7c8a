//! The session of README.md, run as a reader would run it, on a copy of the sample.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test may stop; a person's machine is made here"
)]

mod session;

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use session::{Ids, Step, steps};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_path_buf()
}

/// The folder of the binary that this build of the workspace made: above this test.
fn programs() -> PathBuf {
    let test = env::current_exe().unwrap();
    let folder = test.parent().unwrap().parent().unwrap().to_path_buf();
    let binary = folder.join(format!("testigo{}", env::consts::EXE_SUFFIX));
    assert!(
        binary.is_file(),
        "build it first: cargo build -p testigo --features test"
    );
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Runs a line in the shell and gives both outputs as a terminal would show them.
fn run(line: &str, folder: &Path, home: &Path) -> String {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = vec![programs()];
    folders.extend(env::split_paths(&path));
    let path: OsString = env::join_paths(folders).unwrap();
    let output = Command::new("sh")
        .args(["-c", &format!("{{ {line}\n}} 2>&1")])
        .current_dir(folder)
        .env_clear()
        .env("PATH", path)
        .env("TESTIGO_HOME", home.join("home"))
        .env("TESTIGO_PASSPHRASE_FILE", home.join("passphrase"))
        .env("TESTIGO_ARCHIVE", folder.join("archive"))
        .env("TESTIGO_BY", "Renata Olmedar")
        .env("TESTIGO_LANG", "en")
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_readme_session_is_true() {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    if home.exists() {
        fs::remove_dir_all(&home).unwrap();
    }
    let folder = home.join("valle-sereno");
    copy(&root().join("examples/valle-sereno"), &folder);
    fs::write(home.join("passphrase"), "seven lanterns over the river\n").unwrap();
    let page = fs::read_to_string(root().join("README.md")).unwrap();
    let steps = steps(&page);
    let mut ids = Ids::default();
    let mut commands = 0;
    for step in &steps {
        match step {
            Step::File { name, text } => fs::write(folder.join(name), text).unwrap(),
            Step::Run { command, output } => {
                commands += 1;
                let printed = run(&ids.fill(command), &folder, &home);
                let lines: Vec<&str> = printed.trim_end().lines().map(str::trim_end).collect();
                assert!(
                    ids.compare(output, &lines).is_some(),
                    "$ {command}\nREADME.md shows:\n{}\nprinted:\n{}",
                    output.join("\n"),
                    ids.as_shown(&lines.join("\n"))
                );
            }
        }
    }
    assert!(
        commands >= 8,
        "README.md has a session of {commands} commands"
    );
    fs::remove_dir_all(&home).unwrap();
}
