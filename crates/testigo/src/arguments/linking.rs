//! What `link` is told.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Acting;

#[derive(Debug, Subcommand)]
pub(crate) enum LinkCommand {
    /// Link lists in files; needs no archive.
    Csv(LinkCsvArguments),
    /// Link the entries and persons of the archive; `count` then counts persons.
    Run(LinkRunArguments),
    /// Show the pair whose answer helps most, of those that the person acting has not judged.
    Next(LinkNextArguments),
    /// Say why two records weigh what they weigh as a pair.
    Explain(LinkExplainArguments),
    /// Say how far people agree who judged the same pairs.
    Agreement,
}

#[derive(Debug, Args)]
pub(crate) struct LinkRunArguments {
    /// Only the entries of this list, by id or name (can be repeated); everything if not said.
    #[arg(long = "list", value_name = "LIST")]
    pub(crate) lists: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct LinkNextArguments {
    #[command(flatten)]
    pub(crate) acting: Acting,
}

#[derive(Debug, Args)]
pub(crate) struct LinkExplainArguments {
    /// One record.
    pub(crate) one: String,
    /// The other.
    pub(crate) other: String,
    /// Write the weights as a chart.
    #[arg(long, value_name = "FILE.svg")]
    pub(crate) svg: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct LinkCsvArguments {
    /// The lists: CSV, XLSX or ODS.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// What the columns hold.
    #[arg(long, value_name = "LINK.toml")]
    pub(crate) config: PathBuf,
    /// Where the clusters go: file, id, cluster. Parquet if it ends in .parquet, else CSV.
    #[arg(long, value_name = "CLUSTERS.csv")]
    pub(crate) out: PathBuf,
    /// Where the pairs go that have at least one chance in a million.
    #[arg(long, value_name = "PAIRS.csv")]
    pub(crate) pairs: Option<PathBuf>,
    /// Save the model, as Splink settings.
    #[arg(long, value_name = "OUT.json")]
    pub(crate) model: Option<PathBuf>,
    /// Use a saved model instead of learning one.
    #[arg(long, value_name = "IN.json")]
    pub(crate) use_model: Option<PathBuf>,
    /// Threads; all cores if not said. The answer is the same for any number.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) threads: Option<u16>,
}
