use super::*;
use crate::sheet::samples::workbook_of;

type Sheets<'a> = &'a [(&'a str, &'a [&'a [&'a str]])];

const LINKS: [&str; 5] = [
    "_index",
    "_parent_table_name",
    "_parent_index",
    "_submission__uuid",
    "_submission__submitted_by",
];

fn row<'a>(cells: &[&'a str], links: [&'a str; 5]) -> Vec<&'a str> {
    [cells, &links].concat()
}

fn give_workbook(sheets: Sheets<'_>, map: Option<&Map>) -> Result<Given, ForeignError> {
    let folder = tempfile::tempdir().unwrap();
    try_read(Format::Kobo, &write_workbook(&folder, sheets), map)
}

fn write_workbook(folder: &tempfile::TempDir, sheets: Sheets<'_>) -> PathBuf {
    let path = folder.path().join("export.xlsx");
    let mut file = File::create(&path).unwrap();
    file.write_all(&workbook_of(sheets)).unwrap();
    path
}

const TOP: &[&[&str]] = &[
    &["Lugar", "_id", "_uuid", "_submitted_by", "_index"],
    &["Sacaba", "7", "u1", "rosa", "1"],
    &["Senkata", "8", "u2", "rosa", "2"],
];

#[test]
fn rows_of_further_sheets_stand_in_their_submission() {
    let header = row(&["hechos/fecha"], LINKS);
    let first = row(&["2019-11-15"], ["1", "Registro", "1", "u1", "rosa"]);
    let second = row(&["2019-11-19"], ["2", "Registro", "2", "u2", "rosa"]);
    let third = row(&["2019-11-20"], ["3", "Registro", "2", "u2", "rosa"]);
    let events: &[&[&str]] = &[&header, &first, &second, &third];
    let inner = row(&["Nombre"], LINKS);
    let witness = row(&["Luis"], ["1", "hechos", "3", "u2", "rosa"]);
    let witnesses: &[&[&str]] = &[&inner, &witness];
    // The sheet of what stands in another may come before it.
    let sheets: Sheets<'_> = &[
        ("Registro", TOP),
        ("testigos", witnesses),
        ("hechos", events),
    ];
    let given = give_workbook(sheets, None).unwrap();
    assert_eq!(
        given.lines(),
        "incident u1 @row 2: place=\"Sacaba\" x.id=\"7\" x.uuid=\"u1\" x.private_submitted_by=\"rosa\" \
         x.index=\"1\"\n\
         incident u2 @row 3: place=\"Senkata\" x.id=\"8\" x.uuid=\"u2\" x.private_submitted_by=\"rosa\" \
         x.index=\"2\"\n\
         incident u1/hechos[1] @row 2 of sheet hechos: date=\"2019-11-15\" part_of->\"u1\"\n\
         incident u2/hechos[1] @row 3 of sheet hechos: date=\"2019-11-19\" part_of->\"u2\"\n\
         incident u2/hechos[2] @row 4 of sheet hechos: date=\"2019-11-20\" part_of->\"u2\"\n\
         entry u2/hechos[2]/testigos[1] @row 2 of sheet testigos: name=\"Luis\" \
         incident->\"u2/hechos[2]\""
    );
    assert_eq!(given.trouble_lines(), "");
    assert_eq!(given.rows, 6);
    let map = given.map.unwrap();
    assert_eq!(map.columns["testigos/Nombre"], "name");
    assert_eq!(Map::from_toml(&map.to_toml()).unwrap(), map);
    let again = give_workbook(sheets, Some(&map)).unwrap();
    assert_eq!(again.records, given.records);
    let mut wrong = map.clone();
    wrong
        .columns
        .insert("hechos/quien".to_owned(), "name".to_owned());
    let refused = give_workbook(sheets, Some(&wrong)).unwrap_err();
    assert_eq!(refused.code(), "no_such_column");
}

