use super::*;
use crate::found::Said;

fn check(text: &str, expected: &str) {
    let found = match Map::from_toml(text) {
        Ok(map) => map.to_toml(),
        Err(error) => error.to_string(),
    };
    assert_eq!(found, expected, "{text}");
}

#[test]
fn a_map_is_read_and_written() {
    let text = "list_column = \"fuente\"\nskip = [\"nota\"]\n\n[columns]\n\"Fecha (hecho)\" = \"date\"\n\
                dni = \"x.dni\"\n\n[formats]\n\"Fecha (hecho)\" = \"%d/%m/%Y\"\n";
    check(text, text);
    check("", "[columns]\n");
    let map = Map::from_toml(text).unwrap();
    assert_eq!(map.field_of("nota"), None);
    assert_eq!(map.field_of("dni").unwrap(), "x.dni");
    assert_eq!(map.field_of("Otra columna").unwrap(), "x.otra_columna");
}

#[test]
fn mistakes_are_named() {
    check("a = = 1", "line 1 is no TOML");
    check("\n[columns]\nx = 'a'\nx = 'b'", "line 4 is no TOML");
    check(
        "colums = 1",
        "unknown key `colums`; a map has list_column, kind, key_column, skip, [columns], [multiple] and [formats]",
    );
    check("skip = 'a'", "`skip` must be a list of headers");
    check("skip = [1]", "`skip` must be a text in quotes");
    check(
        "columns = 1",
        "`columns` must be a table of \"header\" = \"text\"",
    );
    check("[columns]\na = 1", "`columns.a` must be a text in quotes");
    check(
        "[columns]\nApellido = 'surnme'",
        "column `Apellido`: unknown field `surnme`; is it `surname`? a field of your own is `x.surnme`",
    );
    check(
        "[columns]\nd = 'department name'",
        "column `d`: unknown field `department name`; a field of your own is `x.department_name`",
    );
    check(
        "[columns]\na = 'sex'\nb = 'sex'",
        "columns `a` and `b` are both `sex`, which a record has once; name one of them `x.sex`",
    );
    check(
        "[formats]\na = '%d/%m/%y'",
        "format of `a`: two-digit years need a first year: `%d-%m-%y from 1930` reads 1930 to 2029",
    );
}

#[test]
fn fields_that_repeat_may_have_several_columns() {
    assert!(Map::from_toml("[columns]\na = 'alias'\nb = 'alias'\nc = 'x.n'\nd = 'x.n'").is_ok());
}

