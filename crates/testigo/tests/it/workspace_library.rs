//! The library: several records at once, searches that people keep, and where else a search leads.

use std::fs;

use serde_json::Value;

use crate::browser::Browser;
use crate::world::{World, text};

/// Records a person of this name; gives the id.
fn person(world: &World, name: &str) -> String {
    let named = format!("name={name}");
    text(&world.done(&["record", "person", &named, "--source", "Radio"])["id"])
}

fn level(world: &World, id: &str) -> String {
    text(&world.done(&["show", id])["level"])
}

/// How many entries the log has.
fn entries(world: &World) -> usize {
    world.openings("archive").len()
}

#[test]
fn several_records_get_one_level_in_one_step() {
    let world = World::new();
    let ids: Vec<String> = [
        "Rosalinda Villaclara",
        "Teodoro Tarqui",
        "Casilda Monterrama",
    ]
    .map(|name| person(&world, name))
    .to_vec();
    let mut browser = Browser::opened(&world);
    let page = browser.get("/library?kind=person").text();
    for id in &ids {
        assert!(
            page.contains(&format!("name=\"id\" value=\"{id}\"")),
            "{page}"
        );
    }
    assert!(!page.contains("checked"), "nothing is chosen unasked");
    let page = browser.get("/library?kind=person&chosen=all").text();
    assert_eq!(page.matches(" checked>").count(), 3);
    let chosen = format!("/library/chosen?id={}&id={}&id={}", ids[0], ids[1], ids[2]);
    let page = browser.get(&chosen).text();
    assert!(page.contains("How far may 3 records go?"), "{page}");
    let before = entries(&world);
    // One that is not there stops nothing.
    let nobody = "f".repeat(64);
    let [one, other, third] = [&ids[0], &ids[1], &ids[2]];
    let lower = [
        ("id", one.as_str()),
        ("id", other),
        ("id", &nobody),
        ("level", "sealed"),
        ("reason", "As the families asked"),
    ];
    let done = browser.post("/library/levels", &lower).text();
    assert!(done.contains("2 records have this level"), "{done}");
    assert!(done.contains("One could not be decided"), "{done}");
    assert_eq!(entries(&world), before + 2);
    for id in [one, other] {
        assert_eq!(level(&world, id), "sealed");
    }
    assert_eq!(level(&world, third), "restricted");
    // What has the level already is not written again.
    let again = browser.post("/library/levels", &lower).text();
    assert!(again.contains("2 had it already"), "{again}");
    assert_eq!(entries(&world), before + 2);
}

/// Between devices the lowest decision counts, and only what stands in a log is one.
#[test]
fn a_level_that_holds_already_is_decided_and_another_device_cannot_undo_it() {
    let mut world = World::new();
    let id = person(&world, "Rosalinda Villaclara");
    assert_eq!(level(&world, &id), "restricted");
    let before = entries(&world);
    let decision = [
        ("id", id.as_str()),
        ("level", "restricted"),
        ("reason", "As the family asked"),
    ];
    let mut browser = Browser::opened(&world);
    let done = browser.post("/library/levels", &decision).text();
    assert!(done.contains("one record has this level"), "{done}");
    assert_eq!(entries(&world), before + 1);
    let again = browser.post("/library/levels", &decision).text();
    assert!(again.contains("One had it already"), "{again}");
    assert_eq!(entries(&world), before + 1, "this log says so already");
    drop(browser);

    world.on_home("second");
    world.done(&["level", &id, "public", "--reason", "not asked"]);
    assert_eq!(level(&world, &id), "restricted");
    // The lower decision is the first device's: this one has to say it itself.
    let before = entries(&world);
    let mut browser = Browser::opened(&world);
    browser.post("/library/levels", &decision);
    assert_eq!(entries(&world), before + 1);
    let wanted = [
        ("id", id.as_str()),
        ("level", "public"),
        ("reason", "not asked"),
        ("sure", "1"),
    ];
    for _ in 0..2 {
        let held = browser.post("/library/levels", &wanted).text();
        assert!(held.contains("One stays lower"), "{held}");
    }
    assert_eq!(level(&world, &id), "restricted");
}

#[test]
fn a_kind_that_nobody_knows_is_refused_with_and_without_words() {
    let world = World::new();
    person(&world, "Rosalinda Villaclara");
    let mut browser = Browser::opened(&world);
    for place in ["/library?kind=events", "/library?kind=events&q=rosalinda"] {
        let refused = browser.get(place);
        assert_ne!(refused.status, 200, "{place}");
        assert!(refused.text().contains("events"), "{}", refused.text());
    }
}

