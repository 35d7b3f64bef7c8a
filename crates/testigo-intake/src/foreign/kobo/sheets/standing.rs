//! Which row of a workbook stands in which.

use crate::foreign::ForeignError;
use crate::table::TableError;
use std::collections::BTreeMap;

pub(super) const PARENT_INDEX: &str = "_parent_index";
pub(super) const PARENT_TABLE: &str = "_parent_table_name";
const INDEX: &str = "_index";
/// Rows of all sheets, and bytes of their keys, that are held so that others find them.
const ROWS_MAX: usize = 2_000_000;
const HELD_BYTES_MAX: usize = 256 * 1024 * 1024;

/// Whether a column of a repeated group only says where its rows belong.
pub(super) fn is_link(header: &str) -> bool {
    matches!(header, INDEX | PARENT_INDEX | PARENT_TABLE) || header.starts_with("_submission_")
}

/// What a row says of where it stands; empty what it does not say.
#[derive(Default)]
pub(super) struct Links<'a> {
    is_repeat: bool,
    index: &'a str,
    pub(super) table: &'a str,
    parent_index: &'a str,
    /// Of its submission.
    uuid: &'a str,
    id: &'a str,
}

impl<'a> Links<'a> {
    pub(super) fn of(header: &[String], cells: &'a [String], is_repeat: bool) -> Self {
        let mut links = Self {
            is_repeat,
            ..Self::default()
        };
        for (name, cell) in header.iter().zip(cells) {
            let cell = cell.trim();
            match name.as_str() {
                INDEX => links.index = cell,
                PARENT_TABLE => links.table = cell,
                PARENT_INDEX => links.parent_index = cell,
                "_submission__uuid" if is_repeat => links.uuid = cell,
                "_submission__id" if is_repeat => links.id = cell,
                "_uuid" if !is_repeat => links.uuid = cell,
                "_id" if !is_repeat => links.id = cell,
                _ => {}
            }
        }
        links.uuid = links.uuid.trim_start_matches("uuid:");
        links
    }
}

/// A row that was given.
pub(super) struct Given {
    pub(super) key: String,
    pub(super) kind: &'static str,
    /// The place of its submission.
    submission: usize,
    /// Of the submission; empty in what stands in one.
    uuid: String,
    id: String,
}

/// The rows that were given.
#[derive(Default)]
pub(super) struct Standing {
    rows: Vec<Given>,
    /// By sheet and `_index`; several where two exports were put together.
    by_index: BTreeMap<(usize, String), Vec<usize>>,
    /// Submissions by `_uuid` and by `_id`.
    by_uuid: BTreeMap<String, Vec<usize>>,
    by_id: BTreeMap<String, Vec<usize>>,
    held_bytes: usize,
}

impl Standing {
    pub(super) fn get(&self, place: usize) -> Option<&Given> {
        self.rows.get(place)
    }

    pub(super) fn add(
        &mut self,
        sheet: usize,
        links: &Links<'_>,
        (key, kind): (&str, &'static str),
        parent: Option<usize>,
    ) -> Result<(), ForeignError> {
        let place = self.rows.len();
        let submission = parent
            .and_then(|parent| self.get(parent))
            .map(|given| given.submission);
        self.held_bytes += key.len() + links.index.len() + links.uuid.len() + links.id.len();
        if place >= ROWS_MAX || self.held_bytes > HELD_BYTES_MAX {
            let limit_bytes = u64::try_from(HELD_BYTES_MAX).unwrap_or(u64::MAX);
            return Err(ForeignError::Table(TableError::TooLarge { limit_bytes }));
        }
        // What is known of the submission of a row is held with the submission.
        let (uuid, id) = match submission {
            Some(_) => ("", ""),
            None => (links.uuid, links.id),
        };
        if !links.is_repeat {
            for (by, name) in [(&mut self.by_uuid, uuid), (&mut self.by_id, id)] {
                if !name.is_empty() {
                    by.entry(name.to_owned()).or_default().push(place);
                }
            }
        }
        if !links.index.is_empty() {
            let index = (sheet, links.index.to_owned());
            self.by_index.entry(index).or_default().push(place);
        }
        self.rows.push(Given {
            key: key.to_owned(),
            kind,
            submission: submission.unwrap_or(place),
            uuid: uuid.to_owned(),
            id: id.to_owned(),
        });
        Ok(())
    }

    /// The row that another stands in, and whether it is the very one; else it is the submission
    /// around that one, whose own row is not there.
    pub(super) fn parent_of(
        &self,
        sheet: Option<usize>,
        is_top: bool,
        links: &Links<'_>,
    ) -> Option<(usize, bool)> {
        let index = (sheet?, links.parent_index.to_owned());
        let found = self.by_index.get(&index).map_or(&[][..], Vec::as_slice);
        let mut same = found
            .iter()
            .filter(|place| self.is_of_submission(**place, links));
        if let (Some(place), None) = (same.next(), same.next()) {
            return Some((*place, true));
        }
        let by_name = if links.uuid.is_empty() {
            self.by_id.get(links.id)
        } else {
            self.by_uuid.get(links.uuid)
        };
        match by_name.map(Vec::as_slice) {
            Some([only]) => Some((*only, is_top)),
            Some(_) | None => None,
        }
    }

    /// Whether nothing that is known of both speaks against it.
    fn is_of_submission(&self, place: usize, links: &Links<'_>) -> bool {
        let submission = self.get(place).and_then(|given| self.get(given.submission));
        submission.is_some_and(|submission| {
            let pairs = [(&submission.uuid, links.uuid), (&submission.id, links.id)];
            let mut known = pairs
                .iter()
                .filter(|(one, other)| !one.is_empty() && !other.is_empty());
            known.next().is_none_or(|(one, other)| one == other)
        })
    }
}
