//! The workspace, page by page: who is answered, what is shown, what is kept.

use std::fs;
use std::path::Path;

use crate::browser::Browser;
use crate::world::{PASSPHRASE, World, files_below, text};

const LIST: &str = "Nombre,Edad,Lugar,Fecha\n\
    Ana Quispe Illanes,34,Alto Verde,2019-11-19\n\
    Bruno Tarqui,ns/nr,Alto Verde,2019-11-19\n";

#[test]
fn only_who_brings_the_key_is_answered_and_the_key_opens_once() {
    let world = World::new();
    let mut browser = Browser::start(&world);
    let stranger = browser.get("/");
    assert_eq!(stranger.status, 401);
    assert!(!stranger.text().contains("testigo</a>"), "no room is shown");
    assert_eq!(browser.get("/open?key=0000").status, 401);
    let entered = browser.enter();
    assert_eq!(
        (entered.status, entered.header("location")),
        (303, Some("/"))
    );
    let cookie = entered.header("set-cookie").unwrap();
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"),
        "{cookie}"
    );
    assert_eq!(browser.get("/").header("location"), Some("/unlock?next=/"));
    let mut second = browser.cookies.clone();
    std::mem::swap(&mut browser.cookies, &mut second);
    browser.cookies.clear();
    assert_eq!(browser.enter().status, 401, "the key was used");
    let name = format!("testigo-{}", browser.port);
    browser.cookies.insert(name, "0".repeat(64));
    assert_eq!(browser.get("/").status, 401, "nobody guesses a session");
}

#[test]
fn other_sites_and_other_names_of_this_machine_are_refused() {
    let world = World::new();
    let mut browser = Browser::opened(&world);
    let host = format!("127.0.0.1:{}", browser.port);
    for headers in [
        // DNS rebinding: the address is ours, the name is not.
        vec![("Host", "rebound.example")],
        vec![("Origin", "http://elsewhere.example")],
        vec![("Origin", "null")],
        vec![("Sec-Fetch-Site", "cross-site")],
        vec![("Sec-Fetch-Site", "same-site"), ("Host", host.as_str())],
    ] {
        for (method, place) in [
            ("GET", "/"),
            ("POST", "/leave"),
            ("GET", "/assets/style.css"),
        ] {
            let page = browser.ask(method, place, &headers, b"");
            assert_eq!(page.status, 403, "{method} {place} {headers:?}");
        }
    }
    assert_eq!(browser.get("/").status, 200, "nothing of it had an effect");
}

#[test]
fn a_file_on_this_computer_may_lead_to_the_door_and_no_further() {
    let world = World::new();
    let mut browser = Browser::start(&world);
    let key = browser.url.rsplit_once('/').unwrap().1.to_owned();
    let led = [("Sec-Fetch-Site", "cross-site")];
    let rebound = [("Host", "rebound.example")];
    assert_eq!(
        browser.ask("GET", &format!("/{key}"), &rebound, b"").status,
        403
    );
    let entered = browser.ask("GET", &format!("/{key}"), &led, b"");
    assert_eq!((entered.status, entered.header("location")), (200, None));
    assert!(entered.text().contains("url=/\""), "{}", entered.text());
    assert_eq!(browser.get("/").status, 303);
    assert_eq!(browser.ask("GET", "/", &led, b"").status, 403);
}

#[test]
fn every_answer_forbids_keeping_framing_and_loading_from_elsewhere() {
    let world = World::new();
    let mut browser = Browser::opened(&world);
    for place in [
        "/",
        "/library",
        "/settings",
        "/assets/style.css",
        "/nowhere",
        "/record/ffffff",
    ] {
        let page = browser.get(place);
        assert_eq!(page.header("cache-control"), Some("no-store"), "{place}");
        assert_eq!(
            page.header("x-content-type-options"),
            Some("nosniff"),
            "{place}"
        );
        assert_eq!(page.header("x-frame-options"), Some("DENY"), "{place}");
        assert_eq!(page.header("access-control-allow-origin"), None, "{place}");
        let policy = page.header("content-security-policy").unwrap();
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self'"),
            "{policy}"
        );
        assert!(!policy.contains("unsafe"), "{policy}");
        let text = page.text();
        for elsewhere in ["http://", "https://", "<style", " style=", " onclick="] {
            assert!(
                !text.contains(elsewhere) || place.starts_with("/assets"),
                "{place}: {elsewhere}"
            );
        }
    }
    assert_eq!(browser.get("/nowhere").status, 404);
}

