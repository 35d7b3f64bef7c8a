//! PDF (ISO 32000-1): the text of each page, and as metadata every other text of its objects.
//!
//! A reader of our own (decision 16): every count and depth is limited, and where something is
//! left out the reading is not complete.

mod cmap;
mod content;
mod file;
mod filters;
mod fonts;
mod glyphs;
mod object;
mod page_text;
mod sections;

use super::{Collector, jpeg, page};
use content::draw;
use file::{Found, PdfFile, VALUE_COST_BYTES};
use fonts::Fonts;
use object::{Dictionary, Object};
use page_text::PageText;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::rc::Rc;

/// A larger file is not opened.
const FILE_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// Pages beyond these are left out.
const PAGES_MAX: u64 = 8192;
/// Nodes of the page tree that wait to be read.
const NODES_MAX: usize = 100_000;
/// The content of one page in all.
const CONTENT_BYTES_MAX: usize = 64 * 1024 * 1024;
const ANNOTATIONS_MAX: usize = 100_000;
/// The header stands within these (annex H, implementation note 13).
const HEADER_BYTES: usize = 1024;

/// Values of these names are digests, codes of fonts, languages: no words.
const NO_TEXT: [&[u8]; 13] = [
    b"ID",
    b"O",
    b"U",
    b"OE",
    b"UE",
    b"Perms",
    b"CharSet",
    b"DA",
    b"Registry",
    b"Ordering",
    b"CheckSum",
    b"Lang",
    b"D",
];
/// Names in the document information (14.3.3); others are the writer's own words.
const PROPERTIES: [&str; 9] = [
    "Title",
    "Author",
    "Subject",
    "Keywords",
    "Creator",
    "Producer",
    "CreationDate",
    "ModDate",
    "Trapped",
];

pub(super) fn read(bytes: &mut dyn Read, found: &mut Collector) -> io::Result<()> {
    let mut held = Vec::new();
    let mut source = bytes.take(FILE_BYTES_MAX + 1);
    source.read_to_end(&mut held)?;
    let start = held
        .windows(5)
        .take(HEADER_BYTES)
        .position(|window| window == b"%PDF-");
    if source.limit() == 0 || start.is_none() {
        found.leave_out();
        return Ok(());
    }
    // Places are counted from the header.
    if let Some(start) = start.filter(|start| *start > 0) {
        held.drain(..start);
        found.leave_out();
    }
    if !has_clean_end(&held) {
        found.leave_out();
    }
    let mut file = PdfFile::open(held);
    if file.trailer.contains_key(b"Encrypt".as_slice()) {
        found.leave_out();
        return Ok(());
    }
    let annotations = read_pages(&mut file, found);
    read_objects(&mut file, &annotations, found);
    if file.is_damaged || file.is_revised {
        found.leave_out();
    }
    Ok(())
}

/// Ends with the mark of the end (7.5.5); without it the file was cut off, and whatever stands
/// behind it is unknown.
fn has_clean_end(bytes: &[u8]) -> bool {
    let end = bytes.windows(5).rposition(|window| window == b"%%EOF");
    let tail = end.and_then(|end| bytes.get(end + 5..));
    tail.is_some_and(|tail| {
        let is_blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0;
        tail.iter().all(is_blank)
    })
}

/// A node of the page tree, with the resources of what is above it.
struct Node {
    object: Object,
    resources: Rc<Dictionary>,
}

