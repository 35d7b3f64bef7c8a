//! Records in the browser: what they are called, how many there are, and what is offered to be done with them.

use crate::browser::Browser;
use crate::world::{PASSPHRASE, World, text};

/// A person whom an act was done to; gives the person and the act.
fn told(world: &World) -> (String, String) {
    let record = |kind: &str, fields: &[&str]| {
        let arguments = [&["record", kind], fields, &["--source", "Radio"]];
        text(&world.done(&arguments.concat())["id"])
    };
    let person = record("person", &["name=Rosalinda Villaclara", "age=34"]);
    record("person", &["name=Teodoro Tarqui", "age=19"]);
    let victim = format!("victim={person}");
    let act = record("act", &[&victim, "type=030101"]);
    let of_act = format!("act={act}");
    record("involvement", &[&of_act, "role=direct"]);
    (person, act)
}

/// The heading of a page.
#[track_caller]
fn heading(browser: &mut Browser, place: &str) -> String {
    let page = browser.get(place).text();
    let (_, rest) = page.split_once("<h1 class=\"name\">").unwrap();
    rest.split('<').next().unwrap().to_owned()
}

#[test]
fn an_act_is_called_by_its_type_in_words() {
    let world = World::new();
    let (person, act) = told(&world);
    let mut browser = Browser::opened(&world);
    let called = heading(&mut browser, &format!("/record/{act}"));
    assert!(!called.is_empty() && !called.contains("030101"), "{called}");
    for place in ["/library?kind=act", "/library?kind=act&view=table"] {
        let page = browser.get(place).text();
        assert!(page.contains(&format!(">{called}</a>")), "{place}");
        assert!(!page.contains("030101"), "{place}");
    }
    for place in [format!("/record/{person}"), format!("/record/{act}/erase")] {
        let page = browser.get(&place).text();
        assert!(page.contains(&called), "{place}");
        assert!(!page.contains(">030101<"), "{place}");
    }
    // A record that speaks of the act names it the same way.
    let found = browser.get("/library?kind=involvement");
    let involvement = found.quoted_after("class=\"name hit\" href=\"");
    let page = browser.get(&involvement).text();
    assert!(page.contains(&format!(">{called}</a>")), "{page}");
}

