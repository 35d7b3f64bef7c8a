//! Controls of forms: each with its label, what was typed, and what is wrong with it. Nothing that was typed is lost.

use testigo_archive::{Error, Problem};
use testigo_record::{FieldDefinition, Type, field, vocabulary};
use testigo_words::identifier;

use crate::workspace::Asked;

/// Names that a list of suggestions offers at most.
const SUGGESTED: u64 = 200;
/// Terms that say that there is no answer; the four kinds of not known stand in their place.
const TERMS_OF_ABSENCE: [&str; 3] = ["98", "99", "unknown"];

/// A form as it was typed, and what is wrong with it.
#[derive(Debug, Default)]
pub(crate) struct Typed {
    pairs: Vec<(String, String)>,
    problems: Vec<(String, String)>,
    /// Controls in which a record was named, and what that record is called.
    taken: Vec<(String, String)>,
}

/// How a control looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Line,
    /// Several values, one on each line.
    Lines,
    Long,
    Choice,
}

/// One control of a form.
#[derive(Debug)]
pub(crate) struct Control {
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) hint: String,
    pub(crate) value: String,
    /// `(code, label)`.
    pub(crate) choices: Vec<(String, String)>,
    /// What a line offers while somebody types.
    pub(crate) suggestions: Vec<String>,
    /// Which kind of not known was chosen; nothing where that cannot be said.
    pub(crate) absence: Option<String>,
    pub(crate) problem: String,
    /// What the record is called that its id names.
    pub(crate) taken: String,
    /// It may name somebody.
    pub(crate) is_name: bool,
    pub(crate) is_required: bool,
    shape: Shape,
}

impl Typed {
    pub(crate) fn new(pairs: Vec<(String, String)>) -> Self {
        // Browsers end a line as the network does, and people's words should not hold that.
        let pairs = pairs.into_iter();
        let pairs = pairs.map(|(name, value)| (name, value.replace("\r\n", "\n")));
        Self {
            pairs: pairs.collect(),
            ..Self::default()
        }
    }

    /// All of it, to be sent again.
    pub(crate) fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// Puts a value in the place of what was typed.
    pub(crate) fn put(&mut self, name: &str, value: String) {
        match self.pairs.iter_mut().find(|(known, _)| known == name) {
            Some((_, typed)) => *typed = value,
            None => self.pairs.push((name.to_owned(), value)),
        }
    }

    /// A control names this record.
    pub(crate) fn takes(&mut self, name: &str, title: String) {
        self.taken.push((name.to_owned(), title));
    }

    fn taken(&self, name: &str) -> String {
        let taken = self.taken.iter().filter(|(known, _)| known == name);
        let titles: Vec<&str> = taken.map(|(_, title)| title.as_str()).collect();
        titles.join("; ")
    }

