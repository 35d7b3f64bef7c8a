use testigo_catalog::Catalog;
use testigo_record::{Level, kinds};

use crate::archive::{Archive, log_id, root};

#[test]
fn levels_of_records_and_fields() {
    let mut archive = Archive::default();
    let stated = archive.put(
        "incident",
        &[("level", "\"coalition\"".to_owned())],
        &[("title", "March")],
    );
    let decided = archive.put(
        "incident",
        &[("level", "\"coalition\"".to_owned())],
        &[("title", "Strike")],
    );
    let plain = archive.record("incident", None, &[("title", "Vigil")]);
    archive.level(decided, "sealed", None);
    archive.level(decided, "public", None);
    archive.level(decided, "public", Some("title"));
    archive.log = 1;
    archive.level(decided, "recipient", None);
    archive.level(decided, "recipient", Some("title"));
    archive.level(decided, "public", Some("date"));
    let catalog = archive.catalog();
    assert_eq!(catalog.level_of(stated).unwrap(), Level::Coalition);
    assert_eq!(catalog.level_of(decided).unwrap(), Level::Recipient);
    assert_eq!(catalog.level_of(plain).unwrap(), Level::Restricted);
    assert_eq!(
        catalog.level_of(Archive::id(999)).unwrap(),
        Level::Restricted
    );
    let fields = [
        ("date".to_owned(), Level::Public),
        ("title".to_owned(), Level::Recipient),
    ];
    assert_eq!(catalog.field_levels(decided).unwrap(), fields);
    assert!(catalog.field_levels(plain).unwrap().is_empty());
    for (level, expected) in [
        ("coalition", 1),
        ("recipient", 1),
        ("restricted", 1),
        ("public", 0),
    ] {
        let asked = testigo_record::parse_expression(&format!("level = {level}")).unwrap();
        assert_eq!(
            catalog.records(None, Some(&asked), 9, 0).unwrap().total,
            expected,
            "{level}"
        );
    }
}

