//! Figures: saved, walked down to the bytes, broken down, and with small numbers left out.

use std::fs;

use serde_json::{Value, json};
use testigo_custody::sha256;

use crate::world::World;

const LIST: &str = "name,sex,age,date,place,type\n\
    Rosa Huanca Lirio,F,34,2019-11-15,Alto Lirio,killed\n\
    Tomás Quispe Arce,M,12,2019-11-15,Alto Lirio,killed\n\
    Elena Vargas Montes,F,61,2019-11-19,El Molino,killed\n\
    Bruno Ibarra Cusi,M,,2019-12,El Molino,killed\n\
    Paula Gallo Espejo,F,29,2019,Tres Cerros,injured\n";

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value}"))
}

fn world() -> World {
    let world = World::new();
    world.file("list.csv", LIST);
    let import = ["import", "list.csv", "--as", "list", "--list", "Parish"];
    let given = ["--source", "Parish", "--level", "recipient"];
    world.done(&[&import[..], &given].concat());
    world
}

/// The rows of a breakdown: the value, the least and the most.
fn rows(world: &World, arguments: &[&str]) -> Vec<(String, Value, Value)> {
    let answer = world.done(&[&["count"], arguments].concat());
    let rows = answer["rows"].as_array().unwrap().iter();
    rows.map(|row| {
        let by = row["by"].as_object().unwrap().values();
        let by: Vec<&str> = by.map(|value| value.as_str().unwrap_or("-")).collect();
        (by.join("/"), row["min"].clone(), row["max"].clone())
    })
    .collect()
}

fn row(by: &str, number: u64) -> (String, Value, Value) {
    (by.to_owned(), json!(number), json!(number))
}

/// From a dossier's number to the bytes that it rests on.
#[test]
fn a_saved_figure_is_followed_from_the_dossier_to_the_bytes() {
    let world = world();
    world.done(&["link", "run"]);
    let condition = "type = killed and place = \"Alto Lirio\"";
    let count = [
        "count",
        "--where",
        condition,
        "--save",
        "killed in Alto Lirio",
    ];
    let counted = world.done(&count);
    let figure = text(&counted["saved"]).to_owned();
    assert_eq!(
        counted["documented"],
        json!({"min": 2, "value": 2, "max": 2})
    );

    world.file(
        "spec.toml",
        "title = \"The lists\"\nrecipient = \"Court\"\npurpose = \"share_national_authority\"\n\
         level = \"recipient\"\n[[figure]]\nsaved = \"killed in Alto Lirio\"\n",
    );
    world.done(&["dossier", "build", "spec.toml", "--out", "dossier"]);
    assert_eq!(world.done(&["verify", "dossier"])["verdict"], "holds");
    let figures = fs::read(world.path("dossier/data/figures.json")).unwrap();
    let figures: Value = serde_json::from_slice(&figures).unwrap();
    let in_dossier = &figures["figures"][0];
    assert_eq!(in_dossier["name"], "killed in Alto Lirio");
    assert_eq!(in_dossier["stated"], counted["documented"]);
    assert_eq!(in_dossier["shown"], counted["documented"]);
    assert_eq!(in_dossier["sql"], counted["sql"]);

    // Number, query, persons, claims, sources, item, bytes, log.
    for named in ["killed in Alto Lirio", &figure, &figure[..10]] {
        let shown = world.done(&["show", named]);
        assert_eq!(shown["id"], json!(figure));
        assert_eq!(shown["saved"]["documented"], counted["documented"]);
        assert_eq!(shown["saved"]["as_of"], counted["as_of"]);
    }
    let shown = world.done(&["show", "killed in Alto Lirio"]);
    assert_eq!(
        (&shown["documented"], &shown["counted_total"]),
        (&counted["documented"], &json!(2))
    );
    let mut titles = Vec::new();
    for (number, one) in shown["counted"].as_array().unwrap().iter().enumerate() {
        let record = &one["records"][0];
        titles.push(text(&record["title"]));
        let why: Vec<(&str, &str)> = record["why"]
            .as_array()
            .unwrap()
            .iter()
            .map(|claim| (text(&claim["field"]), text(&claim["value"])))
            .collect();
        assert!(why.contains(&("place", "Alto Lirio")), "{why:?}");
        assert!(why.iter().any(|(field, _)| *field == "type"), "{why:?}");
        assert_eq!(record["sources"][0]["name"], "Parish");
        let item = &record["items"][0];
        let out = world.path(&format!("original-{number}.csv"));
        world.done(&["get", text(&item["id"]), "--out", out.to_str().unwrap()]);
        let bytes = fs::read(out).unwrap();
        assert_eq!(bytes, LIST.as_bytes());
        assert_eq!(item["sha256"], json!(sha256(&bytes).to_string()));
        let statement = text(&record["why"][0]["statement"]);
        let proof = world.done(&["show", statement, "--proof"]);
        assert_eq!(proof["proof"]["log"], counted["as_of"][0]["log"]);
    }
    titles.sort_unstable();
    assert_eq!(titles, ["Rosa Huanca Lirio", "Tomás Quispe Arce"]);
    let words = world.run(&["show", "killed in Alto Lirio"]);
    assert!(
        words.out.contains("Documented: Persons: 2\n"),
        "{}",
        words.out
    );

    // The record grows: the number then, and now.
    world.file(
        "more.csv",
        "name,place,type\nIrene Salas Duran,Alto Lirio,killed\n",
    );
    world.done(&["import", "more.csv", "--as", "list", "--list", "Union"]);
    let shown = world.done(&["show", "killed in Alto Lirio"]);
    assert_eq!(shown["saved"]["documented"]["value"], 2);
    assert_eq!(
        shown["documented"],
        json!({"min": 2, "value": null, "max": 3})
    );
    assert_eq!(
        shown["warnings"],
        json!(["not_reconciled", "range_of_three_groupings"])
    );
}

