//! A dossier in memory, to be changed, corrected and looked at again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;
use testigo_package::{MANIFEST, Manifest, TAG_MANIFEST, digest_stream, manifest_text};

use crate::world::{Answered, World, files_below};

pub(crate) const OPENINGS: &str = "proof/openings.jsonl";

/// The files of a dossier by name.
#[derive(Clone)]
pub(crate) struct Package {
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

const SPECIFICATION: &str = r#"
title = "The bridge at Puerto Amber"
language = "en"
recipient = "Court of Puerto Amber"
purpose = "share_national_authority"
level = "recipient"

[[figure]]
name = "persons"
what = "persons"

[[figure]]
name = "incidents"
what = "incidents"
"#;

/// An archive that two devices wrote in, and its dossier in `dossier/`.
pub(crate) fn build(world: &mut World) {
    world.file("notice.txt", "The bridge was closed at noon.\n");
    world.file(
        "list.csv",
        "name,age,place\nMirabela Quensor,30,Puerto Amber\nTadeo Lunquist,41,Puerto Amber\n",
    );
    world.file("spec.toml", SPECIFICATION);
    let id = |answer: Value| answer["id"].as_str().unwrap().to_owned();
    let radio = id(world.done(&[
        "record",
        "source",
        "name=Radio Amber",
        "kind=press",
        "--source",
        "Mesa Amber",
        "--level",
        "public",
    ]));
    let incident = id(world.done(&[
        "record",
        "incident",
        "title=The bridge",
        "date=2021-03-04",
        "victims.injured.count=12",
        "--source",
        &radio,
        "--level",
        "public",
    ]));
    world.done(&[
        "record",
        "person",
        "name=Orsolo Vantriel",
        "--source",
        &radio,
        "--level",
        "public",
    ]);
    world.done(&["add", "notice.txt", "--source", &radio, "--level", "public"]);
    world.done(&[
        "import",
        "list.csv",
        "--as",
        "list",
        "--source",
        &radio,
        "--level",
        "restricted",
    ]);
    world.on_home("home-of-another-device");
    world.done(&[
        "claim",
        &incident,
        "victims.injured.count=14",
        "--source",
        "Hospital Amber",
    ]);
    world.done(&["link", "run"]);
    world.done(&["dossier", "build", "spec.toml", "--out", "dossier"]);
}

impl Package {
    /// The same dossier for every test that changes one.
    pub(crate) fn built() -> Self {
        static BUILT: OnceLock<Package> = OnceLock::new();
        BUILT
            .get_or_init(|| {
                let mut world = World::new();
                build(&mut world);
                Self::read(&world.path("dossier"))
            })
            .clone()
    }

    /// The dossier of another archive that says the same.
    pub(crate) fn of_another_archive() -> Self {
        static BUILT: OnceLock<Package> = OnceLock::new();
        BUILT
            .get_or_init(|| {
                let mut world = World::new();
                build(&mut world);
                Self::read(&world.path("dossier"))
            })
            .clone()
    }

    pub(crate) fn read(folder: &Path) -> Self {
        let name = |path: &PathBuf| {
            path.strip_prefix(folder)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        };
        let files = files_below(folder);
        Self {
            files: files
                .iter()
                .map(|path| (name(path), fs::read(path).unwrap()))
                .collect(),
        }
    }

    pub(crate) fn text(&self, name: &str) -> String {
        String::from_utf8(self.files[name].clone()).unwrap()
    }

    pub(crate) fn put(&mut self, name: &str, bytes: impl AsRef<[u8]>) {
        self.files.insert(name.to_owned(), bytes.as_ref().to_vec());
    }

    /// Changes the first `old` in a text.
    #[track_caller]
    pub(crate) fn replace(&mut self, name: &str, old: &str, new: &str) {
        let text = self.text(name);
        assert!(text.contains(old), "{name} does not hold {old}");
        self.put(name, text.replacen(old, new, 1));
    }

    /// The archive's id.
    pub(crate) fn archive(&self) -> String {
        let vkey = self.text("proof/group/vkey");
        vkey.split_once('+')
            .unwrap()
            .0
            .rsplit('/')
            .next()
            .unwrap()
            .to_owned()
    }

