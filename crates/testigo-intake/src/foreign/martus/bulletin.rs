//! One bulletin after the other, each held whole within limits.

use crate::decode::{Decoded, encoding_of_mark};
use crate::markup::{Language, Token, Tokens, local_name};
use encoding_rs::UTF_8;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Cursor, Read};

/// Text of one bulletin, its form included.
const BULLETIN_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Fields, cells and names of one bulletin, its form included.
const PIECES_MAX: usize = 262_144;
const DEPTH_MAX: usize = 64;

/// A field with what it says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) tag: String,
    /// The label, or the tag where it has none or another field has the same.
    pub(super) header: String,
    /// `STRING`, `DATERANGE`, ...
    pub(super) kind: String,
    pub(super) is_private: bool,
    pub(super) text: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Column {
    /// That of the grid, a slash, and its own.
    pub(super) header: String,
    pub(super) kind: String,
}

/// A grid with its lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Grid {
    pub(super) tag: String,
    pub(super) header: String,
    pub(super) columns: Vec<Column>,
    pub(super) lines: Vec<Vec<String>>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct NamedFile {
    /// The list that it stands in.
    pub(super) column: String,
    pub(super) name: String,
    pub(super) is_private: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Bulletin {
    pub(super) local_id: String,
    pub(super) fields: Vec<Field>,
    pub(super) grids: Vec<Grid>,
    pub(super) attachments: Vec<NamedFile>,
    /// More than is held; the rest is left out.
    pub(super) is_too_large: bool,
}

/// A field as its form has it.
#[derive(Debug, Default)]
struct Spec {
    kind: String,
    tag: String,
    label: String,
    is_private: bool,
    /// Type and label.
    columns: Vec<(String, String)>,
}

/// Reads the bulletins of a file.
pub(super) struct Bulletins {
    tokens: Tokens<Box<dyn Read>>,
}

impl Bulletins {
    pub(super) fn new(mut source: Box<dyn Read>) -> Self {
        let mut first = Vec::new();
        // What cannot be read fails again when the rest is read.
        drop(source.by_ref().take(4).read_to_end(&mut first));
        let encoding = encoding_of_mark(&first).unwrap_or(UTF_8);
        let whole = Cursor::new(first).chain(source);
        Self {
            tokens: Tokens::new(Box::new(Decoded::new(whole, encoding)), Language::Xml),
        }
    }

    pub(super) fn next_bulletin(&mut self) -> io::Result<Option<Bulletin>> {
        while let Some(token) = self.tokens.next_token()? {
            if let Token::Open { name, is_empty, .. } = token
                && local_name(&name) == "MartusBulletin"
                && !is_empty
            {
                return self.read().map(Some);
            }
        }
        Ok(None)
    }

    fn read(&mut self) -> io::Result<Bulletin> {
        let mut draft = Draft::default();
        while let Some(token) = self.tokens.next_token()? {
            match token {
                Token::Open {
                    name,
                    attributes,
                    is_empty,
                } => {
                    let name = local_name(&name).to_owned();
                    draft.open(&name, &attributes);
                    if is_empty {
                        draft.close(&name);
                    }
                }
                Token::Close { name } if local_name(&name) == "MartusBulletin" => break,
                Token::Close { name } => draft.close(local_name(&name)),
                Token::Text(text) | Token::Raw(text) => draft.text(&text),
                Token::Comment(_) | Token::Declaration(_) => {}
            }
        }
        let is_cut = std::mem::take(&mut self.tokens.cut);
        let mut bulletin = draft.finish();
        bulletin.is_too_large |= is_cut;
        Ok(bulletin)
    }
}

#[derive(Debug, Default)]
struct Draft {
    path: Vec<String>,
    /// Text of the innermost element, as far as it stands before another.
    text: String,
    bytes: usize,
    pieces: usize,
    specs: Vec<Spec>,
    private_tags: BTreeSet<String>,
    /// Tag, text, and the lines of a grid.
    values: Vec<(String, String, Vec<Vec<String>>)>,
    /// What stands beside specs and values: name and text.
    others: Vec<(String, String)>,
    attachments: Vec<NamedFile>,
    in_private: bool,
    is_too_large: bool,
}

impl Draft {
    fn is_in(&self, name: &str) -> bool {
        self.path.iter().any(|step| step == name)
    }

    fn has_room(&mut self) -> bool {
        self.pieces += 1;
        let has_room = self.pieces <= PIECES_MAX && self.bytes <= BULLETIN_BYTES_MAX;
        self.is_too_large |= !has_room;
        has_room
    }

    fn open(&mut self, name: &str, attributes: &[(String, String)]) {
        let attribute = |wanted: &str| {
            let found = attributes.iter().find(|(known, _)| known == wanted);
            found.map_or(String::new(), |(_, value)| value.trim().to_owned())
        };
        self.text.clear();
        if self.path.len() >= DEPTH_MAX || !self.has_room() {
            self.is_too_large = true;
            self.path.push(String::new());
            return;
        }
        let in_values = self.is_in("FieldValues");
        match name {
            "Field" if in_values => {
                let tag = attribute("tag");
                self.in_private |= self.private_tags.contains(&tag);
                self.values.push((tag, String::new(), Vec::new()));
            }
            "Field" => self.specs.push(Spec {
                kind: attribute("type"),
                is_private: self.is_in("PrivateFieldSpecs"),
                ..Spec::default()
            }),
            "Column" if !in_values => {
                if let Some(spec) = self.specs.last_mut() {
                    spec.columns.push((attribute("type"), String::new()));
                }
            }
            "Row" if self.is_in("GridData") => {
                if let Some((_, _, lines)) = self.values.last_mut() {
                    lines.push(Vec::new());
                }
            }
            _ => {}
        }
        self.path.push(name.to_owned());
    }

    fn text(&mut self, text: &str) {
        self.bytes = self.bytes.saturating_add(text.len());
        if self.bytes <= BULLETIN_BYTES_MAX {
            self.text.push_str(text);
        } else {
            self.is_too_large = true;
        }
    }

    fn close(&mut self, name: &str) {
        // A close without its open closes nothing.
        let Some(at) = self
            .path
            .iter()
            .rposition(|step| step == name || step.is_empty())
        else {
            self.text.clear();
            return;
        };
        self.path.truncate(at);
        let text = std::mem::take(&mut self.text).trim().to_owned();
        let parent = self.path.last().map_or("", String::as_str).to_owned();
        let in_values = self.is_in("FieldValues");
        let in_specs = self.is_in("MainFieldSpecs") || self.is_in("PrivateFieldSpecs");
        match (name, parent.as_str()) {
            ("Tag", "Field") => {
                if self.is_in("PrivateFieldSpecs") {
                    self.private_tags.insert(text.clone());
                }
                self.with_spec(|spec| spec.tag = text);
            }
            ("Label", "Field") => self.with_spec(|spec| spec.label = text),
            ("Label", "Column") => self.with_spec(|spec| {
                if let Some((_, label)) = spec.columns.last_mut() {
                    *label = text;
                }
            }),
            ("Column", "Row") => {
                if let Some(line) = self
                    .values
                    .last_mut()
                    .and_then(|(_, _, lines)| lines.last_mut())
                {
                    line.push(text);
                }
            }
            ("Value", "Field") => {
                if let Some((_, value, _)) = self.values.last_mut() {
                    *value = text;
                }
            }
            ("Filename", _) if !text.is_empty() => {
                let column = self.path.iter().rev().find(|step| step.ends_with("List"));
                self.attachments.push(NamedFile {
                    column: column.cloned().unwrap_or(parent),
                    name: text,
                    is_private: self.in_private,
                });
            }
            _ if !in_specs && !in_values && !text.is_empty() => {
                self.others.push((name.to_owned(), text));
            }
            _ => {}
        }
    }

    fn with_spec(&mut self, change: impl FnOnce(&mut Spec)) {
        if let Some(spec) = self.specs.last_mut() {
            change(spec);
        }
    }

    fn finish(self) -> Bulletin {
        let mut labels: BTreeMap<&str, usize> = BTreeMap::new();
        for spec in &self.specs {
            *labels.entry(spec.label.as_str()).or_default() += 1;
        }
        let spec_of: BTreeMap<&str, &Spec> = self
            .specs
            .iter()
            .map(|spec| (spec.tag.as_str(), spec))
            .collect();
        let mut bulletin = Bulletin {
            attachments: self.attachments,
            is_too_large: self.is_too_large,
            ..Bulletin::default()
        };
        for (tag, text, lines) in self.values {
            let spec = spec_of.get(tag.as_str());
            let label = spec.map_or("", |spec| spec.label.as_str());
            let is_single = !label.is_empty() && labels.get(label) == Some(&1);
            let header = if is_single {
                label.to_owned()
            } else {
                tag.clone()
            };
            if !lines.is_empty() {
                let columns = spec.map_or(&[][..], |spec| spec.columns.as_slice());
                let columns = columns_of(&header, columns, &lines);
                bulletin.grids.push(Grid {
                    tag,
                    header,
                    columns,
                    lines,
                });
            } else if !text.is_empty() {
                bulletin.fields.push(Field {
                    kind: spec.map_or(String::new(), |spec| spec.kind.clone()),
                    is_private: spec.is_some_and(|spec| spec.is_private),
                    tag,
                    header,
                    text,
                });
            }
        }
        for (name, text) in self.others {
            if matches!(name.as_str(), "LocalId" | "BulletinLocalId")
                && bulletin.local_id.is_empty()
            {
                bulletin.local_id = text;
            } else {
                bulletin.fields.push(Field {
                    tag: name.clone(),
                    header: name,
                    text,
                    ..Field::default()
                });
            }
        }
        bulletin
    }
}

/// The columns of a grid, each with a header of its own; one that the form does not have by its number.
fn columns_of(grid: &str, specs: &[(String, String)], lines: &[Vec<String>]) -> Vec<Column> {
    let widest = lines.iter().map(Vec::len).max().unwrap_or_default();
    let mut found: Vec<Column> = Vec::new();
    let mut taken = BTreeSet::new();
    for place in 0..widest.max(specs.len()) {
        let (kind, label) = specs
            .get(place)
            .map_or(("", ""), |(kind, label)| (kind, label));
        let mut header = format!("{grid}/{label}");
        if label.is_empty() || !taken.insert(header.clone()) {
            header = format!("{grid}/column {}", place + 1);
        }
        found.push(Column {
            header,
            kind: kind.to_owned(),
        });
    }
    found
}
