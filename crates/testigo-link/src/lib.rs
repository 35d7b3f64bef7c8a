//! Is this the same person? Entries of lists and people's judgements in; pairs, clusters and the
//! reasons for them out.
//!
//! **Invariant**: this crate proposes and never decides, and never changes what was written. It does no
//! I/O, asks no clock, and takes chance only from a seed; the same lists give the same answers on any
//! machine and for any number of threads. No input makes it panic or need memory that grows with the
//! number of pairs compared.
//!
//! Push rows into [`Entries`], make a [`Table`], [`learn`] a [`Model`] (or read one with
//! [`Model::from_json`]), and [`link`]. The answer, [`Linked`], holds pairs, clusters, thresholds, the
//! estimated recall of blocking, and what people should look at ([`Linked::candidates`]). [`explain`]
//! says why a pair weighs what it weighs. When lists grow, [`link_more`] continues. What is uncertain
//! leaves as [`Linked::sampled_partitions`] and [`Linked::persons_range`].

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
pub use explain::{Explanation, FieldWeight, explain, explain_each};
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