#[test]
fn letting_many_go_further_is_said_before_it_is_done() {
    let world = World::new();
    let (one, other) = (
        person(&world, "Rosalinda Villaclara"),
        person(&world, "Teodoro Tarqui"),
    );
    let mut browser = Browser::opened(&world);
    let mut raise = vec![
        ("id", one.as_str()),
        ("id", other.as_str()),
        ("level", "public"),
        ("reason", "Both families agreed"),
    ];
    let asked = browser.post("/library/levels", &raise).text();
    assert!(
        asked.contains("This lets 2 records go further than now"),
        "{asked}"
    );
    assert_eq!(level(&world, &one), "restricted", "nothing is done yet");
    raise.push(("sure", "1"));
    let done = browser.post("/library/levels", &raise).text();
    assert!(done.contains("2 records have this level"), "{done}");
    assert_eq!(
        (level(&world, &one), level(&world, &other)),
        ("public".to_owned(), "public".to_owned())
    );
    // Without a reason nobody decides.
    let unreasoned = [("id", one.as_str()), ("level", "sealed"), ("reason", "  ")];
    assert_ne!(browser.post("/library/levels", &unreasoned).status, 200);
    assert_eq!(level(&world, &one), "public");
}

#[test]
fn everything_that_a_search_finds_can_be_chosen_and_no_more_than_a_thousand() {
    let world = World::new();
    person(&world, "Rosalinda Villaclara");
    person(&world, "Teodoro Tarqui");
    let mut browser = Browser::opened(&world);
    let page = browser
        .get("/library/chosen?found=1&q=rosalinda&back=/library%3Fq%3Drosalinda")
        .text();
    assert!(page.contains("How far may one record go?"), "{page}");
    assert!(page.contains("href=\"/library?q=rosalinda\""), "{page}");
    assert!(
        browser
            .get("/library/chosen?back=//elsewhere.example/")
            .text()
            .contains("href=\"/library\"")
    );
    let id = "a".repeat(64);
    let many: Vec<(&str, &str)> = std::iter::repeat_n(("id", id.as_str()), 1_001)
        .chain([("level", "sealed"), ("reason", "x")])
        .collect();
    let refused = browser.post("/library/levels", &many);
    assert!(
        refused.text().contains("More than 1000 records"),
        "{}",
        refused.text()
    );
}

#[test]
fn a_search_is_kept_opened_and_forgotten() {
    let world = World::new();
    person(&world, "Rosalinda Villaclara");
    let mut browser = Browser::opened(&world);
    let asked = "/library?q=rosalinda&kind=person";
    assert!(
        browser
            .get(asked)
            .text()
            .contains("action=\"/library/searches\"")
    );
    let before = entries(&world);
    let search = [
        ("name", " Lirio <blanco> "),
        ("q", "rosalinda"),
        ("kind", "person"),
        ("where", ""),
        ("view", ""),
    ];
    let kept = browser.post("/library/searches", &search);
    let shown = browser.follow(kept).text();
    assert!(shown.contains("Rosalinda Villaclara"), "{shown}");
    assert_eq!(entries(&world), before, "it is nobody's statement");
    // It is there for the next who unlocks, also after the catalog was thrown away.
    drop(browser);
    world.done(&["rebuild"]);
    let mut browser = Browser::opened(&world);
    let page = browser.get("/library").text();
    assert!(page.contains(">Lirio &#60;blanco&#62;</a>"), "{page}");
    let (before, _) = page.split_once("\">Lirio").unwrap();
    let opened = browser.get(before.rsplit_once("href=\"").unwrap().1).text();
    assert!(opened.contains("value=\"rosalinda\""), "{opened}");
    assert!(opened.contains("Rosalinda Villaclara"), "{opened}");
    // What somebody looked for is not to be read on the disk.
    let folder = world.path("home/searches");
    let files: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    assert_eq!(files.len(), 1);
    let bytes = fs::read(&files[0]).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1"));
    assert!(!String::from_utf8_lossy(&bytes).contains("rosalinda"));
    let unnamed = [("name", " "), ("q", "x")];
    assert!(
        browser
            .post("/library/searches", &unnamed)
            .text()
            .contains("has no name")
    );
    let long = "x".repeat(1_024);
    let long = [("name", "long"), ("q", long.as_str())];
    assert!(
        browser
            .post("/library/searches", &long)
            .text()
            .contains("too long")
    );
    let gone = [("name", "Lirio <blanco>"), ("back", "/library")];
    assert_eq!(browser.post("/library/searches/remove", &gone).status, 303);
    assert!(!browser.get("/library").text().contains("Lirio"));
}

