//! Records that are named in forms by what people call them: what can only be one is taken, anything else is asked.

use crate::browser::{Browser, Page};
use crate::world::{World, text};

/// Two persons of one name, one of another, and an incident.
fn world() -> (World, [String; 4]) {
    let world = World::new();
    let record = |kind: &str, fields: &[&str], source: &str| {
        let arguments = [&["record", kind], fields, &["--source", source]];
        text(&world.done(&arguments.concat())["id"])
    };
    let ids = [
        record("person", &["name=Casilda Monterrama", "age=40"], "Radio"),
        record("person", &["name=CASILDA MONTERRAMA", "age=52"], "Comité"),
        record("person", &["name=Bruno Tarquí"], "Radio"),
        record("incident", &["title=El puente de Alto Verde"], "Radio"),
    ];
    (world, ids)
}

/// Whether the page asks which record is meant.
fn asks(page: &Page) -> bool {
    page.status == 422 && page.text().contains("class=\"which\"")
}

/// Sends the form of such a page again with one of its buttons.
fn choose(browser: &mut Browser, asking: &Page, name: &str, value: &str) -> Page {
    let place = asking.quoted_after("<form method=\"post\" action=\"/");
    let text = asking.text();
    let mut form = text.split("class=\"which\"");
    // Before it stand the forms of the frame, which have actions of their own.
    let (before, form) = (form.next().unwrap(), form.next().unwrap());
    let place = before
        .rsplit("action=\"")
        .next()
        .and_then(|rest| rest.split('"').next())
        .map_or(place, str::to_owned);
    let form = form.split("</form>").next().unwrap();
    let hidden = form.split("<input type=\"hidden\" name=\"").skip(1);
    let pairs: Vec<(String, String)> = hidden
        .map(|rest| {
            let mut parts = rest.split('"');
            let name = parts.next().unwrap().to_owned();
            (name, parts.nth(1).unwrap().to_owned())
        })
        .collect();
    let mut pairs: Vec<(&str, &str)> = pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    pairs.push((name, value));
    browser.post(&place, &pairs)
}

#[test]
fn the_only_record_of_a_name_is_taken_and_the_next_page_says_so() {
    let (world, [_, _, bruno, incident]) = world();
    let mut browser = Browser::opened(&world);
    let given = [
        ("source", "radio"),
        ("field.victim", "bruno tarqui"),
        ("field.type", "030101"),
        ("field.incident", "el puente de alto verde"),
    ];
    let recorded = browser.post("/new/act", &given);
    assert_eq!(recorded.status, 303, "{}", recorded.text());
    let page = browser.follow(recorded);
    let text_of_page = page.text();
    assert!(text_of_page.contains("role=\"status\""), "{text_of_page}");
    for (id, name) in [
        (&bruno, "Bruno Tarquí"),
        (&incident, "El puente de Alto Verde"),
    ] {
        let link = format!("href=\"/record/{id}\">{name}</a>");
        assert!(text_of_page.matches(&link).count() >= 2, "{link}");
    }
    let sources = world.done(&["search", "radio", "--kind", "source"]);
    assert_eq!(sources["total"], 1, "no second source of the name");
}

#[test]
fn of_two_with_one_name_somebody_chooses_and_nothing_is_lost() {
    let (world, [radio, committee, _, _]) = world();
    let mut browser = Browser::opened(&world);
    let given = [
        ("source", "Radio"),
        ("locator", "page 3, \"left\" & below"),
        ("field.victim", "casilda monterrama"),
        ("field.type", "030101"),
    ];
    let asked = browser.post("/new/act", &given);
    assert!(asks(&asked), "{}", asked.text());
    let page = asked.text();
    assert!(page.contains(&radio) && page.contains(&committee), "{page}");
    for telling in ["40", "52", "Comité"] {
        assert!(page.contains(telling), "{telling} tells them apart");
    }
    assert_eq!(
        world.done(&["search", "casilda", "--kind", "act"])["total"],
        0,
        "nothing is recorded before somebody chose"
    );
    let chosen = choose(&mut browser, &asked, "field.victim.is.0", &committee);
    assert_eq!(chosen.status, 303, "{}", chosen.text());
    let location = chosen.header("location").unwrap();
    let act = location.rsplit('/').next().unwrap();
    let shown = world.done(&["show", act]);
    let claims = shown["claims"].as_array().unwrap();
    let victim = claims.iter().find(|claim| claim["field"] == "victim");
    assert_eq!(victim.unwrap()["value"], committee.as_str());
    let kept = "page 3, &#34;left&#34; &#38; below";
    assert!(page.contains(kept) || page.contains("page 3, &quot;left&quot; &amp; below"));
}

