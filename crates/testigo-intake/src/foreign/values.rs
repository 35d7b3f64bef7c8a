//! What is said of one record, each value read as its field.

use crate::found::{Found, FoundValue, Said};
use crate::map::own_field;
use std::collections::BTreeSet;
use testigo_record::{FieldDefinition, field, read};

/// A record that is being put together.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    pub(super) found: Found,
    /// Fields that a record has once and that were said.
    said_once: BTreeSet<&'static str>,
}

impl Draft {
    pub(super) fn new(kind: &'static str, key: &str, locator: &str) -> Self {
        Self::of(Found {
            kind,
            key: key.to_owned(),
            locator: locator.to_owned(),
            values: Vec::new(),
        })
    }

    /// Goes on with a record of which something is said.
    pub(super) fn of(found: Found) -> Self {
        let definitions = found
            .values
            .iter()
            .filter_map(|value| field(found.kind, &value.field));
        let said_once = definitions
            .filter(|definition| !definition.multiple)
            .map(|definition| definition.name)
            .collect();
        Self { found, said_once }
    }

    /// Says a value in a form that its field reads. An empty one says nothing; a second value of a
    /// field that the record has once, and one of a field that its kind does not have, is kept
    /// under the column's name.
    pub(super) fn say(&mut self, column: &str, name: &str, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let is_free =
            |found: &&FieldDefinition| found.multiple || self.said_once.insert(found.name);
        let name = match field(self.found.kind, name).filter(is_free) {
            Some(_) => name.to_owned(),
            None => own_field(&words_of(column)),
        };
        let Some(definition) = field(self.found.kind, &name) else {
            return;
        };
        let said = match read(definition, text) {
            Ok(text) => Said::Text(text),
            Err(unreadable) => Said::Unread(text.to_owned(), unreadable.code),
        };
        self.push(column, &name, said);
    }

    /// Says that the record belongs to another.
    pub(super) fn refer(&mut self, column: &str, name: &str, key: &str) {
        if !key.is_empty() {
            self.push(column, name, Said::Refers(key.to_owned()));
        }
    }

    /// Says a value as it is.
    pub(super) fn keep(&mut self, column: &str, said: Said) {
        if let Some(definition) = field(self.found.kind, column) {
            let is_free = definition.multiple || self.said_once.insert(definition.name);
            let name = if is_free {
                column.to_owned()
            } else {
                own_field(column)
            };
            self.push(column, &name, said);
        }
    }

    /// Whether a field that a record has once was said.
    pub(super) fn has(&self, name: &str) -> bool {
        self.said_once.contains(name)
    }

    fn push(&mut self, column: &str, name: &str, said: Said) {
        self.found.values.push(FoundValue {
            column: column.to_owned(),
            field: name.to_owned(),
            said,
        });
    }
}

/// `birthDate` as `birth Date`, so that it becomes `birth_date`.
pub(super) fn words_of(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    let mut was_small = false;
    for sign in name.chars() {
        if was_small && sign.is_uppercase() {
            words.push(' ');
        }
        was_small = sign.is_lowercase() || sign.is_numeric();
        words.push(sign);
    }
    words
}
