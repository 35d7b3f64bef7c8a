//! Own fields and terms in the browser: looked at before they are recorded, added by hand, and used at once.

use crate::browser::Browser;
use crate::world::{World, text};

const OURS: &str = "name = \"Ours\"\nversion = \"3\"\n\
    [[field]]\nname = \"x.height\"\nen = \"Height (cm)\"\nes = \"Estatura (cm)\"\n\
    [[field]]\nname = \"x.shoe\"\nen = \"Shoe size\"\n\
    [[term]]\nvocabulary = \"act_type_core\"\ncode = \"burning\"\nen = \"Burning of a home\"\nes = \"Quema de una vivienda\"\n";

fn added(world: &World) -> usize {
    let listed = world.done(&["log", "--limit", "100"]);
    let entries = listed["statements"].as_array().unwrap().iter();
    entries
        .filter(|entry| entry["kind"] == "vocabulary")
        .count()
}

#[test]
fn a_file_is_looked_at_and_then_recorded() {
    let world = World::new();
    let person = world.done(&["record", "person", "name=Ana Quispe", "--source", "Radio"]);
    let person = text(&person["id"]);
    let mut browser = Browser::opened(&world);
    let settings = browser.get("/settings").text();
    assert!(settings.contains("href=\"/vocabulary\""));
    let looked = browser.upload("/vocabulary/look", &[], ("ours.toml", OURS.as_bytes()));
    assert_eq!(looked.status, 200);
    for shown in [
        "Ours",
        "Height (cm)",
        "Burning of a home",
        "x.shoe",
        "no label in this language",
    ] {
        assert!(looked.text().contains(shown), "{shown}: {}", looked.text());
    }
    assert_eq!(
        added(&world),
        0,
        "nothing is recorded before somebody says so"
    );
    let kept = browser.post("/vocabulary/add", &[("text", OURS)]);
    let page = browser.follow(kept).text();
    assert!(
        page.contains("role=\"status\"") && page.contains("Height (cm)"),
        "{page}"
    );
    assert!(page.contains("no label in this language"), "{page}");
    assert_eq!(added(&world), 1);
    // Forms offer it, and what is written stands under its label.
    let place = format!("/record/{person}");
    assert!(
        browser
            .get(&place)
            .text()
            .contains("<option value=\"x.height\">Height (cm)")
    );
    let said = [("field", "x.height"), ("value", "168"), ("source", "Radio")];
    let claimed = browser.post(&format!("{place}/claim"), &said);
    assert!(
        browser
            .follow(claimed)
            .text()
            .contains("<dt>Height (cm)</dt>")
    );
}

#[test]
fn a_file_that_is_none_is_refused_in_words() {
    let world = World::new();
    let mut browser = Browser::opened(&world);
    for (file, why) in [
        ("name = ", "TOML"),
        ("version = \"1\"", "TOML"),
        ("name = \"\"", "needs a name"),
        (
            "name = \"a\"\n[[field]]\nname = \"height\"",
            "begin with x. and have letters behind it: height",
        ),
        (
            "name = \"a\"\n[[term]]\nvocabulary = \"nobody\"\ncode = \"b\"",
            "to which terms can be added: nobody",
        ),
        (&"# \u{f1}\n".repeat(70_000), "Somebody"),
    ] {
        for sent in [
            browser.upload("/vocabulary/look", &[], ("ours.toml", file.as_bytes())),
            browser.post("/vocabulary/add", &[("text", file)]),
        ] {
            assert_eq!(sent.status, 422, "{why}");
            let said = sent.text();
            let is_large = why == "Somebody";
            assert!(is_large || said.contains(why), "{why}: {said}");
            assert!(!said.contains("role=\"status\""));
        }
    }
    assert_eq!(added(&world), 0);
}

#[test]
fn one_field_is_added_by_hand_and_two_do_not_take_each_others_place() {
    let world = World::new();
    let mut browser = Browser::opened(&world);
    let given = [
        ("en", "File number"),
        ("es", "N\u{fa}mero de expediente"),
        ("name", "N\u{fa}mero de Expediente"),
    ];
    let one = browser.post("/vocabulary/field", &given);
    let page = browser.follow(one).text();
    assert!(page.contains("x.numero_de_expediente"), "{page}");
    let again = browser.post("/vocabulary/field", &given);
    assert_eq!(again.status, 422);
    assert!(
        again.text().contains("value=\"File number\""),
        "what was typed is kept"
    );
    let other = browser.post(
        "/vocabulary/field",
        &[("en", "Shoe"), ("es", "Zapato"), ("name", "x.shoe")],
    );
    let page = browser.follow(other).text();
    assert!(
        page.contains("x.numero_de_expediente") && page.contains("x.shoe"),
        "{page}"
    );
    for wrong in [
        [("en", "Shoe"), ("es", ""), ("name", "a")],
        [("en", "Shoe"), ("es", "Zapato"), ("name", "\u{bf}?")],
    ] {
        let refused = browser.post("/vocabulary/field", &wrong);
        assert_eq!(refused.status, 422, "{wrong:?}");
        assert!(
            refused.text().contains("class=\"problem\""),
            "{}",
            refused.text()
        );
    }
    assert_eq!(added(&world), 2);
}
