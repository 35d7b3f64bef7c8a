//! `add`, `get`, `log`, `status`, `import --as list`: what people bring.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::world::{World, text};

/// SHA-256 of nothing (FIPS 180-4).
const DIGEST_OF_NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
/// SHA-256 of `abc` (FIPS 180-4).
const DIGEST_OF_ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

fn example(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples/valle-sereno")
        .join(name)
}

fn utf8(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Takes out ids, which are different in every archive, after checking their form.
fn without_ids(mut answer: Value) -> Value {
    for item in answer["items"].as_array_mut().unwrap() {
        assert_eq!(item["id"].as_str().unwrap().len(), 64);
        item["id"] = json!("ID");
    }
    answer
}

fn statuses(answer: &Value) -> Vec<String> {
    let items = answer["items"].as_array().unwrap();
    items.iter().map(|item| text(&item["status"])).collect()
}

fn statements(world: &World) -> u64 {
    world.done(&["status"])["logs"][0]["statements"]
        .as_u64()
        .unwrap()
}

fn collection(world: &World) {
    let photo = fs::read(example("media/bridge at dusk.jpg")).unwrap();
    world.file("brought/photos and more/bridge at dusk.jpg", photo);
    world.file("brought/abc.txt", "abc");
    world.file("brought/empty", "");
    world.file("brought/deep/er/más hondo/nota.txt", "al pie del puente\n");
}

#[test]
fn a_folder_with_all_its_files() {
    let world = World::new();
    collection(&world);
    let answer = world.done(&[
        "add",
        "brought",
        "--source",
        "Radio Cauce",
        "--collected-by",
        "Baltasar",
        "--collected-at",
        "2019-11",
        "--place",
        "Puente",
        "--report",
        "report.jsonl",
    ]);
    let report = fs::read_to_string(world.path("report.jsonl")).unwrap();
    let lines: Vec<Value> = report
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(answer["items"], json!(lines));
    assert_eq!(
        without_ids(answer).to_string(),
        json!({
            "counts": {"stored": 4},
            "failed": [],
            "failed_total": 0,
            "items": [
                {"bytes": 3, "id": "ID", "media_type": "text/plain", "path": "brought/abc.txt",
                 "sha256": DIGEST_OF_ABC, "status": "stored"},
                {"bytes": 18, "id": "ID", "media_type": "text/plain", "path": "brought/deep/er/más hondo/nota.txt",
                 "sha256": "54be989c6a8481da1d2d319f8e57337102761d1e8bfa24513e830e5abb02d08c", "status": "stored"},
                {"bytes": 0, "id": "ID", "media_type": "application/octet-stream", "path": "brought/empty",
                 "sha256": DIGEST_OF_NOTHING, "status": "stored"},
                {"bytes": 22368, "id": "ID", "media_type": "image/jpeg",
                 "path": "brought/photos and more/bridge at dusk.jpg",
                 "sha256": "d4a4678fd268bf2768032ca59266d0f2bbae0b3668832e85956b78bff636563f", "status": "stored"},
            ],
            "items_total": 4,
            "schema": "testigo.add/1",
        })
        .to_string()
    );
}

#[test]
fn what_is_said_about_an_item_is_kept() {
    let world = World::new();
    let path = world.file("brought/a b/abc.txt", "abc");
    let when = std::time::UNIX_EPOCH + std::time::Duration::from_hours(437_172);
    fs::File::options()
        .write(true)
        .open(&path)
        .unwrap()
        .set_modified(when)
        .unwrap();
    let answer = world.done(&[
        "add",
        "brought",
        "--source",
        "Radio Cauce",
        "--collected-by",
        "Baltasar",
        "--collected-at",
        "2019-11-15?",
        "--place",
        "Puente",
        "--level",
        "coalition",
        "--by",
        "Renata",
    ]);
    let shown = world.done(&["show", &text(&answer["items"][0]["id"])]);
    let claims: BTreeMap<String, String> = shown["claims"]
        .as_array()
        .unwrap()
        .iter()
        .map(|claim| {
            assert_eq!(
                (&claim["source"]["name"], &claim["by"]),
                (&json!("Radio Cauce"), &json!("Renata"))
            );
            (text(&claim["field"]), text(&claim["value"]))
        })
        .collect();
    let expected = [
        ("bytes", "3"),
        ("collected_at", "2019-11-15?"),
        ("collected_by", "Baltasar"),
        ("media_type", "text/plain"),
        ("modified", "2019-11-15T12:00:00Z"),
        ("name", "abc.txt"),
        ("path", "brought/a b/abc.txt"),
        ("place", "Puente"),
        ("sha256", DIGEST_OF_ABC),
    ];
    let expected: BTreeMap<String, String> = expected
        .iter()
        .map(|(field, value)| ((*field).to_owned(), (*value).to_owned()))
        .collect();
    assert_eq!(claims, expected);
    assert_eq!(shown["level"], "coalition");
}

#[test]
fn bytes_are_stored_once_and_received_often() {
    let world = World::new();
    collection(&world);
    let objects = |world: &World| {
        let files = crate::world::files_below(&world.path("archive/objects"));
        files.len()
    };
    let add = |path: &str, more: &[&str]| {
        let before = statements(&world);
        let answer = world.done(&[&["add", path], more].concat());
        (statuses(&answer), statements(&world) - before)
    };
    let four = |status: &str| vec![status.to_owned(); 4];
    let one = |status: &str| vec![status.to_owned()];
    let first = ["--source", "Radio Cauce"];
    // Four items and their source.
    assert_eq!(add("brought", &first), (four("stored"), 5));
    let stored = objects(&world);
    assert_eq!(add("brought", &first), (four("known"), 0));
    // Another source says the same: four receipts and one more source.
    assert_eq!(
        add("brought", &["--source", "Parroquia"]),
        (four("receipt"), 5)
    );
    assert_eq!(
        add("brought", &["--source", "Parroquia"]),
        (four("known"), 0)
    );
    // The same source, another path.
    fs::create_dir(world.path("later")).unwrap();
    fs::rename(world.path("brought/abc.txt"), world.path("later/copy.txt")).unwrap();
    assert_eq!(add("later", &first), (one("receipt"), 1));
    assert_eq!(add("later", &first), (one("known"), 0));
    // The same source and path, another day.
    let when = ["--source", "Radio Cauce", "--collected-at", "2020-01-02"];
    assert_eq!(add("later", &when), (one("receipt"), 1));
    assert_eq!(objects(&world), stored);
    // Twice the same bytes in one run.
    world.file("twice/one.txt", "new bytes");
    world.file("twice/two.txt", "new bytes");
    let (found, _) = add("twice", &first);
    assert_eq!(found, ["stored", "receipt"]);
    assert_eq!(objects(&world), stored + 1);
    let status = world.done(&["status"]);
    assert_eq!(
        (&status["items"], &status["records"]),
        (&json!(5), &json!({"item": 5, "source": 2}))
    );
}

#[test]
fn failures_are_named_and_the_rest_goes_on() {
    let world = World::new();
    world.file("here.txt", "abc");
    let answered = world.run(&[
        "add",
        "gone.txt",
        "here.txt",
        "--source",
        "Radio",
        "--json",
        "--report",
        "report.jsonl",
    ]);
    assert_eq!(answered.status, 1);
    let json = answered.json();
    assert_eq!(
        (
            &json["failed_total"],
            &json["failed"][0]["path"],
            &json["failed"][0]["code"]
        ),
        (&json!(1), &json!("gone.txt"), &json!("not_found"))
    );
    assert!(text(&json["failed"][0]["message"]).contains("gone.txt"));
    assert_eq!(statuses(&json), ["stored"]);
    let report = fs::read_to_string(world.path("report.jsonl")).unwrap();
    assert_eq!(report.lines().count(), 1);
}

#[test]
fn an_item_comes_back_as_it_was() {
    let world = World::new();
    let photo = fs::read(example("media/bridge at dusk.jpg")).unwrap();
    for (name, bytes) in [("photo.jpg", photo.as_slice()), ("empty", b"")] {
        let path = world.file(name, bytes);
        let added = world.done(&["add", utf8(&path), "--source", "Radio"]);
        let item = text(&added["items"][0]["id"]);
        let out = format!("{name}.out");
        let answer = world.done(&["get", &item[..10], "--out", &out]);
        assert_eq!(fs::read(world.path(&out)).unwrap(), bytes);
        assert_eq!(
            answer,
            json!({"schema": "testigo.get/1", "sha256": added["items"][0]["sha256"], "bytes": bytes.len()})
        );
        fs::write(world.path(&out), "mine").unwrap();
        world.fails(&["get", &item, "--out", &out], 1, "out_exists");
        assert_eq!(fs::read(world.path(&out)).unwrap(), b"mine");
        fs::create_dir(world.path(&format!("{name}.folder"))).unwrap();
        world.fails(
            &["get", &item, "--out", &format!("{name}.folder")],
            1,
            "out_exists",
        );
    }
    let source = world.done(&["search", "Radio", "--kind", "source"]);
    let source = text(&source["hits"][0]["id"]);
    world.fails(&["get", &source, "--out", "x"], 1, "not_an_item");
    assert!(!world.path("x").exists());
}

#[test]
fn the_log_has_the_newest_first() {
    let world = World::new();
    let made = statements(&world);
    world.file("abc.txt", "abc");
    world.done(&["add", "abc.txt", "--source", "Radio"]);
    world.done(&["record", "person", "name=Otilia", "--source", "Radio"]);
    world.done(&["add", "abc.txt", "--source", "Parroquia", "--by", "Renata"]);
    let listed = |arguments: &[&str]| -> Vec<(String, u64, String)> {
        let log = world.done(arguments);
        log["statements"]
            .as_array()
            .unwrap()
            .iter()
            .map(|statement| {
                assert_eq!(statement["recorded_at"].as_str().unwrap().len(), 20);
                (
                    text(&statement["kind"]),
                    statement["index"].as_u64().unwrap(),
                    text(&statement["by"]),
                )
            })
            .collect()
    };
    let expected: Vec<(String, u64, String)> = [
        ("receipt", 4, "Renata"),
        ("source", 3, "Renata"),
        ("person", 2, "Tester"),
        ("item", 1, "Tester"),
        ("source", 0, "Tester"),
    ]
    .iter()
    .map(|(kind, index, by)| ((*kind).to_owned(), made + index, (*by).to_owned()))
    .collect();
    assert_eq!(listed(&["log", "--limit", "5"]), expected);
    assert_eq!(listed(&["log", "--limit", "2"]), expected[..2]);
    let all = listed(&["log", "--limit", "1000"]);
    assert_eq!(all.len() as u64, made + 5);
    assert!(all.windows(2).all(|pair| pair[0].1 == pair[1].1 + 1));
}

#[test]
fn status_says_what_is_held() {
    let world = World::new();
    world.file("abc.txt", "abc");
    world.done(&["add", "abc.txt", "--source", "Radio"]);
    let status = world.done(&["status"]);
    let keys: Vec<&String> = status.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "archive",
            "bytes",
            "copies",
            "copies_unread",
            "due",
            "due_total",
            "group_key",
            "items",
            "logs",
            "records",
            "schema",
            "verified_at"
        ]
    );
    assert_eq!(
        (
            &status["bytes"],
            &status["items"],
            &status["records"],
            &status["verified_at"]
        ),
        (
            &json!(3),
            &json!(1),
            &json!({"item": 1, "source": 1}),
            &Value::Null
        )
    );
    world.done(&["verify"]);
    let status = world.done(&["status"]);
    assert_eq!(status["verified_at"].as_str().unwrap().len(), 20);
    let archive = text(&status["archive"]);
    assert!(text(&status["group_key"]).contains(&archive));
}

