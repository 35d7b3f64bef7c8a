//! `add`: receiving files. Each is hashed, sealed, stored once, read back and compared.

mod receipt;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

use serde::Serialize;
use testigo_custody::{Digest, LogId, StatementId};
use testigo_intake::{facts, media_type};
use testigo_record::{ClaimedValue, Level, field, timestamp_text};
use testigo_store::{StoreError, objects};

use crate::archive::{Archive, Batch};
use crate::draft::Draft;
use crate::error::{Error, Result};
use crate::surroundings::Work;

pub(crate) use receipt::receipt_key_of;
use receipt::{Owner, receipt_key};
pub(crate) use walk::Found;

/// A batch is committed after so many files ...
const FILES_AT_ONCE: usize = 1_000;
/// ... or so many seconds, whichever comes first.
const BATCH_SECONDS_MAX: i64 = 30;
/// Objects that are not read back a second time in one run; about 3 MiB.
const COMPARED_MAX: usize = 32_768;
/// Longest list in an answer.
pub const LISTED_MAX: usize = 1_000;

/// What to receive, and what is said about it.
#[derive(Debug, Clone, Default)]
pub struct AddRequest {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// Id or name of the source; of a rendition, that of what it belongs to if none.
    pub source: Option<String>,
    /// Who collected them.
    pub collected_by: Option<String>,
    /// When, EDTF.
    pub collected_at: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Their level.
    pub level: Option<Level>,
    /// The item or account that they belong to.
    pub of: Option<String>,
    /// As what: a transcript, a translation, a recording.
    pub role: Option<String>,
    /// Of a transcript or translation.
    pub language: Option<String>,
    /// Their place among several.
    pub order: Option<u64>,
}

/// What became of one file.
#[derive(Debug, Clone, Serialize)]
pub struct AddedItem {
    /// The item.
    pub id: String,
    /// Relative path as received.
    pub path: String,
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// Size.
    pub bytes: u64,
    /// Media type, from the first bytes and the name.
    pub media_type: String,
    /// `stored`, `known` or `receipt`.
    pub status: &'static str,
}

/// A file that could not be received.
#[derive(Debug, Clone, Serialize)]
pub struct Failure {
    /// Relative path.
    pub path: String,
    /// The stable code.
    pub code: &'static str,
    /// In words, filled in at the edge.
    pub message: String,
}

/// The answer to `add`.
#[derive(Debug, Default, Serialize)]
pub struct AddAnswer {
    /// At most [`LISTED_MAX`].
    pub items: Vec<AddedItem>,
    /// All of them.
    pub items_total: u64,
    /// At most [`LISTED_MAX`].
    pub failed: Vec<Failure>,
    /// All of them.
    pub failed_total: u64,
    /// Of all items, by status.
    pub counts: BTreeMap<&'static str, u64>,
    /// Whether it was stopped before its end. What is counted here is stored; the same again adds what is missing.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub stopped: bool,
}

/// Receives each line of `--report` right after the commit that stores it.
pub type ReportLine<'a> = dyn FnMut(&AddedItem) -> io::Result<()> + 'a;

struct Receiving<'a> {
    source: StatementId,
    /// What is said of all of them, in its canonical form.
    stated: Vec<(&'static str, String)>,
    request: &'a AddRequest,
    batch: Batch,
    /// Items of this batch that the catalog does not know yet: digest to item and its receipts.
    fresh: BTreeMap<Digest, StatementId>,
    fresh_sizes: BTreeSet<u64>,
    fresh_receipts: BTreeSet<[u8; 16]>,
    waiting: Vec<AddedItem>,
    began_s: i64,
    number: u64,
    /// Objects read back and compared in this run.
    compared: BTreeMap<(LogId, Digest), bool>,
    answer: AddAnswer,
    report: &'a mut ReportLine<'a>,
}

