//! Which fields a record of a kind may have, of which type, and the codes of the vocabularies.
//! The definitions are in `vocabulary/*.toml`, which is part of the format.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::level::Level;

mod load;

/// The version of `vocabulary/*.toml`; a change of meaning is a new number.
pub const VOCABULARY_VERSION: u32 = 1;

/// The kinds of record, in the order of FORMAT 6.
const KINDS: [&str; 15] = [
    "source",
    "item",
    "account",
    "incident",
    "act",
    "person",
    "involvement",
    "list",
    "entry",
    "place",
    "consent",
    "relation",
    "assessment",
    "intervention",
    "proceeding",
];

/// What a claimed value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Free text; anything may stand in it.
    Text,
    /// Short text such as a title.
    Label,
    /// A name of a person, group or place.
    Name,
    /// A text that is compared as it is: a number of a line, a digest.
    Identifier,
    /// A place by name, or a place record by id.
    Place,
    /// EDTF.
    Date,
    /// A count with its qualifier.
    Quantity,
    /// A decimal number.
    Number,
    /// A code of a vocabulary.
    Code {
        /// The vocabulary's name.
        vocabulary: &'static str,
        /// Whether a word that is not in it is kept as written.
        open: bool,
    },
    /// Another record, by id.
    Reference,
}

/// A field of one or more kinds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldDefinition {
    /// The name, as it stands in statements without a repeat suffix.
    pub name: &'static str,
    /// The kinds of record that have it.
    pub kinds: Vec<&'static str>,
    /// Type of its values.
    pub value: Type,
    /// Of a reference: the kinds among which a record is looked for by its name. An id of any kind is read.
    pub refers: Vec<&'static str>,
    /// Whether one record may have several values side by side.
    pub multiple: bool,
    /// The furthest it leaves while no person has set a level for it.
    pub ceiling: Level,
    /// Whether sources can disagree in it.
    pub compared: bool,
    /// The least a quantity or number may be.
    pub minimum: Option<i64>,
    /// The most a quantity or number may be.
    pub maximum: Option<i64>,
    english: &'static str,
    spanish: &'static str,
}

impl FieldDefinition {
    /// What people read.
    pub fn label(&self, spanish: bool) -> &'static str {
        if spanish { self.spanish } else { self.english }
    }
}

/// A code with its labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The code, as it stands in statements.
    pub code: &'static str,
    /// English label.
    pub english: &'static str,
    /// Spanish label.
    pub spanish: &'static str,
    /// Other words that are read as this code.
    pub synonyms: Vec<&'static str>,
}

/// A list of codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vocabulary {
    /// Its name.
    pub name: &'static str,
    /// Whether a word that is not in it is kept as written.
    pub open: bool,
    /// Where its codes come from.
    pub source: &'static str,
    /// The terms, in the order in which people choose.
    pub terms: Vec<Term>,
    /// Folded code, label or synonym to the place of its term.
    spellings: BTreeMap<String, usize>,
}

impl Vocabulary {
    /// The term with exactly this code.
    pub fn term(&self, code: &str) -> Option<&Term> {
        self.terms.iter().find(|term| term.code == code)
    }

    /// The term that a word means: a code, a label in either language or a synonym, however it is
    /// capitalised or accented.
    pub fn term_spelled(&self, word: &str) -> Option<&Term> {
        self.term(word).or_else(|| {
            self.terms
                .get(*self.spellings.get(&crate::fold::fold(word))?)
        })
    }
}

static VOCABULARIES: LazyLock<Vec<Vocabulary>> = LazyLock::new(load::vocabularies);
static DEFINITIONS: LazyLock<Vec<FieldDefinition>> = LazyLock::new(load::definitions);

/// (kind, name) to definition; under the kinds `claim` and `supersession` every name has the definition that leaves least.
static BY_KIND: LazyLock<BTreeMap<(&'static str, &'static str), &'static FieldDefinition>> =
    LazyLock::new(|| {
        let mut by_kind = BTreeMap::new();
        for definition in DEFINITIONS.iter() {
            for &kind in &definition.kinds {
                by_kind.insert((kind, definition.name), definition);
                if kind == "item" {
                    by_kind.insert(("receipt", definition.name), definition);
                }
                // Nobody makes claims about a consent: it comes from its own command only.
                if kind != "consent" {
                    for speaking in ["claim", "supersession"] {
                        let least = by_kind
                            .entry((speaking, definition.name))
                            .or_insert(definition);
                        if definition.ceiling < least.ceiling {
                            *least = definition;
                        }
                    }
                }
            }
        }
        by_kind
    });

/// A group's own field, `x.<name>`: nothing is known of it but its words.
static OWN: LazyLock<FieldDefinition> = LazyLock::new(|| FieldDefinition {
    name: "x.*",
    kinds: KINDS.to_vec(),
    value: Type::Label,
    refers: Vec::new(),
    multiple: true,
    ceiling: Level::Recipient,
    compared: false,
    minimum: None,
    maximum: None,
    english: "A group's own field",
    spanish: "Campo propio de un grupo",
});

/// The definition of a field. `kind` is a kind of record; `receipt` has the fields of an item, and `claim` those
/// of every kind. A name of the form `x.<name>` is a group's own field of any kind.
pub fn field(kind: &str, name: &str) -> Option<&'static FieldDefinition> {
    if is_own(name) {
        return Some(&OWN);
    }
    // Shortens the lifetime of the keys, so that they can be looked up by borrowed names.
    let by_kind: &BTreeMap<(&str, &str), &'static FieldDefinition> = &BY_KIND;
    by_kind.get(&(kind, name)).copied()
}

/// Whether a name is that of a group's own field.
pub(crate) fn is_own(name: &str) -> bool {
    name.len() > 2 && name.starts_with("x.")
}

/// The name without the suffix of a repeated field: `alias` for `alias.2`.
pub fn base_name(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((base, suffix)) if !is_own(name) && is_repeat(suffix) => base,
        Some(_) | None => name,
    }
}

/// A canonical decimal from 2.
fn is_repeat(suffix: &str) -> bool {
    suffix.bytes().all(|byte| byte.is_ascii_digit())
        && !suffix.starts_with('0')
        && !suffix.is_empty()
        && suffix != "1"
}

/// The fields of a kind, in the order in which people fill them in.
pub fn fields(kind: &str) -> Vec<&'static FieldDefinition> {
    DEFINITIONS
        .iter()
        .filter(|definition| definition.kinds.contains(&kind))
        .collect()
}

/// The kinds of record.
pub fn kinds() -> &'static [&'static str] {
    &KINDS
}

/// All vocabularies.
pub fn vocabularies() -> &'static [Vocabulary] {
    &VOCABULARIES
}

/// The vocabulary with this name.
pub fn vocabulary(name: &str) -> Option<&'static Vocabulary> {
    vocabularies()
        .iter()
        .find(|vocabulary| vocabulary.name == name)
}

/// What people read for a code.
pub fn term_label(vocabulary_name: &str, code: &str, spanish: bool) -> Option<&'static str> {
    let term = vocabulary(vocabulary_name)?.term(code)?;
    Some(if spanish { term.spanish } else { term.english })
}

#[cfg(test)]
mod tests;
