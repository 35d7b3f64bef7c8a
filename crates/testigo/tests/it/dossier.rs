//! `dossier build` and its verification: what leaves, what stays, and what stops the whole.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::world::{World, answered, files_below, text};

/// An archive with something at each level.
pub(crate) struct Told {
    pub(crate) world: World,
    hospital: String,
    incident: String,
    otilia: String,
    account: String,
}

const TELLER: &str = "Benicio Guarnizal";
/// Restricted: neither of her words may stand anywhere.
const HIDDEN: &str = "Fermina Ibarmena";

impl Told {
    fn record(&self, kind: &str, fields: &[&str], source: &str, level: &str) -> String {
        record(&self.world, kind, fields, source, level)
    }

    fn level(&self, subject: &str, level: &str, field: Option<&str>) {
        let mut arguments = vec!["level", subject, level, "--reason", "decided"];
        arguments.extend(field.iter().flat_map(|field| ["--field", *field]));
        self.world.done(&arguments);
    }

    fn add(&self, path: &str, more: &[&str]) -> String {
        let added = self
            .world
            .done(&[&["add", path, "--source", &self.hospital], more].concat());
        text(&added["items"][0]["id"])
    }

    pub(crate) fn build(&self, specification: &str, out: &str) -> Value {
        self.world.file("spec.toml", specification);
        self.world
            .done(&["dossier", "build", "spec.toml", "--out", out])
    }

    fn file(&self, name: &str) -> Vec<u8> {
        fs::read(self.world.path(name)).unwrap()
    }

    fn json(&self, name: &str) -> Value {
        serde_json::from_slice(&self.file(name)).unwrap()
    }

    /// Whether these words stand in clear in any file of a built dossier.
    fn leaves(&self, dossier: &str, words: &str) -> bool {
        files_below(&self.world.path(dossier))
            .iter()
            .any(|file| holds(&fs::read(file).unwrap(), words))
    }
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes
        .windows(words.len())
        .any(|window| window == words.as_bytes())
}

fn record(world: &World, kind: &str, fields: &[&str], source: &str, level: &str) -> String {
    let arguments = [
        &["record", kind],
        fields,
        &["--source", source, "--level", level],
    ];
    text(&world.done(&arguments.concat())["id"])
}

pub(crate) fn told() -> Told {
    let world = World::new();
    let record = |kind: &str, fields: &[&str], source: &str, level: &str| {
        record(&world, kind, fields, source, level)
    };
    let group = text(&world.done(&["record", "source", "name=Grupo", "--level", "public"])["id"]);
    let hospital = record("source", &["name=Hospital"], &group, "public");
    let radio = record("source", &["name=Radio"], &group, "public");
    let incident = record(
        "incident",
        &[
            "title=El puente",
            "date=2019-11-15",
            "place=Puente Alisal",
            "victims.injured.count=31",
            "narrative=Lo que se supo primero.",
        ],
        &hospital,
        "public",
    );
    let said = ["claim", &incident, "victims.injured.count=38"];
    world.done(&[&said[..], &["--source", &radio]].concat());
    let otilia = record(
        "person",
        &["name=Otilia Corvalana", "age=52"],
        &hospital,
        "recipient",
    );
    let hidden = record(
        "person",
        &[&format!("name={HIDDEN}"), "age=19"],
        &hospital,
        "restricted",
    );
    let teller = record("person", &[&format!("name={TELLER}")], &group, "recipient");
    for (person, level) in [(&otilia, "recipient"), (&hidden, "recipient")] {
        let victim = format!("victim={person}");
        let of = format!("incident={incident}");
        record("act", &[&victim, &of, "type=killed"], &hospital, level);
    }
    let account = record(
        "account",
        &[
            &format!("person={teller}"),
            "taken_at=2019-12-01",
            "narrative=Yo estaba en la baranda.",
        ],
        &group,
        "recipient",
    );
    world.file("open/parte.txt", "Parte del hospital: 31.\n");
    world.file("closed/lista secreta.txt", "palabrasecreta\n");
    for (folder, level) in [("open", "public"), ("closed", "restricted")] {
        world.done(&["add", folder, "--source", &hospital, "--level", level]);
    }
    let told = Told {
        world,
        hospital,
        incident,
        otilia,
        account,
    };
    told.level(&told.account, "recipient", Some("narrative"));
    told
}