/// `;` between cells, days first, Windows-1252: as an office spreadsheet saves it.
fn office_csv(killed_on: &str) -> Vec<u8> {
    let table = format!(
        "N\u{b0};Apellidos;Nombres;Sexo;Edad;Fecha;Lugar;Qu\u{e9} pas\u{f3};Tel\u{e9}fono;Grupo\r\n\
         1;Mu\u{f1}oz \u{c1}vila;Jos\u{e9};M;34;{killed_on};Puente Alisal;fallecimiento;555 0101;Norte\r\n\
         2;Ibarmena;Otilia;F;52;31/02/2017;Puente Alisal;fallecimiento;555 0102;Norte\r\n\
         3;Dorazo;Benicio;M;no se sabe;17/02/2017;Quebrada Honda;lesi\u{f3}n;;Sur\r\n\
         ;;;;;;;;;\r\n\
         4;Quispe;;F;27;17/02/2017;;;;Sur\r\n"
    );
    // All of its characters are in Latin-1, where Windows-1252 has the same bytes.
    table
        .chars()
        .map(|character| u8::try_from(u32::from(character)).unwrap())
        .collect()
}

const OFFICE_MAP: &str = r#"
list_column = "Grupo"
skip = ["Teléfono"]

[columns]
"N°" = "x.numero"
"Apellidos" = "surname"
"Nombres" = "given_name"
"Sexo" = "sex"
"Edad" = "age"
"Fecha" = "date"
"Lugar" = "place"
"Qué pasó" = "type"

