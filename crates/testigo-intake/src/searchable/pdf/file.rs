//! The objects of a PDF by their numbers, also those in object streams (ISO 32000-1, 7.3.10, 7.5.7).

use super::filters::{self, Unpacked};
use super::object::{Dictionary, Lexer, Object};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Objects that one file may have.
pub(super) const OBJECTS_MAX: usize = 1_000_000;
/// References that lead to references.
const CHAIN_MAX: usize = 32;
/// All streams that are unpacked, each time it happens.
const UNPACKED_BYTES_MAX: usize = 1024 * 1024 * 1024;
/// All objects that are read and searched for, each time it happens.
const READ_BYTES_MAX: usize = 2 * 1024 * 1024 * 1024;
/// What a value that is copied counts as, among what is read.
pub(super) const VALUE_COST_BYTES: usize = 64;
/// Object streams that are kept unpacked.
const HELD_STREAMS_MAX: usize = 8;
/// An object stream, unpacked.
const OBJECT_STREAM_BYTES_MAX: usize = 16 * 1024 * 1024;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    At(usize),
    In { stream: u32, index: usize },
}

/// An object, and where its bytes stand if it is a stream.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) object: Object,
    /// Start of the packed bytes, and how many they are.
    pub(super) stream: Option<(usize, usize)>,
}

pub(super) struct ObjectStream {
    pub(super) bytes: Vec<u8>,
    /// Where each object begins.
    pub(super) starts: Vec<usize>,
}

pub(super) struct PdfFile {
    pub(super) bytes: Vec<u8>,
    pub(super) places: BTreeMap<u32, Place>,
    pub(super) trailer: Dictionary,
    pub(super) held: Vec<(u32, Rc<ObjectStream>)>,
    unpacked_left: usize,
    pub(super) read_left: usize,
    /// Something could not be read, or was over a limit.
    pub(super) is_damaged: bool,
    /// An update replaced or removed objects: what they said still stands in the file.
    pub(super) is_revised: bool,
}

impl PdfFile {
    pub(super) fn open(bytes: Vec<u8>) -> Self {
        let mut file = Self {
            bytes,
            places: BTreeMap::new(),
            trailer: Dictionary::new(),
            held: Vec::new(),
            unpacked_left: UNPACKED_BYTES_MAX,
            read_left: READ_BYTES_MAX,
            is_damaged: false,
            is_revised: false,
        };
        if file.read_sections().is_none() || !file.has_pages() {
            file.repair();
        }
        file
    }

    /// The numbers of all objects.
    pub(super) fn numbers(&self) -> Vec<u32> {
        self.places.keys().copied().collect()
    }

    /// The object with this number.
    pub(super) fn find(&mut self, number: u32) -> Option<Found> {
        match *self.places.get(&number)? {
            Place::At(at) => self.object_at(at, Some(number)),
            Place::In { stream, index } => {
                let held = self.object_stream(stream)?;
                let start = *held.starts.get(index)?;
                let mut lexer = Lexer::new(&held.bytes, start);
                let object = lexer.object();
                self.spend(lexer.at.saturating_sub(start));
                Some(Found {
                    object: object?,
                    stream: None,
                })
            }
        }
    }

    /// What a reference leads to; anything else as it is.
    pub(super) fn resolve(&mut self, object: &Object) -> Object {
        self.resolve_found(object)
            .map_or(Object::Null, |found| found.object)
    }

    pub(super) fn resolve_found(&mut self, object: &Object) -> Option<Found> {
        let mut current = Found {
            object: object.clone(),
            stream: None,
        };
        for _ in 0..CHAIN_MAX {
            let Object::Reference(number) = current.object else {
                return Some(current);
            };
            current = self.find(number)?;
        }
        None
    }

    /// The value of a name, with its references followed.
    pub(super) fn value(&mut self, dictionary: &Dictionary, name: &[u8]) -> Object {
        match dictionary.get(name) {
            Some(value) => self.resolve(value),
            None => Object::Null,
        }
    }

    /// What was read is counted, so that a file whose objects overlap ends.
    pub(super) fn spend(&mut self, bytes: usize) {
        self.read_left = self.read_left.saturating_sub(bytes);
        self.is_damaged |= self.read_left == 0;
    }

    /// Whether nothing more may be read.
    pub(super) fn is_spent(&self) -> bool {
        self.read_left == 0
    }

