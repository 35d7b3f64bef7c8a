//! `link csv`: lists from files, without an archive; what the engine finds goes into files.

mod settings;
pub(crate) mod tables_out;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::Serialize;
use testigo_intake::{TableError, TableReader, open_table};
use testigo_link::{
    Entries, EntryId, LinkError, LinkSettings, Linked, Model, NameTables, Pair, SourceId, Table,
    learn, link, probability,
};

use crate::error::{Error, Result};
use settings::ListSettings;
use tables_out::{Cell, Holds, TableFile};

/// What is to be linked, and where the answers go.
#[derive(Debug, Clone)]
pub struct LinkFilesRequest {
    /// The lists.
    pub files: Vec<PathBuf>,
    /// The text of LINK.toml.
    pub settings: String,
    /// Where clusters go; Parquet if it ends in `.parquet`, else CSV.
    pub clusters: PathBuf,
    /// Where pairs go, likewise.
    pub pairs: Option<PathBuf>,
    /// Where the model is saved.
    pub model: Option<PathBuf>,
    /// The text of a model to use instead of learning one.
    pub use_model: Option<String>,
    /// Threads; the answer is the same for any number.
    pub threads: usize,
}

/// A share with its interval.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Share {
    /// The estimate.
    pub estimate: f64,
    /// The lower end of 95 %.
    pub lo: f64,
    /// The upper end.
    pub hi: f64,
}

/// What came out.
#[derive(Debug, Clone, Serialize)]
pub struct LinkAnswer {
    /// Entries read.
    pub entries: usize,
    /// Pairs compared.
    pub pairs_scored: u64,
    /// Pairs that count as matches.
    pub matches: u64,
    /// Pairs worth a person's look.
    pub candidates: u64,
    /// Persons, as far as this goes.
    pub clusters: usize,
    /// Chance from which a pair counts as a match.
    pub threshold: f64,
    /// Of the matches, as the model expects.
    pub precision: f64,
    /// Among the pairs that were compared, as the model expects.
    pub recall: f64,
    /// Of the true matches, how many were compared at all; none if there is nothing to go by.
    pub blocking_recall: Option<Share>,
    /// Filled in by whoever holds the clock.
    pub seconds: f64,
    /// Codes, each with what it is about behind a colon.
    pub warnings: Vec<String>,
}

/// Entries of files, and which files they are from.
struct Lists {
    entries: Entries,
    /// Of each file: the first entry that is not from it or an earlier one.
    ends: Vec<u32>,
    names: Vec<String>,
    warnings: BTreeSet<String>,
}

/// Links lists in files.
pub fn link_files(request: &LinkFilesRequest) -> Result<LinkAnswer> {
    let settings = ListSettings::read(&request.settings)?;
    let names = NameTables::with(&settings.names).map_err(failed)?;
    let lists = read_lists(request, &settings)?;
    let (ends, file_names, mut warnings) = (lists.ends, lists.names, lists.warnings);
    let table = Table::new(lists.entries, &names).map_err(failed)?;
    let link_settings = LinkSettings {
        blocking: settings.blocking.clone(),
        threshold: settings.threshold,
        unique_within_source: settings.unique_within_source,
        threads: request.threads,
        ..LinkSettings::default()
    };
    let ids = Ids {
        table: &table,
        ends: &ends,
        files: &file_names,
        is_plain: ids_are_plain(&table),
    };
    let model = if let Some(text) = &request.use_model {
        Model::from_json(text, &table).map_err(failed)?
    } else {
        let (model, learning) = learn(&table, &link_settings, &[]).map_err(failed)?;
        let learning = learning.iter();
        warnings.extend(learning.map(|warning| said(warning.code, &warning.subject)));
        model
    };
    let rules = model.rules(&table);
    let linked = match &request.pairs {
        None => link(&table, &link_settings, &model, &[], None).map_err(failed)?,
        Some(path) => {
            let mut file = TableFile::create(path, &PAIR_COLUMNS)?;
            let mut sink = |pairs: &[Pair]| ids.write_pairs(pairs, &rules, &mut file);
            let linked = link(&table, &link_settings, &model, &[], Some(&mut sink));
            let linked = linked.map_err(|error| {
                if let LinkError::SinkFailed(error) = error {
                    cannot_write(path, error)
                } else {
                    failed(error)
                }
            })?;
            file.finish()?;
            linked
        }
    };
    ids.write_clusters(&linked, &request.clusters)?;
    if let Some(path) = &request.model {
        let text = linked.model.to_json(&table).map_err(failed)?;
        let written = File::create(path).and_then(|mut file| file.write_all(text.as_bytes()));
        written.map_err(|error| cannot_write(path, error))?;
    }
    warnings.extend(
        linked
            .warnings
            .iter()
            .map(|warning| said(warning.code, &warning.subject)),
    );
    Ok(answer(&table, &linked, warnings))
}

