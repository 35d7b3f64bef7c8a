//! `record`, `claim`, `show`, `search`, `count`, `rebuild`: what sources say, found and counted.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::world::{World, answered, files_below, text};

fn record(world: &World, kind: &str, fields: &[&str], source: &str) -> String {
    let answer = world.done(&[&["record", kind], fields, &["--source", source]].concat());
    assert_eq!(answer["id"], answer["statement"]);
    text(&answer["id"])
}

fn claim(world: &World, subject: &str, fields: &[&str], source: &str) -> String {
    let answer = world.done(&[&["claim", subject], fields, &["--source", source]].concat());
    text(&answer["statement"])
}

/// `field=value (source)` of every claim, in order.
fn claims(world: &World, id: &str) -> Vec<String> {
    let shown = world.done(&["show", id]);
    let claims = shown["claims"].as_array().unwrap().iter();
    claims
        .map(|claim| {
            let source = claim["source"]["name"].as_str().unwrap_or("-");
            format!(
                "{}={} ({source})",
                text(&claim["field"]),
                text(&claim["value"])
            )
        })
        .collect()
}

/// `field: value (source), ...` of every disagreement.
fn disagreements(world: &World, id: &str) -> Vec<String> {
    let shown = world.done(&["show", id]);
    let found = shown["disagreements"].as_array().unwrap().iter();
    found
        .map(|found| {
            let versions: Vec<String> = found["values"]
                .as_array()
                .unwrap()
                .iter()
                .map(|version| {
                    format!(
                        "{} ({})",
                        text(&version["value"]),
                        text(&version["source"]["name"])
                    )
                })
                .collect();
            format!("{}: {}", text(&found["field"]), versions.join(", "))
        })
        .collect()
}

#[test]
fn two_sources_that_differ_both_stay() {
    let world = World::new();
    let incident = record(
        &world,
        "incident",
        &[
            "title=El puente",
            "date=2019-11",
            "place=Puente Alisal",
            "victims.injured.count=31",
            "victims.detained.count=>40",
        ],
        "Hospital",
    );
    let said = claim(
        &world,
        &incident,
        &[
            "victims.injured.count=38",
            "victims.detained.count=cerca de 45",
            "date=2019-11-15",
            "place=puente alisal",
        ],
        "Radio",
    );
    assert_eq!(
        claims(&world, &incident),
        [
            "title=El puente (Hospital)",
            "date=2019-11 (Hospital)",
            "place=Puente Alisal (Hospital)",
            "victims.injured.count=31 (Hospital)",
            "victims.detained.count=>40 (Hospital)",
            "victims.injured.count=38 (Radio)",
            "victims.detained.count=about 45 (Radio)",
            "date=2019-11-15 (Radio)",
            "place=puente alisal (Radio)",
        ]
    );
    assert_eq!(
        disagreements(&world, &incident),
        ["victims.injured.count: 31 (Hospital), 38 (Radio)"]
    );
    let shown = world.done(&["show", &incident]);
    assert_eq!(
        shown["disagreements"][0]["values"][1]["statement"],
        json!(said)
    );
    let keys: Vec<&String> = shown["claims"][0].as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "by",
            "field",
            "locator",
            "recorded_at",
            "source",
            "statement",
            "value"
        ]
    );
    // A source that corrects itself does not disagree with itself.
    claim(&world, &incident, &["victims.detained.count=44"], "Radio");
    assert_eq!(disagreements(&world, &incident).len(), 1);
    // Another day of the month, another place, a number that no range allows.
    claim(
        &world,
        &incident,
        &[
            "date=2019-12-01",
            "place=Quebrada Honda",
            "victims.detained.count=<=30",
        ],
        "Oficina",
    );
    let fields: Vec<String> = disagreements(&world, &incident)
        .iter()
        .map(|found| found.split(':').next().unwrap().to_owned())
        .collect();
    assert_eq!(
        fields,
        [
            "date",
            "place",
            "victims.detained.count",
            "victims.injured.count"
        ]
    );
}

