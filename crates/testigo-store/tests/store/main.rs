//! The store as its callers see it: what a failing disk leaves behind, logs of every awkward size, and what stock
//! `age` reads of it.
#![cfg(feature = "test")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "these are tests; they write files themselves"
)]

mod by_age;
mod copies;
mod faults;
mod place;
mod sizes;
