//! Who is answered at all: only a browser on this machine that has a session, asking from these pages.

use std::sync::Arc;

use axum::Form;
use axum::extract::{FromRequest, Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use crate::query::{self, Opened};
use crate::rooms::door::{asked_before, closed, refused, told};
use crate::visit::{AskedPlace, Visit, cookies, session_name};
use crate::workspace::{KeptForm, Workspace};

/// What can be sent without an open archive.
const NEED_NO_ARCHIVE: [&str; 6] = [
    "/unlock",
    "/lock",
    "/leave",
    "/settings",
    "/verify",
    "/stop",
];
/// Where what is sent is only a question.
const ASKING: [&str; 2] = ["/library", "/figures"];

/// Nothing is loaded, sent or framed but from and to these pages; no script or style stands in a page.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 8] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // Browsers state the origin of a form only where they may state it at all.
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=()",
    ),
];

/// Around every route.
pub(crate) async fn guard(
    State(workspace): State<Arc<Workspace>>,
    mut request: Request,
    next: Next,
) -> Response {
    let visit = visit_of(&workspace, &request);
    let opened = query::opened(request.uri());
    // What is sent says in its form what it is.
    let is_gone = opened == Opened::Elsewhere && request.method() != Method::POST;
    if let Opened::Here(opened) = opened {
        let asked = AskedPlace(request.uri().clone());
        request.extensions_mut().insert(asked);
        *request.uri_mut() = opened;
    }
    let is_media = visit.place.ends_with("/bytes");
    let response = match standing(&workspace, request.headers(), request.uri().path()) {
        Standing::Stranger => refused(&visit),
        Standing::Closed => closed(&visit),
        Standing::Door => next.run(request).await,
        Standing::Admitted => {
            if request.uri().path() != "/work" {
                workspace.touch();
            }
            match kept(&workspace, request).await {
                Ok(response) => response,
                Err(request) if is_gone => asked_before(&visit, request.uri().path()),
                Err(request) => next.run(request).await,
            }
        }
    };
    let mut response = if is_media {
        response
    } else {
        in_words(&visit, response)
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        // An item has a stricter policy of its own.
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    response
}

/// What somebody wrote while the archive was being locked is kept in memory until it is unlocked; any other request goes on.
async fn kept(workspace: &Arc<Workspace>, request: Request) -> Result<Response, Request> {
    let place = request.uri().path().to_owned();
    if request.method() != Method::POST {
        return Err(request);
    }
    if workspace.is_unlocked() {
        workspace.sent_again(&place);
        return Err(request);
    }
    let is_form = text(request.headers(), header::CONTENT_TYPE)
        .is_some_and(|media| media.starts_with("application/x-www-form-urlencoded"));
    let needs_archive = !NEED_NO_ARCHIVE.iter().any(|free| place.starts_with(free))
        && !ASKING.contains(&place.as_str());
    if !is_form || !needs_archive {
        return Err(request);
    }
    if let Ok(Form(pairs)) = Form::<Vec<(String, String)>>::from_request(request, &()).await {
        workspace.keep(KeptForm { place, pairs });
    }
    Ok(Redirect::to("/unlock?next=/kept").into_response())
}

/// An error without a page of its own: of a form or an address that is not as these pages make them.
fn in_words(visit: &Visit, response: Response) -> Response {
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    let media = text(response.headers(), header::CONTENT_TYPE).unwrap_or_default();
    if is_error && !media.starts_with("text/html") {
        return told(visit, status, "unreadable");
    }
    response
}

fn visit_of(workspace: &Workspace, request: &Request) -> Visit {
    Visit::new(
        request.headers(),
        request.uri().path(),
        workspace.settings.language,
    )
}

#[derive(Debug, PartialEq, Eq)]
enum Standing {
    /// Another site, or another name for this machine.
    Stranger,
    /// Ours, without a session.
    Closed,
    /// Ours, without a session, at what needs none.
    Door,
    Admitted,
}

fn standing(workspace: &Workspace, headers: &HeaderMap, path: &str) -> Standing {
    // A file on this computer may lead here, as `testigo` alone does: what counts is the key.
    if path == "/open" && is_our_host(headers, workspace.port) {
        return Standing::Door;
    }
    if !is_ours(headers, workspace.port) {
        return Standing::Stranger;
    }
    let name = session_name(workspace.port);
    if cookies(headers, &name).any(|session| workspace.knows(session)) {
        Standing::Admitted
    } else if path.starts_with("/assets/") {
        Standing::Door
    } else {
        Standing::Closed
    }
}

/// The host is the one we serve, so that no other name can be bound to this machine's address (DNS rebinding); and
/// what another site makes a browser ask is refused. Both headers are the browser's, which no page can change.
fn is_ours(headers: &HeaderMap, port: u16) -> bool {
    let host = text(headers, header::HOST).unwrap_or_default();
    let same_origin = match headers.get(header::ORIGIN) {
        None => true,
        Some(origin) => origin.as_bytes() == format!("http://{host}").as_bytes(),
    };
    is_our_host(headers, port) && same_origin && !is_led_here(headers)
}

fn is_our_host(headers: &HeaderMap, port: u16) -> bool {
    let hosts = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    text(headers, header::HOST).is_some_and(|host| hosts.iter().any(|own| own == host))
}

/// Whether a page that is not ours made the browser ask (Fetch Metadata).
pub(crate) fn is_led_here(headers: &HeaderMap) -> bool {
    let from = text(headers, HeaderName::from_static("sec-fetch-site"));
    !matches!(from, None | Some("same-origin" | "none"))
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// An answer that is no page.
pub(crate) fn plain(status: StatusCode, text: &'static str) -> Response {
    (status, text).into_response()
}

#[cfg(test)]
mod tests {
    use super::is_ours;
    use axum::http::{HeaderMap, HeaderName, HeaderValue};

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pairs = pairs.iter().map(|(name, value)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        });
        pairs.collect()
    }

    #[test]
    fn only_our_own_host_and_origin_are_answered() {
        let ours = ("host", "127.0.0.1:4000");
        for (expected, given) in [
            (true, vec![ours]),
            (true, vec![("host", "localhost:4000")]),
            (true, vec![ours, ("origin", "http://127.0.0.1:4000")]),
            (true, vec![ours, ("sec-fetch-site", "same-origin")]),
            (true, vec![ours, ("sec-fetch-site", "none")]),
            (false, vec![]),
            (false, vec![("host", "127.0.0.1:4001")]),
            (false, vec![("host", "127.0.0.1")]),
            (false, vec![("host", "rebound.example:4000")]),
            (false, vec![("host", "127.0.0.1.rebound.example:4000")]),
            (false, vec![ours, ("origin", "null")]),
            (false, vec![ours, ("origin", "http://localhost:4000")]),
            (false, vec![ours, ("origin", "https://127.0.0.1:4000")]),
            (false, vec![ours, ("origin", "http://elsewhere.example")]),
            (false, vec![ours, ("sec-fetch-site", "cross-site")]),
            // Another port of this machine is another program.
            (false, vec![ours, ("sec-fetch-site", "same-site")]),
        ] {
            assert_eq!(is_ours(&headers(&given), 4000), expected, "{given:?}");
        }
    }
}