fn header(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// The guess as `field field`, in the order of the columns.
fn check_guess(names: &[&str], expected: &str) {
    let header = header(names);
    let map = guess(&header, &[]);
    let fields: Vec<&str> = header
        .iter()
        .map(|name| map.columns[name].as_str())
        .collect();
    assert_eq!(fields.join(" "), expected);
    assert_eq!(Map::from_toml(&map.to_toml()).unwrap(), map);
}

#[test]
fn headers_are_guessed() {
    check_guess(
        &[
            "Nombres",
            "Apellido Paterno",
            "APELLIDO MATERNO",
            "Sexo",
            "Edad",
            "Fecha de nacimiento",
        ],
        "given_name surname second_surname sex age birth",
    );
    check_guess(
        &["Nombre", "Fecha del hecho", "Municipio", "Estado"],
        "name date place x.estado",
    );
    check_guess(&["Nombre", "Lugar", "Estado"], "name place status");
    check_guess(
        &["First name", "Last name", "DOB", "Gender"],
        "given_name surname birth sex",
    );
    check_guess(
        &[
            "Ocupación",
            "Etnia",
            "Apodo",
            "Alias",
            "Causa",
            "Tipo",
            "Nacionalidad",
        ],
        "occupation ethnicity alias alias cause type citizenship",
    );
    check_guess(
        &["Fecha", "Date", "Fecha (2)", "date"],
        "date x.date x.fecha_2 x.date_2",
    );
    check_guess(
        &["Edad (años)", "ID", "###", "N°", "الاسم"],
        "age x.id x.column x.n x.الاسم",
    );
}

fn check_format(name: &str, cells: &[&str], expected: Option<&str>) {
    let rows: Vec<Row> = cells
        .iter()
        .map(|cell| Row {
            number: 2,
            cells: vec![(*cell).to_owned()],
            problem: None,
        })
        .collect();
    let map = guess(&header(&[name]), &rows);
    assert_eq!(
        map.formats.get(name).map(String::as_str),
        expected,
        "{cells:?}"
    );
}

#[test]
fn formats_are_guessed_only_when_clear() {
    check_format(
        "fecha",
        &["15/11/2019", "05/11/2019", "", "s/d"],
        Some("%d/%m/%Y"),
    );
    check_format("fecha", &["11-15-2019", "01-02-2019"], Some("%m-%d-%Y"));
    check_format("fecha", &["5/11/2019", "1/2/2019"], None);
    check_format("fecha", &["15/11/2019", "11/15/2019"], None);
    check_format("fecha", &["15/11/2019", "15-11-2019"], None);
    check_format("fecha", &["15/11/19"], None);
    check_format("fecha", &["2019-11-15"], None);
    check_format("fecha", &["15.11.2019", "99.11.2019"], None);
    check_format("sexo", &["H", "M", ""], Some("H/M"));
    check_format("sexo", &["m", "f"], Some("M/F"));
    check_format("sexo", &["V", "M", "M"], Some("V/M"));
    check_format("sexo", &["M", "M"], None);
    check_format("sexo", &["M", "F", "H"], None);
    check_format("sexo", &["hombre", "mujer"], None);
    check_format("tipo", &["H", "M"], None);
}

#[test]
fn a_stated_map_is_completed_where_rows_are_clear() {
    let mut map =
        Map::from_toml("[columns]\nS = 'sex'\nF = 'date'\n[formats]\nF = '%m/%d/%Y'").unwrap();
    let row = Row {
        number: 2,
        cells: vec!["f".to_owned(), "15/11/2019".to_owned()],
        problem: None,
    };
    map.add_clear_formats(&header(&["S", "F"]), &[row]);
    assert_eq!(map.formats["S"], "M/F");
    assert_eq!(map.formats["F"], "%m/%d/%Y");
}

#[test]
fn kind_key_and_several_are_read_and_written() {
    let text = "kind = \"incident\"\nkey_column = \"id\"\n\n[columns]\nfotos = \"x.fotos\"\ngeo = \"lat|lon\"\n\n\
                [multiple]\nfotos = \"|\"\n";
    check(text, text);
    check(
        "kind = 'item'",
        "no row becomes a `item`; kind is entry, incident, person, act, account, source, place, relation, intervention or proceeding",
    );
    check(
        "[columns]\na = 'sex'\n[multiple]\na = '|'",
        "column `a` cannot have several values; its field must be one that may repeat",
    );
    check(
        "[columns]\na = 'surname, given_nam'",
        "column `a`: unknown field `surname, given_nam`; is it `given_name`? a field of your own is `x.surname_given_nam`",
    );
    check(
        "[columns]\na = 'surname, name'\nb = 'name'",
        "columns `a` and `b` are both `name`, which a record has once; name one of them `x.name`",
    );
}

fn row(cells: &[&str]) -> Row {
    Row {
        number: 7,
        cells: header(cells),
        problem: None,
    }
}

#[test]
fn keys_are_guessed_only_where_they_are_distinct() {
    let names = header(&["Nombre", "Código", "ID"]);
    let key = |rows: &[Row]| guess(&names, rows).key_column;
    let two = [row(&["Ana", "1", "a"]), row(&["Luis", "1", "b"])];
    assert_eq!(key(&two).as_deref(), Some("ID"));
    // A column that counts the lines says nothing of whom they are about.
    assert_eq!(key(&two[..1]).as_deref(), Some("ID"));
    assert_eq!(key(&[]), None);
    assert_eq!(key(&[row(&["Ana", "", ""])]), None);
}

#[test]
fn new_headers_of_entries_are_guessed() {
    check_guess(
        &[
            "C.I.",
            "Teléfono",
            "Correo electrónico",
            "Lugar de nacimiento",
            "Estado civil",
            "Religión",
            "Idioma",
        ],
        "id_document contact contact birth_place civil_status religion language",
    );
    check_guess(
        &[
            "Date of event",
            "Date of death",
            "Passport",
            "Phone",
            "Marital status",
            "Nationality",
            "Injuries",
        ],
        "date death id_document contact civil_status citizenship consequences",
    );
}

/// What a row says, as `field=text field?text`, and of its place.
fn check_row(map: &str, names: &[&str], cells: &[&str], expected: &str) {
    let mut reader = RowReader::new(Map::from_toml(map).unwrap()).unwrap();
    let mapped = reader.read(&header(names), &row(cells));
    let of_place = mapped.place.map_or(Vec::new(), |place| place.values);
    let texts: Vec<String> = mapped
        .values
        .iter()
        .chain(&of_place)
        .map(|value| match &value.said {
            Said::Text(text) => format!("{}={text}", value.field),
            Said::Refers(key) => format!("{}->{key}", value.field),
            Said::Unread(text, code) => format!("{}?{text}({code})", value.field),
        })
        .collect();
    assert_eq!(texts.join(" "), expected);
}

#[test]
fn one_cell_may_stand_for_several_fields() {
    let map = "[columns]\nN = 'surname, given_name'\ngeo = 'lat|lon'\nL = 'place'\nT = 'contact'\n[multiple]\nT = ';'";
    let names = ["N", "geo", "L", "T"];
    check_row(
        map,
        &names,
        &["Quispe, Ana Luz", "-16.5|-68.1", "El Alto", "71 ; 72;"],
        "surname=Quispe given_name=Ana Luz place->place:-16.5|-68.1|El Alto| contact=71 contact=72 \
         lat=-16.5 lon=-68.1 name=El Alto",
    );
    check_row(
        map,
        &names,
        &["Ana Quispe", "-16.5", "", ""],
        "x.n?Ana Quispe(cell_does_not_fit) x.geo?-16.5(cell_does_not_fit)",
    );
    check_row(
        map,
        &names,
        &["Quispe, Ana, hija", "norte|sur", "", ""],
        "x.n?Quispe, Ana, hija(cell_does_not_fit) place->place:norte|sur| \
         lat?norte(not_a_number) lon?sur(not_a_number)",
    );
    let two_words = "[columns]\nN = 'given_name surname'";
    check_row(
        two_words,
        &["N"],
        &["Ana  Quispe"],
        "given_name=Ana surname=Quispe",
    );
    check_row(two_words, &["N"], &["Ana"], "x.n?Ana(cell_does_not_fit)");
}

#[test]
fn a_field_of_another_kind_is_refused() {
    let map = Map::from_toml("kind = 'incident'\n[columns]\na = 'surname'").unwrap();
    assert_eq!(
        RowReader::new(map).unwrap_err().to_string(),
        "column `a`: a record of kind `incident` has no `surname`"
    );
}
