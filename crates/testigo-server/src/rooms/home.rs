//! Home: what the archive holds, and what waits.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde_json::Value;
use testigo_archive::{Result, Waiting};
use testigo_record::creates_record;

use crate::frame::{Frame, Room, page};
use crate::rooms::backup::{self, CopyShown};
use crate::rooms::library::path_of;
use crate::rooms::told::short;
use crate::visit::Visit;
use crate::workspace::{Asked, Workspace};

/// Statements that are listed as the newest.
const NEWEST: u64 = 8;

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    frame: Frame,
    /// Pairs that wait; none where nothing was compared yet.
    pairs: Option<u64>,
    waiting: Waiting,
    due: Vec<Due>,
    due_total: u64,
    verified_at: Option<String>,
    /// The newest.
    backup: Option<CopyShown>,
    /// A list of copies could not be read.
    copies_unread: bool,
    kinds: Vec<Kind>,
    bytes: String,
    newest: Vec<Newest>,
    /// What people must be told, in words.
    notices: Vec<String>,
}

struct Due {
    path: String,
    label: String,
    until: String,
}

struct Kind {
    code: String,
    label: String,
    count: u64,
}

struct Newest {
    /// Of a statement that makes a record.
    path: Option<String>,
    label: String,
    recorded_at: String,
    by: String,
}

pub(crate) async fn home(State(workspace): State<Arc<Workspace>>, visit: Visit) -> Response {
    workspace
        .ask(&visit, |asked| home_page(asked).map(|found| page(&found)))
        .await
}

fn home_page(asked: &mut Asked<'_>) -> Result<HomePage> {
    let status = asked.archive.status()?;
    let pairs = asked.archive.link_waiting()?;
    let waiting = asked.archive.waiting()?;
    let frame = asked.frame(Room::Home);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let due = status["due"].as_array().into_iter().flatten().map(|due| {
        let (kind, what) = (text(&due["kind"]), text(&due["what"]));
        Due {
            path: format!("/record/{}", text(&due["id"])),
            label: format!(
                "{}: {}",
                frame.code("kind", &kind),
                asked.labels.field(&kind, &what)
            ),
            until: text(&due["until"]),
        }
    });
    let due = due.collect();
    let kinds = status["records"].as_object().into_iter().flatten();
    let kinds = kinds.map(|(kind, count)| Kind {
        code: kind.clone(),
        label: frame.code("kinds", kind),
        count: count.as_u64().unwrap_or(0),
    });
    let kinds = kinds.collect();
    let newest = asked.archive.log_entries(NEWEST)?;
    let newest = newest.iter().map(|statement| Newest {
        path: statement["kind"]
            .as_str()
            .filter(|kind| creates_record(kind))
            .map(|kind| path_of(kind, &text(&statement["id"]))),
        label: frame.code("kind", &text(&statement["kind"])),
        recorded_at: text(&statement["recorded_at"]),
        by: text(&statement["by"]),
    });
    let copies = asked.archive.copies()?;
    let newest_copy = copies.known.into_iter().take(1).collect();
    let backup = backup::shown(&frame, newest_copy).pop();
    let notices = asked.notices.iter().map(|notice| {
        let id = frame.id_of("notice", notice.code);
        frame.say_with(&id, "subject", short(&notice.subject))
    });
    Ok(HomePage {
        notices: notices.collect(),
        newest: newest.collect(),
        backup,
        copies_unread: copies.unread,
        pairs,
        waiting,
        due,
        due_total: status["due_total"].as_u64().unwrap_or(0),
        verified_at: status["verified_at"].as_str().map(str::to_owned),
        kinds,
        bytes: size_text(status["bytes"].as_u64().unwrap_or(0)),
        frame,
    })
}

/// A size as people read it, in powers of 1,000.
pub(crate) fn size_text(bytes: u64) -> String {
    let mut unit = 0;
    let (mut whole, mut tenths) = (bytes, 0);
    while whole >= 1_000 && unit < 5 {
        tenths = whole % 1_000 / 100;
        whole /= 1_000;
        unit += 1;
    }
    let name = ["B", "kB", "MB", "GB", "TB", "PB"][unit];
    if unit == 0 || whole >= 100 {
        format!("{whole} {name}")
    } else {
        format!("{whole}.{tenths} {name}")
    }
}

#[cfg(test)]
mod tests {
    use super::size_text;

    #[test]
    fn sizes_are_short() {
        for (bytes, expected) in [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1.0 kB"),
            (1_990, "1.9 kB"),
            (123_456, "123 kB"),
            (2_500_000_000, "2.5 GB"),
        ] {
            assert_eq!(size_text(bytes), expected);
        }
    }
}
