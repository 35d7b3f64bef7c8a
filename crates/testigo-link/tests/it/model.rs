//! A model that is saved, read again and drawn.

use testigo_link::{
    ChartWords, Entries, EntryId, Field, Kind, LinkSettings, Model, NameTables, Table, explain,
    learn, link, prepared, waterfall, weights_chart,
};

use crate::lists;

#[test]
fn a_saved_model_gives_the_same_again() {
    let table = lists::table(&lists::rows(800, 23));
    let settings = LinkSettings::default();
    let (model, _) = learn(&table, &settings, &[]).unwrap();
    let linked = link(&table, &settings, &model, &[], None).unwrap();
    let json = linked.model.to_json(&table).unwrap();
    let read = Model::from_json(&json, &table).unwrap();
    assert_eq!(read.version(), linked.model.version());
    let again = link(&table, &settings, &read, &[], None).unwrap();
    assert_eq!(again.pairs, linked.pairs);
    assert_eq!(again.first, linked.first);
    let other = Entries::new(vec![Field::new("given", Kind::Text)]).unwrap();
    let other = Table::new(other, &NameTables::built_in().unwrap()).unwrap();
    for (text, code) in [
        (json.as_str(), "link_model_mismatch"),
        ("{}", "link_model_invalid"),
        ("", "link_model_invalid"),
    ] {
        assert_eq!(Model::from_json(text, &other).unwrap_err().code(), code);
    }
}

#[test]
fn the_settings_are_what_splink_reads() {
    let rows = lists::rows(400, 29);
    let table = lists::table(&rows);
    let settings = LinkSettings {
        blocking: vec![
            "surname.sound+born".to_owned(),
            "given.start2+place+second".to_owned(),
        ],
        ..LinkSettings::default()
    };
    let (model, _) = learn(&table, &settings, &[]).unwrap();
    let json = model.to_json(&table).unwrap();
    insta::assert_snapshot!("settings", json);
    let mut text = String::new();
    let mut count = 0;
    let mut row = |cells: &[String]| {
        if count < 6 {
            text.push_str(&cells.join(","));
            text.push('\n');
        }
        count += 1;
        Ok(())
    };
    prepared(&table, &model, &mut row).unwrap();
    assert_eq!(count, rows.len() + 1);
    insta::assert_snapshot!("prepared", text);
}

/// Weights that Splink gave to the list's pairs by our model (`bench/reconcile/round_trip.py`).
#[test]
fn splink_gives_the_same_weights() {
    let kinds = [
        ("given", Kind::GivenName),
        ("surname", Kind::Surname),
        ("second", Kind::Surname),
        ("born", Kind::Date),
        ("act", Kind::Date),
        ("age", Kind::Age),
        ("region", Kind::Place),
        ("place", Kind::Place),
        ("note", Kind::Text),
        ("code", Kind::Code),
    ];
    let mut fields: Vec<Field> = kinds
        .iter()
        .map(|(name, kind)| Field::new(*name, *kind))
        .collect();
    fields[5].at = Some("act".to_owned());
    fields[5].birth = Some("born".to_owned());
    let mut entries = Entries::new(fields).unwrap();
    let source = entries.source("list").unwrap();
    for record in csv::Reader::from_reader(&include_bytes!("golden/list.csv")[..]).records() {
        let record = record.unwrap();
        let cells: Vec<&str> = record.iter().skip(1).collect();
        entries.push(source, &record[0], &cells).unwrap();
    }
    let table = Table::new(entries, &NameTables::built_in().unwrap()).unwrap();
    let model = Model::from_json(include_str!("golden/settings.json"), &table).unwrap();
    let mut levels = std::collections::BTreeSet::new();
    let mut compared = 0;
    for record in csv::Reader::from_reader(&include_bytes!("golden/splink.csv")[..]).records() {
        let record = record.unwrap();
        let entry = |place: usize| EntryId(record[place].parse().unwrap());
        let theirs: f64 = record[2].parse().unwrap();
        let ours = explain(&table, &model, table.len(), entry(0), entry(1)).unwrap();
        assert!((ours.bits - theirs).abs() < 1e-6, "{record:?}: {ours:?}");
        assert!(ours.rule.is_some());
        levels.extend(
            ours.weights
                .into_iter()
                .map(|weight| (weight.field, weight.level)),
        );
        compared += 1;
    }
    assert!(compared > 1_000, "{compared}");
    assert!(levels.len() > 45, "{}: {levels:?}", levels.len());
}

#[test]
fn charts_are_text_that_never_changes() {
    let table = lists::table(&lists::rows(400, 31));
    let settings = LinkSettings::default();
    let (model, _) = learn(&table, &settings, &[]).unwrap();
    let explained = explain(&table, &model, table.len(), EntryId(3), EntryId(4)).unwrap();
    let words = ChartWords {
        title: "Entries <3> & \"4\"",
        description: "Each bar is what a field adds",
    };
    let label = |weight: &testigo_link::FieldWeight| format!("{}: {}", weight.field, weight.level);
    insta::assert_snapshot!(
        "waterfall",
        waterfall(&explained, words, "before", "together", &label)
    );
    let chart = weights_chart(&model, words, &|field, level| format!("{field}: {level}"));
    assert_eq!(chart.matches("<rect").count(), 8 + 7 + 7 + 8 + 3);
    assert!(chart.starts_with("<svg") && chart.contains("<desc"));
}
