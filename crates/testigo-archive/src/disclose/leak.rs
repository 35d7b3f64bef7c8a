//! The search for withheld values in everything that would leave (DESIGN 4.6).
//!
//! A *withheld value* is a name or number that stays in the archive. It is looked for whole, in two
//! parts that stand close together, and in single parts where no free text explains them.

use std::collections::{BTreeMap, BTreeSet};

use testigo_custody::StatementId;
use testigo_record::{fold, words};

use crate::archive::Archive;
use crate::disclose::selection::Selection;
use crate::disclose::specification::Specification;
use crate::error::Result;

/// Two parts of one value this close are that value.
const NEAR_WORDS: usize = 5;
/// Numbers with at least so many digits identify somebody.
const DIGITS_MIN: usize = 6;
/// Words of names that are no name.
const PARTICLES: [&str; 22] = [
    "de", "del", "la", "las", "los", "el", "y", "e", "da", "das", "do", "dos", "di", "du", "van",
    "von", "der", "den", "san", "santa", "the", "of",
];
const PART_LETTERS_MIN: usize = 3;

/// What kind of text is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Sentences: a single part may be a word like any other, and is a warning.
    Free,
    /// A field, a name, a piece of metadata: a single part is a hit.
    Structured,
}

/// What was found, without saying what it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Hit {
    /// A whole value, two of its parts, or a number: the build is refused.
    Refused { place: String },
    /// A single part in free text: a person looks.
    Warning { place: String },
}

/// Everything that is withheld, ready to be looked for.
#[derive(Debug, Default)]
pub(crate) struct Withheld {
    /// Word to the values that it is a part of.
    parts: BTreeMap<String, Vec<u32>>,
    values: u32,
    numbers: BTreeSet<String>,
    /// Words that stand in disclosed values, vocabularies or place names anyway.
    common: BTreeSet<String>,
    /// Disclosed values, as words, by their first word: where they stand nothing is a hit.
    disclosed: BTreeMap<String, Vec<Vec<String>>>,
}

impl Withheld {
    /// A value that leaves, a place or a term: where it stands whole, it is itself and nobody else.
    pub(crate) fn disclose(&mut self, text: &str) {
        let folded = fold(text);
        let value: Vec<String> = words(&folded).map(str::to_owned).collect();
        self.common.extend(value.iter().cloned());
        let Some(first) = value.first().cloned() else {
            return;
        };
        let of_first = self.disclosed.entry(first).or_default();
        if !of_first.contains(&value) {
            of_first.push(value);
        }
    }

    /// A value that stays. `texts` are its parts: given name and surnames of one person together.
    pub(crate) fn withhold<'a>(&mut self, texts: impl IntoIterator<Item = &'a str>) {
        let mut value = BTreeSet::new();
        for text in texts {
            let folded = fold(text);
            for word in words(&folded) {
                let digits = word.bytes().filter(u8::is_ascii_digit).count();
                if digits >= DIGITS_MIN {
                    self.numbers.insert(word.to_owned());
                } else if word.chars().count() >= PART_LETTERS_MIN && !PARTICLES.contains(&word) {
                    value.insert(word.to_owned());
                }
            }
        }
        for word in value {
            self.parts.entry(word).or_default().push(self.values);
        }
        self.values += 1;
    }

    /// Looks for everything withheld in one text. At most one refusal and one warning a text.
    pub(crate) fn search(&self, text: &str, manner: Manner, place: &str) -> Vec<Hit> {
        let folded = fold(text);
        let tokens: Vec<&str> = words(&folded).collect();
        let explained = self.explained(&tokens);
        let mut refused = tokens.iter().any(|token| self.numbers.contains(*token));
        let mut single = false;
        // Per value: the word last met and where.
        let mut last: BTreeMap<u32, (usize, &str)> = BTreeMap::new();
        for (at, token) in tokens.iter().enumerate() {
            let Some(values) = self.parts.get(*token) else {
                continue;
            };
            if explained.get(at).copied().unwrap_or(false) {
                continue;
            }
            single |= !self.common.contains(*token);
            for value in values {
                if let Some((before, word)) = last.insert(*value, (at, token)) {
                    let near = manner == Manner::Structured || at - before <= NEAR_WORDS;
                    refused |= near && word != *token;
                }
            }
        }
        let mut hits = Vec::new();
        let place = || place.to_owned();
        if refused || (single && manner == Manner::Structured) {
            hits.push(Hit::Refused { place: place() });
        } else if single {
            hits.push(Hit::Warning { place: place() });
        }
        hits
    }

    /// Which words stand inside a disclosed value.
    fn explained(&self, tokens: &[&str]) -> Vec<bool> {
        let mut explained = vec![false; tokens.len()];
        for at in 0..tokens.len() {
            let Some(values) = tokens.get(at).and_then(|token| self.disclosed.get(*token)) else {
                continue;
            };
            for value in values {
                let here = tokens.get(at..at + value.len());
                if here.is_some_and(|here| here.iter().zip(value).all(|(a, b)| a == b)) {
                    for covered in explained.iter_mut().skip(at).take(value.len()) {
                        *covered = true;
                    }
                }
            }
        }
        explained
    }
}

