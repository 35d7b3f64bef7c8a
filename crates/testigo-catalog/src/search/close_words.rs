//! Words of the text index that are spelled closely: one letter apart, or sounding alike in Spanish.

use std::collections::{BTreeMap, BTreeSet};

use crate::schema::{Catalog, CatalogError};

/// Shorter words are only themselves: one letter of three is another word.
const LETTERS_MIN: usize = 4;
/// Of one word.
const CLOSE_MAX: usize = 40;

/// Spelling to sound; the first that fits counts, and what is not here sounds as it is written. Words are folded.
const SOUNDS: [(&str, &str); 19] = [
    ("qu", "k"),
    ("ce", "se"),
    ("ci", "sy"),
    ("ge", "je"),
    ("gi", "jy"),
    ("gue", "ge"),
    ("gui", "gy"),
    ("ch", "c"),
    ("ph", "f"),
    ("ll", "y"),
    ("hu", "w"),
    ("gu", "w"),
    ("h", ""),
    ("v", "b"),
    ("z", "s"),
    ("c", "k"),
    ("q", "k"),
    ("x", "j"),
    ("i", "y"),
];

impl Catalog {
    /// For each of these folded words the words of the index that are it or are spelled closely, in order. The index is
    /// walked once, whatever the number of words.
    pub(super) fn close_words(
        &self,
        wanted: &BTreeSet<String>,
    ) -> Result<BTreeMap<String, Vec<String>>, CatalogError> {
        let mut by_form: BTreeMap<String, Vec<&String>> = BTreeMap::new();
        for word in wanted {
            for form in forms(word) {
                by_form.entry(form).or_default().push(word);
            }
        }
        let connection = self.ready()?;
        connection.execute_batch(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.index_word USING fts5vocab(main, passage_text, col)",
        )?;
        let mut query =
            connection.prepare("SELECT term FROM temp.index_word WHERE col = 'folded'")?;
        let mut rows = query.query([])?;
        let mut close: BTreeMap<String, Vec<String>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let term = row.get_ref(0)?.as_str().unwrap_or("");
            let meant: BTreeSet<&String> = forms(term)
                .iter()
                .filter_map(|form| by_form.get(form))
                .flatten()
                .copied()
                .filter(|word| is_close(word, term))
                .collect();
            for word in meant {
                let found = close.entry(word.clone()).or_default();
                if found.len() < CLOSE_MAX || word == term {
                    found.push(term.to_owned());
                }
            }
        }
        Ok(close)
    }
}

/// Two words that are close have one of these in common: the word, its sound, and the word without any one letter.
fn forms(word: &str) -> BTreeSet<String> {
    let mut forms = BTreeSet::from([word.to_owned()]);
    let letters: Vec<char> = word.chars().collect();
    if letters.len() < LETTERS_MIN {
        return forms;
    }
    // A mark that no word has, so that a sound is not taken for a spelling.
    forms.insert(format!("~{}", sound(word)));
    for left_out in 0..letters.len() {
        let others = letters.iter().enumerate();
        let others = others.filter(|(place, _)| *place != left_out);
        forms.insert(others.map(|(_, letter)| letter).collect());
    }
    forms
}

fn is_close(one: &str, other: &str) -> bool {
    one == other || sound(one) == sound(other) || one_step(one, other)
}

/// Whether one letter was put in, left out or changed, or two neighbours changed places.
fn one_step(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[same..], &other[same..]);
    match (one, other) {
        ([a, b, rest @ ..], [c, d, others @ ..]) if a == d && b == c => rest == others,
        ([_, rest @ ..], [_, others @ ..]) if rest == others => true,
        ([_, rest @ ..], others) if rest == others => true,
        (rest, [_, others @ ..]) => rest == others,
        _ => false,
    }
}

/// How a word sounds, letters that follow one another twice once.
fn sound(word: &str) -> String {
    let mut rest = word;
    let mut sound = String::with_capacity(word.len());
    while let Some(first) = rest.chars().next() {
        let known = SOUNDS.iter().find(|(spelled, _)| rest.starts_with(spelled));
        let (length, heard) = match known {
            Some((spelled, heard)) => (spelled.len(), (*heard).to_owned()),
            None => (first.len_utf8(), first.to_string()),
        };
        if !sound.ends_with(&heard) || heard.is_empty() {
            sound.push_str(&heard);
        }
        rest = &rest[length..];
    }
    sound
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn close_is_one_letter_or_one_sound() {
        for (one, other, expected) in [
            ("quispe", "quispe", true),
            ("quispe", "kispe", true),
            ("huanca", "wanka", true),
            ("cevallos", "zeballos", true),
            ("gimenez", "jimenes", true),
            ("vargas", "bargas", true),
            ("rosa", "rosas", true),
            ("rosa", "roza", true),
            ("maria", "amria", true),
            ("mamani", "mamni", true),
            ("choque", "joque", false),
            ("mamani", "maman", true),
            ("flores", "torres", false),
            ("rosa", "rita", false),
            ("ana", "ane", false),
        ] {
            let shared = forms(one).intersection(&forms(other)).next().is_some();
            assert_eq!(shared && is_close(one, other), expected, "{one} {other}");
            assert_eq!(
                is_close(one, other) && shared,
                is_close(other, one) && shared
            );
        }
    }
}
