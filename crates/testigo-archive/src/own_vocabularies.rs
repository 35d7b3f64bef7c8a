//! `vocabulary add`, `list`, `lint`: a group's own fields and terms, which other devices see too.

use serde::Serialize;
use testigo_record::{
    OwnField, OwnLabels, OwnVocabulary, OwnVocabularyError, VocabularyProblem, fold, lint, words,
};

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

/// What a group's file would add.
#[derive(Debug)]
pub struct VocabularyLook {
    /// The file.
    pub own: OwnVocabulary,
    /// Whether one of this name is there, whose place it would take.
    pub replaces: bool,
    /// What people would trip over in it.
    pub problems: Vec<VocabularyProblem>,
}

impl Archive {
    /// What a group's file of own fields and terms would add; nothing is recorded.
    pub fn look_at_vocabulary(&self, text: &str) -> Result<VocabularyLook> {
        let own = OwnVocabulary::from_toml(text).map_err(|error| invalid(&error))?;
        let mut known = self.own_vocabularies()?;
        let before = known.len();
        known.retain(|known| known.name != own.name);
        let replaces = known.len() < before;
        known.push(own.clone());
        known.sort_by(|one, other| one.name.cmp(&other.name));
        let mut problems = lint(&known);
        problems.retain(|problem| problem.vocabulary == own.name);
        Ok(VocabularyLook {
            own,
            replaces,
            problems,
        })
    }

    /// Records a group's file of own fields and terms.
    pub fn add_vocabulary(&mut self, text: &str) -> Result<VocabularyAnswer> {
        let own = OwnVocabulary::from_toml(text).map_err(|error| invalid(&error))?;
        self.keep_vocabulary(&own)
    }

    /// Records one own field. `called` is its name as people type it: `File number` gives `x.file_number`.
    pub fn add_own_field(&mut self, called: &str, labels: [&str; 2]) -> Result<VocabularyAnswer> {
        let called = fold(called.trim().trim_start_matches("x."));
        let name = format!("x.{}", words(&called).collect::<Vec<_>>().join("_"));
        let is_known = self.own_labels()?.fields().any(|known| known == name);
        if is_known {
            return Err(Error::new("own_field_known").with("detail", name));
        }
        let [en, es] = labels.map(|label| label.trim().to_owned());
        if en.is_empty() || es.is_empty() {
            return Err(Error::new("own_field_unlabelled"));
        }
        let own = OwnVocabulary::of_field(OwnField {
            name,
            en,
            es,
            help_en: String::new(),
            help_es: String::new(),
        });
        self.keep_vocabulary(&own.map_err(|error| invalid(&error))?)
    }

    fn keep_vocabulary(&mut self, own: &OwnVocabulary) -> Result<VocabularyAnswer> {
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

/// `why` and `subject` are for pages, which say it in words.
fn invalid(error: &OwnVocabularyError) -> Error {
    Error::new("vocabulary_invalid")
        .with("detail", error.to_string())
        .with("why", error.code())
        .with("subject", error.subject())
}