impl Archive {
    /// Receives files and folders. Failures of single files are in the answer; an error means that
    /// nothing more could be done, and what was reported is stored.
    pub fn add<'a>(
        &mut self,
        request: &'a AddRequest,
        report: &'a mut ReportLine<'a>,
    ) -> Result<AddAnswer> {
        self.complete_own_log()?;
        let mut batch = Batch::default();
        let belongs = self.belongs_to(request)?;
        let source = match (&request.source, &belongs) {
            (Some(source), _) => self.source_named(source, &mut batch)?,
            (None, Some(owner)) => owner.source,
            (None, None) => return Err(Error::new("source_missing")),
        };
        let stated = self.stated(request, belongs.as_ref())?;
        let mut receiving = Receiving {
            source,
            stated,
            request,
            batch,
            fresh: BTreeMap::new(),
            fresh_sizes: BTreeSet::new(),
            fresh_receipts: BTreeSet::new(),
            waiting: Vec::new(),
            began_s: (self.surroundings.now_s)(),
            number: 0,
            compared: BTreeMap::new(),
            answer: AddAnswer::default(),
            report,
        };
        let excluded = [
            self.store.disk().root().to_path_buf(),
            self.surroundings.home.clone(),
        ];
        'all: for path in &request.paths {
            for found in walk::Walk::new(path, &excluded) {
                match found {
                    Ok(found) => self.receive_one(&found, &mut receiving)?,
                    Err(failure) => receiving.fail(failure.path, failure.code),
                }
                let done = receiving.answer.items_total + receiving.waiting.len() as u64;
                (self.surroundings.progress)(Work::Receiving, done, None);
                self.flush_if_due(&mut receiving)?;
                if (self.surroundings.stopped)() {
                    receiving.answer.stopped = true;
                    break 'all;
                }
            }
        }
        self.flush(&mut receiving)?;
        Ok(receiving.answer)
    }

    /// What is said of everything that is received now, in the order of the statement.
    fn stated(
        &self,
        request: &AddRequest,
        belongs: Option<&Owner>,
    ) -> Result<Vec<(&'static str, String)>> {
        let order = request.order.map(|order| order.to_string());
        let given = [
            ("collected_by", request.collected_by.clone()),
            ("collected_at", request.collected_at.clone()),
            ("place", request.place.clone()),
            ("of", belongs.map(|owner| owner.id.to_string())),
            ("as", request.role.clone()),
            ("language", request.language.clone()),
            ("order", order),
        ];
        let mut stated = Vec::new();
        for (name, text) in given {
            let Some(text) = text else { continue };
            let definition = field("item", name).ok_or_else(|| Error::new("internal"))?;
            stated.push((name, self.read_value(definition, name, &text)?));
        }
        Ok(stated)
    }

    fn flush_if_due(&mut self, receiving: &mut Receiving<'_>) -> Result<()> {
        let age = (self.surroundings.now_s)() - receiving.began_s;
        if receiving.waiting.len() >= FILES_AT_ONCE || age >= BATCH_SECONDS_MAX {
            self.flush(receiving)?;
        }
        Ok(())
    }

    fn flush(&mut self, receiving: &mut Receiving<'_>) -> Result<()> {
        if receiving.waiting.is_empty() {
            // A source made for files that never came is no statement of anybody.
            return Ok(());
        }
        let batch = std::mem::take(&mut receiving.batch);
        self.commit(batch)?;
        for item in std::mem::take(&mut receiving.waiting) {
            (receiving.report)(&item)
                .map_err(|error| Error::new("report_failed").because(error))?;
            receiving.answer.items_total += 1;
            *receiving.answer.counts.entry(item.status).or_default() += 1;
            if receiving.answer.items.len() < LISTED_MAX {
                receiving.answer.items.push(item);
            }
        }
        receiving.fresh.clear();
        receiving.fresh_sizes.clear();
        receiving.fresh_receipts.clear();
        receiving.began_s = (self.surroundings.now_s)();
        Ok(())
    }

    /// A file's own trouble is its failure; trouble with the store ends the run.
    fn receive_one(&mut self, found: &Found, receiving: &mut Receiving<'_>) -> Result<()> {
        match self.try_receive(found, receiving) {
            Ok(item) => {
                receiving.waiting.push(item);
                Ok(())
            }
            Err(Trouble::File(code)) => {
                receiving.fail(found.shown.clone(), code);
                Ok(())
            }
            Err(Trouble::Store(error)) => Err(error),
        }
    }

    fn try_receive(
        &mut self,
        found: &Found,
        receiving: &mut Receiving<'_>,
    ) -> std::result::Result<AddedItem, Trouble> {
        let mut file = File::open(&found.path).map_err(Trouble::reading)?;
        let before = file.metadata().map_err(Trouble::reading)?;
        let modified_s = walk::modified_s(&before);
        let size = before.len();
        if receiving.fresh_sizes.contains(&size) || self.catalog.has_item_of_size(size)? {
            // Something of this size is here: look before sealing.
            let (digest, bytes) =
                testigo_package::digest_stream(&mut file).map_err(Trouble::reading)?;
            let mut first_bytes = Vec::new();
            io::Seek::rewind(&mut file).map_err(Trouble::reading)?;
            (&file)
                .take(4096)
                .read_to_end(&mut first_bytes)
                .map_err(Trouble::reading)?;
            io::Seek::rewind(&mut file).map_err(Trouble::reading)?;
            if let Some(item) = self.known_item(digest, receiving)? {
                let media = media_type(&first_bytes, &found.shown);
                let content = Content {
                    found,
                    digest,
                    bytes,
                    modified_s,
                    media,
                };
                return Ok(self.receipt(item, &content, receiving)?);
            }
        }
        let log = self.own_log()?;
        receiving.number += 1;
        let staged = objects::stage(&self.store, &self.ring, log, receiving.number, &mut file)
            .map_err(Trouble::staging)?;
        let after = file.metadata().map_err(Trouble::reading)?;
        if after.len() != staged.bytes || walk::modified_s(&after) != modified_s {
            objects::discard(&self.store, &staged).map_err(Error::from)?;
            return Err(Trouble::File("changed_while_reading"));
        }
        let content = Content {
            found,
            digest: staged.plaintext,
            bytes: staged.bytes,
            modified_s,
            media: media_type(&staged.first_bytes, &found.shown),
        };
        let mut draft = receiving.draft("item", &content);
        if io::Seek::rewind(&mut file).is_ok() {
            draft.claim_all(claims_of_facts(content.media, &mut file));
        }
        draft.level = receiving.request.level;
        let id = self.write(draft, &mut receiving.batch)?;
        receiving.batch.staged.push(staged);
        receiving.fresh.insert(content.digest, id);
        receiving.remember_compared(log, content.digest, true);
        receiving.fresh_sizes.insert(content.bytes);
        receiving.fresh_receipts.insert(receiving.key(&content));
        Ok(content.added(id, "stored"))
    }

    /// The item that holds these bytes, its object read back and compared once in this run.
    fn known_item(
        &mut self,
        digest: Digest,
        receiving: &mut Receiving<'_>,
    ) -> Result<Option<StatementId>> {
        if let Some(id) = receiving.fresh.get(&digest) {
            return Ok(Some(*id));
        }
        for (id, log) in self.catalog.items_with_digest(&digest.to_string())? {
            let good = if let Some(good) = receiving.compared.get(&(log, digest)) {
                *good
            } else {
                let good = self.object_holds(log, digest);
                receiving.remember_compared(log, digest, good);
                good
            };
            if good {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    fn object_holds(&self, log: LogId, digest: Digest) -> bool {
        let place = objects::place_of(&self.ring, log, digest);
        matches!(
            objects::digest_of_sealed(&self.store, &self.ring, &place),
            Ok((again, _)) if again == digest
        )
    }

    fn receipt(
        &mut self,
        item: StatementId,
        content: &Content<'_>,
        receiving: &mut Receiving<'_>,
    ) -> Result<AddedItem> {
        let key = receiving.key(content);
        if receiving.fresh_receipts.contains(&key) || self.catalog.seen(&key)? > 0 {
            return Ok(content.added(item, "known"));
        }
        let mut draft = receiving.draft("receipt", content);
        draft.subject = Some(item);
        self.write(draft, &mut receiving.batch)?;
        receiving.fresh_receipts.insert(key);
        Ok(content.added(item, "receipt"))
    }
}

/// A file's bytes, as they were read.
struct Content<'a> {
    found: &'a Found,
    digest: Digest,
    bytes: u64,
    modified_s: Option<i64>,
    media: &'static str,
}

impl Content<'_> {
    fn added(&self, id: StatementId, status: &'static str) -> AddedItem {
        AddedItem {
            id: id.to_string(),
            path: self.found.shown.clone(),
            sha256: self.digest.to_string(),
            bytes: self.bytes,
            media_type: self.media.to_owned(),
            status,
        }
    }
}

