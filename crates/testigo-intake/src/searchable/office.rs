//! Office files and books: Office Open XML (ECMA-376), `OpenDocument` (ODF 1.2) and EPUB 3.
//!
//! Every part of the package is either read or makes the reading not complete: embedded objects,
//! macros, fonts, drawings of unknown kinds.

mod aside;
mod open_document;
mod paragraphs;
mod workbook;

use super::{Collector, gif, jpeg, page, png, wav};
use crate::decode::{Decoded, encoding_of_mark};
use crate::markup::{Language, Token, Tokens, local_name};
use crate::media_type::media_type;
use crate::sheet::package::{Relation, relations_of};
use crate::table::TableError;
use crate::zip_parts::{self, Part};
use encoding_rs::UTF_8;
use paragraphs::Place;
use std::collections::BTreeSet;
use std::io::{self, Cursor, Read};

/// A larger file is not opened.
const FILE_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// All parts of one file together, unpacked.
const UNPACKED_BYTES_MAX: u64 = if cfg!(test) { 1 << 22 } else { 1 << 30 };
/// Sheets that the workbook does not name.
const SHEETS_MAX: usize = 1024;

type XmlTokens<'a> = Tokens<Box<dyn Read + 'a>>;

/// A package in memory, and how much of it may still be unpacked.
struct OfficeFile {
    bytes: Cursor<Vec<u8>>,
    parts: Vec<Part>,
    left: u64,
}

/// Fails, instead of ending, when nothing more may be unpacked.
struct Budget<'a> {
    source: Box<dyn Read + 'a>,
    left: &'a mut u64,
}

impl Read for Budget<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(into)?;
        *self.left = self
            .left
            .checked_sub(u64::try_from(count).unwrap_or(u64::MAX))
            .ok_or_else(|| io::Error::from(io::ErrorKind::FileTooLarge))?;
        Ok(count)
    }
}

impl OfficeFile {
    fn part(&self, name: &str) -> Option<Part> {
        let wanted = name.trim_start_matches('/');
        let same = |part: &&Part| {
            part.name
                .trim_start_matches('/')
                .eq_ignore_ascii_case(wanted)
        };
        self.parts.iter().find(same).cloned()
    }

    fn open(&mut self, part: &Part) -> io::Result<Budget<'_>> {
        Ok(Budget {
            source: zip_parts::open_checked(&mut self.bytes, part)?,
            left: &mut self.left,
        })
    }

    fn open_xml(&mut self, part: &Part) -> io::Result<XmlTokens<'_>> {
        let mut source = self.open(part)?;
        let mut first_bytes = Vec::new();
        source.by_ref().take(4).read_to_end(&mut first_bytes)?;
        let encoding = encoding_of_mark(&first_bytes).unwrap_or(UTF_8);
        let whole = Cursor::new(first_bytes).chain(source);
        Ok(Tokens::new(
            Box::new(Decoded::new(whole, encoding)),
            Language::Xml,
        ))
    }

    /// What the part links to.
    fn relations(&mut self, of: &str) -> io::Result<Vec<Relation>> {
        let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
        let Some(part) = self.part(&format!("{folder}/_rels/{name}.rels")) else {
            return Ok(Vec::new());
        };
        let folder = folder.to_owned();
        relations_of(&mut self.open_xml(&part)?, &folder).map_err(from_table)
    }
}

fn from_table(error: TableError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}

/// The target of the relation that an element names.
fn relation_of(attributes: &[(String, String)], relations: &[Relation]) -> Option<String> {
    let names_one = |name: &str| name.contains(':') && local_name(name) == "id";
    let (_, id) = attributes.iter().find(|(name, _)| names_one(name))?;
    let relation = relations.iter().find(|relation| relation.id == *id)?;
    Some(relation.target.clone())
}

