//! Two records side by side: the same field of both in one row, and what differs in it marked word by word.

use std::collections::BTreeSet;

use testigo_archive::{ExplainAnswer, ReviewSide, WeightShown};
use testigo_record::fold;

use crate::frame::Frame;
use crate::rooms::told::{called, in_words, name_of};
use crate::workspace::Asked;

/// Fields that stand above the table: where the entry stands.
const ABOVE: [&str; 2] = ["list", "row"];

/// One of the two records.
pub(crate) struct Side {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) title: String,
    pub(crate) list: String,
    /// Its line in the list.
    pub(crate) line: String,
    /// Who says what is said of it: path and name.
    pub(crate) sources: Vec<(String, String)>,
}

/// A field of both.
pub(crate) struct Row {
    pub(crate) label: String,
    pub(crate) left: Vec<Vec<Word>>,
    pub(crate) right: Vec<Vec<Word>>,
    /// A sign, for those who do not see colours, and the same in words.
    pub(crate) sign: &'static str,
    pub(crate) sign_words: String,
    pub(crate) differs: bool,
    /// How the comparison sees it.
    pub(crate) how: String,
}

/// A word of a value.
pub(crate) struct Word {
    pub(crate) text: String,
    /// The other record does not say it in this field.
    pub(crate) differs: bool,
}

pub(crate) fn side(asked: &Asked<'_>, frame: &Frame, side: &ReviewSide) -> Side {
    let mut sources: Vec<(String, String)> = Vec::new();
    for source in side.claims.iter().filter_map(|claim| claim.source.as_ref()) {
        let path = format!("/record/{}", source.id);
        if sources.iter().all(|(known, _)| *known != path) {
            sources.push((path, name_of(source)));
        }
    }
    let line = side.claims.iter().find(|claim| claim.field == "row");
    Side {
        id: side.id.clone(),
        kind: frame.code("kind", &side.kind),
        title: called(asked, &side.kind, &side.title, &side.id),
        list: side.list.as_ref().map_or_else(String::new, name_of),
        line: line.map_or_else(String::new, |claim| {
            format!("{}: {}", asked.labels.field(&side.kind, "row"), claim.value)
        }),
        sources,
    }
}

/// The fields of both, those first of which both say something.
pub(crate) fn rows(asked: &Asked<'_>, frame: &Frame, explained: &ExplainAnswer) -> Vec<Row> {
    let (left, right) = (&explained.left, &explained.right);
    // What was compared although not both say it so stands first: a full name may be made of several fields.
    let is_said =
        |side: &ReviewSide, field: &str| side.claims.iter().any(|claim| claim.field == field);
    let weighed: Vec<&WeightShown> = explained
        .weights
        .iter()
        .filter(|weight| !weight.left.is_empty() && !weight.right.is_empty())
        .filter(|weight| !is_said(left, &weight.field) || !is_said(right, &weight.field))
        .collect();
    let mut rows: Vec<Row> = weighed
        .iter()
        .map(|weight| {
            let values = [vec![weight.left.clone()], vec![weight.right.clone()]];
            row(asked, frame, explained, &weight.field, values)
        })
        .collect();
    let mut fields: Vec<&str> = Vec::new();
    for claim in left.claims.iter().chain(&right.claims) {
        let field = claim.field.as_str();
        let is_shown = weighed.iter().any(|weight| weight.field == field);
        if !is_shown && !fields.contains(&field) && !ABOVE.contains(&field) {
            fields.push(field);
        }
    }
    rows.extend(fields.into_iter().map(|field| {
        let values = [left, right].map(|side| values(asked, frame, side, field));
        row(asked, frame, explained, field, values)
    }));
    rows.sort_by_key(|row| row.left.is_empty() || row.right.is_empty());
    rows
}

fn row(
    asked: &Asked<'_>,
    frame: &Frame,
    explained: &ExplainAnswer,
    field: &str,
    [left, right]: [Vec<String>; 2],
) -> Row {
    let weight = explained
        .weights
        .iter()
        .find(|weight| weight.field == field);
    let sign = Sign::of(&left, &right);
    Row {
        label: asked.labels.field(&explained.left.kind, field),
        sign: sign.mark(),
        sign_words: sign.in_words(frame),
        differs: sign == Sign::Differs,
        how: weight.map_or_else(String::new, |weight| frame.code("match", &weight.reason)),
        left: marked(&left, &right),
        right: marked(&right, &left),
    }
}

