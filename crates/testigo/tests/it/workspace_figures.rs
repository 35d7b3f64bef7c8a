//! Reviewing pairs and asking for figures, page by page.

use std::fmt::Write as _;

use crate::browser::Browser;
use crate::world::World;

/// Two lists of the same persons, one of them spelled otherwise.
pub(crate) fn compared() -> (World, Browser) {
    let world = World::new();
    for (file, is_second) in [("north.csv", false), ("south.csv", true)] {
        let mut lines = "name,age,place\n".to_owned();
        for person in 0..30 {
            let given = ["Rosa", "Bruno", "Elena", "Tomás", "Irene"][person % 5];
            let surname = ["Huanca", "Quispe", "Vargas", "Tarqui", "Salas", "Arce"][person % 6];
            let spelled = if is_second && person % 3 == 0 {
                surname
                    .replace("qu", "ki")
                    .replace("Qui", "Khi")
                    .to_uppercase()
            } else {
                surname.to_owned()
            };
            let age = 20 + person + usize::from(is_second && person % 4 == 0) * 3;
            let _ = writeln!(lines, "{given} {spelled},{age},Alto Verde");
        }
        world.file(file, lines);
        world.done(&["import", file, "--as", "list", "--list", file]);
    }
    let mut browser = Browser::opened(&world);
    assert!(
        browser
            .get("/review")
            .text()
            .contains("action=\"/review/link\"")
    );
    let run = browser.post("/review/link", &[]);
    let compared = browser.follow(run);
    assert!(
        compared.text().contains("name=\"verdict\""),
        "{}",
        compared.text()
    );
    (world, browser)
}

#[test]
fn a_pair_is_decided_with_a_reason_and_taken_back() {
    let (_world, mut browser) = compared();
    let page = browser.get("/review");
    let (one, other) = (
        page.quoted_after("name=\"one\" value=\""),
        page.quoted_after("name=\"other\" value=\""),
    );
    let mut given = vec![
        ("one", one.as_str()),
        ("other", &other),
        ("verdict", "same"),
    ];
    assert_eq!(
        browser.post("/review/judge", &given).status,
        422,
        "no reason"
    );
    given.push(("reason", "the same age and place"));
    let judged = browser.post("/review/judge", &given);
    let twice = browser.post("/review/judge", &given);
    assert_eq!(twice.header("location"), judged.header("location"));
    let next = browser.follow(judged);
    let pair = |page: &crate::browser::Page| {
        let one = page.quoted_after("name=\"one\" value=\"");
        (one, page.quoted_after("name=\"other\" value=\""))
    };
    assert_ne!(pair(&next), (one.clone(), other.clone()), "the next pair");
    assert!(!next.text().contains("the same age and place"));
    let statement = next.quoted_after("name=\"statement\" value=\"");
    let undone = browser.post("/review/undo", &[("statement", &statement)]);
    let again = browser.follow(undone);
    assert_eq!(pair(&again), (one, other), "its pair waits again");
}

#[test]
fn only_what_is_meant_is_taken_back() {
    let (_world, mut browser) = compared();
    let page = browser.get("/review");
    let (one, other) = (
        page.quoted_after("name=\"one\" value=\""),
        page.quoted_after("name=\"other\" value=\""),
    );
    let decided = [
        ("one", one.as_str()),
        ("other", &other),
        ("verdict", "same"),
        ("reason", "the same age"),
    ];
    let judged = browser.post("/review/judge", &decided);
    let judged = browser.follow(judged);
    let judgement = judged.quoted_after("name=\"statement\" value=\"");
    for strange in [one.as_str(), "anything", &"0".repeat(64)] {
        let page = browser.get(&format!("/review?judged={strange}&verdict=same"));
        assert!(!page.text().contains("/review/undo"), "{strange}");
        let refused = browser.post("/review/undo", &[("statement", strange)]);
        assert_eq!(refused.status, 422, "{strange}");
    }
    let path = format!("/record/{one}");
    assert!(!browser.get(&path).text().contains("class=\"notice bad\""));
    // What is said of one record is not taken back from another.
    let said = [("field", "age"), ("value", "41"), ("source", "Radio")];
    let said = browser.post(&format!("{path}/claim"), &said);
    let claim = browser
        .follow(said)
        .quoted_after("name=\"statement\" value=\"");
    for (record, statement) in [(&other, &claim), (&other, &one), (&one, &other)] {
        let given = [("statement", statement.as_str()), ("reason", "x")];
        let refused = browser.post(&format!("/record/{record}/retract"), &given);
        assert_eq!(refused.status, 422, "{}", refused.text());
    }
    let given = [("statement", claim.as_str()), ("reason", "misheard")];
    assert_eq!(browser.post(&format!("{path}/retract"), &given).status, 303);
    let undone = browser.post("/review/undo", &[("statement", &judgement)]);
    assert_eq!(undone.status, 303);
}

#[test]
fn a_figure_is_asked_saved_and_followed_down() {
    let (_world, mut browser) = compared();
    let asked = browser.get("/figures?what=persons&by=place&where=age%20%3E%2030");
    for shown in ["Alto Verde", "<svg", "SELECT"] {
        assert!(asked.text().contains(shown), "{shown}: {}", asked.text());
    }
    let wrong = browser.get("/figures?what=persons&where=age%20%3E");
    assert!(wrong.text().contains("role=\"alert\"") && wrong.text().contains("age &#62;"));
    let fields = [("what", "persons"), ("by", "place"), ("name", "By place")];
    let saved = browser.post("/figures/save", &fields);
    let path = saved.header("location").unwrap().to_owned();
    assert!(browser.get("/figures").text().contains(&path));
    let figure = browser.get(&path);
    for shown in ["By place", "north.csv", "Rosa Huanca", "/estimate"] {
        assert!(figure.text().contains(shown), "{shown}");
    }
    for page in [&asked, &figure] {
        for inline in [" style=", "<style", " onclick="] {
            assert!(!page.text().contains(inline), "{inline}");
        }
    }
    // Without an estimate there is none to show.
    let estimate = browser.get(&format!("{path}/estimate"));
    assert_eq!(estimate.header("location"), Some(path.as_str()));
}
