//! What is taken back or said anew counts no longer, stays visible, and goes along into a dossier.

use std::fs;
use std::process::Command;

use serde_json::{Value, json};

use crate::world::World;

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value}"))
}

fn persons(world: &World, condition: &str) -> u64 {
    let counted = world.done(&["count", "--where", condition]);
    counted["documented"]["max"].as_u64().unwrap()
}

#[test]
fn an_import_is_undone_and_can_be_made_again() {
    let world = World::new();
    world.file(
        "list.csv",
        "name,type\nRosa Huanca,killed\nTomás Quispe,killed\n",
    );
    let import = ["import", "list.csv", "--as", "list", "--list", "Parish"];
    let first = world.done(&import);
    assert_eq!(persons(&world, "type = killed"), 2);
    let undone = world.done(&["retract", text(&first["import"]), "--reason", "wrong file"]);
    assert_eq!(undone["records"], json!({"entry": 2}));
    assert_eq!(persons(&world, "type = killed"), 0);
    assert_eq!(
        world.done(&["search", "Quispe", "--kind", "entry"])["total"],
        0
    );
    let twice = ["retract", text(&first["import"]), "--reason", "again"];
    world.fails(&twice, 1, "already_retracted");
    // Nothing was erased, and the same file can come again.
    assert_eq!(world.done(&["verify"])["verdict"], "holds");
    let again = world.done(&import);
    assert_eq!(
        (&again["recorded"], &again["known"]),
        (&json!(2), &json!(0))
    );
    assert_eq!(persons(&world, "type = killed"), 2);
    world.done(&["rebuild"]);
    assert_eq!(persons(&world, "type = killed"), 2);
}

#[test]
fn both_versions_stay_visible_and_go_along() {
    let world = World::new();
    let record = |arguments: &[&str]| {
        let level = ["--source", "Parish", "--level", "recipient"];
        text(&world.done(&[&["record"], arguments, &level].concat())["id"]).to_owned()
    };
    let person = record(&[
        "person",
        "given_name=Rosa",
        "surname=Huanca",
        "sex=F",
        "age=30",
    ]);
    let mistaken = record(&["person", "name=Nobody", "sex=M"]);
    let claim = world.done(&["claim", &person, "occupation=Teacher", "--source", "Clinic"]);
    world.done(&["supersede", &person, "age=31", "--reason", "misread"]);
    world.done(&[
        "retract",
        text(&claim["statement"]),
        "--reason",
        "another person",
    ]);
    world.done(&["retract", &mistaken, "--reason", "made by mistake"]);

    let shown = world.done(&["show", &person]);
    let withdrawn: Vec<(&str, &str, &str)> = shown["withdrawn"]
        .as_array()
        .unwrap()
        .iter()
        .map(|claim| {
            (
                text(&claim["field"]),
                text(&claim["value"]),
                text(&claim["by"]),
            )
        })
        .collect();
    assert_eq!(
        withdrawn,
        [
            ("age", "30", "supersession"),
            ("occupation", "Teacher", "retraction")
        ]
    );
    assert_eq!(world.done(&["show", &mistaken])["retracted"], true);
    let words = world.run(&["show", &person]).out;
    assert!(
        words.contains("Superseded: Age at the time of the act (years): 30  — Parish  (misread)"),
        "{words}"
    );
    assert_eq!(persons(&world, "age = 30"), 0);
    assert_eq!(persons(&world, "age = 31"), 1);

    world.file(
        "spec.toml",
        "title = \"T\"\nrecipient = \"Court\"\npurpose = \"share_national_authority\"\nlevel = \"recipient\"\n\
         [[figure]]\nname = \"of thirty\"\nwhere = \"age = 30\"\n[[figure]]\nname = \"all\"\n",
    );
    world.done(&["dossier", "build", "spec.toml", "--out", "dossier"]);
    assert_eq!(world.done(&["verify", "dossier"])["verdict"], "holds");
    let figures = fs::read(world.path("dossier/data/figures.json")).unwrap();
    let figures: Value = serde_json::from_slice(&figures).unwrap();
    let shown = |number: usize| figures["figures"][number]["shown"]["max"].clone();
    assert_eq!((shown(0), shown(1)), (json!(0), json!(1)));
    let withdrawn = fs::read_to_string(world.path("dossier/data/record/withdrawn.csv")).unwrap();
    assert!(
        withdrawn.contains("Teacher") && withdrawn.contains(",age,30,"),
        "{withdrawn}"
    );
    // Somebody else's program comes to the same rows.
    let verifier = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../testkit/independent_verifier.py"
    );
    let checked = Command::new("python3")
        .args(["-B", verifier, "dossier"])
        .arg(world.path("dossier"))
        .output()
        .unwrap();
    let said = format!("{checked:?}");
    assert!(checked.status.success(), "{said}");

    let unread = ["supersede", &person, "sex=X", "--reason", "r"];
    world.fails(&unread, 2, "value_unreadable");
    let wrong = [
        (
            vec!["supersede", &person, "occupation=Nurse", "--reason", "r"],
            "field_not_said",
        ),
        (
            vec!["supersede", &mistaken, "name=Somebody", "--reason", "r"],
            "already_retracted",
        ),
        (vec!["retract", "ffffffff", "--reason", "r"], "not_found"),
    ];
    for (arguments, code) in wrong {
        world.fails(&arguments, 1, code);
    }
}
