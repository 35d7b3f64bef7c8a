//! One request: in which language, whether names are masked, and where it goes.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::{COOKIE, REFERER};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use testigo_words::{Language, Words};

use crate::workspace::Workspace;

/// Cookie names.
const SESSION: &str = "testigo";
pub(crate) const LANGUAGE: &str = "language";
pub(crate) const MASKED: &str = "masked";

/// The address as it was asked for, if its query was sealed.
#[derive(Debug, Clone)]
pub(crate) struct AskedPlace(pub(crate) Uri);

/// Who asks, as far as it matters for a page.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    pub(crate) words: Words,
    /// Names are not to be read over a shoulder.
    pub(crate) is_masked: bool,
    /// Path and query, as they stand in the browser.
    pub(crate) place: String,
    /// The page of ours that this was asked from.
    pub(crate) from: Option<String>,
    /// It sends something, and does not only look.
    pub(crate) is_sent: bool,
}

impl Visit {
    pub(crate) fn new(headers: &HeaderMap, place: &str, usual: Language) -> Self {
        let chosen = cookie(headers, LANGUAGE).map(Language::from_tag);
        Self {
            words: Words::new(chosen.unwrap_or(usual)),
            is_masked: cookie(headers, MASKED) == Some("1"),
            place: place.to_owned(),
            from: page_before(headers),
            is_sent: false,
        }
    }

    /// Whether it is a picture or a sound within a page, which leads nobody anywhere.
    pub(crate) fn is_part_of_a_page(&self) -> bool {
        self.place.ends_with("/bytes") || self.place.contains("/page/")
    }

    /// Whether the same page answers both.
    pub(crate) fn is_for_the_same(&self, other: &Self) -> bool {
        self.place == other.place
            && self.is_masked == other.is_masked
            && self.words.language() == other.words.language()
    }

    pub(crate) fn is_spanish(&self) -> bool {
        self.words.language() == Language::Spanish
    }

    /// To the passphrase, and from there back here.
    pub(crate) fn to_unlock(&self) -> Response {
        let next = crate::query::encode(&self.place);
        Redirect::to(&format!("/unlock?next={next}")).into_response()
    }
}

impl FromRequestParts<Arc<Workspace>> for Visit {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        workspace: &Arc<Workspace>,
    ) -> Result<Self, Self::Rejection> {
        let asked = parts.extensions.get::<AskedPlace>();
        let place = asked
            .map_or(&parts.uri, |asked| &asked.0)
            .path_and_query()
            .map_or("/", |place| place.as_str());
        Ok(Self {
            is_sent: parts.method == Method::POST,
            ..Self::new(&parts.headers, place, workspace.settings.language)
        })
    }
}

/// Path and query of the page that this was asked from. Other sites are not answered, so it is one of ours.
fn page_before(headers: &HeaderMap) -> Option<String> {
    let before: Uri = headers.get(REFERER)?.to_str().ok()?.parse().ok()?;
    let place = before.path_and_query()?.as_str();
    (own_place(place) == place).then(|| place.to_owned())
}

/// The name of the session's cookie: cookies do not know ports, and two workspaces may be open.
pub(crate) fn session_name(port: u16) -> String {
    format!("{SESSION}-{port}")
}

/// The value of a cookie.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &'a str) -> Option<&'a str> {
    cookies(headers, name).next()
}

/// All values of a cookie: another program on this computer may have set one of the same name.
pub(crate) fn cookies<'a>(headers: &'a HeaderMap, name: &'a str) -> impl Iterator<Item = &'a str> {
    let all = headers.get_all(COOKIE).into_iter();
    let pairs = all
        .filter_map(|header| header.to_str().ok())
        .flat_map(|text| text.split(';'));
    pairs.filter_map(move |pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// A place on these pages; anything else is the first page.
pub(crate) fn own_place(next: &str) -> &str {
    let is_own = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains(|letter: char| letter == '\\' || letter.is_control())
        && !next.starts_with("/unlock");
    if is_own { next } else { "/" }
}
