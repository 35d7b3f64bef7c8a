//! `export`: what leaves in the forms of other programs, what stays, and what is read again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use serde_json::{Value, json};

use crate::world::{World, files_below, text};

const TO_COURT: [&str; 6] = [
    "--recipient",
    "Court",
    "--purpose",
    "share_national_authority",
    "--level",
    "recipient",
];

fn record(world: &World, kind: &str, fields: &[&str], level: &str) -> String {
    let more = ["--source", "Parish", "--level", level];
    text(&world.done(&[&["record", kind], fields, &more].concat())["id"])
}

fn export(world: &World, format: &str, out: &str) -> Value {
    let arguments = ["export", "--as", format, "--out", out];
    world.done(&[&arguments[..], &TO_COURT].concat())
}

/// Python on a file, for what stands in zips and databases.
fn python(world: &World, program: &str, argument: &str) -> String {
    let ran = Command::new("python3")
        .args(["-c", program])
        .arg(world.path(argument))
        .output()
        .unwrap();
    assert!(ran.status.success(), "{ran:?}");
    String::from_utf8(ran.stdout).unwrap()
}

/// A CSV with commas and quotes in its cells, as rows by header.
fn rows(world: &World, file: &str) -> Vec<BTreeMap<String, String>> {
    let program = "import csv, json, sys\n\
        print(json.dumps(list(csv.DictReader(open(sys.argv[1], encoding='utf-8', newline='')))))";
    serde_json::from_str(&python(world, program, file)).unwrap()
}

/// Something of every kind that leaves, and something that stays.
fn told() -> (World, BTreeMap<&'static str, String>) {
    let world = World::new();
    let mut ids = BTreeMap::new();
    world.done(&[
        "record",
        "source",
        "name=Parish",
        "kind=organisation",
        "--level",
        "public",
    ]);
    let place = ["name=Puente Alisal", "lat=-16.5", "lon=-68.1"];
    ids.insert("place", record(&world, "place", &place, "public"));
    let at = format!("place={}", ids["place"]);
    let incident = [
        "title=The bridge",
        "date=2019-11/2019-12",
        &at,
        "victims.injured.count=31",
    ];
    ids.insert("incident", record(&world, "incident", &incident, "public"));
    let radio = [
        "claim",
        &ids["incident"],
        "victims.injured.count=38",
        "--source",
        "Radio",
    ];
    world.done(&radio);
    let person = [
        "name=Otilia Corvalana",
        "alias=Oti",
        "alias=La Tía",
        "age=52",
        "sex=F",
    ];
    ids.insert("person", record(&world, "person", &person, "recipient"));
    ids.insert(
        "union",
        record(&world, "person", &["name==SUM(A1)", "unit=03"], "recipient"),
    );
    ids.insert(
        "hidden",
        record(&world, "person", &["name=Fermina Ibarmena"], "restricted"),
    );
    let victim = format!("victim={}", ids["person"]);
    let of = format!("incident={}", ids["incident"]);
    ids.insert(
        "act",
        record(
            &world,
            "act",
            &[&victim, &of, "type=killed", "age=52"],
            "recipient",
        ),
    );
    let (from, to) = (
        format!("from={}", ids["person"]),
        format!("to={}", ids["union"]),
    );
    ids.insert(
        "relation",
        record(
            &world,
            "relation",
            &[&from, &to, "relation=member"],
            "recipient",
        ),
    );
    world.file("note.txt", "Thirty-one.\n");
    let added = world.done(&["add", "note.txt", "--source", "Parish", "--level", "public"]);
    ids.insert("item", text(&added["items"][0]["id"]));
    let claim = [
        "claim",
        &ids["person"],
        "occupation=Teacher",
        "--source",
        "Parish",
    ];
    let claim = text(&world.done(&claim)["statement"]);
    world.done(&["retract", &claim, "--reason", "another person"]);
    let slip = record(&world, "person", &["name=Nobody Atall"], "recipient");
    world.done(&["retract", &slip, "--reason", "mistake"]);
    (world, ids)
}

