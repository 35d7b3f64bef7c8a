//! How many people did no list name? Tables of overlapping lists in; intervals, or refusals with their
//! reason, out.
//!
//! **Invariant**: this crate never gives a number without an interval, its method and its settings, and
//! never one below the number of people observed. It does no I/O, asks no clock, and takes chance only
//! from a seed; the same table and settings give the same answer on any machine and for any number of
//! threads. No input makes it panic.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "people are below 2^52 by construction (OverlapTable refuses more), and so are draws"
)]

mod chance;
pub mod convergence;
pub mod draw;
pub mod latent;
mod logarithm;
mod normal_quantile;
mod saddle_point;
mod table;

pub use chance::Chance;
pub use latent::{LatentOutcome, LatentSettings};
pub use table::{Cell, ListSet, MAX_LISTS, OverlapTable, TableError};
