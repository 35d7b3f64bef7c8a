//! One row under a map: which line it is, and what it says.

use super::cell::read_cell;
use super::target::Target;
use super::{Map, MapError, own_field};
use crate::found::{Found, FoundValue, Said};
use crate::table::Row;
use std::collections::{BTreeMap, BTreeSet};
use testigo_record::{FieldDefinition, Type, field, read};

/// Fields of a place that the row of anything else says of its place.
const COORDINATES: [&str; 2] = ["lat", "lon"];

/// What a row says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MappedRow {
    /// What the key column says; empty without one.
    pub key: String,
    /// What the row says, in the order of its columns.
    pub values: Vec<FoundValue>,
    /// The place whose coordinates the row states: a record of its own, which the row's `place`
    /// refers to. Rows with the same name and coordinates have the same.
    pub place: Option<Found>,
}

struct Column {
    target: Target,
    /// Of each field, whether of the row's kind or of its place.
    definitions: Vec<&'static FieldDefinition>,
    /// Between the several values of a cell.
    separator: Option<String>,
}

/// Reads rows under a map.
pub struct RowReader {
    map: Map,
    kind: &'static str,
    /// By header; none for a column that is skipped.
    columns: BTreeMap<String, Option<Column>>,
}

impl std::fmt::Debug for RowReader {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("RowReader").finish_non_exhaustive()
    }
}

impl RowReader {
    /// For a map whose fields are all of the rows' kind.
    pub fn new(map: Map) -> Result<Self, MapError> {
        let kind = map.row_kind();
        Self::of_kind(map, kind)
    }

    pub(crate) fn of_kind(map: Map, kind: &'static str) -> Result<Self, MapError> {
        for (header, target) in &map.columns {
            let fields = Target::parse(target).map_or(Vec::new(), |target| target.fields);
            if let Some(name) = fields.iter().find(|name| definition(kind, name).is_none()) {
                return Err(MapError::FieldOfOtherKind {
                    header: header.clone(),
                    field: name.clone(),
                    kind: kind.to_owned(),
                });
            }
        }
        Ok(Self {
            map,
            kind,
            columns: BTreeMap::new(),
        })
    }

    /// The map in use.
    pub fn map(&self) -> &Map {
        &self.map
    }

