//! What people would trip over: labels that are missing, twice or contradictory, and terms that are hard to tell apart.

use std::collections::BTreeMap;

use serde::Serialize;

use super::OwnVocabulary;
use crate::fold::fold;
use crate::vocabulary::vocabulary;

/// Something to look at in a group's own definitions. None of it stops anything.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct VocabularyProblem {
    /// Stable: `label_missing`, `label_twice`, `label_contradictory`, `code_nearly_same`, `term_built_in`.
    pub code: &'static str,
    /// The group's vocabulary in which it stands.
    pub vocabulary: String,
    /// The field, or `<vocabulary>:<code>` of a term.
    pub subject: String,
    /// The language, or the other field or term.
    pub detail: String,
}

/// A definition as it is looked at.
#[derive(Debug)]
struct Defined<'a> {
    own: &'a str,
    /// Among which labels must differ: the fields, or the terms of one vocabulary.
    among: &'a str,
    code: &'a str,
    subject: String,
    labels: [(&'static str, &'a str); 2],
}

/// Everything that stands out, in order.
pub fn lint(vocabularies: &[OwnVocabulary]) -> Vec<VocabularyProblem> {
    let mut defined: Vec<Defined<'_>> = Vec::new();
    for own in vocabularies {
        defined.extend(own.fields.iter().map(|field| Defined {
            own: &own.name,
            among: "",
            code: &field.name,
            subject: field.name.clone(),
            labels: [("en", &field.en), ("es", &field.es)],
        }));
        defined.extend(own.terms.iter().map(|term| Defined {
            own: &own.name,
            among: &term.vocabulary,
            code: &term.code,
            subject: format!("{}:{}", term.vocabulary, term.code),
            labels: [("en", &term.en), ("es", &term.es)],
        }));
    }
    let mut problems: Vec<VocabularyProblem> = Vec::new();
    for one in &defined {
        problems.extend(alone(one));
    }
    problems.extend(together(&defined));
    problems.sort();
    problems.dedup();
    problems
}

impl Defined<'_> {
    fn problem(&self, code: &'static str, detail: &str) -> VocabularyProblem {
        VocabularyProblem {
            code,
            vocabulary: self.own.to_owned(),
            subject: self.subject.clone(),
            detail: detail.to_owned(),
        }
    }
}

fn alone(one: &Defined<'_>) -> Vec<VocabularyProblem> {
    let missing = one
        .labels
        .iter()
        .filter(|(_, label)| label.trim().is_empty());
    let mut problems: Vec<VocabularyProblem> = missing
        .map(|(language, _)| one.problem("label_missing", language))
        .collect();
    let built_in = vocabulary(one.among);
    let words = [one.code]
        .into_iter()
        .chain(one.labels.map(|(_, label)| label));
    for word in words.filter(|word| !word.trim().is_empty()) {
        if let Some(term) = built_in.and_then(|list| list.term_spelled(word)) {
            problems.push(one.problem("term_built_in", term.code));
        }
    }
    problems
}

fn together(defined: &[Defined<'_>]) -> Vec<VocabularyProblem> {
    let mut problems = Vec::new();
    let mut codes: BTreeMap<(&str, String), &Defined<'_>> = BTreeMap::new();
    let mut labels: BTreeMap<(&str, &str, String), &Defined<'_>> = BTreeMap::new();
    for one in defined {
        // What begins with `x.` folds its point to a space: both do.
        match codes.get(&(one.among, fold(one.code))) {
            Some(first) if first.code != one.code => {
                problems.push(one.problem("code_nearly_same", &first.subject));
            }
            Some(first) => problems.extend(contradictions(first, one)),
            None => {
                codes.insert((one.among, fold(one.code)), one);
            }
        }
        for (language, label) in one
            .labels
            .iter()
            .filter(|(_, label)| !label.trim().is_empty())
        {
            let first = labels
                .entry((one.among, language, fold(label)))
                .or_insert(one);
            if first.code != one.code {
                problems.push(one.problem("label_twice", &first.subject));
            }
        }
    }
    problems
}

/// The same code with other labels.
fn contradictions(first: &Defined<'_>, second: &Defined<'_>) -> Vec<VocabularyProblem> {
    let labels = first.labels.iter().zip(&second.labels);
    let differ = labels.filter(|((_, one), (_, other))| {
        !one.trim().is_empty() && !other.trim().is_empty() && one.trim() != other.trim()
    });
    differ
        .map(|((language, _), _)| second.problem("label_contradictory", language))
        .collect()
}
