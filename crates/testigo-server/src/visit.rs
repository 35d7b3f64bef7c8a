//! One request: in which language, whether names are masked, and where it goes.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use testigo_words::{Language, Words};

use crate::workspace::Workspace;

/// Cookie names.
pub(crate) const SESSION: &str = "testigo";
pub(crate) const LANGUAGE: &str = "language";
pub(crate) const MASKED: &str = "masked";

/// Who asks, as far as it matters for a page.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    pub(crate) words: Words,
    /// Names are not to be read over a shoulder.
    pub(crate) is_masked: bool,
    /// Path and query.
    pub(crate) place: String,
}

impl Visit {
    pub(crate) fn new(headers: &HeaderMap, place: &str, usual: Language) -> Self {
        let chosen = cookie(headers, LANGUAGE).map(Language::from_tag);
        Self {
            words: Words::new(chosen.unwrap_or(usual)),
            is_masked: cookie(headers, MASKED) == Some("1"),
            place: place.to_owned(),
        }
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
        let place = parts
            .uri
            .path_and_query()
            .map_or("/", |place| place.as_str());
        Ok(Self::new(
            &parts.headers,
            place,
            workspace.settings.language,
        ))
    }
}

/// The value of a cookie.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(COOKIE).into_iter();
    let mut pairs = all
        .filter_map(|header| header.to_str().ok())
        .flat_map(|text| text.split(';'));
    pairs.find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// A place on these pages; anything else is the first page.
pub(crate) fn own_place(next: &str) -> &str {
    let is_own = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains(['\\', '\r', '\n'])
        && !next.starts_with("/unlock");
    if is_own { next } else { "/" }
}
