//! Lists as they are: a clear warning or a sensible result, never a crash, never endless.

use testigo_link::{
    Entries, Field, Kind, LinkError, LinkSettings, Linked, NameTables, Pair, Table, learn, link,
};

use crate::lists;

fn table(fields: &[Field], rows: &[Vec<&str>]) -> Table {
    let mut entries = Entries::new(fields.to_vec()).unwrap();
    let source = entries.source("list").unwrap();
    for (number, cells) in rows.iter().enumerate() {
        entries.push(source, &number.to_string(), cells).unwrap();
    }
    Table::new(entries, &NameTables::built_in().unwrap()).unwrap()
}

fn run(table: &Table) -> (Linked, Vec<&'static str>) {
    let settings = LinkSettings::default();
    let (model, learning) = learn(table, &settings, &[]).unwrap();
    let linked = link(table, &settings, &model, &[], None).unwrap();
    let warnings = linked.warnings.iter().chain(&learning);
    let codes = warnings.map(|warning| warning.code).collect();
    (linked, codes)
}

#[test]
fn small_and_empty_lists() {
    for rows in [0, 1, 2, 3] {
        let (linked, codes) = run(&table(&lists::fields(), &vec![vec![]; rows]));
        assert_eq!(linked.clusters(), rows);
        assert_eq!(codes.contains(&"no_entries"), rows == 0);
        assert_eq!(codes.contains(&"column_empty"), rows > 0);
        assert!(linked.blocking_recall.is_none());
    }
    let (linked, _) = run(&table(
        &lists::fields(),
        &[vec!["Rosa", "Lirio", "Salas", "1980-05-06", "El Molino"]],
    ));
    assert_eq!((linked.clusters(), linked.pairs_scored), (1, 0));
    let (linked, codes) = run(&table(
        &lists::fields(),
        &vec![vec!["Rosa", "Lirio", "Salas", "1980-05-06", "El Molino"]; 2],
    ));
    assert_eq!(linked.pairs_scored, 1);
    assert!(codes.contains(&"few_matches"));
}

#[test]
fn columns_that_tell_nothing_are_named() {
    let rows = lists::rows(300, 19);
    let mut fields = lists::fields();
    fields.push(Field::new("country", Kind::Place));
    fields.push(Field::new("note", Kind::Text));
    fields.push(Field::new("number", Kind::Code));
    let numbers: Vec<String> = (0..rows.len())
        .map(|number| format!("{number:06}"))
        .collect();
    let cells: Vec<Vec<&str>> = rows
        .iter()
        .zip(&numbers)
        .map(|((_, cells), number)| {
            let mut cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            cells.extend(["Somewhere", "00/00/0000", number]);
            cells
        })
        .collect();
    let table = table(&fields, &cells);
    let (linked, codes) = run(&table);
    for code in ["column_constant", "column_unique"] {
        assert!(codes.contains(&code), "{codes:?}");
    }
    assert!(linked.clusters() > 250);
}

#[test]
fn thousands_of_equal_lines_take_no_square_time() {
    let row = vec!["Rosa", "Lirio", "Salas", "1980-05-06", "El Molino"];
    let (linked, codes) = run(&table(&lists::fields(), &vec![row; 30_000]));
    assert!(codes.contains(&"block_cut"), "{codes:?}");
    assert!(linked.pairs_scored < 30_000 * 25, "{}", linked.pairs_scored);
}

#[test]
fn strange_cells_are_only_text() {
    let strange = [
        "",
        " ",
        "\u{0}",
        "\u{FFFD}\u{FFFD}",
        "=1+1",
        "NN",
        "00/00/0000",
        "99999999999999999999",
        "'",
        "ñ",
        "🜚🜚🜚",
        "a b c d e f g h i j k l m n o p",
        "-1",
        "1e309",
        "NaN",
        "\u{202e}abc",
        "،",
        "Müller-Lüdenscheidt",
    ];
    let fields: Vec<Field> = Kind::ALL
        .iter()
        .map(|(name, kind)| Field::new(*name, *kind))
        .collect();
    let long = "x".repeat(100_000);
    let mut rows = Vec::new();
    for number in 0..600 {
        let cell = |place: usize| strange[(number * 7 + place * 3 + number / 13) % strange.len()];
        let mut cells: Vec<&str> = (0..fields.len()).map(cell).collect();
        if number % 50 == 0 {
            cells[number / 50 % fields.len()] = &long;
        }
        rows.push(cells);
    }
    let (linked, _) = run(&table(&fields, &rows));
    assert_eq!(linked.first.len(), 600);
}

#[test]
fn ids_that_stand_twice_are_told() {
    let mut entries = Entries::new(lists::fields()).unwrap();
    let source = entries.source("list").unwrap();
    entries.push(source, "7", &["Rosa"]).unwrap();
    entries.push(source, "7", &["Juan"]).unwrap();
    let table = Table::new(entries, &NameTables::built_in().unwrap()).unwrap();
    assert!(
        table
            .warnings()
            .iter()
            .any(|warning| warning.code == "id_repeated")
    );
}

#[test]
fn what_cannot_be_is_refused_by_code() {
    let code = |fields: Vec<Field>| Entries::new(fields).err().map(|error| error.code());
    assert_eq!(code(vec![]), Some("link_no_fields"));
    let twice = Field::new("a", Kind::Text);
    assert_eq!(
        code(vec![twice.clone(), twice]),
        Some("link_field_repeated")
    );
    let mut age = Field::new("age", Kind::Age);
    age.at = Some("act".to_owned());
    assert_eq!(code(vec![age]), Some("link_field_unknown"));
    let table = table(&lists::fields(), &[vec!["Rosa"], vec!["Juan"]]);
    for (rule, expected) in [
        ("given+", "link_rule_invalid"),
        ("nothing", "link_rule_invalid"),
        ("given.month", "link_rule_invalid"),
        ("", "link_rule_invalid"),
    ] {
        let settings = LinkSettings {
            blocking: vec![rule.to_owned()],
            ..LinkSettings::default()
        };
        let error = learn(&table, &settings, &[]).unwrap_err();
        assert_eq!(error.code(), expected, "{rule}");
    }
    let settings = LinkSettings::default();
    let (model, _) = learn(&table, &settings, &[]).unwrap();
    let odd = LinkSettings {
        threshold: Some(1.5),
        ..settings.clone()
    };
    assert_eq!(
        link(&table, &odd, &model, &[], None).unwrap_err().code(),
        "link_out_of_range"
    );
    let mut full = |_: &[Pair]| {
        Err(LinkError::SinkFailed(
            std::io::ErrorKind::StorageFull.into(),
        ))
    };
    assert!(link(&table, &settings, &model, &[], Some(&mut full)).is_err());
}