#[test]
fn only_so_many_searches_are_kept_and_erasing_says_that_there_are_some() {
    let world = World::new();
    let id = person(&world, "Rosalinda Villaclara");
    let mut browser = Browser::opened(&world);
    let copies = |answer: Value| answer["not_reached"].to_string();
    let erase = ["erase", &id, "--reason", "Asked for"];
    assert!(!copies(world.done(&erase)).contains("saved_searches"));
    for number in 0..100 {
        let name = format!("Search {number}");
        let kept = browser.post("/library/searches", &[("name", &name), ("q", "rosalinda")]);
        assert_eq!(kept.status, 303, "{name}");
    }
    let one_more = [("name", "One more"), ("q", "rosalinda")];
    assert!(
        browser
            .post("/library/searches", &one_more)
            .text()
            .contains("100 searches are kept")
    );
    // Another search under the same name takes its place.
    let again = [("name", "Search 7"), ("q", "villaclara")];
    assert_eq!(browser.post("/library/searches", &again).status, 303);
    assert!(copies(world.done(&erase)).contains("saved_searches"));
}

#[test]
fn damaged_searches_are_said_and_stop_nothing_else() {
    let world = World::new();
    person(&world, "Rosalinda Villaclara");
    let mut browser = Browser::opened(&world);
    browser.post(
        "/library/searches",
        &[("name", "Lirio"), ("q", "rosalinda")],
    );
    let folder = world.path("home/searches");
    let file = fs::read_dir(&folder)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let mut bytes = fs::read(&file).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&file, &bytes).unwrap();
    let page = browser.get("/library?kind=person").text();
    assert!(page.contains("The kept searches cannot be read"), "{page}");
    assert!(page.contains("Rosalinda Villaclara"), "{page}");
    // What is damaged is not written over unasked.
    browser.post("/library/searches", &[("name", "Other"), ("q", "x")]);
    assert_eq!(fs::read(&file).unwrap(), bytes);
    browser.post("/library/searches/remove", &[("back", "/library")]);
    assert!(!browser.get("/library").text().contains("cannot be read"));
    assert_eq!(
        browser
            .post("/library/searches", &[("name", "Other"), ("q", "x")])
            .status,
        303
    );
    assert!(browser.get("/library").text().contains(">Other</a>"));
}

#[test]
fn a_condition_leads_to_a_figure_and_a_dossier_of_the_same() {
    let world = World::new();
    person(&world, "Rosalinda Villaclara");
    let mut browser = Browser::opened(&world);
    let place = "/library?kind=person&where=name%20~%20%22rosalinda%22";
    let page = browser.get(place);
    let figure = page.quoted_after("<a href=\"/figures?");
    let counted = browser.get(&format!("/figures?{figure}")).text();
    assert!(counted.contains("name ~ &#34;rosalinda&#34;"), "{counted}");
    let dossier = page.quoted_after("<a href=\"/dossier?");
    let begun = browser.get(&format!("/dossier?{dossier}")).text();
    let condition = "value=\"kind = person and (name ~ &#34;rosalinda&#34;)\"";
    assert!(begun.contains(condition), "{begun}");
    // Words say more than a condition can.
    let page = browser.get("/library?q=rosalinda").text();
    assert!(!page.contains("<a href=\"/dossier?"), "{page}");
}

/// What stands in the cells of a table whose head is this, line by line.
fn lines(page: &str, class: &str) -> Vec<Vec<String>> {
    let (_, table) = page.split_once(class).unwrap();
    let body = table.split_once("<tbody>").unwrap().1;
    let body = body.split_once("</tbody>").unwrap().0;
    let text = |cell: &str| {
        let parts = cell
            .split('<')
            .map(|part| part.split_once('>').map_or(part, |(_, text)| text));
        parts.collect::<String>().trim().to_owned()
    };
    let cells = |line: &str| {
        let line = line.replace("<th ", "<td ");
        let cells: Vec<String> = line
            .split("<td")
            .skip(1)
            .map(|cell| text(&format!("<td{cell}")))
            .collect();
        cells
    };
    body.split("<tr>").skip(1).map(cells).collect()
}

