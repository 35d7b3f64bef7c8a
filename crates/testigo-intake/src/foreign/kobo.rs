//! Submissions of `KoboToolbox` and ODK: JSON as an array, as the API gives it (`results`), or with
//! its form (`submissions`), or the table that the server exports, with attachments beside it.
//!
//! - A submission is an `entry` where a question asks for a person's name, else an `incident`; each
//!   element of a repeated group is a record of its own, which refers to the one that it stands in.
//! - `meta/rootUuid` (the same after corrections), else `meta/instanceID`, else `_uuid` is its key.
//! - Where the form is there, its labels are read like headers, and the label of a choice is the
//!   value, unless the vocabulary knows the choice itself.
//! - The record names a file as it was typed; the server may have changed the name of the file
//!   (`another-julius 1).jpg` to `another-julius_1.jpg`), which then has its `original_name`.
//! - A workbook has the elements of each repeated group on a sheet of its own.

mod attachments;
mod form;
mod questions;
mod sheets;
mod table;

use super::Format;
use super::json::{Json, Piece, each_piece};
use super::list;
use super::output::{Output, Stop};
use super::package::Package;
use crate::found::Found;
use crate::map::{Map, RowReader};
use attachments::Attachments;
use form::Form;
use questions::{Flat, Questions};
use std::collections::BTreeMap;
use std::io::Read as _;

const LISTS: [&str; 3] = ["submissions", "results", "value"];
/// Where the key of a submission may stand, the steadiest first.
const KEYS: [&str; 5] = ["meta/rootUuid", "meta/instanceID", "_uuid", "__id", "_id"];
const SNIFFED_BYTES: u64 = 64;

pub(super) fn read(
    package: &Package,
    map: Option<&Map>,
    output: &mut Output<'_>,
) -> Result<(), Stop> {
    let parts = json_parts(package)?;
    if parts.is_empty() {
        return table::read(package, map, output);
    }
    let mut form = Form::default();
    let mut questions = Questions::default();
    for place in &parts {
        each_piece::<Stop>(package.bytes(*place)?, &LISTS, &mut |piece| {
            match piece {
                Piece::Element(json) => {
                    form.take_up(&json);
                    questions.take_up(&json);
                }
                Piece::Rest(json) => form.take_up(&json),
                Piece::Problem(..) => {}
            }
            Ok(())
        })?;
    }
    if questions.is_empty() {
        return Err(Stop::not_this_format(Format::Kobo));
    }
    let (readers, shown) = questions.readers(map, &form)?;
    output.use_map(&shown);
    let mut submissions = Submissions { form, readers };
    for place in parts {
        each_piece(package.bytes(place)?, &LISTS, &mut |piece| match piece {
            Piece::Element(json) if form::is_form(&json) => Ok(()),
            Piece::Element(json) => submissions.give(&json, output),
            Piece::Rest(_) => Ok(()),
            Piece::Problem(shown, code) => output.damaged(&shown, code),
        })?;
    }
    Ok(())
}

/// The parts that are JSON: by their names in a package, by its beginning a single file.
fn json_parts(package: &Package) -> Result<Vec<usize>, Stop> {
    if package.is_single_file() {
        let mut first = Vec::new();
        package
            .bytes(0)?
            .take(SNIFFED_BYTES)
            .read_to_end(&mut first)?;
        let text = String::from_utf8_lossy(&first);
        let text = text.trim_start_matches('\u{FEFF}').trim_start();
        return Ok(if text.starts_with(['{', '[']) {
            vec![0]
        } else {
            Vec::new()
        });
    }
    let named = package.names().iter().enumerate();
    let is_json = |path: &str| path.to_lowercase().ends_with(".json") && !list::is_shadow(path);
    Ok(named
        .filter(|(_, path)| is_json(path))
        .map(|(place, _)| place)
        .collect())
}

struct Submissions {
    form: Form,
    /// By the path of the repeated group; the empty one is the submission itself.
    readers: BTreeMap<String, RowReader>,
}

/// What an element stands in.
struct Parent {
    kind: &'static str,
    key: String,
    locator: String,
}

