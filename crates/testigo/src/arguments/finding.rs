//! What `search`, `show` and `log` are told.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct LogArguments {
    /// How many.
    #[arg(long, default_value_t = 20)]
    pub(crate) limit: u64,
}

#[derive(Debug, Args)]
pub(crate) struct SearchArguments {
    /// Words; "two words" for a phrase.
    #[arg(required_unless_present = "names")]
    pub(crate) query: Option<String>,
    /// Names to look for, one a line, at most 10,000: a text, a file that ends in .csv (its first column), or - for
    /// standard input. In any order, with or without accents, in close spellings.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["query", "condition", "offset"])]
    pub(crate) names: Option<PathBuf>,
    /// With --names: write what was found of every name as a JSON line.
    #[arg(long, value_name = "FILE", requires = "names")]
    pub(crate) report: Option<PathBuf>,
    /// Only records of this kind.
    #[arg(long)]
    pub(crate) kind: Option<String>,
    /// Only records that match EXPR.
    #[arg(long = "where", value_name = "EXPR")]
    pub(crate) condition: Option<String>,
    /// How many hits; of --names for each, at most 100.
    #[arg(long, default_value_t = 20)]
    pub(crate) limit: u64,
    /// Hits to leave out at the beginning.
    #[arg(long, default_value_t = 0)]
    pub(crate) offset: u64,
}

#[derive(Debug, Args)]
pub(crate) struct ShowArguments {
    /// The record, or a figure by id or name.
    pub(crate) id: String,
    /// With the proof that it stands in its log.
    #[arg(long)]
    pub(crate) proof: bool,
}
