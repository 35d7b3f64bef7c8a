//! `verify` of a dossier: needs no passphrase, no archive and nothing of ours but this program.

mod folder;

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use serde_json::Value;
use testigo_catalog::{Beside, Grouped, RecordDatabase, RecordDatabaseError};
use testigo_package::{
    Code, Dossier, FileEntry, Files, Findings, Trust, ZipError, ZipFiles, read_bytes, read_text,
    verify_dossier,
};
use testigo_record::project;

use crate::error::{Error, Result};
use crate::surroundings::STOPPED;
use folder::FolderFiles;

/// Largest `record.sqlite` that is compared.
const DATABASE_BYTES_MAX: u64 = 8 << 30;

/// Checks a dossier folder or zip file. Whether the signers are confirmed from outside. `stopped` is asked between two
/// of its files; of what was stopped nothing is said.
pub fn verify_package(
    path: &Path,
    trust: Option<&Trust>,
    stopped: fn() -> bool,
    findings: &mut Findings,
) -> Result<bool> {
    let mut found = Findings::default();
    let confirmed = verify(path, trust, stopped, &mut found)?;
    if stopped() {
        return Err(Error::new(STOPPED));
    }
    *findings = found;
    Ok(confirmed)
}

/// The files of a package until somebody stops: from then on none can be opened.
struct Stoppable<'a> {
    files: &'a mut dyn Files,
    stopped: fn() -> bool,
}

impl Files for Stoppable<'_> {
    fn entries(&self) -> &[FileEntry] {
        self.files.entries()
    }

    fn open(&mut self, index: usize) -> io::Result<Box<dyn Read + '_>> {
        if (self.stopped)() {
            return Err(io::Error::other(STOPPED));
        }
        self.files.open(index)
    }
}

fn verify(
    path: &Path,
    trust: Option<&Trust>,
    stopped: fn() -> bool,
    findings: &mut Findings,
) -> Result<bool> {
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let unreadable = |error: std::io::Error| {
        Error::new("not_a_package")
            .with("path", name.clone())
            .because(error)
    };
    if path.is_dir() {
        if !path.join("bagit.txt").exists() {
            return Err(Error::new("not_a_package").with("path", name));
        }
        let mut files = FolderFiles::open(path).map_err(unreadable)?;
        return Ok(check(&mut files, stopped, trust, findings));
    }
    let file = File::open(path).map_err(unreadable)?;
    match ZipFiles::open(BufReader::new(file)) {
        Ok(mut files) => Ok(check(&mut files, stopped, trust, findings)),
        Err(error @ (ZipError::Ambiguous | ZipError::TopFolder | ZipError::Duplicate)) => {
            findings.fails(Code::PackagePath, "package", error.to_string());
            Ok(false)
        }
        Err(error @ (ZipError::TooMany | ZipError::TooLarge)) => {
            findings.fails(Code::PackageLimit, "package", error.to_string());
            Ok(false)
        }
        Err(error @ (ZipError::Damaged | ZipError::Unsupported)) => {
            Err(Error::new("not_a_package")
                .with("path", name)
                .because(error))
        }
    }
}

fn check(
    files: &mut dyn Files,
    stopped: fn() -> bool,
    trust: Option<&Trust>,
    findings: &mut Findings,
) -> bool {
    let files = &mut Stoppable { files, stopped };
    let Some(dossier) = verify_dossier(files, trust, findings) else {
        return false;
    };
    check_rows(files, &dossier, findings);
    dossier.confirmed
}

/// One figure as `figures.json` states it.
struct StatedFigure {
    view: String,
    sql: String,
    stated: Value,
    shown: Value,
    as_of: Value,
}

/// What `withheld.json` says that can be checked.
struct StatedWithheld {
    fields: u64,
    persons: u64,
    rows: Vec<(u64, String)>,
}

fn check_rows(files: &mut dyn Files, dossier: &Dossier, findings: &mut Findings) {
    let Some((figures, same_person)) = read_figures(files) else {
        findings.fails(
            Code::FigureRerun,
            "data/figures.json",
            "missing or malformed",
        );
        return;
    };
    let Some(withheld) = read_withheld(files) else {
        findings.fails(
            Code::WithheldCounts,
            "data/withheld.json",
            "missing or malformed",
        );
        return;
    };
    check_withheld(&withheld, dossier, findings);
    let views: Vec<(String, String)> = figures
        .iter()
        .map(|figure| (figure.view.clone(), figure.sql.clone()))
        .collect();
    let mut unknown = 0u64;
    let mut project_with = |same_person: &[Grouped]| {
        unknown = 0;
        let mut rows = dossier.statements.iter().map(|statement| {
            let row = project(&statement.checked, statement.log, statement.index);
            unknown += u64::from(row.critical && !row.known_kind);
            row
        });
        let beside = Beside {
            withheld_persons: &withheld.rows,
            same_person,
            figures: &views,
        };
        RecordDatabase::project(&mut rows, beside)
    };
    let fails = |error: RecordDatabaseError, findings: &mut Findings| {
        findings.fails(Code::FigureRerun, "data/figures.json", error.to_string());
    };
    let projected = match project_with(&same_person) {
        Err(error @ RecordDatabaseError::Group) => {
            fails(error, findings);
            // The other rows can still be compared.
            project_with(&[])
        }
        other => other,
    };
    let mut database = match projected {
        Ok(database) => database,
        Err(error) => return fails(error, findings),
    };
    if unknown > 0 {
        let detail = format!("{unknown} of kinds that only a newer program knows");
        findings.incomplete(Code::StatementHead, "proof/openings.jsonl", detail);
    }
    compare_database(files, &database, findings);
    if database.bound().is_err() {
        findings.fails(Code::FigureRerun, "data/figures.json", "cannot be run");
        return;
    }
    rerun(&figures, &database, dossier.released.as_ref(), findings);
}