    pub(crate) fn get(&self, name: &str) -> &str {
        let found = self.pairs.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.trim())
    }

    /// The same; nothing if it is empty.
    pub(crate) fn said(&self, name: &str) -> Option<String> {
        let value = self.get(name);
        (!value.is_empty()).then(|| value.to_owned())
    }

    /// Whether anything stands in a part of the form.
    pub(crate) fn has(&self, part: &str) -> bool {
        let mut pairs = self.pairs.iter();
        pairs.any(|(name, value)| name.starts_with(part) && !value.trim().is_empty())
    }

    /// Whether something is wrong in a part of the form.
    pub(crate) fn is_wrong(&self, part: &str) -> bool {
        self.problems.iter().any(|(name, _)| name.starts_with(part))
    }

    pub(crate) fn problem(&self, name: &str) -> String {
        let found = self.problems.iter().find(|(known, _)| known == name);
        found.map_or_else(String::new, |(_, problem)| problem.clone())
    }

    pub(crate) fn problems(&self) -> usize {
        self.problems.len()
    }

    /// What stands beside a control.
    pub(crate) fn object(&mut self, name: impl Into<String>, problem: String) {
        let name = name.into();
        if self.problem(&name).is_empty() {
            self.problems.push((name, problem));
        }
    }

    pub(crate) fn object_all(&mut self, asked: &Asked<'_>, problems: Vec<Problem>) {
        for problem in problems {
            let said = told_at_control(asked, &problem.error);
            self.object(problem.place, said);
        }
    }

    /// What was typed into the fields of a kind, in their order, as sayings take it.
    pub(crate) fn fields(
        &mut self,
        asked: &Asked<'_>,
        part: &str,
        kind: &str,
    ) -> Vec<(String, String)> {
        let mut said = Vec::new();
        for definition in testigo_record::fields(kind) {
            let name = format!("{part}.{}", definition.name);
            let (value, absence) = (
                self.get(&name).to_owned(),
                self.get(&format!("{name}.absent")).to_owned(),
            );
            if !value.is_empty() && !absence.is_empty() {
                self.object(&name, asked.words().say("control-both", &[]));
            }
            if value.is_empty() && !absence.is_empty() {
                said.push((definition.name.to_owned(), format!("?{absence}")));
            } else if definition.multiple {
                let lines = value.lines().map(str::trim).filter(|line| !line.is_empty());
                said.extend(lines.map(|line| (definition.name.to_owned(), line.to_owned())));
            } else if !value.is_empty() {
                said.push((definition.name.to_owned(), value));
            }
        }
        said
    }
}

/// An error as it stands beside the control that it is about.
pub(crate) fn told_at_control(asked: &Asked<'_>, error: &Error) -> String {
    let detail = error.arguments.iter().find(|(name, _)| *name == "detail");
    if let ("value_unreadable", Some((_, why))) = (error.code, detail) {
        if why == "empty" {
            return asked.words().say("control-empty", &[]);
        }
        let why = asked.words().say(&identifier("cell", why), &[]);
        return asked.words().say("control-unreadable", &[("why", &why)]);
    }
    // What to do is said for the command line; some of it is different on a page.
    let own = identifier("control", error.code);
    if asked.words().has(&own) {
        return asked.words().say(&own, &[]);
    }
    let (what, todo) = error.on_a_page(asked.words());
    format!("{what} {todo}")
}

impl Control {
    /// A line that is no field of a record.
    pub(crate) fn line(typed: &Typed, name: &str, label: String) -> Self {
        Self {
            name: name.to_owned(),
            label,
            hint: String::new(),
            value: typed.get(name).to_owned(),
            choices: Vec::new(),
            suggestions: Vec::new(),
            absence: None,
            problem: typed.problem(name),
            taken: typed.taken(name),
            is_name: false,
            is_required: false,
            shape: Shape::Line,
        }
    }

    /// A choice; `(code, label)`.
    pub(crate) fn choice(
        typed: &Typed,
        name: &str,
        label: String,
        choices: Vec<(String, String)>,
    ) -> Self {
        Self {
            choices,
            shape: Shape::Choice,
            ..Self::line(typed, name, label)
        }
    }

    /// A field of a kind of record, under the name that people know it by.
    pub(crate) fn of_field(
        asked: &Asked<'_>,
        typed: &Typed,
        (part, kind): (&str, &str),
        field_name: &str,
    ) -> Self {
        let name = format!("{part}.{field_name}");
        let label = asked.labels.field(kind, field_name);
        let mut control = Self::line(typed, &name, label);
        control.absence = Some(typed.get(&format!("{name}.absent")).to_owned());
        if let Some(definition) = field(kind, field_name) {
            control.fit(asked, kind, definition);
        }
        control
    }

