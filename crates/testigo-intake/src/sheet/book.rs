//! The sheets of an Office Open XML workbook (ECMA-376, part 1, 18.2), read one at a time.

use super::package::{each_open, read_relations};
use super::xlsx::{Shared, SheetDraft, read_formats, read_strings};
use super::{
    Choice, SHEETS_MAX, SheetRows, Texts, Workbook, attribute, check_size, from_io, open_xml, part,
};
use crate::markup::local_name;
use crate::table::TableError;
use crate::zip_parts::{self, Part};
use std::collections::BTreeSet;
use std::io::{Read, Seek};

/// A workbook whose texts and formats are held, and whose sheets are not.
pub(crate) struct Book<R> {
    file: R,
    shared: Shared,
    sheets: Vec<Sheet>,
}

pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) is_hidden: bool,
    part: Part,
}

/// The first sheet that has cells.
pub(super) fn read<R: Read + Seek>(file: &mut R, parts: &[Part]) -> Result<Workbook, TableError> {
    let mut book = Book::of_parts(file, parts)?;
    let mut choice = Choice::default();
    for place in 0..book.sheets.len() {
        // Of a sheet that will not be kept it is enough to know that it has content.
        let rows_max = if choice.is_made() { 1 } else { usize::MAX };
        let rows = book.rows(place, rows_max)?;
        let is_hidden = book.sheets.get(place).is_some_and(|sheet| sheet.is_hidden);
        choice.offer(rows, is_hidden);
    }
    choice.workbook()
}

impl<R: Read + Seek> Book<R> {
    /// Opens a file; none if it is a workbook of another kind.
    pub(crate) fn open(mut file: R) -> Result<Option<Self>, TableError> {
        check_size(&mut file)?;
        let parts = zip_parts::parts(&mut file).map_err(from_io)?;
        if part(&parts, "content.xml").is_some() {
            return Ok(None);
        }
        Self::of_parts(file, &parts).map(Some)
    }

    fn of_parts(mut file: R, parts: &[Part]) -> Result<Self, TableError> {
        let package = read_relations(&mut file, parts, "")?;
        let workbook_name = package
            .iter()
            .find(|relation| relation.kind.ends_with("/officeDocument"))
            .map_or("xl/workbook.xml", |relation| relation.target.as_str());
        let workbook = part(parts, workbook_name).ok_or(TableError::NotATable)?;
        let relations = read_relations(&mut file, parts, workbook_name)?;
        let named = |ending: &str| {
            let relation = relations
                .iter()
                .find(|relation| relation.kind.ends_with(ending));
            relation.and_then(|relation| part(parts, &relation.target))
        };
        let (listed, is_1904) = read_workbook(&mut file, workbook)?;
        let strings = match named("/sharedStrings") {
            Some(part) => read_strings(&mut open_xml(&mut file, part)?)?,
            None => Texts::default(),
        };
        let formats = match named("/styles") {
            Some(part) => read_formats(&mut open_xml(&mut file, part)?)?,
            None => Vec::new(),
        };
        let mut seen = BTreeSet::new();
        let mut sheets = Vec::new();
        for sheet in listed {
            let relation = relations
                .iter()
                .find(|relation| relation.id == sheet.relation);
            // A chart sheet has no cells.
            let relation = relation.filter(|relation| relation.kind.ends_with("/worksheet"));
            let target = relation.and_then(|relation| part(parts, &relation.target));
            if let Some(target) = target.filter(|target| seen.insert(&target.name)) {
                sheets.push(Sheet {
                    name: sheet.name,
                    is_hidden: sheet.is_hidden,
                    part: target.clone(),
                });
            }
        }
        Ok(Self {
            file,
            shared: Shared {
                strings,
                formats,
                is_1904,
            },
            sheets,
        })
    }

    pub(crate) fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// The rows of a sheet, or the first of them.
    pub(crate) fn rows(&mut self, place: usize, rows_max: usize) -> Result<SheetRows, TableError> {
        let sheet = self.sheets.get(place).ok_or(TableError::NotATable)?;
        let mut tokens = open_xml(&mut self.file, &sheet.part)?;
        SheetDraft::new(&self.shared, rows_max).read(&mut tokens)
    }
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    relation: String,
    is_hidden: bool,
}

fn is_true(value: Option<&str>) -> bool {
    matches!(value, Some("1" | "true"))
}

fn read_workbook<R: Read + Seek>(
    file: &mut R,
    part: &Part,
) -> Result<(Vec<Listed>, bool), TableError> {
    let mut sheets = Vec::new();
    let mut is_1904 = false;
    each_open(file, part, |name, attributes| match name {
        "workbookPr" => is_1904 = is_true(attribute(attributes, "date1904")),
        "sheet" if sheets.len() < SHEETS_MAX => {
            let id = attributes
                .iter()
                .find(|(name, _)| name.contains(':') && local_name(name) == "id");
            sheets.push(Listed {
                name: attribute(attributes, "name").unwrap_or_default().to_owned(),
                relation: id.map(|(_, value)| value.clone()).unwrap_or_default(),
                is_hidden: matches!(
                    attribute(attributes, "state"),
                    Some("hidden" | "veryHidden")
                ),
            });
        }
        _ => {}
    })?;
    Ok((sheets, is_1904))
}
