//! Which originals go along, and the search of everything that would leave.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use testigo_custody::{Digest, LogId, StatementId};
use testigo_intake::{Searchable, extension, facts, searchable};
use testigo_record::{Reason, Type, field};
use testigo_store::objects;

use crate::archive::Archive;
use crate::disclose::leak::{Hit, Manner, Unshown, Withheld};
use crate::disclose::selection::{Selection, Standing};
use crate::disclose::specification::Specification;
use crate::error::{Error, Result};

/// An original that goes along.
#[derive(Debug)]
pub(crate) struct Exhibit {
    /// `E0001`.
    pub(crate) number: String,
    pub(crate) item: StatementId,
    pub(crate) log: LogId,
    pub(crate) position: u64,
    pub(crate) digest: Digest,
    pub(crate) bytes: u64,
    pub(crate) media_type: String,
    /// Not all of it could be read for names; a person set its own level.
    pub(crate) not_searched: bool,
}

impl Exhibit {
    /// `items/E0001.jpg`: number and extension, never a person's words.
    pub(crate) fn path(&self) -> String {
        format!("items/{}.{}", self.number, extension(&self.media_type))
    }
}

/// Fields whose values name or identify somebody, with those of one person together.
const NAME_FIELDS: [&str; 16] = [
    "name",
    "given_name",
    "surname",
    "second_surname",
    "alias",
    "collected_by",
    "taken_by",
    "recipient",
    "id_document",
    "contact",
    "interpreter",
    "present",
    "translator",
    "author",
    "addressee",
    "file_number",
];

impl Archive {
    /// Chooses the exhibits among the items that leave, searching each that goes along.
    pub(crate) fn choose_exhibits(
        &mut self,
        specification: &Specification,
        selection: &mut Selection,
        withheld: &Withheld,
        hits: &mut BTreeSet<Hit>,
    ) -> Result<Vec<Exhibit>> {
        let mut exhibits = Vec::new();
        let mut staying = Vec::new();
        for disclosed in selection
            .statements
            .iter()
            .filter(|disclosed| disclosed.row.kind == "item")
        {
            self.surroundings.go_on()?;
            let row = &disclosed.row;
            let value = |name: &str| row.claims.iter().find(|claim| claim.field == name);
            let Some(digest) = value("sha256").and_then(|claim| claim.value.parse().ok()) else {
                continue;
            };
            let place = objects::place_of(&self.ring, row.log, digest);
            let media_type = value("media_type")
                .map_or("", |claim| claim.value.as_str())
                .to_owned();
            let read = self.search_original(&place, &media_type)?;
            let own_level = self.catalog.level_decided(disclosed.record)?;
            let own_level = own_level.is_some_and(|level| level >= specification.level);
            if !read.complete && !own_level {
                staying.push((disclosed.record, Reason::NotSearched));
                continue;
            }
            let standing = selection.standings.get(&disclosed.record);
            let tells_where = |standing: &Standing| {
                !own_level && !standing.field_leaves("capture", specification.level)
            };
            if standing.is_some_and(tells_where) && self.says_where(&place, &media_type)? {
                staying.push((disclosed.record, Reason::Policy));
                continue;
            }
            let number = format!("E{:04}", exhibits.len() + 1);
            // The number is of no use before there is a package: the place says which item it is.
            let item = format!("of item {}", disclosed.record);
            search_passages(withheld, &read, (&number, &item), hits);
            exhibits.push(Exhibit {
                number,
                item: disclosed.record,
                log: row.log,
                position: row.position,
                digest,
                bytes: value("bytes")
                    .and_then(|claim| claim.value.parse().ok())
                    .unwrap_or(0),
                media_type,
                not_searched: !read.complete,
            });
        }
        for (_, reason) in &staying {
            selection.count_reason(*reason);
        }
        selection.originals_staying = staying;
        Ok(exhibits)
    }