impl Submissions {
    fn give(&mut self, json: &Json, output: &mut Output<'_>) -> Result<(), Stop> {
        let row = output.next_row();
        let mut attachments = Attachments::of(json);
        let flat = Flat::of(json, "");
        let key = key_of(&flat);
        key.trim_start_matches("uuid:")
            .clone_into(&mut attachments.folder);
        let place = Place {
            row,
            level: "",
            locator: format!("submission {row}"),
            key,
        };
        let key = self.give_element(&flat, place, None, &mut attachments, output)?;
        attachments.give_others(row, &key, output)
    }

    /// The record of a submission or of an element of a repeated group, its files, and what stands in it.
    fn give_element(
        &mut self,
        flat: &Flat<'_>,
        place: Place<'_>,
        parent: Option<&Parent>,
        attachments: &mut Attachments,
        output: &mut Output<'_>,
    ) -> Result<String, Stop> {
        let Place {
            row,
            level,
            locator,
            key,
        } = place;
        let cells = self.cells(flat, level);
        let Some(reader) = self.readers.get_mut(level) else {
            return Ok(String::new());
        };
        let pairs = cells
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()));
        let mapped = reader.read_cells(pairs);
        list::give_place(row, &locator, mapped.place, output)?;
        let texts = || {
            cells
                .iter()
                .map(|(_, text)| text.clone())
                .collect::<Vec<_>>()
        };
        let has_more = !flat.repeats.is_empty() || !attachments.is_empty();
        let key = match (mapped.key, key) {
            (stated, _) if !stated.is_empty() => stated,
            (_, key) if !key.is_empty() || !has_more => key,
            _ => output.key_of_content(&texts()),
        };
        let kind = reader.kind();
        let mut values = mapped.values;
        if let Some(parent) = parent.filter(|parent| !parent.key.is_empty()) {
            list::link(level, (kind, parent.kind), &parent.key, &mut values);
        }
        let owner = key.clone();
        let found = Found {
            kind,
            key,
            locator: locator.clone(),
            values,
        };
        output.record(row, found)?;
        for (path, text) in &flat.cells {
            let is_media = self.form.is_media(path);
            attachments.give_named(row, (path, text, is_media), &owner, output)?;
        }
        let parent = Parent {
            kind,
            key: owner,
            locator,
        };
        for (path, elements) in &flat.repeats {
            self.give_repeat(row, path, elements, &parent, attachments, output)?;
        }
        Ok(parent.key)
    }

    fn give_repeat(
        &mut self,
        row: u64,
        path: &str,
        elements: &[Json],
        parent: &Parent,
        attachments: &mut Attachments,
        output: &mut Output<'_>,
    ) -> Result<(), Stop> {
        let name = questions::last_step(path);
        for (number, element) in elements.iter().enumerate() {
            let number = number + 1;
            let key = match parent.key.as_str() {
                "" => String::new(),
                key => format!("{key}/{name}[{number}]"),
            };
            let place = Place {
                row,
                level: path,
                locator: format!("{}, {name} {number}", parent.locator),
                key,
            };
            let flat = Flat::of(element, path);
            self.give_element(&flat, place, Some(parent), attachments, output)?;
        }
        Ok(())
    }

    /// The cells, choices by their labels and several of them apart.
    fn cells(&mut self, flat: &Flat<'_>, level: &str) -> Vec<(String, String)> {
        let mut cells = Vec::with_capacity(flat.cells.len());
        let reader = self.readers.get_mut(level);
        let mut definitions = reader.map(|reader| |path: &str| reader.definition(path));
        for (path, text) in &flat.cells {
            let definition = definitions.as_mut().and_then(|of| of(path));
            for label in self.form.labels_of(path, text, definition) {
                cells.push((path.clone(), label));
            }
        }
        cells
    }
}

/// Where an element stands.
struct Place<'a> {
    row: u64,
    level: &'a str,
    locator: String,
    key: String,
}

fn key_of(flat: &Flat<'_>) -> String {
    let found = KEYS.iter().find_map(|name| {
        let cell = flat.cells.iter().find(|(path, _)| path == name)?;
        Some((*name, cell.1.trim()))
    });
    match found {
        Some(("_uuid", text)) => format!("uuid:{text}"),
        Some((_, text)) => text.to_owned(),
        None => String::new(),
    }
}
