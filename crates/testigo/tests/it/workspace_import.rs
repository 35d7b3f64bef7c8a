//! What a list means is seen and corrected before anything of it is recorded.

use crate::browser::{Browser, Page};
use crate::world::World;

const LIST: &str = "Nombre,Fecha,Sexo,Alias,Comité\n\
    Ana Quispe Illanes,03/04/2019,F,La Anita; Nita,Alto Verde\n\
    Bruno Tarqui,05/06/2019,M,,Río Claro\n";

fn looked(browser: &mut Browser, fields: &[(&str, &str)], file: (&str, &[u8])) -> Page {
    let page = browser.upload("/import", fields, file);
    browser.follow(page)
}

#[test]
fn a_wrong_guess_is_seen_and_put_right_before_the_import() {
    let world = World::new();
    let mut browser = Browser::opened(&world);
    let fields = [("format", "list"), ("source", "Peer")];
    let page = looked(&mut browser, &fields, ("lista.csv", LIST.as_bytes()));
    let text = page.text();
    assert!(text.contains("more than one day could be meant"), "{text}");
    assert!(!text.contains("2019-03-04"), "{text}");
    // Fecha, Alias, and the column that names the list.
    let again = [
        ("column-1", "date"),
        ("format-1", "%m/%d/%Y"),
        ("column-3", "x.alias"),
        ("between-3", "semicolon"),
        ("list_column", "Comité"),
        ("key_column", ""),
        ("source", "Peer"),
    ];
    let page = browser.post("/import/run", &[&again[..], &[("again", "1")]].concat());
    let text = browser.follow(page).text();
    assert!(!text.contains("more than one day could be meant"), "{text}");
    for read in [
        "<span class=\"name\">2019-03-04</span>",
        "<span class=\"name\">La Anita</span>",
        "<span class=\"name\">Nita</span>",
        "This column names the list.",
    ] {
        assert!(text.contains(read), "{read}: {text}");
    }
    let map = browser.post("/import/map", &again);
    let kept = map.header("content-disposition").unwrap();
    assert!(kept.contains("attachment"), "{kept}");
    let map = map.text();
    for said in ["list_column = \"Comité\"", "%m/%d/%Y", "Alias = \";\""] {
        assert!(map.contains(said), "{said}: {map}");
    }
    // The command line reads the same file.
    let list = world.file("lista.csv", LIST);
    let file = world.file("MAP.toml", &map);
    let dry = world.done(&[
        "import",
        list.to_str().unwrap(),
        "--as",
        "list",
        "--map",
        file.to_str().unwrap(),
        "--dry-run",
    ]);
    assert_eq!(dry["map"], map.as_str());
    let page = browser.post("/import/run", &again);
    let report = browser.follow(page).text();
    assert!(report.contains("/import/undo"), "{report}");
    let found = browser.get("/library?q=quispe&kind=entry");
    let record = found.quoted_after("class=\"name hit\" href=\"");
    let record = browser.get(&record).text();
    for said in ["2019-03-04", ">Nita<", "Alto Verde"] {
        assert!(record.contains(said), "{said}: {record}");
    }
    let lists = browser.get("/library?kind=list").text();
    assert!(lists.contains("2 records"), "{lists}");
}

#[test]
fn a_kept_map_is_handed_over_with_the_next_list() {
    let world = World::new();
    let mut browser = Browser::opened(&world);
    let map = "[columns]\nNombre = \"name\"\nFecha = \"date\"\n\n[formats]\nFecha = \"%d/%m/%Y\"\n";
    let fields = [("format", "list"), ("source", "Peer"), ("map", map)];
    let text = looked(&mut browser, &fields, ("lista.csv", LIST.as_bytes())).text();
    assert!(
        text.contains("<span class=\"name\">2019-04-03</span>"),
        "{text}"
    );
    assert!(
        text.contains("<option value=\"%d/%m/%Y\" selected>"),
        "{text}"
    );
    let fields = [
        ("format", "list"),
        ("map", "[columns]\nNombre = \"nome\"\n"),
    ];
    let refused = looked(&mut browser, &fields, ("lista.csv", LIST.as_bytes()));
    assert_eq!(refused.status, 422);
    let text = refused.text();
    assert!(text.contains("Look at what each column means"), "{text}");
}

#[test]
fn a_refusal_says_what_to_do_on_the_pages() {
    let world = World::new();
    let mut browser = Browser::opened(&world);
    let text = browser.get("/record/ffffff").text();
    assert!(
        text.contains("Look for the record in the library."),
        "{text}"
    );
    assert!(!text.contains("testigo search"), "{text}");
}