pub(crate) fn answer(table: &Table, linked: &Linked, warnings: BTreeSet<String>) -> LinkAnswer {
    LinkAnswer {
        entries: table.len(),
        pairs_scored: linked.pairs_scored,
        matches: linked.matches,
        candidates: u64::try_from(linked.candidates().len()).unwrap_or(u64::MAX),
        clusters: linked.clusters(),
        threshold: probability(linked.thresholds.match_bits),
        precision: linked.thresholds.precision,
        recall: linked.thresholds.recall,
        blocking_recall: linked.blocking_recall.map(|recall| Share {
            estimate: recall.estimate,
            lo: recall.low,
            hi: recall.high,
        }),
        seconds: 0.0,
        warnings: warnings.into_iter().collect(),
    }
}

/// A warning as it is printed: its code, and what it is about behind a colon.
pub(crate) fn said(code: &str, subject: &str) -> String {
    if subject.is_empty() {
        code.to_owned()
    } else {
        format!("{code}: {subject}")
    }
}

pub(crate) fn failed(error: LinkError) -> Error {
    let code = error.code();
    let subject = error.subject().to_owned();
    Error {
        code,
        ..Error::new("internal")
            .with("detail", subject)
            .because(error)
    }
}

fn cannot_write(path: &Path, error: std::io::Error) -> Error {
    Error::new("link_not_written")
        .with("path", path.display().to_string())
        .because(error)
}

fn read_lists(request: &LinkFilesRequest, settings: &ListSettings) -> Result<Lists> {
    let mut lists = Lists {
        entries: Entries::new(settings.fields()?).map_err(failed)?,
        ends: Vec::new(),
        names: Vec::new(),
        warnings: BTreeSet::new(),
    };
    let mut found: BTreeSet<usize> = BTreeSet::new();
    for path in &request.files {
        let name = path.display().to_string();
        found.extend(read_list(path, &name, settings, &mut lists)?);
        lists
            .ends
            .push(u32::try_from(lists.entries.len()).unwrap_or(u32::MAX));
        lists.names.push(name);
    }
    for (place, field) in settings.field.iter().enumerate() {
        if !found.contains(&place) {
            return Err(Error::new("link_column_missing").with("detail", field.name()));
        }
    }
    Ok(lists)
}

/// Reads one list; gives the fields that it has.
fn read_list(
    path: &Path,
    name: &str,
    settings: &ListSettings,
    lists: &mut Lists,
) -> Result<Vec<usize>> {
    let of_file = |error: TableError| Error::new(error.code()).with("path", name).because(error);
    let mut reader = open_table(path).map_err(of_file)?;
    let columns = Columns::find(&reader, settings, name)?;
    // Lines of another encoding than the most may be read wrongly.
    for trouble in reader.troubles().iter().filter(|trouble| trouble.row > 0) {
        lists
            .warnings
            .insert(format!("row_encoding_doubtful: {name}: {}", trouble.row));
    }
    for (field, columns) in settings.field.iter().zip(&columns.fields) {
        if columns.is_empty() {
            lists.warnings.insert(said("column_missing", &field.name()));
        }
    }
    let mut source = lists.entries.source(name).map_err(failed)?;
    let mut source_name = name.to_owned();
    while let Some(row) = reader.next_row() {
        let row = match row {
            Ok(row) => row,
            Err(TableError::Row { number, .. }) => {
                lists
                    .warnings
                    .insert(format!("row_left_out: {name}: {number}"));
                continue;
            }
            Err(error) => return Err(of_file(error)),
        };
        if row.problem.is_some() {
            lists
                .warnings
                .insert(format!("row_doubtful: {name}: {}", row.number));
        }
        let cell = |column: usize| row.cells.get(column).map_or("", String::as_str);
        if let Some(column) = columns.source
            && cell(column) != source_name
        {
            cell(column).clone_into(&mut source_name);
            source = lists.entries.source(&source_name).map_err(failed)?;
        }
        let number;
        let mut id = columns.id.map_or("", cell).trim();
        if id.is_empty() {
            number = row.number.to_string();
            id = &number;
        }
        push(&mut lists.entries, source, id, &columns.fields, &row.cells)?;
    }
    let fields = columns.fields.iter().enumerate();
    Ok(fields
        .filter(|(_, columns)| !columns.is_empty())
        .map(|(place, _)| place)
        .collect())
}

