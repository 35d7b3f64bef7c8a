//! Any bytes: nothing panics, the same bytes give the same, keys are single, early ends are kept.

use super::*;
use crate::sheet::samples::workbook_of;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A small file of each system, under the name that it would have.
const SEEDS: [(Format, &str, &str); 12] = [
    (
        Format::Uwazi,
        "import.csv",
        "id,title__es,title__en,Fecha,Geo,Link,Documento\n\
         a,Uno,One,2019-11-15:2019-11-16,-16.5|-68.1,x|https://example.org,f.bin\nb,Dos,,~2019,,,|\n",
    ),
    (
        Format::Kobo,
        "k.json",
        "{\"content\":{\"survey\":[{\"type\":\"select_multiple l\",\"name\":\"q\",\"label\":[\"P\"]},\
         {\"type\":\"begin_repeat\",\"name\":\"r\"},{\"type\":\"image\",\"name\":\"f\"},{\"type\":\"end_repeat\"}],\
         \"choices\":[{\"list_name\":\"l\",\"name\":\"a\",\"label\":\"A\"}]},\"results\":[{\"_uuid\":\"u\",\"q\":\"a b\",\
         \"_geolocation\":[1,2],\"r\":[{\"r/f\":\"f.bin\"},{\"r/f\":\"é \\u00e9\"}],\
         \"_attachments\":[{\"filename\":\"x/f.bin\"}]}]}",
    ),
    (
        Format::Kobo,
        "k.csv",
        "g/Nombre,g/foto,g/foto_URL,_uuid\nAna,f.bin,x,u1\nLuis,,,u2\n",
    ),
    (
        Format::Martus,
        "m.xml",
        "<MartusBulletins><MartusBulletin><LocalId>l</LocalId><MainFieldSpecs><Field type='DATERANGE'><Tag>eventdate</Tag>\
         <Label/></Field><Field type='GRID'><Tag>g</Tag><Label>G</Label><GridSpecDetails><Column type='STRING'><Label>\
         Nombre</Label></Column></GridSpecDetails></Field></MainFieldSpecs><FieldValues><Field tag='eventdate'><Value>\
         Range:2019-01-01,2019-01-02</Value></Field><Field tag='g'><Value><GridData><Row><Column>Ana</Column></Row>\
         </GridData></Value></Field><TopAttachmentList><Attachment><Filename>f.bin</Filename></Attachment>\
         </TopAttachmentList></FieldValues></MartusBulletin></MartusBulletins>",
    ),
    (
        Format::Ftm,
        "e.ftm",
        "{\"entities\":[{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{\"name\":[\"A\",\"B\"],\"birthDate\":[\"1984\"]}},\
         {\"id\":\"l\",\"schema\":\"Family\",\"properties\":{\"person\":[\"a\"],\"relative\":[\"b\",\"c\"]}}]}",
    ),
    (
        Format::Ftm,
        "e.json",
        "{\"id\":\"e\",\"schema\":\"Event\",\"properties\":{\"name\":[\"M\"],\"involved\":[\"a\"]}}\n\
         {\"id\":\"a\",\"schema\":\"Address\",\"properties\":{\"full\":[\"C\"]}}\n",
    ),
    (
        Format::AutoArchiver,
        "s.csv",
        "status,metadata,media\nok,\"{'url': 'https://example.org', 't': datetime.datetime(2024, 3, 1, 10, 0)}\",\
         \"[{'filename': 'f.bin', 'properties': {'hash': 'SHA-256:00'}}]\"\n",
    ),
    (
        Format::AutoArchiver,
        "s.csv",
        "https://example.org/1,a\nhttps://example.org/2,b\n",
    ),
    (
        Format::ProofMode,
        "b.csv",
        "1481717992,Wifi,/a/f.bin,English,f8:a9,LGE,LGE,1481717990000,Data,USA,\
         51df5f6cf64df982bc14c7a0e3dd053be476ad0303ce7a8eb2923e91c412553b,30.126.14.93,4.6,1c,Wifi,,,,,\n",
    ),
    (
        Format::ProofMode,
        "f.bin.proof.csv",
        "File hash, File path, File name, Cells, WiFis, Timestamp\n\
         51df5f6cf64df982bc14c7a0e3dd053be476ad0303ce7a8eb2923e91c412553b, /a/f, x.bin, f, x.bin, c, w, 1700000000\n",
    ),
    (
        Format::ProofMode,
        "f.bin.proof.json",
        "{\"File Hash SHA256\":\"51df5f6cf64df982bc14c7a0e3dd053be476ad0303ce7a8eb2923e91c412553b\",\
         \"File Path\":\"/a/f.bin\",\"Modified\":\"1\"}",
    ),
    (
        Format::Folder,
        "d.csv",
        "archivo,título,fecha\nf.bin,Uno,2019\nf.bin|g.bin,Dos,15/11/2019\n",
    ),
];

