//! The style, the script and the mark: ours, without a build step, compiled in.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::door::plain;

const MARK: &str = include_str!("../assets/mark.svg");
const STYLE: &str = include_str!("../assets/style.css");
const SCRIPT: &str = include_str!("../assets/workspace.js");

/// `/assets/{name}`.
pub(crate) async fn asset(Path(name): Path<String>) -> Response {
    let (media, text) = match name.as_str() {
        "style.css" => ("text/css; charset=utf-8", STYLE),
        "workspace.js" => ("text/javascript; charset=utf-8", SCRIPT),
        "mark.svg" => ("image/svg+xml", MARK),
        _ => return plain(StatusCode::NOT_FOUND, ""),
    };
    ([(header::CONTENT_TYPE, media)], text).into_response()
}

#[cfg(test)]
mod tests {
    use super::SCRIPT;

    #[test]
    fn all_script_is_at_most_80_kilobytes() {
        assert!(SCRIPT.len() <= 80 * 1024);
    }
}
