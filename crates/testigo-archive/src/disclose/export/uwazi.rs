//! A zip for Uwazi: a CSV for each kind, with its marks, and the originals.
//!
//! Uwazi takes one CSV for each template, named `import.csv`, with its files beside it. Several values stand with `|`
//! between them, a place as `lat|lon`, a range of dates as `from:to`; the column `id` says which entity a row is, and
//! a relationship names other rows by their titles, which are therefore made unique.

use std::collections::BTreeMap;

use testigo_catalog::ListedClaim;
use testigo_intake::extension;
use testigo_record::{Type, field};

use super::folder::ExportFolder;
use super::rows::{RecordRow, Rows, columns};
use super::tables::{BETWEEN, csv, write_claims};
use crate::disclose::exhibits::Exhibit;
use crate::error::Result;

/// Columns that Uwazi knows by name.
const ID: &str = "id";
const TITLE: &str = "title";
const PLACE: &str = "geolocation";
const FILES: &str = "attachments";

/// Writes everything but the originals.
pub(super) fn write(rows: &Rows, exhibits: &[Exhibit], folder: &mut ExportFolder) -> Result<()> {
    let titles = rows.titles();
    let files: BTreeMap<String, String> = exhibits
        .iter()
        .map(|exhibit| (exhibit.item.to_string(), file_of(exhibit)))
        .collect();
    for (kind, of_kind) in rows.by_kind() {
        let table = table_of(kind, &of_kind, &titles, &files);
        folder.write(&format!("{kind}.csv"), &csv(&table)?)?;
    }
    // Ids of sources and of records referred to stand only here.
    write_claims(rows, folder)
}

/// `E0001.jpg`, as in a dossier.
pub(super) fn file_of(exhibit: &Exhibit) -> String {
    format!("{}.{}", exhibit.number, extension(&exhibit.media_type))
}

pub(super) fn table_of(
    kind: &str,
    rows: &[&RecordRow],
    titles: &BTreeMap<&str, String>,
    files: &BTreeMap<String, String>,
) -> Vec<Vec<String>> {
    let has_place = rows.iter().any(|row| coordinates(row).is_some());
    let has_files = rows.iter().any(|row| files.contains_key(&row.record.id));
    let mut fields = columns(kind, rows);
    // The title has a column of its own, and so have coordinates that are one place.
    let all_placed = rows
        .iter()
        .all(|row| coordinates(row).is_some() || row.values("lat").is_empty());
    fields.retain(|name| name != TITLE && !(all_placed && (name == "lat" || name == "lon")));
    let mut header = vec![ID.to_owned(), TITLE.to_owned()];
    header.extend(has_place.then(|| PLACE.to_owned()));
    header.extend(has_files.then(|| FILES.to_owned()));
    header.extend(fields.iter().cloned());
    let mut table = vec![header];
    for row in rows {
        let id = row.record.id.as_str();
        let mut cells = vec![id.to_owned(), titles.get(id).cloned().unwrap_or_default()];
        cells.extend(has_place.then(|| coordinates(row).unwrap_or_default()));
        cells.extend(has_files.then(|| files.get(id).cloned().unwrap_or_default()));
        for name in &fields {
            let values = row.values(name).into_iter();
            let values: Vec<String> = values.map(|claim| value_of(claim, titles)).collect();
            cells.push(values.join(BETWEEN));
        }
        table.push(cells);
    }
    table
}

/// `lat|lon` where nobody says anything else.
fn coordinates(row: &RecordRow) -> Option<String> {
    let (lat, lon) = (row.values("lat"), row.values("lon"));
    match (lat.as_slice(), lon.as_slice()) {
        ([lat], [lon]) if lat.unread == 0 && lon.unread == 0 => {
            Some(format!("{}|{}", lat.value, lon.value))
        }
        _ => None,
    }
}

fn value_of(claim: &ListedClaim, titles: &BTreeMap<&str, String>) -> String {
    if let Some(title) = claim.refers.as_deref().and_then(|id| titles.get(id)) {
        return title.clone();
    }
    let is_date = field(&claim.kind, &claim.field)
        .is_some_and(|definition| definition.value == Type::Date && claim.unread == 0);
    if is_date {
        range(&claim.value)
    } else {
        claim.value.clone()
    }
}

/// `a/b` as `a:b`; an open end is empty.
fn range(edtf: &str) -> String {
    let end = |text: &str| {
        if text == ".." {
            String::new()
        } else {
            text.to_owned()
        }
    };
    match edtf.split_once('/') {
        Some((from, to)) => format!("{}:{}", end(from), end(to)),
        None => edtf.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn dates_stand_as_uwazi_reads_them() {
        for (edtf, expected) in [
            ("2019-11-15", "2019-11-15"),
            ("2019", "2019"),
            ("2019-11/2020-11", "2019-11:2020-11"),
            ("../2020", ":2020"),
            ("2019/..", "2019:"),
        ] {
            assert_eq!(range(edtf), expected);
        }
    }
}