impl Receiving<'_> {
    fn fail(&mut self, path: String, code: &'static str) {
        self.answer.failed_total += 1;
        if self.answer.failed.len() < LISTED_MAX {
            self.answer.failed.push(Failure {
                path,
                code,
                message: String::new(),
            });
        }
    }

    fn remember_compared(&mut self, log: LogId, digest: Digest, good: bool) {
        if self.compared.len() >= COMPARED_MAX {
            self.compared.clear();
        }
        self.compared.insert((log, digest), good);
    }

    /// What an item or a receipt says.
    fn draft(&self, kind: &str, content: &Content<'_>) -> Draft {
        let mut draft = Draft::new(kind);
        draft.source = Some(self.source);
        let mut say = |field: &str, value: Option<String>| {
            if let Some(value) = value {
                draft.claim(field, ClaimedValue::Read(value));
            }
        };
        say("name", Some(content.found.name.clone()));
        say("path", Some(content.found.shown.clone()));
        say("path_bytes", content.found.path_bytes.clone());
        say("modified", content.modified_s.map(timestamp_text));
        say("sha256", Some(content.digest.to_string()));
        say("bytes", Some(content.bytes.to_string()));
        say("media_type", Some(content.media.to_owned()));
        for (field, value) in &self.stated {
            say(field, Some(value.clone()));
        }
        draft
    }

    fn key(&self, content: &Content<'_>) -> [u8; 16] {
        let modified = content.modified_s.map(timestamp_text);
        let mut fields = vec![
            ("path", content.found.shown.as_str()),
            ("modified", modified.as_deref().unwrap_or_default()),
        ];
        fields.extend(
            self.stated
                .iter()
                .map(|(name, value)| (*name, value.as_str())),
        );
        receipt_key(self.source, &content.digest.to_string(), &fields)
    }
}

