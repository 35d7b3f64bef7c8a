//! `SPEC.toml`: what a dossier is to hold (CONTRACT, Disclosing).

use serde::Deserialize;
use testigo_catalog::{Question, What};
use testigo_record::{Expression, Level, parse_expression};

use crate::archive::Archive;
use crate::error::{Error, Result};

const SPECIFICATION_BYTES_MAX: usize = 1 << 20;

/// A specification, read and checked.
#[derive(Debug)]
pub(crate) struct Specification {
    pub(crate) title: String,
    pub(crate) language: String,
    pub(crate) recipient: String,
    pub(crate) purpose: String,
    pub(crate) level: Level,
    /// The filter, verbatim.
    pub(crate) selection: String,
    pub(crate) filter: Option<Expression>,
    pub(crate) figures: Vec<WantedFigure>,
    pub(crate) sections: Vec<WantedSection>,
    pub(crate) word_limit: Option<u64>,
}

/// A figure that the dossier is to show.
#[derive(Debug)]
pub(crate) struct WantedFigure {
    pub(crate) name: String,
    pub(crate) condition: String,
    pub(crate) question: Question,
    /// Numbers of the breakdown below this are left out, and those that would tell them.
    pub(crate) suppress: Option<u64>,
    /// Whether it is also estimated how many people no list names: the settings, empty for the usual ones.
    pub(crate) estimate: Option<String>,
    /// The saved figure whose rule it takes.
    saved: Option<String>,
}

/// A text of the group's own.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WantedSection {
    pub(crate) heading: String,
    pub(crate) text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: String,
    language: Option<String>,
    recipient: String,
    purpose: String,
    level: String,
    template: Option<String>,
    select: Option<Select>,
    #[serde(default)]
    figure: Vec<FigureTable>,
    #[serde(default)]
    section: Vec<WantedSection>,
    word_limit: Option<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Select {
    #[serde(rename = "where")]
    condition: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FigureTable {
    name: Option<String>,
    /// The name of a saved figure; then its rule is not said again.
    saved: Option<String>,
    what: Option<String>,
    #[serde(rename = "where")]
    condition: Option<String>,
    by: Option<Fields>,
    min_sources: Option<u32>,
    unit: Option<String>,
    suppress: Option<u64>,
    estimate: Option<Estimate>,
}

/// `true`, or settings as `estimate --settings` reads them.
#[derive(Deserialize)]
#[serde(untagged)]
enum Estimate {
    Wanted(bool),
    With(toml::Table),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Fields {
    List(Vec<String>),
    Text(String),
}

impl Specification {
    pub(crate) fn from_toml(text: &str) -> Result<Self> {
        let invalid = |detail: String| Error::new("spec_invalid").with("detail", detail);
        if text.len() > SPECIFICATION_BYTES_MAX {
            return Err(invalid("larger than 1 MiB".to_owned()));
        }
        let file: File =
            toml::from_str(text).map_err(|error| invalid(error.message().to_owned()))?;
        if file
            .template
            .as_deref()
            .is_some_and(|template| template != "court")
        {
            return Err(invalid(
                "unknown template; there is only \"court\"".to_owned(),
            ));
        }
        for (name, value) in [
            ("title", &file.title),
            ("recipient", &file.recipient),
            ("purpose", &file.purpose),
        ] {
            if value.trim().is_empty() {
                return Err(invalid(format!("{name} is empty")));
            }
        }
        let level =
            Level::from_code(&file.level).ok_or_else(|| invalid("unknown level".to_owned()))?;
        if level < Level::Coalition {
            return Err(Error::new("level_not_disclosable").with("level", level.code()));
        }
        let selection = file
            .select
            .and_then(|select| select.condition)
            .unwrap_or_default();
        let filter = parse_condition(&selection)?;
        let figures = file
            .figure
            .into_iter()
            .map(WantedFigure::from_table)
            .collect::<Result<Vec<_>>>()?;
        Ok(Self {
            title: file.title,
            language: file.language.unwrap_or_else(|| "en".to_owned()),
            recipient: file.recipient,
            purpose: file.purpose,
            level,
            selection,
            filter,
            figures,
            sections: file.section,
            word_limit: file.word_limit,
        })
    }
}

impl Specification {
    /// One thing for one recipient, without a report around it.
    pub(crate) fn for_recipient(recipient: &str, purpose: &str) -> Self {
        Self {
            title: String::new(),
            language: String::new(),
            recipient: recipient.to_owned(),
            purpose: purpose.to_owned(),
            level: Level::Recipient,
            selection: String::new(),
            filter: None,
            figures: Vec::new(),
            sections: Vec::new(),
            word_limit: None,
        }
    }
}

impl WantedFigure {
    fn from_table(table: FigureTable) -> Result<Self> {
        let invalid = |detail: &str| Error::new("spec_invalid").with("detail", detail);
        let says_more = table.what.is_some()
            || table.condition.is_some()
            || table.by.is_some()
            || table.min_sources.is_some()
            || table.unit.is_some();
        if table.saved.is_some() && says_more {
            return Err(invalid("a figure with \"saved\" has its rule already"));
        }
        if table.suppress.is_some_and(|below| below < 2) {
            return Err(invalid("suppress is at least 2"));
        }
        let name = table.name.or_else(|| table.saved.clone());
        let name = name.ok_or_else(|| invalid("a figure has no name"))?;
        let what = table.what.as_deref().unwrap_or("persons");
        let what = What::from_code(what)
            .ok_or_else(|| Error::new("spec_invalid").with("detail", format!("what = {what}")))?;
        let by = match table.by {
            None => Vec::new(),
            Some(Fields::List(fields)) => fields,
            Some(Fields::Text(text)) => text
                .split(',')
                .map(|field| field.trim().to_owned())
                .collect(),
        };
        let condition = table.condition.unwrap_or_default();
        let question = Question {
            what,
            expression: parse_condition(&condition)?,
            by,
            min_sources: table.min_sources.unwrap_or(0),
            unit: table.unit,
        };
        Ok(Self {
            name,
            condition,
            question,
            suppress: table.suppress,
            estimate: match table.estimate {
                None | Some(Estimate::Wanted(false)) => None,
                Some(Estimate::Wanted(true)) => Some(String::new()),
                Some(Estimate::With(settings)) => Some(settings.to_string()),
            },
            saved: table.saved,
        })
    }
}

impl Archive {
    /// Reads a specification, with the rules of the saved figures that it names.
    pub(crate) fn read_specification(&self, text: &str) -> Result<Specification> {
        let mut specification = Specification::from_toml(text)?;
        self.take_saved_rules(&mut specification)?;
        Ok(specification)
    }

    /// Gives figures that name a saved one its rule.
    fn take_saved_rules(&self, specification: &mut Specification) -> Result<()> {
        for figure in &mut specification.figures {
            let Some(name) = &figure.saved else { continue };
            let unknown = || {
                let detail = format!("there is no saved figure of this name: {name}");
                Error::new("spec_invalid").with("detail", detail)
            };
            let id = self.figure(name)?.ok_or_else(unknown)?;
            let request = self.saved_request(id)?;
            figure.question = request.question()?;
            figure.condition = request.condition.unwrap_or_default();
        }
        Ok(())
    }
}

/// An EXPR, or nothing.
pub(crate) fn parse_condition(text: &str) -> Result<Option<Expression>> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    parse_expression(text).map(Some).map_err(|error| {
        Error::new("expression_invalid")
            .with("detail", format!("{} at {}", error.code, error.position))
    })
}