#[test]
fn the_years_lead_to_their_records_and_say_how_many_have_no_date() {
    let world = World::new();
    let act = |fields: &[&str]| {
        let arguments = [&["record", "incident"], fields, &["--source", "Radio"]];
        text(&world.done(&arguments.concat())["id"])
    };
    let march = act(&["title=Marcha", "date=2019-11-19"]);
    world.done(&["claim", &march, "date=2020-01", "--source", "Comité"]);
    act(&["title=Vigilia", "date=2021"]);
    act(&["title=Sin fecha"]);
    let mut browser = Browser::opened(&world);
    let page = browser.get("/library?kind=incident&view=time");
    let shown = page.text();
    let years: Vec<(String, String)> = lines(&shown, "class=\"time\"")
        .into_iter()
        .map(|line| (line[0].clone(), line[1].clone()))
        .collect();
    let of = |year: &str, count: &str| (year.to_owned(), count.to_owned());
    assert_eq!(years, [of("2019", "1"), of("2020", "1"), of("2021", "1")]);
    assert!(shown.contains("One has no date."), "{shown}");
    assert!(!shown.contains(" style="));
    // A bar leads to what it counts.
    let place = page
        .quoted_after("<a class=\"hit\" href=\"")
        .replace("&#38;", "&");
    let found = browser.get(&place).text();
    assert!(
        found.contains(">Marcha</a>") && !found.contains(">Vigilia</a>"),
        "{found}"
    );
    let months = browser
        .get("/library?kind=incident&view=time&year=2021")
        .text();
    assert_eq!(lines(&months, "class=\"time\"").len(), 12);
    assert!(
        months.contains("December") && months.contains("The one record of the whole year"),
        "{months}"
    );
    // What was asked for is narrowed, not forgotten.
    let asked =
        "/library?view=time&where=title%20~%20%22marcha%22%20or%20title%20~%20%22vigilia%22";
    let place = browser
        .get(asked)
        .quoted_after("<a class=\"hit\" href=\"")
        .replace("&#38;", "&");
    let found = browser.get(&place).text();
    assert!(
        found.contains(">Marcha</a>") && !found.contains(">Vigilia</a>"),
        "{found}"
    );
    // An `or` that ends with the same year is not narrowed yet.
    let either = "title ~ \"vigilia\" or title ~ \"marcha\" and date ~ \"2020\"";
    let either = either.replace(' ', "%20").replace('"', "%22");
    let asked = format!("/library?view=time&where={either}");
    let shown = lines(&browser.get(&asked).text(), "class=\"time\"");
    assert_eq!(shown[1][..2], ["2020", "1"]);
    let place = browser
        .get(&asked)
        .text()
        .split("<a class=\"hit\" href=\"")
        .skip(1)
        .filter_map(|part| part.split_once('"'))
        .map(|(place, _)| place.replace("&#38;", "&"))
        .nth(1)
        .unwrap();
    let found = browser.get(&place).text();
    assert!(
        found.contains(">Marcha</a>") && !found.contains(">Vigilia</a>"),
        "{place} {found}"
    );
    for odd in [
        "/library?view=time&year=x",
        "/library?view=time&year=99999",
        "/library?view=time&q=%22",
    ] {
        assert_eq!(browser.get(odd).status, 200, "{odd}");
    }
}

#[test]
fn places_stand_on_a_map_with_each_sources_position() {
    let world = World::new();
    let place = |fields: &[&str]| {
        let arguments = [&["record", "place"], fields, &["--source", "Radio"]];
        text(&world.done(&arguments.concat())["id"])
    };
    let bridge = place(&["name=Puente Alisal", "lat=-17.35", "lon=-66.2"]);
    world.done(&["claim", &bridge, "lat=-12", "lon=-70", "--source", "Comité"]);
    place(&["name=Las Acequias"]);
    world.done(&[
        "record",
        "incident",
        "title=Marcha",
        "place=Puente Alisal",
        "--source",
        "Radio",
    ]);
    let mut browser = Browser::opened(&world);
    let page = browser.get("/library?view=map").text();
    assert_eq!(page.matches("<circle").count(), 2, "{page}");
    assert_eq!(page.matches("sources differ").count(), 2);
    let table = lines(&page, "<caption>");
    assert_eq!(table.len(), 2, "{table:?}");
    assert_eq!(table[0][..2], ["Puente Alisal", "2"]);
    assert!(
        table[0][2].starts_with("17.3500° S, 66.2000° W"),
        "{table:?}"
    );
    assert_eq!(
        (table[0][3].as_str(), table[1][3].as_str()),
        ("Radio", "Comité")
    );
    assert!(
        page.contains("Of one place nobody says where it is."),
        "{page}"
    );
    assert!(page.contains(&format!("href=\"/record/{bridge}\"")));
    assert!(!page.contains(" style=") && !page.contains("<title>Puente"));
    // Elsewhere nothing of it is seen, and that is said.
    let page = browser.get("/library?view=map&near=100,40,10").text();
    assert_eq!(page.matches("<circle").count(), 0);
    assert!(page.contains("2 positions lie outside"), "{page}");
    for odd in [
        "near=nan,0,1",
        "near=1e300,1e300,1e300",
        "near=x",
        "q=nobody",
        "kind=person",
    ] {
        assert_eq!(
            browser.get(&format!("/library?view=map&{odd}")).status,
            200,
            "{odd}"
        );
    }
}
