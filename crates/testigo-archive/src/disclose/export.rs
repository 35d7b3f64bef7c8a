//! `export`: disclosed records in the forms of other programs, through the same gate and the same search as a dossier.

mod folder;
mod follow_the_money;
mod rows;
mod tables;
mod uwazi;

use std::collections::BTreeSet;
use std::path::Path;

use serde::Serialize;
use testigo_catalog::{Beside, RecordDatabase};
use testigo_custody::StatementId;
use testigo_record::Level;

use super::WithheldCounts;
use super::bag_writer::out_exists;
use super::exhibits::{Exhibit, refuse_hits};
use super::figures::{heads_json, names_without_consent};
use super::proofs::ShownLog;
use super::selection::Selection;
use super::specification::{Specification, parse_condition};
use crate::archive::{Archive, Batch};
use crate::draft::Draft;
use crate::error::{Error, Result};
use folder::{ExportFolder, Shape};
use rows::Rows;

/// The form of another program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// A folder of CSV files: one for each kind of record, and one with every claim.
    Csv,
    /// Entities of `FollowTheMoney`, a JSON line each.
    Ftm,
    /// A zip with CSV files in Uwazi's marks, and originals.
    Uwazi,
    /// `record.sqlite`, as in a dossier, without figures.
    Sqlite,
    /// The table of claims.
    Parquet,
}

impl ExportFormat {
    /// The code, as in `export --as`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Ftm => "ftm",
            Self::Uwazi => "uwazi",
            Self::Sqlite => "sqlite",
            Self::Parquet => "parquet",
        }
    }

    /// What stands at the path in the end. A file is named in the release by its name here, whatever people call it.
    fn shape(self) -> Shape {
        match self {
            Self::Csv => Shape::Folder,
            Self::Uwazi => Shape::Zip,
            Self::Ftm => Shape::File("entities.ftm.json"),
            Self::Sqlite => Shape::File("record.sqlite"),
            Self::Parquet => Shape::File("claims.parquet"),
        }
    }
}

/// What to export, and for whom.
#[derive(Debug, Clone)]
pub struct ExportRequest {
    /// The form.
    pub format: ExportFormat,
    /// For whom.
    pub recipient: String,
    /// For what.
    pub purpose: String,
    /// How far it goes: `coalition`, `recipient` or `public`.
    pub level: Level,
    /// EXPR; everything if none.
    pub condition: Option<String>,
}

/// The answer to `export`.
#[derive(Debug, Serialize)]
pub struct ExportAnswer {
    /// Where it stands.
    pub path: String,
    /// The statement that records it.
    pub release: String,
    /// Records in it.
    pub records: u64,
    /// Originals in it.
    pub items: u64,
    /// What stays.
    pub withheld: WithheldCounts,
    /// Codes, some with a place.
    pub warnings: Vec<String>,
}

impl Archive {
    /// Writes what the gate lets through. Nothing is written before the gate and the search have let everything pass.
    pub fn export(&mut self, request: &ExportRequest, out: &Path) -> Result<ExportAnswer> {
        self.refuse_inside(out)?;
        let specification = request.specification()?;
        if out.exists() {
            return Err(out_exists(out));
        }
        // The log must be ready before heads are taken.
        self.own_log()?;
        let mut selection = self.select(&specification)?;
        let withheld_values = self.withheld_values(&specification, &selection)?;
        let mut hits = BTreeSet::new();
        Self::search_texts(&specification, &selection, &withheld_values, &mut hits);
        let exhibits = if request.format == ExportFormat::Uwazi {
            self.choose_exhibits(&specification, &mut selection, &withheld_values, &mut hits)?
        } else {
            Vec::new()
        };
        let single_parts = refuse_hits(&hits)?;
        let logs = self.shown_logs()?;
        let database = projected(&selection)?;
        let rows = Rows::of(&database)?;
        let withheld = WithheldCounts::of(&selection, &exhibits, 0);
        let is_empty = rows.records.is_empty();
        let warnings =
            self.warnings_of_selection(&single_parts, &withheld, &selection, is_empty)?;
        let mut folder = ExportFolder::begin(out, request.format.shape())?;
        self.write_export(request.format, &mut folder, &database, &rows, &exhibits)?;
        let manifest = folder.close()?;
        let release = self.release_export(request, &manifest, &logs)?;
        folder.finish()?;
        Ok(ExportAnswer {
            path: out.display().to_string(),
            release: release.to_string(),
            records: rows.records.len() as u64,
            items: exhibits.len() as u64,
            withheld,
            warnings,
        })
    }

