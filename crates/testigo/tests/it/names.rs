//! `search --names`: a list of names, and what the archive holds of each.

use std::io::Write as _;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::world::{World, answered};

fn world() -> World {
    let world = World::new();
    world.file(
        "list.csv",
        "given name,surname,second surname,type\nRosa,Huanca,Lirio,killed\nTomás,Quispe,,killed\nÑuflo,Zeballos,Arce,injured\n",
    );
    world.done(&["import", "list.csv", "--as", "list"]);
    world.file("note.txt", "We met Kispe, Tomas on the bridge.\n");
    world.done(&["add", "note.txt", "--source", "Parish"]);
    world
}

fn totals(answer: &Value) -> Vec<(String, u64)> {
    let names = answer["names"].as_array().unwrap().iter();
    names
        .map(|name| {
            let hits = name["hits"].as_array().unwrap().len() as u64;
            let total = name["total"].as_u64().unwrap();
            assert_eq!(hits, total.min(20));
            (name["name"].as_str().unwrap().to_owned(), total)
        })
        .collect()
}

#[test]
fn accents_order_and_close_spellings() {
    let world = world();
    world.file(
        "names.txt",
        "Rosa Huanca\nHUANCA, rosa\nRosa Wanca\nTomas Quispe\nQuispe Tomás Mamani\nNuflo Cevallos\nRosa Quispe\n\nNobody Atall\nRosa Huanca Lirio\n",
    );
    let found = world.done(&["search", "--names", "names.txt", "--kind", "entry"]);
    let expected = [
        ("Rosa Huanca", 1),
        ("HUANCA, rosa", 1),
        ("Rosa Wanca", 1),
        ("Tomas Quispe", 1),
        ("Quispe Tomás Mamani", 1),
        ("Nuflo Cevallos", 1),
        ("Rosa Quispe", 0),
        ("Nobody Atall", 0),
        ("Rosa Huanca Lirio", 1),
    ];
    let expected = expected.map(|(name, total)| (name.to_owned(), total));
    assert_eq!(totals(&found), expected);
    assert_eq!(
        (&found["names_total"], &found["found"]),
        (&json!(9), &json!(7))
    );
    // In the text of items too: the note, and the list as it came.
    let all = world.done(&["search", "--names", "names.txt"]);
    let of_tomas = &all["names"][3];
    assert_eq!(of_tomas["total"], 3);
    assert!(
        of_tomas["hits"].to_string().contains("We met Kispe, Tomas"),
        "{of_tomas}"
    );
    let words = world
        .run(&["search", "--names", "names.txt", "--kind", "entry"])
        .out;
    assert!(
        words
            .ends_with("Found 7 of 9 names. Whether it is the same person is for people to say.\n"),
        "{words}"
    );
}

#[test]
fn from_a_table_from_standard_input_and_into_a_report() {
    let world = world();
    world.file(
        "names.csv",
        "Nombre,age\n\"Huanca, Rosa\",30\nTomás Quispe,\n",
    );
    let arguments = ["search", "--names", "names.csv", "--report", "report"];
    let found = world.done(&arguments);
    assert_eq!(found["found"], 2);
    let reported: Vec<Value> = world.reported();
    assert_eq!(json!(reported), found["names"]);
    let mut command = world.command(&["search", "--names", "-", "--json"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all("Ñuflo Zeballos\n".as_bytes())
        .unwrap();
    let piped = answered(&child.wait_with_output().unwrap()).json();
    assert_eq!(
        piped["names"][0]["total"], 2,
        "the line, and the list as it came"
    );
}

#[test]
fn a_list_is_bounded_and_its_names_stand_in_no_error() {
    let world = world();
    world.file("many.txt", "Rosa Huanca\n".repeat(10_001));
    let refused = world.fails(&["search", "--names", "many.txt"], 1, "too_many_names");
    assert!(!refused.to_string().contains("Rosa"), "{refused}");
    world.file("broken.csv", b"Rosa \xff\n");
    let refused = world.fails(&["search", "--names", "broken.csv"], 1, "names_unreadable");
    assert!(!refused.to_string().contains("Rosa"), "{refused}");
    world.file("long.txt", "Rosa Huanca\n".repeat(1_200));
    let found = world.done(&["search", "--names", "long.txt", "--limit", "1"]);
    assert_eq!(found["names"].as_array().unwrap().len(), 1_000);
    assert_eq!(
        (&found["names_total"], &found["found"]),
        (&json!(1_200), &json!(1_200))
    );
    world.fails(&["search"], 2, "usage");
    world.fails(
        &["search", "--names", "long.txt", "--kind", "nothing"],
        2,
        "unknown_kind",
    );
}
