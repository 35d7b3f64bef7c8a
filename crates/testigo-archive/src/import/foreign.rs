//! Files of other programs: the intake reads them, this records what they say.

use std::ops::ControlFlow;

use testigo_intake::{Element, ForeignError, Format, Map, read_foreign};

use super::recording::Voice;
use super::{EntryLine, ImportAnswer, ImportRequest, Importing, file_name, file_stem};
use crate::archive::Archive;
use crate::error::{Error, Result};
use crate::surroundings::{Surroundings, Work};

impl Archive {
    pub(super) fn import_foreign<'a>(
        &mut self,
        request: &'a ImportRequest,
        format: Format,
        report: &'a mut EntryLine<'a>,
    ) -> Result<ImportAnswer> {
        let map = request.given_map()?;
        let text = map.as_ref().map(Map::to_toml).unwrap_or_default();
        let mut importing = Importing::new(request, report, text);
        if request.dry_run {
            return try_foreign(&self.surroundings, format, map.as_ref(), importing);
        }
        // What is nothing of this format leaves no trace, not even as an item.
        let begun = read_foreign(
            format,
            &request.file,
            map.as_ref(),
            &mut |element| match element {
                Element::Trouble(_) => ControlFlow::Continue(()),
                Element::Record(_) | Element::File { .. } => ControlFlow::Break(()),
            },
        );
        begun.map_err(|error| not_read(request, &error))?;
        let done = self.import_elements(format, map.as_ref(), &mut importing);
        let rows = importing.ended(done)?.unwrap_or(0);
        Ok(importing.finish(rows))
    }

    /// Takes in what a file holds, and gives how many rows its reader counted.
    fn import_elements(
        &mut self,
        format: Format,
        map: Option<&Map>,
        importing: &mut Importing<'_>,
    ) -> Result<u64> {
        let request = importing.request;
        let source = request.source.clone();
        let source = source.unwrap_or_else(|| file_stem(&request.file));
        self.keep_original(importing, &source)?;
        let source = self.source_named(&source, &mut importing.batch)?;
        importing.source = Some(source);
        let voice = Voice::of(source);
        let mut failed = None;
        let summary = read_foreign(format, &request.file, map, &mut |element| match self
            .take_element(element, voice, importing)
        {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        });
        if let Some(error) = failed {
            return Err(error);
        }
        let summary = summary.map_err(|error| not_read(request, &error))?;
        self.say_deferred(voice, importing)?;
        self.flush_import(importing)?;
        Ok(summary.rows)
    }

    fn take_element(
        &mut self,
        element: Element<'_>,
        voice: Voice,
        importing: &mut Importing<'_>,
    ) -> Result<()> {
        match element {
            Element::Record(found) => {
                self.record_found(&found, Vec::new(), voice, importing)?;
            }
            Element::File { about, path, bytes } => {
                self.receive_part(&about, &path, bytes, voice, importing)?;
            }
            Element::Trouble(trouble) => {
                importing.reject(trouble.row, &trouble.column, &trouble.value, trouble.code);
            }
        }
        Ok(())
    }
}

/// What would be recorded, on the first reading of an empty archive.
fn try_foreign(
    surroundings: &Surroundings,
    format: Format,
    map: Option<&Map>,
    mut importing: Importing<'_>,
) -> Result<ImportAnswer> {
    let request = importing.request;
    let summary = read_foreign(format, &request.file, map, &mut |element| {
        match element {
            Element::Record(found) => {
                importing.at_row(&found.locator);
                importing.row_is_new = true;
                // What could not be recorded of it is named as it will be.
                importing.claims_of_found(&found);
                *importing.answer.records.entry(found.kind).or_default() += 1;
            }
            Element::File { about, .. } => {
                importing.at_row(&about.locator);
                importing.row_is_new = true;
                importing.claims_of_found(&about);
                *importing.answer.records.entry("item").or_default() += 1;
            }
            Element::Trouble(trouble) => {
                importing.reject(trouble.row, &trouble.column, &trouble.value, trouble.code);
            }
        }
        (surroundings.progress)(Work::Importing, importing.rows, None);
        if (surroundings.stopped)() {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    });
    surroundings.go_on()?;
    let summary = summary.map_err(|error| not_read(request, &error))?;
    importing.answer.map = summary.map.as_ref().map(Map::to_toml);
    Ok(importing.finish(summary.rows))
}

fn not_read(request: &ImportRequest, error: &ForeignError) -> Error {
    Error::new(error.code())
        .with("path", file_name(&request.file))
        .with("detail", error.to_string())
}
