//! Where the objects of a PDF stand (ISO 32000-1, 7.5.4 to 7.5.8): tables and streams of
//! references, and a search through the whole file where these are broken.

use super::file::{OBJECTS_MAX, PdfFile, Place, find};
use super::object::{Dictionary, Lexer, Object, is_space};
use std::collections::{BTreeMap, BTreeSet};

/// Updates appended to one file.
const SECTIONS_MAX: usize = 1024;
/// A trailer, where it is searched for.
const TRAILER_BYTES_MAX: usize = 64 * 1024;

impl PdfFile {
    pub(super) fn has_pages(&mut self) -> bool {
        let is_encrypted = self.trailer.contains_key(b"Encrypt".as_slice());
        let root = self.trailer.get(b"Root".as_slice()).cloned();
        let root = root.map(|root| self.resolve(&root));
        let pages = root
            .as_ref()
            .and_then(Object::dictionary)
            .and_then(|root| root.get(b"Pages".as_slice()));
        let pages = pages.cloned().map(|pages| self.resolve(&pages));
        is_encrypted || pages.is_some_and(|pages| pages.dictionary().is_some())
    }

    /// From the last section to the first; none if one of them is broken.
    pub(super) fn read_sections(&mut self) -> Option<()> {
        let tail = self.bytes.len().saturating_sub(2048);
        let last = rfind(self.bytes.get(tail..)?, b"startxref")? + tail;
        let mut lexer = Lexer::new(&self.bytes, last + b"startxref".len());
        let mut waiting = vec![lexer.object()?.count()?];
        let mut seen = BTreeSet::new();
        while let Some(at) = waiting.pop() {
            if !seen.insert(at) {
                continue;
            }
            if seen.len() > SECTIONS_MAX {
                return None;
            }
            let trailer = self.read_section(at)?;
            let place = |name: &[u8]| trailer.get(name).and_then(Object::count);
            // The section of a hybrid file comes before what it updates.
            waiting.extend(place(b"Prev"));
            waiting.extend(place(b"XRefStm"));
            for (name, value) in trailer {
                self.trailer.entry(name).or_insert(value);
            }
        }
        Some(())
    }

    fn read_section(&mut self, at: usize) -> Option<Dictionary> {
        let mut lexer = Lexer::new(&self.bytes, at);
        lexer.skip_space();
        if !self.bytes.get(lexer.at..)?.starts_with(b"xref") {
            return self.read_section_stream(at);
        }
        let mut at = lexer.at + 4;
        loop {
            let mut lexer = Lexer::new(&self.bytes, at);
            let first = lexer.object()?;
            if first.is_word(b"trailer") {
                return lexer.object()?.dictionary().cloned();
            }
            let first = first.count()?;
            let count = lexer.object()?.count()?;
            for number in first..first.checked_add(count.min(OBJECTS_MAX))? {
                let start = lexer.object()?.count()?;
                lexer.object()?;
                let kind = lexer.object()?;
                let place = kind.is_word(b"n").then_some(Place::At(start));
                Self::settle(&mut self.places, &mut self.is_revised, number, place)?;
            }
            at = lexer.at;
        }
    }

    /// What a later section said stands; an earlier one that says something else was revised.
    fn settle(
        places: &mut BTreeMap<u32, Place>,
        is_revised: &mut bool,
        number: usize,
        place: Option<Place>,
    ) -> Option<()> {
        let number = u32::try_from(number).ok()?;
        let Some(place) = place else { return Some(()) };
        if places.len() >= OBJECTS_MAX {
            return None;
        }
        match places.get(&number) {
            Some(known) if *known != place => *is_revised = true,
            Some(_) => {}
            None => {
                places.insert(number, place);
            }
        }
        Some(())
    }

    /// 7.5.8.
    fn read_section_stream(&mut self, at: usize) -> Option<Dictionary> {
        let found = self.object_at(at, None)?;
        let dictionary = found.object.dictionary()?.clone();
        let table = self.unpack(&found)?.bytes;
        let widths: Vec<usize> = dictionary
            .get(b"W".as_slice())?
            .array()?
            .iter()
            .filter_map(Object::count)
            .collect();
        let [kind_bytes, second, third] = *widths.as_slice() else {
            return None;
        };
        let width = kind_bytes.checked_add(second)?.checked_add(third)?;
        if !(1..=32).contains(&width) {
            return None;
        }
        let size = dictionary.get(b"Size".as_slice()).and_then(Object::count)?;
        let whole = [
            Object::Number(0.0),
            Object::Number(f64::from(u32::try_from(size).ok()?)),
        ];
        let index = dictionary.get(b"Index".as_slice()).and_then(Object::array);
        let mut rows = table.chunks_exact(width);
        for pair in index.unwrap_or(&whole).chunks_exact(2) {
            let [first, count] = pair else { return None };
            let (first, count) = (first.count()?, count.count()?);
            for number in first..first.checked_add(count)? {
                let Some(row) = rows.next() else { break };
                let (kind, rest) = row.split_at_checked(kind_bytes)?;
                let (second, third) = rest.split_at_checked(second)?;
                let kind = if kind.is_empty() {
                    1
                } else {
                    big_endian(kind)?
                };
                let place = match kind {
                    1 => Some(Place::At(big_endian(second)?)),
                    2 => Some(Place::In {
                        stream: u32::try_from(big_endian(second)?).ok()?,
                        index: big_endian(third)?,
                    }),
                    _ => None,
                };
                Self::settle(&mut self.places, &mut self.is_revised, number, place)?;
            }
        }
        Some(dictionary)
    }

