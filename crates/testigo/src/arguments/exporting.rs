//! What `export` is told.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Acting, LevelArgument};

/// Forms that records are exported in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormatArgument {
    /// A folder of CSV files.
    Csv,
    /// Entities of `FollowTheMoney`, a JSON line each; docs/ftm-extension.yaml has the schemata that it lacks.
    Ftm,
    /// A zip of CSV files in Uwazi's marks, with the originals that may leave.
    Uwazi,
    /// A database, as in a dossier.
    Sqlite,
    /// The table of claims.
    Parquet,
}

#[derive(Debug, Args)]
pub(crate) struct ExportArguments {
    /// The form.
    #[arg(long = "as", value_name = "FORMAT")]
    pub(crate) format: ExportFormatArgument,
    /// Where it will stand; must not exist.
    #[arg(long, value_name = "PATH")]
    pub(crate) out: PathBuf,
    /// For whom it is.
    #[arg(long)]
    pub(crate) recipient: String,
    /// For what it is.
    #[arg(long)]
    pub(crate) purpose: String,
    /// How far it goes: coalition, recipient or public.
    #[arg(long)]
    pub(crate) level: LevelArgument,
    /// Only records that match EXPR, and what they refer to.
    #[arg(long = "where", value_name = "EXPR")]
    pub(crate) condition: Option<String>,
    #[command(flatten)]
    pub(crate) acting: Acting,
}
