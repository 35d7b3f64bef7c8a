//! A person's machine: a folder, a home, a passphrase, and the program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use age::secrecy::SecretString;
use serde_json::Value;
use tempfile::TempDir;
use testigo_custody::{LogId, Opening};
use testigo_store::{Disk, KeyRing, Store, openings};

pub(crate) const PASSPHRASE: &str = "seven lanterns over the river";

/// A temporary folder with `home/`, `passphrase` and `archive/`.
pub(crate) struct World {
    folder: TempDir,
    home: String,
}

/// What the program answered.
#[derive(Debug)]
pub(crate) struct Answered {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Answered {
    /// The one JSON object on standard output.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|error| panic!("{error}: {}\n{}", self.out, self.err))
    }
}

impl World {
    /// Without an archive.
    pub(crate) fn empty() -> Self {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("passphrase"), format!("{PASSPHRASE}\n")).unwrap();
        Self {
            folder,
            home: "home".to_owned(),
        }
    }

    /// With a new archive in `archive/`.
    pub(crate) fn new() -> Self {
        let world = Self::empty();
        let archive = world.path("archive");
        world.done(&[
            "init",
            archive.to_str().unwrap(),
            "--name",
            "Archive",
            "--group",
            "Group",
            "--recovery",
            world.path("recovery").to_str().unwrap(),
        ]);
        world
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// The archive's keys, as somebody with the passphrase has them.
    pub(crate) fn unlocked(&self, archive: &str) -> (Store, KeyRing) {
        let store = Store::open(Disk::at(self.path(archive))).unwrap();
        let ring = KeyRing::unlock(&store, &SecretString::from(PASSPHRASE.to_owned())).unwrap();
        (store, ring)
    }

    /// Every opening on disk: its log, its index, itself.
    pub(crate) fn openings(&self, archive: &str) -> Vec<(LogId, u64, Opening)> {
        let (store, ring) = self.unlocked(archive);
        let mut all = Vec::new();
        for log in store.logs().unwrap() {
            for file in openings::files(&store, log).unwrap() {
                openings::read(&store, &ring, log, &file, &mut |index, line| {
                    all.push((log, index, Opening::from_json(line).unwrap()));
                    Ok(())
                })
                .unwrap();
            }
        }
        all
    }

    /// Writes a file below the folder, with the folders above it.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    /// The whole lines of the file `report`; the last may be cut short.
    pub(crate) fn reported(&self) -> Vec<Value> {
        let text = fs::read_to_string(self.path("report")).unwrap_or_default();
        let whole = text.rfind('\n').map_or("", |end| &text[..end]);
        whole
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// Another device: the same folder, another home.
    pub(crate) fn on_home(&mut self, home: &str) -> &mut Self {
        home.clone_into(&mut self.home);
        self
    }

    /// The program with this world's environment, in its folder, on its archive.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_testigo"));
        command
            .args(arguments)
            .current_dir(self.root())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("TESTIGO_HOME", self.path(&self.home))
            .env("TESTIGO_ARCHIVE", self.path("archive"))
            .env("TESTIGO_PASSPHRASE_FILE", self.path("passphrase"))
            .env("TESTIGO_BY", "Tester")
            .env("TESTIGO_LANG", "en")
            .stdin(Stdio::null());
        command
    }

    /// Runs to the end, whatever comes.
    pub(crate) fn run(&self, arguments: &[&str]) -> Answered {
        answered(&self.command(arguments).output().unwrap())
    }

    /// Runs with `--json`; must succeed.
    #[track_caller]
    pub(crate) fn done(&self, arguments: &[&str]) -> Value {
        let answered = self.run(&[arguments, &["--json"]].concat());
        assert_eq!(
            answered.status, 0,
            "{arguments:?}\n{}\n{}",
            answered.out, answered.err
        );
        answered.json()
    }

    /// Runs with `--json`; must fail with this status and code.
    #[track_caller]
    pub(crate) fn fails(&self, arguments: &[&str], status: i32, code: &str) -> Value {
        let answered = self.run(&[arguments, &["--json"]].concat());
        let json = answered.json();
        assert_eq!(
            (answered.status, json["code"].as_str()),
            (status, Some(code)),
            "{arguments:?}\n{json}"
        );
        json
    }
}

pub(crate) fn answered(output: &Output) -> Answered {
    Answered {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Real material beside the project; tests that need it are skipped, and say so, where it is absent.
pub(crate) fn shared() -> Option<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    if shared.is_dir() {
        return Some(shared);
    }
    println!("skipped: shared/ is absent");
    None
}

/// Everything below a folder that is no folder.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            // Links are not followed: a test may have made one that leads to the root.
            if entry.file_type().unwrap().is_dir() {
                waiting.push(entry.path());
            } else {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    files
}

/// A text of an answer.
pub(crate) fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value}"))
        .to_owned()
}
