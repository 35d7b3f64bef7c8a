//! What somebody fills in about a dossier, and the specification that it gives.

use std::path::PathBuf;

use serde::Serialize;
use testigo_archive::{Error, Result};

/// Empty pairs of heading and text that are offered.
const SECTIONS: usize = 2;
/// Below this a number of people can be one whom somebody knows.
const SMALL: &str = "3";
/// Dossiers of one day beside each other.
const SAME_DAY: u32 = 100;

/// The form.
#[derive(Debug, Clone, Default)]
pub(crate) struct Given {
    pub(crate) title: String,
    pub(crate) language: String,
    pub(crate) recipient: String,
    /// A term of the purposes that people are asked about.
    pub(crate) purpose: String,
    /// Instead of it, in other words.
    pub(crate) purpose_own: String,
    pub(crate) level: String,
    /// EXPR.
    pub(crate) condition: String,
    /// Names of saved figures.
    pub(crate) figures: Vec<String>,
    /// In figures for the public: numbers below this are left out.
    pub(crate) suppress: String,
    pub(crate) sections: Vec<(String, String)>,
    pub(crate) out: String,
}

#[derive(Serialize)]
struct File<'a> {
    title: &'a str,
    language: &'a str,
    recipient: &'a str,
    purpose: &'a str,
    level: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    select: Option<Select<'a>>,
    figure: Vec<Figure<'a>>,
    section: Vec<Section<'a>>,
}

#[derive(Serialize)]
struct Select<'a> {
    #[serde(rename = "where")]
    condition: &'a str,
}

#[derive(Serialize)]
struct Figure<'a> {
    saved: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    suppress: Option<u64>,
}

#[derive(Serialize)]
struct Section<'a> {
    heading: &'a str,
    text: &'a str,
}

impl Given {
    /// What is offered first.
    pub(crate) fn usual(language: &str) -> Self {
        Self {
            language: language.to_owned(),
            level: "recipient".to_owned(),
            suppress: SMALL.to_owned(),
            ..Self::default()
        }
    }

    /// As a form hands it over: fields of one name may repeat.
    pub(crate) fn from_form(fields: Vec<(String, String)>) -> Self {
        let mut given = Self::default();
        let mut headings = Vec::new();
        let mut texts = Vec::new();
        for (name, value) in fields {
            // A browser ends lines with two characters; a text has one.
            let value = value.replace("\r\n", "\n").trim().to_owned();
            match name.as_str() {
                "title" => given.title = value,
                "language" => given.language = value,
                "recipient" => given.recipient = value,
                "purpose" => given.purpose = value,
                "purpose_own" => given.purpose_own = value,
                "level" => given.level = value,
                "where" => given.condition = value,
                "figure" => given.figures.push(value),
                "suppress" => given.suppress = value,
                "heading" => headings.push(value),
                "text" => texts.push(value),
                "out" => given.out = value,
                _ => {}
            }
        }
        let sections = headings.into_iter().zip(texts);
        let is_said = |section: &(String, String)| !section.0.is_empty() || !section.1.is_empty();
        given.sections = sections.filter(is_said).collect();
        given
    }

    /// Sections as the form shows them: what is there, and empty ones.
    pub(crate) fn sections_offered(&self) -> Vec<(String, String)> {
        let mut sections = self.sections.clone();
        sections.resize(
            self.sections.len().max(1) + SECTIONS - 1,
            Default::default(),
        );
        sections
    }

    pub(crate) fn purpose_said(&self) -> &str {
        if self.purpose_own.is_empty() {
            &self.purpose
        } else {
            &self.purpose_own
        }
    }

    /// `SPEC.toml` (CONTRACT, Disclosing).
    pub(crate) fn specification(&self) -> Result<String> {
        let invalid = |detail: String| Error::new("spec_invalid").with("detail", detail);
        let suppress = match self.suppress.as_str() {
            _ if self.level != "public" => None,
            "" => None,
            number => Some(
                number
                    .parse()
                    .map_err(|_| invalid(format!("suppress = {number}")))?,
            ),
        };
        let figures = self.figures.iter().map(|name| Figure {
            saved: name,
            suppress,
        });
        let sections = self.sections.iter();
        let sections = sections.map(|(heading, text)| Section { heading, text });
        let condition = Some(self.condition.as_str()).filter(|condition| !condition.is_empty());
        let file = File {
            title: &self.title,
            language: &self.language,
            recipient: &self.recipient,
            purpose: self.purpose_said(),
            level: &self.level,
            select: condition.map(|condition| Select { condition }),
            figure: figures.collect(),
            section: sections.collect(),
        };
        toml::to_string(&file).map_err(|error| invalid(error.to_string()))
    }

    /// Where it is to be written; what is no whole path is meant beside the archive.
    pub(crate) fn place(&self, beside: &std::path::Path) -> PathBuf {
        beside.join(&self.out)
    }
}

/// A place of today where nothing stands yet.
pub(crate) fn usual_place(beside: &std::path::Path, date: &str) -> PathBuf {
    let first = beside.join(format!("dossier-{date}.zip"));
    let others = (2..SAME_DAY).map(|number| beside.join(format!("dossier-{date}-{number}.zip")));
    std::iter::once(first.clone())
        .chain(others)
        .find(|place| !place.exists())
        .unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::Given;

    fn form(fields: &[(&str, &str)]) -> Given {
        let fields = fields.iter();
        let fields = fields.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Given::from_form(fields.collect())
    }

    const FORM: [(&str, &str); 11] = [
        ("title", "What \"is\" known"),
        ("language", "es"),
        ("recipient", "The court\n[[figure]]"),
        ("purpose", "share_icc"),
        ("level", "public"),
        ("where", "place under \"Alto Verde\""),
        ("figure", "killed \\ by list"),
        ("figure", "injured"),
        ("suppress", "5"),
        ("heading", "Purpose"),
        ("text", "One line.\r\n'''\r\nlevel = \"sealed\""),
    ];

    #[test]
    fn whatever_is_typed_stays_in_its_place() {
        let text = form(&FORM).specification().unwrap();
        let read: toml::Table = toml::from_str(&text).unwrap();
        let value = |name: &str| read[name].as_str().unwrap();
        assert_eq!(value("title"), "What \"is\" known");
        assert_eq!(value("recipient"), "The court\n[[figure]]");
        assert_eq!(value("level"), "public");
        assert_eq!(
            read["select"]["where"].as_str(),
            Some("place under \"Alto Verde\"")
        );
        let figures = read["figure"].as_array().unwrap();
        assert_eq!(figures.len(), 2);
        assert_eq!(figures[0]["saved"].as_str(), Some("killed \\ by list"));
        assert_eq!(figures[1]["suppress"].as_integer(), Some(5));
        let text = read["section"].as_array().unwrap()[0]["text"].as_str();
        assert_eq!(text, Some("One line.\n'''\nlevel = \"sealed\""));
    }

    #[test]
    fn what_is_empty_is_left_out_and_small_numbers_are_for_the_public() {
        let mut fields = FORM;
        fields[4].1 = "recipient";
        fields[5].1 = " ";
        fields[9].1 = "";
        fields[10].1 = "";
        let given = form(&fields);
        assert_eq!(given.sections_offered().len(), 2);
        let text = given.specification().unwrap();
        assert!(
            !text.contains("suppress") && !text.contains("select"),
            "{text}"
        );
        fields[4].1 = "public";
        fields[8].1 = "few";
        let error = form(&fields).specification().unwrap_err();
        assert_eq!(error.code, "spec_invalid");
    }
}