    pub(super) fn object_at(&mut self, at: usize, number: Option<u32>) -> Option<Found> {
        if self.read_left == 0 {
            return None;
        }
        let mut lexer = Lexer::new(&self.bytes, at);
        let stated = lexer.object()?.count()?;
        lexer.object()?.count()?;
        let is_stated = number.is_none_or(|number| u32::try_from(stated) == Ok(number));
        if !lexer.object()?.is_word(b"obj") || !is_stated {
            self.is_damaged = true;
            return None;
        }
        let object = lexer.object();
        lexer.skip_space();
        let end = lexer.at;
        self.spend(end.saturating_sub(at));
        let object = object?;
        let is_stream = self.bytes.get(end..)?.starts_with(b"stream");
        let Object::Dictionary(dictionary) = &object else {
            return Some(Found {
                object,
                stream: None,
            });
        };
        if !is_stream {
            return Some(Found {
                object,
                stream: None,
            });
        }
        let mut start = end + b"stream".len();
        start += usize::from(self.bytes.get(start) == Some(&b'\r'));
        start += usize::from(self.bytes.get(start) == Some(&b'\n'));
        let length = dictionary.get(b"Length".as_slice()).cloned();
        let length = match length {
            // The length of a section cannot be looked up before the section is read.
            Some(Object::Reference(other)) if number != Some(other) && number.is_some() => {
                self.plain_number(other)
            }
            Some(length) => length.count(),
            None => None,
        };
        let rest = self.bytes.get(start..)?;
        let is_right = |length: &usize| {
            let behind = rest.get(*length..).unwrap_or_default();
            let behind = behind.get(..behind.len().min(32)).unwrap_or_default();
            behind.trim_ascii_start().starts_with(b"endstream")
        };
        let right = length.filter(is_right);
        let length = right.or_else(|| find(rest, b"endstream"));
        let stream_bytes = length.unwrap_or(rest.len());
        self.spend(if right.is_some() { 0 } else { stream_bytes });
        let stream = Some((start, stream_bytes));
        self.is_damaged |= length.is_none();
        Some(Found { object, stream })
    }

    /// A number that stands for itself in the file, as lengths do.
    fn plain_number(&self, number: u32) -> Option<usize> {
        let Place::At(at) = *self.places.get(&number)? else {
            return None;
        };
        let mut lexer = Lexer::new(&self.bytes, at);
        for _ in 0..3 {
            lexer.object()?;
        }
        lexer.object()?.count()
    }

    /// The bytes of a stream as they stand in the file.
    pub(super) fn packed(&self, found: &Found) -> &[u8] {
        let Some((start, length)) = found.stream else {
            return &[];
        };
        let end = start.saturating_add(length).min(self.bytes.len());
        self.bytes.get(start..end).unwrap_or_default()
    }

    /// The bytes of a stream; none if its filter is not known or too much was unpacked.
    pub(super) fn unpack(&mut self, found: &Found) -> Option<Unpacked> {
        let mut dictionary = found.object.dictionary()?.clone();
        for name in [b"Filter".as_slice(), b"DecodeParms", b"F", b"DP"] {
            if let Some(value) = dictionary.get(name).cloned() {
                let mut value = self.resolve(&value);
                if let Object::Array(values) = &mut value {
                    for one in values.iter_mut().take(16) {
                        *one = self.resolve(one);
                    }
                }
                dictionary.insert(name.to_vec(), value);
            }
        }
        found.stream?;
        let unpacked = filters::unpack(&dictionary, self.packed(found), self.unpacked_left)?;
        self.is_damaged |= unpacked.is_cut;
        // Unpacking costs time even where nothing comes out.
        let packed = found.stream.map_or(0, |(_, length)| length);
        let cost = unpacked
            .bytes
            .len()
            .saturating_add(packed)
            .saturating_add(1024);
        self.unpacked_left = self.unpacked_left.saturating_sub(cost);
        if self.unpacked_left == 0 {
            self.is_damaged = true;
            return None;
        }
        Some(unpacked)
    }

    /// 7.5.7.
    pub(super) fn object_stream(&mut self, number: u32) -> Option<Rc<ObjectStream>> {
        if let Some((_, held)) = self.held.iter().find(|(held, _)| *held == number) {
            return Some(Rc::clone(held));
        }
        // An object stream never stands in another.
        let Place::At(at) = *self.places.get(&number)? else {
            return None;
        };
        let found = self.object_at(at, Some(number))?;
        let dictionary = found.object.dictionary()?.clone();
        let count = dictionary.get(b"N".as_slice())?.count()?.min(OBJECTS_MAX);
        let first = dictionary.get(b"First".as_slice())?.count()?;
        let mut bytes = self.unpack(&found)?.bytes;
        if bytes.len() > OBJECT_STREAM_BYTES_MAX {
            self.is_damaged = true;
            bytes.truncate(OBJECT_STREAM_BYTES_MAX);
        }
        let mut lexer = Lexer::of_content(&bytes);
        let mut starts = Vec::new();
        for _ in 0..count {
            let Some(_) = lexer.object() else { break };
            let Some(offset) = lexer.object().and_then(|offset| offset.count()) else {
                break;
            };
            starts.push(first.saturating_add(offset));
        }
        let stream = Rc::new(ObjectStream { bytes, starts });
        if self.held.len() >= HELD_STREAMS_MAX {
            self.held.remove(0);
        }
        self.held.push((number, Rc::clone(&stream)));
        Some(stream)
    }
}

pub(super) fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}