    /// Asks whether one original may go to a recipient: the gate, and the search of its bytes.
    pub(crate) fn item_may_leave(
        &self,
        item: StatementId,
        place: &str,
        media_type: &str,
        recipient: &str,
        purpose: &str,
    ) -> Result<()> {
        let withheld_for =
            |reason: Reason| Error::new("item_withheld").with("detail", reason.code());
        let specification = Specification::for_recipient(recipient, purpose);
        if let Some(reason) = self
            .standing(item, &specification)?
            .and_then(|standing| standing.stays)
        {
            return Err(withheld_for(reason));
        }
        let withheld = self.withheld_values(&specification, &Selection::default())?;
        let read = self.search_original(place, media_type)?;
        let decided = self.catalog.level_decided(item)?;
        if !read.complete && decided.is_none_or(|level| level < specification.level) {
            return Err(withheld_for(Reason::NotSearched));
        }
        let standing = self.standing(item, &specification)?;
        let may_tell = decided.is_some_and(|level| level >= specification.level)
            || standing
                .is_some_and(|standing| standing.field_leaves("capture", specification.level));
        if !may_tell && self.says_where(place, media_type)? {
            return Err(withheld_for(Reason::Policy));
        }
        let mut hits = BTreeSet::new();
        search_passages(&withheld, &read, ("", ""), &mut hits);
        refuse_hits(&hits)?;
        Ok(())
    }

    /// Whether a picture or a recording says itself where it was made: what its claim `capture` withholds, the original
    /// would tell.
    fn says_where(&self, place: &str, media_type: &str) -> Result<bool> {
        let mut reader = objects::open(&self.store, &self.ring, place)?;
        Ok(facts(media_type, &mut reader).location.is_some())
    }

    fn search_original(&self, place: &str, media_type: &str) -> Result<Searchable> {
        let mut reader: Box<dyn Read> = Box::new(objects::open(&self.store, &self.ring, place)?);
        Ok(searchable(media_type, &mut *reader))
    }

    /// Every name and number of the archive that does not leave.
    pub(crate) fn withheld_values(
        &self,
        specification: &Specification,
        selection: &Selection,
    ) -> Result<Withheld> {
        let mut withheld = Withheld::default();
        let mut shown: BTreeSet<(StatementId, &str, &str)> = BTreeSet::new();
        for disclosed in &selection.statements {
            for claim in &disclosed.row.claims {
                shown.insert((disclosed.record, &claim.field, &claim.value));
                let kind = selection
                    .standings
                    .get(&disclosed.record)
                    .map_or("", |record| &record.kind);
                if is_name(&claim.field) || is_place(kind, &claim.field) {
                    withheld.disclose(&claim.value);
                }
            }
        }
        for name in self.catalog.place_names()? {
            withheld.disclose(&name);
        }
        for vocabulary in testigo_record::vocabularies() {
            for term in &vocabulary.terms {
                withheld.disclose(term.english);
                withheld.disclose(term.spanish);
            }
        }
        let mut of_record: BTreeMap<StatementId, Vec<Unshown>> = BTreeMap::new();
        let mut let_go = BTreeMap::new();
        self.catalog.each_value(&NAME_FIELDS, &mut |value| {
            let is_file_name = value.kind == "item" && value.field == "name";
            let is_shown = shown.contains(&(value.record, value.field, value.text));
            if !is_shown && !is_file_name && !is_public_name(value.kind) {
                of_record.entry(value.record).or_default().push(Unshown {
                    field: value.field.to_owned(),
                    text: value.text.to_owned(),
                    said_by: value.source.map(|source| (source, value.is_claim)),
                });
            }
        })?;
        for (record, values) in &of_record {
            let known = (selection, &mut let_go);
            let staying = self.would_stay(*record, values, specification, known)?;
            withheld.withhold(staying);
        }
        for person in self.catalog.persons_acting()? {
            withheld.withhold([person.as_str()]);
        }
        Ok(withheld)
    }