#[test]
fn two_entries_of_a_person_stand_together() {
    let world = world();
    world.file(
        "other.csv",
        "name,sex,age,date,place,type\nRosa Wanka Lirio,F,34,2019-11-15,Alto Lirio,killed\n",
    );
    world.done(&[
        "import",
        "other.csv",
        "--as",
        "list",
        "--list",
        "Union",
        "--source",
        "Union",
    ]);
    world.done(&["link", "run"]);
    world.done(&["count", "--where", "type = killed", "--save", "killed"]);
    let shown = world.done(&["show", "killed"]);
    let counted = shown["counted"].as_array().unwrap();
    assert_eq!((counted.len(), &shown["counted_total"]), (4, &json!(4)));
    let rosa = counted
        .iter()
        .find(|one| one["records"].as_array().unwrap().len() == 2);
    let lists = rosa.unwrap()["records"].as_array().unwrap().iter();
    let mut lists: Vec<&str> = lists.map(|record| text(&record["list"]["name"])).collect();
    lists.sort_unstable();
    assert_eq!(lists, ["Parish", "Union"]);
}

#[test]
fn breakdowns_by_age_group_month_and_who_is_named() {
    let world = world();
    world.done(&["link", "run"]);
    assert_eq!(
        rows(&world, &["--by", "age_group"]),
        [row("0-17", 1), row("18-59", 2), row("60+", 1), row("-", 1)]
    );
    assert_eq!(
        rows(&world, &["--by", "month"]),
        [row("2019-11", 3), row("2019-12", 1), row("-", 1)]
    );
    let id = |arguments: &[&str]| text(&world.done(arguments)["id"]).to_owned();
    let unit = id(&[
        "record",
        "person",
        "name=Third Unit",
        "unit=03",
        "--source",
        "Union",
    ]);
    let person = id(&["record", "person", "name=Félix Montes", "--source", "Union"]);
    let victim = format!("victim={person}");
    let act = id(&["record", "act", &victim, "type=030101", "--source", "Union"]);
    let (of_act, by) = (format!("act={act}"), format!("person={unit}"));
    world.done(&[
        "record",
        "involvement",
        &of_act,
        &by,
        "role=unknown",
        "--source",
        "Union",
    ]);
    assert_eq!(
        rows(&world, &["--what", "acts", "--by", "attributed_to"]),
        [row(&unit, 1)]
    );
    let answer = world.done(&["count", "--what", "acts", "--by", "attributed_to"]);
    assert_eq!(answer["rows"][0]["labels"]["attributed_to"], "Third Unit");
}