#[test]
fn every_kind_and_its_links() {
    let world = World::new();
    let hospital = text(&world.done(&["record", "source", "name=Hospital", "language=es"])["id"]);
    let press = record(
        &world,
        "source",
        &[
            "name=Oficina",
            "kind=authority",
            &format!("based_on={}", &hospital[..8]),
        ],
        "Grupo",
    );
    let department = record(&world, "place", &["name=Alto Lirio"], "Grupo");
    let bridge = record(
        &world,
        "place",
        &["name=Puente Alisal", &format!("within={department}")],
        "Grupo",
    );
    let incident = record(
        &world,
        "incident",
        &["title=El puente", &format!("place={bridge}")],
        &press,
    );
    let person = record(
        &world,
        "person",
        &[
            "name=Otilia Corvalana",
            "alias=Oti",
            "alias=La Otilia",
            "age=about 50",
        ],
        &hospital,
    );
    let act = record(
        &world,
        "act",
        &[
            &format!("victim={person}"),
            &format!("incident={incident}"),
            "type=030102",
        ],
        "Grupo",
    );
    let account = record(
        &world,
        "account",
        &[
            &format!("person={person}"),
            "narrative=Estaba en el puente.",
        ],
        "Grupo",
    );
    // An account is a source of its own.
    claim(&world, &incident, &["date=2019-11-15"], &account);
    // The place by its record, and the same place by its name.
    claim(&world, &incident, &["place=puente alisal"], &hospital);
    assert_eq!(disagreements(&world, &incident), [] as [&str; 0]);
    let link = |id: &str, kind: &str, field: &str| {
        let shown = world.done(&["show", id]);
        let links = shown["links"].as_array().unwrap();
        let found: Vec<String> = links
            .iter()
            .filter(|link| link["kind"] == kind && link["field"] == field)
            .map(|link| text(&link["id"]))
            .collect();
        assert_eq!(shown["links_total"], json!(links.len()));
        found
    };
    assert_eq!(link(&person, "act", "victim"), [act.as_str()]);
    assert_eq!(link(&person, "account", "person"), [account.as_str()]);
    assert_eq!(link(&incident, "act", "incident"), [act.as_str()]);
    assert_eq!(link(&department, "place", "within"), [bridge.as_str()]);
    assert_eq!(link(&hospital, "source", "based_on"), [press.as_str()]);
    assert_eq!(
        claims(&world, &person),
        [
            "name=Otilia Corvalana (Hospital)",
            "alias=Oti (Hospital)",
            "alias=La Otilia (Hospital)",
            "age=about 50 (Hospital)"
        ]
    );
    let located = world.done(&[
        "claim",
        &person,
        "age=51",
        "--source",
        &press,
        "--locator",
        "p. 4",
    ]);
    let shown = world.done(&["show", &person, "--proof"]);
    let last = shown["claims"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["locator"], &last["statement"], &last["by"]),
        (&json!("p. 4"), &located["statement"], &json!("Tester"))
    );
    assert!(text(&shown["proof"]["checkpoint"]).contains("testigo.invalid/log/"));
    let kinds = world.done(&["status"])["records"].clone();
    assert_eq!(
        kinds,
        json!({"account": 1, "act": 1, "incident": 1, "person": 1, "place": 2, "source": 3})
    );
}

#[test]
fn what_cannot_be_understood_is_refused_with_its_code() {
    let world = World::new();
    let person = record(&world, "person", &["name=Otilia"], "Grupo");
    let before = world.done(&["log", "--limit", "1000"]);
    let cases: [(&[&str], i32, &str); 18] = [
        (
            &["record", "event", "title=x", "--source", "G"],
            2,
            "unknown_kind",
        ),
        (
            &["record", "item", "name=x", "--source", "G"],
            2,
            "unknown_kind",
        ),
        (
            &["record", "consent", "status=granted", "--source", "G"],
            2,
            "unknown_kind",
        ),
        (
            &["record", "person", "colour=red", "--source", "G"],
            2,
            "unknown_field",
        ),
        (
            &["record", "person", "title=x", "--source", "G"],
            2,
            "unknown_field",
        ),
        (
            &["record", "person", "birth=31/02/2017", "--source", "G"],
            2,
            "value_unreadable",
        ),
        (
            &["record", "person", "age=many", "--source", "G"],
            2,
            "value_unreadable",
        ),
        (
            &["record", "person", "sex=tall", "--source", "G"],
            2,
            "value_unreadable",
        ),
        (
            &["record", "person", "name=A", "name=B", "--source", "G"],
            2,
            "field_repeated",
        ),
        (&["record", "person", "--source", "G"], 2, "nothing_said"),
        (&["record", "person", "name=A"], 2, "source_missing"),
        (&["record", "person", "name", "--source", "G"], 2, "usage"),
        (
            &["claim", "abcde", "name=A", "--source", "G"],
            2,
            "id_too_short",
        ),
        (
            &["claim", "Otilia", "name=A", "--source", "G"],
            1,
            "not_found",
        ),
        (
            &["claim", &person, "name=A", "--source", &person],
            1,
            "not_a_source",
        ),
        (
            &["search", "x", "--where", "name ="],
            2,
            "expression_invalid",
        ),
        (&["count", "--where", "colour = red"], 2, "unknown_field"),
        (
            &["count", "--where", "birth = red"],
            2,
            "expression_invalid",
        ),
    ];
    for (arguments, status, code) in cases {
        let json = world.fails(arguments, status, code);
        let (message, hint) = (text(&json["message"]), text(&json["hint"]));
        assert!(!message.is_empty() && !hint.is_empty(), "{arguments:?}");
        assert!(!message.contains("Otilia"), "{message}");
        assert_eq!(json.as_object().unwrap().len(), 4, "{json}");
    }
    world.fails(&["count", "--what", "events"], 2, "unknown_kind");
    world.fails(&["count", "--by", "colour"], 2, "unknown_field");
    world.fails(&["search", "a", "--kind", "event"], 2, "unknown_kind");
    assert_eq!(world.done(&["log", "--limit", "1000"]), before);
}

