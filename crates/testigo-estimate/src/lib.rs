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
    reason = "people stay below 2^52 and lists below 21 (OverlapTable refuses more); lengths are those of grids and draws"
)]

mod bound;

mod check;
mod dga;
mod distribution;
mod figure;
mod hierarchy;
mod loglinear;
mod parallel;
mod regression;
mod sparse;
mod stream;
mod table;
mod warning;

pub use bound::{ChaoBounds, chao_bounds};
pub use check::{Checked, ListSize, Overlap, check, list_sizes, overlaps};
pub use dga::{DgaDiagnostics, DgaPosterior, DgaRequest, GridEnd, dga};
pub use figure::{Figure, Interval};
pub use loglinear::{HeterogeneityModel, LoglinearDiagnostics, LoglinearModel};
pub use sparse::SparseDiagnostics;
pub use table::{Cell, ListSet, MAX_LISTS, OverlapTable, TableError};
pub use warning::{Reason, Warning};
