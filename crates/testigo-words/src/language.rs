//! The two languages, and how a language tag chooses between them.

/// A language that has words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English, for every tag that is not Spanish.
    English,
    /// Spanish as it is written in Latin America.
    Spanish,
}

impl Language {
    /// Both languages.
    pub const ALL: [Self; 2] = [Self::English, Self::Spanish];

    /// The language of a tag (`es`, `es-PE`) or of a locale name (`es_PE.UTF-8`).
    pub fn from_tag(tag: &str) -> Self {
        let primary = tag
            .split(|character: char| !character.is_ascii_alphanumeric())
            .next();
        match primary {
            Some(primary) if primary.eq_ignore_ascii_case("es") => Self::Spanish,
            _ => Self::English,
        }
    }

    /// The tag, as in HTML's `lang`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn tags_choose_a_language() {
        let check = |tag: &str, expected: Language| {
            assert_eq!(Language::from_tag(tag), expected, "{tag}");
        };
        for tag in ["es", "ES", "es-PE", "es_BO.UTF-8", "es-419", "es.UTF-8"] {
            check(tag, Language::Spanish);
        }
        for tag in [
            "", "en", "en-GB", "C", "C.UTF-8", "est", "qu-PE", "fr_ES", "-es",
        ] {
            check(tag, Language::English);
        }
        assert_eq!(Language::ALL.map(Language::tag), ["en", "es"]);
    }
}
