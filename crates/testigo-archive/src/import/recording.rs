//! From what a file says of one thing to statements: what is new creates a record, what changed becomes claims.

use std::collections::BTreeSet;
use std::collections::btree_map::Entry;

use testigo_catalog::SourceName;
use testigo_custody::StatementId;
use testigo_intake::{Found, FoundValue, Said};
use testigo_record::{Absence, ClaimedValue, field, kinds, read, storable};

use super::identity::{key_of_content, key_of_name};
use super::{Importing, RecordedEntry};
use crate::archive::Archive;
use crate::draft::Draft;
use crate::error::Result;
use crate::surroundings::Work;

/// A statement has room for more fields; what is beyond becomes a claim of the same source.
const CLAIMS_AT_ONCE: usize = 900;
/// FORMAT 4: a value of a statement.
const VALUE_BYTES_MAX: usize = 200 * 1024;
/// All values of a statement, with room for the rest of it.
const VALUES_BYTES_MAX: usize = 800 * 1024;
/// Claims of a record that a corrected file is compared with.
const COMPARED_MAX: u64 = 100_000;

/// The intake's code for words that say that there is no value.
const UNKNOWN: &str = "unknown_value";

/// A reference to something that had not come when its record was written.
pub(super) struct Deferred {
    subject: StatementId,
    source: StatementId,
    locator: String,
    column: String,
    field: String,
    key: String,
}

pub(super) type Claims = Vec<(String, ClaimedValue)>;

/// Who says something, and within what its lines are told apart.
#[derive(Clone, Copy)]
pub(super) struct Voice {
    pub(super) source: StatementId,
    pub(super) within: StatementId,
}

impl Voice {
    /// A source whose lines are told apart within all that it says.
    pub(super) fn of(source: StatementId) -> Self {
        Self {
            source,
            within: source,
        }
    }
}

impl Archive {
    /// Records one thing, or what is new of it.
    pub(super) fn record_found(
        &mut self,
        found: &Found,
        before: Claims,
        voice: Voice,
        importing: &mut Importing<'_>,
    ) -> Result<StatementId> {
        importing.at_row(&found.locator);
        let (mut claims, later) = importing.claims_of_found(found);
        claims.splice(0..0, before);
        let size: usize = claims.iter().map(|(_, value)| value.text().len()).sum();
        let id = match self.known_record(found, &claims, voice, importing)? {
            Known::No => self.create(found, claims, voice, importing)?,
            Known::Same(id) => id,
            Known::Perhaps(id) => {
                importing.answer.changed += u64::from(self.say_more(
                    id,
                    "claim",
                    claims,
                    found,
                    voice.source,
                    importing,
                )?);
                id
            }
        };
        if !found.key.is_empty() {
            importing.ids.insert(found.key.clone(), id);
        }
        importing.defer(id, found, &later, voice.source);
        let done = importing.rows;
        (self.surroundings.progress)(Work::Importing, done, None);
        importing.bytes += size;
        self.flush_if_full(importing)?;
        Ok(id)
    }

