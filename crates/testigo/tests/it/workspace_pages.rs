//! PDF beside the form: pages come as pictures, drawn by a process that is ended in time.

use std::io::Read as _;
use std::path::PathBuf;
use std::time::Duration;

use testigo_media::{CannotDraw, Drawer, draw_words};

use crate::browser::{Browser, Page};
use crate::world::{World, text};

#[path = "../../../testigo-media/tests/media/made.rs"]
mod made;

fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_testigo"))
}

/// An item with these bytes, and a browser in which its archive is open.
fn received(world: &World, name: &str, bytes: &[u8]) -> String {
    let path = world.path(name);
    std::fs::write(&path, bytes).unwrap();
    let added = world.done(&["add", path.to_str().unwrap(), "--source", "Comité"]);
    text(&added["items"][0]["id"])
}

/// Forms that draw each other fifty times, ten deep.
fn endless() -> Vec<u8> {
    let form = |next: usize, drawn: &str| {
        let words = format!(
            "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {next} 0 R>>>>"
        );
        made::stream(&words, drawn)
    };
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R\
         /Resources<</XObject<</X 5 0 R>>>>>>"
            .to_owned(),
        made::stream("", "/X Do"),
    ];
    objects.extend((0..10).map(|depth| form(6 + depth, &"/X Do ".repeat(50))));
    objects.push(form(3, "0 0 9 9 re f"));
    made::pdf(&objects)
}

fn is_png(page: &Page) -> bool {
    page.bytes.starts_with(b"\x89PNG\r\n\x1a\n")
}

#[test]
fn a_page_comes_as_a_picture_and_no_script_of_it_comes_at_all() {
    let world = World::new();
    let item = received(&world, "acta.pdf", &made::ordinary(&["uno", "dos", "tres"]));
    let mut browser = Browser::opened(&world);
    let shown = browser.get(&format!("/item/{item}?page=2"));
    let page = shown.text();
    for part in [
        "Page 2 of 3",
        "value=\"page 2\"",
        "data-region=\"page 2, \"",
        "rel=\"prev\"",
        "rel=\"next\"",
        "<p class=\"name text\">dos</p>",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("<p class=\"name text\">uno</p>"), "{page}");
    assert!(!page.contains("app.alert") && !page.contains("JavaScript"));
    let picture = browser.get(&shown.quoted_after("<img src=\"").replace("&#38;", "&"));
    assert_eq!((picture.status, is_png(&picture)), (200, true));
    for (name, value) in [
        ("content-type", "image/png"),
        ("cache-control", "no-store"),
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(picture.header(name), Some(value), "{name}");
    }
    let script = |page: &Page| page.bytes.windows(9).any(|nine| nine == b"app.alert");
    assert!(!script(&picture));
    assert_eq!(browser.get(&format!("/item/{item}/bytes")).status, 422);
    // Only the widths that are offered are drawn, whatever the address says.
    let wide = |browser: &mut Browser, asked: &str| {
        let drawn = browser.get(&format!("/item/{item}/page/1?width={asked}"));
        assert!(is_png(&drawn));
        u32::from_be_bytes(drawn.bytes[16..20].try_into().unwrap())
    };
    assert_eq!(wide(&mut browser, "1"), 1_000);
    assert_eq!(wide(&mut browser, "65535"), 2_800);
}

#[test]
fn what_is_read_on_a_page_is_said_with_the_page_and_leads_back_to_it() {
    let world = World::new();
    let item = received(&world, "acta.pdf", &made::ordinary(&["uno", "dos"]));
    let mut browser = Browser::opened(&world);
    let said = [
        ("field", "person.name"),
        ("value", "Amaranta"),
        ("source", "Comité"),
        ("locator", "page 2, region 100,200,300,400 / 1000"),
        ("page", "2"),
        ("width", "1000"),
    ];
    let back = browser.post(&format!("/item/{item}/read"), &said);
    let place = back.header("location").unwrap().to_owned();
    assert!(place.ends_with("&page=2&width=1000"), "{place}");
    let back = browser.follow(back);
    assert!(back.text().contains("Page 2 of 2"), "{}", back.text());
    let person = back.quoted_after("<a class=\"name\" href=\"");
    let person = browser.get(&person);
    let short: String = item.chars().take(12).collect();
    let place =
        format!("page 2, rectangle: 10 to 30 % from the left, 20 to 40 % from above, item {short}");
    assert!(person.text().contains(&place), "{}", person.text());
}

