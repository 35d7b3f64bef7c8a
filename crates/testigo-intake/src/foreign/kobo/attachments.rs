//! The files of a submission: what was typed, what the server made of it, and what is there.

use crate::foreign::json::Json;
use crate::foreign::list::attachment;
use crate::foreign::output::{Output, Stop};
use crate::foreign::package::file_name;
use crate::found::{FoundValue, Said};
use std::collections::BTreeMap;

const COLUMN: &str = "_attachments";

/// One file as the server lists it.
struct Attachment {
    /// Its path on the server.
    path: String,
    is_given: bool,
}

/// The files of one submission.
#[derive(Default)]
pub(super) struct Attachments {
    listed: Vec<Attachment>,
    /// Name to the places in `listed`.
    by_name: BTreeMap<String, Vec<usize>>,
    /// The folder that an export puts them in: the id of the submission.
    pub(super) folder: String,
}

impl Attachments {
    pub(super) fn of(json: &Json) -> Self {
        let listed = json.get(COLUMN).map_or(&[][..], Json::list);
        let path_of = |one: &Json| {
            ["filename", "name", "media_file_basename", "download_url"]
                .iter()
                .find_map(|name| one.get(name)?.text())
        };
        let mut found = Self::default();
        for (place, path) in listed.iter().filter_map(path_of).enumerate() {
            let name = file_name(&path).to_owned();
            found.by_name.entry(name).or_default().push(place);
            found.listed.push(Attachment {
                path,
                is_given: false,
            });
        }
        found
    }

    pub(super) fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// The file that an answer names, if it names one.
    pub(super) fn give_named(
        &mut self,
        row: u64,
        (column, typed, is_media): (&str, &str, bool),
        owner: &str,
        output: &mut Output<'_>,
    ) -> Result<(), Stop> {
        let typed = typed.trim();
        let on_server = name_on_server(typed);
        let name = if self.by_name.contains_key(typed) {
            typed
        } else {
            &on_server
        };
        let places = self.by_name.get_mut(name);
        // The last of several of one name stays for answers that come later.
        let place = places.and_then(|places| match places.as_slice() {
            [only] => Some(*only),
            _ => places.pop(),
        });
        let listed = place.and_then(|place| self.listed.get_mut(place));
        let path = match listed {
            Some(listed) => {
                listed.is_given = true;
                listed.path.clone()
            }
            None if is_media => on_server,
            None => return Ok(()),
        };
        self.give(row, column, (&path, typed), owner, output)
    }

    /// The files that no answer names.
    pub(super) fn give_others(
        &mut self,
        row: u64,
        owner: &str,
        output: &mut Output<'_>,
    ) -> Result<(), Stop> {
        for listed in std::mem::take(&mut self.listed) {
            if !listed.is_given {
                self.give(row, COLUMN, (&listed.path, ""), owner, output)?;
            }
        }
        Ok(())
    }

    fn give(
        &self,
        row: u64,
        column: &str,
        (path, typed): (&str, &str),
        owner: &str,
        output: &mut Output<'_>,
    ) -> Result<(), Stop> {
        let name = file_name(path);
        let found = [path, name, typed]
            .iter()
            .find_map(|name| output.path_of(name, &self.folder));
        let mut about = attachment(column, owner);
        if column == "meta/audit" {
            for value in about.values.iter_mut().filter(|value| value.field == "as") {
                value.said = Said::Text("proof".to_owned());
            }
        }
        let received = found.map_or(name, file_name);
        if !typed.is_empty() && typed != received {
            about.values.push(FoundValue {
                column: column.to_owned(),
                field: "original_name".to_owned(),
                said: Said::Text(typed.to_owned()),
            });
        }
        let given = match found {
            Some(path) => output.file(row, path, about)?,
            None => output.file_beside(row, name, about)?,
        };
        if !given {
            output.trouble(row, column, name, "attachment_missing")?;
        }
        Ok(())
    }
}

/// What the server makes of a name: spaces become `_`, and of the other signs only `-`, `_` and
/// `.` stay.
fn name_on_server(typed: &str) -> String {
    let stays = |sign: &char| sign.is_alphanumeric() || matches!(sign, '-' | '_' | '.');
    typed.replace(' ', "_").chars().filter(stays).collect()
}