    /// Its logs, in the order of ids.
    pub(crate) fn logs(&self) -> Vec<String> {
        let names = self
            .files
            .keys()
            .filter_map(|name| name.strip_prefix("proof/logs/"));
        let logs: BTreeSet<String> = names
            .map(|name| name.split('/').next().unwrap().to_owned())
            .collect();
        logs.into_iter().collect()
    }

    /// The lines of `proof/openings.jsonl`.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.text(OPENINGS).lines().map(str::to_owned).collect()
    }

    pub(crate) fn put_lines(&mut self, lines: &[String]) {
        self.put(OPENINGS, lines.join("\n") + "\n");
    }

    /// Where the line with this text stands.
    #[track_caller]
    pub(crate) fn line_with(&self, text: &str) -> usize {
        self.lines()
            .iter()
            .position(|line| line.contains(text))
            .expect("a line")
    }

    /// Corrects both manifests, as whoever tampers would.
    pub(crate) fn correct(&mut self) {
        self.files.remove(TAG_MANIFEST);
        for (manifest, payload) in [(MANIFEST, true), (TAG_MANIFEST, false)] {
            let listed: Manifest = self
                .files
                .iter()
                .filter(|(name, _)| name.starts_with("data/") == payload)
                .map(|(name, bytes)| {
                    (
                        name.clone(),
                        digest_stream(&mut bytes.as_slice()).unwrap().0,
                    )
                })
                .collect();
            self.put(manifest, manifest_text(&listed));
        }
    }

    pub(crate) fn write(&self, folder: &Path) {
        for (name, bytes) in &self.files {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }

    /// What `verify` says of it as a folder.
    pub(crate) fn verified(&self, trust: Option<&str>) -> Verified {
        let folder = TempDir::new().unwrap();
        self.write(&folder.path().join("dossier"));
        verify(&folder.path().join("dossier"), trust)
    }

    /// With corrected manifests `verify` fails, and exactly these codes do.
    #[track_caller]
    pub(crate) fn corrected_fails(mut self, codes: &[&str]) {
        self.correct();
        let verified = self.verified(None);
        assert_eq!(
            verified.failing(),
            codes.iter().map(|code| (*code).to_owned()).collect(),
            "{}",
            verified.answered.out
        );
        assert_eq!(
            (verified.answered.status, verified.verdict().as_str()),
            (3, "fails")
        );
    }
}

/// Everything below a folder. Links are not followed: a hostile package may hold a loop.
fn names_below(folder: &Path) -> BTreeSet<PathBuf> {
    let mut names = BTreeSet::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() {
                waiting.push(entry.path());
            }
            names.insert(entry.path());
        }
    }
    names
}

/// What `verify` said.
pub(crate) struct Verified {
    pub(crate) answered: Answered,
    json: Value,
}

/// `verify` of a package, by somebody who has neither an archive nor a passphrase. Beside the package
/// nothing is there afterwards that was not there before.
pub(crate) fn verify(path: &Path, trust: Option<&str>) -> Verified {
    let world = World::empty();
    fs::remove_file(world.path("passphrase")).unwrap();
    let mut arguments = vec!["verify", path.to_str().unwrap(), "--json"];
    let list = trust.map(|text| world.file("trust", text));
    if let Some(list) = &list {
        arguments.extend(["--trust", list.to_str().unwrap()]);
    }
    let there = || {
        (
            names_below(world.root()),
            names_below(path.parent().unwrap()),
        )
    };
    let before = there();
    let answered = world.run(&arguments);
    assert_eq!(before, there(), "verifying writes nothing");
    let json = answered.json();
    Verified { answered, json }
}

impl Verified {
    pub(crate) fn verdict(&self) -> String {
        self.json["verdict"].as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn signers(&self) -> &str {
        self.json["signers"].as_str().unwrap()
    }

    /// Code of an error, where nothing could be checked.
    pub(crate) fn error(&self) -> Option<&str> {
        self.json["code"].as_str()
    }

    /// The codes that fail.
    pub(crate) fn failing(&self) -> BTreeSet<String> {
        self.findings("fails")
            .map(|(code, _)| code.to_owned())
            .collect()
    }

    /// Code and detail of the findings with this verdict.
    pub(crate) fn findings<'a>(
        &'a self,
        verdict: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        let all = self.json["findings"].as_array().into_iter().flatten();
        all.filter(move |finding| finding["verdict"] == verdict)
            .map(|finding| {
                (
                    finding["code"].as_str().unwrap(),
                    finding["detail"].as_str().unwrap(),
                )
            })
    }
}