/// A name or number that the package does not show.
#[derive(Debug)]
pub(crate) struct Unshown {
    pub(crate) field: String,
    pub(crate) text: String,
    /// Who says it, and whether of a record that was there already.
    pub(crate) said_by: Option<(StatementId, bool)>,
}

impl Archive {
    /// The values of a record that the gate holds back. What the filter merely did not choose, and
    /// the gate would let leave, is no secret.
    pub(crate) fn would_stay<'a>(
        &self,
        record: StatementId,
        values: &'a [Unshown],
        specification: &Specification,
        (selection, let_go): (&Selection, &mut BTreeMap<(StatementId, bool), bool>),
    ) -> Result<Vec<&'a str>> {
        let all = || values.iter().map(|value| value.text.as_str()).collect();
        let known = selection.standings.get(&record).cloned();
        let standing = match known {
            Some(standing) => Some(standing),
            None => self.standing(record, specification)?,
        };
        let Some(standing) = standing.filter(|standing| standing.stays.is_none()) else {
            return Ok(all());
        };
        let stays = |name: &str| !standing.field_leaves(name, specification.level);
        let mut staying = Vec::new();
        for value in values {
            let is_held = match value.said_by {
                Some(by) if !let_go.contains_key(&by) => {
                    let goes = self.source_lets_go(by.0, by.1, specification)?;
                    let_go.insert(by, goes);
                    !goes
                }
                Some(by) => let_go.get(&by) == Some(&false),
                None => false,
            };
            if is_held || stays(&value.field) {
                staying.push(value.text.as_str());
            }
        }
        Ok(staying)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn withheld() -> Withheld {
        let mut withheld = Withheld::default();
        withheld.withhold(["Tomasa", "Villcarani", "Ocsa"]);
        withheld.withhold(["Radio Alisal"]);
        withheld.withhold(["DNI 40718822"]);
        withheld.disclose("Beltrán Ocsa");
        withheld.disclose("Puente Alisal");
        withheld
    }

    #[track_caller]
    fn check(text: &str, manner: Manner, expected: &str) {
        let found = match withheld().search(text, manner, "here").as_slice() {
            [] => "nothing",
            [Hit::Refused { place }] if place == "here" => "refused",
            [Hit::Warning { .. }] => "warning",
            _ => "several",
        };
        assert_eq!(found, expected, "{text:?} {manner:?}");
    }

    #[test]
    fn what_is_refused_what_is_a_warning_and_what_is_nothing() {
        use Manner::{Free, Structured};
        check("Tomasa Villcarani told us", Free, "refused");
        check("VILLCARANI, señora Tomasa", Free, "refused");
        check("Villcarani Ocsa", Structured, "refused");
        check(
            "Tomasa came with one two three four five Villcarani",
            Free,
            "warning",
        );
        check(
            "Tomasa came with one two three four five Villcarani",
            Structured,
            "refused",
        );
        check("a Villcarani was there", Free, "warning");
        check("villcarani.jpg", Structured, "refused");
        check("Ocsa", Structured, "nothing");
        check("Beltrán Ocsa and Tomasa", Free, "warning");
        check("call 40718822", Free, "refused");
        check("call 4071882", Free, "nothing");
        check("at the Puente Alisal", Structured, "nothing");
        check("Radio Alisal said", Free, "refused");
        check("Radio from Puente Alisal", Free, "warning");
        check("the radio", Free, "warning");
        check("de la", Structured, "nothing");
        check("", Structured, "nothing");
    }
}