#[test]
fn a_wrong_passphrase_opens_nothing_and_leaving_ends_everything() {
    let world = World::new();
    let mut browser = Browser::start(&world);
    browser.enter();
    let wrong = browser.post("/unlock", &[("passphrase", "not this one")]);
    assert_eq!(wrong.status, 403);
    assert!(wrong.text().contains("role=\"alert\""));
    assert!(!wrong.text().contains("not this one"));
    let given = [("passphrase", PASSPHRASE), ("next", "/library?q=a%26b")];
    let opened = browser.post("/unlock", &given);
    assert_eq!(opened.header("location"), Some("/library?q=a%26b"));
    assert_eq!(browser.get("/").status, 200);
    assert_eq!(
        browser.post("/lock", &[]).header("location"),
        Some("/unlock")
    );
    assert_eq!(browser.get("/").header("location"), Some("/unlock?next=/"));
    // Nobody is led to another site by way of the passphrase.
    let given = [("passphrase", PASSPHRASE), ("next", "//elsewhere.example/")];
    assert_eq!(
        browser.post("/unlock", &given).header("location"),
        Some("/")
    );
    let session = browser.cookies.clone();
    let left = browser.post("/leave", &[]);
    assert_eq!(left.status, 200);
    assert!(left.header("clear-site-data").is_some());
    for word in ["testigo", "archive", "archivo"] {
        assert!(!left.text().contains(word), "the page is harmless: {word}");
    }
    browser.cookies = session;
    assert_eq!(browser.get("/").status, 401, "the session is over");
}

#[test]
fn a_list_is_looked_at_corrected_brought_in_found_and_taken_back() {
    let world = World::new();
    let mut browser = Browser::opened(&world);
    let fields = [("format", "list"), ("source", "Comité de Alto Verde")];
    let looked = browser.upload("/import", &fields, ("lista.csv", LIST.as_bytes()));
    let looked = browser.follow(looked);
    let text = looked.text();
    for shown in ["Nombre", "Ana Quispe Illanes", "name=\"column-1\"", "ns/nr"] {
        assert!(text.contains(shown), "{shown}: {text}");
    }
    assert!(
        browser.get("/library").text().contains("0 records"),
        "nothing was recorded"
    );
    let run = browser.post(
        "/import/run",
        &[("column-1", "-"), ("list", "Lista"), ("source", "Comité")],
    );
    let report = browser.follow(run);
    assert!(report.text().contains("/import/undo"), "{}", report.text());
    let import = report.quoted_after("name=\"import\" value=\"");
    assert!(nothing_stays(&world.path("home").join("handed-over")));
    let found = browser.get("/library?q=quispe&kind=entry");
    assert!(
        found.text().contains("Ana Quispe Illanes"),
        "{}",
        found.text()
    );
    let record = found.quoted_after("class=\"name hit\" href=\"");
    let record = browser.get(&record);
    assert!(record.text().contains("Alto Verde") && record.text().contains("Comité"));
    assert!(!record.text().contains(">34<"), "the column was left out");
    assert!(
        record.text().contains("row 2"),
        "where it comes from: {}",
        record.text()
    );
    let undone = browser.post(
        "/import/undo",
        &[("import", &import), ("reason", "the wrong list")],
    );
    browser.follow(undone);
    assert!(
        !browser
            .get("/library?q=quispe&kind=entry")
            .text()
            .contains("Ana Quispe Illanes")
    );
}

