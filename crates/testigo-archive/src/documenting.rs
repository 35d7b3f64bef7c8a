//! `record` and `claim`: what sources say, each value with one source.

use testigo_custody::StatementId;
use testigo_record::{Absence, ClaimedValue, FieldDefinition, Level, Type, field, kinds, read};

use crate::archive::{Archive, Batch};
use crate::draft::Draft;
use crate::error::{Error, Result};

/// Fewest letters of an id's prefix.
const PREFIX_MIN: usize = 6;
/// Kinds that only their own commands make.
const OWN_COMMANDS: [&str; 3] = ["item", "consent", "entry"];

/// Statements committed together.
const SAID_AT_ONCE: usize = 1_000;

/// Something that a source says.
#[derive(Debug, Clone, Default)]
pub struct Saying {
    /// `(field, value as typed)`; a field may repeat where the vocabulary says multiple.
    pub fields: Vec<(String, String)>,
    /// Id or name of the source.
    pub source: Option<String>,
    /// Where in the source.
    pub locator: Option<String>,
    /// Level of the new record.
    pub level: Option<Level>,
    /// Records that fields refer to and that are made with it, in the same commit and as the same source's word.
    pub new: Vec<NewReferred>,
}

/// A record of which nothing is known but what it is called.
#[derive(Debug, Clone)]
pub struct NewReferred {
    /// The field that refers to it.
    pub field: String,
    /// Its kind.
    pub kind: String,
    /// What it is called.
    pub name: String,
}

/// The field in which a record of a kind says what it is called; none of what nobody calls by a name.
pub fn naming_field(kind: &str) -> Option<&'static str> {
    let is_made = recordable_kinds().any(|known| known == kind);
    ["name", "title"]
        .into_iter()
        .find(|name| is_made && field(kind, name).is_some())
}

/// The kinds of record that [`Archive::record`] makes.
pub fn recordable_kinds() -> impl Iterator<Item = &'static str> {
    kinds()
        .iter()
        .copied()
        .filter(|kind| !OWN_COMMANDS.contains(kind))
}

impl Archive {
    /// Creates records of a kind and gives their ids. Nothing is recorded unless all of them can be read.
    pub fn record(&mut self, kind: &str, sayings: &[Saying]) -> Result<Vec<StatementId>> {
        if !recordable_kinds().any(|known| known == kind) {
            return Err(Error::new("unknown_kind").with("kind", kind));
        }
        self.complete_own_log()?;
        self.say_all(kind, kind, None, sayings)
    }

    /// Says more about a record that is there; all of it, or nothing.
    pub fn claim(&mut self, subject: &str, sayings: &[Saying]) -> Result<Vec<StatementId>> {
        self.complete_own_log()?;
        let subject = self.record_id(subject)?;
        let kind = self.kind_of(subject)?;
        self.say_all("claim", &kind, Some(subject), sayings)
    }

    fn say_all(
        &mut self,
        statement_kind: &str,
        record_kind: &str,
        subject: Option<StatementId>,
        sayings: &[Saying],
    ) -> Result<Vec<StatementId>> {
        if sayings.len() > SAID_AT_ONCE {
            // What fits into one batch is committed only when all of it was read.
            for (number, saying) in (1..).zip(sayings) {
                let tried = self.said(statement_kind, record_kind, saying, &mut Batch::default());
                tried.map_err(|error| numbered(error, number, sayings.len()))?;
            }
        }
        let mut ids = Vec::with_capacity(sayings.len());
        for some in sayings.chunks(SAID_AT_ONCE) {
            let mut batch = Batch::default();
            for (number, saying) in (1..).zip(some) {
                let said = self.said(statement_kind, record_kind, saying, &mut batch);
                let mut draft = said.map_err(|error| numbered(error, number, sayings.len()))?;
                draft.level = saying.level;
                draft.subject = subject;
                ids.push(self.write(draft, &mut batch)?);
            }
            self.commit(batch)?;
        }
        Ok(ids)
    }

    fn said(
        &mut self,
        statement_kind: &str,
        record_kind: &str,
        saying: &Saying,
        batch: &mut Batch,
    ) -> Result<Draft> {
        let mut draft = Draft::new(statement_kind);
        draft.source = match &saying.source {
            Some(source) => Some(self.source_named(source, batch)?),
            // A source is described by the group itself; everything else is somebody's word.
            None if record_kind == "source" => None,
            None => return Err(Error::new("source_missing")),
        };
        draft.locator.clone_from(&saying.locator);
        let mut seen = Vec::new();
        for (name, text) in &saying.fields {
            let definition = field(record_kind, name).ok_or_else(|| {
                Error::new("unknown_field")
                    .with("field", name)
                    .with("kind", record_kind)
            })?;
            if seen.contains(name) && !definition.multiple {
                return Err(Error::new("field_repeated").with("field", name));
            }
            seen.push(name.clone());
            draft.claim(name, self.read_claim(definition, name, text)?);
        }
        for new in &saying.new {
            let definition = field(record_kind, &new.field).ok_or_else(|| {
                Error::new("unknown_field")
                    .with("field", &new.field)
                    .with("kind", record_kind)
            })?;
            if seen.contains(&new.field) && !definition.multiple {
                return Err(Error::new("field_repeated").with("field", &new.field));
            }
            seen.push(new.field.clone());
            let id = self.made_beside(new, &draft, saying.level, batch)?;
            draft.claim(&new.field, ClaimedValue::Read(id.to_string()));
        }
        if draft.is_empty() {
            return Err(Error::new("nothing_said"));
        }
        Ok(draft)
    }