#[test]
fn claims_and_links_are_paged() {
    let mut archive = Archive::default();
    let source = archive.source("Post");
    let person = archive.record(
        "person",
        Some(source),
        &[("given_name", "Ana"), ("surname", "Roca")],
    );
    let acts: Vec<_> = (0..5)
        .map(|_| {
            archive.record(
                "act",
                Some(source),
                &[("victim", &person.to_string()), ("type", "030101")],
            )
        })
        .collect();
    // Another source says the same: still one link.
    archive.claim(acts[0], source, &[("victim", &person.to_string())]);
    archive.claim(person, source, &[("age", "30"), ("birth", "soon")]);
    let catalog = archive.catalog();
    let page = catalog.links_to(person, 2, 1).unwrap();
    assert_eq!(page.total, 5);
    let links: Vec<_> = page
        .items
        .iter()
        .map(|link| (link.id, link.title.as_str()))
        .collect();
    assert_eq!(links, [(acts[1], "030101"), (acts[2], "030101")]);
    let claims = catalog.claims_of(person, 10, 2).unwrap();
    assert_eq!(claims.total, 4);
    let shown: Vec<_> = claims
        .items
        .iter()
        .map(|claim| {
            (
                claim.field.as_str(),
                claim.value.as_str(),
                claim.low,
                claim.unread,
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("age", "30", Some(30), false),
            ("birth", "soon", None, true)
        ]
    );
    assert_eq!(claims.items[0].source.as_ref().unwrap().name, "Post");
    let record = catalog.record(person).unwrap().unwrap();
    assert_eq!(
        (
            record.title.as_str(),
            record.claims_total,
            record.links_total
        ),
        ("Ana Roca", 4, 5)
    );
}

#[test]
fn finds_by_prefix_name_and_digest() {
    let mut archive = Archive::default();
    let source = archive.source("Radio Ñandú");
    let digest = "ab".repeat(32);
    let list = archive.record("list", Some(source), &[("name", "Hospital list")]);
    let item = archive.record(
        "item",
        Some(source),
        &[("name", "a.jpg"), ("sha256", &digest)],
    );
    archive.record(
        "place",
        Some(source),
        &[("name", "San Juan"), ("name", "Juanpampa")],
    );
    archive.record("claim", None, &[("name", "Radio Ñandú")]);
    let catalog = archive.catalog();
    let text = source.to_string();
    assert_eq!(catalog.resolve_prefix(&text[..6]).unwrap(), [source]);
    assert_eq!(catalog.resolve_prefix(&text[..9]).unwrap(), [source]);
    assert_eq!(catalog.resolve_prefix(&text).unwrap(), [source]);
    for wrong in ["", "abc", &text[..5], "zzzzzz", &format!("{text}0")] {
        assert!(catalog.resolve_prefix(wrong).unwrap().is_empty(), "{wrong}");
    }
    assert_eq!(catalog.find_source("radio nandu").unwrap(), [source]);
    assert_eq!(catalog.find_list("HOSPITAL list").unwrap(), [list]);
    assert_eq!(catalog.item_by_digest(&digest).unwrap(), [item]);
    assert_eq!(catalog.place_names().unwrap(), ["Juanpampa", "San Juan"]);
    let recent: Vec<_> = catalog
        .recent_statements(2)
        .unwrap()
        .iter()
        .map(|row| row.position)
        .collect();
    assert_eq!(recent, [4, 3]);
    let counts: Vec<_> = catalog.counts_by_kind().unwrap();
    let expected = [("item", 1), ("list", 1), ("place", 1), ("source", 1)];
    assert_eq!(
        counts,
        expected.map(|(kind, count)| (kind.to_owned(), count))
    );
    assert_eq!(
        catalog.records(Some("item"), None, 5, 0).unwrap().items,
        [item]
    );
}

#[test]
fn consents_in_the_order_of_logs() {
    let mut archive = Archive {
        log: 1,
        ..Archive::default()
    };
    let account = archive.record("account", None, &[("narrative", "What I saw")]);
    let about = [("subject", format!("\"{account}\""))];
    archive.put(
        "consent",
        &about,
        &[("purpose", "share_un"), ("status", "withdrawn")],
    );
    archive.log = 0;
    archive.put(
        "consent",
        &about,
        &[
            ("purpose", "share_un"),
            ("status", "granted"),
            ("until", "someday"),
        ],
    );
    let consents = archive.catalog().consents_of(account).unwrap();
    let shown: Vec<_> = consents
        .iter()
        .map(|consent| (consent.log, consent.fields.clone()))
        .collect();
    let fields = |status: &str| {
        vec![
            ("purpose".to_owned(), "share_un".to_owned()),
            ("status".to_owned(), status.to_owned()),
        ]
    };
    assert_eq!(
        shown,
        [
            (log_id(0), fields("granted")),
            (log_id(1), fields("withdrawn"))
        ]
    );
}

/// The views name the kinds; the list must be the vocabulary's.
#[test]
fn views_know_the_kinds() {
    let mut archive = Archive::default();
    for kind in kinds() {
        archive.put(kind, &[], &[]);
    }
    for kind in [
        "claim",
        "receipt",
        "level",
        "erased",
        "import",
        "judgement",
        "figure",
        "release",
        "archive",
        "log",
    ] {
        let subject = ("subject", format!("\"{}\"", Archive::id(0)));
        archive.put_head(kind, true, &[subject], &[]);
    }
    let counts = archive.catalog().counts_by_kind().unwrap();
    let mut expected: Vec<_> = kinds().iter().map(|kind| ((*kind).to_owned(), 1)).collect();
    expected.sort();
    assert_eq!(counts, expected);
}

/// What is counted and listed without a condition is what the view `record` has, whatever was erased, taken back, or set
/// aside by a critical statement; and the newest comes first, whichever log was met first.
#[test]
fn records_are_counted_and_listed_as_the_view_has_them() {
    let mut archive = Archive {
        log: 7,
        ..Archive::default()
    };
    let source = archive.source("Radio Ñandú");
    let import = archive.put("import", &[], &[]);
    let came_with = [("import", format!("\"{import}\""))];
    let kept = archive.put("person", &came_with, &[("name", "Ana Invented")]);
    let catalog = archive.catalog();
    assert_eq!(
        catalog.records(None, None, 9, 0).unwrap().items,
        [kept, source]
    );

    archive.log = 2;
    let people: Vec<_> = (0..6)
        .map(|_| archive.record("person", Some(source), &[("sex", "F")]))
        .collect();
    archive.erase(people[0], &[people[0]]);
    archive.withdraw("retraction", people[1], &[]);
    archive.put_head(
        "unheard_of",
        true,
        &[("subject", format!("\"{}\"", people[2]))],
        &[],
    );
    archive.put_head(
        "level",
        true,
        &[("subject", format!("\"{}\"", people[3]))],
        &[],
    );
    let mut expected = vec![people[5], people[4], people[3], kept, source];
    for is_taken_back in [false, true] {
        if is_taken_back {
            archive.withdraw("retraction", import, &[]);
            expected.remove(3);
        }
        // Log 7 is met first, and last.
        let mut crossed = Catalog::in_memory().unwrap();
        for log in archive.logs().into_iter().rev() {
            let (statements, size) = archive.of_log(log);
            crossed.apply(&statements, log, size, root(size)).unwrap();
        }
        for catalog in [archive.catalog(), crossed] {
            let all = catalog.records(None, None, 9, 0).unwrap();
            assert_eq!((all.total, &all.items), (expected.len() as u64, &expected));
            let counts = [
                ("person".to_owned(), all.total - 1),
                ("source".to_owned(), 1),
            ];
            assert_eq!(catalog.counts_by_kind().unwrap(), counts);
            let of_kind = catalog.records(Some("person"), None, 2, 1).unwrap();
            assert_eq!(
                (of_kind.total, of_kind.items.as_slice()),
                (counts[0].1, &expected[1..3])
            );
        }
    }
}
