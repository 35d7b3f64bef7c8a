//! From `vocabulary/*.toml`, which is compiled in, to definitions.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{FieldDefinition, Term, Type, VOCABULARIES, VOCABULARY_VERSION, Vocabulary};
use crate::fold::fold;
use crate::level::Level;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldFile {
    version: u32,
    field: Vec<FieldRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldRow {
    name: String,
    kinds: Vec<String>,
    #[serde(rename = "type")]
    value: String,
    vocabulary: Option<String>,
    #[serde(default)]
    refers: Vec<String>,
    #[serde(default)]
    multiple: bool,
    ceiling: String,
    compared: bool,
    minimum: Option<i64>,
    maximum: Option<i64>,
    en: String,
    es: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TermFile {
    vocabulary: Vec<VocabularyRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VocabularyRow {
    name: String,
    open: bool,
    source: String,
    terms: Vec<TermRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TermRow {
    code: String,
    en: String,
    es: String,
    #[serde(default)]
    synonyms: Vec<String>,
}

// The rows stay, so that the definitions can borrow their texts for as long as the program runs.
static FIELD_FILE: LazyLock<FieldFile> = LazyLock::new(|| {
    toml::from_str(include_str!("../../vocabulary/fields.toml")).expect("a file of this crate")
});
static TERM_FILE: LazyLock<TermFile> = LazyLock::new(|| {
    toml::from_str(include_str!("../../vocabulary/terms.toml")).expect("a file of this crate")
});

pub(super) fn vocabularies() -> Vec<Vocabulary> {
    TERM_FILE.vocabulary.iter().map(vocabulary).collect()
}

fn vocabulary(row: &'static VocabularyRow) -> Vocabulary {
    let terms: Vec<Term> = row
        .terms
        .iter()
        .map(|term| Term {
            code: &term.code,
            english: &term.en,
            spanish: &term.es,
            synonyms: term.synonyms.iter().map(String::as_str).collect(),
        })
        .collect();
    let mut spellings = BTreeMap::new();
    for (place, term) in terms.iter().enumerate() {
        for word in [term.code, term.english, term.spanish]
            .iter()
            .chain(&term.synonyms)
        {
            spellings.entry(fold(word)).or_insert(place);
        }
    }
    Vocabulary {
        name: &row.name,
        open: row.open,
        source: &row.source,
        terms,
        spellings,
    }
}

pub(super) fn definitions() -> Vec<FieldDefinition> {
    assert_eq!(
        FIELD_FILE.version, VOCABULARY_VERSION,
        "a file of this crate"
    );
    FIELD_FILE.field.iter().map(definition).collect()
}

fn definition(row: &'static FieldRow) -> FieldDefinition {
    FieldDefinition {
        name: &row.name,
        kinds: row.kinds.iter().map(String::as_str).collect(),
        value: value_type(row),
        refers: row.refers.iter().map(String::as_str).collect(),
        multiple: row.multiple,
        ceiling: Level::from_code(&row.ceiling).expect("a file of this crate"),
        compared: row.compared,
        minimum: row.minimum,
        maximum: row.maximum,
        english: &row.en,
        spanish: &row.es,
    }
}

fn value_type(row: &FieldRow) -> Type {
    match row.value.as_str() {
        "text" => Type::Text,
        "label" => Type::Label,
        "name" => Type::Name,
        "identifier" => Type::Identifier,
        "place" => Type::Place,
        "date" => Type::Date,
        "quantity" => Type::Quantity,
        "number" => Type::Number,
        "reference" => Type::Reference,
        "code" => {
            let named = VOCABULARIES
                .iter()
                .find(|list| Some(list.name) == row.vocabulary.as_deref());
            let list = named.expect("a file of this crate");
            Type::Code {
                vocabulary: list.name,
                open: list.open,
            }
        }
        other => unreachable!("a file of this crate: type {other}"),
    }
}
