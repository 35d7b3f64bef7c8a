//! Looking through an archive page by page: what a person sees who walks from record to record.

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use testigo_store::objects;

use crate::archive::Archive;
use crate::disclose::parse_condition;
use crate::error::{Error, Result};
use crate::find::{SearchAnswer, SearchHit, known_kind};
use crate::receive::LISTED_MAX;

/// A reader that can go to any place of the plain bytes.
pub trait ReadSeek: Read + Seek + Send {}

impl<T: Read + Seek + Send> ReadSeek for T {}

/// An item's bytes, opened as far as they are read.
pub struct OpenedItem {
    /// What it is called.
    pub name: String,
    /// As recorded when it was received.
    pub media_type: String,
    /// Its size.
    pub bytes: u64,
    /// The digest of all of it, as recorded when it was received.
    pub sha256: [u8; 32],
    /// Its plain bytes. Each part is authentic; the digest of the whole is what `get` and `verify` compare.
    pub reader: Box<dyn ReadSeek>,
}

impl std::fmt::Debug for OpenedItem {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("OpenedItem")
            .field("media_type", &self.media_type)
            .field("bytes", &self.bytes)
            .finish_non_exhaustive()
    }
}

/// A part of an item's text.
#[derive(Debug, Clone)]
pub struct TextPart {
    /// Where in the item: a page, a time code.
    pub locator: String,
    /// The text.
    pub text: String,
}

impl Archive {
    /// Records without a search: those of a kind, or all, that match, newest first.
    pub fn browse(
        &self,
        kind: Option<&str>,
        condition: Option<&str>,
        limit: u64,
        offset: u64,
    ) -> Result<SearchAnswer> {
        known_kind(kind)?;
        let expression = parse_condition(condition.unwrap_or(""))?;
        let limit = limit.min(LISTED_MAX as u64);
        let page = self
            .catalog
            .records(kind, expression.as_ref(), limit, offset)?;
        let mut hits = Vec::with_capacity(page.items.len());
        for id in page.items {
            hits.push(SearchHit {
                id: id.to_string(),
                kind: self.catalog.kind_of(id)?.unwrap_or_default(),
                title: self.catalog.title(id)?,
                snippet: String::new(),
                locator: None,
            });
        }
        Ok(SearchAnswer {
            total: page.total,
            hits,
        })
    }

    /// How many records of each kind match, without a search.
    pub fn kinds_matching(&self, condition: Option<&str>) -> Result<BTreeMap<String, u64>> {
        let expression = parse_condition(condition.unwrap_or(""))?;
        let found = self.catalog.kinds_matching(expression.as_ref())?;
        Ok(found.into_iter().collect())
    }

    /// How many records of each kind a search finds.
    pub fn kinds_found(
        &mut self,
        query: &str,
        condition: Option<&str>,
    ) -> Result<BTreeMap<String, u64>> {
        let expression = parse_condition(condition.unwrap_or(""))?;
        self.read_texts()?;
        let found = self.catalog.kinds_found(query, expression.as_ref())?;
        Ok(found.into_iter().collect())
    }

    /// Reads the texts that came since the last search, which would else read them.
    pub fn read_new_texts(&mut self) -> Result<()> {
        self.read_texts()
    }

    /// Opens an item's bytes for somebody who sits at this archive.
    pub fn open_item(&self, item: &str) -> Result<OpenedItem> {
        let id = self.record_id(item)?;
        let (recorded, place) = self.sealed_object_of(id)?;
        let said = self.catalog.claims_of(id, LISTED_MAX as u64, 0)?.items;
        let value = |name: &str| {
            let found = said.iter().find(|claim| claim.field == name);
            found.map_or("", |claim| claim.value.as_str())
        };
        let bytes = value("bytes")
            .parse()
            .map_err(|_| Error::new("object_missing").with("path", id.to_string()))?;
        Ok(OpenedItem {
            name: self.catalog.title(id)?,
            media_type: value("media_type").to_owned(),
            bytes,
            sha256: *recorded.as_bytes(),
            reader: Box::new(objects::open(&self.store, &self.ring, &place)?),
        })
    }

    /// The text of an item, in its order; and of how many parts it is.
    pub fn text_of(&mut self, item: &str, limit: u64, offset: u64) -> Result<(Vec<TextPart>, u64)> {
        self.read_texts()?;
        let id = self.record_id(item)?;
        let page = self
            .catalog
            .passages_of(id, limit.min(LISTED_MAX as u64), offset)?;
        let parts = page
            .items
            .into_iter()
            .map(|(locator, text)| TextPart { locator, text });
        Ok((parts.collect(), page.total))
    }

    /// How many parts of an item's text stand before this place in it (`page 3`); none if no text stands there.
    pub fn text_before(&mut self, item: &str, locator: &str) -> Result<Option<u64>> {
        self.read_texts()?;
        let id = self.record_id(item)?;
        Ok(self.catalog.passages_before(id, locator)?)
    }
}