pub(super) fn read(bytes: &mut dyn Read, found: &mut Collector) -> io::Result<()> {
    let mut held = Vec::new();
    let mut source = bytes.take(FILE_BYTES_MAX + 1);
    source.read_to_end(&mut held)?;
    if source.limit() == 0 {
        found.leave_out();
        return Ok(());
    }
    let mut bytes = Cursor::new(held);
    let parts = zip_parts::parts(&mut bytes)?;
    let mut file = OfficeFile {
        bytes,
        parts,
        left: UNPACKED_BYTES_MAX,
    };
    let has = |name: &str| file.part(name).is_some();
    let done = if has("word/document.xml") {
        read_document(&mut file, found)?
    } else if has("ppt/presentation.xml") {
        read_slides(&mut file, found)?
    } else if has("xl/workbook.xml") {
        workbook::read(&mut file, found)?;
        let is_read = |part: &&Part| {
            let name = part.name.as_str();
            name.starts_with("xl/worksheets/sheet") || name == "xl/sharedStrings.xml"
        };
        named(&file, is_read)
    } else if has("content.xml") {
        read_open_document(&mut file, found)?
    } else if has("META-INF/container.xml") {
        read_book(&mut file, found)?
    } else {
        // A zip file, or a package in an unknown form.
        found.leave_out();
        return Ok(());
    };
    read_rest(&mut file, &done, found)
}

fn named(file: &OfficeFile, wanted: impl Fn(&&Part) -> bool) -> BTreeSet<String> {
    let parts = file.parts.iter().filter(wanted);
    parts.map(|part| part.name.clone()).collect()
}

/// Number in the name of a part: 3 of `word/header3.xml`.
fn part_number(name: &str) -> u64 {
    let digits: String = name.chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(1)
}

fn read_document(file: &mut OfficeFile, found: &mut Collector) -> io::Result<BTreeSet<String>> {
    let mut done = BTreeSet::new();
    for part in file.parts.clone() {
        let Some(name) = part.name.strip_prefix("word/") else {
            continue;
        };
        let Some(stem) = name.strip_suffix(".xml") else {
            continue;
        };
        let number = part_number(stem);
        let place = match stem.trim_end_matches(|next: char| next.is_ascii_digit()) {
            "document" => Place::Counted("", 1),
            "header" => Place::Counted("header", number),
            "footer" => Place::Counted("footer", number),
            "footnotes" => Place::Counted("footnotes", 1),
            "endnotes" => Place::Counted("endnotes", 1),
            "comments" => Place::Hidden("comments".to_owned()),
            _ => continue,
        };
        paragraphs::read(file, &part, &place, found)?;
        done.insert(part.name);
    }
    Ok(done)
}

/// The slides in the order of the presentation, then their notes.
fn read_slides(file: &mut OfficeFile, found: &mut Collector) -> io::Result<BTreeSet<String>> {
    let relations = file.relations("ppt/presentation.xml")?;
    let mut slides = Vec::new();
    if let Some(presentation) = file.part("ppt/presentation.xml") {
        let mut tokens = file.open_xml(&presentation)?;
        while let Some(token) = tokens.next_token()? {
            if let Token::Open {
                name, attributes, ..
            } = token
                && local_name(&name) == "sldId"
            {
                slides.extend(relation_of(&attributes, &relations));
            }
        }
    }
    let mut done = BTreeSet::new();
    for (place, name) in slides.iter().enumerate() {
        if let Some(part) = file.part(name)
            && done.insert(part.name.clone())
        {
            let place = Place::Whole(format!("slide {}", place + 1));
            paragraphs::read(file, &part, &place, found)?;
        }
    }
    for part in file.parts.clone() {
        let is_xml = part.name.strip_suffix(".xml").is_some();
        let number = part_number(&part.name);
        let place = if part.name.starts_with("ppt/notesSlides/") {
            Place::Whole(format!("notes {number}"))
        } else if part.name.starts_with("ppt/slides/") {
            Place::Whole(format!("unnamed slide {number}"))
        } else if part.name.starts_with("ppt/slideLayouts/")
            || part.name.starts_with("ppt/slideMasters/")
        {
            Place::Hidden(format!("layout {number}"))
        } else {
            continue;
        };
        if is_xml && !part.name.contains("/_rels/") && done.insert(part.name.clone()) {
            paragraphs::read(file, &part, &place, found)?;
        }
    }
    Ok(done)
}

fn read_open_document(
    file: &mut OfficeFile,
    found: &mut Collector,
) -> io::Result<BTreeSet<String>> {
    let mut done = BTreeSet::new();
    // Headers and footers stand among the styles.
    for (name, part_name) in [("content.xml", ""), ("styles.xml", "styles")] {
        if let Some(part) = file.part(name) {
            open_document::read(file, &part, part_name, found)?;
            done.insert(part.name);
        }
    }
    Ok(done)
}