[formats]
"Fecha" = "%d/%m/%Y"
"#;

/// Every entry as its list and `field=value`, unread ones with `?`.
fn entries(world: &World) -> Vec<String> {
    let report = fs::read_to_string(world.path("report.jsonl")).unwrap();
    report
        .lines()
        .map(|line| {
            let line: Value = serde_json::from_str(line).unwrap();
            let shown = world.done(&["show", &text(&line["id"])]);
            let mut claims: Vec<String> = shown["claims"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|claim| claim["field"] != "list")
                .map(|claim| {
                    let unread = if claim["unread"] == true { "?" } else { "" };
                    format!(
                        "{}={}{unread}",
                        text(&claim["field"]),
                        text(&claim["value"])
                    )
                })
                .collect();
            claims.sort();
            let claim = &shown["claims"][0];
            let (source, locator) = (text(&claim["source"]["name"]), text(&claim["locator"]));
            format!("{source}, {locator}: {}", claims.join(" "))
        })
        .collect()
}

#[test]
fn a_list_of_an_office_spreadsheet() {
    let world = World::new();
    world.file("lista.csv", office_csv("15/02/2017"));
    world.file("map.toml", OFFICE_MAP);
    let import = [
        "import",
        "lista.csv",
        "--as",
        "list",
        "--map",
        "map.toml",
        "--report",
        "report.jsonl",
    ];
    let mut answer = world.done(&import);
    assert_eq!(text(&answer["import"]).len(), 64);
    answer["import"] = json!("ID");
    assert_eq!(
        answer.to_string(),
        json!({
            "import": "ID",
            "known": 0,
            "recorded": 4,
            "records": {"entry": 4, "list": 2},
            "rejected": [
                {"code": "date_invalid", "column": "Fecha",
                 "message": "there is no such day, or it is not written like the other dates",
                 "row": 3, "value": "31/02/2017"},
                {"code": "unknown_value", "column": "Edad", "message": "this says that it is not known",
                 "row": 4, "value": "no se sabe"},
            ],
            "rejected_total": 2,
            "rows": 4,
            "schema": "testigo.import/1",
        })
        .to_string()
    );
    assert_eq!(
        entries(&world),
        [
            "Norte, row 2: age=34 date=2017-02-15 given_name=José place=Puente Alisal row=2 sex=01 surname=Muñoz Ávila type=fallecimiento x.numero=1",
            "Norte, row 3: age=52 date=31/02/2017? given_name=Otilia place=Puente Alisal row=3 sex=02 surname=Ibarmena type=fallecimiento x.numero=2",
            "Sur, row 4: age=no se sabe? date=2017-02-17 given_name=Benicio place=Quebrada Honda row=4 sex=01 surname=Dorazo type=lesión x.numero=3",
            "Sur, row 6: age=27 date=2017-02-17 row=6 sex=02 surname=Quispe x.numero=4",
        ]
    );
    let counted = world.done(&["count"]);
    assert_eq!(
        counted["documented"],
        json!({"min": 2, "value": null, "max": 4})
    );
    // The skipped column is nowhere but in the original.
    assert_eq!(
        world.done(&["search", "555 0102", "--kind", "entry"])["total"],
        0
    );
    let original = world.done(&["search", "lista.csv", "--kind", "item"]);
    let item = text(&original["hits"][0]["id"]);
    world.done(&["get", &item, "--out", "original.csv"]);
    assert_eq!(
        fs::read(world.path("original.csv")).unwrap(),
        office_csv("15/02/2017")
    );
}

