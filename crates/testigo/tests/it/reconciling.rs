//! `link run`, `judge`, `link next`, `link explain`, `link agreement`: one list of persons from an archive's lists.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use serde_json::{Value, json};

use crate::world::World;

const GIVEN: [&str; 10] = [
    "Rosa", "Tomás", "Elena", "Noelia", "Bruno", "Paula", "Félix", "Irene", "Óscar", "Julia",
];
const SURNAMES: [&str; 9] = [
    "Huanca", "Quispe", "Vargas", "Duran", "Ibarra", "Gallo", "Salas", "Montes", "Arce",
];
const PLACES: [&str; 4] = ["Alto Lirio", "El Molino", "Tres Cerros", "Agua Clara"];

/// Lines of a list. Persons 0 to 29 stand on both, some spelled differently; of persons 30 to 39 the second
/// list knows only a name and a place, which other persons have too.
fn list(second: bool) -> String {
    let mut lines = "name,sex,date,place\n".to_owned();
    let persons = if second { 0..40 } else { 0..60 };
    for person in persons {
        let given = GIVEN[person % 10];
        let first = SURNAMES[person % 9];
        let other = SURNAMES[(person / 3 + 4) % 9];
        let name = match (second, person) {
            (true, 30..) => format!("{given} {first}"),
            (true, _) if person % 4 == 1 => format!("{given} {first}").replace("Quispe", "Qhispi"),
            (true, _) if person % 4 == 2 => format!("{given} {other} {first}"),
            _ => format!("{given} {first} {other}"),
        };
        let sex = if person % 10 % 2 == 0 { "F" } else { "M" };
        let date = match (second, person) {
            (true, 30..) => String::new(),
            _ => format!("2019-{:02}-{:02}", person % 12 + 1, person % 28 + 1),
        };
        let place = PLACES[person % 4];
        let _ = writeln!(lines, "{name},{sex},{date},{place}");
    }
    lines
}

fn world() -> World {
    let world = World::new();
    world.file("north.csv", list(false));
    world.file("south.csv", list(true));
    for (file, name, kind) in [
        ("north.csv", "North", "ngo"),
        ("south.csv", "South", "press"),
    ] {
        let source = world.done(&[
            "record",
            "source",
            &format!("name={name} group"),
            &format!("kind={kind}"),
            "--level",
            "public",
        ]);
        let source = source["id"].as_str().unwrap();
        world.done(&[
            "import",
            file,
            "--as",
            "list",
            "--list",
            name,
            "--source",
            source,
            "--level",
            "recipient",
        ]);
    }
    world
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value}"))
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("{value}"))
}

fn documented(world: &World, arguments: &[&str]) -> (u64, Option<u64>, u64, Vec<String>) {
    let answer = world.done(&[&["count"], arguments].concat());
    let warnings = answer["warnings"].as_array().unwrap().iter();
    let warnings = warnings.map(|code| text(code).to_owned()).collect();
    let figure = &answer["documented"];
    (
        number(&figure["min"]),
        figure["value"].as_u64(),
        number(&figure["max"]),
        warnings,
    )
}

/// The pair that waits first for somebody.
fn next(world: &World, by: &str) -> Option<(String, String, u64)> {
    let answer = world.done(&["link", "next", "--by", by]);
    let id = |side: &str| answer[side]["id"].as_str().map(str::to_owned);
    Some((id("left")?, id("right")?, number(&answer["waiting"])))
}

