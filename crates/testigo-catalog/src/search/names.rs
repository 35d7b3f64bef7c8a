//! Many names at once: in any order, with and without accents, in close spellings.

use std::collections::{BTreeMap, BTreeSet};

use testigo_record::{fold, words};

use super::{Found, Term};
use crate::schema::{Catalog, CatalogError};

/// Words of names that are no name.
const PARTICLES: [&str; 14] = [
    "de", "del", "la", "las", "los", "el", "y", "e", "da", "do", "dos", "van", "von", "san",
];
const LETTERS_MIN: usize = 2;
/// Of one name.
const WORDS_MAX: usize = 8;

impl Catalog {
    /// For each name what is found of it, in their order. A record is found where a statement or a passage has the words
    /// of the name, in any order and in close spellings; of three or more words, one may be missing.
    pub fn search_names(
        &self,
        names: &[String],
        kind: Option<&str>,
        limit: u64,
        each: &mut dyn FnMut(&str, Found),
    ) -> Result<(), CatalogError> {
        let parts: Vec<Vec<String>> = names.iter().map(|name| words_of(name)).collect();
        let wanted: BTreeSet<String> = parts.iter().flatten().cloned().collect();
        let close = self.close_words(&wanted)?;
        for (name, parts) in names.iter().zip(&parts) {
            let found = match match_text(parts, &close) {
                Some((text, terms)) => {
                    self.ranked(&text, &terms, kind.as_slice(), None, limit, 0)?
                }
                None => Found::default(),
            };
            each(name, found);
        }
        Ok(())
    }

    /// The same of one name among records of several kinds.
    pub fn search_name(
        &self,
        name: &str,
        kinds: &[&str],
        limit: u64,
    ) -> Result<Found, CatalogError> {
        let parts = words_of(name);
        let close = self.close_words(&parts.iter().cloned().collect())?;
        match match_text(&parts, &close) {
            Some((text, terms)) => self.ranked(&text, &terms, kinds, None, limit, 0),
            None => Ok(Found::default()),
        }
    }
}

/// The words that tell a name apart; all of them if none does.
fn words_of(name: &str) -> Vec<String> {
    let folded = fold(name);
    let mut all: Vec<String> = Vec::new();
    for word in words(&folded) {
        if !all.iter().any(|known| known == word) {
            all.push(word.to_owned());
        }
    }
    let telling =
        |word: &&String| word.chars().count() >= LETTERS_MIN && !PARTICLES.contains(&word.as_str());
    let kept: Vec<String> = all.iter().filter(telling).cloned().collect();
    let mut kept = if kept.is_empty() { all } else { kept };
    kept.truncate(WORDS_MAX);
    kept
}

/// The name in the language of FTS5, and the words to show; none if too few of its words stand anywhere.
fn match_text(
    parts: &[String],
    close: &BTreeMap<String, Vec<String>>,
) -> Option<(String, Vec<Term>)> {
    let known: Vec<&Vec<String>> = parts.iter().filter_map(|word| close.get(word)).collect();
    let needed = match parts.len() {
        0 => return None,
        few @ 1..=2 => few,
        more => more - 1,
    };
    if known.len() < needed {
        return None;
    }
    // Folded words are letters and digits, so that no quote can end early.
    let each: Vec<String> = known
        .iter()
        .map(|spellings| {
            let quoted: Vec<String> = spellings.iter().map(|word| format!("\"{word}\"")).collect();
            format!("(folded : ({}))", quoted.join(" OR "))
        })
        .collect();
    let all = each.join(" AND ");
    let text = if each.len() == needed {
        all
    } else {
        let without = (0..each.len()).map(|left_out| {
            let others = each.iter().enumerate();
            let others = others.filter(|(place, _)| *place != left_out);
            let others: Vec<&str> = others.map(|(_, text)| text.as_str()).collect();
            format!("({})", others.join(" AND "))
        });
        without.collect::<Vec<_>>().join(" OR ")
    };
    let terms = known.iter().flat_map(|spellings| spellings.iter());
    Some((text, terms.map(|word| Term::Word(word.clone())).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_the_language_of_the_index() {
        let close = |words: &[(&str, &[&str])]| -> BTreeMap<String, Vec<String>> {
            let owned =
                |spellings: &&[&str]| spellings.iter().map(|word| (*word).to_owned()).collect();
            words
                .iter()
                .map(|(word, spellings)| ((*word).to_owned(), owned(spellings)))
                .collect()
        };
        let check = |name: &str, index: &[(&str, &[&str])], expected: Option<&str>| {
            let found = match_text(&words_of(name), &close(index));
            assert_eq!(found.map(|(text, _)| text).as_deref(), expected, "{name}");
        };
        let index: &[(&str, &[&str])] = &[
            ("rosa", &["rosa", "roza"]),
            ("huanca", &["huanca"]),
            ("lirio", &["lirio"]),
        ];
        check("", index, None);
        check("Rosa", index, Some("(folded : (\"rosa\" OR \"roza\"))"));
        check("Nobody", index, None);
        check("Rosa Nobody", index, None);
        check(
            "Huanca, Rosa de la",
            index,
            Some("(folded : (\"huanca\")) AND (folded : (\"rosa\" OR \"roza\"))"),
        );
        check(
            "Huanca Rosa Nobody",
            index,
            Some("(folded : (\"huanca\")) AND (folded : (\"rosa\" OR \"roza\"))"),
        );
        check(
            "rosa huanca lirio",
            index,
            Some(
                "((folded : (\"huanca\")) AND (folded : (\"lirio\"))) OR \
                 ((folded : (\"rosa\" OR \"roza\")) AND (folded : (\"lirio\"))) OR \
                 ((folded : (\"rosa\" OR \"roza\")) AND (folded : (\"huanca\")))",
            ),
        );
    }
}