#[test]
fn an_id_may_be_given_by_its_beginning() {
    let world = World::new();
    let mut lines = 0_u32;
    // Among some ten thousand ids two begin with the same six letters; if not, there are more.
    let (shared, alone) = loop {
        let mut table = String::from("x.number\n");
        for line in lines..lines + 10_000 {
            table.push('n');
            table.push_str(&line.to_string());
            table.push('\n');
        }
        lines += 10_000;
        world.file("many.csv", table);
        world.done(&[
            "import",
            "many.csv",
            "--as",
            "list",
            "--report",
            "many.jsonl",
        ]);
        let report = fs::read_to_string(world.path("many.jsonl")).unwrap();
        let mut beginnings: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for line in report.lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            let id = text(&line["id"]);
            beginnings.entry(id[..6].to_owned()).or_default().push(id);
        }
        let alone = beginnings.values().find(|ids| ids.len() == 1).unwrap()[0].clone();
        if let Some(ids) = beginnings.into_values().find(|ids| ids.len() > 1) {
            break (ids, alone);
        }
    };
    assert_eq!(world.done(&["show", &alone[..6]])["id"], json!(alone));
    assert_eq!(
        world.done(&["show", &alone[..6].to_uppercase()])["id"],
        json!(alone)
    );
    world.fails(&["show", &alone[..5]], 2, "id_too_short");
    world.fails(&["show", &shared[0][..6]], 1, "ambiguous_id");
    for id in &shared {
        assert_eq!(world.done(&["show", id])["id"], json!(id));
    }
    world.fails(&["show", &"0".repeat(64)], 1, "not_found");
}