    fn known_record(
        &self,
        found: &Found,
        claims: &Claims,
        voice: Voice,
        importing: &mut Importing<'_>,
    ) -> Result<Known> {
        // What does not fit the first statement is not what it is known by.
        let first = &claims[..first_piece(claims)];
        let values = first.iter().map(|(field, value)| (field.as_str(), value));
        let key = key_of_content(voice.within, found.kind, &found.key, values);
        if !found.key.is_empty() {
            if let Some(id) = self.catalog.seen_statement(&key, 0)? {
                return Ok(Known::Same(id));
            }
            let key = key_of_name(voice.within, found.kind, &found.key);
            let known = self.catalog.seen_statement(&key, 0)?;
            return Ok(known.map_or(Known::No, Known::Perhaps));
        }
        let (here, before) = match importing.occurrences.entry(key) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert((0, self.catalog.seen(&key)?)),
        };
        *here += 1;
        if *here > *before {
            return Ok(Known::No);
        }
        let known = self.catalog.seen_statement(&key, *here - 1)?;
        Ok(known.map_or(Known::No, Known::Same))
    }

    fn create(
        &mut self,
        found: &Found,
        claims: Claims,
        voice: Voice,
        importing: &mut Importing<'_>,
    ) -> Result<StatementId> {
        let mut pieces = pieces(claims).into_iter();
        let first = pieces.next().unwrap_or_default();
        let id = self.write_record(found, first, voice, importing)?;
        for piece in pieces {
            self.claim_found(id, "claim", piece, found, voice.source, importing)?;
        }
        Ok(id)
    }

    /// The statement that makes a record.
    pub(super) fn write_record(
        &mut self,
        found: &Found,
        claims: Claims,
        voice: Voice,
        importing: &mut Importing<'_>,
    ) -> Result<StatementId> {
        let mut draft = Draft::new(found.kind);
        draft.source = Some(voice.source);
        draft.locator = Some(found.locator.clone()).filter(|locator| !locator.is_empty());
        draft.import = Some(self.import_statement(importing)?);
        draft.level = importing.request.level;
        draft.key = Some(found.key.clone()).filter(|key| !key.is_empty());
        draft.claim_all(claims);
        let id = self.write(draft, &mut importing.batch)?;
        importing.row_is_new = true;
        importing.waiting.push(RecordedEntry {
            row: row_number(&found.locator),
            kind: found.kind,
            id: id.to_string(),
        });
        Ok(id)
    }

    /// Says what the source has not said of a record yet; whether there was anything.
    pub(super) fn say_more(
        &mut self,
        id: StatementId,
        statement_kind: &'static str,
        claims: Claims,
        found: &Found,
        source: StatementId,
        importing: &mut Importing<'_>,
    ) -> Result<bool> {
        let said = self.said_by(id, source)?;
        let new: Claims = claims
            .into_iter()
            .filter(|(field, value)| field != "row" && !said.contains(&said_key(field, value)))
            .collect();
        if new.is_empty() {
            return Ok(false);
        }
        for piece in pieces(new) {
            self.claim_found(id, statement_kind, piece, found, source, importing)?;
        }
        importing.row_is_new = true;
        Ok(true)
    }

    fn claim_found(
        &mut self,
        id: StatementId,
        statement_kind: &'static str,
        claims: Claims,
        found: &Found,
        source: StatementId,
        importing: &mut Importing<'_>,
    ) -> Result<()> {
        let mut draft = Draft::new(statement_kind);
        draft.import = Some(self.import_statement(importing)?);
        draft.subject = Some(id);
        draft.source = Some(source);
        draft.locator = Some(found.locator.clone());
        draft.claim_all(claims);
        self.write(draft, &mut importing.batch)?;
        Ok(())
    }

    /// What a source says of a record, as the catalog has it.
    fn said_by(&self, id: StatementId, source: StatementId) -> Result<BTreeSet<(String, String)>> {
        let is_of_source =
            |said: &Option<SourceName>| said.as_ref().is_some_and(|said| said.id == source);
        let claims = self.catalog.claims_of(id, COMPARED_MAX, 0)?.items;
        let claims = claims
            .into_iter()
            .filter(|claim| is_of_source(&claim.source));
        let mut said: BTreeSet<(String, String)> = claims
            .map(|claim| {
                let value = match claim.absent {
                    Some(absence) => ClaimedValue::Absent(absence, claim.value),
                    None if claim.unread => ClaimedValue::Unread(claim.value),
                    None => ClaimedValue::Read(claim.value),
                };
                said_key(&claim.field, &value)
            })
            .collect();
        // What a person put another version in place of is not said again by the file that it came from.
        let withdrawn = self.catalog.withdrawn_of(id)?.items.into_iter();
        let superseded = withdrawn
            .filter(|claim| claim.by_kind == "supersession" && is_of_source(&claim.source));
        said.extend(
            superseded.map(|claim| said_key(&claim.field, &ClaimedValue::Read(claim.value))),
        );
        Ok(said)
    }

    /// References to what came later in the file, or with an earlier import.
    pub(super) fn say_deferred(
        &mut self,
        voice: Voice,
        importing: &mut Importing<'_>,
    ) -> Result<()> {
        if importing.deferred.is_empty() {
            return Ok(());
        }
        self.flush_import(importing)?;
        for one in std::mem::take(&mut importing.deferred) {
            let id = match importing.ids.get(&one.key) {
                Some(id) => Some(*id),
                None => self.imported_before(voice.within, &one.key)?,
            };
            let value = match id {
                Some(id) => ClaimedValue::Read(id.to_string()),
                None => ClaimedValue::Unread(one.key.clone()),
            };
            let found = Found {
                locator: one.locator.clone(),
                ..Found::default()
            };
            if id.is_none() {
                let row = row_number(&one.locator);
                importing.reject(row, &one.column, &one.key, "reference_not_found");
            }
            let claims = vec![(one.field, value)];
            self.say_more(one.subject, "claim", claims, &found, one.source, importing)?;
            self.flush_if_full(importing)?;
        }
        Ok(())
    }

    fn imported_before(&self, within: StatementId, key: &str) -> Result<Option<StatementId>> {
        for kind in kinds() {
            let key = key_of_name(within, kind, key);
            if let Some(id) = self.catalog.seen_statement(&key, 0)? {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }
}

impl Importing<'_> {
    /// Values in their types, and the references that cannot be said yet.
    pub(super) fn claims_of_found<'f>(
        &mut self,
        found: &'f Found,
    ) -> (Claims, Vec<&'f FoundValue>) {
        let mut claims = Claims::new();
        let mut later = Vec::new();
        let mut once = BTreeSet::new();
        for value in &found.values {
            let row = row_number(&found.locator);
            let known = field(found.kind, &value.field);
            let text = match &value.said {
                Said::Refers(key) => {
                    if let Some(id) = self.ids.get(key) {
                        claims.push((value.field.clone(), ClaimedValue::Read(id.to_string())));
                    } else {
                        later.push(value);
                    }
                    continue;
                }
                // Plain JSON holds no noncharacters: as they would be stored, or the line would not be known again.
                Said::Text(text) | Said::Unread(text, _) => &storable(text).into_owned(),
            };
            if text.len() > VALUE_BYTES_MAX {
                // It stands in the original, which is kept.
                self.reject(row, &value.column, "", "value_too_long");
                continue;
            }
            let is_read = matches!(value.said, Said::Text(_));
            let Some(definition) = known else {
                self.reject(row, &value.column, text, "unknown_field");
                continue;
            };
            if !definition.multiple && !once.insert(&value.field) {
                self.reject(row, &value.column, text, "field_repeated");
                continue;
            }
            let claimed = match read(definition, text) {
                _ if matches!(value.said, Said::Unread(_, UNKNOWN)) => {
                    ClaimedValue::Absent(Absence::of_words(text), text.clone())
                }
                _ if !is_read => ClaimedValue::Unread(text.clone()),
                Ok(text) => ClaimedValue::Read(text),
                Err(unreadable) => {
                    self.reject(row, &value.column, text, unreadable.code);
                    ClaimedValue::Unread(text.clone())
                }
            };
            claims.push((value.field.clone(), claimed));
        }
        (claims, later)
    }

    /// Takes note of references to what did not come yet.
    pub(super) fn defer(
        &mut self,
        subject: StatementId,
        found: &Found,
        later: &[&FoundValue],
        source: StatementId,
    ) {
        self.deferred.extend(later.iter().map(|value| Deferred {
            subject,
            source,
            locator: found.locator.clone(),
            column: value.column.clone(),
            field: value.field.clone(),
            key: match &value.said {
                Said::Refers(key) | Said::Text(key) | Said::Unread(key, _) => key.clone(),
            },
        }));
    }
}

