//! The lists as they are read: every cell a number of its text, row by row.

use crate::dictionary::{Dictionary, NOT_SAID};
use crate::error::LinkError;
use crate::field::{Field, Kind, check};

/// An entry: its place in the order in which entries were pushed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub u32);

/// A list: its place in the order in which lists were added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u16);

/// Bytes of a cell that are read; what is behind them is not compared.
const CELL_BYTES_MAX: usize = 1_024;
/// As many comparisons as fit a pattern of 128 bits, four each.
const FIELDS_MAX: usize = 32;

/// One column to compare by, and the fields that it is made of.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    fields: Vec<usize>,
}

/// Entries of any number of lists. Grows by [`Entries::push`].
#[derive(Debug, Clone)]
pub struct Entries {
    pub(crate) fields: Vec<Field>,
    pub(crate) origins: Vec<Origin>,
    /// Of each origin: the distinct cells as written.
    pub(crate) written: Vec<Dictionary>,
    /// Row by row, a number of `written` for each origin.
    pub(crate) cells: Vec<u32>,
    pub(crate) sources: Vec<SourceId>,
    source_names: Dictionary,
    ids: String,
    id_ends: Vec<usize>,
    joined: String,
}

impl Entries {
    /// No entries yet, to be compared by these fields.
    pub fn new(fields: Vec<Field>) -> Result<Self, LinkError> {
        check(&fields)?;
        if fields.len() > FIELDS_MAX {
            return Err(LinkError::TooLarge("fields"));
        }
        let mut origins: Vec<Origin> = Vec::new();
        for (place, field) in fields.iter().enumerate() {
            let known = origins
                .iter_mut()
                .find(|origin| field.kind == Kind::GivenName && origin.kind == field.kind);
            match known {
                Some(origin) => origin.fields.push(place),
                None => origins.push(Origin {
                    name: field.name.clone(),
                    kind: field.kind,
                    fields: vec![place],
                }),
            }
        }
        Ok(Self {
            written: origins.iter().map(|_| Dictionary::new()).collect(),
            fields,
            origins,
            cells: Vec::new(),
            sources: Vec::new(),
            source_names: Dictionary::new(),
            ids: String::new(),
            id_ends: Vec::new(),
            joined: String::new(),
        })
    }

    /// A list of this name, added if it is new.
    pub fn source(&mut self, name: &str) -> Result<SourceId, LinkError> {
        u16::try_from(self.source_names.number(name)?)
            .map(SourceId)
            .map_err(|_| LinkError::TooLarge("lists"))
    }

    /// Adds an entry: its id within the list, and a cell for each field in the order of the
    /// fields; cells that are missing at the end are empty.
    pub fn push(
        &mut self,
        source: SourceId,
        id: &str,
        cells: &[&str],
    ) -> Result<EntryId, LinkError> {
        let entry =
            u32::try_from(self.sources.len()).map_err(|_| LinkError::TooLarge("entries"))?;
        for (origin, written) in self.origins.iter().zip(&mut self.written) {
            let number = if let [field] = origin.fields.as_slice() {
                written.number(cut(cells.get(*field).copied().unwrap_or("")))?
            } else {
                self.joined.clear();
                for cell in origin.fields.iter().filter_map(|field| cells.get(*field)) {
                    self.joined.push_str(cut(cell));
                    self.joined.push(' ');
                }
                written.number(self.joined.trim())?
            };
            self.cells.push(number);
        }
        self.ids.push_str(id);
        self.id_ends.push(self.ids.len());
        self.sources.push(source);
        Ok(EntryId(entry))
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.sources.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }

    /// An entry's id within its list.
    pub fn id(&self, entry: EntryId) -> &str {
        let place = entry.0 as usize;
        let end = self.id_ends.get(place).copied().unwrap_or(0);
        let start = match place.checked_sub(1) {
            Some(before) => self.id_ends.get(before).copied().unwrap_or(0),
            None => 0,
        };
        self.ids.get(start..end).unwrap_or("")
    }

    /// The name of an entry's list.
    pub fn source_name(&self, entry: EntryId) -> &str {
        let source = self.sources.get(entry.0 as usize);
        source.map_or("", |source| self.source_names.text(u32::from(source.0)))
    }

    /// What an entry says in a column, as written.
    pub(crate) fn cell(&self, entry: EntryId, column: usize) -> &str {
        let place = entry.0 as usize * self.origins.len() + column;
        let number = self.cells.get(place).copied().unwrap_or(NOT_SAID);
        self.written[column].text(number)
    }
}

/// A cell without spaces around it, up to the limit.
fn cut(cell: &str) -> &str {
    let trimmed = cell.trim();
    let mut end = trimmed.len().min(CELL_BYTES_MAX);
    while !trimmed.is_char_boundary(end) {
        end -= 1;
    }
    &trimmed[..end]
}