    /// A record that is made because another refers to it.
    fn made_beside(
        &mut self,
        new: &NewReferred,
        referring: &Draft,
        level: Option<Level>,
        batch: &mut Batch,
    ) -> Result<StatementId> {
        let unknown = || Error::new("unknown_kind").with("kind", &new.kind);
        let name = naming_field(&new.kind).ok_or_else(unknown)?;
        let definition = field(&new.kind, name).ok_or_else(unknown)?;
        if referring.source.is_none() && new.kind != "source" {
            return Err(Error::new("source_missing"));
        }
        let mut draft = Draft::new(&new.kind);
        draft.claim(name, self.read_claim(definition, name, &new.name)?);
        draft.source = referring.source;
        draft.locator.clone_from(&referring.locator);
        draft.level = level;
        self.write(draft, batch)
    }

    /// The kind of a record.
    pub fn kind_of_record(&self, id: &str) -> Result<String> {
        self.kind_of(self.record_id(id)?)
    }

    /// A typed value, or with `?unknown` and its like that there is none, and why.
    pub(crate) fn read_claim(
        &self,
        definition: &FieldDefinition,
        name: &str,
        text: &str,
    ) -> Result<ClaimedValue> {
        match Absence::marked(text) {
            Some(absence) => Ok(ClaimedValue::Absent(absence, String::new())),
            None => Ok(ClaimedValue::Read(self.read_value(definition, name, text)?)),
        }
    }

    /// A typed value in its canonical form. References may be given as prefixes.
    pub(crate) fn read_value(
        &self,
        definition: &FieldDefinition,
        name: &str,
        text: &str,
    ) -> Result<String> {
        if definition.value == Type::Reference {
            return Ok(self.record_id(text)?.to_string());
        }
        read(definition, text).map_err(|unreadable| {
            Error::new("value_unreadable")
                .with("field", name)
                .with("detail", unreadable.code)
        })
    }

    /// The record with this id, or the only one whose id begins so.
    pub fn record_id(&self, text: &str) -> Result<StatementId> {
        let text = text.trim().to_ascii_lowercase();
        if !text.bytes().all(|byte| byte.is_ascii_hexdigit()) || text.is_empty() {
            return Err(Error::new("not_found").with("path", ""));
        }
        if text.len() < PREFIX_MIN {
            // What is too short to be an id may be a name.
            return Err(Error::new("id_too_short").with("detail", "..."));
        }
        let found = self.catalog.resolve_prefix(&text)?;
        match found.as_slice() {
            [id] => Ok(*id),
            [] => Err(Error::new("not_found").with("path", text)),
            _ => Err(Error::new("ambiguous_id").with("path", text)),
        }
    }

    pub(crate) fn kind_of(&self, id: StatementId) -> Result<String> {
        self.catalog
            .kind_of(id)?
            .filter(|kind| testigo_record::creates_record(kind))
            .ok_or_else(|| Error::new("not_a_record").with("path", id.to_string()))
    }

    /// A source by id or name; an unknown name creates one in this batch.
    pub(crate) fn source_named(&mut self, text: &str, batch: &mut Batch) -> Result<StatementId> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Error::new("source_missing"));
        }
        let looks_like_id =
            text.len() >= PREFIX_MIN && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let found = if looks_like_id {
            self.catalog.resolve_prefix(&text.to_ascii_lowercase())?
        } else {
            Vec::new()
        };
        if let [id] = found.as_slice() {
            if matches!(self.kind_of(*id)?.as_str(), "source" | "account") {
                return Ok(*id);
            }
            return Err(Error::new("not_a_source").with("path", id.to_string()));
        }
        self.named("source", text, None, batch)
    }

    /// The record of a kind with this name; made in this batch if there is none.
    pub(crate) fn named(
        &mut self,
        kind: &'static str,
        name: &str,
        source: Option<StatementId>,
        batch: &mut Batch,
    ) -> Result<StatementId> {
        let name: String = name.trim().to_owned();
        let key = (kind, name.clone(), source);
        if let Some(id) = batch.named.get(&key) {
            return Ok(*id);
        }
        // A list is that of its source: two groups may each have one of the same name.
        if let Some(id) = self.catalog.record_named(kind, &name, source)? {
            return Ok(id);
        }
        let definition = field(kind, "name").ok_or_else(|| Error::new("internal"))?;
        let mut draft = Draft::new(kind);
        draft.source = source;
        draft.claim(
            "name",
            ClaimedValue::Read(self.read_value(definition, "name", &name)?),
        );
        let id = self.write(draft, batch)?;
        batch.named.insert(key, id);
        Ok(id)
    }
}

/// Says which of several it was.
fn numbered(mut error: Error, number: u32, of: usize) -> Error {
    if of > 1 {
        for (name, text) in &mut error.arguments {
            if *name == "field" {
                *text = format!("#{number} {text}");
            }
        }
    }
    error
}
