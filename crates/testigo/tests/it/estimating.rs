//! `estimate --table`: tables in files, without an archive.

use std::collections::BTreeMap;
use std::fs;

use serde_json::{Value, json};

use crate::world::{Answered, World, shared};

/// Four invented lists of one invented valley.
const VALLEY: &str = "mill,lake,bridge,orchard,count\n\
    1,0,0,0,131\n0,1,0,0,84\n1,1,0,0,37\n0,0,1,0,93\n1,0,1,0,42\n0,1,1,0,31\n1,1,1,0,18\n0,0,0,1,60\n\
    1,0,0,1,30\n0,1,0,1,19\n1,1,0,1,9\n0,0,1,1,22\n1,0,1,1,11\n0,1,1,1,8\n1,1,1,1,5\n";

/// Short chains, so that tests are quick.
const QUICK: &str = "draws = 200\n[sparse]\nresamples = 100\n[lcmcr]\nburn_in_sweeps = 2000\ndraws = 1000\nthin_sweeps = 30\n";

fn world() -> World {
    let world = World::empty();
    world.file("valley.csv", VALLEY);
    world.file("quick.toml", QUICK);
    world
}

/// `estimate --table valley.csv` with quick settings and further arguments.
fn estimate(world: &World, further: &[&str]) -> Answered {
    let arguments = [
        "--json",
        "estimate",
        "--table",
        "valley.csv",
        "--settings",
        "quick.toml",
    ];
    world.run(&[&arguments[..], further].concat())
}

#[track_caller]
fn method<'a>(answer: &'a Value, name: &str) -> &'a Value {
    let methods = answer["methods"].as_array().unwrap();
    methods
        .iter()
        .find(|method| method["method"] == name)
        .unwrap()
}

