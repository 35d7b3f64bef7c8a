//! Lines of a table: which column is which field, what a cell claims, and what makes two lines the same.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};
use testigo_custody::StatementId;
use testigo_intake::{Map, Row, read_cell};
use testigo_record::{ClaimedValue, Projected, field};

use super::{ImportAnswer, ImportRequest, Importing, Rejected};
use crate::archive::Batch;
use crate::error::{Error, Result};
use crate::receive::LISTED_MAX;

impl<'a> Importing<'a> {
    pub(super) fn new(request: &'a ImportRequest, map: Map, header: &[String]) -> Result<Self> {
        let list_column = match &map.list_column {
            Some(name) => Some(header.iter().position(|header| header == name).ok_or_else(
                || {
                    Error::new("map_invalid")
                        .with("detail", format!("no column for list_column: {name}"))
                },
            )?),
            None => None,
        };
        let missing = map.columns.keys().find(|name| !header.contains(name));
        if let Some(name) = missing {
            return Err(Error::new("map_invalid").with("detail", format!("no such column: {name}")));
        }
        let mut importing = Self {
            request,
            map,
            columns: Vec::new(),
            list_column,
            header: Vec::new(),
            item: String::new(),
            of_original: None,
            source: None,
            import: None,
            lists: BTreeMap::new(),
            batch: Batch::default(),
            waiting: Vec::new(),
            occurrences: BTreeMap::new(),
            answer: ImportAnswer::default(),
        };
        importing.name_columns(header)?;
        Ok(importing)
    }

    /// Takes up columns that the header has gained.
    pub(super) fn name_columns(&mut self, header: &[String]) -> Result<()> {
        for (number, name) in header.iter().enumerate().skip(self.header.len()) {
            self.header.push(name.clone());
            if self.map.list_column.as_ref() == Some(name) {
                continue;
            }
            let Some(target) = self.map.field_of(name) else {
                continue;
            };
            let definition = field("entry", &target).ok_or_else(|| {
                Error::new("unknown_field")
                    .with("field", &target)
                    .with("kind", "entry")
            })?;
            self.columns.push((number, target, definition));
        }
        Ok(())
    }

    pub(super) fn list_name(&self) -> String {
        self.request.list.clone().unwrap_or_else(|| {
            self.request
                .file
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned()
        })
    }

    pub(super) fn list_of(&self, row: &Row) -> String {
        self.list_column
            .and_then(|column| row.cells.get(column))
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| self.list_name())
    }

    /// The claims of a line. A cell that cannot be read stays as written, marked and named.
    pub(super) fn read_cells(&mut self, row: &Row) -> Vec<(String, ClaimedValue)> {
        let mut claims = Vec::with_capacity(self.columns.len());
        let mut unread = Vec::new();
        for (number, target, definition) in &self.columns {
            let Some(cell) = row
                .cells
                .get(*number)
                .filter(|cell| !cell.trim().is_empty())
            else {
                continue;
            };
            let header = self.header.get(*number).map_or("", String::as_str);
            match read_cell(&self.map, header, definition, cell) {
                Ok(text) => claims.push((target.clone(), ClaimedValue::Read(text))),
                Err(unreadable) => {
                    claims.push((target.clone(), ClaimedValue::Unread(cell.clone())));
                    unread.push((header.to_owned(), cell.clone(), unreadable.code));
                }
            }
        }
        for (header, cell, code) in unread {
            self.reject(row.number, &header, &cell, code);
        }
        claims
    }

    pub(super) fn reject(&mut self, row: u64, column: &str, value: &str, code: &str) {
        self.answer.rejected_total += 1;
        if self.answer.rejected.len() < LISTED_MAX {
            self.answer.rejected.push(Rejected {
                row,
                column: column.to_owned(),
                value: value.to_owned(),
                code: code.to_owned(),
                message: String::new(),
            });
        }
    }
}

/// What makes two lines of one list the same line: every cell, not its place in the file.
pub(super) fn entry_key<'a>(
    list: StatementId,
    cells: impl Iterator<Item = (&'a String, &'a ClaimedValue)>,
) -> [u8; 16] {
    let mut hasher = Sha256::new();
    hasher.update(list.as_bytes());
    for (field, value) in cells {
        let (mark, text) = match value {
            ClaimedValue::Read(text) => ('=', text),
            ClaimedValue::Unread(text) => ('?', text),
        };
        hasher.update(format!("\n{field}{mark}{}:", text.len()));
        hasher.update(text);
    }
    let digest: [u8; 32] = hasher.finalize().into();
    let mut key = [0; 16];
    key.copy_from_slice(&digest[..16]);
    key
}

/// The same key, from a projected `entry`.
pub(crate) fn entry_key_of(row: &Projected) -> Option<[u8; 16]> {
    let list = row
        .claims
        .iter()
        .find(|claim| claim.field == "list")?
        .refers?;
    let cells: Vec<(String, ClaimedValue)> = row
        .claims
        .iter()
        .filter(|claim| !matches!(claim.field.as_str(), "list" | "row"))
        .map(|claim| {
            let text = claim.value.clone();
            let value = if claim.unread {
                ClaimedValue::Unread(text)
            } else {
                ClaimedValue::Read(text)
            };
            (claim.field.clone(), value)
        })
        .collect();
    Some(entry_key(
        list,
        cells.iter().map(|(field, value)| (field, value)),
    ))
}
