//! Which questions there are, at which level, and how the answers of one element lie flat.

use super::form::Form;
use crate::foreign::ForeignError;
use crate::foreign::json::Json;
use crate::foreign::list;
use crate::foreign::output::Stop;
use crate::map::{Map, RowReader, guess_foreign, own_field};
use crate::table::Row;
use std::collections::{BTreeMap, BTreeSet};

/// Questions whose names are looked at; those beyond keep their words under their own names.
const QUESTIONS_MAX: usize = 16_384;
/// Elements looked at to guess a map.
const SAMPLE_ROWS: usize = 200;
/// What a device or a server adds to every submission, beside what begins with `_` or `meta/`.
const ADDED: [&str; 12] = [
    "start",
    "end",
    "today",
    "deviceid",
    "device_id",
    "username",
    "user_id",
    "phonenumber",
    "simserial",
    "subscriberid",
    "formhub/uuid",
    "email",
];

/// Of these, what tells who filled the form in, or on which device: fields that stay in the archive by their name.
const TELLING: [&str; 9] = [
    "deviceid",
    "device_id",
    "username",
    "user_id",
    "phonenumber",
    "simserial",
    "subscriberid",
    "email",
    "_submitted_by",
];

/// The group's own field of a question or of what a device added.
pub(super) fn own_name(path: &str) -> String {
    let last = last_step(path);
    if TELLING.contains(&path) {
        own_field(&format!("private {last}"))
    } else {
        own_field(last)
    }
}

pub(super) fn last_step(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, last)| last)
}

/// One element, without what stands in its repeated groups.
#[derive(Default)]
pub(super) struct Flat<'a> {
    /// Path of a question and an answer, in the order of the file.
    pub(super) cells: Vec<(String, String)>,
    /// Path of a repeated group and its elements.
    pub(super) repeats: Vec<(String, &'a [Json])>,
}

impl<'a> Flat<'a> {
    pub(super) fn of(json: &'a Json, level: &str) -> Self {
        let mut flat = Self::default();
        flat.take_up(json, level);
        flat
    }

    fn take_up(&mut self, json: &'a Json, prefix: &str) {
        for (name, value) in json.members() {
            // The answers of a group name its path already, or stand inside it.
            let is_whole = name
                .strip_prefix(prefix)
                .is_some_and(|behind| prefix.is_empty() || behind.starts_with('/'));
            let path = if is_whole {
                name.clone()
            } else {
                format!("{prefix}/{name}")
            };
            match value {
                Json::Object(_) => self.take_up(value, &path),
                Json::List(_) if path == "_attachments" => {}
                Json::List(elements) if path == "_geolocation" => {
                    let texts: Vec<String> = elements.iter().filter_map(Json::text).collect();
                    if texts.len() == 2 {
                        self.cells.push((path, texts.join(" ")));
                    }
                }
                Json::List(elements) if elements.iter().any(|one| !one.members().is_empty()) => {
                    self.repeats.push((path, elements));
                }
                Json::List(elements) => {
                    let texts = elements.iter().filter_map(Json::text);
                    self.cells.extend(texts.map(|text| (path.clone(), text)));
                }
                Json::Null | Json::Flag(_) | Json::Number(_) | Json::Text(_) => {
                    self.cells.extend(value.text().map(|text| (path, text)));
                }
            }
        }
    }
}

/// The questions of one level.
#[derive(Default)]
struct Level {
    paths: Vec<String>,
    known: BTreeSet<String>,
    sample: Vec<BTreeMap<String, String>>,
}

/// The questions that were answered, by level: the path of the repeated group, or none.
#[derive(Default)]
pub(super) struct Questions {
    levels: BTreeMap<String, Level>,
    count: usize,
}

impl Questions {
    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub(super) fn take_up(&mut self, json: &Json) {
        if !super::form::is_form(json) {
            self.take_up_at(json, "");
        }
    }

