//! What every reader hands out through: counts rows, keeps keys single, and gives each part of the
//! package once.

use super::package::{Package, file_name};
use super::{ForeignError, Format, ReadSummary};
use crate::found::{Element, Found, Said, Trouble};
use crate::map::Map;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::ops::ControlFlow;

/// Longer texts are cut where they are named as trouble; the original is kept anyway.
const TROUBLE_CHARS_MAX: usize = 1024;
/// Rows with the same cells that still get keys of their own.
const SAME_ROWS_MAX: usize = 100;
const CHUNK_BYTES: usize = 64 * 1024;
/// References whose other end did not come yet; those beyond are not looked after.
const EXPECTED_MAX: usize = 1_000_000;

/// Why a reader ends before the end.
pub(super) enum Stop {
    /// The receiver has enough.
    Enough,
    Failed(ForeignError),
}

impl From<ForeignError> for Stop {
    fn from(error: ForeignError) -> Self {
        Self::Failed(error)
    }
}

impl Stop {
    pub(super) fn not_this_format(format: Format) -> Self {
        Self::Failed(ForeignError::NotThisFormat {
            format: format.code(),
        })
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Failed(ForeignError::Unreadable(error))
    }
}

/// A reference to something that did not come yet.
struct Expected {
    row: u64,
    column: String,
    key: String,
}

pub(super) struct Output<'a> {
    package: &'a Package,
    receive: &'a mut dyn FnMut(Element<'_>) -> ControlFlow<()>,
    summary: ReadSummary,
    /// Digests of the keys given so far, so that a long key takes no more room.
    keys: BTreeSet<[u8; 16]>,
    /// What was referred to before it came: by the digest of its key, where and as what.
    expected: BTreeMap<[u8; 16], Expected>,
    /// Parts, and files beside a single one, that went out.
    given: BTreeSet<String>,
    /// Name without folder, in lower case, to the parts that have it.
    by_name: BTreeMap<String, Vec<usize>>,
}

