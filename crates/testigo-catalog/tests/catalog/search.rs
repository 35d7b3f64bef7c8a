use testigo_catalog::Catalog;
use testigo_record::parse_expression;

use crate::archive::Archive;

fn sample() -> Catalog {
    let mut archive = Archive::default();
    let post = archive.source("Post");
    let march = archive.record(
        "incident",
        Some(post),
        &[
            ("title", "Marcha de panaderos"),
            (
                "narrative",
                "Hubo detenciones cerca de la plaza; nadie fue liberado.",
            ),
        ],
    );
    archive.record(
        "person",
        Some(post),
        &[("given_name", "Ñuflo"), ("surname", "Casas Ávila")],
    );
    archive.record("person", Some(post), &[("name", "Casa Blanca")]);
    archive.put(
        "claim",
        &[
            ("source", format!("\"{post}\"")),
            ("subject", format!("\"{march}\"")),
            ("locator", "\"p. 3\"".to_owned()),
        ],
        &[("narrative", "La plaza estaba vacía")],
    );
    archive.record(
        "act",
        Some(post),
        &[
            ("type", "Quema de casas"),
            ("method", "fuego"),
            ("date", "2019"),
        ],
    );
    let item = archive.record("item", Some(post), &[("name", "declaracion-7.txt")]);
    let mut catalog = archive.catalog();
    let text = format!(
        "{} The houses were searched at night.",
        "Filler words. ".repeat(30)
    );
    catalog
        .add_passages(
            item,
            &[
                ("page 1".to_owned(), text),
                ("page 2".to_owned(), "Nothing.".to_owned()),
            ],
        )
        .unwrap();
    catalog
}

fn check(catalog: &Catalog, query: &str, expected: &[&str]) {
    let found = catalog.search(query, None, None, 10, 0).unwrap();
    let mut titles: Vec<&str> = found.hits.iter().map(|hit| hit.title.as_str()).collect();
    titles.sort_unstable();
    assert_eq!(titles, expected, "{query}");
    assert_eq!(found.total, expected.len() as u64, "{query}");
}

#[test]
fn words_names_and_stems() {
    let catalog = sample();
    check(&catalog, "nuflo avila", &["Ñuflo Casas Ávila"]);
    check(&catalog, "ÑUF", &["Ñuflo Casas Ávila"]);
    check(&catalog, "nuflo blanca", &[]);
    // Free text is found by its stem, in Spanish and in English; names are not.
    check(&catalog, "detención", &["Marcha de panaderos"]);
    check(&catalog, "detenida", &[]);
    check(&catalog, "panadero", &["Marcha de panaderos"]);
    check(&catalog, "searching house", &["declaracion-7.txt"]);
    check(&catalog, "blancas", &[]);
    check(&catalog, "fuego", &["Quema de casas"]);
    // Two statements of one record are one hit.
    check(&catalog, "plaza", &["Marcha de panaderos"]);
    check(&catalog, "\"cerca de la plaza\"", &["Marcha de panaderos"]);
    check(&catalog, "\"plaza la de cerca\"", &[]);
    check(&catalog, "declaracion", &["declaracion-7.txt"]);
    check(&catalog, "' OR \" NEAR( * ^ {folded} : --", &[]);
    check(&catalog, "", &[]);
}

#[test]
fn hits_show_where() {
    let catalog = sample();
    let hit = |query: &str| {
        catalog
            .search(query, None, None, 1, 0)
            .unwrap()
            .hits
            .remove(0)
    };
    let vacant = hit("vacia");
    assert_eq!(
        (vacant.snippet.as_str(), vacant.locator.as_deref()),
        ("La plaza estaba vacía", Some("p. 3"))
    );
    let searched = hit("searched");
    assert_eq!(
        (searched.kind.as_str(), searched.locator.as_deref()),
        ("item", Some("page 1"))
    );
    assert!(
        searched
            .snippet
            .ends_with("The houses were searched at night."),
        "{}",
        searched.snippet
    );
    assert!(searched.snippet.starts_with('…'));
}

#[test]
fn kinds_filters_and_pages() {
    let catalog = sample();
    assert_eq!(
        catalog
            .search("casa", Some("person"), None, 10, 0)
            .unwrap()
            .total,
        2
    );
    assert_eq!(
        catalog
            .search("casa", Some("item"), None, 10, 0)
            .unwrap()
            .total,
        0
    );
    let blanca = parse_expression("name ~ blanca").unwrap();
    assert_eq!(
        catalog
            .search("casa", None, Some(&blanca), 10, 0)
            .unwrap()
            .total,
        1
    );
    let whole = catalog.search("casa", None, None, 10, 0).unwrap();
    assert_eq!(whole.total, 3);
    let second = catalog.search("casa", None, None, 1, 1).unwrap();
    assert_eq!((second.total, second.hits.len()), (3, 1));
    assert_eq!(second.hits[0], whole.hits[1]);
    let beyond = catalog.search("casa", None, None, 1, 9).unwrap();
    assert_eq!((beyond.total, beyond.hits.len()), (3, 0));
}
