//! The catalog as its callers see it. All places and people are invented.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "these are tests; the exemption does not reach what they call"
)]

mod apply;
mod archive;
mod count;
mod filter;
mod linked;
mod lookup;
mod record_database;
mod sealed;
mod search;
mod speed;
mod when_and_where;
