//! Time lines, and places with a position: what disagreeing sources say stands side by side.

use testigo_catalog::{Catalog, FoundPlace, FoundPlaces, Sought, TimeLine, TimeUnit};

use crate::archive::Archive;

/// The parts of a time line that are not empty.
fn parts(line: &TimeLine) -> Vec<(&str, u64)> {
    let counted = line.parts.iter().filter(|part| part.records > 0);
    counted
        .map(|part| (part.date.as_str(), part.records))
        .collect()
}

/// Incidents with dates of every kind, and somebody to whom something was done.
fn dated() -> Catalog {
    let mut archive = Archive::default();
    let source = archive.source("Post");
    let other = archive.source("Parish");
    let put = |archive: &mut Archive, kind, claims: &[(&str, &str)]| {
        archive.record(kind, Some(source), claims)
    };
    let march = put(
        &mut archive,
        "incident",
        &[("title", "March"), ("date", "2019-11-19")],
    );
    archive.claim(march, other, &[("date", "2020-01")]);
    archive.claim(march, other, &[("date", "2019-12/2020-02")]);
    put(
        &mut archive,
        "incident",
        &[("title", "Vigil"), ("date", "2019")],
    );
    put(
        &mut archive,
        "incident",
        &[("title", "Strike"), ("date", "2022/..")],
    );
    put(
        &mut archive,
        "incident",
        &[("title", "Undated"), ("date", "some day")],
    );
    let person = put(&mut archive, "person", &[("name", "Casilda Monterrama")]);
    let (victim, incident) = (person.to_string(), march.to_string());
    put(
        &mut archive,
        "act",
        &[
            ("victim", &victim),
            ("incident", &incident),
            ("date", "2019-11-20"),
        ],
    );
    archive.catalog()
}

fn line(catalog: &Catalog, sought: Sought<'_>, year: Option<u16>) -> TimeLine {
    catalog.time_line(sought, year).unwrap()
}

#[test]
fn a_record_counts_in_every_part_in_which_some_sources_date_may_lie() {
    let catalog = dated();
    let years = line(&catalog, Sought::default(), None);
    assert_eq!(parts(&years), [("2019", 4), ("2020", 2), ("2022", 1)]);
    assert_eq!(
        (years.unit, years.parts.len(), years.dated),
        (TimeUnit::Year, 4, 5),
        "2021 has its place"
    );
    let months = line(&catalog, Sought::default(), Some(2019));
    assert_eq!(months.parts.len(), 12);
    assert_eq!(
        (parts(&months)[0], parts(&months)[9], months.dated),
        (("2019-01", 1), ("2019-10", 1), 4)
    );
    assert_eq!(parts(&months)[10..], [("2019-11", 4), ("2019-12", 3)]);
    let asked = testigo_record::parse_expression("title = Vigil").unwrap();
    let vigil = Sought {
        expression: Some(&asked),
        ..Sought::default()
    };
    assert_eq!(parts(&line(&catalog, vigil, None)), [("2019", 1)]);
    let nothing = Sought {
        words: "\"",
        ..Sought::default()
    };
    assert!(
        line(&catalog, nothing, None).parts.is_empty(),
        "no word is no wish for everything"
    );
}

#[test]
fn every_part_holds_what_a_condition_on_it_finds() {
    let catalog = dated();
    for (kind, words) in [
        (None, ""),
        (Some("person"), ""),
        (Some("incident"), "march"),
        (Some("act"), ""),
    ] {
        for year in [None, Some(2019), Some(2020), Some(2024)] {
            for part in line(
                &catalog,
                Sought {
                    words,
                    kind,
                    expression: None,
                },
                year,
            )
            .parts
            {
                let within =
                    testigo_record::parse_expression(&format!("date ~ \"{}\"", part.date)).unwrap();
                let found = if words.is_empty() {
                    catalog.records(kind, Some(&within), 9, 0).unwrap().total
                } else {
                    catalog
                        .search(words, kind, Some(&within), 9, 0)
                        .unwrap()
                        .total
                };
                assert_eq!(part.records, found, "{kind:?} {words} {}", part.date);
            }
        }
    }
}