#[test]
fn a_list_again_and_a_corrected_list() {
    let world = World::new();
    world.file("lista.csv", office_csv("15/02/2017"));
    world.file("map.toml", OFFICE_MAP);
    let counts = |file: &str, more: &[&str]| {
        let import = ["import", file, "--as", "list", "--map", "map.toml"];
        let answer = world.done(&[&import, more].concat());
        ["rows", "recorded", "known"].map(|name| answer[name].as_u64().unwrap())
    };
    assert_eq!(counts("lista.csv", &["--dry-run"]), [4, 4, 0]);
    assert_eq!(
        world.done(&["status"])["records"],
        json!({}),
        "a dry run records nothing"
    );
    assert_eq!(counts("lista.csv", &[]), [4, 4, 0]);
    let before = statements(&world);
    assert_eq!(counts("lista.csv", &[]), [4, 0, 4]);
    assert_eq!(statements(&world), before, "the same file adds nothing");
    world.file("corregida.csv", office_csv("16/02/2017"));
    assert_eq!(
        counts("corregida.csv", &["--report", "report.jsonl"]),
        [4, 1, 3]
    );
    let found = entries(&world);
    assert_eq!(found.len(), 1);
    assert!(
        found[0].starts_with("Norte, row 2:") && found[0].contains("date=2017-02-16"),
        "{found:?}"
    );
    assert_eq!(world.done(&["status"])["records"]["entry"], 5);
    // The same line twice in one file is two lines.
    let doubled = "Nombre,Edad\nJuana Mares,30\nJuana Mares,30\n";
    world.file("doble.csv", doubled);
    let import = ["import", "doble.csv", "--as", "list"];
    assert_eq!(world.done(&import)["recorded"], 2);
    assert_eq!(world.done(&import)["known"], 2);
}

