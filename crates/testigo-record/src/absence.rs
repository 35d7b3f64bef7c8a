//! The four kinds of not known: a source can say that it does not know, that the question does not arise, that nobody
//! asked, or that the answer is none of those foreseen. Each is a claim, and none of them is a value.

use crate::fold::fold;

/// Why there is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Absence {
    /// Asked, and not known.
    Unknown,
    /// The question does not arise.
    NotApplicable,
    /// Nobody asked.
    NotAsked,
    /// Something that the field does not foresee.
    Other,
}

/// Each with its code, and words that mean it wherever a type leaves no doubt; folded.
const ALL: [(Absence, &str, &[&str]); 4] = [
    (
        Absence::Unknown,
        "unknown",
        &[
            "not known",
            "no se sabe",
            "se desconoce",
            "desconocido",
            "desconocida",
        ],
    ),
    (
        Absence::NotApplicable,
        "not_applicable",
        &["not applicable", "n a", "na", "no aplica", "no corresponde"],
    ),
    (
        Absence::NotAsked,
        "not_asked",
        &["not asked", "no preguntado", "no se pregunto"],
    ),
    (Absence::Other, "other", &[]),
];

impl Absence {
    /// The code, as it stands in statements.
    pub fn code(self) -> &'static str {
        let found = ALL.iter().find(|(known, _, _)| *known == self);
        found.map_or("", |(_, code, _)| *code)
    }

    /// From the code.
    pub fn from_code(code: &str) -> Option<Self> {
        let found = ALL.iter().find(|(_, known, _)| *known == code);
        found.map(|(absence, _, _)| *absence)
    }

    /// What a person says with `?unknown`, `?not_applicable`, `?not_asked` or `?other`.
    pub fn marked(text: &str) -> Option<Self> {
        Self::from_code(text.trim().strip_prefix('?')?)
    }

    /// What words mean that a field could not be read from: `no aplica`; unknown if they say nothing more exact.
    pub fn of_words(text: &str) -> Self {
        let folded = fold(text);
        let found = ALL
            .iter()
            .find(|(_, _, words)| words.contains(&folded.as_str()));
        found.map_or(Self::Unknown, |(absence, _, _)| *absence)
    }

    /// As it stands in the column `unread` of the projection: 2 and up; 0 is a value, 1 unread words.
    pub fn number(self) -> i64 {
        2 + match self {
            Self::Unknown => 0,
            Self::NotApplicable => 1,
            Self::NotAsked => 2,
            Self::Other => 3,
        }
    }

    /// From that column.
    pub fn from_number(number: i64) -> Option<Self> {
        let mut all = ALL.iter().map(|(absence, _, _)| *absence);
        all.find(|absence| absence.number() == number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_words_and_numbers() {
        for (absence, code, words) in ALL {
            assert_eq!(
                (absence.code(), Absence::from_code(code)),
                (code, Some(absence))
            );
            assert_eq!(Absence::marked(&format!(" ?{code}")), Some(absence));
            assert_eq!(Absence::from_number(absence.number()), Some(absence));
            for word in words {
                assert_eq!(
                    (Absence::of_words(word), fold(word).as_str()),
                    (absence, *word)
                );
            }
        }
        assert_eq!(Absence::of_words("N/A"), Absence::NotApplicable);
        assert_eq!(Absence::of_words("-"), Absence::Unknown);
        assert_eq!(
            (Absence::marked("unknown"), Absence::marked("?maybe")),
            (None, None)
        );
        assert_eq!(
            (Absence::from_number(0), Absence::from_number(1)),
            (None, None)
        );
    }
}
