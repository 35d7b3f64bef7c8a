//! The message files of each language, parsed once.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::Language;

/// A number of more digits is passed as text: Fluent's numbers are floating-point and would round it.
const NUMBER_DIGITS_MAX: usize = 15;

const ENGLISH: [&str; 6] = [
    include_str!("../words/en/details.ftl"),
    include_str!("../words/en/errors.ftl"),
    include_str!("../words/en/findings.ftl"),
    include_str!("../words/en/interface.ftl"),
    include_str!("../words/en/report.ftl"),
    include_str!("../words/en/workspace.ftl"),
];
const SPANISH: [&str; 6] = [
    include_str!("../words/es/details.ftl"),
    include_str!("../words/es/errors.ftl"),
    include_str!("../words/es/findings.ftl"),
    include_str!("../words/es/interface.ftl"),
    include_str!("../words/es/report.ftl"),
    include_str!("../words/es/workspace.ftl"),
];

type Bundle = FluentBundle<FluentResource>;

/// All messages of one language.
#[derive(Clone, Copy)]
pub struct Words {
    language: Language,
    bundle: &'static Bundle,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Words")
            .field("language", &self.language)
            .finish_non_exhaustive()
    }
}

impl Words {
    /// The messages of a language. The first call parses them, later calls cost nothing.
    pub fn new(language: Language) -> Self {
        static ENGLISH_BUNDLE: OnceLock<Bundle> = OnceLock::new();
        static SPANISH_BUNDLE: OnceLock<Bundle> = OnceLock::new();
        let cell = match language {
            Language::English => &ENGLISH_BUNDLE,
            Language::Spanish => &SPANISH_BUNDLE,
        };
        Self {
            language,
            bundle: cell.get_or_init(|| parse(language)),
        }
    }

    /// The language of these words.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The text of a message. An unknown identifier gives the identifier; a variable without an argument stays visible.
    pub fn say(&self, id: &str, arguments: &[(&str, &str)]) -> String {
        let Some(pattern) = self
            .bundle
            .get_message(id)
            .and_then(|message| message.value())
        else {
            return id.to_owned();
        };
        let mut values = FluentArgs::with_capacity(arguments.len());
        for (name, text) in arguments {
            values.set(*name, argument(text));
        }
        // An error here is a missing argument, which the text shows as `{$name}`.
        let mut errors = Vec::new();
        self.bundle
            .format_pattern(pattern, Some(&values), &mut errors)
            .into_owned()
    }

    /// Whether there is a message of this identifier.
    pub fn has(&self, id: &str) -> bool {
        self.bundle
            .get_message(id)
            .is_some_and(|message| message.value().is_some())
    }
}

/// A plain whole number can choose a plural form; everything else is text.
fn argument(text: &str) -> FluentValue<'_> {
    let digits = !text.is_empty()
        && text.len() <= NUMBER_DIGITS_MAX
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && (text == "0" || !text.starts_with('0'));
    match text.parse::<f64>() {
        Ok(number) if digits => FluentValue::from(number),
        _ => FluentValue::from(text),
    }
}

fn parse(language: Language) -> Bundle {
    let identifier: LanguageIdentifier = language.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
    bundle.set_use_isolating(false);
    for source in sources(language) {
        // A file with a faulty message still gives its other messages; `tests/words.rs` allows no fault.
        let resource = match FluentResource::try_new((*source).to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    bundle
}

fn sources(language: Language) -> &'static [&'static str] {
    match language {
        Language::English => &ENGLISH,
        Language::Spanish => &SPANISH,
    }
}

/// Every message identifier of a language, in the order of the files.
pub fn identifiers(language: Language) -> Vec<String> {
    sources(language)
        .iter()
        .flat_map(|source| source.lines())
        .filter_map(line_identifier)
        .collect()
}

/// The identifier that a line of a message file begins, if it begins one.
fn line_identifier(line: &str) -> Option<String> {
    if !line.starts_with(|character: char| character.is_ascii_alphabetic()) {
        return None;
    }
    line.split_once('=').map(|(id, _)| id.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use fluent_bundle::FluentResource;

    use super::{Words, sources};
    use crate::Language;

    #[test]
    fn every_file_parses_without_a_fault() {
        for language in Language::ALL {
            for source in sources(language) {
                let faults = FluentResource::try_new((*source).to_owned())
                    .err()
                    .map(|(_, faults)| format!("{faults:?}"));
                assert_eq!(faults, None, "{language:?}");
            }
        }
    }

    #[test]
    fn arguments_stand_as_given() {
        let words = Words::new(Language::English);
        let check = |detail: &str| {
            assert_eq!(
                words.say("err-id-too-short", &[("detail", detail)]),
                format!("An id must be given with at least six characters: {detail}")
            );
        };
        for detail in [
            "0",
            "007",
            "860",
            "123456789012345",
            "12345678901234567890",
            "1.50",
            "1e3",
            "inf",
            "NaN",
            "-5",
            "",
            "{ $path }",
            "a\nb",
            "\u{202e}x",
            "<b>&\"'",
            "Ñuflo de Ávila",
        ] {
            check(detail);
        }
    }

    #[test]
    fn plural_forms_follow_the_number() {
        let check = |language: Language, count: &str, expected: &str| {
            assert_eq!(
                Words::new(language).say("report-word-count", &[("count", count)]),
                expected
            );
        };
        check(Language::English, "1", "1 word");
        check(Language::English, "0", "0 words");
        check(Language::English, "10\u{202f}000", "10\u{202f}000 words");
        check(Language::Spanish, "1", "1 palabra");
        check(Language::Spanish, "2", "2 palabras");
    }

    #[test]
    fn what_is_unknown_or_missing_stays_visible() {
        let words = Words::new(Language::Spanish);
        assert_eq!(words.say("no-such-words", &[]), "no-such-words");
        assert!(!words.has("no-such-words"));
        assert!(words.has("err-disk-full"));
        assert_eq!(
            words.say("err-disk-full", &[]),
            "El disco está lleno: {$path}. Lo que se informó como guardado está a salvo; lo demás no se guardó."
        );
    }
}