#[test]
fn the_kinds_beside_a_condition_are_counted_with_it() {
    let world = World::new();
    told(&world);
    let mut browser = Browser::opened(&world);
    let facets = |browser: &mut Browser, place: &str| {
        let page = browser.get(place).text();
        let (_, rest) = page.split_once("class=\"facets\"").unwrap();
        let of_kinds = rest.split("</ul>").next().unwrap();
        let numbers = of_kinds.split("<span class=\"number\">").skip(1);
        numbers
            .map(|rest| rest.split('<').next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    // An act, an involvement, two persons, a source.
    assert_eq!(facets(&mut browser, "/library"), ["1", "1", "2", "1"]);
    let place = "/library?where=age%20%3E%2030";
    assert_eq!(
        facets(&mut browser, place),
        ["1", "1"],
        "the person, and the act done to her"
    );
    let nothing = "/library?where=age%20%3E%2090";
    assert!(facets(&mut browser, nothing).is_empty());
}

#[test]
fn a_list_begins_where_an_address_says_however_far() {
    let world = World::new();
    told(&world);
    let mut browser = Browser::opened(&world);
    for place in ["/figures?saved=", "/library?from="] {
        let page = browser.get(&format!("{place}{}", u64::MAX));
        assert_eq!(page.status, 200, "{place}");
    }
}

#[test]
fn only_an_account_has_the_page_of_an_account() {
    let world = World::new();
    let (person, _) = told(&world);
    let mut browser = Browser::opened(&world);
    for place in ["", "/named"] {
        let page = browser.get(&format!("/account/{person}{place}"));
        assert_eq!(page.status, 404, "{place}");
    }
    let answer = [("purpose", "collect"), ("status", "granted")];
    let answered = browser.post(&format!("/account/{person}/consent"), &answer);
    assert_eq!(answered.status, 404);
}

#[test]
fn a_consent_is_changed_where_it_was_given() {
    let world = World::new();
    told(&world);
    let mut browser = Browser::opened(&world);
    let given = [
        ("source", "Radio"),
        ("consent.collect", "yes"),
        ("consent.store", "yes"),
        ("account.narrative", "Yo estaba."),
    ];
    let taken = browser.post("/account", &given);
    let account = taken.header("location").unwrap().to_owned();
    let found = browser.get("/library?kind=consent");
    let consent = found.quoted_after("class=\"name hit\" href=\"");
    let page = browser.get(&consent).text();
    assert!(page.contains(&format!("href=\"{account}\"")), "{page}");
    assert!(!page.contains("/retract\""), "it would refuse");
}

/// Addresses stay in the browser's history, on disk.
#[test]
fn no_address_tells_what_somebody_looked_for() {
    let world = World::new();
    told(&world);
    let mut browser = Browser::opened(&world);
    let where_named = "name ~ villaclara";
    for (place, form) in [
        ("/library", vec![("q", "villaclara"), ("kind", "person")]),
        ("/library", vec![("where", where_named)]),
        (
            "/figures",
            vec![("what", "persons"), ("where", where_named)],
        ),
    ] {
        let sent = browser.post(place, &form);
        let address = sent.header("location").unwrap().to_owned();
        assert!(address.starts_with(&format!("{place}?s=")), "{address}");
        let page = browser.get(&address);
        assert_eq!(page.status, 200);
        let text = page.text();
        assert!(
            text.contains("villaclara"),
            "the question stands in its form"
        );
        assert!(place != "/library" || text.contains("Rosalinda Villaclara"));
        for link in text.split("href=\"").skip(1) {
            let link = link.split('"').next().unwrap().to_lowercase();
            assert!(!link.contains("villaclara"), "{link}");
        }
        // Neither where the passphrase is asked for in between.
        browser.post("/lock", &[]);
        let locked = browser.get(&address);
        let next = locked.header("location").unwrap();
        assert!(
            next.starts_with("/unlock?next=") && next.contains("s%3D"),
            "{next}"
        );
        assert!(!next.contains("villaclara"));
        browser.post("/unlock", &[("passphrase", PASSPHRASE)]);
        assert_eq!(browser.get(&address).status, 200);
    }
    // An address of an earlier run cannot be read: it says so, and does not ask for everything.
    for place in ["/library", "/figures"] {
        let earlier = browser.get(&format!("{place}?s=00"));
        assert_eq!(earlier.status, 410);
        let text = earlier.text();
        assert!(text.contains("from an earlier run"), "{text}");
        assert!(text.contains(&format!("class=\"button\" href=\"{place}\"")));
        assert!(!text.contains("Teodoro Tarqui"), "{text}");
    }
}

/// A text that takes longer than a second to be read before it is searched.
fn long_text(world: &World) -> Browser {
    let words: Vec<String> = (0..600_000)
        .map(|number| format!("palabra{number}"))
        .collect();
    let file = world.file("long.txt", words.join(" ").as_bytes());
    world.done(&["add", file.to_str().unwrap(), "--source", "Radio"]);
    Browser::opened(world)
}

/// A page that takes longer than a second shows how far it is, and then itself.
#[test]
fn a_page_that_takes_long_is_waited_for_in_sight() {
    let world = World::new();
    let mut browser = long_text(&world);
    let place = "/library?q=palabra599999";
    // The text is read before it is searched.
    let asked = browser.look(place);
    assert_eq!(asked.status, 200);
    assert!(asked.text().contains("data-again"), "{}", asked.text());
    // What is sent meanwhile is answered by what it is about, in its turn.
    let sent = browser.post("/settings/language", &[("value", "en"), ("next", "/")]);
    assert_eq!(sent.status, 303);
    let found = browser.get(place);
    assert!(found.text().contains("long.txt"), "{}", found.text());
    let nothing = browser.get("/library?q=nothing").text();
    assert!(nothing.contains("0 records"), "{nothing}");
}

/// Whoever locks sees nothing more, whatever is on its way.
#[test]
fn a_page_that_takes_long_does_not_come_after_the_lock() {
    let world = World::new();
    let mut browser = long_text(&world);
    let place = "/library?q=palabra599999";
    assert!(browser.look(place).text().contains("data-again"));
    let beside = std::thread::spawn(browser.beside(place));
    std::thread::sleep(std::time::Duration::from_millis(200));
    let locked = browser.post("/lock", &[]);
    assert_eq!(locked.header("location"), Some("/unlock"));
    assert!(browser.get("/unlock").text().contains("id=\"passphrase\""));
    let other = beside.join().unwrap();
    assert!(!other.text().contains("long.txt"), "{}", other.text());
    let again = browser.get(place);
    let next = again.header("location").unwrap_or_default().to_owned();
    assert!(next.starts_with("/unlock"), "{next}: {}", again.text());
    // It can be opened again at once, and stays open.
    let opened = browser.post("/unlock", &[("passphrase", PASSPHRASE)]);
    browser.follow(opened);
    let found = browser.get(place);
    assert!(found.text().contains("long.txt"), "{}", found.text());
}

#[test]
fn a_spanish_page_says_places_numbers_and_dates_in_words() {
    let world = World::new();
    let recorded = world.done(&[
        "record",
        "person",
        "name=Rosalinda Villaclara",
        "age=about 60",
        "birth=1984~",
        "--source",
        "Radio",
        "--locator",
        "page 3",
    ]);
    let person = text(&recorded["id"]);
    let mut browser = Browser::opened(&world);
    browser
        .cookies
        .insert("language".to_owned(), "es".to_owned());
    for place in [
        format!("/record/{person}"),
        format!("/record/{person}/history"),
    ] {
        let page = browser.get(&place).text();
        for said in ["unos 60", "hacia 1984", "página 3"] {
            assert!(page.contains(said), "{place}: {said}: {page}");
        }
    }
    let page = browser.get("/library?q=rosalinda").text();
    assert!(page.contains("página 3"), "{page}");
    assert_eq!(
        world.done(&["show", &person])["claims"][0]["locator"],
        "page 3",
        "what is stored stays"
    );
}

#[test]
fn what_would_leave_is_called_as_anywhere_else() {
    let world = World::new();
    let (person, act) = told(&world);
    for record in [&person, &act] {
        world.done(&["level", record, "recipient", "--reason", "released"]);
    }
    let mut browser = Browser::opened(&world);
    let called = heading(&mut browser, &format!("/record/{act}"));
    let out = world.path("out");
    let asked = [
        ("title", "What happened"),
        ("recipient", "Court"),
        ("purpose_own", "a case"),
        ("purpose", "share_icc"),
        ("level", "recipient"),
        ("language", "en"),
        ("out", out.to_str().unwrap()),
    ];
    let preview = browser.post("/dossier/preview", &asked);
    let page = browser.follow(preview).text();
    assert!(page.contains(&format!(">{called}</a>")), "{page}");
    assert!(!page.contains(">030101<"), "{page}");
}

/// Values that could not be read, and where sources differ, wait at home until somebody looks.
#[test]
fn what_waits_is_said_at_home_and_listed() {
    let world = World::new();
    let recorded = world.done(&[
        "record",
        "person",
        "name=Rosalinda Villaclara",
        "age=34",
        "--source",
        "Radio",
    ]);
    let person = text(&recorded["id"]);
    let mut browser = Browser::opened(&world);
    let home = browser.get("/").text();
    assert!(!home.contains("/waiting/"), "{home}");
    // Another age by the same source is a second word of it, and less precise is not different.
    for (age, source, differs) in [
        ("35", "Radio", false),
        ("30..40", "Committee", false),
        ("36", "Committee", true),
    ] {
        world.done(&["claim", &person, &format!("age={age}"), "--source", source]);
        let home = browser.get("/").text();
        assert_eq!(
            home.contains("Of one record sources say different things"),
            differs,
            "{age}"
        );
    }
    let list = world.file(
        "list.csv",
        "Nombre,Edad\nTeodoro Tarqui,treinta y algo\nLucía Yarza,30\n",
    );
    world.done(&[
        "import",
        list.to_str().unwrap(),
        "--as",
        "list",
        "--source",
        "Parish",
    ]);
    let home = browser.get("/").text();
    assert!(
        home.contains("One record has a value that could not be read"),
        "{home}"
    );
    let differing = browser.get("/waiting/differing").text();
    assert!(
        differing.contains("Rosalinda Villaclara") && !differing.contains("Teodoro"),
        "{differing}"
    );
    let unread = browser.get("/waiting/unread").text();
    assert!(
        unread.contains("Teodoro Tarqui") && !unread.contains("Yarza"),
        "{unread}"
    );
    assert_eq!(browser.get("/waiting/else").status, 404);
    // What is taken back waits no longer.
    let shown = world.done(&["show", &person]);
    let other = shown["claims"]
        .as_array()
        .unwrap()
        .iter()
        .find(|claim| claim["value"] == "36");
    world.done(&[
        "retract",
        &text(&other.unwrap()["statement"]),
        "--reason",
        "copied wrongly",
    ]);
    let home = browser.get("/").text();
    assert!(!home.contains("/waiting/differing"), "{home}");
}