enum Known {
    No,
    /// All of it is there.
    Same(StatementId),
    /// The record is there; something of it may be new.
    Perhaps(StatementId),
}

fn said_key(field: &str, value: &ClaimedValue) -> (String, String) {
    (field.to_owned(), value.to_json())
}

/// Claims in pieces that fit a statement.
fn pieces(mut claims: Claims) -> Vec<Claims> {
    let mut pieces = Vec::new();
    while !claims.is_empty() {
        let rest = claims.split_off(first_piece(&claims));
        pieces.push(std::mem::replace(&mut claims, rest));
    }
    pieces
}

/// How many of the claims fit one statement; one always does.
fn first_piece(claims: &[(String, ClaimedValue)]) -> usize {
    let mut bytes = 0;
    let fits = claims
        .iter()
        .take(CLAIMS_AT_ONCE)
        .take_while(|(field, value)| {
            bytes += value.text().len() + field.len();
            bytes <= VALUES_BYTES_MAX
        });
    fits.count().max(usize::from(!claims.is_empty()))
}

/// `row 12` is 12, `submission 3, member 2` is 3; 0 where there is none.
pub(super) fn row_number(locator: &str) -> u64 {
    let digits = locator.split(|next: char| !next.is_ascii_digit());
    let first = digits.into_iter().find(|digits| !digits.is_empty());
    first.and_then(|digits| digits.parse().ok()).unwrap_or(0)
}
