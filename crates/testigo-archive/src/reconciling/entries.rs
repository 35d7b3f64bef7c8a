//! From the record to the table that the engine links: each person and entry a line, each field as the
//! engine reads it.

use testigo_catalog::LinkableRecord;
use testigo_custody::StatementId;
use testigo_link::{Entries, EntryId, Field, Kind};
use testigo_record::{Date, civil};

use crate::archive::Archive;
use crate::error::Result;
use crate::linking::failed;

/// The parts of a name, in the order in which they make a whole one.
const NAME_PARTS: [&str; 3] = ["given_name", "surname", "second_surname"];

/// Everything that is compared, where somebody says it.
const COMPARED: [(&str, Kind); 10] = [
    ("name", Kind::FullName),
    ("given_name", Kind::GivenName),
    ("surname", Kind::Surname),
    ("second_surname", Kind::Surname),
    ("sex", Kind::Sex),
    ("birth", Kind::Date),
    ("date", Kind::Date),
    ("age", Kind::Age),
    ("place", Kind::Place),
    ("occupation", Kind::Text),
];

/// The list of records that are in none.
const NO_LIST: &str = "";

/// Lines for the engine.
pub(super) struct Gathered {
    pub(super) entries: Entries,
    /// The record of each line, in the order of ids.
    pub(super) records: Vec<StatementId>,
    /// Records that are no individuals, such as families and groups of n: nobody is one person with them.
    pub(super) alone: Vec<StatementId>,
}

/// The line of a record, where records are in the order of ids.
pub(super) fn line_of(records: &[StatementId], record: StatementId) -> Option<EntryId> {
    let place = records.binary_search(&record).ok()?;
    u32::try_from(place).ok().map(EntryId)
}

/// Fields to compare, by their names.
pub(super) fn fields_named(names: &[String]) -> Vec<Field> {
    let is_said = |name: &str| names.iter().any(|known| known == name);
    let mut fields = Vec::new();
    for (name, kind) in COMPARED {
        if !is_said(name) {
            continue;
        }
        let mut field = Field::new(name, kind);
        if kind == Kind::Age {
            field.at = is_said("date").then(|| "date".to_owned());
            field.birth = is_said("birth").then(|| "birth".to_owned());
        }
        fields.push(field);
    }
    fields
}

impl Archive {
    /// The fields that anybody says of these records. Where some have a whole name only, names are
    /// compared as wholes.
    pub(super) fn fields_to_compare(&self, lists: &[StatementId]) -> Result<Vec<Field>> {
        let names = COMPARED.map(|(name, _)| name);
        let mut said = [false; COMPARED.len()];
        let mut whole_names = false;
        self.catalog.each_linkable(lists, &names, &mut |record| {
            for (said, name) in said.iter_mut().zip(names) {
                *said |= record.values.contains_key(name);
            }
            let mut parts = NAME_PARTS.iter();
            let has_parts = parts.any(|part| record.values.contains_key(*part));
            whole_names |= record.values.contains_key("name") && !has_parts;
        })?;
        let is_wanted = |(name, said): &(&str, bool)| match *name {
            "name" => whole_names,
            part if NAME_PARTS.contains(&part) => *said && !whole_names,
            _ => *said,
        };
        let mut wanted: Vec<String> = names
            .into_iter()
            .zip(said)
            .filter(is_wanted)
            .map(|(name, _)| name.to_owned())
            .collect();
        if wanted.is_empty() {
            wanted.push("name".to_owned());
        }
        Ok(fields_named(&wanted))
    }

    /// The lines, with these fields.
    pub(super) fn gather(&self, lists: &[StatementId], fields: &[Field]) -> Result<Gathered> {
        let mut gathered = Gathered {
            entries: Entries::new(fields.to_vec()).map_err(failed)?,
            records: Vec::new(),
            alone: Vec::new(),
        };
        let mut names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        if names.contains(&"name") {
            names.extend(NAME_PARTS);
        }
        let mut pushed = Ok(());
        self.catalog.each_linkable(lists, &names, &mut |record| {
            if !record.is_individual {
                gathered.alone.push(record.id);
            } else if pushed.is_ok() {
                pushed = push(&mut gathered, fields, &record);
            }
        })?;
        pushed.map(|()| gathered)
    }
}

fn push(gathered: &mut Gathered, fields: &[Field], record: &LinkableRecord) -> Result<()> {
    let cells: Vec<String> = fields
        .iter()
        .map(|field| cell(record, &field.name, field.kind))
        .collect();
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    let list = record.list.map(|list| list.to_string());
    let list = list.as_deref().unwrap_or(NO_LIST);
    let source = gathered.entries.source(list).map_err(failed)?;
    let id = gathered.records.len().to_string();
    gathered.entries.push(source, &id, &cells).map_err(failed)?;
    gathered.records.push(record.id);
    Ok(())
}

/// What a record says, as the engine reads it; empty where nothing can be compared.
fn cell(record: &LinkableRecord, name: &str, kind: Kind) -> String {
    let value = record.values.get(name).map_or("", String::as_str);
    if kind == Kind::FullName && value.is_empty() {
        let parts = NAME_PARTS
            .iter()
            .filter_map(|part| record.values.get(*part));
        return parts.map(String::as_str).collect::<Vec<_>>().join(" ");
    }
    if kind == Kind::Date {
        return date(value);
    }
    // Not applicable, and unknown: nobody says it.
    if kind == Kind::Sex && matches!(value, "98" | "99") {
        return String::new();
    }
    if kind == Kind::Age { age(value) } else { value }.to_owned()
}

/// Of a date with a doubt or an unknown part what is certain of it: a day, a month or a year. What could
/// not be read as a date is left to the engine.
fn date(written: &str) -> String {
    let Some(date) = Date::parse(written) else {
        return written.to_owned();
    };
    let (Some(earliest), Some(latest)) = (date.earliest, date.latest) else {
        return String::new();
    };
    let (first, last) = (civil(earliest), civil(latest));
    let (year, month, day) = first;
    if first == last {
        format!("{year:04}-{month:02}-{day:02}")
    } else if (year, month) == (last.0, last.1) {
        format!("{year:04}-{month:02}")
    } else if year == last.0 {
        format!("{year:04}")
    } else {
        String::new()
    }
}

/// `30` and `about 30` are an age; a range is none that could be compared.
fn age(written: &str) -> &str {
    written.strip_prefix("about ").unwrap_or(written)
}

#[cfg(test)]
mod tests {
    use super::{age, date};

    #[test]
    fn dates_and_ages_as_the_engine_reads_them() {
        for (written, expected) in [
            ("2019-11-15", "2019-11-15"),
            ("2019-11-15?", "2019-11-15"),
            ("2019-11", "2019-11"),
            ("2019~", "2019"),
            ("2019-11-XX", "2019-11"),
            ("2019-11-03/2019-11-20", "2019-11"),
            ("2019-11/2020-02", ""),
            ("../2020", ""),
            ("00/00/0000", "00/00/0000"),
            ("", ""),
        ] {
            assert_eq!(date(written), expected, "{written}");
        }
        assert_eq!(age("about 30"), "30");
        assert_eq!(age("30"), "30");
    }
}
