//! A group's own fields and terms: labels and choices. They never change how a statement is read, projected or verified
//! (decision 18).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::vocabulary::{is_own, vocabulary};

mod lint;

pub use lint::{VocabularyProblem, lint};

/// Of a file, and of the value that a statement holds.
const BYTES_MAX: usize = 200 * 1024;
const NAME_BYTES_MAX: usize = 200;

/// Own fields and terms under a name; a later one of the same name takes its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnVocabulary {
    /// The name.
    pub name: String,
    /// As its group counts, for people.
    #[serde(default)]
    pub version: String,
    /// Own fields.
    #[serde(default, rename = "field")]
    pub fields: Vec<OwnField>,
    /// Own terms of open vocabularies.
    #[serde(default, rename = "term")]
    pub terms: Vec<OwnTerm>,
}

/// A field `x.<name>`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnField {
    /// With `x.` in front, as it stands in claims.
    pub name: String,
    /// English label.
    #[serde(default)]
    pub en: String,
    /// Spanish label.
    #[serde(default)]
    pub es: String,
    /// What to write into it, in English.
    #[serde(default)]
    pub help_en: String,
    /// The same in Spanish.
    #[serde(default)]
    pub help_es: String,
}

/// A term of an open vocabulary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnTerm {
    /// The vocabulary.
    pub vocabulary: String,
    /// As it stands in claims.
    pub code: String,
    /// English label.
    #[serde(default)]
    pub en: String,
    /// Spanish label.
    #[serde(default)]
    pub es: String,
}

/// Why a file is no vocabulary. Names fields and codes, which are no people's names.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OwnVocabularyError {
    /// Larger than 200 KiB.
    #[error("larger than 200 KiB")]
    TooLarge,
    /// No TOML, or a key or value that is not one of its own.
    #[error("{0}")]
    Syntax(String),
    /// No name, or too long a one.
    #[error("it needs a name of at most 200 bytes")]
    Name,
    /// A field whose name does not begin with `x.`.
    #[error("the name of an own field begins with x.: {0}")]
    Field(String),
    /// A term without a code.
    #[error("a term has no code, or one with spaces around it or longer than 200 bytes")]
    Code,
    /// A vocabulary that there is not, or that takes no further terms.
    #[error("there is no open vocabulary of this name: {0}")]
    Vocabulary(String),
}

impl OwnVocabularyError {
    /// A stable word for it.
    pub fn code(&self) -> &'static str {
        match self {
            OwnVocabularyError::TooLarge => "too_large",
            OwnVocabularyError::Syntax(_) => "syntax",
            OwnVocabularyError::Name => "name",
            OwnVocabularyError::Field(_) => "field",
            OwnVocabularyError::Code => "code",
            OwnVocabularyError::Vocabulary(_) => "vocabulary",
        }
    }

    /// What it is about, as it stands in the file; may be empty.
    pub fn subject(&self) -> &str {
        match self {
            OwnVocabularyError::Syntax(subject)
            | OwnVocabularyError::Field(subject)
            | OwnVocabularyError::Vocabulary(subject) => subject,
            OwnVocabularyError::TooLarge | OwnVocabularyError::Name | OwnVocabularyError::Code => {
                ""
            }
        }
    }
}

impl OwnVocabulary {
    /// From a group's file.
    pub fn from_toml(text: &str) -> Result<OwnVocabulary, OwnVocabularyError> {
        if text.len() > BYTES_MAX {
            return Err(OwnVocabularyError::TooLarge);
        }
        let mut read: OwnVocabulary = toml::from_str(text)
            .map_err(|error| OwnVocabularyError::Syntax(error.message().to_owned()))?;
        read.name = read.name.trim().to_owned();
        read.check()?;
        Ok(read)
    }

    /// One field by itself. Each has a vocabulary of its own name, so that two devices that add fields at the same time
    /// lose none of them.
    pub fn of_field(field: OwnField) -> Result<OwnVocabulary, OwnVocabularyError> {
        let own = OwnVocabulary {
            name: field.name.clone(),
            version: String::new(),
            fields: vec![field],
            terms: Vec::new(),
        };
        own.check()?;
        Ok(own)
    }

    fn check(&self) -> Result<(), OwnVocabularyError> {
        let is_name = |text: &str| {
            !text.is_empty() && text.len() <= NAME_BYTES_MAX && !text.contains(char::is_control)
        };
        if !is_name(&self.name) {
            return Err(OwnVocabularyError::Name);
        }
        for field in &self.fields {
            if !is_own(&field.name) || !is_name(&field.name) {
                return Err(OwnVocabularyError::Field(field.name.clone()));
            }
        }
        for term in &self.terms {
            if !vocabulary(&term.vocabulary).is_some_and(|list| list.open) {
                return Err(OwnVocabularyError::Vocabulary(term.vocabulary.clone()));
            }
            if !is_name(&term.code) || term.code.trim() != term.code {
                return Err(OwnVocabularyError::Code);
            }
        }
        Ok(())
    }
}

/// English and Spanish.
type Labels = [String; 2];

/// The labels of all of a group's vocabularies. Where two define the same, the first that has a label gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnLabels {
    fields: BTreeMap<String, Labels>,
    terms: BTreeMap<(String, String), Labels>,
}

impl OwnLabels {
    /// Of vocabularies in the order of their names.
    pub fn of(vocabularies: &[OwnVocabulary]) -> OwnLabels {
        let mut labels = OwnLabels::default();
        for vocabulary in vocabularies {
            for field in &vocabulary.fields {
                let known = labels.fields.entry(field.name.clone()).or_default();
                fill(known, [&field.en, &field.es]);
            }
            for term in &vocabulary.terms {
                let key = (term.vocabulary.clone(), term.code.clone());
                fill(labels.terms.entry(key).or_default(), [&term.en, &term.es]);
            }
        }
        labels
    }

    /// The names of own fields, in order.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.fields.keys().map(String::as_str)
    }

    /// The codes of own terms of a vocabulary, in order.
    pub fn terms<'a>(&'a self, vocabulary: &'a str) -> impl Iterator<Item = &'a str> {
        let terms = self.terms.keys();
        terms
            .filter(move |(of, _)| of == vocabulary)
            .map(|(_, code)| code.as_str())
    }

    /// What people read for an own field.
    pub fn field(&self, name: &str, spanish: bool) -> Option<&str> {
        in_language(self.fields.get(name)?, spanish)
    }

    /// What people read for an own term.
    pub fn term(&self, vocabulary: &str, code: &str, spanish: bool) -> Option<&str> {
        let key = (vocabulary.to_owned(), code.to_owned());
        in_language(self.terms.get(&key)?, spanish)
    }
}

fn fill(known: &mut Labels, labels: [&String; 2]) {
    for (known, label) in known.iter_mut().zip(labels) {
        if known.is_empty() {
            known.clone_from(label);
        }
    }
}

/// In the other language where there is no label in this one.
fn in_language(labels: &Labels, spanish: bool) -> Option<&str> {
    let [english, of_spanish] = labels;
    let (first, second) = if spanish {
        (of_spanish, english)
    } else {
        (english, of_spanish)
    };
    [first, second]
        .into_iter()
        .find(|label| !label.is_empty())
        .map(String::as_str)
}

#[cfg(test)]
mod tests;
