//! What `vocabulary` is told.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Acting;

#[derive(Debug, Subcommand)]
pub(crate) enum VocabularyCommand {
    /// List fields and terms: everybody's, and in an archive the group's own.
    List,
    /// Keep a group's own fields and terms; those of the same name are replaced.
    Add(VocabularyAddArguments),
    /// Look for labels and terms that people would trip over.
    Lint,
}

#[derive(Debug, Args)]
pub(crate) struct VocabularyAddArguments {
    /// A file with name, version, \[\[field\]\] and \[\[term\]\].
    #[arg(value_name = "FILE.toml")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) acting: Acting,
}