#[test]
fn somebody_new_is_made_with_what_names_them_or_not_at_all() {
    let (world, _) = world();
    let mut browser = Browser::opened(&world);
    let given = [
        ("source", "Radio"),
        ("field.victim", "Teodora Villaclara"),
        ("field.type", "030101"),
        ("field.date", "the other day"),
    ];
    let asked = browser.post("/new/act", &given);
    assert!(asks(&asked), "{}", asked.text());
    assert!(!asked.text().contains(".is.0"), "nobody is called so");
    let wrong = choose(&mut browser, &asked, "field.victim.new.0", "1");
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.text().contains("value=\"Teodora Villaclara\""),
        "the name is given back"
    );
    let persons = |world: &World| {
        let found = world.done(&["search", "teodora villaclara", "--kind", "person"]);
        found["total"].as_u64().unwrap()
    };
    assert_eq!(persons(&world), 0, "nothing of a refused form is recorded");
    let given = [given[0], given[1], given[2]];
    let asked = browser.post("/new/act", &given);
    let made = choose(&mut browser, &asked, "field.victim.new.0", "1");
    assert_eq!(made.status, 303, "{}", made.text());
    assert_eq!(persons(&world), 1);
    // From now on it is the only one of the name.
    assert_eq!(browser.post("/new/act", &given).status, 303);
    assert_eq!(persons(&world), 1);
}

#[test]
fn a_look_alike_is_never_taken() {
    let (world, [_, _, bruno, _]) = world();
    world.done(&["claim", &bruno, "alias=El Gato", "--source", "Radio"]);
    let mut browser = Browser::opened(&world);
    for (name, is_offered) in [("Bruno Tarki", true), ("Bruno", true), ("El Gato", true)] {
        let given = [("source", "Radio"), ("field.victim", name)];
        let asked = browser.post("/new/act", &given);
        assert!(asks(&asked), "{name}: {}", asked.text());
        let offers = asked.text().contains(&bruno);
        assert_eq!(offers, is_offered, "{name}: {}", asked.text());
    }
    // Another name, written on the page that asks.
    let given = [("source", "Radio"), ("field.victim", "Bruno")];
    let asked = browser.post("/new/act", &given);
    let anew = choose(&mut browser, &asked, "field.victim.anew.0", "Bruno Tarquí");
    assert_eq!(anew.status, 303, "{}", anew.text());
    assert!(anew.header("location").unwrap().contains(&bruno));
}

#[test]
fn a_name_that_another_is_known_by_too_is_asked() {
    let (world, [_, _, bruno, _]) = world();
    let other = ["record", "person", "name=Otro Nombre", "alias=bruno tarqui"];
    let other = world.done(&[&other[..], &["--source", "Radio"]].concat());
    let mut browser = Browser::opened(&world);
    let given = [("source", "Radio"), ("field.victim", "Bruno Tarquí")];
    let asked = browser.post("/new/act", &given);
    assert!(asks(&asked), "{}", asked.text());
    for id in [&bruno, &text(&other["id"])] {
        assert!(asked.text().contains(id), "{}", asked.text());
    }
}