impl<'a> Output<'a> {
    pub(super) fn new(
        package: &'a Package,
        receive: &'a mut dyn FnMut(Element<'_>) -> ControlFlow<()>,
    ) -> Self {
        let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, name) in package.names().iter().enumerate() {
            by_name
                .entry(file_name(name).to_lowercase())
                .or_default()
                .push(place);
        }
        Self {
            package,
            receive,
            summary: ReadSummary::default(),
            keys: BTreeSet::new(),
            expected: BTreeMap::new(),
            given: BTreeSet::new(),
            by_name,
        }
    }

    pub(super) fn summary(self) -> ReadSummary {
        self.summary
    }

    pub(super) fn use_map(&mut self, map: &Map) {
        self.summary.map = Some(map.clone());
    }

    /// The rows so far.
    pub(super) fn rows(&self) -> u64 {
        self.summary.rows
    }

    /// The number of the row that now begins, from 1.
    pub(super) fn next_row(&mut self) -> u64 {
        self.summary.rows += 1;
        self.summary.rows
    }

    fn hand_out(&mut self, element: Element<'_>) -> Result<(), Stop> {
        match (self.receive)(element) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Stop::Enough),
        }
    }

    /// A key that was given before is taken from the second that has it, and named.
    fn settle_key(&mut self, row: u64, found: &mut Found) -> Result<(), Stop> {
        if found.key.is_empty() {
            return Ok(());
        }
        let digest = short_digest(&found.key);
        self.expected.remove(&digest);
        if !self.keys.insert(digest) {
            let key = std::mem::take(&mut found.key);
            self.trouble(row, "", &key, "key_twice")?;
        }
        Ok(())
    }

    /// Whether something with this key went out.
    pub(super) fn is_known(&self, key: &str) -> bool {
        self.keys.contains(&short_digest(key))
    }

    /// A key for a row that has none of its own but is referred to: the same for the same cells,
    /// in this file and in the next.
    pub(super) fn key_of_content(&self, cells: &[String]) -> String {
        let mut hasher = Sha256::new();
        for cell in cells {
            hasher.update(format!("{}:{cell}", cell.len()));
        }
        let digits = hex(hasher.finalize().get(..16).unwrap_or_default());
        let mut keys = (1..=SAME_ROWS_MAX).map(|count| match count {
            1 => format!("row:{digits}"),
            _ => format!("row:{digits}-{count}"),
        });
        keys.find(|key| !self.is_known(key)).unwrap_or_default()
    }

    /// Hands out a record, and each of its values that is not of its field's type as trouble.
    pub(super) fn record(&mut self, row: u64, mut found: Found) -> Result<(), Stop> {
        self.settle_key(row, &mut found)?;
        self.look_through(row, &found)?;
        self.hand_out(Element::Record(found))
    }

    fn look_through(&mut self, row: u64, found: &Found) -> Result<(), Stop> {
        for value in &found.values {
            match &value.said {
                Said::Text(_) => {}
                Said::Unread(text, code) => self.trouble(row, &value.column, text, code)?,
                Said::Refers(key) => {
                    let digest = short_digest(key);
                    if !self.keys.contains(&digest) && self.expected.len() < EXPECTED_MAX {
                        self.expected.entry(digest).or_insert_with(|| Expected {
                            row,
                            column: value.column.clone(),
                            key: key.clone(),
                        });
                    }
                }
            }
        }
        Ok(())
    }

    /// Names what was referred to and never came.
    pub(super) fn name_missing_references(&mut self) -> Result<(), Stop> {
        let mut missing: Vec<Expected> = std::mem::take(&mut self.expected).into_values().collect();
        missing.sort_by(|one, other| (one.row, &one.key).cmp(&(other.row, &other.key)));
        for Expected { row, column, key } in missing {
            self.trouble(row, &column, &key, "reference_not_found")?;
        }
        Ok(())
    }

    /// Names an element that could not be read, by its beginning. Without one it is the end of the file that is missing, and
    /// no element.
    pub(super) fn damaged(&mut self, shown: &str, code: &'static str) -> Result<(), Stop> {
        let row = if shown.is_empty() { 0 } else { self.next_row() };
        self.trouble(row, "", shown, code)
    }

    pub(super) fn trouble(
        &mut self,
        row: u64,
        column: &str,
        value: &str,
        code: &'static str,
    ) -> Result<(), Stop> {
        self.hand_out(Element::Trouble(Trouble {
            row,
            column: column.to_owned(),
            value: value.chars().take(TROUBLE_CHARS_MAX).collect(),
            code,
        }))
    }

    /// The part that a path means, or a name that only one part has; where several have it, the
    /// only one whose path has `folder` in it.
    fn place_of(&self, name: &str, folder: &str) -> Option<usize> {
        let name = name.trim().replace('\\', "/");
        let whole = name.trim_start_matches("./");
        if whole.is_empty() || self.package.is_single_file() {
            return None;
        }
        let names = self.package.names();
        if let Ok(place) = names.binary_search_by(|path| path.as_str().cmp(whole)) {
            return Some(place);
        }
        let candidates = self.by_name.get(&file_name(whole).to_lowercase())?;
        let is_inside = |place: &&usize| {
            let path = names.get(**place);
            path.is_some_and(|path| !folder.is_empty() && path.contains(folder))
        };
        match candidates.as_slice() {
            [place] => Some(*place),
            several => {
                let mut inside = several.iter().filter(is_inside);
                inside.next().copied().filter(|_| inside.next().is_none())
            }
        }
    }

    /// Whether a part has this path, or it alone this name.
    pub(super) fn has_part(&self, name: &str) -> bool {
        self.place_of(name, "").is_some()
    }

    /// The path of the only part in whose name this stands.
    pub(super) fn path_with(&self, piece: &str) -> Option<&'a str> {
        let mut found = self
            .by_name
            .iter()
            .filter(|(name, _)| name.contains(piece))
            .flat_map(|(_, places)| places);
        let place = found.next().filter(|_| found.next().is_none())?;
        self.package.names().get(*place).map(String::as_str)
    }

    /// Whether there is more than one file.
    pub(super) fn has_parts(&self) -> bool {
        !self.package.is_single_file()
    }

    /// The digest, in digits, of the file of that name, if it can be read.
    pub(super) fn digest<D: Digest>(&self, name: &str) -> Option<String> {
        let mut bytes: Box<dyn Read> = match self.place_of(name, "") {
            Some(place) => self.package.bytes(place).ok()?,
            None => Box::new(self.package.beside(file_name(name.trim()))?),
        };
        let mut hasher = D::new();
        let mut chunk = vec![0; CHUNK_BYTES];
        loop {
            match bytes.read(&mut chunk) {
                Ok(0) => return Some(hex(&hasher.finalize())),
                Ok(count) => hasher.update(chunk.get(..count)?),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return None,
            }
        }
    }

    /// Whether there is a file of that name, in the package or beside the one file.
    pub(super) fn is_there(&self, name: &str) -> bool {
        self.has_part(name) || self.package.beside(file_name(name.trim())).is_some()
    }

    /// The path of the part that a name means.
    pub(super) fn path_of(&self, name: &str, folder: &str) -> Option<&'a str> {
        let place = self.place_of(name, folder)?;
        self.package.names().get(place).map(String::as_str)
    }

    /// Hands out the file of that name, unless it went out before; whether there is such a file.
    pub(super) fn file(&mut self, row: u64, name: &str, about: Found) -> Result<bool, Stop> {
        if let Some(place) = self.place_of(name, "") {
            let path = self.package.names().get(place).cloned().unwrap_or_default();
            if self.given.insert(path.clone()) {
                let bytes = self.package.bytes(place);
                self.bytes(row, path, bytes, about)?;
            }
            return Ok(true);
        }
        self.file_beside(row, name, about)
    }

    /// The same, for a file beside a single one.
    pub(super) fn file_beside(&mut self, row: u64, name: &str, about: Found) -> Result<bool, Stop> {
        let name = file_name(name.trim());
        let Some(file) = self.package.beside(name) else {
            return Ok(false);
        };
        if self.given.insert(name.to_owned()) {
            self.bytes(row, name.to_owned(), Ok(Box::new(file)), about)?;
        }
        Ok(true)
    }

    /// A part whose bytes went out in another way.
    pub(super) fn mark_given(&mut self, name: &str) {
        self.given.insert(name.to_owned());
    }

    /// Hands out bytes that stand somewhere inside of a part.
    pub(super) fn piece(
        &mut self,
        row: u64,
        path: String,
        bytes: &mut dyn Read,
        mut about: Found,
    ) -> Result<(), Stop> {
        about.kind = "item";
        self.settle_key(row, &mut about)?;
        self.look_through(row, &about)?;
        self.hand_out(Element::File { about, path, bytes })
    }

    fn bytes(
        &mut self,
        row: u64,
        path: String,
        bytes: io::Result<Box<dyn Read>>,
        mut about: Found,
    ) -> Result<(), Stop> {
        let Ok(mut bytes) = bytes else {
            return self.trouble(row, "", &path, "file_unreadable");
        };
        about.kind = "item";
        if about.locator.is_empty() {
            about.locator.clone_from(&path);
        }
        self.settle_key(row, &mut about)?;
        self.look_through(row, &about)?;
        self.hand_out(Element::File {
            about,
            path,
            bytes: &mut bytes,
        })
    }

    /// Hands out every part of a zip or a folder that did not go out yet. A single file is the
    /// original, which the caller keeps.
    pub(super) fn remaining_files(&mut self) -> Result<(), Stop> {
        if self.package.is_single_file() {
            return Ok(());
        }
        for (place, path) in self.package.names().iter().enumerate() {
            if self.given.insert(path.clone()) {
                let bytes = self.package.bytes(place);
                self.bytes(0, path.clone(), bytes, Found::default())?;
            }
        }
        Ok(())
    }
}

fn short_digest(text: &str) -> [u8; 16] {
    let digest: [u8; 32] = Sha256::digest(text).into();
    let mut short = [0; 16];
    for (to, from) in short.iter_mut().zip(digest) {
        *to = from;
    }
    short
}

/// Bytes as digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        for half in [byte >> 4, byte & 0xF] {
            text.extend(char::from_digit(u32::from(half), 16));
        }
        text
    })
}
