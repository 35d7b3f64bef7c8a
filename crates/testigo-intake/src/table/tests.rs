use super::*;
use crate::map::{guess, read_cell};
use proptest::prelude::*;
use std::io::Write;
use std::path::PathBuf;

fn open(name: &str, bytes: &[u8]) -> Result<TableReader, TableError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    File::create(&path).unwrap().write_all(bytes).unwrap();
    open_table(&path)
}

/// The header, then each row as `number:cell|cell` or `number!code`.
fn read_all(mut reader: TableReader) -> Vec<String> {
    let mut found = vec![];
    while let Some(item) = reader.next_row() {
        found.push(match item {
            Ok(row) => {
                let problem = row.problem.map(|problem| format!("!{}", problem.code()));
                let cells = row.cells.join("|");
                format!("{}{}:{cells}", row.number, problem.unwrap_or_default())
            }
            Err(TableError::Row { number, problem }) => format!("{number}!{}", problem.code()),
            Err(error) => format!("!{}", error.code()),
        });
    }
    found.insert(0, reader.header().join("|"));
    found
}

fn check(bytes: &[u8], expected: &[&str]) {
    assert_eq!(read_all(open("list.csv", bytes).unwrap()), expected);
}

#[test]
fn delimiters_are_guessed() {
    check(b"a,b\n1,2\n", &["a|b", "2:1|2"]);
    check(b"a;b\n1,5;2,5\n", &["a|b", "2:1,5|2,5"]);
    check(b"a\tb\n1, 2\t3\n", &["a|b", "2:1, 2|3"]);
    check(b"a|b\n1|2\n", &["a|b", "2:1|2"]);
    check(
        b"a,b\n1|2|3,x\n1|2|3,y\n",
        &["a|b", "2:1|2|3|x", "3:1|2|3|y"],
    );
    check(b"name\nAna Quispe\n", &["name", "2:Ana Quispe"]);
    check(b"sep=;\na;b\n1;2\n", &["a|b", "3:1|2"]);
}

/// Each as `row value code`.
fn troubles(bytes: &[u8]) -> Vec<String> {
    let table = open("list.csv", bytes).unwrap();
    let troubles = table.troubles().into_iter();
    troubles
        .map(|trouble| format!("{} {} {}", trouble.row, trouble.value, trouble.code))
        .collect()
}

#[test]
fn two_encodings_in_one_list_are_read_and_told() {
    let bytes = b"nombre;x\nPe\xC3\xB1a;1\nNu\xF1ez;2\n\"Mu\xC3\xB1oz\r\nR.\";3\n";
    check(
        bytes,
        &["nombre|x", "2:Peña|1", "3:Nuñez|2", "4:Muñoz\r\nR.|3"],
    );
    assert_eq!(troubles(bytes), ["3 1 encodings_mixed"]);
    let bytes = b"nombre;x\r\nPe\xF1a;1\r\nNu\xF1ez;2\r\nMu\xC3\xB1oz;3\r\nPe\xC3\xB1a;Nu\xF1ez";
    check(
        bytes,
        &[
            "nombre|x",
            "2:Peña|1",
            "3:Nuñez|2",
            "4:Muñoz|3",
            "5:PeÃ±a|Nuñez",
        ],
    );
    let told = ["4 1 encodings_mixed", "5 1 encodings_in_one_line"];
    assert_eq!(troubles(bytes), told);
    // One encoding is nothing to tell of.
    assert!(troubles("a,ñ\n1,é\n".as_bytes()).is_empty());
    assert!(troubles(b"a,\xF1\n1,\x93x\x94\n").is_empty());
}

/// A file that was cut or damaged in one place costs its line, not the names of all others.
#[test]
fn one_damaged_line_leaves_the_others() {
    let bytes = b"nombre\nPe\xC3\xB1a\nNu\xC3\xB1ez\nMu\xC3";
    check(bytes, &["nombre", "2:Peña", "3:Nuñez", "4:MuÃ"]);
    assert_eq!(troubles(bytes), ["4 1 encodings_mixed"]);
}

#[test]
fn encodings_are_found() {
    check("a,ñ\n1,é\n".as_bytes(), &["a|ñ", "2:1|é"]);
    check(b"\xEF\xBB\xBFa,b\n1,2\n", &["a|b", "2:1|2"]);
    check(b"a,\xF1\n1,\x93x\x94\n", &["a|ñ", "2:1|“x”"]);
    let wide: Vec<u8> = "\u{FEFF}a;ñ\r\n1;2\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    check(&wide, &["a|ñ", "2:1|2"]);
    let wide: Vec<u8> = "\u{FEFF}a\tñ\n1\t2"
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    check(&wide, &["a|ñ", "2:1|2"]);
    let mut late = format!("a,b\n{}", "1,2\n".repeat(50_000)).into_bytes();
    late.extend(b"1,\xF1\n");
    assert_eq!(
        read_all(open("x.csv", &late).unwrap()).last().unwrap(),
        "50002:1|ñ"
    );
}