/// Reads all pages; gives the page of each annotation.
fn read_pages(file: &mut PdfFile, found: &mut Collector) -> BTreeMap<u32, u64> {
    let root = file
        .trailer
        .get(b"Root".as_slice())
        .cloned()
        .unwrap_or(Object::Null);
    let root = file.resolve(&root);
    let pages = root
        .dictionary()
        .and_then(|root| root.get(b"Pages".as_slice()).cloned());
    let mut waiting = vec![Node {
        object: pages.unwrap_or(Object::Null),
        resources: Rc::new(Dictionary::new()),
    }];
    let mut annotations = BTreeMap::new();
    let mut fonts = Fonts::default();
    let mut seen = BTreeSet::new();
    let mut count = 0;
    while let Some(node) = waiting.pop() {
        if let Object::Reference(number) = node.object
            && !seen.insert(number)
        {
            // A tree that has a circle; a page that stands in it twice is read once.
            found.leave_out();
            continue;
        }
        let Object::Dictionary(values) = file.resolve(&node.object) else {
            found.leave_out();
            continue;
        };
        let own = file.value(&values, b"Resources").into_dictionary();
        let resources = own.map_or(node.resources, Rc::new);
        if let Object::Array(kids) = file.value(&values, b"Kids") {
            if waiting.len() + kids.len() > NODES_MAX {
                found.leave_out();
                continue;
            }
            waiting.extend(kids.into_iter().rev().map(|object| Node {
                object,
                resources: Rc::clone(&resources),
            }));
            continue;
        }
        count += 1;
        if count > PAGES_MAX || found.is_full() {
            found.leave_out();
            break;
        }
        read_page(file, &mut fonts, count, &values, &resources, found);
        read_annotations(file, &mut fonts, count, &values, found, &mut annotations);
    }
    if count == 0 {
        found.leave_out();
    }
    annotations
}

fn read_page(
    file: &mut PdfFile,
    fonts: &mut Fonts,
    number: u64,
    values: &Dictionary,
    resources: &Rc<Dictionary>,
    found: &mut Collector,
) {
    let contents = values
        .get(b"Contents".as_slice())
        .cloned()
        .unwrap_or(Object::Null);
    let resolved = file.resolve(&contents);
    let streams = match resolved.array() {
        Some(streams) => streams.to_vec(),
        None if resolved == Object::Null => Vec::new(),
        None => vec![contents],
    };
    let mut content = Vec::new();
    for stream in streams {
        let unpacked = file
            .resolve_found(&stream)
            .and_then(|found| file.unpack(&found));
        match unpacked {
            Some(unpacked) if content.len() < CONTENT_BYTES_MAX => {
                content.extend(unpacked.bytes);
                content.push(b'\n');
            }
            Some(_) | None => found.leave_out(),
        }
    }
    let mut page = PageText::new(format!("page {number}"), found);
    draw(file, fonts, &mut page, resources, &content);
    page.flush();
    // A scanned page: what it says was not read.
    if page.has_image && !page.has_text {
        found.leave_out();
    }
}

/// What annotations and form fields show; their other texts are read with all objects.
fn read_annotations(
    file: &mut PdfFile,
    fonts: &mut Fonts,
    number: u64,
    values: &Dictionary,
    found: &mut Collector,
    annotations: &mut BTreeMap<u32, u64>,
) {
    let Object::Array(list) = file.value(values, b"Annots") else {
        return;
    };
    for annotation in list {
        file.spend(VALUE_COST_BYTES * annotation.weight());
        if annotations.len() >= ANNOTATIONS_MAX || file.is_spent() {
            found.leave_out();
            return;
        }
        if let Object::Reference(reference) = annotation {
            annotations.insert(reference, number);
        }
        let Object::Dictionary(values) = file.resolve(&annotation) else {
            continue;
        };
        let shown = appearance(file, &values);
        let content = shown.as_ref().and_then(|shown| file.unpack(shown));
        let (Some(shown), Some(content)) = (shown, content) else {
            continue;
        };
        let dictionary = shown.object.dictionary().cloned().unwrap_or_default();
        let own = file.value(&dictionary, b"Resources").into_dictionary();
        let resources = own.unwrap_or_default();
        let mut page = PageText::new(format!("page {number} annotation"), found);
        draw(file, fonts, &mut page, &Rc::new(resources), &content.bytes);
        page.end_line();
        page.flush();
    }
}

/// 12.5.5: the normal appearance, of the state that is set.
fn appearance(file: &mut PdfFile, values: &Dictionary) -> Option<Found> {
    let appearances = file.value(values, b"AP");
    let normal = appearances.dictionary()?.get(b"N".as_slice())?.clone();
    let normal = file.resolve_found(&normal)?;
    if normal.stream.is_some() {
        return Some(normal);
    }
    let state = file.value(values, b"AS");
    let shown = normal.object.dictionary()?.get(state.name()?)?.clone();
    file.resolve_found(&shown)
}