#[test]
fn lists_become_persons_and_people_have_the_last_word() {
    let world = world();
    world.fails(&["link", "next"], 1, "not_linked");
    assert_eq!(
        documented(&world, &[]),
        (60, None, 100, vec!["not_reconciled".to_owned()])
    );

    let run = world.done(&["link", "run"]);
    assert_eq!(run["entries"], 100);
    let persons = number(&run["clusters"]);
    let (min, value, max, warnings) = documented(&world, &[]);
    assert_eq!((value, warnings.as_slice()), (Some(persons), &[][..]));
    assert!(min <= persons && persons <= max && min < max, "{min} {max}");
    assert!((50..70).contains(&persons), "{persons}");
    assert_eq!(
        world.done(&["link", "run"])["clusters"],
        run["clusters"],
        "again the same"
    );

    // Two lists are two sources of the persons on both.
    let twice = documented(&world, &["--min-sources", "2"]);
    let joined = 100 - persons;
    assert!((30..=joined).contains(&twice.1.unwrap()), "{twice:?}");

    // Two people see the same queue, blind to each other.
    let (left, right, waiting) = next(&world, "Ana").expect("a pair to review");
    assert_eq!(waiting, number(&run["candidates"]));
    let judge = |one: &str, other: &str, verdict: &str, by: &str| {
        let reason = ["--reason", "compared the two lists", "--by", by];
        world.done(&[&["judge", one, other, verdict], &reason[..]].concat())
    };
    judge(&left, &right, "same", "Ana");
    assert_eq!(
        next(&world, "Luis"),
        Some((left.clone(), right.clone(), waiting))
    );
    let (second_left, second_right, left_to_do) = next(&world, "Ana").expect("a second pair");
    assert_ne!((&second_left, &second_right), (&left, &right));
    assert_eq!(left_to_do, waiting - 1);
    assert_eq!(
        documented(&world, &[]).3,
        ["judged_since_linked"],
        "the figure says that it does not have it yet"
    );
    judge(&second_left, &second_right, "different", "Ana");
    world.done(&["link", "run"]);
    assert!(documented(&world, &[]).3.is_empty());
    let behind = |record: &str| -> BTreeSet<String> {
        let shown = world.done(&["show", record]);
        let entries = shown["entries"].as_array().into_iter().flatten();
        entries.map(|entry| text(&entry["id"]).to_owned()).collect()
    };
    assert!(behind(&left).contains(&right) && behind(&right).contains(&left));
    assert!(!behind(&second_left).contains(&second_right));

    // Whoever comes back to a pair is asked nothing twice, and may change the answer.
    judge(&right, &left, "different", "Ana");
    world.done(&["link", "run"]);
    assert!(!behind(&left).contains(&right));

    // Somebody else contradicts: shown, not resolved.
    judge(&left, &right, "same", "Luis");
    judge(&second_left, &second_right, "different", "Luis");
    let run = world.done(&["link", "run"]);
    let contradicted = format!("judgements_contradict: {left} {right}");
    let turned = format!("judgements_contradict: {right} {left}");
    let warnings = run["warnings"].as_array().unwrap();
    assert!(
        warnings
            .iter()
            .any(|warning| [&contradicted, &turned].contains(&&text(warning).to_owned())),
        "{warnings:?}"
    );
    let agreement = world.done(&["link", "agreement"]);
    assert_eq!(
        (&agreement["pairs"], &agreement["reviewers"]),
        (&json!(2), &json!(2))
    );
    // Four answers, three of them "different": 1 - 3 * 2 / 6.
    assert!(
        agreement["alpha"].as_f64().unwrap().abs() < 1e-9,
        "{agreement}"
    );
    assert_eq!(world.done(&["verify"])["verdict"], "holds");
}

