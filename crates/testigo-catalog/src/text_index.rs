//! Which words of a statement or passage are found, and in which form.

#[expect(
    clippy::disallowed_types,
    reason = "looked up for each word of a text, never walked"
)]
use std::collections::HashMap;

use testigo_record::{ProjectedClaim, Type, field, stems, term_label, words};

/// Words of claims that nobody searches for: digests, sizes, times of files.
const NOT_INDEXED: [&str; 4] = ["sha256", "path_bytes", "media_type", "modified"];

/// Words whose stems are kept at hand; about 4 MiB.
const STEMS_MAX: usize = 32_768;

/// The Spanish and the English stem of words, found once for those that come again and again.
#[derive(Debug, Default)]
pub(crate) struct Stems {
    #[expect(
        clippy::disallowed_types,
        reason = "looked up for each word of a text, never walked"
    )]
    known: HashMap<String, String>,
}

impl Stems {
    /// Both stems, or one if they are equal, with a space between.
    fn of(&mut self, word: &str) -> String {
        if let Some(known) = self.known.get(word) {
            return known.clone();
        }
        let (spanish, english) = stems(word);
        let both = if english == spanish {
            spanish
        } else {
            format!("{spanish} {english}")
        };
        if self.known.len() >= STEMS_MAX {
            self.known.clear();
        }
        self.known.insert(word.to_owned(), both.clone());
        both
    }
}

/// One row of the text index.
#[derive(Debug, Default)]
pub(crate) struct TextRow {
    pub(crate) folded: String,
    pub(crate) stemmed: String,
}

impl TextRow {
    /// Adds the words of a claim. Names are found as they are; only free text and titles also by their stems.
    pub(crate) fn add_claim(&mut self, kind: &str, claim: &ProjectedClaim, stems: &mut Stems) {
        if NOT_INDEXED.contains(&claim.field.as_str()) {
            return;
        }
        if claim.unread {
            return push(&mut self.folded, &claim.folded);
        }
        match field(kind, &claim.field).map(|definition| definition.value) {
            Some(Type::Text) => self.add_free_text(&claim.folded, stems),
            Some(Type::Label) if claim.field == "title" => self.add_free_text(&claim.folded, stems),
            Some(Type::Label | Type::Name | Type::Identifier) | None => {
                push(&mut self.folded, &claim.folded);
            }
            Some(Type::Place) if claim.refers.is_none() => push(&mut self.folded, &claim.folded),
            Some(Type::Code {
                vocabulary,
                open: true,
            }) if term_label(vocabulary, &claim.value, false).is_none() => {
                push(&mut self.folded, &claim.folded);
            }
            Some(
                Type::Place
                | Type::Date
                | Type::Quantity
                | Type::Number
                | Type::Code { .. }
                | Type::Reference,
            ) => {}
        }
    }

    /// Adds the words of a folded text and their stems.
    pub(crate) fn add_free_text(&mut self, folded: &str, stems: &mut Stems) {
        push(&mut self.folded, folded);
        for word in words(folded) {
            push(&mut self.stemmed, &stems.of(word));
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.folded.is_empty()
    }
}

fn push(text: &mut String, words: &str) {
    if words.is_empty() {
        return;
    }
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(words);
}
