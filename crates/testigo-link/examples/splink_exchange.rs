//! Writes what Splink needs to score the same pairs: `splink_exchange LIST.csv FOLDER`.
//!
//! For `bench/reconcile/round_trip.py`; the list is `tests/it/golden/list.csv` or has the same columns.
#![allow(clippy::disallowed_methods, reason = "a tool that writes files")]

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use testigo_link::{
    Entries, Field, Kind, LinkError, LinkSettings, NameTables, Pair, Table, learn, link, prepared,
};

const COLUMNS: [(&str, Kind); 10] = [
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

fn read(path: &Path) -> Result<Table, Box<dyn Error>> {
    let mut fields: Vec<Field> = COLUMNS
        .iter()
        .map(|(name, kind)| Field::new(*name, *kind))
        .collect();
    for field in fields.iter_mut().filter(|field| field.kind == Kind::Age) {
        field.at = Some("act".to_owned());
        field.birth = Some("born".to_owned());
    }
    let mut entries = Entries::new(fields)?;
    let source = entries.source("list")?;
    for record in csv::Reader::from_path(path)?.records() {
        let record = record?;
        let cells: Vec<&str> = record.iter().skip(1).collect();
        entries.push(source, record.get(0).unwrap_or(""), &cells)?;
    }
    Ok(Table::new(entries, &NameTables::built_in()?)?)
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, list, folder] = arguments.as_slice() else {
        return Err("splink_exchange LIST.csv FOLDER".into());
    };
    let folder = Path::new(folder);
    let table = read(Path::new(list))?;
    let settings = LinkSettings {
        blocking: [
            "surname.sound+act",
            "given.start2+region",
            "place+surname.start3",
        ]
        .map(str::to_owned)
        .to_vec(),
        ..LinkSettings::default()
    };
    let (model, _) = learn(&table, &settings, &[])?;
    let mut text = String::from("unique_id_l,unique_id_r,match_weight\n");
    let mut sink = |pairs: &[Pair]| {
        for pair in pairs {
            writeln!(text, "{},{},{}", pair.left.0, pair.right.0, pair.bits)
                .map_err(|_| LinkError::TooLarge("text"))?;
        }
        Ok(())
    };
    link(&table, &settings, &model, &[], Some(&mut sink))?;
    fs::write(folder.join("pairs.csv"), text)?;
    fs::write(folder.join("settings.json"), model.to_json(&table)?)?;
    let mut out = csv::Writer::from_path(folder.join("prepared.csv"))?;
    let mut row = |cells: &[String]| {
        out.write_record(cells)
            .map_err(|error| LinkError::SinkFailed(error.into()))
    };
    prepared(&table, &model, &mut row)?;
    out.flush()?;
    Ok(())
}