#[test]
fn a_name_in_parts_is_one_name() {
    let (world, _) = world();
    let record = |fields: &[&str]| {
        let arguments = [&["record", "person"], fields, &["--source", "Radio"]];
        text(&world.done(&arguments.concat())["id"])
    };
    let parts = record(&["given_name=Ana Luz", "surname=Quispe"]);
    let given = [("source", "Radio"), ("field.victim", "Ana Luz Quispe")];
    let mut browser = Browser::opened(&world);
    let taken = browser.post("/new/act", &given);
    assert_eq!(taken.status, 303, "{}", taken.text());
    assert!(taken.header("location").unwrap().contains(&parts));
    drop(browser);
    let whole = record(&["name=Ana Luz Quispe"]);
    let mut browser = Browser::opened(&world);
    let asked = browser.post("/new/act", &given);
    assert!(asks(&asked));
    assert!(asked.text().contains(&parts) && asked.text().contains(&whole));
}

#[test]
fn an_act_is_found_by_whom_it_was_done_to_and_never_taken_silently() {
    let (world, [_, _, bruno, _]) = world();
    let victim = format!("victim={bruno}");
    let act = world.done(&["record", "act", &victim, "type=030101", "--source", "Radio"]);
    let act = text(&act["id"]);
    let mut browser = Browser::opened(&world);
    let given = [
        ("source", "Radio"),
        ("field.act", "Bruno Tarquí"),
        ("field.role", "direct"),
    ];
    let asked = browser.post("/new/involvement", &given);
    assert!(
        asks(&asked) && asked.text().contains(&act),
        "{}",
        asked.text()
    );
    assert!(
        !asked.text().contains("field.act.new.0"),
        "an act has no name"
    );
    let chosen = choose(&mut browser, &asked, "field.act.is.0", &act);
    assert_eq!(chosen.status, 303, "{}", chosen.text());
}

#[test]
fn a_claim_a_reading_and_an_account_ask_the_same_way() {
    let (world, [radio, _, bruno, incident]) = world();
    let file = world.path("relato.txt");
    std::fs::write(&file, "Bruno Tarquí estaba en el puente.\n").unwrap();
    let item = world.done(&["add", file.to_str().unwrap(), "--source", "Radio"]);
    let item = text(&item["items"][0]["id"]);
    let act = world.done(&["record", "act", "type=030101", "--source", "Radio"]);
    let act = text(&act["id"]);
    let mut browser = Browser::opened(&world);
    // A claim whose value is a record.
    let place = format!("/record/{act}/claim");
    let said = [
        ("field", "incident"),
        ("value", "El puente de Alto Verde"),
        ("source", "Radio"),
    ];
    let claimed = browser.post(&place, &said);
    assert!(claimed.header("location").unwrap().contains(&incident));
    let said = [
        ("field", "victim"),
        ("value", "Casilda Monterrama"),
        ("source", "Radio"),
    ];
    let asked = browser.post(&place, &said);
    assert!(asks(&asked));
    let chosen = choose(&mut browser, &asked, "value.is.0", &radio);
    assert_eq!(chosen.status, 303, "{}", chosen.text());
    // Whom an item is about.
    let place = format!("/item/{item}/read");
    let read = [
        ("about", "bruno tarquí"),
        ("field", "person.age"),
        ("value", "19"),
        ("source", "Radio"),
    ];
    let taken = browser.post(&place, &read);
    let location = taken.header("location").unwrap().to_owned();
    assert!(location.contains(&format!("said={bruno}")), "{location}");
    let read = [("about", "Teodora Villaclara"), read[1], read[2], read[3]];
    let asked = browser.post(&place, &read);
    assert!(asks(&asked));
    let made = choose(&mut browser, &asked, "about.new.0", "1");
    let page = browser.follow(made);
    assert!(
        page.text().contains(">Teodora Villaclara</a>"),
        "{}",
        page.text()
    );
    // Who tells, known here.
    let told = [
        ("source", "Radio"),
        ("consent.collect", "yes"),
        ("consent.store", "yes"),
        ("account.person", "Bruno Tarquí"),
        ("account.narrative", "Yo estaba."),
    ];
    let account = browser.post("/account", &told);
    let page = browser.follow(account);
    assert!(
        page.text().contains(&format!("/record/{bruno}")),
        "{}",
        page.text()
    );
    let told = [
        told[0],
        told[1],
        told[2],
        ("account.person", "Nadie Conocido"),
        told[4],
    ];
    let asked = browser.post("/account", &told);
    assert!(asks(&asked));
    let made = choose(&mut browser, &asked, "account.person.new.0", "1");
    let page = browser.follow(made);
    assert!(
        page.text().contains(">Nadie Conocido</a>"),
        "{}",
        page.text()
    );
}