#[test]
fn headers_become_unique() {
    check(
        b" Name ,,Name,name,Name (2)\n1,2,3,4,5\n",
        &["Name|column 2|Name (2)|name|Name (2) (2)", "2:1|2|3|4|5"],
    );
    check(b"a,b,\n1,2,\n", &["a|b", "2:1|2"]);
}

#[test]
fn ragged_rows_keep_every_cell() {
    check(
        b"a,b\n1\n1,2,3\n,,,4\n,\n1,2\n",
        &[
            "a|b|column 3|column 4",
            "2:1|",
            "3:1|2|3",
            "4:|||4",
            "6:1|2||",
        ],
    );
}

#[test]
fn a_bad_row_is_named_and_passed() {
    check(
        b"a,b\n1,\"2\n3,4\n",
        &["a|b", "2!unclosed_quote:1|\"2", "3:3|4"],
    );
    check(b"a,b\n\"1\n2\",3\n4,5\n", &["a|b", "2:1\n2|3", "4:4|5"]);
}

#[test]
fn what_is_no_table_is_refused() {
    for bytes in [
        b"".as_slice(),
        b"\n\n",
        b" , \n",
        b"%PDF-1.4\n1 0 obj",
        b"\xFF\xD8\xFF\xE0\0\x10JFIF",
        b"<html><table>",
        b"{\"a\": 1}",
        b"[1,2]",
        b"a\0b",
        b"PK\x03\x04 but no zip",
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
    ] {
        let error = open("list.txt", bytes).unwrap_err();
        assert_eq!(error.code(), "not_a_table", "{bytes:?}");
    }
    assert_eq!(
        open_table(Path::new("/nowhere/list.csv"))
            .unwrap_err()
            .code(),
        "table_unreadable"
    );
}

fn shared(path: &str) -> Option<PathBuf> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared"));
    if root.exists() {
        Some(root.join(path))
    } else {
        println!("skipped: shared/ is absent");
        None
    }
}

#[test]
fn the_personas_are_read_and_mapped() {
    let Some(path) = shared("data/linkage/personas_10k.csv") else {
        return;
    };
    let mut reader = open_table(&path).unwrap();
    let header = reader.header().to_vec();
    let mut sample = Vec::new();
    while let Some(row) = reader.next_row() {
        sample.push(row.unwrap());
    }
    assert_eq!(sample.len(), 10_000);
    let map = guess(&header, &sample[..200]);
    assert_eq!(
        map.to_toml(),
        "[columns]\nage = \"age\"\ncluster = \"x.cluster\"\ndept = \"x.dept\"\ndob = \"birth\"\n\
         event_date = \"date\"\ngiven_name = \"given_name\"\nmuni = \"place\"\nsex = \"sex\"\n\
         source = \"x.source\"\nsurname1 = \"surname\"\nsurname2 = \"second_surname\"\n\
         unique_id = \"x.unique_id\"\n\n[formats]\nsex = \"M/F\"\n"
    );
    let mut unread = 0;
    for row in &sample {
        for (name, cell) in header.iter().zip(&row.cells) {
            let field = map.field_of(name).unwrap();
            let definition = testigo_record::field("entry", &field).unwrap();
            unread += usize::from(read_cell(&map, name, definition, cell).is_err());
        }
    }
    assert_eq!(unread, 0);
}

#[test]
fn lists_of_other_tools_are_read() {
    let cases = [
        ("data/peers/martus/csv2xml_test.csv", 14, 2),
        ("data/peers/uwazi/uwazi_csv_test.csv", 13, 3),
        ("data/peers/ftm/ftm_experts.csv", 17, 14),
        ("data/peers/autoarchiver/csv_with_headers.csv", 2, 2),
        ("data/linkage/fake_1000.csv", 7, 1000),
        ("data/linkage/dataset1.csv", 11, 1000),
    ];
    for (path, columns, rows) in cases {
        let Some(path) = shared(path).filter(|path| path.exists()) else {
            continue;
        };
        let found = read_all(open_table(&path).unwrap());
        let width = found[0].split('|').count();
        assert_eq!(
            (width, found.len() - 1),
            (columns, rows),
            "{}",
            path.display()
        );
        assert!(
            found
                .iter()
                .all(|row| !row.contains('!') || row.contains(':'))
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_bytes_end(
        bytes in prop::collection::vec(prop_oneof![
            Just(b','), Just(b'\n'), Just(b'"'), Just(0xFF), any::<u8>()
        ], 0..300)
    ) {
        if let Ok(reader) = open("list.csv", &bytes) {
            read_all(reader);
        }
    }
}