    fn fit(&mut self, asked: &Asked<'_>, kind: &str, definition: &FieldDefinition) {
        if definition.multiple {
            self.shape = Shape::Lines;
            self.hint = asked.words().say("control-lines", &[]);
        }
        self.is_name = definition.value == Type::Name;
        match definition.value {
            Type::Text => {
                self.shape = Shape::Long;
                self.is_name = true;
            }
            Type::Date => self.hint = asked.words().say("control-date", &[]),
            Type::Quantity => self.hint = asked.words().say("control-quantity", &[]),
            Type::Number => self.hint = asked.words().say("control-number", &[]),
            Type::Reference => {
                let several = definition.multiple.then_some("control-lines");
                let hints = ["control-reference"].into_iter().chain(several);
                let hints = hints.map(|id| asked.words().say(id, &[]));
                self.hint = hints.collect::<Vec<_>>().join(" ");
                self.is_name = true;
                self.absence = None;
            }
            Type::Code {
                vocabulary: list,
                open,
            } => self.offer(asked, kind, definition.name, (list, open)),
            Type::Label | Type::Name | Type::Identifier | Type::Place => {}
        }
    }

    /// The terms of a list: to choose from, or beside words of one's own.
    fn offer(
        &mut self,
        asked: &Asked<'_>,
        kind: &str,
        field_name: &str,
        (list, is_open): (&'static str, bool),
    ) {
        let terms = vocabulary(list).map(|known| &known.terms);
        let terms = terms.into_iter().flatten();
        let terms = terms.filter(|term| !TERMS_OF_ABSENCE.contains(&term.code));
        if is_open {
            // What is chosen is read by its label.
            let spanish = asked.visit.is_spanish();
            let labels = terms.map(|term| if spanish { term.spanish } else { term.english });
            self.suggestions = labels.map(str::to_owned).collect();
            self.hint = asked.words().say("control-own-words", &[]);
        } else {
            let labelled = terms.map(|term| {
                let label = asked.labels.value(kind, field_name, term.code);
                (term.code.to_owned(), label)
            });
            self.choices = labelled.collect();
            self.shape = Shape::Choice;
        }
    }

    #[must_use]
    pub(crate) fn called(mut self, label: String) -> Self {
        self.label = label;
        self
    }

    #[must_use]
    pub(crate) fn explained(mut self, hint: String) -> Self {
        self.hint = hint;
        self
    }

    #[must_use]
    pub(crate) fn without_absence(mut self) -> Self {
        self.absence = None;
        self
    }

    /// One value on each line.
    #[must_use]
    pub(crate) fn several(mut self) -> Self {
        self.shape = Shape::Lines;
        self
    }

    #[must_use]
    pub(crate) fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    #[must_use]
    pub(crate) fn suggesting(mut self, suggestions: Vec<String>) -> Self {
        self.suggestions = suggestions;
        self
    }

    /// Its id on the page.
    pub(crate) fn id(&self) -> String {
        self.name.replace('.', "-")
    }

    pub(crate) fn is_long(&self) -> bool {
        self.shape == Shape::Long
    }

    pub(crate) fn is_several(&self) -> bool {
        self.shape == Shape::Lines
    }

    pub(crate) fn is_choice(&self) -> bool {
        self.shape == Shape::Choice
    }

    /// The ids of what explains it.
    pub(crate) fn described_by(&self) -> String {
        let mut ids = Vec::new();
        if !self.hint.is_empty() {
            ids.push(format!("{}-hint", self.id()));
        }
        if !self.problem.is_empty() {
            ids.push(format!("{}-problem", self.id()));
        }
        ids.join(" ")
    }
}

/// Names of the records of a kind, to choose from while somebody types.
pub(crate) fn names_of(asked: &mut Asked<'_>, kind: &str) -> testigo_archive::Result<Vec<String>> {
    if asked.visit.is_masked {
        // A list that opens by itself cannot be blurred.
        return Ok(Vec::new());
    }
    let found = asked.archive.browse(Some(kind), None, SUGGESTED, 0)?;
    let mut names: Vec<String> = found.hits.into_iter().map(|hit| hit.title).collect();
    names.retain(|name| !name.is_empty());
    names.sort();
    names.dedup();
    Ok(names)
}