const SHEET_NAMES: [&str; 5] = ["top", "r", "r", "s", "a_name_that_is_cut_to_its_length"];
const SHEET_CELLS: [&str; 12] = [
    "", "", "1", "1", "2", "top", "r", "s", "u1", "f.bin", "Ana", "2019",
];
const TOP_HEADER: &[&str] = &["_uuid", "_index", "Lugar", "r/Nombre", "_id"];
const REPEAT_HEADER: &[&str] = &[
    "_parent_index",
    "_index",
    "_parent_table_name",
    "_submission__uuid",
    "Nombre",
    "r/Nombre",
    "foto",
    "foto_URL",
];

#[derive(Debug, Clone)]
enum Change {
    Set(usize, u8),
    Cut(usize, usize),
    Twice(usize, usize),
    Insert(usize, Vec<u8>),
}

fn change() -> impl Strategy<Value = Change> {
    let at = || any::<prop::sample::Index>().prop_map(|index| index.index(4096));
    let sign = prop_oneof![
        any::<u8>(),
        prop::sample::select(b"\"'{}[](),:;|~/<>&\\\n\r 0\xFF".to_vec()),
    ];
    prop_oneof![
        (at(), sign.clone()).prop_map(|(at, byte)| Change::Set(at, byte)),
        (at(), 1..200_usize).prop_map(|(at, count)| Change::Cut(at, count)),
        (at(), 1..200_usize).prop_map(|(at, count)| Change::Twice(at, count)),
        (at(), prop::collection::vec(sign, 1..20))
            .prop_map(|(at, bytes)| Change::Insert(at, bytes)),
    ]
}

fn apply(bytes: &mut Vec<u8>, change: &Change) {
    let len = bytes.len();
    let place = |at: usize| if len == 0 { 0 } else { at % len };
    match change {
        Change::Set(at, byte) => {
            if let Some(found) = bytes.get_mut(place(*at)) {
                *found = *byte;
            }
        }
        Change::Cut(at, count) => {
            let start = place(*at);
            bytes.drain(start..(start + count).min(len));
        }
        Change::Twice(at, count) => {
            let start = place(*at);
            let piece = bytes[start..(start + count).min(len)].to_vec();
            bytes.splice(start..start, piece);
        }
        Change::Insert(at, more) => {
            let start = place(*at);
            bytes.splice(start..start, more.iter().copied());
        }
    }
}

fn write(path: &Path, bytes: &[u8]) {
    File::create(path).unwrap().write_all(bytes).unwrap();
}

/// Reads a folder and the file in it, twice, and looks at what must always hold.
fn check(format: Format, name: &str, bytes: &[u8]) {
    let folder = folder(&[("f.bin", "photo"), ("g.bin.tsr", "t")]);
    write(&folder.path().join(name), bytes);
    for path in [folder.path().join(name), folder.path().to_owned()] {
        let given = try_read(format, &path, None);
        let again = try_read(format, &path, None);
        match (given, again) {
            (Ok(given), Ok(again)) => {
                assert_eq!(given, again);
                check_given(&given, bytes.len());
                if let Some(map) = &given.map {
                    assert_eq!(Map::from_toml(&map.to_toml()).as_ref(), Ok(map));
                }
            }
            (Err(one), Err(other)) => assert_eq!(one.code(), other.code()),
            (one, other) => panic!("{one:?} {other:?}"),
        }
    }
}