fn push(
    entries: &mut Entries,
    source: SourceId,
    id: &str,
    fields: &[Vec<usize>],
    cells: &[String],
) -> Result<EntryId> {
    let cell = |column: &usize| cells.get(*column).map_or("", String::as_str);
    let of_field = |columns: &Vec<usize>| match columns.as_slice() {
        [] => Cow::Borrowed(""),
        [one] => Cow::Borrowed(cell(one)),
        parts => Cow::Owned(parts.iter().map(cell).collect::<Vec<_>>().join(" ")),
    };
    let values: Vec<Cow<'_, str>> = fields.iter().map(of_field).collect();
    let values: Vec<&str> = values.iter().map(Cow::as_ref).collect();
    entries.push(source, id, &values).map_err(failed)
}

/// Where a file has what.
struct Columns {
    id: Option<usize>,
    source: Option<usize>,
    /// Of each field: its column, or those that make it together; none if the file has none.
    fields: Vec<Vec<usize>>,
}

impl Columns {
    fn find(reader: &TableReader, settings: &ListSettings, file: &str) -> Result<Self> {
        let place = |name: &String| reader.header().iter().position(|column| column == name);
        let wanted = |name: &Option<String>| match name {
            None => Ok(None),
            Some(name) => place(name).map(Some).ok_or_else(|| {
                Error::new("link_column_missing").with("detail", format!("{name}, {file}"))
            }),
        };
        Ok(Self {
            id: wanted(&settings.id)?,
            source: wanted(&settings.source)?,
            fields: settings
                .field
                .iter()
                .map(|field| match field.column.names().iter().find_map(place) {
                    Some(column) => vec![column],
                    None => field.parts.iter().filter_map(place).collect(),
                })
                .collect(),
        })
    }
}

const PAIR_COLUMNS: [(&str, Holds); 5] = [
    ("unique_id_l", Holds::Text),
    ("unique_id_r", Holds::Text),
    ("match_weight", Holds::Number),
    ("match_probability", Holds::Number),
    ("rule", Holds::Text),
];
const CLUSTER_COLUMNS: [(&str, Holds); 3] = [
    ("file", Holds::Text),
    ("id", Holds::Text),
    ("cluster", Holds::Count),
];

/// How entries are called in what is written.
struct Ids<'a> {
    table: &'a Table,
    ends: &'a [u32],
    files: &'a [String],
    is_plain: bool,
}

impl Ids<'_> {
    fn file(&self, entry: EntryId) -> &str {
        let place = self.ends.partition_point(|end| *end <= entry.0);
        self.files.get(place).map_or("", String::as_str)
    }

    /// The id, with the file before it where ids of different files are the same.
    fn name(&self, entry: EntryId) -> String {
        let id = self.table.entries().id(entry);
        if self.is_plain {
            id.to_owned()
        } else {
            format!("{}:{id}", self.file(entry))
        }
    }

    fn write_pairs(
        &self,
        pairs: &[Pair],
        rules: &[String],
        file: &mut TableFile,
    ) -> std::result::Result<(), LinkError> {
        for pair in pairs {
            let rule = rules.get(usize::from(pair.rule)).map_or("", String::as_str);
            file.row(&[
                Cell::Text(&self.name(pair.left)),
                Cell::Text(&self.name(pair.right)),
                Cell::Number(pair.bits),
                Cell::Number(probability(pair.bits)),
                Cell::Text(rule),
            ])?;
        }
        Ok(())
    }

    /// Clusters are numbered from 1, in the order of their first entries.
    fn write_clusters(&self, linked: &Linked, path: &Path) -> Result<()> {
        let mut file = TableFile::create(path, &CLUSTER_COLUMNS)?;
        let mut number_of = vec![0_u32; linked.first.len()];
        let mut count = 0;
        for (place, first) in (0_u32..).zip(&linked.first) {
            let first = first.0 as usize;
            if number_of[first] == 0 {
                count += 1;
                number_of[first] = count;
            }
            let entry = EntryId(place);
            file.row(&[
                Cell::Text(self.file(entry)),
                Cell::Text(self.table.entries().id(entry)),
                Cell::Count(u64::from(number_of[first])),
            ])
            .map_err(|error| cannot_write(path, error))?;
        }
        file.finish()
    }
}

/// Whether no two entries of all files have the same id.
fn ids_are_plain(table: &Table) -> bool {
    let entries = table.entries();
    let mut order: Vec<u32> = (0..u32::try_from(table.len()).unwrap_or(u32::MAX)).collect();
    order.sort_unstable_by(|one, other| entries.id(EntryId(*one)).cmp(entries.id(EntryId(*other))));
    order
        .windows(2)
        .all(|pair| entries.id(EntryId(pair[0])) != entries.id(EntryId(pair[1])))
}