    fn take_up_at(&mut self, json: &Json, level: &str) {
        let flat = Flat::of(json, level);
        if self.count < QUESTIONS_MAX || self.levels.contains_key(level) {
            let found = self.levels.entry(level.to_owned()).or_default();
            for (path, _) in &flat.cells {
                if self.count < QUESTIONS_MAX && found.known.insert(path.clone()) {
                    self.count += 1;
                    found.paths.push(path.clone());
                }
            }
            if found.sample.len() < SAMPLE_ROWS {
                found.sample.push(flat.cells.into_iter().collect());
            }
        }
        for (path, elements) in flat.repeats {
            for element in elements {
                self.take_up_at(element, &path);
            }
        }
    }

    /// A reader for each level, and the one map that shows them all.
    pub(super) fn readers(
        &self,
        given: Option<&Map>,
        form: &Form,
    ) -> Result<(BTreeMap<String, RowReader>, Map), Stop> {
        let mut readers = BTreeMap::new();
        let mut shown = given.cloned().unwrap_or_default();
        for (name, level) in &self.levels {
            let guessed = level.guess(form);
            let kind = guessed.row_kind();
            let mut map = match given {
                Some(given) => list::part_of(given, &level.known, kind, name.is_empty()),
                None => guessed,
            };
            map.add_clear_formats(&level.paths, &level.rows());
            if name.is_empty() {
                shown.kind.clone_from(&map.kind);
            }
            for (into, from) in [
                (&mut shown.columns, &map.columns),
                (&mut shown.multiple, &map.multiple),
                (&mut shown.formats, &map.formats),
            ] {
                into.extend(from.iter().map(|(path, text)| (path.clone(), text.clone())));
            }
            // The form tells several choices apart before a cell is read.
            map.multiple.retain(|path, _| !form.is_multiple(path));
            let reader = RowReader::new(map).map_err(ForeignError::Map)?;
            readers.insert(name.clone(), reader);
        }
        Ok((readers, shown))
    }
}

impl Level {
    fn rows(&self) -> Vec<Row> {
        let cells = |answers: &BTreeMap<String, String>| {
            let cell = |path: &String| answers.get(path).cloned().unwrap_or_default();
            self.paths.iter().map(cell).collect()
        };
        let row = |(number, answers)| Row {
            number,
            cells: cells(answers),
            problem: None,
        };
        (1..).zip(&self.sample).map(row).collect()
    }

    fn guess(&self, form: &Form) -> Map {
        let mut words: Vec<String> = Vec::new();
        for path in &self.paths {
            let is_added = path.starts_with(['_']) || path.starts_with("meta/");
            let word = if is_added || ADDED.contains(&path.as_str()) {
                format!("added by the device: {path}")
            } else {
                form.label(path)
                    .unwrap_or_else(|| last_step(path))
                    .to_owned()
            };
            let count = words.iter().filter(|known| **known == word).count();
            words.push(if count == 0 {
                word
            } else {
                format!("{word} ({})", count + 1)
            });
        }
        let mut guessed = guess_foreign(&words, &self.rows());
        let mut map = Map {
            kind: guessed.kind.take(),
            ..Map::default()
        };
        let mut taken = BTreeSet::new();
        for (path, word) in self.paths.iter().zip(&words) {
            let field = guessed.columns.remove(word).unwrap_or_default();
            let field = if path == "_geolocation" {
                // Where a form was filled in may be where somebody hides: it stays by its name.
                "x.private_geolocation".to_owned()
            } else if field.starts_with("x.") {
                let short = own_name(path);
                if taken.contains(&short) {
                    own_field(path)
                } else {
                    short
                }
            } else {
                field
            };
            taken.insert(field.clone());
            if let Some(format) = guessed.formats.remove(word) {
                map.formats.insert(path.clone(), format);
            }
            let repeats = testigo_record::field(map.row_kind(), &field);
            if form.is_multiple(path) && repeats.is_some_and(|field| field.multiple) {
                map.multiple.insert(path.clone(), " ".to_owned());
            }
            map.columns.insert(path.clone(), field);
        }
        map
    }
}