#[test]
fn a_person_shows_the_entries_behind_it_and_why() {
    let world = world();
    world.done(&["link", "run"]);
    let found = world.done(&["search", "Qhispi", "--kind", "entry", "--limit", "1"]);
    let entry = text(&found["hits"][0]["id"]).to_owned();
    let shown = world.done(&["show", &entry]);
    assert_eq!(shown["entries_total"], 1);
    let other = &shown["entries"][0];
    assert_eq!(other["list"]["name"], "North");
    assert_eq!(other["compared_with"], json!(entry));
    assert!(other["probability"].as_f64().unwrap() > 0.5);
    let other = text(&other["id"]).to_owned();
    let chart = world.path("why.svg");
    let explained = world.done(&[
        "link",
        "explain",
        &entry,
        &other,
        "--svg",
        chart.to_str().unwrap(),
    ]);
    let weights = explained["weights"].as_array().unwrap();
    let sum: f64 = weights
        .iter()
        .map(|weight| weight["weight"].as_f64().unwrap())
        .sum();
    let total = explained["weight"].as_f64().unwrap();
    assert!((explained["prior"].as_f64().unwrap() + sum - total).abs() < 1e-9);
    let name = weights
        .iter()
        .find(|weight| weight["field"] == "name")
        .unwrap();
    assert!(name["weight"].as_f64().unwrap() > 0.0);
    let svg = fs::read_to_string(chart).unwrap();
    assert!(svg.starts_with("<svg") && svg.contains("<title"), "{svg}");
    assert!(!svg.contains("Qhispi"), "a chart names nobody");

    // A pair that was not worth keeping is explained by the same model.
    let all = world.done(&["search", "Agua Clara", "--kind", "entry", "--limit", "40"]);
    let apart = all["hits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| text(&hit["id"]));
    let mut apart = apart;
    let apart = apart.rfind(|id| *id != entry && *id != other).unwrap();
    let explained = world.done(&["link", "explain", &entry, apart]);
    assert!(explained["probability"].as_f64().unwrap() < 0.5);
    let words = world.run(&["link", "explain", &entry, &other]);
    assert!(
        words.out.contains("Chance that the two are one person"),
        "{}",
        words.out
    );
}

#[test]
fn what_people_decide_is_erased_with_the_record() {
    let world = world();
    world.done(&["link", "run"]);
    let (left, right, _) = next(&world, "Ana").unwrap();
    let reason = "the neighbour Zaqueo Pimentel told it";
    world.done(&[
        "judge", &left, &right, "same", "--reason", reason, "--by", "Ana",
    ]);
    let asked = world.done(&["erase", &right, "--reason", "the family asked"]);
    assert_eq!(asked["erased"]["statements"], 2, "{asked}");
    let code = text(&asked["confirm"]);
    world.done(&[
        "erase",
        &right,
        "--reason",
        "the family asked",
        "--confirm",
        code,
    ]);
    for (_, _, opening) in world.openings("archive") {
        assert!(!opening.to_json().contains("Zaqueo"));
    }
    world.fails(&["link", "next", "--by", "Ana"], 1, "not_linked");
    assert_eq!(world.done(&["link", "run"])["entries"], 99);
    assert_eq!(world.done(&["verify"])["verdict"], "holds");
}

#[test]
fn a_dossier_carries_the_grouping_and_is_counted_again() {
    let world = world();
    world.done(&["link", "run"]);
    let specification = "title = \"The lists\"\nlanguage = \"en\"\nrecipient = \"Court\"\n\
        purpose = \"share_national_authority\"\nlevel = \"recipient\"\n\
        [[figure]]\nname = \"persons\"\nwhat = \"persons\"\n\
        [[figure]]\nname = \"women on both lists\"\nwhat = \"persons\"\nwhere = \"sex = F\"\nmin_sources = 2\n";
    world.file("spec.toml", specification);
    world.done(&["dossier", "build", "spec.toml", "--out", "dossier"]);
    let figures = fs::read(world.path("dossier/data/figures.json")).unwrap();
    let figures: Value = serde_json::from_slice(&figures).unwrap();
    let (min, value, max, _) = documented(&world, &[]);
    let stated = json!({"min": min, "value": value, "max": max});
    assert_eq!(figures["figures"][0]["stated"], stated);
    assert_eq!(
        figures["figures"][0]["shown"], stated,
        "everything is disclosed"
    );
    assert_eq!(
        figures["figures"][1]["stated"],
        figures["figures"][1]["shown"]
    );
    assert_eq!(figures["same_person"].as_array().unwrap().len(), 100);
    let verified = world.done(&["verify", "dossier"]);
    assert_eq!(verified["verdict"], "holds", "{verified}");

    // Half of the second list stays: its persons raise the upper end only.
    let held: Vec<String> = world.done(&["search", "South", "--kind", "list"])["hits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| text(&hit["id"]).to_owned())
        .collect();
    let links = world.done(&["show", &held[0]]);
    let entries = links["links"].as_array().unwrap();
    for entry in entries.iter().step_by(2) {
        world.done(&[
            "level",
            text(&entry["id"]),
            "sealed",
            "--reason",
            "asked for",
        ]);
    }
    world.done(&["dossier", "build", "spec.toml", "--out", "second"]);
    let figures = fs::read(world.path("second/data/figures.json")).unwrap();
    let figures: Value = serde_json::from_slice(&figures).unwrap();
    let (stated, shown) = (
        &figures["figures"][0]["stated"],
        &figures["figures"][0]["shown"],
    );
    assert_eq!(stated["value"], json!(value));
    assert!(shown["value"].is_null());
    assert!(number(&shown["min"]) <= number(&stated["min"]));
    assert!(number(&shown["max"]) >= number(&stated["max"]));
    assert_eq!(world.done(&["verify", "second"])["verdict"], "holds");
}

/// A person whose name is withheld, and a line of a list with the name: that they are one must not be told.
#[test]
fn a_grouping_does_not_tell_what_is_withheld() {
    let world = World::new();
    world.file(
        "list.csv",
        "name,place\nZoraida Huancapuma,El Molino\nPaula Gallo,El Molino\n",
    );
    let import = ["import", "list.csv", "--as", "list", "--list", "Parish"];
    world.done(&[&import[..], &["--source", "Parish", "--level", "recipient"]].concat());
    let person = [
        "record",
        "person",
        "name=Zoraida Huancapuma",
        "sex=F",
        "--source",
        "Clinic",
        "--level",
        "recipient",
    ];
    let person = text(&world.done(&person)["id"]).to_owned();
    let victim = format!("victim={person}");
    world.done(&[
        "record",
        "act",
        &victim,
        "type=02011101",
        "--source",
        "Clinic",
        "--level",
        "recipient",
    ]);
    world.done(&[
        "level",
        &person,
        "sealed",
        "--field",
        "name",
        "--reason",
        "she asked",
    ]);
    let found = world.done(&["search", "Zoraida", "--kind", "entry"]);
    let entry = text(&found["hits"][0]["id"]).to_owned();
    let judge = [
        "judge",
        &person,
        &entry,
        "same",
        "--reason",
        "the clinic knows her",
        "--by",
        "Ana",
    ];
    world.done(&judge);
    world.done(&["link", "run"]);
    assert_eq!(documented(&world, &[]).1, Some(2));
    let specification = "title = \"x\"\nrecipient = \"Court\"\npurpose = \"share_national_authority\"\n\
        level = \"recipient\"\n[[figure]]\nname = \"persons\"\nwhat = \"persons\"\n";
    world.file("spec.toml", specification);
    let built = world.done(&["dossier", "build", "spec.toml", "--out", "dossier"]);
    let warnings = built["warnings"].as_array().unwrap();
    assert!(
        warnings.contains(&json!("grouping_withheld: 1")),
        "{warnings:?}"
    );
    let figures = fs::read(world.path("dossier/data/figures.json")).unwrap();
    let figures: Value = serde_json::from_slice(&figures).unwrap();
    let grouped: Vec<&str> = figures["same_person"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| text(&row[0]))
        .collect();
    assert!(grouped.contains(&&*entry) && !grouped.contains(&&*person));
    assert_eq!(figures["figures"][0]["stated"]["value"], 2);
    assert_eq!(world.done(&["verify", "dossier"])["verdict"], "holds");
}

#[test]
fn only_who_decided_takes_a_decision_back() {
    let world = world();
    world.done(&["link", "run"]);
    let (left, right, waiting) = next(&world, "Ana").expect("a pair to review");
    let reason = ["--reason", "pressed the wrong key", "--by", "Ana"];
    let judged = world.done(&[&["judge", &left, &right, "same"], &reason[..]].concat());
    let judged = text(&judged["statement"]);
    let by_another = ["retract", judged, "--reason", "x", "--by", "Luis"];
    world.fails(&by_another, 1, "judgement_of_another");
    world.done(&[&["retract", judged], &reason[..]].concat());
    let again = (left.clone(), right.clone(), waiting);
    assert_eq!(next(&world, "Ana"), Some(again), "the pair waits again");
    world.fails(
        &[&["retract", judged], &reason[..]].concat(),
        1,
        "already_retracted",
    );
    let shown = world.done(&["show", &left]);
    assert!(shown["judgements"].as_array().is_none_or(Vec::is_empty));

    // What a linkage has taken in and somebody takes back later is told, until the lists are compared again.
    let judged = world.done(&[&["judge", &left, &right, "same"], &reason[..]].concat());
    world.done(&["link", "run"]);
    assert!(documented(&world, &[]).3.is_empty());
    world.done(&[&["retract", text(&judged["statement"])], &reason[..]].concat());
    assert_eq!(documented(&world, &[]).3, ["judged_since_linked"]);
    world.done(&["link", "run"]);
    assert!(documented(&world, &[]).3.is_empty());
    assert_eq!(world.done(&["verify"])["verdict"], "holds");
}

#[test]
fn who_takes_a_decision_back_has_decided_nothing_about_the_pair() {
    let world = world();
    world.done(&["link", "run"]);
    let (left, right, waiting) = next(&world, "Ana").expect("a pair to review");
    let judge = |one: &str, other: &str, verdict: &str, reason: &str, by: &str| {
        let judge = ["judge", one, other, verdict, "--reason", reason, "--by", by];
        text(&world.done(&judge)["statement"]).to_owned()
    };
    let first = judge(&left, &right, "same", "seen", "Ana");
    let twice = judge(&right, &left, "same", "seen", "Ana");
    assert_eq!(first, twice, "a button pressed twice decides once");
    let anew = judge(&right, &left, "different", "seen again", "Ana");
    let others = judge(&left, &right, "unsure", "seen", "Luis");
    let back = ["--reason", "pressed the wrong key", "--by", "Ana"];
    world.fails(
        &[&["retract", &first], &back[..]].concat(),
        1,
        "judgement_of_another",
    );
    world.done(&[&["retract", &anew], &back[..]].concat());
    let again = Some((left.clone(), right.clone(), waiting));
    assert_eq!(next(&world, "Ana"), again, "the pair waits again");
    let shown = world.done(&["show", &left]);
    let judgements = shown["judgements"].as_array().unwrap();
    let standing: Vec<&str> = judgements.iter().map(|one| text(&one["verdict"])).collect();
    assert_eq!(standing, ["unsure"], "what another decided stays");
    assert_ne!(others, anew);
    let afresh = judge(&left, &right, "same", "seen", "Ana");
    assert_ne!(afresh, first, "what was taken back is decided anew");
    assert_eq!(world.done(&["verify"])["verdict"], "holds");
}

/// Nobody said who acts: each device is a reviewer.
#[test]
fn two_devices_without_a_name_are_two_reviewers() {
    let mut world = world();
    let nameless = |world: &World, arguments: &[&str]| -> Value {
        let mut command = world.command(&[arguments, &["--json"]].concat());
        let output = command.env_remove("TESTIGO_BY").output().unwrap();
        serde_json::from_slice(&output.stdout).unwrap()
    };
    world.done(&["link", "run"]);
    let first = nameless(&world, &["link", "next"]);
    let (left, right) = (text(&first["left"]["id"]), text(&first["right"]["id"]));
    nameless(&world, &["judge", left, right, "same", "--reason", "seen"]);
    let second = nameless(&world, &["link", "next"]);
    let ids = |answer: &Value| (answer["left"]["id"].clone(), answer["right"]["id"].clone());
    assert_ne!(ids(&second), ids(&first));
    world.on_home("another");
    world.done(&["record", "source", "name=Another", "kind=ngo"]);
    let run = world.done(&["link", "run"]);
    let again = nameless(&world, &["link", "next"]);
    // What the first decided is asked of the second too.
    assert!(number(&again["waiting"]) >= number(&run["candidates"]));
    assert!(again["left"].is_object());
    nameless(
        &world,
        &["judge", left, right, "different", "--reason", "seen"],
    );
    let agreement = world.done(&["link", "agreement"]);
    assert_eq!(
        (&agreement["pairs"], &agreement["reviewers"]),
        (&json!(1), &json!(2))
    );
    let shown = world.done(&["show", left]);
    assert_eq!(shown["judgements"].as_array().unwrap().len(), 2);
}

#[test]
fn what_cannot_be_linked_or_judged_is_said() {
    let world = World::new();
    world.fails(&["link", "run"], 1, "nothing_to_link");
    world.file("one.csv", "name\nRosa Huanca\n");
    world.done(&["import", "one.csv", "--as", "list", "--list", "One"]);
    let run = world.done(&["link", "run", "--list", "One"]);
    assert_eq!((&run["entries"], &run["clusters"]), (&json!(1), &json!(1)));
    assert_eq!(documented(&world, &[]).1, Some(1));
    let entry = world.done(&["search", "Huanca", "--kind", "entry"]);
    let entry = text(&entry["hits"][0]["id"]);
    let list = world.done(&["search", "One", "--kind", "list"]);
    let list = text(&list["hits"][0]["id"]);
    let judge =
        |one: &str, other: &str| ["judge", one, other, "same", "--reason", "x"].map(str::to_owned);
    let fails = |arguments: &[String], code: &str| {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        world.fails(&arguments, 1, code);
    };
    fails(&judge(entry, entry), "judged_with_itself");
    fails(&judge(entry, list), "not_a_person");
    world.fails(&["link", "run", "--list", entry], 1, "not_a_list");
    world.fails(
        &["judge", entry, list, "same", "--reason", " "],
        1,
        "not_a_person",
    );
    // A family is no person that somebody on a list could be.
    world.done(&[
        "record",
        "person",
        "name=Rosa Huanca",
        "unit=02",
        "--source",
        "Group",
    ]);
    let run = world.done(&["link", "run"]);
    assert_eq!((&run["entries"], &run["clusters"]), (&json!(2), &json!(2)));
    let family = world.done(&["search", "Huanca", "--kind", "person"]);
    let family = text(&family["hits"][0]["id"]);
    world.done(&["judge", family, entry, "same", "--reason", "x"]);
    let run = world.done(&["link", "run"]);
    let told = run["warnings"].as_array().unwrap().iter().map(text);
    let told: Vec<&str> = told
        .filter(|warning| warning.starts_with("judgement_not_used: "))
        .collect();
    assert_eq!(told.len(), 1);
    world.fails(&["link", "run", "--list", "Nowhere"], 1, "list_unknown");
    // What is said of a linked record later is not in the linkage.
    world.done(&["claim", entry, "sex=F", "--source", "Group"]);
    let warnings = &world.done(&["count"])["warnings"];
    assert_eq!(warnings, &json!(["changed_since_linked", "no_upper_end"]));
}
