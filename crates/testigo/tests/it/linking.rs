//! `link csv`: lists in files, without an archive.

use std::fs;

use serde_json::{Value, json};

use crate::world::World;

const SETTINGS: &str = r#"
id = "id"
[[field]]
column = ["Nombres", "Given names"]
kind = "given_name"
[[field]]
column = ["Apellido paterno", "Surname"]
kind = "surname"
[[field]]
column = ["Apellido materno", "Second surname"]
kind = "surname"
[[field]]
column = ["Nacimiento", "Born"]
kind = "date"
[[field]]
column = ["Municipio", "Town"]
kind = "place"
"#;

const NORTH: &str = "id;Nombres;Apellido paterno;Apellido materno;Nacimiento;Municipio\n\
    n1;Rosa;Huanca;Lirio;05/03/1980;Alto Lirio\n\
    n2;Francisco;Choque;Salas;1975;El Molino\n\
    n3;Elena;Vargas;Montes;12/11/1990;Tres Cerros\n\
    n4;Tomás;Quispe;Arce;01/02/1966;Agua Clara\n\
    n5;Noelia;Duran;Justo;09/09/1999;Las Garzas\n";

const SOUTH: &str = "id,Given names,Surname,Second surname,Born,Town\n\
    s1,ROSA,Wanka,Lirio,1980-03-05,Alto Lirio\n\
    s2,Pancho,Choque,Salas,1975-06-07,El Molino\n\
    s3,Bruno,Ibarra,Cusi,1955-08-30,Puente Viejo\n\
    s4,Tomas,Qhispi,Arce,1966-02-01,Agua Clara\n\
    s5,Paula,Gallo,Espejo,2001-01-15,Bajo Lirio\n";

fn world() -> World {
    let world = World::empty();
    fs::write(world.path("LINK.toml"), SETTINGS).unwrap();
    fs::write(world.path("north.csv"), NORTH).unwrap();
    fs::write(world.path("south.csv"), SOUTH).unwrap();
    world
}

/// Runs `link csv north.csv south.csv` with further arguments.
fn link(world: &World, further: &[&str]) -> crate::world::Answered {
    let path = |name: &str| world.path(name).to_str().unwrap().to_owned();
    let (north, south, settings) = (path("north.csv"), path("south.csv"), path("LINK.toml"));
    let out = path("clusters.csv");
    let mut arguments = vec![
        "--json", "link", "csv", &north, &south, "--config", &settings, "--out", &out,
    ];
    arguments.extend(further);
    world.run(&arguments)
}

/// `id -> cluster` of the written clusters.
fn clusters(world: &World) -> Vec<(String, String)> {
    let text = fs::read_to_string(world.path("clusters.csv")).unwrap();
    let lines = text.lines().skip(1);
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            (cells[1].to_owned(), cells[2].to_owned())
        })
        .collect()
}

#[test]
fn two_lists_become_one() {
    let world = world();
    let (pairs, model) = (world.path("pairs.csv"), world.path("model.json"));
    let answered = link(
        &world,
        &[
            "--pairs",
            pairs.to_str().unwrap(),
            "--model",
            model.to_str().unwrap(),
        ],
    );
    assert_eq!(answered.status, 0, "{}", answered.err);
    let answer = answered.json();
    assert_eq!(answer["schema"], "testigo.link/1");
    assert_eq!(answer["entries"], 10);
    assert_eq!(answer["clusters"], 7);
    let cluster = clusters(&world);
    let of = |id: &str| &cluster.iter().find(|(known, _)| known == id).unwrap().1;
    for (one, other) in [("n1", "s1"), ("n2", "s2"), ("n4", "s4")] {
        assert_eq!(of(one), of(other));
    }
    let text = fs::read_to_string(&pairs).unwrap();
    assert!(text.starts_with("unique_id_l,unique_id_r,match_weight,match_probability,rule\n"));
    assert!(text.contains("n1,s1,"));
    let saved: Value = serde_json::from_str(&fs::read_to_string(&model).unwrap()).unwrap();
    assert_eq!(saved["link_type"], "dedupe_only");
    let again = link(
        &world,
        &["--use-model", model.to_str().unwrap(), "--threads", "1"],
    );
    let mut expected = answer.clone();
    expected["seconds"] = again.json()["seconds"].clone();
    // What was learned is told by the run that learned it.
    expected["warnings"] = again.json()["warnings"].clone();
    assert_eq!(again.json(), expected);
    assert_eq!(clusters(&world), cluster);
}

#[test]
fn parquet_by_its_name() {
    let world = world();
    let pairs = world.path("pairs.parquet");
    let answered = link(&world, &["--pairs", pairs.to_str().unwrap()]);
    assert_eq!(answered.status, 0, "{}", answered.err);
    let bytes = fs::read(&pairs).unwrap();
    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
}

