use super::*;
use crate::entries::{Entries, EntryId};
use crate::field::Field;
use crate::name_tables::NameTables;

/// The level's code of one comparison of two entries.
#[track_caller]
fn check(fields: &[Field], comparison: &str, left: &[&str], right: &[&str], expected: &str) {
    let mut entries = Entries::new(fields.to_vec()).unwrap();
    let source = entries.source("a").unwrap();
    for cells in [left, right] {
        entries.push(source, "1", cells).unwrap();
    }
    let table = Table::new(entries, &NameTables::built_in().unwrap()).unwrap();
    let found = comparisons(&table)
        .into_iter()
        .find(|found| found.name == comparison)
        .unwrap();
    let (one, other) = (table.row(EntryId(0)), table.row(EntryId(1)));
    let mut memo = Memo::new();
    for (one, other) in [(one, other), (other, one), (one, other)] {
        let level = found.level(&table, one, other, &mut memo);
        let code = found.levels.get(usize::from(level)).copied();
        assert_eq!(code.unwrap_or("-"), expected, "{left:?} {right:?}");
    }
}

fn single(kind: Kind, cases: &[(&str, &str, &str)]) {
    for (left, right, expected) in cases {
        check(&[Field::new("f", kind)], "f", &[left], &[right], expected);
    }
}

#[test]
fn given_names() {
    single(
        Kind::GivenName,
        &[
            ("Rosa", "ROSA ", "same"),
            ("José", "Jose", "same"),
            ("Ximena", "Jimena", "sound"),
            ("Juan Carlos", "Juan", "part"),
            ("Juan Carlos", "Carlos Juan", "part"),
            ("Francisco", "Pancho", "nickname"),
            ("María Luisa", "Lucha", "nickname"),
            ("Alejandro", "Alejandra", "close"),
            ("Rigoberta", "Rigobertas", "close"),
            ("Juan Carlos", "Juan Mateo", "similar"),
            ("Juan", "Rosa", "different"),
            ("Juan", "", "-"),
            ("Juan", "NN", "-"),
        ],
    );
}

#[test]
fn surnames_and_where_they_stand() {
    single(
        Kind::Surname,
        &[
            ("Huanca", "Wanka", "sound"),
            ("Quispe", "Qhispi", "sound"),
            ("De la Cruz", "Cruz", "sound"),
            ("García Márquez", "Garcia", "part"),
            ("Mamani", "Mamanis", "close"),
            ("Mamani", "Condori", "different"),
        ],
    );
    let fields = [
        Field::new("given", Kind::GivenName),
        Field::new("first", Kind::Surname),
        Field::new("second", Kind::Surname),
    ];
    let swapped = (["Rosa", "Choque", "Apaza"], ["Rosa", "Apaza", "Choque"]);
    check(&fields, "first", &swapped.0, &swapped.1, "elsewhere");
    check(&fields, "second", &swapped.0, &swapped.1, "elsewhere");
    check(
        &fields,
        "given",
        &["Rosa", "Choque"],
        &["Choque", "Rosa"],
        "elsewhere",
    );
    check(
        &fields,
        "second",
        &["Rosa", "Choque", "Apaza"],
        &["Rosa", "Choque"],
        "-",
    );
}

#[test]
fn full_names() {
    single(
        Kind::FullName,
        &[
            ("Rosa Choque Apaza", "CHOQUE APAZA, Rosa", "same"),
            ("Rosa Choque Apaza", "Roza Chuqui Apasa", "sound"),
            ("Rosa Choque Apaza", "Rosa Choque", "part"),
            ("Francisco Choque Apaza", "Pancho Choque Apaza", "alike"),
            ("Rosa Choque Apaza", "Rosa Choque Mendoza", "two_words"),
            ("Rosa Choque Apaza", "Rosa Villca Mendoza", "one_word"),
            ("Rosa Choque", "Juan Mamani", "different"),
        ],
    );
}

