//! What `search`, `show` and `log` are told.

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
    pub(crate) query: String,
    /// Only records of this kind.
    #[arg(long)]
    pub(crate) kind: Option<String>,
    /// Only records that match EXPR.
    #[arg(long = "where", value_name = "EXPR")]
    pub(crate) condition: Option<String>,
    /// How many hits.
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
