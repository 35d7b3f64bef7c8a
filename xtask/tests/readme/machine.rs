//! A reader's computer: a folder to work in, a home, a passphrase, and a terminal that keeps what is
//! exported in it from one command to the next.
#![expect(clippy::disallowed_methods, reason = "a person's machine is made here")]

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const PASSPHRASE: &str = "seven lanterns over the river\n";

/// One reader's machine, below the test's temporary folder.
pub(crate) struct Machine {
    home: PathBuf,
}

impl Machine {
    /// A new one of this name, that works in a copy of the folder `sample`.
    pub(crate) fn new(name: &str, sample: &Path) -> Self {
        let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        if home.exists() {
            fs::remove_dir_all(&home).unwrap();
        }
        let machine = Self { home };
        copy(sample, &machine.folder());
        fs::write(machine.home.join("passphrase"), PASSPHRASE).unwrap();
        fs::write(machine.exported(), "").unwrap();
        machine.set("TESTIGO_HOME", machine.home.join("home"));
        machine.set("TESTIGO_PASSPHRASE_FILE", machine.home.join("passphrase"));
        machine
    }

    /// Where the reader works.
    pub(crate) fn folder(&self) -> PathBuf {
        self.home.join("valley")
    }

    /// What the terminal knows, as commands that say it again.
    fn exported(&self) -> PathBuf {
        self.home.join("exported")
    }

    /// Sets a variable of the terminal.
    pub(crate) fn set(&self, name: &str, value: impl AsRef<OsStr>) {
        let value = value.as_ref().to_str().unwrap();
        assert!(!value.contains('\''), "{value}");
        let known = fs::read_to_string(self.exported()).unwrap();
        let known = format!("{known}export {name}='{value}'\n");
        fs::write(self.exported(), known).unwrap();
    }

    /// Writes a file, as the reader would with an editor.
    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.folder().join(name), text).unwrap();
    }

    /// Runs a line in the shell and gives both outputs as a terminal would show them.
    pub(crate) fn run(&self, line: &str) -> String {
        let path = env::var_os("PATH").unwrap_or_default();
        let folders = std::iter::once(programs()).chain(env::split_paths(&path));
        let path = env::join_paths(folders).unwrap();
        let script = format!(". \"$0\"\n{{ {line}\n}} 2>&1\nexport -p > \"$0\"");
        let output = Command::new("sh")
            .args(["-c", &script])
            .arg(self.exported())
            .current_dir(self.folder())
            .env_clear()
            .env("PATH", path)
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    }

    /// Leaves nothing behind.
    pub(crate) fn remove(self) {
        fs::remove_dir_all(&self.home).unwrap();
    }
}

/// The workspace's folder.
pub(crate) fn root() -> PathBuf {
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
