//! `estimate`: tables of overlapping lists from files, without an archive, or from the lists of a figure; what the
//! engine says, in one answer.

mod of_figure;
pub(crate) mod report_out;
mod table_in;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use serde::Serialize;
use testigo_estimate::{
    AssessError, Assessment, Draws, Method, Request, Settings, Stratum, Warning, assess,
};

use testigo_words::{Language, Words};

use crate::error::{Error, Result};
use crate::surroundings::STOPPED;
use table_in::TableFile;

pub use of_figure::OtherGrouping;

/// What is to be estimated, and how.
#[derive(Debug, Clone, Default)]
pub struct EstimateRequest {
    /// The tables; several are replicates of one.
    pub files: Vec<PathBuf>,
    /// Some of [`estimate_methods`]; all that fit the number of lists if empty.
    pub methods: Vec<String>,
    /// The text of a settings file.
    pub settings: Option<String>,
    /// The column that divides the people.
    pub strata: Option<String>,
    /// In place of the settings' seed.
    pub seed: Option<u64>,
    /// In place of the settings' level.
    pub level: Option<f64>,
    /// Where all draws go, as CSV.
    pub draws: Option<PathBuf>,
    /// Where the report goes, as HTML, and in which language.
    pub report: Option<(PathBuf, Language)>,
    /// Threads; the answer is the same for any number.
    pub threads: usize,
}

/// What came out, and all that was set.
#[derive(Debug, Clone, Serialize)]
pub struct EstimateAnswer {
    /// The engine's answer.
    #[serde(flatten)]
    pub assessment: Assessment,
    /// Every setting, also those that nobody set.
    pub settings: Settings,
    /// Of a figure: what comes out if entries are grouped otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub linkage: Vec<OtherGrouping>,
    /// The first table, for charts.
    #[serde(skip)]
    strata: Vec<Stratum>,
}

/// The charts of an estimate, as SVG.
#[derive(Debug, Clone)]
pub struct EstimateCharts {
    /// People by combination of lists.
    pub combinations: Option<String>,
    /// What each method says.
    pub methods: Option<String>,
}

impl EstimateAnswer {
    /// The charts in these words.
    pub fn charts(&self, words: &Words) -> EstimateCharts {
        let given = report_out::Given {
            files: &[],
            strata: &self.strata,
            found: &self.assessment,
            settings: &self.settings,
        };
        report_out::charts(&given, words)
    }
}

/// Estimates from tables in files.
pub fn estimate_files(
    request: &EstimateRequest,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<EstimateAnswer> {
    let mut warnings = Vec::new();
    let mut replicates: Vec<Vec<Stratum>> = Vec::new();
    for path in &request.files {
        let file = TableFile::read(path, request.strata.as_deref())?;
        let name = path.display().to_string();
        if file.repeated > 0 {
            let subject = format!("{name}: {}", file.repeated);
            warnings.push(Warning::new("rows_added_up", subject));
        }
        replicates.push(in_order(file.strata, &replicates, &name)?);
    }
    estimate_tables(&replicates, warnings, request, &|done, all| {
        progress(done, all);
        ControlFlow::Continue(())
    })
}

/// Estimates from tables, and writes what is to be written.
fn estimate_tables(
    replicates: &[Vec<Stratum>],
    warnings: Vec<Warning>,
    request: &EstimateRequest,
    progress: &(dyn Fn(u64, u64) -> ControlFlow<()> + Sync),
) -> Result<EstimateAnswer> {
    let settings = settings(request)?;
    let methods: Vec<Method> = request
        .methods
        .iter()
        .filter_map(|name| Method::read(name))
        .collect();
    let engine_request = Request {
        replicates,
        methods: (!methods.is_empty()).then_some(methods.as_slice()),
        settings: &settings,
        threads: request.threads,
        progress,
    };
    let mut assessment = assess(&engine_request).map_err(failed)?;
    assessment.warnings.extend(warnings);
    if let Some(path) = &request.draws {
        write_draws(path, &assessment.draws).map_err(|error| cannot_write(path, error))?;
    }
    if let Some((path, language)) = &request.report {
        let given = report_out::Given {
            files: &request.files,
            strata: &replicates[0],
            found: &assessment,
            settings: &settings,
        };
        let page = report_out::page(&given, &Words::new(*language))?;
        let mut file = File::create(path).map_err(|error| cannot_write(path, error))?;
        file.write_all(page.as_bytes())
            .map_err(|error| cannot_write(path, error))?;
    }
    Ok(EstimateAnswer {
        assessment,
        settings,
        linkage: Vec::new(),
        strata: replicates[0].clone(),
    })
}

fn settings(request: &EstimateRequest) -> Result<Settings> {
    let mut settings = match &request.settings {
        None => Settings::default(),
        Some(text) => toml::from_str(text).map_err(|error| {
            Error::new("estimate_settings_invalid").with("detail", error.message().to_owned())
        })?,
    };
    settings.seed = request.seed.unwrap_or(settings.seed);
    settings.level = request.level.unwrap_or(settings.level);
    Ok(settings)
}

/// The names of all methods.
pub fn estimate_methods() -> [&'static str; Method::ALL.len()] {
    Method::ALL.map(Method::name)
}

/// The strata with their lists in the order of the first file.
fn in_order(mut strata: Vec<Stratum>, before: &[Vec<Stratum>], name: &str) -> Result<Vec<Stratum>> {
    let Some(first) = before.first().and_then(|strata| strata.first()) else {
        return Ok(strata);
    };
    let wanted = first.table.lists();
    for stratum in &mut strata {
        let lists = stratum.table.lists();
        let places = wanted
            .iter()
            .map(|list| lists.iter().position(|own| own == list));
        let order: Option<Vec<usize>> = places.collect();
        let order = order.filter(|order| order.len() == lists.len());
        let order = order.ok_or_else(|| Error::new("estimate_tables_differ").with("path", name))?;
        stratum.table = stratum.table.reordered(&order);
    }
    Ok(strata)
}

fn failed(error: AssessError) -> Error {
    match error {
        AssessError::Settings(setting) => {
            Error::new("estimate_setting_out_of_range").with("detail", setting.0)
        }
        AssessError::Stopped => Error::new(STOPPED),
        AssessError::Nothing => Error::new("estimate_no_rows"),
        AssessError::ListsDiffer(number) => {
            Error::new("estimate_tables_differ").with("path", number.to_string())
        }
    }
}

fn cannot_write(path: &Path, error: std::io::Error) -> Error {
    Error::new("estimate_not_written")
        .with("path", path.display().to_string())
        .because(error)
}

/// One line for each draw: which table, stratum and method, the people not observed, and all people.
fn write_draws(path: &Path, draws: &[Draws]) -> std::io::Result<()> {
    let mut out = csv::Writer::from_writer(BufWriter::new(File::create(path)?));
    out.write_record(["replicate", "stratum", "method", "draw", "unseen", "people"])?;
    for of_method in draws {
        let replicate = of_method.replicate.to_string();
        for (number, unseen) in (1..).zip(&of_method.unseen) {
            let number: u64 = number;
            let people = of_method.people(*unseen);
            out.write_record([
                replicate.as_str(),
                &of_method.stratum,
                of_method.method.name(),
                &number.to_string(),
                &unseen.to_string(),
                &people.to_string(),
            ])?;
        }
    }
    out.into_inner()
        .map_err(csv::IntoInnerError::into_error)?
        .flush()
}
