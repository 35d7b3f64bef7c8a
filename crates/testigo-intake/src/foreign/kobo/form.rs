//! The form (`XLSForm` as JSON): types, labels and choices, as far as it stands beside the answers.

use crate::foreign::json::Json;
use std::collections::BTreeMap;
use testigo_record::{FieldDefinition, Type, vocabulary};

/// Types of questions that are answered by a file.
const MEDIA: [&str; 7] = [
    "image",
    "photo",
    "audio",
    "background-audio",
    "video",
    "file",
    "audit",
];
/// Members that hold a form.
const HOLDERS: [&str; 4] = ["versions", "content", "asset", "form"];

struct Question {
    kind: String,
    list: String,
    label: Option<String>,
}

#[derive(Default)]
pub(super) struct Form {
    /// By path; the bare name of each question also, if only one has it.
    questions: BTreeMap<String, Question>,
    /// List and name of a choice to its label.
    choices: BTreeMap<(String, String), String>,
}

/// Whether an object is a form and no submission.
pub(super) fn is_form(json: &Json) -> bool {
    matches!(json.get("survey"), Some(Json::List(_)))
        || HOLDERS.iter().any(|name| {
            let held = json.get(name);
            held.is_some_and(|held| is_form(held) || held.list().iter().any(is_form))
        })
}

impl Form {
    /// Takes up what an object says of the form; later versions win.
    pub(super) fn take_up(&mut self, json: &Json) {
        for holder in HOLDERS.iter().filter_map(|name| json.get(name)) {
            self.take_up(holder);
            for version in holder.list() {
                self.take_up(version);
            }
        }
        let Some(survey) = json.get("survey") else {
            return;
        };
        let mut groups: Vec<&str> = Vec::new();
        for question in survey.list() {
            let text = |name: &str| match question.get(name) {
                Some(Json::Text(text)) => text.as_str(),
                _ => "",
            };
            let mut words = text("type").split_whitespace();
            let kind = words.next().unwrap_or_default().replace(' ', "_");
            let name = if text("name").is_empty() {
                text("$autoname")
            } else {
                text("name")
            };
            match kind.as_str() {
                "begin_group" | "begin_repeat" | "begin" => {
                    groups.push(name);
                }
                "end_group" | "end_repeat" | "end" if name.is_empty() => {
                    groups.pop();
                }
                _ => {
                    let path: Vec<&str> = groups
                        .iter()
                        .copied()
                        .filter(|group| !group.is_empty())
                        .chain([name])
                        .collect();
                    let list = words
                        .next()
                        .unwrap_or_else(|| text("select_from_list_name"));
                    let question = Question {
                        kind,
                        list: list.to_owned(),
                        label: label_text(question.get("label")),
                    };
                    self.questions.insert(path.join("/"), question);
                }
            }
        }
        self.take_up_choices(json.get("choices"));
    }

    /// As a list with `list_name`, or by the name of the list.
    fn take_up_choices(&mut self, choices: Option<&Json>) {
        let mut take = |list: &str, choice: &Json| {
            let name = choice.get("name").and_then(Json::text);
            if let (Some(name), Some(label)) = (name, label_text(choice.get("label"))) {
                self.choices.insert((list.to_owned(), name), label);
            }
        };
        match choices {
            Some(Json::List(list)) => {
                for choice in list {
                    let list = choice.get("list_name").and_then(Json::text);
                    take(&list.unwrap_or_default(), choice);
                }
            }
            Some(by_list) => {
                for (list, choices) in by_list.members() {
                    choices.list().iter().for_each(|choice| take(list, choice));
                }
            }
            None => {}
        }
    }

    fn question(&self, path: &str) -> Option<&Question> {
        self.questions.get(path)
    }

    pub(super) fn label(&self, path: &str) -> Option<&str> {
        self.question(path)?.label.as_deref()
    }

    pub(super) fn is_multiple(&self, path: &str) -> bool {
        self.question(path)
            .is_some_and(|question| question.kind == "select_multiple")
    }

    /// Whether a question is answered by a file.
    pub(super) fn is_media(&self, path: &str) -> bool {
        let kind = self
            .question(path)
            .map_or("", |question| question.kind.as_str());
        MEDIA.contains(&kind) || path == "meta/audit"
    }

    /// What an answer says: the labels of its choices, or itself.
    pub(super) fn labels_of(
        &self,
        path: &str,
        text: &str,
        definition: Option<&FieldDefinition>,
    ) -> Vec<String> {
        let Some(question) = self.question(path) else {
            return vec![text.to_owned()];
        };
        let label = |name: &str| {
            let known = match definition.map(|definition| definition.value) {
                Some(Type::Code {
                    vocabulary: list, ..
                }) => vocabulary(list).is_some_and(|list| list.term_spelled(name).is_some()),
                Some(_) | None => false,
            };
            let choice = (question.list.clone(), name.to_owned());
            match self.choices.get(&choice) {
                Some(label) if !known => label.clone(),
                Some(_) | None => name.to_owned(),
            }
        };
        match question.kind.as_str() {
            "select_one" => vec![label(text.trim())],
            "select_multiple" => text.split_whitespace().map(label).collect(),
            _ => vec![text.to_owned()],
        }
    }
}

/// A label, or the first of its translations.
fn label_text(label: Option<&Json>) -> Option<String> {
    match label? {
        Json::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Json::List(translations) => translations.iter().find_map(Json::text),
        Json::Object(translations) => translations.iter().find_map(|(_, text)| text.text()),
        Json::Null | Json::Flag(_) | Json::Number(_) => None,
    }
}
