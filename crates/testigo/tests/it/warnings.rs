//! Warnings that protect people: an account given twice, and details that together tell somebody apart.

use serde_json::{Value, json};

use crate::world::{World, text};

fn record(world: &World, kind: &str, fields: &[&str], source: &str) -> Value {
    let more = ["--source", source, "--level", "recipient"];
    world.done(&[&["record", kind], fields, &more].concat())
}

fn account(world: &World, person: &str, source: &str) -> Value {
    let person = format!("person={person}");
    record(
        world,
        "account",
        &[&person, "narrative=I was there."],
        source,
    )
}

#[test]
fn an_account_that_was_given_before_is_named() {
    let world = World::new();
    let person = |name: &str| text(&record(&world, "person", &[name], "Parish")["id"]);
    let [rosa, rosa_again, tomas] = [
        "name=Rosa Huanca",
        "name=Rosa H. Lirio",
        "name=Tomás Quispe",
    ]
    .map(person);
    let first = account(&world, &rosa, "Parish");
    assert_eq!(first["warnings"], Value::Null);
    let second = account(&world, &rosa, "Radio");
    assert_eq!(second["warnings"], json!(["account_given_before"]));
    let before = &second["accounts_before"];
    assert_eq!(before.as_array().unwrap().len(), 1);
    assert_eq!(
        (&before[0]["before"], &before[0]["account"]),
        (&first["id"], &second["id"])
    );
    assert_eq!(before[0]["source"]["name"], "Parish");
    assert_eq!(account(&world, &tomas, "Radio")["warnings"], Value::Null);
    // Somebody judged that two records are one person.
    let other = account(&world, &rosa_again, "Clinic");
    assert_eq!(other["warnings"], Value::Null);
    world.done(&[
        "judge",
        &rosa,
        &rosa_again,
        "same",
        "--reason",
        "same birth date",
    ]);
    let third = account(&world, &rosa_again, "Clinic");
    assert_eq!(third["accounts_before_total"], 3, "{third}");
    // Said later, and in one file.
    let unnamed = text(&record(&world, "account", &["narrative=Mine."], "Parish")["id"]);
    let claim = [
        "claim",
        &unnamed,
        &format!("person={tomas}"),
        "--source",
        "Parish",
    ];
    assert_eq!(world.done(&claim)["accounts_before_total"], 1);
    let elena = person("name=Elena Vargas");
    let line = format!("{{\"person\":\"{elena}\",\"narrative\":\"x\"}}\n");
    world.file("accounts.jsonl", line.repeat(2));
    let both = [
        "record",
        "account",
        "--from",
        "accounts.jsonl",
        "--source",
        "Parish",
    ];
    let both = world.done(&both);
    assert_eq!(both["accounts_before_total"], 1);
    assert_eq!(both["accounts_before"][0]["before"], both["statements"][0]);
    let arguments = [
        "record",
        "account",
        &format!("person={elena}"),
        "--source",
        "Parish",
    ];
    let words = world.run(&arguments).out;
    assert!(
        words.contains("already gave an account") && words.contains("— Parish"),
        "{words}"
    );
}

#[test]
fn people_whom_their_details_tell_apart_are_counted() {
    let world = World::new();
    let person = |fields: &[&str]| text(&record(&world, "person", fields, "Parish")["id"]);
    // Two who are alike, two who are not, one who shows too little, one who is named.
    person(&["age=30", "sex=F", "occupation=Baker"]);
    person(&["age=30", "sex=F", "occupation=baker"]);
    person(&["age=44", "sex=F", "occupation=Baker"]);
    let teacher = person(&["sex=M", "occupation=Teacher"]);
    person(&["sex=M", "occupation=Nurse"]);
    person(&["name=Rosa Huanca", "age=61", "sex=F", "occupation=Baker"]);
    let victim = format!("victim={teacher}");
    record(
        &world,
        "act",
        &[&victim, "place=Alto Lirio", "type=killed"],
        "Parish",
    );
    let to = [
        "--recipient",
        "Court",
        "--purpose",
        "share_national_authority",
        "--level",
        "recipient",
    ];
    let export = ["export", "--as", "csv", "--out", "out"];
    let warnings = world.done(&[&export[..], &to].concat())["warnings"].clone();
    let expected = json!("combination_unique: 2");
    assert!(
        warnings.as_array().unwrap().contains(&expected),
        "{warnings}"
    );
    world.file(
        "spec.toml",
        "title = \"T\"\nrecipient = \"Court\"\npurpose = \"share_national_authority\"\nlevel = \"recipient\"\n",
    );
    let built = world.done(&["dossier", "build", "spec.toml", "--out", "dossier"]);
    assert!(
        built["warnings"].as_array().unwrap().contains(&expected),
        "{built}"
    );
    // Without the ages the bakers are alike, and nobody shows three details but the teacher.
    let bakers = world.done(&["search", "baker", "--kind", "person"]);
    for hit in bakers["hits"].as_array().unwrap() {
        world.done(&[
            "level",
            &text(&hit["id"]),
            "restricted",
            "--field",
            "age",
            "--reason",
            "protect",
        ]);
    }
    let again = ["export", "--as", "csv", "--out", "again"];
    let warnings = world.done(&[&again[..], &to].concat())["warnings"].clone();
    assert!(
        warnings
            .as_array()
            .unwrap()
            .contains(&json!("combination_unique: 1")),
        "{warnings}"
    );
}