/// Whether two records say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// Only one says something.
    One,
    Same,
    /// But for capitals and accents.
    Alike,
    Differs,
}

impl Sign {
    const ALL: [Self; 4] = [Self::Same, Self::Alike, Self::Differs, Self::One];

    fn of(left: &[String], right: &[String]) -> Self {
        let written = |values: &[String]| values.iter().cloned().collect::<BTreeSet<String>>();
        let folded = |values: &[String]| {
            let values = values.iter().map(|value| folded_with_signs(value));
            values.collect::<BTreeSet<String>>()
        };
        if left.is_empty() || right.is_empty() {
            Self::One
        } else if written(left) == written(right) {
            Self::Same
        } else if folded(left) == folded(right) {
            Self::Alike
        } else {
            Self::Differs
        }
    }

    fn mark(self) -> &'static str {
        match self {
            Self::One => "·",
            Self::Same => "=",
            Self::Alike => "≈",
            Self::Differs => "≠",
        }
    }

    fn in_words(self, frame: &Frame) -> String {
        match self {
            Self::One => frame.say("review-sign-one"),
            Self::Same => frame.say("review-sign-same"),
            Self::Alike => frame.say("review-sign-alike"),
            Self::Differs => frame.say("review-sign-differs"),
        }
    }
}

/// What the signs mean.
pub(crate) fn signs(frame: &Frame) -> Vec<(&'static str, String)> {
    let signs = Sign::ALL.map(|sign| (sign.mark(), sign.in_words(frame)));
    signs.into()
}

/// What a record says of a field, in words, each value once.
fn values(asked: &Asked<'_>, frame: &Frame, side: &ReviewSide, field: &str) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    for claim in side.claims.iter().filter(|claim| claim.field == field) {
        let value = in_words(asked, frame, &side.kind, claim);
        if !values.contains(&value) {
            values.push(value);
        }
    }
    values
}

/// Without capitals, accents and the marks between words; `>40` stays another than `40`.
fn folded_with_signs(text: &str) -> String {
    let between_words = ['.', ',', ';', ':', '\'', '-'];
    let is_sign = |letter: &char| letter.is_ascii_punctuation() && !between_words.contains(letter);
    let signs: String = text.chars().filter(is_sign).collect();
    format!("{} {signs}", fold(text))
}

/// The words of values, those marked that no value of the other record has, but for capitals and accents. Where only one
/// says something, nothing differs.
fn marked(values: &[String], others: &[String]) -> Vec<Vec<Word>> {
    let known: BTreeSet<String> = others
        .iter()
        .flat_map(|other| other.split_whitespace())
        .map(folded_with_signs)
        .collect();
    let of_value = |value: &String| {
        let words = value.split_whitespace().map(|word| Word {
            text: word.to_owned(),
            differs: !others.is_empty() && !known.contains(&folded_with_signs(word)),
        });
        words.collect()
    };
    values.iter().map(of_value).collect()
}

#[cfg(test)]
mod tests {
    use super::{Sign, marked};

    fn texts(values: &[&str]) -> Vec<String> {
        values.iter().map(|value| (*value).to_owned()).collect()
    }

    #[test]
    fn only_words_that_the_other_does_not_have_are_marked() {
        let (left, right) = (
            texts(&["Rosa Quispe Mamani"]),
            texts(&["Rosa Quizpe Mamani"]),
        );
        let found = marked(&left, &right);
        let differing: Vec<bool> = found[0].iter().map(|word| word.differs).collect();
        assert_eq!(differing, [false, true, false]);
        assert!(marked(&left, &[])[0].iter().all(|word| !word.differs));
    }

    #[test]
    fn the_order_of_values_is_no_difference() {
        for (left, right, expected) in [
            (&["a", "b"][..], &["b", "a"][..], Sign::Same),
            (&["a"], &["a", "b"], Sign::Differs),
            (&["Rosa Peña"], &["ROSA PENA"], Sign::Alike),
            (&["5"], &[">=5"], Sign::Differs),
            (&["a"], &[], Sign::One),
            (&[], &["a"], Sign::One),
        ] {
            assert_eq!(Sign::of(&texts(left), &texts(right)), expected);
        }
    }
}
