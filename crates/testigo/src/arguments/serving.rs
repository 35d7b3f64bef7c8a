//! `serve`.

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct ServeArguments {
    /// Port on 127.0.0.1; any free one if none.
    #[arg(long, default_value_t = 0)]
    pub(crate) port: u16,
    /// Open it in this person's browser.
    #[arg(long, hide = true)]
    pub(crate) browser: bool,
}
