//! Backups in the workspace: Home says how old they are, Settings makes them.

use std::fs;

use crate::browser::Browser;
use crate::world::{World, files_below, text};

fn person(world: &World, name: &str) -> String {
    let name = format!("name={name}");
    text(&world.done(&["record", "person", &name, "--source", "Group"])["id"])
}

#[test]
fn home_says_how_old_the_last_backup_is_and_settings_makes_one() {
    let world = World::new();
    let first = person(&world, "Ana Quispe Illanes");
    let mut browser = Browser::opened(&world);
    let home = browser.get("/").text();
    assert!(
        home.contains("No backup was made from this computer."),
        "{home}"
    );
    assert!(
        browser
            .get("/settings")
            .text()
            .contains("None was made from this computer.")
    );
    assert_eq!(browser.get("/backup").header("location"), Some("/settings"));

    let folder = world.path("stick/copy <1>");
    let asked = browser.post("/backup", &[("folder", folder.to_str().unwrap())]);
    let report = browser.follow(asked).text();
    assert!(report.contains("The backup holds"), "{report}");
    assert!(report.contains("copy &#60;1&#62;</code>"), "{report}");
    assert!(report.contains("Keep the passphrase and the recovery sheet somewhere else"));
    assert!(files_below(&folder).len() > 10);

    let home = browser.get("/").text();
    for said in [
        "Backup made less than a day ago",
        "stick/copy &#60;1&#62;",
        "Nothing was recorded since.",
    ] {
        assert!(home.contains(said), "{said}: {home}");
    }
    // Written by another process: the page knows it once the archive is looked at again.
    person(&world, "Bruno Tarqui");
    person(&world, "Clara Poma");
    browser.post("/lock", &[]);
    let mut browser = Browser::opened(&world);
    let home = browser.get("/").text();
    assert!(home.contains("2 statements were recorded since"), "{home}");
    let asked = world.done(&["erase", &first, "--reason", "asked for"]);
    let code = text(&asked["confirm"]);
    world.done(&["erase", &first, "--reason", "asked for", "--confirm", &code]);
    let mut browser = Browser::opened(&world);
    for place in ["/", "/settings"] {
        let page = browser.get(place).text();
        assert!(
            page.contains("Something was erased since, and it still has it."),
            "{page}"
        );
    }
    // One press brings it up to date.
    let value = browser
        .get("/settings")
        .quoted_after("name=\"folder\" value=\"")
        .replace("&#60;", "<")
        .replace("&#62;", ">");
    let asked = browser.post("/backup", &[("folder", &value)]);
    let report = browser.follow(asked).text();
    assert!(report.contains("The backup holds"), "{report}");
    let page = browser.get("/settings").text();
    assert!(page.contains("Nothing was recorded since.") && !page.contains("was erased since"));
}

#[test]
fn a_list_of_backups_that_cannot_be_read_is_told_on_home_and_in_settings() {
    let world = World::new();
    let id = person(&world, "Ana Quispe Illanes");
    world.done(&["backup", "copied"]);
    let list = files_below(&world.path("home/copies")).remove(0);
    let mut bytes = fs::read(&list).unwrap();
    bytes[200] ^= 1;
    fs::write(&list, &bytes).unwrap();
    let mut browser = Browser::opened(&world);
    let told = "The list of your backups could not be read.";
    for place in ["/", "/settings"] {
        let page = browser.get(place).text();
        assert!(page.contains(told), "{place}: {page}");
        for said in ["No backup was made", "None was made"] {
            assert!(!page.contains(said), "{place}: {page}");
        }
    }
    let form = [("reason", "asked for")];
    let page = browser.post(&format!("/record/{id}/erase"), &form).text();
    assert!(
        page.contains("backups that only a list names that cannot be read"),
        "{page}"
    );
}

#[test]
fn a_backup_that_cannot_be_made_says_why_and_what_to_do() {
    let world = World::new();
    let mut browser = Browser::opened(&world);
    let relative = browser.post("/backup", &[("folder", "copy")]);
    assert_ne!(relative.status, 200);
    assert!(
        relative
            .text()
            .contains("This place is not written in full: copy")
    );
    world.file("letters/one.txt", "a letter");
    for (folder, said) in [
        ("letters", "holds something that is no copy of this archive"),
        ("archive/copy", "would lie inside the archive"),
    ] {
        let folder = world.path(folder);
        let asked = browser.post("/backup", &[("folder", folder.to_str().unwrap())]);
        let page = browser.follow(asked).text();
        assert!(page.contains(said), "{page}");
    }
    assert!(browser.get("/").text().contains("No backup was made"));
}

#[test]
fn a_backup_that_does_not_hold_is_not_called_one() {
    let world = World::new();
    world.file("in/bridge.jpg", vec![7; 9_000]);
    world.done(&["add", "in", "--source", "Group"]);
    let object = files_below(&world.path("archive/objects")).remove(0);
    let mut bytes = fs::read(&object).unwrap();
    bytes[700] ^= 1;
    fs::write(&object, bytes).unwrap();
    let mut browser = Browser::opened(&world);
    let folder = world.path("copied");
    let asked = browser.post("/backup", &[("folder", folder.to_str().unwrap())]);
    let report = browser.follow(asked).text();
    for said in [
        "The backup does not hold",
        "This archive itself is damaged too.",
        "object.bytes",
    ] {
        assert!(report.contains(said), "{said}: {report}");
    }
    let home = browser.get("/").text();
    assert!(
        home.contains("It did not hold when it was verified."),
        "{home}"
    );
}
