//! The whole way on material that others made: seven tools' exports, web captures, ten thousand entries.

use std::collections::BTreeMap;
use std::fs;
use std::time::Instant;

use serde_json::{Value, json};

use crate::world::{World, files_below, shared};

const MAP: &str = r#"
list_column = "source"
skip = ["cluster"]

[columns]
"unique_id" = "x.number"
"given_name" = "given_name"
"surname1" = "surname"
"surname2" = "second_surname"
"sex" = "sex"
"dob" = "birth"
"age" = "age"
"event_date" = "date"
"dept" = "x.dept"
"muni" = "place"
"#;

const SPECIFICATION: &str = r#"
title = "Entries of one department"
language = "es"
recipient = "Juzgado"
purpose = "share_national_authority"
level = "recipient"

[select]
where = 'x.dept = Oruro'

[[section]]
heading = "What this is"
text = "A test with made-up persons."

[[figure]]
name = "entries_of_the_department"
what = "persons"
where = 'x.dept = Oruro'
by = ["list"]

[[figure]]
name = "women"
what = "persons"
where = 'x.dept = Oruro and sex = female'
"#;

/// What the table says, read without the program: no cell of it holds a quote or a comma.
struct Personas {
    rows: u64,
    lists: BTreeMap<String, u64>,
    /// By department: lines, and how many on each list.
    departments: BTreeMap<String, (u64, BTreeMap<String, u64>)>,
    /// Lines with a surname that reads so.
    ticona: u64,
}

fn personas(text: &str) -> Personas {
    let mut found = Personas {
        rows: 0,
        lists: BTreeMap::new(),
        departments: BTreeMap::new(),
        ticona: 0,
    };
    assert!(!text.contains('"'));
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        found.rows += 1;
        *found.lists.entry(cells[1].to_owned()).or_default() += 1;
        let department = found.departments.entry(cells[9].to_owned()).or_default();
        department.0 += 1;
        *department.1.entry(cells[1].to_owned()).or_default() += 1;
        let surnames = format!(" {} {} ", cells[3], cells[4]).to_lowercase();
        found.ticona += u64::from(surnames.contains(" ticona"));
    }
    found
}

#[test]
fn from_real_material_to_a_verified_dossier() {
    let Some(data) = shared() else { return };
    let began = Instant::now();
    let mut world = World::new();
    add_folders(&world, &data);
    let table = fs::read_to_string(data.join("linkage/personas_10k.csv")).unwrap();
    let personas = personas(&table);
    world.file("personas_10k.csv", &table);
    world.file("map.toml", MAP);
    import(&world, &personas);
    find(&world, &personas);
    count(&world, &personas);
    disclose(&mut world, &personas);
    println!("real material: {} s", began.elapsed().as_secs());
}

fn add_folders(world: &World, data: &std::path::Path) {
    let peers = data.join("peers");
    let captures = data.join("standards/wacz");
    let files = files_below(&peers).len() + files_below(&captures).len();
    let answer = world.done(&[
        "add",
        peers.to_str().unwrap(),
        captures.to_str().unwrap(),
        "--source",
        "Other tools",
        "--report",
        "added.jsonl",
    ]);
    assert_eq!(
        (&answer["items_total"], &answer["failed"]),
        (&json!(files), &json!([]))
    );
    let report = fs::read_to_string(world.path("added.jsonl")).unwrap();
    assert_eq!(report.lines().count(), files);
    let parents = [peers.parent().unwrap(), captures.parent().unwrap()];
    for (at, line) in report.lines().enumerate() {
        let item: Value = serde_json::from_str(line).unwrap();
        let path = item["path"].as_str().unwrap();
        let original = parents.iter().map(|parent| parent.join(path));
        let original = original.rev().find(|path| path.exists()).unwrap();
        if at % 7 == 0 {
            let out = format!("out-{at}");
            world.done(&["get", item["id"].as_str().unwrap(), "--out", &out]);
            assert_eq!(
                fs::read(world.path(&out)).unwrap(),
                fs::read(original).unwrap(),
                "{path}"
            );
        }
    }
}

