//! Fonts: from the bytes of a shown text to characters, and how wide they are (ISO 32000-1, 9.6
//! to 9.10).

use super::cmap::{CharacterMap, number};
use super::file::{PdfFile, VALUE_COST_BYTES};
use super::glyphs;
use super::object::{Dictionary, Object};
use encoding_rs::UTF_16BE;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Widths that one font may state.
const WIDTHS_MAX: usize = 70_000;
/// Entries of all fonts that are held; beyond it they are read again.
const FONT_ENTRIES_MAX: usize = 1_000_000;
/// In thousandths of the font size, where a font says nothing of it.
const WIDTH_DEFAULT: f64 = 500.0;

/// Fonts by the number of their object.
#[derive(Default)]
pub(super) struct Fonts {
    held: BTreeMap<u32, Rc<Font>>,
    entries: usize,
}

impl Fonts {
    pub(super) fn get(&mut self, file: &mut PdfFile, object: &Object) -> Option<Rc<Font>> {
        let number = if let Object::Reference(number) = object {
            Some(*number)
        } else {
            None
        };
        let held = number.and_then(|number| self.held.get(&number));
        if let Some(held) = held {
            return Some(Rc::clone(held));
        }
        let resolved = file.resolve(object);
        file.spend(VALUE_COST_BYTES * resolved.weight());
        let font = Rc::new(Font::read(file, resolved.dictionary()?));
        file.spend(VALUE_COST_BYTES * font.entries());
        if let Some(number) = number {
            if self.entries > FONT_ENTRIES_MAX {
                self.held.clear();
                self.entries = 0;
            }
            self.entries += font.entries();
            self.held.insert(number, Rc::clone(&font));
        }
        Some(font)
    }
}

/// What a code of one byte stands for by the encoding of the font.
enum Encoding {
    /// Of a font whose codes are its own.
    Unknown,
    Single {
        base: Vec<u8>,
        differences: BTreeMap<u8, Option<String>>,
    },
    /// The codes are UTF-16.
    Unicode,
}

pub(super) struct Font {
    to_unicode: Option<CharacterMap>,
    encoding: Encoding,
    /// Bytes of a code: 1, or 2 for composite fonts.
    code_bytes: usize,
    widths: BTreeMap<u32, f64>,
    width_default: f64,
    /// Units of the font in one unit of text; Type 3 fonts say it themselves.
    pub(super) unit: f64,
}

/// One code of a shown text.
pub(super) struct Shown {
    pub(super) text: Option<String>,
    /// In units of the font.
    pub(super) width: f64,
    /// A single byte 32, to which word spacing applies.
    pub(super) is_space: bool,
}

impl Font {
    pub(super) fn read(file: &mut PdfFile, dictionary: &Dictionary) -> Self {
        let is_composite =
            dictionary.get(b"Subtype".as_slice()).and_then(Object::name) == Some(b"Type0");
        let to_unicode = match dictionary.get(b"ToUnicode".as_slice()) {
            Some(stream) => {
                let found = file
                    .resolve_found(stream)
                    .and_then(|found| file.unpack(&found));
                found.map(|unpacked| CharacterMap::read(&unpacked.bytes))
            }
            None => None,
        };
        let mut font = Self {
            to_unicode: to_unicode.filter(|map| map.entries() > 0),
            encoding: Encoding::Unknown,
            code_bytes: 1,
            widths: BTreeMap::new(),
            width_default: WIDTH_DEFAULT,
            unit: 0.001,
        };
        if is_composite {
            font.read_composite(file, dictionary);
        } else {
            font.read_simple(file, dictionary);
        }
        font
    }

    /// What it takes in memory, in entries.
    pub(super) fn entries(&self) -> usize {
        let mapped = self.to_unicode.as_ref().map_or(0, CharacterMap::entries);
        mapped + self.widths.len() + 256
    }

    fn read_simple(&mut self, file: &mut PdfFile, dictionary: &Dictionary) {
        let encoding = file.value(dictionary, b"Encoding");
        let descriptor = file.value(dictionary, b"FontDescriptor");
        let flags = descriptor
            .dictionary()
            .and_then(|one| one.get(b"Flags".as_slice())?.count());
        // Bit 3: the font has characters of its own (9.8.2).
        let is_symbolic = flags.is_some_and(|flags| flags & 4 != 0);
        let name = dictionary
            .get(b"BaseFont".as_slice())
            .and_then(Object::name)
            .unwrap_or_default();
        let is_picture_font = name.ends_with(b"Symbol") || name.ends_with(b"ZapfDingbats");
        let base = encoding.name().or_else(|| {
            let values = encoding.dictionary()?;
            values
                .get(b"BaseEncoding".as_slice())
                .and_then(Object::name)
        });
        let base = base.map(<[u8]>::to_vec);
        let has_base = base.is_some() || !(is_symbolic || is_picture_font);
        let differences = match encoding.dictionary() {
            Some(values) => differences(&file.value(values, b"Differences")),
            None => BTreeMap::new(),
        };
        if has_base || !differences.is_empty() {
            let own = if has_base {
                b"StandardEncoding".to_vec()
            } else {
                Vec::new()
            };
            self.encoding = Encoding::Single {
                base: base.unwrap_or(own),
                differences,
            };
        }
        let first = file.value(dictionary, b"FirstChar").count().unwrap_or(0);
        let first = u32::try_from(first).unwrap_or(0);
        if let Object::Array(widths) = file.value(dictionary, b"Widths") {
            let numbered = (first..=u32::MAX).zip(widths.iter().take(256));
            self.widths
                .extend(numbered.filter_map(|(code, width)| Some((code, width.number()?))));
        }
        let missing = descriptor
            .dictionary()
            .and_then(|one| one.get(b"MissingWidth".as_slice())?.number());
        self.width_default = match missing {
            Some(width) if width > 0.0 => width,
            // The one family of the standard fonts whose characters are all as wide.
            _ if name.starts_with(b"Courier") => 600.0,
            _ => WIDTH_DEFAULT,
        };
        if let Object::Array(matrix) = file.value(dictionary, b"FontMatrix")
            && let Some(unit) = matrix.first().and_then(Object::number)
        {
            self.unit = unit.abs().clamp(0.000_01, 1.0);
        }
    }

