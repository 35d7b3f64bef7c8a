//! The engine as its callers use it.
#![allow(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::disallowed_methods,
    reason = "these are tests"
)]

mod bad_input;
mod lists;
mod model;
mod people;
mod sameness;