#[test]
fn what_is_said_may_come_from_a_file() {
    let world = World::new();
    let one = json!({"name": "Otilia Corvalana", "alias": ["Oti", "La Otilia"], "age": 52, "source": "Hospital", "locator": "p. 3"});
    world.file("one.json", format!("{one:#}"));
    let id = text(&world.done(&["record", "person", "--from", "one.json"])["id"]);
    assert_eq!(
        claims(&world, &id),
        [
            "age=52 (Hospital)",
            "alias=Oti (Hospital)",
            "alias=La Otilia (Hospital)",
            "name=Otilia Corvalana (Hospital)"
        ]
    );
    assert_eq!(world.done(&["show", &id])["claims"][0]["locator"], "p. 3");
    // JSON lines on standard input; what is said behind the command holds for each.
    let mut child = world
        .command(&[
            "record",
            "person",
            "sex=female",
            "--from",
            "-",
            "--source",
            "Radio",
            "--json",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input
        .write_all(
            b"{\"name\":\"Ema Dorazo\"}\n{\"name\":\"Rosa Mares\",\"source\":\"Hospital\"}\n",
        )
        .unwrap();
    drop(input);
    let done = answered(&child.wait_with_output().unwrap());
    assert_eq!(done.status, 0, "{}", done.err);
    let ids = done.json()["statements"].clone();
    let said = |at: usize| claims(&world, ids[at].as_str().unwrap());
    assert_eq!(said(0), ["sex=02 (Radio)", "name=Ema Dorazo (Radio)"]);
    assert_eq!(said(1), ["sex=02 (Hospital)", "name=Rosa Mares (Hospital)"]);
    world.file("more.json", r#"{"age": ">=50"}"#);
    world.done(&["claim", &id, "--from", "more.json", "--source", "Radio"]);
    assert_eq!(claims(&world, &id).last().unwrap(), "age=>=50 (Radio)");
    for (bytes, status, code) in [
        ("{\"name\":", 1, "from_invalid"),
        ("[1]", 1, "from_invalid"),
        ("{\"name\": {\"x\": 1}}", 2, "value_unreadable"),
        ("{\"name\": true}", 2, "value_unreadable"),
        ("", 2, "nothing_said"),
    ] {
        world.file("bad.json", bytes);
        let refused = world.fails(
            &["record", "person", "--from", "bad.json", "--source", "G"],
            status,
            code,
        );
        let message = refused["message"].as_str().unwrap();
        assert!(!message.contains("cell-"), "{message}");
    }
    world.fails(
        &["record", "person", "--from", "gone.json", "--source", "G"],
        1,
        "from_invalid",
    );
}

/// An archive with something to find and to count.
struct Documented {
    world: World,
    rosa: String,
    juan: String,
    account: String,
    note: String,
    bridge: String,
}

fn documented() -> Documented {
    let world = World::new();
    let rosa = record(
        &world,
        "person",
        &[
            "name=Rosa Quispe Mamani",
            "occupation=tejedora",
            "sex=female",
            "age=34",
        ],
        "Mesa de Madres",
    );
    let juan = record(
        &world,
        "person",
        &["given_name=Juan José", "surname=Céspedes", "sex=male"],
        "Mesa de Madres",
    );
    let department = record(&world, "place", &["name=Alto Lirio"], "Grupo");
    let bridge = record(
        &world,
        "place",
        &["name=Puente Alisal", &format!("within={department}")],
        "Grupo",
    );
    let first = record(
        &world,
        "incident",
        &[
            "title=El puente",
            "date=2019-11-15",
            "place=Puente Alisal",
            "victims.injured.count=31",
            "victims.killed.count=>=5",
        ],
        "Hospital",
    );
    claim(
        &world,
        &first,
        &["victims.injured.count=38", "victims.killed.count=6"],
        "Radio",
    );
    let second = record(
        &world,
        "incident",
        &[
            "title=La quebrada",
            "date=2019-11-17",
            "place=Quebrada Honda",
        ],
        "Radio",
    );
    for (person, incident, kind) in [
        (&rosa, &first, "killed"),
        (&rosa, &first, "030102"),
        (&juan, &second, "030102"),
    ] {
        record(
            &world,
            "act",
            &[
                &format!("victim={person}"),
                &format!("incident={incident}"),
                &format!("type={kind}"),
                if *incident == first {
                    "place=Puente Alisal"
                } else {
                    "place=Quebrada Honda"
                },
            ],
            "Mesa de Madres",
        );
    }
    let account = record(
        &world,
        "account",
        &["narrative=Vimos que los detenidos caminaban hacia la quebrada."],
        "Grupo",
    );
    world.file(
        "notes/note.txt",
        "The soldiers were running.\nLas vendedoras habían cerrado los puestos.\n",
    );
    let added = world.done(&[
        "add",
        "notes",
        "--source",
        "Radio",
        "--place",
        "Puente Alisal",
    ]);
    let note = text(&added["items"][0]["id"]);
    Documented {
        world,
        rosa,
        juan,
        account,
        note,
        bridge,
    }
}

fn found(world: &World, arguments: &[&str]) -> Vec<String> {
    let answer = world.done(&[&["search"], arguments].concat());
    let hits = answer["hits"].as_array().unwrap();
    if !arguments.contains(&"--limit") && !arguments.contains(&"--offset") {
        assert_eq!(answer["total"], json!(hits.len()));
    }
    let mut ids: Vec<String> = hits.iter().map(|hit| text(&hit["id"])).collect();
    ids.sort();
    ids
}

#[test]
fn search_finds_however_it_is_written() {
    let Documented {
        world,
        rosa,
        juan,
        account,
        note,
        bridge,
    } = documented();
    let cases: [(&[&str], &[&str]); 21] = [
        (&["Quispe"], &[&rosa]),
        (&["quispe"], &[&rosa]),
        (&["QUÍSPE"], &[&rosa]),
        (&["cespedes"], &[&juan]),
        (&["Céspedes juan"], &[&juan]),
        (&["ces"], &[&juan]),
        (&["quis mam"], &[&rosa]),
        (&["uispe"], &[]),
        (&["Quispe Céspedes"], &[]),
        (&["\"quispe mamani\""], &[&rosa]),
        (&["\"mamani quispe\""], &[]),
        // Spanish stems in a narrative.
        (&["caminar"], &[&account]),
        (&["detenida"], &[&account]),
        // English and Spanish stems in a text file.
        (&["run"], &[&note]),
        (&["soldier"], &[&note]),
        (&["cerrar"], &[&note]),
        (&["vendedor"], &[&note]),
        (&["note.txt"], &[&note]),
        (&["puente", "--kind", "place"], &[&bridge]),
        (&["rosa", "--where", "sex = female and age < 40"], &[&rosa]),
        (&["rosa", "--where", "sex = male"], &[]),
    ];
    for (arguments, expected) in cases {
        let mut expected: Vec<String> = expected.iter().map(|id| (*id).to_owned()).collect();
        expected.sort();
        assert_eq!(found(&world, arguments), expected, "{arguments:?}");
    }
    let acts = found(&world, &["puente", "--kind", "act"]);
    assert_eq!(acts.len(), 2);
    assert_eq!(
        found(
            &world,
            &["puente", "--kind", "act", "--where", "type = killed"]
        )
        .len(),
        1
    );
    let mut pages = found(&world, &["puente", "--limit", "2"]);
    pages.extend(found(&world, &["puente", "--offset", "2"]));
    pages.sort();
    assert_eq!(pages, found(&world, &["puente"]));
    let hit = &world.done(&["search", "tejedora"])["hits"][0];
    assert_eq!(
        hit,
        &json!({"id": rosa, "kind": "person", "title": "Rosa Quispe Mamani", "snippet": "tejedora", "locator": null})
    );
    let hit = &world.done(&["search", "cerrado"])["hits"][0];
    assert_eq!(hit["locator"], "line 1");
    assert!(text(&hit["snippet"]).contains("cerrado"));
}

/// `min value max`, with `-` for nothing.
fn range(value: &Value) -> String {
    ["min", "value", "max"]
        .map(|name| {
            value[name]
                .as_u64()
                .map_or("-".to_owned(), |n| n.to_string())
        })
        .join(" ")
}

fn rows(answer: &Value) -> Vec<String> {
    let mut rows: Vec<String> = answer["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let values: Vec<String> = answer["rule"]["by"]
                .as_array()
                .unwrap()
                .iter()
                .map(|field| row["by"][text(field)].as_str().unwrap_or("?").to_owned())
                .collect();
            format!("{}: {}", values.join("/"), range(row))
        })
        .collect();
    rows.sort();
    rows
}

#[test]
fn counts_of_everything_that_can_be_counted() {
    let Documented { world, .. } = documented();
    let count = |arguments: &[&str]| {
        let answer = world.done(&[&["count"], arguments].concat());
        assert!(text(&answer["sql"]).contains("SELECT"));
        assert_eq!(answer["estimated"], Value::Null);
        (range(&answer["documented"]), rows(&answer), answer)
    };
    let cases: [(&[&str], &str); 12] = [
        (&[], "2 2 2"),
        (&["--what", "persons", "--where", "sex = female"], "1 1 1"),
        (&["--where", "type = killed"], "1 1 1"),
        (&["--where", "type = 030102"], "2 2 2"),
        (
            &["--where", "type = killed and place = \"Quebrada Honda\""],
            "0 0 0",
        ),
        (&["--what", "acts"], "3 3 3"),
        (&["--what", "acts", "--where", "not type = killed"], "2 2 2"),
        (&["--what", "incidents"], "2 2 2"),
        (
            &[
                "--what",
                "incidents",
                "--where",
                "place under \"Alto Lirio\"",
            ],
            "1 1 1",
        ),
        (
            &["--what", "incidents", "--where", "date > 2019-11-15"],
            "1 1 1",
        ),
        (
            &["--what", "incidents", "--where", "date = 2019-11"],
            "2 2 2",
        ),
        (&["--what", "items", "--where", "place ~ alisal"], "1 1 1"),
    ];
    for (arguments, expected) in cases {
        assert_eq!(count(arguments).0, expected, "{arguments:?}");
    }
    assert_eq!(count(&["--by", "sex"]).1, ["01: 1 1 1", "02: 1 1 1"]);
    assert_eq!(
        count(&["--what", "acts", "--by", "type,place"]).1,
        [
            "030102/Puente Alisal: 1 1 1",
            "030102/Quebrada Honda: 1 1 1",
            "killed/Puente Alisal: 1 1 1"
        ]
    );
    let (_, _, answer) = count(&[
        "--what",
        "incidents",
        "--where",
        "victims.injured.count > 0",
    ]);
    let claimed = &answer["claimed"];
    assert_eq!((&claimed["min"], &claimed["max"]), (&json!(31), &json!(38)));
    let who: Vec<(String, String)> = claimed["claims"]
        .as_array()
        .unwrap()
        .iter()
        .map(|claim| (text(&claim["value"]), text(&claim["source"]["name"])))
        .collect();
    let expected = [("31", "Hospital"), ("38", "Radio")];
    let expected: Vec<(String, String)> = expected
        .iter()
        .map(|(value, source)| ((*value).to_owned(), (*source).to_owned()))
        .collect();
    assert_eq!(sorted(who), expected);
    let (_, _, answer) = count(&["--what", "incidents"]);
    assert_eq!(answer["warnings"], json!(["claimed_not_comparable"]));
    let keys: Vec<&String> = answer.as_object().unwrap().keys().collect();
    for key in [
        "as_of",
        "claimed",
        "documented",
        "estimated",
        "rows",
        "rule",
        "schema",
        "sql",
        "warnings",
    ] {
        assert!(keys.iter().any(|known| *known == key), "{key}");
    }
}

fn sorted<T: Ord>(mut values: Vec<T>) -> Vec<T> {
    values.sort();
    values
}

#[test]
fn before_reconciliation_persons_are_a_range() {
    let Documented { world, .. } = documented();
    world.file(
        "madres.csv",
        "name,place\nRosa Quispe,Puente\nEma Dorazo,Puente\nFélix Mares,Quebrada\n",
    );
    world.file(
        "radio.csv",
        "name,place\nRosa Quispe M.,Puente\nEma Dorazzo,Puente\n",
    );
    for list in ["madres", "radio"] {
        world.done(&[
            "import",
            &format!("{list}.csv"),
            "--as",
            "list",
            "--list",
            list,
        ]);
    }
    let answer = world.done(&["count", "--by", "place"]);
    // The longest list; every entry and every person. Nobody said that Rosa is Rosa.
    assert_eq!(range(&answer["documented"]), "3 - 7");
    assert_eq!(answer["warnings"][0], "not_reconciled");
    let places = rows(&answer);
    assert!(places.contains(&"Puente: 2 - 4".to_owned()), "{places:?}");
    assert!(places.contains(&"Quebrada: 1 - 1".to_owned()), "{places:?}");
    let answer = world.done(&["count", "--what", "acts"]);
    assert_eq!(range(&answer["documented"]), "3 3 3");
}

#[test]
fn a_rebuilt_catalog_gives_the_same_answers() {
    let Documented {
        world, rosa, note, ..
    } = documented();
    world.file(
        "madres.csv",
        "name,place,age\nRosa Quispe,Puente,x\nEma Dorazo,Puente,30\n",
    );
    world.done(&["import", "madres.csv", "--as", "list"]);
    world.done(&["add", "notes", "--source", "Hospital"]);
    world.done(&["level", &rosa, "recipient", "--reason", "asked"]);
    let ask = || -> Vec<Value> {
        [
            &["show", &rosa] as &[&str],
            &["show", &note],
            &["search", "quispe"],
            &["search", "run"],
            &["search", "puente", "--limit", "3", "--offset", "2"],
            &["count", "--by", "place"],
            &["count", "--what", "acts", "--by", "type"],
            &["count", "--what", "incidents", "--min-sources", "1"],
            &["status"],
            &["log", "--limit", "1000"],
        ]
        .iter()
        .map(|arguments| world.done(arguments))
        .collect()
    };
    let before = ask();
    let statements = before[8]["logs"][0]["statements"].clone();
    assert_eq!(world.done(&["rebuild"])["statements"], statements);
    assert_eq!(ask(), before);
    let catalogs = world.path("home/archives");
    let of_catalog = |path: &std::path::Path| {
        path.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with("catalog.db"))
    };
    assert!(files_below(&catalogs).iter().any(|path| of_catalog(path)));
    fs::remove_dir_all(&catalogs).unwrap();
    assert_eq!(ask(), before);
    // The catalog says what was known: the same file again is still known.
    let again = world.done(&["import", "madres.csv", "--as", "list"]);
    assert_eq!(
        (&again["recorded"], &again["known"]),
        (&json!(0), &json!(2))
    );
    assert_eq!(
        world.done(&["add", "notes", "--source", "Hospital"])["counts"],
        json!({"known": 1})
    );
}

/// One line that cannot be read: nothing is recorded, so that the corrected file records nothing twice.
#[test]
fn several_sayings_are_recorded_all_or_none() {
    let world = World::new();
    let lines = |date: &str| {
        format!(
            "{{\"name\":\"Ada\"}}\n{{\"name\":\"Bruno\",\"birth\":\"{date}\"}}\n{{\"name\":\"Celia\"}}\n"
        )
    };
    let record = [
        "record",
        "person",
        "--from",
        "said.jsonl",
        "--source",
        "Group",
    ];
    world.file("said.jsonl", lines("2019-99"));
    let refused = world.fails(&record, 2, "value_unreadable");
    assert!(
        refused["message"].as_str().unwrap().contains("#2"),
        "{refused}"
    );
    assert_eq!(world.done(&["status"])["records"].get("person"), None);
    world.file("said.jsonl", lines("2019-09"));
    world.done(&record);
    assert_eq!(world.done(&["status"])["records"]["person"], 3);
}

/// Not known, not applicable, not asked, something else: claims that are no values.
#[test]
fn the_four_kinds_of_not_known() {
    let world = World::new();
    let person = world.done(&[
        "record",
        "person",
        "name=Rosa Huanca",
        "age=?unknown",
        "birth=?not_asked",
        "sex=?not_applicable",
        "occupation=?other",
        "--source",
        "Parish",
    ]);
    let id = person["id"].as_str().unwrap();
    let shown = world.done(&["show", id]);
    let claims = shown["claims"].as_array().unwrap().iter();
    let absent: Vec<(&str, &str)> = claims
        .filter_map(|claim| Some((claim["field"].as_str()?, claim["absent"].as_str()?)))
        .collect();
    let expected = [
        ("age", "unknown"),
        ("birth", "not_asked"),
        ("sex", "not_applicable"),
        ("occupation", "other"),
    ];
    assert_eq!(absent, expected);
    assert!(
        world
            .run(&["show", id])
            .out
            .contains("  Date of birth:  (not asked)  — Parish\n")
    );
    // They match nothing, and no value disagrees with them.
    world.done(&["claim", id, "age=34", "--source", "Clinic"]);
    assert_eq!(world.done(&["show", id])["disagreements"], json!([]));
    assert_eq!(
        world.done(&["count", "--where", "age = 34"])["documented"]["max"],
        1
    );
    let by_sex = world.done(&["count", "--by", "sex"]);
    assert_eq!(by_sex["rows"][0]["by"]["sex"], json!(null));
    // In a list the words stay as they are written.
    world.file(
        "list.csv",
        "name,age\nTomás Quispe,no se sabe\nElena Vargas,N/A\n",
    );
    let imported = world.done(&["import", "list.csv", "--as", "list"]);
    assert_eq!(imported["rejected_total"], 2);
    for (name, value, absent) in [
        ("Quispe", "no se sabe", "unknown"),
        ("Vargas", "N/A", "not_applicable"),
    ] {
        let found = world.done(&["search", name, "--kind", "entry"]);
        let shown = world.done(&["show", found["hits"][0]["id"].as_str().unwrap()]);
        let claims = shown["claims"].as_array().unwrap();
        let age = claims.iter().find(|claim| claim["field"] == "age").unwrap();
        assert_eq!(
            (&age["value"], &age["absent"]),
            (&json!(value), &json!(absent))
        );
    }
    assert_eq!(
        world.done(&["import", "list.csv", "--as", "list"])["known"],
        2
    );
    world.done(&["rebuild"]);
    assert_eq!(
        world.done(&["import", "list.csv", "--as", "list"])["known"],
        2
    );
}
