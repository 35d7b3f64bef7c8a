use testigo_catalog::{Catalog, CatalogError, FilterError};
use testigo_custody::StatementId;
use testigo_record::parse_expression;

use crate::archive::Archive;

struct Sample {
    catalog: Catalog,
    names: Vec<(&'static str, StatementId)>,
}

/// Persons A to D with acts, one incident and places within each other.
fn sample() -> Sample {
    let mut archive = Archive::default();
    let press = archive.source("The Valley Post");
    let group = archive.source("O'Hara & \"Sons\"");
    let town = places(&mut archive).to_string();
    let title = ("title", "March of the bakers");
    let injured = ("victims.injured.count", ">60");
    let march = archive.record(
        "incident",
        Some(press),
        &[title, ("date", "2019-11-15"), injured],
    );
    let ana = [("name", "Ana Ñusta"), ("sex", "F"), ("age", "34")];
    let a = archive.record("person", Some(press), &ana);
    let b = archive.record(
        "person",
        Some(group),
        &[("name", "Beto Roca"), ("sex", "M")],
    );
    let c = archive.record("person", Some(press), &[("name", "Carla"), ("sex", "x?x")]);
    let d = archive.record(
        "person",
        Some(press),
        &[("name", "Dora's"), ("x.shoe", "41")],
    );
    let march = march.to_string();
    for (victim, kind, date, place, incident) in [
        (a, "Arrest", "2019-11-15", "La Plaza", Some(march.as_str())),
        (a, "020101", "2020-01", "Elsewhere", None),
        (b, "030101", "2020-01-03", town.as_str(), None),
        (c, "030102", "2019", "Valle Alto", None),
    ] {
        let victim = victim.to_string();
        let mut claims = vec![("victim", victim.as_str()), ("type", kind), ("date", date)];
        claims.push(("place", place));
        claims.extend(incident.map(|incident| ("incident", incident)));
        archive.record("act", Some(press), &claims);
    }
    archive.level(a, "public", None);
    archive.claim(b, group, &[("age", "about 50")]);
    let names = vec![("A", a), ("B", b), ("C", c), ("D", d)];
    Sample {
        catalog: archive.catalog(),
        names,
    }
}

/// A square in a town in a region; gives the town.
fn places(archive: &mut Archive) -> StatementId {
    let region = archive
        .record("place", None, &[("name", "Valle Alto")])
        .to_string();
    let town = archive.record("place", None, &[("name", "San Juan"), ("within", &region)]);
    archive.record(
        "place",
        None,
        &[("name", "La Plaza"), ("within", &town.to_string())],
    );
    town
}

impl Sample {
    fn check(&self, expression: &str, expected: &str) {
        let parsed = parse_expression(expression).unwrap();
        let found = self
            .catalog
            .records(Some("person"), Some(&parsed), 100, 0)
            .unwrap();
        let mut names: Vec<&str> = found
            .items
            .iter()
            .map(|id| self.names.iter().find(|(_, of)| of == id).unwrap().0)
            .collect();
        names.sort_unstable();
        assert_eq!(names.concat(), expected, "{expression}");
        assert_eq!(found.total, expected.len() as u64, "{expression}");
    }
}

#[test]
fn operators_by_type() {
    let sample = sample();
    for (expression, expected) in [
        // names: folded; injection is only a name
        ("name = \"ana ñusta\"", "A"),
        ("name = \"ANA NUSTA\"", "A"),
        ("name = ana", ""),
        ("name ~ nus", "A"),
        ("name ~ usta", ""),
        ("name = \"Dora's\"", "D"),
        ("name = \"' OR 1=1 --\"", ""),
        ("name in (carla, \"beto roca\")", "BC"),
        ("name != carla", "ABD"),
        ("name < b", "A"),
        // a group's own field
        ("x.shoe = 41", "D"),
        // codes: code, label in both languages; unread values match ~ only
        ("sex = 02", "A"),
        ("sex = mujer", "A"),
        ("sex != F", "B"),
        ("not sex = F", "BCD"),
        ("sex ~ x", "C"),
        ("type = Arrest", "AB"),
        ("type = arresto", "AB"),
        ("type under 0301", "ABC"),
        ("type under 03", "ABC"),
        ("type = 0301", ""),
        ("type ~ physical", "A"),
        // dates: inside, before, after, overlapping
        ("date = 2019-11-15", "A"),
        ("date = 2019", "AC"),
        ("date = 2019-11", "A"),
        ("date ~ 2019-11", "AC"),
        ("date < 2020", "AC"),
        ("date <= 2019", "AC"),
        ("date <= 2020-01", "ABC"),
        ("date > 2019", "AB"),
        ("date >= 2020-01-02", "B"),
        ("date = ../2019-12", "AC"),
        // quantities: a claimed range lies inside the asked one
        ("age = 34", "A"),
        ("age = 50", ""),
        ("age ~ 50", "B"),
        ("age = 40..60", "B"),
        ("age < 40", "A"),
        ("age > 40", "B"),
        ("age > 34", "B"),
        ("age >= 34", "AB"),
        ("age = \">30\"", "AB"),
        // places: by name, by record, within
        ("place = \"la plaza\"", "A"),
        ("place = \"San Juan\"", "B"),
        ("place under \"San Juan\"", "AB"),
        ("place under \"Valle Alto\"", "ABC"),
        ("place under Nowhere", ""),
        ("place ~ valle", "C"),
        // references
        ("incident = \"march of the bakers\"", "A"),
        ("incident ~ bak", "A"),
        // the record itself
        ("source = \"The Valley Post\"", "ABCD"),
        ("source = \"O'Hara & \\\"Sons\\\"\"", "B"),
        ("source ~ hara", "B"),
        ("source != \"O'Hara & \\\"Sons\\\"\"", "ACD"),
        ("level = public", "A"),
        ("level >= restricted", "ABCD"),
        ("level != public", "BCD"),
        ("kind = person", "ABCD"),
        ("kind = entry", ""),
        ("kind != entry", "ABCD"),
    ] {
        sample.check(expression, expected);
    }
    let prefix = sample.names[1].1.to_string();
    sample.check(&format!("id = {}", &prefix[..7]), "B");
    sample.check(&format!("victim = {}", &prefix[..6]), "B");
}

#[test]
fn conditions_hold_in_one_act() {
    let sample = sample();
    sample.check("type = Arrest and date = 2019-11", "A");
    // Ana was assaulted and arrested, but assaulted elsewhere and later.
    sample.check("type = 020101 and date = 2019-11", "");
    sample.check("type = 020101 and date = 2020-01", "A");
    sample.check("type = 020101 and sex = F", "A");
    sample.check("type = 020101 or date = 2020-01-03", "AB");
    // `not` is about the whole person, `!=` about one act.
    sample.check("not type = 020101", "BCD");
    sample.check("type != 020101", "ABC");
    sample.check("type = Arrest and not type = 020101", "B");
    sample.check(
        "(type = Arrest or type = 020101) and (date = 2020-01 or name = carla)",
        "AB",
    );
}

#[test]
fn acts_see_victim_and_incident() {
    let sample = sample();
    let count = |expression: &str| {
        let parsed = parse_expression(expression).unwrap();
        sample
            .catalog
            .records(Some("act"), Some(&parsed), 100, 0)
            .unwrap()
            .total
    };
    assert_eq!(count("sex = F"), 2);
    assert_eq!(count("sex = F and title ~ bakers"), 1);
    assert_eq!(count("title ~ bakers and type = 020101"), 0);
    assert_eq!(count("not sex = F"), 2);
}

#[test]
fn what_cannot_be_asked() {
    let sample = sample();
    let check = |expression: &str, expected: FilterError| {
        let parsed = parse_expression(expression).unwrap();
        match sample.catalog.records(None, Some(&parsed), 1, 0) {
            Err(CatalogError::Filter(error)) => assert_eq!(error, expected, "{expression}"),
            other => panic!("{expression}: {other:?}"),
        }
    };
    check("nonsense = 1", FilterError::UnknownField);
    check("sex < 02", FilterError::Operator { operator: "<" });
    check("name under x", FilterError::Operator { operator: "under" });
    check("sex = purple", FilterError::Value);
    check("date = someday", FilterError::Value);
    check("age < \">50\" and age > \">50\"", FilterError::Value);
    check("level = high", FilterError::Value);
    check("id = xyz", FilterError::Value);
    check("name ~ \"!\"", FilterError::Value);
    check("name = \"?\0\"", FilterError::Nul);
}

#[test]
fn kinds_are_counted_as_records_are_found() {
    let sample = sample();
    for text in [
        "age > 30",
        "source ~ \"valley\"",
        "kind = person",
        "sex = F",
    ] {
        let asked = parse_expression(text).unwrap();
        let found = sample.catalog.records(None, Some(&asked), 99, 0).unwrap();
        let kinds = sample.catalog.kinds_matching(Some(&asked)).unwrap();
        let counted: u64 = kinds.iter().map(|(_, count)| count).sum();
        assert_eq!(counted, found.total, "{text}");
        assert!(counted > 0, "{text}");
        for (kind, count) in kinds {
            let of_kind = sample.catalog.records(Some(&kind), Some(&asked), 99, 0);
            assert_eq!(of_kind.unwrap().total, count, "{text} {kind}");
        }
    }
    let all = sample.catalog.kinds_matching(None).unwrap();
    assert_eq!(all, sample.catalog.counts_by_kind().unwrap());
}
