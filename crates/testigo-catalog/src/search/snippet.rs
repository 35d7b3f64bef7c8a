//! The words around the first match.

use testigo_record::{fold, stems, words};

use super::Term;

const SNIPPET_CHARACTERS_MAX: usize = 160;
/// What stands before the match, if the text does not begin there.
const BEFORE_CHARACTERS: usize = 60;

/// The text around the first word that a term matches, in one line; none if no word does.
pub(super) fn snippet(text: &str, terms: &[Term]) -> Option<String> {
    let wanted: Vec<Wanted> = terms.iter().map(Wanted::of).collect();
    let mut start = 0;
    for piece in text.split_inclusive(is_gap) {
        let folded = fold(piece);
        if words(&folded).any(|word| wanted.iter().any(|wanted| wanted.is(word))) {
            return Some(around(text, start));
        }
        start += piece.len();
    }
    None
}

/// Marks that stand behind their letter belong to its word.
fn is_gap(character: char) -> bool {
    !character.is_alphanumeric() && !('\u{300}'..='\u{36f}').contains(&character)
}

struct Wanted {
    start: String,
    whole: bool,
    stems: Option<(String, String)>,
}

impl Wanted {
    fn of(term: &Term) -> Wanted {
        match term {
            Term::Word(word) => Wanted {
                start: word.clone(),
                whole: false,
                stems: Some(stems(word)),
            },
            Term::Phrase(phrase) => {
                let first = words(phrase).next().unwrap_or_default().to_owned();
                Wanted {
                    start: first,
                    whole: true,
                    stems: None,
                }
            }
        }
    }

    fn is(&self, word: &str) -> bool {
        if self.whole {
            return word == self.start;
        }
        word.starts_with(&self.start)
            || self.stems.as_ref().is_some_and(|(spanish, english)| {
                let of_word = stems(word);
                of_word.0 == *spanish || of_word.1 == *english
            })
    }
}

/// At most 160 characters of the text with byte `at` among them, cut between words where that is near; what is
/// left out shows as an ellipsis.
fn around(text: &str, at: usize) -> String {
    let (before, after) = text.split_at_checked(at).unwrap_or(("", text));
    let mut shown = String::new();
    let from = before
        .char_indices()
        .rev()
        .take(BEFORE_CHARACTERS)
        .last()
        .map_or(0, |(at, _)| at);
    let mut lead = before.get(from..).unwrap_or_default();
    if from > 0 {
        if let Some((_, rest)) = lead.split_once(char::is_whitespace) {
            lead = rest;
        }
        shown.push('…');
    }
    let mut length = shown.chars().count();
    let mut space_owed = false;
    let mut rest = lead.chars().chain(after.chars());
    for character in rest.by_ref() {
        if character.is_whitespace() || character.is_control() {
            space_owed = !shown.is_empty();
            continue;
        }
        if length + usize::from(space_owed) + 2 > SNIPPET_CHARACTERS_MAX {
            shown.push('…');
            return shown;
        }
        if space_owed {
            shown.push(' ');
            length += 1;
            space_owed = false;
        }
        shown.push(character);
        length += 1;
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(word: &str) -> Vec<Term> {
        vec![Term::Word(word.to_owned())]
    }

    #[test]
    fn shows_the_match_in_its_line() {
        assert_eq!(
            snippet("Fue  detenida\nen la plaza.", &word("plaza")).unwrap(),
            "Fue detenida en la plaza."
        );
        assert_eq!(
            snippet("Ñuflo de Ávila", &word("avi")).unwrap(),
            "Ñuflo de Ávila"
        );
        assert_eq!(
            snippet("las detenciones", &word("detencion")).unwrap(),
            "las detenciones"
        );
        assert_eq!(snippet("nothing here", &word("plaza")), None);
        assert_eq!(snippet("", &word("plaza")), None);
    }

    #[test]
    fn cuts_on_both_sides() {
        let text = format!("{} plaza {}", "antes ".repeat(100), "después ".repeat(100));
        let shown = snippet(&text, &word("plaza")).unwrap();
        assert!(
            shown.chars().count() <= SNIPPET_CHARACTERS_MAX,
            "{}",
            shown.chars().count()
        );
        assert!(
            shown.starts_with("…antes") && shown.ends_with('…') && shown.contains(" plaza "),
            "{shown}"
        );
        let unbroken = format!("{}plaza", "x".repeat(500));
        assert_eq!(
            snippet(&unbroken, &word("xxx")).unwrap().chars().count(),
            SNIPPET_CHARACTERS_MAX
        );
    }
}