fn check_given(given: &Given, bytes: usize) {
    let mut keys = BTreeSet::new();
    let files = given.files.iter().map(|(about, ..)| about);
    for found in given.records.iter().chain(files) {
        assert!(
            found.key.is_empty() || keys.insert(found.key.clone()),
            "{}",
            found.key
        );
        assert!(!found.locator.is_empty());
        for value in &found.values {
            let known = testigo_record::field(found.kind, &value.field);
            assert!(known.is_some(), "{} {}", found.kind, value.field);
            if let (Some(field), Said::Text(text)) = (known, &value.said) {
                assert_eq!(testigo_record::read(field, text).as_ref(), Ok(text));
            }
        }
        for (place, value) in found.values.iter().enumerate() {
            let repeats =
                testigo_record::field(found.kind, &value.field).is_some_and(|f| f.multiple);
            let again = found.values[place + 1..]
                .iter()
                .any(|other| other.field == value.field);
            assert!(repeats || !again, "{} twice", value.field);
        }
    }
    assert!(given.records.len() + given.troubles.len() <= 100 + bytes * 4);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn changed_files_are_read_or_refused(
        seed in 0..SEEDS.len(),
        changes in prop::collection::vec(change(), 0..6),
    ) {
        let (format, name, text) = SEEDS[seed];
        let mut bytes = text.as_bytes().to_vec();
        for change in &changes {
            apply(&mut bytes, change);
        }
        check(format, name, &bytes);
    }

    #[test]
    fn any_bytes_are_read_or_refused(
        seed in 0..SEEDS.len(),
        bytes in prop::collection::vec(any::<u8>(), 0..600),
    ) {
        let (format, name, _) = SEEDS[seed];
        check(format, name, &bytes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn any_sheets_of_submissions_are_read_or_refused(
        names in prop::collection::vec(prop::sample::select(&SHEET_NAMES[..]), 1..5),
        cells in prop::collection::vec(prop::sample::select(&SHEET_CELLS[..]), 0..80),
        width in 1_usize..9,
        changes in prop::collection::vec(change(), 0..2),
    ) {
        let rows: Vec<&[&str]> = cells.chunks(width).collect();
        let tables: Vec<Vec<&[&str]>> = names
            .iter()
            .zip(rows.chunks(rows.len() / names.len() + 1))
            .zip([false, true, true, true])
            .map(|((_, rows), is_repeat)| {
                let header = if is_repeat { REPEAT_HEADER } else { TOP_HEADER };
                std::iter::once(header).chain(rows.iter().copied()).collect()
            })
            .collect();
        let sheets: Vec<(&str, &[&[&str]])> = names
            .iter()
            .zip(&tables)
            .map(|(name, rows)| (*name, rows.as_slice()))
            .collect();
        let mut bytes = workbook_of(&sheets);
        for change in &changes {
            apply(&mut bytes, change);
        }
        check(Format::Kobo, "k.xlsx", &bytes);
    }
}

#[test]
fn every_seed_is_of_its_format() {
    for (format, name, text) in SEEDS {
        check(format, name, text.as_bytes());
        let folder = folder(&[(name, text), ("f.bin", "photo")]);
        let given = give(format, &folder.path().join(name));
        assert!(given.records.len() + given.files.len() > 0, "{name}");
    }
}

/// Every byte of the directory of a zip, and some of the rest, changed.
#[test]
fn changed_zips_are_read_or_refused() {
    let Some(path) = fixture("uwazi/uwazi_csv_zipTest.zip") else {
        return;
    };
    let whole = std::fs::read(path).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.zip");
    let directory = whole.len() - 400..whole.len();
    for at in (0..whole.len()).step_by(211).chain(directory.step_by(3)) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        write(&path, &bytes);
        drop(try_read(Format::Uwazi, &path, None));
    }
    for end in (0..whole.len()).step_by(997) {
        write(&path, &whole[..end]);
        drop(try_read(Format::Uwazi, &path, None));
    }
}

#[test]
fn a_receiver_that_has_enough_is_given_no_more() {
    for (format, name, text) in SEEDS {
        let folder = folder(&[(name, text), ("f.bin", "photo")]);
        let mut count = 0;
        let summary = read_foreign(format, folder.path(), None, &mut |_| {
            count += 1;
            ControlFlow::Break(())
        });
        assert_eq!(count, 1, "{name}");
        assert!(summary.is_ok());
    }
}
