//! What `dossier build` would let leave, and what would stay and why: decided by the same code, and nothing is written.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Serialize;
use testigo_catalog::FigureValue;
use testigo_custody::StatementId;
use testigo_record::Reason;

use super::bag_writer::out_exists;
use super::figures::{CountedFigure, show_figures};
use super::selection::Selection;
use super::{Decided, DossierAnswer};
use crate::archive::Archive;
use crate::error::Result;
use crate::receive::LISTED_MAX;

/// What would leave and what would stay. Lists hold at most 1,000, with how many there are beside them.
#[derive(Debug, Serialize)]
pub struct DossierPreview {
    /// What `dossier build` would answer; without a path.
    pub answer: DossierAnswer,
    /// Records that leave, in the order in which they were recorded.
    pub leaving: Vec<LeavingRecord>,
    /// All of them.
    pub leaving_total: u64,
    /// Originals that leave; `answer.items` are all of them.
    pub originals: Vec<LeavingOriginal>,
    /// Records that stay as a whole, by kind.
    pub staying: Vec<StayingRecord>,
    /// All of them.
    pub staying_total: u64,
    /// Items that leave without their original.
    pub originals_staying: Vec<StayingRecord>,
    /// All of them.
    pub originals_staying_total: u64,
    /// Each with both numbers.
    pub figures: Vec<PreviewedFigure>,
}

/// A record of which something leaves.
#[derive(Debug, Serialize)]
pub struct LeavingRecord {
    /// The record.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// What it is called here; whether that leaves is said by the fields.
    pub title: String,
    /// Fields that leave.
    pub fields: Vec<String>,
    /// Fields of which something stays, and the code of the reason.
    pub fields_staying: Vec<(String, &'static str)>,
}

/// An original that leaves.
#[derive(Debug, Serialize)]
pub struct LeavingOriginal {
    /// The item.
    pub id: String,
    /// What it is called here. That does not leave as the name of a file.
    pub title: String,
    /// Its name in the package.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// Not all of it could be searched for what is withheld; a person decided that it may leave.
    pub not_searched: bool,
}

/// What stays.
#[derive(Debug, Serialize)]
pub struct StayingRecord {
    /// The record.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// What it is called here.
    pub title: String,
    /// The code of the reason.
    pub reason: &'static str,
}

/// A figure as the dossier would show it.
#[derive(Debug, Serialize)]
pub struct PreviewedFigure {
    /// Its name.
    pub name: String,
    /// Its view; warnings name it.
    pub view: String,
    /// Of the whole record.
    pub stated: [Option<u64>; 3],
    /// Of what leaves.
    pub shown: [Option<u64>; 3],
    /// Rows of its breakdown.
    pub rows: u64,
    /// Of these, left out because they are small, or would tell one that is.
    pub suppressed: u64,
    /// What it counts that does not leave, by reason.
    pub withheld: BTreeMap<String, u64>,
}

impl Archive {
    /// Decides everything that [`Archive::build_dossier`] decides, and writes nothing: no entry in the log, no file.
    pub fn preview_dossier(&mut self, specification: &str) -> Result<DossierPreview> {
        let specification = self.read_specification(specification)?;
        let mut decided = self.decide(&specification)?;
        let database = decided.database()?;
        show_figures(&mut decided.figures, &database)?;
        let (leaving, leaving_total) = self.leaving(&decided.selection)?;
        let (staying, staying_total) = self.staying_records(&decided.selection)?;
        let (originals_staying, originals_staying_total) =
            self.staying_list(&decided.selection.originals_staying)?;
        let originals = self.originals_leaving(&decided)?;
        let figures = decided.figures.iter().map(previewed).collect();
        Ok(DossierPreview {
            leaving,
            leaving_total,
            originals,
            staying,
            staying_total,
            originals_staying,
            originals_staying_total,
            figures,
            answer: decided.answer(Path::new("")),
        })
    }

    /// Whether a dossier may be written to this place: outside of the archive, where nothing stands yet.
    pub fn may_build_at(&self, out: &Path) -> Result<()> {
        self.refuse_inside(out)?;
        if out.exists() {
            return Err(out_exists(out));
        }
        Ok(())
    }

    fn leaving(&self, selection: &Selection) -> Result<(Vec<LeavingRecord>, u64)> {
        let mut order: Vec<StatementId> = Vec::new();
        let mut fields: BTreeMap<StatementId, BTreeSet<&str>> = BTreeMap::new();
        for disclosed in &selection.statements {
            let of_record = fields.entry(disclosed.record).or_insert_with(|| {
                order.push(disclosed.record);
                BTreeSet::new()
            });
            of_record.extend(
                disclosed
                    .row
                    .claims
                    .iter()
                    .map(|claim| claim.field.as_str()),
            );
        }
        let mut leaving = Vec::new();
        for record in order.iter().take(LISTED_MAX) {
            let standing = selection.standings.get(record);
            let shown = fields.get(record).into_iter().flatten();
            let kept = selection.fields_staying.get(record).into_iter().flatten();
            leaving.push(LeavingRecord {
                id: record.to_string(),
                kind: standing.map_or_else(String::new, |standing| standing.kind.clone()),
                title: self.catalog.title(*record)?,
                fields: shown.map(|name| (*name).to_owned()).collect(),
                fields_staying: kept
                    .map(|(name, reason)| (name.clone(), reason.code()))
                    .collect(),
            });
        }
        Ok((leaving, order.len() as u64))
    }

    fn originals_leaving(&self, decided: &Decided<'_>) -> Result<Vec<LeavingOriginal>> {
        let mut originals = Vec::new();
        for exhibit in decided.exhibits.iter().take(LISTED_MAX) {
            originals.push(LeavingOriginal {
                id: exhibit.item.to_string(),
                title: self.catalog.title(exhibit.item)?,
                path: exhibit.path(),
                bytes: exhibit.bytes,
                not_searched: exhibit.not_searched,
            });
        }
        Ok(originals)
    }

    fn staying_records(&self, selection: &Selection) -> Result<(Vec<StayingRecord>, u64)> {
        let standings = selection.standings.iter();
        let mut staying: Vec<(&str, StatementId, Reason)> = standings
            .filter_map(|(record, standing)| Some((&*standing.kind, *record, standing.stays?)))
            .collect();
        staying.sort();
        let staying: Vec<_> = staying
            .into_iter()
            .map(|(_, record, reason)| (record, reason))
            .collect();
        self.staying_list(&staying)
    }

    fn staying_list(&self, staying: &[(StatementId, Reason)]) -> Result<(Vec<StayingRecord>, u64)> {
        let mut listed = Vec::new();
        for (record, reason) in staying.iter().take(LISTED_MAX) {
            listed.push(StayingRecord {
                id: record.to_string(),
                kind: self.catalog.kind_of(*record)?.unwrap_or_default(),
                title: self.catalog.title(*record)?,
                reason: reason.code(),
            });
        }
        Ok((listed, staying.len() as u64))
    }
}

fn previewed(figure: &CountedFigure<'_>) -> PreviewedFigure {
    let stated = &figure.stated;
    let FigureValue { min, value, max } = figure.shown;
    PreviewedFigure {
        name: figure.wanted.name.clone(),
        view: figure.view.clone(),
        stated: [Some(stated.min), stated.value, stated.max],
        shown: [Some(min), value, max],
        rows: stated.rows_total,
        suppressed: figure.suppressed.iter().filter(|hidden| **hidden).count() as u64,
        withheld: figure.withheld.clone(),
    }
}