    fn read_composite(&mut self, file: &mut PdfFile, dictionary: &Dictionary) {
        self.code_bytes = 2;
        let encoding = file.value(dictionary, b"Encoding");
        if let Some(name) = encoding.name() {
            let holds = |part: &[u8]| name.windows(part.len()).any(|window| window == part);
            if holds(b"UCS2") || holds(b"UTF16") {
                self.encoding = Encoding::Unicode;
            }
        }
        // Only the mapping to characters says how long the codes of an embedded encoding are.
        if encoding.dictionary().is_some()
            && let Some(bytes) = self.to_unicode.as_ref().map(|map| map.code_bytes)
            && (1..=2).contains(&bytes)
        {
            self.code_bytes = bytes;
        }
        self.width_default = 1000.0;
        let Object::Array(fonts) = file.value(dictionary, b"DescendantFonts") else {
            return;
        };
        let font = fonts.first().map(|font| file.resolve(font));
        let Some(font) = font.as_ref().and_then(Object::dictionary) else {
            return;
        };
        if let Some(width) = file.value(font, b"DW").number() {
            self.width_default = width;
        }
        if let Object::Array(widths) = file.value(font, b"W") {
            self.read_widths(file, &widths);
        }
    }

    /// 9.7.4.3: `first [w w w]` and `first last w`. Codes are taken as the numbers of glyphs,
    /// which they are with the identity encoding.
    fn read_widths(&mut self, file: &mut PdfFile, widths: &[Object]) {
        let mut rest = widths;
        while let [first, second, behind @ ..] = rest {
            let Some(first) = first.count().and_then(|first| u32::try_from(first).ok()) else {
                return;
            };
            if let Object::Array(list) = file.resolve(second) {
                let numbered = (first..=u32::MAX).zip(&list).take(WIDTHS_MAX);
                self.widths
                    .extend(numbered.filter_map(|(code, width)| Some((code, width.number()?))));
                rest = behind;
            } else if let [width, behind @ ..] = behind {
                let last = second
                    .count()
                    .and_then(|last| u32::try_from(last).ok())
                    .unwrap_or(0);
                let width = width.number().unwrap_or(self.width_default);
                self.widths
                    .extend((first..=last).take(WIDTHS_MAX).map(|code| (code, width)));
                rest = behind;
            } else {
                return;
            }
            if self.widths.len() > WIDTHS_MAX {
                return;
            }
        }
    }

    /// The codes of a shown text.
    pub(super) fn show(&self, bytes: &[u8]) -> Vec<Shown> {
        let shown = bytes.chunks(self.code_bytes).map(|code| {
            let code_number = number(code);
            Shown {
                text: self.text(code, code_number),
                width: self
                    .widths
                    .get(&code_number)
                    .copied()
                    .unwrap_or(self.width_default),
                is_space: code == b" ",
            }
        });
        shown.collect()
    }

    fn text(&self, code: &[u8], code_number: u32) -> Option<String> {
        let mapped = self
            .to_unicode
            .as_ref()
            .and_then(|map| map.text(code_number));
        if mapped.is_some() {
            return mapped;
        }
        match &self.encoding {
            Encoding::Unknown => None,
            Encoding::Unicode => Some(UTF_16BE.decode_without_bom_handling(code).0.into_owned()),
            Encoding::Single { base, differences } => {
                let byte = *code.first()?;
                if let Some(named) = differences.get(&byte) {
                    return named.clone();
                }
                if base.is_empty() {
                    return None;
                }
                glyphs::character(base, byte).map(|character| character.to_string())
            }
        }
    }
}

/// 9.6.6.1: a code, then names for it and the codes that follow.
fn differences(list: &Object) -> BTreeMap<u8, Option<String>> {
    let mut found = BTreeMap::new();
    let mut code = 0_usize;
    for value in list.array().unwrap_or_default() {
        if let Some(name) = value.name() {
            if let Ok(code) = u8::try_from(code) {
                found.insert(code, glyphs::of_name(name));
            }
            code += 1;
        } else if let Some(stated) = value.count() {
            code = stated;
        }
    }
    found
}