    /// Searches every text of the package but the originals.
    pub(crate) fn search_texts(
        specification: &Specification,
        selection: &Selection,
        withheld: &Withheld,
        hits: &mut BTreeSet<Hit>,
    ) {
        let mut free = |text: &str, place: &str| {
            hits.extend(withheld.search(text, Manner::Free, place));
        };
        free(&specification.title, "title");
        free(&specification.selection, "select where");
        for (number, section) in (1..).zip(&specification.sections) {
            free(&section.heading, &format!("section {number} heading"));
            free(&section.text, &format!("section {number} text"));
        }
        for (number, figure) in (1..).zip(&specification.figures) {
            free(&figure.name, &format!("figure {number} name"));
            free(&figure.condition, &format!("figure {number} where"));
        }
        for disclosed in &selection.statements {
            let kind = selection
                .standings
                .get(&disclosed.record)
                .map_or("", |record| &record.kind);
            for claim in &disclosed.row.claims {
                let place = format!("{} of {kind} {}", claim.field, disclosed.record);
                // The name of a group's own field is words too, such as the heading of a list.
                if claim.field.starts_with("x.") {
                    let place = format!("name of an own field of {kind} {}", disclosed.record);
                    hits.extend(withheld.search(&claim.field, Manner::Free, &place));
                }
                if let Some(manner) = manner_of(kind, &claim.field, claim.unread) {
                    hits.extend(withheld.search(&claim.value, manner, &place));
                }
            }
            if let Some(locator) = &disclosed.row.locator {
                let place = format!("locator of {}", disclosed.row.id);
                hits.extend(withheld.search(locator, Manner::Structured, &place));
            }
        }
    }
}

/// `within` stands before and after the place inside the original.
fn search_passages(
    withheld: &Withheld,
    read: &Searchable,
    within: (&str, &str),
    hits: &mut BTreeSet<Hit>,
) {
    for (passages, manner) in [
        (&read.text, Manner::Free),
        (&read.metadata, Manner::Structured),
    ] {
        let mut before = String::new();
        for passage in passages {
            let place = format!("{} {} {}", within.0, passage.locator, within.1);
            let text = joined(&passage.text);
            hits.extend(withheld.search(&text, manner, place.trim()));
            // A name may begin in one passage and end in the next.
            let border = joined(&format!("{before} {}", head(&passage.text)));
            hits.extend(withheld.search(&border, manner, place.trim()));
            tail(&passage.text).clone_into(&mut before);
        }
    }
}

/// Beside a border between passages, so much is searched together; longer than any name.
const BORDER_CHARS: usize = 200;

fn head(text: &str) -> &str {
    let end = text.char_indices().nth(BORDER_CHARS);
    end.map_or(text, |(end, _)| &text[..end])
}

fn tail(text: &str) -> &str {
    let start = text.char_indices().rev().nth(BORDER_CHARS - 1);
    start.map_or(text, |(start, _)| &text[start..])
}

/// A text with the words that were parted at the ends of lines joined again.
fn joined(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let end = line.trim_end();
        match end.strip_suffix('-') {
            Some(part) if part.ends_with(char::is_alphabetic) && line.ends_with('\n') => {
                whole.push_str(part);
            }
            Some(_) | None => whole.push_str(line),
        }
    }
    whole
}

/// How a disclosed field is searched. A name that the gate lets leave is itself; numbers, dates,
/// digests and references hold no words.
fn manner_of(kind: &str, name: &str, unread: bool) -> Option<Manner> {
    if unread {
        return Some(Manner::Structured);
    }
    match field(kind, name).map_or(Type::Text, |definition| definition.value) {
        Type::Text | Type::Label | Type::Place => Some(Manner::Free),
        Type::Code { open: true, .. } => Some(Manner::Structured),
        Type::Name
        | Type::Identifier
        | Type::Date
        | Type::Quantity
        | Type::Number
        | Type::Reference
        | Type::Code { open: false, .. } => None,
    }
}

fn is_name(name: &str) -> bool {
    NAME_FIELDS.contains(&name)
}

fn is_place(kind: &str, name: &str) -> bool {
    field(kind, name).is_some_and(|definition| definition.value == Type::Place)
}

/// Names of places and lists identify nobody.
fn is_public_name(kind: &str) -> bool {
    matches!(kind, "place" | "list")
}

/// Refuses the build if anything withheld would leave; the places, never the values.
pub(crate) fn refuse_hits(hits: &BTreeSet<Hit>) -> Result<Vec<String>> {
    let mut warnings = Vec::new();
    let mut places = Vec::new();
    for hit in hits {
        match hit {
            Hit::Refused { place } => places.push(place.clone()),
            Hit::Warning { place } => warnings.push(place.clone()),
        }
    }
    if places.is_empty() {
        return Ok(warnings);
    }
    let total = places.len();
    places.truncate(20);
    Err(Error::new("withheld_value_found")
        .with("places", places.join("; "))
        .with("count", total.to_string()))
}
