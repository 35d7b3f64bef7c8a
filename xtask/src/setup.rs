//! What building and testing need from the machine, and how to get it.

use std::io::Write as _;
use std::process::{Command, Stdio};

/// One thing that must be there.
pub(crate) struct Need {
    /// As people know it.
    name: &'static str,
    /// Debian's package.
    package: &'static str,
    probe: Probe,
}

enum Probe {
    /// A program that answers to this argument.
    Program(&'static str, &'static str),
    /// A C header that the compiler finds.
    Header(&'static str),
    /// Part of the Rust toolchain: `cargo <this> --version`.
    Component(&'static str),
}

/// To build: SQLCipher is compiled from C and uses the system's OpenSSL.
pub(crate) const BUILD: &[Need] = &[
    Need {
        name: "a C compiler (cc)",
        package: "gcc",
        probe: Probe::Program("cc", "--version"),
    },
    Need {
        name: "the OpenSSL headers",
        package: "libssl-dev",
        probe: Probe::Header("openssl/evp.h"),
    },
];

/// To test: what a person uses who checks a dossier, opens an archive without us, or looks at the workspace.
pub(crate) const TEST: &[Need] = &[
    Need {
        name: "age",
        package: "age",
        probe: Probe::Program("age", "--version"),
    },
    Need {
        name: "xxd",
        package: "xxd",
        probe: Probe::Program("xxd", "-v"),
    },
    Need {
        name: "openssl",
        package: "openssl",
        probe: Probe::Program("openssl", "version"),
    },
    Need {
        name: "sqlite3",
        package: "sqlite3",
        probe: Probe::Program("sqlite3", "--version"),
    },
    Need {
        name: "python3",
        package: "python3",
        probe: Probe::Program("python3", "--version"),
    },
    Need {
        name: "Node.js",
        package: "nodejs",
        probe: Probe::Program("node", "--version"),
    },
    Need {
        name: "npm",
        package: "npm",
        probe: Probe::Program("npm", "--version"),
    },
    Need {
        name: "Chromium",
        package: "chromium",
        probe: Probe::Program("chromium", "--version"),
    },
    Need {
        name: "rustfmt",
        package: "rustfmt",
        probe: Probe::Component("fmt"),
    },
    Need {
        name: "clippy",
        package: "clippy",
        probe: Probe::Component("clippy"),
    },
];

/// Installs what is missing, or says what a person has to install.
pub(crate) fn ready(needs: &[Need]) -> Result<(), String> {
    let mut packages = Vec::new();
    for need in needs.iter().filter(|need| !need.is_there()) {
        match need.probe {
            Probe::Component(_) => add_component(need.package),
            Probe::Program(..) | Probe::Header(_) => packages.push(need.package),
        }
    }
    if !packages.is_empty() {
        install(&packages);
    }
    let missing: Vec<&Need> = needs.iter().filter(|need| !need.is_there()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = missing.iter().map(|need| need.name).collect();
    let packages: Vec<&str> = missing.iter().map(|need| need.package).collect();
    Err(format!(
        "Missing: {}.\nInstall it and run this again. On Debian and Ubuntu, as root: apt-get install {}",
        names.join(", "),
        packages.join(" ")
    ))
}

impl Need {
    fn is_there(&self) -> bool {
        match self.probe {
            Probe::Program(program, argument) => quiet(Command::new(program).arg(argument)),
            Probe::Component(name) => quiet(&mut crate::cargo(&[name, "--version"])),
            Probe::Header(header) => compiles(header),
        }
    }
}

fn quiet(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// The compiler is asked, because only it knows where it looks. `OPENSSL_DIR` is honoured as the
/// build of SQLCipher does.
fn compiles(header: &str) -> bool {
    let mut compiler = Command::new("cc");
    if let Some(folder) = std::env::var_os("OPENSSL_DIR") {
        compiler
            .arg("-I")
            .arg(std::path::Path::new(&folder).join("include"));
    }
    let started = compiler
        .args(["-x", "c", "-fsyntax-only", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = started else {
        return false;
    };
    let written = child
        .stdin
        .take()
        .is_some_and(|mut input| writeln!(input, "#include <{header}>").is_ok());
    child.wait().is_ok_and(|status| status.success()) && written
}

/// With Debian's packager, if this is root; whether it worked is seen by looking again.
fn install(packages: &[&str]) {
    let user = Command::new("id").arg("-u").output();
    let is_root = user.is_ok_and(|output| output.stdout == b"0\n");
    if !is_root || !quiet(Command::new("apt-get").arg("--version")) {
        return;
    }
    println!("Installing with apt-get: {}", packages.join(" "));
    let mut update = Command::new("apt-get");
    update.args(["-qq", "update"]);
    let mut install = Command::new("apt-get");
    install
        .args(["-qq", "install", "--yes", "--no-install-recommends"])
        .args(packages)
        .env("DEBIAN_FRONTEND", "noninteractive");
    for command in [update, install] {
        if let Err(said) = crate::succeed(command) {
            println!("{said}");
        }
    }
}

/// With rustup, where there is one; whether it worked is seen by looking again.
fn add_component(name: &str) {
    let mut rustup = Command::new("rustup");
    rustup
        .args(["component", "add", name])
        .current_dir(crate::root());
    if let Err(said) = crate::succeed(rustup) {
        println!("{said}");
    }
}