/// What a picture or a recording says of itself, as claims of whoever brought it.
pub(crate) fn claims_of_facts(media: &str, bytes: &mut dyn Read) -> Vec<(String, ClaimedValue)> {
    let facts = facts(media, bytes);
    let location = facts.location.map(|(lat, lon)| format!("{lat}, {lon}"));
    let capture = facts.device.into_iter().chain(location);
    let capture = capture.map(|text| ("capture", Some(text)));
    let number = |number: Option<u32>| number.map(|number| number.to_string());
    let said = [
        ("width", number(facts.width)),
        ("height", number(facts.height)),
        ("duration_ms", facts.duration_ms.map(|ms| ms.to_string())),
        ("captured_at", facts.captured_at),
    ];
    said.into_iter()
        .chain(capture)
        .filter_map(|(name, text)| {
            // What a file says of itself may be anything: only what reads as the field is said.
            let text = testigo_record::read(field("item", name)?, &text?).ok()?;
            Some((name.to_owned(), ClaimedValue::Read(text)))
        })
        .collect()
}

enum Trouble {
    File(&'static str),
    Store(Error),
}

impl Trouble {
    fn staging(error: StoreError) -> Self {
        if let StoreError::Intake { source } = error {
            return Self::reading(source);
        }
        Self::Store(error.into())
    }

    #[expect(clippy::needless_pass_by_value, reason = "stands in map_err")]
    fn reading(error: io::Error) -> Self {
        Self::File(walk::file_code(&error))
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Store(error)
    }
}

impl From<testigo_catalog::CatalogError> for Trouble {
    fn from(error: testigo_catalog::CatalogError) -> Self {
        Self::Store(error.into())
    }
}
