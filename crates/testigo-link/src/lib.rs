//! Is this the same person? Lists in, pairs, clusters and their reasons out.
//!
//! **Invariant**: this crate proposes and never decides.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "entries, codes and places are u32 by construction (Entries and Dictionary refuse more), and counts stay far below 2^52"
)]

mod agreement;
mod blocks;
mod chart;
mod choose;
mod cluster;
mod compare;
mod date_value;
mod dictionary;
mod entries;
mod error;
mod exchange;
mod explain;
mod field;
mod histogram;
mod judgement;
mod learn;
mod learning;
mod link;
mod model;
mod name_book;
mod name_tables;
mod parallel;
mod partition;
mod recall;
mod rule;
mod sample;
mod scoring;
mod settings;
mod similarity;
mod table;
mod threshold;
mod touched;
mod warning;
pub use agreement::krippendorff_alpha;
pub use chart::{ChartWords, waterfall, weights_chart};
pub use entries::{Entries, EntryId, SourceId};
pub use error::LinkError;
pub use exchange::prepared;
pub use explain::{Explanation, FieldWeight, explain};
pub use field::{Field, Kind};
pub use judgement::{Judgement, Verdict};
pub use learning::learn;
pub use link::{ClusterId, LinkSettings, Linked, link, link_more};
pub use model::{Model, bits_of, probability};
pub use name_tables::{NameAdditions, NameTables};
pub use partition::PersonsRange;
pub use recall::Interval;
pub use scoring::{Pair, PairSink};
pub use table::Table;
pub use threshold::Thresholds;
pub use warning::Warning;
