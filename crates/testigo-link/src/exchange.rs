//! The lists as columns for Splink: what a saved model speaks of.

use crate::compare::comparisons;
use crate::entries::EntryId;
use crate::error::LinkError;
use crate::model::Model;
use crate::settings::prepared_names;
use crate::table::Table;

/// Hands out the prepared table row by row, the header first: `unique_id`, `source_dataset`, and every
/// column that the model's SQL names. An empty cell is NULL.
pub fn prepared(
    table: &Table,
    model: &Model,
    row: &mut dyn FnMut(&[String]) -> Result<(), LinkError>,
) -> Result<(), LinkError> {
    let comparisons = comparisons(table);
    let columns = prepared_names(table, &comparisons, &model.rules)?;
    let mut cells = vec!["unique_id".to_owned(), "source_dataset".to_owned()];
    cells.extend(columns.iter().map(|(name, _)| name.clone()));
    row(&cells)?;
    for entry in (0..table.len() as u32).map(EntryId) {
        cells.clear();
        cells.push(entry.0.to_string());
        cells.push(table.entries().source_name(entry).to_owned());
        let values = columns.iter();
        cells.extend(values.map(|(_, column)| column.cell(table, &comparisons, entry)));
        row(&cells)?;
    }
    Ok(())
}