    /// Looks for `12 0 obj` in the whole file, and into the object streams found so.
    pub(super) fn repair(&mut self) {
        self.is_damaged = true;
        self.places.clear();
        self.held.clear();
        let mut streams = Vec::new();
        let mut at = 0;
        while let Some(found) = find(self.bytes.get(at..).unwrap_or_default(), b"obj") {
            let word = at + found;
            at = word + 3;
            let Some((number, start)) = header_before(&self.bytes, word) else {
                continue;
            };
            if self.places.len() >= OBJECTS_MAX {
                break;
            }
            // The last one of a number is the newest.
            self.places.insert(number, Place::At(start));
            let ahead = self
                .bytes
                .get(at..at.saturating_add(400).min(self.bytes.len()));
            let kind = ahead.and_then(|ahead| find(ahead, b"/ObjStm"));
            streams.extend(kind.map(|_| number));
        }
        for stream in streams {
            let count = self
                .object_stream(stream)
                .map_or(0, |held| held.starts.len());
            let numbers = self.numbers_in(stream);
            for (index, number) in numbers.into_iter().enumerate().take(count) {
                if self.places.len() < OBJECTS_MAX {
                    self.places
                        .entry(number)
                        .or_insert(Place::In { stream, index });
                }
            }
        }
        self.repair_trailer();
    }

    fn repair_trailer(&mut self) {
        let mut at = 0;
        while let Some(found) = find(self.bytes.get(at..).unwrap_or_default(), b"trailer") {
            at += found + b"trailer".len();
            let end = at.saturating_add(TRAILER_BYTES_MAX).min(self.bytes.len());
            let trailer = Lexer::new(self.bytes.get(..end).unwrap_or_default(), at).object();
            self.spend(TRAILER_BYTES_MAX);
            if self.read_left == 0 {
                return;
            }
            if let Some(Object::Dictionary(trailer)) = trailer {
                self.trailer.extend(trailer);
            }
        }
        if self.has_pages() {
            return;
        }
        for number in self.numbers() {
            let Some(found) = self.find(number) else {
                continue;
            };
            let Some(dictionary) = found.object.dictionary() else {
                continue;
            };
            let kind = dictionary.get(b"Type".as_slice()).and_then(Object::name);
            if kind == Some(b"Catalog") {
                self.trailer
                    .insert(b"Root".to_vec(), Object::Reference(number));
            }
            // The trailer of a file without tables.
            if kind == Some(b"XRef") {
                for name in [b"Encrypt".as_slice(), b"Info"] {
                    if let Some(value) = dictionary.get(name) {
                        self.trailer.insert(name.to_vec(), value.clone());
                    }
                }
            }
        }
    }

    /// The numbers that an object stream says it holds.
    fn numbers_in(&mut self, stream: u32) -> Vec<u32> {
        let Some(held) = self.object_stream(stream) else {
            return Vec::new();
        };
        let mut lexer = Lexer::of_content(&held.bytes);
        let mut numbers = Vec::new();
        for _ in 0..held.starts.len() {
            let number = lexer.object().and_then(|number| number.count());
            lexer.object();
            numbers.extend(number.and_then(|number| u32::try_from(number).ok()));
        }
        numbers
    }
}

fn big_endian(bytes: &[u8]) -> Option<usize> {
    bytes.iter().try_fold(0_usize, |value, byte| {
        value.checked_mul(256)?.checked_add(usize::from(*byte))
    })
}

fn rfind(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .rposition(|window| window == wanted)
}

/// The number and the start of `12 0 obj`, given where `obj` stands.
fn header_before(bytes: &[u8], word: usize) -> Option<(u32, usize)> {
    let mut at = word;
    for _ in 0..2 {
        let behind = at;
        while is_space(*bytes.get(at.checked_sub(1)?)?) {
            at -= 1;
        }
        if at == behind {
            return None;
        }
        let end = at;
        while at > 0 && bytes.get(at - 1)?.is_ascii_digit() && end - at < 10 {
            at -= 1;
        }
        if at == end {
            return None;
        }
    }
    let digits: Vec<u8> = bytes
        .get(at..word)?
        .iter()
        .copied()
        .take_while(u8::is_ascii_digit)
        .collect();
    let number = std::str::from_utf8(&digits).ok()?.parse().ok()?;
    Some((number, at))
}
