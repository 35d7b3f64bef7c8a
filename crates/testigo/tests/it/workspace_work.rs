//! Long work of the workspace: it is stopped, it goes on, and opening the archive may be such work, too.

use std::fmt::Write as _;

use testigo_store::{Disk, Home};

use crate::browser::Browser;
use crate::world::{PASSPHRASE, World};

const LINES: usize = 1_500;

fn list() -> String {
    let mut text = "Nombre,Edad\n".to_owned();
    for number in 0..LINES {
        let _ = writeln!(text, "Persona {number},{}", number % 90);
    }
    text
}

/// The number in the first place after a label of the report.
#[track_caller]
fn number_after(text: &str, label: &str) -> usize {
    let (_, rest) = text
        .split_once(&format!("<dt>{label}</dt><dd>"))
        .unwrap_or_else(|| panic!("no {label} in {text}"));
    rest.split('<').next().unwrap().parse().unwrap()
}

#[test]
fn an_import_is_stopped_shows_what_is_in_and_goes_on() {
    let world = World::new();
    let mut browser = Browser::opened(&world);
    // Where nothing runs, nothing is stopped: neither now nor later.
    let nothing = browser.post("/stop", &[]);
    assert_eq!(nothing.header("location"), Some("/work"));
    assert_eq!(browser.follow(nothing).status, 200);
    let fields = [("format", "list"), ("source", "Comité")];
    let looked = browser.upload("/import", &fields, ("lista.csv", list().as_bytes()));
    let looked = browser.follow(looked);
    assert!(looked.text().contains("/import/run"), "{}", looked.text());
    let form = [("list", "Lista"), ("source", "Comité")];
    browser.post("/import/run", &form);
    loop {
        let page = browser.get("/work").text();
        assert!(page.contains("action=\"/stop\""), "{page}");
        let counts = page.split("lines: ").nth(1);
        if counts.is_some_and(|rest| rest.starts_with(|next| ('1'..='9').contains(&next))) {
            break;
        }
    }
    let stopping = browser.post("/stop", &[]);
    let report = browser.follow(stopping).text();
    assert!(report.contains("A part of it is in"), "{report}");
    assert!(report.contains("role=\"alert\"") && report.contains("/import/undo"));
    let recorded = number_after(&report, "New entries");
    assert!((1..LINES).contains(&recorded), "{recorded}");
    let found = browser.get("/library?kind=entry").text();
    assert!(found.contains(&format!("{recorded} records")), "{found}");
    let rest = browser.post("/import/run", &form);
    let report = browser.follow(rest).text();
    assert!(!report.contains("A part of it is in"), "{report}");
    assert_eq!(number_after(&report, "Already there"), recorded);
    assert_eq!(number_after(&report, "New entries"), LINES - recorded);
}

#[test]
fn opening_that_takes_long_shows_its_progress_and_locking_wins() {
    let world = World::new();
    let mut browser = Browser::start(&world);
    browser.enter();
    let (_, ring) = world.unlocked("archive");
    let home = Home::new(Disk::at(world.path("home")));
    // Another process of this home that does not come to its end.
    let lock = home.lock_archive(ring.archive()).unwrap();
    let given = [("passphrase", PASSPHRASE), ("next", "/settings")];
    let wrong = browser.post("/unlock", &[("passphrase", "not this one")]);
    assert_eq!(wrong.status, 403, "told at once");
    let unlocking = browser.post("/unlock", &given);
    assert_eq!(unlocking.header("location"), Some("/work"));
    assert_eq!(browser.get("/").header("location"), Some("/work"));
    assert!(browser.get("/work").text().contains("/stop"));
    drop(lock);
    let opened = browser.follow(unlocking);
    assert!(opened.text().contains("action=\"/settings/language\""));
    browser.post("/lock", &[]);
    let lock = home.lock_archive(ring.archive()).unwrap();
    let unlocking = browser.post("/unlock", &given);
    assert_eq!(unlocking.header("location"), Some("/work"));
    let locked = browser.post("/lock", &[]);
    assert_eq!(locked.header("location"), Some("/unlock"));
    drop(lock);
    let told = browser.follow(unlocking);
    assert_eq!(told.status, 422, "{}", told.text());
    assert_eq!(browser.get("/").header("location"), Some("/unlock?next=/"));
}
