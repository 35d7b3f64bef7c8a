//! Places in a dossier, as the search for withheld values names them, in words.

use testigo_archive::Labels;

use crate::frame::Frame;
use crate::rooms::library::path_of;

/// Hex digits of an id.
const ID_LETTERS: usize = 64;

/// Where to look.
pub(crate) struct Place {
    /// Of the record, if it is one.
    pub(crate) path: Option<String>,
    pub(crate) text: String,
}

/// A warning of a dossier: what it says, and of what.
pub(crate) struct Warned {
    pub(crate) text: String,
    pub(crate) rest: Place,
}

/// `code: rest`, in words.
pub(crate) fn warned(frame: &Frame, labels: &Labels, warning: &str) -> Warned {
    let (code, rest) = warning.split_once(": ").unwrap_or((warning, ""));
    Warned {
        text: frame.code("warning", code),
        rest: place_of(frame, labels, rest),
    }
}

pub(crate) fn place_of(frame: &Frame, labels: &Labels, place: &str) -> Place {
    let id = place.split(' ').find(|word| is_id(word));
    match id.and_then(|id| Some((id, place.split_once(id)?.0))) {
        Some((id, before)) => of_record(frame, labels, id, before.trim()),
        None => Place {
            path: None,
            text: of_text(frame, labels, place),
        },
    }
}

fn is_id(word: &str) -> bool {
    word.len() == ID_LETTERS && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn of_record(frame: &Frame, labels: &Labels, id: &str, before: &str) -> Place {
    let kind_of = |kind: &str| frame.code("kind", kind);
    let exhibit = before.strip_suffix(" of item");
    let exhibit = exhibit.filter(|number| is_exhibit(number));
    let (kind, text) = if let Some(kind) = before.strip_prefix("name of an own field of ") {
        let text = frame.say_with("place-own-field", "kind", kind_of(kind));
        (kind, text)
    } else if before == "locator of" {
        ("", frame.say("place-locator"))
    } else if let Some(number) = exhibit {
        ("item", frame.say_with("place-original", "number", number))
    } else if let Some((name, kind)) = before.rsplit_once(" of ") {
        let text = format!("{}: {}", kind_of(kind), labels.field(kind, name));
        (kind, text)
    } else {
        ("", before.to_owned())
    };
    Place {
        path: Some(path_of(kind, id)),
        text,
    }
}

/// `E0001` and where in it.
fn is_exhibit(place: &str) -> bool {
    let number = place.strip_prefix('E');
    number.is_some_and(|number| number.starts_with(|letter: char| letter.is_ascii_digit()))
}

/// A place outside of the records. What has no words is shown as it is.
fn of_text(frame: &Frame, labels: &Labels, place: &str) -> String {
    if let Some(name) = place
        .strip_prefix("label of ")
        .and_then(|rest| rest.strip_suffix(" in the vocabulary"))
    {
        return frame.say_with("place-label", "field", labels.field("", name));
    }
    if let Some(number) = place.strip_prefix("figure_") {
        return frame.say_with("place-figure", "number", number);
    }
    let words: Vec<&str> = place.split(' ').collect();
    match words.as_slice() {
        ["title"] => frame.say("place-title"),
        ["select", "where"] => frame.say("place-select"),
        ["section", number, "heading"] => frame.say_with("place-heading", "number", number),
        ["section", number, "text"] => frame.say_with("place-text", "number", number),
        ["figure", number, "name"] => frame.say_with("place-figure-name", "number", number),
        ["figure", number, "where"] => frame.say_with("place-figure-where", "number", number),
        _ => place.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;
    use testigo_archive::Labels;
    use testigo_record::OwnLabels;
    use testigo_words::{Language, Words};

    use super::place_of;
    use crate::frame::{Frame, Room};
    use crate::visit::Visit;

    #[test]
    fn places_lead_to_their_records() {
        let visit = Visit::new(&HeaderMap::new(), "/", Language::English);
        let frame = Frame::new(&visit, Room::Dossier);
        let labels = Labels::new(Words::new(Language::English), OwnLabels::default());
        let id = "ab".repeat(32);
        for (place, expected, path) in [
            (
                format!("narrative of incident {id}"),
                "Incident: Narrative",
                "record",
            ),
            (
                format!("E0003 page 2 of item {id}"),
                "Original E0003 page 2",
                "item",
            ),
            (
                format!("locator of {id}"),
                "Where in the source it stands",
                "record",
            ),
            ("section 2 text".to_owned(), "Text of section 2", ""),
            ("figure_1".to_owned(), "Figure 1", ""),
            ("12".to_owned(), "12", ""),
        ] {
            let shown = place_of(&frame, &labels, &place);
            assert_eq!(shown.text, expected);
            let path = Some(path).filter(|path| !path.is_empty());
            assert_eq!(shown.path, path.map(|path| format!("/{path}/{id}")));
        }
    }
}
