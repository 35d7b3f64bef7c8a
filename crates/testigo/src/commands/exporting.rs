//! `export`.

use testigo_archive::{ExportFormat, ExportRequest, Result};

use super::Session;
use super::disclosing::say_warnings;
use crate::arguments::{ExportArguments, ExportFormatArgument};
use crate::output::{Answer, plain};

pub(super) fn export(session: &Session<'_>, given: &ExportArguments) -> Result<Answer> {
    let request = ExportRequest {
        format: given.format.into(),
        recipient: given.recipient.clone(),
        purpose: given.purpose.clone(),
        level: given.level.into(),
        condition: given.condition.clone(),
    };
    let mut archive = session.open()?;
    let exported = archive.export(&request, &given.out);
    session.tell(&mut archive);
    let answer = exported?;
    let lines = [
        ("path", answer.path.clone()),
        ("statement", answer.release.clone()),
        ("records", answer.records.to_string()),
        ("items", answer.items.to_string()),
        ("withheld-fields", answer.withheld.fields.to_string()),
        ("withheld-items", answer.withheld.items.to_string()),
        ("withheld-persons", answer.withheld.persons.to_string()),
    ];
    let mut words = plain(session.words, &lines);
    say_warnings(session, &mut words, &answer.warnings);
    Answer::new(&answer, words)
}

impl From<ExportFormatArgument> for ExportFormat {
    fn from(format: ExportFormatArgument) -> Self {
        match format {
            ExportFormatArgument::Csv => Self::Csv,
            ExportFormatArgument::Ftm => Self::Ftm,
            ExportFormatArgument::Uwazi => Self::Uwazi,
            ExportFormatArgument::Sqlite => Self::Sqlite,
            ExportFormatArgument::Parquet => Self::Parquet,
        }
    }
}
