//! How many people did no list name? Tables of overlapping lists in; intervals, or refusals with their
//! reason, out.
//!
//! **Invariant**: this crate never gives a number without an interval, its method and its settings, and
//! never one below the number of people observed. It does no I/O, asks no clock, and takes chance only
//! from a seed; the same table and settings give the same answer on any machine and for any number of
//! threads. No input makes it panic.

mod table;

pub use table::{Cell, ListSet, MAX_LISTS, OverlapTable, TableError};
