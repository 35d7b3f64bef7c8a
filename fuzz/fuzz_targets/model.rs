//! Lists from anybody, and a model from anybody: what is read links without a panic.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use testigo_link::{Entries, Field, Kind, LinkSettings, Model, NameTables, Table, learn, link};

static NAMES: LazyLock<NameTables> =
    LazyLock::new(|| NameTables::built_in().expect("our own tables"));

/// A column of each kind, a line an entry, cells between commas.
fn table(text: &str) -> Option<Table> {
    let kinds = [
        "given_name",
        "surname",
        "full_name",
        "date",
        "place",
        "code",
        "text",
        "number",
    ];
    let fields = kinds
        .iter()
        .map(|kind| Some(Field::new((*kind).to_owned(), Kind::read(kind).ok()?)))
        .collect::<Option<Vec<Field>>>()?;
    let mut entries = Entries::new(fields).ok()?;
    let source = entries.source("list").ok()?;
    for line in text.lines().take(40) {
        let cells: Vec<&str> = line.split(',').collect();
        entries.push(source, line, &cells).ok()?;
    }
    Table::new(entries, &NAMES).ok()
}

fuzz_target!(|text: (&str, &str)| {
    let (lists, model) = text;
    let Some(table) = table(lists) else {
        return;
    };
    let settings = LinkSettings::default();
    if let Ok(model) = Model::from_json(model, &table) {
        let _ = link(&table, &settings, &model, &[], None);
    }
    if let Ok((model, _)) = learn(&table, &settings, &[]) {
        let linked = link(&table, &settings, &model, &[], None).expect("a learned model fits");
        let saved = linked
            .model
            .to_json(&table)
            .expect("a learned model is written");
        let again = Model::from_json(&saved, &table);
        assert_eq!(again.ok().as_ref(), Some(&linked.model));
    }
});