pub(crate) const SPECIFICATION: &str = r#"
title = "Lo que consta"
language = "es"
recipient = "Juzgado"
purpose = "share_national_authority"
level = "recipient"

[[section]]
heading = "Propósito"
text = "Lo que dicen las fuentes."

[[figure]]
name = "muertes"
what = "persons"
where = 'type = killed'

[[figure]]
name = "actos"
what = "acts"

[[figure]]
name = "piezas"
what = "items"
"#;

/// Verifies as a stranger: no home, no passphrase, no archive, and not where the archive lies.
fn verified_by_a_stranger(world: &World, dossier: &str) -> Value {
    let path = world.path(dossier);
    let elsewhere = world.path("elsewhere");
    fs::create_dir_all(&elsewhere).unwrap();
    let mut command = world.command(&["verify", path.to_str().unwrap(), "--json"]);
    for variable in ["HOME", "ARCHIVE", "PASSPHRASE_FILE", "BY"] {
        command.env_remove(format!("TESTIGO_{variable}"));
    }
    let done = answered(&command.current_dir(elsewhere).output().unwrap());
    assert_eq!(done.status, 0, "{}\n{}", done.out, done.err);
    let answer = done.json();
    assert_eq!(
        (&answer["verdict"], &answer["signers"]),
        (&json!("holds"), &json!("not_confirmed")),
        "{answer}"
    );
    answer
}

#[test]
fn as_a_folder_and_as_one_file() {
    let told = told();
    let folder = told.build(SPECIFICATION, "dossier");
    let keys: Vec<&String> = folder.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "figures",
            "items",
            "level",
            "path",
            "purpose",
            "recipient",
            "schema",
            "statements",
            "warnings",
            "withheld"
        ]
    );
    assert_eq!(
        [
            &folder["figures"],
            &folder["items"],
            &folder["level"],
            &folder["recipient"]
        ],
        [&json!(3), &json!(1), &json!("recipient"), &json!("Juzgado")]
    );
    let root = told.world.path("dossier");
    let mut names: Vec<String> = files_below(&root)
        .iter()
        .map(|path| path.strip_prefix(&root).unwrap().display().to_string())
        .filter(|name| !name.starts_with("proof/logs/"))
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "VERIFY.txt",
            "bag-info.txt",
            "bagit.txt",
            "data/figures.json",
            "data/items/E0001.txt",
            "data/record.sqlite",
            "data/record/claim.csv",
            "data/record/same_person.csv",
            "data/record/statement.csv",
            "data/record/withdrawn.csv",
            "data/record/withheld.csv",
            "data/report.html",
            "data/withheld.json",
            "manifest-sha256.txt",
            "proof/exhibits/E0001.tlog-proof",
            "proof/group/key.pem",
            "proof/group/vkey",
            "proof/openings.jsonl",
            "proof/release.json",
            "ro-crate-metadata.json",
            "tagmanifest-sha256.txt",
        ]
    );
    let zip = told.build(SPECIFICATION, "dossier.zip");
    for count in ["statements", "items", "figures", "withheld"] {
        assert_eq!(zip[count], folder[count], "{count}");
    }
    let of_folder = verified_by_a_stranger(&told.world, "dossier");
    let of_zip = verified_by_a_stranger(&told.world, "dossier.zip");
    assert_eq!(of_folder["counts"]["fails"], 0);
    assert_eq!(of_zip["counts"], of_folder["counts"]);
    // What stands there is not overwritten.
    for out in ["dossier", "dossier.zip"] {
        let build = ["dossier", "build", "spec.toml", "--out", out];
        told.world.fails(&build, 1, "out_exists");
    }
    verified_by_a_stranger(&told.world, "dossier");
    assert!(!told.world.path("home-of-a-stranger").exists());
}

