//! A statement on its way into the log.

use testigo_custody::{Field, Head, Opening, Seed, Statement, StatementId, json_string};
use testigo_record::{ClaimedValue, Level, claimed_fields};

use crate::error::{Error, Result};
use crate::surroundings::Surroundings;

/// The fields of a statement before its head, seed and time are known. The order of FORMAT 6 is
/// kept by [`Draft::seal`].
#[derive(Debug, Default, Clone)]
pub(crate) struct Draft {
    pub(crate) kind: String,
    pub(crate) source: Option<StatementId>,
    pub(crate) locator: Option<String>,
    pub(crate) import: Option<StatementId>,
    pub(crate) subject: Option<StatementId>,
    /// What an imported file itself calls it.
    pub(crate) key: Option<String>,
    pub(crate) level: Option<Level>,
    pub(crate) reason: Option<String>,
    fields: Vec<Field>,
    claims: Vec<(String, ClaimedValue)>,
}

impl Draft {
    pub(crate) fn new(kind: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            ..Self::default()
        }
    }

    /// Adds a field whose value is plain JSON already.
    pub(crate) fn json(&mut self, name: &str, value: String) {
        self.fields.push(Field {
            name: name.to_owned(),
            value,
        });
    }

    /// Adds a field with a text.
    pub(crate) fn text(&mut self, name: &str, value: &str) {
        self.json(name, json_string(value));
    }

    /// Adds a field with a text, if there is one.
    pub(crate) fn optional(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.text(name, value);
        }
    }

    /// The statements that an erasure, a retraction or a supersession is about.
    pub(crate) fn targets(&mut self, targets: &[StatementId]) {
        let ids: Vec<String> = targets.iter().map(|id| format!("\"{id}\"")).collect();
        self.json("targets", format!("[{}]", ids.join(",")));
    }

    /// Adds a claimed value.
    pub(crate) fn claim(&mut self, field: &str, value: ClaimedValue) {
        self.claims.push((field.to_owned(), value));
    }

    /// Adds claimed values.
    pub(crate) fn claim_all(&mut self, claims: Vec<(String, ClaimedValue)>) {
        self.claims.extend(claims);
    }

    /// Whether it claims nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.claims.is_empty()
    }

    /// The opening, whole, under a fresh seed.
    pub(crate) fn seal(
        self,
        archive: testigo_custody::ArchiveId,
        log: testigo_custody::LogId,
        surroundings: &Surroundings,
    ) -> Result<(StatementId, Opening)> {
        let mut fields = Vec::with_capacity(self.fields.len() + 8);
        let mut push = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                fields.push(Field {
                    name: name.to_owned(),
                    value: json_string(&value),
                });
            }
        };
        push("recorded_at", Some(surroundings.now()));
        push("by", surroundings.by.clone());
        push("source", self.source.map(|id| id.to_string()));
        push("locator", self.locator);
        push("import", self.import.map(|id| id.to_string()));
        push("key", self.key);
        push("subject", self.subject.map(|id| id.to_string()));
        push("level", self.level.map(|level| level.code().to_owned()));
        push("reason", self.reason);
        fields.extend(self.fields);
        fields.extend(claimed_fields(&self.claims));
        let head = Head {
            archive,
            log,
            kind: self.kind,
            critical: false,
        };
        let statement = Statement::new(&head, fields)
            .map_err(|error| Error::new("statement_refused").because(error))?;
        let seed = Seed::from_bytes((surroundings.random)());
        let id = statement.commitment(&seed);
        Ok((id, statement.opening(seed)))
    }
}
