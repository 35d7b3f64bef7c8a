//! CSV and Parquet: a table for each kind, and the table of claims that loses nothing.

use std::path::Path;

use testigo_catalog::ListedClaim;
use testigo_intake::Map;
use testigo_record::field;

use super::folder::ExportFolder;
use super::rows::{RecordRow, Rows, columns};
use crate::disclose::tables::without_formula;
use crate::error::{Error, Result};
use crate::linking::tables_out::{Cell, Holds, TableFile};

/// Between several values in one cell.
pub(super) const BETWEEN: &str = "|";
/// Columns that are no fields: `id` first, `sources` last, and the record that a consent is about.
const ID: &str = "id";
const SUBJECT: &str = "subject";
const SOURCES: &str = "sources";

const CLAIM_COLUMNS: [&str; 9] = [
    "record",
    "kind",
    "field",
    "value",
    "source",
    "locator",
    "statement",
    "recorded_at",
    "unread",
];

/// Writes the folder.
pub(super) fn write(rows: &Rows, folder: &mut ExportFolder) -> Result<()> {
    for (kind, of_kind) in rows.by_kind() {
        let columns = columns(kind, &of_kind);
        let table = table_of(kind, &columns, &of_kind);
        folder.write(&format!("{kind}.csv"), &csv(&table)?)?;
        if let Some(map) = map_of(kind, &columns, &of_kind) {
            folder.write(&format!("{kind}.map.toml"), map.as_bytes())?;
        }
    }
    write_claims(rows, folder)
}

/// `claims.csv`, and `withdrawn.csv` if anything was taken back.
pub(super) fn write_claims(rows: &Rows, folder: &mut ExportFolder) -> Result<()> {
    folder.write("claims.csv", &claims_csv(rows.claims())?)?;
    if rows.withdrawn.is_empty() {
        return Ok(());
    }
    folder.write("withdrawn.csv", &claims_csv(rows.withdrawn.iter())?)
}

/// One row a record, one column a field.
fn table_of(kind: &str, columns: &[String], rows: &[&RecordRow]) -> Vec<Vec<String>> {
    let has_subject = kind == "consent";
    let mut header = vec![ID.to_owned()];
    header.extend(has_subject.then(|| SUBJECT.to_owned()));
    header.extend(columns.iter().cloned());
    header.push(SOURCES.to_owned());
    let mut table = vec![header];
    for row in rows {
        let mut cells = vec![row.record.id.clone()];
        cells.extend(has_subject.then(|| row.record.subject.clone().unwrap_or_default()));
        cells.extend(columns.iter().map(|name| row.texts(name).join(BETWEEN)));
        cells.push(row.sources().join(BETWEEN));
        table.push(cells);
    }
    table
}

/// The map with which the table is read again: the list and the line of an entry come from the import itself. None for a
/// kind that is not imported from tables.
fn map_of(kind: &str, columns: &[String], rows: &[&RecordRow]) -> Option<String> {
    let made_anew: &[&str] = match kind {
        "entry" => &[ID, SOURCES, "list", "row"],
        _ => &[ID, SOURCES],
    };
    let kept = columns
        .iter()
        .filter(|name| !made_anew.contains(&name.as_str()));
    let has_several = |name: &&String| {
        let may = field(kind, name).is_some_and(|definition| definition.multiple);
        may && rows.iter().any(|row| row.values(name).len() > 1)
    };
    let map = Map {
        kind: (kind != "entry").then(|| kind.to_owned()),
        key_column: Some(ID.to_owned()),
        skip: made_anew.iter().map(|name| (*name).to_owned()).collect(),
        columns: kept
            .clone()
            .map(|name| (name.clone(), name.clone()))
            .collect(),
        multiple: kept
            .filter(has_several)
            .map(|name| (name.clone(), BETWEEN.to_owned()))
            .collect(),
        ..Map::default()
    };
    let text = map.to_toml();
    Map::from_toml(&text).is_ok().then_some(text)
}

/// The column `unread`, by its number.
const UNREAD: [&str; 6] = ["0", "1", "2", "3", "4", "5"];

fn claims_csv<'a>(claims: impl Iterator<Item = &'a ListedClaim>) -> Result<Vec<u8>> {
    let mut table = vec![CLAIM_COLUMNS.map(str::to_owned).to_vec()];
    table.extend(claims.map(|claim| cells_of(claim).map(str::to_owned).to_vec()));
    csv(&table)
}

fn cells_of(claim: &ListedClaim) -> [&str; 9] {
    [
        &claim.record,
        &claim.kind,
        &claim.field,
        &claim.value,
        claim.source.as_deref().unwrap_or(""),
        claim.locator.as_deref().unwrap_or(""),
        &claim.statement,
        claim.recorded_at.as_deref().unwrap_or(""),
        UNREAD
            .get(usize::try_from(claim.unread).unwrap_or(1))
            .unwrap_or(&"1"),
    ]
}

/// RFC 4180; a cell that a spreadsheet would run has an apostrophe in front.
pub(super) fn csv(table: &[Vec<String>]) -> Result<Vec<u8>> {
    let failed = |error: csv::Error| Error::new("internal").because(error);
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in table {
        let cells = row.iter().map(|cell| without_formula(cell));
        writer.write_record(cells).map_err(failed)?;
    }
    let written = writer.into_inner();
    written.map_err(|error| Error::new("internal").because(error.into_error()))
}

/// The claims that count, as a Parquet file of texts.
pub(super) fn write_parquet(rows: &Rows, path: &Path) -> Result<()> {
    let mut file = TableFile::create(path, &CLAIM_COLUMNS.map(|name| (name, Holds::Text)))?;
    for claim in rows.claims() {
        let written = file.row(&cells_of(claim).map(Cell::Text));
        written.map_err(|error| Error::new("io_failed").because(error))?;
    }
    file.finish()
}