#[test]
fn what_is_restricted_never_leaves() {
    let told = told();
    let levels = [("dossier", "recipient"), ("public", "public")];
    for (out, level) in levels {
        let specification =
            SPECIFICATION.replace("level = \"recipient\"", &format!("level = \"{level}\""));
        told.build(&specification, out);
        for words in [
            "Fermina",
            "Ibarmena",
            "palabrasecreta",
            "lista secreta",
            "secreta.txt",
            "parte.txt",
            "Tester",
            "Archive\"",
            "Lo que se supo primero",
            "baranda",
            TELLER,
        ] {
            assert!(!told.leaves(out, words), "{words} in {out}");
        }
        assert!(told.leaves(out, "Puente Alisal") && told.leaves(out, "El puente"));
        verified_by_a_stranger(&told.world, out);
    }
    assert!(told.leaves("dossier", "Otilia Corvalana"));
    assert!(!told.leaves("public", "Otilia Corvalana"));
    for level in ["sealed", "restricted"] {
        told.world.file(
            "spec.toml",
            SPECIFICATION.replace("\"recipient\"\n\n", &format!("\"{level}\"\n\n")),
        );
        let build = ["dossier", "build", "spec.toml", "--out", level];
        told.world.fails(&build, 4, "level_not_disclosable");
        assert!(!told.world.path(level).exists());
    }
}

#[test]
fn an_account_leaves_with_consent_only() {
    let told = told();
    let consent = |arguments: &[&str]| {
        told.world
            .done(&[&["consent", told.account.as_str()], arguments].concat())
    };
    let mut number = 0;
    let mut leaves = |expected: bool, why: &str| {
        number += 1;
        let out = format!("dossier-{number}");
        let built = told.build(SPECIFICATION, &out);
        assert_eq!(told.leaves(&out, "en la baranda"), expected, "{why}");
        // Who gave an account is bound by what they said about it.
        assert_eq!(told.leaves(&out, TELLER), expected, "{why}");
        let reasons = &built["withheld"]["reasons"];
        assert_eq!(reasons["consent"].is_null(), expected, "{why}: {reasons}");
        verified_by_a_stranger(&told.world, &out);
    };
    let purpose = ["--purpose", "share_national_authority"];
    let granted = ["--status", "granted"];
    leaves(false, "missing");
    consent(&[&purpose[..], &granted[..], &["--recipient", "Otro juzgado"]].concat());
    leaves(false, "for another recipient");
    consent(&[&["--purpose", "publish_public"], &granted[..]].concat());
    leaves(false, "for another purpose");
    consent(&[&purpose[..], &granted[..], &["--until", "2020-01-01"]].concat());
    leaves(false, "ended");
    let answer = consent(&[&purpose[..], &granted[..], &["--recipient", "JUZGADO"]].concat());
    assert_eq!(answer["stops"], json!([]));
    leaves(true, "granted");
    let answer = consent(&[&purpose[..], &["--status", "withdrawn"]].concat());
    assert_eq!(answer["stops"][0], json!(told.account));
    leaves(false, "withdrawn");
    let shown = told.world.done(&["show", &told.account]);
    assert!(
        shown.to_string().contains("en la baranda"),
        "withdrawing erases nothing"
    );
}

#[test]
fn a_field_has_its_own_level() {
    let told = told();
    told.build(SPECIFICATION, "first");
    assert!(!told.leaves("first", "Lo que se supo primero"));
    told.level(&told.incident, "recipient", Some("narrative"));
    told.level(&told.otilia, "restricted", Some("name"));
    let built = told.build(SPECIFICATION, "second");
    assert!(told.leaves("second", "Lo que se supo primero"));
    assert!(!told.leaves("second", "Otilia") && !told.leaves("second", "Corvalana"));
    let claims = String::from_utf8(told.file("second/data/record/claim.csv")).unwrap();
    assert!(claims.contains(",age,52,"), "{claims}");
    assert_eq!(built["withheld"]["names_without_consent"], 0);
    verified_by_a_stranger(&told.world, "second");
    // A claim of which nothing leaves does not go along, and its parts are no bare parts of the package.
    let said = ["claim", &told.incident, "narrative=Otra versión."];
    told.world
        .done(&[&said[..], &["--source", &told.hospital]].concat());
    told.level(&told.incident, "restricted", Some("narrative"));
    let third = told.build(SPECIFICATION, "without a claim");
    assert_eq!(third["statements"], built["statements"]);
    verified_by_a_stranger(&told.world, "without a claim");
    // Lower than a level for one field is a level for all of them.
    told.level(&told.incident, "restricted", None);
    told.build(SPECIFICATION, "third");
    assert!(!told.leaves("third", "Lo que se supo primero") && !told.leaves("third", "El puente"));
}

