//! What stands in a part beside its text: other texts, and attributes that may be words.

use crate::searchable::{Collector, PASSAGE_CHARS};
use std::collections::BTreeSet;

/// The words of one part are handed out, and may then come again, when they take this much.
const WORDS_BYTES_MAX: usize = 1024 * 1024;
/// Shorter numbers are sizes and counts.
const NUMBER_DIGITS_MIN: usize = 6;
/// Names of formats and schemas, which are no content.
const SCHEMAS: [&str; 5] = [
    "http://schemas.",
    "http://www.w3.org/",
    "http://purl.o",
    "http://openoffice.org/",
    "urn:",
];

/// Gathers for one part; each attribute value once.
pub(super) struct Aside {
    locator: String,
    text: String,
    words: BTreeSet<String>,
    words_bytes: usize,
}

impl Aside {
    pub(super) fn new(locator: &str) -> Self {
        Self {
            locator: locator.to_owned(),
            text: String::new(),
            words: BTreeSet::new(),
            words_bytes: 0,
        }
    }

    pub(super) fn text(&mut self, text: &str, found: &mut Collector) {
        if text.trim().is_empty() {
            return;
        }
        self.text.push_str(text);
        self.text.push('\n');
        if self.text.len() > PASSAGE_CHARS {
            found.push_metadata(&self.locator, &self.text);
            self.text.clear();
        }
    }

    pub(super) fn attributes(&mut self, attributes: &[(String, String)], found: &mut Collector) {
        for (name, value) in attributes {
            // Random marks of editing sessions and paragraphs.
            let is_mark = name.contains(":rsid") || name.ends_with(":paraId");
            if !is_mark && may_be_words(value) && !self.words.contains(value) {
                self.words_bytes += value.len() + 64;
                self.words.insert(value.clone());
                if self.words_bytes > WORDS_BYTES_MAX {
                    self.flush_words(found);
                }
            }
        }
    }

    fn flush_words(&mut self, found: &mut Collector) {
        let mut joined = String::new();
        for word in std::mem::take(&mut self.words) {
            joined.push_str(&word);
            joined.push('\n');
        }
        found.push_metadata(&self.locator, &joined);
        self.words_bytes = 0;
    }

    pub(super) fn finish(mut self, found: &mut Collector) {
        found.push_metadata(&self.locator, &self.text);
        self.flush_words(found);
    }
}

fn may_be_words(value: &str) -> bool {
    if SCHEMAS.iter().any(|schema| value.starts_with(schema)) {
        return false;
    }
    let letters = value.chars().filter(|next| next.is_alphabetic()).count();
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    letters >= 2 || digits >= NUMBER_DIGITS_MIN
}