#[test]
fn small_numbers_are_left_out_with_those_that_would_tell_them() {
    let world = world();
    world.done(&["link", "run"]);
    let found = rows(&world, &["--by", "sex", "--suppress", "3"]);
    // Two of five are small, and the other three would tell them.
    assert!(
        found
            .iter()
            .all(|(_, min, max)| min.is_null() && max.is_null()),
        "{found:?}"
    );
    let answer = world.done(&["count", "--by", "sex", "--suppress", "2"]);
    assert_eq!(answer["suppressed"], json!({"below": 2, "cells": 0}));
    let answer = world.done(&["count", "--by", "age_group", "--suppress", "2"]);
    assert_eq!(answer["suppressed"], json!({"below": 2, "cells": 3}));
    assert!(
        answer["warnings"]
            .as_array()
            .unwrap()
            .contains(&json!("cells_suppressed"))
    );
    let words = world.run(&["count", "--by", "age_group", "--suppress", "2"]);
    assert!(
        words.out.contains("0-17                             •"),
        "{}",
        words.out
    );
    world.fails(&["count", "--save", " "], 1, "figure_name");
    let words = world.run(&["count", "--by", "sex"]);
    assert!(
        words.out.contains("Female"),
        "codes are said in words: {}",
        words.out
    );
    // The chart has no more than the table.
    for by in ["age_group", "month"] {
        let path = world.path(&format!("{by}.svg"));
        world.done(&[
            "count",
            "--by",
            by,
            "--suppress",
            "2",
            "--svg",
            path.to_str().unwrap(),
        ]);
        let svg = fs::read_to_string(path).unwrap();
        assert!(svg.starts_with("<svg") && svg.contains("<desc"), "{svg}");
        assert!(!svg.contains("Huanca") && !svg.contains("NaN"), "{svg}");
    }
}

/// A figure over the record as it was: by a saved figure, by a release, by checkpoints.
#[test]
fn a_figure_is_counted_as_of_an_earlier_record() {
    let world = world();
    let saved = world.done(&["count", "--save", "first week"]);
    let head = &saved["as_of"][0];
    let checkpoint = format!("{}:{}", text(&head["log"]), head["size"]);
    world.file("second.csv", "name,type\nJulia Mamani Roca,killed\n");
    let import = ["import", "second.csv", "--as", "list", "--list", "Clinic"];
    world.done(&[&import[..], &["--source", "Clinic"]].concat());
    let all = |world: &World, more: &[&str]| {
        let answer = world.done(&[&["count"], more].concat());
        (answer["documented"]["max"].as_u64().unwrap(), answer)
    };
    assert_eq!(all(&world, &[]).0, 6);
    for as_of in ["first week", text(&saved["saved"]), &checkpoint] {
        let (number, answer) = all(&world, &["--as-of", as_of]);
        assert_eq!((number, &answer["as_of"]), (5, &saved["as_of"]), "{as_of}");
        assert_eq!(answer["sql"], saved["sql"]);
    }
    let words = world.run(&["count", "--as-of", "first week"]);
    assert!(
        words.out.contains(&format!("As of: {checkpoint}\n")),
        "{}",
        words.out
    );

    // Linked since: the same lists are linked again, as they were.
    world.done(&["link", "run"]);
    let linked = all(&world, &["--as-of", "first week"]).1;
    assert_eq!(
        linked["documented"],
        json!({"min": 5, "value": 5, "max": 5})
    );
    assert_eq!(linked["linkage"]["entries"], 5);

    // An erasure reaches the past too, and is said.
    let found = world.done(&["search", "Elena", "--kind", "entry"]);
    let entry = text(&found["hits"][0]["id"]).to_owned();
    let code = world.done(&["erase", &entry, "--reason", "asked"]);
    world.done(&[
        "erase",
        &entry,
        "--reason",
        "asked",
        "--confirm",
        text(&code["confirm"]),
    ]);
    let (number, answer) = all(&world, &["--as-of", "first week"]);
    assert_eq!(number, 4);
    assert!(
        answer["warnings"]
            .as_array()
            .unwrap()
            .contains(&json!("erased_since"))
    );
    // Nothing of the earlier record stays behind.
    for home in fs::read_dir(world.path("home/archives")).unwrap() {
        assert!(!home.unwrap().path().join("earlier").exists());
    }

    for (as_of, code) in [
        ("second week", "as_of_unknown"),
        (&checkpoint[..64], "as_of_unknown"),
        (
            &format!("{}:{}", text(&head["log"]), 10_000),
            "as_of_unknown",
        ),
        (&format!("{}:0", text(&head["log"])), "as_of_unknown"),
    ] {
        world.fails(&["count", "--as-of", as_of], 1, code);
    }
    let both = ["count", "--as-of", "first week", "--save", "again"];
    world.fails(&both, 1, "as_of_saved");
}