/// The build must be refused at this place, without a word of the name, and leave nothing behind.
fn refused(told: &Told, specification: &str, place: &str, name: &str) {
    told.world.file("spec.toml", specification);
    let below = |folder: &Path| -> Vec<PathBuf> {
        let archive = [told.world.path("archive"), told.world.path("home")];
        files_below(folder)
            .into_iter()
            .filter(|path| !archive.iter().any(|own| path.starts_with(own)))
            .collect()
    };
    let log = told.world.done(&["log", "--limit", "1000"]);
    let before = below(told.world.root());
    for out in ["refused", "refused.zip"] {
        let build = ["dossier", "build", "spec.toml", "--out", out];
        let error = told.world.fails(&build, 4, "withheld_value_found");
        let message = text(&error["message"]);
        assert!(message.contains(place), "{place:?}: {message}");
        let words = told.world.run(&build);
        assert_eq!(words.status, 4);
        for said in [error.to_string(), words.out, words.err] {
            for word in name.split(' ') {
                assert!(
                    !said.to_lowercase().contains(&word.to_lowercase()),
                    "{said}"
                );
            }
        }
        assert!(!told.world.path(out).exists());
    }
    assert_eq!(below(told.world.root()), before);
    assert_eq!(told.world.done(&["log", "--limit", "1000"]), log);
}

#[test]
fn a_withheld_name_in_a_narrative() {
    let told = told();
    let narrative = "narrative=Dijeron que allí cayó FERMINA, de apellido Ibarmena.";
    let incident = told.record(
        "incident",
        &["title=La quebrada", narrative],
        &told.hospital,
        "recipient",
    );
    told.build(SPECIFICATION, "without");
    told.level(&incident, "recipient", Some("narrative"));
    refused(
        &told,
        SPECIFICATION,
        &format!("narrative of incident {incident}"),
        HIDDEN,
    );
    told.level(&incident, "restricted", Some("narrative"));
    told.build(SPECIFICATION, "with");
}

#[test]
fn a_withheld_name_in_what_the_group_writes() {
    let told = told();
    let mine = "Lo que dicen las fuentes.";
    for (from, to, place) in [
        (mine, "Se llamaba Fermina Ibármena.", "section 1 text"),
        ("Propósito", "Fermina Ibarmena", "section 1 heading"),
        ("Lo que consta", "El caso Ibarmena, Fermina", "title"),
        (
            "type = killed",
            "name = \"Fermina Ibarmena\"",
            "figure 1 where",
        ),
    ] {
        refused(&told, &SPECIFICATION.replace(from, to), place, HIDDEN);
    }
    // One word of it may be a word like any other: a person looks.
    let specification = SPECIFICATION.replace(mine, "Una señora Fermina preguntó.");
    let built = told.build(&specification, "warned");
    let warnings = built["warnings"].to_string();
    assert!(
        warnings.contains("single_part: section 1 text"),
        "{warnings}"
    );
}

#[test]
fn a_withheld_name_in_an_exhibit() {
    let told = told();
    told.world
        .file("nota.txt", "Primera línea.\nVimos a Fermina Ibarmena.\n");
    let note = told.add("nota.txt", &["--level", "recipient"]);
    refused(&told, SPECIFICATION, "line 1", HIDDEN);
    told.level(&note, "restricted", None);
    // The camera wrote its owner's name into the picture; the owner asked to stay unnamed.
    let picture = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples/valle-sereno/media/market street, café corner.jpg");
    let owner = "Amaranta Villaserra";
    let picture = told.add(
        picture.to_str().unwrap(),
        &["--level", "recipient", "--collected-by", owner],
    );
    refused(&told, SPECIFICATION, "E0002 exif Artist", owner);
    let get = [
        "get",
        &picture,
        "--out",
        "got.jpg",
        "--recipient",
        "Juzgado",
        "--purpose",
        "share_national_authority",
    ];
    let error = told.world.fails(&get, 4, "withheld_value_found");
    assert!(!error.to_string().contains("Villaserra"));
    assert!(!told.world.path("got.jpg").exists());
    told.level(&picture, "restricted", None);
    told.build(SPECIFICATION, "without");
}

