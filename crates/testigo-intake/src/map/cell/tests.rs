use super::*;
use testigo_record::field;

fn check(name: &str, format: &str, cells: &[(&str, &str)]) {
    let mut map = Map::default();
    if !format.is_empty() {
        map.formats.insert("h".to_owned(), format.to_owned());
    }
    let definition = field("entry", name).unwrap();
    for (cell, expected) in cells {
        let found = match read_cell(&map, "h", definition, cell) {
            Ok(text) => text,
            Err(unreadable) => format!("!{}", unreadable.code),
        };
        assert_eq!(found, *expected, "{name} {cell:?}");
    }
}

#[test]
fn cells_are_read_as_their_field() {
    check(
        "given_name",
        "",
        &[
            (" Ana ", "Ana"),
            ("", ""),
            (" ", ""),
            ("Na", "Na"),
            ("-", "!unknown_value"),
        ],
    );
    check(
        "date",
        "",
        &[
            ("2019-11", "2019-11"),
            ("05/11/2019", "!date_ambiguous"),
            ("s/d", "!unknown_value"),
            ("Sin datos", "!unknown_value"),
            ("-", "!unknown_value"),
            ("ayer", "!not_a_date"),
            ("", ""),
        ],
    );
    check("date", "%m/%d/%Y", &[("05/11/2019", "2019-05-11")]);
    check(
        "age",
        "",
        &[
            ("74", "74"),
            ("74.0", "74"),
            ("74 años", "74"),
            ("about 70", "about 70"),
            ("8 meses", "!not_a_quantity"),
            ("n/a", "!unknown_value"),
            ("#N/A", "!unknown_value"),
            ("740", "!out_of_range"),
            ("740.0", "!out_of_range"),
        ],
    );
    check("x.nota", "", &[("-", "-"), ("s/d", "s/d")]);
    check("cause", "", &[("s/d", "!unknown_value"), ("rayo", "rayo")]);
}

#[test]
fn one_letter_is_never_taken_for_the_other_sex() {
    check(
        "sex",
        "",
        &[
            ("Hombre", "01"),
            ("mujer", "02"),
            ("F", "02"),
            ("H", "01"),
            ("V", "01"),
            ("M", "!sex_ambiguous"),
            ("m.", "!sex_ambiguous"),
            ("?", "!unknown_value"),
            ("x", "!not_in_vocabulary"),
        ],
    );
    check("sex", "M/F", &[("M", "01"), ("f", "02"), ("Mujer", "02")]);
    check("sex", "H/M", &[("M", "02"), ("h", "01")]);
    check("sex", "V/M", &[("m", "02"), ("V", "01")]);
}