#[test]
fn a_spreadsheet_with_real_dates() {
    let world = World::new();
    let file = example("lists/clinic-intake.xlsx");
    let map = example("lists/clinic-intake.map.toml");
    let answer = world.done(&[
        "import",
        utf8(&file),
        "--as",
        "list",
        "--map",
        utf8(&map),
        "--list",
        "Ingresos",
        "--source",
        "Puesto",
    ]);
    let expected: Value =
        serde_json::from_slice(&fs::read(example("../tools/expected.json")).unwrap()).unwrap();
    let expected = &expected["lists"]["clinic-intake"];
    assert_eq!(
        (
            &answer["rows"],
            &answer["recorded"],
            &answer["records"],
            &answer["rejected"]
        ),
        (
            &expected["rows"],
            &expected["rows"],
            &json!({"entry": 30, "list": 1}),
            &json!([])
        )
    );
    let counted = world.done(&["count", "--by", "place"]);
    let places: BTreeMap<String, u64> = counted["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (text(&row["by"]["place"]), row["max"].as_u64().unwrap()))
        .collect();
    for (place, count) in &places {
        assert_eq!(
            expected["place"][place],
            json!(count),
            "{place}: {places:?}"
        );
    }
    assert_eq!(places.values().sum::<u64>(), 30);
    let dated = world.done(&[
        "count",
        "--where",
        "date = 2017-02-15 or date = 2017-02-17 or date = 2017-02",
    ]);
    assert_eq!(dated["documented"]["max"], 30);
}

#[test]
fn a_dry_run_shows_the_guessed_map() {
    let world = World::new();
    world.file(
        "people.csv",
        "Full name,Sex,Age,Date of birth,Date,Place,Foster aunt\n\
         Otilia Corvalana,F,53,1964-03-02,13/02/2017,Puente,Ema\n\
         Benicio Dorazo,M,27,,15/02/2017,Puente,\n",
    );
    let answer = world.done(&["import", "people.csv", "--as", "list", "--dry-run"]);
    let map = text(&answer["map"]);
    assert_eq!(
        map,
        "[columns]\nAge = \"age\"\nDate = \"date\"\n\"Date of birth\" = \"birth\"\n\"Foster aunt\" = \"x.foster_aunt\"\n\
         \"Full name\" = \"name\"\nPlace = \"place\"\nSex = \"sex\"\n\n[formats]\nDate = \"%d/%m/%Y\"\nSex = \"M/F\"\n"
    );
    assert_eq!(
        (
            &answer["rows"],
            &answer["import"],
            &answer["records"],
            &answer["rejected"]
        ),
        (&json!(2), &json!(""), &json!({}), &json!([]))
    );
    // The guess is a map: the import with it gives what the guess alone gives.
    world.file("guessed.toml", &map);
    world.done(&[
        "import",
        "people.csv",
        "--as",
        "list",
        "--map",
        "guessed.toml",
        "--report",
        "report.jsonl",
    ]);
    assert_eq!(
        entries(&world),
        [
            "people, row 2: age=53 birth=1964-03-02 date=2017-02-13 name=Otilia Corvalana place=Puente row=2 sex=02 x.foster_aunt=Ema",
            "people, row 3: age=27 date=2017-02-15 name=Benicio Dorazo place=Puente row=3 sex=01",
        ]
    );
    let again = world.done(&["import", "people.csv", "--as", "list"]);
    assert_eq!(
        (&again["recorded"], &again["known"]),
        (&json!(0), &json!(2))
    );
}

#[test]
fn what_is_no_table_records_nothing() {
    let world = World::new();
    let photo = fs::read(example("media/bridge at dusk.jpg")).unwrap();
    world.file("photo.csv", &photo);
    world.file("photo.xlsx", &photo);
    world.file("empty.csv", "");
    world.file("fine.csv", "name\nOtilia\n");
    world.file("bad.toml", "[columns]\nname = \"no_such_field\"\n");
    world.file("other.toml", "[columns]\nnombre = \"name\"\n");
    let before = world.done(&["log", "--limit", "1000"]);
    let cases: [(&[&str], &str); 6] = [
        (&["photo.csv"], "not_a_table"),
        (&["photo.xlsx"], "not_a_table"),
        (&["empty.csv"], "not_a_table"),
        (&["gone.csv"], "table_unreadable"),
        (&["fine.csv", "--map", "bad.toml"], "map_invalid"),
        (&["fine.csv", "--map", "other.toml"], "map_invalid"),
    ];
    for (arguments, code) in cases {
        world.fails(&[&["import", "--as", "list"], arguments].concat(), 1, code);
    }
    assert_eq!(world.done(&["log", "--limit", "1000"]), before);
}

/// A stray quotation mark makes nobody vanish.
#[test]
fn a_line_with_an_unclosed_quote_is_recorded_as_it_stands() {
    let world = World::new();
    world.file(
        "list.csv",
        "name,age\nAda,30\nBruno \"el Alto,41\n\"Celia,52\nDina,63\n",
    );
    let answer = world.done(&["import", "list.csv", "--as", "list"]);
    assert_eq!(
        (&answer["rows"], &answer["recorded"]),
        (&4.into(), &4.into()),
        "{answer}"
    );
    let rejected = &answer["rejected"];
    assert_eq!(rejected.as_array().unwrap().len(), 1, "{answer}");
    assert_eq!(
        (&rejected[0]["row"], &rejected[0]["code"]),
        (&4.into(), &"unclosed_quote".into())
    );
    assert_eq!(
        world.done(&["search", "Celia", "--kind", "entry"])["total"],
        1
    );
}

#[test]
fn when_something_was_collected_has_to_be_a_date() {
    let world = World::new();
    world.file("abc.txt", "abc");
    let add = |date| {
        [
            "add",
            "abc.txt",
            "--source",
            "Group",
            "--collected-at",
            date,
        ]
    };
    world.fails(&add("soon"), 2, "value_unreadable");
    assert_eq!(world.done(&["status"])["items"], 0);
    world.done(&add("2019-11"));
}

/// A file of which not all can be read is named at the first search, and what can be read of it is found.
#[test]
fn a_text_that_is_cut_is_named() {
    let world = World::new();
    world.file("notes.txt", "the mill at night");
    // No document behind the first line: nothing of it can be read.
    world.file("scan.pdf", "%PDF-1.4\nnothing more");
    let added = world.done(&["add", "notes.txt", "scan.pdf", "--source", "Parish"]);
    let pdf = &added["items"].as_array().unwrap()[1];
    assert_eq!(pdf["media_type"], "application/pdf");
    let searched = world.run(&["search", "mill"]);
    assert!(
        searched.out.contains("the mill at night"),
        "{}",
        searched.out
    );
    let id = &pdf["id"].as_str().unwrap()[..8];
    assert!(
        searched.err.contains("Not all of the text") && searched.err.contains(id),
        "{}",
        searched.err
    );
    // It is said once, not at every search.
    assert!(
        !world
            .run(&["search", "mill"])
            .err
            .contains("Not all of the text")
    );
}