#[test]
fn tables_hold_every_value_and_only_what_may_leave() {
    let (world, ids) = told();
    let exported = export(&world, "csv", "out");
    assert_eq!(exported["withheld"]["persons"], 1, "{exported}");
    let persons = rows(&world, "out/person.csv");
    let otilia = persons
        .iter()
        .find(|row| row["id"] == ids["person"])
        .unwrap();
    assert_eq!((&*otilia["alias"], &*otilia["sex"]), ("Oti|La Tía", "02"));
    let union = persons
        .iter()
        .find(|row| row["id"] == ids["union"])
        .unwrap();
    assert_eq!(union["name"], "'=SUM(A1)");
    assert_eq!(
        persons.len(),
        2,
        "what stays and what was taken back is no row"
    );
    let incidents = rows(&world, "out/incident.csv");
    assert_eq!(incidents[0]["victims.injured.count"], "31|38");
    let claims = rows(&world, "out/claims.csv");
    let injured: BTreeSet<(&str, &str)> = claims
        .iter()
        .filter(|row| row["field"] == "victims.injured.count")
        .map(|row| (&*row["value"], &*row["source"]))
        .collect();
    assert_eq!(
        injured.len(),
        2,
        "each number with its own source: {injured:?}"
    );
    let records: BTreeSet<&str> = claims.iter().map(|row| &*row["record"]).collect();
    assert_eq!(json!(records.len()), exported["records"]);
    for file in files_below(&world.path("out")) {
        let bytes = fs::read(&file).unwrap();
        let said = String::from_utf8_lossy(&bytes);
        assert!(!said.contains("Ibarmena"), "{}", file.display());
    }
    // What was taken back goes along beside, as in a dossier.
    let withdrawn = rows(&world, "out/withdrawn.csv");
    let withdrawn: Vec<&str> = withdrawn.iter().map(|row| &*row["value"]).collect();
    assert_eq!(withdrawn, ["Teacher"]);
    assert!(claims.iter().all(|row| row["value"] != "Teacher"));
}

#[test]
fn an_exported_list_is_imported_again_with_the_same_values() {
    let world = World::new();
    world.file(
        "list.csv",
        "name,sex,birth,date,place,type,occupation,height\n\
         Rosa Huanca,F,1980-05,2019-11-15,Puente Alisal,killed,\"Baker, street\",yes\n\
         \"Quispe \"\"Tomás\"\"\",M,,2019-11-15?,Alto Lirio,injured in the leg,,\n\
         Unknown,S/D,about 40,someday,,killed,,no\n",
    );
    let import = [
        "import",
        "list.csv",
        "--as",
        "list",
        "--list",
        "Parish",
        "--level",
        "recipient",
    ];
    world.done(&import);
    world.done(&[
        "level",
        &text(&world.done(&["search", "Parish", "--kind", "list"])["hits"][0]["id"]),
        "public",
        "--reason",
        "r",
    ]);
    export(&world, "csv", "out");
    let values = |world: &World| -> BTreeSet<Vec<(String, String, bool)>> {
        let found = world.done(&["search", "a", "--kind", "entry", "--limit", "100"]);
        let more = world.done(&["search", "u", "--kind", "entry", "--limit", "100"]);
        let hits = found["hits"].as_array().unwrap().iter();
        let ids: BTreeSet<String> = hits
            .chain(more["hits"].as_array().unwrap())
            .map(|hit| text(&hit["id"]))
            .collect();
        let said = |id: &String| {
            let shown = world.done(&["show", id]);
            let claims = shown["claims"].as_array().unwrap().iter();
            let claims = claims.filter(|claim| !["list", "row"].contains(&&*text(&claim["field"])));
            let unread = |claim: &Value| claim["unread"] == true;
            let mut said: Vec<_> = claims
                .map(|claim| (text(&claim["field"]), text(&claim["value"]), unread(claim)))
                .collect();
            said.sort();
            said
        };
        ids.iter().map(said).collect()
    };
    let first = values(&world);
    assert_eq!(first.len(), 3, "{first:?}");
    let other = World::new();
    for name in ["entry.csv", "entry.map.toml"] {
        other.file(name, fs::read(world.path(&format!("out/{name}"))).unwrap());
    }
    let again = [
        "import",
        "entry.csv",
        "--as",
        "list",
        "--map",
        "entry.map.toml",
    ];
    assert_eq!(other.done(&again)["recorded"], 3);
    assert_eq!(values(&other), first);
}