/// Every text that stands in an object: properties, annotations, fields, bookmarks, alternatives.
fn read_objects(file: &mut PdfFile, annotations: &BTreeMap<u32, u64>, found: &mut Collector) {
    let properties = match file.trailer.get(b"Info".as_slice()) {
        Some(Object::Reference(number)) => Some(*number),
        Some(Object::Dictionary(values)) => {
            push_properties(&values.clone(), found);
            None
        }
        _ => None,
    };
    for number in file.numbers() {
        if found.is_full() {
            found.leave_out();
            return;
        }
        let Some(object) = file.find(number) else {
            continue;
        };
        if properties == Some(number) {
            push_properties(
                object.object.dictionary().unwrap_or(&Dictionary::new()),
                found,
            );
            continue;
        }
        let locator = match annotations.get(&number) {
            Some(page) => format!("page {page} annotation"),
            None => format!("object {number}"),
        };
        let mut texts = String::new();
        push_texts(&object.object, &mut texts, found);
        found.push_metadata(&locator, &texts);
        if object.stream.is_some() {
            read_stream(file, &object, &locator, found);
        }
    }
}

fn push_properties(values: &Dictionary, found: &mut Collector) {
    for (name, value) in values {
        let Object::Text(text) = value else { continue };
        let text = glyphs::text_string(text).unwrap_or_default();
        let name = String::from_utf8_lossy(name);
        if PROPERTIES.contains(&name.as_ref()) {
            found.push_metadata(&format!("pdf {name}"), &text);
        } else {
            found.push_metadata("pdf property", &format!("{name}\n{text}"));
        }
    }
}

/// Texts in an object, a line each.
fn push_texts(object: &Object, texts: &mut String, found: &mut Collector) {
    match object {
        Object::Text(text) => {
            if let Some(text) = glyphs::text_string(text) {
                texts.push_str(text.trim());
                texts.push('\n');
            }
        }
        Object::Array(values) => {
            // The colours of a palette.
            let is_palette = matches!(values.first(), Some(Object::Name(name)) if name == b"Indexed" || name == b"I");
            for value in values.iter().filter(|_| !is_palette) {
                push_texts(value, texts, found);
            }
        }
        Object::Dictionary(values) => {
            // Files in the file.
            if values.contains_key(b"EF".as_slice()) {
                found.leave_out();
            }
            let is_signature = values.contains_key(b"ByteRange".as_slice());
            for (name, value) in values {
                let is_bytes =
                    NO_TEXT.contains(&name.as_slice()) || (is_signature && name == b"Contents");
                if !is_bytes {
                    push_texts(value, texts, found);
                }
            }
        }
        Object::Null
        | Object::Boolean(_)
        | Object::Number(_)
        | Object::Name(_)
        | Object::Reference(_)
        | Object::Word(_) => {}
    }
}

/// Streams that are no content of a page.
fn read_stream(file: &mut PdfFile, object: &Found, locator: &str, found: &mut Collector) {
    let Some(values) = object.object.dictionary() else {
        return;
    };
    let name = |key: &[u8]| values.get(key).and_then(Object::name).unwrap_or_default();
    let filter = values.get(b"Filter".as_slice());
    let filter = match filter {
        Some(Object::Array(filters)) if filters.len() == 1 => filters.first(),
        other => other,
    };
    match (
        name(b"Type"),
        name(b"Subtype"),
        filter.and_then(Object::name),
    ) {
        (b"EmbeddedFile" | b"Sound" | b"3D", ..) => found.leave_out(),
        (b"Metadata", ..) => match file.unpack(object) {
            Some(unpacked) => page::read_packet("xmp", &unpacked.bytes, found),
            None => found.leave_out(),
        },
        (_, b"Image", Some(b"DCTDecode")) => {
            let mut inner = file.packed(object);
            if jpeg::read(&mut inner, found).is_err() {
                found.leave_out();
            }
        }
        (_, b"Image", Some(b"JPXDecode")) => found.leave_out(),
        (b"", b"", _) if !values.contains_key(b"FunctionType".as_slice()) => {
            // The content of a page, a font, a script or a form in XML: of these only the latter
            // two are texts of their own.
            let Some(unpacked) = file.unpack(object) else {
                return;
            };
            if unpacked.bytes.trim_ascii_start().starts_with(b"<") {
                page::read_packet(locator, &unpacked.bytes, found);
            }
        }
        _ => {}
    }
}