/// `min|value|max` of one SQL question, by the stock command-line program.
fn asked_of_sqlite(database: &Path, sql: &str) -> Option<String> {
    let output = Command::new("sqlite3")
        .args(["-readonly", "-batch"])
        .arg(database)
        .arg(sql)
        .output();
    let Ok(output) = output else {
        println!("skipped: there is no sqlite3 program");
        return None;
    };
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(String::from_utf8(output.stdout).unwrap().trim().to_owned())
}

#[test]
fn figures_can_be_run_again_by_anyone() {
    let told = told();
    told.world.file(
        "lista.csv",
        "name,type\nRosa Mares,killed\nEma Dorazo,killed\n",
    );
    told.world.done(&[
        "import",
        "lista.csv",
        "--as",
        "list",
        "--source",
        &told.hospital,
        "--level",
        "recipient",
    ]);
    told.build(SPECIFICATION, "dossier");
    let range = |value: &Value| {
        ["min", "value", "max"]
            .map(|name| {
                value[name]
                    .as_u64()
                    .map_or(String::new(), |n| n.to_string())
            })
            .join("|")
    };
    let figures = told.json("dossier/data/figures.json");
    let figures = figures["figures"].as_array().unwrap();
    // Two persons and two entries; of one person only the act's existence is shown. Three items
    // with the list itself, of which one leaves.
    let expected = [
        ("muertes", "2||4", 1),
        ("actos", "2|2|2", 0),
        ("piezas", "3|3|3", 2),
    ];
    let database = told.world.path("dossier/data/record.sqlite");
    for (figure, (name, stated, withheld)) in figures.iter().zip(expected) {
        assert_eq!(
            (text(&figure["name"]), range(&figure["stated"])),
            (name.to_owned(), stated.to_owned())
        );
        assert_eq!(figure["withheld"], withheld, "{name}");
        let shown = range(&figure["shown"]);
        for sql in [
            text(&figure["sql"]),
            format!("SELECT * FROM {}", text(&figure["view"])),
        ] {
            if let Some(answer) = asked_of_sqlite(&database, &sql) {
                assert_eq!(answer, shown, "{name}");
            }
        }
        let counted = told.world.done(&[
            "count",
            "--what",
            &text(&figure["what"]),
            "--where",
            &text(&figure["where"]),
        ]);
        assert_eq!(range(&counted["documented"]), stated, "{name}");
    }
    assert_eq!(range(&figures[1]["shown"]), "2|2|2");
}

#[test]
fn what_is_withheld_is_counted() {
    let told = told();
    let built = told.build(SPECIFICATION, "dossier");
    let mut withheld = told.json("dossier/data/withheld.json");
    let rows = withheld.as_object_mut().unwrap().remove("rows").unwrap();
    assert_eq!(withheld, built["withheld"]);
    // The hidden person and the teller, the closed item, the account.
    assert_eq!(
        [
            &withheld["persons"],
            &withheld["items"],
            &withheld["records"]
        ],
        [&json!(2), &json!(1), &json!(1)]
    );
    assert_eq!(
        [
            &withheld["not_searched"],
            &withheld["names_without_consent"]
        ],
        [&json!(0), &json!(1)]
    );
    // The figures need one row for the hidden victim, without anything of hers.
    assert_eq!(rows, json!([[1, "person"]]));
    let csv = String::from_utf8(told.file("dossier/data/record/withheld.csv")).unwrap();
    assert_eq!(csv, "number,kind\n1,person\n");
    // Bare parts of the openings that leave, counted by themselves.
    let openings = String::from_utf8(told.file("dossier/proof/openings.jsonl")).unwrap();
    let bare: usize = openings
        .lines()
        .map(|line| {
            let line: Value = serde_json::from_str(line).unwrap();
            let parts = line["parts"].as_array().unwrap();
            parts
                .iter()
                .filter(|part| part.get("digest").is_some())
                .count()
        })
        .sum();
    assert_eq!(withheld["fields"], json!(bare));
    assert!(bare > 0);
    let reasons = withheld["reasons"].as_object().unwrap();
    let total: u64 = reasons.values().map(|count| count.as_u64().unwrap()).sum();
    assert_eq!(total, bare as u64 + 4, "{reasons:?}");
    assert_eq!(
        (&reasons["level"], &reasons["consent"]),
        (&json!(2), &json!(2))
    );
}