#[test]
fn entities_have_the_ids_of_records_and_every_claim() {
    let (world, ids) = told();
    export(&world, "ftm", "out.json");
    let lines = fs::read_to_string(world.path("out.json")).unwrap();
    let entities: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let one = |id: &str| entities.iter().find(|entity| entity["id"] == id).unwrap();
    for (what, schema) in [
        ("person", "Person"),
        ("union", "Organization"),
        ("incident", "Event"),
        ("place", "Address"),
        ("act", "TestigoAct"),
        ("relation", "UnknownLink"),
        ("item", "Document"),
    ] {
        assert_eq!(one(&ids[what])["schema"], schema, "{what}");
    }
    assert!(!lines.contains(&ids["hidden"]) && !lines.contains("Ibarmena"));
    let incident = &one(&ids["incident"])["properties"];
    let expected = json!({
        "name": ["The bridge"], "startDate": ["2019-11"], "endDate": ["2019-12"],
        "location": ["Puente Alisal"], "addressEntity": [ids["place"]],
    });
    assert_eq!(*incident, expected);
    let victim = one(&format!("{}.victim.1", ids["act"]));
    let expected = json!({"act": [ids["act"]], "victim": [ids["person"]], "age": ["52"]});
    assert_eq!(victim["properties"], expected);
    let relation =
        json!({"subject": [ids["person"]], "object": [ids["union"]], "role": ["member"]});
    assert_eq!(one(&ids["relation"])["properties"], relation);
    let claims = |id: &str| -> BTreeSet<(String, String)> {
        let of_record = entities.iter().map(|entity| &entity["properties"]);
        let of_record = of_record.filter(|claim| claim["record"] == json!([id]));
        of_record
            .map(|claim| (text(&claim["field"][0]), text(&claim["value"][0])))
            .collect()
    };
    let shown = world.done(&["show", &ids["person"]]);
    let said = shown["claims"].as_array().unwrap().iter();
    let said = said
        .map(|claim| (text(&claim["field"]), text(&claim["value"])))
        .collect();
    assert_eq!(claims(&ids["person"]), said);
    let of_item = claims(&ids["item"]);
    assert!(
        of_item
            .iter()
            .any(|(field, value)| field == "sha256" && value.len() == 64),
        "{of_item:?}"
    );
    assert!(!lines.contains("contentHash"));
}

#[test]
fn a_zip_has_the_marks_of_uwazi_and_the_originals() {
    let (world, ids) = told();
    let exported = export(&world, "uwazi", "out.zip");
    assert_eq!(exported["items"], 1);
    let program = "import json, sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\n\
        print(json.dumps({n: z.read(n).decode() for n in z.namelist()}))";
    let files: BTreeMap<String, String> =
        serde_json::from_str(&python(&world, program, "out.zip")).unwrap();
    let header = |name: &str| files[name].lines().next().unwrap().to_owned();
    assert_eq!(files["E0001.txt"], "Thirty-one.\n");
    assert!(
        header("item.csv").starts_with("id,title,attachments,"),
        "{}",
        header("item.csv")
    );
    let place = format!("{},Puente Alisal,-16.5|-68.1,Puente Alisal\n", ids["place"]);
    assert_eq!(
        files["place.csv"],
        format!("id,title,geolocation,name\n{place}")
    );
    assert!(
        files["incident.csv"].contains(",2019-11:2019-12,Puente Alisal,31|38"),
        "{}",
        files["incident.csv"]
    );
    assert!(
        files["act.csv"].contains("Otilia Corvalana"),
        "{}",
        files["act.csv"]
    );
    assert!(files["claims.csv"].contains(&ids["person"]));
    assert!(files["manifest-sha256.txt"].contains("E0001.txt"));
}

#[test]
fn a_database_and_a_table_of_claims() {
    let (world, ids) = told();
    let exported = export(&world, "sqlite", "out.sqlite");
    let program = "import sqlite3, sys\n\
        for row in sqlite3.connect(sys.argv[1]).execute('SELECT kind, id FROM record ORDER BY 1, 2'): print(*row)";
    let records = python(&world, program, "out.sqlite");
    assert_eq!(json!(records.lines().count()), exported["records"]);
    assert!(
        records.contains(&format!("person {}", ids["person"])),
        "{records}"
    );
    export(&world, "parquet", "out.parquet");
    let bytes = fs::read(world.path("out.parquet")).unwrap();
    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
}