#[test]
fn one_table_and_all_methods() {
    let world = world();
    let answered = estimate(&world, &["--draws", "draws.csv"]);
    assert_eq!(answered.status, 0, "{}", answered.out);
    let answer = answered.json();
    assert_eq!(answer["schema"], "testigo.estimate/1");
    assert_eq!(
        (&answer["observed"], &answer["lists"]),
        (&json!(600), &json!(4))
    );
    assert_eq!(answer["overlap"].as_array().unwrap().len(), 6);
    let names: Vec<&str> = answer["methods"]
        .as_array()
        .unwrap()
        .iter()
        .map(|method| method["method"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["chao", "dga", "lcmcr", "loglinear", "sparse"]);
    for name in names {
        let method = method(&answer, name);
        assert_eq!(method["status"], "estimated", "{method}");
        let number = |key: &str| method[key].as_f64().unwrap();
        assert!(
            600.0 <= number("lo") && number("lo") <= number("median"),
            "{method}"
        );
        assert!(number("median") <= number("hi"), "{method}");
        assert!(method["diagnostics"].is_object() && method["reasons"] == json!([]));
    }
    let settings = &answer["settings"];
    assert_eq!(
        (&settings["seed"], &settings["level"]),
        (&json!(19_481_210), &json!(0.95))
    );
    assert_eq!(settings["sparse"]["resamples"], 100);
    assert_eq!(settings["dga"]["delta_others"], json!([0.5, 1.0]));
    let draws = fs::read_to_string(world.path("draws.csv")).unwrap();
    assert!(
        draws.starts_with("replicate,stratum,method,draw,unseen,people\n1,,chao,1,"),
        "{}",
        &draws[..80]
    );
    assert_eq!(draws.matches(",dga,").count(), 200);
    // The same again, on one thread; another seed changes only what is drawn.
    assert_eq!(estimate(&world, &["--threads", "1"]).json(), answer);
    let other = estimate(&world, &["--seed", "7"]).json();
    assert_eq!(method(&other, "dga"), method(&answer, "dga"));
    assert_ne!(
        method(&other, "sparse")["lo"],
        method(&answer, "sparse")["lo"]
    );
}

#[test]
fn some_methods_at_another_level() {
    let world = world();
    let answer = estimate(&world, &["--methods", "loglinear,dga", "--level", "0.8"]).json();
    assert_eq!(answer["methods"].as_array().unwrap().len(), 2);
    assert_eq!(answer["settings"]["level"], 0.8);
    let wide = estimate(&world, &["--methods", "dga"]).json();
    let width = |answer: &Value| {
        let dga = method(answer, "dga");
        dga["hi"].as_f64().unwrap() - dga["lo"].as_f64().unwrap()
    };
    assert!(width(&answer) < width(&wide));
    // One model alone is no headline.
    assert_eq!(wide["range"], Value::Null);
    assert!(
        wide["warnings"]
            .as_array()
            .unwrap()
            .contains(&json!("single_method: dga"))
    );
    let unknown = estimate(&world, &["--methods", "guess"]);
    assert_eq!(
        (unknown.status, unknown.json()["code"].clone()),
        (2, json!("usage"))
    );
}

#[test]
fn two_lists_are_no_headline() {
    let world = world();
    world.file("valley.csv", "mill,lake,count\n1,0,60\n0,1,40\n1,1,30\n");
    let answer = estimate(&world, &[]).json();
    let warnings = answer["warnings"].as_array().unwrap();
    assert!(
        warnings.contains(&json!("two_lists_independence_assumed")),
        "{warnings:?}"
    );
    assert_eq!(method(&answer, "chapman")["status"], "estimated");
    assert_eq!(
        method(&answer, "lcmcr")["reasons"],
        json!(["too_few_lists: 2"])
    );
    assert_eq!(answer["range"], Value::Null);
    let words = world.run(&["estimate", "--table", "valley.csv"]);
    assert!(
        words.out.contains("No figure is given to quote"),
        "{}",
        words.out
    );
    assert!(
        words
            .out
            .contains("This does not mean that there were no undocumented people")
    );
}

#[test]
fn strata_and_replicates() {
    let world = world();
    let of = |region: &str| {
        let rows = VALLEY.lines().skip(1);
        rows.flat_map(|row| [region, ",", row, "\n"])
            .collect::<String>()
    };
    let header = format!("region,{}\n", VALLEY.lines().next().unwrap());
    world.file(
        "regions.csv",
        format!(
            "{header}{}{}far,1,0,0,0,4\nfar,0,1,0,0,3\n",
            of("north"),
            of("south")
        ),
    );
    let arguments = [
        "estimate",
        "--table",
        "regions.csv",
        "--strata",
        "region",
        "--settings",
        "quick.toml",
        "--methods",
        "chao,dga,loglinear",
    ];
    let answer = world.done(&arguments);
    assert_eq!(answer["observed"], 1_207);
    assert_eq!(answer["strata"].as_array().unwrap().len(), 3);
    let warnings = answer["warnings"].as_array().unwrap();
    assert!(
        warnings.contains(&json!("stratum_not_estimated: far")),
        "{warnings:?}"
    );
    let alone = world.done(&[
        "estimate",
        "--table",
        "valley.csv",
        "--settings",
        "quick.toml",
        "--methods",
        "chao,dga",
    ]);
    let (sum, one) = (method(&answer, "dga"), method(&alone, "dga"));
    let ratio = (sum["median"].as_f64().unwrap() - 7.0) / one["median"].as_f64().unwrap();
    assert!((ratio - 2.0).abs() < 0.1, "{ratio}");
    let words = world.run(&arguments);
    assert!(
        words.out.contains("far: the lists name 7 people."),
        "{}",
        words.out
    );

    world.file(
        "again.csv",
        VALLEY
            .replace("131", "140")
            .replace("mill,lake", "lake,mill"),
    );
    let replicates = [
        "estimate",
        "--table",
        "valley.csv",
        "again.csv",
        "--settings",
        "quick.toml",
        "--methods",
        "dga,loglinear",
    ];
    let answer = world.done(&replicates);
    assert_eq!(
        (&answer["replicates"], &answer["observed"]),
        (&json!(2), &json!(605))
    );
    assert_eq!(method(&answer, "dga")["diagnostics"]["replicates"], 2);
}

#[test]
fn what_is_wrong_is_told_by_code_and_place() {
    let check = |table: &str, code: &str, place: &str| {
        let world = world();
        world.file("valley.csv", table);
        let answered = estimate(&world, &[]);
        let error = answered.json();
        assert_eq!(
            (answered.status, &error["code"]),
            (1, &json!(code)),
            "{error}"
        );
        assert!(
            error["message"].as_str().unwrap().contains(place),
            "{error}"
        );
        let words = world
            .command(&["estimate", "--table", "valley.csv"])
            .env("TESTIGO_LANG", "es")
            .output()
            .unwrap();
        let words = String::from_utf8(words.stderr).unwrap();
        assert!(words.contains(place), "{words}");
    };
    let with = |row: &str| format!("mill,lake,bridge,count\n1,0,0,20\n{row}\n");
    check("", "not_a_table", "valley.csv");
    check("mill,lake,bridge,count\n", "estimate_no_rows", "valley.csv");
    check(
        "mill,lake,bridge,people\n1,0,0,5\n",
        "estimate_no_count",
        "people",
    );
    check("count\n5\n", "estimate_no_lists", "valley.csv");
    check(&with("0,1,0,-3"), "estimate_count_negative", "3, count");
    check(&with("0,1,0,2.5"), "estimate_count_fraction", "3, count");
    check(&with("0,1,0,many"), "estimate_count_unreadable", "3, count");
    check(
        &with("0,1,0,4503599627370496"),
        "estimate_count_too_large",
        "3, count",
    );
    check(
        &with("0,1,0,4503599627370490"),
        "estimate_too_many_people",
        "valley.csv",
    );
    check(&with("0,2,0,5"), "estimate_cell_not_binary", "3, lake");
    check(&with("0,yes,0,5"), "estimate_cell_not_binary", "3, lake");
    check(&with("0,,1,5"), "estimate_cell_missing", "3, lake");
    check(&with("0,1"), "estimate_cell_missing", "3, bridge");
    check(&with("0,1,0,5,9"), "estimate_row_ragged", "3");
    check(&with("0,0,0,5"), "estimate_row_of_no_list", "3");
    let lists: Vec<String> = (0..21).map(|number| format!("list{number}")).collect();
    let row = vec!["1"; 21].join(",");
    check(
        &format!("{},count\n{row},5\n", lists.join(",")),
        "estimate_too_many_lists",
        "21",
    );
}

#[test]
fn settings_are_checked() {
    let check = |settings: &str, code: &str| {
        let world = world();
        world.file("quick.toml", settings);
        let error = estimate(&world, &[]).json();
        assert_eq!(error["code"], code, "{error}");
    };
    check("colour = 1", "estimate_settings_invalid");
    check("[dga]\ndelta_other = 1", "estimate_settings_invalid");
    check("[replicates]\nrule = \"mine\"", "estimate_settings_invalid");
    check("[dga]\ndelta = -1.0", "estimate_setting_out_of_range");
    check("level = 1.0", "estimate_setting_out_of_range");
    check("[lcmcr]\nchains = 1", "estimate_setting_out_of_range");
    let world = world();
    let missing = world.run(&[
        "--json",
        "estimate",
        "--table",
        "valley.csv",
        "--strata",
        "region",
    ]);
    assert_eq!(missing.json()["code"], "estimate_strata_missing");
    world.file("other.csv", "mill,lake,river,count\n1,0,0,5\n");
    let differ = world.run(&["--json", "estimate", "--table", "valley.csv", "other.csv"]);
    assert_eq!(differ.json()["code"], "estimate_tables_differ");
}

/// Twenty lists are taken: methods that cannot say so and the others answer.
#[test]
fn twenty_lists() {
    let world = world();
    let lists: Vec<String> = (0..20).map(|number| format!("list{number}")).collect();
    let mut table = format!("{},count\n", lists.join(","));
    for first in 0..20 {
        for second in first..20 {
            let on = |list: usize| {
                if list == first || list == second {
                    "1"
                } else {
                    "0"
                }
            };
            let cells: Vec<&str> = (0..20).map(on).collect();
            let people = if first == second { "20" } else { "2" };
            table.extend([&cells.join(","), ",", people, "\n"]);
        }
    }
    world.file("valley.csv", table);
    let answer = estimate(&world, &[]).json();
    assert_eq!(answer["lists"], 20);
    assert_eq!(
        method(&answer, "dga")["reasons"],
        json!(["lists_out_of_range: 20: 3-6"])
    );
    assert_eq!(method(&answer, "chao")["status"], "estimated");
}

/// Every command of the page, on the tables and settings that it shows.
#[test]
fn the_page_is_true() {
    let page = include_str!("../../../../docs/ESTIMATE.md");
    let world = world();
    let mut commands = 0;
    let mut blocks = page.split("```");
    while let (Some(_), Some(block)) = (blocks.next(), blocks.next()) {
        let (first, text) = block.split_once('\n').unwrap();
        if let Some(name) = first.split_whitespace().nth(1) {
            world.file(name, text);
        } else if first == "sh" {
            for line in text.lines().filter(|line| line.starts_with("testigo")) {
                let mut words: Vec<&str> = line.split_whitespace().skip(1).collect();
                // With chains of the default length the sampler alone takes ten seconds.
                if !line.contains("--methods") {
                    words.extend(["--settings", "quick.toml"]);
                }
                let answered = world.run(&words);
                assert_eq!(answered.status, 0, "{line}: {}", answered.err);
                commands += 1;
            }
        }
    }
    assert!(commands >= 4, "{commands}");
    // The settings shown are the defaults.
    let shown = world.done(&[
        "estimate",
        "--table",
        "valley.csv",
        "--settings",
        "settings.toml",
        "--methods",
        "chao",
    ]);
    let plain = world.done(&["estimate", "--table", "valley.csv", "--methods", "chao"]);
    assert_eq!(shown["settings"], plain["settings"]);
}

#[test]
fn the_published_kosovo_table() {
    let Some(shared) = shared() else { return };
    let world = world();
    fs::copy(
        shared.join("estimation/kosovo.csv"),
        world.path("valley.csv"),
    )
    .unwrap();
    let answer = estimate(&world, &["--methods", "loglinear,dga"]).json();
    let loglinear = method(&answer, "loglinear");
    assert_eq!(loglinear["model"], "[123,14,34]");
    assert!((loglinear["median"].as_f64().unwrap() - 10_356.519).abs() < 0.01);
    let dga = method(&answer, "dga");
    assert_eq!(
        (&dga["median"], &dga["lo"], &dga["hi"]),
        (&json!(12595.0), &json!(9827.0), &json!(16544.0))
    );
}

/// The report names the table by its bytes, says what refused methods do not mean, and loads nothing.
#[test]
fn a_report_to_read() {
    let world = world();
    let answered = estimate(&world, &["--report", "report.html"]);
    assert_eq!(answered.status, 0, "{}", answered.out);
    let html = fs::read_to_string(world.path("report.html")).unwrap();
    assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    // `sha256sum valley.csv`
    assert!(html.contains("114b8d108407dc9dbf52e83a7c8b3a4b0da45ee57424560b212144f8b4f47228"));
    assert_eq!(html.matches("<svg ").count(), 2);
    for never in ["<script", "src=", "url(", "<link", "@import"] {
        assert!(!html.contains(never), "{never}");
    }
    let nowhere = estimate(&world, &["--report", "nowhere/report.html"]);
    assert_eq!(nowhere.status, 1, "{}", nowhere.out);
}

/// Four lists in an archive, each naming half of 240 persons: linked, counted, and estimated as a table of the same
/// overlaps would be.
/// An archive with four invented lists, and how many persons stand on exactly which of them.
fn four_lists() -> (World, BTreeMap<usize, u32>) {
    const GIVEN: [&str; 12] = [
        "Rosa", "Tomás", "Elena", "Noelia", "Bruno", "Paula", "Félix", "Irene", "Óscar", "Julia",
        "Ramiro", "Alba",
    ];
    const SURNAMES: [&str; 20] = [
        "Huanca", "Quispe", "Vargas", "Duran", "Ibarra", "Gallo", "Salas", "Montes", "Arce",
        "Lirio", "Campos", "Torrico", "Ugarte", "Villca", "Bravo", "Cusi", "Espejo", "Flores",
        "Heredia", "Justo",
    ];
    let world = World::new();
    let mut cells = BTreeMap::new();
    let mut lists = vec!["name,birth,date,place\n".to_owned(); 4];
    for person in 0..240_usize {
        let lists_of: usize = (person * 7 + person / 16 * 5 + person / 5) % 16;
        let line = format!(
            "{} {} {},19{:02}-{:02}-{:02},2019-11-{:02},Place {}\n",
            GIVEN[person % 12],
            SURNAMES[person / 12],
            SURNAMES[(person * 11 + 3) % 20],
            30 + person % 60,
            1 + person % 12,
            1 + person * 5 % 28,
            1 + person % 28,
            person % 9
        );
        for (place, list) in lists.iter_mut().enumerate() {
            if lists_of >> place & 1 == 1 {
                list.push_str(&line);
            }
        }
        if lists_of > 0 {
            *cells.entry(lists_of).or_insert(0) += 1;
        }
    }
    for (place, list) in lists.iter().enumerate() {
        let (file, name) = (format!("{place}.csv"), format!("List {place}"));
        world.file(&file, list);
        world.done(&[
            "import",
            &file,
            "--as",
            "list",
            "--list",
            &name,
            "--source",
            &name,
            "--level",
            "coalition",
        ]);
    }
    (world, cells)
}

#[test]
fn a_figure_is_estimated_from_the_lists_of_the_archive() {
    let (world, cells) = four_lists();
    let observed: u32 = cells.values().sum();
    let estimate = [
        "estimate",
        "--figure",
        "everybody",
        "--methods",
        "dga,loglinear",
    ];
    world.fails(&estimate, 1, "figure_unknown");
    world.done(&["count", "--save", "everybody"]);
    world.fails(&estimate, 1, "figure_not_reconciled");
    world.done(&["link", "run"]);
    let answer = world.done(&estimate);
    assert_eq!(answer["observed"], json!(observed));
    let mut table = "a,b,c,d,count\n".to_owned();
    for (lists, people) in &cells {
        let bits: Vec<String> = (0..4)
            .map(|place| (lists >> place & 1).to_string())
            .collect();
        table.extend([bits.join(","), format!(",{people}\n")]);
    }
    let path = world.file("table.csv", table);
    let by_table = world.done(&[
        "estimate",
        "--table",
        path.to_str().unwrap(),
        "--methods",
        "dga,loglinear",
    ]);
    let medians = |answer: &Value| -> Vec<String> {
        let methods = answer["methods"].as_array().unwrap().iter();
        methods
            .map(|method| format!("{:.6}", method["median"].as_f64().unwrap()))
            .collect()
    };
    assert_eq!(medians(&answer), medians(&by_table));
    let groupings = answer["linkage"].as_array().unwrap();
    assert_eq!(groupings.len(), 2);
    for grouping in groupings {
        assert!(
            grouping["observed"]
                .as_u64()
                .unwrap()
                .abs_diff(u64::from(observed))
                < 12,
            "{grouping}"
        );
    }
    world.done(&["count", "--what", "items", "--save", "things"]);
    world.fails(&["estimate", "--figure", "things"], 1, "figure_not_persons");
}

/// Claimed, documented and estimated stand side by side in a dossier; whoever has its table and settings gets the same
/// numbers again. For strangers small numbers are left out.
#[test]
fn a_dossier_holds_the_estimate_of_a_figure() {
    let (world, cells) = four_lists();
    world.done(&["link", "run"]);
    let settings = QUICK.replace("[sparse]", "[figure.estimate.sparse]");
    let settings = settings.replace("[lcmcr]", "[figure.estimate.lcmcr]");
    world.file(
        "spec.toml",
        format!(
            "title = \"T\"\nrecipient = \"Office\"\npurpose = \"share_un\"\nlevel = \"coalition\"\n\
             [[figure]]\nname = \"everybody\"\n[figure.estimate]\n{settings}\n\
             [[figure]]\nname = \"by day\"\nby = [\"date\"]\nsuppress = 9\n"
        ),
    );
    let built = world.done(&["dossier", "build", "spec.toml", "--out", "dossier"]);
    assert_eq!(world.done(&["verify", "dossier"])["verdict"], "holds");
    let figures = fs::read(world.path("dossier/data/figures.json")).unwrap();
    let figures: Value = serde_json::from_slice(&figures).unwrap();
    let estimated = &figures["figures"][0]["estimated"];
    assert_eq!(
        estimated["table"]["cells"].as_array().unwrap().len(),
        cells.len()
    );

    // Run again, from what the dossier says.
    let table = &estimated["table"];
    let lists: Vec<&str> = table["lists"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let mut csv = format!("{},count\n", lists.join(","));
    for cell in table["cells"].as_array().unwrap() {
        let bits: Vec<String> = cell["lists"]
            .as_array()
            .unwrap()
            .iter()
            .map(Value::to_string)
            .collect();
        csv.extend([bits.join(","), format!(",{}\n", cell["count"])]);
    }
    world.file("table.csv", csv);
    let again = [
        "estimate",
        "--table",
        "table.csv",
        "--settings",
        "quick.toml",
    ];
    world.file("quick.toml", QUICK);
    let again = world.done(&again);
    for name in ["observed", "range", "methods", "settings"] {
        assert_eq!(again[name], estimated[name], "{name}");
    }
    let page = fs::read_to_string(world.path("dossier/data/report.html")).unwrap();
    assert!(
        page.contains(">Estimated</h4>") && page.contains("<svg"),
        "no estimate on the page"
    );

    let rows = figures["figures"][1]["rows"].as_array().unwrap();
    let hidden = rows.iter().filter(|row| row["suppressed"] == true);
    assert!(hidden.clone().count() > 0 && hidden.clone().all(|row| row["max"].is_null()));
    assert!(page.contains("left out for strangers"));
    let warnings = built["warnings"].as_array().unwrap();
    assert!(
        warnings.contains(&json!("cells_suppressed: figure_2")),
        "{warnings:?}"
    );

    world.file(
        "small.toml",
        "title = \"T\"\nrecipient = \"Office\"\npurpose = \"share_un\"\nlevel = \"coalition\"\n\
         [[figure]]\nname = \"few\"\nwhere = \"place = \\\"Place 0\\\" and name ~ Rosa\"\nsuppress = 50\n",
    );
    world.fails(
        &["dossier", "build", "small.toml", "--out", "small"],
        1,
        "figure_small",
    );
    assert!(!world.path("small").exists());
}