/// What a source states beside what an attached table gives; neither is decided to be right.
#[test]
fn a_stated_number_stands_beside_the_one_of_a_table() {
    let world = World::new();
    world.file(
        "returns.csv",
        "Distrito;Mesa;Votos\nAlto Lirio;001;120\nAlto Lirio;002;85\nEl Molino;003;n/d\n",
    );
    let added = world.done(&["add", "returns.csv", "--source", "Electoral office"]);
    let table = text(&added["items"][0]["id"]);
    let incident = world.done(&[
        "record",
        "incident",
        "title=Count at Alto Lirio",
        "x.votes=210",
        "victims.killed.count=about 3",
        "--source",
        "Local radio",
    ]);
    let statement = text(&incident["statement"]);
    let count = [
        "count",
        "--table",
        table,
        "--value",
        "sum(votos)",
        "--beside",
    ];
    let beside = format!("{statement}:x.votes");
    let condition = ["--where", "distrito = \"Alto Lirio\""];
    let answer = world.done(&[&count[..], &[&beside], &condition].concat());
    assert_eq!(answer["recomputed"], "205");
    assert_eq!(answer["stated"]["value"], "210");
    assert_eq!(answer["stated"]["source"]["name"], "Local radio");
    assert_eq!(answer["table"]["rows"], 2);
    assert_eq!(answer["warnings"], json!([]));
    let whole = world.done(&[&count[..], &[&beside]].concat());
    assert_eq!(whole["warnings"], json!(["cells_not_numbers"]));
    let words = world.run(&[&count[..], &[&beside], &condition].concat());
    assert!(
        words
            .out
            .starts_with("Stated: 210  — Local radio\nFrom the table: 205  — "),
        "{}",
        words.out
    );
    for (beside, code) in [
        (statement, "several_numbers_stated"),
        (&format!("{statement}:title"), "no_number_stated"),
    ] {
        world.fails(&[&count[..], &[beside]].concat(), 1, code);
    }
    let formula = [
        "count", "--table", table, "--value", "votos", "--beside", &beside,
    ];
    world.fails(&formula, 1, "formula_unreadable");
    let not_an_item = [
        "count", "--table", statement, "--value", "count()", "--beside", &beside,
    ];
    world.fails(&not_an_item, 1, "not_an_item");
}

/// The standard of proof: what somebody assessed so, under which standard; in a dossier too.
#[test]
fn figures_ask_how_something_was_assessed() {
    let world = World::new();
    let record = |arguments: &[&str], source: &str| {
        let level = ["--source", source, "--level", "recipient"];
        let answer = world.done(&[&["record"], arguments, &level].concat());
        text(&answer["id"]).to_owned()
    };
    let persons: Vec<String> = ["Rosa Huanca", "Tomás Quispe", "Elena Vargas"]
        .iter()
        .map(|name| record(&["person", &format!("name={name}")], "Parish"))
        .collect();
    let victim = format!("victim={}", persons[0]);
    let act = record(&["act", &victim, "type=killed"], "Parish");
    let assess = |of: &str, confirmation: &str| {
        let (of, confirmation) = (format!("of={of}"), format!("confirmation={confirmation}"));
        record(
            &[
                "assessment",
                &of,
                &confirmation,
                "standard=reasonable_grounds",
            ],
            "Verification team",
        );
    };
    // Of an act, of a person, and twice differently of another.
    assess(&act, "verified");
    assess(&persons[1], "verified");
    assess(&persons[2], "verified");
    assess(&persons[2], "disputed");
    let count = |condition: &str| {
        let answer = world.done(&["count", "--where", condition]);
        answer["documented"]["max"].as_u64().unwrap()
    };
    for (condition, number) in [
        ("confirmation = verified", 3),
        (
            "confirmation = verified and standard = reasonable_grounds",
            3,
        ),
        ("confirmation = verified and not confirmation = disputed", 2),
        ("confirmation = verified and type = killed", 1),
        ("standard = beyond_doubt", 0),
    ] {
        assert_eq!(count(condition), number, "{condition}");
    }
    let by = rows(
        &world,
        &[
            "--by",
            "confirmation",
            "--where",
            "not confirmation = disputed",
        ],
    );
    assert_eq!(by, [row("verified", 2)]);

    world.file(
        "spec.toml",
        "title = \"T\"\nrecipient = \"Court\"\npurpose = \"share_national_authority\"\nlevel = \"recipient\"\n\
         [select]\nwhere = \"kind = person or kind = act\"\n\
         [[figure]]\nname = \"verified\"\nwhere = \"confirmation = verified\"\n",
    );
    world.done(&["dossier", "build", "spec.toml", "--out", "dossier"]);
    assert_eq!(world.done(&["verify", "dossier"])["verdict"], "holds");
    let figures = fs::read(world.path("dossier/data/figures.json")).unwrap();
    let figures: Value = serde_json::from_slice(&figures).unwrap();
    assert_eq!(figures["figures"][0]["shown"]["max"], 3);
}