#[test]
fn a_button_records_the_name_that_it_shows() {
    let (world, _) = world();
    let mut browser = Browser::opened(&world);
    let given = [("source", "Radio"), ("field.victim", "Bruno")];
    let asked = browser.post("/new/act", &given);
    let name = "Bruno Villaclara";
    let again = choose(&mut browser, &asked, "field.victim.anew.0", name);
    assert!(asks(&again), "{}", again.text());
    let button = again.text();
    let (_, button) = button.split_once("name=\"field.victim.new.0\"").unwrap();
    let button = button.split("</button>").next().unwrap();
    assert!(button.contains(name), "{button}");
    let made = choose(&mut browser, &again, "field.victim.new.0", "1");
    assert_eq!(made.status, 303, "{}", made.text());
    let titles = |search: &str| -> Vec<String> {
        let found = world.done(&["search", search, "--kind", "person"]);
        let hits = found["hits"].as_array().unwrap().iter();
        hits.map(|hit| text(&hit["title"])).collect()
    };
    assert_eq!(titles("villaclara"), [name]);
    assert_eq!(titles("bruno").len(), 2, "nobody is called Bruno alone");
    // The field in which a further name is written holds no other one.
    let last = again.text();
    let last = last.rsplit("<form ").next().unwrap();
    assert_eq!(last.matches("field.victim.anew.0").count(), 1, "{last}");
}

#[test]
fn of_sources_with_one_name_one_is_chosen_and_no_button_fails() {
    let (world, [casilda, ..]) = world();
    let other = text(&world.done(&["record", "source", "name=RADIO"])["id"]);
    let file = world.file("relato.txt", "Casilda estaba.\n");
    let item = world.done(&["add", file.to_str().unwrap(), "--source", "Comité"]);
    let item = text(&item["items"][0]["id"]);
    let mut browser = Browser::opened(&world);
    let claim = format!("/record/{casilda}/claim");
    let read = format!("/item/{item}/read");
    let forms: [(&str, Vec<(&str, &str)>); 4] = [
        (&claim, vec![("field", "age"), ("value", "41")]),
        (
            &read,
            vec![
                ("about", &casilda),
                ("field", "person.age"),
                ("value", "41"),
            ],
        ),
        ("/new/person", vec![("field.name", "Otra Persona")]),
        (
            "/account",
            vec![
                ("consent.collect", "yes"),
                ("consent.store", "yes"),
                ("account.narrative", "Yo estaba."),
            ],
        ),
    ];
    for (place, form) in forms {
        let asked = browser.post(place, &[&form[..], &[("source", "radio")]].concat());
        assert!(asks(&asked), "{place}: {}", asked.text());
        assert!(asked.text().contains(&other), "{place}: {}", asked.text());
        assert!(!asked.text().contains("source.new.0"), "{place}");
        // One of them, or another name, which makes a new source.
        for (mark, value) in [("source.is.0", &other[..]), ("source.anew.0", place)] {
            let done = choose(&mut browser, &asked, mark, value);
            assert_eq!(done.status, 303, "{place} {mark}: {}", done.text());
        }
        let made = world.done(&["search", place, "--kind", "source"]);
        assert_eq!(made["hits"][0]["title"], place);
    }
}