/// Persons to whom two things were done, at different places and times.
fn done_twice() -> Catalog {
    let mut archive = Archive::default();
    let source = archive.source("Post");
    let mut ids = Vec::new();
    for (name, lat) in [("Alisal", "10"), ("Brezal", "20")] {
        let claims = [("name", name), ("lat", lat), ("lon", "30")];
        ids.push(archive.record("place", Some(source), &claims).to_string());
    }
    let incident = archive.record("incident", Some(source), &[("date", "2021-03")]);
    for name in ["Casilda Monterrama", "Ponciano Altavega"] {
        let person = archive.record("person", Some(source), &[("name", name)]);
        let victim = person.to_string();
        let incident = incident.to_string();
        for claims in [
            [("place", ids[0].as_str()), ("date", "2018")],
            [("place", ids[1].as_str()), ("date", "2019-05")],
            [("place", "Brezal"), ("incident", incident.as_str())],
        ] {
            let claims = [&[("victim", victim.as_str())], &claims[..]].concat();
            archive.record("act", Some(source), &claims);
        }
        if name.starts_with('P') {
            // Nothing that a person has by this program's vocabulary; another one may have stated it.
            archive.claim(person, source, &[("date", "2019-05")]);
        }
    }
    archive.catalog()
}

#[test]
fn with_a_condition_the_time_and_the_place_of_the_acts_that_meet_it_count() {
    let catalog = done_twice();
    let mut bars = Vec::new();
    for condition in [
        "",
        "place = Alisal",
        "place = Brezal",
        "place = Alisal or place = Brezal",
        "not place = Carrizal",
        "name ~ Casilda and place = Alisal",
        "date ~ 2019",
        "date = 2018 or name ~ Ponciano",
    ] {
        let asked = testigo_record::parse_expression(condition).ok();
        for (kind, year) in [
            (Some("person"), None),
            (Some("person"), Some(2019)),
            (Some("act"), None),
            (None, None),
        ] {
            let sought = Sought {
                words: "",
                kind,
                expression: asked.as_ref(),
            };
            for part in line(&catalog, sought, year).parts {
                let within = match condition {
                    "" => format!("date ~ \"{}\"", part.date),
                    _ => format!("({condition}) and date ~ \"{}\"", part.date),
                };
                let within = testigo_record::parse_expression(&within).unwrap();
                let found = catalog.records(kind, Some(&within), 9, 0).unwrap().total;
                assert_eq!(part.records, found, "{kind:?} {condition} {}", part.date);
                bars.push(found);
            }
        }
    }
    assert!(bars.iter().filter(|found| **found > 0).count() > 30);
    let asked = testigo_record::parse_expression("name ~ Casilda and place = Alisal").unwrap();
    let sought = Sought {
        kind: Some("person"),
        expression: Some(&asked),
        ..Sought::default()
    };
    assert_eq!(parts(&line(&catalog, sought, None)), [("2018", 1)]);
    let places = catalog.found_places(sought, 9).unwrap().places;
    let titles: Vec<&str> = places.iter().map(|place| place.title.as_str()).collect();
    assert_eq!(titles, ["Alisal"]);
}

