use super::*;
use proptest::prelude::*;

/// Each record as `line:cell|cell`, each failure as `line!problem`.
fn read_all(text: &[u8], delimiter: u8) -> Vec<String> {
    let mut records = Records::new(text, delimiter);
    let mut found = Vec::new();
    while let Some(item) = records.next_record() {
        found.push(match item {
            Ok(record) => {
                let problem = record.problem.map(|problem| format!("!{problem:?}"));
                let cells = record.cells.join("|");
                format!("{}{}:{cells}", record.line, problem.unwrap_or_default())
            }
            Err(RecordError::Row { line, problem }) => format!("{line}!{problem:?}"),
            Err(RecordError::Io(error)) => format!("io {error}"),
        });
    }
    found
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(read_all(text.as_bytes(), b','), expected, "{text:?}");
}

#[test]
fn reads_records() {
    check("", &[]);
    check("a,b\n1,2\n", &["1:a|b", "2:1|2"]);
    check("a,b\r\n1,2", &["1:a|b", "2:1|2"]);
    check("a,b\r1,2\r", &["1:a|b", "2:1|2"]);
    check("a\n\n\r\nb", &["1:a", "4:b"]);
    check("a,\n,b\n", &["1:a|", "2:|b"]);
    check("\"a\nb\",c\nd", &["1:a\nb|c", "3:d"]);
    check("\"a\r\nb\",c\r\nd", &["1:a\r\nb|c", "3:d"]);
    check("\"say \"\"no\"\"\",x", &["1:say \"no\"|x"]);
    check("\"\"", &[]);
    check("\"\",\"\"", &["1:|"]);
    check("5\" pipe,\"a\"b,x", &["1:5\" pipe|ab|x"]);
    check("a, \"b\"", &["1:a| \"b\""]);
}

#[test]
fn a_line_with_an_unclosed_quote_is_kept_as_it_stands() {
    check(
        "a,\"b\nc,d\ne,f\n",
        &["1!UnclosedQuote:a|\"b", "2:c|d", "3:e|f"],
    );
    check("a\r\n\"b,x\r\nc", &["1:a", "2!UnclosedQuote:\"b|x", "3:c"]);
    let text = format!("\"x\n{}z\n", "line,of,text\n".repeat(100_000));
    let found = read_all(text.as_bytes(), b',');
    assert_eq!(found.len(), 100_002);
    assert_eq!(found.first().unwrap(), "1!CellTooLong:\"x");
    assert_eq!(found.last().unwrap(), "100002:z");
}

#[test]
fn limits_cost_one_row() {
    let long = "x".repeat(CELL_BYTES_MAX + 1);
    check(
        &format!("a\n{long},b\nc\n"),
        &["1:a", "2!CellTooLong", "3:c"],
    );
    let many = ",".repeat(CELLS_MAX);
    check(
        &format!("a\n{many}\nc\n"),
        &["1:a", "2!TooManyCells", "3:c"],
    );
    let most = ",".repeat(CELLS_MAX - 1);
    assert_eq!(read_all(most.as_bytes(), b',').len(), 1);
    let wide = format!("{},", "x".repeat(1_000_000)).repeat(17);
    check(&format!("a\n{wide}\nc\n"), &["1:a", "2!RowTooLong", "3:c"]);
}

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

proptest! {
    #[test]
    fn what_was_written_is_read(
        rows in prop::collection::vec(prop::collection::vec("[a-zñ,;\"\n\r ]{0,12}", 2..5), 0..8)
    ) {
        let text: String = rows
            .iter()
            .map(|row| row.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(";") + "\r\n")
            .collect();
        let mut records = Records::new(text.as_bytes(), b';');
        let mut found = Vec::new();
        while let Some(record) = records.next_record() {
            found.push(record.unwrap().cells);
        }
        prop_assert_eq!(found, rows);
    }

    /// Well-formed text as the csv crate reads it.
    #[test]
    fn read_as_the_csv_crate_reads_it(
        text in "([a-zñ ]{0,3}|\"([a-z,\n]|\"\"){0,5}\")(,([a-zñ ]{0,3}|\"([a-z,\n]|\"\"){0,5}\")|\n[a-z]){0,12}"
    ) {
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let theirs: Vec<Vec<String>> =
            reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
        let mut records = Records::new(text.as_bytes(), b',');
        let mut ours = Vec::new();
        while let Some(record) = records.next_record() {
            ours.push(record.unwrap().cells);
        }
        // A quoted empty cell alone is a row of nothing: no row here.
        let theirs: Vec<Vec<String>> = theirs.into_iter().filter(|row| *row != [""]).collect();
        prop_assert_eq!(ours, theirs);
    }

    #[test]
    fn any_bytes_end(bytes in prop::collection::vec(
        prop_oneof![Just(b'"'), Just(b','), Just(b'\n'), Just(b'\r'), any::<u8>()], 0..400)
    ) {
        let lines = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() + 1;
        prop_assert!(read_all(&bytes, b',').len() <= lines);
    }
}
