//! What was stated about a record, in order; and what somebody who still has to decide a pair is not shown.

use crate::browser::Browser;
use crate::workspace_figures::compared;
use crate::world::{PASSPHRASE, World, text};

/// Where texts stand on a page; they must.
#[track_caller]
fn places(page: &str, texts: &[&str]) -> Vec<usize> {
    let place = |text: &&str| {
        page.find(text)
            .unwrap_or_else(|| panic!("no {text} in {page}"))
    };
    texts.iter().map(place).collect()
}

#[test]
fn everything_that_was_stated_stands_in_order() {
    let world = World::new();
    let record = |arguments: &[&str]| text(&world.done(arguments)["id"]);
    let person = record(&[
        "record",
        "person",
        "name=Rosalinda Villaclara",
        "age=34",
        "--source",
        "Radio",
    ]);
    let claim = world.done(&[
        "claim",
        &person,
        "age=52",
        "--source",
        "Comité",
        "--locator",
        "page 3",
    ]);
    let claim = text(&claim["statement"]);
    world.done(&["supersede", &claim, "age=53", "--reason", "misread"]);
    world.done(&["level", &person, "recipient", "--reason", "she agreed"]);
    let act = record(&[
        "record",
        "act",
        &format!("victim={person}"),
        "type=030101",
        "--source",
        "Radio",
    ]);
    let consent = [
        "consent",
        &person,
        "--purpose",
        "store",
        "--status",
        "granted",
    ];
    world.done(&consent);
    world.done(&["retract", &claim, "--reason", "not hers"]);
    let mut browser = Browser::opened(&world);
    let shown = browser.get(&format!("/record/{person}")).text();
    assert!(shown.contains(&format!("href=\"/record/{person}/history\"")));
    let page = browser.get(&format!("/record/{person}/history"));
    assert_eq!(page.status, 200, "{}", page.text());
    let page = page.text();
    let order = places(
        &page,
        &[
            "It was recorded",
            "More was said of it",
            "Another version was given",
            "How far it may go was decided",
            "Another record named it",
            "An answer about what it may be used for",
            "Something was taken back",
        ],
    );
    assert!(order.is_sorted(), "{order:?}\n{page}");
    for said in [
        ">34<",
        "misread",
        "she agreed",
        "not hers",
        "Tester",
        "Comité",
        "page 3",
        "on this computer",
        "counts no longer",
        &format!("/record/{act}"),
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert_eq!(browser.get("/record/ffffff/history").status, 404);
    let far = browser.get(&format!("/record/{person}/history?from={}", u64::MAX));
    assert_eq!(far.status, 200);
}

#[test]
fn a_long_history_is_leafed_through_and_what_names_a_list_is_left_out() {
    let world = World::new();
    let lines = (0..1_001).map(|number| format!("Persona {number}\n"));
    world.file("list.csv", format!("name\n{}", lines.collect::<String>()));
    world.done(&["import", "list.csv", "--as", "list", "--list", "Lista"]);
    let found = world.done(&["search", "Lista", "--kind", "list"]);
    let list = text(&found["hits"][0]["id"]);
    for number in 0..60 {
        let comment = format!("x.note=word {number}");
        world.done(&["claim", &list, &comment, "--source", "Radio"]);
    }
    let mut browser = Browser::opened(&world);
    let page = browser.get(&format!("/record/{list}/history")).text();
    assert!(page.contains("More than 1,000 records name it"), "{page}");
    assert!(!page.contains("Another record named it"));
    assert!(
        page.contains("word 48") && !page.contains("word 49"),
        "{page}"
    );
    let next = browser
        .get(&format!("/record/{list}/history?from=50"))
        .text();
    assert!(
        next.contains("word 49") && next.contains("word 59"),
        "{next}"
    );
}

#[test]
fn who_still_has_to_decide_a_pair_does_not_see_what_others_decided() {
    let (world, mut browser) = compared();
    let page = browser.get("/review");
    let one = page.quoted_after("name=\"one\" value=\"");
    let other = page.quoted_after("name=\"other\" value=\"");
    let again = |browser: &mut Browser| {
        browser.post("/lock", &[]);
        browser.post("/unlock", &[("passphrase", PASSPHRASE), ("by", "Renata")]);
    };
    let reason = ["--reason", "Luis knows her", "--by", "Luis"];
    world.done(&[&["judge", &one, &other, "same"], &reason[..]].concat());
    again(&mut browser);
    let places = [
        format!("/record/{one}"),
        format!("/record/{other}"),
        format!("/record/{one}/history"),
        format!("/record/{other}/history"),
    ];
    for place in &places {
        let page = browser.get(place).text();
        assert!(!page.contains("Luis knows her"), "{place}: {page}");
        assert!(!page.contains("one person"), "{place}: {page}");
        assert!(
            page.contains("you still have to decide") || page.contains("until you have decided")
        );
    }
    let judgement = [
        ("one", one.as_str()),
        ("other", &other),
        ("verdict", "different"),
        ("reason", "another age"),
    ];
    assert_eq!(browser.post("/review/judge", &judgement).status, 303);
    for place in &places {
        let page = browser.get(place).text();
        assert!(page.contains("Luis knows her"), "{place}: {page}");
        assert!(page.contains("another age"), "{place}: {page}");
        assert!(!page.contains("you still have to decide"), "{place}");
    }
}