#[test]
fn hostile_files_run_nowhere_and_a_player_gets_the_part_it_asks_for() {
    let world = World::new();
    let mut browser = Browser::opened(&world);
    let drawing = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let page = b"<!doctype html><title>x</title><script>alert(1)</script><p>lanterns</p>";
    let mut tone = b"RIFF\x24\x80\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x40\x1f\x00\x00\x01\x00\x08\x00data\x00\x80\x00\x00".to_vec();
    tone.extend((0..32_768).map(|place: u32| u8::try_from(place % 251).unwrap()));
    for (name, bytes) in [
        ("a.svg", drawing.as_slice()),
        ("../../b.html", page.as_slice()),
        ("<img src=x onerror=alert(1)>.txt", b"words".as_slice()),
        (
            "c.pdf",
            b"%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n"
                .as_slice(),
        ),
        (
            "d.zip",
            b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".as_slice(),
        ),
        ("tone.wav", &tone),
    ] {
        let fields = [("format", "files"), ("source", "Somebody")];
        let kept = browser.upload("/import", &fields, (name, bytes));
        let kept = browser.follow(kept);
        assert!(!kept.text().contains("<img src=x"), "{}", kept.text());
        let item = kept.quoted_after("class=\"name\" href=\"");
        let shown = browser.get(&item);
        assert_eq!(shown.status, 200);
        assert!(!shown.text().contains("<script>alert") && !shown.text().contains("<img src=x"));
        let saved = browser.post(&format!("{item}/save"), &[]);
        assert_eq!((saved.status, saved.bytes.as_slice()), (200, bytes));
        assert_eq!(
            saved.header("content-type"),
            Some("application/octet-stream")
        );
        assert_eq!(saved.header("cache-control"), Some("no-store"));
        let given = saved.header("content-disposition").unwrap();
        let named = given.strip_prefix("attachment; filename*=UTF-8''").unwrap();
        assert!(!named.contains(['/', '<', ' ', '"']), "{given}");
        let raw = browser.get(&format!("{item}/bytes"));
        if name != "tone.wav" {
            assert_eq!(raw.status, 422, "{name} is not shown");
            continue;
        }
        assert_eq!((raw.status, raw.bytes.as_slice()), (200, tone.as_slice()));
        assert!(
            raw.header("content-security-policy")
                .unwrap()
                .contains("sandbox")
        );
        let part = browser.ask(
            "GET",
            &format!("{item}/bytes"),
            &[("Range", "bytes=100-199")],
            b"",
        );
        assert_eq!((part.status, part.bytes.as_slice()), (206, &tone[100..200]));
        let range = format!("bytes 100-199/{}", tone.len());
        assert_eq!(part.header("content-range"), Some(range.as_str()));
        let beyond = browser.ask(
            "GET",
            &format!("{item}/bytes"),
            &[("Range", "bytes=99999-")],
            b"",
        );
        assert_eq!(beyond.status, 416);
    }
    assert!(nothing_stays(&world.path("home").join("handed-over")));
    assert!(!world.path("b.html").exists());
}

#[test]
fn a_damaged_item_is_not_saved_as_if_it_were_whole() {
    let world = World::new();
    let bytes = vec![7; 3 << 20];
    let file = world.file("long.bin", &bytes);
    let added = world.done(&["add", file.to_str().unwrap(), "--source", "Somebody"]);
    let place = format!("/item/{}/save", text(&added["items"][0]["id"]));
    let mut browser = Browser::opened(&world);
    assert_eq!(browser.post(&place, &[]).bytes, bytes);
    let objects = files_below(&world.path("archive/objects"));
    let largest = objects
        .iter()
        .max_by_key(|path| fs::metadata(path).unwrap().len());
    let mut sealed = fs::read(largest.unwrap()).unwrap();
    *sealed.last_mut().unwrap() ^= 1;
    fs::write(largest.unwrap(), &sealed).unwrap();
    let cut = browser.post(&place, &[]);
    assert!(cut.bytes.len() < bytes.len(), "less than was announced");
    assert_eq!(cut.header("content-length"), Some("3145728"));
}

