//! The columns of a list as somebody who corrects its mapping sees them: what stands there, and how it would be read.

use testigo_intake::{FoundValue, Map, MappedRow, Row, RowReader, Said};

use super::{CellShown, ColumnShown, ValueShown};

/// Lines of which each column shows what stands there.
const EXAMPLES: usize = 3;

/// Each column with its first cells that are not empty, among the lines of the sample.
pub(super) fn columns_shown(
    reader: &mut RowReader,
    header: &[String],
    sample: &[Row],
) -> Vec<ColumnShown> {
    let mut cells: Vec<Vec<CellShown>> = vec![Vec::new(); header.len()];
    for row in sample {
        let is_shown = cells.iter().all(|shown| shown.len() >= EXAMPLES);
        if is_shown {
            break;
        }
        // Whole lines: what a column means may hang on those before it.
        let mapped = reader.read(header, row);
        for ((name, written), shown) in header.iter().zip(&row.cells).zip(&mut cells) {
            if shown.len() < EXAMPLES && !written.trim().is_empty() {
                shown.push(CellShown {
                    written: written.clone(),
                    values: values_of(&mapped, name),
                });
            }
        }
    }
    let columns = header.iter().zip(cells).enumerate();
    columns
        .map(|(place, (name, cells))| column_shown(reader.map(), (place, name), cells, sample))
        .collect()
}

fn column_shown(
    map: &Map,
    (place, name): (usize, &String),
    cells: Vec<CellShown>,
    sample: &[Row],
) -> ColumnShown {
    let written = sample.iter().filter_map(|row| row.cells.get(place));
    ColumnShown {
        header: name.clone(),
        examples: cells.iter().map(|cell| cell.written.clone()).collect(),
        cells,
        formats: map.formats_for(name, written.map(String::as_str)),
        may_repeat: map.may_repeat(name),
    }
}

/// What a line says of a column, also where that goes to its place.
fn values_of(mapped: &MappedRow, column: &str) -> Vec<ValueShown> {
    let place = mapped.place.iter();
    let of_place = place.clone().flat_map(|place| &place.values);
    let is_reference_to_it = |value: &FoundValue| {
        let mut places = place.clone();
        places.any(|place| value.said == Said::Refers(place.key.clone()))
    };
    let values = mapped
        .values
        .iter()
        .filter(|value| !is_reference_to_it(value))
        .chain(of_place)
        .filter(|value| value.column == column);
    values.map(value_shown).collect()
}

fn value_shown(value: &FoundValue) -> ValueShown {
    let (text, unread) = match &value.said {
        Said::Text(text) | Said::Refers(text) => (text, None),
        Said::Unread(text, code) => (text, Some(*code)),
    };
    ValueShown {
        field: value.field.clone(),
        value: text.clone(),
        unread,
    }
}
