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

mod assess;
mod bound;
mod chance;
pub mod chart;
mod check;
pub mod convergence;
mod dga;
mod distribution;
pub mod draw;
mod figure;
mod hierarchy;
pub mod latent;
mod logarithm;
mod loglinear;
mod method;
mod normal_quantile;
mod parallel;
mod regression;
mod replicate;
mod saddle_point;
mod sensitivity;
mod settings;
mod single;
mod sparse;
mod table;
mod warning;

pub use assess::{AssessError, Assessment, Draws, Request, Stratum, StratumAnswer, assess};
pub use bound::{ChaoBounds, chao_bounds};
pub use chance::Chance;
pub use check::{Checked, ListSize, Overlap, check, list_sizes, overlaps};
pub use dga::{DgaDiagnostics, DgaPosterior, DgaRequest, GridEnd, dga};
pub use figure::{Figure, Interval};
pub use latent::{LatentOutcome, LatentSettings};
pub use loglinear::{HeterogeneityModel, LoglinearDiagnostics, LoglinearModel};
pub use method::{Diagnostics, LcmcrDiagnostics, Method, MethodAnswer, Outcome, Summed};
pub use replicate::{Joined, Replicate, Rule, join};
pub use sensitivity::{Change, Sensitivity};
pub use settings::{
    DgaSettings, LoglinearSettings, ReplicateSettings, SEED_DEFAULT, Settings, SettingsError,
    SparseSettings,
};
pub use single::Range;
pub use sparse::SparseDiagnostics;
pub use table::{Cell, ListSet, MAX_LISTS, OverlapTable, TableError};
pub use warning::{Reason, Warning};
