use super::*;
use proptest::prelude::*;

fn check(cells: &[(&str, &str)], read: impl Fn(&str) -> Result<String, DateProblem>) {
    for (cell, expected) in cells {
        let found = read(cell).unwrap_or_else(|problem| problem.code().to_owned());
        assert_eq!(found, *expected, "{cell}");
    }
}

#[test]
fn dates_without_a_format() {
    check(
        &[
            ("2019", "2019"),
            ("2019-11", "2019-11"),
            ("2019-11-15", "2019-11-15"),
            ("2019-11-15?", "2019-11-15?"),
            ("2019-11-XX", "2019-11-XX"),
            ("2019/2020", "2019/2020"),
            ("2019-11-15T13:45:00Z", "2019-11-15"),
            ("2019-11-15 00:00:00", "2019-11-15"),
            ("2019-02-30", "date_invalid"),
            ("2019/11/5", "2019-11-05"),
            ("15/11/2019", "2019-11-15"),
            ("11/15/2019", "2019-11-15"),
            ("15.11.2019", "2019-11-15"),
            ("11/11/2019", "2019-11-11"),
            ("05/11/2019", "date_ambiguous"),
            ("5-11-2019 10:20", "date_ambiguous"),
            ("31/02/2019", "date_invalid"),
            ("15/15/2019", "date_invalid"),
            ("15/11/19", "date_ambiguous"),
            ("11/2019", "2019-11"),
            ("2019/11", "2019-11"),
            ("13/2019", "date_invalid"),
            ("20191115", "date_ambiguous"),
            ("15112019", "date_ambiguous"),
            ("43784", "date_ambiguous"),
            ("15 de noviembre de 2019", "2019-11-15"),
            ("Viernes, 15 de Noviembre del 2019", "2019-11-15"),
            ("15 nov 2019", "2019-11-15"),
            ("15-nov-2019", "2019-11-15"),
            ("Nov. 15, 2019", "2019-11-15"),
            ("1st January 2020", "2020-01-01"),
            ("1º de mayo de 2020", "2020-05-01"),
            ("2019 nov 15", "2019-11-15"),
            ("setiembre 2019", "2019-09"),
            ("noviembre de 2019?", "2019-11?"),
            ("31 feb 2019", "date_invalid"),
            ("15 nov 19", "date_ambiguous"),
            ("15-17 nov 2019", "not_a_date"),
            ("noviembre", "not_a_date"),
            ("ayer", "not_a_date"),
        ],
        read_unstated,
    );
}

#[test]
fn dates_with_a_format() {
    let with = |format: &'static str| {
        let format = DateFormat::parse(format).unwrap();
        move |cell: &str| format.read(cell)
    };
    check(
        &[
            ("05/11/2019", "2019-11-05"),
            ("5/1/2019", "2019-01-05"),
            ("05/11/2019 13:45", "2019-11-05"),
            ("12/31/2019", "date_invalid"),
            ("05-11-2019", "date_invalid"),
            ("05/11/19", "date_invalid"),
            ("2019-11-05", "2019-11-05"),
            ("5 de nov de 2019", "2019-11-05"),
            ("ayer", "not_a_date"),
        ],
        with("%d/%m/%Y"),
    );
    check(&[("05/11/2019", "2019-05-11")], with("%m/%d/%Y"));
    check(
        &[("20191105", "2019-11-05"), ("2019115", "date_invalid")],
        with("%Y%m%d"),
    );
    check(
        &[("05-11-29", "2029-11-05"), ("05-11-30", "1930-11-05")],
        with("%d-%m-%y from 1930"),
    );
    check(
        &[("05-nov.-99", "1999-11-05"), ("05-Mayo-00", "2000-05-05")],
        with("%d-%b-%y from 1999"),
    );
    check(
        &[("2019-05-11 10:20", "2019-11-05")],
        with("%Y-%d-%m %H:%M"),
    );
    check(&[("11/2019", "2019-11")], with("%m/%Y"));
}

#[test]
fn formats_are_checked() {
    for (format, expected) in [
        ("%d/%m/%Y", None),
        ("%d/%m/%y", Some(FormatError::CenturyMissing)),
        ("%d/%m/%y from 19", Some(FormatError::CenturyMissing)),
        ("%d/%m/%Y from 1930", Some(FormatError::CenturyMissing)),
        ("%d/%m", Some(FormatError::PartMissing)),
        ("%d/%Y", Some(FormatError::PartMissing)),
        ("%d/%d/%Y", Some(FormatError::PartTwice)),
        ("%m %b %Y", Some(FormatError::PartTwice)),
        ("%q", Some(FormatError::UnknownPart)),
        ("%", Some(FormatError::UnknownPart)),
        ("", Some(FormatError::PartMissing)),
    ] {
        assert_eq!(DateFormat::parse(format).err(), expected, "{format}");
    }
}

proptest! {
    #[test]
    fn what_is_read_is_edtf(cell in "[0-9]{1,4}[-/. ][0-9a-zñ]{1,4}[-/. ][0-9]{1,4}[ ?T:0-9]{0,6}") {
        let format = DateFormat::parse("%d/%m/%Y").unwrap();
        for date in [read_unstated(&cell), format.read(&cell)].into_iter().flatten() {
            prop_assert!(is_edtf(&date), "{}", date);
        }
    }

    #[test]
    fn any_text_ends(cell in ".{0,40}", format in ".{0,12}") {
        let _read = read_unstated(&cell);
        if let Ok(format) = DateFormat::parse(&format) {
            let _read = format.read(&cell);
        }
    }
}
