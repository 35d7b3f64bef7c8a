//! Charts as SVG text: the same numbers give the same bytes. Black on white, and no meaning by colour
//! alone, so that they survive a photocopy. All words come from the caller; each chart carries its title
//! and a description for those who do not see it.

mod bars;
mod canvas;
mod intervals;
mod scale;
mod upset;

pub use bars::{BarRow, bars_chart, time_chart};
pub use intervals::{IntervalEnds, IntervalRow, interval_chart};
pub use upset::{UPSET_COMBINATIONS_MAX, UpsetList, UpsetRow, upset_chart};

/// A chart's title and description, for people and for screen readers.
#[derive(Debug, Clone, Copy)]
pub struct ChartWords<'a> {
    /// What is shown.
    pub title: &'a str,
    /// How to read it.
    pub description: &'a str,
}

#[cfg(test)]
mod tests;
