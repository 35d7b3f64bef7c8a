//! What people call fields, terms and errors, in one language.

mod told;

use serde_json::Value;
use testigo_record::{OwnLabels, Type, field, term_label};
use testigo_words::{Language, Words, identifier};

use crate::error::Error;

/// Words of a language, and the labels of a group's own fields and terms.
#[derive(Debug, Clone)]
pub struct Labels {
    words: Words,
    own: OwnLabels,
}

impl Labels {
    /// Those of an archive: see [`crate::Archive::own_labels`].
    pub fn new(words: Words, own: OwnLabels) -> Self {
        Self { words, own }
    }

    fn is_spanish(&self) -> bool {
        self.words.language() == Language::Spanish
    }

    /// What people call a field.
    pub fn field(&self, kind: &str, name: &str) -> String {
        if let Some(label) = self.own.field(name, self.is_spanish()) {
            return label.to_owned();
        }
        match field(kind, name) {
            Some(_) if name.starts_with("x.") => name[2..].replace('_', " "),
            Some(definition) => definition.label(self.is_spanish()).to_owned(),
            None => name.to_owned(),
        }
    }

    /// The names of a group's own fields, in order.
    pub fn own_fields(&self) -> impl Iterator<Item = &str> {
        self.own.fields()
    }

    /// The codes of a group's own terms of a vocabulary, in order.
    pub fn own_terms<'a>(&'a self, vocabulary: &'a str) -> impl Iterator<Item = &'a str> {
        self.own.terms(vocabulary)
    }

    /// What people call a code of a vocabulary.
    pub fn term(&self, vocabulary: &str, code: &str) -> String {
        let own = self.own.term(vocabulary, code, self.is_spanish());
        own.or_else(|| term_label(vocabulary, code, self.is_spanish()))
            .unwrap_or(code)
            .to_owned()
    }

    /// Of a code what people call it; any other value as it is.
    pub fn value(&self, kind: &str, name: &str, value: &str) -> String {
        match field(kind, name).map(|definition| definition.value) {
            Some(Type::Code { vocabulary, .. }) => self.term(vocabulary, value),
            _ => value.to_owned(),
        }
    }
}

/// A number where strangers may not see it.
const LEFT_OUT: &str = "•";

/// One number, or the honest range, of what `count` answers: `50 (49–74)`.
pub fn range_shown(counted: &Value) -> String {
    if counted["suppressed"] == true {
        return LEFT_OUT.to_owned();
    }
    let end = |name: &str| {
        let number = counted[name].as_u64();
        number.map_or_else(|| "…".to_owned(), |number| number.to_string())
    };
    if counted["min"] == counted["max"] {
        return end("min");
    }
    let range = format!("{}–{}", end("min"), end("max"));
    match counted["value"].as_u64() {
        Some(number) => format!("{number} ({range})"),
        None => range,
    }
}

impl Error {
    /// What happened, and what to do on the command line.
    pub fn in_words(&self, words: &Words) -> (String, String) {
        self.said(words, &identifier("rec", self.code))
    }

    /// What happened, and what to do on a page: where that is something else, `web-<code>` says it.
    pub fn on_a_page(&self, words: &Words) -> (String, String) {
        let own = identifier("web", self.code);
        if words.has(&own) {
            self.said(words, &own)
        } else {
            self.in_words(words)
        }
    }

    fn said(&self, words: &Words, to_do: &str) -> (String, String) {
        let argument = |name: &str| {
            let found = self.arguments.iter().find(|(known, _)| *known == name);
            found.map_or("", |(_, value)| value.as_str())
        };
        let of_system = std::error::Error::source(self)
            .map(ToString::to_string)
            .unwrap_or_default();
        // Two errors carry a code that has words of its own.
        let mut detail = match self.code {
            "value_unreadable" if !argument("detail").is_empty() => {
                words.say(&identifier("cell", argument("detail")), &[])
            }
            "item_withheld" => words.say(&identifier("reason", argument("detail")), &[]),
            _ => argument("detail").to_owned(),
        };
        for name in ["field", "kind", "places", "level"] {
            if !argument(name).is_empty() {
                if !detail.is_empty() {
                    detail.push_str(", ");
                }
                detail.push_str(argument(name));
            }
        }
        let mut path = argument("path").to_owned();
        if detail.is_empty() {
            detail = if of_system.is_empty() {
                path.clone()
            } else {
                of_system
            };
        }
        if path.is_empty() {
            path.clone_from(&detail);
        }
        let say = |id: &str| words.say(id, &[("path", &path), ("detail", &detail)]);
        (say(&identifier("err", self.code)), say(to_do))
    }
}

#[cfg(test)]
mod tests {
    use super::range_shown;
    use serde_json::json;

    #[test]
    fn a_range_is_never_one_number() {
        for (value, expected) in [
            (json!({"min": 3, "value": 3, "max": 3}), "3"),
            (json!({"min": 3, "value": null, "max": 5}), "3–5"),
            (json!({"min": 3, "value": 4, "max": 5}), "4 (3–5)"),
            (json!({"min": 3, "value": null, "max": null}), "3–…"),
            (json!({"min": null, "suppressed": true}), "•"),
        ] {
            assert_eq!(range_shown(&value), expected);
        }
    }
}
