//! What `backup` is asked with.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct BackupArguments {
    /// The folder of the copy: a new or empty one, or one that holds a copy of this archive.
    pub(crate) dir: PathBuf,
}
