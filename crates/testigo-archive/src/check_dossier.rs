//! `verify` of a dossier: needs no passphrase, no archive and nothing of ours but this program.

mod folder;

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use serde_json::Value;
use testigo_catalog::RecordDatabase;
use testigo_package::{
    Code, Dossier, Files, Findings, Trust, ZipError, ZipFiles, read_bytes, read_text,
    verify_dossier,
};
use testigo_record::{Projected, project};

use crate::error::{Error, Result};
use folder::FolderFiles;

/// Largest `record.sqlite` that is compared.
const DATABASE_BYTES_MAX: u64 = 8 << 30;

/// Checks a dossier folder or zip file. Whether the signers are confirmed from outside.
pub fn verify_package(path: &Path, trust: Option<&Trust>, findings: &mut Findings) -> Result<bool> {
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
        let mut files = FolderFiles::open(path).map_err(unreadable)?;
        return Ok(check(&mut files, trust, findings));
    }
    let file = File::open(path).map_err(unreadable)?;
    match ZipFiles::open(BufReader::new(file)) {
        Ok(mut files) => Ok(check(&mut files, trust, findings)),
        Err(ZipError::Duplicate) => {
            findings.fails(
                Code::PackagePath,
                "package",
                "an entry stands twice in the zip file",
            );
            Ok(false)
        }
        Err(ZipError::TooMany) => {
            findings.fails(Code::PackageLimit, "package", "too many files");
            Ok(false)
        }
        Err(error @ (ZipError::Damaged | ZipError::Unsupported)) => {
            Err(Error::new("not_a_package")
                .with("path", name)
                .because(error))
        }
    }
}

fn check(files: &mut dyn Files, trust: Option<&Trust>, findings: &mut Findings) -> bool {
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
}

fn check_rows(files: &mut dyn Files, dossier: &Dossier, findings: &mut Findings) {
    let Some(figures) = read_figures(files) else {
        findings.fails(
            Code::FigureRerun,
            "data/figures.json",
            "missing or malformed",
        );
        return;
    };
    let Some(persons) = read_withheld(files) else {
        findings.fails(
            Code::WithheldCounts,
            "data/withheld.json",
            "missing or malformed",
        );
        return;
    };
    findings.holds(
        Code::WithheldCounts,
        "data/withheld.json",
        format!("{} persons", persons.len()),
    );
    let views: Vec<(String, String)> = figures
        .iter()
        .map(|figure| (figure.view.clone(), figure.sql.clone()))
        .collect();
    let mut rows: Box<dyn Iterator<Item = Projected>> = Box::new(
        dossier
            .statements
            .iter()
            .map(|statement| project(&statement.checked, statement.log, statement.index)),
    );
    let database = match RecordDatabase::project(&mut rows, &persons, &views) {
        Ok(database) => database,
        Err(error) => {
            findings.fails(Code::FigureRerun, "data/figures.json", error.to_string());
            return;
        }
    };
    compare_database(files, &database, findings);
    rerun(&figures, &database, dossier.released, findings);
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

fn rerun(
    figures: &[StatedFigure],
    database: &RecordDatabase,
    released: bool,
    findings: &mut Findings,
) {
    for figure in figures {
        if !released {
            findings.fails(
                Code::FigureRerun,
                figure.view.clone(),
                "without a release it is nobody's word",
            );
            continue;
        }
        let Ok(value) = database.run_figure(&figure.sql) else {
            findings.fails(
                Code::FigureRerun,
                figure.view.clone(),
                "its SQL does not run",
            );
            continue;
        };
        let number = |name: &str| figure.shown.get(name).and_then(Value::as_u64);
        let same = number("min") == Some(value.min)
            && number("value") == value.value
            && number("max") == value.max;
        if same {
            findings.holds(
                Code::FigureRerun,
                figure.view.clone(),
                "the same when run again",
            );
        } else {
            findings.fails(
                Code::FigureRerun,
                figure.view.clone(),
                "another number when run again",
            );
        }
        check_stated(figure, findings);
    }
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

fn read_figures(files: &mut dyn Files) -> Option<Vec<StatedFigure>> {
    let text = read_text(files, "data/figures.json", 1 << 26)?;
    let json: Value = serde_json::from_str(&text).ok()?;
    json.get("figures")?
        .as_array()?
        .iter()
        .map(|figure| {
            Some(StatedFigure {
                view: figure.get("view")?.as_str()?.to_owned(),
                sql: figure.get("sql")?.as_str()?.to_owned(),
                stated: figure.get("stated")?.clone(),
                shown: figure.get("shown")?.clone(),
            })
        })
        .collect()
}

fn read_withheld(files: &mut dyn Files) -> Option<Vec<(u64, String)>> {
    let text = read_text(files, "data/withheld.json", 1 << 28)?;
    let json: Value = serde_json::from_str(&text).ok()?;
    json.get("rows")?
        .as_array()?
        .iter()
        .map(|row| Some((row.get(0)?.as_u64()?, row.get(1)?.as_str()?.to_owned())))
        .collect()
}
