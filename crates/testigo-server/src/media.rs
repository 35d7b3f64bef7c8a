//! An item's bytes for the viewer: opened as far as they are shown, a part at a time, kept by nobody.

use std::io::{Read, Seek, SeekFrom};
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use testigo_archive::{Error, OpenedItem, Result};

use crate::visit::Visit;
use crate::workspace::{Asked, Workspace};

/// The most of an answer: a player asks for the next part when it needs it.
const PART_BYTES_MAX: u64 = 4 << 20;
/// Pictures are shown whole, or not at all.
const PICTURE_BYTES_MAX: u64 = 64 << 20;

/// Of bytes from outside: whatever they are, nothing runs in them.
pub(crate) const POLICY: &str = "default-src 'none'; sandbox";

/// How a kind of file is shown. What is not one of these is shown as text, or saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    Picture,
    Video,
    Sound,
    /// Never by the browser: a page, a drawing or a program of somebody else would run here.
    Text,
}

/// Only what browsers draw or play without running anything in it. No SVG, no HTML, no PDF: its pages are drawn here, and
/// come as pictures.
pub(crate) fn shown_as(media_type: &str) -> Shown {
    match media_type {
        "image/jpeg" | "image/png" | "image/gif" | "image/webp" | "image/avif" | "image/bmp" => {
            Shown::Picture
        }
        "video/mp4" | "video/webm" | "video/ogg" | "video/quicktime" | "video/3gpp" => Shown::Video,
        "audio/mpeg" | "audio/ogg" | "audio/opus" | "audio/mp4" | "audio/wav" | "audio/x-wav"
        | "audio/webm" | "audio/flac" | "audio/aac" => Shown::Sound,
        _ => Shown::Text,
    }
}

/// `/item/{id}/bytes`, whole or a range (RFC 9110, section 14).
pub(crate) async fn bytes(
    State(workspace): State<Arc<Workspace>>,
    visit: Visit,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    let range = headers
        .get(header::RANGE)
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    let read = move |asked: &mut Asked<'_>| {
        let item = asked.archive.open_item(&id)?;
        answer(item, range.as_deref())
    };
    let answer = workspace.ask_for(&visit, read).await;
    answer.unwrap_or_else(|instead| *instead)
}

fn answer(mut item: OpenedItem, range: Option<&str>) -> Result<Response> {
    let shown = shown_as(&item.media_type);
    if shown == Shown::Text {
        return Err(Error::new("not_shown").with("detail", item.media_type));
    }
    let (first, last) = match range.map(|range| asked_range(range, item.bytes)) {
        Some(None) => {
            let size = format!("bytes */{}", item.bytes);
            let refused = (
                StatusCode::RANGE_NOT_SATISFIABLE,
                [(header::CONTENT_RANGE, size)],
            );
            return Ok(refused.into_response());
        }
        Some(Some((first, last))) => (first, last.min(first + PART_BYTES_MAX - 1)),
        None if item.bytes == 0 => return Ok(StatusCode::NO_CONTENT.into_response()),
        None => (0, item.bytes - 1),
    };
    let length = last - first + 1;
    let limit = if range.is_some() {
        PART_BYTES_MAX
    } else {
        PICTURE_BYTES_MAX
    };
    if length > limit && shown == Shown::Picture {
        return Err(Error::new("item_too_large").with("detail", limit.to_string()));
    }
    // A player that asks for all of it gets the beginning, as a range: it goes on from there.
    let last = last.min(first + limit - 1);
    let length = last - first + 1;
    let mut part = Vec::new();
    item.reader
        .seek(SeekFrom::Start(first))
        .and_then(|_| item.reader.by_ref().take(length).read_to_end(&mut part))
        .map_err(|error| Error::new("object_damaged").because(error))?;
    let is_whole = range.is_none() && length == item.bytes;
    let status = if is_whole {
        StatusCode::OK
    } else {
        StatusCode::PARTIAL_CONTENT
    };
    let mut response = (status, Body::from(part)).into_response();
    let headers = response.headers_mut();
    if let Ok(media) = HeaderValue::from_str(&item.media_type) {
        headers.insert(header::CONTENT_TYPE, media);
    }
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(POLICY),
    );
    if !is_whole
        && let Ok(range) = HeaderValue::from_str(&format!("bytes {first}-{last}/{}", item.bytes))
    {
        headers.insert(header::CONTENT_RANGE, range);
    }
    Ok(response)
}

/// First and last byte of the one range that is asked for; none if it cannot be given.
fn asked_range(text: &str, bytes: u64) -> Option<(u64, u64)> {
    let (first, last) = text.trim().strip_prefix("bytes=")?.split_once('-')?;
    let end = bytes.checked_sub(1)?;
    let (first, last) = match (first.trim(), last.trim()) {
        ("", count) => (bytes.saturating_sub(count.parse().ok()?), end),
        (first, "") => (first.parse().ok()?, end),
        (first, last) => (first.parse().ok()?, last.parse::<u64>().ok()?.min(end)),
    };
    (first <= last && first < bytes).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::{Shown, asked_range, shown_as};

    #[test]
    fn ranges_as_players_ask_for_them() {
        for (text, bytes, expected) in [
            ("bytes=0-", 10, Some((0, 9))),
            ("bytes=3-5", 10, Some((3, 5))),
            ("bytes=3-50", 10, Some((3, 9))),
            ("bytes=-4", 10, Some((6, 9))),
            ("bytes=-40", 10, Some((0, 9))),
            ("bytes=10-", 10, None),
            ("bytes=5-3", 10, None),
            ("bytes=0-", 0, None),
            ("bytes=-0", 10, None),
            ("bytes=0-1,3-4", 10, None),
            ("lines=0-1", 10, None),
            ("bytes=x-", 10, None),
            ("bytes=99999999999999999999-", 10, None),
        ] {
            assert_eq!(asked_range(text, bytes), expected, "{text}");
        }
    }

    #[test]
    fn nothing_that_could_run_is_shown() {
        for media in [
            "image/svg+xml",
            "text/html",
            "application/xhtml+xml",
            "application/pdf",
            "application/javascript",
            "image/jpeg; charset=x",
            "",
        ] {
            assert_eq!(shown_as(media), Shown::Text, "{media}");
        }
    }
}