    fn write_export(
        &self,
        format: ExportFormat,
        folder: &mut ExportFolder,
        database: &RecordDatabase,
        rows: &Rows,
        exhibits: &[Exhibit],
    ) -> Result<()> {
        match format {
            ExportFormat::Csv => tables::write(rows, folder),
            ExportFormat::Ftm => folder.write("entities.ftm.json", &follow_the_money::lines(rows)),
            ExportFormat::Uwazi => {
                uwazi::write(rows, exhibits, folder)?;
                for exhibit in exhibits {
                    let name = uwazi::file_of(exhibit);
                    self.copy_exhibit(exhibit, |bytes| folder.copy(&name, bytes))?;
                }
                Ok(())
            }
            ExportFormat::Sqlite => {
                let written = database.write(&folder.path("record.sqlite"));
                written.map_err(|error| Error::new("catalog_failed").because(error))?;
                folder.adopt("record.sqlite")
            }
            ExportFormat::Parquet => {
                tables::write_parquet(rows, &folder.path("claims.parquet"))?;
                folder.adopt("claims.parquet")
            }
        }
    }

    /// The group's word that this went to somebody (FORMAT 7.6).
    fn release_export(
        &mut self,
        request: &ExportRequest,
        manifest: &str,
        logs: &[ShownLog],
    ) -> Result<StatementId> {
        let mut draft = Draft::new("release");
        draft.text("format", request.format.code());
        draft.text("recipient", &request.recipient);
        draft.text("purpose", &request.purpose);
        draft.level = Some(request.level);
        draft.text(
            "selection",
            request.condition.as_deref().unwrap_or_default(),
        );
        draft.json("heads", heads_json(logs).to_string());
        draft.text("manifest", manifest);
        let mut batch = Batch::default();
        let id = self.write(draft, &mut batch)?;
        self.commit(batch)?;
        Ok(id)
    }
}

impl ExportRequest {
    fn specification(&self) -> Result<Specification> {
        for (name, value) in [("recipient", &self.recipient), ("purpose", &self.purpose)] {
            if value.trim().is_empty() {
                return Err(Error::new("usage").with("detail", format!("--{name}")));
            }
        }
        if self.level < Level::Coalition {
            return Err(Error::new("level_not_disclosable").with("level", self.level.code()));
        }
        let selection = self.condition.clone().unwrap_or_default();
        Ok(Specification {
            level: self.level,
            filter: parse_condition(&selection)?,
            selection,
            ..Specification::for_recipient(&self.recipient, &self.purpose)
        })
    }
}

impl WithheldCounts {
    /// Counted from what was selected; `persons_shown` of the persons that stay are rows of their own.
    pub(crate) fn of(selection: &Selection, exhibits: &[Exhibit], persons_shown: u64) -> Self {
        let people = selection.staying(&["person", "entry"]);
        let items = selection.staying(&["item"]);
        let standings = selection.standings.values();
        let all = standings
            .filter(|standing| standing.stays.is_some())
            .count() as u64;
        let not_searched = exhibits.iter().filter(|exhibit| exhibit.not_searched);
        Self {
            fields: selection.fields_withheld,
            items: items + selection.originals_staying.len() as u64,
            persons: people.max(persons_shown),
            records: all.saturating_sub(people + items),
            reasons: selection.reasons.clone(),
            not_searched: not_searched.count() as u64,
            names_without_consent: names_without_consent(selection),
        }
    }
}

fn projected(selection: &Selection) -> Result<RecordDatabase> {
    let statements = selection.statements.iter();
    let mut statements = statements.map(|disclosed| disclosed.row.clone());
    RecordDatabase::project(&mut statements, Beside::default())
        .map_err(|error| Error::new("catalog_failed").because(error))
}

#[cfg(test)]
mod tests;