#[test]
fn an_export_is_recorded_and_named_when_something_is_erased() {
    let (world, ids) = told();
    let exported = export(&world, "csv", "out");
    let newest = world.done(&["log", "--limit", "1"]);
    assert_eq!(
        (
            &newest["statements"][0]["kind"],
            &newest["statements"][0]["id"]
        ),
        (&json!("release"), &exported["release"])
    );
    let manifest = fs::read_to_string(world.path("out/manifest-sha256.txt")).unwrap();
    assert!(manifest.contains("  person.csv\n"), "{manifest}");
    let erase = ["erase", &ids["person"], "--reason", "asked"];
    let code = text(&world.done(&erase)["confirm"]);
    let erased = world.done(&[&erase[..], &["--confirm", &code]].concat());
    assert!(
        erased["not_reached"]
            .to_string()
            .contains(&text(&exported["release"])),
        "{erased}"
    );
    assert_eq!(world.done(&["verify"])["verdict"], "holds");
    let counted = world.done(&[
        "count",
        "--what",
        "incidents",
        "--as-of",
        &text(&exported["release"]),
    ]);
    assert_eq!(counted["documented"]["max"], 1);
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_an_export() {
    use std::os::unix::fs::PermissionsExt;
    let (world, _) = told();
    for (format, out) in [
        ("csv", "a"),
        ("ftm", "b"),
        ("uwazi", "c"),
        ("sqlite", "d"),
        ("parquet", "e"),
    ] {
        export(&world, format, out);
        let mut paths = vec![world.path(out)];
        if format == "csv" {
            paths.extend(files_below(&world.path(out)));
        }
        for path in paths {
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{} {mode:o}", path.display());
        }
    }
}

#[test]
fn what_must_not_leave_stops_it_before_anything_is_written() {
    let (world, ids) = told();
    let to = |more: &[&str]| -> Vec<String> {
        let all = [&["export", "--as", "csv"], more].concat();
        all.into_iter().map(str::to_owned).collect()
    };
    let fails = |arguments: Vec<String>, status: i32, code: &str| {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        world.fails(&arguments, status, code)
    };
    let statements = |world: &World| world.done(&["status"])["logs"][0]["statements"].clone();
    let before = statements(&world);
    let low = [
        "--recipient",
        "Court",
        "--purpose",
        "media",
        "--level",
        "restricted",
    ];
    fails(
        to(&[&["--out", "low"][..], &low].concat()),
        4,
        "level_not_disclosable",
    );
    let nobody = [
        "--recipient",
        " ",
        "--purpose",
        "media",
        "--level",
        "public",
    ];
    fails(
        to(&[&["--out", "nobody"][..], &nobody].concat()),
        2,
        "usage",
    );
    fails(
        to(&[&["--out", "archive/out"][..], &TO_COURT].concat()),
        1,
        "out_inside_archive",
    );
    world.file("there", "mine");
    fails(
        to(&[&["--out", "there"][..], &TO_COURT].concat()),
        1,
        "out_exists",
    );
    assert_eq!(fs::read_to_string(world.path("there")).unwrap(), "mine");
    assert_eq!(statements(&world), before);
    // A title that names somebody who stays.
    let title = "title=Fermina Ibarmena at the bridge";
    let incident = record(&world, "incident", &[title], "public");
    let before = statements(&world);
    for format in ["csv", "ftm", "uwazi", "sqlite", "parquet"] {
        let arguments = ["export", "--as", format, "--out", "hit"];
        let refused = world.fails(
            &[&arguments[..], &TO_COURT].concat(),
            4,
            "withheld_value_found",
        );
        assert!(!refused.to_string().contains("Ibarmena"), "{refused}");
    }
    let left: Vec<_> = fs::read_dir(world.root())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert!(
        left.iter()
            .all(|name| !name.to_string_lossy().starts_with("hit")),
        "{left:?}"
    );
    assert_eq!(statements(&world), before);
    // The filter leaves it out.
    let others = format!("not (title ~ \"{}\")", "at the bridge");
    let arguments = ["export", "--as", "csv", "--out", "out", "--where", &others];
    world.done(&[&arguments[..], &TO_COURT].concat());
    let claims = fs::read_to_string(world.path("out/claims.csv")).unwrap();
    assert!(!claims.contains(&incident) && claims.contains(&ids["person"]));
}