#[test]
fn ids_that_two_files_share_carry_the_file() {
    let world = world();
    fs::write(
        world.path("south.csv"),
        SOUTH.replace("\n    s", "\n").replace("\ns", "\nn"),
    )
    .unwrap();
    let pairs = world.path("pairs.csv");
    let answered = link(&world, &["--pairs", pairs.to_str().unwrap()]);
    assert_eq!(answered.status, 0, "{}", answered.err);
    let text = fs::read_to_string(&pairs).unwrap();
    assert!(
        text.contains("north.csv:n1,") && text.contains("south.csv:n1,"),
        "{text}"
    );
}

#[test]
fn what_is_wrong_is_told_by_code() {
    let check = |name: &str, text: &str, code: &str| {
        let world = world();
        fs::write(world.path(name), text).unwrap();
        let answered = link(&world, &[]);
        assert_eq!(answered.status, 1, "{code}");
        assert_eq!(answered.json()["code"], json!(code), "{}", answered.out);
    };
    check("LINK.toml", "id = [", "link_settings_invalid");
    check("LINK.toml", "field = []", "link_no_fields");
    check(
        "LINK.toml",
        &format!("colour = 1\n{SETTINGS}"),
        "link_settings_invalid",
    );
    check(
        "LINK.toml",
        &format!("threshold = 1.5\n{SETTINGS}"),
        "link_out_of_range",
    );
    check(
        "LINK.toml",
        &format!("blocking = [\"a+\"]\n{SETTINGS}"),
        "link_rule_invalid",
    );
    check(
        "LINK.toml",
        &SETTINGS.replace("\"date\"", "\"data\""),
        "link_kind_unknown",
    );
    check(
        "LINK.toml",
        &SETTINGS
            .replace("\"Town\"", "\"Village\"")
            .replace("Municipio", "Pueblo"),
        "link_column_missing",
    );
    check(
        "LINK.toml",
        &SETTINGS.replace("\"id\"", "\"number\""),
        "link_column_missing",
    );
    check("south.csv", "", "not_a_table");
    let world = world();
    let answered = link(
        &world,
        &["--use-model", world.path("LINK.toml").to_str().unwrap()],
    );
    assert_eq!(answered.json()["code"], "link_model_invalid");
}

/// Every command of the page for volunteers, on the lists that it shows.
#[test]
fn the_page_for_volunteers_is_true() {
    let page = include_str!("../../../../docs/RECONCILE.md");
    let world = World::new();
    let mut commands = 0;
    let mut blocks = page.split("```");
    while let (Some(_), Some(block)) = (blocks.next(), blocks.next()) {
        let (first, text) = block.split_once('\n').unwrap();
        if let Some(name) = first.split_whitespace().nth(1) {
            fs::write(world.path(name), text).unwrap();
        } else if first == "sh" {
            for line in text.lines().filter(|line| !line.is_empty()) {
                let mut words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
                assert_eq!(words.remove(0), "testigo", "{line}");
                for word in &mut words {
                    let is_file = [".csv", ".toml", ".json", ".parquet"]
                        .iter()
                        .any(|end| word.ends_with(end));
                    if is_file {
                        *word = world.path(word).to_str().unwrap().to_owned();
                    }
                }
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                let answered = world.run(&words);
                assert_eq!(answered.status, 0, "{line}: {}", answered.err);
                commands += 1;
            }
        }
    }
    assert!(commands >= 11, "{commands}");
}

/// One list has whole names, the other the parts.
#[test]
fn whole_names_meet_names_in_parts() {
    let world = world();
    let whole = "id,Full name,Born,Town\n\
        s1,Rosa Wanka Lirio,1980-03-05,Alto Lirio\n\
        s2,\"Choque Salas, Pancho\",1975-06-07,El Molino\n\
        s3,Bruno Ibarra Cusi,1955-08-30,Puente Viejo\n\
        s4,Tomas Qhispi Arce,1966-02-01,Agua Clara\n\
        s5,Paula Gallo Espejo,2001-01-15,Bajo Lirio\n";
    world.file("south.csv", whole);
    let settings = r#"
id = "id"
[[field]]
column = "Full name"
kind = "full_name"
parts = ["Nombres", "Apellido paterno", "Apellido materno"]
[[field]]
column = ["Nacimiento", "Born"]
kind = "date"
[[field]]
column = ["Municipio", "Town"]
kind = "place"
"#;
    world.file("LINK.toml", settings);
    let answer = link(&world, &[]);
    assert_eq!(answer.status, 0, "{}", answer.out);
    let persons = clusters(&world);
    let of = |id: &str| {
        let found = persons.iter().find(|(known, _)| known == id);
        found.unwrap().1.clone()
    };
    for (north, south) in [("n1", "s1"), ("n2", "s2"), ("n4", "s4")] {
        assert_eq!(of(north), of(south), "{north} {persons:?}");
    }
    assert_ne!(of("n3"), of("s3"));
    assert_ne!(of("n5"), of("s5"));
}
