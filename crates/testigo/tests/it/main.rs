//! The program as people run it. One file an area; what a room alone can show is tested in its crate.
#![cfg(feature = "test")]
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::too_many_lines,
    reason = "these are tests: they write files, say what they skip, and a scenario is told in one piece"
)]

mod accounts;
mod agreement;
mod attacks;
mod browser;
mod by_hand;
mod clear_bytes;
mod copying;
mod devices;
mod documenting;
mod dossier;
mod due;
mod erasure;
mod estimating;
mod exporting;
mod failure;
mod figures;
mod importing;
mod intake;
mod kill;
mod large;
mod linking;
mod names;
mod previewing;
mod real_material;
mod reconciling;
mod stopping;
mod taking_accounts;
mod vocabularies;
mod warnings;
mod withdrawing;
mod workspace;
mod workspace_backups;
mod workspace_figures;
mod workspace_history;
mod workspace_import;
mod workspace_library;
mod workspace_naming;
mod workspace_pages;
mod workspace_records;
mod workspace_vocabulary;
mod workspace_work;
mod world;
