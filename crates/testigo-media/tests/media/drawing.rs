//! What is drawn of files as they come, and what is said of files that cannot be.

use crate::made::{ordinary, pdf, stream};
use proptest::prelude::*;
use testigo_media::{CannotDraw, PDF_BYTES_MAX, draw_page, pages};

/// Width and height, as the PNG says them.
fn sides(png: &[u8]) -> (u32, u32) {
    let number = |from: usize| u32::from_be_bytes(png[from..from + 4].try_into().unwrap());
    assert_eq!(&png[1..4], b"PNG");
    (number(16), number(20))
}

/// One page with these words in its dictionary and this drawing.
fn page(words: &str, drawing: &str) -> Vec<u8> {
    pdf(&[
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!("<</Type/Page/Parent 2 0 R/Contents 4 0 R{words}>>"),
        stream("", drawing),
    ])
}

#[test]
fn pages_are_counted_and_drawn_as_wide_as_asked() {
    let file = ordinary(&["one", "two", "three"]);
    assert_eq!(pages(file.clone()), Ok(3));
    for (number, width, expected) in [
        (1, 400, (400, 200)),
        (3, 40, (40, 20)),
        (2, 65_535, (4_000, 2_000)),
    ] {
        let png = draw_page(file.clone(), number, width).unwrap();
        assert_eq!(sides(&png), expected);
    }
    for number in [0, 4, u32::MAX] {
        let none = draw_page(file.clone(), number, 400);
        assert_eq!(none, Err(CannotDraw::NoSuchPage));
    }
}

#[test]
fn what_stands_on_a_page_is_seen_and_is_the_same_each_time() {
    let draw = |texts: &[&str], number| draw_page(ordinary(texts), number, 400).unwrap();
    let drawn = draw(&["one", "two"], 1);
    assert_eq!(drawn, draw(&["one", "two"], 1));
    assert_ne!(drawn, draw(&["one", "two"], 2), "the text is drawn");
    let box_only = "/MediaBox[0 0 200 100]";
    let empty = draw_page(page(box_only, ""), 1, 400).unwrap();
    let square = draw_page(page(box_only, "0 0 50 50 re f"), 1, 400).unwrap();
    assert_ne!(empty, square);
    assert_ne!(drawn, square);
}

#[test]
fn what_cannot_be_drawn_is_told_apart() {
    let whole = ordinary(&["one"]);
    let zip = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
    let catalog = "<</Type/Catalog/Pages 2 0 R>>".to_owned();
    let no_pages = pdf(&[catalog.clone(), "<</Type/Pages/Kids[]/Count 9>>".to_owned()]);
    let own_child = pdf(&[
        catalog,
        "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>".to_owned(),
    ]);
    for (name, file) in [
        ("empty", Vec::new()),
        ("a zip", zip),
        ("the beginning of a file", whole[..40].to_vec()),
        ("no page", no_pages),
        ("a page tree in itself", own_child),
    ] {
        assert_eq!(pages(file.clone()), Err(CannotDraw::Damaged), "{name}");
        assert_eq!(draw_page(file, 1, 400), Err(CannotDraw::Damaged), "{name}");
    }
    let text = String::from_utf8(whole).unwrap();
    let locked = text.replace(
        "trailer\n<<",
        "trailer\n<</ID[<00><00>]/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4\
         /O<0000000000000000000000000000000000000000000000000000000000000000>\
         /U<1111111111111111111111111111111111111111111111111111111111111111>>>",
    );
    assert_eq!(pages(locked.into_bytes()), Err(CannotDraw::Encrypted));
}

#[test]
fn a_file_that_lost_its_end_is_drawn_as_far_as_it_goes() {
    let file = ordinary(&["one", "two"]);
    let table = file.windows(4).position(|four| four == b"xref").unwrap();
    assert_eq!(pages(file[..table].to_vec()), Ok(2));
}

#[test]
fn harmful_sizes_and_loops_end() {
    let endless = "9".repeat(60);
    for (words, expected) in [
        (&*format!("/MediaBox[0 0 {endless} {endless}]"), None),
        ("/MediaBox[0 0 1000000000 1000000000]", Some((400, 400))),
        ("/MediaBox[0 0 1000000000 1]", Some((400, 1))),
        ("/MediaBox[0 0 1 1000000000]", Some((1, 4_000))),
        ("/MediaBox[0 0 0 0]", Some((400, 566))),
        ("/MediaBox[5 5 1 1]", Some((400, 400))),
        ("/MediaBox[0 0 10 10]/UserUnit 1000000000", Some((400, 400))),
        ("/MediaBox[0 0 10 10]/Rotate 90", Some((400, 400))),
    ] {
        let drawn = draw_page(page(words, "0 0 50 50 re f"), 1, 400);
        assert_eq!(drawn.ok().map(|png| sides(&png)), expected, "{words}");
    }
    // A form that draws itself, and a pattern that is filled with itself.
    let form = pdf(&[
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 10 10]/Contents 4 0 R/Resources 5 0 R>>".to_owned(),
        stream("", "/X Do /Pattern cs /P scn 0 0 10 10 re f"),
        "<</XObject<</X 6 0 R>>/Pattern<</P 7 0 R>>>>".to_owned(),
        stream(
            "/Type/XObject/Subtype/Form/BBox[0 0 10 10]/Resources 5 0 R",
            "/X Do",
        ),
        stream(
            "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 5 5]/XStep 5/YStep 5/Resources 5 0 R",
            "/Pattern cs /P scn 0 0 5 5 re f",
        ),
    ]);
    assert!(draw_page(form, 1, 100).is_ok());
}

#[test]
fn a_file_that_is_too_large_is_not_looked_at() {
    let large = vec![b' '; usize::try_from(PDF_BYTES_MAX).unwrap() + 1];
    assert_eq!(pages(large), Err(CannotDraw::TooLarge));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn changed_bytes_and_cut_files_end_in_a_picture_or_a_reason(
        changes in prop::collection::vec((0_usize..4_000, any::<u8>()), 0..6),
        cut in 0_usize..4_000,
    ) {
        let mut file = ordinary(&["one", "two"]);
        for (place, byte) in changes {
            if let Some(old) = file.get_mut(place) {
                *old = byte;
            }
        }
        file.truncate(file.len().min(cut.max(100)));
        let drawn = draw_page(file.clone(), 1, 40);
        prop_assert_eq!(&drawn, &draw_page(file, 1, 40));
    }
}
