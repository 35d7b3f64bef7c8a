//! `get --recipient`, `export` and `dossier build` agree on what leaves.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::world::{World, text};

const PURPOSE: &str = "share_national_authority";

fn record(world: &World, kind: &str, fields: &[&str], source: &str, level: &str) -> String {
    let more = ["--source", source, "--level", level];
    text(&world.done(&[&["record", kind], fields, &more].concat())["id"])
}

fn python(world: &World, program: &str, argument: &str) -> Value {
    let ran = Command::new("python3")
        .args(["-c", program])
        .arg(world.path(argument))
        .output();
    let ran = ran.unwrap();
    assert!(ran.status.success(), "{ran:?}");
    serde_json::from_slice(&ran.stdout).unwrap()
}

/// Claims as (record, field, value, source), from a database.
fn claims_of_database(world: &World, file: &str) -> BTreeSet<Vec<String>> {
    let program = "import json, sqlite3, sys\n\
        rows = sqlite3.connect(sys.argv[1]).execute(\n\
          'SELECT record, field, value, coalesce(source, \"\"), statement FROM claims')\n\
        print(json.dumps([list(row) for row in rows]))";
    serde_json::from_value(python(world, program, file)).unwrap()
}

fn claims_of_table(world: &World, file: &str) -> BTreeSet<Vec<String>> {
    let program = "import csv, json, sys\n\
        rows = csv.DictReader(open(sys.argv[1], encoding='utf-8', newline=''))\n\
        print(json.dumps([[r[c] for c in ('record', 'field', 'value', 'source', 'statement')] for r in rows]))";
    serde_json::from_value(python(world, program, file)).unwrap()
}

fn claims_of_entities(world: &World, file: &str) -> BTreeSet<Vec<String>> {
    let lines = fs::read_to_string(world.path(file)).unwrap();
    let entities = lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let claims = entities.filter(|entity| entity["schema"] == "TestigoClaim");
    claims
        .map(|claim| {
            let names = ["record", "field", "value", "statedBy", "statement"];
            let texts = names.map(|name| {
                claim["properties"][name][0]
                    .as_str()
                    .unwrap_or("")
                    .to_owned()
            });
            texts.to_vec()
        })
        .collect()
}

/// People, accounts and items at every level, with every consent; gives the items.
fn told(world: &World) -> Vec<String> {
    world.done(&["record", "source", "name=Parish", "--level", "public"]);
    let mut items = Vec::new();
    let mut number = 0;
    let mut add = |source: &str, ending: &str, level: &str| -> String {
        number += 1;
        let name = format!("file{number}.{ending}");
        let bytes = if ending == "pdf" {
            format!("%PDF-1.7 {number}")
        } else {
            format!("note {number}\n")
        };
        world.file(&name, bytes);
        let added = world.done(&["add", &name, "--source", source, "--level", level]);
        let id = text(&added["items"][0]["id"]);
        items.push(id.clone());
        id
    };
    for level in ["sealed", "restricted", "coalition", "recipient", "public"] {
        record(
            world,
            "person",
            &["name=Otilia", "age=52", "contact=by the river"],
            "Parish",
            level,
        );
        record(
            world,
            "incident",
            &["title=Bridge", "narrative=Words.", "x.own=kept"],
            "Parish",
            level,
        );
        add("Parish", "txt", level);
        // Nobody can read all of it: it leaves only by a person's decision.
        add("Parish", "pdf", level);
        let decided = add("Parish", "pdf", "restricted");
        world.done(&["level", &decided, level, "--reason", "looked at"]);
    }
    for status in ["", "granted", "refused", "withdrawn", "not_asked"] {
        let teller = record(world, "person", &["name=Benicio"], "Parish", "public");
        let of = format!("person={teller}");
        let account = record(
            world,
            "account",
            &[&of, "taken_at=2019-12-01"],
            "Parish",
            "public",
        );
        record(
            world,
            "incident",
            &["title=Told", "date=2019-11"],
            &account,
            "public",
        );
        add(&account, "txt", "public");
        if !status.is_empty() {
            world.done(&[
                "consent",
                &account,
                "--purpose",
                PURPOSE,
                "--status",
                status,
            ]);
        }
    }
    items
}