#[test]
fn a_long_time_line_takes_longer_parts_and_a_date_of_any_length_costs_no_more() {
    let mut archive = Archive::default();
    archive.record("incident", None, &[("title", "Old"), ("date", "1781")]);
    archive.record("incident", None, &[("title", "New"), ("date", "1993/2001")]);
    let line = archive
        .catalog()
        .time_line(Sought::default(), None)
        .unwrap();
    assert_eq!(line.unit, TimeUnit::Decade);
    let decades = [("1780/1789", 1), ("1990/1999", 1), ("2000/2009", 1)];
    assert_eq!(parts(&line), decades);
    archive.record("incident", None, &[("title", "All"), ("date", "0000/9999")]);
    let line = archive
        .catalog()
        .time_line(Sought::default(), None)
        .unwrap();
    assert_eq!(
        (line.unit, line.parts.len(), line.dated),
        (TimeUnit::Century, 100, 3)
    );
    let asked = line
        .parts
        .iter()
        .find(|part| part.date == "1900/1999")
        .unwrap();
    assert_eq!(asked.records, 2);
    assert_eq!(
        archive
            .catalog()
            .time_line(Sought::default(), Some(u16::MAX))
            .unwrap()
            .dated,
        1
    );
}

/// Places with and without positions, and records that name them.
fn placed() -> Catalog {
    let mut archive = Archive::default();
    let source = archive.source("Post");
    let other = archive.source("Parish");
    let valley = archive.record(
        "place",
        Some(source),
        &[
            ("name", "Valle Sereno"),
            ("lat", "-16.5"),
            ("lon", "-68.15"),
        ],
    );
    archive.claim(valley, other, &[("lat", "-16.4"), ("lon", "-68.2")]);
    let bridge = archive.record("place", Some(source), &[("name", "Puente Alisal")]);
    // One source says both degrees, one after the other.
    archive.claim(bridge, source, &[("lat", "10")]);
    archive.claim(bridge, source, &[("lon", "20")]);
    let nowhere = archive.record(
        "place",
        Some(source),
        &[("name", "Las Acequias"), ("lat", "1")],
    );
    let (valley_id, nowhere_id) = (valley.to_string(), nowhere.to_string());
    let person = archive.record("person", Some(source), &[("name", "Casilda Monterrama")]);
    let victim = person.to_string();
    archive.record(
        "act",
        Some(source),
        &[("victim", &victim), ("place", &valley_id)],
    );
    archive.record(
        "incident",
        Some(source),
        &[("title", "March"), ("place", "VALLE sereno")],
    );
    archive.record(
        "incident",
        Some(source),
        &[("title", "Vigil"), ("place", &nowhere_id)],
    );
    archive.record(
        "incident",
        Some(source),
        &[("title", "Other"), ("place", "Somewhere else")],
    );
    archive.catalog()
}

#[test]
fn places_have_a_position_from_each_source_and_the_records_that_name_them() {
    let catalog = placed();
    let found = |kind, limit| {
        let sought = Sought {
            kind,
            ..Sought::default()
        };
        catalog.found_places(sought, limit).unwrap()
    };
    let all = found(None, 9);
    let shown = |places: &[FoundPlace]| {
        let one = |place: &FoundPlace| (place.title.clone(), place.records, place.positions.len());
        places.iter().map(one).collect::<Vec<_>>()
    };
    assert_eq!(
        shown(&all.places),
        [
            ("Valle Sereno".to_owned(), 3, 2),
            ("Puente Alisal".to_owned(), 1, 1)
        ]
    );
    assert_eq!((all.located, all.without_position), (2, 1));
    let said = &all.places[0].positions;
    assert_eq!((said[0].latitude, said[0].longitude), (-16.5, -68.15));
    assert_eq!(said[1].source.as_ref().unwrap().name, "Parish");
    let bridge = &all.places[1].positions[0];
    assert_eq!((bridge.latitude, bridge.longitude), (10.0, 20.0));
    assert_eq!(
        shown(&found(Some("person"), 9).places),
        [("Valle Sereno".to_owned(), 1, 2)]
    );
    assert_eq!(
        shown(&found(Some("act"), 9).places),
        [("Valle Sereno".to_owned(), 1, 2)]
    );
    let incidents = found(Some("incident"), 9);
    assert_eq!((incidents.located, incidents.without_position), (1, 1));
    let first = found(None, 1);
    assert_eq!(
        (first.places.len(), first.located, first.without_position),
        (1, 2, 1)
    );
    assert_eq!(found(Some("account"), 9), FoundPlaces::default());
}
