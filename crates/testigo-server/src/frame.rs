//! What stands around every page: rooms, search, lock.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use crate::visit::Visit;

/// A room of the workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Room {
    Home,
    Library,
    Import,
    Account,
    Review,
    Figures,
    Dossier,
    Verify,
    Settings,
}

impl Room {
    const ALL: [Self; 9] = [
        Self::Home,
        Self::Library,
        Self::Import,
        Self::Account,
        Self::Review,
        Self::Figures,
        Self::Dossier,
        Self::Verify,
        Self::Settings,
    ];

    /// Its path, and its words: `room-<code>`.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Library => "library",
            Self::Import => "import",
            Self::Account => "account",
            Self::Review => "review",
            Self::Figures => "figures",
            Self::Dossier => "dossier",
            Self::Verify => "verify",
            Self::Settings => "settings",
        }
    }
}

/// A room in the list of rooms.
#[derive(Debug)]
pub(crate) struct RoomLink {
    pub(crate) path: String,
    pub(crate) label: String,
    pub(crate) is_here: bool,
}

/// Around a page.
#[derive(Debug)]
pub(crate) struct Frame {
    visit: Visit,
    pub(crate) room: Room,
}

impl Frame {
    pub(crate) fn new(visit: &Visit, room: Room) -> Self {
        Self {
            visit: visit.clone(),
            room,
        }
    }

    pub(crate) fn language(&self) -> &'static str {
        self.visit.words.language().tag()
    }

    pub(crate) fn is_masked(&self) -> bool {
        self.visit.is_masked
    }

    /// Where the page is, to come back to.
    pub(crate) fn place(&self) -> &str {
        &self.visit.place
    }

    /// Words without anything to fill in.
    pub(crate) fn say(&self, id: &str) -> String {
        self.visit.words.say(id, &[])
    }

    /// Words with one thing filled in.
    pub(crate) fn say_with(&self, id: &str, name: &str, value: impl std::fmt::Display) -> String {
        self.visit.words.say(id, &[(name, &value.to_string())])
    }

    /// Words of a code: `<prefix>-<code>`.
    pub(crate) fn code(&self, prefix: &str, code: &str) -> String {
        self.say(&self.id_of(prefix, code))
    }

    /// The words of a code, or those that it has for pages: `web-<prefix>-<code>`.
    pub(crate) fn id_of(&self, prefix: &str, code: &str) -> String {
        let id = testigo_words::identifier(prefix, code);
        let own = format!("web-{id}");
        if self.visit.words.has(&own) { own } else { id }
    }

    pub(crate) fn rooms(&self) -> Vec<RoomLink> {
        let links = Room::ALL.into_iter().map(|room| RoomLink {
            path: if room == Room::Home {
                "/".to_owned()
            } else {
                format!("/{}", room.code())
            },
            label: self.say(&format!("room-{}", room.code())),
            is_here: room == self.room,
        });
        links.collect()
    }
}

/// A moment as people read it; what is no moment stays as it is.
pub(crate) fn moment(text: &str) -> String {
    match text.strip_suffix('Z').and_then(|text| text.split_once('T')) {
        Some((day, time)) => format!("{day} {} UTC", time.get(..5).unwrap_or(time)),
        None => text.to_owned(),
    }
}

/// A page, or that it could not be made: a bug of ours.
pub(crate) fn page(template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => Html(html).into_response(),
        Err(_) => crate::door::plain(StatusCode::INTERNAL_SERVER_ERROR, "internal"),
    }
}

/// The same with another status.
pub(crate) fn page_with(status: StatusCode, template: &impl Template) -> Response {
    (status, page(template)).into_response()
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn moments_are_short_and_anything_else_stays() {
        for (text, expected) in [
            ("2026-11-30T16:28:38Z", "2026-11-30 16:28 UTC"),
            ("2019-11", "2019-11"),
            ("", ""),
        ] {
            assert_eq!(moment(text), expected);
        }
    }
}
