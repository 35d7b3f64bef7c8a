//! One form of a text for comparing and finding: no case, no marks, single spaces.

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// The text in lower case, decomposed (NFKD) without its marks, every run of other characters than
/// letters and digits as one space, trimmed. Folding twice changes nothing.
pub fn fold(text: &str) -> String {
    let mut folded = Folded {
        text: String::with_capacity(text.len()),
        gap: false,
    };
    for character in text.chars() {
        if character.is_ascii() {
            folded.push(character.to_ascii_lowercase());
        } else {
            fold_wide(character, &mut folded);
        }
    }
    folded.text
}

struct Folded {
    text: String,
    /// A space is owed before the next letter or digit.
    gap: bool,
}

impl Folded {
    fn push(&mut self, character: char) {
        if character.is_alphanumeric() {
            if self.gap && !self.text.is_empty() {
                self.text.push(' ');
            }
            self.gap = false;
            self.text.push(character);
        } else {
            self.gap = true;
        }
    }
}

/// Decomposes before and after lowering: either step can give work to the other. The order of marks,
/// which a whole-text normalization would settle, does not matter because the marks go.
fn fold_wide(character: char, folded: &mut Folded) {
    decompose_compatible(character, |part| {
        for lower in part.to_lowercase() {
            decompose_compatible(lower, |last| {
                if !is_combining_mark(last) {
                    folded.push(last);
                }
            });
        }
    });
}

/// The words of a folded text.
pub fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(' ').filter(|word| !word.is_empty())
}

/// The Spanish and the English stem of a folded word.
pub fn stems(folded_word: &str) -> (String, String) {
    let spanish = Stemmer::create(Algorithm::Spanish);
    let english = Stemmer::create(Algorithm::English);
    (
        spanish.stem(folded_word).into_owned(),
        english.stem(folded_word).into_owned(),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(fold(text), expected, "{text}");
    }

    #[test]
    fn folds() {
        check("", "");
        check("  ", "");
        check("Ñuflo de Ávila", "nuflo de avila");
        check("Nu\u{303}flo de A\u{301}vila", "nuflo de avila");
        check("QUISPE,  Rosa-María (hija)", "quispe rosa maria hija");
        check("t'anta", "t anta");
        check("2019-11-15", "2019 11 15");
        check("½ kg", "1 2 kg");
        check("ﬁn", "fin");
        check("İZMİR", "izmir");
        check("ℌamlet", "hamlet");
        check("Straße", "straße");
        check("...a...", "a");
    }

    #[test]
    fn splits_and_stems() {
        assert_eq!(words("rosa maria").collect::<Vec<_>>(), ["rosa", "maria"]);
        assert_eq!(words("").count(), 0);
        assert_eq!(
            stems("detenciones"),
            ("detencion".to_owned(), "detencion".to_owned())
        );
        assert_eq!(stems("injured").1, "injur");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn composed_and_decomposed_fold_alike(text in "\\PC{0,40}") {
            use unicode_normalization::UnicodeNormalization;
            let composed: String = text.nfc().collect();
            let decomposed: String = text.nfd().collect();
            prop_assert_eq!(fold(&composed), fold(&decomposed));
        }
    }

    #[test]
    fn every_character_folds_once() {
        for character in (0..=0x0010_FFFF).filter_map(char::from_u32) {
            let once = fold(&character.to_string());
            assert_eq!(fold(&once), once, "U+{:04X}", u32::from(character));
        }
    }
}