#[test]
fn rows_without_their_parent_are_kept_and_named() {
    let header = row(&["Nombre"], LINKS);
    let lost = row(&["Ana"], ["1", "Registro", "9", "u9", "rosa"]);
    // The number says one submission, the name another.
    let at_odds = row(&["Luis"], ["2", "Registro", "1", "u2", "rosa"]);
    let against = row(&["Eva"], ["3", "Registro", "1", "u7", "rosa"]);
    let inside = row(&["Juan"], ["1", "personas", "1", "u9", "rosa"]);
    let nowhere = row(&["Inés"], ["2", "personas", "8", "u1", "rosa"]);
    let people: &[&[&str]] = &[&header, &lost, &at_odds, &against];
    let family: &[&[&str]] = &[&header, &inside, &nowhere];
    let given = give_workbook(
        &[("Registro", TOP), ("personas", people), ("familia", family)],
        None,
    )
    .unwrap();
    let lines: Vec<String> = given.records.iter().skip(2).map(line).collect();
    assert_eq!(lines.len(), 5);
    assert!(lines[0].starts_with("entry row:"), "{}", lines[0]);
    assert!(
        lines[0].ends_with(
            " @row 2 of sheet personas: name=\"Ana\" x.index=\"1\" x.parent_table_name=\"Registro\" \
             x.parent_index=\"9\" x.submission_uuid=\"u9\" x.private_submitted_by=\"rosa\""
        ),
        "{}",
        lines[0]
    );
    assert_eq!(
        lines[1],
        "entry u2/personas[1] @row 3 of sheet personas: name=\"Luis\" incident->\"u2\""
    );
    let lost_key = &given.records[2].key;
    assert_eq!(
        lines[3],
        format!(
            "entry {lost_key}/familia[1] @row 2 of sheet familia: name=\"Juan\" part_of->\"{lost_key}\""
        )
    );
    // Its own parent is missing, its submission is not.
    assert!(lines[4].starts_with(
        "entry u1/familia[1] @row 3 of sheet familia: name=\"Inés\" incident->\"u1\" x.index=\"2\""
    ));
    assert_eq!(
        given.trouble_lines(),
        "2 [personas/_parent_index] 9: parent_row_not_found\n\
         4 [personas/_parent_index] 1: parent_row_not_found\n\
         3 [familia/_parent_index] 8: parent_row_not_found"
    );
}

#[test]
fn cut_and_changed_names_of_sheets_are_known_again() {
    let header = row(&["Nombre"], LINKS);
    let long = "personas_detenidas_en_el_cuartel";
    let cut = "personas_detenidas_en_el_cua...";
    let person = row(&["Ana"], ["1", "Registro: 2019", "2", "u2", "rosa"]);
    let relative = row(&["Luis"], ["1", long, "1", "u2", "rosa"]);
    let people: &[&[&str]] = &[&header, &person];
    let family: &[&[&str]] = &[&header, &relative];
    // What a sheet is called now, and whether a group renamed it.
    for top in ["Registro_ 2019", "Hoja1"] {
        let sheets: Sheets<'_> = &[(top, TOP), (cut, people), ("familia", family)];
        let given = give_workbook(sheets, None).unwrap();
        assert_eq!(given.trouble_lines(), "", "{top}");
        assert_eq!(
            line(&given.records[3]),
            format!(
                "entry u2/{cut}[1]/familia[1] @row 2 of sheet familia: name=\"Luis\" \
                 part_of->\"u2/{cut}[1]\""
            )
        );
    }
}

#[test]
fn sheets_that_belong_to_no_submission_are_still_named() {
    let header = row(&["Nombre"], LINKS);
    let person = row(&["Ana"], ["1", "Registro", "1", "u1", "rosa"]);
    let people: &[&[&str]] = &[&header, &person];
    let notes: &[&[&str]] = &[&["Notas"], &["nada"]];
    let given = give_workbook(
        &[("Registro", TOP), ("Notas", notes), ("personas", people)],
        None,
    )
    .unwrap();
    assert_eq!(given.kinds(), "entry 1, incident 2");
    assert_eq!(given.trouble_lines(), "0 [] 1: sheets_left_out");
    let given = give_workbook(&[("Registro", TOP), ("Notas", notes)], None).unwrap();
    assert_eq!(given.kinds(), "incident 2");
    assert_eq!(given.trouble_lines(), "0 [] 1: sheets_left_out");
}

#[test]
fn files_that_rows_of_further_sheets_name_are_theirs() {
    let header = row(&["foto", "foto_URL"], LINKS);
    let one = row(
        &["1.jpg", "https://example.org/1.jpg"],
        ["1", "Registro", "2", "u2", "rosa"],
    );
    let other = row(
        &["2.jpg", "https://example.org/2.jpg"],
        ["2", "Registro", "2", "u2", "rosa"],
    );
    let photos: &[&[&str]] = &[&header, &one, &other];
    let folder = folder(&[("media/1.jpg", "x")]);
    write_workbook(&folder, &[("Registro", TOP), ("fotos", photos)]);
    let given = give(Format::Kobo, folder.path());
    assert_eq!(
        given.file_lines().lines().next().unwrap(),
        "media/1.jpg 1 item  @media/1.jpg: of->\"u2/fotos[1]\" as=\"attachment\""
    );
    assert_eq!(
        given.trouble_lines(),
        "3 [fotos/foto] 2.jpg: attachment_missing"
    );
}
