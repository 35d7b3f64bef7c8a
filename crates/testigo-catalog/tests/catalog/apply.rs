use proptest::prelude::*;
use testigo_catalog::{Catalog, CatalogError};
use testigo_custody::StatementId;

use crate::archive::{Archive, log_id, root};

/// Everything that can be asked of every statement, by id.
fn content(catalog: &Catalog, archive: &Archive) -> String {
    let mut ids: Vec<StatementId> = archive.statements.iter().map(|row| row.id).collect();
    ids.sort();
    ids.dedup();
    let mut text = format!(
        "{:?}\n{:?}\n",
        catalog.heads().unwrap(),
        catalog.counts_by_kind().unwrap()
    );
    for id in ids {
        text.extend([format!(
            "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}\n",
            catalog.statement(id).unwrap(),
            catalog.record(id).unwrap(),
            catalog.claims_of(id, 1_000, 0).unwrap(),
            catalog.links_to(id, 1_000, 0).unwrap(),
            catalog.field_levels(id).unwrap(),
            catalog.consents_of(id).unwrap(),
            catalog.details(id).unwrap(),
            catalog.withdrawn_of(id).unwrap(),
        )]);
    }
    for word in ["ana", "beto", "march", "injured"] {
        text.extend([format!(
            "{:?}\n",
            catalog.search(word, None, None, 100, 0).unwrap()
        )]);
    }
    text
}

/// Statements that refer to, decide about, erase and repeat each other across three logs.
fn archive_of(steps: &[(u8, u8, usize)]) -> Archive {
    let mut archive = Archive::default();
    archive.source("Post");
    let at = |archive: &Archive, place: usize| {
        archive
            .statements
            .get(place % archive.statements.len().max(1))
            .map(|row| row.id)
    };
    for (log, what, place) in steps {
        archive.log = log % 3;
        // Some refer to what is only recorded later.
        let far = Archive::id(archive.statements.len() + place % 3);
        let near = at(&archive, *place).unwrap_or(far);
        match what % 12 {
            0 => {
                archive.source("Post");
            }
            1 => {
                archive.record("person", Some(near), &[("name", "Ana"), ("sex", "F")]);
            }
            2 => {
                archive.record(
                    "act",
                    Some(far),
                    &[("victim", &near.to_string()), ("type", "030101")],
                );
            }
            3 => {
                archive.claim(near, far, &[("name", "Beto"), ("age", "30")]);
            }
            4 => {
                archive.level(near, if place % 2 == 0 { "public" } else { "sealed" }, None);
            }
            5 => {
                archive.level(near, "coalition", Some("name"));
            }
            6 => {
                archive.erase(near, &[near, far]);
            }
            7 => {
                archive.put(
                    "incident",
                    &[("import", format!("\"{near}\""))],
                    &[("title", "March"), ("narrative", "Some were injured")],
                );
            }
            8 | 9 => {
                archive.withdraw("retraction", near, &[]);
            }
            10 => {
                archive.withdraw("supersession", near, &[("name", "Carla")]);
            }
            _ => {
                let mut again = archive
                    .statements
                    .get(place % archive.statements.len().max(1))
                    .cloned();
                if let Some(row) = &mut again {
                    let (_, size) = archive.of_log(log_id(archive.log));
                    archive.put(
                        "consent",
                        &[("subject", format!("\"{near}\""))],
                        &[("status", "granted")],
                    );
                    (row.log, row.position) = (log_id(archive.log), size);
                    *archive.statements.last_mut().unwrap() = row.clone();
                }
            }
        }
    }
    archive
}

/// Applies the logs in the order and the pieces that `turns` say, asking questions in between where a turn is even.
fn applied_in_turns(archive: &Archive, turns: &[(u8, usize, bool)]) -> Catalog {
    let mut catalog = Catalog::in_memory().unwrap();
    let mut done = std::collections::BTreeMap::new();
    let logs = archive.logs();
    let mut step = |catalog: &mut Catalog, log: usize, count: usize| {
        let log = logs[log % logs.len()];
        let (statements, size) = archive.of_log(log);
        let from = done.entry(log).or_insert(0_usize);
        let to = (*from + count).min(statements.len());
        let after = if to == statements.len() {
            size
        } else {
            statements[to].position
        };
        // A batch may begin before the head that the catalog has.
        let batch = &statements[from.saturating_sub(1)..to];
        catalog.apply(batch, log, after, root(after)).unwrap();
        *from = to;
    };
    for (log, count, ask) in turns {
        step(&mut catalog, usize::from(*log), *count);
        if *ask {
            catalog.counts_by_kind().unwrap();
        }
    }
    for log in 0..logs.len() {
        step(&mut catalog, log, usize::MAX / 2);
    }
    catalog
}