#[test]
fn three_ways_out_and_one_gate() {
    let world = World::new();
    let items = told(&world);
    let mut sizes = BTreeMap::new();
    for level in ["coalition", "recipient", "public"] {
        let specification = format!(
            "title = \"T\"\nrecipient = \"Court\"\npurpose = \"{PURPOSE}\"\nlevel = \"{level}\"\n"
        );
        world.file("spec.toml", specification);
        let dossier = format!("dossier-{level}");
        let built = world.done(&["dossier", "build", "spec.toml", "--out", &dossier]);
        let export = |format: &str| -> (String, Value) {
            let out = format!("{format}-{level}");
            let arguments = ["export", "--as", format, "--out", &out, "--level", level];
            let to = ["--recipient", "Court", "--purpose", PURPOSE];
            let exported = world.done(&[&arguments[..], &to].concat());
            (out, exported)
        };
        let expected = claims_of_database(&world, &format!("{dossier}/data/record.sqlite"));
        sizes.insert(level, expected.len());
        let (database, _) = export("sqlite");
        assert_eq!(claims_of_database(&world, &database), expected, "{level}");
        let (folder, _) = export("csv");
        assert_eq!(
            claims_of_table(&world, &format!("{folder}/claims.csv")),
            expected,
            "{level}"
        );
        let (entities, _) = export("ftm");
        assert_eq!(claims_of_entities(&world, &entities), expected, "{level}");
        let (zip, exported) = export("uwazi");
        assert_eq!(exported["withheld"], built["withheld"], "{level}");
        assert_eq!(exported["items"], built["items"], "{level}");
        if level == "recipient" {
            originals(&world, &items, &dossier, &zip);
        }
    }
    assert!(
        sizes["public"] < sizes["recipient"] && sizes["recipient"] < sizes["coalition"],
        "{sizes:?}"
    );
}

/// The same originals leave one by one, in the zip and in the dossier.
fn originals(world: &World, items: &[String], dossier: &str, zip: &str) {
    let mut one_by_one = BTreeSet::new();
    for item in items {
        let got = world.run(&[
            "get",
            item,
            "--out",
            "got",
            "--recipient",
            "Court",
            "--purpose",
            PURPOSE,
        ]);
        if got.status == 0 {
            one_by_one.insert(fs::read_to_string(world.path("got")).unwrap());
            fs::remove_file(world.path("got")).unwrap();
        } else {
            assert_eq!(got.status, 4, "{}", got.err);
        }
    }
    let program = "import json, sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\n\
        print(json.dumps([z.read(n).decode() for n in z.namelist() if n.startswith('E0')]))";
    let zipped: BTreeSet<String> = serde_json::from_value(python(world, program, zip)).unwrap();
    let exhibits = fs::read_dir(world.path(dossier).join("data/items")).unwrap();
    let exhibits: BTreeSet<String> = exhibits
        .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect();
    assert_eq!(one_by_one, exhibits);
    assert_eq!(zipped, exhibits);
    // Two texts, two decided files and the one whose teller agreed.
    assert_eq!(exhibits.len(), 5, "{exhibits:?}");
}

#[test]
fn what_names_somebody_is_refused_three_times() {
    let world = World::new();
    world.done(&["record", "source", "name=Parish", "--level", "public"]);
    record(
        &world,
        "person",
        &["name=Fermina Ibarmena"],
        "Parish",
        "restricted",
    );
    world.file("note.txt", "Fermina Ibarmena was there.\n");
    let added = world.done(&["add", "note.txt", "--source", "Parish", "--level", "public"]);
    let item = text(&added["items"][0]["id"]);
    let to = ["--recipient", "Court", "--purpose", PURPOSE];
    let code = "withheld_value_found";
    world.fails(
        &[&["get", &item, "--out", "got"][..], &to].concat(),
        4,
        code,
    );
    let export = [
        "export",
        "--as",
        "uwazi",
        "--out",
        "out.zip",
        "--level",
        "recipient",
    ];
    world.fails(&[&export[..], &to].concat(), 4, code);
    world.file(
        "spec.toml",
        format!(
            "title = \"T\"\nrecipient = \"Court\"\npurpose = \"{PURPOSE}\"\nlevel = \"recipient\"\n"
        ),
    );
    world.fails(
        &["dossier", "build", "spec.toml", "--out", "dossier"],
        4,
        code,
    );
    for name in ["got", "out.zip", "dossier"] {
        assert!(!world.path(name).exists(), "{name}");
    }
}

#[test]
fn the_name_of_an_own_field_is_searched_too() {
    let world = World::new();
    world.done(&["record", "source", "name=Parish", "--level", "public"]);
    record(
        &world,
        "person",
        &["name=Fermina Ibarmena"],
        "Parish",
        "restricted",
    );
    let own = "x.told_by_fermina_ibarmena=yes";
    record(
        &world,
        "person",
        &["name=Otilia", own],
        "Parish",
        "recipient",
    );
    let export = [
        "export",
        "--as",
        "csv",
        "--out",
        "out",
        "--level",
        "recipient",
    ];
    let to = ["--recipient", "Court", "--purpose", PURPOSE];
    let refused = world.fails(&[&export[..], &to].concat(), 4, "withheld_value_found");
    assert!(!refused.to_string().contains("ibarmena"), "{refused}");
}