#[test]
fn the_report_stands_alone() {
    let told = told();
    told.build(SPECIFICATION, "dossier");
    let html = String::from_utf8(told.file("dossier/data/report.html")).unwrap();
    for paragraph in 1..=5 {
        assert!(
            html.contains(&format!("id=\"p{paragraph}\"")),
            "paragraph {paragraph}"
        );
    }
    assert!(html.contains("E0001") && html.contains("items/E0001.txt"));
    // Both versions of the number, with who says so.
    for words in [
        "31",
        "38",
        "Hospital",
        "Radio",
        "Otilia Corvalana",
        "Juzgado",
        "muertes",
    ] {
        assert!(html.contains(words), "{words}");
    }
    for forbidden in [
        "<script", "<link", "<iframe", "<object", "@import", "url(", "http:", "https:",
    ] {
        assert!(!html.contains(forbidden), "{forbidden}");
    }
    for attribute in ["src=\"", "href=\""] {
        for (at, _) in html.match_indices(attribute) {
            let target = &html[at + attribute.len()..];
            let target = &target[..target.find('"').unwrap()];
            let inside = [
                "#", "items/", "data:", "../", "record", "figures", "withheld",
            ];
            assert!(
                inside.iter().any(|begin| target.starts_with(begin)),
                "{target}"
            );
        }
    }
}

fn copy_folder(from: &Path, to: &Path) {
    for file in files_below(from) {
        let target = to.join(file.strip_prefix(from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(file, target).unwrap();
    }
}

#[test]
fn the_same_heads_give_the_same_bytes() {
    let told = told();
    told.world.file(
        "lista.csv",
        "name,type\nRosa Mares,killed\nEma Dorazo,killed\n",
    );
    told.world.done(&[
        "import",
        "lista.csv",
        "--as",
        "list",
        "--source",
        &told.hospital,
        "--level",
        "recipient",
    ]);
    told.world.file("spec.toml", SPECIFICATION);
    let world = &told.world;
    for folder in ["archive", "home"] {
        copy_folder(&world.path(folder), &world.path("twin").join(folder));
    }
    world.done(&["dossier", "build", "spec.toml", "--out", "first"]);
    let mut command =
        world.command(&["dossier", "build", "spec.toml", "--out", "second", "--json"]);
    command
        .env("TESTIGO_ARCHIVE", world.path("twin/archive"))
        .env("TESTIGO_HOME", world.path("twin/home"))
        // The twin makes its catalog again, in Spanish.
        .env("TESTIGO_LANG", "es");
    let done = answered(&command.output().unwrap());
    assert_eq!(done.status, 0, "{}\n{}", done.out, done.err);
    let data = |dossier: &str| -> BTreeMap<PathBuf, Vec<u8>> {
        let root = world.path(dossier).join("data");
        files_below(&root)
            .into_iter()
            .map(|path| {
                let name = path.strip_prefix(&root).unwrap().to_path_buf();
                // The report says when it was made.
                let bytes = if name.as_os_str() == "report.html" {
                    Vec::new()
                } else {
                    fs::read(path).unwrap()
                };
                (name, bytes)
            })
            .collect()
    };
    let (first, second) = (data("first"), data("second"));
    assert_eq!(
        first.keys().collect::<Vec<_>>(),
        second.keys().collect::<Vec<_>>()
    );
    for (name, bytes) in &first {
        assert!(bytes == &second[name], "{} differs", name.display());
    }
    assert!(first[Path::new("record.sqlite")].len() > 4096);
}

/// A filter that chooses nobody is more often a slip than a wish.
#[test]
fn a_dossier_without_records_says_so() {
    let told = told();
    let chosen = |place: &str| {
        let select = format!("\n[select]\nwhere = 'place = \"{place}\"'\n");
        let answer = told.build(&format!("{SPECIFICATION}{select}"), place);
        let warnings = answer["warnings"].as_array().unwrap().clone();
        warnings
            .iter()
            .any(|warning| warning.as_str().unwrap().starts_with("nothing_disclosed"))
    };
    assert!(chosen("Nowhere"));
    assert!(!chosen("Puente Alisal"));
}