fn import(world: &World, personas: &Personas) {
    let import = [
        "import",
        "personas_10k.csv",
        "--as",
        "list",
        "--map",
        "map.toml",
        "--source",
        "Statisticians",
        "--level",
        "recipient",
    ];
    let answer = world.done(&import);
    assert_eq!(
        [&answer["rows"], &answer["recorded"], &answer["known"]],
        [&json!(personas.rows), &json!(personas.rows), &json!(0)]
    );
    assert_eq!(
        answer["records"],
        json!({"entry": personas.rows, "list": personas.lists.len()})
    );
    // The truth column is nowhere: its words are numbers that only it has.
    let shown = world.done(&["search", "L0", "--kind", "list"]);
    let list = shown["hits"][0]["id"].as_str().unwrap();
    let links = world.done(&["show", list]);
    assert_eq!(links["links_total"], json!(personas.lists["L0"]));
    let entry = world.done(&["show", links["links"][0]["id"].as_str().unwrap()]);
    for claim in entry["claims"].as_array().unwrap() {
        let field = claim["field"].as_str().unwrap();
        assert!(!field.contains("cluster"), "{field}");
    }
    world.fails(&["count", "--where", "cluster = 1"], 2, "unknown_field");
    let clusters = world.done(&["count", "--where", "x.cluster != \"\""]);
    assert_eq!(clusters["documented"]["max"], 0);
    let again = world.done(&import);
    assert_eq!(
        (&again["recorded"], &again["known"]),
        (&json!(0), &json!(personas.rows))
    );
}

fn find(world: &World, personas: &Personas) {
    for query in ["Ticona", "TICÓNA"] {
        let found = world.done(&["search", query, "--kind", "entry", "--limit", "1"]);
        assert_eq!(found["total"], json!(personas.ticona), "{query}");
    }
}

fn count(world: &World, personas: &Personas) {
    let answer = world.done(&["count", "--by", "x.dept"]);
    let longest = personas.lists.values().max().unwrap();
    assert_eq!(
        answer["documented"],
        json!({"min": longest, "value": null, "max": personas.rows})
    );
    assert_eq!(answer["warnings"][0], "not_reconciled");
    let rows: BTreeMap<String, (u64, u64)> = answer["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let department = row["by"]["x.dept"].as_str().unwrap_or("").to_owned();
            (
                department,
                (row["min"].as_u64().unwrap(), row["max"].as_u64().unwrap()),
            )
        })
        .collect();
    let expected: BTreeMap<String, (u64, u64)> = personas
        .departments
        .iter()
        .map(|(name, (lines, lists))| (name.clone(), (*lists.values().max().unwrap(), *lines)))
        .collect();
    assert_eq!(rows, expected);
}

fn disclose(world: &mut World, personas: &Personas) {
    world.file("spec.toml", SPECIFICATION);
    let built = world.done(&["dossier", "build", "spec.toml", "--out", "dossier"]);
    let (lines, lists) = &personas.departments["Oruro"];
    let figures: Value =
        serde_json::from_slice(&fs::read(world.path("dossier/data/figures.json")).unwrap())
            .unwrap();
    let figure = &figures["figures"][0];
    let expected = json!({"min": lists.values().max().unwrap(), "value": null, "max": lines});
    assert_eq!(figure["stated"], expected);
    let opened = fs::read_to_string(world.path("dossier/proof/openings.jsonl")).unwrap();
    assert_eq!(built["statements"], json!(opened.lines().count()));
    let entries = fs::read_to_string(world.path("dossier/data/record/statement.csv")).unwrap();
    assert_eq!(
        entries
            .lines()
            .filter(|line| line.contains(",entry,"))
            .count() as u64,
        *lines
    );
    assert!(!opened.contains("cluster\""));
    let archive = world.done(&["status"])["archive"].clone();
    world.file("trust", format!("{}\n", archive.as_str().unwrap()));
    let verified = world.done(&["verify", "dossier", "--trust", "trust"]);
    assert_eq!(
        (&verified["verdict"], &verified["signers"]),
        (&json!("holds"), &json!("confirmed"))
    );
    let verified = world.done(&["verify"]);
    assert_eq!(verified["verdict"], "holds");
}
