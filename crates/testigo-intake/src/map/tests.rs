use super::*;

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
        "unknown key `colums`; a map has list_column, skip, [columns] and [formats]",
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
        "occupation ethnicity alias alias cause type x.nacionalidad",
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