    /// The kind of record that a row becomes.
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// The definition of a column's field; none if it is skipped or stands for several.
    pub(crate) fn definition(&mut self, header: &str) -> Option<&'static FieldDefinition> {
        self.take_up(header);
        let column = self.columns.get(header)?.as_ref()?;
        match column.definitions.as_slice() {
            [definition] => Some(definition),
            _ => None,
        }
    }

    fn take_up(&mut self, header: &str) {
        if self.columns.contains_key(header) {
            return;
        }
        let is_list = self.map.list_column.as_deref() == Some(header);
        let target = self.map.field_of(header).filter(|_| !is_list);
        let column = target
            .and_then(|text| Target::parse(&text))
            .map(|target| Column {
                definitions: target
                    .fields
                    .iter()
                    .filter_map(|name| definition(self.kind, name))
                    .collect(),
                target,
                separator: self.map.multiple.get(header).cloned(),
            });
        self.columns.insert(header.to_owned(), column);
    }

    /// What a row of a table with this header says. An empty cell says nothing.
    pub fn read(&mut self, header: &[String], row: &Row) -> MappedRow {
        let pairs = header.iter().zip(&row.cells);
        self.read_cells(pairs.map(|(name, cell)| (name.as_str(), cell.as_str())))
    }

    /// The same, from headers and cells.
    pub(crate) fn read_cells<'a>(
        &mut self,
        cells: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> MappedRow {
        let mut mapped = MappedRow::default();
        let mut said_once = BTreeSet::new();
        for (header, cell) in cells.filter(|(_, cell)| !cell.trim().is_empty()) {
            if self.map.key_column.as_deref() == Some(header) {
                cell.trim().clone_into(&mut mapped.key);
            }
            self.take_up(header);
            if let Some(Some(column)) = self.columns.get(header) {
                self.read_column((header, column), cell, &mut said_once, &mut mapped.values);
            }
        }
        if self.kind != "place" {
            mapped.place = place_of(&mut mapped.values);
        }
        mapped
    }

    fn read_column(
        &self,
        (header, column): (&str, &Column),
        cell: &str,
        said_once: &mut BTreeSet<&'static str>,
        values: &mut Vec<FoundValue>,
    ) {
        let mut say = |name: &str, definition: &'static FieldDefinition, text: &str| {
            let said = self.said(header, definition, text);
            // A second value of a field that a record has once is kept under the column's name.
            let is_taken = !definition.multiple && !said_once.insert(definition.name);
            values.push(FoundValue {
                column: header.to_owned(),
                field: if is_taken {
                    own_field(header)
                } else {
                    name.to_owned()
                },
                said,
            });
        };
        if let ([name], [definition]) = (
            column.target.fields.as_slice(),
            column.definitions.as_slice(),
        ) {
            let separator = column.separator.as_deref();
            match separator.filter(|sign| cell.contains(sign)) {
                Some(sign) => {
                    let pieces = cell.split(sign).filter(|piece| !piece.trim().is_empty());
                    pieces.for_each(|piece| say(name, definition, piece));
                }
                None => say(name, definition, cell),
            }
            return;
        }
        let Some(parts) = column.target.split(cell) else {
            values.push(FoundValue {
                column: header.to_owned(),
                field: own_field(header),
                said: Said::Unread(cell.to_owned(), "cell_does_not_fit"),
            });
            return;
        };
        let fields = column.target.fields.iter().zip(&column.definitions);
        for ((name, definition), part) in fields.zip(parts) {
            say(name, definition, part);
        }
    }

    fn said(&self, header: &str, definition: &FieldDefinition, cell: &str) -> Said {
        let cell = cell.trim();
        if definition.value == Type::Reference && read(definition, cell).is_err() {
            return Said::Refers(cell.to_owned());
        }
        match read_cell(&self.map, header, definition, cell) {
            Ok(text) => Said::Text(text),
            Err(unreadable) => Said::Unread(cell.to_owned(), unreadable.code),
        }
    }
}

fn definition(kind: &str, name: &str) -> Option<&'static FieldDefinition> {
    field(kind, name).or_else(|| {
        let of_place = COORDINATES.contains(&name) && field(kind, "place").is_some();
        field("place", name).filter(|_| of_place)
    })
}

/// Takes the coordinates, and the name of the place, out of what a row says, and lets the row
/// refer to the place instead.
pub(crate) fn place_of(values: &mut Vec<FoundValue>) -> Option<Found> {
    let is_coordinate = |value: &FoundValue| COORDINATES.contains(&value.field.as_str());
    let column = values
        .iter()
        .find(|value| is_coordinate(value))?
        .column
        .clone();
    let mut place = Found {
        kind: "place",
        key: "place:".to_owned(),
        ..Found::default()
    };
    let mut at = None;
    let mut kept = Vec::with_capacity(values.len());
    for mut value in std::mem::take(values) {
        let is_name = value.field == "place" && matches!(value.said, Said::Text(_)) && at.is_none();
        if !is_coordinate(&value) && !is_name {
            kept.push(value);
            continue;
        }
        let (Said::Text(text) | Said::Unread(text, _) | Said::Refers(text)) = &value.said;
        place.key.push_str(text);
        place.key.push('|');
        if is_name {
            at = Some((kept.len(), value.column.clone()));
            "name".clone_into(&mut value.field);
        }
        place.values.push(value);
    }
    let (at, column) = at.unwrap_or((kept.len(), column));
    kept.insert(
        at,
        FoundValue {
            column,
            field: "place".to_owned(),
            said: Said::Refers(place.key.clone()),
        },
    );
    *values = kept;
    Some(place)
}