#[test]
fn dates() {
    single(
        Kind::Date,
        &[
            ("2019-11-15", "15/11/2019", "same"),
            ("2019", "2019-11-15", "year_known"),
            ("2019-01-01", "2019-11-15", "year_known"),
            ("2019-11", "2019-11-15", "year_known"),
            ("2019-05-03", "2019-03-05", "typing"),
            ("1984-05-13", "1994-05-13", "typing"),
            ("1984-05-13", "1984-05-31", "typing"),
            ("2019-11-15", "2019-11-18", "typing"),
            ("2019-11-19", "2019-11-21", "days"),
            ("2019-11-15", "2019-12-01", "month"),
            ("2019-11-15", "2020-03-22", "year"),
            ("2019", "2020", "year"),
            ("2019-11-15", "2014-03-22", "decade"),
            ("2019-11-15", "1950-03-22", "different"),
            ("00/00/0000", "2019-11-15", "-"),
        ],
    );
    single(
        Kind::Year,
        &[
            ("1980", "1980", "same"),
            ("1980", "1981", "one_year"),
            ("1980", "1984", "few_years"),
            ("1980", "1999", "different"),
            ("0", "1999", "-"),
        ],
    );
}

#[test]
fn ages_at_the_date_of_the_act() {
    let mut age = Field::new("age", Kind::Age);
    age.at = Some("act".to_owned());
    age.birth = Some("birth".to_owned());
    let fields = [
        Field::new("birth", Kind::Date),
        Field::new("act", Kind::Date),
        age,
    ];
    let cases = [
        (
            ["1980-06-02", "2019-11-15", ""],
            ["", "2019-11-15", "39"],
            "same",
        ),
        (
            ["1980-06-02", "2019-11-15", ""],
            ["", "2019-11-15", "38"],
            "near",
        ),
        (
            ["1980-06-02", "2019-11-15", ""],
            ["", "2019-11-15", "35"],
            "few_years",
        ),
        (
            ["1980-06-02", "2019-11-15", ""],
            ["", "2019-11-15", "12"],
            "different",
        ),
        (["", "2019-11-15", "39"], ["", "2020-01-15", "40"], "same"),
        (["1980-06-02", "", "3"], ["1980-06-02", "", "50"], "-"),
        (["", "", "3"], ["1980-06-02", "", "50"], "-"),
    ];
    for (left, right, expected) in cases {
        check(&fields, "age", &left, &right, expected);
    }
}

#[test]
fn places_within_places() {
    let fields = [
        Field::new("department", Kind::Place),
        Field::new("municipality", Kind::Place),
    ];
    for (left, right, expected) in [
        (["Alto", "Lirio"], ["Alto", "lirio"], "same"),
        (
            ["Alto", "Santa Lirio"],
            ["Alto", "Santa Lirió del"],
            "close",
        ),
        (["Alto", "Lirio"], ["Alto", "Monte"], "within"),
        (["Alto", ""], ["Alto", "Monte"], "within"),
        (["Alto", "Lirio"], ["Bajo", "Monte"], "different"),
        (["", "Lirio"], ["Bajo", ""], "-"),
    ] {
        check(&fields, "municipality", &left, &right, expected);
    }
}

#[test]
fn codes_texts_numbers_sex() {
    single(
        Kind::Code,
        &[
            ("AB 123", "ab123", "same"),
            ("5304218", "5304281", "typing"),
            ("maria@lirio.example", "maria.r@lirio.example", "close"),
            ("5304218", "1111111", "different"),
        ],
    );
    single(
        Kind::Text,
        &[
            ("bullet in the chest", "Bullet in the Chest.", "same"),
            ("bullet in the chest", "chest the in bullet", "half"),
            ("shot in the chest", "beaten on the head", "different"),
        ],
    );
    single(
        Kind::Number,
        &[
            ("100", "101", "near"),
            ("100", "109", "tenth"),
            ("100", "300", "different"),
        ],
    );
    single(
        Kind::Sex,
        &[
            ("F", "mujer", "same"),
            ("M", "varón", "same"),
            ("H", "M", "different"),
            ("M", "F", "different"),
            ("", "F", "-"),
        ],
    );
}
