//! Taking an account, recording something new and erasing, in the browser.

use serde_json::json;

use crate::browser::Browser;
use crate::world::{World, files_below};

const ACCOUNT: [(&str, &str); 12] = [
    ("source", "Mesa de Madres"),
    ("consent.collect", "yes"),
    ("consent.store", "yes"),
    ("consent.share_un", "yes"),
    (
        "consent.share_un.recipient",
        "Comité Primero\r\nComité Segundo",
    ),
    ("teller.alias", "La Golondrina"),
    ("account.interpreter.absent", "not_applicable"),
    ("account.narrative", "Yo estaba.\r\nVi caer a Teodoro."),
    ("named.0.teller", "1"),
    ("named.0.act.type", "Arrest"),
    ("named.1.person.name", "Teodoro Villaclara"),
    ("named.1.act.type", "le dispararon"),
];

fn with<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = ACCOUNT
        .iter()
        .filter(|(name, _)| changed.iter().all(|(other, _)| other != name));
    kept.chain(changed).copied().collect()
}

fn records(world: &World) -> serde_json::Value {
    world.done(&["status"])["records"].clone()
}

#[test]
fn an_account_is_taken_down_whole_and_counts_whom_it_names() {
    let world = World::new();
    let mut browser = Browser::opened(&world);
    let taken = browser.post("/account", &ACCOUNT);
    assert_eq!(taken.status, 303, "{}", taken.text());
    let place = taken.header("location").unwrap().to_owned();
    let id = place.strip_prefix("/account/").unwrap().to_owned();
    let page = browser.get(&place).text();
    for shown in [
        "La Golondrina",
        "Teodoro Villaclara",
        "Arrest",
        "Comité Segundo",
    ] {
        assert!(page.contains(shown), "{shown}");
    }
    let more = [("named.0.person.name", "Rosalinda Peñaverde")];
    let named = browser.post(&format!("{place}/named"), &more);
    assert_eq!(named.header("location"), Some(place.as_str()));
    drop(browser);
    let of_account = format!("source = \"{id}\"");
    let counted = world.done(&["count", "--what", "acts", "--where", &of_account]);
    assert_eq!(counted["documented"]["value"], 2);
    assert_eq!(
        records(&world),
        json!({"account": 1, "act": 2, "consent": 4, "person": 3, "source": 1})
    );
    let shown = world.done(&["show", &id]);
    let claims = shown["claims"].as_array().unwrap();
    let value = |field: &str| {
        let found = claims.iter().find(|claim| claim["field"] == field);
        found.unwrap().clone()
    };
    assert_eq!(
        value("narrative")["value"],
        "Yo estaba.\nVi caer a Teodoro."
    );
    assert_eq!(value("interpreter")["absent"], "not_applicable");
    assert_eq!(value("person")["title"], "La Golondrina");
}

#[test]
fn a_form_that_cannot_be_read_comes_back_as_typed_and_records_nothing() {
    let world = World::new();
    let mut browser = Browser::opened(&world);
    for (changed, said) in [
        (("account.taken_at", "31/31/2019"), "not a date"),
        (("named.1.person.age", "muchos"), "not a quantity"),
        (("consent.share_un.until", "pronto"), "not a date"),
        (("consent.collect", "no"), "The person said no"),
        (("consent.store", ""), "not said what the person answered"),
        (
            ("consent.share_icc.recipient", "La corte"),
            "said yes or no",
        ),
        (("source", ""), "not said who says so"),
        (
            ("account.interpreter", "Eulalia"),
            "also that there is none",
        ),
    ] {
        let again = browser.post("/account", &with(&[changed]));
        assert_eq!(again.status, 422, "{changed:?}");
        let page = again.text();
        assert!(page.contains(said), "{changed:?}: {said}");
        assert!(page.contains("role=\"alert\""), "{changed:?}");
        for typed in [
            "La Golondrina",
            "Vi caer a Teodoro.",
            "le dispararon",
            "Comité Segundo",
        ] {
            assert!(page.contains(typed), "{changed:?}: {typed}");
        }
        assert!(page.contains(changed.1));
    }
    drop(browser);
    assert_eq!(records(&world), json!({}));
}

#[test]
fn what_may_not_be_kept_for_anybody_is_sealed_and_a_second_account_is_named() {
    let world = World::new();
    let mut browser = Browser::opened(&world);
    let first = browser.post("/account", &ACCOUNT);
    let first = first.header("location").unwrap().to_owned();
    let teller = browser
        .get(&first)
        .quoted_after("Person</span> <a class=\"name\" href=\"/record/");
    let again = [
        ("source", "Radio"),
        ("consent.collect", "not_asked"),
        ("consent.store", "yes"),
        ("account.person", &teller),
    ];
    let second = browser.post("/account", &again);
    let second = second.header("location").unwrap().to_owned();
    let page = browser.get(&second).text();
    assert!(page.contains("gave an account before") && page.contains("Mesa de Madres"));
    let changed = [
        ("purpose", "collect"),
        ("status", "granted"),
        ("recipient", ""),
        ("until", ""),
    ];
    let answered = browser.post(&format!("{second}/consent"), &changed);
    assert_eq!(answered.header("location"), Some(second.as_str()));
    drop(browser);
    let id = second.trim_start_matches("/account/");
    assert_eq!(world.done(&["show", id])["level"], "sealed");
}

/// What leaves for a national authority, at the level of the persons that are known.
const FOR_AUTHORITY: &str = r#"
title = "Lista"
recipient = "Juzgado Primero"
purpose = "share_national_authority"
level = "coalition"
"#;