#[test]
fn a_file_that_cannot_be_drawn_says_so_and_what_to_do() {
    let world = World::new();
    let damaged = received(&world, "roto.pdf", b"%PDF-1.4\nno more of it");
    let good = received(&world, "acta.pdf", &made::ordinary(&["uno"]));
    let note = received(&world, "nota.txt", b"words\n");
    let mut browser = Browser::opened(&world);
    let shown = browser.get(&format!("/item/{damaged}"));
    assert_eq!(shown.status, 200);
    assert!(shown.text().contains("damaged") && shown.text().contains("/save\""));
    assert!(!shown.text().contains("<img"), "{}", shown.text());
    for (place, status, word) in [
        (format!("/item/{damaged}/page/1"), 422, "damaged"),
        (format!("/item/{good}/page/2"), 422, "no such page"),
        (format!("/item/{good}/page/0"), 422, "no such page"),
        (format!("/item/{note}/page/1"), 404, ""),
        (format!("/item/{good}/page/x"), 400, ""),
        ("/item/ffffffff/page/1".to_owned(), 404, ""),
    ] {
        let page = browser.get(&place);
        assert_eq!(page.status, status, "{place}: {}", page.text());
        assert!(page.text().contains(word) && !is_png(&page), "{place}");
    }
    // A page that is not there is the last one.
    let last = browser.get(&format!("/item/{good}?page=4000000000"));
    assert!(last.text().contains("Page 1 of 1"));
}

#[test]
fn a_page_that_takes_for_ever_is_given_up_and_the_archive_goes_on() {
    let pdf = endless();
    let drawer = Drawer::within(program(), Duration::from_secs(1));
    assert_eq!(drawer.pages(pdf.as_slice(), || true), Ok(1));
    let drawn = drawer.page(pdf.as_slice(), 1, 100, || true);
    assert_eq!(drawn, Err(CannotDraw::TooMuch));
    let patient = Drawer::new(program());
    let given_up = patient.page(pdf.as_slice(), 1, 100, || false);
    assert_eq!(given_up, Err(CannotDraw::GivenUp));
    let nobody = Drawer::new(PathBuf::from("/nowhere/testigo"));
    let not_started = nobody.pages(pdf.as_slice(), || true);
    assert_eq!(not_started, Err(CannotDraw::NotStarted));
    // Nothing but a picture is passed on, whatever the other program says.
    let other = Drawer::within(PathBuf::from("/bin/echo"), Duration::from_secs(5));
    assert_eq!(
        other.page(pdf.as_slice(), 1, 100, || true),
        Err(CannotDraw::TooMuch)
    );

    let world = World::new();
    let item = received(&world, "sin-fin.pdf", &pdf);
    let mut browser = Browser::opened(&world);
    let waiting = std::thread::spawn(browser.beside(&format!("/item/{item}/page/1")));
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(browser.get("/library").status, 200, "others do not wait");
    assert_eq!(browser.post("/lock", &[]).status, 303);
    let page = waiting.join().unwrap();
    assert_eq!(
        page.header("location").map(|to| to.starts_with("/unlock")),
        Some(true)
    );
}

#[test]
fn a_file_that_cannot_be_read_to_its_end_is_no_picture() {
    struct Broken;
    impl std::io::Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("broken"))
        }
    }
    let pdf = made::ordinary(&["uno"]);
    let drawn = Drawer::new(program()).page(pdf.as_slice().chain(Broken), 1, 100, || true);
    assert_eq!(drawn, Err(CannotDraw::Unreadable));
}

/// The process that draws, asked by hand: it opens nothing, and writes to no file.
#[cfg(target_os = "linux")]
#[test]
fn the_process_that_draws_gives_up_what_it_does_not_need() {
    use std::os::unix::process::ExitStatusExt as _;
    use std::process::{Command, Stdio};
    let world = World::new();
    let pdf = world.path("acta.pdf");
    std::fs::write(&pdf, made::ordinary(&["uno"])).unwrap();
    let mut drawing = Command::new(program())
        .args(draw_words(Some((1, 100))))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // It waits for the end of the file meanwhile.
    std::thread::sleep(Duration::from_millis(300));
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", drawing.id())).unwrap();
    for (name, most) in [
        ("Max address space", "2147483648"),
        ("Max core file size", "0"),
        ("Max file size", "0"),
        ("Max open files", "3"),
        ("Max processes", "0"),
        ("Max cpu time", "20"),
    ] {
        let line = limits.lines().find(|line| line.starts_with(name)).unwrap();
        let (soft, rest) = line[name.len()..].trim().split_once(' ').unwrap();
        assert_eq!(
            (soft, rest.trim().split(' ').next()),
            (most, Some(most)),
            "{line}"
        );
    }
    drawing.kill().unwrap();
    drawing.wait().unwrap();
    let out = std::fs::File::create(world.path("out")).unwrap();
    let written = Command::new(program())
        .args(draw_words(Some((1, 100))))
        .stdin(std::fs::File::open(&pdf).unwrap())
        .stdout(out)
        .status()
        .unwrap();
    assert!(written.signal().is_some(), "{written:?}");
}
