//! What is written is read again: by the readers of these formats, and as Parquet.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use parquet::file::reader::{FileReader as _, SerializedFileReader};
use testigo_catalog::{ListedClaim, ListedRecord};
use testigo_intake::{Element, Format, Said, read_foreign};

use super::rows::{RecordRow, Rows};
use super::{follow_the_money, tables, uwazi};

const OTHER: &str = "bb22222222222222222222222222222222222222222222222222222222222222";
const PERSON: &str = "aa11111111111111111111111111111111111111111111111111111111111111";

fn row(id: &str, kind: &str, said: &[(&str, &str)]) -> RecordRow {
    let claims = said.iter().map(|(field, value)| ListedClaim {
        record: id.to_owned(),
        kind: kind.to_owned(),
        field: (*field).to_owned(),
        value: (*value).to_owned(),
        unread: i64::from(*value == "long ago"),
        refers: (*value == OTHER).then(|| OTHER.to_owned()),
        source: Some(OTHER.to_owned()),
        locator: None,
        statement: id.to_owned(),
        recorded_at: None,
    });
    RecordRow {
        record: ListedRecord {
            id: id.to_owned(),
            kind: kind.to_owned(),
            subject: None,
        },
        claims: claims.collect(),
    }
}

fn rows() -> Rows {
    let person = [
        ("name", "Rosa \"Rosita\" Huanca"),
        ("alias", "Rosa H."),
        ("alias", "La Rosa"),
        ("sex", "02"),
        ("birth", "1980-05?"),
        ("death", "long ago"),
        ("x.height", "tall, \"very\""),
    ];
    Rows {
        records: vec![
            row(PERSON, "person", &person),
            row(OTHER, "source", &[("name", "Parish")]),
        ],
        withdrawn: Vec::new(),
    }
}

/// Keys of records, and every text that is said of them.
fn read_again(format: Format, name: &str, bytes: &[u8]) -> (BTreeSet<String>, BTreeSet<String>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    let mut file = std::fs::File::create_new(&path).unwrap();
    std::io::Write::write_all(&mut file, bytes).unwrap();
    let (mut keys, mut texts) = (BTreeSet::new(), BTreeSet::new());
    let mut receive = |element: Element<'_>| {
        if let Element::Record(found) = element {
            keys.insert(found.key);
            texts.extend(found.values.into_iter().map(|value| match value.said {
                Said::Text(text) | Said::Refers(text) | Said::Unread(text, _) => text,
            }));
        }
        ControlFlow::Continue(())
    };
    read_foreign(format, &path, None, &mut receive).unwrap();
    (keys, texts)
}

#[test]
fn readers_see_every_id_and_every_value() {
    let rows = rows();
    let entities = follow_the_money::lines(&rows);
    let of_kind = rows.by_kind();
    let (_, persons) = of_kind.iter().find(|(kind, _)| *kind == "person").unwrap();
    let table = uwazi::table_of(
        "person",
        persons,
        &rows.titles(),
        &std::collections::BTreeMap::new(),
    );
    let table = tables::csv(&table).unwrap();
    for (format, name, bytes) in [
        (Format::Ftm, "entities.ftm.json", &entities),
        (Format::Uwazi, "person.csv", &table),
    ] {
        let (keys, texts) = read_again(format, name, bytes);
        assert!(keys.contains(PERSON), "{name}: {keys:?}");
        for claim in &rows.records[0].claims {
            assert!(
                texts.contains(&claim.value),
                "{name}: {} in {texts:?}",
                claim.value
            );
        }
    }
}

#[test]
fn a_name_that_two_records_have_is_told_apart() {
    let mut rows = rows();
    rows.records
        .push(row(OTHER, "source", &[("name", "Parish")]));
    rows.records[2].record.id = "cc".repeat(32);
    let titles = rows.titles();
    assert_eq!(titles[PERSON], "Rosa \"Rosita\" Huanca");
    assert_eq!(titles[OTHER], "Parish (bb2222222222)");
}

#[test]
fn the_table_of_claims_has_a_row_for_each() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("claims.parquet");
    tables::write_parquet(&rows(), &path).unwrap();
    let reader = SerializedFileReader::new(std::fs::File::open(path).unwrap()).unwrap();
    assert_eq!(reader.metadata().file_metadata().num_rows(), 8);
    let columns = reader
        .metadata()
        .file_metadata()
        .schema_descr()
        .num_columns();
    assert_eq!(columns, 9);
}