/// Bare parts of the disclosed statements and rows of withheld persons are counted again; what else
/// was withheld is the group's word.
fn check_withheld(withheld: &StatedWithheld, dossier: &Dossier, findings: &mut Findings) {
    const PLACE: &str = "data/withheld.json";
    let bare: usize = dossier
        .statements
        .iter()
        .map(|statement| &statement.checked)
        .map(|checked| checked.parts - checked.fields.len() - usize::from(checked.head.is_some()))
        .sum();
    if withheld.fields != bare as u64 || withheld.persons < withheld.rows.len() as u64 {
        findings.fails(Code::WithheldCounts, PLACE, "not what is withheld here");
        return;
    }
    let detail = format!("{bare} fields, {} persons", withheld.persons);
    findings.holds(Code::WithheldCounts, PLACE, detail);
}

fn compare_database(files: &mut dyn Files, database: &RecordDatabase, findings: &mut Findings) {
    const PLACE: &str = "data/record.sqlite";
    let Some(bytes) = read_bytes(files, PLACE, DATABASE_BYTES_MAX) else {
        findings.fails(Code::RecordRows, PLACE, "missing");
        return;
    };
    let differences = database.differences_of_bytes(&bytes);
    for difference in &differences {
        findings.fails(Code::RecordRows, PLACE, difference.to_string());
    }
    if differences.is_empty() {
        findings.holds(
            Code::RecordRows,
            PLACE,
            "equal to the projection of the disclosed statements",
        );
    }
}

/// `released`: the heads that the release names, if one holds.
fn rerun(
    figures: &[StatedFigure],
    database: &RecordDatabase,
    released: Option<&Value>,
    findings: &mut Findings,
) {
    for figure in figures {
        let wrong = match released {
            None => Some("without a release it is nobody's word"),
            Some(heads) if figure.as_of != *heads => Some("as of other heads than the release"),
            Some(_) => rerun_differs(figure, database),
        };
        match wrong {
            Some(why) => findings.fails(Code::FigureRerun, figure.view.clone(), why),
            None => findings.holds(
                Code::FigureRerun,
                figure.view.clone(),
                "the same when run again",
            ),
        }
        check_stated(figure, findings);
    }
}

fn rerun_differs(figure: &StatedFigure, database: &RecordDatabase) -> Option<&'static str> {
    let Ok(value) = database.run_figure(&figure.sql) else {
        return Some("its SQL does not run");
    };
    let number = |name: &str| figure.shown.get(name).and_then(Value::as_u64);
    let same = number("min") == Some(value.min)
        && number("value") == value.value
        && number("max") == value.max;
    (!same).then_some("another number when run again")
}

/// What is certain among the disclosed rows cannot be more than what is stated of all of them.
fn check_stated(figure: &StatedFigure, findings: &mut Findings) {
    let least_shown = figure.shown.get("min").and_then(Value::as_u64).unwrap_or(0);
    let most_stated = match figure.stated.get("max") {
        Some(Value::Null) | None => u64::MAX,
        Some(max) => max.as_u64().unwrap_or(0),
    };
    if least_shown > most_stated {
        findings.fails(
            Code::FigureStated,
            figure.view.clone(),
            "more is shown than is stated",
        );
    } else {
        let detail = "what the group states of its whole record; only the group can count it again";
        findings.absent(Code::FigureStated, figure.view.clone(), detail);
    }
}

/// The figures, and which of the disclosed records are one person as the group says.
fn read_figures(files: &mut dyn Files) -> Option<(Vec<StatedFigure>, Vec<Grouped>)> {
    let text = read_text(files, "data/figures.json", 1 << 28)?;
    let json: Value = serde_json::from_str(&text).ok()?;
    let figures = json
        .get("figures")?
        .as_array()?
        .iter()
        .map(|figure| {
            Some(StatedFigure {
                view: figure.get("view")?.as_str()?.to_owned(),
                sql: figure.get("sql")?.as_str()?.to_owned(),
                stated: figure.get("stated")?.clone(),
                shown: figure.get("shown")?.clone(),
                as_of: figure.get("as_of")?.clone(),
            })
        })
        .collect::<Option<_>>()?;
    let groups = match json.get("same_person") {
        Some(rows) => rows.as_array()?.iter().map(group).collect::<Option<_>>()?,
        None => Vec::new(),
    };
    Some((figures, groups))
}

fn group(row: &Value) -> Option<Grouped> {
    let [record, sure, likely, possible] = row.as_array()?.as_slice() else {
        return None;
    };
    let number = |value: &Value| u32::try_from(value.as_u64()?).ok().filter(|n| *n > 0);
    Some(Grouped {
        record: record.as_str()?.parse().ok()?,
        sure: number(sure)?,
        likely: number(likely)?,
        possible: number(possible)?,
    })
}

fn read_withheld(files: &mut dyn Files) -> Option<StatedWithheld> {
    let text = read_text(files, "data/withheld.json", 1 << 28)?;
    let json: Value = serde_json::from_str(&text).ok()?;
    let rows = json
        .get("rows")?
        .as_array()?
        .iter()
        .map(|row| Some((row.get(0)?.as_u64()?, row.get(1)?.as_str()?.to_owned())))
        .collect::<Option<_>>()?;
    Some(StatedWithheld {
        fields: json.get("fields")?.as_u64()?,
        persons: json.get("persons")?.as_u64()?,
        rows,
    })
}
