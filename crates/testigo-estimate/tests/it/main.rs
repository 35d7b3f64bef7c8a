//! The engine as its callers use it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::disallowed_methods,
    reason = "these are tests: they read files, say what they skip, and may stop"
)]

mod bad_input;
mod coverage;
mod golden;
mod latent;
mod published;
mod sameness;
mod tables;
