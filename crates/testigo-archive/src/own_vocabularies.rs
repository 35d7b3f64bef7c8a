//! `vocabulary add`, `list`, `lint`: a group's own fields and terms, which other devices see too.

use serde::Serialize;
use testigo_record::{OwnLabels, OwnVocabulary, VocabularyProblem, lint};

use crate::archive::{Archive, Batch};
use crate::draft::Draft;
use crate::error::{Error, Result};

/// The answer to `vocabulary add`.
#[derive(Debug, Serialize)]
pub struct VocabularyAnswer {
    /// The statement.
    pub statement: String,
    /// Whether one of this name was there.
    pub replaces: bool,
    /// Own fields in it.
    pub fields: u64,
    /// Own terms in it.
    pub terms: u64,
    /// What people would trip over, in all own vocabularies.
    pub problems: Vec<VocabularyProblem>,
}

impl Archive {
    /// Records a group's file of own fields and terms.
    pub fn add_vocabulary(&mut self, text: &str) -> Result<VocabularyAnswer> {
        let own = OwnVocabulary::from_toml(text)
            .map_err(|error| Error::new("vocabulary_invalid").with("detail", error.to_string()))?;
        self.complete_own_log()?;
        let known = self.own_vocabularies()?;
        let definition = serde_json::json!({"field": own.fields, "term": own.terms});
        let mut draft = Draft::new("vocabulary");
        draft.text("name", &own.name);
        draft.text("version", &own.version);
        draft.json("definition", definition.to_string());
        let mut batch = Batch::default();
        let statement = self.write(draft, &mut batch)?;
        self.commit(batch)?;
        Ok(VocabularyAnswer {
            statement: statement.to_string(),
            replaces: known.iter().any(|known| known.name == own.name),
            fields: own.fields.len() as u64,
            terms: own.terms.len() as u64,
            problems: lint(&self.own_vocabularies()?),
        })
    }

    /// Own vocabularies, in the order of their names. What a newer program wrote and this one cannot read is left out.
    pub fn own_vocabularies(&self) -> Result<Vec<OwnVocabulary>> {
        let stored = self.catalog.own_vocabularies()?;
        let read = stored.iter().filter_map(|[name, version, definition]| {
            let text = |json: &str| serde_json::from_str::<String>(json).ok();
            let mut whole: serde_json::Value = serde_json::from_str(definition).ok()?;
            whole["name"] = text(name)?.into();
            whole["version"] = text(version)?.into();
            serde_json::from_value(whole).ok()
        });
        Ok(read.collect())
    }

    /// The labels of own fields and terms.
    pub fn own_labels(&self) -> Result<OwnLabels> {
        Ok(OwnLabels::of(&self.own_vocabularies()?))
    }

    /// What people would trip over in own vocabularies.
    pub fn vocabulary_problems(&self) -> Result<Vec<VocabularyProblem>> {
        Ok(lint(&self.own_vocabularies()?))
    }
}