/// Whether these words stand in a dossier, folder by folder.
fn leaves(world: &World, out: &str, words: &str) -> bool {
    world.file("spec.toml", FOR_AUTHORITY);
    world.done(&["dossier", "build", "spec.toml", "--out", out]);
    files_below(&world.path(out)).iter().any(|file| {
        let bytes = std::fs::read(file).unwrap();
        bytes
            .windows(words.len())
            .any(|part| part == words.as_bytes())
    })
}

#[test]
fn what_an_account_says_of_somebody_known_goes_no_further_than_the_account() {
    let world = World::new();
    world.done(&["record", "source", "name=Grupo", "--level", "public"]);
    let known = ["record", "person", "name=Otilia Corvalana", "--source"];
    let known = world.done(&[&known[..], &["Grupo", "--level", "coalition"]].concat());
    let known = known["id"].as_str().unwrap();
    let mut browser = Browser::opened(&world);
    let mut take = |answer: &str, alias: &str, name: &str| {
        let fields = [
            ("source", "Grupo"),
            ("consent.collect", answer),
            ("consent.store", answer),
            ("consent.share_national_authority", "yes"),
            ("account.person", known),
            ("teller.alias", alias),
            ("named.0.teller", "1"),
            ("named.0.person.name", name),
        ];
        let taken = browser.post("/account", &fields);
        assert_eq!(taken.status, 303, "{}", taken.text());
        taken.header("location").unwrap().replace("/account/", "")
    };
    let sealed = take("not_asked", "Zanquirdela", "Vortumbiaga");
    let usual = take("yes", "Quelfimonte", "Drustaniel");
    drop(browser);
    for words in ["Zanquirdela", "Vortumbiaga", "Quelfimonte", "Drustaniel"] {
        assert!(!leaves(&world, &format!("first-{words}"), words), "{words}");
    }
    // Nor may the group's own words tell it.
    let telling = FOR_AUTHORITY.replace("Lista", "Zanquirdela Vortumbiaga");
    world.file("spec.toml", telling);
    let build = ["dossier", "build", "spec.toml", "--out", "telling"];
    world.fails(&build, 4, "withheld_value_found");
    for account in [&usual, &sealed] {
        let shown = world.done(&["show", account]);
        assert_ne!(shown["level"], "coalition");
    }
    let decided = [
        "level",
        &usual,
        "coalition",
        "--reason",
        "The person agreed.",
    ];
    world.done(&decided);
    for words in ["Otilia Corvalana", "Quelfimonte", "Drustaniel"] {
        assert!(leaves(&world, &format!("then-{words}"), words), "{words}");
    }
    assert!(!leaves(&world, "still", "Zanquirdela"));
}

#[test]
fn whoever_tells_is_a_person() {
    let world = World::new();
    let place = world.done(&["record", "place", "name=Puente Alisal", "--source", "Grupo"]);
    let mut browser = Browser::opened(&world);
    let place = place["id"].as_str().unwrap();
    // Nobody is called so, and it is no name of somebody new.
    let asked = browser.post("/account", &with(&[("account.person", place)]));
    assert_eq!(asked.status, 422);
    let page = asked.text();
    assert!(page.contains("class=\"which\"") && !page.contains("account.person.new.0"));
    // Nor is it chosen.
    let wrong = [("account.person", place), ("account.person.is.0", place)];
    let again = browser.post("/account", &with(&wrong));
    assert_eq!(again.status, 422);
    let page = again.text();
    let (_, beside) = page.split_once("is not a person").unwrap();
    let next = beside.split("name=\"").nth(1).unwrap();
    assert!(next.starts_with("account.person\""), "{next}");
    drop(browser);
    assert!(records(&world).get("account").is_none());
}

#[test]
fn something_new_is_recorded_and_erased_in_two_steps() {
    let world = World::new();
    let mut browser = Browser::opened(&world);
    let wrong = [
        ("source", "Radio"),
        ("field.title", "La plaza"),
        ("field.date", "ayer"),
    ];
    let again = browser.post("/new/incident", &wrong);
    assert_eq!(again.status, 422);
    assert!(again.text().contains("La plaza") && again.text().contains("not a date"));
    let unsaid = browser.post(
        "/new/incident",
        &[("source", ""), ("field.title", "La plaza")],
    );
    assert_eq!(unsaid.status, 422);
    let right = [
        ("source", "Radio"),
        ("field.title", "La plaza"),
        ("field.date", "2019-11"),
    ];
    let place = browser.post("/new/incident", &right);
    let place = place.header("location").unwrap().to_owned();
    assert_eq!(
        browser.get("/new/account").header("location"),
        Some("/account")
    );
    assert_eq!(browser.get("/new/consent").status, 422);

    let erase = format!("{place}/erase");
    assert_eq!(browser.get(&erase).status, 200);
    assert_eq!(browser.post(&erase, &[("reason", " ")]).status, 422);
    let look = browser.post(&erase, &[("reason", "Lo pidieron.")]);
    assert!(look.text().contains("Nothing is erased yet"));
    let code = look.text();
    let code = code.rsplit("<code>").next().unwrap();
    let code = code.split("</code>").next().unwrap().to_owned();
    let wrong = [("reason", "Lo pidieron."), ("confirm", "00000000")];
    assert_eq!(browser.post(&erase, &wrong).status, 422);
    let gone = browser.post(&erase, &[("reason", "Lo pidieron."), ("confirm", &code)]);
    assert!(gone.text().contains("It is erased"), "{}", gone.text());
    drop(browser);
    let found = world.done(&["search", "La plaza"]);
    assert_eq!(found["total"], 0);
}
