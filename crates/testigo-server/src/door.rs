//! Who is answered at all: only a browser on this machine that has a session, asking from these pages.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::rooms::door::{closed, refused};
use crate::visit::{SESSION, Visit, cookie};
use crate::workspace::Workspace;

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
    request: Request,
    next: Next,
) -> Response {
    let mut response = match standing(&workspace, request.headers(), request.uri().path()) {
        Standing::Stranger => refused(&visit_of(&workspace, &request)),
        Standing::Closed => closed(&visit_of(&workspace, &request)),
        Standing::Admitted => {
            if request.uri().path() != "/work" {
                workspace.touch();
            }
            next.run(request).await
        }
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
    Admitted,
}

fn standing(workspace: &Workspace, headers: &HeaderMap, path: &str) -> Standing {
    // A file on this computer may lead here, as `testigo` alone does: what counts is the key.
    if path == "/open" && is_our_host(headers, workspace.port) {
        return Standing::Admitted;
    }
    if !is_ours(headers, workspace.port) {
        return Standing::Stranger;
    }
    if path.starts_with("/assets/")
        || cookie(headers, SESSION).is_some_and(|session| workspace.knows(session))
    {
        Standing::Admitted
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