#[test]
fn an_account_that_is_refused_gives_back_everything() {
    let (world, _) = world();
    let mut browser = Browser::opened(&world);
    let consent = [("consent.collect", "yes"), ("consent.store", "yes")];
    let teller = ("account.person", "Nadie Conocido");
    let common = [("source", "Radio"), ("account.narrative", "Yo estaba.")];
    let given = |page: &Page, control: &str| {
        let (_, rest) = page
            .text()
            .split_once(&format!("name=\"{control}\""))
            .map(|(one, other)| (one.to_owned(), other.to_owned()))
            .unwrap();
        let tag = rest.split('>').next().unwrap();
        let value = tag.split("value=\"").nth(1).unwrap_or_default();
        value.split('"').next().unwrap_or_default().to_owned()
    };
    // Nobody was asked whether it may be kept.
    let form = [&common[..], &[teller]].concat();
    let asked = browser.post("/account", &form);
    assert!(asks(&asked), "{}", asked.text());
    let refused = choose(&mut browser, &asked, "account.person.new.0", "1");
    assert_eq!(refused.status, 422);
    assert_eq!(given(&refused, "account.person"), teller.1);
    assert_eq!(given(&refused, "teller.name"), "");
    // Two names of somebody who is new: neither is dropped.
    let named = [("teller.name", "Rosa Villaclara")];
    let form = [&common[..], &consent, &[teller], &named].concat();
    let asked = browser.post("/account", &form);
    let refused = choose(&mut browser, &asked, "account.person.new.0", "1");
    assert_eq!(refused.status, 422);
    assert_eq!(given(&refused, "account.person"), teller.1);
    assert_eq!(given(&refused, "teller.name"), named[0].1);
    let problem = refused.quoted_after("id=\"account-person-problem\" class=\"");
    assert!(!problem.is_empty());
    for name in ["nadie conocido", "rosa villaclara"] {
        let found = world.done(&["search", name, "--kind", "person"]);
        assert_eq!(found["total"], 0, "{name}");
    }
    // The same name twice is one name.
    let named = [("teller.name", teller.1)];
    let form = [&common[..], &consent, &[teller], &named].concat();
    let asked = browser.post("/account", &form);
    let taken = choose(&mut browser, &asked, "account.person.new.0", "1");
    assert_eq!(taken.status, 303, "{}", taken.text());
    let found = world.done(&["search", "nadie conocido", "--kind", "person"]);
    assert_eq!(found["total"], 1);
}

#[test]
fn a_name_that_begins_some_id_is_a_name() {
    let (world, [casilda, _, bruno, incident]) = world();
    let start = |id: &str| id[..8].to_owned();
    // A name with which an incident's id begins, and one with which another person's does.
    let (of_incident, of_person) = (start(&incident), start(&bruno));
    let record = |name: &str| {
        let name = format!("name={name}");
        text(&world.done(&["record", "person", &name, "--source", "Radio"])["id"])
    };
    let called = record(&of_incident);
    let same = record(&of_person);
    let mut browser = Browser::opened(&world);
    let post = |browser: &mut Browser, victim: &str| {
        browser.post("/new/act", &[("source", "Radio"), ("field.victim", victim)])
    };
    let victim = |page: &Page| {
        let location = page.header("location").unwrap();
        let act = location.split(['/', '?']).nth(2).unwrap();
        let shown = world.done(&["show", act]);
        text(&shown["claims"][0]["value"])
    };
    let taken = post(&mut browser, &of_incident);
    assert_eq!(taken.status, 303, "{}", taken.text());
    assert_eq!(victim(&taken), called);
    // It may be either.
    let asked = post(&mut browser, &of_person);
    assert!(asks(&asked), "{}", asked.text());
    assert!(asked.text().contains(&same) && asked.text().contains(&bruno));
    // Nobody's name: an id, if it is that of a person, and else the name of somebody new.
    for id in [start(&casilda), casilda.clone(), bruno.clone()] {
        let taken = post(&mut browser, &id);
        assert_eq!(taken.status, 303, "{}", taken.text());
        assert!(victim(&taken).starts_with(&id));
    }
    let new = incident[..7].to_owned();
    let asked = post(&mut browser, &new);
    assert!(asks(&asked), "{}", asked.text());
    assert!(!asked.text().contains(&incident), "no incident is a victim");
    let made = choose(&mut browser, &asked, "field.victim.new.0", "1");
    assert_eq!(made.status, 303, "{}", made.text());
    assert_eq!(world.done(&["show", &victim(&made)])["title"], new.as_str());
}
