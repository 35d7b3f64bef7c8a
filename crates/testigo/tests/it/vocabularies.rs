//! A group's own fields and terms: labels wherever people read, on every device, and nothing else.

use std::fs;

use serde_json::{Value, json};

use crate::world::{World, text};

const OURS: &str = "name = \"Ours\"\nversion = \"1\"\n\
    [[field]]\nname = \"x.height\"\nen = \"Height (cm)\"\nes = \"Estatura (cm)\"\nhelp_en = \"As measured\"\n\
    [[term]]\nvocabulary = \"act_type_core\"\ncode = \"burning\"\nen = \"Burning of a home\"\nes = \"Quema de una vivienda\"\n";

fn add(world: &World, own: &str) -> Value {
    world.file("own.toml", own);
    world.done(&["vocabulary", "add", "own.toml"])
}

fn record(world: &World, kind: &str, fields: &[&str]) -> String {
    let more = ["--source", "Parish", "--level", "recipient"];
    text(&world.done(&[&["record", kind], fields, &more].concat())["id"])
}

fn in_spanish(world: &World, arguments: &[&str]) -> String {
    let output = world.command(arguments).env("TESTIGO_LANG", "es").output();
    String::from_utf8(output.unwrap().stdout).unwrap()
}

#[test]
fn labels_stand_wherever_people_read() {
    let mut world = World::new();
    let person = record(&world, "person", &["name=Rosa Huanca", "x.height=170"]);
    let victim = format!("victim={person}");
    record(&world, "act", &[&victim, "type=burning"]);
    let before = world.done(&["show", &person]);
    assert!(world.run(&["show", &person]).out.contains("height: 170"));
    let added = add(&world, OURS);
    assert_eq!(
        (&added["replaces"], &added["problems"]),
        (&json!(false), &json!([]))
    );
    assert!(
        world
            .run(&["show", &person])
            .out
            .contains("Height (cm): 170")
    );
    assert!(in_spanish(&world, &["show", &person]).contains("Estatura (cm): 170"));
    let counted = in_spanish(&world, &["count", "--what", "acts", "--by", "type"]);
    assert!(counted.contains("Quema de una vivienda"), "{counted}");
    // Nothing is read otherwise than before.
    assert_eq!(world.done(&["show", &person]), before);
    world.on_home("second");
    let listed = world.done(&["vocabulary", "list"]);
    let fields = listed["fields"].as_array().unwrap();
    let own = fields.iter().find(|field| field["own"] == "Ours").unwrap();
    assert_eq!(
        (&own["field"], &own["label_es"]),
        (&json!("x.height"), &json!("Estatura (cm)"))
    );
    assert_eq!(listed["own"], json!([{"name": "Ours", "version": "1"}]));
    assert!(listed["terms"].to_string().contains("Burning of a home"));
    world.on_home("home");
    world.file(
        "spec.toml",
        "title = \"T\"\nlanguage = \"es\"\nrecipient = \"Court\"\npurpose = \"share_national_authority\"\nlevel = \"recipient\"\n",
    );
    world.done(&["dossier", "build", "spec.toml", "--out", "dossier"]);
    let report = fs::read_to_string(world.path("dossier/data/report.html")).unwrap();
    assert!(report.contains("Estatura (cm)") && report.contains("Quema de una vivienda"));
    assert_eq!(world.done(&["verify", "dossier"])["verdict"], "holds");
    assert_eq!(world.done(&["verify"])["verdict"], "holds");
    // A later one of the same name takes its place, here and after a rebuild.
    let again = add(
        &world,
        &OURS
            .replace("Height (cm)", "Tall")
            .replace("\"1\"", "\"2\""),
    );
    assert_eq!(again["replaces"], true);
    world.done(&["rebuild"]);
    assert!(world.run(&["show", &person]).out.contains("Tall: 170"));
    assert_eq!(
        world.done(&["vocabulary", "list"])["own"][0]["version"],
        "2"
    );
}

#[test]
fn what_people_would_trip_over_is_named() {
    let world = World::new();
    assert!(
        world
            .run(&["vocabulary", "lint"])
            .out
            .contains("Nothing stands out")
    );
    add(&world, OURS);
    let other = "name = \"Theirs\"\n[[field]]\nname = \"x.height\"\nen = \"Size\"\n\
        [[term]]\nvocabulary = \"act_type_core\"\ncode = \"Búrning\"\nen = \"Torture\"\nes = \"Otra\"\n";
    add(&world, other);
    let problems = world.done(&["vocabulary", "lint"])["problems"].clone();
    let found: Vec<(String, String, String)> = problems
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| {
            (
                text(&problem["code"]),
                text(&problem["subject"]),
                text(&problem["detail"]),
            )
        })
        .collect();
    let term = "act_type_core:Búrning";
    let expected = [
        ("code_nearly_same", term, "act_type_core:burning"),
        ("label_contradictory", "x.height", "en"),
        ("label_missing", "x.height", "es"),
        ("term_built_in", term, "02011111"),
    ];
    let expected = expected
        .map(|(code, subject, detail)| (code.to_owned(), subject.to_owned(), detail.to_owned()));
    assert_eq!(found, expected);
    let words = in_spanish(&world, &["vocabulary", "lint"]);
    assert!(
        words.contains("Theirs: x.height: falta la etiqueta en este idioma: es"),
        "{words}"
    );
}

#[test]
fn a_file_that_is_none_is_refused_and_a_label_leaves_no_secret() {
    let world = World::new();
    for wrong in [
        "name = \"a\"\n[[field]]\nname = \"height\"\n",
        "not toml",
        "name = \"a\"\n[[term]]\nvocabulary = \"sex\"\ncode = \"x\"\n",
    ] {
        world.file("own.toml", wrong);
        world.fails(&["vocabulary", "add", "own.toml"], 1, "vocabulary_invalid");
    }
    world.fails(
        &["vocabulary", "add", "absent.toml"],
        1,
        "vocabulary_invalid",
    );
    record(&world, "person", &["name=Rosa Huanca", "x.height=170"]);
    let hidden = [
        "record",
        "person",
        "name=Fermina Ibarmena",
        "--source",
        "Parish",
    ];
    world.done(&hidden);
    add(
        &world,
        &OURS.replace("Height (cm)", "Height as Fermina Ibarmena gave it"),
    );
    world.file(
        "spec.toml",
        "title = \"T\"\nrecipient = \"Court\"\npurpose = \"share_national_authority\"\nlevel = \"recipient\"\n",
    );
    let build = ["dossier", "build", "spec.toml", "--out", "dossier"];
    let refused = world.fails(&build, 4, "withheld_value_found");
    assert!(!refused.to_string().contains("Ibarmena"), "{refused}");
    // Outside an archive everybody's fields are listed, without a passphrase.
    let mut outside = world.command(&["-C", "nowhere", "vocabulary", "list", "--json"]);
    let outside = outside
        .env_remove("TESTIGO_PASSPHRASE_FILE")
        .output()
        .unwrap();
    let listed: Value = serde_json::from_slice(&outside.stdout).unwrap();
    assert_eq!(listed["own"], json!([]));
}