/// What an erased statement's opening still shows: its head.
fn as_left_by_erasure(archive: &Archive) -> Archive {
    let erased: Vec<StatementId> = archive
        .statements
        .iter()
        .filter(|row| row.kind == "erased")
        .flat_map(|row| row.targets.clone())
        .collect();
    let mut left = archive.clone();
    for row in left
        .statements
        .iter_mut()
        .filter(|row| erased.contains(&row.id))
    {
        let bare = testigo_record::project(
            &testigo_custody::Checked {
                id: row.id,
                head: Some(testigo_custody::Head {
                    archive: testigo_custody::ArchiveId::from_bytes([9; 32]),
                    log: row.log,
                    kind: row.kind.clone(),
                    critical: row.critical,
                }),
                field_names: Vec::new(),
                fields: Vec::new(),
                parts: 1,
            },
            row.log,
            row.position,
        );
        // An erasure that is erased itself leaves its targets to the others that were erased by it.
        let targets = row.targets.clone();
        let targets = if row.kind == "erased" {
            targets
        } else {
            Vec::new()
        };
        *row = testigo_record::Projected { targets, ..bare };
    }
    left
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_gives_the_same_content(
        steps in proptest::collection::vec((any::<u8>(), any::<u8>(), 0_usize..40), 1..40),
        turns in proptest::collection::vec((any::<u8>(), 1_usize..12, any::<bool>()), 0..12),
    ) {
        let archive = archive_of(&steps);
        let straight = content(&archive.catalog(), &archive);
        prop_assert_eq!(&content(&applied_in_turns(&archive, &turns), &archive), &straight);
        // A rebuild after the openings were rewritten finds less and gives the same.
        let left = as_left_by_erasure(&archive);
        prop_assert_eq!(&content(&left.catalog(), &archive), &straight);
    }
}

#[test]
fn erasure_leaves_place_and_kind_only() {
    let mut archive = Archive::default();
    let source = archive.source("Post");
    let person = archive.record("person", Some(source), &[("name", "Ana Roca")]);
    let claim = archive.claim(person, source, &[("name", "Ana R.")]);
    let item = archive.record("item", Some(source), &[("name", "scan.txt")]);
    let mut catalog = archive.catalog();
    catalog
        .add_passages(item, &[("p. 1".to_owned(), "Roca was here".to_owned())])
        .unwrap();
    catalog
        .add_seen(&[([1; 16], claim), ([1; 16], person)])
        .unwrap();
    assert_eq!(catalog.search("roca", None, None, 10, 0).unwrap().total, 2);
    assert_eq!(catalog.seen(&[1; 16]).unwrap(), 2);
    archive.erase(person, &[person, claim, item]);
    archive.load(&mut catalog);
    assert_eq!(catalog.search("roca", None, None, 10, 0).unwrap().total, 0);
    assert_eq!(catalog.search("ana", None, None, 10, 0).unwrap().total, 0);
    assert_eq!(catalog.seen(&[1; 16]).unwrap(), 0);
    let left = catalog.statement(person).unwrap().unwrap();
    assert!(
        left.erased && left.kind == "person" && left.recorded_at.is_none() && left.source.is_none()
    );
    assert!(!catalog.record(person).unwrap().unwrap().counts);
    // What comes later is not kept either.
    catalog
        .add_passages(item, &[("p. 1".to_owned(), "Roca was here".to_owned())])
        .unwrap();
    catalog.add_seen(&[([1; 16], claim)]).unwrap();
    assert_eq!(catalog.search("roca", None, None, 10, 0).unwrap().total, 0);
    assert_eq!(catalog.seen(&[1; 16]).unwrap(), 0);
}

#[test]
fn a_text_waits_until_it_is_read_or_erased() {
    let mut archive = Archive::default();
    let source = archive.source("Post");
    let digest = "ab".repeat(32);
    let text = [("media_type", "text/plain"), ("sha256", digest.as_str())];
    let [read, erased, other] = [(); 3].map(|()| archive.record("item", Some(source), &text));
    let mut catalog = archive.catalog();
    catalog.add_text_waiting(&[read, erased]).unwrap();
    let waiting = catalog.text_waiting(0, 10).unwrap();
    assert_eq!(
        waiting.iter().map(|text| text.item).collect::<Vec<_>>(),
        [read, erased]
    );
    assert_eq!(waiting[0].media_type, "text/plain");
    assert_eq!(waiting[0].sha256, digest);
    assert_eq!(catalog.text_waiting(0, 1).unwrap().len(), 1);
    let behind = catalog.text_waiting(waiting[0].number, 10).unwrap();
    assert_eq!(behind, waiting[1..]);
    catalog.add_passages(read, &[]).unwrap();
    archive.erase(erased, &[erased, other]);
    archive.load(&mut catalog);
    assert_eq!(catalog.text_waiting_total().unwrap(), 0);
    // An item that was erased before its text came does not wait.
    catalog.add_text_waiting(&[other]).unwrap();
    assert_eq!(catalog.text_waiting_total().unwrap(), 0);
}

