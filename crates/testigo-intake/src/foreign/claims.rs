//! What testigo itself exports: every value of every record, a line each, beside the tables that other programs read. Where
//! it is there it is read instead of them, so that what was exported is imported again without a change.

use super::list::List;
use super::output::{Output, Stop};
use super::package::{Package, file_name};
use super::values::Draft;
use crate::found::Said;
use testigo_record::{Type, field, kinds};

/// The table of all claims in an exported zip or folder.
const TABLE: &str = "claims.csv";
const HEADER: [&str; 5] = ["record", "kind", "field", "value", "unread"];

/// One value of one record.
#[derive(Debug, Clone, Default)]
pub(super) struct ClaimLine {
    pub(super) record: String,
    pub(super) kind: String,
    pub(super) field: String,
    pub(super) value: String,
    /// `0` a value, `1` words that could not be read, more: no value.
    pub(super) unread: String,
}

/// Puts the lines of one record together; those of a record follow each other.
#[derive(Default)]
pub(super) struct Records {
    open: Option<(u64, Draft)>,
    items: u64,
}

impl Records {
    pub(super) fn take(
        &mut self,
        row: u64,
        line: &ClaimLine,
        output: &mut Output<'_>,
    ) -> Result<(), Stop> {
        let kind = kinds().iter().find(|kind| **kind == line.kind);
        let Some(kind) = kind.filter(|_| !line.record.is_empty()) else {
            return output.trouble(row, "kind", &line.kind, "no_entity");
        };
        // An item comes with its bytes, or not at all; an entry's list is the one of this import.
        if *kind == "item" || *kind == "list" || *kind == "consent" {
            self.items += 1;
            return Ok(());
        }
        if self
            .open
            .as_ref()
            .is_none_or(|(_, open)| open.found.key != line.record)
        {
            self.give(output)?;
            let draft = Draft::new(kind, &line.record, &format!("row {row}"));
            self.open = Some((row, draft));
        }
        if let Some((_, draft)) = &mut self.open {
            say(draft, line);
        }
        Ok(())
    }

    fn give(&mut self, output: &mut Output<'_>) -> Result<(), Stop> {
        match self.open.take() {
            Some((row, draft)) => output.record(row, draft.found),
            None => Ok(()),
        }
    }

    /// After the last line.
    pub(super) fn finish(mut self, output: &mut Output<'_>) -> Result<(), Stop> {
        self.give(output)?;
        if self.items > 0 {
            let count = self.items.to_string();
            output.trouble(0, "", &count, "claims_left_out")?;
        }
        Ok(())
    }
}

fn say(draft: &mut Draft, line: &ClaimLine) {
    let definition = field(draft.found.kind, &line.field);
    let is_id = line.value.len() == 64 && line.value.bytes().all(|byte| byte.is_ascii_hexdigit());
    let may_refer =
        definition.is_some_and(|known| matches!(known.value, Type::Reference | Type::Place));
    match line.unread.as_str() {
        _ if line.field == "list" || line.field == "row" => {
            draft.say(&line.field, &format!("x.{}", line.field), &line.value);
        }
        "" | "0" if is_id && may_refer => draft.refer(&line.field, &line.field, &line.value),
        "" | "0" => draft.say(&line.field, &line.field, &line.value),
        "1" => draft.keep(
            &line.field,
            Said::Unread(line.value.clone(), "unread_before"),
        ),
        _ => draft.keep(
            &line.field,
            Said::Unread(line.value.clone(), "unknown_value"),
        ),
    }
}

/// Reads the table of claims, if the package has one.
pub(super) fn read_table(package: &Package, output: &mut Output<'_>) -> Result<bool, Stop> {
    if package.is_single_file() {
        return Ok(false);
    }
    let mut names = package.names().iter();
    let Some(place) = names.position(|path| file_name(path) == TABLE) else {
        return Ok(false);
    };
    let list = List::open(package, place)?;
    let columns = HEADER.map(|name| list.header.iter().position(|header| header == name));
    if columns.contains(&None) {
        return Ok(false);
    }
    let mut records = Records::default();
    list.each_row(output, |_, row, output| {
        let cell = |number: usize| {
            let place = columns.get(number).copied().flatten();
            let cell = place.and_then(|place| row.cells.get(place));
            cell.cloned().unwrap_or_default()
        };
        let line = ClaimLine {
            record: cell(0),
            kind: cell(1),
            field: cell(2),
            value: without_apostrophe(cell(3)),
            unread: cell(4),
        };
        records.take(row.number, &line, output)
    })?;
    records.finish(output)?;
    Ok(true)
}

/// A cell that a spreadsheet would run was given an apostrophe in front.
fn without_apostrophe(cell: String) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest.to_owned(),
        Some(_) | None => cell,
    }
}
