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