/// EPUB: the pages, in the order of the package.
fn read_book(file: &mut OfficeFile, found: &mut Collector) -> io::Result<BTreeSet<String>> {
    let mut done = BTreeSet::new();
    let parts = file.parts.clone().into_iter().enumerate();
    for (place, part) in parts {
        let (_, ending) = part.name.rsplit_once('.').unwrap_or_default();
        if !matches!(
            ending.to_ascii_lowercase().as_str(),
            "xhtml" | "html" | "htm"
        ) {
            continue;
        }
        let mut inner = Collector::default();
        page::read_html(&mut file.open(&part)?, &mut inner)?;
        for passage in &inner.text {
            found.push_text(
                &format!("part {} {}", place + 1, passage.locator),
                &passage.text,
            );
        }
        for passage in &inner.metadata {
            found.push_metadata(
                &format!("part {} {}", place + 1, passage.locator),
                &passage.text,
            );
        }
        if inner.left_out {
            found.leave_out();
        }
        done.insert(part.name);
    }
    Ok(done)
}

/// Properties, links, styles, pictures: what is not the text.
fn read_rest(
    file: &mut OfficeFile,
    done: &BTreeSet<String>,
    found: &mut Collector,
) -> io::Result<()> {
    let mut names = aside::Aside::new("part names");
    for part in file.parts.clone() {
        if done.contains(&part.name) || part.name == "mimetype" {
            continue;
        }
        names.attributes(&[(String::new(), part.name.clone())], found);
        if found.is_full() {
            found.leave_out();
            break;
        }
        let lower = part.name.to_ascii_lowercase();
        let (_, ending) = lower.rsplit_once('.').unwrap_or_default();
        if lower.contains("embeddings/") || lower.starts_with("object ") {
            found.leave_out();
        }
        if matches!(ending, "xml" | "rels" | "vml" | "opf" | "ncx" | "rdf") {
            let place = Place::Hidden(part_kind(&lower).to_owned());
            paragraphs::read(file, &part, &place, found)?;
            if lower == "meta-inf/manifest.xml" && is_encrypted(file, &part)? {
                found.leave_out();
            }
        } else if !lower.ends_with('/') {
            read_picture(file, &part, found)?;
        }
    }
    names.finish(found);
    Ok(())
}

/// A name for locators: never the name of the part, which may be anybody's words.
fn part_kind(lower: &str) -> &'static str {
    match lower {
        "docprops/core.xml" | "meta.xml" => "core properties",
        "docprops/app.xml" => "program properties",
        "docprops/custom.xml" => "own properties",
        _ if lower.contains("comment") => "comments",
        _ if lower.contains("author") || lower.contains("people") => "people",
        _ if lower.contains("_rels/") => "links",
        _ => "part",
    }
}

/// ODF 1.2, part 3, 4.16.
fn is_encrypted(file: &mut OfficeFile, manifest: &Part) -> io::Result<bool> {
    let mut tokens = file.open_xml(manifest)?;
    while let Some(token) = tokens.next_token()? {
        if matches!(&token, Token::Open { name, .. } if local_name(name) == "encryption-data") {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Embedded pictures have metadata of their own.
fn read_picture(file: &mut OfficeFile, part: &Part, found: &mut Collector) -> io::Result<()> {
    let mut source = file.open(part)?;
    let mut first_bytes = Vec::new();
    source.by_ref().take(512).read_to_end(&mut first_bytes)?;
    if first_bytes.is_empty() {
        return Ok(());
    }
    let kind = media_type(&first_bytes, "");
    let mut whole = Cursor::new(first_bytes).chain(source);
    let read = match kind {
        "image/jpeg" => jpeg::read(&mut whole, found),
        "image/png" => png::read(&mut whole, found),
        "image/gif" => gif::read(&mut whole, found),
        "audio/wav" => wav::read(&mut whole, found),
        _ => {
            found.leave_out();
            Ok(())
        }
    };
    // A broken picture leaves the rest to be read.
    if read.is_err() {
        found.leave_out();
    }
    Ok(())
}
