//! `data/record/<table>.csv`: the rows of `record.sqlite` for spreadsheets.

use testigo_catalog::RecordDatabase;

use crate::error::{Error, Result};

const TABLES: [&str; 5] = ["statement", "claim", "withdrawn", "same_person", "withheld"];

/// Each table as CSV with its header.
pub(crate) fn csv(database: &RecordDatabase) -> Result<Vec<(&'static str, Vec<u8>)>> {
    let mut files = Vec::new();
    for table in TABLES {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let mut failed = None;
        database
            .each_row(table, &mut |cells| {
                let safe = cells.iter().map(|cell| without_formula(cell));
                if let Err(error) = writer.write_record(safe) {
                    failed = Some(error);
                }
            })
            .map_err(|error| Error::new("catalog_failed").because(error))?;
        if let Some(error) = failed {
            return Err(Error::new("internal").because(error));
        }
        let bytes = writer
            .into_inner()
            .map_err(|error| Error::new("internal").because(error.into_error()))?;
        files.push((table, bytes));
    }
    Ok(files)
}

/// A cell that a spreadsheet would run is given an apostrophe in front.
pub(crate) fn without_formula(cell: &str) -> String {
    // A place is two numbers with `|` between them.
    let is_numbers = || cell.split('|').all(|number| number.parse::<f64>().is_ok());
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_numbers() {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::without_formula;

    #[test]
    fn formulas_do_not_run_and_numbers_stay_numbers() {
        for (cell, expected) in [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("+cmd", "'+cmd"),
            ("-1+2", "'-1+2"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("-17.5", "-17.5"),
            ("-17.5|-68", "-17.5|-68"),
            ("-17.5|cmd", "'-17.5|cmd"),
            ("Ana", "Ana"),
            ("", ""),
        ] {
            assert_eq!(without_formula(cell), expected);
        }
    }
}