#[test]
fn what_is_typed_into_a_record_is_shown_as_words() {
    let world = World::new();
    let name = "<script>alert('Amancaya')</script>";
    let given = format!("name={name}");
    let recorded = world.done(&["record", "person", &given, "--source", "S"]);
    let id = text(&recorded["id"]);
    let mut browser = Browser::opened(&world);
    let page = browser.get(&format!("/record/{id}"));
    assert!(!page.text().contains("<script>alert"), "{}", page.text());
    let said = [
        ("field", "age"),
        ("value", "about 40"),
        ("source", "Radio"),
        ("locator", "minute 3"),
    ];
    let said = browser.post(&format!("/record/{id}/claim"), &said);
    let page = browser.follow(said);
    assert!(
        page.text().contains("Radio") && page.text().contains("minute 3"),
        "{}",
        page.text()
    );
    let unreadable = [("field", "sex"), ("value", "zzz"), ("source", "Radio")];
    let refused = browser.post(&format!("/record/{id}/claim"), &unreadable);
    assert_eq!(refused.status, 422);
    let level = [("level", "public"), ("reason", "known from the press")];
    let decided = browser.post(&format!("/record/{id}/level"), &level);
    assert!(
        browser
            .follow(decided)
            .text()
            .contains("<option value=\"public\" selected>")
    );
}

#[test]
fn what_somebody_reads_in_an_item_is_said_of_a_record_with_its_place() {
    let world = World::new();
    let file = world.file("relato.txt", "La vieron en la quebrada, de unos 40 años.\n");
    let added = world.done(&["add", file.to_str().unwrap(), "--source", "Comité"]);
    let item = text(&added["items"][0]["id"]);
    let mut browser = Browser::opened(&world);
    let page = browser.get(&format!("/item/{item}"));
    assert!(
        page.text().contains("data-locator=\"line 1\""),
        "{}",
        page.text()
    );
    assert!(
        page.text()
            .contains("id=\"source\" name=\"source\" value=\"Comité\"")
    );
    let read = [
        ("field", "person.name"),
        ("value", "Amaranta"),
        ("source", "Comité"),
        ("locator", "line 1"),
    ];
    let read = browser.post(&format!("/item/{item}/read"), &read);
    let said = read
        .header("location")
        .unwrap()
        .split_once("?said=")
        .unwrap()
        .1
        .to_owned();
    let again = [
        ("about", said.as_str()),
        ("field", "person.age"),
        ("value", "about 40"),
        ("source", "Comité"),
    ];
    browser.post(&format!("/item/{item}/read"), &again);
    let person = world.done(&["show", &said]);
    assert_eq!(
        (&person["kind"], &person["title"]),
        (&"person".into(), &"Amaranta".into())
    );
    let places: Vec<String> = person["claims"]
        .as_array()
        .unwrap()
        .iter()
        .map(|claim| text(&claim["locator"]))
        .collect();
    assert_eq!(
        places,
        [
            format!("line 1, item {}", &item[..12]),
            format!("item {}", &item[..12])
        ]
    );
    // A field of another kind is no field of this person.
    let wrong = [
        ("about", said.as_str()),
        ("field", "incident.title"),
        ("value", "x"),
        ("source", "Comité"),
    ];
    assert_eq!(
        browser.post(&format!("/item/{item}/read"), &wrong).status,
        422
    );
}

#[test]
fn what_was_written_while_it_was_locked_is_still_there() {
    let world = World::new();
    let recorded = world.done(&["record", "person", "name=Amaranta", "--source", "S"]);
    let id = text(&recorded["id"]);
    let mut browser = Browser::opened(&world);
    browser.post("/lock", &[]);
    let place = format!("/record/{id}/claim");
    let said = [
        ("field", "age"),
        ("value", "about 40"),
        ("source", "Radio & Cía"),
    ];
    let sent = browser.post(&place, &said);
    assert_eq!(sent.header("location"), Some("/unlock?next=/kept"));
    browser.post("/unlock", &[("passphrase", PASSPHRASE), ("next", "/kept")]);
    let kept = browser.get("/kept");
    assert_eq!(
        kept.quoted_after("<form method=\"post\" action=\"/record")
            .as_str(),
        &place["/record".len()..]
    );
    assert!(kept.text().contains("Radio &#38; Cía"), "{}", kept.text());
    let again = browser.post(&place, &said);
    assert!(browser.follow(again).text().contains("about 40"));
    assert_eq!(
        browser.get("/kept").header("location"),
        Some("/"),
        "it was sent"
    );
    // Nobody takes it over by leaving.
    browser.post("/lock", &[]);
    browser.post(&place, &said);
    browser.post("/leave", &[]);
    assert_eq!(browser.get("/kept").status, 401);
}