#[test]
fn heads_are_kept_and_checked() {
    let mut archive = Archive::default();
    archive.source("Post");
    let mut catalog = archive.catalog();
    let log = log_id(0);
    assert_eq!(catalog.heads().unwrap(), [(log, 1, root(1))]);
    catalog.apply(&[], log, 1, root(1)).unwrap();
    catalog.apply(&[], log, 0, root(0)).unwrap();
    assert!(matches!(
        catalog.apply(&[], log, 1, root(9)),
        Err(CatalogError::Head { .. })
    ));
    // A statement beyond the stated head, or of another log, changes nothing.
    let person = archive.record("person", None, &[("name", "Ana")]);
    let (statements, _) = archive.of_log(log);
    let before = catalog.apply(&statements, log, 1, root(1));
    assert!(before.is_ok());
    let mut wrong = statements.clone();
    wrong[1].position = 7;
    assert!(matches!(
        catalog.apply(&wrong, log, 2, root(2)),
        Err(CatalogError::Head { .. })
    ));
    assert!(matches!(
        catalog.apply(&statements, log_id(1), 2, root(2)),
        Err(CatalogError::Head { .. })
    ));
    assert_eq!(catalog.statement(person).unwrap(), None);
    assert_eq!(catalog.heads().unwrap(), [(log, 1, root(1))]);
    catalog.apply(&statements, log, 2, root(2)).unwrap();
    assert!(catalog.statement(person).unwrap().is_some());
}

#[test]
fn unknown_kinds_are_kept() {
    let mut archive = Archive::default();
    let id = archive.put("future_thing", &[("shape", "\"round\"".to_owned())], &[]);
    let catalog = archive.catalog();
    let record = catalog.record(id).unwrap().unwrap();
    assert_eq!(
        (record.kind.as_str(), record.counts),
        ("future_thing", false)
    );
    assert_eq!(
        catalog.details(id).unwrap(),
        [("shape".to_owned(), "\"round\"".to_owned())]
    );
    assert!(catalog.counts_by_kind().unwrap().is_empty());
}

/// Taken back, superseded, and taken back again: only what counts is in `claim`, and all of it can be seen.
#[test]
fn what_is_withdrawn_counts_no_longer_and_stays_visible() {
    let mut archive = Archive::default();
    let source = archive.source("Post");
    let person = archive.record(
        "person",
        Some(source),
        &[("name", "Ana Roca"), ("age", "30")],
    );
    let claim = archive.claim(person, source, &[("age", "31")]);
    let import = archive.put("import", &[], &[]);
    let of_import = [
        ("import", format!("\"{import}\"")),
        ("source", format!("\"{source}\"")),
    ];
    let entry = archive.put("entry", &of_import, &[("name", "Beto Roca")]);
    let values = |catalog: &Catalog, id| -> (Vec<String>, Vec<String>) {
        let claims = catalog.claims_of(id, 100, 0).unwrap().items;
        let withdrawn = catalog.withdrawn_of(id).unwrap().items;
        (
            claims.into_iter().map(|claim| claim.value).collect(),
            withdrawn.into_iter().map(|claim| claim.value).collect(),
        )
    };
    let text = |texts: &[&str]| {
        texts
            .iter()
            .map(|text| (*text).to_owned())
            .collect::<Vec<_>>()
    };
    let mut catalog = archive.catalog();
    catalog.add_seen(&[([1; 16], entry)]).unwrap();
    let other = archive.withdraw("supersession", person, &[("name", "Ana Rocha")]);
    archive.withdraw("retraction", claim, &[]);
    archive.withdraw("retraction", import, &[]);
    archive.load(&mut catalog);
    assert_eq!(
        values(&catalog, person),
        (text(&["30", "Ana Rocha"]), text(&["Ana Roca", "31"]))
    );
    assert_eq!(values(&catalog, entry), (text(&[]), text(&["Beto Roca"])));
    assert!(catalog.record(person).unwrap().unwrap().counts);
    assert!(!catalog.record(entry).unwrap().unwrap().counts);
    assert!(catalog.is_retracted(entry).unwrap() && !catalog.is_retracted(person).unwrap());
    assert_eq!(catalog.title(entry).unwrap(), "Beto Roca");
    assert_eq!(
        catalog.seen(&[1; 16]).unwrap(),
        0,
        "the line may come again"
    );
    assert_eq!(catalog.search("beto", None, None, 10, 0).unwrap().total, 0);
    assert_eq!(catalog.search("rocha", None, None, 10, 0).unwrap().total, 1);
    // The other version was a mistake: the first counts again.
    archive.withdraw("retraction", other, &[]);
    archive.load(&mut catalog);
    assert_eq!(
        values(&catalog, person),
        (text(&["Ana Roca", "30"]), text(&["31", "Ana Rocha"]))
    );
    let why = catalog.withdrawn_of(person).unwrap().items;
    assert_eq!(
        (why[0].by_kind.as_str(), why[0].reason.as_deref()),
        ("retraction", Some("a mistake"))
    );
}