#[test]
fn a_list_that_cannot_be_brought_in_like_this_stays_with_its_corrections() {
    let world = World::new();
    let mut browser = Browser::opened(&world);
    let fields = [("format", "list"), ("source", "Comité")];
    let looked = browser.upload("/import", &fields, ("lista.csv", LIST.as_bytes()));
    browser.follow(looked);
    // Two columns cannot both be the age.
    let run = browser.post(
        "/import/run",
        &[
            ("column-0", "age"),
            ("column-1", "age"),
            ("source", "Comité"),
        ],
    );
    let tried = browser.follow(run);
    assert!(
        tried.text().contains("role=\"alert\"") && tried.text().contains("Ana Quispe"),
        "{}",
        tried.text()
    );
    let run = browser.post(
        "/import/run",
        &[
            ("column-0", "name"),
            ("column-1", "age"),
            ("source", "Comité"),
        ],
    );
    assert!(browser.follow(run).text().contains("/import/undo"));
    let before = browser.get("/import");
    assert!(before.text().contains("lista.csv") && before.text().contains("/import/undo"));
}

#[test]
fn a_second_workspace_of_a_person_takes_nothing_from_the_first() {
    let world = World::new();
    let mut first = Browser::opened(&world);
    let fields = [("format", "list"), ("source", "Comité")];
    let looked = first.upload("/import", &fields, ("lista.csv", LIST.as_bytes()));
    first.follow(looked);
    let mut second = Browser::opened(&world);
    // One browser: each workspace has a cookie of its own.
    first.cookies.extend(second.cookies.clone());
    assert_eq!(second.get("/").status, 200);
    assert_eq!(first.get("/").status, 200);
    let run = first.post("/import/run", &[("source", "Comité")]);
    assert!(first.follow(run).text().contains("/import/undo"));
    drop(first);
    drop(second);
    // What a killed program left behind is gone when the next begins.
    let left = world.file("home/handed-over/0123/lista.csv", LIST);
    let _third = Browser::start(&world);
    assert!(!left.exists());
}

#[test]
fn only_one_file_is_read_at_once_and_no_pipe() {
    let world = World::new();
    let mut browser = Browser::opened(&world);
    let fields = [("format", "list"), ("path", "/dev/zero")];
    let refused = browser.upload("/import", &fields, ("", b""));
    assert_eq!(refused.status, 422);
    let list = world.file("b.csv", LIST);
    let fields = [("format", "list"), ("path", list.to_str().unwrap())];
    assert_eq!(
        browser
            .upload("/import", &fields, ("a.csv", LIST.as_bytes()))
            .status,
        422
    );
    for place in ["/library?from=abc", "/open", "/record/%ff", "/import/run"] {
        let page = browser.get(place);
        assert!(
            page.status >= 400 && page.text().contains("<h1>"),
            "{place}: {}",
            page.text()
        );
    }
}

#[test]
fn pages_speak_the_language_that_was_chosen() {
    let world = World::new();
    let mut browser = Browser::opened(&world);
    let chosen = browser.post(
        "/settings/language",
        &[("value", "es"), ("next", "/library")],
    );
    assert_eq!(chosen.header("location"), Some("/library"));
    let page = browser.get("/library");
    assert!(page.text().contains("<html lang=\"es\">") && page.text().contains("Biblioteca"));
    browser.post("/settings/mask", &[("value", "1"), ("next", "/")]);
    assert!(browser.get("/").text().contains("<body class=\"masked\">"));
}

/// Nothing lies there but what says whose folder it is.
fn nothing_stays(folder: &Path) -> bool {
    let stays = files_below(folder);
    stays.iter().all(|file| file.ends_with("in-use"))
}
